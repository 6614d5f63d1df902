//! The tables of a dataset: their columns, types and meaning, said once for CSV, Parquet, SQLite and the data package.
//!
//! `low` is a number, the lower end of the value → `"type": "number"`, `Decimal128`, `NUMERIC`.

use crate::value::Decimal;

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing was found.
    Null,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Number(Decimal),
    /// True or false.
    Boolean(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl<T: AsRef<str>> From<&Option<T>> for Cell {
    fn from(text: &Option<T>) -> Cell {
        text.as_ref().map_or(Cell::Null, |t| Cell::Text(t.as_ref().to_owned()))
    }
}

impl From<usize> for Cell {
    fn from(n: usize) -> Cell {
        i64::try_from(n).map_or(Cell::Null, Cell::Integer)
    }
}

impl From<Option<Decimal>> for Cell {
    fn from(number: Option<Decimal>) -> Cell {
        number.map_or(Cell::Null, Cell::Number)
    }
}

impl std::fmt::Display for Cell {
    /// As CSV writes it; nothing for a null.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cell::Null => Ok(()),
            Cell::Text(text) => f.write_str(text),
            Cell::Integer(n) => write!(f, "{n}"),
            Cell::Number(n) => write!(f, "{n}"),
            Cell::Boolean(b) => write!(f, "{b}"),
        }
    }
}

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Words; dates too, because EDTF is wider than a date type.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Number,
    /// True or false.
    Boolean,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in every output.
    pub name: &'static str,
    /// Its type.
    pub kind: Type,
    /// Whether it is never null.
    pub required: bool,
    /// What it says, for the data package.
    pub description: &'static str,
}

const fn text(name: &'static str, description: &'static str) -> Column {
    Column { name, kind: Type::Text, required: false, description }
}

const fn key(name: &'static str, description: &'static str) -> Column {
    Column { name, kind: Type::Text, required: true, description }
}

const fn number(name: &'static str, description: &'static str) -> Column {
    Column { name, kind: Type::Number, required: false, description }
}

const fn integer(name: &'static str, required: bool, description: &'static str) -> Column {
    Column { name, kind: Type::Integer, required, description }
}

/// A table of the dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// One row a document.
    Documents,
    /// One row a target.
    Targets,
    /// One row a file that holds a document.
    Copies,
    /// One row a field in which two copies of a document differ.
    Disagreements,
    /// One row a span that shows a target; only in the database.
    Evidence,
}

impl Table {
    /// The tables that are written as CSV.
    pub const CSV: [Table; 4] = [Table::Documents, Table::Targets, Table::Copies, Table::Disagreements];

    /// Its name: file stem and name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Table::Documents => "documents",
            Table::Targets => "targets",
            Table::Copies => "copies",
            Table::Disagreements => "disagreements",
            Table::Evidence => "evidence",
        }
    }

    /// What it holds.
    pub fn description(self) -> &'static str {
        match self {
            Table::Documents => "One row a document; several files of the same plan are one document.",
            Table::Targets => {
                "One row a target, baseline, activity or status, taken from the best copy of its document."
            }
            Table::Copies => "One row a file: which document it is a copy of.",
            Table::Disagreements => {
                "One row a field in which a copy differs from the copy that the document was taken from."
            }
            Table::Evidence => "One row a span of text that shows a target.",
        }
    }

    /// Its columns, in order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Documents => &DOCUMENTS,
            Table::Targets => &TARGETS,
            Table::Copies => &COPIES,
            Table::Disagreements => &DISAGREEMENTS,
            Table::Evidence => &EVIDENCE,
        }
    }

    /// The columns that name a row.
    pub fn primary_key(self) -> &'static [&'static str] {
        match self {
            Table::Documents => &["document"],
            Table::Targets => &["document", "target"],
            Table::Copies => &["id"],
            Table::Disagreements => &["id", "row"],
            Table::Evidence => &["document", "target", "row"],
        }
    }

    /// Columns that name a row of another table.
    pub fn foreign_keys(self) -> &'static [(&'static str, Table, &'static str)] {
        match self {
            Table::Documents => &[],
            Table::Targets | Table::Copies => &[("document", Table::Documents, "document")],
            Table::Disagreements => &[("id", Table::Copies, "id")],
            Table::Evidence => &[("document", Table::Documents, "document")],
        }
    }
}

const DOCUMENTS: [Column; 29] = [
    key("document", "Id of the record the document was taken from: records/<id>.json."),
    text("number", "Số, ký hiệu."),
    text("type", "Tên loại văn bản."),
    text("type_code", "Abbreviation of the type."),
    text("title", "Trích yếu."),
    text("issuer", "Issuing body in full."),
    text("issuer_level", "central, province, district, commune, party or other."),
    text("province_code", "Province in the list in force on the issue date: gso63:NN to 2025-06-30, gso34:NN after."),
    text("province_now", "The province that holds it today, gso34:NN."),
    text("place", "Địa danh of the date line."),
    text("issued_on", "Issue date, EDTF (ISO 8601-2)."),
    integer("issued_year", false, "Year of the issue date."),
    text("effective_on", "Effective date, EDTF; only when stated."),
    text("signer", "Who signed."),
    text("signer_position", "The signer's post."),
    text("signing_authority", "TM., KT., TL., TUQ., Q. line as printed."),
    text("legal_basis", "Numbers of the instruments the plan carries out, separated by |."),
    key("path", "The file, as given to the tool."),
    key("sha256", "SHA-256 of the file."),
    key("media_type", "Media type of the file."),
    key("form", "full_text, or report for a news page about a plan."),
    Column { name: "ocr", kind: Type::Boolean, required: true, description: "Text came from character recognition." },
    integer("targets", true, "Rows of kind target."),
    integer("baselines", true, "Rows of kind baseline."),
    integer("activities", true, "Rows of kind activity."),
    integer("statuses", true, "Rows of kind status."),
    integer("unread", true, "Numbers that no rule and no guard accounts for."),
    integer("diagnostics", true, "Diagnostics of the record."),
    integer("copies", true, "Files that hold this document."),
];

const TARGETS: [Column; 30] = [
    text("number", "Số, ký hiệu of the document."),
    text("type", "Type of the document."),
    text("issuer", "Issuer of the document."),
    text("province_code", "Province of the document at issue."),
    text("issued_on", "Issue date of the document, EDTF."),
    key("document", "Id of the document."),
    integer("target", true, "Place in the record's list of targets, from 0."),
    text("province_now", "The province that holds it today."),
    key("indicator", "The printed words that name what is measured."),
    text("indicator_id", "Entry of the codebook."),
    key("kind", "target, baseline, activity or status."),
    key("operator", "=, >=, >, <=, <, ~ or range."),
    number("low", "Lower end, as printed."),
    number("high", "Upper end, as printed."),
    text("unit", "Unit, as printed."),
    text("change", "increase or decrease, for an amount of change."),
    text("period_start", "EDTF, for a span of time."),
    text("period_end", "EDTF of the moment by which it holds."),
    text("period_basis", "stated, heading, column or title."),
    integer("year", false, "Year of period_end."),
    text("canonical_unit", "Unit that values of this indicator are compared in."),
    number("canonical_low", "low in canonical_unit."),
    number("canonical_high", "high in canonical_unit."),
    text("section", "Headings above, outermost first, separated by /."),
    text("agency", "Who measures or is in charge."),
    text("quote", "The words that show the value."),
    integer("start", false, "First code point of the quote in the document's text."),
    integer("end", false, "One past its last code point."),
    integer("evidence", true, "Spans that show the target."),
    key("rule", "The rule that read it."),
];

const COPIES: [Column; 8] = [
    key("id", "Id of the record of this file."),
    key("document", "Id of the document it is a copy of."),
    key("path", "The file, as given to the tool."),
    key("sha256", "SHA-256 of the file."),
    key("media_type", "Media type of the file."),
    key("form", "full_text or report."),
    Column { name: "ocr", kind: Type::Boolean, required: true, description: "Text came from character recognition." },
    integer("targets", true, "Rows of every kind in this file's record."),
];

const DISAGREEMENTS: [Column; 6] = [
    key("id", "The copy."),
    integer("row", true, "Counts the disagreements of the copy, from 0."),
    key("document", "The document."),
    key("field", "Header field, or target for a target that one of the two lacks."),
    text("document_value", "What the document's own record says."),
    text("copy_value", "What the copy says."),
];

const EVIDENCE: [Column; 8] = [
    key("document", "Id of the document."),
    integer("target", true, "Place of the target in its record."),
    integer("row", true, "Place in the target's evidence, from 0."),
    key("exact", "The words, to the letter."),
    text("prefix", "Up to 32 code points before."),
    text("suffix", "Up to 32 code points behind."),
    integer("start", true, "First code point."),
    integer("end", true, "One past the last code point."),
];
