//! LibreOffice as a way round: it turns a file we do not read into a DOCX, which we do.
//!
//! A Word 95 file and `soffice` on the path → the document of its DOCX; without it → a message that says what to install.
//!
//! Never straight to text: its text export prints deleted and hidden words and loses text boxes.

use crate::document::Document;
use crate::error::Error;

#[cfg(feature = "docx")]
use crate::source::limits;
#[cfg(feature = "docx")]
use std::process::{Command, Stdio};
#[cfg(feature = "docx")]
use std::time::{Duration, Instant};

/// Name of the program.
const PROGRAM: &str = "soffice";

/// Converts and reads.
///
/// # Errors
/// [`Error::Program`] when it is not installed, fails or takes longer than [`crate::source::limits::PROGRAM_SECONDS`].
#[cfg(feature = "docx")]
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let folder = tempfile::tempdir().map_err(Error::Read)?;
    let input = folder.path().join("in.doc");
    std::fs::write(&input, bytes).map_err(Error::Read)?;
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let mut child = Command::new(PROGRAM)
        .args([&profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir"])
        .arg(folder.path())
        .arg(&input)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| failed("not installed; it is needed for files of Word 6 and 95"))?;
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => break,
            Ok(None) if begun.elapsed() < Duration::from_secs(limits::PROGRAM_SECONDS) => {
                std::thread::sleep(Duration::from_millis(50));
            }
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(failed("took too long"));
            }
        }
    }
    let converted = std::fs::read(folder.path().join("in.docx")).map_err(|_| failed("could not convert the file"))?;
    let mut document = crate::source::docx::read(&converted)?;
    document.origin.media_type = crate::source::Format::Doc.media_type();
    Ok(document)
}

/// Without the DOCX reader there is nothing to hand the converted file to.
///
/// # Errors
/// Always [`Error::Program`].
#[cfg(not(feature = "docx"))]
pub fn read(_bytes: &[u8]) -> Result<Document, Error> {
    Err(failed("files of Word 6 and 95 need the cargo feature docx besides"))
}

fn failed(cause: &str) -> Error {
    Error::Program { program: PROGRAM, cause: cause.to_owned() }
}

#[cfg(all(test, feature = "docx"))]
mod tests {
    use super::*;

    #[test]
    fn libreoffice_helps_or_is_named() {
        let file = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sources/doc/ke-hoach.doc"));
        match read(file) {
            Ok(document) => assert!(document.text().contains("Hộ dùng nước sạch đạt trên 95%")),
            Err(error) => assert!(matches!(error, Error::Program { program: "soffice", .. }), "{error}"),
        }
    }
}
