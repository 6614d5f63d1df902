//! A sentence cut into items, one a number: where the tail of one ends and the lead of the next begins.
//!
//! `Tỷ lệ A đạt 80%, tỷ lệ B giảm từ 5% xuống 3%` → three items: 80 %, the near end 5 %, the far end 3 %.

use super::clause::{Part, PartKind};
use super::item::{Item, Lead, functional, names};
use super::joint::{Joint, joint};
use super::lead::lead;
use super::measure::Measure;
use super::time::TimeRole;
use crate::lexicon::words::{RankWord, UnitClass, Verb};
use crate::span::Span;
use crate::value::{Decimal, Operator};

/// Parts of a subject that holds numbers.
const LONGEST_SUBJECT: usize = 64;

/// The items of a sentence, and the measures that are no items but conditions inside others.
pub fn items<'p>(text: &str, parts: &'p [Part], measures: &[usize], breakdown: bool) -> (Vec<Item<'p>>, Vec<usize>) {
    let (items, conditions) = (Vec::with_capacity(measures.len()), Vec::new());
    let mut cutter = Cutter { text, parts, measures, breakdown, items, conditions, from: 0, k: 0 };
    while let Some(at) = measures.get(cutter.k).copied()
        && let Some(measure) = parts[at].measure()
    {
        cutter.item(at, measure);
    }
    (cutter.items, cutter.conditions)
}

/// A sentence on the way to its items.
struct Cutter<'s, 'p> {
    text: &'s str,
    parts: &'p [Part],
    /// Where its numbers stand.
    measures: &'s [usize],
    breakdown: bool,
    items: Vec<Item<'p>>,
    conditions: Vec<usize>,
    /// Where the lead of the item at hand begins.
    from: usize,
    /// Which of the measures it is.
    k: usize,
}

/// How far an item reaches, and which of the measures comes next.
enum Reach {
    /// Its tail ends and the lead of the next begins.
    Cut { end: usize, lead: usize, next: usize },
    /// It is the near end of a motion to that measure.
    Motion { to: usize },
    /// It is part of the subject of that measure.
    Subject { of: usize },
}

impl<'p> Cutter<'_, 'p> {
    fn item(&mut self, at: usize, measure: &'p Measure) {
        let mut head = lead(&self.parts[self.from..at]);
        // `giảm thiệt hại do thiên tai không quá 1,2% GRDP`: under so much, not by so much. `giảm hộ nghèo bình quân không quá
        // 1,2%/năm` is a rate.
        let rate = head.mean || head.yearly || measure.unit.as_ref().is_some_and(|u| u.written.ends_with("/năm"));
        if head.direct && !rate && matches!(measure.value.operator, Operator::Below | Operator::AtMost) {
            (head.amount, head.change) = (false, None);
        }
        // `Tỷ lệ doanh nghiệp có từ 10 lao động trở lên … đạt 78%`: a named quantity is not reached by what it has.
        let linked = head.link.is_some() && !(head.link == Some(Verb::Has) && head.head && measure.bound);
        if let Some(next) = self.measures.get(self.k + 1).copied()
            && (self.is_on_the_way(at, next, measure, &head)
                || self.narrows_label(at, next, measure, &head)
                || self.narrows_next(at, next, measure)
                || !linked && self.narrows_change(at, next, measure)
                || self.is_base(at, next, measure)
                || self.narrows_means(at, next, measure)
                || self.narrows_training(at, next, measure, &head)
                || linked && self.narrows_count(at, next, measure, &head))
        {
            self.conditions.push(at);
            self.k += 1;
            return;
        }
        match self.reach(at, linked, !head.subject.is_empty()) {
            Reach::Cut { end, lead, next } => {
                self.push(at, measure, head, end);
                (self.from, self.k) = (lead, next);
            }
            Reach::Motion { to } => self.motion(at, to, head),
            // The number names the subject of the next: `xã có từ 2 bác sĩ trở lên đạt 80%`.
            Reach::Subject { of } => {
                self.conditions.push(at);
                self.k = of;
                // A subject of numbers without end names nothing; reading it anew with each would be dear.
                if at - self.from > LONGEST_SUBJECT {
                    self.from = at + 1;
                }
            }
        }
    }

    /// `tỷ lệ thai phụ được tầm soát ít nhất 4 loại bệnh, tật bẩm sinh đạt 70%`: a share is what such a subject reaches.
    fn is_on_the_way(&self, at: usize, next: usize, measure: &Measure, head: &Lead) -> bool {
        // `Chỉ số hài lòng xếp trong nhóm 20 tỉnh dẫn đầu, đạt 88%`: a place is a value of its own.
        let placed = rank_of(&self.parts[self.from..at], &[], measure).is_some();
        // `Tỷ lệ xe trễ | quá 10 phút | ở bến không quá 3%`: a share has no other unit.
        let share = head.first.is_some_and(|first| says_share(first.of(self.text)));
        let inner = head.link == Some(Verb::Has) || share && head.link == Some(Verb::Act);
        let linked = head.link.is_some() && !(inner && measure.bound);
        let wants_share = head.head && !linked && !measure.is_percent() && !head.colon && !placed;
        let before = &self.parts[next - 1];
        let bounds = share && self.parts[next].measure().is_some_and(|m| m.bound);
        // `tỷ lệ xã | 3 mô hình | từ 70%`: nothing may stand between the two.
        let anew = |between: &[Part]| between.iter().any(|p| p.head || p.kind == PartKind::Colon);
        wants_share
            && self.parts[next].is_percent()
            && (before.verb() == Some(Verb::Reach)
                || before.kind == PartKind::Colon
                || bounds && !self.parts[at..next].iter().any(Part::separates)
                || self.parts[next].measure().is_some_and(|m| m.from))
            && !anew(self.parts.get(at + 1..next - 1).unwrap_or_default())
    }

    /// `Tỷ lệ bệnh viện dành ít nhất 10% số giường cho …: năm 2027 đạt 70%`, `Tỷ lệ cơ quan có 100% văn bản điện tử: 90%`: what
    /// is reached stands behind the colon.
    fn narrows_label(&self, at: usize, next: usize, measure: &Measure, head: &Lead) -> bool {
        let between = &self.parts[at + 1..next];
        let reached = |p: &Part| functional(p) || p.verb() == Some(Verb::Reach);
        let narrows = head.head && !head.colon && matches!(head.link, None | Some(Verb::Has | Verb::Act));
        let colon = || between.iter().position(|p| p.kind == PartKind::Colon);
        let share = || head.link == Some(Verb::Has) && head.first.is_some_and(|first| says_share(first.of(self.text)));
        narrows && (measure.bound || share()) && colon().is_some_and(|colon| between[colon + 1..].iter().all(reached))
    }

    /// `cầu dài | từ 25 m trở lên | 12 cầu`: a bound, and the number of what it narrows right behind it.
    fn narrows_next(&self, at: usize, next: usize, measure: &Measure) -> bool {
        let measures = |class| matches!(class, UnitClass::Physical | UnitClass::Duration | UnitClass::Money);
        let counts = |m: &Measure| m.unit.as_ref().is_some_and(|u| u.noun.is_some());
        at + 1 == next
            && (measure.bound || measure.value.operator == Operator::Range)
            && measure.unit.as_ref().is_some_and(|u| measures(u.class))
            && self.parts[next].measure().is_some_and(counts)
    }

    /// `diện tích sàn đào tạo | trên một | học viên đạt tối thiểu 2,8 m2`: each of them, not more than one.
    fn is_base(&self, at: usize, next: usize, measure: &Measure) -> bool {
        let one = measure.value.operator == Operator::Above && measure.value.low == Some(Decimal::from(1));
        let between = &self.parts[at + 1..next];
        let reached = between.iter().any(|p| p.verb() == Some(Verb::Reach));
        let bounded = self.parts[next].measure().is_some_and(|m| m.bound);
        one && !measure.is_percent() && (reached || bounded) && !between.iter().any(Part::separates)
    }

    /// `Kết nối đường truyền với băng thông | tối thiểu 300 Mb/s | đến 100% thư viện`: what the means of a share must be like.
    fn narrows_means(&self, at: usize, next: usize, measure: &Measure) -> bool {
        let with = |p: &Part| p.span.of(self.text).contains("với ");
        measure.bound
            && measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Physical)
            && self.parts[next].is_percent()
            && self.parts[self.from..at].last().is_some_and(with)
            && !self.parts[at + 1..next].iter().any(|p| p.separates() || p.verb() == Some(Verb::Reach))
    }

    /// `số xe chở quá tải trọng | trên 50% | giảm 30%`: what becomes of those that a bound narrows.
    fn narrows_change(&self, at: usize, next: usize, measure: &Measure) -> bool {
        let changes = |p: &Part| p.verb().is_some_and(|verb| verb.change().is_some());
        measure.bound
            && measure.is_percent()
            && matches!(&self.parts[at + 1..next], [verb] if changes(verb))
            && self.parts[next].is_percent()
    }

    /// `đào tạo trình độ sơ cấp và | dưới 3 tháng | cho 18.400 lao động`: how long what is done for so many lasts.
    fn narrows_training(&self, at: usize, next: usize, measure: &Measure, head: &Lead) -> bool {
        let lasts = measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Duration);
        let between = &self.parts[at + 1..next];
        let serves = between.last().is_some_and(|p| p.span.of(self.text).ends_with("cho"));
        lasts && measure.bound && head.act.is_some() && serves && !between.iter().any(Part::separates)
    }

    /// `Số xã đạt từ 15 đến 18 tiêu chí: 8 xã`: so many of what the subject counts.
    fn narrows_count(&self, at: usize, next: usize, measure: &Measure, head: &Lead) -> bool {
        let anew = |p: &Part| p.head || matches!(p.kind, PartKind::Comma | PartKind::And);
        head.head
            && counts_subject(self.text, head, self.parts[next].measure(), measure)
            && !self.parts[at + 1..next].iter().any(anew)
    }

    /// How far the item at `at` reaches. Neighbours are part of it until a cut.
    fn reach(&mut self, at: usize, linked: bool, named: bool) -> Reach {
        let mut last = at;
        for j in self.k + 1..self.measures.len() {
            let next = self.measures[j];
            match joint(self.text, self.parts, last, next, linked, named) {
                Joint::Cut { tail, lead } => return Reach::Cut { end: tail, lead, next: j },
                // `nâng hạng 15 sản phẩm | từ 3 sao lên 4 sao`: the motion is of what narrows them.
                Joint::Motion if last != at && self.parts[last].measure().is_some_and(|m| m.from) => {}
                Joint::Motion => return Reach::Motion { to: j },
                Joint::InSubject => return Reach::Subject { of: j },
                Joint::InPredicate => {}
            }
            self.conditions.push(next);
            last = next;
        }
        let end = self.parts.len();
        Reach::Cut { end, lead: end, next: self.measures.len() }
    }

    /// Adds the item of one number whose own parts end at `end`.
    fn push(&mut self, at: usize, measure: &'p Measure, head: Lead, end: usize) {
        let parts = self.parts;
        let mut tail = &parts[at + 1..end];
        // The comma before `trong đó` or `riêng` belongs to nobody.
        while let [rest @ .., Part { kind: PartKind::Comma, .. }] = tail {
            tail = rest;
        }
        let own = self.from..end.max(at + 1);
        self.items.push(Item {
            measure,
            lead: head,
            tail,
            span: parts[own.clone()].iter().map(|p| p.span).reduce(Span::join).unwrap_or(measure.span),
            last: end == parts.len(),
            first: self.items.is_empty(),
            breakdown: self.breakdown,
            rank: rank_of(&parts[self.from..at], tail, measure),
            listed: end < parts.len(),
            parts: own,
        });
    }

    /// Adds both ends of a motion; the far end goes on as an item of its own with the rest of the sentence.
    fn motion(&mut self, at: usize, to: usize, head: Lead) {
        let parts = self.parts;
        let far = self.measures[to];
        // `giảm từ 24 xã khu vực III xuống còn 9 xã`: what is counted is named behind the near end.
        let counts = |m: &Measure| m.from && m.unit.as_ref().is_some_and(|u| u.noun.is_some());
        let counted = head.subject.is_empty() && parts[at].measure().is_some_and(counts);
        let noun_end = at + 1 + parts[at + 1..far].iter().take_while(|p| p.kind == PartKind::Words).count();
        self.items.extend(motion_ends(parts, self.from, at, far, head, self.breakdown));
        let next = self.measures.get(to + 1).map(|next| joint(self.text, parts, far, *next, true, true));
        let (tail_end, lead_next) = match next {
            Some(Joint::Cut { tail, lead }) => (tail, lead),
            _ => (parts.len(), parts.len()),
        };
        // What is named behind the far end is named for both.
        if let [.., near, far_item] = self.items.as_mut_slice()
            && near.lead.link == Some(Verb::From)
            && (near.lead.subject.is_empty() || counted)
        {
            near.tail = &parts[far + 1..tail_end];
            if counted && noun_end > at + 1 {
                near.tail = &parts[at + 1..noun_end];
                near.lead.subject.clear();
                far_item.lead.subject.clear();
            }
        }
        if let Some(item) = self.items.last_mut() {
            item.tail = &parts[far + 1..tail_end];
            item.listed = tail_end < parts.len();
            item.last = tail_end == parts.len();
            item.parts = self.from..tail_end;
        }
        (self.from, self.k) = (lead_next, to + 1);
        if lead_next == parts.len() {
            self.conditions.extend(self.measures.iter().skip(to + 1));
            self.k = self.measures.len();
        }
    }
}

/// `từ A xuống B`: the near end as a baseline, the far end as an item whose lead is the whole.
fn motion_ends<'p>(
    parts: &'p [Part],
    from: usize,
    near: usize,
    far: usize,
    head: Lead,
    breakdown: bool,
) -> Vec<Item<'p>> {
    let (Some(near_measure), Some(far_measure)) = (parts[near].measure(), parts[far].measure()) else {
        return Vec::new();
    };
    let between = lead(&parts[near + 1..far]);
    let span = parts[from..=far].iter().map(|p| p.span).reduce(Span::join).unwrap_or(near_measure.span);
    let by_amount = !near_measure.from && head.amount;
    let mut head = head;
    // `Nâng tỷ lệ đường huyện được nhựa hóa | từ 82% lên 86%`, `Nâng kim ngạch xuất khẩu | từ …`: the verb belongs to the name
    // where another says what becomes of it. `Diện tích mắc ca mở rộng từ …` says so itself.
    let alone = head.first.is_some_and(|first| head.subject == [first]);
    let moved = head.raise || head.change.is_some() || alone;
    if near_measure.from && (head.passive || head.link == Some(Verb::Act) && moved && !head.subject.is_empty()) {
        head.subject.push(head.link_span);
    }
    let mut far_lead = head.clone();
    far_lead.link = Some(Verb::To);
    far_lead.amount = false;
    far_lead.operator = between.operator.or(head.operator.filter(|_| near_measure.from));
    let near_own = parts[near + 1..far].iter().find_map(|p| p.time());
    far_lead.time = between.time.filter(|t| Some(*t) != near_own).or(head.time);
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
    if far_lead.subject.is_empty() {
        // `giảm từ 5% xuống 3% tỷ lệ hộ nghèo`: named behind.
        near_lead.subject.clear();
    }
    let ranks = [rank_of(&parts[from..near], &[], near_measure), rank_of(&parts[near + 1..far], &[], far_measure)];
    let make = |measure, lead: Lead, first, rank| Item {
        measure,
        parts: from..from,
        lead,
        tail: &parts[near..near],
        span,
        last: false,
        first,
        breakdown,
        rank,
        listed: true,
    };
    // `từ vị trí thứ 41 lên vị trí thứ 30`
    let [Some(near_rank), Some(far_rank)] = ranks else {
        return vec![make(near_measure, near_lead, true, None), make(far_measure, far_lead, false, None)];
    };
    vec![make(near_measure, near_lead, true, Some(near_rank)), make(far_measure, far_lead, false, Some(far_rank))]
}

/// `Tỷ lệ`, `Tỉ trọng`: a name of shares.
fn says_share(first: &str) -> bool {
    let words = first.to_lowercase();
    ["tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng"].iter().any(|share| words.starts_with(share))
}

/// Whether `count` has for its unit what the head of the subject counts (`Số xã` → `xã`), and `inner` has another.
fn counts_subject(text: &str, head: &Lead, count: Option<&Measure>, inner: &Measure) -> bool {
    let noun = |m: &Measure| m.unit.as_ref().and_then(|u| u.noun).map(|n| n.of(text).to_lowercase());
    let (Some(noun), inner) = (count.and_then(noun), noun(inner)) else { return false };
    let Some(subject) = head.subject.first().map(|s| s.of(text).to_lowercase()) else { return false };
    let counted = ["số lượng ", "số "].iter().find_map(|w| subject.strip_prefix(w)?.strip_prefix(noun.as_str()));
    inner.as_ref() != Some(&noun) && counted.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
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
        // `đề nghị xếp hạng 10 di tích`: things are counted, no place is meant.
        Some(RankWord::Place)
            if measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Count) && measure.out_of.is_none() =>
        {
            None
        }
        Some(word) => Some(word),
        None => {
            // `trong 10 tỉnh dẫn đầu`, not `khen thưởng 27 đơn vị dẫn đầu`.
            let among = lead.iter().rev().find(|p| names(p)).is_some_and(|p| p.preposition);
            (leading && counted && measure.unit.is_some() && among).then_some(RankWord::Group)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::grammar;
    use crate::lexicon::Words;

    #[test]
    fn a_number_right_behind_another_is_read() {
        let read = grammar::read("Tỷ lệ hộ 5 ha từ 70% trở lên.", &Words::built_in());
        assert_eq!(read.fates.len(), 2, "{:?}", read.fates);
    }
}
