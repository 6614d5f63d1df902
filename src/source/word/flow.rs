//! The body being collected from a stream of paragraphs that say how deep in tables they stand: DOC and RTF.
//!
//! A paragraph of depth 1, a cell mark, a row mark, a paragraph of depth 0 → a table of one cell, a paragraph.

use super::grid::{EdgedRow, RowShape, align};
use super::{Boxes, Item, Paragraph, Piece};

/// What was read so far: finished items, and the tables open around the next paragraph.
#[derive(Debug, Default)]
pub struct Flow {
    items: Vec<Item>,
    tables: Vec<OpenTable>,
    /// Words before a deleted paragraph mark: they open the next paragraph.
    carried: Vec<Piece>,
}

#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<EdgedRow>,
    cells: Vec<Vec<Item>>,
    cell: Vec<Item>,
}

impl Flow {
    /// Opens and closes tables until `depth` are open.
    pub fn go_to(&mut self, depth: usize) {
        while self.tables.len() > depth {
            self.close();
        }
        self.tables.resize_with(depth, OpenTable::default);
    }

    /// Tables open now.
    pub fn depth(&self) -> usize {
        self.tables.len()
    }

    /// Adds a paragraph and the boxes anchored in it; a paragraph without piece leaves no trace.
    pub fn add(&mut self, mut paragraph: Paragraph, boxes: Boxes) {
        if !self.carried.is_empty() {
            let mut pieces = std::mem::take(&mut self.carried);
            pieces.append(&mut paragraph.pieces);
            paragraph.pieces = pieces;
        }
        let paragraph = Some(paragraph).filter(|p| !p.pieces.is_empty());
        self.open_items().extend(boxes.around(paragraph));
    }

    /// Keeps the words of a paragraph whose mark is deleted for the next one.
    pub fn carry(&mut self, mut paragraph: Paragraph) {
        self.carried.append(&mut paragraph.pieces);
    }

    /// Ends the open cell.
    pub fn end_cell(&mut self) {
        self.add(Paragraph::default(), Boxes::default());
        if let Some(table) = self.tables.last_mut() {
            table.cells.push(std::mem::take(&mut table.cell));
        }
    }

    /// Ends the open row, which is not `kept` when it was deleted. A row without a shape has that of the row above.
    pub fn end_row(&mut self, shape: Option<RowShape>, kept: bool) {
        let Some(table) = self.tables.last_mut() else { return };
        // Words behind the last cell mark have no cell of their own.
        table.cell.clear();
        let cells = std::mem::take(&mut table.cells);
        if !kept {
            return;
        }
        let above = || table.rows.last().map(|(shape, _)| shape.clone());
        let mut shape = shape.or_else(above).unwrap_or_default();
        shape.fit(cells.len());
        table.rows.push((shape, cells));
    }

    /// Everything, all tables closed.
    pub fn finish(mut self) -> Vec<Item> {
        self.go_to(0);
        self.add(Paragraph::default(), Boxes::default());
        self.items
    }

    fn open_items(&mut self) -> &mut Vec<Item> {
        match self.tables.last_mut() {
            Some(table) => &mut table.cell,
            None => &mut self.items,
        }
    }

    /// Closes the innermost table; what stands behind its last mark is a cell and row of their own.
    fn close(&mut self) {
        if self.tables.last().is_some_and(|t| !t.cell.is_empty()) {
            self.end_cell();
        }
        if self.tables.last().is_some_and(|t| !t.cells.is_empty()) {
            self.end_row(None, true);
        }
        let Some(table) = self.tables.pop() else { return };
        if !table.rows.is_empty() {
            self.open_items().push(Item::Table(align(table.rows)));
        }
    }
}
