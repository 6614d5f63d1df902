//! Grid columns for tables whose cells tell only where their right edges stand: DOC and RTF.
//!
//! Rows with edges at 2000, 9000 and at 2000, 5500, 9000 → the second cell of the first row covers two columns.

use super::{Cell, Item, Merge, Row, Table};

/// A row whose cells know their edges.
#[derive(Debug, Default)]
pub struct EdgedRow {
    /// Repeated at the head of every page.
    pub header: bool,
    /// Left edge of the first cell, in twips (twentieths of a point).
    pub left: i32,
    /// Its cells, left to right.
    pub cells: Vec<EdgedCell>,
}

/// A cell that knows its right edge.
#[derive(Debug, Default)]
pub struct EdgedCell {
    /// Right edge in twips.
    pub right: i32,
    /// It is one with the cell to its left.
    pub joins_left: bool,
    /// How it hangs together with the cell above.
    pub merge: Merge,
    /// What stands in it.
    pub items: Vec<Item>,
}

/// Edges of different rows that are nearer than this (in twips, 2.5 mm) are one edge set by a trembling hand.
const SAME_EDGE: i32 = 140;

/// Puts the rows on one grid.
pub fn align(rows: Vec<EdgedRow>) -> Table {
    let mut edges: Vec<i32> = rows.iter().flat_map(|r| r.cells.iter().map(|c| c.right).chain([r.left])).collect();
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
    for row in rows {
        let mut out = Row { header: row.header, cells: Vec::new() };
        let mut column = line(row.left);
        for cell in row.cells {
            let end = line(cell.right);
            match out.cells.last_mut() {
                Some(left) if cell.joins_left => {
                    let left: &mut Cell = left;
                    left.items.extend(cell.items);
                    left.width += end.saturating_sub(column);
                    column = column.max(end);
                }
                _ => {
                    // A cell narrower than the tolerance still takes a column.
                    let width = end.saturating_sub(column).max(1);
                    out.cells.push(Cell { column, width, merge: cell.merge, items: cell.items });
                    column += width;
                }
            }
        }
        table.rows.push(out);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_become_columns() {
        let row = |edges: &[i32]| EdgedRow {
            left: -108,
            cells: edges.iter().map(|right| EdgedCell { right: *right, ..EdgedCell::default() }).collect(),
            ..EdgedRow::default()
        };
        let table = align(vec![row(&[2000, 9000]), row(&[2010, 5500, 9005])]);
        let spans: Vec<Vec<(u32, u32)>> =
            table.rows.iter().map(|r| r.cells.iter().map(|c| (c.column, c.width)).collect()).collect();
        assert_eq!(spans, [vec![(0, 1), (1, 2)], vec![(0, 1), (1, 1), (2, 1)]]);
    }

    #[test]
    fn a_cell_joined_to_the_left_widens_it() {
        let cell = |right, joins_left| EdgedCell { right, joins_left, ..EdgedCell::default() };
        let rows = vec![
            EdgedRow { cells: vec![cell(1000, false), cell(2000, true), cell(3000, false)], ..EdgedRow::default() },
            EdgedRow { cells: vec![cell(1000, false), cell(2000, false), cell(3000, false)], ..EdgedRow::default() },
        ];
        let table = align(rows);
        assert_eq!(table.rows[0].cells.iter().map(|c| c.width).collect::<Vec<_>>(), [2, 1]);
    }
}
