//! A number with what binds it and what it counts: comparator, one or two ends, magnitude, unit.
//!
//! `từ 15% đến 20%` → range 15..20, `%`; `ít nhất 02 vùng` → `>= 2`, `vùng`; `từ 63 triệu đồng trở lên` → `>= 63`, `triệu đồng`.

use super::lex::{Atom, AtomKind};
use super::time::is_dash;
use super::unit::{self, UnitReading, denominator, unit_of};
use crate::lexicon::Words;
use crate::lexicon::kinds::Kinds;
use crate::lexicon::words::{Sense, Side, TimeWord, UnitClass, Verb};
use crate::span::Span;
use crate::value::{Decimal, Operator, Value};

/// A number of the text with its comparator and unit.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    /// All its words, comparator to unit.
    pub span: Span,
    /// The number alone, both ends of a range.
    pub number: Span,
    /// Operator and ends.
    pub value: Value,
    /// It has a comparator of its own.
    pub bound: bool,
    /// Its unit.
    pub unit: Option<UnitReading>,
    /// It stands behind `từ` and a motion follows: the near end of `từ … lên …`.
    pub from: bool,
    /// `n/m`: the second number.
    pub out_of: Option<Decimal>,
    /// Letters or digits are glued to it: `5G`, `H5N1`, `04A`.
    pub glued: bool,
    /// It is written in words.
    pub in_words: bool,
    /// `từ 30 hộ trở lên`: from there on, which in a noun phrase is a threshold.
    pub onward: bool,
}

impl Measure {
    /// Whether its unit is the percent.
    pub fn is_percent(&self) -> bool {
        self.unit.as_ref().is_some_and(|u| u.class == UnitClass::Percent)
    }

    /// `3/4 số thôn`: a part of a whole that is not counted, as an exact decimal. The inner `None` is a part that no
    /// decimal gives exactly: `2/3`. The outer is no part at all: `80/110 xã`, `80 xã`.
    pub fn share(&self) -> Option<Option<Decimal>> {
        let (n, m) = (self.value.number()?.integer()?, self.out_of?.integer()?);
        if self.unit.is_some() || !(2..=10).contains(&m) || n >= m {
            return None;
        }
        Some((1..=4u8).find_map(|scale| {
            let lifted = n * 10i64.pow(u32::from(scale));
            (lifted % m == 0).then(|| Decimal::new(lifted / m, scale))
        }))
    }
}

/// Comparators one number has at most: `ước đạt khoảng trên 80`.
const LONGEST_BOUND: usize = 8;

/// `kiểm kê rừng | trên 100% diện tích`: over all of it. Only what is reached can be more.
fn is_over_all(text: &str, atoms: &[Atom<'_>], i: usize) -> bool {
    let all = atoms.get(i + 1).and_then(Atom::number).is_some_and(|n| n.value == Decimal::from(100));
    let moves = |v: Verb| v.change().is_some() || matches!(v, Verb::Reach | Verb::Share | Verb::To | Verb::Keep);
    let reached = |a: &Atom<'_>| {
        a.senses().iter().any(|s| matches!(s, Sense::Compare(..)) || matches!(s, Sense::Verb(v) if moves(*v)))
    };
    all && atoms.get(i + 2).is_some_and(|a| a.span.of(text) == "%")
        && says(text, &atoms[i], "trên")
        && !i.checked_sub(1).is_some_and(|j| reached(&atoms[j]))
}

/// Reads the measure that begins at atom `i` (its comparator or its number): the measure and the atoms it takes.
pub fn read(text: &str, atoms: &[Atom<'_>], i: usize, words: &Words) -> Option<(Measure, usize)> {
    // Most atoms are neither a figure nor a word that binds or is one.
    let first = atoms.get(i)?;
    if !first.counts() && !first.is(Sense::Verb(Verb::From)) && comparator(first, Side::Before).is_none() {
        return None;
    }
    if is_over_all(text, atoms, i) {
        return None;
    }
    let Bound { mut operator, from, next } = bound(atoms, i);
    if let Some(multiple) = multiple(atoms, i, next, operator, words) {
        return Some(multiple);
    }
    let start = next;
    let (first, spelled, mut at) = count(atoms, start, operator.is_some())?;
    let glued_before = start > 0 && !atoms[start].spaced && is_letter_end(text, atoms[start - 1].span);
    let said = out_of_words(text, atoms, at, first);
    let out_of = said.map(|(all, _)| all).or_else(|| out_of(atoms, at, first, words));
    at = match said {
        Some((_, behind)) => behind,
        None => bracketed_restatement(atoms, at + if out_of.is_some() { 2 } else { 0 }),
    };
    let mut number = match out_of {
        Some(_) => atoms[start].span.join(atoms[at - 1].span),
        None => atoms[start].span,
    };
    let glued_behind = !spelled && at < atoms.len() && !atoms[at].spaced && glued_word(&atoms[at]);
    let mut unit = if glued_behind { None } else { unit::unit(text, atoms, at, words) };
    if let Some((_, next)) = &unit {
        at = *next;
    }
    // A second end, behind the number or behind its unit.
    let mut range = None;
    if out_of.is_none()
        && let Some((second, next)) = second_end(text, atoms, at, first, from)
        && first <= second
    {
        range = Some(Value::range(first, second));
        number = number.join(atoms[next - 1].span);
        at = next;
        if let Some(read) = unit::unit(text, atoms, at, words) {
            at = read.1;
            unit = Some(read);
        }
    }
    let mut unit = unit.map(|(u, _)| u);
    at = footnote_mark(atoms, at);
    let mut near_end = false;
    if let Some(op) = atoms.get(at).and_then(|a| comparator(a, Side::After)) {
        // `trên 30% trở lên` includes the thirty, `ước đạt 30% trở lên` bounds what is expected.
        let includes = matches!(
            (operator, op),
            (Some(Operator::Above | Operator::About), Operator::AtLeast)
                | (Some(Operator::Below | Operator::About), Operator::AtMost)
        );
        operator = operator.filter(|_| !from && !includes).or(Some(op));
        at = rate_behind(text, atoms, at + 1, words, &mut unit);
    } else if from && range.is_none() {
        near_end = motion_follows(atoms, at);
        // `từ 70% số xã trở lên`; `từ 05 bộ dữ liệu`: from there on.
        operator = operator.or((!near_end).then_some(Operator::AtLeast));
    }
    let measure = Measure {
        span: atoms[i].span.join(atoms[at - 1].span),
        number,
        value: range.unwrap_or_else(|| Value::one(operator.unwrap_or(Operator::Equal), first)),
        bound: operator.is_some(),
        unit,
        from: near_end,
        out_of,
        glued: glued_before || glued_behind,
        in_words: spelled,
        // `có từ | 100 lao động trở lên`: the word may belong to the verb before.
        onward: !near_end && operator == Some(Operator::AtLeast) && (from || behind_from(text, atoms, i)),
    };
    Some((measure, at - i))
}

/// The words before a number that bind it.
struct Bound {
    /// The last one binds: `khoảng trên 50`, `ước đạt trên 80`.
    operator: Option<Operator>,
    /// `từ` is among them.
    from: bool,
    /// The atom behind them.
    next: usize,
}

fn bound(atoms: &[Atom<'_>], i: usize) -> Bound {
    let mut bound = Bound { operator: None, from: false, next: i };
    while let Some(atom) = atoms.get(bound.next).filter(|_| bound.next < i + LONGEST_BOUND) {
        if let Some(op) = comparator(atom, Side::Before) {
            bound.operator = Some(op);
        } else if atom.is(Sense::Verb(Verb::From)) && !bound.from {
            bound.from = true;
        } else {
            break;
        }
        bound.next += 1;
        crate::work::steps(1);
    }
    bound
}

/// `gấp đôi`: number and unit in one phrase.
fn multiple(
    atoms: &[Atom<'_>],
    i: usize,
    mut at: usize,
    operator: Option<Operator>,
    words: &Words,
) -> Option<(Measure, usize)> {
    let atom = atoms.get(at)?;
    let value = atom.senses().iter().find_map(|s| match s {
        Sense::Multiple(n) => Some(*n),
        _ => None,
    })?;
    let unit = UnitReading { written: "lần".to_owned(), class: UnitClass::Times, span: atom.span, noun: None };
    // `gấp ba | lần`
    let times = atoms.get(at + 1).and_then(|a| unit_of(a, words)).is_some_and(|u| u.class == UnitClass::Times);
    at += usize::from(times);
    let measure = Measure {
        span: Span { start: atoms[i].span.start, end: atoms[at].span.end },
        number: atom.span,
        value: Value::one(operator.unwrap_or(Operator::Equal), value),
        bound: operator.is_some(),
        unit: Some(unit),
        from: false,
        out_of: None,
        glued: false,
        in_words: true,
        onward: false,
    };
    Some((measure, at + 1 - i))
}

/// The number itself, whether it is spelled, and the atom behind it. Only right before a number is a comparator one: `trên địa
/// bàn`, `dưới dạng`.
fn count(atoms: &[Atom<'_>], at: usize, bound: bool) -> Option<(Decimal, bool, usize)> {
    if let AtomKind::Number(literal) = atoms.get(at)?.kind {
        return Some((literal.value, false, at + 1));
    }
    let first = numeral(atoms, at).filter(|_| bound && !is_year_word(atoms, at) || counts_in_words(atoms, at))?;
    // `hai mươi | lăm`
    if let (Some(tens), Some(ones)) = (first.integer(), numeral(atoms, at + 1).and_then(Decimal::integer))
        && (20..100).contains(&tens)
        && tens % 10 == 0
        && (1..10).contains(&ones)
    {
        return Some((Decimal::from(tens + ones), true, at + 2));
    }
    Some((first, true, at + 1))
}

/// Whether `năm` is the year and not the five: `cao hơn | năm trước`, but `ít nhất năm xã`.
fn is_year_word(atoms: &[Atom<'_>], at: usize) -> bool {
    let counts = |s: &Sense| matches!(s, Sense::Unit(_) | Sense::Scale(_) | Sense::Numeral(_));
    let counted = || atoms.get(at + 1).is_some_and(|a| a.senses().iter().any(counts));
    atoms[at].is(Sense::Time(TimeWord::Year)) && !counted()
}

/// `80 | /110 xã`: of how many, not the base of a rate.
fn out_of(atoms: &[Atom<'_>], at: usize, first: Decimal, words: &Words) -> Option<Decimal> {
    let second = atoms.get(at + 1).and_then(Atom::number)?;
    // `85/100 điểm`, but `4/100.000 trẻ đẻ sống`
    let scored = atoms.get(at + 2).and_then(|a| unit_of(a, words)).is_some_and(|u| u.class == UnitClass::Score);
    let glued = sign(atoms, at) == Some('/') && !atoms[at].spaced && !atoms[at + 1].spaced;
    (glued && second.value >= first && (scored || !is_rate_base(second))).then_some(second.value)
}

/// `02 | trong tổng số 07 | huyện nghèo`: of how many, in words; the atom behind.
fn out_of_words(text: &str, atoms: &[Atom<'_>], at: usize, first: Decimal) -> Option<(Decimal, usize)> {
    let begin = atoms.get(at)?.span.start as usize;
    let words = &text[begin..];
    let said = ["trong tổng số ", "trong số ", "trên tổng số "].into_iter().find(|said| words.starts_with(said))?;
    let from = begin + said.len();
    let next = (at..atoms.len().min(at + 6)).find(|i| atoms[*i].span.start as usize == from)?;
    let all = atoms[next].number()?;
    (all.value >= first).then_some((all.value, next + 1))
}

/// `từ 2% trở lên | /năm`: the base of the rate behind the comparator goes to the unit; the atom behind it.
fn rate_behind(text: &str, atoms: &[Atom<'_>], at: usize, words: &Words, unit: &mut Option<UnitReading>) -> usize {
    if let Some(unit) = unit
        && sign(atoms, at) == Some('/')
        && let Some((part, next)) = denominator(text, atoms, at, words)
    {
        unit.written.push('/');
        unit.written.push_str(&part);
        return next;
    }
    at
}

/// Whether the atom before this one ends with `từ`: `đạt từ`.
fn behind_from(text: &str, atoms: &[Atom<'_>], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|j| atoms[j].span.of(text).ends_with(" từ"))
}

/// The operator of a comparator atom on this side.
pub fn comparator(atom: &Atom<'_>, side: Side) -> Option<Operator> {
    if !atom.may(Kinds::COMPARE) {
        return None;
    }
    atom.senses().iter().find_map(|s| match s {
        Sense::Compare(op, at) if *at == side => Some(*op),
        _ => None,
    })
}

pub(super) fn numeral(atoms: &[Atom<'_>], i: usize) -> Option<Decimal> {
    atoms.get(i).filter(|a| a.may(Kinds::NUMERAL))?.senses().iter().find_map(|s| match s {
        Sense::Numeral(n) => Some(*n),
        _ => None,
    })
}

/// Whether a number word is meant as a number: a verb of counting before it, what is counted or a magnitude behind it.
fn counts_in_words(atoms: &[Atom<'_>], at: usize) -> bool {
    let Some(value) = numeral(atoms, at) else { return false };
    let verb = at.checked_sub(1).is_some_and(|j| {
        atoms[j].senses().iter().any(|s| matches!(s, Sense::Verb(Verb::Act | Verb::Has | Verb::Up | Verb::Down)))
    });
    let next = |j: usize| atoms.get(j).map_or(&[][..], |a| a.senses());
    let counted = next(at + 1).iter().chain(next(at + 2)).any(|s| matches!(s, Sense::Unit(_)));
    let scaled = next(at + 1).iter().any(|s| matches!(s, Sense::Scale(_)));
    // `một` is an article as often as a number.
    // `Hai huyện được công nhận`: at the very beginning.
    // `Hai huyện Hướng Hóa và Đakrông` names them.
    let named = atoms.get(at + 2).is_some_and(|a| a.capital);
    let opens = at == 0 && counted && value > Decimal::from(1) && !named;
    opens || verb && (value.scale() > 0 || scaled || counted && value > Decimal::from(1))
}

/// `số bác sĩ | trên 10.000 dân | đạt 15`: the atoms of a base that begins at `i`, when the real number follows.
pub fn per(text: &str, atoms: &[Atom<'_>], i: usize, words: &Words) -> Option<usize> {
    if comparator(atoms.get(i)?, Side::Before)? != Operator::Above {
        return None;
    }
    let value = atoms.get(i + 1)?.number().map(|n| n.value).or_else(|| numeral(atoms, i + 1))?;
    if !is_per(text, atoms, i + 1, value, words) {
        return None;
    }
    Some(denominator(text, atoms, i, words).map_or(2, |(_, next)| next - i))
}

/// `trên một vạn dân đạt 33 giường`, `trên 1 ha đất đạt 130 triệu đồng`: per, when the real number follows in the clause or
/// the words name a base: `trên 10.000 dân`, `trên 1 ha`.
fn is_per(text: &str, atoms: &[Atom<'_>], at: usize, value: Decimal, words: &Words) -> bool {
    let round = matches!(value.integer(), Some(1 | 10 | 100 | 1_000 | 10_000 | 100_000));
    let start = at - 1;
    let noun = |a: &Atom<'_>| a.sign().is_none() && !a.senses().iter().any(|s| matches!(s, Sense::Verb(_)));
    let mean = |a: &Atom<'_>| a.is(Sense::Verb(Verb::Mean));
    // `Giá trị sản phẩm thu được | trên 1 ha đất trồng trọt đạt …`
    let yields = |a: &Atom<'_>| {
        value == Decimal::from(1) && (a.is(Sense::Verb(Verb::Act)) || a.is(Sense::Verb(Verb::Predicate)))
    };
    if !round || start == 0 || !(noun(&atoms[start - 1]) || mean(&atoms[start - 1]) || yields(&atoms[start - 1])) {
        return false;
    }
    let scaled = atoms.get(at + 1).is_some_and(|a| a.senses().iter().any(|s| matches!(s, Sense::Scale(_))));
    let based = atoms.get(at + 1 + usize::from(scaled));
    let class = based.and_then(|a| unit::unit_of(a, words)).map(|u| u.class);
    // `trên 1 đơn vị diện tích`
    let whole = matches!(class, Some(UnitClass::Physical | UnitClass::Person))
        || based.is_some_and(|a| a.span.of(text).starts_with("đơn vị"));
    let one = value == Decimal::from(1) && !scaled && whole;
    // `dân số trên 1 triệu dân` is a size.
    let heads = based.is_some_and(|a| says(text, a, "dân")) && !atoms[start - 1].span.of(text).ends_with("dân số");
    let base = one || heads;
    let ends = |a: &&Atom<'_>| matches!(a.sign(), Some(',' | ';' | '.'));
    base || atoms[at + 1..].iter().take_while(|a| !ends(a)).take(10).any(|a| {
        let moves = [Verb::Reach, Verb::From, Verb::To].into_iter().any(|verb| a.is(Sense::Verb(verb)));
        moves || comparator(a, Side::Before).is_some()
    })
}

pub(super) fn sign(atoms: &[Atom<'_>], i: usize) -> Option<char> {
    atoms.get(i)?.sign()
}

pub(super) fn says(text: &str, atom: &Atom<'_>, word: &str) -> bool {
    atom.span.of(text).eq_ignore_ascii_case(word) || atom.span.of(text) == word
}

fn is_letter_end(text: &str, span: Span) -> bool {
    span.of(text).chars().next_back().is_some_and(char::is_alphanumeric)
}

/// A word glued to a number that is no unit: `5G`, `1A`.
fn glued_word(atom: &Atom<'_>) -> bool {
    match atom.kind {
        AtomKind::Word => true,
        AtomKind::Phrase(senses) => {
            !senses.iter().any(|s| matches!(s, Sense::Unit(_) | Sense::Scale(_) | Sense::Compare(..)))
        }
        _ => false,
    }
}

/// `4/100.000 trẻ đẻ sống`, `23/1.000 phụ nữ`: a base of a rate, not a whole of which `n` are meant.
pub(super) fn is_rate_base(second: super::number::Literal) -> bool {
    matches!(second.value.integer(), Some(100 | 1_000 | 10_000 | 100_000))
        && (second.value > Decimal::from(100) || second.plain)
}

/// Skips `(năm)` behind `05`.
fn bracketed_restatement(atoms: &[Atom<'_>], at: usize) -> usize {
    let restated = sign(atoms, at) == Some('(') && numeral(atoms, at + 1).is_some() && sign(atoms, at + 2) == Some(')');
    if restated { at + 3 } else { at }
}

/// Skips the digits of a footnote glued to the value: `24%1`, `24%[2]`.
fn footnote_mark(atoms: &[Atom<'_>], at: usize) -> usize {
    if let Some(n) = atoms.get(at).and_then(Atom::number)
        && !atoms[at].spaced
        && n.plain
        && n.digits <= 2
        && at > 0
        && !matches!(sign(atoms, at + 1), Some('%'))
    {
        return at + 1;
    }
    if atoms.get(at).is_some_and(|a| a.is_superscript() && !a.spaced) {
        return at + 1;
    }
    let bracketed = sign(atoms, at) == Some('[')
        && atoms.get(at + 1).and_then(Atom::number).is_some()
        && sign(atoms, at + 2) == Some(']');
    if bracketed { at + 3 } else { at }
}

/// `- 20`, `đến 20`, `tới 20`: the second number and the atom behind it.
fn second_end(text: &str, atoms: &[Atom<'_>], at: usize, first: Decimal, from: bool) -> Option<(Decimal, usize)> {
    let link = atoms.get(at)?;
    let dash = link.sign().is_some_and(is_dash);
    let word = says(text, link, "đến") || says(text, link, "tới");
    if !dash && !word {
        return None;
    }
    let mut next = at + 1;
    // `95- dưới 100%`: the comparator of the far end says nothing that two ends do not.
    // `từ 12 m đến dưới 25 m`
    let below = |a: &Atom<'_>| comparator(a, Side::Before) == Some(Operator::Below);
    if atoms.get(next).is_some_and(|a| dash && comparator(a, Side::Before).is_some() || from && below(a)) {
        next += 1;
    }
    let second = atoms.get(next)?.number()?;
    // `đạt 80% đến 2025`: a year, not an end. `2021-2025` never comes here: it is read as a time first.
    if second.year.is_some() && first < Decimal::from(1900) && word && !from {
        return None;
    }
    if sign(atoms, next + 1) == Some('/')
        && !atoms[next + 1].spaced
        && atoms.get(next + 2).is_some_and(|a| a.number().is_some())
    {
        return None;
    }
    Some((second.value, next + 1))
}

/// Whether `lên`, `xuống`, `còn` with a number comes before the clause ends.
fn motion_follows(atoms: &[Atom<'_>], at: usize) -> bool {
    let window = &atoms[at.min(atoms.len())..atoms.len().min(at + 24)];
    for (n, atom) in window.iter().enumerate() {
        if matches!(atom.sign(), Some(';' | '.')) || comparator(atom, Side::After).is_some() {
            return false;
        }
        if atom.is(Sense::Verb(Verb::To)) || atom.is(Sense::Verb(Verb::Reach)) && n < 12 {
            return window[n + 1..].iter().take(6).any(|a| a.number().is_some());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::lex::lex;

    fn show(text: &str) -> String {
        let words = Words::built_in();
        let atoms = lex(text, &words);
        let Some((m, _)) = (0..atoms.len()).find_map(|i| read(text, &atoms, i, &words)) else {
            return "none".to_owned();
        };
        let ends = [m.value.low, m.value.high].map(|d| d.map_or(String::new(), |d| d.to_string()));
        let unit = m.unit.map_or(String::new(), |u| u.written);
        format!("{} {}..{} {}{}", m.value.operator, ends[0], ends[1], unit, if m.from { " from" } else { "" })
    }

    #[test]
    fn comparators_ranges_and_units() {
        for (text, want) in [
            ("đạt tối thiểu 90% hồ sơ", ">= 90.. %"),
            ("15-20% GRDP", "range 15..20 %"),
            ("15% - 20%", "range 15..20 %"),
            ("từ 15% đến 20%", "range 15..20 %"),
            ("15 – 20 %", "range 15..20 %"),
            ("từ 63 triệu đồng trở lên", ">= 63.. triệu đồng"),
            ("từ 86% trở lên", ">= 86.. %"),
            ("không quá 2%", "<= ..2 %"),
            ("giảm từ 5,2% xuống dưới 3%", "= 5.2..5.2 % from"),
            ("đạt 3.450,5 tỷ đồng", "= 3450.5..3450.5 tỷ đồng"),
            ("45 triệu đồng/người/năm", "= 45..45 triệu đồng/người/năm"),
            ("21 bác sĩ/vạn dân", "= 21..21 bác sĩ/vạn dân"),
            ("11,5 bác sỹ/1 vạn dân", "= 11.5..11.5 bác sĩ/vạn dân"),
            ("32 giường bệnh trên 10.000 dân", "= 32..32 giường bệnh/10.000 dân"),
            ("dưới 4/100.000 trẻ đẻ sống", "< ..4 /100.000 trẻ đẻ sống"),
            ("2,5 triệu lượt khách", "= 2.5..2.5 triệu lượt khách"),
            ("ít nhất một cơ sở y tế", ">= 1.. cơ sở y tế"),
            ("một số cơ sở", "none"),
            ("trên địa bàn", "none"),
            ("tăng 11,5%/năm", "= 11.5..11.5 %/năm"),
            ("đạt 24%1 và", "= 24..24 %"),
            ("58 nghìn tỷ", "= 58..58 nghìn tỷ đồng"),
            ("ít nhất 01-02 mô hình", "range 1..2 mô hình"),
            ("khoảng từ 10 - 10,5%", "range 10..10.5 %"),
            ("100/110 xã", "= 100..100 xã"),
            ("từ 05 bộ dữ liệu", ">= 5.. bộ dữ liệu"),
            ("≥30%", ">= 30.. %"),
            (">=10%", ">= 10.. %"),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }
}
