//! Tables whose cells are framed by lines that hold nothing but a bar.
//!
//! ```text
//! |
//! Tỷ lệ hộ nghèo
//! |
//! 3%
//! |
//! |
//! Tỷ lệ hộ cận nghèo
//! ```
//! → the row `Tỷ lệ hộ nghèo`, `3%`, and the begin of the next.
//!
//! A row opens with a bar and every cell closes with one, so between two rows stand two bars with nothing between,
//! and an empty cell looks the same. Which is which is decided for the table as a whole: the reading in
//! which most rows have one width and the fewest cells are empty.

use super::grid::Grid;
use super::lines::{Line, Shape};
use super::marker;

/// Widest row that is looked for.
const WIDEST: usize = 24;
/// Width is chosen on so many stretches between bars.
const SAMPLE: usize = 160;
/// A cell has at most so many lines; a longer one is text between two tables.
const TALLEST: usize = 400;

/// Reads the table that begins with the bar at `lines[from]`; also says where it ends. Bars that frame nothing make a
/// table without rows.
pub fn read(text: &str, lines: &[Line], from: usize) -> (Grid, usize) {
    let to = end(lines, from);
    let cells = stretches(text, lines, from, to);
    let mut grid = Grid::default();
    let mut at = 0;
    let empty = cells.iter().all(|c| c.is_empty());
    for length in if empty { Vec::new() } else { rows(&cells) } {
        for cell in &cells[at..(at + length).min(cells.len())] {
            lines[cell.from..cell.to].iter().for_each(|l| grid.line(*l));
            grid.end_cell();
        }
        grid.end_row();
        at += length + 1;
    }
    (grid, to)
}

/// One past the last bar of the table.
fn end(lines: &[Line], from: usize) -> usize {
    // Some dumps put a blank line behind every line; there it says nothing about the end of the table.
    let airy = lines.get(from + 1).is_some_and(|l| l.after_blank);
    let tallest = if airy { 40 } else { TALLEST };
    let mut last = from;
    for (n, line) in lines.iter().enumerate().skip(from + 1) {
        if line.shape == Shape::Bar {
            if !airy && line.after_blank && n == last + 1 && n > from + 1 {
                break;
            }
            last = n;
        } else if n - last > tallest || (!airy && line.after_blank && n == last + 1) {
            break;
        }
    }
    last + 1
}

/// What stands between two bars.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: usize,
    to: usize,
    /// It could number a row.
    ordinal: bool,
}

impl Stretch {
    fn is_empty(self) -> bool {
        self.from == self.to
    }
}

fn stretches(text: &str, lines: &[Line], from: usize, to: usize) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut start = from + 1;
    for (n, line) in lines.iter().enumerate().take(to).skip(from + 1) {
        if line.shape == Shape::Bar {
            let ordinal = n == start + 1 && {
                let word = lines[start].of(text).trim_matches(['*', ' ', '.', ')', '(']);
                marker::is_ordinal(word) || word == "-" || is_dotted(word)
            };
            found.push(Stretch { from: start, to: n, ordinal });
            start = n + 1;
        }
    }
    found
}

fn is_dotted(word: &str) -> bool {
    word.len() <= 8 && word.split('.').all(|p| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
}

/// Lengths of the rows. Between two rows one empty stretch is skipped.
fn rows(cells: &[Stretch]) -> Vec<usize> {
    let sample = &cells[..cells.len().min(SAMPLE)];
    let width = (1..=WIDEST.min(cells.len()))
        .map(|width| (cut(sample, width).0, width))
        .min_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)))
        .map_or(1, |(_, width)| width);
    cut(cells, width).1
}

/// The cheapest way to cut `cells` into rows of about `width`: its cost and the lengths.
fn cut(cells: &[Stretch], width: usize) -> (u32, Vec<usize>) {
    let n = cells.len();
    // Before each stretch: how many are empty, and how many row numbers stand behind an empty one.
    let mut before = Vec::with_capacity(n + 1);
    before.push((0u32, 0u32));
    for (at, cell) in cells.iter().enumerate() {
        let (empties, numbers) = before[at];
        let number = at > 0 && cell.ordinal && cells[at - 1].is_empty();
        before.push((empties + u32::from(cell.is_empty()), numbers + u32::from(number)));
    }
    // best[i]: cheapest cost of cells[i..], and the length of the first row.
    let mut best = vec![(u32::MAX, 0usize); n + 2];
    best[n] = (0, 0);
    best[n + 1] = (0, 0);
    let longest = width + 3;
    let mut next_empty = n;
    for at in (0..n).rev() {
        if cells[at].is_empty() {
            next_empty = at;
        }
        for length in 1..=longest.min(n - at) {
            let end = at + length;
            // A row ends with the table or before an empty stretch.
            if end < n && !cells[end].is_empty() {
                continue;
            }
            let rest = best[(end + 1).min(n + 1)].0;
            if rest == u32::MAX {
                continue;
            }
            let empty = before[end].0 - before[at].0;
            let numbers = before[end].1 - before[at + 1].1;
            // Heads hardly ever have empty cells.
            let head = if at == 0 { 15 * empty.min(2) } else { 0 };
            let row = cost(&cells[at..end], empty as usize, numbers, width, end == n);
            let cost = (head + row).saturating_add(rest);
            if cost < best[at].0 {
                best[at] = (cost, length);
            }
        }
        if best[at].0 == u32::MAX {
            // No end in reach: a row far wider than `width`.
            let length = next_empty.max(at + 1) - at;
            let rest = best[(at + length + 1).min(n + 1)].0;
            best[at] = (rest.saturating_add(60 + 20 * length as u32), length);
        }
    }
    let mut lengths = Vec::new();
    let mut at = 0;
    while at < n {
        lengths.push(best[at].1);
        at += best[at].1 + 1;
    }
    (best[0].0, lengths)
}

fn cost(row: &[Stretch], empty: usize, numbers: u32, width: usize, last: bool) -> u32 {
    let mut cost = 2 * empty as u32;
    match row.len().cmp(&width) {
        std::cmp::Ordering::Equal => {}
        // `II. Nhiệm vụ` over the whole width is a usual row.
        std::cmp::Ordering::Less => cost += if row.len() == 1 { 5 } else { 10 },
        std::cmp::Ordering::Greater => cost += 40 + 10 * (row.len() - width) as u32,
    }
    // A row number behind an empty cell is nearly always the begin of a row.
    cost += 6 * numbers;
    if empty == row.len() {
        cost += if last { 5 } else { 30 };
    } else if row[0].is_empty() {
        cost += 3;
    } else if row[0].ordinal && row.len() > 1 {
        cost = cost.saturating_sub(1);
    }
    cost
}
