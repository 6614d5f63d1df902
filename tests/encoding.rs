//! One plan in every encoding: each must read the same, and every word must lead back to its bytes.
//!
//! `fixtures/sources/encoding/tcvn3.txt` → the text of `utf-8.txt`; `hộ nghèo` → the eight bytes of `hé nghÌo`.

mod common;

use chitieu::document::{Document, Place};
use chitieu::source::{self, ReadOptions, encoding};
use chitieu::span::Span;
use proptest::prelude::*;

fn bytes(name: &str) -> Vec<u8> {
    common::bytes("encoding", name)
}

fn read(bytes: &[u8]) -> Document {
    source::parse(bytes, source::sniff(bytes).unwrap(), ReadOptions::default()).unwrap()
}

const FILES: [(&str, &str); 20] = [
    ("utf-8.txt", "utf-8"),
    ("utf-8-mark.txt", "utf-8"),
    ("utf-8-nfd.txt", "utf-8"),
    ("utf-16le.txt", "utf-16le"),
    ("utf-16be.txt", "utf-16be"),
    ("utf-16le-bare.txt", "utf-16le"),
    ("windows-1258.txt", "windows-1258"),
    ("tcvn3.txt", "tcvn3"),
    ("vni.txt", "vni"),
    ("viscii.txt", "viscii"),
    ("vps.txt", "vps"),
    ("tcvn3-as-utf-8.txt", "tcvn3"),
    ("vni-as-utf-8.txt", "vni"),
    ("utf-8-twice.txt", "utf-8"),
    ("mixed-tcvn3.txt", "utf-8"),
    ("mixed-bytes.txt", "utf-8"),
    #[cfg(feature = "html")]
    ("lies-utf-8.html", "utf-8"),
    #[cfg(feature = "html")]
    ("lies-tcvn3.html", "tcvn3"),
    #[cfg(feature = "html")]
    ("lies-windows-1258.html", "windows-1258"),
    #[cfg(feature = "html")]
    ("utf-16le.html", "utf-16le"),
];

#[test]
fn every_encoding_reads_the_same() {
    let wanted = read(&bytes("utf-8.txt"));
    for (name, encoding) in FILES {
        let doc = read(&bytes(name));
        assert_eq!(doc.text(), wanted.text(), "{name}");
        assert_eq!(doc.origin.encoding, encoding, "{name}");
    }
}

#[cfg(feature = "html")]
#[test]
fn entities_of_an_old_table_read_the_same() {
    let doc = read(&bytes("vni-entities.html"));
    assert_eq!(doc.text(), read(&bytes("utf-8.txt")).text());
    assert_eq!(doc.origin.encoding, "vni");
}

/// The words of the document, decoded anew from the bytes they are said to come from, are the same words.
#[test]
fn every_word_leads_back_to_its_bytes() {
    for (name, _) in FILES {
        let bytes = bytes(name);
        let doc = read(&bytes);
        let mut at = 0;
        for word in doc.text().split_inclusive([' ', '\n']) {
            let span = Span::new(at, at + word.trim_end().len());
            at += word.len();
            let Some(Place::Bytes { start, end }) = doc.place(span) else { panic!("{name}: {word} has no place") };
            let raw = &bytes[start as usize..end as usize];
            assert_eq!(word_of(raw, name), span.of(doc.text()), "{name}: bytes {start}..{end}");
        }
    }
}

/// One word of a file whose encoding is known from its name.
fn word_of(raw: &[u8], name: &str) -> String {
    use chitieu::source::encoding::charset::{Charset, character};
    use unicode_normalization::UnicodeNormalization;
    let narrow =
        |charset| encoding::repair::read(charset, &raw.iter().filter_map(|b| character(*b)).collect::<String>());
    let wide = |little: bool| {
        let unit = |u: &[u8]| if little { u16::from_le_bytes([u[0], u[1]]) } else { u16::from_be_bytes([u[0], u[1]]) };
        String::from_utf16(&raw.chunks(2).map(unit).collect::<Vec<_>>()).unwrap()
    };
    let text = || std::str::from_utf8(raw).unwrap();
    let word = match name {
        "tcvn3.txt" | "lies-tcvn3.html" => narrow(Charset::Tcvn3),
        "vni.txt" => narrow(Charset::Vni),
        "viscii.txt" => narrow(Charset::Viscii),
        "vps.txt" => narrow(Charset::Vps),
        "windows-1258.txt" | "lies-windows-1258.html" => narrow(Charset::Windows1258),
        "tcvn3-as-utf-8.txt" => encoding::repair::read(Charset::Tcvn3, text()),
        "vni-as-utf-8.txt" => encoding::repair::read(Charset::Vni, text()),
        "utf-8-twice.txt" => encoding::repair::read(Charset::TwiceUtf8, text()),
        "utf-16be.txt" => wide(false),
        _ if name.starts_with("utf-16") => wide(true),
        // A word of the head, in the old table, or of the body.
        "mixed-bytes.txt" => match std::str::from_utf8(raw) {
            Ok(text) => text.to_owned(),
            Err(_) => narrow(Charset::Tcvn3),
        },
        "mixed-tcvn3.txt" if !text().chars().any(|c| c > '\u{17f}') && !matches!(text(), "vào") => {
            let old = encoding::repair::read(Charset::Tcvn3, text());
            let head = ["ủy", "nhân", "dân", "tỉnh", "Hà", "Bắc", "Số:"];
            if head.contains(&old.as_str()) { old } else { text().to_owned() }
        }
        _ => text().to_owned(),
    };
    word.nfc().collect()
}

#[test]
fn lost_bytes_are_counted_and_the_rest_is_read() {
    let doc = read(&bytes("damaged.txt"));
    assert_eq!(doc.origin.encoding, "utf-8");
    let issue = doc.issues.iter().find(|i| i.code == "encoding-damaged").unwrap();
    assert!(issue.message.starts_with("1 place"), "{}", issue.message);
    let wanted = read(&bytes("utf-8.txt"));
    let differing = doc.text().lines().zip(wanted.text().lines()).filter(|(a, b)| a != b).count();
    assert_eq!(differing, 1);
}

#[test]
fn a_head_in_another_encoding_is_told() {
    let doc = read(&bytes("mixed-tcvn3.txt"));
    let issue = doc.issues.iter().find(|i| i.code == "encoding-mixed").unwrap();
    assert!(issue.message.contains("tcvn3"), "{}", issue.message);
}

#[test]
fn text_saved_twice_is_told() {
    let doc = read(&bytes("utf-8-twice.txt"));
    let codes: Vec<&str> = doc.issues.iter().map(|i| i.code).collect();
    assert_eq!(codes, ["encoding-twice"]);
    assert!(!read(&bytes("tcvn3-as-utf-8.txt")).issues.iter().any(|i| i.code == "encoding-twice"));
}

proptest! {
    #[test]
    fn any_bytes_decode_and_lead_back(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for decoded in [encoding::decode(&bytes), encoding::decode_html(&bytes)] {
            let mut before = 0;
            for (at, _) in decoded.text.char_indices().chain([(decoded.text.len(), ' ')]) {
                let file = decoded.map.as_ref().map_or(at as u64, |m| m.file(at as u64));
                prop_assert!(before <= file && file <= bytes.len() as u64);
                before = file;
            }
        }
    }

    #[test]
    fn damaged_fixtures_still_decode(file in 0..FILES.len(), cuts in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..6)) {
        let mut bytes = bytes(FILES[file].0);
        for (at, byte) in cuts {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        let decoded = encoding::decode(&bytes);
        let end = decoded.map.as_ref().map_or(bytes.len() as u64, |m| m.file(decoded.text.len() as u64));
        prop_assert!(end <= bytes.len() as u64);
    }

    #[test]
    fn sound_text_is_borrowed(text in "[a-zA-Zàáâãèéêìíòóôõùúýăđơưạảấầẩẫậếềểễệốồộớờợứừựỷ0-9 .,;%–“”°\n]{0,200}") {
        let decoded = encoding::decode(text.as_bytes());
        if std::str::from_utf8(text.as_bytes()).is_ok() && encoding::utf16::order(text.as_bytes()).is_none() {
            prop_assert!(matches!(decoded.text, std::borrow::Cow::Borrowed(_)));
            prop_assert!(decoded.map.is_none());
        }
    }
}
