//! What can go wrong with a file, said once, with the remedy; and what a reader notices without failing.
//!
//! `ke-hoach.pdf: no text layer` + `hint: install Tesseract …`

use crate::span::Span;
use std::path::PathBuf;

/// Why a document could not be read. The path is added by whoever knows it (the command line).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file system refused.
    #[error("cannot read: {0}")]
    Read(#[source] std::io::Error),
    /// A result could not be written.
    #[error("cannot write {path}: {cause}")]
    Write {
        /// The file that was to be written.
        path: PathBuf,
        /// Why the system refused.
        #[source]
        cause: std::io::Error,
    },
    /// No byte, or blanks only.
    #[error("the file is empty")]
    Empty,
    /// The bytes are of a format that no reader takes.
    #[error("not a document this tool reads ({found})")]
    Unsupported {
        /// What the bytes look like: `png image`, `binary data`.
        found: &'static str,
    },
    /// A reader for the format exists but was left out of this build.
    #[error("this build has no reader for {format}")]
    Disabled {
        /// Name of the format, which is also the cargo feature.
        format: &'static str,
    },
    /// The bytes break the rules of their own format.
    #[error("damaged {format}: {cause}")]
    Damaged {
        /// Name of the format.
        format: &'static str,
        /// What was wrong, in the words of the reader.
        cause: String,
    },
    /// The file is encrypted and the empty password does not open it.
    #[error("encrypted: a password is needed")]
    Encrypted,
    /// A PDF without text, and no OCR at hand or wanted.
    #[error("no text layer")]
    NoTextLayer,
    /// The text is there but its fonts do not say which letters they draw.
    #[error("the text cannot be decoded: {cause}")]
    Illegible {
        /// What was seen.
        cause: String,
    },
    /// A limit of [`crate::source::limits`] was passed.
    #[error("too large: {what} over the limit of {limit}")]
    TooLarge {
        /// What was counted.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// An outside program is needed and absent or failed.
    #[error("{program}: {cause}")]
    Program {
        /// The program's name.
        program: &'static str,
        /// Why it could not help.
        cause: String,
    },
    /// A user's table has a row that cannot be understood.
    #[error("{table}, line {line}: {cause}")]
    Table {
        /// File name of the table.
        table: String,
        /// One-based line.
        line: usize,
        /// What is wrong with it.
        cause: String,
    },
}

impl Error {
    /// What the user can do about it, when there is something.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Error::NoTextLayer => {
                "install Tesseract with Vietnamese data (Debian: apt-get install tesseract-ocr tesseract-ocr-vie poppler-utils), or pass --ocr always once it is there"
            }
            Error::Disabled { .. } => "rebuild with the cargo feature of that name",
            Error::Encrypted => "remove the password first, for example with qpdf --decrypt",
            Error::Illegible { .. } => "run OCR over it: --ocr always",
            Error::Unsupported { .. } => "give HTML, text, Markdown, DOCX, DOC, RTF or PDF, or an archive of them",
            Error::Empty => "check the download: nothing was saved",
            Error::Program { program: "soffice", .. } => {
                "install LibreOffice Writer (Debian: apt-get install libreoffice-writer-nogui), or save the file as DOCX"
            }
            _ => return None,
        })
    }
}

/// How much an [`Issue`] matters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A reader of the record should look.
    Warning,
    /// Part of the document could not be used.
    Error,
}

impl Severity {
    /// `info`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Something noticed on the way that does not stop it; becomes a diagnostic of the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    /// How much it matters.
    pub severity: Severity,
    /// Stable kebab-case code; the README lists them.
    pub code: &'static str,
    /// One line for a person.
    pub message: String,
    /// Where, when it has a place.
    pub span: Option<Span>,
}

impl Issue {
    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>, span: Option<Span>) -> Issue {
        Issue { severity: Severity::Warning, code, message: message.into(), span }
    }

    /// A note.
    pub fn info(code: &'static str, message: impl Into<String>, span: Option<Span>) -> Issue {
        Issue { severity: Severity::Info, code, message: message.into(), span }
    }
}
