//! Which line ends are the wrapping of one paragraph, and which end it.
//!
//! `Phấn đấu đến năm 2030 có 90%` / `hộ dân dùng nước sạch.` → one paragraph; `KT. CHỦ TỊCH` / `PHÓ CHỦ TỊCH` → two.
//!
//! A text is wrapped when many lines go on in lower case. A wrap happens only where the next word no longer fitted:
//! the sure wraps of a document (those that go on in lower case) show how much did not fit, and a line end
//! whose next word would have fitted with ease is a real one.

use super::composed;
use super::lines::{Line, Shape, columns};
use super::marker::{self, Marker};
use unicode_normalization::char::is_combining_mark;

/// Widest line, in characters, that still counts as wrapped.
const WIDEST: u16 = 130;

/// What the line ends of a whole document show.
#[derive(Debug, Default)]
pub struct Wrapping {
    /// The document is wrapped.
    wrapped: bool,
    /// Smallest width that did not fit, by [`Spot`].
    overflow: [u16; 4],
    /// First lines of paragraphs are much shorter than later ones, as in HTML source whose tags were taken out.
    ragged: bool,
}

/// Where a line stands; what fits differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// In a table cell.
    pub cell: bool,
    /// The first line of its paragraph.
    pub first: bool,
}

impl Spot {
    fn index(self) -> usize {
        usize::from(self.cell) * 2 + usize::from(self.first)
    }
}

/// Collects line ends while a document is looked over.
#[derive(Debug)]
pub struct Survey {
    widths: [[u32; 256]; 4],
    sure: u32,
    other: u32,
    wide: u32,
    lines: u32,
}

impl Default for Survey {
    fn default() -> Self {
        Survey { widths: [[0; 256]; 4], sure: 0, other: 0, wide: 0, lines: 0 }
    }
}

impl Survey {
    /// Looks at the lines of one stretch (body or one cell) in order.
    pub fn look(&mut self, text: &str, lines: &[Line], cell: bool) {
        let mut first = true;
        for (n, line) in lines.iter().enumerate() {
            if n > 0 && line.after_blank {
                first = true;
            }
            self.lines += 1;
            self.wide += u32::from(line.columns > WIDEST);
            let next = lines.get(n + 1).filter(|next| !next.after_blank && next.shape == Shape::Words);
            let Some(next) = next.filter(|_| line.shape == Shape::Words && line.columns <= WIDEST) else {
                first = true;
                continue;
            };
            let words = next.of(text);
            if marker::at(words) != Marker::None {
                first = true;
                continue;
            }
            if begins_small(words) && !ends_sentence(line.of(text)) && line.columns >= 12 {
                self.sure += 1;
                if line.of(text).starts_with('*') && first {
                    // Emphasis stood in the source as tags, of unknown width.
                    first = false;
                    continue;
                }
                let width = (line.columns + 1 + first_word(words)).min(255);
                self.widths[Spot { cell, first }.index()][usize::from(width)] += 1;
                first = false;
            } else {
                let ended = ends_sentence(line.of(text));
                // A long line that stops short of a sentence, and a capital below it: more likely two paragraphs.
                self.other += u32::from(!ended && line.columns >= 40 && begins_capital(words));
                first = ended || line.columns < 40;
            }
        }
    }

    /// The verdict.
    pub fn verdict(&self) -> Wrapping {
        // One in twenty may be out of line: a forced break, a narrow column.
        let least = |spot: usize| self.quantile(spot, 5);
        let later = least(0).unwrap_or(60);
        let first = least(1).unwrap_or(later);
        let ragged = self.quantile(1, 50).unwrap_or(first) * 10 < self.quantile(0, 50).unwrap_or(later) * 7;
        let cell_later = least(2).unwrap_or(later);
        let cell_first = least(3).unwrap_or_else(|| if ragged { first.min(24) } else { cell_later });
        Wrapping { wrapped: self.is_wrapped(), overflow: [later, first, cell_later, cell_first], ragged }
    }

    fn is_wrapped(&self) -> bool {
        let count = |spot: usize| self.widths[spot].iter().sum::<u32>();
        let (later, first) = (count(0) + count(2), count(1) + count(3));
        // A unit below the name of an indicator goes on in lower case too. But wraps come in threes
        // (a paragraph of many lines), or all at one width.
        let threes = later > 0 && later * 5 >= first;
        let full = |spot: usize| {
            let (low, high) = (self.quantile(spot, 20), self.quantile(spot, 100));
            count(spot) >= 2 && low.zip(high).is_some_and(|(low, high)| low >= 60 && low * 10 >= high * 8)
        };
        self.sure >= 1 && self.sure * 3 >= self.other && self.wide * 20 <= self.lines && (threes || full(1) || full(3))
    }

    /// The width below or at which `percent` of the sure wraps of a spot lie; `None` without any.
    fn quantile(&self, spot: usize, percent: u32) -> Option<u16> {
        let total: u32 = self.widths[spot].iter().sum();
        let mut seen = 0;
        self.widths[spot].iter().enumerate().find_map(|(width, count)| {
            seen += count;
            (*count > 0 && seen * 100 >= total * percent).then_some(width as u16)
        })
    }
}

impl Wrapping {
    /// For cells whose lines are wrapped for sure.
    pub fn always() -> Wrapping {
        Wrapping { wrapped: true, overflow: [0; 4], ragged: false }
    }

    /// Whether `next` goes on with the paragraph of which `lines` are the lines so far.
    pub fn joins(&self, text: &str, lines: &[Line], next: Line, cell: bool, open: bool) -> bool {
        let Some(last) = lines.last() else { return false };
        if next.after_blank || next.shape == Shape::Rule || last.shape == Shape::Rule {
            return false;
        }
        match (last.shape, next.shape) {
            // The break stood inside the emphasis: `**ỦY BAN NHÂN DÂN` / `**` / `TỈNH …`.
            (Shape::Marks, _) => return open && lines.iter().all(|l| l.shape == Shape::Marks),
            // The star below the name of a Party committee closes nothing.
            (_, Shape::Marks) => return open,
            (Shape::Words | Shape::Gapped, Shape::Words | Shape::Gapped) => {}
            _ => return false,
        }
        let (before, after) = (last.of(text), next.of(text));
        if last.columns <= 60 && seam(before, after) {
            return true;
        }
        let small = begins_small(after);
        if open {
            // Inside one emphasis; yet an office in capitals and a name below it are two lines.
            let stacked = is_capitals(before) && !is_capitals(after) && begins_capital(after);
            return small || !stacked;
        }
        if !small && before.ends_with('*') && after.starts_with('*') {
            // Two emphases, one a line: `**UBND TỈNH**` / `**SỞ Y TẾ**`.
            return false;
        }
        let spot = Spot { cell, first: lines.len() == 1 };
        let width = last.columns + 1 + first_word(after);
        let ended = ends_sentence(before);
        let list = marker::at(after);
        if !self.wrapped || last.columns > WIDEST {
            return list == Marker::None && joins_unwrapped(last.columns, before, after, small, ended);
        }
        let least = self.overflow[spot.index()];
        // With ease: narrow columns and long words make the measure uncertain by a word.
        let fits = u32::from(width) * 10 < u32::from(least) * if spot.first { 9 } else { 8 };
        match list {
            Marker::Number => return false,
            Marker::Bullet => {
                // A dash of the sentence: `giai đoạn 2021` / `- 2025`, `sản xuất` / `- chế biến`.
                let word = after.trim_start_matches(|c: char| !c.is_alphanumeric());
                let goes_on = begins_small(word) || word.starts_with(|c: char| c.is_ascii_digit());
                return goes_on && !ended && !before.ends_with(',') && !fits && !spot.first;
            }
            Marker::None => {}
        }
        if small {
            return !(ended && fits);
        }
        if ended {
            return !fits;
        }
        // `TỶ LỆ HỘ NGHÈO THEO VÙNG` / `(Kèm theo Kế hoạch số …)` / `Đơn vị tính: %`: lines of the head of an annex.
        let bracketed = before.starts_with('(') && before.ends_with(')') && begins_capital(after);
        let below_capitals = is_capitals(before) && after.starts_with("(K");
        if bracketed || below_capitals || after.starts_with("Đơn vị tính") {
            return false;
        }
        if (after.starts_with('(') && !is_capitals(before)) || before.ends_with(['(', ',', '/']) {
            return true;
        }
        let (upper, upper_next) = (is_capitals(before), is_capitals(after));
        if upper
            && upper_next
            && (signs(before) || signs(after) || (cell && before.starts_with('*') != after.starts_with('*')))
        {
            return false;
        }
        if upper && !upper_next && last.columns <= 60 && begins_capital(after) {
            return false;
        }
        if !cell && spot.first && self.ragged {
            // How much fits in a first line is unknown here; only a stack of short lines is one.
            return !(upper && upper_next && last.columns <= 30 && next.columns <= 34);
        }
        !fits
    }
}

/// The few wraps that may be joined in a text that is not wrapped as a whole.
fn joins_unwrapped(columns: u16, before: &str, after: &str, small: bool, ended: bool) -> bool {
    if ended || !(40..=WIDEST).contains(&columns) {
        return false;
    }
    if small {
        return columns >= 55;
    }
    if is_capitals(before) && is_capitals(after) {
        return true;
    }
    // `(Kèm theo Kế hoạch số … của Ủy ban nhân dân tỉnh` / `An Giang)`
    let open = before.rfind('(').is_some_and(|at| !before[at..].contains(')'));
    open && after.find(')').is_some_and(|at| !after[..at].contains('('))
}

/// Whether a fixed phrase of every letterhead is torn between the two lines.
pub fn seam(before: &str, after: &str) -> bool {
    const PHRASES: [&[&str]; 3] = [
        &["cộng", "hòa", "xã", "hội", "chủ", "nghĩa", "việt", "nam"],
        &["ủy", "ban", "nhân", "dân"],
        &["hội", "đồng", "nhân", "dân"],
    ];
    let marks = ['*', '_', ' ', '-', '–'];
    let (before, after) = (before.trim_end_matches(marks), after.trim_start_matches(marks));
    // They stand in capitals; nearly all lines are sorted out here.
    let last = before.chars().rev().find(|c| !is_combining_mark(*c));
    if !last.is_some_and(char::is_uppercase) || !after.starts_with(char::is_uppercase) {
        return before.ends_with("Tự do") && after.starts_with("Hạnh phúc");
    }
    let between = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
    let split = |text| str::split(text, between).filter(|w| !w.is_empty()).take(16);
    let folded = |word: &str| crate::text::folded(&composed(word));
    // Of other lines in capitals, nearly all by their last word.
    let Some(last) = split(before).last().map(folded) else { return false };
    if !PHRASES.iter().any(|phrase| phrase[..phrase.len() - 1].contains(&&*last)) {
        return false;
    }
    let left: Vec<String> = split(before).map(folded).collect();
    let right: Vec<String> = split(after).map(folded).collect();
    PHRASES.iter().any(|phrase| {
        (1..phrase.len()).any(|cut| {
            let (head, tail) = phrase.split_at(cut);
            let ends = left.len() >= cut && left[left.len() - cut..].iter().eq(head);
            // One common word on either side is too little: `XÃ` / `HỘI` alone are words of their own.
            ends && !right.is_empty()
                && right.iter().zip(tail).all(|(a, b)| a == b)
                && cut + right.len().min(tail.len()) > 2
        })
    })
}

/// Whether a line in capitals is one of a signature block: `KT. CHỦ TỊCH`, `TUQ. GIÁM ĐỐC`.
fn signs(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', ' ']);
    ["TM.", "KT.", "TL.", "TUQ.", "Q.", "T/M", "K/T", "TM ", "KT ", "TL "].iter().any(|sign| line.starts_with(sign))
}

/// Whether the first letter behind marks and brackets is a small one.
fn begins_small(line: &str) -> bool {
    let first = line.trim_start_matches(['*', '_', '(', '"', '“', '[', ' ']).chars().next();
    first.is_some_and(char::is_lowercase)
}

fn begins_capital(line: &str) -> bool {
    let first = line.trim_start_matches(['*', '_', '(', '"', '“', '[', ' ']).chars().next();
    first.is_some_and(char::is_uppercase)
}

/// Whether the line could be the end of a sentence or lead-in.
fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['*', '_', ' ', ')', '"', '”', ']']);
    end.ends_with(['.', ';', ':', '!', '?', '…'])
}

/// Width of the first word.
fn first_word(line: &str) -> u16 {
    let word = line.split([' ', '\t', '\u{a0}']).next().unwrap_or("");
    columns(word).min(60)
}

/// Whether all letters are capitals and there are at least three.
fn is_capitals(line: &str) -> bool {
    let mut letters = 0;
    for c in line.chars() {
        if c.is_lowercase() {
            return false;
        }
        letters += u32::from(c.is_uppercase());
    }
    letters >= 3
}
