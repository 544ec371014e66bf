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
pub(crate) fn find(article: &Article, parse: &Parse, _knowledge: &Knowledge) -> Vec<Time> {
    find_with(Grammar::embedded(), article, parse)
}

fn find_with(grammar: &Grammar, article: &Article, parse: &Parse) -> Vec<Time> {
    let words = words::scan(&article.text, |word| grammar.vocabulary.get(word));
    let mut matcher = Matcher { grammar, text: &article.text, words: &words, history: false };
    let published = article.published;
    let history = is_history(&matcher, published.map(|date| i32::from(date.year())));
    matcher.history = history;
    let mut context = Context { published, history, then: None, quarter: None };
    let mut times: Vec<Time> = Vec::new();
    let mut unread =
        article.boilerplate.iter().filter(|piece| piece.kind != BoilerplateKind::Caption).peekable();
    let mut index = 0;
    while index < words.len() {
        let at = words[index].span.start;
        while unread.next_if(|piece| piece.span.end <= at).is_some() {}
        let skipped = unread.peek().is_some_and(|piece| piece.span.start <= at);
        let found = if skipped || !matcher.may_start(index) { None } else { matcher.longest(index) };
        let Some(found) = found else {
            index += 1;
            continue;
        };
        let tense = tense::around(&matcher, parse, found.start, found.end);
        let Some(resolved) = context.resolve(&found, tense) else {
            index += 1;
            continue;
        };
        index = found.end;
        note(&mut context, &resolved, is_said(&found));
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

/// Whether the story tells mostly of years long before it was published: then "in March" is no recent March.
fn is_history(matcher: &Matcher<'_, '_>, published: Option<i32>) -> bool {
    let years = matcher.words.windows(2).filter(|pair| {
        let year = &pair[0];
        let near = |mark: &str| pair[1].span.of(matcher.text) == mark;
        year.digits == 4 && (1400.0..2100.0).contains(&year.number) && !near("%")
    });
    let (mut far, mut all) = (0, 0);
    for pair in years {
        all += 1;
        far += usize::from(published.is_some_and(|published| (pair[0].number as i32 - published).abs() > 2));
    }
    // News says "Monday"; a history gives the date.
    let weekdays = matcher.grammar.class("weekday");
    let today =
        (0..matcher.words.len()).filter(|&index| weekdays.is_some_and(|class| matcher.is_in(class, index)));
    let today = today.count();
    let ancient = matcher
        .words
        .iter()
        .filter(|word| matches!(word.span.of(matcher.text), "BC" | "B.C" | "BCE"))
        .count();
    ancient >= 3 || (all >= 6 && far * 4 >= all * 3 && today * 4 < all)
}
