//! Paragraphs and tables of a part of the text, from its characters and their properties.
//!
//! `Hộ nghèo␇2%␇␇` in table paragraphs, the last mark ending the row → a row of two cells.

use super::file::{Described, File, Part, i16_at, u16_at};
use super::pieces::{Pieces, Unit};
use super::properties::{Stretches, changes};
use super::styles::{Format, Run, Styles, apply_to_format, apply_to_run};
use super::{boxes, lists};
use crate::document::{Place, Style};
use crate::source::limits;
use crate::source::word::flow::Flow;
use crate::source::word::grid::{CellShape, RowShape};
use crate::source::word::numbering::Numbering;
use crate::source::word::typeface::Typeface;
use crate::source::word::{Boxes, Item, Merge, Paragraph, Piece, symbols};
use std::collections::BTreeMap;
use std::ops::Range;

/// Reads the parts of a text.
pub struct Body<'a> {
    file: &'a File,
    pieces: &'a Pieces,
    runs: Stretches,
    paragraphs: Stretches,
    styles: Styles,
    fonts: Vec<String>,
    numbering: Numbering,
    counted: u32,
    /// Tracked changes were seen.
    pub changed: bool,
}

/// What ends a paragraph.
struct Mark {
    format: Format,
    /// The changes at the mark: those of a row's end describe the row.
    row: Vec<u8>,
    deleted: bool,
    ends_cell: bool,
}

impl<'a> Body<'a> {
    /// Collects what all parts need.
    pub fn new(file: &'a File, pieces: &'a Pieces) -> Body<'a> {
        Body {
            file,
            pieces,
            runs: Stretches::read(file, Described::Runs),
            paragraphs: Stretches::read(file, Described::Paragraphs),
            styles: Styles::read(file.described(Described::Styles)),
            fonts: fonts(file.described(Described::Fonts)),
            numbering: lists::read(file),
            counted: 0,
            changed: false,
        }
    }

    /// The paragraphs and tables of a part. Text boxes stand with the words of the body they hang on; the part of
    /// boxes itself gives those that hang on none.
    pub fn read(&mut self, part: Part) -> Vec<Item> {
        let boxes = self.file.part(Part::Boxes);
        let absolute =
            |r: Range<u32>| boxes.start.saturating_add(r.start)..boxes.start.saturating_add(r.end).min(boxes.end);
        match part {
            Part::Main => {
                let anchored = boxes::read(self.file).anchored;
                let mut hung = BTreeMap::new();
                for (position, ranges) in anchored {
                    let items = ranges.into_iter().map(|r| self.range(absolute(r), &mut BTreeMap::new())).collect();
                    hung.insert(position, items);
                }
                self.range(self.file.part(part), &mut hung)
            }
            Part::Boxes => {
                let loose = boxes::read(self.file).loose;
                loose.into_iter().flat_map(|r| self.range(absolute(r), &mut BTreeMap::new())).collect()
            }
            _ => self.range(self.file.part(part), &mut BTreeMap::new()),
        }
    }

    fn range(&mut self, range: Range<u32>, hung: &mut BTreeMap<u32, Vec<Vec<Item>>>) -> Vec<Item> {
        // Places count the paragraph marks of the whole text, so a part begins where those before it end.
        self.counted = self.pieces.units(self.file, 0..range.start).filter(|u| matches!(u.code, 7 | 13)).count() as u32;
        let mut flow = Flow::default();
        let mut paragraph = Paragraph::default();
        let mut fields: Vec<bool> = Vec::new();
        let mut run = (0..0, Run::default());
        let mut style = (0..0, 0);
        let mut unit_pair = None;
        let mut boxes = Boxes::default();
        for unit in self.pieces.units(self.file, range) {
            if !style.0.contains(&unit.offset) {
                style = match self.paragraphs.at(unit.offset) {
                    Some(s) => (s.offsets.clone(), s.style),
                    None => (unit.offset..unit.offset + 1, 0),
                };
                run.0 = 0..0;
            }
            if !run.0.contains(&unit.offset) {
                run = self.run_at(unit, style.1);
            }
            let look = run.1;
            for items in hung.remove(&unit.position).into_iter().flatten() {
                boxes.push(items, &paragraph);
            }
            let place = Place::Part { part: "WordDocument", paragraph: self.counted };
            let shown = !look.hidden && !look.deleted && fields.iter().all(|in_result| *in_result);
            self.changed |= look.deleted || look.inserted;
            let mut push = |c: char| {
                if shown {
                    paragraph.push(c.encode_utf8(&mut [0; 4]), look.look, place);
                }
            };
            match unit.code {
                13 | 7 => {
                    let mark = self.mark(unit, look.deleted);
                    let whole = (std::mem::take(&mut paragraph), std::mem::take(&mut boxes));
                    self.end_paragraph(whole, mark, look, place, &mut flow);
                    self.counted += 1;
                }
                12 if style.0.end <= unit.offset + 2 => {
                    // A section break ends its paragraph, a page break only its line.
                    let mark = self.mark(unit, false);
                    let whole = (std::mem::take(&mut paragraph), std::mem::take(&mut boxes));
                    self.end_paragraph(whole, mark, look, place, &mut flow);
                }
                0x13 => fields.push(false),
                0x14 => {
                    if let Some(field) = fields.last_mut() {
                        *field = true;
                    }
                }
                0x15 => drop(fields.pop()),
                0x28 if look.symbol.is_some() => {
                    if let Some((font, code)) = look.symbol {
                        let name = self.fonts.get(usize::from(font)).map_or("", String::as_str);
                        symbols::character(u32::from(code), name).into_iter().for_each(&mut push);
                    }
                }
                // A line, page or column break.
                0x0b | 0x0c | 0x0e => push('\u{b}'),
                0x1e => push('-'),
                0x09 => push('\t'),
                // A hyphen for the end of a line; in TCVN3 its place is that of a letter.
                0x1f => push('\u{ad}'),
                // Pictures, marks of notes.
                0..=0x1f => {}
                high @ 0xd800..=0xdbff => unit_pair = Some(high),
                code => {
                    let pair = unit_pair.take().into_iter().chain([code]);
                    char::decode_utf16(pair).flatten().for_each(&mut push);
                }
            }
        }
        let format = Format::default();
        let mark = Mark { format, row: Vec::new(), deleted: false, ends_cell: false };
        let place = Place::Part { part: "WordDocument", paragraph: self.counted };
        if paragraph.has_text() {
            self.end_paragraph((paragraph, boxes), mark, Run::default(), place, &mut flow);
        }
        flow.finish()
    }

    fn run_at(&self, unit: Unit, style: u16) -> (Range<u32>, Run) {
        let base = self.styles.run(style);
        let (range, mut run) = match self.runs.at(unit.offset) {
            Some(stretch) => {
                let mut run = base;
                apply_to_run(&mut run, base, stretch.changes(self.file), &self.styles);
                (stretch.offsets.clone(), run)
            }
            None => (unit.offset..unit.offset + 1, base),
        };
        let name = self.fonts.get(usize::from(run.font)).map_or("", String::as_str);
        run.look.typeface = Typeface::named(name);
        (range, run)
    }

    fn mark(&self, unit: Unit, deleted: bool) -> Mark {
        let mut mark = Mark { format: Format::default(), row: Vec::new(), deleted, ends_cell: unit.code == 7 };
        if let Some(stretch) = self.paragraphs.at(unit.offset) {
            mark.format = self.styles.format(stretch.style);
            let list = stretch.changes(self.file);
            mark.row = list.to_vec();
            // Changes too many for the page stand in the stream `Data`.
            if let Some(far) = changes(list).find(|c| matches!(c.code, 0x6645 | 0x6646)) {
                let at = far.operand.try_into().map(u32::from_le_bytes).unwrap_or(u32::MAX) as usize;
                let length = u16_at(&self.file.data, at).map_or(0, usize::from);
                let more = at.checked_add(2).and_then(|from| self.file.data.get(from..from.checked_add(length)?));
                mark.row.extend_from_slice(more.unwrap_or(&[]));
            }
            apply_to_format(&mut mark.format, &mark.row);
        }
        mark
    }

    fn end_paragraph(&mut self, whole: (Paragraph, Boxes), mark: Mark, look: Run, place: Place, flow: &mut Flow) {
        let (mut paragraph, boxes) = whole;
        let Mark { format, row, deleted, ends_cell } = mark;
        let depth = match (format.in_table || ends_cell, format.depth) {
            (true, 0) => 1,
            (true, depth) => usize::from(depth).min(limits::NESTING / 8),
            (false, _) => 0,
        };
        let ends_row = format.ends_row || format.ends_inner_row;
        let ends_cell = ends_cell || format.ends_inner_cell;
        if deleted && !ends_row && !ends_cell {
            flow.carry(paragraph);
            return;
        }
        flow.go_to(depth);
        if ends_row {
            flow.end_row(row_shape(&row), !deleted);
            return;
        }
        let has_text = paragraph.has_text();
        if format.list > 0 && (has_text || !look.hidden) {
            let number = self.numbering.count(i64::from(format.list), Some(usize::from(format.level)), None);
            paragraph.style.list = number.as_ref().map_or(0, |n| n.depth);
            paragraph.number = number.filter(|n| has_text || (!n.bullet && depth > 0)).map(|n| n.text);
            if paragraph.number.is_some() && paragraph.pieces.is_empty() {
                paragraph.pieces.push(Piece { text: String::new(), look: look.look, place });
            }
        }
        paragraph.style = Style { centred: format.centred, heading: format.heading, ..paragraph.style };
        flow.add(paragraph, boxes);
        if ends_cell {
            flow.end_cell();
        }
    }
}

/// The shape that the changes at the end mark of a row describe.
fn row_shape(list: &[u8]) -> Option<RowShape> {
    let mut shape = RowShape::default();
    for change in changes(list) {
        match change.code {
            0x3404 => shape.header = change.byte() != 0,
            0xd608 => {
                let count = usize::from(change.byte());
                shape.left = i16_at(change.operand, 1).map_or(0, i32::from);
                shape.cells.clear();
                for i in 0..count {
                    let Some(right) = i16_at(change.operand, 3 + 2 * i) else { break };
                    let flags = u16_at(change.operand, 3 + 2 * count + 20 * i).unwrap_or(0);
                    shape.cells.push(CellShape {
                        right: i32::from(right),
                        joins_left: flags & 0x0002 != 0 && i > 0,
                        merge: merge(flags >> 5),
                    });
                }
            }
            0x5624 => {
                let (first, end) = (usize::from(change.byte()), change.operand.get(1).map_or(0, |b| usize::from(*b)));
                for cell in shape.cells.iter_mut().take(end).skip(first + 1) {
                    cell.joins_left = true;
                }
            }
            0xd62b => {
                let flags = change.operand.get(1).map_or(0, |b| u16::from(*b));
                if let Some(cell) = shape.cells.get_mut(usize::from(change.byte())) {
                    cell.merge = merge(flags);
                }
            }
            _ => {}
        }
    }
    (!shape.cells.is_empty()).then_some(shape)
}

fn merge(flags: u16) -> Merge {
    match flags & 3 {
        1 => Merge::Continue,
        2 | 3 => Merge::Start,
        _ => Merge::Single,
    }
}

/// Names of the fonts, by index.
fn fonts(bytes: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 4;
    while let Some(length) = bytes.get(at).map(|b| usize::from(*b)) {
        // The name stands behind 39 bytes of measures, two bytes a letter, ended by zero.
        let entry = bytes.get(at + 1..at + 1 + length).unwrap_or(&[]);
        let units = entry.get(39..).unwrap_or(&[]).chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]]));
        names.push(char::decode_utf16(units.take_while(|u| *u != 0)).flatten().collect());
        at += 1 + length;
    }
    names
}
