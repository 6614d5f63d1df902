//! An action and a count: `Xây dựng 05 mô hình nông nghiệp hữu cơ` → `Xây dựng … mô hình nông nghiệp hữu cơ`, 5 `mô hình`.

use super::{Around, Known, Rule};
use crate::grammar::clause::PartKind;
use crate::grammar::completion::ends_in_with;
use crate::grammar::draft::{Draft, Name, noun_and_tail, tail_words, words_in};
use crate::grammar::item::Item;
use crate::grammar::sharing::predicate_at;
use crate::lexicon::words::{UnitClass, Verb};
use crate::span::Span;
use crate::text::folded;
use crate::value::Operator;

/// The rule.
pub const RULE: Rule = Rule {
    name: "verb-count",
    example: "Thành lập mới 120 hợp tác xã nông nghiệp.",
    doc: "An action verb (xây dựng, thu hút, phủ …) or `có`, then the number and its noun. The verb stays in the name, `có` does \
          not. A list goes on under the same verb (`xây dựng 10 cầu, 5 cống`). Refuses words that are no verb of the table \
          before a bare count: `đề ra 7 giải pháp`.",
    read,
};

/// Words of an action that is done for so many: `bố trí, ổn định dân cư cho`.
const SERVED: usize = 8;

fn read(item: &Item<'_>, around: &Around<'_>) -> Option<Vec<Draft>> {
    let lead = &item.lead;
    if class(item) == Some(UnitClass::Duration) {
        return None;
    }
    let mut name = match lead.link {
        None if lead.subject.is_empty() => listed_under(item, around)?,
        None => behind_its_verb(item, around)?,
        Some(Verb::Act | Verb::Share) => {
            let mut name = Name::of(&lead.subject);
            name.extend(&[lead.link_span], false);
            name
        }
        Some(Verb::Has) => {
            // `sàn giao dịch có 300 gian hàng, đến năm 2025 có 500 gian hàng`
            let owner = around.before.filter(|k| k.same_sentence && k.link == lead.link && lead.subject.is_empty());
            let mut name = owner.map(|k| k.subject.clone()).unwrap_or_default();
            name.extend(&lead.subject, false);
            name
        }
        Some(Verb::Raise) => Name::of(&lead.subject),
        Some(_) => return None,
    };
    let tail = noun_and_tail(item, item.last || is_share(item) && lists_nouns(item));
    // `Thay thiết bị cho trạm y tế: hoàn thành | 60% số trạm`: the verb names nothing.
    let completes = is_share(item) && lead.link_span.of(around.text).eq_ignore_ascii_case("hoàn thành");
    if let Some(label) = lead.label.filter(|_| completes && lead.link == Some(Verb::Act)) {
        name = Name::of(&[label]);
    }
    // `Thôn kiểu mẫu: năm 2023 công nhận | 320 thôn`: the label says which.
    if let Some(label) = lead.label.filter(|label| lead.subject.is_empty() && opens_with_noun(*label, &tail, around)) {
        let verb: Vec<Span> = name.pieces.iter().map(|(span, _)| *span).collect();
        let mut name = Name::of(&[label]);
        name.extend(&verb, true);
        return Some(vec![Draft { counts: true, ..Draft::of(item, name) }]);
    }
    let again = done_again(item, around, &tail);
    if tail.is_empty() && !names_itself(item) && again.is_none() {
        return None;
    }
    if let Some(again) = again {
        name = again.name.clone();
    } else if lead.subject.is_empty() && tail.is_empty() {
        name = labelled(item, around, name);
    } else if let Some(label) = lead.label.filter(|_| lead.scope) {
        name.pieces.insert(0, (label, false));
    }
    if again.is_none() {
        name.extend(&tail, true);
    }
    if name.is_empty() {
        return None;
    }
    let mut draft = Draft::of(item, name);
    // `mỗi phụ nữ có bình quân 2,1 con` is a level.
    draft.counts = if lead.link == Some(Verb::Has) { lead.each && !lead.mean } else { !is_share(item) };
    draft.unit = super::value_first::unknown_noun(item, around.text).or(draft.unit);
    Some(vec![draft])
}

/// Whether a label opens with the words behind the number, and says more: `Thôn, bản kiểu mẫu` with `320 | thôn, bản`.
fn opens_with_noun(label: Span, tail: &[Span], around: &Around<'_>) -> bool {
    let label = folded(label.of(around.text));
    let counted = folded(&Name::of(tail).words(around.text));
    let named = label.strip_prefix("số ");
    // `Số bác sĩ được đào tạo: năm 2025 có | 45 người`
    let people = named.is_some() && counted == "người";
    let rest = named.unwrap_or(&label).strip_prefix(counted.as_str());
    !counted.is_empty() && (people || rest.is_some_and(|rest| rest.starts_with(' ')))
}

fn class(item: &Item<'_>) -> Option<UnitClass> {
    item.measure.unit.as_ref().map(|u| u.class)
}

fn is_share(item: &Item<'_>) -> bool {
    class(item) == Some(UnitClass::Percent)
}

/// Whether nothing but nouns stands behind the commas of its tail: `thu gom 95% chai lọ, bao bì thuốc sau sử dụng và tái chế 30% …`.
fn lists_nouns(item: &Item<'_>) -> bool {
    let parts = item.tail.windows(2).filter(|pair| pair[0].kind == PartKind::Comma);
    parts.into_iter().all(|pair| pair[1].kind == PartKind::Words && !pair[1].head)
}

/// Whether its unit says what is counted: a noun, `ha`, `đồng`.
fn names_itself(item: &Item<'_>) -> bool {
    item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some())
        || matches!(class(item), Some(UnitClass::Physical | UnitClass::Money))
}

/// The verb of the item before, under which this one only goes on: `xây dựng 10 cầu, | 5 cống`.
fn listed_under(item: &Item<'_>, around: &Around<'_>) -> Option<Name> {
    let lead = &item.lead;
    let governs =
        |k: &&Known| k.same_sentence && (k.rule == RULE.name || k.link == Some(Verb::Share) && !k.tail.is_empty());
    // `Đưa ra khỏi danh sách 26 xã và | 120 thôn`
    let joined = |k: &&Known| {
        let other =
            item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some() && k.unit.as_deref() != Some(&u.written));
        let plain = k.rule == super::indicator_first::RULE.name && k.link.is_none() && k.label.is_none();
        k.same_sentence
            && plain
            && other
            && k.class == class(item)
            && tail_words(item, false).is_empty()
            && lead.time.is_none()
    };
    if let Some(before) = around.before.filter(joined) {
        return (!before.subject.is_empty()).then(|| before.subject.clone());
    }
    let before = around.before.filter(governs)?;
    if lead.goal && !before.subject.is_empty() && lead.time.is_some() {
        return None;
    }
    // `lập bản đồ cho 100% diện tích, 95% hồ sơ được số hóa`: a share with a predicate is no object of the verb.
    if is_share(item) && predicate_at(item).is_some() {
        return None;
    }
    // `450 cơ sở lưu trú với | 11.000 phòng`
    let name = if ends_in_with(&before.name, around.text) { &before.name } else { &before.subject };
    (!name.is_empty()).then(|| name.clone())
}

/// The name where the verb stands further left: `đào tạo nghề cho 5.000 lao động`, `Mỗi xã xây dựng … ít nhất 20%`.
fn behind_its_verb(item: &Item<'_>, around: &Around<'_>) -> Option<Name> {
    // `Hỗ trợ đất ở cho 320 hộ, nhà ở cho 1.486 hộ`: the verb of the first governs the list.
    let listed = super::indicator_first::serves(item, around.text);
    let governor = around.before.filter(|k| listed && k.same_sentence && k.rule == RULE.name);
    let lead = &item.lead;
    if narrows_noun(item, listed && words_in(&lead.subject, around.text) <= SERVED) {
        return None;
    }
    let opened = opens_as_clause(item, around.text) || lead.act.is_some() || lead.goal;
    if !opened && governor.is_none() && !item.measure.bound && !is_share(item) {
        return None;
    }
    let verb = governor.filter(|_| lead.act.is_none()).and_then(|k| k.first);
    let mut name = Name::of(verb.as_slice());
    name.extend(&lead.subject, true);
    Some(name)
}

/// Whether the number only narrows the noun before it; `served`: an action is done for so many.
fn narrows_noun(item: &Item<'_>, served: bool) -> bool {
    let (lead, measure) = (&item.lead, item.measure);
    if is_share(item) {
        return false;
    }
    let bound = measure.bound.then_some(measure.value.operator);
    // `tích hợp dữ liệu của ít nhất 8 lĩnh vực`, not `tại 8 xã`
    let placed = lead.preposition && bound != Some(Operator::AtLeast);
    // `xây dựng tủ sách ở các xã trên 5.000 dân`, but `bố trí dân cư cho trên 5.000 hộ`
    let sized = !lead.head && !served && matches!(bound, Some(Operator::Above | Operator::Below));
    // `nhóm từ 30 hộ trở lên`
    measure.onward || placed || sized
}

/// `Nhân giống 200 con bò`: a short clause of no table before what is counted, at the very beginning.
fn opens_as_clause(item: &Item<'_>, text: &str) -> bool {
    let lead = &item.lead;
    let short = (2..=3).contains(&words_in(&lead.subject, text));
    let counts_things = item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some() || u.class == UnitClass::Physical);
    item.first && short && counts_things && !lead.past && !lead.head
}

/// What was done before with the same verb, where the number has no words of its own: `Trồng rừng tập trung 9.000 ha/năm. Cụ thể:
/// năm 2026 trồng 9.500 ha`, `tổ chức đào tạo nghề cho 18.400 lao động. Cụ thể: năm 2026 đào tạo 4.300 người`.
fn done_again<'a>(item: &Item<'_>, around: &Around<'a>, tail: &[Span]) -> Option<&'a Known> {
    let lead = &item.lead;
    let said = |s: Span| folded(s.of(around.text));
    let people = |s: &Span| said(*s) == "người";
    // Without a verb there is nothing to be done again.
    if lead.link.is_none() || !lead.subject.is_empty() || !tail.iter().all(people) {
        return None;
    }
    let verb = said(lead.link_span);
    let opens_so = |k: &Known| {
        let words = folded(&k.name.words(around.text));
        words.strip_prefix("tổ chức ").unwrap_or(&words).starts_with(&verb)
    };
    around.before.filter(|k| k.class == class(item) && opens_so(k))
}

/// The name where the verb alone does not say what is done: `Trồng rừng từng năm: năm 2026 trồng 2.900 ha`.
fn labelled(item: &Item<'_>, around: &Around<'_>, mut name: Name) -> Name {
    let carried = around.before.filter(|k| k.same_sentence).and_then(|k| k.label);
    if let Some(label) = item.lead.label.or(carried) {
        name.pieces.insert(0, (label, false));
    }
    name
}
