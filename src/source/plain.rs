//! Plain text and Markdown.

use crate::document::{At, Builder, Document, Origin, Role, Style};
use crate::error::Error;
use crate::source::{Format, encoding};

/// Reads text.
///
/// # Errors
/// None so far.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let decoded = encoding::decode(bytes);
    let mut builder =
        Builder::new(Origin { media_type: Format::Text.media_type(), encoding: decoded.encoding, ..Origin::default() });
    let mut offset = 0;
    for line in decoded.text.split_inclusive('\n') {
        builder.text(line, At::Byte(offset as u64));
        builder.end_block(Style::default(), Role::Body);
        offset += line.len();
    }
    Ok(builder.finish())
}
