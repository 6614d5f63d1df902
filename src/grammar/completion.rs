//! What an item that does not say what is measured takes from the items before it: a label, a head, a whole name.
//!
//! `Tỷ lệ hộ dùng điện đạt 99%; riêng các xã biên giới đạt 95%` → `Tỷ lệ hộ dùng điện … các xã biên giới`.

use super::draft::{Name, words_in};
use super::item::Item;
use super::rules::{Around, Known, indicator_first};
use super::unit::{shortens, without_year};
use super::{heads, lex};
use crate::lexicon::words::{Sense, UnitClass, Verb};
use crate::lexicon::{List, Words, list};
use crate::span::Span;
use crate::text::folded;

/// Words of a label that names a thing.
const LABEL: usize = 8;
/// Words of a subject that only says where, names in brackets included.
const PLACE: usize = 12;
/// Words of a subject that stands in place of a part of the one before.
const FEW: usize = 4;

/// The words that complete the name of an item.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// What stands before the item's own words.
    pub ahead: Vec<Span>,
    /// What stands behind them.
    pub behind: Vec<Span>,
}

impl Completion {
    fn ahead(ahead: Vec<Span>) -> Completion {
        Completion { ahead, behind: Vec::new() }
    }

    /// The name of an item whose own words are `own`.
    pub fn around(&self, own: &[Span]) -> Name {
        let mut name = Name::of(&self.ahead);
        name.extend(own, true);
        name.extend(&self.behind, true);
        name
    }
}

/// What an item that does not say what is measured takes from the items before: the label of the list, or the words
/// that its own words replace (`tỷ lệ huy động | trẻ nhà trẻ` … `trẻ mẫu giáo`).
pub fn complete(item: &Item<'_>, around: &Around<'_>, subject: &[Span]) -> Option<Completion> {
    let wanting = Wanting::of(item, around, subject)?;
    let before = wanting.before(around)?;
    if let Some(label) = before.label.filter(|l| names_parts(item.lead.zone, *l, around.text)) {
        return Some(Completion::ahead(vec![label]));
    }
    // `đào tạo nghề cho 1.500 lao động, trong đó lao động nữ chiếm 40%`: a share of what was counted.
    if wanting.shares_count(before) {
        return Some(Completion::ahead(before.name.pieces.iter().map(|(s, _)| *s).collect()));
    }
    if before.class != wanting.class && !(countable(before.class) && countable(wanting.class)) {
        return None;
    }
    if before.subject.is_empty() || wanting.shares_name(before) {
        return wanting.whole_name(before);
    }
    let known: Vec<Span> = before.subject.pieces.iter().map(|(s, _)| *s).collect();
    let zone = wanting.zone_of(&known);
    let reach = wanting.reach(before, zone.is_some())?;
    if !before.root.is_empty() {
        return Some(Completion::ahead(before.root.clone()));
    }
    if wanting.total {
        return wanting.total_of(before, known);
    }
    let (piece, end) = wanting.replaced(before, &known, zone, reach)?;
    let mut ahead = known[..piece].to_vec();
    ahead.extend(kept(Span { start: known[piece].start, end }, around.text));
    let behind = if item.lead.zone { wanting.behind_zone(&known[piece..], end) } else { Vec::new() };
    (!ahead.is_empty()).then_some(Completion { ahead, behind })
}

/// What a measure that alone does not say of what takes from a label or from the item before it: `Cây chè: diện tích 2.000 ha,
/// sản lượng 8.000 tấn`, `Diện tích chè đạt 2.000 ha, sản lượng 8.000 tấn` → `chè … sản lượng`.
pub fn of_what(item: &Item<'_>, around: &Around<'_>, subject: &[Span]) -> Option<Vec<Span>> {
    let own = subject.first()?.join(*subject.last()?);
    measure_in(own, around.text).filter(|rest| rest.is_empty())?;
    if let Some(label) = item.lead.label {
        return names_thing(label, around.text).then(|| vec![label]);
    }
    let before = around.before.filter(|k| k.same_sentence || k.same_list)?;
    if !before.root.is_empty() {
        return Some(before.root.clone());
    }
    // `Trồng mới 500 ha chè, sản lượng 3.000 tấn`
    if matches!(before.rule, "verb-count" | "value-first") {
        let counted = before.name.pieces.iter().skip_while(|(_, gap)| !gap).map(|(s, _)| *s).collect::<Vec<_>>();
        return (before.same_sentence && !counted.is_empty()).then_some(counted);
    }
    let subject: Vec<Span> = before.subject.pieces.iter().map(|(s, _)| *s).collect();
    let words = subject.first()?.join(*subject.last()?);
    let Some(of) = measure_in(words, around.text) else {
        // `Đàn bò sữa 10.000 con, sản lượng 35.000 tấn`
        return countable(before.class).then_some(subject);
    };
    let behind = |s: &Span| Span { start: s.start.max(of.start), ..*s };
    let of: Vec<Span> = subject.iter().filter(|s| s.end > of.start).map(behind).collect();
    (!of.is_empty()).then_some(of)
}

/// Whether a name is a measure that alone does not say of what.
pub fn is_bare_measure(name: &str) -> bool {
    let folded = folded(name);
    list(List::BareMeasure).contains(&folded)
}

/// What stands behind the measure that some words begin with: `diện tích | chè`.
fn measure_in(words: Span, text: &str) -> Option<Span> {
    let folded = folded(words.of(text));
    let measure = list(List::BareMeasure)
        .iter()
        .find(|m| folded.strip_prefix(m.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))?;
    // Folding keeps the length of these words.
    let at = words.start + (measure.len() as u32 + 1).min(words.len() as u32);
    Some(Span { start: at, end: words.end })
}

/// Whether a label names a thing, not a topic: `Cây chè:`, not `Về trồng trọt:`, `Chỉ tiêu 2:`.
fn names_thing(label: Span, text: &str) -> bool {
    let words = folded(label.of(text));
    let heads_list = list(List::ListOnly).iter().chain(list(List::Aim)).any(|w| words.starts_with(w.as_str()));
    words_in(&[label], text) <= LABEL
        && names_parts(true, label, text)
        && !heads_list
        && !words.contains(|c: char| c.is_ascii_digit())
}

/// What of a span is left to say without the blanks and commas at its end.
pub(super) fn kept(span: Span, text: &str) -> Option<Span> {
    let length = span.of(text).trim_end_matches([' ', ',']).len() as u32;
    (length > 0).then_some(Span { start: span.start, end: span.start + length })
}

/// How much of the item before an item can do without saying.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Its words say a part, a place or a holder: the rest is the other's.
    Part,
    /// It goes on with other words behind no verb.
    Words,
    /// It is a few words before a verb of its own.
    FewWords,
}

/// An item that does not say what is measured.
struct Wanting<'a> {
    item: &'a Item<'a>,
    text: &'a str,
    /// Its own words.
    subject: &'a [Span],
    class: Option<UnitClass>,
    unit: Option<&'a str>,
    /// `nâng tổng số lên 14.200 buồng`: the total of what was named before.
    total: bool,
    /// It is a part of what was said before: `trong đó nữ 35%`.
    part: bool,
    /// A part that nothing but words name: they hold no threshold or owner of their own.
    nominal: bool,
    /// A word or two.
    brief: bool,
}

impl<'a> Wanting<'a> {
    /// `None` where the item says itself what is measured.
    fn of(item: &'a Item<'a>, around: &Around<'a>, subject: &'a [Span]) -> Option<Wanting<'a>> {
        let lead = &item.lead;
        let sum = |f: Span| f.of(around.text).chars().take(4).flat_map(char::to_lowercase).eq("tổng".chars());
        let total = lead.head && lead.raise && lead.first.is_some_and(|f| subject == [f] && sum(f));
        if lead.head && !lead.zone && !total || lead.label.is_some() {
            return None;
        }
        let class = item.measure.unit.as_ref().map(|u| u.class);
        // `tỷ lệ lao động qua đào tạo đạt 73%, trong đó có bằng cấp từ 27,5%`
        let nominal = class == Some(UnitClass::Percent) && !lead.owns && !lead.defines;
        // `Sản lượng hàng hóa đạt 300 triệu tấn, trong đó hàng container đạt 15 triệu TEU`
        let reached =
            lead.link == Some(Verb::Reach) && around.earlier.iter().any(|k| k.rule == indicator_first::RULE.name);
        // `Sản lượng thủy sản 42.000 tấn, trong đó khai thác 30.000 tấn`: a part that a verb names. What has a time of its own is
        // done by then.
        let verbal = lead.link == Some(Verb::Act) && subject == [lead.link_span] && lead.time.is_none();
        let simple = (lead.link.is_none() || lead.colon || reached || verbal) && class != Some(UnitClass::Money);
        Some(Wanting {
            item,
            text: around.text,
            subject,
            class,
            unit: item.measure.unit.as_ref().map(|u| u.written.as_str()),
            total,
            part: item.breakdown && (lead.zone || lead.has || nominal || simple),
            nominal,
            brief: words_in(&lead.subject, around.text) <= 2,
        })
    }

    fn shares_count(&self, before: &Known) -> bool {
        let counted = matches!(before.rule, "verb-count" | "value-first" | "indicator-first");
        let rate = before.unit.as_deref().is_some_and(|u| without_year(u).contains('/'));
        let measured = !rate && (countable(before.class) || before.class == Some(UnitClass::Money));
        self.item.breakdown && self.percent() && self.item.lead.link == Some(Verb::Share) && counted && measured
    }

    fn percent(&self) -> bool {
        self.class == Some(UnitClass::Percent)
    }

    /// The item whose words complete this one.
    fn before<'k>(&self, around: &Around<'k>) -> Option<&'k Known> {
        let lead = &self.item.lead;
        // `Tỷ lệ hộ nghèo giảm 3%. Các huyện nghèo (A, B) giảm tối thiểu 6%`: a sentence that only says where.
        let place = lead.zone && self.percent() && self.item.first && lead.link.is_some();
        let place = place && words_in(self.subject, self.text) <= PLACE;
        let says_where = |k: &Known| place && k.unit.as_deref() == self.unit;
        // Of several subjects before `trong đó` the one that is measured alike: `diện tích 41 ha, sản lượng 5 tấn. Trong đó: vụ xuân 18 ha`.
        // `600 triệu lượt hành khách, tăng 13%; riêng xe buýt 360 triệu lượt`: the noun of the unit in short.
        let same = |k: &Known| self.unit.zip(k.unit.as_deref()).is_some_and(|(unit, known)| shortens(unit, known));
        let alike = around
            .earlier
            .iter()
            .rev()
            .find(|k| (self.part || self.total) && (same(k) || k.unit.is_none() && self.unit.is_none()));
        alike
            .or(around.before)
            .filter(|k| (k.same_sentence || self.part || k.same_list || says_where(k)) && k.rule != "from-to")
    }

    /// `Ít nhất 40% học sinh … học nghề, đối với các xã đặc biệt khó khăn đạt ít nhất 30%`
    fn shares_name(&self, before: &Known) -> bool {
        self.percent() && matches!(before.rule, "verb-count" | "value-first") && self.narrows()
    }

    /// It can stand behind a whole name.
    fn narrows(&self) -> bool {
        self.item.lead.zone || self.part && self.nominal
    }

    /// The name of the item before, up to a zone that the item's own replaces: `… thuộc thẩm quyền cấp tỉnh; | cấp xã`.
    fn whole_name(&self, before: &Known) -> Option<Completion> {
        if !self.narrows() {
            return None;
        }
        let named: Vec<Span> = before.name.pieces.iter().map(|(s, _)| *s).collect();
        let replaced = zone_in(&named, self.text).filter(|z| self.opens_like(&named, *z));
        let Some((n, end)) = replaced else { return Some(Completion::ahead(named)) };
        let mut ahead = named[..n].to_vec();
        ahead.extend(kept(Span { start: named[n].start, end }, self.text));
        Some(Completion::ahead(ahead))
    }

    /// The zone of the words before that the item's own may replace. A part is of the whole, zone and all: `đảng viên là
    /// nữ đạt 35%, trong đó ở cấp xã 30%`.
    fn zone_of(&self, known: &[Span]) -> Option<(usize, u32)> {
        let replaces = self.item.lead.zone || self.part || self.brief;
        replaces.then(|| zone_in(known, self.text)).flatten().filter(|z| !self.part || self.opens_like(known, *z))
    }

    /// Whether the zone found opens with the word that opens the item's own words: `cấp tỉnh`, `cấp xã`.
    fn opens_like(&self, named: &[Span], zone: (usize, u32)) -> bool {
        let found = Span { start: zone.1, end: named[zone.0].end };
        let first = |s: Span| s.of(self.text).split(' ').next().map(str::to_lowercase);
        self.subject.first().is_some_and(|s| first(*s) == first(found))
    }

    /// The unit is one that neighbours share only when they measure alike: `ngày`, `triệu đồng/ngày`.
    fn singular(&self, before: &Known) -> bool {
        let rate = self.unit.is_some_and(|u| u.contains('/') && !u.ends_with("/năm"));
        before.unit.as_deref() == self.unit && (rate || self.class == Some(UnitClass::Duration))
    }

    /// How far back the item goes; `None` where the one before is none of its business.
    fn reach(&self, before: &Known, zone: bool) -> Option<Reach> {
        let lead = &self.item.lead;
        // `tỷ lệ số hóa hồ sơ cấp tỉnh năm 2023 đạt 50%, năm 2025 đạt 100%; cấp huyện đạt 40%`: over a further value of it too.
        let levels = before.rule == "indicator-first" || before.rule == "elided-subject" && lead.zone;
        let over = !before.same_sentence && (self.percent() || self.singular(before)) && levels;
        if !before.same_sentence && !self.part && !over {
            return None;
        }
        // `đối với nam đạt 167 cm, nữ đạt 156 cm`: a word or two in place of the zone.
        let short = zone && self.brief;
        if lead.zone || lead.has || short || over || self.part {
            return Some(Reach::Part);
        }
        // `của khách quốc tế đạt 4,5 ngày, khách nội địa đạt 2,7 ngày`: a few words in place of those that open alike.
        let few = words_in(self.subject, self.text) <= FEW && !lead.owns && !lead.defines;
        match lead.link {
            None | Some(Verb::To) => Some(Reach::Words),
            _ if few && before.rule != "value-first" => Some(Reach::FewWords),
            _ => None,
        }
    }

    /// `nâng tổng số lên 14.200 buồng`
    fn total_of(&self, before: &Known, known: Vec<Span>) -> Option<Completion> {
        // `Phát triển thêm 250 câu lạc bộ`
        let counted = before.rule == "change-by" && before.name.pieces.iter().any(|(_, gap)| *gap);
        if before.rule != "verb-count" && !counted {
            return Some(Completion::ahead(known));
        }
        // `05 khu công nghiệp, nâng tổng số lên 12 KCN` says it anew.
        let behind: Vec<Span> = before.name.pieces.iter().skip_while(|(_, gap)| !gap).map(|(s, _)| *s).collect();
        let noun = self.item.measure.unit.as_ref().and_then(|u| u.noun)?.of(self.text).to_lowercase();
        let same = behind.first().is_some_and(|s| s.of(self.text).to_lowercase().starts_with(&noun));
        same.then_some(Completion { ahead: Vec::new(), behind })
    }

    /// Where the words begin that the item's own stand for: the piece of the subject before, and the place in the text.
    fn replaced(
        &self,
        before: &Known,
        known: &[Span],
        zone: Option<(usize, u32)>,
        reach: Reach,
    ) -> Option<(usize, u32)> {
        let lead = &self.item.lead;
        let first = self.subject.first()?.of(self.text);
        // `dưới 5 tuổi còn 18‰; dưới 1 tuổi còn 12‰`: the number is what differs.
        let numbered = first.split(' ').nth(1).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
        // Over a semicolon two words must agree: `tham gia bảo hiểm xã hội đạt 22%; bảo hiểm thất nghiệp đạt 14%`.
        // `suy dinh dưỡng thể nhẹ cân còn 12%; thể thấp còi còn 22%`: a few words and a verb of a level.
        let level = matches!(lead.link, Some(Verb::To | Verb::Reach | Verb::From)) && !lead.owns && !lead.defines;
        let few = self.percent() && level && words_in(self.subject, self.text) <= FEW;
        let near = before.same_sentence
            || few
            || self.part
            || lead.zone
            || goes_on_growing(self.item, before)
            || self.singular(before);
        let two = !near && !numbered;
        let opening = first.match_indices(' ').nth(usize::from(two)).map_or(first, |(at, _)| &first[..at]);
        if let Some(parallel) = longest_parallel(known, first, opening, self.text) {
            return Some(parallel);
        }
        if two || known[0].of(self.text).starts_with(opening) {
            return None;
        }
        let last = known.len() - 1;
        if lead.has {
            return Some((last, known[last].end));
        }
        // `trong đó khu vực công nghiệp 120.000 lao động, dịch vụ 98.000 lao động`: one part is not of the other.
        if self.part
            && !lead.zone
            && let Some(zone) = before.first.filter(|f| self.is_zone(known[0], *f))
        {
            return Some((0, zone.end));
        }
        if lead.zone || self.part || zone.is_some() && self.brief {
            return Some(zone.unwrap_or((last, known[last].end)));
        }
        // `số lao động tham gia BHXH đạt 35%, BHTN đạt 28%`: `số` alone says no more.
        // `Sản lượng thịt 60.000 tấn, trứng 300 triệu quả`: of another unit only what is a bare noun.
        let alike = before.unit.as_deref() == self.unit;
        let says = |f: &Span| (alike || self.brief) && (reach != Reach::FewWords || f.of(self.text).contains(' '));
        let grows = before.rule == indicator_first::RULE.name && before.change.is_some() && alike;
        let whole = |f: &Span| f.end < known[0].end || known.len() > 1;
        let head = before.first.filter(|f| known[0].contains(*f) && whole(f) && says(f))?;
        (grows || heads(head.of(self.text))).then_some((0, head.end))
    }

    /// Whether a name opens with the word of a zone and has more behind it.
    fn is_zone(&self, name: Span, first: Span) -> bool {
        let opens = name.start == first.start && first.end < name.end;
        opens && lex::opening(first.of(self.text), &Words::built_in()).contains(&Sense::Zone)
    }

    /// What is left of some words behind the first of them.
    fn behind_words(&self, first: usize, words: Span) -> Option<Span> {
        let (at, _) = words.of(self.text).match_indices(' ').nth(first.saturating_sub(1))?;
        Some(Span { start: words.start + at as u32 + 1, end: words.end })
    }

    /// The words behind the zone that begins at `at`, which the item's own replace one by one.
    fn behind_zone(&self, subject: &[Span], at: u32) -> Vec<Span> {
        let Some(first) = subject.first() else { return Vec::new() };
        let own = words_in(&self.item.lead.subject, self.text);
        let zone = Span { start: at.max(first.start), end: first.end };
        let behind = zone.of(self.text).trim_start().len() as u32;
        let cut = self.behind_words(own, Span { start: zone.end - behind, end: zone.end });
        let mut rest: Vec<Span> = cut.into_iter().collect();
        let mut further = &subject[1..];
        // `cấp tỉnh, cấp huyện cung cấp dịch vụ`: of several zones all are replaced.
        let opening = zone.of(self.text).split(' ').next();
        while let ([_, next, ..], true) = (further, rest.is_empty())
            && next.of(self.text).split(' ').next() == opening
        {
            rest.extend(self.behind_words(own, *next));
            further = &further[2..];
        }
        rest.extend(further);
        rest
    }
}

/// Where words that open like `words` stand in a subject: two of them sooner than only `opening`. `các khu công nghiệp khu vực
/// thành thị …; | khu vực nông thôn`
pub(super) fn longest_parallel(known: &[Span], words: &str, opening: &str, text: &str) -> Option<(usize, u32)> {
    let two = words.match_indices(' ').nth(1).map_or(words, |(at, _)| &words[..at]);
    parallel(known, two, text).or_else(|| parallel(known, opening, text))
}

/// Where `opening` stands among the words of a subject, whole and not at their very beginning.
fn parallel(known: &[Span], opening: &str, text: &str) -> Option<(usize, u32)> {
    known.iter().enumerate().find_map(|(n, span)| {
        let words = span.of(text);
        let cut = words.match_indices(opening).map(|(at, _)| at).find(|at| {
            let whole = words[*at + opening.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            whole && if *at == 0 { n > 0 } else { words[..*at].ends_with(' ') }
        })?;
        Some((n, span.start + cut as u32))
    })
}

/// A rate of growth of something else, in a few words: the change of the one before holds for it.
pub fn goes_on_growing(item: &Item<'_>, before: &Known) -> bool {
    let unit = item.measure.unit.as_ref().map(|u| u.written.as_str());
    before.change.is_some()
        && (before.same_list || item.breakdown)
        && unit.is_some_and(|u| u.ends_with("/năm"))
        && before.unit.as_deref() == unit
        && item.lead.link.is_none()
        && item.lead.change.is_none()
}

/// `…; tỷ lệ này đối với tiền nước là 80%`: what was named before, and the words behind `này`.
pub fn anaphor<'a>(around: &Around<'a>, subject: &[Span]) -> Option<(&'a Name, Span)> {
    let first = subject.first()?;
    let words = first.of(around.text);
    let points = |noun: &str| heads(noun) && noun.split(' ').count() <= 2 || noun == "con số";
    let at = words.find(" này").filter(|at| points(&words[..*at]))?;
    let rest = Span { start: first.start + at as u32 + " này".len() as u32, end: first.end };
    around.before.map(|k| (&k.name, rest))
}

/// `thu hút 20 dự án với tổng vốn đăng ký 25.000 tỷ đồng`: money alone does not say of what.
pub fn project<'a>(item: &Item<'_>, around: &Around<'a>) -> Option<&'a Name> {
    let class = item.measure.unit.as_ref().map(|u| u.class);
    let few = words_in(&item.lead.subject, around.text) <= FEW;
    let counted = |k: &&Known| k.same_sentence && matches!(k.rule, "verb-count" | "value-first") && countable(k.class);
    // `đón 4 triệu lượt khách, tổng thu 6.000 tỷ đồng` is another matter.
    let capital = item.lead.subject.iter().any(|s| s.of(around.text).split(' ').any(|w| matches!(w, "vốn" | "đầu")));
    let money = class == Some(UnitClass::Money) && capital;
    // `… mã số vùng trồng với | tổng diện tích trên 8.500 ha`
    let measured = matches!(class, Some(UnitClass::Money | UnitClass::Physical | UnitClass::Count));
    let project = |k: &&Known| money || measured && ends_in_with(&k.name, around.text);
    around.before.filter(counted).filter(project).filter(|_| few && item.lead.first.is_some()).map(|k| &k.name)
}

/// Where the last zone of a subject begins, behind other words: `tỷ lệ thu gom rác | đô thị`; the piece and the place in the text.
pub(super) fn zone_in(subject: &[Span], text: &str) -> Option<(usize, u32)> {
    let words = Words::built_in();
    subject.iter().enumerate().rev().find_map(|(n, span)| {
        let atoms = lex::lex(span.of(text), &words);
        let at = atoms.iter().rposition(|a| a.is(Sense::Zone)).filter(|at| n > 0 || *at > 0)?;
        Some((n, span.start + atoms[at].span.start))
    })
}

/// Whether a name leads on to the next number: `20 dự án | với`.
pub fn ends_in_with(name: &Name, text: &str) -> bool {
    name.pieces.last().is_some_and(|(s, _)| s.of(text).split(' ').next_back() == Some("với"))
}

/// A label that names a quantity goes with its parts: `Tỷ lệ huy động trẻ đến trường: nhà trẻ đạt 30%`. A zone is a part of
/// whatever the label names: `Trường đạt chuẩn quốc gia: mầm non 92%`, `Số hóa sổ hộ tịch: cấp tỉnh 70%; cấp xã 35%`.
pub fn names_parts(zone: bool, label: Span, text: &str) -> bool {
    // `Về số hóa hồ sơ: tỷ lệ … cấp tỉnh đạt 50%; cấp huyện đạt 40%`: a topic measures nothing.
    let topic = label.of(text).starts_with("Về ") || label.of(text).starts_with("về ");
    !topic && (zone || heads(label.of(text)))
}

/// Whether units of this class count things or people, or measure an amount of something.
pub fn countable(class: Option<UnitClass>) -> bool {
    matches!(class, Some(UnitClass::Count | UnitClass::Physical | UnitClass::Person))
}
