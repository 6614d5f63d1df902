//! DOCX (Word 2007 and later), read by hand so that what is printed, and only that, becomes text.
//!
//! A list item `<w:p>…numPr…Giảm nghèo</w:p>` with a deleted run → `1. Giảm nghèo`, without the deleted words.
//!
//! Tracked changes are read as accepted; hidden text, field codes, comments, running heads and feet are left out;
//! notes follow the body. The place of a block is its part and the paragraph in it: the zero-based count of `w:p`
//! starts in the part, in the order of the file, deleted and hidden ones included.

mod body;
mod chunk;
mod numbering;
mod package;
mod styles;
mod xml;

use crate::document::{Builder, Document, Origin, Role};
use crate::error::Error;
use crate::source::Format;
use crate::source::word::numbering::Numbering;
use crate::source::word::{lay, tell_changed, tell_converted, typeface};
use body::{Body, Note};
use package::Package;
use styles::Styles;

/// Reads a Word package.
///
/// # Errors
/// [`Error::Damaged`], [`Error::Encrypted`], [`Error::TooLarge`]; [`Error::Empty`] when nothing is printed.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let mut package = Package::open(bytes)?;
    let name = package.body;
    let body = package
        .part(name)?
        .ok_or_else(|| Error::Damaged { format: "docx", cause: format!("no {name} in the package") })?;
    let styles = package.related("styles")?.map_or(Ok(Styles::default()), |t| Styles::read(&t))?;
    let mut numbering = package.related("numbering")?.map_or(Ok(Numbering::default()), |t| numbering::read(&t))?;

    let mut builder =
        Builder::new(Origin { media_type: Format::Docx.media_type(), encoding: "utf-8", ..Origin::default() });
    builder.reserve(body.len() / 8);
    let mut main = Body::new(&body, name, &styles, &mut numbering);
    main.chunks = chunk::read(&mut package, &mut builder);
    let mut items = main.read()?;
    typeface::settle(&mut items);
    let (notes, changed) = (main.notes, main.changed);
    let mut converted = lay(&items, Role::Body, &mut builder);

    for (kind, part) in [(Note::Foot, "footnotes"), (Note::End, "endnotes")] {
        let wanted: Vec<&str> = notes.iter().filter(|(k, _)| *k == kind).map(|(_, id)| id.as_str()).collect();
        if wanted.is_empty() {
            continue;
        }
        let Some(text) = package.related(part)? else { continue };
        let mut bodies = Body::new(&text, kind.part(), &styles, &mut numbering).read_notes()?;
        for id in wanted {
            if let Some(items) = bodies.remove(id) {
                converted += lay(&items, Role::Footnote, &mut builder);
            }
        }
    }
    tell_converted(converted, &mut builder);
    tell_changed(changed, &mut builder);
    if builder.is_empty() {
        return Err(Error::Empty);
    }
    Ok(builder.finish())
}
