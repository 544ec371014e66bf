//! Annotated files, read: CoNLL-U trees, and words with entity labels in several layouts.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result, bail};

/// A sentence with what its file says of it.
#[derive(Clone, Default)]
pub(crate) struct Sentence {
    pub(crate) forms: Vec<String>,
    pub(crate) tree: Option<Vec<Node>>,
    pub(crate) entities: Option<Vec<String>>,
}

/// A word's place in a tree.
#[derive(Clone)]
pub(crate) struct Node {
    /// `UPOS|XPOS|FEATS`, with `_` for no features.
    pub(crate) tag: String,
    /// 0 for the root, else the head's number counted from 1.
    pub(crate) head: u32,
    pub(crate) relation: String,
}

/// Some sentences once more, in capitals, in a headline's Title Case or in small letters: news has all three.
pub(crate) fn in_other_cases(sentences: &[Sentence]) -> Vec<Sentence> {
    let others = sentences.iter().enumerate().filter_map(|(index, sentence)| {
        let change = match index % 30 {
            7 => str::to_uppercase,
            17 => title_case,
            27 => str::to_lowercase,
            _ => return None,
        };
        Some(Sentence { forms: sentence.forms.iter().map(|form| change(form)).collect(), ..sentence.clone() })
    });
    others.collect()
}

fn title_case(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The sentences of several files. Entity labels of a sentence that also has a tree are joined to it.
pub(crate) fn read(files: &[&Path]) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::<Sentence>::new();
    let mut trees = HashMap::<String, usize>::new();
    for file in files {
        for sentence in read_file(file)? {
            let key = sentence.forms.join(" ");
            match trees.get(&key) {
                Some(&with_tree) if sentence.tree.is_none() => {
                    sentences[with_tree].entities = sentence.entities
                }
                _ => {
                    if sentence.tree.is_some() {
                        trees.insert(key, sentences.len());
                    }
                    sentences.push(sentence);
                }
            }
        }
    }
    Ok(sentences)
}

fn read_file(file: &Path) -> Result<Vec<Sentence>> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let (mut sentences, mut sentence) = (Vec::new(), Sentence::default());
    for (index, line) in text.lines().chain([""]).enumerate() {
        if line.trim().is_empty() {
            if !sentence.forms.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
        } else if !line.starts_with("# ") {
            let columns: Vec<&str> = line.split('\t').collect();
            read_line(&columns, &mut sentence)
                .with_context(|| format!("{}:{}: {line:?}", file.display(), index + 1))?;
        }
    }
    Ok(sentences)
}

fn read_line(columns: &[&str], sentence: &mut Sentence) -> Result<()> {
    match *columns {
        [id, form, _, upos, xpos, feats, head, relation, _, _] => {
            if id.contains(['-', '.']) {
                return Ok(());
            }
            sentence.forms.push(form.to_owned());
            sentence.tree.get_or_insert_default().push(Node {
                tag: format!("{upos}|{xpos}|{feats}"),
                head: head.parse().context("the head is no number")?,
                relation: relation.to_owned(),
            });
        }
        [form, label] => push_labelled(form, label, sentence),
        [_, form, label, ..] => push_labelled(form, label, sentence),
        _ => bail!("neither CoNLL-U nor a word with its label"),
    }
    Ok(())
}

fn push_labelled(form: &str, label: &str, sentence: &mut Sentence) {
    sentence.forms.push(form.to_owned());
    let previous = sentence.entities.get_or_insert_default();
    let label = fold_label(label, previous.last().map_or("O", String::as_str));
    previous.push(label);
}

/// One of the seven labels for a label of any of the data sets: what is no person, organisation or place
/// is O, a name that begins with I- begins with B-, `?` (not known) stays.
fn fold_label(label: &str, previous: &str) -> String {
    let Some((prefix, kind)) = label.split_once('-') else { return label.to_owned() };
    let kind = match kind {
        "PER" | "person" | "politician" => "PER",
        "ORG" | "organisation" | "politicalparty" => "ORG",
        "LOC" | "country" | "location" => "LOC",
        _ => return "O".to_owned(),
    };
    let inside = prefix == "I" && previous.ends_with(kind);
    format!("{}-{kind}", if inside { "I" } else { "B" })
}
