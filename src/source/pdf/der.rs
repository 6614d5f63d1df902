//! The little of DER and BER (X.690) that a signature needs: elements one after another, names, strings, times. Bounded.
//!
//! `0C 07 53 E1 BB 9F 20 59 54` → an element of tag UTF8String that reads `Sở YT`.

/// One element: its tag byte and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// Class, constructed bit and number; numbers above 30 do not occur here.
    pub tag: u8,
    /// The contents.
    pub body: &'a [u8],
}

/// Tags that are asked for by name.
pub mod tag {
    /// INTEGER.
    pub const INTEGER: u8 = 0x02;
    /// OCTET STRING.
    pub const OCTETS: u8 = 0x04;
    /// OBJECT IDENTIFIER.
    pub const OID: u8 = 0x06;
    /// GeneralizedTime.
    pub const GENERALIZED_TIME: u8 = 0x18;
    /// SEQUENCE.
    pub const SEQUENCE: u8 = 0x30;
    /// SET.
    pub const SET: u8 = 0x31;
    /// `[0]`, constructed.
    pub const CONTEXT_0: u8 = 0xa0;
    /// `[1]`, constructed.
    pub const CONTEXT_1: u8 = 0xa1;
}

/// Elements read from one list; a certificate's longest has some dozens.
const ELEMENTS: usize = 10_000;

impl<'a> Element<'a> {
    /// The first element of some bytes.
    pub fn first(bytes: &'a [u8]) -> Option<Element<'a>> {
        split(bytes).map(|(e, _)| e)
    }

    /// The elements it holds, as far as they can be read.
    pub fn children(self) -> impl Iterator<Item = Element<'a>> + Clone {
        let mut rest = self.body;
        let mut left = ELEMENTS;
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let (element, after) = split(rest)?;
            rest = after;
            Some(element)
        })
    }

    /// Its first child of a tag.
    pub fn child(self, tag: u8) -> Option<Element<'a>> {
        self.children().find(|e| e.tag == tag)
    }

    /// Its text: UTF8String, BMPString, and the one-byte strings, which are read as Latin-1.
    pub fn text(self) -> Option<String> {
        let text = match self.tag {
            0x0c => String::from_utf8_lossy(self.body).into_owned(),
            0x1e => {
                let units: Vec<u16> = self.body.chunks_exact(2).map(|p| u16::from_be_bytes([p[0], p[1]])).collect();
                String::from_utf16_lossy(&units)
            }
            // PrintableString, T61String, IA5String, VisibleString; issuers put UTF-8 into the second.
            0x12..=0x16 | 0x1a | 0x1b => match std::str::from_utf8(self.body) {
                Ok(text) => text.to_owned(),
                Err(_) => self.body.iter().map(|b| *b as char).collect(),
            },
            _ => return None,
        };
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned();
        (!text.is_empty()).then_some(text)
    }
}

/// Elements of indefinite length within each other.
const DEPTH: usize = 24;

/// The element at the front and the bytes behind it.
fn split(bytes: &[u8]) -> Option<(Element<'_>, &[u8])> {
    element(bytes, DEPTH)
}

fn element(bytes: &[u8], depth: usize) -> Option<(Element<'_>, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    if tag == 0 && first == 0 {
        return None;
    }
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        // Indefinite (BER, some Java signers): elements up to two zero bytes.
        0x80 => {
            let mut after = rest;
            while !after.starts_with(&[0, 0]) {
                (_, after) = element(after, depth.checked_sub(1)?)?;
            }
            let body = &rest[..rest.len() - after.len()];
            return Some((Element { tag, body }, &after[2..]));
        }
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0usize, |n, b| n << 8 | usize::from(*b)), rest)
        }
        _ => return None,
    };
    let (body, after) = rest.split_at_checked(length)?;
    Some((Element { tag, body }, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_all_kinds_are_read() {
        let utf8 = [&[0x0c, 0x07][..], "Sở YT".as_bytes()].concat();
        assert_eq!(Element::first(&utf8).and_then(Element::text).as_deref(), Some("Sở YT"));
        let wide: Vec<u8> = "Sở".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let bmp = [&[0x1e, 0x04][..], &wide].concat();
        assert_eq!(Element::first(&bmp).and_then(Element::text).as_deref(), Some("Sở"));
    }

    #[test]
    fn indefinite_lengths_end_at_their_mark() {
        let bytes = [0x30, 0x80, 0x02, 1, 5, 0x30, 0x80, 0, 0, 0, 0, 0x02, 1, 7];
        let (outer, after) = split(&bytes).unwrap();
        assert_eq!(outer.children().count(), 2);
        assert_eq!(after, [0x02, 1, 7]);
        assert_eq!(Element::first(&[0x30, 0x80, 0x02, 1, 5]), None);
    }

    #[test]
    fn a_length_beyond_the_data_is_no_element() {
        assert_eq!(Element::first(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0]), None);
        assert_eq!(Element::first(&[0x30, 0x05, 1]), None);
        assert_eq!(Element::first(&[]), None);
    }
}
