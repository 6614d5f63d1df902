//! A paragraph as typed parts: words, measures, times, verbs, signs, brackets; numbers that are names are guarded here.
//!
//! `Đến năm 2025, đạt 80% (năm 2030 đạt 90%)` → time, comma, reach, measure, bracket of time, reach, measure.

use super::lex::{Atom, AtomKind};
use super::measure::{self, Measure};
use super::number::is_year;
use super::time::{self, Time};
use super::{code, guard, label_unit, unit};
use crate::lexicon::words::{RankWord, Sense, Side, TimeWord, Verb};
use crate::lexicon::{List, Words, list};
use crate::span::Span;
use crate::target::{As, Fate};
use crate::value::Operator;

/// Atoms between square brackets.
const LONGEST_REMARK: usize = 32;

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
    /// It opens with `toàn tỉnh`.
    pub whole: bool,
    /// Its first phrase.
    pub first: Span,
    /// It ends with a word that makes the number behind it the measure of a place or a means.
    pub preposition: bool,
    /// Where the number of a document stands in it: what stands behind it may be cited.
    pub cites: Option<u32>,
    /// It is nothing but a numbered label: `Chỉ tiêu 1`.
    pub ordinal: bool,
    /// It opens with the name of a guard: `điện thoại`, `kinh phí`.
    pub guard: Option<&'static str>,
    /// It ends with one: `Cân đối | nguồn kinh phí`.
    pub closing: Option<&'static str>,
    /// Behind a comma it opens with words for the rest of what was counted: `số còn lại xong sau`.
    pub remainder: bool,
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
    /// A comparator that stands behind what it binds: `50% số xã | trở lên`, `con thứ ba | trở lên`.
    Onward(Operator),
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

    /// Whether it is a measure in percent.
    pub fn is_percent(&self) -> bool {
        self.measure().is_some_and(Measure::is_percent)
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
    parts_in(Vec::new(), text, atoms, words)
}

/// As [`parts`], in the room of an empty list that has served before.
pub fn parts_in(mut room: Vec<Part>, text: &str, atoms: &[Atom<'_>], words: &Words) -> Parts {
    let mut chunker = Chunker { text, atoms, words, fates: Vec::new(), i: 0 };
    // A paragraph has two parts for some three of its atoms.
    room.reserve(atoms.len() * 2 / 3 + 2);
    let mut parts = chunker.until(room, None, 0);
    label_unit::share(&mut parts, text, atoms, words);
    label_unit::deal(&mut parts, text);
    Parts { parts, fates: chunker.fates }
}

struct Chunker<'a, 'w> {
    text: &'a str,
    atoms: &'a [Atom<'w>],
    words: &'w Words,
    fates: Vec<Fate>,
    i: usize,
}

/// Words of the name of a law: `Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ`.
const LONGEST_LAW: usize = 14;
/// Brackets are short.
const PARTS_IN_BRACKETS: usize = 2;
/// Brackets within brackets beyond this depth are words.
const DEPTH: usize = 3;

impl Chunker<'_, '_> {
    fn until(&mut self, mut parts: Vec<Part>, close: Option<char>, depth: usize) -> Vec<Part> {
        while self.i < self.atoms.len() {
            if let Some(close) = close
                && self.atoms[self.i].sign() == Some(close)
            {
                break;
            }
            let start = self.i;
            crate::work::steps(1);
            if matches!(self.atoms[start].kind, AtomKind::Word) {
                self.plain_word(&mut parts);
                continue;
            }
            let code = code::code(self.text, self.atoms, start);
            let cited = code.is_some() && code::standard(self.text, self.atoms, start).is_none();
            let cites = cited.then(|| self.atoms[start].span.start);
            let part = self.part(depth, code);
            let span = self.atoms[start].span.join(self.atoms[self.i.max(start + 1) - 1].span);
            let first = &self.atoms[start];
            let mut part = Part {
                span,
                kind: self.settled(part, parts.last()),
                head: false,
                zone: false,
                each: false,
                whole: false,
                first: first.span,
                cites,
                ordinal: false,
                preposition: self.i.checked_sub(1).is_some_and(|j| self.atoms[j].is(Sense::Preposition)),
                guard: None,
                closing: None,
                remainder: self.is_remainder(&parts, span),
            };
            for sense in first.senses() {
                match sense {
                    Sense::Head => part.head = true,
                    Sense::Zone => part.zone = true,
                    Sense::Each => part.each = true,
                    Sense::Whole => part.whole = true,
                    Sense::Guard(n, Side::Before) => part.guard = part.guard.or(Some(self.words.guards[*n as usize])),
                    _ => {}
                }
            }
            part.guard = part.guard.filter(|g| matches!(*g, "phone" | "counter" | "committee" | "budget" | "norm"));
            match (&part.kind, parts.last_mut()) {
                // `dự án với | tổng vốn đăng ký`: a quantity behind a preposition begins words of its own.
                (PartKind::Words, Some(last))
                    if matches!(last.kind, PartKind::Words) && !(part.head && last.preposition && !last.head) =>
                {
                    // `Chỉ tiêu | 1`
                    last.ordinal = last.span == last.first
                        && self
                            .fates
                            .last()
                            .is_some_and(|f| f.span == part.span && f.as_what == As::Guard("reference"));
                    last.span.end = part.span.end;
                    last.preposition = part.preposition;
                    last.closing = part.guard;
                    last.cites = last.cites.or(part.cites);
                }
                _ => parts.push(part),
            }
        }
        parts
    }

    /// What a part is behind the one before it: times that belong to names, dashes that part a list, conditions that are none.
    fn settled(&self, part: PartKind, before: Option<&Part>) -> PartKind {
        match (part, before) {
            // `Kế hoạch số 02-KH/TW ngày 19/6/2025`, `theo Luật Giáo dục năm 2019`: neither is an aim.
            (PartKind::Time(time), Some(before)) if !time.prefixed && before.kind == PartKind::Words => {
                let signed = before.cites.is_some() && time.end.is_some_and(|d| d.day.is_some());
                if signed || self.names_law(before) { PartKind::Words } else { PartKind::Time(time) }
            }
            // `Nông nghiệp 7,6% - Công nghiệp 65,1%`: a list with dashes.
            (PartKind::Dash, Some(before))
                if before.measure().is_some() && self.atoms.get(self.i).is_some_and(|a| a.capital) =>
            {
                PartKind::Comma
            }
            // `100% trường hợp được hỗ trợ`: what opens no clause states no condition.
            (PartKind::Verb(Verb::If), Some(before))
                if !self.names_when(self.i - 1)
                    && !before.separates()
                    && !matches!(before.kind, PartKind::Stop | PartKind::Dash) =>
            {
                PartKind::Words
            }
            (part, _) => part,
        }
    }

    fn is_remainder(&self, parts: &[Part], span: Span) -> bool {
        parts.last().is_some_and(|p| matches!(p.kind, PartKind::Comma | PartKind::And)) && {
            let behind = &self.text[span.start as usize..];
            list(List::Remainder).iter().any(|words| behind.starts_with(words.as_str()))
        }
    }

    /// A word of no table begins nothing: it goes on with the words before it, or opens new ones.
    fn plain_word(&mut self, parts: &mut Vec<Part>) {
        let span = self.atoms[self.i].span;
        self.i += 1;
        let remainder = self.is_remainder(parts, span);
        match parts.last_mut() {
            Some(last) if matches!(last.kind, PartKind::Words) => {
                last.span.end = span.end;
                last.ordinal = false;
                last.preposition = false;
                last.closing = None;
            }
            _ => parts.push(Part {
                span,
                kind: PartKind::Words,
                head: false,
                zone: false,
                each: false,
                whole: false,
                first: span,
                preposition: false,
                cites: None,
                ordinal: false,
                guard: None,
                closing: None,
                remainder,
            }),
        }
    }

    /// `code`: how many atoms the number of a document takes that begins here.
    fn part(&mut self, depth: usize, code: Option<usize>) -> PartKind {
        let i = self.i;
        let atom = &self.atoms[i];
        if let Some(taken) = code {
            self.claim(i, i + taken, As::Name);
            self.i += taken;
            return PartKind::Words;
        }
        if self.footnote() {
            self.claim(i, i + 1, As::Name);
            self.i += 1;
            return PartKind::Note;
        }
        // What begins a time or a measure has a sense or is a number.
        if let AtomKind::Sign(c) = atom.kind {
            self.i += 1;
            return self.sign(c, depth);
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
            if let Some(guard) = guard::guard(self.text, self.atoms, self.words, &measure, i..i + taken) {
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
            AtomKind::Sign(_) | AtomKind::Word => PartKind::Words,
            AtomKind::Phrase(senses) => {
                if let Some(op) = measure::comparator(atom, Side::Before) {
                    // Apart from its number it binds only over a time or a verb: `ít nhất vào năm 2025 đạt 40%`.
                    return if self.verb_or_time_follows() { PartKind::Compare(op) } else { self.word(atom) };
                }
                if let Some(rank) = senses.iter().find_map(|s| match s {
                    Sense::Rank(word) => Some(*word),
                    _ => None,
                }) {
                    return match rank {
                        RankWord::Among if guard::names_rank(self.atoms, i) => PartKind::Rank(RankWord::Group),
                        RankWord::Among => self.word(atom),
                        other => PartKind::Rank(other),
                    };
                }
                // `từ 40 dự án đầu tư nước ngoài trở lên`: apart from its number.
                if let Some(op) = measure::comparator(atom, Side::After).filter(|_| !self.grades(i)) {
                    return PartKind::Onward(op);
                }
                let verb = senses.iter().find_map(|s| match s {
                    Sense::Verb(verb) => Some(*verb),
                    _ => None,
                });
                match verb {
                    // `so với cùng kỳ`: a comparison without a date ends the name like an effect.
                    None if atom.is(Sense::Time(TimeWord::Reference)) => PartKind::Verb(Verb::Against),
                    Some(Verb::If) if self.says_when(i) && !self.names_when(i) => self.word(atom),
                    Some(Verb::And) => PartKind::And,
                    Some(Verb::Breakdown) if self.closes_name(i) => self.word(atom),
                    // `từ | vị trí thứ 41 lên vị trí thứ 30`
                    Some(Verb::From) if self.rank_follows() => PartKind::Verb(Verb::From),
                    Some(Verb::Act) if self.names_body(i) => self.word(atom),
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
        if atom.spaced {
            return false;
        }
        let superscript = atom.is_superscript();
        let digits = atom.number().is_some_and(|n| n.plain && n.digits <= 2);
        let glued_behind = self.atoms.get(self.i + 1).is_some_and(|a| !a.spaced && a.sign().is_none());
        if !(superscript || digits) || glued_behind {
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

    /// Whether words end with the name of a law or a standard, whose years are its own: `theo Luật Giáo dục`, `theo chuẩn nghèo`.
    fn names_law(&self, part: &Part) -> bool {
        let words = part.span.of(self.text);
        // Hardly any words name one, and to say so is much less work than to look for the last place.
        let laws = list(List::Law).iter().map(String::as_str).filter(|law| words.contains(law));
        let law = laws.filter_map(|law| words.rfind(law)).max();
        law.is_some_and(|at| words[at..].split(' ').count() <= LONGEST_LAW)
    }

    /// Passes over the base of a rate behind the slash before: `1 vạn dân`.
    fn rate_base(&mut self) -> bool {
        let slash = self.i - 1;
        let glued =
            !self.atoms[slash].spaced && self.atoms.get(self.i).is_some_and(|a| !a.spaced && a.number().is_some());
        let base = glued.then(|| unit::denominator(self.text, self.atoms, slash, self.words)).flatten();
        let Some((_, next)) = base.filter(|(_, next)| *next > self.i + 1) else { return false };
        self.claim(self.i, next, As::Name);
        self.i = next;
        true
    }

    /// How often, where the sign before stands between words and a time without a number: `3 chuỗi liên kết nông sản chủ
    /// lực/năm`, `2.500 tấn rác/ngày`.
    fn per_time(&self) -> Option<Verb> {
        let time = self.atoms.get(self.i).filter(|a| !a.spaced && !self.atoms[self.i - 1].spaced)?;
        let often = match time.senses().iter().find_map(|s| if let Sense::Time(word) = s { Some(*word) } else { None })
        {
            Some(TimeWord::Year) => Verb::Yearly,
            Some(TimeWord::Quarter) => Verb::Quarterly,
            Some(TimeWord::Month) => Verb::Monthly,
            Some(TimeWord::Day) => Verb::Daily,
            _ if time.span.of(self.text) == "ngày đêm" => Verb::Daily,
            _ => return None,
        };
        self.atoms.get(self.i + 1).is_none_or(|a| a.number().is_none()).then_some(often)
    }

    /// `đô thị loại IV | trở lên`, `bệnh viện hạng II | trở lên`: the bound of a grade, not of a number.
    fn grades(&self, at: usize) -> bool {
        let word = |back: usize| at.checked_sub(back).map_or("", |i| self.atoms[i].span.of(self.text));
        let mark = word(1).len() <= 4 && word(1).bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'A'..=b'D'));
        mark && !word(1).is_empty() && list(List::Grade).iter().any(|g| word(2).ends_with(g.as_str()))
    }

    /// `sự hài lòng của người dân, | tổ chức | đạt 90%`: a body among others, not what is done.
    fn names_body(&self, at: usize) -> bool {
        if !self.atoms[at].span.of(self.text).eq_ignore_ascii_case("tổ chức") || at < 2 {
            return false;
        }
        let joined = self.atoms[at - 1].sign() == Some(',') || self.atoms[at - 1].is(Sense::Verb(Verb::And));
        let noun = self.atoms[at - 2].senses().iter().any(|s| matches!(s, Sense::Unit(_)));
        // An action has an object or another verb of action behind it.
        let links = |s: &Sense| match s {
            Sense::Verb(verb) => !matches!(verb, Verb::Act),
            Sense::Time(_) | Sense::Compare(_, Side::Before) | Sense::Zone | Sense::Past => true,
            _ => false,
        };
        let ends = |next: &Atom<'_>| next.sign().is_some() || next.senses().iter().any(links);
        joined && noun && self.atoms.get(at + 1).is_none_or(ends)
    }

    /// `có phòng y tế | riêng (…)`, `được thu gom | riêng vào năm 2025`, `phân loại | riêng tại nguồn`: one of its own, no part
    /// apart.
    fn closes_name(&self, at: usize) -> bool {
        let own = self.atoms[at].span.of(self.text).eq_ignore_ascii_case("riêng");
        let word = |a: &Atom<'_>| match a.kind {
            AtomKind::Word => true,
            AtomKind::Phrase(senses) => senses.iter().all(|s| match s {
                Sense::Verb(verb) => matches!(verb, Verb::Act | Verb::Predicate),
                Sense::Unit(_) => false,
                _ => true,
            }),
            _ => false,
        };
        let goes_on = |a: &Atom<'_>| {
            let due = time::read(self.text, self.atoms, at + 1).is_some_and(|(time, _)| time.prefixed);
            due || a.is(Sense::Verb(Verb::Reach)) || ["tại", "cho"].iter().any(|w| a.span.of(self.text) == *w)
        };
        let inside = at.checked_sub(1).is_some_and(|before| word(&self.atoms[before]));
        own && self
            .atoms
            .get(at + 1)
            .is_none_or(|a| matches!(a.sign(), Some('(' | ',' | ';' | '.')) || inside && goes_on(a))
    }

    fn says_when(&self, at: usize) -> bool {
        self.atoms[at].span.of(self.text).eq_ignore_ascii_case("khi")
    }

    /// `khi | quy mô dân số đạt từ 50.000 người`, `chịu trách nhiệm | nếu để …`: a condition wherever it stands; `tỷ số giới tính
    /// khi sinh` is a name.
    fn names_when(&self, at: usize) -> bool {
        self.atoms[at].span.of(self.text).eq_ignore_ascii_case("nếu")
            || self.says_when(at) && self.atoms.get(at + 1).is_some_and(|a| a.is(Sense::Head))
    }

    fn rank_follows(&self) -> bool {
        self.atoms.get(self.i).is_some_and(|a| a.senses().iter().any(|s| matches!(s, Sense::Rank(_))))
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
            // `Số giường bệnh/1 vạn dân: 33 giường`: the base of a rate.
            '/' if self.rate_base() => PartKind::Words,
            '/' if let Some(often) = self.per_time() => {
                self.i += 1;
                PartKind::Verb(often)
            }
            ',' => PartKind::Comma,
            ';' => PartKind::Stop,
            ':' => PartKind::Colon,
            '.' | '!' | '?' => {
                // `đạt 88%..`: a stop struck twice.
                while self.atoms.get(self.i).is_some_and(|a| a.sign() == Some('.') && !a.spaced) {
                    self.i += 1;
                }
                let next = self.atoms.get(self.i);
                let ends = next.is_none_or(|n| n.spaced && (n.capital || n.number().is_some() || n.sign().is_some()));
                if ends && !self.abbreviation() { PartKind::Stop } else { PartKind::Words }
            }
            '(' if depth < DEPTH => {
                let inner = self.until(Vec::with_capacity(PARTS_IN_BRACKETS), Some(')'), depth + 1);
                self.i = (self.i + 1).min(self.atoms.len());
                // `36 xã (năm 2021)`: nothing but a time.
                if let [Part { kind: PartKind::Time(time), .. }] = inner.as_slice() {
                    return PartKind::Time(*time);
                }
                // `(hoàn thành trước ngày 30/9/2022)`
                if let [
                    Part { kind: PartKind::Verb(Verb::Act) | PartKind::Words, span, .. },
                    Part { kind: PartKind::Time(time), .. },
                ] = inner.as_slice()
                    && time.prefixed
                    && span.of(self.text).trim_end().eq_ignore_ascii_case("hoàn thành")
                {
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
            // `tối thiểu 90% [Sở Nội vụ]`: who answers for it, or a footnote.
            '[' if depth < DEPTH && self.closes(']') => {
                self.until(Vec::new(), Some(']'), depth + 1);
                self.i = (self.i + 1).min(self.atoms.len());
                PartKind::Note
            }
            '-' | '–' | '—' if self.atoms[self.i - 1].spaced => PartKind::Dash,
            _ => PartKind::Words,
        }
    }

    /// Whether this sign stands near behind.
    fn closes(&self, sign: char) -> bool {
        self.atoms[self.i..].iter().take(LONGEST_REMARK).any(|a| a.sign() == Some(sign))
    }

    /// `TP. Vinh`, `TS. Nguyễn`: the full stop behind a short word in capitals ends nothing.
    fn abbreviation(&self) -> bool {
        let Some(before) = self.i.checked_sub(2).map(|i| &self.atoms[i]) else { return false };
        let word = before.span.of(self.text);
        // `Đông Nam Á.` is no abbreviation.
        let capitals = word.chars().all(|c| c.is_ascii_uppercase() || c == 'Đ') && word.chars().count() <= 2;
        // `sóng 4G, 5G.` ends its sentence.
        let glued = !before.spaced && self.i.checked_sub(3).is_some_and(|i| self.atoms[i].number().is_some());
        // `theo Nghị quyết số 57-NQ/TW. Tổ chức …`: the end of a document's number is none.
        let code =
            !before.spaced && self.i.checked_sub(3).is_some_and(|i| matches!(self.atoms[i].sign(), Some('/' | '-')));
        // `theo chuẩn của EC. Tổ chức 40 lớp`: what opens a sentence is no name.
        let opens = |s: &Sense| matches!(s, Sense::Verb(_) | Sense::Time(_) | Sense::Head | Sense::Each | Sense::Whole);
        let anew = self.atoms.get(self.i).is_some_and(|a| a.senses().iter().any(opens));
        capitals && !glued && !code && !anew && !self.atoms[self.i - 1].spaced && matches!(before.kind, AtomKind::Word)
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
