//! What items of a list have in common: a predicate or base printed once, behind the last; a noun printed once, with the first.
//!
//! `90% hồ sơ cấp tỉnh, 80% cấp huyện được xử lý trực tuyến` → both are `hồ sơ … được xử lý trực tuyến`.

use super::Reading;
use super::clause::{Part, PartKind};
use super::completion::{kept, zone_in};
use super::draft::{Name, counts_share, holds_value};
use super::item::{Item, names};
use super::rules::Known;
use super::time::TimeRole;
use crate::lexicon::words::Verb;
use crate::span::Span;
use crate::value::Change;
use std::collections::HashSet;
use std::ops::Range;

/// Bytes of a predicate that all items of a list may share.
const LONGEST_SHARED: usize = 2_000;

/// The last predicate of a list completes the items before it; a noun said once completes those behind.
pub fn predicates(items: &[Item<'_>], owned: &[Range<usize>], readings: &mut [Reading], text: &str) -> Vec<Span> {
    let listed = |r: &Reading| matches!(r.rule, "value-first" | "verb-count" | "change-by");
    let Some(items) = list(items, readings).filter(|l| !l.is_empty()) else { return Vec::new() };
    let last_item = &items[items.len() - 1];
    if !readings.iter().any(|r| listed(r) && r.number == last_item.measure.number) {
        return Vec::new();
    }
    let last_rule = readings.iter().find(|r| r.number == last_item.measure.number).map(|r| r.rule);
    // `Hình thành 08 vùng, mỗi huyện có ít nhất 02 hợp tác xã hoạt động hiệu quả`: a clause of its own.
    if last_item.lead.each {
        return Vec::new();
    }
    // `50% chi phí tuân thủ thủ tục`: a named quantity, whose verb is its own.
    let own = predicate_at(last_item).is_some_and(|k| last_item.tail[k].verb() == Some(Verb::Act));
    if own && last_rule == Some("change-by") && last_item.tail.first().is_some_and(|p| p.head) {
        return Vec::new();
    }
    // The noun of the first item, for items that open with a zone or a predicate.
    let first_noun: Option<Vec<Span>> = items.first().and_then(|item| {
        let cut = item
            .tail
            .iter()
            .position(|p| p.zone || matches!(p.verb(), Some(Verb::Predicate | Verb::Has | Verb::Reach)))?;
        let mut spans: Vec<Span> = Vec::new();
        if let Some(unit) = &item.measure.unit
            && let Some(noun) = unit.noun.filter(|n| !n.is_empty())
        {
            spans.push(noun);
        }
        spans.extend(item.tail[..cut].iter().filter(|p| names(p)).map(|p| p.span));
        (!spans.is_empty()).then_some(spans)
    });
    let zoned_noun = items.first().and_then(|item| noun_before_zone(item, text));
    let shared: Vec<Span> = match predicate_at(last_item) {
        Some(k) => last_item.tail[k..]
            .iter()
            .take_while(|p| !matches!(p.verb(), Some(Verb::Effect | Verb::Against | Verb::Breakdown)))
            .filter(|p| p.time().is_none_or(|t| t.role == TimeRole::Mention))
            .filter(|p| !counts_share(p, last_item.measure))
            .filter(|p| !matches!(&p.kind, PartKind::Bracket(inner) if holds_value(inner)))
            .map(|p| p.span)
            .collect(),
        _ => Vec::new(),
    };
    // What is copied into every item must be short: else ten thousand items make a name of a page each.
    let shared = if shared.iter().map(|s| s.len()).sum::<usize>() > LONGEST_SHARED { Vec::new() } else { shared };
    let enjoyed = predicate_at(last_item).is_some_and(|k| last_item.tail[k].span.of(text).starts_with("được"));
    for (n, item) in items.iter().enumerate() {
        let opens = item
            .tail
            .first()
            .is_some_and(|p| p.zone || matches!(p.verb(), Some(Verb::Predicate | Verb::Reach | Verb::Has)));
        for reading in &mut readings[owned[n].clone()] {
            // `nâng cấp 65 km đê, 100% hồ chứa được lắp thiết bị`: what is done needs no predicate of another item.
            if reading.act && last_rule != Some(reading.rule) {
                continue;
            }
            // `giảm 5% số vụ cháy, 10% số người chết, 95% cơ sở được kiểm tra`: nor does what there is less of need what is done
            // for others.
            if reading.change == Some(Change::Decrease) && enjoyed {
                continue;
            }
            if !listed(reading) && reading.rule != "bracketed-value" {
                continue;
            }
            if n > 0
                && opens
                && item.measure.unit.as_ref().is_none_or(|u| u.noun.is_none())
                && let Some(noun) = first_noun.as_ref().or(zoned_noun.as_ref().filter(|_| item.tail[0].zone))
                && let noun = without_joint(noun, item.tail[0].span, text)
                && item.lead.subject.is_empty()
            {
                let mut pieces: Vec<(Span, bool)> = noun.iter().map(|s| (*s, false)).collect();
                let rest = reading.name.pieces.len();
                pieces.append(&mut reading.name.pieces);
                if let Some(p) = pieces.get_mut(noun.len())
                    && rest > 0
                {
                    p.1 = true;
                }
                reading.name.pieces = pieces;
            }
            let own = predicate_at(item).is_some();
            if n + 1 < items.len() && !own && item.listed && !shared.is_empty() {
                reading.name.extend(&shared, true);
            }
        }
    }
    shared
}

/// The noun without the zone that others stand in place of: `100% hồ sơ | cấp tỉnh, 90% cấp huyện được số hóa`.
fn noun_before_zone(item: &Item<'_>, text: &str) -> Option<Vec<Span>> {
    let names =
        |p: &&Part| matches!(p.kind, PartKind::Words | PartKind::Comma | PartKind::And | PartKind::Verb(Verb::Act));
    let named: Vec<Span> = item.tail.iter().take_while(names).map(|p| p.span).collect();
    let (piece, end) = zone_in(&named, text)?;
    let mut noun = named[..piece].to_vec();
    noun.extend(kept(Span { start: named[piece].start, end }, text));
    (!noun.is_empty()).then_some(noun)
}

/// A noun without its last word where the words that follow open with it: `hồ sơ của | của cấp huyện`.
fn without_joint(noun: &[Span], own: Span, text: &str) -> Vec<Span> {
    let mut noun = noun.to_vec();
    let joint = own.of(text).split(' ').next().unwrap_or_default();
    if let Some(last) = noun.last_mut()
        && let Some(rest) = last.of(text).trim_end().strip_suffix(joint)
        && rest.ends_with(' ')
    {
        last.end = last.start + rest.trim_end().len() as u32;
    }
    noun
}

/// The items up to those that only go on with the list: `60% xã và 40% thôn có điện năm 2024, | năm 2025 đạt 100%`.
pub fn list<'i, 'p>(items: &'i [Item<'p>], readings: &[Reading]) -> Option<&'i [Item<'p>]> {
    let goes_on = |item: &Item<'_>| {
        item.lead.time.is_some()
            && readings.iter().any(|r| r.rule == "elided-subject" && r.number == item.measure.number)
    };
    let end = items.iter().rposition(|i| !goes_on(i))?;
    Some(&items[..=end])
}

/// `từ 25 lên 30 giường bệnh/vạn dân`: the unit printed once, behind the far end.
pub fn near_units(readings: &mut [Reading]) {
    for n in 1..readings.len() {
        if readings[n - 1].rule == "from-to" && readings[n - 1].unit.is_none() {
            readings[n - 1].unit = readings[n].unit.clone();
        }
    }
}

/// `11 bác sĩ, 2,5 dược sĩ và 25 điều dưỡng/10.000 dân`: the base of a rate printed once, behind the last, belongs to all.
pub fn rate_base(readings: &mut [Reading]) {
    rate_of_whom(readings);
    let [earlier @ .., last] = readings else { return };
    let Some((_, base)) = last.unit.as_deref().and_then(|u| u.split_once('/')).filter(|(_, b)| b.ends_with("dân"))
    else {
        return;
    };
    let counted = |r: &Reading| matches!(r.rule, "value-first" | "verb-count");
    if !counted(last) {
        return;
    }
    for reading in earlier.iter_mut().rev().take_while(|r| counted(r)) {
        if let Some(unit) = reading.unit.as_mut().filter(|u| !u.contains(['/', '%'])) {
            unit.push('/');
            unit.push_str(base);
        }
    }
}

/// `dưới 45/100.000 trẻ đẻ sống năm 2025 và dưới 40/100.000 vào năm 2030`: of whom so many are is said once.
fn rate_of_whom(readings: &mut [Reading]) {
    let bare = |r: &Reading| {
        let base = r.unit.as_deref().and_then(|u| u.strip_prefix('/'));
        base.is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
    };
    for n in 0..readings.len() {
        if bare(&readings[n])
            && let Some(own) = readings[n].unit.clone()
            && let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|k| readings.get(k))
            && let Some(said) = beside
                .filter_map(|r| r.unit.clone())
                .find(|u| u.strip_prefix(&own).is_some_and(|rest| rest.starts_with(' ')))
        {
            readings[n].unit = Some(said);
        }
    }
}

/// Where the predicate begins in what stands behind a number.
pub fn predicate_at(item: &Item<'_>) -> Option<usize> {
    let says = |p: &Part| matches!(p.verb(), Some(Verb::Predicate | Verb::Has | Verb::Act | Verb::Reach | Verb::Share));
    // What is done to the rest of them is not said of these.
    let first = item.tail.iter().take_while(|p| !p.remainder).position(says)?;
    // `80% doanh nghiệp | có từ 50 lao động trở lên | thành lập công đoàn`: which of them, then what they do.
    let narrowed = item.tail[first].verb() == Some(Verb::Has)
        && item.tail.get(first + 1).and_then(Part::measure).is_some_and(|m| m.onward);
    let behind = || item.tail[first + 1..].iter().position(says).map(|at| first + 1 + at);
    narrowed.then(behind).flatten().or(Some(first))
}

/// Percentages read value first whose nouns have no predicate, when no item of the segment has one.
pub fn bare<'a>(items: &'a [Item<'_>], readings: &'a [Reading]) -> impl Iterator<Item = usize> + 'a {
    let none = items.iter().all(|i| predicate_at(i).is_none() && i.lead.subject.is_empty());
    readings
        .iter()
        .enumerate()
        .filter(move |(_, r)| none && r.rule == "value-first" && r.unit.as_deref() == Some("%"))
        .map(|(n, _)| n)
}

/// `năm 2025 đạt 15-20%, năm 2030 đạt 25-30% GDP`: a base printed once, behind the last value, belongs to all.
pub fn base(readings: &mut [Reading], known: &[Known], text: &str) {
    let Some(last) = known.last() else { return };
    if last.tail.is_empty() || last.rule == "value-first" || known.len() < 2 {
        return;
    }
    if !matches!(last.rule, "elided-subject" | "indicator-first") {
        return;
    }
    let tail: Vec<Span> = last.tail.pieces.iter().map(|(s, _)| *s).collect();
    // `giảm 9%, 27% khi có hỗ trợ quốc tế`: when, of the last alone.
    if tail.first().is_some_and(|s| s.of(text).starts_with("khi ")) {
        return;
    }
    let same_link = |k: &Known| k.link == last.link && k.class == last.class && k.tail.is_empty();
    // Where the run of elided items at the end begins.
    let run = known.len() - known.iter().rev().take_while(|k| k.rule == "elided-subject").count();
    let series = |index: usize| index + 1 >= run || last.link == Some(Verb::Share);
    let earlier = known[..known.len() - 1].iter().enumerate();
    let names: HashSet<&Name> = earlier.filter(|(n, k)| same_link(k) && series(*n)).map(|(_, k)| &k.name).collect();
    // `quý I đạt 25% dự toán, 6 tháng đạt 55%, cả năm đạt 105% dự toán`: the first has said it.
    let says = |name: &Name| {
        let own = name.pieces.iter().rev().map(|(s, _)| s.of(text));
        own.take(tail.len()).eq(tail.iter().rev().map(|s| s.of(text)))
    };
    for reading in readings.iter_mut().filter(|r| names.contains(&r.name) && !says(&r.name)) {
        reading.name.extend(&tail, true);
    }
}
