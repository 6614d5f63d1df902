//! One document as every reader delivers it: its visible text in reading order, cut into blocks and tables, and the
//! way back from any stretch of it to the file.
//!
//! A table row `| Tỷ lệ hộ nghèo | 5,2% |` becomes two cells of one block each; the text reads
//! `Tỷ lệ hộ nghèo | 5,2%`, and the span of `5,2%` leads back to the bytes (or page and box, or paragraph) it came from.
//!
//! The text is normalised while it is built (`text::edits`): NFC, single blanks, look-alikes replaced. So the string
//! that `chitieu text FILE` prints, the spans of records and the offsets inside the program are all of one text.

use crate::error::Issue;
pub use crate::offsets::OffsetMap;
use crate::span::Span;
use crate::text::{Edit, edit, is_plain};
use unicode_normalization::UnicodeNormalization;

/// Visible text, structure and provenance of one document.
#[derive(Debug, Default)]
pub struct Document {
    text: String,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    flow: Vec<Flow>,
    runs: Vec<Run>,
    /// From offsets of the decoded text to offsets of the file, where the two differ.
    pub decoding: Option<OffsetMap>,
    /// What the reader knows about the file.
    pub origin: Origin,
    /// What the reader noticed.
    pub issues: Vec<Issue>,
}

/// What a reader knows about the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Media type of the bytes: `text/html`, `application/pdf`.
    pub media_type: &'static str,
    /// What the bytes were decoded from: `utf-8`, `windows-1258`, `tcvn3`.
    pub encoding: &'static str,
    /// Some of the text came from character recognition.
    pub ocr: bool,
    /// Digital signatures of a PDF, in file order.
    pub signatures: Vec<Signature>,
}

/// One digital signature of a file; no trust decision is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Common name of the certificate's subject.
    pub name: Option<String>,
    /// Organisation of the certificate's subject.
    pub organisation: Option<String>,
    /// When it was signed, ISO 8601 with offset.
    pub time: Option<String>,
}

/// A step of the reading order: a block outside tables, or a whole table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// Index into [`Document::blocks`].
    Block(usize),
    /// Index into [`Document::tables`].
    Table(usize),
}

/// A paragraph, heading, list item or line: the unit that is read at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the text, without the line break.
    pub span: Span,
    /// How it looked.
    pub style: Style,
    /// What part of the page it is.
    pub role: Role,
    /// The cell it stands in.
    pub cell: Option<CellAddress>,
}

/// What the reader saw of a block's looks. Meaning is not its business.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// All its letters are bold.
    pub bold: bool,
    /// All its letters are italic.
    pub italic: bool,
    /// Centred on the page.
    pub centred: bool,
    /// 1 to 6 when the file marks it as a heading (`<h2>`, `##`, Word's Heading 2), else 0.
    pub heading: u8,
    /// Depth of the list it is an item of, 0 when the file does not say it is one.
    pub list: u8,
}

/// The part of the page a block belongs to, as far as the file's own structure tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// The document itself.
    #[default]
    Body,
    /// A database's box of labels and values about the document.
    Metadata,
    /// A note at the foot of a page or document.
    Footnote,
    /// Text of the page around the document: menus, counters, comments, related documents.
    Furniture,
}

/// Which cell of which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellAddress {
    /// Index into [`Document::tables`].
    pub table: u32,
    /// Index into [`Table::cells`].
    pub cell: u32,
}

/// A grid of cells. Cells of spanned places appear once, at their top left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// From the first cell to the last.
    pub span: Span,
    /// Number of rows.
    pub rows: u32,
    /// Number of columns of the widest row.
    pub columns: u32,
    /// In printed order: row by row, left to right.
    pub cells: Vec<Cell>,
    /// The cell this table stands in, when it is nested.
    pub parent: Option<CellAddress>,
    /// The file itself tells rows and columns (HTML, DOCX); false where the reader pieced them together from lines.
    pub exact_grid: bool,
}

/// One cell of a [`Table`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Zero-based grid row of its top left.
    pub row: u32,
    /// Zero-based grid column of its top left, spans of earlier rows counted.
    pub column: u32,
    /// Zero-based place in its row as printed, spans not counted.
    pub printed: u32,
    /// Rows it covers, at least 1.
    pub rowspan: u32,
    /// Columns it covers, at least 1.
    pub colspan: u32,
    /// The file marks it as a header cell.
    pub header: bool,
    /// Its text, empty span where it has none.
    pub span: Span,
    /// Its blocks: indices into [`Document::blocks`], blocks of nested tables included.
    pub blocks: std::ops::Range<usize>,
}

/// Where in the file a stretch of text comes from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Place {
    /// Bytes of the file as read, end exclusive.
    Bytes {
        /// First byte.
        start: u64,
        /// One past the last byte.
        end: u64,
    },
    /// A page and a box on it: left, top, right, bottom in points from the page's top left.
    Page {
        /// One-based page.
        page: u32,
        /// Left, top, right, bottom.
        area: [f32; 4],
    },
    /// A part of a package and its paragraph.
    Part {
        /// Name of the part.
        part: &'static str,
        /// Zero-based paragraph in it.
        paragraph: u32,
    },
}

/// A run of document text and its place: sorted, without gaps, from `start` to the next run's start.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    start: u32,
    from: From,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum From {
    /// Written by the builder: a separator.
    Nowhere,
    /// Copied byte by byte from this offset of the file.
    Copied(u64),
    /// Made as a whole from this place: an entity, a composed letter, a word on a page.
    Whole(Place),
}

impl Document {
    /// The visible text: what `chitieu text FILE` prints and spans count in.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All blocks in text order, those of tables included.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All tables in text order, nested ones behind the table that holds them.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The reading order.
    pub fn flow(&self) -> &[Flow] {
        &self.flow
    }

    /// The words of a block.
    pub fn words(&self, block: &Block) -> &str {
        block.span.of(&self.text)
    }

    /// Changes the role of a block; for stages that tell page furniture from the document.
    pub fn set_role(&mut self, block: usize, role: Role) {
        self.blocks[block].role = role;
    }

    /// Drops the way back to the file, where the bytes that were read are not those the caller has.
    pub fn forget_places(&mut self) {
        self.runs.clear();
    }

    /// Where `span` comes from: the hull of its parts that come from somewhere, on the first page that has any.
    pub fn place(&self, span: Span) -> Option<Place> {
        let first = self.runs.partition_point(|r| r.start <= span.start).saturating_sub(1);
        let mut hull: Option<Place> = None;
        for (i, run) in self.runs.iter().enumerate().skip(first) {
            if run.start >= span.end && !(span.is_empty() && run.start == span.start) {
                break;
            }
            crate::work::steps(1);
            let end = self.runs.get(i + 1).map_or(self.text.len() as u32, |r| r.start);
            let (from, to) = (run.start.max(span.start), end.min(span.end));
            let place = match run.from {
                From::Nowhere => continue,
                From::Copied(at) => Place::Bytes {
                    start: at + u64::from(from - run.start),
                    end: at + u64::from(to.max(from) - run.start),
                },
                From::Whole(place) => place,
            };
            hull = Some(match (hull, place) {
                (None, p) => p,
                (Some(Place::Bytes { start, end }), Place::Bytes { start: s, end: e }) => {
                    Place::Bytes { start: start.min(s), end: end.max(e) }
                }
                (Some(Place::Page { page, area }), Place::Page { page: p, area: b }) if page == p => Place::Page {
                    page,
                    area: [area[0].min(b[0]), area[1].min(b[1]), area[2].max(b[2]), area[3].max(b[3])],
                },
                (Some(first), _) => first,
            });
        }
        match (hull, &self.decoding) {
            (Some(Place::Bytes { start, end }), Some(map)) => {
                Some(Place::Bytes { start: map.file(start), end: map.file(end) })
            }
            _ => hull,
        }
    }
}

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

    /// Reserves room for `bytes` of text.
    pub fn reserve(&mut self, bytes: usize) {
        self.doc.text.reserve(bytes);
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
        if is_plain(raw) {
            self.plain(raw, at, style);
        } else {
            self.edited(raw, at, style);
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

    /// Writes characters that need no edit, as one copied stretch.
    fn stretch(&mut self, word: &str, at: At, style: Style) {
        let open = self.open();
        if word.bytes().any(|b| b.is_ascii_alphabetic() || b >= 0x80) {
            open.letters = true;
            open.style.bold &= style.bold;
            open.style.italic &= style.italic;
        }
        if self.blank {
            self.blank = false;
            self.run(From::Nowhere);
            self.doc.text.push(' ');
        }
        self.run(match at {
            At::Byte(offset) => From::Copied(offset),
            At::Place(place) => From::Whole(place),
            At::Nowhere => From::Nowhere,
        });
        self.doc.text.push_str(word);
    }

    fn plain(&mut self, raw: &str, at: At, style: Style) {
        let mut start = 0;
        let bytes = raw.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            let width = match bytes[i] {
                b' ' | b'\t' | b'\n' | b'\r' | 0xb | 0xc => 1,
                b if b < 0xC2 => 0,
                0xC2 if matches!(bytes.get(i + 1), Some(0xA0 | 0x85)) => 2,
                0xE1..=0xE3 => {
                    let c = raw[i..].chars().next().expect("a character starts here");
                    if edit(c) == Edit::Blank { c.len_utf8() } else { 0 }
                }
                _ => 0,
            };
            if width == 0 {
                i += 1;
                while i < bytes.len() && bytes[i] & 0xC0 == 0x80 {
                    i += 1;
                }
                continue;
            }
            // A single space between words of one stretch stays in the copy.
            let single = bytes[i] == b' '
                && i > start
                && bytes.get(i + 1).is_some_and(|b| b.is_ascii_graphic() || *b >= 0xC3 && *b < 0xE1);
            if single && self.open.is_some() {
                i += 1;
                continue;
            }
            if i > start {
                self.stretch(&raw[start..i], shifted(at, start), style);
            }
            self.blank |= self.open.is_some();
            i += width;
            start = i;
        }
        if start < bytes.len() {
            self.stretch(&raw[start..], shifted(at, start), style);
        }
    }

    /// The slow path: cluster by cluster (a base and the marks behind it), each with its own run when it changed.
    fn edited(&mut self, raw: &str, at: At, style: Style) {
        let mut clusters = raw.char_indices().peekable();
        let mut composed = String::new();
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
            composed.clear();
            composed.extend(
                cluster
                    .chars()
                    .filter_map(|c| match edit(c) {
                        Edit::Replace(r) => Some(r),
                        Edit::Keep => Some(c),
                        Edit::Blank | Edit::Drop => None,
                    })
                    .nfc(),
            );
            if composed == cluster {
                self.stretch(cluster, shifted(at, start), style);
            } else {
                let place = match at {
                    At::Byte(offset) => {
                        At::Place(Place::Bytes { start: offset + start as u64, end: offset + end as u64 })
                    }
                    other => other,
                };
                let word = std::mem::take(&mut composed);
                self.stretch(&word, place, style);
                composed = word;
            }
        }
    }
}

fn shifted(at: At, by: usize) -> At {
    match at {
        At::Byte(offset) => At::Byte(offset + by as u64),
        other => other,
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
}
