//! Archives as folders of documents: what is in them, what is damaged, and what the command line makes of both.
//!
//! `van-phong.zip` → `2025/ke-hoach.html`, `cu.zip!/2019/nghi-quyet.txt`, …, each a document with its own record.

#![cfg(all(feature = "archive", feature = "html", feature = "cli"))]

mod common;

use chitieu::Error;
use chitieu::document::Place;
use chitieu::source::{self, Format, ReadOptions, archive};
use chitieu::span::Span;
use common::program::chitieu;
use common::{bytes, fixtures};
use proptest::prelude::*;

/// Path and, of those that cannot be read, the error.
fn listed(name: &str) -> Vec<(String, Option<String>)> {
    let bytes = bytes("archive", name);
    let format = source::sniff(&bytes).unwrap();
    let members = archive::members(bytes.into(), format, name).unwrap();
    members.map(|m| (m.path, m.bytes.err().map(|e| e.to_string()))).collect()
}

fn paths(name: &str) -> Vec<String> {
    listed(name).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn members_of_members_are_listed_in_order() {
    let wanted = [
        "2025/ke-hoach.html",
        "2024/ke-hoach.txt",
        "cu.zip!/2019/nghi-quyet.txt",
        "nen.txt.gz!/nen.txt",
        "anh.jpg",
        "Kế hoạch.txt",
    ];
    assert_eq!(paths("van-phong.zip"), wanted);
    assert_eq!(paths("ke-hoach.html.gz"), ["ke-hoach.html"]);
    assert_eq!(paths("ten-cu.zip"), ["KÉ HOäCH NÄM.txt"], "code page 437");
}

#[test]
fn what_is_wrong_with_one_member_leaves_the_others() {
    let failed = |name: &str| -> Vec<(String, String)> {
        listed(name).into_iter().filter_map(|(path, error)| Some((path, error?))).collect()
    };
    let [(bomb, error)] = &failed("bom.zip")[..] else { panic!("{:?}", failed("bom.zip")) };
    assert!(bomb == "bom.txt" && error.starts_with("too large: bytes inflated"), "{bomb}: {error}");
    let [(locked, error)] = &failed("mat-khau.zip")[..] else { panic!("{:?}", failed("mat-khau.zip")) };
    assert!(locked == "b.txt" && error.starts_with("encrypted"), "{locked}: {error}");
    let [(broken, error)] = &failed("hong.zip")[..] else { panic!("{:?}", failed("hong.zip")) };
    assert!(broken == "b.txt" && error.starts_with("damaged zip"), "{broken}: {error}");
    let [(deep, error)] = &failed("sau.zip")[..] else { panic!("{:?}", failed("sau.zip")) };
    assert!(deep.starts_with("tang-") && error.starts_with("too large: archives within"), "{deep}: {error}");
    assert_eq!(paths("bom.zip"), ["bom.txt", "nho.txt"]);
    assert_eq!(paths("mat-khau.zip"), ["a.txt", "b.txt", "c.txt"]);
}

#[test]
fn an_archive_cut_short_is_read_as_far_as_it_goes() {
    let found = listed("cut.zip");
    assert_eq!(found.iter().filter(|(_, error)| error.is_none()).count(), 2, "{found:?}");
    assert!(found.iter().any(|(_, error)| error.as_ref().is_some_and(|e| e.starts_with("damaged zip"))), "{found:?}");
}

#[test]
fn a_packed_document_is_read_as_if_it_were_not() {
    let gz = bytes("archive", "ke-hoach.html.gz");
    let doc = source::parse(&gz, Format::Gzip, ReadOptions::default()).unwrap();
    assert!(doc.text().contains("- Tỷ lệ hộ nghèo giảm còn dưới 3% vào năm 2025."));
    let several = source::parse(&bytes("archive", "mat-khau.zip"), Format::Zip, ReadOptions::default());
    assert!(matches!(several, Err(Error::Unsupported { found: "an archive of several documents" })));
    let office = source::parse(&bytes("archive", "bang-tinh.zip"), Format::Zip, ReadOptions::default());
    assert!(matches!(office, Err(Error::Unsupported { .. })));
}

#[test]
fn saved_pages_read_the_same_and_lead_back() {
    for name in ["trinh-duyet.mhtml", "word.mht", "start.mht"] {
        let bytes = bytes("mhtml", name);
        assert_eq!(source::sniff(&bytes).unwrap(), Format::Mhtml, "{name}");
        let doc = source::parse(&bytes, Format::Mhtml, ReadOptions::default()).unwrap();
        assert_eq!(doc.text(), "KẾ HOẠCH\n1. Mục tiêu\n- Tỷ lệ hộ nghèo giảm còn dưới 3% vào năm 2025.", "{name}");
        assert_eq!(doc.origin.media_type, "multipart/related");
        let at = doc.text().find("2025").unwrap();
        let Some(Place::Bytes { start, end }) = doc.place(Span::new(at, at + 4)) else { panic!("{name}") };
        let raw = String::from_utf8_lossy(&bytes[start as usize..end as usize]).replace("=\r\n", "");
        // Base64 of UTF-16: the stretch holds the four digits, shifted by the bits of its neighbours.
        assert!(raw == "2025" || name == "word.mht" && (10..=16).contains(&raw.trim().len()), "{name}: {raw:?}");
    }
}

#[test]
fn every_member_gets_its_record() {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().to_str().unwrap();
    let o = chitieu(&fixtures("archive"), &["extract", "van-phong.zip", "-o", to]);
    let said = String::from_utf8_lossy(&o.stderr).into_owned();
    assert_eq!(o.status.code(), Some(0), "{said}");
    assert!(said.contains("passed over 1 file that is no document, first van-phong.zip!/anh.jpg"), "{said}");
    let mut names: Vec<_> = std::fs::read_dir(out.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    let wanted = ["Kế hoạch.json", "ke-hoach-2.json", "ke-hoach.json", "nen.json", "nghi-quyet.json"];
    assert_eq!(names.len(), wanted.len());
    assert!(wanted.iter().all(|w| names.iter().any(|n| n == w)), "{names:?}");
    let record = std::fs::read_to_string(out.path().join("nghi-quyet.json")).unwrap();
    assert!(record.contains("\"path\": \"van-phong.zip!/cu.zip!/2019/nghi-quyet.txt\""), "{record}");
    let text = chitieu(&fixtures("archive"), &["text", "van-phong.zip!/cu.zip!/2019/nghi-quyet.txt"]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("dưới 9% vào năm 2019"));
}

#[test]
fn bad_members_are_told_and_the_rest_is_read() {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().to_str().unwrap();
    for (name, good, told) in [
        ("mat-khau.zip", 2, "mat-khau.zip!/b.txt: encrypted"),
        ("hong.zip", 2, "hong.zip!/b.txt: damaged zip"),
        ("bom.zip", 1, "bom.zip!/bom.txt: too large"),
        ("cut.zip", 2, "cut.zip: damaged zip"),
        ("bang-tinh.zip", 0, "bang-tinh.zip: not a document this tool reads"),
        ("cut.txt.gz", 0, "cut.txt.gz!/cut.txt: damaged gzip"),
    ] {
        let o = chitieu(&fixtures("archive"), &["extract", name, "--format", "jsonl", "-o", to]);
        let said = String::from_utf8_lossy(&o.stderr).into_owned();
        assert_eq!(o.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(told), "{name}: {said}");
        assert!(said.contains(&format!("{good} documents")), "{name}: {said}");
    }
}

#[test]
fn a_survey_tells_of_every_file_and_never_fails() {
    let o = chitieu(&fixtures(""), &["scan", "encoding/tcvn3.txt", "archive/mat-khau.zip", "absent.txt"]);
    let said = String::from_utf8_lossy(&o.stdout).into_owned();
    assert_eq!(o.status.code(), Some(0), "{said}");
    let line = |what: &str| said.lines().find(|l| l.contains(what)).unwrap_or_else(|| panic!("{what}: {said}"));
    assert!(line("tcvn3.txt").starts_with("text   tcvn3            306 B     - yes  -         100% "));
    assert!(line("mat-khau.zip!/b.txt").contains("(encrypted"));
    assert!(line("absent.txt").contains("no such file"));
    assert!(said.contains("5 files, "), "{said}");
    let o = chitieu(&fixtures(""), &["scan", "--format", "json", "encoding/vni.txt"]);
    let json: serde_json::Value = serde_json::from_slice(&o.stdout).unwrap();
    assert_eq!(json["files"][0]["encoding"], "vni");
    assert_eq!((&json["files"][0]["text_layer"], &json["summary"]["legible"]), (&"yes".into(), &1.into()));
}

proptest! {
    #[test]
    fn damaged_archives_never_panic(
        file in 0..4usize,
        cuts in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..8),
        keep in 0.1..1.0f64,
    ) {
        let mut bytes = bytes("archive", ["van-phong.zip", "hong.zip", "sau.zip", "ke-hoach.html.gz"][file]);
        for (at, byte) in cuts {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate((bytes.len() as f64 * keep) as usize);
        for format in [Format::Zip, Format::Gzip] {
            if let Ok(members) = archive::members(bytes.clone().into(), format, "x") {
                prop_assert!(members.count() < 1000);
            }
        }
    }

    #[test]
    fn damaged_saved_pages_never_panic(
        file in 0..3usize,
        cuts in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = bytes("mhtml", ["trinh-duyet.mhtml", "word.mht", "start.mht"][file]);
        for (at, byte) in cuts {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        if let Ok(doc) = source::parse(&bytes, Format::Mhtml, ReadOptions::default()) {
            for block in doc.blocks() {
                if let Some(Place::Bytes { start, end }) = doc.place(block.span) {
                    prop_assert!(start <= end && end <= bytes.len() as u64);
                }
            }
        }
    }
}
