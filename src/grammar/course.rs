//! The items of one sentence in a row, each read by the first rule that takes it, with what it leaves to those behind it.
//!
//! `ít nhất 80% cấp tỉnh, 70% cấp huyện xử lý hồ sơ trên mạng` → both at least, both of what is done behind the last.

use super::clause::{Part, PartKind};
use super::completion::ends_in_with;
use super::draft::{Draft, Name, noun_and_tail};
use super::item::{Item, Lead, functional};
use super::periods::{dated, tail_time};
use super::rules::value_first::named_behind;
use super::rules::{Around, Known, Rule};
use super::sentence::{Sentences, apply};
use super::time::Time;
use super::unit::{UnitReading, without_year};
use super::{Reading, known as earlier, refusal, sharing};
use crate::lexicon::words::{UnitClass, Verb};
use crate::target::{As, Fate};
use crate::value::{Decimal, Kind, Operator};
use std::borrow::Cow;
use std::ops::Range;

/// A sentence on the way through its items.
struct Course<'i, 'p> {
    parts: &'i [Part],
    items: &'i [Item<'p>],
    /// Where its readings begin among those of the paragraph.
    first: usize,
    /// The readings of each item, counted from the first of the sentence.
    owned: Vec<Range<usize>>,
    /// What the items so far leave, where something comes behind that may ask for it.
    known: Vec<Known>,
    asked_for: bool,
    /// The last time that stood before a number.
    led: Option<Time>,
    /// The last time that stood behind one, unless another came before a number since.
    said: Option<Time>,
    /// The guard that holds on for the rest of the sentence.
    guarded: Option<&'static str>,
    /// The items are parts of what the first of them counted.
    divided: bool,
    /// The comparator at the head of the list at hand.
    operator: Option<Operator>,
    /// Readings without a time, which one at the end may give them.
    pending: Vec<usize>,
    /// Items whose noun stands behind a later one, with their times.
    ahead: Vec<(usize, Option<Time>)>,
}

impl Sentences<'_> {
    /// Reads the items of a sentence; `last`: no sentence is read behind it.
    pub(super) fn course(&mut self, parts: &[Part], items: &[Item<'_>], last: bool) {
        let mut course = Course {
            parts,
            items,
            first: self.readings.len(),
            owned: Vec::with_capacity(items.len()),
            known: Vec::with_capacity(items.len()),
            // Nothing comes behind the only item that would ask for it.
            asked_for: !last || items.len() > 1 || parts.iter().any(|p| matches!(p.kind, PartKind::Bracket(_))),
            led: None,
            said: None,
            guarded: None,
            divided: false,
            operator: None,
            pending: Vec::new(),
            ahead: Vec::new(),
        };
        for index in 0..items.len() {
            self.item(&mut course, index);
        }
        self.share_words(&course);
        self.share_time(&course);
        self.complete_times(&course);
        self.state.last = course.first;
        if !course.known.is_empty() {
            // `…, trong đó Nhật Bản 28.000 người. Năm 2026 đưa 12.000 người`: behind the parts the whole is still known.
            let parts = course.items.first().is_some_and(|item| item.breakdown);
            let whole = if parts { std::mem::take(&mut self.state.known) } else { Vec::new() };
            self.state.known = whole.into_iter().take(WHOLES).chain(course.known).collect();
        }
    }

    fn item(&mut self, course: &mut Course<'_, '_>, index: usize) {
        let item = &course.items[index];
        let first_own = self.readings.len() - course.first;
        course.owned.push(first_own..first_own);
        let time = course.time(item);
        if item.lead.past {
            self.state.past = true;
        }
        // Copied only where the sentence adds to it.
        let mut read_item = Cow::Borrowed(item);
        if let Some(operator) = course.comparator(self.text, index) {
            read_item.to_mut().lead.operator = Some(operator);
        }
        // `Hằng năm xóa 4 điểm đen; đến năm 2025 giảm 80% …`: what has a year of its own is done by then.
        if self.state.yearly && item.lead.time.is_none() && !item.lead.yearly {
            read_item.to_mut().lead.yearly = true;
        }
        let carried = self.state.known.last().filter(|_| course.known.is_empty()).map(|k| self.known_before(k));
        let before = course.known.last().or(carried.as_ref());
        // `Kim ngạch xuất khẩu đạt 3 tỷ USD, tốc độ tăng trưởng bình quân đạt 11%/năm`: the growth of what was just named.
        if before.is_some_and(|k| (k.same_sentence || k.same_list) && !k.subject.is_empty()) && grows_alone(item) {
            let lead = &mut read_item.to_mut().lead;
            lead.subject.clear();
            (lead.link, lead.amount) = (Some(Verb::Growth), true);
        }
        let earlier = if course.known.is_empty() { &self.state.known } else { &course.known };
        let around = Around { text: self.text, before, earlier };
        // `cho 1.250 hộ, gồm 700 hộ nghèo, 400 hộ cận nghèo`: parts of what was counted in the same unit.
        course.divided |= item.lead.list && before.is_some_and(|k| k.same_sentence && divides(&read_item, k));
        if course.divided {
            let own = read_item.to_mut();
            (own.lead.list, own.breakdown) = (false, true);
            own.lead.link = item.lead.link.filter(|v| *v != Verb::List);
        }
        // `Nhân rộng phong trào, phấn đấu trên 80% khu dân cư …`: of whom the share is stands behind it.
        if item.lead.anew && item.measure.is_percent() && item.lead.link.is_none() && named_behind(item) {
            let lead = &mut read_item.to_mut().lead;
            lead.subject.clear();
            (lead.head, lead.act) = (false, None);
        }
        // `Số vụ cháy giảm, 95% cơ sở được kiểm tra`: what changes is said without a number, and the share is another matter.
        if item.lead.change.is_some() && item.measure.is_percent() && states_behind_comma(item, course.parts) {
            let time = item.lead.time;
            read_item.to_mut().lead = Lead { time, ..Lead::default() };
        }
        let previous = index.checked_sub(1).map(|i| &course.items[i]);
        if let Some(guard) = self.outside(item, before, previous, course.guarded) {
            self.fates.push(Fate { span: item.measure.number, as_what: As::Guard(guard) });
            if guard == "budget" {
                self.brackets(item, None, course.parts);
            }
            return;
        }
        let Some((rule, mut drafts)) = apply(&read_item, &around) else {
            self.refuse(course, index, time);
            return;
        };
        let repeated = earlier::repeated_noun(&read_item, &drafts[0], &around);
        if let Some(before) = repeated {
            drafts[0].name = earlier::repeated_name(&read_item, before);
        }
        if course.asked_for {
            let left = earlier::left(&read_item, rule, &drafts[0], &around, repeated);
            course.known.push(left);
        }
        self.name_those_ahead(course, index, rule, &drafts[0]);
        self.take(course, index, rule, drafts, time);
    }

    /// What the sentence before left, as this one sees it.
    fn known_before(&self, known: &Known) -> Known {
        Known { same_sentence: false, same_list: self.state.listed && known.same_list, ..known.clone() }
    }

    /// No rule takes the item: why, and what that means for those behind it.
    fn refuse(&mut self, course: &mut Course<'_, '_>, index: usize, time: Option<Time>) {
        let item = &course.items[index];
        let refused = refusal::refuse(item);
        // `Tổng kinh phí 15 tỷ đồng, trong đó ngân sách tỉnh 9 tỷ đồng`
        self.state.budget |= matches!(refused, As::Guard("budget" | "norm"));
        if names_ahead(item) {
            course.ahead.push((index, time));
        }
        course.guarded = match refused {
            As::Guard("list") => Some("list"),
            As::Guard("condition") if self.defines(&course.parts[item.parts.clone()]) => Some("condition"),
            _ => course.guarded,
        };
        self.fates.push(Fate { span: item.measure.number, as_what: refused });
        // `xuất khẩu đạt 2 tỷ, …; dịch vụ 30, tăng 5%`: what follows without a subject is not said of the first.
        if matches!(refused, As::Guard("no-unit" | "plain-amount" | "plain-count")) && item.lead.head {
            course.known.push(Known::unread(item));
        }
        self.brackets(item, None, course.parts);
    }

    /// Reads those ahead whose noun stands behind this item: `năm 2026 có 75%, năm 2027 có 85% khu dân cư …`.
    fn name_those_ahead(&mut self, course: &mut Course<'_, '_>, index: usize, rule: Rule, draft: &Draft) {
        let (items, item) = (course.items, &course.items[index]);
        let has = item.lead.zone && item.lead.link == Some(Verb::Has);
        let named_behind = has || matches!(rule.name, "value-first" | "verb-count");
        let in_a_row = |e: &usize| items[*e].lead.subject.is_empty() == item.lead.subject.is_empty();
        if !named_behind || !course.ahead.iter().all(|(e, _)| in_a_row(e)) {
            return;
        }
        for (ahead, time) in course.ahead.drain(..) {
            let ahead = &items[ahead];
            // `Vùng đồng bằng có 100%, vùng núi có 90% số thôn …`: each has its own place.
            let name = match ahead.lead.subject.as_slice() {
                [] => draft.name.clone(),
                zone => {
                    let mut name = Name::of(zone);
                    name.extend(&noun_and_tail(item, true), true);
                    name
                }
            };
            if time.is_none() {
                course.pending.push(self.readings.len());
            }
            self.readings.push(self.reading(Draft::of(ahead, name), rule, ahead, time, time.is_some()));
            self.fates.retain(|f| f.span != ahead.measure.number);
        }
    }

    /// The readings of an item and of the brackets behind it.
    fn take(&mut self, course: &mut Course<'_, '_>, index: usize, rule: Rule, drafts: Vec<Draft>, time: Option<Time>) {
        let item = &course.items[index];
        let base = self.readings.len();
        for draft in drafts {
            let time = time.filter(|_| !draft.timeless);
            self.readings.push(self.reading(draft, rule, item, time, time.is_some()));
        }
        if time.is_none() {
            course.pending.extend(base..self.readings.len());
        }
        // What brackets hold may be a part of this item: `80% lao động được đào tạo (riêng quản lý đạt 100%)`.
        if course.parts[item.parts.clone()].iter().any(|p| matches!(p.kind, PartKind::Bracket(_))) {
            let known = std::mem::replace(&mut self.state.known, course.known.clone());
            let own = self.readings.len();
            self.brackets(item, Some(base), course.parts);
            // `dưới 10% (thành thị dưới 11%), … vào năm 2030`: the time at the end is theirs as well.
            let open = |n: &usize| self.readings[*n].time.is_none() && !self.readings[*n].timeless;
            course.pending.extend((own..self.readings.len()).filter(open));
            self.state.known = known;
        }
        course.owned[index].end = self.readings.len() - course.first;
    }

    /// Units, bases and predicates that a list says once for all its items.
    fn share_words(&mut self, course: &Course<'_, '_>) {
        let first = course.first;
        sharing::near_units(&mut self.readings[first..]);
        sharing::rate_base(&mut self.readings[first..]);
        // `gồm 700 hộ nghèo và 150 hộ có công`: what is said of one part is not said of the whole.
        let items = if course.divided { &[] } else { course.items };
        let shared = sharing::predicates(items, &course.owned, &mut self.readings[first..], self.text);
        // `90% cấp tỉnh; 80% cấp huyện và 60% cấp xã được xử lý`: a list cut by semicolons still shares its predicate.
        for index in std::mem::take(&mut self.state.bare) {
            if !shared.is_empty() {
                self.readings[index].name.extend(&shared, true);
            }
        }
        self.state.bare = sharing::bare(course.items, &self.readings[first..]).map(|n| first + n).collect();
        sharing::base(&mut self.readings[first..], &course.known, self.text);
    }

    /// `… 80% cấp huyện vào năm 2025`: a time at the end holds for the items before it that have none.
    fn share_time(&mut self, course: &Course<'_, '_>) {
        let list = sharing::list(course.items, &self.readings[course.first..]);
        let Some(time) = list.and_then(|l| tail_time(l.last()?)) else { return };
        // The span of a yearly rate at the end is that rate's alone: `đạt 5.000 tấn, tăng bình quân 5%/năm giai đoạn 2021 - 2025`.
        let rate = |r: &Reading| r.change.is_some() && r.unit.as_deref().is_some_and(|u| u.ends_with("/năm"));
        let last_rate = self.readings.last().is_some_and(rate);
        let of_rate = time.start.is_some() && last_rate;
        for index in &course.pending {
            let reading = &mut self.readings[*index];
            // `tăng bình quân 7,8%/năm, đạt 420 triệu đồng vào năm 2030`: what is reached then is no rate of every year.
            let holds = if rate(reading) { last_rate } else { !of_rate };
            if holds && reading.time.is_none() && reading.kind == Kind::Target {
                reading.time = Some(time);
                reading.dated = true;
            }
        }
    }

    /// What the paragraph stated before holds where the sentence is silent, and gives the year to a part of one.
    fn complete_times(&mut self, course: &Course<'_, '_>) {
        for reading in &mut self.readings[course.first..] {
            match reading.time {
                Some(time) if time.wants_year() => reading.time = dated(time, course.parts, self.state.time),
                None if reading.kind == Kind::Target && !reading.timeless => reading.time = self.state.time,
                _ => {}
            }
        }
    }
}

impl Course<'_, '_> {
    /// The time of an item: its own, else the one stated last.
    fn time(&mut self, item: &Item<'_>) -> Option<Time> {
        let near_end = item.lead.link == Some(Verb::From);
        if let Some(time) = item.lead.time.filter(|_| !near_end) {
            (self.led, self.said) = (Some(time), None);
        }
        // `đạt 4,5 ngày vào năm 2030, khách nội địa đạt 2,7 ngày`: what was stated last holds on.
        let time = if near_end { item.lead.time } else { tail_time(item).or(self.led).or(self.said) };
        self.said = tail_time(item).filter(|_| !near_end).or(self.said);
        time
    }

    /// The comparator that an item takes from the head of its list, which governs all that have none, a bare 100 % apart.
    fn comparator(&mut self, text: &str, index: usize) -> Option<Operator> {
        let item = &self.items[index];
        let before = self.known.last();
        // `đạt tối thiểu 85%, về thủ tục 87%`: words that only replace a part of the subject do not end it.
        let replaced = !item.lead.head && before.is_some_and(|k| k.rule == "indicator-first");
        let with = before.is_some_and(|k| ends_in_with(&k.name, text));
        // `đạt từ 35% năm 2026, tiến tới 60% năm 2028`: an aim of its own.
        // `kết nạp ít nhất 150 đảng viên, bình quân mỗi năm 30 đảng viên`: so is what it comes to a year.
        let anew = item.lead.goal && item.lead.subject.is_empty() || item.lead.mean && item.lead.yearly;
        let listed =
            (item.lead.subject.is_empty() || replaced) && item.lead.link.is_none() && index > 0 && !with && !anew;
        // `đạt trên 80%, cây xanh bình quân 7 m2/người`: another quantity in another measure.
        let class = item.measure.unit.as_ref().map(|u| u.class);
        let one_measure = item.lead.subject.is_empty() || before.is_none_or(|k| k.class == class);
        let own = item.lead.operator.or(item.measure.bound.then_some(item.measure.value.operator));
        let head = self.operator.filter(|_| listed);
        self.operator = own.or(head);
        head.filter(|_| one_measure && own.is_none() && !is_full(item))
    }
}

/// Whether a comma stands right before a share that says itself of what it is and what they do.
fn states_behind_comma(item: &Item<'_>, parts: &[Part]) -> bool {
    let own = &parts[item.parts.clone()];
    let at = own.iter().position(|p| p.span.end > item.measure.number.start).unwrap_or(0);
    let parted = own[..at].iter().rfind(|p| !functional(p)).is_some_and(|p| p.kind == PartKind::Comma);
    parted && named_behind(item) && sharing::predicate_at(item).is_some()
}

fn is_full(item: &Item<'_>) -> bool {
    item.measure.value.number() == Some(Decimal::from(100)) && item.measure.is_percent()
}

/// Whether an item counts in the unit of the one before it.
fn divides(item: &Item<'_>, before: &Known) -> bool {
    let parted = |u: &&UnitReading| u.noun.is_some() || u.class == UnitClass::Physical;
    let unit = item.measure.unit.as_ref().filter(parted);
    let known = before.unit.as_deref().map(without_year);
    matches!((unit, known), (Some(unit), Some(known)) if unit.written.starts_with(known) || known.starts_with(&unit.written))
}

/// A share without any words of its own: what it is of may stand behind a later one.
fn names_ahead(item: &Item<'_>) -> bool {
    let timed = item.lead.time.is_some() || tail_time(item).is_some();
    // `Vùng đồng bằng có | 100%, vùng núi có 90% số thôn …`
    let placed = item.lead.zone && item.lead.link == Some(Verb::Has);
    item.measure.is_percent() && item.tail.iter().all(functional) && (timed && item.lead.subject.is_empty() || placed)
}

/// Items that stay known behind a sentence of their parts.
const WHOLES: usize = 4;

/// Whether the words of an item say that something grows, and not what.
fn grows_alone(item: &Item<'_>) -> bool {
    item.lead.growth && item.lead.first.is_some_and(|first| item.lead.subject == [first])
}
