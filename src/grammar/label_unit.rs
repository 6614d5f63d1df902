//! Units in a bracket beside their numbers: `Sản lượng lúa (nghìn tấn): năm 2025: 420; năm 2030: 430` → both in `nghìn tấn`.

use super::clause::{Part, PartKind};
use super::lex::Atom;
use super::unit::{UnitReading, unit};
use crate::lexicon::Words;
use crate::lexicon::words::Verb;
use crate::span::Span;

/// Gives the numbers behind a label the unit in its bracket, and a number the one in the bracket right behind it.
pub fn share(parts: &mut Vec<Part>, text: &str, atoms: &[Atom<'_>], words: &Words) {
    let bare = |p: &Part| p.measure().is_some_and(|m| m.unit.is_none());
    if !parts.iter().any(|p| matches!(p.kind, PartKind::Bracket(_))) || !parts.iter().any(bare) {
        return;
    }
    let mut said: Option<UnitReading> = None;
    for at in 0..parts.len() {
        let span = parts[at].span;
        match &mut parts[at].kind {
            PartKind::Bracket(_) => {
                let Some(unit) = within(span, text, atoms, words) else { continue };
                let Some(before) = at.checked_sub(1) else { continue };
                let rate = parts[before].span.of(text).contains('/');
                match &mut parts[before].kind {
                    // `420 (nghìn tấn)`
                    PartKind::Measure(measure) if measure.unit.is_none() => {
                        measure.span = measure.span.join(span);
                        measure.unit = Some(unit);
                        parts[at].kind = PartKind::Note;
                    }
                    // `Số bác sĩ/vạn dân (bác sĩ): 10,5`: the name says of what it is a rate.
                    PartKind::Words if rate => {}
                    PartKind::Words | PartKind::Verb(Verb::Act | Verb::Predicate) => said = Some(unit),
                    _ => {}
                }
            }
            PartKind::Measure(measure) if measure.unit.is_none() && !measure.glued => measure.unit.clone_from(&said),
            // The next name has a unit of its own.
            PartKind::Words | PartKind::Verb(Verb::Act) => said = None,
            PartKind::Stop if span.of(text) != ";" => said = None,
            _ => {}
        }
    }
}

/// The unit that is all that a bracket says.
fn within(bracket: Span, text: &str, atoms: &[Atom<'_>], words: &Words) -> Option<UnitReading> {
    let inside = |a: &Atom<'_>| a.span.start > bracket.start && a.span.end < bracket.end;
    let first = atoms.partition_point(|a| a.span.start <= bracket.start);
    let end = first + atoms[first..].iter().take_while(|a| inside(a)).count();
    let (unit, next) = unit(text, &atoms[..end], first, words)?;
    // What is counted is named by the label.
    (next == end).then_some(UnitReading { noun: None, ..unit })
}
