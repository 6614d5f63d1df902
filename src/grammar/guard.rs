//! Numbers that the words next to them make names, references or codes: the guards that need no more than the neighbours.
//!
//! `mức độ 4` → level, `24/7` → clock, `OCOP 3 sao` → name. What needs the whole item is refused in [`super::refusal`].

use super::lex::Atom;
use super::measure::Measure;
use crate::lexicon::Words;
use crate::lexicon::words::{Sense, Side, UnitClass, Verb};
use crate::target::As;
use crate::value::Decimal;
use std::ops::Range;

/// Numbers that one word may head (`mức độ 3, 4`): looking further back would make long lists of numbers dear.
const LONGEST_LIST: usize = 32;

/// The named guard that keeps a measure from being one.
pub fn guard(text: &str, atoms: &[Atom<'_>], words: &Words, m: &Measure, at: Range<usize>) -> Option<As> {
    let (from, to) = (at.start, at.end);
    let number = (from..to).find(|j| atoms[*j].span.start >= m.number.start)?;
    let before = number.checked_sub(1).map(|j| &atoms[j]);
    let behind = atoms.get(to);
    let unit = m.unit.as_ref();
    if m.glued {
        return Some(As::Name);
    }
    // `(1)`, `[2]`
    let open = before.and_then(Atom::sign);
    let close = behind.and_then(Atom::sign);
    if unit.is_none() && matches!((open, close), (Some('('), Some(')')) | (Some('['), Some(']'))) {
        return Some(As::Name);
    }
    // `24/7`, `90-90-90`
    let numeric = |j: usize| atoms.get(j).is_some_and(|a| a.number().is_some() && !a.spaced);
    if unit.is_none() && m.out_of.is_none() && close == Some('/') && numeric(to + 1) {
        return Some(As::Guard("clock"));
    }
    if unit.is_none()
        && (open == Some('/') || open == Some('-'))
        && before.is_some_and(|b| !b.spaced)
        && !atoms[number].spaced
    {
        return Some(As::Name);
    }
    if unit.is_none()
        && close == Some('-')
        && behind.is_some_and(|b| !b.spaced)
        && atoms.get(to + 1).is_some_and(|a| !a.spaced && !a.is(Sense::Verb(Verb::Reach)))
    {
        return Some(As::Name);
    }
    // `sản phẩm OCOP 3 sao`, `khách sạn 4 - 5 sao`: right behind its noun a number of stars is part of the name.
    if let Some(unit) = unit
        && unit.class == UnitClass::Score
        && unit.noun.is_none()
        && unit.written != "điểm"
        && (m.onward
            || !m.bound
                && before
                    .is_some_and(|a| a.sign().is_none() && !a.senses().iter().any(|s| matches!(s, Sense::Verb(_)))))
    {
        return Some(As::Name);
    }
    // `trong độ tuổi từ 6 đến 60`
    let word_before = from.checked_sub(1).map(|j| atoms[j].span.of(text));
    if unit.is_none() && word_before.is_some_and(|w| w.ends_with("tuổi")) {
        return Some(As::Guard("age"));
    }
    if let Some(unit) = unit
        && unit.class == UnitClass::Duration
    {
        let age = unit.written.contains("tuổi") || behind.is_some_and(|b| b.span.of(text) == "tuổi");
        if age && !says_before(text, atoms, from, "tuổi thọ") {
            return Some(As::Guard("age"));
        }
    }
    if unit.is_none_or(|u| matches!(u.class, UnitClass::Count | UnitClass::Score | UnitClass::Person) && !m.bound) {
        // `đạt mức độ | 3`: without a unit a degree.
        if unit.is_none() && word_before.is_some_and(|w| w.to_lowercase().ends_with("mức độ")) {
            return Some(As::Guard("level"));
        }
        // The word right before the number: `mức độ 4`, `Đề án 06`, `lớp 5`, `khu vực 14`, `mức độ 3, 4`.
        let mut j = number;
        while let Some(k) = j.checked_sub(2).filter(|k| k + 2 * LONGEST_LIST > number)
            && matches!(atoms[j - 1].sign(), Some(',' | '-' | '–'))
            && atoms[k].number().is_some()
        {
            j = k;
        }
        if let Some(word) = j.checked_sub(1).map(|k| &atoms[k]) {
            let guard = word.senses().iter().find_map(|s| match s {
                Sense::Guard(n, Side::Before) => Some(words.guards[*n as usize]),
                _ => None,
            });
            let counted = unit.is_some_and(|u| u.class != UnitClass::Score || u.written == "điểm");
            if let Some(guard) = guard
                && !(counted && matches!(guard, "level" | "committee"))
                && !(unit.is_some() && guard == "reference" && !word.capital)
                && !(unit.is_some() && matches!(guard, "budget" | "committee"))
                // `lao động ngành công nghiệp 4.000 người`: the numbers of technologies are small (`công nghiệp 4.0`).
                && !(unit.is_some() && guard == "technology" && m.value.low.is_some_and(|n| n >= Decimal::from(10)))
                // `đề nghị xếp hạng 15 di tích`
                && !(unit.is_some_and(|u| u.noun.is_some()) && guard == "counter")
            {
                return Some(As::Guard(guard));
            }
            if unit.is_none() && word.sign() == Some(':') && k_is_guard(atoms, j, &["phone", "counter"], words) {
                return Some(As::Guard("counter"));
            }
        }
    }
    if unit.is_none()
        && let Some(word) = behind
        && word.senses().iter().any(|s| matches!(s, Sense::Guard(_, Side::After)))
    {
        let guard = word.senses().iter().find_map(|s| match s {
            Sense::Guard(n, Side::After) => Some(words.guards[*n as usize]),
            _ => None,
        });
        return guard.map(As::Guard);
    }
    // `0236.3812345`: groups no quantity has.
    let shape = atoms[number].number();
    if unit.is_none()
        && shape.is_some_and(|l| {
            l.value.scale() > 4 || l.digits >= 4 && text[atoms[number].span.start as usize..].starts_with('0')
        })
    {
        return Some(As::Guard("phone"));
    }
    // A telephone number, a code: more digits than any quantity has without group marks.
    let literal = atoms[number].number();
    if unit.is_none() && literal.is_some_and(|l| l.plain && l.digits >= 7) {
        return Some(As::Guard("phone"));
    }
    if unit.is_none()
        && literal
            .is_some_and(|l| !l.plain && atoms[number].span.of(text).matches('.').count() >= 2 && l.value.scale() > 0)
    {
        return Some(As::Name);
    }
    None
}

fn says_before(text: &str, atoms: &[Atom<'_>], at: usize, words: &str) -> bool {
    let start = atoms[at.saturating_sub(16)].span.start as usize;
    text[start..atoms[at].span.start as usize].to_lowercase().contains(words)
}

fn k_is_guard(atoms: &[Atom<'_>], colon_behind: usize, names: &[&str], words: &Words) -> bool {
    let Some(word) = colon_behind.checked_sub(2).and_then(|k| atoms.get(k)) else { return false };
    word.senses().iter().any(|s| matches!(s, Sense::Guard(n, _) if names.contains(&words.guards[*n as usize])))
}
