//! A verb and what hangs from it: "Solheim told reporters that …", "“…,” said the aide", "The plan, he added, …".
//!
//! For each verb of the lexicon, its cues in turn, those of most words first; the first cue that finds its
//! content makes the statement. Refuses verbs without content ("he said little", "she spoke").

use knowledge::{Complement, Cue, CueClass};
use language::{Relation, TokenId, Upos, Xpos};
use record::{Act, Span};

use super::beside::{block, quoted};
use super::clausal::{as_told, clause, inverted, is_apposed, parenthesis, relative, set_off};
use super::cue::{self, Site};
use super::objective::{
    antecedent_span, behind_agent, gerund, infinitive, object, object_and_infinitive, object_of, own_words,
    predicate, raised, subtree_content, with_preposition, with_preposition_alone, xcomp,
};
use super::story::Story;
use super::{Draft, voice};

/// Finds the statements that a verb tells.
pub(super) fn find(story: &Story) -> Vec<Draft> {
    let verbs = 0..story.parse.tokens.len() as TokenId;
    verbs.filter(|&id| is_verb(story, id)).filter_map(|verb| read(story, verb)).collect()
}

pub(super) fn is_verb(story: &Story, id: TokenId) -> bool {
    let token = story.token(id);
    let tagged = matches!(token.xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz);
    (token.upos == Upos::Verb || tagged)
        && !story.is(id, &[Relation::Amod, Relation::Compound, Relation::Case])
}

fn read(story: &Story, verb: TokenId) -> Option<Draft> {
    // "are worried", "is convinced": a state, told by the adjective.
    let word = story.word(verb).to_lowercase();
    if voice::is_passive(story, verb) && story.cues.of(CueClass::Adjective, &word).next().is_some() {
        return None;
    }
    let lemma = story.token(verb).lemma.to_lowercase();
    story.cues.of(CueClass::Verb, &lemma).find_map(|cue| {
        let site = cue::site(story, cue, verb)?;
        let passive = || if voice::is_passive(story, verb) { passive(story, cue, &site) } else { None };
        passive().or_else(|| if is_reduced(story, verb) { None } else { active(story, cue, &site) })
    })
}

/// A passive whose subject or agent must be there, or nothing is told.
fn is_reduced(story: &Story, verb: TokenId) -> bool {
    voice::is_passive(story, verb) && voice::name_beside_quote(story, verb).is_none()
}

/// What a construction found.
pub(super) struct Found {
    pub(super) content: Vec<Span>,
    pub(super) hearer: Option<TokenId>,
    pub(super) construction: &'static str,
}

/// Constructions in which words are told, not a thing named.
const SPOKEN: &[&str] = &[
    "quotation, split",
    "quotation before",
    "quotation after",
    "clause",
    "parenthesis",
    "after the content",
    "set off",
];

impl Found {
    pub(super) fn new(content: impl IntoIterator<Item = Span>, construction: &'static str) -> Option<Found> {
        let content: Vec<Span> = content.into_iter().collect();
        (!content.is_empty()).then_some(Found { content, hearer: None, construction })
    }
}

fn active(story: &Story, cue: &Cue, site: &Site) -> Option<Draft> {
    let subject = voice::subject_of(story, site.verb);
    if subject.is_none() && is_imperative(story, site.verb) || is_let(story, site.verb) {
        return None;
    }
    let takes = |complement| cue.takes(&complement);
    if takes(Complement::Words) {
        return Some(draft(
            story,
            cue,
            &site.bare(),
            own_words(story, site)?,
            subject.map(|subject| subject.head),
        ));
    }
    let speech = takes(Complement::Quote) || takes(Complement::Clause);
    let mut found = None;
    if takes(Complement::Quote) {
        found = quoted(story, cue, site, subject);
    }
    if takes(Complement::Clause) {
        found = found.or_else(|| relative(story, site, subject));
    }
    if takes(Complement::Quote) {
        found = found.or_else(|| inverted(story, site, subject)).or_else(|| block(story, site));
    }
    if found.is_none() && takes(Complement::Quote) && site.words.is_empty() && is_apposed(story, site) {
        let draft = aside(story, cue, site, subject);
        if draft.is_some() {
            return draft;
        }
    }
    if takes(Complement::Clause) {
        found = found.or_else(|| clause(story, cue, site)).or_else(|| as_told(story, site, subject));
    }
    if takes(Complement::Quote) {
        found = found.or_else(|| parenthesis(story, site, subject));
    }
    if takes(Complement::ObjectTo) && object_of(story, site.verb).is_some() && !takes(Complement::Hearer) {
        found = found.or_else(|| object_and_infinitive(story, site));
    }
    if takes(Complement::To) {
        found = found.or_else(|| infinitive(story, cue, site));
    }
    found = found.or_else(|| with_preposition(story, cue, site));
    if takes(Complement::ObjectTo) {
        found = found.or_else(|| object_and_infinitive(story, site));
    }
    if takes(Complement::Predicate) {
        found = found.or_else(|| predicate(story, site));
    }
    if takes(Complement::Ing) {
        found = found.or_else(|| gerund(story, site));
    }
    if takes(Complement::Object) {
        found = found.or_else(|| object(story, site));
    }
    if takes(Complement::Subject) && !voice::is_passive(story, site.verb) {
        found = found.or_else(|| raised(story, site));
        if matches!(found, Some(Found { construction: "raised", .. })) {
            return Some(draft(story, cue, site, found?, None));
        }
    }
    if found.is_none() && takes(Complement::Quote) && site.words.is_empty() {
        return aside(story, cue, site, subject);
    }
    let mut found = found?;
    if found.hearer.is_none() && speech {
        found.hearer = hearer(story, cue, site);
    }
    if is_silence(story, site, &found) {
        return None;
    }
    let speaker = subject.map(|subject| subject.head);
    let mut draft = draft(story, cue, site, found, speaker);
    if draft.rule.ends_with("quotation before") || draft.rule.ends_with("quotation, split") {
        speaker_beside(story, site, &mut draft);
    }
    Some(draft)
}

/// A cue set off by commas, its speaker beside it.
fn aside(story: &Story, cue: &Cue, site: &Site, subject: Option<voice::Subject>) -> Option<Draft> {
    let (found, phrase) = set_off(story, site)?;
    let mut draft = draft(story, cue, site, found, subject.map(|subject| subject.head));
    let fits = draft.speaker.is_some_and(|(_, own)| phrase.contains(own));
    if !fits {
        let head = story
            .parse
            .tokens_in(phrase)
            .rev()
            .find(|&id| matches!(story.token(id).upos, Upos::Propn | Upos::Noun | Upos::Pron));
        draft.speaker = head.map(|head| (head, phrase));
    }
    Some(draft)
}

/// The speaker between the quotation and its cue, if the tree's begins elsewhere.
fn speaker_beside(story: &Story, site: &Site, draft: &mut Draft) {
    let Some(quote) = draft.content.first().map(|span| span.end) else { return };
    let Some((head, span)) = voice::beside_quote(story, quote, site.verb) else { return };
    let fits = draft.speaker.is_some_and(|(_, own)| own.start == span.start);
    let mut gap = story.parse.tokens_in(span);
    let long = gap.len() > 1 && gap.any(|id| is_verb(story, id));
    if !fits && (!long || draft.speaker.is_none_or(|(_, own)| !span.contains(own))) {
        draft.speaker = Some((head, span));
    }
}

/// "Tell them it is over": a bare verb that nobody is the subject of.
fn is_imperative(story: &Story, verb: TokenId) -> bool {
    let token = story.token(verb);
    let marked = story.parse.children(verb).iter().any(|&child| {
        story.is(
            child,
            &[Relation::Mark, Relation::Aux, Relation::Nsubj, Relation::NsubjPass, Relation::Csubj],
        )
    });
    token.xpos == Xpos::Vb && !marked
}

/// "Let's say it costs five dollars": nobody says so.
fn is_let(story: &Story, verb: TokenId) -> bool {
    let head = story.token(verb).head.filter(|_| story.is(verb, &[Relation::Xcomp, Relation::Ccomp]));
    head.is_some_and(|head| story.token(head).lemma == "let")
}

fn passive(story: &Story, cue: &Cue, site: &Site) -> Option<Draft> {
    let takes = |complement| cue.takes(&complement);
    let subject = voice::own_subject(story, site.verb);
    let agent = voice::agent(story, site.verb);
    let patient = subject.map(|head| voice::phrase(story, head));
    let mut found = None;
    if takes(Complement::Quote) || takes(Complement::Clause) {
        let quote = takes(Complement::Quote).then(|| quoted(story, cue, site, None)).flatten();
        found = quote.or_else(|| clause(story, cue, site));
        if let Some(inner) = found {
            let reported = cue.words.len() > 1 && takes(Complement::Subject); // "is quoted as saying"
            let told = takes(Complement::Hearer) || takes(Complement::ObjectTo);
            let found = Found {
                hearer: subject.filter(|&head| told && !reported && !is_it(story, head)),
                construction: "passive",
                ..inner
            };
            let reduced =
                story.is(site.verb, &[Relation::Acl]).then(|| story.token(site.verb).head).flatten();
            let speaker = if reported { subject } else { agent.or(reduced) };
            return Some(draft(story, cue, site, found, speaker));
        }
    }
    if takes(Complement::Hearer)
        && let Some(inner) = infinitive(story, cue, site)
    {
        found = Some(Found { hearer: subject, ..inner });
    }
    let reduced = story.is(site.verb, &[Relation::Acl]).then(|| story.token(site.verb).head).flatten();
    let patient = patient.or_else(|| reduced.map(|head| antecedent_span(story, head, site.verb)));
    // "veterans invited to speak", "a tax compared with theirs": nobody says it; but "two men accused of theft".
    let known = reduced.is_none() || agent.is_some() || cue.act == Act::Accuse;
    let raised = known && (takes(Complement::ObjectTo) || takes(Complement::Subject));
    if found.is_none() && (raised || takes(Complement::PassiveTo)) {
        let what = xcomp(story, site).and_then(|id| subtree_content(story, site, id));
        if let (Some(patient), Some(what)) = (patient, what) {
            found = Found::new([patient, what], "passive, infinitive");
        }
    }
    if found.is_none() && takes(Complement::Predicate) && known {
        let what = xcomp(story, site).and_then(|id| subtree_content(story, site, id));
        if let (Some(patient), Some(what)) = (patient, what) {
            found = Found::new([patient, what], "passive, predicate");
        }
    }
    if found.is_none() {
        let with = with_preposition_alone(story, cue, site).filter(|_| known);
        let with = with.or_else(|| behind_agent(story, cue, site, agent?));
        if let (Some(patient), Some(with)) = (patient, with) {
            found = Found::new([patient, with], "passive, with a preposition");
        }
    }
    if found.is_none() && takes(Complement::Object) && site.preposition.is_some() {
        found = object(story, site); // "was asked about"
        if let Some(found) = &mut found {
            found.hearer = subject;
        }
    }
    if found.is_none() && agent.is_some() && cue.takes.iter().any(is_objective) {
        found = Found::new(patient, "passive");
    }
    Some(draft(story, cue, site, found?, agent))
}

/// "It is believed that": a word that stands for nothing.
fn is_it(story: &Story, id: TokenId) -> bool {
    story.token(id).lemma.eq_ignore_ascii_case("it")
}

fn is_objective(complement: &Complement) -> bool {
    matches!(complement, Complement::Object | Complement::ObjectWith(_))
}

/// Who is spoken to.
fn hearer(story: &Story, cue: &Cue, site: &Site) -> Option<TokenId> {
    if cue.takes(&Complement::Hearer) {
        return object_of(story, site.verb);
    }
    let obliques = [Relation::Obl];
    story.parse.children_in(site.verb, &obliques).find(|&child| {
        let mut cases = story.parse.children_in(child, &[Relation::Case]);
        cases.any(|case| story.token(case).lemma == "to") && story.token(child).upos != Upos::Num
    })
}

/// "reporters", not "reporters that the talks had failed"; "placards", not "placards asking".
fn phrase_before(story: &Story, site: &Site, head: TokenId, content: &[Span]) -> Span {
    let words = voice::phrase(story, head);
    let verb = story.token(site.verb).span;
    if head < site.verb && words.contains(verb) {
        return Span { start: words.start, end: verb.start }.trim(story.text);
    }
    let told = content.iter().map(|span| span.start).find(|&start| start > words.start && start < words.end);
    told.map_or(words, |end| Span { start: words.start, end }.trim(story.text))
}

/// "did not respond to a request": nothing was said.
fn is_silence(story: &Story, site: &Site, found: &Found) -> bool {
    const ANSWERS: &[&str] = &["respond", "reply", "answer", "comment", "talk", "speak"];
    let will = story.parse.children_in(site.verb, &[Relation::Aux]).any(|id| is_will(story, id));
    found.construction == "object"
        && !will
        && ANSWERS.contains(&story.token(site.verb).lemma.as_str())
        && cue::is_negated(story, site)
}

fn is_will(story: &Story, id: TokenId) -> bool {
    matches!(story.token(id).lemma.as_str(), "will" | "would")
}

/// "would not say whether": a refusal.
fn is_refusal(story: &Story, cue: &Cue, site: &Site, negated: bool) -> bool {
    let joined = story.token(site.verb).head.filter(|_| story.is(site.verb, &[Relation::Conj]));
    let mut helped = std::iter::once(site.verb).chain(joined);
    let refused =
        helped.any(|verb| story.parse.children_in(verb, &[Relation::Aux]).any(|id| is_will(story, id)));
    negated && refused && matches!(cue.act, Act::Say | Act::Confirm | Act::Deny)
}

fn draft(story: &Story, cue: &Cue, site: &Site, found: Found, speaker: Option<TokenId>) -> Draft {
    let negated = cue::is_negated(story, site);
    let refusal = is_refusal(story, cue, site, negated);
    let speaker = speaker.map(|head| voice::past_circumstance(story, head));
    Draft {
        act: if refusal { Act::Decline } else { cue.act },
        speaker: speaker.map(|head| (head, phrase_before(story, site, head, &found.content))),
        cue: site.span(story, &found.content),
        cue_head: Some(site.verb),
        addressee: found.hearer.map(|head| (head, phrase_before(story, site, head, &found.content))),
        content: found.content,
        time: cue::time_of(story, site),
        negated: negated && !refusal,
        speech: cue.takes(&Complement::Quote) && SPOKEN.contains(&found.construction),
        rule: format!("{}, {}", cue.place(), found.construction),
    }
}
