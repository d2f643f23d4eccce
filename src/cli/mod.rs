//! The command line: the same work without a window.
//!
//! Exit code 0: done and clean; 1: done, and there are findings; 2: could not be done. Results go
//! to stdout, errors to stderr.

/// Like the standard one, but a reader that has gone away (`muster … | head`) ends the program in
/// silence, not in a panic. It stands before the modules, so it is what all of them use.
macro_rules! println {
    () => { $crate::cli::output::line(format_args!("")) };
    ($($text:tt)*) => { $crate::cli::output::line(format_args!($($text)*)) };
}

mod calendar;
mod check;
mod compare;
mod escape_plan;
mod export;
mod import;
mod merge;
mod new;
mod output;
mod people;
mod predict;
mod progress;
mod pseudonymise;
mod recover;
mod rehearse;
mod report;
mod sweep;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app;
use crate::language::{Language, Message};

/// Evacuation routes, predictions and timed fire drills.
#[derive(Parser)]
#[command(name = "muster", version, subcommand_precedence_over_arg = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Work>,
    /// The folder of the drill book to open in the window
    book: Option<PathBuf>,
    /// The language of the window and of the texts: en or zh-CN
    #[arg(long, global = true, value_name = "TAG")]
    lang: Option<String>,
}

#[derive(Subcommand)]
enum Work {
    /// Make a drill book, empty or from a sample
    New(new::New),
    /// Read everything in books or files and list what is wrong
    Check(check::Check),
    /// Play a scenario through the live run and make a record of it
    Rehearse(rehearse::Rehearse),
    /// Make a record of a drill that was cut off, or discard it
    Recover(recover::Recover),
    /// Take a list of people over into a book
    People(people::People),
    /// Write a record without the names of people
    Pseudonymise(pseudonymise::Pseudonymise),
    /// Merge a second observer's log into a record
    Merge(merge::Merge),
    /// Predict how a building empties in a scenario
    Predict(predict::Predict),
    /// Set the drills of a scenario side by side
    Compare(compare::Compare),
    /// Write the report of a drill or the summary of a year: PDF, XLSX or CSV
    Report(report::Report),
    /// Write the times of all drills of any number of books as one flat table: Parquet or CSV
    Export(export::Export),
    /// Draw the escape plan of each storey for the wall: PDF or SVG
    EscapePlan(escape_plan::EscapePlanOf),
    /// List the drills that are due, and who has not taken part for a year
    Calendar(calendar::Calendar),
    /// Lose each exit, stair and door in turn and rank what it costs
    Sweep(sweep::Sweep),
    /// Read a file of another program as a building
    Import(import::Import),
    /// Run the verification tests, each with what is expected and what was found
    Verify(verify::Verify),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Done and clean.
    Clean,
    /// Done, and there are findings.
    Findings,
}

/// Runs the program with the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let chosen = arguments.lang.as_deref().map(Language::from_tag);
    let lang = chosen.unwrap_or_else(Language::of_system);
    let end = match arguments.command {
        Some(Work::New(new)) => new.run(lang),
        Some(Work::Check(check)) => check.run(lang),
        Some(Work::Rehearse(rehearse)) => rehearse.run(lang),
        Some(Work::Recover(recover)) => recover.run(lang),
        Some(Work::People(people)) => people.run(lang),
        Some(Work::Pseudonymise(work)) => work.run(lang),
        Some(Work::Merge(merge)) => merge.run(lang),
        Some(Work::Predict(predict)) => predict.run(lang),
        Some(Work::Compare(compare)) => compare.run(lang),
        Some(Work::Report(report)) => report.run(lang),
        Some(Work::Export(export)) => export.run(lang),
        Some(Work::EscapePlan(plan)) => plan.run(lang),
        Some(Work::Calendar(calendar)) => calendar.run(lang),
        Some(Work::Sweep(sweep)) => sweep.run(lang),
        Some(Work::Import(import)) => import.run(lang),
        Some(Work::Verify(verify)) => verify.run(lang),
        None => {
            let home = std::env::var_os("MUSTER_CONFIG").map(PathBuf::from);
            let start = app::Start { book: arguments.book, language: chosen, home };
            app::open(start).map(|()| End::Clean)
        }
    };
    match end {
        Ok(End::Clean) => ExitCode::SUCCESS,
        Ok(End::Findings) => ExitCode::from(1),
        Err(message) => {
            eprintln!("{}", lang.say(&message));
            ExitCode::from(2)
        }
    }
}

/// What a command returns: how it ended, or why it could not be done.
pub(crate) type Done = Result<End, Message>;
