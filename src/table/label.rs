//! Row labels: the item mark before them, the words that name what is measured, and whether the parent must help.
//!
//! `- Diện tích` under `2 | Lúa mùa` → mark of depth 70, label `Diện tích`, which needs its parent: `Lúa mùa - Diện tích`.

use super::{cell, head};
use crate::grammar::lex::{Atom, lex, opening};
use crate::grammar::time::{self, TimeRole};
use crate::lexicon::Words;
use crate::lexicon::columns::{ColumnWord, Columns, Hit};
use crate::lexicon::words::{Sense, TimeWord, Verb};
use crate::span::Span;
use crate::text::folded;
use crate::value::Change;

/// How deep an item mark stands: `A` 10, `I` 20, `1` 30, `1.1` 40, `a` 60, `-` 70, `+` 80.
pub type Depth = u8;

/// The depth of rows that no mark places: below numbered rows, above dashes.
pub const UNMARKED: Depth = 65;

/// The depth of a row that stands under none: sums, labels spread over the marks.
pub const TOP: Depth = 5;
/// The depth of a numbered row: `3`.
pub const NUMBER: Depth = 30;
/// The depth of a row numbered below another: `3.1`.
pub const NESTED: Depth = 40;
/// The depth of a lettered row: `a)`.
pub const LETTER: Depth = 60;
/// The depth of a row with a dash: `- Nữ`.
pub const DASH: Depth = 70;
/// The depth of a row with a plus: `+ Nữ`.
pub const PLUS: Depth = 80;

/// The depth of a part without a mark of its own below a row of this one.
pub fn below(depth: Depth) -> Depth {
    if depth < DASH { DASH } else { PLUS }
}

/// The depth of a bold line without a mark.
pub const CAPTION: Depth = 25;

/// Words of one line: breaks and runs of blanks become one blank.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The depth of an item mark that stands alone: `II`, `2.1`, `a)`, `-`.
pub fn mark(text: &str) -> Option<Depth> {
    let text = text.trim();
    let bare = text.trim_start_matches('(').trim_end_matches(['.', ')', '/', ':', '-']).trim();
    match text {
        "-" | "–" | "—" | "•" | "*" | "·" => return Some(DASH),
        "+" | "o" => return Some(PLUS),
        _ => {}
    }
    if bare.is_empty() || bare.len() > 12 {
        return None;
    }
    if bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && bare.len() <= 6 {
        return Some(20);
    }
    let mut parts = bare.split('.');
    if bare.contains('.') && parts.next().is_some_and(|p| mark(p).is_some()) {
        let numbers =
            bare.split('.').skip(1).all(|p| !p.is_empty() && p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()));
        let dots = bare.matches('.').count() as u8;
        return numbers.then_some(30 + 10 * dots.min(3));
    }
    if bare.bytes().all(|b| b.is_ascii_digit()) {
        return (bare.len() <= 3).then_some(NUMBER);
    }
    let mut letters = bare.chars();
    match (letters.next(), letters.next()) {
        (Some(c), None) if c.is_uppercase() => Some(10),
        (Some(c), None) if c.is_lowercase() => Some(60),
        _ => None,
    }
}

/// Cuts an item mark off the front of a label: its depth, and where the words begin.
pub fn marked(text: &str) -> Option<(Depth, usize)> {
    let trimmed = text.trim_start();
    let skipped = text.len() - trimmed.len();
    let first = trimmed.chars().next()?;
    if matches!(first, '-' | '–' | '—' | '•' | '*' | '+' | '·') {
        let rest = &trimmed[first.len_utf8()..];
        let next = rest.trim_start().chars().next()?;
        if next.is_ascii_digit() && !rest.starts_with(' ') {
            return None;
        }
        return Some((if first == '+' { PLUS } else { DASH }, text.len() - rest.trim_start().len()));
    }
    if let Some((depth, length)) = glued(trimmed) {
        return Some((depth, skipped + length));
    }
    let end = trimmed.find(char::is_whitespace)?;
    let (token, rest) = (&trimmed[..end], trimmed[end..].trim_start());
    let depth = mark(token)?;
    let closed = token.ends_with(['.', ')', '/', ':']);
    // `1.1 Tỷ lệ …` needs no closing sign, `5 xã …` is no mark.
    let nested = token.contains('.') && rest.starts_with(char::is_uppercase);
    (closed || nested).then(|| (depth, skipped + trimmed.len() - rest.len()))
}

/// A number that stands right before its words: `1.3.Ngô`, `2)Lúa`, `II.Diện tích`. Letters are none: `H.Tân Lập`, `X.Vạn An`.
fn glued(text: &str) -> Option<(Depth, usize)> {
    let number = |c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X');
    let length = text.find(|c: char| !number(c) && c != '.' && c != ')')?;
    let token = &text[..length];
    let closed = token.ends_with(['.', ')']) && token != "X." && text[length..].starts_with(char::is_uppercase);
    closed.then(|| mark(token)).flatten().map(|depth| (depth, length))
}

/// What a row label says, ready for records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// The words that name what is measured.
    pub words: String,
    /// The unit in its bracket.
    pub unit: Option<String>,
    /// A period at its end or beginning.
    pub period: Option<head::Times>,
    /// It names an amount of change: `Tốc độ tăng …`, `Giảm tỷ lệ …`.
    pub change: Option<Change>,
    /// It says `bình quân` of a change: amounts are per year.
    pub mean: bool,
    /// It opens with `trong đó`.
    pub part: bool,
    /// It says nothing but which measure: `Diện tích`, `Tỷ lệ đạt`.
    pub generic: bool,
    /// It opens with a name of something measured: `Tỷ lệ`, `Số`.
    pub measured: bool,
}

/// Reads a label whose item mark was cut off.
pub fn read(printed: &str, words: &Words, columns: &Columns) -> Label {
    let mut label = Label::default();
    let mut text = one_line(&without_notes(printed));
    // `Trong đó: nữ`
    let hits = columns.read(&text);
    if let Some(hit) = hits.first()
        && hit.words.has(ColumnWord::Breakdown)
    {
        label.part = true;
        text = text[hit.span.end as usize..].trim_start_matches([':', ',', ' ', '-']).to_owned();
    }
    loop {
        let before = text.len();
        text = text.trim_end_matches(['.', ';', ':', ',', ' ', '*']).to_owned();
        if let Some((rest, unit)) = unit_at_end(&text, words) {
            label.unit.get_or_insert(unit);
            text = rest;
        }
        if let Some((rest, period)) = time_at_end(&text, words) {
            label.period.get_or_insert(period);
            text = rest;
        }
        if text.len() == before {
            break;
        }
    }
    let atoms = lex(&text, words);
    // Goal verbs in front, linking verbs behind are no part of the name.
    let first = atoms.iter().position(|a| !is_verb(a, &[Verb::Goal, Verb::Keep])).unwrap_or(0);
    let last = atoms.iter().rposition(|a| !is_verb(a, &[Verb::Reach, Verb::To])).map_or(0, |i| i + 1);
    let inner = &atoms[first..last.max(first)];
    if let Some(first) = inner.first() {
        label.change = cell::change(first);
        // `Tăng trưởng` and `tốc độ tăng` stay as names, `giảm` before a name is cut.
        let mut start = first.span.start;
        let verb_alone = is_verb(first, &[Verb::Up, Verb::Down]) && !first.is(Sense::Head);
        let growth_word = first.span.of(&text).split_whitespace().count() > 1;
        if verb_alone && !growth_word && inner.len() > 1 {
            start = inner[1].span.start;
        }
        // `Số đơn đăng ký sáng chế tăng bình quân`
        let mut named = inner;
        if label.change.is_none() && inner.len() > 2 {
            // `Chỉ số sản xuất tăng so với cùng kỳ`: what is compared with names nothing.
            let against = inner.iter().position(|a| a.is(Sense::Time(TimeWord::Reference))).unwrap_or(inner.len());
            let means = [Verb::Mean, Verb::MeanYearly, Verb::Yearly];
            let verb = inner[..against].iter().rposition(|a| !is_verb(a, &means)).filter(|at| *at > 0);
            // `Số lao động có việc làm tăng thêm`: a term, no change of it.
            let term = |at: &usize| inner[*at].span.of(&text).ends_with(" thêm");
            if let Some(at) = verb.filter(|at| is_verb(&inner[*at], &[Verb::Up, Verb::Down]) && !term(at)) {
                label.change = cell::change(&inner[at]);
                named = &inner[..at];
            }
        }
        label.mean = label.change.is_some() && says_mean(&text, inner);
        let end = named.last().map_or(start, |a| a.span.end);
        text = text[start as usize..end.max(start) as usize].to_owned();
    }
    let hits = columns.read(&text);
    label.generic = !hits.is_empty()
        && hits.iter().all(|h| {
            h.words.any(&[ColumnWord::Measure, ColumnWord::Mean])
                || !h.span.of(&text).chars().any(char::is_alphanumeric)
        });
    label.measured = label.change.is_some() || opening(&text, words).contains(&Sense::Head);
    // `Chỉ tiêu phấn đấu` heads a column; `Chỉ số SIPAS` is one.
    let heads = |h: &Hit| h.words.has(ColumnWord::Label) && !(h.words.has(ColumnWord::Measure) && hits.len() > 1);
    if hits.first().is_some_and(heads) {
        label.measured = false;
    }
    label.words = text;
    label
}

/// What the caption of a table says is measured: `Bảng 2. Tỷ lệ hộ nghèo giao các xã năm 2026` → `Tỷ lệ hộ nghèo`.
pub fn measure_in(caption: &str, words: &Words, columns: &Columns) -> Option<Label> {
    let atoms = lex(caption, words);
    let table_word = |span: Span| columns.read(span.of(caption)).iter().any(|h| h.words.has(ColumnWord::Label));
    let from = atoms.iter().position(|a| a.is(Sense::Head) && !table_word(a.span))?;
    let begin = atoms[from].span.start;
    // `giao các xã`, `phân theo huyện`: to whom, not what.
    let dealt = columns.read(caption).into_iter().find(|h| h.span.start > begin && h.words.has(ColumnWord::Dealt));
    let end = dealt.map_or(caption.len(), |h| h.span.start as usize);
    let mut label = read(&caption[begin as usize..end], words, columns);
    label.unit = label.unit.or_else(|| read(&caption[begin as usize..], words, columns).unit);
    Some(label).filter(|l| !l.words.is_empty())
}

/// Whether the row needs its parent's words. `parent_values`: the parent has values of its own. `mark`: the row's depth.
pub fn needs_parent(label: &Label, parent: &Label, parent_values: bool, depth: Depth, columns: &Columns) -> bool {
    // `Kinh tế` > `Tốc độ tăng giá trị sản xuất`: the field is a section.
    let hits = columns.read(&parent.words);
    // `Tỷ lệ lao động qua đào tạo` > `Trong đó: tỷ lệ lao động qua đào tạo có chứng chỉ`: it says the whole itself.
    if label.measured && folded(&label.words).starts_with(&folded(&parent.words)) {
        return false;
    }
    let field = hits.len() == 1 && hits[0].words.has(ColumnWord::Field) && !parent_values;
    if !field && (label.generic || label.part) {
        return true;
    }
    if label.measured {
        return false;
    }
    // `Tỷ lệ hộ nghèo` > `Khu vực nông thôn`; `Sản lượng sản phẩm chủ yếu` > `Gạch nung`.
    let first = hits.first().map(|h| h.words).unwrap_or_default();
    let measure = parent.change.is_some() || first.has(ColumnWord::Measure);
    parent.measured && (measure || depth >= NESTED)
}

fn is_verb(atom: &Atom<'_>, verbs: &[Verb]) -> bool {
    atom.senses().iter().any(|s| matches!(s, Sense::Verb(v) if verbs.contains(v)))
}

/// `bình quân` that is not `bình quân đầu người`.
fn says_mean(text: &str, atoms: &[Atom<'_>]) -> bool {
    atoms.iter().enumerate().any(|(i, a)| {
        let mean = is_verb(a, &[Verb::Mean, Verb::MeanYearly, Verb::Yearly]) || a.span.of(text).contains("bình quân");
        let head = atoms.get(i + 1).is_some_and(|n| n.span.of(text).to_lowercase().starts_with("đầu"));
        mean && !head
    })
}

/// Drops footnote marks: `[2]`, `(1)` at the end of a word, `*`.
fn without_notes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['[', '(']) {
        let close = if rest[open..].starts_with('[') { ']' } else { ')' };
        let inner_end = rest[open..].find(close).map(|n| open + n);
        match inner_end {
            Some(end) if end - open <= 4 && rest[open + 1..end].bytes().all(|b| b.is_ascii_digit() || b == b'*') => {
                out.push_str(&rest[..open]);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push_str(&rest[..open + 1]);
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// `Tỷ lệ hộ nghèo (%)` → `Tỷ lệ hộ nghèo`, `%`; the same behind a comma.
fn unit_at_end(text: &str, words: &Words) -> Option<(String, String)> {
    if text.ends_with(')') {
        let open = text.rfind('(')?;
        let unit = head::unit(&text[open + 1..text.len() - 1], words)?;
        return Some((text[..open].trim_end().to_owned(), unit));
    }
    let comma = text.rfind(',')?;
    let unit = head::firm_unit(&text[comma + 1..], words)?;
    Some((text[..comma].trim_end().to_owned(), unit))
}

/// `Số xã đạt chuẩn đến năm 2030`, `… giai đoạn 2026-2030` (brackets too) → the words before, the period.
fn time_at_end(text: &str, words: &Words) -> Option<(String, head::Times)> {
    let inner = text.strip_suffix(')');
    let text_in = inner.unwrap_or(text);
    if !time::may_date(text_in) {
        return None;
    }
    let atoms = lex(text_in, words);
    let from = atoms.len().saturating_sub(10);
    (from..atoms.len()).find_map(|i| {
        let (time, taken) = time::read(text_in, &atoms, i)?;
        let whole = i + taken == atoms.len() && time.role == TimeRole::Period;
        // A day is that of a document, not one to reach something by.
        let said = time.end.or(time.start).is_some_and(|d| d.year.is_some() && d.day.is_none());
        let mut start = atoms[i].span.start as usize;
        if inner.is_some() {
            start = text_in[..start].trim_end().strip_suffix('(')?.len();
        }
        (whole && said && start > 0).then(|| (text[..start].trim_end().to_owned(), (time.start, time.end)))
    })
}

/// Where the words of `printed` that a record shows as its label stand, item mark left out.
pub fn span_of(printed: &str, at: Span) -> Span {
    match marked(printed) {
        Some((_, start)) => Span { start: at.start + start as u32, end: at.end },
        None => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Label {
        read(text, &Words::built_in(), Columns::built_in())
    }

    #[test]
    fn item_marks_have_depths() {
        for (text, depth) in
            [("A", 10), ("IV.", 20), ("3", 30), ("2.1", 40), ("1.2.3.", 50), ("a)", 60), ("-", 70), ("+", 80)]
        {
            assert_eq!(mark(text), Some(depth), "{text}");
        }
        for text in ["2.450", "Lúa", "2026", ""] {
            assert_eq!(mark(text), None, "{text}");
        }
        assert_eq!(marked("2.4. Tỷ lệ hộ khá"), Some((40, 5)));
        assert_eq!(marked("- Lúa mùa"), Some((70, 2)));
        assert_eq!(marked("5 xã điểm"), None);
    }

    #[test]
    fn labels_lose_what_names_nothing() {
        assert_eq!(label("Tỷ lệ che phủ rừng (%)").words, "Tỷ lệ che phủ rừng");
        assert_eq!(label("Tỷ lệ che phủ rừng (%)").unit.as_deref(), Some("%"));
        assert_eq!(label("Số chợ đạt chuẩn[3] (cả chợ tạm)").words, "Số chợ đạt chuẩn (cả chợ tạm)");
        assert_eq!(label("Phấn đấu tỷ lệ trường đạt chuẩn đạt:").words, "tỷ lệ trường đạt chuẩn");
        let growth = label("Tốc độ tăng giá trị sản xuất bình quân");
        assert_eq!((growth.change, growth.mean), (Some(Change::Increase), true));
        assert_eq!(growth.words, "Tốc độ tăng giá trị sản xuất bình quân");
        let behind = label("Số lượt khách quốc tế tăng bình quân");
        assert_eq!((behind.change, behind.mean), (Some(Change::Increase), true));
        assert_eq!(behind.words, "Số lượt khách quốc tế");
        assert!(!label("Tốc độ tăng thu nhập bình quân đầu người").mean);
        let fall = label("Giảm tỷ lệ hộ cận nghèo");
        assert_eq!((fall.change, fall.words.as_str()), (Some(Change::Decrease), "tỷ lệ hộ cận nghèo"));
    }

    #[test]
    fn children_that_do_not_say_what_is_measured_need_their_parent() {
        let columns = Columns::built_in();
        let ask =
            |child: &str, parent: &str, values: bool| needs_parent(&label(child), &label(parent), values, 70, columns);
        assert!(ask("Diện tích", "Hồ tiêu", false));
        assert!(!ask("Sản lượng hồ tiêu khô", "Hồ tiêu", false));
        assert!(ask("Khu vực nông thôn", "Tỷ lệ hộ dùng nước sạch", true));
        assert!(ask("Trong đó: nữ", "Số lao động được tạo việc", true));
        assert!(!ask("Hồ tiêu", "Nhóm cây lâu năm", false));
        assert!(ask("Gạch nung", "Sản lượng vật liệu xây dựng", false));
    }
}
