//! The lines of a text and what each looks like by itself, before anything is known of its neighbours.
//!
//! `  **- Tỷ lệ hộ nghèo` → words from `*`, 18 columns, begins with a list marker, ends no sentence.

use super::columns::GAP;
use super::marker::{self, Marker};

/// One line that is not blank. Blank lines are kept as a flag of the line behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Byte offset of the first character that is no blank.
    pub start: u32,
    /// One past the last character that is no blank.
    pub end: u32,
    /// Width in characters, cut at 65,535.
    pub columns: u16,
    /// A blank line (or the start of the text) stands before it.
    pub after_blank: bool,
    /// What kind of line it is.
    pub shape: Shape,
}

/// What a line is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Words.
    Words,
    /// Words, and bars among or behind them: `Số hiệu: | 12/KH-UBND |`.
    Barred,
    /// Nothing but one `|`: the frame of a cell.
    Bar,
    /// Nothing but emphasis marks: `**`, `* *`. It carries no text.
    Marks,
    /// A drawn rule: `-------`.
    Rule,
    /// The rule below the head of a Markdown table: `|---|:--:|`.
    TableRule,
    /// Cells parted by tabs.
    Tabbed,
    /// Words held apart by a wide gap of blanks.
    Gapped,
}

impl Line {
    /// The line with the tabs and blanks around it.
    pub fn whole<'a>(&self, text: &'a str) -> &'a str {
        let blank = |b: &u8| matches!(b, b'\t' | b' ');
        let (before, behind) = (&text.as_bytes()[..self.start as usize], &text.as_bytes()[self.end as usize..]);
        let from = before.len() - before.iter().rev().take_while(|b| blank(b)).count();
        &text[from..self.end as usize + behind.iter().take_while(|b| blank(b)).count()]
    }

    /// The line without the blanks around it.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.end as usize]
    }
}

/// What a line may hold.
#[derive(Clone, Copy)]
struct Signs {
    gaps: bool,
    cells: bool,
}

/// Cuts `text` into lines. `\r\n`, `\n` and a lone `\r` end a line, so do form feeds and U+2028.
pub fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 80 + 1);
    let bytes = text.as_bytes();
    // Signs that few lines hold are looked for over the lines, not in each.
    let gap = memchr::memmem::Finder::new(GAP);
    let gaps = |from: usize| gap.find(&bytes[from..]).map_or(bytes.len(), |n| from + n);
    let cells = |from: usize| memchr::memchr2(b'|', b'\t', &bytes[from..]).map_or(bytes.len(), |n| from + n);
    let (mut next_gap, mut next_cell) = (gaps(0), cells(0));
    let returns = memchr::memchr2(b'\r', 0xc, bytes).is_some();
    let mut after_blank = true;
    let mut from = 0;
    while from < bytes.len() {
        let rest = &bytes[from..];
        let length = if returns { memchr::memchr3(b'\n', b'\r', 0xc, rest) } else { memchr::memchr(b'\n', rest) };
        let to = length.map_or(bytes.len(), |n| from + n);
        if next_gap < from {
            next_gap = gaps(from);
        }
        if next_cell < from {
            next_cell = cells(from);
        }
        let signs = Signs { gaps: next_gap < to, cells: next_cell < to };
        match line(text, from, to, after_blank, signs) {
            Some(line) => {
                lines.push(line);
                after_blank = false;
            }
            // The two halves of `\r\n` are one line end.
            None if to == from && from > 0 && bytes[from] == b'\n' && bytes[from - 1] == b'\r' => {}
            None => after_blank = true,
        }
        from = to + 1;
    }
    lines
}

/// Whether `c` is a blank or invisible character that may stand around a line's words.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')
}

fn line(text: &str, from: usize, to: usize, after_blank: bool, signs: Signs) -> Option<Line> {
    let raw = &text[from..to];
    let words = trim(raw);
    if words.is_empty() {
        return None;
    }
    let start = from + (words.as_ptr() as usize - raw.as_ptr() as usize);
    Some(Line {
        start: start as u32,
        end: (start + words.len()) as u32,
        columns: columns(words),
        after_blank,
        shape: shape(words, signs),
    })
}

/// Width in characters; combining marks (U+0300 to U+036F) have none.
pub fn columns(words: &str) -> u16 {
    // Sums of single bytes, which the processor makes sixteen at a time.
    let begins = |b: &u8| u8::from(b & 0xC0 != 0x80 && b & 0xFE != 0xCC);
    let letters = |part: &[u8]| usize::from(part.iter().map(begins).sum::<u8>());
    words.as_bytes().chunks(240).map(letters).sum::<usize>().min(usize::from(u16::MAX)) as u16
}

fn trim(raw: &str) -> &str {
    // Nearly all lines begin and end with visible ASCII or a Vietnamese letter.
    let visible = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_graphic() || matches!(b, 0xC3..=0xC6 | 0xE1));
    let bytes = raw.as_bytes();
    if visible(bytes.first()) && bytes.last().is_some_and(u8::is_ascii_graphic) && bytes[0] != 0xE1 {
        return raw;
    }
    raw.trim_matches(is_blank)
}

fn shape(words: &str, signs: Signs) -> Shape {
    let bytes = words.as_bytes();
    if bytes == b"|" {
        return Shape::Bar;
    }
    let sign = matches!(bytes[0], b'-' | b'_' | b'=' | b'*' | b'|' | b':' | b'~' | b'.' | b'+') && bytes.len() < 400;
    if let Some(shape) = sign.then(|| drawn(bytes)).flatten() {
        return shape;
    }
    if !signs.cells || memchr::memchr2(b'|', b'\t', bytes).is_none() {
        let gap = signs.gaps && bytes.len() < 1000 && memchr::memmem::find(bytes, GAP.as_bytes()).is_some();
        return if gap { Shape::Gapped } else { Shape::Words };
    }
    if has_bar(bytes) {
        return Shape::Barred;
    }
    let marks = |at: usize| marker::at(&words[..at]) != Marker::None && !words[..at].trim_end().contains(' ');
    let tab = memchr::memchr(b'\t', bytes).filter(|at| !marks(*at));
    let first = tab.or_else(|| {
        // A tab behind a list marker is Word's, not a table's.
        let marker = memchr::memchr(b'\t', bytes)? + 1;
        memchr::memchr(b'\t', &bytes[marker..]).map(|at| marker + at)
    });
    if first.is_some() { Shape::Tabbed } else { Shape::Words }
}

/// Whether there is a bar that is not escaped.
fn has_bar(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'|', bytes).any(|at| at == 0 || bytes[at - 1] != b'\\')
}

/// Lines without a word.
fn drawn(bytes: &[u8]) -> Option<Shape> {
    let (mut bars, mut dashes, mut stars, mut others) = (0, 0, 0, 0);
    for b in bytes {
        match b {
            b'|' => bars += 1,
            b'-' => dashes += 1,
            b'*' => stars += 1,
            b' ' | b'\t' | b':' => {}
            b'_' | b'=' | b'~' | b'.' | b'+' => others += 1,
            _ => return None,
        }
    }
    match (bars, dashes, stars, others) {
        (0, 0, 1, 0) if bytes.len() == 1 => Some(Shape::Marks),
        (0, 0, 2.., 0) => Some(Shape::Marks),
        (1.., 3.., 0, 0) => Some(Shape::TableRule),
        (0, n, 0, m) if n + m >= 3 && n.max(m) >= 3 => Some(Shape::Rule),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(text: &str) -> Vec<(String, Shape, bool)> {
        split(text).iter().map(|l| (l.of(text).to_owned(), l.shape, l.after_blank)).collect()
    }

    #[test]
    fn line_ends_of_all_systems_are_line_ends() {
        for text in
            ["Mục tiêu\nNhiệm vụ\n", "Mục tiêu\r\nNhiệm vụ\r\n", "Mục tiêu\rNhiệm vụ", "\u{feff}Mục tiêu\r\nNhiệm vụ\0"]
        {
            let lines = split(text);
            let words: Vec<_> = lines.iter().map(|l| l.of(text)).collect();
            assert_eq!(words, ["Mục tiêu", "Nhiệm vụ"], "{text:?}");
            assert!(!lines[1].after_blank, "{text:?}");
        }
        assert!(split("Mục tiêu\r\n\r\nNhiệm vụ")[1].after_blank);
    }

    #[test]
    fn shapes_are_told() {
        let found = shapes(
            "|\n**I**\n** **\n-------\n| a | b |\n|---|:-:|\nĐơn vị\tNăm 2025\n1.\tMục đích\nxã |\n…\n\t- Nam\t66",
        );
        let shapes: Vec<_> = found.iter().map(|(_, s, _)| *s).collect();
        use Shape::*;
        assert_eq!(shapes, [Bar, Words, Marks, Rule, Barred, TableRule, Tabbed, Words, Barred, Words, Tabbed]);
    }

    #[test]
    fn an_escaped_bar_parts_no_cells() {
        assert_eq!(split("nhóm A\\|B")[0].shape, Shape::Words);
    }
}
