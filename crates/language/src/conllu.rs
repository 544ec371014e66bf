//! CoNLL-U, read and written.

use std::fmt::Write as _;

use compact_str::CompactString;
use record::{Error, Span};

use crate::{Entity, EntityKind, Multiword, Parse, Relation, Sentence, Token, Upos, Xpos};

/// Reads CoNLL-U: the text that its tokens make up, and their parse.
///
/// The text is rebuilt from forms and `SpaceAfter=No`, a line break between sentences. What a column
/// leaves open (`_`) becomes `X`, `NN`, `dep`; `NER=B-PER` in MISC becomes entities; empty nodes are left out.
/// Fails on a line that is no CoNLL-U, naming it.
pub fn from_conllu(conllu: &str) -> Result<(String, Parse), Error> {
    let mut reader = Reader::default();
    for (index, line) in conllu.lines().chain([""]).enumerate() {
        reader.line(line).map_err(|wrong| Error::new(wrong).at("CoNLL-U", index + 1))?;
    }
    Ok((reader.text, Parse::new(reader.sentences, reader.tokens, reader.entities)))
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    text: String,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    entities: Vec<Entity>,
    /// The first token of the sentence that is being read.
    first: usize,
    /// The highest head in it.
    highest: usize,
    /// The multiword token whose words are being read.
    whole: Option<Whole>,
}

/// A multiword token: the numbers of its first and last word, its span, whether a space follows.
#[derive(Clone, Copy)]
struct Whole {
    from: usize,
    to: usize,
    span: Span,
    space: bool,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.starts_with('#') {
            return Ok(());
        }
        if line.trim().is_empty() {
            return self.end_sentence();
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, _, _, _, _, _, _, _, misc] = columns.as_slice() else {
            return Err(format!("not ten columns: {line:?}"));
        };
        if form.is_empty() {
            return Err(format!("a word without a form: {line:?}"));
        }
        let space = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        if let Some((from, to)) = id.split_once('-') {
            self.multiword(number(from)?, number(to)?, form, space)
        } else if id.contains('.') {
            Ok(())
        } else {
            self.word(number(id)?, &columns, space)
        }
    }

    fn next(&self) -> usize {
        self.tokens.len() - self.first + 1
    }

    fn multiword(&mut self, from: usize, to: usize, form: &str, space: bool) -> Result<(), String> {
        if self.whole.is_some() || from != self.next() || !(from..from + 255).contains(&to) {
            return Err(format!("{from}-{to} does not name the next words of the sentence"));
        }
        let span = Span::new(self.text.len(), self.text.len() + form.len());
        self.whole = Some(Whole { from, to, span, space });
        self.text.push_str(form);
        Ok(())
    }

    fn word(&mut self, id: usize, columns: &[&str], space: bool) -> Result<(), String> {
        if id != self.next() {
            return Err(format!("a word has the number {id} and should have {}", self.next()));
        }
        let &[_, form, lemma, upos, xpos, feats, head, relation, _, misc] = columns else {
            return Err("not ten columns".into());
        };
        let (span, multiword) = self.place(id, form, space);
        let head = if head == "_" { 0 } else { number(head)? };
        self.highest = self.highest.max(head);
        if let Some(name) = misc.split('|').find_map(|entry| entry.strip_prefix("NER=")) {
            read_entity(name, self.tokens.len() as u32, &mut self.entities);
        }
        self.tokens.push(Token {
            span,
            multiword,
            lemma: CompactString::new(if lemma == "_" && form != "_" { "" } else { lemma }),
            upos: Upos::from_name(upos).unwrap_or(Upos::X),
            xpos: Xpos::from_name(xpos).unwrap_or(Xpos::Nn),
            // A reader of files may keep their few hundred feature strings for good.
            feats: if feats == "_" { "" } else { Box::leak(feats.to_owned().into_boxed_str()) },
            head: head.checked_sub(1).map(|head| (self.first + head) as u32),
            relation: Relation::from_name(relation).unwrap_or(Relation::Dep),
        });
        Ok(())
    }

    /// Where a word stands; puts it at the end of the text if it is no part of a multiword token.
    fn place(&mut self, id: usize, form: &str, space: bool) -> (Span, Multiword) {
        let Some(whole) = self.whole else {
            let span = Span::new(self.text.len(), self.text.len() + form.len());
            self.text.push_str(form);
            if space {
                self.text.push(' ');
            }
            return (span, Multiword::No);
        };
        // The words of "don't" stand in its span one after the other; what does not fit gets the rest.
        let start =
            if id == whole.from { whole.span.start } else { self.tokens[self.tokens.len() - 1].span.end };
        let mut end = (start as usize + form.len()).min(whole.span.end as usize);
        if id == whole.to || !self.text.is_char_boundary(end) {
            end = whole.span.end as usize;
        }
        if id == whole.to {
            self.whole = None;
            if whole.space {
                self.text.push(' ');
            }
        }
        let part = if id == whole.from {
            Multiword::First((whole.to - whole.from + 1) as u8)
        } else {
            Multiword::Rest
        };
        (Span { start, end: end as u32 }, part)
    }

    fn end_sentence(&mut self) -> Result<(), String> {
        if let Some(whole) = self.whole {
            return Err(format!("the sentence ends within its words {}-{}", whole.from, whole.to));
        }
        if self.highest >= self.next() {
            return Err(format!("the sentence has a head {} and no such word", self.highest));
        }
        if self.tokens.len() > self.first {
            let span = self.tokens[self.first].span.cover(self.tokens[self.tokens.len() - 1].span);
            self.sentences.push(Sentence { span, tokens: self.first as u32..self.tokens.len() as u32 });
            self.first = self.tokens.len();
            self.highest = 0;
            self.text.truncate(span.end as usize);
            self.text.push('\n');
        }
        Ok(())
    }
}

fn number(digits: &str) -> Result<usize, String> {
    digits.parse::<u32>().map(|number| number as usize).map_err(|_| format!("not a number: {digits:?}"))
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
/// blank line. White space between words is written as one space. `document`: where several texts are written
/// to one place, the name of this one, which goes before the numbers of its sentences.
pub fn to_conllu(text: &str, parse: &Parse, document: Option<&str>) -> String {
    let mut writer = Writer::new(text, parse);
    for (number, sentence) in parse.sentences.iter().enumerate() {
        if let (0, Some(name)) = (number, document) {
            let _ = writeln!(writer.out, "# newdoc id = {name}");
        }
        writer.paragraph(number, sentence);
        let prefix = document.map_or(String::new(), |name| format!("{name}-"));
        let _ = writeln!(writer.out, "# sent_id = {prefix}{}", number + 1);
        writer.text(sentence);
        for id in sentence.tokens.clone() {
            writer.token(id, sentence.tokens.start);
        }
        writer.out.push('\n');
    }
    writer.out
}

/// Writes this CoNLL-U again with another parse of its tokens; `text` and the tokens are those that
/// [`from_conllu`] read from it.
///
/// Comments, multiword tokens, forms and MISC stay as they are; what a sentence lacks of `# sent_id` and
/// `# text`, and a word of `start` and `end`, is added, and `NER` is replaced. Empty nodes and enhanced
/// dependencies are left out.
pub fn to_conllu_again(conllu: &str, text: &str, parse: &Parse) -> String {
    let mut writer = Writer::new(text, parse);
    let (mut sentences, mut id) = (parse.sentences.iter().enumerate(), 0);
    let mut comments = Vec::new();
    let mut current: Option<&Sentence> = None;
    for line in conllu.lines() {
        if line.starts_with('#') {
            comments.push(line);
        } else if line.trim().is_empty() {
            if current.take().is_some() {
                writer.out.push('\n');
            }
        } else {
            let (number, columns) = line.split_once('\t').unwrap_or((line, ""));
            if number.contains('.') {
                continue;
            }
            if current.is_none() {
                let Some((number, sentence)) = sentences.next() else { break };
                writer.comments(number, sentence, &comments);
                comments.clear();
                current = Some(sentence);
            }
            let Some(sentence) = current else { break };
            if number.contains('-') {
                let _ = writeln!(writer.out, "{line}");
            } else {
                writer.word_again(id, sentence.tokens.start, columns);
                id += 1;
            }
        }
    }
    if current.is_some() {
        writer.out.push('\n');
    }
    writer.out
}

struct Writer<'a> {
    text: &'a str,
    parse: &'a Parse,
    /// Those that do not end before the last word that was written.
    entities: &'a [Entity],
    out: String,
    /// A byte of the text and how many code points come before it; moves forward only.
    points: (usize, usize),
}

impl<'a> Writer<'a> {
    fn new(text: &'a str, parse: &'a Parse) -> Writer<'a> {
        let out = String::with_capacity(parse.tokens.len() * 80);
        Writer { text, parse, entities: &parse.entities, out, points: (0, 0) }
    }

    fn paragraph(&mut self, number: usize, sentence: &Sentence) {
        let Some(before) = number.checked_sub(1) else { return };
        let before = self.parse.sentences[before].span.end as usize;
        let gap = &self.text[before..sentence.span.start as usize];
        if gap.matches('\n').count() > 1 {
            self.out.push_str("# newpar\n");
        }
    }

    /// A sentence's comments, and those that are wanted and missing.
    fn comments(&mut self, number: usize, sentence: &Sentence, comments: &[&str]) {
        for line in comments {
            let _ = writeln!(self.out, "{line}");
        }
        let given = |name| comments.iter().any(|line| line[1..].trim_start().starts_with(name));
        if !given("sent_id") {
            let _ = writeln!(self.out, "# sent_id = {}", number + 1);
        }
        if !given("text =") {
            self.text(sentence);
        }
    }

    /// The words as they stand, one space for what is between them.
    fn text(&mut self, sentence: &Sentence) {
        self.out.push_str("# text = ");
        for id in sentence.tokens.clone() {
            self.out.push_str(self.parse.token(id).span.of(self.text));
            if id + 1 < sentence.tokens.end && self.space_after(id) {
                self.out.push(' ');
            }
        }
        self.out.push('\n');
    }

    fn token(&mut self, id: u32, first: u32) {
        let token = self.parse.token(id);
        let number = id - first + 1;
        if let Multiword::First(words) = token.multiword {
            let last = self.parse.token(id + u32::from(words) - 1);
            let form = token.span.cover(last.span).of(self.text);
            let space = if self.space_after(id + u32::from(words) - 1) { "_" } else { "SpaceAfter=No" };
            let end = number + u32::from(words) - 1;
            let _ = writeln!(self.out, "{number}-{end}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{space}");
        }
        self.columns(id, first, token.span.of(self.text));
        let (start, end) = self.offsets(id);
        let _ = write!(self.out, "start={start}|end={end}");
        if let Some(label) = self.entity(id) {
            let _ = write!(self.out, "|NER={label}");
        }
        // Inside a multiword token nobody expects a space.
        if token.multiword == Multiword::No && !self.space_after(id) {
            self.out.push_str("|SpaceAfter=No");
        }
        self.out.push('\n');
    }

    /// A word's line, of whose columns all but the number were these.
    fn word_again(&mut self, id: u32, first: u32, columns: &str) {
        let form = columns.split('\t').next().unwrap_or_default();
        let misc = columns.rsplit('\t').next().unwrap_or_default();
        self.columns(id, first, form);
        let kept = misc.split('|').filter(|entry| *entry != "_" && !entry.starts_with("NER="));
        let mut entries: Vec<String> = kept.map(str::to_owned).collect();
        let (start, end) = self.offsets(id);
        if !entries.iter().any(|entry| entry.starts_with("start=")) {
            entries.splice(0..0, [format!("start={start}"), format!("end={end}")]);
        }
        entries.extend(self.entity(id).map(|label| format!("NER={label}")));
        let _ = writeln!(self.out, "{}", entries.join("|"));
    }

    /// All columns but the last.
    fn columns(&mut self, id: u32, first: u32, form: &str) {
        let token = self.parse.token(id);
        let or_blank = |column: &'static str| if column.is_empty() { "_" } else { column };
        let lemma = if token.lemma.is_empty() { "_" } else { token.lemma.as_str() };
        let (upos, xpos, feats) = (token.upos.name(), token.xpos.name(), or_blank(token.feats));
        let head = token.head.map_or(0, |head| head + 1 - first);
        let (number, relation) = (id - first + 1, token.relation.name());
        let _ =
            write!(self.out, "{number}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{relation}\t_\t");
    }

    /// The label of a word in an entity. The words come in order.
    fn entity(&mut self, id: u32) -> Option<String> {
        while let [first, rest @ ..] = self.entities
            && first.tokens.end <= id
        {
            self.entities = rest;
        }
        let entity = self.entities.first().filter(|entity| entity.tokens.contains(&id))?;
        let place = if entity.tokens.start == id { 'B' } else { 'I' };
        Some(format!("{place}-{}", entity.kind.name()))
    }

    /// Whether the next token does not follow at once.
    fn space_after(&self, id: u32) -> bool {
        let next = self.parse.tokens.get(id as usize + 1);
        next.is_none_or(|next| next.span.start != self.parse.token(id).span.end)
    }

    /// Where a word begins and ends, in code points. The words come in order.
    fn offsets(&mut self, id: u32) -> (usize, usize) {
        let span = self.parse.token(id).span;
        (self.code_points(span.start), self.code_points(span.end))
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
        let written = to_conllu(&text, &parse, None);
        assert_eq!(written, OURS);
        let (again, parsed) = from_conllu(&written).unwrap();
        assert_eq!((again, &parsed.tokens, &parsed.entities), (text, &parse.tokens, &parse.entities));
    }

    #[test]
    fn what_is_given_stays() {
        let given = "\
# newdoc id = harbour
# sent_id = harbour-7
1-3\tdunno\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\tdo\t_\t_\t_\t_\t_\t_\t_\t_
2\tnot\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER|Gloss=no
3\tknow\t_\t_\t_\t_\t_\t_\t_\t_
3.1\tit\t_\t_\t_\t_\t_\t_\t_\t_
4\t!\t_\t_\t_\t_\t_\t_\t_\tstart=90|end=91

# text = 5 000
# a remark
1\t5 000\t_\t_\t_\t_\t_\t_\t_\t_
";
        let (text, parse) = from_conllu(given).unwrap();
        assert_eq!(text, "dunno!\n5 000\n");
        let written = to_conllu_again(given, &text, &parse);
        let expected = "\
# newdoc id = harbour
# sent_id = harbour-7
# text = dunno!
1-3\tdunno\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\tdo\t_\tX\tNN\t_\t0\tdep\t_\tstart=0|end=2
2\tnot\t_\tX\tNN\t_\t0\tdep\t_\tstart=2|end=5|Gloss=no|NER=B-PER
3\tknow\t_\tX\tNN\t_\t0\tdep\t_\tstart=5|end=5
4\t!\t_\tX\tNN\t_\t0\tdep\t_\tstart=90|end=91

# text = 5 000
# a remark
# sent_id = 2
1\t5 000\t_\tX\tNN\t_\t0\tdep\t_\tstart=7|end=12

";
        assert_eq!(written, expected);
    }

    #[test]
    fn what_is_no_conllu_is_named() {
        let row = |id: &str, head: &str| format!("{id}\tx\t_\t_\t_\t_\t{head}\t_\t_\t_\n");
        for (rows, line, reason) in [
            ("1\tx\n".to_owned(), 1, "not ten columns"),
            (row("1", "0") + &row("3", "1"), 2, "has the number 3 and should have 2"),
            (row("1", "2"), 2, "has a head 2"),
            (row("1", "-1"), 1, "not a number"),
            (row("1-2", "_") + &row("1", "0"), 3, "ends within its words 1-2"),
            (row("2-1", "_"), 1, "does not name the next words"),
            (row("1-900", "_"), 1, "does not name the next words"),
        ] {
            let error = from_conllu(&rows).expect_err(&rows).to_string();
            assert!(error.starts_with(&format!("CoNLL-U:{line}: ")) && error.contains(reason), "{error}");
        }
    }

    #[test]
    fn several_documents_keep_their_sentences_apart() {
        let (text, parse) = from_conllu(OURS).unwrap();
        let written = to_conllu(&text, &parse, Some("a.txt"));
        assert!(written.starts_with("# newdoc id = a.txt\n# sent_id = a.txt-1\n# text ="), "{written}");
    }

    #[test]
    fn a_blank_line_begins_a_paragraph() {
        let (text, mut parse) = from_conllu(OURS).unwrap();
        assert!(!to_conllu(&text, &parse, None).contains("# newpar"));
        for token in &mut parse.tokens[6..] {
            token.span = Span { start: token.span.start + 1, end: token.span.end + 1 };
        }
        parse.sentences[1].span = Span { start: 26, end: 39 };
        let text = text.replace('\n', "\n\n");
        assert!(
            to_conllu(&text, &parse, None).contains("\n\n# newpar\n# sent_id = 2\n# text = Ana Lind left\n")
        );
    }
}
