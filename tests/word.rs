//! Word files in, outlines out: what each shape becomes, that every block leads back to its paragraph or bytes, and
//! that no damage makes a reader panic.
//!
//! `fixtures/sources/docx/ke-hoach.docx` → `tests/snapshots/word__docx.snap`.

#![cfg(all(feature = "docx", feature = "doc", feature = "rtf"))]

mod common;

use chitieu::Error;
use chitieu::document::{Document, Place, Role};
use chitieu::source::{self, Format, ReadOptions};
use common::outline::{Outline, extent, looks};
use std::io::{Cursor, Read, Write};

fn bytes(format: &str) -> Vec<u8> {
    named("ke-hoach", format)
}

fn named(name: &str, format: &str) -> Vec<u8> {
    common::bytes(format, &format!("{name}.{format}"))
}

fn open(bytes: &[u8]) -> Result<Document, Error> {
    source::parse(bytes, source::sniff(bytes)?, ReadOptions::default())
}

/// One line a block: looks and words; the cells of a table with their place and spans.
const OUTLINE: Outline = Outline {
    block: |doc, index| {
        let block = &doc.blocks()[index];
        let note = if block.role == Role::Footnote { "*" } else { "" };
        format!("{:4}| {}", looks(block.style) + note, doc.words(block))
    },
    extent,
};

#[test]
fn outlines() {
    for format in ["docx", "doc", "rtf"] {
        let doc = open(&bytes(format)).unwrap();
        insta::assert_snapshot!(format, OUTLINE.of(&doc));
    }
}

#[test]
fn frames_and_documents_within_the_file_are_read() {
    let doc = open(&named("khung", "docx")).unwrap();
    insta::assert_snapshot!("docx-frame", OUTLINE.of(&doc));
    let [issue] = &doc.issues[..] else { panic!("{:?}", doc.issues) };
    assert!(issue.code == "unreadable-content" && issue.message.starts_with("word/mat.html"), "{issue:?}");
}

#[test]
fn text_that_lost_its_typeface_is_in_the_table_its_words_tell() {
    let doc = open(&named("khong-phong", "rtf")).unwrap();
    let lines =
        "Uỷ ban nhân dân xã An Lạc\nSố: 15\nKỲ HỌP THỨ 5\nNăm\nHộ nghèo giảm còn 2%\nTrường học đạt chuẩn\n4 ha";
    assert_eq!(doc.text(), lines);
    let codes: Vec<&str> = doc.issues.iter().map(|i| i.code).collect();
    assert_eq!(codes, ["encoding-mixed", "tracked-changes"]);
}

#[test]
fn every_block_leads_back_to_its_paragraph() {
    let file = bytes("docx");
    let doc = open(&file).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    for block in doc.blocks() {
        let Some(Place::Part { part, paragraph }) = doc.place(block.span) else { panic!("{}", doc.words(block)) };
        let mut xml = String::new();
        package.by_name(part).unwrap().read_to_string(&mut xml).unwrap();
        // The stretch from the start of this paragraph to that of the next, its tags taken out.
        let piece = xml.split("<w:p>").nth(paragraph as usize + 1).unwrap();
        let bare: String = piece.split('<').map(|t| t.split_once('>').map_or(t, |(_, text)| text)).collect();
        // Printed numbers stand in no paragraph.
        let letters = |w: &str| w.chars().filter(|c| c.is_alphabetic() && !"IV".contains(*c)).count();
        let word = doc.words(block).split(' ').find(|w| letters(w) > 1);
        // Letters of the typeface from before Unicode are others there, but for these.
        let word = word.map_or("", |w| if w == "Đất" { "giao" } else { w }).to_lowercase();
        assert!(bare.to_lowercase().contains(&word), "{word} not in paragraph {paragraph} of {part}: {bare}");
    }
}

#[test]
fn old_formats_lead_back_too() {
    let doc = open(&bytes("doc")).unwrap();
    let mut last = 0;
    for block in doc.blocks().iter().filter(|b| b.role == Role::Body && !doc.words(b).contains("DỰ THẢO")) {
        let Some(Place::Part { part: "WordDocument", paragraph }) = doc.place(block.span) else { panic!() };
        assert!(paragraph >= last, "blocks follow the order of the text");
        last = paragraph;
    }
    let file = bytes("rtf");
    let doc = open(&file).unwrap();
    for block in doc.blocks() {
        let Some(Place::Bytes { start, end }) = doc.place(block.span) else { panic!("{}", doc.words(block)) };
        let raw = String::from_utf8_lossy(&file[start as usize..end as usize]).into_owned();
        // Letters outside ASCII are written otherwise there; runs of digits are not.
        for digits in doc.words(block).split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() > 1) {
            assert!(raw.contains(digits), "{digits} not in {raw}");
        }
    }
}

/// A package of one part.
fn package(document: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(document).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn bad_packages_are_refused() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "99%"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"#;
    assert!(matches!(open(&package(bomb.as_bytes())), Err(Error::Damaged { format: "docx", .. })));
    let mut huge = b"<w:document xmlns:w=\"w\">".to_vec();
    huge.resize(40 << 20, b' ');
    assert!(matches!(open(&package(&huge)), Err(Error::TooLarge { .. })));
    let deep = format!("<w:document><w:body>{}", "<w:tbl><w:tr><w:tc>".repeat(5000));
    assert!(matches!(open(&package(deep.as_bytes())), Err(Error::TooLarge { .. })));
    let file = bytes("docx");
    assert!(matches!(
        source::parse(&file[..file.len() / 2], Format::Docx, ReadOptions::default()),
        Err(Error::Damaged { .. })
    ));
    assert!(matches!(open(&package(b"<w:document><w:body><w:p/></w:body></w:document>")), Err(Error::Empty)));
}

#[test]
fn encrypted_and_foreign_containers_are_named() {
    let container = |streams: &[(&str, &[u8])]| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, data) in streams {
            file.create_stream(name).unwrap().write_all(data).unwrap();
        }
        file.into_inner().into_inner()
    };
    assert!(matches!(
        open(&container(&[("/EncryptedPackage", b"x"), ("/EncryptionInfo", b"y")])),
        Err(Error::Encrypted)
    ));
    assert!(matches!(open(&container(&[("/Workbook", b"x")])), Err(Error::Unsupported { found: "an Excel workbook" })));
    // The block of information of Word 97 with the flag for encryption.
    let mut block = vec![0; 900];
    block[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
    block[11] = 1;
    assert!(matches!(open(&container(&[("/WordDocument", &block), ("/0Table", b"")])), Err(Error::Encrypted)));
    block[11] = 0;
    assert!(matches!(open(&container(&[("/WordDocument", &block), ("/0Table", b"")])), Err(Error::Damaged { .. })));
    let file = bytes("doc");
    assert!(open(&file[..file.len() / 3]).is_err());
}

#[test]
fn torn_rtf_is_refused() {
    let file = bytes("rtf");
    assert!(matches!(open(&file[..file.len() / 2]), Err(Error::Damaged { format: "rtf", .. })));
    assert!(matches!(open(&[b"{\\rtf1 ".repeat(600), b"x".to_vec()].concat()), Err(Error::TooLarge { .. })));
}

/// Numbers that look thrown, always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn damage(&mut self, file: &mut Vec<u8>) {
        match self.below(4) {
            0 => file.truncate(self.below(file.len())),
            1 => {
                let (from, length) = (self.below(file.len()), self.below(64));
                let to = (from + length).min(file.len());
                file[from..to].fill(0xff);
            }
            _ => {
                for _ in 0..=self.below(8) {
                    let at = self.below(file.len());
                    file[at] = self.below(256) as u8;
                }
            }
        }
    }
}

/// Whatever is read of damaged bytes keeps the promises of a document.
fn survives(bytes: &[u8], format: Format) {
    if let Ok(doc) = source::parse(bytes, format, ReadOptions::default()) {
        for block in doc.blocks() {
            assert!(!doc.words(block).is_empty());
        }
    }
}

#[test]
fn damage_makes_no_reader_panic() {
    let mut dice = Dice(20240108);
    for (name, format) in [("docx", Format::Docx), ("doc", Format::Doc), ("rtf", Format::Rtf)] {
        let file = bytes(name);
        for _ in 0..150 {
            let mut torn = file.clone();
            dice.damage(&mut torn);
            // A mark of Word 95 would go to LibreOffice, which is not what is tried here.
            survives(&torn, format);
        }
    }
    // Checksums refuse most damage to a package, so its parts are damaged before packing.
    let mut xml = Vec::new();
    zip::ZipArchive::new(Cursor::new(bytes("docx")))
        .unwrap()
        .by_name("word/document.xml")
        .unwrap()
        .read_to_end(&mut xml)
        .unwrap();
    for _ in 0..150 {
        let mut torn = xml.clone();
        dice.damage(&mut torn);
        survives(&package(&torn), Format::Docx);
    }
    // The same for the streams of the old format.
    for _ in 0..150 {
        let mut torn = cfb::CompoundFile::open(Cursor::new(bytes("doc"))).unwrap();
        let name = ["/WordDocument", "/1Table"][dice.below(2)];
        let mut data = Vec::new();
        torn.open_stream(name).unwrap().read_to_end(&mut data).unwrap();
        let mark = data[..4].to_vec();
        dice.damage(&mut data);
        if name == "/WordDocument" && data.len() > 4 {
            data[..4].copy_from_slice(&mark);
        }
        torn.create_stream(name).unwrap().write_all(&data).unwrap();
        torn.flush().unwrap();
        survives(&torn.into_inner().into_inner(), Format::Doc);
    }
}
