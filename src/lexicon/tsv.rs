//! Tables: tab-separated, a header line, `#` comments, one row a line.
//!
//! `tối thiểu<TAB>compare<TAB>>=<TAB>before` → fields by column name.

use crate::error::Error;

/// A table read from text; rows are slices of it.
#[derive(Debug)]
pub struct Table<'a> {
    /// File name, for messages.
    pub name: &'a str,
    /// Column names of the header line.
    pub columns: Vec<&'a str>,
    /// Rows, in file order.
    pub rows: Vec<Row<'a>>,
}

/// One row.
#[derive(Debug)]
pub struct Row<'a> {
    /// One-based line number.
    pub line: usize,
    fields: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The field of column `index`, empty when the row is short.
    pub fn get(&self, index: usize) -> &'a str {
        self.fields.get(index).copied().unwrap_or("").trim()
    }

    /// The non-empty parts of a `|`-separated field.
    pub fn list(&self, index: usize) -> impl Iterator<Item = &'a str> {
        self.get(index).split('|').map(str::trim).filter(|s| !s.is_empty())
    }
}

impl<'a> Table<'a> {
    /// Reads a table. The first line that is no comment names the columns.
    pub fn parse(name: &'a str, text: &'a str) -> Table<'a> {
        let mut lines = text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
        let columns = lines.next().map(|(_, l)| l.split('\t').collect()).unwrap_or_default();
        let rows = lines.map(|(n, l)| Row { line: n + 1, fields: l.split('\t').collect() }).collect();
        Table { name, columns, rows }
    }

    /// The index of a column.
    ///
    /// # Errors
    /// When the table has no such column.
    pub fn column(&self, name: &str) -> Result<usize, Error> {
        self.columns.iter().position(|c| *c == name).ok_or_else(|| self.error(1, format!("no column {name}")))
    }

    /// An error about one line of this table.
    pub fn error(&self, line: usize, cause: impl Into<String>) -> Error {
        Error::Table { table: self.name.to_owned(), line, cause: cause.into() }
    }
}
