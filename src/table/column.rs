//! One column: what its head cells say, what its body cells hold, and the role both give it.
//!
//! Heads `Kế hoạch 2026` over `Giá trị (tỷ đồng)`, cells `3,5`, `4,1` → values of 2026, targets, `tỷ đồng`, named `Giá trị`.

use super::cell::Content;
use super::grid::Grid;
use super::head::{self, Head, Times};
use super::label;
use crate::date::Date;
use crate::grammar::lex::Atom;
use crate::grammar::time;
use crate::lexicon::Words;
use crate::lexicon::columns::{ColumnWord, ColumnWords, Columns};
use crate::value::{Change, Kind, Operator};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Role {
    /// Item marks.
    Ordinal,
    /// Row labels.
    Label,
    /// Row labels that are tasks.
    Task,
    /// Row labels that are places, under heads that name what is measured.
    Place,
    /// A wider label left of the row label.
    Group,
    /// Units of the rows.
    Unit,
    /// Who measures or is in charge.
    Lead,
    /// When a row's task is done.
    When,
    /// Values.
    Value,
    /// Money spent.
    Budget,
    /// Points given.
    Score,
    /// Names, posts, codes.
    Roster,
    /// Values derived from other columns.
    Ratio,
    /// Sources, coordinating bodies, remarks, products: numbers in it are no targets. The guard's name.
    Aside(&'static str),
    /// Nothing that its head or its cells would tell.
    #[default]
    Unknown,
}

/// A column and what its head says of its values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// What it holds.
    pub role: Role,
    /// Its period.
    pub period: Option<Times>,
    /// What its values are, when the head says so.
    pub kind: Option<Kind>,
    /// Its comparator.
    pub operator: Option<Operator>,
    /// Its unit.
    pub unit: Option<String>,
    /// The group or measure its values are of.
    pub name: Option<String>,
    /// The measure of an outer head, where the name alone is a group or a total: `Diện tích` over `Xã A`, `Tổng số`.
    pub over: Option<String>,
    /// The change its name states: `Số hộ nghèo giảm`.
    pub change: Option<Change>,
    /// It says growth.
    pub growth: bool,
    /// It says bình quân.
    pub mean: bool,
    /// It may name what a task yields: `Sản phẩm`, `Kết quả`.
    pub product: bool,
    /// A part of a year whose year no head above it says: `Quý I`.
    pub part: Option<String>,
    /// What its own name counts, the unit of cells that nothing else gives one: `Số vụ` → `vụ`.
    pub counted: Option<String>,
    /// How many there are in all of what it names: `Tổng số xã`.
    pub whole: bool,
}

/// What the body cells of a column hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// No word.
    Nothing,
    /// Item marks.
    Marks,
    /// Numbers.
    Values,
    /// Units.
    Units,
    /// Years and dates.
    Times,
    /// Anything else.
    Words,
}

/// Looks at the body cells of a column.
pub fn holds(grid: &Grid<'_>, from: usize, column: usize, words: &Words) -> Holds {
    let (mut all, mut marks, mut values, mut units, mut times, mut worded) = (0, 0, 0, 0, 0, 0);
    let mut numbers_only = true;
    // A few hundred rows tell what a column holds.
    for row in from..grid.rows.len().min(from + 300) {
        let Some(placed) = grid.worded(row).find(|p| p.columns.start == column && p.columns.len() == 1) else {
            continue;
        };
        let text = grid.text(placed.cell);
        // `-` among numbers is an empty cell, no mark of a list.
        if matches!(text.trim(), "-" | "–" | "—") {
            continue;
        }
        all += 1;
        if label::mark(text).is_some() {
            marks += 1;
            numbers_only &= text.bytes().all(|b| b.is_ascii_digit());
        }
        if head::unit(text, words).is_some() {
            units += 1;
            continue;
        }
        let atoms = grid.atoms(placed.cell);
        if is_time(text, atoms) || column <= 1 && is_year(atoms) {
            times += 1;
            continue;
        }
        match grid.content(placed.cell) {
            Content::Nothing => all -= 1,
            Content::Values(_) => values += 1,
            _ => worded += 1,
        }
    }
    let sequence = !numbers_only || column == 0;
    if all == 0 && marks == 0 {
        Holds::Nothing
    } else if sequence && marks * 5 >= all * 4 {
        Holds::Marks
    } else if values * 2 >= all {
        Holds::Values
    } else if units * 2 >= all {
        Holds::Units
    } else if times * 2 >= all && times > worded {
        Holds::Times
    } else {
        Holds::Words
    }
}

/// Whether a cell is the bare number of a year: beside marks, what else stands in the first columns of a table.
fn is_year(atoms: &[Atom<'_>]) -> bool {
    matches!(atoms, [atom] if atom.number().is_some_and(|n| n.year.is_some()))
}

/// Whether a cell is a year or date and nothing else.
fn is_time(text: &str, atoms: &[Atom<'_>]) -> bool {
    time::read(text, atoms, 0).is_some_and(|(_, taken)| taken == atoms.len())
}

/// How badly a role fits what the column holds.
pub fn against(role: Role, held: Holds) -> usize {
    use Holds::*;
    let fits = match role {
        Role::Ordinal => matches!(held, Marks | Values | Nothing),
        Role::Label | Role::Task | Role::Place | Role::Group => matches!(held, Words),
        Role::Unit => matches!(held, Units | Nothing | Words),
        Role::Lead | Role::Aside(_) => matches!(held, Words | Nothing | Units | Times),
        Role::When => matches!(held, Times | Words | Nothing),
        Role::Roster => true,
        Role::Unknown => return 1,
        _ => matches!(held, Values | Nothing | Marks),
    };
    if fits { 0 } else { 4 }
}

/// Reads one column from the head cells above it.
pub fn column(path: &[Head], held: Holds, words: &Words, columns: &Columns) -> Column {
    use ColumnWord::*;
    let all = path.iter().fold(Head::default(), |mut all, head| {
        all.words = all.words.with(head.words);
        all.compares |= head.compares;
        all
    });
    let leaf = path.last().cloned().unwrap_or_default();
    let nearest = |has: fn(&Head) -> bool| path.iter().rev().find(|h| has(h));
    let tells = |h: &Head| h.words.any(&[Target, Actual, Estimate]) || h.period.is_some() && h.first.has(Label);
    let telling = path.iter().rev().find(|h| tells(h)).map(|h| h.words).unwrap_or_default();
    let kind = kind_of(telling);
    // `Tỷ lệ giải ngân` over `Đến hết quý I/2026`: a share of the plan that is an aim itself.
    let planned = all.words.has(Indicator) && leaf.period.is_some();
    let role = if path.iter().any(spends) {
        if held == Holds::Words { Role::Aside("budget-table") } else { Role::Budget }
    } else if path.iter().any(|h| h.first.has(Score) && h.period.is_none())
        && held != Holds::Words
        && !path.iter().rev().skip(1).any(|h| h.period.is_some())
    {
        Role::Score
    } else if path.iter().any(|h| h.first.has(Roster)) {
        Role::Roster
    } else if all.words.has(Ratio) && !planned || all.compares {
        Role::Ratio
    } else {
        path.iter().rev().find_map(|h| direct(h, held)).unwrap_or(Role::Unknown)
    };
    let binds = path.iter().any(|h| h.binds);
    let operator = if telling.has(Estimate) {
        Some(Operator::About)
    } else {
        nearest(|h| h.operator.is_some()).and_then(|h| h.operator)
    };
    // `Sản phẩm OCOP công nhận mới`: a product that goes on is a name.
    let names = |h: &Head| !h.first.any(&[Label, Task]) || h.first.has(Product) && !h.sole && h.period.is_some();
    let plain = |h: &&Head| h.name.is_some() && names(h) && !h.words.has(Common);
    let name = match (path.iter().rev().find(plain), leaf.words.has(Common)) {
        (_, true) | (None, _) => None,
        (Some(near), _) if near.weak => {
            let outer = path.iter().rev().filter(plain).find(|h| !h.weak).and_then(|h| h.name.clone());
            match (outer, near.name.clone()) {
                (Some(outer), Some(near)) => Some(format!("{outer} - {near}")),
                (_, near) => near.map(|n| format!("{WEAK}{n}")),
            }
        }
        (Some(near), _) => near.name.clone(),
    };
    let outer = path.iter().rev().skip(1).filter(plain).find(|h| !h.weak).and_then(|h| h.name.as_ref());
    let read = |name: &String| label::read(name, words, columns);
    let own = name.as_ref().map(read);
    let measured = own.as_ref().is_some_and(|own| own.measured);
    let over = outer.filter(|_| !measured).map(read).filter(|o| o.measured).map(|o| o.words);
    let named = own.filter(|own| own.change.is_some() && own.measured && !own.words.is_empty());
    let change = named.as_ref().and_then(|n| n.change);
    let mut period = nearest(|h| h.period.is_some()).and_then(|h| h.period);
    let mut part = nearest(|h| h.part.is_some()).and_then(|h| h.part.clone());
    if let Some(of) = &part {
        period = match period {
            Some((None, Some(Date { year: Some(year), month: None, .. }))) => head::within(of, year, words),
            _ => None,
        };
        part = part.filter(|_| period.is_none());
    }
    Column {
        role,
        period,
        kind,
        operator: operator.filter(|_| name.is_none() || binds || telling.has(Estimate)),
        unit: nearest(|h| h.unit.is_some()).and_then(|h| h.unit.clone()).or_else(|| points(&leaf)),
        name: named.map(|n| n.words).or(name),
        over,
        change,
        growth: all.words.has(Growth),
        mean: all.words.has(Mean),
        product: leaf.first.has(Product) && leaf.period.is_none(),
        part,
        counted: leaf.name.as_deref().and_then(|name| head::counted(name, words)),
        whole: leaf.first.has(Common) && !leaf.sole && leaf.name.is_some(),
    }
}

/// The unit that a head names by itself: `Điểm`, `Thứ hạng`.
fn points(head: &Head) -> Option<String> {
    let unit = if head.first.has(ColumnWord::Score) {
        "điểm"
    } else if head.first.has(ColumnWord::Rank) {
        "hạng"
    } else {
        return None;
    };
    Some(unit.to_owned())
}

/// Whether a head is of money that is spent: not `Số lao động được vay vốn (người)`.
fn spends(head: &Head) -> bool {
    let money = |unit: &String| unit.contains("đồng") || unit.contains("USD");
    head.words.has(ColumnWord::Budget) && head.unit.as_ref().is_none_or(money)
}

/// What values are under words that tell: `Ước thực hiện`, `KH`.
pub fn kind_of(words: ColumnWords) -> Option<Kind> {
    if words.has(ColumnWord::Estimate) {
        Some(Kind::Baseline)
    } else if words.has(ColumnWord::Target) {
        Some(Kind::Target)
    } else {
        words.has(ColumnWord::Actual).then_some(Kind::Baseline)
    }
}

/// `Quý I | Quý II | Cả năm 2026`: the one year of the columns beside them is the year of parts that name none.
pub fn date_parts(columns: &mut [Column], words: &Words) {
    let year = |c: &Column| match c.period {
        Some((None, Some(Date { year: Some(year), month: None, .. }))) if c.role == Role::Value => Some(year),
        _ => None,
    };
    let mut years: Vec<u16> = columns.iter().filter_map(year).collect();
    years.dedup();
    let [year] = years[..] else { return };
    for column in columns {
        if let Some(times) = column.part.as_deref().and_then(|part| head::within(part, year, words)) {
            (column.period, column.part) = (Some(times), None);
        }
    }
}

/// Marks a name that says too little to stand alone, until [`settle`] has seen its neighbours.
const WEAK: char = '\u{1}';

/// The role that one head cell gives.
fn direct(head: &Head, held: Holds) -> Option<Role> {
    use ColumnWord::*;
    let (first, timed) = (head.first, head.period.is_some() || head.part.is_some());
    // `TT Vân Canh`: a town, where values stand.
    if first.has(Ordinal) && !timed && (head.sole || held != Holds::Values) {
        return Some(Role::Ordinal);
    }
    if first.has(Unit) {
        return match held {
            Holds::Units | Holds::Nothing => Some(Role::Unit),
            Holds::Values if first.has(Lead) => None,
            _ if first.has(Lead) => Some(Role::Lead),
            _ => Some(Role::Unit),
        };
    }
    if !timed && held != Holds::Values {
        if head.words.has(Lead) {
            return Some(Role::Lead);
        }
        if head.words.has(Support) {
            return Some(Role::Aside("coordinating-cell"));
        }
    }
    if first.has(Source) && !timed {
        return Some(Role::Aside("source-cell"));
    }
    if first.has(Note) && !timed {
        return Some(Role::Aside("remark"));
    }
    if first.has(When) {
        return Some(Role::When);
    }
    if timed {
        return Some(Role::Value);
    }
    let valued = matches!(held, Holds::Values | Holds::Nothing);
    if first.has(Product) && held != Holds::Values && !first.has(Label) {
        return Some(Role::Aside("product-cell"));
    }
    if first.has(Task) && held == Holds::Words {
        return Some(Role::Task);
    }
    if first.has(Place) && head.sole && held == Holds::Words {
        return Some(Role::Place);
    }
    // `Tối đa`: nothing but the comparator of its values.
    if head.words.has(Common) || head.binds && head.name.is_none() {
        return Some(Role::Value);
    }
    if first.has(Label) {
        return Some(if held == Holds::Values { Role::Value } else { Role::Label });
    }
    (head.words.any(&[Target, Actual, Estimate, Growth]) && valued).then_some(Role::Value)
}

/// What only the row of columns as a whole can tell: the label column, groups left of it, columns without a head of their
/// own, weak names.
pub fn settle(columns: &mut [Column], held: &[Holds]) {
    let is_label = |c: &Column| matches!(c.role, Role::Label | Role::Task | Role::Place);
    // Behind values and bodies a second label is a product or remark.
    let first_other = columns.iter().position(|c| {
        matches!(c.role, Role::Value | Role::Lead | Role::Unit | Role::When | Role::Ratio | Role::Budget)
    });
    if let (Some(other), Some(first)) = (first_other, columns.iter().position(is_label))
        && first < other
    {
        for column in &mut columns[other..] {
            if is_label(column) {
                column.role = Role::Aside("product-cell");
            }
        }
    }
    if !columns.iter().any(is_label)
        && let Some(at) = (0..columns.len().min(4)).find(|i| {
            held[*i] == Holds::Words
                && matches!(columns[*i].role, Role::Unknown | Role::Aside("product-cell" | "budget-table"))
        })
    {
        columns[at].role = Role::Label;
    }
    // `Đơn vị | Diện tích (ha)`: heads name what is measured, rows where; `Đơn vị | Năm 2026`: the caption does.
    // A name of no table over values is a measure too.
    let measures = |(i, c): (usize, &Column)| {
        let unknown = c.role == Role::Unknown && held[i] == Holds::Values && c.name.is_some();
        (c.role == Role::Value || unknown).then_some((i, c.name.is_some()))
    };
    let mut values = columns.iter().enumerate().filter_map(measures);
    let (first_value, named) = values.next().map_or((0, None), |(i, named)| (i, Some(named)));
    let mut names = values.map(|(_, named)| named);
    if named.is_none_or(|first| names.all(|n| n == first))
        && !columns.iter().any(is_label)
        && let Some(at) = (0..first_value).find(|i| columns[*i].role == Role::Lead && held[*i] == Holds::Words)
    {
        columns[at].role = Role::Place;
    }
    // `Vùng | Chủ rừng | Diện tích (ha)`: words of no table behind a place say more closely where, or whose.
    if let Some(place) = columns.iter().rposition(|c| c.role == Role::Place)
        && columns.get(place + 1).is_some_and(|c| c.role == Role::Unknown && held[place + 1] == Holds::Words)
        && held.get(place + 2) == Some(&Holds::Values)
    {
        columns[place + 1].role = Role::Place;
    }
    let labels: Vec<usize> = (0..columns.len()).filter(|i| is_label(&columns[*i])).collect();
    if let [wider @ .., last] = labels.as_slice() {
        let task = wider.iter().any(|i| columns[*i].role == Role::Task) && columns[*last].role == Role::Label;
        if task {
            // `Nhiệm vụ | Sản phẩm`
            columns[*last].role = Role::Aside("product-cell");
        } else {
            wider.iter().for_each(|i| columns[*i].role = Role::Group);
        }
    }
    if columns.iter().any(|c| c.role == Role::Task) {
        for column in columns.iter_mut().filter(|c| c.product && c.role == Role::Value) {
            column.role = Role::Aside("product-cell");
        }
    }
    let last_label = labels.last().copied().unwrap_or(0);
    for i in 0..columns.len() {
        if columns[i].role == Role::Unknown {
            let named = columns[i].name.is_some();
            columns[i].role = match held[i] {
                Holds::Values if i > last_label && named => Role::Value,
                Holds::Marks if i == 0 => Role::Ordinal,
                Holds::Words if i < last_label => Role::Group,
                Holds::Words if named && beside_values(columns, i) => Role::Value,
                Holds::Words | Holds::Times => Role::Aside("remark"),
                _ => Role::Unknown,
            };
        }
    }
    // `Tổng số xã | Đến năm 2026 | Đến năm 2030`: of how many, beside what is to be reached.
    let dated = |c: &Column| c.role == Role::Value && c.period.is_some();
    if columns.iter().any(dated) {
        for column in columns.iter_mut().filter(|c| c.whole && c.role == Role::Value && c.period.is_none()) {
            column.role = Role::Aside("whole-column");
        }
    }
    let values: Vec<usize> = (0..columns.len()).filter(|i| columns[*i].role == Role::Value).collect();
    let first_name = values.first().and_then(|i| columns[*i].name.clone());
    let same = values.iter().all(|i| columns[*i].name == first_name);
    for i in values {
        if let Some(name) = &mut columns[i].name
            && name.starts_with(WEAK)
        {
            if same {
                columns[i].name = None;
            } else {
                name.remove(0);
            }
        }
    }
}

/// A column of words next to named columns of values is one of their kind.
fn beside_values(columns: &[Column], i: usize) -> bool {
    let near =
        |j: Option<usize>| j.and_then(|j| columns.get(j)).is_some_and(|c| c.role == Role::Value && c.period.is_none());
    near(i.checked_sub(1)) || near(Some(i + 1))
}

/// How unlikely it is that these heads stand over one another: periods must lie within those above; marks, labels and
/// units are not divided; bodies do not stand under years; `Trong đó` stands over its parts.
pub fn strain(path: &[Head]) -> usize {
    use ColumnWord::{Breakdown, Label, Lead, Ordinal, Place, Task, Unit};
    let pairs = path.windows(2).map(|pair| {
        let (above, below) = (&pair[0], &pair[1]);
        let outside = match (above.period, below.period) {
            (Some((start, Some(end))), Some((_, Some(inner)))) => {
                inner.year > end.year || inner.year < start.unwrap_or(end).year
            }
            _ => false,
        };
        let undivided = above.period.is_none() && above.first.any(&[Ordinal, Label, Place, Task, Unit]);
        let body = above.period.is_some() && below.words.has(Lead);
        let part = below.sole && below.words.has(Breakdown);
        2 * usize::from(outside) + usize::from(undivided) + usize::from(body) + usize::from(part)
    });
    pairs.sum()
}
