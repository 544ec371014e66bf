//! Who speaks: the subject of a cue, wherever it stands.
//!
//! "Solheim, who leads the party, said … and added …, calling it …": one subject for three cues.

use knowledge::{Complement, CueClass};
use language::{Relation, TokenId, Upos, Xpos};
use record::Span;

use super::story::Story;

const SUBJECTS: &[Relation] =
    &[Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter, Relation::Csubj, Relation::CsubjPass];

/// The grammar of a cue's subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// The head of the noun phrase.
    pub(super) head: TokenId,
    /// Whether it hangs from the cue itself.
    pub(super) own: bool,
}

/// Who does what this verb says: its subject or, for a participle or an infinitive, its governor's.
pub(super) fn subject_of(story: &Story, verb: TokenId) -> Option<Subject> {
    let own = pronoun_before(story, verb)
        .or_else(|| said_name(story, verb))
        .or_else(|| own_subject(story, verb))
        .or_else(|| inverted(story, verb))
        .or_else(|| lent_subject(story, verb))
        .or_else(|| lost_root(story, verb))
        .or_else(|| name_before(story, verb))
        .or_else(|| name_beside_quote(story, verb))
        .or_else(|| first_of_sentence(story, verb));
    own.map(|head| Subject { head, own: true })
        .or_else(|| controller(story, verb, 0).map(|head| Subject { head, own: false }))
}

/// The subject that hangs from the verb, expletives left out.
pub(super) fn own_subject(story: &Story, verb: TokenId) -> Option<TokenId> {
    let fits = |&child: &TokenId| {
        nominal(story, child) && !story.parted_by_quote(verb, child) && !is_time(story, child)
    };
    let mut subjects = story.parse.children_in(verb, SUBJECTS).filter(fits);
    let first = subjects.next()?;
    // "campaign manager Robby Mook" may come as two subjects: the name is the head; after a comma it is apposed.
    let closed = verb.checked_sub(1).is_some_and(|id| story.word(id) == ",");
    let apposed = |last: TokenId| closed && (first..last).any(|id| story.word(id) == ",");
    Some(subjects.last().filter(|&last| last < verb && !apposed(last)).unwrap_or(first))
}

/// "All the experts I met said her plan was sound": the tree gives "experts" to "sound", which has a subject.
pub(super) fn lent_subject(story: &Story, verb: TokenId) -> Option<TokenId> {
    if own_subject(story, verb).is_some() {
        return None;
    }
    let clause = story.parse.children_in(verb, &[Relation::Ccomp]).find(|&child| child > verb)?;
    let mut subjects = story.parse.children_in(clause, SUBJECTS);
    let lent = subjects.find(|&subject| subject < verb && nominal(story, subject))?;
    let next = story.token(verb + 1).upos != Upos::Punct;
    (next && subjects.any(|subject| subject > verb)).then_some(lent)
}

/// The word before the verb, its auxiliaries and adverbs aside.
fn before(story: &Story, verb: TokenId) -> Option<TokenId> {
    let sentence = story.sentence(verb).start;
    let skipped = |&id: &TokenId| !matches!(story.token(id).upos, Upos::Aux | Upos::Adv | Upos::Part);
    (sentence..verb).rev().find(skipped).filter(|&id| !story.parted_by_quote(verb, id))
}

/// "he said": whatever the tree says.
fn pronoun_before(story: &Story, verb: TokenId) -> Option<TokenId> {
    let pronoun = before(story, verb)?;
    let nominative =
        ["he", "she", "they", "i", "we", "who"].contains(&story.word(pronoun).to_lowercase().as_str());
    let finite = matches!(story.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vb);
    let direct = pronoun + 1 == verb || finite || own_subject(story, verb) == Some(pronoun);
    (nominative && direct && !is_gerund(story, verb)).then_some(pronoun)
}

fn is_gerund(story: &Story, verb: TokenId) -> bool {
    story.token(verb).xpos == Xpos::Vbg && story.parse.child(verb, Relation::Aux).is_none()
}

/// “…,” said Terry Strada: an object in the tree, but the words before are quoted.
fn inverted(story: &Story, verb: TokenId) -> Option<TokenId> {
    let finite = matches!(story.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let text = story.text[..story.token(verb).span.start as usize].trim_end();
    let first = story.sentence(verb).start == verb;
    let after_quote = first || text.ends_with(['"', '”', '\'', '’', ',']);
    let objects = [Relation::Obj, Relation::Iobj, Relation::Xcomp, Relation::Obl, Relation::OblUnmarked];
    let accusative = |id: TokenId| ["me", "him", "her", "us", "them"].contains(&story.word(id));
    let next = story.parse.children_in(verb, &objects).find(|&child| {
        let marked = story.parse.child(child, Relation::Case).is_some_and(|case| case < child);
        child > verb
            && nominal(story, child)
            && !marked
            && !accusative(child)
            && !is_time(story, child)
            && story.parse.subtree(child)[0] == verb + 1
    });
    next.filter(|_| finite && after_quote)
}

/// “Get back!” an officer yelled: nothing but a noun phrase between the quotation and the verb.
pub(super) fn name_beside_quote(story: &Story, verb: TokenId) -> Option<TokenId> {
    let place = story.token(verb).span.start;
    let quote = &story.quotes[story.quote_before(place)?];
    let gap = story.parse.tokens_in(Span { start: quote.span.end, end: place });
    let nominal = |id: TokenId| {
        matches!(story.token(id).upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Num)
    };
    let cue =
        story.cues.of(CueClass::Verb, &story.token(verb).lemma).any(|cue| cue.takes(&Complement::Quote));
    let last =
        gap.clone().next_back().filter(|&id| matches!(story.token(id).upos, Upos::Propn | Upos::Noun))?;
    (cue && gap.len() < 8 && gap.clone().all(nominal)).then_some(last)
}

/// "…, said Brian Baker, an adviser": a verb of saying between a comma and a name, whatever the tree says.
fn said_name(story: &Story, verb: TokenId) -> Option<TokenId> {
    const SAY: &[&str] = &[
        "say", "add", "write", "tweet", "explain", "note", "warn", "recall", "argue", "reply", "ask",
        "declare", "report",
    ];
    let text = story.text[..story.token(verb).span.start as usize].trim_end();
    let finite = matches!(story.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let lemma = &story.token(verb).lemma;
    let quotes = || story.cues.of(CueClass::Verb, lemma).any(|cue| cue.takes(&Complement::Quote));
    let before = text.ends_with(',') && SAY.contains(&lemma.as_str())
        || text.ends_with(['"', '”', '\'', '’']) && quotes();
    // "said of the outbreak": what it is about.
    let about = verb + 1 < story.sentence(verb).end && story.word(verb + 1) == "of";
    if !finite || !before || about {
        return None;
    }
    let end = story.sentence(verb).end;
    let named = |id: TokenId| {
        matches!(story.token(id).upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Num)
            || matches!(story.word(id), "of" | "'s" | "’s")
    };
    let after = (verb + 1..end).find(|&id| !named(id)).unwrap_or(end);
    let last =
        (verb + 1..after).rev().find(|&id| matches!(story.token(id).upos, Upos::Propn | Upos::Noun))?;
    let stops = after == end || matches!(story.token(after).upos, Upos::Punct | Upos::Adp);
    let first = verb + 1;
    let head = std::iter::successors(Some(if stops { first } else { last }), |&id| {
        story.token(id).head.filter(|head| (first..after).contains(head))
    });
    head.last().filter(|&head| stops && nominal(story, head) && !is_time(story, head))
}

/// "Gov. Pat McCrory (R) said": the name before a finite verb that has no subject.
fn name_before(story: &Story, verb: TokenId) -> Option<TokenId> {
    let finite = matches!(story.token(verb).xpos, Xpos::Vbd | Xpos::Vbz);
    if !finite || story.is(verb, &[Relation::Conj, Relation::Acl]) {
        return None;
    }
    let mut last = before(story, verb)?;
    if story.word(last) == ")" {
        let sentence = story.sentence(verb).start;
        last = (sentence..last).rev().find(|&id| story.word(id) == "(")?.checked_sub(1)?;
    }
    let noun = matches!(story.token(last).upos, Upos::Propn | Upos::Noun | Upos::Pron);
    // The head of the phrase that the word ends.
    let head = std::iter::successors(Some(last), |&id| {
        story.token(id).head.filter(|&head| head < verb && nominal(story, head) && !is_verbal(story, head))
    });
    head.last().filter(|_| noun)
}

/// "In a video announcement, Minister Ito said", read as an announcement in apposition to Ito: the name.
pub(super) fn past_circumstance(story: &Story, head: TokenId) -> TokenId {
    let marked = story.parse.child(head, Relation::Case).is_some_and(|case| case < head);
    let verb = story.token(head).head.filter(|_| marked && SUBJECTS.contains(&story.token(head).relation));
    let beside = [Relation::Appos, Relation::Conj, Relation::Parataxis, Relation::Dep];
    let name = verb.and_then(|verb| {
        story
            .parse
            .children_in(head, &beside)
            .find(|&child| child > head && child < verb && nominal(story, child))
    });
    name.unwrap_or(head)
}

/// Whether the verb is passive.
pub(super) fn is_passive(story: &Story, verb: TokenId) -> bool {
    story.parse.children(verb).iter().any(|&child| story.is(child, &[Relation::AuxPass]))
        || (story.token(verb).xpos == Xpos::Vbn
            && story.is(verb, &[Relation::Acl, Relation::Amod])
            && lost_root(story, verb).is_none())
}

/// "The opposition accused the government", "The envoy called for calm": the verb read as a participle of the noun
/// that the sentence then consists of. It has an object, or its preposition has, so the noun is its subject.
fn lost_root(story: &Story, verb: TokenId) -> Option<TokenId> {
    let noun = story.token(verb).head.filter(|&head| head < verb && story.token(head).head.is_none())?;
    let object = story.parse.child(verb, Relation::Obj).is_some_and(|object| object > verb);
    let cues = || story.cues.of(CueClass::Verb, &story.token(verb).lemma);
    let next = |id: TokenId| if id < story.sentence(verb).end { story.word(id) } else { "" };
    let preposition = cues().any(|cue| cue.words.len() == 2 && cue.words[1] == next(verb + 1));
    let object = object || preposition && next(verb + 2) != "by";
    let describes = !preposition && cues().any(|cue| cue.takes(&Complement::Predicate));
    (object && !describes && story.is(verb, &[Relation::Acl]) && nominal(story, noun)).then_some(noun)
}

/// Who did it to the passive subject: "by the court".
pub(super) fn agent(story: &Story, verb: TokenId) -> Option<TokenId> {
    let agents = [Relation::OblAgent, Relation::Obl];
    story.parse.children_in(verb, &agents).find(|&child| {
        let mut cases = story.parse.children_in(child, &[Relation::Case]);
        cases.any(|case| story.token(case).lemma == "by") && nominal(story, child)
    })
}

fn controller(story: &Story, verb: TokenId, depth: usize) -> Option<TokenId> {
    let head = story.token(verb).head?;
    if depth > 6 {
        return None;
    }
    let finite_alone = matches!(story.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let up = || own_subject(story, head).or_else(|| controller(story, head, depth + 1));
    match story.token(verb).relation {
        Relation::Conj | Relation::Parataxis if !finite_alone || story.is(verb, &[Relation::Conj]) => {
            if is_verbal(story, head) {
                up()
            } else {
                None
            }
        }
        // "urged him to say": the object; "promised to say": the subject.
        Relation::Xcomp => story.parse.child(head, Relation::Obj).filter(|&object| object < verb).or_else(up),
        Relation::Advcl => {
            if is_verbal(story, head) {
                up()
            } else {
                Some(head).filter(|&head| nominal(story, head))
            }
        }
        // "a statement saying": the noun; "a plan to say": whoever has the plan.
        Relation::Acl | Relation::AclRelcl if story.token(verb).xpos == Xpos::Vbg => {
            author(story, head).or(Some(head))
        }
        Relation::Acl => possessor(story, head).or_else(|| light_verb_subject(story, head)),
        Relation::Ccomp if !finite_alone => up(),
        _ => None,
    }
}

/// "issued a statement calling": whoever issued it.
fn author(story: &Story, noun: TokenId) -> Option<TokenId> {
    const DOCUMENTS: &[&str] = &[
        "statement",
        "letter",
        "tweet",
        "message",
        "post",
        "memo",
        "note",
        "email",
        "series",
        "paper",
        "comment",
    ];
    let verb = story.token(noun).head.filter(|&head| is_verbal(story, head))?;
    let document = DOCUMENTS.contains(&story.token(noun).lemma.as_str()) && story.is(noun, &[Relation::Obj]);
    document.then(|| subject_of(story, verb)).flatten().map(|subject| subject.head)
}

/// "his", "the minister's".
pub(super) fn possessor(story: &Story, noun: TokenId) -> Option<TokenId> {
    story.parse.child(noun, Relation::NmodPoss)
}

/// The subject of the verb that the noun is the object of: "she made the claim".
pub(super) fn light_verb_subject(story: &Story, noun: TokenId) -> Option<TokenId> {
    let verb = story.token(noun).head?;
    (story.is(noun, &[Relation::Obj]) && is_verbal(story, verb))
        .then(|| subject_of(story, verb).map(|subject| subject.head))
        .flatten()
}

/// Whether the word heads a clause.
pub(super) fn is_verbal(story: &Story, id: TokenId) -> bool {
    let token = story.token(id);
    matches!(token.upos, Upos::Verb | Upos::Aux)
        || story.parse.children(id).iter().any(|&child| story.is(child, &[Relation::Cop]))
}

fn nominal(story: &Story, id: TokenId) -> bool {
    let token = story.token(id);
    matches!(
        token.upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det | Upos::X | Upos::Sym
    ) && token.lemma != "there"
}

/// "Dr. Ito, who …, said that": the phrase that a sentence begins with, where its root has no subject.
fn first_of_sentence(story: &Story, verb: TokenId) -> Option<TokenId> {
    let first = story.sentence(verb).start;
    let root = story.token(verb).head.is_none() && story.token(verb).xpos == Xpos::Vbd;
    let head = std::iter::successors(Some(first), |&id| {
        story.token(id).head.filter(|&head| head < verb && nominal(story, head) && !is_verbal(story, head))
    });
    head.last()
        .filter(|&head| root && first < verb && nominal(story, head) && !story.parted_by_quote(verb, head))
        .filter(|&head| {
            !is_time(story, head) && story.parse.child(head, Relation::Case).is_none_or(|case| case > head)
        })
}

/// The words of a speaker: the noun phrase with its appositives and relative clauses.
pub(super) fn phrase(story: &Story, head: TokenId) -> Span {
    let clausal =
        [Relation::Parataxis, Relation::Advcl, Relation::Ccomp, Relation::AdvclRelcl, Relation::Xcomp];
    let other = [Relation::Cop, Relation::Aux, Relation::Mark, Relation::Discourse, Relation::Advmod];
    let obliques = [Relation::Nmod, Relation::NmodUnmarked, Relation::Obl, Relation::OblUnmarked];
    let leave_out = |child: TokenId| {
        let direct = story.token(child).head == Some(head);
        let dated = story.is(child, &obliques) && is_time(story, child);
        let before = story.is(child, &[Relation::Case, Relation::Cc]) && child < head;
        let clause = story.is(child, &clausal) || story.is(child, SUBJECTS);
        let predicate = story.is(child, &[Relation::Conj]) && is_verbal(story, child);
        let lost = story.is(child, &[Relation::Acl]) && lost_root(story, child) == Some(head);
        direct
            && (dated || before || lost || clause || predicate || (story.is(child, &other) && child > head))
            || story.parted_by_quote(head, child) && story.quote_at(story.token(head).span.start).is_some()
    };
    let mut tokens = story.parse.subtree_without(head, leave_out);
    for sibling in siblings(story, head) {
        tokens.extend(story.parse.subtree_without(sibling, |child| {
            story.token(child).head == Some(sibling)
                && (story.is(child, &clausal) || story.is(child, SUBJECTS))
        }));
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens.retain(|&id| story.token(head).head != Some(id));
    let words = with_name_after(story, block(story, head, &without_dateline(story, head, tokens)));
    let words = after_quotes(story, head, words);
    let before_verb = story.token(head).head.is_some_and(|verb| head < verb)
        && SUBJECTS.contains(&story.token(head).relation);
    if before_verb { with_closing_comma(story, words) } else { words }
}

/// “… is it,” Graham said: a subject begins after the quotation.
fn after_quotes(story: &Story, head: TokenId, words: Span) -> Span {
    let place = story.token(head).span.start;
    let spoken = |quote: &&super::quotes::Quotation| {
        let end = quote.span.end;
        words.start < end
            && end <= place
            && quote.inner.of(story.text).trim_end().ends_with([',', '.', '?', '!'])
    };
    match story.quotes.iter().rfind(spoken) {
        Some(quote) => Span { start: quote.span.end, end: words.end }.trim(story.text),
        None => words,
    }
}

/// Subjects beside the subject: "campaign manager" and "Robby Mook", where both hang from the verb.
fn siblings(story: &Story, head: TokenId) -> Vec<TokenId> {
    let Some(verb) = story.token(head).head else { return Vec::new() };
    if !SUBJECTS.contains(&story.token(head).relation) || story.token(head).upos == Upos::Pron {
        return Vec::new();
    }
    let beside = |&child: &TokenId| {
        child != head
            && (child < verb) == (head < verb)
            && story.token(child).upos != Upos::Pron
            && nominal(story, child)
    };
    let found: Vec<TokenId> = story.parse.children_in(verb, SUBJECTS).filter(beside).collect();
    // "Jean Dupont, the mayor, said" has a second comma; "The museum, Mr. Bush said" has not.
    let (first, last) = found.iter().fold((head, head), |(first, last), &id| (first.min(id), last.max(id)));
    let parted = (first..last).any(|id| story.word(id) == ",");
    let closed = before(story, verb).is_some_and(|id| story.word(id) == ",");
    if parted && !closed { Vec::new() } else { found }
}

/// "Rep. | Elijah Cummings": a title whose name the tree put elsewhere.
fn with_name_after(story: &Story, words: Span) -> Span {
    let title = words.of(story.text).rsplit([' ', '\u{a0}']).next().unwrap_or_default();
    let titles =
        ["Rep", "Rep.", "Sen", "Sen.", "Gov", "Gov.", "Mr.", "Ms.", "Mrs.", "Dr.", "Mr", "Ms", "Mrs", "Dr"];
    let rest = story.parse.tokens_in(Span { start: words.end, end: words.end + 2 }).end;
    if !titles.contains(&title) {
        return words;
    }
    let name = (rest.saturating_sub(1)..story.parse.tokens.len() as TokenId)
        .take_while(|&id| story.token(id).upos == Upos::Propn || story.word(id) == ".");
    name.last().map_or(words, |last| words.cover(story.token(last).span))
}

/// "LONDON -- Ministers": from the dash on.
fn without_dateline(story: &Story, head: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
    let dash = |&id: &TokenId| id < head && matches!(story.word(id), "--" | "—" | "–" | "―");
    match tokens.iter().copied().rfind(dash) {
        Some(last) => tokens.into_iter().filter(|&id| id > last).collect(),
        None => tokens,
    }
}

/// An appositive's closing comma belongs to it: "Jean Dupont, the mayor,".
fn with_closing_comma(story: &Story, words: Span) -> Span {
    let apart = words.of(story.text).contains(", ") && story.text[words.end as usize..].starts_with(',');
    if apart { Span { start: words.start, end: words.end + 1 } } else { words }
}

/// The unbroken run of these tokens around one of them, without punctuation at its ends.
pub(super) fn block(story: &Story, around: TokenId, tokens: &[TokenId]) -> Span {
    let Ok(at) = tokens.binary_search(&around) else { return story.token(around).span };
    let joined = |left: usize| {
        let (one, other) = (tokens[left], tokens[left + 1]);
        let dash = |id: TokenId| matches!(story.word(id), "--" | "―");
        one + 1 == other || (one + 1..other).all(|id| story.token(id).upos == Upos::Punct && !dash(id))
    };
    let mut first = at;
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < tokens.len() && joined(last) {
        last += 1;
    }
    let edge =
        |id: TokenId| story.token(id).upos == Upos::Punct && !matches!(story.word(id), ")" | "(" | "%");
    while first < at && edge(tokens[first]) {
        first += 1;
    }
    while last > at && edge(tokens[last]) {
        last -= 1;
    }
    story.span(tokens[first], tokens[last])
}

/// "on Friday"
pub(super) fn is_time(story: &Story, id: TokenId) -> bool {
    let span = story.token(id).span;
    story.times.iter().any(|time| time.span.contains(span)) || is_day(story, id)
}

/// A weekday, or a word like it.
pub(super) fn is_day(story: &Story, id: TokenId) -> bool {
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
    ];
    days.contains(&story.word(id).to_lowercase().as_str())
}

/// The same, the "'s" of a possessor included.
pub(super) fn phrase_of_possessor(story: &Story, head: TokenId) -> Span {
    let words = phrase(story, head);
    let genitive = story.parse.children_in(head, &[Relation::Case]).find(|&child| child > head);
    match genitive.map(|child| story.token(child).span) {
        Some(mark) if mark.start == words.end => words.cover(mark),
        _ => words,
    }
}

/// The phrase between a quotation and its cue: “…,” Rep. Jim Ito (R), a member, said.
pub(super) fn beside_quote(story: &Story, end: u32, verb: TokenId) -> Option<(TokenId, Span)> {
    let gap = story.parse.tokens_in(Span { start: end, end: story.token(verb).span.start });
    let trailing = |&id: &TokenId| matches!(story.token(id).upos, Upos::Aux | Upos::Adv | Upos::Part);
    let last = gap.clone().rev().find(|id| !trailing(id))?;
    let opens = |id: TokenId| matches!(story.token(id).upos, Upos::Punct | Upos::Sconj);
    let first = gap.clone().find(|&id| !opens(id) && !trailing(&id))?;
    let head =
        (first..=last).find(|&id| matches!(story.token(id).upos, Upos::Propn | Upos::Noun | Upos::Pron))?;
    let head = std::iter::successors(Some(head), |&id| {
        story.token(id).head.filter(|head| (first..=last).contains(head) && nominal(story, *head))
    });
    let span = story.span(first, last);
    let name = span.of(story.text);
    let span = if name.matches(',').count() == 1 && name.ends_with(',') {
        Span { start: span.start, end: span.end - 1 }
    } else {
        span
    };
    head.last().map(|head| (head, span))
}
