//! A sentence as items, each read by the first rule that takes it, with what it leaves to the items behind it.
//!
//! `Phấn đấu đến năm 2025: 80% xã đạt chuẩn; 40% đạt nâng cao.` → two readings, both for 2025.

use super::clause::{Part, PartKind};
use super::draft::{Draft, Name, holds_value, tail_words};
use super::item::{self, Item, Joint, Lead, functional, joint, lead};
use super::measure::Measure;
use super::rules::{ALL, Around, Known, Rule};
use super::time::{Time, TimeRole};
use super::{Nature, Reading};
use crate::lexicon::words::{RankWord, UnitClass, Verb};
use crate::span::Span;
use crate::target::{As, Fate};
use crate::value::{Decimal, Kind, Operator, Value};

/// What a paragraph has said so far.
#[derive(Debug, Default)]
pub struct State {
    /// The last year stated, and whether it was stated in the sentence at hand.
    time: Option<Time>,
    /// Items of the last sentence that had any.
    known: Vec<Known>,
    /// The sentence says what has been reached.
    past: bool,
    /// hàng năm at the head of the sentence holds for its items.
    yearly: bool,
    /// Readings of the list before the last semicolon that still want a predicate.
    bare: Vec<usize>,
}

/// Reads the parts of a paragraph.
pub struct Sentences<'t> {
    text: &'t str,
    state: State,
    readings: Vec<Reading>,
    fates: Vec<Fate>,
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
        let mut start = 0;
        let mut breakdown = false;
        let mut full_stop = true;
        let mut i = 0;
        while i <= parts.len() {
            let at_end = i == parts.len();
            let opens = !at_end && matches!(parts[i].verb(), Some(Verb::Breakdown));
            let stops = !at_end && parts[i].kind == PartKind::Stop;
            if at_end || opens || stops {
                if start < i {
                    if full_stop && !breakdown {
                        self.state.past = false;
                        self.state.yearly = false;
                        self.state.bare.clear();
                    }
                    self.segment(&parts[start..i], breakdown);
                }
                breakdown = opens;
                if stops {
                    full_stop = parts[i].span.of(self.text) != ";";
                }
                start = i + 1;
            }
            i += 1;
        }
    }

    fn segment(&mut self, parts: &[Part], breakdown: bool) {
        // A sentence in brackets is read as a sentence.
        if let [Part { kind: PartKind::Bracket(inner), .. }, rest @ ..] = parts
            && rest.iter().all(|p| matches!(p.kind, PartKind::Stop | PartKind::Words) && p.span.len() < 4)
            && inner.iter().any(|p| p.measure().is_some())
        {
            let inner = inner.clone();
            self.read(&inner);
            return;
        }
        let measures: Vec<usize> = (0..parts.len()).filter(|k| parts[*k].measure().is_some()).collect();
        if measures.is_empty() {
            self.without_number(parts);
            return;
        }
        if parts.first().is_some_and(|p| matches!(p.verb(), Some(Verb::Yearly | Verb::MeanYearly))) {
            self.state.yearly = true;
        }
        let mut items = self.items(parts, &measures, breakdown);
        let trailing = trailing_time(&items);
        let mut known: Vec<Known> = Vec::new();
        let first_reading = self.readings.len();
        let mut time_here: Option<Time> = None;
        let mut operator: Option<Operator> = None;
        let mut pending: Vec<usize> = Vec::new();
        for index in 0..items.len() {
            let (head, behind) = items.split_at_mut(index);
            let item = &mut behind[0];
            let own_time = tail_time(item).or(item.lead.time);
            if let Some(time) = item.lead.time.filter(|_| item.lead.link != Some(Verb::From)) {
                time_here = Some(time);
            }
            let near_end = item.lead.link == Some(Verb::From);
            let time = if near_end { item.lead.time } else { tail_time(item).or(time_here) };
            if item.lead.past {
                self.state.past = true;
            }
            let _ = head;
            // A comparator at the head of a list governs the items behind it that have none, a bare 100 % apart.
            let listed = item.lead.subject.is_empty() && item.lead.link.is_none() && index > 0;
            if !listed {
                operator = None;
            }
            let mut read_item = item.clone();
            let inherited =
                operator.filter(|_| listed && !item.measure.bound && item.lead.operator.is_none() && !is_full(item));
            if let Some(op) = inherited {
                read_item.lead.operator = Some(op);
            }
            read_item.lead.yearly |= self.state.yearly;
            let own = item.lead.operator.or(item.measure.bound.then_some(item.measure.value.operator));
            if own.is_some() {
                operator = own;
            }
            let before = known
                .last()
                .cloned()
                .or_else(|| self.state.known.last().map(|k| Known { same_sentence: false, ..k.clone() }));
            let around = Around {
                text: self.text,
                before: before.as_ref(),
                earlier: if known.is_empty() { &self.state.known } else { &known },
            };
            let Some((rule, drafts)) = apply(&read_item, &around) else {
                self.fates.push(Fate { span: item.measure.number, as_what: refuse(item) });
                self.brackets(item, None, parts);
                continue;
            };
            let name = drafts[0].name.clone();
            known.push(Known {
                subject: subject_of(&read_item, rule, &around),
                tail: Name::of(&tail_words(&read_item, rule.name == "value-first")),
                rule: rule.name,
                link: item.lead.link,
                name: name.clone(),
                same_sentence: true,
                label: item.lead.label.or_else(|| before.as_ref().filter(|k| k.same_sentence).and_then(|k| k.label)),
                first: item.lead.first,
                class: item.measure.unit.as_ref().map(|u| u.class),
                change: drafts[0].change,
            });
            let base = self.readings.len();
            for draft in drafts {
                let time = time.filter(|_| !draft.timeless);
                self.readings.push(self.reading(draft, rule, item, time, own_time.is_some(), parts));
            }
            if time.is_none() {
                pending.extend(base..self.readings.len());
            }
            self.brackets(item, Some((base, &name)), parts);
        }
        let shared = share_predicates(&items, &mut self.readings[first_reading..]);
        // `90% cấp tỉnh; 80% cấp huyện và 60% cấp xã được xử lý`: a list cut by semicolons still shares its predicate.
        for index in std::mem::take(&mut self.state.bare) {
            if !shared.is_empty() {
                self.readings[index].name.extend(&shared, true);
            }
        }
        self.state.bare = bare_items(&items, &self.readings[first_reading..]).map(|n| first_reading + n).collect();
        share_base(&mut self.readings[first_reading..], &known);
        // `… 80% cấp huyện vào năm 2025`: a time at the end holds for the items before it that have none.
        if let Some(time) = trailing {
            for index in pending {
                if self.readings[index].time.is_none() && self.readings[index].kind == Kind::Target {
                    self.readings[index].time = Some(time);
                    self.readings[index].stated = true;
                }
            }
        }
        // What the paragraph stated before holds where the sentence is silent.
        for reading in &mut self.readings[first_reading..] {
            if reading.time.is_none() && reading.kind == Kind::Target && !reading.timeless {
                reading.time = self.state.time;
                reading.stated = reading.time.is_some();
            }
        }
        if let Some(time) = parts
            .iter()
            .rev()
            .find_map(|p| p.time().filter(|t| t.role == TimeRole::Period && t.end.or(t.start).is_some()))
        {
            self.state.time = Some(time);
        }
        if !known.is_empty() {
            self.state.known = known;
        }
    }

    /// A sentence without a number can name the time or the subject of the next.
    fn without_number(&mut self, parts: &[Part]) {
        if parts.first().is_some_and(|p| p.kind == PartKind::Past) && parts.len() < 4 {
            self.state.past = true;
        }
        let time = parts
            .iter()
            .rev()
            .find_map(|p| p.time().filter(|t| t.role == TimeRole::Period && t.end.or(t.start).is_some()));
        if let Some(time) = time {
            self.state.time = Some(time);
        }
        // `được bảo trì hàng năm (trong đó có ít nhất 70% số km …)`: a bracket that is a sentence of its own.
        for part in parts {
            if let PartKind::Bracket(inner) = &part.kind
                && inner.first().is_some_and(|p| p.verb() == Some(Verb::Breakdown))
                && inner.iter().any(|p| p.measure().is_some())
            {
                self.read(inner);
            }
        }
    }

    fn items<'p>(&mut self, parts: &'p [Part], measures: &[usize], breakdown: bool) -> Vec<Item<'p>> {
        let mut items: Vec<Item<'p>> = Vec::new();
        let mut from = 0;
        let mut k = 0;
        while k < measures.len() {
            let at = measures[k];
            let measure = parts[at].measure().expect("chosen for it");
            let head = lead(&parts[from..at]);
            let linked = head.link.is_some();
            let named = !head.subject.is_empty();
            // Neighbours that are part of this item, until a cut.
            let mut end = parts.len();
            let mut next_from = parts.len();
            let mut motion: Option<usize> = None;
            let mut j = k + 1;
            let mut last = at;
            let mut swallowed = false;
            while j < measures.len() {
                match joint(parts, last, measures[j], linked, named) {
                    Joint::Cut { tail, lead } => {
                        end = tail;
                        next_from = lead;
                        break;
                    }
                    Joint::Motion => {
                        motion = Some(measures[j]);
                        break;
                    }
                    Joint::InSubject => {
                        swallowed = true;
                        break;
                    }
                    Joint::InPredicate => {
                        self.condition(&parts[measures[j]]);
                        last = measures[j];
                        j += 1;
                    }
                }
            }
            if swallowed {
                // The number names the subject of the next: `xã có từ 2 bác sĩ trở lên đạt 80%`.
                self.condition(&parts[at]);
                k = j;
                continue;
            }
            if let Some(to) = motion {
                items.extend(self.motion(parts, from, at, to, head, breakdown));
                // The far end goes on as an item of its own with the rest of the sentence.
                k = j;
                from = measures[j];
                if let Some(item) = items.last_mut() {
                    item.last = false;
                }
                let far = measures[j];
                let (tail_end, lead_next) = match measures.get(j + 1) {
                    Some(next) => match joint(parts, far, *next, true, true) {
                        Joint::Cut { tail, lead } => (tail, lead),
                        _ => (parts.len(), parts.len()),
                    },
                    None => (parts.len(), parts.len()),
                };
                if let Some(item) = items.last_mut() {
                    item.tail = &parts[far + 1..tail_end];
                    item.listed = tail_end < parts.len();
                    item.last = tail_end == parts.len();
                }
                if lead_next == parts.len() && j + 1 < measures.len() {
                    for m in &measures[j + 1..] {
                        self.condition(&parts[*m]);
                    }
                }
                from = if lead_next == parts.len() { parts.len() } else { lead_next };
                k = if lead_next == parts.len() { measures.len() } else { j + 1 };
                continue;
            }
            let tail = &parts[at + 1..end];
            let rank = rank_of(&parts[from..at], tail, measure);
            items.push(Item {
                measure,
                lead: head,
                tail,
                span: parts[from..end.max(at + 1)].iter().map(|p| p.span).reduce(Span::join).unwrap_or(measure.span),
                last: end == parts.len(),
                first: items.is_empty(),
                breakdown,
                rank,
                listed: end < parts.len(),
            });
            from = next_from;
            k = j;
        }
        items
    }

    /// `từ A xuống B`: the near end as a baseline, the far end as an item whose lead is the whole.
    fn motion<'p>(
        &mut self,
        parts: &'p [Part],
        from: usize,
        near: usize,
        far: usize,
        head: Lead,
        breakdown: bool,
    ) -> Vec<Item<'p>> {
        let near_measure = parts[near].measure().expect("a measure");
        let far_measure = parts[far].measure().expect("a measure");
        let between = lead(&parts[near + 1..far]);
        let span = parts[from..=far].iter().map(|p| p.span).reduce(Span::join).unwrap_or(near_measure.span);
        let by_amount = !near_measure.from && head.amount;
        let mut far_lead = head.clone();
        far_lead.link = Some(Verb::To);
        far_lead.amount = false;
        far_lead.operator = between.operator.or(head.operator.filter(|_| near_measure.from));
        far_lead.time = between.time.or(head.time);
        if far_lead.subject.is_empty() && !by_amount {
            far_lead.subject = between.subject.clone();
        }
        let near_time = parts[near + 1..far].iter().find_map(|p| p.time().filter(|t| t.role == TimeRole::Period));
        let mut near_lead = head;
        if !by_amount {
            near_lead.link = Some(Verb::From);
            near_lead.amount = false;
            near_lead.time = near_time;
            far_lead.time = far_lead.time.filter(|t| Some(*t) != near_time);
        }
        let tail: &'p [Part] = if by_amount { &parts[near + 1..near + 1] } else { &parts[near + 1..near + 1] };
        if far_lead.subject.is_empty() {
            // `giảm từ 5% xuống 3% tỷ lệ hộ nghèo`: named behind.
            near_lead.subject.clear();
        }
        let make = |measure, lead: Lead, first| Item {
            measure,
            lead,
            tail,
            span,
            last: false,
            first,
            breakdown,
            rank: None,
            listed: true,
        };
        vec![make(near_measure, near_lead, true), make(far_measure, far_lead, false)]
    }

    fn condition(&mut self, part: &Part) {
        if let Some(measure) = part.measure() {
            self.fates.push(Fate { span: measure.number, as_what: As::Guard("condition") });
        }
    }

    fn reading(
        &self,
        draft: Draft,
        rule: Rule,
        item: &Item<'_>,
        time: Option<Time>,
        own: bool,
        parts: &[Part],
    ) -> Reading {
        let _ = parts;
        let mut value = draft.value;
        let mut unit = draft.unit;
        if let Some(whole) = item.measure.out_of {
            (value, unit) = fraction(item, value, unit, whole);
        }
        Reading {
            name: draft.name,
            kind: draft.kind,
            value,
            unit,
            change: draft.change,
            time,
            stated: own || time.is_some(),
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
            shared: draft.shared_from,
        }
    }

    /// Brackets of an item that state values of their own.
    fn brackets(&mut self, item: &Item<'_>, known: Option<(usize, &Name)>, parts: &[Part]) {
        let inside = parts.iter().filter(|p| item.span.contains(p.span));
        for part in inside {
            let PartKind::Bracket(inner) = &part.kind else { continue };
            let numbers = inner.iter().filter(|p| p.measure().is_some()).count();
            if numbers == 0 {
                self.nested(inner);
                continue;
            }
            let Some((base, name)) = known.filter(|_| holds_value(inner)) else {
                for part in inner {
                    self.condition(part);
                    if let PartKind::Bracket(deeper) = &part.kind {
                        self.nested(deeper);
                    }
                }
                continue;
            };
            self.bracket(inner, base, name);
        }
    }

    fn nested(&mut self, parts: &[Part]) {
        for part in parts {
            self.condition(part);
            if let PartKind::Bracket(inner) = &part.kind {
                self.nested(inner);
            }
        }
    }

    fn bracket(&mut self, inner: &[Part], base: usize, name: &Name) {
        let mut from = 0;
        for (k, part) in inner.iter().enumerate() {
            let Some(measure) = part.measure() else { continue };
            let head = lead(&inner[from..k]);
            from = k + 1;
            let parent = &self.readings[base];
            // `(bao gồm 350 căn xây mới và 250 căn sửa chữa)`, `(gồm 166 dự án …)`: parts of the whole.
            let listed = inner.first().is_some_and(|p| p.verb() == Some(Verb::List));
            if listed {
                self.fates.push(Fate { span: measure.number, as_what: As::Guard("bracket-remark") });
                continue;
            }
            let operator = head.operator.filter(|_| !measure.bound);
            let value = operator.map_or(measure.value, |op| measure.value.under(op));
            let same_unit = measure.unit.as_ref().map(|u| u.written.as_str()) == parent.unit.as_deref();
            let level = matches!(head.link, Some(Verb::To));
            let time = head.time.or(inner.iter().find_map(|p| p.time().filter(|t| t.role == TimeRole::Period)));
            let reading = Reading {
                name: name.clone(),
                kind: Kind::Target,
                value,
                unit: measure.unit.as_ref().map(|u| u.written.clone()).or_else(|| parent.unit.clone()),
                change: if same_unit || measure.unit.is_none() || !level {
                    parent.change.filter(|_| !level)
                } else {
                    None
                },
                time: time.or(parent.time),
                stated: time.is_some() || parent.stated,
                timeless: parent.timeless && time.is_none(),
                number: measure.number,
                span: parent.span,
                rule: "bracketed-value",
                nature: parent.nature,
                act: parent.act,
                goal: parent.goal,
                breakdown: parent.breakdown,
                shared: parent.shared,
            };
            self.readings.push(reading);
        }
    }
}

/// `3/4 số thôn` is three quarters; `80/110 xã` are 80 communes.
fn fraction(item: &Item<'_>, value: Value, unit: Option<String>, whole: Decimal) -> (Value, Option<String>) {
    let counted = item.measure.unit.is_some();
    let (Some(n), Some(m)) = (value.number().and_then(Decimal::integer), whole.integer()) else { return (value, unit) };
    if counted || !(2..=10).contains(&m) || n >= m {
        return (value, unit);
    }
    let Some(share) = (1..=4u8).find_map(|scale| {
        let lifted = n * 10i64.pow(u32::from(scale));
        (lifted % m == 0).then(|| Decimal::new(lifted / m, scale))
    }) else {
        return (value, unit);
    };
    (Value::one(value.operator, share), None)
}

fn apply(item: &Item<'_>, around: &Around<'_>) -> Option<(Rule, Vec<Draft>)> {
    let may = item.tail.first().is_some_and(|p| p.verb() == Some(Verb::May));
    if item.lead.condition || may || guarded(item).is_some() || threshold(item) {
        return None;
    }
    if item.lead.link == Some(Verb::From) {
        // The near end of a motion is the baseline of what the far end is named by.
        let name = Name::of(&item.lead.subject);
        let mut draft = Draft::of(item, name);
        draft.kind = Kind::Baseline;
        draft.timeless = item.lead.time.is_none();
        draft.change = None;
        return Some((FROM_TO, vec![draft]));
    }
    // A bare `2025` that no word makes a year is still no value.
    let year = item.measure.value.number().and_then(Decimal::integer).is_some_and(|n| (1900..2100).contains(&n));
    if item.measure.unit.is_none() && year {
        return None;
    }
    let found = ALL.iter().find_map(|rule| (rule.read)(item, around).map(|drafts| (*rule, drafts)))?;
    // A number without a unit is a value only of an index or a fraction: `HDI đạt 0,72`, `3/4 số thôn`.
    let indexed = item.lead.head && (item.lead.link.is_some() || item.measure.bound);
    let fraction = item.measure.out_of.is_some() || item.measure.in_words;
    let named = item.measure.bound
        || indexed
        || fraction
        || matches!(item.lead.link, Some(Verb::Reach | Verb::To | Verb::Keep | Verb::Act | Verb::Has));
    let unitless = found.1.iter().all(|d| d.unit.is_none());
    let plausible = !unitless || indexed || fraction;
    (found.0.name == "rank"
        || plausible && (named || !found.1.iter().all(|d| item.measure.unit.is_none() && d.unit.is_some())))
    .then_some(found)
}

/// Reads `từ A xuống B`; its far end is read by the rules of levels.
pub const FROM_TO: Rule = Rule {
    name: "from-to",
    example: "Giảm tỷ lệ hộ nghèo từ 5,2% xuống dưới 3%.",
    doc: "từ, a number, a verb of motion, a number: the first is the baseline, the second the target, a level. The time of the \
          clause is the target's. `từ A đến B` is a range unless B is below A.",
    read: |_, _| None,
};

/// The named guard that words of the lead give a number of this unit.
fn guarded(item: &Item<'_>) -> Option<&'static str> {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let lead = &item.lead;
    match lead.guard? {
        "budget" => matches!(class, Some(UnitClass::Money)).then_some("budget"),
        "committee" => matches!(class, Some(UnitClass::Person)).then_some("committee"),
        other => matches!(class, None | Some(UnitClass::Count | UnitClass::Score)).then_some(other),
    }
}

/// A bound in a noun phrase whose predicate follows: `Hộ có thu nhập dưới 1,5 triệu đồng được xét`.
fn threshold(item: &Item<'_>) -> bool {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let percent = matches!(class, Some(UnitClass::Percent | UnitClass::Points));
    let lead = &item.lead;
    let narrowing =
        item.measure.bound && !lead.subject.is_empty() && !lead.head && matches!(lead.link, None | Some(Verb::Has));
    let predicate = item.tail.iter().take(3).any(|p| p.verb() == Some(Verb::Predicate));
    let star =
        class == Some(UnitClass::Score) && !lead.head && item.measure.unit.as_ref().is_some_and(|u| u.written == "sao");
    let onward = item.measure.onward && lead.link == Some(Verb::Has) && !lead.subject.is_empty();
    let definition = narrowing && lead.defines && lead.link.is_none();
    definition || !percent && (narrowing && predicate || star || onward)
}

fn is_full(item: &Item<'_>) -> bool {
    item.measure.value.number() == Some(Decimal::from(100))
        && item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Percent)
}

fn refuse(item: &Item<'_>) -> As {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    if item.lead.list {
        return As::Guard("list");
    }
    if item.lead.condition || threshold(item) || item.tail.first().is_some_and(|p| p.verb() == Some(Verb::May)) {
        return As::Guard("condition");
    }
    if let Some(guard) = guarded(item) {
        return As::Guard(guard);
    }
    match class {
        None => As::Guard("no-unit"),
        Some(UnitClass::Duration) => As::Guard("duration"),
        Some(UnitClass::Count | UnitClass::Person | UnitClass::Score | UnitClass::Rank | UnitClass::Times) => {
            As::Guard("plain-count")
        }
        Some(UnitClass::Money | UnitClass::Physical) => As::Guard("plain-amount"),
        _ => As::Unread,
    }
}

/// The time behind the number, in its own tail.
fn tail_time(item: &Item<'_>) -> Option<Time> {
    let tail = item.tail;
    // `gấp 2 lần năm 2020`: the base of the comparison.
    let base = item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Times);
    let tail = if base && tail.first().and_then(Part::time).is_some_and(|t| !t.prefixed) { &tail[1..] } else { tail };
    tail.iter().find_map(|p| p.time().filter(|t| t.role == TimeRole::Period && t.end.or(t.start).is_some()))
}

/// The time at the very end of the sentence.
fn trailing_time(items: &[Item<'_>]) -> Option<Time> {
    tail_time(items.last()?)
}

fn rank_of(lead: &[Part], tail: &[Part], measure: &Measure) -> Option<RankWord> {
    let before = lead.iter().rev().take_while(|p| functional(p)).find_map(|p| match p.kind {
        PartKind::Rank(word @ (RankWord::Group | RankWord::Place)) => Some(word),
        _ => None,
    });
    let leading = tail.iter().take(8).any(|p| matches!(p.kind, PartKind::Rank(RankWord::Leading)));
    let counted = measure.unit.as_ref().is_none_or(|u| matches!(u.class, UnitClass::Count | UnitClass::Rank));
    match before {
        Some(RankWord::Group) if !counted => None,
        Some(word) => Some(word),
        None => {
            (leading && counted && measure.unit.is_some() && lead.iter().any(item::names)).then_some(RankWord::Group)
        }
    }
}

/// What an elided item behind this one would take up.
fn subject_of(item: &Item<'_>, rule: Rule, around: &Around<'_>) -> Name {
    match rule.name {
        "elided-subject" | "rank" if item.lead.subject.is_empty() => {
            around.before.map(|k| k.subject.clone()).unwrap_or_default()
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
            if let Some(label) = item.lead.label.filter(|_| item.lead.scope) {
                name.pieces.insert(0, (label, false));
            }
            name
        }
        "change-by" if item.lead.subject.is_empty() => Name::of(&super::draft::noun_and_tail(item, true)),
        _ => Name::of(&item.lead.subject),
    }
}

/// The last predicate of a list completes the items before it; a noun said once completes those behind.
fn share_predicates(items: &[Item<'_>], readings: &mut [Reading]) -> Vec<Span> {
    let listed = |r: &Reading| matches!(r.rule, "value-first" | "verb-count" | "change-by");
    let Some(last_item) = items.last() else { return Vec::new() };
    if !readings.iter().any(|r| listed(r) && r.number == last_item.measure.number) {
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
            && let Some(noun) = unit.noun
        {
            spans.push(Span { start: noun, end: unit.span.end });
        }
        spans.extend(item.tail[..cut].iter().filter(|p| item::names(p)).map(|p| p.span));
        (!spans.is_empty()).then_some(spans)
    });
    let shared: Vec<Span> = match predicate_at(last_item) {
        Some(k) => last_item.tail[k..]
            .iter()
            .take_while(|p| !matches!(p.verb(), Some(Verb::Effect | Verb::Breakdown)))
            .filter(|p| p.time().is_none_or(|t| t.role == TimeRole::Mention))
            .filter(|p| !matches!(&p.kind, PartKind::Bracket(inner) if holds_value(inner)))
            .map(|p| p.span)
            .collect(),
        _ => Vec::new(),
    };
    for (n, item) in items.iter().enumerate() {
        let opens = item
            .tail
            .first()
            .is_some_and(|p| p.zone || matches!(p.verb(), Some(Verb::Predicate | Verb::Reach | Verb::Has)));
        for reading in readings[..].iter_mut().filter(|r| r.belongs(item)) {
            if !listed(reading) && reading.rule != "bracketed-value" {
                continue;
            }
            if n > 0
                && opens
                && item.measure.unit.as_ref().is_none_or(|u| u.noun.is_none())
                && let Some(noun) = &first_noun
                && item.lead.subject.is_empty()
            {
                let mut pieces: Vec<(Span, bool)> = noun.iter().map(|s| (*s, false)).collect();
                let rest = reading.name.pieces.len();
                pieces.extend(reading.name.pieces.drain(..));
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

fn predicate_at(item: &Item<'_>) -> Option<usize> {
    item.tail
        .iter()
        .position(|p| matches!(p.verb(), Some(Verb::Predicate | Verb::Has | Verb::Act | Verb::Reach | Verb::Share)))
}

/// Percentages read value first whose nouns have no predicate, when no item of the segment has one.
fn bare_items<'a>(items: &'a [Item<'_>], readings: &'a [Reading]) -> impl Iterator<Item = usize> + 'a {
    let none = items.iter().all(|i| predicate_at(i).is_none() && i.lead.subject.is_empty());
    readings
        .iter()
        .enumerate()
        .filter(move |(_, r)| none && r.rule == "value-first" && r.unit.as_deref() == Some("%"))
        .map(|(n, _)| n)
}

/// `năm 2025 đạt 15-20%, năm 2030 đạt 25-30% GDP`: a base printed once, behind the last value, belongs to all.
fn share_base(readings: &mut [Reading], known: &[Known]) {
    let Some(last) = known.last() else { return };
    if last.tail.is_empty() || last.rule == "value-first" || known.len() < 2 {
        return;
    }
    if !matches!(last.rule, "elided-subject" | "indicator-first") {
        return;
    }
    let tail: Vec<Span> = last.tail.pieces.iter().map(|(s, _)| *s).collect();
    let same_link = |k: &Known| k.link == last.link && k.tail.is_empty();
    for (index, k) in known[..known.len() - 1].iter().enumerate() {
        let series = known[index + 1..].iter().all(|k| k.rule == "elided-subject")
            || last.link == Some(Verb::Share) && same_link(k);
        if same_link(k) && series {
            for reading in readings.iter_mut().filter(|r| r.name == k.name) {
                if last.link == Some(Verb::Share) && reading.rule == "indicator-first" {
                    // chiếm stays where a base follows.
                }
                reading.name.extend(&tail, true);
            }
        }
    }
}
