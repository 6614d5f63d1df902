//! Files that appear whole or not at all.
//!
//! A run killed while it writes `hue-12.json` leaves the old `hue-12.json` or none, never half of one.

use crate::Error;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How temporary names begin; what a killed run leaves behind is known by it.
pub const PREFIX: &str = ".chitieu-";

/// A file being written beside the one it will replace. Dropped before [`Draft::keep`], it leaves nothing.
#[derive(Debug)]
pub struct Draft {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Draft {
    /// Begins a file in the folder of `path`.
    ///
    /// # Errors
    /// [`Error::Write`] with the system's cause: read-only folder, full disk.
    pub fn new(path: &Path) -> Result<Draft, Error> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(".tmp");
        // Temporary files are private by default; results are for everyone whom the user's mask lets in.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder).map_err(|cause| failed(path, cause))?;
        Ok(Draft { file, path: path.to_owned() })
    }

    /// The open file.
    pub fn file(&mut self) -> &mut fs::File {
        self.file.as_file_mut()
    }

    /// Where the bytes are until they are kept.
    pub fn temporary(&self) -> &Path {
        self.file.path()
    }

    /// Where they will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place, replacing what was there in one step.
    ///
    /// # Errors
    /// [`Error::Write`]; the old file then stands as it was.
    pub fn keep(self) -> Result<(), Error> {
        self.file.persist(&self.path).map(drop).map_err(|e| failed(&self.path, e.error))
    }
}

/// Writes `path` by way of a [`Draft`].
///
/// # Errors
/// [`Error::Write`] with the system's cause: read-only folder, full disk.
pub fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut draft = Draft::new(path)?;
    let mut out = BufWriter::with_capacity(1 << 16, draft.file());
    let filled = fill(&mut out).and_then(|()| out.flush());
    drop(out);
    filled.map_err(|cause| failed(path, cause))?;
    draft.keep()
}

/// Writes bytes as [`write()`] does, unless the file already holds exactly them.
///
/// # Errors
/// [`Error::Write`].
pub fn bytes(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let same =
        fs::metadata(path).is_ok_and(|m| m.len() == bytes.len() as u64) && fs::read(path).is_ok_and(|old| old == bytes);
    if same { Ok(()) } else { write(path, |out| out.write_all(bytes)) }
}

/// Removes what killed runs left in a folder.
pub fn clean(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if name.starts_with(PREFIX.as_bytes()) && name.ends_with(b".tmp") {
            // Left-overs do no harm; a folder that cannot be written is told by the first real write.
            let _ = fs::remove_file(entry.path());
        }
    }
}

pub(crate) fn failed(path: &Path, cause: io::Error) -> Error {
    Error::Write { path: path.to_owned(), cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        bytes(&path, b"old").unwrap();
        let full = write(&path, |out| {
            out.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(matches!(full, Err(Error::Write { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "the temporary file is gone");
    }

    #[test]
    fn left_overs_are_cleaned_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".chitieu-x1.tmp"), b"half").unwrap();
        fs::write(folder.path().join("mine.tmp"), b"whole").unwrap();
        clean(folder.path());
        assert!(!folder.path().join(".chitieu-x1.tmp").exists());
        assert!(folder.path().join("mine.tmp").exists());
    }
}
