//! Units of measure behind a number: words of the table, magnitudes, bases of rates, years.
//!
//! `tỷ đồng` → money; `bác sĩ/vạn dân` → count of `bác sĩ`; `con/100 hộ/năm` → as printed.

use super::lex::{Atom, AtomKind};
use super::measure::{is_rate_base, numeral, says, sign};
use crate::lexicon::Words;
use crate::lexicon::words::{Scale, Sense, TimeWord, UnitClass, Verb};
use crate::span::Span;
use crate::value::Decimal;

/// A unit as records write it, and the counted noun that stays in the indicator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitReading {
    /// As a statistician would write it.
    pub written: String,
    /// Its class.
    pub class: UnitClass,
    /// Its words.
    pub span: Span,
    /// The counted noun, for things and people; without words where only its magnitude is known: `1,5 triệu | tín chỉ`.
    pub noun: Option<Span>,
}

impl UnitReading {
    /// A magnitude whose noun is of no table.
    pub fn is_open(&self) -> bool {
        self.noun.is_some_and(Span::is_empty)
    }
}

/// Words between the counted noun of a rate and its slash.
const LONGEST_RATED: usize = 4;

/// Reads the unit that begins at atom `at`: the unit and the atom behind it.
pub fn unit(text: &str, atoms: &[Atom<'_>], at: usize, words: &Words) -> Option<(UnitReading, usize)> {
    // `1.500 "điểm chữa cháy công cộng"`
    let quoted = matches!(sign(atoms, at), Some('"' | '“' | '‘' | '\''));
    let at = if quoted { at + 1 } else { at };
    let first = atoms.get(at)?;
    let start = first.span.start;
    let (mut written, mut class, mut next, noun) = base(text, atoms, at, words)?;
    // A noun of no table is still to come: nothing of it is in the unit.
    let mut noun = noun.map(|start| Span { start, end: atoms[next - 1].span.end.max(start) });
    // `120 thuê bao truyền hình/1.000 hộ`, `1.000 bản sách/năm`: words that go on naming what a rate counts.
    let names = |a: &Atom<'_>| {
        let ends = |s: &Sense| match s {
            Sense::Verb(verb) => *verb != Verb::Predicate,
            Sense::Unit(_) | Sense::Compare(..) | Sense::Scale(_) | Sense::Time(_) => true,
            _ => false,
        };
        !a.senses().iter().any(ends) && matches!(a.kind, AtomKind::Word | AtomKind::Phrase(_))
    };
    if let Some(noun) = &mut noun
        && let Some(slash) = (next..next + LONGEST_RATED).find(|j| parts_rate(text, atoms, *j, words))
        && slash > next
        && atoms[next..slash].iter().all(names)
        && let Some(behind) = atoms.get(slash + 1)
    {
        let rated = behind.number().is_some() || behind.senses().iter().any(|s| matches!(s, Sense::Scale(_)));
        let timed = behind.senses().iter().any(|s| matches!(s, Sense::Time(TimeWord::Year | TimeWord::Month)));
        if rated || timed {
            noun.end = atoms[slash - 1].span.end;
            next = slash;
        }
        if rated {
            written = Span { start, ..*noun }.of(text).to_owned();
        }
    }
    // /năm, /người/năm, /vạn dân, /100.000 trẻ đẻ sống
    while let Some((part, after)) = denominator(text, atoms, next, words) {
        // `dưới 1%/tổng dư nợ`: of what the share is.
        let timed = atoms[next + 1].senses().iter().any(|s| matches!(s, Sense::Time(_)));
        if class == UnitClass::Percent && !timed {
            break;
        }
        written.push('/');
        written.push_str(&part);
        // The base of a rate stays with what is counted (`bác sĩ/vạn dân`), a time does not (`người/năm`).
        if let Some(noun) = noun.as_mut().filter(|_| !timed) {
            noun.end = atoms[after - 1].span.end;
        }
        next = after;
        if class == UnitClass::Person {
            class = UnitClass::Count;
        }
    }
    // `60 cán bộ quản lý, giáo viên`: of several kinds of people only that they are people can be said.
    if class == UnitClass::Person && other_people(atoms, next, words) {
        written = "người".to_owned();
    }
    let span = Span { start, end: atoms[next - 1].span.end };
    Some((UnitReading { written, class, span, noun }, next))
}

/// Whether the base of a rate begins at `at`: a slash, or `trên` before so many `dân`.
fn parts_rate(text: &str, atoms: &[Atom<'_>], at: usize, words: &Words) -> bool {
    sign(atoms, at) == Some('/')
        || at < atoms.len() && denominator(text, atoms, at, words).is_some_and(|(base, _)| base.ends_with("dân"))
}

/// Whether people of another kind follow behind a comma or conjunction.
fn other_people(atoms: &[Atom<'_>], at: usize, words: &Words) -> bool {
    let joins = |a: &Atom<'_>| a.sign() == Some(',') || a.is(Sense::Verb(Verb::And));
    let plain = |a: &Atom<'_>| {
        matches!(a.kind, AtomKind::Word) || a.senses().iter().all(|s| matches!(s, Sense::Compound | Sense::Zone))
    };
    let Some(join) = atoms[at..].iter().take(LONGEST_RATED).position(joins) else { return false };
    let next = atoms.get(at + join + 1).and_then(|a| unit_of(a, words));
    atoms[at..at + join].iter().all(plain) && next.is_some_and(|u| u.class == UnitClass::Person)
}

fn base(text: &str, atoms: &[Atom<'_>], at: usize, words: &Words) -> Option<(String, UnitClass, usize, Option<u32>)> {
    let atom = &atoms[at];
    if atom.sign() == Some('%') {
        // `% điểm` is a change in points.
        return Some(("%".to_owned(), UnitClass::Percent, at + 1, None));
    }
    if atom.sign() == Some('‰') {
        return Some(("‰".to_owned(), UnitClass::Percent, at + 1, None));
    }
    if atom.sign() == Some('/') && atoms.get(at + 1).is_some_and(|a| a.number().is_some()) {
        // `4/100.000 trẻ đẻ sống`: the base of the rate is the unit.
        atoms[at + 1].number().filter(|n| is_rate_base(*n))?;
        // `1/10.000` is the scale of a map.
        let scale = at.checked_sub(1).and_then(|i| atoms[i].number()).is_some_and(|n| n.value == Decimal::from(1));
        let (part, next) = denominator(text, atoms, at, words)?;
        return Some((format!("/{part}"), UnitClass::Count, next, None)).filter(|_| next > at + 2 || !scale);
    }
    // `xếp thứ 30 năm 2023`: the year follows.
    let year = atoms.get(at + 1).and_then(Atom::number).is_some_and(|n| n.year.is_some());
    if year && atom.is(Sense::Time(TimeWord::Year)) {
        return None;
    }
    if let Some(unit) = unit_of(atom, words) {
        let noun = matches!(unit.class, UnitClass::Count | UnitClass::Person).then_some(atom.span.start);
        return Some((unit.written.to_string(), unit.class, at + 1, noun));
    }
    let scale = scale_of(atom, words)?;
    match atoms.get(at + 1).and_then(|a| unit_of(a, words)) {
        Some(unit) if unit.class != UnitClass::Percent => {
            let noun = matches!(unit.class, UnitClass::Count | UnitClass::Person).then_some(atoms[at + 1].span.start);
            Some((format!("{} {}", scale.written, unit.written), unit.class, at + 2, noun))
        }
        // `58 nghìn tỷ`: money is what is left unsaid behind tỷ; `15 nghìn` of an unknown noun stays open.
        _ if scale.power >= 9 => Some((format!("{} đồng", scale.written), UnitClass::Money, at + 1, None)),
        _ => {
            let noun = atoms.get(at + 1).map_or(atom.span.end, |a| a.span.start);
            Some((scale.written.to_string(), UnitClass::Count, at + 1, Some(noun)))
        }
    }
}

pub(super) fn unit_of<'a>(atom: &Atom<'_>, words: &'a Words) -> Option<&'a crate::lexicon::words::Unit> {
    atom.senses().iter().find_map(|s| match s {
        Sense::Unit(n) => Some(&words.units[*n as usize]),
        _ => None,
    })
}

fn scale_of<'a>(atom: &Atom<'_>, words: &'a Words) -> Option<&'a Scale> {
    atom.senses().iter().find_map(|s| match s {
        Sense::Scale(n) => Some(&words.scales[*n as usize]),
        _ => None,
    })
}

/// A unit without the year its amount is of: `tấn/năm` → `tấn`.
pub fn without_year(unit: &str) -> &str {
    unit.trim_end_matches("/năm")
}

/// Whether a unit says a fuller one in short, or the same: `lượt` for `lượt hành khách`.
pub fn shortens(unit: &str, full: &str) -> bool {
    full.strip_prefix(unit).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// `/năm`, `/ người`, `/1 vạn dân`, `/100.000 trẻ đẻ sống`, `trên 10.000 dân`.
pub(super) fn denominator(text: &str, atoms: &[Atom<'_>], at: usize, words: &Words) -> Option<(String, usize)> {
    let slash = sign(atoms, at) == Some('/');
    // `bác sĩ trên vạn dân`, `trên 1.000 dân`: per, not above.
    let per = !slash && atoms.get(at).is_some_and(|a| says(text, a, "trên"));
    if !slash && !per {
        return None;
    }
    let mut next = at + 1;
    let number = atoms.get(next).and_then(Atom::number);
    // `trên 1 vạn dân`, `trên một vạn dân`
    if number.is_some() || numeral(atoms, next) == Some(Decimal::from(1)) {
        next += 1;
    }
    let atom = atoms.get(next)?;
    let scale = scale_of(atom, words);
    if scale.is_some() {
        next += 1;
    }
    let noun = atoms.get(next).and_then(|a| unit_of(a, words));
    // `60%/40%` are two shares.
    // `90/100 điểm` is 90 of 100.
    if noun.is_some_and(|u| matches!(u.class, UnitClass::Percent | UnitClass::Score)) {
        return None;
    }
    if per && !(noun.is_some_and(|u| u.class == UnitClass::Person) && (number.is_some() || scale.is_some())) {
        return None;
    }
    let mut part = String::new();
    if let Some(number) = number
        && number.value != Decimal::from(1)
    {
        part.push_str(atoms[at + 1].span.of(text));
    }
    if let Some(scale) = scale {
        push_word(&mut part, &scale.written);
    }
    // `15/100.000 và 13/100.000 trẻ em`, `dưới 40/100.000 vào năm 2030`: the base is said elsewhere.
    let rated = number.is_some() || scale.is_some();
    let timed = |a: &Atom<'_>| a.senses().iter().any(|s| matches!(s, Sense::Time(_)));
    let silent = |a: &Atom<'_>| timed(a) || a.is(Sense::Verb(Verb::And)) || a.sign().is_some_and(|c| c != '(');
    let large = number.is_some_and(|n| is_rate_base(n) && n.value > Decimal::from(100));
    if slash && large && atoms.get(next).is_none_or(silent) {
        return Some((part, next));
    }
    let counted = atoms.get(next).filter(|a| !a.is(Sense::Verb(Verb::And)))?;
    let word = slash && matches!(counted.kind, AtomKind::Word | AtomKind::Phrase(_));
    if noun.is_none() && !word {
        return None;
    }
    push_word(&mut part, counted.span.of(text));
    next += 1;
    if rated {
        next = rest_of_noun(text, atoms, next, &mut part);
    }
    Some((part, next))
}

/// The words that go on naming the base of a rate: `100.000 trẻ | sinh ra còn sống`.
fn rest_of_noun(text: &str, atoms: &[Atom<'_>], mut at: usize, part: &mut String) -> usize {
    let mut taken = 0;
    while let Some(atom) = atoms.get(at) {
        let plain = matches!(atom.kind, AtomKind::Word);
        if !plain || taken == 4 {
            break;
        }
        push_word(part, atom.span.of(text));
        taken += 1;
        at += 1;
    }
    at
}

fn push_word(out: &mut String, word: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}
