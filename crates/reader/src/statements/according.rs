//! Statements without a verb of their own: "according to X", "in the view of X", "as X put it".
//!
//! The content is the clause that the phrase hangs from, before and after it.

use language::{Relation, TokenId, Upos};
use record::{Act, Span};

use super::story::Story;
use super::voice;
use super::{Draft, extent};

/// A phrase that names a source.
struct Phrase {
    words: &'static [&'static str],
    act: Act,
}

const PHRASES: &[Phrase] = &[
    Phrase { words: &["according", "to"], act: Act::Say },
    Phrase { words: &["as", "reported", "by"], act: Act::Say },
    Phrase { words: &["in", "the", "view", "of"], act: Act::Believe },
    Phrase { words: &["in", "the", "opinion", "of"], act: Act::Believe },
    Phrase { words: &["in", "the", "eyes", "of"], act: Act::Believe },
    Phrase { words: &["in", "the", "words", "of"], act: Act::Say },
];

/// "in his view": the source is the possessor.
const POSSESSED: &[(&str, Act)] = &[
    ("view", Act::Believe),
    ("opinion", Act::Believe),
    ("words", Act::Say),
    ("telling", Act::Say),
    ("account", Act::Say),
];

/// Finds the statements that such phrases tell.
pub(super) fn find(story: &Story) -> Vec<Draft> {
    let tokens = 0..story.parse.tokens.len() as TokenId;
    let found = |first| {
        with_source(story, first).or_else(|| with_possessor(story, first)).or_else(|| in_poll(story, first))
    };
    tokens.filter_map(found).collect()
}

fn with_source(story: &Story, first: TokenId) -> Option<Draft> {
    let phrase = PHRASES.iter().find(|phrase| stands_at(story, first, phrase.words))?;
    let last = first + phrase.words.len() as TokenId - 1;
    let source = source_after(story, last)?;
    let speaker = voice::phrase(story, source);
    let speaker = Span { start: story.token(last + 1).span.start, end: speaker.end };
    let speaker = Span { start: speaker.start, end: with_closing(story, before_number(story, speaker)) };
    let own = story.span(first, last).cover(speaker);
    let own = Span { start: own.start, end: after_time(story, own.end) };
    let rule = format!("according.rs {}", phrase.words.join(" "));
    draft(story, own, story.span(first, last), (source, speaker), phrase.act, rule, (first, source))
}

/// "According to the poll, 46 percent are undecided": no list of two.
fn before_number(story: &Story, source: Span) -> Span {
    let tokens = story.parse.tokens_in(source);
    let comma = tokens
        .clone()
        .find(|&id| story.word(id) == "," && id + 1 < tokens.end && story.token(id + 1).upos == Upos::Num);
    comma.map_or(source, |comma| Span { start: source.start, end: story.token(comma).span.start })
}

/// "the health agency (HA)": the short name in brackets is the source's, too.
fn with_closing(story: &Story, source: Span) -> u32 {
    // "one of the “Hurricane Hunters”": the mark after the last word.
    let quote =
        story.quotes.iter().find(|quote| quote.inner.end == source.end && quote.span.start > source.start);
    if let Some(quote) = quote {
        return quote.span.end;
    }
    let rest = story.between(source.end, story.paragraph_at(source.start).end);
    let bracket = rest.trim_start().starts_with('(').then(|| rest.find(')')).flatten();
    let short = bracket.filter(|&close| close < 14 && rest.starts_with(' '));
    short.map_or(source.end, |close| source.end + close as u32 + 1)
}

/// "According to the mayor on Monday, …": the day is neither source nor content.
fn after_time(story: &Story, end: u32) -> u32 {
    let time = story.times.iter().find(|time| {
        time.span.start > end && matches!(story.between(end, time.span.start).trim(), "" | "on" | "in" | "at")
    });
    time.filter(|time| story.text[time.span.end as usize..].starts_with(','))
        .map_or(end, |time| time.span.end)
}

/// "in his view": source and cue stand the other way round.
fn with_possessor(story: &Story, first: TokenId) -> Option<Draft> {
    if !story.word(first).eq_ignore_ascii_case("in") {
        return None;
    }
    let noun = (first + 1..story.sentence(first).end.min(first + 6))
        .find(|&id| POSSESSED.iter().any(|(word, _)| story.word(id).eq_ignore_ascii_case(word)))?;
    let act = POSSESSED.iter().find(|(word, _)| story.word(noun).eq_ignore_ascii_case(word))?.1;
    let source = voice::possessor(story, noun)?;
    let phrase = voice::phrase(story, source);
    if phrase.start != story.token(first + 1).span.start {
        return None;
    }
    let own = story.span(first, noun);
    draft(
        story,
        own,
        story.token(noun).span,
        (source, phrase),
        act,
        "according.rs in X's view".to_owned(),
        (first, noun),
    )
}

/// "In a poll released on Monday, half of the voters …": what is counted is the poll's word.
fn in_poll(story: &Story, first: TokenId) -> Option<Draft> {
    const POLLS: &[&str] = &["poll", "survey"];
    let source = story.token(first).head.filter(|_| story.word(first).eq_ignore_ascii_case("in"))?;
    let clause = story.token(source).head.filter(|&head| voice::is_verbal(story, head))?;
    let poll = POLLS.contains(&story.token(source).lemma.as_str())
        && story.is(first, &[Relation::Case])
        && story.is(source, &[Relation::Obl])
        && voice::own_subject(story, clause).is_some();
    let phrase = voice::phrase(story, source);
    let speaker = Span { start: phrase.start.max(story.token(first).span.end + 1), end: phrase.end };
    let own = story.token(first).span.cover(speaker);
    let sentence = story.sentence(first);
    let opens = first == sentence.start && story.text[own.end as usize..].starts_with(',');
    let ends =
        story.between(own.end, story.token(sentence.end - 1).span.end).trim_matches(['.', ' ']).is_empty();
    if !poll || !(opens || ends) {
        return None;
    }
    let rule = "according.rs in a poll".to_owned();
    draft(story, own, story.token(first).span, (source, speaker), Act::Say, rule, (first, source))
}

fn stands_at(story: &Story, first: TokenId, words: &[&str]) -> bool {
    let fits = story.sentence(first).end >= first + words.len() as TokenId;
    fits && words.iter().zip(first..).all(|(word, id)| story.word(id).eq_ignore_ascii_case(word))
}

/// The noun phrase that starts right after the phrase.
fn source_after(story: &Story, last: TokenId) -> Option<TokenId> {
    let sentence = story.sentence(last);
    let next = (last + 1 < sentence.end).then_some(last + 1)?;
    // Climb from the first word to the highest head whose phrase starts there.
    let mut head = next;
    while let Some(above) = story.token(head).head {
        let words = voice::phrase(story, above);
        if above <= last
            || voice::is_verbal(story, above) && !story.is(above, &[Relation::Obl, Relation::Nmod])
        {
            break;
        }
        if words.start < story.token(next).span.start
            && !story.parse.children(above).iter().any(|&child| child <= last && child + 4 > last)
        {
            break;
        }
        head = above;
    }
    // "according to the fire service", its article given to another word.
    let lost = story.token(head).upos == Upos::Det && head == next;
    let noun = (next + 1..sentence.end.min(next + 6))
        .find(|&id| voice::phrase(story, id).start == story.token(next + 1).span.start);
    Some(noun.filter(|_| lost).unwrap_or(head))
}

fn draft(
    story: &Story,
    own: Span,
    cue: Span,
    speaker: (TokenId, Span),
    act: Act,
    rule: String,
    (first, source): (TokenId, TokenId),
) -> Option<Draft> {
    let content = content_around(story, own, first, source);
    (!content.is_empty()).then(|| Draft {
        act,
        speaker: Some(speaker),
        cue: vec![cue],
        cue_head: Some(first),
        addressee: None,
        content,
        time: None,
        negated: false,
        speech: true,
        rule,
    })
}

/// The clause before the phrase and after it.
fn content_around(story: &Story, own: Span, first: TokenId, source: TokenId) -> Vec<Span> {
    let sentence = story.sentence(first);
    let (start, end) = (story.token(sentence.start).span.start, story.token(sentence.end - 1).span.end);
    let mut reach = Span { start, end };
    // The whole sentence, unless the phrase hangs from a clause that another goes before.
    let governor = story.parse.ancestors(source).find(|&id| voice::is_verbal(story, id) && id != first);
    if let Some(governor) = governor.filter(|&id| story.is(id, &[Relation::Conj, Relation::Parataxis])) {
        let subtree = story.parse.subtree(governor);
        let told = story.span(subtree[0], subtree[subtree.len() - 1]);
        let joined = story.token(governor).head.is_some_and(|head| head < governor)
            && voice::own_subject(story, governor).is_some();
        if joined && told.end > own.start && told.start < own.start {
            reach = Span { start: told.start, end: told.end };
        }
    }
    let before = Span { start: reach.start.min(own.start), end: own.start };
    let after = Span { start: own.end.min(reach.end.max(own.end)), end: reach.end.max(own.end) };
    // "in the paper's words, “…”": the quotation is the content.
    if let Some(quote) = quoted_words(story, own) {
        return vec![quote];
    }
    let mut content = Vec::new();
    content.extend(extent::content(story, whole_quote(story, before)));
    let rest = after.of(story.text).trim_start();
    if content.is_empty() || rest.starts_with([',', '—', '–', '-']) && substantial(story, after) {
        content.extend(extent::content(story, after));
    }
    content
}

/// The quotation right behind "in the words of X" or "in X's words".
fn quoted_words(story: &Story, own: Span) -> Option<Span> {
    let quote = &story.quotes[story.quote_after(own.end)?];
    let words = own.of(story.text).to_lowercase().contains(" words");
    let near = story.between(own.end, quote.span.start).trim_matches([' ', ',', ':']).is_empty();
    (words && near).then_some(quote.span)
}

/// A piece after a medial phrase that is more than a loose end.
fn substantial(story: &Story, span: Span) -> bool {
    let mut tokens = story.parse.tokens_in(span);
    tokens.len() > 3 && tokens.any(|id| voice::is_verbal(story, id))
}

/// “A. B,” according to X: the sentences before, too.
fn whole_quote(story: &Story, span: Span) -> Span {
    let end = story.trim(span).end;
    match story.quote_at(end.saturating_sub(1)) {
        Some(quote) if quote.span.start < span.start && quote.span.end <= span.end => {
            Span { start: quote.span.start, end: span.end }
        }
        _ => span,
    }
}
