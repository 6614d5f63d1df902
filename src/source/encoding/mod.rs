//! From bytes to UTF-8, and back from offsets of the one to offsets of the other.
//!
//! `ÿþT\0i\0…` (UTF-16 with byte order mark) → `Ti…`; the TCVN3 bytes of `Uû ban nh©n d©n` → `Uỷ ban nhân dân`.
//!
//! What a page declares is checked against its bytes: text that is valid UTF-8 is UTF-8 whatever the page says, and
//! the Vietnamese encodings are told apart by the words they make ([`judge`]), for no detector knows all of them.

mod capitals;
pub mod charset;
pub mod declared;
pub mod judge;
pub mod repair;
pub mod segments;
pub mod utf16;

use crate::document::OffsetMap;
use crate::error::Issue;
use charset::Charset;
pub use repair::{Repaired, repair, repair_run};
use segments::{Markup, letters, segments};
use std::borrow::Cow;

/// Text and how it was encoded.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Name of the encoding that most of the text was in.
    pub encoding: &'static str,
    /// The way back to the bytes, `None` when offsets are the same.
    pub map: Option<OffsetMap>,
    /// Places where bytes were no character of the encoding; each is a U+FFFD in the text.
    pub damaged: usize,
    /// Lines (text between tags, in HTML) in another encoding than the rest, and its name.
    pub mixed: Option<(usize, &'static str)>,
    /// Lines that were UTF-8, read byte by byte and saved as UTF-8 once more.
    pub twice: usize,
}

impl Decoded<'_> {
    /// What a reader should tell about the decoding.
    pub fn issues(&self) -> impl Iterator<Item = Issue> {
        let damaged = (self.damaged > 0).then(|| {
            let message =
                format!("{} places are no valid {}; each was replaced by U+FFFD", self.damaged, self.encoding);
            Issue::warning("encoding-damaged", message, None)
        });
        let mixed = self.mixed.map(|(count, name)| {
            Issue::info("encoding-mixed", format!("{count} pieces of text were in {name} and were converted"), None)
        });
        let twice = (self.twice > 0).then(|| {
            let message = format!("{} pieces of text had been saved as UTF-8 twice and were put right", self.twice);
            Issue::info("encoding-twice", message, None)
        });
        damaged.into_iter().chain(mixed).chain(twice)
    }
}

/// Whether the bytes look like text in some encoding: few control characters.
pub fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64 << 10)];
    if utf16::order(sample).is_some() {
        return true;
    }
    // Counted in bytes, as many as one holds at a time: the compiler makes that one instruction for sixteen of them.
    let is_control = |byte: &u8| u8::from(matches!(byte, 0..=8 | 0xe..=0x1f | 0x7f));
    let control: usize = sample.chunks(255).map(|part| usize::from(part.iter().map(is_control).sum::<u8>())).sum();
    control * 100 <= sample.len()
}

/// Decodes plain text.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    decode_marked(bytes, Markup::Plain)
}

/// Decodes a web page: what it declares is heard where its bytes leave a choice, and letters written as entities
/// (`nh&copy;n`) are read like the others.
pub fn decode_html(bytes: &[u8]) -> Decoded<'_> {
    decode_marked(bytes, Markup::Html)
}

fn decode_marked(bytes: &[u8], markup: Markup) -> Decoded<'_> {
    if let Some((big_endian, mark)) = utf16::order(bytes) {
        let (text, map, damaged) = utf16::decode(bytes, big_endian, mark);
        let encoding = if big_endian { "utf-16be" } else { "utf-16le" };
        let decoded = Decoded { text: text.into(), encoding, map: Some(map), damaged, mixed: None, twice: 0 };
        return repaired(decoded, markup);
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mark = (bytes.len() - body.len()) as u64;
    match simdutf8::basic::from_utf8(body) {
        Ok(text) => {
            let map = (mark > 0).then(|| {
                let mut map = OffsetMap::default();
                map.changed(0, mark);
                map.copied(text.len() as u64);
                map
            });
            repaired(Decoded { text: text.into(), encoding: "utf-8", map, damaged: 0, mixed: None, twice: 0 }, markup)
        }
        Err(_) => by_words(body, mark, markup),
    }
}

/// Applies [`repair`] to text that was decoded as Unicode.
fn repaired(decoded: Decoded<'_>, markup: Markup) -> Decoded<'_> {
    let Some(found) = repair::repair_marked(&decoded.text, markup) else { return decoded };
    let map = match &decoded.map {
        Some(inner) => found.map.through(inner),
        None => found.map,
    };
    let name = found.charset.name();
    // A head in an old encoding does not name the document; where nothing else is, it does.
    let mostly = found.repaired > found.sound;
    Decoded {
        text: found.text.into(),
        encoding: if mostly { name } else { decoded.encoding },
        map: Some(map),
        twice: found.twice,
        // The same encoding twice over is no mixture.
        mixed: (found.charset != Charset::TwiceUtf8 && (found.sound > 0 || !mostly)).then_some(if mostly {
            (found.sound, decoded.encoding)
        } else {
            (found.repaired, name)
        }),
        ..decoded
    }
}

/// Decodes bytes that are not UTF-8 as a whole: by the words that each table makes of them.
fn by_words(bytes: &[u8], mark: u64, markup: Markup) -> Decoded<'static> {
    let view = View::of(bytes, mark);
    if view.narrow == 0 {
        // UTF-8 with some places broken.
        let decoded = Decoded {
            text: view.text.into(),
            encoding: "utf-8",
            map: Some(view.map),
            damaged: view.damaged,
            mixed: None,
            twice: 0,
        };
        return repaired(decoded, markup);
    }
    let main = main_charset(&view.text, markup);
    if main.is_none()
        && view.wide == 0
        && let Some(other) = declared::single_byte(bytes, markup)
    {
        let (text, map, damaged) = declared::decode(bytes, mark, other);
        let encoding = declared::name(other);
        return Decoded { text: text.into(), encoding, map: Some(map), damaged, mixed: None, twice: 0 };
    }
    let mut writer = repair::Writer::new(&view.text, markup);
    for segment in segments(&view.text, markup) {
        let letters = letters(&view.text, segment.clone(), markup);
        if let Some(charset) = repair::table(&letters, main) {
            writer.write(segment.start, &letters, charset);
        }
    }
    let base = main.map_or("windows-1252", Charset::name);
    let (encoding, mixed) = match view.wide {
        0 => (base, None),
        wide if wide >= view.narrow => ("utf-8", Some((view.narrow, base))),
        wide => (base, Some((wide, "utf-8"))),
    };
    let (text, map, twice) = match writer.finish() {
        Some(found) => (found.text, found.map.through(&view.map), found.twice),
        None => (view.text, view.map, 0),
    };
    Decoded { text: text.into(), encoding, map: Some(map), damaged: view.damaged, mixed, twice }
}

/// Characters after which enough is seen to name the encoding of a file.
const SAMPLE: usize = 200_000;

/// The table that most of the text is in; `None` for windows-1252.
fn main_charset(view: &str, markup: Markup) -> Option<Charset> {
    const NARROW: [Charset; 5] = [Charset::Tcvn3, Charset::Vni, Charset::Windows1258, Charset::Viscii, Charset::Vps];
    let mut own = judge::Tally::default();
    let mut tallies = NARROW.map(|c| (c, judge::Tally::default()));
    let mut seen = 0;
    for segment in segments(view, markup) {
        let letters = letters(view, segment, markup);
        let as_is = judge::tally(&letters.view);
        if as_is.beyond > 0 {
            continue;
        }
        own.add(as_is);
        for (charset, sum) in &mut tallies {
            sum.add(repair::tally_in(&letters, *charset));
        }
        seen += letters.view.len();
        if seen > SAMPLE {
            break;
        }
    }
    let (charset, best) = tallies.into_iter().reduce(|a, b| if b.1.net() > a.1.net() { b } else { a })?;
    (best.net() > own.net() && best.right > best.wrong).then_some(charset)
}

/// Bytes as text, before it is known what table they are from: lines of UTF-8 as they are, others as windows-1252.
struct View {
    text: String,
    map: OffsetMap,
    /// Lines beyond ASCII in UTF-8.
    wide: usize,
    /// Lines beyond ASCII in something else.
    narrow: usize,
    damaged: usize,
}

impl View {
    fn of(bytes: &[u8], mark: u64) -> View {
        let text = String::with_capacity(bytes.len() + bytes.len() / 4);
        let mut view = View { text, map: OffsetMap::default(), wide: 0, narrow: 0, damaged: 0 };
        view.map.changed(0, mark);
        let wide = Mix::of(bytes).is_damaged_utf8();
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            match std::str::from_utf8(line) {
                Ok(line) => {
                    view.wide += usize::from(!line.is_ascii());
                    view.copy(line);
                }
                Err(_) if Mix::of(line).is_utf8(wide) => view.mend(line),
                Err(_) => view.widen(line),
            }
        }
        view
    }

    fn copy(&mut self, text: &str) {
        self.text.push_str(text);
        self.map.copied(text.len() as u64);
    }

    fn mend(&mut self, line: &[u8]) {
        self.wide += 1;
        for chunk in line.utf8_chunks() {
            self.copy(chunk.valid());
            if !chunk.invalid().is_empty() {
                self.damaged += 1;
                self.text.push(char::REPLACEMENT_CHARACTER);
                self.map.changed(3, chunk.invalid().len() as u64);
            }
        }
    }

    fn widen(&mut self, line: &[u8]) {
        self.narrow += 1;
        for &byte in line {
            let c = charset::character(byte).unwrap_or(char::REPLACEMENT_CHARACTER);
            self.text.push(c);
            if c.is_ascii() { self.map.copied(1) } else { self.map.changed(c.len_utf8() as u64, 1) }
        }
    }
}

/// How much of some bytes is UTF-8 beyond ASCII, and how much is none.
#[derive(Clone, Copy, Default)]
struct Mix {
    /// Characters of two bytes. A table may make one by chance.
    two: usize,
    /// Characters of more bytes, as most Vietnamese letters are; no table makes them.
    more: usize,
    broken: usize,
}

impl Mix {
    fn of(bytes: &[u8]) -> Mix {
        let mut mix = Mix::default();
        for chunk in bytes.utf8_chunks() {
            // Continuation bytes are left out: a character counts once, at its first byte.
            for byte in chunk.valid().bytes().filter(|b| *b >= 0xC0) {
                if byte < 0xE0 { mix.two += 1 } else { mix.more += 1 }
            }
            mix.broken += usize::from(!chunk.invalid().is_empty());
        }
        mix
    }

    /// A file of UTF-8 that was damaged in places.
    fn is_damaged_utf8(self) -> bool {
        self.more * 4 + self.two > self.broken * 20
    }

    /// Whether a line of such bytes is UTF-8, in a file that is or is not.
    fn is_utf8(self, file: bool) -> bool {
        self.more * 4 + self.two > self.broken * 2 || file && self.more + self.two >= self.broken
    }
}
