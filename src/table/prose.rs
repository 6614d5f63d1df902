//! Sentences inside cells, read by the grammar and laid on the document.
//!
//! Cell `Có phương án; tỷ lệ rác được phân loại đạt ≥ 70%` → `tỷ lệ rác được phân loại`, `>= 70 %`.

use super::grid::Grid;
use super::ledger::Ledger;
use super::{Around, TableReading};
use crate::document::Document;
use crate::grammar::lex::lex;
use crate::grammar::{self, Nature};
use crate::lexicon::Words;
use crate::lexicon::words::{Sense, Verb};
use crate::span::Span;
use crate::target::{As, Basis, Evidence, Fate, Period, Target};
use crate::value::{Change, Kind, Value};
use std::sync::Arc;

/// One statement of a sentence inside a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// What is measured; empty when the sentence does not say.
    pub indicator: String,
    /// Target or baseline; status for results.
    pub kind: Kind,
    /// Among tasks it is an activity: a count, and nothing says it is an aim.
    pub activity: bool,
    /// Its words say among whom: `nhóm 15 tỉnh dẫn đầu`. What has the place is the row's.
    pub ranks: bool,
    /// Operator and numbers.
    pub value: Value,
    /// Unit.
    pub unit: Option<String>,
    /// An amount of change.
    pub change: Option<Change>,
    /// The period the sentence itself states.
    pub period: Option<Period>,
    /// No period of the surroundings holds for it.
    pub timeless: bool,
    /// Its words in the document.
    pub span: Span,
}

/// What the grammar makes of a stretch of the document.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    /// Its statements.
    pub statements: Vec<Clause>,
    /// What became of its numbers.
    pub fates: Vec<Fate>,
}

/// The stretches of a value cell that can each state a value: a goal verb behind a comma opens a new one, and a bracket
/// with numbers at the end is a remark and left out.
///
/// `Sở X hướng dẫn, bảo đảm bình quân các thôn đạt ≥ 65% (thôn loại 1 đạt 70%)` → `bảo đảm bình quân các thôn đạt ≥ 65%`.
pub fn stretches(document: &Document, span: Span, words: &Words) -> Vec<Span> {
    let text = span.of(document.text());
    let atoms = lex(text, words);
    let mut found = Vec::new();
    let mut start = span.start;
    for pair in atoms.windows(2) {
        let goal = pair[1].is(Sense::Verb(Verb::Goal));
        if goal && pair[0].sign() == Some(',') {
            found.push(Span { start, end: span.start + pair[0].span.start });
            start = span.start + pair[1].span.start;
        }
    }
    found.push(Span { start, end: span.end });
    for stretch in &mut found {
        let words = stretch.of(document.text());
        let trimmed = words.trim_end_matches(['.', ';', ' ']);
        if let Some(open) = trimmed.strip_suffix(')').and_then(|t| t.rfind('('))
            && trimmed[open..].bytes().any(|b| b.is_ascii_digit())
        {
            stretch.end = stretch.start + trimmed[..open].trim_end().len() as u32;
        }
    }
    found
}

/// Reads `span` of the document as prose.
pub fn read(document: &Document, span: Span, words: &Words) -> Clauses {
    let text = span.of(document.text());
    let readings = grammar::read(text, words);
    let statements = readings
        .readings
        .into_iter()
        .map(|r| {
            let percent = r.unit.as_deref().is_some_and(|u| u.starts_with('%') || u.starts_with("điểm"));
            Clause {
                indicator: r.name.words(text),
                kind: if r.nature == Nature::Result { Kind::Status } else { r.kind },
                ranks: r.rule == grammar::rules::rank::RULE.name,
                activity: r.nature == Nature::Count && !r.goal && !percent,
                value: r.value,
                unit: r.unit,
                change: r.change,
                period: r.time.map(|t| t.period(Basis::Stated)),
                timeless: r.timeless,
                span: r.span.join(r.number).shift(span.start),
            }
        })
        .collect();
    let fates = readings.fates.into_iter().map(|f| Fate { span: f.span.shift(span.start), ..f });
    // What the grammar leaves unread, the table may still account for.
    let fates = fates.filter(|f| f.as_what != As::Unread).collect();
    Clauses { statements, fates }
}

/// A table of one column is prose in a frame.
pub fn framed(grid: &Grid<'_>, words: &Words, around: &Around, ledger: &mut Ledger, reading: &mut TableReading) {
    for placed in grid.rows.iter().flat_map(|r| &r.cells) {
        for block in grid.blocks(placed.cell) {
            let clauses = read(grid.document, block.span, words);
            for fate in clauses.fates {
                ledger.claim(fate.span, fate.as_what);
            }
            reading.targets.extend(clauses.statements.into_iter().map(|c| Target {
                indicator: c.indicator,
                indicator_id: None,
                kind: c.kind,
                value: c.value,
                unit: c.unit,
                change: c.change,
                period: match c.period {
                    None if c.timeless => Period::default(),
                    own => Period::nearest(own.into_iter().chain([around.period])),
                },
                section: Arc::clone(&around.section),
                agency: None,
                evidence: vec![Evidence { span: c.span, cell: Some(grid.place(placed.cell)) }],
                rule: "cell-clause",
                trail: Vec::new(),
            }));
            ledger.claim_times_of(grid, placed.cell, block.span);
        }
    }
}
