//! The rows of a table whose head is understood: labels, groups, parents, and one target for each value.
//!
//! `II | CÂY LÂU NĂM`, `1 | Hồ tiêu`, `- | Diện tích | ha | 120 | 150` → `Hồ tiêu - Diện tích`, section `II. CÂY LÂU NĂM`.

use super::cell::Content;
use super::grid::{Grid, Placed};
use super::head::{self, Times};
use super::heads::{self, Heads, Role};
use super::label::{self, Depth, Label};
use super::ledger::Ledger;
use super::prose;
use super::style::{Signs, Style};
use super::{Around, TableReading};
use crate::error::Issue;
use crate::lexicon::Words;
use crate::lexicon::columns::{ColumnWord, ColumnWords, Columns};
use crate::span::Span;
use crate::target::{As, Evidence};
use crate::value::Kind;
use std::sync::Arc;

/// All that reading rows needs.
pub struct Stage<'a> {
    /// The cells, placed.
    pub grid: &'a Grid<'a>,
    /// What the columns hold.
    pub heads: &'a Heads,
    /// Words of statements.
    pub words: &'a Words,
    /// Words of tables.
    pub columns: &'a Columns,
    /// What stands around.
    pub around: &'a Around,
    /// What the caption says is measured, where columns name nothing but times.
    pub measure: Option<Label>,
}

/// A row that later rows may stand under.
struct Above {
    depth: Depth,
    label: Label,
    /// The indicator it gave or would give.
    name: String,
    /// As sections print it.
    printed: String,
    span: Span,
    cell: usize,
    values: bool,
    unit: Option<String>,
}

/// A row being read.
pub struct Row<'r> {
    pub row: usize,
    pub cells: &'r [Placed],
    pub label: Label,
    /// The indicator: the label, with its parent's where it needs it.
    pub name: String,
    pub label_cell: Option<usize>,
    pub evidence: Vec<Evidence>,
    pub section: Arc<[String]>,
    pub unit: Option<String>,
    pub agency: Option<String>,
    pub time: Option<Times>,
    /// What the values of a row that is a time are: `Ước thực hiện 2025`.
    pub told: ColumnWords,
    /// Lines of the label that lines of the value cells follow: `a) Nam`, `b) Nữ`.
    pub parts: Vec<(String, Span)>,
}

/// What a row says of itself, before those above it complete it.
struct Line {
    row: usize,
    mark_cell: Option<usize>,
    /// The depth that its cell of marks gives.
    mark: Option<Depth>,
    label_cell: usize,
    /// The depth of the mark in its label.
    own: Option<Depth>,
    /// It is the first row that its label covers.
    first: bool,
    /// Nothing but its label is in it.
    lone: bool,
    /// It is a row of sums.
    total: bool,
    label: Label,
    told: ColumnWords,
    printed: String,
    parts: Vec<(String, Span)>,
}

impl<'a> Stage<'a> {
    /// For a table whose head is understood.
    pub fn new(
        grid: &'a Grid<'a>,
        heads: &'a Heads,
        words: &'a Words,
        columns: &'a Columns,
        around: &'a Around,
    ) -> Stage<'a> {
        let named = heads.columns.iter().any(|c| c.role == Role::Value && c.name.is_some());
        let caption = around.caption.as_deref().filter(|_| !named);
        let measure = caption.and_then(|c| label::measure_in(c, words, columns));
        Stage { grid, heads, words, columns, around, measure }
    }
}

impl Stage<'_> {
    /// Reads all rows.
    pub fn read(&self, ledger: &mut Ledger, reading: &mut TableReading) {
        for row in 0..self.heads.rows.end {
            for placed in &self.grid.rows[row].cells {
                let span = self.grid.span(placed.cell);
                ledger.claim_times(self.grid, placed.cell);
                ledger.claim(span, As::Name);
            }
        }
        let styles = self.styles();
        let mut above: Vec<Above> = Vec::new();
        let mut failed: Vec<Span> = Vec::new();
        let body = if self.heads.of == self.grid.index { self.heads.rows.end } else { 0 };
        for row in body..self.grid.rows.len() {
            if self.is_head_again(row) || heads::numbering(self.grid, row) {
                for placed in &self.grid.rows[row].cells {
                    ledger.claim_times(self.grid, placed.cell);
                    ledger.claim(self.grid.span(placed.cell), As::Name);
                }
                continue;
            }
            if self.grid.rows[row].cells.iter().any(|p| p.columns.is_empty() && !self.grid.is_empty(p.cell)) {
                failed.extend(self.grid.worded(row).map(|p| self.grid.span(p.cell)).reduce(Span::join));
                continue;
            }
            self.row(row, &styles, &mut above, ledger, reading);
        }
        for span in failed {
            let message = format!("a row of table {} does not fit its head", self.grid.index);
            reading.issues.push(Issue::warning("table-row-unread", message, Some(span)));
        }
    }

    /// The separators of each column: its own evidence first, then that of all value columns.
    fn styles(&self) -> Vec<Style> {
        let mut signs = vec![Signs::default(); self.heads.columns.len()];
        for placed in self.grid.rows.iter().flat_map(|r| &r.cells) {
            if let Some(column) = placed.columns.clone().next()
                && self.heads.columns.get(column).is_some_and(|c| c.role == Role::Value)
            {
                signs[column].look(self.grid.text(placed.cell));
            }
        }
        let all = signs.iter().fold(Signs::default(), |all, s| all.with(*s)).style();
        signs.iter().map(|s| s.style().or(all).unwrap_or_default()).collect()
    }

    /// A page break repeats the head.
    fn is_head_again(&self, row: usize) -> bool {
        let mut worded = self.grid.worded(row).peekable();
        let mut count = 0;
        worded.peek().is_some()
            && worded.all(|p| {
                count += 1;
                let text = label::one_line(self.grid.text(p.cell));
                self.heads.words.contains(&text)
            })
            && count > 1
    }

    pub(super) fn role(&self, column: usize) -> Role {
        self.heads.columns.get(column).map_or(Role::Unknown, |c| c.role)
    }

    /// The cell of a row in the first column of a role, covered from above when the grid knows it.
    fn cell_of(&self, row: usize, wanted: impl Fn(Role) -> bool) -> Option<usize> {
        let column = (0..self.heads.columns.len()).find(|c| wanted(self.role(*c)))?;
        if self.grid.placed {
            self.grid.covering(row, column).filter(|c| !self.grid.is_empty(*c))
        } else {
            self.grid.worded(row).find(|p| p.columns.contains(&column)).map(|p| p.cell)
        }
    }

    fn row(
        &self,
        row: usize,
        styles: &[Style],
        above: &mut Vec<Above>,
        ledger: &mut Ledger,
        reading: &mut TableReading,
    ) {
        let Some(mut line) = self.line(row, ledger) else {
            return self.leave(&self.grid.rows[row].cells, ledger);
        };
        let values = self.values_of(&line, ledger);
        let numeric = holds_values(&values);
        let depth = self.depth(&line, above, numeric);
        if line.first {
            while above.last().is_some_and(|a| a.depth >= depth) {
                above.pop();
            }
        }
        let printed = std::mem::take(&mut line.printed);
        let (first, lone, total, mark_cell, label_cell) =
            (line.first, line.lone, line.total, line.mark_cell, line.label_cell);
        let read = self.completed(line, depth, above);
        self.products(&read, ledger, reading);
        self.asides(&read, ledger);
        // No value column tells this row's number: its label may be the criterion itself.
        let caption = lone && depth <= label::CAPTION;
        if first && !numeric && !caption && !self.has_values_below(row, label_cell) {
            self.label_clauses(&read, ledger, reading);
        }
        if first {
            ledger.claim_times(self.grid, label_cell);
            ledger.claim(self.grid.span(label_cell), As::Guard("row-label"));
        }
        for (placed, column, content) in &values {
            self.value(&read, placed, *column, content, styles, ledger, reading);
        }
        if first && !total {
            let mark_words = mark_cell.filter(|c| *c != label_cell).map(|c| self.grid.text(c).trim());
            let printed = match mark_words {
                Some(mark) if depth < label::LETTER => format!("{}. {printed}", mark.trim_end_matches('.')),
                _ => printed,
            };
            above.push(Above {
                depth,
                name: read.name,
                label: read.label,
                printed,
                span: self.label_span(label_cell),
                cell: label_cell,
                values: numeric,
                unit: read.unit,
            });
        }
    }

    /// What a row says of itself; `None` where nothing names it.
    fn line(&self, row: usize, ledger: &mut Ledger) -> Option<Line> {
        let mark_cell = self.cell_of(row, |r| r == Role::Ordinal);
        let mark = mark_cell.and_then(|c| label::mark(self.grid.text(c)));
        let label_cell = self.label_cell(row, mark_cell, mark);
        if let Some(cell) = mark_cell.filter(|_| mark_cell != label_cell) {
            ledger.claim(self.grid.span(cell), As::Name);
        }
        let label_cell = label_cell?;
        let (printed, parts) = self.parts(row, label_cell);
        let own = label::marked(&printed);
        if let Some((_, at)) = own {
            let span = self.grid.span(label_cell);
            ledger.claim(Span { start: span.start, end: (span.start + at as u32).min(span.end) }, As::Name);
        }
        let words_at = own.map_or(0, |(_, at)| at);
        let mut label = label::read(&printed[words_at..], self.words, self.columns);
        // `2026 | 120 | 300`: a row of nothing but its year is named by its columns.
        let timed = self.cell_of(row, |r| r == Role::When) == Some(label_cell) && self.time(label_cell).is_some();
        let mut told = ColumnWords::default();
        if timed {
            told = head::read(&printed, self.words, self.columns).words;
            label.words.clear();
        }
        Some(Line {
            row,
            mark_cell,
            mark,
            label_cell,
            own: own.map(|(depth, _)| depth),
            first: self.grid.rows[row].cells.iter().any(|p| p.cell == label_cell),
            lone: self.grid.worded(row).filter(|p| Some(p.cell) != mark_cell).count() <= 1,
            total: self.is_total(&label.words),
            label,
            told,
            printed,
            parts,
        })
    }

    /// The cells of a row's value columns; those of a group that noughts fill are claimed and left.
    fn values_of(&self, line: &Line, ledger: &mut Ledger) -> Vec<(&Placed, usize, &Content)> {
        let mut values = self.values(line.row, line.label_cell);
        if self.is_filled_group(line.row, line.own, &values) {
            for (placed, ..) in values.drain(..) {
                ledger.claim(self.grid.span(placed.cell), As::Guard("group-row"));
            }
        }
        values
    }

    /// How deep a row stands; `numeric`: it has values.
    fn depth(&self, line: &Line, above: &[Above], numeric: bool) -> Depth {
        match (line.mark, line.own) {
            // Rows numbered one after another: the label's own mark tells what stands below what.
            (Some(label::NUMBER) | None, Some(depth)) => depth,
            (Some(depth), _) => depth,
            // `Trong đó: thành thị`, `- nông thôn` below it: parts of the row above, side by side.
            (None, None) if line.label.part => above.last().map_or(label::DASH, |a| label::below(a.depth)),
            (None, None) if line.total && line.mark_cell.is_none_or(|c| c == line.label_cell) => label::TOP,
            (None, None) if !numeric && line.lone && self.grid.bold(line.label_cell) => label::CAPTION,
            (None, None) if line.mark_cell == Some(line.label_cell) => label::TOP,
            (None, None) => label::UNMARKED,
        }
    }

    fn label_span(&self, label_cell: usize) -> Span {
        label::span_of(self.grid.text(label_cell), self.grid.span(label_cell))
    }

    /// A row with all that holds for its values: what it takes from its parent, its unit, section, body in charge and time.
    fn completed<'c>(&'c self, line: Line, depth: Depth, above: &[Above]) -> Row<'c> {
        let Line { row, label_cell, label: mut read, .. } = line;
        let parent = above.iter().rev().find(|a| a.cell != label_cell);
        let unit_cell = self.cell_of(row, |r| r == Role::Unit).map(|c| self.grid.text(c));
        let own_unit = unit_cell.and_then(|text| head::unit_cell(text, self.words));
        // `Lao động có việc làm`, `a) Nữ`: under a row with values in the same unit a lettered row is a part of it.
        let same_unit = |p: &Above| depth >= label::LETTER && p.values && own_unit.is_some() && own_unit == p.unit;
        let needs = |p: &Above| label::needs_parent(&read, &p.label, p.values, depth, self.columns);
        // `1 | Cải tạo đàn bò`, without values, over `- Bò sữa`: what is done to the parts.
        let divided = |p: &Above| depth == label::DASH && p.depth == label::NUMBER && !p.values;
        let joined = parent.filter(|p| !line.total && (needs(p) || (same_unit(p) || divided(p)) && !read.measured));
        let name = joined.map_or(read.words.clone(), |p| format!("{} - {}", p.name, read.words));
        let mut evidence =
            vec![Evidence { span: self.label_span(label_cell), cell: Some(self.grid.place(label_cell)) }];
        evidence.extend(joined.map(|p| Evidence { span: p.span, cell: Some(self.grid.place(p.cell)) }));
        if let Some(parent) = joined
            && read.change.is_none()
            && parent.label.change.is_some()
        {
            (read.change, read.mean) = (parent.label.change, parent.label.mean);
        }
        let unit = match unit_cell {
            Some(text) if self.is_ditto(text) => above.last().and_then(|a| a.unit.clone()),
            _ => own_unit,
        };
        let agency = self.cell_of(row, |r| r == Role::Lead).map(|c| label::one_line(self.grid.text(c)));
        Row {
            row,
            cells: &self.grid.rows[row].cells,
            name,
            label_cell: Some(label_cell),
            evidence,
            section: self.section(row, above, label_cell),
            unit: unit.or(read.unit.clone()).or_else(|| joined.and_then(|p| p.unit.clone())),
            agency: agency.filter(|a| a.chars().any(char::is_alphabetic)),
            time: self.cell_of(row, |r| r == Role::When).and_then(|c| self.time(c)),
            label: read,
            told: line.told,
            parts: line.parts,
        }
    }

    /// The cell that names a row; `mark` is what the cell of marks holds.
    fn label_cell(&self, row: usize, mark_cell: Option<usize>, mark: Option<Depth>) -> Option<usize> {
        let label = self.cell_of(row, |r| matches!(r, Role::Label | Role::Task | Role::Place));
        // The label spread over the column of marks, or over the whole row.
        let spread = || mark_cell.or_else(|| self.grid.worded(row).next().map(|p| p.cell));
        if mark.is_none() { label.or_else(spread) } else { label }
    }

    /// A spreadsheet fills the row of a group with noughts: no unit where units stand, and deeper rows below.
    fn is_filled_group(&self, row: usize, depth: Option<Depth>, values: &[(&Placed, usize, &Content)]) -> bool {
        let nought = |content: &Content| match content {
            Content::Values(entries) => entries.iter().all(|e| e.measure.value.is_nought()),
            _ => false,
        };
        let units = self.heads.columns.iter().any(|c| c.role == Role::Unit);
        units
            && !values.is_empty()
            && values.iter().all(|(_, _, content)| nought(content))
            && self.cell_of(row, |r| r == Role::Unit).is_none()
            && row + 1 < self.grid.rows.len()
            && self
                .cell_of(row + 1, |r| r == Role::Label)
                .and_then(|c| label::marked(self.grid.text(c)))
                .is_some_and(|(below, _)| depth.is_some_and(|depth| below > depth))
    }

    /// Whether another row under the same label has values.
    fn has_values_below(&self, row: usize, label_cell: usize) -> bool {
        let end = (row + self.grid.rowspan(label_cell)).min(self.grid.rows.len());
        (row + 1..end).any(|r| holds_values(&self.values(r, label_cell)))
    }

    /// The cells of the row's value columns that begin in it, with what they hold. A cell that a wide label covers is none.
    fn values(&self, row: usize, label_cell: usize) -> Vec<(&Placed, usize, &Content)> {
        self.grid.rows[row]
            .cells
            .iter()
            .filter(|p| p.cell != label_cell && !self.grid.is_empty(p.cell))
            .filter_map(|p| {
                let column = p.columns.clone().find(|c| self.role(*c) == Role::Value)?;
                Some((p, column, self.grid.content(p.cell)))
            })
            .collect()
    }

    /// `Tổng số`, `Tổng I + II`, `Cộng toàn tỉnh`; `Tổng đàn lợn` names a quantity.
    fn is_total(&self, words: &str) -> bool {
        let counts = |text: &str| text.chars().all(|c| !c.is_alphabetic() || matches!(c, 'I' | 'V' | 'X'));
        self.columns.opening(words).has(ColumnWord::Total)
            && self.columns.read(words).iter().all(|h| h.words.has(ColumnWord::Total) || counts(h.span.of(words)))
    }

    fn is_ditto(&self, text: &str) -> bool {
        let text = text.trim();
        matches!(text, "\"" | "”" | "“" | "''" | "″" | "-")
            || self.columns.read(text).iter().any(|h| h.words.has(ColumnWord::Ditto))
    }

    fn section(&self, row: usize, above: &[Above], label_cell: usize) -> Arc<[String]> {
        let mut own = Vec::new();
        for column in 0..self.heads.columns.len() {
            if self.role(column) == Role::Group
                && let Some(cell) = self.grid.placed.then(|| self.grid.covering(row, column)).flatten()
                && cell != label_cell
                && !self.grid.is_empty(cell)
            {
                own.push(label::one_line(self.grid.text(cell)));
            }
        }
        own.extend(above.iter().filter(|a| !a.values && a.cell != label_cell).map(|a| a.printed.clone()));
        // Most rows stand under what the table stands under.
        let around = &self.around.section;
        if own.is_empty() { Arc::clone(around) } else { around.iter().cloned().chain(own).collect() }
    }

    fn time(&self, cell: usize) -> Option<Times> {
        let text = label::one_line(self.grid.text(cell));
        let atoms = crate::grammar::lex::lex(&text, self.words);
        let times = head::times(&text, &atoms);
        match times.as_slice() {
            [(_, _, times)] => Some(*times),
            // `Quý III`: of the one year that stands around.
            [] => head::within(&head::part_of_year(&text, &atoms)?, self.around.period.single_year()?, self.words),
            _ => None,
        }
    }

    /// Shares and levels that a task's product cell states: `100% thủ tục được rà soát`, `thời gian chờ dưới 15 phút`. What it counts
    /// are things made by the task.
    fn products(&self, row: &Row<'_>, ledger: &mut Ledger, reading: &mut TableReading) {
        for placed in row.cells {
            let product = placed.columns.clone().next().map(|c| self.role(c)) == Some(Role::Aside("product-cell"));
            if !product || Some(placed.cell) == row.label_cell {
                continue;
            }
            for block in self.grid.blocks(placed.cell) {
                if !ledger.any(block.span) {
                    continue;
                }
                for clause in prose::read(self.grid.document, block.span, self.words).statements {
                    let share = clause.unit.as_deref().is_some_and(|u| u.starts_with('%'));
                    if clause.kind == Kind::Target && (share || !clause.activity) {
                        ledger.claim(clause.span, As::Target);
                        reading.targets.push(self.of_clause(row, &clause, None, placed.cell, "task-row"));
                    }
                }
            }
        }
    }

    /// Numbers of the columns that hold no values.
    fn asides(&self, row: &Row<'_>, ledger: &mut Ledger) {
        for placed in row.cells {
            let span = self.grid.span(placed.cell);
            if Some(placed.cell) == row.label_cell {
                continue;
            }
            let Some(column) = placed.columns.clone().next() else { continue };
            let guard = match self.role(column) {
                Role::Value | Role::Label | Role::Task | Role::Place => continue,
                Role::Ordinal => {
                    ledger.claim(span, As::Name);
                    continue;
                }
                Role::Unknown => continue,
                Role::When => "time-cell",
                Role::Unit | Role::Group => "row-label",
                Role::Lead => "agency-cell",
                Role::Budget => "budget-table",
                Role::Score => "score-table",
                Role::Roster => "roster-table",
                Role::Ratio => "ratio-column",
                Role::Aside(guard) => guard,
            };
            if guard != "ratio-column" {
                ledger.claim_times(self.grid, placed.cell);
            }
            ledger.claim(span, As::Guard(guard));
        }
    }

    /// A row that cannot be read: nothing is claimed but dates.
    fn leave(&self, cells: &[Placed], ledger: &mut Ledger) {
        for placed in cells {
            ledger.claim_times(self.grid, placed.cell);
        }
    }

    /// Statements in the sentence of the row label: `Tỷ lệ … đạt 80%` with no value column, or one that says `Đạt`.
    fn label_clauses(&self, row: &Row<'_>, ledger: &mut Ledger, reading: &mut TableReading) {
        let Some(cell) = row.label_cell else { return };
        let task = self.heads.columns.iter().any(|c| c.role == Role::Task);
        let rule = if task { "task-row" } else { "row-label" };
        for block in self.grid.blocks(cell) {
            let text = block.span.of(self.grid.document.text());
            let at = label::marked(text).map_or(0, |(_, at)| at as u32);
            let span = Span { start: block.span.start + at, end: block.span.end };
            if !ledger.any(span) {
                continue;
            }
            let clauses = prose::read(self.grid.document, span, self.words);
            for fate in clauses.fates {
                ledger.claim(fate.span, fate.as_what);
            }
            for clause in clauses.statements {
                let mut target = self.of_clause(row, &clause, None, cell, rule);
                if target.indicator.is_empty() {
                    target.indicator = row.label.words.clone();
                }
                reading.targets.push(target);
            }
        }
    }

    /// The label of a row, and the marked lines at its end when cells of the row have as many lines.
    fn parts(&self, row: usize, label_cell: usize) -> (String, Vec<(String, Span)>) {
        let text = self.grid.document.text();
        let lines: Vec<Span> = self.grid.blocks(label_cell).map(|b| b.span).collect();
        let marked = lines.iter().rev().take_while(|l| label::marked(l.of(text)).is_some()).count();
        let whole = label::one_line(self.grid.text(label_cell));
        let followed = self.grid.rows[row].cells.iter().any(|p| {
            let value = p.columns.clone().any(|c| self.role(c) == Role::Value);
            value && p.cell != label_cell && self.grid.blocks(p.cell).count() == marked
        });
        if marked < 2 || marked == lines.len() || !followed {
            return (whole, Vec::new());
        }
        let (base, parts) = lines.split_at(lines.len() - marked);
        let base = base.iter().map(|l| label::one_line(l.of(text))).collect::<Vec<_>>().join(" ");
        let parts = parts.iter().map(|l| {
            let span = label::span_of(l.of(text), *l);
            (label::read(span.of(text), self.words, self.columns).words, span)
        });
        (base, parts.collect())
    }
}

fn holds_values(cells: &[(&Placed, usize, &Content)]) -> bool {
    cells.iter().any(|(_, _, content)| matches!(content, Content::Values(_)))
}
