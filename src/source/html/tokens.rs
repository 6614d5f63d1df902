//! Tokens with places: html5gum's tokenizer speaks to html5ever's tree builder, and every character keeps its byte.
//!
//! `90&nbsp;%` → one text token of three segments: `90` copied from byte 0, a no-break blank made from bytes 2..8,
//! `%` copied from byte 8.
//!
//! html5ever's own tokenizer reports no offsets, so it is replaced; its tree builder, which knows how browsers repair
//! markup, stays. The two are from different projects: `tree`'s tests hold the result equal to
//! `scraper::Html::parse_document`.

use super::tree::{PlacedSink, Segment};
use crate::source::limits;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use html5gum::{Emitter, Error, State};
use std::convert::Infallible;

/// How many start tags pass between two looks at the depth of the tree: a look costs as many steps as it is deep.
const DEPTH_CHECK: u32 = 64;

/// Collects the tokenizer's events into tokens and hands them to the tree builder.
pub(super) struct Tokens<'a> {
    source: &'a str,
    tree: &'a TreeBuilder<ego_tree::NodeId, PlacedSink>,
    /// Bytes of the source read so far.
    position: usize,
    /// Where the last piece of text or markup ended: an entity begins there.
    mark: usize,
    segments: Vec<Segment>,
    /// Text that is not in the source as such: decoded entities, normalised line breaks. Bytes, as all buffers here: the
    /// tokenizer may hand on a letter in two parts.
    made: Vec<u8>,
    /// Length of the open text token.
    length: usize,
    start_tag: bool,
    name: Vec<u8>,
    last_start_tag: Vec<u8>,
    self_closing: bool,
    attributes: Vec<Attribute>,
    attribute_name: Vec<u8>,
    attribute_value: Vec<u8>,
    in_attribute: bool,
    comment: Vec<u8>,
    doctype: [Option<Vec<u8>>; 3],
    force_quirks: bool,
    tags: u32,
    too_deep: bool,
    stopped: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(source: &'a str, start: usize, tree: &'a TreeBuilder<ego_tree::NodeId, PlacedSink>) -> Self {
        Tokens {
            source,
            tree,
            position: start,
            mark: start,
            segments: Vec::new(),
            made: Vec::new(),
            length: 0,
            start_tag: false,
            name: Vec::new(),
            last_start_tag: Vec::new(),
            self_closing: false,
            attributes: Vec::new(),
            attribute_name: Vec::new(),
            attribute_value: Vec::new(),
            in_attribute: false,
            comment: Vec::new(),
            doctype: Default::default(),
            force_quirks: false,
            tags: 0,
            too_deep: false,
            stopped: false,
        }
    }

    /// Hands the open text token to the tree. NUL characters are tokens of their own there.
    fn flush_text(&mut self) {
        if self.length == 0 {
            self.segments.clear();
            return;
        }
        let text = match self.segments.as_slice() {
            [one] if one.copied => StrTendril::from_slice(self.stretch(one)),
            many => {
                let mut text = StrTendril::with_capacity(self.length as u32);
                let mut made = 0;
                for (i, segment) in many.iter().enumerate() {
                    if segment.copied {
                        text.push_slice(self.stretch(segment));
                    } else {
                        let end = many.get(i + 1).map_or(self.length, |next| next.at as usize);
                        let length = end - segment.at as usize;
                        text.push_slice(&String::from_utf8_lossy(&self.made[made..made + length]));
                        made += length;
                    }
                }
                text
            }
        };
        self.length = 0;
        self.made.clear();
        if memchr::memchr(0, text.as_bytes()).is_none() {
            self.tree.sink.text_token(text.clone(), &self.segments, 0);
            let _ = self.tree.process_token(Token::CharacterTokens(text), 1);
        } else {
            let mut from = 0;
            for (i, part) in text.split('\0').enumerate() {
                if i > 0 {
                    self.tree.sink.null_token(&self.segments, from - 1);
                    let _ = self.tree.process_token(Token::NullCharacterToken, 1);
                }
                let part_text = StrTendril::from_slice(part);
                self.tree.sink.text_token(part_text.clone(), &self.segments, from);
                let _ = self.tree.process_token(Token::CharacterTokens(part_text), 1);
                from += part.len() + 1;
            }
        }
        self.segments.clear();
    }

    fn stretch(&self, segment: &Segment) -> &'a str {
        self.source.get(segment.start as usize..segment.end as usize).unwrap_or_default()
    }

    /// Before any token that is no text.
    fn markup(&mut self) {
        self.flush_text();
        self.tree.sink.markup_token();
        self.mark = self.position;
    }

    /// Where the chunk stands in the source byte by byte (after an entity the tokenizer hands on the first byte of a
    /// letter alone), if it does: right behind what came before; else it ends
    /// where the tokenizer stands, or one byte earlier when that looked ahead.
    fn verbatim(&self, chunk: &[u8]) -> Option<usize> {
        let ends = [Some(self.mark + chunk.len()), Some(self.position), self.position.checked_sub(1)];
        ends.into_iter().flatten().find_map(|end| {
            let start = end.checked_sub(chunk.len())?;
            (start >= self.mark && self.source.as_bytes().get(start..end)? == chunk).then_some(start)
        })
    }

    fn finish_attribute(&mut self) {
        if !std::mem::take(&mut self.in_attribute) {
            return;
        }
        if self.start_tag {
            let value = tendril(&self.attribute_value);
            let local = local_name(&self.attribute_name);
            // The first of two attributes of one name counts.
            if !self.attributes.iter().any(|a| a.name.local == local) {
                self.attributes.push(Attribute { name: QualName::new(None, ns!(), local), value });
            }
        }
        self.attribute_value.clear();
    }

    /// Whether the tree has grown so deep that this start tag must not open another level: its text stays, one level
    /// up. Tags that cannot nest, or that change how the tokenizer reads on, always pass.
    fn held_back(&mut self, name: &LocalName) -> bool {
        self.tags += 1;
        if self.tags.is_multiple_of(DEPTH_CHECK) {
            self.too_deep = self.tree.sink.depth() > limits::NESTING;
            self.stopped |= self.tree.sink.overgrown(self.source.len());
        }
        self.too_deep
            && !matches!(
                *name,
                local_name!("script")
                    | local_name!("style")
                    | local_name!("title")
                    | local_name!("textarea")
                    | local_name!("xmp")
                    | local_name!("iframe")
                    | local_name!("noembed")
                    | local_name!("noframes")
                    | local_name!("noscript")
                    | local_name!("plaintext")
                    | local_name!("br")
                    | local_name!("p")
                    | local_name!("li")
                    | local_name!("tr")
                    | local_name!("td")
                    | local_name!("th")
            )
    }
}

fn tendril(bytes: &[u8]) -> StrTendril {
    StrTendril::from_slice(&String::from_utf8_lossy(bytes))
}

fn local_name(bytes: &[u8]) -> LocalName {
    LocalName::from(&*String::from_utf8_lossy(bytes))
}

impl Emitter for Tokens<'_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start_tag.clear();
        self.last_start_tag.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.markup();
        let _ = self.tree.process_token(Token::EOFToken, 1);
        self.tree.end();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn init_string(&mut self) {
        self.mark = self.position;
    }

    fn emit_string(&mut self, chunk: &[u8]) {
        if chunk.is_empty() || self.stopped {
            return;
        }
        let at = self.length as u32;
        match self.verbatim(chunk) {
            Some(start) => {
                let end = start + chunk.len();
                self.length += chunk.len();
                match self.segments.last_mut() {
                    Some(last) if last.copied && last.end as usize == start => last.end = end as u32,
                    _ => self.segments.push(Segment { at, start: start as u32, end: end as u32, copied: true }),
                }
                self.mark = end;
            }
            None => {
                self.made.extend_from_slice(chunk);
                self.length += chunk.len();
                let start = self.mark.min(self.position.saturating_sub(1));
                self.segments.push(Segment { at, start: start as u32, end: self.position as u32, copied: false });
                self.mark = self.position;
                // The line feed behind a carriage return will be dropped.
                if self.source.as_bytes().get(start..start + 2) == Some(b"\r\n") {
                    self.mark = self.mark.max(start + 2);
                }
            }
        }
    }

    fn init_start_tag(&mut self) {
        self.start_tag = true;
        self.name.clear();
        self.attributes.clear();
        self.self_closing = false;
    }

    fn init_end_tag(&mut self) {
        self.start_tag = false;
        self.name.clear();
        self.self_closing = false;
    }

    fn init_comment(&mut self) {
        self.comment.clear();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.finish_attribute();
        self.markup();
        if self.stopped {
            return None;
        }
        let name = local_name(&self.name);
        let kind = if self.start_tag { TagKind::StartTag } else { TagKind::EndTag };
        if self.start_tag {
            std::mem::swap(&mut self.last_start_tag, &mut self.name);
            if self.held_back(&name) {
                return None;
            }
        }
        let tag = Tag {
            kind,
            name,
            self_closing: self.self_closing,
            attrs: std::mem::take(&mut self.attributes),
            had_duplicate_attributes: false,
        };
        match self.tree.process_token(Token::TagToken(tag), 1) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => Some(State::ScriptData),
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => None,
        }
    }

    fn emit_current_comment(&mut self) {
        self.markup();
        if !self.stopped {
            let _ = self.tree.process_token(Token::CommentToken(tendril(&self.comment)), 1);
        }
    }

    fn emit_current_doctype(&mut self) {
        // Not `markup`: the tree builder passes a doctype by, text it holds back stays held.
        self.flush_text();
        self.mark = self.position;
        let [name, public_id, system_id] = std::mem::take(&mut self.doctype).map(|part| part.map(|p| tendril(&p)));
        let doctype = Doctype { name, public_id, system_id, force_quirks: self.force_quirks };
        let _ = self.tree.process_token(Token::DoctypeToken(doctype), 1);
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn set_force_quirks(&mut self) {
        self.force_quirks = true;
    }

    fn push_tag_name(&mut self, s: &[u8]) {
        self.name.extend_from_slice(s);
    }

    fn push_comment(&mut self, s: &[u8]) {
        self.comment.extend_from_slice(s);
    }

    fn push_doctype_name(&mut self, s: &[u8]) {
        self.doctype[0].get_or_insert_default().extend_from_slice(s);
    }

    fn init_doctype(&mut self) {
        (self.doctype, self.force_quirks) = (Default::default(), false);
    }

    fn init_attribute(&mut self) {
        self.finish_attribute();
        self.in_attribute = true;
        self.attribute_name.clear();
    }

    fn push_attribute_name(&mut self, s: &[u8]) {
        self.attribute_name.extend_from_slice(s);
    }

    fn push_attribute_value(&mut self, s: &[u8]) {
        self.attribute_value.extend_from_slice(s);
    }

    fn set_doctype_public_identifier(&mut self, value: &[u8]) {
        self.doctype[1] = Some(value.to_vec());
    }

    fn set_doctype_system_identifier(&mut self, value: &[u8]) {
        self.doctype[2] = Some(value.to_vec());
    }

    fn push_doctype_public_identifier(&mut self, s: &[u8]) {
        self.doctype[1].get_or_insert_default().extend_from_slice(s);
    }

    fn push_doctype_system_identifier(&mut self, s: &[u8]) {
        self.doctype[2].get_or_insert_default().extend_from_slice(s);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        !self.start_tag && !self.last_start_tag.is_empty() && self.last_start_tag == self.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        // Text before the section must reach the tree first: it may move the current node.
        self.flush_text();
        self.tree.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }
}
