//! The parts of a Word package: a ZIP archive whose relations say which part is which.
//!
//! `word/document.xml`, related as `numbering` to `numbering.xml` → the text of `word/numbering.xml`.

use super::xml::{Node, Xml};
use crate::error::Error;
use crate::source::limits;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An open package.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Kind of relation (`styles`) → name of the part.
    related: BTreeMap<String, String>,
    /// Id of a relation to a document of another format → name of the part.
    pub chunks: BTreeMap<String, String>,
    /// Name of the part that holds the body.
    pub body: &'static str,
}

/// The names of the part that holds the body; the second is that of Word for the web.
const BODIES: [(&str, &str); 2] =
    [("word/document.xml", "word/_rels/document.xml.rels"), ("word/document2.xml", "word/_rels/document2.xml.rels")];

impl<'a> Package<'a> {
    /// Opens the archive and reads the relations of the body.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the archive is torn.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Error> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let is_there = |name: &str| zip.index_for_name(name).is_some();
        let (body, relations) = BODIES.into_iter().find(|(body, _)| is_there(body)).unwrap_or(BODIES[0]);
        let mut package = Package { zip, related: BTreeMap::new(), chunks: BTreeMap::new(), body };
        if let Some(text) = package.part(relations)? {
            let mut xml = Xml::new(&text, relations);
            while let Some(node) = xml.next()? {
                let Node::Start(element) = node else { continue };
                let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target")) else {
                    continue;
                };
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let name = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("word/{target}"),
                };
                if kind == "aFChunk"
                    && let Some(id) = element.attribute("Id")
                {
                    package.chunks.insert(id, name);
                    continue;
                }
                package.related.entry(kind).or_insert(name);
            }
        }
        Ok(package)
    }

    /// Text of the part related to the body as `kind`, by its usual name where the relations are silent.
    ///
    /// # Errors
    /// As [`Package::part`].
    pub fn related(&mut self, kind: &str) -> Result<Option<String>, Error> {
        let name = self.related.get(kind).cloned().unwrap_or_else(|| format!("word/{kind}.xml"));
        self.part(&name)
    }

    /// Text of the part of this name, `None` when there is none.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Encrypted`], and [`Error::TooLarge`] for a part over [`limits::ENTRY_BYTES`] or
    /// [`limits::INFLATE_RATIO`].
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(data) = self.bytes(name)? else { return Ok(None) };
        text(data).map(Some).ok_or_else(|| Error::Damaged { format: "docx", cause: format!("{name}: not UTF-8") })
    }

    /// As [`Package::part`], undecoded.
    ///
    /// # Errors
    /// As [`Package::part`].
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(cause)) if cause == ZipError::PASSWORD_REQUIRED => {
                return Err(Error::Encrypted);
            }
            Err(cause) => return Err(damaged(cause)),
        };
        // What the directory says of sizes may be a lie; what comes out is counted.
        let packed = entry.compressed_size().max(1);
        let most = (packed.saturating_mul(limits::INFLATE_RATIO)).clamp(limits::RATIO_FREE_BYTES, limits::ENTRY_BYTES);
        let mut data = Vec::new();
        let read = entry.take(most + 1).read_to_end(&mut data);
        if data.len() as u64 > most {
            return Err(Error::TooLarge { what: "inflated bytes of one part", limit: most });
        }
        read.map_err(|e| Error::Damaged { format: "docx", cause: format!("{name}: {e}") })?;
        Ok(Some(data))
    }
}

fn text(data: Vec<u8>) -> Option<String> {
    let utf16 = match data.get(..2) {
        Some(b"\xff\xfe") => Some(encoding_rs::UTF_16LE),
        Some(b"\xfe\xff") => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    match utf16 {
        Some(encoding) => Some(encoding.decode(&data).0.into_owned()),
        None => String::from_utf8(data).ok(),
    }
}

fn damaged(cause: ZipError) -> Error {
    Error::Damaged { format: "docx", cause: cause.to_string() }
}
