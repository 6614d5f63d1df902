//! The indicator, a verb, the number: `Tỷ lệ hộ nghèo giảm còn 3%` → `Tỷ lệ hộ nghèo`, 3 %.

use super::{Around, Rule};
use crate::grammar::clause::PartKind;
use crate::grammar::draft::{Draft, Name, tail_words};
use crate::grammar::item::{self, Item};
use crate::grammar::lex;
use crate::lexicon::Words;
use crate::lexicon::words::{Sense, UnitClass, Verb};
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
    let unit = item.measure.unit.as_ref();
    // `lao động qua đào tạo 72%, trong đó đào tạo nghề 57,5%`: a part that is named by a verb.
    let share = item.tail.is_empty() && unit.is_some_and(|u| u.class == UnitClass::Percent);
    // `Cơ cấu kinh tế: nông nghiệp 12%, xây dựng 40%`
    let labelled =
        around.before.is_some_and(|k| k.same_sentence && k.label.is_some() && k.class == Some(UnitClass::Percent));
    let part = share && (item.breakdown || labelled);
    let named_by_verb = subject.is_empty() && part && lead.link == Some(Verb::Act);
    if named_by_verb {
        subject.push(lead.link_span);
    }
    if subject.is_empty() {
        return None;
    }
    // `Chỉ tiêu 2: 100% tổ chức …`: the label names no quantity, the noun behind the number does.
    if lead.colon && !lead.head && super::value_first::named_behind(item) {
        return None;
    }
    let percent = unit.is_some_and(|u| matches!(u.class, UnitClass::Percent | UnitClass::Points));
    let reached = match lead.link {
        Some(Verb::Reach | Verb::Share | Verb::To | Verb::Keep | Verb::Growth | Verb::Decline) => true,
        Some(Verb::Raise) => false,
        Some(Verb::Act) if named_by_verb => true,
        // `công nghiệp - xây dựng 45%`, `Tỷ lệ hồ sơ được xử lý 95%`: the name ends in a verb; nothing is done to a share.
        Some(Verb::Act) if measured(item) && (lead.head || percent && listed(item, around)) => {
            subject.push(lead.link_span);
            true
        }
        // `Tỷ lệ A trên 50%`, `Tỷ lệ A: 50%`, `Diện tích rừng 450.000 ha`.
        None => {
            let measured = measured(item);
            let counted_last = lead.head && item.tail.is_empty() && unit.is_some();
            lead.head && (percent || measured || item.measure.bound)
                || counted_last && !lead.preposition
                || percent && (item.measure.bound || lead.operator.is_some())
                || lead.amount
                || lead.keep
                || listed(item, around)
                || opens_list(item)
                || stands_alone(item)
        }
        _ => lead.growth || lead.amount,
    };
    let bounded =
        item.measure.bound && (lead.head || lead.zone || listed(item, around) || unit.is_some() && states_bound(item));
    let lasts = lead.head && item.tail.is_empty();
    let duration = unit.is_some_and(|u| u.class == UnitClass::Duration);
    let interval = duration && lead.colon && !lead.head;
    if !reached && !bounded || interval || duration && lead.link.is_none() && !bounded && !lasts {
        return None;
    }
    // `100 xã, phường đạt 80%`: nothing to do here; `đạt chuẩn` never comes as a link.
    let tail = base(item);
    if let (Some(Verb::Share), false) = (lead.link, tail.is_empty()) {
        subject.push(lead.link_span);
    }
    if let Some(label) = lead.label
        && (lead.scope || names_parts(lead.zone, label, around.text) && !lead.head)
    {
        subject.insert(0, label);
    }
    let mut name = Name::default();
    let mut carried = None;
    if let Some((before, rest)) = anaphor(around, &subject) {
        name = before.clone();
        name.extend(&[rest], true);
        name.extend(&subject[1..], false);
    } else if let Some(project) = project(item, around) {
        name = project.clone();
        name.extend(&subject, !project.pieces.last().is_some_and(|(s, _)| s.of(around.text).ends_with(" với")));
    } else if let Some((prefix, rest)) = prefix(item, around, &subject) {
        // `Giảm số vụ trên quốc lộ 6%, trên đường tỉnh 5%`
        let alike = |k: &&super::Known| {
            let same =
                k.same_sentence && lead.link.is_none() || item.breakdown && lead.colon || goes_on_growing(item, k);
            same && k.class == unit.map(|u| u.class)
        };
        carried = around.before.filter(alike).and_then(|k| k.change);
        name.extend(&prefix, false);
        let known = around.before.map_or(&[][..], |k| &k.name.pieces);
        for (span, gap) in &mut name.pieces {
            *gap = known.iter().any(|(s, g)| s == span && *g);
        }
        name.extend(&subject, true);
        name.extend(&rest, true);
    } else {
        name.extend(&subject, false);
    }
    name.extend(&tail, true);
    let mut draft = Draft::of(item, name);
    draft.change = draft.change.or(carried);
    let span_of_time =
        unit.is_some_and(|u| u.class == UnitClass::Duration) && !item.measure.bound && lead.link.is_none();
    draft.counts =
        span_of_time || matches!(lead.link, None | Some(Verb::Keep)) && countable(unit.map(|u| u.class)) && !lead.head;
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
    let physical = item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Physical) && !item.measure.bound;
    let silent =
        item.tail.iter().all(|p| item::functional(p) || matches!(p.kind, PartKind::Bracket(_) | PartKind::Comma));
    let plain = lead.act.is_none() && !lead.owns && !lead.preposition && !lead.list && !lead.past && !lead.defines;
    item.first && physical && silent && plain
}

/// A further item of a list of named values: `nhà trẻ đạt 30%, mẫu giáo 95%`.
fn listed(item: &Item<'_>, around: &Around<'_>) -> bool {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let written = item.measure.unit.as_ref().map(|u| u.written.as_str());
    // `Diện tích đất trồng lúa 147.500 ha; đất khu công nghiệp 9.200 ha`
    let amount = matches!(class, Some(UnitClass::Physical | UnitClass::Money));
    // `xuất khẩu đạt 1,2 tỷ USD …; nhập khẩu 600 triệu USD`
    let money = |k: &super::Known| class == Some(UnitClass::Money) && k.class == class;
    let measured = |k: &super::Known| amount && k.rule == RULE.name && (k.unit.as_deref() == written || money(k));
    // `Quy mô đàn: trâu 50 nghìn con; bò 120 nghìn con`
    let labelled = |k: &super::Known| k.label.is_some() && k.unit.as_deref() == written;
    let list = |k: &super::Known| class == Some(UnitClass::Percent) || measured(k) || labelled(k);
    let same = |k: &super::Known| {
        (k.same_sentence || k.same_list && list(k)) && (k.class == class || countable(k.class) && countable(class))
    };
    class.is_some()
        && !item.lead.preposition
        && (around.before.is_some_and(same)
            || around.earlier.iter().any(|k| k.same_list && measured(k))
            || item.breakdown
            || item.lead.label.is_some() && item.lead.act.is_none())
}

fn countable(class: Option<UnitClass>) -> bool {
    matches!(class, Some(UnitClass::Count | UnitClass::Physical | UnitClass::Person))
}

/// A rate of growth of something else, in a few words: the change of the one before holds for it.
fn goes_on_growing(item: &Item<'_>, before: &super::Known) -> bool {
    let unit = item.measure.unit.as_ref().map(|u| u.written.as_str());
    before.change.is_some()
        && before.same_list
        && unit.is_some_and(|u| u.ends_with("/năm"))
        && before.unit.as_deref() == unit
        && item.lead.link.is_none()
        && item.lead.change.is_none()
}

/// `…; tỷ lệ này đối với tiền nước là 80%`: what was named before, and the words behind `này`.
fn anaphor<'a>(around: &Around<'a>, subject: &[Span]) -> Option<(&'a Name, Span)> {
    let first = subject.first()?;
    let words = first.of(around.text);
    let at =
        words.find(" này").filter(|at| crate::grammar::heads(&words[..*at]) && words[..*at].split(' ').count() <= 2)?;
    let rest = Span { start: first.start + at as u32 + " này".len() as u32, end: first.end };
    around.before.map(|k| (&k.name, rest))
}

/// `thu hút 20 dự án với tổng vốn đăng ký 25.000 tỷ đồng`: money alone does not say of what.
fn project<'a>(item: &Item<'_>, around: &Around<'a>) -> Option<&'a Name> {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let words = item.lead.subject.iter().map(|s| s.of(around.text).split(' ').count()).sum::<usize>();
    let counted =
        |k: &&super::Known| k.same_sentence && matches!(k.rule, "verb-count" | "value-first") && countable(k.class);
    // `… mã số vùng trồng với | tổng diện tích trên 8.500 ha`
    let with = |k: &super::Known| k.name.pieces.last().is_some_and(|(s, _)| s.of(around.text).ends_with(" với"));
    let project = |k: &&super::Known| class == Some(UnitClass::Money) || class == Some(UnitClass::Physical) && with(k);
    around.before.filter(counted).filter(project).filter(|_| words <= FEW && item.lead.first.is_some()).map(|k| &k.name)
}

/// What an item that does not say what is measured takes from the items before: the label of the list, or the words
/// that its own words replace (`tỷ lệ huy động | trẻ nhà trẻ` … `trẻ mẫu giáo`).
pub(super) fn prefix(item: &Item<'_>, around: &Around<'_>, subject: &[Span]) -> Option<(Vec<Span>, Vec<Span>)> {
    let lead = &item.lead;
    let total = lead.head && lead.raise && lead.first.is_some_and(|f| subject == [f]);
    if lead.head && !lead.zone && !total || lead.label.is_some() {
        return None;
    }
    let class = item.measure.unit.as_ref().map(|u| u.class);
    // `tỷ lệ lao động qua đào tạo đạt 73%, trong đó có bằng cấp từ 27,5%`
    let money = class == Some(UnitClass::Money);
    let percent = class == Some(UnitClass::Percent);
    let nominal = percent && !item.lead.owns && !item.lead.defines;
    let part = item.breakdown && (lead.zone || lead.has || nominal || (lead.link.is_none() || lead.colon) && !money);
    let unit = item.measure.unit.as_ref().map(|u| u.written.as_str());
    // `Tỷ lệ hộ nghèo giảm 3%. Các huyện nghèo (A, B) giảm tối thiểu 6%`: a sentence that only says where.
    let places = subject.iter().map(|s| s.of(around.text).split(' ').count()).sum::<usize>() <= PLACE;
    let goes_on = |k: &super::Known| {
        lead.zone && percent && places && item.first && k.unit.as_deref() == unit && lead.link.is_some()
    };
    // Of several subjects before `trong đó` the one that is measured alike: `diện tích 41 ha, sản lượng 5 tấn. Trong đó: vụ xuân 18 ha`.
    let alike = around.earlier.iter().rev().find(|k| part && k.unit.as_deref() == unit);
    let before = alike
        .or(around.before)
        .filter(|k| (k.same_sentence || part || k.same_list || goes_on(k)) && k.rule != "from-to")?;
    if let Some(label) = before.label.filter(|l| names_parts(lead.zone, *l, around.text)) {
        return Some((vec![label], Vec::new()));
    }
    let comparable = before.class == class || countable(before.class) && countable(class);
    if !comparable {
        return None;
    }
    // `Ít nhất 40% học sinh … học nghề, đối với các xã đặc biệt khó khăn đạt ít nhất 30%`
    let shared = percent && matches!(before.rule, "verb-count" | "value-first");
    if before.subject.is_empty() || shared && (lead.zone || part && nominal) {
        let named: Vec<Span> = before.name.pieces.iter().map(|(s, _)| *s).collect();
        if !(lead.zone || part && nominal) {
            return None;
        }
        // `… thuộc thẩm quyền cấp tỉnh; | cấp xã`
        let replaced = zone_in(&named, around.text).filter(|z| alike_zones(&named, *z, subject, around.text));
        let Some((n, end)) = replaced else { return Some((named, Vec::new())) };
        let mut kept = named[..n].to_vec();
        kept.extend(Some(Span { start: named[n].start, end }).filter(|s| !s.of(around.text).trim().is_empty()));
        return Some((kept, Vec::new()));
    }
    let known: Vec<Span> = before.subject.pieces.iter().map(|(s, _)| *s).collect();
    // A part is of the whole, zone and all: `đảng viên là nữ đạt 35%, trong đó ở cấp xã 30%`.
    let words = lead.subject.iter().map(|s| s.of(around.text).split(' ').count()).sum::<usize>();
    // A part is of the whole, zone and all: `đảng viên là nữ đạt 35%, trong đó ở cấp xã 30%`.
    let zone = (lead.zone || part || words <= 2)
        .then(|| zone_in(&known, around.text))
        .flatten()
        .filter(|z| !part || alike_zones(&known, *z, subject, around.text));
    // `đối với nam đạt 167 cm, nữ đạt 156 cm`: a word or two in place of the zone.
    let short = zone.is_some() && words <= 2;
    let over = !before.same_sentence && !part && class == Some(UnitClass::Percent) && before.rule == "indicator-first";
    if !before.same_sentence && !part && !over {
        return None;
    }
    // `của khách quốc tế đạt 4,5 ngày, khách nội địa đạt 2,7 ngày`: a few words in place of those that open alike.
    let few = subject.iter().map(|s| s.of(around.text).split(' ').count()).sum::<usize>() <= FEW
        && !lead.owns
        && !lead.defines;
    let linked = matches!(lead.link, None | Some(Verb::To)) || few && before.rule != "value-first";
    let whole = lead.zone || lead.has || short || over || part;
    let only_few = !whole && !matches!(lead.link, None | Some(Verb::To));
    if !whole && !linked {
        return None;
    }
    if !before.root.is_empty() {
        return Some((before.root.clone(), Vec::new()));
    }
    // `nâng tổng số lên 14.200 buồng`: the total of what was named before.
    if total {
        if before.rule != "verb-count" {
            return Some((known, Vec::new()));
        }
        // `05 khu công nghiệp, nâng tổng số lên 12 KCN` says it anew.
        let counted = before.name.pieces.iter().skip_while(|(_, gap)| !gap).map(|(s, _)| *s);
        let noun = item.measure.unit.as_ref().and_then(|u| u.noun).map(|n| n.of(around.text).to_lowercase());
        let same = |s: &Span| noun.as_deref().is_some_and(|n| s.of(around.text).to_lowercase().starts_with(n));
        let counted: Vec<Span> = counted.collect();
        return counted.first().is_some_and(same).then_some((Vec::new(), counted));
    }
    // Over a semicolon two words must agree: `tham gia bảo hiểm xã hội đạt 22%; bảo hiểm thất nghiệp đạt 14%`.
    let mut ends = subject.first()?.of(around.text).match_indices(' ').map(|(at, _)| at);
    // `Tốc độ tăng trưởng nông nghiệp 3,5%/năm; công nghiệp 12%/năm`
    let two = !before.same_sentence && !part && !lead.zone && !goes_on_growing(item, before);
    // `dưới 5 tuổi còn 18‰; dưới 1 tuổi còn 12‰`: the number is what differs.
    let numbered = subject[0].of(around.text).split(' ').nth(1).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let two = two && !numbered;
    let end_of_first = ends.nth(usize::from(two)).unwrap_or(subject[0].len());
    let first_word = &subject[0].of(around.text)[..end_of_first];
    let parallel = known.iter().enumerate().find_map(|(n, span)| {
        let words = span.of(around.text);
        let cut = words.match_indices(first_word).map(|(at, _)| at).find(|at| {
            let whole = words[*at + first_word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            whole && if *at == 0 { n > 0 } else { words[..*at].ends_with(' ') }
        })?;
        Some((n, span.start + cut as u32))
    });
    let opens = known[0].of(around.text).starts_with(first_word);
    if parallel.is_none() && (opens || two) {
        return None;
    }
    let (n, end) = match parallel {
        Some(found) => found,
        None if lead.has => (known.len() - 1, known[known.len() - 1].end),
        None if lead.zone || part || short => zone.unwrap_or((known.len() - 1, known[known.len() - 1].end)),
        None => {
            // `số lao động tham gia BHXH đạt 35%, BHTN đạt 28%`: `số` alone says no more.
            // `Sản lượng thịt 60.000 tấn, trứng 300 triệu quả`: of another unit only what is a bare noun.
            let short = lead.subject.iter().map(|s| s.of(around.text).split(' ').count()).sum::<usize>() <= 2;
            let alike = before.unit.as_deref() == unit || short;
            let says = |f: &Span| alike && (!only_few || f.of(around.text).contains(' '));
            let grows = before.rule == RULE.name && before.change.is_some() && before.unit.as_deref() == unit;
            let whole = |f: &Span| f.end < known[0].end || grows && known.len() > 1;
            let first = before.first.filter(|f| known[0].contains(*f) && whole(f) && says(f))?;
            (0, Some(first.end).filter(|_| grows || crate::grammar::heads(first.of(around.text)))?)
        }
    };
    let mut kept: Vec<Span> = known[..n].to_vec();
    let rest = if lead.zone { behind_zone(&known[n..], end, &lead.subject, around.text) } else { Vec::new() };
    let words = Span { start: known[n].start, end }.of(around.text).trim_end().len() as u32;
    if words > 0 {
        kept.push(Span { start: known[n].start, end: known[n].start + words });
    }
    (!kept.is_empty()).then_some((kept, rest))
}

/// The words of a subject behind the zone that begins at `at`, which the words of `zone` replace one by one.
fn behind_zone(subject: &[Span], at: u32, zone: &[Span], text: &str) -> Vec<Span> {
    let Some(first) = subject.first() else { return Vec::new() };
    let replaced: usize = zone.iter().map(|s| s.of(text).split(' ').count()).sum();
    let own = Span { start: at.max(first.start), end: first.end };
    let behind = own.of(text).trim_start();
    let start = own.end - behind.len() as u32;
    let cut = behind.match_indices(' ').nth(replaced.saturating_sub(1)).map(|(at, _)| start + at as u32 + 1);
    let mut rest: Vec<Span> = cut.map(|start| Span { start, end: own.end }).into_iter().collect();
    rest.extend(&subject[1..]);
    rest
}

/// Where the last zone of a subject begins, behind other words: `tỷ lệ thu gom rác | đô thị`; the piece and the place in the text.
fn zone_in(subject: &[Span], text: &str) -> Option<(usize, u32)> {
    let words = Words::built_in();
    subject.iter().enumerate().rev().find_map(|(n, span)| {
        let atoms = lex::lex(span.of(text), &words);
        let at = atoms.iter().rposition(|a| a.is(Sense::Zone)).filter(|at| n > 0 || *at > 0)?;
        Some((n, span.start + atoms[at].span.start))
    })
}

/// Whether the zone found at `zone` opens with the word that opens `subject`: `cấp tỉnh`, `cấp xã`.
fn alike_zones(named: &[Span], zone: (usize, u32), subject: &[Span], text: &str) -> bool {
    let found = Span { start: zone.1, end: named[zone.0].end };
    let first = |s: Span| s.of(text).split(' ').next().map(str::to_lowercase);
    subject.first().is_some_and(|s| first(*s) == first(found))
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

/// Words of a subject that only says where, names in brackets included.
const PLACE: usize = 12;

/// Words of a subject that stands in place of a part of the one before.
const FEW: usize = 4;

/// A label that names a quantity goes with its parts: `Tỷ lệ huy động trẻ đến trường: nhà trẻ đạt 30%`. A zone is a part of
/// whatever the label names, unless that is a clause: `Trường đạt chuẩn quốc gia: mầm non 92%; tiểu học 98%`.
fn names_parts(zone: bool, label: Span, text: &str) -> bool {
    let words = Words::built_in();
    let atoms = lex::lex(label.of(text), &words);
    let clause = |a: &lex::Atom<'_>| a.senses().iter().any(|s| matches!(s, Sense::Verb(Verb::Act | Verb::Raise)));
    atoms.first().map_or(zone, |first| first.is(Sense::Head) || zone && !clause(first))
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
