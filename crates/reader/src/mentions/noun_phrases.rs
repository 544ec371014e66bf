//! Which spans are mentions: noun phrases, names and pronouns. Takes the parse and the names, gives
//! [`Phrase`]s, one a head.
//!
//! "at least 12 protesters from the north, who …" is "at least 12 protesters"; "the president of France" is
//! one phrase with "France" inside it; "students and teachers" are two. Times ("on Monday") are none.

use std::ops::Range;

use knowledge::Knowledge;
use language::{EntityKind, Parse, Relation, TokenId, Upos, Xpos};
use record::MentionKind;

use super::names::{DAYS_AND_MONTHS, Name, Names};

/// A noun phrase, name or pronoun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// From the first to the last.
    pub(super) tokens: Range<TokenId>,
    /// The token that the rest hangs from.
    pub(super) head: TokenId,
    pub(super) kind: MentionKind,
    /// "US" in "US troops": inside a larger phrase and no party by itself.
    pub(super) modifier: bool,
}

/// A phrase has no more words than this: a longer one is a list, or a misreading.
const LONGEST: usize = 60;

/// Finds the phrases: in the order of the text, those that contain others first.
pub(super) fn find(parse: &Parse, text: &str, names: &Names, knowledge: &Knowledge) -> Vec<Phrase> {
    let mut found: Vec<Phrase> =
        (0..parse.tokens.len() as TokenId).filter_map(|token| phrase_at(token, parse, text, names)).collect();
    for phrase in found.iter_mut().filter(|phrase| !phrase.modifier) {
        let name = names.at(phrase.head).map_or(phrase.head..phrase.head + 1, |name| name.tokens.clone());
        phrase.tokens = trimmed(phrase.tokens.clone(), &name, parse, text, knowledge);
    }
    join_titles(&mut found, parse);
    in_order(&mut found);
    found
}

/// Adds the toponyms that stand inside a name or before a noun ("Boston Police", "Norwegian"), which are no phrases
/// of their own.
pub(super) fn add_toponyms<'a>(
    phrases: &mut Vec<Phrase>,
    parse: &Parse,
    toponyms: impl Iterator<Item = &'a Range<TokenId>>,
) {
    let mut headed = vec![false; parse.tokens.len()];
    phrases.iter().for_each(|phrase| headed[phrase.head as usize] = true);
    for tokens in toponyms {
        let head = top_of(tokens, parse);
        if !headed[head as usize] {
            phrases.push(Phrase { tokens: tokens.clone(), head, kind: MentionKind::Name, modifier: true });
        }
    }
    in_order(phrases);
}

fn in_order(phrases: &mut [Phrase]) {
    phrases.sort_by_key(|phrase| (phrase.tokens.start, std::cmp::Reverse(phrase.tokens.end), phrase.head));
}

fn phrase_at(token: TokenId, parse: &Parse, text: &str, names: &Names) -> Option<Phrase> {
    let name = names.at(token);
    if name.is_some_and(|name| top_of(&name.tokens, parse) != token) {
        return None;
    }
    let modifier = match name {
        Some(name) => is_part(token, parse) && !is_apart(name, parse),
        None if !is_nominal(token, parse, text, names) => return None,
        None => false,
    };
    let word = parse.token(token);
    let kind = match (name, word.upos) {
        (Some(_), _) => MentionKind::Name,
        (None, Upos::Pron) => MentionKind::Pronoun,
        _ => MentionKind::Nominal,
    };
    let mut tokens = match (modifier, kind) {
        (true, _) => name.map_or(token..token + 1, |name| name.tokens.clone()),
        (_, MentionKind::Pronoun) if parse.children_in(token, &[Relation::Nmod]).next().is_none() => {
            token..token + 1
        }
        _ => extent(token, parse, text),
    };
    if let Some(name) = name {
        // A person's name ends the phrase; "of" may follow that of an institution.
        let end = if name.entity == Some(EntityKind::Person) { 0 } else { tokens.end };
        tokens = tokens.start.min(name.tokens.start)..end.max(name.tokens.end);
    }
    Some(Phrase { tokens, head: token, kind, modifier })
}

/// The token of a range that the rest of it hangs from: the first whose head lies outside.
pub(super) fn top_of(tokens: &Range<TokenId>, parse: &Parse) -> TokenId {
    let outside = |token: &TokenId| parse.token(*token).head.is_none_or(|head| !tokens.contains(&head));
    tokens.clone().find(outside).unwrap_or(tokens.start)
}

/// Whether a token is only a part of the phrase of its head: "Kremlin" in "Kremlin aide".
fn is_part(token: TokenId, parse: &Parse) -> bool {
    use Relation::*;
    matches!(parse.token(token).relation, Compound | Flat | Fixed | Goeswith | Amod | NmodDesc | Advmod | Det)
}

/// Whether a name that the parser hangs on another word as a part of it stands by itself all the same: nothing
/// that it could be part of is next to it.
fn is_apart(name: &Name, parse: &Parse) -> bool {
    let top = top_of(&name.tokens, parse);
    let head = parse.token(top).head.unwrap_or(top);
    let flat = matches!(parse.token(top).relation, Relation::Flat | Relation::Goeswith);
    flat && (head + 1 < name.tokens.start || head > name.tokens.end) && name.tokens.len() > 1
}

/// Whether a token can head a phrase that refers to someone or something.
fn is_nominal(token: TokenId, parse: &Parse, text: &str, names: &Names) -> bool {
    let word = parse.token(token);
    if is_part(token, parse) || is_time(token, parse, text) || names.in_title(token) {
        return false;
    }
    match word.upos {
        Upos::Noun | Upos::Propn => !matches!(word.relation, Relation::Case | Relation::Mark | Relation::Cc),
        Upos::Pron => word.relation != Relation::Expl && word.xpos != Xpos::Ex && !is_question(token, parse),
        Upos::Num => is_someone(token, parse, text) && stands_as_noun(token, parse),
        Upos::Adj | Upos::Det | Upos::X => stands_as_noun(token, parse),
        // "the wounded", which taggers take for a verb.
        Upos::Verb => {
            parse.child(token, Relation::Det).is_some()
                && parse.child(token, Relation::Aux).is_none()
                && stands_as_noun(token, parse)
        }
        _ => false,
    }
}

/// "the wounded", "two were killed", "some said": what is a noun by its place in the sentence.
fn stands_as_noun(token: TokenId, parse: &Parse) -> bool {
    use Relation::*;
    let word = parse.token(token);
    let argument = |relation| {
        matches!(relation, Nsubj | NsubjPass | Obj | Iobj | Obl | OblAgent | Nmod | NmodPoss | Appos)
    };
    match word.relation {
        Conj => word
            .head
            .is_some_and(|head| argument(parse.token(head).relation) && parse.token(head).upos == word.upos),
        relation => argument(relation),
    }
}

/// "two were killed"; not "18-karat", "in 1998", "by 12".
fn is_someone(token: TokenId, parse: &Parse, text: &str) -> bool {
    use Relation::*;
    let word = parse.token(token);
    let form = word.span.of(text);
    let next = parse.tokens.get(token as usize + 1).map(|next| next.span.of(text));
    let digits = form.bytes().any(|byte| byte.is_ascii_digit());
    next != Some("-")
        && (!digits
            || (matches!(word.relation, Nsubj | NsubjPass | Obj) && !form.contains(['.', ':', '$', '%'])))
}

fn is_question(token: TokenId, parse: &Parse) -> bool {
    let word = parse.token(token);
    let asks = matches!(word.xpos, Xpos::Wp | Xpos::Wdt | Xpos::WpPoss | Xpos::Wrb);
    asks && antecedent(token, parse).is_none()
}

/// The noun that a relative pronoun stands for: "the aide who called".
pub(super) fn antecedent(token: TokenId, parse: &Parse) -> Option<TokenId> {
    let word = parse.token(token);
    let relative = matches!(word.xpos, Xpos::Wp | Xpos::Wdt | Xpos::WpPoss)
        || (word.upos == Upos::Pron && word.lemma == "that" && word.feats.contains("PronType=Rel"));
    if !relative {
        return None;
    }
    let clause = parse
        .ancestors(token)
        .take(6)
        .find(|&above| matches!(parse.token(above).relation, Relation::AclRelcl))?;
    parse.token(clause).head
}

const TIME_NOUNS: &[&str] = &[
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "weekend",
    "month",
    "year",
    "decade",
    "century",
    "morning",
    "afternoon",
    "evening",
    "night",
    "noon",
    "midnight",
    "spring",
    "summer",
    "autumn",
    "winter",
    "time",
    "moment",
    "period",
    "a.m.",
    "p.m.",
    "am",
    "pm",
    "gmt",
    "utc",
];

/// Whether a token heads a time expression: "Monday", "last week", "2018".
fn is_time(token: TokenId, parse: &Parse, text: &str) -> bool {
    let word = parse.token(token);
    let lower = word.span.of(text).to_lowercase();
    match word.upos {
        Upos::Propn | Upos::Noun => {
            let lemma = word.lemma.to_lowercase();
            TIME_NOUNS.contains(&lemma.as_str())
                || (DAYS_AND_MONTHS.contains(&lower.as_str()) && parse.child(token, Relation::Flat).is_none())
        }
        Upos::Num => {
            let year = lower.len() == 4 && lower.bytes().all(|byte| byte.is_ascii_digit());
            (year || lower.contains(':')) && matches!(word.relation, Relation::Obl | Relation::Nmod)
        }
        _ => false,
    }
}

/// The contiguous run of tokens around a head that belong to its phrase.
fn extent(head: TokenId, parse: &Parse, text: &str) -> Range<TokenId> {
    let mut inside = vec![head];
    let mut next = 0;
    while let Some(&token) = inside.get(next) {
        next += 1;
        let room = LONGEST.saturating_sub(inside.len());
        let children = parse.children(token).iter().copied();
        if token == head {
            inside.extend(children.filter(|&child| belongs(child, head, parse, text)).take(room));
        } else {
            inside.extend(children.filter(|&child| belongs_deeper(child, token, parse)).take(room));
        }
    }
    inside.sort_unstable();
    let at = inside.binary_search(&head).unwrap_or(0);
    let mut first = at;
    while first > 0 && inside[first - 1] + 1 == inside[first] {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < inside.len() && inside[last] + 1 == inside[last + 1] {
        last += 1;
    }
    // A comma to the left stands between adjectives, or the parser has slipped.
    for index in (first..at).rev() {
        let comma = parse.token(inside[index]).span.of(text) == ",";
        if comma && (index == first || parse.token(inside[index - 1]).upos != Upos::Adj) {
            first = index + 1;
            break;
        }
    }
    let is_punct = |index: usize| matches!(parse.token(inside[index]).upos, Upos::Punct | Upos::Cconj);
    while first < at && is_punct(first) {
        first += 1;
    }
    while last > at && is_punct(last) {
        last -= 1;
    }
    inside[first]..inside[last] + 1
}

/// A phrase without what stands before it and is no part of it ("by the firm", "even the mayor"), and cut off at a
/// quotation mark that has no partner in it; its name, or head, stays whole.
fn trimmed(
    tokens: Range<TokenId>,
    core: &Range<TokenId>,
    parse: &Parse,
    text: &str,
    knowledge: &Knowledge,
) -> Range<TokenId> {
    let Range { mut start, mut end } = tokens;
    let is_mark = |token: &TokenId| matches!(parse.token(*token).span.of(text), "\"" | "“" | "”");
    let marks: Vec<TokenId> = (start..end).filter(is_mark).collect();
    match marks[..] {
        [mark] if mark < core.start => start = mark + 1,
        [mark] if mark >= core.end => end = mark,
        _ => {}
    }
    let is_outside = |token: TokenId| {
        let word = parse.token(token);
        let focus = || knowledge.frames().in_class("focus", &word.span.of(text).to_lowercase());
        (word.relation == Relation::Case && word.upos == Upos::Adp)
            || (word.relation == Relation::Advmod && focus())
    };
    while start < core.start && is_outside(start) {
        start += 1;
    }
    start..end
}

/// Whether a child of the head is part of its phrase.
fn belongs(child: TokenId, head: TokenId, parse: &Parse, text: &str) -> bool {
    use Relation::*;
    match parse.token(child).relation {
        Compound | NmodUnmarked if is_time(child, parse, text) => false,
        Det | DetPredet | Amod | Compound | Nummod | NmodPoss | NmodDesc | Flat | Fixed | Goeswith => true,
        Nmod => complement(child, parse, text),
        Advmod => child < head && parse.token(head).upos != Upos::Verb && parse.child(head, Cop).is_none(),
        Punct => child < head,
        _ => false,
    }
}

/// "of France"; "for foreign affairs"; "to the United Nations": what completes a noun rather than places it.
fn complement(child: TokenId, parse: &Parse, text: &str) -> bool {
    let Some(case) = parse.child(child, Relation::Case) else {
        return child < parse.token(child).head.unwrap_or(0);
    };
    match &*parse.token(case).span.of(text).to_lowercase() {
        "of" => true,
        "for" => matches!(&*parse.token(child).lemma.to_lowercase(), "affair" | "affairs"),
        _ => false,
    }
}

fn belongs_deeper(child: TokenId, parent: TokenId, parse: &Parse) -> bool {
    use Relation::*;
    match parse.token(child).relation {
        Acl | AclRelcl | Advcl | AdvclRelcl | Appos | Parataxis | Ccomp | Csubj | Discourse => false,
        Punct => child < parent || parse.token(child).xpos == Xpos::Hyph,
        _ => true,
    }
}

/// A title and the name right after it are one phrase: "the Kremlin aide Yuri Ushakov", whichever of the two
/// the parser holds for the head.
fn join_titles(phrases: &mut Vec<Phrase>, parse: &Parse) {
    let mut gone = vec![false; phrases.len()];
    for index in 1..phrases.len() {
        let (before, phrase) = (&phrases[index - 1], &phrases[index]);
        let title = before.kind == MentionKind::Nominal && phrase.kind == MentionKind::Name;
        let next = before.tokens.end == phrase.tokens.start && before.head + 1 == before.tokens.end;
        if !(title && next) || gone[index - 1] || phrase.modifier {
            continue;
        }
        let (one, other) = (parse.token(before.head), parse.token(phrase.head));
        if other.head == Some(before.head) {
            phrases[index - 1].tokens.end = phrases[index].tokens.end;
            phrases[index - 1].kind = MentionKind::Name;
            gone[index] = true;
        } else if one.head == Some(phrase.head) || (one.head == other.head && one.relation == other.relation)
        {
            phrases[index].tokens.start = phrases[index - 1].tokens.start;
            gone[index - 1] = true;
        }
    }
    let mut gone = gone.into_iter();
    phrases.retain(|_| !gone.next().unwrap_or(false));
}
