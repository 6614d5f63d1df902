//! Pages in, blocks out, whatever the markup; and the way back to the bytes.
//!
//! `<p>Giảm còn <b>3%</b>` → one block, whose words stand at bytes 3.. of the page.

use super::tree::tests::{MALFORMED, soup};
use super::*;
use crate::document::Place;
use crate::span::Span;
use proptest::prelude::*;

fn page(html: &str) -> Document {
    read(html.as_bytes()).unwrap()
}

#[test]
fn blocks_cells_and_broken_lines() {
    let doc = page(
        "<div>Mục tiêu<p>Giảm <b>tỷ lệ</b> còn\n 3%<br>- Đạt 90%<br><br>Hết</div><table><tr><th>Năm<br>2025<td>Đạt&nbsp;&ge; 5<br>(%)</table>",
    );
    assert_eq!(doc.text(), "Mục tiêu\nGiảm tỷ lệ còn 3%\n- Đạt 90%\nHết\nNăm 2025 | Đạt ≥ 5 (%)");
}

#[test]
fn every_word_leads_back_to_its_bytes() {
    let html = "<p>Từ 5,2%&nbsp;xuống &le; 3%</p>";
    let doc = page(html);
    for word in ["Từ", "5,2%", "xuống", "3%"] {
        let at = doc.text().find(word).unwrap();
        let place = doc.place(Span::new(at, at + word.len()));
        let start = html.find(word).unwrap() as u64;
        assert_eq!(place, Some(Place::Bytes { start, end: start + word.len() as u64 }));
    }
    let at = doc.text().find('≤').unwrap();
    let start = html.find("&le;").unwrap() as u64;
    assert_eq!(doc.place(Span::new(at, at + 3)), Some(Place::Bytes { start, end: start + 4 }));
}

#[test]
fn a_page_that_hides_all_its_text_is_read_as_if_it_showed_it() {
    let plan = "<p>Phấn đấu đến năm 2025 có 90% hộ dân dùng nước sạch.</p>".repeat(30);
    let doc = page(&format!("<p>Đang tải…</p><div style='display:none'>{plan}</div>"));
    assert_eq!(doc.blocks().len(), 31);
}

#[test]
fn deep_markup_keeps_its_text() {
    let deep = "<div><table><tr><td><ul><li><b>".repeat(3000) + "đáy 5%";
    assert!(page(&deep).text().contains("đáy 5%"));
}

/// What holds for any page at all.
fn holds(html: &str) {
    let doc = page(html);
    for block in doc.blocks() {
        let words = doc.words(block);
        assert!(!words.is_empty() && words.trim() == words, "{html:?}: {words:?}");
        let Some(Place::Bytes { start, end }) = doc.place(block.span) else {
            panic!("{html:?}: {words:?} has no place")
        };
        assert!(html.get(start as usize..end as usize).is_some(), "{html:?}: {words:?} at {start}..{end}");
    }
    // A figure that is copied stands in the page at the bytes it claims.
    for (at, _) in doc.text().match_indices("5,2%") {
        let Some(Place::Bytes { start, end }) = doc.place(Span::new(at, at + 4)) else { panic!("{html:?}") };
        let shown = &html[start as usize..end as usize];
        assert!(shown.starts_with('5') && shown.ends_with('%'), "{html:?}: {shown:?}");
    }
}

#[test]
fn malformed_pages() {
    MALFORMED.iter().for_each(|html| holds(html));
}

proptest! {
    #[test]
    fn tag_soup(html in soup()) {
        holds(&html);
    }
}
