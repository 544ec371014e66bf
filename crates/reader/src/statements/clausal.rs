//! A clause that is told: after its cue ("said that …"), before it ("…, he said") or on both sides of it.
//!
//! Where the tree lost the clause, the words decide: "that" after the cue, an object with a verb behind it, a
//! cue between a comma and the end of its sentence.

use knowledge::{Complement, Cue, CueClass};
use language::{Relation, TokenId, Upos, Xpos};
use record::Span;

use super::beside::told_in_between;
use super::cue::Site;
use super::extent;
use super::objective::{is_infinitive, object_of, subtree_content};
use super::story::Story;
use super::verbal::Found;
use super::voice::{self, Subject};

/// The finite clause that is told.
pub(super) fn complement_clause(story: &Story, site: &Site) -> Option<TokenId> {
    let of = |relations: &[Relation]| {
        let mut clauses = site.anchors().flat_map(|anchor| story.parse.children(anchor).iter().copied());
        clauses.find(|&child| story.is(child, relations) && !site.words.contains(&child))
    };
    let that = |child: TokenId| {
        let mut marks = story.parse.children_in(child, &[Relation::Mark]);
        marks.any(|mark| matches!(story.token(mark).lemma.as_str(), "that" | "whether"))
    };
    let last = site.anchors().max().unwrap_or(site.verb);
    let next = |child: TokenId| {
        let first = story.parse.subtree(child)[0];
        let asks = ["if", "why", "how", "when", "what", "where", "who"].contains(&story.word(first));
        asks && first == last + 1
    };
    let clausal = |child: &TokenId| {
        story.is(
            *child,
            &[Relation::Csubj, Relation::CsubjPass, Relation::Advcl, Relation::Acl, Relation::Dep],
        ) && (that(*child) || next(*child))
    };
    let with_subject = |child: &TokenId| {
        let finite = matches!(story.token(*child).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        story.is(*child, &[Relation::Xcomp]) && (finite || voice::own_subject(story, *child).is_some())
    };
    // "Asked about the tax, Holm said nobody knew": what stands before may be read as a clause that is told, too.
    let behind = site.anchors().flat_map(|anchor| story.parse.children_in(anchor, &[Relation::Ccomp]));
    let mut behind = behind.filter(|&child| child > site.verb && !site.words.contains(&child));
    behind
        .next()
        .or_else(|| of(&[Relation::Ccomp]))
        .or_else(|| told_to_hearer(story, site.verb))
        .or_else(|| {
            site.anchors().flat_map(|anchor| story.parse.children(anchor).iter().copied()).find(clausal)
        })
        .or_else(|| {
            site.anchors().flat_map(|anchor| story.parse.children(anchor).iter().copied()).find(with_subject)
        })
        .or_else(|| of(&[Relation::Parataxis]).filter(|&child| is_told(story, site, child)))
}

/// "told reporters that Moscow had promised a truce", read as reporters whom Moscow had promised.
fn told_to_hearer(story: &Story, verb: TokenId) -> Option<TokenId> {
    let hearers = story.cues.of(CueClass::Verb, &story.token(verb).lemma);
    let spoken = hearers.into_iter().any(|cue| cue.takes(&Complement::Hearer));
    let hearer = object_of(story, verb).filter(|_| spoken)?;
    story.parse.children_in(hearer, &[Relation::AclRelcl]).find(|&clause| {
        let that = story.parse.subtree(clause)[0];
        that > hearer
            && story.token(that).lemma == "that"
            && voice::own_subject(story, clause).is_some_and(|subject| subject != that)
    })
}

/// A loose clause right beside the cue's own.
pub(super) fn is_told(story: &Story, site: &Site, child: TokenId) -> bool {
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

pub(super) fn clause(story: &Story, cue: &Cue, site: &Site) -> Option<Found> {
    let own = site.clause(story);
    let Some(id) = complement_clause(story, site) else { return unattached(story, cue, site) };
    if id < site.verb {
        // "Asked if he was hurt, Ito said no": what was asked is not what he said.
        let participle = matches!(story.token(id).xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbg);
        if participle && id == story.sentence(id).start {
            return None;
        }
        return split(story, site, id).or_else(|| unattached(story, cue, site));
    }
    if is_infinitive(story, id) {
        return None;
    }
    // "The plan, he said, is dead", read as what he said: both sides.
    let first = story.parse.subtree(id)[0];
    let subject_behind = voice::own_subject(story, id).is_some_and(|subject| subject > site.verb);
    let lent = subject_behind || voice::lent_subject(story, site.verb).is_some();
    if story.token(first).span.start < own.start && !lent {
        return split(story, site, id);
    }
    let mut content = subtree_content(story, site, id)?;
    if let Some(mark) = story.parse.child(id, Relation::Mark).filter(|&mark| mark > site.verb) {
        content.start = content.start.max(story.token(mark).span.start);
    }
    // "tells so many lies that nobody listens": what comes of it is not told.
    let gap = Span { start: story.token(site.verb).span.end, end: content.start };
    if story.parse.tokens_in(gap).any(|id| matches!(story.word(id), "so" | "such")) {
        return None;
    }
    let content = from_lost_subject(story, cue, site, content);
    let hearer = named_hearer(story, cue, site, content);
    let content = hearer
        .map_or(content, |hearer| story.trim(Span { start: story.token(hearer).span.end, end: content.end }));
    // "Too often, he said, nobody asks": what goes before the first comma, too.
    let fronted = fronted(story, site, own).filter(|_| story.text[own.end as usize..].starts_with(','));
    let found = Found::new(fronted.into_iter().chain([content]), "clause")?;
    Some(Found { hearer, ..found })
}

/// "told the Daily Echo four people had died", where the tree takes all that for the clause's subject: the last
/// word of the name that the clause begins with, if another noun phrase follows.
fn named_hearer(story: &Story, cue: &Cue, site: &Site, content: Span) -> Option<TokenId> {
    let first = story.parse.tokens_in(content).start;
    let adjacent = cue.takes(&Complement::Hearer) && first == site.verb + 1;
    let article = story.token(first).upos == Upos::Det;
    let name = story.parse.entities.iter().find(|entity| {
        adjacent && (entity.tokens.start == first || article && entity.tokens.start == first + 1)
    })?;
    let next = story.token(name.tokens.end.min(story.sentence(first).end - 1)).upos;
    matches!(next, Upos::Det | Upos::Num | Upos::Pron | Upos::Adj).then_some(name.tokens.end - 1)
}

/// Words of the sentence before ", he said,".
pub(super) fn fronted(story: &Story, site: &Site, own: Span) -> Option<Span> {
    let start = story.token(story.sentence(site.verb).start).span.start;
    let before = story.between(start, own.start).trim_end();
    let plain = before.ends_with(',') && !told_in_between(story, start, own.start);
    plain.then(|| extent::content(story, Span { start, end: own.start })).flatten()
}

/// "said the talks would resume" may come with "the talks" as an object: it belongs to the content.
pub(super) fn from_lost_subject(story: &Story, cue: &Cue, site: &Site, content: Span) -> Span {
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
        !voice::is_time(story, child)
            && child > last
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
pub(super) fn unattached(story: &Story, cue: &Cue, site: &Site) -> Option<Found> {
    let last = site.anchors().max().unwrap_or(site.verb);
    let sentence = story.sentence(site.verb);
    let end = story.token(sentence.end - 1).span.end;
    let that = (last + 1..sentence.end.min(last + 12)).find(|&id| {
        story.token(id).lemma == "that"
            && (story.token(id).upos == Upos::Sconj
                || story.is(id, &[Relation::Mark])
                || is_no_relative(story, id))
            && story.token(id).head > Some(id)
    });
    let that = that.filter(|&that| {
        let hearer = cue.takes(&Complement::Hearer);
        that == last + 1 || gap_is_plain(story, last, that) && (hearer || !belongs_to_noun(story, that))
    });
    let start = that.or_else(|| {
        let plain = cue.takes(&Complement::Quote) && !cue.takes(&Complement::Hearer);
        let object = object_of(story, site.verb).filter(|_| plain);
        object.map_or_else(
            || clause_right_behind(story, site, last).filter(|_| plain),
            |object| object_and_verb(story, site, object),
        )
    })?;
    let span = Span { start: story.token(start).span.start, end };
    Found::new(extent::content(story, span), "clause")
}

/// "noted on Sunday that anger grows", its "that" read as a pronoun: the verb has another subject.
fn is_no_relative(story: &Story, that: TokenId) -> bool {
    let verb = story.token(that).head.filter(|_| story.is(that, &[Relation::Nsubj]));
    verb.is_some_and(|verb| {
        let mut subjects = story.parse.children_in(verb, &[Relation::Nsubj, Relation::NsubjPass]);
        subjects.any(|subject| subject > that && subject < verb)
    })
}

/// "believed the claim that …": the noun's content, not the verb's.
fn belongs_to_noun(story: &Story, that: TokenId) -> bool {
    let noun = that - 1;
    let mut cues = story.cues.of(CueClass::Noun, &story.token(noun).lemma);
    story.token(noun).upos == Upos::Noun && cues.any(|cue| cue.takes(&Complement::Clause))
}

/// "noted the talks had failed", "noted cats and dogs have fleas": an object, and a finite verb that goes with it.
fn object_and_verb(story: &Story, site: &Site, object: TokenId) -> Option<TokenId> {
    let end = story.sentence(site.verb).end;
    let subtree = story.parse.subtree(object);
    let behind = subtree[subtree.len() - 1] + 1;
    let finite = |id: TokenId| matches!(story.token(id).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let clause_only = story.token(site.verb).lemma == "say" && has_verb(story, subtree[0], end);
    let next = behind < end && finite(behind) && story.token(behind).head.is_some_and(|head| head >= object);
    // The verb read as a second deed of whoever noted it, no "and" before it.
    let verb = main_verb(story, behind.min(end - 1));
    let described = [Relation::Acl, Relation::AclRelcl];
    let joined = behind < end
        && finite(behind)
        && voice::own_subject(story, verb).is_none()
        && !story.is(verb, &described);
    ((clause_only || next || joined) && subtree[0] > site.verb).then_some(subtree[0])
}

/// The verb of a clause whose auxiliary or copula this is.
fn main_verb(story: &Story, id: TokenId) -> TokenId {
    let helps = story.is(id, &[Relation::Aux, Relation::AuxPass, Relation::Cop]);
    story.token(id).head.filter(|_| helps).unwrap_or(id)
}

/// "but said neither of them knew", the clause given to a verb before: a subject right behind the cue, and a finite
/// verb that has it.
fn clause_right_behind(story: &Story, site: &Site, last: TokenId) -> Option<TokenId> {
    let first = last + 1;
    let end = story.sentence(site.verb).end;
    let stop = (first..end).find(|&id| matches!(story.word(id), "," | ";" | ":" | "—")).unwrap_or(end);
    let begins = |subject: TokenId| story.parse.subtree(subject)[0] == first;
    let clause = (first..stop).any(|id| {
        let subjects = [voice::own_subject(story, id), story.parse.child(id, Relation::Expl)];
        subjects.into_iter().flatten().any(|subject| subject < id && begins(subject))
    });
    clause.then_some(first)
}

/// Between a cue and "that": a hearer, a day, but no other verb.
pub(super) fn gap_is_plain(story: &Story, last: TokenId, start: TokenId) -> bool {
    let set_off = start > last + 2 && story.word(last + 1) == "," && story.word(start - 1) == ",";
    let (last, start) = if set_off { (last + 1, start - 1) } else { (last, start) };
    (last + 1..start)
        .all(|id| !matches!(story.token(id).upos, Upos::Verb | Upos::Punct | Upos::Cconj | Upos::Sconj))
}

/// Whether a verb stands among these words, finite or read as a participle.
pub(super) fn has_verb(story: &Story, first: TokenId, end: TokenId) -> bool {
    let forms = [Xpos::Vbd, Xpos::Vbz, Xpos::Vbp, Xpos::Md, Xpos::Vbn];
    (first..end).any(|id| forms.contains(&story.token(id).xpos))
}

/// The content left of the cue's clause, and right of it if it goes on there.
pub(super) fn split(story: &Story, site: &Site, told: TokenId) -> Option<Found> {
    let own = site.clause(story);
    let subject = voice::own_subject(story, site.verb);
    let apart = subject.is_none_or(|head| story.token(head).span.start >= own.start);
    if !(apart && closes(story, own.end) && voice::is_verbal(story, told)) {
        return None;
    }
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
pub(super) fn sentence_start(story: &Story, site: &Site, first: TokenId) -> u32 {
    let sentence = story.sentence(site.verb).start;
    let (start, place) = (story.token(sentence).span.start, story.token(first).span.start);
    if first <= sentence || told_in_between(story, start, place) { place } else { start }
}

/// “A. B,” he said: the sentences before, if the marks open there.
pub(super) fn with_whole_quote(story: &Story, span: Span, site: &Site) -> Span {
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

/// Whether a cue's clause can end here: before punctuation, or with the text.
pub(super) fn closes(story: &Story, end: u32) -> bool {
    let rest = story.text[end as usize..].trim_start();
    let marks = [',', '.', ';', ':', '!', '?', '—', '–', '-', '"', '”', '’', '\'', ')'];
    rest.is_empty() || rest.starts_with(marks)
}

/// "which he said were forged": the relative pronoun and what comes after the cue.
pub(super) fn relative(story: &Story, site: &Site, subject: Option<Subject>) -> Option<Found> {
    let subject = subject.filter(|subject| subject.own && subject.head < site.verb)?;
    let first = story.parse.tokens_in(voice::phrase(story, subject.head)).next()?;
    let pronoun = first.checked_sub(1)?;
    let relative = (["which", "who", "what"].contains(&story.word(pronoun))
        || story.token(pronoun).xpos == Xpos::Wdt)
        && !story.parted_by_quote(site.verb, pronoun);
    let next = site.verb + 1;
    let sentence = story.sentence(site.verb);
    let finite = [Xpos::Vbd, Xpos::Vbz, Xpos::Vbp, Xpos::Md];
    let clause = next < sentence.end
        && (next..sentence.end.min(next + 5)).any(|id| finite.contains(&story.token(id).xpos));
    if !relative || !clause || story.token(next).upos == Upos::Punct {
        return None;
    }
    let last = relative_end(story, next).unwrap_or(sentence.end - 1);
    let rest = Span { start: story.token(next).span.start, end: story.token(last).span.end };
    let rest = extent::content(story, rest)?;
    Found::new([story.token(pronoun).span, rest], "clause")
}

/// "which he said were forged, will be burnt": the last word of the relative clause.
fn relative_end(story: &Story, first: TokenId) -> Option<TokenId> {
    let end = story.sentence(first).end;
    let finite = [Xpos::Vbd, Xpos::Vbz, Xpos::Vbp, Xpos::Md];
    let verb = (first..end).find(|&id| finite.contains(&story.token(id).xpos))?;
    let helps = story.is(verb, &[Relation::Aux, Relation::AuxPass, Relation::Cop]);
    let clause = if helps { story.token(verb).head? } else { verb };
    let inner = story.is(clause, &[Relation::AclRelcl, Relation::Ccomp]);
    let last = *story.parse.subtree(clause).last()?;
    (inner && last >= clause && last > verb).then_some(last)
}

/// "The talks have failed, said Ito": all that the sentence has before the cue.
pub(super) fn inverted(story: &Story, site: &Site, subject: Option<Subject>) -> Option<Found> {
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
pub(super) fn parenthesis(story: &Story, site: &Site, subject: Option<Subject>) -> Option<Found> {
    let subject = subject.filter(|subject| subject.own)?;
    let own = site.clause(story);
    let closed = closes(story, own.end);
    if !closed || story.token(subject.head).span.start < own.start {
        return None;
    }
    let before = story.text[..own.start as usize].trim_end();
    let apart = before.ends_with([',', '—', '–', '-', '"', '”', '\'', '’', '?', '!']);
    if !apart {
        return None;
    }
    if let Some(told) = inserted(story, site, subject, before, own) {
        return split(story, site, told);
    }
    let loose = story.is(site.verb, &[Relation::Parataxis, Relation::Discourse, Relation::Dep]);
    if let Some(head) = story.token(site.verb).head.filter(|_| loose)
        && (head < site.verb || before.ends_with(','))
    {
        return split(story, site, head);
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

/// "The plan, he added, will cost nothing", read as a plan that he added: the verb that the sentence is about.
fn inserted(story: &Story, site: &Site, subject: Subject, before: &str, own: Span) -> Option<TokenId> {
    let bare = story.is(site.verb, &[Relation::AclRelcl, Relation::Acl, Relation::Appos])
        && story.parse.subtree(subject.head)[0] == story.parse.tokens_in(own).start;
    let commas = before.ends_with(',') && story.text[own.end as usize..].starts_with(',');
    let mut above = story.parse.ancestors(site.verb);
    above.find(|&id| bare && commas && voice::is_verbal(story, id) && id > site.verb)
}

/// "As the chancellor noted, the deal is dead"; "The deal, as she noted, is dead": the clause that it hangs from.
pub(super) fn as_told(story: &Story, site: &Site, subject: Option<Subject>) -> Option<Found> {
    subject.filter(|subject| subject.own && subject.head < site.verb)?;
    let own = site.clause(story);
    let first = story.parse.subtree(site.verb)[0];
    let told = story.token(site.verb).head.filter(|&head| voice::is_verbal(story, head))?;
    let apart = story.word(first).eq_ignore_ascii_case("as") && closes(story, own.end);
    if !apart
        || !story.is(site.verb, &[Relation::Advcl, Relation::Parataxis])
        || object_of(story, site.verb).is_some()
    {
        return None;
    }
    let tokens = story.parse.subtree_without(told, |child| child == site.verb);
    let start = story.token(first).span.start;
    let piece = |wanted: &dyn Fn(Span) -> bool| {
        let mut tokens = tokens.iter().copied().filter(|&id| wanted(story.token(id).span));
        let first = tokens.next()?;
        extent::content(story, story.span(first, tokens.last().unwrap_or(first)))
    };
    let pieces = [piece(&|span| span.end <= start), piece(&|span| span.start >= own.end)];
    Found::new(pieces.into_iter().flatten(), "parenthesis")
}

/// "a spokeswoman, Anna Lind, | said": a comma right before the cue.
pub(super) fn is_apposed(story: &Story, site: &Site) -> bool {
    site.verb > story.sentence(site.verb).start + 5 && story.word(site.verb - 1) == ","
}

/// "…, one official said." and "…, Ito said, since …": a noun phrase and a cue between a comma and a comma or
/// the end, whatever the tree says. Gives the content and where the phrase starts.
pub(super) fn set_off(story: &Story, site: &Site) -> Option<(Found, Span)> {
    let finite = matches!(story.token(site.verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let sentence = story.sentence(site.verb);
    let nominal = |id: TokenId| {
        let token = story.token(id);
        let named = matches!(
            token.upos,
            Upos::Propn | Upos::Noun | Upos::Pron | Upos::Adj | Upos::Det | Upos::Num | Upos::Adv | Upos::Aux
        );
        named || matches!(story.word(id), "of" | "'s" | "’s" | "(" | ")" | "for" | "in" | "." | "-")
    };
    let comma_before = |end: TokenId| (sentence.start..end).rev().find(|&id| !nominal(id));
    let comma = if is_apposed(story, site) {
        comma_before(comma_before(site.verb - 1)?)?
    } else {
        comma_before(site.verb)?
    };
    let first = comma + 1;
    let subject =
        (first..site.verb).any(|id| matches!(story.token(id).upos, Upos::Propn | Upos::Noun | Upos::Pron));
    let long = comma >= sentence.start + 3 && has_verb(story, sentence.start, comma);
    if !finite || story.word(comma) != "," || !subject || !long || site.verb - comma > 12 {
        return None;
    }
    // A day may stand between the cue and the end.
    let days = |id: TokenId| {
        voice::is_time(story, id) || story.word(id) == "on" || story.token(id).upos == Upos::Adv
    };
    let last = (site.verb + 1..sentence.end).find(|&id| !days(id)).unwrap_or(sentence.end);
    let stops = last == sentence.end || matches!(story.word(last), "," | "." | "?" | "!");
    let told = Span { start: story.token(sentence.start).span.start, end: story.token(comma).span.start };
    if !stops || told_in_between(story, told.start, told.end) {
        return None;
    }
    let mut content: Vec<Span> =
        extent::content(story, with_whole_quote(story, told, site)).into_iter().collect();
    if last < sentence.end && story.word(last) == "," && last + 2 < sentence.end {
        let rest = Span { start: story.token(last).span.end, end: story.token(sentence.end - 1).span.end };
        let second = story.token(last + 1).xpos == Xpos::Vbg;
        if !second && !told_in_between(story, rest.start, rest.end) {
            content.extend(extent::content(story, rest));
        }
    }
    let phrase =
        story.trim(Span { start: story.token(first).span.start, end: story.token(site.verb).span.start });
    Some((Found::new(content, "set off")?, phrase))
}
