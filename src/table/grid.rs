//! A table as rows of cells that know the columns they stand in.
//!
//! `| I | Cây lương thực | | |` under five columns → a row of two worded cells at columns 0 and 1.

use super::cell::{self, Content};
use super::head::{self, Head};
use super::label;
use crate::document::{Block, CellAddress, Document, Table};
use crate::grammar::lex::{Atom, lex};
use crate::lexicon::Words;
use crate::lexicon::columns::{ColumnWords, Columns};
use crate::span::Span;
use crate::target::TablePlace;
use std::borrow::Cow;
use std::cell::OnceCell;

/// Columns beyond this are not looked at: no printed table has as many, damaged markup can.
const WIDEST: u32 = 256;

/// A table with its rows.
pub struct Grid<'d> {
    /// The document it stands in.
    pub document: &'d Document,
    /// Its index there.
    pub index: usize,
    /// Its rows, empty ones included.
    pub rows: Vec<Row>,
    /// Number of columns.
    pub width: usize,
    /// Cells are where the file says; else printed order is all there is.
    pub placed: bool,
    table: &'d Table,
    words: &'d Words,
    columns: &'d Columns,
    /// One for each cell of the table.
    readings: Vec<Reading<'d>>,
}

/// A cell as it was read, once asked for: heads, columns, rows and ledger all ask about the same few words.
#[derive(Default)]
struct Reading<'d> {
    atoms: OnceCell<Vec<Atom<'d>>>,
    content: OnceCell<Content>,
    /// Only the few cells of the head are asked.
    head: OnceCell<Box<Head>>,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The cells that begin in it, in printed order.
    pub cells: Vec<Placed>,
}

/// A cell and the columns it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Index into the table's cells.
    pub cell: usize,
    /// Columns, end exclusive.
    pub columns: std::ops::Range<usize>,
}

impl<'d> Grid<'d> {
    /// The grid of table `index`.
    pub fn new(document: &'d Document, index: usize, words: &'d Words, columns: &'d Columns) -> Grid<'d> {
        let table = &document.tables()[index];
        let width = table.columns.min(WIDEST) as usize;
        let spanned = table.cells.iter().any(|c| c.rowspan > 1 || c.colspan > 1);
        let mut rows = vec![Row::default(); table.rows as usize];
        for (i, cell) in table.cells.iter().enumerate() {
            if cell.column < WIDEST {
                let end = (cell.column + cell.colspan).min(WIDEST) as usize;
                rows[cell.row as usize].cells.push(Placed { cell: i, columns: cell.column as usize..end });
            }
        }
        let placed = table.exact_grid || spanned;
        let readings = table.cells.iter().map(|_| Reading::default()).collect();
        let mut grid = Grid { document, index, rows, width, placed, table, words, columns, readings };
        if width == 1 && !table.exact_grid {
            grid.unstack();
        }
        grid
    }

    /// One cell a line, and the reader could not tell the rows: the head ends where the first item mark stands, and every
    /// row begins with a mark (or nothing) at the same distance.
    fn unstack(&mut self) {
        let cells: Vec<usize> = self.rows.iter().flat_map(|r| &r.cells).map(|p| p.cell).collect();
        let marked = |cell: &usize| label::mark(self.text(*cell)).is_some();
        let Some(width) = cells.iter().take(14).position(marked).filter(|w| *w >= 3) else { return };
        let starts = cells.iter().step_by(width).skip(1);
        let (all, marks) = (starts.clone().count(), starts.clone().filter(|c| marked(c)).count());
        let fits = cells.len().is_multiple_of(width) && starts.clone().all(|c| marked(c) || self.is_empty(*c));
        if !fits || marks * 5 < all * 4 {
            return;
        }
        let row = |chunk: &[usize]| Row {
            cells: chunk.iter().enumerate().map(|(n, c)| Placed { cell: *c, columns: n..n + 1 }).collect(),
        };
        self.rows = cells.chunks(width).map(row).collect();
        self.width = width;
    }

    /// Number of cells, those beyond the widest column included.
    pub fn cells(&self) -> usize {
        self.table.cells.len()
    }

    /// The words of a cell, line breaks and all.
    pub fn text(&self, cell: usize) -> &'d str {
        self.span(cell).of(self.document.text())
    }

    /// Where the words of a cell stand.
    pub fn span(&self, cell: usize) -> Span {
        self.table.cells[cell].span
    }

    /// The words of a cell as atoms.
    pub fn atoms(&self, cell: usize) -> &[Atom<'d>] {
        self.readings[cell].atoms.get_or_init(|| lex(self.text(cell), self.words))
    }

    /// A part of a cell as atoms: mostly the part is all of it.
    pub fn atoms_of(&self, cell: usize, part: Span) -> Cow<'_, [Atom<'d>]> {
        if part == self.span(cell) {
            Cow::Borrowed(self.atoms(cell))
        } else {
            Cow::Owned(lex(part.of(self.document.text()), self.words))
        }
    }

    /// What a cell holds if it stands in a column of values.
    pub fn content(&self, cell: usize) -> &Content {
        self.readings[cell]
            .content
            .get_or_init(|| cell::read(self.text(cell), self.atoms(cell), &self.lines(cell), self.words, self.columns))
    }

    /// The table words that open a cell, which is all that most cells need be asked.
    pub fn opening(&self, cell: usize) -> ColumnWords {
        self.columns.opening(self.text(cell))
    }

    /// What a cell says if it stands in the head.
    pub fn head(&self, cell: usize) -> &Head {
        self.readings[cell]
            .head
            .get_or_init(|| Box::new(head::read(&label::one_line(self.text(cell)), self.words, self.columns)))
    }

    /// The lines of a cell, as spans of its text.
    pub fn lines(&self, cell: usize) -> Vec<Span> {
        let base = self.span(cell).start;
        self.blocks(cell).map(|b| Span { start: b.span.start - base, end: b.span.end - base }).collect()
    }

    /// The blocks of a cell, those of nested tables left out.
    pub fn blocks(&self, cell: usize) -> impl Iterator<Item = &'d Block> + use<'d> {
        let address = CellAddress { table: self.index as u32, cell: cell as u32 };
        let range = self.table.cells[cell].blocks.clone();
        self.document.blocks()[range].iter().filter(move |b| b.cell == Some(address))
    }

    /// Whether all words of a cell are bold or it is marked as a header.
    pub fn bold(&self, cell: usize) -> bool {
        let mut blocks = self.blocks(cell).peekable();
        self.table.cells[cell].header || blocks.peek().is_some() && blocks.all(|b| b.style.bold)
    }

    /// Whether a cell has no words.
    pub fn is_empty(&self, cell: usize) -> bool {
        self.span(cell).is_empty()
    }

    /// The worded cells of a row.
    pub fn worded(&self, row: usize) -> impl Iterator<Item = &Placed> {
        self.rows[row].cells.iter().filter(|p| !self.is_empty(p.cell))
    }

    /// How many rows a cell covers.
    pub fn rowspan(&self, cell: usize) -> usize {
        self.table.cells[cell].rowspan as usize
    }

    /// The cell that covers a place, row spans counted. Only for placed grids.
    pub fn covering(&self, row: usize, column: usize) -> Option<usize> {
        let mut up = row;
        loop {
            let found = self.rows[up].cells.iter().find(|p| p.columns.contains(&column));
            if let Some(placed) = found {
                return (up + self.rowspan(placed.cell) > row).then_some(placed.cell);
            }
            // A row without a cell at this column is covered from above.
            up = up.checked_sub(1)?;
            if row - up > 200 {
                return None;
            }
        }
    }

    /// The place of a cell as records give it.
    pub fn place(&self, cell: usize) -> TablePlace {
        let c = &self.table.cells[cell];
        TablePlace { index: self.index as u32, row: c.row, column: c.column }
    }
}
