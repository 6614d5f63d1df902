//! Headers of small documents in the shapes real ones have, with what must be read of them beside.
//!
//! `fixtures/headers/stacked.txt` and `stacked.header`: `number = 118/KH-UBND` …; a field that is not listed must be absent.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/headers")
}

/// The fixtures, by name: the source and what it must give.
fn fixtures() -> Vec<(String, PathBuf, BTreeMap<String, String>)> {
    let mut expected: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the fixtures are there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "header"))
        .collect();
    expected.sort();
    expected
        .into_iter()
        .map(|path| {
            let name = path.file_stem().and_then(|s| s.to_str()).expect("a plain name").to_owned();
            let source = ["txt", "md", "html"]
                .iter()
                .map(|e| path.with_extension(e))
                .find(|p| p.is_file())
                .unwrap_or_else(|| panic!("{name}: no source"));
            let text = std::fs::read_to_string(&path).expect("readable");
            let fields = text
                .lines()
                .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
                .map(|l| {
                    let (field, value) = l.split_once(" = ").unwrap_or_else(|| panic!("{name}: {l}"));
                    (field.to_owned(), value.to_owned())
                })
                .collect();
            (name, source, fields)
        })
        .collect()
}

fn record(source: &Path) -> chitieu::Record {
    let bytes = std::fs::read(source).expect("readable");
    chitieu::extract(&bytes, &chitieu::Options::default()).expect("a document")
}

/// The fields of a record's header as the fixtures write them; absent ones left out.
fn fields(record: &chitieu::Record) -> BTreeMap<String, String> {
    let h = &record.header;
    let bases: Vec<String> =
        h.legal_basis.iter().map(|i| format!("{} {}", i.number, i.issued_on.as_deref().unwrap_or("-"))).collect();
    let mut codes: Vec<&str> =
        record.diagnostics.iter().map(|d| d.code.as_ref()).filter(|c| c.starts_with("header-")).collect();
    codes.sort_unstable();
    codes.dedup();
    let joined = |list: Vec<String>, by: &str| (!list.is_empty()).then(|| list.join(by));
    let others = [
        ("legal_basis", joined(bases, "; ")),
        ("diagnostics", joined(codes.into_iter().map(str::to_owned).collect(), " ")),
        ("form", (record.source.form == "report").then(|| "report".to_owned())),
    ];
    let texts = h.texts().map(|(name, value)| (name, value.map(str::to_owned)));
    texts.into_iter().chain(others).filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

#[test]
fn headers_are_as_written_beside_them() {
    let mut wrong = Vec::new();
    let all = fixtures();
    assert!(all.len() > 20, "the fixtures are there");
    for (name, source, expected) in all {
        let found = fields(&record(&source));
        for field in expected.keys().chain(found.keys()).collect::<std::collections::BTreeSet<_>>() {
            let (want, got) = (expected.get(field), found.get(field));
            if want != got {
                wrong.push(format!("{name}: {field}: want {want:?}, got {got:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_field_has_evidence_that_shows_it() {
    for (name, source, _) in fixtures() {
        let record = record(&source);
        let h = &record.header;
        for field in fields(&record).keys().filter(|f| !matches!(f.as_str(), "form" | "diagnostics")) {
            let evidence = h.evidence.get(field).unwrap_or_else(|| panic!("{name}: no evidence of {field}"));
            assert!(evidence.iter().all(|q| !q.exact.is_empty()), "{name}: empty evidence of {field}");
        }
        // What is printed stands in its evidence: the same letters but for case, blanks and the place of tone marks.
        let letters =
            |text: &str| chitieu::text::folded(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        for (field, value) in [
            ("number", &h.number),
            ("title", &h.title),
            ("place", &h.place),
            ("signer", &h.signer),
            ("signing_authority", &h.signing_authority),
        ] {
            let Some(value) = value else { continue };
            let shown = h.evidence[field].iter().any(|q| letters(&q.exact).contains(&letters(value)));
            assert!(shown, "{name}: {field} {value:?} stands in none of its spans");
        }
    }
}
