//! Tables drawn with `+`, `-` and `|`, as Pandoc and terminals write them.
//!
//! `+----+-----+` / `| TT | Xã  |` / `+====+=====+` / `| 1  | Hòa |` / `+----+-----+` → a header row and a row.

use super::grid::Grid;
use super::lines::{Line, Shape};

/// Whether a line is a drawn rule with corners.
fn is_rule(text: &str, line: &Line) -> bool {
    let words = line.of(text);
    line.shape == Shape::Rule && words.starts_with('+') && words.ends_with('+')
}

/// Reads the table whose upper rule is `lines[from]`; also says where it ends.
pub fn read(text: &str, lines: &[Line], from: usize) -> Option<(Grid, usize)> {
    if !is_rule(text, &lines[from]) {
        return None;
    }
    let mut grid = Grid::default();
    (grid.exact, grid.wraps) = (true, true);
    let mut row: Vec<Vec<Line>> = Vec::new();
    let mut at = from + 1;
    while let Some(line) = lines.get(at).filter(|l| !l.after_blank) {
        if is_rule(text, line) {
            end_row(&mut grid, &mut row);
            if line.of(text).contains('=') {
                grid.header_rows = grid.height();
            }
        } else if matches!(line.shape, Shape::Barred | Shape::TableRule) && line.of(text).starts_with('|') {
            add_line(text, *line, &mut row);
        } else {
            break;
        }
        at += 1;
    }
    end_row(&mut grid, &mut row);
    (grid.height() > 0).then_some((grid, at))
}

/// Adds the pieces of one drawn line to the cells of the row.
fn add_line(text: &str, line: Line, row: &mut Vec<Vec<Line>>) {
    let inner = line.of(text).trim_start_matches('|').trim_end_matches('|');
    for (n, piece) in inner.split('|').enumerate() {
        if row.len() <= n {
            row.push(Vec::new());
        }
        let mut cell = Grid::default();
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        cell.stretch(text, start, start + piece.len());
        match cell.lines.first() {
            Some(words) => row[n].push(*words),
            // A blank line of the cell parts its paragraphs; a mark without text keeps the place.
            None => row[n].push(Line { start: start as u32, end: start as u32, columns: 0, ..line }),
        }
    }
}

fn end_row(grid: &mut Grid, row: &mut Vec<Vec<Line>>) {
    if row.is_empty() {
        return;
    }
    for cell in row.drain(..) {
        let mut after_blank = false;
        for line in cell {
            if line.start < line.end {
                grid.line(Line { after_blank, ..line });
            }
            after_blank = line.start == line.end;
        }
        grid.end_cell();
    }
    grid.end_row();
}
