//! A stretch of the document text, in bytes, and the one conversion to the code points that records count in.
//!
//! `đạt 80%` at bytes 0..10 is code points 0..7: `đ` and `ạ` take two and three bytes, one code point each.

/// A half-open byte range of one document's text (or of the string it was made for).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Documents are below 4 GiB (`source::limits`), so offsets fit 32 bits.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Span { start: start as u32, end: end as u32 }
    }

    /// The same stretch as an index range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words it stands for.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same stretch seen from a text in which this one begins at `base`.
    pub fn shift(self, base: u32) -> Span {
        Span { start: self.start + base, end: self.end + base }
    }
}

/// The byte `count` code points before byte `at` of `text`; 0 when there are no more.
pub fn back(text: &str, mut at: usize, mut count: usize) -> usize {
    let bytes = &text.as_bytes()[..at];
    // Eight bytes at a time while all their characters are wanted, and some before them.
    for word in bytes.as_rchunks::<8>().1.iter().rev() {
        let characters = characters_of(*word);
        if characters >= count {
            break;
        }
        (at, count) = (at - 8, count - characters);
    }
    while at > 0 && count > 0 {
        at -= 1;
        count -= usize::from(begins(bytes[at]));
    }
    at
}

/// The byte `count` code points behind byte `at` of `text`; its end when there are no more.
pub fn on(text: &str, mut at: usize, mut count: usize) -> usize {
    let bytes = text.as_bytes();
    for word in bytes[at..].as_chunks::<8>().0 {
        let characters = characters_of(*word);
        if characters > count {
            break;
        }
        (at, count) = (at + 8, count - characters);
    }
    while let Some(byte) = bytes.get(at) {
        if begins(*byte) {
            if count == 0 {
                break;
            }
            count -= 1;
        }
        at += 1;
    }
    at
}

/// Whether a character begins with this byte.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// How many characters begin in eight bytes.
fn characters_of(bytes: [u8; 8]) -> usize {
    const EACH: u64 = u64::MAX / 255;
    let word = u64::from_le_bytes(bytes);
    // The bytes inside of a character, 0b10…, as one in each; their sum gathers in the highest byte.
    let inside = (word & !(word << 1)) >> 7 & EACH;
    8 - (inside.wrapping_mul(EACH) >> 56) as usize
}

/// Converts byte offsets of one text to code-point offsets: a checkpoint every `STEP` bytes,
/// so a look-up reads at most that many bytes whatever the size of the document.
pub struct CodePoints<'a> {
    text: &'a str,
    checkpoints: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    const STEP: usize = 64;

    /// Reads `text` once.
    pub fn new(text: &'a str) -> CodePoints<'a> {
        let mut checkpoints = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0u32;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            checkpoints.push(count);
            count += u32::from(characters(chunk));
        }
        CodePoints { text, checkpoints }
    }

    /// The number of code points before byte `offset`, which must be a character boundary.
    pub fn at(&self, offset: u32) -> u32 {
        let offset = offset as usize;
        let step = offset / Self::STEP;
        let Some(&before) = self.checkpoints.get(step) else {
            // Only an offset at the very end of a text whose length is a multiple of the step comes here.
            return self.checkpoints.last().map_or(0, |&c| {
                let from = (self.checkpoints.len() - 1) * Self::STEP;
                c + self.count(from, offset)
            });
        };
        before + self.count(step * Self::STEP, offset)
    }

    fn count(&self, from: usize, to: usize) -> u32 {
        u32::from(characters(&self.text.as_bytes()[from..to]))
    }
}

/// The characters that begin in at most [`CodePoints::STEP`] bytes: counted in one byte, sixteen at a time.
fn characters(bytes: &[u8]) -> u8 {
    bytes.iter().map(|byte| u8::from(begins(*byte))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_a_plain_count() {
        let text = "đạt 15–20% ".repeat(97);
        let index = CodePoints::new(&text);
        for (n, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(offset as u32), n as u32);
        }
        assert_eq!(index.at(text.len() as u32) as usize, text.chars().count());
    }

    #[test]
    fn steps_over_code_points_are_those_over_characters() {
        let text = "đạt 15–20% 𝛼 a ".repeat(9);
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (n, at) in starts.iter().enumerate() {
            for count in [0, 1, 7, 8, 9, 32, 200] {
                assert_eq!(back(&text, *at, count), starts[n.saturating_sub(count)], "{count} before {at}");
                assert_eq!(on(&text, *at, count), starts[(n + count).min(starts.len() - 1)], "{count} behind {at}");
            }
        }
    }

    #[test]
    fn the_end_of_a_text_of_whole_steps_is_its_length() {
        for len in [0, 255, 256, 257, 512] {
            let text = "a".repeat(len);
            assert_eq!(CodePoints::new(&text).at(len as u32) as usize, len);
        }
    }
}
