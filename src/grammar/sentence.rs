//! A paragraph sentence by sentence, with what each leaves to those behind it: its time, its last subject, what it is about.
//!
//! `Phấn đấu đến năm 2025: 80% xã đạt chuẩn; 40% đạt nâng cao.` → two readings, both for 2025.

use super::clause::{Part, PartKind};
use super::draft::Draft;
use super::draft::Name;
use super::item::{Item, functional, names};
use super::periods::{dated, periods, tail_time};
use super::rules::{ALL, Around, Known, Rule, elided};
use super::time::Time;
use super::{Nature, Reading, cut, refusal, respective};
use crate::lexicon::Words;
use crate::lexicon::words::Verb;
use crate::target::{As, Fate};
use crate::value::{Kind, Value};

/// What a paragraph has said so far.
#[derive(Debug, Default)]
pub struct State {
    /// The last year stated, and whether it was stated in the sentence at hand.
    pub(super) time: Option<Time>,
    /// Items of the last sentence that had any.
    pub(super) known: Vec<Known>,
    /// The sentence says what has been reached.
    pub(super) past: bool,
    /// hàng năm at the head of the sentence holds for its items.
    pub(super) yearly: bool,
    /// The sentence speaks of money to be spent.
    pub(super) budget: bool,
    /// What stands before is the item of a list that a semicolon ended.
    pub(super) listed: bool,
    /// What stands before is of the same sentence.
    pub(super) joined: bool,
    /// Readings of the list before the last semicolon that still want a predicate.
    pub(super) bare: Vec<usize>,
    /// The first reading of the last sentence with a number.
    pub(super) last: usize,
    /// The first reading behind the last stop.
    pub(super) clause: usize,
    /// The first reading behind the stop before.
    pub(super) clause_before: usize,
}

/// Reads the parts of a paragraph.
pub struct Sentences<'t> {
    pub(super) text: &'t str,
    pub(super) words: &'t Words,
    pub(super) state: State,
    pub(super) readings: Vec<Reading>,
    pub(super) fates: Vec<Fate>,
}

impl<'t> Sentences<'t> {
    /// For parts of this text.
    pub fn new(text: &'t str, words: &'t Words) -> Sentences<'t> {
        Sentences { text, words, state: State::default(), readings: Vec::new(), fates: Vec::new() }
    }

    /// The readings, and the fates of numbers that stayed outside.
    pub fn finish(self) -> (Vec<Reading>, Vec<Fate>) {
        (self.readings, self.fates)
    }

    /// Reads all sentences of `parts`.
    pub fn read(&mut self, parts: &[Part]) {
        self.sentences(parts, true);
    }

    /// Reads all sentences of `parts`; `last`: nothing is read behind them.
    pub(super) fn sentences(&mut self, parts: &[Part], last: bool) {
        let mut start = 0;
        let mut breakdown = false;
        let mut opened = false;
        let mut whole = Vec::new();
        let mut full_stop = true;
        let mut i = 0;
        while i <= parts.len() {
            let at_end = i == parts.len();
            // `10.000 người, gồm: cao đẳng 500 người, trung cấp 1.500 người`
            let listed = !at_end && lists_parts(&parts[start.min(i)..], i.saturating_sub(start));
            // `Giảm mức tiêu hao năng lượng, cụ thể: ngành thép 5%; ngành giấy 8%`: no number has been said that parts could be of.
            let labels = !at_end && heads_list(&parts[start.min(i)..], i.saturating_sub(start), self.text);
            let opens = listed || !at_end && !labels && parts[i].verb() == Some(Verb::Breakdown);
            let stops = !at_end && matches!(parts[i].kind, PartKind::Stop) && !deals_on(parts, start, i, self.text);
            if at_end || opens || stops {
                if start < i {
                    if full_stop && !breakdown {
                        self.state.past = false;
                        self.state.yearly = false;
                        self.state.bare.clear();
                        self.state.budget = false;
                    }
                    self.segment(&parts[start..i], breakdown, last && i + 1 >= parts.len());
                }
                if stops {
                    full_stop = parts[i].span.of(self.text) != ";";
                    self.state.listed = !full_stop;
                }
                // `trong đó: phụ nữ 1.800 lượt; người cao tuổi 350 lượt`: a colon opens a list of parts of what was said before.
                if opens && (parts[i].span.of(self.text).ends_with(':') || listed) {
                    (opened, whole) = (true, self.state.known.clone());
                } else if opened && stops && !full_stop {
                    self.state.known.clone_from(&whole);
                } else {
                    opened = false;
                }
                breakdown = opens || opened;
                if stops {
                    (self.state.clause_before, self.state.clause) = (self.state.clause, self.readings.len());
                }
                start = i + 1 + usize::from(listed);
            }
            i += 1;
        }
    }

    fn segment(&mut self, parts: &[Part], breakdown: bool, last: bool) {
        if let Some(inner) = bracketed(parts) {
            self.sentences(inner, false);
            return;
        }
        let measures: Vec<usize> = (0..parts.len()).filter(|k| parts[*k].measure().is_some()).collect();
        if measures.is_empty() {
            self.without_number(parts);
            return;
        }
        if let Some(comma) = respective::said_before(parts, self.text) {
            self.segment(&parts[..comma], breakdown, false);
            let listed = std::mem::replace(&mut self.state.listed, true);
            self.state.joined = true;
            self.segment(&parts[comma + 1..], false, last);
            (self.state.listed, self.state.joined) = (listed, false);
            return;
        }
        if let Some(dealt) = respective::deal(parts, self.text, || self.dealt_before()) {
            let first = self.readings.len();
            self.dealt(&dealt);
            if self.readings.len() > first {
                self.state.last = first;
            }
            self.hold_time(parts, &[]);
            return;
        }
        self.opening(parts);
        let (items, conditions) = cut::items(self.text, parts, &measures, breakdown);
        conditions.iter().for_each(|k| self.condition(&parts[*k]));
        self.course(parts, &items, last);
        self.hold_time(parts, &items);
    }

    /// The values before a semicolon, when each has a time of its own: their name and times.
    fn dealt_before(&self) -> Option<respective::Said> {
        let before = &self.readings[self.state.last..];
        let targets = before.iter().filter(|r| self.state.listed && r.kind == Kind::Target);
        let times: Vec<Time> = targets.map(|r| r.time.filter(|_| r.dated)).collect::<Option<_>>()?;
        let distinct = times.windows(2).all(|pair| pair[0].end != pair[1].end);
        let name = before.first().filter(|_| distinct)?.name.words(self.text);
        Some(respective::Said { name, times })
    }

    /// What the first words say of all items of the sentence.
    fn opening(&mut self, parts: &[Part]) {
        // `hiện có 1.536 người; hằng năm 100% …`: what is done every year is not what has been reached.
        let opening = parts.first().and_then(Part::verb);
        if matches!(opening, Some(Verb::Yearly | Verb::MeanYearly | Verb::Goal)) {
            self.state.past = false;
        }
        // `Phấn đấu hằng năm giảm 5% …, giảm 2% …`
        let said = parts.iter().map(Part::verb).find(|v| *v != Some(Verb::Goal)).flatten();
        if matches!(said, Some(Verb::Yearly | Verb::MeanYearly)) {
            self.state.yearly = true;
        }
    }

    /// The last time stated holds for the sentences behind.
    fn hold_time(&mut self, parts: &[Part], items: &[Item<'_>]) {
        // The year of a baseline (`từ 24,6% năm 2021 xuống …`) is not what the paragraph goes on with.
        let near: Vec<Time> =
            items.iter().filter(|i| i.lead.link == Some(Verb::From)).filter_map(|i| i.lead.time).collect();
        if let Some(time) = periods(parts).filter(|t| !near.contains(t)).last() {
            // `hoàn thành trước ngày 30/6/2026; …`: a day or quarter that opens no sentence is of its clause, its year holds on.
            let opens = parts.iter().take_while(|p| p.span.end <= time.span.start).all(opens_with);
            let time = dated(time, parts, self.state.time);
            self.state.time = time.map(|time| Time { loose: !opens, ..time });
        }
    }

    /// `lần lượt`: each number has its name and time already.
    fn dealt(&mut self, dealt: &respective::Dealt<'_>) {
        self.fates.extend(dealt.years.iter().map(|span| Fate { span: *span, as_what: As::Time }));
        if dealt.is_uneven() {
            self.fates.extend(dealt.numbers().map(|span| Fate { span, as_what: As::Unread }));
            return;
        }
        if dealt.again {
            self.dealt_again(dealt);
            return;
        }
        let known = self.state.known.last().filter(|_| self.state.joined || self.state.listed).cloned();
        for item in dealt.items() {
            // `các chỉ tiêu này lần lượt là 90% và 100%`: which they are was said elsewhere.
            if item.lead.subject.last().is_some_and(|s| s.of(self.text).ends_with(" này")) {
                self.fates.push(Fate { span: item.measure.number, as_what: As::Unread });
                continue;
            }
            let around = Around { text: self.text, before: known.as_ref(), earlier: &[] };
            let Some((rule, drafts)) = apply(&item, &around) else {
                self.fates.push(Fate { span: item.measure.number, as_what: refusal::refuse(&item) });
                continue;
            };
            for draft in drafts {
                let own = item.lead.time.or(tail_time(&item));
                self.readings.push(self.reading(draft, rule, &item, own.or(self.state.time), own.is_some()));
            }
        }
    }

    /// `tỷ lệ này lần lượt là 80% và 90%`: of as many as the sentence before named, in its order.
    fn dealt_again(&mut self, dealt: &respective::Dealt<'_>) {
        let items: Vec<_> = dealt.items().collect();
        let Some(named) = self.named_before(&items) else {
            self.fates.extend(items.iter().map(|i| Fate { span: i.measure.number, as_what: As::Unread }));
            return;
        };
        for (item, name) in items.iter().zip(named) {
            let own = item.lead.time.or(tail_time(item));
            let draft = Draft::of(item, name);
            self.readings.push(self.reading(draft, elided::RULE, item, own.or(self.state.time), own.is_some()));
        }
    }

    /// The names of as many values as there are items, said before them in this order and in the same units: in the last sentence, in
    /// all since the last stop, or before it.
    fn named_before(&self, items: &[Item<'_>]) -> Option<Vec<Name>> {
        let State { last, clause, clause_before, .. } = self.state;
        let unit = |i: &Item<'_>| i.measure.unit.as_ref().map(|u| u.written.clone());
        let alike = |r: &Reading, i: &Item<'_>| i.lead.change.is_some() || unit(i).is_none() || r.unit == unit(i);
        let even = |from: usize| {
            let targets: Vec<&Reading> = self.readings.get(from..)?.iter().filter(|r| r.kind == Kind::Target).collect();
            let even = targets.len() == items.len() && targets.iter().zip(items).all(|(r, i)| alike(r, i));
            even.then(|| targets.iter().map(|r| r.name.clone()).collect())
        };
        [last, clause, clause_before].into_iter().find_map(even)
    }

    /// A sentence without a number can name the time or the subject of the next.
    fn without_number(&mut self, parts: &[Part]) {
        if parts.first().is_some_and(|p| p.kind == PartKind::Past) && parts.len() < 4 {
            self.state.past = true;
        }
        let stated = periods(parts).last().and_then(|time| dated(time, parts, self.state.time));
        // `Xóa 11 điểm ngập; | hoàn thành trước ngày 30/11/2026`: by when what stands before is to be done.
        if let [done, Part { kind: PartKind::Time(time), .. }] = parts
            && time.prefixed
            && self.state.listed
            && done.span.of(self.text).trim_end().eq_ignore_ascii_case("hoàn thành")
        {
            for reading in self.readings[self.state.last..].iter_mut().filter(|r| !r.dated && r.kind == Kind::Target) {
                (reading.time, reading.dated) = (stated, true);
            }
        }
        // `thu hoạch gọn vụ mùa, kết thúc trước ngày 30/10; …`: the day is of what ends then.
        let opens = |time: &Time| parts.iter().take_while(|p| p.span.end <= time.span.start).all(opens_with);
        let held = stated.map(|time| Time { loose: time.loose || !opens(&time), ..time });
        // Without its year nothing of it holds on.
        self.state.time = held.filter(|time| !(time.loose && time.wants_year())).or(self.state.time);
        // `được bảo trì hàng năm (trong đó có ít nhất 70% số km …)`: a bracket that is a sentence of its own.
        for part in parts {
            if let PartKind::Bracket(inner) = &part.kind
                && inner.first().is_some_and(|p| p.each || matches!(p.verb(), Some(Verb::Breakdown | Verb::Mean)))
                && inner.iter().any(|p| p.measure().is_some())
            {
                self.aside(inner);
            } else if let PartKind::Bracket(inner) = &part.kind {
                // `cơ quan thường trực (gồm 19 thành viên)`
                self.nested(inner);
            }
        }
    }

    pub(super) fn condition(&mut self, part: &Part) {
        if let Some(measure) = part.measure() {
            self.fates.push(Fate { span: measure.number, as_what: As::Guard("condition") });
        }
    }

    pub(super) fn reading(&self, draft: Draft, rule: Rule, item: &Item<'_>, time: Option<Time>, own: bool) -> Reading {
        let (value, unit) = fraction(item, draft.value, draft.unit);
        Reading {
            name: draft.name,
            kind: draft.kind,
            value,
            unit,
            change: draft.change,
            time,
            dated: own,
            timeless: draft.timeless,
            number: draft.number,
            span: item.span,
            rule: rule.name,
            nature: if self.state.past {
                Nature::Result
            } else if draft.counts {
                Nature::Count
            } else {
                Nature::Level
            },
            act: matches!(item.lead.link, Some(Verb::Act)) || item.lead.act.is_some(),
            goal: item.lead.goal || item.lead.raise,
            breakdown: item.breakdown,
        }
    }
}

/// Whether a semicolon at `at` only parts the numbers that are dealt out: `lần lượt đạt 5,8 điểm; 7,3 điểm và 4,0 điểm`.
fn deals_on(parts: &[Part], start: usize, at: usize, text: &str) -> bool {
    let number = |p: Option<&Part>| p.is_some_and(|p| p.measure().is_some());
    parts[at].span.of(text) == ";"
        && number(at.checked_sub(1).and_then(|before| parts.get(before)))
        && number(parts.get(at + 1))
        && parts[start..at].iter().any(|p| p.verb() == Some(Verb::Respective))
        && parts.get(at + 2).is_none_or(|p| p.separates() || p.kind == PartKind::Stop)
}

/// Whether a part may stand before a time that opens a sentence.
fn opens_with(part: &Part) -> bool {
    functional(part) || part.separates()
}

/// `3/4 số thôn` is three quarters; `80/110 xã` are 80 communes.
fn fraction(item: &Item<'_>, value: Value, unit: Option<String>) -> (Value, Option<String>) {
    match item.measure.share() {
        Some(Some(share)) => (Value::one(value.operator, share), None),
        _ => (value, unit),
    }
}

/// Whether what opens parts at `at` ends with a colon and only words stand before it in its sentence.
fn heads_list(parts: &[Part], at: usize, text: &str) -> bool {
    let colon = |p: &Part| p.kind == PartKind::Colon;
    parts[at].verb() == Some(Verb::Breakdown)
        && !parts[at].span.of(text).ends_with(':')
        && parts.get(at + 1).is_some_and(colon)
        && parts[..at].iter().all(|p| p.measure().is_none())
        && parts[..at].iter().any(names)
}

/// Whether a verb of listing and a colon stand at `at`, behind a number of their sentence and before the name of a part.
fn lists_parts(parts: &[Part], at: usize) -> bool {
    let named = |p: &Part| p.measure().is_none();
    parts[at].verb() == Some(Verb::List)
        && parts.get(at + 1).is_some_and(|p| p.kind == PartKind::Colon)
        && parts.get(at + 2).is_some_and(named)
        && parts[..at].iter().any(|p| p.measure().is_some())
}

/// What a sentence in brackets says: it is read as a sentence.
fn bracketed(parts: &[Part]) -> Option<&[Part]> {
    let [Part { kind: PartKind::Bracket(inner), .. }, rest @ ..] = parts else { return None };
    let alone = rest.iter().all(|p| matches!(p.kind, PartKind::Stop | PartKind::Words) && p.span.len() < 4);
    (alone && inner.iter().any(|p| p.measure().is_some())).then_some(inner)
}

/// What the first rule that takes an item makes of it.
pub(super) fn apply(item: &Item<'_>, around: &Around<'_>) -> Option<(Rule, Vec<Draft>)> {
    if refusal::refused(item) {
        return None;
    }
    let (rule, drafts) = ALL.iter().find_map(|rule| (rule.read)(item, around).map(|drafts| (*rule, drafts)))?;
    drafts.iter().all(|d| refusal::plausible(item, d.unit.as_deref(), rule.name)).then_some((rule, drafts))
}
