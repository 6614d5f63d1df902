//! Numbers that the words next to them make names, references or codes: the guards that need no more than the neighbours.
//!
//! `mức độ 4` → level, `24/7` → clock, `OCOP 3 sao` → name. What needs the whole item is refused in [`super::refusal`].

use super::lex::Atom;
use super::measure::Measure;
use crate::lexicon::Words;
use crate::lexicon::words::{RankWord, Sense, Side, UnitClass, Verb};
use crate::target::As;
use crate::value::Decimal;
use std::ops::Range;

/// Numbers that one word may head (`mức độ 3, 4`): looking further back would make long lists of numbers dear.
const LONGEST_LIST: usize = 32;

/// The named guard that keeps a measure from being one.
pub fn guard(text: &str, atoms: &[Atom<'_>], words: &Words, m: &Measure, at: Range<usize>) -> Option<As> {
    let number = at.clone().find(|j| atoms[*j].span.start >= m.number.start)?;
    let near = Near { text, atoms, words, m, at, number };
    if m.glued {
        return Some(As::Name);
    }
    near.by_signs()
        .or_else(|| near.by_stars())
        .or_else(|| near.by_age())
        .or_else(|| near.by_word_before())
        .or_else(|| near.by_word_behind())
        .or_else(|| near.by_figures())
}

/// A measure and what stands next to it.
struct Near<'a> {
    text: &'a str,
    atoms: &'a [Atom<'a>],
    words: &'a Words,
    m: &'a Measure,
    /// Its atoms.
    at: Range<usize>,
    /// Where its number stands among them.
    number: usize,
}

impl Near<'_> {
    fn before(&self) -> Option<&Atom<'_>> {
        self.number.checked_sub(1).map(|j| &self.atoms[j])
    }

    fn behind(&self) -> Option<&Atom<'_>> {
        self.atoms.get(self.at.end)
    }

    /// The words before the measure.
    fn words_before(&self) -> &str {
        self.at.start.checked_sub(1).map_or("", |j| self.atoms[j].span.of(self.text))
    }

    /// `(1)`, `[2]`, `24/7`, `90-90-90`
    fn by_signs(&self) -> Option<As> {
        // `bản đồ tỷ lệ 1/2.000`
        let scale = |out_of: Decimal| out_of >= Decimal::from(100) && self.m.value.number() == Some(Decimal::from(1));
        if self.m.out_of.is_some_and(scale) && self.words_before().to_lowercase().ends_with("lệ") {
            return Some(As::Name);
        }
        // `trực 24/24`: all day, not so many of so many.
        let hours = Decimal::from(24);
        if self.m.out_of == Some(hours) && self.m.value.number() == Some(hours) {
            return Some(As::Guard("clock"));
        }
        if self.m.unit.is_some() {
            return None;
        }
        let (before, behind) = (self.before(), self.behind());
        let (open, close) = (before.and_then(Atom::sign), behind.and_then(Atom::sign));
        // `(1)`, but `60% (12/20) số xã`
        if self.m.out_of.is_none() && matches!((open, close), (Some('('), Some(')')) | (Some('['), Some(']'))) {
            return Some(As::Name);
        }
        let next = self.atoms.get(self.at.end + 1).filter(|a| !a.spaced);
        if self.m.out_of.is_none() && close == Some('/') && next.is_some_and(|a| a.number().is_some()) {
            return Some(As::Guard("clock"));
        }
        let glued_before =
            matches!(open, Some('/' | '-')) && before.is_some_and(|b| !b.spaced) && !self.atoms[self.number].spaced;
        let glued_behind = close == Some('-')
            && behind.is_some_and(|b| !b.spaced)
            && next.is_some_and(|a| !a.is(Sense::Verb(Verb::Reach)));
        (glued_before || glued_behind).then_some(As::Name)
    }

    /// `sản phẩm OCOP 3 sao`, `khách sạn 4 - 5 sao`: right behind its noun a number of stars is part of the name.
    fn by_stars(&self) -> Option<As> {
        let unit = self.m.unit.as_ref()?;
        let stars = unit.class == UnitClass::Score && unit.noun.is_none() && unit.written != "điểm";
        let noun = |a: &Atom<'_>| a.sign().is_none() && !a.senses().iter().any(|s| matches!(s, Sense::Verb(_)));
        let named = || self.m.onward || !self.m.bound && self.before().is_some_and(noun);
        (stars && named()).then_some(As::Name)
    }

    /// `trong độ tuổi từ 6 đến 60`, `trẻ em dưới 6 tuổi`
    fn by_age(&self) -> Option<As> {
        let age = match &self.m.unit {
            None => self.words_before().ends_with("tuổi"),
            Some(unit) if unit.class == UnitClass::Duration => {
                let age =
                    unit.written.contains("tuổi") || self.behind().is_some_and(|b| b.span.of(self.text) == "tuổi");
                age && !says_before(self.text, self.atoms, self.at.start, "tuổi thọ")
            }
            Some(_) => false,
        };
        age.then_some(As::Guard("age"))
    }

    /// The word right before the number: `mức độ 4`, `Đề án 06`, `lớp 5`, `khu vực 14`, `mức độ 3, 4`.
    fn by_word_before(&self) -> Option<As> {
        let unit = self.m.unit.as_ref();
        let counts = |class| matches!(class, UnitClass::Count | UnitClass::Score | UnitClass::Person);
        if unit.is_some_and(|u| !counts(u.class) || self.m.bound) {
            return None;
        }
        // `đạt mức độ | 3`: without a unit a degree.
        let before = self.words_before();
        if unit.is_none() && before.ends_with(['ộ', 'Ộ']) && before.to_lowercase().ends_with("mức độ") {
            return Some(As::Guard("level"));
        }
        let head = self.head_of_list();
        let at = head.checked_sub(1)?;
        let word = &self.atoms[at];
        if word.is(Sense::Rank(RankWord::Among)) && names_rank(self.atoms, at) {
            return None;
        }
        if let Some(guard) = guard_of(word, Side::Before, self.words).filter(|guard| self.may_guard(guard, word)) {
            return Some(As::Guard(guard));
        }
        let label = unit.is_none() && word.sign() == Some(':');
        (label && k_is_guard(self.atoms, head, &["phone", "counter"], self.words)).then_some(As::Guard("counter"))
    }

    /// The first number of a list that one word heads: `mức độ | 3, 4`.
    fn head_of_list(&self) -> usize {
        let mut head = self.number;
        while let Some(earlier) = head.checked_sub(2).filter(|k| k + 2 * LONGEST_LIST > self.number)
            && matches!(self.atoms[head - 1].sign(), Some(',' | '-' | '–'))
            && self.atoms[earlier].number().is_some()
        {
            head = earlier;
        }
        head
    }

    /// Whether the guard of the word before holds for this unit: `cấp 3` is a level, `cấp 3 giấy phép` counts.
    fn may_guard(&self, guard: &str, word: &Atom<'_>) -> bool {
        let Some(unit) = &self.m.unit else {
            // `Chỉ số PAPI xếp hạng 12 cả nước`, not the `Xếp hạng 4,5` of a page.
            let quantity = |a: &Atom<'_>| a.is(Sense::Head);
            return guard != "counter" || !self.atoms[..self.number].iter().rev().take(LONGEST_LIST).any(quantity);
        };
        match guard {
            "level" => unit.class == UnitClass::Score && unit.written != "điểm",
            "reference" => word.capital,
            "budget" | "committee" => false,
            // `lao động ngành công nghiệp 4.000 người`: the numbers of technologies are small (`công nghiệp 4.0`).
            "technology" => self.m.value.low.is_none_or(|n| n < Decimal::from(10)),
            // `đề nghị xếp hạng 15 di tích`
            "counter" => unit.noun.is_none(),
            _ => true,
        }
    }

    fn by_word_behind(&self) -> Option<As> {
        let word = self.behind().filter(|_| self.m.unit.is_none())?;
        guard_of(word, Side::After, self.words).map(As::Guard)
    }

    /// Figures that no quantity has: `0236.3812345`, a telephone number, a code.
    fn by_figures(&self) -> Option<As> {
        let literal = self.atoms[self.number].number().filter(|_| self.m.unit.is_none())?;
        let span = self.atoms[self.number].span;
        let grouped = literal.value.scale() > 4 || literal.digits >= 4 && span.of(self.text).starts_with('0');
        // More digits than any quantity has without group marks.
        if grouped || literal.plain && literal.digits >= 7 {
            return Some(As::Guard("phone"));
        }
        let version = !literal.plain && span.of(self.text).matches('.').count() >= 2 && literal.value.scale() > 0;
        version.then_some(As::Name)
    }
}

/// Words behind `nhóm` within which one of leading follows.
const LONGEST_GROUP: usize = 12;

/// `…, | nhóm 10 tỉnh dẫn đầu`: a further group of an order, not `thực phẩm nhóm 2`.
pub fn names_rank(atoms: &[Atom<'_>], at: usize) -> bool {
    let joins = |a: &Atom<'_>| a.sign() == Some(',') || a.is(Sense::Verb(Verb::And));
    let behind = atoms.get(at + 1..).unwrap_or_default();
    let ends = |a: &&Atom<'_>| !matches!(a.sign(), Some('.' | ';' | ':'));
    let leading = |a: &Atom<'_>| a.is(Sense::Rank(RankWord::Leading));
    at.checked_sub(1).is_some_and(|j| joins(&atoms[j]))
        && behind.first().is_some_and(|a| a.number().is_some())
        && behind.iter().take(LONGEST_GROUP).take_while(ends).any(leading)
}

/// The guard that a word is on this side of a number.
fn guard_of(word: &Atom<'_>, on: Side, words: &Words) -> Option<&'static str> {
    word.senses().iter().find_map(|s| match s {
        Sense::Guard(n, side) if *side == on => Some(words.guards[*n as usize]),
        _ => None,
    })
}

fn says_before(text: &str, atoms: &[Atom<'_>], at: usize, words: &str) -> bool {
    let start = atoms[at.saturating_sub(16)].span.start as usize;
    text[start..atoms[at].span.start as usize].to_lowercase().contains(words)
}

fn k_is_guard(atoms: &[Atom<'_>], colon_behind: usize, names: &[&str], words: &Words) -> bool {
    let Some(word) = colon_behind.checked_sub(2).and_then(|k| atoms.get(k)) else { return false };
    word.senses().iter().any(|s| matches!(s, Sense::Guard(n, _) if names.contains(&words.guards[*n as usize])))
}
