//! The form words are compared in: lower case, tone mark where the older spelling puts it.
//!
//! `HOÀ`, `Hòa`, `hoà` → `hòa`; `thuỷ` → `thủy`; `hoàn`, `quý` stay (closed syllable, `qu` is a consonant).

/// Appends the folded form of `text` to `out`.
pub fn fold(text: &str, out: &mut String) {
    let mut syllable = out.len();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
        if !c.is_alphabetic() {
            let end = out.len() - c.len_utf8();
            move_tone(out, syllable, end);
            syllable = out.len();
        }
    }
    let end = out.len();
    move_tone(out, syllable, end);
}

/// The folded form of `text`.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold(text, &mut out);
    out
}

/// Rewrites an open syllable that ends in `oà`, `oè` or `uỳ` (any tone) as `òa`, `òe`, `ùy`.
fn move_tone(out: &mut String, start: usize, end: usize) {
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
