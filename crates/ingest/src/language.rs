//! Which language a text is in. Only English is read: a story in another language is skipped, and a paragraph of one,
//! within an English story, is marked and left unread.
//!
//! A story is lost by a wrong guess, so both need letters enough and a detector that is sure.

use record::{Article, Boilerplate, BoilerplateKind, Error, Span};

use crate::piece::{Place, Reason, Skip};

/// A guess from fewer letters than these is no better than chance.
const ENOUGH: usize = 120;
/// Names of foreign people and places fill short paragraphs: only longer ones are judged by themselves.
const ENOUGH_OF_A_PARAGRAPH: usize = 200;
/// A story's language shows in its first letters.
const SAMPLE: usize = 4_000;
/// Words that stand everywhere in English and hardly anywhere else.
const ENGLISH: [&str; 18] = [
    "the", "of", "and", "to", "that", "with", "for", "from", "by", "said", "has", "was", "were", "which",
    "their", "it", "on", "at",
];
/// A text of which one word in so many is one of those is English, however many foreign names stand in it: the detector
/// counts letters, and takes a short story of names for the language of its people.
const ONE_IN: usize = 7;

/// Marks the paragraphs that are not English, or says what the story is in.
pub(crate) fn check(article: &mut Article, place: &Place) -> Result<(), Skip> {
    let paragraphs = foreign_paragraphs(&article.text);
    let story = foreign(&article.text);
    // A story that begins in another language may go on in English.
    let english = || is_english(&rest(&article.text, &paragraphs), ENOUGH);
    if let Some(name) = story.filter(|_| !english()) {
        return Err(skip(place, name));
    }
    for (span, name) in paragraphs {
        article.notes.push(format!("a paragraph in {name} was left unread"));
        article.boilerplate.push(Boilerplate { span, kind: BoilerplateKind::OtherLanguage });
    }
    article.boilerplate.sort_by_key(|piece| piece.span);
    article.notes.dedup();
    Ok(())
}

/// The language of a text that is surely not English.
pub(crate) fn foreign(text: &str) -> Option<&'static str> {
    not_english(text, ENOUGH)
}

/// The skip of a story in this language.
pub(crate) fn skip(place: &Place, name: &str) -> Skip {
    let error = Error::new(format!("the story looks like {name}; only English is read"));
    place.skip(Reason::NotEnglish, error.hint("translate it first, or leave it out"))
}

/// Lines that are surely not English, and what they are in.
fn foreign_paragraphs(text: &str) -> Vec<(Span, &'static str)> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        span
    });
    let long = lines.filter(|span| span.len() >= ENOUGH_OF_A_PARAGRAPH);
    long.filter_map(|span| Some((span, not_english(span.of(text), ENOUGH_OF_A_PARAGRAPH)?))).collect()
}

/// The text without these paragraphs.
fn rest(text: &str, paragraphs: &[(Span, &str)]) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for (span, _) in paragraphs {
        rest.push_str(&text[at..span.start as usize]);
        at = span.end as usize;
    }
    rest + &text[at..]
}

fn not_english(text: &str, enough: usize) -> Option<&'static str> {
    if has_english_words(text) {
        return None;
    }
    detected(text, enough).filter(|&found| found != whatlang::Lang::Eng).map(|found| found.eng_name())
}

fn is_english(text: &str, enough: usize) -> bool {
    text.len() >= enough && has_english_words(text) || detected(text, enough) == Some(whatlang::Lang::Eng)
}

/// Whether enough of its words are English.
fn has_english_words(text: &str) -> bool {
    let (mut words, mut english) = (0, 0);
    for word in text.split_whitespace().take(SAMPLE / 6) {
        words += 1;
        english += usize::from(ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(word)));
    }
    english * ONE_IN >= words && english > 0
}

/// The language of a text of so many letters, if the detector is sure.
fn detected(text: &str, enough: usize) -> Option<whatlang::Lang> {
    let letters = text.chars().filter(|letter| letter.is_alphabetic() || *letter == ' ');
    let sample: String = letters.take(SAMPLE).collect();
    let guess = whatlang::detect(&sample).filter(|_| sample.len() >= enough)?;
    guess.is_reliable().then(|| guess.lang())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The minister told reporters on Tuesday that the two governments had agreed to reopen the border \
        crossing, which has been closed since the floods of last autumn, and that the first lorries would be let through \
        before the end of the month.";
    const FRENCH: &str = "Le ministre a déclaré mardi à la presse que les deux gouvernements étaient convenus de rouvrir le \
        poste frontière, fermé depuis les inondations de l'automne dernier, et que les premiers camions passeraient avant \
        la fin du mois.";
    const RUSSIAN: &str = "Министр сообщил журналистам во вторник, что оба правительства договорились вновь открыть \
        пограничный переход, закрытый после прошлогоднего наводнения, и что первые грузовики пройдут до конца месяца, \
        если позволит погода.";

    /// The words that are left unread, and the notes; or the reason of the skip.
    fn check(text: &str) -> Result<(Vec<String>, Vec<String>), String> {
        let place = Place::whole(&"story.txt".into());
        let mut article = Article { text: text.into(), ..Article::default() };
        super::check(&mut article, &place).map_err(|skip| skip.to_string())?;
        let unread = article.boilerplate.iter().map(|piece| piece.span.of(text).to_owned()).collect();
        Ok((unread, article.notes))
    }

    #[test]
    fn a_story_in_another_language_is_skipped() {
        for (story, name) in [(FRENCH, "French"), (RUSSIAN, "Russian")] {
            let reason = check(story).unwrap_err();
            assert!(reason.starts_with(&format!("story.txt: the story looks like {name};")), "{reason}");
        }
        assert_eq!(check(ENGLISH), Ok((vec![], vec![])));
    }

    #[test]
    fn a_paragraph_in_another_language_is_left_unread() {
        let note = |name| format!("a paragraph in {name} was left unread");
        let found = check(&format!("{ENGLISH}\n\n{FRENCH}\n\n{ENGLISH}\n{RUSSIAN}\n")).unwrap();
        assert_eq!(
            found,
            (vec![FRENCH.to_owned(), RUSSIAN.to_owned()], vec![note("French"), note("Russian")])
        );
    }

    #[test]
    fn a_story_that_begins_in_another_language_is_read_where_it_is_english() {
        let (unread, _) = check(&format!("{FRENCH}\n{FRENCH}\n{FRENCH}\n{ENGLISH}\n")).unwrap();
        assert_eq!(unread, [FRENCH, FRENCH, FRENCH]);
    }

    #[test]
    fn a_short_story_of_foreign_names_is_english() {
        let story = "Tanawat Suwannarat of Suriname told Anak Agung Gde Putra and Dewi Lestari Kusumawardhani that the islands \
            of Kepulauan Seribu belong to Jakarta. Susilo Nugroho Adiwinata of Malang was arrested at Banyuwangi.";
        assert_eq!(check(story), Ok((vec![], vec![])));
    }

    #[test]
    fn a_foreign_phrase_or_a_list_of_names_stays_in_the_story() {
        let phrase = "\"Nous ne céderons pas à la menace,\" he told the crowd.";
        let names = "Squad: Ole Gunnarsson, Håkon Bjørnstad, Zdeněk Dvořáček, Miroslava Němcová, João Gonçalves, Íñigo \
            Etxeberria, Łukasz Wiśniewski, Agnieszka Kowalczyk, Gülşen Yıldırım, Nguyễn Thị Hạnh, Björk Sigurðardóttir, \
            Siobhán Ó Ceallaigh, Ferenc Szűcs, Čedomir Živković.";
        assert_eq!(check(&format!("{ENGLISH}\n{phrase}\n{names}\n{ENGLISH}")), Ok((vec![], vec![])));
    }
}
