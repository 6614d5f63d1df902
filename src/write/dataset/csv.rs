//! CSV after RFC 4180: UTF-8, a header row, CRLF, quotes where needed; or the variant that Vietnamese Excel opens.
//!
//! `documents.csv`: `document,number,…` — with `--excel` also `excel/documents.csv`: a byte order mark, then `document;number;…`

use super::columns::{Cell, Table};
use crate::Error;
use crate::write::atomic::{Draft, failed};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The CSV files of a dataset while they are written.
pub struct Csv {
    drafts: Vec<(Table, PathBuf, csv::Writer<Draft>)>,
    comma: char,
}

impl Csv {
    /// Begins one file a table. `excel`: with a byte order mark, `;` between cells and `,` in decimals, as Excel with
    /// Vietnamese settings reads a file on a double click.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn new(folder: &Path, excel: bool) -> Result<Csv, Error> {
        let mut drafts = Vec::new();
        for table in Table::CSV {
            let path = folder.join(format!("{}.csv", table.name()));
            let mut draft = Draft::new(&path)?;
            if excel {
                draft.file().write_all("\u{feff}".as_bytes()).map_err(|e| failed(&path, e))?;
            }
            let mut writer = csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .delimiter(if excel { b';' } else { b',' })
                .buffer_capacity(1 << 16)
                .from_writer(draft);
            let names = table.columns().iter().map(|c| c.name);
            writer.write_record(names).map_err(|e| failed(&path, e.into()))?;
            drafts.push((table, path, writer));
        }
        Ok(Csv { drafts, comma: if excel { ',' } else { '.' } })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn row(&mut self, table: Table, cells: &[Cell]) -> Result<(), Error> {
        let Some((_, path, writer)) = self.drafts.iter_mut().find(|(t, _, _)| *t == table) else { return Ok(()) };
        let comma = self.comma;
        let texts = cells.iter().map(|cell| match cell {
            Cell::Number(n) if comma != '.' => n.to_string().replace('.', ","),
            cell => cell.to_string(),
        });
        writer.write_record(texts).map_err(|e| failed(path, e.into()))
    }

    /// Puts the files in their places.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn finish(self) -> Result<(), Error> {
        for (_, path, writer) in self.drafts {
            writer.into_inner().map_err(|e| failed(&path, std::io::Error::other(e.to_string())))?.keep()?;
        }
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file().flush()
    }
}
