//! Dates, years, spans and deadlines of a sentence.
//!
//! `đến hết năm 2025` → 2025; `giai đoạn 2021-2025` → 2021..2025; `quý II/2024` → 2024-06; `so với năm 2020` → a base, no period.

use super::lex::{Atom, AtomKind};
use super::number::Literal;
use crate::date::Date;
use crate::lexicon::kinds::Kinds;
use crate::lexicon::words::{Sense, TimeWord, Verb};
use crate::span::Span;
use crate::target::{Basis, Period};
use crate::value::Decimal;

/// A time as the sentence gives it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Time {
    /// Its words.
    pub span: Span,
    /// First moment, for a span of time or an open end.
    pub start: Option<Date>,
    /// Moment by which.
    pub end: Option<Date>,
    /// What it does.
    pub role: TimeRole,
    /// A word of bounding stands before it: `đến`, `vào`, `từ`.
    pub prefixed: bool,
    /// It was stated in the middle of a clause before: `xong trước 30/6/2026; 90% hộ …`.
    pub loose: bool,
}

impl Time {
    /// A year that stands there without a word that says so.
    pub fn of_year(span: Span, year: u16) -> Time {
        Time { span, end: Some(Date::year(year)), ..empty() }
    }

    /// Whether it leaves its year to what was said before: `quý II`, `trước ngày 30/9`, `đến cuối năm`.
    pub fn wants_year(&self) -> bool {
        self.end.is_some_and(|d| d.year.is_none())
    }

    /// Its ends as the period of a target, and where it was found. Of a day, month or quarter that bounds another clause only
    /// the year holds on.
    pub fn period(self, basis: Basis) -> Period {
        let year = self.end.filter(|_| self.loose && self.start.is_none()).and_then(|d| d.year);
        Period { start: self.start, end: year.map(Date::year).or(self.end), basis: Some(basis) }
    }

    /// With the year it left unsaid.
    pub fn of_the(self, year: u16) -> Time {
        Time { end: self.end.and_then(|d| d.of_year(year)), ..self }
    }
}

/// What a time does in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeRole {
    /// By, in or during which something holds.
    Period,
    /// The base of a comparison: `so với năm 2020`.
    Reference,
    /// A date that bounds nothing by itself: `ngày 22/8/2022` behind a document number, a day without its year.
    Mention,
}

/// Words of bounding before one time at most: `tính đến hết`.
const LONGEST_PREFIX: usize = 8;

/// Whether a date, year or span can stand in a text: all of them name a year, in four figures.
pub fn may_date(text: &str) -> bool {
    text.as_bytes().split(|b| !b.is_ascii_digit()).any(|figures| figures.len() >= 4)
}

/// Finds a time that begins at atom `i`: the time and the number of atoms it takes.
pub fn read(text: &str, atoms: &[Atom<'_>], i: usize) -> Option<(Time, usize)> {
    // Most atoms are neither a figure nor a word of time.
    let first = atoms.get(i)?;
    let begins = match first.kind {
        AtomKind::Number(n) => n.year.is_some() || figures_begin(text, atoms, i, n),
        _ => is_time_word(first),
    };
    if !begins {
        return None;
    }
    let mut at = Reader { text, atoms, i };
    let time = at.time()?;
    let span = atoms[i].span.join(atoms[at.i - 1].span);
    Some((Time { span, ..time }, at.i - i))
}

/// Whether figures that are no year can begin a time: `24/5`, `6 tháng`, `22.12.2024`. Most count something.
fn figures_begin(text: &str, atoms: &[Atom<'_>], i: usize, figures: Literal) -> bool {
    if !figures.plain {
        return atoms[i].span.of(text).bytes().filter(|b| *b == b'.').count() == 2;
    }
    atoms.get(i + 1).is_some_and(|next| match next.sign() {
        Some(sign) => matches!(sign, '/' | '-' | '.'),
        None => is_time_word(next) || Reader { text, atoms, i: i + 1 }.says("tháng"),
    })
}

fn is_time_word(atom: &Atom<'_>) -> bool {
    atom.may(Kinds::TIME)
}

/// Quarters of a year.
const QUARTERS: u8 = 4;
/// Months after which an office reports what the year has reached so far.
const PARTS_OF_YEAR: [u8; 3] = [3, 6, 9];

struct Reader<'a, 'w> {
    text: &'a str,
    atoms: &'a [Atom<'w>],
    i: usize,
}

/// What the words of bounding before a time say: `đến hết`, `từ`, `trước`.
struct Bounds {
    role: TimeRole,
    /// There is one at all.
    prefixed: bool,
    /// The time is a beginning.
    since: bool,
    /// It is an end.
    by: bool,
    /// What is bounded ends or begins so many years beside the one that is named.
    beside: i16,
}

impl Reader<'_, '_> {
    fn time(&mut self) -> Option<Time> {
        let first = self.i;
        let bounds = self.bounds()?;
        let time = match self.word() {
            Some(word) => self.named(word, first, &bounds),
            None => self.unnamed(&bounds),
        }?;
        let mut time = Time { role: bounds.role, prefixed: bounds.prefixed, ..time };
        // `trước năm 2027` ends with 2026, `sau năm 2025` begins with 2026; days and months stand as printed.
        if let (None, Some(Date { year: Some(year), month: None, .. })) = (time.start, time.end) {
            time.end = Some(Date::year(year.saturating_add_signed(bounds.beside)));
        }
        if bounds.since && time.start.is_none() {
            let end = self.far_end();
            // `từ ngày 15/4 đến ngày 15/5/2026`
            let year = end.and_then(|d| d.year);
            let yearless = |d: &Date| d.year.is_none() && d.day.is_some();
            let start = time.end.and_then(|d| if yearless(&d) { d.of_year(year?) } else { Some(d) });
            time = Time { start, end, ..time };
        }
        if self.word() == Some(TimeWord::Onward) {
            self.i += 1;
            if time.start.is_none() {
                time = Time { start: time.end, end: None, ..time };
            }
        }
        if time.start.is_none() && time.end.is_none() {
            time.role = TimeRole::Mention;
        }
        Some(time)
    }

    /// đến / đến hết / vào cuối / tính đến hết …; `từ nay đến năm 2030` ends with its last part.
    fn bounds(&mut self) -> Option<Bounds> {
        let first = self.i;
        let mut bounds = Bounds { role: TimeRole::Period, prefixed: false, since: false, by: false, beside: 0 };
        loop {
            match self.word() {
                Some(TimeWord::Reference) => bounds.role = TimeRole::Reference,
                Some(TimeWord::Since) => bounds.since = true,
                Some(TimeWord::By) => (bounds.since, bounds.by) = (false, true),
                // `tồn đọng từ trước năm 2021`: how old it is.
                Some(TimeWord::Before) if bounds.since => bounds.role = TimeRole::Reference,
                Some(TimeWord::Before) => (bounds.since, bounds.by, bounds.beside) = (false, true, -1),
                Some(TimeWord::After) => (bounds.since, bounds.beside) = (true, 1),
                Some(TimeWord::In) => bounds.since = false,
                _ => return Some(bounds),
            }
            // Words repeated without end are no time.
            if self.i > first + LONGEST_PREFIX {
                return None;
            }
            bounds.prefixed = true;
            crate::work::steps(1);
            self.i += 1;
            if bounds.since && (self.says("nay") || self.says("nay cho")) {
                self.i += 1;
                bounds.since = false;
            }
        }
    }

    /// A time that `word` names: `năm 2025`, `quý II`; `first`: where its words of bounding begin.
    fn named(&mut self, word: TimeWord, first: usize, bounds: &Bounds) -> Option<Time> {
        let opens = self.opens();
        let at = self.i;
        self.i += 1;
        match word {
            TimeWord::Year => {
                self.skip("kế hoạch");
                self.years(true).or_else(|| self.ends_year(first).then(|| part(None)))
            }
            TimeWord::School => {
                // A school year ends in its second year; `đến năm học 2024-2025` is by then.
                let years = self.years(true)?;
                Some(match bounds {
                    Bounds { by: true, .. } => Time { start: None, ..years },
                    // `từ năm học 2027 - 2028` begins with the first.
                    Bounds { since: true, .. } => Time { start: None, end: years.start.or(years.end), ..years },
                    _ => years,
                })
            }
            TimeWord::Span => {
                self.skip("năm");
                self.skip("từ");
                self.skip("năm");
                self.years(true)
            }
            TimeWord::Quarter => self.quarter(),
            TimeWord::Month => self.month(bounds.prefixed),
            // `6 tháng đạt 45%, | cả năm | đạt 65%`; `lúa cả năm` is a name.
            TimeWord::Whole => match self.year() {
                Some(year) => Some(Time { end: Some(Date::year(year)), ..empty() }),
                None => opens.then(|| part(None)),
            },
            TimeWord::Day => self.day(true, bounds.by || bounds.since),
            _ => {
                self.i = at;
                self.unnamed(bounds)
            }
        }
    }

    /// A time in figures alone: `6 tháng`, `24/5`, `2021-2025`.
    fn unnamed(&mut self, bounds: &Bounds) -> Option<Time> {
        if let Some(time) =
            self.counted_years().or_else(|| self.months_of_year(bounds.by)).or_else(|| self.day(false, bounds.by))
        {
            return Some(time);
        }
        if bounds.prefixed { self.month_of().or_else(|| self.years(false)) } else { self.bare_span() }
    }

    /// `đến | 6/2025`
    fn month_of(&mut self) -> Option<Time> {
        let mark = self.i;
        let month = self.small(12)?;
        self.i += 1;
        let year = (self.sign_at(0) == Some('/')).then(|| self.i += 1).and_then(|()| self.year());
        if year.is_none() {
            self.i = mark;
        }
        Some(Time { end: Some(Date::month(year?, month)), ..empty() })
    }

    /// `từ năm 2021 | đến năm 2025`
    fn far_end(&mut self) -> Option<Date> {
        let mark = self.i;
        if self.word() == Some(TimeWord::By) || self.sign_at(0).is_some_and(is_dash) {
            self.i += 1;
            self.skip("hết");
            self.skip("cuối");
            let named = self.word() == Some(TimeWord::Day);
            self.i += usize::from(named);
            if let Some(to) = self.day(named, false).filter(|t| t.end.is_some()) {
                return to.end;
            }
            self.skip("năm");
            if let Some(to) = self.years(false) {
                return to.end;
            }
        }
        self.i = mark;
        None
    }

    /// `2025`, `2021-2025`, `2021 đến 2025`; `named`: a word said that these are years.
    fn years(&mut self, named: bool) -> Option<Time> {
        let first = self.year()?;
        // A quantity of a thousand nine hundred or two thousand somethings is no year: `đến 2.000` is written with its
        // group mark, `đến 2000 hộ` is told by its unit.
        if !named && self.unit_follows() {
            return None;
        }
        let mark = self.i;
        if self.sign_at(0).is_some_and(is_dash) || self.says("đến") || self.says("tới") {
            self.i += 1;
            self.skip("năm");
            if let Some(last) = self.year()
                && last > first
            {
                return Some(span_of(first, last));
            }
            self.i = mark;
        }
        if named && let Some(last) = self.years_in_a_row(first) {
            return Some(span_of(first, last));
        }
        // `năm 2024 và 2025 mỗi năm 7.500 lao động`: two years in a row.
        if named && self.atoms.get(self.i).is_some_and(|a| a.is(Sense::Verb(Verb::And))) {
            self.i += 1;
            self.skip("năm");
            if self.year().is_some_and(|last| last == first + 1) && !self.unit_follows() {
                return Some(span_of(first, first + 1));
            }
            self.i = mark;
        }
        Some(Time { start: None, end: Some(Date::year(first)), ..empty() })
    }

    /// `các năm 2024, 2025 | : mỗi năm 300 ha`: the last of years that follow one another, where each of them is spoken of.
    fn years_in_a_row(&mut self, first: u16) -> Option<u16> {
        let mark = self.i;
        let mut last = first;
        while self.sign_at(0) == Some(',') {
            self.i += 1;
            self.skip("năm");
            match self.year() {
                Some(year) if year == last + 1 => last = year,
                _ => break,
            }
        }
        let behind = self.i + usize::from(matches!(self.sign_at(0), Some(':' | ',')));
        let yearly = |a: &Atom<'_>| a.is(Sense::Verb(Verb::Yearly)) || a.is(Sense::Verb(Verb::MeanYearly));
        if last > first && self.atoms.get(behind).is_some_and(yearly) {
            return Some(last);
        }
        self.i = mark;
        None
    }

    /// `2021-2025`, `2022 - 2025` alone.
    fn bare_span(&mut self) -> Option<Time> {
        let mark = self.i;
        let first = self.year();
        let behind = self.i;
        if let Some(first) = first
            && self.sign_at(0).is_some_and(is_dash)
        {
            self.i += 1;
            // `2023 - 85%, 2024 - 87%`: what falls is no range.
            let falls = self
                .atoms
                .get(self.i)
                .and_then(Atom::number)
                .is_some_and(|n| n.value < Decimal::from(i64::from(first)));
            if falls && self.atoms[self.i - 1].spaced && self.atoms[self.i].spaced {
                self.i += 1;
                let counts = self.unit_follows();
                self.i -= 1;
                if counts {
                    return Some(Time { end: Some(Date::year(first)), ..empty() });
                }
            }
            if let Some(last) = self.year()
                && last > first
                && !self.unit_follows()
            {
                return Some(span_of(first, last));
            }
        }
        self.i = behind;
        // `(2030: 2.200 ha)`; `đạt 55%, phấn đấu 2030 đạt 80%`; `năm 2025 là 35%, 2030 là 45%`
        let opens = |a: &Atom<'_>| a.is(Sense::Verb(Verb::Goal)) || matches!(a.sign(), Some(',' | ';'));
        let bounds = mark.checked_sub(1).is_some_and(|before| opens(&self.atoms[before]));
        let reached = self.atoms.get(self.i).is_some_and(|a| a.is(Sense::Verb(Verb::Reach)));
        if let Some(first) = first
            && (self.sign_at(0) == Some(':') || bounds && reached)
        {
            return Some(Time { end: Some(Date::year(first)), ..empty() });
        }
        self.i = mark;
        None
    }

    /// `quý II/2024`, `quý I và quý II/2026`: the last of several bounds them all.
    fn quarter(&mut self) -> Option<Time> {
        let mut quarter = self.quarter_mark()?;
        let mut mark = self.i;
        for _ in 0..QUARTERS {
            if let Some(year) = self.of_year() {
                return Some(Time { end: Some(Date::month(year, quarter * 3)), ..empty() });
            }
            mark = self.i;
            let joined = self.atoms.get(self.i).is_some_and(|a| a.is(Sense::Verb(Verb::And)) || a.sign() == Some(','));
            self.i += usize::from(joined);
            self.i += usize::from(self.word() == Some(TimeWord::Quarter));
            match self.quarter_mark().filter(|next| joined && *next > quarter) {
                Some(next) => quarter = next,
                None => break,
            }
        }
        self.i = mark;
        Some(part(Some(quarter * 3)))
    }

    /// `I`, `II`, `3`
    fn quarter_mark(&mut self) -> Option<u8> {
        let quarter = match self.atoms.get(self.i)? {
            Atom { kind: AtomKind::Number(n), .. } => u8::try_from(n.value.integer()?).ok()?,
            atom => match atom.span.of(self.text) {
                "I" => 1,
                "II" => 2,
                "III" => 3,
                "IV" => 4,
                _ => return None,
            },
        };
        self.i += 1;
        (1..=QUARTERS).contains(&quarter).then_some(quarter)
    }

    /// `bounds`: a word says that something is to be done by or in it. A month without its year is an aim only then.
    fn month(&mut self, bounds: bool) -> Option<Time> {
        let month = self.small(12)?;
        self.i += 1;
        match self.of_year() {
            Some(year) => Some(Time { end: Some(Date::month(year, month)), ..empty() }),
            None if bounds => Some(part(Some(month))),
            None => Some(empty()),
        }
    }

    /// `30/6/2025`, `30-6-2025`, `22.12.2024`, `24/5`, `15 tháng 12 năm 2025`, `08 đến ngày 10 tháng 12 năm 2025`.
    /// `by`: a word of bounding stands before it. A day without its year is an aim only then.
    fn day(&mut self, named: bool, by: bool) -> Option<Time> {
        let mark = self.i;
        let found = self.day_of(named, by);
        if found.is_none() {
            self.i = mark;
        }
        found
    }

    fn day_of(&mut self, named: bool, by: bool) -> Option<Time> {
        let yearless = |month, day| match Date::yearless(month, day) {
            Some(date) if by => Time { end: Some(date), ..empty() },
            _ => empty(),
        };
        if let Some(date) = self.dotted() {
            return Some(Time { end: Some(date), ..empty() });
        }
        let day = self.small(31)?;
        self.i += 1;
        match self.sign_at(0) {
            Some(separator @ ('/' | '-' | '.')) if !self.atoms[self.i].spaced => {
                self.i += 1;
                let month = self.small(12)?;
                self.i += 1;
                if self.sign_at(0) == Some(separator) {
                    self.i += 1;
                    let year = self.year()?;
                    return Some(Time { end: Some(Date::day(year, month, day)?), ..empty() });
                }
                // A fraction or `n/m` elsewhere; a day only behind `ngày`, or by which something is to be: `đến 30/9 giải ngân`.
                let due = by && separator == '/' && !self.unit_follows() && (day > month || !self.word_follows());
                (due || named && separator != '.').then(|| yearless(month, day))
            }
            _ if named && self.word() == Some(TimeWord::Month) => {
                self.i += 1;
                let month = self.small(12)?;
                self.i += 1;
                match self.of_year() {
                    Some(year) => Some(Time { end: Some(Date::day(year, month, day)?), ..empty() }),
                    None => Some(yearless(month, day)),
                }
            }
            _ if named => {
                // `từ ngày 08 đến ngày 10 tháng 12`: the first day leaves its month to the second.
                Some(empty())
            }
            _ => None,
        }
    }

    /// `22.12.2024` is lexed as one number.
    fn dotted(&mut self) -> Option<Date> {
        let atom = self.atoms.get(self.i)?;
        atom.number().filter(|n| !n.plain)?;
        let mut parts = atom.span.of(self.text).split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
            return None;
        }
        let date = Date::day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        self.i += 1;
        Some(date)
    }

    /// `5 năm 2021 - 2025`
    fn counted_years(&mut self) -> Option<Time> {
        let mark = self.i;
        // `trong | hai năm 2024 - 2025`
        let counted = self.small(50).is_some()
            || self.atoms.get(self.i).is_some_and(|a| a.senses().iter().any(|s| matches!(s, Sense::Numeral(_))));
        let found = counted.then_some(()).and_then(|()| {
            self.i += 1;
            (self.word() == Some(TimeWord::Year)).then(|| self.i += 1)?;
            // `trong 5 năm | tới`: no one knows from when on.
            if self.says("tới") {
                self.i += 1;
                return Some(empty());
            }
            self.years(true).filter(|t| t.start.is_some())
        });
        if found.is_none() {
            self.i = mark;
        }
        found
    }

    /// `6 tháng đầu năm 2025` → 2025-06; `9 tháng đầu năm`; `6 tháng cuối năm 2025` → 2025-12. At the head of a clause, or `by`
    /// which something is to be, the year's first ones are meant: `quý I đạt 15%, | 6 tháng | đạt 45%`.
    fn months_of_year(&mut self, by: bool) -> Option<Time> {
        let mark = self.i;
        let opens = by || self.opens();
        let found = (|| {
            let months = self.small(12)?;
            self.i += 1;
            (self.word() == Some(TimeWord::Month) || self.says("tháng")).then_some(())?;
            self.i += 1;
            let first = if self.says("đầu") {
                true
            } else if self.says("cuối") {
                false
            } else {
                let reached =
                    self.atoms.get(self.i).is_some_and(|a| a.is(Sense::Verb(Verb::Reach)) || a.sign() == Some(':'));
                return (opens && reached && PARTS_OF_YEAR.contains(&months)).then(|| part(Some(months)));
            };
            self.i += 1;
            self.skip("của");
            let month = if first { months } else { 12 };
            let Some(year) = self.of_year() else {
                return self.says("năm").then(|| {
                    self.i += 1;
                    part(Some(month))
                });
            };
            Some(Time { end: Some(Date::month(year, month)), ..empty() })
        })();
        if found.is_none() {
            self.i = mark;
        }
        found
    }

    /// Whether a clause begins here.
    fn opens(&self) -> bool {
        let before = self.i.checked_sub(1).map(|i| &self.atoms[i]);
        before.is_none_or(|a| matches!(a.sign(), Some(',' | ';' | ':' | '(')))
    }

    /// `đến cuối năm | đạt 60%`: the words from `first` on end the year that is spoken of.
    fn ends_year(&self, first: usize) -> bool {
        let ends = |a: &Atom<'_>| {
            let words = a.span.of(self.text);
            ["cuối", "hết"].iter().any(|w| words.get(words.len().saturating_sub(w.len())..) == Some(w))
        };
        let goes_on = self.atoms.get(self.i).is_some_and(|a| matches!(a.kind, AtomKind::Word) || a.number().is_some());
        self.i > first + 1 && ends(&self.atoms[self.i - 2]) && !goes_on
    }

    /// `/2024`, `-2024`, `năm 2024`, ` 2024`.
    fn of_year(&mut self) -> Option<u16> {
        let mark = self.i;
        if matches!(self.sign_at(0), Some('/' | '-' | '–' | ',')) {
            self.i += 1;
        }
        self.skip("năm");
        let year = self.year();
        if year.is_none() {
            self.i = mark;
        }
        year
    }

    fn year(&mut self) -> Option<u16> {
        let year = self.atoms.get(self.i)?.number()?.year?;
        self.i += 1;
        Some(year)
    }

    fn small(&self, max: u8) -> Option<u8> {
        let literal = self.atoms.get(self.i)?.number().filter(|n| n.plain && n.digits <= 2)?;
        u8::try_from(literal.value.integer()?).ok().filter(|n| (1..=max).contains(n))
    }

    fn word(&self) -> Option<TimeWord> {
        self.atoms.get(self.i)?.senses().iter().find_map(|s| match s {
            Sense::Time(word) => Some(*word),
            _ => None,
        })
    }

    fn says(&self, word: &str) -> bool {
        let lower = |said: &str| said.chars().flat_map(char::to_lowercase).eq(word.chars());
        self.atoms.get(self.i).is_some_and(|a| lower(a.span.of(self.text)))
    }

    fn skip(&mut self, word: &str) {
        if self.says(word) {
            self.i += 1;
        }
    }

    fn sign_at(&self, ahead: usize) -> Option<char> {
        self.atoms.get(self.i + ahead)?.sign()
    }

    fn word_follows(&self) -> bool {
        self.atoms.get(self.i).is_some_and(|a| a.kind == AtomKind::Word)
    }

    /// Whether a unit or magnitude word stands right here, so that the number before it counts something.
    fn unit_follows(&self) -> bool {
        self.atoms.get(self.i).is_some_and(|a| {
            a.sign() == Some('%') || a.senses().iter().any(|s| matches!(s, Sense::Unit(_) | Sense::Scale(_)))
        })
    }
}

fn empty() -> Time {
    Time { span: Span::default(), start: None, end: None, role: TimeRole::Period, prefixed: false, loose: false }
}

/// A part of a year that is not named; without month, all of it.
fn part(month: Option<u8>) -> Time {
    Time { end: Some(Date { year: None, month, day: None }), ..empty() }
}

fn span_of(first: u16, last: u16) -> Time {
    Time { start: Some(Date::year(first)), end: Some(Date::year(last)), ..empty() }
}

/// A hyphen or dash of any length.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '÷' | '~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::lex::lex;
    use crate::lexicon::Words;

    fn times(text: &str) -> Vec<String> {
        let words = Words::built_in();
        let atoms = lex(text, &words);
        let mut found = Vec::new();
        let mut i = 0;
        while i < atoms.len() {
            if let Some((time, taken)) = read(text, &atoms, i) {
                let show = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
                found.push(format!("{}..{} {:?}", show(time.start), show(time.end), time.role));
                i += taken;
            } else {
                i += 1;
            }
        }
        found
    }

    #[test]
    fn the_ways_times_are_written() {
        for (text, want) in [
            ("đến hết năm 2025 đạt 80%", "..2025 Period"),
            ("giai đoạn 2021 – 2025", "2021..2025 Period"),
            ("từ năm 2021 đến năm 2025", "2021..2025 Period"),
            ("từ nay đến năm 2030", "..2030 Period"),
            ("từ năm 2025 trở đi", "2025.. Period"),
            ("so với năm 2020", "..2020 Reference"),
            ("quý II/2024", "..2024-06 Period"),
            ("quý IV năm 2025", "..2025-12 Period"),
            ("6 tháng đầu năm 2025", "..2025-06 Period"),
            ("trước ngày 30/6/2025", "..2025-06-30 Period"),
            ("ngày 15 tháng 12 năm 2025", "..2025-12-15 Period"),
            ("đến tháng 6/2026", "..2026-06 Period"),
            ("đến 6/2025", "..2025-06 Period"),
            ("ngày 24/5", ".. Mention"),
            ("22.12.2024", "..2024-12-22 Period"),
            ("2022 - 2025", "2022..2025 Period"),
            ("đến 2030 đạt", "..2030 Period"),
            ("năm học 2024-2025", "2024..2025 Period"),
            ("từ ngày 15/4/2026 đến ngày 15/5/2026", "2026-04-15..2026-05-15 Period"),
            ("từ ngày 15/4 đến 15/5/2026", "2026-04-15..2026-05-15 Period"),
        ] {
            assert_eq!(times(text).first().map(String::as_str), Some(want), "{text}");
        }
        for text in ["đến 2000 hộ", "1/2 số hộ", "2.025 người", "từ 15 tuổi", "24/7", "từ 70 đến 80%"]
        {
            assert_eq!(times(text), Vec::<String>::new(), "{text}");
        }
    }
}
