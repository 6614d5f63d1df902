//! Blocks that are not the document itself: a database's box of data about it, and the page around it.
//!
//! `Số hiệu 12/KH-UBND`, `Ngày ban hành 05/3/2024`, `Người ký …` in a row → metadata; `Đang online: 35` at the end of the
//! file → furniture.
//!
//! One label or one counter word proves nothing, since plans use the same words. Labels count when several
//! stand together, and most furniture counts only among the first and last blocks of a file.

use crate::document::{Document, Flow, Role};
use crate::lexicon::phrases::{Phrases, Syllables, split};
use crate::lexicon::tsv::Table;
use crate::text::fold;
use std::ops::Range;
use std::sync::LazyLock;

/// Labels that must stand together before they are a box.
const LABELS: usize = 3;
/// A label and its value are no longer than this, in bytes.
const LINE: usize = 400;
/// Blocks at the top among which furniture is looked for.
const HEAD: usize = 8;
/// Blocks without a known word that may stand between two pieces of furniture, and their length in bytes.
const GAP: (usize, usize) = (2, 100);

/// Gives blocks their roles.
pub fn mark(doc: &mut Document) {
    let mut found = Vec::new();
    tables(doc, &mut found);
    labels(doc, &mut found);
    furniture(doc, &mut found);
    for (block, role) in found {
        doc.set_role(block, role);
    }
}

/// Words of the tables, and what they are there.
struct Words {
    syllables: Syllables,
    labels: Phrases<()>,
    furniture: Phrases<(How, Place)>,
    /// Literal strings that mark a block wherever they stand.
    inside: Vec<String>,
    /// The first bytes of furniture that counts anywhere: most blocks are sorted out by theirs.
    anywhere: [bool; 256],
    /// The first bytes of labels.
    labelled: [bool; 256],
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum How {
    Whole,
    Start,
    Count,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Any,
    Head,
    Tail,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        syllables: Syllables::default(),
        labels: Phrases::default(),
        furniture: Phrases::default(),
        inside: Vec::new(),
        anywhere: [false; 256],
        labelled: [false; 256],
    };
    for row in &Table::parse("site_labels.tsv", include_str!("../../lexicon/site_labels.tsv")).rows {
        words.labels.insert(&mut words.syllables, row.get(0), ());
        first_bytes(row.get(0), &mut words.labelled);
    }
    for row in &Table::parse("furniture.tsv", include_str!("../../lexicon/furniture.tsv")).rows {
        let phrase = row.get(0);
        let how = match row.get(1) {
            "whole" => How::Whole,
            "start" => How::Start,
            "count" => How::Count,
            _ => {
                words.inside.push(phrase.to_owned());
                continue;
            }
        };
        let place = match row.get(2) {
            "head" => Place::Head,
            "tail" => Place::Tail,
            _ => Place::Any,
        };
        if place == Place::Any {
            first_bytes(phrase, &mut words.anywhere);
        }
        words.furniture.insert(&mut words.syllables, phrase, (how, place));
    }
    words
});

/// Notes the byte that a phrase begins with, in capitals and small letters.
fn first_bytes(phrase: &str, set: &mut [bool; 256]) {
    for c in phrase.chars().take(1).flat_map(|c| c.to_uppercase().chain(c.to_lowercase())) {
        set[usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
    }
}

/// The longest phrase at the start of a text: where it ends, and its values. Only as many words are looked at as match.
fn longest<'a, T>(phrases: &'a Phrases<T>, text: &str) -> Option<(usize, &'a [T])> {
    let words = &*WORDS;
    let digits = words.syllables.id("#");
    let mut folded = String::new();
    let ids = split(text).take(16).map(|piece| {
        if piece.text().as_bytes()[0].is_ascii_digit() {
            return digits;
        }
        folded.clear();
        fold(piece.text(), &mut folded);
        words.syllables.id(&folded)
    });
    let (length, values) = phrases.longest(ids)?;
    let last = split(text).nth(length - 1)?;
    Some((last.end, values))
}

/// Whether a block is furniture at a place.
fn is_furniture(text: &str, place: Place) -> bool {
    let text = text.trim_start_matches(['•', '-', '*', '+', '›', '»', '|', ' ']);
    longest(&WORDS.furniture, text).is_some_and(|(end, found)| {
        let rest = text[end..].trim_matches([' ', ':', '.', '|', '»', '…']);
        found.iter().any(|(how, at)| {
            let fits = match how {
                How::Start => true,
                How::Whole => rest.is_empty(),
                How::Count => rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' ')),
            };
            fits && (*at == Place::Any || *at == place)
        })
    })
}

fn furniture(doc: &Document, found: &mut Vec<(usize, Role)>) {
    let words = &*WORDS;
    let blocks = doc.blocks();
    for needle in &words.inside {
        for at in memchr::memmem::find_iter(doc.text().as_bytes(), needle.as_bytes()) {
            let block = blocks.partition_point(|b| (b.span.end as usize) <= at);
            found.push((block, Role::Furniture));
        }
    }
    for (n, block) in blocks.iter().enumerate() {
        let text = doc.words(block);
        let first = text.as_bytes().first().copied().unwrap_or(b' ');
        if (words.anywhere[usize::from(first)] || first == b'(')
            && text.len() <= 2 * LINE
            && is_furniture(text, Place::Any)
        {
            found.push((n, Role::Furniture));
        }
    }
    let outside: Vec<usize> =
        doc.flow().iter().take(HEAD).filter_map(|f| if let Flow::Block(b) = f { Some(*b) } else { None }).collect();
    for n in outside {
        if blocks[n].span.len() <= LINE && is_furniture(doc.words(&blocks[n]), Place::Head) {
            found.push((n, Role::Furniture));
        }
    }
    let tail = tail(doc);
    found.extend(tail.map(|n| (n, Role::Furniture)));
}

/// The blocks at the end of the file, from the first known piece of furniture on.
fn tail(doc: &Document) -> Range<usize> {
    let blocks = doc.blocks();
    let mut from = blocks.len();
    let mut gap = 0;
    for flow in doc.flow().iter().rev() {
        let Flow::Block(n) = *flow else { break };
        let text = doc.words(&blocks[n]);
        if text.len() <= 2 * LINE && is_furniture(text, Place::Tail) {
            (from, gap) = (n, 0);
        } else {
            gap += 1;
            let sentence = text.ends_with(['.', ';']) || text.bytes().any(|b| b.is_ascii_digit());
            if gap > GAP.0 || text.len() > GAP.1 || sentence {
                break;
            }
        }
    }
    from..blocks.len()
}

/// The end of the label that `text` begins with.
fn label(text: &str) -> Option<usize> {
    if text.len() > LINE || !WORDS.labelled[usize::from(*text.as_bytes().first()?)] {
        return None;
    }
    let (end, _) = longest(&WORDS.labels, text)?;
    let rest = &text[end..];
    (rest.is_empty() || rest.starts_with([':', ' '])).then_some(end)
}

/// Tables whose first column holds nothing but labels.
fn tables(doc: &Document, found: &mut Vec<(usize, Role)>) {
    for table in doc.tables() {
        let mut labelled = 0;
        let all = table.cells.iter().all(|cell| {
            let text = cell.span.of(doc.text());
            let is_label = label(text).is_some_and(|end| text[end..].trim_matches([':', ' ']).is_empty());
            labelled += usize::from(is_label && cell.printed % 2 == 0);
            is_label || cell.printed % 2 == 1 || (text.is_empty() && cell.printed > 0)
        });
        if all && labelled >= 2 {
            let blocks = table.cells.iter().flat_map(|c| c.blocks.clone());
            found.extend(blocks.map(|b| (b, Role::Metadata)));
        }
    }
}

/// Lines of labels and values that stand together, the value behind its label or on the next line.
fn labels(doc: &Document, found: &mut Vec<(usize, Role)>) {
    let mut run: Vec<usize> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let mut expects_value = false;
    let mut close = |run: &mut Vec<usize>, seen: &mut Vec<&str>| {
        if seen.len() >= LABELS {
            found.extend(run.iter().map(|b| (*b, Role::Metadata)));
        }
        run.clear();
        seen.clear();
    };
    for (n, block) in doc.blocks().iter().enumerate() {
        let text = doc.words(block);
        let end = if block.cell.is_none() { label(text) } else { None };
        match end {
            Some(end) => {
                run.push(n);
                if !seen.contains(&&text[..end]) {
                    seen.push(&text[..end]);
                }
                expects_value = text[end..].trim_matches([':', ' ']).is_empty();
            }
            None if expects_value && block.cell.is_none() && text.len() <= LINE => {
                run.push(n);
                expects_value = false;
            }
            None => {
                close(&mut run, &mut seen);
                expects_value = false;
            }
        }
    }
    close(&mut run, &mut seen);
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn roles(text: &str) -> Vec<Role> {
        read(text.as_bytes()).unwrap().blocks().iter().map(|b| b.role).collect()
    }

    #[test]
    fn labels_that_stand_together_are_metadata() {
        use Role::{Body, Metadata};
        let text =
            "Số hiệu 12/KH-UBND\nNgày ban hành 05/3/2024\nNgười ký Trần Văn Bình\nKẾ HOẠCH\nSố hiệu trạm đo: 5\n";
        assert_eq!(roles(text), [Metadata, Metadata, Metadata, Body, Body]);
        let text = "Số hiệu:\n12/KH-UBND\nLoại văn bản:\nKế hoạch\nTình trạng:\nCòn hiệu lực\nKẾ HOẠCH\n";
        assert_eq!(roles(text), [Metadata, Metadata, Metadata, Metadata, Metadata, Metadata, Body]);
    }

    #[test]
    fn a_table_of_labels_is_metadata() {
        let text = "Số hiệu: | 12/KH-UBND | Loại văn bản: | Kế hoạch |\nNgười ký: | Trần Văn Bình | Tình trạng: | Còn hiệu lực |\n";
        assert!(roles(text).iter().all(|r| *r == Role::Metadata));
        let text = "Lĩnh vực: | Y tế |\nTrạm y tế xã | 12 |\n";
        assert!(roles(text).iter().all(|r| *r == Role::Body));
    }

    #[test]
    fn furniture_is_known_at_its_place_only() {
        use Role::{Body, Furniture};
        let text = "Trang chủ / Tin tức\nTrong tháng: 5 lớp tập huấn được mở.\nĐến năm 2025 có 90% xã đạt chuẩn.\nThống kê truy cập\n• Đang online: 35\n• Hôm nay: 1.200\nTin Nhiem Mang";
        assert_eq!(roles(text), [Furniture, Body, Body, Furniture, Furniture, Furniture, Furniture]);
        let text =
            "Mục tiêu\nBan hành: {{m.News_Date}}\nĐến năm 2025 có 90% xã đạt chuẩn nông thôn mới theo bộ tiêu chí.";
        assert_eq!(roles(text), [Body, Furniture, Body]);
    }
}
