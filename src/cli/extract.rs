//! `chitieu extract`: documents in, records or a dataset out.
//!
//! `chitieu extract luu-tru -o out` → `out/hai-duong-5046.json`, …; the last line on stderr counts what was read.

use super::batch;
use super::dataset;
use super::inputs::{self, Input};
use super::messages::{self, COULD_NOT_RUN, Stop};
use super::progress::Progress;
use super::reading::{Counts, Failure, Reader, ReadingSwitches};
use crate::Record;
use crate::write::{atomic, json, sdmx};
use std::path::{Path, PathBuf};

/// What `extract` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files, folders (walked in a fixed order), patterns like 'luu-tru/*.html', or - for standard input
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Write each record to <DIR>/<id>.json; the id is the file's name without extension, or its folder's for source.*
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Shape of the records
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How documents are read
    #[command(flatten)]
    pub reading: ReadingSwitches,
    /// What a dataset is to hold
    #[command(flatten)]
    pub dataset: dataset::DatasetSwitches,
}

/// Shape of the records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One indented JSON file a document
    #[default]
    Json,
    /// One line a document, streamed; with -o into <DIR>/records.jsonl
    Jsonl,
    /// Observations in SDMX-CSV 2.0, streamed; with -o into <DIR>/targets.sdmx.csv
    SdmxCsv,
}

/// What one document gave.
struct Outcome {
    /// What goes to the stream; empty when the thread that read it has written a file.
    bytes: Vec<u8>,
    targets: usize,
    unread: usize,
}

/// Runs it.
///
/// # Errors
/// When nothing can be read at all or an output refuses.
pub fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let reader = arguments.reading.reader()?;
    let folder = arguments.output.as_deref();
    if arguments.dataset.asked(folder) {
        let hint = "give -o DIR: the folder of the dataset";
        return dataset::run(arguments, &reader, folder.ok_or_else(|| Stop::hint("a dataset needs a folder", hint))?);
    }
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).map_err(|e| Stop::file(folder, &e))?;
    }
    let found = inputs::find(&arguments.paths, folder);
    let mut counts = Counts::default();
    counts.fail("not-found", inputs::report(&found, arguments.reading.quiet));
    if found.list.is_empty() {
        return Ok(COULD_NOT_RUN);
    }
    if folder.is_none() && arguments.format == Format::Json && found.list.len() > 1 {
        return Err(Stop::hint(
            format!("{} documents do not go into one record", found.list.len()),
            "give -o DIR for a file each, or --format jsonl for a line each",
        ));
    }
    let run = Run { arguments, reader: &reader, list: &found.list };
    let head = if arguments.format == Format::SdmxCsv { sdmx::head() } else { Vec::new() };
    match (folder, arguments.format) {
        (Some(folder), Format::Json) => run.each(&mut counts, Some(folder), |_| Ok(()))?,
        (Some(folder), format) => {
            let name = if format == Format::Jsonl { "records.jsonl" } else { "targets.sdmx.csv" };
            let path = folder.join(name);
            let mut stopped = None;
            let written = atomic::write(&path, |out| {
                out.write_all(&head)?;
                let stream = |bytes: &[u8]| out.write_all(bytes).map_err(|e| Stop::file(&path, &e));
                stopped = run.each(&mut counts, None, stream).err();
                if stopped.is_some() { Err(std::io::ErrorKind::Interrupted.into()) } else { Ok(()) }
            });
            stopped.map_or(Ok(()), Err)?;
            written.map_err(|e| Stop::say(messages::describe(&e)))?;
        }
        (None, _) => {
            messages::print(&head)?;
            run.each(&mut counts, None, messages::print)?;
        }
    }
    if !arguments.reading.quiet {
        messages::tell(&counts.to_string(), None);
    }
    Ok(counts.exit_code())
}

struct Run<'a> {
    arguments: &'a Arguments,
    reader: &'a Reader,
    list: &'a [Input],
}

impl Run<'_> {
    /// Reads every input; with a folder each record goes into its own file, by the thread that made it, else the bytes go to
    /// `stream` in input order. An output that refuses (full disk, closed pipe) ends the run: every later document would
    /// meet the same.
    fn each(
        &self,
        counts: &mut Counts,
        folder: Option<&Path>,
        mut stream: impl FnMut(&[u8]) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let mut progress = Progress::new(self.list.len(), self.arguments.reading.quiet);
        let work = |input: &Input| self.one(input, folder);
        batch::run(self.list, self.arguments.reading.threads, work, |input, result| {
            progress.step();
            result.and_then(|result| match result {
                Ok(outcome) => {
                    counts.documents += 1;
                    counts.targets += outcome.targets;
                    counts.unread += outcome.unread;
                    stream(&outcome.bytes)
                }
                Err(failure) => {
                    counts.fail(failure.cause(), 1);
                    failure.tell(input, &progress);
                    Ok(())
                }
            })
        })
    }

    fn one(&self, input: &Input, folder: Option<&Path>) -> Result<Result<Outcome, Failure>, Stop> {
        let review = self.arguments.dataset.review && folder.is_some();
        let read = input.bytes().map_err(Failure::Document).and_then(|bytes| self.reader.record(input, &bytes, review));
        let (record, page) = match read {
            Ok(read) => read,
            Err(failure) => return Ok(Err(failure)),
        };
        let mut bytes = self.shape(input, &record);
        if let Some(folder) = folder {
            let put = |extension: &str, bytes: &[u8]| {
                let path = folder.join(format!("{}.{extension}", input.id));
                atomic::bytes(&path, bytes).map_err(|e| Stop::say(messages::describe(&e)))
            };
            put("json", &bytes)?;
            page.map_or(Ok(()), |page| put("html", page.as_bytes()))?;
            bytes = Vec::new();
        }
        Ok(Ok(Outcome { bytes, targets: record.targets.len(), unread: record.unread.len() }))
    }

    fn shape(&self, input: &Input, record: &Record) -> Vec<u8> {
        match self.arguments.format {
            Format::Json => json::pretty(record),
            Format::Jsonl => json::line(record),
            Format::SdmxCsv => sdmx::lines(&input.id, record, self.reader.codebook()),
        }
    }
}
