//! The README tells the truth: its commands run, and its record is what comes.
//!
//! `cargo run --release -- extract corpus -o out` → the binary with `extract corpus -o out`, exit code 0.
#![cfg(all(feature = "cli", feature = "html", feature = "sqlite"))]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The blocks of the README in a language.
fn blocks(language: &str) -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README is there");
    let open = format!("```{language}\n");
    let block = |rest: &str| rest.split_once("\n```").expect("a block ends").0.to_owned();
    readme.split(&open).skip(1).map(block).collect()
}

/// The words of a command, quotes taken off.
fn words(command: &str) -> Vec<String> {
    command.split_whitespace().map(|w| w.trim_matches('\'').to_owned()).collect()
}

#[test]
fn commands_run() {
    // Outputs go to a folder of their own: the repository stays as it is.
    let folder = tempfile::tempdir().expect("a folder");
    copy(&root().join("corpus"), &folder.path().join("corpus"));
    let mut run = 0;
    for line in blocks("sh").iter().flat_map(|b| b.lines()) {
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let arguments = match words.as_slice() {
            // This very run.
            ["cargo", "test"] => continue,
            ["cargo", "run", "--release", "--", arguments @ ..] | ["chitieu", arguments @ ..] => arguments,
            _ => panic!("a command that is not tried: {line}"),
        };
        let done = Command::new(env!("CARGO_BIN_EXE_chitieu"))
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .expect("the binary runs");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{line}: {said}");
        assert!(!done.stdout.is_empty() || said.contains("documents"), "{line} does nothing");
        run += 1;
    }
    assert!(run >= 8);
    let documents =
        fs::read_dir(root().join("corpus")).expect("the corpus").flatten().filter(|e| e.path().is_dir()).count();
    for (out, ending) in [("out", ".json"), ("dataset/records", ".json"), ("dataset/review", ".html")] {
        let names = fs::read_dir(folder.path().join(out)).expect(out).flatten().map(|e| e.file_name());
        let count = names.filter(|n| n.to_string_lossy().ends_with(ending)).count();
        assert_eq!(count, documents, "{out}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a copy");
        }
    }
}

/// Whether all that `part` says is said by `whole` too.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(k, v)| whole.get(k).is_some_and(|w| holds(w, v)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(w, p)| holds(w, p))
        }
        (Value::Number(whole), Value::Number(part)) => whole.as_f64() == part.as_f64(),
        _ => whole == part,
    }
}

#[test]
fn the_target_shown_is_one_that_comes() {
    let shown: Value = serde_json::from_str(&blocks("json")[0]).expect("JSON");
    let bytes = fs::read(root().join("corpus/thai-binh-bao-hiem-y-te/source.txt")).expect("the document");
    let record = chitieu::extract(&bytes, &chitieu::Options::default()).expect("a record");
    let record = serde_json::to_value(&record).expect("JSON");
    let targets = record["targets"].as_array().expect("targets");
    assert!(targets.iter().any(|t| holds(t, &shown)), "{shown:#}\nis not in\n{targets:#?}");
}

#[test]
fn exit_codes_and_files_are_those_told() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README is there");
    for (text, file) in [
        ("(LICENSE-MIT)", "LICENSE-MIT"),
        ("(LICENSE-APACHE)", "LICENSE-APACHE"),
        ("(CONTRIBUTING.md)", "CONTRIBUTING.md"),
    ] {
        assert!(readme.contains(text) && root().join(file).is_file(), "{file}");
    }
    assert!(readme.lines().count() <= 140, "the README is short");
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let default = manifest.lines().find(|l| l.starts_with("default = ")).expect("default features");
    let told = readme.split("`cli ").nth(1).and_then(|r| r.split('`').next()).expect("the features");
    for feature in told.split(' ') {
        assert!(default.contains(&format!("\"{feature}\"")), "{feature} is no default feature");
    }
    assert_eq!(default.matches('"').count() / 2, told.split(' ').count() + 1, "README: {told}; {default}");
}
