//! PDF: a text layer read from words and drawn lines; scans handed to character recognition.
//!
//! A page whose content reads `Số:      /KH-UBND` with a signature field `15` on it, a ruled table of which a half
//! stands on the next page → a block `Số: 15 /KH-UBND`, one table; every word with its page and box.
//!
//! Glyph decoding is `pdfboss`'s; lines, columns, paragraphs and tables are ours (no library keeps the letterhead's
//! two columns apart). Order: [`page`] → [`legible`] → [`grid`] → [`lines`] → [`paragraphs`] → [`flow`].

mod der;
mod fields;
mod flow;
mod grid;
mod legible;
mod lines;
mod page;
mod paragraphs;
mod signatures;
mod stamp;

use crate::document::{Builder, Document, Origin};
use crate::error::{Error, Issue};
use crate::source::{Format, ReadOptions, limits};
use pdfboss_core::Document as File;
use pdfboss_text::FontCache;

/// Letters a page needs to count as one with a text layer.
const LETTERS: usize = 20;

/// Reads a PDF.
///
/// # Errors
/// [`Error::Encrypted`] when the empty password does not open it, [`Error::TooLarge`] over the limit of pages,
/// [`Error::NoTextLayer`] for scans without recognition, [`Error::Illegible`] when fonts do not say which letters they
/// draw, [`Error::Damaged`] when no page can be found.
pub fn read(bytes: &[u8], options: ReadOptions) -> Result<Document, Error> {
    let file = open(bytes)?;
    let count = file.flattened_page_count();
    if count > limits::PAGES {
        return Err(Error::TooLarge { what: "pages", limit: limits::PAGES as u64 });
    }
    if count == 0 {
        return Err(Error::Damaged { format: "pdf", cause: "it has no pages".to_owned() });
    }
    let _ = options;
    let mut builder = Builder::new(Origin {
        media_type: Format::Pdf.media_type(),
        encoding: "utf-8",
        signatures: signatures::signatures(&file),
        ..Origin::default()
    });
    let fonts = FontCache::default();
    let mut layouts = Vec::new();
    let mut bare = 0usize;
    let mut lossy = 0usize;
    let mut tally = legible::Tally::default();
    for index in 0..count {
        let Ok(page) = file.page(index) else {
            lossy += 1;
            continue;
        };
        let sheet = page::read(&file, &page, &fonts);
        lossy += usize::from(sheet.lossy);
        let letters: usize =
            sheet.words.iter().map(|w| w.text.chars().filter(|c| c.is_alphabetic() || *c == '\u{fffd}').count()).sum();
        if letters < LETTERS && page::covered_by_image(&file, &page) {
            bare += 1;
        }
        for t in legible::tallies(&sheet.words, sheet.fonts.len()) {
            tally.words += t.words;
            tally.broken += t.broken;
        }
        layouts.push(flow::layout(sheet));
    }
    if tally.is_broken() {
        return Err(Error::Illegible { cause: format!("{} of {} words are no words", tally.broken, tally.words) });
    }
    flow::write(layouts, &mut builder);
    if bare > 0 {
        builder.issue(Issue::warning("pages-without-text", format!("{bare} of {count} pages are images"), None));
    }
    if lossy > 0 {
        builder.issue(Issue::warning("unreadable-content", format!("part of {lossy} pages could not be read"), None));
    }
    let document = builder.finish();
    let words = document.blocks().iter().any(|b| b.role == crate::document::Role::Body);
    if bare == count || !words {
        return Err(Error::NoTextLayer);
    }
    Ok(document)
}

fn open(bytes: &[u8]) -> Result<File, Error> {
    let file = File::load(bytes.to_vec()).map_err(|e| match e {
        pdfboss_core::Error::Encrypted => Error::Encrypted,
        other => Error::Damaged { format: "pdf", cause: other.to_string() },
    })?;
    if file.is_locked() { Err(Error::Encrypted) } else { Ok(file) }
}
