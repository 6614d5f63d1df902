//! From one level to another: `giảm từ 5,2% xuống dưới 3%` → baseline 5.2 %, target `<` 3 %.

use super::{Around, Rule};
use crate::grammar::clause::{Part, PartKind};
use crate::grammar::completion::complete;
use crate::grammar::draft::{Draft, Name, noun_and_tail};
use crate::grammar::item::Item;
use crate::lexicon::words::Verb;
use crate::value::Kind;

/// The rule.
pub const RULE: Rule = Rule {
    name: "from-to",
    example: "Giảm tỷ lệ hộ nghèo từ 5,2% xuống dưới 3%.",
    doc: "từ, a number, a verb of motion, a number: the first is the baseline and is read here, the second a level that the \
          rules of levels read. The time of the clause is the target's; the baseline has one only when its own is stated. \
          `từ A đến B` is a range unless B is below A.",
    read,
};

fn read(item: &Item<'_>, around: &Around<'_>) -> Option<Vec<Draft>> {
    // `từ vị trí thứ 41 lên vị trí thứ 30`: places are the next rule's.
    if item.rank.is_some() {
        return None;
    }
    // `Giảm từ 15 xuống còn 7 ngày thời gian cấp phép`: named behind the far end.
    // `Giảm từ 24 xã khu vực III xuống còn 9 xã`: what is counted is the name of both.
    let counted = item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some());
    // `từ 40% năm 2025 lên 60% năm 2030 hộ gia đình …`: without a verb of change only the noun behind can be meant.
    let plain = item.measure.is_percent() && item.lead.change.is_none();
    let noun = |p: &Part| p.head || plain && p.kind == PartKind::Words && !p.zone;
    let noun_behind = item.tail.iter().find(|p| p.time().is_none()).is_some_and(noun);
    let behind = item.lead.subject.is_empty() && (counted || noun_behind);
    let near = around.before.filter(|k| k.rule == RULE.name && k.same_sentence && k.subject.is_empty());
    let far = behind && item.lead.link == Some(Verb::To) && near.is_some();
    if !far && item.lead.link != Some(Verb::From) {
        return None;
    }
    // `Số trẻ em bị đuối nước giảm 12%/năm. Đến năm 2030, giảm từ 31 trẻ em …`: the bare noun is short for what was said.
    let bare = counted && item.lead.subject.is_empty() && item.tail.is_empty();
    let noun = item.measure.unit.as_ref().and_then(|u| u.noun).map(|n| n.of(around.text));
    let said = |k: &&super::Known| {
        let opening = k.subject.pieces.first().map(|(s, _)| s.of(around.text).to_lowercase());
        bare && opening.zip(noun).is_some_and(|(words, noun)| words.starts_with(&format!("số {noun} ")))
    };
    let short_for = around.before.filter(said).filter(|_| item.lead.link == Some(Verb::From));
    let mut name = match near.filter(|_| far && counted) {
        Some(near) => near.name.clone(),
        None if behind => Name::of(&noun_and_tail(item, true)),
        None => Name::of(&item.lead.subject),
    };
    if let Some(known) = short_for {
        name = known.subject.clone();
    } else if let Some(taken) = complete(item, around, &item.lead.subject) {
        // `… các KCN từ 62% lên 80%; các CCN từ 58% lên 75%`
        name = taken.around(&item.lead.subject);
    } else if name.is_empty() && !behind {
        // `Thời gian chờ khám giảm 30%, từ 60 phút xuống còn 42 phút`
        name = around.before.filter(|k| k.same_sentence).map(|k| k.subject.clone()).unwrap_or_default();
    }
    if far {
        return Some(vec![Draft::of(item, name)]);
    }
    if name.is_empty() {
        return None;
    }
    let mut draft = Draft::of(item, name);
    draft.kind = Kind::Baseline;
    draft.timeless = item.lead.time.is_none();
    draft.change = None;
    Some(vec![draft])
}
