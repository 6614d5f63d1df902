//! What became of every number of a table: each is entered once, claimed at most once, and what nobody claims is unread.
//!
//! `| 1 | Tỷ lệ hộ nghèo | % | 5,2 | 3,0 |` → `1` a name, `5,2` and `3,0` parts of targets.

use super::grid::Grid;
use crate::document::Role;
use crate::grammar::time;
use crate::span::Span;
use crate::target::{As, Fate};

/// The numbers of one table.
pub struct Ledger {
    /// In text order.
    numbers: Vec<(Span, Option<As>)>,
}

impl Ledger {
    /// Enters the numbers of a table.
    pub fn new(grid: &Grid<'_>) -> Ledger {
        let mut numbers = Vec::new();
        for cell in 0..grid.cells() {
            for block in grid.blocks(cell).filter(|b| b.role == Role::Body) {
                if !grid.document.words(block).bytes().any(|b| b.is_ascii_digit()) {
                    continue;
                }
                let atoms = grid.atoms_of(cell, block.span);
                let found = atoms.iter().filter(|a| a.number().is_some());
                numbers.extend(found.map(|a| (a.span.shift(block.span.start), None)));
            }
        }
        numbers.sort_by_key(|(span, _)| span.start);
        Ledger { numbers }
    }

    /// Whether the table has no number.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Whether a number stands within `span`.
    pub fn any(&self, span: Span) -> bool {
        let from = self.numbers.partition_point(|(s, _)| s.end <= span.start);
        self.numbers.get(from).is_some_and(|(s, _)| s.start < span.end)
    }

    /// Says what the numbers within `span` are, those that were claimed before left as they are.
    pub fn claim(&mut self, span: Span, what: As) {
        let from = self.numbers.partition_point(|(s, _)| s.end <= span.start);
        for (number, fate) in &mut self.numbers[from..] {
            if number.start >= span.end {
                break;
            }
            fate.get_or_insert(what);
        }
    }

    /// Claims the dates and years of a cell.
    pub fn claim_times(&mut self, grid: &Grid<'_>, cell: usize) {
        self.claim_times_of(grid, cell, grid.span(cell));
    }

    /// Claims the dates and years of a part of a cell.
    pub fn claim_times_of(&mut self, grid: &Grid<'_>, cell: usize, span: Span) {
        if !self.any(span) {
            return;
        }
        let text = span.of(grid.document.text());
        let atoms = grid.atoms_of(cell, span);
        let mut i = 0;
        while i < atoms.len() {
            match time::read(text, &atoms, i) {
                Some((time, taken)) => {
                    self.claim(time.span.shift(span.start), As::Time);
                    i += taken;
                }
                None => {
                    if atoms[i].number().is_some_and(|n| n.year.is_some()) {
                        self.claim(atoms[i].span.shift(span.start), As::Time);
                    }
                    i += 1;
                }
            }
        }
    }

    /// The fates, in text order.
    pub fn close(self) -> Vec<Fate> {
        self.numbers.into_iter().map(|(span, fate)| Fate { span, as_what: fate.unwrap_or(As::Unread) }).collect()
    }
}
