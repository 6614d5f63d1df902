//! The form words are compared in: lower case, tone mark where the older spelling puts it.
//!
//! `HOÀ`, `Hòa`, `hoà` → `hòa`; `thuỷ` → `thủy`; `hoàn`, `quý` stay (closed syllable, `qu` is a consonant).

/// Appends the folded form of `text` to `out`.
pub fn fold(text: &str, out: &mut String) {
    crate::work::steps(text.len());
    if is_folded(text) { out.push_str(text) } else { fold_letters(text, out) }
}

fn fold_letters(text: &str, out: &mut String) {
    let mut syllable = out.len();
    for c in text.chars() {
        match lower(c) {
            Some(l) => out.push(l),
            None => out.extend(c.to_lowercase()),
        }
        if !is_letter(c) {
            let end = out.len() - c.len_utf8();
            move_tone(out, syllable, end);
            syllable = out.len();
        }
    }
    let end = out.len();
    move_tone(out, syllable, end);
}

/// Whether folding surely changes nothing, as in most words: small letters told by their bytes, and no `o` or `u` before a
/// letter that may bear a tone to be moved. `false` says nothing.
fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut i = 0;
    let mut before = 0;
    while let Some(&lead) = bytes.get(i) {
        let next = bytes.get(i + 1).copied().unwrap_or(0);
        i += match lead {
            b'A'..=b'Z' => return false,
            0..0x80 => 1,
            // à to ÿ but ÷, which is no letter; ă đ ĩ; ũ; ơ ư.
            0xc3 if next >= 0xa0 => 2,
            0xc4 if matches!(next, 0x83 | 0x91 | 0xa9) => 2,
            0xc5 if next == 0xa9 => 2,
            0xc6 if matches!(next, 0xa1 | 0xb0) => 2,
            // Small letters are the odd ones; the last byte of the last of them is B9.
            0xe1 if (next == 0xba && i + 2 < bytes.len() && bytes[i + 2] >= 0xa0) || next == 0xbb => {
                if bytes.get(i + 2).is_none_or(|b| b & 1 == 0) {
                    return false;
                }
                3
            }
            _ => return false,
        };
        if lead >= 0x80 && matches!(before, b'o' | b'u') {
            return false;
        }
        before = lead;
    }
    true
}

/// The lower case of ASCII and of the letters of Vietnamese, told by arithmetic: the tables of Unicode, which cost a search
/// for every letter, are only asked (`None`) about the rest.
fn lower(c: char) -> Option<char> {
    Some(match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(c as u32 + 0x20)?,
        'à'..='ö' | 'ø'..='ÿ' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => c,
        'Ă' => 'ă',
        'Đ' => 'đ',
        'Ĩ' => 'ĩ',
        'Ũ' => 'ũ',
        'Ơ' => 'ơ',
        'Ư' => 'ư',
        // Capitals and small letters take turns.
        'Ạ'..='ỹ' => char::from_u32(c as u32 | 1)?,
        _ => return None,
    })
}

/// [`char::is_alphabetic`], without a search for the letters of Latin scripts.
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ḁ'..='ỿ' => true,
        _ => c.is_alphabetic(),
    }
}

/// The folded form of `text`.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold(text, &mut out);
    out
}

/// Rewrites an open syllable that ends in `oà`, `oè` or `uỳ` (any tone) as `òa`, `òe`, `ùy`.
fn move_tone(out: &mut String, start: usize, end: usize) {
    // Every letter with a tone takes two bytes or more.
    if end == start || out.as_bytes()[end - 1] < 0x80 {
        return;
    }
    let mut back = out[start..end].char_indices().rev();
    let (Some((_, last)), Some((at, first))) = (back.next(), back.next()) else { return };
    if last.is_ascii() || !matches!(first, 'o' | 'u') {
        return;
    }
    if first == 'u' && back.next().is_some_and(|(_, c)| c == 'q') {
        return;
    }
    let Some((vowel, tone)) = toned(last) else { return };
    let moved = match (first, vowel) {
        ('o', 'a' | 'e') => ['ò', 'ó', 'ỏ', 'õ', 'ọ'][tone],
        ('u', 'y') => ['ù', 'ú', 'ủ', 'ũ', 'ụ'][tone],
        _ => return,
    };
    let pair: String = [moved, vowel].iter().collect();
    out.replace_range(start + at..end, &pair);
}

/// The bare vowel and the index of its tone (huyền, sắc, hỏi, ngã, nặng) for a, e, y.
fn toned(c: char) -> Option<(char, usize)> {
    const ROWS: [(char, &str); 3] = [('a', "àáảãạ"), ('e', "èéẻẽẹ"), ('y', "ỳýỷỹỵ")];
    ROWS.iter().find_map(|(vowel, row)| row.chars().position(|t| t == c).map(|tone| (*vowel, tone)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_told_by_arithmetic_are_those_of_unicode() {
        for c in '\0'..='\u{3ffff}' {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            if let Some(l) = lower(c) {
                assert!(c.to_lowercase().eq([l]), "{c:?}");
            }
        }
    }

    #[test]
    fn what_is_told_to_be_folded_is() {
        for c in '\0'..='\u{2ffff}' {
            for text in [format!("t{c}n"), format!("o{c}"), format!("u{c} ")] {
                assert!(
                    !is_folded(&text) || {
                        let mut out = String::new();
                        fold_letters(&text, &mut out);
                        out == text
                    },
                    "{text:?}"
                );
            }
        }
        assert!(is_folded("tỷ lệ hộ nghèo, đường") && !is_folded("hoà") && !is_folded("Ủy"));
    }

    #[test]
    fn tone_placement_is_unified_in_open_syllables_only() {
        for (from, to) in [
            ("HOÀ", "hòa"),
            ("Uỷ ban", "ủy ban"),
            ("khoẻ", "khỏe"),
            ("thuỷ sản", "thủy sản"),
            ("quý", "quý"),
            ("Quỹ", "quỹ"),
            ("hoàn thuyền khoét", "hoàn thuyền khoét"),
            ("HÓA", "hóa"),
            ("toà-nhà", "tòa-nhà"),
            ("Đắk Nông", "đắk nông"),
        ] {
            assert_eq!(folded(from), to);
        }
    }
}
