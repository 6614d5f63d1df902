//! How two neighbouring numbers of a sentence hang together: a cut between them, a motion, or one inside the words of the other.
//!
//! `Tỷ lệ A đạt 80%, tỷ lệ B đạt 90%` → cut at the comma; `giảm từ 5% xuống 3%` → motion.

use super::clause::{Part, PartKind};
use super::item::{functional, links};
use crate::lexicon::words::{UnitClass, Verb};
use crate::value::Operator;

/// How two neighbouring numbers of a sentence hang together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Joint {
    /// Cut: the part at this index and those before are the tail of the first, those from `lead` on lead to the second.
    Cut {
        /// End of the tail.
        tail: usize,
        /// Begin of the lead.
        lead: usize,
    },
    /// A motion links them: `từ 5% xuống 3%`, `giảm 2% còn 3%`.
    Motion,
    /// The first is part of the subject of the second: `xã có từ 2 bác sĩ trở lên đạt 80%`.
    InSubject,
    /// The second is a threshold inside the predicate of the first: `100% khu có tối thiểu 1 trạm`.
    InPredicate,
}

/// Decides how the measures at `a` and `b` of `parts` hang together; `first_linked`: the first has a verb of its own.
pub fn joint(parts: &[Part], a: usize, b: usize, first_linked: bool, first_named: bool) -> Joint {
    let (from, to) = (a + 1, b);
    let region = &parts[from..to];
    crate::work::steps(region.len());
    let mut p = region.len();
    while p > 0 && functional(&region[p - 1]) {
        p -= 1;
    }
    let lasts =
        |k: usize| parts[k].measure().and_then(|m| m.unit.as_ref()).is_some_and(|u| u.class == UnitClass::Duration);
    // `được bú sớm trong vòng | 1 giờ | đầu sau sinh: 80%`
    let comma = region.iter().any(|q| q.kind == PartKind::Comma);
    if lasts(a) && !lasts(b) && a > 0 && parts[a - 1].preposition && !first_linked && !comma {
        return Joint::InSubject;
    }
    // `xóa 100% điểm đen, điểm tiềm ẩn … trong vòng | không quá 06 tháng`
    if lasts(b) && p > 0 && region[p - 1].preposition {
        return Joint::InPredicate;
    }
    // `sơ cấp và dưới 3 tháng | 20.000 người`: a number right behind another counts what that one narrows.
    if region.is_empty() && lasts(a) && !lasts(b) {
        return Joint::InSubject;
    }
    // `25 sản phẩm đạt | 4 sao`
    let stars = parts[b].measure().and_then(|m| m.unit.as_ref()).is_some_and(|u| u.written == "sao");
    let things = parts[a].measure().and_then(|m| m.unit.as_ref()).is_some_and(|u| u.class == UnitClass::Count);
    if stars && things && !region.iter().any(Part::separates) {
        return Joint::InPredicate;
    }
    // `tăng trưởng GRDP của | 09 huyện, thành phố ven biển | bình quân 8%/năm`: whose growth it is.
    let whose = a > 0
        && parts[a - 1].preposition
        && first_named
        && !first_linked
        && parts[..a].iter().any(|q| q.head || q.verb().is_some_and(|v| matches!(v, Verb::Growth | Verb::Decline)));
    let counts = |k: usize| {
        parts[k].measure().is_some_and(|m| !m.bound && m.unit.as_ref().is_some_and(|u| u.class == UnitClass::Count))
    };
    let reached = p < region.len()
        || p > 0 && region[p - 1].verb().is_some_and(|v| links(v) && !matches!(v, Verb::Act | Verb::Has));
    if whose && counts(a) && !counts(b) && reached && !region[..p].iter().any(|q| q.head || q.time().is_some()) {
        return Joint::InSubject;
    }
    // `số vụ ngộ độc từ 30 người mắc trở lên | giảm 20%`: a named quantity with a bound of its own changes by so much.
    let onward = parts[a].measure().is_some_and(|m| m.onward)
        || region.iter().any(|q| q.kind == PartKind::Onward(Operator::AtLeast));
    let changes = p > 0 && matches!(region[p - 1].verb(), Some(Verb::Up | Verb::Down));
    if onward && changes && first_named && !first_linked && !region.iter().any(Part::separates) {
        return Joint::InSubject;
    }
    let separators: Vec<usize> = (0..region.len()).filter(|k| region[*k].separates()).collect();
    let words_only_functional =
        region.iter().all(|q| functional(q) || matches!(q.kind, PartKind::Bracket(_)) || q.verb().is_some_and(links));
    if separators.is_empty() {
        let motion = region.iter().rev().find_map(Part::verb);
        let near_end = parts[a].measure().is_some_and(|m| m.from);
        let comparable = match (
            parts[a].measure().and_then(|m| m.unit.as_ref()),
            parts[b].measure().and_then(|m| m.unit.as_ref()),
        ) {
            (Some(a), Some(b)) => a.class == b.class,
            _ => true,
        };
        let near_end = near_end && comparable;
        let motion = motion.filter(|_| comparable);
        if near_end || motion == Some(Verb::To) && p > 0 && region[p - 1].verb() == Some(Verb::To) {
            return Joint::Motion;
        }
        if words_only_functional && region.iter().any(|q| q.time().is_some()) {
            return Joint::Cut { tail: from, lead: from };
        }
        // `150 dự án với | tổng vốn đăng ký khoảng 1,2 tỷ USD`
        // `100% hộ có khả năng tiếp cận với | tốc độ 1 Gb/s` says how.
        let share = parts[a].measure().and_then(|m| m.unit.as_ref()).is_some_and(|u| u.class == UnitClass::Percent);
        if let Some(k) = (1..p).rev().find(|k| region[*k].head)
            && region[k - 1].preposition
            && parts[b].measure().and_then(|m| m.unit.as_ref()).is_some_and(|u| match u.class {
                UnitClass::Money => true,
                UnitClass::Physical => !share,
                _ => false,
            })
        {
            return Joint::Cut { tail: from + k, lead: from + k };
        }
        // `450 cơ sở lưu trú với | khoảng 11.000 phòng`
        let counted = |k: usize| parts[k].measure().and_then(|m| m.unit.as_ref()).is_some_and(|u| u.noun.is_some());
        if p == 1
            && region[0].preposition
            && region[0].first == region[0].span
            && !region[0].zone
            && counted(a)
            && counted(b)
        {
            return Joint::Cut { tail: from + 1, lead: from + 1 };
        }
        let linked = p > 0 && region[p - 1].verb().is_some_and(|v| matches!(v, Verb::Reach | Verb::Share | Verb::Keep));
        // `số tàu cá dưới 12 m còn | 1.200 chiếc`
        let moved = p > 0 && region[p - 1].verb() == Some(Verb::To) && first_named && !comparable;
        if (linked || moved) && !first_linked {
            return Joint::InSubject;
        }
        // A change opens a new statement without a comma: `đạt 10% tăng 2% so với năm 2020`.
        if let Some(k) = region.iter().position(|q| matches!(q.verb(), Some(Verb::Up | Verb::Down)))
            && region[k + 1..].iter().all(functional)
        {
            return Joint::Cut { tail: from + k, lead: from + k };
        }
        return Joint::InPredicate;
    }
    let after = |k: usize| (k + 1..region.len()).find(|j| !functional(&region[*j]));
    // The number stands right behind a separator: an item of a list.
    if p == 0 || region[p - 1].separates() {
        let mut cut =
            separators.iter().rev().copied().find(|k| *k < p.max(1)).unwrap_or(separators[separators.len() - 1]);
        // `18 trường, năm 2023: 20 trường`, `50% đô thị và đến năm 2030, 100% đô thị`: the time before the sign leads to the second.
        let led = region[..cut].last().and_then(Part::time).is_some_and(|t| t.prefixed);
        if (region[cut].kind == PartKind::Colon || led && region[cut].kind == PartKind::Comma)
            && let Some(earlier) = separators.iter().rev().copied().find(|k| *k < cut)
            && region[earlier + 1..cut].iter().all(functional)
        {
            cut = earlier;
        }
        return Joint::Cut { tail: from + cut, lead: from + cut + 1 };
    }
    // A new subject, named by its first word or opened by a verb of the statement.
    let opens = |k: usize| {
        after(k).is_some_and(|j| {
            region[j].head
                || region[j].each
                || region[j].verb().is_some_and(|v| {
                    matches!(
                        v,
                        Verb::Up
                            | Verb::Down
                            | Verb::Raise
                            | Verb::Act
                            | Verb::Growth
                            | Verb::Decline
                            | Verb::Keep
                            | Verb::Has
                            | Verb::Share
                            | Verb::Reach
                            | Verb::To
                    )
                })
        })
    };
    let goal_behind = |k: usize| {
        region.get(k + 1).is_some_and(|q| matches!(q.verb(), Some(Verb::Goal | Verb::Also | Verb::Breakdown)))
    };
    let new_time = |k: usize| region.get(k + 1).is_some_and(|q| q.time().is_some());
    if let Some(&k) = separators.iter().find(|k| opens(**k) || goal_behind(**k) || new_time(**k)) {
        return Joint::Cut { tail: from + k, lead: from + k + 1 };
    }
    // `100% hộ dùng mạng, với | giá trị mua hàng bình quân 2 triệu đồng`: a named quantity of its own.
    let with = |k: &usize| {
        let sole = region.get(k + 1).is_some_and(|q| q.preposition && q.first == q.span);
        sole && region.get(k + 2).is_some_and(|q| q.head)
    };
    if let Some(k) = separators.iter().copied().find(with) {
        return Joint::Cut { tail: from + k, lead: from + k + 2 };
    }
    let last = separators[separators.len() - 1];
    let link = region[p - 1].verb();
    // `100% trường học, trạm y tế có ít nhất 01 nhà vệ sinh`: no link but `có` behind the nouns of the first.
    let inside = !first_linked
        && !first_named
        && !matches!(link, Some(Verb::Reach | Verb::To | Verb::Share))
        && (matches!(link, Some(Verb::Has | Verb::Predicate)) || link.is_none());
    if inside && parts[a].measure().is_some_and(|m| m.unit.as_ref().is_some_and(|u| u.class == UnitClass::Percent)) {
        return Joint::InPredicate;
    }
    // `rừng sản xuất 37.500 ha, | rừng phòng hộ, đặc dụng 2.500 ha`: the first has its name before it, so what follows names the second.
    let at = if first_named && separators[0] == 0 { 0 } else { last };
    Joint::Cut { tail: from + at, lead: from + at + 1 }
}
