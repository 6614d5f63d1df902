//! A syllable in one machine word, so that looking it up compares numbers and no strings.
//!
//! `HOÀ`, `Hòa`, `hoà` → one key; `nghiêng` → a key of seven letters; `internationale` → none, it has too many.
//!
//! Two words have the same key exactly when their folded forms are the same (see [`super::fold`]): the longest Vietnamese
//! syllable has seven letters, and the letters of the language fit a byte each.

/// Letters that fit a key.
const LONGEST: usize = 8;

/// The codes of the letters that UTF-8 writes in one byte or two, and of those in three, U+1E80 to U+1EFF; 0 for any other
/// character.
static SHORT: [u8; 0x1c0] = codes(0);
static LONG: [u8; 0x80] = codes(0x1e80);

/// The key of a word, a run of digits or a sign; `None` for what is too long or has a letter that Vietnamese has not.
pub fn pack(word: &str) -> Option<u64> {
    match letters(word, 0) {
        (end, key) if end == word.len() => key,
        _ => pack_ascii(word.as_bytes()),
    }
}

/// The key of digits and signs; `None` for what is too long or not of ASCII.
pub fn pack_ascii(word: &[u8]) -> Option<u64> {
    let fits = word.len() <= LONGEST && word.iter().all(|b| matches!(b, b' '..0x7f));
    fits.then(|| word.iter().fold(0, |key, b| key << 8 | u64::from(b.to_ascii_lowercase())))
}

/// The letters of Vietnamese from byte `at` on: where they end, and their key when there is one.
#[inline]
pub fn letters(text: &str, at: usize) -> (usize, Option<u64>) {
    let bytes = text.as_bytes();
    let (mut key, mut count, mut i) = (0u64, 0, at);
    while let Some(&lead) = bytes.get(i) {
        let (code, width) = match lead {
            ..0x80 => (SHORT[lead as usize], 1),
            0xc3..=0xc6 => (SHORT[(lead as usize & 0x1f) << 6 | low_bits(bytes, i + 1)], 2),
            0xe1 if matches!(bytes.get(i + 1), Some(0xba | 0xbb)) => {
                (LONG[(bytes[i + 1] as usize & 1) << 6 | low_bits(bytes, i + 2)], 3)
            }
            _ => break,
        };
        if code == 0 {
            break;
        }
        key = key << 8 | u64::from(code);
        count += 1;
        i += width;
    }
    let key = if key & 0x80 == 0 { key } else { with_tone_moved(key) };
    (i, (1..=LONGEST).contains(&count).then_some(key))
}

/// What a byte behind the first one of a character adds to its number.
#[inline]
fn low_bits(bytes: &[u8], at: usize) -> usize {
    bytes.get(at).map_or(0, |byte| *byte as usize & 0x3f)
}

/// The codes of the characters from `first` on.
const fn codes<const N: usize>(first: u32) -> [u8; N] {
    let mut codes = [0; N];
    let mut n = 0;
    while n < N {
        codes[n] = code(first + n as u32);
        n += 1;
    }
    codes
}

/// The code of a letter, shared with its capital: that of ASCII, or one above those.
const fn code(point: u32) -> u8 {
    match point {
        0x41..=0x5a | 0x61..=0x7a => point as u8 | 0x20,
        // × and ÷ are no letters, ß and ÿ no pair.
        0xd7 | 0xdf | 0xf7 | 0xff => 0,
        // À to Þ and à to þ stand 32 apart.
        0xc0..=0xfe => 0x80 | (point & 0x1f) as u8,
        // Ă Đ Ĩ Ũ Ơ Ư, each before its small letter.
        0x102 | 0x103 => 0xa0,
        0x110 | 0x111 => 0xa1,
        0x128 | 0x129 => 0xa2,
        0x168 | 0x169 => 0xa3,
        0x1a0 | 0x1a1 => 0xa4,
        0x1af | 0x1b0 => 0xa5,
        // Ạ to ỹ, capitals and small letters taking turns.
        0x1ea0..=0x1ef9 => 0xb0 + ((point - 0x1e80) / 2) as u8,
        _ => 0,
    }
}

/// The code of a letter.
const fn of(c: char) -> u8 {
    code(c as u32)
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
