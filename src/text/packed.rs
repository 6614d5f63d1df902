//! A syllable in one machine word, so that looking it up compares numbers and no strings.
//!
//! `HOÀ`, `Hòa`, `hoà` → one key; `nghiêng` → a key of seven letters; `internationale` → none, it has too many.
//!
//! Two words have the same key exactly when their folded forms are the same (see [`super::fold`]): the longest Vietnamese
//! syllable has seven letters, and the letters of the language fit a byte each.

/// Letters that fit a key.
const LONGEST: usize = 8;

/// The key of a word, a run of digits or a sign; `None` for what is too long or has a letter that Vietnamese has not.
pub fn pack(word: &str) -> Option<u64> {
    match letters(word, 0) {
        (end, key) if end == word.len() => key,
        _ if word.len() <= LONGEST && word.bytes().all(|b| matches!(b, b' '..0x7f)) => {
            Some(word.bytes().fold(0, |key, b| key << 8 | u64::from(b.to_ascii_lowercase())))
        }
        _ => None,
    }
}

/// The letters of Vietnamese from byte `at` on: where they end, and their key when there is one.
#[inline]
pub fn letters(text: &str, at: usize) -> (usize, Option<u64>) {
    let bytes = text.as_bytes();
    let (mut key, mut count, mut i) = (0u64, 0, at);
    while let Some(&lead) = bytes.get(i) {
        // Capitals and small letters of ASCII are 32 apart.
        let small = lead | 0x20;
        let code = if small.is_ascii_lowercase() {
            i += 1;
            small
        } else if let Some((code, width)) = code(bytes, i) {
            i += width;
            code
        } else {
            break;
        };
        key = key << 8 | u64::from(code);
        count += 1;
    }
    let key = if key & 0x80 == 0 { key } else { with_tone_moved(key) };
    (i, (1..=LONGEST).contains(&count).then_some(key))
}

/// The code of the letter at byte `i` with its capital's, above those of ASCII, and the bytes it takes.
#[inline]
fn code(bytes: &[u8], i: usize) -> Option<(u8, usize)> {
    let lead = bytes[i];
    if lead < 0xc3 {
        return None;
    }
    let next = *bytes.get(i + 1)?;
    Some(match lead {
        // Ạ to ỹ, capitals and small letters taking turns.
        0xe1 => {
            let last = *bytes.get(i + 2)?;
            let at = match (next, last) {
                (0xba, 0xa0..) => last & 0x3f,
                (0xbb, ..=0xb9) => 0x40 | last & 0x3f,
                _ => return None,
            };
            (0xb0 + at / 2, 3)
        }
        // À to Þ and à to þ stand 32 apart; × and ÷ are no letters, ß and ÿ no pair.
        0xc3 if !matches!(next & 0x1f, 0x17 | 0x1f) => (0x80 | next & 0x1f, 2),
        0xc4 => match next {
            0x82 | 0x83 => (0xa0, 2),
            0x90 | 0x91 => (0xa1, 2),
            0xa8 | 0xa9 => (0xa2, 2),
            _ => return None,
        },
        0xc5 if matches!(next, 0xa8 | 0xa9) => (0xa3, 2),
        0xc6 => match next {
            0xa0 | 0xa1 => (0xa4, 2),
            0xaf | 0xb0 => (0xa5, 2),
            _ => return None,
        },
        _ => return None,
    })
}

/// The code of a small letter of two bytes or three.
const fn of(c: char) -> u8 {
    match c as u32 {
        point @ 0xe0..=0xfe => 0x80 | (point & 0x1f) as u8,
        0x129 => 0xa2,
        0x169 => 0xa3,
        point => 0xb0 + ((point - 0x1e80) / 2) as u8,
    }
}

/// An open syllable in `oà`, `oè` or `uỳ` is one in `òa`, `òe`, `ùy`; behind `q` the `u` is no vowel.
fn with_tone_moved(key: u64) -> u64 {
    const A: [u8; 5] = [of('à'), of('á'), of('ả'), of('ã'), of('ạ')];
    const E: [u8; 5] = [of('è'), of('é'), of('ẻ'), of('ẽ'), of('ẹ')];
    const Y: [u8; 5] = [of('ỳ'), of('ý'), of('ỷ'), of('ỹ'), of('ỵ')];
    const O: [u8; 5] = [of('ò'), of('ó'), of('ỏ'), of('õ'), of('ọ')];
    const U: [u8; 5] = [of('ù'), of('ú'), of('ủ'), of('ũ'), of('ụ')];
    let (last, first, before) = (key as u8, (key >> 8) as u8, (key >> 16) as u8);
    if !matches!(first, b'o' | b'u') {
        return key;
    }
    let tone = |row: &[u8; 5]| row.iter().position(|c| *c == last);
    let moved = match first {
        b'o' => tone(&A).map(|t| (O[t], b'a')).or_else(|| tone(&E).map(|t| (O[t], b'e'))),
        b'u' if before != b'q' => tone(&Y).map(|t| (U[t], b'y')),
        _ => None,
    };
    moved.map_or(key, |(first, last)| key & !0xffff | u64::from(first) << 8 | u64::from(last))
}

#[cfg(test)]
mod tests {
    use super::super::folded;
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn words_with_one_folded_form_have_one_key_and_others_another() {
        let mut keys: HashMap<u64, String> = HashMap::new();
        let letters: Vec<char> = ('\0'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').chain("₫–•K".chars()).collect();
        let mut check = |word: String| {
            let form = folded(&word);
            if let Some(key) = pack(&word) {
                assert_eq!(pack(&form), Some(key), "{word:?}");
                assert_eq!(keys.entry(key).or_insert_with(|| form.clone()), &form, "{word:?}");
            }
        };
        for &c in &letters {
            for onset in ["", "h", "o", "ho", "HO", "u", "qu", "QU", "thU", "ngo"] {
                check(format!("{onset}{c}"));
                check(format!("{onset}{c}n"));
            }
        }
    }

    #[test]
    fn what_has_no_key() {
        assert!(pack("nghiêng").is_some() && pack("Đ").is_some() && pack("%").is_some());
        for word in ["", "internationale", "₫", "toà-nhà", "straße"] {
            assert_eq!(pack(word), None, "{word}");
        }
    }
}
