//! `datapackage.json`: the dataset described for people and tools (Frictionless Data Package, Table Schema).
//!
//! `{"name": "low", "type": "number", "description": "Lower end, as printed."}`

use super::columns::{Table, Type};
use serde_json::{Value, json};

/// The descriptor of the CSV tables, indented, newline at the end.
pub fn pretty() -> Vec<u8> {
    let package = json!({
        "profile": "tabular-data-package",
        "name": "chitieu-targets",
        "title": "Numeric targets of Vietnamese government plans",
        "description": "Every value is shown by the words it was read from; records/<id>.json has all of them.",
        "created_by": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")},
        "resources": Table::CSV.map(resource),
    });
    let mut out = format!("{package:#}").into_bytes();
    out.push(b'\n');
    out
}

fn resource(table: Table) -> Value {
    let fields: Vec<Value> = table
        .columns()
        .iter()
        .map(|column| {
            let kind = match column.kind {
                Type::Text => "string",
                Type::Integer => "integer",
                Type::Number => "number",
                Type::Boolean => "boolean",
            };
            let mut field = json!({"name": column.name, "type": kind, "description": column.description});
            if column.required {
                field["constraints"] = json!({"required": true});
            }
            field
        })
        .collect();
    let keys: Vec<Value> = table
        .foreign_keys()
        .iter()
        .map(|(from, to, field)| json!({"fields": [from], "reference": {"resource": to.name(), "fields": [field]}}))
        .collect();
    let mut schema = json!({"fields": fields, "missingValues": [""], "primaryKey": table.primary_key()});
    if !keys.is_empty() {
        schema["foreignKeys"] = Value::Array(keys);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name(),
        "path": format!("{}.csv", table.name()),
        "description": table.description(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": true},
        "schema": schema,
    })
}
