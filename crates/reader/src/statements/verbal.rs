//! A verb and what hangs from it: "Solheim told reporters that …", "“…,” said the aide", "The plan, he added, …".
//!
//! For each verb of the lexicon, its cues in turn, those of most words first; the first cue that finds its
//! content makes the statement. Refuses verbs without content ("he said little", "she spoke").

use knowledge::{Complement, Cue, CueClass};
use language::{Relation, TokenId, Upos, Xpos};
use record::Span;

use super::cue::{self, Site};
use super::story::Story;
use super::voice::{self, Subject};
use super::{Draft, extent};

/// Finds the statements that a verb tells.
pub(super) fn find(story: &Story) -> Vec<Draft> {
    let verbs = 0..story.parse.tokens.len() as TokenId;
    verbs.filter(|&id| is_verb(story, id)).filter_map(|verb| read(story, verb)).collect()
}

fn is_verb(story: &Story, id: TokenId) -> bool {
    let token = story.token(id);
    let tagged = matches!(token.xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz);
    (token.upos == Upos::Verb || tagged)
        && !story.is(id, &[Relation::Amod, Relation::Compound, Relation::Case])
}

fn read(story: &Story, verb: TokenId) -> Option<Draft> {
    let lemma = story.token(verb).lemma.to_lowercase();
    story.cues.of(CueClass::Verb, &lemma).find_map(|cue| {
        let site = cue::site(story, cue, verb)?;
        if voice::is_passive(story, verb) { passive(story, cue, &site) } else { active(story, cue, &site) }
    })
}

/// What a construction found.
struct Found {
    content: Vec<Span>,
    hearer: Option<TokenId>,
    construction: &'static str,
}

/// Constructions in which words are told, not a thing named.
const SPOKEN: &[&str] = &[
    "quotation, split",
    "quotation before",
    "quotation after",
    "clause",
    "parenthesis",
    "after the content",
];

impl Found {
    fn new(content: impl IntoIterator<Item = Span>, construction: &'static str) -> Option<Found> {
        let content: Vec<Span> = content.into_iter().collect();
        (!content.is_empty()).then_some(Found { content, hearer: None, construction })
    }
}

fn active(story: &Story, cue: &Cue, site: &Site) -> Option<Draft> {
    let subject = voice::subject_of(story, site.verb);
    if subject.is_none() && is_imperative(story, site.verb) {
        return None;
    }
    let takes = |complement| cue.takes(&complement);
    let speech = takes(Complement::Quote) || takes(Complement::Clause);
    let mut found = None;
    if takes(Complement::Quote) {
        found = quoted(story, site, subject);
    }
    if takes(Complement::Clause) {
        found = found.or_else(|| relative(story, site, subject));
    }
    if takes(Complement::Quote) {
        found = found.or_else(|| inverted(story, site, subject));
    }
    if takes(Complement::Clause) {
        found = found.or_else(|| clause(story, cue, site));
    }
    if takes(Complement::Quote) {
        found = found.or_else(|| parenthesis(story, site, subject));
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
    let mut found = found?;
    if found.hearer.is_none() && speech {
        found.hearer = hearer(story, cue, site);
    }
    let speaker = subject.map(|subject| subject.head);
    let mut draft = draft(story, cue, site, found, speaker);
    if draft.rule.ends_with("quotation before") || draft.rule.ends_with("quotation, split") {
        speaker_beside(story, site, &mut draft);
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

fn passive(story: &Story, cue: &Cue, site: &Site) -> Option<Draft> {
    let takes = |complement| cue.takes(&complement);
    let subject = voice::own_subject(story, site.verb);
    let agent = voice::agent(story, site.verb);
    let patient = subject.map(|head| voice::phrase(story, head));
    let mut found = None;
    if takes(Complement::Quote) || takes(Complement::Clause) {
        let quote = takes(Complement::Quote).then(|| quoted(story, site, None)).flatten();
        found = quote.or_else(|| clause(story, cue, site));
        if let Some(inner) = found {
            let reported = cue.words.len() > 1 && takes(Complement::Subject); // "is quoted as saying"
            let told = takes(Complement::Hearer) || takes(Complement::ObjectTo);
            let found =
                Found { hearer: subject.filter(|_| told && !reported), construction: "passive", ..inner };
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
    if found.is_none() && (takes(Complement::ObjectTo) || takes(Complement::Subject)) {
        let what = xcomp(story, site).and_then(|id| subtree_content(story, site, id));
        if let (Some(patient), Some(what)) = (patient, what) {
            found = Found::new([patient, what], "passive, infinitive");
        }
    }
    if found.is_none() && takes(Complement::Predicate) {
        let what = xcomp(story, site).and_then(|id| subtree_content(story, site, id));
        if let (Some(patient), Some(what)) = (patient, what) {
            found = Found::new([patient, what], "passive, predicate");
        }
    }
    if found.is_none() {
        let with = with_preposition_alone(story, cue, site);
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

fn is_objective(complement: &Complement) -> bool {
    matches!(
        complement,
        Complement::Object | Complement::ObjectWith(_) | Complement::ObjectTo | Complement::Predicate
    )
}

/// Words between quotation marks right before or right after the cue's own clause.
fn quoted(story: &Story, site: &Site, subject: Option<Subject>) -> Option<Found> {
    let clause = site.clause(story);
    let left = quote_on_the_left(story, site, subject);
    let right = quote_on_the_right(story, clause);
    if let Some(left) = left {
        let mut content = vec![left];
        let resumed = right.map(|(_, right)| right).or_else(|| resumed_quote(story, left, clause));
        content.extend(resumed);
        return Found::new(
            content,
            if content_after(story, clause) { "quotation, split" } else { "quotation before" },
        );
    }
    let (start, right) = right?;
    let told = Span { start, end: right.end };
    // "said the plan was “dead” and buried": the clause goes on after the marks.
    let whole = complement_clause(story, site)
        .filter(|&id| id > site.verb)
        .and_then(|id| subtree_content(story, site, id))
        .filter(|whole| {
            whole.start <= right.end && whole.overlaps(right) && whole.start >= start.min(right.start)
        });
    Found::new([whole.map_or(told, |whole| whole.cover(told))], "quotation after")
}

/// “When you say that,” he said, smiling, “you help them”: a small letter goes on with the sentence.
fn resumed_quote(story: &Story, left: Span, clause: Span) -> Option<Span> {
    let quote = &story.quotes[story.quote_after(clause.end)?];
    let between = story.between(clause.end, quote.span.start);
    let comma = left.of(story.text).trim_end_matches(['"', '”', '\'', '’']).ends_with(',');
    let small = quote.inner.of(story.text).starts_with(|letter: char| letter.is_lowercase());
    let near =
        between.trim_end().ends_with(',') && between.len() < 100 && !between.contains(['.', '\n', '“', '"']);
    (comma && small && near).then_some(quote.span)
}

fn content_after(story: &Story, clause: Span) -> bool {
    story.text[clause.end as usize..].starts_with(',')
}

fn quote_on_the_left(story: &Story, site: &Site, subject: Option<Subject>) -> Option<Span> {
    let place = story.token(site.verb).span.start;
    let quote = &story.quotes[story.quote_before(place)?];
    let last = quote.inner.of(story.text).trim_end().chars().next_back()?;
    let between = story.between(quote.span.end, place);
    let comma = between.trim_start().starts_with(',');
    // “The Late Show,” the minister said she wanted: a title.
    let title = !story.parse.tokens_in(quote.inner).any(|id| is_verb(story, id));
    if title && complement_clause(story, site).is_some_and(|clause| clause > site.verb) {
        return None;
    }
    if between.contains('\n')
        || !(",?!…—-–".contains(last) || comma)
        || !leads_to(story, quote.span.end, site, subject)
    {
        return None;
    }
    // "The plan is “dead,” he said": a small letter goes on with the sentence that the marks stand in.
    let first = quote.inner.of(story.text).chars().find(|letter| letter.is_alphabetic())?;
    let token = story.parse.tokens_in(quote.inner).start;
    let paragraph = story.paragraph_at(quote.span.start);
    let mut start = quote.span.start;
    if first.is_lowercase() && (token as usize) < story.parse.tokens.len() {
        let sentence = story.sentence(token).start;
        start = start.min(story.token(sentence).span.start).max(paragraph.start);
        if let Some(other) = story.quote_at(start).filter(|other| other.span.end <= quote.span.start) {
            start = if told_in_between(story, other.span.end, quote.span.start) {
                quote.span.start
            } else {
                other.span.start
            };
        } else if told_in_between(story, start, quote.span.start) {
            start = quote.span.start;
        }
    }
    Some(Span { start, end: quote.span.end })
}

/// Whether nothing but the cue's subject stands between the quotation and the cue.
fn leads_to(story: &Story, end: u32, site: &Site, subject: Option<Subject>) -> bool {
    let gap = story.parse.tokens_in(Span { start: end, end: story.token(site.verb).span.start });
    let subject = subject.filter(|subject| subject.own).map(|subject| subject.head);
    let finite = matches!(story.token(site.verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn);
    let beside = subject.is_some_and(|head| gap.contains(&head) || head > site.verb);
    if !finite || gap.len() > 45 || !(beside || gap.is_empty()) {
        return false;
    }
    let mut relative = false;
    gap.clone().all(|id| {
        relative |= matches!(story.word(id), "who" | "which" | "whose" | "that" | "where");
        let verb = is_verb(story, id) && matches!(story.token(id).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let end = matches!(story.word(id), "." | "?" | "!" | ";" | ":")
            && id + 1 != gap.end
            && !initial_after(story, id);
        let clause = matches!(story.token(id).upos, Upos::Sconj);
        (!verb || relative) && !(end || clause && !relative)
    })
}

/// A full stop that ends no sentence: "Rep. Ito said".
fn initial_after(story: &Story, id: TokenId) -> bool {
    story.sentence(id).end > id + 1
}

/// Whether a cue of its own stands between these places.
fn told_in_between(story: &Story, start: u32, end: u32) -> bool {
    story.parse.tokens_in(Span { start, end }).any(|id| {
        is_verb(story, id)
            && voice::own_subject(story, id).is_some()
            && story
                .cues
                .of(CueClass::Verb, &story.token(id).lemma)
                .any(|cue| cue.words.len() == 1 && cue.takes(&Complement::Quote))
    })
}

/// Where the content starts ("that" included), and the quotation.
fn quote_on_the_right(story: &Story, clause: Span) -> Option<(u32, Span)> {
    let quote = &story.quotes[story.quote_after(clause.end)?];
    let between = story.between(clause.end, quote.span.start);
    let words = between.trim_matches([' ', ',', ':', '\u{a0}', '-', '—', '–', '\n', '\r', '\t']);
    let that = words.eq_ignore_ascii_case("that");
    if !(words.is_empty() || that || words == "this:" || words == "this")
        || (between.contains('\n') && !between.contains(':'))
    {
        return None;
    }
    let start = if that { clause.end + between.find(words)? as u32 } else { quote.span.start };
    Some((start, quote.span))
}

/// The finite clause that is told.
fn complement_clause(story: &Story, site: &Site) -> Option<TokenId> {
    let of = |relations: &[Relation]| {
        let mut clauses = site.anchors().flat_map(|anchor| story.parse.children(anchor).iter().copied());
        clauses.find(|&child| story.is(child, relations) && !site.words.contains(&child))
    };
    let that = |child: TokenId| {
        let mut marks = story.parse.children_in(child, &[Relation::Mark]);
        marks.any(|mark| matches!(story.token(mark).lemma.as_str(), "that" | "whether"))
    };
    let clausal = |child: &TokenId| {
        story.is(
            *child,
            &[Relation::Csubj, Relation::CsubjPass, Relation::Advcl, Relation::Acl, Relation::Dep],
        ) && that(*child)
    };
    let with_subject =
        |child: &TokenId| story.is(*child, &[Relation::Xcomp]) && voice::own_subject(story, *child).is_some();
    of(&[Relation::Ccomp])
        .or_else(|| {
            site.anchors().flat_map(|anchor| story.parse.children(anchor).iter().copied()).find(clausal)
        })
        .or_else(|| {
            site.anchors().flat_map(|anchor| story.parse.children(anchor).iter().copied()).find(with_subject)
        })
        .or_else(|| of(&[Relation::Parataxis]).filter(|&child| is_told(story, site, child)))
}

/// A loose clause right beside the cue's own.
fn is_told(story: &Story, site: &Site, child: TokenId) -> bool {
    let clause = site.clause(story);
    let subtree = story.parse.subtree(child);
    let span = story.span(subtree[0], subtree[subtree.len() - 1]);
    let between = if span.start >= clause.end {
        story.between(clause.end, span.start)
    } else {
        story.between(span.end, clause.start)
    };
    !between.is_empty() && between.trim_matches([' ', ',', ':', '“', '"', '”', '\u{a0}']).is_empty()
}

fn clause(story: &Story, cue: &Cue, site: &Site) -> Option<Found> {
    let own = site.clause(story);
    let Some(id) = complement_clause(story, site) else { return unattached(story, cue, site) };
    if id < site.verb {
        return split(story, site, id);
    }
    if is_infinitive(story, id) {
        return None;
    }
    // "The plan, he said, is dead", read as what he said: both sides.
    let first = story.parse.subtree(id)[0];
    if story.token(first).span.start < own.start {
        return split(story, site, id);
    }
    let mut content = subtree_content(story, site, id)?;
    if let Some(mark) = story.parse.child(id, Relation::Mark).filter(|&mark| mark > site.verb) {
        content.start = content.start.max(story.token(mark).span.start);
    }
    let content = from_lost_subject(story, cue, site, content);
    // "Too often, he said, nobody asks": what goes before the first comma, too.
    let fronted = fronted(story, site, own).filter(|_| story.text[own.end as usize..].starts_with(','));
    Found::new(fronted.into_iter().chain([content]), "clause")
}

/// Words of the sentence before ", he said,".
fn fronted(story: &Story, site: &Site, own: Span) -> Option<Span> {
    let start = story.token(story.sentence(site.verb).start).span.start;
    let before = story.between(start, own.start).trim_end();
    let plain = before.ends_with(',') && !told_in_between(story, start, own.start);
    plain.then(|| extent::content(story, Span { start, end: own.start })).flatten()
}

/// "said the talks would resume" may come with "the talks" as an object: it belongs to the content.
fn from_lost_subject(story: &Story, cue: &Cue, site: &Site, content: Span) -> Span {
    let last = site.anchors().max().unwrap_or(site.verb);
    let mut gap = story.parse.tokens_in(Span { start: story.token(last).span.end, end: content.start });
    if let Some(first) = gap.clone().next().filter(|_| !gap.is_empty()) {
        let that = story.token(first).lemma == "that";
        let opens = matches!(
            story.token(first).upos,
            Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num
        );
        let plain = gap.all(|id| {
            !matches!(story.token(id).upos, Upos::Punct | Upos::Sconj) && !voice::is_time(story, id)
        });
        if that || plain && opens && !cue.takes(&Complement::Hearer) {
            return story.token(first).span.cover(content);
        }
    }
    if cue.takes(&Complement::Hearer) {
        return content;
    }
    let lost = story.parse.children(site.verb).iter().copied().find(|&child| {
        child > site.verb
            && story.token(child).span.end <= content.start
            && story.is(
                child,
                &[Relation::Obj, Relation::Nsubj, Relation::NsubjPass, Relation::Expl, Relation::Iobj],
            )
    });
    match lost {
        Some(lost) => story.token(story.parse.subtree(lost)[0].max(site.verb + 1)).span.cover(content),
        None => content,
    }
}

/// A clause that the tree does not give to the cue: after "that", or an object with a finite verb behind it.
fn unattached(story: &Story, cue: &Cue, site: &Site) -> Option<Found> {
    let last = site.anchors().max().unwrap_or(site.verb);
    let sentence = story.sentence(site.verb);
    let end = story.token(sentence.end - 1).span.end;
    let that = (last + 1..sentence.end.min(last + 8)).find(|&id| {
        story.token(id).lemma == "that"
            && matches!(story.token(id).upos, Upos::Sconj)
            && story.token(id).head > Some(id)
    });
    let start = that.or_else(|| {
        let object = object_of(story, site.verb)
            .filter(|_| cue.takes(&Complement::Quote) && !cue.takes(&Complement::Hearer))?;
        let subtree = story.parse.subtree(object);
        let behind = subtree[subtree.len() - 1] + 1;
        let clause_only = !cue.takes(&Complement::Object) && has_verb(story, subtree[0], sentence.end);
        let finite = clause_only
            || behind < sentence.end
                && matches!(story.token(behind).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
                && story.token(behind).head.is_some_and(|head| head >= object);
        (finite && subtree[0] > site.verb).then_some(subtree[0])
    })?;
    if start > last + 1 && that.is_some() && !gap_is_plain(story, last, start) {
        return None;
    }
    let span = Span { start: story.token(start).span.start, end };
    Found::new(extent::content(story, span), "clause")
}

/// Whether a verb stands among these words, finite or read as a participle.
fn has_verb(story: &Story, first: TokenId, end: TokenId) -> bool {
    let forms = [Xpos::Vbd, Xpos::Vbz, Xpos::Vbp, Xpos::Md, Xpos::Vbn];
    (first..end).any(|id| forms.contains(&story.token(id).xpos))
}

/// Between a cue and "that": a hearer, a day, but no other verb.
fn gap_is_plain(story: &Story, last: TokenId, start: TokenId) -> bool {
    (last + 1..start)
        .all(|id| !matches!(story.token(id).upos, Upos::Verb | Upos::Punct | Upos::Cconj | Upos::Sconj))
}

/// The content left of the cue's clause, and right of it if it goes on there.
fn split(story: &Story, site: &Site, told: TokenId) -> Option<Found> {
    let own = site.clause(story);
    let leave_out = |child: TokenId| child == site.verb;
    let tokens = story.parse.subtree_without(told, leave_out);
    let left: Vec<TokenId> =
        tokens.iter().copied().filter(|&id| story.token(id).span.end <= own.start).collect();
    let right: Vec<TokenId> =
        tokens.iter().copied().filter(|&id| story.token(id).span.start >= own.end).collect();
    let mut content = Vec::new();
    if let Some(&first) = left.first() {
        let start = sentence_start(story, site, first);
        content.extend(extent::content(story, with_whole_quote(story, Span { start, end: own.start }, site)));
    }
    let comma = story.text[own.end as usize..].trim_start().starts_with([',', '—', '–', '-']);
    if let (Some(&last), true) = (right.last(), comma || left.is_empty()) {
        let span = Span { start: own.end, end: story.token(last).span.end };
        content.extend(extent::content(story, span));
    }
    Found::new(content, "parenthesis")
}

/// Where a content before its cue starts: with its sentence, unless something else is told before.
fn sentence_start(story: &Story, site: &Site, first: TokenId) -> u32 {
    let sentence = story.sentence(site.verb).start;
    let (start, place) = (story.token(sentence).span.start, story.token(first).span.start);
    if first <= sentence || told_in_between(story, start, place) { place } else { start }
}

/// “A. B,” he said: the sentences before, if the marks open there.
fn with_whole_quote(story: &Story, span: Span, site: &Site) -> Span {
    let end = story.trim(span).end;
    match story.quote_at(end.saturating_sub(1)) {
        Some(quote)
            if quote.span.end <= story.token(site.verb).span.start && quote.span.start < span.start =>
        {
            Span { start: quote.span.start, end: span.end }
        }
        _ => span,
    }
}

/// "which he said were forged": the relative pronoun and what comes after the cue.
fn relative(story: &Story, site: &Site, subject: Option<Subject>) -> Option<Found> {
    let subject = subject.filter(|subject| subject.own && subject.head < site.verb)?;
    let first = story.parse.tokens_in(voice::phrase(story, subject.head)).next()?;
    let pronoun = first.checked_sub(1)?;
    let relative =
        ["which", "who", "what"].contains(&story.word(pronoun)) && !story.parted_by_quote(site.verb, pronoun);
    let next = site.verb + 1;
    let sentence = story.sentence(site.verb);
    let finite = [Xpos::Vbd, Xpos::Vbz, Xpos::Vbp, Xpos::Md];
    let clause = next < sentence.end
        && (next..sentence.end.min(next + 5)).any(|id| finite.contains(&story.token(id).xpos));
    if !relative || !clause || story.token(next).upos == Upos::Punct {
        return None;
    }
    let rest = Span { start: story.token(next).span.start, end: story.token(sentence.end - 1).span.end };
    let rest = extent::content(story, rest)?;
    Found::new([story.token(pronoun).span, rest], "clause")
}

/// "The talks have failed, said Ito": all that the sentence has before the cue.
fn inverted(story: &Story, site: &Site, subject: Option<Subject>) -> Option<Found> {
    let head = subject.filter(|subject| subject.own && subject.head > site.verb)?.head;
    let sentence = story.sentence(site.verb).start;
    let before = story.text[..story.token(site.verb).span.start as usize].trim_end();
    if sentence == site.verb || !before.ends_with(',') || story.parse.subtree(head)[0] <= site.verb {
        return None;
    }
    let told = Span { start: story.token(sentence).span.start, end: story.token(site.verb).span.start };
    let long = story.parse.tokens_in(told).len() > 3 && has_verb(story, sentence, site.verb);
    long.then(|| Found::new(extent::content(story, with_whole_quote(story, told, site)), "after the content"))
        .flatten()
}

/// "The plan, he said, is dead."
fn parenthesis(story: &Story, site: &Site, subject: Option<Subject>) -> Option<Found> {
    let subject = subject.filter(|subject| subject.own)?;
    let own = site.clause(story);
    let rest = story.text[own.end as usize..].trim_start();
    let closed = rest.is_empty()
        || rest.starts_with([',', '.', ';', ':', '!', '?', '—', '–', '-', '"', '”', '’', '\'', ')']);
    if !closed || story.token(subject.head).span.start < own.start {
        return None;
    }
    let before = story.text[..own.start as usize].trim_end();
    let apart = before.ends_with([',', '—', '–', '-', '"', '”', '\'', '’', '?', '!']);
    if !apart {
        return None;
    }
    let head = story.token(site.verb).head;
    if let Some(head) =
        head.filter(|_| story.is(site.verb, &[Relation::Parataxis, Relation::Discourse, Relation::Dep]))
    {
        if head < site.verb || before.ends_with(',') {
            return split(story, site, head);
        }
    }
    // The tree is odd, but the cue's clause ends the sentence after a comma.
    let sentence = story.sentence(site.verb);
    let end = story.token(sentence.end - 1).span.end;
    let rest = story.between(own.end, end).trim();
    let told = Span { start: story.token(sentence.start).span.start, end: own.start };
    let long = story.parse.tokens_in(told).len() > 3;
    let ends = rest.is_empty() || rest.starts_with(['.', '?', '!']) || rest == "”" || rest == "\"";
    let finite =
        story.parse.tokens_in(told).any(|id| voice::own_subject(story, id).is_some() && id != site.verb);
    if ends && long && finite && !story.is(site.verb, &[Relation::Advcl, Relation::AclRelcl, Relation::Conj])
    {
        return Found::new(extent::content(story, with_whole_quote(story, told, site)), "after the content");
    }
    None
}

fn is_infinitive(story: &Story, id: TokenId) -> bool {
    let mut marks = story.parse.children_in(id, &[Relation::Mark]);
    voice::own_subject(story, id).is_none() && marks.any(|mark| story.token(mark).lemma == "to")
}

/// The infinitive or participle among the cue's children, right of it.
fn xcomp(story: &Story, site: &Site) -> Option<TokenId> {
    let open = [Relation::Xcomp, Relation::Ccomp, Relation::Advcl, Relation::Acl];
    let mut children = site.anchors().flat_map(|anchor| story.parse.children(anchor).iter().copied());
    children.find(|&child| {
        child > site.verb
            && story.is(child, &open)
            && !site.words.contains(&child)
            && (story.is(child, &[Relation::Xcomp, Relation::Ccomp]) || is_infinitive(story, child))
    })
}

fn infinitive(story: &Story, cue: &Cue, site: &Site) -> Option<Found> {
    let id = xcomp(story, site).filter(|&id| is_infinitive(story, id))?;
    let hearer = cue.takes(&Complement::Hearer).then(|| object_of(story, site.verb)).flatten();
    let content = subtree_content(story, site, id)?;
    Some(Found { content: vec![content], hearer, construction: "infinitive" })
}

fn gerund(story: &Story, site: &Site) -> Option<Found> {
    let id = xcomp(story, site).filter(|&id| story.token(id).xpos == Xpos::Vbg)?;
    Found::new(subtree_content(story, site, id), "gerund")
}

fn object_of(story: &Story, verb: TokenId) -> Option<TokenId> {
    let objects = [Relation::Obj, Relation::Iobj];
    story.parse.children_in(verb, &objects).find(|&object| object > verb && !voice::is_time(story, object))
}

/// The object that the content is: the verb's, or that of the cue's preposition.
fn object_node(story: &Story, site: &Site) -> Option<TokenId> {
    site.preposition.or_else(|| {
        let mut objects = site.anchors().filter_map(|anchor| object_of(story, anchor));
        objects.find(|object| !site.words.contains(object))
    })
}

fn object(story: &Story, site: &Site) -> Option<Found> {
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
fn antecedent_span(story: &Story, head: TokenId, clause: TokenId) -> Span {
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
fn with_preposition(story: &Story, cue: &Cue, site: &Site) -> Option<Found> {
    let object = site.preposition.or_else(|| object_of(story, site.verb))?;
    let with = with_preposition_alone(story, cue, site)?;
    let object = subtree_content(story, site, object)?;
    Found::new([object.cover(with)], "object with a preposition")
}

/// "of lying"
fn with_preposition_alone(story: &Story, cue: &Cue, site: &Site) -> Option<Span> {
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

fn preposition(complement: &Complement) -> Option<&str> {
    match complement {
        Complement::ObjectWith(preposition) => Some(preposition),
        _ => None,
    }
}

/// "urged voters to stay"
fn object_and_infinitive(story: &Story, site: &Site) -> Option<Found> {
    let clause = xcomp(story, site).or_else(|| {
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
fn predicate(story: &Story, site: &Site) -> Option<Found> {
    let id = xcomp(story, site).or_else(|| {
        let mut objects = story.parse.children_in(site.verb, &[Relation::Obj]);
        objects.nth(1)
    });
    let object = object_of(story, site.verb)?;
    let Some(id) = id.filter(|&id| id > object) else {
        // Read as one noun phrase: “called him “a liar””.
        let content = subtree_content(story, site, object)?;
        if two_phrases(story, content) {
            return Found::new([content], "predicate");
        }
        let quoted = story.quotes.iter().any(|quote| content.contains(quote.span));
        return if quoted { Found::new([content], "predicate") } else { None };
    };
    let (object, what) = (subtree_content(story, site, object)?, subtree_content(story, site, id)?);
    Found::new([object.cover(what)], "predicate")
}

/// "the assault an attack on us": a noun, then an article.
fn two_phrases(story: &Story, content: Span) -> bool {
    let tokens = story.parse.tokens_in(content);
    (tokens.start + 1..tokens.end).any(|id| {
        let article = matches!(story.word(id), "a" | "an" | "the");
        article && matches!(story.token(id - 1).upos, Upos::Noun | Upos::Propn | Upos::Pron)
    })
}

/// "The truce seems to hold."
fn raised(story: &Story, site: &Site) -> Option<Found> {
    let id = xcomp(story, site)?;
    let subject = voice::own_subject(story, site.verb)?;
    let what = subtree_content(story, site, id)?;
    if matches!(story.token(subject).lemma.as_str(), "it" | "there") {
        return Found::new([what], "raised");
    }
    Found::new([voice::phrase(story, subject), what], "raised")
}

/// The span of a child of the cue and all that hangs from it, right of the cue.
fn subtree_content(story: &Story, site: &Site, id: TokenId) -> Option<Span> {
    let case_of_cue = |child: TokenId| site.words.contains(&child);
    let tokens = story.parse.subtree_without(id, |child| case_of_cue(child) || child == site.verb);
    let after: Vec<TokenId> =
        tokens.into_iter().filter(|&token| token > site.verb || id < site.verb).collect();
    let (&first, &last) = (after.first()?, after.last()?);
    extent::content(story, story.span(first, last))
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

fn draft(story: &Story, cue: &Cue, site: &Site, found: Found, speaker: Option<TokenId>) -> Draft {
    Draft {
        act: cue.act,
        speaker: speaker.map(|head| (head, voice::phrase(story, head))),
        cue: site.span(story, &found.content),
        cue_head: Some(site.verb),
        addressee: found.hearer.map(|head| (head, voice::phrase(story, head))),
        content: found.content,
        time: cue::time_of(story, site),
        negated: cue::is_negated(story, site),
        speech: cue.takes(&Complement::Quote) && SPOKEN.contains(&found.construction),
        rule: format!("{}, {}", cue.place(), found.construction),
    }
}
