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
    // `thuộc 05 tỉnh dẫn đầu`: a preposition alone names nothing.
    let short = item.lead.subject.iter().map(|s| s.len()).sum::<usize>() < 10;
    if item.lead.preposition && short {
        name = Name::default();
    }
    let leading = item.tail.iter().position(|p| p.kind == PartKind::Rank(RankWord::Leading));
    // `nhóm 15 địa phương dẫn đầu cả nước về phát triển du lịch`: what the order is of stands behind.
    let of_what = leading.is_some_and(|k| item.tail[k + 1..].iter().any(|p| p.span.len() > 24));
    if name.is_empty() && !of_what && leading.is_none() {
        name = around.before.map(|k| k.subject.clone()).unwrap_or_default();
    }
    // `ở vị trí thứ 6 trong vùng`: among whom; `nhóm 20 tỉnh đứng đầu cả nước` has said it.
    if leading.is_none() || name.is_empty() || of_what && !item.lead.head {
        name.extend(&noun_and_tail(item, true), true);
    }
    if name.is_empty() {
        return None;
    }
    let draft = Draft {
        value: Value::one(operator, number),
        unit: Some("hạng".to_owned()),
        change: None,
        ..Draft::of(item, name)
    };
    Some(vec![draft])
}
