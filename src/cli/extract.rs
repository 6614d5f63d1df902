//! `chitieu extract`: documents in, records out.
//!
//! `chitieu extract luu-tru -o out` → `out/hai-duong-5046.json`, …; the last line on stderr counts what was read.

use super::Ocr;
use super::batch;
use super::inputs::{self, Input};
use super::messages::{self, COULD_NOT_RUN, DONE, SOME_FAILED, Stop};
use crate::write::{atomic, json};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What `extract` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files, folders (walked in a fixed order), patterns like 'luu-tru/*.html', or - for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Write each record to <DIR>/<id>.json; the id is the file's name without extension, or its folder's for source.*
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Shape of the records
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Threads, 0 for one a core
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    /// When to use character recognition
    #[arg(long, value_enum, default_value_t)]
    ocr: Ocr,
    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

/// Shape of the records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One indented JSON file a document
    #[default]
    Json,
    /// One line a document, streamed; with -o into <DIR>/records.jsonl
    Jsonl,
}

/// What one document gave.
struct Outcome {
    /// The record in its bytes, when it was not written by the thread that read it.
    bytes: Vec<u8>,
    targets: usize,
    unread: usize,
}

/// Why one document gave nothing.
enum Failure {
    Document(crate::Error),
    Panic(String),
}

/// Counts of a run, for the last line.
#[derive(Debug, Default)]
pub struct Counts {
    /// Documents with a record.
    pub documents: usize,
    /// Their targets of every kind.
    pub targets: usize,
    /// Numbers that nothing accounts for.
    pub unread: usize,
    /// Documents and paths without a record.
    pub failures: usize,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Counts { documents, targets, unread, failures } = self;
        write!(f, "{documents} documents, {targets} targets, {unread} unread numbers, {failures} failures")
    }
}

impl Counts {
    /// 0, or 1 when something failed.
    pub fn exit_code(&self) -> u8 {
        if self.failures > 0 { SOME_FAILED } else { DONE }
    }
}

/// Runs it.
///
/// # Errors
/// When nothing can be read at all or an output refuses.
pub fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let folder = arguments.output.as_deref();
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).map_err(|e| Stop::file(folder, &e))?;
    }
    let found = inputs::find(&arguments.paths, folder);
    let mut counts = Counts { failures: inputs::report(&found, arguments.quiet), ..Counts::default() };
    if found.list.is_empty() {
        return Ok(COULD_NOT_RUN);
    }
    if folder.is_none() && arguments.format == Format::Json && found.list.len() > 1 {
        return Err(Stop::hint(
            format!("{} documents do not go into one record", found.list.len()),
            "give -o DIR for a file each, or --format jsonl for a line each",
        ));
    }
    match (folder, arguments.format) {
        (Some(folder), Format::Json) => {
            each(arguments, &found.list, &mut counts, |input, bytes| file(folder, input, bytes), |_| Ok(()))?;
        }
        (Some(folder), Format::Jsonl) => {
            let mut stopped = None;
            let written = atomic::write(&folder.join("records.jsonl"), |out| {
                let line = |bytes: &[u8]| out.write_all(bytes).map_err(|e| Stop::file(folder, &e));
                stopped = each(arguments, &found.list, &mut counts, |_, bytes| Ok(bytes), line).err();
                if stopped.is_some() { Err(std::io::ErrorKind::Interrupted.into()) } else { Ok(()) }
            });
            if let Some(stop) = stopped {
                return Err(stop);
            }
            written.map_err(|e| Stop::error(folder, &e))?;
        }
        (None, _) => each(arguments, &found.list, &mut counts, |_, bytes| Ok(bytes), messages::print)?,
    }
    if !arguments.quiet {
        messages::tell(&counts.to_string(), None);
    }
    Ok(counts.exit_code())
}

/// One record into its own file, by the thread that made it.
fn file(folder: &Path, input: &Input, bytes: Vec<u8>) -> Result<Vec<u8>, Stop> {
    let path = folder.join(format!("{}.json", input.id));
    atomic::bytes(&path, &bytes).map_err(|e| Stop::say(messages::describe(&e)))?;
    Ok(Vec::new())
}

/// Reads every input: `keep` runs on the reading thread and says what goes on to `sink`, which gets it in input order.
/// An output that refuses (full disk, closed pipe) ends the run: every later document would meet the same.
fn each(
    arguments: &Arguments,
    list: &[Input],
    counts: &mut Counts,
    keep: impl Fn(&Input, Vec<u8>) -> Result<Vec<u8>, Stop> + Sync,
    mut sink: impl FnMut(&[u8]) -> Result<(), Stop>,
) -> Result<(), Stop> {
    batch::silence_panics();
    let mut stopped = None;
    let work = |input: &Input| -> Result<Result<Outcome, Failure>, Stop> {
        match batch::guarded(|| one(input, arguments)) {
            Ok(Ok(outcome)) => {
                let bytes = keep(input, outcome.bytes)?;
                Ok(Ok(Outcome { bytes, ..outcome }))
            }
            Ok(Err(error)) => Ok(Err(Failure::Document(error))),
            Err(panic) => Ok(Err(Failure::Panic(panic))),
        }
    };
    batch::run(list, arguments.threads, work, |input, result| {
        let done = result.and_then(|result| match result {
            Ok(outcome) => {
                counts.documents += 1;
                counts.targets += outcome.targets;
                counts.unread += outcome.unread;
                sink(&outcome.bytes)
            }
            Err(failure) => {
                counts.failures += 1;
                tell(input, &failure);
                Ok(())
            }
        });
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(stop) => {
                stopped = Some(stop);
                ControlFlow::Break(())
            }
        }
    })
    .map_err(|e| Stop::say(format!("cannot start threads: {e}")))?;
    stopped.map_or(Ok(()), Err)
}

fn one(input: &Input, arguments: &Arguments) -> Result<Outcome, crate::Error> {
    let bytes = input.bytes()?;
    let options = crate::Options {
        path: input.path.clone(),
        read: crate::source::ReadOptions { ocr: arguments.ocr.into() },
        ..crate::Options::default()
    };
    let record = crate::extract(&bytes, &options)?;
    let bytes = match arguments.format {
        Format::Json => json::pretty(&record),
        Format::Jsonl => json::line(&record),
    };
    Ok(Outcome { bytes, targets: record.targets.len(), unread: record.unread.len() })
}

fn tell(input: &Input, failure: &Failure) {
    match failure {
        Failure::Document(error) => {
            messages::tell(&format!("{}: {}", input.path, messages::describe(error)), error.hint());
        }
        Failure::Panic(cause) => messages::tell(
            &format!("{}: this document broke the reader ({cause})", input.path),
            Some("this is a defect of the tool: please report it with the document"),
        ),
    }
}
