//! Pages put in reading order and written into a document: paragraphs, columns, tables over page breaks; page
//! numbers and running heads left out, stamps kept aside.
//!
//! A table that ends page 3 and one that begins page 4 with the same columns and the same heading row → one table.

use super::grid::{Cell, Grid, grids};
use super::lines::{Piece, Segment, blank_between, lines, pieces};
use super::page::{Sheet, Word};
use super::paragraphs::{Kind, Margins, Paragraph, goes_on, is_centred, paragraphs};
use super::stamp;
use crate::document::{At, Builder, Place, Role, Style};

/// A step of the reading order.
#[derive(Debug)]
enum Item {
    Line(Segment),
    Columns(Vec<Segment>, Vec<Segment>),
    Table(Grid),
}

/// A page laid out.
#[derive(Debug)]
pub struct Layout {
    number: u32,
    items: Vec<Item>,
    margins: Margins,
    furniture: Vec<Vec<Segment>>,
    notes: Vec<Segment>,
    height: f32,
}

/// Lays a page out.
pub fn layout(sheet: Sheet) -> Layout {
    let Sheet { number, mut words, rules, stamps, height, width, .. } = sheet;
    super::page::drop_doubles(&mut words);
    let tables = grids(&rules, &mut words);
    let mut furniture: Vec<Vec<Segment>> =
        stamps.into_iter().map(|s| lines(s).into_iter().map(|l| l.joined()).collect()).collect();
    let mut printed = lines(words);
    furniture.extend(take_stamps(&mut printed));
    let mut items = Vec::new();
    let mut rest = printed.into_iter().peekable();
    for table in tables {
        let mut above = Vec::new();
        while rest.peek().is_some_and(|l| (l.top() + l.bottom()) / 2.0 < table.top() + 2.0) {
            above.extend(rest.next());
        }
        push_pieces(above, &mut items);
        items.push(Item::Table(table));
    }
    push_pieces(rest.collect(), &mut items);
    let notes = take_notes(&mut items, &rules, height, width);
    let single = items.iter().filter_map(|i| if let Item::Line(l) = i { Some(l) } else { None });
    let mut margins = Margins::of(single);
    if margins.right - margins.left < 0.5 * width {
        // Few lines: the whole page tells.
        let all = items.iter().flat_map(|i| -> Box<dyn Iterator<Item = &Segment> + '_> {
            match i {
                Item::Line(l) => Box::new(std::iter::once(l)),
                Item::Columns(l, r) => Box::new(l.iter().chain(r)),
                Item::Table(_) => Box::new(std::iter::empty()),
            }
        });
        let (mut left, mut right) = (width, 0f32);
        for line in all {
            (left, right) = (left.min(line.x0), right.max(line.x1));
        }
        if right > left {
            // Pages are set about their middle.
            let side = left.min(width - right).max(0.0);
            margins = Margins { left: left.min(margins.left), right: (width - side).max(margins.right), ..margins };
        }
    }
    Layout { number, items, margins, furniture, notes, height }
}

fn push_pieces(lines: Vec<super::lines::Line>, items: &mut Vec<Item>) {
    for piece in pieces(lines) {
        items.push(match piece {
            Piece::Line(line) => Item::Line(line),
            Piece::Columns(left, right) => Item::Columns(left, right),
        });
    }
}

/// Takes out the lines of stamps that are drawn into the page's own content.
fn take_stamps(printed: &mut Vec<super::lines::Line>) -> Vec<Vec<Segment>> {
    let mut out: Vec<Vec<Segment>> = Vec::new();
    for line in printed.iter_mut() {
        let mut i = 0;
        while i < line.segments.len() {
            let text = line.segments[i].text();
            let begins = stamp::is_stamp_line(&text);
            let near = out.last_mut().filter(|open| {
                open.last().is_some_and(|last| {
                    let segment = &line.segments[i];
                    (segment.x0 - last.x0).abs() < 3.0 * last.size
                        && segment.base - last.base < 2.0 * last.size
                        && (segment.size - last.size).abs() < 0.5
                })
            });
            match near {
                Some(open) if stamp::continues(&text) => open.push(line.segments.remove(i)),
                _ if begins => out.push(vec![line.segments.remove(i)]),
                _ => i += 1,
            }
        }
    }
    printed.retain(|l| !l.segments.is_empty());
    out
}

/// Takes out footnotes: small lines at the foot of the page below a short rule at the left margin.
fn take_notes(items: &mut Vec<Item>, rules: &[super::page::Rule], height: f32, width: f32) -> Vec<Segment> {
    let left = items.iter().filter_map(|i| if let Item::Line(l) = i { Some(l.x0) } else { None }).fold(width, f32::min);
    let Some(rule) = rules
        .iter()
        .filter(|r| r.flat && r.at > 0.4 * height && (r.from - left).abs() < 6.0 && r.to - r.from > 60.0)
        .filter(|r| r.to - r.from < 0.45 * width)
        .max_by(|a, b| a.at.total_cmp(&b.at))
    else {
        return Vec::new();
    };
    let body = items
        .iter()
        .filter_map(|i| if let Item::Line(l) = i { Some(l) } else { None })
        .filter(|l| l.bottom() < rule.at + 1.0)
        .map(|l| l.size)
        .fold(0.0, f32::max);
    let Some(from) = items.iter().position(|i| matches!(i, Item::Line(l) if l.top() > rule.at - 2.0)) else {
        return Vec::new();
    };
    let small = items[from..].iter().all(|i| matches!(i, Item::Line(l) if l.size < 0.92 * body));
    if !small {
        return Vec::new();
    }
    items.drain(from..).filter_map(|i| if let Item::Line(l) = i { Some(l) } else { None }).collect()
}

/// Writes the pages.
pub fn write(mut pages: Vec<Layout>, builder: &mut Builder) {
    drop_running_heads(&mut pages);
    let mut open: Option<(Paragraph, Margins)> = None;
    let mut table: Vec<(Grid, u32)> = Vec::new();
    for page in &mut pages {
        let (number, margins) = (page.number, page.margins);
        let mut first = true;
        for item in std::mem::take(&mut page.items) {
            if !matches!(item, Item::Line(_)) {
                close(&mut open, builder);
            }
            if !table.is_empty() {
                let goes_on = matches!(&item, Item::Table(next) if first && table.last().is_some_and(|(last, p)| *p < number && same_columns(last, next)));
                if !goes_on {
                    write_table(std::mem::take(&mut table), builder);
                }
            }
            match item {
                Item::Line(line) => {
                    let kind = if first { Kind::NextPage } else { Kind::Body };
                    match &mut open {
                        Some((paragraph, was)) if goes_on(paragraph, &line, *was, margins, kind) => {
                            paragraph.lines.push((line, number));
                            *was = margins;
                        }
                        _ => {
                            close(&mut open, builder);
                            let centred = is_centred(&line, margins);
                            open = Some((Paragraph { lines: vec![(line, number)], centred }, margins));
                        }
                    }
                }
                Item::Columns(left, right) => write_columns(left, right, number, builder),
                Item::Table(grid) => table.push((grid, number)),
            }
            first = false;
        }
        // A paragraph may go on over the page; a table too. Notes and stamps wait until neither is open.
        if table.is_empty() && (!page.notes.is_empty() || !page.furniture.is_empty()) {
            let ended = open.as_ref().is_none_or(|(p, _)| {
                p.lines.last().is_some_and(|(l, _)| l.text().trim_end().ends_with(['.', ';', ':', '/']))
            });
            if ended {
                close(&mut open, builder);
            }
        }
    }
    close(&mut open, builder);
    if !table.is_empty() {
        write_table(table, builder);
    }
    for page in pages {
        for paragraph in paragraphs(page.notes, page.number, page.margins, Kind::Body) {
            write_paragraph(&paragraph, Role::Footnote, builder);
        }
        for stamp in page.furniture {
            let paragraph = Paragraph { lines: stamp.into_iter().map(|l| (l, page.number)).collect(), centred: false };
            write_paragraph(&paragraph, Role::Furniture, builder);
        }
    }
}

fn close(open: &mut Option<(Paragraph, Margins)>, builder: &mut Builder) {
    if let Some((paragraph, _)) = open.take() {
        write_paragraph(&paragraph, Role::Body, builder);
    }
}

fn write_paragraph(paragraph: &Paragraph, role: Role, builder: &mut Builder) {
    for (i, (line, page)) in paragraph.lines.iter().enumerate() {
        if i > 0 && !is_broken_code(&paragraph.lines[i - 1].0) {
            builder.blank();
        }
        write_words(&line.words, *page, builder);
    }
    builder.end_block(Style { centred: paragraph.centred, ..Style::default() }, role);
}

/// Whether a line ends within a code or a pair of years: `1236/UBND-` goes on with `KTKH`, `2025-` with `2026`.
fn is_broken_code(line: &Segment) -> bool {
    let text = line.text();
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.strip_suffix('-').is_some_and(|stem| {
        stem.ends_with(char::is_alphanumeric) && stem.contains(|c: char| c == '/' || c.is_ascii_digit())
    })
}

fn write_words(words: &[Word], page: u32, builder: &mut Builder) {
    for (i, word) in words.iter().enumerate() {
        if i > 0 && blank_between(&words[i - 1], word) {
            builder.blank();
        }
        let style = Style { bold: word.bold, italic: word.italic, ..Style::default() };
        builder.styled(&word.text, At::Place(Place::Page { page, area: word.area }), style);
    }
}

/// Two columns side by side are a table of one row: whoever reads the header then has its two sides apart.
fn write_columns(left: Vec<Segment>, right: Vec<Segment>, page: u32, builder: &mut Builder) {
    builder.begin_table(false);
    builder.begin_row();
    for side in [left, right] {
        builder.begin_cell(1, 1, false);
        let margins = Margins::of(side.iter());
        for paragraph in paragraphs(side, page, margins, Kind::Column) {
            write_paragraph(&paragraph, Role::Body, builder);
        }
    }
    builder.end_table();
}

/// Whether two grids have the same columns: the second goes on with the first.
fn same_columns(a: &Grid, b: &Grid) -> bool {
    let near = |x: f32, y: f32| (x - y).abs() < 6.0;
    let ends = |g: &Grid| (g.xs[0], g.xs[g.xs.len() - 1]);
    let ((a0, a1), (b0, b1)) = (ends(a), ends(b));
    if !near(a0, b0) || !near(a1, b1) {
        return false;
    }
    let shared = b.xs.iter().filter(|x| a.xs.iter().any(|y| near(**x, *y))).count();
    shared * 10 >= b.xs.len().min(a.xs.len()) * 8 && shared * 10 >= b.xs.len().max(a.xs.len()) * 6
}

/// A cell of a written table.
struct Written {
    cell: Cell,
    page: u32,
}

fn write_table(parts: Vec<(Grid, u32)>, builder: &mut Builder) {
    let mut xs: Vec<f32> = parts.iter().flat_map(|(g, _)| g.xs.iter().copied()).collect();
    xs.sort_by(f32::total_cmp);
    let tolerance = if parts.len() > 1 { 6.0 } else { 0.0 };
    let mut places: Vec<f32> = Vec::new();
    for x in xs {
        if places.last().is_none_or(|last| x - last > tolerance) {
            places.push(x);
        }
    }
    let column = |x: f32| places.partition_point(|p| *p <= x + 0.01).saturating_sub(1);
    let mut rows: Vec<Vec<Written>> = Vec::new();
    let mut heading: Vec<String> = Vec::new();
    let mut headings = 0;
    for (index, (grid, page)) in parts.into_iter().enumerate() {
        let texts = row_texts(&grid);
        let mut skip = 0;
        if index == 0 {
            heading = texts;
        } else {
            skip = texts
                .iter()
                .zip(&heading)
                .take(5)
                .take_while(|(a, b)| a == b && a.chars().any(char::is_alphanumeric))
                .count();
            headings = headings.max(skip);
        }
        let base = rows.len();
        let count = grid.ys.len() - 1;
        for _ in skip..count {
            rows.push(Vec::new());
        }
        let xs = grid.xs;
        for mut cell in grid.cells {
            if cell.row < skip {
                continue;
            }
            let (from, to) = (column(xs[cell.column]), column(xs[cell.column + cell.colspan]));
            cell.row = cell.row - skip + base;
            (cell.column, cell.colspan) = (from, to.saturating_sub(from).max(1));
            let row = cell.row;
            rows[row].push(Written { cell, page });
        }
        if index > 0 && base > 0 && base < rows.len() {
            join_split_row(&mut rows, base);
        }
    }
    builder.begin_table(false);
    for (index, row) in rows.into_iter().enumerate() {
        builder.begin_row();
        for Written { cell, page } in row {
            builder.begin_cell(cell.rowspan as u32, cell.colspan as u32, index < headings);
            let (left, right) = (places[cell.column], places[(cell.column + cell.colspan).min(places.len() - 1)]);
            let lines: Vec<Segment> = lines(cell.words).into_iter().map(|l| l.joined()).collect();
            let inner = Margins::of(lines.iter());
            // The measure of a cell is its width less the padding that its widest line shows.
            let padding = (inner.left - left).clamp(1.0, 12.0);
            let margins =
                Margins { left: inner.left, right: (right - padding).max(inner.right), leading: inner.leading };
            for paragraph in paragraphs(lines, page, margins, Kind::Cell) {
                write_paragraph(&paragraph, Role::Body, builder);
            }
        }
    }
    builder.end_table();
}

/// The words of each row, for comparing headings.
fn row_texts(grid: &Grid) -> Vec<String> {
    let mut out = vec![String::new(); grid.ys.len().saturating_sub(1)];
    for cell in &grid.cells {
        let text = &mut out[cell.row];
        for word in &cell.words {
            text.push_str(&word.text);
            text.push(' ');
        }
        text.push('|');
    }
    out
}

/// A row that the page break cut: nothing in its first cell and every text going on in lower case.
fn join_split_row(rows: &mut Vec<Vec<Written>>, at: usize) {
    let first_empty = rows[at].first().is_some_and(|w| w.cell.words.is_empty());
    let same = rows[at].len() == rows[at - 1].len()
        && rows[at]
            .iter()
            .zip(&rows[at - 1])
            .all(|(a, b)| a.cell.column == b.cell.column && a.cell.rowspan == 1 && b.cell.rowspan == 1);
    let on = rows[at].iter().filter(|w| !w.cell.words.is_empty()).all(|w| {
        let words = &w.cell.words;
        let top = words.iter().min_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)));
        top.is_some_and(|w| w.text.chars().next().is_some_and(char::is_lowercase))
    });
    let any = rows[at].iter().any(|w| !w.cell.words.is_empty());
    if !(first_empty && same && on && any) {
        return;
    }
    let cut = rows.remove(at);
    for (above, below) in rows[at - 1].iter_mut().zip(cut) {
        let bottom = above.cell.words.iter().map(|w| w.base).fold(0.0, f32::max);
        let top = below.cell.words.iter().map(|w| w.base).fold(f32::INFINITY, f32::min);
        for mut word in below.cell.words {
            word.base += bottom - top + 1.2 * word.size;
            above.cell.words.push(word);
        }
    }
    for row in &mut rows[at..] {
        for written in row {
            written.cell.row -= 1;
        }
    }
}

/// Drops page numbers, and lines that stand at the same height of the top or bottom of several pages with the same
/// words, numbers apart.
fn drop_running_heads(pages: &mut [Layout]) {
    use std::collections::HashMap;
    let mut seen: HashMap<(String, i32), usize> = HashMap::new();
    let key = |line: &Segment| {
        let text: String = line.text().chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
        (text, (line.base / 4.0).round() as i32)
    };
    for page in pages.iter_mut() {
        let height = page.height;
        page.items
            .retain(|item| !matches!(item, Item::Line(l) if in_margin(l, height, 0.1) && is_page_number(&l.text())));
        for item in &page.items {
            if let Item::Line(line) = item
                && in_margin(line, height, 0.09)
            {
                *seen.entry(key(line)).or_default() += 1;
            }
        }
    }
    let enough = if pages.len() <= 3 { 2 } else { 3 };
    for page in pages.iter_mut() {
        let height = page.height;
        page.items.retain(|item| {
            !matches!(item, Item::Line(l) if in_margin(l, height, 0.09) && seen.get(&key(l)).is_some_and(|n| *n >= enough))
        });
    }
}

fn in_margin(line: &Segment, height: f32, share: f32) -> bool {
    line.bottom() < share * height || line.top() > (1.0 - share) * height
}

/// `3`, `- 3 -`, `Trang 3`, `3/12`, `Trang 3/12`.
fn is_page_number(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_prefix("Trang").or_else(|| text.strip_prefix("trang")).unwrap_or(text);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (1..=8).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || " -–|/".contains(c)) && text.len() <= 14
}
