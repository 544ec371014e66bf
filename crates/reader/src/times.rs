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
mod history;
mod holidays;
mod lengths;
mod matcher;
mod moment;
mod numbers;
mod ranges;
mod reading;
mod resolve;
mod tense;
mod words;

use jiff::civil::Date;
use language::Parse;
use record::{Article, Boilerplate, BoilerplateKind, Span, TimeType};

use grammar::Grammar;
use history::is_history;
use matcher::Matcher;
use reading::Reading;

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
    /// The line of `lexicon/times.toml` that found it.
    pub line: u32,
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

/// Reads every word that is no boilerplate.
fn find_in(
    matcher: &Matcher<'_, '_>,
    published: Option<Date>,
    boilerplate: &[Boilerplate],
    parse: &Parse,
) -> Vec<Time> {
    let mut reading = Reading::new(matcher, published, parse);
    let mut unread = boilerplate.iter().filter(|piece| piece.kind != BoilerplateKind::Caption).peekable();
    let mut index = 0;
    while let Some(word) = matcher.words.get(index) {
        while unread.next_if(|piece| piece.span.end <= word.span.start).is_some() {}
        let skipped = unread.peek().is_some_and(|piece| piece.span.start <= word.span.start);
        index = if skipped { index + 1 } else { reading.read(index) };
    }
    reading.times
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
        check("He hoped to visit Bergen in [the summer]. = 2018-SU");
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
    fn odd_text_gives_times_in_order_or_none() {
        let odd = [
            "",
            "\0",
            "5",
            "'",
            "- - -",
            "on on on",
            "the the 1990s'",
            "99 May 99 May 99",
            "31 February 2018",
            "\u{202e}4 April 2018\u{202c}",
            "half half half",
            "\u{0130}\u{0130} 2018",
            "1 1 1 1 1 1 1 1 1 1",
            "24:99 99:24 1/2/3/4/5",
            "two two two hundred hundred thousand years",
            "years ago ago before after",
            "9999-99-99 0000-00-00",
            "the end of the end of the end of the end of the year",
            "4 April 99999",
        ];
        for text in odd {
            let mut end = 0;
            for time in read(text, Some("2018-04-04"), false) {
                assert!(time.span.start >= end && !time.span.of(text).is_empty(), "{text}: {time:?}");
                end = time.span.end;
            }
        }
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
