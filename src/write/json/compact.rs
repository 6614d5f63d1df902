//! A record on one line, written straight: every key with what stands around it is one piece of text, made when this was
//! compiled.
//!
//! `Some("ha")` behind `,"unit":` → `,"unit":"ha"`.
//!
//! The bytes are those that `serde_json` writes, which a test compares; it writes the numbers here too.

use crate::record::{
    Diagnostic, Header, Instrument, Period, PlaceRecord, Quote, Record, SignatureRecord, Source, TableRecord, Target,
    Word,
};
use serde::Serialize;
use std::borrow::Cow;

/// Bytes that most records take without their targets, and most targets with their quotes: room made once, not by doubling.
const ROOM: usize = 8 * 1024;
const ROOM_A_TARGET: usize = 1024;

/// The record without a line end.
pub(super) fn record(record: &Record) -> Vec<u8> {
    let Record { schema_version, source, header, targets, unread, diagnostics } = record;
    let mut out = Line(Vec::with_capacity(ROOM + targets.len() * ROOM_A_TARGET));
    out.text(r#"{"schema_version":"#, schema_version);
    out.source(r#","source":"#, source);
    out.header(r#","header":"#, header);
    out.list(r#","targets":"#, targets, |out, target| out.target(target));
    out.list(r#","unread":"#, unread, |out, quote| out.quote("", quote));
    out.list(r#","diagnostics":"#, diagnostics, |out, diagnostic| out.diagnostic(diagnostic));
    out.raw("}");
    out.0
}

/// The line so far. Each method writes `lead`, the punctuation and key in front of a value, and the value.
struct Line(Vec<u8>);

impl Line {
    fn raw(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    fn text(&mut self, lead: &str, text: &str) {
        self.raw(lead);
        self.0.push(b'"');
        let mut rest = text;
        while let Some(at) = first_to_escape(rest.as_bytes()) {
            self.raw(&rest[..at]);
            self.escaped(rest.as_bytes()[at]);
            rest = &rest[at + 1..];
        }
        self.raw(rest);
        self.0.push(b'"');
    }

    /// A word of a short list: what the program itself knows has nothing to escape.
    fn word(&mut self, lead: &str, word: &Word) {
        match word {
            Cow::Borrowed(known) => {
                self.raw(lead);
                self.0.push(b'"');
                self.raw(known);
                self.0.push(b'"');
            }
            Cow::Owned(read) => self.text(lead, read),
        }
    }

    fn escaped(&mut self, byte: u8) {
        match byte {
            b'"' => self.raw(r#"\""#),
            b'\\' => self.raw(r"\\"),
            b'\x08' => self.raw(r"\b"),
            b'\t' => self.raw(r"\t"),
            b'\n' => self.raw(r"\n"),
            b'\x0c' => self.raw(r"\f"),
            b'\r' => self.raw(r"\r"),
            _ => self.raw(&format!("\\u{byte:04x}")),
        }
    }

    fn number(&mut self, lead: &str, number: impl Serialize) {
        self.raw(lead);
        serde_json::to_writer(&mut self.0, &number).expect("a number, written to memory");
    }

    /// The value by `write`, or `null`.
    fn optional<T>(&mut self, lead: &str, value: Option<T>, write: impl FnOnce(&mut Line, &str, T)) {
        match value {
            Some(value) => write(self, lead, value),
            None => {
                self.raw(lead);
                self.raw("null");
            }
        }
    }

    fn optional_text(&mut self, lead: &str, text: &Option<String>) {
        self.optional(lead, text.as_deref(), Line::text);
    }

    fn list<T>(&mut self, lead: &str, items: &[T], mut write: impl FnMut(&mut Line, &T)) {
        self.raw(lead);
        self.raw("[");
        for (n, item) in items.iter().enumerate() {
            if n > 0 {
                self.raw(",");
            }
            write(self, item);
        }
        self.raw("]");
    }

    fn source(&mut self, lead: &str, source: &Source) {
        let Source { path, sha256, media_type, encoding, form, ocr, signatures } = source;
        self.raw(lead);
        self.text(r#"{"path":"#, path);
        self.text(r#","sha256":"#, sha256);
        self.text(r#","media_type":"#, media_type);
        self.text(r#","encoding":"#, encoding);
        self.text(r#","form":"#, form);
        self.raw(if *ocr { r#","ocr":true"# } else { r#","ocr":false"# });
        self.list(r#","signatures":"#, signatures, |out, signature| {
            let SignatureRecord { name, organisation, time } = signature;
            out.optional_text(r#"{"name":"#, name);
            out.optional_text(r#","organisation":"#, organisation);
            out.optional_text(r#","time":"#, time);
            out.raw("}");
        });
        self.raw("}");
    }

    fn header(&mut self, lead: &str, header: &Header) {
        let Header { legal_basis, evidence, .. } = header;
        self.raw(lead);
        for (n, (name, text)) in header.texts().into_iter().enumerate() {
            self.text(if n == 0 { "{" } else { "," }, name);
            self.optional(":", text, Line::text);
        }
        self.list(r#","legal_basis":"#, legal_basis, |out, instrument| {
            let Instrument { number, issued_on } = instrument;
            out.text(r#"{"number":"#, number);
            out.optional_text(r#","issued_on":"#, issued_on);
            out.raw("}");
        });
        self.raw(r#","evidence":{"#);
        for (n, (field, quotes)) in evidence.iter().enumerate() {
            self.text(if n == 0 { "" } else { "," }, field);
            self.list(":", quotes, |out, quote| out.quote("", quote));
        }
        self.raw("}}");
    }

    fn target(&mut self, target: &Target) {
        let Target {
            indicator,
            indicator_id,
            kind,
            operator,
            low,
            high,
            unit,
            change,
            period: Period { start, end, basis },
            section,
            agency,
            evidence,
            rule,
        } = target;
        self.text(r#"{"indicator":"#, indicator);
        self.optional_text(r#","indicator_id":"#, indicator_id);
        self.word(r#","kind":"#, kind);
        self.word(r#","operator":"#, operator);
        self.optional(r#","low":"#, *low, Line::number);
        self.optional(r#","high":"#, *high, Line::number);
        self.optional_text(r#","unit":"#, unit);
        self.optional(r#","change":"#, change.as_ref(), Line::word);
        self.optional_text(r#","period":{"start":"#, start);
        self.optional_text(r#","end":"#, end);
        self.optional(r#","basis":"#, basis.as_ref(), Line::word);
        self.list(r#"},"section":"#, section, |out, heading| out.text("", heading));
        self.optional_text(r#","agency":"#, agency);
        self.list(r#","evidence":"#, evidence, |out, quote| out.quote("", quote));
        self.word(r#","rule":"#, rule);
        self.raw("}");
    }

    fn quote(&mut self, lead: &str, quote: &Quote) {
        let Quote { exact, prefix, suffix, start, end, table, source } = quote;
        self.raw(lead);
        self.text(r#"{"exact":"#, exact);
        self.text(r#","prefix":"#, prefix);
        self.text(r#","suffix":"#, suffix);
        self.number(r#","start":"#, start);
        self.number(r#","end":"#, end);
        if let Some(TableRecord { index, row, column }) = table {
            self.number(r#","table":{"index":"#, index);
            self.number(r#","row":"#, row);
            self.number(r#","column":"#, column);
            self.raw("}");
        }
        self.optional(r#","source":"#, source.as_ref(), Line::place);
        self.raw("}");
    }

    fn place(&mut self, lead: &str, place: &PlaceRecord) {
        self.raw(lead);
        match place {
            PlaceRecord::Bytes { start, end } => {
                self.number(r#"{"start":"#, start);
                self.number(r#","end":"#, end);
            }
            PlaceRecord::Page { page, area } => {
                self.number(r#"{"page":"#, page);
                self.list(r#","box":"#, area, |out, edge| out.number("", edge));
            }
            PlaceRecord::Part { part, paragraph } => {
                self.text(r#"{"part":"#, part);
                self.number(r#","paragraph":"#, paragraph);
            }
        }
        self.raw("}");
    }

    fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        let Diagnostic { severity, code, message, span } = diagnostic;
        self.word(r#"{"severity":"#, severity);
        self.word(r#","code":"#, code);
        self.text(r#","message":"#, message);
        self.optional(r#","span":"#, span.as_ref(), Line::quote);
        self.raw("}");
    }
}

fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Where the first byte is that needs an escape. Few texts have one, the quotes around the end of a line: eight bytes are asked
/// about at a time.
fn first_to_escape(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (n, word) in words.iter().enumerate() {
        let found = escapes(u64::from_le_bytes(*word));
        if found != 0 {
            return Some(n * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    rest.iter().position(|byte| needs_escape(*byte)).map(|n| words.len() * 8 + n)
}

/// The high bit of the first byte of `word` that needs an escape; bytes behind that one may have theirs too.
fn escapes(word: u64) -> u64 {
    const EACH: u64 = u64::MAX / 255;
    // Taking `least` from each byte sets the high bit of those below it; what they borrow, the bytes behind them lack.
    let below = |word: u64, least: u64| word.wrapping_sub(EACH * least) & !word & (EACH << 7);
    let is = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
    below(word, 0x20) | is(b'"') | is(b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Number;
    use crate::value::Decimal;
    use std::sync::Arc;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn asking_about_eight_bytes_is_asking_about_each() {
        for byte in 0..=u8::MAX {
            for other in [0, 0x1f, 0x20, b'!', b'"', b'#', b'[', b'\\', b']', 0x7f, 0x80, 0xa2, 0xff] {
                for length in [1, 7, 8, 9, 15, 16, 17] {
                    for at in 0..length {
                        let mut bytes = vec![other; length];
                        bytes[at] = byte;
                        let each = bytes.iter().position(|byte| needs_escape(*byte));
                        assert_eq!(first_to_escape(&bytes), each, "{bytes:?}");
                    }
                }
            }
        }
    }

    /// A record in which every field is set, and every text has something to escape.
    fn full() -> Record {
        let odd: String = ('\0'..'\u{80}').chain("ế\u{2028}ὐ𝛼".chars()).collect();
        let quote = |source| Quote {
            exact: odd.clone(),
            prefix: "giảm còn \"".to_owned(),
            suffix: "\n- \\".to_owned(),
            start: 0,
            end: u32::MAX,
            table: Some(TableRecord { index: 1, row: 2, column: 3 }),
            source,
        };
        let bytes = PlaceRecord::Bytes { start: 7, end: u64::MAX };
        let page = PlaceRecord::Page { page: 2, area: [0.0, 12.25, 1e21, -0.1] };
        let part = PlaceRecord::Part { part: "word/document.xml".to_owned(), paragraph: 9 };
        let target = |low, high| Target {
            indicator: odd.clone(),
            indicator_id: some("ti-le-ho-ngheo"),
            kind: "target".into(),
            operator: ">=".into(),
            low,
            high,
            unit: some("%"),
            change: Some("increase".into()),
            period: Period { start: some("2021"), end: some("2025"), basis: Some("heading".into()) },
            section: Arc::from(["I. MỤC TIÊU".to_owned(), "1. Chung".to_owned()]),
            agency: some("Sở Y tế"),
            evidence: vec![quote(Some(bytes.clone())), quote(Some(page.clone())), quote(Some(part.clone()))],
            rule: odd.clone().into(),
        };
        let number = |digits, scale| Some(Number(Decimal::new(digits, scale)));
        Record {
            schema_version: "1".to_owned(),
            source: Source {
                path: "a \"b\".html".to_owned(),
                sha256: "00".to_owned(),
                media_type: "text/html".to_owned(),
                encoding: "utf-8".to_owned(),
                form: "full_text".to_owned(),
                ocr: true,
                signatures: vec![SignatureRecord { name: some("A"), organisation: None, time: some("2024") }],
            },
            header: Header {
                number: some("12/KH-UBND"),
                doc_type: some("Kế hoạch"),
                title: some("Trồng rừng"),
                legal_basis: vec![
                    Instrument { number: "1/QĐ-TTg".to_owned(), issued_on: some("2020-01-02") },
                    Instrument { number: "2/QĐ-TTg".to_owned(), issued_on: None },
                ],
                evidence: [("number".to_owned(), vec![quote(None)]), ("title".to_owned(), Vec::new())].into(),
                ..Header::default()
            },
            targets: vec![
                target(number(155, 1), number(20, 0)),
                target(number(-1, 5), number(i64::MAX, 0)),
                target(number(123_456_789_012_345_678, 3), None),
            ],
            unread: vec![Quote { table: None, ..quote(None) }],
            diagnostics: vec![
                Diagnostic { severity: "info".into(), code: "a".into(), message: odd.clone(), span: None },
                Diagnostic {
                    severity: "error".into(),
                    code: "b".into(),
                    message: String::new(),
                    span: Some(quote(None)),
                },
            ],
        }
    }

    #[test]
    fn the_bytes_are_those_of_serde_json() {
        let empty = Record {
            source: Source::default(),
            header: Header::default(),
            targets: Vec::new(),
            unread: Vec::new(),
            diagnostics: Vec::new(),
            ..full()
        };
        for case in [full(), empty] {
            let expected = serde_json::to_string(&case).unwrap();
            assert_eq!(String::from_utf8(record(&case)).unwrap(), expected);
        }
    }
}
