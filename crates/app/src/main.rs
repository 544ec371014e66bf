//! `dateline`: news in, a record out of who did what to whom, when, where, and according to whom.

#![allow(clippy::print_stdout, reason = "the binary is the one that prints")]

mod add;
mod articles;
mod cite;
mod code;
mod corpus;
mod export;
mod fetch;
mod incidents;
mod inputs;
mod knowing;
mod lexicon;
mod out;
mod output;
mod parse;
mod query;
mod recode;
mod report;
mod resume;
mod separated;
mod serve;
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
    /// Read stories and print them as JSON lines: text, headline, day, and what on the page is not the story
    Articles(articles::Options),
    /// Read stories into a store: resumable, each article once
    Add(add::Options),
    /// Events in a store: by actor, recipient, country, type, place, day, who says so; listed or counted
    Events(query::Events),
    /// Statements in a store: by speaker, act, day; listed or counted
    Statements(query::Statements),
    /// Actors in a store, and how much they do and say
    Actors(query::Actors),
    /// Full text of a store: articles, statements, events
    Search(query::Search),
    /// Ask a store in SQL, read-only
    Sql(query::Sql),
    /// Occurrences in a store, each with all stories that tell of it: who claims it, who denies it, which numbers differ
    Incidents(incidents::Incidents),
    /// What two sides say of what happened between them: asserted, confirmed, denied, declined, silent
    Ledger(incidents::Ledger),
    /// A store's events with the columns of PLOVER, POLECAT, ICEWS, GDELT or Phoenix
    Export(export::Options),
    /// Read a store's articles again with today's version: which events appear, go, change
    Recode(recode::Options),
    /// Say whether this build reproduces a store, byte for byte
    Verify(recode::Verify),
    /// What a paper says of a store: versions, hashes, counts, methods, BibTeX
    Cite(cite::Options),
    /// Print sentences, tokens, tags, trees and names as CoNLL-U
    Parse(parse::Options),
    /// Explain one event: its sentence and parse, the frame, the actors, what was rejected
    Why(why::Options),
    /// Test or list the event frames
    Lexicon(lexicon::Options),
    /// Read stories in a browser, and by an HTTP API
    Serve(serve::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Code(options) => code::run(&options),
        Command::Articles(options) => articles::run(&options),
        Command::Add(options) => add::run(&options),
        Command::Events(options) => query::events(&options),
        Command::Statements(options) => query::statements(&options),
        Command::Actors(options) => query::actors(&options),
        Command::Search(options) => query::search(&options),
        Command::Sql(options) => query::sql(&options),
        Command::Incidents(options) => incidents::incidents(&options),
        Command::Ledger(options) => incidents::side_by_side(&options),
        Command::Export(options) => export::run(&options),
        Command::Recode(options) => recode::run(&options),
        Command::Verify(options) => recode::verify(&options),
        Command::Cite(options) => cite::run(&options),
        Command::Parse(options) => parse::run(&options),
        Command::Why(options) => why::run(&options),
        Command::Lexicon(options) => lexicon::run(&options),
        Command::Serve(options) => serve::run(&options),
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
