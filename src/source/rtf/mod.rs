//! RTF (Rich Text Format), read by hand: text, looks, tables with merged cells, notes, text boxes.
//!
//! `{\rtf1\ansicpg1258 {\b S\u7889 ?:} 12/KH-UBND\par}` → a block `Số: 12/KH-UBND`.
//!
//! Hidden and deleted text, field codes, running heads and feet and pictures are left out. The place of a block is the
//! bytes it was written with.

mod body;
mod token;

use crate::document::{Builder, Document, Origin, Role};
use crate::error::Error;
use crate::source::Format;
use crate::source::word::{lay, tell_changed, tell_converted, typeface};

/// Reads Rich Text Format.
///
/// # Errors
/// [`Error::Damaged`] when groups are not closed; [`Error::TooLarge`] past the limit of nesting; [`Error::Empty`] when
/// nothing is printed.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let mut body = body::read(bytes)?;
    typeface::settle(&mut body.items);
    typeface::settle(&mut body.notes);
    let mut builder =
        Builder::new(Origin { media_type: Format::Rtf.media_type(), encoding: body.encoding, ..Origin::default() });
    let converted = lay(&body.items, Role::Body, &mut builder) + lay(&body.notes, Role::Footnote, &mut builder);
    tell_converted(converted, &mut builder);
    tell_changed(body.changed, &mut builder);
    if builder.is_empty() {
        return Err(Error::Empty);
    }
    Ok(builder.finish())
}
