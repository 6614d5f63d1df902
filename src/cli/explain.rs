//! `chitieu explain FILE`: how each target came about.
//!
//! `#3 Tỷ lệ hộ nghèo < 3 % by 2025 (heading)` and below it the sentence, the rule, and what was inherited from where.

use super::messages::{DONE, Stop, print};
use super::{Ocr, inputs};
use crate::document::Document;
use crate::span::Span;
use crate::target::Target;
use std::fmt::Write;
use std::path::PathBuf;

/// What `explain` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document, `-` for standard input
    #[arg(required_unless_present = "rules")]
    file: Option<PathBuf>,
    /// Only the target of this number, counted from 0 as in the record's list
    #[arg(long, value_name = "N")]
    target: Option<usize>,
    /// List the rules of the grammar instead: what each reads, an example, what it refuses
    #[arg(long)]
    rules: bool,
    /// When to use character recognition
    #[arg(long, value_enum, default_value_t)]
    ocr: Ocr,
}

/// Prints the derivations.
///
/// # Errors
/// When the document cannot be read, has no such target, or standard output refuses.
pub fn run(arguments: &Arguments) -> Result<u8, Stop> {
    if arguments.rules {
        print(rules().as_bytes())?;
        return Ok(DONE);
    }
    let Some(file) = &arguments.file else { return Ok(DONE) };
    let input = inputs::single(file)?;
    let options = crate::Options {
        path: input.path.clone(),
        read: crate::source::ReadOptions { ocr: arguments.ocr.into() },
        explain: true,
        ..crate::Options::default()
    };
    let document =
        input.bytes().and_then(|bytes| crate::pipeline::open(&bytes, &options)).map_err(|e| Stop::error(file, &e))?;
    let reading = crate::pipeline::read(&document, &options);
    let wanted = |n: &usize| arguments.target.is_none_or(|t| t == *n);
    let mut out = String::new();
    for (n, target) in reading.targets.iter().enumerate().filter(|(n, _)| wanted(n)) {
        derivation(&mut out, &document, n, target);
    }
    if let Some(n) = arguments.target.filter(|n| *n >= reading.targets.len()) {
        let message = format!("{}: no target {n}: there are {}", input.path, reading.targets.len());
        return Err(Stop::hint(message, "targets are counted from 0"));
    }
    print(out.as_bytes())?;
    Ok(DONE)
}

/// One target: its values, the sentence with its number marked, and the steps.
fn derivation(out: &mut String, document: &Document, n: usize, target: &Target) {
    let value = &target.value;
    let ends = match (value.low, value.high) {
        (Some(low), Some(high)) if low != high => format!("{low}..{high}"),
        (Some(one), _) | (None, Some(one)) => one.to_string(),
        (None, None) => String::new(),
    };
    let _ = write!(out, "#{n} {}: {} {} {ends}", target.kind.name(), target.indicator, value.operator);
    for word in [target.unit.as_deref(), target.change.map(|c| c.name())].into_iter().flatten() {
        let _ = write!(out, " {word}");
    }
    let period = &target.period;
    if let Some(basis) = period.basis {
        let date = |d: Option<crate::date::Date>| d.map_or_else(|| "..".to_owned(), |d| d.to_string());
        let _ = match period.start {
            Some(_) => write!(out, ", {}/{} ({})", date(period.start), date(period.end), basis.name()),
            None => write!(out, ", by {} ({})", date(period.end), basis.name()),
        };
    }
    out.push('\n');
    for evidence in &target.evidence {
        let _ = writeln!(out, "   shown by  {}", marked(document.text(), evidence.span));
        if let Some(cell) = evidence.cell {
            let _ = writeln!(out, "             table {} row {} column {}", cell.index, cell.row, cell.column);
        }
    }
    if !target.section.is_empty() {
        let _ = writeln!(out, "   under     {}", target.section.join(" / "));
    }
    if let Some(agency) = &target.agency {
        let _ = writeln!(out, "   agency    {agency}");
    }
    if !target.trail.iter().any(|step| step.what == "rule") {
        let _ = writeln!(out, "   rule      {}", target.rule);
    }
    for step in &target.trail {
        let _ = write!(out, "   {:9} {}", step.what, step.detail);
        if let Some(span) = step.span {
            let _ = write!(out, "  [{}]", span.of(document.text()).replace('\n', " "));
        }
        out.push('\n');
    }
    out.push('\n');
}

/// The line around a span, the span between `»` and `«`.
fn marked(text: &str, span: Span) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let to = text[end..].find('\n').map_or(text.len(), |i| end + i);
    format!("{}»{}«{}", &text[from..start], text[start..end].replace('\n', " "), &text[end..to])
}

/// Every rule, in the order they are tried, with what it reads and refuses.
fn rules() -> String {
    let mut out = String::new();
    for rule in crate::grammar::rules::ALL {
        let _ = writeln!(out, "{}\n    {}\n    > {}\n", rule.name, rule.doc, rule.example);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_marked_in_its_line() {
        let text = "Mục tiêu\nTỷ lệ hộ nghèo dưới 3%.\nHết";
        let start = text.find("dưới").unwrap();
        let span = Span { start: start as u32, end: (start + "dưới 3%".len()) as u32 };
        assert_eq!(marked(text, span), "Tỷ lệ hộ nghèo »dưới 3%«.");
    }
}
