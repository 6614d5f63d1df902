//! `chitieu score`: records against hand-made gold, the figures and every error.
//!
//! `chitieu score --gold gold --pred out` → precision and recall per header field, per document and over all targets.

use super::messages::{self, DONE, SOME_FAILED, Stop, print, reason, shown};
use crate::score::{self, FIELDS, Fault, Judgement, Row, Sheet};
use crate::write::{atomic, confusion};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What `score` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of gold: <id>.json with header and targets; or a corpus with <id>/gold.json
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Folder of records: <id>.json as extract writes them, or a dataset
    #[arg(long, value_name = "DIR")]
    pred: PathBuf,
    /// List every miss, false find and wrong field
    #[arg(long)]
    details: bool,
    /// Write a page that shows each error with its sentence and rule
    #[arg(long, value_name = "HTML")]
    report: Option<PathBuf>,
    /// Exit 1 when exact F1, over all or as the mean of the documents, is below this
    #[arg(long, value_name = "F1")]
    floor: Option<f64>,
    /// Judge the header alone
    #[arg(long)]
    header_only: bool,
}

/// Prints the score.
///
/// # Errors
/// When gold or a record is no JSON of the expected shape, or an output refuses.
pub fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let golds = gold_files(&arguments.gold)?;
    let records = Some(arguments.pred.join("records")).filter(|p| p.is_dir()).unwrap_or(arguments.pred.clone());
    if !records.is_dir() {
        return Err(Stop::say(format!("{}: no such folder", shown(&records))));
    }
    let (mut judgements, mut missing) = (Vec::new(), Vec::new());
    for (path, id) in golds {
        let mut gold = sheet(&read(&path)?);
        if arguments.header_only {
            gold.targets = None;
        }
        let record = records.join(format!("{id}.json"));
        let came = if record.is_file() {
            sheet(&read(&record)?)
        } else {
            missing.push(id.clone());
            Sheet::default()
        };
        judgements.push(score::judge(&id, &gold, &came));
    }
    let mut out = String::new();
    if arguments.details {
        judgements.iter().for_each(|j| details(&mut out, j));
    }
    if !missing.is_empty() {
        let _ = writeln!(out, "no record for: {}", missing.join(" "));
    }
    let total = score::total(&judgements);
    figures(&mut out, &judgements, &total, arguments.header_only);
    let low = arguments.floor.filter(|f| !arguments.header_only && total.exact.f1().min(total.mean) < *f);
    if let Some(floor) = low {
        let _ = writeln!(out, "below the floor of {floor}");
    }
    if let Some(path) = &arguments.report {
        atomic::bytes(path, confusion::page(&judgements, &total).as_bytes())
            .map_err(|e| Stop::say(messages::describe(&e)))?;
    }
    print(out.as_bytes())?;
    Ok(if low.is_some() { SOME_FAILED } else { DONE })
}

/// `<id>.json` of a gold folder, or `<id>/gold.json` of a corpus, in the order of their paths.
fn gold_files(folder: &Path) -> Result<BTreeMap<PathBuf, String>, Stop> {
    let entries = std::fs::read_dir(folder).map_err(|e| Stop::file(folder, &e))?;
    let mut found = BTreeMap::new();
    for path in entries.filter_map(|e| e.ok().map(|e| e.path())) {
        let gold = path.join("gold.json");
        let name = |part: Option<&std::ffi::OsStr>| part.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if gold.is_file() {
            found.insert(gold, name(path.file_name()));
        } else if path.extension().is_some_and(|e| e == "json") {
            let id = name(path.file_stem());
            found.insert(path, id);
        }
    }
    if found.is_empty() {
        return Err(Stop::hint(format!("{}: no gold here", shown(folder)), "gold is <id>.json or <id>/gold.json"));
    }
    Ok(found)
}

fn read(path: &Path) -> Result<Value, Stop> {
    let bytes = std::fs::read(path).map_err(|e| Stop::say(format!("{}: {}", shown(path), reason(&e))))?;
    serde_json::from_slice(&bytes).map_err(|e| Stop::say(format!("{}: not JSON: {e}", shown(path))))
}

/// Gold and records share these names; what either lacks is absent, so that other tools' records can be scored too.
fn sheet(json: &Value) -> Sheet {
    let text = |v: &Value| v.as_str().map(str::to_owned);
    let header = json["header"].as_object().into_iter().flatten();
    Sheet {
        header: header.filter(|(k, _)| FIELDS.contains(&k.as_str())).map(|(k, v)| (k.clone(), text(v))).collect(),
        unscored: json["unscored"].as_array().into_iter().flatten().filter_map(text).collect(),
        targets: json["targets"].as_array().map(|rows| rows.iter().map(row).collect()),
        partial: json.get("targets_until").is_some(),
    }
}

fn row(t: &Value) -> Row {
    let text = |v: &Value| v.as_str().map(str::to_owned);
    let evidence = || t["evidence"].as_array().into_iter().flatten();
    let shown = |e: &Value| {
        let part = |name: &str| e[name].as_str().unwrap_or_default();
        format!("{}»{}«{}", part("prefix"), part("exact"), part("suffix"))
    };
    Row {
        indicator: text(&t["indicator"]).unwrap_or_default(),
        kind: text(&t["kind"]).unwrap_or_else(|| "target".into()),
        operator: text(&t["operator"]).unwrap_or_default(),
        low: t["low"].as_f64(),
        high: t["high"].as_f64(),
        unit: text(&t["unit"]),
        change: text(&t["change"]),
        start: text(&t["period"]["start"]),
        end: text(&t["period"]["end"]),
        optional: t["optional"].as_bool().unwrap_or(false),
        at: evidence().filter_map(|e| e["start"].as_u64()).min().unwrap_or(0),
        rule: text(&t["rule"]).unwrap_or_default(),
        sentence: text(&t["quote"]).or_else(|| evidence().next().map(shown)).unwrap_or_default(),
    }
}

fn details(out: &mut String, judgement: &Judgement) {
    let id = &judgement.id;
    let value = |v: &Option<String>| v.as_ref().map_or_else(|| "nothing".to_owned(), |v| format!("'{v}'"));
    for fault in &judgement.faults {
        let _ = match fault {
            Fault::Header { field, want, came } => {
                writeln!(out, "{id}: header {field}: want {}, got {}", value(want), value(came))
            }
            Fault::Differs { want, came } => writeln!(
                out,
                "{id}: differs\n   want {}\n   got  {}\n   rule {}\n   in   {}",
                confusion::say(want),
                confusion::say(came),
                came.rule,
                came.sentence
            ),
            Fault::Missed(want) => writeln!(out, "{id}: missed {}\n   in   {}", confusion::say(want), want.sentence),
            Fault::False(came) => {
                writeln!(out, "{id}: false  {}\n   rule {}\n   in   {}", confusion::say(came), came.rule, came.sentence)
            }
        };
    }
}

fn figures(out: &mut String, judgements: &[Judgement], total: &score::Total, header_only: bool) {
    let _ = writeln!(out, "{:20} {:>9} {:>9} {:>5}", "header field", "precision", "recall", "gold");
    for (field, tally) in FIELDS.iter().zip(total.fields) {
        let _ = writeln!(out, "{field:20} {:9.3} {:9.3} {:5}", tally.precision(), tally.recall(), tally.gold);
    }
    let header = total.header;
    let _ = writeln!(
        out,
        "header all           {:9.3} {:9.3} {:5}  F1 {:.4}",
        header.precision(),
        header.recall(),
        header.gold,
        header.f1()
    );
    if header_only {
        return;
    }
    let _ = writeln!(out, "{:28} {:>5} {:>5} {:>6} {:>6} {:>7}", "document", "gold", "pred", "found", "exact", "F1");
    for judgement in judgements {
        let Some((found, exact)) = judgement.targets else { continue };
        let name: String = judgement.id.chars().take(28).collect();
        let _ = writeln!(
            out,
            "{name:28} {:5} {:5} {:6} {:6} {:7.3}",
            exact.gold,
            exact.came,
            found.right,
            exact.right,
            exact.f1()
        );
    }
    for (what, tally) in [("found", total.found), ("exact", total.exact)] {
        let (p, r, f) = (tally.precision(), tally.recall(), tally.f1());
        let _ = write!(out, "targets {what}  precision {p:.4} recall {r:.4} F1 {f:.4}");
        let _ = match what {
            "exact" => writeln!(out, "  documents {}  gold {}", total.documents, tally.gold),
            _ => writeln!(out),
        };
    }
    let _ = writeln!(out, "targets exact  mean of the documents' F1 {:.4}", total.mean);
}
