//! CoNLL-U, read and written.

use compact_str::CompactString;
use record::{Error, Span};

use crate::{Entity, EntityKind, Multiword, Parse, Relation, Sentence, Token, Upos, Xpos};

/// Reads CoNLL-U: the text that its tokens make up, and their parse.
///
/// The text is rebuilt from forms and `SpaceAfter=No`, a line break between sentences. What a column
/// leaves open (`_`) becomes `X`, `NN`, `dep`; `NER=B-PER` in MISC becomes entities. Fails on a line that
/// is no CoNLL-U, naming it.
pub fn from_conllu(conllu: &str) -> Result<(String, Parse), Error> {
    let mut text = String::new();
    let (mut sentences, mut tokens, mut entities) = (Vec::new(), Vec::<Token>::new(), Vec::<Entity>::new());
    let mut first = 0;
    let mut multiword: Option<(usize, usize, Span, bool)> = None; // first id, last id, span, space after
    for (index, line) in conllu.lines().chain([""]).enumerate() {
        let wrong = |what: &str| Error::new(format!("{what}: {line:?}")).at("CoNLL-U", index + 1);
        if line.starts_with('#') {
            continue;
        }
        if line.trim().is_empty() {
            multiword = None;
            if tokens.len() > first {
                let span = tokens[first].span.cover(tokens[tokens.len() - 1].span);
                sentences.push(Sentence { span, tokens: first as u32..tokens.len() as u32 });
                first = tokens.len();
                text.truncate(text.trim_end().len());
                text.push('\n');
            }
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, feats, head, relation, _, misc] = columns.as_slice() else {
            return Err(wrong("not ten columns"));
        };
        let space = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        if let Some((from, to)) = id.split_once('-') {
            let number = |digits: &str| digits.parse().map_err(|_| wrong("not a number"));
            let span = Span::new(text.len(), text.len() + form.len());
            multiword = Some((number(from)?, number(to)?, span, space));
            text.push_str(form);
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let id: usize = id.parse().map_err(|_| wrong("not a number"))?;
        let (span, part) = match multiword {
            Some((from, to, whole, space)) if (from..=to).contains(&id) => {
                // The words of "don't" stand in its span one after the other; what does not fit gets the rest.
                let start = if id == from { whole.start } else { tokens[tokens.len() - 1].span.end };
                let mut end = (start as usize + form.len()).min(whole.end as usize);
                if id == to || !text.is_char_boundary(end) {
                    end = whole.end as usize;
                }
                if id == to && space {
                    text.push(' ');
                }
                let part = if id == from { Multiword::First((to - from + 1) as u8) } else { Multiword::Rest };
                (Span { start, end: end as u32 }, part)
            }
            _ => {
                let span = Span::new(text.len(), text.len() + form.len());
                text.push_str(form);
                if space {
                    text.push(' ');
                }
                (span, Multiword::No)
            }
        };
        let head = match head {
            "_" | "0" => None,
            digits => {
                let head: usize = digits.parse().map_err(|_| wrong("not a number"))?;
                Some((first + head - 1) as u32)
            }
        };
        if let Some(name) = misc.split('|').find_map(|entry| entry.strip_prefix("NER=")) {
            read_entity(name, tokens.len() as u32, &mut entities);
        }
        tokens.push(Token {
            span,
            multiword: part,
            lemma: CompactString::new(if lemma == "_" && form != "_" { "" } else { lemma }),
            upos: Upos::from_name(upos).unwrap_or(Upos::X),
            xpos: Xpos::from_name(xpos).unwrap_or(Xpos::Nn),
            // A reader of files may keep their few hundred feature strings for good.
            feats: if feats == "_" { "" } else { Box::leak(feats.to_owned().into_boxed_str()) },
            head,
            relation: Relation::from_name(relation).unwrap_or(Relation::Dep),
        });
    }
    Ok((text, Parse::new(sentences, tokens, entities)))
}

/// Opens or lengthens an entity by a token whose BIO label this is.
fn read_entity(label: &str, token: u32, entities: &mut Vec<Entity>) {
    let Some((prefix, kind)) = label.split_once('-') else { return };
    let Some(kind) = EntityKind::from_name(kind) else { return };
    match entities.last_mut() {
        Some(last) if prefix == "I" && last.tokens.end == token && last.kind == kind => last.tokens.end += 1,
        _ => entities.push(Entity { tokens: token..token + 1, kind }),
    }
}
