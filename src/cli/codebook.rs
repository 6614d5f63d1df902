//! `chitieu codebook`: the entries, a search in them, and what a dataset measures that no entry knows.
//!
//! `chitieu codebook unlinked ds` → `   12  Sản lượng lương thực có hạt  nghìn tấn`: a row for the table to grow by.

use super::lexicon::Lexicon;
use super::messages::{DONE, Stop, print, shown};
use crate::codebook::{Codebook, Entry};
use crate::text::folded;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What `codebook` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    lexicon: Lexicon,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Every entry: id, unit, name
    List,
    /// Entries that hold these words, with everything known of them
    Search {
        /// Words of the name or a phrase, or an id
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Labels of a dataset or folder of records that no entry fits, the most frequent first
    Unlinked {
        /// Folder with records
        folder: PathBuf,
    },
}

/// Runs it.
///
/// # Errors
/// When a table or folder cannot be read, or standard output refuses.
pub fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let (own, _) = arguments.lexicon.codebook()?;
    let book = own.as_deref().unwrap_or_else(|| Codebook::builtin());
    let mut out = String::new();
    match &arguments.action {
        Action::List => {
            for entry in book.entries() {
                let _ = writeln!(out, "{:7} {:24} {}", entry.id, entry.units[0], entry.name);
            }
        }
        Action::Search { words } => {
            let words = words.join(" ");
            let found = search(book, &words);
            if found.is_empty() {
                return Err(Stop::hint(format!("no entry holds {words}"), "chitieu codebook list shows all"));
            }
            found.into_iter().for_each(|entry| describe(&mut out, book, entry));
        }
        Action::Unlinked { folder } => {
            for ((label, unit), n) in unlinked(folder)? {
                let _ = writeln!(out, "{n:5}  {label}  {unit}");
            }
        }
    }
    print(out.as_bytes())?;
    Ok(DONE)
}

/// The one entry that an id or words mean.
///
/// # Errors
/// When none or several do.
pub fn choose<'a>(book: &'a Codebook, words: &str) -> Result<&'a Entry, Stop> {
    let found = search(book, words);
    match found.as_slice() {
        [] => Err(Stop::hint(format!("no entry holds {words}"), "chitieu codebook list shows all")),
        [one] => Ok(one),
        several => {
            let ids: Vec<&str> = several.iter().map(|e| e.id.as_str()).collect();
            Err(Stop::hint(format!("{words} is said of {} entries", ids.len()), format!("one of {}", ids.join(", "))))
        }
    }
}

/// The entry of an id, else those whose name or phrases hold the words.
fn search<'a>(book: &'a Codebook, words: &str) -> Vec<&'a Entry> {
    if let Some(entry) = book.entries().find(|e| e.id.eq_ignore_ascii_case(words)) {
        return vec![entry];
    }
    let words = folded(words);
    let holds = |entry: &&Entry| {
        std::iter::once(&entry.name).chain(&entry.phrases).any(|text| folded(text).contains(words.as_str()))
    };
    book.entries().filter(holds).collect()
}

fn describe(out: &mut String, book: &Codebook, entry: &Entry) {
    let _ = writeln!(out, "{} {}", entry.id, entry.name);
    let _ = writeln!(out, "    domain      {}", entry.domain);
    let _ = writeln!(out, "    unit        {}, better {}", entry.units.join(", "), entry.direction);
    for (what, list) in [("phrase", &entry.phrases), ("unless", &entry.unless), ("instrument", &entry.instruments)] {
        for item in list {
            let _ = writeln!(out, "    {what:11} {item}");
        }
    }
    if !entry.population.is_empty() {
        let _ = writeln!(out, "    population  {}", entry.population);
    }
    for n in book.nationals(&entry.id) {
        let high = n.high.as_deref().map(|h| format!("..{h}")).unwrap_or_default();
        let (period, sign, unit) = (&n.period, n.operator, &n.unit);
        let _ =
            writeln!(out, "    national    {period}: {sign} {}{high} {unit} ({}, {})", n.value, n.instrument, n.status);
    }
}

type Frequency = Vec<((String, String), usize)>;

/// Labels with their units and how often they stand, of targets and baselines without an entry.
fn unlinked(folder: &Path) -> Result<Frequency, Stop> {
    let records = Some(folder.join("records")).filter(|p| p.is_dir()).unwrap_or(folder.to_owned());
    let listed = std::fs::read_dir(&records).map_err(|e| Stop::file(&records, &e))?;
    let mut counts: BTreeMap<(String, String), (String, usize)> = BTreeMap::new();
    let mut any = false;
    for path in listed.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.extension().is_some_and(|e| e == "json")) {
        let bytes = std::fs::read(&path).map_err(|e| Stop::file(&path, &e))?;
        // A folder of results may hold other JSON.
        let Ok(record) = serde_json::from_slice::<crate::Record>(&bytes) else { continue };
        any = true;
        let wanted =
            |t: &&crate::record::Target| t.indicator_id.is_none() && matches!(t.kind.as_ref(), "target" | "baseline");
        for target in record.targets.iter().filter(wanted) {
            let unit = target.unit.clone().unwrap_or_default();
            let label = counts.entry((folded(&target.indicator), unit)).or_default();
            // Of two spellings the lesser one is shown, whatever file comes first.
            if label.0.is_empty() || target.indicator < label.0 {
                label.0.clone_from(&target.indicator);
            }
            label.1 += 1;
        }
    }
    if !any {
        return Err(Stop::say(format!("{}: no records here", shown(folder))));
    }
    let mut list: Frequency = counts.into_iter().map(|((_, unit), (label, n))| ((label, unit), n)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(list)
}
