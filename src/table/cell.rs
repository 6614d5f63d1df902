//! The values of one cell: a bare number, several labelled ones, nothing, or a sentence for the grammar.
//!
//! `- Lúa: 5,2 tấn/ha` `- Ngô: 4,8 tấn/ha` → two values labelled `Lúa` and `Ngô`; `Đạt` → nothing.

use crate::grammar::lex::{Atom, AtomKind, lex};
use crate::grammar::measure::{self, Measure};
use crate::grammar::time::{self, Time, TimeRole};
use crate::lexicon::columns::{ColumnWord, Columns};
use crate::lexicon::words::{Sense, Side, Verb};
use crate::lexicon::{List, Words, list};
use crate::span::Span;
use crate::text::folded;
use crate::value::{Change, Decimal, Operator, Value};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Empty, a dash, `Đạt`: no value.
    Nothing,
    /// Words without a number.
    Words,
    /// Numbers that stand alone or behind a label.
    Values(Vec<Entry>),
    /// Numbers within sentences.
    Prose,
}

/// One value of a cell; spans are of the text that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The words before a colon.
    pub label: Option<Span>,
    /// A time of its own.
    pub period: Option<super::head::Times>,
    /// The number with comparator and unit.
    pub measure: Measure,
    /// A unit in words that no table knows: `chòi canh`.
    pub noun: Option<String>,
    /// tăng or giảm stands before it.
    pub change: Option<Change>,
    /// bình quân or hàng năm stands with it.
    pub yearly: bool,
    /// All its words.
    pub span: Span,
    /// Bracketed remarks.
    pub remarks: Vec<Span>,
}

/// Reads the lines of a cell: spans of `text`, which as a whole is `atoms`.
pub fn read(text: &str, atoms: &[Atom<'_>], lines: &[Span], words: &Words, columns: &Columns) -> Content {
    let mut entries = Vec::new();
    let mut worded = false;
    let mut prose = false;
    for line in lines.iter().flat_map(|l| items(text, *l)) {
        // Most cells are one item.
        let whole = line.len() == text.len();
        let own = if whole { Vec::new() } else { lex(line.of(text), words) };
        match item(text, line, if whole { atoms } else { &own }, words, columns) {
            Item::Nothing => {}
            Item::Words => worded = true,
            Item::Prose => prose = true,
            Item::Value(entry) => entries.push(*entry),
        }
    }
    let bare = entries.iter().filter(|e| e.label.is_none() && e.period.is_none()).count();
    if prose || worded && !entries.is_empty() || bare > 1 && entries.len() > bare {
        return Content::Prose;
    }
    match (entries.is_empty(), worded) {
        (true, false) => Content::Nothing,
        (true, true) => Content::Words,
        _ => Content::Values(entries),
    }
}

/// Cuts a line at semicolons outside brackets.
fn items(text: &str, line: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0i32, line.start);
    for (i, c) in line.of(text).char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ';' if depth <= 0 => {
                found.push(Span { start, end: line.start + i as u32 });
                start = line.start + i as u32 + 1;
            }
            _ => {}
        }
    }
    found.push(Span { start, end: line.end });
    found
}

enum Item {
    Nothing,
    Words,
    Prose,
    Value(Box<Entry>),
}

/// Longest label and longest unknown unit, in words.
const LABEL: usize = 14;
const NOUN: usize = 4;
/// Longest words that only say of what a share is.
const SHARED: usize = 3;

fn item(whole: &str, line: Span, atoms: &[Atom<'_>], words: &Words, columns: &Columns) -> Item {
    let text = line.of(whole);
    // A dash before a blank is a bullet, before a digit a sign.
    let bullet = atoms.first().is_some_and(|a| matches!(a.sign(), Some('-' | '–' | '+' | '•' | '*')));
    let minus = bullet
        && matches!(atoms[0].sign(), Some('-' | '–'))
        && atoms.get(1).is_some_and(|a| !a.spaced && a.number().is_some());
    let mut seen = Seen::default();
    let mut i = usize::from(bullet);
    while i < atoms.len() {
        let Some(taken) = seen.meet(text, atoms, i, words) else { return Item::Prose };
        i += taken;
    }
    let Some(mut measure) = seen.measure.take() else {
        return if seen.words() == 0 && seen.label.is_none() || status(text, columns) {
            Item::Nothing
        } else {
            Item::Words
        };
    };
    // `≥ 90% số xã`, `Giảm 7% so với kịch bản thông thường`: the row says what is measured.
    if measure.is_percent() && seen.before.is_empty() && seen.after.len() <= LABEL && seen.says_share_of(text) {
        seen.remarks.append(&mut seen.after);
    }
    let noun = seen.noun(text, &measure);
    if !seen.before.is_empty() || !seen.after.is_empty() && noun.is_none() || seen.labels > LABEL {
        return Item::Prose;
    }
    if minus {
        measure.value = negative(measure.value);
        measure.span.start = atoms[0].span.start;
    }
    if let Some(op) = seen.operator.filter(|_| !measure.bound) {
        measure.value = measure.value.under(op);
        measure.bound = true;
    }
    Item::Value(Box::new(seen.entry(measure, noun, line.start)))
}

/// What was met on the way through an item.
#[derive(Default)]
struct Seen {
    measure: Option<Measure>,
    label: Option<Span>,
    labels: usize,
    before: Vec<Span>,
    verbs: Vec<Span>,
    after: Vec<Span>,
    remarks: Vec<Span>,
    period: Option<super::head::Times>,
    change: Option<Change>,
    yearly: bool,
    operator: Option<Operator>,
}

impl Seen {
    /// Meets the atom at `i`: how many it takes, `None` when the item is prose.
    fn meet(&mut self, text: &str, atoms: &[Atom<'_>], i: usize, words: &Words) -> Option<usize> {
        let atom = &atoms[i];
        if atom.sign() == Some('(') {
            let close = closing(atoms, i);
            self.remarks.push(atom.span.join(atoms[close].span));
            return Some(close + 1 - i);
        }
        let counts = atom.number().is_some_and(|n| n.plain) && self.measure.is_none() && is_count(atoms, i);
        if let Some((time, taken)) = if counts { None } else { time::read(text, atoms, i) } {
            return self.time(time).then_some(taken);
        }
        if let Some((measure, taken)) = measure::read(text, atoms, i, words) {
            let second = self.measure.is_some() || measure.glued || measure.from;
            self.measure = Some(measure);
            return (!second).then_some(taken);
        }
        if atom.sign() == Some(':') {
            if self.measure.is_some() {
                return None;
            }
            self.colon();
        } else if let Some(change) = change(atom) {
            self.change = Some(change);
            self.verb(atom.span);
        } else if is_verb(atom, &[Verb::Mean, Verb::MeanYearly, Verb::Yearly]) {
            self.yearly = true;
            self.verb(atom.span);
        } else if is_verb(atom, &[Verb::Reach, Verb::Goal, Verb::Keep, Verb::To, Verb::Raise])
            || atom.senses().iter().any(|s| matches!(s, Sense::Compare(_, Side::Before)))
        {
            self.verb(atom.span);
            self.operator = measure::comparator(atom, Side::Before).or(self.operator);
        } else if !matches!(atom.kind, AtomKind::Sign(_)) {
            self.word(atom.span);
        }
        Some(1)
    }

    /// Takes a time; whether a value may still stand beside it.
    fn time(&mut self, time: Time) -> bool {
        // `Giảm 15% so với năm 2020`: what it is compared with says nothing about when.
        if time.role == TimeRole::Reference {
            self.remarks.push(time.span);
            return true;
        }
        if time.role != TimeRole::Period || self.period.is_some() {
            return false;
        }
        if time.start.is_some() || time.end.is_some() {
            self.period = Some((time.start, time.end));
        }
        true
    }

    /// The value with what stands around it, by places of the whole cell, in which the item begins at `from`.
    fn entry(self, mut measure: Measure, noun: Option<String>, from: u32) -> Entry {
        let shift = |s: Span| s.shift(from);
        let first = self.label.map_or(measure.span.start, |l| l.start.min(measure.span.start));
        let end = self.after.last().map_or(measure.span.end, |s| s.end.max(measure.span.end));
        measure.span = shift(measure.span);
        measure.number = shift(measure.number);
        if let Some(unit) = &mut measure.unit {
            unit.span = shift(unit.span);
            unit.noun = unit.noun.map(shift);
        }
        Entry {
            label: self.label.map(shift),
            period: self.period,
            measure,
            noun,
            change: self.change,
            yearly: self.yearly,
            span: shift(Span { start: first, end }),
            remarks: self.remarks.into_iter().map(shift).collect(),
        }
    }

    /// Whether the words behind the number only say of what it is a share.
    fn says_share_of(&self, text: &str) -> bool {
        let from = self.after.first().map_or(text.len(), |s| s.start as usize);
        let words = folded(&text[from..]);
        // `≥ 95% số thôn có cán bộ thông tin` names something itself.
        let short = words.split(' ').count() <= SHARED || words.starts_with("so với");
        short && list(List::ShareOf).iter().any(|w| words.starts_with(w.as_str()))
    }

    fn word(&mut self, span: Span) {
        if self.measure.is_some() { self.after.push(span) } else { self.before.push(span) }
    }

    fn verb(&mut self, span: Span) {
        self.verbs.push(span);
    }

    /// What stood before a colon was the label; verbs among it were words.
    fn colon(&mut self) {
        self.labels += self.before.len() + self.verbs.len();
        let all = self.before.drain(..).chain(self.verbs.drain(..));
        self.label = all.fold(self.label, |hull, s| Some(hull.map_or(s, |h| h.join(s))));
        self.change = None;
        self.yearly = false;
        self.operator = None;
    }

    fn words(&self) -> usize {
        self.before.len() + self.after.len() + self.verbs.len()
    }

    /// Words behind the number that can only be what it counts.
    fn noun(&self, text: &str, measure: &Measure) -> Option<String> {
        if self.after.is_empty() || self.after.len() > NOUN {
            return None;
        }
        let span = self.after.iter().fold(self.after[0], |hull, s| hull.join(*s));
        let own = measure.unit.is_none() && span.start >= measure.span.end;
        let words = span.of(text);
        (own && !words.contains([',', '.', '(', '/']) && !words.starts_with(char::is_uppercase))
            .then(|| words.to_owned())
    }
}

fn status(text: &str, columns: &Columns) -> bool {
    let hits = columns.read(text);
    hits.iter().all(|h| {
        h.words.any(&[ColumnWord::Nothing, ColumnWord::Ditto]) || !h.span.of(text).chars().any(char::is_alphanumeric)
    })
}

/// A plain number before a unit or at the end of the item is a count, whatever year it may look like.
fn is_count(atoms: &[Atom<'_>], i: usize) -> bool {
    match atoms.get(i + 1) {
        None => true,
        Some(next) => next.sign() == Some('%') || next.senses().iter().any(|s| matches!(s, Sense::Unit(_))),
    }
}

fn closing(atoms: &[Atom<'_>], open: usize) -> usize {
    let mut depth = 0;
    for (i, atom) in atoms.iter().enumerate().skip(open) {
        match atom.sign() {
            Some('(') => depth += 1,
            Some(')') => {
                depth -= 1;
                if depth == 0 {
                    return i;
                }
            }
            _ => {}
        }
    }
    atoms.len() - 1
}

fn negative(value: Value) -> Value {
    match value.number() {
        Some(n) => Value::one(value.operator, Decimal::new(-n.digits(), n.scale())),
        None => value,
    }
}

/// The change that a verb of the atom states.
pub(super) fn change(atom: &Atom<'_>) -> Option<Change> {
    atom.senses().iter().find_map(|s| match s {
        Sense::Verb(verb) => verb.change(),
        _ => None,
    })
}

fn is_verb(atom: &Atom<'_>, verbs: &[Verb]) -> bool {
    atom.senses().iter().any(|s| matches!(s, Sense::Verb(v) if verbs.contains(v)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(lines: &[&str]) -> String {
        let text = lines.join("\n");
        let mut at = 0;
        let spans: Vec<Span> = lines
            .iter()
            .map(|l| {
                let span = Span::new(at, at + l.len());
                at += l.len() + 1;
                span
            })
            .collect();
        let words = Words::built_in();
        match read(&text, &lex(&text, &words), &spans, &words, Columns::built_in()) {
            Content::Nothing => "nothing".to_owned(),
            Content::Words => "words".to_owned(),
            Content::Prose => "prose".to_owned(),
            Content::Values(entries) => entries
                .iter()
                .map(|e| {
                    let v = e.measure.value;
                    let number = v.low.or(v.high).map(|d| d.to_string()).unwrap_or_default();
                    let label = e.label.map_or("", |l| l.of(&text));
                    let unit = e.noun.clone().or(e.measure.unit.clone().map(|u| u.written)).unwrap_or_default();
                    format!("{label}|{}|{number}|{unit}", v.operator)
                })
                .collect::<Vec<_>>()
                .join(" / "),
        }
    }

    #[test]
    fn the_kinds_of_cells() {
        for (lines, want) in [
            (&["12,5"][..], "|=|12.5|"),
            (&["≥ 98%"], "|>=|98|%"),
            (&["92.60%"], "|=|92.6|%"),
            (&["trên 45% (không tính xã đảo 12)"], "|>|45|%"),
            (&["Đạt"], "nothing"),
            (&["-"], "nothing"),
            (&["…"], "nothing"),
            (&["Không quy định"], "nothing"),
            (&["2025"], "|=|2025|"),
            (&["Giảm 15% so với năm 2020"], "|=|15|%"),
            (&["-1,5"], "|=|-1.5|"),
            (&["Bình quân từ 7 - 8%/năm"], "|range|7|%/năm"),
            (&["- Lúa: 5,2", "- Ngô: 4,8"], "Lúa|=|5.2| / Ngô|=|4.8|"),
            (&["Thành thị: 2%; nông thôn: 4%"], "Thành thị|=|2|% / nông thôn|=|4|%"),
            (&["≥ 02 mô hình"], "|>=|2|mô hình"),
            (&["05 chòi canh"], "|=|5|chòi canh"),
            (&["Sở Y tế"], "words"),
            (&["Bến xe được nâng cấp, 80% xe có thiết bị"], "prose"),
        ] {
            assert_eq!(show(lines), want, "{lines:?}");
        }
    }
}
