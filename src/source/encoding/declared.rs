//! What a page says of its own encoding, for bytes that no Vietnamese table explains.
//!
//! `<meta charset="windows-1251">` over Russian bytes → Cyrillic; over TCVN3 bytes it is not asked.

use super::segments::Markup;
use crate::document::OffsetMap;
use encoding_rs::Encoding;

/// Bytes at the start in which a declaration must stand.
const START: usize = 1024;

/// The declared encoding of a page, when it has one byte a character and is none that every page claims.
pub fn single_byte(bytes: &[u8], markup: Markup) -> Option<&'static Encoding> {
    if markup == Markup::Plain {
        return None;
    }
    let start = bytes[..bytes.len().min(START)].to_ascii_lowercase();
    let label = ["charset=", "encoding="].iter().find_map(|key| {
        let at = memchr::memmem::find(&start, key.as_bytes())? + key.len();
        let rest = start[at..].trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b)).unwrap_or(rest.len());
        Some(&rest[..end])
    })?;
    let encoding = Encoding::for_label(label)?;
    (encoding.is_single_byte() && encoding != encoding_rs::WINDOWS_1252).then_some(encoding)
}

/// Decodes bytes of an encoding of one byte a character.
pub fn decode(bytes: &[u8], mark: u64, encoding: &'static Encoding) -> (String, OffsetMap, usize) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut map = OffsetMap::default();
    map.changed(0, mark);
    let table: Vec<char> = (0..=255u8)
        .map(|b| encoding.decode_without_bom_handling(&[b]).0.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    let mut damaged = 0;
    for &byte in bytes {
        let c = table[usize::from(byte)];
        damaged += usize::from(c == char::REPLACEMENT_CHARACTER);
        text.push(c);
        if c.is_ascii() { map.copied(1) } else { map.changed(c.len_utf8() as u64, 1) }
    }
    (text, map, damaged)
}

/// The name in lower case, as records have it.
pub fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "windows-1251" => "windows-1251",
        "windows-1250" => "windows-1250",
        "windows-874" => "windows-874",
        "KOI8-R" => "koi8-r",
        "windows-1258" => "windows-1258",
        "ISO-8859-2" => "iso-8859-2",
        "ISO-8859-15" => "iso-8859-15",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found_in_both_spellings() {
        let find = |s: &str| single_byte(s.as_bytes(), Markup::Html).map(Encoding::name);
        assert_eq!(find("<meta charset='windows-1251'>"), Some("windows-1251"));
        assert_eq!(find("<META http-equiv=x content=\"text/html; charset=KOI8-R\">"), Some("KOI8-R"));
        assert_eq!(find("<meta charset=iso-8859-1>"), None);
        assert_eq!(find("<p>"), None);
    }
}
