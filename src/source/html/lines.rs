//! Line breaks and raised figures: what belongs to the line, what begins another, what only points to a note.
//!
//! `tối thiểu<br>90% hồ sơ` → one line; `24%<sup>1</sup>` → `24%`; `m<sup>2</sup>` → `m2`.

/// What a raised or linked figure is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reference {
    /// Part of the text.
    None,
    /// The exponent of a power of ten.
    Power,
    /// It points to a note.
    Mark,
    /// It stands at the start of the note itself.
    Note,
}

/// What the raised or note-linked `text` is behind a line that ends in `tail`.
pub(super) fn reference(tail: &str, text: &str, linked: bool) -> Reference {
    let bare = text.trim_matches(['[', ']', '(', ')', ' ', '*', '.']);
    let figure = bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit());
    let mark = figure || linked && bare.chars().count() <= 5;
    if !mark {
        return Reference::None;
    }
    if tail.is_empty() {
        return Reference::Note;
    }
    if linked || bare != text {
        return Reference::Mark;
    }
    exponent(tail, bare).unwrap_or(Reference::Mark)
}

/// `m` + `2`, `km` + `2`, `dm` + `3`; `10` + `6` behind a times sign.
fn exponent(tail: &str, figure: &str) -> Option<Reference> {
    let word = tail.trim_end_matches(char::is_alphanumeric);
    let (before, word) = (word.trim_end(), &tail[word.len()..]);
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = matches!(unit, "m" | "km" | "dm" | "cm" | "mm" | "hm" | "M" | "Km") && matches!(figure, "2" | "3");
    let power = word == "10" && before.ends_with(['x', '×', '*']);
    unit.then_some(Reference::None).or(power.then_some(Reference::Power))
}

/// Whether a line that begins with `next`, behind a line break, goes on the one above (ending in `tail`, `length` bytes
/// long, `counted` when it begins with a figure itself): both are parts of one sentence or of one short label that was
/// broken to fit (`Năm<br>2025`).
pub(super) fn goes_on(tail: &str, length: u32, counted: bool, next: &str, in_cell: bool) -> bool {
    let (Some(last), Some(first)) = (tail.chars().next_back(), next.chars().next()) else { return false };
    if matches!(last, '.' | ';' | ':' | '!' | '?' | '…') || is_item(next) {
        return false;
    }
    if last == ',' {
        return true;
    }
    match first {
        '(' => in_cell,
        '%' => true,
        // `80<br>90` are two values.
        c if c.is_ascii_digit() => !last.is_ascii_digit() && last != '%' && !counted && (in_cell || length > 60),
        c => c.is_lowercase(),
    }
}

/// Whether a line begins as an item: `- `, `+`, `a)`, `1.`, `1.2.`, `*`.
fn is_item(line: &str) -> bool {
    let first = line.chars().next().unwrap_or(' ');
    if !first.is_alphanumeric() && !matches!(first, '(' | '%' | '"' | '“' | '<' | '>' | '≥' | '≤') {
        return true;
    }
    let head = line.split_whitespace().next().unwrap_or("");
    let Some(mark) = head.strip_suffix(['.', ')', '/']) else { return false };
    let label = mark.chars().filter(|c| *c != '.').count();
    label <= 3 && (mark.chars().all(|c| c.is_ascii_digit() || c == '.') || mark.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_figures() {
        for (tail, text, linked, what) in [
            ("24%", "1", false, Reference::Mark),
            ("đô thị", "[2]", true, Reference::Mark),
            ("đô thị", "(2)", false, Reference::Mark),
            ("5.000 m", "2", false, Reference::None),
            ("1.200m", "2", false, Reference::None),
            ("200 km", "2", false, Reference::None),
            ("gồm", "2", false, Reference::Mark),
            ("3,5 x 10", "6", false, Reference::Power),
            ("năm 2010", "6", false, Reference::Mark),
            ("", "1", false, Reference::Note),
            ("N", "o", false, Reference::None),
        ] {
            assert_eq!(reference(tail, text, linked), what, "{tail} + {text}");
        }
    }

    #[test]
    fn broken_lines() {
        for (tail, next, in_cell, wanted) in [
            ("tối thiểu", "hồ sơ cấp xã", false, true),
            ("Năm", "2025", true, true),
            ("Đơn vị", "(%)", true, true),
            ("KẾ HOẠCH", "Thực hiện", false, false),
            ("TỈNH AN BÌNH", "--------", false, false),
            ("giảm nghèo,", "Tập trung", false, true),
            ("đạt 90%", "- Cấp xã", true, false),
            ("đạt 90%", "b) Cấp xã", false, false),
            ("đạt 90%;", "cấp xã", false, false),
            ("đạt 90%", "2. Cấp xã", true, false),
            ("80", "90", true, false),
        ] {
            assert_eq!(goes_on(tail, 12, false, next, in_cell), wanted, "{tail} / {next}");
        }
    }
}
