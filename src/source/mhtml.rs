//! MHTML: a web page saved with its parts in one file; the page itself is found, unpacked and read as HTML.
//!
//! `Content-Transfer-Encoding: quoted-printable` … `<p>N=C4=83m` → `<p>Năm`, whose `ă` leads to the six bytes `=C4=83`.

use super::html;
use crate::document::{Document, OffsetMap};
use crate::error::{Error, Issue};
use crate::source::{Format, limits};

/// Reads a saved web page.
///
/// # Errors
/// [`Error::Damaged`] when no page is in it; else as [`html::read`].
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let Page { html, map, torn } = page(bytes)
        .ok_or_else(|| Error::Damaged { format: Format::Mhtml.name(), cause: "no part of it is a web page".into() })?;
    let mut document = html::read(&html)?;
    if torn {
        let message = "the file ends before the page does; what was saved of it was read";
        document.issues.push(Issue::warning("unreadable-content", message, None));
    }
    document.origin.media_type = Format::Mhtml.media_type();
    document.decoding = Some(match &document.decoding {
        Some(decoding) => decoding.through(&map),
        None => map,
    });
    Ok(document)
}

/// The page in a saved file.
struct Page {
    html: Vec<u8>,
    /// The way back to the file.
    map: OffsetMap,
    /// The mark that ends it is missing.
    torn: bool,
}

fn page(bytes: &[u8]) -> Option<Page> {
    let (head, body) = Head::read(bytes, 0);
    let part = find(bytes, &head, body..bytes.len(), 0)?;
    let data = &bytes[part.body.clone()];
    let at = part.body.start as u64;
    let (html, map) = match part.packed {
        Packed::Plain => {
            let mut map = OffsetMap::default();
            map.changed(0, at);
            map.copied(data.len() as u64);
            (data.to_vec(), map)
        }
        Packed::QuotedPrintable => quoted_printable(data, at),
        Packed::Base64 => base64(data, at),
    };
    Some(Page { html, map, torn: part.torn })
}

/// The lines before the body of a message or part.
struct Head {
    media_type: String,
    boundary: Option<Vec<u8>>,
    /// Content-ID of the part that a reader shows.
    start: Option<String>,
    id: Option<String>,
    packed: Packed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Packed {
    Plain,
    QuotedPrintable,
    Base64,
}

struct Part {
    packed: Packed,
    body: std::ops::Range<usize>,
    torn: bool,
}

impl Head {
    /// Reads the head that begins at `at`; also tells where the body begins.
    fn read(bytes: &[u8], at: usize) -> (Head, usize) {
        let mut head = Head { media_type: String::new(), boundary: None, start: None, id: None, packed: Packed::Plain };
        let mut at = at;
        let mut field = String::new();
        loop {
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i + 1);
            let line = String::from_utf8_lossy(bytes[at..end].trim_ascii_end());
            // A line that begins with a blank goes on with the field before it.
            if line.starts_with([' ', '\t']) {
                if field.len() < 10_000 {
                    field.push_str(&line);
                }
            } else {
                head.note(&field);
                field = line.into_owned();
            }
            at = end;
            if field.is_empty() || at >= bytes.len() {
                head.note(&field);
                return (head, at);
            }
        }
    }

    fn note(&mut self, field: &str) {
        let Some((name, value)) = field.split_once(':') else { return };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => {
                self.media_type = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
                self.boundary = parameter(value, "boundary").map(String::into_bytes);
                self.start = parameter(value, "start");
            }
            "content-transfer-encoding" => {
                self.packed = match value.to_ascii_lowercase().as_str() {
                    "quoted-printable" => Packed::QuotedPrintable,
                    "base64" => Packed::Base64,
                    _ => Packed::Plain,
                }
            }
            "content-id" => self.id = Some(value.to_owned()),
            _ => {}
        }
    }
}

/// `boundary` of `multipart/related; boundary="x"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The part to read within `range`: the one the head names as start, else the first page, else the first text.
fn find(bytes: &[u8], head: &Head, range: std::ops::Range<usize>, depth: usize) -> Option<Part> {
    if !head.media_type.starts_with("multipart/") {
        return head.media_type.starts_with("text/").then_some(Part { packed: head.packed, body: range, torn: false });
    }
    let boundary = head.boundary.as_ref().filter(|b| !b.is_empty() && depth < limits::ARCHIVE_DEPTH)?;
    let mark = [b"--", &boundary[..]].concat();
    let starts: Vec<usize> = memchr::memmem::find_iter(&bytes[range.clone()], &mark)
        .map(|i| range.start + i)
        .filter(|i| *i == range.start || bytes[i - 1] == b'\n')
        .collect();
    let mut second = None;
    for (n, &start) in starts.iter().enumerate() {
        let Some(line) = memchr::memchr(b'\n', &bytes[start..range.end]) else { break };
        if bytes[start + mark.len()..start + line].starts_with(b"--") {
            break;
        }
        let end = starts.get(n + 1).copied().unwrap_or(range.end);
        let torn = n + 1 == starts.len();
        let (inner, body) = Head::read(&bytes[..end], start + line + 1);
        let chosen = head.start.is_some() && inner.id == head.start;
        let page = matches!(inner.media_type.as_str(), "text/html" | "application/xhtml+xml");
        if inner.media_type.starts_with("multipart/") {
            if let Some(part) = find(bytes, &inner, body..end, depth + 1) {
                return Some(part);
            }
        } else if chosen || page && head.start.is_none() {
            return Some(Part { packed: inner.packed, body: body..end, torn });
        } else if page || inner.media_type == "text/plain" {
            second = second.or(Some(Part { packed: inner.packed, body: body..end, torn }));
        }
    }
    second
}

/// Undoes `=C4=83` and the soft line ends.
fn quoted_printable(data: &[u8], at: u64) -> (Vec<u8>, OffsetMap) {
    let mut out = Vec::with_capacity(data.len());
    let mut map = OffsetMap::default();
    map.changed(0, at);
    let mut rest = data;
    while let Some(equals) = memchr::memchr(b'=', rest) {
        out.extend_from_slice(&rest[..equals]);
        map.copied(equals as u64);
        rest = &rest[equals..];
        let soft = match rest {
            [b'=', b'\r', b'\n', ..] => 3,
            [b'=', b'\n', ..] => 2,
            _ => 0,
        };
        if soft > 0 {
            map.changed(0, soft as u64);
            rest = &rest[soft..];
        } else if let Some(byte) = rest.get(1..3).and_then(hex) {
            out.push(byte);
            map.changed(1, 3);
            rest = &rest[3..];
        } else {
            out.push(b'=');
            map.copied(1);
            rest = &rest[1..];
        }
    }
    out.extend_from_slice(rest);
    map.copied(rest.len() as u64);
    (out, map)
}

fn hex(pair: &[u8]) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8)
}

/// Undoes base64; characters outside its alphabet are skipped.
fn base64(data: &[u8], at: u64) -> (Vec<u8>, OffsetMap) {
    let mut out = Vec::with_capacity(data.len() / 4 * 3);
    let mut map = OffsetMap::default();
    map.changed(0, at);
    let (mut bits, mut held) = (0u32, 0);
    // Characters read since the last byte came out.
    let mut taken = 0;
    for &byte in data {
        taken += 1;
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
            map.changed(1, taken);
            taken = 0;
        }
    }
    (out, map)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAVED: &str = "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--Bien--\"\r\n\r\n----Bien--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>T=E1=BB=B7 l=E1=BB=87 h=\r\n=E1=BB=99 3=\r\n%</p></body></html>\r\n----Bien--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n----Bien----\r\n";

    #[test]
    fn the_page_is_unpacked_and_leads_back() {
        let doc = read(SAVED.as_bytes()).unwrap();
        assert_eq!(doc.text(), "Tỷ lệ hộ 3%");
        let at = doc.text().find("lệ").unwrap();
        let place = doc.place(crate::span::Span::new(at, at + "lệ".len())).unwrap();
        let crate::document::Place::Bytes { start, end } = place else { panic!("{place:?}") };
        assert_eq!(&SAVED[start as usize..end as usize], "l=E1=BB=87");
    }

    #[test]
    fn base64_leads_back_too() {
        let (out, map) = base64(b"VOG7\r\nhw==", 100);
        assert_eq!(out, "Tệ".as_bytes());
        assert_eq!(map.file(0), 100);
        assert_eq!(map.file(1), 102);
    }

    #[test]
    fn a_page_that_is_cut_short_says_so() {
        assert!(read(SAVED.as_bytes()).unwrap().issues.is_empty());
        let cut = read(&SAVED.as_bytes()[..SAVED.find("%</p>").unwrap()]).unwrap();
        assert_eq!(cut.text(), "Tỷ lệ hộ 3");
        assert_eq!(cut.issues[0].code, "unreadable-content");
    }

    #[test]
    fn a_saved_file_without_a_page_is_refused() {
        let torn = SAVED.replace("text/html", "image/gif");
        assert!(matches!(read(torn.as_bytes()), Err(Error::Damaged { .. })));
        assert!(page(b"").is_none());
    }
}
