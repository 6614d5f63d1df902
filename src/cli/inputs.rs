//! From what was typed to the files to read: files, folders, globs, standard input, in one fixed order.
//!
//! `luu-tru/` with `hai-duong-5046/source.html` and `ke-hoach.pdf` → the inputs `hai-duong-5046` and `ke-hoach`.

#[cfg(feature = "archive")]
use super::members::{self, Packed};
use super::messages::{self, Stop, shown};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where its bytes are; `None` is standard input.
    pub file: Option<PathBuf>,
    /// Which file of the archive at `file` it is.
    #[cfg(feature = "archive")]
    pub packed: Option<Packed>,
    /// As records and messages show it.
    pub path: String,
    /// Name of its record.
    pub id: String,
}

/// The inputs found, and what was noticed on the way.
#[derive(Debug, Default)]
pub struct Inputs {
    /// In reading order, ids all different.
    pub list: Vec<Input>,
    /// Paths that lead nowhere, with the message and the hint; each counts as a failure.
    pub lost: Vec<(String, Option<String>)>,
    /// Files of folders that are no documents.
    pub passed_over: Vec<PathBuf>,
    /// Ids that two documents wanted: the path and the id it got instead.
    pub renamed: Vec<(String, String)>,
}

/// Finds the inputs of `paths`. `except` is a folder that is never walked: the output of this very run.
pub fn find(paths: &[PathBuf], except: Option<&Path>) -> Inputs {
    let mut search = Search { except: except.and_then(|p| p.canonicalize().ok()), ..Search::default() };
    for path in paths {
        search.argument(path);
    }
    let mut found = search.found;
    name(&mut found);
    found
}

/// Tells what [`find`] noticed; the result is how many paths led nowhere.
pub fn report(found: &Inputs, quiet: bool) -> usize {
    for (message, hint) in &found.lost {
        messages::tell(message, hint.as_deref());
    }
    if !quiet {
        for (path, id) in &found.renamed {
            messages::tell(&format!("{path}: another document has this id, its record is named {id}"), None);
        }
        if let Some(first) = found.passed_over.first() {
            let n = found.passed_over.len();
            let files = if n == 1 { "file that is no document" } else { "files that are no documents" };
            messages::tell(&format!("passed over {n} {files}, first {}", shown(first)), None);
        }
    }
    found.lost.len()
}

impl Input {
    /// Reads the bytes, refusing what is larger than any document may be before it fills the memory.
    ///
    /// # Errors
    /// [`crate::Error::Read`] and [`crate::Error::TooLarge`].
    pub fn bytes(&self) -> Result<Vec<u8>, crate::Error> {
        #[cfg(feature = "archive")]
        if let Some(packed) = &self.packed {
            return packed.bytes();
        }
        match &self.file {
            Some(file) => read(file),
            None => all(std::io::stdin().lock(), 0),
        }
    }

    fn of_file(path: &Path) -> Input {
        Input {
            file: Some(path.to_owned()),
            #[cfg(feature = "archive")]
            packed: None,
            path: shown(path),
            id: id_of(path),
        }
    }

    fn stdin() -> Input {
        Input { file: None, ..Input::of_file(Path::new("-")) }
    }
}

/// Reads a file, refusing what is larger than any document may be before it fills the memory.
///
/// # Errors
/// [`crate::Error::Read`] and [`crate::Error::TooLarge`].
pub fn read(file: &Path) -> Result<Vec<u8>, crate::Error> {
    let open = fs::File::open(file).and_then(|f| f.metadata().map(|m| (f, m.len())));
    let (file, size) = open.map_err(crate::Error::Read)?;
    all(file, size)
}

fn all(from: impl Read, size: u64) -> Result<Vec<u8>, crate::Error> {
    let limit = crate::source::limits::FILE_BYTES;
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or_default() + 1);
    from.take(limit + 1).read_to_end(&mut bytes).map_err(crate::Error::Read)?;
    if bytes.len() as u64 > limit {
        return Err(crate::Error::TooLarge { what: "bytes of one file", limit });
    }
    Ok(bytes)
}

/// The one file that a subcommand works on.
///
/// # Errors
/// A message when the path is a folder or cannot be found.
pub fn single(path: &Path) -> Result<Input, Stop> {
    if path.is_dir() {
        return Err(Stop::hint(format!("{}: is a folder", shown(path)), "give one file"));
    }
    if path.as_os_str() == "-" {
        return Ok(Input::stdin());
    }
    #[cfg(feature = "archive")]
    if let Some((archive, _)) = path.to_str().and_then(|p| p.split_once("!/")).filter(|_| !path.exists()) {
        let mut search = Search::default();
        search.file(Path::new(archive));
        let member = search.found.list.into_iter().find(|i| i.path == shown(path));
        return member.ok_or_else(|| Stop::say(format!("{}: no such document in the archive", shown(path))));
    }
    Ok(Input::of_file(path))
}

#[derive(Default)]
struct Search {
    found: Inputs,
    /// Files seen, so that `extract luu-tru luu-tru/a.txt` reads each once.
    seen: HashSet<PathBuf>,
    except: Option<PathBuf>,
}

impl Search {
    fn argument(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            if self.seen.insert(PathBuf::from("-")) {
                self.found.list.push(Input::stdin());
            }
            return;
        }
        match fs::metadata(path) {
            Ok(what) if what.is_dir() => {
                let before = (self.found.list.len(), self.seen.len());
                self.folder(path, &mut Vec::new());
                if before == (self.found.list.len(), self.seen.len()) {
                    self.lose(path, "no document in this folder", None);
                }
            }
            Ok(_) => self.file(path),
            Err(cause) => match pattern(path) {
                Some(pattern) => self.glob(path, &pattern),
                None => self.lose(path, &messages::reason(&cause), None),
            },
        }
    }

    fn glob(&mut self, path: &Path, pattern: &str) {
        let matches = match glob::glob(pattern) {
            Ok(matches) => matches,
            Err(cause) => return self.lose(path, &format!("not a pattern: {}", cause.msg), None),
        };
        let mut paths: Vec<PathBuf> = matches.filter_map(Result::ok).collect();
        paths.sort();
        if paths.is_empty() {
            return self.lose(path, "the pattern matches no file", None);
        }
        for path in paths {
            if path.is_dir() { self.folder(&path, &mut Vec::new()) } else { self.file(&path) }
        }
    }

    /// Names of a folder are taken in byte order: the same on every machine and in every locale.
    fn folder(&mut self, folder: &Path, above: &mut Vec<PathBuf>) {
        let Ok(real) = folder.canonicalize() else { return self.lose(folder, "cannot be found", None) };
        // A link back up would walk for ever.
        if above.contains(&real) || self.except.as_ref() == Some(&real) {
            return;
        }
        let names: BTreeSet<_> = match fs::read_dir(folder) {
            Ok(entries) => entries.filter_map(|e| e.ok().map(|e| e.file_name())).collect(),
            Err(cause) => return self.lose(folder, &format!("cannot read: {}", messages::reason(&cause)), None),
        };
        above.push(real);
        let visible = names.iter().filter(|n| !n.as_encoded_bytes().starts_with(b"."));
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = visible.map(|n| folder.join(n)).partition(|p| p.is_dir());
        // `<id>/source.html` stands with its gold, notes and record: only the source is a document.
        let has_source = files.iter().any(|f| is_source(f));
        for path in folders.iter().chain(&files).collect::<BTreeSet<_>>() {
            if path.is_dir() {
                self.folder(path, above);
            } else if if has_source { is_source(path) } else { is_document(path) } {
                self.file(path);
            } else if !has_source {
                self.found.passed_over.push(path.clone());
            }
        }
        above.pop();
    }

    fn file(&mut self, path: &Path) {
        let key = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if !self.seen.insert(key) {
            return;
        }
        #[cfg(feature = "archive")]
        if let Some(contents) = members::of_file(path, is_named_document) {
            for (member, packed) in contents.documents {
                let id = id_of(Path::new(&member.replace("!/", "/")));
                self.found.list.push(Input { packed: Some(packed), path: member, id, ..Input::of_file(path) });
            }
            self.found.passed_over.extend(contents.passed_over.into_iter().map(PathBuf::from));
            for (member, error) in contents.lost {
                let message = messages::describe(&error);
                self.lose(Path::new(&member), &message, error.hint());
            }
            return;
        }
        self.found.list.push(Input::of_file(path));
    }

    fn lose(&mut self, path: &Path, message: &str, hint: Option<&str>) {
        self.found.lost.push((format!("{}: {message}", shown(path)), hint.map(str::to_owned)));
    }
}

fn pattern(path: &Path) -> Option<String> {
    path.to_str().filter(|p| p.contains(['*', '?', '['])).map(str::to_owned)
}

fn is_source(path: &Path) -> bool {
    path.file_stem().is_some_and(|s| s == "source")
}

/// Whether a file met in a folder is taken for a document. The names that documents have are trusted, so that a damaged
/// one is reported; under any other name the bytes must say so themselves.
fn is_document(path: &Path) -> bool {
    if is_named_document(path) == Some(true) {
        return true;
    }
    use crate::source::Format::{Docx, Html, Mhtml, Pdf, Rtf, Text};
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|f| f.take(4096).read_to_end(&mut start));
    let format = read.ok().and_then(|_| crate::source::sniff(&start).ok());
    matches!(format, Some(Docx | Html | Mhtml | Pdf | Rtf)) || (path.extension().is_none() && format == Some(Text))
}

/// What a name says: a document, none (images, programs), or nothing.
fn is_named_document(path: &Path) -> Option<bool> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    match extension.as_str() {
        "txt" | "text" | "md" | "markdown" | "htm" | "html" | "xhtml" | "mht" | "mhtml" | "doc" | "docx" | "rtf"
        | "pdf" | "zip" => Some(true),
        // `ke-hoach.html.gz` says twice what it is.
        "gz" => path.file_stem().and_then(|s| is_named_document(Path::new(s))),
        "jpg" | "jpeg" | "png" | "gif" | "bmp" | "css" | "js" | "json" | "tsv" | "csv" | "xls" | "xlsx" | "ppt"
        | "pptx" | "exe" | "db" | "mp3" | "mp4" => Some(false),
        _ => None,
    }
}

/// The folder's name for `<id>/source.*`, else the file's own without its extension.
fn id_of(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "stdin".into();
    }
    let folder = || path.parent().and_then(Path::file_name);
    let stem = match is_source(path) {
        true => folder().or(path.file_stem()),
        false => path.file_stem(),
    };
    let text: String = stem.map(|s| s.to_string_lossy().nfc().collect()).unwrap_or_default();
    // An id becomes a file name and a cell of a table: one line, no separators.
    let id: String = text.chars().map(|c| if c.is_control() || "/\\".contains(c) { '_' } else { c }).collect();
    if id.is_empty() { "document".into() } else { id }
}

/// Makes the ids different: the first in order keeps its name, later ones get `-2`, `-3` … that no document has of itself.
fn name(found: &mut Inputs) {
    let own: HashSet<String> = found.list.iter().map(|i| key(&i.id)).collect();
    let mut used: HashSet<String> = HashSet::new();
    let mut last: HashMap<String, usize> = HashMap::new();
    for input in &mut found.list {
        if used.insert(key(&input.id)) {
            continue;
        }
        let n = last.entry(key(&input.id)).or_insert(1);
        let id = loop {
            *n += 1;
            let id = format!("{}-{n}", input.id);
            if !own.contains(&key(&id)) && used.insert(key(&id)) {
                break id;
            }
        };
        found.renamed.push((input.path.clone(), id.clone()));
        input.id = id;
    }
}

/// Two ids that differ in case alone are one file on many systems.
fn key(id: &str) -> String {
    id.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(paths: &[&str]) -> Vec<String> {
        let list = paths.iter().map(|p| Input::of_file(Path::new(p))).collect();
        let mut found = Inputs { list, ..Inputs::default() };
        name(&mut found);
        found.list.into_iter().map(|i| i.id).collect()
    }

    #[test]
    fn ids_are_folder_or_stem() {
        assert_eq!(named(&["a/hue-12/source.html", "b/Kế hoạch 12.pdf", "-"]), ["hue-12", "Kế hoạch 12", "stdin"]);
        assert_eq!(named(&["source.txt"]), ["source"]);
        assert_eq!(named(&["x/ke\nhoach.txt"]), ["ke_hoach"]);
    }

    #[test]
    fn a_clash_gets_a_number_that_is_free() {
        assert_eq!(named(&["a/kh.html", "b/kh.pdf", "c/KH.txt"]), ["kh", "kh-2", "KH-3"]);
        assert_eq!(named(&["a/kh.html", "b/kh.pdf", "c/kh-2.txt"]), ["kh", "kh-3", "kh-2"]);
    }
}
