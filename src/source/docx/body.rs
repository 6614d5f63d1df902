//! Paragraphs, tables, text boxes and notes of a part, as they are printed with all tracked changes accepted.
//!
//! `<w:r><w:t>1,</w:t></w:r><w:del>…5…</w:del><w:ins>…2…</w:ins><w:r><w:t>%</w:t></w:r>` → `1,2%`.

use super::chunk;
use super::styles::{ParagraphProperties, Resolved, RunProperties, Styles, paragraph_properties, run_properties};
use super::xml::{Element, Node, Xml};
use crate::document::{Document, Place, Style};
use crate::error::Error;
use crate::source::word::numbering::Numbering;
use crate::source::word::{Boxes, Cell, Item, Merge, Paragraph, Piece, Row, Table, symbols};
use std::collections::BTreeMap;

/// Where a note is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// At the foot of the page.
    Foot,
    /// At the end.
    End,
}

impl Note {
    /// Name of the part that places of such notes show.
    pub fn part(self) -> &'static str {
        match self {
            Note::Foot => "word/footnotes.xml",
            Note::End => "word/endnotes.xml",
        }
    }
}

/// Reads one part.
pub struct Body<'a> {
    xml: Xml<'a>,
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    /// Open fields, innermost last: whether the part between its code and its end, the result, was reached.
    fields: Vec<bool>,
    /// Words before a deleted paragraph mark: they open the next paragraph.
    carried: Vec<Piece>,
    /// Notes referred to, in the order of their marks.
    pub notes: Vec<(Note, String)>,
    /// Tracked changes were seen.
    pub changed: bool,
    /// Documents of other formats that may stand in the body, by the id of their relation.
    pub chunks: BTreeMap<String, Document>,
}

/// A paragraph being read.
#[derive(Default)]
struct Open {
    properties: ParagraphProperties,
    paragraph: Paragraph,
    /// What text boxes anchored in it hold.
    boxes: Boxes,
    /// It has runs that are not printed.
    hides: bool,
}

impl Open {
    fn extent(&self) -> (usize, usize, usize) {
        let p = &self.paragraph.pieces;
        (p.len(), p.last().map_or(0, |p| p.text.len()), self.boxes.len())
    }
}

impl<'a> Body<'a> {
    /// Reads the text of `part`.
    pub fn new(text: &'a str, part: &'static str, styles: &'a Styles, numbering: &'a mut Numbering) -> Body<'a> {
        Body {
            xml: Xml::new(text, part),
            styles,
            numbering,
            fields: Vec::new(),
            carried: Vec::new(),
            notes: Vec::new(),
            changed: false,
            chunks: BTreeMap::new(),
        }
    }

    /// The whole body.
    ///
    /// # Errors
    /// Where the part is not well-formed or nests too deep.
    pub fn read(&mut self) -> Result<Vec<Item>, Error> {
        let mut items = Vec::new();
        while let Some(node) = self.xml.next()? {
            if let Node::Start(element) = node
                && element.name() == "body"
            {
                self.blocks(&mut items)?;
            }
        }
        Ok(items)
    }

    /// The notes of a part of notes, by id.
    ///
    /// # Errors
    /// As [`Body::read`].
    pub fn read_notes(&mut self) -> Result<BTreeMap<String, Vec<Item>>, Error> {
        let mut notes = BTreeMap::new();
        while let Some(node) = self.xml.next()? {
            if let Node::Start(element) = node
                && matches!(element.name(), "footnote" | "endnote")
                && let Some(id) = element.attribute("id")
            {
                let mut items = Vec::new();
                self.blocks(&mut items)?;
                notes.insert(id, items);
            }
        }
        Ok(notes)
    }

    fn place(&self) -> Place {
        Place::Part { part: self.xml.part(), paragraph: self.xml.paragraph() }
    }

    /// Paragraphs and tables up to the end of the open element.
    fn blocks(&mut self, items: &mut Vec<Item>) -> Result<(), Error> {
        self.blocks_inside(items)?;
        self.end_carried(items);
        Ok(())
    }

    /// A deleted mark of the last paragraph of a cell or box has nothing to run on into.
    fn end_carried(&mut self, items: &mut Vec<Item>) {
        if !self.carried.is_empty() {
            let pieces = std::mem::take(&mut self.carried);
            items.push(Item::Paragraph(Paragraph { pieces, ..Paragraph::default() }));
        }
    }

    fn blocks_inside(&mut self, items: &mut Vec<Item>) -> Result<(), Error> {
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            let Some(node) = self.xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            self.block(&element, items)?;
        }
        Ok(())
    }

    fn block(&mut self, element: &Element<'_>, items: &mut Vec<Item>) -> Result<(), Error> {
        match element.name() {
            "p" => self.paragraph(items),
            "tbl" => {
                let table = self.table()?;
                items.push(Item::Table(table));
                Ok(())
            }
            "sdt" | "sdtContent" | "smartTag" | "customXml" | "ins" | "moveTo" => self.blocks_inside(items),
            "altChunk" => {
                if let Some(document) = element.attribute("id").and_then(|id| self.chunks.remove(&id)) {
                    items.extend(chunk::items(&document, self.place()));
                }
                self.xml.skip(self.xml.depth())
            }
            "AlternateContent" => self.alternatives(|body| {
                let before = items.len();
                body.blocks_inside(items)?;
                Ok(items.len() > before)
            }),
            _ => self.xml.skip(self.xml.depth()),
        }
    }

    /// Of the choices of an `mc:AlternateContent` only the first that prints anything is read, so that a text box
    /// stands once.
    fn alternatives(&mut self, mut read: impl FnMut(&mut Self) -> Result<bool, Error>) -> Result<(), Error> {
        let depth = self.xml.depth();
        let mut found = false;
        while self.xml.depth() >= depth {
            match self.xml.next()? {
                Some(Node::Start(_)) if found => self.xml.skip(self.xml.depth())?,
                Some(Node::Start(_)) => found = read(self)?,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, items: &mut Vec<Item>) -> Result<(), Error> {
        let mut open = Open::default();
        let place = self.place();
        open.paragraph.pieces = std::mem::take(&mut self.carried);
        self.inline(&mut open, Resolved::default())?;

        let Open { properties, mut paragraph, boxes, hides } = open;
        let mark = self.styles.resolve(&properties, &properties.mark);
        if properties.mark.gone {
            self.changed = true;
            self.carried = paragraph.pieces;
            items.extend(boxes.around(None));
            return Ok(());
        }
        let has_text = paragraph.has_text();
        // A paragraph all of whose runs and mark are hidden is not printed, nor counted in its list.
        let printed = has_text || !(hides && mark.hidden);
        if printed && let Some((list, level, style)) = self.styles.numbering(&properties) {
            let number = self.numbering.count(list, level, style);
            paragraph.style.list = number.as_ref().map_or(0, |n| n.depth);
            // The empty cells of a numbered column print their numbers; a bullet before nothing says nothing.
            paragraph.number = number.filter(|n| has_text || !n.bullet).map(|n| n.text);
            if paragraph.number.is_some() && paragraph.pieces.is_empty() {
                paragraph.pieces.push(Piece { text: String::new(), look: mark.look, place });
            }
        }
        paragraph.style = Style {
            centred: self.styles.is_centred(&properties),
            heading: self.styles.heading(&properties),
            ..paragraph.style
        };
        items.extend(boxes.around(Some(paragraph).filter(|p| !p.pieces.is_empty())));
        Ok(())
    }

    /// Whether text here is printed: not in the code of a field.
    fn prints(&self) -> bool {
        self.fields.iter().all(|in_result| *in_result)
    }

    /// Runs and what holds runs, up to the end of the open element; `looks` is that of the run we are in.
    fn inline(&mut self, open: &mut Open, mut looks: Resolved) -> Result<(), Error> {
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            let Some(node) = self.xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            let shown = self.prints() && !looks.hidden;
            match element.name() {
                "pPr" => open.properties = paragraph_properties(&mut self.xml)?,
                "rPr" => looks = self.styles.resolve(&open.properties, &run_properties(&mut self.xml)?),
                "r" => {
                    let plain = self.styles.resolve(&open.properties, &RunProperties::default());
                    self.inline(open, plain)?;
                }
                "t" => {
                    let text = self.xml.text()?;
                    open.hides |= looks.hidden;
                    if shown {
                        open.paragraph.push(&text, looks.look, self.place());
                    }
                }
                name @ ("tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "softHyphen" | "sym") => {
                    let text = match name {
                        "tab" | "ptab" => Some('\t'),
                        "noBreakHyphen" => Some('-'),
                        // Printed at the end of a line only; in TCVN3 its place is that of a letter.
                        "softHyphen" => Some('\u{ad}'),
                        "sym" => symbol(&element),
                        _ => Some('\u{b}'),
                    };
                    if shown && let Some(c) = text {
                        open.paragraph.push(c.encode_utf8(&mut [0; 4]), looks.look, self.place());
                    }
                    self.xml.skip(self.xml.depth())?;
                }
                "fldChar" => {
                    match element.attribute("fldCharType").as_deref() {
                        Some("begin") => self.fields.push(false),
                        Some("separate") => {
                            if let Some(field) = self.fields.last_mut() {
                                *field = true;
                            }
                        }
                        Some("end") => drop(self.fields.pop()),
                        _ => {}
                    }
                    self.xml.skip(self.xml.depth())?;
                }
                name @ ("footnoteReference" | "endnoteReference") => {
                    let kind = if name == "footnoteReference" { Note::Foot } else { Note::End };
                    if shown && let Some(id) = element.attribute("id") {
                        self.notes.push((kind, id));
                    }
                    self.xml.skip(self.xml.depth())?;
                }
                "drawing" | "pict" | "object" if shown => self.picture(open)?,
                "AlternateContent" => self.alternatives(|body| {
                    let before = open.extent();
                    body.inline(open, looks)?;
                    Ok(open.extent() != before)
                })?,
                "del" | "moveFrom" => {
                    self.changed = true;
                    self.xml.skip(self.xml.depth())?;
                }
                "ins" | "moveTo" => {
                    self.changed = true;
                    self.inline(open, looks)?;
                }
                // Formulas: a fraction is printed with its bar, an exponent raised.
                "den" => {
                    if shown {
                        open.paragraph.push("/", looks.look, self.place());
                    }
                    self.inline(open, looks)?;
                }
                // Deleted text, field codes, phonetic guides and properties print nothing.
                "delText" | "instrText" | "delInstrText" | "rt" | "drawing" | "pict" | "object" | "annotationRef" => {
                    self.xml.skip(self.xml.depth())?;
                }
                name if name.ends_with("Pr") => self.xml.skip(self.xml.depth())?,
                // Links, content controls, smart tags, formulas: what they hold is printed.
                _ => self.inline(open, looks)?,
            }
        }
        Ok(())
    }

    /// Text boxes of a drawing; its other words (names, alternative texts) are not printed.
    fn picture(&mut self, open: &mut Open) -> Result<(), Error> {
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            let Some(node) = self.xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name() {
                "txbxContent" => {
                    let fields = std::mem::take(&mut self.fields);
                    let carried = std::mem::take(&mut self.carried);
                    let mut items = Vec::new();
                    self.blocks(&mut items)?;
                    open.boxes.push(items, &open.paragraph);
                    (self.fields, self.carried) = (fields, carried);
                }
                "AlternateContent" => self.alternatives(|body| {
                    let before = open.boxes.len();
                    body.picture(open)?;
                    Ok(open.boxes.len() > before)
                })?,
                _ => self.picture(open)?,
            }
        }
        Ok(())
    }

    fn table(&mut self) -> Result<Table, Error> {
        let mut table = Table::default();
        self.rows(&mut table)?;
        Ok(table)
    }

    fn rows(&mut self, table: &mut Table) -> Result<(), Error> {
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            let Some(node) = self.xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name() {
                "tr" => {
                    let mut row = Row::default();
                    if self.row(&mut row, &mut 0)? {
                        table.rows.push(row);
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.rows(table)?,
                _ => self.xml.skip(self.xml.depth())?,
            }
        }
        Ok(())
    }

    /// Reads cells into `row` from grid column `column` on; false when the row is deleted or hidden.
    fn row(&mut self, row: &mut Row, column: &mut u32) -> Result<bool, Error> {
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            let Some(node) = self.xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name() {
                "trPr" => {
                    if !self.row_properties(row, column)? {
                        self.xml.skip(depth)?;
                        return Ok(false);
                    }
                }
                "tc" => self.cell(row, column)?,
                "sdt" | "sdtContent" | "customXml" => {
                    self.row(row, column)?;
                }
                _ => self.xml.skip(self.xml.depth())?,
            }
        }
        Ok(true)
    }

    fn row_properties(&mut self, row: &mut Row, column: &mut u32) -> Result<bool, Error> {
        let depth = self.xml.depth();
        let mut kept = true;
        while self.xml.depth() >= depth {
            let Some(node) = self.xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name() {
                "tblHeader" => row.header = element.is_on(),
                "gridBefore" => *column = element.value().and_then(|v| v.parse().ok()).unwrap_or(0).min(1000),
                "del" => {
                    self.changed = true;
                    kept = false;
                }
                "hidden" => kept &= !element.is_on(),
                "trPrChange" => self.xml.skip(self.xml.depth())?,
                _ => {}
            }
        }
        Ok(kept)
    }

    fn cell(&mut self, row: &mut Row, column: &mut u32) -> Result<(), Error> {
        let depth = self.xml.depth();
        let mut cell = Cell { column: *column, width: 1, ..Cell::default() };
        let mut joins_left = false;
        while self.xml.depth() >= depth {
            let Some(node) = self.xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name() {
                "tcPr" => joins_left = self.cell_properties(&mut cell)?,
                _ => self.block(&element, &mut cell.items)?,
            }
        }
        self.end_carried(&mut cell.items);
        *column += cell.width;
        match row.cells.last_mut() {
            Some(left) if joins_left => {
                left.width += cell.width;
                left.items.append(&mut cell.items);
            }
            _ => row.cells.push(cell),
        }
        Ok(())
    }

    /// Reads a `w:tcPr`; true when the cell is one with that to its left.
    fn cell_properties(&mut self, cell: &mut Cell) -> Result<bool, Error> {
        let depth = self.xml.depth();
        let mut joins_left = false;
        while self.xml.depth() >= depth {
            let Some(node) = self.xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name() {
                "gridSpan" => cell.width = element.value().and_then(|v| v.parse().ok()).unwrap_or(1).clamp(1, 1000),
                "vMerge" => {
                    let starts = element.value().as_deref() == Some("restart");
                    cell.merge = if starts { Merge::Start } else { Merge::Continue };
                }
                "hMerge" => joins_left = element.value().as_deref() != Some("restart"),
                "tcPrChange" => self.xml.skip(self.xml.depth())?,
                _ => {}
            }
        }
        Ok(joins_left)
    }
}

/// The character of a `w:sym`: a place in a symbol font.
fn symbol(element: &Element<'_>) -> Option<char> {
    let code = u32::from_str_radix(&element.attribute("char")?, 16).ok()?;
    symbols::character(code, &element.attribute("font").unwrap_or_default())
}
