//! Every value of every record stands in the words it quotes, and the words stand where the record says.
//!
//! `{"exact": "dưới 3%", "start": 66, "end": 73}` → code points 66..73 of `chitieu text` are `dưới 3%`, and 3 is printed in them.
#![cfg(all(feature = "cli", feature = "html"))]

use chitieu::document::Document;
use chitieu::lexicon::tsv::Table;
use chitieu::source::{Ocr, ReadOptions};
use chitieu::{Options, Record, pipeline};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() { open.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    found
}

fn options() -> Options {
    Options { read: ReadOptions { ocr: Ocr::Never }, ..Options::default() }
}

struct Case {
    name: String,
    bytes: Vec<u8>,
    document: Document,
    record: Record,
}

/// Every document of the repository that a reader takes, corpus and fixtures alike.
fn cases() -> Vec<Case> {
    let no_document = ["py", "json", "header", "tsv", "snap"];
    let mut cases = Vec::new();
    for folder in ["corpus", "fixtures/headers", "fixtures/tables", "fixtures/sources"] {
        for path in files(folder) {
            let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
            if name.ends_with("ABOUT.md") || no_document.iter().any(|e| path.extension().is_some_and(|x| x == *e)) {
                continue;
            }
            let bytes = fs::read(&path).expect("readable");
            // What is made to be refused is the business of its reader's own tests.
            let Ok(document) = pipeline::open(&bytes, &options()) else { continue };
            let reading = pipeline::read(&document, &options());
            let record = pipeline::record(&bytes, &document, reading, &options());
            cases.push(Case { name, bytes, document, record });
        }
    }
    assert!(cases.len() > 80, "only {} documents were read", cases.len());
    cases
}

/// All quotes of a record, with the way to each.
fn quotes(record: &Record) -> Vec<(String, Value)> {
    fn walk(at: &str, value: &Value, found: &mut Vec<(String, Value)>) {
        match value {
            Value::Object(fields) if fields.contains_key("exact") => found.push((at.to_owned(), value.clone())),
            Value::Object(fields) => fields.iter().for_each(|(k, v)| walk(&format!("{at}/{k}"), v, found)),
            Value::Array(items) => items.iter().enumerate().for_each(|(n, v)| walk(&format!("{at}/{n}"), v, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk("", &serde_json::to_value(record).expect("a record is JSON"), &mut found);
    found
}

#[test]
fn quotes_stand_where_records_say() {
    let mut faults = Vec::new();
    let mut count = 0;
    for case in cases() {
        let letters: Vec<char> = case.document.text().chars().collect();
        let slice = |start: usize, end: usize| letters.get(start..end).map(|l| l.iter().collect::<String>());
        for (at, quote) in quotes(&case.record) {
            count += 1;
            let offset = |name: &str| quote[name].as_u64().expect("an offset") as usize;
            let (start, end) = (offset("start"), offset("end"));
            let wanted = [
                ("exact", slice(start, end)),
                ("prefix", slice(start.saturating_sub(32), start)),
                ("suffix", slice(end, (end + 32).min(letters.len()))),
            ];
            for (part, want) in wanted {
                if quote[part].as_str().map(str::to_owned) != want {
                    faults.push(format!("{}{at}: {part} is {}, the text has {want:?}", case.name, quote[part]));
                }
            }
            if start >= end {
                faults.push(format!("{}{at}: quotes nothing", case.name));
            }
        }
    }
    assert!(count > 2_000, "{count}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Letters and digits of a stretch of the file: markup out, entities resolved, in NFC.
fn visible(bytes: &[u8], html: bool) -> Vec<char> {
    let text = String::from_utf8_lossy(bytes);
    let text: String =
        if html { scraper::Html::parse_fragment(&text).root_element().text().collect() } else { text.into_owned() };
    text.nfc().filter(|c| c.is_alphanumeric()).collect()
}

/// Bytes as written, without what quoted-printable makes of them in a saved page: `h=E1=BB=99` → `hộ`.
fn unfolded(name: &str, bytes: &[u8]) -> Vec<u8> {
    if !name.ends_with(".mhtml") {
        return bytes.to_vec();
    }
    let text = String::from_utf8_lossy(bytes).replace("=\r\n", "").replace("=\n", "");
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|h| u8::from_str_radix(std::str::from_utf8(h).ok()?, 16).ok());
        match code.filter(|_| first == b'=') {
            Some(byte) => {
                out.push(byte);
                rest = &tail[2..];
            }
            None => {
                out.push(first);
                rest = tail;
            }
        }
    }
    out
}

/// The bytes a quote leads back to begin and end with its words, and hold them all in order. (What is not shown may stand
/// between: a script, a page number, an asterisk.)
#[test]
fn sources_lead_back_to_the_words() {
    let mut faults = Vec::new();
    let mut count = 0;
    for case in cases() {
        let html = case.record.source.media_type == "text/html";
        for (at, quote) in quotes(&case.record) {
            let exact = quote["exact"].as_str().expect("words");
            match &quote["source"] {
                Value::Object(place) if place.contains_key("start") => {
                    // What was put right while reading cannot be read again here.
                    let converted = case.record.diagnostics.iter().any(|d| d.code.starts_with("encoding-"))
                        || case.name.ends_with("utf-8-twice.txt");
                    if case.record.source.encoding != "utf-8" || converted {
                        continue;
                    }
                    count += 1;
                    let offset = |name: &str| place[name].as_u64().expect("an offset") as usize;
                    let Some(bytes) = case.bytes.get(offset("start")..offset("end")) else {
                        faults.push(format!("{}{at}: beyond the file", case.name));
                        continue;
                    };
                    let shown = visible(&unfolded(&case.name, bytes), html);
                    let words: Vec<char> = exact.nfc().filter(|c| c.is_alphanumeric()).collect();
                    let mut rest = shown.iter();
                    let held = words.iter().all(|w| rest.any(|s| s == w));
                    let closes = !exact.ends_with(char::is_alphanumeric) || shown.last() == words.last();
                    if !held || shown.first() != words.first() || !closes {
                        let shown: String = shown.iter().collect();
                        faults.push(format!("{}{at}: {exact:?} leads to {shown:?}", case.name));
                    }
                }
                Value::Object(place) if place.contains_key("page") => {
                    count += 1;
                    let side = |n: usize| place["box"][n].as_f64().expect("a number");
                    let page = place["page"].as_u64();
                    if page.is_none_or(|p| p == 0) || side(0) >= side(2) || side(1) >= side(3) {
                        faults.push(format!("{}{at}: no place on a page: {place:?}", case.name));
                    }
                }
                _ => {}
            }
        }
    }
    assert!(count > 1_000, "{count}");
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// The numbers printed in some words, as digits without separators; of one with separators also its parts, and its digits
/// without closing noughts of a fraction.
fn printed(words: &str) -> Vec<String> {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut gap = usize::MAX;
    for c in words.chars() {
        if c.is_ascii_digit() {
            match (gap, runs.last_mut()) {
                (0, Some(run)) => run.last_mut().expect("a group").push(c),
                (1..=2, Some(run)) => run.push(c.to_string()),
                _ => runs.push(vec![c.to_string()]),
            }
            gap = 0;
        } else if matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\n') && gap != usize::MAX {
            gap = gap.saturating_add(1);
        } else {
            gap = usize::MAX;
        }
    }
    let mut all = Vec::new();
    for run in runs {
        for from in 0..run.len() {
            for to in from + 1..=run.len() {
                let digits = run[from..to].concat();
                if to > from + 1 {
                    all.push(bare(digits.trim_end_matches('0')).to_owned());
                }
                all.push(bare(&digits).to_owned());
            }
        }
    }
    all
}

/// Digits without the noughts before them.
fn bare(digits: &str) -> &str {
    let short = digits.trim_start_matches('0');
    if short.is_empty() { "0" } else { short }
}

#[test]
fn numbers_are_told_as_they_are_printed() {
    let has = |words: &str, number: &str| printed(words).iter().any(|p| p == number);
    assert!(
        has("đạt 3.450,5 tỷ", "34505") && has("đạt 01 xã", "1") && has("92,60%", "926") && has("700. 000", "700000")
    );
    assert!(has("80%, 90%", "90") && has("0,5%", "5") && !has("20%", "2") && !has("120", "20"));
}

/// Words of numbers: `hai mươi`, `một nửa`, `gấp đôi`.
fn number_words() -> Vec<String> {
    let tables = ["numerals.tsv", "multiples.tsv"];
    let read = |name: &str| fs::read_to_string(root().join("src/lexicon").join(name)).expect("a table");
    let mut words = Vec::new();
    for name in tables {
        let text = read(name);
        words.extend(Table::parse(name, &text).rows.iter().map(|r| r.get(0).to_lowercase()));
    }
    words
}

#[test]
fn values_stand_in_their_words() {
    let number_words = number_words();
    let mut faults = Vec::new();
    let mut count = 0;
    for case in cases() {
        for (n, target) in case.record.targets.iter().enumerate() {
            let said: Vec<&str> = target.evidence.iter().map(|e| e.exact.as_str()).collect();
            if said.is_empty() {
                faults.push(format!("{}: target {n} has no evidence", case.name));
            }
            let shown: Vec<String> = said.iter().flat_map(|s| printed(s)).collect();
            for value in [&target.low, &target.high].into_iter().flatten() {
                count += 1;
                let digits = value.0.digits().to_string();
                let in_words =
                    || said.iter().any(|s| number_words.iter().any(|w| s.to_lowercase().contains(w.as_str())));
                if !shown.contains(&digits) && !in_words() {
                    faults.push(format!("{}: target {n}: {} is not in {said:?}", case.name, value.0));
                }
            }
        }
    }
    assert!(count > 400, "{count}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn header_fields_have_evidence_and_unread_numbers_are_numbers() {
    let mut faults = Vec::new();
    for case in cases() {
        let header = serde_json::to_value(&case.record.header).expect("JSON");
        for (field, value) in header.as_object().expect("fields") {
            let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty) || field == "evidence";
            let shown = header["evidence"][field].as_array().is_some_and(|e| !e.is_empty());
            if !empty && !shown {
                faults.push(format!("{}: {field} is {value} without evidence", case.name));
            }
            if value.as_str() == Some("") {
                faults.push(format!("{}: {field} is an empty string", case.name));
            }
        }
        for quote in &case.record.unread {
            if !quote.exact.chars().any(|c| c.is_numeric()) {
                faults.push(format!("{}: unread: {:?}", case.name, quote.exact));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn extract(arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().expect("a folder");
    let done = Command::new(env!("CARGO_BIN_EXE_chitieu"))
        .args(["extract", "--quiet", "-o"])
        .arg(out.path())
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("the binary runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let read = |path: PathBuf| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path));
    fs::read_dir(out.path())
        .expect("a folder")
        .flatten()
        .map(|e| read(e.path()))
        .map(|(name, bytes)| (name, bytes.expect("readable")))
        .collect()
}

#[test]
fn threads_and_order_change_no_byte() {
    let one = extract(&["--threads", "1", "corpus"]);
    assert!(one.len() >= 8);
    assert!(one == extract(&["--threads", "2", "corpus"]), "two threads give other records than one");
    let mut folders: Vec<String> =
        one.keys().map(|name| format!("corpus/{}", name.trim_end_matches(".json"))).collect();
    folders.reverse();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    assert!(one == extract(&folders), "another order of paths gives other records");
}

/// The record without what counts bytes of the file.
fn values(bytes: &[u8]) -> Value {
    let mut record = serde_json::to_value(chitieu::extract(bytes, &options()).expect("a document")).expect("JSON");
    fn forget(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("exact") {
                    fields.remove("source");
                }
                fields.values_mut().for_each(forget);
            }
            Value::Array(items) => items.iter_mut().for_each(forget),
            _ => {}
        }
    }
    record["source"] = Value::Null;
    // Whether anything had to be put together is said there.
    record["diagnostics"] = Value::Null;
    forget(&mut record);
    record
}

#[test]
fn decomposed_letters_change_no_value() {
    let mut count = 0;
    for path in files("corpus").iter().filter(|p| p.file_stem().is_some_and(|s| s == "source")) {
        let Ok(text) = fs::read_to_string(path) else { continue };
        count += 1;
        let composed = values(text.nfc().collect::<String>().as_bytes());
        let decomposed = values(text.nfd().collect::<String>().as_bytes());
        for (field, value) in composed.as_object().expect("fields") {
            assert_eq!(value, &decomposed[field], "{}: {field}", path.display());
        }
    }
    assert!(count >= 8);
}
