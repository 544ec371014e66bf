//! Quoted words right beside a cue: “…,” said the aide; the aide said: “…”; “…,” she said, “…”.
//!
//! The quotation counts if nothing but the cue's own clause stands between. Refuses titles in quotation marks
//! before a cue that has its content behind it, and participles after another's cue (“…,” he said, adding …).

use knowledge::{Complement, Cue, CueClass};
use language::{TokenId, Upos, Xpos};
use record::Span;

use super::clausal::{complement_clause, fronted};
use super::cue::Site;
use super::objective::{object_of, subtree_content};
use super::story::Story;
use super::verbal::{Found, is_verb};
use super::voice::{self, Subject};

/// Words between quotation marks right before or right after the cue's own clause.
pub(super) fn quoted(story: &Story, cue: &Cue, site: &Site, subject: Option<Subject>) -> Option<Found> {
    let clause = site.clause(story);
    let right = quote_on_the_right(story, clause);
    let left = quote_on_the_left(story, site, subject, right.is_some());
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
    // "That, the court said, “would be unfair”": a small letter goes on with what goes before the cue.
    if content_after(story, clause)
        && opens_small(story, right)
        && let Some(before) = fronted(story, site, clause)
    {
        return Found::new([before, told], "quotation, split");
    }
    // "said the tax breaks “do nothing”": the words before the marks are told, too.
    let lost = object_of(story, site.verb).filter(|&id| clause.contains(story.token(id).span));
    if !cue.takes(&Complement::Hearer)
        && lost.is_some_and(|id| story.token(id).lemma != "that" && !site.words.contains(&id))
    {
        return None;
    }
    if goes_on(story, right) {
        return Found::new([told], "clause");
    }
    // "said the plan was “dead” and buried": the clause goes on after the marks.
    let whole = complement_clause(story, site)
        .filter(|&id| id > site.verb)
        .and_then(|id| subtree_content(story, site, id))
        .filter(|whole| {
            whole.start <= right.end && whole.overlaps(right) && whole.start >= start.min(right.start)
        });
    Found::new([whole.map_or(told, |whole| whole.cover(told))], "quotation after")
}

pub(super) fn content_after(story: &Story, clause: Span) -> bool {
    story.text[clause.end as usize..].starts_with(',')
}

/// Whether the first letter between the marks is a small one.
fn opens_small(story: &Story, quote: Span) -> bool {
    quote.of(story.text).chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_lowercase)
}

pub(super) fn quote_on_the_left(
    story: &Story,
    site: &Site,
    subject: Option<Subject>,
    resumed: bool,
) -> Option<Span> {
    let place = story.token(site.verb).span.start;
    let quote = &story.quotes[story.quote_before(place)?];
    let last = quote.inner.of(story.text).trim_end().chars().next_back()?;
    let between = story.between(quote.span.end, place);
    let comma = between.trim_start().starts_with(',');
    // “The Late Show,” the minister said she wanted: a title.
    let before = story.parse.tokens_in(quote.span).start.checked_sub(1);
    let governed = before.is_some_and(|id| {
        story.token(id).upos == Upos::Adp && story.between(story.token(id).span.end, quote.span.start) == " "
    });
    let told = |id: TokenId| is_verb(story, id) && story.token(id).xpos != Xpos::Vbg;
    let title = !story.parse.tokens_in(quote.inner).any(told);
    if title
        && !resumed
        && (governed || complement_clause(story, site).is_some_and(|clause| clause > site.verb))
    {
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
pub(super) fn leads_to(story: &Story, end: u32, site: &Site, subject: Option<Subject>) -> bool {
    let gap = story.parse.tokens_in(Span { start: end, end: story.token(site.verb).span.start });
    let subject = subject.filter(|subject| subject.own).map(|subject| subject.head);
    let forms = [Xpos::Vbd, Xpos::Vbz, Xpos::Vbp, Xpos::Vbn];
    // "as one nurse put it": past and bare form are the same word.
    let finite = forms.contains(&story.token(site.verb).xpos) || story.token(site.verb).lemma == "put";
    let beside = subject.is_some_and(|head| gap.contains(&head) || head > site.verb);
    // "Rep. Ito (R-Utah) said", its subject lost: a noun and no verb.
    let named = gap.clone().any(|id| matches!(story.token(id).upos, Upos::Propn | Upos::Noun | Upos::Pron));
    if !finite || gap.len() > 45 || !(beside || named || gap.is_empty()) {
        return false;
    }
    let mut relative = false;
    gap.clone().all(|id| {
        relative |= matches!(story.word(id), "who" | "which" | "whose" | "that" | "where");
        let verb = is_verb(story, id) && matches!(story.token(id).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let end = matches!(story.word(id), "." | "?" | "!" | ";" | ":")
            && id + 1 != gap.end
            && !initial_after(story, id);
        let clause = story.token(id).upos == Upos::Sconj && story.token(id).lemma != "as";
        (!verb || relative) && !(end || clause && !relative)
    })
}

/// A full stop that ends no sentence: "Rep. Ito said".
pub(super) fn initial_after(story: &Story, id: TokenId) -> bool {
    story.sentence(id).end > id + 1
}

/// Whether a cue of its own stands between these places.
pub(super) fn told_in_between(story: &Story, start: u32, end: u32) -> bool {
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
pub(super) fn quote_on_the_right(story: &Story, clause: Span) -> Option<(u32, Span)> {
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

/// “When you say that,” he said, smiling, “you help them”: a small letter goes on with the sentence.
pub(super) fn resumed_quote(story: &Story, left: Span, clause: Span) -> Option<Span> {
    let quote = &story.quotes[story.quote_after(clause.end)?];
    let between = story.between(clause.end, quote.span.start);
    let comma = left.of(story.text).trim_end_matches(['"', '”', '\'', '’']).ends_with(',');
    let small = quote.inner.of(story.text).starts_with(|letter: char| letter.is_lowercase());
    let near =
        between.trim_end().ends_with(',') && between.len() < 100 && !between.contains(['.', '\n', '“', '"']);
    (comma && small && near).then_some(quote.span)
}

/// “budget reforms” would help: the sentence goes on after the marks.
pub(super) fn goes_on(story: &Story, quote: Span) -> bool {
    let inner = quote.of(story.text).trim_end_matches(['"', '”', '\'', '’', '»']);
    let rest = story.text[quote.end as usize..].trim_start_matches(' ');
    !inner.ends_with(['.', ',', '?', '!', '…', '-', '—']) && rest.starts_with(char::is_alphabetic)
}

/// "She added:" at the end of a paragraph: the next one is what she added.
pub(super) fn block(story: &Story, site: &Site) -> Option<Found> {
    let own = site.clause(story);
    let here = story.paragraph_at(own.start);
    if !story.text[own.end as usize..].starts_with(':') || own.end + 1 != here.end {
        return None;
    }
    let next = story.paragraphs.iter().find(|paragraph| paragraph.start >= here.end)?;
    Found::new([*next], "quotation after")
}
