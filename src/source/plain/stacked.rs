//! Tables flattened to one paragraph a cell, with nothing to show the grid but the numbers of its rows.
//!
//! ```text
//! STT
//! Chỉ tiêu
//! Năm 2025
//! 1
//! Tỷ lệ hộ nghèo
//! 3%
//! ```
//! → a head of three cells and rows of three, if at least two rows agree.

use super::composed;
use super::grid::Grid;
use super::lines::Line;
use super::marker::{self, Marker};
use super::numbered::{self, Ordinal};
use std::ops::Range;

/// A cell of a table has no more characters than this; a longer paragraph ends the search.
const LONGEST: u32 = 2_000;
/// Cells of one table that are looked at.
const CELLS: usize = 20_000;

/// Whether `words` heads a column of row numbers.
pub fn is_head(words: &str) -> bool {
    let words = words.trim_matches(['*', '_', ' ', '.', '|']);
    words.len() <= 32 && begins_with(words, b"st") && {
        let folded = crate::text::folded(&composed(words));
        matches!(folded.as_str(), "stt" | "tt" | "số tt" | "số thứ tự" | "s tt" | "s.tt" | "tt." | "thứ tự")
    }
}

/// Whether the first letter is one of these: most words need not be folded to see that they are none of a list.
fn begins_with(words: &str, letters: &[u8]) -> bool {
    words.as_bytes().first().is_some_and(|b| letters.contains(&b.to_ascii_lowercase()))
}

/// Whether `words` heads the names of rows: the first cell that is left of a head whose number column has no name.
fn is_name_head(words: &str) -> bool {
    let words = words.trim_matches(['*', '_', ' ', '.', ':', '|']);
    words.len() <= 40 && begins_with(words, b"cmnt") && {
        let folded = crate::text::folded(&composed(words));
        matches!(
            folded.as_str(),
            "chỉ tiêu" | "tên chỉ tiêu" | "nội dung" | "mục tiêu" | "các chỉ tiêu" | "nội dung chỉ tiêu"
        )
    }
}

/// Whether `words` head a row of sums.
fn is_sum(words: &str) -> bool {
    words.len() <= 40 && begins_with(words, b"tc") && {
        let folded = crate::text::folded(&composed(words));
        ["tổng cộng", "tổng số", "cộng", "toàn tỉnh", "toàn huyện", "toàn xã"].contains(&folded.trim_end_matches(':'))
    }
}

/// Whether a table may begin with `words`.
pub fn begins(words: &str) -> bool {
    is_head(words) || is_name_head(words)
}

/// A table found among paragraphs: which of them it takes, and its cells.
pub struct Found {
    /// Paragraphs it takes.
    pub paragraphs: Range<usize>,
    /// Its cells.
    pub grid: Grid,
}

/// Reads the table whose head begins with paragraph `from`; `paragraphs` are ranges of `lines`.
pub fn read(text: &str, lines: &[Line], paragraphs: &[Range<usize>], from: usize) -> Option<Found> {
    let words = |paragraph: &Range<usize>| {
        (paragraph.len() == 1).then(|| lines[paragraph.start].of(text)).filter(|w| !w.is_empty())
    };
    // Cells: one paragraph each, or the list items that stand together.
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut listed = false;
    for (n, paragraph) in paragraphs.iter().enumerate().skip(from).take(CELLS) {
        let width: u32 = lines[paragraph.clone()].iter().map(|l| u32::from(l.columns)).sum();
        if width > LONGEST || (n > from && words(paragraph).is_some_and(is_head)) {
            break;
        }
        let first = lines[paragraph.start].of(text);
        let item = first.len() > 2 && marker::at(first) == Marker::Bullet;
        match cells.last_mut() {
            Some(last) if item && listed => last.end = n + 1,
            _ => cells.push(n..n + 1),
        }
        listed = item;
    }
    let numbers: Vec<Option<Ordinal>> = cells
        .iter()
        .map(|c| if c.len() == 1 { words(&paragraphs[c.start]).and_then(Ordinal::read) } else { None })
        .collect();
    let cell = |at: usize| cells[at].clone().next().and_then(|p| words(&paragraphs[p])).unwrap_or_default();
    let dash = |at: usize| matches!(cell(at), "-" | "–" | "+");
    let named = |at: usize| cell(at).chars().any(char::is_alphabetic);
    let remark = |at: usize| crate::text::folded(cell(at)) == "ghi chú";
    let prose = |at: usize| named(at) && cell(at).contains(' ') && numbers[at].is_none();
    let as_head = |numbers: &[Option<Ordinal>]| numbered::rows_like_head(numbers, dash, named, remark, prose);
    // The number of the page stands between the last row and the head that is printed again.
    let paged = |numbers: &[Option<Ordinal>]| {
        let last = numbers.len().checked_sub(1)?;
        let number = cell(last).len() <= 3 && cell(last).bytes().all(|b| b.is_ascii_digit());
        let again = paragraphs.get(cells[last].end).and_then(words).is_some_and(is_head);
        (number && again).then(|| as_head(&numbers[..last])).flatten()
    };
    let alike = as_head(&numbers).or_else(|| paged(&numbers));
    // Remarks that are nowhere made leave no paragraphs.
    let unremarked = alike.as_ref().is_some_and(|r| r.ends[0] == r.width + 1);
    let rows = alike.or_else(|| numbered::rows(&numbers, |_| false))?;
    // The number column of `Chỉ tiêu`, `2025`, `1`, `Hộ nghèo`, `3%` has an empty head, which leaves no paragraph.
    let unnamed = words(&paragraphs[from]).is_some_and(is_name_head);
    if unnamed && rows.width != rows.ends[0] + 1 {
        return None;
    }
    let last = *rows.ends.last()?;
    // Prose between the numbers is no table: cells of a head are short.
    let head = &cells[..rows.ends[rows.head - 1]];
    let short =
        |c: &Range<usize>| lines[paragraphs[c.start].clone()].iter().map(|l| u32::from(l.columns)).sum::<u32>() <= 160;
    if rows.width < 2 || !head.iter().all(short) {
        return None;
    }
    let mut grid = Grid::default();
    grid.header_rows = rows.head;
    if unnamed {
        grid.end_cell();
    }
    let write = |grid: &mut Grid, cell: &Range<usize>| {
        paragraphs[cell.clone()].iter().for_each(|p| lines[p.clone()].iter().for_each(|l| grid.line(*l)));
        grid.end_cell();
    };
    let mut begin = 0;
    for end in rows.ends.iter().copied() {
        cells[begin..end].iter().for_each(|cell| write(&mut grid, cell));
        if unremarked && !unnamed && end - begin == rows.width {
            grid.end_cell();
        }
        grid.end_row();
        begin = end;
    }
    // `Tổng cộng`, `245`, `14,2` behind the last number: a row of sums, whose empty first cell leaves no paragraph.
    let sums = last..last + rows.width - 1;
    let valued = |at: usize| !named(at) && cell(at).bytes().any(|b| b.is_ascii_digit());
    let mut last = last;
    if rows.width >= 3 && sums.end <= cells.len() && is_sum(cell(last)) && sums.clone().skip(1).all(valued) {
        grid.end_cell();
        cells[sums.clone()].iter().for_each(|cell| write(&mut grid, cell));
        grid.end_row();
        last = sums.end;
    }
    Some(Found { paragraphs: from..cells[last - 1].end, grid })
}
