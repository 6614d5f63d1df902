//! The seven verbs in a row: open, parse, normalise, read, complete, code, record.
//!
//! Bytes of `ke-hoach.html` → format → [`Document`] → header and targets → [`Record`].

use crate::codebook::Codebook;
use crate::document::Document;
use crate::error::{Error, Issue};
use crate::record::{Header, Quoter, Record, SCHEMA_VERSION, SignatureRecord, Source};
use crate::source::{self, ReadOptions};
use crate::target::{As, Fate, Target};
use crate::{context, header};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a caller may choose.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The path to show in the record, `/` separators.
    pub path: String,
    /// What readers may be told.
    pub read: ReadOptions,
    /// Keep the derivation of every target.
    pub explain: bool,
    /// A codebook with the caller's own tables; the crate's when `None`.
    pub codebook: Option<Arc<Codebook>>,
}

/// All that was understood of one document, spans and all: what a [`Record`] is written from.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The header and the zones of the page.
    pub found: header::Found,
    /// What the plan promises.
    pub targets: Vec<Target>,
    /// What became of every number.
    pub fates: Vec<Fate>,
    /// What was noticed.
    pub issues: Vec<Issue>,
}

/// Reads one document and gives its record.
///
/// # Errors
/// When no document can be had from the bytes. A document in which nothing is found is no error: its record says so.
pub fn extract(bytes: &[u8], options: &Options) -> Result<Record, Error> {
    let document = open(bytes, options)?;
    let reading = read(&document, options);
    Ok(record(bytes, &document, reading, options))
}

/// Bytes to document: sniff, decode, parse.
///
/// # Errors
/// When the bytes are of no known format or break its rules.
pub fn open(bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let format = source::sniff(bytes)?;
    source::parse(bytes, format, options.read)
}

/// Document to reading. Total: whatever is not understood becomes an issue or an unread number.
pub fn read(document: &Document, options: &Options) -> Reading {
    let found = header::read(document);
    let mut reading = context::read(document, found, options.explain);
    options.codebook.as_deref().unwrap_or_else(|| Codebook::builtin()).code(&mut reading.targets);
    reading
}

/// Reading to record.
pub fn record(bytes: &[u8], document: &Document, reading: Reading, options: &Options) -> Record {
    let quoter = Quoter::new(document);
    let issues = document.issues.iter().chain(&reading.found.issues).chain(&reading.issues);
    Record {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: Source {
            path: options.path.clone(),
            sha256: sha256(bytes),
            media_type: document.origin.media_type.to_owned(),
            encoding: document.origin.encoding.to_owned(),
            form: match reading.found.form {
                header::Form::FullText => "full_text",
                header::Form::Report => "report",
            }
            .to_owned(),
            ocr: document.origin.ocr,
            signatures: document.origin.signatures.iter().map(SignatureRecord::from).collect(),
        },
        header: header_record(&reading.found.header, &quoter),
        targets: reading.targets.into_iter().map(|t| quoter.target(t)).collect(),
        unread: reading.fates.iter().filter(|f| f.as_what == As::Unread).map(|f| quoter.quote(f.span)).collect(),
        diagnostics: issues.map(|i| quoter.diagnostic(i)).collect(),
    }
}

fn header_record(h: &header::Header, quoter: &Quoter<'_>) -> Header {
    let mut evidence = BTreeMap::new();
    let mut take = |name: &str, field: &Option<header::Field>| {
        field.as_ref().map(|f| {
            evidence.insert(name.to_owned(), f.evidence.iter().map(|e| quoter.evidence(e)).collect());
            f.value.clone()
        })
    };
    let mut header = Header {
        number: take("number", &h.number),
        doc_type: take("type", &h.doc_type),
        type_code: take("type_code", &h.type_code),
        title: take("title", &h.title),
        issuer: take("issuer", &h.issuer),
        issuer_level: take("issuer_level", &h.issuer_level),
        province_code: take("province_code", &h.province_code),
        province_now: take("province_now", &h.province_now),
        place: take("place", &h.place),
        issued_on: take("issued_on", &h.issued_on),
        effective_on: take("effective_on", &h.effective_on),
        signer: take("signer", &h.signer),
        signer_position: take("signer_position", &h.signer_position),
        signing_authority: take("signing_authority", &h.signing_authority),
        legal_basis: h.legal_basis.iter().map(|(i, _)| i.clone()).collect(),
        evidence: BTreeMap::new(),
    };
    if !h.legal_basis.is_empty() {
        evidence.insert("legal_basis".to_owned(), h.legal_basis.iter().map(|(_, s)| quoter.quote(*s)).collect());
    }
    header.evidence = evidence;
    header
}

/// The SHA-256 of bytes, lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(64), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
