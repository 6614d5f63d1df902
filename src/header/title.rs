//! Type and title (trích yếu): what stands between the head of the page and the recitals, in one line, in sentence case.
//!
//! `KẾ HOẠCH` / `PHÁT TRIỂN DU LỊCH TỈNH A` / `ĐẾN NĂM 2030` → Kế hoạch, `Phát triển du lịch tỉnh A đến năm 2030`.

use super::letterhead::{Letterhead, Stretch};
use super::page::{Page, folded_in_place, is_capitals, mostly_capitals};
use super::sentence;
use crate::lexicon::doc_types::{self, DocType};
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::{List, list, places};
use crate::span::Span;

/// Type and title as the body prints them.
#[derive(Debug, Default)]
pub struct Title {
    /// The type heading.
    pub kind: Option<(&'static DocType, Stretch)>,
    /// The title as printed, and where.
    pub words: Option<(String, Stretch)>,
    /// Lines of type and title.
    pub lines: std::ops::Range<usize>,
    /// First line behind them.
    pub end: usize,
}

/// Lines a title may take.
const DEPTH: usize = 9;

/// Reads type and title below the head.
pub fn read(page: &Page, head: &Letterhead) -> Title {
    let mut title = Title { end: head.end, lines: head.end..head.end, ..Title::default() };
    if let Some(first) = head.subject {
        let span = subject(page, first);
        title.words = Some((one_line(page, span), Stretch { line: first, span }));
        return title;
    }
    let Some((line, kind, taken)) = heading(page, head.end) else { return title };
    title.kind = Some((kind, Stretch { line, span: page.part(line, 0, taken) }));
    let own = page.span(line);
    let tail = own.of(page.document.text())[taken..].trim_start_matches([' ', ':', '.', '-', '–', '|', '*']);
    let mut span = (!tail.is_empty()).then(|| Span::new(own.end as usize - tail.len(), own.end as usize));
    let mut first = line;
    let mut last = line;
    let mut i = line + 1;
    while i < page.len().min(line + 1 + DEPTH) {
        if !page.is_own(i) {
            i += 1;
            continue;
        }
        if is_rule(page, i) {
            // A rule between type and title is looks; one behind the title ends it.
            if span.is_some() {
                break;
            }
            i += 1;
            continue;
        }
        // `NGHỊ QUYẾT` / `CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH` / `về phát triển …`: whose it is, not what it is about.
        if span.is_none()
            && is_capitals(page.text(i))
            && page.folded(i).strip_prefix("của ").is_some_and(is_enacting_organ)
        {
            i += 1;
            continue;
        }
        let goes_on = match span {
            None => begins_title(page, i),
            Some(_) => continues(page, line, last, i, head),
        };
        if !goes_on {
            break;
        }
        let here = page.span(i);
        if span.is_none() {
            first = i;
        }
        span = Some(span.map_or(here, |s| s.join(here)));
        last = i;
        i += 1;
    }
    title.lines = line..last + 1;
    title.end = last + 1;
    title.words = span.map(|span| (one_line(page, span), Stretch { line: first, span }));
    title
}

/// The type heading at or shortly below line `from`: its line, the type, the bytes it takes.
pub fn heading(page: &Page, from: usize) -> Option<(usize, &'static DocType, usize)> {
    for i in (from..page.len().min(from + 8)).filter(|i| page.is_own(*i)) {
        let (text, folded) = (page.text(i), page.folded(i));
        if let Some((kind, end)) = doc_types::at_start(&folded) {
            let whole = folded[end..].trim_matches([' ', ':', '.']).is_empty();
            if is_capitals(&text[..end]) || whole {
                return Some((i, kind, end));
            }
        }
        // `KÉ HOẠCH`: a mark misread in a line that is nothing else.
        if is_capitals(text)
            && let Some(kind) = doc_types::misread(&folded)
        {
            return Some((i, kind, text.len()));
        }
        if begins(Class::Recital, &folded).is_some() || begins(Class::Stop, &folded).is_some() || text.len() > 300 {
            return None;
        }
    }
    None
}

/// The stretch of an official letter's subject: from its line to the end of its cell or to `Kính gửi`.
fn subject(page: &Page, first: usize) -> Span {
    let mut span = page.span(first);
    let cell = page.block(first).cell;
    for i in first + 1..page.len().min(first + 8) {
        let folded = page.folded(i);
        if page.block(i).cell != cell
            || folded.is_empty()
            || folded.starts_with("kính gửi")
            || folded.contains("ngày ") && folded.contains(" tháng ") && folded.len() < 80 && folded.contains(',')
            || folded.contains("độc lập")
            || folded.contains("cộng hòa")
            || cell.is_none() && (page.text(i).len() > 100 || is_capitals(page.text(i)))
        {
            break;
        }
        span = span.join(page.span(i));
    }
    span
}

fn is_rule(page: &Page, i: usize) -> bool {
    !page.text(i).chars().any(char::is_alphanumeric)
}

/// Whether line `i` can be the first of a title: not yet the text.
fn begins_title(page: &Page, i: usize) -> bool {
    let (text, folded) = (page.text(i), page.folded(i));
    !(folded.starts_with("căn cứ")
        || folded.starts_with("kính gửi")
        || text.starts_with('(')
        || is_item(text)
        || folded.starts_with("số:")
        || text.len() > 900
        || text.ends_with(':') && folded.contains("như sau"))
}

/// `I. `, `1. `, `A. `, `Điều 1`: an item of the body.
fn is_item(text: &str) -> bool {
    let head = text.split(' ').next().unwrap_or("");
    let label = head.trim_end_matches(['.', ')', '-', '/']);
    let marked = label.len() < head.len();
    let roman = !label.is_empty() && label.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let digit = label.len() <= 2 && !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
    let letter = label.chars().count() == 1 && label.chars().all(char::is_alphabetic);
    marked && (roman || digit || letter)
}

/// Whether line `i` goes on with the title whose last line is `last`.
fn continues(page: &Page, heading: usize, last: usize, i: usize, head: &Letterhead) -> bool {
    let (text, folded) = (page.text(i), page.folded(i));
    let before = page.text(last);
    let folded_before = folded_in_place(before);
    let open = list(List::TitleOpen).iter().any(|w| folded_before.ends_with(w.as_str()));
    let unfinished_quote = before.matches('“').count() > before.matches('”').count();
    if text.starts_with('(') && !unfinished_quote {
        return false;
    }
    if is_item(text) || folded.starts_with("kính gửi") || folded.starts_with("điều ") || folded.starts_with("số:")
    {
        return false;
    }
    let lower = text.chars().next().is_some_and(|c| c.is_lowercase());
    let (was, is) = (mostly_capitals(before), mostly_capitals(text));
    let first_of_title = last == heading;
    let beside_type = first_of_title && !was;
    if was != is && !beside_type && !lower {
        // Capitals against small letters: the title is over, or only its first part stood beside the type.
        return open && is;
    }
    // `ỦY BAN NHÂN DÂN TỈNH A`, `BỘ TRƯỞNG BỘ B` above the recitals of a decision.
    if is_capitals(text) && begins(Class::Organ, &folded).is_some() && !open {
        let repeats = head.organs.iter().any(|o| {
            let organ = folded_in_place(o.span.of(page.document.text()));
            folded.starts_with(&organ) || organ.starts_with(&folded)
        });
        if repeats || is_enacting_organ(&folded) {
            return false;
        }
    }
    if lower || open || unfinished_quote || names_area(&folded_before, text) {
        return text.len() < 500 || was;
    }
    if was && is {
        return true;
    }
    if begins(Class::Recital, &folded).is_some() {
        return false;
    }
    let (a, b) = (page.block(last).style, page.block(i).style);
    let styled = a.bold || a.centred;
    if styled && (a.bold != b.bold || a.centred != b.centred) {
        return false;
    }
    let sentence = text.ends_with(['.', ';', ':']);
    let short = text.chars().count() <= 110 && before.chars().count() <= 110;
    short && !sentence && page.block(last).cell == page.block(i).cell
}

/// Whether `text` opens with the name of the area whose kind the line above closes with: `… trên địa bàn tỉnh` / `Hòa Bình
/// giai đoạn 2026-2030`.
fn names_area(folded_before: &str, text: &str) -> bool {
    if ![" tỉnh", " thành phố"].iter().any(|kind| folded_before.ends_with(kind)) {
        return false;
    }
    let Some((_, taken)) = places::province_at(text) else { return false };
    let rest = text[taken..].trim_start_matches([' ', ',', '-', '–']);
    // What a sentence says of the province itself is the text.
    rest.is_empty() || list(List::TitleBehindArea).iter().any(|end| folded_in_place(rest).starts_with(end.as_str()))
}

/// `BỘ TRƯỞNG BỘ …`, `CHỦ TỊCH ỦY BAN …`, `HỘI ĐỒNG NHÂN DÂN …`: who decides, above the recitals.
fn is_enacting_organ(folded: &str) -> bool {
    list(List::Enacting).iter().any(|o| folded.starts_with(o.as_str()))
}

/// The words of a span as one line.
pub fn one_line(page: &Page, span: Span) -> String {
    let text = span.of(page.document.text());
    text.split([' ', '\n', '|']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The title as a record has it: no leading `về việc`, no closing stop, sentence case when printed in capitals.
pub fn finish(page: &Page, printed: &str) -> Option<String> {
    // What recognition sees in front of a title: specks read as dashes and stops.
    let mut title = printed.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '“' | '"' | '(' | '\''));
    title = title.trim().trim_matches(['*', '_']);
    // Specks and scraps of the line above that recognition ran into the title.
    if let Some(at) = title.find("Về việc").filter(|at| (1..=12).contains(at)) {
        title = &title[at..];
    }
    for lead in ["về việc", "v/v", "v/v:", "về"] {
        let folded = folded_in_place(title);
        if let Some(rest) = folded.strip_prefix(lead)
            && rest.starts_with([' ', ':'])
        {
            title = title[lead.len()..].trim_start_matches([' ', ':']);
            break;
        }
    }
    let title = title.trim_end_matches([' ', '.', ';', ':', '-', '–', '/', '|', '*', '_']);
    let title = without_footnote_marks(title);
    if !title.chars().any(char::is_alphabetic) || title.len() > 3_000 {
        return None;
    }
    Some(if mostly_capitals(&title) { sentence::sentence_case(page, &title, true) } else { title })
}

/// `phát triển kinh tế số[1]` without the mark.
fn without_footnote_marks(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find('[') {
        let end = rest[at..].find(']').map(|n| at + n);
        match end {
            Some(end) if rest[at + 1..end].bytes().all(|b| b.is_ascii_digit()) && end > at + 1 => {
                out.push_str(&rest[..at]);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::letterhead;
    use crate::header::tests::page_of;

    const HEAD: [&str; 5] = [
        "ỦY BAN NHÂN DÂN",
        "TỈNH BẮC NINH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/KH-UBND",
        "Bắc Ninh, ngày 05 tháng 4 năm 2024",
    ];

    fn title(lines: &[&str]) -> (Option<String>, Option<&'static str>, usize) {
        let all: Vec<&str> = HEAD.iter().chain(lines).copied().collect();
        let document = page_of(&all);
        let page = Page::new(&document);
        let head = letterhead::find(&page).expect("a letterhead");
        let found = read(&page, &head);
        let words = found.words.as_ref().and_then(|(w, _)| finish(&page, w));
        (words, found.kind.map(|(k, _)| k.name), found.end - HEAD.len())
    }

    #[test]
    fn capitals_become_a_sentence_with_the_names_of_the_text() {
        let (words, kind, end) = title(&[
            "KẾ HOẠCH",
            "PHÁT TRIỂN DU LỊCH SÔNG THƯƠNG THEO QUYẾT ĐỊNH 411/QĐ-TTG",
            "TRÊN ĐỊA BÀN TỈNH BẮC NINH",
            "Căn cứ Quyết định số 411/QĐ-TTg; UBND tỉnh muốn du lịch Sông Thương lớn mạnh.",
        ]);
        assert_eq!(
            words.as_deref(),
            Some("Phát triển du lịch Sông Thương theo Quyết định 411/QĐ-TTg trên địa bàn tỉnh Bắc Ninh")
        );
        assert_eq!((kind, end), (Some("Kế hoạch"), 3));
    }

    #[test]
    fn broken_lines_are_joined_and_the_attachment_note_is_left_out() {
        let (words, _, end) = title(&[
            "KẾ HOẠCH",
            "Thực hiện Đề án số 3 về trồng rừng",
            "theo hướng bền vững giai đoạn 2026-2030",
            "(Kèm theo Nghị quyết số 35-NQ/TU ngày 29/12/2025)",
            "Căn cứ Nghị quyết số 35-NQ/TU;",
        ]);
        assert_eq!(
            words.as_deref(),
            Some("Thực hiện Đề án số 3 về trồng rừng theo hướng bền vững giai đoạn 2026-2030")
        );
        assert_eq!(end, 3);
    }

    #[test]
    fn the_name_of_an_area_may_stand_in_the_next_line() {
        let (words, _, end) = title(&[
            "KẾ HOẠCH",
            "Thực hiện Chương trình phòng, chống thiên tai và thích ứng với biến đổi khí hậu cho các trường học ven sông trên địa bàn tỉnh",
            "Bắc Ninh giai đoạn 2026 - 2030",
            "Thực hiện Quyết định số 31/QĐ-TTg ngày 05 tháng 01 năm 2026 của Thủ tướng Chính phủ, UBND tỉnh ban hành Kế hoạch;",
        ]);
        assert!(words.is_some_and(|w| w.ends_with("trên địa bàn tỉnh Bắc Ninh giai đoạn 2026 - 2030")));
        assert_eq!(end, 3);
    }

    #[test]
    fn a_decision_names_who_decides_below_its_title() {
        let (words, kind, end) = title(&[
            "QUYẾT ĐỊNH",
            "VỀ VIỆC BAN HÀNH KẾ HOẠCH TRỒNG RỪNG",
            "ỦY BAN NHÂN DÂN TỈNH BẮC NINH",
            "Căn cứ Luật Lâm nghiệp;",
        ]);
        assert_eq!((words.as_deref(), kind, end), (Some("Ban hành kế hoạch trồng rừng"), Some("Quyết định"), 2));
    }

    #[test]
    fn type_and_title_on_one_line() {
        let (words, kind, _) = title(&["KẾ HOẠCH TỰ ĐÁNH GIÁ", "I. MỤC ĐÍCH"]);
        assert_eq!((words.as_deref(), kind), (Some("Tự đánh giá"), Some("Kế hoạch")));
    }

    #[test]
    fn no_title_is_no_title() {
        let (words, kind, _) = title(&["KẾ HOẠCH", "Căn cứ Luật Lâm nghiệp;"]);
        assert_eq!((words, kind), (None, Some("Kế hoạch")));
    }
}
