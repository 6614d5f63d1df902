//! A legal database's box of labels and values.
//!
//! `Số hiệu: | 12/KH-UBND | Người ký: | Lê Thị Hòa` / `Ngày hiệu lực: | Đã biết` → number and signer; the placeholder is nothing.

use super::letterhead::Stretch;
use super::page::{Page, folded_in_place};
use super::{dates, number, person};
use crate::document::Role;
use crate::lexicon::doc_types::{self, DocType};
use crate::lexicon::header_words::{Class, is, label};
use crate::span::Span;

/// Values of the box, each with its place; placeholders are absent.
#[derive(Debug, Default)]
pub struct Metadata {
    /// Số hiệu.
    pub number: Option<(number::Numbered, Stretch)>,
    /// Ngày ban hành.
    pub issued_on: Option<(crate::date::Date, Stretch)>,
    /// Ngày có hiệu lực.
    pub effective_on: Option<(crate::date::Date, Stretch)>,
    /// Loại văn bản.
    pub doc_type: Option<(&'static DocType, Stretch)>,
    /// Cơ quan ban hành, Nơi ban hành.
    pub issuer: Option<Stretch>,
    /// Người ký.
    pub signer: Option<(String, Stretch)>,
    /// Trích yếu.
    pub title: Option<Stretch>,
    /// Lines of the box.
    pub lines: Vec<usize>,
}

/// Own lines before the head that may hold a box the reader did not recognise as one.
const REACH: usize = 160;

/// Reads the box: blocks the reader marked, and labelled lines before line `until`.
pub fn read(page: &Page, until: usize) -> Metadata {
    let mut found = Metadata::default();
    let mut open: Option<(Class, usize)> = None;
    let mut seen = 0;
    for i in 0..page.len() {
        let role = page.block(i).role;
        let marked = role == Role::Metadata;
        if !marked && (role != Role::Body || i >= until || seen > REACH) {
            if role == Role::Body {
                open = None;
            }
            continue;
        }
        seen += 1;
        let text = page.text(i);
        if text.len() > 1200 {
            open = None;
            continue;
        }
        let mut from = 0;
        for piece in text.split('|') {
            let start = from + (piece.len() - piece.trim_start().len());
            let value = piece.trim();
            from += piece.len() + 1;
            if value.is_empty() {
                continue;
            }
            let at = |offset: usize, words: &str| {
                let begin = start + offset;
                Stretch { line: i, span: page.part(i, begin, begin + words.len()) }
            };
            let folded = folded_in_place(value);
            if let Some((class, end)) = label(&folded) {
                let rest = &value[end..];
                let colon = rest.trim_start().starts_with(':');
                let tail = rest.trim_start_matches([' ', ':']);
                let here = at(value.len() - tail.len(), tail);
                if tail.is_empty() {
                    open = Some((class, i));
                    found.lines.push(i);
                    continue;
                }
                if (colon || rest.starts_with(' ')) && found.take(class, tail, here, marked || colon) {
                    found.lines.push(i);
                    open = None;
                    continue;
                }
                if colon {
                    found.lines.push(i);
                    open = None;
                    continue;
                }
            }
            if let Some((class, line)) = open.take()
                && i - line <= 2
                && (found.take(class, value, at(0, value), true) || is(Class::Placeholder, folded.trim()))
            {
                found.lines.push(i);
            }
        }
    }
    found.lines.dedup();
    found
}

impl Metadata {
    /// Takes a value if it is one of its kind; `sure`: the layout says that it is the label's value.
    fn take(&mut self, class: Class, value: &str, here: Stretch, sure: bool) -> bool {
        let folded = folded_in_place(value.trim());
        if is(Class::Placeholder, &folded) || value.contains("{{") {
            return true;
        }
        match class {
            Class::LabelNumber => {
                let Some(numbered) = number::number_at(value) else { return false };
                let end = numbered.end;
                let whole = value[end..].trim().is_empty();
                if whole && self.number.is_none() {
                    let start = here.span.start as usize;
                    self.number = Some((numbered, Stretch { line: here.line, span: Span::new(start, start + end) }));
                }
                whole
            }
            Class::LabelIssued | Class::LabelEffective => {
                let Some(date) = dates::whole(value) else { return false };
                let slot = if class == Class::LabelIssued { &mut self.issued_on } else { &mut self.effective_on };
                slot.get_or_insert((date, here));
                true
            }
            Class::LabelType => {
                let Some(kind) = doc_types::named(value.trim()) else { return false };
                self.doc_type.get_or_insert((kind, here));
                true
            }
            Class::LabelSigner => {
                let Some(name) = person::name_of_cell(value) else { return false };
                self.signer.get_or_insert((name, here));
                true
            }
            Class::LabelIssuer if value.len() < 160 => {
                self.issuer.get_or_insert(here);
                true
            }
            Class::LabelTitle if sure && value.len() > 12 => {
                self.title.get_or_insert(here);
                true
            }
            Class::LabelOther | Class::LabelPosition => sure,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    fn found(lines: &[&str]) -> (Option<String>, Option<String>, Option<String>, Option<String>) {
        let document = page_of(lines);
        let page = Page::new(&document);
        let m = read(&page, page.len());
        (
            m.number.and_then(|(n, _)| n.value),
            m.issued_on.map(|(d, _)| d.to_string()),
            m.effective_on.map(|(d, _)| d.to_string()),
            m.signer.map(|(s, _)| s),
        )
    }

    fn some(words: &str) -> Option<String> {
        Some(words.to_owned())
    }

    #[test]
    fn label_and_value_on_a_line() {
        assert_eq!(
            found(&[
                "Số hiệu 12/KH-UBND",
                "Ngày ban hành 29/12/2023",
                "Ngày có hiệu lực 30/12/2023",
                "Người ký Lê Thị Hòa"
            ]),
            (some("12/KH-UBND"), some("2023-12-29"), some("2023-12-30"), some("Lê Thị Hòa"))
        );
    }

    #[test]
    fn piped_and_split_with_placeholders() {
        assert_eq!(
            found(&[
                "Số hiệu: | 12/KH-UBND | Loại văn bản: | Kế hoạch |",
                "Người ký: | Đã biết | Ngày ban hành: | 22/06/2022 |",
                "Ngày hiệu lực:",
                "Đang cập nhật",
            ]),
            (some("12/KH-UBND"), some("2022-06-22"), None, None)
        );
    }

    #[test]
    fn running_text_is_no_box() {
        assert_eq!(
            found(&["Người ký hợp đồng chịu trách nhiệm.", "Ngày ban hành kế hoạch là mốc."]),
            (None, None, None, None)
        );
    }
}
