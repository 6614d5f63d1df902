//! The binary as a user meets it: exit codes, messages, where output goes.
//!
//! `chitieu extract trống.txt` → exit code 1, `chitieu: trống.txt: the file is empty`.
#![cfg(feature = "cli")]

mod common;

use common::program::{chitieu, code, err, out};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const PLAN: &str = "KẾ HOẠCH\n\nMục tiêu đến năm 2025\n- Tỷ lệ hộ nghèo giảm còn dưới 3%.\n";

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn one_file_prints_its_record() {
    let f = folder(&[("plan.txt", PLAN.as_bytes())]);
    let o = chitieu(f.path(), &["extract", "plan.txt"]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    let record: serde_json::Value = serde_json::from_str(&out(&o)).unwrap();
    assert_eq!(record["source"]["path"], "plan.txt");
    assert!(out(&o).ends_with("}\n"));
    let last = err(&o);
    assert!(last.lines().last().unwrap().starts_with("chitieu: 1 documents, "), "{last}");
}

#[test]
fn standard_input_is_a_document() {
    let f = folder(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_chitieu"))
        .args(["extract", "-", "--quiet"])
        .current_dir(f.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), PLAN.as_bytes()).unwrap();
    let o = child.wait_with_output().unwrap();
    assert_eq!((code(&o), err(&o)), (0, String::new()));
    assert!(out(&o).contains("\"path\": \"-\""));
}

#[test]
fn folders_give_a_file_a_document_named_by_folder_or_stem() {
    let f = folder(&[
        ("in/hue-12/source.txt", PLAN.as_bytes()),
        ("in/hue-12/gold.json", b"{}"),
        ("in/hue-12/ABOUT.md", b"# about"),
        ("in/b/plan.txt", PLAN.as_bytes()),
        ("in/c/plan.md", PLAN.as_bytes()),
        ("in/.hidden.txt", PLAN.as_bytes()),
        ("in/list.tsv", b"a\tb"),
    ]);
    let o = chitieu(f.path(), &["extract", "in", "-o", "out"]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    assert_eq!(names(&f.path().join("out")), ["hue-12.json", "plan-2.json", "plan.json"]);
    assert!(err(&o).contains("chitieu: in/c/plan.md: another document has this id, its record is named plan-2"));
    assert!(err(&o).contains("passed over 1 file that is no document, first in/list.tsv"));
    assert!(out(&o).is_empty());
}

#[test]
fn json_lines_come_in_input_order_whatever_the_threads() {
    let files: Vec<(String, Vec<u8>)> =
        (0..60).map(|n| (format!("in/{n:02}.txt"), PLAN.repeat(1 + (n * 7) % 13).into_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    let f = folder(&files);
    let one = chitieu(f.path(), &["extract", "in", "--format", "jsonl", "--threads", "1"]);
    let many = chitieu(f.path(), &["extract", "in", "--format", "jsonl", "--threads", "5"]);
    assert_eq!(one.stdout, many.stdout);
    assert_eq!(out(&one).lines().count(), 60);
    let o = chitieu(f.path(), &["extract", "in", "--format", "jsonl", "-o", "out"]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    assert_eq!(fs::read(f.path().join("out/records.jsonl")).unwrap(), one.stdout);
}

#[test]
fn patterns_are_expanded_here_too() {
    let f = folder(&[("a1.txt", PLAN.as_bytes()), ("a2.txt", PLAN.as_bytes()), ("b.txt", PLAN.as_bytes())]);
    let o = chitieu(f.path(), &["extract", "a*.txt", "--format", "jsonl"]);
    assert_eq!((code(&o), out(&o).lines().count()), (0, 2), "{}", err(&o));
    let o = chitieu(f.path(), &["extract", "x*.txt", "--format", "jsonl"]);
    assert_eq!(code(&o), 2);
    assert!(err(&o).contains("x*.txt: the pattern matches no file"), "{}", err(&o));
}

#[test]
fn a_bad_file_is_told_and_the_batch_goes_on() {
    let f = folder(&[
        ("in/a.txt", PLAN.as_bytes()),
        ("in/empty.txt", b""),
        ("in/junk.txt", &[0, 159, 146, 150, 1, 2, 3, 0, 255, 7, 8, 9]),
        ("in/picture.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("in/z.txt", PLAN.as_bytes()),
    ]);
    let o = chitieu(f.path(), &["extract", "in", "nowhere.txt", "-o", "out"]);
    assert_eq!(code(&o), 1);
    assert_eq!(names(&f.path().join("out")), ["a.json", "z.json"]);
    let said = err(&o);
    for line in [
        "chitieu: nowhere.txt: no such file or directory",
        "chitieu: in/empty.txt: the file is empty\nhint: ",
        "chitieu: in/junk.txt: not a document this tool reads (binary data)\nhint: ",
        "chitieu: in/picture.pdf: not a document this tool reads (a PNG image)\nhint: ",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    assert!(said.lines().last().unwrap().starts_with("chitieu: 2 documents, "), "{said}");
    assert!(said.lines().last().unwrap().ends_with("4 failures"), "{said}");
}

#[test]
fn what_cannot_run_is_two() {
    let f = folder(&[("a.txt", PLAN.as_bytes()), ("b.txt", PLAN.as_bytes()), ("empty/.keep", b"")]);
    for (arguments, said) in [
        (&["extract", "a.txt", "b.txt"][..], "2 documents do not go into one record\nhint: give -o DIR"),
        (&["extract", "empty", "-o", "out"], "empty: no document in this folder"),
        (&["extract", "a.txt", "-o", "b.txt"], "b.txt: "),
        (&["text", "empty"], "empty: is a folder\nhint: give one file"),
        (&["text", "nowhere"], "nowhere: cannot read: no such file or directory"),
        (&["explain", "a.txt", "--target", "99999"], "a.txt: no target 99999"),
    ] {
        let o = chitieu(f.path(), arguments);
        assert_eq!(code(&o), 2, "{arguments:?}");
        assert!(err(&o).starts_with(&format!("chitieu: {said}")), "{arguments:?}: {}", err(&o));
        assert!(out(&o).is_empty());
    }
    assert_eq!(code(&chitieu(f.path(), &["extract"])), 2);
    assert_eq!(code(&chitieu(f.path(), &["--help"])), 0);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let f = folder(&[("a.txt", PLAN.repeat(20_000).as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_chitieu"))
        .args(["text", "a.txt"])
        .current_dir(f.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let o = child.wait_with_output().unwrap();
    assert_eq!((code(&o), err(&o)), (0, String::new()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    let f = folder(&[("a.txt", PLAN.as_bytes())]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let o = Command::new(env!("CARGO_BIN_EXE_chitieu"))
        .args(["extract", "a.txt"])
        .current_dir(f.path())
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(code(&o), 2);
    assert_eq!(err(&o), "chitieu: cannot write to standard output: no space left on device\n");
}

#[test]
#[cfg(unix)]
fn odd_file_names_are_kept_apart_and_told_on_one_line() {
    use std::os::unix::ffi::OsStrExt;
    let f = folder(&[("in/kế hoạch \"số 1\".txt", PLAN.as_bytes()), ("in/hai\ndòng.txt", b"")]);
    for name in [&b"in/\xff.txt"[..], b"in/\xfe.txt"] {
        fs::write(f.path().join(std::ffi::OsStr::from_bytes(name)), PLAN).unwrap();
    }
    let o = chitieu(f.path(), &["extract", "in", "-o", "out"]);
    assert_eq!(code(&o), 1);
    assert_eq!(names(&f.path().join("out")), ["kế hoạch \"số 1\".json", "\u{fffd}-2.json", "\u{fffd}.json"]);
    assert!(err(&o).contains("chitieu: in/hai\\ndòng.txt: the file is empty\n"), "{}", err(&o));
}

#[test]
fn text_is_what_spans_count_in() {
    let f = folder(&[("plan.txt", PLAN.as_bytes())]);
    let text = out(&chitieu(f.path(), &["text", "plan.txt"]));
    let record: serde_json::Value = serde_json::from_str(&out(&chitieu(f.path(), &["extract", "plan.txt"]))).unwrap();
    assert!(text.contains("Tỷ lệ hộ nghèo giảm còn dưới 3%."));
    let letters: Vec<char> = text.chars().collect();
    for target in record["targets"].as_array().unwrap() {
        for e in target["evidence"].as_array().unwrap() {
            let (start, end) = (e["start"].as_u64().unwrap() as usize, e["end"].as_u64().unwrap() as usize);
            assert_eq!(letters[start..end].iter().collect::<String>(), e["exact"].as_str().unwrap());
        }
    }
}

#[test]
fn records_keep_their_own_schema() {
    let f = folder(&[("plan.txt", PLAN.as_bytes())]);
    let schema: serde_json::Value = serde_json::from_str(&out(&chitieu(f.path(), &["schema"]))).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let record: serde_json::Value = serde_json::from_str(&out(&chitieu(f.path(), &["extract", "plan.txt"]))).unwrap();
    assert!(validator.is_valid(&record));
    let mut wrong = record.clone();
    wrong["header"]["number"] = serde_json::json!(12);
    assert!(!validator.is_valid(&wrong));
    wrong = record;
    wrong["surprise"] = serde_json::json!(true);
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn score_prints_figures_and_faults() {
    let gold = r#"{"header": {"number": "12/KH-UBND", "signer": null}, "targets": [
        {"indicator": "tỷ lệ hộ nghèo", "operator": "<", "low": null, "high": 3, "unit": "%", "change": null,
         "period": {"start": null, "end": "2025"}, "quote": "hộ nghèo dưới 3%"}]}"#;
    let came = gold.replace("2025", "2030").replace("12/", "13/");
    let f =
        folder(&[("gold/a.json", gold.as_bytes()), ("gold/b.json", gold.as_bytes()), ("pred/a.json", came.as_bytes())]);
    let o = chitieu(
        f.path(),
        &["score", "--gold", "gold", "--pred", "pred", "--details", "--floor", "0.5", "--report", "r.html"],
    );
    assert_eq!(code(&o), 1);
    let said = out(&o);
    for line in [
        "a: header number: want '12/KH-UBND', got '13/KH-UBND'",
        "a: differs\n   want < 3 % by 2025",
        "no record for: b",
        "number                   0.000     0.000     2",
        "targets found  precision 1.0000 recall 0.5000 F1 0.6667",
        "targets exact  precision 0.0000 recall 0.0000 F1 0.0000  documents 2  gold 2",
        "below the floor of 0.5",
    ] {
        assert!(said.contains(line), "{line} in\n{said}");
    }
    assert!(fs::read_to_string(f.path().join("r.html")).unwrap().contains("<td>hộ nghèo dưới 3%"));
}
