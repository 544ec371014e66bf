//! `dateline`: news in, a record out of who did what to whom, when, where, and according to whom.

#![allow(clippy::print_stdout, reason = "the binary is the one that prints")]

mod code;
mod corpus;
mod inputs;
mod knowing;
mod lexicon;
mod out;
mod parse;
mod report;
mod resume;
mod separated;
mod why;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// News in; out comes a record that anyone can check: who did what to whom, when, where, and according to whom.
#[derive(Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 all was read · 1 something was skipped (told on standard error) · 2 nothing could be done · 130 interrupted"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read stories and print their records: for people on a terminal, as JSON elsewhere
    Code(code::Options),
    /// Print sentences, tokens, tags, trees and names as CoNLL-U
    Parse(parse::Options),
    /// Explain one event: its sentence and parse, the frame, the actors, what was rejected
    Why(why::Options),
    /// Test or list the event frames
    Lexicon(lexicon::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Code(options) => code::run(&options),
        Command::Parse(options) => parse::run(&options),
        Command::Why(options) => why::run(&options),
        Command::Lexicon(options) => lexicon::run(&options),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // A reader that went away (`| head`) is no failure of ours.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
