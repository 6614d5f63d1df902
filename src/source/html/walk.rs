//! From the tree to blocks and cells, in one pass and without recursion.
//!
//! `<td>Đạt 90%<br>- Nông thôn: 85%</td>` → a cell of two blocks; `Năm<br>2025` stays one block.

use super::looks::{Kind, Looks, kind, looks};
use super::tree::Tree;
use crate::document::{At, Builder, Place, Role, Style};
use scraper::Node;

/// An open element and what was in force around it.
#[derive(Clone, Copy)]
struct Frame {
    kind: Kind,
    around: Around,
}

/// What an element passes on to its content.
#[derive(Clone, Copy, Default)]
struct Around {
    style: Style,
    role: Role,
    /// A table is open and no cell of it: text here is foster text or white space.
    raised: bool,
}

/// Writes the visible text of the tree.
pub(super) fn walk(tree: &Tree, builder: &mut Builder) {
    let mut walk = Walk { builder, around: Around::default(), frames: Vec::new(), breaks: 0, tail: Tail::default() };
    let mut near = 0;
    let mut next = Some(tree.html.tree.root());
    while let Some(node) = next {
        let descend = match node.value() {
            Node::Text(text) => {
                let segments = tree.segments(node.id(), &mut near);
                for (i, (_, segment)) in segments.iter().enumerate() {
                    let end = segments.get(i + 1).map_or(text.len(), |(_, s)| s.at as usize);
                    let Some(part) = text.get(segment.at as usize..end) else { continue };
                    let at = if segment.copied {
                        At::Byte(u64::from(segment.start))
                    } else {
                        At::Place(Place::Bytes { start: u64::from(segment.start), end: u64::from(segment.end) })
                    };
                    walk.text(part, at);
                }
                false
            }
            Node::Element(element) => walk.open(kind(element), &looks(element)),
            Node::Document => true,
            _ => false,
        };
        next = if descend { node.first_child() } else { None };
        if next.is_some() {
            continue;
        }
        // Nothing below: close this element if it was opened, then those whose last child it is.
        let mut node = node;
        if descend && node.value().is_element() {
            walk.close();
        }
        loop {
            if let Some(sibling) = node.next_sibling() {
                next = Some(sibling);
                break;
            }
            let Some(parent) = node.parent() else { break };
            if parent.value().is_element() {
                walk.close();
            }
            node = parent;
        }
    }
    walk.end_block();
}

struct Walk<'a> {
    builder: &'a mut Builder,
    around: Around,
    frames: Vec<Frame>,
    /// `<br>`s since the last text.
    breaks: u32,
    tail: Tail,
}

/// What the open line looks like so far.
#[derive(Clone, Copy, Default)]
struct Tail {
    last: Option<char>,
    length: usize,
}

impl Walk<'_> {
    /// Opens an element; false when its content is not shown.
    fn open(&mut self, kind: Kind, looks: &Looks<'_>) -> bool {
        if kind == Kind::Unseen || looks.hidden {
            return false;
        }
        if kind == Kind::Break {
            self.breaks += 1;
            return false;
        }
        self.frames.push(Frame { kind, around: self.around });
        if kind != Kind::Inline {
            self.begin(kind, looks);
        }
        let style = &mut self.around.style;
        style.bold = looks.bold.unwrap_or(style.bold);
        style.italic = looks.italic.unwrap_or(style.italic);
        style.centred = looks.centred.unwrap_or(style.centred);
        true
    }

    fn begin(&mut self, kind: Kind, looks: &Looks<'_>) {
        match kind {
            Kind::Bold => self.around.style.bold = true,
            Kind::Italic => self.around.style.italic = true,
            Kind::Raised => self.around.raised = true,
            Kind::Block | Kind::Item => self.end_block(),
            Kind::Heading(level) => {
                self.end_block();
                self.around.style.heading = level;
            }
            Kind::List => {
                self.end_block();
                self.around.style.list = self.around.style.list.saturating_add(1);
            }
            Kind::Table => {
                self.end_block();
                self.around.style = Style::default();
                self.builder.begin_table(true);
            }
            Kind::Row => {
                self.end_block();
                self.builder.begin_row();
            }
            Kind::Cell(header) => {
                self.end_block();
                self.builder.begin_cell(looks.rowspan, looks.colspan, header);
            }
            Kind::Rows => self.end_block(),
            Kind::Inline | Kind::Link | Kind::Break | Kind::Unseen => {}
        }
    }

    /// Closes the element opened last.
    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        match frame.kind {
            Kind::Block | Kind::Item | Kind::Heading(_) | Kind::List | Kind::Row | Kind::Rows => self.end_block(),
            Kind::Cell(_) => {
                self.end_block();
                self.builder.end_cell();
            }
            Kind::Table => {
                self.end_block();
                self.builder.end_table();
            }
            _ => {}
        }
        self.around = frame.around;
    }

    fn text(&mut self, text: &str, at: At) {
        if self.breaks > 0 {
            let Some(start) = text.find(|c: char| !c.is_whitespace()) else { return };
            if self.builder.in_block() {
                if self.breaks > 1 || !self.goes_on(&text[start..]) {
                    self.end_block();
                } else {
                    self.builder.blank();
                }
            }
            self.breaks = 0;
        }
        self.builder.styled(text, at, self.around.style);
        if let Some(last) = text.chars().rev().find(|c| !c.is_whitespace()) {
            self.tail.last = Some(last);
            self.tail.length += text.len();
        }
    }

    fn end_block(&mut self) {
        self.breaks = 0;
        self.tail = Tail::default();
        if self.builder.in_block() {
            let Style { centred, heading, list, .. } = self.around.style;
            self.builder.end_block(Style { centred, heading, list, ..Style::default() }, self.around.role);
        }
    }

    /// Whether a line that begins with `next` goes on the one above it: both are parts of one sentence or of one short
    /// label that was broken to fit (`Năm<br>2025`).
    fn goes_on(&self, next: &str) -> bool {
        let Some(last) = self.tail.last else { return false };
        let Some(first) = next.chars().next() else { return false };
        if last == ',' {
            return true;
        }
        if matches!(last, '.' | ';' | ':' | '!' | '?' | '…') || item_mark(next) {
            return false;
        }
        let in_cell = self.builder.in_table();
        match first {
            '(' | '%' => in_cell || self.tail.length > 60 && first == '%',
            c if c.is_ascii_digit() => in_cell || self.tail.length > 60,
            c => c.is_lowercase(),
        }
    }
}

/// Whether a line begins as an item: `- `, `+`, `a)`, `1.`, `1.2.`, `*`.
fn item_mark(line: &str) -> bool {
    let first = line.chars().next().unwrap_or(' ');
    if !first.is_alphanumeric() && !matches!(first, '(' | '%' | '"' | '“' | '<' | '>' | '≥' | '≤') {
        return true;
    }
    let head = line.split_whitespace().next().unwrap_or("");
    let Some(mark) = head.strip_suffix(['.', ')', '/']) else { return false };
    let label = mark.chars().filter(|c| *c != '.').count();
    label <= 3 && (mark.chars().all(|c| c.is_ascii_digit() || c == '.') || mark.chars().count() == 1)
}
