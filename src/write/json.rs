//! JSON: UTF-8, two-space indent, newline at the end; JSON Lines: the same, one record a line.

use crate::record::Record;

/// Bytes that most records take without their targets, and most targets with their quotes: room made once, not by doubling.
const ROOM: usize = 8 * 1024;
const ROOM_A_TARGET: usize = 1024;

/// The pretty form.
pub fn pretty(record: &Record) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(record).expect("a record has string keys and finite numbers only");
    out.push(b'\n');
    out
}

/// One line.
pub fn line(record: &Record) -> Vec<u8> {
    let mut out = Vec::with_capacity(ROOM + record.targets.len() * ROOM_A_TARGET);
    serde_json::to_writer(&mut out, record).expect("a record has string keys and finite numbers only");
    out.push(b'\n');
    out
}
