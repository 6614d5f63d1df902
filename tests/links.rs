//! How well labels are linked to the codebook, measured on tables made by hand before the linker.
//!
//! `fixtures/links.tsv` says which entry each target of the reference gold belongs to; precision and recall have floors.

use chitieu::codebook::Codebook;
use chitieu::lexicon::tsv::Table;
use chitieu::value::Change;
use std::collections::BTreeMap;

/// Right, linked, and those that have an entry; every disagreement is printed.
fn measure<'a>(rows: impl Iterator<Item = (String, &'a str, Option<&'a str>, Option<&'a str>, &'a str)>) -> (f64, f64) {
    let (mut right, mut linked, mut wanted) = (0.0, 0.0, 0.0);
    for (name, label, unit, change, want) in rows {
        let change = change.map(|c| if c == "increase" { Change::Increase } else { Change::Decrease });
        let got = Codebook::builtin().link(label, unit, change).map_or("-", |e| e.id.as_str());
        linked += f64::from(got != "-");
        wanted += f64::from(want != "-");
        right += f64::from(got != "-" && got == want);
        if got != want {
            eprintln!("{name}: want {want}, got {got}: {label} [{}]", unit.unwrap_or_default());
        }
    }
    eprintln!("precision {:.4} recall {:.4}", right / linked, right / wanted);
    (right / linked, right / wanted)
}

#[test]
#[ignore = "needs the reference gold: CHITIEU_GOLD=<folder of <id>.json> cargo test --test links -- --ignored"]
fn the_reference_gold_is_linked() {
    let folder = std::path::PathBuf::from(std::env::var_os("CHITIEU_GOLD").expect("CHITIEU_GOLD names the folder"));
    let table = Table::parse("links.tsv", include_str!("../fixtures/links.tsv"));
    let mut gold: BTreeMap<&str, serde_json::Value> = BTreeMap::new();
    for row in &table.rows {
        gold.entry(row.get(0)).or_insert_with(|| {
            let text = std::fs::read_to_string(folder.join(format!("{}.json", row.get(0)))).unwrap();
            serde_json::from_str(&text).unwrap()
        });
    }
    let rows = table.rows.iter().map(|row| {
        let target = &gold[row.get(0)]["targets"][row.get(1).parse::<usize>().unwrap()];
        let name = format!("{} {}", row.get(0), row.get(1));
        (name, target["indicator"].as_str().unwrap(), target["unit"].as_str(), target["change"].as_str(), row.get(2))
    });
    let (precision, recall) = measure(rows);
    assert!(precision >= 0.98 && recall >= 0.85, "precision {precision} recall {recall}");
}

#[test]
fn labels_of_other_subjects_are_linked() {
    let table = Table::parse("labels.tsv", include_str!("../fixtures/labels.tsv"));
    let some = |text: &'static str| Some(text).filter(|t| !t.is_empty());
    let rows =
        table.rows.iter().map(|r| (format!("line {}", r.line), r.get(0), some(r.get(1)), some(r.get(2)), r.get(3)));
    let (precision, recall) = measure(rows);
    assert!(precision >= 0.98 && recall >= 0.95, "precision {precision} recall {recall}");
}
