//! Ruled tables rebuilt from drawn lines: the grid, cells merged where a line is missing, words by their middle.
//!
//! Rules around `STT | Chỉ tiêu | Năm 2025` and the row below it → a grid of 2 × 3 cells with their words.

use super::page::{Rule, Word};

/// How exact the lines of a page are drawn: small type, fine lines.
#[derive(Clone, Copy)]
struct Tolerance {
    /// Lines closer than this are one line drawn twice (both edges of a thin box), points.
    same: f32,
    /// How far short of another a line may end and still meet it.
    meet: f32,
}

impl Tolerance {
    fn of(words: &[Word]) -> Tolerance {
        let mut sizes: Vec<f32> = words.iter().map(|w| w.size).collect();
        sizes.sort_by(f32::total_cmp);
        let size = sizes.get(sizes.len() / 2).copied().unwrap_or(12.0);
        Tolerance { same: (0.2 * size).clamp(0.4, 2.5), meet: (0.35 * size).clamp(0.8, 4.0) }
    }
}

/// Grid lines of one direction in one table.
const LINES: usize = 2000;
/// Smallest cells of one table.
const UNITS: usize = 200_000;

/// A cell: its place in the grid and the words in it.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// First row.
    pub row: usize,
    /// First column.
    pub column: usize,
    /// Rows covered.
    pub rowspan: usize,
    /// Columns covered.
    pub colspan: usize,
    /// Words in it.
    pub words: Vec<Word>,
}

/// A ruled table of one page.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Places of the upright lines, from the left.
    pub xs: Vec<f32>,
    /// Places of the level lines, from the top.
    pub ys: Vec<f32>,
    /// Cells, row by row.
    pub cells: Vec<Cell>,
}

impl Grid {
    /// Top edge.
    pub fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f32 {
        self.ys.last().copied().unwrap_or(0.0)
    }

    fn contains(&self, x: f32, y: f32) -> bool {
        let (Some(x0), Some(x1)) = (self.xs.first(), self.xs.last()) else { return false };
        x > x0 - 1.0 && x < x1 + 1.0 && y > self.top() - 1.0 && y < self.bottom() + 1.0
    }
}

/// Finds the ruled tables of a page and moves their words into them.
pub fn grids(rules: &[Rule], words: &mut Vec<Word>) -> Vec<Grid> {
    let near = Tolerance::of(words);
    let flat = merged(rules.iter().filter(|r| r.flat), near);
    let up = merged(rules.iter().filter(|r| !r.flat), near);
    let mut grids: Vec<Grid> = components(&flat, &up, near).into_iter().filter_map(|c| grid(c.0, c.1, near)).collect();
    grids.retain(|g| g.cells.len() >= 2);
    // A box within a cell is no table of its own: the outer one keeps the words.
    grids.sort_by(|a, b| {
        a.top().total_cmp(&b.top()).then(b.bottom().total_cmp(&a.bottom())).then(a.xs[0].total_cmp(&b.xs[0]))
    });
    for grid in &mut grids {
        let mut outside = Vec::with_capacity(words.len());
        let columns = |g: &Grid, v: f32| g.xs.partition_point(|x| *x <= v).clamp(1, g.xs.len() - 1) - 1;
        let rows = |g: &Grid, v: f32| g.ys.partition_point(|y| *y <= v).clamp(1, g.ys.len() - 1) - 1;
        let (nr, nc) = (grid.ys.len() - 1, grid.xs.len() - 1);
        let mut owner = vec![usize::MAX; nr * nc];
        for (index, cell) in grid.cells.iter().enumerate() {
            for r in cell.row..(cell.row + cell.rowspan).min(nr) {
                for c in cell.column..(cell.column + cell.colspan).min(nc) {
                    owner[r * nc + c] = index;
                }
            }
        }
        for word in words.drain(..) {
            let (x, y) = ((word.x0 + word.x1) / 2.0, word.base - 0.3 * word.size);
            if grid.contains(x, y) {
                let index = owner[rows(grid, y) * nc + columns(grid, x)];
                if let Some(cell) = grid.cells.get_mut(index) {
                    cell.words.push(word);
                    continue;
                }
            }
            outside.push(word);
        }
        *words = outside;
    }
    grids.retain(|g| {
        let filled = g.cells.iter().filter(|c| !c.words.is_empty()).count();
        filled >= 2
    });
    grids
}

/// Joins pieces of one line and lines drawn twice.
fn merged<'a>(rules: impl Iterator<Item = &'a Rule>, near: Tolerance) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    let mut i = 0;
    while i < rules.len() {
        let mut j = i + 1;
        while j < rules.len()
            && rules[j].at - rules[j - 1].at <= 0.4 * near.same
            && rules[j].at - rules[i].at <= near.same
        {
            j += 1;
        }
        let mut group = rules[i..j].to_vec();
        let at = (group[0].at + group[group.len() - 1].at) / 2.0;
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut current = Rule { at, ..group[0] };
        for rule in &group[1..] {
            if rule.from <= current.to + near.meet {
                current.to = current.to.max(rule.to);
            } else {
                out.push(current);
                current = Rule { at, ..*rule };
            }
        }
        out.push(current);
        i = j;
    }
    out
}

/// Groups lines that touch, directly or through others.
fn components(flat: &[Rule], up: &[Rule], near: Tolerance) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let total = flat.len() + up.len();
    let mut parent: Vec<usize> = (0..total).collect();
    fn root(parent: &mut [usize], mut i: usize) -> usize {
        while parent[i] != i {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        i
    }
    // Level lines are sorted by height: each upright one looks at those within its reach only.
    for (k, v) in up.iter().enumerate() {
        let from = flat.partition_point(|h| h.at < v.from - near.meet);
        for (j, h) in flat.iter().enumerate().skip(from) {
            if h.at > v.to + near.meet {
                break;
            }
            if h.from - near.meet <= v.at && v.at <= h.to + near.meet {
                let (a, b) = (root(&mut parent, j), root(&mut parent, flat.len() + k));
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = std::collections::BTreeMap::new();
    for i in 0..total {
        let r = root(&mut parent, i);
        let group = groups.entry(r).or_default();
        if i < flat.len() { group.0.push(flat[i]) } else { group.1.push(up[i - flat.len()]) }
    }
    groups.into_values().filter(|(h, v)| h.len() >= 2 && !v.is_empty()).collect()
}

/// The distinct places of lines, near ones taken together.
fn places(rules: &[Rule], near: Tolerance) -> Vec<f32> {
    let mut all: Vec<f32> = rules.iter().map(|r| r.at).collect();
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for at in all {
        if out.last().is_none_or(|last| at - last > near.same) {
            out.push(at);
        }
    }
    out
}

fn grid(flat: Vec<Rule>, mut up: Vec<Rule>, near: Tolerance) -> Option<Grid> {
    let left = flat.iter().map(|r| r.from).fold(f32::INFINITY, f32::min);
    let right = flat.iter().map(|r| r.to).fold(f32::NEG_INFINITY, f32::max);
    let top = flat.iter().map(|r| r.at).fold(f32::INFINITY, f32::min);
    let bottom = flat.iter().map(|r| r.at).fold(f32::NEG_INFINITY, f32::max);
    // Tables open at the sides: the level lines tell where the outer columns end.
    let first = up.iter().map(|r| r.at).fold(f32::INFINITY, f32::min);
    let last = up.iter().map(|r| r.at).fold(f32::NEG_INFINITY, f32::max);
    for (edge, open) in [(left, first - left > 12.0), (right, right - last > 12.0)] {
        if open {
            up.push(Rule { flat: false, at: edge, from: top, to: bottom });
        }
    }
    let xs = places(&up, near);
    let ys = places(&flat, near);
    if xs.len() < 2 || ys.len() < 2 || xs.len() > LINES || ys.len() > LINES {
        return None;
    }
    let (nr, nc) = (ys.len() - 1, xs.len() - 1);
    if nr * nc > UNITS {
        return None;
    }
    // Which borders of the smallest cells are drawn.
    let mut below = vec![false; nr * nc];
    let mut beside = vec![false; nr * nc];
    for rule in &flat {
        let line = nearest(&ys, rule.at);
        if line == 0 || line > nr {
            continue;
        }
        for c in 0..nc {
            if covers(rule, xs[c], xs[c + 1]) {
                below[(line - 1) * nc + c] = true;
            }
        }
    }
    for rule in &up {
        let line = nearest(&xs, rule.at);
        if line == 0 || line > nc {
            continue;
        }
        for r in 0..nr {
            if covers(rule, ys[r], ys[r + 1]) {
                beside[r * nc + line - 1] = true;
            }
        }
    }
    Some(Grid { cells: cells(nr, nc, &below, &beside), xs, ys })
}

fn nearest(places: &[f32], at: f32) -> usize {
    let i = places.partition_point(|p| *p < at);
    if i > 0 && (i == places.len() || at - places[i - 1] <= places[i] - at) { i - 1 } else { i }
}

/// Whether a line covers most of a stretch.
fn covers(rule: &Rule, from: f32, to: f32) -> bool {
    rule.to.min(to) - rule.from.max(from) > 0.6 * (to - from)
}

/// Grows each cell to the right and down over missing borders, as long as it stays a rectangle.
fn cells(nr: usize, nc: usize, below: &[bool], beside: &[bool]) -> Vec<Cell> {
    let mut used = vec![false; nr * nc];
    let mut out = Vec::new();
    for r in 0..nr {
        for c in 0..nc {
            if used[r * nc + c] {
                continue;
            }
            let mut right = c;
            while right + 1 < nc && !beside[r * nc + right] && !used[r * nc + right + 1] {
                right += 1;
            }
            let mut down = r;
            while down + 1 < nr
                && (c..=right).all(|k| !below[down * nc + k] && !used[(down + 1) * nc + k])
                && (c..right).all(|k| !beside[(down + 1) * nc + k])
            {
                down += 1;
            }
            for y in r..=down {
                used[y * nc + c..=y * nc + right].fill(true);
            }
            out.push(Cell { row: r, column: c, rowspan: down - r + 1, colspan: right - c + 1, words: Vec::new() });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f32, from: f32, to: f32) -> Rule {
        Rule { flat: true, at, from, to }
    }

    const NEAR: Tolerance = Tolerance { same: 2.5, meet: 4.0 };

    fn upright(at: f32, from: f32, to: f32) -> Rule {
        Rule { flat: false, at, from, to }
    }

    #[test]
    fn a_missing_line_merges_cells() {
        // Two rows of three columns; in the first the last two columns are one cell.
        let rules = [
            level(0.0, 0.0, 90.0),
            level(20.0, 0.0, 90.0),
            level(40.0, 0.0, 90.0),
            upright(0.0, 0.0, 40.0),
            upright(30.0, 0.0, 40.0),
            upright(60.0, 20.0, 40.0),
            upright(90.0, 0.0, 40.0),
        ];
        let flat = merged(rules.iter().filter(|r| r.flat), NEAR);
        let up = merged(rules.iter().filter(|r| !r.flat), NEAR);
        let (h, v) = components(&flat, &up, NEAR).remove(0);
        let grid = grid(h, v, NEAR).unwrap();
        let spans: Vec<_> = grid.cells.iter().map(|c| (c.row, c.column, c.rowspan, c.colspan)).collect();
        assert_eq!(spans, [(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)]);
    }

    #[test]
    fn both_edges_of_a_thin_box_are_one_line() {
        let rules = [level(10.0, 0.0, 50.0), level(10.5, 0.0, 50.0), level(10.5, 50.5, 90.0)];
        let lines = merged(rules.iter(), NEAR);
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].from, lines[0].to), (0.0, 90.0));
    }
}
