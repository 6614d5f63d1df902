//! How well letters read from a table make Vietnamese words.
//!
//! `nhân dân` → two syllables, nothing wrong; `nh©n d©n` → nothing right, two signs inside words.

use super::charset::byte;
use crate::text::syllable::is_syllable_of;

/// What was counted over some text, in words and signs that go beyond ASCII: the others read the same in every table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Words that are Vietnamese syllables.
    pub right: u32,
    /// Words that are not, and signs inside or beside words where none belong.
    pub wrong: u32,
    /// Letters that no table of one byte a letter holds, so that the text was Unicode all along.
    pub beyond: u32,
}

impl Tally {
    /// Right less wrong.
    pub fn net(self) -> i64 {
        i64::from(self.right) - i64::from(self.wrong)
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.beyond += other.beyond;
    }
}

/// Counts the words of `text`.
pub fn tally(text: &[char]) -> Tally {
    let mut out = Tally::default();
    let mut at = 0;
    while at < text.len() {
        let from = at;
        while at < text.len() && is_letter(text[at]) {
            at += 1;
        }
        if from == at {
            let c = text[at];
            if !c.is_ascii() && is_out_of_place(c, from.checked_sub(1).map(|i| text[i]), text.get(at + 1).copied()) {
                out.wrong += 1;
            }
            at += 1;
            continue;
        }
        let word = &text[from..at];
        if word.iter().all(char::is_ascii) {
            continue;
        }
        out.beyond += word.iter().filter(|c| **c > '\u{ff}' && byte(**c).is_none()).count() as u32;
        if is_syllable_of(word.iter().copied()) {
            // A letter by itself is a syllable in too many tables: `ñ` is `ủ`, `µ` is `à`.
            out.right += u32::from(word.len() > 1);
        } else {
            out.wrong += 1;
        }
    }
    out
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(&c) }
}

/// Whether a sign stands where Vietnamese text has none: between two letters, or, of the rarer ones, beside a letter.
fn is_out_of_place(c: char, before: Option<char>, after: Option<char>) -> bool {
    let (before, after) = (before.is_some_and(is_letter), after.is_some_and(is_letter));
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '–' | '—' | '’' | '…' | '•' | '\u{feff}' => {
            false
        }
        '\u{80}'..='\u{9f}' | '\u{fffd}' => true,
        '“' | '”' | '‘' | '«' | '»' | '·' | '°' | '²' | '³' | '×' | '±' | '₫' | '†' | '‡' => {
            before && after
        }
        _ if c.is_whitespace() => false,
        _ => before || after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> Tally {
        tally(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn right_and_wrong_words_are_counted() {
        let sound = count("Ủy ban nhân dân tỉnh “đạt” 25°C");
        assert_eq!((sound.right, sound.wrong), (5, 0));
        let wrong = count("Uû ban nh©n d©n tØnh");
        assert_eq!((wrong.right, wrong.wrong), (0, 4));
    }
}
