//! The same plan from several sites: one document with its copies, and what they disagree on.
//!
//! `hue-12.html` and `hue-12.pdf`, both 12/KH-UBND of 2024-03-01 → one document; the page says signer A, the PDF signer B → a row.

use super::columns::Cell;
use super::state::Entry;
use crate::record::{Header, Record, Target};
use std::collections::BTreeMap;

/// Per id the id of the document it is a copy of: its own for the best copy and for a plan of which there is only one.
pub fn group<'a>(entries: impl Iterator<Item = &'a Entry>) -> BTreeMap<String, String> {
    let mut plans: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    let mut main = BTreeMap::new();
    for entry in entries {
        match entry.plan.as_deref() {
            Some(plan) => plans.entry(plan).or_default().push(entry),
            None => drop(main.insert(entry.id.clone(), entry.id.clone())),
        }
    }
    for copies in plans.values() {
        let Some(best) = copies.iter().min_by_key(|e| (e.rank, &e.id)) else { continue };
        main.extend(copies.iter().map(|e| (e.id.clone(), best.id.clone())));
    }
    main
}

/// The rows in which a copy differs from its document: header fields first, then targets that one of the two lacks.
pub fn disagreements(id: &str, document: &str, main: &Record, copy: &Record) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut add = |field: &str, a: Option<String>, b: Option<String>| {
        let row = rows.len();
        rows.push(vec![id.into(), row.into(), document.into(), field.into(), (&a).into(), (&b).into()]);
    };
    for ((field, a), (_, b)) in fields(&main.header).zip(fields(&copy.header)) {
        let same = match (&a, &b) {
            (Some(a), Some(b)) => crate::text::folded(a) == crate::text::folded(b),
            (a, b) => a == b,
        };
        if !same {
            add(field, a, b);
        }
    }
    let (ours, theirs) = (counts(main), counts(copy));
    for (key, n) in &ours {
        let other = theirs.get(key).copied().unwrap_or(0);
        (other..*n).for_each(|_| add("target", Some(key.clone()), None));
    }
    for (key, n) in &theirs {
        let other = ours.get(key).copied().unwrap_or(0);
        (other..*n).for_each(|_| add("target", None, Some(key.clone())));
    }
    rows
}

fn fields(h: &Header) -> impl Iterator<Item = (&'static str, Option<String>)> {
    let basis: Vec<&str> = h.legal_basis.iter().map(|i| i.number.as_str()).collect();
    let basis = Some(basis.join("|")).filter(|b| !b.is_empty());
    // These two follow from the type and the province.
    let own = h.texts().into_iter().filter(|(name, _)| !matches!(*name, "type_code" | "province_now"));
    own.map(|(name, value)| (name, value.map(str::to_owned))).chain([("legal_basis", basis)])
}

/// How often each target stands in a record, told by what it says and not by where.
fn counts(record: &Record) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for target in record.targets.iter().filter(|t| t.kind == "target" || t.kind == "baseline") {
        *counts.entry(say(target)).or_default() += 1;
    }
    counts
}

/// A target in one line, without its place: `tỷ lệ hộ nghèo < 3 % (2025)`.
pub fn say(t: &Target) -> String {
    let number = |n: Option<crate::record::Number>| n.map(|n| n.0.to_string()).unwrap_or_default();
    let value = match t.operator.as_ref() {
        "range" => format!("{}-{}", number(t.low), number(t.high)),
        sign => format!("{sign} {}", number(t.low.or(t.high))),
    };
    let words = [Some(value), t.unit.clone(), t.change.as_deref().map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let period = match (&t.period.start, &t.period.end) {
        (None, None) => String::new(),
        (None, Some(end)) => format!(" ({end})"),
        (Some(start), end) => format!(" ({start}/{})", end.as_deref().unwrap_or("..")),
    };
    let kind = if t.kind == "target" { String::new() } else { format!(" [{}]", t.kind) };
    format!("{} {words}{period}{kind}", t.indicator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, plan: Option<&str>, rank: u64) -> Entry {
        Entry { id: id.into(), plan: plan.map(str::to_owned), rank, ..Entry::default() }
    }

    #[test]
    fn the_best_copy_is_the_document() {
        let entries = [entry("a", Some("p"), 9), entry("b", Some("p"), 1), entry("c", None, 0), entry("d", None, 0)];
        let main = group(entries.iter());
        let of = |id: &str| main[id].as_str();
        assert_eq!([of("a"), of("b"), of("c"), of("d")], ["b", "b", "c", "d"]);
    }
}
