//! CoNLL-U, read and written.

use std::fmt::Write as _;

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
            multiword = None; // ids begin anew
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
            Some((from, to, whole, space)) if id <= to => {
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

/// Writes a parse of this text as CoNLL-U.
///
/// MISC holds `start` and `end` of each word, in code points of the text, so that `text[start:end]` works in
/// Python; `SpaceAfter=No`; and `NER=B-PER` for words of entities. `# newpar` stands before what follows a
/// blank line. White space between words is written as one space.
pub fn to_conllu(text: &str, parse: &Parse) -> String {
    let mut writer =
        Writer { text, parse, out: String::with_capacity(parse.tokens.len() * 80), points: (0, 0) };
    let mut entities = parse.entities.iter().peekable();
    for (number, sentence) in parse.sentences.iter().enumerate() {
        writer.head(number, sentence);
        for id in sentence.tokens.clone() {
            while entities.next_if(|entity| entity.tokens.end <= id).is_some() {}
            let entity = entities.peek().copied().filter(|entity| entity.tokens.contains(&id));
            writer.token(id, sentence.tokens.start, entity);
        }
        writer.out.push('\n');
    }
    writer.out
}

struct Writer<'a> {
    text: &'a str,
    parse: &'a Parse,
    out: String,
    /// A byte of the text and how many code points come before it; moves forward only.
    points: (usize, usize),
}

impl Writer<'_> {
    fn head(&mut self, number: usize, sentence: &Sentence) {
        let before = match number.checked_sub(1) {
            Some(last) => self.parse.sentences[last].span.end as usize,
            None => 0,
        };
        let gap = &self.text[before..sentence.span.start as usize];
        if number > 0 && gap.matches('\n').count() > 1 {
            self.out.push_str("# newpar\n");
        }
        let _ = write!(self.out, "# sent_id = {}\n# text =", number + 1);
        for word in sentence.span.of(self.text).split_whitespace() {
            self.out.push(' ');
            self.out.push_str(word);
        }
        self.out.push('\n');
    }

    fn token(&mut self, id: u32, first: u32, entity: Option<&Entity>) {
        let token = self.parse.token(id);
        let number = id - first + 1;
        if let Multiword::First(words) = token.multiword {
            let last = self.parse.token(id + u32::from(words) - 1);
            let form = token.span.cover(last.span).of(self.text);
            let space = if self.space_after(id + u32::from(words) - 1) { "_" } else { "SpaceAfter=No" };
            let end = number + u32::from(words) - 1;
            let _ = writeln!(self.out, "{number}-{end}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{space}");
        }
        let or_blank = |column: &'static str| if column.is_empty() { "_" } else { column };
        let form = token.span.of(self.text);
        let lemma = if token.lemma.is_empty() { "_" } else { token.lemma.as_str() };
        let (upos, xpos, feats) = (token.upos.name(), token.xpos.name(), or_blank(token.feats));
        let head = token.head.map_or(0, |head| head + 1 - first);
        let relation = token.relation.name();
        let _ =
            write!(self.out, "{number}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{relation}\t_\t");
        let (start, end) = (self.code_points(token.span.start), self.code_points(token.span.end));
        let _ = write!(self.out, "start={start}|end={end}");
        if let Some(entity) = entity {
            let place = if entity.tokens.start == id { 'B' } else { 'I' };
            let _ = write!(self.out, "|NER={place}-{}", entity.kind.name());
        }
        // Inside a multiword token nobody expects a space.
        if token.multiword == Multiword::No && !self.space_after(id) {
            self.out.push_str("|SpaceAfter=No");
        }
        self.out.push('\n');
    }

    /// Whether the next token does not follow at once.
    fn space_after(&self, id: u32) -> bool {
        let next = self.parse.tokens.get(id as usize + 1);
        next.is_none_or(|next| next.span.start != self.parse.token(id).span.end)
    }

    fn code_points(&mut self, byte: u32) -> usize {
        let byte = byte as usize;
        self.points.1 += self.text[self.points.0..byte].chars().count();
        self.points.0 = byte;
        self.points.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "\
# sent_id = 1
# text = Café owners don't vote.
1\tCafé\tcafé\tNOUN\tNN\tNumber=Sing\t2\tcompound\t_\tstart=0|end=4
2\towners\towner\tNOUN\tNNS\tNumber=Plur\t5\tnsubj\t_\tstart=5|end=11
3-4\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdo\tdo\tAUX\tVBP\t_\t5\taux\t_\tstart=12|end=14
4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\tstart=14|end=17
5\tvote\tvote\tVERB\tVB\t_\t0\troot\t_\tstart=18|end=22|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\tstart=22|end=23

# sent_id = 2
# text = Ana Lind left
1\tAna\tAna\tPROPN\tNNP\t_\t3\tnsubj\t_\tstart=24|end=27|NER=B-PER
2\tLind\tLind\tPROPN\tNNP\t_\t1\tflat\t_\tstart=28|end=32|NER=I-PER
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tstart=33|end=37

";

    #[test]
    fn what_is_written_is_read_again() {
        let (text, parse) = from_conllu(OURS).unwrap();
        assert_eq!(text, "Café owners don't vote.\nAna Lind left\n");
        let written = to_conllu(&text, &parse);
        assert_eq!(written, OURS);
        let (again, parsed) = from_conllu(&written).unwrap();
        assert_eq!((again, &parsed.tokens, &parsed.entities), (text, &parse.tokens, &parse.entities));
    }

    #[test]
    fn a_blank_line_begins_a_paragraph() {
        let (text, mut parse) = from_conllu(OURS).unwrap();
        assert!(!to_conllu(&text, &parse).contains("# newpar"));
        for token in &mut parse.tokens[6..] {
            token.span = Span { start: token.span.start + 1, end: token.span.end + 1 };
        }
        parse.sentences[1].span = Span { start: 26, end: 39 };
        let text = text.replace('\n', "\n\n");
        assert!(to_conllu(&text, &parse).contains("\n\n# newpar\n# sent_id = 2\n# text = Ana Lind left\n"));
    }
}
