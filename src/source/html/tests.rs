//! Pages in, outlines out; and the way back to the bytes.
//!
//! `<p>Giảm còn <b>3%</b>` → one block, whose words stand at bytes 3.. of the page.

use super::*;
use crate::document::Place;

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
        let place = doc.place(crate::span::Span::new(at, at + word.len()));
        let start = html.find(word).unwrap() as u64;
        assert_eq!(place, Some(Place::Bytes { start, end: start + word.len() as u64 }));
    }
    let at = doc.text().find('≤').unwrap();
    let start = html.find("&le;").unwrap() as u64;
    assert_eq!(doc.place(crate::span::Span::new(at, at + 3)), Some(Place::Bytes { start, end: start + 4 }));
}
