//! Tables written one cell a line, each closed by a bar.
//!
//! `1 |` / `Xây mới trường học |` / `|` / `2025 |` → four cells of one row, the third empty; `Thể chế |||` is a cell and two empty
//! ones. Nothing marks the end of a row: the numbers in the first column do (`numbered`).

use super::grid::Grid;
use super::lines::{Line, Shape};
use super::numbered::{self, Ordinal};
use super::{marker, stacked, wrap};

/// Lines and characters that a cell may have above the line that closes it.
const ABOVE: (usize, u32) = (6, 700);

/// Whether `words` is a cell and its closing bars.
pub fn closes(words: &str) -> bool {
    words.ends_with('|') && !words.starts_with('|') && !words.trim_end_matches(['|', ' ']).contains('|')
}

/// Whether the document writes its cells this way; a lone bar is then an empty cell, not a frame.
pub fn is_habit(text: &str, lines: &[Line]) -> bool {
    let (mut closing, mut bars) = (0, 0);
    for line in lines {
        match line.shape {
            Shape::Bar => bars += 1,
            Shape::Barred if closes(line.of(text)) => closing += 1,
            _ => {}
        }
    }
    closing >= 2 && closing > bars
}

/// Reads the table that begins at `lines[from]`; also says where it begins (a first cell may be wrapped) and ends.
pub fn read(text: &str, lines: &[Line], from: usize, floor: usize) -> Option<(Grid, usize, usize)> {
    let mut start = from;
    while start > floor
        && lines[start - 1].shape == Shape::Words
        && !lines[start].after_blank
        && wrap::seam(lines[start - 1].of(text), lines[start].of(text).trim_end_matches(['|', ' ']))
    {
        start -= 1;
    }
    let mut grid = Grid::default();
    let mut numbers = Vec::new();
    let mut at = start;
    while let Some(line) = lines.get(at) {
        let words = line.of(text);
        match line.shape {
            Shape::Bar => {
                grid.end_cell();
                numbers.push(None);
                at += 1;
            }
            Shape::Barred if closes(words) || words.bytes().all(|b| matches!(b, b'|' | b' ')) => {
                let content = words.trim_end_matches(['|', ' ']);
                if !numbers.is_empty() && stacked::is_head(content) {
                    break;
                }
                let alone = grid.open_lines() == 0;
                grid.stretch(text, line.start as usize, line.start as usize + content.len());
                for n in 0..words[content.len()..].bytes().filter(|b| *b == b'|').count() {
                    grid.end_cell();
                    numbers.push(if n == 0 && alone { Ordinal::read(content) } else { None });
                }
                at += 1;
            }
            Shape::Words if (at == start || !line.after_blank) && goes_on(text, lines, at, numbers.is_empty()) => {
                grid.line(*line);
                at += 1;
            }
            _ => break,
        }
    }
    if numbers.is_empty() || grid.lines.is_empty() {
        return None;
    }
    match numbered::rows(&numbers, |at| grid.is_blank(text, at)) {
        Some(rows) => {
            grid.header_rows = rows.head;
            let mut from = 0;
            for end in rows.ends.iter().copied().chain([numbers.len()]) {
                // A row that the numbering lost sight of: cut it at the usual width.
                while end - from > rows.width && from >= rows.ends[rows.head - 1] {
                    from += rows.width;
                    grid.end_row_at(from);
                }
                grid.end_row_at(end);
                from = end;
            }
        }
        // A letterhead or a signature block: two columns, if any.
        None => {
            let step = if numbers.len() <= 6 && numbers.len() % 2 == 0 { 2 } else { 1 };
            (0..numbers.len()).step_by(step).for_each(|n| grid.end_row_at(n + step));
        }
    }
    Some((grid, start, at))
}

/// Whether the words at `lines[at]` are the upper lines of a cell that closes soon.
fn goes_on(text: &str, lines: &[Line], at: usize, first: bool) -> bool {
    let mut width = 0;
    for (n, line) in lines[at..].iter().take(ABOVE.0 + 1).enumerate() {
        let words = line.of(text);
        match line.shape {
            Shape::Words if n == 0 || !line.after_blank => {
                width += u32::from(line.columns);
                if width > ABOVE.1 || words.starts_with("(Kèm theo") || words.starts_with("(Ban hành kèm") {
                    return false;
                }
            }
            Shape::Barred if n > 0 && !line.after_blank && closes(words) => {
                let content = words.trim_end_matches(['|', ' ']);
                // The lines above a head are the table's title.
                return !stacked::is_head(content)
                    && (first || marker::at(lines[at].of(text)) != marker::Marker::Number)
                    && Ordinal::read(content).is_none();
            }
            _ => return false,
        }
    }
    false
}
