//! One head cell: its period, what its values are, its unit, and the words left over.
//!
//! `Ước tính năm 2022` → period 2022, estimate; `Giá trị xuất khẩu (Nghìn USD)` → name `Giá trị xuất khẩu`, unit `nghìn USD`.

use crate::date::Date;
use crate::grammar::lex::{Atom, lex, opening};
use crate::grammar::time::{self, TimeRole};
use crate::grammar::unit::{self, UnitReading};
use crate::lexicon::columns::{ColumnWord, ColumnWords, Columns, Hit};
use crate::lexicon::words::{Sense, TimeWord, UnitClass, Verb};
use crate::lexicon::{List, Words, list};
use crate::span::Span;
use crate::text::folded;
use crate::value::Operator;

/// A time without its basis: start and end.
pub type Times = (Option<Date>, Option<Date>);

/// What the words of a head cell say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// Its phrases, those of brackets only when they tell what the values are.
    pub words: ColumnWords,
    /// The phrases that open it.
    pub first: ColumnWords,
    /// Its period.
    pub period: Option<Times>,
    /// It has two periods, or a base of comparison: its values are derived.
    pub compares: bool,
    /// Its unit.
    pub unit: Option<String>,
    /// Its comparator.
    pub operator: Option<Operator>,
    /// The comparator closes it, and so is of its values: `Mức tối thiểu`, not `Trẻ dưới 5 tuổi`.
    pub binds: bool,
    /// The words that are neither period nor unit nor tell what the values are.
    pub name: Option<String>,
    /// The name alone says nothing: `Số lượng`, `Giá trị`.
    pub weak: bool,
    /// It is one phrase of the table and no other word.
    pub sole: bool,
    /// A part of a year that another head names: `Quý I`, `6 tháng đầu năm`.
    pub part: Option<String>,
}

/// Reads a head cell.
pub fn read(text: &str, words: &Words, columns: &Columns) -> Head {
    let mut head = Head::default();
    let atoms = lex(text, words);
    let times = times(text, &atoms);
    let mut cut: Vec<Span> = times.iter().map(|t| t.0).collect();
    for (_, role, period) in &times {
        match (role, head.period) {
            (TimeRole::Reference, _) => head.compares = true,
            (_, Some(other)) if other != *period => head.compares = true,
            _ => head.period = Some(*period),
        }
    }
    for bracket in brackets(text) {
        let inner = Span::new(bracket.start as usize + 1, bracket.end as usize - 1);
        if let Some(unit) = unit(inner.of(text), words) {
            head.unit = Some(unit);
        } else if inner.of(text).starts_with("% ") {
            // `(% tổng đàn thuộc diện tiêm)`: of what the share is.
            head.unit = Some("%".to_owned());
        }
        if let Some(operator) = sole_comparator(&atoms, inner) {
            (head.operator, head.binds) = (Some(operator), true);
        }
        for hit in columns.read(inner.of(text)) {
            for word in [ColumnWord::Target, ColumnWord::Actual, ColumnWord::Estimate, ColumnWord::Mean] {
                if hit.words.has(word) {
                    head.words.add(word);
                }
            }
        }
        cut.push(bracket);
    }
    // `Tỷ lệ, %`, `Diện tích - ha`, `Tỷ lệ %`: a unit at the end without brackets.
    if head.unit.is_none()
        && let Some((unit, span)) = trailing_unit(text, &atoms, words)
        && !cut.iter().any(|c| c.overlaps(span))
    {
        head.unit = Some(unit);
        cut.push(span);
    }
    if head.operator.is_none()
        && let Some(op) = atoms.iter().find_map(|a| {
            let outside = !cut.iter().any(|c| c.overlaps(a.span));
            a.senses().iter().find_map(|s| match s {
                // `Tỷ lệ người có thẻ trên tổng số người`: a preposition as often.
                Sense::Compare(op @ (Operator::AtLeast | Operator::AtMost), _) if outside => Some(*op),
                _ => None,
            })
        })
    {
        head.operator = Some(op);
    }
    let hits = columns.read(text);
    // `Tối thiểu`, `Tỷ lệ tiêm tối thiểu (%)`: the comparator closes the words outside brackets, and is none of the name; `Điểm tối đa` is one phrase.
    if let Some(last) = atoms.iter().rev().find(|a| !cut.iter().any(|c| c.overlaps(a.span)))
        && last.senses().iter().any(|s| matches!(s, Sense::Compare(..)))
        && !hits.iter().any(|h| !h.words.is_empty() && h.span != last.span && h.span.overlaps(last.span))
    {
        head.binds = true;
        head.operator = head.operator.or(last.senses().iter().find_map(compared));
        cut.push(last.span);
    }
    head.sole = hits.len() == 1 && !hits[0].words.is_empty();
    if head.period.is_none()
        && let Some(part) = part_of_year(text, &atoms)
    {
        head.part = Some(part);
        return head;
    }
    name(text, &hits, &cut, words, &mut head);
    // `Chỉ tiêu giao năm 2026 (số hộ thoát nghèo)`: what it is about stands in the bracket.
    if head.period.is_some()
        && head.unit.is_none()
        && (head.name.is_none() || head.weak || head.first.has(ColumnWord::Label))
    {
        let inner = brackets(text).into_iter().map(|b| Span::new(b.start as usize + 1, b.end as usize - 1));
        let about = inner.map(|i| i.of(text)).find(|inner| names_quantity(inner, words));
        if let Some(about) = about {
            head.first = columns.opening(about);
            head.name = Some(super::label::one_line(about));
            head.weak = false;
        }
    }
    head
}

/// The comparator that is all that stands in a bracket: `Chỉ tiêu 2024 (không vượt quá)`.
fn sole_comparator(atoms: &[Atom<'_>], within: Span) -> Option<Operator> {
    let mut inside = atoms.iter().filter(|a| within.overlaps(a.span));
    let operator = inside.next()?.senses().iter().find_map(compared)?;
    inside.next().is_none().then_some(operator)
}

fn compared(sense: &Sense) -> Option<Operator> {
    match sense {
        Sense::Compare(operator, _) => Some(*operator),
        _ => None,
    }
}

/// Whether words open with a quantity or what becomes of one: `số xã`, `giảm hộ nghèo`.
fn names_quantity(text: &str, words: &Words) -> bool {
    let says = |s: &Sense| matches!(s, Sense::Head | Sense::Verb(Verb::Up | Verb::Down));
    opening(text, words).iter().any(says)
}

/// Collects the phrases outside what was cut, and the words left over.
fn name(text: &str, hits: &[Hit], cut: &[Span], words: &Words, head: &mut Head) {
    use ColumnWord::{Actual, Common, Estimate, Filler, Mean, Measure, Target};
    let mut kept: Vec<Span> = Vec::new();
    let mut telling = false;
    let mut opened = false;
    for (n, hit) in hits.iter().enumerate() {
        let is_cut = cut.iter().any(|c| c.overlaps(hit.span));
        // `Tỷ lệ hộ | thực hiện | phân loại rác`: what is done, not what has been.
        let goes_on = |h: &Hit| {
            h.words.is_empty()
                && h.span.of(text).starts_with(char::is_alphabetic)
                && !cut.iter().any(|c| c.overlaps(h.span))
        };
        if hit.words.has(Actual) && !is_cut && !kept.is_empty() && hits.get(n + 1).is_some_and(goes_on) {
            kept.push(hit.span);
            continue;
        }
        // `Kết quả năm | 2022`, `đầu năm | 2021`: the phrase ends in the word that opens the time.
        let leads = hit.words.any(&[Target, Actual, Estimate]) && !cut.iter().any(|c| c.contains(hit.span));
        if !is_cut || leads || hit.words.has(Mean) {
            head.words = head.words.with(hit.words);
        }
        if is_cut {
            continue;
        }
        if !opened {
            head.first = hit.words;
            opened = true;
        }
        let sign = !hit.span.of(text).chars().any(char::is_alphanumeric);
        if sign || hit.words.any(&[Target, Actual, Estimate, Common]) && !hit.words.has(Measure) {
            continue;
        }
        telling |= !hit.words.any(&[Filler, Measure, Mean]);
        kept.push(hit.span);
    }
    let timed = head.period.is_some();
    // `Chỉ tiêu | giảm hộ nghèo năm 2026 (hộ)`: what the goals of that year are about.
    if timed && head.first.has(ColumnWord::Label) && kept.len() > 1 && names_quantity(kept[1].of(text), words) {
        kept.remove(0);
        head.first = hits.iter().find(|h| h.span == kept[0]).map(|h| h.words).unwrap_or_default();
    }
    let is_filler = |span: &Span| {
        hits.iter()
            .any(|h| h.span == *span && (h.words.has(Filler) && !h.words.has(Measure) || timed && h.words.has(Mean)))
    };
    while kept.last().is_some_and(is_filler) {
        kept.pop();
    }
    // `Số | tiêu chí | đạt đến 30/6`: so many of what the name counts.
    let counts = |span: &Span| counted(&text[span.start as usize..], words).is_some();
    // `Số | tập công bố`: of a thing that no table has as well.
    let names = |first: &Span, second: &Span| {
        let alone = hits.iter().any(|h| h.span == *second && h.words.is_empty());
        counts(first) || alone && matches!(first.of(text), "Số" | "số")
    };
    while let [first, rest @ ..] = kept.as_slice()
        && is_filler(first)
        && !rest.first().is_some_and(|second| names(first, second))
    {
        kept.remove(0);
    }
    if kept.is_empty() {
        return;
    }
    head.weak = !telling;
    let mut name = String::new();
    let mut end = kept[0].start;
    for span in kept {
        let gap = Span { start: end.min(span.start), end: span.start };
        let joined = !cut.iter().any(|c| c.overlaps(gap)) && gap.of(text).chars().all(|c| !c.is_alphanumeric());
        if !name.is_empty() {
            name.push_str(if joined { gap.of(text) } else { " " });
        }
        name.push_str(span.of(text));
        end = span.end;
    }
    head.name = Some(super::label::one_line(&name));
}

/// All times of a head, bare years included.
pub fn times(text: &str, atoms: &[Atom<'_>]) -> Vec<(Span, TimeRole, Times)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < atoms.len() {
        if let Some((time, taken)) = time::read(text, atoms, i) {
            i += taken;
            if time.start.or(time.end).is_some_and(|d| d.year.is_some()) {
                found.push((time.span, time.role, (time.start, time.end)));
            }
            continue;
        }
        if let Some(year) = atoms[i].number().and_then(|n| n.year) {
            found.push((atoms[i].span, TimeRole::Period, (None, Some(Date::year(year)))));
        }
        i += 1;
    }
    found
}

/// The words of a text that are a time without its year, a unit in brackets apart: `Quý I (%)`, `6 tháng`, `Cả năm`.
pub fn part_of_year(text: &str, atoms: &[Atom<'_>]) -> Option<String> {
    let bracket = atoms.iter().position(|a| a.sign() == Some('(')).unwrap_or(atoms.len());
    let atoms = &atoms[..bracket];
    let part = Span { start: atoms.first()?.span.start, end: atoms.last()?.span.end }.of(text);
    let whole = match atoms {
        [all] => all.is(Sense::Time(TimeWord::Whole)),
        // `9 tháng`: the first nine, in a table of values.
        [count, month] => count.number().is_some_and(|n| n.plain) && month.is(Sense::Time(TimeWord::Month)),
        _ => false,
    };
    let opens = |a: &Atom<'_>| a.is(Sense::Time(TimeWord::Quarter)) || a.is(Sense::Time(TimeWord::Month));
    let timed = || {
        atoms.iter().take(2).any(opens) && time::read(text, atoms, 0).is_some_and(|(_, taken)| taken + 1 >= atoms.len())
    };
    (part.len() <= LONGEST_PART && (whole || timed())).then(|| part.to_owned())
}

/// Bytes of the words of a part of a year: `6 tháng đầu năm`.
const LONGEST_PART: usize = 32;

/// The period of a part of a year: `Quý II` of 2026 is 2026-06.
pub fn within(part: &str, year: u16, words: &Words) -> Option<Times> {
    let bare = part.trim_end_matches(" năm");
    let first = if folded(bare).ends_with("tháng") { " đầu" } else { "" };
    let text = format!("{bare}{first} năm {year}");
    let atoms = lex(&text, words);
    let found = times(&text, &atoms);
    match found.as_slice() {
        [(_, TimeRole::Period, times)] => Some(*times),
        _ => None,
    }
}

/// Round brackets at depth one, signs included.
pub fn brackets(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (i, c) in text.char_indices() {
        match c {
            '(' => open.push(i),
            ')' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    found.push(Span::new(start, i + 1));
                }
            }
            _ => {}
        }
    }
    found
}

/// The unit that `text` is as a whole: `Tấn` → `tấn`, `Tr.đồng` → `triệu đồng`; `None` when it is anything else.
pub fn unit(text: &str, words: &Words) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']).trim();
    let text = list(List::UnitLead).iter().find_map(|lead| text.strip_prefix(lead.as_str())).unwrap_or(text).trim();
    // The value of most cells: no unit begins with a figure.
    if text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // Nor do most words: they are cut only where a unit or its sign opens them.
    let opens = |s: &Sense| matches!(s, Sense::Unit(_) | Sense::Scale(_));
    if text.starts_with(char::is_alphabetic) && !opening(text, words).iter().any(opens) {
        return None;
    }
    let atoms = lex(text, words);
    let (read, next) = unit::unit(text, &atoms, 0, words)?;
    (next == atoms.len()).then_some(read.written)
}

/// What a name counts: `Số người bị thương` → `người`.
pub fn counted(name: &str, words: &Words) -> Option<String> {
    let thing = name.strip_prefix("Số ").or(name.strip_prefix("số ")).or(name.strip_prefix("Tổng số "))?;
    let (read, _) = unit::unit(thing, &lex(thing, words), 0, words)?;
    read.noun.map(|_| if read.written.starts_with("người ") { "người".to_owned() } else { read.written })
}

/// As [`unit()`], but no counted noun: `Công suất, MW` names its unit, `Số lớp, học sinh` does not.
pub fn firm_unit(text: &str, words: &Words) -> Option<String> {
    firm_unit_from(text.trim(), &lex(text.trim(), words), 0, words).map(|unit| unit.written)
}

/// The unit, and no counted noun, that the atoms from `from` on are to the last.
fn firm_unit_from(text: &str, atoms: &[Atom<'_>], from: usize, words: &Words) -> Option<UnitReading> {
    let (unit, next) = unit::unit(text, atoms, from, words)?;
    let firm = !matches!(unit.class, UnitClass::Count | UnitClass::Person);
    (next == atoms.len() && firm).then_some(unit)
}

/// As [`unit()`], for the cell of a unit column, where any short word is a unit: `Mô hình/xã` → `mô hình/xã`.
pub fn unit_cell(text: &str, words: &Words) -> Option<String> {
    let text = super::label::one_line(text);
    if let Some(unit) = unit(&text, words) {
        return Some(unit);
    }
    // `Số con/phụ nữ`, `% dân số`
    if let Some(rest) = text.strip_prefix("Số ").or(text.strip_prefix("số "))
        && rest.contains('/')
    {
        return unit_cell(rest, words);
    }
    if text.starts_with("% ") {
        return Some("%".to_owned());
    }
    let syllables = text.split_whitespace().count();
    if text.is_empty() || syllables > 8 || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    // Only the first letter is a capital of the cell; `USD`, `CCN`, `MW` keep theirs.
    let mut letters = text.chars();
    let first = letters.next()?;
    let second_small = letters.clone().next().is_none_or(|c| !c.is_uppercase());
    Some(if second_small { first.to_lowercase().chain(letters).collect() } else { text })
}

fn trailing_unit(text: &str, atoms: &[Atom<'_>], words: &Words) -> Option<(String, Span)> {
    let last = atoms.len().checked_sub(1)?;
    if atoms[last].sign() == Some('%') && last > 0 {
        return Some(("%".to_owned(), atoms[last].span));
    }
    // Only behind a sign that sets it apart.
    let mark = (1..atoms.len()).rev().find(|i| matches!(atoms[*i].sign(), Some(',' | '-' | '–' | ':')))?;
    let unit = firm_unit_from(text, atoms, mark + 1, words)?;
    Some((unit.written, Span { start: atoms[mark].span.start, end: unit.span.end }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        read(text, &Words::built_in(), Columns::built_in())
    }

    #[test]
    fn the_ways_years_are_named() {
        for (text, want) in [
            ("2026", "..2026"),
            ("Năm 2026", "..2026"),
            ("KH 2026", "..2026"),
            ("ƯTH Năm 2025", "..2025"),
            ("TH2024", "..2024"),
            ("Mục tiêu đến hết năm 2030", "..2030"),
            ("Tầm nhìn đến năm 2045", "..2045"),
            ("Giai đoạn 2026-2030", "2026..2030"),
            ("BQ 2021-2025", "2021..2025"),
            ("Hiện trạng (2020)", "..2020"),
            ("6 tháng đầu năm 2026", "..2026-06"),
        ] {
            let show = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
            let got = head(text).period.map(|(s, e)| format!("{}..{}", show(s), show(e)));
            assert_eq!(got.as_deref(), Some(want), "{text}");
            assert_eq!(head(text).name.filter(|_| !head(text).weak), None, "{text}");
        }
    }

    #[test]
    fn a_preposition_is_no_comparator() {
        for (text, operator) in [
            ("Tỷ lệ người có thẻ trên tổng số người (%)", None),
            ("Trẻ dưới 5 tuổi", None),
            ("Tỷ lệ thu gom trên", Some(Operator::Above)),
            ("Tỷ lệ tối thiểu cần đạt", Some(Operator::AtLeast)),
            ("Chỉ tiêu 2024 (không vượt quá)", Some(Operator::AtMost)),
        ] {
            assert_eq!(head(text).operator, operator, "{text}");
        }
    }

    #[test]
    fn names_units_and_comparisons() {
        assert_eq!(head("Giá trị chế biến (Nghìn USD)").name.as_deref(), Some("Giá trị chế biến"));
        assert_eq!(head("Giá trị chế biến (Nghìn USD)").unit.as_deref(), Some("nghìn USD"));
        assert_eq!(head("Vùng núi cao").name.as_deref(), Some("Vùng núi cao"));
        assert_eq!(head("Tối thiểu đến 2030").operator, Some(Operator::AtLeast));
        assert_eq!(head("Ước tính năm 2024").operator, Some(Operator::About));
        assert!(head("KH 2026/TH 2025").compares);
        assert!(head("So với năm 2020").compares);
        assert!(head("Số lượng").weak);
    }

    #[test]
    fn parts_of_years() {
        let words = Words::built_in();
        for (part, want) in [
            ("Quý I", "2026-03"),
            ("Quý IV", "2026-12"),
            ("6 tháng đầu năm", "2026-06"),
            ("Tháng 9", "2026-09"),
            ("9 tháng", "2026-09"),
            ("Cả năm", "2026"),
        ] {
            assert_eq!(head(part).part.as_deref(), Some(part));
            let end = within(part, 2026, &words).and_then(|t| t.1).map(|d| d.to_string());
            assert_eq!(end.as_deref(), Some(want), "{part}");
        }
        assert_eq!(head("Tháng 9/2026").part, None);
        assert_eq!(head("Quý I (%)").part.as_deref(), Some("Quý I"));
        assert_eq!(head("Quý I (%)").unit.as_deref(), Some("%"));
    }

    #[test]
    fn unit_cells() {
        let words = Words::built_in();
        assert_eq!(unit_cell("Ha", &words).as_deref(), Some("ha"));
        assert_eq!(unit_cell("Triệu đồng", &words).as_deref(), Some("triệu đồng"));
        assert_eq!(unit_cell("Chòi canh", &words).as_deref(), Some("chòi canh"));
        assert_eq!(unit_cell("%", &words).as_deref(), Some("%"));
        assert_eq!(unit_cell("-", &words), None);
        for (printed, want) in [
            ("Tr.đồng", "triệu đồng"),
            ("Trđ", "triệu đồng"),
            ("1.000 tấn", "1.000 tấn"),
            ("Nghìn lượt người", "nghìn lượt người"),
            ("%/năm", "%/năm"),
            ("Triệu USD", "triệu USD"),
            ("MW", "MW"),
            ("Triệu đồng/người/năm", "triệu đồng/người/năm"),
            ("Kg/người", "kg/người"),
            ("Xã, phường", "xã, phường"),
        ] {
            assert_eq!(unit_cell(printed, &words).as_deref(), Some(want), "{printed}");
        }
    }
}
