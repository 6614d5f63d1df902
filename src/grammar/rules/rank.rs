//! A place in an order: `trong nhóm 20 tỉnh đứng đầu` → `<= 20`, `hạng`; `xếp thứ 12` → `= 12`, `hạng`.

use super::{Around, Rule};
use crate::grammar::clause::{Part, PartKind};
use crate::grammar::completion::names_parts;
use crate::grammar::draft::{Draft, Name, noun_and_tail, tail_words};
use crate::grammar::item::{Item, names};
use crate::lexicon::words::{RankWord, Verb};
use crate::span::Span;
use crate::value::{Kind, Operator, Value};

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
    let stated = item.measure.value;
    let number = stated.number().or(stated.low)?;
    number.integer().filter(|n| *n > 0)?;
    let value = match (word, stated.operator) {
        (RankWord::Leading | RankWord::Among, _) => return None,
        // `xếp hạng từ 15 - 18 toàn quốc`
        (RankWord::Place, Operator::Range) => stated,
        (_, Operator::Range) => return None,
        (RankWord::Group, _) | (_, Operator::AtLeast | Operator::AtMost) => Value::one(Operator::AtMost, number),
        (RankWord::Place, op) => Value::one(op, number),
    };
    let mut name = Name::of(&item.lead.subject);
    // `thuộc 05 tỉnh dẫn đầu`: a preposition alone names nothing.
    let short = item.lead.subject.iter().map(|s| s.len()).sum::<usize>() < 10;
    if item.lead.preposition && short {
        name = Name::default();
    }
    let leading = item.tail.iter().position(|p| p.kind == PartKind::Rank(RankWord::Leading));
    // `nhóm 15 địa phương dẫn đầu cả nước về phát triển du lịch`, `nhóm 25 tỉnh có chất lượng giáo dục tốt nhất cả nước`: what
    // the order is of stands behind the number.
    let long = |parts: &[Part]| parts.iter().map(|p| p.span.len()).sum::<usize>() > 24;
    let about = leading.and_then(|k| item.tail.get(k + 1)).is_some_and(|p| p.span.of(around.text).starts_with("về "));
    let ordered = ordered_by(item, around.text);
    let of_what =
        about || ordered.is_some() || leading.is_some_and(|k| long(&item.tail[..k]) || long(&item.tail[k + 1..]));
    // `Chỉ số PAPI: Tổng điểm đạt 43 điểm, nằm trong nhóm 10 tỉnh`: the label names what has the place.
    // `Chỉ số PAPI đạt trên 45 điểm, thuộc nhóm 16 tỉnh đạt điểm cao nhất`
    let quantity =
        |k: &super::Known| k.subject.pieces.first().is_some_and(|(s, _)| crate::grammar::heads(s.of(around.text)));
    // `Chỉ số PCI đạt 67 điểm trở lên; phấn đấu thuộc nhóm 30 tỉnh dẫn đầu`: over a semicolon only what is named a quantity.
    let ranked_before = |k: &super::Known| k.rule == RULE.name && leading.is_some();
    let near = |k: &&super::Known| k.same_sentence || k.same_list && !of_what && (quantity(k) || ranked_before(k));
    let mut ranked = item.lead.head;
    if let Some(k) = around.before.filter(near).filter(|k| k.label.is_none() && item.lead.subject.is_empty())
        && name.is_empty()
        && (!of_what && matches!(k.rule, "indicator-first" | "rank") || quantity(k))
    {
        ranked = quantity(k);
        name = if k.rule == RULE.name { k.name.clone() } else { k.subject.clone() };
    }
    if name.is_empty() && (around.before.is_some_and(|k| k.label.is_some()) || !of_what && leading.is_none()) {
        let label = |k: &super::Known| k.label.filter(|l| crate::grammar::heads(l.of(around.text)));
        name =
            around.before.map(|k| label(k).map_or_else(|| k.subject.clone(), |l| Name::of(&[l]))).unwrap_or_default();
    }
    // `ở vị trí thứ 6 trong vùng`: among whom; `nhóm 20 tỉnh đứng đầu cả nước` has said it.
    // `xếp thứ 12/63 tỉnh, thành phố`: among whom is said by the number.
    let moves = matches!(item.lead.link, Some(Verb::From | Verb::To)) && item.lead.head;
    // `Chỉ số PCI nằm trong nhóm 25 tỉnh có chất lượng điều hành tốt`: a quantity is named without its company.
    let grouped = word == RankWord::Group && ranked;
    // `đứng thứ 17 toàn quốc`
    let of_all = item.tail.iter().filter(|p| names(p)).all(|p| p.whole);
    let among = (item.measure.out_of.is_some() || moves || grouped || of_all) && !name.is_empty();
    // `nhóm 4 nước dẫn đầu khu vực về số công bố khoa học`: a quantity behind `về` is what is put in order.
    if let Some(spans) = ordered.filter(|_| name.is_empty()) {
        name = Name::of(&spans);
    } else if !among && leading.is_none()
        || name.is_empty()
        || of_what && !item.lead.head && !item.lead.subject.is_empty()
    {
        name.extend(&noun_and_tail(item, true), true);
    }
    if name.is_empty() {
        return None;
    }
    // `Xếp hạng chỉ số chuyển đổi số: cấp tỉnh trong nhóm 20`: a place is a part of whatever the label names.
    if let Some(label) = item.lead.label.filter(|l| item.lead.zone && names_parts(true, *l, around.text)) {
        let mut whole = Name::of(&[label]);
        whole.pieces.extend(name.pieces.drain(..).enumerate().map(|(n, (span, gap))| (span, gap || n == 0)));
        name = whole;
    }
    let mut draft = Draft { value, unit: Some("hạng".to_owned()), change: None, ..Draft::of(item, name) };
    // `Nâng thứ hạng từ vị trí thứ 41 …`: where it stands.
    if item.lead.link == Some(Verb::From) {
        draft.kind = Kind::Baseline;
        draft.timeless = item.lead.time.is_none();
    }
    Some(vec![draft])
}

/// The quantity that `về` names behind a word of leading.
fn ordered_by(item: &Item<'_>, text: &str) -> Option<Vec<Span>> {
    let leading = item.tail.iter().position(|p| p.kind == PartKind::Rank(RankWord::Leading))?;
    let spans = tail_words(item, true);
    let (at, from) = spans.iter().enumerate().find_map(|(at, span)| {
        let words = span.of(text);
        let about = if words.starts_with("về ") { Some(0) } else { words.find(" về ").map(|n| n + 1) }?;
        (span.start >= item.tail[leading].span.start).then_some((at, span.start + (about + "về ".len()) as u32))
    })?;
    let mut named = spans[at..].to_vec();
    named[0].start = from;
    crate::grammar::heads(named[0].of(text)).then_some(named)
}
