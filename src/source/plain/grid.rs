//! A table while it is pieced together: lines in cells, cells in rows.
//!
//! `| Tỷ lệ hộ nghèo | 3% |` → one row of two cells of one line each.

use super::lines::{Line, Shape, columns};

/// Cells of a table in printed order.
#[derive(Debug, Default)]
pub struct Grid {
    /// The lines of all cells, in order.
    pub lines: Vec<Line>,
    /// Per cell: one past its last line.
    cells: Vec<usize>,
    /// Per row: one past its last cell.
    rows: Vec<usize>,
    /// The file itself tells rows and columns.
    pub exact: bool,
    /// Lines in a cell are wraps of one paragraph, whatever the rest of the document does.
    pub wraps: bool,
    /// So many rows at the top are header rows.
    pub header_rows: usize,
}

impl Grid {
    /// Adds a line to the open cell.
    pub fn line(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Adds a stretch of `text` as a line to the open cell; blanks around it are left out.
    pub fn stretch(&mut self, text: &str, start: usize, end: usize) {
        let words = text[start..end].trim();
        if words.is_empty() {
            return;
        }
        let start = words.as_ptr() as usize - text.as_ptr() as usize;
        self.lines.push(Line {
            start: start as u32,
            end: (start + words.len()) as u32,
            columns: columns(words),
            after_blank: false,
            shape: if words.bytes().all(|b| b == b'*' || b == b' ') { Shape::Marks } else { Shape::Words },
        });
    }

    /// Ends the open cell.
    pub fn end_cell(&mut self) {
        self.cells.push(self.lines.len());
    }

    /// Ends the open row.
    pub fn end_row(&mut self) {
        if self.rows.last().copied().unwrap_or(0) < self.cells.len() {
            self.rows.push(self.cells.len());
        }
    }

    /// Ends a row behind the first `cell` cells; for tables whose rows are found after their cells.
    pub fn end_row_at(&mut self, cell: usize) {
        if self.rows.last().copied().unwrap_or(0) < cell {
            self.rows.push(cell.min(self.cells.len()));
        }
    }

    /// Lines in the cell that is not ended yet.
    pub fn open_lines(&self) -> usize {
        self.lines.len() - self.cells.last().copied().unwrap_or(0)
    }

    /// The rows, each as its range of cells.
    pub fn rows(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let mut from = 0;
        self.rows.iter().map(move |to| std::mem::replace(&mut from, *to)..*to)
    }

    /// Whether several rows all have as many cells, three at least: blank cells then keep their columns.
    pub fn is_even(&self) -> bool {
        let mut widths = self.rows().map(|r| r.len());
        let first = widths.next().unwrap_or(0);
        first >= 3 && self.height() >= 3 && widths.all(|w| w == first)
    }

    /// Number of rows.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Whether a cell has no words, or nothing but the mark of a list; one that is not there is not blank.
    pub fn is_blank(&self, text: &str, cell: usize) -> bool {
        cell < self.cells.len() && self.cell(cell).iter().all(|l| matches!(l.of(text), "-" | "–" | "+"))
    }

    /// The lines of a cell.
    pub fn cell(&self, cell: usize) -> &[Line] {
        let from = cell.checked_sub(1).map_or(0, |before| self.cells[before]);
        &self.lines[from..self.cells[cell]]
    }
}
