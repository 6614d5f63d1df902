//! Whether decoded words are Vietnamese at all, or glyph numbers of a font whose map is missing or wrong.
//!
//! `kế hoạch phát triển` → legible; `th ng kê`, `.ӂ +2Ҥ&+` and `\u{fffd}\u{fffd}` → not: the page goes to OCR or is refused.

use super::page::Sheet;
use crate::text::syllable::is_syllable;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Letters of `nghiêng`, the longest syllable.
const LONGEST_SYLLABLE: usize = 7;
/// Accented words from which on their spelling tells whether they are Vietnamese.
const ENOUGH: usize = 20;

/// What was counted over words of one font or page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Words with letters.
    pub words: usize,
    /// Of them, those that cannot be written in Vietnamese or in Latin letters.
    pub broken: usize,
    /// Of those, single consonants: what is left of `hộ` without its vowel, but labels too (`hạng b`, `nhóm K`).
    pub single: usize,
    /// Words with letters beyond ASCII that are short enough for a syllable.
    pub accented: usize,
    /// Of those, the ones that no Vietnamese syllable is: a map that gives each letter for another leaves such words.
    pub foreign: usize,
}

impl Tally {
    /// Whether so many words are broken that the rest cannot be trusted either. Sound typefaces of real documents
    /// show less than one broken word in a thousand, a face that lost two letters one in fifteen. No face loses its
    /// letters in such a way that only single consonants are left over.
    pub fn is_broken(self) -> bool {
        let lost = self.broken >= 4 && self.broken * 25 > self.words && self.single < self.broken;
        lost || self.accented >= ENOUGH && self.foreign * 2 > self.accented
    }

    fn sum(&mut self, other: Tally) {
        self.words += other.words;
        self.broken += other.broken;
        self.single += other.single;
        self.accented += other.accented;
        self.foreign += other.foreign;
    }

    fn add(&mut self, text: &str) {
        // Where the blank has a wrong letter too, the words of a line are one.
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_ascii()) {
            if (2..=LONGEST_SYLLABLE).contains(&word.chars().count()) {
                self.accented += 1;
                self.foreign += usize::from(!is_syllable(word));
            }
        }
        match judge(text) {
            None => {}
            Some(whole) => {
                // Where blanks lost their map too, a line is one word; it weighs as many as it stands for.
                let weight = (text.chars().count() / LONGEST_SYLLABLE).max(1);
                self.words += weight;
                if !whole {
                    self.broken += weight;
                    let mut letters = text.chars();
                    let single = letters.next().is_some_and(|c| c < '\u{250}') && letters.next().is_none();
                    self.single += usize::from(single);
                }
            }
        }
    }
}

/// Counts the words of all pages by typeface.
pub fn tallies<'a>(sheets: impl Iterator<Item = &'a Sheet>) -> BTreeMap<String, Tally> {
    let mut out: BTreeMap<String, Tally> = BTreeMap::new();
    for sheet in sheets {
        let mut of_page = vec![Tally::default(); sheet.fonts.len()];
        for word in &sheet.words {
            if let Some(tally) = of_page.get_mut(usize::from(word.font)) {
                tally.add(&word.text);
            }
        }
        for (name, tally) in sheet.fonts.iter().zip(of_page) {
            out.entry(name.clone()).or_default().sum(tally);
        }
    }
    out
}

/// Whether a word is written as words are; `None` when it has nothing to judge by (numbers, marks).
pub fn judge(text: &str) -> Option<bool> {
    let mut letters = 0;
    let mut vowel = false;
    let mut capitals = 0;
    let mut first = true;
    let mut plain = true;
    for c in text.nfd() {
        match c {
            '\u{fffd}' => return Some(false),
            // The Symbol font's bullets and signs live in the private range; a letter there has lost its map.
            '\u{e000}'..='\u{efff}' | '\u{f100}'..='\u{f8ff}' => return Some(false),
            '\u{300}'..='\u{36f}' => {}
            'đ' | 'Đ' | 'ð' | 'Ð' | 'ƣ' | 'Ƣ' => letters += 1,
            c if c.is_alphabetic() => {
                letters += 1;
                let code = c as u32;
                // Letters of other scripts, and of Latin blocks no language of these documents uses.
                if code > 0x24f && !(0x370..0x400).contains(&code) && !(0x1e00..0x1f00).contains(&code) {
                    return Some(false);
                }
                vowel |= "aeiouyAEIOUYươƯƠ".contains(c);
                capitals += usize::from(c.is_uppercase() || !first && c.is_ascii_digit());
            }
            c if c.is_ascii_digit() => plain = false,
            _ => {}
        }
        first = false;
    }
    if letters == 0 {
        return None;
    }
    // `t ực iện`: where a font loses one letter, single consonants are left over. Units (`m`, `g`, `l`, `h`), list
    // letters (`b)`) and Roman figures are whole.
    if letters == 1 && !vowel && plain && text.chars().count() == 1 {
        let lost = text.chars().all(|c| "bcdđknpqrtvxGHKNPQRST".contains(c));
        return if lost { Some(false) } else { None };
    }
    // Consonants alone: `th`, `ng`, `ch` are halves of syllables. Units (`km`, `kg`, `m`), single letters and
    // abbreviations in capitals (`TNHH`, `KH-BTC`) are whole.
    if !vowel && plain && letters >= 2 && capitals == 0 {
        let bare: String = text.chars().filter(|c| c.is_alphabetic()).collect();
        let cluster = ["th", "ng", "nh", "ch", "tr", "ph", "kh", "gh", "ngh", "gi", "qu"].contains(&bare.as_str());
        return if cluster { Some(false) } else { None };
    }
    Some(!is_cut(text))
}

/// Whether a word ends or begins as no Vietnamese syllable does: `dâ`, `uyệ`, `ươ` want their last letter, `iện` its first.
fn is_cut(text: &str) -> bool {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let word = text.trim_matches(|c: char| !c.is_alphabetic() && !unicode_normalization::char::is_combining_mark(c));
    if word.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let bare: String = word.nfd().filter(|c| !TONES.contains(c)).nfc().flat_map(char::to_lowercase).collect();
    // Longer words are foreign names or several syllables written together.
    let length = bare.chars().count();
    length <= 6
        && (bare.ends_with(['ă', 'â'])
            || ["iê", "yê", "uô", "ươ"].iter().any(|end| bare.ends_with(end))
            || bare.starts_with("iê"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(text: &str) -> Tally {
        let mut out = Tally::default();
        text.split(' ').for_each(|word| out.add(word));
        out
    }

    #[test]
    fn labels_of_one_letter_do_not_make_a_typeface_broken() {
        assert!(!tally(&"Sản lượng nhóm b nhóm c nhóm d nhóm K ".repeat(20)).is_broken());
        assert!(tally(&"Tăng cường t ực iện p át triển ".repeat(20)).is_broken());
    }

    #[test]
    fn a_map_that_gives_each_letter_for_another_is_broken() {
        // Each letter moved on by one, the blank to `!`.
        assert!(tally(&"Qiâu!usjỄo!diĄo!ovõj ".repeat(20)).is_broken());
        assert!(!tally(&"Phát triển chăn nuôi ở Đắk Lắk, Curaçao ".repeat(20)).is_broken());
    }

    #[test]
    fn words_units_and_abbreviations_are_whole() {
        for text in [
            "Đắk",
            "Hòa",
            "Thượng",
            "mía",
            "yêu",
            "kế",
            "hoạch",
            "nghiêng",
            "UBND",
            "đƣợc",
            "12/KH-UBND",
            "ti\u{309}nh",
            "Quyết",
        ] {
            assert_eq!(judge(text), Some(true), "{text}");
        }
        for text in ["km", "2025", "%", "-", "kg"] {
            assert_eq!(judge(text), None, "{text}");
        }
        for text in ["dâ", "uyệ", "iện", "ươ,", "th", "ngh", "t", "P", "\u{fffd}\u{fffd}", "+2Ҥ&+"] {
            assert_eq!(judge(text), Some(false), "{text}");
        }
    }
}
