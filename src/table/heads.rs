//! The head of a table: which rows it has, which column each head cell stands over, and what each column holds.
//!
//! `TT | Chỉ tiêu | ĐVT | TH 2024 | KH 2025` → ordinal, label, unit, baseline of 2024, target of 2025.

pub use super::column::{Column, Role};
use super::column::{Holds, against, column, date_parts, holds, settle, strain};
use super::grid::{Grid, Placed};
use super::head::Head;
use super::label;
use crate::document::{Document, Flow};
use crate::grammar::lex::lex;
use crate::lexicon::Words;
use crate::lexicon::columns::{ColumnWord, Columns};
use crate::text::folded;
use crate::value::Kind;

/// The head of a table.
#[derive(Clone, Debug)]
pub struct Heads {
    /// Rows of the head in this table, end exclusive; empty when the head is that of the table before.
    pub rows: std::ops::Range<usize>,
    /// One for each column.
    pub columns: Vec<Column>,
    /// The words of the head rows, to know them again when a page break repeats them.
    pub words: Vec<String>,
    /// The index of the table whose head it is.
    pub of: usize,
}

/// Words of the name of a column.
const LONGEST_NAME: usize = 14;
/// How many tables back a head may stand.
const BACK: usize = 12;

/// The head of a table, and its grid with every body cell placed. `None`: no head, or none that can be understood.
pub fn read<'d>(mut grid: Grid<'d>, words: &'d Words, columns: &'d Columns) -> (Grid<'d>, Option<Heads>) {
    let (document, index) = (grid.document, grid.index);
    if let Some(rows) = rows(&grid, words) {
        place(&mut grid, rows.end);
        let heads = resolve(&grid, rows, words, columns);
        return (grid, heads);
    }
    place(&mut grid, 0);
    // A table cut by a page break goes on without its head.
    let mut before = index;
    for _ in 0..BACK {
        let Some(previous) = adjoining(document, before) else { break };
        before = previous;
        let other = Grid::new(document, previous, words, columns);
        let Some(rows) = self::rows(&other, words) else { continue };
        let mut other = other;
        place(&mut other, rows.end);
        if body_width(&other, rows.end) != grid.width.min(body_width(&grid, 0)) {
            break;
        }
        let heads = resolve(&other, rows, words, columns).map(|h| Heads { rows: 0..0, ..h });
        return (grid, heads);
    }
    (grid, None)
}

/// The table right before table `index` in reading order, with at most a page number between.
fn adjoining(document: &Document, index: usize) -> Option<usize> {
    let at = document.flow().iter().position(|f| *f == Flow::Table(index))?;
    let mut between = 0;
    for step in document.flow()[..at].iter().rev() {
        match step {
            Flow::Table(previous) => return Some(*previous),
            Flow::Block(block) => {
                between += 1;
                if between > 1 || document.blocks()[*block].span.len() > 12 {
                    return None;
                }
            }
        }
    }
    None
}

/// The rows of the head: the first row of column names, and what stands below it under them.
fn rows(grid: &Grid<'_>, words: &Words) -> Option<std::ops::Range<usize>> {
    let first = (0..grid.rows.len().min(5)).find(|r| opens(grid, *r))?;
    let spanned = grid.worded(first).map(|p| grid.rowspan(p.cell)).filter(|n| *n <= 6).max().unwrap_or(1);
    let mut end = first + spanned.max(1);
    while end < grid.rows.len() && (continues(grid, first, end, words) || numbering(grid, end)) {
        end += 1;
        if end - first > 6 {
            return None;
        }
    }
    (end < grid.rows.len()).then_some(first..end)
}

/// Whether a row names columns.
fn opens(grid: &Grid<'_>, row: usize) -> bool {
    use ColumnWord::*;
    if leads(grid, row) {
        return true;
    }
    let (mut named, mut all) = (0, 0);
    for placed in grid.worded(row) {
        let text = grid.text(placed.cell);
        if text.len() > 240 {
            return false;
        }
        let head = grid.head(placed.cell);
        all += 1;
        let naming = [
            Ordinal, Label, Place, Unit, Lead, Support, Source, Note, Product, When, Task, Budget, Score, Roster,
            Target, Actual, Estimate, Ratio, Growth,
        ];
        let short = text.split_whitespace().count() <= LONGEST_NAME;
        // `Sản lượng (tấn)`: a unit in brackets says that values stand below.
        let timed = head.period.is_some() || head.part.is_some();
        let told = timed || head.unit.is_some() && head.name.is_some() && text.ends_with(')');
        if short && (head.first.any(&naming) || head.words.any(&[Lead, Support]) || told) {
            named += 1;
        }
        // Marks and numbers open a row of the body.
        if placed.columns.start == 0 && label::mark(text).is_some() {
            return false;
        }
    }
    // `Chỉ tiêu | Giá trị`: one name is enough where all is bold and wordy.
    let bold = || grid.worded(row).all(|p| grid.bold(p.cell)) && !numbered(grid, row);
    all >= 2 && (named >= 2 && named * 5 >= all * 2 || named >= 1 && all <= 4 && bold())
}

/// Whether a row begins with two different names that stand only in heads, over the columns that say what its rows are:
/// `TT | Chỉ tiêu`. What follows may be any names: `Toàn tỉnh | Huyện A | Huyện B | Huyện C`.
fn leads(grid: &Grid<'_>, row: usize) -> bool {
    use ColumnWord::{Label, Ordinal, Place, Task, Unit};
    // Most rows begin with something else.
    let names = [Ordinal, Label, Place, Task, Unit];
    if !grid.worded(row).next().is_some_and(|p| grid.opening(p.cell).any(&names)) {
        return false;
    }
    let kind = |p: &Placed| {
        let head = grid.head(p.cell);
        let found = names.into_iter().find(|w| head.first.has(*w));
        found.filter(|_| head.sole && head.period.is_none())
    };
    let mut cells = grid.worded(row);
    let (Some(first), Some(second)) = (cells.next().and_then(kind), cells.next().and_then(kind)) else { return false };
    let short = |p: &Placed| grid.text(p.cell).split_whitespace().count() <= LONGEST_NAME;
    first != second && cells.next().is_some() && grid.worded(row).all(short) && !numbered(grid, row)
}

/// Whether a number that is no year stands in a row.
fn numbered(grid: &Grid<'_>, row: usize) -> bool {
    grid.worded(row).any(|p| grid.atoms(p.cell).iter().any(|a| a.number().is_some_and(|n| n.year.is_none())))
}

/// Whether a row goes on with the head that begins at `first`: every worded cell is a head, and none of them is a value.
fn continues(grid: &Grid<'_>, first: usize, row: usize, words: &Words) -> bool {
    if divides(grid, first, row) {
        return true;
    }
    let mut any = 0;
    for (n, placed) in grid.worded(row).enumerate() {
        let text = label::one_line(grid.text(placed.cell));
        if n == 0 && label::marked(&text).or(label::mark(&text).map(|d| (d, 0))).is_some() {
            return false;
        }
        // Where cells cannot span rows, a name is printed again below itself.
        let again = |p: &Placed| p.columns == placed.columns && label::one_line(grid.text(p.cell)) == text;
        if grid.worded(first).any(again) {
            any += 1;
            continue;
        }
        let head = grid.head(placed.cell);
        let short = text.split_whitespace().count() <= 12;
        let telling = head.period.is_some()
            || head.part.is_some()
            || head.unit.is_some()
            || !head.first.is_empty()
            || grid.bold(placed.cell);
        let counted = head.period.is_none()
            && head.part.is_none()
            && !grid.bold(placed.cell)
            && lex(&text, words).iter().any(|a| a.number().is_some_and(|n| n.year.is_none()));
        if !short || !telling || counted {
            return false;
        }
        any += 1;
    }
    // A single bold line is a group of the body.
    any >= 2
}

/// Whether a row right below the head names parts of its columns: no mark, no label, and short words where values would
/// stand: `| | Đợt 1 | Đợt 2 | | |`.
fn divides(grid: &Grid<'_>, first: usize, row: usize) -> bool {
    let words = |p: &Placed| {
        let text = grid.text(p.cell);
        text.starts_with(char::is_alphabetic) && text.split_whitespace().count() <= 4
    };
    let labelled = grid.worded(row).next().is_none_or(|p| p.columns.start < 2);
    let below = row == first + 1 && grid.placed && !labelled;
    below && grid.worded(row).count() >= 2 && grid.worded(row).all(words)
}

/// `1 | 2 | 3 = 2/1`, `A | B | (1)`: the row that numbers the columns.
pub fn numbering(grid: &Grid<'_>, row: usize) -> bool {
    let mut last = 0;
    let mut any = 0;
    for placed in grid.worded(row) {
        let text = grid.text(placed.cell).trim_matches(['(', ')', ' ']);
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let formula = text[digits.len()..].trim_start();
        if digits.is_empty() {
            let letter = text.len() == 1 && text.bytes().all(|b| b.is_ascii_uppercase());
            if !letter || any > 2 {
                return false;
            }
        } else {
            let Ok(number) = digits.parse::<u32>() else { return false };
            let plain = formula.is_empty() || formula.starts_with(['=', '(', ':']);
            if number != last + 1 || !plain {
                return false;
            }
            last = number;
        }
        any += 1;
    }
    any >= 3 && last >= 2
}

/// The number of cells most rows of the body have; ties go to the wider.
fn body_width(grid: &Grid<'_>, from: usize) -> usize {
    if grid.placed {
        return grid.width;
    }
    let mut counts = std::collections::BTreeMap::new();
    for row in &grid.rows[from.min(grid.rows.len())..] {
        if row.cells.len() > 2 {
            *counts.entry(row.cells.len()).or_insert(0usize) += 1;
        }
    }
    counts.iter().max_by_key(|(width, n)| (**n, **width)).map_or(grid.width, |(width, _)| *width)
}

/// Gives the cells of ragged body rows their columns. A row one short whose first cell is words has its mark and label in
/// one cell; any other row that is short or long keeps no columns (its cells get empty ranges).
fn place(grid: &mut Grid<'_>, from: usize) {
    if grid.placed {
        return;
    }
    let width = body_width(grid, from);
    let all = grid.rows.len();
    for row in from..all {
        let printed = grid.rows[row].cells.len();
        let first_worded = grid.rows[row].cells.first().is_some_and(|p| {
            let text = grid.text(p.cell);
            label::mark(text).is_none() && text.chars().any(char::is_alphabetic)
        });
        let trailing = grid.rows[row].cells.iter().skip(width).all(|p| grid.is_empty(p.cell));
        let shift = match printed {
            n if n == width || n > width && trailing => 0,
            n if n + 1 == width && first_worded => 1,
            // A lone label, with or without its mark.
            1 | 2 => 0,
            _ => {
                grid.rows[row].cells.iter_mut().for_each(|p| p.columns = 0..0);
                continue;
            }
        };
        for (n, placed) in grid.rows[row].cells.iter_mut().enumerate() {
            let start = if n == 0 { 0 } else { n + shift };
            placed.columns = if start < width { start..n + shift + 1 } else { 0..0 };
        }
    }
    grid.width = width;
}

/// Finds the path of head cells over each column and reads it.
fn resolve(grid: &Grid<'_>, rows: std::ops::Range<usize>, words: &Words, columns: &Columns) -> Option<Heads> {
    let body = rows.end;
    let width = grid.width;
    let held: Vec<Holds> = (0..width).map(|c| holds(grid, body, c, words)).collect();
    let naming: Vec<usize> = rows.clone().filter(|r| !numbering(grid, *r)).collect();
    let texts: Vec<String> =
        rows.clone().flat_map(|r| grid.worded(r)).map(|p| label::one_line(grid.text(p.cell))).collect();
    let paths: Vec<Vec<Vec<usize>>> = if grid.placed {
        let path = |column: usize| {
            let mut path: Vec<usize> = Vec::new();
            for row in &naming {
                let cell = grid.covering(*row, column).filter(|c| !grid.is_empty(*c));
                if let Some(cell) = cell.or_else(|| spreading(grid, &naming, *row, column))
                    && path.last() != Some(&cell)
                {
                    path.push(cell);
                }
            }
            path
        };
        vec![(0..width).map(path).collect()]
    } else {
        let cells: Vec<Vec<usize>> = naming.iter().map(|r| grid.worded(*r).map(|p| p.cell).collect()).collect();
        let printed: Vec<Vec<usize>> =
            naming.iter().map(|r| grid.rows[*r].cells.iter().map(|p| p.cell).collect()).collect();
        flattened(&cells, &printed, width)
    };
    // Of the ways the head can stand over the columns, the one that the cells below agree with.
    let mut best: Option<(usize, Vec<Column>, Vec<Vec<usize>>)> = None;
    let mut tied = false;
    for path in paths {
        let heads: Vec<Vec<Head>> = path.iter().map(|p| p.iter().map(|c| grid.head(*c).clone()).collect()).collect();
        let found: Vec<Column> =
            heads.iter().zip(&held).map(|(path, held)| column(path, *held, words, columns)).collect();
        let fit: usize = found.iter().zip(&held).map(|(c, held)| against(c.role, *held)).sum();
        // A head taken apart must fit; one that stands cell over cell may have a remark column that surprises.
        let apart = !grid.placed && path.iter().any(|p| p.len() > 1);
        let disorder = if apart { falls(&found) } else { 0 };
        let cost = fit + disorder + heads.iter().map(|path| strain(path)).sum::<usize>();
        if cost
            > if apart {
                3
            } else if grid.placed {
                usize::MAX
            } else {
                8
            }
        {
            continue;
        }
        match &best {
            Some((least, other, _)) if cost == *least => tied |= found != *other,
            Some((least, ..)) if cost > *least => {}
            _ => {
                best = Some((cost, found, path));
                tied = false;
            }
        }
    }
    let (_, mut found, path) = best.filter(|_| !tied)?;
    if collects(grid, body) {
        for column in found.iter_mut().filter(|c| c.role == Role::Budget) {
            (column.role, column.kind) = (Role::Value, column.kind.or(Some(Kind::Target)));
            column.name = column.name.take().filter(|name| folded(name) != "dự toán");
        }
    }
    settle(&mut found, &held);
    date_parts(&mut found, words);
    tell_apart(grid, &mut found, &path);
    if twins(grid, &found, &held, &path) {
        return None;
    }
    Some(Heads { rows, columns: found, words: texts, of: grid.index })
}

/// Columns that say the same of their values are named as they are printed: `Tỉnh giao | Phấn đấu` under one year.
fn tell_apart(grid: &Grid<'_>, columns: &mut [Column], paths: &[Vec<usize>]) {
    let alike = |columns: &[Column], i: usize| {
        columns[i].role == Role::Value && columns.iter().filter(|c| **c == columns[i]).count() > 1
    };
    let named: Vec<usize> = (0..columns.len()).filter(|i| alike(columns, *i)).collect();
    let printed = |i: usize| paths[i].last().map(|cell| label::one_line(grid.text(*cell)));
    let first = named.first().map(|i| printed(*i));
    if named.iter().all(|i| Some(printed(*i)) == first) {
        return;
    }
    for i in named {
        columns[i].name = printed(i);
    }
}

/// Whether two columns of values stand under the same words: nothing tells their values apart.
fn twins(grid: &Grid<'_>, columns: &[Column], held: &[Holds], paths: &[Vec<usize>]) -> bool {
    let valued = |c: &usize| columns[*c].role == Role::Value && held[*c] == Holds::Values;
    let words = |c: usize| paths[c].iter().map(|cell| label::one_line(grid.text(*cell))).collect::<Vec<_>>();
    let mut heads: Vec<Vec<String>> = (0..columns.len()).filter(valued).map(words).collect();
    let all = heads.len();
    heads.sort_unstable();
    heads.dedup();
    heads.len() < all
}

/// How often a year stands right of a later one: `Năm 2027 | Năm 2028 | Năm 2026`. A span of years may stand before its
/// years or behind them.
fn falls(columns: &[Column]) -> usize {
    let year = |c: &Column| c.period.filter(|p| p.0.is_none()).and_then(|p| p.1)?.year;
    let ends: Vec<_> = columns.iter().filter_map(year).collect();
    ends.windows(2).filter(|pair| pair[1] < pair[0]).count()
}

/// Whether the rows are of money that comes in: `Dự toán năm 2025` over `Thu nội địa` is what is to be collected.
fn collects(grid: &Grid<'_>, body: usize) -> bool {
    let opening = (body..grid.rows.len().min(body + 3)).flat_map(|r| grid.worded(r));
    opening.take(12).any(|p| {
        let text = folded(grid.text(p.cell));
        ["thu ", "tổng thu ", "tổng số thu "].iter().any(|w| text.starts_with(w))
    })
}

/// The head cell to the left whose name a blank cell goes on with, where cells cannot span columns: `Năm 2026 | | Năm 2030 | `
/// above `Diện tích | Số hộ | Diện tích | Số hộ`. Both columns have names of their own below.
fn spreading(grid: &Grid<'_>, naming: &[usize], row: usize, column: usize) -> Option<usize> {
    let worded = |row: usize, column: usize| grid.covering(row, column).filter(|c| !grid.is_empty(*c));
    let below = |column: usize| naming.iter().any(|r| *r > row && worded(*r, column).is_some());
    let above = naming.iter().any(|r| *r < row && worded(*r, column).is_some());
    let left = (0..column).rev().find(|c| worded(row, *c).is_some())?;
    (!above && (left..=column).all(below)).then(|| worded(row, left)).flatten()
}

/// The ways cells of one or two printed head rows can stand over `width` columns: all cells of the first row in order,
/// some neighbours among them sharing the cells of the second row (or the last cells of the first) evenly.
fn flattened(rows: &[Vec<usize>], printed: &[Vec<usize>], width: usize) -> Vec<Vec<Vec<usize>>> {
    let mut ways = Vec::new();
    let mut split = |top: &[usize], sub: &[usize]| {
        let Some(parents) = (top.len() + sub.len()).checked_sub(width) else { return };
        if parents == 0 || parents > top.len() || !sub.len().is_multiple_of(parents) || sub.len() / parents < 2 {
            return;
        }
        let share = sub.len() / parents;
        for first in 0..=top.len() - parents {
            let mut path = Vec::with_capacity(width);
            let mut below = sub.chunks(share);
            for (i, cell) in top.iter().enumerate() {
                if (first..first + parents).contains(&i) {
                    for leaf in below.next().unwrap_or_default() {
                        path.push(vec![*cell, *leaf]);
                    }
                } else {
                    path.push(vec![*cell]);
                }
            }
            ways.push(path);
        }
    };
    match rows {
        [top] if top.len() > width => {
            for cut in 1..top.len() - 1 {
                split(&top[..cut], &top[cut..]);
            }
        }
        [top, sub] => split(top, sub),
        _ => {}
    }
    // Rows as wide as the body: cell over cell, blanks counted.
    if printed.iter().all(|row| row.len() == width) {
        let stacked = (0..width)
            .map(|c| printed.iter().zip(rows).map(move |(row, worded)| (row[c], worded)))
            .map(|cells| cells.filter(|(c, worded)| worded.contains(c)).map(|(c, _)| c).collect())
            .collect();
        ways.push(stacked);
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    fn roles(rows: &[&[&str]]) -> Option<Vec<String>> {
        let document = table(false, rows);
        let words = Words::built_in();
        let grid = Grid::new(&document, 0, &words, Columns::built_in());
        let (_, heads) = read(grid, &words, Columns::built_in());
        let show = |c: Column| {
            let year = c.period.and_then(|p| p.1).map_or(String::new(), |d| d.to_string());
            format!("{:?}{year}", c.role)
        };
        Some(heads?.columns.into_iter().map(show).collect())
    }

    #[test]
    fn a_plain_head() {
        let head = roles(&[
            &["TT", "Chỉ tiêu", "ĐVT", "TH 2024", "KH 2025", "So sánh (%)", "Ghi chú"],
            &["1", "Sản lượng cá", "Tấn", "1.200", "1.300", "108,3", ""],
        ]);
        let want = ["Ordinal", "Label", "Unit", "Value2024", "Value2025", "Ratio", "Aside(\"remark\")"];
        assert_eq!(head.unwrap(), want);
    }

    #[test]
    fn two_head_rows_share_their_columns_evenly() {
        let head = roles(&[
            &["TT", "Sản phẩm", "KH 2026", "KH 2027"],
            &["Lượng (tấn)", "Giá trị (tỷ đồng)", "Lượng (tấn)", "Giá trị (tỷ đồng)"],
            &["1", "Tôm khô", "12", "3,5", "14", "4,1"],
            &["2", "Mực ống", "10", "2,5", "11", "3,0"],
        ]);
        assert_eq!(head.unwrap(), ["Ordinal", "Label", "Value2026", "Value2026", "Value2027", "Value2027"]);
    }

    #[test]
    fn sub_heads_printed_behind_their_row_find_their_parent() {
        let head = roles(&[
            &["TT", "Nội dung", "Năm 2023", "Mục tiêu 2027", "Cơ quan theo dõi", "Số liệu", "Nguồn số liệu"],
            &["1", "Tỷ lệ hộ có hố xí", "61%", "Trạm y tế cấp", "75%", "Sở Y tế"],
            &["2", "Tỷ lệ trẻ đi học", "93%", "Phòng giáo dục", "98%", "Sở Giáo dục"],
        ]);
        let want = ["Ordinal", "Label", "Value2023", "Aside(\"source-cell\")2023", "Value2027", "Lead"];
        assert_eq!(head.unwrap(), want);
    }

    #[test]
    fn the_years_of_a_head_taken_apart_rise() {
        let head = roles(&[
            &["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Năm 2026", "Năm 2027", "Năm 2030"],
            &["1", "Đàn bò", "con", "120", "130", "150"],
            &["2", "Đàn dê", "con", "80", "90", "95"],
        ]);
        assert_eq!(head.unwrap(), ["Ordinal", "Label", "Unit", "Value2026", "Value2027", "Value2030"]);
    }

    #[test]
    fn a_span_stands_before_its_years() {
        let head = roles(&[
            &["TT", "Chỉ tiêu", "ĐVT", "Tổng giai đoạn 2026-2028", "Trong đó", "Năm 2026", "Năm 2027", "Năm 2028"],
            &["1", "Trồng rừng tập trung", "ha", "360", "110", "120", "130"],
            &["2", "Trồng cây phân tán", "nghìn cây", "90", "25", "30", "35"],
        ]);
        assert_eq!(head.unwrap(), ["Ordinal", "Label", "Unit", "Value2028", "Value2026", "Value2027", "Value2028"]);
    }

    #[test]
    fn a_head_that_fits_no_way_is_not_guessed() {
        assert_eq!(
            roles(&[
                &["TT", "Chỉ tiêu", "Năm 2025", "Năm 2026", "Năm 2027"],
                &["1", "Đàn bò", "120", "130"],
                &["2", "Đàn dê", "80", "90"],
            ]),
            None
        );
    }
}
