//! What a dataset remembers of each document: enough to know whether it must be read again, and which others it is a copy of.
//!
//! `{"id":"hue-12","path":"luu-tru/hue-12.pdf","sha256":"9c…","rules":"0.1.0+4f…","record":"77…",…}`, one line a document.
//!
//! The file only grows while a run goes on and is rewritten at its end, so a run killed at any moment loses at most the
//! document it was at.

use crate::Error;
use crate::record::Record;
use crate::write::atomic::{self, failed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Version of the layout of a dataset folder. A folder of a higher one is left alone.
pub const LAYOUT: u32 = 1;

/// First line of the state file.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    chitieu: u32,
}

/// One document of the dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Name of its record.
    pub id: String,
    /// The file, as given.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What read it: version of the tool, fingerprint of its rules and tables, options.
    pub rules: String,
    /// SHA-256 of the record's bytes.
    pub record: String,
    /// Number, issuer and issue date, when all three are known: what makes two files the same plan.
    pub plan: Option<String>,
    /// How good a copy it is: the lowest is taken for the document.
    pub rank: u64,
    /// Targets of every kind.
    pub targets: usize,
    /// Numbers that nothing accounts for.
    pub unread: usize,
}

impl Entry {
    /// The entry of a record whose bytes have the hash `hash`.
    pub fn new(id: &str, rules: &str, record: &Record, hash: String) -> Entry {
        let h = &record.header;
        let plan = match (&h.number, &h.issuer, &h.issued_on) {
            (Some(number), Some(issuer), Some(date)) => {
                let bare = |text: &str| crate::text::folded(text).split_whitespace().collect::<String>();
                Some(format!("{}|{}|{date}", bare(number), bare(issuer)))
            }
            _ => None,
        };
        // A full text before a news page, a text layer before recognised characters, then the one that says more.
        let poor = u64::from(record.source.form != "full_text") * 2 + u64::from(record.source.ocr);
        Entry {
            id: id.to_owned(),
            path: record.source.path.clone(),
            sha256: record.source.sha256.clone(),
            rules: rules.to_owned(),
            record: hash,
            plan,
            rank: (poor << 32) + u64::from(u32::MAX).saturating_sub(record.targets.len() as u64),
            targets: record.targets.len(),
            unread: record.unread.len(),
        }
    }
}

/// What the state file says.
#[derive(Debug)]
pub struct State {
    path: PathBuf,
    /// Entries of earlier runs, by id.
    pub known: BTreeMap<String, Entry>,
    /// Lines that could not be understood.
    pub damaged: usize,
}

/// Why a state file cannot be used.
#[derive(Debug)]
pub enum Refusal {
    /// Written by a version that lays a dataset out differently.
    Newer(u32),
    /// The system refused.
    System(std::io::Error),
}

impl State {
    /// Reads the state at `path`; an absent file is an empty state, lines that make no sense are counted and left out.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn read(path: &Path) -> Result<State, Refusal> {
        let mut state = State { path: path.to_owned(), known: BTreeMap::new(), damaged: 0 };
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(state),
            Err(e) => return Err(Refusal::System(e)),
        };
        let mut lines = bytes.split(|b| *b == b'\n').filter(|l| !l.is_empty());
        match lines.next().map(serde_json::from_slice::<Head>) {
            Some(Ok(head)) if head.chitieu > LAYOUT => return Err(Refusal::Newer(head.chitieu)),
            Some(Ok(_)) => {}
            Some(Err(_)) => state.damaged += 1,
            None => return Ok(state),
        }
        for line in lines {
            match serde_json::from_slice::<Entry>(line) {
                Ok(entry) => drop(state.known.insert(entry.id.clone(), entry)),
                Err(_) => state.damaged += 1,
            }
        }
        Ok(state)
    }

    /// Opens the file for adding entries while a run goes on.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn log(&self) -> Result<Log, Error> {
        let open = || {
            let mut file = fs::OpenOptions::new().append(true).create(true).open(&self.path)?;
            if file.metadata()?.len() == 0 {
                line(&mut file, &Head { chitieu: LAYOUT })?;
            } else {
                // A killed run may have left half a line.
                file.write_all(b"\n")?;
            }
            Ok(file)
        };
        let file = open().map_err(|e| failed(&self.path, e))?;
        Ok(Log { path: self.path.clone(), file })
    }

    /// Writes the file anew with exactly these entries.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn replace<'a>(&self, entries: impl Iterator<Item = &'a Entry>) -> Result<(), Error> {
        atomic::write(&self.path, |out| {
            line(out, &Head { chitieu: LAYOUT })?;
            for entry in entries {
                line(out, entry)?;
            }
            Ok(())
        })
    }
}

/// The state file, open for adding.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    file: fs::File,
}

impl Log {
    /// Adds an entry; a later one of the same id counts.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn add(&mut self, entry: &Entry) -> Result<(), Error> {
        line(&mut self.file, entry).map_err(|e| failed(&self.path, e))
    }
}

fn line<W: Write + ?Sized>(out: &mut W, value: &impl Serialize) -> std::io::Result<()> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    out.write_all(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str) -> Entry {
        Entry { id: id.into(), sha256: format!("hash of {id}"), ..Entry::default() }
    }

    #[test]
    fn half_a_line_costs_one_document() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.jsonl");
        let mut log = State::read(&path).unwrap().log().unwrap();
        log.add(&entry("a")).unwrap();
        log.add(&entry("b")).unwrap();
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 9]).unwrap();
        let state = State::read(&path).unwrap();
        assert_eq!((state.known.len(), state.damaged), (1, 1));
        state.log().unwrap().add(&entry("b")).unwrap();
        assert_eq!(State::read(&path).unwrap().known.len(), 2);
    }

    #[test]
    fn a_newer_layout_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.jsonl");
        fs::write(&path, "{\"chitieu\":2}\n").unwrap();
        assert!(matches!(State::read(&path), Err(Refusal::Newer(2))));
    }
}
