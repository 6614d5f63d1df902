//! What provinces promise for one indicator, year by year, against the national value.
//!
//! DE-01, 2025, nation 20 %: Trà Vinh 10 → lower; Nghệ An 15-20 → lower; Hải Dương 20 → same; Lào Cai has nothing → missing.

use super::columns::Table;
use crate::codebook::{Codebook, Entry, National, unit::Unit};
use crate::error::Error;
use crate::lexicon::places;
use crate::value::Decimal;
use crate::write::atomic::failed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How a promise stands to the national value of its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The same number or range.
    Same,
    /// More.
    Higher,
    /// Less.
    Lower,
    /// A range that holds the national value inside.
    Around,
    /// The nation has a value for the year, the province none.
    Missing,
    /// The nation has no value for the year.
    NoNational,
    /// The units do not convert.
    OtherUnit,
}

impl Verdict {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Higher => "higher",
            Verdict::Lower => "lower",
            Verdict::Around => "around",
            Verdict::Missing => "missing",
            Verdict::NoNational => "no national value",
            Verdict::OtherUnit => "other unit",
        }
    }
}

/// One line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The province that holds it today.
    pub now: String,
    /// The province as it was at issue.
    pub issued_as: String,
    /// Year the promise is for.
    pub year: String,
    /// The promise as printed: `15..20 %`.
    pub promise: String,
    /// Number of the document.
    pub number: String,
    /// Id of the document.
    pub document: String,
    /// The label as printed.
    pub indicator: String,
    /// The national value and its instrument.
    pub national: String,
    /// The verdict.
    pub verdict: Verdict,
}

/// Names of the fields of a line, in order.
pub const HEAD: [&str; 9] = [
    "province now",
    "province at issue",
    "year",
    "promise",
    "national value",
    "verdict",
    "number",
    "document",
    "indicator",
];

impl Line {
    /// The fields in the order of [`HEAD`].
    pub fn fields(&self) -> [&str; 9] {
        [
            &self.now,
            &self.issued_as,
            &self.year,
            &self.promise,
            &self.national,
            self.verdict.name(),
            &self.number,
            &self.document,
            &self.indicator,
        ]
    }
}

/// Compares the promises of a dataset for an entry of the codebook, by province of today, then year. With `all`, provinces
/// without any document are missing too, not only those of the dataset.
///
/// # Errors
/// When the tables cannot be read.
pub fn compare(folder: &Path, entry: &Entry, codebook: &Codebook, all: bool) -> Result<Vec<Line>, Error> {
    let nationals = by_year(codebook.nationals(&entry.id));
    let mut lines = Vec::new();
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for row in read(folder, Table::Targets)? {
        if row["indicator_id"] != entry.id || row["kind"] != "target" || row["province_now"].is_empty() {
            continue;
        }
        let year = row["year"].clone();
        let national = nationals.get(year.as_str());
        seen.insert((row["province_now"].clone(), year.clone()));
        lines.push(Line {
            now: place(&row["province_now"]),
            issued_as: place(&row["province_code"]),
            promise: promise(&row["operator"], &row["low"], &row["high"], &row["unit"]),
            number: row["number"].clone(),
            document: row["document"].clone(),
            indicator: row["indicator"].clone(),
            national: national.map(|n| say(n)).unwrap_or_default(),
            verdict: national.map_or(Verdict::NoNational, |n| judge(&row, n)),
            year,
        });
    }
    let mut provinces: BTreeSet<String> = BTreeSet::new();
    for row in read(folder, Table::Documents)? {
        if row["issuer_level"] == "province" && !row["province_now"].is_empty() {
            provinces.insert(row["province_now"].clone());
        }
    }
    if all {
        provinces.extend(places::today().keys().map(|code| format!("gso34:{code}")));
    }
    for province in &provinces {
        for (year, national) in &nationals {
            if !seen.contains(&(province.clone(), (*year).to_owned())) {
                lines.push(Line {
                    now: place(province),
                    issued_as: String::new(),
                    year: (*year).to_owned(),
                    promise: String::new(),
                    number: String::new(),
                    document: String::new(),
                    indicator: String::new(),
                    national: say(national),
                    verdict: Verdict::Missing,
                });
            }
        }
    }
    lines.sort_by(|a, b| {
        let key = |l: &Line| (l.now.clone(), l.year.clone(), l.document.clone());
        key(a).cmp(&key(b))
    });
    Ok(lines)
}

/// The national value that counts for each year: what was read before what is recalled, the latest instrument before older
/// ones. A value for a span of years counts for its last.
fn by_year(nationals: &[National]) -> BTreeMap<&str, &National> {
    let mut out: BTreeMap<&str, &National> = BTreeMap::new();
    let rank = |n: &National| {
        let status = ["verified", "seed", "unverified"].iter().position(|s| *s == n.status).unwrap_or(3);
        (std::cmp::Reverse(status), n.issued.clone())
    };
    for national in nationals {
        let year = national.period.rsplit('-').next().unwrap_or(&national.period);
        let best = out.entry(year).or_insert(national);
        if rank(national) > rank(best) {
            *best = national;
        }
    }
    out
}

fn say(n: &National) -> String {
    let high = n.high.as_deref().unwrap_or_default();
    format!("{} ({}, {})", promise(n.operator.sign(), &n.value, high, &n.unit), n.instrument, n.status)
}

/// `15..20 %`, `>= 30 %`, `20 %`.
fn promise(operator: &str, low: &str, high: &str, unit: &str) -> String {
    let number = match operator {
        "range" => format!("{low}..{high}"),
        "=" => low.to_owned(),
        sign => format!("{sign} {}", if low.is_empty() { high } else { low }),
    };
    format!("{number} {unit}").trim().to_owned()
}

fn judge(row: &BTreeMap<String, String>, national: &National) -> Verdict {
    let (from, to) = (Unit::parse(&row["unit"]), Unit::parse(&national.unit));
    let end = |name: &str| decimal(&row[name]).and_then(|n| from.convert(n, &to));
    let (low, high) = (end("low"), end("high"));
    let value = decimal(&national.value);
    let upper = national.high.as_deref().and_then(decimal).or(value);
    let (Some(low), Some(high), Some(value), Some(upper)) = (low.or(high), high.or(low), value, upper) else {
        return Verdict::OtherUnit;
    };
    if (low, high) == (value, upper) {
        Verdict::Same
    } else if high <= upper && low <= value {
        Verdict::Lower
    } else if low >= value && high >= upper {
        Verdict::Higher
    } else {
        Verdict::Around
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}").parse().ok()?;
    Some(Decimal::new(digits, u8::try_from(fraction.len()).ok()?))
}

fn place(code: &str) -> String {
    places::name_of_code(code).map_or_else(|| code.to_owned(), |name| format!("{name} ({code})"))
}

/// The rows of a table of the dataset, by column name; a column that is not there is empty.
fn read(folder: &Path, table: Table) -> Result<Vec<BTreeMap<String, String>>, Error> {
    let path = folder.join(format!("{}.csv", table.name()));
    let mut reader = csv::Reader::from_path(&path).map_err(|e| failed(&path, e.into()))?;
    let names = reader.headers().map_err(|e| failed(&path, e.into()))?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| failed(&path, e.into()))?;
        let mut row: BTreeMap<String, String> =
            table.columns().iter().map(|c| (c.name.to_owned(), String::new())).collect();
        row.extend(names.iter().zip(&record).map(|(n, v)| (n.to_owned(), v.to_owned())));
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(operator: &str, low: &str, high: &str, unit: &str) -> Verdict {
        let row = [("operator", operator), ("low", low), ("high", high), ("unit", unit)];
        let row = row.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let book = Codebook::builtin();
        let nationals = by_year(book.nationals("DE-01"));
        judge(&row, nationals["2025"])
    }

    #[test]
    fn verdicts_against_twenty_percent() {
        assert_eq!(verdict("=", "20", "20", "%"), Verdict::Same);
        assert_eq!(verdict("=", "10", "10", "%"), Verdict::Lower);
        assert_eq!(verdict("range", "15", "20", "%"), Verdict::Lower);
        assert_eq!(verdict("range", "15", "25", "%"), Verdict::Around);
        assert_eq!(verdict(">", "25", "", "%"), Verdict::Higher);
        assert_eq!(verdict("=", "20", "20", "tỷ đồng"), Verdict::OtherUnit);
    }

    #[test]
    fn what_was_read_counts_before_what_is_recalled() {
        let nationals = by_year(Codebook::builtin().nationals("DE-01"));
        assert_eq!(nationals["2030"].status, "verified");
    }
}
