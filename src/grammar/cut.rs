//! A sentence cut into items, one a number: where the tail of one ends and the lead of the next begins.
//!
//! `Tỷ lệ A đạt 80%, tỷ lệ B giảm từ 5% xuống 3%` → three items: 80 %, the near end 5 %, the far end 3 %.

use super::clause::{Part, PartKind};
use super::item::{Item, Lead, functional, lead, names};
use super::joint::{Joint, joint};
use super::measure::Measure;
use super::time::TimeRole;
use crate::lexicon::words::{RankWord, UnitClass, Verb};
use crate::span::Span;
use crate::value::Operator;

/// Parts of a subject that holds numbers.
const LONGEST_SUBJECT: usize = 64;

/// The items of a sentence, and the measures that are no items but conditions inside others.
pub fn items<'p>(text: &str, parts: &'p [Part], measures: &[usize], breakdown: bool) -> (Vec<Item<'p>>, Vec<usize>) {
    let mut conditions: Vec<usize> = Vec::new();
    let mut items: Vec<Item<'p>> = Vec::with_capacity(measures.len());
    let mut from = 0;
    let mut k = 0;
    while k < measures.len() {
        let at = measures[k];
        let Some(measure) = parts[at].measure() else { break };
        let mut head = lead(&parts[from..at]);
        // `giảm thiệt hại do thiên tai không quá 1,2% GRDP`: under so much, not by so much. `giảm hộ nghèo bình quân không quá
        // 1,2%/năm` is a rate.
        let rate = head.mean || head.yearly || measure.unit.as_ref().is_some_and(|u| u.written.ends_with("/năm"));
        if head.direct && !rate && matches!(measure.value.operator, Operator::Below | Operator::AtMost) {
            (head.amount, head.change) = (false, None);
        }
        // `Tỷ lệ doanh nghiệp có từ 10 lao động trở lên … đạt 78%`: a named quantity is not reached by what it has.
        let linked = head.link.is_some() && !(head.link == Some(Verb::Has) && head.head && measure.bound);
        let named = !head.subject.is_empty();
        // Neighbours that are part of this item, until a cut.
        let mut end = parts.len();
        let mut next_from = parts.len();
        let mut motion: Option<usize> = None;
        let mut j = k + 1;
        let mut last = at;
        let mut swallowed = false;
        // `tỷ lệ thai phụ được tầm soát ít nhất 4 loại bệnh, tật bẩm sinh đạt 70%`: a share is what such a subject reaches.
        let share = |m: &Measure| m.unit.as_ref().is_some_and(|u| u.class == UnitClass::Percent);
        let wants_share = head.head && head.link.is_none() && !share(measure) && !head.colon;
        if let Some(next) = measures.get(k + 1).filter(|_| wants_share)
            && parts[*next].measure().is_some_and(share)
            && (parts[*next - 1].verb() == Some(Verb::Reach)
                || parts[*next - 1].kind == PartKind::Colon
                || parts[*next].measure().is_some_and(|m| m.from))
            && !parts[at + 1..*next - 1].iter().any(|p| p.head || p.kind == PartKind::Colon)
        {
            conditions.push(at);
            k += 1;
            continue;
        }
        // `Tỷ lệ bệnh viện dành ít nhất 10% số giường cho …: năm 2027 đạt 70%`: what is reached stands behind the colon.
        let narrows = head.head && !head.colon && matches!(head.link, None | Some(Verb::Has | Verb::Act));
        if let Some(next) = measures.get(k + 1).filter(|_| narrows && measure.bound)
            && let Some(colon) = parts[at + 1..*next].iter().position(|p| p.kind == PartKind::Colon)
            && parts[at + 1 + colon + 1..*next].iter().all(|p| functional(p) || p.verb() == Some(Verb::Reach))
        {
            conditions.push(at);
            k += 1;
            continue;
        }
        // `Số xã đạt từ 15 đến 18 tiêu chí: 8 xã`: so many of what the subject counts.
        if let Some(next) = measures.get(k + 1).filter(|_| head.head && linked)
            && counts_subject(text, &head, parts[*next].measure(), measure)
            && !parts[at + 1..*next].iter().any(|p| p.head || matches!(p.kind, PartKind::Comma | PartKind::And))
        {
            conditions.push(at);
            k += 1;
            continue;
        }
        while j < measures.len() {
            match joint(parts, last, measures[j], linked, named) {
                Joint::Cut { tail, lead } => {
                    end = tail;
                    next_from = lead;
                    break;
                }
                // `nâng hạng 15 sản phẩm | từ 3 sao lên 4 sao`: the motion is of what narrows them.
                Joint::Motion if last != at && parts[last].measure().is_some_and(|m| m.from) => {
                    conditions.push(measures[j]);
                    last = measures[j];
                    j += 1;
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
                    conditions.push(measures[j]);
                    last = measures[j];
                    j += 1;
                }
            }
        }
        if swallowed {
            // The number names the subject of the next: `xã có từ 2 bác sĩ trở lên đạt 80%`.
            conditions.push(at);
            k = j;
            // A subject of numbers without end names nothing; reading it anew with each would be dear.
            if at - from > LONGEST_SUBJECT {
                from = at + 1;
            }
            continue;
        }
        if let Some(to) = motion {
            items.extend(motion_ends(parts, from, at, to, head, breakdown));
            // The far end goes on as an item of its own with the rest of the sentence.
            let far = measures[j];
            let (tail_end, lead_next) = match measures.get(j + 1) {
                Some(next) => match joint(parts, far, *next, true, true) {
                    Joint::Cut { tail, lead } => (tail, lead),
                    _ => (parts.len(), parts.len()),
                },
                None => (parts.len(), parts.len()),
            };
            // What is named behind the far end is named for both.
            if let [.., near, _] = items.as_mut_slice()
                && near.lead.link == Some(Verb::From)
                && near.lead.subject.is_empty()
            {
                near.tail = &parts[far + 1..tail_end];
            }
            if let Some(item) = items.last_mut() {
                item.tail = &parts[far + 1..tail_end];
                item.listed = tail_end < parts.len();
                item.last = tail_end == parts.len();
                item.parts = from..tail_end;
            }
            from = lead_next;
            k = j + 1;
            if lead_next == parts.len() {
                conditions.extend(measures.iter().skip(j + 1));
                k = measures.len();
            }
            continue;
        }
        let mut tail = &parts[at + 1..end];
        // The comma before `trong đó` or `riêng` belongs to nobody.
        while let [rest @ .., Part { kind: PartKind::Comma, .. }] = tail {
            tail = rest;
        }
        let rank = rank_of(&parts[from..at], tail, measure);
        items.push(Item {
            measure,
            parts: from..end.max(at + 1),
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
    (items, conditions)
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

/// Whether `count` has for its unit what the head of the subject counts (`Số xã` → `xã`), and `inner` has another.
fn counts_subject(text: &str, head: &Lead, count: Option<&Measure>, inner: &Measure) -> bool {
    let noun = |m: &Measure| m.unit.as_ref().and_then(|u| u.noun).map(|n| n.of(text).to_lowercase());
    let (Some(noun), inner) = (count.and_then(noun), noun(inner)) else { return false };
    let subject = head.subject.first().map(|s| s.of(text).to_lowercase());
    inner.as_ref() != Some(&noun)
        && subject.is_some_and(|s| s == format!("số {noun}") || s == format!("số lượng {noun}"))
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
