//! `chitieu text FILE`: the normalised text, the ground that every span counts in.
//!
//! `Ti<NFD marks>…` in the file → the composed, single-spaced text; `text[start..end]` of it is a span's `exact`.

use super::messages::{DONE, Stop, print};
use super::{Ocr, inputs};
use std::path::PathBuf;

/// What `text` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document, `-` for standard input
    file: PathBuf,
    /// When to use character recognition
    #[arg(long, value_enum, default_value_t)]
    ocr: Ocr,
}

/// Prints the text to the letter, with one newline behind it.
///
/// # Errors
/// When the document cannot be read or standard output refuses.
pub fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let input = inputs::single(&arguments.file)?;
    let options =
        crate::Options { read: crate::source::ReadOptions { ocr: arguments.ocr.into() }, ..Default::default() };
    let document = input
        .bytes()
        .and_then(|bytes| crate::pipeline::open(&bytes, &options))
        .map_err(|e| Stop::error(&arguments.file, &e))?;
    print(document.text().as_bytes())?;
    print(b"\n")?;
    Ok(DONE)
}
