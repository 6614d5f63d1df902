//! An amount of change before what changes: `giảm 30% thủ tục hành chính` → decrease, 30 %.

use super::{Around, Known, Rule};
use crate::grammar::completion::complete;
use crate::grammar::draft::{Draft, Name, noun_and_tail, tail_words};
use crate::grammar::item::Item;
use crate::lexicon::places;
use crate::lexicon::words::UnitClass;
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "change-by",
    example: "Giảm ít nhất 10% số vụ tai nạn giao thông.",
    doc: "tăng or giảm right before the number, what changes behind it or before it. A verb of motion behind (`còn`, `lên`) \
          states a level and is another rule's. Refuses a bare number without unit.",
    read,
};

fn read(item: &Item<'_>, around: &Around<'_>) -> Option<Vec<Draft>> {
    let lead = &item.lead;
    // `giảm 5% số vụ, 6% số người chết`: the change of the first item holds for the list.
    let carried = around
        .before
        .filter(|k| k.same_sentence && k.rule == RULE.name && lead.subject.is_empty() && lead.link.is_none())
        .and_then(|k| k.change);
    if (!lead.amount || lead.growth) && carried.is_none() {
        return None;
    }
    let unit = item.measure.unit.as_ref();
    // `Tuyên truyền về an toàn giao thông, mỗi năm giảm 5% số vụ tai nạn`: a clause of its own, with what changes behind.
    let anew = lead.parted && item.tail.first().is_some_and(|p| p.head);
    let mut name = if anew { Name::default() } else { Name::of(&lead.subject) };
    // `Chiều cao của trẻ nam tăng 2 cm, nữ tăng 1,5 cm`, `…, riêng huyện Si Ma Cai giảm 4%`
    let place = lead.zone || item.breakdown && names_area(&lead.subject, around.text);
    if place
        && !anew
        && let Some(taken) = complete(item, around, &lead.subject)
    {
        name = taken.around(&lead.subject);
    }
    // `Tốc độ tăng trưởng GRDP 8%/năm, trong đó dịch vụ tăng 9%/năm`: the growth of a part.
    let percent = |class| class == Some(UnitClass::Percent);
    let grows = |k: &&Known| k.rule == super::indicator_first::RULE.name && k.change.is_some() && percent(k.class);
    if item.breakdown
        && !place
        && !lead.head
        && percent(unit.map(|u| u.class))
        && let Some(whole) = around.earlier.iter().find(grows).and_then(|k| k.first)
    {
        name = Name::of(&[whole]);
        name.extend(&lead.subject, true);
    }
    let counted = unit.is_some_and(|u| u.noun.is_some());
    if counted && !name.is_empty() && (lead.act.is_some() || lead.whole || !tail_words(item, true).is_empty()) {
        name.extend(&noun_and_tail(item, true), true);
    } else if name.is_empty() {
        name.extend(&noun_and_tail(item, true), false);
        // `Chỉ số hài lòng có chuyển biến, tăng 3 bậc trên bảng xếp hạng`: what the clause before speaks of.
        let order = unit.is_some_and(|u| u.class == UnitClass::Rank);
        if let Some(earlier) = lead.earlier.filter(|_| order || name.is_empty()) {
            name = Name::of(&[earlier]);
        }
    } else {
        let base = unit.is_some_and(|u| u.noun.is_none() && u.class != UnitClass::Times);
        let tail = tail_words(item, false);
        if base {
            name.extend(&tail, true);
        }
    }
    // `Thị xã A: giảm 5% số vụ, 10% số người chết`: whose changes the list holds.
    let share = unit.is_some_and(|u| u.noun.is_none());
    let list = around
        .earlier
        .iter()
        .rev()
        .take_while(|k| share && carried.is_some() && k.same_sentence && k.rule == RULE.name);
    let names_body = |s: &&Name| s.pieces.first().is_some_and(|(s, _)| !crate::grammar::heads(s.of(around.text)));
    if let Some(whose) = list.map(|k| &k.subject).find(names_body) {
        let what: Vec<_> = name.pieces.iter().map(|(span, _)| *span).collect();
        name = whose.clone();
        name.extend(&what, true);
    }
    if name.is_empty() {
        return None;
    }
    let mut draft = Draft::of(item, name);
    draft.change = draft.change.or(carried);
    // `Công nhận thêm 5 điểm du lịch`: things made by an action.
    draft.counts = counted && lead.act.is_some();
    Some(vec![draft])
}

/// Whether the subject is an area by its name: `huyện Si Ma Cai`.
fn names_area(subject: &[Span], text: &str) -> bool {
    subject.first().is_some_and(|s| places::behind_kind(s.of(text)).is_some())
}
