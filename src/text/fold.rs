//! The form words are compared in: lower case, tone mark where the older spelling puts it.
//!
//! `HOÀ`, `Hòa`, `hoà` → `hòa`; `thuỷ` → `thủy`; `hoàn`, `quý` stay (closed syllable, `qu` is a consonant).

/// Appends the folded form of `text` to `out`.
pub fn fold(text: &str, out: &mut String) {
    crate::work::steps(text.len());
    out.reserve(text.len());
    let bytes = text.as_bytes();
    let from = out.len();
    // What lies between the letters outside ASCII that folding may change is copied at once.
    let (mut at, mut copied) = (0, 0);
    while let Some(&lead) = bytes.get(at) {
        if KEPT[lead as usize] {
            at += 1;
            continue;
        }
        let mut before = 0;
        if lead < 0x80 {
            at += 1;
            if bytes.get(at).is_none_or(u8::is_ascii) {
                continue;
            }
            before = lead | 0x20;
        } else if let width @ 1.. = small(bytes, at) {
            // Most letters: no vowel stands before them that takes their tone.
            at += width;
            continue;
        }
        let small = small(bytes, at);
        // A tone may be moved to the letter before it where a syllable ends.
        let may_move = matches!(before, b'o' | b'u') && !bytes.get(at + small).is_some_and(u8::is_ascii_alphabetic);
        if small > 0 && !may_move {
            at += small;
            continue;
        }
        out.push_str(&text[copied..at]);
        let Some(c) = text[at..].chars().next() else { return };
        let q = at > 1 && bytes[at - 2].eq_ignore_ascii_case(&b'q');
        at += c.len_utf8();
        copied = at;
        let Some(letter) = lower(c) else {
            out.extend(c.to_lowercase());
            continue;
        };
        let ends = may_move && !(q && before == b'u') && !text[at..].chars().next().is_some_and(is_letter);
        match ends.then(|| with_tone_moved(before, letter)).flatten() {
            Some(pair) => {
                out.pop();
                out.extend(pair);
            }
            None => out.push(letter),
        }
    }
    out.push_str(&text[copied..]);
    // The capitals of ASCII, all at once.
    out[from..].make_ascii_lowercase();
}

/// The bytes of ASCII to pass by, whatever stands beside them: all but the letters a tone may move to.
static KEPT: [bool; 256] = {
    let mut kept = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        kept[byte] = !matches!(byte as u8, b'o' | b'u' | b'O' | b'U');
        byte += 1;
    }
    kept
};

/// Bytes of the small letter of Vietnamese outside ASCII that begins at byte `at`; 0 when the bytes tell of none.
// Nearly every word of every text has such a letter.
#[inline(always)]
fn small(bytes: &[u8], at: usize) -> usize {
    match bytes[at..] {
        // à to ÿ but ÷, which is no letter; ă đ ĩ; ũ; ơ ư.
        [0xc3, 0xa0..=0xbf, ..] | [0xc4, 0x83 | 0x91 | 0xa9, ..] | [0xc5, 0xa9, ..] | [0xc6, 0xa1 | 0xb0, ..] => 2,
        // The odd ones; the last byte of the last of them is B9.
        [0xe1, 0xba, last @ 0xa0..=0xbf, ..] | [0xe1, 0xbb, last, ..] if last & 1 == 1 => 3,
        _ => 0,
    }
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
        // Dashes, quotation marks, bullets.
        '\u{2010}'..='\u{2027}' => false,
        _ => c.is_alphabetic(),
    }
}

/// [`char::is_uppercase`], without a search for the letters of Vietnamese.
// Asked of every word.
#[inline]
pub fn is_capital(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_uppercase(),
        'À'..='Ö' | 'Ø'..='Þ' | 'Ă' | 'Đ' | 'Ĩ' | 'Ũ' | 'Ơ' | 'Ư' => true,
        'ß'..='ÿ' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => false,
        'Ạ'..='ỹ' => c as u32 & 1 == 0,
        _ => c.is_uppercase(),
    }
}

/// The folded form of `text`.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold(text, &mut out);
    out
}

/// The end of an open syllable in `oà`, `oè` or `uỳ` (any tone) as `òa`, `òe`, `ùy`; `None` for any other.
fn with_tone_moved(before: u8, letter: char) -> Option<[char; 2]> {
    let (vowel, tone) = toned(letter)?;
    match (before, vowel) {
        (b'o', 'a' | 'e') => Some([['ò', 'ó', 'ỏ', 'õ', 'ọ'][tone], vowel]),
        (b'u', 'y') => Some([['ù', 'ú', 'ủ', 'ũ', 'ụ'][tone], vowel]),
        _ => None,
    }
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
            assert_eq!(is_capital(c), c.is_uppercase(), "{c:?}");
            if let Some(l) = lower(c) {
                assert!(c.to_lowercase().eq([l]), "{c:?}");
            }
        }
    }

    /// What [`fold`] does, letter by letter.
    fn fold_letters(text: &str) -> String {
        let (mut out, mut syllable) = (String::new(), String::new());
        for c in text.chars().chain(['\0']) {
            if is_letter(c) {
                syllable.extend(c.to_lowercase());
                continue;
            }
            let letters: Vec<char> = syllable.drain(..).collect();
            let pair = match letters[..] {
                [.., 'q', 'u', _] => None,
                [.., first @ ('o' | 'u'), last] => with_tone_moved(first as u8, last),
                _ => None,
            };
            let kept = letters.len() - if pair.is_some() { 2 } else { 0 };
            out.extend(&letters[..kept]);
            out.extend(pair.into_iter().flatten());
            out.extend(c.to_lowercase());
        }
        out.pop();
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
