//! Text set in columns by blanks alone: letterheads, signature blocks and tables of layout-keeping converters.
//!
//! ```text
//! UBND TỈNH PHÚ SƠN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
//!   SỞ Y TẾ                     Độc lập - Tự do - Hạnh phúc
//! ```
//! → one row of two cells, two blocks each.

use super::grid::Grid;
use super::lines::{Line, Shape, columns};
use super::numbered::Ordinal;

/// So many blanks hold two columns apart.
pub const GAP: &str = "    ";
/// Lines without a gap between two that have one, in one table.
const APART: usize = 6;
/// Columns that a table may have.
const WIDEST: usize = 20;

/// A stretch of a line between gaps: bytes, and the column it begins in.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    end: usize,
    column: usize,
}

/// Reads the table that begins with `lines[from]`; also says where it ends.
pub fn read(text: &str, lines: &[Line], from: usize) -> Option<(Grid, usize)> {
    let first = pieces(text, lines[from]);
    // One line with a gap is a line with a gap; two whose gaps meet are columns.
    let second = (from + 1..lines.len().min(from + 4)).find(|n| lines[*n].shape == Shape::Gapped)?;
    let below = pieces(text, lines[second]);
    if below.len() != first.len() || first.len() < 2 || first.len() > WIDEST || !apart(&first, &below) {
        return None;
    }
    // The left edge of each column, as far left as any line puts it without touching the column before.
    let mut edges: Vec<usize> = first.iter().zip(&below).map(|(a, b)| a.column.min(b.column)).collect();
    edges[0] = 0;
    let mut rows: Vec<Vec<Vec<Line>>> = Vec::new();
    let mut numbered = false;
    let mut at = from;
    while let Some(line) = lines.get(at) {
        let pieces = pieces(text, *line);
        let gapped = line.shape == Shape::Gapped;
        let fits = matches!(line.shape, Shape::Gapped | Shape::Words | Shape::Rule)
            && (gapped || !line.after_blank)
            && pieces.len() <= edges.len()
            && pieces.iter().all(|p| place(p, &edges).is_some());
        if !fits || (!gapped && at > from && !goes_on(text, lines, at, &edges)) {
            break;
        }
        let head = pieces.first().filter(|p| place(p, &edges) == Some(0)).map(|p| &text[p.start..p.end]);
        let number = head.and_then(Ordinal::read).is_some();
        numbered |= number;
        if rows.is_empty() || number || (numbered && line.after_blank) {
            rows.push(vec![Vec::new(); edges.len()]);
        }
        if let Some(row) = rows.last_mut() {
            for piece in &pieces {
                let column = place(piece, &edges).unwrap_or(0);
                let words = Line {
                    start: piece.start as u32,
                    end: piece.end as u32,
                    columns: columns(&text[piece.start..piece.end]),
                    after_blank: line.after_blank,
                    shape: if line.shape == Shape::Rule || is_rule(&text[piece.start..piece.end]) {
                        Shape::Rule
                    } else {
                        Shape::Words
                    },
                };
                row[column].push(words);
                edges[column] = edges[column].min(piece.column);
            }
        }
        at += 1;
    }
    let mut grid = Grid::default();
    for row in rows {
        for cell in row {
            cell.into_iter().for_each(|line| grid.line(line));
            grid.end_cell();
        }
        grid.end_row();
    }
    (at > from + 1).then_some((grid, at))
}

fn is_rule(words: &str) -> bool {
    words.len() >= 3 && words.bytes().all(|b| matches!(b, b'-' | b'_' | b'=' | b'*'))
}

/// Whether the columns of two lines keep off each other: no piece reaches below the next column's piece.
fn apart(a: &[Piece], b: &[Piece]) -> bool {
    let ends = |p: &Piece| p.column + (p.end - p.start) / 2;
    a.windows(2).zip(b.windows(2)).all(|(a, b)| ends(&a[0]) < b[1].column && ends(&b[0]) < a[1].column)
}

/// The column a piece belongs to: the last one whose edge is not right of its begin (by more than a little).
fn place(piece: &Piece, edges: &[usize]) -> Option<usize> {
    edges.iter().rposition(|edge| *edge <= piece.column + 3)
}

/// Whether a line without a gap belongs to the columns: it keeps within one.
fn goes_on(text: &str, lines: &[Line], at: usize, edges: &[usize]) -> bool {
    let pieces = pieces(text, lines[at]);
    let Some(piece) = pieces.first() else { return false };
    let Some(column) = place(piece, edges) else { return false };
    // Beside a list of recipients the post and the name stand lines apart.
    let further = lines[at + 1..].iter().take(APART).take_while(|l| !l.after_blank);
    let below = further.into_iter().any(|l| l.shape == Shape::Gapped);
    let end = piece.column + text[piece.start..piece.end].chars().count();
    edges.get(column + 1).is_none_or(|next| end < *next) && (column > 0 || below)
}

/// Whether a gap is a place to write in, not one between columns: `Số:      /KH-UBND`, `ngày      tháng 4`.
fn is_left_open(before: &str, after: &str) -> bool {
    let ends = ["Số:", "Số", "số:", "số", "ngày", "tháng", "năm"];
    let begins = ["/", "-", "tháng", "năm"];
    let label = ends.iter().any(|w| {
        before.strip_suffix(w).is_some_and(|rest| !rest.chars().next_back().is_some_and(char::is_alphanumeric))
    });
    label && begins.iter().any(|w| after.starts_with(w))
}

/// Cuts a line at its gaps.
fn pieces(text: &str, line: Line) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let (start, end) = (line.start as usize, line.end as usize);
    // Blanks before the first word count as columns.
    let margin = bytes[..start].iter().rev().take(400).take_while(|b| **b == b' ').count();
    let mut found = Vec::new();
    let (mut from, mut column, mut piece_column) = (start, margin, margin);
    let mut blanks = 0;
    for (at, c) in text[start..end].char_indices().map(|(at, c)| (start + at, c)) {
        if c == ' ' {
            blanks += 1;
        } else {
            if blanks >= GAP.len() && !is_left_open(&text[from..at - blanks], &text[at..end]) {
                found.push(Piece { start: from, end: at - blanks, column: piece_column });
                (from, piece_column) = (at, column);
            }
            blanks = 0;
        }
        column += 1;
        if found.len() > WIDEST {
            break;
        }
    }
    found.push(Piece { start: from, end, column: piece_column });
    found
}
