//! JSON: UTF-8, two-space indent, newline at the end; JSON Lines: the same, one record a line.

mod compact;

use crate::record::Record;

/// The pretty form.
pub fn pretty(record: &Record) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(record).expect("a record has string keys and finite numbers only");
    out.push(b'\n');
    out
}

/// One line.
pub fn line(record: &Record) -> Vec<u8> {
    let mut out = compact::record(record);
    out.push(b'\n');
    out
}
