//! Marks that recognition misread in a title or a signing authority, mended from the same words elsewhere in the document.
//!
//! `Sửa đổi, bỗ sung` over a text that says `sửa đổi, bổ sung` again and again → `Sửa đổi, bổ sung`.
//!
//! Recognition loses or swaps the marks of a letter, seldom the letter. A word is mended where, beside the same
//! neighbour, the text spells it otherwise at least twice and twice as often as the title does.

use super::Field;
use super::page::{Page, folded_in_place};
use crate::error::Issue;
use crate::lexicon::doc_types::bare;
use crate::span::Span;
use crate::target::Evidence;
use std::collections::{BTreeMap, HashMap};

/// Times the text must spell a word otherwise.
const OFTEN: usize = 2;

/// A word of letters and its bytes.
struct Word<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// How the text spells one word of the title: each spelling, how often, and where first.
type Spellings<'a> = BTreeMap<&'a str, (usize, Span)>;

/// Mends the title and tells what was changed.
pub fn title(page: &Page, title: &mut Field, issues: &mut Vec<Issue>) {
    if let Some(changes) = marks(page, title) {
        let message = format!("marks of the title were misread; as the text spells it, {changes}");
        issues.push(Issue::info("header-title-mended", message, title.evidence.first().map(|e| e.span)));
    }
}

/// Mends the authority that the signer signs by and tells what was changed.
pub fn authority(page: &Page, authority: &mut Field, issues: &mut Vec<Issue>) {
    if let Some(changes) = marks(page, authority) {
        let message = format!("marks of the signing authority were misread; as the text spells it, {changes}");
        issues.push(Issue::info("header-authority-mended", message, authority.evidence.first().map(|e| e.span)));
    }
}

/// Mends a field and says how; the model of each change is evidence too.
fn marks(page: &Page, field: &mut Field) -> Option<String> {
    let own = folded_in_place(&field.value);
    let words: Vec<Word> = words(&own).collect();
    let text = folded_in_place(page.document.text());
    let spellings = spellings(&words, &text, &field.evidence);
    let mut value = field.value.clone();
    let mut changes = Vec::new();
    // From the end, so that the offsets of the words before hold.
    for (word, found) in words.iter().zip(&spellings).rev() {
        let Some((spelling, span)) = better(word.text, found) else { continue };
        let read = field.value[word.start..word.end].to_owned();
        let Some(mended) = in_case_of(&read, spelling) else { continue };
        value.replace_range(word.start..word.end, &mended);
        field.evidence.push(Evidence { span, cell: None });
        changes.push(format!("{read} is {mended}"));
    }
    field.value = value;
    changes.reverse();
    (!changes.is_empty()).then(|| changes.join(", "))
}

/// For each word of the title how the text outside it spells it beside the same neighbour.
fn spellings<'a>(title: &[Word], text: &'a str, own: &[Evidence]) -> Vec<Spellings<'a>> {
    let mut pairs: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for (n, pair) in title.windows(2).enumerate() {
        pairs.entry((bare(pair[0].text), bare(pair[1].text))).or_default().push(n);
    }
    let mut out = vec![Spellings::new(); title.len()];
    let mut before: Option<(Word, String)> = None;
    for word in words(text) {
        let inside = own.iter().any(|e| word.start < e.span.end as usize && word.end > e.span.start as usize);
        let plain = bare(word.text);
        if let Some((left, left_plain)) = before.take()
            && !inside
            && is_gap(&text[left.end..word.start])
        {
            let key = (left_plain, plain);
            for &n in pairs.get(&key).into_iter().flatten() {
                for (at, seen) in [(n, &left), (n + 1, &word)] {
                    out[at].entry(seen.text).or_insert((0, Span::new(seen.start, seen.end))).0 += 1;
                }
            }
            before = Some((word, key.1));
        } else if !inside {
            before = Some((word, plain));
        }
    }
    out
}

/// The spelling that outweighs the title's own and all others together.
fn better<'a>(own: &str, found: &Spellings<'a>) -> Option<(&'a str, Span)> {
    let all: usize = found.values().map(|(n, _)| n).sum();
    let kept = 1 + found.get(own).map_or(0, |(n, _)| *n);
    let (spelling, (count, span)) = found.iter().max_by_key(|(_, (n, _))| *n)?;
    (*spelling != own && *count >= OFTEN && *count >= 2 * kept && 2 * count > all).then_some((spelling, *span))
}

/// `spelling` with the capitals of `read`: letter for letter.
fn in_case_of(read: &str, spelling: &str) -> Option<String> {
    if read.chars().count() != spelling.chars().count() {
        return None;
    }
    let cased = read.chars().zip(spelling.chars()).map(|(old, new)| match old.is_uppercase() {
        true => new.to_uppercase().collect::<String>(),
        false => new.to_string(),
    });
    Some(cased.collect())
}

/// Whether two words with this between them are neighbours.
fn is_gap(between: &str) -> bool {
    between.len() <= 2 && between.chars().all(|c| matches!(c, ' ' | ',' | '\n'))
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(|w| {
        let start = w.as_ptr() as usize - text.as_ptr() as usize;
        Word { text: w, start, end: start + w.len() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    fn mended(title: &str, text: &[&str]) -> (String, Vec<String>) {
        let lines: Vec<&str> = std::iter::once(title).chain(text.iter().copied()).collect();
        let document = page_of(&lines);
        let page = Page::new(&document);
        let mut field = Field { value: title.to_owned(), evidence: vec![page.evidence(0, page.span(0))] };
        let mut issues = Vec::new();
        super::title(&page, &mut field, &mut issues);
        let shown = field.evidence[1..].iter().map(|e| e.span.of(document.text()).to_owned()).collect();
        assert_eq!(issues.len(), usize::from(field.value != title));
        (field.value, shown)
    }

    #[test]
    fn a_mark_that_the_text_has_right() {
        let text = ["Căn cứ kế hoạch sửa đổi, bổ sung;", "Nội dung sửa đổi, bổ sung như sau:"];
        assert_eq!(mended("Sửa đổi, Bỗ sung quy chế", &text), ("Sửa đổi, Bổ sung quy chế".into(), vec!["bổ".into()]));
    }

    #[test]
    fn a_mark_of_an_office_in_capitals() {
        let text = ["Đoàn kiểm tra làm việc tại các xã;", "thành viên Đoàn kiểm tra."];
        assert_eq!(mended("T/M. ĐOÀN KIÊM TRA", &text).0, "T/M. ĐOÀN KIỂM TRA");
    }

    #[test]
    fn words_of_other_neighbours_say_nothing() {
        // `tính` and `tỉnh` are both words.
        let text = ["Ủy ban nhân dân tỉnh họp.", "Nhân dân tỉnh nhà."];
        assert_eq!(mended("Đề án thuế tính theo năm", &text).0, "Đề án thuế tính theo năm");
    }

    #[test]
    fn once_is_not_enough_and_neither_is_a_text_that_wavers() {
        let title = "Chỉ tiêu đào tạo nghề";
        assert_eq!(mended(title, &["Công tác đào tạo nghê năm nay."]).0, title);
        let wavers = ["Đào tạo nghề.", "Đào tạo nghê.", "Đào tạo nghê.", "Đào tạo nghê."];
        assert_eq!(mended(title, &wavers).0, title);
    }
}
