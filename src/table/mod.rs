//! Tables to targets, cell by cell; every number of a table is accounted for.
//!
//! `| 2 | Tỷ lệ hộ dùng nước sạch | % | 91,5 | 95 |` under `TH 2024`, `KH 2025` → baseline 91.5 % (2024), target 95 % (2025).
//!
//! The way: [`grid`] (who stands where) → [`heads`] (what each column holds) → `rows` (what each row is of) →
//! [`cell`] (the values) or [`prose`] (sentences inside cells, through the grammar). A table whose head cannot be
//! understood gives the issue `table-unread` and no target; a row that does not fit gives `table-row-unread`.

pub mod cell;
pub mod column;
pub mod grid;
pub mod head;
pub mod heads;
pub mod label;
pub mod ledger;
pub mod prose;
mod rows;
pub mod style;
mod values;

use crate::document::{Document, Role};
use crate::error::Issue;
use crate::lexicon::Words;
use crate::lexicon::columns::{ColumnWord, Columns};
use crate::span::Span;
use crate::target::{As, Fate, Period, Target};
use crate::value::Kind;
use grid::Grid;
use heads::Heads;
use ledger::Ledger;
use std::sync::Arc;

/// What the blocks around a table say.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The period of lead-in, annex title, headings or plan title, with its basis.
    pub period: Period,
    /// The year that the plan's span begins with, by its title: `giai đoạn 2021 - 2025`.
    pub begins: Option<u16>,
    /// Headings above, outermost first.
    pub section: Arc<[String]>,
    /// The unit line above the table: `tỷ đồng` of `ĐVT: tỷ đồng`.
    pub unit: Option<String>,
    /// The year the plan was issued in, to tell past columns from coming ones.
    pub year: Option<u16>,
    /// The title of the table or annex, as printed.
    pub caption: Option<String>,
    /// Keep the derivation of every target.
    pub explain: bool,
}

/// What was read from a table, nested tables included.
#[derive(Clone, Debug, Default)]
pub struct TableReading {
    /// Targets, baselines, activities, in text order.
    pub targets: Vec<Target>,
    /// What became of each number.
    pub fates: Vec<Fate>,
    /// `table-unread`, `table-row-unread`.
    pub issues: Vec<Issue>,
}

/// Reads table `index` of `document` and the tables nested in it.
pub fn read(document: &Document, index: usize, words: &Words, around: &Around) -> TableReading {
    let columns = Columns::built_in();
    let mut reading = TableReading::default();
    // Nested tables stand right behind the table that holds them: one look at each.
    let nested = document.tables()[index + 1..].iter().map_while(|t| t.parent.map(|p| p.table as usize));
    let mut children: Vec<Vec<usize>> = vec![Vec::new()];
    for (n, parent) in nested.take_while(|p| *p >= index).enumerate() {
        crate::work::steps(1);
        children.push(Vec::new());
        children[parent - index].push(index + 1 + n);
    }
    let mut open = vec![index];
    while let Some(next) = open.pop() {
        single(document, next, words, columns, around, &mut reading);
        open.append(&mut children[next - index]);
    }
    reading.targets.sort_by_key(|t| t.evidence.first().map(|e| e.span.start));
    reading.fates.sort_by_key(|f| f.span.start);
    reading
}

fn single(
    document: &Document,
    index: usize,
    words: &Words,
    columns: &Columns,
    around: &Around,
    reading: &mut TableReading,
) {
    let grid = Grid::new(document, index, words, columns);
    let mut ledger = Ledger::new(&grid);
    if ledger.is_empty() {
        return;
    }
    if is_frame(&grid, columns) {
        // Letterhead and signature are the header reader's.
        claim_all(&grid, &mut ledger, As::Name);
        reading.fates.extend(ledger.close());
        return;
    }
    let (grid, heads) = heads::read(grid, words, columns);
    if let Some(heads) = heads {
        match guard(&heads, around, columns) {
            Some(name) => claim_all(&grid, &mut ledger, As::Guard(name)),
            None => {
                let stage = rows::Stage::new(&grid, &heads, words, columns, around);
                stage.read(&mut ledger, reading);
            }
        }
    } else if grid.width == 1 {
        // A frame around prose.
        prose::framed(&grid, words, around, &mut ledger, reading);
    } else {
        unread(&grid, &mut ledger, reading);
    }
    reading.fates.extend(ledger.close());
}

/// Every number of the table is a time, or `what`.
fn claim_all(grid: &Grid<'_>, ledger: &mut Ledger, what: As) {
    for cell in 0..grid.cells() {
        for block in grid.blocks(cell).filter(|b| b.role == Role::Body) {
            ledger.claim_times_of(grid, cell, block.span);
            ledger.claim(block.span, what);
        }
    }
}

/// The table is the letterhead, the signature or a database's box.
fn is_frame(grid: &Grid<'_>, columns: &Columns) -> bool {
    let last = grid.rows.len().min(4);
    grid.width <= 4
        && grid.rows.len() <= 14
        && (0..last).flat_map(|r| grid.worded(r)).any(|p| {
            let opens = |text: &str| columns.opening(text).has(ColumnWord::Letterhead);
            grid.blocks(p.cell).any(|b| opens(b.span.of(grid.document.text())))
        })
}

/// The guard that refuses a whole table: its columns are money, points or lists.
fn guard(heads: &Heads, around: &Around, columns: &Columns) -> Option<&'static str> {
    use heads::Role as Column;
    let any = |role: Column| heads.columns.iter().any(|c| c.role == role);
    let task = any(Column::Task) && (any(Column::Lead) || any(Column::When));
    // `Điểm tối đa | Kết quả năm 2022 | Mục tiêu năm 2024`: points beside columns that plan.
    let plans = |c: &heads::Column| c.role == Column::Value && c.kind == Some(Kind::Target) && c.period.is_some();
    if any(Column::Score) && !heads.columns.iter().any(plans) {
        return Some("score-table");
    }
    if any(Column::Roster) {
        return Some("roster-table");
    }
    // Years beside a column of costs are years of spending, unless their heads say what they plan.
    let told =
        |c: &heads::Column| c.role == Column::Value && (c.kind.is_some() || c.name.is_some() || c.unit.is_some());
    if any(Column::Budget) && !heads.columns.iter().any(told) && !task {
        return Some("budget-table");
    }
    let caption = around.caption.as_deref().or(around.section.last().map(String::as_str)).unwrap_or("");
    let hits = columns.read(caption);
    let mut opening = hits.iter().take(4);
    if opening.any(|h| h.words.has(ColumnWord::Budget)) && any(Column::Value) && !task {
        return Some("budget-table");
    }
    None
}

/// Nothing is made of the table. A form or a list of words accounts for its numbers; a grid of figures is unread.
fn unread(grid: &Grid<'_>, ledger: &mut Ledger, reading: &mut TableReading) {
    let mut figures = 0;
    for placed in grid.rows.iter().flat_map(|r| &r.cells) {
        let text = grid.text(placed.cell);
        ledger.claim_times(grid, placed.cell);
        if placed.columns.start == 0 && label::mark(text).is_some() {
            ledger.claim(grid.span(placed.cell), As::Name);
        }
        for block in grid.blocks(placed.cell) {
            let line = block.span.of(grid.document.text());
            if let Some((_, at)) = label::marked(line) {
                ledger.claim(Span { start: block.span.start, end: block.span.start + at as u32 }, As::Name);
            }
        }
        let bare = text.len() <= 24 && matches!(grid.content(placed.cell), cell::Content::Values(_));
        figures += usize::from(bare && ledger.any(grid.span(placed.cell)));
    }
    if figures >= 3 {
        let span = grid.document.tables()[grid.index].span;
        let message = format!("table {} has no head that can be understood", grid.index);
        reading.issues.push(Issue::warning("table-unread", message, Some(span)));
    } else {
        let cells = grid.rows.iter().flat_map(|r| &r.cells);
        cells.for_each(|p| ledger.claim(grid.span(p.cell), As::Guard("form")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{At, Builder, Origin};

    /// A document of one table.
    pub fn table(exact: bool, rows: &[&[&str]]) -> Document {
        let mut b = Builder::new(Origin::default());
        b.begin_table(exact);
        for row in rows {
            b.begin_row();
            for cell in *row {
                b.begin_cell(1, 1, false);
                for line in cell.split('\n') {
                    b.text(line, At::Nowhere);
                    b.end_block(Default::default(), Role::Body);
                }
            }
        }
        b.end_table();
        b.finish()
    }
}
