//! Units that stand apart from their numbers: in the bracket of a label, or with the whole that they are parts of.
//!
//! `Sản lượng lúa (nghìn tấn): năm 2025: 420; năm 2030: 430` → both in `nghìn tấn`.

use super::clause::{Part, PartKind};
use super::lex::Atom;
use super::measure::Measure;
use super::number::is_year;
use super::unit::{UnitReading, unit};
use crate::lexicon::Words;
use crate::lexicon::words::{UnitClass, Verb};
use crate::span::Span;
use crate::value::Decimal;

/// Gives the numbers behind a label the unit in its bracket, and a number the one in the bracket right behind it.
pub fn share(parts: &mut [Part], text: &str, atoms: &[Atom<'_>], words: &Words) {
    let bare = |p: &Part| p.measure().is_some_and(|m| m.unit.is_none());
    if !parts.iter().any(|p| matches!(p.kind, PartKind::Bracket(_))) || !parts.iter().any(bare) {
        return;
    }
    let mut said: Option<UnitReading> = None;
    for at in 0..parts.len() {
        let span = parts[at].span;
        match &mut parts[at].kind {
            PartKind::Bracket(_) => {
                let Some(unit) = within(span, text, atoms, words) else { continue };
                let Some(before) = at.checked_sub(1) else { continue };
                let rate = parts[before].span.of(text).contains('/');
                match &mut parts[before].kind {
                    // `420 (nghìn tấn)`
                    PartKind::Measure(measure) if measure.unit.is_none() => {
                        measure.span = measure.span.join(span);
                        measure.unit = Some(unit);
                        parts[at].kind = PartKind::Note;
                    }
                    // `Số bác sĩ/vạn dân (bác sĩ): 10,5`: the name says of what it is a rate.
                    PartKind::Words if rate => {}
                    PartKind::Words | PartKind::Verb(Verb::Act | Verb::Predicate) => said = Some(unit),
                    _ => {}
                }
            }
            PartKind::Measure(measure) if measure.unit.is_none() && !measure.glued => measure.unit.clone_from(&said),
            // The next name has a unit of its own.
            PartKind::Words | PartKind::Verb(Verb::Act) => said = None,
            PartKind::Stop if span.of(text) != ";" => said = None,
            _ => {}
        }
    }
}

/// Gives bare numbers of parts the unit of what they are parts of: `25.000 người, gồm: cao đẳng 1.500; trung cấp 4.500`.
pub fn deal(parts: &mut [Part], text: &str) {
    let mut whole: Option<UnitReading> = None;
    let mut open = false;
    for at in 0..parts.len() {
        let named = at > 0 && matches!(parts[at - 1].kind, PartKind::Words | PartKind::Verb(Verb::Act));
        let last = parts.get(at + 1).is_none_or(|p| p.separates() || p.kind == PartKind::Stop);
        let span = parts[at].span;
        match &mut parts[at].kind {
            PartKind::Measure(measure) => match &measure.unit {
                Some(unit) if unit.noun.is_some() || unit.class == UnitClass::Physical => {
                    open &= whole.as_ref().is_some_and(|w| w.written == unit.written);
                    whole = Some(UnitReading { noun: None, ..unit.clone() });
                }
                None if open && named && last && is_plain(measure, text) => measure.unit.clone_from(&whole),
                _ => {}
            },
            PartKind::Verb(Verb::List | Verb::Breakdown) => open = whole.is_some(),
            PartKind::Stop if span.of(text) != ";" => (whole, open) = (None, false),
            _ => {}
        }
    }
}

/// Whether a number is one that counts: an integer of two figures or more that is no year and no part of a name.
fn is_plain(measure: &Measure, text: &str) -> bool {
    let integer = measure.value.number().and_then(Decimal::integer);
    let year = |n: i64| is_year(n) && measure.number.of(text).len() == 4;
    !measure.glued && measure.out_of.is_none() && integer.is_some_and(|n| n >= 10 && !year(n))
}

/// The unit that is all that a bracket says.
fn within(bracket: Span, text: &str, atoms: &[Atom<'_>], words: &Words) -> Option<UnitReading> {
    let inside = |a: &Atom<'_>| a.span.start > bracket.start && a.span.end < bracket.end;
    let first = atoms.partition_point(|a| a.span.start <= bracket.start);
    let end = first + atoms[first..].iter().take_while(|a| inside(a)).count();
    let (unit, next) = unit(text, &atoms[..end], first, words)?;
    // What is counted is named by the label.
    (next == end).then_some(UnitReading { noun: None, ..unit })
}
