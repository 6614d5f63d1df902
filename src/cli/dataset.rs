//! `chitieu extract ARCHIVE -o DIR --dataset`: a folder that is right again after every run.
//!
//! First run: 300 documents read. Two files added, one deleted, next run: 2 read, 298 kept, 1 removed, and said so.

use super::batch;
use super::extract::Arguments;
use super::inputs::{self, Input, Inputs};
use super::messages::{self, COULD_NOT_RUN, Stop, shown};
use super::progress::Progress;
use super::reading::{Counts, Failure, Reader};
use crate::write::dataset::state::Entry;
use crate::write::dataset::{Closed, Dataset, Outputs, Unusable};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What a dataset is to hold. Any of these makes one.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Dataset")]
pub struct DatasetSwitches {
    /// Keep a dataset in <DIR>: records/<id>.json, documents.csv, targets.csv, copies.csv, disagreements.csv,
    /// datapackage.json and run.json. It holds exactly the documents of PATHS: the next run reads what is new or changed
    /// and removes what is gone. Where <DIR> is a dataset already no switch is needed: its outputs are kept up as they are
    #[arg(long)]
    dataset: bool,
    /// Add records.jsonl, all records in one file
    #[arg(long)]
    jsonl: bool,
    /// Add documents.parquet and targets.parquet
    #[arg(long)]
    parquet: bool,
    /// Add dataset.sqlite with full-text search over indicators and quotes
    #[arg(long)]
    sqlite: bool,
    /// Add excel/*.csv with byte order mark and ';', which Vietnamese Excel opens on a double click
    #[arg(long)]
    excel: bool,
    /// Add targets.sdmx.csv, the coded targets as SDMX-CSV 2.0
    #[arg(long)]
    sdmx: bool,
    /// Add review/<id>.html, the text of each document with what was read marked in it; without a dataset <DIR>/<id>.html
    #[arg(long, help_heading = None)]
    pub review: bool,
}

impl DatasetSwitches {
    /// Whether a dataset is wanted, or is there to be kept up.
    pub fn asked(&self, folder: Option<&Path>) -> bool {
        self.said() || folder.is_some_and(Dataset::is_at)
    }

    fn said(&self) -> bool {
        self.dataset || self.jsonl || self.parquet || self.sqlite || self.excel || self.sdmx
    }

    /// The outputs that are said, or those of the last run when none are.
    fn outputs(&self, folder: &Path) -> Result<Outputs, Stop> {
        let absent = |name: &str| {
            Stop::hint(format!("this build does not write {name}"), format!("rebuild with --features {name}"))
        };
        let DatasetSwitches { jsonl, parquet, sqlite, excel, sdmx, review, .. } = *self;
        let mut outputs = Outputs { jsonl, parquet, sqlite, excel, sdmx, review };
        if !self.said() {
            let last = Outputs::of_last_run(folder);
            outputs = Outputs { review: review || last.review, ..last };
        }
        if outputs.parquet && !cfg!(feature = "parquet") {
            return Err(absent("parquet"));
        }
        if outputs.sqlite && !cfg!(feature = "sqlite") {
            return Err(absent("sqlite"));
        }
        Ok(outputs)
    }
}

/// What became of one input.
struct Outcome {
    entry: Entry,
    /// It was read in an earlier run and nothing has changed.
    kept: bool,
}

/// Makes the dataset say what the documents say.
///
/// # Errors
/// When the folder cannot be used or an output refuses; what was there before is then still whole.
pub fn run(arguments: &Arguments, reader: &Reader, folder: &Path) -> Result<u8, Stop> {
    let outputs = arguments.dataset.outputs(folder)?;
    let quiet = arguments.reading.quiet;
    let dataset = Dataset::open(folder).map_err(|e| match e {
        Unusable::System(cause) => Stop::file(folder, &cause),
        other => Stop::Say { message: format!("{}: {other}", shown(folder)), hint: other.hint().map(str::to_owned) },
    })?;
    if dataset.damaged() > 0 {
        let message = format!("{}: {} damaged lines in its memory", shown(folder), dataset.damaged());
        messages::tell(&message, Some("their documents are read anew; nothing is lost"));
    }
    let found = inputs::find(&arguments.paths, Some(folder));
    if inputs::report(&found, quiet) > 0 || found.list.is_empty() {
        // A mistyped path must not empty a dataset.
        messages::tell("nothing was read and the dataset is as it was", Some("every path must lead to documents"));
        return Ok(COULD_NOT_RUN);
    }
    let mut run = Run { counts: Counts::default(), entries: BTreeMap::new(), failures: BTreeMap::new(), kept: 0 };
    run.read(arguments, reader, &dataset, &found, outputs.review)?;
    let closed =
        dataset.close(&run.entries, outputs, reader.codebook()).map_err(|e| Stop::say(messages::describe(&e)))?;
    let account = run.account(reader, outputs, &found, &closed);
    Dataset::account(folder, &account).map_err(|e| Stop::say(messages::describe(&e)))?;
    for id in &closed.removed {
        messages::tell(&format!("removed {id}: its document is gone, or it is no longer asked for"), None);
    }
    if !quiet {
        run.summary(&closed);
        messages::tell(&run.counts.to_string(), None);
    }
    Ok(run.counts.exit_code())
}

#[derive(Serialize)]
struct Account<'a> {
    tool: ToolAccount<'a>,
    schema_version: &'static str,
    outputs: Outputs,
    counts: CountAccount<'a>,
    inputs: Vec<InputAccount<'a>>,
}

#[derive(Serialize)]
struct ToolAccount<'a> {
    name: &'static str,
    version: &'static str,
    rules: &'a str,
}

#[derive(Serialize)]
struct CountAccount<'a> {
    files: usize,
    documents: usize,
    copies: usize,
    targets: &'a BTreeMap<String, usize>,
    unread: usize,
    failures: &'a BTreeMap<&'static str, usize>,
    passed_over: usize,
}

#[derive(Serialize)]
struct InputAccount<'a> {
    id: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'static str>,
}

struct Run {
    counts: Counts,
    entries: BTreeMap<String, Entry>,
    failures: BTreeMap<String, &'static str>,
    kept: usize,
}

impl Run {
    fn read(
        &mut self,
        arguments: &Arguments,
        reader: &Reader,
        dataset: &Dataset,
        found: &Inputs,
        review: bool,
    ) -> Result<(), Stop> {
        let mut progress = Progress::new(found.list.len(), arguments.reading.quiet);
        // Noted as they come, by the one thread that has the results; the reading threads only look.
        let mut memory = dataset.memory().map_err(|e| Stop::say(messages::describe(&e)))?;
        let work = |input: &Input| one(reader, dataset, input, review);
        batch::run(&found.list, arguments.reading.threads, work, |input, result| {
            progress.step();
            result.and_then(|result| match result {
                Ok(Outcome { entry, kept }) => {
                    self.counts.documents += 1;
                    self.counts.targets += entry.targets;
                    self.counts.unread += entry.unread;
                    self.kept += usize::from(kept);
                    let noted = if kept { Ok(()) } else { memory.add(&entry) };
                    self.entries.insert(entry.id.clone(), entry);
                    noted.map_err(|e| Stop::say(messages::describe(&e)))
                }
                Err(failure) => {
                    self.counts.fail(failure.cause(), 1);
                    self.failures.insert(input.path.clone(), failure.cause());
                    failure.tell(input, &progress);
                    Ok(())
                }
            })
        })
    }

    /// `run.json`: what was read by what, and what came of it. No clock, no machine: the same input gives the same account.
    fn account<'a>(
        &'a self,
        reader: &'a Reader,
        outputs: Outputs,
        found: &'a Inputs,
        closed: &'a Closed,
    ) -> Account<'a> {
        let inputs = found.list.iter().map(|input| {
            let entry = self.entries.get(&input.id);
            let failure = || self.failures.get(&input.path).copied();
            InputAccount {
                id: &input.id,
                path: &input.path,
                sha256: entry.map(|e| e.sha256.as_str()),
                record: entry.map(|e| e.record.as_str()),
                failure: if entry.is_none() { failure() } else { None },
            }
        });
        Account {
            tool: ToolAccount {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
                rules: &reader.rules,
            },
            schema_version: crate::record::SCHEMA_VERSION,
            outputs,
            counts: CountAccount {
                files: self.counts.documents,
                documents: closed.documents,
                copies: closed.copies,
                targets: &closed.targets,
                unread: closed.unread,
                failures: &self.counts.failures,
                passed_over: found.passed_over.len(),
            },
            inputs: inputs.collect(),
        }
    }

    /// The table at the end.
    fn summary(&self, closed: &Closed) {
        let mut lines = vec![
            ("read".to_owned(), self.counts.documents - self.kept),
            ("unchanged".to_owned(), self.kept),
            ("removed".to_owned(), closed.removed.len()),
            ("documents".to_owned(), closed.documents),
            ("copies".to_owned(), closed.copies),
        ];
        lines.extend(closed.targets.iter().map(|(kind, n)| (format!("rows of kind {kind}"), *n)));
        lines.push(("unread numbers".to_owned(), closed.unread));
        lines.extend(self.counts.failures.iter().map(|(cause, n)| (format!("failed: {cause}"), *n)));
        messages::table(&lines);
    }
}

/// Reads one input unless its record is current.
fn one(reader: &Reader, dataset: &Dataset, input: &Input, review: bool) -> Result<Result<Outcome, Failure>, Stop> {
    let bytes = match input.bytes() {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Err(Failure::Document(error))),
    };
    let hash = crate::pipeline::sha256(&bytes);
    if let Some(entry) = dataset.current(&input.id, &input.path, &hash, &reader.rules, review) {
        return Ok(Ok(Outcome { entry: entry.clone(), kept: true }));
    }
    let (record, page) = match reader.record(input, &bytes, review) {
        Ok(read) => read,
        Err(failure) => return Ok(Err(failure)),
    };
    let entry = dataset
        .put(&input.id, &reader.rules, &record, page.as_deref())
        .map_err(|e| Stop::say(messages::describe(&e)))?;
    Ok(Ok(Outcome { entry, kept: false }))
}
