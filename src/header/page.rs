//! The document as the header readers see it: one line a block, without the marks that layouts leave around words.
//!
//! The piped line `| ỦY BAN NHÂN DÂN |` is read as `ỦY BAN NHÂN DÂN`; its folded form is `ủy ban nhân dân`, byte for byte as long.

use crate::document::{Block, Document, Role};
use crate::span::Span;
use crate::target::{Evidence, TablePlace};
use crate::text::fold;
use std::cell::OnceCell;

/// Blocks of one document as lines.
pub struct Page<'a> {
    /// The document.
    pub document: &'a Document,
    /// Per block: its words without bars, emphasis marks and rules at the ends.
    spans: Vec<Span>,
    /// The opening, folded, made when first asked for.
    opening: OnceCell<String>,
}

/// Bytes of a document searched for the ordinary spelling of what its head prints in capitals.
const OPENING: usize = 64 * 1024;

impl<'a> Page<'a> {
    /// Trims every block; linear and without allocation per block.
    pub fn new(document: &'a Document) -> Page<'a> {
        let spans = document.blocks().iter().map(|b| trimmed(document.text(), b.span)).collect();
        Page { document, spans, opening: OnceCell::new() }
    }

    /// Number of lines, which is the number of blocks.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Where the words of line `i` stand.
    pub fn span(&self, i: usize) -> Span {
        self.spans[i]
    }

    /// The words of line `i`.
    pub fn text(&self, i: usize) -> &'a str {
        self.spans[i].of(self.document.text())
    }

    /// The block of line `i`.
    pub fn block(&self, i: usize) -> &'a Block {
        &self.document.blocks()[i]
    }

    /// The words of line `i`, folded without changing any offset.
    pub fn folded(&self, i: usize) -> String {
        folded_in_place(self.text(i))
    }

    /// The first part of the document text and its folded form, byte for byte as long.
    pub fn opening(&self) -> (&'a str, &str) {
        let text = self.document.text();
        let text = &text[..floor(text, OPENING)];
        (text, self.opening.get_or_init(|| folded_in_place(text)))
    }

    /// Whether the line belongs to the document and not to the page around it.
    pub fn is_own(&self, i: usize) -> bool {
        matches!(self.block(i).role, Role::Body)
    }

    /// The span as evidence, with the cell that line `i` stands in.
    pub fn evidence(&self, i: usize, span: Span) -> Evidence {
        let cell = self.block(i).cell.and_then(|address| {
            let cell = self.document.tables().get(address.table as usize)?.cells.get(address.cell as usize)?;
            Some(TablePlace { index: address.table, row: cell.row, column: cell.column })
        });
        Evidence { span, cell }
    }

    /// The span of bytes `from..to` of line `i`.
    pub fn part(&self, i: usize, from: usize, to: usize) -> Span {
        let base = self.spans[i].start as usize;
        Span::new(base + from, base + to)
    }
}

/// `span` without blanks, bars, asterisks and rules at either end.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let noise = |c: char| c.is_whitespace() || matches!(c, '|' | '*' | '_' | '#' | '=' | '─' | '—' | '\u{2026}' | '¯');
    let tail = words.trim_end_matches(|c| noise(c) || c == '-');
    // A dash at the head marks a list item; only a whole rule goes.
    let head = tail.trim_start_matches(noise);
    let start = span.start as usize + (tail.len() - head.len());
    Span::new(start, start + head.len())
}

/// Folds `text` so that every byte offset stays: letters whose lower case is longer or shorter are kept.
pub fn folded_in_place(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold(text, &mut out);
    if out.len() == text.len() {
        return out;
    }
    text.chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
                _ => c,
            }
        })
        .collect()
}

/// The last character boundary of `text` at or before byte `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether `text` has letters and none of them is lower case.
pub fn is_capitals(text: &str) -> bool {
    let mut letters = 0;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        letters += usize::from(c.is_uppercase());
    }
    letters >= 2
}

/// Whether `text` has more capitals than small letters: `QUYẾT ĐỊNH số 411/QĐ-TTg` does.
pub fn mostly_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    upper >= 4 && upper > lower * 4
}

/// One word of a line: its bytes in the line, blanks cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// First byte in the line.
    pub start: usize,
    /// The word with its signs.
    pub text: &'a str,
}

impl Word<'_> {
    /// One past the last byte in the line.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The words of `text`, cut at blanks.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some(Word { start, text: word })
        })
        .filter(|w| !w.text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_offsets() {
        for text in ["HOÀ BÌNH ngày", "Đắk Lắk – İ", "UỶ BAN"] {
            assert_eq!(folded_in_place(text).len(), text.len());
        }
        assert_eq!(folded_in_place("CỘNG HOÀ"), "cộng hòa");
    }

    #[test]
    fn capitals() {
        assert!(is_capitals("TỈNH A - 12"));
        assert!(!is_capitals("Tỉnh"));
        assert!(!is_capitals("12/3"));
        assert!(mostly_capitals("THEO QUYẾT ĐỊNH 411/QĐ-TTg"));
    }

    #[test]
    fn words_know_their_place() {
        let found: Vec<_> = words("KT. CHỦ  TỊCH").map(|w| (w.start, w.text)).collect();
        assert_eq!(found, [(0, "KT."), (4, "CHỦ"), (11, "TỊCH")]);
    }
}
