//! List definitions of a Word 97-2003 file, for the numbers it prints but does not store.
//!
//! A level with number format 1 and the text U+0000 `.` → prints `I.`, `II.`

use super::file::{Described, File, u16_at, u32_at};
use crate::source::word::numbering::{Abstract, Level, List, Numbering};

/// Reads the lists; what is torn is left out.
pub fn read(file: &File) -> Numbering {
    let mut numbering = Numbering::default();
    let _ = definitions(file.described_on(Described::Lists), &mut numbering);
    let _ = uses(file.described(Described::ListUses), &mut numbering);
    numbering
}

fn definitions(bytes: &[u8], numbering: &mut Numbering) -> Option<()> {
    let count = usize::from(u16_at(bytes, 0)?);
    let mut at = 2 + 28 * count;
    for i in 0..count {
        let entry = 2 + 28 * i;
        let key = u32_at(bytes, entry)?;
        let simple = bytes.get(entry + 26)? & 1 != 0;
        let mut definition = Abstract::default();
        for l in 0..if simple { 1 } else { 9 } {
            definition.levels.insert(l, level(bytes, &mut at)?);
        }
        numbering.define(i64::from(key), definition);
    }
    Some(())
}

fn level(bytes: &[u8], at: &mut usize) -> Option<Level> {
    let start = u32_at(bytes, *at)?;
    let format = match bytes.get(*at + 4)? {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        22 => "decimalZero",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    };
    let flags = *bytes.get(*at + 5)?;
    let (runs, paragraphs) = (usize::from(*bytes.get(*at + 24)?), usize::from(*bytes.get(*at + 25)?));
    let limit = usize::from(*bytes.get(*at + 26)?);
    let text_at = *at + 28 + runs + paragraphs;
    let length = usize::from(u16_at(bytes, text_at)?);
    let units: Vec<u16> = (0..length).map(|i| u16_at(bytes, text_at + 2 + 2 * i)).collect::<Option<_>>()?;
    let mut text = String::new();
    for c in char::decode_utf16(units).flatten() {
        // Characters 0 to 8 stand for the numbers of the levels.
        match c as u32 {
            n @ 0..=8 => text.push_str(&format!("%{}", n + 1)),
            _ => text.push(c),
        }
    }
    *at = text_at + 2 + 2 * length;
    Some(Level {
        start: Some(start),
        format: format.to_owned(),
        text,
        restart: (flags & 0x08 != 0).then_some(limit),
        legal: flags & 0x04 != 0,
        style: None,
    })
}

fn uses(bytes: &[u8], numbering: &mut Numbering) -> Option<()> {
    let count = u32_at(bytes, 0)? as usize;
    let mut at = 4usize.checked_add(count.checked_mul(16)?)?;
    for i in 0..count {
        let entry = 4 + 16 * i;
        let mut list = List { base: i64::from(u32_at(bytes, entry)?), ..List::default() };
        let overrides = *bytes.get(entry + 12)?;
        at += 4;
        for _ in 0..overrides {
            let (Some(start), Some(flags)) = (u32_at(bytes, at), u32_at(bytes, at + 4)) else { break };
            at += 8;
            let number = (flags & 0x0f).min(8) as usize;
            if flags & 0x20 != 0 {
                let Some(own) = level(bytes, &mut at) else { break };
                list.levels.insert(number, own);
            } else if flags & 0x10 != 0 {
                list.starts.insert(number, start);
            }
        }
        numbering.add(i as i64 + 1, list);
    }
    Some(())
}
