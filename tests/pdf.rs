//! PDF files in, outlines out: what each shape becomes, that every block leads back to a box on its page, that what
//! cannot be read is refused, and that no damage makes the reader panic.
//!
//! `fixtures/sources/pdf/ke-hoach.pdf` → `tests/snapshots/pdf__ke-hoach.snap`.

#![cfg(feature = "pdf")]

mod common;

use chitieu::Error;
use chitieu::document::{Document, Place, Role};
use chitieu::source::{self, Format, Ocr, ReadOptions, limits};
use common::outline::{Outline, extent, looks};
use std::fmt::Write as _;

fn bytes(name: &str) -> Vec<u8> {
    common::bytes("pdf", &format!("{name}.pdf"))
}

/// Without recognition: what a machine has installed must not change a test.
fn open(bytes: &[u8]) -> Result<Document, Error> {
    source::parse(bytes, Format::Pdf, ReadOptions { ocr: Ocr::Never })
}

/// One line a block: looks, words, page and box; the cells of a table with their place and spans.
const OUTLINE: Outline = Outline {
    block: |doc, index| {
        let block = &doc.blocks()[index];
        let role = match block.role {
            Role::Footnote => "*",
            Role::Furniture => "#",
            _ => "",
        };
        let Some(Place::Page { page, area: [x0, y0, x1, y1] }) = doc.place(block.span) else { panic!("no place") };
        let (looks, words) = (looks(block.style) + role, doc.words(block));
        format!("{looks:4}| {words} @{page} {x0:.0},{y0:.0},{x1:.0},{y1:.0}")
    },
    extent,
};

/// With what the file says of its signatures, and what was told of its reading.
fn outline(doc: &Document) -> String {
    let mut out = OUTLINE.of(doc);
    for s in &doc.origin.signatures {
        writeln!(out, "signed {:?} {:?} {:?}", s.name, s.organisation, s.time).unwrap();
    }
    for issue in &doc.issues {
        writeln!(out, "{} {}", issue.code, issue.message).unwrap();
    }
    out
}

const READABLE: [&str; 6] = ["ke-hoach", "cot-hep", "xoay", "roi-chu", "mat-chu", "ma-hoa"];

#[test]
fn outlines() {
    for name in READABLE {
        insta::assert_snapshot!(name, outline(&open(&bytes(name)).unwrap()));
    }
}

#[test]
fn every_block_leads_back_to_a_box_on_its_page() {
    for name in READABLE {
        let doc = open(&bytes(name)).unwrap();
        let (width, height) = if name == "xoay" { (842.0, 595.0) } else { (595.0, 842.0) };
        for block in doc.blocks() {
            let Some(Place::Page { page, area: [x0, y0, x1, y1] }) = doc.place(block.span) else {
                panic!("{name}: {}", doc.words(block));
            };
            assert!((1..=2).contains(&page));
            assert!(0.0 <= x0 && x0 < x1 && x1 <= width, "{name}: {x0} {x1}");
            assert!(0.0 <= y0 && y0 < y1 && y1 <= height, "{name}: {y0} {y1}");
        }
    }
}

#[test]
fn a_word_leads_back_to_its_own_box() {
    let doc = open(&bytes("ke-hoach")).unwrap();
    // The day is drawn by a field alone, 43 points below the first line; its page box is where the field stands.
    let at = doc.text().find("08 tháng 3").unwrap();
    let Some(Place::Page { page: 1, area }) = doc.place(chitieu::span::Span::new(at, at + 2)) else { panic!() };
    assert!(area[2] - area[0] < 16.0 && (842.0 - 737.0 - area[3]).abs() < 4.0, "{area:?}");
}

#[test]
fn what_cannot_be_read_is_refused() {
    assert!(matches!(open(&bytes("khong-bang-ma")), Err(Error::Illegible { .. })));
    assert!(matches!(open(&bytes("lech-ma")), Err(Error::Illegible { .. })));
    assert!(matches!(open(&bytes("anh")), Err(Error::NoTextLayer)));
    assert!(matches!(open(&bytes("anh-co-dau")), Err(Error::NoTextLayer)));
    assert!(matches!(open(&bytes("mat-khau")), Err(Error::Encrypted)));
    assert!(matches!(open(b"%PDF-1.7\nnothing more"), Err(Error::Damaged { .. })));
}

/// Objects that point at themselves, nest without end, or count more than they hold.
#[test]
fn traps_end_in_an_error() {
    let head = "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [9 0 R] >> >> endobj\n";
    let tail = "trailer << /Root 1 0 R >>\n";
    let nested = format!("9 0 obj {}{} endobj\n", "[".repeat(50_000), "]".repeat(50_000));
    let deep_fields = "9 0 obj << /FT /Sig /T (a) /Kids [9 0 R 9 0 R] /V 9 0 R /Contents <30803080308030> >> endobj\n";
    for middle in [
        "2 0 obj << /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >> endobj\n".to_owned(),
        "2 0 obj 2 0 R endobj\n".to_owned(),
        format!("2 0 obj << /Type /Pages /Kids 9 0 R /Count 3 >> endobj\n{nested}"),
        format!(
            "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n3 0 obj << /Type /Page /Parent 2 0 R \
             /MediaBox [0 0 1e30 -1e30] /Rotate 7 /Annots 3 0 R /Contents 4 0 R /Resources << /XObject << /F 4 0 R >> >> >> \
             endobj\n4 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length 11 >> stream\n/F Do /F Do\nendstream \
             endobj\n{deep_fields}"
        ),
    ] {
        assert!(open(format!("{head}{middle}{tail}").as_bytes()).is_err(), "{middle:.60}");
    }
}

#[test]
fn a_page_that_draws_without_end_is_passed_over() {
    let drawn = format!("BT /F 12 Tf (van ban co chu) Tj ET {}", " ".repeat(limits::PAGE_BYTES));
    let file = format!(
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n\
         3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >> \
         endobj\n5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n4 0 obj << /Length {} >> stream\n\
         {drawn}\nendstream endobj\ntrailer << /Root 1 0 R >>\n",
        drawn.len()
    );
    assert!(matches!(open(file.as_bytes()), Err(Error::Damaged { .. })));
}

/// Cut and altered files of every shape give a document or an error.
#[test]
fn damage_never_panics() {
    let mut seed = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    for name in ["ke-hoach", "xoay", "roi-chu", "anh-co-dau", "ma-hoa"] {
        let file = bytes(name);
        for round in 0..60 {
            let mut damaged = file.clone();
            match round % 3 {
                0 => damaged.truncate(next(file.len())),
                1 => {
                    for _ in 0..1 + next(8) {
                        let at = next(damaged.len());
                        damaged[at] ^= 1 << next(8);
                    }
                }
                _ => {
                    // Digits are lengths, offsets and references: altering them does the most.
                    let digits: Vec<usize> = (0..file.len()).filter(|i| file[*i].is_ascii_digit()).collect();
                    for _ in 0..4 {
                        damaged[digits[next(digits.len())]] = b'0' + next(10) as u8;
                    }
                }
            }
            if let Ok(doc) = open(&damaged) {
                for block in doc.blocks() {
                    assert!(!doc.words(block).is_empty());
                }
            }
        }
    }
}
