//! What an item that does not say what is measured takes from the items before it: a label, a head, a whole name.
//!
//! `Tỷ lệ hộ dùng điện đạt 99%; riêng các xã biên giới đạt 95%` → `Tỷ lệ hộ dùng điện … các xã biên giới`.

use super::draft::{Name, words_in};
use super::item::Item;
use super::rules::{Around, Known, indicator_first};
use super::{heads, lex};
use crate::lexicon::Words;
use crate::lexicon::words::{Sense, UnitClass, Verb};
use crate::span::Span;

/// Words of a subject that only says where, names in brackets included.
const PLACE: usize = 12;
/// Words of a subject that stands in place of a part of the one before.
const FEW: usize = 4;

/// What an item that does not say what is measured takes from the items before: the label of the list, or the words
/// that its own words replace (`tỷ lệ huy động | trẻ nhà trẻ` … `trẻ mẫu giáo`).
pub fn prefix(item: &Item<'_>, around: &Around<'_>, subject: &[Span]) -> Option<(Vec<Span>, Vec<Span>)> {
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
    let places = words_in(subject, around.text) <= PLACE;
    let goes_on =
        |k: &Known| lead.zone && percent && places && item.first && k.unit.as_deref() == unit && lead.link.is_some();
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
    let brief = words_in(&lead.subject, around.text) <= 2;
    // A part is of the whole, zone and all: `đảng viên là nữ đạt 35%, trong đó ở cấp xã 30%`.
    let zone = (lead.zone || part || brief)
        .then(|| zone_in(&known, around.text))
        .flatten()
        .filter(|z| !part || alike_zones(&known, *z, subject, around.text));
    // `đối với nam đạt 167 cm, nữ đạt 156 cm`: a word or two in place of the zone.
    let short = zone.is_some() && brief;
    let over = !before.same_sentence && !part && percent && before.rule == "indicator-first";
    if !before.same_sentence && !part && !over {
        return None;
    }
    // `của khách quốc tế đạt 4,5 ngày, khách nội địa đạt 2,7 ngày`: a few words in place of those that open alike.
    let few = words_in(subject, around.text) <= FEW && !lead.owns && !lead.defines;
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
            let alike = before.unit.as_deref() == unit || brief;
            let says = |f: &Span| alike && (!only_few || f.of(around.text).contains(' '));
            let grows =
                before.rule == indicator_first::RULE.name && before.change.is_some() && before.unit.as_deref() == unit;
            let whole = |f: &Span| f.end < known[0].end || grows && known.len() > 1;
            let first = before.first.filter(|f| known[0].contains(*f) && whole(f) && says(f))?;
            (0, Some(first.end).filter(|_| grows || heads(first.of(around.text)))?)
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

/// A rate of growth of something else, in a few words: the change of the one before holds for it.
pub fn goes_on_growing(item: &Item<'_>, before: &Known) -> bool {
    let unit = item.measure.unit.as_ref().map(|u| u.written.as_str());
    before.change.is_some()
        && before.same_list
        && unit.is_some_and(|u| u.ends_with("/năm"))
        && before.unit.as_deref() == unit
        && item.lead.link.is_none()
        && item.lead.change.is_none()
}

/// `…; tỷ lệ này đối với tiền nước là 80%`: what was named before, and the words behind `này`.
pub fn anaphor<'a>(around: &Around<'a>, subject: &[Span]) -> Option<(&'a Name, Span)> {
    let first = subject.first()?;
    let words = first.of(around.text);
    let at = words.find(" này").filter(|at| heads(&words[..*at]) && words[..*at].split(' ').count() <= 2)?;
    let rest = Span { start: first.start + at as u32 + " này".len() as u32, end: first.end };
    around.before.map(|k| (&k.name, rest))
}

/// `thu hút 20 dự án với tổng vốn đăng ký 25.000 tỷ đồng`: money alone does not say of what.
pub fn project<'a>(item: &Item<'_>, around: &Around<'a>) -> Option<&'a Name> {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let few = words_in(&item.lead.subject, around.text) <= FEW;
    let counted = |k: &&Known| k.same_sentence && matches!(k.rule, "verb-count" | "value-first") && countable(k.class);
    // `… mã số vùng trồng với | tổng diện tích trên 8.500 ha`
    let with = |k: &Known| k.name.pieces.last().is_some_and(|(s, _)| s.of(around.text).ends_with(" với"));
    let project = |k: &&Known| class == Some(UnitClass::Money) || class == Some(UnitClass::Physical) && with(k);
    around.before.filter(counted).filter(project).filter(|_| few && item.lead.first.is_some()).map(|k| &k.name)
}

/// The words of a subject behind the zone that begins at `at`, which the words of `zone` replace one by one.
fn behind_zone(subject: &[Span], at: u32, zone: &[Span], text: &str) -> Vec<Span> {
    let Some(first) = subject.first() else { return Vec::new() };
    let replaced = words_in(zone, text);
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

/// A label that names a quantity goes with its parts: `Tỷ lệ huy động trẻ đến trường: nhà trẻ đạt 30%`. A zone is a part of
/// whatever the label names, unless that is a clause: `Trường đạt chuẩn quốc gia: mầm non 92%; tiểu học 98%`.
pub fn names_parts(zone: bool, label: Span, text: &str) -> bool {
    let words = Words::built_in();
    let atoms = lex::lex(label.of(text), &words);
    let clause = |a: &lex::Atom<'_>| a.senses().iter().any(|s| matches!(s, Sense::Verb(Verb::Act | Verb::Raise)));
    atoms.first().map_or(zone, |first| first.is(Sense::Head) || zone && !clause(first))
}

/// Whether units of this class count things or people, or measure an amount of something.
pub fn countable(class: Option<UnitClass>) -> bool {
    matches!(class, Some(UnitClass::Count | UnitClass::Physical | UnitClass::Person))
}
