//! The recitals between title and text: which lines they are, where the text begins, what they cite.
//!
//! `Căn cứ …;` / `UBND tỉnh ban hành Kế hoạch … như sau:` | `I. MỤC TIÊU` → two recitals; the text begins behind them.

use super::Header;
use super::basis::Bases;
use super::page::{Page, folded_in_place};
use super::title::Title;
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::{List, list};

/// Lines that recitals may take.
const RECITALS: usize = 70;

/// Cites the title, then the recitals that name what is carried out.
pub fn cite(page: &Page, printed: &Title, header: &Header, recitals: &[usize], bases: &mut Bases) {
    cite_title(page, printed, header, bases);
    for &i in recitals {
        let folded = page.folded(i);
        if begins(Class::Basis, &folded).is_some() && begins(Class::Proposal, &folded).is_none() {
            bases.cite(page.text(i), page.span(i).start as usize);
        }
    }
}

fn cite_title(page: &Page, printed: &Title, header: &Header, bases: &mut Bases) {
    let Some(title) = &header.title else { return };
    let folded = folded_in_place(&title.value);
    if list(List::TouchesOther).iter().any(|o| folded.starts_with(o.as_str())) {
        return;
    }
    let span = match &printed.words {
        Some((_, at)) => Some(at.span),
        None => title.evidence.first().map(|e| e.span),
    };
    if let Some(span) = span {
        let words = span.of(page.document.text()).replace('\n', " ");
        bases.cite_title(&words, span.start as usize);
    }
}

/// Recitals below line `from`: their lines, and where the text begins.
pub fn find(page: &Page, from: usize) -> (Vec<usize>, usize) {
    let mut lines = Vec::new();
    let mut body = from;
    let mut i = from;
    while i < page.len().min(from + RECITALS) {
        if !page.is_own(i) || !page.text(i).chars().any(char::is_alphanumeric) {
            i += 1;
            continue;
        }
        let (text, folded) = (page.text(i), page.folded(i));
        let enacts = enacts(&folded);
        let deciding = super::page::is_capitals(text)
            && ["quyết định", "quyết nghị", "nghị quyết", "chỉ thị"]
                .iter()
                .any(|d| folded.trim_end_matches([':', ' ']) == *d);
        let organ = super::page::is_capitals(text) && begins(Class::Organ, &folded).is_some() && text.len() < 160;
        let note =
            text.starts_with('(') && (folded.contains("kèm theo") || folded.contains("ban hành")) && text.len() < 400;
        let address = folded.starts_with("kính gửi");
        // `- Các sở, ban, ngành;` under the addressee's line.
        let addressee = lines
            .last()
            .is_some_and(|l: &usize| page.folded(*l).starts_with("kính gửi") || page.text(*l).starts_with('-'))
            && text.starts_with('-')
            && lines.iter().any(|l| page.folded(*l).starts_with("kính gửi"))
            && text.len() < 200;
        let recital = begins(Class::Recital, &folded).is_some() && !is_heading(page, i);
        // `KHÓA XV, KỲ HỌP THỨ CHÍN` between the council's name and its recitals.
        let between = text.len() < 160
            && (i + 1..page.len().min(i + 4)).any(|k| page.text(k).starts_with("Căn cứ"))
            && !text.starts_with(|c: char| c.is_ascii_digit() || c == 'I' || c == '-');
        if deciding {
            lines.push(i);
            body = i + 1;
            break;
        }
        if recital || organ || between || note || address || addressee || enacts {
            lines.push(i);
            body = i + 1;
            i += 1;
            if enacts {
                // `QUYẾT ĐỊNH:` may still follow.
                if let Some(next) = (i..page.len().min(i + 2)).find(|k| page.is_own(*k) && !page.text(*k).is_empty()) {
                    let next_folded = page.folded(next);
                    if ["quyết định:", "quyết nghị:"].contains(&next_folded.as_str()) {
                        lines.push(next);
                        body = next + 1;
                    }
                }
                break;
            }
            continue;
        }
        break;
    }
    (lines, body)
}

/// `UBND tỉnh ban hành Kế hoạch … như sau:`: the last words before the text.
fn enacts(folded: &str) -> bool {
    let open = folded.trim_end().ends_with(':') || folded.contains("như sau") || folded.contains("sau đây");
    let verb = list(List::Enacts).iter().any(|v| folded.contains(v.as_str()));
    let plain = begins(Class::Organ, folded).is_some() && folded.contains(" ban hành ") && folded.len() < 700;
    (open && verb && folded.len() > 60) || plain
}

/// `Thực hiện …` as a heading of the text, not a recital: numbered, or in capitals and short.
fn is_heading(page: &Page, i: usize) -> bool {
    let text = page.text(i);
    text.len() < 120
        && !text.contains(" số ")
        && !text.ends_with([';', '.', ':', ','])
        && page.block(i).style.heading > 0
}
