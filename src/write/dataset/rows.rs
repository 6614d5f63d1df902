//! From a record to the rows of the dataset's tables.
//!
//! A record of `50/KH-UBND` with 30 targets → one row of `documents`, 30 rows of `targets`, as many of `evidence`.

use super::columns::Cell;
use crate::codebook::Codebook;
use crate::codebook::unit::Unit;
use crate::record::{Number, Record, Target};
use crate::value::Decimal;

/// The row of a document that `copies` files hold.
pub fn document(id: &str, record: &Record, copies: usize) -> Vec<Cell> {
    let (h, s) = (&record.header, &record.source);
    let basis: Vec<&str> = h.legal_basis.iter().map(|i| i.number.as_str()).collect();
    let kind = |kind: &str| Cell::from(record.targets.iter().filter(|t| t.kind == kind).count());
    vec![
        id.into(),
        (&h.number).into(),
        (&h.doc_type).into(),
        (&h.type_code).into(),
        (&h.title).into(),
        (&h.issuer).into(),
        (&h.issuer_level).into(),
        (&h.province_code).into(),
        (&h.province_now).into(),
        (&h.place).into(),
        (&h.issued_on).into(),
        year(&h.issued_on),
        (&h.effective_on).into(),
        (&h.signer).into(),
        (&h.signer_position).into(),
        (&h.signing_authority).into(),
        if basis.is_empty() { Cell::Null } else { Cell::Text(basis.join("|")) },
        s.path.as_str().into(),
        s.sha256.as_str().into(),
        s.media_type.as_str().into(),
        s.form.as_str().into(),
        Cell::Boolean(s.ocr),
        kind("target"),
        kind("baseline"),
        kind("activity"),
        kind("status"),
        record.unread.len().into(),
        record.diagnostics.len().into(),
        copies.into(),
    ]
}

/// The row of a target, the `n`th of its record.
pub fn target(id: &str, record: &Record, n: usize, target: &Target, codebook: &Codebook) -> Vec<Cell> {
    let h = &record.header;
    let (canonical_unit, canonical_low, canonical_high) = canonical(target, codebook);
    let quote = target.evidence.first();
    vec![
        (&h.number).into(),
        (&h.doc_type).into(),
        (&h.issuer).into(),
        (&h.province_code).into(),
        (&h.issued_on).into(),
        id.into(),
        n.into(),
        (&h.province_now).into(),
        target.indicator.as_str().into(),
        (&target.indicator_id).into(),
        target.kind.as_ref().into(),
        target.operator.as_ref().into(),
        decimal(target.low).into(),
        decimal(target.high).into(),
        (&target.unit).into(),
        (&target.change).into(),
        (&target.period.start).into(),
        (&target.period.end).into(),
        (&target.period.basis).into(),
        year(&target.period.end),
        (&canonical_unit).into(),
        canonical_low.into(),
        canonical_high.into(),
        if target.section.is_empty() { Cell::Null } else { Cell::Text(target.section.join(" / ")) },
        (&target.agency).into(),
        quote.map_or(Cell::Null, |q| q.exact.as_str().into()),
        quote.map_or(Cell::Null, |q| Cell::Integer(q.start.into())),
        quote.map_or(Cell::Null, |q| Cell::Integer(q.end.into())),
        target.evidence.len().into(),
        target.rule.as_ref().into(),
    ]
}

/// The rows of a target's evidence.
pub fn evidence(id: &str, n: usize, target: &Target) -> impl Iterator<Item = Vec<Cell>> {
    target.evidence.iter().enumerate().map(move |(row, quote)| {
        vec![
            id.into(),
            n.into(),
            row.into(),
            quote.exact.as_str().into(),
            quote.prefix.as_str().into(),
            quote.suffix.as_str().into(),
            Cell::Integer(quote.start.into()),
            Cell::Integer(quote.end.into()),
        ]
    })
}

/// The row of a file that holds the document of another record, or its own.
pub fn copy(id: &str, document: &str, record: &Record) -> Vec<Cell> {
    let s = &record.source;
    vec![
        id.into(),
        document.into(),
        s.path.as_str().into(),
        s.sha256.as_str().into(),
        s.media_type.as_str().into(),
        s.form.as_str().into(),
        Cell::Boolean(s.ocr),
        record.targets.len().into(),
    ]
}

/// Unit and ends in which values of the indicator are compared; the printed ones stay untouched beside them.
pub fn canonical(target: &Target, codebook: &Codebook) -> (Option<String>, Option<Decimal>, Option<Decimal>) {
    let Some(unit) = target.unit.as_deref() else { return (None, None, None) };
    let Some(name) = codebook.canonical_unit(target.indicator_id.as_deref(), unit) else {
        return (Some(unit.to_owned()), decimal(target.low), decimal(target.high));
    };
    let (from, to) = (Unit::parse(unit), Unit::parse(name));
    let ends = [target.low, target.high].map(|n| n.map(|n| from.convert(n.0, &to)));
    match ends {
        // A number too large for the smaller unit: no half of a value.
        [Some(None), _] | [_, Some(None)] => (None, None, None),
        [low, high] => (Some(name.to_owned()), low.flatten(), high.flatten()),
    }
}

fn decimal(number: Option<Number>) -> Option<Decimal> {
    number.map(|n| n.0)
}

/// The year of an EDTF date that has one.
pub fn year(date: &Option<String>) -> Cell {
    let digits = date.as_deref().and_then(|d| d.get(..4)).and_then(|y| y.parse().ok());
    digits.map_or(Cell::Null, Cell::Integer)
}
