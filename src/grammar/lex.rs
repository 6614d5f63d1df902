//! A paragraph as atoms: numbers, phrases the tables know, other words, signs. They tile the text, blanks apart.
//!
//! `đạt trên 80%` → `đạt` (reach), `trên` (compare), 80 (number), `%` (unit).

use super::number::{self, Literal};
use crate::lexicon::Words;
use crate::lexicon::kinds::Kinds;
use crate::lexicon::phrases::{Piece, PieceKind, Syllable, Syllables, split};
use crate::lexicon::words::{Sense, Verb};
use crate::span::Span;
use crate::text::is_capital;

/// A phrase, word, number or sign of the text.
#[derive(Clone, Debug)]
pub struct Atom<'w> {
    /// Where, in the text that was lexed.
    pub span: Span,
    /// What it is.
    pub kind: AtomKind<'w>,
    /// A blank stands before it.
    pub spaced: bool,
    /// It begins with a capital.
    pub capital: bool,
    /// The kinds of its senses.
    kinds: Kinds,
}

/// The kinds of [`Atom`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AtomKind<'w> {
    /// Digits with their separators.
    Number(Literal),
    /// A phrase of the tables, longest first, and its senses.
    Phrase(&'w [Sense]),
    /// A word of no table.
    Word,
    /// Any other character.
    Sign(char),
}

impl<'w> Atom<'w> {
    /// The senses of a phrase, none for anything else.
    pub fn senses(&self) -> &'w [Sense] {
        match self.kind {
            AtomKind::Phrase(senses) => senses,
            _ => &[],
        }
    }

    /// Whether one of its senses is `sense`.
    #[inline]
    pub fn is(&self, sense: Sense) -> bool {
        self.may(sense.kind()) && self.senses().contains(&sense)
    }

    /// Whether it has a sense of any of these kinds. Asked before its senses are read, for most atoms have none.
    #[inline]
    pub fn may(&self, kinds: Kinds) -> bool {
        self.kinds.meet(kinds)
    }

    /// The sign it is.
    pub fn sign(&self) -> Option<char> {
        match self.kind {
            AtomKind::Sign(c) => Some(c),
            _ => None,
        }
    }

    /// A digit of a footnote mark: `¹`.
    pub fn is_superscript(&self) -> bool {
        self.sign().is_some_and(|c| !c.is_ascii() && "¹²³⁴⁵⁶⁷⁸⁹⁰".contains(c))
    }

    /// Whether it is a number, in figures or words.
    pub fn counts(&self) -> bool {
        self.number().is_some() || self.may(Kinds::NUMERAL.or(Kinds::MULTIPLE))
    }

    /// The number it is.
    pub fn number(&self) -> Option<Literal> {
        match self.kind {
            AtomKind::Number(literal) => Some(literal),
            _ => None,
        }
    }
}

/// A syllable of Vietnamese and the blank behind it take some five bytes, signs and figures fewer.
const BYTES_A_TOKEN: usize = 4;

#[derive(Debug)]
struct Token {
    start: u32,
    end: u32,
    syllable: Syllable,
    kind: PieceKind,
}

/// Cuts `text` into atoms. Linear: each phrase look-up is bounded by the longest phrase of the tables.
pub fn lex<'w>(text: &str, words: &'w Words) -> Vec<Atom<'w>> {
    let mut room = Room::default();
    room.lex(text, words);
    room.atoms
}

/// Room to cut texts in, one after the other.
#[derive(Debug, Default)]
pub struct Room<'w> {
    tokens: Vec<Token>,
    atoms: Vec<Atom<'w>>,
}

impl<'w> Room<'w> {
    /// As [`lex()`].
    pub fn lex(&mut self, text: &str, words: &'w Words) -> &[Atom<'w>] {
        let Room { tokens, atoms } = self;
        tokens.clear();
        tokens.reserve(text.len() / BYTES_A_TOKEN + 4);
        tokens.extend(split(text).map(|p| Token {
            start: p.start as u32,
            end: p.end as u32,
            syllable: syllable(&p, words),
            kind: p.kind,
        }));
        atoms.clear();
        atoms.reserve(tokens.len());
        let mut i = 0;
        while let Some(token) = tokens.get(i) {
            let spaced = i == 0 || tokens[i - 1].end < token.start;
            let first = first_char(text, token.start as usize);
            let (kind, taken) = if token.kind == PieceKind::Digits {
                let (literal, end) = number::literal(text, token.start as usize);
                let taken = tokens[i..].iter().take_while(|t| (t.start as usize) < end).count().max(1);
                (AtomKind::Number(literal), taken)
            } else if let Some((taken, senses)) = words.phrases.longest(tokens[i..].iter().map(|t| t.syllable)) {
                // `dân số trung bình | năm 2022`: a mean by the year only where no year follows.
                let year = |t: &Token| t.kind == PieceKind::Digits && t.end - t.start == 4;
                let shorter = || words.phrases.longest(tokens[i..i + taken - 1].iter().map(|t| t.syllable));
                let split = tokens.get(i + taken).is_some_and(year) && senses.contains(&Sense::Verb(Verb::MeanYearly))
                    || leads_on(text, &tokens[i..i + taken], &tokens[i + taken..], senses, words)
                    || names_level(text, &tokens[i..i + taken], &tokens[i + taken..], senses, words);
                let (taken, senses) = split.then(shorter).flatten().unwrap_or((taken, senses));
                (AtomKind::Phrase(senses), taken)
            } else if token.kind == PieceKind::Word {
                (AtomKind::Word, 1)
            } else {
                (AtomKind::Sign(first), 1)
            };
            let span = Span { start: token.start, end: tokens[i + taken - 1].end };
            let kinds = if let AtomKind::Phrase(senses) = kind { Kinds::of(senses) } else { Kinds::default() };
            atoms.push(Atom { span, kind, spaced, capital: is_capital(first), kinds });
            i += taken;
        }
        atoms
    }
}

/// Whether the last word of a unit begins a time or an end instead: `83 điểm | đến năm 2030`, not `3 điểm đến`.
fn leads_on(text: &str, unit: &[Token], behind: &[Token], senses: &[Sense], words: &Words) -> bool {
    let [first, .., last] = unit else { return false };
    let to = || text[first.start as usize..last.end as usize].ends_with(" đến");
    let time = |s: &Sense| matches!(s, Sense::Time(_));
    senses.iter().any(|s| matches!(s, Sense::Unit(_)))
        && to()
        && behind.first().is_some_and(|next| {
            let phrase = || words.phrases.longest(behind.iter().map(|t| t.syllable));
            next.kind == PieceKind::Digits || phrase().is_some_and(|(_, senses)| senses.iter().any(time))
        })
}

/// Whether the last word of a verb opens a name instead: `duy trì | mức sinh thay thế 2,1 con`, not `duy trì mức trên 95%`.
fn names_level(text: &str, verb: &[Token], behind: &[Token], senses: &[Sense], words: &Words) -> bool {
    let [first, _, ..] = verb else { return false };
    let Some((last, next)) = verb.last().zip(behind.first()) else { return false };
    let level = text[first.start as usize..last.end as usize].ends_with(" mức");
    let phrase = || words.phrases.longest(behind.iter().map(|t| t.syllable)).map_or(&[][..], |(_, senses)| senses);
    let verb = |s: &Sense| matches!(s, Sense::Verb(_));
    level
        && senses.iter().any(verb)
        && next.kind == PieceKind::Word
        && phrase().iter().all(|s| verb(s) || *s == Sense::Compound)
}

/// The senses of the phrase that opens `text`; what follows it is left unread.
pub fn opening<'w>(text: &str, words: &'w Words) -> &'w [Sense] {
    let mut pieces = split(text).peekable();
    if pieces.peek().is_some_and(|p| p.kind == PieceKind::Digits) {
        return &[];
    }
    words.phrases.longest(pieces.map(|p| syllable(&p, words))).map_or(&[], |(_, senses)| senses)
}

/// The syllable of a piece. No phrase has a figure of more than three digits.
#[inline]
fn syllable(piece: &Piece<'_>, words: &Words) -> Syllable {
    let long = piece.kind == PieceKind::Digits && piece.end - piece.start > 3;
    if long { Syllables::UNKNOWN } else { words.syllables.of(piece) }
}

/// The character that begins at byte `at`.
fn first_char(text: &str, at: usize) -> char {
    match text.as_bytes()[at] {
        ascii @ ..0x80 => char::from(ascii),
        _ => text[at..].chars().next().unwrap_or(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_phrase_is_the_first_atom() {
        let words = Words::built_in();
        for text in ["Tỷ lệ hộ nghèo giảm", "5,2%", "2025", "1 năm", "% hộ", "(ba) xã", "khác", ""] {
            let first = lex(text, &words).first().map_or(&[][..], Atom::senses);
            assert_eq!(opening(text, &words), first, "{text}");
        }
    }

    #[test]
    fn atoms_tile_the_text() {
        let words = Words::built_in();
        let text = "Tỷ lệ hộ nghèo giảm từ 5,2% xuống dưới 3% (năm 2025) & “khác”…";
        let atoms = lex(text, &words);
        let mut at = 0;
        for atom in &atoms {
            assert!(text[at..atom.span.start as usize].trim().is_empty());
            assert_eq!(atom.spaced, at == 0 || atom.span.start as usize > at);
            at = atom.span.end as usize;
        }
        assert_eq!(at, text.len());
    }
}
