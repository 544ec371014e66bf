//! Whom "I" means. Takes mentions and statements, gives the mentions, in which the "I" of a quotation is its
//! speaker. "We" is the speaker where that is a country, an institution or a group; else it stays open.
//!
//! "I will sign it," Solheim said: "I" is Solheim.

use record::{Span, StatementKind};

use crate::mentions::{ActorId, Gender, Mention, Mentions};
use crate::statements::Statement;

/// Resolves the first person within quotations.
pub(crate) fn resolve(mut mentions: Mentions, statements: &[Statement], text: &str) -> Mentions {
    for index in 0..mentions.mentions.len() {
        let mention = &mentions.mentions[index];
        let Some(number) = number(mention.span.of(text)).filter(|_| mention.actor.is_none()) else {
            continue;
        };
        let speaker = speaker(mention, statements, &mentions).filter(|&speaker| match number {
            Number::One => true,
            Number::Several => {
                matches!(mentions.actors[speaker as usize].gender, Gender::Neuter | Gender::Plural)
            }
        });
        mentions.mentions[index].actor = speaker;
    }
    mentions
}

enum Number {
    One,
    Several,
}

fn number(words: &str) -> Option<Number> {
    match words.to_lowercase().as_str() {
        "i" | "me" | "my" | "mine" | "myself" => Some(Number::One),
        "we" | "us" | "our" | "ours" | "ourselves" => Some(Number::Several),
        _ => None,
    }
}

/// Who speaks the innermost quotation around a mention.
fn speaker(mention: &Mention, statements: &[Statement], mentions: &Mentions) -> Option<ActorId> {
    let covers = |content: &&Span| content.start <= mention.span.start && mention.span.end <= content.end;
    let quotation = |statement: &Statement| {
        let quoted = matches!(statement.kind, StatementKind::Direct | StatementKind::Mixed);
        statement.content.iter().find(covers).filter(|_| quoted).map(|content| content.end - content.start)
    };
    let innermost =
        statements.iter().filter_map(|one| Some((quotation(one)?, one))).min_by_key(|one| one.0)?.1;
    mentions.mention(innermost.speaker.as_ref()?.mention?).actor
}
