//! `--lexicon DIR`: a project's own tables on top of the built-in ones.
//!
//! `my-words/indicators.tsv` with a row `X-01 … mô hình sinh kế` → labels that hold these words get the id `X-01`.

use super::messages::{Stop, reason, shown};
use crate::codebook::{Codebook, Tables};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The switch, for every subcommand that reads.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Lexicon {
    /// Folder with tables of your own: indicators.tsv, populations.tsv, national_values.tsv, laid on top of the built-in ones
    #[arg(id = "lexicon", long = "lexicon", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Lexicon {
    /// The user's tables as text, empty when none are given.
    fn tables(&self) -> Result<Option<Tables>, Stop> {
        let Some(folder) = &self.folder else { return Ok(None) };
        if !folder.is_dir() {
            return Err(Stop::say(format!("{}: no such folder", shown(folder))));
        }
        let tables = Tables {
            indicators: read(&folder.join("indicators.tsv"))?,
            populations: read(&folder.join("populations.tsv"))?,
            national_values: read(&folder.join("national_values.tsv"))?,
        };
        if tables.indicators.is_empty() && tables.populations.is_empty() && tables.national_values.is_empty() {
            let hint = "it may hold indicators.tsv, populations.tsv and national_values.tsv";
            return Err(Stop::hint(format!("{}: no tables here", shown(folder)), hint));
        }
        Ok(Some(tables))
    }

    /// The codebook to use, and a fingerprint of the tables on top.
    ///
    /// # Errors
    /// When a table cannot be read or understood.
    pub fn codebook(&self) -> Result<(Option<Arc<Codebook>>, String), Stop> {
        let Some(tables) = self.tables()? else { return Ok((None, String::new())) };
        let text = [&tables.indicators, &tables.populations, &tables.national_values].map(String::as_str).join("\0");
        let book = Codebook::new(&[tables])
            .map_err(|e| Stop::say(format!("{}: {e}", self.folder.as_deref().map(shown).unwrap_or_default())))?;
        Ok((Some(Arc::new(book)), crate::pipeline::sha256(text.as_bytes())[..16].to_owned()))
    }
}

/// The table's text; an absent table is an empty one.
fn read(path: &Path) -> Result<String, Stop> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(e) => Err(Stop::say(format!("{}: {}", shown(path), reason(&e)))),
    }
}
