//! What the blocks around say: year, section, kind, repetition. Nothing inherits outside this folder.
//!
//! `Mục tiêu đến năm 2025` over `- Tỷ lệ hộ nghèo dưới 3%` → period 2025, found in the heading.

mod merge;
mod outline;

use crate::document::{Document, Flow, Role};
use crate::grammar::{self, Nature, Reading as Clause};
use crate::header::{Form, Found, Zone};
use crate::lexicon::Words;
use crate::pipeline::Reading;
use crate::span::Span;
use crate::target::{As, Basis, Evidence, Fate, Period, Step, Target};
use crate::value::Kind;
use merge::Origin;
use outline::{Outline, Section};

/// Reads the targets of a document whose header is known.
pub fn read(document: &Document, found: Found, explain: bool) -> Reading {
    let words = Words::built_in();
    let title = found
        .header
        .title
        .as_ref()
        .map_or(Period::default(), |t| outline::single_period(&t.value, &words, Basis::Title));
    let mut walk = Walk {
        document,
        words: &words,
        outline: Outline::default(),
        title,
        report: found.form == Form::Report,
        plain: !outline::names_objectives(document),
        explain,
        place: 0,
        targets: Vec::new(),
        reading: Reading::default(),
    };
    for (n, flow) in document.flow().iter().enumerate() {
        match *flow {
            Flow::Block(index) => walk.block(index, found.zones.get(index).copied().unwrap_or_default(), n),
            Flow::Table(index) => walk.table(index, &found.zones),
        }
    }
    let Walk { targets, mut reading, .. } = walk;
    reading.targets = merge::merge(targets);
    reading.found = found;
    reading
}

struct Walk<'a> {
    document: &'a Document,
    words: &'a Words,
    outline: Outline,
    title: Period,
    report: bool,
    /// No heading says where objectives stand.
    plain: bool,
    explain: bool,
    place: u32,
    targets: Vec<(Target, Origin)>,
    reading: Reading,
}

impl Walk<'_> {
    fn block(&mut self, index: usize, zone: Zone, order: usize) {
        let document = self.document;
        let block = &document.blocks()[index];
        if block.role == Role::Furniture || block.role == Role::Metadata {
            return;
        }
        match zone {
            Zone::Body => {}
            Zone::AnnexHead => {
                let line = outline::line(document.words(block), block.style);
                self.outline.enter(
                    document.text(),
                    block,
                    outline::Line { rank: 12, heading: true, ..line },
                    false,
                    self.words,
                );
                self.place += 1;
                return;
            }
            _ => return,
        }
        let text = document.words(block);
        let line = outline::line(text, block.style);
        let numbers = text.bytes().any(|b| b.is_ascii_digit()) || has_number_word(text);
        let mut clauses = grammar::Readings::default();
        if numbers && block.role == Role::Body {
            clauses = grammar::read(&text[line.marker..], self.words);
            self.fates_of_marker(text, line.marker, block.span);
        }
        let states = clauses.readings.iter().any(|r| r.nature != Nature::Result);
        self.outline.enter(document.text(), block, line, states, self.words);
        if line.heading && !states {
            self.place += 1;
        }
        let base = block.span.start + line.marker as u32;
        let lead = self.report && order < 4;
        let section = self.outline.section();
        for clause in clauses.readings {
            let Some(kind) = self.kind(&clause, section) else {
                let guard = if section == Some(Section::Budget) { "budget" } else { "result" };
                self.reading.fates.push(Fate { span: clause.number.shift(base), as_what: As::Guard(guard) });
                clauses.fates.retain(|f| f.span != clause.number);
                continue;
            };
            let target = self.target(&clause, &text[line.marker..], base, kind);
            self.targets.push((target, Origin { place: self.place, lead }));
        }
        self.reading.fates.extend(clauses.fates.iter().map(|f| Fate { span: f.span.shift(base), ..*f }));
    }

    fn fates_of_marker(&mut self, text: &str, marker: usize, block: Span) {
        if text.as_bytes()[..marker].iter().any(u8::is_ascii_digit) {
            let span = Span { start: block.start, end: block.start + text[..marker].trim_end().len() as u32 };
            self.reading.fates.push(Fate { span, as_what: As::Name });
        }
    }

    /// What a statement is for the plan, by the section it stands in; `None` where sections of this kind state no targets.
    fn kind(&self, clause: &Clause, section: Option<Section>) -> Option<Kind> {
        if clause.nature == Nature::Result {
            return Some(Kind::Status);
        }
        let percent = clause.unit.as_deref().is_some_and(|u| u.starts_with('%') || u.starts_with("điểm"));
        match section {
            Some(Section::Budget) => None,
            Some(Section::Situation) => Some(Kind::Status),
            Some(Section::Objective) => Some(clause.kind),
            _ if self.report || self.plain => Some(clause.kind),
            _ if clause.nature == Nature::Count && !clause.goal && !percent => Some(Kind::Activity),
            _ => Some(clause.kind),
        }
    }

    fn target(&self, clause: &Clause, text: &str, base: u32, kind: Kind) -> Target {
        let own = clause.time.map(|t| Period { start: t.start, end: t.end, basis: Some(Basis::Stated) });
        let period = match own {
            Some(period) => period,
            None if clause.timeless => Period::default(),
            None => self.outline.period().or(Some(self.title).filter(|p| p.basis.is_some())).unwrap_or_default(),
        };
        let mut trail = Vec::new();
        if self.explain {
            trail.push(Step { what: "rule", detail: clause.rule.to_owned(), span: Some(clause.span.shift(base)) });
            trail.push(Step {
                what: "period",
                detail: period.basis.map_or("none found", Basis::name).to_owned(),
                span: clause.time.map(|t| t.span.shift(base)),
            });
        }
        Target {
            indicator: clause.name.words(text),
            indicator_id: None,
            kind,
            value: clause.value,
            unit: clause.unit.clone(),
            change: clause.change,
            period,
            section: self.outline.headings(self.document.text()),
            agency: None,
            evidence: vec![Evidence { span: clause.span.join(clause.number).shift(base), cell: None }],
            rule: clause.rule,
            trail,
        }
    }

    fn table(&mut self, index: usize, zones: &[Zone]) {
        let _ = (index, zones);
        self.place += 1;
    }
}

/// Number words can only be read where a comparator or a multiple makes them numbers; a cheap look for those.
fn has_number_word(text: &str) -> bool {
    ["ít nhất", "tối thiểu", "Ít nhất", "Tối thiểu", "gấp ", "một nửa", "tối đa", "không quá"]
        .iter()
        .any(|w| text.contains(w))
}
