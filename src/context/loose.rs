//! Cells of a table that came without its grid: figures standing alone, one paragraph after the other.
//!
//! `Tỷ lệ bao phủ`, `%`, `90,2`, `92,0`, `93,0`, `95,0` → issue `table-unread`, and four numbers `unread`.
//!
//! Nothing says which column such a figure belongs to. They are no values, but they may not go unseen either.

use crate::error::Issue;
use crate::span::Span;
use crate::target::{As, Fate};

/// Paragraphs of words between two figures of one table.
const APART: usize = 4;
/// So many figures are a table; fewer may be page numbers.
const FEWEST: usize = 4;

/// Figures that stand alone, as they are met.
#[derive(Default)]
pub struct Loose {
    runs: Vec<Run>,
}

struct Run {
    figures: Vec<Span>,
    last: usize,
}

impl Loose {
    /// Takes note of a paragraph, the `order`-th of the document.
    pub fn see(&mut self, text: &str, span: Span, order: usize) {
        if !is_figure(text) {
            return;
        }
        match self.runs.last_mut() {
            Some(run) if order <= run.last + APART => {
                run.figures.push(span);
                run.last = order;
            }
            last => {
                if last.is_some_and(|run| run.figures.len() < FEWEST) {
                    self.runs.pop();
                }
                self.runs.push(Run { figures: vec![span], last: order });
            }
        }
    }

    /// Says which tables were lost, and leaves their figures unread.
    pub fn finish(self, fates: &mut [Fate], issues: &mut Vec<Issue>) {
        let runs: Vec<Run> = self.runs.into_iter().filter(|run| run.figures.len() >= FEWEST).collect();
        for run in &runs {
            let span = run.figures.iter().copied().reduce(Span::join);
            let message = format!("{} figures stand alone, as if the grid of their table was lost", run.figures.len());
            issues.push(Issue::warning("table-unread", message, span));
        }
        let figures: Vec<Span> = runs.into_iter().flat_map(|run| run.figures).collect();
        for fate in fates.iter_mut().filter(|f| f.as_what == As::Guard("no-unit")) {
            let at = figures.partition_point(|s| s.end <= fate.span.start);
            if figures.get(at).is_some_and(|s| s.overlaps(fate.span)) {
                fate.as_what = As::Unread;
            }
        }
    }
}

/// `92,0`, `>=26`, `1.200`, `15 - 20`: a number with nothing but signs around it.
fn is_figure(text: &str) -> bool {
    text.len() <= 24
        && text.bytes().any(|b| b.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | '<' | '>' | '=' | '≥' | '≤' | '-' | '–' | ' '))
        && !text.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(blocks: &[&str]) -> (usize, usize) {
        let (mut loose, mut fates, mut at) = (Loose::default(), vec![], 0);
        for (order, text) in blocks.iter().enumerate() {
            let span = Span { start: at, end: at + text.len() as u32 };
            loose.see(text, span, order);
            fates.push(Fate { span, as_what: As::Guard("no-unit") });
            at = span.end + 1;
        }
        let mut issues = vec![];
        loose.finish(&mut fates, &mut issues);
        (issues.len(), fates.iter().filter(|f| f.as_what == As::Unread).count())
    }

    #[test]
    fn figures_one_after_the_other_are_a_lost_table() {
        assert_eq!(lost(&["Tỷ lệ bao phủ", "%", "90,2", "92,0", ">=93", "95,0"]), (1, 4));
    }

    #[test]
    fn page_numbers_are_none() {
        assert_eq!(lost(&["2", "a", "b", "c", "d", "3", "e", "f", "g", "h", "4", "i", "k", "l", "m", "5"]), (0, 0));
    }
}
