//! Numbers that stand in a sentence like values and are none: the guards that need the whole item to decide.
//!
//! `Hộ có thu nhập dưới 1,5 triệu đồng được xét` → guard `condition`; `đề ra 7 giải pháp` → guard `plain-count`.

use super::clause::PartKind;
use super::item::{Item, names};
use super::number::is_year;
use crate::lexicon::words::{RankWord, UnitClass, Verb};
use crate::lexicon::{List, list};
use crate::target::As;
use crate::value::{Decimal, Operator};

/// Whether no rule may read the item.
pub fn refused(item: &Item<'_>) -> bool {
    conditional(item)
        || guarded(item).is_some()
        || bare_year(item)
        || ranks_things(item)
        || item.measure.share() == Some(None)
}

/// `có thể`, `nếu`, a threshold in a noun phrase, `thôn có trên 50 hộ thì …`.
fn conditional(item: &Item<'_>) -> bool {
    let may = item.tail.first().is_some_and(|p| p.verb() == Some(Verb::May));
    let then = || item.tail.iter().take_while(|p| !p.separates()).any(|p| p.verb() == Some(Verb::Then));
    item.lead.condition || may || threshold(item) || then()
}

/// A `2025` that no word makes a year is still no value.
fn bare_year(item: &Item<'_>) -> bool {
    let year = item.measure.value.number().and_then(Decimal::integer).is_some_and(is_year);
    // `2.000` is none.
    item.measure.unit.is_none() && year && item.measure.number.len() == 4
}

/// Whether what a rule made of the item can stand: a number without a unit is a value only of an index or a fraction
/// (`HDI đạt 0,72`, `3/4 số thôn`), and an unknown noun behind it counts only under a verb or comparator.
pub fn plausible(item: &Item<'_>, unit: Option<&str>, rule: &str) -> bool {
    let indexed = item.lead.head && (item.lead.link.is_some() || item.measure.bound);
    let fraction = item.measure.out_of.is_some() || item.measure.in_words;
    let governed = matches!(item.lead.link, Some(Verb::Reach | Verb::To | Verb::Keep | Verb::Act | Verb::Has));
    // `thành lập 01 khu bảo tồn và | 02 hành lang xanh`: under the verb of those before it.
    let listed = rule == super::rules::verb_count::RULE.name && item.lead.subject.is_empty();
    match unit {
        None => indexed || fraction || item.lead.link == Some(Verb::From),
        Some(_) => {
            item.rank.is_some()
                || item.measure.unit.is_some()
                || item.measure.bound
                || indexed
                || fraction
                || governed
                || listed
        }
    }
}

/// The named guard that words of the lead give a number of this unit.
fn guarded(item: &Item<'_>) -> Option<&'static str> {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let lead = &item.lead;
    let percent = matches!(class, Some(UnitClass::Percent));
    // `bố trí ít nhất 3% tổng chi ngân sách cho khoa học` is a level to reach.
    let least = percent && matches!(item.measure.value.operator, Operator::AtLeast | Operator::Above);
    if lead.support && !least && (percent || class == Some(UnitClass::Money)) {
        return Some("budget");
    }
    // `hỗ trợ thêm 10% | mức đóng`: a share of what is paid; `100% kinh phí được giải ngân` has a predicate.
    let predicate = item.tail.iter().any(|p| p.verb() == Some(Verb::Predicate));
    let paid = item.tail.first().is_some_and(|p| matches!(p.guard, Some("budget" | "norm")));
    // `thu 15.200 tỷ đồng, bằng 108% | dự toán`: as much of it as was foreseen.
    let goes_on = !item.first && lead.link.is_none() && lead.subject.is_empty();
    let compared = (goes_on || matches!(lead.link, Some(Verb::Share | Verb::Reach)))
        && item.tail.first().is_some_and(|p| p.guard == Some("budget"));
    if percent && paid && !predicate && !compared && !lead.amount && !lead.head && !item.measure.bound {
        return Some("budget");
    }
    // `tặng quà, mức 300.000 đồng/suất`: what one gets.
    if item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Money && u.written.ends_with("/suất")) {
        return Some("norm");
    }
    match lead.guard? {
        // `nâng xếp hạng chỉ số lên vị trí thứ 20`
        "counter" if item.rank.is_some() => None,
        // `Nâng số lượt truy cập cổng du lịch từ 420.000 lượt lên …`: a quantity with an aim, no counter of a page.
        "counter" if !lead.colon && matches!(lead.link, Some(Verb::Reach | Verb::From | Verb::To)) => None,
        // `Lập hồ sơ đề nghị xếp hạng 10 di tích`: things are counted, no page is rated.
        "counter" if lead.act.is_some() && item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some()) => None,
        // `Hỗ trợ vốn: nâng vốn điều lệ từ 20 tỷ lên 50 tỷ đồng` is a level to reach.
        "budget" if matches!(lead.link, Some(Verb::From | Verb::To)) => None,
        "budget" => matches!(class, Some(UnitClass::Money)).then_some("budget"),
        "norm" => (!matches!(lead.link, Some(Verb::From | Verb::To))).then_some("norm"),
        "committee" => matches!(class, Some(UnitClass::Person)).then_some("committee"),
        other => matches!(class, None | Some(UnitClass::Count | UnitClass::Score)).then_some(other),
    }
}

/// A bound in a noun phrase whose predicate follows: `Hộ có thu nhập dưới 1,5 triệu đồng được xét`.
fn threshold(item: &Item<'_>) -> bool {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let percent = matches!(class, Some(UnitClass::Percent | UnitClass::Points));
    let lead = &item.lead;
    // `mở ít nhất 180 đơn vị sử dụng lao động`
    let things = matches!(class, Some(UnitClass::Count)) && lead.link.is_none();
    let least = things && item.measure.value.operator == Operator::AtLeast && !item.measure.onward;
    let narrowing = item.measure.bound
        && !least
        && !lead.subject.is_empty()
        && !lead.head
        && !lead.each
        && matches!(lead.link, None | Some(Verb::Has));
    let predicate = item.tail.iter().take(3).any(|p| p.verb() == Some(Verb::Predicate));
    let star =
        class == Some(UnitClass::Score) && !lead.head && item.measure.unit.as_ref().is_some_and(|u| u.written == "sao");
    // `Toàn tỉnh có ít nhất 97 xã đạt chuẩn`: so many of them are to be there.
    let counted = matches!(class, Some(UnitClass::Count | UnitClass::Person));
    let has = lead.link == Some(Verb::Has);
    let there = has
        && counted
        && (item.first && item.measure.value.operator == Operator::AtLeast || lead.whole)
        && lead.act.is_none()
        // `Hộ có từ 02 con trở lên … được hỗ trợ` says who is meant.
        && !(item.measure.onward && !lead.whole && item.tail.iter().any(|p| p.verb() == Some(Verb::Predicate)));
    let onward = item.measure.onward && has && !there && !lead.subject.is_empty() && !lead.each;
    let narrowing = narrowing && !there;
    let definition = narrowing && lead.defines;
    // `tập thể đạt từ 90 điểm trở lên được khen thưởng`: who is rewarded, not what is to be reached.
    let scored = class == Some(UnitClass::Score)
        && (item.measure.bound || item.measure.value.operator == Operator::Range)
        && !lead.head
        && !lead.subject.is_empty()
        && item.tail.first().is_some_and(|p| p.verb() == Some(Verb::Predicate));
    // `xây dựng tủ sách ở các xã có trên 5.000 dân`: what is done is done to what has so many.
    let strict = matches!(item.measure.value.operator, Operator::Above | Operator::Below);
    let below = item.measure.value.operator == Operator::Below;
    let object = narrowing && has && (lead.act.is_some() && strict || below && counted);
    // `tập thể có tỷ lệ trễ hạn trên 5% phải giải trình`
    // Not `Có thêm ít nhất 15 xã đạt chuẩn`.
    let owns = lead.owns && !lead.head && !lead.each && !lead.amount;
    let whose = item.measure.bound && owns && lead.link != Some(Verb::Reach);
    let owned = whose && item.tail.first().is_some_and(|p| p.verb() == Some(Verb::Predicate));
    definition || owned || scored || !percent && (narrowing && predicate || star || onward || object)
}

/// Whether so many things are put in order: `công khai kết quả xếp hạng 20 sở`, not `xếp hạng 12/63 tỉnh`.
fn ranks_things(item: &Item<'_>) -> bool {
    if item.rank != Some(RankWord::Place) || item.measure.out_of.is_some() || item.measure.bound {
        return false;
    }
    let noun = item.measure.unit.as_ref().and_then(|u| u.noun.as_ref().map(|_| u.written.as_str()));
    let leads = item.tail.iter().any(|p| p.kind == PartKind::Rank(RankWord::Leading));
    let things = match noun {
        Some(noun) => !list(List::RankedAmong).iter().any(|area| area == noun),
        // `Chỉ số PCI xếp hạng 20 cả nước`, `xếp hạng 20 trong vùng`
        None => !item.lead.head && item.tail.first().is_some_and(|p| names(p) && !p.preposition && !p.whole),
    };
    !leads && things
}

/// Why an item that no rule read is no value.
pub fn refuse(item: &Item<'_>) -> As {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    if item.lead.list || ranks_things(item) {
        return As::Guard("list");
    }
    if conditional(item) {
        return As::Guard("condition");
    }
    if let Some(guard) = guarded(item) {
        return As::Guard(guard);
    }
    match class {
        None if item.measure.share() == Some(None) => As::Unread,
        // `hiệu suất sử dụng năng lượng không vượt quá 1,4`
        None if item.measure.bound => As::Guard("plain-count"),
        None => As::Guard("no-unit"),
        Some(UnitClass::Duration) => As::Guard("duration"),
        Some(UnitClass::Count | UnitClass::Person | UnitClass::Score | UnitClass::Rank | UnitClass::Times) => {
            As::Guard("plain-count")
        }
        Some(UnitClass::Money | UnitClass::Physical) => As::Guard("plain-amount"),
        _ => As::Unread,
    }
}
