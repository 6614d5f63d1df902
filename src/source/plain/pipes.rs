//! Tables whose rows are lines: Markdown's, rows parted by bars, rows parted by tabs.
//!
//! `| Chỉ tiêu | 2025 |` / `|---|---|` / `| Hộ nghèo | 3% |` → a header row and a row, two cells each.

use super::ends;
use super::grid::Grid;
use super::lines::{Line, Shape};

/// Lines that one row may be wrapped over.
const TALLEST: usize = 40;

/// Reads the table of which `lines[from]` is the first row; also says where it ends.
pub fn read(text: &str, lines: &[Line], from: usize) -> Option<(Grid, usize)> {
    match lines[from].shape {
        Shape::Tabbed => tabbed(text, lines, from),
        Shape::Barred => barred(text, lines, from),
        _ => None,
    }
}

fn tabbed(text: &str, lines: &[Line], from: usize) -> Option<(Grid, usize)> {
    let tabs = |line: &Line| memchr::memchr_iter(b'\t', line.whole(text).as_bytes()).count();
    let width = widest_joined(text, lines, from, tabs);
    // `-\tNam\t66` below `Stt\tChỉ tiêu\t2025`: a row as wide as the first, though a list could begin so.
    let row = |line: &Line| line.shape == Shape::Tabbed || line.shape == Shape::Words && tabs(line) == width;
    let mut grid = Grid::default();
    let mut at = from;
    while lines.get(at).is_some_and(row) {
        let to = joined(text, lines, at, width, tabs).unwrap_or(at + 1);
        for line in &lines[at..to] {
            parts(text, *line, tabs(line) == width || to > at + 1, &mut grid);
        }
        grid.end_cell();
        grid.end_row();
        at = to;
    }
    grid.exact = grid.is_even();
    Some((grid, at))
}

/// Whether a line is the rest of a cell that was broken: `… du lịch` / `đến tỉnh | Nghìn lượt | 2.268`.
fn is_rest(text: &str, line: &Line) -> bool {
    let begins = |c: char| c.is_lowercase() || c == '(';
    !line.after_blank && line.of(text).starts_with(begins)
}

/// One past the last line of a row of `width` marks whose cells are broken over lines; `None` where it stands on one.
fn joined(text: &str, lines: &[Line], at: usize, width: usize, marks: impl Fn(&Line) -> usize) -> Option<usize> {
    let mut sum = marks(&lines[at]);
    let mut to = at + 1;
    while sum < width && to < lines.len().min(at + TALLEST) && is_rest(text, &lines[to]) {
        sum += marks(&lines[to]);
        to += 1;
    }
    if sum != width {
        return None;
    }
    // The rest of the last cell, where the table goes on below it.
    let goes_on = |n: usize| lines.get(n).is_some_and(|l| !l.after_blank && marks(l) > 0);
    if lines.get(to).is_some_and(|l| marks(l) == 0 && l.shape == Shape::Words && is_rest(text, l)) && goes_on(to + 1) {
        to += 1;
    }
    (to > at + 1).then_some(to)
}

/// The marks of the first row, whose cells may be broken over lines: as many as a later line has that it can be joined to.
fn widest_joined(text: &str, lines: &[Line], from: usize, marks: impl Fn(&Line) -> usize) -> usize {
    let first = marks(&lines[from]);
    let rest = lines[from + 1..].iter().take(TALLEST).take_while(|l| is_rest(text, l)).count();
    let below = lines.get(from + 1 + rest).filter(|l| rest > 0 && !l.after_blank).map_or(0, &marks);
    let all: usize = lines[from..=from + rest].iter().map(&marks).sum();
    if below > first && all == below { below } else { first }
}

fn barred(text: &str, lines: &[Line], from: usize) -> Option<(Grid, usize)> {
    let rule = lines.get(from + 1).is_some_and(|l| l.shape == Shape::TableRule);
    let framed = lines[from].of(text).starts_with('|');
    let run = lines[from..].iter().take(TALLEST).take_while(|l| l.shape == Shape::Barred);
    let closed = run.clone().all(|l| l.of(text).ends_with('|'));
    let count = |line: &Line| bars(line.of(text));
    let broken = !framed && !rule && !closed;
    let width = if broken { widest_joined(text, lines, from, count) } else { count(&lines[from]) };
    let mut grid = Grid::default();
    (grid.exact, grid.header_rows, grid.wraps) = (rule, usize::from(rule), true);
    let mut at = from;
    while let Some(line) = lines.get(at) {
        if line.shape == Shape::TableRule && at > from {
            at += 1;
            continue;
        }
        // A rule drawn between rows that have no frame.
        let below = lines.get(at + 1).is_some_and(|l| l.shape == Shape::Barred && !l.after_blank);
        if line.shape == Shape::Rule && at > from && !framed && !line.after_blank && below {
            at += 1;
            continue;
        }
        let words = line.of(text);
        // `1 | Vốn tỉnh | 20 |` over ` | Cộng | 45 |`: a first cell without words, as the number of bars tells.
        let rest = if broken && width >= 2 { joined(text, lines, at, width, count) } else { None };
        let blank = !framed && at > from && words.starts_with('|') && (bars(words) == width || rest.is_some());
        if line.shape != Shape::Barred
            || words.starts_with('|') != framed && !blank
            || (at > from && line.after_blank && rule)
        {
            break;
        }
        // A new head behind rows is a new table.
        if rule && at > from + 1 && lines.get(at + 1).is_some_and(|l| l.shape == Shape::TableRule) {
            break;
        }
        // `II. Kinh tế số | | |` below `Chỉ tiêu | ĐVT | 2025 | Ghi chú`: last cells without words, no frame.
        let open = !framed && !closed && bars(words) == width;
        if !framed && !rule && !open && ends::closes(words) {
            break;
        }
        let mut to = at + 1;
        if let Some(rest) = rest {
            to = rest;
        } else if framed && !words.ends_with('|') {
            to = wrapped(text, lines, at)?;
        } else if !rule && !framed && (bars(words) < 2) != (width < 2) {
            break;
        }
        if blank {
            grid.end_cell();
        }
        row(text, &lines[at..to], open, &mut grid);
        at = to;
    }
    grid.exact |= grid.is_even();
    // One line with a bar among words is a menu or a sentence.
    (grid.height() >= 2 || framed || lines[from].of(text).ends_with('|')).then_some((grid, at))
}

/// One past the last line of a row that goes on until a line ends with a bar.
fn wrapped(text: &str, lines: &[Line], from: usize) -> Option<usize> {
    for (n, line) in lines.iter().enumerate().skip(from + 1).take(TALLEST) {
        if line.after_blank || line.of(text).starts_with('|') {
            return Some(n);
        }
        if line.of(text).ends_with('|') {
            return Some(n + 1);
        }
    }
    Some(from + 1)
}

/// Cuts a row, which may stand on several lines, at its bars; `open`: a bar at its end closes the last but one cell.
fn row(text: &str, lines: &[Line], open: bool, grid: &mut Grid) {
    for (n, line) in lines.iter().enumerate() {
        let (mut start, mut end) = (line.start as usize, line.end as usize);
        let bytes = text.as_bytes();
        if n == 0 && bytes[start] == b'|' {
            start += 1;
        }
        let last = n + 1 == lines.len();
        if last && !open && end > start && bytes[end - 1] == b'|' && bytes.get(end.wrapping_sub(2)) != Some(&b'\\') {
            end -= 1;
        }
        let mut from = start;
        for at in memchr::memchr_iter(b'|', &bytes[start..end]).map(|at| start + at) {
            if at > start && bytes[at - 1] == b'\\' {
                continue;
            }
            grid.stretch(text, from, at);
            grid.end_cell();
            from = at + 1;
        }
        grid.stretch(text, from, end);
    }
    grid.end_cell();
    grid.end_row();
}

/// Cuts a line of a row at its tabs, its last cell left open. `edges`: those around the words close cells without words.
fn parts(text: &str, line: Line, edges: bool, grid: &mut Grid) {
    let row = if edges { line.whole(text) } else { line.of(text) };
    let mut from = row.as_ptr() as usize - text.as_ptr() as usize;
    let end = from + row.len();
    for at in memchr::memchr_iter(b'\t', row.as_bytes()).map(|at| end - row.len() + at) {
        grid.stretch(text, from, at);
        grid.end_cell();
        from = at + 1;
    }
    grid.stretch(text, from, end);
}

/// Number of bars in a line.
fn bars(words: &str) -> usize {
    memchr::memchr_iter(b'|', words.as_bytes()).count()
}
