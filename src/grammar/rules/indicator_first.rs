//! The indicator, a verb, the number: `Tỷ lệ hộ nghèo giảm còn 3%` → `Tỷ lệ hộ nghèo`, 3 %.

use super::{Around, Rule};
use crate::grammar::draft::{Draft, Name, tail_words};
use crate::grammar::item::Item;
use crate::lexicon::words::{UnitClass, Verb};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "indicator-first",
    example: "Tỷ lệ dân số tham gia bảo hiểm y tế đạt trên 95% vào năm 2025.",
    doc: "Words that name the indicator, then đạt, là, chiếm, còn, lên, a colon or nothing but a comparator, then the number; \
          a base behind it (`GRDP`, `dân số`) belongs to the name. Refuses a number without unit unless a verb of reaching \
          stands before it, and one that merely follows words (`đề ra 7 giải pháp`).",
    read,
};

fn read(item: &Item<'_>, around: &Around<'_>) -> Option<Vec<Draft>> {
    let lead = &item.lead;
    let mut subject = lead.subject.clone();
    if subject.is_empty() {
        return None;
    }
    let unit = item.measure.unit.as_ref();
    let percent = unit.is_some_and(|u| matches!(u.class, UnitClass::Percent | UnitClass::Points));
    let reached = match lead.link {
        Some(Verb::Reach | Verb::Share | Verb::To | Verb::Keep | Verb::Growth | Verb::Decline) => true,
        Some(Verb::Raise) => false,
        // `Tỷ lệ A trên 50%`, `Tỷ lệ A: 50%`, `Diện tích rừng 450.000 ha`.
        None => {
            let measured =
                unit.is_some_and(|u| !matches!(u.class, UnitClass::Count | UnitClass::Person | UnitClass::Duration));
            lead.head && (percent || measured || item.measure.bound)
                || percent && (item.measure.bound || lead.operator.is_some())
                || lead.amount
                || lead.keep
        }
        _ => lead.growth || lead.amount,
    };
    if !reached || unit.is_some_and(|u| u.class == UnitClass::Duration) && lead.link.is_none() {
        return None;
    }
    // `100 xã, phường đạt 80%`: nothing to do here; `đạt chuẩn` never comes as a link.
    let tail = base(item);
    if let (Some(Verb::Share), false) = (lead.link, tail.is_empty()) {
        subject.push(lead.link_span);
    }
    if let Some(label) = lead.label
        && (lead.scope || !lead.head && label_names(label, around.text))
    {
        subject.insert(0, label);
    }
    let mut name = Name::of(&subject);
    name.extend(&tail, true);
    Some(vec![Draft::of(item, name)])
}

/// A label that names a quantity goes with its parts: `Tỷ lệ huy động trẻ đến trường: nhà trẻ đạt 30%`.
fn label_names(label: Span, text: &str) -> bool {
    crate::grammar::heads(label.of(text))
}

/// What stands behind the number and belongs to the name: percent of what, place, group.
fn base(item: &Item<'_>) -> Vec<Span> {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    match class {
        Some(UnitClass::Times) => Vec::new(),
        _ => tail_words(item, false),
    }
}
