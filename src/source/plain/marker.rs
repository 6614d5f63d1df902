//! List markers at the start of a line, and the order they follow.
//!
//! `a) Đối với hộ nghèo` → a letter marker; `Điều 2. Giao Sở Y tế` → an article; `2025 đạt 90%` → none.

use super::composed;
use crate::text::is_letter;
use unicode_normalization::char::is_combining_mark;

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// No marker.
    None,
    /// `- `, `+ `, `• `: a sign and a blank. A dash may also stand inside a sentence.
    Bullet,
    /// `1.`, `1.2.`, `1)`, `(1)`, `a)`, `II.`, `Điều 3.`, `Phụ lục`: a number or letter.
    Number,
}

/// The marker at the start of `line`, emphasis marks and `#` before it skipped.
pub fn at(line: &str) -> Marker {
    let words = skip_marks(line);
    let bytes = words.as_bytes();
    match bytes.first() {
        None => Marker::None,
        Some(b'-' | b'+' | b'*') => {
            let blank = bytes.get(1).is_none_or(|b| *b == b' ' || *b == b'\t' || *b == 0xC2);
            if blank { Marker::Bullet } else { Marker::None }
        }
        Some(b'(') => {
            // `(1)`, `(ii)`, `(a)`
            let close = bytes.iter().take(7).position(|b| *b == b')');
            if close.is_some_and(|at| is_ordinal(&words[1..at])) { Marker::Number } else { Marker::None }
        }
        Some(b) if b.is_ascii_alphanumeric() => number(words),
        // ć is no Vietnamese letter: 0xC4 and 0xE2 lead to `đ)`, `Điều`, and `–`, `•`, `●`.
        Some(0xC4) => number(words),
        Some(0xE2 | 0xEF | 0xC2) => {
            let mut chars = words.chars();
            let sign = chars.next().is_some_and(|c| {
                matches!(
                    c,
                    '–' | '—' | '•' | '●' | '○' | '■' | '▪' | '◦' | '‣' | '➢' | '✓' | '·' | '\u{f000}'..='\u{f0ff}'
                )
            });
            if sign && chars.next().is_none_or(char::is_whitespace) { Marker::Bullet } else { Marker::None }
        }
        _ => Marker::None,
    }
}

/// `line` without emphasis marks, heading signs and blanks before its first word; a bullet star stays.
pub fn skip_marks(line: &str) -> &str {
    let bytes = line.as_bytes();
    if !matches!(bytes.first(), Some(b'*' | b'_' | b'#' | b'\\')) {
        return line;
    }
    let mut at = 0;
    while let Some(b) = bytes.get(at) {
        match b {
            b'*' if at == 0 && bytes.get(1).is_some_and(|b| *b == b' ') => break,
            b'*' | b'_' | b'#' | b'\\' => at += 1,
            b' ' if at > 0 => at += 1,
            _ => break,
        }
    }
    &line[at..]
}

/// A number, Roman number or single letter without sign: what stands in an ordinal column or between brackets.
pub fn is_ordinal(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes.len() {
        0 => false,
        1..=2 if bytes.iter().all(u8::is_ascii_digit) => true,
        1 if bytes[0].is_ascii_alphabetic() => true,
        2 if word == "đ" || word == "Đ" => true,
        n => n <= 6 && (roman(word).is_some()),
    }
}

/// Value of a Roman number in one case, 1 to 89.
pub fn roman(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 8 {
        return None;
    }
    let upper = word.bytes().all(|b| b.is_ascii_uppercase());
    if !upper && !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let (mut total, mut last) = (0, 0);
    for b in word.bytes().rev() {
        let value = match b.to_ascii_uppercase() {
            b'I' => 1,
            b'V' => 5,
            b'X' => 10,
            b'L' => 50,
            _ => return None,
        };
        if value < last {
            total -= value
        } else {
            total += value
        }
        last = last.max(value);
    }
    (total > 0 && total < 90).then_some(total as u32)
}

fn number(words: &str) -> Marker {
    let bytes = words.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits > 0 {
        return if digits <= 2 && numbered(bytes) { Marker::Number } else { Marker::None };
    }
    let ends = |c: char| !is_letter(c) && (c.is_ascii() || !is_combining_mark(c));
    let word_end = words.find(ends).unwrap_or(words.len());
    let word = &words[..word_end];
    match bytes.get(word_end) {
        // `a)`, `đ)`, `i)`; `a.` and `II.` only before a blank, so that `TM.` and `V.v` are none.
        Some(b')') if is_ordinal(word) => Marker::Number,
        Some(b'.' | b'/') if bytes.get(word_end + 1).is_none_or(|b| matches!(b, b' ' | b'\t' | b'*' | b'_')) => {
            let single =
                word.chars().count() == 1 || (roman(word).is_some() && word.as_bytes()[0].is_ascii_uppercase());
            if single { Marker::Number } else { Marker::None }
        }
        Some(b' ') if word_end <= 16 && is_division(word) => {
            let next = words[word_end + 1..].split([' ', '.', ':', '*']).next().unwrap_or("");
            let numbered = !next.is_empty()
                && (next.bytes().all(|b| b.is_ascii_digit()) || roman(next).is_some_and(|_| next.as_bytes()[0] < b'a'));
            let upper_or_dot =
                words[word_end + 1 + next.len()..].starts_with(['.', ':']) || word_end + 1 + next.len() == words.len();
            if numbered && upper_or_dot { Marker::Number } else { Marker::None }
        }
        _ => Marker::None,
    }
}

/// Whether a word names a part of a document that has a number.
fn is_division(word: &str) -> bool {
    // Most lines begin with a word, and few of those with one of these letters.
    matches!(word.as_bytes()[0], b'C' | b'K' | b'M' | b'P' | 0xC4)
        && matches!(&*composed(word), "Điều" | "Chương" | "Mục" | "Phần" | "Khoản" | "PHẦN" | "CHƯƠNG" | "MỤC" | "ĐIỀU")
}

/// `1. `, `1.2. `, `1.2 `, `12) `, `1/ `: digits and dots closed by a sign, or dotted and before a blank.
fn numbered(bytes: &[u8]) -> bool {
    let mut at = 0;
    let mut groups = 0;
    loop {
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > 2 {
            // `1.` before a blank, an emphasis mark or a word glued to it (`1.Mục tiêu`).
            let before = bytes.get(at.wrapping_sub(1)) == Some(&b'.');
            return digits == 0
                && before
                && bytes
                    .get(at)
                    .is_none_or(|b| matches!(b, b' ' | b'\t' | b'*' | b'_') || b.is_ascii_uppercase() || (*b >= 0xC3));
        }
        at += digits;
        groups += 1;
        match bytes.get(at) {
            Some(b'.') => at += 1,
            Some(b')') => return true,
            Some(b'/') => return bytes.get(at + 1).is_none_or(|b| *b == b' '),
            // `1.2 Hạ tầng số`; `5.2` alone or before a small letter is a value.
            Some(b' ') => return groups > 1 && bytes.get(at + 1).is_some_and(|b| b.is_ascii_uppercase() || *b >= 0xC3),
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_words_and_values() {
        for line in ["- Tỷ lệ", "+ Đến năm 2025", "• xã", "– 100% xã", "* Phát triển", "\u{f0b7} Trường học"]
        {
            assert_eq!(at(line), Marker::Bullet, "{line}");
        }
        for line in [
            "1. Mục đích",
            "1.1. Thể chế",
            "1.2 Hạ tầng",
            "12) Hội",
            "(1) Về y tế",
            "(ii) Về",
            "a) Tập thể",
            "đ) Xét",
            "**II. MỤC TIÊU**",
            "I. MỤC ĐÍCH",
            "A. PHẦN CHUNG",
            "Điều 2. Giao Sở",
            "**Điều 1. **Ban",
            "Chương II",
            "### 2. Yêu cầu",
            "1.Mục tiêu",
            "*a) Trồng rừng*",
        ] {
            assert_eq!(at(line), Marker::Number, "{line}");
        }
        for line in [
            "2025 đạt 90%",
            "100% xã",
            "5,2%",
            "5.2",
            "46.200 tấn",
            "TM. ỦY BAN",
            "-0,5%",
            "**Mục tiêu**",
            "Điều kiện tự nhiên",
            "*Trọng tâm:*",
            "(năm 2030 đạt 100%)",
            "Mục tiêu 2025",
            "2.000 người",
            "18/2/2025",
            "Phần mềm",
            "1.200 ha",
        ] {
            assert_eq!(at(line), Marker::None, "{line}");
        }
    }

    #[test]
    fn roman_numbers_have_values() {
        assert_eq!(
            [roman("I"), roman("iv"), roman("XIX"), roman("Iv"), roman("A")],
            [Some(1), Some(4), Some(19), None, None]
        );
    }
}
