//! Every line of `fixtures/phrases` means what stands below it: written by hand, before the code.
//!
//! A line that the grammar does not read yet is listed in `fixtures/phrases/known-misses.list`; the list may only shrink,
//! so a line that begins to pass must be taken off it, and a line that stops passing fails the test.

use chitieu::context;
use chitieu::grammar::{self, Nature, Reading};
use chitieu::lexicon::Words;
use chitieu::target::Basis;
use chitieu::value::Kind;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

struct Phrase {
    file: String,
    text: String,
    wanted: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/phrases")
}

fn phrases() -> Vec<Phrase> {
    let mut files: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut phrases: Vec<Phrase> = Vec::new();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        for line in std::fs::read_to_string(file).unwrap().lines() {
            if let Some(text) = line.strip_prefix("> ") {
                phrases.push(Phrase { file: name.clone(), text: text.to_owned(), wanted: Vec::new() });
            } else if !line.starts_with('#') && !line.trim().is_empty() {
                phrases.last_mut().expect("an expectation stands below its phrase").wanted.push(line.to_owned());
            }
        }
    }
    phrases
}

/// `kind | operator value | unit | change | period`, and the indicator.
fn show(text: &str, r: &Reading) -> (String, String) {
    let kind = match (r.kind, r.nature) {
        (Kind::Baseline, _) => "baseline",
        _ => "target",
    };
    let ends = match (r.value.low, r.value.high) {
        (Some(low), Some(high)) if low != high => format!("{low} {high}"),
        (Some(n), _) | (None, Some(n)) => n.to_string(),
        (None, None) => "?".to_owned(),
    };
    let time = r.time.map(|t| t.period(Basis::Stated)).map(|p| (p.start, p.end));
    let period = match time {
        Some((Some(start), Some(end))) => format!("{start}..{end}"),
        Some((Some(start), None)) => format!("{start}.."),
        Some((None, Some(end))) => end.to_string(),
        _ => "-".to_owned(),
    };
    let facts = format!(
        "{kind} | {} {ends} | {} | {} | {period}",
        r.value.operator,
        r.unit.as_deref().unwrap_or("-"),
        r.change.map_or("-", |c| c.name()),
    );
    (facts, r.name.words(text))
}

/// Words of an indicator, gap marks and separators apart.
fn bag(indicator: &str) -> Vec<String> {
    let mut bag: Vec<String> = chitieu::text::folded(indicator)
        .split(|c: char| !c.is_alphanumeric() && c != '%')
        .filter(|w| !w.is_empty() && !matches!(*w, "đạt" | "chiếm" | "có" | "là" | "số" | "các" | "của" | "được"))
        .map(str::to_owned)
        .collect();
    bag.sort();
    bag
}

fn failure(phrase: &Phrase, words: &Words) -> Option<String> {
    let text = context::body(&phrase.text);
    let found = grammar::read(text, words);
    let mut got: Vec<(String, String)> =
        found.readings.iter().filter(|r| r.nature != Nature::Result).map(|r| show(text, r)).collect();
    let mut missed = Vec::new();
    for wanted in &phrase.wanted {
        let (facts, indicator) = wanted.rsplit_once(" | ").expect("six fields");
        // Whether a count is an aim or a task is told by the section it stands in; the words alone cannot.
        let facts = facts.replacen("activity", "target", 1);
        let want = bag(indicator);
        match got.iter().position(|(f, i)| *f == facts && bag(i) == want) {
            Some(at) => {
                got.remove(at);
            }
            None => missed.push(wanted.clone()),
        }
    }
    if missed.is_empty() && got.is_empty() {
        return None;
    }
    let mut report = format!("{}: {}\n", phrase.file, phrase.text);
    for wanted in missed {
        report += &format!("    want {wanted}\n");
    }
    for (facts, indicator) in got {
        report += &format!("    got  {facts} | {indicator}\n");
    }
    Some(report)
}

#[test]
fn phrases_mean_what_stands_below_them() {
    let words = Words::built_in();
    let listed: BTreeSet<String> = std::fs::read_to_string(folder().join("known-misses.list"))
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect();
    let all = phrases();
    let (mut reports, mut misses) = (String::new(), BTreeSet::new());
    for phrase in &all {
        if let Some(report) = failure(phrase, &words) {
            misses.insert(phrase.text.clone());
            if listed.contains(&phrase.text) {
                eprint!("known: {report}");
            } else {
                reports += &report;
            }
        }
    }
    let cured: Vec<_> = listed.difference(&misses).collect();
    eprintln!("{} of {} phrases read as written", all.len() - misses.len(), all.len());
    assert!(reports.is_empty(), "{reports}");
    assert!(cured.is_empty(), "these pass now, take them off the list: {cured:#?}");
}
