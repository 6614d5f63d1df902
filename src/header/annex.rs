//! An annex that stands alone, as files of tables often do: its title, and from its caption who issued it.
//!
//! `BIỂU 07: TỔNG HỢP CHỈ TIÊU NĂM 2020` / `(Kèm theo Báo cáo số: …/BC-UBND … của UBND huyện A)` → the title
//! `Tổng hợp chỉ tiêu năm 2020`, the issuer `Ủy ban nhân dân huyện A`. Number, type and date of the caption are those of
//! the document that the annex belongs to, not its own.

use super::letterhead::Stretch;
use super::page::{Page, folded_in_place};
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::{List, list};
use crate::span::Span;

/// Title and issuer of an annex.
#[derive(Clone, Copy, Debug)]
pub struct Annex {
    /// The title as printed.
    pub title: Stretch,
    /// The words that name the issuer.
    pub organ: Option<Stretch>,
}

/// Lines that label, title and caption may take.
const DEPTH: usize = 6;

/// The annex that begins at line `start`: a label with its number, a title, a caption in brackets.
pub fn read(page: &Page, start: usize) -> Option<Annex> {
    let first = page.folded(start);
    let label = begins(Class::Annex, &first)?;
    let behind = behind_number(&first, label)?;
    let caption = (start + 1..page.len().min(start + DEPTH)).find(|i| {
        let folded = page.folded(*i);
        folded.starts_with("(kèm theo") || folded.starts_with("(ban hành kèm theo")
    })?;
    // The title stands behind the label or on the lines between it and the caption.
    let last = page.span(caption - 1);
    let span = if behind < first.len() {
        Span { start: page.part(start, behind, first.len()).start, end: last.end }
    } else if start + 1 < caption {
        page.span(start + 1).join(last)
    } else {
        return None;
    };
    Some(Annex { title: Stretch { line: start, span }, organ: organ(page, caption) })
}

/// The byte behind `biểu 07:`; `None` where no number follows the label: `Biểu đồ …` is a heading like others.
fn behind_number(folded: &str, label: usize) -> Option<usize> {
    let rest = folded[label..].trim_start_matches(' ');
    let number = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let is_number = rest[..number].starts_with(|c: char| c.is_ascii_digit())
        || number > 0 && rest[..number].chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let rest = &rest[number..];
    let sign = rest.is_empty() || rest.starts_with([':', '.', ' ', '-', '–']);
    let title = rest.trim_start_matches([':', '.', ' ', '-', '–']);
    (is_number && sign).then_some(folded.len() - title.len())
}

/// `… của UBND huyện A)` → its last words.
fn organ(page: &Page, caption: usize) -> Option<Stretch> {
    let folded = page.folded(caption);
    let from = folded.rfind(" của ")? + " của ".len();
    let to = folded[from..].find([')', ',', ';']).map_or(folded.len(), |n| from + n);
    let words = folded[from..to].trim_end();
    begins(Class::Organ, words)?;
    Some(Stretch { line: caption, span: page.part(caption, from, from + words.len()) })
}

/// `UBND HuyệnHuyện A` → `UBND Huyện A`: the word for the area, set by a form before a name that has it already.
pub fn once(words: &str) -> String {
    let is_kind = |word: &str| list(List::AnnexArea).contains(&folded_in_place(word));
    let mut out: Vec<&str> = Vec::new();
    for word in words.split(' ').filter(|w| !w.is_empty()) {
        let half = word.len() / 2;
        let doubled = word.is_char_boundary(half)
            && folded_in_place(&word[..half]) == folded_in_place(&word[half..])
            && is_kind(&word[..half]);
        let word = if doubled { &word[..half] } else { word };
        // `xã Ka Ka` is a name; only the word for the area is one too many.
        match out.last() {
            Some(last) if is_kind(last) && folded_in_place(last) == folded_in_place(word) => {}
            _ => out.push(word),
        }
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    fn found(lines: &[&str]) -> Option<(String, Option<String>)> {
        let document = page_of(lines);
        let page = Page::new(&document);
        let words = |s: &Stretch| s.span.of(document.text()).to_owned();
        read(&page, 0).map(|a| (words(&a.title), a.organ.as_ref().map(words)))
    }

    #[test]
    fn title_behind_the_label_or_below_it() {
        let caption = "(Kèm theo Báo cáo số: .../BC-UBND ngày ... tháng ... năm 2020 của UBND huyện Cao Sơn)";
        let wanted = Some(("CHỈ TIÊU NĂM 2020".to_owned(), Some("UBND huyện Cao Sơn".to_owned())));
        assert_eq!(found(&["BIỂU 07: CHỈ TIÊU NĂM 2020", caption]), wanted);
        assert_eq!(found(&["PHỤ LỤC II", "CHỈ TIÊU NĂM 2020", caption]), wanted);
    }

    #[test]
    fn headings_and_bare_labels_are_no_annex() {
        assert_eq!(found(&["Biểu đồ tăng trưởng", "(Kèm theo Kế hoạch số 5/KH-UBND của UBND tỉnh A)"]), None);
        assert_eq!(found(&["PHỤ LỤC I", "CHỈ TIÊU", "Số liệu của Cục Thống kê"]), None);
        assert_eq!(found(&["PHỤ LỤC I", "(Kèm theo Kế hoạch số 5/KH-UBND của UBND tỉnh A)"]), None);
    }

    #[test]
    fn a_kind_set_twice_stands_once() {
        assert_eq!(once("UBND HuyệnHuyện Cao Sơn"), "UBND Huyện Cao Sơn");
        assert_eq!(once("UBND huyện Huyện Cao Sơn"), "UBND huyện Cao Sơn");
        assert_eq!(once("UBND xã Ka Ka"), "UBND xã Ka Ka");
    }
}
