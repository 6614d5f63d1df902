//! The piece table: where the characters of the text stand in the stream, and whether one byte or two each.
//!
//! Characters 0 to 12 at offset 2048, two bytes each → `Số: 12/KH-UBN`.

use super::file::{Described, File, damaged, u16_at, u32_at};
use crate::error::Error;

/// A stretch of the text.
#[derive(Debug)]
struct Piece {
    /// First character position.
    start: u32,
    /// One past the last.
    end: u32,
    /// Offset in the main stream.
    offset: u32,
    /// Two bytes a character.
    wide: bool,
}

/// A character of the text and the offset it stands at, by which its properties are found.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Its position in the text.
    pub position: u32,
    /// UTF-16 unit.
    pub code: u16,
    /// Offset in the main stream.
    pub offset: u32,
}

/// The text as pieces.
#[derive(Debug, Default)]
pub struct Pieces {
    pieces: Vec<Piece>,
}

impl Pieces {
    /// Reads the piece table.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it is torn.
    pub fn read(file: &File) -> Result<Pieces, Error> {
        let pieces = read(file.described(Described::Pieces)).ok_or_else(|| damaged("the piece table is torn"))?;
        Ok(Pieces { pieces })
    }

    /// Whether any piece has one byte a character.
    pub fn has_narrow(&self) -> bool {
        self.pieces.iter().any(|p| !p.wide)
    }

    /// The characters of a range of positions.
    pub fn units<'a>(&'a self, file: &'a File, range: std::ops::Range<u32>) -> impl Iterator<Item = Unit> + 'a {
        self.pieces.iter().filter(move |p| p.start < range.end && p.end > range.start).flat_map(move |p| {
            let (from, to) = (p.start.max(range.start), p.end.min(range.end));
            let width = if p.wide { 2 } else { 1 };
            // A piece that claims more than the stream holds ends with the stream.
            (from..to).map_while(move |position| {
                let offset = u64::from(p.offset) + u64::from(position - p.start) * width;
                let at = usize::try_from(offset).ok()?;
                let code = if p.wide { u16_at(&file.main, at)? } else { windows_1252(*file.main.get(at)?) };
                Some(Unit { position, code, offset: u32::try_from(offset).ok()? })
            })
        })
    }
}

fn read(bytes: &[u8]) -> Option<Vec<Piece>> {
    let mut at = 0;
    // Property lists of fast-saved files stand before the table.
    while *bytes.get(at)? == 1 {
        at += 3 + usize::from(u16_at(bytes, at + 1)?);
    }
    if *bytes.get(at)? != 2 {
        return None;
    }
    let length = u32_at(bytes, at + 1)? as usize;
    let table = bytes.get(at + 5..(at + 5).checked_add(length)?)?;
    let count = length.checked_sub(4)? / 12;
    let mut pieces = Vec::with_capacity(count);
    for i in 0..count {
        let (start, end) = (u32_at(table, 4 * i)?, u32_at(table, 4 * i + 4)?);
        let offset = u32_at(table, 4 * (count + 1) + 8 * i + 2)?;
        let wide = offset & 0x4000_0000 == 0;
        let offset = offset & 0x3fff_ffff;
        if start > end {
            return None;
        }
        pieces.push(Piece { start, end, offset: if wide { offset } else { offset / 2 }, wide });
    }
    Some(pieces)
}

/// The format fixes the code page of narrow pieces; letters outside it stand in wide ones.
fn windows_1252(byte: u8) -> u16 {
    const HIGH: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
        0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
        0x0153, 0x9d, 0x017e, 0x0178,
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => u16::from(byte),
    }
}
