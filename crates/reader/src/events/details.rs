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

/// Whether a time is a day, week or month after that of publication.
pub(crate) fn is_to_come(time: &Time, published: Option<Date>) -> bool {
    let Some(published) = published else { return false };
    let week = published.iso_week_date();
    let value = time.value.as_str();
    let number = |from: usize, to: usize| value.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    match value.as_bytes().get(5) {
        // "2026-W04"
        Some(b'W') => (number(0, 4), number(6, 8)) > (Some(week.year()), Some(i16::from(week.week()))),
        Some(b'0'..=b'9') => match value.get(..10) {
            Some(day) => day.parse::<Date>().is_ok_and(|day| day > published),
            None if value.len() == 7 => {
                (number(0, 4), number(5, 7)) > (Some(published.year()), Some(i16::from(published.month())))
            }
            None => false,
        },
        _ => false,
    }
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
    let mut found: Vec<Quantity> = Vec::new();
    let (actors, recipients) = parties;
    for (&id, done_to) in actors.iter().map(|id| (id, false)).chain(recipients.iter().map(|id| (id, true))) {
        let head = mentions.mention(id).head;
        let what = match (done_to, harmed) {
            (true, Some(harm)) => Some(harm),
            (false, _) if kind == EventType::Protest => Some("size"),
            _ => None,
        };
        for quantity in counted(clauses, head, what).into_iter().chain(included(clauses, trigger, head)) {
            if !found.contains(&quantity) {
                found.push(quantity);
            }
        }
    }
    found
}

/// "150 diplomats, including 60 Americans": those of them that are counted apart.
fn included(clauses: &Clauses, trigger: TokenId, party: TokenId) -> Vec<Quantity> {
    let after = |host: TokenId| {
        clauses.parse.children(host).iter().copied().filter(move |&child| {
            let mut cases = clauses.parse.children_in(child, &[Relation::Case, Relation::Mark]);
            child > party && cases.any(|case| clauses.lemma(case) == "include")
        })
    };
    // Of several parties the last before "including".
    let nearest = |child: &TokenId| {
        let between =
            clauses.parse.children(trigger).iter().filter(|&&other| other > party && other < *child);
        !between.into_iter().any(|&other| clauses.parse.token(other).relation == Relation::Obj)
    };
    let mut found: Vec<TokenId> = after(party).chain(after(trigger).filter(nearest)).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().flat_map(|noun| counted(clauses, noun, None)).collect()
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
    // "hundreds of thousands of people", taken by the people.
    let above = word.head.filter(|_| word.relation == Relation::Nmod && numbers.is_empty());
    if let Some((above, value)) = above.and_then(|above| Some((above, vague_number(clauses, above)?))) {
        return crowd(clauses, above, value, what).into_iter().collect();
    }
    let vague = vague_number(clauses, noun);
    if let (Some(value), true) = (vague, numbers.is_empty()) {
        return crowd(clauses, noun, value, what).into_iter().collect();
    }
    // "four of its officers"
    let of = clauses.parse.children_in(noun, &[Relation::Nmod]).next().filter(|_| word.upos == Upos::Num);
    if of.is_some() {
        let what = what.map(str::to_owned).or(of.map(|token| plural(clauses, token)));
        let value = numbers::value(clauses.word(noun)).filter(|&value| value > 1.0);
        let counted = value.zip(what);
        let quantity = |(value, what)| Quantity { what, value, qualifier: None, span: word.span };
        return counted.map(quantity).into_iter().collect();
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
        // "the 2008 and 2012 campaigns" are not counted.
        let year = |word: &&str| word.len() == 4 && matches!(word.get(..2), Some("19" | "20"));
        let value = numbers::phrase(&words).filter(|_| !words.iter().any(year))?;
        let qualifier = measure(clauses, tokens.first().copied().unwrap_or(token));
        Some(Quantity {
            what: what.map_or_else(|| plural(clauses, noun), str::to_owned),
            value,
            qualifier,
            span: clauses.span(&tokens).cover(word.span),
        })
    };
    numbers.iter().filter_map(number).collect()
}

/// "dozens", "thousands"
fn vague_number(clauses: &Clauses, noun: TokenId) -> Option<f64> {
    numbers::value(clauses.lemma(noun)).filter(|_| clauses.parse.token(noun).upos == Upos::Noun)
}

/// The words of measure at or before a number's first word: "at least", "more than", "up to".
fn measure(clauses: &Clauses, number: TokenId) -> Option<String> {
    const WORDS: &[&str] = &[
        "at",
        "least",
        "most",
        "more",
        "less",
        "fewer",
        "than",
        "over",
        "about",
        "around",
        "up",
        "to",
        "as",
        "many",
        "few",
        "nearly",
        "almost",
        "some",
        "approximately",
        "under",
        "only",
        "roughly",
    ];
    let sentence = clauses.parse.sentences[clauses.parse.sentence_of(number)].tokens.clone();
    let known = |token: &TokenId| WORDS.contains(&clauses.word(*token).to_lowercase().as_str());
    // A number's subtree may begin with the words themselves.
    let within = (number..sentence.end).take_while(known).count() as TokenId;
    let before = (sentence.start..number).rev().take_while(known).count() as TokenId;
    let words: Vec<String> =
        (number - before..number + within).map(|token| clauses.word(token).to_lowercase()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// "dozens of protesters", "tens of thousands of people", whichever of its nouns the phrase is taken by.
fn crowd(clauses: &Clauses, noun: TokenId, value: f64, what: Option<&str>) -> Option<Quantity> {
    let parse = clauses.parse;
    let vague = |token: TokenId| numbers::value(clauses.lemma(token));
    let of = |token: TokenId| parse.children_in(token, &[Relation::Nmod]).find(|&child| child > token);
    let (mut value, mut first, mut last) = (value, noun, noun);
    while let Some(above) = parse.token(first).head
        && parse.token(first).relation == Relation::Nmod
        && let Some(factor) = vague(above)
    {
        value *= factor;
        first = above;
    }
    while let Some(below) = of(last)
        && let Some(factor) = vague(below)
    {
        value *= factor;
        last = below;
    }
    let what = what.map(str::to_owned).or_else(|| of(last).map(|counted| plural(clauses, counted)))?;
    let span = parse.token(first).span.cover(parse.token(last).span);
    Some(Quantity { what, value, qualifier: Some("about".into()), span })
}

/// A noun's plural, well enough to name what is counted; "Americans" keep their capital.
fn plural(clauses: &Clauses, noun: TokenId) -> String {
    if clauses.parse.token(noun).upos == Upos::Propn {
        return clauses.word(noun).to_owned();
    }
    let lemma = clauses.lemma(noun).to_lowercase();
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
