//! The parser: text or tokens in, a [`Parse`] out.

use std::sync::LazyLock;

use record::{Error, Span};
use xxhash_rust::xxh3::xxh3_64;

use crate::lemma::lemma;
use crate::network::{Labels, Network};
use crate::tokenize::{Tokens, Word, tokenize};
use crate::weights::{File, Tag};
use crate::{Entity, EntityKind, Parse, Relation, Sentence, Token};

/// How many words go through the network together, if the sentences allow: enough for fast products, few
/// enough for the processor's nearer memory.
const TOGETHER: usize = 384;

/// The weights inside the binary.
const MODEL: &[u8] = include_bytes!("../model/english.bin");

/// The English model, ready to parse.
pub struct Language {
    network: Network,
    tags: Vec<Tag>,
    relations: Vec<Relation>,
    kinds: Vec<EntityKind>,
}

impl Language {
    /// The model inside the binary, loaded once.
    pub fn embedded() -> &'static Language {
        static EMBEDDED: LazyLock<Language> =
            LazyLock::new(|| Language::read(MODEL).expect("the embedded model is whole, as a test says"));
        &EMBEDDED
    }

    /// A hash of the model inside the binary.
    pub fn version() -> &'static str {
        static VERSION: LazyLock<String> = LazyLock::new(|| format!("{:016x}", xxh3_64(MODEL)));
        &VERSION
    }

    /// Another model, trained as `training/README.md` says. Fails on a file that is none, or of another version.
    pub fn read(model: &'static [u8]) -> Result<Language, Error> {
        let file = File::read(model)?;
        let network = Network::new(&file)?;
        Ok(Language { network, tags: file.tags, relations: file.relations, kinds: file.entities })
    }

    /// Reads a text.
    ///
    /// ```
    /// use dateline_language::{Language, Relation};
    ///
    /// let text = "The minister rejected the offer.";
    /// let parse = Language::embedded().parse(text);
    /// let root = parse.root(0).unwrap();
    /// assert_eq!(parse.token(root).span.of(text), "rejected");
    /// let subject = parse.child(root, Relation::Nsubj).unwrap();
    /// assert_eq!(parse.token(subject).span.of(text), "minister");
    /// ```
    pub fn parse(&self, text: &str) -> Parse {
        self.parse_around(text, &[])
    }

    /// Reads a text around pieces that are not to be read: no token lies in them, and no sentence crosses
    /// them. `skip` is in the order of the text, without overlaps.
    pub fn parse_around(&self, text: &str, skip: &[Span]) -> Parse {
        self.annotate(text, &tokenize(text, skip))
    }

    /// Reads a text whose sentences and tokens are given, those of `given`; all else in it is ignored.
    pub fn parse_tokens(&self, text: &str, given: &Parse) -> Parse {
        let words = given.tokens.iter().map(|token| Word { span: token.span, multiword: token.multiword });
        let sentences = given.sentences.iter().map(|sentence| sentence.tokens.clone());
        self.annotate(text, &Tokens { words: words.collect(), sentences: sentences.collect() })
    }

    fn annotate(&self, text: &str, tokens: &Tokens) -> Parse {
        let forms: Vec<&str> = tokens.words.iter().map(|word| word.span.of(text)).collect();
        let sentences: Vec<&[&str]> = tokens
            .sentences
            .iter()
            .map(|sentence| &forms[sentence.start as usize..sentence.end as usize])
            .collect();
        let mut labelled = Vec::with_capacity(forms.len());
        let mut entities = Vec::new();
        let mut rest = sentences.as_slice();
        while !rest.is_empty() {
            let (some, others) = rest.split_at(how_many(rest));
            rest = others;
            let labels = self.network.label(some);
            self.read_labels(some, &labels, &mut labelled, &mut entities, &tokens.words, &forms);
        }
        let sentences = tokens.sentences.iter().map(|words| {
            let words_of = &tokens.words[words.start as usize..words.end as usize];
            let span = words_of.iter().map(|word| word.span).reduce(Span::cover).unwrap_or_default();
            Sentence { span, tokens: words.clone() }
        });
        Parse::new(sentences.collect(), labelled, entities)
    }

    /// Turns the labels of some sentences, which follow those already read, into tokens and entities.
    fn read_labels(
        &self,
        sentences: &[&[&str]],
        labels: &Labels,
        tokens: &mut Vec<Token>,
        entities: &mut Vec<Entity>,
        words: &[Word],
        forms: &[&str],
    ) {
        let mut index = 0;
        for sentence in sentences {
            let first = tokens.len() as u32;
            for word in 0..sentence.len() {
                let id = tokens.len();
                let tag = self.tags[labels.tags[index]];
                let head = labels.heads[index].checked_sub(1).map(|head| first + head);
                tokens.push(Token {
                    span: words[id].span,
                    multiword: words[id].multiword,
                    lemma: lemma(forms[id], tag.upos, tag.xpos),
                    upos: tag.upos,
                    xpos: tag.xpos,
                    feats: tag.feats,
                    head,
                    relation: self.relation(labels.relations[index], head.is_none()),
                });
                match labels.entities[index].checked_sub(1) {
                    Some(label) if label % 2 == 0 => {
                        entities
                            .push(Entity { tokens: id as u32..id as u32 + 1, kind: self.kinds[label / 2] });
                    }
                    Some(_) if word > 0 => {
                        if let Some(last) = entities.last_mut() {
                            last.tokens.end = id as u32 + 1;
                        }
                    }
                    _ => {}
                }
                index += 1;
            }
        }
    }

    /// The root's relation is `root` and no other's is.
    fn relation(&self, label: usize, root: bool) -> Relation {
        match (root, self.relations[label]) {
            (true, _) => Relation::Root,
            (false, Relation::Root) => Relation::Parataxis,
            (false, relation) => relation,
        }
    }
}

/// How many of these sentences go together: at least one.
fn how_many(sentences: &[&[&str]]) -> usize {
    let mut words = 0;
    let fits = |sentence: &&&[&str]| {
        words += sentence.len();
        words <= TOGETHER
    };
    sentences.iter().take_while(fits).count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCES: [&str; 5] = [
        "The harbour master of Vesterby telephoned her counterpart on Monday and asked for two more pilots.",
        "No.",
        "\"We will not reopen the fisheries text,\" Idris Benhalima told reporters in Rabat, after the council of \
         ministers had met for the third time this week without a vote.",
        "Who paid?",
        "Eleven envoys from seven states that had signed the treaty left the capital late in March.",
    ];

    #[test]
    fn a_sentence_comes_out_the_same_alone_and_among_others() {
        let language = Language::embedded();
        let text = [SENTENCES; 12].concat().join("\n");
        let together = language.parse(&text);
        assert_eq!(together.sentences.len(), 60);
        for sentence in &together.sentences {
            let (start, words) = (sentence.span.start, sentence.span.of(&text));
            let alone = language.parse(words);
            assert_eq!(alone.tokens.len(), sentence.tokens.len());
            for (id, token) in sentence.tokens.clone().zip(&alone.tokens) {
                let other = together.token(id);
                assert_eq!(token.span.start + start, other.span.start);
                assert_eq!(token.head.map(|head| head + sentence.tokens.start), other.head);
                let labels = |token: &Token| (token.upos, token.xpos, token.feats, token.relation);
                assert_eq!(labels(token), labels(other));
            }
        }
    }

    #[test]
    fn odd_texts_have_a_parse() {
        let long = "word ".repeat(5_000);
        for text in ["", " \n", "!", "👩‍🚀", "a\u{301}", &long] {
            let parse = Language::embedded().parse(text);
            let roots = parse.tokens.iter().filter(|token| token.head.is_none()).count();
            assert_eq!(roots, parse.sentences.len());
        }
    }
}
