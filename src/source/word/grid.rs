//! Grid columns for tables whose cells tell only where their right edges stand: DOC and RTF.
//!
//! Rows with edges at 2000, 9000 and at 2000, 5500, 9000 → the second cell of the first row covers two columns.

use super::{Cell, Item, Merge, Row, Table};

/// What a file tells of a row besides the words in it.
#[derive(Clone, Debug, Default)]
pub struct RowShape {
    /// Repeated at the head of every page.
    pub header: bool,
    /// Left edge of the first cell, in twips (twentieths of a point).
    pub left: i32,
    /// Its cells, left to right.
    pub cells: Vec<CellShape>,
}

/// What a file tells of a cell besides the words in it.
#[derive(Clone, Debug, Default)]
pub struct CellShape {
    /// Right edge in twips.
    pub right: i32,
    /// It is one with the cell to its left.
    pub joins_left: bool,
    /// How it hangs together with the cell above.
    pub merge: Merge,
}

impl RowShape {
    /// Gives the shape exactly `count` cells: surplus ones go, missing ones stand behind the last.
    pub fn fit(&mut self, count: usize) {
        let mut right = self.cells.last().map_or(self.left, |c| c.right);
        while self.cells.len() < count {
            right = right.saturating_add(1000);
            self.cells.push(CellShape { right, ..CellShape::default() });
        }
        self.cells.truncate(count);
    }
}

/// A row: its shape and what stands in its cells.
pub type EdgedRow = (RowShape, Vec<Vec<Item>>);

/// Edges of different rows that are nearer than this (in twips, 2.5 mm) are one edge set by a trembling hand.
const SAME_EDGE: i32 = 140;

/// Puts the rows on one grid.
pub fn align(rows: Vec<EdgedRow>) -> Table {
    let mut edges: Vec<i32> = rows.iter().flat_map(|(r, _)| r.cells.iter().map(|c| c.right).chain([r.left])).collect();
    edges.sort_unstable();
    edges.dedup();
    // An edge belongs to the group begun less than the tolerance before it.
    let mut starts: Vec<i32> = Vec::new();
    for edge in edges {
        if starts.last().is_none_or(|s| edge.saturating_sub(*s) > SAME_EDGE) {
            starts.push(edge);
        }
    }
    let line = |edge: i32| starts.partition_point(|s| *s <= edge).saturating_sub(1) as u32;
    let mut table = Table::default();
    for (shape, contents) in rows {
        let mut row = Row { header: shape.header, cells: Vec::new() };
        let mut column = line(shape.left);
        for (cell, items) in shape.cells.iter().zip(contents) {
            let end = line(cell.right);
            match row.cells.last_mut() {
                Some(left) if cell.joins_left => {
                    left.items.extend(items);
                    left.width += end.saturating_sub(column);
                    column = column.max(end);
                }
                _ => {
                    // A cell narrower than the tolerance still takes a column.
                    let width = end.saturating_sub(column).max(1);
                    row.cells.push(Cell { column, width, merge: cell.merge, items });
                    column += width;
                }
            }
        }
        table.rows.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(left: i32, cells: &[(i32, bool)]) -> EdgedRow {
        let cell = |&(right, joins_left): &(i32, bool)| CellShape { right, joins_left, ..CellShape::default() };
        let shape = RowShape { left, cells: cells.iter().map(cell).collect(), ..RowShape::default() };
        (shape, cells.iter().map(|_| Vec::new()).collect())
    }

    fn spans(table: &Table) -> Vec<Vec<(u32, u32)>> {
        table.rows.iter().map(|r| r.cells.iter().map(|c| (c.column, c.width)).collect()).collect()
    }

    #[test]
    fn edges_become_columns() {
        let table = align(vec![
            row(-108, &[(2000, false), (9000, false)]),
            row(-100, &[(2010, false), (5500, false), (9005, false)]),
        ]);
        assert_eq!(spans(&table), [vec![(0, 1), (1, 2)], vec![(0, 1), (1, 1), (2, 1)]]);
    }

    #[test]
    fn a_cell_joined_to_the_left_widens_it() {
        let table = align(vec![
            row(0, &[(1000, false), (2000, true), (3000, false)]),
            row(0, &[(1000, false), (2000, false), (3000, false)]),
        ]);
        assert_eq!(spans(&table)[0], [(0, 2), (2, 1)]);
    }
}
