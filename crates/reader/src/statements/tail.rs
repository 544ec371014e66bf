//! How far an indirect content reaches to the right: to the end of its sentence, or to the next cue's clause.
//!
//! "He said the talks had failed, and the border would close, adding that …": the tree may give the second
//! clause to "said"; the reader gives it to the content, up to "adding".

use language::{Relation, TokenId, Upos, Xpos};
use record::{Act, Span};

use super::story::Story;
use super::{Draft, extent, voice};

/// Extends the clauses that follow their cue.
pub(super) fn extend(story: &Story, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let ends: Vec<Option<u32>> = drafts.iter().map(|draft| end_of(story, draft, &drafts)).collect();
    for (draft, end) in drafts.iter_mut().zip(ends) {
        if let (Some(end), Some(last)) = (end, draft.content.last_mut()) {
            let whole = Span { start: last.start, end: end.max(last.end) };
            *last = extent::content(story, whole).unwrap_or(*last);
        }
    }
    drafts
}

/// The place up to which a draft's last piece of content goes; none if it stays.
fn end_of(story: &Story, draft: &Draft, drafts: &[Draft]) -> Option<u32> {
    let cue = draft.cue_head?;
    let last = *draft.content.last()?;
    let clause = draft.rule.ends_with(", clause")
        || draft.rule.ends_with("passive")
        || draft.rule.ends_with(", infinitive");
    if !clause || last.start < story.token(cue).span.end {
        return None;
    }
    // "While he said X, she left", "Asked whether X, he left", "Ito, who said X, left": the main clause is not X's.
    let above = story.token(cue).head;
    let leads = story.is(cue, &[Relation::Advcl, Relation::Ccomp, Relation::Dep])
        && above.is_some_and(|head| head > cue);
    if leads || story.is(cue, &[Relation::AclRelcl]) {
        return None;
    }
    let token = story.parse.tokens_in(last).last()?;
    let sentence = story.sentence(token);
    let mut end = story.token(sentence.end - 1).span.end;
    if let Some(quote) = story.quote_at(story.token(cue).span.start) {
        end = end.min(quote.inner.end);
    }
    let tail = Span { start: last.end, end: end.max(last.end) };
    if draft.rule.ends_with(", infinitive") && !lists_on(story, cue, tail) {
        return None;
    }
    let next = drafts.iter().filter_map(|other| starts_in(story, other, tail, cue)).min();
    let next = next.into_iter().chain(second_deed(story, cue, tail)).min();
    Some(next.unwrap_or(end).max(last.end))
}

/// Where another cue's clause starts in the tail.
fn starts_in(story: &Story, other: &Draft, tail: Span, cue: TokenId) -> Option<u32> {
    let head = other.cue_head.filter(|&head| head != cue && !is_thought(other.act))?;
    if !tail.contains(story.token(head).span) {
        return None;
    }
    let first = story.parse.subtree(head).into_iter().find(|&id| story.token(id).span.start >= tail.start)?;
    let speaker = other.speaker.map(|(_, span)| span).filter(|span| tail.contains(*span));
    let start = story.token(first.min(head)).span.start;
    let start = speaker.map_or(start, |span| span.start.min(start));
    is_boundary(story, start).then_some(start)
}

/// Whether a clause can begin here: after punctuation, or with a conjunction.
fn is_boundary(story: &Story, place: u32) -> bool {
    let first = story.parse.tokens_in(Span { start: place, end: place + 1 }).start;
    let opens = |id: TokenId| matches!(story.token(id).upos, Upos::Cconj | Upos::Sconj | Upos::Punct);
    opens(first) || first.checked_sub(1).is_some_and(opens)
}

/// "He said it was over and left": what else the speaker did.
fn second_deed(story: &Story, cue: TokenId, tail: Span) -> Option<u32> {
    let deed = story.parse.children_in(cue, &[Relation::Conj]).find(|&child| {
        let token = story.token(child);
        tail.contains(token.span) && token.xpos != Xpos::Vb && voice::own_subject(story, child).is_none()
    })?;
    let first = story.parse.subtree(deed)[0];
    Some(story.token(first).span.start.max(tail.start))
}

/// "wants to cut taxes, build roads and hire": bare verbs that hang from the cue.
fn lists_on(story: &Story, cue: TokenId, tail: Span) -> bool {
    let relations = [Relation::Conj, Relation::Parataxis];
    story.parse.children_in(cue, &relations).any(|child| {
        let token = story.token(child);
        tail.contains(token.span) && token.xpos == Xpos::Vb && voice::own_subject(story, child).is_none()
    })
}

/// "He said it was over, adding that …": the participle is his second cue, not a part of what he said; so is
/// the verb of "He said it would end and warned of …".
pub(super) fn part_second_cues(story: &Story, mut drafts: Vec<Draft>) -> Vec<Draft> {
    part_sources(story, &mut drafts);
    part_main_clauses(story, &mut drafts);
    for second in 0..drafts.len() {
        let Some(verb) = drafts[second].cue_head else { continue };
        let place = story.token(verb).span.start;
        let participle = is_participle_cue(story, verb, &drafts[second]);
        let first = (0..drafts.len()).filter(|&first| {
            first != second
                && holds_after_cue(story, &drafts[first], place)
                && (participle || drafts[first].speech)
                && (participle
                    || drafts[first].cue_head.is_some_and(|cue| {
                        is_joined(story, cue, verb)
                            || is_paired(story, cue, verb, drafts[second].speech)
                            || quotes_again(story, &drafts[second], verb)
                    }))
        });
        let Some(first) =
            first.min_by_key(|&first| drafts[first].content.iter().map(|span| span.len()).sum::<usize>())
        else {
            continue;
        };
        let end = if participle { place } else { before_conjunction(story, verb) };
        drafts[second].speaker = drafts[first].speaker;
        if let Some(last) = drafts[first].content.last_mut() {
            *last = story.trim(Span { start: last.start, end });
        }
    }
    drafts
}

/// "They seem to agree, according to the paper": the paper's word is the whole.
fn part_sources(story: &Story, drafts: &mut [Draft]) {
    let sources = drafts.iter().filter(|draft| draft.rule.starts_with("according.rs according"));
    let cues: Vec<Span> = sources.flat_map(|draft| draft.cue.iter().copied()).collect();
    for draft in drafts.iter_mut().filter(|draft| !draft.rule.starts_with("according.rs")) {
        let Some(last) = draft.content.last_mut() else { continue };
        let behind = cues.iter().find(|cue| last.contains(**cue) && cue.start > last.start);
        let unquoted = |cue: &&Span| story.quote_at(cue.start).is_none();
        if let Some(cue) = behind.filter(unquoted) {
            let shorter = Span { start: last.start, end: cue.start };
            if shorter.of(story.text).trim_end().ends_with(',') {
                *last = story.trim(shorter);
            }
        }
    }
}

/// "While he admitted that it was hard, Ito said …": what the sentence is about, read as a part of what he admitted.
fn part_main_clauses(story: &Story, drafts: &mut [Draft]) {
    let clauses = drafts.iter().filter(|draft| draft.speech).filter_map(|draft| {
        let own = voice::own_subject(story, draft.cue_head?)?;
        Some(voice::phrase(story, own).start)
    });
    let clauses: Vec<u32> = clauses.collect();
    for draft in drafts.iter_mut() {
        let Some(cue) = draft.cue_head.filter(|&cue| leads_sentence(story, cue)) else { continue };
        let Some(last) = draft.content.last_mut().filter(|last| last.start > story.token(cue).span.end)
        else {
            continue;
        };
        let main = clauses.iter().copied().find(|&start| {
            let inside = last.start < start && start < last.end;
            inside && story.between(last.start, start).trim_end().ends_with(',')
        });
        if let Some(start) = main {
            *last = story.trim(Span { start: last.start, end: start });
        }
    }
}

/// Whether the cue's clause opens its sentence and hangs from another: "While he admitted", "Although she said".
fn leads_sentence(story: &Story, cue: TokenId) -> bool {
    let first = story.sentence(cue).start;
    let opens =
        story.is(first, &[Relation::Mark, Relation::Advmod]) && story.token(first).upos == Upos::Sconj;
    opens && story.token(first).head == Some(cue)
}

/// ", adding", ", calling it": a participle that tells something after a comma, with its content behind it.
fn is_participle_cue(story: &Story, verb: TokenId, draft: &Draft) -> bool {
    let before = story.text[..story.token(verb).span.start as usize].trim_end();
    let comma = before.trim_end_matches(['”', '"', '’', '\'']).ends_with(',');
    let after = draft.content.iter().all(|span| span.start > story.token(verb).span.start);
    story.token(verb).xpos == Xpos::Vbg && comma && after && !is_thought(draft.act)
}

fn is_thought(act: Act) -> bool {
    matches!(act, Act::Believe | Act::Hope | Act::Fear | Act::Know | Act::Predict)
}

/// "said that he would stay, and said that …": the tree joins the two, a content that was stretched holds both.
fn is_joined(story: &Story, cue: TokenId, verb: TokenId) -> bool {
    let conjunction = story.parse.child(verb, Relation::Cc).is_some_and(|id| id > cue && id < verb);
    story.is(verb, &[Relation::Conj]) && story.token(verb).head == Some(cue) && conjunction
}

/// "said it was too early but added, “…”": what follows is quoted, and nobody else speaks.
fn quotes_again(story: &Story, second: &Draft, verb: TokenId) -> bool {
    let joined = story.is(verb, &[Relation::Conj]) && story.parse.child(verb, Relation::Cc).is_some();
    let quoted = second.rule.ends_with("quotation after") && second.speech;
    joined && quoted && voice::own_subject(story, verb).is_none()
}

/// Whether a verb that the tree joins to what was told goes with the cue instead: "said it would end and warned",
/// whose times are those of "said", not of "would end". A verb of speech (`speech`) need not have the same.
fn is_paired(story: &Story, cue: TokenId, verb: TokenId, speech: bool) -> bool {
    let joined = story.token(verb).head.filter(|_| story.is(verb, &[Relation::Conj]));
    let told = joined.filter(|&head| head > cue && head < verb);
    let conjunction = story.parse.child(verb, Relation::Cc).is_some_and(|id| id > cue && id < verb);
    told.is_some_and(|told| {
        let time = form(story, cue);
        conjunction
            && voice::own_subject(story, verb).is_none()
            && time.is_some()
            && (form(story, verb) == time || speech && form(story, verb).is_some())
            && form(story, told) != form(story, verb)
    })
}

/// Where the words before "and warned" end.
fn before_conjunction(story: &Story, verb: TokenId) -> u32 {
    let conjunction = story.parse.child(verb, Relation::Cc).unwrap_or(verb);
    story.token(conjunction).span.start
}

/// What a finite verb's form says of its time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Past,
    Present,
    Perfect,
    Modal,
    Participle,
}

/// The form of a clause: that of its first auxiliary or copula, or of its verb; none where it is not finite.
fn form(story: &Story, verb: TokenId) -> Option<Form> {
    let auxiliaries = [Relation::Aux, Relation::AuxPass, Relation::Cop];
    let first = story.parse.children_in(verb, &auxiliaries).filter(|&id| id < verb).min().unwrap_or(verb);
    if first != verb && story.token(first).lemma == "have" {
        return Some(Form::Perfect);
    }
    match story.token(first).xpos {
        Xpos::Vbd => Some(Form::Past),
        Xpos::Vbz | Xpos::Vbp => Some(Form::Present),
        Xpos::Md => Some(Form::Modal),
        Xpos::Vbg if first == verb => Some(Form::Participle),
        // "Hawkins predicted", taken for a participle: it has its own subject and no auxiliary.
        Xpos::Vbn if first == verb && voice::own_subject(story, verb).is_some() => Some(Form::Past),
        // "would fall and warned": no participle can go with "fall".
        Xpos::Vbn if first == verb && story.is(verb, &[Relation::Conj]) => {
            let joined = story.token(verb).head.is_some_and(|head| story.token(head).xpos == Xpos::Vb);
            joined.then_some(Form::Past)
        }
        _ => None,
    }
}

fn holds_after_cue(story: &Story, draft: &Draft, place: u32) -> bool {
    let behind = draft.cue_head.is_some_and(|cue| story.token(cue).span.end < place);
    let last = draft.content.last().is_some_and(|span| span.start < place && place < span.end);
    behind && last && story.quote_at(place).is_none()
}
