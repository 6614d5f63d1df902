//! The day a document says it takes effect.
//!
//! `Quyết định này có hiệu lực kể từ ngày ký.` → the issue date; `… từ ngày 15 tháng 02 năm 2026` → 2026-02-15.

use super::dates;
use super::page::{Page, folded_in_place};
use crate::date::Date;
use crate::lexicon::{List, list};
use crate::span::Span;

/// What the text states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effective {
    /// A day.
    On(Date),
    /// The day of signature or issue.
    OnIssue,
    /// The day it was passed.
    OnPassing,
}

/// The first statement of the document about itself in lines `from..to`.
pub fn find(page: &Page, from: usize, to: usize) -> Option<(Effective, usize, Span)> {
    for i in (from..to.min(page.len())).filter(|i| page.is_own(*i)) {
        let text = page.text(i);
        if !text.contains("hiệu lực") {
            continue;
        }
        let folded = folded_in_place(text);
        for (at, phrase) in text.match_indices("hiệu lực") {
            // `Quyết định này có hiệu lực`, `Nghị quyết này được … thông qua và có hiệu lực`.
            let sentence = folded[..at].rfind(['.', ';']).map_or(0, |n| n + 1);
            let subject = &folded[sentence..at];
            let own = [" này", "điều 2", "điều 3"].iter().any(|w| subject.contains(w)) && !subject.contains("hết");
            if !own || !subject.trim_end().ends_with("có") {
                continue;
            }
            let start = at + phrase.len();
            if let Some((effective, end)) = statement(&folded[start..]) {
                return Some((effective, i, page.part(i, sentence, start + end)));
            }
        }
    }
    None
}

/// `… được Quốc hội … thông qua ngày 16 tháng 6 năm 2025`: the day a law or resolution was passed.
pub fn passed(page: &Page, from: usize) -> Option<(Date, usize, Span)> {
    (from..page.len()).filter(|i| page.is_own(*i)).find_map(|i| {
        let text = page.text(i);
        let at = text.find("thông qua ngày")? + "thông qua ".len();
        let folded = folded_in_place(text);
        let own = folded[..at].contains(" này ");
        let dated = dates::date_at(&folded[at..]).ok().filter(|d| own && !d.blank && d.date.year.is_some())?;
        Some((dated.date, i, page.part(i, at, at + dated.end)))
    })
}

/// What follows `có hiệu lực`: the day, and the bytes up to its end.
fn statement(rest: &str) -> Option<(Effective, usize)> {
    let mut at = 0;
    for word in list(List::EffectiveFiller) {
        let tail = rest[at..].trim_start();
        if tail.starts_with(word.as_str()) {
            at = rest.len() - tail.len() + word.len();
        }
    }
    let from = rest.len() - rest[at..].trim_start().len();
    let tail = &rest[from..];
    if let Ok(dated) = dates::date_at(tail)
        && dated.date.year.is_some()
        && dated.date.day.is_some()
    {
        return Some((Effective::On(dated.date), from + dated.end));
    }
    for phrase in list(List::OnPassing) {
        if tail.starts_with(phrase.as_str()) {
            return Some((Effective::OnPassing, from + phrase.len()));
        }
    }
    for phrase in list(List::OnIssue) {
        if let Some(behind) = tail.strip_prefix(phrase.as_str())
            && !behind.starts_with(char::is_alphanumeric)
        {
            return Some((Effective::OnIssue, from + phrase.len()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    fn stated(line: &str) -> Option<Effective> {
        let document = page_of(&[line]);
        let page = Page::new(&document);
        find(&page, 0, 1).map(|f| f.0)
    }

    #[test]
    fn statements() {
        assert_eq!(stated("Điều 3. Quyết định này có hiệu lực kể từ ngày ký ban hành."), Some(Effective::OnIssue));
        assert_eq!(stated("Quyết định này có hiệu lực thi hành kể từ ký."), Some(Effective::OnIssue));
        assert_eq!(
            stated("1. Quyết định này có hiệu lực thi hành từ ngày 15 tháng 02 năm 2026."),
            Some(Effective::On(Date::day(2026, 2, 15).unwrap()))
        );
    }

    #[test]
    fn what_states_nothing_about_the_document() {
        assert_eq!(stated("Các quy định đã có hiệu lực từ ngày 01/01/2020."), None);
        assert_eq!(stated("Quyết định này có hiệu lực sau 45 ngày kể từ ngày ký."), None);
        assert_eq!(stated("Nâng cao hiệu lực, hiệu quả quản lý."), None);
    }
}
