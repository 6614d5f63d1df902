//! Character references: what `&…` stands for.
//!
//! `&nbsp;90` → U+00A0 from six bytes; `&copy 5` → `©` from five; `&foo;` → no reference, plain text.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// What a reference stands for: mostly one character, for a few names two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Reference {
    /// Bytes of the source it takes, the `&` included.
    pub(super) length: usize,
    first: char,
    second: Option<char>,
}

impl Reference {
    /// The characters.
    pub(super) fn chars(self) -> impl Iterator<Item = char> {
        std::iter::once(self.first).chain(self.second)
    }
}

/// No name is longer, its semicolon included.
const LONGEST: usize = 33;

/// The reference that `text` begins with. In attributes a name without semicolon is text before `=` or a letter, so that
/// `?a=1&copy=2` stays an address.
pub(super) fn reference(text: &str, in_attribute: bool) -> Option<Reference> {
    let after = &text.as_bytes()[1..];
    match after.first()? {
        b'#' => numeric(after),
        b if b.is_ascii_alphanumeric() => named(text, in_attribute),
        _ => None,
    }
}

fn named(text: &str, in_attribute: bool) -> Option<Reference> {
    let name = &text[1..];
    let letters = name.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let closed = name.as_bytes().get(letters) == Some(&b';');
    // With its semicolon a name is found at once; only names that may stand without are looked for by their beginnings.
    let whole = (letters + usize::from(closed)).min(name.len());
    let (length, (first, second)) = (1..=whole).rev().find_map(|length| {
        let found = NAMED_ENTITIES.get(&name[..length]).filter(|(first, _)| *first != 0)?;
        Some((length, *found))
    })?;
    let bytes = name.as_bytes();
    if in_attribute
        && bytes[length - 1] != b';'
        && bytes.get(length).is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric())
    {
        return None;
    }
    let second = char::from_u32(second).filter(|c| *c != '\0');
    Some(Reference { length: length + 1, first: char::from_u32(first)?, second })
}

fn numeric(after: &[u8]) -> Option<Reference> {
    let (base, start) = if matches!(after.get(1), Some(b'x' | b'X')) { (16, 2) } else { (10, 1) };
    let mut value = 0u32;
    let mut end = start;
    while let Some(digit) = after.get(end).and_then(|b| char::from(*b).to_digit(base)) {
        value = value.saturating_mul(base).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return None;
    }
    let first = match value {
        0 => None,
        // Pages of the time of windows-1252 meant its signs.
        0x80..=0x9f => C1_REPLACEMENTS[value as usize - 0x80].or(char::from_u32(value)),
        _ => char::from_u32(value),
    };
    let length = 1 + end + usize::from(after.get(end) == Some(&b';'));
    Some(Reference { length, first: first.unwrap_or(char::REPLACEMENT_CHARACTER), second: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_text() {
        let read =
            |text: &str, in_attribute| reference(text, in_attribute).map(|r| (r.chars().collect::<String>(), r.length));
        for (text, wanted, length) in [
            ("&nbsp;90", "\u{a0}", 6),
            ("&copy 5", "©", 5),
            ("&notit;", "¬", 4),
            ("&#8805;", "≥", 7),
            ("&#x2265", "≥", 7),
            ("&#x80;", "€", 6),
            ("&#0;", "\u{fffd}", 4),
            ("&#1114112;", "\u{fffd}", 10),
            ("&nvlt;", "<\u{20d2}", 6),
        ] {
            assert_eq!(read(text, false), Some((wanted.to_owned(), length)), "{text}");
        }
        for text in ["&", "&;", "&foo;", "&ge 5", "&#", "&#x", "&#xg", "& b"] {
            assert_eq!(read(text, false), None, "{text}");
        }
        assert_eq!(read("&copy=2", true), None);
        assert_eq!(read("&copy=2", false), Some(("©".to_owned(), 5)));
    }
}
