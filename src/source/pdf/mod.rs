//! PDF: a text layer read from words and drawn lines; scans handed to character recognition.
//!
//! A page whose content reads `Số:      /KH-UBND` with a signature field `15` on it, a ruled table of which a half
//! stands on the next page → a block `Số: 15 /KH-UBND`, one table; every word with its page and box.
//!
//! Glyph decoding is `pdfboss`'s; lines, columns, paragraphs and tables are ours (no library keeps the letterhead's
//! two columns apart). Order: `page` → `letters` → `legible` → `scan` → `grid` → `lines` → `paragraphs` → `flow`.

mod der;
mod fields;
mod flow;
mod grid;
mod legible;
mod letters;
mod lines;
mod page;
mod paragraphs;
mod scan;
mod signatures;
mod stamp;

use crate::document::{Builder, Document, Origin, Role};
use crate::error::{Error, Issue};
use crate::source::{Format, Ocr, ReadOptions, limits, ocr};
use page::Sheet;
use pdfboss_core::Document as File;
use pdfboss_text::FontCache;

/// Letters a page needs to count as one with a text layer.
const LETTERS: usize = 20;
/// Words of one file: ten thousand full pages.
const WORDS: usize = 5_000_000;

/// Reads a PDF.
///
/// # Errors
/// [`Error::Encrypted`] when the empty password does not open it, [`Error::TooLarge`] over the limit of pages,
/// [`Error::NoTextLayer`] for scans without recognition, [`Error::Illegible`] when typefaces do not say which letters
/// they draw, [`Error::Damaged`] when no page can be found, [`Error::Program`] when recognition was demanded and failed.
pub fn read(bytes: &[u8], options: ReadOptions) -> Result<Document, Error> {
    let file = open(bytes)?;
    let count = file.flattened_page_count();
    if count > limits::PAGES {
        return Err(Error::TooLarge { what: "pages", limit: limits::PAGES as u64 });
    }
    if count == 0 {
        return Err(Error::Damaged { format: "pdf", cause: "it has no pages".to_owned() });
    }
    let mut builder = Builder::new(Origin {
        media_type: Format::Pdf.media_type(),
        encoding: "utf-8",
        signatures: signatures::signatures(&file),
        ..Origin::default()
    });
    let mut pages = pages(&file, count)?;
    if let Some(charset) = letters::repair(pages.iter_mut().map(|p| &mut p.sheet).collect()) {
        builder.origin().encoding = charset;
    }
    let lossy = pages.iter().filter(|p| p.sheet.lossy).count() + (count - pages.len());
    recognise(bytes, &mut pages, options.ocr, &mut builder)?;
    if lossy > 0 {
        let message = format!("part of {lossy} of {count} pages could not be read");
        builder.issue(Issue::warning("unreadable-content", message, None));
    }
    flow::write(pages.into_iter().map(|p| flow::layout(p.sheet)).collect(), &mut builder);
    let document = builder.finish();
    if document.blocks().iter().any(|b| b.role == Role::Body) {
        Ok(document)
    } else if lossy == count {
        Err(Error::Damaged { format: "pdf", cause: "no page's content could be read".to_owned() })
    } else {
        Err(Error::NoTextLayer)
    }
}

/// What can be told of a PDF without reading its pages, for surveys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Number of pages.
    pub pages: usize,
    /// Number of digital signatures.
    pub signatures: usize,
}

/// Counts pages and signatures.
///
/// # Errors
/// [`Error::Encrypted`] and [`Error::Damaged`].
pub fn outside(bytes: &[u8]) -> Result<Outside, Error> {
    let file = open(bytes)?;
    Ok(Outside { pages: file.flattened_page_count(), signatures: signatures::signatures(&file).len() })
}

fn open(bytes: &[u8]) -> Result<File, Error> {
    let file = File::load(bytes.to_vec()).map_err(|e| match e {
        pdfboss_core::Error::Encrypted => Error::Encrypted,
        other => Error::Damaged { format: "pdf", cause: other.to_string() },
    })?;
    if file.is_locked() { Err(Error::Encrypted) } else { Ok(file) }
}

/// A page and what it lacks.
struct Paper {
    sheet: Sheet,
    /// Width and height as shown, points.
    shown: (f32, f32),
    /// An image and next to no text of its own: stamps do not count.
    scan: bool,
}

fn pages(file: &File, count: usize) -> Result<Vec<Paper>, Error> {
    let fonts = FontCache::default();
    let mut words = 0;
    let mut out = Vec::new();
    for index in 0..count {
        let Ok(page) = file.page(index) else { continue };
        let sheet = page::read(file, &page, &fonts);
        words += sheet.words.len();
        if words > WORDS {
            return Err(Error::TooLarge { what: "words of one file", limit: WORDS as u64 });
        }
        let own = sheet.words.iter().filter(|w| !w.field);
        let letters: usize = own.map(|w| w.text.chars().filter(|c| !c.is_ascii_punctuation()).count()).sum();
        let scan = letters < LETTERS && page::covered_by_image(file, &page);
        out.push(Paper { sheet, shown: page.size(), scan });
    }
    Ok(out)
}

/// Has scans and illegible typefaces recognised where that is wanted and possible; otherwise refuses what cannot be
/// read rather than pass it on.
fn recognise(bytes: &[u8], pages: &mut [Paper], wanted: Ocr, builder: &mut Builder) -> Result<(), Error> {
    let tallies = legible::tallies(pages.iter().map(|p| &p.sheet));
    let broken: Vec<String> = tallies.iter().filter(|(_, t)| t.is_broken()).map(|(n, _)| n.clone()).collect();
    let words =
        |of_broken: bool| -> usize { tallies.values().filter(|t| t.is_broken() == of_broken).map(|t| t.words).sum() };
    let (lost, sound) = (words(true), words(false));
    let blank = sound + lost == 0;
    let needs = |p: &Paper| p.scan || blank || scan::count_broken(&p.sheet, &broken) > 0;
    let can = match wanted {
        Ocr::Never => false,
        Ocr::Auto => pages.iter().any(needs) && ocr::is_there(),
        Ocr::Always => true,
    };
    if can {
        let desk = scan::Desk::new(bytes)?;
        for page in pages.iter_mut().filter(|p| wanted == Ocr::Always || needs(p)) {
            let seen = match desk.recognise(page.sheet.number, page.shown) {
                Ok(seen) => seen,
                Err(e) if wanted == Ocr::Always => return Err(e),
                Err(e) => {
                    let message = format!("page {}: {e}", page.sheet.number);
                    builder.issue(Issue::warning("recognition-failed", message, None));
                    scan::drop_broken(&mut page.sheet, &broken);
                    continue;
                }
            };
            // Where most is lost the rest is not to be trusted: a wrong map gives letters too, only others.
            let lost = scan::count_broken(&page.sheet, &broken);
            let whole = wanted == Ocr::Always || page.scan || blank || lost * 3 > page.sheet.words.len();
            if whole {
                (page.sheet.width, page.sheet.height) = page.shown;
            }
            scan::replace(&mut page.sheet, seen, if whole { &[] } else { &broken });
            builder.origin().ocr = true;
        }
        return Ok(());
    }
    let scans = pages.iter().filter(|p| p.scan).count();
    if scans > 0 && sound < LETTERS {
        return Err(Error::NoTextLayer);
    }
    if lost > 0 {
        if lost * 3 > sound {
            let cause = format!("{lost} of {} words are in typefaces without a map to letters", lost + sound);
            return Err(Error::Illegible { cause });
        }
        pages.iter_mut().for_each(|p| {
            scan::drop_broken(&mut p.sheet, &broken);
        });
        let message = format!("{lost} words were left out: their typeface does not say which letters it draws");
        builder.issue(Issue::warning("illegible-typeface", message, None));
    }
    if scans > 0 {
        let message = format!("{scans} of {} pages are images without text", pages.len());
        builder.issue(Issue::warning("pages-without-text", message, None));
    }
    Ok(())
}
