//! Plain text and Markdown, in every way that sites, converters and people flatten a document into lines.
//!
//! `**ỦY BAN NHÂN` / `DÂN**` / `- Tỷ lệ hộ nghèo` → two blocks: `ỦY BAN NHÂN DÂN` in bold, and the list item.
//!
//! Lines are cut and classified one by one (`lines`, `marker`); tables are found by their bars and tabs (`frames`,
//! `pipes`); lines are joined again where the text proves that they were wrapped (`wrap`); marks inside
//! a paragraph become style (`inline`); blocks that are not the document itself get their roles at the end (`roles`).

mod columns;
mod drawn;
mod ends;
mod frames;
mod grid;
mod inline;
mod lines;
mod marker;
mod numbered;
mod pipes;
mod roles;
mod stacked;
mod wrap;

use crate::document::{Builder, Document, Origin, Role};
use crate::error::Error;
use crate::source::{Format, encoding};
use crate::text::is_plain;
use grid::Grid;
use lines::{Line, Shape};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use wrap::{Survey, Wrapping};

/// Reads text or Markdown in any encoding that [`encoding::decode`] knows.
///
/// # Errors
/// [`Error::Empty`] when there is nothing but blanks.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let decoded = encoding::decode(bytes);
    let mut builder =
        Builder::new(Origin { media_type: Format::Text.media_type(), encoding: decoded.encoding, ..Origin::default() });
    decoded.issues().for_each(|issue| builder.issue(issue));
    if let Some(map) = decoded.map {
        builder.decoding(map);
    }
    let text = &*decoded.text;
    let lines = lines::split(text);
    if lines.is_empty() {
        return Err(Error::Empty);
    }
    builder.reserve(text.len());
    let parts = parts(text, &lines);
    let wrapping = survey(text, &lines, &parts);
    for part in &parts {
        match part {
            Part::Words(from, to) => body(&mut builder, text, &lines[*from..*to], &wrapping),
            Part::Table(grid) => table(&mut builder, text, grid, &wrapping),
        }
    }
    let mut document = builder.finish();
    roles::mark(&mut document);
    Ok(document)
}

/// A word with its letters composed (NFC); nearly all are as they stand.
fn composed(word: &str) -> Cow<'_, str> {
    if is_plain(word) { Cow::Borrowed(word) } else { Cow::Owned(word.nfc().collect()) }
}

/// A stretch of lines that is read in one way.
enum Part {
    /// Lines from the first index up to the second: paragraphs.
    Words(usize, usize),
    /// A table.
    Table(Grid),
}

/// Parts the tables that show their frames from the paragraphs.
fn parts(text: &str, lines: &[Line]) -> Vec<Part> {
    let closing = ends::is_habit(text, lines);
    let mut parts = Vec::new();
    let (mut at, mut words) = (0, 0);
    while at < lines.len() {
        let table = match lines[at].shape {
            Shape::Words | Shape::Marks | Shape::TableRule => None,
            Shape::Rule => drawn::read(text, lines, at).map(|(grid, end)| (grid, at, end)),
            Shape::Gapped => columns::read(text, lines, at).map(|(grid, end)| (grid, at, end)),
            Shape::Bar | Shape::Barred
                if closing && (lines[at].shape == Shape::Bar || ends::closes(lines[at].of(text))) =>
            {
                ends::read(text, lines, at, words)
            }
            Shape::Bar => {
                let (grid, end) = frames::read(text, lines, at);
                Some((grid, at, end))
            }
            Shape::Barred | Shape::Tabbed => pipes::read(text, lines, at).map(|(grid, end)| (grid, at, end)),
        };
        // A reader that takes no line has found no table.
        let Some((grid, start, end)) = table.filter(|(_, _, end)| *end > at) else {
            at += 1;
            continue;
        };
        if grid.height() == 0 {
            at = end;
            continue;
        }
        if words < start {
            parts.push(Part::Words(words, start));
        }
        parts.push(Part::Table(grid));
        (at, words) = (end, end);
    }
    if words < at {
        parts.push(Part::Words(words, at));
    }
    parts
}

fn survey(text: &str, lines: &[Line], parts: &[Part]) -> Wrapping {
    let mut survey = Survey::default();
    for part in parts {
        match part {
            Part::Words(from, to) => survey.look(text, &lines[*from..*to], false),
            Part::Table(grid) => grid.rows().flatten().for_each(|cell| survey.look(text, grid.cell(cell), true)),
        }
    }
    survey.verdict()
}

/// Writes lines outside of framed tables: paragraphs, and the tables flattened among them.
fn body(builder: &mut Builder, text: &str, lines: &[Line], wrapping: &Wrapping) {
    let ranges = paragraphs(text, lines, wrapping, false);
    let mut at = 0;
    while at < ranges.len() {
        let range = &ranges[at];
        let head = range.len() == 1 && lines[range.start].columns <= 16 && stacked::begins(lines[range.start].of(text));
        match head.then(|| stacked::read(text, lines, &ranges, at)).flatten() {
            Some(found) => {
                table(builder, text, &found.grid, wrapping);
                at = found.paragraphs.end;
            }
            None => {
                write(builder, text, &lines[range.clone()]);
                at += 1;
            }
        }
    }
}

/// The paragraphs among lines: wrapped ones joined.
fn paragraphs(text: &str, lines: &[Line], wrapping: &Wrapping, cell: bool) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(lines.len());
    let (mut from, mut open) = (0, inline::Open::default());
    let stars = cell
        || matches!((lines.first(), lines.last()), (Some(first), Some(last))
            if memchr::memchr(b'*', &text.as_bytes()[first.start as usize..last.end as usize]).is_some());
    for (n, line) in lines.iter().enumerate() {
        if n > from && !wrapping.joins(text, &lines[from..n], *line, cell, open.any()) {
            ranges.push(from..n);
            (from, open) = (n, inline::Open::default());
        }
        if stars {
            open.read(line.of(text));
        }
    }
    ranges.push(from..lines.len());
    ranges
}

fn write(builder: &mut Builder, text: &str, lines: &[Line]) {
    if lines.iter().any(|l| !matches!(l.shape, Shape::Marks | Shape::Bar | Shape::TableRule)) {
        inline::paragraph(builder, text, lines, Role::Body);
    }
}

fn table(builder: &mut Builder, text: &str, grid: &Grid, wrapping: &Wrapping) {
    let always = Wrapping::always();
    let wrapping = if grid.wraps { &always } else { wrapping };
    builder.begin_table(grid.exact);
    for (n, row) in grid.rows().enumerate() {
        builder.begin_row();
        for cell in row {
            builder.begin_cell(1, 1, n < grid.header_rows);
            let lines = grid.cell(cell);
            for range in paragraphs(text, lines, wrapping, true) {
                write(builder, text, &lines[range]);
            }
            builder.end_cell();
        }
    }
    builder.end_table();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let doc = read(text.as_bytes()).unwrap();
        doc.blocks().iter().map(|b| doc.words(b).to_owned()).collect()
    }

    #[test]
    fn nothing_but_blanks_is_empty() {
        assert!(matches!(read(b" \r\n\t\n"), Err(Error::Empty)));
    }

    #[test]
    fn a_single_bar_behind_words_makes_no_table() {
        let doc = read("Nhóm xã |\nĐến năm 2025 có 5 xã.".as_bytes()).unwrap();
        assert_eq!((doc.tables().len(), doc.blocks().len()), (0, 2));
    }

    #[test]
    fn a_star_on_a_line_of_its_own_is_drawing() {
        assert_eq!(blocks("TỈNH ỦY TÂN LẬP\n*\nSố 12-KH/TU\n"), ["TỈNH ỦY TÂN LẬP", "Số 12-KH/TU"]);
        assert_eq!(blocks("**UBND TỈNH\n**\nSỞ Y TẾ\n"), ["UBND TỈNH", "SỞ Y TẾ"]);
    }

    #[test]
    fn bars_that_frame_nothing_are_skipped() {
        assert_eq!(blocks("|\n|\n|\n\nMục tiêu\n"), ["Mục tiêu"]);
    }

    #[test]
    fn units_below_an_indicator_are_not_glued_to_it() {
        let text =
            "Số trường tiểu học đạt chuẩn quốc gia mức độ 1\ntrường\n40\nSố lớp học hai buổi một ngày\nlớp\n300\n";
        assert_eq!(blocks(text).len(), 6);
    }

    #[test]
    fn a_line_of_millions_of_characters_is_one_block() {
        let doc = read("đạt 5% ".repeat(200_000).as_bytes()).unwrap();
        assert_eq!(doc.blocks().len(), 1);
    }
}
