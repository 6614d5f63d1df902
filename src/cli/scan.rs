//! `chitieu scan`: what an archive holds, before any work is put into it.
//!
//! `chitieu scan luu-tru` → a line a file: format, encoding, size, pages, text layer, signed, legible; and the sums.

use super::inputs::{self, Input};
use super::messages::{self, DONE, Stop, print};
use super::reading::Failure;
use super::{batch, progress::Progress};
use crate::source::{self, Ocr, ReadOptions};
use crate::text::legible::Legibility;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// What `scan` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files, folders, archives, patterns, or - for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Shape of the survey
    #[arg(long, value_enum, default_value_t)]
    format: Shape,
    /// Threads, 0 for one a core
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
}

/// Shape of the survey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Shape {
    /// Aligned columns and the sums
    #[default]
    Table,
    /// One JSON object: files and summary
    Json,
}

/// One file.
#[derive(Debug, Default, Serialize)]
struct Row {
    path: String,
    format: Option<&'static str>,
    encoding: Option<&'static str>,
    bytes: Option<u64>,
    pages: Option<usize>,
    text_layer: Option<Layer>,
    signatures: usize,
    /// Share of words that are Vietnamese syllables.
    syllables: Option<f64>,
    legible: Option<bool>,
    error: Option<String>,
    /// Short name of the error, to count by.
    cause: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Layer {
    Yes,
    /// Some pages are images.
    Part,
    No,
}

/// The sums.
#[derive(Debug, Default, Serialize)]
struct Summary {
    files: usize,
    bytes: u64,
    formats: BTreeMap<&'static str, usize>,
    encodings: BTreeMap<&'static str, usize>,
    without_text_layer: usize,
    signed: usize,
    legible: usize,
    illegible: usize,
    failures: BTreeMap<&'static str, usize>,
    passed_over: usize,
}

/// Surveys. A file that cannot be read is part of the survey, not a failure of it.
///
/// # Errors
/// When standard output refuses or no thread can be started.
pub fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let found = inputs::find(&arguments.paths, None);
    let mut rows: Vec<Row> = Vec::new();
    let mut summary = Summary { passed_over: found.passed_over.len(), ..Summary::default() };
    let table = arguments.format == Shape::Table;
    if table {
        print(HEAD.as_bytes())?;
    }
    let mut progress = Progress::new(found.list.len(), false);
    let mut take = |row: Row, summary: &mut Summary| -> Result<(), Stop> {
        summary.add(&row);
        if table {
            return print(line(&row).as_bytes());
        }
        rows.push(row);
        Ok(())
    };
    batch::silence_guarded_panics();
    batch::run(&found.list, arguments.threads, look, |_, row| {
        progress.step();
        take(row, &mut summary)
    })?;
    for (message, _) in found.lost {
        let (path, error) = message.split_once(": ").unwrap_or((&message, "lost"));
        let row = Row { path: path.into(), error: Some(error.into()), cause: Some("cannot-open"), ..Row::default() };
        take(row, &mut summary)?;
    }
    match arguments.format {
        Shape::Table => print(summary.lines().as_bytes())?,
        Shape::Json => {
            let all = serde_json::json!({ "files": rows, "summary": summary });
            let text = serde_json::to_string_pretty(&all).map_err(Stop::say)?;
            print(format!("{text}\n").as_bytes())?;
        }
    }
    Ok(DONE)
}

/// Looks at one file. Nothing is recognised: whether a scan needs it is what the survey tells.
fn look(input: &Input) -> Row {
    let mut row = Row { path: input.path.clone(), ..Row::default() };
    let done = batch::guarded(|| {
        let bytes = input.bytes()?;
        row.bytes = Some(bytes.len() as u64);
        let format = source::sniff(&bytes)?;
        row.format = Some(format.name());
        #[cfg(feature = "pdf")]
        if format == source::Format::Pdf {
            let outside = source::pdf::outside(&bytes)?;
            row.pages = Some(outside.pages);
            row.signatures = outside.signatures;
        }
        source::parse(&bytes, format, ReadOptions { ocr: Ocr::Never })
    });
    let failure = match done {
        Ok(Ok(document)) => {
            row.encoding = Some(document.origin.encoding);
            let partly = document.issues.iter().any(|i| i.code == "pages-without-text");
            row.text_layer = Some(if partly { Layer::Part } else { Layer::Yes });
            let words = Legibility::of(document.text());
            row.syllables = words.share().map(|share| (share * 1000.0).round() / 1000.0);
            row.legible = Some(words.is_legible());
            return row;
        }
        Ok(Err(error)) => {
            row.text_layer = match error {
                crate::Error::NoTextLayer => Some(Layer::No),
                crate::Error::Illegible { .. } => Some(Layer::Yes),
                _ => None,
            };
            row.legible = row.text_layer.map(|_| false);
            row.error = Some(messages::describe(&error));
            Failure::Document(error)
        }
        Err(panic) => {
            row.error = Some(format!("this document broke the reader ({panic})"));
            Failure::Defect(panic)
        }
    };
    row.cause = Some(failure.cause());
    row
}

const HEAD: &str = "format encoding          size pages text signed legible path\n";

/// One line: the path stands last, so that columns stay aligned while lines are written one by one.
fn line(row: &Row) -> String {
    let pages = row.pages.map_or("-".into(), |n| n.to_string());
    let text = match row.text_layer {
        Some(Layer::Yes) => "yes",
        Some(Layer::Part) => "part",
        Some(Layer::No) => "no",
        None => "-",
    };
    let signed = if row.signatures > 0 { "yes" } else { "-" };
    let share = match (row.legible, row.syllables) {
        (_, Some(share)) => format!("{:.0}%", share * 100.0),
        (Some(false), None) => "no".into(),
        _ => "-".into(),
    };
    let mut out = format!(
        "{:6} {:12} {:>9} {pages:>5} {text:4} {signed:6} {share:>7} {}",
        row.format.unwrap_or("-"),
        row.encoding.unwrap_or("-"),
        row.bytes.map_or("-".into(), size),
        messages::one_line(&row.path),
    );
    if let Some(error) = &row.error {
        let _ = write!(out, " ({})", messages::one_line(error));
    } else if row.legible == Some(false) {
        out.push_str(" (not legible as Vietnamese)");
    }
    out.push('\n');
    out
}

/// `1.2 MB`: three figures are enough to plan by.
fn size(bytes: u64) -> String {
    let (mut value, mut unit) = (bytes as f64, "B");
    for next in ["kB", "MB", "GB"] {
        if value < 999.5 {
            break;
        }
        (value, unit) = (value / 1000.0, next);
    }
    if value < 9.95 && unit != "B" { format!("{value:.1} {unit}") } else { format!("{value:.0} {unit}") }
}

impl Summary {
    fn add(&mut self, row: &Row) {
        self.files += 1;
        self.bytes += row.bytes.unwrap_or(0);
        let counts =
            [(&mut self.formats, row.format), (&mut self.encodings, row.encoding), (&mut self.failures, row.cause)];
        for (counts, name) in counts {
            if let Some(name) = name {
                *counts.entry(name).or_default() += 1;
            }
        }
        self.without_text_layer += usize::from(matches!(row.text_layer, Some(Layer::No | Layer::Part)));
        self.signed += usize::from(row.signatures > 0);
        self.legible += usize::from(row.legible == Some(true));
        self.illegible += usize::from(row.legible == Some(false));
    }

    fn lines(&self) -> String {
        let counted = |counts: &BTreeMap<&str, usize>| {
            counts.iter().map(|(name, n)| format!("{n} {name}")).collect::<Vec<_>>().join(", ")
        };
        let files = if self.files == 1 { "file" } else { "files" };
        let mut out = format!("\n{} {files}, {}: {}\n", self.files, size(self.bytes), counted(&self.formats));
        if !self.encodings.is_empty() {
            let _ = writeln!(out, "encodings: {}", counted(&self.encodings));
        }
        let _ = writeln!(
            out,
            "legible: {}, not legible: {}, pages without text layer in: {}, signed: {}",
            self.legible, self.illegible, self.without_text_layer, self.signed
        );
        if !self.failures.is_empty() {
            let _ = writeln!(out, "not readable as they are: {}", counted(&self.failures));
        }
        if self.passed_over > 0 {
            let _ = writeln!(out, "passed over, no documents: {}", self.passed_over);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_two_or_three_figures() {
        assert_eq!(
            [0, 999, 1000, 12_345, 9_990_000, 3_000_000_000].map(size),
            ["0 B", "999 B", "1.0 kB", "12 kB", "10 MB", "3.0 GB"]
        );
    }

    #[test]
    fn columns_stay_under_their_heads() {
        let row = Row { path: "a.txt".into(), format: Some("text"), encoding: Some("windows-1258"), ..Row::default() };
        assert_eq!(line(&row).find("a.txt"), HEAD.find("path"));
    }
}
