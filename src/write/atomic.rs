//! Files that appear whole or not at all.
//!
//! A run killed while it writes `hue-12.json` leaves the old `hue-12.json` or none, never half of one.

use crate::Error;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes `path` by way of a temporary file in the same folder. The temporary name is not seen by any output.
///
/// # Errors
/// [`Error::Write`] with the system's cause: read-only folder, full disk.
pub fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Error> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let attempt = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".chitieu-").suffix(".tmp");
        // Temporary files are private by default; results are for everyone whom the user's mask lets in.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder)?;
        let mut out = BufWriter::with_capacity(1 << 16, file.as_file_mut());
        fill(&mut out)?;
        out.flush()?;
        drop(out);
        file.persist(path).map_err(|e| e.error)?;
        Ok(())
    };
    attempt().map_err(|cause| Error::Write { path: path.to_owned(), cause })
}

/// Writes bytes as [`write`] does, unless the file already holds exactly them.
///
/// # Errors
/// [`Error::Write`].
pub fn bytes(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let same =
        fs::metadata(path).is_ok_and(|m| m.len() == bytes.len() as u64) && fs::read(path).is_ok_and(|old| old == bytes);
    if same { Ok(()) } else { write(path, |out| out.write_all(bytes)) }
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
            Err(std::io::ErrorKind::StorageFull.into())
        });
        assert!(matches!(full, Err(Error::Write { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "the temporary file is gone");
    }
}
