//! DOC (Word 97 to 2003): text, lists, tables and looks, read by hand from the binary file.
//!
//! `Tỷ lệ hộ nghèo␇dưới 2%␇␇` in a table → a row of two cells; deleted and hidden runs leave nothing.
//!
//! The place of a block is the stream and its paragraph: the zero-based count of paragraph and cell marks before it in
//! the whole text, as the file orders it. Running heads and feet are left out; notes follow the body. Files of Word 6
//! and 95 have another inside: LibreOffice makes a DOCX of them where it is installed.

mod body;
mod boxes;
mod file;
mod lists;
mod office;
mod pieces;
mod properties;
mod styles;

use crate::document::{Builder, Document, Origin, Role};
use crate::error::Error;
use crate::source::Format;
use crate::source::word::{lay, tell_changed, tell_converted, typeface};
use body::Body;
use file::{File, Part, Refusal};
use pieces::Pieces;

/// Reads a Word document.
///
/// # Errors
/// [`Error::Encrypted`], [`Error::Damaged`], [`Error::TooLarge`]; [`Error::Unsupported`] for OLE files of other
/// programs; [`Error::Program`] for files of Word 6 and 95 without LibreOffice; [`Error::Empty`] when nothing is printed.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let file = match File::open(bytes) {
        Ok(file) => file,
        Err(Refusal::Older) => return office::read(bytes),
        Err(Refusal::Failed(error)) => return Err(error),
    };
    let pieces = Pieces::read(&file)?;
    let mut builder = Builder::new(Origin {
        media_type: Format::Doc.media_type(),
        encoding: if pieces.has_narrow() { "windows-1252" } else { "utf-16le" },
        ..Origin::default()
    });
    let mut converted = 0;
    let mut body = Body::new(&file, &pieces);
    for (part, role) in [
        (Part::Main, Role::Body),
        (Part::Boxes, Role::Body),
        (Part::Footnotes, Role::Footnote),
        (Part::Endnotes, Role::Footnote),
    ] {
        let mut items = body.read(part);
        typeface::settle(&mut items);
        converted += lay(&items, role, &mut builder);
    }
    tell_converted(converted, &mut builder);
    tell_changed(body.changed, &mut builder);
    if builder.is_empty() {
        return Err(Error::Empty);
    }
    Ok(builder.finish())
}
