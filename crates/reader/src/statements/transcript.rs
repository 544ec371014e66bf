//! Speaker, colon, words: transcripts ("TAPPER: …", "Q: …"), headlines ("Minister: No deal"), and posts on
//! social media that end in their author ("— Name (@name) May 4, 2017").

use language::TokenId;
use record::{Act, Span};

use super::story::Story;
use super::{Draft, extent};

/// Finds such statements.
pub(super) fn find(story: &Story) -> Vec<Draft> {
    let mut found = colons(story);
    let posts = |&paragraph: &Span| post(story, paragraph).or_else(|| signed(story, paragraph));
    found.extend(story.paragraphs.iter().filter_map(posts));
    found.extend(story.paragraphs.windows(2).filter_map(|pair| headed(story, pair[0], pair[1])));
    found
}

/// "NAME: words", in a transcript or a headline.
fn colons(story: &Story) -> Vec<Draft> {
    let labels: Vec<Option<Span>> =
        story.paragraphs.iter().map(|&paragraph| label(story, paragraph)).collect();
    let turns = labels.iter().flatten().count();
    let mut found: Vec<Draft> = Vec::new();
    let mut open = false;
    for (index, &paragraph) in story.paragraphs.iter().enumerate() {
        let Some(label) = labels[index] else {
            // A later paragraph of the same turn, as long as it is quoted too.
            let goes_on = open
                && starts_with_mark(paragraph.of(story.text))
                && !paragraph.of(story.text).contains("(CROSS");
            open = goes_on;
            if let (true, Some(last)) = (goes_on, found.last_mut()) {
                last.content.extend(extent::content(story, paragraph));
            }
            continue;
        };
        open = false;
        let headline = index == 0 && is_source(story, label);
        if !(headline || turns > 1 && is_speaker(story, label)) {
            continue;
        }
        let colon = Span { start: label.end, end: label.end + 1 };
        let rest = Span { start: colon.end, end: paragraph.end };
        let Some(content) = extent::content(story, rest) else { continue };
        let speaker = story.parse.tokens_in(label).last().map(|head| (head, label));
        open = !headline;
        let rule = if headline { "transcript.rs headline" } else { "transcript.rs turn" };
        found.push(draft(speaker, vec![colon], vec![content], rule));
    }
    found
}

fn starts_with_mark(words: &str) -> bool {
    words.starts_with(['"', '“', '”', '\''])
}

/// The words before a colon near the start of a paragraph.
fn label(story: &Story, paragraph: Span) -> Option<Span> {
    let words = paragraph.of(story.text);
    let marks = words.len() - words.trim_start_matches(['"', '“', '\'']).len();
    let colon = words.find(':')?;
    let name = words.get(marks..colon)?;
    let short = !name.is_empty() && name.split_whitespace().count() <= 6 && name.len() < 60;
    let spaced = words[colon + 1..].starts_with([' ', '\u{a0}']);
    let plain = !name.contains(['.', ',', '“', '"', '?', '!', '('])
        || name.starts_with("Mr.")
        || name.starts_with("Sen.");
    (short && spaced && plain)
        .then(|| Span::new(paragraph.start as usize + marks, paragraph.start as usize + colon))
}

/// All capitals ("TAPPER"), or one of "Q", "A", or a title and a name.
fn is_speaker(story: &Story, label: Span) -> bool {
    let words = label.of(story.text);
    let letters = || words.chars().filter(|letter| letter.is_alphabetic());
    letters().count() > 0 && letters().all(char::is_uppercase) && !words.contains(char::is_numeric)
}

/// A headline's label that could speak: a person, an organisation, a document.
fn is_source(story: &Story, label: Span) -> bool {
    let tokens = story.parse.tokens_in(label);
    let named = story.parse.entities.iter().any(|entity| {
        entity.tokens.start < tokens.end
            && tokens.start < entity.tokens.end
            && entity.kind != language::EntityKind::Place
    });
    let documents = [
        "poll", "report", "study", "survey", "analysis", "analyst", "expert", "source", "official", "aide",
        "police",
    ];
    let word = label.of(story.text).to_lowercase();
    let document = word.split(' ').any(|word| documents.contains(&word.trim_end_matches('s')));
    tokens.len() <= 4 && (named || document)
}

/// “— Name (@name) May 4, 2017” at the end of a paragraph.
fn post(story: &Story, paragraph: Span) -> Option<Draft> {
    let words = paragraph.of(story.text);
    let handle = words.find(" (@")?;
    let dash = words[..handle].rfind(['—', '―', '–'])?;
    let width = words[dash..].chars().next()?.len_utf8();
    let author = Span::new(paragraph.start as usize + dash + width, paragraph.start as usize + handle)
        .trim(story.text);
    let close = paragraph.start as usize + handle + words[handle..].find(')')? + 1;
    let told = extent::content(story, Span { start: paragraph.start, end: paragraph.start + dash as u32 })?;
    if author.is_empty() || told.is_empty() {
        return None;
    }
    let cue = Span::new(paragraph.start as usize + dash, paragraph.start as usize + dash + width);
    let speaker = Span { start: author.start, end: close as u32 };
    let head: TokenId = story.parse.tokens_in(author).last()?;
    Some(draft(Some((head, speaker)), vec![cue], vec![told], "transcript.rs post"))
}

/// "Name @name" or "Name (@name) · 4 May" alone in a paragraph: the next is the post.
fn headed(story: &Story, head: Span, told: Span) -> Option<Draft> {
    let words = head.of(story.text);
    let handle = words.find('@').filter(|&at| at > 0 && at < 60)?;
    let name = words[..handle].trim_end_matches([' ', '(']);
    let rest = words[handle..].trim_start_matches(|letter: char| !letter.is_whitespace() && letter != ')');
    let named = name.starts_with(char::is_uppercase) && !name.contains(['.', ':', '“', '"', '—', ',']);
    if !named || rest.len() > 30 || rest.trim_end().ends_with('.') {
        return None;
    }
    let author = Span { start: head.start, end: head.start + name.len() as u32 };
    let account = Span { start: head.start + handle as u32, end: head.end - rest.len() as u32 };
    let last: TokenId = story.parse.tokens_in(author).last()?;
    let content = extent::content(story, told)?;
    Some(draft(Some((last, author)), vec![account], vec![content], "transcript.rs post"))
}

/// “We were never asked.” — Name, who teaches in Leeds.
fn signed(story: &Story, paragraph: Span) -> Option<Draft> {
    let words = paragraph.of(story.text);
    let dash = words.rfind(['―', '—', '–'])?;
    let width = words[dash..].chars().next()?.len_utf8();
    let (before, after) = (words[..dash].trim_end(), words[dash + width..].trim());
    let quoted = starts_with_mark(words) && before.ends_with(['"', '”', '\'', '’']);
    let named = after.starts_with(char::is_uppercase) && after.split_whitespace().count() <= 8;
    if !(quoted && named) {
        return None;
    }
    let told = Span { start: paragraph.start, end: paragraph.start + before.len() as u32 };
    let cue = Span::new(paragraph.start as usize + dash, paragraph.start as usize + dash + width);
    let speaker = story.trim(Span { start: cue.end, end: paragraph.end });
    let head: TokenId = story.parse.tokens_in(speaker).next()?;
    Some(draft(Some((head, speaker)), vec![cue], vec![told], "transcript.rs signed"))
}

fn draft(speaker: Option<(TokenId, Span)>, cue: Vec<Span>, content: Vec<Span>, rule: &str) -> Draft {
    Draft {
        act: Act::Say,
        speaker,
        cue,
        cue_head: None,
        addressee: None,
        content,
        time: None,
        negated: false,
        speech: true,
        rule: rule.to_owned(),
    }
}
