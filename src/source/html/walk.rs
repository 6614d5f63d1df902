//! From the tree to blocks and cells, in one pass and without recursion.
//!
//! `<td>Đạt 90%<br>- Nông thôn: 85%</td>` → a cell of two blocks; `Năm<br>2025` stays one block.
//!
//! On the way it keeps an outline, boxes and the lines in them, from which `page` tells the document from the page.

use super::layout::is_layout;
use super::lines::{Reference, goes_on, reference};
use super::looks::{Kind, Looks};
use super::page::{Outline, Region};
use super::tree::{Element, NodeId, Tree, Value};
use crate::document::{At, Builder, Place, Role, Style};
use crate::lexicon::sites::{Part, SITES};
use html5ever::local_name;

/// Writes the visible text of the tree and gives the outline of its boxes.
///
/// `shown` shows what the page hides until a script shows it.
pub(super) fn walk<'h>(tree: &'h Tree<'h>, host: &'h str, shown: bool, builder: &mut Builder) -> Outline {
    let mut walk = Walk {
        tree,
        builder,
        host,
        shown,
        outline: Outline::default(),
        around: Around::default(),
        frames: Vec::new(),
        tables: Vec::new(),
        breaks: 0,
        line: Line::default(),
        looks: vec![None; tree.attributes.len()],
        last_class: ("", "", None),
    };
    let is_element = |node: NodeId| matches!(tree.value(node), Value::Element(_));
    let mut next = Some(tree.root());
    while let Some(node) = next {
        let descend = match tree.value(node) {
            Value::Text(first, _) => {
                walk.texts(*first);
                false
            }
            Value::Element(element) => {
                let layout = element.kind == Kind::Table && is_layout(tree, node);
                walk.open(if layout { Kind::Layout } else { element.kind }, element)
            }
            Value::Document => true,
            Value::Other => false,
        };
        if descend && let Some(child) = tree.first_child(node) {
            next = Some(child);
            continue;
        }
        // Nothing below: close this element if it was opened, then those whose last child it is.
        if descend && is_element(node) {
            walk.close();
        }
        let mut node = node;
        next = loop {
            if let Some(sibling) = tree.next_sibling(node) {
                break Some(sibling);
            }
            let Some(parent) = tree.parent(node) else { break None };
            if is_element(parent) {
                walk.close();
            }
            node = parent;
        };
    }
    walk.end_block();
    walk.outline
}

struct Walk<'a, 'h> {
    tree: &'h Tree<'h>,
    builder: &'a mut Builder,
    host: &'h str,
    shown: bool,
    outline: Outline,
    around: Around,
    frames: Vec<Frame>,
    /// Whether each open table has begun: it does with its first row, so that its caption stands before it.
    tables: Vec<bool>,
    /// `<br>`s since the last text.
    breaks: u32,
    line: Line,
    /// What attributes say of looks, by their number, as far as they were met.
    looks: Vec<Option<Looks<'h>>>,
    /// The class and id looked at last, and what they meant: neighbours are often alike.
    last_class: (&'h str, &'h str, Option<Part>),
}

/// An open element and what was in force around it.
#[derive(Clone, Copy)]
struct Frame {
    kind: Kind,
    around: Around,
    region: bool,
}

/// What an element passes on to its content.
#[derive(Clone, Copy, Default)]
struct Around {
    style: Style,
    role: Role,
    region: u32,
    /// Raised text: an exponent or a reference.
    raised: bool,
    /// Inside a link.
    link: bool,
    /// Inside a link that leads to a note.
    note_link: bool,
    /// The innermost table only arranges the page.
    layout: bool,
    /// Line breaks of the source are shown.
    lines: bool,
}

/// The open line so far.
#[derive(Default)]
struct Line {
    /// Its last characters, blanks apart.
    tail: String,
    letters: u32,
    linked: u32,
    /// It began with a figure.
    counted: bool,
    /// It began with a mark that leads back to the text: it is a note.
    note: bool,
}

impl<'h> Walk<'_, 'h> {
    /// Opens an element; false when its content is not shown.
    fn open(&mut self, kind: Kind, element: &'h Element) -> bool {
        match kind {
            Kind::Unseen => return false,
            Kind::Break => {
                self.breaks += 1;
                return false;
            }
            _ => {}
        }
        let number = element.attributes as usize;
        let looks = *self.looks[number].get_or_insert_with(|| Looks::of(&self.tree.attributes[number]));
        let looks = looks.on(&element.name.local);
        if matches!(kind, Kind::Inline | Kind::Link) && self.class(looks.class, "") == Some(Part::Aside) {
            return false;
        }
        if looks.hidden && !self.shown {
            self.outline.hidden = true;
            return false;
        }
        let kind = match kind {
            Kind::Rows | Kind::Row | Kind::Cell(_) if self.around.layout => Kind::Block,
            other => other,
        };
        let around = self.around;
        if kind != Kind::Inline {
            self.begin(kind, &looks);
        }
        let region = self.region(kind, element, &looks);
        self.frames.push(Frame { kind, around, region });
        let style = &mut self.around.style;
        style.bold = looks.bold.unwrap_or(style.bold);
        style.italic = looks.italic.unwrap_or(style.italic);
        style.centred = looks.centred.unwrap_or(style.centred);
        self.around.raised |= looks.raised;
        self.around.lines = looks.lines.unwrap_or(self.around.lines);
        if looks.footnote {
            self.around.role = Role::Footnote;
        }
        true
    }

    fn begin(&mut self, kind: Kind, looks: &Looks<'_>) {
        match kind {
            Kind::Bold => self.around.style.bold = true,
            Kind::Italic => self.around.style.italic = true,
            Kind::Raised => self.around.raised = true,
            Kind::Link => {
                self.around.link = true;
                if let Some(target) = looks.href.strip_prefix('#').or_else(|| looks.href.split_once('#').map(|x| x.1)) {
                    self.around.note_link |= is_note_name(target);
                }
            }
            Kind::Block | Kind::Item | Kind::Button => self.end_block(),
            Kind::Heading(level) => {
                self.end_block();
                self.around.style.heading = level;
            }
            Kind::List => {
                self.end_block();
                self.around.style.list = self.around.style.list.saturating_add(1);
            }
            Kind::Layout => {
                self.end_block();
                self.around.layout = true;
            }
            Kind::Table => {
                self.end_block();
                self.around.style = Style::default();
                self.around.layout = false;
                self.tables.push(false);
            }
            Kind::Row => {
                self.end_block();
                if let Some(begun) = self.tables.last_mut() {
                    if !std::mem::replace(begun, true) {
                        self.builder.begin_table(true);
                    }
                    self.builder.begin_row();
                }
            }
            Kind::Cell(header) => {
                self.end_block();
                self.builder.begin_cell(looks.rowspan, looks.colspan, header);
            }
            Kind::Rows => self.end_block(),
            Kind::Inline | Kind::Break | Kind::Unseen => {}
        }
    }

    /// Opens a region for a box: an element that arranges the page, or one whose class says what it is.
    fn region(&mut self, kind: Kind, element: &'h Element, looks: &Looks<'h>) -> bool {
        if !matches!(
            kind,
            Kind::Block | Kind::List | Kind::Table | Kind::Layout | Kind::Button | Kind::Heading(_) | Kind::Item
        ) {
            return false;
        }
        let name = &element.name.local;
        let by_name = match *name {
            local_name!("nav") | local_name!("aside") | local_name!("footer") | local_name!("button") => {
                Some(Part::Furniture)
            }
            local_name!("article") | local_name!("main") => Some(Part::Content),
            local_name!("header") => None,
            _ => match looks.role {
                "navigation" | "complementary" | "contentinfo" | "search" | "banner" | "dialog" | "tablist"
                | "menu" | "menubar" | "toolbar" => Some(Part::Furniture),
                "main" | "article" => Some(Part::Content),
                _ => None,
            },
        };
        let part = by_name.or_else(|| self.class(looks.class, looks.id));
        let arranges = !matches!(kind, Kind::Item | Kind::Heading(_) | Kind::Button) && *name != local_name!("p");
        if part.is_none() && !arranges {
            return false;
        }
        let at = self.outline.lines.len() as u32;
        let frame = arranges && !matches!(kind, Kind::List | Kind::Table);
        self.outline.regions.push(Region { parent: self.around.region, lines: at..at, part, frame });
        self.around.region = self.outline.regions.len() as u32 - 1;
        true
    }

    /// The part that classes and id of an element name.
    fn class(&mut self, class: &'h str, id: &'h str) -> Option<Part> {
        if class.is_empty() && id.is_empty() {
            return None;
        }
        if (self.last_class.0, self.last_class.1) == (class, id) {
            return self.last_class.2;
        }
        let names = class.split_ascii_whitespace().chain(std::iter::once(id)).filter(|name| !name.starts_with("Mso"));
        let mut found = None;
        for part in names.filter_map(|name| SITES.class(name, self.host)) {
            if found.is_none_or(|f| f == Part::Content) {
                found = Some(part);
            }
        }
        self.last_class = (class, id, found);
        found
    }

    /// Closes the element opened last.
    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        match frame.kind {
            Kind::Block
            | Kind::Item
            | Kind::Heading(_)
            | Kind::List
            | Kind::Row
            | Kind::Rows
            | Kind::Layout
            | Kind::Button => self.end_block(),
            Kind::Cell(_) => {
                self.end_block();
                self.builder.end_cell();
            }
            Kind::Table => {
                self.end_block();
                if self.tables.pop() == Some(true) {
                    self.builder.end_table();
                }
            }
            _ => {}
        }
        if frame.region {
            let end = self.outline.lines.len() as u32;
            self.outline.regions[self.around.region as usize].lines.end = end;
        }
        self.around = frame.around;
    }

    /// A text node, part by part.
    fn texts(&mut self, first: u32) {
        for (part, segment) in self.tree.parts(first) {
            if segment.is_copied() && self.around.lines {
                let mut offset = u64::from(segment.start);
                for line in part.split_inclusive('\n') {
                    self.text(line, offset);
                    self.breaks += u32::from(line.ends_with('\n'));
                    offset += line.len() as u64;
                }
            } else if segment.is_copied() {
                self.text(part, u64::from(segment.start));
            } else if self.around.lines && part == "\n" {
                self.breaks += 1;
            } else {
                let place = Place::Bytes { start: u64::from(segment.start), end: u64::from(segment.end) };
                self.write(part, At::Place(place));
            }
        }
    }

    /// Verbatim text; references to notes glued to a word (`được phê duyệt[1],`) are taken out.
    fn text(&mut self, text: &str, offset: u64) {
        let mut from = 0;
        for at in memchr::memchr_iter(b'[', text.as_bytes()) {
            if at < from {
                continue;
            }
            let Some(length) = bracketed(&text[at..]) else { continue };
            let glued = match text[from..at].chars().next_back() {
                Some(last) => !last.is_whitespace(),
                None => self.line.tail.chars().next_back().is_some() && self.builder.in_block() && self.breaks == 0,
            };
            if glued {
                self.write(&text[from..at], At::Byte(offset + from as u64));
                from = at + length;
            }
        }
        self.write(&text[from..], At::Byte(offset + from as u64));
    }

    fn write(&mut self, text: &str, at: At) {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            // Most texts are the blanks that lay out the source: one blank, however they look.
            if self.breaks == 0 && !text.is_empty() {
                self.builder.blank();
            }
            return;
        }
        if self.breaks > 0 {
            if self.builder.in_block() {
                let goes_on = self.breaks == 1
                    && goes_on(&self.line.tail, self.line.letters, self.line.counted, trimmed, self.in_cell());
                if goes_on {
                    self.builder.blank();
                } else {
                    self.end_block();
                }
            }
            self.breaks = 0;
        }
        if self.around.raised || self.around.note_link {
            match reference(&self.line.tail, trimmed, self.around.note_link) {
                Reference::None => {}
                // Glued, `10` and its `6` would read as 106.
                Reference::Power => self.builder.styled("^", At::Nowhere, self.around.style),
                Reference::Mark => return,
                Reference::Note => {
                    self.line.note = true;
                    self.builder.styled(text, at, self.around.style);
                    self.builder.blank();
                    self.line.letters += 1;
                    return;
                }
            }
        }
        self.builder.styled(text, at, self.around.style);
        if self.line.letters == 0 {
            self.line.counted = trimmed.as_bytes()[0].is_ascii_digit();
        }
        let letters = trimmed.len() as u32;
        self.line.letters += letters;
        if self.around.link {
            self.line.linked += letters;
        }
        // Only the end matters, and some context for words like `km`.
        let tail = &mut self.line.tail;
        let mut cut = trimmed.len().saturating_sub(24);
        while !trimmed.is_char_boundary(cut) {
            cut += 1;
        }
        if cut > 0 || text.starts_with(char::is_whitespace) || tail.len() > 64 {
            tail.clear();
        }
        tail.push_str(&trimmed[cut..]);
    }

    fn in_cell(&self) -> bool {
        self.tables.last() == Some(&true)
    }

    fn end_block(&mut self) {
        self.breaks = 0;
        if self.builder.in_block() {
            let Style { centred, heading, list, .. } = self.around.style;
            let role = if self.line.note { Role::Footnote } else { self.around.role };
            self.builder.end_block(Style { centred, heading, list, ..Style::default() }, role);
            self.outline.lines.push(super::page::Line {
                region: self.around.region,
                letters: self.line.letters,
                linked: self.line.linked,
            });
        }
        self.line.tail.clear();
        (self.line.letters, self.line.linked, self.line.note) = (0, 0, false);
    }
}

/// `[12]` → 4: the length of a bracketed number of one or two digits at the start of `text`.
fn bracketed(text: &str) -> Option<usize> {
    let digits = text[1..].bytes().take_while(u8::is_ascii_digit).count();
    (matches!(digits, 1 | 2) && text.as_bytes().get(1 + digits) == Some(&b']')).then_some(digits + 2)
}

/// Names that Word, LibreOffice and wikis give to notes: `_ftn1`, `_ednref2`, `sdfootnote1sym`, `fn:3`, `cite_note-4`.
fn is_note_name(name: &str) -> bool {
    const NAMES: [&str; 9] = ["_ftn", "_edn", "ftn", "edn", "sdfootnote", "sdendnote", "fn", "footnote", "cite_"];
    NAMES.iter().any(|n| name.starts_with(n)) && name.bytes().any(|b| b.is_ascii_digit())
}
