//! The tables of the old Vietnamese encodings, read over text whose bytes were taken for windows-1252.
//!
//! TCVN3: `nh©n` → `nhân`; VNI: `NHAÂN` → `NHÂN`; VISCII: `ðÑc` → `đức`;
//! VPS: `ÇÜ®c` → `được`; UTF-8 read as windows-1252: `nhÃ¢n` → `nhân`.

use crate::lexicon::tsv::Table;
use std::collections::HashMap;
use std::sync::LazyLock;

/// An encoding that text may be in while its letters were read from the table of windows-1252.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Charset {
    /// TCVN 5712:1993 VN3, the typefaces `.Vn…` (ABC).
    Tcvn3,
    /// VNI-Windows, the typefaces `VNI-…`.
    Vni,
    /// VISCII (RFC 1456).
    Viscii,
    /// VPS, of the Vietnamese Professionals Society, the typefaces `VPS …`.
    Vps,
    /// windows-1258, tones behind their letters.
    Windows1258,
    /// UTF-8 whose bytes were read one by one and saved as UTF-8 again.
    TwiceUtf8,
}

impl Charset {
    /// All of them; of two that fit equally well the first is taken.
    pub const ALL: [Charset; 6] =
        [Charset::Tcvn3, Charset::Vni, Charset::Windows1258, Charset::TwiceUtf8, Charset::Viscii, Charset::Vps];

    /// As `source.encoding` of a record names it.
    pub fn name(self) -> &'static str {
        match self {
            Charset::Tcvn3 => "tcvn3",
            Charset::Vni => "vni",
            Charset::Viscii => "viscii",
            Charset::Vps => "vps",
            Charset::Windows1258 => "windows-1258",
            Charset::TwiceUtf8 => "utf-8",
        }
    }

    /// The charset of a typeface, which says more than the letters can: `.VnTime`, `VNI-Times`.
    pub fn of_typeface(name: &str) -> Option<Charset> {
        // PDF subsets carry a prefix: `ABCDEF+.VnTime`.
        let name = name.rsplit('+').next().unwrap_or(name).trim_start().to_ascii_lowercase();
        if name.starts_with(".vn") {
            Some(Charset::Tcvn3)
        } else if name.starts_with("vni-") || name.starts_with("vni ") {
            Some(Charset::Vni)
        } else if name.starts_with("vps ") {
            Some(Charset::Vps)
        } else {
            None
        }
    }

    /// The letter that `view` begins with and how many of its characters it takes; `None` when the first one means
    /// the same here as in windows-1252.
    pub fn letter(self, view: &[char]) -> Option<(char, usize)> {
        let (&first, rest) = view.split_first()?;
        let second = rest.first().copied().filter(|c| !c.is_ascii());
        if first.is_ascii() && second.is_none() && !first.is_ascii_control() {
            return None;
        }
        let byte = byte(first)?;
        if self == Charset::TwiceUtf8 {
            return utf8(byte, rest);
        }
        let letters = self.letters();
        if let Some(second) = second.and_then(self::byte)
            && let Some(&letter) = letters.pairs.get(&(byte, second))
        {
            return Some((letter, 2));
        }
        letters.single[usize::from(byte)].map(|letter| (letter, 1))
    }

    fn letters(self) -> &'static Letters {
        static TABLES: LazyLock<[Letters; 5]> = LazyLock::new(|| {
            [
                Letters::parse(include_str!("tcvn3.tsv")),
                Letters::parse(include_str!("vni.tsv")),
                Letters::parse(include_str!("viscii.tsv")),
                Letters::parse(include_str!("vps.tsv")),
                Letters::parse(include_str!("windows_1258.tsv")).with_tones(),
            ]
        });
        match self {
            Charset::Tcvn3 => &TABLES[0],
            Charset::Vni => &TABLES[1],
            Charset::Viscii => &TABLES[2],
            Charset::Vps => &TABLES[3],
            Charset::Windows1258 | Charset::TwiceUtf8 => &TABLES[4],
        }
    }
}

/// One table: letters of one byte and of two.
struct Letters {
    single: [Option<char>; 256],
    pairs: HashMap<(u8, u8), char>,
}

impl Letters {
    /// Reads rows of bytes in hexadecimal and the letter, or its code point when it is a mark.
    fn parse(text: &str) -> Letters {
        let mut out = Letters { single: [None; 256], pairs: HashMap::new() };
        for row in Table::parse("charset", text).rows {
            let bytes: Vec<u8> = row.get(0).split(' ').filter_map(|h| u8::from_str_radix(h, 16).ok()).collect();
            let code = row.get(1).strip_prefix("U+").and_then(|h| u32::from_str_radix(h, 16).ok());
            let letter = code.and_then(char::from_u32).or_else(|| row.get(1).chars().next());
            match (&bytes[..], letter) {
                (&[one], Some(letter)) => out.single[usize::from(one)] = Some(letter),
                (&[one, two], Some(letter)) => {
                    out.pairs.insert((one, two), letter);
                }
                _ => debug_assert!(false, "line {} of a charset table", row.line),
            }
        }
        out
    }

    /// Adds the pairs of a letter and the tone behind it.
    fn with_tones(mut self) -> Letters {
        let of = |n: u8| self.single[usize::from(n)].or_else(|| character(n));
        for letter in 0..=255u8 {
            for tone in 0x80..=255u8 {
                let composed = of(letter).zip(self.single[usize::from(tone)]);
                if let Some(whole) = composed.and_then(|(l, t)| unicode_normalization::char::compose(l, t)) {
                    self.pairs.insert((letter, tone), whole);
                }
            }
        }
        self
    }
}

/// The windows-1252 character of a byte; the five bytes without one are control characters, as on the web.
pub fn character(byte: u8) -> Option<char> {
    static TABLE: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
        let one = |b: u8| encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[b]).0.chars().next();
        (0..=255).map(one).collect()
    });
    TABLE[usize::from(byte)]
}

/// The windows-1252 byte of a character.
pub fn byte(c: char) -> Option<u8> {
    static ABOVE: LazyLock<HashMap<char, u8>> =
        LazyLock::new(|| (0x80..=0x9f).filter_map(|b| character(b).map(|c| (c, b))).collect());
    match c as u32 {
        // Latin-1 readers leave bytes 80 to 9F as control characters, windows-1252 readers as punctuation.
        code @ 0..=0xff => Some(code as u8),
        _ => ABOVE.get(&c).copied(),
    }
}

/// A character of UTF-8 in bytes that were read one by one.
fn utf8(first: u8, rest: &[char]) -> Option<(char, usize)> {
    let more = match first {
        0xC2..=0xDF => 1,
        0xE1..=0xEF => 2,
        _ => return None,
    };
    let mut bytes = [first, 0, 0];
    for (slot, &c) in bytes[1..=more].iter_mut().zip(rest.get(..more)?) {
        *slot = byte(c).filter(|b| (0x80..0xC0).contains(b))?;
    }
    let whole = std::str::from_utf8(&bytes[..=more]).ok()?.chars().next()?;
    Some((whole, more + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(charset: Charset, view: &str) -> String {
        let view: Vec<char> = view.chars().collect();
        let (mut at, mut out) = (0, String::new());
        while at < view.len() {
            let (letter, taken) = charset.letter(&view[at..]).unwrap_or((view[at], 1));
            out.push(letter);
            at += taken;
        }
        out
    }

    #[test]
    fn each_table_reads_its_words() {
        assert_eq!(read(Charset::Tcvn3, "Uû ban nh©n d©n tr\u{ad}êng §¶ng"), "Uỷ ban nhân dân trường Đảng");
        assert_eq!(read(Charset::Vni, "UÛY BAN NHAÂN DAÂN Ñöôïc"), "ỦY BAN NHÂN DÂN Được");
        assert_eq!(read(Charset::Windows1258, "kêì hoaòch ðýõòc"), "kế hoạch được");
        assert_eq!(read(Charset::TwiceUtf8, "á»¦y ban nhÃ¢n Ä‘Æ°á»£c"), "Ủy ban nhân được");
    }

    #[test]
    fn tables_are_whole() {
        let count = |c: Charset| c.letters().single.iter().flatten().count() + c.letters().pairs.len();
        assert_eq!(count(Charset::Tcvn3), 74);
        assert_eq!(count(Charset::Vni), 134);
        assert_eq!(count(Charset::Viscii), 134);
        assert_eq!(count(Charset::Vps), 134);
        // 9 letters, 5 tones, and 12 vowels in two cases by 5 tones at least.
        assert!(count(Charset::Windows1258) >= 14 + 120);
    }

    #[test]
    fn typefaces_tell_their_table() {
        assert_eq!(Charset::of_typeface("ABCDEF+.VnTimeH"), Some(Charset::Tcvn3));
        assert_eq!(Charset::of_typeface("VNI-Times"), Some(Charset::Vni));
        assert_eq!(Charset::of_typeface("VPS Times"), Some(Charset::Vps));
        assert_eq!(Charset::of_typeface("Times New Roman"), None);
    }
}
