//! Documents of other formats inside a Word package (`w:altChunk`), which Word prints where they stand: programs that
//! turn web pages into Word files often wrap the page and write nothing else.
//!
//! `<w:altChunk r:id="r7"/>`, related to `chunk.html` of one paragraph `Tỷ lệ hộ nghèo dưới 2%` → that paragraph.

use super::package::Package;
use crate::document::{Builder, CellAddress, Document, Flow, Place};
use crate::error::{Error, Issue};
use crate::source::word::{Cell, Item, Look, Merge, Paragraph, Piece, Row, Table};
use crate::source::{Format, ReadOptions, parse, sniff};
use std::collections::BTreeMap;

/// Reads the chunks of a package, by the id of their relation; tells of those that cannot be read.
pub fn read(package: &mut Package<'_>, builder: &mut Builder) -> BTreeMap<String, Document> {
    let mut out = BTreeMap::new();
    for (id, name) in package.chunks.clone() {
        match open(package, &name) {
            Ok(document) => drop(out.insert(id, document)),
            Err(cause) => {
                let message = format!("{name}, a document within the file, could not be read: {cause}");
                builder.issue(Issue::warning("unreadable-content", message, None));
            }
        }
    }
    out
}

fn open(package: &mut Package<'_>, name: &str) -> Result<Document, Error> {
    let bytes = package.bytes(name)?.ok_or(Error::Empty)?;
    let format = sniff(&bytes)?;
    // Packages within packages might go on for ever.
    if !matches!(format, Format::Text | Format::Html | Format::Mhtml | Format::Rtf) {
        return Err(Error::Unsupported { found: format.name() });
    }
    parse(&bytes, format, ReadOptions::default())
}

/// What is printed of a chunk; all of it counts as standing at `place`.
pub fn items(document: &Document, place: Place) -> Vec<Item> {
    let mut nested: BTreeMap<CellAddress, Vec<usize>> = BTreeMap::new();
    for (index, table) in document.tables().iter().enumerate() {
        table.parent.into_iter().for_each(|cell| nested.entry(cell).or_default().push(index));
    }
    let chunk = Chunk { document, place, nested };
    let item = |step: &Flow| match *step {
        Flow::Block(block) => chunk.paragraph(block),
        Flow::Table(table) => chunk.table(table),
    };
    document.flow().iter().map(item).collect()
}

struct Chunk<'a> {
    document: &'a Document,
    place: Place,
    /// The tables that stand in a cell.
    nested: BTreeMap<CellAddress, Vec<usize>>,
}

impl Chunk<'_> {
    fn paragraph(&self, block: usize) -> Item {
        let block = &self.document.blocks()[block];
        let look = Look { bold: block.style.bold, italic: block.style.italic, ..Look::default() };
        let piece = Piece { text: self.document.words(block).to_owned(), look, place: self.place };
        Item::Paragraph(Paragraph { pieces: vec![piece], style: block.style, number: None })
    }

    fn table(&self, index: usize) -> Item {
        let grid = &self.document.tables()[index];
        let mut rows: Vec<Row> = (0..grid.rows).map(|_| Row::default()).collect();
        for (number, cell) in grid.cells.iter().enumerate() {
            let own = CellAddress { table: index as u32, cell: number as u32 };
            let blocks = cell.blocks.clone().filter(|b| self.document.blocks()[*b].cell == Some(own));
            let tables = self.nested.get(&own).into_iter().flatten();
            let mut items: Vec<Item> =
                blocks.map(|b| self.paragraph(b)).chain(tables.map(|t| self.table(*t))).collect();
            let covered = rows.iter_mut().enumerate().skip(cell.row as usize).take(cell.rowspan as usize);
            for (row, line) in covered {
                let merge = match (row == cell.row as usize, cell.rowspan) {
                    (true, 1) => Merge::Single,
                    (true, _) => Merge::Start,
                    (false, _) => Merge::Continue,
                };
                line.header |= cell.header;
                let items = std::mem::take(&mut items);
                line.cells.push(Cell { column: cell.column, width: cell.colspan, merge, items });
            }
        }
        rows.iter_mut().for_each(|row| row.cells.sort_by_key(|cell| cell.column));
        Item::Table(Table { rows })
    }
}
