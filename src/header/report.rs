//! A news page about a plan: what its lead says of the plan it reports as issued.
//!
//! `Ngày 24/5, UBND tỉnh ban hành Kế hoạch số 7/KH-UBND về chuyển đổi số tỉnh A.` → number, XXXX-05-24, title, UBND tỉnh A;
//! the plans it merely cites, the reporter and the portal's licence are nothing.

use super::dates;
use super::letterhead::Stretch;
use super::number::{self, Numbered};
use super::page::{Page, floor};
use crate::date::Date;
use crate::lexicon::doc_types::{self, DocType};
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::{List, list};

/// What the lead says.
#[derive(Debug)]
pub struct Lead {
    /// The line of the lead.
    pub line: usize,
    /// Number and symbol.
    pub number: (Numbered, Stretch),
    /// The type named before the number.
    pub kind: (&'static DocType, Stretch),
    /// When it was issued.
    pub date: Option<(Date, Stretch)>,
    /// What follows the number.
    pub title: Option<Stretch>,
    /// Who issued it, as printed.
    pub issuer: Option<Stretch>,
}

/// Own lines in which a lead may stand.
const REACH: usize = 80;

/// Finds the sentence that says a plan was issued.
pub fn find(page: &Page) -> Option<Lead> {
    (0..page.len()).filter(|i| page.is_own(*i)).take(REACH).find_map(|i| lead(page, i))
}

fn lead(page: &Page, i: usize) -> Option<Lead> {
    let text = page.text(i);
    if text.len() < 50 || text.len() > 6000 {
        return None;
    }
    let folded = page.folded(i);
    for verb in ["ban hành", "phê duyệt", "ký"] {
        for (at, _) in folded.match_indices(verb) {
            let behind = at + verb.len();
            let rest = folded[behind..].trim_start();
            let kind_at = folded.len() - rest.len();
            let Some((kind, length)) = doc_types::at_start(rest) else { continue };
            // `Kế hoạch số …`, `Kế hoạch hành động số …`: few words between type and number.
            let near = &rest[length..floor(rest, (length + 60).min(rest.len()))];
            let Some(label) = near.find(|c: char| c.is_ascii_digit()) else { continue };
            if near[..label].contains(['.', ',', ';', '(']) {
                continue;
            }
            let start = kind_at + length + label;
            let Some(numbered) = number::number_at(&text[start..]) else { continue };
            if numbered.doc_type().is_none() && !numbered.is_letter() {
                continue;
            }
            let end = start + numbered.end;
            let stretch = |from: usize, to: usize| Stretch { line: i, span: page.part(i, from, to) };
            let sentence = sentence_start(text, at);
            let behind_number = date_behind(&folded[end..]);
            let date = behind_number.map(|(date, from, to)| (date, stretch(end + from, end + to))).or_else(|| {
                date_before(&folded[sentence..at]).map(|(d, f, t)| (d, stretch(sentence + f, sentence + t)))
            });
            let title_from = behind_number.map_or(end, |(_, _, to)| end + to);
            return Some(Lead {
                line: i,
                number: (numbered, stretch(start, end)),
                kind: (kind, stretch(kind_at, kind_at + length)),
                date,
                title: title(text, &folded, title_from).map(|(f, t)| stretch(f, t)),
                issuer: issuer(&folded, sentence, at).map(|(f, t)| stretch(f, t)),
            });
        }
    }
    None
}

fn sentence_start(text: &str, at: usize) -> usize {
    text[..at].rfind(". ").map_or(0, |n| n + 2)
}

/// A date directly behind the number: `ngày 25/4/2022`, `, ngày …`.
fn date_behind(rest: &str) -> Option<(Date, usize, usize)> {
    let tail = rest.trim_start_matches([' ', ',', '(']);
    let from = rest.len() - tail.len();
    let dated = dates::date_at(tail).ok()?;
    tail.starts_with("ngày").then_some((dated.date, from, from + dated.end))
}

/// The date that opens the sentence: `Ngày 24/5, UBND tỉnh …`.
fn date_before(before: &str) -> Option<(Date, usize, usize)> {
    let at = before.find("ngày")?;
    let dated = dates::date_at(&before[at..]).ok()?;
    // Nothing but the issuer may stand between the date and the verb; nothing but `Vừa qua,` before it.
    let between = before[at + dated.end..].trim_start_matches([' ', ',']);
    let near = at <= 24 && between.len() < 160 && begins(Class::Organ, between).is_some() && !between.contains(" số ");
    near.then_some((dated.date, at, at + dated.end))
}

/// The plan's title behind number and date: to the end of the sentence or to what only comments on it.
fn title(text: &str, folded: &str, from: usize) -> Option<(usize, usize)> {
    let mut from = folded.len() - folded[from..].trim_start_matches([' ', ',', ')']).len();
    if folded[from..].starts_with("của ") {
        // `của UBND tỉnh về …`: up to the word that opens the title.
        let opener = super::page::words(&folded[from..])
            .skip(1)
            .take(12)
            .find(|w| begins(Class::Opener, &folded[from + w.start..]).is_some())?;
        from += opener.start;
    }
    let rest = &folded[from..];
    begins(Class::Opener, rest)?;
    let mut to = folded.len();
    for stop in list(List::ReportedTitleEnd) {
        if let Some(at) = rest.find(stop.as_str()) {
            to = to.min(from + at);
        }
    }
    let trimmed = text[from..to].trim_end_matches([' ', '.', ',', ':']);
    (trimmed.len() > 15).then_some((from, from + trimmed.len()))
}

/// The words before the verb that name who issued: from the last comma or the date to the verb.
fn issuer(folded: &str, sentence: usize, verb: usize) -> Option<(usize, usize)> {
    let before = &folded[sentence..verb];
    let mut end = before.trim_end().len();
    // `UBND tỉnh đã ký ban hành`: in any order.
    while let Some(rest) =
        list(List::ReportAdverb).iter().find_map(|adverb| before[..end].strip_suffix(adverb.as_str()))
    {
        end = rest.trim_end().len();
    }
    let start = before[..end]
        .rfind([',', ';', ')', '–'])
        .map_or(0, |n| n + before[n..].chars().next().map_or(1, char::len_utf8));
    let start = before[start..end].find("- ").map_or(start, |n| start + n + 2);
    let start = start + (before[start..end].len() - before[start..end].trim_start().len());
    let words = &before[start..end];
    (begins(Class::Organ, words).is_some() && words.len() < 160).then_some((sentence + start, sentence + end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    /// Number and, where said, date, title and issuer.
    type Lead = (String, Option<String>, Option<String>, Option<String>);

    fn read(line: &str) -> Option<Lead> {
        let document = page_of(&["Tin trong tỉnh", line, "Kim Anh (tổng hợp)"]);
        let page = Page::new(&document);
        let lead = find(&page)?;
        let words = |s: &Stretch| s.span.of(document.text()).to_owned();
        Some((
            lead.number.0.value.clone().unwrap(),
            lead.date.map(|(d, _)| d.to_string()),
            lead.title.as_ref().map(words),
            lead.issuer.as_ref().map(words),
        ))
    }

    #[test]
    fn date_in_front() {
        let (number, date, title, issuer) =
            read("Ngày 24/5, UBND tỉnh ban hành Kế hoạch số 7/KH-UBND về việc phát triển du lịch sông nước tỉnh A.")
                .unwrap();
        assert_eq!((number.as_str(), date.as_deref()), ("7/KH-UBND", Some("XXXX-05-24")));
        assert_eq!(title.as_deref(), Some("về việc phát triển du lịch sông nước tỉnh A"));
        assert_eq!(issuer.as_deref(), Some("UBND tỉnh"));
    }

    #[test]
    fn date_behind_and_another_instrument_before() {
        let (number, date, title, _) = read(
            "Nhằm thực hiện Nghị quyết số 05-NQ/TU ngày 20/9/2021, UBND tỉnh A đã ban hành Kế hoạch số 7/KH-UBND ngày 25/4/2022 của \
             UBND tỉnh về triển khai Nghị quyết số 05-NQ/TU, với mục tiêu chung sau.",
        )
        .unwrap();
        assert_eq!((number.as_str(), date.as_deref()), ("7/KH-UBND", Some("2022-04-25")));
        assert_eq!(title.as_deref(), Some("về triển khai Nghị quyết số 05-NQ/TU"));
    }

    #[test]
    fn a_plan_merely_cited_is_not_reported() {
        assert!(
            read("Sáng 24/5, sở họp đánh giá kết quả thực hiện Kế hoạch số 7/KH-UBND của UBND tỉnh trong năm.")
                .is_none()
        );
    }
}
