//! What a lead-in says for the items of its list: it is read in front of each, as one sentence.
//!
//! `Giảm tỷ lệ hộ nghèo xuống:` over `+ dưới 3% ở xã biên giới` → `tỷ lệ hộ nghèo … ở xã biên giới`, `< 3` %.

use super::outline::section_of;
use crate::grammar::clause::{self, Part, PartKind};
use crate::grammar::completion::is_bare_measure;
use crate::grammar::item::functional;
use crate::grammar::{self, Reading as Statement, Readings, lex, measure, time};
use crate::lexicon::columns::{ColumnWord, Columns, Hit};
use crate::lexicon::words::{Side, Verb};
use crate::lexicon::{List, Words, list, places};
use crate::span::Span;
use crate::text::folded;
use crate::value::{Decimal, Kind, Operator};
use memchr::memmem;

/// Bytes a lead-in has at most: it is read again with every item.
const LONGEST: usize = 400;

/// A lead-in that governs its items.
#[derive(Clone, Debug)]
pub struct LeadIn {
    /// Its words without list mark and colon.
    words: String,
    /// Where they stand in the document.
    pub span: Span,
    /// The quantity that its last verb is said of: `phấn đấu | tỷ lệ giải ngân | đạt:`.
    quantity: Option<String>,
    /// Said the other way round, where it ends with a change: `Suất tiêu hao điện giảm:` → `giảm Suất tiêu hao điện`.
    turned: Option<String>,
    /// How an item goes on.
    joint: Joint,
    /// A comparator that holds for items without one: `phấn đấu tối thiểu đạt các chỉ tiêu sau:`.
    operator: Option<Operator>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// `Mỗi năm hỗ trợ:` / `250 hộ`: the item is the object of the last word.
    Object,
    /// `Cơ cấu kinh tế:` / `Dịch vụ: 34%`: the item is a part of what is named.
    Label,
    /// `Hằng năm:` / `trồng 500 ha rừng`: the lead-in is an adverb of the item.
    Adverb,
    /// `… 8,5%. Trong đó:` / `Dịch vụ: 7,6%`: the item is a part of what was stated.
    Part,
    /// `Giao chỉ tiêu trồng rừng cho các huyện:` / `Huyện A: 40 ha`: the item is a place that so much is dealt to.
    Dealt,
    /// `Lao động qua đào tạo:` / `Năm 2025: 70%`: the item says when and how much of it, and nothing else.
    Series,
    /// `Cây chè` / `Diện tích: 2.000 ha`: the item is a measure that alone does not say of what.
    Thing,
    /// Nothing but its comparator is for the items.
    None,
}

impl LeadIn {
    /// The lead-in that deals something out to places, with a colon or as a heading without one.
    pub fn dealing(text: &str, span: Span, words: &Words) -> Option<LeadIn> {
        let what = dealt(own_words(text)?, words)?;
        Some(LeadIn { words: what.to_owned(), quantity: None, turned: None, span, joint: Joint::Dealt, operator: None })
    }

    /// A heading without a colon that names a quantity or a thing: `Số doanh nghiệp thành lập mới` over `Năm 2025: 600 doanh
    /// nghiệp`, `Cây chè` over `Diện tích: 2.000 ha`.
    pub fn measuring(text: &str, span: Span, words: &Words) -> Option<LeadIn> {
        let own = own_words(text)?;
        let atoms = lex::lex(own, words);
        let parts = clause::parts(own, &atoms, words).parts;
        // `Chỉ tiêu 1: Tỷ lệ nữ đại biểu`
        let (own, parts) = match parts.as_slice() {
            [label, Part { kind: PartKind::Colon, .. }, rest @ ..] if label.ordinal && !rest.is_empty() => {
                (&own[rest[0].span.start as usize..], rest)
            }
            all => (own, all),
        };
        let plain =
            |p: &Part| p.kind == PartKind::Words || matches!(p.verb(), Some(Verb::Predicate | Verb::Act | Verb::Has));
        if !parts.iter().all(plain) || section_of(own).is_some() {
            return None;
        }
        let joint = if parts.first().is_some_and(|p| p.head) { Joint::Series } else { Joint::Thing };
        Some(LeadIn { words: about(own).to_owned(), quantity: None, turned: None, span, joint, operator: None })
    }

    /// The lead-in that `text` is, list mark left out; `span` is where it stands. `stated` is the sentence before it, of
    /// which a bare `Trong đó:` names the parts.
    pub fn of(text: &str, span: Span, stated: Option<&str>, words: &Words) -> Option<LeadIn> {
        let own = own_words(text)?;
        if let Some(dealing) = LeadIn::dealing(text, span, words) {
            return Some(dealing);
        }
        let atoms = lex::lex(own, words);
        let parts = clause::parts(own, &atoms, words).parts;
        let last = parts.last()?;
        let states = parts.iter().any(|p| p.measure().is_some());
        let named: Vec<&Part> = parts.iter().filter(|p| !functional(p) && !p.separates()).collect();
        let comparator = |a: &lex::Atom<'_>| measure::comparator(a, Side::Before);
        let ends_bound = atoms.last().and_then(comparator).is_some();
        let object = matches!(
            last.verb(),
            Some(Verb::Reach | Verb::Share | Verb::To | Verb::Up | Verb::Down | Verb::Act | Verb::Has)
        );
        let mut joint = if last.verb() == Some(Verb::Breakdown) {
            Joint::Part
        } else if states {
            return None;
        } else if named.is_empty() && parts.iter().any(|p| p.verb() == Some(Verb::Yearly)) {
            Joint::Adverb
        } else if ends_bound || object {
            Joint::Object
        } else if named.first().is_some_and(|p| p.head) && last.kind != PartKind::Stop {
            Joint::Label
        } else if names_quantity(own, &named) {
            Joint::Series
        } else {
            Joint::None
        };
        let reached = last.verb() == Some(Verb::Reach) && joint == Joint::Object;
        let clause = parts.iter().rposition(Part::separates).map_or(0, |at| at + 1);
        let quantity = parts[clause..].iter().find(|p| p.head).filter(|_| reached);
        let quantity = quantity.map(|p| own[p.span.start as usize..last.span.start as usize].trim().to_owned());
        // `Lao động qua đào tạo:` ends in a verb that is part of the name.
        let verb_ends_name =
            joint == Joint::Object && last.verb() == Some(Verb::Act) && parts[0].kind == PartKind::Words;
        let quantity =
            quantity.or_else(|| (verb_ends_name && names_quantity(own, &named)).then(|| about(own).to_owned()));
        let changed = matches!(last.verb(), Some(Verb::Up | Verb::Down))
            && parts[0].kind == PartKind::Words
            && !parts.iter().any(Part::separates);
        let turned = changed.then(|| {
            let (of_what, change) = own.split_at(last.span.start as usize);
            format!("{change} {}", of_what.trim_end())
        });
        let mut sentence = if joint == Joint::Series { about(own) } else { own }.to_owned();
        if joint == Joint::Part && named.len() <= 1 && !states {
            match stated.filter(|s| s.len() <= LONGEST) {
                Some(before) => {
                    sentence = format!("{}, {own}", before.trim_end_matches(['.', ';', ',', ' ', ':']));
                }
                None => joint = Joint::None,
            }
        }
        // A bound anywhere in a lead-in without numbers; `trên` and `dưới` are prepositions as often.
        let operator = atoms
            .iter()
            .find_map(comparator)
            .filter(|op| joint != Joint::Object && !states && matches!(op, Operator::AtLeast | Operator::AtMost));
        (joint != Joint::None || operator.is_some()).then_some(LeadIn {
            words: sentence,
            quantity,
            turned,
            span,
            joint,
            operator,
        })
    }

    /// Reads an item under the lead-in: its readings with their names, spans in the item; `None` where the item stands alone.
    pub fn read(&self, item: &str, alone: &Readings, words: &Words) -> Option<(Readings, Vec<String>)> {
        if self.joint == Joint::Dealt {
            let name = |r: &Statement| format!("{} {}", self.words, r.name.words(item));
            return places::names_area(item).then(|| (alone.clone(), alone.readings.iter().map(name).collect()));
        }
        let atoms = lex::lex(item, words);
        let parts = clause::parts(item, &atoms, words).parts;
        let opening = parts.iter().find(|p| !functional(p) && !p.separates());
        let value_first = opening.is_some_and(|p| p.measure().is_some());
        let timed = parts.first().is_some_and(|p| p.time().is_some()) && value_first;
        let says = |p: &Part| p.measure().is_some() || p.verb() == Some(Verb::Reach);
        let dated = parts.first().is_some_and(|p| p.time().is_some()) && opening.is_some_and(says);
        let mut lead = self.words.as_str();
        // `Hiện trạng năm 2020: 45%` below `Tỷ lệ hộ dùng nước sạch:`
        let names = matches!(self.joint, Joint::Series | Joint::Label);
        let first = names.then(|| Columns::built_in().read(item).into_iter().next()).flatten();
        let stands = first.filter(|hit| {
            let behind = |p: &Part| p.span.start >= hit.span.end;
            hit.span.start == 0
                && hit.words.any(&[ColumnWord::Actual, ColumnWord::Estimate])
                && (hit.span.end as usize) < lead.len()
                && parts.iter().all(|p| if behind(p) { is_bare(p) } else { p.span.end <= hit.span.end })
        });
        let joint = match self.joint {
            // `Diện tích: 2.000 ha` below `Cây chè`, `Nuôi trồng thủy sản:`
            Joint::Series | Joint::Thing | Joint::Object
                if alone.readings.iter().any(|r| is_bare_measure(&r.name.words(item))) =>
            {
                ": "
            }
            // `Hết quý I đạt 20% kế hoạch vốn` below `phấn đấu tỷ lệ giải ngân đạt như sau:`
            Joint::Object if dated && let Some(quantity) = &self.quantity => {
                lead = quantity;
                ": "
            }
            Joint::Object if value_first && !timed => " ",
            Joint::Object
                if opening.is_some_and(|p| p.kind == PartKind::Words)
                    && let Some(turned) = &self.turned =>
            {
                lead = turned;
                ": "
            }
            Joint::Label if timed || value_first || opening.is_some_and(|p| !p.head && p.kind == PartKind::Words) => {
                ": "
            }
            Joint::Series if parts.iter().all(is_bare) => ": ",
            _ if stands.is_some() => ": ",
            Joint::Adverb => ", ",
            Joint::Part => " ",
            _ => return None,
        };
        // `Ngành giấy: 1,2%` below `giảm theo mức sau:`: one label is enough.
        let turned = self.turned.as_deref() == Some(lead);
        let said = stands.as_ref().map_or(item, |hit| item[hit.span.end as usize..].trim_start());
        let text =
            if turned { format!("{lead}{joint}{}", item.replace(':', " ")) } else { format!("{lead}{joint}{said}") };
        let offset = (text.len() - item.len()) as u32;
        let found = grammar::read(&text, words);
        let mut names = Vec::new();
        let mut readings = Vec::new();
        for reading in found.readings.into_iter().filter(|r| r.number.start >= offset) {
            names.push(reading.name.words(&text));
            let kind = if stands.is_some() { Kind::Baseline } else { reading.kind };
            readings.push(Statement { kind, ..within(reading, offset) });
        }
        if readings.len() < alone.readings.len() || readings.is_empty() {
            return None;
        }
        let fates = found.fates.into_iter().filter(|f| f.span.start >= offset);
        let fates = fates.map(|f| crate::target::Fate { span: back(f.span, offset), ..f }).collect();
        Some((Readings { readings, fates }, names))
    }

    /// Whether lines without a list mark can be its items: only those that it cannot do without.
    pub fn takes_bare_lines(&self) -> bool {
        self.joint == Joint::Object
    }

    /// Puts the comparator of the lead-in on items that have none, a bare 100 % apart; tells whether any took it.
    pub fn bind(&self, readings: &mut [Statement]) -> bool {
        let Some(operator) = self.operator else { return false };
        let mut bound = false;
        for reading in readings {
            let full = reading.value.number() == Some(Decimal::from(100));
            if reading.value.operator == Operator::Equal && !full && reading.change.is_none() {
                reading.value = reading.value.under(operator);
                bound = true;
            }
        }
        bound
    }
}

/// The words of a line without its colon; `None` where there are none or too many.
fn own_words(text: &str) -> Option<&str> {
    let own = text.trim_end().trim_end_matches(':').trim_end();
    let own = list(List::AsFollows).iter().find_map(|words| own.strip_suffix(words.as_str())).unwrap_or(own).trim_end();
    (!own.is_empty() && own.len() <= LONGEST).then_some(own)
}

/// Whether a line of these words names what its items are the figures of, and not only how they go: `Lộ trình thực hiện`.
fn names_quantity(own: &str, named: &[&Part]) -> bool {
    let folded = folded(own);
    let says_how = list(List::ListOnly).iter().any(|words| folded.starts_with(words.as_str()));
    named.iter().any(|p| p.kind == PartKind::Words) && section_of(own).is_none() && !says_how
}

/// `Về xuất khẩu thủy sản` → `xuất khẩu thủy sản`.
fn about(own: &str) -> &str {
    own.strip_prefix("Về ").or_else(|| own.strip_prefix("về ")).unwrap_or(own)
}

/// Whether a part of an item names nothing: a time, a number, a verb between them.
fn is_bare(part: &Part) -> bool {
    functional(part)
        || part.separates()
        || part.measure().is_some()
        || part.kind == PartKind::Stop
        || part.verb() == Some(Verb::Reach)
}

/// What a line deals out: `Giao chỉ tiêu trồng rừng năm 2026 cho các huyện` → `trồng rừng`.
fn dealt<'t>(text: &'t str, words: &Words) -> Option<&'t str> {
    let start = memmem::find(text.as_bytes(), GOAL.as_bytes())? + GOAL.len();
    let hits = Columns::built_in().read(text);
    let deals = |h: &&Hit| h.words.has(ColumnWord::Dealt);
    let behind = hits.iter().filter(deals).find(|h| h.span.start as usize > start);
    if behind.is_none() && !hits.first().is_some_and(|h| deals(&h) && h.span.start < GOAL.len() as u32) {
        return None;
    }
    let what = &text[start..behind.map_or(text.len(), |h| h.span.start as usize)];
    let atoms = lex::lex(what, words);
    let timed = (0..atoms.len()).find(|i| time::read(what, &atoms, *i).is_some());
    let what = what[..timed.map_or(what.len(), |i| atoms[i].span.start as usize)].trim();
    what.contains(' ').then_some(what)
}

/// What a line that deals something out calls it, whatever its first letter.
const GOAL: &str = "hỉ tiêu ";

/// A span of the sentence as a span of the item in it.
fn back(span: Span, offset: u32) -> Span {
    Span { start: span.start.max(offset) - offset, end: span.end.max(offset) - offset }
}

/// A reading whose spans are those of the item. A time of the lead-in is left to the outline, which knows it as a heading's.
fn within(reading: Statement, offset: u32) -> Statement {
    let time = reading.time.filter(|t| t.span.start >= offset);
    Statement {
        time: time.map(|t| grammar::time::Time { span: back(t.span, offset), ..t }),
        dated: reading.dated && time.is_some(),
        number: back(reading.number, offset),
        span: back(reading.span, offset),
        ..reading
    }
}
