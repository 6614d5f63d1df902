//! Styles: what paragraphs and runs look like before their own changes.
//!
//! Style 2 (`heading 2`) based on style 0, with `35 08 01` → bold, heading of level 2.

use super::file::u16_at;
use super::properties::changes;
use crate::source::word::Look;

/// Looks of a run, and whether it is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// How it looks.
    pub look: Look,
    /// Hidden.
    pub hidden: bool,
    /// Deleted under change tracking.
    pub deleted: bool,
    /// Inserted under change tracking.
    pub inserted: bool,
    /// It has a meaning of its own: a mark, a field character, a picture.
    pub special: bool,
    /// Index of its font.
    pub font: u16,
    /// Font and place of a character of a symbol font.
    pub symbol: Option<(u16, u16)>,
}

/// Looks of a paragraph and its place in tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Centred.
    pub centred: bool,
    /// 1 to 6 for headings.
    pub heading: u8,
    /// One-based list it is in, 0 for none.
    pub list: u16,
    /// Level in it.
    pub level: u8,
    /// In a table.
    pub in_table: bool,
    /// How deep in tables, 0 where the file does not say.
    pub depth: u8,
    /// Its mark ends a row.
    pub ends_row: bool,
    /// Its mark ends a cell of a nested table.
    pub ends_inner_cell: bool,
    /// Its mark ends a row of a nested table.
    pub ends_inner_row: bool,
}

#[derive(Clone, Debug, Default)]
struct Style<'a> {
    based_on: usize,
    heading: u8,
    paragraph: &'a [u8],
    run: &'a [u8],
}

/// The styles of a file, followed to what they are based on.
#[derive(Debug, Default)]
pub struct Styles(Vec<(Format, Run)>);

/// Styles may be based on each other in a ring; no honest chain is as long as this.
const CHAIN: usize = 16;

impl Styles {
    /// Reads the style sheet; what is torn is left out.
    pub fn read(bytes: &[u8]) -> Styles {
        let styles = read(bytes).unwrap_or_default();
        let font = u16_at(bytes, 14).unwrap_or(0);
        Styles((0..styles.len()).map(|i| follow(&styles, i, font)).collect())
    }

    /// What a paragraph of `style` looks like.
    pub fn format(&self, style: u16) -> Format {
        self.0.get(usize::from(style)).map(|s| s.0).unwrap_or_default()
    }

    /// What a run in a paragraph of `style` looks like.
    pub fn run(&self, style: u16) -> Run {
        self.0.get(usize::from(style)).map(|s| s.1).unwrap_or_default()
    }
}

/// The changes of a style over those of what it is based on.
fn follow(styles: &[Style<'_>], style: usize, font: u16) -> (Format, Run) {
    let first = styles.get(style);
    let chain = std::iter::successors(first, |s| styles.get(s.based_on)).take(CHAIN);
    let (mut format, mut run) = (Format::default(), Run { font, ..Run::default() });
    for style in chain.collect::<Vec<_>>().into_iter().rev() {
        if style.heading > 0 {
            format.heading = style.heading;
        }
        apply_to_format(&mut format, style.paragraph);
        // Here names of styles are not followed: one that named itself as the style of its letters would never end.
        let base = run;
        apply_to_run(&mut run, base, style.run, &Styles::default());
    }
    (format, run)
}

fn read(bytes: &[u8]) -> Option<Vec<Style<'_>>> {
    let header = usize::from(u16_at(bytes, 0)?);
    let count = usize::from(u16_at(bytes, 2)?);
    let base = usize::from(u16_at(bytes, 4)?);
    let mut at = 2 + header;
    let mut styles = Vec::new();
    for _ in 0..count {
        let Some(length) = u16_at(bytes, at).map(usize::from) else { break };
        let Some(style) = bytes.get(at + 2..at + 2 + length) else { break };
        styles.push(read_style(style, base).unwrap_or_default());
        at += 2 + length + length % 2;
    }
    Some(styles)
}

fn read_style(bytes: &[u8], base: usize) -> Option<Style<'_>> {
    let id = u16_at(bytes, 0)? & 0x0fff;
    let kind_and_base = u16_at(bytes, 2)?;
    let count = u16_at(bytes, 4)? & 0x000f;
    let kind = kind_and_base & 0x000f;
    let name = usize::from(u16_at(bytes, base)?);
    let mut at = base + 2 + 2 * name + 2;
    let mut part = || {
        at += at % 2;
        let length = usize::from(u16_at(bytes, at)?);
        let part = bytes.get(at + 2..at + 2 + length)?;
        at += 2 + length;
        Some(part)
    };
    let mut style = Style {
        based_on: usize::from(kind_and_base >> 4),
        heading: if (1..=9).contains(&id) { (id as u8).min(6) } else { 0 },
        ..Style::default()
    };
    match kind {
        1 if count >= 1 => {
            style.paragraph = part().and_then(|p| p.get(2..)).unwrap_or(&[]);
            style.run = part().unwrap_or(&[]);
        }
        2 if count >= 1 => style.run = part().unwrap_or(&[]),
        _ => {}
    }
    Some(style)
}

/// Applies changes to a paragraph.
pub fn apply_to_format(format: &mut Format, list: &[u8]) {
    for change in changes(list) {
        match change.code {
            0x2403 | 0x2461 => format.centred = change.byte() == 1,
            // Outline level 9 is body text.
            0x2640 => format.heading = if change.byte() < 9 { (change.byte() + 1).min(6) } else { 0 },
            0x260a => format.level = change.byte().min(8),
            0x460b => format.list = change.word(),
            0x2416 => format.in_table = change.byte() != 0,
            0x2417 => format.ends_row = change.byte() != 0,
            0x6649 => format.depth = change.byte(),
            0x244b => format.ends_inner_cell = change.byte() != 0,
            0x244c => format.ends_inner_row = change.byte() != 0,
            _ => {}
        }
    }
}

/// Applies changes to a run whose styles say `base`.
pub fn apply_to_run(run: &mut Run, base: Run, list: &[u8], styles: &Styles) {
    let mut base = base;
    for change in changes(list) {
        // 0x80: as the style says; 0x81: the opposite.
        let toggle = |of: bool| match change.byte() {
            0x80 => of,
            0x81 => !of,
            value => value != 0,
        };
        match change.code {
            0x4a30 => {
                let own = styles.run(change.word());
                base.look.bold ^= own.look.bold;
                base.look.italic ^= own.look.italic;
                base.look.capitals ^= own.look.capitals;
                base.look.raised |= own.look.raised;
                base.hidden ^= own.hidden;
                (run.look, run.hidden) = (base.look, base.hidden);
            }
            0x0835 => run.look.bold = toggle(base.look.bold),
            0x0836 => run.look.italic = toggle(base.look.italic),
            0x083b => run.look.capitals = toggle(base.look.capitals),
            0x083c => run.hidden = toggle(base.hidden),
            // Of letters in ASCII and beyond it: the latter are in doubt, and stand behind.
            0x4a4f | 0x4a51 => run.font = change.word(),
            0x2a48 => run.look.raised = change.byte() == 1,
            0x0800 => run.deleted = change.byte() != 0,
            0x0801 => run.inserted = change.byte() != 0,
            0x0855 => run.special = change.byte() != 0,
            0x6a09 => run.symbol = Some((change.word(), u16_at(change.operand, 2).unwrap_or(0))),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracked_and_hidden_runs_are_told() {
        let run = |list: &[u8]| {
            let mut run = Run::default();
            apply_to_run(&mut run, Run::default(), list, &Styles::default());
            (run.deleted, run.inserted, run.hidden)
        };
        assert_eq!(run(&[0x00, 0x08, 1]), (true, false, false));
        assert_eq!(run(&[0x01, 0x08, 1]), (false, true, false));
        assert_eq!(run(&[0x3c, 0x08, 1]), (false, false, true));
        // Taken back again.
        assert_eq!(run(&[0x00, 0x08, 1, 0x00, 0x08, 0]), (false, false, false));
    }
}
