//! The tree of a page, as browsers repair it, and the bytes that each of its texts came from.
//!
//! `<td>5,2%<td>3%` → a `td` with text `5,2%` from bytes 4..9 and a second `td`, just as `scraper` builds them.
//!
//! Nodes stand in one list and name each other by number; texts are stretches of the source, attributes are kept once for
//! all tags that are written alike, and only those that someone asks for. So a page costs a few allocations, not one a
//! node.

use super::looks::Kind;
use super::sink::Sink;
use super::tags::Attributes;
use super::tokens::Tokens;
use html5ever::QualName;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

/// The number of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NodeId(pub(super) u32);

/// No node, or no segment.
pub(super) const NONE: u32 = u32::MAX;

/// A node and its neighbours.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: u32,
    pub(super) previous: u32,
    pub(super) next: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) value: Value,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Value {
    Element(Element),
    /// A text: its first and last segment.
    Text(u32, u32),
    /// The document itself.
    Document,
    /// Comments, doctypes, the content of templates: nothing that is read.
    Other,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) kind: Kind,
    /// Index into the tree's attributes.
    pub(super) attributes: u32,
}

/// A part of a text and the bytes of the source it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// First byte of the source.
    pub(super) start: u32,
    /// One past the last byte of the source.
    pub(super) end: u32,
    /// The text where it is not these bytes but was made from them as a whole (an entity, a line break): where it begins
    /// in [`Tree::made`], and its length. [`NONE`] where it is.
    pub(super) made: (u32, u32),
    /// The segment behind it in its text.
    pub(super) next: u32,
}

impl Segment {
    /// Its text.
    // Asked of every text three times.
    #[inline]
    pub(super) fn of<'t>(&self, source: &'t str, made: &'t str) -> &'t str {
        match self.made {
            (NONE, _) => &source[self.start as usize..self.end as usize],
            (at, length) => &made[at as usize..(at + length) as usize],
        }
    }

    /// Its text from byte `from` up to `to`; what was made as a whole has no parts.
    pub(super) fn cut(&self, from: usize, to: usize) -> Segment {
        if !self.is_copied() {
            return *self;
        }
        Segment { start: self.start + from as u32, end: self.start + to as u32, ..*self }
    }

    /// The text is the bytes of the source.
    pub(super) fn is_copied(&self) -> bool {
        self.made.0 == NONE
    }
}

/// A tree and the way back from its texts to the source.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) source: &'a str,
    pub(super) nodes: Vec<Node>,
    pub(super) segments: Vec<Segment>,
    /// Text that is not in the source as such.
    pub(super) made: String,
    /// The attributes of tags, by [`Element::attributes`].
    pub(super) attributes: Vec<Attributes<'a>>,
    /// The tree builder made many times more elements than the source has tags: see [`Tree::overgrown`].
    pub(super) overgrown: bool,
}

impl<'a> Tree<'a> {
    /// Reads a page.
    pub(super) fn parse(source: &'a str) -> Tree<'a> {
        let builder = TreeBuilder::new(Sink::new(source), TreeBuilderOpts::default());
        let attributes = Tokens::new(source, &builder).run();
        builder.sink.into_tree(attributes)
    }

    /// Unclosed formatting tags make the tree builder repeat them in every paragraph; a page built for that grows
    /// without bound. The tree of such a page ends where it was stopped.
    pub(super) fn overgrown(&self) -> bool {
        self.overgrown
    }

    /// The document.
    pub(super) fn root(&self) -> NodeId {
        NodeId(0)
    }

    pub(super) fn value(&self, node: NodeId) -> &Value {
        &self.node(node).value
    }

    pub(super) fn parent(&self, node: NodeId) -> Option<NodeId> {
        some(self.node(node).parent)
    }

    pub(super) fn first_child(&self, node: NodeId) -> Option<NodeId> {
        some(self.node(node).first)
    }

    pub(super) fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        some(self.node(node).next)
    }

    /// The parts of a text from segment `first` on.
    pub(super) fn parts(&self, first: u32) -> impl Iterator<Item = (&str, &Segment)> {
        let mut next = first;
        std::iter::from_fn(move || {
            let segment = self.segments.get(next as usize)?;
            next = segment.next;
            Some((segment.of(self.source, &self.made), segment))
        })
    }

    /// The attributes of an element.
    pub(super) fn attributes(&self, element: &Element) -> &Attributes<'a> {
        &self.attributes[element.attributes as usize]
    }

    fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.0 as usize]
    }
}

fn some(node: u32) -> Option<NodeId> {
    (node != NONE).then_some(NodeId(node))
}

#[cfg(test)]
#[path = "tree_tests.rs"]
pub(super) mod tests;
