//! Numbers that stay outside because of the sentence around them, whatever a rule would make of the item alone.
//!
//! `hỗ trợ 05 mô hình, quy mô 10 ha/mô hình` → guard `norm`; `Hồ sơ gồm 01 bản chính và 02 bản sao` → guard `list`.

use super::clause::Part;
use super::item::Item;
use super::rules::Known;
use super::sentence::Sentences;
use crate::lexicon::words::{UnitClass, Verb};
use crate::lexicon::{List, list};
use crate::span::Span;
use crate::target::As;

impl Sentences<'_> {
    /// The guard of an item behind `previous` and what was read `before`; `guarded`: one that holds on in the sentence.
    pub(super) fn outside(
        &self,
        item: &Item<'_>,
        before: Option<&Known>,
        previous: Option<&Item<'_>>,
        guarded: Option<&'static str>,
    ) -> Option<&'static str> {
        let lead = &item.lead;
        // `Hồ sơ gồm 01 bộ chính và 02 bộ sao`
        if guarded == Some("list") && lead.subject.is_empty() && lead.link.is_none() {
            return guarded;
        }
        let bound = item.measure.bound && class(item) != Some(UnitClass::Percent);
        let as_well = bound && previous.is_some_and(|previous| self.is_condition_as_well(item, previous));
        // `Doanh nghiệp nhỏ là doanh nghiệp có không quá 100 người và doanh thu không quá 50 tỷ đồng`
        if guarded == Some("condition") || as_well || bound && self.cites_law(item) {
            return Some("condition");
        }
        if self.state.budget && spends(item) || self.is_outlay(item) {
            return Some("budget");
        }
        if before.is_some_and(|k| k.same_sentence && sizes(item, k)) {
            return Some("norm");
        }
        quotes(self.text, item).then_some("quotation")
    }

    /// `hồ chứa có dung tích trên 500.000 m3 hoặc chiều cao đập từ 10 m trở lên`: one condition as the other.
    fn is_condition_as_well(&self, item: &Item<'_>, previous: &Item<'_>) -> bool {
        let before = previous.measure.number;
        let refused = self.fates.last().is_some_and(|f| f.span == before && f.as_what == As::Guard("condition"));
        refused && Span { start: before.end, end: item.measure.number.start }.of(self.text).contains(" hoặc ")
    }

    /// `Vốn đầu tư 85 tỷ đồng.`: a sentence of nothing but money to be spent; `Vốn đầu tư toàn xã hội` is a quantity of the economy.
    fn is_outlay(&self, item: &Item<'_>) -> bool {
        let alone = item.first && item.last && item.tail.is_empty() && item.lead.time.is_none();
        let [words] = item.lead.subject[..] else { return false };
        alone
            && class(item) == Some(UnitClass::Money)
            && list(List::Outlay).iter().any(|outlay| words.of(self.text).to_lowercase() == *outlay)
    }

    /// Whether a law stands behind the number, which says so of all: `sức chứa từ 200 chỗ trở lên theo Thông tư số …`.
    fn cites_law(&self, item: &Item<'_>) -> bool {
        let cited = item.tail.iter().filter(|p| p.cites.is_some()).map(|p| p.span.of(self.text));
        cited.into_iter().any(|words| list(List::Regulation).iter().any(|law| words.contains(law.as_str())))
    }

    /// Whether the words before the number say what something is: `Đường cấp B là đường có nền rộng …`.
    pub(super) fn defines(&self, parts: &[Part]) -> bool {
        let lead = parts.iter().take_while(|p| p.measure().is_none());
        lead.filter(|p| p.verb() == Some(Verb::Reach)).any(|p| p.span.of(self.text) == "là")
    }
}

fn class(item: &Item<'_>) -> Option<UnitClass> {
    item.measure.unit.as_ref().map(|u| u.class)
}

/// Whether it is money to be spent, or a share of it: `kinh phí 12 tỷ đồng, trong đó ngân sách trung ương 70%`.
fn spends(item: &Item<'_>) -> bool {
    let share = item.breakdown || item.lead.guard == Some("budget");
    class(item) == Some(UnitClass::Money) || class(item) == Some(UnitClass::Percent) && share
}

/// Whether an amount is of each of the things just counted, and no mean: `05 mô hình, quy mô 10 ha/mô hình`.
fn sizes(item: &Item<'_>, counted: &Known) -> bool {
    let base = item.measure.unit.as_ref().and_then(|u| u.written.rsplit_once('/')).map(|(_, base)| base);
    let thing = counted.unit.as_deref().filter(|_| matches!(counted.class, Some(UnitClass::Count)));
    let reached = matches!(item.lead.link, Some(Verb::Reach | Verb::To | Verb::Keep));
    !item.lead.mean && !reached && base.is_some() && base == thing
}

/// Whether the number stands in the title of a document that is cited: `Quyết định số 338/QĐ-TTg phê duyệt Đề án “… ít nhất 01
/// triệu căn hộ …”`.
fn quotes(text: &str, item: &Item<'_>) -> bool {
    if !item.lead.cites {
        return false;
    }
    let before = &text[item.span.start as usize..item.measure.number.start as usize];
    before.matches('“').count() > before.matches('”').count() || before.matches('"').count() % 2 == 1
}
