//! Phrases found by their syllables, the longest first.
//!
//! With `tối thiểu` and `tối thiểu là` in the table, the words `Tối thiểu là 90%` match the longer one.

use crate::text::{fold, is_letter};
use std::collections::HashMap;

/// Number of a known syllable or sign; [`Syllables::UNKNOWN`] for any other.
pub type Syllable = u32;

/// The syllables and signs that occur in any phrase of a set of tables.
#[derive(Debug, Default)]
pub struct Syllables {
    ids: HashMap<Box<str>, Syllable, Fast>,
}

impl Syllables {
    /// A syllable of no phrase.
    pub const UNKNOWN: Syllable = 0;

    /// The number of a folded syllable.
    pub fn id(&self, folded: &str) -> Syllable {
        self.ids.get(folded).copied().unwrap_or(Self::UNKNOWN)
    }

    fn intern(&mut self, folded: &str) -> Syllable {
        if let Some(&id) = self.ids.get(folded) {
            return id;
        }
        let id = self.ids.len() as Syllable + 1;
        self.ids.insert(folded.into(), id);
        id
    }
}

/// A set of phrases, each with the values given to it, in order of insertion.
#[derive(Debug)]
pub struct Phrases<T> {
    /// (node, syllable) → node. Node 0 is the root.
    steps: HashMap<(u32, Syllable), u32, Fast>,
    values: Vec<Vec<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { steps: HashMap::default(), values: vec![Vec::new()] }
    }
}

impl<T> Phrases<T> {
    /// Adds a value to a phrase.
    pub fn insert(&mut self, syllables: &mut Syllables, phrase: &str, value: T) {
        let mut node = 0;
        let mut folded = String::new();
        for piece in split(phrase) {
            folded.clear();
            fold(piece.text, &mut folded);
            let syllable = syllables.intern(&folded);
            node = *self.steps.entry((node, syllable)).or_insert_with(|| {
                self.values.push(Vec::new());
                (self.values.len() - 1) as u32
            });
        }
        self.values[node as usize].push(value);
    }

    /// The longest phrase at the start of `syllables`: how many it takes, and its values.
    pub fn longest(&self, syllables: impl IntoIterator<Item = Syllable>) -> Option<(usize, &[T])> {
        let mut node = 0;
        let mut best = None;
        for (n, syllable) in syllables.into_iter().enumerate() {
            if syllable == Syllables::UNKNOWN {
                break;
            }
            let Some(&next) = self.steps.get(&(node, syllable)) else { break };
            node = next;
            crate::work::steps(1);
            let values = &self.values[node as usize];
            if !values.is_empty() {
                best = Some((n + 1, values.as_slice()));
            }
        }
        best
    }
}

/// A piece of text: a word, a run of digits, or one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Byte offset in the text split.
    pub start: usize,
    /// The piece.
    pub text: &'a str,
    /// What it is.
    pub kind: PieceKind,
}

/// The kinds of [`Piece`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Letters and their marks.
    Word,
    /// ASCII digits.
    Digits,
    /// One other character.
    Sign,
}

/// Cuts text into words, runs of digits and single signs; blanks separate and are left out.
pub fn split(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, c) = rest.next()?;
            if c.is_whitespace() {
                continue;
            }
            let kind = kind(c);
            let mut end = start + c.len_utf8();
            if kind != PieceKind::Sign {
                while let Some(&(next, d)) = rest.peek() {
                    if self::kind(d) != kind {
                        break;
                    }
                    end = next + d.len_utf8();
                    rest.next();
                }
            }
            return Some(Piece { start, text: &text[start..end], kind });
        }
    })
}

fn kind(c: char) -> PieceKind {
    if c.is_ascii_digit() {
        PieceKind::Digits
    } else if is_letter(c) {
        PieceKind::Word
    } else {
        PieceKind::Sign
    }
}

/// Multiply and fold, eight bytes at a time: keys here are a syllable long and come from our own tables, so flooding is no
/// concern. Nothing is ever written in the order of these maps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fast;

impl std::hash::BuildHasher for Fast {
    type Hasher = Fold;
    fn build_hasher(&self) -> Fold {
        Fold(0)
    }
}

/// The state of [`Fast`].
#[derive(Debug)]
pub struct Fold(u64);

impl Fold {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl std::hash::Hasher for Fold {
    fn finish(&self) -> u64 {
        // The best bits of a product are its high ones; maps take the low ones.
        self.0 ^ (self.0 >> 32)
    }
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            // The length keeps `a` apart from `a\0`.
            self.add(rest.iter().fold(rest.len() as u64, |word, b| word << 8 | u64::from(*b)));
        }
    }
    fn write_u8(&mut self, _: u8) {
        // The mark behind a string: the map compares the strings themselves.
    }
    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let mut syllables = Syllables::default();
        let mut phrases = Phrases::default();
        phrases.insert(&mut syllables, "tối thiểu", 1);
        phrases.insert(&mut syllables, "tối thiểu là", 2);
        let ids = |text: &str| split(text).map(|p| syllables.id(&crate::text::folded(p.text))).collect::<Vec<_>>();
        assert_eq!(phrases.longest(ids("Tối thiểu là 90%")), Some((3, &[2][..])));
        assert_eq!(phrases.longest(ids("tối thiểu 90%")), Some((2, &[1][..])));
        assert_eq!(phrases.longest(ids("tối đa 90%")), None);
    }

    #[test]
    fn pieces_are_words_digits_and_signs() {
        let pieces: Vec<_> = split("đạt ≥15,5% m2").map(|p| p.text).collect();
        assert_eq!(pieces, ["đạt", "≥", "15", ",", "5", "%", "m", "2"]);
    }
}
