//! `chitieu schema`: the JSON Schema (2020-12) of a record, made from the types that write it.
//!
//! `Target.indicator_id: Option<String>` → `"indicator_id": {"type": ["string", "null"]}`.

use super::messages::{DONE, Stop, print};
use crate::write::schema;

/// Prints the schema.
///
/// # Errors
/// When standard output refuses.
pub fn run() -> Result<u8, Stop> {
    print(&schema::pretty())?;
    Ok(DONE)
}
