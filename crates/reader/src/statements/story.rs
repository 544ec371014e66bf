//! What the statement stage looks things up in: the text, its parse, its paragraphs and quotations.

use knowledge::Cues;
use language::{Parse, Relation, Token, TokenId};
use record::{Article, Span};

use super::quotes::{self, Quotation};
use super::unclosed;
use crate::mentions::Mentions;
use crate::times::Time;

/// An article as this stage reads it.
pub(super) struct Story<'a> {
    pub(super) text: &'a str,
    pub(super) parse: &'a Parse,
    pub(super) mentions: &'a Mentions,
    pub(super) times: &'a [Time],
    pub(super) cues: &'a Cues,
    pub(super) paragraphs: Vec<Span>,
    pub(super) quotes: Vec<Quotation>,
}

impl<'a> Story<'a> {
    pub(super) fn new(
        article: &'a Article,
        parse: &'a Parse,
        mentions: &'a Mentions,
        times: &'a [Time],
        cues: &'a Cues,
    ) -> Story<'a> {
        let text = article.text.as_str();
        let paragraphs = read_paragraphs(text, parse);
        let quotes = quotes::find(text, &paragraphs);
        let mut story = Story { text, parse, mentions, times, cues, paragraphs, quotes };
        story.quotes = unclosed::close(&story);
        story
    }

    pub(super) fn token(&self, id: TokenId) -> &'a Token {
        self.parse.token(id)
    }

    pub(super) fn word(&self, id: TokenId) -> &'a str {
        self.token(id).span.of(self.text)
    }

    pub(super) fn is(&self, id: TokenId, relations: &[Relation]) -> bool {
        relations.contains(&self.token(id).relation)
    }

    /// The span from the first of these tokens to the last.
    pub(super) fn span(&self, first: TokenId, last: TokenId) -> Span {
        self.token(first).span.cover(self.token(last).span)
    }

    /// The tokens of its sentence: first, and the one after the last.
    pub(super) fn sentence(&self, id: TokenId) -> std::ops::Range<TokenId> {
        self.parse.sentences[self.parse.sentence_of(id)].tokens.clone()
    }

    /// The quotation that this place stands in, if any.
    pub(super) fn quote_at(&self, place: u32) -> Option<&Quotation> {
        let next = self.quotes.partition_point(|quote| quote.span.start <= place);
        next.checked_sub(1).map(|index| &self.quotes[index]).filter(|quote| place < quote.span.end)
    }

    /// The last quotation that ends at or before this place.
    pub(super) fn quote_before(&self, place: u32) -> Option<usize> {
        self.quotes.partition_point(|quote| quote.span.end <= place).checked_sub(1)
    }

    /// The first quotation that starts at or after this place.
    pub(super) fn quote_after(&self, place: u32) -> Option<usize> {
        let index = self.quotes.partition_point(|quote| quote.span.start < place);
        (index < self.quotes.len()).then_some(index)
    }

    /// The paragraph that this place stands in.
    pub(super) fn paragraph_at(&self, place: u32) -> Span {
        let next = self.paragraphs.partition_point(|paragraph| paragraph.start <= place);
        next.checked_sub(1).map_or(Span::new(0, self.text.len()), |index| self.paragraphs[index])
    }

    /// The words between two places.
    pub(super) fn between(&self, start: u32, end: u32) -> &'a str {
        if start < end { &self.text[start as usize..end as usize] } else { "" }
    }

    /// Whether this token is an outermost quotation's own, and the other one is not in the same quotation.
    pub(super) fn parted_by_quote(&self, one: TokenId, other: TokenId) -> bool {
        let quote_of = |id: TokenId| self.quote_at(self.token(id).span.start).map(|quote| quote.span);
        quote_of(one) != quote_of(other)
    }

    /// The span without white space, commas, dashes and full stops at its ends; marks and what they hold stay.
    pub(super) fn trim(&self, span: Span) -> Span {
        let mut span = span.trim(self.text);
        while let Some(letter) = span.of(self.text).chars().next_back() {
            if !",;:—–-.\u{a0} \n".contains(letter) || (letter == '.' && ends_in_initial(span.of(self.text)))
            {
                break;
            }
            span.end -= letter.len_utf8() as u32;
        }
        while let Some(letter) = span.of(self.text).chars().next() {
            if !",;:—–.\u{a0} \n".contains(letter) {
                break;
            }
            span.start += letter.len_utf8() as u32;
        }
        span
    }
}

/// The paragraphs that are read: boilerplate has no tokens.
fn read_paragraphs(text: &str, parse: &Parse) -> Vec<Span> {
    paragraphs(text).into_iter().filter(|&span| !parse.tokens_in(span).is_empty()).collect()
}

/// The paragraphs of a text: runs of lines, without their line breaks; a line break ends one.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        if !span.is_empty() {
            found.push(span);
        }
        start += line.len();
    }
    found
}

/// Whether the last full stop belongs to the last word: "the U.S."
fn ends_in_initial(words: &str) -> bool {
    let mut letters = words.chars().rev().skip(1);
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.')
}
