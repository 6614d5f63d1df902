//! The form words are compared in: lower case, tone mark where the older spelling puts it.
//!
//! `HOÀ`, `Hòa`, `hoà` → `hòa`; `thuỷ` → `thủy`; `hoàn`, `quý` stay (closed syllable, `qu` is a consonant).

/// Appends the folded form of `text` to `out`.
pub fn fold(text: &str, out: &mut String) {
    crate::work::steps(text.len());
    let mut rest = text;
    // Only the syllables that folding may change are folded letter by letter; what lies between is copied.
    while let Some(at) = unfolded(rest) {
        let start = rest[..at].char_indices().rev().take_while(|(_, c)| is_letter(*c)).last().map_or(at, |(i, _)| i);
        let end = rest[at..].char_indices().skip(1).find(|(_, c)| !is_letter(*c)).map_or(rest.len(), |(i, _)| at + i);
        out.push_str(&rest[..start]);
        fold_letters(&rest[start..end], out);
        rest = &rest[end..];
    }
    out.push_str(rest);
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

/// The first byte from which on folding may change something: most words are small letters, told by their bytes, without
/// an `o` or `u` before a letter that may bear a tone to be moved.
fn unfolded(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut i = 0;
    let mut before = 0;
    while let Some(&lead) = bytes.get(i) {
        let next = bytes.get(i + 1).copied().unwrap_or(0);
        let width = match lead {
            b'A'..=b'Z' => return Some(i),
            0..0x80 => 1,
            // à to ÿ but ÷, which is no letter; ă đ ĩ; ũ; ơ ư.
            0xc3 if next >= 0xa0 => 2,
            0xc4 if matches!(next, 0x83 | 0x91 | 0xa9) => 2,
            0xc5 if next == 0xa9 => 2,
            0xc6 if matches!(next, 0xa1 | 0xb0) => 2,
            // Small letters are the odd ones; the last byte of the last of them is B9.
            0xe1 if (next == 0xba && i + 2 < bytes.len() && bytes[i + 2] >= 0xa0) || next == 0xbb => {
                if bytes.get(i + 2).is_none_or(|b| b & 1 == 0) {
                    return Some(i);
                }
                3
            }
            _ => return Some(i),
        };
        if lead >= 0x80 && matches!(before, b'o' | b'u') {
            return Some(i);
        }
        before = lead;
        i += width;
    }
    None
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
                    unfolded(&text).is_some() || {
                        let mut out = String::new();
                        fold_letters(&text, &mut out);
                        out == text
                    },
                    "{text:?}"
                );
            }
        }
        assert_eq!([unfolded("tỷ lệ hộ nghèo, đường"), unfolded("hoà"), unfolded("xã Ủy")], [None, Some(2), Some(4)]);
    }

    #[test]
    fn folding_by_syllables_is_folding_by_letters() {
        for c in '\0'..='\u{2ffff}' {
            for text in [format!("Tô{c}hoà hoÀ{c}"), format!("uỳ{c} của o{c}"), format!("{c}à UỶ–{c}")] {
                let (mut slow, mut quick) = (String::new(), String::new());
                fold_letters(&text, &mut slow);
                fold(&text, &mut quick);
                assert_eq!(quick, slow, "{text:?}");
            }
        }
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
