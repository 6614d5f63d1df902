//! `dataset.sqlite`: the tables with their types, the evidence, and full-text search over indicators and quotes.
//!
//! `SELECT * FROM search WHERE search MATCH 'hộ nghèo'` → the targets whose label or quote holds these words.

use super::columns::{Cell, Table, Type};
use crate::Error;
use crate::write::atomic::{Draft, failed};
use rusqlite::{Connection, ToSql, types::ToSqlOutput, types::Value};
use std::fmt::Write;
use std::path::Path;

/// The database while it is written.
pub struct Sqlite {
    draft: Draft,
    connection: Connection,
    rowid: i64,
}

const TABLES: [Table; 5] = [Table::Documents, Table::Targets, Table::Evidence, Table::Copies, Table::Disagreements];

impl Sqlite {
    /// Begins the database.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn new(folder: &Path) -> Result<Sqlite, Error> {
        let draft = Draft::new(&folder.join("dataset.sqlite"))?;
        let open = || {
            let connection = Connection::open(draft.temporary())?;
            // The draft is thrown away when anything fails, so SQLite need not keep a way back of its own.
            connection
                .execute_batch("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096; BEGIN;")?;
            connection.execute_batch(&TABLES.map(create).concat())?;
            connection.execute_batch(
                "CREATE VIRTUAL TABLE search USING fts5(indicator, quote, document UNINDEXED, target UNINDEXED, \
                 tokenize='unicode61 remove_diacritics 0');",
            )?;
            Ok(connection)
        };
        let connection = open().map_err(|e: rusqlite::Error| failed(draft.path(), system(e)))?;
        Ok(Sqlite { draft, connection, rowid: 0 })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn row(&mut self, table: Table, cells: &[Cell]) -> Result<(), Error> {
        self.insert(table, cells).map_err(|e| failed(self.draft.path(), system(e)))
    }

    fn insert(&mut self, table: Table, cells: &[Cell]) -> Result<(), rusqlite::Error> {
        let marks = vec!["?"; cells.len()].join(",");
        let sql = format!("INSERT INTO {} VALUES ({marks})", table.name());
        self.connection.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(cells))?;
        if table == Table::Targets {
            self.rowid += 1;
            let cell = |name: &str| {
                let column = table.columns().iter().position(|c| c.name == name);
                column.and_then(|c| cells.get(c)).unwrap_or(&Cell::Null)
            };
            self.connection
                .prepare_cached("INSERT INTO search (rowid, indicator, quote, document, target) VALUES (?,?,?,?,?)")?
                .execute((self.rowid, cell("indicator"), cell("quote"), cell("document"), cell("target")))?;
        }
        Ok(())
    }

    /// Puts the database in its place.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn finish(self) -> Result<(), Error> {
        let Sqlite { draft, connection, .. } = self;
        let done = connection
            .execute_batch(
                "CREATE INDEX targets_by_indicator ON targets (indicator_id, year);
                 INSERT INTO search (search) VALUES ('optimize'); COMMIT;",
            )
            .map_err(system)
            .and_then(|()| {
                connection.flush_prepared_statement_cache();
                connection.close().map_err(|(_, e)| system(e))
            });
        done.map_err(|e| failed(draft.path(), e))?;
        draft.keep()
    }
}

/// `CREATE TABLE` with declared types that other readers understand.
fn create(table: Table) -> String {
    let mut sql = format!("CREATE TABLE {} (", table.name());
    for column in table.columns() {
        let kind = match column.kind {
            Type::Text => "TEXT",
            Type::Integer => "INTEGER",
            Type::Number => "NUMERIC",
            Type::Boolean => "BOOLEAN",
        };
        let null = if column.required { " NOT NULL" } else { "" };
        let _ = write!(sql, "\"{}\" {kind}{null}, ", column.name);
    }
    for (from, to, field) in table.foreign_keys() {
        let _ = write!(
            sql,
            "FOREIGN KEY (\"{from}\") REFERENCES {} (\"{field}\") DEFERRABLE INITIALLY DEFERRED, ",
            to.name()
        );
    }
    let _ = write!(sql, "PRIMARY KEY (\"{}\")) WITHOUT ROWID;", table.primary_key().join("\", \""));
    sql
}

fn system(error: rusqlite::Error) -> std::io::Error {
    let full = error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull);
    if full { std::io::ErrorKind::StorageFull.into() } else { std::io::Error::other(error.to_string()) }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Null => ToSqlOutput::Owned(Value::Null),
            Cell::Text(text) => ToSqlOutput::from(text.as_str()),
            Cell::Integer(n) => ToSqlOutput::from(*n),
            Cell::Number(n) => match n.integer() {
                Some(n) => ToSqlOutput::from(n),
                None => ToSqlOutput::from(n.to_f64()),
            },
            Cell::Boolean(b) => ToSqlOutput::from(*b),
        })
    }
}
