//! Time expressions. Takes the article and its parse, gives [`Time`]s with TIMEX3 values.
//!
//! "on Monday" in a story published 2018-04-04 (a Wednesday), with a verb in the past, is 2018-04-02.
//! Never falls back silently on the day of publication: what the text leaves open stays open.
//!
//! The grammar is data (`lexicon/times.toml`); the words of the text are matched against it, longest match
//! first, and what a match leaves out (the year of "October 12") is taken from the day of publication in
//! news, from the times told before in a history. The parse, where there is one, tells the tense.

mod grammar;
mod matcher;
mod moment;
mod numbers;
mod ranges;
mod resolve;
mod tense;
mod words;

use knowledge::Knowledge;
use language::Parse;
use record::{Article, BoilerplateKind, Span, TimeType};

use grammar::{Grammar, Means};
use matcher::{Match, Matcher};
use moment::{Grain, Moment, Unit};
use resolve::{Context, Resolved};

/// The number of a time in the order of the text, counted from 0.
pub type TimeId = u32;

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// TIMEX3's type.
    pub kind: TimeType,
    /// TIMEX3's value (`2018-04-02`, `P3D`, `PAST_REF`, `XXXX-03-20`).
    pub value: String,
}

/// Finds the times of an article, in the order of the text, without overlaps.
pub fn find(article: &Article, parse: &Parse, _knowledge: &Knowledge) -> Vec<Time> {
    find_with(Grammar::embedded(), article, parse)
}

fn find_with(grammar: &Grammar, article: &Article, parse: &Parse) -> Vec<Time> {
    let words = words::scan(&article.text, |word| grammar.vocabulary.get(word));
    let mut matcher = Matcher { grammar, text: &article.text, words: &words, history: false };
    let published = article.published;
    let history = is_history(&matcher, published.map(|date| i32::from(date.year())));
    matcher.history = history;
    let mut context = Context { published, history, then: None, quarter: None, ahead: None };
    let mut times: Vec<Time> = Vec::new();
    let mut unread = article.boilerplate.iter().filter(|piece| piece.kind != BoilerplateKind::Caption).peekable();
    let mut index = 0;
    while index < words.len() {
        let at = words[index].span.start;
        while unread.next_if(|piece| piece.span.end <= at).is_some() {}
        let skipped = unread.peek().is_some_and(|piece| piece.span.start <= at);
        let found = if skipped || !matcher.may_start(index) { None } else { matcher.longest(index) };
        let Some(found) = found else {
            let lead = if skipped { None } else { ranges::lead(&matcher, index) };
            if let Some((day, to, date)) = lead
                && let Some(full) = matcher.longest(date)
                && let Some(resolved) = resolve(&matcher, parse, &mut context, &full)
                && let Some(Moment { year, grain: Grain::Day(month, _), .. }) = resolved.moment
            {
                let span = words[index].span.cover(words[to - 1].span);
                let moment = Moment { year, grain: Grain::Day(month, day), time: None };
                times.push(Time { span, kind: TimeType::Date, value: moment.value() });
                index = to;
            } else {
                index += 1;
            }
            continue;
        };
        let Some(resolved) = resolve(&matcher, parse, &mut context, &found) else {
            index += 1;
            continue;
        };
        index = found.end;
        if !(history && looks_back(&found)) && !is_aside(&matcher, &context, &resolved, index) {
            note(&mut context, &resolved, is_said(&found));
        }
        let span = words[found.start].span.cover(words[found.end - 1].span);
        times.push(Time { span, kind: resolved.kind, value: resolved.value });
        if let Some(moment) = resolved.moment {
            for (from, to, moment) in ranges::rest(&matcher, &moment, index) {
                let span = words[from].span.cover(words[to - 1].span);
                let rest = Resolved { kind: resolved.kind, value: moment.value(), moment: Some(moment) };
                times.push(Time { span, kind: rest.kind, value: rest.value });
                index = to;
            }
        }
    }
    times
}

fn resolve(matcher: &Matcher<'_, '_>, parse: &Parse, context: &mut Context, found: &Match<'_>) -> Option<Resolved> {
    let tense = tense::around(matcher, parse, found.start, found.end);
    context.ahead = ranges::ahead(matcher, found);
    context.resolve(found, tense)
}

/// "the previous year", "two days earlier": a glance back, from which a history returns.
fn looks_back(found: &Match<'_>) -> bool {
    match found.pattern.means {
        Means::Shift(_, sign) | Means::Near(_, sign) => sign < 0,
        Means::Same => found.base.as_ref().is_some_and(|base| looks_back(base)),
        _ => false,
    }
}

/// How many years away from the story's own a single mention is an aside.
const FAR: i32 = 15;

/// Whether a history only glances at this time ("a film of 2007"): far from what was told before, and the
/// next year that is mentioned is far from it too.
fn is_aside(matcher: &Matcher<'_, '_>, context: &Context, resolved: &Resolved, index: usize) -> bool {
    let year = |moment: &Option<Moment>| moment.as_ref().and_then(|moment| moment.year);
    let (Some(told), Some(now)) = (year(&context.then), year(&resolved.moment)) else { return false };
    let next = matcher.words[index..].iter().find(|word| word.digits == 4 && (1000.0..2100.0).contains(&word.number));
    let stays = next.is_some_and(|next| (next.number as i32 - now).abs() <= FAR);
    context.history && (told - now).abs() > FAR && !stays
}

/// Whether the words themselves say which time it is ("the third quarter", not "a year earlier").
fn is_said(found: &Match<'_>) -> bool {
    match found.pattern.means {
        Means::Date => true,
        Means::Same => found.base.as_ref().is_some_and(|base| is_said(base)),
        _ => false,
    }
}

/// Remembers what later words may refer to.
fn note(context: &mut Context, resolved: &Resolved, said: bool) {
    let Some(moment) = &resolved.moment else { return };
    if moment.year.is_none() {
        return;
    }
    let newer = |other: &Moment| moment.first_day() >= other.first_day();
    if said && matches!(moment.grain, Grain::Quarter(_)) && context.quarter.as_ref().is_none_or(newer) {
        context.quarter = Some(moment.clone());
    }
    if !matches!(moment.unit(), Unit::Decade | Unit::Century | Unit::Millennium) {
        context.then = Some(moment.clone());
    }
}

/// Whether the story tells of times long before it was published, or of many years: then "in March" is no
/// recent March. A history gives dates; news says "Monday" and "today".
fn is_history(matcher: &Matcher<'_, '_>, published: Option<i32>) -> bool {
    let words = matcher.words;
    let years: Vec<i32> = words
        .iter()
        .filter(|word| word.digits == 4 && (1400.0..2100.0).contains(&word.number))
        .map(|word| word.number as i32)
        .collect();
    let is = |class: &str, index: usize| matcher.grammar.class(class).is_some_and(|class| matcher.is_in(class, index));
    let day = |index: usize| words.get(index).is_some_and(|word| matches!(word.digits, 1 | 2));
    let of_month = |index: &usize| is("month", *index) && (day(index + 1) || index.checked_sub(1).is_some_and(day));
    let dated = years.len() + (0..words.len()).filter(of_month).count();
    let today = (0..words.len()).filter(|&index| is("day-word", index)).count();
    let far = years.iter().filter(|&&year| published.is_some_and(|now| (now - year).abs() > 2)).count();
    let (first, last) = (years.iter().min().unwrap_or(&0), years.iter().max().unwrap_or(&0));
    let old = far * 4 >= years.len() * 3 && dated >= 12;
    let long = last - first >= 5 && dated >= 40;
    let ancient = (0..words.len()).filter(|&index| is("era", index)).count() >= 3;
    ancient || ((old || long) && today * 6 < dated)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence with its times in brackets, " = " and their values; published on Wednesday 2018-04-04.
    fn check(example: &str) -> Result<(), String> {
        check_on(example, Some("2018-04-04"))
    }

    fn check_on(example: &str, published: Option<&str>) -> Result<(), String> {
        let (marked, values) = example.rsplit_once(" = ").ok_or("no \" = \"")?;
        let text = marked.replace(['[', ']'], "");
        let published = published.map(|date| date.parse().unwrap());
        let article = Article { text, published, ..Article::default() };
        let times = find(&article, &Parse::default(), Knowledge::embedded());
        let mut found = article.text.clone();
        let mut found_values = String::new();
        for time in times.iter().rev() {
            found.insert(time.span.end as usize, ']');
            found.insert(time.span.start as usize, '[');
        }
        for time in &times {
            found_values = format!("{found_values} {}", time.value);
        }
        let found = format!("{found} ={found_values}");
        // Values alone may be given, for the brackets are tiresome in a sentence of many times.
        let expected = format!("{marked} = {values}");
        if found == expected { Ok(()) } else { Err(format!("expected {expected}\n   found {found}")) }
    }

    #[test]
    fn every_pattern_finds_its_examples_and_nothing_else() {
        let grammar = knowledge::TimeGrammar::embedded();
        let mut wrong = Vec::new();
        for pattern in &grammar.patterns {
            let place = format!("times.toml:{}", pattern.line);
            let examples = pattern.examples.iter().map(|example| check(example));
            let not = pattern.not.iter().map(|text| check(&format!("{text} = ")).or_else(|_| nothing(text)));
            wrong.extend(examples.chain(not).filter_map(Result::err).map(|wrong| format!("{place}: {wrong}")));
        }
        assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    }

    fn nothing(text: &str) -> Result<(), String> {
        let article = Article { text: text.to_string(), ..Article::default() };
        let times = find(&article, &Parse::default(), Knowledge::embedded());
        if times.is_empty() { Ok(()) } else { Err(format!("expected nothing in {text}\n   found {times:?}")) }
    }
}
