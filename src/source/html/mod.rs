//! Web pages: from markup to blocks, cells and roles.
//!
//! `<p><b>1. Mục tiêu</b></p><p>Giảm còn 3%<br>- Đạt 90%</p>` → a bold block `1. Mục tiêu`, then two blocks of one line.
//!
//! Three steps: `tree` repairs the markup and keeps the bytes, `walk` writes the visible text block by block, `page`
//! tells the document from the page around it. All three are linear; none of them recurses.

mod declarations;
mod entities;
mod layout;
mod lines;
mod looks;
mod page;
mod sink;
mod tags;
mod tokens;
mod tree;
mod walk;

use crate::document::{Builder, Document, Origin};
use crate::error::Error;
use crate::source::{Format, encoding};

/// Reads a web page.
///
/// # Errors
/// [`Error::TooLarge`] for markup that makes the tree grow without bound.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let decoded = encoding::decode_html(bytes);
    let tree = tree::Tree::parse(&decoded.text);
    if tree.overgrown() {
        return Err(Error::TooLarge { what: "elements", limit: decoded.text.len() as u64 / 2 + 100_000 });
    }
    let host = page::host(&tree);
    let write = |shown: bool| {
        let encoding = decoded.encoding;
        let mut builder = Builder::new(Origin { media_type: Format::Html.media_type(), encoding, ..Origin::default() });
        builder.reserve(decoded.text.len() / 2);
        let outline = walk::walk(&tree, &host, shown, &mut builder);
        (builder, outline)
    };
    let (mut builder, mut outline) = write(false);
    // Pages saved before their scripts ran may hide the very text they are for.
    if outline.hidden && builder.len() < SHOWN_BYTES {
        let (all, all_lines) = write(true);
        if all.len() > 2 * builder.len() + SHOWN_BYTES {
            (builder, outline) = (all, all_lines);
        }
    }
    decoded.issues().for_each(|issue| builder.issue(issue));
    if let Some(map) = decoded.map {
        builder.decoding(map);
    }
    let mut document = builder.finish();
    page::tell_apart(&mut document, &outline);
    Ok(document)
}

/// A page that shows less text than this may be hiding its document.
const SHOWN_BYTES: usize = 600;

#[cfg(test)]
mod tests;
