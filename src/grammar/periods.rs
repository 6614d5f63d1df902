//! The times that the parts of a sentence state, apart from those that only say what is compared with.
//!
//! `tăng 5% so với trung bình giai đoạn 2021 - 2025` states none; `còn 1,7 lần so với nam giới vào năm 2025` states one.

use super::clause::Part;
use super::item::Item;
use super::measure::Measure;
use super::time::{Time, TimeRole};
use crate::lexicon::words::{UnitClass, Verb};
use crate::target::Basis;

/// The time behind the number, in its own tail.
pub fn tail_time(item: &Item<'_>) -> Option<Time> {
    let tail = item.tail;
    // `gấp 2 lần năm 2020`: the base of the comparison.
    let base = item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Times);
    // `so với trung bình giai đoạn 2021 - 2025`, `góp phần …`: what stands behind is not said of the number.
    // `1.200 cơ sở và số còn lại thực hiện trong năm 2024`: nor is what is done to the rest.
    let end = tail.iter().position(|p| p.verb() == Some(Verb::Effect) || p.remainder).unwrap_or(tail.len());
    periods(&tail[..end]).find(|t| !base || t.prefixed)
}

/// The times that parts state, those apart that only say what is compared with: `so với trung bình | giai đoạn 2021 - 2025`. A
/// word of bounding makes a time the statement's own again: `còn 1,7 lần so với nam giới | vào năm 2025`.
pub fn periods(parts: &[Part]) -> impl Iterator<Item = Time> {
    let mut against = false;
    parts.iter().filter_map(move |part| {
        // `gấp 1,5 lần | năm 2020`
        let multiple = |m: &Measure| m.unit.as_ref().is_some_and(|u| u.class == UnitClass::Times);
        against |= part.verb() == Some(Verb::Against) || part.measure().is_some_and(multiple);
        against &= !part.separates();
        let against = against;
        part.time().filter(|t| t.role == TimeRole::Period && t.end.or(t.start).is_some() && (!against || t.prefixed))
    })
}

/// A time with the year that it leaves to the sentence or to what the paragraph stated before: `Năm 2026: … quý I đạt 15%`. A
/// span of years before it names none: it holds on then, as it would without the part. The same of headings and columns is
/// [`crate::target::Period::nearest`].
pub fn dated(time: Time, parts: &[Part], before: Option<Time>) -> Option<Time> {
    if !time.wants_year() {
        return Some(time);
    }
    let earlier = periods(parts).filter(|t| t.span.end <= time.span.start && !t.wants_year()).last().or(before);
    match earlier.map(|t| (t, t.period(Basis::Stated).single_year())) {
        Some((_, Some(year))) => Some(time.of_the(year)),
        Some((span, None)) if !span.wants_year() => Some(span),
        _ => Some(time),
    }
}
