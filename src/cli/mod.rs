//! The command line: one file a subcommand.
//!
//! `chitieu extract ke-hoach.html` → the record on standard output, exit code 0.

// Doc comments of switches are the help on the terminal, where `<DIR>` is plain text.
#![allow(rustdoc::invalid_html_tags)]

pub mod batch;
pub mod check;
pub mod codebook;
pub mod compare;
pub mod dataset;
pub mod explain;
pub mod extract;
pub mod inputs;
pub mod lexicon;
#[cfg(feature = "archive")]
pub mod members;
pub mod messages;
pub mod progress;
pub mod reading;
pub mod scan;
pub mod schema;
pub mod score;
pub mod text;

use clap::{Parser, Subcommand, ValueEnum};
use messages::{COULD_NOT_RUN, DONE, Stop};

/// Reads numeric targets out of Vietnamese government plans, every value grounded in its words.
///
/// Exit code 0: all done. 1: some documents failed, or a comparison found differences. 2: could not run.
#[derive(Debug, Parser)]
#[command(name = "chitieu", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read documents and write their records
    Extract(extract::Arguments),
    /// Print the normalised text that the spans of a record count in
    Text(text::Arguments),
    /// Tell how the targets of a document came about
    Explain(explain::Arguments),
    /// Survey an archive before work: format, encoding, pages, text layer, signatures, legibility
    Scan(scan::Arguments),
    /// Print the JSON Schema of a record
    Schema,
    /// Compare records with hand-made gold
    Score(score::Arguments),
    /// List, search and extend the indicators that targets are coded with
    Codebook(codebook::Arguments),
    /// Compare what provinces promise for an indicator with the national value
    Compare(compare::Arguments),
    /// Read a corpus again and compare with its committed records
    Check(check::Arguments),
}

/// When character recognition is used.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Ocr {
    /// For pages without a text layer, when Tesseract is there
    #[default]
    Auto,
    /// Never
    Never,
    /// For every page
    Always,
}

impl From<Ocr> for crate::source::Ocr {
    fn from(ocr: Ocr) -> crate::source::Ocr {
        match ocr {
            Ocr::Auto => crate::source::Ocr::Auto,
            Ocr::Never => crate::source::Ocr::Never,
            Ocr::Always => crate::source::Ocr::Always,
        }
    }
}

/// Runs the command line; the result is the exit code.
pub fn run() -> u8 {
    let done = match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Text(arguments) => text::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Scan(arguments) => scan::run(&arguments),
        Command::Schema => schema::run(),
        Command::Score(arguments) => score::run(&arguments),
        Command::Codebook(arguments) => codebook::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
    };
    match done {
        Ok(code) => code,
        Err(Stop::Pipe) => DONE,
        Err(Stop::Say { message, hint }) => {
            messages::tell(&message, hint.as_deref());
            COULD_NOT_RUN
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_switches_do_not_contradict_each_other() {
        super::Arguments::command().debug_assert();
    }
}
