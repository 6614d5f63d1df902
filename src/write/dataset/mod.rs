//! A dataset folder: records, tables and what is remembered between runs, always whole, always the same for the same input.
//!
//! `dataset/` → `records/<id>.json documents.csv targets.csv copies.csv disagreements.csv datapackage.json run.json`, and on
//! demand `records.jsonl`, `*.parquet`, `dataset.sqlite`, `targets.sdmx.csv`, `excel/*.csv`, `review/<id>.html`.
//!
//! Records are written first, each in one step; the tables are made from the records, so a run that was killed needs nothing
//! but to be run again.

pub mod columns;
pub mod comparison;
pub mod copies;
pub mod csv;
pub mod datapackage;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod rows;
mod sinks;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod state;

use crate::Error;
use crate::codebook::Codebook;
use crate::record::Record;
use crate::write::{atomic, json};
use columns::Table;
use sinks::Sinks;
use state::{Entry, Log, Refusal, State};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The outputs that are made on demand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Outputs {
    /// `records.jsonl`.
    pub jsonl: bool,
    /// `documents.parquet`, `targets.parquet`.
    pub parquet: bool,
    /// `dataset.sqlite`.
    pub sqlite: bool,
    /// `excel/*.csv`.
    pub excel: bool,
    /// `targets.sdmx.csv`.
    pub sdmx: bool,
    /// `review/<id>.html`.
    pub review: bool,
}

impl Outputs {
    /// The outputs of the run that wrote the dataset last; none when its account cannot be read.
    pub fn of_last_run(folder: &Path) -> Outputs {
        #[derive(serde::Deserialize)]
        struct Account {
            outputs: Outputs,
        }
        let account = fs::read(folder.join("run.json")).ok().and_then(|b| serde_json::from_slice::<Account>(&b).ok());
        account.map(|a| a.outputs).unwrap_or_default()
    }

    /// The files of outputs that are not asked for: an older run may have left them, and they would go stale.
    fn unwanted(self) -> Vec<String> {
        let mut names = Vec::new();
        let mut drop = |wanted: bool, files: &[&str]| {
            if !wanted {
                names.extend(files.iter().map(|f| (*f).to_owned()));
            }
        };
        drop(self.jsonl, &["records.jsonl"]);
        drop(self.parquet, &["documents.parquet", "targets.parquet"]);
        drop(self.sqlite, &["dataset.sqlite"]);
        drop(self.sdmx, &["targets.sdmx.csv"]);
        let excel = Table::CSV.map(|t| format!("excel/{}.csv", t.name()));
        drop(self.excel, &excel.each_ref().map(String::as_str));
        names
    }
}

/// Why a folder cannot be used as a dataset.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It holds files and none of them says that it is a dataset.
    #[error("not empty and not a dataset of this tool")]
    Foreign,
    /// A later version laid it out.
    #[error("a dataset of layout {0}, made by a newer version of this tool")]
    Newer(u32),
    /// Another run is writing it.
    #[error("another run is writing this dataset")]
    Locked,
    /// The system refused.
    #[error("{0}")]
    System(#[from] std::io::Error),
}

impl Unusable {
    /// What the user can do.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Unusable::Foreign => "give a new or empty folder; nothing was touched",
            Unusable::Newer(_) => "update the tool, or give a new folder; nothing was touched",
            Unusable::Locked => "wait until it is done, or end it",
            Unusable::System(_) => return None,
        })
    }
}

/// An open dataset folder, locked until it is dropped.
#[derive(Debug)]
pub struct Dataset {
    folder: PathBuf,
    state: State,
    /// Held open: the system frees the lock when the process ends, however it ends.
    _lock: fs::File,
}

/// What closing a dataset did.
#[derive(Debug, Default)]
pub struct Closed {
    /// Ids whose documents are gone, and their records with them.
    pub removed: Vec<String>,
    /// Documents after grouping copies.
    pub documents: usize,
    /// Copies beyond the first of each document.
    pub copies: usize,
    /// Rows of targets by kind.
    pub targets: BTreeMap<String, usize>,
    /// Unread numbers of the documents.
    pub unread: usize,
}

const RECORDS: &str = "records";
const REVIEW: &str = "review";
const MEMORY: &str = ".chitieu";

impl Dataset {
    /// Whether a folder is a dataset already.
    pub fn is_at(folder: &Path) -> bool {
        folder.join(MEMORY).is_dir()
    }

    /// Opens or begins a dataset.
    ///
    /// # Errors
    /// [`Unusable`]; the folder is then as it was.
    pub fn open(folder: &Path) -> Result<Dataset, Unusable> {
        let memory = folder.join(MEMORY);
        let occupied = match fs::read_dir(folder) {
            Ok(mut entries) => entries.next().is_some(),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => false,
            Err(e) => return Err(e.into()),
        };
        if occupied && !memory.is_dir() {
            return Err(Unusable::Foreign);
        }
        // Looked at before anything is written: a newer dataset must not even be locked.
        let refused = |refusal| match refusal {
            Refusal::Newer(layout) => Unusable::Newer(layout),
            Refusal::System(cause) => Unusable::System(cause),
        };
        State::read(&memory.join("state.jsonl")).map_err(refused)?;
        fs::create_dir_all(folder.join(RECORDS))?;
        fs::create_dir_all(&memory)?;
        let lock = fs::OpenOptions::new().create(true).truncate(false).write(true).open(memory.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(Unusable::Locked),
            Err(fs::TryLockError::Error(cause)) => return Err(cause.into()),
        }
        for place in
            [folder.to_owned(), folder.join(RECORDS), folder.join("excel"), folder.join(REVIEW), memory.clone()]
        {
            atomic::clean(&place);
        }
        // Read again under the lock: another run may have ended in between.
        let state = State::read(&memory.join("state.jsonl")).map_err(refused)?;
        Ok(Dataset { folder: folder.to_owned(), state, _lock: lock })
    }

    /// Lines of the state that could not be understood; their documents are read anew.
    pub fn damaged(&self) -> usize {
        self.state.damaged
    }

    /// Where the record of an id is.
    pub fn record_path(&self, id: &str) -> PathBuf {
        self.folder.join(RECORDS).join(format!("{id}.json"))
    }

    fn page_path(&self, id: &str) -> PathBuf {
        self.folder.join(REVIEW).join(format!("{id}.html"))
    }

    /// The entry of a document that need not be read again: same file, same bytes, same rules, and its record still whole,
    /// and its page there when one is wanted.
    pub fn current(&self, id: &str, path: &str, sha256: &str, rules: &str, review: bool) -> Option<&Entry> {
        let entry = self.state.known.get(id)?;
        let same = entry.path == path && entry.sha256 == sha256 && entry.rules == rules;
        let whole =
            || fs::read(self.record_path(id)).is_ok_and(|bytes| crate::pipeline::sha256(&bytes) == entry.record);
        (same && (!review || self.page_path(id).is_file()) && whole()).then_some(entry)
    }

    /// Writes a record and, when there is one, its page; several threads may. Its entry goes to [`Dataset::memory`].
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn put(&self, id: &str, rules: &str, record: &Record, page: Option<&str>) -> Result<Entry, Error> {
        if let Some(page) = page {
            let folder = self.folder.join(REVIEW);
            fs::create_dir_all(&folder).map_err(|e| atomic::failed(&folder, e))?;
            atomic::bytes(&self.page_path(id), page.as_bytes())?;
        }
        let bytes = json::pretty(record);
        atomic::bytes(&self.record_path(id), &bytes)?;
        Ok(Entry::new(id, rules, record, crate::pipeline::sha256(&bytes)))
    }

    /// The memory, open for noting records as they are written: a killed run resumes behind the last one noted.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn memory(&self) -> Result<Log, Error> {
        self.state.log()
    }

    /// Makes the folder say exactly what `entries` say: removes what is gone, writes the tables.
    ///
    /// # Errors
    /// [`Error::Write`]; the tables then stand as they were.
    pub fn close(
        self,
        entries: &BTreeMap<String, Entry>,
        outputs: Outputs,
        codebook: &Codebook,
    ) -> Result<Closed, Error> {
        let mut closed = Closed { removed: self.remove_gone(entries)?, ..Closed::default() };
        self.tables(entries, outputs, codebook, &mut closed)?;
        for name in outputs.unwanted() {
            let path = self.folder.join(&name);
            match fs::remove_file(&path) {
                Ok(()) => closed.removed.push(name),
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
                Err(e) => return Err(atomic::failed(&path, e)),
            }
        }
        let pages = self.remove_pages(outputs.review.then_some(entries))?;
        if pages > 0 && !outputs.review {
            closed.removed.push(format!("{pages} review pages"));
        }
        for folder in ["excel", REVIEW] {
            // Succeeds for an empty folder only: what the user put there stays.
            let _ = fs::remove_dir(self.folder.join(folder));
        }
        atomic::bytes(&self.folder.join("datapackage.json"), &datapackage::pretty())?;
        self.state.replace(entries.values())?;
        Ok(closed)
    }

    /// Writes `run.json`, the account of the run.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn account(folder: &Path, account: &impl serde::Serialize) -> Result<(), Error> {
        atomic::write(&folder.join("run.json"), |out| {
            serde_json::to_writer_pretty(&mut *out, account)?;
            out.write_all(b"\n")
        })
    }

    fn remove_gone(&self, entries: &BTreeMap<String, Entry>) -> Result<Vec<String>, Error> {
        let folder = self.folder.join(RECORDS);
        let listed = fs::read_dir(&folder).map_err(|e| atomic::failed(&folder, e))?;
        let mut gone: Vec<String> = listed
            .filter_map(|e| Some(e.ok()?.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
            .filter(|id| !entries.contains_key(id))
            .collect();
        gone.sort();
        for id in &gone {
            let path = self.record_path(id);
            fs::remove_file(&path).map_err(|e| atomic::failed(&path, e))?;
        }
        Ok(gone)
    }

    /// Removes the pages of documents that are gone, or all when none are wanted. They go with their record, which is said.
    fn remove_pages(&self, entries: Option<&BTreeMap<String, Entry>>) -> Result<usize, Error> {
        let mut removed = 0;
        for path in fs::read_dir(self.folder.join(REVIEW)).into_iter().flatten().flatten().map(|e| e.path()) {
            let id = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            let page = path.extension().is_some_and(|e| e == "html");
            if page && !entries.is_some_and(|entries| entries.contains_key(&id)) {
                fs::remove_file(&path).map_err(|e| atomic::failed(&path, e))?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    fn read(&self, id: &str) -> Result<Record, Error> {
        let path = self.record_path(id);
        let bytes = fs::read(&path).map_err(Error::Read)?;
        let damaged = |e: serde_json::Error| Error::Damaged { format: "record", cause: format!("{id}: {e}") };
        serde_json::from_slice(&bytes).map_err(damaged)
    }

    /// Every table in one pass over the records, in the order of their ids.
    fn tables(
        &self,
        entries: &BTreeMap<String, Entry>,
        outputs: Outputs,
        codebook: &Codebook,
        closed: &mut Closed,
    ) -> Result<(), Error> {
        let main = copies::group(entries.values());
        let mut files: BTreeMap<&str, usize> = BTreeMap::new();
        main.values().for_each(|document| *files.entry(document).or_default() += 1);
        let mut sinks = Sinks::new(&self.folder, outputs)?;
        for (id, document) in &main {
            let record = self.read(id)?;
            sinks.row(Table::Copies, &rows::copy(id, document, &record))?;
            sinks.record(&record)?;
            if id != document {
                closed.copies += 1;
                let best = self.read(document)?;
                for row in copies::disagreements(id, document, &best, &record) {
                    sinks.row(Table::Disagreements, &row)?;
                }
                continue;
            }
            closed.documents += 1;
            closed.unread += record.unread.len();
            sinks.row(Table::Documents, &rows::document(id, &record, files.get(id.as_str()).copied().unwrap_or(1)))?;
            sinks.observations(id, &record, codebook)?;
            for (n, target) in record.targets.iter().enumerate() {
                *closed.targets.entry(target.kind.to_string()).or_default() += 1;
                sinks.row(Table::Targets, &rows::target(id, &record, n, target, codebook))?;
                for row in rows::evidence(id, n, target) {
                    sinks.row(Table::Evidence, &row)?;
                }
            }
        }
        sinks.finish()
    }
}
