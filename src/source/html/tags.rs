//! Tags: their names and the attributes that someone asks for.
//!
//! `<TD colspan=2 onclick="…">` → a start tag `td` with `colspan` = `2`; `</td>` → an end tag.
//!
//! Pages write the same tag thousands of times, an office program with hundreds of bytes of style in it. What a tag says
//! depends on nothing but its bytes, so a tag written like one before is not read again: see [`Tags::read`].

use super::entities::reference;
use crate::source::limits;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use std::borrow::Cow;
use std::collections::HashMap;

/// The attributes that are kept, by name: in the order of the alphabet, in which they are looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Name {
    Align,
    Class,
    Colspan,
    Content,
    Hidden,
    Href,
    Id,
    Property,
    Rel,
    Role,
    Rowspan,
    Style,
}

impl Name {
    pub(super) const ALL: [(Name, &'static str); 12] = [
        (Name::Align, "align"),
        (Name::Class, "class"),
        (Name::Colspan, "colspan"),
        (Name::Content, "content"),
        (Name::Hidden, "hidden"),
        (Name::Href, "href"),
        (Name::Id, "id"),
        (Name::Property, "property"),
        (Name::Rel, "rel"),
        (Name::Role, "role"),
        (Name::Rowspan, "rowspan"),
        (Name::Style, "style"),
    ];
}

/// The attributes of a tag.
#[derive(Debug, Default)]
pub(super) struct Attributes<'a> {
    /// Those that are kept, sorted by name.
    kept: Vec<(Name, Cow<'a, str>)>,
    /// What the tree builder is told: the number that they are kept by, and what it asks about itself.
    told: Vec<Attribute>,
}

impl<'a> Attributes<'a> {
    pub(super) fn iter(&self) -> impl Iterator<Item = (Name, &str)> {
        self.kept.iter().map(|(name, value)| (*name, &**value))
    }

    pub(super) fn get(&self, name: Name) -> Option<&str> {
        self.iter().find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    /// The number that attributes told to the tree builder stand for.
    pub(super) fn number(told: &[Attribute]) -> u32 {
        let stand_in = told.iter().find(|a| a.name.local == local_name!(""));
        stand_in.map_or(0, |a| a.value.bytes().fold(0, |number, digit| number << 7 | u32::from(digit)))
    }

    /// These, and those of `more` that are missing here.
    pub(super) fn with(&self, more: &Attributes<'a>) -> Attributes<'a> {
        let mut kept = self.kept.clone();
        kept.extend(more.kept.iter().filter(|(name, _)| self.get(*name).is_none()).cloned());
        kept.sort_unstable_by_key(|(name, _)| *name);
        Attributes { kept, told: Vec::new() }
    }
}

/// A number as an attribute: seven bits a character, so that it fits into the handle of a short string.
fn stand_in(number: u32) -> Attribute {
    let digits = [28, 21, 14, 7, 0].map(|shift| char::from((number >> shift & 0x7f) as u8));
    let mut value = StrTendril::new();
    digits.iter().skip_while(|d| **d == '\0').for_each(|d| value.push_char(*d));
    attribute(local_name!(""), value)
}

fn attribute(name: LocalName, value: StrTendril) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), name), value }
}

/// A tag as written.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) name: LocalName,
    pub(super) end: bool,
    pub(super) self_closing: bool,
    /// Number of its attributes.
    attributes: u32,
}

/// Places for tags read before; one that is written otherwise and falls on the same place takes it.
const PLACES: usize = 512;
/// Longer tags are hardly ever written twice.
const LONG: usize = 512;

/// All tags of a page.
pub(super) struct Tags<'a> {
    source: &'a str,
    /// By number; number 0 are no attributes.
    attributes: Vec<Attributes<'a>>,
    /// What stood between `<` and `>`, and what it said.
    read: Vec<Option<(&'a [u8], Tag)>>,
    /// Numbers of the attributes of formatting tags, by all their names and values.
    formatting: HashMap<String, u32>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(source: &'a str) -> Tags<'a> {
        Tags { source, attributes: vec![Attributes::default()], read: vec![None; PLACES], formatting: HashMap::new() }
    }

    /// The attributes of all tags, by number.
    pub(super) fn into_attributes(self) -> Vec<Attributes<'a>> {
        self.attributes
    }

    /// What the tree builder is told of the attributes of a tag.
    pub(super) fn told(&self, tag: &Tag) -> Vec<Attribute> {
        let told = &self.attributes[tag.attributes as usize].told;
        // Most tags have none.
        if told.is_empty() { Vec::new() } else { told.clone() }
    }

    /// The tag that begins at `at` and where it ends; `None` when the source ends before it does.
    pub(super) fn read(&mut self, at: usize) -> Option<(Tag, usize)> {
        let bytes = self.source.as_bytes();
        let start = at + 1;
        let first = start + memchr::memchr(b'>', &bytes[start..])?;
        let written = &bytes[start..first];
        let place = place(written);
        if let Some((known, tag)) = &self.read[place]
            && *known == written
        {
            return Some((tag.clone(), first + 1));
        }
        let (tag, end) = self.parse(start)?;
        // Where the first `>` stands in a value, the bytes before it do not say all.
        if end == first + 1 && written.len() <= LONG {
            self.read[place] = Some((written, tag.clone()));
        }
        Some((tag, end))
    }

    fn parse(&mut self, start: usize) -> Option<(Tag, usize)> {
        let source = self.source;
        let bytes = source.as_bytes();
        let end = bytes[start] == b'/';
        let start = start + usize::from(end);
        let behind = start + bytes[start..].iter().position(|b| is_blank(*b) || matches!(b, b'/' | b'>'))?;
        let written = &source[start..behind];
        let name = if written.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
            LocalName::from(written)
        } else {
            LocalName::from(written.replace('\0', "\u{fffd}").to_ascii_lowercase())
        };
        let mut found: Vec<(&'a str, &'a str)> = Vec::new();
        let (behind, self_closing) = attributes(source, behind, |name, value| {
            // The first of two attributes of one name counts.
            if found.len() < limits::ATTRIBUTES && !found.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
                found.push((name, value));
            }
        })?;
        let attributes = if end || found.is_empty() { 0 } else { self.keep(&name, &found) };
        Some((Tag { name, end, self_closing, attributes }, behind))
    }

    /// Keeps the attributes of a tag and gives their number.
    fn keep(&mut self, tag: &LocalName, found: &[(&'a str, &'a str)]) -> u32 {
        let is = |name: &str, wanted: &str| name.eq_ignore_ascii_case(wanted);
        let mut kept: Vec<_> = found
            .iter()
            .filter_map(|(name, value)| Name::ALL.iter().find(|n| is(name, n.1)).map(|n| (n.0, decoded(value))))
            .collect();
        kept.sort_unstable_by_key(|(name, _)| *name);
        // The tree builder asks whether an input is hidden, and whether a tag inside SVG or MathML ends it.
        let asked = |name: &str| {
            Some(match *tag {
                local_name!("input") if is(name, "type") => local_name!("type"),
                local_name!("annotation-xml") if is(name, "encoding") => local_name!("encoding"),
                local_name!("font") if is(name, "color") => local_name!("color"),
                local_name!("font") if is(name, "face") => local_name!("face"),
                local_name!("font") if is(name, "size") => local_name!("size"),
                _ => return None,
            })
        };
        let asked: Vec<_> = found
            .iter()
            .filter_map(|(name, value)| Some(attribute(asked(name)?, StrTendril::from_slice(&decoded(value)))))
            .collect();
        let number = self.attributes.len() as u32;
        if is_formatting(tag) {
            // Of formatting tags with the same attributes the tree builder keeps three open: they must get one number.
            let mut all: Vec<_> =
                found.iter().map(|(name, value)| (name.to_ascii_lowercase(), decoded(value))).collect();
            all.sort_unstable();
            let all = all.iter().fold(String::new(), |all, (name, value)| all + name + "=" + value + "\0");
            let known = *self.formatting.entry(all).or_insert(number);
            if known != number {
                return known;
            }
        } else if kept.is_empty() && asked.is_empty() {
            return 0;
        }
        let told = std::iter::once(stand_in(number)).chain(asked).collect();
        self.attributes.push(Attributes { kept, told });
        number
    }
}

/// Whether tags of this name are repeated by the tree builder where they are not closed.
fn is_formatting(tag: &LocalName) -> bool {
    matches!(
        *tag,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// The place among [`PLACES`] of a tag.
fn place(written: &[u8]) -> usize {
    let mix = |sum: u64, word: u64| (sum.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let (words, rest) = written.as_chunks::<8>();
    let sum = words.iter().fold(written.len() as u64, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    let sum = mix(sum, rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
    (sum >> 55) as usize % PLACES
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xc)
}

/// Hands out the names and values of the attributes from `at` on; gives the end of the tag and whether it closes itself.
fn attributes<'a>(source: &'a str, at: usize, mut each: impl FnMut(&'a str, &'a str)) -> Option<(usize, bool)> {
    let bytes = source.as_bytes();
    let skip = |at: usize| bytes[at..].iter().position(|b| !is_blank(*b)).map(|n| at + n);
    let mut at = at;
    loop {
        at = skip(at)?;
        match (bytes[at], bytes.get(at + 1)) {
            (b'>', _) => return Some((at + 1, false)),
            (b'/', Some(b'>')) => return Some((at + 2, true)),
            (b'/', _) => {
                at += 1;
                continue;
            }
            _ => {}
        }
        // A name may begin with `=`.
        let start = at;
        at += 1;
        at += bytes[at..].iter().position(|b| is_blank(*b) || matches!(b, b'/' | b'>' | b'='))?;
        let name = &source[start..at];
        at = skip(at)?;
        if bytes[at] != b'=' {
            each(name, "");
            continue;
        }
        at = skip(at + 1)?;
        let (value, end) = match bytes[at] {
            quote @ (b'"' | b'\'') => {
                let close = at + 1 + memchr::memchr(quote, &bytes[at + 1..])?;
                (at + 1..close, close + 1)
            }
            _ => {
                let end = at + bytes[at..].iter().position(|b| is_blank(*b) || *b == b'>')?;
                (at..end, end)
            }
        };
        each(name, &source[value]);
        at = end;
    }
}

/// A value with its references resolved.
fn decoded(value: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'\r', 0, value.as_bytes()).is_none() {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'&', b'\r', 0, &value.as_bytes()[at..]) {
        out.push_str(&value[at..at + found]);
        at += found;
        match value.as_bytes()[at] {
            b'&' => match reference(&value[at..], true) {
                Some(reference) => {
                    out.extend(reference.chars());
                    at += reference.length;
                    continue;
                }
                None => out.push('&'),
            },
            b'\r' => {
                if value.as_bytes().get(at + 1) != Some(&b'\n') {
                    out.push('\n');
                }
            }
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
        at += 1;
    }
    out.push_str(&value[at..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name and end of the tag that `source` begins with, and what is kept of its attributes.
    fn read(source: &str, kept: &mut Vec<(Name, String)>) -> Option<(String, usize)> {
        let mut tags = Tags::new(source);
        // Twice, to meet it among the tags read before.
        tags.read(0)?;
        let (tag, end) = tags.read(0)?;
        let attributes = &tags.attributes[Attributes::number(&tags.told(&tag)) as usize];
        kept.extend(attributes.iter().map(|(name, value)| (name, value.to_owned())));
        Some((format!("{}{}", tag.name, if tag.self_closing { "/" } else { "" }), end))
    }

    #[test]
    fn tags_keep_what_is_asked_for() {
        let mut kept = Vec::new();
        let source = "<TD onclick='x>y' ColSpan = 2 class=\"a&amp;b\" class=c hidden/>x";
        assert_eq!(read(source, &mut kept), Some(("td/".to_owned(), 62)));
        let wanted = [(Name::Class, "a&b"), (Name::Colspan, "2"), (Name::Hidden, "")];
        assert_eq!(kept, wanted.map(|(name, value)| (name, value.to_owned())));
    }

    #[test]
    fn a_tag_that_does_not_end_is_none() {
        for source in ["<td", "<td class", "<td class=", "<td class=\"a>", "<td class='a' ", "</td /"] {
            assert_eq!(read(source, &mut Vec::new()), None, "{source}");
        }
    }

    #[test]
    fn any_number_stands_in() {
        for number in [1, 127, 128, 70_000, u32::MAX >> 4] {
            assert_eq!(Attributes::number(&[stand_in(number)]), number);
        }
    }
}
