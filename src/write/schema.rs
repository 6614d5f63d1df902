//! The JSON Schema of a record, generated from its types, so that the two cannot drift apart.
//!
//! `Record` → `{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Record", …}`

use crate::record::Record;

/// The schema, two-space indent, newline at the end.
pub fn pretty() -> Vec<u8> {
    let schema = schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Record>();
    let mut out = format!("{:#}", schema.as_value()).into_bytes();
    out.push(b'\n');
    out
}
