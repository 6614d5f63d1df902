//! Web pages in, outlines out: what each shape of page becomes, and that every word leads back to its bytes.
//!
//! `fixtures/sources/html/tables.html` → `tests/snapshots/html__tables.snap`.

#![cfg(feature = "html")]

mod common;

use chitieu::document::{Document, Place, Role};
use chitieu::source::{self, Format, ReadOptions};
use chitieu::span::Span;
use common::outline::{Outline, extent, looks};

const PAGES: [&str; 10] = [
    "legal-database",
    "react-database",
    "portal-news",
    "old-portal",
    "word-export",
    "libreoffice-export",
    "tables",
    "lines",
    "hidden",
    "two-documents",
];

fn bytes(name: &str) -> Vec<u8> {
    common::bytes("html", &format!("{name}.html"))
}

fn read(bytes: &[u8]) -> Document {
    source::parse(bytes, Format::Html, ReadOptions::default()).unwrap()
}

/// One line a block: role, looks, words; tables with their grid, and of cells only those that span several.
const OUTLINE: Outline = Outline {
    block: |doc, index| {
        let block = &doc.blocks()[index];
        let role = match block.role {
            Role::Body => "body",
            Role::Metadata => "meta",
            Role::Footnote => "note",
            Role::Furniture => "page",
        };
        format!("{role} {:<3}| {}", looks(block.style), doc.words(block))
    },
    extent: |cell| if (cell.rowspan, cell.colspan) == (1, 1) { String::new() } else { extent(cell) },
};

#[test]
fn outlines() {
    for name in PAGES {
        insta::assert_snapshot!(name, OUTLINE.of(&read(&bytes(name))));
    }
}

/// Every word of ASCII letters and digits (an entity or a composed letter would not be the same bytes) is found, letter
/// by letter, at the place it claims; every block claims one.
#[test]
fn words_stand_where_they_claim() {
    for name in PAGES {
        let bytes = bytes(name);
        let doc = read(&bytes);
        for block in doc.blocks() {
            assert!(matches!(doc.place(block.span), Some(Place::Bytes { .. })), "{name}: {:?}", doc.words(block));
            for word in doc.words(block).split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
                let start = word.as_ptr() as usize - doc.text().as_ptr() as usize;
                let Some(Place::Bytes { start, end }) = doc.place(Span::new(start, start + word.len())) else {
                    panic!("{name}: {word} has no place")
                };
                let source = String::from_utf8_lossy(&bytes[start as usize..end as usize]);
                // Letters of one word may stand in several elements: `5,<b>2</b>`.
                let shown = source.split('<').map(|part| part.rsplit('>').next().unwrap_or("")).collect::<String>();
                assert_eq!(shown, word, "{name}");
            }
        }
    }
}

/// Adding a page around a document takes nothing from it and gives it nothing.
#[test]
fn furniture_around_a_document_stays_outside() {
    let plan = "<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>KẾ HOẠCH</p><p>Phấn đấu đến năm 2025 có 90% hộ dân \
                dùng nước sạch, 100% trường học có công trình vệ sinh đạt chuẩn.</p><p>Nơi nhận:</p>";
    let page = format!(
        "<div class=menu><a href=/>Trang chủ</a></div><div id=noi-dung>{plan}</div><div class='tin-khac'>\
         <a href=/1>Tỉnh khác đạt 50%</a></div><div>Lượt truy cập: 12.345</div>"
    );
    let body = |html: &str| {
        let doc = read(html.as_bytes());
        let body = doc.blocks().iter().filter(|b| b.role == Role::Body);
        body.map(|b| doc.words(b).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(body(&page), body(plan));
}

#[test]
fn attributes_beyond_the_limit_are_passed_over() {
    let many = |count: usize| {
        let names: String = (0..count).map(|n| format!(" a{n}=1")).collect();
        format!("<html><body><p>Mục tiêu</p><p{names} hidden>Chỉ tiêu</p></body></html>")
    };
    let words = |page: &str| read(page.as_bytes()).text().to_owned();
    assert_eq!(words(&many(100)), "Mục tiêu");
    assert_eq!(words(&many(100_000)), "Mục tiêu\nChỉ tiêu");
}

#[test]
fn deleted_words_are_no_part_of_the_document() {
    let page = "<html><body><p>Hộ nghèo còn <del>5%</del><ins>3%</ins> năm 2025<del>, xã A</del>.</p></body></html>";
    assert_eq!(read(page.as_bytes()).text(), "Hộ nghèo còn 3% năm 2025.");
}
