//! How much of a text is Vietnamese, counted in syllables.
//!
//! `Kế hoạch phát triển` → 4 of 4; `KÕ ho¹ch ph¸t triÓn` (an old encoding that nobody repaired) → 0 of 4.

use super::syllable::is_syllable;

/// Words counted by [`Legibility::of`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Legibility {
    /// Words of two letters or more.
    pub words: usize,
    /// Of them, those that are Vietnamese syllables.
    pub syllables: usize,
}

/// Share of syllables from which on a text counts as Vietnamese that can be read. Plans hold some 95 %, names and foreign
/// words taken off; text of lost or wrong letters falls below a half.
const ENOUGH: f64 = 0.7;

impl Legibility {
    /// Counts the words of `text`. Abbreviations (`UBND`) and codes (`KH2025`) are no words.
    pub fn of(text: &str) -> Legibility {
        let mut out = Legibility::default();
        // Signs count as letters where they stand inside a word: `nh©n` is one word, and none that can be read.
        let is_part = |c: char| c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace() && !"–—…“”‘’«»•".contains(c);
        for word in text.split(|c| !is_part(c)) {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            let abbreviation = word.chars().all(|c| c.is_uppercase()) && !is_syllable(word);
            if letters < 2 || abbreviation || word.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            out.words += 1;
            out.syllables += usize::from(is_syllable(word));
        }
        out
    }

    /// Share of syllables, from 0 to 1; `None` without words.
    pub fn share(self) -> Option<f64> {
        (self.words > 0).then(|| self.syllables as f64 / self.words as f64)
    }

    /// Whether it can be read.
    pub fn is_legible(self) -> bool {
        self.share().is_some_and(|share| share >= ENOUGH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_text_is_legible_and_wrong_letters_are_not() {
        let sound = Legibility::of("UBND tỉnh đặt ra: tỷ lệ hộ nghèo còn dưới 3%, theo QĐ 12/KH-UBND.");
        assert_eq!((sound.words, sound.syllables), (10, 10));
        assert!(sound.is_legible());
        let wrong = Legibility::of("KÕ ho¹ch ph¸t triÓn kinh tÕ x· héi");
        assert!(!wrong.is_legible());
        assert_eq!(Legibility::of("2025: 3,5%").share(), None);
    }
}
