//! The sentence: article -> tokens -> parse -> mentions -> statements + events -> record.
//!
//! A module a stage, in the order of the sentence. Each takes values and returns a new one; none reads a
//! file, a clock or the environment, and none can fail: odd text gives less, plus a note on the record.

mod assemble;
mod boilerplate;
mod events;
mod mentions;
mod statements;
mod times;

pub use events::{Event, Quantity, Rejected};
pub use mentions::find as find_mentions;
pub use mentions::{Actor, ActorId, Mention, MentionId, Mentions, Place, PlaceId};
pub use statements::{Speaker, Statement, StatementId};
pub use times::{Time, TimeId};
