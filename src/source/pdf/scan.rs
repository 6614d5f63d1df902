//! Pages read by character recognition: whole scans, and the words of a page whose typeface lost its map.
//!
//! A scanned page → the same [`Word`]s a text layer gives, with boxes in points; what fields draw on it stays.

use super::legible;
use super::page::{Sheet, Word};
use crate::error::Error;
use crate::source::ocr::{self, Seen};
use std::path::{Path, PathBuf};

/// The file on disk, for the programs that draw its pages, and a folder for what they draw.
pub struct Desk {
    folder: tempfile::TempDir,
    pdf: PathBuf,
}

impl Desk {
    /// Lays a file out.
    ///
    /// # Errors
    /// [`Error::Program`] when there is no room for temporary files.
    pub fn new(bytes: &[u8]) -> Result<Desk, Error> {
        let failed = |e: std::io::Error| Error::Program { program: "tesseract", cause: e.to_string() };
        let folder = tempfile::tempdir().map_err(failed)?;
        let pdf = folder.path().join("document.pdf");
        std::fs::write(&pdf, bytes).map_err(failed)?;
        Ok(Desk { folder, pdf })
    }

    /// The words recognised on a page, in points from its top left. `shown`: width and height as shown.
    ///
    /// # Errors
    /// [`Error::Program`] when a program is absent or fails.
    pub fn recognise(&self, page: u32, shown: (f32, f32)) -> Result<Vec<Word>, Error> {
        let folder: &Path = self.folder.path();
        let (image, scale) = ocr::draw(&self.pdf, page, shown, folder)?;
        let seen = ocr::words(&image, (scale * 72.0) as u32, folder);
        // Pictures of pages are large; the folder lives as long as the document is read.
        let _ = std::fs::remove_file(&image);
        Ok(words(seen?, scale, shown))
    }
}

/// Recognised words as words of a page. The program gives boxes, not baselines or type sizes. The words of one of its
/// lines get one baseline, from the middle one of their boxes: a scan stands askew, and single boxes reach from a tone
/// mark or down to a tail. Sizes near the page's usual one are that one.
fn words(mut seen: Vec<Seen>, scale: f32, shown: (f32, f32)) -> Vec<Word> {
    seen.retain(|s| !is_noise(s));
    let usual = median(seen.iter().map(|s| s.extent[1] - s.extent[0]));
    let mut out = Vec::with_capacity(seen.len());
    for line in seen.chunk_by(|a, b| a.line == b.line) {
        let height = line[0].extent[1] - line[0].extent[0];
        // A line that took in a stamp or a signature is higher than its type.
        let size = if height < 0.65 * usual { height } else { usual.min(height) }.max(1.0) / scale * 0.95;
        let middle = median(line.iter().map(|s| (s.area[1] + s.area[3]) / 2.0)) / scale;
        out.extend(line.iter().enumerate().map(|(n, s)| {
            let [x0, top, right, bottom] = s.area.map(|v| v / scale);
            // Boxes may reach into the next word's, as those of slanted letters do; words of one line never overlap.
            let x1 = line.get(n + 1).map_or(right, |next| right.min(next.area[0] / scale).max(x0));
            Word {
                text: s.text.clone(),
                x0,
                x1,
                lead: x0,
                reach: x1,
                spaced: true,
                spacing: true,
                base: middle + 0.3 * size,
                size,
                area: [
                    x0.clamp(0.0, shown.0),
                    top.clamp(0.0, shown.1),
                    right.clamp(0.0, shown.0),
                    bottom.clamp(0.0, shown.1),
                ],
                ..Word::default()
            }
        }));
    }
    out
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(1.0)
}

/// Specks, rules and edges of seals read as marks: no letter or digit and little certainty.
fn is_noise(seen: &Seen) -> bool {
    let written = seen.text.chars().any(char::is_alphanumeric);
    let listing = matches!(seen.text.as_str(), "-" | "+" | "%" | "–" | "/");
    !written && !listing && seen.confidence < 70.0
}

/// Puts recognised words in the place of a sheet's own: of all of them on a scan, only of those in broken typefaces
/// where some are sound. Fields are kept: what they draw is text.
pub fn replace(sheet: &mut Sheet, seen: Vec<Word>, broken: &[String]) {
    let lost: Vec<[f32; 4]> = sheet
        .words
        .iter()
        .filter(|w| is_broken(w, &sheet.fonts, broken))
        .map(|w| grown(w.area, 0.4 * w.size))
        .collect();
    let fonts = std::mem::take(&mut sheet.fonts);
    let all = lost.is_empty();
    sheet.words.retain(|w| w.field || !all && !is_broken(w, &fonts, broken));
    let kept: Vec<[f32; 4]> = sheet.words.iter().map(|w| w.area).collect();
    sheet.words.extend(seen.into_iter().filter(|w| {
        let (x, y) = ((w.area[0] + w.area[2]) / 2.0, (w.area[1] + w.area[3]) / 2.0);
        let within = |b: &[f32; 4]| x >= b[0] && x <= b[2] && y >= b[1] && y <= b[3];
        !kept.iter().any(within) && (all || lost.iter().any(within))
    }));
    sheet.fonts = fonts;
}

/// Leaves out the words of broken typefaces; gives how many.
pub fn drop_broken(sheet: &mut Sheet, broken: &[String]) -> usize {
    let before = sheet.words.len();
    let fonts = &sheet.fonts;
    sheet.words.retain(|w| !is_broken(w, fonts, broken));
    before - sheet.words.len()
}

/// How many words of a sheet are in broken typefaces.
pub fn count_broken(sheet: &Sheet, broken: &[String]) -> usize {
    sheet
        .words
        .iter()
        .filter(|w| is_broken(w, &sheet.fonts, broken))
        .filter(|w| legible::judge(&w.text).is_some())
        .count()
}

fn is_broken(word: &Word, fonts: &[String], broken: &[String]) -> bool {
    !broken.is_empty() && fonts.get(usize::from(word.font)).is_some_and(|f| broken.contains(f))
}

fn grown(area: [f32; 4], by: f32) -> [f32; 4] {
    [area[0] - by, area[1] - by, area[2] + by, area[3] + by]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pdf::lines::blank_between;

    #[test]
    fn words_whose_boxes_overlap_stay_apart() {
        let seen = |text: &str, x0: f32, x1: f32| Seen {
            text: text.into(),
            area: [x0, 100.0, x1, 130.0],
            line: 1,
            extent: [100.0, 130.0],
            confidence: 90.0,
        };
        let words = words(vec![seen("hành", 100.0, 190.0), seen("án", 170.0, 220.0)], 2.0, (600.0, 800.0));
        assert!(blank_between(&words[0], &words[1]), "{} {}", words[0].x1, words[1].x0);
        // The box itself stays as it was seen.
        assert_eq!(words[0].area[2], 95.0);
    }
}
