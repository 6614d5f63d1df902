//! The house rules that a compiler does not know: who may use whom, tables in order, rules with phrases, files that say what they are.
//!
//! `use crate::grammar` in `src/source/html/walk.rs` → `source may not use grammar`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use unicode_normalization::is_nfc;

/// Which modules each module of the library may use, besides itself. `cli` may use everything; nothing may use `cli`.
const MAY_USE: [(&str, &[&str]); 20] = [
    ("work", &[]),
    ("span", &[]),
    ("date", &[]),
    ("value", &[]),
    ("offsets", &["span"]),
    // Only `source::limits`, which a test of its messages names.
    ("error", &["span", "source"]),
    ("target", &["span", "date", "value"]),
    ("lexicon", &["error", "span", "text", "value", "date", "work"]),
    ("text", &["span", "offsets", "work"]),
    ("document", &["error", "offsets", "span", "text", "work"]),
    ("source", &["document", "error", "lexicon", "span", "text", "value", "date", "offsets"]),
    ("record", &["document", "error", "lexicon", "span", "target", "value", "date"]),
    ("header", &["document", "error", "text", "lexicon", "record", "span", "target", "date"]),
    ("grammar", &["text", "lexicon", "span", "target", "value", "date", "work"]),
    ("table", &["document", "error", "text", "grammar", "lexicon", "span", "target", "value", "date", "work"]),
    (
        "context",
        &[
            "document", "error", "text", "grammar", "header", "table", "lexicon", "span", "target", "value", "date",
            "pipeline", "work",
        ],
    ),
    ("codebook", &["error", "lexicon", "target", "text", "value"]),
    ("score", &["text"]),
    (
        "pipeline",
        &[
            "codebook", "context", "document", "error", "grammar", "header", "lexicon", "record", "source", "span",
            "table", "target", "text",
        ],
    ),
    ("write", &["codebook", "document", "error", "lexicon", "pipeline", "record", "score", "text", "value"]),
];

/// Crates that only some modules know.
const KNOWN_TO: [(&str, &[&str]); 6] = [
    ("serde", &["record", "write", "cli", "score", "codebook"]),
    ("serde_json", &["record", "write", "cli", "score", "codebook"]),
    ("schemars", &["record", "write", "cli"]),
    ("clap", &["cli"]),
    ("rayon", &["cli"]),
    ("indicatif", &["cli"]),
];

/// The phrases family that exercises each rule, where its name is not the rule's own.
const FAMILIES: [(&str, &str); 2] = [("elided-subject", "two-years"), ("change-by", "change-by-amount")];

/// Tables whose order means something, or that follow an order of their own; the column that is their key is still unique.
const ORDERED: [(&str, &str); 11] = [
    ("area_kinds.tsv", "by kind: of two spellings that fit, the first wins"),
    ("lists.tsv", "by list: of two words that fit, the first wins"),
    ("doc_types.tsv", "by rank: where two names fit, the first wins"),
    ("header_words.tsv", "by class"),
    ("indicators.tsv", "by id, domain after domain"),
    ("issuers.tsv", "by level: of two with one abbreviation the first wins"),
    ("national_values.tsv", "as the codebook"),
    ("sites.tsv", "by site, marks first"),
    ("tcvn3.tsv", "by letter"),
    ("vni.tsv", "by letter"),
    ("places.tsv", "by code"),
];

/// How many columns make a row of a table unique; one where it is not listed.
const KEYS: [(&str, usize); 9] = [
    ("columns.tsv", 2),
    ("doc_types.tsv", 2),
    ("furniture.tsv", 3),
    ("guards.tsv", 2),
    ("header_words.tsv", 2),
    ("issuers.tsv", 2),
    ("lists.tsv", 2),
    ("national_values.tsv", 3),
    ("sites.tsv", 4),
];

/// Lines of a file beyond which it has two concepts.
const LONG: usize = 700;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder of the repository whose name ends so, with their paths from the root.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), ending, &mut found);
    found.sort();
    let name = |path: &Path| path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
    found.iter().filter_map(|path| Some((name(path), fs::read_to_string(path).ok()?))).collect()
}

fn sources() -> Vec<(String, String)> {
    files("src", ".rs")
}

/// The module a source file belongs to: the first part of its path below `src`.
fn module(path: &str) -> &str {
    let below = path.strip_prefix("src/").expect("a source");
    below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
}

/// The code of a file, without comments and without what stands behind `#[cfg(test)]`.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let tests = text.find("\n#[cfg(test)]\nmod ").unwrap_or(text.len());
    text[..tests].lines().enumerate().map(|(n, l)| (n + 1, l)).filter(|(_, l)| !l.trim_start().starts_with("//"))
}

/// The identifiers that follow `prefix` in a line: `crate::span::Span` → `span`; `crate::{span, text}` → both.
fn named(line: &str, prefix: &str) -> Vec<String> {
    let identifier = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for (at, _) in line.match_indices(prefix) {
        if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &line[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let mut depth = 0;
                for part in list.split_inclusive([',', '{', '}']) {
                    if depth == 0 {
                        found.push(identifier(part.trim_start()));
                    }
                    depth += i32::from(part.ends_with('{')) - i32::from(part.ends_with('}'));
                    if depth < 0 {
                        break;
                    }
                }
            }
            None => found.push(identifier(rest)),
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

#[test]
fn modules_use_only_what_stands_below_them() {
    let modules: BTreeSet<&str> = MAY_USE.iter().map(|(m, _)| *m).collect();
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    let mut faults = Vec::new();
    let sources = sources();
    for (path, text) in &sources {
        let from = module(path);
        if ["lib", "main", "cli"].contains(&from) {
            continue;
        }
        let Some(allowed) = allowed.get(from) else {
            faults.push(format!("{path}: the table of this test does not say whom {from} may use"));
            continue;
        };
        for (line, code) in code(text) {
            for to in named(code, "crate::") {
                let known = modules.contains(to.as_str()) || to == "cli";
                if known && to != from && !allowed.contains(&to.as_str()) {
                    faults.push(format!("{path}:{line}: {from} may not use {to}"));
                }
            }
            for (foreign, may) in KNOWN_TO {
                if !may.contains(&from) && !named(code, &format!("{foreign}::")).is_empty() {
                    faults.push(format!("{path}:{line}: {from} may not use the crate {foreign}"));
                }
            }
        }
    }
    let used: BTreeSet<&str> = sources.iter().map(|(path, _)| module(path)).collect();
    faults.extend(modules.difference(&used).map(|m| format!("there is no module {m}: take it out of the table")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn names_are_taken_from_use_lines() {
    assert_eq!(named("use crate::{context, header::{a, b}, text};", "crate::"), ["context", "header", "text"]);
    assert_eq!(named("    crate::span::Span::new(crate::text::x)", "crate::"), ["span", "text"]);
    assert!(named("mycrate::span", "crate::").is_empty());
}

#[test]
fn files_say_what_they_are_and_keep_to_one_concept() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for (path, text) in files(folder, ".rs") {
            if !text.starts_with("//! ") {
                faults.push(format!("{path}: opens without a sentence that says what it is"));
            }
            let lines = text.lines().count();
            if lines > LONG {
                faults.push(format!("{path}: {lines} lines, more than {LONG}; it has two concepts"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A broken promise of our own tables may stop the program; what a document holds may not.
#[test]
fn documents_cannot_make_the_library_panic_by_unwrap() {
    let mut faults = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !path.ends_with("tests.rs")) {
        for (line, code) in code(text) {
            if [".unwrap()", "panic!(", "todo!(", "unimplemented!("].iter().any(|w| code.contains(w)) {
                faults.push(format!("{path}:{line}: {}", code.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_names_the_machine_it_was_made_on() {
    // Put together here, so that this file does not name them either.
    let marks: Vec<String> = ["work", "farm", "tmp/wt", "home", "root"].iter().map(|m| format!("/{m}/")).collect();
    let mut faults = Vec::new();
    for folder in ["src", "tests", "benches", "corpus", "fixtures", ".ci"] {
        for (path, text) in files(folder, "") {
            if let Some(mark) = marks.iter().find(|m| text.contains(m.as_str())) {
                faults.push(format!("{path}: {mark}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn rules_read_their_examples_and_have_their_phrases() {
    let words = chitieu::lexicon::Words::built_in();
    let mut faults = Vec::new();
    let mut names = BTreeSet::new();
    let families = files("fixtures/phrases", ".txt");
    for rule in chitieu::grammar::rules::ALL {
        if !names.insert(rule.name) {
            faults.push(format!("{}: two rules of this name", rule.name));
        }
        let reads = |text: &str| chitieu::grammar::read(text, &words).readings.iter().any(|r| r.rule == rule.name);
        if !reads(rule.example) {
            faults.push(format!("{}: does not read its example: {}", rule.name, rule.example));
        }
        let family = FAMILIES.iter().find(|(r, _)| *r == rule.name).map_or(rule.name, |(_, family)| *family);
        let read_in =
            |text: &str| text.lines().filter_map(|l| l.strip_prefix("> ")).any(|l| reads(chitieu::context::body(l)));
        let read_in: Vec<&str> =
            families.iter().filter(|(_, text)| read_in(text)).map(|(path, _)| path.as_str()).collect();
        if !read_in.contains(&format!("fixtures/phrases/{family}.txt").as_str()) {
            faults.push(format!("{}: reads nothing in {family}.txt, but in {read_in:?}", rule.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A phrases family holds enough of what means something, and of what means nothing.
#[test]
fn phrases_come_with_what_they_are_not() {
    let mut faults = Vec::new();
    for (path, text) in files("fixtures/phrases", ".txt") {
        let (mut positive, mut negative, mut open) = (0, 0, None);
        for line in text.lines().chain(["> "]) {
            if line.starts_with("> ") {
                match open.replace(false) {
                    Some(true) => positive += 1,
                    Some(false) => negative += 1,
                    None => {}
                }
            } else if !line.is_empty() && !line.starts_with('#') {
                open = open.map(|_| true);
            }
        }
        let (least, most) = if path.ends_with("guards.txt") { (0, 10) } else { (10, 3) };
        if positive < least || negative < most {
            faults.push(format!("{path}: {positive} positive and {negative} negative lines"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// `TIDY=repair cargo test --test tidy` puts tables in order.
#[test]
fn tables_are_in_order() {
    let repair = std::env::var_os("TIDY").is_some_and(|v| v == "repair");
    let mut faults = Vec::new();
    for (path, text) in files("src", ".tsv") {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let faults_before = faults.len();
        let mut fault = |what: String| faults.push(format!("{path}: {what}"));
        if !is_nfc(&text) {
            fault("not in NFC".to_owned());
        }
        if !text.ends_with('\n') || text.contains('\r') {
            fault("lines end with a line feed, the last one too".to_owned());
        }
        let lines: Vec<&str> = text.lines().collect();
        let Some(head) = lines.iter().position(|l| !l.is_empty() && !l.starts_with('#')) else {
            fault("no header line".to_owned());
            continue;
        };
        if head == 0 {
            fault("no comment says what its columns mean".to_owned());
        }
        let rows: Vec<&str> =
            lines[head + 1..].iter().copied().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
        let columns = lines[head].split('\t').count();
        let key = KEYS.iter().find(|(table, _)| *table == name).map_or(1, |(_, key)| *key);
        let mut seen = BTreeSet::new();
        for row in &rows {
            let fields: Vec<&str> = row.split('\t').collect();
            if fields.len() != columns {
                fault(format!("{} fields for {columns} columns: {row}", fields.len()));
            }
            if fields.iter().any(|f| f.trim() != *f) {
                fault(format!("blanks around a field: {row}"));
            }
            if !seen.insert(fields[..key.min(fields.len())].to_vec()) {
                fault(format!("twice: {row}"));
            }
        }
        if ORDERED.iter().any(|(table, _)| *table == name) {
            continue;
        }
        let mut sorted = rows.clone();
        sorted.sort_by_key(|row| row.split('\t').next());
        sorted.dedup();
        if sorted != rows || sorted.len() != lines.len() - head - 1 {
            let mut table = lines[..=head].to_vec();
            table.extend(&sorted);
            let table = table.join("\n") + "\n";
            if repair && faults_before == faults.len() {
                fs::write(root().join(&path), &table).expect("the table can be written");
            }
            faults.push(format!("{path}: not in order; TIDY=repair writes it so:\n{table}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The README lists the codes of diagnostics, all of them and no other.
#[test]
fn the_codes_of_issues_stand_in_the_readme() {
    let mut used = BTreeSet::new();
    for (_, text) in sources() {
        let text: String = code(&text).map(|(_, l)| l).collect::<Vec<_>>().join("\n");
        for (at, _) in text.match_indices("Issue::warning(").chain(text.match_indices("Issue::info(")) {
            let code = text[at..].split('"').nth(1).unwrap_or_default();
            used.insert(code.to_owned());
        }
        for (at, _) in text.match_indices("Issue {") {
            if let Some((_, rest)) = text[at..].split_once("code: \"").filter(|(before, _)| before.len() < 120) {
                used.insert(rest.split('"').next().unwrap_or_default().to_owned());
            }
        }
    }
    let readme = fs::read_to_string(root().join("README.md")).expect("the README is there");
    let (_, table) = readme.split_once("| code | means |").expect("the table of codes");
    let (table, _) = table.split_once("\n\n").expect("it ends");
    let told: BTreeSet<String> =
        table.lines().filter_map(|l| Some(l.strip_prefix("| `")?.split_once('`')?.0.to_owned())).collect();
    assert_eq!(used, told, "left: the code, right: the README");
}
