//! Documents inside archives, as inputs like any file.
//!
//! `luu-tru.zip` → the inputs `luu-tru.zip!/2025/ke-hoach.html` and `luu-tru.zip!/cu.zip!/nghi-quyet.doc`.
//!
//! An archive is listed when inputs are found and opened again when its first member is read; it stays open until the
//! last one was, so that a batch holds only the archives it is reading.

use super::messages::shown;
use crate::Error;
use crate::source::archive::Archive;
use crate::source::{Format, limits, sniff};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// One file in an archive.
#[derive(Clone, Debug)]
pub struct Packed {
    shelf: Arc<Shelf>,
    entry: usize,
}

impl PartialEq for Packed {
    fn eq(&self, other: &Packed) -> bool {
        Arc::ptr_eq(&self.shelf, &other.shelf) && self.entry == other.entry
    }
}

impl Eq for Packed {}

/// An archive that is opened when something of it is wanted.
#[derive(Debug)]
struct Shelf {
    from: From,
    format: Format,
    name: String,
    open: Mutex<Option<Arc<Archive>>>,
    /// Members that were not read yet.
    left: AtomicUsize,
}

#[derive(Debug)]
enum From {
    File(PathBuf),
    Archive(Packed),
}

/// What an archive holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// Documents, each with the path that records show.
    pub documents: Vec<(String, Packed)>,
    /// Paths of files that are no documents.
    pub passed_over: Vec<String>,
    /// Paths of archives within that could not be opened or are cut short, and why.
    pub lost: Vec<(String, Error)>,
}

impl Packed {
    /// Reads its bytes.
    ///
    /// # Errors
    /// Whatever [`Archive::open`] and [`Archive::read`] say.
    pub fn bytes(&self) -> Result<Vec<u8>, Error> {
        let bytes = self.shelf.archive()?.read(self.entry);
        let before = self.shelf.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1));
        if before == Ok(1) {
            self.shelf.close();
        }
        bytes
    }
}

impl Shelf {
    fn new(from: From, format: Format, name: String) -> Shelf {
        Shelf { from, format, name, open: Mutex::new(None), left: AtomicUsize::new(0) }
    }

    fn archive(&self) -> Result<Arc<Archive>, Error> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(archive) = &*open {
            return Ok(archive.clone());
        }
        let bytes = match &self.from {
            From::File(path) => super::inputs::read(path)?,
            From::Archive(packed) => packed.bytes()?,
        };
        let archive = Arc::new(Archive::open(bytes.into(), self.format, &self.name)?);
        *open = Some(archive.clone());
        Ok(archive)
    }

    fn close(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Lists the archive at `path`; `None` when it is none, or holds no document: reading it as a file says why.
pub fn of_file(path: &Path, is_document: impl Fn(&Path) -> Option<bool>) -> Option<Contents> {
    let mut start = [0; 4];
    let read = std::fs::File::open(path).and_then(|mut f| std::io::Read::read_exact(&mut f, &mut start));
    if read.is_err() || !(start.starts_with(b"PK") || start.starts_with(b"\x1f\x8b")) {
        return None;
    }
    let format = archive_format(&super::inputs::read(path).ok()?)?;
    let mut contents = Contents::default();
    let shelf = Shelf::new(From::File(path.to_owned()), format, shown(path));
    list(Arc::new(shelf), 1, &mut contents, &is_document).ok()?;
    (!contents.documents.is_empty() || !contents.lost.is_empty()).then_some(contents)
}

fn archive_format(bytes: &[u8]) -> Option<Format> {
    sniff(bytes).ok().filter(|f| matches!(f, Format::Zip | Format::Gzip))
}

fn list(
    shelf: Arc<Shelf>,
    depth: usize,
    contents: &mut Contents,
    is_document: &impl Fn(&Path) -> Option<bool>,
) -> Result<(), Error> {
    let archive = shelf.archive()?;
    let (mut members, mut inner) = (0, Vec::new());
    for (entry, name) in archive.names().iter().enumerate() {
        let path = format!("{}!/{name}", shelf.name);
        let lower = name.to_ascii_lowercase();
        let packed = Packed { shelf: shelf.clone(), entry };
        let told = if lower.ends_with(".zip") || lower.ends_with(".gz") { None } else { is_document(Path::new(name)) };
        // Names that say nothing are asked for their bytes; of a member that cannot be read the reader will tell.
        let wanted = told.unwrap_or_else(|| match archive.read(entry) {
            Ok(bytes) => match archive_format(&bytes) {
                Some(format) => {
                    inner.push(Shelf::new(From::Archive(packed.clone()), format, path.clone()));
                    members += 1;
                    false
                }
                None => matches!(sniff(&bytes), Ok(f) if f != Format::Text || Path::new(name).extension().is_none()),
            },
            Err(_) => true,
        });
        if wanted {
            members += 1;
            contents.documents.push((path, packed));
        } else if inner.last().is_none_or(|s| s.name != path) {
            contents.passed_over.push(path);
        }
        if contents.documents.len() > limits::ARCHIVE_ENTRIES {
            let limit = limits::ARCHIVE_ENTRIES as u64;
            contents.documents.truncate(limits::ARCHIVE_ENTRIES);
            contents.lost.push((shelf.name.clone(), Error::TooLarge { what: "documents of one archive", limit }));
            break;
        }
    }
    if let Some(cause) = archive.cut() {
        let error = Error::Damaged { format: shelf.format.name(), cause: format!("{cause}; read as far as it goes") };
        contents.lost.push((shelf.name.clone(), error));
    }
    drop(archive);
    for inner in inner {
        let name = inner.name.clone();
        let listed = if depth >= limits::ARCHIVE_DEPTH {
            let limit = limits::ARCHIVE_DEPTH as u64;
            Err(Error::TooLarge { what: "archives within archives", limit })
        } else {
            list(Arc::new(inner), depth + 1, contents, is_document)
        };
        if let Err(error) = listed {
            contents.lost.push((name, error));
        }
    }
    shelf.close();
    shelf.left.store(members, Ordering::Relaxed);
    Ok(())
}
