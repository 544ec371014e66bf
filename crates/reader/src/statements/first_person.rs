//! Whom "I" and "we" mean between quotation marks: whoever speaks.

use record::StatementKind;

use super::Statement;
use crate::mentions::{Mention, Mentions};

/// The mentions, "I", "me", "my", "we", "us" and "our" inside what is quoted given to its speaker. Those of the
/// narrator's own stay open.
pub(crate) fn resolved(text: &str, mut mentions: Mentions, statements: &[Statement]) -> Mentions {
    let actors: Vec<_> = mentions
        .mentions
        .iter()
        .map(|mention| {
            let speaker = || innermost(statements, mention)?.speaker.as_ref()?.mention;
            let open = mention.actor.is_none() && is_first_person(mention.span.of(text));
            let actor = |speaker| mentions.mention(speaker).actor;
            if open { speaker().and_then(actor) } else { mention.actor }
        })
        .collect();
    for (mention, actor) in mentions.mentions.iter_mut().zip(actors) {
        mention.actor = actor;
    }
    mentions
}

fn is_first_person(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"].contains(&lower.as_str())
}

/// The shortest quoted statement that a mention stands in.
fn innermost<'s>(statements: &'s [Statement], mention: &Mention) -> Option<&'s Statement> {
    let quoted =
        |statement: &&Statement| statement.kind != StatementKind::Indirect || statement.cue_head.is_none();
    let holds = |statement: &&Statement| statement.content.iter().any(|span| span.contains(mention.span));
    let length = |statement: &&Statement| statement.content.iter().map(|span| span.len()).sum::<usize>();
    statements.iter().filter(quoted).filter(holds).min_by_key(length)
}
