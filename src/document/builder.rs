//! How readers fill a document: `text` and `end_block`, and the table verbs around cells.
//!
//! `begin_row`, `begin_cell`, `text("5,2%")`, `begin_cell`, `text("3%")` → a row `5,2% | 3%` of two cells.
//!
//! The builder puts the text into its one form on the way in and keeps the way back, run by run.

use super::stretch::{Stop, stretch};
use super::{Block, Cell, CellAddress, Document, Flow, From, OffsetMap, Origin, Place, Role, Run, Style, Table};
use crate::error::Issue;
use crate::span::Span;
use crate::text::{Edit, edit};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// Where the raw text handed to [`Builder::text`] stands in the file.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum At {
    /// It is a verbatim copy of the file's bytes from this offset on.
    Byte(u64),
    /// It was made, as a whole, from this place.
    Place(Place),
    /// It has no place in the file.
    Nowhere,
}

/// Builds a [`Document`]: readers call `text` and `end_block`, and the table verbs around cells.
#[derive(Debug, Default)]
pub struct Builder {
    doc: Document,
    /// Start of the open block, when one is open.
    open: Option<OpenBlock>,
    /// A blank was seen since the last character of the open block.
    blank: bool,
    tables: Vec<OpenTable>,
    /// Room to compose letters in.
    composed: String,
}

#[derive(Debug)]
struct OpenBlock {
    start: usize,
    style: Style,
    letters: bool,
}

#[derive(Debug)]
struct OpenTable {
    index: usize,
    row: u32,
    started: bool,
    /// Per column: the first row that no cell from above covers.
    covered: Vec<u32>,
    column: u32,
    printed: u32,
    cell: Option<usize>,
}

/// Columns up to which cells may span: a row of spans of 1,000 must not ask for more memory than its markup.
const SPANNED_COLUMNS: u32 = 10_000;

/// How the text separates cells of a row.
const CELL_SEPARATOR: &str = " | ";

impl Builder {
    /// An empty document of this origin.
    pub fn new(origin: Origin) -> Builder {
        Builder { doc: Document { origin, ..Document::default() }, ..Builder::default() }
    }

    /// Reserves room for `bytes` of text, and the blocks and runs that so much text mostly has: two runs for a blank before a
    /// letter of three bytes (see `stretch`).
    pub fn reserve(&mut self, bytes: usize) {
        self.doc.text.reserve(bytes);
        self.doc.blocks.reserve(bytes / 128);
        self.doc.flow.reserve(bytes / 256);
        self.doc.runs.reserve(bytes / 12);
    }

    /// Adds an issue.
    pub fn issue(&mut self, issue: Issue) {
        self.doc.issues.push(issue);
    }

    /// The origin, to be completed while reading.
    pub fn origin(&mut self) -> &mut Origin {
        &mut self.doc.origin
    }

    /// Says how offsets of the decoded text lead back to the file.
    pub fn decoding(&mut self, map: OffsetMap) {
        self.doc.decoding = Some(map);
    }

    /// Length of the text so far, in bytes: the place of the next character, separators apart.
    pub fn len(&self) -> usize {
        self.doc.text.len()
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.doc.text.is_empty()
    }

    /// Whether a block is open and holds a character.
    pub fn in_block(&self) -> bool {
        self.open.is_some()
    }

    /// Appends raw text to the open block (opening one): blanks are collapsed, letters composed, look-alikes replaced.
    pub fn text(&mut self, raw: &str, at: At) {
        self.styled(raw, at, Style::default());
    }

    /// As [`Builder::text`], for text that looks like `style`: a block is bold when all its text is.
    pub fn styled(&mut self, raw: &str, at: At, style: Style) {
        crate::work::steps(raw.len());
        let from = From::of(at);
        let mut start = 0;
        while start < raw.len() {
            // The blank behind the first word of a block has no place in the file: a quotation may begin with it, and its
            // place is that of its words.
            let found = stretch(raw, start, self.open.is_none());
            let mut end = found.end;
            if let Stop::Edit(odd) = found.stop {
                // The character before it may be one with it: a letter and its tone, a blank and a mark on it.
                end = raw[..odd].chars().next_back().map_or(0, |c| odd - c.len_utf8());
                let word = raw[odd..].bytes().position(|b| b.is_ascii_whitespace()).map_or(raw.len(), |n| odd + n);
                if start < end {
                    self.copy(&raw[start..end], from.shifted(start), style);
                }
                self.edited(&raw[end..word], from.shifted(end), style);
                start = word;
                continue;
            }
            if start < end {
                self.copy(&raw[start..end], from.shifted(start), style);
            }
            start = end;
            if let Stop::Blank(width) = found.stop {
                self.blank |= self.open.is_some();
                start += width;
            }
        }
    }

    /// A blank between pieces: `<br>` inside a line, the join of two wrapped lines.
    pub fn blank(&mut self) {
        self.blank = true;
    }

    /// Ends the open block as `role`; a block without text leaves no trace.
    pub fn end_block(&mut self, style: Style, role: Role) {
        self.blank = false;
        let Some(open) = self.open.take() else { return };
        let style = Style {
            bold: style.bold || (open.letters && open.style.bold),
            italic: style.italic || (open.letters && open.style.italic),
            ..style
        };
        let cell = self.address();
        self.doc.blocks.push(Block { span: Span::new(open.start, self.doc.text.len()), style, role, cell });
        if cell.is_none() {
            self.doc.flow.push(Flow::Block(self.doc.blocks.len() - 1));
        }
    }

    /// Begins a table (in the open cell, when there is one).
    pub fn begin_table(&mut self, exact_grid: bool) {
        self.end_block(Style::default(), Role::Body);
        let parent = self.address();
        self.doc.tables.push(Table { parent, exact_grid, ..Table::default() });
        let index = self.doc.tables.len() - 1;
        if parent.is_none() {
            self.doc.flow.push(Flow::Table(index));
        }
        self.tables.push(OpenTable {
            index,
            row: 0,
            started: false,
            covered: Vec::new(),
            column: 0,
            printed: 0,
            cell: None,
        });
    }

    /// Begins the next row.
    pub fn begin_row(&mut self) {
        self.end_cell();
        let Some(table) = self.tables.last_mut() else { return };
        if table.started {
            table.row += 1;
        }
        table.started = true;
        (table.column, table.printed) = (0, 0);
    }

    /// Begins the next cell of the row. Spans of 0 count as 1; they are cut at 1,000.
    pub fn begin_cell(&mut self, rowspan: u32, colspan: u32, header: bool) {
        self.end_cell();
        let at = Span::new(self.doc.text.len(), self.doc.text.len());
        let blocks = self.doc.blocks.len();
        let Some(table) = self.tables.last_mut() else { return };
        let (rowspan, mut colspan) = (rowspan.clamp(1, 1000), colspan.clamp(1, 1000));
        while table.covered.get(table.column as usize).is_some_and(|until| *until > table.row) {
            table.column += 1;
        }
        let column = table.column;
        if column + colspan > SPANNED_COLUMNS {
            colspan = 1;
        }
        let end = (column + colspan) as usize;
        if table.covered.len() < end {
            table.covered.resize(end, 0);
        }
        table.covered[column as usize..end].fill(table.row + rowspan);
        table.column += colspan;
        let grid = &mut self.doc.tables[table.index];
        grid.cells.push(Cell {
            row: table.row,
            column,
            printed: table.printed,
            rowspan,
            colspan,
            header,
            span: at,
            blocks: blocks..blocks,
        });
        grid.columns = grid.columns.max(table.column);
        grid.rows = grid.rows.max(table.row + 1);
        table.printed += 1;
        table.cell = Some(grid.cells.len() - 1);
    }

    /// Ends the open cell.
    pub fn end_cell(&mut self) {
        if self.tables.last().is_none_or(|t| t.cell.is_none()) {
            return;
        }
        self.end_block(Style::default(), Role::Body);
        let blocks = self.doc.blocks.len();
        let Some(table) = self.tables.last_mut() else { return };
        let Some(index) = table.cell.take() else { return };
        let cell = &mut self.doc.tables[table.index].cells[index];
        cell.blocks.end = blocks;
        let own = &self.doc.blocks[cell.blocks.clone()];
        if let (Some(first), Some(last)) = (own.first(), own.last()) {
            cell.span = first.span.join(last.span);
        }
    }

    /// Ends the open table.
    pub fn end_table(&mut self) {
        self.end_cell();
        let Some(table) = self.tables.pop() else { return };
        let grid = &mut self.doc.tables[table.index];
        let mut spans = grid.cells.iter().filter(|c| !c.span.is_empty()).map(|c| c.span);
        if let Some(first) = spans.next() {
            grid.span = spans.fold(first, Span::join);
        }
    }

    /// Whether a table is open.
    pub fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    /// The finished document.
    pub fn finish(mut self) -> Document {
        while self.in_table() {
            self.end_table();
        }
        self.end_block(Style::default(), Role::Body);
        self.doc
    }

    fn address(&self) -> Option<CellAddress> {
        let table = self.tables.iter().rev().find(|t| t.cell.is_some())?;
        Some(CellAddress { table: table.index as u32, cell: table.cell? as u32 })
    }

    /// Opens a block if none is open, writing the separator that the text needs before it.
    fn open(&mut self) -> &mut OpenBlock {
        if self.open.is_none() {
            if !self.doc.text.is_empty() {
                let separator = self.separator();
                self.run(From::Nowhere);
                self.doc.text.push_str(separator);
            }
            self.blank = false;
            self.open = Some(OpenBlock {
                start: self.doc.text.len(),
                style: Style { bold: true, italic: true, ..Style::default() },
                letters: false,
            });
        }
        self.open.as_mut().expect("just opened")
    }

    /// A bar between cells of one row, else a line break.
    fn separator(&self) -> &'static str {
        let Some((index, cell)) = self.tables.last().and_then(|t| Some((t.index, t.cell?))) else { return "\n" };
        let cells = &self.doc.tables[index].cells;
        let first_in_cell = cells[cell].blocks.start == self.doc.blocks.len();
        // Looked for once a cell, back to the nearest with words: linear in the row, however many cells are empty.
        let follows = || {
            cells[..cell]
                .iter()
                .rev()
                .take_while(|c| c.row == cells[cell].row)
                .inspect(|_| crate::work::steps(1))
                .any(|c| !c.span.is_empty())
        };
        if first_in_cell && follows() { CELL_SEPARATOR } else { "\n" }
    }

    fn run(&mut self, from: From) {
        let start = self.doc.text.len() as u32;
        if let Some(last) = self.doc.runs.last_mut() {
            if last.start == start {
                last.from = from;
                return;
            }
            // A copy that goes on where the last one stopped needs no run of its own.
            if let (From::Copied(a), From::Copied(b)) = (last.from, from)
                && a + u64::from(start - last.start) == b
            {
                return;
            }
            if last.from == from && !matches!(from, From::Copied(_)) {
                return;
            }
        }
        self.doc.runs.push(Run { start, from });
    }

    /// Writes characters that need no edit.
    fn copy(&mut self, words: &str, from: From, style: Style) {
        let open = self.open();
        // A block that has letters of this look learns nothing from more of them.
        let news = !open.letters || open.style.bold && !style.bold || open.style.italic && !style.italic;
        if news && words.bytes().any(|b| b.is_ascii_alphabetic() || b >= 0x80) {
            open.letters = true;
            open.style.bold &= style.bold;
            open.style.italic &= style.italic;
        }
        if std::mem::take(&mut self.blank) {
            self.run(From::Nowhere);
            self.doc.text.push(' ');
        }
        self.run(from);
        self.doc.text.push_str(words);
    }

    /// The slow path: cluster by cluster (a base and the marks behind it), each with its own run when it changed.
    fn edited(&mut self, raw: &str, from: From, style: Style) {
        let mut clusters = raw.char_indices().peekable();
        let mut composed = std::mem::take(&mut self.composed);
        while let Some((start, c)) = clusters.next() {
            let mut end = start + c.len_utf8();
            while let Some(&(next, mark)) = clusters.peek() {
                if !unicode_normalization::char::is_combining_mark(mark) {
                    break;
                }
                end = next + mark.len_utf8();
                clusters.next();
            }
            let cluster = &raw[start..end];
            match edit(c) {
                Edit::Blank => {
                    self.blank |= self.open.is_some();
                    continue;
                }
                Edit::Drop => continue,
                _ => {}
            }
            if cluster.len() == 1 {
                self.copy(cluster, from.shifted(start), style);
                continue;
            }
            let kept = cluster.chars().filter_map(|c| match edit(c) {
                Edit::Replace(r) => Some(r),
                Edit::Keep => Some(c),
                Edit::Blank | Edit::Drop => None,
            });
            composed.clear();
            match joined(kept.clone()) {
                Some(letter) => composed.push(letter),
                None => composed.extend(kept.nfc()),
            }
            if composed == cluster {
                self.copy(cluster, from.shifted(start), style);
                continue;
            }
            let whole = match from {
                From::Copied(offset) => {
                    From::Whole(Place::Bytes { start: offset + start as u64, end: offset + end as u64 })
                }
                other => other,
            };
            self.copy(&composed, whole, style);
        }
        self.composed = composed;
    }
}

/// The one letter that a letter and its marks make, as they nearly always do.
fn joined(mut cluster: impl Iterator<Item = char>) -> Option<char> {
    let (letter, mark) = (cluster.next()?, cluster.next()?);
    cluster.try_fold(compose(letter, mark)?, compose)
}

impl From {
    fn of(at: At) -> From {
        match at {
            At::Byte(offset) => From::Copied(offset),
            At::Place(place) => From::Whole(place),
            At::Nowhere => From::Nowhere,
        }
    }

    /// The same, for text that begins so many bytes further on.
    fn shifted(self, by: usize) -> From {
        match self {
            From::Copied(offset) => From::Copied(offset + by as u64),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(pieces: &[(&str, u64)]) -> Document {
        let mut b = Builder::new(Origin::default());
        for (raw, offset) in pieces {
            b.text(raw, At::Byte(*offset));
        }
        b.finish()
    }

    #[test]
    fn blanks_collapse_and_lead_back() {
        let doc = build(&[("  Tỷ lệ \u{a0} hộ\r\n nghèo  ", 100)]);
        assert_eq!(doc.text(), "Tỷ lệ hộ nghèo");
        let raw = "  Tỷ lệ \u{a0} hộ\r\n nghèo  ";
        let at = doc.text().find("nghèo").unwrap();
        let from = 100 + raw.find("nghèo").unwrap() as u64;
        assert_eq!(
            doc.place(Span::new(at, at + "nghèo".len())),
            Some(Place::Bytes { start: from, end: from + "nghèo".len() as u64 })
        );
    }

    #[test]
    fn decomposed_letters_are_composed_and_lead_back_to_their_bytes() {
        let raw = "ti\u{309}nh 5%";
        let doc = build(&[(raw, 0)]);
        assert_eq!(doc.text(), "tỉnh 5%");
        let at = doc.text().find('ỉ').unwrap();
        assert_eq!(doc.place(Span::new(at, at + 'ỉ'.len_utf8())), Some(Place::Bytes { start: 1, end: 4 }));
        let five = doc.text().find('5').unwrap();
        let from = raw.find('5').unwrap() as u64;
        assert_eq!(doc.place(Span::new(five, five + 2)), Some(Place::Bytes { start: from, end: from + 2 }));
    }

    #[test]
    fn cells_get_grid_places_under_row_spans() {
        let mut b = Builder::new(Origin::default());
        b.begin_table(true);
        for row in [&[("a", 2, 1), ("b", 1, 2)][..], &[("c", 1, 1), ("d", 1, 1)][..]] {
            b.begin_row();
            for (word, rowspan, colspan) in row {
                b.begin_cell(*rowspan, *colspan, false);
                b.text(word, At::Nowhere);
            }
        }
        b.end_table();
        let doc = b.finish();
        assert_eq!(doc.text(), "a | b\nc | d");
        let places: Vec<_> = doc.tables()[0].cells.iter().map(|c| (c.row, c.column, c.printed)).collect();
        assert_eq!(places, [(0, 0, 0), (0, 1, 1), (1, 1, 0), (1, 2, 1)]);
        assert_eq!((doc.tables()[0].rows, doc.tables()[0].columns), (2, 3));
    }

    #[test]
    fn wide_spans_ask_for_no_more_than_their_markup() {
        let mut b = Builder::new(Origin::default());
        b.begin_table(true);
        for _ in 0..3 {
            b.begin_row();
            for _ in 0..50 {
                b.begin_cell(1000, 1000, false);
            }
        }
        b.end_table();
        let doc = b.finish();
        assert!(doc.tables()[0].columns < 2 * SPANNED_COLUMNS);
        assert_eq!(doc.tables()[0].rows, 3);
    }

    #[test]
    fn a_block_is_bold_when_all_its_letters_are() {
        let bold = Style { bold: true, ..Style::default() };
        let mut b = Builder::new(Origin::default());
        b.styled("1. Mục đích", At::Nowhere, bold);
        b.end_block(Style::default(), Role::Body);
        b.styled("2. ", At::Nowhere, Style::default());
        b.styled("Yêu cầu", At::Nowhere, bold);
        b.text(" chung", At::Nowhere);
        let doc = b.finish();
        assert!(doc.blocks()[0].style.bold);
        assert!(!doc.blocks()[1].style.bold);
        assert_eq!(doc.text(), "1. Mục đích\n2. Yêu cầu chung");
    }

    const PARTS: [&str; 23] = [
        "Tỷ lệ",
        "5,2%",
        " ",
        "  ",
        "\t",
        "\n",
        "\u{a0}",
        "\u{3000}",
        "ƣ",
        "Ð",
        "\u{301}",
        "e\u{302}\u{301}",
        "\u{200b}",
        "\u{ad}",
        "–",
        "“",
        "≤",
        "\u{315}",
        "ở",
        "a",
        "\u{f0b7}",
        "\u{1100}\u{1161}",
        "Ω",
    ];

    proptest::proptest! {
        /// Copying whole stretches gives what going through every character gives.
        #[test]
        fn stretches_and_characters_give_the_same(parts in proptest::collection::vec(0..PARTS.len(), 0..12)) {
            let raw: String = parts.iter().map(|p| PARTS[*p]).collect();
            let bold = Style { bold: true, ..Style::default() };
            let [one, two] = [true, false].map(|fast| {
                let mut b = Builder::new(Origin::default());
                b.text("Đầu ", At::Byte(100));
                if fast {
                    b.styled(&raw, At::Byte(0), bold);
                } else {
                    b.edited(&raw, From::Copied(0), bold);
                }
                b.finish()
            });
            proptest::prop_assert_eq!(one.text(), two.text());
            proptest::prop_assert_eq!(one.blocks(), two.blocks());
            for (at, c) in one.text().char_indices().filter(|(_, c)| *c != ' ') {
                let span = Span::new(at, at + c.len_utf8());
                proptest::prop_assert_eq!(one.place(span), two.place(span), "{:?} in {:?}", c, raw);
            }
        }
    }
}
