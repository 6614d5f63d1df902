//! From one level to another: `giảm từ 5,2% xuống dưới 3%` → baseline 5.2 %, target `<` 3 %.

use super::{Around, Rule};
use crate::grammar::draft::{Draft, Name};
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

fn read(item: &Item<'_>, _: &Around<'_>) -> Option<Vec<Draft>> {
    if item.lead.link != Some(Verb::From) || item.lead.subject.is_empty() {
        return None;
    }
    let mut draft = Draft::of(item, Name::of(&item.lead.subject));
    draft.kind = Kind::Baseline;
    draft.timeless = item.lead.time.is_none();
    draft.change = None;
    Some(vec![draft])
}
