//! The body of a word-processing document between its file and the [`Builder`]: what DOCX, DOC and RTF have in common.
//!
//! A paragraph of three runs `Tỷ lệ hộ nghèo dưới ` `2` `%` → one block `Tỷ lệ hộ nghèo dưới 2%`; a table whose second
//! row goes on with a merged cell → one cell of two rows.
//!
//! A table must be seen whole before its first cell can be written (a cell that goes on below says so only there),
//! so readers collect [`Item`]s and [`lay`] writes them.

pub mod flow;
pub mod grid;
pub mod numbering;
pub mod symbols;
pub mod typeface;

use crate::document::{At, Builder, Place, Role, Style};
use crate::error::Issue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use typeface::Typeface;

/// A step of the body.
#[derive(Debug)]
pub enum Item {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph as it is printed.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Its text, hidden and deleted runs left out.
    pub pieces: Vec<Piece>,
    /// Centred, heading and list depth; bold and italic are told by the pieces.
    pub style: Style,
    /// The number or bullet the word processor prints before it: `1.`, `a)`, `-`.
    pub number: Option<String>,
}

/// What the text boxes anchored in a paragraph hold. A box stands beside or below the words it hangs on, so it comes
/// after them, unless it is a block of its own (a letterhead in a frame) hung on words that follow it.
#[derive(Debug, Default)]
pub struct Boxes {
    before: Vec<Item>,
    after: Vec<Item>,
}

impl Boxes {
    /// Adds a box anchored where `host` now ends.
    pub fn push(&mut self, items: Vec<Item>, host: &Paragraph) {
        let is_block = items.len() > 1 || items.iter().any(|i| matches!(i, Item::Table(_)));
        let place = if is_block && !host.has_text() { &mut self.before } else { &mut self.after };
        place.extend(items);
    }

    /// Number of paragraphs and tables in them.
    pub fn len(&self) -> usize {
        self.before.len() + self.after.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The paragraph with its boxes in reading order.
    pub fn around(self, paragraph: Option<Paragraph>) -> impl Iterator<Item = Item> {
        self.before.into_iter().chain(paragraph.map(Item::Paragraph)).chain(self.after)
    }
}

impl Piece {
    /// The text as it is printed: its letters read as its typeface draws them, in capitals where they are so printed.
    fn printed(&self) -> Cow<'_, str> {
        let text = self.look.typeface.read(&self.text);
        if self.look.capitals { text.to_uppercase().into() } else { text }
    }
}

/// A stretch of text of one look.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The text; U+000B stands for a line break.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// Where it comes from.
    pub place: Place,
}

/// What a reader tells of the looks of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Printed above the line: `km²`, the mark of a note.
    pub raised: bool,
    /// Printed in capitals whatever was typed.
    pub capitals: bool,
    /// What its letters mean.
    pub typeface: Typeface,
}

/// A table as it stands in the file.
#[derive(Debug, Default)]
pub struct Table {
    /// Its rows, deleted ones left out.
    pub rows: Vec<Row>,
}

impl Table {
    /// What stands in it when it is a single cell: a frame around words, no table.
    fn frame(&self) -> Option<&[Item]> {
        match &self.rows[..] {
            [row] if row.cells.len() == 1 => Some(&row.cells[0].items),
            _ => None,
        }
    }
}

/// A row of a [`Table`].
#[derive(Debug, Default)]
pub struct Row {
    /// The file says it is repeated at the head of every page.
    pub header: bool,
    /// Its cells, left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a [`Row`].
#[derive(Debug, Default)]
pub struct Cell {
    /// Zero-based grid column of its left edge.
    pub column: u32,
    /// Grid columns it covers, at least 1.
    pub width: u32,
    /// How it hangs together with the cell above.
    pub merge: Merge,
    /// What stands in it.
    pub items: Vec<Item>,
}

/// How a cell hangs together with the cell above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Merge {
    /// It stands by itself.
    #[default]
    Single,
    /// Cells below may go on with it.
    Start,
    /// It goes on with the cell above.
    Continue,
}

impl Paragraph {
    /// Appends text, joining it to the last piece when it looks the same.
    pub fn push(&mut self, text: &str, look: Look, place: Place) {
        let raised: String;
        let text = if look.raised && text.starts_with(|c: char| c.is_ascii_digit()) && self.raises_digits() {
            raised = text.chars().map(raise).collect();
            &raised
        } else {
            text
        };
        match self.pieces.last_mut() {
            Some(last) if last.look == look => {
                last.text.push_str(text);
                last.place = hull(last.place, place);
            }
            _ => self.pieces.push(Piece { text: text.to_owned(), look, place }),
        }
    }

    /// Whether anything but blanks is printed of it.
    pub fn has_text(&self) -> bool {
        self.pieces.iter().any(|p| p.text.chars().any(|c| !c.is_whitespace()))
    }

    /// After a number a raised figure would read as one more of its digits: `24%` with the mark 1, `25` with the
    /// circle of degrees typed as 0. After a letter it stays a plain digit: `km2` is how units are written.
    fn raises_digits(&self) -> bool {
        let Some(last) = self.pieces.last() else { return false };
        let before = last.text.chars().next_back();
        // A raised figure that goes on does as its beginning did.
        let raised = before.is_some_and(|c| matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹'));
        raised || (!last.look.raised && before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '%' | ')')))
    }
}

fn raise(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(c as u32 - '4' as u32 + '⁴' as u32).unwrap_or(c),
        other => other,
    }
}

fn hull(a: Place, b: Place) -> Place {
    match (a, b) {
        (Place::Bytes { start, end }, Place::Bytes { start: s, end: e }) => {
            Place::Bytes { start: start.min(s), end: end.max(e) }
        }
        (first, _) => first,
    }
}

/// Writes the items in reading order, their blocks as `role`; the number of runs that were in an old encoding.
pub fn lay(items: &[Item], role: Role, builder: &mut Builder) -> usize {
    items.iter().fold(0, |converted, item| {
        converted
            + match item {
                Item::Paragraph(paragraph) => lay_paragraph(paragraph, role, builder),
                Item::Table(table) => match table.frame() {
                    Some(inside) => lay(inside, role, builder),
                    None => lay_table(table, role, builder),
                },
            }
    })
}

/// Tells that tracked changes were seen.
pub fn tell_changed(changed: bool, builder: &mut Builder) {
    if changed {
        let message = "the file holds tracked changes; it was read with all of them accepted";
        builder.issue(Issue::info("tracked-changes", message, None));
    }
}

/// Tells what [`lay`] counted, when there was anything.
pub fn tell_converted(converted: usize, builder: &mut Builder) {
    if converted > 0 {
        let message = format!("{converted} runs were set in letters from before Unicode and were converted");
        builder.issue(Issue::info("encoding-mixed", message, None));
    }
}

/// Letters of the longest heading. Writers give whole sections the style of a heading for its indent or typeface.
const HEADING_LETTERS: usize = 200;

/// The style of a block, without the heading where the words are none: too long, or an item behind a dash.
fn style(paragraph: &Paragraph) -> Style {
    let letters = || paragraph.pieces.iter().flat_map(|p| p.text.chars());
    let item = letters().find(|c| !c.is_whitespace()).is_some_and(|c| matches!(c, '-' | '+' | '–' | '•' | '*'));
    let heading = if item || letters().count() > HEADING_LETTERS { 0 } else { paragraph.style.heading };
    Style { heading, ..paragraph.style }
}

fn lay_paragraph(paragraph: &Paragraph, role: Role, builder: &mut Builder) -> usize {
    let mut converted = 0;
    let whole = style(paragraph);
    if let Some(number) = &paragraph.number
        && let Some(first) = paragraph.pieces.first()
    {
        // Whether the number is bold says nothing about the paragraph: a block is what its own letters are.
        let look = if paragraph.has_text() {
            Style { bold: true, italic: true, ..Style::default() }
        } else {
            Style { bold: first.look.bold, italic: first.look.italic, ..Style::default() }
        };
        builder.styled(number, At::Place(first.place), look);
        builder.blank();
    }
    let mut line = String::new();
    for (i, piece) in paragraph.pieces.iter().enumerate() {
        let style = Style { bold: piece.look.bold, italic: piece.look.italic, ..Style::default() };
        let text = piece.printed();
        converted += usize::from(!piece.look.capitals && *text != piece.text);
        let mut rest = &*text;
        while let Some(at) = rest.find('\u{b}') {
            let (head, tail) = (&rest[..at], &rest[at + 1..]);
            builder.styled(head, At::Place(piece.place), style);
            line.push_str(head);
            if wraps(&line, next_character(tail, &paragraph.pieces[i + 1..]), paragraph.style.centred) {
                builder.blank();
            } else {
                builder.end_block(whole, role);
            }
            line.clear();
            rest = tail;
        }
        builder.styled(rest, At::Place(piece.place), style);
        line.push_str(rest);
    }
    builder.end_block(whole, role);
    converted
}

fn next_character(tail: &str, pieces: &[Piece]) -> Option<char> {
    tail.chars().chain(pieces.iter().flat_map(|p| p.text.chars())).find(|c| !c.is_whitespace())
}

/// Whether a line break only wraps a sentence (text pasted from a PDF) rather than ends a line of its own, as between
/// `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM` and `Độc lập - Tự do - Hạnh phúc`.
fn wraps(line: &str, next: Option<char>, centred: bool) -> bool {
    let Some(next) = next else { return false };
    let line = line.trim();
    let Some(last) = line.chars().next_back() else { return false };
    if next.is_lowercase() {
        return !matches!(last, '.' | ';' | ':');
    }
    // A full line of running text that stops without a stop: no line of a letterhead or list of recipients is so long.
    let long = line.chars().count() >= 60;
    long && !centred && (last.is_lowercase() || last.is_ascii_digit() || last == ',') && next.is_alphanumeric()
}

fn lay_table(table: &Table, role: Role, builder: &mut Builder) -> usize {
    let mut converted = 0;
    let spans = row_spans(table);
    builder.begin_table(true);
    for (row, spans) in table.rows.iter().zip(&spans) {
        builder.begin_row();
        let indent = row.cells.first().map_or(0, |c| c.column);
        if indent > 0 && spans.first().is_some_and(|s| *s > 0) {
            builder.begin_cell(1, indent, false);
        }
        for (cell, rows) in row.cells.iter().zip(spans) {
            if *rows > 0 {
                builder.begin_cell(*rows, cell.width, row.header);
                converted += lay(&cell.items, role, builder);
            }
        }
    }
    builder.end_table();
    converted
}

/// For every cell the rows it covers, 0 for one that only goes on with the cell above.
fn row_spans(table: &Table) -> Vec<Vec<u32>> {
    let mut spans: Vec<Vec<u32>> = table.rows.iter().map(|r| vec![1; r.cells.len()]).collect();
    // Grid column → the cell that may still grow, and its width.
    let mut growing: BTreeMap<u32, (usize, usize, u32)> = BTreeMap::new();
    for (r, row) in table.rows.iter().enumerate() {
        let mut still = BTreeMap::new();
        for (c, cell) in row.cells.iter().enumerate() {
            match (cell.merge, growing.get(&cell.column)) {
                (Merge::Start, _) => {
                    still.insert(cell.column, (r, c, cell.width));
                }
                (Merge::Continue, Some(&(above, index, width))) if width == cell.width => {
                    spans[above][index] += 1;
                    spans[r][c] = 0;
                    still.insert(cell.column, (above, index, width));
                }
                _ => {}
            }
        }
        growing = still;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Origin;

    const HERE: Place = Place::Part { part: "word/document.xml", paragraph: 0 };

    fn paragraph(runs: &[(&str, Look)]) -> Paragraph {
        let mut p = Paragraph::default();
        for (text, look) in runs {
            p.push(text, *look, HERE);
        }
        p
    }

    fn printed(p: Paragraph) -> String {
        let mut b = Builder::new(Origin::default());
        lay(&[Item::Paragraph(p)], Role::Body, &mut b);
        b.finish().text().to_owned()
    }

    #[test]
    fn raised_figures_do_not_join_the_number_before_them() {
        let raised = Look { raised: true, ..Look::default() };
        let plain = Look::default();
        assert_eq!(printed(paragraph(&[("đạt 24%", plain), ("1", raised), (" năm 2025", plain)])), "đạt 24%¹ năm 2025");
        assert_eq!(printed(paragraph(&[("ở 25", plain), ("0", raised), ("C", plain)])), "ở 25⁰C");
        assert_eq!(printed(paragraph(&[("120 km", plain), ("2", raised)])), "120 km2");
        let bold = Look { bold: true, ..raised };
        assert_eq!(printed(paragraph(&[("(", plain), ("1", raised), ("0", bold), (")", plain)])), "(10)");
    }

    #[test]
    fn body_text_in_the_style_of_a_heading_is_no_heading() {
        let heading = |text: &str| {
            let mut p = paragraph(&[(text, Look::default())]);
            p.style.heading = 2;
            let mut b = Builder::new(Origin::default());
            lay(&[Item::Paragraph(p)], Role::Body, &mut b);
            b.finish().blocks()[0].style.heading
        };
        assert_eq!(heading("Mục tiêu cụ thể"), 2);
        assert_eq!(heading("- Giảm tỷ lệ hộ nghèo"), 0);
        assert_eq!(heading(&"Giữ vững kết quả đã đạt. ".repeat(9)), 0);
    }

    #[test]
    fn a_line_break_ends_a_line_of_the_letterhead_but_not_a_wrapped_sentence() {
        let plain = Look::default();
        assert_eq!(
            printed(paragraph(&[("ỦY BAN NHÂN DÂN\u{b}TỈNH A\u{b}-------", plain)])),
            "ỦY BAN NHÂN DÂN\nTỈNH A\n-------"
        );
        assert_eq!(printed(paragraph(&[("giữ tỷ lệ\u{b}", plain), ("hộ nghèo", plain)])), "giữ tỷ lệ hộ nghèo");
        assert_eq!(
            printed(paragraph(&[("Nơi nhận:\u{b}- Như trên;\u{b}- Lưu: VT.", plain)])),
            "Nơi nhận:\n- Như trên;\n- Lưu: VT."
        );
    }

    #[test]
    fn a_cell_that_goes_on_below_is_one_cell() {
        let cell = |text: &str, column, merge| Cell {
            column,
            width: 1,
            merge,
            items: vec![Item::Paragraph(paragraph(&[(text, Look::default())]))],
        };
        let row = |cells| Row { header: false, cells };
        let table = Table {
            rows: vec![
                row(vec![cell("Chỉ tiêu", 0, Merge::Start), cell("2024", 1, Merge::Single)]),
                row(vec![cell("", 0, Merge::Continue), cell("2025", 1, Merge::Single)]),
                row(vec![cell("Hộ nghèo", 0, Merge::Single), cell("2%", 1, Merge::Continue)]),
            ],
        };
        let mut b = Builder::new(Origin::default());
        lay(&[Item::Table(table)], Role::Body, &mut b);
        let doc = b.finish();
        assert_eq!(doc.text(), "Chỉ tiêu | 2024\n2025\nHộ nghèo | 2%", "a lone continuation keeps its text");
        assert_eq!(doc.tables()[0].cells[0].rowspan, 2);
        assert_eq!(doc.tables()[0].cells[2].column, 1);
    }
}
