//! Who belongs to a collective actor, where the story names them. Takes plural nominals and all clusters, gives
//! those of the nominals their members.
//!
//! "Norway and Chad … both countries": Norway, Chad. "Five states, including Chad": Chad. Nobody is counted in whom the
//! words do not number: after three leaders "the two leaders" are left open.

use language::{Relation, TokenId};

use super::coreference::{Cluster, Clusters};
use super::identity::{Key, Kind};
use super::noun_phrases::Phrase;
use super::resolve::{Definite, Portrait, Story};
use crate::numbers;

/// How many sentences before its own "both sides" looks back.
const REACH: usize = 3;

/// Gives the clusters of plural nominals their members. A country that was only supposed of a collective does not hold
/// for members of several.
pub(super) fn gather(collectives: &[(&Phrase, usize, Portrait)], clusters: &mut Clusters, story: &Story) {
    for (phrase, cluster, portrait) in collectives {
        let cluster = clusters.resolve(*cluster);
        let members = members(phrase, portrait, clusters, story);
        if members.is_empty() || members.contains(&cluster) || !clusters.all[cluster].members.is_empty() {
            continue;
        }
        let countries: Vec<_> = members.iter().map(|&member| clusters.all[member].who.country).collect();
        clusters.all[cluster].has_members(members, &countries);
    }
}

/// The members of a plural nominal that are named, in the order of the text.
fn members(phrase: &Phrase, portrait: &Portrait, clusters: &Clusters, story: &Story) -> Vec<usize> {
    if !portrait.plural || portrait.name.is_some() {
        return Vec::new();
    }
    let listed = listed(phrase, clusters, story);
    match count(phrase, story).filter(|_| portrait.definite == Definite::Yes && listed.is_empty()) {
        Some(count) => counted(count, phrase, portrait, clusters, story),
        None => listed,
    }
}

/// "Five states, including Norway and Chad".
fn listed(phrase: &Phrase, clusters: &Clusters, story: &Story) -> Vec<usize> {
    let parse = story.parse;
    let includes = |child: &TokenId| {
        parse
            .child(*child, Relation::Case)
            .is_some_and(|case| matches!(&*story.lower(case), "including" | "such"))
    };
    let first = parse.children_in(phrase.head, &[Relation::Nmod]).find(includes);
    let rest = first.into_iter().flat_map(|first| parse.children_in(first, &[Relation::Conj]));
    let named = |token| clusters.at(token).filter(|&cluster| clusters.all[cluster].is_named());
    first.into_iter().chain(rest).filter_map(named).collect()
}

/// How many there are: 2 for "both", "the two".
fn count(phrase: &Phrase, story: &Story) -> Option<usize> {
    let mut words = phrase.tokens.clone().filter(|&token| token != phrase.head).take(3);
    words.find_map(|token| match &*story.lower(token) {
        "both" => Some(2),
        word => numbers::value(word).map(|value| value as usize).filter(|count| (2..=9).contains(count)),
    })
}

/// The last so many whom the noun fits: of the nearest sentences that name just as many.
fn counted(
    count: usize,
    phrase: &Phrase,
    portrait: &Portrait,
    clusters: &Clusters,
    story: &Story,
) -> Vec<usize> {
    let Some(core) = portrait.core else { return Vec::new() };
    let noun = story.parse.token(core).lemma.to_lowercase();
    let own = story.parse.sentence_of(phrase.head);
    let mut found: Vec<usize> = Vec::new();
    for sentence in (own.saturating_sub(REACH)..=own).rev() {
        for seen in
            clusters.seen.iter().rev().filter(|seen| seen.sentence == sentence && seen.head < phrase.head)
        {
            let cluster = clusters.resolve(seen.cluster);
            let one = &clusters.all[cluster];
            let side = |other: &usize| is_same_side(one, &clusters.all[*other]);
            if one.is_named()
                && is_one_of(&noun, one, portrait, story)
                && !found.iter().any(|other| *other == cluster || side(other))
            {
                found.push(cluster);
            }
        }
        if found.len() >= count {
            break;
        }
    }
    found.reverse();
    if found.len() == count { found } else { Vec::new() }
}

/// Moscow, the Kremlin and Russia are one side.
fn is_same_side(one: &Cluster, other: &Cluster) -> bool {
    let state =
        |one: &Cluster| one.who.kind == Kind::Country || matches!(one.who.key, Some(Key::Government(_)));
    state(one) && state(other) && one.who.country == other.who.country
}

/// Whether one of such a noun can be this actor.
fn is_one_of(noun: &str, one: &Cluster, portrait: &Portrait, story: &Story) -> bool {
    let class = |class: &str| story.in_class(class, noun);
    let state = one.who.kind == Kind::Country || matches!(one.who.key, Some(Key::Government(_)));
    let person = one.who.kind == Kind::Person;
    let sector = |wanted: &[&str]| one.who.sectors.iter().any(|sector| wanted.contains(&sector.as_str()));
    match () {
        () if class("state_word") => state,
        () if class("party_word") => state || (one.who.kind == Kind::Institution && !sector(&["JRN"])),
        () if noun == "leader" => person && sector(&["GOV", "PTY", "REB", "OPP"]),
        () if class("person_word") => person,
        () if class("body_word") => one.who.kind == Kind::Institution && !state,
        () => person && portrait.role.is_some_and(|role| one.has_role(&role.noun)),
    }
}
