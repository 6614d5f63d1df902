//! The form words are compared in: lower case, tone mark where the older spelling puts it.
//!
//! `HOÀ`, `Hòa`, `hoà` → `hòa`; `thuỷ` → `thủy`; `hoàn`, `quý` stay (closed syllable, `qu` is a consonant).

/// Appends the folded form of `text` to `out`.
pub fn fold(text: &str, out: &mut String) {
    crate::work::steps(text.len());
    let mut rest = text;
    let begin = out.len();
    // What lies between the letters that folding may change is copied.
    while let Some((at, c)) = unfolded(rest, out[begin..].bytes().next_back()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + c.len_utf8()..];
        match lower(c) {
            Some(l) => out.push(l),
            None => out.extend(c.to_lowercase()),
        }
        // At the end of a syllable its tone may move.
        if !c.is_ascii() && !rest.chars().next().is_some_and(is_letter) {
            let letters = out[begin..].char_indices().rev().take_while(|(_, c)| is_letter(*c));
            let start = letters.last().map_or(out.len(), |(i, _)| begin + i);
            let end = out.len();
            move_tone(out, start, end);
        }
    }
    out.push_str(rest);
}

/// The first character that folding may change: most are small letters, told by their bytes, and no letter with a tone that
/// may be moved to an `o` or `u` before it. `before`: the last byte that was folded.
fn unfolded(text: &str, before: Option<u8>) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut i = 0;
    let mut before = before.unwrap_or(0);
    while let Some(&lead) = bytes.get(i) {
        let next = bytes.get(i + 1).copied().unwrap_or(0);
        let last = bytes.get(i + 2).copied().unwrap_or(0);
        let (same, width) = match lead {
            0..0x80 => (!lead.is_ascii_uppercase(), 1),
            // à to ÿ but ÷, which is no letter; ă đ ĩ; ũ; ơ ư.
            0xc3 => (next >= 0xa0, 2),
            0xc4 => (matches!(next, 0x83 | 0x91 | 0xa9), 2),
            0xc5 => (next == 0xa9, 2),
            0xc6 => (matches!(next, 0xa1 | 0xb0), 2),
            // Small letters are the odd ones; the last byte of the last of them is B9.
            0xe1 => ((next == 0xba && last >= 0xa0 || next == 0xbb) && last & 1 == 1, 3),
            _ => (false, 1),
        };
        let moves = match before {
            _ if lead < 0x80 => false,
            // à á ã è é, ả ạ ẻ ẽ ẹ
            b'o' => match lead {
                0xc3 => matches!(next, 0xa0 | 0xa1 | 0xa3 | 0xa8 | 0xa9),
                _ => next == 0xba && matches!(last, 0xa1 | 0xa3 | 0xb9 | 0xbb | 0xbd),
            },
            // ý, ỳ ỵ ỷ ỹ
            b'u' => match lead {
                0xc3 => next == 0xbd,
                _ => next == 0xbb && matches!(last, 0xb3 | 0xb5 | 0xb7 | 0xb9),
            },
            _ => false,
        };
        if !same || moves {
            return text[i..].chars().next().map(|c| (i, c));
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

    /// What [`fold`] does, letter by letter.
    fn fold_letters(text: &str) -> String {
        let (mut out, mut syllable) = (String::new(), 0);
        for c in text.chars() {
            if !is_letter(c) {
                let end = out.len();
                move_tone(&mut out, syllable, end);
            }
            out.extend(c.to_lowercase());
            if !is_letter(c) {
                syllable = out.len();
            }
        }
        let end = out.len();
        move_tone(&mut out, syllable, end);
        out
    }

    #[test]
    fn copying_what_does_not_change_is_folding_by_letters() {
        for c in '\0'..='\u{2ffff}' {
            for text in
                [format!("Tô{c}hoà hoÀ{c}"), format!("uỳ{c} của o{c}"), format!("{c}à UỶ–{c}"), format!("QU{c}Ý")]
            {
                assert_eq!(folded(&text), fold_letters(&text), "{text:?}");
            }
        }
        assert_eq!(unfolded("tỷ lệ hộ nghèo của nguồn, đường", None), None);
        assert_eq!([unfolded("hoà", None), unfolded("xã Ủy", None)], [Some((2, 'à')), Some((4, 'Ủ'))]);
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
