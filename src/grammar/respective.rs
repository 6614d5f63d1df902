//! Values dealt out one by one: as many numbers behind `lần lượt` as names or years.
//!
//! `Số vụ cháy, số người chết giảm lần lượt 3%, 5%` → số vụ cháy 3 %, số người chết 5 %.

use super::clause::{Part, PartKind};
use super::item::{Item, Lead, functional};
use super::lead::lead;
use super::measure::Measure;
use super::number::is_year;
use super::time::{Time, TimeRole};
use crate::lexicon::words::Verb;
use crate::span::Span;
use crate::value::Decimal;

/// Numbers, and the name and time each is dealt to.
pub struct Dealt<'p> {
    measures: Vec<Measure>,
    leads: Vec<Lead>,
    tail: &'p [Part],
    span: Span,
    /// Years written without their word: `các năm 2024, | 2025`.
    pub years: Vec<Span>,
}

impl Dealt<'_> {
    /// One item a number.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let last = self.measures.len() - 1;
        self.measures.iter().zip(&self.leads).enumerate().map(move |(n, (measure, lead))| Item {
            measure,
            lead: lead.clone(),
            parts: 0..0,
            tail: self.tail,
            span: self.span,
            last: n == last,
            first: n == 0,
            breakdown: false,
            rank: None,
            listed: n < last,
        })
    }
}

/// Deals the numbers of a sentence that says `lần lượt`; nothing when names and numbers do not come out even.
pub fn deal(parts: &[Part]) -> Option<Dealt<'_>> {
    let word = parts.iter().position(|p| p.verb() == Some(Verb::Respective))?;
    let (numbers, end) = numbers(parts, word + 1);
    let share = numbers.len();
    if share < 2 {
        return None;
    }
    let mut measures: Vec<Measure> = numbers.iter().filter_map(|k| parts[*k].measure().cloned()).collect();
    let unit = measures.last().and_then(|m| m.unit.clone());
    let bound = measures[0].bound.then_some(measures[0].value.operator);
    for measure in &mut measures {
        measure.unit = measure.unit.take().or_else(|| unit.clone());
        // A comparator at the head of a list governs it.
        if let Some(operator) = bound.filter(|_| !measure.bound) {
            measure.value = measure.value.under(operator);
        }
    }
    let tail = &parts[end..];
    let before = &parts[..word];
    let mut years = Vec::new();
    let mut leads = match times(before, share, &mut years).or_else(|| times(tail, share, &mut years)) {
        Some((times, words)) => {
            let named = if words.is_empty() { before.to_vec() } else { words };
            let named = lead(&named);
            if named.subject.is_empty() {
                return None;
            }
            times.into_iter().map(|time| Lead { time: Some(time), ..named.clone() }).collect()
        }
        None => names(before, share)?,
    };
    let opened = before.iter().chain(&parts[word..numbers[0]]).find_map(|p| match p.verb() {
        Some(verb @ (Verb::Up | Verb::Down)) => Some(verb),
        _ => None,
    });
    for lead in &mut leads {
        lead.amount |= opened.is_some();
        lead.link = Some(opened.unwrap_or(Verb::Reach));
        lead.change = opened.and_then(Verb::change);
    }
    let span = parts.first()?.span.join(parts[end - 1].span);
    Some(Dealt { measures, leads, tail, span, years })
}

/// The numbers behind `from` with nothing but signs between them, and where they end.
fn numbers(parts: &[Part], from: usize) -> (Vec<usize>, usize) {
    let mut found = Vec::new();
    let mut end = from;
    for (k, part) in parts.iter().enumerate().skip(from) {
        if part.measure().is_some() {
            found.push(k);
            end = k + 1;
        } else if !(part.separates() && part.kind != PartKind::Colon
            || found.is_empty() && (functional(part) || part.verb().is_some()))
        {
            break;
        }
    }
    (found, end)
}

/// As many years as numbers, and the words that stand before and behind them.
fn times(parts: &[Part], share: usize, years: &mut Vec<Span>) -> Option<(Vec<Time>, Vec<Part>)> {
    let time = |p: &Part| p.time().filter(|t| t.role == TimeRole::Period && t.end.is_some()).or_else(|| bare_year(p));
    let first = parts.iter().position(|p| time(p).is_some())?;
    let listed = parts[first..].iter().take_while(|p| time(p).is_some() || p.separates()).count();
    let found: Vec<Time> = parts[first..first + listed].iter().filter_map(time).collect();
    if found.len() != share {
        return None;
    }
    years.extend(parts[first..first + listed].iter().filter(|p| p.measure().is_some()).map(|p| p.span));
    let words = parts[..first].iter().chain(&parts[first + listed..]).filter(|p| !p.separates()).cloned().collect();
    Some((found, words))
}

fn bare_year(part: &Part) -> Option<Time> {
    let measure = part.measure().filter(|m| m.unit.is_none() && !m.bound)?;
    let year = measure.value.number().and_then(Decimal::integer).filter(|n| is_year(*n))?;
    Some(Time::of_year(part.span, year as u16))
}

/// As many names as numbers, cut at the signs between them.
fn names(parts: &[Part], share: usize) -> Option<Vec<Lead>> {
    let all = lead(parts);
    // `Cơ cấu kinh tế: nông nghiệp, công nghiệp, dịch vụ lần lượt là …`: the label goes with each.
    let colon = parts.iter().rposition(|p| p.kind == PartKind::Colon);
    let label = colon.map(|at| lead(&parts[..at]).subject).unwrap_or_default();
    let named = &parts[colon.map_or(0, |at| at + 1)..];
    let mut leads: Vec<Lead> = named.split(Part::separates).map(lead).filter(|l| !l.subject.is_empty()).collect();
    if leads.len() != share {
        return None;
    }
    // `Tỷ lệ trường mầm non, tiểu học lần lượt là …`: the quantity that the first names is that of all.
    let quantity = leads[0].first.filter(|_| leads[0].head && label.is_empty());
    for lead in leads.iter_mut().skip(1).filter(|l| !l.head) {
        lead.subject.splice(0..0, quantity);
    }
    for lead in &mut leads {
        lead.subject.splice(0..0, label.iter().copied());
        lead.time = lead.time.or(all.time);
        lead.yearly |= all.yearly;
        lead.head = true;
    }
    Some(leads)
}
