//! When two spellings count as the same words: the yardstick of the score, kept apart from what is measured with it.
//!
//! `Tỷ lệ hoà giải` and `tỷ lệ hòa giải` are the same; `kinh tế số trong GRDP` and `kinh tế số` agree by 4 of 5 words.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Words that say nothing about what is measured. `của` is not among them: published figures were made with it counted.
const FILLER: [&str; 22] = [
    "chiếm", "trong", "trên", "so", "với", "đạt", "được", "các", "những", "về", "mức", "là", "có", "bằng", "ở", "tại",
    "cho", "và", "theo", "số", "…", "...",
];

/// Tone marks in their decomposed form: grave, acute, tilde, hook, dot.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Lower case, NFC, single blanks, and one placement of the tone mark for oa, oe, uy (`hòa` → `hoà`, `thủy` → `thuỷ`).
pub fn same_case_and_tone(text: &str) -> String {
    let lower: String = text.nfc().collect::<String>().to_lowercase();
    let blanks: Vec<&str> = lower.split_whitespace().collect();
    let mut letters: Vec<char> = blanks.join(" ").nfd().collect();
    let mut i = 0;
    while i + 2 < letters.len() {
        let glide = matches!(letters[i], 'o' | 'u') && (i == 0 || letters[i - 1] != 'q');
        let vowel = matches!(letters[i + 2], 'a' | 'e' | 'y');
        let closed = letters.get(i + 3).is_some_and(|c| c.is_ascii_lowercase() || ('\u{300}'..='\u{36f}').contains(c));
        if glide && TONES.contains(&letters[i + 1]) && vowel && !closed {
            letters.swap(i + 1, i + 2);
            i += 3;
        } else {
            i += 1;
        }
    }
    letters.into_iter().nfc().collect()
}

fn words(text: &str) -> Vec<String> {
    let text = same_case_and_tone(text);
    let all: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let kept: Vec<&str> = all.iter().copied().filter(|w| !FILLER.contains(w)).collect();
    (if kept.is_empty() { all } else { kept }).into_iter().map(str::to_owned).collect()
}

/// F1 of the two bags of words, 0 when either is empty.
pub fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut rest: HashMap<&str, usize> = HashMap::new();
    for word in &b {
        *rest.entry(word).or_default() += 1;
    }
    let hits =
        a.iter().filter(|w| rest.get_mut(w.as_str()).is_some_and(|n| n.checked_sub(1).map(|m| *n = m).is_some()));
    2.0 * hits.count() as f64 / (a.len() + b.len()) as f64
}

/// Whether two units say the same: spelling variants always, a shorter counted noun (`đô thị` for `đô thị thông minh`)
/// too, but never for percents, money, points and ranks.
pub fn same_unit(a: &str, b: &str) -> bool {
    let (a, b) = (same_case_and_tone(a), same_case_and_tone(b));
    let loose = |u: &str| -> String {
        let u = u.replace("tỉ", "tỷ").replace("hàng năm", "năm");
        u.chars().filter(|c| !c.is_whitespace() && !matches!(c, '/' | '.' | ',')).collect()
    };
    let strict = |u: &str| ["%", "‰", "đồng", "usd", "điểm", "hạng"].iter().any(|s| u.contains(s));
    a == b
        || loose(&a) == loose(&b)
        || (!a.is_empty() && !b.is_empty() && !strict(&a) && !strict(&b) && (a.starts_with(&b) || b.starts_with(&a)))
}

/// Whether two header values agree: titles by words, the rest to the letter, blanks and case aside.
pub fn same_field(name: &str, gold: &str, came: &str) -> bool {
    let (gold, came) = (same_case_and_tone(gold), same_case_and_tone(came));
    if name == "title" {
        let bare = |t: &str| {
            let led = ["về việc ", "v/v ", "về "].iter().find_map(|l| t.strip_prefix(l));
            led.unwrap_or(t).to_owned()
        };
        return similarity(&bare(&gold), &bare(&came)) >= 0.95;
    }
    gold.replace(' ', "") == came.replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_placement_is_no_difference() {
        assert_eq!(same_case_and_tone("Hòa  giải, thủy lợi, quý, hoàn toàn"), "hoà giải, thuỷ lợi, quý, hoàn toàn");
    }

    #[test]
    fn similarity_counts_words_once_and_leaves_filler_out() {
        assert_eq!(similarity("tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo trên tỉnh"), 8.0 / 9.0);
        assert_eq!(similarity("", "hộ nghèo"), 0.0);
        assert_eq!(similarity("trên", "trên"), 1.0, "filler alone is still compared");
    }

    #[test]
    fn units() {
        assert!(same_unit("tỷ đồng", "tỉ  đồng"));
        assert!(same_unit("đô thị", "đô thị thông minh"));
        assert!(!same_unit("%", "%/năm"));
        assert!(!same_unit("", "xã"));
    }
}
