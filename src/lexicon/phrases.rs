//! Phrases found by their syllables, the longest first.
//!
//! With `tối thiểu` and `tối thiểu là` in the table, the words `Tối thiểu là 90%` match the longer one.

use crate::text::{folded, is_letter, letters, pack, pack_ascii};
use std::collections::HashMap;

/// Number of a known syllable or sign; [`Syllables::UNKNOWN`] for any other.
pub type Syllable = u32;

/// The syllables and signs that occur in any phrase of a set of tables, by their folded form.
#[derive(Debug, Default)]
pub struct Syllables {
    packed: Keys,
    /// What no key can hold: long words, signs outside ASCII.
    others: HashMap<Box<str>, Syllable, Fast>,
}

impl Syllables {
    /// A syllable of no phrase.
    pub const UNKNOWN: Syllable = 0;

    /// The number of a word or sign, however it is written (see [`crate::text::fold()`]).
    pub fn id(&self, word: &str) -> Syllable {
        pack(word).map_or_else(|| self.id_of_other(word), |key| self.packed.get(key))
    }

    /// The number of a piece of text.
    #[inline]
    pub fn of(&self, piece: &Piece<'_>) -> Syllable {
        piece.key.map_or_else(|| self.id_of_other(piece.text()), |key| self.packed.get(key))
    }

    /// The number of the words of this key.
    pub fn of_key(&self, key: u64) -> Syllable {
        self.packed.get(key)
    }

    #[cold]
    fn id_of_other(&self, word: &str) -> Syllable {
        let folded = folded(word);
        match pack(&folded) {
            Some(key) => self.packed.get(key),
            None => self.others.get(folded.as_str()).copied().unwrap_or(Self::UNKNOWN),
        }
    }

    fn intern(&mut self, word: &str) -> Syllable {
        let next = (self.packed.count + self.others.len()) as Syllable + 1;
        let folded = folded(word);
        match pack(&folded) {
            Some(key) => self.packed.get_or_insert(key, next),
            None => *self.others.entry(folded.into()).or_insert(next),
        }
    }
}

/// A map from keys to syllables that is asked about every word of every document: open addressing, three slots of four
/// empty, so that a look-up is one comparison, nearly always.
#[derive(Debug, Default)]
struct Keys {
    /// A power of two of them; no key is 0.
    slots: Vec<(u64, Syllable)>,
    count: usize,
}

impl Keys {
    /// The slot of `key`, or the empty one it would take.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while self.slots[at].0 != key && self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline]
    fn get(&self, key: u64) -> Syllable {
        if self.slots.is_empty() { Syllables::UNKNOWN } else { self.slots[self.slot(key)].1 }
    }

    fn get_or_insert(&mut self, key: u64, value: Syllable) -> Syllable {
        if self.count * 4 >= self.slots.len() {
            let larger = vec![(0, Syllables::UNKNOWN); (self.slots.len() * 2).max(64)];
            for (key, value) in std::mem::replace(&mut self.slots, larger).into_iter().filter(|(key, _)| *key != 0) {
                let at = self.slot(key);
                self.slots[at] = (key, value);
            }
        }
        let at = self.slot(key);
        if self.slots[at].0 == 0 {
            self.slots[at] = (key, value);
            self.count += 1;
        }
        self.slots[at].1
    }
}

/// A set of phrases, each with the values given to it, in order of insertion.
#[derive(Debug)]
pub struct Phrases<T> {
    /// Syllable → the node below the root; 0, the root itself, where no phrase begins so, as at most words.
    roots: Vec<u32>,
    /// (node, syllable) → node, below the root.
    steps: HashMap<(u32, Syllable), u32, Fast>,
    nodes: Vec<Node<T>>,
}

/// What a look-up needs of one beginning of phrases, side by side.
#[derive(Debug)]
struct Node<T> {
    /// The syllables that may follow, as [`bit`]s: most words that do not go on a phrase are told without a look-up.
    follow: u64,
    values: Vec<T>,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Node { follow: 0, values: Vec::new() }
    }
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { roots: Vec::new(), steps: HashMap::default(), nodes: vec![Node::default()] }
    }
}

/// One of 64 bits for each syllable, shared by some.
pub fn bit(syllable: Syllable) -> u64 {
    1 << (syllable % 64)
}

impl<T> Phrases<T> {
    /// Adds a value to a phrase.
    pub fn insert(&mut self, syllables: &mut Syllables, phrase: &str, value: T) {
        let mut node = 0;
        for piece in split(phrase) {
            let syllable = syllables.intern(piece.text());
            if self.roots.len() <= syllable as usize {
                self.roots.resize(syllable as usize + 1, 0);
            }
            self.nodes[node as usize].follow |= bit(syllable);
            let next = match node {
                0 => &mut self.roots[syllable as usize],
                _ => self.steps.entry((node, syllable)).or_default(),
            };
            if *next == 0 {
                *next = self.nodes.len() as u32;
                self.nodes.push(Node::default());
            }
            node = *next;
        }
        self.nodes[node as usize].values.push(value);
    }

    /// The longest phrase at the start of `syllables`: how many it takes, and its values.
    #[inline]
    pub fn longest(&self, syllables: impl IntoIterator<Item = Syllable>) -> Option<(usize, &[T])> {
        let mut syllables = syllables.into_iter();
        let mut at = syllables.next().and_then(|first| self.roots.get(first as usize).copied()).unwrap_or(0);
        let mut best = None;
        let mut length = 0;
        while at != 0 {
            crate::work::steps(1);
            length += 1;
            let node = &self.nodes[at as usize];
            if !node.values.is_empty() {
                best = Some((length, node.values.as_slice()));
            }
            at = match syllables.next() {
                Some(next) if node.follow & bit(next) != 0 => self.steps.get(&(at, next)).copied().unwrap_or(0),
                _ => 0,
            };
        }
        best
    }
}

/// A piece of text: a word, a run of digits, or one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Byte offset in the text split.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// What it is.
    pub kind: PieceKind,
    /// Its key (see [`pack`]), when it has one.
    pub key: Option<u64>,
    /// The text split.
    whole: &'a str,
}

impl<'a> Piece<'a> {
    /// The piece. Most are known by their key, and nobody asks.
    pub fn text(&self) -> &'a str {
        &self.whole[self.start..self.end]
    }
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
pub fn split(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

/// The pieces of a text (see [`split`]).
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    // Every word of every text comes through here, and what is made of a piece seldom needs all of it.
    #[inline(always)]
    fn next(&mut self) -> Option<Piece<'a>> {
        // Between most words stands one blank.
        self.at += usize::from(self.text.as_bytes().get(self.at) == Some(&b' '));
        let start = self.at;
        let (end, key) = letters(self.text, start);
        // Most pieces are words of the letters of Vietnamese alone.
        if end > start && self.text.as_bytes().get(end).is_none_or(u8::is_ascii) {
            self.at = end;
            return Some(Piece { start, end, kind: PieceKind::Word, key, whole: self.text });
        }
        self.other(end)
    }
}

impl<'a> Pieces<'a> {
    /// The next piece, of which the letters of Vietnamese up to `end` are known.
    fn other(&mut self, end: usize) -> Option<Piece<'a>> {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let mut start = self.at;
        // Most of the others are figures and signs of ASCII; its letters were told above.
        if end == start && bytes.get(start).is_some_and(u8::is_ascii_graphic) {
            let digits = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
            self.at = start + digits.max(1);
            let kind = if digits > 0 { PieceKind::Digits } else { PieceKind::Sign };
            let key = pack_ascii(&bytes[start..self.at]);
            return Some(Piece { start, end: self.at, kind, key, whole: text });
        }
        let class = if end > start {
            self.at = end;
            Class::Letter
        } else {
            loop {
                let (class, width) = class(text, start)?;
                self.at = start + width;
                if class != Class::Blank {
                    break class;
                }
                start = self.at;
            }
        };
        let kind = match class {
            Class::Blank | Class::Sign => PieceKind::Sign,
            Class::Digit => {
                self.at += bytes[self.at..].iter().take_while(|b| b.is_ascii_digit()).count();
                PieceKind::Digits
            }
            Class::Letter => {
                self.at = self.at.max(letters(text, start).0);
                // Letters of other languages.
                while bytes.get(self.at).is_some_and(|b| !b.is_ascii())
                    && let Some((Class::Letter, width)) = self::class(text, self.at)
                {
                    self.at += width;
                }
                PieceKind::Word
            }
        };
        let end = self.at;
        let key = if kind == PieceKind::Word { pack(&text[start..end]) } else { pack_ascii(&bytes[start..end]) };
        Some(Piece { start, end, kind, key, whole: text })
    }
}

/// What a character is to [`split`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Letter,
    Digit,
    Sign,
}

/// The class of the character at byte `at`, and its width. ASCII and the letters of Latin scripts are told by their bytes.
#[inline]
fn class(text: &str, at: usize) -> Option<(Class, usize)> {
    let bytes = text.as_bytes();
    Some(match *bytes.get(at)? {
        b'a'..=b'z' | b'A'..=b'Z' => (Class::Letter, 1),
        b'0'..=b'9' => (Class::Digit, 1),
        b' ' | 0x9..=0xd => (Class::Blank, 1),
        0..0x80 => (Class::Sign, 1),
        // À to U+023F but × and ÷; U+1E00 to U+1EFF.
        0xc3 if !matches!(bytes[at + 1], 0x97 | 0xb7) => (Class::Letter, 2),
        0xc4..=0xc8 => (Class::Letter, 2),
        0xe1 if matches!(bytes[at + 1], 0xb8..=0xbb) => (Class::Letter, 3),
        _ => {
            let c = text[at..].chars().next()?;
            let class = match c {
                _ if c.is_whitespace() => Class::Blank,
                _ if is_letter(c) => Class::Letter,
                _ => Class::Sign,
            };
            (class, c.len_utf8())
        }
    })
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
    fn write_u64(&mut self, n: u64) {
        self.add(n);
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
        let ids = |text: &str| split(text).map(|p| syllables.of(&p)).collect::<Vec<_>>();
        assert_eq!(phrases.longest(ids("Tối thiểu là 90%")), Some((3, &[2][..])));
        assert_eq!(phrases.longest(ids("tối thiểu 90%")), Some((2, &[1][..])));
        assert_eq!(phrases.longest(ids("tối đa 90%")), None);
    }

    #[test]
    fn pieces_have_the_keys_of_their_words() {
        let text = "Uỷ ban, 2025 ñandú čeština ßà 12345678 123456789 quốc-tế ₫ internationale x²";
        for piece in split(text) {
            assert_eq!(piece.key, pack(piece.text()), "{}", piece.text());
        }
    }

    #[test]
    fn characters_told_by_bytes_are_those_of_unicode() {
        for c in '\0'..='\u{3ffff}' {
            let kind = split(c.encode_utf8(&mut [0; 4])).next().map(|p| p.kind);
            let expected = match c {
                _ if c.is_whitespace() => None,
                '0'..='9' => Some(PieceKind::Digits),
                _ if c.is_alphabetic() => Some(PieceKind::Word),
                _ => Some(PieceKind::Sign),
            };
            assert_eq!(kind, expected, "{c:?}");
        }
    }

    #[test]
    fn pieces_are_words_digits_and_signs() {
        let pieces: Vec<_> = split("đạt ≥15,5% m2").map(|p| p.text()).collect();
        assert_eq!(pieces, ["đạt", "≥", "15", ",", "5", "%", "m", "2"]);
    }
}
