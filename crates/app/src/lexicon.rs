//! `dateline lexicon`: the frames' own examples, tested; the frames, listed.

use anyhow::Result;
use clap::{Args, Subcommand};
use language::Language;
use record::EventType;

use crate::knowing::Own;

/// Test or list the event frames.
#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    own: Own,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read every example of every frame; say which do not give what they should
    Test {
        /// Only frames whose file or id contains this
        only: Option<String>,
    },
    /// Print the codebook, docs/codebook.md: what the types, modes and contexts mean
    Codebook,
    /// Print the frames: rule, type, modes, CAMEO code, triggers
    List {
        /// Only frames of this event type
        #[arg(long = "type", value_name = "TYPE", value_parser = event_type)]
        kind: Option<EventType>,
    },
}

fn event_type(name: &str) -> Result<EventType, record::Error> {
    EventType::from_name(&name.to_uppercase()).ok_or_else(|| {
        let names = EventType::ALL.iter().map(|kind| kind.name());
        record::Error::new(format!("unknown event type {name:?}")).did_you_mean(name, names)
    })
}

pub(crate) fn run(options: &Options) -> Result<bool> {
    let knowledge = options.own.knowledge(None, false)?;
    match &options.command {
        Command::Test { only } => {
            let outcome = reader::lexicon::test(Language::embedded(), knowledge, only.as_deref());
            for failure in &outcome.failures {
                println!("{failure}");
            }
            println!("{} passed, {} failed", outcome.passed, outcome.failures.len());
            Ok(outcome.failures.is_empty())
        }
        Command::Codebook => {
            print!("{}", knowledge::codebook::Codebook::embedded()?.to_markdown());
            Ok(true)
        }
        Command::List { kind } => {
            for frame in &knowledge.frames().frames {
                if frame.nothing || kind.is_some_and(|kind| kind != frame.event) {
                    continue;
                }
                let modes: Vec<&str> = frame.modes.iter().map(|mode| mode.name()).collect();
                let triggers: Vec<String> = frame.triggers.iter().map(|(_, words)| words.join(" ")).collect();
                let code = [&[frame.event.name()][..], &modes].concat().join(" ");
                println!("{:<44} {code:<24} {:<5} {}", frame.rule(), frame.cameo, triggers.join(", "));
            }
            Ok(true)
        }
    }
}
