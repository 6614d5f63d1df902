//! Where the tree builder puts what it decides: elements and texts as nodes of [`Tree`].
//!
//! html5ever decides where an element or a text belongs by names and by whether a text is blank; it never asks for the words.
//! So it gets stand-ins. A text goes in as one character for each of its [`Piece`]s (`"\n  Mục tiêu"` as `"\n a"`), and
//! comes back, whole or in parts, as the characters that are to be appended here. Attributes go in as one attribute whose value is
//! the number they are kept by. Both fit into the handle itself, so nothing is copied and nothing allocated.

use super::looks::kind;
use super::tags::Attributes;
use super::tree::{Element, NONE, Node, NodeId, Segment, Tree, Value};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, expanded_name, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::ops::Range;

/// A part of a text token that the tree builder may treat by itself: a line feed at its head (dropped behind `<pre>`), blanks,
/// all else, a NUL.
#[derive(Debug)]
struct Piece {
    class: Class,
    /// Its stand-in.
    sign: char,
    segments: Range<usize>,
}

/// What a piece is to the tree builder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    LineFeed,
    Blank,
    Words,
    Null,
}

/// The text tokens since the last markup; the tree builder may hold them back inside tables until the next tag.
#[derive(Debug, Default)]
struct Run {
    segments: Vec<Segment>,
    pieces: Vec<Piece>,
    /// The first piece that has not been appended yet. They come back in order, but some do not come back.
    next: usize,
    /// A token is under way: its pieces may grow.
    open: bool,
    /// Markup was met since: the next text begins a new run.
    over: bool,
}

/// Nodes as the tree builder makes them.
#[derive(Debug)]
pub(super) struct Sink<'a> {
    source: &'a str,
    nodes: RefCell<Vec<Node>>,
    segments: RefCell<Vec<Segment>>,
    made: RefCell<String>,
    run: RefCell<Run>,
    /// The element appended last.
    last: Cell<u32>,
    elements: Cell<usize>,
    /// See [`Sink::sorts`].
    sorting: Cell<bool>,
    stopped: Cell<bool>,
    /// Attributes that a second `<html>` or `<body>` adds: the element, and the number they are kept by.
    added: RefCell<Vec<(u32, u32)>>,
}

impl<'a> Sink<'a> {
    pub(super) fn new(source: &'a str) -> Sink<'a> {
        let mut nodes = Vec::with_capacity(source.len() / 40 + 16);
        nodes.push(node(Value::Document));
        Sink {
            source,
            nodes: RefCell::new(nodes),
            segments: RefCell::new(Vec::with_capacity(source.len() / 80 + 16)),
            made: RefCell::default(),
            run: RefCell::default(),
            last: Cell::new(NONE),
            elements: Cell::new(0),
            sorting: Cell::new(false),
            stopped: Cell::new(false),
            added: RefCell::default(),
        }
    }

    /// The finished tree; `attributes` are what the stand-ins stand for.
    pub(super) fn into_tree(self, mut attributes: Vec<Attributes<'a>>) -> Tree<'a> {
        let mut nodes = self.nodes.into_inner();
        for (at, more) in self.added.into_inner() {
            if let Value::Element(element) = &mut nodes[at as usize].value {
                let both = attributes[element.attributes as usize].with(&attributes[more as usize]);
                attributes.push(both);
                element.attributes = attributes.len() as u32 - 1;
            }
        }
        Tree {
            source: self.source,
            nodes,
            segments: self.segments.into_inner(),
            made: self.made.into_inner(),
            attributes,
            overgrown: self.stopped.get(),
        }
    }

    /// Keeps text that is not in the source as such.
    pub(super) fn make(&self, text: impl Iterator<Item = char>) -> (u32, u32) {
        let mut made = self.made.borrow_mut();
        let at = made.len();
        made.extend(text);
        (at as u32, (made.len() - at) as u32)
    }

    /// Looks at the text of a segment that is not in the tree yet.
    pub(super) fn with_text<R>(&self, segment: &Segment, look: impl FnOnce(&str) -> R) -> R {
        look(segment.of(self.source, &self.made.borrow()))
    }

    /// Begins a text token, and a new run when markup ended the last one.
    pub(super) fn begin_text(&self) {
        let mut run = self.run.borrow_mut();
        run.open = false;
        if std::mem::take(&mut run.over) {
            run.segments.clear();
            run.pieces.clear();
            run.next = 0;
        }
    }

    /// Adds a segment to the token; gives the stand-in when it begins a new piece.
    pub(super) fn add(&self, class: Class, segment: Segment) -> Option<char> {
        let run = &mut *self.run.borrow_mut();
        run.segments.push(segment);
        let end = run.segments.len();
        if let Some(last) = run.pieces.last_mut().filter(|last| run.open && last.class == class) {
            last.segments.end = end;
            return None;
        }
        run.open = true;
        let number = run.pieces.len();
        // Other than those of the pieces around it, so that it is known even when one before it is dropped.
        let sign = match class {
            Class::LineFeed => '\n',
            Class::Blank => [' ', '\t', '\u{c}', '\r'][number % 4],
            Class::Words => char::from(b'a' + (number % 26) as u8),
            Class::Null => char::REPLACEMENT_CHARACTER,
        };
        run.pieces.push(Piece { class, sign, segments: end - 1..end });
        Some(sign)
    }

    /// A token that is no text is about to be processed.
    pub(super) fn end_text(&self) {
        self.run.borrow_mut().over = true;
    }

    /// Whether blanks among words are pieces too: between frames, and between columns in a template, the tree builder takes
    /// the blanks of a text and leaves its words.
    pub(super) fn sorts(&self) -> bool {
        self.sorting.get()
    }

    /// Depth of the element appended last.
    pub(super) fn depth(&self) -> usize {
        let nodes = self.nodes.borrow();
        let above = |at: u32| nodes.get(at as usize).map(|node| node.parent);
        std::iter::successors(above(self.last.get()), |at| above(*at)).take_while(|at| *at != NONE).count()
    }

    /// Whether the tree has outgrown its source: the shortest tag takes three bytes. Said once, it stays said.
    pub(super) fn is_overgrown(&self) -> bool {
        if self.elements.get() > self.source.len() / 2 + 100_000 {
            self.stopped.set(true);
        }
        self.stopped.get()
    }

    fn create(&self, value: Value) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node(value));
        NodeId(nodes.len() as u32 - 1)
    }

    /// Puts a node below `parent`, before its child `next` or at the end.
    fn insert(&self, parent: u32, next: u32, child: u32) {
        let nodes = &mut *self.nodes.borrow_mut();
        detach(nodes, child);
        let previous = match nodes.get_mut(next as usize) {
            Some(next) => std::mem::replace(&mut next.previous, child),
            None => std::mem::replace(&mut nodes[parent as usize].last, child),
        };
        match nodes.get_mut(previous as usize) {
            Some(previous) => previous.next = child,
            None => nodes[parent as usize].first = child,
        }
        let own = &mut nodes[child as usize];
        (own.parent, own.previous, own.next) = (parent, previous, next);
    }

    /// Puts the pieces that `signs` stand for below `parent` before `next`: into the text that stands there, if one does.
    fn insert_text(&self, parent: u32, next: u32, signs: &str) {
        let before = match self.nodes.borrow().get(next as usize) {
            Some(next) => next.previous,
            None => self.nodes.borrow()[parent as usize].last,
        };
        let is_text = self.nodes.borrow().get(before as usize).is_some_and(|n| matches!(n.value, Value::Text(..)));
        let text = if is_text {
            before
        } else {
            let NodeId(text) = self.create(Value::Text(NONE, NONE));
            self.insert(parent, next, text);
            text
        };
        let (mut run, mut nodes) = (self.run.borrow_mut(), self.nodes.borrow_mut());
        let Value::Text(first, last) = &mut nodes[text as usize].value else { return };
        let segments = &mut *self.segments.borrow_mut();
        for sign in signs.chars() {
            let Some(found) = run.pieces[run.next..].iter().position(|p| p.sign == sign) else { continue };
            let piece = run.next + found;
            run.next = piece + 1;
            for segment in &run.segments[run.pieces[piece].segments.clone()] {
                let number = segments.len() as u32;
                match segments.get_mut(*last as usize) {
                    Some(last) if last.is_copied() && segment.is_copied() && last.end == segment.start => {
                        last.end = segment.end;
                        continue;
                    }
                    Some(last) => last.next = number,
                    None => *first = number,
                }
                *last = number;
                segments.push(*segment);
            }
        }
    }
}

fn node(value: Value) -> Node {
    Node { parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, value }
}

fn detach(nodes: &mut [Node], child: u32) {
    let own = &mut nodes[child as usize];
    let (parent, previous, next) = (own.parent, own.previous, own.next);
    if parent == NONE {
        return;
    }
    (own.parent, own.previous, own.next) = (NONE, NONE, NONE);
    match nodes.get_mut(previous as usize) {
        Some(previous) => previous.next = next,
        None => nodes[parent as usize].first = next,
    }
    match nodes.get_mut(next as usize) {
        Some(next) => next.previous = previous,
        None => nodes[parent as usize].last = previous,
    }
}

impl<'s> TreeSink for Sink<'s> {
    type Handle = NodeId;
    type Output = ();
    type ElemName<'a>
        = Ref<'a, QualName>
    where
        's: 'a;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId(0)
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[target.0 as usize].value {
            Value::Element(element) => &element.name,
            other => unreachable!("the tree builder asks elements for their names, not {other:?}"),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.elements.set(self.elements.get() + 1);
        let template = name.expanded() == expanded_name!(html "template");
        if template || name.local == local_name!("frameset") {
            self.sorting.set(true);
        }
        let kind = kind(&name);
        let id = self.create(Value::Element(Element { name, kind, attributes: Attributes::number(&attrs) }));
        if template {
            let content = self.create(Value::Other);
            self.insert(id.0, NONE, content.0);
        }
        id
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.create(Value::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.create(Value::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.last.set(id.0);
                self.insert(parent.0, NONE, id.0);
            }
            NodeOrText::AppendText(signs) => self.insert_text(parent.0, NONE, &signs),
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, prev_element: &NodeId, child: NodeOrText<NodeId>) {
        if self.nodes.borrow()[element.0 as usize].parent == NONE {
            self.append(prev_element, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let doctype = self.create(Value::Other);
        self.insert(0, NONE, doctype.0);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        NodeId(self.nodes.borrow()[target.0 as usize].first)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[sibling.0 as usize].parent;
        match new_node {
            NodeOrText::AppendNode(id) => {
                self.last.set(id.0);
                if parent == NONE {
                    detach(&mut self.nodes.borrow_mut(), id.0);
                } else {
                    self.insert(parent, sibling.0, id.0);
                }
            }
            NodeOrText::AppendText(_) if parent == NONE => {}
            NodeOrText::AppendText(signs) => self.insert_text(parent, sibling.0, &signs),
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.added.borrow_mut().push((target.0, Attributes::number(&attrs)));
    }

    fn remove_from_parent(&self, target: &NodeId) {
        detach(&mut self.nodes.borrow_mut(), target.0);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let first = self.nodes.borrow()[node.0 as usize].first;
            if first == NONE {
                break;
            }
            self.insert(new_parent.0, NONE, first);
        }
    }
}
