//! The printed head of a document: who issues it, its number, the place and date, down to the line of its type.
//!
//! `UBND TỈNH A` / `SỞ TÀI CHÍNH` / `Số: 12/KH-STC` beside `CỘNG HÒA XÃ HỘI …` and `A, ngày 05 tháng 4 năm 2024`, in
//! whatever order the layout left them → the organ lines, the number, the place, the date.

use super::dates::{self, Dated, NoDate};
use super::number::{self, Numbered};
use super::page::{Page, floor, is_capitals, words};
use crate::date::Date;
use crate::lexicon::doc_types;
use crate::lexicon::header_words::{Class, begins, is};
use crate::lexicon::{List, list};
use crate::span::Span;
use memchr::memmem;
use std::sync::LazyLock;

/// A stretch of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The line.
    pub line: usize,
    /// Where in the document text.
    pub span: Span,
}

/// What the head of the page holds.
#[derive(Debug, Default)]
pub struct Letterhead {
    /// First line.
    pub start: usize,
    /// One past its last line: where the type, the title or the text begins.
    pub end: usize,
    /// Lines that name the issuing body and its parent, in printed order.
    pub organs: Vec<Stretch>,
    /// Number and symbol.
    pub number: Option<(Numbered, Stretch)>,
    /// The name before the date.
    pub place: Option<Stretch>,
    /// Date of the date line.
    pub date: Option<(Dated, Stretch)>,
    /// Month and year of a date line whose day cannot be read: enough to say which list of provinces was in force.
    pub month: Option<Date>,
    /// The date line names a day that no calendar has.
    pub impossible_date: Option<Stretch>,
    /// Where the subject of an official letter (`V/v …`) begins.
    pub subject: Option<usize>,
    /// Words of the motto still to come, where a narrow column broke it.
    pub motto_left: &'static str,
}

/// Own lines looked at for the head: what stands above it on a portal's page is some menus and a metadata box.
const REACH: usize = 300;
/// Lines a head may take.
const DEPTH: usize = 45;

/// The searches that hundreds of lines go through, made once.
struct Finders {
    mottos: Vec<memmem::Finder<'static>>,
    independence: memmem::Finder<'static>,
    day: memmem::Finder<'static>,
}

static FINDERS: LazyLock<Finders> = LazyLock::new(|| Finders {
    mottos: list(List::Motto).iter().map(memmem::Finder::new).collect(),
    independence: memmem::Finder::new("độc lập"),
    day: memmem::Finder::new("ngày"),
});

/// Finds the head of the page: at a motto, else at a line that is nothing but number or date. A portal's banner bears the
/// motto too; a head has a number, a date or a type besides.
pub fn find(page: &Page) -> Option<Letterhead> {
    let own = || (0..page.len()).filter(|i| page.is_own(*i)).take(REACH);
    let motto = |i: &usize| {
        let text = page.text(*i);
        text.len() < 600 && text.bytes().any(|b| b == b'N') && motto_in(text, &page.folded(*i)).is_some()
    };
    let by_motto = own().filter(motto).take(6).find_map(|anchor| {
        let mut head = Letterhead { start: first_line(page, anchor), ..Letterhead::default() };
        read(page, &mut head);
        let typed = || super::title::heading(page, head.end).is_some() && !head.organs.is_empty();
        (head.number.is_some() || head.date.is_some() || typed()).then_some(head)
    });
    by_motto.or_else(|| {
        let anchor = own().find(|i| is_head_line(page, *i))?;
        let mut head = Letterhead { start: first_line(page, anchor), ..Letterhead::default() };
        read(page, &mut head);
        let organs = !head.organs.is_empty();
        (head.number.is_some() && (head.date.is_some() || organs) || head.date.is_some() && organs).then_some(head)
    })
}

/// The motto in a line: its bytes.
fn motto_in(text: &str, folded: &str) -> Option<(usize, usize)> {
    let found = FINDERS.mottos.iter().find_map(|m| {
        let at = m.find(folded.as_bytes())?;
        let end = at + m.needle().len();
        is_capitals(&text[at..end]).then_some((at, end))
    });
    found.or_else(|| {
        let at = FINDERS.independence.find(folded.as_bytes())?;
        let end = folded[at..].find("hạnh phúc")? + at + "hạnh phúc".len();
        (end - at < 60).then_some((at, end))
    })
}

/// A line that is nothing but a number, a date line or both.
fn is_head_line(page: &Page, i: usize) -> bool {
    let text = page.text(i);
    if text.len() > 200 || text.is_empty() {
        return false;
    }
    let mut line = Letterhead::default();
    let folded = page.folded(i);
    let labelled = folded.starts_with("số");
    if !labelled && FINDERS.day.find(folded.as_bytes()).is_none() {
        return false;
    }
    let rest = cut(page, i, &mut line);
    let nothing_else = rest.iter().all(|s| s.span.is_empty());
    nothing_else && (line.number.is_some() && labelled || line.date.is_some() && line.place.is_some())
}

/// The first organ line above the anchor, or the anchor itself. A column read before the one that holds the motto leaves
/// its number and subject between.
fn first_line(page: &Page, anchor: usize) -> usize {
    let mut first = anchor;
    if let Some(table) = small_table(page, anchor) {
        // The head is laid out in a table: all of it.
        while first > 0 && page.block(first - 1).cell.is_some_and(|c| c.table == table) {
            first -= 1;
        }
    }
    for i in (first.saturating_sub(9)..first).rev() {
        let text = page.text(i);
        if text.is_empty() && page.is_own(i) {
            continue;
        }
        if !page.is_own(i) || text.len() > 160 {
            break;
        }
        let folded = page.folded(i);
        let numbered = || organ_and_number(text, &folded);
        if folded.starts_with("số") && is_head_line(page, i) || folded.starts_with("v/v") || numbered() {
            first = i;
        } else if !is_capitals(text) {
            break;
        } else if begins(Class::Organ, &folded).is_some() {
            first = i;
        }
    }
    first
}

/// `ỦY BAN NHÂN DÂN TỈNH A ------- Số: 12/KH-UBND`: a column in one line.
fn organ_and_number(text: &str, folded: &str) -> bool {
    begins(Class::Organ, folded).is_some()
        && labelled_number(text, folded).is_some_and(|found| is_capitals(&text[..found.label]))
}

/// The table line `i` stands in, when it is small enough to be a head's.
fn small_table(page: &Page, i: usize) -> Option<u32> {
    let address = page.block(i).cell?;
    let table = page.document.tables().get(address.table as usize)?;
    (table.rows <= 6 && table.columns <= 5).then_some(address.table)
}

fn read(page: &Page, head: &mut Letterhead) {
    let mut i = head.start;
    let limit = page.len().min(head.start + DEPTH);
    head.end = limit;
    while i < limit {
        if !page.is_own(i) {
            i += 1;
            continue;
        }
        // A recital names numbers and dates of others: it is never cut.
        if is_text(page, i) && !goes_on(page, i, head) {
            head.end = i;
            return;
        }
        // What stands in one line with number and date does not stand below them.
        let both = head.number.is_some() && head.date.is_some();
        let rest = cut(page, i, head);
        for stretch in rest {
            let text = stretch.span.of(page.document.text());
            let folded = super::page::folded_in_place(text);
            match judge(text, &folded, head, both) {
                Part::Organ => head.organs.push(stretch),
                Part::Nothing => {}
                Part::Subject => head.subject = Some(i),
                Part::End => {
                    head.end = i;
                    return;
                }
            }
        }
        i += 1;
    }
}

/// Whether line `i` goes on with an organ's name, though its first word opens recitals elsewhere: `ĐOÀN KIỂM TRA` /
/// `THEO QUYẾT ĐỊNH` / `SỐ 50/QĐ-SCT`. Recitals are not printed in capitals.
fn goes_on(page: &Page, i: usize, head: &Letterhead) -> bool {
    !head.organs.is_empty() && head.number.is_none() && is_capitals(page.text(i)) && page.text(i).len() < 120
}

/// Whether line `i` is the text already: a recital, an article, a sentence.
fn is_text(page: &Page, i: usize) -> bool {
    let (text, folded) = (page.text(i), page.folded(i));
    if text.contains("CỘNG H") || text.contains("VIỆT NAM") {
        return false;
    }
    let recital = begins(Class::Recital, &folded).is_some() && !folded.starts_with("v/v");
    recital || folded.starts_with("điều ") || folded.starts_with("kính gửi") || text.len() > 400
}

enum Part {
    Organ,
    Nothing,
    Subject,
    End,
}

/// `both`: number and date stand above the line.
fn judge(text: &str, folded: &str, head: &Letterhead, both: bool) -> Part {
    if !text.chars().any(char::is_alphabetic) {
        return Part::Nothing;
    }
    if folded.starts_with("v/v")
        || folded.starts_with("v/ v")
        || (folded.starts_with("về việc") && head.number.is_some())
    {
        return Part::Subject;
    }
    if begins(Class::Mark, folded).is_some_and(|n| folded[n..].len() < 24) {
        return Part::Nothing;
    }
    if head.subject.is_some() {
        // The date may stand in the cell beside the subject: go on to the addressee or the text.
        return if folded.starts_with("kính gửi") || text.len() > 250 { Part::End } else { Part::Nothing };
    }
    let seen = head.number.is_some() || head.date.is_some();
    let capitals = is_capitals(text);
    if capitals && doc_types::misread(folded).is_some() {
        return Part::End;
    }
    if let Some((_, n)) = doc_types::at_start(folded)
        && (capitals || n == folded.trim_end_matches([' ', ':', '.']).len() || super::page::is_capitals(&text[..n]))
        && begins(Class::Organ, folded).is_none()
    {
        return Part::End;
    }
    let organ = begins(Class::Organ, folded).is_some() || begins(Class::Area, folded).is_some();
    if capitals && text.len() < 200 {
        // Below the number and date only an organ line torn from its neighbours can still come.
        return if !both || (organ && head.organs.is_empty()) { Part::Organ } else { Part::End };
    }
    if folded.starts_with("kính gửi")
        || begins(Class::Recital, folded).is_some()
        || begins(Class::Stop, folded).is_some()
    {
        return Part::End;
    }
    if organ && !seen && text.len() < 120 && !text.ends_with(['.', ';', ':', ',']) {
        return Part::Organ;
    }
    if head.number.is_some() && head.date.is_some() { Part::End } else { Part::Nothing }
}

/// Takes motto, number, place and date out of line `i`; gives what is left, trimmed.
fn cut(page: &Page, i: usize, head: &mut Letterhead) -> Vec<Stretch> {
    let text = page.text(i);
    if text.len() > 1500 {
        return vec![Stretch { line: i, span: page.span(i) }];
    }
    let folded = page.folded(i);
    let mut taken: Vec<(usize, usize)> = Vec::new();
    if let Some((start, end)) = motto_in(text, &folded) {
        let left = list(List::Motto)[0].strip_prefix(&folded[start..end]).unwrap_or_default();
        let (more, left) = shared_words(&folded[end..], left);
        taken.push((start, end + more));
        head.motto_left = left;
        if let Some(at) = folded.find("độc lập")
            && let Some(end) = folded[at..].find("hạnh phúc")
            && end < 60
        {
            taken.push((at, at + end + "hạnh phúc".len()));
        }
    } else if !head.motto_left.is_empty() {
        // `… CHỦ NGHĨA VIỆT` / `NAM`: the line holds nothing else.
        let (more, left) = shared_words(&folded, head.motto_left);
        if more > 0 && more == text.trim_end().len() && is_capitals(text) {
            taken.push((0, more));
            head.motto_left = left;
        }
    }
    if head.number.is_none()
        && let Some(found) = labelled_number(text, &folded)
        && !names_another(page, head, text, &folded, found.label)
    {
        taken.push((found.label, found.end));
        head.number = Some((found.numbered, Stretch { line: i, span: page.part(i, found.start, found.end) }));
    }
    if head.date.is_none() {
        cut_date(page, i, &folded, head, &mut taken);
    }
    taken.sort_unstable();
    let mut rest = Vec::new();
    let mut from = 0;
    for (start, end) in taken.into_iter().chain(std::iter::once((text.len(), text.len()))) {
        // `UBND TỈNH A ------- SỞ Y TẾ`: a drawn rule parts what stood in two lines.
        while let Some(rule) = text.get(from..start).and_then(|t| t.find("---").or_else(|| t.find("___"))) {
            rest.push(trim(page, i, from, from + rule));
            from += rule + "---".len();
        }
        if start > from {
            rest.push(trim(page, i, from, start));
        }
        from = from.max(end);
    }
    rest.retain(|s: &Stretch| !s.span.is_empty());
    rest
}

/// How far the words of `folded` are those that `wanted` begins with, and what is left of `wanted` behind them.
fn shared_words<'w>(folded: &str, wanted: &'w str) -> (usize, &'w str) {
    let (mut end, mut left) = (0, wanted);
    for word in words(folded) {
        let rest = left.trim_start().strip_prefix(word.text);
        let Some(rest) = rest.filter(|r| r.is_empty() || r.starts_with(' ')) else { break };
        (end, left) = (word.start + word.text.len(), rest);
    }
    (end, left)
}

fn trim(page: &Page, line: usize, from: usize, to: usize) -> Stretch {
    let text = &page.text(line)[from..to];
    let noise = |c: char| c.is_whitespace() || matches!(c, '|' | '*' | '-' | '_' | '.' | ':' | ',' | '–' | '—' | '=');
    let tail = text.trim_end_matches(noise);
    let head = tail.trim_start_matches(noise);
    let start = from + tail.len() - head.len();
    Stretch { line, span: page.part(line, start, start + head.len()) }
}

/// Whether the number is another document's, named in the organ's own name: `ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH` / `SỐ 50/QĐ-SCT`;
/// or stands in running text.
fn names_another(page: &Page, head: &Letterhead, text: &str, folded: &str, label: usize) -> bool {
    let before = folded[..label].trim_end_matches([' ', '(', ',']);
    let type_ends = |words: &str| {
        let starts: Vec<usize> = words_of(words);
        words.ends_with(" qđ") || starts.iter().rev().take(4).any(|s| doc_types::misread(&words[*s..]).is_some())
    };
    if before.is_empty() {
        let shouted = text.starts_with("SỐ");
        let organ = head.organs.last().map(|o| super::page::folded_in_place(o.span.of(page.document.text())));
        return shouted && organ.is_some_and(|o| type_ends(&o));
    }
    // Before the label on its line: nothing but capitals, the motto or the place of an organ's name.
    let behind = folded[label..].len() > 110 && !folded[label..].contains("ngày") && !folded[label..].contains("v/v");
    let running =
        behind || text[..label].chars().filter(|c| c.is_lowercase()).count() > 0 && !before.contains("hạnh phúc");
    running || type_ends(before)
}

fn words_of(text: &str) -> Vec<usize> {
    words(text).map(|w| w.start).collect()
}

/// A number in a line: where its label and where it itself begins and ends.
struct Labelled {
    label: usize,
    start: usize,
    end: usize,
    numbered: Numbered,
}

/// `Số: 12/KH-UBND` anywhere in a line; without the label only at its head.
fn labelled_number(text: &str, folded: &str) -> Option<Labelled> {
    for (at, label) in folded.match_indices("số") {
        if folded[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let behind = at + label.len();
        if folded[behind..].chars().next().is_some_and(char::is_alphanumeric)
            && !folded[behind..].starts_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let start = text.len() - text[behind..].trim_start_matches([' ', ':', '.', '…', '_', '|']).len();
        // `Luật số: 72/2025/QH15`: the type before the label is part of the line.
        let before = folded[..at].trim_end();
        let label = if doc_types::named(before).is_some() { 0 } else { at };
        if let Some(numbered) = number::number_at(&text[start..]) {
            return Some(Labelled { label, start, end: start + numbered.end, numbered });
        }
        if let Some(numbered) = number::blank_number_at(&text[start..]) {
            return Some(Labelled { label, start: at, end: start + numbered.end, numbered });
        }
    }
    let numbered = number::number_at(text)?;
    let known = numbered.doc_type().is_some() || numbered.is_letter();
    known.then_some(Labelled { label: 0, start: 0, end: numbered.end, numbered })
}

fn cut_date(page: &Page, i: usize, folded: &str, head: &mut Letterhead, taken: &mut Vec<(usize, usize)>) {
    for (at, _) in folded.match_indices("ngày") {
        // The date may go on in the next block of the same cell: `A, ngày 24` / `tháng 11 năm 2025`.
        let (mut dated, mut line_end) = (dates::date_at(&folded[at..]), None);
        if dated.is_err()
            && folded.len() - at < 24
            && i + 1 < page.len()
            && page.block(i).cell == page.block(i + 1).cell
        {
            let joined = format!("{} {}", &folded[at..], page.folded(i + 1));
            if let Ok(whole) = dates::date_at(&joined)
                && page.folded(i + 1).starts_with("tháng")
            {
                line_end = Some(Span::new(page.span(i).start as usize + at, page.span(i + 1).end as usize));
                dated = Ok(Dated { end: folded.len() - at, ..whole });
            }
        }
        // What stands before the date and after the last piece taken is the place.
        let left = taken.iter().map(|(_, end)| *end).filter(|end| *end <= at).max().unwrap_or(0);
        let place = trim(page, i, left, at);
        let place_text = place.span.of(page.document.text());
        let is_place = is_place_name(place_text);
        match dated {
            // A sentence that begins with a date goes on behind it; a date line does not.
            Ok(dated) if text_goes_on(&folded[dated.end + at..]) && line_end.is_none() => {}
            Ok(dated)
                if dated.date.year.is_some()
                    && (is_place || place_text.is_empty() && (at == 0 || folded.starts_with("số"))) =>
            {
                let span = line_end.unwrap_or_else(|| page.part(i, at, at + dated.end));
                head.date = Some((dated, Stretch { line: i, span }));
                head.place = (is_place && head.place.is_none()).then_some(place).or(head.place);
                taken.push((left, at + dated.end));
                return;
            }
            Err(NoDate::Impossible(end)) if is_place => {
                head.impossible_date = Some(Stretch { line: i, span: page.part(i, at, at + end) });
                head.month = month_in(&folded[at..]);
                head.place = head.place.or(Some(place));
                taken.push((left, at + end));
                return;
            }
            // A day that recognition could not read: the place is good, the date is not.
            Err(NoDate::None) if is_place => {
                let near = &folded[at..floor(folded, (at + 60).min(folded.len()))];
                let (month, year) = (near.find("tháng"), near.find("năm"));
                if let (Some(month), Some(year)) = (month, year)
                    && month < 28
                    && month < year
                {
                    head.month = month_in(&folded[at..]);
                    head.impossible_date =
                        Some(Stretch { line: i, span: page.part(i, at, at + near.trim_end().len()) });
                    head.place = head.place.or(Some(place));
                    taken.push((left, folded.len()));
                    return;
                }
            }
            _ => {}
        }
    }
}

/// `tháng 3 năm 2018` in a date line.
fn month_in(rest: &str) -> Option<Date> {
    let at = rest.find("tháng")?;
    dates::date_at(&rest[at..]).ok().map(|d| d.date).filter(|d| d.year.is_some())
}

/// Whether small letters follow: the line is a sentence.
fn text_goes_on(rest: &str) -> bool {
    rest.chars().filter(|c| c.is_alphabetic()).count() > 24
}

/// Whether the words could stand before the comma of a date line: one to six, each with a capital or a number.
fn is_place_name(text: &str) -> bool {
    let words: Vec<_> = words(text).collect();
    let capital =
        |w: &str| w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) || w == "-" || w == "–";
    // `thành phố Hồ Chí Minh`, `huyện A`: the kind may be in small letters, the name may not.
    let name = words.last().is_some_and(|w| capital(w.text));
    let kind_small = words.iter().filter(|w| !capital(w.text)).count();
    (1..=7).contains(&words.len())
        && name
        && kind_small <= 2
        && !text.contains([';', ':', '('])
        && !is(Class::Mark, &super::page::folded_in_place(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    fn found(lines: &[&str]) -> (Vec<String>, Option<String>, Option<String>, Option<String>, usize) {
        let document = page_of(lines);
        let page = Page::new(&document);
        let head = find(&page).expect("a letterhead");
        let words = |s: &Stretch| s.span.of(document.text()).to_owned();
        (
            head.organs.iter().map(words).collect(),
            head.number.as_ref().and_then(|(n, _)| n.value.clone()),
            head.place.as_ref().map(words),
            head.date.as_ref().map(|(d, _)| d.date.to_string()),
            head.end,
        )
    }

    #[test]
    fn a_motto_broken_by_its_column_is_no_organ() {
        for broken in [["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM"], ["CỘNG HÒA XÃ HỘI CHỦ", "NGHĨA VIỆT NAM"]]
        {
            let [first, second] = broken;
            let day = "Suối Lam, ngày 12 tháng 4 năm 2022";
            let (organs, number, ..) =
                found(&["ỦY BAN NHÂN DÂN", "HUYỆN SUỐI LAM", "Số: 41/KH-UBND", first, second, day, "KẾ HOẠCH"]);
            assert_eq!(organs, ["ỦY BAN NHÂN DÂN", "HUYỆN SUỐI LAM"], "{first} / {second}");
            assert_eq!(number.as_deref(), Some("41/KH-UBND"));
        }
    }

    #[test]
    fn stacked() {
        let (organs, number, place, date, end) = found(&[
            "ỦY BAN NHÂN DÂN",
            "TỈNH LONG XUYÊN",
            "-------",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 12/KH-UBND",
            "Long Xuyên, ngày 05 tháng 4 năm 2024",
            "KẾ HOẠCH",
        ]);
        assert_eq!(organs, ["ỦY BAN NHÂN DÂN", "TỈNH LONG XUYÊN"]);
        assert_eq!(number.as_deref(), Some("12/KH-UBND"));
        assert_eq!((place.as_deref(), date.as_deref(), end), (Some("Long Xuyên"), Some("2024-04-05"), 7));
    }

    #[test]
    fn one_line_per_row() {
        let (organs, number, place, date, _) = found(&[
            "UBND TỈNH A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "SỞ TÀI CHÍNH Độc lập - Tự do - Hạnh phúc",
            "Số: 12 /KH-STC Cao Sơn, ngày 05 tháng 4 năm 2024",
            "KẾ HOẠCH",
        ]);
        assert_eq!(organs, ["UBND TỈNH A", "SỞ TÀI CHÍNH"]);
        assert_eq!(number.as_deref(), Some("12/KH-STC"));
        assert_eq!((place.as_deref(), date.as_deref()), (Some("Cao Sơn"), Some("2024-04-05")));
    }

    #[test]
    fn number_and_day_left_open() {
        let (_, number, place, date, _) = found(&[
            "ỦY BAN NHÂN DÂN XÃ TÂN LẬP",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số:        /KH-UBND",
            "Tân Lập, ngày     tháng 4 năm 2026",
            "KẾ HOẠCH",
        ]);
        assert_eq!((number, place.as_deref(), date.as_deref()), (None, Some("Tân Lập"), Some("2026-04")));
    }

    #[test]
    fn party_head() {
        let (organs, number, place, _, _) = found(&[
            "TỈNH ỦY AN PHÚ",
            "*",
            "Số 36-KH/TU",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "An Phú, ngày 05 tháng 4 năm 2024",
            "KẾ HOẠCH",
        ]);
        assert_eq!(organs, ["TỈNH ỦY AN PHÚ"]);
        assert_eq!((number.as_deref(), place.as_deref()), (Some("36-KH/TU"), Some("An Phú")));
    }

    #[test]
    fn a_news_page_has_none() {
        let document = page_of(&["Tin tức", "Ngày 24/5, UBND tỉnh ban hành Kế hoạch số 7/KH-UBND về chuyển đổi số."]);
        assert!(find(&Page::new(&document)).is_none());
    }

    #[test]
    fn numbers_of_recitals_and_of_organs_are_not_its_own() {
        let (_, number, _, date, end) = found(&[
            "ỦY BAN NHÂN DÂN TỈNH BẮC NINH",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: ý# /CT-UBND Bắc Ninh, ngày #0 tháng 3 năm 2018",
            "KÉ HOẠCH",
            "Căn cứ Nghị định số 109/2016/NĐ-CP ngày 01/7/2016 của Chính phủ;",
        ]);
        assert_eq!((number, date, end), (None, None, 3));
        let (organs, number, _, _, _) = found(&[
            "SỞ CÔNG THƯƠNG",
            "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH",
            "SỐ 50/QĐ-SCT",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 55/KH-ĐKT",
            "Bắc Ninh, ngày 05 tháng 4 năm 2024",
            "KẾ HOẠCH",
        ]);
        assert_eq!(organs, ["SỞ CÔNG THƯƠNG", "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH", "SỐ 50/QĐ-SCT"]);
        assert_eq!(number.as_deref(), Some("55/KH-ĐKT"));
    }

    #[test]
    fn an_organ_broken_before_the_word_of_a_recital() {
        let (organs, number, place, _, _) = found(&[
            "SỞ CÔNG THƯƠNG",
            "ĐOÀN KIỂM TRA",
            "THEO QUYẾT ĐỊNH",
            "SỐ 50/QĐ-SCT",
            "Số: 55/KH-ĐKT",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Bắc Ninh, ngày 05 tháng 4 năm 2024",
            "KẾ HOẠCH",
        ]);
        assert_eq!(organs, ["SỞ CÔNG THƯƠNG", "ĐOÀN KIỂM TRA", "THEO QUYẾT ĐỊNH", "SỐ 50/QĐ-SCT"]);
        assert_eq!((number.as_deref(), place.as_deref()), (Some("55/KH-ĐKT"), Some("Bắc Ninh")));
    }
}
