//! Whole documents of `corpus/`: what their records hold, and how good that is.
//!
//! `corpus/kon-tum-rung/source.txt` → `tests/snapshots/corpus__kon-tum-rung.snap`, and an F1 not below that of `tests/corpus.floor`.
//!
//! A new document needs no line here: `INSTA_UPDATE=always cargo test --test corpus` makes its snapshot.
#![cfg(all(feature = "cli", feature = "html"))]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The documents, by id: the path of each source.
fn documents() -> BTreeMap<String, PathBuf> {
    let source = |folder: &Path| {
        let named = |p: &PathBuf| p.file_stem().is_some_and(|s| s == "source");
        fs::read_dir(folder).ok()?.filter_map(|e| Some(e.ok()?.path())).find(named)
    };
    fs::read_dir(corpus())
        .expect("the corpus is there")
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|folder| folder.is_dir())
        .map(|folder| {
            let id = folder.file_name().expect("a name").to_string_lossy().into_owned();
            let source = source(&folder).unwrap_or_else(|| panic!("{id}: no source"));
            (id, source)
        })
        .collect()
}

/// A record as it is read in a difference: every quote on one line, `start..end exact`, with its cell; no hash.
fn readable(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(readable),
        Value::Object(fields) => {
            if let Some(exact) = fields.get("exact").and_then(Value::as_str) {
                let cell = fields.get("table").map(|t| format!(" cell {}.{}.{}", t["index"], t["row"], t["column"]));
                let (start, end) = (&fields["start"], &fields["end"]);
                *value = Value::String(format!("{start}..{end}{} {exact}", cell.unwrap_or_default()));
            } else {
                fields.remove("sha256");
                fields.values_mut().for_each(readable);
            }
        }
        _ => {}
    }
}

#[test]
fn records_are_as_accepted() {
    let documents = documents();
    assert!(documents.len() >= 8);
    for (id, source) in &documents {
        let name = source.file_name().expect("a name").to_string_lossy();
        let options = chitieu::Options { path: format!("corpus/{id}/{name}"), ..chitieu::Options::default() };
        let bytes = fs::read(source).expect("readable");
        let record = chitieu::extract(&bytes, &options).unwrap_or_else(|e| panic!("{id}: {e}"));
        let mut value = serde_json::to_value(&record).expect("a record is JSON");
        readable(&mut value);
        let shown = serde_json::to_string_pretty(&value).expect("JSON");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("corpus__{id}"), shown);
        });
    }
    // A document that was taken away takes its snapshot along.
    for entry in
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")).expect("a folder").flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(id) = name.strip_prefix("corpus__").and_then(|n| n.strip_suffix(".snap")) {
            assert!(documents.contains_key(id), "{name} has no document");
        }
    }
}

#[test]
fn documents_say_what_they_are_for() {
    for id in documents().keys() {
        let about =
            fs::read_to_string(corpus().join(id).join("ABOUT.md")).unwrap_or_else(|e| panic!("{id}/ABOUT.md: {e}"));
        assert!(about.contains("ritten for this project"), "{id}/ABOUT.md: says where the document comes from");
    }
}

#[test]
fn scores_stay_above_their_floors() {
    let out = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_chitieu"))
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("the binary runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    let folder = out.path().to_str().expect("a plain name");
    run(&["extract", "corpus", "-o", folder, "--quiet"]);
    let score = run(&["score", "--gold", "corpus", "--pred", folder]);
    let last = |line: &str| line.split_whitespace().last().and_then(|n| n.parse::<f64>().ok());
    let found = |name: &str| {
        // The score cuts long names.
        let name: String = if name == "header" { "header all".to_owned() } else { name.chars().take(28).collect() };
        score.lines().find(|l| l.starts_with(&format!("{name} "))).and_then(last)
    };
    let floors =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus.floor")).expect("the floors");
    let mut low = Vec::new();
    let mut held = Vec::new();
    for line in floors.lines().filter(|l| !l.starts_with('#')) {
        let (name, floor) = line.split_once(' ').expect("a name and a number");
        let floor: f64 = floor.parse().expect("a number");
        match found(name) {
            Some(f1) if f1 >= floor => {}
            Some(f1) => low.push(format!("{name}: {f1}, floor {floor}")),
            None => low.push(format!("{name}: not scored")),
        }
        held.push(name);
    }
    for id in documents().keys().filter(|id| corpus().join(id).join("gold.json").is_file()) {
        if !held.contains(&id.as_str()) {
            low.push(format!("{id}: has gold and no floor"));
        }
    }
    assert!(low.is_empty(), "{}\n{score}", low.join("\n"));
}
