//! A sentence as items, each read by the first rule that takes it, with what it leaves to the items behind it.
//!
//! `Phấn đấu đến năm 2025: 80% xã đạt chuẩn; 40% đạt nâng cao.` → two readings, both for 2025.

use super::clause::{Part, PartKind};
use super::completion::ends_in_with;
use super::draft::{Draft, Name, noun_and_tail};
use super::item::{Item, functional};
use super::periods::{dated, periods, tail_time};
use super::rules::{ALL, Around, Known, Rule};
use super::time::Time;
use super::unit::without_year;
use super::{Nature, Reading, cut, known as earlier, refusal, respective, sharing};
use crate::lexicon::words::{UnitClass, Verb};
use crate::target::{As, Fate};
use crate::value::{Decimal, Kind, Operator, Value};
use std::borrow::Cow;
use std::ops::Range;

/// What a paragraph has said so far.
#[derive(Debug, Default)]
pub struct State {
    /// The last year stated, and whether it was stated in the sentence at hand.
    pub(super) time: Option<Time>,
    /// Items of the last sentence that had any.
    known: Vec<Known>,
    /// The sentence says what has been reached.
    pub(super) past: bool,
    /// hàng năm at the head of the sentence holds for its items.
    yearly: bool,
    /// The sentence speaks of money to be spent.
    pub(super) budget: bool,
    /// What stands before is the item of a list that a semicolon ended.
    listed: bool,
    /// Readings of the list before the last semicolon that still want a predicate.
    bare: Vec<usize>,
}

/// Reads the parts of a paragraph.
pub struct Sentences<'t> {
    pub(super) text: &'t str,
    pub(super) state: State,
    pub(super) readings: Vec<Reading>,
    pub(super) fates: Vec<Fate>,
}

impl<'t> Sentences<'t> {
    /// For parts of this text.
    pub fn new(text: &'t str) -> Sentences<'t> {
        Sentences { text, state: State::default(), readings: Vec::new(), fates: Vec::new() }
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
            let opens = listed || !at_end && parts[i].verb() == Some(Verb::Breakdown);
            let stops = !at_end && matches!(parts[i].kind, PartKind::Stop);
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
                start = i + 1 + usize::from(listed);
            }
            i += 1;
        }
    }

    fn segment(&mut self, parts: &[Part], breakdown: bool, last: bool) {
        // A sentence in brackets is read as a sentence.
        if let [Part { kind: PartKind::Bracket(inner), .. }, rest @ ..] = parts
            && rest.iter().all(|p| matches!(p.kind, PartKind::Stop | PartKind::Words) && p.span.len() < 4)
            && inner.iter().any(|p| p.measure().is_some())
        {
            self.sentences(inner, false);
            return;
        }
        let measures: Vec<usize> = (0..parts.len()).filter(|k| parts[*k].measure().is_some()).collect();
        if measures.is_empty() {
            self.without_number(parts);
            return;
        }
        if let Some(dealt) = respective::deal(parts, self.text) {
            self.dealt(&dealt);
            return;
        }
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
        let (items, conditions) = cut::items(self.text, parts, &measures, breakdown);
        // Nothing comes behind the only item that would ask for it.
        let asked_for = !last || items.len() > 1;
        conditions.iter().for_each(|k| self.condition(&parts[*k]));
        let mut owned: Vec<Range<usize>> = Vec::with_capacity(items.len());
        let mut known: Vec<Known> = Vec::with_capacity(items.len());
        let first_reading = self.readings.len();
        let (mut time_here, mut said): (Option<Time>, Option<Time>) = (None, None);
        // The guard that holds on for the rest of the sentence.
        let mut guarded: Option<&'static str> = None;
        let mut divided = false;
        let mut operator: Option<Operator> = None;
        let mut pending: Vec<usize> = Vec::new();
        let mut ahead: Vec<(usize, Option<Time>)> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let first_own = self.readings.len() - first_reading;
            owned.push(first_own..first_own);
            if let Some(time) = item.lead.time.filter(|_| item.lead.link != Some(Verb::From)) {
                (time_here, said) = (Some(time), None);
            }
            let near_end = item.lead.link == Some(Verb::From);
            // `đạt 4,5 ngày vào năm 2030, khách nội địa đạt 2,7 ngày`: what was stated last holds on.
            let time = if near_end { item.lead.time } else { tail_time(item).or(time_here).or(said) };
            said = tail_time(item).filter(|_| !near_end).or(said);
            if item.lead.past {
                self.state.past = true;
            }
            // A comparator at the head of a list governs the items behind it that have none, a bare 100 % apart.
            // `đạt tối thiểu 85%, về thủ tục 87%`: words that only replace a part of the subject do not end it.
            let replaced = !item.lead.head && known.last().is_some_and(|k| k.rule == "indicator-first");
            let with = known.last().is_some_and(|k| ends_in_with(&k.name, self.text));
            let listed = (item.lead.subject.is_empty() || replaced) && item.lead.link.is_none() && index > 0 && !with;
            if !listed {
                operator = None;
            }
            // Copied only where the sentence adds to it.
            let mut read_item = Cow::Borrowed(item);
            let class = item.measure.unit.as_ref().map(|u| u.class);
            // `đạt trên 80%, cây xanh bình quân 7 m2/người`: another quantity in another measure.
            let alike = item.lead.subject.is_empty() || known.last().is_none_or(|k| k.class == class);
            let inherited = operator
                .filter(|_| alike)
                .filter(|_| listed && !item.measure.bound && item.lead.operator.is_none() && !is_full(item));
            if let Some(op) = inherited {
                read_item.to_mut().lead.operator = Some(op);
            }
            // `Hằng năm xóa 4 điểm đen; đến năm 2025 giảm 80% …`: what has a year of its own is done by then.
            if self.state.yearly && item.lead.time.is_none() && !item.lead.yearly {
                read_item.to_mut().lead.yearly = true;
            }
            let own = item.lead.operator.or(item.measure.bound.then_some(item.measure.value.operator));
            if own.is_some() {
                operator = own;
            }
            let carried = self.state.known.last().filter(|_| known.is_empty()).map(|k| self.known_before(k));
            let before = known.last().or(carried.as_ref());
            let around =
                Around { text: self.text, before, earlier: if known.is_empty() { &self.state.known } else { &known } };
            // `cho 1.250 hộ, gồm 700 hộ nghèo, 400 hộ cận nghèo`: parts of what was counted in the same unit.
            divided |= item.lead.list && before.is_some_and(|k| k.same_sentence && divides(&read_item, k));
            if divided {
                let own = read_item.to_mut();
                (own.lead.list, own.breakdown) = (false, true);
                own.lead.link = item.lead.link.filter(|v| *v != Verb::List);
            }
            let guard = self.outside(item, before, index.checked_sub(1).map(|i| &items[i]), guarded);
            if let Some(guard) = guard {
                self.fates.push(Fate { span: item.measure.number, as_what: As::Guard(guard) });
                if guard == "budget" {
                    self.brackets(item, None, parts);
                }
                continue;
            }
            let Some((rule, mut drafts)) = apply(&read_item, &around) else {
                // `Tổng kinh phí 15 tỷ đồng, trong đó ngân sách tỉnh 9 tỷ đồng`
                let refused = refusal::refuse(item);
                self.state.budget |= matches!(refused, As::Guard("budget" | "norm"));
                if names_ahead(item) {
                    ahead.push((index, time));
                }
                guarded = match refused {
                    As::Guard("list") => Some("list"),
                    As::Guard("condition") if self.defines(&parts[item.parts.clone()]) => Some("condition"),
                    _ => guarded,
                };
                self.fates.push(Fate { span: item.measure.number, as_what: refused });
                // `xuất khẩu đạt 2 tỷ, …; dịch vụ 30, tăng 5%`: what follows without a subject is not said of the first.
                if matches!(refused, As::Guard("no-unit" | "plain-amount" | "plain-count")) && item.lead.head {
                    known.push(Known::unread(item));
                }
                self.brackets(item, None, parts);
                continue;
            };
            let repeated = earlier::repeated_noun(&read_item, &drafts[0], &around);
            if let Some(before) = repeated {
                drafts[0].name = earlier::repeated_name(&read_item, before);
            }
            if asked_for {
                let read = earlier::left(&read_item, rule, &drafts[0], &around, repeated);
                known.push(read);
            }
            // `năm 2026 có 75%, năm 2027 có 85% khu dân cư …`: the noun stands behind the last.
            let alike = |e: &usize| items[*e].lead.subject.is_empty() == item.lead.subject.is_empty();
            let has = item.lead.zone && item.lead.link == Some(Verb::Has);
            if (has || matches!(rule.name, "value-first" | "verb-count")) && ahead.iter().all(|(e, _)| alike(e)) {
                for (earlier, time) in ahead.drain(..) {
                    // `Vùng đồng bằng có 100%, vùng núi có 90% số thôn …`: each has its own place.
                    let name = match items[earlier].lead.subject.as_slice() {
                        [] => drafts[0].name.clone(),
                        zone => {
                            let mut name = Name::of(zone);
                            name.extend(&noun_and_tail(item, true), true);
                            name
                        }
                    };
                    let draft = Draft::of(&items[earlier], name);
                    if time.is_none() {
                        pending.push(self.readings.len());
                    }
                    self.readings.push(self.reading(draft, rule, &items[earlier], time, time.is_some()));
                    self.fates.retain(|f| f.span != items[earlier].measure.number);
                }
            }
            let base = self.readings.len();
            for draft in drafts {
                let time = time.filter(|_| !draft.timeless);
                self.readings.push(self.reading(draft, rule, item, time, time.is_some()));
            }
            if time.is_none() {
                pending.extend(base..self.readings.len());
            }
            self.brackets(item, Some(base), parts);
            owned[index].end = self.readings.len() - first_reading;
        }
        sharing::near_units(&mut self.readings[first_reading..]);
        sharing::rate_base(&mut self.readings[first_reading..]);
        // `gồm 700 hộ nghèo và 150 hộ có công`: what is said of one part is not said of the whole.
        let items_sharing = if divided { &[] } else { items.as_slice() };
        let shared = sharing::predicates(items_sharing, &owned, &mut self.readings[first_reading..]);
        // `90% cấp tỉnh; 80% cấp huyện và 60% cấp xã được xử lý`: a list cut by semicolons still shares its predicate.
        for index in std::mem::take(&mut self.state.bare) {
            if !shared.is_empty() {
                self.readings[index].name.extend(&shared, true);
            }
        }
        self.state.bare = sharing::bare(&items, &self.readings[first_reading..]).map(|n| first_reading + n).collect();
        sharing::base(&mut self.readings[first_reading..], &known);
        // `… 80% cấp huyện vào năm 2025`: a time at the end holds for the items before it that have none.
        let trailing = sharing::list(&items, &self.readings[first_reading..]).and_then(|l| tail_time(l.last()?));
        // The span of a yearly rate at the end is that rate's alone: `đạt 5.000 tấn, tăng bình quân 5%/năm giai đoạn 2021 - 2025`.
        let rate = |r: &Reading| r.change.is_some() && r.unit.as_deref().is_some_and(|u| u.ends_with("/năm"));
        let last_rate = self.readings.last().is_some_and(rate);
        let of_rate = trailing.is_some_and(|t| t.start.is_some()) && last_rate;
        if let Some(time) = trailing {
            // `tăng bình quân 7,8%/năm, đạt 420 triệu đồng vào năm 2030`: what is reached then is no rate of every year.
            pending.retain(|n| if rate(&self.readings[*n]) { last_rate } else { !of_rate });
            for index in pending {
                if self.readings[index].time.is_none() && self.readings[index].kind == Kind::Target {
                    self.readings[index].time = Some(time);
                    self.readings[index].dated = true;
                }
            }
        }
        // What the paragraph stated before holds where the sentence is silent, and gives the year to a part of one.
        for reading in &mut self.readings[first_reading..] {
            match reading.time {
                Some(time) if time.wants_year() => reading.time = dated(time, parts, self.state.time),
                None if reading.kind == Kind::Target && !reading.timeless => reading.time = self.state.time,
                _ => {}
            }
        }
        // The year of a baseline (`từ 24,6% năm 2021 xuống …`) is not what the paragraph goes on with.
        let near: Vec<Time> =
            items.iter().filter(|i| i.lead.link == Some(Verb::From)).filter_map(|i| i.lead.time).collect();
        if let Some(time) = periods(parts).filter(|t| !near.contains(t)).last() {
            self.state.time = dated(time, parts, self.state.time);
        }
        if !known.is_empty() {
            self.state.known = known;
        }
    }

    /// `lần lượt`: each number has its name and time already.
    fn dealt(&mut self, dealt: &respective::Dealt<'_>) {
        self.fates.extend(dealt.years.iter().map(|span| Fate { span: *span, as_what: As::Time }));
        for item in dealt.items() {
            // `các chỉ tiêu này lần lượt là 90% và 100%`: which they are was said elsewhere.
            if item.lead.subject.last().is_some_and(|s| s.of(self.text).ends_with(" này")) {
                self.fates.push(Fate { span: item.measure.number, as_what: As::Unread });
                continue;
            }
            let around = Around { text: self.text, before: None, earlier: &[] };
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

    /// A sentence without a number can name the time or the subject of the next.
    fn without_number(&mut self, parts: &[Part]) {
        if parts.first().is_some_and(|p| p.kind == PartKind::Past) && parts.len() < 4 {
            self.state.past = true;
        }
        if let Some(time) = periods(parts).last() {
            self.state.time = dated(time, parts, self.state.time);
        }
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

    /// What the sentence before left, as this one sees it.
    fn known_before(&self, known: &Known) -> Known {
        Known { same_sentence: false, same_list: self.state.listed && known.same_list, ..known.clone() }
    }

    pub(super) fn condition(&mut self, part: &Part) {
        if let Some(measure) = part.measure() {
            self.fates.push(Fate { span: measure.number, as_what: As::Guard("condition") });
        }
    }

    fn reading(&self, draft: Draft, rule: Rule, item: &Item<'_>, time: Option<Time>, own: bool) -> Reading {
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

/// `3/4 số thôn` is three quarters; `80/110 xã` are 80 communes.
fn fraction(item: &Item<'_>, value: Value, unit: Option<String>) -> (Value, Option<String>) {
    match item.measure.share() {
        Some(Some(share)) => (Value::one(value.operator, share), None),
        _ => (value, unit),
    }
}

fn apply(item: &Item<'_>, around: &Around<'_>) -> Option<(Rule, Vec<Draft>)> {
    if refusal::refused(item) {
        return None;
    }
    let (rule, drafts) = ALL.iter().find_map(|rule| (rule.read)(item, around).map(|drafts| (*rule, drafts)))?;
    drafts.iter().all(|d| refusal::plausible(item, d.unit.as_deref())).then_some((rule, drafts))
}

fn is_full(item: &Item<'_>) -> bool {
    item.measure.value.number() == Some(Decimal::from(100))
        && item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Percent)
}

/// Whether a verb of listing and a colon stand at `at`, behind a number of their sentence and before the name of a part.
fn lists_parts(parts: &[Part], at: usize) -> bool {
    let named = |p: &Part| p.measure().is_none();
    parts[at].verb() == Some(Verb::List)
        && parts.get(at + 1).is_some_and(|p| p.kind == PartKind::Colon)
        && parts.get(at + 2).is_some_and(named)
        && parts[..at].iter().any(|p| p.measure().is_some())
}

/// Whether an item counts in the unit of the one before it.
fn divides(item: &Item<'_>, before: &Known) -> bool {
    let unit = item.measure.unit.as_ref().filter(|u| u.noun.is_some());
    let known = before.unit.as_deref().map(without_year);
    matches!((unit, known), (Some(unit), Some(known)) if unit.written.starts_with(known) || known.starts_with(&unit.written))
}

/// A share without any words of its own: what it is of may stand behind a later one.
fn names_ahead(item: &Item<'_>) -> bool {
    let percent = item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Percent);
    let timed = item.lead.time.is_some() || tail_time(item).is_some();
    // `Vùng đồng bằng có | 100%, vùng núi có 90% số thôn …`
    let placed = item.lead.zone && item.lead.link == Some(Verb::Has);
    percent && item.tail.iter().all(functional) && (timed && item.lead.subject.is_empty() || placed)
}
