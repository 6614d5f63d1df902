//! Numbers of documents and technical standards: numbers with letters that are names.
//!
//! `411/QĐ-TTg`, `05-NQ/TU`, `QCVN 01-1:2024/BYT` → how many atoms they take.

use super::lex::{Atom, AtomKind};

/// Atoms a document's number takes at most.
const LONGEST: usize = 24;

/// A document number such as `411/QĐ-TTg`, `05-NQ/TU`, `71/2025/QH15`: how many atoms it takes.
pub fn code(text: &str, atoms: &[Atom<'_>], from: usize) -> Option<usize> {
    let first = atoms.get(from)?;
    first.number().filter(|n| n.plain && n.digits <= 5)?;
    if let Some(taken) = standard(text, atoms, from) {
        return Some(taken);
    }
    let mut at = from + 1;
    let mut letters = false;
    // `2021/2022/2023/…`: no number of a document goes on like this.
    while at < from + LONGEST {
        let link = atoms.get(at).and_then(Atom::sign);
        if !matches!(link, Some('/' | '-' | '&' | '.')) {
            break;
        }
        let next = match atoms.get(at + 1) {
            Some(next) => next,
            None => break,
        };
        // One blank is a common slip: `12/ KH-UBND`, `10- CTr/TU`.
        let word = next.span.of(text);
        let code_word = word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().filter(|c| c.is_uppercase()).count() >= 2
            && !word.contains(' ')
            || letters && !next.spaced && matches!(next.kind, AtomKind::Word | AtomKind::Phrase(_));
        let number = next.number().is_some() && !next.spaced;
        if !code_word && !number {
            break;
        }
        if number && !letters && next.number().is_some_and(|n| n.year.is_none()) {
            return None;
        }
        letters |= code_word;
        at += 2;
        // `QH15`, `TTLT` with digits glued.
        while atoms.get(at).is_some_and(|a| !a.spaced && a.number().is_some()) {
            at += 1;
        }
    }
    letters.then_some(at - from)
}

/// The number of a technical standard, `01-1:2024/BYT`, `5945:2005`: how many atoms it takes.
pub fn standard(text: &str, atoms: &[Atom<'_>], from: usize) -> Option<usize> {
    let glued = |at: usize| atoms.get(at).filter(|a| !a.spaced);
    let mut at = from + 1;
    if glued(at).is_some_and(|a| a.sign() == Some('-')) && glued(at + 1)?.number().is_some() {
        at += 2;
    }
    glued(at).filter(|a| a.sign() == Some(':'))?;
    glued(at + 1)?.number()?.year?;
    at += 2;
    // `: 2025`, `2:2025 - 80%`: only behind the capitals of a standard.
    let named = from.checked_sub(1).map(|j| atoms[j].span.of(text))?;
    let capitals = named.split(' ').next_back()?;
    (capitals.len() >= 3 && capitals.chars().all(char::is_uppercase)).then_some(())?;
    if glued(at).is_some_and(|a| a.sign() == Some('/')) && glued(at + 1).is_some() {
        at += 2;
    }
    Some(at - from)
}
