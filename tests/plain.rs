//! How the plain-text reader sees each fixture: blocks, styles, roles and cells, as snapshots.
//!
//! `| TT | Xã |` in the file → `table 1x2` / `  TT | Xã` in the snapshot.

use chitieu::document::{Block, Document, Flow, Place, Role};
use chitieu::source::plain;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::fmt::Write;

fn describe(doc: &Document, block: &Block) -> String {
    let mut out = String::new();
    let style = block.style;
    let marks = [(style.bold, 'B'), (style.italic, 'I'), (style.heading > 0, 'H')];
    let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
    let role = match block.role {
        Role::Body => "",
        Role::Metadata => "metadata ",
        Role::Footnote => "footnote ",
        Role::Furniture => "furniture ",
    };
    let marks = if marks.is_empty() { marks } else { format!("[{marks}] ") };
    let _ = write!(out, "{role}{marks}{}", doc.words(block));
    out
}

fn outline(doc: &Document) -> String {
    let mut out = String::new();
    for flow in doc.flow() {
        match *flow {
            Flow::Block(block) => {
                let _ = writeln!(out, "{}", describe(doc, &doc.blocks()[block]));
            }
            Flow::Table(index) => {
                let table = &doc.tables()[index];
                let exact = if table.exact_grid { ", exact grid" } else { "" };
                let _ = writeln!(out, "table {}x{}{exact}", table.rows, table.columns);
                for row in 0..table.rows {
                    let cells = table.cells.iter().filter(|c| c.row == row);
                    let cells: Vec<String> = cells
                        .map(|c| {
                            let blocks: Vec<_> =
                                doc.blocks()[c.blocks.clone()].iter().map(|b| describe(doc, b)).collect();
                            format!("{}{}", if c.header { "^ " } else { "" }, blocks.join(" ¶ "))
                        })
                        .collect();
                    let _ = writeln!(out, "  {}", cells.join(" | "));
                }
            }
        }
    }
    out
}

#[test]
fn fixtures_are_seen_as_a_reader_would() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sources/plain");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "ABOUT.md" {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let doc = plain::read(&bytes).unwrap();
        grounded(&bytes, &doc);
        insta::assert_snapshot!(format!("plain_{name}"), outline(&doc));
    }
}

/// Decomposed input reads the same as composed input.
#[test]
fn decomposed_letters_change_nothing() {
    use unicode_normalization::UnicodeNormalization;
    for name in ["stacked.txt", "ragged.md", "cell-ends.txt", "portal-page.txt", "wrapped.txt"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sources/plain").join(name);
        let text = std::fs::read_to_string(path).unwrap();
        let decomposed: String = text.nfd().collect();
        let (a, b) = (plain::read(text.as_bytes()).unwrap(), plain::read(decomposed.as_bytes()).unwrap());
        assert_eq!(outline(&a), outline(&b), "{name}");
        grounded(decomposed.as_bytes(), &b);
    }
}

/// The words of each block stand in the file where the document says, marks and blanks apart.
fn grounded(bytes: &[u8], doc: &Document) {
    for block in doc.blocks() {
        let words = doc.words(block);
        let Some(Place::Bytes { start, end }) = doc.place(block.span) else { panic!("no place for {words:?}") };
        assert!(start < end && end as usize <= bytes.len(), "{words:?}");
        // Word by word: each is found, in order, within the place of its block.
        if let Ok(raw) = std::str::from_utf8(&bytes[start as usize..end as usize]) {
            let raw = letters(raw);
            let mut at = 0;
            for c in letters(words).chars() {
                let found = raw[at..].find(c).unwrap_or_else(|| panic!("{c:?} of {words:?} not in {raw:?}"));
                at += found + c.len_utf8();
            }
        }
    }
}

/// Letters and digits only, composed, look-alikes replaced as the document does.
fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let replaced = text.nfc().filter_map(|c| match chitieu::text::edit(c) {
        chitieu::text::Edit::Replace(r) => Some(r),
        chitieu::text::Edit::Keep => Some(c),
        _ => None,
    });
    replaced.filter(|c| c.is_ascii_alphanumeric() || ('à'..='ỹ').contains(c)).collect()
}

/// Lines of the kinds that tables and wraps are made of, so that random texts hit the rules.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("|".to_owned()),
        Just("".to_owned()),
        Just("**".to_owned()),
        Just("|||".to_owned()),
        Just("|---|:-:|".to_owned()),
        Just("+---+---+".to_owned()),
        Just("STT".to_owned()),
        "[0-9]{1,2}(\\.[0-9])?",
        "(I|II|III|a|b|-)",
        "[a-zàđêổ ]{0,90}",
        "[A-ZĐÊ ]{0,40}",
        "(\\*{1,3}|_|- |\\+ )?[A-Za-zĐđê ]{1,30}(\\*{1,3}| \\||\\||;|\\.)?",
        "\\|( [a-z0-9]{0,5} \\|){1,4}",
        "[a-z]{1,5}(\t[a-z0-9]{0,4}){1,3}",
        "[A-Za-z]{1,9}( {4,9}[A-Za-z]{1,9}){1,3}",
        "(Số hiệu|Ngày ban hành|Người ký):? [a-z0-9/]{0,8}",
        // Markup, entities and marks without a letter are no text; what becomes of them is told elsewhere.
        "[^<>&\\pC\\pM]{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: RngSeed::Fixed(1945), ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = plain::read(&bytes);
    }

    #[test]
    fn any_text_is_read_and_grounded(
        lines in proptest::collection::vec(line(), 0..60),
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just("\n\n")],
    ) {
        let text = lines.join(end);
        if let Ok(doc) = plain::read(text.as_bytes()) {
            for block in doc.blocks() {
                prop_assert!(doc.place(block.span).is_some());
            }
            grounded(text.as_bytes(), &doc);
            // Letters are neither lost nor made, save those of marks and of a table's rules.
            prop_assert_eq!(letters(doc.text()).len(), letters(&text).len());
        }
    }
}
