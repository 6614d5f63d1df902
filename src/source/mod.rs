//! From bytes to a [`Document`]: one door, behind it one file a format.
//!
//! `<p>Số: 12/KH-UBND</p>` → format HTML → a document of one block `Số: 12/KH-UBND`.
//!
//! The formats are a closed enum: a new one is a variant, a line in `sniff`, a line in `parse` and one file.

#[cfg(feature = "archive")]
pub mod archive;
#[cfg(feature = "doc")]
pub mod doc;
#[cfg(feature = "docx")]
pub mod docx;
pub mod encoding;
#[cfg(feature = "html")]
pub mod html;
pub mod limits;
#[cfg(feature = "html")]
pub mod mhtml;
#[cfg(feature = "pdf")]
pub mod ocr;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod plain;
#[cfg(feature = "rtf")]
pub mod rtf;
#[cfg(any(feature = "docx", feature = "doc", feature = "rtf"))]
pub mod word;

use crate::document::Document;
use crate::error::Error;

/// The formats that can be told apart by their bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Format {
    /// Plain text or Markdown.
    Text,
    /// A web page.
    Html,
    /// A web page saved with its parts.
    Mhtml,
    /// Word 2007 and later.
    Docx,
    /// Word 97-2003.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// Portable Document Format.
    Pdf,
    /// A ZIP archive of documents.
    Zip,
    /// One gzip-compressed file.
    Gzip,
}

impl Format {
    /// Short name; also the name of the cargo feature where there is one.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "html",
            Format::Mhtml => "mhtml",
            Format::Docx => "docx",
            Format::Doc => "doc",
            Format::Rtf => "rtf",
            Format::Pdf => "pdf",
            Format::Zip => "zip",
            Format::Gzip => "gzip",
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Text => "text/plain",
            Format::Html => "text/html",
            Format::Mhtml => "multipart/related",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Doc => "application/msword",
            Format::Rtf => "application/rtf",
            Format::Pdf => "application/pdf",
            Format::Zip => "application/zip",
            Format::Gzip => "application/gzip",
        }
    }
}

/// When character recognition is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ocr {
    /// For pages without a text layer, when Tesseract is there.
    #[default]
    Auto,
    /// Never.
    Never,
    /// For every page.
    Always,
}

/// What a reader may be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// When character recognition is used.
    pub ocr: Ocr,
}

/// The format of the bytes, told by themselves. A file name is no evidence: archives are full of wrong extensions.
///
/// # Errors
/// [`Error::Empty`], and [`Error::Unsupported`] for bytes of no format that is read.
pub fn sniff(bytes: &[u8]) -> Result<Format, Error> {
    let start = &bytes[..bytes.len().min(4096)];
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(Error::Empty);
    }
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if text.starts_with(b"{\\rtf") {
        return Ok(Format::Rtf);
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Format::Doc);
    }
    if start.starts_with(b"\x1f\x8b") {
        return Ok(Format::Gzip);
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        // The entry names stand uncompressed in the local headers and again in the directory at the end.
        let word = memchr::memmem::find(bytes, b"word/document.xml").is_some()
            || memchr::memmem::find(bytes, b"word/document2.xml").is_some();
        return Ok(if word { Format::Docx } else { Format::Zip });
    }
    // Mailers and scanners put bytes before the PDF mark; the specification lets readers look 1,024 bytes far.
    if memchr::memmem::find(&start[..start.len().min(1024)], b"%PDF-").is_some() {
        return Ok(Format::Pdf);
    }
    for (mark, found) in [
        (&b"\x89PNG"[..], "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "a database"),
    ] {
        if start.starts_with(mark) {
            return Err(Error::Unsupported { found });
        }
    }
    let text = text.strip_prefix(b"\xff\xfe").or(text.strip_prefix(b"\xfe\xff")).unwrap_or(text);
    let mut lower = text.to_ascii_lowercase();
    if memchr::memchr(0, &lower).is_some() {
        lower.retain(|b| *b != 0);
    }
    if memchr::memmem::find(&lower, b"content-type: multipart/related").is_some()
        && memchr::memmem::find(&lower, b"mime-version:").is_some()
    {
        return Ok(Format::Mhtml);
    }
    let tags: [&[u8]; 12] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<table",
        b"<div",
        b"<p>",
        b"<p ",
        b"<meta",
        b"<title",
        b"<script",
        b"<span",
    ];
    if lower.starts_with(b"<") && tags.iter().any(|t| memchr::memmem::find(&lower, t).is_some()) {
        return Ok(Format::Html);
    }
    if encoding::is_text(bytes) { Ok(Format::Text) } else { Err(Error::Unsupported { found: "binary data" }) }
}

/// Reads bytes of a known format.
///
/// # Errors
/// Whatever keeps the reader of that format from delivering a document.
pub fn parse(bytes: &[u8], format: Format, options: ReadOptions) -> Result<Document, Error> {
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(Error::TooLarge { what: "bytes of one file", limit: limits::FILE_BYTES });
    }
    let _ = options;
    match format {
        Format::Text => plain::read(bytes),
        #[cfg(feature = "html")]
        Format::Html => html::read(bytes),
        #[cfg(feature = "docx")]
        Format::Docx => docx::read(bytes),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes, options),
        #[cfg(feature = "rtf")]
        Format::Rtf => rtf::read(bytes),
        #[cfg(feature = "doc")]
        Format::Doc => doc::read(bytes),
        #[cfg(feature = "html")]
        Format::Mhtml => mhtml::read(bytes),
        #[cfg(feature = "archive")]
        Format::Zip | Format::Gzip => {
            let inner = archive::only(bytes, format)?;
            let mut document = parse(&inner, sniff(&inner)?, options)?;
            document.forget_places();
            Ok(document)
        }
        #[allow(unreachable_patterns, reason = "with all readers none is left")]
        other => Err(Error::Disabled { format: other.name() }),
    }
}
