//! What stands in brackets: sentences of their own, further values of the item before, remarks.
//!
//! `đạt 80% (năm 2030 đạt 90%)` → a second value; `(trong đó 25.000 lao động trực tiếp)` → a sentence; `(gồm 19 thành viên)` → a remark.

use super::clause::{Part, PartKind};
use super::draft::{Name, PART, bounds_level, counts_share, deals_shares, holds_value};
use super::item::{Item, functional, links, names};
use super::lead::lead;
use super::lex::opening;
use super::measure::Measure;
use super::sentence::Sentences;
use super::time::TimeRole;
use super::unit::shortens;
use super::{Reading, respective};
use crate::lexicon::words::{Sense, UnitClass, Verb};
use crate::lexicon::{List, list};
use crate::span::Span;
use crate::target::{As, Fate};
use crate::value::{Decimal, Kind, Value};

/// Whether a place, a group or what some have stands before a share and nothing behind it: `cấp tỉnh đạt 60%`, `có chứng chỉ 25%`.
fn narrows(parts: &[Part]) -> bool {
    let Some(at) = parts.iter().position(|p| p.measure().is_some()) else { return false };
    let mut before = parts[..at].iter().filter(|p| !functional(p));
    let part = before.next().is_some_and(|p| p.zone || p.verb() == Some(Verb::Has));
    let silent = parts[at + 1..].iter().all(|p| functional(p) || p.separates());
    parts[at].is_percent()
        && part
        && silent
        && before.all(|p| p.kind == PartKind::Words || p.separates() || p.verb().is_some_and(links))
}

/// Whether a number counts in the unit of the whole, written out or in short.
fn divides(part: &Measure, whole: Option<&str>) -> bool {
    whole.zip(part.unit.as_ref()).is_some_and(|(whole, own)| shortens(&own.written, whole))
}

/// Whether a bracket is the name of a part and how many they are, in the unit of the whole: `(nữ 150 học viên)`.
fn named_part(inner: &[Part], whole: Option<&str>, text: &str) -> bool {
    let [name, number] = inner else { return false };
    let outside = |words: &str| list(List::Excludes).iter().any(|word| words.starts_with(word.as_str()));
    let counted = |m: &Measure| divides(m, whole) && m.unit.as_ref().is_some_and(|u| u.noun.is_some()) && !m.bound;
    name.kind == PartKind::Words
        && name.span.len() <= PART
        && !outside(name.span.of(text))
        && number.measure().is_some_and(counted)
}

/// Whether each number is of something done, in the unit of the whole: `3.200 hộ (xây mới 2.100 hộ, sửa chữa 1.100 hộ)`.
fn acts_on(inner: &[Part], whole: Option<&str>) -> bool {
    let numbers: Vec<usize> = (0..inner.len()).filter(|k| inner[*k].measure().is_some()).collect();
    let done = |k: &usize| {
        let before = k.checked_sub(1).map(|before| &inner[before]);
        inner[*k].measure().is_some_and(|m| divides(m, whole)) && before.is_some_and(|p| p.verb() == Some(Verb::Act))
    };
    numbers.len() >= 2 && numbers.iter().all(done)
}

/// Whether the numbers of a bracket, in the unit of the whole, add up to it: `16 HTX (12 HTX nông nghiệp, 04 HTX vận tải)`.
fn adds_up(inner: &[Part], whole: &Reading) -> bool {
    let numbers: Vec<&Measure> = inner.iter().filter_map(Part::measure).collect();
    let count = |value: Value| value.number().and_then(Decimal::integer);
    let sum = numbers.iter().map(|m| count(m.value)).try_fold(0_i64, |sum, next| sum.checked_add(next?));
    numbers.len() >= 2
        && numbers.iter().all(|m| divides(m, whole.unit.as_deref()))
        && sum.is_some_and(|sum| count(whole.value) == Some(sum))
}

impl Sentences<'_> {
    /// Brackets of an item that state values of their own; `read`: its first reading.
    pub(super) fn brackets(&mut self, item: &Item<'_>, read: Option<usize>, parts: &[Part]) {
        for part in &parts[item.parts.clone()] {
            crate::work::steps(1);
            let PartKind::Bracket(inner) = &part.kind else { continue };
            let numbers = inner.iter().filter(|p| p.measure().is_some()).count();
            if numbers == 0 {
                self.nested(inner);
                continue;
            }
            // `cho 60.000 lao động (trong đó 25.000 lao động trực tiếp)`: a sentence of its own.
            let besides = inner.first().is_some_and(|p| p.span.of(self.text).starts_with("kể cả "));
            let parts_of = inner.first().is_some_and(|p| p.verb() == Some(Verb::Breakdown));
            // `50% hồ sơ được nộp trực tuyến (riêng cấp tỉnh đạt 60%)`: the same of a part.
            if let Some(base) = read.filter(|_| parts_of && narrows(&inner[1..])) {
                self.bracket(&inner[1..], base);
                continue;
            }
            let done = || read.is_some_and(|base| acts_on(inner, self.readings[base].unit.as_deref()));
            let lists = inner.first().is_some_and(|p| p.verb() == Some(Verb::List));
            let even = || !lists && read.is_some_and(|base| adds_up(inner, &self.readings[base]));
            if besides || parts_of || done() || even() {
                let time = read.and_then(|base| self.readings[base].time);
                let before = self.state.time;
                self.state.time = time.or(before);
                self.aside(inner);
                self.state.time = before;
                continue;
            }
            // `450 học viên (nữ 150 học viên)`
            let whole = read.and_then(|base| self.readings[base].unit.as_deref());
            let named = named_part(inner, whole, self.text);
            if let Some(base) = read.filter(|_| named) {
                self.bracket(inner, base);
                continue;
            }
            let level = |base: usize| self.readings[base].change.is_some() && bounds_level(inner);
            let counted = counts_share(part, item.measure);
            let Some(base) = read.filter(|base| holds_value(inner) || counted || level(*base)) else {
                self.nested(inner);
                continue;
            };
            match respective::bracketed(inner) {
                Some(dealt) => self.dealt_back(inner, &dealt, base, parts),
                None => {
                    let first = self.readings.len();
                    self.bracket(inner, base);
                    if counted && let Some(unit) = self.noun_behind(item, part.span) {
                        self.readings[first..].iter_mut().for_each(|r| r.unit = Some(unit.clone()));
                    }
                }
            }
        }
    }

    /// The counted noun behind a bracket that counts without one: `60% (12/20) | số xã`.
    fn noun_behind(&self, item: &Item<'_>, bracket: Span) -> Option<String> {
        let behind = item.tail.iter().find(|p| p.span.start >= bracket.end)?.span.of(self.text);
        let noun = behind.strip_prefix("số ").unwrap_or(behind);
        opening(noun, self.words)
            .iter()
            .find_map(|sense| match sense {
                Sense::Unit(n) => Some(&self.words.units[*n as usize]),
                _ => None,
            })
            .filter(|u| matches!(u.class, UnitClass::Count | UnitClass::Person))
            .map(|u| u.written.to_string())
    }

    /// A sentence in brackets: what it says ends with it.
    pub(super) fn aside(&mut self, inner: &[Part]) {
        let (time, past) = (self.state.time, self.state.past);
        self.sentences(inner, false);
        (self.state.time, self.state.past) = (time, past);
    }

    /// Numbers dealt out in a bracket: to years of the item before it, or to as many items before it: `95% xã có A, 80% xã có B
    /// (năm 2030 lần lượt đạt 99% và 90%)`. They stay unread when there are not as many.
    fn dealt_back(&mut self, inner: &[Part], dealt: &respective::Bracketed, base: usize, parts: &[Part]) {
        self.fates.extend(dealt.years.iter().map(|span| Fate { span: *span, as_what: As::Time }));
        let share = dealt.measures.len();
        let stated = inner.iter().find_map(|p| p.time().filter(|t| t.role == TimeRole::Period));
        // Items of the same sentence, or of the list that semicolons part.
        let here = |r: &Reading| self.state.listed || parts.first().is_some_and(|p| p.span.start <= r.number.start);
        let owners: Option<Vec<usize>> = if dealt.times.is_empty() {
            let first = (base + 1).checked_sub(share).filter(|first| here(&self.readings[*first]));
            first.map(|first| (first..base + 1).collect())
        } else {
            Some(vec![base; share])
        };
        let Some(owners) = owners.filter(|o| o.iter().all(|o| self.readings[*o].kind == Kind::Target)) else {
            self.fates.extend(dealt.measures.iter().map(|m| Fate { span: m.number, as_what: As::Unread }));
            return;
        };
        for (n, (measure, owner)) in dealt.measures.iter().zip(owners).enumerate() {
            let owner = &self.readings[owner];
            let time = dealt.times.get(n).copied().or(stated);
            let unit = measure.unit.as_ref().map(|u| u.written.clone());
            let reading = Reading {
                value: measure.value,
                unit: unit.or_else(|| owner.unit.clone()),
                time: time.or(owner.time),
                dated: time.is_some() || owner.dated,
                number: measure.number,
                span: owner.span.join(measure.number),
                rule: "bracketed-value",
                ..owner.clone()
            };
            self.readings.push(reading);
        }
    }

    /// A remark: its numbers are conditions.
    pub(super) fn nested(&mut self, parts: &[Part]) {
        for part in parts {
            self.condition(part);
            if let PartKind::Bracket(inner) = &part.kind {
                self.nested(inner);
            }
        }
    }

    fn bracket(&mut self, inner: &[Part], base: usize) {
        // `(100% nhóm hộ có hợp đồng)`, `(đến năm 2030 số hóa 100% di tích)`: it says itself of what.
        let first = inner.iter().position(|p| p.measure().is_some()).unwrap_or(0);
        let acts = inner[..first].iter().any(|p| p.verb() == Some(Verb::Act));
        let behind = inner[first + 1..].iter().take_while(|p| !p.separates());
        let states = behind.clone().any(|p| matches!(p.verb(), Some(Verb::Has | Verb::Predicate)));
        if behind.clone().any(names) && (acts || states) {
            self.aside(inner);
            return;
        }
        if inner.first().is_some_and(|p| p.verb() == Some(Verb::List)) {
            // `xây 600 căn (bao gồm 350 căn xây mới và 250 căn sửa chữa)`: parts of what was counted, in its unit.
            let whole = self.readings[base].unit.as_deref();
            if inner.iter().filter_map(Part::measure).all(|m| divides(m, whole)) {
                self.aside(&inner[1..]);
                return;
            }
            let parts = inner.iter().filter_map(Part::measure);
            self.fates.extend(parts.map(|m| Fate { span: m.number, as_what: As::Guard("bracket-remark") }));
            return;
        }
        let stated = inner.iter().find_map(|p| p.time().filter(|t| t.role == TimeRole::Period));
        // `đạt 85% (hiện nay 72,8%)`: where things stand.
        let stands = inner.iter().any(|p| p.kind == PartKind::Past);
        // `(phường 95%, xã 75%)`
        let dealt = deals_shares(inner);
        let mut from = 0;
        for (k, part) in inner.iter().enumerate() {
            let Some(measure) = part.measure() else { continue };
            let head = lead(&inner[from..k]);
            from = k + 1;
            let parent = &self.readings[base];
            // `80% trường có phòng y tế (diện tích từ 12 m2 trở lên)`: what the things counted must be like.
            let amount =
                measure.unit.as_ref().is_some_and(|u| matches!(u.class, UnitClass::Physical | UnitClass::Duration));
            if parent.unit.as_deref() == Some("%") && amount && measure.bound && head.time.is_none() {
                self.fates.push(Fate { span: measure.number, as_what: As::Guard("condition") });
                continue;
            }
            let operator = head.operator.filter(|_| !measure.bound);
            let value = operator.map_or(measure.value, |op| measure.value.under(op));
            let same_unit = measure.unit.as_ref().map(|u| u.written.as_str()) == parent.unit.as_deref();
            let level = matches!(head.link, Some(Verb::To)) || bounds_level(inner);
            let part =
                head.has || head.zone || head.whole || dealt || named_part(inner, parent.unit.as_deref(), self.text);
            let named = !head.subject.is_empty() && (head.link.is_some() || part);
            let time = head.time.or(stated);
            let reading = Reading {
                // `công nghiệp - xây dựng tăng 15,3% (công nghiệp tăng 15,8%)`
                name: match named {
                    true if part => {
                        let mut part = parent.name.clone();
                        part.extend(&head.subject, true);
                        part
                    }
                    true => Name::of(&head.subject),
                    false => parent.name.clone(),
                },
                kind: if stands { Kind::Baseline } else { Kind::Target },
                value,
                // `25 điểm du lịch (tăng 05 điểm)`: the noun in short.
                unit: measure
                    .unit
                    .as_ref()
                    .map(|u| u.written.clone())
                    .filter(|u| !parent.unit.as_ref().is_some_and(|p| shortens(u, p)))
                    .or_else(|| parent.unit.clone()),
                change: if head.amount && head.change.is_some() {
                    head.change
                } else if same_unit || measure.unit.is_none() || !level {
                    parent.change.filter(|_| !level)
                } else {
                    None
                },
                time: time.or(parent.time.filter(|_| !stands)),
                dated: time.is_some() || parent.dated,
                timeless: (parent.timeless || stands) && time.is_none(),
                number: measure.number,
                span: parent.span.join(measure.number),
                rule: "bracketed-value",
                nature: parent.nature,
                act: parent.act,
                goal: parent.goal,
                breakdown: parent.breakdown,
            };
            self.readings.push(reading);
        }
    }
}
