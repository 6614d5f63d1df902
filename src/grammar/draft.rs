//! What a rule makes of an item: the name in pieces, and what the words say about value, unit and change.
//!
//! pieces `Hình thành`, gap, `doanh nghiệp công nghệ số` → `Hình thành … doanh nghiệp công nghệ số`.

use super::clause::{Part, PartKind};
use super::item::{Item, functional};
use super::measure::Measure;
use super::time::TimeRole;
use crate::lexicon::words::{UnitClass, Verb};
use crate::span::Span;
use crate::value::{Change, Kind, Operator, Value};

/// The printed words that name what is measured, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Name {
    /// Stretches of the text; the flag says that words were cut out before this one and `…` marks the gap.
    pub pieces: Vec<(Span, bool)>,
}

/// What stands for words left out of a name.
const GAP: &str = " … ";

impl Name {
    /// A name of these stretches without gaps.
    pub fn of(spans: &[Span]) -> Name {
        let mut name = Name::default();
        name.extend(spans, false);
        name
    }

    /// Adds stretches; `gap` marks the first of them.
    pub fn extend(&mut self, spans: &[Span], gap: bool) {
        let gap = gap && !self.pieces.is_empty();
        for (n, span) in spans.iter().enumerate() {
            self.pieces.push((*span, gap && n == 0));
        }
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The words, joined: neighbours as they stand, others by a blank or `…`.
    pub fn words(&self, text: &str) -> String {
        let mut out = String::with_capacity(self.pieces.iter().map(|(span, _)| span.len() + GAP.len()).sum());
        let mut end: Option<u32> = None;
        for (span, gap) in &self.pieces {
            let words = span.of(text).trim();
            if words.is_empty() {
                continue;
            }
            if !out.is_empty() {
                if *gap {
                    out.push_str(GAP);
                } else {
                    let glued = end == Some(span.start) || words.starts_with([',', '.', ';', ')', '…', ':']);
                    if !glued || text[..span.start as usize].ends_with(' ') {
                        out.push(' ');
                    }
                }
            }
            out.push_str(words);
            end = Some(span.end);
        }
        // `20 dự án với | tổng vốn …`: the word that leads on to the next number.
        if out.ends_with(" với") {
            out.truncate(out.len() - " với".len());
        }
        let trimmed = out.trim_matches(|c: char| matches!(c, ' ' | ',' | ';' | '.' | ':' | '-' | '–' | '+' | '*'));
        if trimmed.as_bytes().windows(2).any(|pair| matches!(pair, b" ," | b"  ")) {
            return trimmed.replace(" ,", ",").replace("  ", " ");
        }
        if trimmed.len() == out.len() { out } else { trimmed.to_owned() }
    }
}

/// Words of some stretches of the text.
pub fn words_in(spans: &[Span], text: &str) -> usize {
    spans.iter().map(|s| 1 + s.of(text).bytes().filter(|b| *b == b' ').count()).sum()
}

/// One statement as a rule reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What is measured.
    pub name: Name,
    /// target or baseline.
    pub kind: Kind,
    /// Operator and ends.
    pub value: Value,
    /// Unit, when the words give one.
    pub unit: Option<String>,
    /// Only for an amount of change.
    pub change: Option<Change>,
    /// The number.
    pub number: Span,
    /// It counts things made or done (`Tổ chức 02 lớp`), so that outside objectives it is an activity.
    pub counts: bool,
    /// The time of the clause does not hold for it (the near end of a motion).
    pub timeless: bool,
}

impl Draft {
    /// The draft of an item under this name: value with its comparator, unit with its year.
    pub fn of(item: &Item<'_>, name: Name) -> Draft {
        let m = item.measure;
        let operator = item.lead.operator.filter(|_| !m.bound);
        // `đạt 80% tổng đàn trở lên`: apart from its number, behind a short base.
        let behind = comparator_behind(item).map(|(_, op)| op).filter(|_| !m.bound);
        let mut value = match operator.or(behind) {
            Some(op) => m.value.under(op),
            None => m.value,
        };
        if item.lead.negated {
            value = match value.operator {
                Operator::Below => value.under(Operator::AtLeast),
                Operator::Above => value.under(Operator::AtMost),
                _ => value,
            };
        }
        let amount = item.lead.amount.then_some(item.lead.change).flatten();
        Draft {
            name,
            kind: Kind::Target,
            value,
            unit: unit(item, amount),
            change: amount,
            number: m.number,
            counts: false,
            timeless: false,
        }
    }
}

/// A comparator behind a short base: `80% tổng đàn trở lên`, `50% số xã trở lên đạt chuẩn`; where it stands in the tail.
fn comparator_behind(item: &Item<'_>) -> Option<(usize, Operator)> {
    let at = item.tail.iter().take(FAR).position(|p| matches!(p.kind, PartKind::Onward(_)))?;
    let PartKind::Onward(op) = item.tail[at].kind else { return None };
    // `cán bộ cấp phòng trở lên` says who; `95% vốn được giao trở lên` cannot.
    let base = at == 0 || at < 2 && item.tail[0].head && item.tail[0].span.len() <= SHORT_BASE;
    let done = at > 0 && item.tail[at - 1].verb() == Some(Verb::Act);
    // `20 mô hình du lịch cộng đồng trở lên đến năm 2025`: nothing but times behind it.
    let ends = item.tail[at + 1..].iter().all(|p| functional(p) || p.separates());
    let who = at > 0 && item.tail[at - 1].zone;
    (base || done || at < 2 && ends && !who).then_some((at, op))
}

/// How often, said near behind the number or at the very end: `200 tấn vỏ bao gói thuốc bảo vệ thực vật mỗi năm`.
fn frequency_behind(item: &Item<'_>) -> Option<Verb> {
    let frequency = |p: &Part| {
        p.verb()
            .filter(|v| matches!(v, Verb::Yearly | Verb::MeanYearly | Verb::Quarterly | Verb::Monthly | Verb::Daily))
    };
    item.tail.iter().take(3).find_map(frequency).or(item.tail.last().and_then(frequency))
}

/// Whether the words make the number one of each year.
pub fn is_yearly(item: &Item<'_>) -> bool {
    item.lead.yearly || matches!(frequency_behind(item), Some(Verb::Yearly | Verb::MeanYearly))
}

/// The unit of an item: as printed, with `/năm` where the words make it an amount per year.
fn unit(item: &Item<'_>, change: Option<Change>) -> Option<String> {
    let unit = item.measure.unit.as_ref()?;
    let mut written = unit.written.clone();
    let lead = &item.lead;
    let (behind, yearly) = (frequency_behind(item), is_yearly(item));
    if written.contains("/năm") {
        return Some(written);
    }
    let changes = change.is_some() || lead.growth;
    match unit.class {
        UnitClass::Percent | UnitClass::Points => {
            if changes && (yearly || lead.mean) {
                written.push_str("/năm");
            }
        }
        UnitClass::Rank | UnitClass::Score | UnitClass::Times | UnitClass::Duration => {}
        _ => {
            // `mỗi năm 500 doanh nghiệp, vốn bình quân 10 tỷ đồng/doanh nghiệp`: a rate has its base.
            let rate = written.contains('/') && behind.is_none();
            if yearly && !rate {
                written.push_str("/năm");
            } else if lead.quarterly || behind == Some(Verb::Quarterly) {
                written.push_str("/quý");
            } else if lead.monthly || behind == Some(Verb::Monthly) {
                written.push_str("/tháng");
            } else if behind == Some(Verb::Daily) {
                written.push_str("/ngày");
            }
        }
    }
    Some(written)
}

/// Bytes of `so với` alone, behind which stands what is compared with.
const SO_WITH: usize = "so với".len();
/// Parts behind a number within which its comparator may stand.
const FAR: usize = 6;
/// Bytes of a base before its comparator: `tổng số hộ`.
const SHORT_BASE: usize = 20;

/// Brackets longer than this (some twenty words) are remarks, not scope.
const REMARK_BYTES: usize = 130;

/// The words behind a number that belong to its name. `through_commas`: the name goes on behind commas (value first);
/// else it ends at the first (a base such as `GRDP của tỉnh`).
pub fn tail_words(item: &Item<'_>, through_commas: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut skipped_time = false;
    crate::work::steps(item.tail.len());
    for (n, part) in item.tail.iter().enumerate() {
        match &part.kind {
            PartKind::Verb(Verb::Effect) => break,
            // `thời gian giải quyết so với quy định | đối với thủ tục đất đai`: whom it is for stands behind.
            PartKind::Verb(Verb::Against)
                if part.span.len() > SO_WITH && item.tail.get(n + 1).is_some_and(|p| p.zone) => {}
            PartKind::Verb(Verb::Against) => break,
            PartKind::Verb(Verb::Breakdown | Verb::Also) => break,
            PartKind::Time(time) if time.role == TimeRole::Reference => break,
            PartKind::Time(time) if time.role == TimeRole::Mention => spans.push(part.span),
            PartKind::Time(_) => {
                skipped_time = true;
                drop_comma(&mut spans, &item.tail[..n]);
            }
            PartKind::Onward(_) if item.measure.onward || comparator_behind(item).is_some_and(|(at, _)| at == n) => {}
            PartKind::Comma if !through_commas => break,
            // `08 cụm trong giai đoạn 2025 - 2027, ưu tiên các huyện …`: what follows its time and a comma is a remark.
            PartKind::Comma if skipped_time && !spans.is_empty() => break,
            // `giảm 3%/năm số vụ tảo hôn, ngăn chặn bạo lực`: what else is done.
            PartKind::Comma
                if item.lead.amount
                    && item.tail.get(n + 1).is_some_and(|p| p.verb() == Some(Verb::Act))
                    && item.tail.get(n + 2).is_some_and(|p| p.kind == PartKind::Words) =>
            {
                break;
            }
            // `thời gian họp, giảm việc dùng giấy`: a statement of its own, though without a number.
            PartKind::Comma
                if item.tail.get(n + 1).is_some_and(|p| {
                    matches!(
                        p.verb(),
                        Some(Verb::Up | Verb::Down | Verb::Raise | Verb::Not | Verb::Lack | Verb::Keep | Verb::Goal)
                    )
                }) =>
            {
                break;
            }
            PartKind::Comma | PartKind::And if item.tail.get(n + 1).is_some_and(|p| p.remainder) => break,
            PartKind::Stop | PartKind::Colon => break,
            PartKind::Note => {}
            PartKind::Bracket(inner) => {
                // A remark of many words says more about the matter than about what is counted.
                // `(huyện A 800 ha, huyện B 200 ha)` deals the number out.
                let dealt = inner.iter().filter(|p| p.measure().is_some()).count() > 1;
                let parts = inner.first().is_some_and(|p| p.verb() == Some(Verb::Breakdown));
                // `450 học viên (nữ 150 học viên)`
                let written = |m: &Measure| m.unit.as_ref().filter(|u| u.noun.is_some()).map(|u| u.written.clone());
                let counted = |m: &Measure| !m.bound && written(m).is_some() && written(m) == written(item.measure);
                let named = matches!(&inner[..], [_, number] if number.measure().is_some_and(counted));
                let level = named || item.lead.amount && bounds_level(inner);
                let valued = holds_value(inner) || counts_share(part, item.measure);
                if !valued && !level && !dealt && !parts && part.span.len() < REMARK_BYTES {
                    spans.push(part.span);
                }
            }
            PartKind::Verb(Verb::Quarterly | Verb::Monthly | Verb::Daily) => {}
            PartKind::Verb(Verb::Yearly | Verb::MeanYearly | Verb::Mean) if !through_commas => {}
            PartKind::Verb(Verb::Yearly | Verb::MeanYearly) if n == 0 || n + 1 == item.tail.len() => {}
            PartKind::And if !through_commas && !skipped_time => spans.push(part.span),
            _ => spans.push(part.span),
        }
    }
    drop_comma(&mut spans, item.tail);
    spans
}

fn drop_comma(spans: &mut Vec<Span>, tail: &[Part]) {
    while let Some(last) = spans.last() {
        // Parts stand in text order.
        let part = tail.binary_search_by_key(&last.start, |p| p.span.start).ok().map(|at| &tail[at]);
        if !part.is_some_and(|p| p.span == *last && (p.separates() || p.kind == PartKind::Dash)) {
            break;
        }
        spans.pop();
    }
}

/// Whether a bracket states a value of its own: `(năm 2030 đạt 100%)`, `(đạt 90%)`, `(chiếm 45%)`, `(40% số hộ)`.
pub fn holds_value(inner: &[Part]) -> bool {
    let Some(first) = inner.iter().position(|p| p.measure().is_some()) else { return false };
    let timed = inner.iter().any(|p| p.time().is_some_and(|t| t.role == TimeRole::Period));
    let linked =
        inner[..first].iter().any(|p| matches!(p.verb(), Some(Verb::Reach | Verb::Share | Verb::To | Verb::List)));
    // `(công nghiệp tăng 15,8%)`, `(tăng 05 điểm so với năm 2022)`
    let changed = first > 0 && matches!(inner[first - 1].verb(), Some(Verb::Up | Verb::Down));
    let bare = inner[..first].iter().all(functional);
    // `74% (có bằng cấp, chứng chỉ: 33,5%)`
    let labelled = first > 0 && inner[first - 1].kind == PartKind::Colon;
    // `dưới 10% (ở thành phố dưới 12%, nông thôn dưới 8%)`
    let zoned = inner.first().is_some_and(|p| p.zone);
    // `70% (có bằng cấp, chứng chỉ 30%)`
    let has = inner.first().is_some_and(|p| p.verb() == Some(Verb::Has)) && first > 1;
    // `10.500 ha (bình quân 2.100 ha/năm)`
    let mean = bare && inner.iter().any(|p| matches!(p.verb(), Some(Verb::Mean | Verb::MeanYearly)));
    timed
        || linked
        || changed
        || mean
        || (bare || labelled || zoned || has || deals_shares(inner)) && inner[first].is_percent()
}

/// Whether a bracket behind a share says how many that is, and nothing else: `60% (12/20 xã)`, `80% (khoảng 1.200 hộ) số hộ
/// nghèo`. Behind the noun, `20% số lối đi (97 lối đi)`, a bare count may as well be the whole.
pub fn counts_share(bracket: &Part, share: &Measure) -> bool {
    let PartKind::Bracket(inner) = &bracket.kind else { return false };
    let mut measures = inner.iter().filter_map(Part::measure);
    let Some(count) = measures.next().filter(|_| share.is_percent()) else { return false };
    let beside = bracket.span.start <= share.span.end + 1;
    let things = count.unit.as_ref().is_some_and(|u| {
        matches!(u.class, UnitClass::Count | UnitClass::Person) && u.noun.is_some() && !u.written.contains('/')
    });
    measures.next().is_none()
        && (things && beside && !count.onward || count.out_of.is_some() && (things || count.unit.is_none()))
        && !matches!(count.value.operator, Operator::AtMost | Operator::Below)
        && inner.iter().all(|p| p.measure().is_some() || p.verb() == Some(Verb::Reach) || functional(p))
}

/// `giảm 6% (không quá 160 người)`: behind an amount of change a bound in a unit of its own, and nothing else, is the level.
pub fn bounds_level(inner: &[Part]) -> bool {
    let counts = |class| matches!(class, UnitClass::Count | UnitClass::Person);
    let counted = |m: &Measure| m.bound && m.unit.as_ref().is_some_and(|u| counts(u.class));
    matches!(inner, [only] if only.measure().is_some_and(counted))
}

/// Bytes of the name of a part in brackets: `phường`, `khu vực nông thôn`.
pub const PART: usize = 32;

/// Whether brackets give the shares of parts, each a name of a few words: `(phường 95%, xã 75%)`.
pub fn deals_shares(inner: &[Part]) -> bool {
    let share = |parts: &[Part]| match parts {
        [name, .., value] => {
            let mut said = parts[..parts.len() - 1].iter().filter(|p| !functional(p));
            // Nothing but the name stands before the value.
            let named = matches!((said.next(), said.next()), (Some(only), None)
                if only.kind == PartKind::Words && only.span.len() <= PART);
            name.kind == PartKind::Words && named && value.is_percent()
        }
        _ => false,
    };
    let parts: Vec<&[Part]> = inner.split(|p| p.separates() || p.kind == PartKind::Stop).collect();
    parts.len() > 1 && parts.iter().all(|p| share(p))
}

/// The counted noun and the words behind it, as the tail of a name.
pub fn noun_and_tail(item: &Item<'_>, through_commas: bool) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some(unit) = &item.measure.unit
        && let Some(noun) = unit.noun.filter(|n| !n.is_empty())
    {
        spans.push(noun);
    }
    // `60% (12 xã) | đạt chuẩn`: of what the share is, the bracket says.
    if let [bracket @ Part { kind: PartKind::Bracket(inner), .. }, behind, ..] = item.tail
        && matches!(behind.verb(), Some(Verb::Reach | Verb::Predicate | Verb::Has))
        && counts_share(bracket, item.measure)
        && let Some(noun) = inner.iter().find_map(|p| p.measure()?.unit.as_ref()?.noun)
    {
        spans.push(noun);
    }
    spans.extend(tail_words(item, through_commas));
    spans
}
