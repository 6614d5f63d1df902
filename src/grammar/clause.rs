//! A paragraph as typed parts: words, measures, times, verbs, signs, brackets; numbers that are names are guarded here.
//!
//! `Đến năm 2025, đạt 80% (năm 2030 đạt 90%)` → time, comma, reach, measure, bracket of time, reach, measure.

use super::lex::{Atom, AtomKind};
use super::measure::{self, Measure};
use super::number::is_year;
use super::time::{self, Time};
use crate::lexicon::Words;
use crate::lexicon::words::{RankWord, Sense, Side, TimeWord, UnitClass, Verb};
use crate::span::Span;
use crate::target::{As, Fate};
use crate::value::Operator;

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its words.
    pub span: Span,
    /// What it is.
    pub kind: PartKind,
    /// It opens with a word that names a new subject (`tỷ lệ`, `diện tích`).
    pub head: bool,
    /// It opens with a word that narrows a noun (`cấp huyện`, `vùng`).
    pub zone: bool,
    /// It opens with `mỗi`.
    pub each: bool,
    /// Its first phrase.
    pub first: Span,
    /// It ends with a word that makes the number behind it the measure of a place or a means.
    pub preposition: bool,
    /// It holds the number of a document: what stands behind it may be cited.
    pub cites: bool,
    /// It opens with the name of a guard: `điện thoại`, `kinh phí`.
    pub guard: Option<&'static str>,
}

/// The kinds of [`Part`].
#[derive(Clone, Debug, PartialEq)]
pub enum PartKind {
    /// Words without a part of their own.
    Words,
    /// A number with comparator and unit.
    Measure(Box<Measure>),
    /// A date, year or span of time.
    Time(Time),
    /// A comparator apart from its number: `ít nhất vào năm 2025 đạt 40%`.
    Compare(Operator),
    /// A verb of the statement.
    Verb(Verb),
    /// `đã`, `hiện nay`: what follows is a result, not a target.
    Past,
    /// A word of places in an order: `trong nhóm`, `xếp thứ`, `đứng đầu`.
    Rank(RankWord),
    /// `,`
    Comma,
    /// `và`, `hoặc`
    And,
    /// `;`, or a full stop.
    Stop,
    /// `:`
    Colon,
    /// A dash between words.
    Dash,
    /// What stands in round brackets.
    Bracket(Vec<Part>),
    /// A footnote mark glued to a word.
    Note,
}

impl Part {
    /// The verb it is.
    pub fn verb(&self) -> Option<Verb> {
        match self.kind {
            PartKind::Verb(verb) => Some(verb),
            _ => None,
        }
    }

    /// The measure it is.
    pub fn measure(&self) -> Option<&Measure> {
        match &self.kind {
            PartKind::Measure(measure) => Some(measure),
            _ => None,
        }
    }

    /// The time it is.
    pub fn time(&self) -> Option<Time> {
        match self.kind {
            PartKind::Time(time) => Some(time),
            _ => None,
        }
    }

    /// A comma, a conjunction or a colon.
    pub fn separates(&self) -> bool {
        matches!(self.kind, PartKind::Comma | PartKind::And | PartKind::Colon)
    }
}

/// The parts of a paragraph, and what became of the numbers that no part holds as a measure.
#[derive(Debug, Default)]
pub struct Parts {
    /// In order.
    pub parts: Vec<Part>,
    /// Dates, names and guarded numbers.
    pub fates: Vec<Fate>,
}

/// Puts atoms together to parts.
pub fn parts(text: &str, atoms: &[Atom<'_>], words: &Words) -> Parts {
    let mut chunker = Chunker { text, atoms, words, fates: Vec::new(), i: 0 };
    let parts = chunker.until(None, 0);
    Parts { parts, fates: chunker.fates }
}

struct Chunker<'a, 'w> {
    text: &'a str,
    atoms: &'a [Atom<'w>],
    words: &'w Words,
    fates: Vec<Fate>,
    i: usize,
}

/// Brackets within brackets beyond this depth are words.
const DEPTH: usize = 3;
/// Atoms a document's number takes at most.
const LONGEST_CODE: usize = 24;
/// Numbers that one word may head (`mức độ 3, 4`): looking further back would make long lists of numbers dear.
const LONGEST_LIST: usize = 32;

impl Chunker<'_, '_> {
    fn until(&mut self, close: Option<char>, depth: usize) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        while self.i < self.atoms.len() {
            if let Some(close) = close
                && self.atoms[self.i].sign() == Some(close)
            {
                break;
            }
            let start = self.i;
            crate::work::steps(1);
            if self.atoms[start].kind == AtomKind::Word {
                self.plain_word(&mut parts);
                continue;
            }
            let cites = self.code().is_some();
            let part = self.part(depth);
            let span = self.atoms[start].span.join(self.atoms[self.i.max(start + 1) - 1].span);
            let first = &self.atoms[start];
            let guard = first.senses().iter().find_map(|s| match s {
                Sense::Guard(n, Side::Before) => Some(self.words.guards[*n as usize]),
                _ => None,
            });
            let part = Part {
                span,
                kind: part,
                head: first.is(Sense::Head),
                zone: first.is(Sense::Zone),
                each: first.is(Sense::Each),
                first: first.span,
                cites,
                preposition: self.i.checked_sub(1).is_some_and(|j| self.atoms[j].is(Sense::Preposition)),
                guard: guard.filter(|g| matches!(*g, "phone" | "counter" | "committee" | "budget")),
            };
            match (&part.kind, parts.last_mut()) {
                // `dự án với | tổng vốn đăng ký`: a quantity behind a preposition begins words of its own.
                (PartKind::Words, Some(last))
                    if last.kind == PartKind::Words && !(part.head && last.preposition && !last.head) =>
                {
                    last.span.end = part.span.end;
                    last.preposition = part.preposition;
                    last.cites |= part.cites;
                }
                _ => parts.push(part),
            }
        }
        parts
    }

    /// A word of no table begins nothing: it goes on with the words before it, or opens new ones.
    fn plain_word(&mut self, parts: &mut Vec<Part>) {
        let span = self.atoms[self.i].span;
        self.i += 1;
        match parts.last_mut() {
            Some(last) if last.kind == PartKind::Words => {
                last.span.end = span.end;
                last.preposition = false;
            }
            _ => parts.push(Part {
                span,
                kind: PartKind::Words,
                head: false,
                zone: false,
                each: false,
                first: span,
                preposition: false,
                cites: false,
                guard: None,
            }),
        }
    }

    fn part(&mut self, depth: usize) -> PartKind {
        let i = self.i;
        let atom = &self.atoms[i];
        if let Some(taken) = self.code() {
            self.claim(i, i + taken, As::Name);
            self.i += taken;
            return PartKind::Words;
        }
        if self.footnote() {
            self.claim(i, i + 1, As::Name);
            self.i += 1;
            return PartKind::Note;
        }
        if let Some((time, taken)) = time::read(self.text, self.atoms, i) {
            self.i += taken;
            self.claim(i, i + taken, As::Time);
            return PartKind::Time(time);
        }
        if let Some(taken) = measure::per(self.text, self.atoms, i, self.words) {
            self.claim(i, i + taken, As::Name);
            self.i += taken;
            return PartKind::Words;
        }
        if let Some((measure, taken)) = measure::read(self.text, self.atoms, i, self.words) {
            self.i += taken;
            if let Some(guard) = self.guard(&measure, i, i + taken) {
                self.claim(i, i + taken, guard);
                return PartKind::Words;
            }
            self.claim_notes(i, i + taken, measure.number);
            return PartKind::Measure(Box::new(measure));
        }
        self.i += 1;
        match atom.kind {
            AtomKind::Number(_) => {
                self.claim(i, i + 1, As::Guard("number-shape"));
                PartKind::Words
            }
            AtomKind::Sign(c) => self.sign(c, depth),
            AtomKind::Word => self.word(atom),
            AtomKind::Phrase(senses) => {
                if let Some(op) = measure::comparator(atom, Side::Before) {
                    // Apart from its number it binds only over a time or a verb: `ít nhất vào năm 2025 đạt 40%`.
                    return if self.verb_or_time_follows() { PartKind::Compare(op) } else { self.word(atom) };
                }
                if let Some(rank) = senses.iter().find_map(|s| match s {
                    Sense::Rank(word) => Some(*word),
                    _ => None,
                }) {
                    return PartKind::Rank(rank);
                }
                // `từ 40 dự án đầu tư nước ngoài trở lên`: apart from its number.
                if let Some(op) = measure::comparator(atom, Side::After) {
                    return PartKind::Compare(op);
                }
                let verb = senses.iter().find_map(|s| match s {
                    Sense::Verb(verb) => Some(*verb),
                    _ => None,
                });
                match verb {
                    // `so với cùng kỳ`: a comparison without a date ends the name like an effect.
                    None if atom.is(Sense::Time(TimeWord::Reference)) => PartKind::Verb(Verb::Effect),
                    Some(Verb::And) => PartKind::And,
                    Some(Verb::From) | None => self.word(atom),
                    Some(verb) => PartKind::Verb(verb),
                }
            }
        }
    }

    /// Digits glued to the end of an ordinary word: `lao động2`. Codes are in capitals (`CO2`, `H5N1`).
    fn footnote(&self) -> bool {
        let Some(word) = self.i.checked_sub(1).map(|j| &self.atoms[j]) else { return false };
        let atom = &self.atoms[self.i];
        let superscript = atom.is_superscript();
        let digits = atom.number().is_some_and(|n| n.plain && n.digits <= 2);
        let glued_behind = self.atoms.get(self.i + 1).is_some_and(|a| !a.spaced && a.sign().is_none());
        if atom.spaced || !(superscript || digits) || glued_behind {
            return false;
        }
        if superscript {
            return word.span.of(self.text) == "%" || word.span.len() > 2;
        }
        let ends = word.span.of(self.text).split(' ').next_back().unwrap_or("");
        matches!(word.kind, AtomKind::Word | AtomKind::Phrase(_))
            && ends.chars().count() > 1
            && ends.chars().all(char::is_alphabetic)
            && ends.chars().skip(1).all(char::is_lowercase)
            && !matches!(ends, "km" | "cm" | "dm" | "mm")
    }

    fn verb_or_time_follows(&self) -> bool {
        let verb = self.atoms.get(self.i).is_some_and(|a| {
            a.senses().iter().any(|s| {
                matches!(
                    s,
                    Sense::Verb(
                        Verb::Reach
                            | Verb::Has
                            | Verb::Mean
                            | Verb::MeanYearly
                            | Verb::Yearly
                            | Verb::Goal
                            | Verb::Up
                            | Verb::Down
                    )
                )
            })
        });
        verb || time::read(self.text, self.atoms, self.i).is_some()
    }

    fn word(&self, atom: &Atom<'_>) -> PartKind {
        if atom.is(Sense::Past) { PartKind::Past } else { PartKind::Words }
    }

    fn sign(&mut self, c: char, depth: usize) -> PartKind {
        match c {
            ',' => PartKind::Comma,
            ';' => PartKind::Stop,
            ':' => PartKind::Colon,
            '.' | '!' | '?' => {
                let next = self.atoms.get(self.i);
                let ends = next.is_none_or(|n| n.spaced && (n.capital || n.number().is_some() || n.sign().is_some()));
                if ends && !self.abbreviation() { PartKind::Stop } else { PartKind::Words }
            }
            '(' if depth < DEPTH => {
                let inner = self.until(Some(')'), depth + 1);
                self.i = (self.i + 1).min(self.atoms.len());
                // `36 xã (năm 2021)`: nothing but a time.
                if let [Part { kind: PartKind::Time(time), .. }] = inner.as_slice() {
                    return PartKind::Time(*time);
                }
                // `80% (2025), 85% (2030)`
                if let [Part { kind: PartKind::Words, span, .. }] = inner.as_slice()
                    && span.len() == 4
                    && let Ok(year) = span.of(self.text).parse::<u16>()
                    && is_year(year.into())
                {
                    return PartKind::Time(Time::of_year(*span, year));
                }
                // `lượt khách(5)`: a footnote mark.
                let mark = |p: &Part| p.kind == PartKind::Words && p.span.len() <= 2;
                if matches!(inner.as_slice(), [only] if mark(only) && only.span.of(self.text).bytes().all(|b| b.is_ascii_digit()))
                {
                    return PartKind::Note;
                }
                PartKind::Bracket(inner)
            }
            '-' | '–' | '—' if self.atoms[self.i - 1].spaced => PartKind::Dash,
            _ => PartKind::Words,
        }
    }

    /// `TP. Vinh`, `TS. Nguyễn`: the full stop behind a short word in capitals ends nothing.
    fn abbreviation(&self) -> bool {
        let Some(before) = self.i.checked_sub(2).map(|i| &self.atoms[i]) else { return false };
        let word = before.span.of(self.text);
        let capitals = word.chars().all(char::is_uppercase) && word.chars().count() <= 2;
        capitals && !self.atoms[self.i - 1].spaced && matches!(before.kind, AtomKind::Word)
    }

    /// A document number such as `411/QĐ-TTg`, `05-NQ/TU`, `71/2025/QH15`: how many atoms it takes.
    fn code(&self) -> Option<usize> {
        let first = self.atoms.get(self.i)?;
        first.number().filter(|n| n.plain && n.digits <= 5)?;
        if let Some(taken) = self.standard() {
            return Some(taken);
        }
        let mut at = self.i + 1;
        let mut letters = false;
        // `2021/2022/2023/…`: no number of a document goes on like this.
        while at < self.i + LONGEST_CODE {
            let link = self.atoms.get(at)?.sign();
            if !matches!(link, Some('/' | '-' | '&' | '.')) {
                break;
            }
            let next = match self.atoms.get(at + 1) {
                Some(next) => next,
                None => break,
            };
            // One blank is a common slip: `12/ KH-UBND`, `10- CTr/TU`.
            let word = next.span.of(self.text);
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
            while self.atoms.get(at).is_some_and(|a| !a.spaced && a.number().is_some()) {
                at += 1;
            }
        }
        letters.then_some(at - self.i)
    }

    /// The number of a technical standard, `01-1:2024/BYT`, `5945:2005`: how many atoms it takes.
    fn standard(&self) -> Option<usize> {
        let glued = |at: usize| self.atoms.get(at).filter(|a| !a.spaced);
        let mut at = self.i + 1;
        if glued(at).is_some_and(|a| a.sign() == Some('-')) && glued(at + 1)?.number().is_some() {
            at += 2;
        }
        glued(at).filter(|a| a.sign() == Some(':'))?;
        glued(at + 1)?.number()?.year?;
        at += 2;
        // `: 2025`, `2:2025 - 80%`: only behind the capitals of a standard.
        let named = self.i.checked_sub(1).map(|j| self.atoms[j].span.of(self.text))?;
        let capitals = named.split(' ').next_back()?;
        (capitals.len() >= 3 && capitals.chars().all(char::is_uppercase)).then_some(())?;
        if glued(at).is_some_and(|a| a.sign() == Some('/')) && glued(at + 1).is_some() {
            at += 2;
        }
        Some(at - self.i)
    }

    /// The named guard that keeps a measure from being one.
    fn guard(&self, m: &Measure, from: usize, to: usize) -> Option<As> {
        let number = (from..to).find(|j| self.atoms[*j].span.start >= m.number.start)?;
        let before = number.checked_sub(1).map(|j| &self.atoms[j]);
        let behind = self.atoms.get(to);
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
        let numeric = |j: usize| self.atoms.get(j).is_some_and(|a| a.number().is_some() && !a.spaced);
        if unit.is_none() && m.out_of.is_none() && close == Some('/') && numeric(to + 1) {
            return Some(As::Guard("clock"));
        }
        if unit.is_none()
            && (open == Some('/') || open == Some('-'))
            && before.is_some_and(|b| !b.spaced)
            && !self.atoms[number].spaced
        {
            return Some(As::Name);
        }
        if unit.is_none()
            && close == Some('-')
            && behind.is_some_and(|b| !b.spaced)
            && self.atoms.get(to + 1).is_some_and(|a| !a.spaced && !a.is(Sense::Verb(Verb::Reach)))
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
        let word_before = from.checked_sub(1).map(|j| self.atoms[j].span.of(self.text));
        if unit.is_none() && word_before.is_some_and(|w| w.ends_with("tuổi")) {
            return Some(As::Guard("age"));
        }
        if let Some(unit) = unit
            && unit.class == UnitClass::Duration
        {
            let age = unit.written.contains("tuổi") || behind.is_some_and(|b| b.span.of(self.text) == "tuổi");
            if age && !self.says_before(from, "tuổi thọ") {
                return Some(As::Guard("age"));
            }
        }
        if unit.is_none_or(|u| matches!(u.class, UnitClass::Count | UnitClass::Score | UnitClass::Person) && !m.bound) {
            // The word right before the number: `mức độ 4`, `Đề án 06`, `lớp 5`, `khu vực 14`, `mức độ 3, 4`.
            let mut j = number;
            while let Some(k) = j.checked_sub(2).filter(|k| k + 2 * LONGEST_LIST > number)
                && matches!(self.atoms[j - 1].sign(), Some(',' | '-' | '–'))
                && self.atoms[k].number().is_some()
            {
                j = k;
            }
            if let Some(word) = j.checked_sub(1).map(|k| &self.atoms[k]) {
                let guard = word.senses().iter().find_map(|s| match s {
                    Sense::Guard(n, Side::Before) => Some(self.words.guards[*n as usize]),
                    _ => None,
                });
                let counted = unit.is_some_and(|u| u.class != UnitClass::Score || u.written == "điểm");
                if let Some(guard) = guard
                    && !(counted && matches!(guard, "level" | "committee"))
                    && !(unit.is_some() && guard == "reference" && !word.capital)
                    && !(unit.is_some() && matches!(guard, "budget" | "committee"))
                {
                    return Some(As::Guard(guard));
                }
                if unit.is_none()
                    && word.sign() == Some(':')
                    && k_is_guard(self.atoms, j, &["phone", "counter"], self.words)
                {
                    return Some(As::Guard("counter"));
                }
            }
        }
        if unit.is_none()
            && let Some(word) = behind
            && word.senses().iter().any(|s| matches!(s, Sense::Guard(_, Side::After)))
        {
            let guard = word.senses().iter().find_map(|s| match s {
                Sense::Guard(n, Side::After) => Some(self.words.guards[*n as usize]),
                _ => None,
            });
            return guard.map(As::Guard);
        }
        // `0236.3812345`: groups no quantity has.
        let shape = self.atoms[number].number();
        if unit.is_none()
            && shape.is_some_and(|l| {
                l.value.scale() > 4
                    || l.digits >= 4 && self.text[self.atoms[number].span.start as usize..].starts_with('0')
            })
        {
            return Some(As::Guard("phone"));
        }
        // A telephone number, a code: more digits than any quantity has without group marks.
        let literal = self.atoms[number].number();
        if unit.is_none() && literal.is_some_and(|l| l.plain && l.digits >= 7) {
            return Some(As::Guard("phone"));
        }
        if unit.is_none()
            && literal.is_some_and(|l| {
                !l.plain && self.atoms[number].span.of(self.text).matches('.').count() >= 2 && l.value.scale() > 0
            })
        {
            return Some(As::Name);
        }
        None
    }

    fn says_before(&self, at: usize, words: &str) -> bool {
        let start = self.atoms[at.saturating_sub(16)].span.start as usize;
        self.text[start..self.atoms[at].span.start as usize].to_lowercase().contains(words)
    }

    fn claim(&mut self, from: usize, to: usize, as_what: As) {
        for atom in &self.atoms[from..to] {
            if atom.number().is_some() {
                self.fates.push(Fate { span: atom.span, as_what });
            }
        }
    }

    /// Numbers inside a measure that are no value: bases of rates, footnote marks.
    fn claim_notes(&mut self, from: usize, to: usize, number: Span) {
        for atom in &self.atoms[from..to] {
            if atom.number().is_some() && !number.contains(atom.span) {
                self.fates.push(Fate { span: atom.span, as_what: As::Name });
            }
        }
    }
}

fn k_is_guard(atoms: &[Atom<'_>], colon_behind: usize, names: &[&str], words: &Words) -> bool {
    let Some(word) = colon_behind.checked_sub(2).and_then(|k| atoms.get(k)) else { return false };
    word.senses().iter().any(|s| matches!(s, Sense::Guard(n, _) if names.contains(&words.guards[*n as usize])))
}
