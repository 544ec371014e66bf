//! When, where and how many. Takes an event's word and parties, gives what its own clause says of them.

use jiff::civil::Date;
use language::{Relation, TokenId, Upos};
use record::{EventType, TimeType};

use super::Quantity;
use super::clause::Clauses;
use crate::mentions::{MentionId, Mentions, PlaceId};
use crate::numbers;
use crate::times::{Time, TimeId};

/// The time of an event: the nearest in its own clause, or the only one of its sentence.
pub(crate) fn time(clauses: &Clauses, times: &[Time], head: TokenId) -> Option<TimeId> {
    let clause = own_clause(clauses, head);
    let at = clauses.parse.token(head).span.start;
    let dated =
        |time: &Time| matches!(time.kind, TimeType::Date | TimeType::Time) && !time.value.ends_with("_REF");
    let inside = |id: &usize, tokens: &[TokenId]| {
        let range = clauses.parse.tokens_in(times[*id].span);
        range.clone().any(|token| tokens.binary_search(&token).is_ok())
    };
    let mut found: Vec<usize> = (0..times.len())
        .filter(|&id| dated(&times[id]) && inside(&id, &clause) && !is_of_a_noun(clauses, &times[id], head))
        .collect();
    found.sort_by_key(|&id| times[id].span.start.abs_diff(at));
    if let Some(&id) = found.first() {
        return Some(id as TimeId);
    }
    let sentence = &clauses.parse.sentences[clauses.parse.sentence_of(head)];
    let mut here = (0..times.len()).filter(|&id| dated(&times[id]) && sentence.span.contains(times[id].span));
    match (here.next(), here.next()) {
        (Some(only), None) => Some(only as TimeId),
        _ => None,
    }
}

/// Whether a time says how long, or stands before a noun that is not the event: "last month's election", "the 2016 offensive".
fn is_of_a_noun(clauses: &Clauses, time: &Time, event: TokenId) -> bool {
    let range = clauses.parse.tokens_in(time.span);
    let outside =
        |token: &TokenId| clauses.parse.token(*token).head.is_none_or(|head| !range.contains(&head));
    let Some(top) = range.clone().find(outside) else { return false };
    // "since 2003", "until December": how long, not when.
    let span = clauses.parse.children_in(top, &[Relation::Case, Relation::Mark]);
    if span.into_iter().any(|case| matches!(clauses.lemma(case), "since" | "until" | "till")) {
        return true;
    }
    let noun = clauses.parse.token(top).head;
    noun.is_some_and(|noun| noun > top && noun != event && clauses.is_nominal(noun))
}

/// The clause of an event: what hangs from its verb, without clauses of their own; and, where the event is a
/// noun, the clause that it stands in.
fn own_clause(clauses: &Clauses, head: TokenId) -> Vec<TokenId> {
    let mut top = head;
    for above in clauses.parse.ancestors(head).take(4) {
        let relation = clauses.parse.token(top).relation;
        let inner = matches!(
            relation,
            Relation::Obj
                | Relation::Obl
                | Relation::Nsubj
                | Relation::NsubjPass
                | Relation::Nmod
                | Relation::Xcomp
                | Relation::Conj
        );
        if !inner {
            break;
        }
        top = above;
    }
    let aside = |token: TokenId| {
        let relation = clauses.parse.token(token).relation;
        let other = matches!(
            relation,
            Relation::AclRelcl | Relation::Ccomp | Relation::Parataxis | Relation::Advcl | Relation::Conj
        );
        token != head && other && (relation != Relation::Conj || clauses.is_verb(token))
    };
    let mut tokens = clauses.parse.subtree_without(top, aside);
    if tokens.binary_search(&head).is_err() {
        tokens = clauses.parse.subtree_without(head, aside);
    }
    tokens
}

/// Whether a time lies well before the day of publication: background, not news.
pub(crate) fn is_history(time: &Time, published: Option<Date>) -> bool {
    let Some(published) = published else { return false };
    let year = time.value.get(..4).and_then(|digits| digits.parse::<i16>().ok());
    let month = time.value.get(5..7).and_then(|digits| digits.parse::<i16>().ok());
    let months = |year: i16, month: i16| i32::from(year) * 12 + i32::from(month);
    match year {
        Some(year) => {
            let ago =
                months(published.year(), i16::from(published.month())) - months(year, month.unwrap_or(12));
            ago >= 11
        }
        // "the 1990s", "the 19th century" have two or three digits.
        None => time.value.len() <= 3 && time.value.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

/// Whether a time is a day after that of publication.
pub(crate) fn is_to_come(time: &Time, published: Option<Date>) -> bool {
    let day = time.value.get(..10).and_then(|day| day.parse::<Date>().ok());
    matches!((day, published), (Some(day), Some(published)) if day > published)
}

/// The place of an event: after a preposition of place in its own clause, nearest first; never its parties.
pub(crate) fn place(
    clauses: &Clauses,
    mentions: &Mentions,
    head: TokenId,
    parties: &[MentionId],
) -> Option<PlaceId> {
    const PLACING: &[&str] = &[
        "in", "at", "near", "outside", "inside", "across", "around", "on", "off", "over", "from", "to",
        "into",
    ];
    let clause = own_clause(clauses, head);
    let at = clauses.parse.token(head).span.start;
    let mut found: Vec<(u32, u32, PlaceId)> = Vec::new();
    for (id, mention) in mentions.mentions.iter().enumerate() {
        let Some(place) = mention.place else { continue };
        if parties.contains(&(id as MentionId)) || clause.binary_search(&mention.head).is_err() {
            continue;
        }
        let case = clauses.parse.children_in(mention.head, &[Relation::Case]).next();
        let rank = case.and_then(|case| PLACING.iter().position(|&word| word == clauses.lemma(case)));
        if let Some(rank) = rank {
            // "in Paris" before "to Rome", and the nearer of equals.
            found.push((u32::from(rank > 9), mention.span.start.abs_diff(at), place));
        }
    }
    found.into_iter().min().map(|(_, _, place)| place)
}

/// What is counted in the parties of an event, and in "killing 12 and wounding 30".
pub(crate) fn quantities(
    clauses: &Clauses,
    mentions: &Mentions,
    kind: EventType,
    trigger: TokenId,
    parties: (&[MentionId], &[MentionId]),
) -> Vec<Quantity> {
    let harmed = harm(clauses.lemma(trigger));
    let mut found = Vec::new();
    let (actors, recipients) = parties;
    for (&id, done_to) in actors.iter().map(|id| (id, false)).chain(recipients.iter().map(|id| (id, true))) {
        let head = mentions.mention(id).head;
        let what = match (done_to, harmed) {
            (true, Some(harm)) => Some(harm),
            (false, _) if kind == EventType::Protest => Some("size"),
            _ => None,
        };
        found.extend(counted(clauses, head, what));
    }
    found
}

/// What the recipients of a verb are counted as.
fn harm(lemma: &str) -> Option<&'static str> {
    match lemma {
        "kill" | "murder" | "execute" | "massacre" | "assassinate" | "slay" | "behead" => Some("dead"),
        "wound" | "injure" | "hurt" | "maim" => Some("injured"),
        "arrest" | "detain" | "jail" | "imprison" => Some("arrested"),
        _ => None,
    }
}

/// "at least 150 Western diplomats": the number at a noun, and what it counts.
fn counted(clauses: &Clauses, noun: TokenId, what: Option<&str>) -> Vec<Quantity> {
    let word = clauses.parse.token(noun);
    // A bare number is a head of its own ("killed 12").
    let numbers: Vec<TokenId> = if word.upos == Upos::Num {
        vec![noun]
    } else {
        clauses.parse.children_in(noun, &[Relation::Nummod]).collect()
    };
    let vague = numbers::value(clauses.lemma(noun)).filter(|_| word.upos == Upos::Noun);
    if let (Some(value), true) = (vague, numbers.is_empty()) {
        // "dozens of protesters"
        let of = clauses.parse.children_in(noun, &[Relation::Nmod]).next();
        let name = of.map(|token| plural(clauses.lemma(token)));
        let what = what.map(str::to_owned).or(name);
        return what
            .map(|what| Quantity { what, value, qualifier: Some("about".into()), span: word.span })
            .into_iter()
            .collect();
    }
    let number = |&token: &TokenId| {
        let tokens = clauses.parse.subtree(token);
        let words: Vec<&str> = tokens
            .iter()
            .filter(|&&token| {
                clauses.parse.token(token).upos == Upos::Num || numbers::value(clauses.word(token)).is_some()
            })
            .map(|&token| clauses.word(token))
            .collect();
        let value = numbers::phrase(&words)?;
        let qualifier: Vec<&str> = tokens
            .iter()
            .filter(|&&token| {
                matches!(
                    clauses.parse.token(token).relation,
                    Relation::Advmod | Relation::Case | Relation::Nmod
                )
            })
            .map(|&token| clauses.word(token))
            .collect();
        Some(Quantity {
            what: what.map_or_else(|| plural(clauses.lemma(noun)), str::to_owned),
            value,
            qualifier: (!qualifier.is_empty()).then(|| qualifier.join(" ").to_lowercase()),
            span: clauses.span(&tokens).cover(word.span),
        })
    };
    numbers.iter().filter_map(number).collect()
}

/// A noun's plural, well enough to name what is counted.
fn plural(lemma: &str) -> String {
    let lemma = lemma.to_lowercase();
    match lemma.as_str() {
        "person" => "people".into(),
        _ if lemma.ends_with("man") && lemma != "german" => format!("{}men", &lemma[..lemma.len() - 3]),
        "child" => "children".into(),
        "people" | "troops" | "police" => lemma,
        _ if lemma.ends_with('s') || lemma.ends_with("sh") || lemma.ends_with("ch") => lemma + "es",
        _ if lemma.ends_with('y') && !lemma.ends_with("ay") && !lemma.ends_with("ey") => {
            format!("{}ies", &lemma[..lemma.len() - 1])
        }
        _ => lemma + "s",
    }
}
