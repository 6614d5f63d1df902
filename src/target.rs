//! A statement of the plan after inheritance: what becomes one row of the dataset.
//!
//! `Tỷ lệ hộ nghèo … giảm còn dưới 3% (2025)` → indicator, value `< 3`, unit `%`, period 2025, and the spans that show them.

use crate::date::Date;
use crate::span::Span;
use crate::value::{Change, Kind, Value};
use std::sync::Arc;

/// One target, baseline, activity or status.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The printed words that name what is measured; `…` marks a gap.
    pub indicator: String,
    /// Codebook entry.
    pub indicator_id: Option<String>,
    /// What the statement is for the plan.
    pub kind: Kind,
    /// Operator and numbers.
    pub value: Value,
    /// Unit of measure as a statistician would write it.
    pub unit: Option<String>,
    /// Set only for an amount of change.
    pub change: Option<Change>,
    /// By, in or during which time.
    pub period: Period,
    /// Headings above, outermost first, as printed; shared by all targets below them.
    pub section: Arc<[String]>,
    /// Who measures or is in charge.
    pub agency: Option<String>,
    /// The words that show it; the first holds the number.
    pub evidence: Vec<Evidence>,
    /// Name of the rule that read it.
    pub rule: &'static str,
    /// How it came about, for `explain`.
    pub trail: Vec<Step>,
}

/// A stretch of text that shows (part of) a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where.
    pub span: Span,
    /// The table cell it stands in.
    pub cell: Option<TablePlace>,
}

/// A place in a table, as records give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TablePlace {
    /// Which table of the document, from 0.
    pub index: u32,
    /// Grid row, from 0.
    pub row: u32,
    /// Grid column, from 0.
    pub column: u32,
}

/// The time of a target, and where it was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Period {
    /// First moment, only for a span of time.
    pub start: Option<Date>,
    /// Moment by which it holds.
    pub end: Option<Date>,
    /// Where the time was found; `None` exactly when both ends are `None`.
    pub basis: Option<Basis>,
}

impl Period {
    /// The one year it is of: none for a span.
    pub fn single_year(self) -> Option<u16> {
        self.end.filter(|_| self.start.is_none())?.year
    }

    /// The nearest of periods, the inner ones first; a part of a year takes its year from the next that names a single one.
    pub fn nearest(periods: impl IntoIterator<Item = Period>) -> Period {
        let mut part: Option<Period> = None;
        for period in periods.into_iter().filter(|p| p.basis.is_some()) {
            if period.end.is_some_and(|d| d.year.is_none()) {
                part = part.or(Some(period));
                continue;
            }
            let Some(part) = part else { return period };
            let end = period.single_year().and_then(|y| part.end?.of_year(y));
            return if end.is_some() { Period { end, ..part } } else { period };
        }
        Period::default()
    }
}

/// Where a period was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// In the clause or its paragraph.
    Stated,
    /// In a lead-in or heading above.
    Heading,
    /// In the head of the table column.
    Column,
    /// In the plan's title.
    Title,
}

impl Basis {
    /// `stated`, `heading`, `column` or `title`.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Stated => "stated",
            Basis::Heading => "heading",
            Basis::Column => "column",
            Basis::Title => "title",
        }
    }
}

/// One step of a derivation, as `explain` prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done: `rule`, `comparator`, `period`, `subject`, `passed over`.
    pub what: &'static str,
    /// In words.
    pub detail: String,
    /// The words it was done with.
    pub span: Option<Span>,
}

/// What became of one number of the plan's prose or tables. Every number has exactly one fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The number as printed.
    pub span: Span,
    /// What it is.
    pub as_what: As,
}

/// The fates a number can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum As {
    /// Part of a target, baseline, activity or status.
    Target,
    /// Part of a date or period.
    Time,
    /// Part of a name: a document number, an item number, `5G`.
    Name,
    /// Refused by the guard of this name.
    Guard(&'static str),
    /// Nobody accounts for it.
    Unread,
}
