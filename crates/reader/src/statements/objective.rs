//! What a cue's object, infinitive or predicate tells: "criticised the plan", "urged voters to stay", "promised
//! to leave", "called it a farce", "accused him of lying", "the truce seems to hold".

use knowledge::{Complement, Cue};
use language::{Relation, TokenId, Upos, Xpos};
use record::Span;

use super::cue::Site;
use super::extent;
use super::story::Story;
use super::verbal::Found;
use super::voice;

pub(super) fn infinitive(story: &Story, cue: &Cue, site: &Site) -> Option<Found> {
    let of_hearer = || {
        let hearer = object_of(story, site.verb).filter(|_| cue.takes(&Complement::Hearer))?;
        story.parse.children_in(hearer, &[Relation::Acl]).find(|&child| child > hearer)
    };
    let id = xcomp(story, site).or_else(of_hearer).filter(|&id| is_infinitive(story, id))?;
    let hearer = cue.takes(&Complement::Hearer).then(|| object_of(story, site.verb)).flatten();
    let content = with_not(story, site, subtree_content(story, site, id)?);
    Some(Found { content: vec![content], hearer, construction: "infinitive" })
}

/// "has | nothing further to add": the cue's other words are what is refused.
pub(super) fn own_words(story: &Story, site: &Site) -> Option<Found> {
    let (&first, &last) = (site.words.first()?, site.words.last()?);
    Found::new(extent::content(story, story.span(first, last)), "own words")
}

/// "asked | not to be named": the "not" that the tree gave to the cue.
fn with_not(story: &Story, site: &Site, content: Span) -> Span {
    let before = story.parse.tokens_in(content).start.checked_sub(1);
    let not = before.filter(|&id| id > site.verb && matches!(story.word(id), "not" | "never"));
    not.map_or(content, |id| story.token(id).span.cover(content))
}

pub(super) fn is_infinitive(story: &Story, id: TokenId) -> bool {
    voice::own_subject(story, id).is_none() && has_to(story, id)
}

/// Whether "to" marks the clause.
fn has_to(story: &Story, id: TokenId) -> bool {
    let mut marks = story.parse.children_in(id, &[Relation::Mark]);
    marks.any(|mark| story.token(mark).lemma == "to")
}

/// The infinitive or participle among the cue's children, right of it.
pub(super) fn xcomp(story: &Story, site: &Site) -> Option<TokenId> {
    let open = [Relation::Xcomp, Relation::Ccomp, Relation::Advcl, Relation::Acl];
    let mut children = site.anchors().flat_map(|anchor| story.parse.children(anchor).iter().copied());
    children.find(|&child| {
        child > site.verb
            && story.is(child, &open)
            && !site.words.contains(&child)
            && (story.is(child, &[Relation::Xcomp, Relation::Ccomp])
                || is_infinitive(story, child)
                || (story.token(child).xpos == Xpos::Vbg && story.parse.subtree(child)[0] == site.verb + 1))
    })
}

pub(super) fn gerund(story: &Story, site: &Site) -> Option<Found> {
    let id = xcomp(story, site).filter(|&id| story.token(id).xpos == Xpos::Vbg)?;
    let first = story.parse.subtree(id)[0];
    if first > 0 && story.word(first - 1) == "," {
        return None;
    }
    // "shows the king leaving": whoever leaves is a part of it.
    let object = object_of(story, site.verb).filter(|&object| object < id && !site.words.contains(&object));
    let object = object.and_then(|object| subtree_content(story, site, object));
    let content = subtree_content(story, site, id)?;
    Found::new([object.map_or(content, |object| object.cover(content))], "gerund")
}

pub(super) fn object_of(story: &Story, verb: TokenId) -> Option<TokenId> {
    let objects = [Relation::Obj, Relation::Iobj];
    story.parse.children_in(verb, &objects).find(|&object| object > verb && !voice::is_time(story, object))
}

/// The object that the content is: the verb's, or that of the cue's preposition.
pub(super) fn object_node(story: &Story, site: &Site) -> Option<TokenId> {
    site.preposition.or_else(|| {
        let mut objects = site.anchors().filter_map(|anchor| object_of(story, anchor));
        objects.find(|object| !site.words.contains(object))
    })
}

pub(super) fn object(story: &Story, site: &Site) -> Option<Found> {
    let id = object_node(story, site)?;
    let bare_pronoun = matches!(
        story.token(id).lemma.as_str(),
        "this" | "what" | "so" | "something" | "nothing" | "anything" | "one"
    );
    let alone = story.parse.children(id).iter().all(|&child| story.is(child, &[Relation::Case]));
    if bare_pronoun && alone {
        return None;
    }
    Found::new(subtree_content(story, site, id).map(|content| extent::widen(story, site, content)), "object")
}

/// "the remarks criticised by her": the noun without the clause.
pub(super) fn antecedent_span(story: &Story, head: TokenId, clause: TokenId) -> Span {
    let case =
        |child: TokenId| story.is(child, &[Relation::Case, Relation::Cc, Relation::Cop, Relation::Punct]);
    let leave_out = |child: TokenId| {
        child == clause
            || (case(child) && child < head)
            || (voice::is_verbal(story, child) && child > head)
            || story.is(child, &[Relation::Nsubj, Relation::Advmod, Relation::Mark, Relation::Parataxis])
    };
    voice::block(story, head, &story.parse.subtree_without(head, leave_out))
}

/// "accused him of lying"
pub(super) fn with_preposition(story: &Story, cue: &Cue, site: &Site) -> Option<Found> {
    let object = site.preposition.or_else(|| object_of(story, site.verb))?;
    let with = with_preposition_alone(story, cue, site)?;
    let object = subtree_content(story, site, object)?;
    Found::new([extent::widen(story, site, object.cover(with))], "object with a preposition")
}

/// "of lying"
pub(super) fn with_preposition_alone(story: &Story, cue: &Cue, site: &Site) -> Option<Span> {
    let wanted: Vec<&str> = cue.takes.iter().filter_map(preposition).collect();
    if wanted.is_empty() {
        return None;
    }
    let begins = |child: TokenId| {
        let mut marks = story.parse.children_in(child, &[Relation::Case, Relation::Mark]);
        marks.any(|mark| mark > site.verb && wanted.contains(&story.token(mark).lemma.as_str()))
    };
    let object = object_of(story, site.verb);
    let children =
        story.parse.children(site.verb).iter().chain(object.map_or(&[][..], |id| story.parse.children(id)));
    let phrase =
        children.copied().find(|&child| child > site.verb && Some(child) != object && begins(child))?;
    subtree_content(story, site, phrase)
}

/// "was accused by the women, among them his aunt, | of theft": the tree may give it to who accuses.
pub(super) fn behind_agent(story: &Story, cue: &Cue, site: &Site, agent: TokenId) -> Option<Span> {
    let wanted: Vec<&str> = cue.takes.iter().filter_map(preposition).collect();
    let end = story.sentence(site.verb).end;
    let mark = (agent + 1..end.saturating_sub(1)).find(|&id| {
        story.is(id, &[Relation::Case, Relation::Mark])
            && wanted.contains(&story.word(id))
            && story.word(id - 1) == ","
    })?;
    subtree_content(story, site, story.token(mark).head?)
}

pub(super) fn preposition(complement: &Complement) -> Option<&str> {
    match complement {
        Complement::ObjectWith(preposition) => Some(preposition),
        _ => None,
    }
}

/// "urged voters to stay"
pub(super) fn object_and_infinitive(story: &Story, site: &Site) -> Option<Found> {
    let bare = |&clause: &TokenId| !story.is(clause, &[Relation::Ccomp]) || has_to(story, clause);
    let clause = xcomp(story, site).filter(bare).or_else(|| {
        let object = object_node(story, site)?;
        story.parse.children_in(object, &[Relation::Acl]).find(|&child| is_infinitive(story, child))
    })?;
    let object = object_node(story, site).or_else(|| voice::own_subject(story, clause))?;
    if object > clause {
        return None;
    }
    let (object, clause) = (subtree_content(story, site, object)?, subtree_content(story, site, clause)?);
    Found::new([object.cover(clause)], "object and infinitive")
}

/// "called the plan a mistake"
pub(super) fn predicate(story: &Story, site: &Site) -> Option<Found> {
    let id = xcomp(story, site).or_else(|| {
        let mut objects = story.parse.children_in(site.verb, &[Relation::Obj]);
        objects.nth(1)
    });
    let object = object_of(story, site.verb)?;
    let Some(id) = id.filter(|&id| id > object) else {
        // Read as one noun phrase: “called him “a liar””.
        let content = subtree_content(story, site, object)?;
        let described = story.parse.children(object).last().is_some_and(|&child| {
            child > object
                && (matches!(story.token(child).upos, Upos::Adj) || story.token(child).xpos == Xpos::Vbn)
        });
        if described || two_phrases(story, content) {
            let content = extent::widen(story, site, content);
            return Found::new([content], "predicate");
        }
        let end = story.parse.tokens_in(content).end;
        let article =
            story.sentence(site.verb).end > end && matches!(story.word(end), "a" | "an" | "the" | "“" | "\"");
        if article && content.end < story.token(end).span.start {
            let stop = (end..story.sentence(site.verb).end)
                .find(|&id| matches!(story.word(id), "," | "." | ";" | "—"));
            let last = stop.map_or(story.token(story.sentence(site.verb).end - 1).span.end, |id| {
                story.token(id).span.start
            });
            let whole = extent::content(story, Span { start: content.start, end: last })?;
            return Found::new([whole], "predicate");
        }
        let quoted = story.quotes.iter().any(|quote| content.contains(quote.span));
        return if quoted { Found::new([content], "predicate") } else { None };
    };
    let (object, what) = (subtree_content(story, site, object)?, subtree_content(story, site, id)?);
    Found::new([extent::widen(story, site, object.cover(what))], "predicate")
}

/// "the assault an attack on us": a noun, then an article.
pub(super) fn two_phrases(story: &Story, content: Span) -> bool {
    let tokens = story.parse.tokens_in(content);
    (tokens.start + 1..tokens.end).any(|id| {
        let article = matches!(story.word(id), "a" | "an" | "the");
        article && matches!(story.token(id - 1).upos, Upos::Noun | Upos::Propn | Upos::Pron)
    })
}

/// "The truce seems to hold."
pub(super) fn raised(story: &Story, site: &Site) -> Option<Found> {
    let id = xcomp(story, site)?;
    let subject = voice::own_subject(story, site.verb)?;
    let what = subtree_content(story, site, id)?;
    if matches!(story.token(subject).lemma.as_str(), "it" | "there") {
        return Found::new([what], "raised");
    }
    Found::new([voice::phrase(story, subject), what], "raised")
}

/// The span of a child of the cue and all that hangs from it, right of the cue.
pub(super) fn subtree_content(story: &Story, site: &Site, id: TokenId) -> Option<Span> {
    let case_of_cue = |child: TokenId| site.words.contains(&child);
    let tokens = story.parse.subtree_without(id, |child| case_of_cue(child) || child == site.verb);
    let mut after: Vec<TokenId> =
        tokens.into_iter().filter(|&token| token > site.verb || id < site.verb).collect();
    // A mark that the tree gives to it from behind other words.
    while let [.., before, last] = after[..]
        && before + 1 < last
        && story.token(last).upos == Upos::Punct
    {
        after.pop();
    }
    let (&first, &last) = (after.first()?, after.last()?);
    extent::content(story, story.span(first, last))
}
