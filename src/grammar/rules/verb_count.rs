//! An action and a count: `Xây dựng 05 mô hình nông nghiệp hữu cơ` → `Xây dựng … mô hình nông nghiệp hữu cơ`, 5 `mô hình`.

use super::{Around, Rule};
use crate::grammar::completion::ends_in_with;
use crate::grammar::draft::{Draft, Name, noun_and_tail, words_in};
use crate::grammar::item::Item;
use crate::lexicon::words::{UnitClass, Verb};
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
    let unit = item.measure.unit.as_ref();
    if unit.is_some_and(|u| u.class == UnitClass::Duration) {
        return None;
    }
    let percent = unit.is_some_and(|u| u.class == UnitClass::Percent);
    let mut name = Name::default();
    let mut counts = !percent;
    if lead.subject.is_empty() && lead.link.is_none() {
        // A list under the verb of the item before.
        let before = around.before.filter(|k| {
            k.same_sentence && (k.rule == RULE.name || k.link == Some(Verb::Share) && !k.tail.is_empty())
        })?;
        if lead.goal && !before.subject.is_empty() && lead.time.is_some() {
            return None;
        }
        // `lập bản đồ cho 100% diện tích, 95% hồ sơ được số hóa`: a share with a predicate is no object of the verb.
        if percent && crate::grammar::sharing::predicate_at(item).is_some() {
            return None;
        }
        // `450 cơ sở lưu trú với | 11.000 phòng`
        name = if ends_in_with(&before.name, around.text) { before.name.clone() } else { before.subject.clone() };
        if name.is_empty() {
            return None;
        }
    } else {
        match lead.link {
            Some(Verb::Act | Verb::Share) => {
                name.extend(&lead.subject, false);
                name.extend(&[lead.link_span], false);
            }
            Some(Verb::Has) => {
                counts = lead.each;
                // `sàn giao dịch có 300 gian hàng, đến năm 2025 có 500 gian hàng`
                let owner = around.before.filter(|k| k.same_sentence && k.link == lead.link && lead.subject.is_empty());
                name = owner.map(|k| k.subject.clone()).unwrap_or_default();
                name.extend(&lead.subject, false);
            }
            Some(Verb::Raise) => name.extend(&lead.subject, false),
            Some(_) => return None,
            None => {
                // The verb stands further left: `đào tạo nghề cho 5.000 lao động`, `Mỗi xã xây dựng … ít nhất 20%`.
                // `nhóm từ 30 hộ trở lên` narrows the noun; it is no count.
                if item.measure.onward && !percent {
                    return None;
                }
                // `tích hợp dữ liệu của ít nhất 8 lĩnh vực`, not `tại 8 xã`
                let least = item.measure.bound && item.measure.value.operator == Operator::AtLeast;
                if lead.preposition && !percent && !least {
                    return None;
                }
                // `Hỗ trợ đất ở cho 320 hộ, nhà ở cho 1.486 hộ`: the verb of the first governs the list.
                let listed = super::indicator_first::serves(item, around.text);
                let governor = around.before.filter(|k| listed && k.same_sentence && k.rule == RULE.name);
                if let Some(verb) = governor.filter(|_| lead.act.is_none()).and_then(|k| k.first) {
                    name.extend(&[verb], false);
                }
                // `xây dựng tủ sách ở các xã trên 5.000 dân` narrows the noun, `bố trí dân cư cho trên 5.000 hộ` does not.
                let served = listed && words_in(&lead.subject, around.text) <= SERVED;
                if item.measure.bound
                    && !(percent || lead.head || served)
                    && matches!(item.measure.value.operator, Operator::Above | Operator::Below)
                {
                    return None;
                }
                // `Nhân giống 200 con bò`: a short clause of no table before what is counted, at the very beginning.
                let short = words_in(&lead.subject, around.text);
                let short = (2..=3).contains(&short);
                let counts_things = unit.is_some_and(|u| u.noun.is_some() || u.class == UnitClass::Physical);
                let begins = item.first && short && counts_things && !lead.past && !lead.head;
                let opened =
                    begins || governor.is_some() || lead.act.is_some() || item.measure.bound || percent || lead.goal;
                if !opened {
                    return None;
                }
                let gap = !name.is_empty();
                name.extend(&lead.subject, gap);
            }
        }
    }
    let tail = noun_and_tail(item, item.last);
    if tail.is_empty()
        && unit.is_none_or(|u| u.noun.is_none() && u.class != UnitClass::Physical && u.class != UnitClass::Money)
    {
        return None;
    }
    // `Trồng rừng từng năm: năm 2026 trồng 2.900 ha`: the verb alone does not say what is done.
    let alone = tail.is_empty() && lead.subject.is_empty();
    let carried = around.before.filter(|k| k.same_sentence && alone).and_then(|k| k.label);
    if let Some(label) = lead.label.or(carried)
        && (lead.scope || alone)
    {
        name.pieces.insert(0, (label, false));
    }
    // `Trồng rừng tập trung 9.000 ha/năm. Cụ thể: năm 2026 trồng 9.500 ha`: what was done before with the same verb.
    let again = around.before.filter(|k| {
        let said = |s: crate::span::Span| folded(s.of(around.text));
        alone
            && k.class == unit.map(|u| u.class)
            && k.name.pieces.first().is_some_and(|(s, _)| said(*s).starts_with(&said(lead.link_span)))
    });
    if let Some(again) = again {
        name = again.name.clone();
    }
    name.extend(&tail, true);
    if name.is_empty() {
        return None;
    }
    let mut draft = Draft::of(item, name);
    draft.counts = counts;
    draft.unit = super::value_first::unknown_noun(item, around.text).or(draft.unit);
    Some(vec![draft])
}
