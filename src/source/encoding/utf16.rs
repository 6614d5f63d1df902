//! UTF-16, with its byte order mark or told by its zero bytes.
//!
//! `FF FE 54 00 C9 1E` → `Tỉ`, little endian.

use crate::document::OffsetMap;

/// Order of the two bytes of a unit, and bytes of the mark before the text.
pub fn order(bytes: &[u8]) -> Option<(bool, usize)> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some((false, 2)),
        [0xFE, 0xFF, ..] => return Some((true, 2)),
        _ => {}
    }
    // Blanks, digits, marks and most letters of Vietnamese are ASCII: one of their two bytes is zero, always the same.
    let sample = &bytes[..bytes.len().min(4096) & !1];
    memchr::memchr(0, sample)?;
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, units) = (zeros(0), zeros(1), sample.len() / 2);
    if units < 2 || !bytes.len().is_multiple_of(2) && units < 2048 {
        return None;
    }
    match () {
        () if odd * 3 > units && even * 50 <= units => Some((false, 0)),
        () if even * 3 > units && odd * 50 <= units => Some((true, 0)),
        () => None,
    }
}

/// Decodes what follows a mark of `mark` bytes; also counts what is no character (half pairs, an odd last byte).
pub fn decode(bytes: &[u8], big_endian: bool, mark: usize) -> (String, OffsetMap, usize) {
    let (units, tail) = bytes[mark..].as_chunks::<2>();
    let unit = |u: &[u8; 2]| if big_endian { u16::from_be_bytes(*u) } else { u16::from_le_bytes(*u) };
    let mut text = String::with_capacity(bytes.len() / 2 + bytes.len() / 8);
    let mut map = OffsetMap::default();
    map.changed(0, mark as u64);
    let mut damaged = 0;
    for c in char::decode_utf16(units.iter().map(unit)) {
        let (c, taken) = match c {
            Ok(c) => (c, c.len_utf16() * 2),
            Err(_) => {
                damaged += 1;
                (char::REPLACEMENT_CHARACTER, 2)
            }
        };
        text.push(c);
        map.changed(c.len_utf8() as u64, taken as u64);
    }
    damaged += tail.len();
    (text, map, damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_are_read_with_and_without_mark() {
        let text = "Tỷ lệ hộ nghèo 5% 𝑥";
        for big_endian in [false, true] {
            for mark in [0, 2] {
                let unit = |u: u16| if big_endian { u.to_be_bytes() } else { u.to_le_bytes() };
                let all = (mark == 2).then_some(0xFEFF).into_iter().chain(text.encode_utf16());
                let bytes: Vec<u8> = all.flat_map(unit).collect();
                assert_eq!(order(&bytes), Some((big_endian, mark)));
                let (read, map, damaged) = decode(&bytes, big_endian, mark);
                assert_eq!((read.as_str(), damaged), (text, 0));
                let five = text.find('5').unwrap();
                let units = text[..five].encode_utf16().count();
                assert_eq!(map.file(five as u64), (mark + units * 2) as u64);
            }
        }
    }

    #[test]
    fn half_a_pair_is_counted() {
        let (text, _, damaged) = decode(&[0x41, 0, 0, 0xD8, 0x42, 0, 0x43], false, 0);
        assert_eq!((text.as_str(), damaged), ("A\u{fffd}B", 2));
    }

    #[test]
    fn other_bytes_are_not_utf_16() {
        assert_eq!(order("Tỷ lệ hộ nghèo".as_bytes()), None);
        assert_eq!(order(&[0; 64]), None);
    }
}
