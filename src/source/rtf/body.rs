//! Paragraphs, tables and notes from the marks of RTF.
//!
//! `\trowd\cellx2000\cellx9000\intbl Hộ nghèo\cell 2%\cell\row` → a row of two cells.

use super::token::{Token, Tokens};
use crate::document::{Place, Style};
use crate::error::Error;
use crate::source::limits;
use crate::source::word::flow::Flow;
use crate::source::word::grid::{CellShape, RowShape};
use crate::source::word::typeface::Typeface;
use crate::source::word::{Boxes, Item, Look, Merge, Paragraph, symbols};
use encoding_rs::Encoding;
use std::collections::BTreeMap;

/// What was read.
#[derive(Debug)]
pub struct Body {
    /// The body.
    pub items: Vec<Item>,
    /// Notes, in the order of their marks.
    pub notes: Vec<Item>,
    /// Name of the code page the file declares.
    pub encoding: &'static str,
    /// Tracked changes were seen.
    pub changed: bool,
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// Into the open paragraph.
    Page,
    /// Nowhere.
    Nothing,
    /// Into the names of fonts.
    Fonts,
    /// Into the names of styles.
    Styles,
    /// Into the number printed before the paragraph.
    Number,
}

/// What a group hands on to those in it and forgets at its end.
#[derive(Clone, Copy, Debug)]
struct Group {
    target: Target,
    look: Look,
    hidden: bool,
    deleted: bool,
    font: i32,
    /// Characters that stand in for a `\u` for readers that know none.
    stand_ins: usize,
    /// Row properties in it are those of a nested table.
    nested: bool,
    /// Its text stands in it twice, the second time in Unicode.
    twofold: bool,
    /// It holds a note or text box, whose paragraphs are their own.
    apart: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Format {
    style: Style,
    in_table: bool,
    depth: usize,
}

#[derive(Clone, Debug, Default)]
struct Font {
    name: String,
    charset: Option<i32>,
}

/// A flow put aside while a note or box in the middle of it is read.
struct Aside {
    flow: Flow,
    paragraph: Paragraph,
    format: Format,
    note: bool,
}

struct Reader {
    flow: Flow,
    paragraph: Paragraph,
    format: Format,
    asides: Vec<Aside>,
    /// Boxes anchored in the open paragraph.
    boxes: Boxes,
    notes: Vec<Item>,
    groups: Vec<Group>,
    group: Group,
    fonts: BTreeMap<i32, Font>,
    /// What the style sheet says of paragraphs, by number of the style, and the style being described.
    styles: BTreeMap<i32, Style>,
    style: i32,
    code_page: &'static Encoding,
    /// Rows of outer and of nested tables as described last, and the cell being described.
    shapes: [RowShape; 2],
    cell: CellShape,
    /// Bytes of text not decoded yet, and where they stand.
    pending: Vec<u8>,
    pending_place: (usize, usize),
    high: Option<u16>,
    /// Tracked changes were seen.
    changed: bool,
}

/// Reads all of it.
///
/// # Errors
/// [`Error::Damaged`] and [`Error::TooLarge`].
pub fn read(bytes: &[u8]) -> Result<Body, Error> {
    let group = Group {
        target: Target::Page,
        look: Look::default(),
        hidden: false,
        deleted: false,
        font: 0,
        stand_ins: 1,
        nested: false,
        twofold: false,
        apart: false,
    };
    let mut reader = Reader {
        flow: Flow::default(),
        paragraph: Paragraph::default(),
        format: Format::default(),
        asides: Vec::new(),
        boxes: Boxes::default(),
        notes: Vec::new(),
        groups: Vec::new(),
        group,
        fonts: BTreeMap::new(),
        styles: BTreeMap::new(),
        style: 0,
        code_page: encoding_rs::WINDOWS_1252,
        shapes: Default::default(),
        cell: CellShape::default(),
        pending: Vec::new(),
        pending_place: (0, 0),
        high: None,
        changed: false,
    };
    reader.run(bytes)?;
    let encoding = if reader.code_page == encoding_rs::WINDOWS_1258 { "windows-1258" } else { "windows-1252" };
    Ok(Body { items: reader.flow.finish(), notes: reader.notes, encoding, changed: reader.changed })
}

impl Reader {
    fn run(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut tokens = Tokens::new(bytes);
        let mut skip = 0;
        let mut starred = false;
        let mut from = 0;
        let mut closed = false;
        while let Some(token) = tokens.next() {
            let to = tokens.offset();
            let start = std::mem::replace(&mut from, to);
            match token {
                Token::Text(text) => {
                    let skipped = skip.min(text.len());
                    skip -= skipped;
                    self.bytes(&text[skipped..], to - (text.len() - skipped), to);
                }
                Token::Byte(_) if skip > 0 => skip -= 1,
                Token::Byte(byte) => self.bytes(&[byte], start, to),
                Token::Open => {
                    self.flush();
                    skip = 0;
                    if self.groups.len() >= limits::NESTING {
                        return Err(Error::TooLarge { what: "groups within groups", limit: limits::NESTING as u64 });
                    }
                    self.groups.push(self.group);
                    self.group.apart = false;
                }
                Token::Close => {
                    self.flush();
                    skip = 0;
                    if self.group.apart {
                        self.end_aside();
                    }
                    let Some(outer) = self.groups.pop() else { return Err(damaged("a group ends that never began")) };
                    self.group = outer;
                    if self.groups.is_empty() {
                        closed = true;
                        break;
                    }
                }
                Token::Symbol(symbol) => {
                    self.flush();
                    match symbol {
                        b'*' => {
                            starred = true;
                            continue;
                        }
                        b'~' => self.character(' ', start, to),
                        b'_' => self.character('-', start, to),
                        // A hyphen for the end of a line; in TCVN3 its place is that of a letter.
                        b'-' => self.character('\u{ad}', start, to),
                        b'\\' | b'{' | b'}' if skip == 0 => self.character(char::from(symbol), start, to),
                        b'\r' | b'\n' => self.end_paragraph(),
                        _ => {}
                    }
                    skip = skip.saturating_sub(1);
                }
                Token::Word("u", Some(number)) => {
                    self.flush();
                    self.unit(number as u16, start, to);
                    skip = self.group.stand_ins;
                }
                Token::Word(name, number) => {
                    self.flush();
                    skip = skip.saturating_sub(1);
                    self.word(name, number, starred, (start, to));
                }
            }
            starred = false;
        }
        if !closed {
            return Err(damaged("the end is missing"));
        }
        self.end_paragraph();
        while !self.asides.is_empty() {
            self.end_aside();
        }
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8], from: usize, to: usize) {
        if bytes.is_empty() {
            return;
        }
        if self.pending.is_empty() {
            self.pending_place.0 = from;
        }
        self.pending_place.1 = to;
        self.pending.extend_from_slice(bytes);
    }

    /// Decodes the bytes collected; by then all bytes of one character are there.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let (from, to) = self.pending_place;
        if self.group.target == Target::Fonts {
            let name = String::from_utf8_lossy(&bytes);
            self.fonts.entry(self.group.font).or_default().name.push_str(name.trim_end_matches(';'));
            return;
        }
        let font = self.fonts.get(&self.group.font);
        let text: String = match font.and_then(|f| f.charset) {
            Some(2) => {
                let name = font.map_or("", |f| f.name.as_str());
                bytes.iter().filter_map(|b| symbols::character(u32::from(*b), name)).collect()
            }
            charset => {
                let encoding = charset.and_then(encoding_of).unwrap_or(self.code_page);
                encoding.decode_without_bom_handling(&bytes).0.into_owned()
            }
        };
        self.text(&text, from, to);
    }

    fn unit(&mut self, unit: u16, from: usize, to: usize) {
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let units = self.high.take().into_iter().chain([unit]);
        let text: String = char::decode_utf16(units).flatten().collect();
        self.text(&text, from, to);
    }

    fn character(&mut self, c: char, from: usize, to: usize) {
        self.text(c.encode_utf8(&mut [0; 4]), from, to);
    }

    fn text(&mut self, text: &str, from: usize, to: usize) {
        if self.group.hidden || self.group.deleted {
            return;
        }
        match self.group.target {
            Target::Page => {
                let place = Place::Bytes { start: from as u64, end: to as u64 };
                let name = self.fonts.get(&self.group.font).map_or("", |f| f.name.as_str());
                let look = Look { typeface: Typeface::named(name), ..self.group.look };
                self.paragraph.push(text, look, place);
            }
            Target::Number => self.paragraph.number.get_or_insert_default().push_str(text),
            Target::Nothing | Target::Fonts | Target::Styles => {}
        }
    }

    fn word(&mut self, name: &str, number: Option<i32>, starred: bool, place: (usize, usize)) {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        let known = self.destination(name, starred)
            || self.table_word(name, value)
            || self.character_word(name, value, on)
            || self.paragraph_word(name, value);
        if !known && let Some(c) = sign(name) {
            self.character(c, place.0, place.1);
        }
    }

    /// How characters look and are coded; tells whether `name` says so.
    fn character_word(&mut self, name: &str, value: i32, on: bool) -> bool {
        let group = &mut self.group;
        match name {
            "ansicpg" => {
                let label = format!("windows-{value}");
                self.code_page = Encoding::for_label(label.as_bytes()).unwrap_or(self.code_page);
            }
            "f" => group.font = value,
            "fcharset" => self.fonts.entry(group.font).or_default().charset = Some(value),
            "uc" => group.stand_ins = usize::try_from(value).unwrap_or(0).min(16),
            "plain" => (group.look, group.hidden) = (Look::default(), false),
            "b" => group.look.bold = on,
            "i" => group.look.italic = on,
            "caps" => group.look.capitals = on,
            "super" => group.look.raised = on,
            "sub" | "nosupersub" => group.look.raised = false,
            "v" => group.hidden = on,
            "deleted" => {
                group.deleted = on;
                self.changed |= on;
            }
            "revised" => self.changed |= on,
            _ => return false,
        }
        true
    }

    /// How paragraphs look and where they end; tells whether `name` says so.
    fn paragraph_word(&mut self, name: &str, value: i32) -> bool {
        match name {
            "pard" => self.format = Format { depth: 1, ..Format::default() },
            "s" if self.group.target == Target::Styles => {
                self.style = value;
                self.styles.insert(value, Style::default());
            }
            "s" => {
                let style = self.styles.get(&value).copied().unwrap_or_default();
                (self.format.style.centred, self.format.style.heading) = (style.centred, style.heading);
            }
            "qc" | "ql" | "qr" | "qj" | "qd" => self.paragraph_style().centred = name == "qc",
            "outlinelevel" => {
                self.paragraph_style().heading = if (0..9).contains(&value) { (value as u8 + 1).min(6) } else { 0 };
            }
            "intbl" => self.format.in_table = true,
            "itap" => {
                let count = usize::try_from(value).unwrap_or(0);
                (self.format.in_table, self.format.depth) = (count > 0, count.clamp(1, limits::NESTING / 8));
            }
            "par" | "sect" => {
                if self.group.target == Target::Page {
                    self.end_paragraph();
                }
            }
            _ => return false,
        }
        true
    }

    /// The style being described in the style sheet, else that of the open paragraph.
    fn paragraph_style(&mut self) -> &mut Style {
        match self.group.target {
            Target::Styles => self.styles.entry(self.style).or_default(),
            _ => &mut self.format.style,
        }
    }

    /// Words that say where the text of their group goes; true when this was one.
    fn destination(&mut self, name: &str, starred: bool) -> bool {
        if self.group.target == Target::Nothing {
            // Both forms of a text stand in the file; the one in Unicode is taken.
            if name == "ud" && self.group.twofold {
                self.group.target = Target::Page;
            }
            return true;
        }
        match name {
            "fonttbl" => self.group.target = Target::Fonts,
            "stylesheet" => self.group.target = Target::Styles,
            "listtext" | "pntext" => self.group.target = Target::Number,
            "footnote" => self.begin_aside(true),
            "shptxt" => self.begin_aside(false),
            "upr" => (self.group.target, self.group.twofold) = (Target::Nothing, true),
            "nesttableprops" => self.group.nested = true,
            "shpinst" | "shppict" | "fldrslt" | "result" => {}
            "colortbl" | "info" | "pict" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl"
            | "footerr" | "footerf" | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "annotation" | "xe" | "tc"
            | "rxe" | "fldinst" | "listtable" | "listoverridetable" | "revtbl" | "objdata" | "sp" | "shprslt"
            | "nonesttables" | "nonshppict" | "bkmkstart" | "bkmkend" | "falt" | "pnseclvl" | "pn" | "filetbl"
            | "rsidtbl" | "generator" | "themedata" | "datastore" | "latentstyles" | "xmlnstbl" | "mmathPr" => {
                self.group.target = Target::Nothing
            }
            // A destination this reader does not know, marked as one that may be passed over.
            _ if starred => self.group.target = Target::Nothing,
            _ => return false,
        }
        true
    }

    fn table_word(&mut self, name: &str, value: i32) -> bool {
        let shape = &mut self.shapes[usize::from(self.group.nested)];
        match name {
            "trowd" => {
                *shape = RowShape::default();
                self.cell = CellShape::default();
            }
            "trleft" => shape.left = value,
            "trhdr" => shape.header = true,
            "clmrg" => self.cell.joins_left = true,
            "clvmgf" => self.cell.merge = Merge::Start,
            "clvmrg" => self.cell.merge = Merge::Continue,
            "cellx" => {
                let cell = std::mem::take(&mut self.cell);
                shape.cells.push(CellShape { right: value, ..cell });
            }
            "cell" | "nestcell" => {
                self.format.in_table = true;
                self.format.depth = if name == "cell" { 1 } else { self.format.depth.max(2) };
                self.end_paragraph();
                self.flow.end_cell();
            }
            "row" | "nestrow" => {
                let depth = if name == "row" { 1 } else { self.flow.depth().max(2) };
                self.flow.go_to(depth);
                let shape = Some(shape.clone()).filter(|s| !s.cells.is_empty());
                self.flow.end_row(shape, !self.group.deleted);
                self.paragraph = Paragraph::default();
            }
            _ => return false,
        }
        true
    }

    fn end_paragraph(&mut self) {
        self.flush();
        let mut paragraph = std::mem::take(&mut self.paragraph);
        if self.group.deleted {
            self.flow.carry(paragraph);
            return;
        }
        self.flow.go_to(if self.format.in_table { self.format.depth.max(1) } else { 0 });
        let number = paragraph.number.take().map(|n| n.trim().to_owned());
        // A number printed in an empty cell is all its text.
        if let Some(number) = number.filter(|n| !n.is_empty()) {
            paragraph.style.list = 1;
            let place = Place::Bytes { start: self.pending_place.0 as u64, end: self.pending_place.1 as u64 };
            if paragraph.pieces.is_empty() {
                paragraph.push("", Look::default(), place);
            }
            paragraph.number = Some(number);
        }
        paragraph.style = Style { list: paragraph.style.list, ..self.format.style };
        self.flow.add(paragraph, std::mem::take(&mut self.boxes));
    }

    /// Puts the flow aside for a note or box.
    fn begin_aside(&mut self, note: bool) {
        if self.group.apart {
            return;
        }
        self.group = Group { apart: true, look: Look::default(), ..self.group };
        self.asides.push(Aside {
            flow: std::mem::take(&mut self.flow),
            paragraph: std::mem::take(&mut self.paragraph),
            format: std::mem::take(&mut self.format),
            note,
        });
    }

    fn end_aside(&mut self) {
        self.end_paragraph();
        let Some(aside) = self.asides.pop() else { return };
        let items = std::mem::replace(&mut self.flow, aside.flow).finish();
        (self.paragraph, self.format) = (aside.paragraph, aside.format);
        if aside.note {
            self.notes.extend(items);
        } else {
            self.boxes.push(items, &self.paragraph);
        }
    }
}

/// The code page of a font's character set, as the format numbers them.
fn encoding_of(charset: i32) -> Option<&'static Encoding> {
    Some(match charset {
        0 => encoding_rs::WINDOWS_1252,
        161 => encoding_rs::WINDOWS_1253,
        163 => encoding_rs::WINDOWS_1258,
        204 => encoding_rs::WINDOWS_1251,
        238 => encoding_rs::WINDOWS_1250,
        128 => encoding_rs::SHIFT_JIS,
        129 => encoding_rs::EUC_KR,
        134 => encoding_rs::GBK,
        136 => encoding_rs::BIG5,
        222 => encoding_rs::WINDOWS_874,
        _ => return None,
    })
}

fn damaged(cause: &str) -> Error {
    Error::Damaged { format: "rtf", cause: cause.to_owned() }
}

/// The character that a control word stands for.
fn sign(name: &str) -> Option<char> {
    Some(match name {
        "line" | "page" | "column" | "lbr" => '\u{b}',
        "tab" => '\t',
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" | "enspace" | "qmspace" => ' ',
        _ => return None,
    })
}
