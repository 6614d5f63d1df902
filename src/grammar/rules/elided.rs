//! A further value of a subject said before: `năm 2025 đạt 15%, năm 2030 đạt 20% GDP` → the second takes the subject of the first.

use super::{Around, Known, Rule};
use crate::grammar::draft::{Draft, tail_words};
use crate::grammar::item::Item;
use crate::lexicon::words::{UnitClass, Verb};

/// The rule.
pub const RULE: Rule = Rule {
    name: "elided-subject",
    example: "Tỷ trọng dịch vụ năm 2025 đạt 40%, năm 2030 đạt 45% GRDP.",
    doc: "A number with a time or a verb before it but no words of its own: the subject of the item before holds. A base \
          behind the last value belongs to all. Refuses when nothing was said before, and when its own noun follows (value first).",
    read,
};

fn read(item: &Item<'_>, around: &Around<'_>) -> Option<Vec<Draft>> {
    let lead = &item.lead;
    if !lead.subject.is_empty()
        || lead.act.is_some()
        || lead.link == Some(Verb::Act)
        || lead.label.is_some() && lead.link.is_none()
    {
        return None;
    }
    let before = around.before?;
    let mut tail = tail_words(item, false);
    // `đạt 250 triệu đồng/lao động (giá hiện hành)`: a remark names nothing of its own.
    let remarks = |s: &crate::span::Span| around.text[s.start as usize..].starts_with('(');
    // `đạt 25% dân số năm 2025, 99% dân số năm 2030`: the base again.
    let words =
        |spans: &mut dyn Iterator<Item = crate::span::Span>| spans.map(|s| s.of(around.text)).collect::<Vec<_>>();
    let again = before.same_sentence
        && !before.subject.is_empty()
        && words(&mut tail.iter().copied()) == words(&mut before.tail.pieces.iter().map(|(s, _)| *s));
    let remark = if again || tail.iter().all(remarks) { std::mem::take(&mut tail) } else { Vec::new() };
    // `duy trì 200 xã đạt chuẩn` keeps something of its own.
    let keeps_own = lead.link == Some(Verb::Keep)
        && (!tail.is_empty() || item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some()));
    let verb =
        matches!(lead.link, Some(Verb::Reach | Verb::Share | Verb::To | Verb::Keep | Verb::Growth | Verb::Decline))
            && !keeps_own;
    let changes = lead.amount && tail.is_empty();
    let same_unit = before.class == item.measure.unit.as_ref().map(|u| u.class);
    let counted = item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some());
    // `đạt 10 bác sĩ/vạn dân vào năm 2025 và 12 bác sĩ vào năm 2030`: the noun of the unit said before.
    let written = item.measure.unit.as_ref().map(|u| u.written.as_str());
    let repeated = counted
        && tail.is_empty()
        && lead.link.is_none()
        && before.same_sentence
        && matches!(before.rule, "indicator-first" | "change-by" | "from-to" | "elided-subject")
        && matches!((&before.unit, written), (Some(known), Some(unit)) if known.split('/').next() == Some(unit)
            || known == unit && unit.contains('/'));
    let counted = counted && !repeated;
    let own_noun = !tail.is_empty() || counted;
    // `Tỷ lệ bao phủ: năm 2028: 97%; năm 2030: trên 98% dân số`: what the share is of, said at the end.
    let base = lead.timed_colon
        && item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Percent)
        && crate::grammar::sharing::predicate_at(item).is_none();
    let new_noun = !tail.is_empty() && !base || counted && !same_unit;
    // `năm 2023: 60 xã; năm 2024: 66 xã` goes on over the semicolon.
    let timed = lead.timed_colon || before.same_list && lead.time.is_some() && !new_noun;
    let goes_on = before.same_sentence || timed && same_unit;
    let said = before.link.is_some_and(reaches) || before.rule == RULE.name;
    let series = lead.time.is_some() && goes_on && said && !before.subject.is_empty();
    // `trên 98% ở khu vực thành phố, trên 92% ở khu vực nông thôn`
    let zone = item.tail.first().is_some_and(|p| p.zone)
        && before.unit.as_deref() == written
        && before.same_sentence
        && !before.subject.is_empty();
    // `100% sổ hộ tịch đến năm 2024; 70% trong năm 2023`
    // `Trồng mới 6.000 ha, trong đó: năm 2021: 1.000 ha`
    let dated = (before.same_list || item.breakdown && lead.timed_colon)
        && same_unit
        && (lead.time.is_some() || item.tail.iter().any(|p| p.time().is_some()));
    if !(zone || verb || changes || series && !new_noun || !own_noun && (before.same_sentence || dated)) {
        return None;
    }
    if verb && before.subject.is_empty() && before.name.is_empty() {
        return None;
    }
    let other = !tail.is_empty() || counted && !same_unit;
    if lead.link == Some(Verb::Reach) && own_noun && !before.same_sentence && item.first && other && !series {
        // `Năm 2025 đạt 60% cơ quan có lãnh đạo nữ`: a sentence of its own, value first.
        return None;
    }
    if lead.link == Some(Verb::Reach) && !tail.is_empty() && !before.link.is_some_and(reaches) && !series {
        return None;
    }
    let known = by_verb(item, around).unwrap_or(before);
    // `đóng góp 12% thu ngân sách năm 2028, 15% năm 2030`: a bare number goes on with all that was said.
    let shared = lead.link.is_none() && known.same_sentence && known.link == Some(Verb::Share) && tail.is_empty();
    let value_first = known.subject.is_empty() || shared || matches!(known.rule, "verb-count" | "value-first");
    let mut name = if value_first { known.name.clone() } else { known.subject.clone() };
    let percent = item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Percent);
    if !tail.is_empty() {
        name.extend(&tail, true);
    } else if !value_first && percent && lead.link == known.link && !known.tail.is_empty() {
        let spans: Vec<_> = known.tail.pieces.iter().map(|(s, _)| *s).collect();
        name.extend(&spans, true);
    }
    if !(again && value_first) {
        name.extend(&remark, true);
    }
    if lead.link == Some(Verb::Share) && !tail.is_empty() {
        // `…, chiếm 42% lực lượng lao động` keeps its verb.
        let at = name.pieces.len() - tail.len();
        name.pieces.insert(at, (lead.link_span, false));
    }
    let mut draft = Draft::of(item, name);
    if repeated {
        draft.unit.clone_from(&known.unit);
        draft.change = draft.change.or(known.change);
    }
    // `tăng 6%/năm …, 7%/năm …`: the change goes on.
    if draft.change.is_none()
        && lead.link.is_none()
        && !item.measure.in_words
        && known.rule == super::change_by::RULE.name
    {
        draft.change = known.change;
    }
    Some(vec![draft])
}

fn reaches(verb: Verb) -> bool {
    matches!(verb, Verb::Reach | Verb::Share | Verb::To | Verb::Keep)
}

/// `Đến năm 2030, chiếm trên 25% GRDP`: of several subjects in the sentence before, the one with the same verb.
fn by_verb<'a>(item: &Item<'_>, around: &Around<'a>) -> Option<&'a Known> {
    if item.first && item.lead.link == Some(Verb::Share) {
        return around.earlier.iter().find(|k| k.link == Some(Verb::Share));
    }
    None
}
