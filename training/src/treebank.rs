//! A treebank as documents of paragraphs of sentences, for writing its text out in several ways.

use anyhow::{Context as _, Result, bail};

/// A text of the treebank.
pub(crate) type Document = Vec<Paragraph>;
/// Its sentences.
pub(crate) type Paragraph = Vec<Vec<Token>>;

/// What stands between two white spaces or word boundaries: a word, or several in a multiword token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub words: Vec<Word>,
    /// Whether a space follows.
    pub space: bool,
}

/// A syntactic word with those columns that are learned from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    pub xpos: String,
    pub feats: String,
    /// What the word should have been, where it is misspelt.
    pub correct: Option<String>,
}

/// Reads the documents of a CoNLL-U file.
pub(crate) fn read(path: &str) -> Result<Vec<Document>> {
    let conllu = std::fs::read_to_string(path).with_context(|| format!("{path} cannot be read"))?;
    let mut documents: Vec<Document> = Vec::new();
    let (mut new_document, mut new_paragraph) = (true, true);
    let mut sentence: Vec<Token> = Vec::new();
    let mut last = 0; // the last word of the multiword token that is open
    for (number, line) in conllu.lines().chain([""]).enumerate() {
        if let Some(comment) = line.strip_prefix("# ") {
            new_document |= comment.starts_with("newdoc");
            new_paragraph |= comment.starts_with("newpar") || comment.starts_with("newdoc");
        } else if line.is_empty() {
            if sentence.is_empty() {
                continue;
            }
            if new_document {
                documents.push(Vec::new());
            }
            let Some(document) = documents.last_mut() else { continue };
            if new_paragraph || document.is_empty() {
                document.push(Vec::new());
            }
            (new_document, new_paragraph, last) = (false, false, 0);
            if let Some(paragraph) = document.last_mut() {
                paragraph.push(std::mem::take(&mut sentence));
            }
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[id, form, lemma, upos, xpos, feats, _, _, _, misc] = columns.as_slice() else {
                bail!("{path}:{}: not ten columns", number + 1);
            };
            let space = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
            let correct = misc.split('|').find_map(|entry| entry.strip_prefix("CorrectForm="));
            let (form, lemma, upos) = (form.to_owned(), lemma.to_owned(), upos.to_owned());
            let (xpos, feats, correct) = (xpos.to_owned(), feats.to_owned(), correct.map(str::to_owned));
            let word = Word { form, lemma, upos, xpos, feats, correct };
            if let Some((_, end)) = id.split_once('-') {
                last = end.parse().with_context(|| format!("{path}:{}: not a number", number + 1))?;
                sentence.push(Token { words: Vec::new(), space });
            } else if !id.contains('.') {
                let id: usize = id.parse().with_context(|| format!("{path}:{}: not a number", number + 1))?;
                match sentence.last_mut() {
                    Some(token) if id <= last => token.words.push(word),
                    _ => sentence.push(Token { words: vec![word], space }),
                }
            }
        }
    }
    Ok(documents)
}
