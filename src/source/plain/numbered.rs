//! Rows told by the numbers in their first cells, where the file only gives one cell after the other.
//!
//! `TT`, `Chỉ tiêu`, `2025`, `1`, `Hộ nghèo`, `3%`, `2`, `Hộ cận nghèo`, `5%` → a head and two rows of three cells.
//!
//! Values are numbers too, so a row begins only where the next number in order stands at the distance that
//! most rows have. Where no such distance exists there is no table.

use super::marker;

/// A row number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordinal {
    /// `1`, `1.2`: up to three parts and how many there are.
    Arabic([u16; 3], u8),
    /// `II`.
    Roman(u16),
    /// `B`, or `b` (second field true).
    Letter(u16, bool),
}

impl Ordinal {
    /// Reads the whole of a cell: `1`, `1.2`, `(3)`, `II.`, `a)`, emphasis marks around it left out.
    pub fn read(cell: &str) -> Option<Ordinal> {
        if cell.len() > 16 {
            return None;
        }
        let word = cell.trim_matches(['*', '_', ' ']).trim_start_matches('(').trim_end_matches(['.', ')', ':', '/']);
        let word = word.trim_matches(['*', '_', ' ', '\\']);
        let first = *word.as_bytes().first()?;
        if first.is_ascii_digit() {
            let mut path = [0; 3];
            let mut depth = 0;
            for part in word.split('.') {
                if depth == 3 || part.is_empty() || part.len() > 3 || !part.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                path[depth] = part.parse().ok()?;
                depth += 1;
            }
            return Some(Ordinal::Arabic(path, depth as u8));
        }
        if let Some(value) = marker::roman(word) {
            return Some(Ordinal::Roman(value as u16));
        }
        let mut letters = word.chars();
        let letter = letters.next().filter(|_| letters.next().is_none())?;
        let small = letter.is_lowercase();
        let place = "abcdđeghiklmnopqrstuvxy".chars().position(|c| letter.to_lowercase().eq([c]))?;
        Some(Ordinal::Letter(place as u16 + 1, small))
    }

    fn is_arabic(self) -> bool {
        matches!(self, Ordinal::Arabic(..))
    }
}

/// The last number of each kind.
#[derive(Clone, Copy, Default)]
struct Order {
    path: [u16; 3],
    depth: u8,
    roman: u16,
    upper: u16,
    lower: u16,
    /// A group row stands since the last Arabic number, so that they may begin again.
    group: bool,
}

impl Order {
    /// What came before the first numbers of some cells: below a head printed again, `B` and `10` go on from the page before.
    fn before(cells: &[Option<Ordinal>]) -> Order {
        let mut order = Order::default();
        let (mut arabic, mut roman, mut upper) = (false, false, false);
        for ordinal in cells.iter().flatten() {
            match *ordinal {
                Ordinal::Arabic(path, 1) if !arabic => {
                    (arabic, order.path[0], order.depth) = (true, path[0].saturating_sub(1), 1);
                }
                Ordinal::Roman(value) if !roman => (roman, order.roman) = (true, value.saturating_sub(1)),
                Ordinal::Letter(value, false) if !upper => (upper, order.upper) = (true, value.saturating_sub(1)),
                _ => {}
            }
        }
        order
    }

    /// Whether `next` may come next.
    fn allows(&self, next: Ordinal) -> bool {
        match next {
            Ordinal::Arabic(path, depth) => {
                let d = usize::from(depth);
                if depth == 1 && path[0] == 1 && (self.depth == 0 || self.group) {
                    return true;
                }
                if self.depth == 0 {
                    return false;
                }
                let parents = path[..d - 1] == self.path[..d - 1];
                // One further on its level, or the first child of the last.
                parents
                    && path[d - 1] == self.path[d - 1] + 1
                    && (depth <= self.depth || (depth == self.depth + 1 && path[d - 1] == 1))
            }
            Ordinal::Roman(value) => value == self.roman + 1 || value == 1,
            Ordinal::Letter(value, true) => value == self.lower + 1 || value == 1,
            Ordinal::Letter(value, false) => value == self.upper + 1,
        }
    }

    fn take(&mut self, next: Ordinal) {
        match next {
            Ordinal::Arabic(path, depth) => {
                (self.path, self.depth, self.group) = (path, depth, false);
                self.lower = 0;
            }
            Ordinal::Roman(value) => (self.roman, self.group) = (value, true),
            Ordinal::Letter(value, true) => (self.lower, self.group) = (value, true),
            Ordinal::Letter(value, false) => (self.upper, self.group) = (value, true),
        }
    }
}

/// How a list of cells is cut into rows.
#[derive(Debug, PartialEq, Eq)]
pub struct Rows {
    /// Per row, one past its last cell; the first rows are the head.
    pub ends: Vec<usize>,
    /// So many rows are the head.
    pub head: usize,
    /// Cells of a usual row.
    pub width: usize,
}

/// Widest head that is looked for.
const HEAD: usize = 40;

/// Cuts cells into rows as wide as the head, where every row is either that or the mark and name of a group: `I`, `Trồng trọt`.
/// `dash(i)`: the cell is the mark of a part, `-`; `named(i)`: it has letters; `remark(i)`: it heads remarks, of which there
/// may be none; `goes_on(i)`: it is of the text behind a table. `None`: some row is neither.
pub fn rows_like_head(
    cells: &[Option<Ordinal>],
    dash: impl Fn(usize) -> bool,
    named: impl Fn(usize) -> bool,
    remark: impl Fn(usize) -> bool,
    goes_on: impl Fn(usize) -> bool,
) -> Option<Rows> {
    let begun = |order: Order| {
        let head = cells.iter().take(HEAD).position(|c| c.is_some_and(|o| order.allows(o)))?;
        let narrow = head.checked_sub(1).filter(|last| remark(*last));
        let widths = [Some(head), narrow].into_iter().flatten();
        widths.into_iter().find_map(|width| rows_as_wide(cells, order, &dash, &named, &goes_on, head, width))
    };
    begun(Order::default()).or_else(|| begun(Order::before(cells)))
}

fn rows_as_wide(
    cells: &[Option<Ordinal>],
    mut order: Order,
    dash: &impl Fn(usize) -> bool,
    named: &impl Fn(usize) -> bool,
    goes_on: &impl Fn(usize) -> bool,
    head: usize,
    width: usize,
) -> Option<Rows> {
    let opens = |at: usize, order: &Order| {
        let mark = cells.get(at).is_some_and(|c| c.is_some_and(|o| order.allows(o))) || at < cells.len() && dash(at);
        mark && at + 1 < cells.len() && named(at + 1)
    };
    let mut ends = vec![head];
    let (mut at, mut last, mut full, mut parts) = (head, 0, 0, 0);
    while opens(at, &order) {
        parts += usize::from(cells[at].is_none());
        if let Some(ordinal) = cells[at] {
            order.take(ordinal);
        }
        // A dash can be a value: it opens a row only where a name follows.
        let remarked = || width < head && named(at + width) && (at + head == cells.len() || opens(at + head, &order));
        last = if opens(at + 2, &order) {
            2
        } else if at + head <= cells.len() && remarked() {
            full += 1;
            head
        } else if at + width <= cells.len() {
            full += 1;
            width
        } else {
            return None;
        };
        at += last;
        ends.push(at);
    }
    // Without parts the numbers alone tell the rows. Behind the last row stand words, not the rest of a table.
    let whole = at == cells.len() || (last == width || last == head) && goes_on(at);
    (width >= 3 && full >= 2 && (parts > 0 || width < head) && whole).then_some(Rows { ends, head: 1, width })
}

/// Cuts cells into rows by their numbers. `cells[i]` is the number that cell `i` could be; `blank(i)`: it has no words or
/// a dash, and so can begin a row below a numbered one.
pub fn rows(cells: &[Option<Ordinal>], blank: impl Fn(usize) -> bool) -> Option<Rows> {
    let head = cells.iter().take(HEAD).position(|c| c.is_some_and(|o| Order::default().allows(o)))?;
    if head < 2 {
        return None;
    }
    // `(1)`, `(2)`, `(3)` below the head number its columns.
    let counted = (head..cells.len())
        .take_while(|at| cells[*at] == Some(Ordinal::Arabic([(at - head + 1) as u16, 0, 0], 1)))
        .count();
    let first = if counted >= 3 { head + counted } else { head };
    let found = (2..=12.max(head)).filter_map(|least| cut(cells, &blank, first, head, least)).max_by(|a, b| {
        // The most regular reading; of equals the one with more rows, then the one tried first.
        (a.1 * b.2).cmp(&(b.1 * a.2)).then(a.0.len().cmp(&b.0.len())).then(std::cmp::Ordering::Greater)
    })?;
    let (mut starts, regular, all, width) = found;
    // `Cộng | 39 | 8`: the row of sums below the last number may hold what looks like the next.
    while let [.., before, last] = starts[..]
        && last - before != width
        && !divided(&[before, last], width, &blank)
        && blank(before + width)
    {
        starts.pop();
    }
    if regular * 10 < all * 6 || head > width * 2 + 3 || width > head + 1 {
        return None;
    }
    let mut ends: Vec<usize> = (1..=head / width).map(|n| n * width).filter(|_| head % width == 0).collect();
    if ends.is_empty() {
        ends.push(head);
    }
    // `Toàn tỉnh | 10.500 | 30` above the first number: a row of values, no head.
    let values = |row: usize| cells[row * width..][..width].iter().flatten().count() >= 2;
    let heads = (1..ends.len()).find(|row| first == head && values(*row)).unwrap_or(ends.len());
    let heads = heads + usize::from(first > head);
    if first > head {
        ends.push(first);
    }
    for pair in starts.windows(2) {
        if divided(pair, width, &blank) {
            ends.extend((pair[0]..pair[1]).step_by(width).skip(1));
        }
        ends.push(pair[1]);
    }
    let mut last = starts[starts.len() - 1];
    while blank(last + width) && last + 2 * width <= cells.len() {
        last += width;
        ends.push(last);
    }
    ends.push((last + width).min(cells.len()));
    Some(Rows { ends, head: heads, width })
}

/// Whether rows without a number stand between two that have one: a cell without words begins each.
fn divided(pair: &[usize], width: usize, blank: impl Fn(usize) -> bool) -> bool {
    (pair[1] - pair[0]).is_multiple_of(width) && (pair[0]..pair[1]).step_by(width).skip(1).all(blank)
}

/// Row starts with at least `least` cells a row, how many rows are regular, of how many, and the usual width.
fn cut(
    cells: &[Option<Ordinal>],
    blank: &impl Fn(usize) -> bool,
    first: usize,
    head: usize,
    least: usize,
) -> Option<(Vec<usize>, usize, usize, usize)> {
    let mut order = Order::default();
    let mut starts = vec![];
    let mut at = first;
    let reach = head * 3 + 6;
    while at < cells.len() {
        let distance = starts.last().map_or(usize::MAX, |last| at - last);
        if !starts.is_empty() && distance > reach {
            break;
        }
        // A group row is its number and its name.
        let group = starts.last().is_some_and(|last: &usize| cells[*last].is_some_and(|o| !o.is_arabic()));
        let enough = distance >= least || (distance >= 2 && group);
        if let Some(ordinal) = cells[at].filter(|o| enough && order.allows(*o)) {
            order.take(ordinal);
            starts.push(at);
        }
        at += 1;
    }
    if starts.len() < 2 {
        return None;
    }
    let mut counts = vec![0usize; reach + 2];
    for pair in starts.windows(2) {
        counts[pair[1] - pair[0]] += 1;
    }
    // Rows without numbers may stand between.
    let between = |w: usize| starts.windows(2).filter(|p| divided(p, w, blank)).count();
    for (w, count) in counts.iter_mut().enumerate().take(head + 1).skip(2) {
        if *count > 0 || head.is_multiple_of(w) {
            *count = between(w).max(*count);
        }
    }
    let width = (0..counts.len()).max_by_key(|w| (counts[*w], usize::MAX - w))?;
    // The name of a group, or of the rows numbered below it, is a short row that speaks against nothing.
    let short = |pair: &[usize]| match (cells[pair[0]], cells[pair[1]]) {
        (Some(Ordinal::Arabic(_, depth)), Some(Ordinal::Arabic(_, below))) => below > depth,
        (Some(Ordinal::Arabic(..)), _) => false,
        _ => true,
    };
    let whole = |p: &[usize]| p[1] - p[0] == width || divided(p, width, blank);
    let all = starts.windows(2).filter(|p| whole(p) || !short(p)).count();
    Some((starts, counts[width], all.max(1), width))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[&str]) -> Option<Vec<usize>> {
        rows(&cells.iter().map(|c| Ordinal::read(c)).collect::<Vec<_>>(), |at| {
            cells.get(at).is_some_and(|c| c.is_empty())
        })
        .map(|r| r.ends)
    }

    #[test]
    fn rows_begin_at_numbers_in_order() {
        let cells =
            ["TT", "Chỉ tiêu", "2025", "1", "Hộ nghèo", "3%", "2", "Xã có bác sĩ", "100%", "3", "Số trường", "2"];
        assert_eq!(read(&cells), Some(vec![3, 6, 9, 12]));
    }

    #[test]
    fn values_that_happen_to_be_the_next_number_begin_no_row() {
        let cells = [
            "TT",
            "Chỉ tiêu",
            "2025",
            "2030",
            "1",
            "Bệnh viện",
            "2",
            "3",
            "2",
            "Trường",
            "3",
            "4",
            "3",
            "Chợ",
            "4",
            "5",
        ];
        assert_eq!(read(&cells), Some(vec![4, 8, 12, 16]));
    }

    #[test]
    fn group_rows_and_column_numbers_are_rows() {
        let cells = [
            "STT",
            "Chỉ tiêu",
            "ĐVT",
            "Năm 2025",
            "(1)",
            "(2)",
            "(3)",
            "(4)",
            "I",
            "Kinh tế",
            "1",
            "Thu ngân sách",
            "tỷ đồng",
            "900",
            "2",
            "Xuất khẩu",
            "triệu USD",
            "40",
            "II",
            "Xã hội",
            "1",
            "Hộ nghèo",
            "%",
            "3",
            "2",
            "Lao động qua đào tạo",
            "%",
            "65",
        ];
        assert_eq!(read(&cells), Some(vec![4, 8, 10, 14, 18, 20, 24, 28]));
    }

    #[test]
    fn a_total_above_the_first_number_is_a_row() {
        let cells = ["TT", "Huyện", "Trồng rừng", "OCOP", "", "Toàn tỉnh", "10.500", "30", "1", "Na Hang", "700", "04"];
        let more = ["2", "Hàm Yên", "2.750", "05", "3", "Yên Sơn", "2.600", "05"];
        let cells: Vec<_> = cells.iter().chain(&more).map(|c| Ordinal::read(c)).collect();
        assert_eq!(rows(&cells, |_| false), Some(Rows { ends: vec![4, 8, 12, 16, 20], head: 1, width: 4 }));
    }

    #[test]
    fn rows_without_a_number_begin_with_a_blank_cell() {
        let cells =
            ["TT", "Chỉ tiêu", "2025", "1", "Hộ nghèo", "3%", "", "- Nam", "2%", "", "- Nữ", "4%", "2", "Chợ", "5"];
        assert_eq!(read(&cells), Some(vec![3, 6, 9, 12, 15]));
    }

    #[test]
    fn parts_with_a_dash_stand_under_a_row_of_its_name_alone() {
        let head = ["TT", "Chỉ tiêu", "ĐVT", "TH 2020", "KH 2025", "I", "Trồng trọt", "1", "Cây lạc"];
        let parts = ["-", "Diện tích", "Ha", "5.380", "5.200", "-", "Sản lượng", "Tấn", "20.705", "21.300"];
        let rest = ["II", "Thủy sản", "2", "Sản lượng ngao", "Tấn", "-", "50.000"];
        let cells: Vec<&str> = head.iter().chain(&parts).chain(&rest).copied().collect();
        let numbers: Vec<_> = cells.iter().map(|c| Ordinal::read(c)).collect();
        let named = |at: usize| cells[at].chars().any(char::is_alphabetic);
        let rows =
            |numbers: &[_]| rows_like_head(numbers, |at| cells[at] == "-", named, |_| false, |_| false).map(|r| r.ends);
        assert_eq!(rows(&numbers), Some(vec![5, 7, 9, 14, 19, 21, 26]));
        assert_eq!(rows(&numbers[..25]), None);
    }

    #[test]
    fn prose_with_numbers_is_no_table() {
        assert_eq!(read(&["Nội dung", "Mục tiêu", "1", "Phần một", "nhiều dòng", "khác", "nữa", "2", "x", "y"]), None);
    }
}
