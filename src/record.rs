//! The record: what is written for one document, field for field the contract of `schema_version` 1.
//!
//! `{"schema_version": "1", "source": {…}, "header": {…}, "targets": [{"indicator": "Tỷ lệ hộ nghèo", "operator": "<", …}], …}`
//!
//! Stages work with spans; here they become the strings and code points of the output, once, at the end.

use crate::date::Date;
use crate::document::{Document, Place, Signature};
use crate::error::Issue;
use crate::span::{self, CodePoints, Span};
use crate::target;
use crate::value::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// Version of the record's shape.
pub const SCHEMA_VERSION: &str = "1";

/// A word of a short list that the program knows: written without a copy, its own when read from a file.
pub type Word = Cow<'static, str>;

/// What `chitieu` emits for one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Record {
    /// Version of this shape.
    pub schema_version: String,
    /// The file.
    pub source: Source,
    /// The plan's own header.
    pub header: Header,
    /// What the plan promises.
    pub targets: Vec<Target>,
    /// Numbers of the plan's prose and tables that no rule and no guard accounts for.
    pub unread: Vec<Quote>,
    /// What the reader of the record should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// The file a record was made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// As given on the command line, `/` separators.
    pub path: String,
    /// SHA-256 of the bytes read, lower-case hexadecimal.
    pub sha256: String,
    /// Media type of the bytes.
    pub media_type: String,
    /// What the bytes were decoded from.
    pub encoding: String,
    /// `full_text`, or `report` for a news page about a plan.
    pub form: String,
    /// Text came from character recognition, whole or part.
    pub ocr: bool,
    /// Digital signatures of a PDF; no trust decision is made.
    pub signatures: Vec<SignatureRecord>,
}

/// A digital signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SignatureRecord {
    /// Common name of the certificate.
    pub name: Option<String>,
    /// Organisation of the certificate.
    pub organisation: Option<String>,
    /// Signing time, ISO 8601 with offset.
    pub time: Option<String>,
}

/// The header of the plan itself. A field that was not found is `null` or an empty list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Header {
    /// Số, ký hiệu, blanks removed.
    pub number: Option<String>,
    /// Tên loại văn bản.
    #[serde(rename = "type")]
    pub doc_type: Option<String>,
    /// Abbreviation of the type.
    pub type_code: Option<String>,
    /// Trích yếu, one line.
    pub title: Option<String>,
    /// Issuing body, written in full.
    pub issuer: Option<String>,
    /// `central`, `province`, `district`, `commune`, `party` or `other`.
    pub issuer_level: Option<String>,
    /// Code in the list in force on the issue date: `gso63:NN` to 2025-06-30, `gso34:NN` after.
    pub province_code: Option<String>,
    /// The province that holds it today.
    pub province_now: Option<String>,
    /// Địa danh of the date line.
    pub place: Option<String>,
    /// EDTF.
    pub issued_on: Option<String>,
    /// EDTF; only when stated.
    pub effective_on: Option<String>,
    /// Who signed the document.
    pub signer: Option<String>,
    /// The signer's post.
    pub signer_position: Option<String>,
    /// TM., KT., TL., TUQ., Q. line, as printed.
    pub signing_authority: Option<String>,
    /// The instruments the plan carries out.
    pub legal_basis: Vec<Instrument>,
    /// Per non-null field the spans that show it.
    pub evidence: std::collections::BTreeMap<String, Vec<Quote>>,
}

impl Header {
    /// Every field of one text, by its name in the record, in the record's order: all but the legal basis.
    pub fn texts(&self) -> [(&'static str, Option<&str>); 14] {
        [
            ("number", &self.number),
            ("type", &self.doc_type),
            ("type_code", &self.type_code),
            ("title", &self.title),
            ("issuer", &self.issuer),
            ("issuer_level", &self.issuer_level),
            ("province_code", &self.province_code),
            ("province_now", &self.province_now),
            ("place", &self.place),
            ("issued_on", &self.issued_on),
            ("effective_on", &self.effective_on),
            ("signer", &self.signer),
            ("signer_position", &self.signer_position),
            ("signing_authority", &self.signing_authority),
        ]
        .map(|(name, value)| (name, value.as_deref()))
    }
}

/// A legal instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Instrument {
    /// Number in its well-formed spelling.
    pub number: String,
    /// EDTF.
    pub issued_on: Option<String>,
}

/// One target, baseline, activity or status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Target {
    /// The printed words that name what is measured.
    pub indicator: String,
    /// Codebook entry, `null` when none fits.
    pub indicator_id: Option<String>,
    /// `target`, `baseline`, `activity` or `status`.
    pub kind: Word,
    /// `=`, `>=`, `>`, `<=`, `<`, `~` or `range`.
    pub operator: Word,
    /// Lower end.
    pub low: Option<Number>,
    /// Upper end.
    pub high: Option<Number>,
    /// Unit of measure.
    pub unit: Option<String>,
    /// `increase` or `decrease`, for an amount of change.
    pub change: Option<Word>,
    /// By, in or during which time.
    pub period: Period,
    /// Headings above, outermost first.
    #[schemars(with = "Vec<String>")]
    #[serde(with = "shared")]
    pub section: Arc<[String]>,
    /// Who measures or is in charge.
    pub agency: Option<String>,
    /// The words that show it.
    pub evidence: Vec<Quote>,
    /// The rule that produced it.
    pub rule: Word,
}

/// Headings that many targets share, written and read as a list of strings.
mod shared {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::sync::Arc;

    pub fn serialize<S: Serializer>(list: &Arc<[String]>, serializer: S) -> Result<S::Ok, S::Error> {
        list.as_ref().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<[String]>, D::Error> {
        Vec::deserialize(deserializer).map(Arc::from)
    }
}

/// Start and end of a time, EDTF, and where it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Period {
    /// EDTF, only for a span of time.
    pub start: Option<String>,
    /// EDTF of the moment by which it holds.
    pub end: Option<String>,
    /// `stated`, `heading`, `column` or `title`.
    pub basis: Option<Word>,
}

/// A plain decimal as JSON prints it: `20`, `14.36`.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema)]
#[schemars(transparent)]
pub struct Number(#[schemars(with = "f64")] pub Decimal);

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.integer() {
            Some(integer) => serializer.serialize_i64(integer),
            None => serializer.serialize_f64(self.0.to_f64()),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let text = number.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits = format!("{whole}{fraction}").parse::<i64>().map_err(serde::de::Error::custom)?;
        Ok(Number(Decimal::new(digits, fraction.len() as u8)))
    }
}

/// A span of the document's text after the W3C Web Annotation selectors; offsets count code points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Quote {
    /// The words, to the letter.
    pub exact: String,
    /// Up to 32 code points before.
    pub prefix: String,
    /// Up to 32 code points behind.
    pub suffix: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The table cell, when it stands in one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub table: Option<TableRecord>,
    /// The way back to the file, `null` where none can be given.
    pub source: Option<PlaceRecord>,
}

/// A place in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct TableRecord {
    /// Which table, from 0.
    pub index: u32,
    /// Grid row, from 0.
    pub row: u32,
    /// Grid column, from 0.
    pub column: u32,
}

/// A place in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum PlaceRecord {
    /// Bytes of the file as read (text, HTML).
    Bytes {
        /// First byte.
        start: u64,
        /// One past the last byte.
        end: u64,
    },
    /// PDF: page and left, top, right, bottom in points from the top left.
    Page {
        /// One-based page.
        page: u32,
        /// Left, top, right, bottom.
        #[serde(rename = "box")]
        area: [f64; 4],
    },
    /// DOCX: part and paragraph.
    Part {
        /// Name of the part.
        part: String,
        /// Zero-based paragraph.
        paragraph: u32,
    },
}

/// Something the reader of the record should know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Diagnostic {
    /// `info`, `warning` or `error`.
    pub severity: Word,
    /// Stable kebab-case code.
    pub code: Word,
    /// One line.
    pub message: String,
    /// Where, when it has a place.
    pub span: Option<Quote>,
}

/// Turns spans of one document into quotes.
pub struct Quoter<'a> {
    document: &'a Document,
    points: CodePoints<'a>,
}

/// Code points of context on either side of a quote.
const CONTEXT: usize = 32;

impl<'a> Quoter<'a> {
    /// For the spans of `document`.
    pub fn new(document: &'a Document) -> Quoter<'a> {
        Quoter { document, points: CodePoints::new(document.text()) }
    }

    /// The quote of a span.
    pub fn quote(&self, span: Span) -> Quote {
        let text = self.document.text();
        let (start, end) = (span.start as usize, span.end as usize);
        let (from, to) = (span::back(text, start, CONTEXT), span::on(text, end, CONTEXT));
        Quote {
            exact: span.of(text).to_owned(),
            prefix: text[from..start].to_owned(),
            suffix: text[end..to].to_owned(),
            start: self.points.at(span.start),
            end: self.points.at(span.end),
            table: None,
            source: self.document.place(span).map(PlaceRecord::from),
        }
    }

    /// The quote of a piece of evidence, with its table cell.
    pub fn evidence(&self, evidence: &target::Evidence) -> Quote {
        let table = evidence.cell.map(|c| TableRecord { index: c.index, row: c.row, column: c.column });
        Quote { table, ..self.quote(evidence.span) }
    }

    /// The record form of a target.
    pub fn target(&self, t: target::Target) -> Target {
        Target {
            indicator: t.indicator,
            indicator_id: t.indicator_id,
            kind: t.kind.name().into(),
            operator: t.value.operator.sign().into(),
            low: t.value.low.map(Number),
            high: t.value.high.map(Number),
            unit: t.unit,
            change: t.change.map(|c| c.name().into()),
            period: Period {
                start: t.period.start.map(Date::edtf),
                end: t.period.end.map(Date::edtf),
                basis: t.period.basis.map(|b| b.name().into()),
            },
            section: t.section,
            agency: t.agency,
            evidence: t.evidence.iter().map(|e| self.evidence(e)).collect(),
            rule: t.rule.into(),
        }
    }

    /// The diagnostic of an issue.
    pub fn diagnostic(&self, issue: &Issue) -> Diagnostic {
        Diagnostic {
            severity: issue.severity.name().into(),
            code: issue.code.into(),
            message: issue.message.clone(),
            span: issue.span.map(|s| self.quote(s)),
        }
    }
}

impl From<Place> for PlaceRecord {
    fn from(place: Place) -> PlaceRecord {
        match place {
            Place::Bytes { start, end } => PlaceRecord::Bytes { start, end },
            // A hundredth of a point is far below what a page can show; it keeps f32 noise out of the files.
            Place::Page { page, area } => {
                PlaceRecord::Page { page, area: area.map(|v| (f64::from(v) * 100.0).round() / 100.0) }
            }
            Place::Part { part, paragraph } => PlaceRecord::Part { part: part.to_owned(), paragraph },
        }
    }
}

impl From<&Signature> for SignatureRecord {
    fn from(s: &Signature) -> SignatureRecord {
        SignatureRecord { name: s.name.clone(), organisation: s.organisation.clone(), time: s.time.clone() }
    }
}
