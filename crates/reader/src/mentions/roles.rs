//! Role nouns in the story. Takes tokens, gives the longest role that they are: "foreign minister" before a name,
//! "secretary of state", "police" in "police spokesman".

use std::ops::Range;

use knowledge::Role;
use language::{EntityKind, TokenId};

use super::names::Name;
use super::resolve::Story;

/// A role noun in the story.
pub(super) struct Found<'k> {
    pub(super) role: &'k Role,
    pub(super) tokens: Range<TokenId>,
}

/// A role has no more words than this.
const LONGEST_ROLE: TokenId = 5;

/// The longest role that ends right before a token and does not begin before another.
pub(super) fn role_ending<'k>(end: TokenId, floor: TokenId, story: &Story<'_, 'k>) -> Option<Found<'k>> {
    // "President-elect Solheim", "spokesman, Ingrid Solheim": nothing may stand between.
    let longest = LONGEST_ROLE.min(end.saturating_sub(floor));
    (1..=longest).rev().find_map(|length| {
        let tokens = end - length..end;
        role_of(&tokens, story).map(|role| Found { role, tokens })
    })
}

/// The longest role that a token ends, or that begins with it: "foreign minister", "secretary of state".
pub(super) fn role_at<'k>(token: TokenId, floor: TokenId, story: &Story<'_, 'k>) -> Option<Found<'k>> {
    let sentence = &story.parse.sentences[story.parse.sentence_of(token)].tokens;
    let of = (token + 1 < sentence.end && story.form(token + 1) == "of").then_some(()).and_then(|()| {
        (2..=LONGEST_ROLE.min(sentence.end - token - 1)).rev().find_map(|length| {
            let tokens = token..token + 1 + length;
            let tokens = tokens.start..tokens.end.min(sentence.end);
            role_of(&tokens, story).map(|role| Found { role, tokens })
        })
    });
    of.or_else(|| role_ending(token + 1, floor, story))
}

/// The role that exactly these tokens are.
fn role_of<'k>(tokens: &Range<TokenId>, story: &Story<'_, 'k>) -> Option<&'k Role> {
    let mut phrase = String::new();
    for token in tokens.clone() {
        let form = story.form(token);
        match form {
            "-" => continue,
            "," | "." | "'s" | "’s" => return None,
            _ => {}
        }
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.extend(
            form.chars().flat_map(char::to_lowercase).map(|char| if char == '-' { ' ' } else { char }),
        );
    }
    let role = story.knowledge.role(&phrase);
    if role.is_some() || tokens.len() > 1 {
        return role.or_else(|| story.knowledge.role(&phrase.replace(' ', "-")));
    }
    story.knowledge.role(&story.parse.token(tokens.start).lemma.to_lowercase())
}

/// "Foreign Ministry", "Supreme Court": a name that ends in a role.
pub(super) fn role_within_name<'k>(name: &Name, story: &Story<'_, 'k>) -> Option<Found<'k>> {
    if name.entity == Some(EntityKind::Person) {
        return None;
    }
    role_ending(name.tokens.end, name.tokens.start, story)
}
