//! Time expressions. Takes the article and its parse, gives [`Time`]s with TIMEX3 values.
//!
//! "on Monday" in a story published 2018-04-04 (a Wednesday), with a verb in the past, is 2018-04-02.
//! Never falls back silently on the day of publication: what the text leaves open stays open.
//!
//! The grammar is data (`lexicon/times.toml`); the words of the text are matched against it, longest match
//! first, and what a match leaves out (the year of "October 12") is taken from the day of publication in
//! news, from the times told before in a history. The parse, where there is one, tells the tense.

mod dates;
mod fields;
mod grammar;
mod holidays;
mod lengths;
mod matcher;
mod moment;
mod numbers;
mod ranges;
mod resolve;
mod tense;
mod words;

use jiff::civil::Date;
use language::Parse;
use record::{Article, Boilerplate, BoilerplateKind, Span, TimeType};

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
///
/// What of the text is `boilerplate` stays unread, captions apart.
pub(crate) fn find(article: &Article, boilerplate: &[Boilerplate], parse: &Parse) -> Vec<Time> {
    let grammar = Grammar::embedded();
    let words = words::scan(&article.text, |word| grammar.vocabulary.get(word));
    let mut matcher = Matcher { grammar, text: &article.text, words: &words, history: false };
    matcher.history = is_history(&matcher, article.published.map(|date| i32::from(date.year())));
    find_in(&matcher, article.published, boilerplate, parse)
}

fn find_in(
    matcher: &Matcher<'_, '_>,
    published: Option<Date>,
    boilerplate: &[Boilerplate],
    parse: &Parse,
) -> Vec<Time> {
    let Matcher { words, history, .. } = *matcher;
    let mut context = Context { published, history, then: None, quarter: None, ahead: None, since: None };
    let mut last: Option<(usize, Moment)> = None;
    let mut times: Vec<Time> = Vec::new();
    let mut unread = boilerplate.iter().filter(|piece| piece.kind != BoilerplateKind::Caption).peekable();
    let mut index = 0;
    while index < words.len() {
        let at = words[index].span.start;
        while unread.next_if(|piece| piece.span.end <= at).is_some() {}
        let skipped = unread.peek().is_some_and(|piece| piece.span.start <= at);
        let found = if skipped || !matcher.may_start(index) { None } else { matcher.longest(index) };
        let Some(found) = found else {
            let lead = if skipped { None } else { ranges::lead(matcher, index) };
            if let Some((day, to, date)) = lead
                && let Some(full) = matcher.longest(date)
                && let Some(resolved) = resolve(matcher, parse, &mut context, &full)
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
        context.since = last
            .as_ref()
            .filter(|(end, moment)| ranges::ends_range(matcher, *end, index) && moment.unit() <= Unit::Day)
            .and_then(|(_, moment)| moment.first_day());
        let Some(resolved) = resolve(matcher, parse, &mut context, &found) else {
            index += 1;
            continue;
        };
        index = found.end;
        last = resolved.moment.clone().map(|moment| (index, moment));
        let glance = history && (looks_back(&found) || is_aside(matcher, &context, &resolved, index));
        if !glance {
            note(&mut context, &resolved, is_said(&found));
        }
        let span = words[found.start].span.cover(words[found.end - 1].span);
        times.push(Time { span, kind: resolved.kind, value: resolved.value });
        if let Some(moment) = resolved.moment {
            for (from, to, moment) in ranges::rest(matcher, &moment, index) {
                let span = words[from].span.cover(words[to - 1].span);
                let rest = Resolved { kind: resolved.kind, value: moment.value(), moment: Some(moment) };
                times.push(Time { span, kind: rest.kind, value: rest.value });
                index = to;
            }
        }
    }
    times
}

fn resolve(
    matcher: &Matcher<'_, '_>,
    parse: &Parse,
    context: &mut Context,
    found: &Match<'_>,
) -> Option<Resolved> {
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
    let next = matcher.words[index..]
        .iter()
        .find(|word| word.digits == 4 && (1000.0..2100.0).contains(&word.number));
    let stays = next.is_some_and(|next| (next.number as i32 - now).abs() <= FAR);
    (told - now).abs() > FAR && !stays
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
    let is = |class: &str, index: usize| {
        matcher.grammar.class(class).is_some_and(|class| matcher.is_in(class, index))
    };
    let day = |index: usize| words.get(index).is_some_and(|word| matches!(word.digits, 1 | 2));
    let of_month =
        |index: &usize| is("month", *index) && (day(index + 1) || index.checked_sub(1).is_some_and(day));
    let dated = years.len() + (0..words.len()).filter(of_month).count();
    let today = (0..words.len()).filter(|&index| is("day-word", index)).count();
    let far = years.iter().filter(|&&year| published.is_some_and(|now| (now - year).abs() > 2)).count();
    let (first, last) = (years.iter().min().unwrap_or(&0), years.iter().max().unwrap_or(&0));
    let old = far * 4 >= years.len() * 3 && dated >= 12;
    let recent = years.iter().filter(|&&year| published == Some(year)).count();
    let long = last - first >= 5 && dated >= 40 && recent * 3 < years.len();
    let ancient = (0..words.len()).filter(|&index| is("era", index)).count() >= 3;
    ancient || ((old || long) && today * 6 < dated)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, published: Option<&str>, history: bool) -> Vec<Time> {
        let published = published.map(|date| date.parse().unwrap());
        let grammar = Grammar::embedded();
        let words = words::scan(text, |word| grammar.vocabulary.get(word));
        let matcher = Matcher { grammar, text, words: &words, history };
        find_in(&matcher, published, &[], &Parse::default())
    }

    /// An example is a sentence with its times in brackets, " = " and their values.
    fn try_example(example: &str, published: Option<&str>, history: bool) -> Result<(), String> {
        let (marked, values) = example.rsplit_once(" = ").ok_or(format!("no \" = \" in {example}"))?;
        let text = marked.replace(['[', ']'], "");
        let times = read(&text, published, history);
        let mut found = text.clone();
        for time in times.iter().rev() {
            found.insert(time.span.end as usize, ']');
            found.insert(time.span.start as usize, '[');
        }
        let found_values: Vec<&str> = times.iter().map(|time| time.value.as_str()).collect();
        let found_values = found_values.join(" ");
        if found == marked && found_values == values {
            return Ok(());
        }
        Err(format!("expected {marked} = {values}\n   found {found} = {found_values}"))
    }

    fn check(example: &str) {
        try_example(example, Some("2018-04-04"), false).unwrap_or_else(|wrong| panic!("{wrong}"));
    }

    fn check_undated(example: &str) {
        try_example(example, None, false).unwrap_or_else(|wrong| panic!("{wrong}"));
    }

    fn check_history(example: &str) {
        try_example(example, Some("2018-04-04"), true).unwrap_or_else(|wrong| panic!("{wrong}"));
    }

    #[test]
    fn every_pattern_finds_its_examples_and_nothing_else() {
        let grammar = knowledge::TimeGrammar::embedded();
        let published = Some("2018-04-04");
        let mut wrong = Vec::new();
        for pattern in &grammar.patterns {
            let examples = pattern
                .examples
                .iter()
                .map(|example| try_example(example, published, pattern.around.history));
            let not = pattern.not.iter().map(|text| {
                match read(text, published, pattern.around.history).as_slice() {
                    [] => Ok(()),
                    found => Err(format!("expected nothing in {text}\n   found {found:?}")),
                }
            });
            let place = format!("times.toml:{}", pattern.line);
            wrong
                .extend(examples.chain(not).filter_map(Result::err).map(|wrong| format!("{place}: {wrong}")));
        }
        assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn ranges_are_two_times() {
        check("It rains from [tomorrow] until [Friday]. = 2018-04-05 2018-04-06");
        check("It will rain from [Friday] to [Monday]. = 2018-04-06 2018-04-09");
        check("The fair runs from [March 26] to [29]. = 2018-03-26 2018-03-29");
        check("He ruled [2014]-[2016]. = 2014 2016");
        check("He ruled [1994]-[97]. = 1994 1997");
        check("Rain fell on [28] and [29 March]. = 2018-03-28 2018-03-29");
        check("It rained between [March] and [June 2011]. = 2011-03 2011-06");
        check("On [April 24] and 24 people watching. = 2018-04-24");
    }

    #[test]
    fn a_dateline_has_its_date() {
        check("RABAT, [2 April] - The minister rang. = 2018-04-02");
        check("RABAT, [April 2] (Agency) -- The minister rang [Monday]. = 2018-04-02 2018-04-02");
    }

    #[test]
    fn without_a_day_of_publication_what_is_open_stays_open() {
        check_undated("They met on [March 20]. = XXXX-03-20");
        check_undated("They met on [Monday]. = XXXX-WXX-1");
        check_undated("They met [last week]. = XXXX-WXX");
        check_undated("They met [yesterday]. = XXXX-XX-XX");
        check_undated("They met [last year] and in [March]. = XXXX XXXX-03");
        check_undated("They met on [4 May 2017] and again on [6 May]. = 2017-05-04 2017-05-06");
        check_undated("They met at [8:30 p.m.] by the gate. = XXXX-XX-XXT20:30");
    }

    #[test]
    fn tense_decides_between_last_and_next() {
        check("They voted on [Friday]. = 2018-03-30");
        check("They will vote on [Friday]. = 2018-04-06");
        check("The vote is expected [Friday]. = 2018-04-06");
        check("She rang him on [Monday] and invited him to Oslo in [May]. = 2018-04-02 2018-05");
        check("They agreed in [May] to meet. = 2017-05");
    }

    #[test]
    fn the_parse_tells_the_tense_where_the_nearest_verb_misleads() {
        let conllu = "\
            1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n\
            2\tcourt\tcourt\tNOUN\tNN\t_\t9\tnsubj\t_\t_\n\
            3\twill\twill\tAUX\tMD\t_\t9\taux\t_\t_\n\
            4\tdespite\tdespite\tSCONJ\tIN\t_\t7\tcase\t_\t_\n\
            5\twhat\twhat\tPRON\tWP\t_\t7\tnsubj:pass\t_\t_\n\
            6\twas\tbe\tAUX\tVBD\t_\t7\taux:pass\t_\t_\n\
            7\trumoured\trumour\tVERB\tVBN\t_\t9\tadvcl\t_\t_\n\
            8\tindeed\tindeed\tADV\tRB\t_\t9\tadvmod\t_\t_\n\
            9\tsit\tsit\tVERB\tVB\t_\t0\troot\t_\t_\n\
            10\ton\ton\tADP\tIN\t_\t11\tcase\t_\t_\n\
            11\tFriday\tFriday\tPROPN\tNNP\t_\t9\tobl\t_\t_\n\n";
        let (text, parse) = language::from_conllu(conllu).unwrap();
        let published = Some("2018-04-04".parse().unwrap());
        let article = Article { text, published, ..Article::default() };
        let value = |parse| find(&article, &[], parse)[0].value.clone();
        assert_eq!(value(&parse), "2018-04-06");
        assert_eq!(value(&Parse::default()), "2018-03-30");
    }

    #[test]
    fn a_history_is_told_in_order() {
        check_history("In [October 1912] war came. On [5 November] the town fell. = 1912-10 1912-11-05");
        check_history("In [November 1912] they fled. In [January] they came back. = 1912-11 1913-01");
        check_history(
            "By [March 1912] he led. [The previous year] he had fled. In [May] he won. = 1912-03 1911 1912-05",
        );
        check_history("In [1912] it fell; a film of [2007] tells of it. It was [June]. = 1912 2007 1912-06");
    }

    #[test]
    fn boilerplate_is_left_unread_but_for_captions() {
        let text = "Updated Monday. A crowd on Tuesday.".to_string();
        let piece = |start, end, kind| record::Boilerplate { span: Span::new(start, end), kind };
        let boilerplate =
            vec![piece(0, 15, BoilerplateKind::Banner), piece(16, 35, BoilerplateKind::Caption)];
        let published = Some("2018-04-04".parse().unwrap());
        let article = Article { text, published, ..Article::default() };
        let times = find(&article, &boilerplate, &Parse::default());
        let values: Vec<&str> = times.iter().map(|time| time.value.as_str()).collect();
        assert_eq!(values, ["2018-04-03"]);
    }
}
