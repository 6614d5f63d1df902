//! The streams of a Word 97-2003 file and its information block, which says where everything stands.
//!
//! `WordDocument` beginning `EC A5 C1 00`, flag 0x0200 set → a Word 97 text whose tables are in the stream `1Table`.

use crate::error::Error;
use crate::source::limits;
use cfb::CompoundFile;
use std::io::{Cursor, Read};

/// The streams, and what the information block tells.
#[derive(Debug, Default)]
pub struct File {
    /// The stream `WordDocument`: text and properties.
    pub main: Vec<u8>,
    /// `0Table` or `1Table`: where text, styles and lists are described.
    pub table: Vec<u8>,
    /// `Data`: properties too long for their pages.
    pub data: Vec<u8>,
    /// Characters of the parts of the text, in the order they stand: see [`Part`].
    counts: [u32; 8],
    /// Offset and length in the table stream of each described thing.
    described: Vec<(u32, u32)>,
}

/// Parts of the text, in the order they stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The body.
    Main = 0,
    /// Notes at the foot of pages.
    Footnotes = 1,
    /// Notes at the end.
    Endnotes = 5,
    /// Text boxes.
    Boxes = 6,
}

/// Things the information block leads to (index of the pair in `FibRgFcLcb97`).
#[derive(Clone, Copy, Debug)]
pub enum Described {
    /// Styles.
    Styles = 1,
    /// Pages of run properties.
    Runs = 12,
    /// Pages of paragraph properties.
    Paragraphs = 13,
    /// Fonts.
    Fonts = 15,
    /// The piece table.
    Pieces = 33,
    /// Drawings anchored in the body.
    Drawings = 40,
    /// Stretches of the text of boxes.
    Boxes = 56,
    /// List definitions.
    Lists = 73,
    /// Lists paragraphs are in.
    ListUses = 74,
}

/// Why the bytes are no text for us.
#[derive(Debug)]
pub enum Refusal {
    /// An older Word wrote it.
    Older,
    /// It cannot be read at all.
    Failed(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal::Failed(error)
    }
}

impl File {
    /// Opens the container and reads the information block.
    ///
    /// # Errors
    /// [`Error::Encrypted`], [`Error::Damaged`], [`Error::Unsupported`] for containers of other programs, and
    /// [`Refusal::Older`] for Word 6 and 95.
    pub fn open(bytes: &[u8]) -> Result<File, Refusal> {
        let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(|e| damaged(e.to_string()))?;
        if container.is_stream("/EncryptedPackage") {
            return Err(Error::Encrypted.into());
        }
        if !container.is_stream("/WordDocument") {
            let found = if container.is_stream("/Workbook") || container.is_stream("/Book") {
                "an Excel workbook"
            } else if container.is_stream("/PowerPoint Document") {
                "a PowerPoint presentation"
            } else {
                "an OLE file without a Word document in it"
            };
            return Err(Error::Unsupported { found }.into());
        }
        let main = stream(&mut container, "/WordDocument")?;
        let (Some(mark), Some(version), Some(flags)) = (u16_at(&main, 0), u16_at(&main, 2), u16_at(&main, 10)) else {
            return Err(damaged("the information block is cut short").into());
        };
        // Word 2 to 95 have other marks or lower version numbers; Word 97 is 193.
        if mark != 0xa5ec || version < 0xc0 {
            return Err(if matches!(mark, 0xa5dc | 0xa5db | 0xa59b | 0xa5ec) {
                Refusal::Older
            } else {
                Refusal::Failed(damaged("the information block has no mark"))
            });
        }
        if flags & 0x0100 != 0 {
            return Err(Error::Encrypted.into());
        }
        let table = if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" };
        let table = stream(&mut container, table)?;
        let data =
            if container.is_stream("/Data") { stream(&mut container, "/Data").unwrap_or_default() } else { Vec::new() };
        let mut file = File { main, table, data, ..File::default() };
        file.information().ok_or_else(|| damaged("the information block is cut short"))?;
        Ok(file)
    }

    fn information(&mut self) -> Option<()> {
        let words = usize::from(u16_at(&self.main, 32)?);
        let longs_at = 34 + 2 * words;
        let longs = usize::from(u16_at(&self.main, longs_at)?);
        // Text, footnotes, headers, macros, annotations, endnotes, boxes, boxes of headers: the 4th to 11th number.
        for (i, count) in self.counts.iter_mut().enumerate() {
            *count = u32_at(&self.main, longs_at + 2 + 4 * (3 + i))?;
        }
        let pairs_at = longs_at + 2 + 4 * longs;
        let pairs = usize::from(u16_at(&self.main, pairs_at)?);
        for i in 0..pairs {
            let at = pairs_at + 2 + 8 * i;
            self.described.push((u32_at(&self.main, at)?, u32_at(&self.main, at + 4)?));
        }
        Some(())
    }

    /// Bytes of the table stream that describe `what`; empty when there is none.
    pub fn described(&self, what: Described) -> &[u8] {
        let Some(&(at, length)) = self.described.get(what as usize) else { return &[] };
        self.table.get(at as usize..(at as usize).saturating_add(length as usize)).unwrap_or(&[])
    }

    /// As [`File::described`], with all that follows: list levels stand behind the length that is told.
    pub fn described_on(&self, what: Described) -> &[u8] {
        match self.described.get(what as usize) {
            Some(&(at, length)) if length > 0 => self.table.get(at as usize..).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Character positions of a part, end exclusive.
    pub fn part(&self, part: Part) -> std::ops::Range<u32> {
        let start = self.counts[..part as usize].iter().fold(0u32, |a, b| a.saturating_add(*b));
        start..start.saturating_add(self.counts[part as usize])
    }
}

fn stream(container: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Error> {
    let stream = container.open_stream(name).map_err(|e| damaged(format!("{name}: {e}")))?;
    let mut data = Vec::new();
    stream.take(limits::ENTRY_BYTES + 1).read_to_end(&mut data).map_err(|e| damaged(format!("{name}: {e}")))?;
    if data.len() as u64 > limits::ENTRY_BYTES {
        return Err(Error::TooLarge { what: "bytes of one stream", limit: limits::ENTRY_BYTES });
    }
    Ok(data)
}

/// The error for bytes that break the format.
pub fn damaged(cause: impl Into<String>) -> Error {
    Error::Damaged { format: "doc", cause: cause.into() }
}

/// Two bytes, little end first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes, little end first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Two bytes with a sign, little end first.
pub fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    u16_at(bytes, at).map(|v| v as i16)
}
