//! One document as every reader delivers it: its visible text in reading order, cut into blocks and tables, and the
//! way back from any stretch of it to the file.
//!
//! A table row `| Tỷ lệ hộ nghèo | 5,2% |` becomes two cells of one block each; the text reads
//! `Tỷ lệ hộ nghèo | 5,2%`, and the span of `5,2%` leads back to the bytes (or page and box, or paragraph) it came from.
//!
//! The text is normalised while it is built (`text::edits`): NFC, single blanks, look-alikes replaced. So the string
//! that `chitieu text FILE` prints, the spans of records and the offsets inside the program are all of one text.

mod builder;
mod stretch;

use crate::error::Issue;
pub use crate::offsets::OffsetMap;
use crate::span::Span;
pub use builder::{At, Builder};

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
