//! Properties of runs and paragraphs: pages of the main stream that say, for stretches of it, what is changed.
//!
//! Offsets 2048 to 2060 with `35 08 01` → those six characters are bold.

use super::file::{Described, File, u16_at, u32_at};
use std::ops::Range;

/// A stretch of the main stream and where its changes stand.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// Offsets in the main stream.
    pub offsets: Range<u32>,
    /// The changes, as a range of the main stream.
    changes: Range<usize>,
    /// Index of the style, of paragraphs.
    pub style: u16,
}

impl Stretch {
    /// The changes.
    pub fn changes<'a>(&self, file: &'a File) -> &'a [u8] {
        file.main.get(self.changes.clone()).unwrap_or(&[])
    }
}

/// Stretches in ascending order.
#[derive(Debug, Default)]
pub struct Stretches(Vec<Stretch>);

impl Stretches {
    /// Reads the pages of `what`: [`Described::Runs`] or [`Described::Paragraphs`]. Torn pages are left out.
    pub fn read(file: &File, what: Described) -> Stretches {
        let bins = file.described(what);
        let count = bins.len().saturating_sub(4) / 8;
        let mut all = Vec::new();
        for i in 0..count {
            let Some(number) = u32_at(bins, 4 * (count + 1) + 4 * i) else { break };
            let start = (number & 0x003f_ffff) as usize * 512;
            let Some(page) = file.main.get(start..start + 512) else { continue };
            let runs = usize::from(page[511]);
            for run in 0..runs {
                let (Some(from), Some(to)) = (u32_at(page, 4 * run), u32_at(page, 4 * run + 4)) else { break };
                let stretch = match what {
                    Described::Paragraphs => paragraph(page, start, runs, run),
                    _ => character(page, start, runs, run),
                };
                let (changes, style) = stretch.unwrap_or((0..0, 0));
                if from < to {
                    all.push(Stretch { offsets: from..to, changes, style });
                }
            }
        }
        all.sort_by_key(|s| s.offsets.start);
        Stretches(all)
    }

    /// The stretch that `offset` stands in.
    pub fn at(&self, offset: u32) -> Option<&Stretch> {
        let index = self.0.partition_point(|s| s.offsets.start <= offset).checked_sub(1)?;
        self.0.get(index).filter(|s| offset < s.offsets.end)
    }
}

fn character(page: &[u8], start: usize, runs: usize, run: usize) -> Option<(Range<usize>, u16)> {
    let at = 2 * usize::from(*page.get(4 * (runs + 1) + run)?);
    if at == 0 {
        return Some((0..0, 0));
    }
    let length = usize::from(*page.get(at)?);
    Some((start + at + 1..start + (at + 1 + length).min(511), 0))
}

fn paragraph(page: &[u8], start: usize, runs: usize, run: usize) -> Option<(Range<usize>, u16)> {
    let at = 2 * usize::from(*page.get(4 * (runs + 1) + 13 * run)?);
    if at == 0 {
        return Some((0..0, 0));
    }
    let (at, length) = match usize::from(*page.get(at)?) {
        0 => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
        words => (at + 1, 2 * words - 1),
    };
    let style = u16_at(page, at)?;
    Some((start + at + 2..start + (at + length).clamp(at + 2, 511), style))
}

/// One change: its code and operand.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The code, as the format's tables of `sprm` name it.
    pub code: u16,
    /// The operand, without its length.
    pub operand: &'a [u8],
}

impl Change<'_> {
    /// First byte of the operand.
    pub fn byte(&self) -> u8 {
        self.operand.first().copied().unwrap_or(0)
    }

    /// First two bytes of the operand.
    pub fn word(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or(0)
    }
}

/// The changes of a list of them; a torn list ends early.
pub fn changes(mut list: &[u8]) -> impl Iterator<Item = Change<'_>> {
    std::iter::from_fn(move || {
        let code = u16_at(list, 0)?;
        let rest = list.get(2..)?;
        // The upper three bits tell the length of the operand; two codes count for themselves.
        let (skip, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if code == 0xd608 => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
            _ if code == 0xc615 && rest.first() == Some(&255) => {
                let deleted = usize::from(*rest.get(1)?);
                let added = usize::from(*rest.get(2 + 4 * deleted)?);
                (1, 2 + 4 * deleted + 3 * added)
            }
            _ => (1, usize::from(*rest.first()?)),
        };
        let operand = rest.get(skip..skip + length)?;
        list = &rest[skip + length..];
        Some(Change { code, operand })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_apart_by_the_length_in_their_codes() {
        // Bold; centred; a table of one cell; a change cut short.
        let list = [0x35, 0x08, 1, 0x61, 0x24, 1, 0x08, 0xd6, 4, 0, 1, 0, 0, 0x4f, 0x4a, 7];
        let codes: Vec<(u16, usize)> = changes(&list).map(|c| (c.code, c.operand.len())).collect();
        assert_eq!(codes, [(0x0835, 1), (0x2461, 1), (0xd608, 3)]);
    }
}
