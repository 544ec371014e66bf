//! Whether an office can be that of a phrase that names another body: "the Green Party's nominee" is not the one whom
//! the Democrats nominated, and "the Acme president" is nobody's head of state.

use std::ops::Range;

use knowledge::{Code, Meaning, Organisation};
use language::TokenId;

use super::names::Name;
use super::noun_phrases::Phrase;
use super::resolve::Story;

/// An office that somebody holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'a> {
    pub(super) country: Code,
    /// "head-of-state"
    pub(super) office: &'a str,
    /// "president"
    pub(super) title: &'a str,
}

/// Offices that somebody holds for one party.
const OF_A_PARTY: &[&str] = &["candidate", "party-leader", "opposition-leader"];

/// Whether the names in a phrase, but for its own, let the phrase mean who holds an office.
pub(super) fn allow(held: Held, phrase: &Phrase, own: Option<&Range<TokenId>>, story: &Story) -> bool {
    let mut others = story.names.within(&phrase.tokens).iter().filter(|name| own != Some(&name.tokens));
    others.all(|name| allows(held, name, story))
}

fn allows(held: Held, name: &Name, story: &Story) -> bool {
    let in_title = |token: TokenId| {
        let word = story.lower(token);
        matches!(&*word, "the" | "party" | "of") || is_word_of(&word, held.title)
    };
    let may_be = |meaning: &Meaning| match meaning {
        Meaning::Organisation(body) => is_of(body, held),
        _ => true,
    };
    name.tokens.clone().all(in_title) || story.place(name).is_some() || name.meanings.iter().any(may_be)
}

/// "Republican Senator Marsh", "State Department spokeswoman": the office and the body belong to one country.
fn is_of(body: &Organisation, held: Held) -> bool {
    match body.kind.as_str() {
        "party" => body.country == held.country && !OF_A_PARTY.contains(&held.office),
        "company" | "media" | "ngo" | "university" | "union" | "criminal" | "religious" | "movement" => false,
        _ => body.country == held.country,
    }
}

/// Whether a modifier is a word of a role or title: "foreign" of "foreign minister".
pub(super) fn is_word_of(modifier: &str, title: &str) -> bool {
    title.split([' ', '-']).any(|word| word.eq_ignore_ascii_case(modifier))
}
