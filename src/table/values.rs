//! The values of a row: one target for each, with its unit, period and kind from cell, column, row and surroundings.
//!
//! Row `Tỷ lệ rác được thu gom`, column `Mục tiêu 2026 (%)`, cell `≥ 90` → target `>= 90 %`, 2026.

use super::TableReading;
use super::cell::{Content, Entry};
use super::column;
use super::grid::Placed;
use super::head::{self, Times};
use super::heads::{Column, Role};
use super::label;
use super::ledger::Ledger;
use super::prose::{self, Clause};
use super::rows::{Row, Stage};
use super::style::{self, Style};
use crate::date::Date;
use crate::error::Issue;
use crate::grammar::lex::opening;
use crate::lexicon::columns::ColumnWord;
use crate::lexicon::words::Sense;
use crate::span::Span;
use crate::target::{As, Basis, Evidence, Period, Step, Target};
use crate::value::{Change, Kind, Operator};
use std::sync::Arc;

impl Stage<'_> {
    /// Makes targets of one cell.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn value(
        &self,
        row: &Row<'_>,
        placed: &Placed,
        column: usize,
        content: &Content,
        styles: &[Style],
        ledger: &mut Ledger,
        reading: &mut TableReading,
    ) {
        let at = self.grid.span(placed.cell);
        let head = self.told(self.spanned(placed, column), row);
        match content {
            Content::Nothing | Content::Words => {
                ledger.claim_times(self.grid, placed.cell);
                ledger.claim(at, As::Guard("remark"));
            }
            Content::Values(entries) => {
                let bare = entries.iter().filter(|e| e.label.is_none() && e.period.is_none()).count();
                let lines = self.grid.lines(placed.cell);
                let part = |entry: &Entry| {
                    let line = lines.iter().position(|l| l.contains(entry.measure.number));
                    line.filter(|_| lines.len() == row.parts.len()).and_then(|l| row.parts.get(l))
                };
                if bare > 1 && entries.iter().any(|e| part(e).is_none()) {
                    // Several numbers and nothing to tell them apart: none is better than a wrong one.
                    let message = "a cell has several values without labels".to_owned();
                    reading.issues.push(Issue::warning("table-row-unread", message, Some(at)));
                    return;
                }
                for entry in entries {
                    let style = styles.get(column).copied().unwrap_or_default();
                    for period in self.periods(placed, &head) {
                        let head = Column { period, ..head.clone() };
                        let target = self.target(row, placed, &head, entry, part(entry), style);
                        // A value of which nothing says what it is stays unread.
                        let named = !target.indicator.is_empty();
                        let fate = if named { As::Target } else { As::Unread };
                        ledger.claim(entry.measure.span.shift(at.start), fate);
                        reading.targets.extend(named.then_some(target));
                    }
                }
                ledger.claim_times(self.grid, placed.cell);
                ledger.claim(at, As::Guard("remark"));
            }
            Content::Prose => {
                let document = self.grid.document;
                let stretches = self
                    .grid
                    .blocks(placed.cell)
                    .flat_map(|b| prose::stretches(document, b.span, self.words))
                    .filter(|s| ledger.any(*s))
                    .collect::<Vec<_>>();
                for stretch in stretches {
                    let clauses = prose::read(document, stretch, self.words);
                    for fate in clauses.fates {
                        ledger.claim(fate.span, fate.as_what);
                    }
                    for clause in clauses.statements {
                        reading.targets.push(self.of_clause(row, &clause, Some(&head), placed.cell, "cell-clause"));
                    }
                }
                self.remarks(placed, ledger);
            }
        }
    }

    /// Numbers in the brackets of a sentence are remarks.
    fn remarks(&self, placed: &Placed, ledger: &mut Ledger) {
        for block in self.grid.blocks(placed.cell) {
            for bracket in head::brackets(block.span.of(self.grid.document.text())) {
                ledger.claim(bracket.shift(block.span.start), As::Guard("remark"));
            }
        }
    }

    /// The column a cell stands under; for a cell over several columns what they have in common.
    fn spanned(&self, placed: &Placed, column: usize) -> Column {
        let mut head = self.heads.columns[column].clone();
        let over: Vec<&Column> =
            placed.columns.clone().filter(|c| self.role(*c) == Role::Value).map(|c| &self.heads.columns[c]).collect();
        if let [first, .., last] = over.as_slice() {
            let groups = self.heads.columns.iter().filter(|c| c.role == Role::Value && c.name.is_some()).count();
            let names: Vec<&str> = over.iter().filter_map(|c| c.name.as_deref()).collect();
            let all = names.len() >= groups;
            head.name = (!all && !names.is_empty()).then(|| names.join(", "));
            head.period = last.period.or(first.period);
        }
        head
    }

    /// A column as a row that is a time tells it: `Ước thực hiện 2025 | 38.200`.
    fn told(&self, head: Column, row: &Row<'_>) -> Column {
        let estimate = row.told.has(ColumnWord::Estimate).then_some(Operator::About);
        Column { kind: head.kind.or(column::kind_of(row.told)), operator: head.operator.or(estimate), ..head }
    }

    /// The periods a cell holds for: one for each of the columns it is merged over.
    fn periods(&self, placed: &Placed, head: &Column) -> Vec<Option<Times>> {
        let mut periods: Vec<Option<Times>> = placed
            .columns
            .clone()
            .filter(|c| self.role(*c) == Role::Value)
            .map(|c| self.heads.columns[c].period)
            .collect();
        periods.dedup();
        if periods.is_empty() { vec![head.period] } else { periods }
    }

    fn target(
        &self,
        row: &Row<'_>,
        placed: &Placed,
        head: &Column,
        entry: &Entry,
        part: Option<&(String, Span)>,
        style: Style,
    ) -> Target {
        let at = self.grid.span(placed.cell);
        let text = self.grid.text(placed.cell);
        let measure = &entry.measure;
        let mut value = style::restyle(measure.value, measure.number.of(text), style);
        if let Some(operator) = head.operator
            && !measure.bound
            && value.operator == Operator::Equal
        {
            value = value.under(operator);
        }
        let bare = self.is_bare(row, head, entry);
        let mut indicator = self.indicator(row, head, part, bare);
        if let Some(label) = entry.label {
            indicator = format!("{indicator} - {}", label::one_line(label.of(text)));
        }
        let change = entry.change.or(row.label.change).or(head.change).or(head.growth.then_some(Change::Increase));
        let mut unit = measure
            .unit
            .as_ref()
            .map(|u| u.written.clone())
            .or(entry.noun.clone())
            .or(head.unit.clone())
            .or(row.unit.clone())
            .or_else(|| self.row_unit(row))
            .or_else(|| self.measure.as_ref().filter(|_| bare || self.has_places()).and_then(|c| c.unit.clone()))
            .or_else(|| self.around.unit.clone())
            .or_else(|| head.counted.clone())
            .or_else(|| head::counted(&row.label.words, self.words));
        let yearly = entry.yearly || row.label.mean || head.mean || head.growth;
        if change.is_some() && yearly && unit.as_deref() == Some("%") {
            unit = Some("%/năm".to_owned());
        }
        let stated = entry.period.or(row.label.period.filter(|_| head.period.is_none()));
        let period = self.period(stated, head, row);
        let kind = self.kind(head, period);
        let span = measure.span.shift(at.start);
        let mut evidence = vec![Evidence { span, cell: Some(self.grid.place(placed.cell)) }];
        if let Some(label) = entry.label {
            evidence[0].span = label.shift(at.start).join(span);
        }
        evidence.extend(row.evidence.iter().copied());
        evidence.extend(part.map(|(_, span)| Evidence { span: *span, ..row.evidence[0] }));
        let rule = match (head.period, &head.name) {
            (Some(_), _) => "year-columns",
            (None, Some(_)) => "group-columns",
            (None, None) => "value-column",
        };
        Target {
            indicator,
            indicator_id: None,
            kind,
            value,
            unit,
            change,
            period,
            section: Arc::clone(&row.section),
            agency: row.agency.clone(),
            evidence,
            rule,
            trail: self.trail(rule, head, row, span),
        }
    }

    /// What is measured: the words of the row and of the column, and of the caption where neither says so.
    fn indicator(&self, row: &Row<'_>, head: &Column, part: Option<&(String, Span)>, bare: bool) -> String {
        let mut indicator = row.name.clone();
        if let Some((part, _)) = part {
            indicator = format!("{indicator} - {part}");
        }
        // `Số lao động có việc làm` over `Tổng số`, `Trong đó: nữ`, and rows that are places.
        let measured = || head.over.iter().chain(&head.name).map(String::as_str).collect::<Vec<_>>().join(" - ");
        if let Some(name) = &head.name {
            // Heads may name what is measured, and rows where or when.
            indicator = match (indicator.is_empty(), self.has_places()) {
                (true, _) => measured(),
                (_, true) => format!("{} - {indicator}", measured()),
                _ => format!("{indicator} - {name}"),
            };
        }
        let whole = head.over.as_ref().or(self.measure.as_ref().map(|c| &c.words));
        if let (None, true, Some(measure)) = (&head.name, self.has_places() || bare, whole) {
            indicator = if indicator.is_empty() { measure.clone() } else { format!("{measure} - {indicator}") };
        }
        if indicator.is_empty() {
            indicator = head.over.clone().unwrap_or_default();
        }
        indicator
    }

    /// Rows say where.
    fn has_places(&self) -> bool {
        self.heads.columns.iter().any(|c| c.role == Role::Place)
    }

    /// `Tỷ lệ giải ngân (%)` over `Vốn trung ương | 15 | 45`: neither row nor column says what is measured, or in what.
    fn is_bare(&self, row: &Row<'_>, head: &Column, entry: &Entry) -> bool {
        !row.label.measured
            && entry.measure.unit.is_none()
            && [&head.unit, &row.unit, &entry.noun].iter().all(|u| u.is_none())
            && self.measure.as_ref().is_some_and(|c| c.unit.is_some())
    }

    /// The one unit that the other cells of the row print.
    fn row_unit(&self, row: &Row<'_>) -> Option<String> {
        let mut units = row
            .cells
            .iter()
            .filter_map(|p| p.columns.clone().find(|c| self.role(*c) == Role::Value).map(|_| p))
            .filter_map(|p| match self.grid.content(p.cell) {
                Content::Values(entries) => Some(entries),
                _ => None,
            })
            .flatten()
            .filter_map(|e| e.measure.unit.as_ref().map(|u| u.written.as_str()));
        let first = units.next()?;
        units.all(|u| u == first).then(|| first.to_owned())
    }

    /// Makes a target of a statement inside a sentence; `head` is the column, when the cell has values.
    pub(super) fn of_clause(
        &self,
        row: &Row<'_>,
        clause: &Clause,
        head: Option<&Column>,
        cell: usize,
        rule: &'static str,
    ) -> Target {
        let mut indicator = clause.indicator.clone();
        if let Some(head) = head {
            let whole =
                indicator.split_whitespace().count() > 4 || opening(&indicator, self.words).contains(&Sense::Head);
            if indicator.is_empty() || clause.ranks && !row.name.is_empty() {
                indicator = row.name.clone();
            } else if !whole {
                indicator = format!("{} - {indicator}", row.name);
            }
            if let Some(name) = &head.name {
                indicator = format!("{indicator} - {name}");
            }
        }
        let none = Column { role: Role::Value, ..Column::default() };
        let period = match clause.period {
            None if clause.timeless => Period::default(),
            own => Period::nearest(own.into_iter().chain([self.period(None, head.unwrap_or(&none), row)])),
        };
        let tasks = self.heads.columns.iter().any(|c| c.role == Role::Task);
        let kind = match (clause.kind, head) {
            (Kind::Target, _) if tasks && clause.activity => Kind::Activity,
            (Kind::Target, Some(head)) => self.kind(head, period),
            (kind, _) => kind,
        };
        let mut evidence = vec![Evidence { span: clause.span, cell: Some(self.grid.place(cell)) }];
        if row.label_cell != Some(cell) {
            evidence.extend(row.evidence.iter().copied());
        }
        Target {
            indicator,
            indicator_id: None,
            kind,
            value: clause.value,
            unit: clause.unit.clone(),
            change: clause.change,
            period,
            section: Arc::clone(&row.section),
            agency: row.agency.clone(),
            evidence,
            rule,
            trail: self.trail(rule, head.unwrap_or(&none), row, clause.span),
        }
    }

    /// Clause, column, row's time cell, what stands around: the nearest wins.
    fn period(&self, stated: Option<Times>, head: &Column, row: &Row<'_>) -> Period {
        let of = |times: Times, basis| Period { start: times.0, end: times.1, basis: Some(basis) };
        if let Some(times) = stated {
            of(times, Basis::Stated)
        } else if let Some(times) = row.time.filter(|t| lies_within(*t, head.period)).or(head.period).or(row.time) {
            of(times, Basis::Column)
        } else if let Some(part) = &head.part {
            // `Quý I` of a year that nothing names is not the whole plan's time.
            let year = self.around.period.single_year();
            let times = year.and_then(|y| head::within(part, y, self.words));
            times.map_or(Period::default(), |t| of(t, Basis::Column))
        } else if head.kind == Some(Kind::Baseline) {
            // `Hiện trạng`: where things stand before the plan, at a time that no one told.
            Period::default()
        } else {
            self.around.period
        }
    }

    /// What the values of a column are: as its head says, else by its year.
    fn kind(&self, head: &Column, period: Period) -> Kind {
        let year = |d: Option<Date>| d.and_then(|d| d.year);
        let planned = self.around.year;
        let first = year(self.around.period.start).or(self.around.begins);
        let end = year(period.end.or(period.start));
        let any_target = || {
            self.heads.columns.iter().filter(|c| c.role == Role::Value).any(|c| match c.kind {
                Some(kind) => kind == Kind::Target,
                None => !past(c, planned, first),
            })
        };
        let kind = match head.kind {
            // A column of results in years to come is a plan in other words.
            Some(Kind::Baseline) if end.zip(planned).is_some_and(|(e, p)| e > p) => Kind::Target,
            Some(kind) => kind,
            None if past(head, planned, first) || self.before_goals(head) => Kind::Baseline,
            None => Kind::Target,
        };
        match kind {
            Kind::Baseline if !any_target() => Kind::Status,
            kind => kind,
        }
    }

    /// A plain year no later than the plan's beside columns that say `Mục tiêu` of later years: where things stand.
    fn before_goals(&self, head: &Column) -> bool {
        let end = |c: &Column| c.period.and_then(|p| p.1.or(p.0)).and_then(|d| d.year);
        let Some(year) = end(head) else { return false };
        self.around.year.is_none_or(|p| year <= p)
            && self
                .heads
                .columns
                .iter()
                .any(|c| c.role == Role::Value && c.kind == Some(Kind::Target) && end(c).is_some_and(|e| e > year))
    }

    fn trail(&self, rule: &'static str, head: &Column, row: &Row<'_>, span: Span) -> Vec<Step> {
        if !self.around.explain {
            return Vec::new();
        }
        let mut trail = vec![Step {
            what: "rule",
            detail: format!("{rule}: row {} of table {}", row.row, self.grid.index),
            span: Some(span),
        }];
        if let Some((start, end)) = head.period {
            let show = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
            let detail = format!("column head {}..{}", show(start), show(end));
            trail.push(Step { what: "period", detail, span: None });
        }
        if let Some(name) = &head.name {
            trail.push(Step { what: "subject", detail: format!("column head {name}"), span: None });
        }
        trail
    }
}

/// Whether a day, month or quarter is one of the year that a column names: `Mục tiêu năm 2026`, `Thời hạn: Quý III/2026`.
fn lies_within(time: Times, column: Option<Times>) -> bool {
    let (Some((None, Some(year))), (None, Some(end))) = (column, time) else { return false };
    year.month.is_none() && end.month.is_some() && end.year == year.year
}

/// The column's year lies before the plan.
fn past(column: &Column, planned: Option<u16>, first: Option<u16>) -> bool {
    let Some(end) = column.period.and_then(|p| p.1.or(p.0)).and_then(|d| d.year) else { return false };
    planned.is_some_and(|p| end < p) || first.is_some_and(|f| end < f)
}
