//! A noun or an adjective with its content: "his claim that …", "criticism of …", "is confident that …".
//!
//! The speaker is the possessor, the "by" phrase, or the subject of the verb that the noun is the object of;
//! an adjective's is its subject.

use knowledge::{Complement, Cue, CueClass};
use language::{Relation, TokenId, Upos};
use record::{Act, Span};

use super::cue::{self, Site};
use super::story::Story;
use super::{Draft, extent, voice};

/// Finds the statements that nouns and adjectives tell.
pub(super) fn find(story: &Story) -> Vec<Draft> {
    let words = 0..story.parse.tokens.len() as TokenId;
    words.filter_map(|word| read(story, word)).collect()
}

fn read(story: &Story, word: TokenId) -> Option<Draft> {
    let token = story.token(word);
    let class = match token.upos {
        Upos::Noun => CueClass::Noun,
        // "is concerned": the tagger may see a participle.
        Upos::Adj | Upos::Verb if has_copula(story, word) => CueClass::Adjective,
        _ => return None,
    };
    let lemma = if token.upos == Upos::Verb {
        story.word(word).to_lowercase()
    } else {
        token.lemma.to_lowercase().to_string()
    };
    story.cues.of(class, &lemma).find_map(|cue| {
        let site = cue::site(story, cue, word)?;
        let content = content(story, cue, &site)?;
        let speaker =
            if class == CueClass::Noun { speaker(story, &site, content) } else { bearer(story, word) };
        // "demand for coal", "a plan to merge": nobody's; but "claims that", "allegations of" are somebody's.
        let told = cue.act == Act::Accuse || !is_named(story, &site, content);
        if class == CueClass::Noun && speaker.is_none() && !told {
            return None;
        }
        Some(draft(story, cue, &site, content, speaker))
    })
}

/// Whether the content is a thing or a deed, not a clause that was told.
fn is_named(story: &Story, site: &Site, content: Span) -> bool {
    let first = story.parse.tokens_in(content).next();
    site.preposition.is_some() || first.is_some_and(|first| story.token(first).lemma == "to")
}

fn has_copula(story: &Story, word: TokenId) -> bool {
    let copulas = [Relation::Cop, Relation::AuxPass, Relation::Aux];
    story.parse.children_in(word, &copulas).any(|child| story.token(child).lemma == "be")
}

fn content(story: &Story, cue: &Cue, site: &Site) -> Option<Span> {
    let takes = |complement| cue.takes(&complement);
    let clausal = [
        Relation::Acl,
        Relation::AclRelcl,
        Relation::Ccomp,
        Relation::Xcomp,
        Relation::Advcl,
        Relation::Csubj,
    ];
    let begins_with = |child: TokenId, words: &[&str]| {
        let mut marks = story.parse.children_in(child, &[Relation::Mark]);
        marks.any(|mark| words.contains(&story.token(mark).lemma.as_str()))
    };
    let mut clauses = story.parse.children_in(site.verb, &clausal).filter(|&child| child > site.verb);
    let fitting = clauses.find(|&child| {
        let told = begins_with(child, &["that", "whether"]) || story.is(child, &[Relation::Ccomp]);
        (takes(Complement::Clause) && told) || (takes(Complement::To) && begins_with(child, &["to"]))
    });
    if let Some(clause) = fitting {
        return span_after(story, site, clause);
    }
    if takes(Complement::Clause)
        && let Some(clause) = clause_behind(story, site.verb).or_else(|| clause_of_verb(story, site.verb))
    {
        return span_after(story, site, clause);
    }
    if takes(Complement::Object) {
        let object = site.preposition.and_then(|object| span_after(story, site, object));
        return object.map(|content| extent::widen(story, site, content));
    }
    None
}

/// The clause that "that" right behind the noun begins, whatever the tree hangs it from.
fn clause_behind(story: &Story, noun: TokenId) -> Option<TokenId> {
    let that = noun + 1;
    let here = that < story.sentence(noun).end && story.token(that).lemma == "that";
    let clause = story.token(that.min(story.parse.tokens.len() as TokenId - 1)).head;
    clause.filter(|&clause| here && clause > that && voice::is_verbal(story, clause))
}

/// "Concerns were raised that", "gave her word on Monday that": the clause hangs from the noun's verb, which tells
/// nothing itself.
fn clause_of_verb(story: &Story, noun: TokenId) -> Option<TokenId> {
    let subject = story.is(noun, &[Relation::NsubjPass]);
    let verb = story.token(noun).head.filter(|_| subject || story.is(noun, &[Relation::Obj]))?;
    let tells = story.cues.of(CueClass::Verb, &story.token(verb).lemma).any(|cue| {
        cue.words.len() == 1 && (cue.takes(&Complement::Clause) || cue.takes(&Complement::Object))
    });
    let clauses = [Relation::Ccomp, Relation::Advcl, Relation::Csubj, Relation::CsubjPass];
    story.parse.children_in(verb, &clauses).filter(|&clause| clause > noun.max(verb) && !tells).find(
        |&clause| {
            let mut marks = story.parse.children_in(clause, &[Relation::Mark]);
            marks.any(|mark| story.token(mark).lemma == "that")
        },
    )
}

fn span_after(story: &Story, site: &Site, id: TokenId) -> Option<Span> {
    let tokens = story.parse.subtree_without(id, |child| site.words.contains(&child));
    let after: Vec<TokenId> = tokens.into_iter().filter(|&token| token > site.verb).collect();
    extent::content(story, story.span(*after.first()?, *after.last()?))
}

fn speaker(story: &Story, site: &Site, content: Span) -> Option<TokenId> {
    let noun = site.verb;
    let by = story.parse.children_in(noun, &[Relation::Nmod]).find(|&child| {
        let mut cases = story.parse.children_in(child, &[Relation::Case]);
        !content.contains(story.token(child).span)
            && cases.any(|case| matches!(story.token(case).lemma.as_str(), "by" | "from" | "of" | "among"))
    });
    // "Hillary Clinton plans to", the verb read as a noun.
    let compound = story.parse.child(noun, Relation::Compound).filter(|&child| {
        matches!(story.token(child).upos, Upos::Propn | Upos::Pron | Upos::Noun) && child + 3 > noun
    });
    voice::possessor(story, noun).or(by).or(compound).or_else(|| {
        let verb = story.token(noun).head?;
        let light = [
            "make",
            "issue",
            "give",
            "express",
            "voice",
            "raise",
            "have",
            "get",
            "reject",
            "repeat",
            "deliver",
            "reiterate",
            "send",
        ];
        light
            .contains(&story.token(verb).lemma.as_str())
            .then(|| voice::light_verb_subject(story, noun))
            .flatten()
    })
}

/// Who is confident: the adjective's subject, unless it is "it".
fn bearer(story: &Story, adjective: TokenId) -> Option<TokenId> {
    voice::subject_of(story, adjective)
        .map(|subject| subject.head)
        .filter(|&head| story.token(head).lemma != "it")
}

fn draft(story: &Story, cue: &Cue, site: &Site, content: Span, speaker: Option<TokenId>) -> Draft {
    Draft {
        act: cue.act,
        speaker: speaker.map(|head| (head, voice::phrase_of_possessor(story, head))),
        cue: site.span(story, &[content]),
        cue_head: Some(site.verb),
        addressee: None,
        content: vec![content],
        time: None,
        negated: cue::is_negated(story, site),
        speech: false,
        rule: format!("{}, noun or adjective", cue.place()),
    }
}
