//! Everything that takes the rows of a dataset, fed in one pass.
//!
//! The row of `kh-7` goes to `documents.csv`, and to `documents.parquet` and `dataset.sqlite` when they are wanted.

use super::columns::{Cell, Table};
#[cfg(feature = "parquet")]
use super::parquet;
#[cfg(feature = "sqlite")]
use super::sqlite;
use super::{Outputs, csv};
use crate::Error;
use crate::codebook::Codebook;
use crate::record::Record;
use crate::write::{atomic, json, sdmx};
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

/// The outputs, each a draft until [`Sinks::finish`].
pub(super) struct Sinks {
    csv: Vec<csv::Csv>,
    #[cfg(feature = "sqlite")]
    sqlite: Option<sqlite::Sqlite>,
    #[cfg(feature = "parquet")]
    parquet: Option<parquet::Parquet>,
    jsonl: Option<BufWriter<atomic::Draft>>,
    sdmx: Option<BufWriter<atomic::Draft>>,
}

impl Sinks {
    pub(super) fn new(folder: &Path, outputs: Outputs) -> Result<Sinks, Error> {
        let mut csv = vec![csv::Csv::new(folder, false)?];
        if outputs.excel {
            let excel = folder.join("excel");
            fs::create_dir_all(&excel).map_err(|e| atomic::failed(&excel, e))?;
            csv.push(csv::Csv::new(&excel, true)?);
        }
        let draft = |name: &str| atomic::Draft::new(&folder.join(name)).map(BufWriter::new);
        let mut sdmx = if outputs.sdmx { Some(draft("targets.sdmx.csv")?) } else { None };
        write(&mut sdmx, &sdmx::head())?;
        Ok(Sinks {
            csv,
            #[cfg(feature = "sqlite")]
            sqlite: if outputs.sqlite { Some(sqlite::Sqlite::new(folder)?) } else { None },
            #[cfg(feature = "parquet")]
            parquet: if outputs.parquet { Some(parquet::Parquet::new(folder)?) } else { None },
            jsonl: if outputs.jsonl { Some(draft("records.jsonl")?) } else { None },
            sdmx,
        })
    }

    pub(super) fn row(&mut self, table: Table, cells: &[Cell]) -> Result<(), Error> {
        debug_assert_eq!(cells.len(), table.columns().len(), "{}", table.name());
        for csv in &mut self.csv {
            csv.row(table, cells)?;
        }
        #[cfg(feature = "sqlite")]
        if let Some(sqlite) = &mut self.sqlite {
            sqlite.row(table, cells)?;
        }
        #[cfg(feature = "parquet")]
        if let Some(parquet) = &mut self.parquet {
            parquet.row(table, cells)?;
        }
        Ok(())
    }

    pub(super) fn record(&mut self, record: &Record) -> Result<(), Error> {
        if self.jsonl.is_none() { Ok(()) } else { write(&mut self.jsonl, &json::line(record)) }
    }

    pub(super) fn observations(&mut self, id: &str, record: &Record, codebook: &Codebook) -> Result<(), Error> {
        if self.sdmx.is_none() { Ok(()) } else { write(&mut self.sdmx, &sdmx::lines(id, record, codebook)) }
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        for csv in self.csv {
            csv.finish()?;
        }
        #[cfg(feature = "sqlite")]
        self.sqlite.map_or(Ok(()), sqlite::Sqlite::finish)?;
        #[cfg(feature = "parquet")]
        self.parquet.map_or(Ok(()), parquet::Parquet::finish)?;
        for out in [self.jsonl, self.sdmx].into_iter().flatten() {
            let path = out.get_ref().path().to_owned();
            out.into_inner().map_err(|e| atomic::failed(&path, e.into_error()))?.keep()?;
        }
        Ok(())
    }
}

fn write(out: &mut Option<BufWriter<atomic::Draft>>, bytes: &[u8]) -> Result<(), Error> {
    let Some(out) = out else { return Ok(()) };
    out.write_all(bytes).map_err(|e| atomic::failed(out.get_ref().path(), e))
}
