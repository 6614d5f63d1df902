//! Archives: ZIP and gzip as folders of documents, archives within archives included.
//!
//! `luu-tru.zip` with `2025/ke-hoach.html` and `cu.zip` → the members `2025/ke-hoach.html` and `cu.zip!/…`.
//!
//! What a directory says of sizes may be a lie: what comes out is counted, entry by entry and over the whole archive.
//! A ZIP without its directory (cut short on the way) is read from its local headers as far as they go.

use super::{Format, encoding, limits, sniff};
use crate::error::Error;
use std::io::{Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::result::ZipError;
use zip::{ZipArchive, read::ZipFile};

/// An open archive; entries are read in any order, from any thread.
#[derive(Debug)]
pub struct Archive {
    store: Store,
    names: Vec<String>,
    /// Why entries may be missing at the end.
    cut: Option<String>,
    size: u64,
    /// Bytes inflated so far.
    given: AtomicU64,
    /// Entries that were over a limit.
    bombs: AtomicU64,
}

/// Entries over a limit after which no more are tried: each costs the time of a whole one.
const BOMBS: u64 = 8;

#[derive(Debug)]
enum Store {
    /// With its directory; the numbers of the entries that are files.
    Zip(ZipArchive<Cursor<Arc<[u8]>>>, Vec<usize>),
    /// Without: where the local headers stand.
    Torn(Arc<[u8]>, Vec<usize>),
    Gzip(Arc<[u8]>),
}

impl Archive {
    /// Opens an archive. `name` is its own file name, from which the entry of a gzip file gets its name.
    ///
    /// # Errors
    /// [`Error::Damaged`] where nothing can be listed, [`Error::Unsupported`] for packages of office programs that are
    /// no text, [`Error::TooLarge`] for more entries than [`limits::ARCHIVE_ENTRIES`].
    pub fn open(bytes: Arc<[u8]>, format: Format, name: &str) -> Result<Archive, Error> {
        let size = bytes.len() as u64;
        let (store, names, cut) = match format {
            Format::Gzip => (Store::Gzip(bytes.clone()), vec![gzip_name(&bytes, name)], None),
            _ => match ZipArchive::new(Cursor::new(bytes.clone())) {
                Ok(zip) => listed(zip)?,
                Err(cause) => torn(bytes, &cause)?,
            },
        };
        Ok(Archive { store, names, cut, size, given: AtomicU64::new(0), bombs: AtomicU64::new(0) })
    }

    /// Names of the entries that are files, `/` between folders, without control characters; hidden files and those of
    /// operating systems are left out.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Why entries may be missing: the archive is cut short.
    pub fn cut(&self) -> Option<&str> {
        self.cut.as_deref()
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// [`Error::Encrypted`], [`Error::Damaged`]; [`Error::TooLarge`] for one over [`limits::ENTRY_BYTES`], and when the
    /// archive gives more than [`limits::INFLATE_RATIO`] bytes for each of its own.
    pub fn read(&self, entry: usize) -> Result<Vec<u8>, Error> {
        match &self.store {
            Store::Gzip(bytes) => self.inflate(flate2::read::MultiGzDecoder::new(&bytes[..]), "gzip"),
            Store::Zip(zip, numbers) => {
                let number = numbers.get(entry).ok_or_else(|| damaged("no such entry"))?;
                let mut zip = zip.clone();
                let file = zip.by_index(*number).map_err(refused)?;
                self.inflate(file, "zip")
            }
            Store::Torn(bytes, starts) => {
                let start = starts.get(entry).ok_or_else(|| damaged("no such entry"))?;
                let mut rest = &bytes[*start..];
                let file = zip::read::read_zipfile_from_stream(&mut rest).map_err(refused)?;
                self.inflate(file.ok_or_else(|| damaged("no such entry"))?, "zip")
            }
        }
    }

    fn inflate(&self, from: impl Read, format: &'static str) -> Result<Vec<u8>, Error> {
        let allowed = self.size.saturating_mul(limits::INFLATE_RATIO).max(limits::RATIO_FREE_BYTES);
        let left = allowed.saturating_sub(self.given.load(Ordering::Relaxed));
        let most = left.min(limits::ENTRY_BYTES);
        let mut data = Vec::new();
        let tired = self.bombs.load(Ordering::Relaxed) >= BOMBS;
        let read = if tired { Ok(0) } else { from.take(most + 1).read_to_end(&mut data) };
        if tired || data.len() as u64 > most {
            // What is thrown away does not keep the entries behind it from being read.
            self.bombs.fetch_add(1, Ordering::Relaxed);
            return Err(match most == limits::ENTRY_BYTES {
                true => Error::TooLarge { what: "bytes of one entry", limit: most },
                false => Error::TooLarge { what: "bytes inflated from the archive", limit: allowed },
            });
        }
        self.given.fetch_add(data.len() as u64, Ordering::Relaxed);
        read.map_err(|cause| Error::Damaged { format, cause: cause.to_string() })?;
        Ok(data)
    }
}

fn damaged(cause: &str) -> Error {
    Error::Damaged { format: "zip", cause: cause.to_owned() }
}

fn refused(cause: ZipError) -> Error {
    match cause {
        ZipError::UnsupportedArchive(what) if what == ZipError::PASSWORD_REQUIRED => Error::Encrypted,
        other => damaged(&other.to_string()),
    }
}

type Listed = (Store, Vec<String>, Option<String>);

fn listed(mut zip: ZipArchive<Cursor<Arc<[u8]>>>) -> Result<Listed, Error> {
    if zip.len() > limits::ARCHIVE_ENTRIES {
        return Err(Error::TooLarge { what: "entries of one archive", limit: limits::ARCHIVE_ENTRIES as u64 });
    }
    let office = ["[Content_Types].xml", "META-INF/manifest.xml"];
    if office.iter().any(|name| zip.index_for_name(name).is_some()) {
        return Err(Error::Unsupported { found: "a package of another program" });
    }
    let (mut numbers, mut names) = (Vec::new(), Vec::new());
    for number in 0..zip.len() {
        // The raw entry needs no password and no known method.
        let Ok(file) = zip.by_index_raw(number) else { continue };
        if let Some(name) = entry_name(&file) {
            numbers.push(number);
            names.push(name);
        }
    }
    Ok((Store::Zip(zip, numbers), names, None))
}

/// What the local headers of a ZIP without directory still tell.
fn torn(bytes: Arc<[u8]>, cause: &ZipError) -> Result<Listed, Error> {
    let (mut starts, mut names) = (Vec::new(), Vec::new());
    let mut rest = &bytes[..];
    while starts.len() < limits::ARCHIVE_ENTRIES {
        let start = bytes.len() - rest.len();
        // A file that is cut short is listed: reading it says what is wrong.
        let Ok(Some(file)) = zip::read::read_zipfile_from_stream(&mut rest) else { break };
        if let Some(name) = entry_name(&file) {
            starts.push(start);
            names.push(name);
        }
    }
    if names.is_empty() {
        return Err(damaged(&cause.to_string()));
    }
    Ok((Store::Torn(bytes.clone(), starts), names, Some(cause.to_string())))
}

/// The name of an entry; `None` for folders, hidden files and what operating systems leave behind.
fn entry_name<R: Read>(file: &ZipFile<'_, R>) -> Option<String> {
    let raw = file.name_raw();
    if raw.ends_with(b"/") || raw.ends_with(b"\\") {
        return None;
    }
    // Names are UTF-8 by flag, or in the code page of the machine that packed them, of which nothing is said.
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => match encoding::decode(raw) {
            // Few letters fit many tables; no file system was ever in the others.
            decoded if matches!(decoded.encoding, "windows-1258" | "tcvn3" | "vni") => decoded.text.into_owned(),
            _ => file.name().map_or_else(|_| String::from_utf8_lossy(raw).into_owned(), |n| n.into_owned()),
        },
    };
    let name = shown(&name);
    let left_behind = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
    (!name.is_empty() && !left_behind).then_some(name)
}

/// A name for people and records: never a way out of a folder, never more than a line.
fn shown(name: &str) -> String {
    let parts = name.split(['/', '\\']).filter(|p| !matches!(*p, "" | "." | ".."));
    let name = parts.collect::<Vec<_>>().join("/");
    name.chars().map(|c| if c.is_control() || c == '\u{fffd}' { '_' } else { c }).collect()
}

/// The name in the header of a gzip file, else its own without the ending.
fn gzip_name(bytes: &[u8], own: &str) -> String {
    let header = flate2::read::GzDecoder::new(bytes).header().and_then(|h| h.filename().map(<[u8]>::to_vec));
    let inner = header.map(|raw| shown(&encoding::decode(&raw).text)).filter(|n| !n.is_empty());
    let inner = inner.and_then(|n| n.rsplit('/').next().map(str::to_owned));
    inner.unwrap_or_else(|| {
        let own = own.rsplit('/').next().unwrap_or(own);
        let stem = own.len().checked_sub(3).and_then(|n| own.get(..n));
        stem.filter(|_| own.to_ascii_lowercase().ends_with(".gz")).unwrap_or("document").to_owned()
    })
}

/// One file of an archive.
#[derive(Debug)]
pub struct Member {
    /// Its path in the archive, `!/` behind each archive within it: `cu.zip!/2019/ke-hoach.doc`.
    pub path: String,
    /// Its bytes, or why they cannot be had.
    pub bytes: Result<Vec<u8>, Error>,
}

/// The files of an archive and of the archives within it, in order.
#[derive(Debug)]
pub struct Members {
    /// Open archives, each with its path and the next entry.
    open: Vec<(Archive, String, usize)>,
    left: usize,
}

/// Opens an archive and gives its members one by one.
///
/// # Errors
/// As [`Archive::open`]. What goes wrong further in is told by the member it concerns; the rest is read.
pub fn members(bytes: Arc<[u8]>, format: Format, name: &str) -> Result<Members, Error> {
    let archive = Archive::open(bytes, format, name)?;
    Ok(Members { open: vec![(archive, String::new(), 0)], left: limits::ARCHIVE_ENTRIES })
}

impl Iterator for Members {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        loop {
            let depth = self.open.len();
            let (archive, prefix, next) = self.open.last_mut()?;
            let Some(name) = archive.names().get(*next) else {
                let (archive, prefix, _) = self.open.pop()?;
                if let Some(cause) = archive.cut() {
                    let path = prefix.trim_end_matches("!/").to_owned();
                    return Some(Member { path, bytes: Err(damaged(cause)) });
                }
                continue;
            };
            let path = format!("{prefix}{name}");
            let bytes = archive.read(*next);
            *next += 1;
            self.left = match self.left.checked_sub(1) {
                Some(left) => left,
                None => {
                    self.open.clear();
                    let limit = limits::ARCHIVE_ENTRIES as u64;
                    return Some(Member { path, bytes: Err(Error::TooLarge { what: "files of one archive", limit }) });
                }
            };
            let inner = match &bytes {
                Ok(bytes) => sniff(bytes).ok().filter(|f| matches!(f, Format::Zip | Format::Gzip)),
                Err(_) => None,
            };
            let (Some(format), Ok(data)) = (inner, &bytes) else { return Some(Member { path, bytes }) };
            if depth >= limits::ARCHIVE_DEPTH {
                let limit = limits::ARCHIVE_DEPTH as u64;
                return Some(Member { path, bytes: Err(Error::TooLarge { what: "archives within archives", limit }) });
            }
            match Archive::open(data.as_slice().into(), format, &path) {
                Ok(archive) => self.open.push((archive, format!("{path}!/"), 0)),
                Err(error) => return Some(Member { path, bytes: Err(error) }),
            }
        }
    }
}

/// The one document of an archive that holds one: what a caller means who hands over a packed file.
///
/// # Errors
/// [`Error::Unsupported`] when there are several, and whatever keeps the one from being had.
pub fn only(bytes: &[u8], format: Format) -> Result<Vec<u8>, Error> {
    let (mut found, mut failed) = (None, None);
    for member in members(bytes.into(), format, "")? {
        match member.bytes {
            Ok(data) if sniff(&data).is_err() => {}
            Ok(_) if found.is_some() => {
                return Err(Error::Unsupported { found: "an archive of several documents" });
            }
            Ok(data) => found = Some(data),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    match (found, failed) {
        (Some(data), _) => Ok(data),
        (None, Some(error)) => Err(error),
        (None, None) => Err(Error::Unsupported { found: "an archive without a document" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_never_a_way_out() {
        assert_eq!(shown("../../etc/kế hoạch.txt"), "etc/kế hoạch.txt");
        assert_eq!(shown("C:\\tài liệu\\a\n.doc"), "C:/tài liệu/a_.doc");
        assert_eq!(gzip_name(b"", "in/ke-hoach.html.gz"), "ke-hoach.html");
    }
}
