//! Which quotation marks belong together. Takes the text, gives its [`Quotation`]s, outermost only, in order.
//!
//! Straight, curly, German, French, single and doubled marks (`''so''`, ``` ``so'' ```). A quotation whose
//! paragraph ends before it is closed goes on in the next, if that begins with an opening mark; each paragraph
//! is then a piece. Refuses apostrophes ("the workers' rights", "'90s") and marks that nothing answers.

use record::Span;

/// Words between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// With its marks.
    pub(super) span: Span,
    /// Without them.
    pub(super) inner: Span,
    /// Whether it goes on where the paragraph before it broke off.
    pub(super) continues: bool,
    /// Whether its paragraph ends before it does.
    pub(super) open: bool,
    /// Whether no mark closes it.
    pub(super) unclosed: bool,
}

/// A mark that could open or close a quotation.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    kind: Kind,
    may_open: bool,
    may_close: bool,
}

/// Marks that answer one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
    French,
    /// „ is answered by “, which opens elsewhere.
    German,
}

/// Finds the quotations of a text.
pub(super) fn find(text: &str, paragraphs: &[Span]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for (index, &paragraph) in paragraphs.iter().enumerate() {
        let marks = marks_of(text, paragraph);
        let next = paragraphs.get(index + 1).and_then(|&next| marks_of(text, next).first().copied());
        let next_opens = |kind: Kind| {
            next.is_some_and(|mark| {
                mark.may_open && mark.kind == kind && mark.span.start == paragraphs[index + 1].start
            })
        };
        let carried =
            found.last().is_some_and(|last| last.open && index > 0 && last.span.end <= paragraph.start)
                && starts_with_mark(&marks, paragraph);
        let from = found.len();
        pair(text, paragraph, &marks, &next_opens, &mut found);
        if carried && let Some(first) = found.get_mut(from) {
            first.continues = true;
        } else if let Some(last) = from.checked_sub(1).and_then(|last| found.get_mut(last)) {
            last.open = last.open && last.span.end > paragraph.start;
        }
    }
    found
}

fn starts_with_mark(marks: &[Mark], paragraph: Span) -> bool {
    marks.first().is_some_and(|mark| mark.span.start == paragraph.start)
}

/// Pairs the marks of one paragraph.
fn pair(
    text: &str,
    paragraph: Span,
    marks: &[Mark],
    next_opens: &dyn Fn(Kind) -> bool,
    found: &mut Vec<Quotation>,
) {
    let mut at = 0;
    while at < marks.len() {
        let open = marks[at];
        at += 1;
        if !open.may_open {
            continue;
        }
        match closing(text, open, &marks[at..]) {
            Some(offset) => {
                let close = marks[at + offset];
                at += offset + 1;
                let inner = Span { start: open.span.end, end: close.span.start };
                found.push(Quotation {
                    span: open.span.cover(close.span),
                    inner,
                    continues: false,
                    open: false,
                    unclosed: false,
                });
            }
            // Unclosed: a piece of a longer quotation, or the whole paragraph of a transcript.
            None if next_opens(open.kind)
                || (open.span.start == paragraph.start && open.kind != Kind::Single) =>
            {
                let end = paragraph.end;
                let span = Span { start: open.span.start, end };
                let inner = Span { start: open.span.end, end };
                found.push(Quotation {
                    span,
                    inner,
                    continues: false,
                    open: next_opens(open.kind),
                    unclosed: true,
                });
                return;
            }
            None => {}
        }
    }
}

/// The mark that answers an opening one: the first of its kind at its own depth.
fn closing(text: &str, open: Mark, rest: &[Mark]) -> Option<usize> {
    if open.kind == Kind::Single {
        return closing_single(text, rest);
    }
    if open.kind == Kind::German {
        return rest.iter().position(|mark| mark.kind == Kind::Double);
    }
    let mut depth = 0;
    for (index, mark) in rest.iter().enumerate().filter(|(_, mark)| mark.kind == open.kind) {
        // A second opening mark within: nested only if both marks tell open from close by shape.
        if mark.may_open && !mark.may_close {
            depth += 1;
        } else if depth > 0 && mark.may_close {
            depth -= 1;
        } else if mark.may_close {
            return Some(index);
        }
    }
    // Everything after the first closing mark was taken for nested: an unclosed one stood within.
    rest.iter().rposition(|mark| mark.kind == open.kind && mark.may_close)
}

/// An apostrophe after "s" before a small letter is a genitive if a better mark follows.
fn closing_single(text: &str, rest: &[Mark]) -> Option<usize> {
    let mut genitive = None;
    for (index, mark) in rest.iter().enumerate() {
        if mark.kind != Kind::Single {
            continue;
        }
        if mark.may_close {
            let after = text[mark.span.end as usize..].trim_start();
            let before = text[..mark.span.start as usize].ends_with('s');
            if !(before && after.starts_with(|letter: char| letter.is_lowercase())) {
                return Some(index);
            }
            genitive = genitive.or(Some(index));
        } else if genitive.is_some() {
            break;
        }
    }
    genitive
}

/// The marks of a paragraph, apostrophes left out.
fn marks_of(text: &str, paragraph: Span) -> Vec<Mark> {
    let words = paragraph.of(text);
    let base = paragraph.start as usize;
    let mut marks = Vec::new();
    let mut skip = 0;
    for (offset, letter) in words.char_indices() {
        if offset < skip {
            continue;
        }
        let rest = &words[offset..];
        let (kind, length, shape) = match letter {
            '"' | '＂' => (Kind::Double, letter.len_utf8(), Shape::Straight),
            '“' => (Kind::Double, letter.len_utf8(), Shape::Open),
            '”' => (Kind::Double, letter.len_utf8(), Shape::Close),
            '„' => (Kind::German, letter.len_utf8(), Shape::Open),
            // German printers turn them about: »so«.
            '«' | '»' => (Kind::French, letter.len_utf8(), Shape::Straight),
            '`' if rest.starts_with("``") => (Kind::Double, 2, Shape::Open),
            '\'' if rest.starts_with("''") => (Kind::Double, 2, Shape::Straight),
            '‘' if rest.starts_with("‘‘") => (Kind::Double, 6, Shape::Open),
            '’' if rest.starts_with("’’") => (Kind::Double, 6, Shape::Close),
            '\'' => (Kind::Single, 1, Shape::Straight),
            '‘' => (Kind::Single, letter.len_utf8(), Shape::Open),
            '’' => (Kind::Single, letter.len_utf8(), Shape::Close),
            _ => continue,
        };
        skip = offset + length;
        let before = words[..offset].chars().next_back();
        let after = words[offset + length..].chars().next();
        if let Some((may_open, may_close)) = roles(kind, shape, before, after, &words[offset + length..]) {
            let span = Span::new(base + offset, base + offset + length);
            marks.push(Mark { span, kind, may_open, may_close });
        }
    }
    marks
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Open,
    Close,
    Straight,
}

/// Whether a mark between these letters may open and may close; none for an apostrophe.
fn roles(
    kind: Kind,
    shape: Shape,
    before: Option<char>,
    after: Option<char>,
    rest: &str,
) -> Option<(bool, bool)> {
    let space_before =
        before.is_none_or(|letter| letter.is_whitespace() || "([{—–-―/‘'“\"„«".contains(letter));
    let space_after =
        after.is_none_or(|letter| letter.is_whitespace() || ".,;:!?)]}—–-―/’'”\"»…".contains(letter));
    if kind == Kind::Single {
        // "the '90s", "'em": an apostrophe; "don't": inside a word.
        let digit = after.is_some_and(|letter| letter.is_ascii_digit());
        let clipped =
            ["em ", "til ", "tis ", "twas ", "cause ", "round "].iter().any(|word| rest.starts_with(word));
        let may_open = space_before && !space_after && !digit && !clipped && shape != Shape::Close;
        let may_close =
            space_after && before.is_some_and(|letter| !letter.is_whitespace()) && shape != Shape::Open;
        return (may_open || may_close).then_some((may_open, may_close));
    }
    match shape {
        // An opening mark where only a closing one can stand, and the other way about, is a typist's slip.
        Shape::Open => Some((!space_after || space_before, space_after && !space_before)),
        Shape::Close => {
            Some((space_before && !space_after, true)).map(|(open, close)| (open, close && !open))
        }
        Shape::Straight if space_before && !space_after => Some((true, false)),
        Shape::Straight if space_after && !space_before => Some((false, true)),
        Shape::Straight => Some((true, true)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let paragraphs = crate::statements::story::paragraphs(text);
        let found: Vec<&str> = find(text, &paragraphs).iter().map(|quote| quote.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn straight_and_curly() {
        check("\"Yes,\" he said. \"No.\"", &["\"Yes,\"", "\"No.\""]);
        check("“Yes,” he said — “no.”", &["“Yes,”", "“no.”"]);
    }

    #[test]
    fn german_french_and_doubled() {
        check("„Ja“, sagte er.", &["„Ja“"]);
        check("«Oui», dit-il.", &["«Oui»"]);
        check("''Yes,'' he said.", &["''Yes,''"]);
        check("``Yes,'' he said.", &["``Yes,''"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("The workers' rights weren't theirs in the '90s.", &[]);
        check("‘The workers’ rights are ours,’ she said.", &["‘The workers’ rights are ours,’"]);
        check("He called it 'a farce' and didn't vote.", &["'a farce'"]);
    }

    #[test]
    fn a_mark_turned_the_wrong_way_closes() {
        check("“Not so,“ he said. “Never.”", &["“Not so,“", "“Never.”"]);
    }

    #[test]
    fn nested_marks_stay_inside() {
        check("“He said ‘never’ to us,” she said.", &["“He said ‘never’ to us,”"]);
    }

    #[test]
    fn an_unclosed_paragraph_goes_on_in_the_next() {
        let text = "“We began.\n\n“We ended,” he said.";
        check(text, &["“We began.", "“We ended,”"]);
        let found = find(text, &crate::statements::story::paragraphs(text));
        assert!(found[0].open && found[1].continues);
    }

    #[test]
    fn a_stray_mark_is_left_alone() {
        check("It was 6\" wide.\n\nShe left.", &[]);
    }
}
