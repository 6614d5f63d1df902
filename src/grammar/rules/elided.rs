//! A further value of a subject said before: `năm 2025 đạt 15%, năm 2030 đạt 20% GDP` → the second takes the subject of the first.

use super::{Around, Known, Rule};
use crate::grammar::draft::{Draft, Name, tail_words};
use crate::grammar::item::Item;
use crate::grammar::sharing::predicate_at;
use crate::grammar::unit::{UnitReading, without_year};
use crate::lexicon::words::{UnitClass, Verb};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "elided-subject",
    example: "Tỷ trọng dịch vụ năm 2025 đạt 40%, năm 2030 đạt 45% GRDP.",
    doc: "A number with a time or a verb before it but no words of its own: the subject of the item before holds. A base \
          behind the last value belongs to all. Refuses when nothing was said before, and when its own noun follows (value first).",
    read,
};

fn read(item: &Item<'_>, around: &Around<'_>) -> Option<Vec<Draft>> {
    let lead = &item.lead;
    let names_itself = !lead.subject.is_empty()
        // `số học sinh hút thuốc, kể cả thuốc điện tử, | giảm 30%`: the clause before the verb names a quantity.
        || lead.earlier.is_some()
        || lead.act.is_some()
        || lead.link == Some(Verb::Act) && !fulfils(item, around.text)
        || lead.label.is_some() && lead.link.is_none();
    // `…; nhân rộng mô hình, dự kiến giảm | 2,4 triệu kWh/năm`: what the clause before does, not what was said before it.
    let joined = around.before.is_some_and(|k| k.same_sentence);
    if let Some(clause) = lead.clause.filter(|_| item.first && !joined && lead.amount && lead.subject.is_empty())
        && item.measure.unit.as_ref().is_some_and(|u| u.class == UnitClass::Physical && u.noun.is_none())
        && tail_words(item, false).is_empty()
    {
        return Some(vec![Draft::of(item, Name::of(&[clause]))]);
    }
    let before = around.before.filter(|_| !names_itself)?;
    let further = Further::of(item, around.text, before);
    if !further.goes_on() || further.begins_anew() {
        return None;
    }
    Some(vec![further.draft(by_verb(item, around).unwrap_or(before))])
}

/// `…, đến ngày 30/11 hoàn thành 100%`: as much as `đạt 100%`.
fn fulfils(item: &Item<'_>, text: &str) -> bool {
    let dated = item.lead.time.is_some() || item.tail.iter().any(|p| p.time().is_some());
    let all = item.measure.is_percent() && tail_words(item, false).is_empty() && dated;
    all && item.lead.link_span.of(text).eq_ignore_ascii_case("hoàn thành")
}

/// A number that does not say of what it is, beside the item before it.
struct Further<'a> {
    text: &'a str,
    item: &'a Item<'a>,
    before: &'a Known,
    unit: Option<&'a UnitReading>,
    /// Words behind the number that name something of its own.
    tail: Vec<Span>,
    /// Words behind it that do not.
    remark: Vec<Span>,
    /// They are the base that was said before: `đạt 25% dân số năm 2025, 99% dân số năm 2030`.
    base_again: bool,
    /// The subject before counts its noun: `Số người tham gia tăng 6%/năm; đến năm 2028 đạt 5.000 | người`.
    counted_by_name: bool,
    /// The noun of the unit said before: `đạt 10 bác sĩ/vạn dân vào năm 2025 và 12 bác sĩ vào năm 2030`.
    noun_again: bool,
}

impl<'a> Further<'a> {
    fn of(item: &'a Item<'a>, text: &'a str, before: &'a Known) -> Further<'a> {
        let unit = item.measure.unit.as_ref();
        let mut tail = tail_words(item, false);
        let known = before.tail.pieces.iter().map(|(s, _)| s.of(text));
        // `…; đến ngày 31/12 đạt 98% kế hoạch`
        let dated_again = before.same_list && item.lead.time.is_some() && item.lead.link == before.link;
        let base_again = (before.same_sentence || dated_again)
            && !before.subject.is_empty()
            && tail.iter().map(|s| s.of(text)).eq(known);
        // `đạt 250 triệu đồng/lao động (giá hiện hành)`: a remark names nothing of its own.
        // `tăng 3 bậc trên bảng xếp hạng`: among whom, or in what order, the places are.
        let order = item.lead.amount && unit.is_some_and(|u| u.class == UnitClass::Rank);
        // `; đến năm 2030 là trên 90% đối với cả hai khu vực`
        let for_whom = tail.first().is_some_and(|s| s.of(text).starts_with("đối với "));
        // `giảm 9% và 27% khi có hỗ trợ quốc tế`
        let when = tail.first().is_some_and(|s| s.of(text).starts_with("khi "));
        let remarks = order || for_whom || when || tail.iter().all(|s| s.of(text).starts_with('('));
        let remark = if base_again || remarks { std::mem::take(&mut tail) } else { Vec::new() };
        let written = unit.map(|u| u.written.as_str());
        // `Tổng đàn lợn: 150.000 con (năm 2025); 180.000 con (năm 2030)`
        let dated = item.lead.time.is_some() || item.tail.iter().any(|p| p.time().is_some());
        // `hỗ trợ 1.270 hộ, trong đó năm 2026: 310 hộ`
        let lead_timed = item.lead.timed_colon;
        let noun_again = in_noun(unit)
            && tail.is_empty()
            && item.lead.link.is_none()
            && (before.same_sentence || item.breakdown && lead_timed || before.same_list && dated)
            && (matches!(before.rule, "indicator-first" | "change-by" | "from-to" | "elided-subject")
                || before.rule == super::verb_count::RULE.name && item.lead.timed_colon)
            && matches!((&before.unit, written), (Some(known), Some(unit)) if known.split('/').next() == Some(unit)
                || known == unit && unit.contains('/')
                || item.lead.mean && without_year(unit) == known);
        // Asked of a sentence that may begin anew.
        let noun = unit.and_then(|u| u.noun).filter(|_| item.first && !before.same_sentence);
        let counted_by_name = noun.zip(before.subject.pieces.first()).is_some_and(|(noun, (opening, _))| {
            let (noun, opening) = (noun.of(text).to_lowercase(), opening.of(text).to_lowercase());
            let counted = ["số ", "tổng số ", "số lượng "].into_iter().find_map(|w| opening.strip_prefix(w));
            let rest = counted.and_then(|c| c.strip_prefix(noun.as_str()));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        Further { text, item, before, unit, tail, remark, base_again, counted_by_name, noun_again }
    }

    fn percent(&self) -> bool {
        self.unit.is_some_and(|u| u.class == UnitClass::Percent)
    }

    /// It counts in a noun of its own.
    fn counts(&self) -> bool {
        in_noun(self.unit) && !self.noun_again
    }

    fn same_class(&self) -> bool {
        self.before.class == self.unit.map(|u| u.class)
    }

    fn own_noun(&self) -> bool {
        !self.tail.is_empty() || self.counts()
    }

    /// It counts or says something that the item before did not.
    fn other_noun(&self) -> bool {
        !self.tail.is_empty() || self.counts() && !self.same_class() && !self.counted_by_name
    }

    /// A verb of levels stands before it. `duy trì 200 xã đạt chuẩn` keeps something of its own.
    fn reaches(&self) -> bool {
        match self.item.lead.link {
            Some(Verb::Keep) => self.tail.is_empty() && !in_noun(self.unit),
            Some(verb) => reaches(verb) || matches!(verb, Verb::Growth | Verb::Decline),
            None => false,
        }
    }

    /// It is one of a series by years: `năm 2023: 60 xã; năm 2024: 66 xã`.
    fn is_in_series(&self) -> bool {
        let (lead, before) = (&self.item.lead, self.before);
        let timed = lead.timed_colon || before.same_list && !self.brings_a_noun();
        let said = before.link.is_some_and(reaches) || before.rule == RULE.name;
        lead.time.is_some()
            && (before.same_sentence || timed && self.same_class())
            && said
            && !before.subject.is_empty()
    }

    /// A noun that a series has not. `Tỷ lệ bao phủ: năm 2028: 97%; năm 2030: trên 98% dân số`: what the share is of may be said
    /// at the end.
    fn brings_a_noun(&self) -> bool {
        let base = self.item.lead.timed_colon && self.percent() && predicate_at(self.item).is_none();
        !self.tail.is_empty() && !base || self.counts() && !self.same_class()
    }

    /// `trên 98% ở khu vực thành phố, trên 92% ở khu vực nông thôn`
    fn is_of_a_zone(&self) -> bool {
        // `đạt 168 cm ở nam, 157 cm ở nữ`
        let among = self.tail.first().is_some_and(|words| words.of(self.text).starts_with("ở "));
        // `tối thiểu 100 Mbps đối với băng rộng cố định; 70 Mbps đối với băng rộng di động`
        let zone = self.item.tail.first().filter(|p| p.zone);
        let for_whom = zone.is_some_and(|p| p.span.of(self.text).starts_with("đối với "));
        let listed = for_whom && self.before.same_list && self.item.lead.link.is_none();
        (among || zone.is_some())
            && self.before.unit.as_deref() == self.unit.map(|u| u.written.as_str())
            && (self.before.same_sentence || listed)
            && !self.before.subject.is_empty()
    }

    /// `chiếm trên 30% vào năm 2025 và 40% vào năm 2030 | tổng số người tuyển mới`: what both are a share of.
    fn brings_the_whole(&self) -> bool {
        let before = self.before;
        let tail = &self.item.tail;
        let dated = || tail.first().is_some_and(|p| p.time().is_some()) && predicate_at(self.item).is_none();
        let of_all = |words: &str| ["tổng ", "trong tổng "].iter().any(|w| words.starts_with(w));
        let whole = self.tail.first().is_some_and(|words| of_all(words.of(self.text)) || dated());
        let bare = self.item.lead.link.is_none() && self.percent() && before.same_sentence;
        whole && bare && before.link == Some(Verb::Share) && before.tail.is_empty() && !before.subject.is_empty()
    }

    /// `100% sổ hộ tịch đến năm 2024; 70% trong năm 2023`; `Trồng mới 6.000 ha, trong đó: năm 2021: 1.000 ha`
    fn is_dated(&self) -> bool {
        let (item, before) = (self.item, self.before);
        (before.same_list || item.breakdown && item.lead.timed_colon)
            && self.same_class()
            && (item.lead.time.is_some() || item.tail.iter().any(|p| p.time().is_some()))
    }

    /// Whether it goes on with what was said.
    fn goes_on(&self) -> bool {
        let named = !self.before.subject.is_empty() || !self.before.name.is_empty();
        self.is_of_a_zone()
            || self.brings_the_whole()
            || self.reaches() && named
            || !self.reaches()
                && (self.item.lead.amount && self.tail.is_empty()
                    || self.is_in_series() && !self.brings_a_noun()
                    || !self.own_noun() && (self.before.same_sentence || self.is_dated()))
    }

    /// Whether a verb makes it a sentence of its own: `Năm 2025 đạt 60% cơ quan có lãnh đạo nữ`.
    fn begins_anew(&self) -> bool {
        let (item, before) = (self.item, self.before);
        let anew = !before.same_sentence && item.first && self.other_noun();
        let after_none = !self.tail.is_empty() && !before.link.is_some_and(reaches);
        item.lead.link == Some(Verb::Reach) && !self.is_of_a_zone() && !self.is_in_series() && (anew || after_none)
    }

    /// What it says, of the subject of `known`.
    fn draft(self, known: &Known) -> Draft {
        let lead = &self.item.lead;
        let bare = lead.link.is_none() && self.tail.is_empty();
        // `đóng góp 12% thu ngân sách năm 2028, 15% năm 2030`: a bare number goes on with all that was said.
        let shared = bare && known.same_sentence && known.link == Some(Verb::Share);
        // `hoàn thành tiêm cho ít nhất 80% trẻ; đến ngày 30/9 đạt 95%`: the number stood inside the name.
        let inside = known.link.is_none() && self.tail.is_empty() && self.percent() && !known.tail.is_empty();
        let whole = known.subject.is_empty() || shared || inside || matches!(known.rule, "verb-count" | "value-first");
        let mut name = if whole { known.name.clone() } else { known.named() };
        let mut base_said = whole;
        if !self.tail.is_empty() {
            // `…, chiếm 42% lực lượng lao động` keeps its verb.
            let verb = Some(lead.link_span).filter(|_| lead.link == Some(Verb::Share));
            let at = name.pieces.len();
            name.extend(&self.tail, true);
            name.pieces.splice(at..at, verb.map(|v| (v, false)));
        } else if !whole && self.percent() && lead.link == known.link && !known.tail.is_empty() {
            let spans: Vec<Span> = known.tail.pieces.iter().map(|(s, _)| *s).collect();
            name.extend(&spans, true);
            base_said = true;
        }
        if !(self.base_again && base_said) {
            name.extend(&self.remark, true);
        }
        let mut draft = Draft::of(self.item, name);
        // `Số bác sĩ trên 10.000 dân: năm 2027 đạt 12 bác sĩ, năm 2030 đạt 15 bác sĩ`: the base of a rate is said once.
        let rate = known.unit.as_deref().map(without_year).and_then(|u| u.split_once('/'));
        if rate.is_some_and(|(noun, _)| self.unit.is_some_and(|u| u.noun.is_some() && u.written == noun)) {
            draft.unit.clone_from(&known.unit);
        }
        let yearly = draft.unit.as_deref().is_some_and(|u| u.ends_with("/năm"));
        if self.noun_again && !yearly {
            draft.unit.clone_from(&known.unit);
        }
        if self.noun_again {
            draft.change = draft.change.or(known.change);
        }
        if draft.change.is_none() && self.changes_as(known, &draft) {
            draft.change = known.change;
        }
        draft
    }

    /// Whether it is a change like the one before, said again without its verb.
    fn changes_as(&self, known: &Known, draft: &Draft) -> bool {
        let lead = &self.item.lead;
        let per_year = |unit: Option<&str>| unit.is_some_and(|u| u.ends_with("/năm"));
        let (was_rate, is_rate) = (per_year(known.unit.as_deref()), per_year(draft.unit.as_deref()));
        // `giảm bình quân 1%/năm, đến năm 2028 không quá 8%`: a bound that is no rate is a level.
        let level = self.item.measure.bound && was_rate && !is_rate && lead.time.is_some();
        // `tăng 6%/năm …, 7%/năm …`
        let changed = known.rule == super::change_by::RULE.name && !self.item.measure.in_words;
        // `tốc độ tăng … giai đoạn 2022 - 2025 đạt 11%/năm, giai đoạn 2026 - 2030 đạt trên 12%/năm`
        // `tăng 6,5%/năm, đạt 220 tỷ đồng/năm`: an amount in another unit is a level.
        let grows = was_rate && is_rate && !lead.amount && known.unit == draft.unit;
        lead.link.is_none() && changed && !level || grows
    }
}

/// Whether a unit is a counted noun.
fn in_noun(unit: Option<&UnitReading>) -> bool {
    unit.is_some_and(|u| u.noun.is_some())
}

fn reaches(verb: Verb) -> bool {
    matches!(verb, Verb::Reach | Verb::Share | Verb::To | Verb::Keep)
}

/// `Đến năm 2030, chiếm trên 25% GRDP`: of several subjects in the sentence before, the one with the same verb.
fn by_verb<'a>(item: &Item<'_>, around: &Around<'a>) -> Option<&'a Known> {
    if item.first && item.lead.link == Some(Verb::Share) {
        return around.earlier.iter().find(|k| k.link == Some(Verb::Share));
    }
    None
}
