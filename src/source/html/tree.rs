//! The tree of a page, as browsers repair it, and the bytes that each of its texts came from.
//!
//! `<td>5,2%<td>3%` → a `td` with text `5,2%` from bytes 4..9 and a second `td`, just as `scraper` builds them.
//!
//! The tree is `scraper::Html`. A sink around scraper's own learns from the tokenizer which text token is under way
//! and notes, whenever the tree builder appends a part of it somewhere (foster parents included), which segments of
//! the source that part is made of.

use super::tokens::Tokens;
use ego_tree::NodeId;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, QualName};
use scraper::{Html, HtmlTreeSink, Node};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// A part of a text and the bytes of the source it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where the part begins in its text, in bytes.
    pub at: u32,
    /// First byte of the source.
    pub start: u32,
    /// One past the last byte of the source.
    pub end: u32,
    /// The text is these bytes; else it was made from them as a whole: an entity, a line break.
    pub copied: bool,
}

/// A tree and the way back from its texts to the source.
#[derive(Debug)]
pub struct Tree {
    /// The tree, equal to what `scraper::Html::parse_document` gives.
    pub html: Html,
    /// Segments of text nodes, by node, then by place in its text.
    segments: Vec<(NodeId, Segment)>,
    /// The tree builder made many times more elements than the source has tags: see [`Tree::overgrown`].
    overgrown: bool,
}

impl Tree {
    /// Reads a page.
    pub fn parse(source: &str) -> Tree {
        let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
        let builder = TreeBuilder::new(PlacedSink::new(), TreeBuilderOpts::default());
        let tokens = Tokens::new(source, start, &builder);
        // Reading from a string cannot fail; the tokenizer yields nothing, it speaks to the builder.
        let Ok(()) = html5gum::Tokenizer::new_with_emitter(&source[start..], tokens).finish();
        builder.sink.finish()
    }

    /// Unclosed formatting tags make the tree builder repeat them in every paragraph; a page built for that grows
    /// without bound. The tree of such a page ends where it was stopped.
    pub fn overgrown(&self) -> bool {
        self.overgrown
    }

    /// The segments of a text node, in order. `near` is a place to look first, moved on behind them: reading nodes in
    /// document order finds each at once.
    pub fn segments(&self, node: NodeId, near: &mut usize) -> &[(NodeId, Segment)] {
        if self.segments.get(*near).is_none_or(|(id, _)| *id != node) || *near > 0 && self.segments[*near - 1].0 == node
        {
            *near = self.segments.partition_point(|(id, _)| *id < node);
        }
        let start = *near;
        while self.segments.get(*near).is_some_and(|(id, _)| *id == node) {
            *near += 1;
        }
        &self.segments[start..*near]
    }
}

/// Text tokens since the last markup; the tree builder may hold them back inside tables until the next tag.
#[derive(Debug, Default)]
struct Run {
    tokens: Vec<(StrTendril, Vec<Segment>)>,
    /// Markup was met since: the next text token begins a new run.
    over: bool,
    /// Next token, and the place in it, that has not been appended yet.
    token: usize,
    offset: usize,
}

/// Scraper's sink, noting places.
#[derive(Debug)]
pub(super) struct PlacedSink {
    inner: HtmlTreeSink,
    run: RefCell<Run>,
    segments: RefCell<Vec<(NodeId, Segment)>>,
    last: Cell<Option<NodeId>>,
    elements: Cell<usize>,
    stopped: Cell<bool>,
}

impl PlacedSink {
    fn new() -> PlacedSink {
        PlacedSink {
            inner: HtmlTreeSink::new(Html::new_document()),
            run: RefCell::default(),
            segments: RefCell::default(),
            last: Cell::new(None),
            elements: Cell::new(0),
            stopped: Cell::new(false),
        }
    }

    /// A text token is about to be processed: `text`, which begins at `from` of the text of `segments`.
    pub(super) fn text_token(&self, text: StrTendril, segments: &[Segment], from: usize) {
        let mut run = self.run.borrow_mut();
        if std::mem::take(&mut run.over) {
            run.tokens.clear();
            (run.token, run.offset) = (0, 0);
        }
        let mut own = Vec::with_capacity(segments.len());
        clip(segments, from, text.len(), |segment| own.push(segment));
        run.tokens.push((text, own));
    }

    /// As [`PlacedSink::text_token`] for a NUL, which becomes U+FFFD inside SVG and MathML and nothing elsewhere.
    pub(super) fn null_token(&self, segments: &[Segment], from: usize) {
        let mut made = Vec::with_capacity(1);
        clip(segments, from, 1, |segment| made.push(Segment { copied: false, ..segment }));
        self.text_token(StrTendril::from_slice("\u{fffd}"), &made, 0);
    }

    /// A token that is no text is about to be processed.
    pub(super) fn markup_token(&self) {
        self.run.borrow_mut().over = true;
    }

    /// Depth of the element appended last.
    pub(super) fn depth(&self) -> usize {
        let html = self.inner.0.borrow();
        self.last.get().and_then(|id| html.tree.get(id)).map_or(0, |node| node.ancestors().count())
    }

    /// Whether the tree has outgrown a source of `bytes`: the shortest tag takes three. Said once, it stays said.
    pub(super) fn overgrown(&self, bytes: usize) -> bool {
        if self.elements.get() > bytes / 2 + 100_000 {
            self.stopped.set(true);
        }
        self.stopped.get()
    }

    /// Notes that `text` was appended to the text node `id`, at `at` of its text.
    fn appended(&self, id: NodeId, at: usize, text: &str) {
        let mut run = self.run.borrow_mut();
        let run = &mut *run;
        while let Some((token, segments)) = run.tokens.get(run.token) {
            let rest = &token[run.offset..];
            // The builder appends in order, but drops some blanks on the way.
            let skipped = if rest.starts_with(text) { Some(0) } else { rest.find(text) };
            let Some(skipped) = skipped else {
                run.token += 1;
                run.offset = 0;
                continue;
            };
            let from = run.offset + skipped;
            let mut notes = self.segments.borrow_mut();
            clip(segments, from, text.len(), |segment| {
                notes.push((id, Segment { at: segment.at + at as u32, ..segment }));
            });
            run.offset = from + text.len();
            return;
        }
    }

    fn finish(self) -> Tree {
        let mut segments = self.segments.into_inner();
        // Nodes are numbered as they are made, so this is sorted but for text put before a table.
        if !segments.is_sorted_by_key(|(id, s)| (*id, s.at)) {
            segments.sort_by_key(|(id, s)| (*id, s.at));
        }
        Tree { html: self.inner.finish(), segments, overgrown: self.stopped.get() }
    }

    /// Length of the text node and its id, when `id` is one.
    fn text_length(&self, id: Option<NodeId>) -> Option<(NodeId, usize)> {
        let html = self.inner.0.borrow();
        match html.tree.get(id?)?.value() {
            Node::Text(text) => Some((id?, text.len())),
            _ => None,
        }
    }
}

/// The parts of `segments` that make up `length` bytes from `from` on, counted from there.
fn clip(segments: &[Segment], from: usize, length: usize, mut each: impl FnMut(Segment)) {
    let (from, end) = (from as u32, (from + length) as u32);
    let first = segments.partition_point(|s| s.at <= from).saturating_sub(1);
    for segment in &segments[first..] {
        if segment.at >= end {
            break;
        }
        if !segment.copied {
            each(Segment { at: segment.at.saturating_sub(from), ..*segment });
            continue;
        }
        let skip = from.saturating_sub(segment.at);
        let start = segment.start + skip;
        let at = segment.at + skip;
        let stop = segment.end.min(start + (end - at));
        if start < stop {
            each(Segment { at: at - from, start, end: stop, copied: true });
        }
    }
}

impl TreeSink for PlacedSink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        PlacedSink::finish(self)
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.inner.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.elements.set(self.elements.get() + 1);
        self.inner.create_element(name, attrs, flags)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.inner.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.inner.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.last.set(Some(id));
                self.inner.append(parent, NodeOrText::AppendNode(id));
            }
            NodeOrText::AppendText(text) => {
                self.inner.append(parent, NodeOrText::AppendText(text.clone()));
                let last = self.inner.0.borrow().tree.get(*parent).and_then(|p| p.last_child()).map(|n| n.id());
                if let Some((id, length)) = self.text_length(last) {
                    self.appended(id, length.saturating_sub(text.len()), &text);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, prev_element: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.inner.0.borrow().tree.get(*element).is_some_and(|e| e.parent().is_some());
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.inner.append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        match new_node {
            NodeOrText::AppendNode(id) => {
                self.last.set(Some(id));
                self.inner.append_before_sibling(sibling, NodeOrText::AppendNode(id));
            }
            NodeOrText::AppendText(text) => {
                self.inner.append_before_sibling(sibling, NodeOrText::AppendText(text.clone()));
                let before = self.inner.0.borrow().tree.get(*sibling).and_then(|s| s.prev_sibling()).map(|n| n.id());
                if let Some((id, length)) = self.text_length(before) {
                    self.appended(id, length.saturating_sub(text.len()), &text);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.inner.reparent_children(node, new_parent);
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
pub(super) mod tests;
