//! Every limit on what a file may ask of the machine, in one place. A file beyond one gets a clear error, not a hang.

/// Bytes of one file as read. Spans are 32 bits wide; this keeps well below.
pub const FILE_BYTES: u64 = 1 << 30;
/// Bytes of one entry of an archive or package after inflation.
pub const ENTRY_BYTES: u64 = 256 << 20;
/// Inflated bytes per compressed byte, beyond the first [`RATIO_FREE_BYTES`]: above this it is a bomb.
pub const INFLATE_RATIO: u64 = 200;
/// Inflated bytes that are let through before [`INFLATE_RATIO`] is asked.
pub const RATIO_FREE_BYTES: u64 = 8 << 20;
/// Documents taken from one archive.
pub const ARCHIVE_ENTRIES: usize = 10_000;
/// Archives within archives.
pub const ARCHIVE_DEPTH: usize = 3;
/// Elements open at once in HTML or XML.
pub const NESTING: usize = 512;
/// Attributes of one HTML tag; those behind them are passed over.
pub const ATTRIBUTES: usize = 256;
/// Bytes of what one page of a PDF draws, after inflation; a page with more is passed over.
pub const PAGE_BYTES: usize = 32 << 20;
/// Pages of one PDF.
pub const PAGES: usize = 10_000;
/// Seconds an outside program may take for one page or one file.
pub const PROGRAM_SECONDS: u64 = 120;
