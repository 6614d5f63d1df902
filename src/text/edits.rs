//! The edits, character by character: what is kept, dropped, counted as a blank or replaced.
//!
//! U+00A0 → blank; U+200B → nothing; `Ƣ` (U+01A2) → `Ư`; base letter + combining tone → the composed letter (NFC).

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// What becomes of one character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edit {
    /// Stays as it is.
    Keep,
    /// Any blank, line breaks included: runs of them become one space.
    Blank,
    /// Invisible and without meaning.
    Drop,
    /// A look-alike, replaced by the letter it stands for.
    Replace(char),
}

/// The edit of `c`. Composition (NFC) is done by the builder, which sees the neighbours.
///
/// Sources: the look-alikes and invisible characters counted over 999 published pages (domain notes, section 5);
/// U+F0B3 and U+F0A3 are `≥` and `≤` of the Symbol font, U+F0B7 and its kin its bullets.
pub fn edit(c: char) -> Edit {
    match c {
        ' '
        | '\t'
        | '\n'
        | '\r'
        | '\u{b}'
        | '\u{c}'
        | '\u{85}'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Edit::Blank,
        '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Edit::Drop,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
            Edit::Drop
        }
        'Ð' | 'Ɖ' => Edit::Replace('Đ'),
        'ð' | 'ɖ' => Edit::Replace('đ'),
        'Ƣ' => Edit::Replace('Ư'),
        'ƣ' => Edit::Replace('ư'),
        'ǎ' => Edit::Replace('ă'),
        'Ǎ' => Edit::Replace('Ă'),
        'ǜ' => Edit::Replace('ũ'),
        '\u{f0b3}' => Edit::Replace('≥'),
        '\u{f0a3}' => Edit::Replace('≤'),
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f0fc}' | '\u{f076}' | '\u{f02d}' | '\u{f0be}' => Edit::Replace('-'),
        '\u{f02a}' => Edit::Replace('*'),
        '\u{f02b}' => Edit::Replace('+'),
        '‑' | '−' | '‐' => Edit::Replace('-'),
        '⁄' | '∕' | '／' => Edit::Replace('/'),
        '％' => Edit::Replace('%'),
        '＜' => Edit::Replace('<'),
        '＞' => Edit::Replace('>'),
        '≧' => Edit::Replace('≥'),
        '≦' => Edit::Replace('≤'),
        _ => Edit::Keep,
    }
}

/// Whether every character of `text` keeps (blanks apart) and composition changes nothing: the fast path,
/// taken by nearly all text of nearly all documents.
///
/// The letters of Vietnamese and ASCII are told by their bytes, without decoding; any other character is asked about
/// singly, and the whole text when one of them may compose with its neighbour.
pub fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut i = 0;
    while let Some(&lead) = bytes.get(i) {
        let next = bytes.get(i + 1).copied().unwrap_or(0);
        i += match lead {
            0x20..0x7f => 1,
            // U+00C0 to U+017F but Ð and ð; U+01A0, U+01A1, U+01AF, U+01B0; U+1E80 to U+1EFF.
            0xc3 if next != 0x90 && next != 0xb0 => 2,
            0xc4 | 0xc5 => 2,
            0xc6 if matches!(next, 0xa0 | 0xa1 | 0xaf | 0xb0) => 2,
            0xe1 if matches!(next, 0xba | 0xbb) => 3,
            _ => {
                let Some(c) = text[i..].chars().next() else { return true };
                if !matches!(edit(c), Edit::Keep | Edit::Blank) {
                    return false;
                }
                let alone = c.is_ascii()
                    || canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes;
                if !alone {
                    // A mark may stand alone, or compose: only the whole text tells.
                    return is_nfc_quick(text.chars()) == IsNormalized::Yes
                        && text.chars().all(|c| matches!(edit(c), Edit::Keep | Edit::Blank));
                }
                c.len_utf8()
            }
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What [`is_plain`] means, said slowly.
    fn keeps_and_composes_to_itself(text: &str) -> bool {
        is_nfc_quick(text.chars()) == IsNormalized::Yes
            && text.chars().all(|c| matches!(edit(c), Edit::Keep | Edit::Blank))
    }

    #[test]
    fn telling_by_bytes_is_telling_by_characters() {
        for c in '\0'..='\u{2ffff}' {
            for text in [c.to_string(), format!("ế{c}"), format!("{c}\u{300}"), format!("e\u{315}{c}")] {
                assert_eq!(is_plain(&text), keeps_and_composes_to_itself(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn plain_text_is_told_from_text_to_edit() {
        assert!(is_plain("Tỷ lệ hộ nghèo giảm 1,5% (năm 2025)"));
        assert!(!is_plain("đƣợc"));
        assert!(!is_plain("ti\u{309}nh"), "combining tone");
        assert!(is_plain("hai\u{a0}mươi"), "a blank of another kind is still a blank");
        assert!(!is_plain("a\u{200b}b"));
    }
}
