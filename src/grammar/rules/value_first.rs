//! The number, then what it is of: `Tối thiểu 90% trạm y tế có bác sĩ` → `trạm y tế có bác sĩ`, `>=` 90 %.

use super::{Around, Rule};
use crate::grammar::clause::PartKind;
use crate::grammar::completion::ends_in_with;
use crate::grammar::draft::{Draft, Name, is_yearly, noun_and_tail};
use crate::grammar::item::{Item, names};
use crate::lexicon::words::{UnitClass, Verb};

/// The rule.
pub const RULE: Rule = Rule {
    name: "value-first",
    example: "Trên 80% hộ dân nông thôn được sử dụng nước sạch.",
    doc: "Nothing, a time, a modal word, có or đạt before the number; the noun and its predicate behind it. In a list the last \
          predicate completes the items before (`90% cấp tỉnh, 80% cấp huyện được xử lý`). Refuses a bare number whose noun is \
          no counted noun and that has no comparator.",
    read,
};

fn read(item: &Item<'_>, around: &Around<'_>) -> Option<Vec<Draft>> {
    let lead = &item.lead;
    let labelled = labels(item, around.text);
    if !lead.subject.is_empty() && !labelled || lead.list {
        return None;
    }
    if !matches!(lead.link, None | Some(Verb::Reach | Verb::Has | Verb::Keep)) || lead.amount {
        return None;
    }
    let unit = item.measure.unit.as_ref();
    let tail = noun_and_tail(item, true);
    if tail.is_empty() {
        return None;
    }
    let class = unit.map(|u| u.class);
    if class.is_none() && !item.measure.bound && lead.link.is_none() && item.measure.out_of.is_none() {
        return None;
    }
    if matches!(
        class,
        Some(
            UnitClass::Duration
                | UnitClass::Money
                | UnitClass::Physical
                | UnitClass::Score
                | UnitClass::Times
                | UnitClass::Rank
        )
    ) && lead.label.is_none()
        && !matches!(class, Some(UnitClass::Physical | UnitClass::Money))
    {
        return None;
    }
    let mut name = Name::default();
    // `75% lao động qua đào tạo, trong đó 30% có bằng cấp`: a part of those named before.
    let part = item.breakdown
        && item.measure.unit.as_ref().is_some_and(|u| u.noun.is_none())
        && item
            .tail
            .first()
            .is_some_and(|p| p.zone || matches!(p.verb(), Some(Verb::Has | Verb::Predicate | Verb::Reach)));
    // `Diện tích đạt 2.300 ha, trong đó 800 ha ghép giống mới`
    let whole_unit = around.before.and_then(|k| k.unit.as_deref());
    let amount = class == Some(UnitClass::Physical) && unit.map(|u| u.written.as_str()) == whole_unit;
    let part = part || item.breakdown && amount;
    // `1.200 HTX với | 60.000 thành viên`
    let with = |k: &&super::Known| k.same_sentence && ends_in_with(&k.name, around.text);
    if let Some(whole) = around.before.filter(|k| part || with(k)) {
        name = whole.name.clone();
    }
    if labelled && lead.zone {
        name.extend(&lead.subject, false);
        name.extend(&tail, true);
    } else if let Some(label) = lead.label
        && (lead.scope || crate::grammar::heads(label.of(around.text)))
    {
        name.extend(&[label], false);
        name.extend(&tail, lead.scope);
    } else {
        name.extend(&tail, !name.is_empty());
    }
    let mut draft = Draft::of(item, name);
    draft.counts = class != Some(UnitClass::Percent);
    draft.unit = unknown_noun(item, around.text).or(draft.unit);
    Some(vec![draft])
}

/// Whether the words before a colon only label what stands behind the number: `Chỉ tiêu 2: 100% tổ chức …`. Behind `đạt` a
/// zone or what the share is of says that they are what is reached: `Số hóa hồ sơ: đạt 100% ở cấp tỉnh`.
pub fn labels(item: &Item<'_>, text: &str) -> bool {
    let lead = &item.lead;
    let reached = lead.link == Some(Verb::Reach) && lead.linked_behind_colon;
    let first = item.tail.first();
    // `Thanh toán không dùng tiền mặt: 80% số giao dịch`: of what the share is, and nothing said of it.
    let base = first.is_some_and(|p| p.head) && item.tail.iter().all(|p| p.verb().is_none());
    let narrows = reached && first.is_some_and(|p| p.zone || p.head) || base;
    // `Hóa đơn điện tử: 100% | đối với doanh nghiệp`: for whom, not of what.
    let for_whom = || first.is_some_and(|p| p.span.of(text).starts_with("đối với"));
    // `Hộ nghèo: trên 90% | được vay vốn`: who is lent it stands before the colon.
    let suffered = first.is_some_and(|p| p.verb() == Some(Verb::Predicate));
    lead.colon && !lead.head && named_behind(item) && !narrows && !suffered && !for_whom()
}

/// Whether a noun with words of its own stands right behind a share or count.
pub fn named_behind(item: &Item<'_>) -> bool {
    let noun = item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some());
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let words = item.tail.first().is_some_and(|p| matches!(p.kind, PartKind::Words | PartKind::Verb(_)));
    words && class == Some(UnitClass::Percent) || noun && item.tail.iter().any(names)
}

/// Words of a counted noun that no table has.
pub const NOUN: usize = 2;
/// Words of a name in quotes that is what is counted.
const QUOTED: usize = 4;

/// The counted noun that no table has: the first words behind the number, and its magnitude (`triệu tín chỉ`).
pub fn unknown_noun(item: &Item<'_>, text: &str) -> Option<String> {
    let magnitude = match &item.measure.unit {
        None => "",
        Some(unit) if unit.is_open() => &unit.written,
        Some(_) => return None,
    };
    let first = item.tail.first()?;
    if item.measure.value.number().is_some_and(|n| n.scale() > 0) && item.measure.in_words
        || item.measure.out_of.is_some()
    {
        return None;
    }
    if !matches!(first.kind, PartKind::Words) || first.whole {
        return None;
    }
    let printed = first.span.of(text);
    // `“Đại sứ số” là …`: a name in quotes is one noun.
    let quoted = printed.strip_prefix(['“', '"']).and_then(|p| p.split_once(['”', '"'])).map(|(name, _)| name);
    let (name, taken) = quoted.map_or((printed, NOUN), |name| (name, QUOTED));
    let noun = name.split_whitespace().take(taken).collect::<Vec<_>>().join(" ").to_lowercase();
    let year = if is_yearly(item) { "/năm" } else { "" };
    let blank = if magnitude.is_empty() { "" } else { " " };
    (!noun.is_empty()).then(|| format!("{magnitude}{blank}{noun}{year}"))
}
