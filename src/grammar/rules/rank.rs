//! A place in an order: `trong nhóm 20 tỉnh đứng đầu` → `<= 20`, `hạng`; `xếp thứ 12` → `= 12`, `hạng`.

use super::{Around, Rule};
use crate::grammar::clause::PartKind;
use crate::grammar::draft::{Draft, Name, noun_and_tail};
use crate::grammar::item::Item;
use crate::lexicon::words::RankWord;
use crate::value::{Operator, Value};

/// The rule.
pub const RULE: Rule = Rule {
    name: "rank",
    example: "Chỉ số cải cách hành chính nằm trong nhóm 15 tỉnh dẫn đầu.",
    doc: "A number behind `nhóm`, `top`, `xếp thứ`, or before `đứng đầu`. Among the first N is at most N; a place is that \
          place; `từ N trở lên` of places is N or better. Refuses a group that is a name (`xã nhóm 2`): nothing says `top` there.",
    read,
};

fn read(item: &Item<'_>, around: &Around<'_>) -> Option<Vec<Draft>> {
    let word = item.rank?;
    let number = item.measure.value.number()?;
    number.integer().filter(|n| *n > 0)?;
    let operator = match (word, item.measure.value.operator) {
        (RankWord::Group, _) => Operator::AtMost,
        (_, Operator::AtLeast | Operator::AtMost) => Operator::AtMost,
        (RankWord::Place, op) => op,
        (RankWord::Leading, _) => return None,
    };
    let mut name = Name::of(&item.lead.subject);
    if name.is_empty() {
        name = around.before.map(|k| k.subject.clone()).unwrap_or_default();
    }
    if name.is_empty() {
        return None;
    }
    // `ở vị trí thứ 6 trong vùng`: among whom; `nhóm 20 tỉnh đứng đầu cả nước` has said it.
    let leading = item.tail.iter().any(|p| p.kind == PartKind::Rank(RankWord::Leading));
    if !leading {
        name.extend(&noun_and_tail(item, true), true);
    }
    let draft = Draft {
        value: Value::one(operator, number),
        unit: Some("hạng".to_owned()),
        change: None,
        ..Draft::of(item, name)
    };
    Some(vec![draft])
}
