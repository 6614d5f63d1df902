//! The confusion report: for each error the sentence, what was wanted, what came, and the rule, as one HTML page.
//!
//! `hai-duong: differs | want = 80 % by 2025 | got = 80 % by 2030 | year-columns` becomes a row of the table.

use super::html::escape;
use crate::score::{Fault, Judgement, Row, Total};
use std::fmt::Write;

/// A target in one line: `>= 30 % by 2025 (target) tỷ lệ …`.
pub fn say(row: &Row) -> String {
    let mut out = row.operator.clone();
    let mut word = |w: &str| {
        out.push(' ');
        out.push_str(w);
    };
    match (row.low, row.high) {
        (Some(low), Some(high)) if low != high => word(&format!("{low}..{high}")),
        (Some(n), _) | (None, Some(n)) => word(&n.to_string()),
        (None, None) => {}
    }
    row.unit.iter().chain(&row.change).for_each(|w| word(w));
    match (&row.start, &row.end) {
        (None, None) => word("at no time"),
        (None, Some(end)) => word(&format!("by {end}")),
        (Some(start), end) => word(&format!("{start}/{}", end.as_deref().unwrap_or(".."))),
    }
    word(&format!("({})", row.kind));
    word(&row.indicator);
    out
}

/// The page.
pub fn page(judgements: &[Judgement], total: &Total) -> String {
    let mut out = String::from(super::html::HEAD);
    let _ = write!(
        out,
        "<title>Confusion report</title>\n<h1>Confusion report</h1>\n<p>{} documents, {} gold targets. Exact precision \
         {:.4}, recall {:.4}, F1 {:.4}. Header F1 {:.4}.</p>\n",
        total.documents,
        total.exact.gold,
        total.exact.precision(),
        total.exact.recall(),
        total.exact.f1(),
        total.header.f1()
    );
    for judgement in judgements.iter().filter(|j| !j.faults.is_empty()) {
        let _ = write!(
            out,
            "<h2>{}</h2>\n<table><tr><th>error<th>sentence<th>wanted<th>came<th>rule</tr>\n",
            escape(&judgement.id)
        );
        for fault in &judgement.faults {
            let none = String::new;
            let (what, sentence, want, came, rule) = match fault {
                Fault::Header { field, want, came } => {
                    (*field, none(), want.clone().unwrap_or_default(), came.clone().unwrap_or_default(), "")
                }
                Fault::Differs { want, came } => {
                    ("differs", came.sentence.clone(), say(want), say(came), came.rule.as_str())
                }
                Fault::Missed(want) => ("missed", want.sentence.clone(), say(want), none(), ""),
                Fault::False(came) => ("false", came.sentence.clone(), none(), say(came), came.rule.as_str()),
            };
            let cells = [what, &sentence, &want, &came, rule].map(escape);
            let _ = writeln!(out, "<tr><td>{}</tr>", cells.join("<td>"));
        }
        out.push_str("</table>\n");
    }
    out
}
