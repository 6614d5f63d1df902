//! SDMX-CSV 2.0: the targets as observations that statistical offices exchange.
//!
//! Kinh tế số 20 % GRDP by 2025 in gso63:30 → `dataflow,CHITIEU:TARGETS(1.0),I,GSO63_30,DE-01,2025,T,hai-duong,0,20,%,=,,A,"…"`
//!
//! Only targets and baselines with a codebook entry and a period are observations. The document and the place in its list are
//! dimensions: two plans of one province may promise different values.

use crate::codebook::Codebook;
use crate::record::{Record, Target};
use crate::write::dataset::rows;

/// Name of the dataflow, with its version.
const DATAFLOW: &str = "CHITIEU:TARGETS(1.0)";

/// The columns: the three of the format, the dimensions, the measure, the attributes.
pub const COLUMNS: [&str; 15] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "REF_AREA",
    "INDICATOR",
    "TIME_PERIOD",
    "TARGET_KIND",
    "DOCUMENT",
    "ITEM",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "OPERATOR",
    "UPPER_VALUE",
    "OBS_STATUS",
    "COMMENT_OBS",
];

/// The first line.
pub fn head() -> Vec<u8> {
    line(&COLUMNS.map(str::to_owned))
}

/// The lines of one document.
pub fn lines(id: &str, record: &Record, codebook: &Codebook) -> Vec<u8> {
    let observations = record.targets.iter().enumerate().filter_map(|(n, t)| observation(id, record, n, t, codebook));
    observations.flat_map(|fields| line(&fields)).collect()
}

fn observation(id: &str, record: &Record, n: usize, target: &Target, codebook: &Codebook) -> Option<[String; 15]> {
    let kind = match target.kind.as_ref() {
        "target" => "T",
        "baseline" => "B",
        _ => return None,
    };
    let indicator = target.indicator_id.clone()?;
    let period = target.period.end.clone().filter(|p| !p.contains('X'))?;
    let area = match (&record.header.province_code, record.header.issuer_level.as_deref()) {
        (Some(code), _) => code.to_uppercase().replace(':', "_"),
        (None, Some("central")) => "VN".to_owned(),
        (None, _) => "_Z".to_owned(),
    };
    let (unit, low, high) = rows::canonical(target, codebook);
    let text = |n: Option<crate::value::Decimal>| n.map(|n| n.to_string()).unwrap_or_default();
    let range = target.operator == "range";
    let quote = target.evidence.first().map(|q| q.exact.clone()).unwrap_or_default();
    Some([
        "dataflow".into(),
        DATAFLOW.into(),
        "I".into(),
        area,
        indicator,
        period,
        kind.into(),
        id.into(),
        n.to_string(),
        text(low.or(high)),
        unit.unwrap_or_default(),
        target.operator.to_string(),
        if range { text(high) } else { String::new() },
        // Codes of the SDMX list CL_OBS_STATUS: A normal, E estimated.
        if target.operator == "~" { "E" } else { "A" }.into(),
        quote,
    ])
}

fn line<const N: usize>(fields: &[String; N]) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not fail; an empty line would be seen by every reader.
    let _ = out.write_record(fields);
    out.into_inner().unwrap_or_default()
}
