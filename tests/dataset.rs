//! The dataset folder as an archivist meets it: run again after any change or accident, it is right again.
//!
//! Two files added, one deleted → 2 read, 1 removed, and the folder equals one made from scratch, byte for byte.
#![cfg(feature = "cli")]

mod common;

use common::program::{chitieu, code, err};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

fn plan(number: u32, share: u32) -> String {
    format!(
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nSố: {number}/KH-UBND\n\nLào Cai, ngày 12 tháng 3 năm 2024\n\nKẾ HOẠCH\n\
         Phát triển du lịch năm 2024\n\nMục tiêu đến năm 2025\n- Tỷ lệ hộ nghèo giảm còn dưới {share}%.\n\
         - Tỷ lệ che phủ rừng đạt 60%.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Mẫu\n"
    )
}

/// Runs with every output this build has.
fn run(folder: &Path, output: &str) -> Output {
    let mut arguments = vec!["extract", "in", "-o", output, "--dataset", "--excel", "--sdmx", "--jsonl", "--review"];
    if cfg!(feature = "sqlite") {
        arguments.push("--sqlite");
    }
    if cfg!(feature = "parquet") {
        arguments.push("--parquet");
    }
    chitieu(folder, &arguments)
}

fn archive(files: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Every file of a dataset with its bytes; the lock is always empty.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                out.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    out
}

fn assert_same(a: &Path, b: &Path) {
    let (a, b) = (files(a), files(b));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in &a {
        assert!(*bytes == b[name], "{name} differs");
    }
}

fn lines(folder: &Path, file: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    csv_rows(&text)
}

/// Rows of a CSV text; the tests' cells have no line breaks.
fn csv_rows(text: &str) -> Vec<String> {
    text.split("\r\n").filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

#[test]
fn later_runs_read_what_changed_and_equal_a_run_from_scratch() {
    let f = archive(&[("a.txt", plan(1, 3)), ("b.txt", plan(2, 4)), ("c.txt", plan(3, 5))]);
    let first = run(f.path(), "d");
    assert_eq!(code(&first), 0, "{}", err(&first));
    let record = f.path().join("d/records/a.json");
    let before = fs::metadata(&record).unwrap().modified().unwrap();

    fs::remove_file(f.path().join("in/b.txt")).unwrap();
    fs::write(f.path().join("in/c.txt"), plan(3, 2)).unwrap();
    fs::write(f.path().join("in/e.txt"), plan(5, 6)).unwrap();
    let second = run(f.path(), "d");
    assert_eq!(code(&second), 0, "{}", err(&second));
    let said = err(&second);
    assert!(said.contains("chitieu: removed b: "), "{said}");
    for (what, n) in [("read", 2), ("unchanged", 1), ("removed", 1), ("documents", 3)] {
        assert!(said.contains(&format!("  {what:24} {n:>8}\n")), "{what} {n} in {said}");
    }
    assert_eq!(fs::metadata(&record).unwrap().modified().unwrap(), before, "an unchanged record is not written");

    assert_eq!(code(&run(f.path(), "scratch")), 0);
    assert_same(&f.path().join("d"), &f.path().join("scratch"));
    assert_eq!(lines(&f.path().join("d"), "documents.csv").len(), 4);
}

#[test]
fn threads_change_no_byte() {
    let many: Vec<(String, String)> = (0..40).map(|n| (format!("{n:02}.txt"), plan(n, n))).collect();
    let many: Vec<(&str, String)> = many.iter().map(|(n, t)| (n.as_str(), t.clone())).collect();
    let f = archive(&many);
    for (folder, threads) in [("one", "1"), ("six", "6")] {
        let o = chitieu(f.path(), &["extract", "in", "-o", folder, "--dataset", "--threads", threads, "-q"]);
        assert_eq!((code(&o), err(&o)), (0, String::new()));
    }
    assert_same(&f.path().join("one"), &f.path().join("six"));
}

#[test]
fn a_killed_run_is_taken_up() {
    let f = archive(&[("a.txt", plan(1, 3)), ("b.txt", plan(2, 4)), ("c.txt", plan(3, 5))]);
    assert_eq!(code(&run(f.path(), "scratch")), 0);
    assert_eq!(code(&run(f.path(), "d")), 0);
    // As a kill leaves it: one document noted, the next half noted, a draft lying about, no table yet.
    let d = f.path().join("d");
    let state = fs::read_to_string(d.join(".chitieu/state.jsonl")).unwrap();
    let kept: Vec<&str> = state.lines().take(2).collect();
    fs::write(d.join(".chitieu/state.jsonl"), format!("{}\n{{\"id\":\"b\",\"pa", kept.join("\n"))).unwrap();
    fs::remove_file(d.join("records/c.json")).unwrap();
    fs::remove_file(d.join("targets.csv")).unwrap();
    fs::write(d.join("records/.chitieu-abc.tmp"), "half").unwrap();
    let o = run(f.path(), "d");
    assert_eq!(code(&o), 0, "{}", err(&o));
    assert!(err(&o).contains("d: 1 damaged lines in its memory\nhint: "), "{}", err(&o));
    assert!(err(&o).contains(&format!("  {:24} {:>8}\n", "unchanged", 1)), "{}", err(&o));
    assert_same(&d, &f.path().join("scratch"));
}

#[test]
fn a_damaged_record_is_read_anew() {
    let f = archive(&[("a.txt", plan(1, 3)), ("b.txt", plan(2, 4))]);
    assert_eq!(code(&run(f.path(), "d")), 0);
    let whole = files(&f.path().join("d"));
    fs::write(f.path().join("d/records/a.json"), "{ half").unwrap();
    fs::write(f.path().join("d/.chitieu/state.jsonl"), "\u{0}\u{1}").unwrap();
    assert_eq!(code(&run(f.path(), "d")), 0);
    assert!(files(&f.path().join("d")) == whole);
}

#[test]
fn foreign_newer_and_locked_folders_are_left_alone() {
    let f = archive(&[("a.txt", plan(1, 3))]);
    let foreign = f.path().join("photos");
    fs::create_dir_all(&foreign).unwrap();
    fs::write(foreign.join("summer.jpg"), "x").unwrap();
    let o = run(f.path(), "photos");
    assert_eq!(code(&o), 2);
    assert!(err(&o).starts_with("chitieu: photos: not empty and not a dataset of this tool\nhint: "), "{}", err(&o));
    assert_eq!(files(&foreign).len(), 1);

    assert_eq!(code(&run(f.path(), "d")), 0);
    let lock = fs::File::open(f.path().join("d/.chitieu/lock")).unwrap();
    lock.lock().unwrap();
    let before = files(&f.path().join("d"));
    let o = run(f.path(), "d");
    assert_eq!(code(&o), 2);
    assert!(err(&o).starts_with("chitieu: d: another run is writing this dataset\nhint: "), "{}", err(&o));
    assert!(files(&f.path().join("d")) == before);
    drop(lock);

    let state = f.path().join("d/.chitieu/state.jsonl");
    fs::write(&state, "{\"chitieu\":9}\n{\"what\":\"unknown\"}\n").unwrap();
    let before = files(&f.path().join("d"));
    let o = run(f.path(), "d");
    assert_eq!(code(&o), 2);
    assert!(err(&o).contains("layout 9, made by a newer version of this tool\nhint: "), "{}", err(&o));
    assert!(files(&f.path().join("d")) == before);
}

#[test]
fn a_mistyped_path_does_not_empty_a_dataset() {
    let f = archive(&[("a.txt", plan(1, 3))]);
    assert_eq!(code(&run(f.path(), "d")), 0);
    let before = files(&f.path().join("d"));
    let o = chitieu(f.path(), &["extract", "inn", "-o", "d", "--dataset"]);
    assert_eq!(code(&o), 2);
    assert!(err(&o).contains("nothing was read and the dataset is as it was"), "{}", err(&o));
    assert!(files(&f.path().join("d")) == before);
    assert_eq!(code(&chitieu(f.path(), &["extract", "in", "--dataset"])), 2, "a dataset needs -o");
}

#[test]
fn a_failed_document_is_counted_and_the_rest_is_there() {
    let f = archive(&[("a.txt", plan(1, 3)), ("rong.txt", String::new())]);
    let o = run(f.path(), "d");
    assert_eq!(code(&o), 1);
    assert!(err(&o).contains("  failed: empty"), "{}", err(&o));
    let account: serde_json::Value = serde_json::from_slice(&fs::read(f.path().join("d/run.json")).unwrap()).unwrap();
    assert_eq!(account["counts"]["documents"], 1);
    assert_eq!(account["counts"]["failures"]["empty"], 1);
    assert_eq!(account["inputs"][1]["failure"], "empty");
    assert_eq!(account["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
}

#[test]
#[cfg(unix)]
fn a_read_only_folder_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let f = archive(&[("a.txt", plan(1, 3))]);
    let d = f.path().join("d");
    fs::create_dir(&d).unwrap();
    fs::set_permissions(&d, fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may write everywhere (root) cannot be refused this way.
    if fs::write(d.join("probe"), "").is_err() {
        let o = run(f.path(), "d");
        assert_eq!(code(&o), 2);
        assert_eq!(err(&o), "chitieu: d: permission denied\n");
    }
    fs::set_permissions(&d, fs::Permissions::from_mode(0o755)).unwrap();
    let file = f.path().join("file");
    fs::write(&file, "x").unwrap();
    let o = run(f.path(), "file");
    assert_eq!((code(&o), err(&o)), (2, "chitieu: file: not a directory\n".to_owned()));
}

#[test]
fn copies_of_one_plan_are_one_document() {
    let other = plan(7, 3).replace("Trần Văn Mẫu", "Lê Thị Mẫu").replace("60%", "61%");
    let f = archive(&[("so/kh-7.txt", plan(7, 3)), ("vp/kh-7.txt", other), ("b.txt", plan(8, 3))]);
    let o = run(f.path(), "d");
    assert_eq!(code(&o), 0, "{}", err(&o));
    let d = f.path().join("d");
    assert_eq!(files(&d).keys().filter(|n| n.starts_with("records/")).count(), 3);
    let documents = lines(&d, "documents.csv");
    assert_eq!(documents.len(), 3, "{documents:?}");
    assert!(documents[2].starts_with("kh-7,7/KH-UBND,") && documents[2].ends_with(",2"), "{documents:?}");
    let copies = lines(&d, "copies.csv");
    assert!(copies[3].starts_with("kh-7-2,kh-7,in/vp/kh-7.txt,"), "{copies:?}");
    let told = lines(&d, "disagreements.csv");
    assert!(told.contains(&"kh-7-2,0,kh-7,signer,Trần Văn Mẫu,Lê Thị Mẫu".to_owned()), "{told:?}");
}

#[test]
fn csv_is_rfc_4180_and_excel_has_its_own() {
    let f = archive(&[("số \"1\", bản cuối.txt", plan(1, 3))]);
    assert_eq!(code(&run(f.path(), "d")), 0);
    let plain = fs::read(f.path().join("d/documents.csv")).unwrap();
    assert!(plain.starts_with(b"document,number,type,"));
    assert!(plain.ends_with(b"\r\n"));
    let text = String::from_utf8(plain).unwrap();
    assert!(text.contains("\r\n\"số \"\"1\"\", bản cuối\",1/KH-UBND,"), "{text}");
    let excel = fs::read(f.path().join("d/excel/documents.csv")).unwrap();
    assert!(excel.starts_with("\u{feff}document;number;type;".as_bytes()));
    let head = lines(&f.path().join("d"), "targets.csv").remove(0);
    assert!(head.starts_with("number,type,issuer,province_code,issued_on,document,target,"));
}

#[test]
fn outputs_no_longer_asked_for_do_not_go_stale() {
    let f = archive(&[("a.txt", plan(1, 3))]);
    assert_eq!(code(&run(f.path(), "d")), 0);
    let o = chitieu(f.path(), &["extract", "in", "-o", "d", "--dataset"]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    assert!(err(&o).contains("removed records.jsonl"), "{}", err(&o));
    assert_eq!(code(&chitieu(f.path(), &["extract", "in", "-o", "scratch", "--dataset"])), 0);
    assert_same(&f.path().join("d"), &f.path().join("scratch"));
}

#[test]
fn a_dataset_is_kept_up_without_switches() {
    let f = archive(&[("a.txt", plan(1, 3))]);
    assert_eq!(code(&run(f.path(), "d")), 0);
    fs::write(f.path().join("in/b.txt"), plan(2, 4)).unwrap();
    let o = chitieu(f.path(), &["extract", "in", "-o", "d"]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    assert_eq!(code(&run(f.path(), "scratch")), 0);
    assert_same(&f.path().join("d"), &f.path().join("scratch"));
}

#[test]
fn own_tables_code_the_targets() {
    let f = archive(&[("a.txt", plan(1, 3))]);
    fs::create_dir(f.path().join("words")).unwrap();
    let o = chitieu(f.path(), &["extract", "in", "-o", "d", "--dataset", "--lexicon", "words"]);
    assert_eq!(code(&o), 2);
    assert!(err(&o).starts_with("chitieu: words: no tables here\nhint: "), "{}", err(&o));
    fs::write(f.path().join("words/indicators.tsv"), "id\tname\nX\tY\n").unwrap();
    let o = chitieu(f.path(), &["extract", "in", "-o", "d", "--dataset", "--lexicon", "words"]);
    assert_eq!(code(&o), 2);
    assert!(err(&o).starts_with("chitieu: words: indicators.tsv, line 1: no column domain"), "{}", err(&o));
}
