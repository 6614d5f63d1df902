//! The command line: one file a subcommand.

pub mod extract;

use clap::{Parser, Subcommand};

/// Reads numeric targets out of Vietnamese government plans.
#[derive(Debug, Parser)]
#[command(name = "chitieu", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reads documents and writes their records.
    Extract(extract::Arguments),
    /// Prints the normalised text that spans count in.
    Text {
        /// The document.
        file: std::path::PathBuf,
    },
}

/// Runs the command line; the result is the exit code.
pub fn run() -> u8 {
    match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Text { file } => {
            let bytes = std::fs::read(&file).unwrap();
            let doc = crate::pipeline::open(&bytes, &crate::Options::default()).unwrap();
            println!("{}", doc.text());
            0
        }
    }
}
