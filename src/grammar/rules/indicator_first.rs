//! The indicator, a verb, the number: `Tỷ lệ hộ nghèo giảm còn 3%` → `Tỷ lệ hộ nghèo`, 3 %.

use super::{Around, Known, Rule};
use crate::grammar::clause::{Part, PartKind};
use crate::grammar::completion::{
    anaphor, complete, countable, ends_in_with, goes_on_growing, names_parts, of_what, project,
};
use crate::grammar::draft::{Draft, Name, noun_and_tail, tail_words, words_in};
use crate::grammar::item::{self, Item};
use crate::grammar::lex;
use crate::lexicon::Words;
use crate::lexicon::places::names_area;
use crate::lexicon::words::{UnitClass, Verb};
use crate::span::Span;
use crate::value::{Change, Operator};

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
    let unit = item.measure.unit.as_ref();
    let mut subject = subject(item, around)?;
    // `Chỉ tiêu 2: 100% tổ chức …`: the label names no quantity, the noun behind the number does.
    if super::value_first::labels(item, around.text) || !stated(item, around) {
        return None;
    }
    // `nhà ở cho | 1.486 hộ`: for whom something is done.
    if around.before.is_some_and(|k| k.same_sentence && k.rule == super::verb_count::RULE.name)
        && serves(item, around.text)
    {
        return None;
    }
    // `Toàn tỉnh đạt | 30 giường bệnh/vạn dân`: all of a place names nothing, what is counted does.
    let counted = unit.is_some_and(|u| u.noun.is_some());
    // `sắp xếp còn | 96 đơn vị hành chính cấp xã`: so does an action.
    let alone = subject.len() == 1 && lead.first == subject.first().copied();
    let done = lead.act.is_some() && lead.link == Some(Verb::To);
    let place = counted && alone && (lead.whole || done);
    // `Mỗi trường duy trì | ít nhất 02 câu lạc bộ bơi`: what each of them keeps.
    let kept = counted && lead.each && lead.link == Some(Verb::Keep);
    if kept {
        subject.push(lead.link_span);
    }
    let mut tail = if place || kept { noun_and_tail(item, true) } else { base(item) };
    let noun = super::value_first::unknown_noun(item, around.text);
    let open = unit.is_some_and(|u| u.is_open());
    // `Số tín chỉ phát hành đạt 1,5 triệu | tín chỉ`: of no table, and yet only what is counted.
    if open && noun.is_some() && words_in(&tail, around.text) <= super::value_first::NOUN {
        tail.clear();
    }
    if let (Some(Verb::Share), false) = (lead.link, tail.is_empty()) {
        subject.push(lead.link_span);
    }
    let mut opened = None;
    if let Some(label) = lead.label
        && (lead.scope || names_parts(lead.zone, label, around.text) && !lead.head)
    {
        subject.insert(0, label);
        opened = lead.label_change.filter(|_| by_so_much(item));
    }
    let (mut name, carried) = named(item, around, &subject);
    // `Huyện Trạm Tấu: đàn trâu 9.000 con, đàn bò 4.000 con`: the area is of all that is said of it.
    let area = lead.label.or(around.before.filter(|k| k.same_sentence).and_then(|k| k.label));
    if let Some(area) = area.filter(|l| names_area(l.of(around.text)) && name.pieces.iter().all(|(s, _)| s != l)) {
        let own = name.pieces.drain(..).enumerate().map(|(n, (span, gap))| (span, gap || n == 0));
        name.pieces = std::iter::once((area, false)).chain(own).collect();
    }
    name.extend(&tail, true);
    let mut draft = Draft::of(item, name);
    draft.change = draft.change.or(opened);
    // `Nâng thứ hạng PCI lên | 3 bậc`: by so many places.
    let places = lead.raise && lead.link == Some(Verb::To) && unit.is_some_and(|u| u.class == UnitClass::Rank);
    draft.change = draft.change.or(carried).or(places.then_some(Change::Increase));
    let lasts = unit.is_some_and(|u| u.class == UnitClass::Duration) && !item.measure.bound && lead.link.is_none();
    let unlinked = matches!(lead.link, None | Some(Verb::Keep));
    draft.counts = lasts || unlinked && countable(unit.map(|u| u.class)) && !lead.head;
    // `lên 620 camera`: a noun no table has.
    let integer = item.measure.value.number().is_some_and(|n| n.scale() == 0);
    if open || draft.unit.is_none() && lead.head && lead.link == Some(Verb::To) && integer {
        // `Tổng đàn gia cầm 15 triệu con, trong đó gà 12 triệu`
        let magnitude = unit.map_or("", |u| &u.written);
        let known = around.before.and_then(|k| k.unit.as_deref()).filter(|u| u.split(' ').next() == Some(magnitude));
        draft.unit = noun.or(known.map(str::to_owned)).or(draft.unit);
    }
    if let Some(rate) = rate_of_subject(item, around.text) {
        draft.unit = Some(rate);
    }
    if draft.unit.is_none() && integer && item.measure.out_of.is_none() {
        draft.unit = counted_in_subject(item, around.text);
    }
    Some(vec![draft])
}

/// The words that name what is measured, a verb among them when it belongs to the name; `None` where there are none.
fn subject(item: &Item<'_>, around: &Around<'_>) -> Option<Vec<Span>> {
    let mut subject = item.lead.subject.clone();
    let verbal = if subject.is_empty() { is_named_by_verb(item, around) } else { ends_in_verb(item, around) };
    if verbal {
        subject.push(item.lead.link_span);
    }
    (!subject.is_empty()).then_some(subject)
}

/// A part that nothing but a verb names.
fn is_named_by_verb(item: &Item<'_>, around: &Around<'_>) -> bool {
    let unit = item.measure.unit.as_ref();
    // `lao động qua đào tạo 72%, trong đó đào tạo nghề 57,5%`
    let share = item.tail.is_empty() && unit.is_some_and(|u| u.class == UnitClass::Percent);
    // `Cơ cấu kinh tế: nông nghiệp 12%, xây dựng 40%`
    let labelled = |k: &Known| k.same_sentence && k.label.is_some() && k.class == Some(UnitClass::Percent);
    // `Thời gian thông quan hàng nhập khẩu không quá 36 giờ và xuất khẩu không quá 24 giờ`
    let alike = |k: &Known| {
        (k.same_sentence || item.breakdown)
            && k.rule == RULE.name
            && tail_words(item, false).is_empty()
            && k.unit.as_deref() == unit.map(|u| u.written.as_str())
    };
    let part = share && (item.breakdown || around.before.is_some_and(labelled))
        || unit.is_some_and(|u| u.noun.is_none()) && around.before.is_some_and(alike);
    part && item.lead.link == Some(Verb::Act)
}

/// The verb before the number belongs to the name, for nothing is done to a share or a bound: `công nghiệp - xây dựng 45%`,
/// `Tỷ lệ hồ sơ được xử lý 95%`, `Thời gian tiếp nhận không quá 15 phút`.
fn ends_in_verb(item: &Item<'_>, around: &Around<'_>) -> bool {
    let lead = &item.lead;
    let share = measured(item) && (lead.head || percent(item) && (lead.passive || listed(item, around)));
    lead.link == Some(Verb::Act) && (share || lead.head && item.measure.bound)
}

/// A share, or an amount of percentage points.
fn percent(item: &Item<'_>) -> bool {
    item.measure.unit.as_ref().is_some_and(|u| matches!(u.class, UnitClass::Percent | UnitClass::Points))
}

/// Whether the words before the number and it make a statement.
fn stated(item: &Item<'_>, around: &Around<'_>) -> bool {
    let lead = &item.lead;
    let unit = item.measure.unit.as_ref();
    let reached = match lead.link {
        Some(Verb::Reach | Verb::Share | Verb::To | Verb::Keep | Verb::Growth | Verb::Decline) => true,
        Some(Verb::Raise) => false,
        Some(Verb::Act) if lead.subject.is_empty() || ends_in_verb(item, around) => true,
        // `Tỷ lệ A trên 50%`, `Tỷ lệ A: 50%`, `Diện tích rừng 450.000 ha`.
        None => {
            // `Tổng đàn lợn 780 nghìn con (không tính lợn sữa)`
            let silent = |p: &Part| item::functional(p) || matches!(p.kind, PartKind::Bracket(_));
            let counted_last = lead.head && item.tail.iter().all(silent) && unit.is_some();
            // `ngày lưu trú bình quân 2,2 ngày/khách`
            let mean = lead.mean && unit.is_some_and(|u| u.written.contains('/'));
            lead.head && (percent(item) || measured(item) || item.measure.bound)
                || counted_last && !lead.preposition
                || percent(item) && (item.measure.bound || lead.operator.is_some())
                || lead.amount
                || lead.keep
                || mean
                || listed(item, around)
                || opens_list(item)
                || stands_alone(item)
        }
        _ => lead.growth || lead.amount,
    };
    // `mỗi huyện có ít nhất 02 hợp tác xã`: what is there is counted.
    let there = lead.link == Some(Verb::Has) && lead.each && unit.is_some_and(|u| u.noun.is_some());
    let bounds = lead.head || lead.zone || listed(item, around) || unit.is_some() && states_bound(item);
    let bounded = item.measure.bound && bounds && !there;
    // A time that something takes says so by its name, a verb or a bound.
    let duration = unit.is_some_and(|u| u.class == UnitClass::Duration);
    let lasts = lead.head && item.tail.is_empty();
    let mere = duration && (lead.colon && !lead.head || lead.link.is_none() && !bounded && !lasts);
    (reached || bounded) && !mere
}

/// The name with what it takes from the items before, and the change that holds on with it.
fn named(item: &Item<'_>, around: &Around<'_>, subject: &[Span]) -> (Name, Option<Change>) {
    let lead = &item.lead;
    // The far end of a motion is of what the near end is of.
    let near = |k: &&Known| {
        k.rule == super::from_to::RULE.name
            && lead.link == Some(Verb::To)
            && k.subject.pieces.iter().map(|(s, _)| s).eq(subject)
    };
    if let Some(near) = around.before.filter(near) {
        return (near.name.clone(), None);
    }
    if let Some((before, rest)) = anaphor(around, subject) {
        let mut name = before.clone();
        name.extend(&[rest], true);
        name.extend(&subject[1..], false);
        return (name, None);
    }
    if let Some(project) = project(item, around) {
        let mut name = project.clone();
        name.extend(subject, !ends_in_with(project, around.text));
        return (name, None);
    }
    // `Chỉ số PAR INDEX thuộc nhóm 20, điểm số đạt 85 điểm`: the points of what has the place.
    let points = item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Score);
    let ranked = |k: &&Known| points && k.same_sentence && k.rule == super::rank::RULE.name;
    if let Some(before) = around.before.filter(ranked).filter(|_| words_in(subject, around.text) <= 2) {
        let mut name = before.name.clone();
        name.extend(subject, false);
        return (name, None);
    }
    let Some(taken) = complete(item, around, subject) else {
        let mut name = of_what(item, around, subject).map_or_else(Name::default, |of| Name::of(&of));
        name.extend(subject, !name.is_empty());
        return (name, None);
    };
    let mut name = taken.around(subject);
    let known = around.before.map_or(&[][..], |k| &k.name.pieces);
    for (span, gap) in name.pieces.iter_mut().take(taken.ahead.len()) {
        *gap = known.iter().any(|(s, g)| s == span && *g);
    }
    // `Giảm số vụ trên quốc lộ 6%, trên đường tỉnh 5%`
    let goes_on = |k: &&Known| {
        let listed = k.same_list && k.label.is_some() && by_so_much(item);
        let same = k.same_sentence && lead.link.is_none()
            || item.breakdown && lead.colon
            || goes_on_growing(item, k)
            || listed;
        same && k.class == item.measure.unit.as_ref().map(|u| u.class)
    };
    (name, around.before.filter(goes_on).and_then(|k| k.change))
}

/// Whether a share under `Giảm mức tiêu hao điện: ngành thép | 5%` is by how much, not to what: no verb, no bound from above.
fn by_so_much(item: &Item<'_>) -> bool {
    let bounded = matches!(item.measure.value.operator, Operator::Below | Operator::AtMost);
    item.lead.link.is_none() && item.measure.is_percent() && !bounded && item.lead.operator.is_none()
}

/// Whether the words say for whom something is done: `nhà ở cho | 1.486 hộ`.
pub fn serves(item: &Item<'_>, text: &str) -> bool {
    let served = item.lead.subject.last().is_some_and(|s| s.of(text).ends_with(" cho"));
    served && item.lead.link.is_none() && item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some())
}

/// Whether the number measures: it counts no things, people or days.
fn measured(item: &Item<'_>) -> bool {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    class.is_some_and(|c| !matches!(c, UnitClass::Count | UnitClass::Person | UnitClass::Duration))
}

/// `Chênh lệch thu nhập giữa hai vùng không quá 1,6 lần`: a whole clause of words, then a bound, and nothing behind it. What
/// an action is done to, and what something has, is narrowed by such a bound: `rà soát các dự án có quy mô trên 5 ha`.
fn states_bound(item: &Item<'_>) -> bool {
    let lead = &item.lead;
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let silent = item.tail.iter().all(|p| item::functional(p) || p.separates());
    lead.link.is_none()
        && lead.act.is_none()
        && !lead.owns
        && !lead.negated
        && !lead.preposition
        && item.first
        && silent
        && !matches!(class, Some(UnitClass::Count | UnitClass::Person | UnitClass::Duration))
}

/// The first of a list of named counts: `Nhà ở tại thành phố A 9.200 căn, thành phố B 6.100 căn`.
fn opens_list(item: &Item<'_>) -> bool {
    let lead = &item.lead;
    let counts = item.measure.unit.as_ref().is_some_and(|u| u.noun.is_some()) && !item.measure.bound;
    let plain = lead.act.is_none() && !lead.owns && !lead.preposition && !lead.list && !lead.past;
    item.first && item.listed && item.tail.is_empty() && counts && plain
}

/// Words and an amount, and nothing else: `Rau ứng dụng công nghệ cao 2.000 ha (huyện A 800 ha)`.
fn stands_alone(item: &Item<'_>) -> bool {
    let lead = &item.lead;
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let physical = class == Some(UnitClass::Physical) && !item.measure.bound;
    // `Hộ dân được dùng nước hợp vệ sinh 97,5%`: who it is said of, and what of them.
    let share = class == Some(UnitClass::Percent) && lead.suffers;
    let silent =
        item.tail.iter().all(|p| item::functional(p) || matches!(p.kind, PartKind::Bracket(_) | PartKind::Comma));
    let plain = lead.act.is_none() && !lead.owns && !lead.preposition && !lead.list && !lead.past && !lead.defines;
    item.first && (physical || share) && silent && plain
}

/// A further item of a list of named values: `nhà trẻ đạt 30%, mẫu giáo 95%`.
fn listed(item: &Item<'_>, around: &Around<'_>) -> bool {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let written = item.measure.unit.as_ref().map(|u| u.written.as_str());
    // `Diện tích đất trồng lúa 147.500 ha; đất khu công nghiệp 9.200 ha`
    let amount = matches!(class, Some(UnitClass::Physical | UnitClass::Money));
    // `xuất khẩu đạt 1,2 tỷ USD …; nhập khẩu 600 triệu USD`
    let money = |k: &Known| class == Some(UnitClass::Money) && k.class == class;
    let measured = |k: &Known| amount && k.rule == RULE.name && (k.unit.as_deref() == written || money(k));
    // `Quy mô đàn: trâu 50 nghìn con; bò 120 nghìn con`
    let thing = |unit: &str| unit.rsplit(' ').next().map(str::to_owned);
    let labelled = |k: &Known| k.label.is_some() && k.unit.as_deref().and_then(thing) == written.and_then(thing);
    // `Tỷ lệ mắc sởi dưới 5/100.000 dân; ho gà dưới 1/100.000 dân`
    let rate = |k: &Known| written.is_some_and(|u| u.starts_with('/')) && k.unit.as_deref() == written;
    let list = |k: &Known| class == Some(UnitClass::Percent) || measured(k) || labelled(k) || rate(k);
    let same = |k: &Known| {
        (k.same_sentence || k.same_list && list(k)) && (k.class == class || countable(k.class) && countable(class))
    };
    class.is_some()
        && !item.lead.preposition
        && (around.before.is_some_and(same)
            || around.earlier.iter().any(|k| k.same_list && measured(k))
            || item.breakdown
            || item.lead.label.is_some() && item.lead.act.is_none())
}

/// `Số bác sĩ trên vạn dân đạt 10 bác sĩ`: the base of the rate stands in the subject.
fn rate_of_subject(item: &Item<'_>, text: &str) -> Option<String> {
    let unit = item.measure.unit.as_ref();
    if unit.is_some_and(|u| u.noun.is_none() || u.written.contains('/')) || unit.is_none() && !item.lead.head {
        return None;
    }
    let words = Words::built_in();
    item.lead.subject.iter().find_map(|span| {
        let subject = span.of(text);
        // A rate says so by a slash or `trên`.
        if !subject.contains('/') && !subject.contains("trên") {
            return None;
        }
        let atoms = lex::lex(subject, &words);
        (0..atoms.len()).find_map(|at| {
            let (found, _) = crate::grammar::unit::unit(subject, &atoms, at, &words)?;
            let (noun, _) = found.written.split_once('/')?;
            // `số bác sĩ trên 10.000 dân đạt tối thiểu 15`
            let Some(unit) = unit else { return Some(found.written.clone()) };
            (noun.starts_with(&unit.written) || unit.written.starts_with(noun))
                .then(|| found.written.replacen(noun, &unit.written, 1))
        })
    })
}

/// The noun that a sum counts: `nâng tổng số | di tích lên 64`.
fn counted_in_subject(item: &Item<'_>, text: &str) -> Option<String> {
    let subject = item.lead.subject.first()?.of(text);
    let small = subject.to_lowercase();
    let counts = ["tổng số ", "số lượng ", "số "].into_iter().find(|words| small.starts_with(words))?;
    let counted = subject.get(counts.len()..)?;
    let words = Words::built_in();
    let (found, _) = crate::grammar::unit::unit(counted, &lex::lex(counted, &words), 0, &words)?;
    found.noun.map(|_| if found.class == UnitClass::Person { "người".to_owned() } else { found.written })
}

/// What stands behind the number and belongs to the name: percent of what, place, group.
fn base(item: &Item<'_>) -> Vec<Span> {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    match class {
        Some(UnitClass::Times) => Vec::new(),
        // `lên 55% và ổn định đến năm 2030`
        _ if item.tail.first().is_some_and(|p| p.kind == PartKind::And) => Vec::new(),
        _ => tail_words(item, false),
    }
}
