//! Tokens with places: the source cut into tags, comments and text, each text knowing its bytes.
//!
//! `90&nbsp;%` → one text token of three segments: `90` copied from byte 0, a no-break blank made from bytes 2..8,
//! `%` copied from byte 8.
//!
//! The tokenizer of the HTML standard (section 13.2.5), written over a string that is all there: where the standard goes
//! character by character, this looks for the next byte that matters. html5ever's own reports no offsets; its tree
//! builder, which knows how browsers repair markup, stays. `tree`'s tests hold the result equal to
//! `scraper::Html::parse_document`.

use super::declarations;
use super::entities::reference;
use super::sink::{Class, Sink};
use super::tags::{Attributes, Tags, is_blank};
use super::tree::{NONE, NodeId, Segment};
use crate::source::limits;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, local_name};

/// How many start tags pass between two looks at the depth of the tree: a look costs as many steps as it is deep.
const DEPTH_CHECK: u32 = 64;

/// How text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Up to the next `<`.
    Data,
    /// The inside of `<title>` and `<textarea>`: references, no tags.
    Reference,
    /// The inside of scripts and styles: no references either.
    Raw,
    /// A CDATA section: as [`State::Raw`], but a NUL stays one.
    Section,
}

/// Cuts the source into tokens and hands them to the tree builder.
pub(super) struct Tokens<'a, 'b> {
    source: &'a str,
    tree: &'b TreeBuilder<NodeId, Sink<'a>>,
    tags: Tags<'a>,
    /// Bytes of the source read so far.
    at: usize,
    /// The open text token, and what stands for it.
    text: Vec<Segment>,
    signs: String,
    /// The source holds carriage returns; NULs.
    returns: bool,
    nulls: bool,
    starts: u32,
    too_deep: bool,
}

impl<'a, 'b> Tokens<'a, 'b> {
    pub(super) fn new(source: &'a str, tree: &'b TreeBuilder<NodeId, Sink<'a>>) -> Self {
        Tokens {
            source,
            tree,
            tags: Tags::new(source),
            at: if source.starts_with('\u{feff}') { 3 } else { 0 },
            text: Vec::new(),
            signs: String::new(),
            returns: memchr::memchr(b'\r', source.as_bytes()).is_some(),
            nulls: memchr::memchr(0, source.as_bytes()).is_some(),
            starts: 0,
            too_deep: false,
        }
    }

    /// Reads the source to its end; gives the attributes of its tags.
    pub(super) fn run(mut self) -> Vec<Attributes<'a>> {
        while self.at < self.source.len() {
            self.words(self.source.len(), State::Data);
            if self.at < self.source.len() {
                self.markup();
            }
        }
        self.end_text();
        let _ = self.tree.process_token(Token::EOFToken, 1);
        self.tree.end();
        self.tags.into_attributes()
    }

    /// Reads text up to `to`, or to the next `<` where that is markup.
    fn words(&mut self, to: usize, state: State) {
        let bytes = self.source.as_bytes();
        loop {
            let rest = &bytes[self.at..to];
            let stop = match state {
                _ if self.nulls => rest.iter().position(|b| match b {
                    b'<' => state == State::Data,
                    b'&' => matches!(state, State::Data | State::Reference),
                    b'\r' | 0 => true,
                    _ => false,
                }),
                State::Data if self.returns => memchr::memchr3(b'<', b'&', b'\r', rest),
                State::Data => memchr::memchr2(b'<', b'&', rest),
                State::Reference if self.returns => memchr::memchr2(b'&', b'\r', rest),
                State::Reference => memchr::memchr(b'&', rest),
                State::Raw | State::Section if self.returns => memchr::memchr(b'\r', rest),
                State::Raw | State::Section => None,
            };
            self.copy(stop.unwrap_or(rest.len()));
            match stop.map(|_| bytes[self.at]) {
                None | Some(b'<') => return,
                Some(b'&') => match reference(&self.source[self.at..to], false) {
                    // Its first byte is the character itself.
                    Some(found) if found.chars().eq(['&']) => {
                        self.copy(1);
                        self.at += found.length - 1;
                    }
                    Some(found) => self.make(found.chars(), found.length),
                    None => self.copy(1),
                },
                Some(b'\r') => {
                    let length = if bytes.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 };
                    self.make(std::iter::once('\n'), length);
                }
                Some(_) if matches!(state, State::Data | State::Section) => self.null(),
                Some(_) => self.make(std::iter::once(char::REPLACEMENT_CHARACTER), 1),
            }
        }
    }

    /// The next `length` bytes are text.
    fn copy(&mut self, length: usize) {
        if length == 0 {
            return;
        }
        let (start, end) = (self.at as u32, (self.at + length) as u32);
        match self.text.last_mut() {
            Some(last) if last.is_copied() && last.end == start => last.end = end,
            _ => self.text.push(Segment { start, end, made: (NONE, 0), next: NONE }),
        }
        self.at += length;
    }

    /// The next `length` bytes stand for this text.
    fn make(&mut self, text: impl Iterator<Item = char>, length: usize) {
        let made = self.tree.sink.make(text);
        self.text.push(Segment { start: self.at as u32, end: (self.at + length) as u32, made, next: NONE });
        self.at += length;
    }

    /// A NUL, which is a token of its own: U+FFFD inside SVG and MathML, nothing elsewhere.
    fn null(&mut self) {
        self.end_text();
        self.make(std::iter::once(char::REPLACEMENT_CHARACTER), 1);
        self.tree.sink.begin_text();
        for segment in self.text.drain(..) {
            self.tree.sink.add(Class::Null, segment);
        }
        let _ = self.tree.process_token(Token::NullCharacterToken, 1);
    }

    /// Ends the text token and hands it to the tree: a sign for its line feed at the head, one for the blanks behind it, one
    /// for the rest, or for each run of words and blanks.
    fn end_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let sink = &self.tree.sink;
        sink.begin_text();
        let sorts = sink.sorts();
        let (mut head, mut words) = (true, false);
        for segment in self.text.drain(..) {
            let length = sink.with_text(&segment, str::len);
            let mut at = 0;
            while at < length {
                let (class, to) = sink.with_text(&segment, |text| {
                    let bytes = &text.as_bytes()[at..];
                    let run = |blank: bool| bytes.iter().position(|b| is_blank(*b) != blank).map_or(length, |n| at + n);
                    match bytes[0] {
                        b'\n' if head => (Class::LineFeed, at + 1),
                        _ if words && !sorts => (Class::Words, length),
                        b if is_blank(b) => (Class::Blank, run(true)),
                        _ if sorts => (Class::Words, run(false)),
                        _ => (Class::Words, length),
                    }
                });
                (head, words) = (false, words || class == Class::Words);
                self.signs.extend(sink.add(class, segment.cut(at, to)));
                at = to;
            }
        }
        let _ = self.tree.process_token(Token::CharacterTokens(StrTendril::from_slice(&self.signs)), 1);
        self.signs.clear();
    }

    /// Before any token that is no text.
    fn begin_markup(&mut self) {
        self.end_text();
        self.tree.sink.end_text();
    }

    /// Reads what begins with the `<` at hand.
    fn markup(&mut self) {
        let bytes = self.source.as_bytes();
        match (bytes.get(self.at + 1), bytes.get(self.at + 2)) {
            (Some(b), _) if b.is_ascii_alphabetic() => self.tag(),
            (Some(b'/'), Some(b)) if b.is_ascii_alphabetic() => self.tag(),
            (Some(b'/'), Some(b'>')) => self.at += 3,
            (Some(b'/'), None) => self.copy(2),
            (Some(b'!'), _) => self.declaration(),
            (Some(b'/' | b'?'), _) => self.comment(declarations::bogus(bytes, self.at)),
            _ => self.copy(1),
        }
    }

    fn comment(&mut self, end: usize) {
        self.begin_markup();
        // Nobody reads comments, but one keeps the texts beside it apart.
        let _ = self.tree.process_token(Token::CommentToken(StrTendril::new()), 1);
        self.at = end;
    }

    fn declaration(&mut self) {
        let bytes = self.source.as_bytes();
        let rest = &bytes[self.at + 2..];
        if rest.starts_with(b"--") {
            self.comment(declarations::comment(bytes, self.at));
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            // The tree builder passes a doctype by: text it holds back stays held.
            self.end_text();
            let (doctype, end) = declarations::doctype(self.source, self.at + 9);
            let _ = self.tree.process_token(Token::DoctypeToken(doctype), 1);
            self.at = end;
        } else if rest.starts_with(b"[CDATA[") && self.in_foreign_content() {
            self.at += 9;
            let end = memchr::memmem::find(&bytes[self.at..], b"]]>").map(|n| self.at + n);
            self.words(end.unwrap_or(bytes.len()), State::Section);
            self.at = end.map_or(bytes.len(), |end| end + 3);
        } else {
            self.comment(declarations::bogus(bytes, self.at));
        }
    }

    /// Whether the tree is inside SVG or MathML.
    fn in_foreign_content(&mut self) -> bool {
        // Text before must reach the tree first: it may move the current node.
        self.end_text();
        self.tree.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn tag(&mut self) {
        let Some((tag, end)) = self.tags.read(self.at) else {
            // A tag that the source ends in is none.
            self.at = self.source.len();
            return;
        };
        self.at = end;
        self.end_text();
        if !tag.end && self.is_held_back(&tag.name) {
            return;
        }
        self.tree.sink.end_text();
        let name = tag.name.clone();
        let token = Tag {
            kind: if tag.end { TagKind::EndTag } else { TagKind::StartTag },
            attrs: self.tags.told(&tag),
            name: tag.name,
            self_closing: tag.self_closing,
            had_duplicate_attributes: false,
        };
        let bytes = self.source.as_bytes();
        match self.tree.process_token(Token::TagToken(token), 1) {
            TokenSinkResult::Plaintext => self.words(bytes.len(), State::Raw),
            TokenSinkResult::RawData(RawKind::Rcdata) => {
                self.words(declarations::end_tag(bytes, self.at, &name), State::Reference);
            }
            TokenSinkResult::RawData(RawKind::Rawtext) => {
                self.words(declarations::end_tag(bytes, self.at, &name), State::Raw);
            }
            TokenSinkResult::RawData(_) => self.words(declarations::script_end(bytes, self.at), State::Raw),
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {}
        }
    }

    /// Whether the tree has grown so deep that this start tag must not open another level: its text stays, one level
    /// up. Tags that cannot nest, or that change how the text behind them is read, always pass. A tree that outgrows its source
    /// ends here.
    fn is_held_back(&mut self, name: &LocalName) -> bool {
        self.starts += 1;
        if self.starts.is_multiple_of(DEPTH_CHECK) {
            self.too_deep = self.tree.sink.depth() > limits::NESTING;
            if self.tree.sink.is_overgrown() {
                self.at = self.source.len();
                return true;
            }
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
