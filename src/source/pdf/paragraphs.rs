//! Hard-wrapped lines joined into the paragraphs they were typed as.
//!
//! `- Giảm tỷ lệ hộ nghèo` + `xuống dưới 3%.` + `- Tăng …` → two paragraphs; which line goes on is told by the room
//! left at its end, the indent of the next one, list marks and spacing.

use super::lines::{Segment, blank_between};

/// Where lines of running text begin and end on a page or in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Left edge of lines that go on.
    pub left: f32,
    /// Right edge of full lines.
    pub right: f32,
    /// Distance of the baselines of one paragraph, 0 when unknown.
    pub leading: f32,
}

impl Margins {
    /// The margins of lines: edges that at least two of them share, else the outermost.
    pub fn of<'a>(lines: impl Iterator<Item = &'a Segment> + Clone) -> Margins {
        let mut lefts: Vec<f32> = lines.clone().map(|l| l.x0).collect();
        let mut rights: Vec<f32> = lines.clone().map(|l| l.x1).collect();
        lefts.sort_by(f32::total_cmp);
        rights.sort_by(|a, b| b.total_cmp(a));
        let shared = |sorted: &[f32]| {
            sorted
                .windows(2)
                .find(|pair| (pair[0] - pair[1]).abs() < 3.0)
                .map(|pair| pair[0])
                .or_else(|| sorted.first().copied())
                .unwrap_or(0.0)
        };
        let (left, right) = (shared(&lefts), shared(&rights));
        let mut steps: Vec<f32> = lines
            .clone()
            .zip(lines.skip(1))
            .filter(|(a, b)| a.x1 > right - 2.0 * a.size && (b.x0 - left).abs() < 2.0)
            .map(|(a, b)| b.base - a.base)
            .filter(|d| *d > 0.0)
            .collect();
        steps.sort_by(f32::total_cmp);
        Margins { left, right, leading: steps.get(steps.len() / 2).copied().unwrap_or(0.0) }
    }
}

/// Whether a line is centred between the margins, clear of both. A long one in plain type is the first line of a
/// ragged paragraph rather than a heading, and what begins with a list's mark is an item.
pub fn is_centred(line: &Segment, margins: Margins) -> bool {
    let middle = (margins.left + margins.right) / 2.0;
    (line.centre() - middle).abs() < 0.8 * line.size
        && line.x0 > margins.left + 1.2 * line.size
        && line.x1 < margins.right - 1.2 * line.size
        && (line.bold() || line.x1 - line.x0 < 0.8 * (margins.right - margins.left))
        && !(is_marked(&line.text()) && line.text().starts_with(['-', '+', '*', '•']))
}

/// A paragraph: its lines and, for each, the page it stands on.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Lines and their pages.
    pub lines: Vec<(Segment, u32)>,
    /// All of them centred.
    pub centred: bool,
}

/// Cuts lines of one page or cell into paragraphs.
pub fn paragraphs(lines: Vec<Segment>, page: u32, margins: Margins, kind: Kind) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(open) if goes_on(open, &line, margins, margins, kind) => open.lines.push((line, page)),
            _ => out.push(Paragraph { centred: is_centred(&line, margins), lines: vec![(line, page)] }),
        }
    }
    out
}

/// What kind of text is joined: it decides when there is doubt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Running text.
    Body,
    /// A column of a letterhead or signature block: lines are meant unless they go on in lower case.
    Column,
    /// A table cell: lines are wrapped unless a mark or much room says otherwise.
    Cell,
    /// The line stands on the next page: spacing says nothing.
    NextPage,
}

/// Whether `next` goes on with the paragraph.
pub fn goes_on(open: &Paragraph, next: &Segment, was: Margins, is: Margins, kind: Kind) -> bool {
    let Some((last, _)) = open.lines.last() else { return false };
    let Some((first, _)) = open.lines.first() else { return false };
    let size = last.size.max(next.size);
    if (last.size - next.size).abs() > 0.15 * size {
        return false;
    }
    let step = next.base - last.base;
    let far = if was.leading > 0.0 { step > 1.5 * was.leading.max(size) } else { step > 2.3 * size };
    if kind != Kind::NextPage && far {
        return false;
    }
    let text = next.text();
    let lower = text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    let marked = is_marked(&text);
    // Room for the next word at the end of the last line: the break was meant.
    let full = last.x1 - was.left + 0.25 * size + first_word(next) > was.right - was.left - 0.3 * size;
    match kind {
        Kind::Column => {
            let caps = is_capitals(&last.text());
            return lower && !marked && !caps && step < 1.9 * size && !ends_item(&last.text());
        }
        Kind::Cell => {
            if marked {
                return false;
            }
            let roomy = last.x1 - was.left + 0.25 * size + first_word(next) < was.right - was.left - 1.5 * size;
            return lower || !roomy || is_capitals(&last.text()) == is_capitals(&text) && !ends_sentence(&last.text());
        }
        Kind::Body | Kind::NextPage => {}
    }
    let (c0, c1) = (is_centred(last, was), is_centred(next, is));
    if c0 || c1 {
        if !(c0 && c1) || kind == Kind::NextPage {
            // The fullest line of a centred heading fills the measure.
            let middle = (is.left + is.right) / 2.0;
            let level = |l: &Segment| (l.centre() - middle).abs() < 0.5 * size;
            let heading = open.centred && level(last) && level(next) && last.bold() == next.bold();
            return heading && lower && kind != Kind::NextPage;
        }
        let (a, b) = (last.text(), text);
        let alike = last.bold() == next.bold() && is_capitals(&a) == is_capitals(&b);
        return alike && !marked && last.x1 - last.x0 > 0.5 * (next.x1 - next.x0).min(0.5 * (is.right - is.left));
    }
    // Ragged and skewed lines (typewriters, scans) end short of the margin; a small letter at the margin goes on.
    let nearly = last.x1 - was.left > 0.6 * (was.right - was.left) && lower && !ends_sentence(&last.text());
    if !full && !nearly {
        return false;
    }
    let indent = next.x0 - is.left;
    let opening = first.x0 - was.left;
    let deep = 0.8 * size;
    if let Some((second, _)) = open.lines.get(1) {
        let usual = if open.lines.last().map(|l| l.1) == open.lines.get(1).map(|l| l.1) {
            second.x0 - was.left
        } else {
            indent
        };
        if (indent - usual).abs() > deep {
            return false;
        }
        if marked && usual > deep && (opening - usual).abs() < 0.3 * size {
            return false;
        }
        return !marked || indent <= deep && opening.abs() >= deep;
    }
    if indent > opening + deep {
        // A hanging indent: the line goes on below the words behind the item's mark.
        let hang = first.words.get(1).is_some_and(|w| (w.x0 - was.left - indent).abs() < 0.5 * size);
        return hang && is_marked(&first.text()) && !marked;
    }
    if indent > deep {
        // As deep as the line before: in text with indented first lines that is a new paragraph.
        return lower && !marked;
    }
    if opening > deep {
        // A heading that fills its line ends where plain type begins a sentence.
        return lower || !last.bold() || next.bold();
    }
    !marked && (last.bold() == next.bold() || lower)
}

/// Width of the first word up to a blank.
fn first_word(line: &Segment) -> f32 {
    let mut end = line.x0;
    for (i, word) in line.words.iter().enumerate() {
        if i > 0 && blank_between(&line.words[i - 1], word) {
            break;
        }
        end = word.x1;
    }
    end - line.x0
}

/// Begins with the mark of a list item or heading: `-`, `+`, `*`, `•`, `1.`, `1.2.`, `a)`, `(2)`, `IV.`, `Điều 5.`
pub fn is_marked(text: &str) -> bool {
    let text = text.trim_start();
    let Some(token) = text.split_whitespace().next() else { return false };
    let rest = &text[token.len()..];
    if matches!(token, "-" | "–" | "—" | "+" | "*" | "•" | "●" | "○" | "▪" | "■" | "►" | "✓")
        || token.starts_with(|c| ('\u{f000}'..='\u{f0ff}').contains(&c))
    {
        return true;
    }
    // `-Nội dung`, `+Nội dung`: marks typed without a blank.
    if token.starts_with(['-', '+', '•']) && token.chars().nth(1).is_some_and(char::is_uppercase) {
        return true;
    }
    if matches!(token, "Điều" | "Chương" | "Mục" | "Phần" | "Phụ")
        && rest
            .split_whitespace()
            .next()
            .is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit() || "IVXlụ".contains(c)))
    {
        return true;
    }
    let body = token.trim_start_matches('(');
    let stem = body.trim_end_matches(['.', ')', '/']);
    if stem.len() == body.len() || stem.is_empty() || stem.chars().count() > 8 {
        return false;
    }
    let numbers = stem.chars().all(|c| c.is_ascii_digit() || c == '.');
    let roman = stem.chars().all(|c| "IVX".contains(c));
    let letter = stem.chars().count() <= 2 && stem.chars().next().is_some_and(char::is_alphabetic)
        && stem.chars().nth(1).is_none_or(|c| c.is_ascii_digit())
        // `a)` and `a.`; `A.` begins a part. A capital before a full stop ends sentences too (`… vitamin A.`).
        && (body.ends_with(')') || stem.chars().all(char::is_alphabetic));
    // `2025.` ends a sentence, it does not begin an item.
    let year = numbers && stem.len() == 4 && !stem.contains('.');
    !year && (numbers || roman || letter) && (!rest.is_empty() || roman || numbers)
}

fn is_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', ';', ':', '!', '?'])
}

fn ends_item(text: &str) -> bool {
    text.trim_end().ends_with([';', '.', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_words() {
        for text in [
            "- Giảm nghèo",
            "+ Đất",
            "1. Mục tiêu",
            "1.2. Chỉ tiêu",
            "a) Về",
            "IV. TỔ CHỨC",
            "Điều 5. Hiệu lực",
            "-Tỷ lệ",
            "(2) Rà soát",
        ] {
            assert!(is_marked(text), "{text}");
        }
        for text in ["2025. Trong đó", "xã hội", "12,5% so với", "UBND tỉnh", "điều kiện", "Mục tiêu chung", "3 tháng"]
        {
            assert!(!is_marked(text), "{text}");
        }
    }
}
