//! The indicator, a verb, the number: `Tỷ lệ hộ nghèo giảm còn 3%` → `Tỷ lệ hộ nghèo`, 3 %.

use super::{Around, Rule};
use crate::grammar::draft::{Draft, Name, tail_words};
use crate::grammar::item::Item;
use crate::grammar::{lex, measure};
use crate::lexicon::Words;
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
    // `Chỉ tiêu 2: 100% tổ chức …`: the label names no quantity, the noun behind the number does.
    if lead.colon && !lead.head && super::value_first::named_behind(item) {
        return None;
    }
    let percent = unit.is_some_and(|u| matches!(u.class, UnitClass::Percent | UnitClass::Points));
    let reached = match lead.link {
        Some(Verb::Reach | Verb::Share | Verb::To | Verb::Keep | Verb::Growth | Verb::Decline) => true,
        Some(Verb::Raise) => false,
        // `Tỷ lệ A trên 50%`, `Tỷ lệ A: 50%`, `Diện tích rừng 450.000 ha`.
        None => {
            let measured =
                unit.is_some_and(|u| !matches!(u.class, UnitClass::Count | UnitClass::Person | UnitClass::Duration));
            let counted_last = lead.head && item.tail.is_empty() && unit.is_some();
            lead.head && (percent || measured || item.measure.bound)
                || counted_last && !lead.preposition
                || percent && (item.measure.bound || lead.operator.is_some())
                || lead.amount
                || lead.keep
                || listed(item, around)
        }
        _ => lead.growth || lead.amount,
    };
    let bounded = (lead.head || lead.zone) && item.measure.bound;
    if !reached || unit.is_some_and(|u| u.class == UnitClass::Duration) && lead.link.is_none() && !bounded {
        return None;
    }
    // `100 xã, phường đạt 80%`: nothing to do here; `đạt chuẩn` never comes as a link.
    let tail = base(item);
    if let (Some(Verb::Share), false) = (lead.link, tail.is_empty()) {
        subject.push(lead.link_span);
    }
    if let Some(label) = lead.label
        && (lead.scope || label_names(label, around.text) && !lead.head)
    {
        subject.insert(0, label);
    }
    let mut name = Name::default();
    if let Some(prefix) = prefix(item, around, &subject) {
        name.extend(&prefix, false);
        name.extend(&subject, true);
    } else {
        name.extend(&subject, false);
    }
    name.extend(&tail, true);
    let mut draft = Draft::of(item, name);
    draft.counts = lead.link.is_none() && countable(unit.map(|u| u.class)) && !lead.head;
    // `lên 620 camera`: a noun no table has.
    let integer = item.measure.value.number().is_some_and(|n| n.scale() == 0);
    if draft.unit.is_none() && lead.head && lead.link == Some(Verb::To) && integer {
        draft.unit = super::value_first::unknown_noun(item, around.text);
    }
    if let Some(rate) = rate_of_subject(item, around.text) {
        draft.unit = Some(rate);
    }
    Some(vec![draft])
}

/// A further item of a list of named values: `nhà trẻ đạt 30%, mẫu giáo 95%`.
fn listed(item: &Item<'_>, around: &Around<'_>) -> bool {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let same = |k: &super::Known| k.same_sentence && (k.class == class || countable(k.class) && countable(class));
    class.is_some()
        && !item.lead.preposition
        && (around.before.is_some_and(same) || item.breakdown || item.lead.label.is_some() && item.lead.act.is_none())
}

fn countable(class: Option<UnitClass>) -> bool {
    matches!(class, Some(UnitClass::Count | UnitClass::Physical | UnitClass::Person))
}

/// What an item that does not say what is measured takes from the items before: the label of the list, or the words
/// that its own words replace (`tỷ lệ huy động | trẻ nhà trẻ` … `trẻ mẫu giáo`).
fn prefix(item: &Item<'_>, around: &Around<'_>, subject: &[Span]) -> Option<Vec<Span>> {
    let lead = &item.lead;
    if lead.head && !lead.zone || lead.label.is_some() {
        return None;
    }
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let percent = class == Some(UnitClass::Percent);
    // `tỷ lệ lao động qua đào tạo đạt 73%, trong đó có bằng cấp từ 27,5%`
    let part = item.breakdown && (lead.zone || lead.link.is_none() && percent);
    let before = around.before.filter(|k| (k.same_sentence || part) && k.rule != "from-to")?;
    if let Some(label) = before.label.filter(|l| label_names(*l, around.text)) {
        return Some(vec![label]);
    }
    let comparable = before.class == class || countable(before.class) && countable(class);
    if !comparable || !lead.zone && !matches!(lead.link, None | Some(Verb::To)) {
        return None;
    }
    if !before.root.is_empty() {
        return Some(before.root.clone());
    }
    let first_word = subject.first()?.of(around.text).split(' ').next()?;
    let known = before.subject.pieces.first()?.0;
    let words = known.of(around.text);
    let cut = words.match_indices(first_word).map(|(at, _)| at).find(|at| *at > 0 && words[..*at].ends_with(' '));
    let end = match cut {
        Some(at) => known.start + words[..at].trim_end().len() as u32,
        None if lead.zone || part => known.end,
        None => before.first.filter(|f| known.contains(*f) && f.end < known.end)?.end,
    };
    Some(vec![Span { start: known.start, end }])
}

/// `Số bác sĩ trên vạn dân đạt 10 bác sĩ`: the base of the rate stands in the subject.
fn rate_of_subject(item: &Item<'_>, text: &str) -> Option<String> {
    let unit = item.measure.unit.as_ref()?;
    if unit.noun.is_none() || unit.written.contains('/') {
        return None;
    }
    let words = Words::built_in();
    item.lead.subject.iter().find_map(|span| {
        let subject = span.of(text);
        let atoms = lex::lex(subject, &words);
        (0..atoms.len()).find_map(|at| {
            let (found, _) = measure::unit(subject, &atoms, at, &words)?;
            let (noun, _) = found.written.split_once('/')?;
            (noun.starts_with(&unit.written) || unit.written.starts_with(noun))
                .then(|| found.written.replacen(noun, &unit.written, 1))
        })
    })
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
