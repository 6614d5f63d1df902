//! Documents drawn as outlines for snapshots: one line a block, as the test of a format draws it; tables with their grid.
//!
//! A table of one row → `table 1 x 2`, `  [0,0] …`, and the blocks of each cell further in.

use chitieu::document::{Cell, CellAddress, Document, Flow, Style};
use std::fmt::Write;

/// How a test draws what formats know more or less of.
pub struct Outline {
    /// The line of a block, by its number, without its indent.
    pub block: fn(&Document, usize) -> String,
    /// How far a cell goes: ` 2x1`.
    pub extent: fn(&Cell) -> String,
}

/// How far a cell goes, said of each.
pub fn extent(cell: &Cell) -> String {
    format!(" {}x{}", cell.rowspan, cell.colspan)
}

/// How a block looks: bold, italic, centred, the level of a heading or list.
pub fn looks(style: Style) -> String {
    let marks = [(style.bold, 'b'), (style.italic, 'i'), (style.centred, 'c')];
    let mut looks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
    for (level, mark) in [(style.heading, 'h'), (style.list, 'l')] {
        if level > 0 {
            write!(looks, "{mark}{level}").unwrap();
        }
    }
    looks
}

impl Outline {
    /// The outline of a document.
    pub fn of(&self, doc: &Document) -> String {
        let mut out = String::new();
        for flow in doc.flow() {
            match *flow {
                Flow::Block(i) => self.line(doc, i, "", &mut out),
                Flow::Table(t) => self.table(doc, t, "", &mut out),
            }
        }
        out
    }

    fn line(&self, doc: &Document, block: usize, indent: &str, out: &mut String) {
        writeln!(out, "{indent}{}", (self.block)(doc, block)).unwrap();
    }

    fn table(&self, doc: &Document, index: usize, indent: &str, out: &mut String) {
        let grid = &doc.tables()[index];
        writeln!(out, "{indent}table {} x {}", grid.rows, grid.columns).unwrap();
        for (c, cell) in grid.cells.iter().enumerate() {
            let header = if cell.header { " header" } else { "" };
            writeln!(out, "{indent}  [{},{}{}{header}]", cell.row, cell.column, (self.extent)(cell)).unwrap();
            let here = |a: Option<CellAddress>| a.is_some_and(|a| (a.table as usize, a.cell as usize) == (index, c));
            for block in cell.blocks.clone().filter(|b| here(doc.blocks()[*b].cell)) {
                self.line(doc, block, &format!("{indent}    "), out);
            }
            for (t, _) in doc.tables().iter().enumerate().filter(|(_, t)| here(t.parent)) {
                self.table(doc, t, &format!("{indent}    "), out);
            }
        }
    }
}
