//! What an item that was read leaves to those behind it, and what it says again of what was counted before.
//!
//! `Lắp đặt 2.500 camera giám sát, trong đó năm 2026 lắp đặt 600 camera` → the second are cameras that watch too.

use super::draft::{Draft, Name, noun_and_tail, tail_words};
use super::item::{Item, Lead};
use super::periods::tail_time;
use super::rules::{Around, Known, Rule};
use super::unit::without_year;
use crate::lexicon::words::Verb;
use crate::span::Span;

/// What those behind an item may ask of it; `repeated`: the item whose noun it said again.
pub fn left(item: &Item<'_>, rule: Rule, draft: &Draft, around: &Around<'_>, repeated: Option<&Known>) -> Known {
    let lead = &item.lead;
    let own_tail = || Name::of(&tail_words(item, rule.name == "value-first"));
    let label = || around.before.filter(|k| k.same_sentence || k.same_list).and_then(|k| k.label);
    Known {
        subject: subject_of(item, rule, around),
        tail: repeated.map_or_else(own_tail, |k| k.tail.clone()),
        rule: rule.name,
        link: lead.link,
        root: root_of(&draft.name, lead),
        name: draft.name.clone(),
        same_sentence: true,
        same_list: true,
        unit: draft.unit.clone(),
        label: lead.label.or_else(label),
        first: lead.first,
        class: item.measure.unit.as_ref().map(|u| u.class),
        change: draft.change,
    }
}

/// `Lắp đặt 2.500 camera giám sát giao thông, trong đó năm 2026 lắp đặt 600 camera`: the noun alone, with a time of its own,
/// is short for what was counted before.
pub fn repeated_noun<'a>(item: &Item<'_>, draft: &Draft, around: &Around<'a>) -> Option<&'a Known> {
    let timed = item.lead.time.is_some() || tail_time(item).is_some() || item.lead.yearly || item.lead.mean;
    let bare = || item.lead.subject.is_empty() && item.lead.label.is_none() && tail_words(item, true).is_empty();
    item.measure.unit.as_ref().and_then(|u| u.noun).filter(|_| timed && bare())?;
    let unit = without_year(draft.unit.as_deref()?);
    let alike = |k: &&Known| {
        let same = k.unit.as_deref().map(without_year).is_some_and(|u| u.starts_with(unit) || unit.starts_with(u));
        // `80% di tích quốc gia …, tu bổ 10 di tích`: under a verb only what stood under one.
        let verb = item.lead.link != Some(Verb::Act) || k.link == Some(Verb::Act);
        same && verb && matches!(k.rule, "verb-count" | "value-first") && !k.tail.is_empty()
    };
    around.earlier.iter().rev().find(alike).or(around.before.filter(alike))
}

/// The name of what was counted before, under the verb of this item.
pub fn repeated_name(item: &Item<'_>, before: &Known) -> Name {
    let mut name = before.name.clone();
    if item.lead.link == Some(Verb::Act)
        && let Some(counted) = name.pieces.iter().position(|(_, gap)| *gap)
    {
        name.pieces.splice(..counted, [(item.lead.link_span, false)]);
    }
    name
}

/// The words a name took from the items before its own subject.
fn root_of(name: &Name, lead: &Lead) -> Vec<Span> {
    let first = lead.subject.first().or(Some(&lead.link_span).filter(|_| lead.link == Some(Verb::Act)));
    let own = first.and_then(|first| name.pieces.iter().position(|(s, _)| s == first));
    name.pieces[..own.unwrap_or(0)].iter().map(|(s, _)| *s).collect()
}

/// What an elided item behind this one would take up.
fn subject_of(item: &Item<'_>, rule: Rule, around: &Around<'_>) -> Name {
    match rule.name {
        "elided-subject" | "rank" if item.lead.subject.is_empty() => {
            // `Trồng mới 6.000 ha mắc ca, năm 2021 1.000 ha`: what is counted goes on with its verb.
            let counted = |k: &Known| matches!(k.rule, "verb-count" | "value-first") && rule.name == "elided-subject";
            around.before.map(|k| if counted(k) { k.name.clone() } else { k.subject.clone() }).unwrap_or_default()
        }
        "verb-count" if item.lead.subject.is_empty() && item.lead.link.is_none() => {
            around.before.map(|k| k.subject.clone()).unwrap_or_default()
        }
        "verb-count" => {
            let mut name = Name::of(&item.lead.subject);
            if matches!(item.lead.link, Some(Verb::Act | Verb::Share)) {
                name.extend(&[item.lead.link_span], false);
            }
            name
        }
        "indicator-first" => {
            let mut name = Name::of(&item.lead.subject);
            // `Tổng vốn đầu tư phát triển | 42.500 tỷ đồng`: a name that ends in a verb.
            if item.lead.link == Some(Verb::Act) {
                name.extend(&[item.lead.link_span], false);
            }
            if let Some(label) = item.lead.label.filter(|_| item.lead.scope) {
                name.pieces.insert(0, (label, false));
            }
            name
        }
        "change-by" if item.lead.subject.is_empty() => Name::of(&noun_and_tail(item, true)),
        _ => Name::of(&item.lead.subject),
    }
}
