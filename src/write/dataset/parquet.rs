//! `documents.parquet`, `targets.parquet`: the tables in columns, numbers as exact decimals.
//!
//! `low` 14.36 → `Decimal128(28, 9)`; `year` → `Int32`; `ocr` → `Boolean`.

use super::columns::{Cell, Table, Type};
use crate::Error;
use crate::write::atomic::{Draft, failed};
use arrow_array::builder::{BooleanBuilder, Decimal128Builder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files while they are written.
pub struct Parquet {
    files: Vec<File>,
}

struct File {
    table: Table,
    path: PathBuf,
    schema: Arc<Schema>,
    writer: ArrowWriter<Draft>,
    rows: Vec<Vec<Cell>>,
}

/// Rows held before they go to the file: what bounds the memory.
const BATCH: usize = 4096;
/// Digits of a decimal, and how many behind the point; plans print two or three.
const PRECISION: u8 = 28;
const SCALE: i8 = 9;

impl Parquet {
    /// Begins the files.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn new(folder: &Path) -> Result<Parquet, Error> {
        let mut files = Vec::new();
        for table in [Table::Documents, Table::Targets] {
            let path = folder.join(format!("{}.parquet", table.name()));
            let fields: Vec<Field> =
                table.columns().iter().map(|c| Field::new(c.name, kind(c.kind), !c.required)).collect();
            let schema = Arc::new(Schema::new(fields));
            let properties = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .set_created_by(concat!("chitieu ", env!("CARGO_PKG_VERSION")).to_owned())
                .build();
            let writer = ArrowWriter::try_new(Draft::new(&path)?, schema.clone(), Some(properties));
            let writer = writer.map_err(|e| failed(&path, std::io::Error::other(e)))?;
            files.push(File { table, path, schema, writer, rows: Vec::new() });
        }
        Ok(Parquet { files })
    }

    /// Takes a row.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn row(&mut self, table: Table, cells: &[Cell]) -> Result<(), Error> {
        let Some(file) = self.files.iter_mut().find(|f| f.table == table) else { return Ok(()) };
        file.rows.push(cells.to_vec());
        if file.rows.len() == BATCH { file.flush() } else { Ok(()) }
    }

    /// Puts the files in their places.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn finish(self) -> Result<(), Error> {
        for mut file in self.files {
            file.flush()?;
            let draft = file.writer.into_inner().map_err(|e| failed(&file.path, std::io::Error::other(e)))?;
            draft.keep()?;
        }
        Ok(())
    }
}

impl File {
    fn flush(&mut self) -> Result<(), Error> {
        let columns = self.table.columns().iter().enumerate().map(|(n, column)| self.column(n, column.kind)).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(std::io::Error::other);
        let written = batch.and_then(|batch| self.writer.write(&batch).map_err(std::io::Error::other));
        self.rows.clear();
        written.map_err(|e| failed(&self.path, e))
    }

    fn column(&self, n: usize, kind: Type) -> ArrayRef {
        let cells = self.rows.iter().map(|row| row.get(n).unwrap_or(&Cell::Null));
        match kind {
            Type::Text => {
                let mut out = StringBuilder::new();
                cells.for_each(|c| out.append_option(if let Cell::Text(t) = c { Some(t) } else { None }));
                Arc::new(out.finish())
            }
            Type::Integer => {
                let mut out = Int32Builder::new();
                cells.for_each(|c| {
                    out.append_option(if let Cell::Integer(n) = c { i32::try_from(*n).ok() } else { None });
                });
                Arc::new(out.finish())
            }
            Type::Boolean => {
                let mut out = BooleanBuilder::new();
                cells.for_each(|c| out.append_option(if let Cell::Boolean(b) = c { Some(*b) } else { None }));
                Arc::new(out.finish())
            }
            Type::Number => {
                let mut out = Decimal128Builder::new().with_data_type(DataType::Decimal128(PRECISION, SCALE));
                cells.for_each(|c| {
                    out.append_option(if let Cell::Number(n) = c {
                        let lift = u32::try_from(SCALE).ok().and_then(|s| s.checked_sub(n.scale().into()));
                        lift.map(|lift| i128::from(n.digits()) * 10_i128.pow(lift))
                    } else {
                        None
                    });
                });
                Arc::new(out.finish())
            }
        }
    }
}

fn kind(kind: Type) -> DataType {
    match kind {
        Type::Text => DataType::Utf8,
        Type::Integer => DataType::Int32,
        Type::Number => DataType::Decimal128(PRECISION, SCALE),
        Type::Boolean => DataType::Boolean,
    }
}
