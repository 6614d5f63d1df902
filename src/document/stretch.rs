//! How far text can be copied into a document as it stands, told by its bytes.
//!
//! `Đạt 90%  hộ` → `Đạt 90%`, up to the two blanks; `đƣợc` → `đ`, up to the look-alike.
//!
//! Nearly all text of nearly all documents is made of ASCII, the letters of Vietnamese and single blanks. Those are told from
//! the rest without decoding; about any other character `text` is asked.

use crate::text::{Edit, edit, is_plain};
use unicode_normalization::char::canonical_combining_class;

/// What a stretch ends with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stop {
    /// The text.
    End,
    /// A blank that is no single space between words, of so many bytes.
    Blank(usize),
    /// A character at this byte that is edited, or may be one with its neighbours.
    Edit(usize),
}

/// Text to be copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub(super) end: usize,
    pub(super) stop: Stop,
}

/// The stretch that begins at byte `from` of `text`; one `word` only, or single spaces too.
pub(super) fn stretch(text: &str, from: usize, word: bool) -> Stretch {
    let bytes = text.as_bytes();
    let mut at = from;
    let stop = loop {
        let Some(&byte) = bytes.get(at) else { break Stop::End };
        match byte {
            b'!'..=b'~' => at += 1,
            b' ' if !word && at > from && is_word(&bytes[at + 1..]) => at += 1,
            b' ' => break Stop::Blank(1),
            _ => {
                let width = letter(&bytes[at..]);
                if width > 0 {
                    at += width;
                    continue;
                }
                let Some(c) = text[at..].chars().next() else { break Stop::End };
                let width = c.len_utf8();
                match edit(c) {
                    Edit::Blank => break Stop::Blank(width),
                    Edit::Keep if canonical_combining_class(c) == 0 && is_plain(&text[at..at + width]) => at += width,
                    _ => break Stop::Edit(at),
                }
            }
        }
    };
    Stretch { end: at, stop }
}

/// Whether a blank before these bytes is one between words and copied with them. A blank before a letter of three bytes never
/// is: where a quotation begins with that blank, its place in the file begins with the letter.
fn is_word(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(b'!'..=b'~' | 0xc3..=0xe0))
}

/// Bytes of the letter of Vietnamese, or the dash or quotation mark, that begins here; 0 when the bytes do not tell.
fn letter(bytes: &[u8]) -> usize {
    match bytes {
        // U+1E80 to U+1EFF.
        [0xe1, 0xba | 0xbb, ..] => 3,
        // U+00C0 to U+017F but Ð and ð; U+01A0, U+01A1, U+01AF, U+01B0.
        [0xc3, next, ..] if !matches!(next, 0x90 | 0xb0) => 2,
        [0xc4 | 0xc5, ..] | [0xc6, 0xa0 | 0xa1 | 0xaf | 0xb0, ..] => 2,
        // U+2012 to U+2027; ≤ and ≥.
        [0xe2, 0x80, 0x92..=0xa7, ..] | [0xe2, 0x89, 0xa4 | 0xa5, ..] => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_end_where_copying_does() {
        for (text, end, stop) in [
            ("Đạt 90%  hộ", 10, Stop::Blank(1)),
            ("đƣợc", 2, Stop::Edit(2)),
            ("12 – 15%", 2, Stop::Blank(1)),
            ("ba ổn", 2, Stop::Blank(1)),
            ("5,2 ", 3, Stop::Blank(1)),
            ("5\u{a0}%", 1, Stop::Blank(2)),
            ("ti\u{309}nh", 2, Stop::Edit(2)),
            ("a\u{200b}b", 1, Stop::Edit(1)),
            ("", 0, Stop::End),
        ] {
            assert_eq!(stretch(text, 0, false), Stretch { end, stop }, "{text:?}");
        }
    }

    /// What the bytes tell is what `text` says of the characters.
    #[test]
    fn letters_told_by_bytes_need_no_edit() {
        for c in '\0'..='\u{ffff}' {
            let mut bytes = [0; 4];
            let width = letter(c.encode_utf8(&mut bytes).as_bytes());
            if width > 0 {
                assert_eq!((width, edit(c)), (c.len_utf8(), Edit::Keep), "{c:?}");
                assert!(canonical_combining_class(c) == 0 && is_plain(&c.to_string()), "{c:?}");
            }
        }
    }
}
