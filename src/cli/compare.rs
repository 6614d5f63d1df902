//! `chitieu compare INDICATOR --dataset DIR`: who promises what for which year, against the nation.
//!
//! `chitieu compare DE-01 --dataset ds` → `Nghệ An (gso34:40)  2025  15..20 %  20 % (16/2021/QH15, verified)  lower`

use super::codebook::choose;
use super::lexicon::Lexicon;
use super::messages::{self, DONE, Stop, print, shown};
use crate::write::dataset::comparison::{self, HEAD, Line, Verdict};
use crate::write::html;
use std::fmt::Write;
use std::path::PathBuf;

/// What `compare` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Id of the codebook, or words of its name
    indicator: String,
    /// Folder of the dataset
    #[arg(long, value_name = "DIR")]
    dataset: PathBuf,
    /// Shape of the answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Count provinces without any document as missing too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    lexicon: Lexicon,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// Columns for reading
    #[default]
    Table,
    /// RFC 4180
    Csv,
    /// A page
    Html,
}

/// Prints the comparison.
///
/// # Errors
/// When there is no such indicator or no such dataset.
pub fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let (own, _) = arguments.lexicon.codebook()?;
    let book = own.as_deref().unwrap_or_else(|| crate::codebook::Codebook::builtin());
    let entry = choose(book, &arguments.indicator)?;
    if !arguments.dataset.join("targets.csv").is_file() {
        let hint = "make one with chitieu extract PATHS -o DIR --dataset";
        return Err(Stop::hint(format!("{}: no dataset here", shown(&arguments.dataset)), hint));
    }
    let lines = comparison::compare(&arguments.dataset, entry, book, arguments.all)
        .map_err(|e| Stop::say(messages::describe(&e)))?;
    let title = format!("{} {} ({})", entry.id, entry.name, entry.units.join(", "));
    let out = match arguments.format {
        Format::Table => table(&title, &lines).into_bytes(),
        Format::Csv => csv_text(&lines),
        Format::Html => page(&title, &lines).into_bytes(),
    };
    print(&out)?;
    Ok(DONE)
}

/// Columns padded by characters: Vietnamese letters are one column wide.
fn table(title: &str, lines: &[Line]) -> String {
    let shown: Vec<[&str; 9]> = std::iter::once(HEAD).chain(lines.iter().map(Line::fields)).collect();
    let width = |n: usize| shown.iter().map(|f| f[n].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..HEAD.len()).map(width).collect();
    let mut out = format!("{title}\n\n");
    for fields in &shown {
        let mut row = String::new();
        for (field, width) in fields.iter().zip(&widths) {
            let _ = write!(row, "{field:width$}  ");
        }
        let _ = writeln!(out, "{}", row.trim_end());
    }
    out
}

fn csv_text(lines: &[Line]) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for fields in std::iter::once(HEAD).chain(lines.iter().map(Line::fields)) {
        // Writing to memory does not fail.
        let _ = out.write_record(fields);
    }
    out.into_inner().unwrap_or_default()
}

fn page(title: &str, lines: &[Line]) -> String {
    let mut out = String::from(html::HEAD);
    let title = html::escape(title);
    let _ = write!(out, "<title>{title}</title>\n<h1>{title}</h1>\n<table><tr><th>{}</tr>\n", HEAD.join("<th>"));
    for line in lines {
        let class = match line.verdict {
            Verdict::Lower => " class=\"lower\"",
            Verdict::Higher => " class=\"higher\"",
            Verdict::Missing => " class=\"missing\"",
            _ => "",
        };
        let _ = writeln!(out, "<tr{class}><td>{}</tr>", line.fields().map(html::escape).join("<td>"));
    }
    out.push_str("</table>\n");
    out
}
