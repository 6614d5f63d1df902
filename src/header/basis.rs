//! The instruments a plan carries out (legal_basis): cited by the opening recitals, the title, or a news lead.
//!
//! `Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về …; theo đề nghị của … tại Tờ trình số 9/TTr-SKHCN` →
//! `57-NQ/TW` of 2024-12-22, and nothing else.

use super::dates;
use super::number;
use super::page::{floor, folded_in_place, words};
use crate::lexicon::doc_types;
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::{List, list};
use crate::record::Instrument;
use crate::span::Span;
use memchr::memmem::Finder;
use std::collections::HashMap;
use std::sync::LazyLock;

/// An instrument cited directly, and where.
#[derive(Debug, Clone)]
struct Cited {
    instrument: Instrument,
    span: Span,
    at: usize,
}

/// Collects what several texts cite, in order, once each.
#[derive(Debug, Default)]
pub struct Bases {
    found: Vec<Cited>,
    /// Named inside the titles of others: they may complete a mention without symbol.
    aside: Vec<Cited>,
    /// `Đề án số 08`: type, number, place in the order of citation.
    bare: Vec<(&'static str, String, usize)>,
    count: usize,
    /// A title names by number alone what the recitals cite in their own order.
    in_title: bool,
}

impl Bases {
    /// Reads the document's own title.
    pub fn cite_title(&mut self, text: &str, base: usize) {
        self.in_title = true;
        self.cite(text, base);
        self.in_title = false;
    }

    /// Reads one recital, title or lead that stands at byte `base` of the document.
    pub fn cite(&mut self, text: &str, base: usize) {
        // No recital is longer; the bound keeps a damaged page linear.
        let text = &text[..floor(text, 20_000)];
        let folded = folded_in_place(text);
        let mut from = 0;
        for end in folded.match_indices(';').map(|(at, _)| at).chain(std::iter::once(folded.len())) {
            let item = &folded[from..end];
            let to = from + item_end(item);
            self.item(text, &folded, from, to, base);
            from = end + 1;
        }
    }

    fn item(&mut self, text: &str, folded: &str, from: usize, to: usize, base: usize) {
        let mut gap_from = None;
        let mut title_cites = false;
        let mut at = from;
        while let Some(digit) = folded[at..to].find(|c: char| c.is_ascii_digit()).map(|n| at + n) {
            let open = digit == from
                || !folded[..digit].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '–'));
            let numbered = open.then(|| number::number_at(&text[digit..to])).flatten();
            let labelled = folded[..digit].trim_end_matches([' ', ':', '.']).ends_with("số");
            let Some(numbered) = numbered.filter(|n| labelled || n.doc_type().is_some() || n.symbol.starts_with("QH"))
            else {
                let digits = folded[digit..to].bytes().take_while(u8::is_ascii_digit).count();
                if open
                    && labelled
                    && !self.in_title
                    && gap_from.is_none_or(|g: usize| is_direct(&folded[g..digit], title_cites))
                {
                    self.bare(folded, from, digit, digits);
                }
                at = digit + digits;
                continue;
            };
            let end = digit + numbered.end;
            let direct = gap_from.is_none_or(|g| is_direct(&folded[g..digit], title_cites));
            let (date, after) = date_behind(&folded[end..to]);
            let Some(value) = numbered.value else { break };
            let cited = Cited {
                instrument: Instrument { number: value.replace("TTG", "TTg"), issued_on: date },
                span: Span::new(base + digit, base + end + after),
                at: self.count,
            };
            self.count += 1;
            if direct {
                self.found.push(cited);
                gap_from = Some(end + after);
                title_cites = false;
            } else {
                title_cites = true;
                self.aside.push(cited);
            }
            at = end + after;
        }
    }

    fn bare(&mut self, folded: &str, from: usize, digit: usize, digits: usize) {
        let before = folded[from..digit].trim_end_matches([' ', ':', '.']).trim_end_matches("số").trim_end();
        let Some((_, Some(code))) = type_before(before) else { return };
        self.bare.push((code, folded[digit..digit + digits].to_owned(), self.count));
        self.count += 1;
    }

    /// The list: in order, once each, the well-formed spelling where two occur, never the document itself.
    pub fn finish(mut self, own: Option<&str>) -> Vec<(Instrument, Span)> {
        for (code, digits, at) in std::mem::take(&mut self.bare) {
            let whole = self.found.iter().chain(&self.aside).find(|c| {
                let number = &c.instrument.number;
                let tail = number.strip_prefix(&digits).unwrap_or("");
                tail.starts_with(['/', '-'])
                    && tail[1..].split(['/', '-']).next().is_some_and(|s| s.eq_ignore_ascii_case(code) || s == code)
            });
            if let Some(whole) = whole {
                // The mention that bears the symbol shows the value.
                let cited = Cited { instrument: whole.instrument.clone(), span: whole.span, at };
                self.found.push(cited);
            }
        }
        self.found.sort_by_key(|c| c.at);
        let own = own.map(number::key);
        let mut list: Vec<(Instrument, Span)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for cited in self.found {
            let key = number::key(&cited.instrument.number);
            if own.as_ref() == Some(&key) {
                continue;
            }
            let next = list.len();
            let place = *places.entry(key).or_insert(next);
            match list.get_mut(place) {
                None => list.push((cited.instrument, cited.span)),
                Some((known, span)) => {
                    let better =
                        !number::is_well_formed(&known.number) && number::is_well_formed(&cited.instrument.number);
                    if better || known.issued_on.is_none() && cited.instrument.issued_on.is_some() {
                        *span = cited.span;
                    }
                    if better {
                        known.number = cited.instrument.number;
                    }
                    known.issued_on = known.issued_on.take().or(cited.instrument.issued_on);
                }
            }
        }
        list
    }
}

fn finders(words: List) -> Vec<Finder<'static>> {
    list(words).iter().map(Finder::new).collect()
}

/// Where an item of a recital stops citing: at a proposal, or where the issuer begins to enact.
fn item_end(item: &str) -> usize {
    static PROPOSALS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| finders(List::Proposal));
    static VERBS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| finders(List::IssuerActs));
    let mut end = PROPOSALS.iter().filter_map(|p| p.find(item.as_bytes())).min().unwrap_or(item.len());
    for verb in VERBS.iter() {
        for at in verb.find_iter(&item.as_bytes()[..end]) {
            let clause = item[..at].rfind(',').map_or(0, |c| c + 1);
            let words_of_clause = item[clause..at].trim();
            if begins(Class::Organ, words_of_clause).is_some()
                && words_of_clause.split(' ').count() <= 14
                && !words_of_clause.contains(" số ")
            {
                end = clause;
                break;
            }
        }
    }
    end
}

/// Whether what stands between a cited instrument and the next leaves the next one a citation of its own: no title has
/// begun, or the title is over (`… và Đề án số 08`, `… tại Công văn số 5`).
fn is_direct(gap: &str, title_cites: bool) -> bool {
    let mut begun = false;
    let mut before = "";
    for word in words(gap) {
        // A law's name may begin as a title does: `Luật sửa đổi …`, `Luật Tổ chức …`.
        if matches!(word.text, "luật" | "lệnh") {
            break;
        }
        if begins(Class::Opener, gap[word.start..].trim_start_matches([',', '“', '"'])).is_some()
            && !matches!(before, "được" | "đã" | "ban" | "luật")
        {
            begun = true;
            break;
        }
        before = word.text;
    }
    if !begun {
        return true;
    }
    let lead = gap.trim_end_matches([' ', ':', '.']).trim_end_matches("số").trim_end();
    let lead = type_before(lead).map_or(lead, |(start, _)| &lead[..start]).trim_end();
    lead.ends_with(" tại") || lead.ends_with(" và") && !title_cites || lead.ends_with(" bởi")
}

/// The document type that ends `before`: where it begins, and its abbreviation.
fn type_before(before: &str) -> Option<(usize, Option<&'static str>)> {
    let mut end = before.trim_end_matches(' ').len();
    for _ in 0..5 {
        if end == 0 {
            break;
        }
        let start = before[..end].rfind(' ').map_or(0, |at| at + 1);
        if let Some(kind) = doc_types::named(&before[start..]) {
            return Some((start, kind.code));
        }
        end = before[..start].trim_end_matches(' ').len();
    }
    None
}

/// The date that belongs to the number just read, and the bytes up to its end.
fn date_behind(rest: &str) -> (Option<String>, usize) {
    let near = &rest[..floor(rest, 160)];
    for (at, _) in near.match_indices("ngày") {
        let between = &near[..at];
        // Not beyond the next number or the instrument's own title.
        let title = words(between).any(|w| begins(Class::Opener, &between[w.start..]).is_some());
        if title || between.contains(" số ") || between.contains(';') {
            return (None, 0);
        }
        if let Ok(dated) = dates::date_at(&rest[at..]) {
            return (Some(dated.date.to_string()), at + dated.end);
        }
    }
    (None, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bases(texts: &[&str]) -> Vec<String> {
        let mut bases = Bases::default();
        for text in texts {
            bases.cite(text, 0);
        }
        let list = bases.finish(Some("12/KH-UBND"));
        list.into_iter().map(|(i, _)| format!("{} {}", i.number, i.issued_on.as_deref().unwrap_or("-"))).collect()
    }

    #[test]
    fn in_order_once_each_without_what_titles_name() {
        assert_eq!(
            bases(&[
                "Căn cứ Luật Lâm nghiệp ngày 15/11/2017;",
                "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá; Nghị quyết số 71/NQ-CP ngày 01/4/2025 \
                 của Chính phủ và Chương trình hành động số 10- CTr/TU ngày 13/8/2025 của Tỉnh ủy về thực hiện Nghị quyết số \
                 57-NQ/TW ngày 22/12/2024;",
                "Căn cứ Kế hoạch số 283/KH-UBND ngày 24/9/2025 của UBND tỉnh về thực hiện Nghị quyết số 5/NQ-CP ngày 1/1/2025 \
                 của Chính phủ và Chương trình hành động số 6-CTr/TU ngày 1/2/2025 của Tỉnh ủy;",
            ]),
            ["57-NQ/TW 2024-12-22", "71/NQ-CP 2025-04-01", "10-CTr/TU 2025-08-13", "283/KH-UBND 2025-09-24"]
        );
    }

    #[test]
    fn proposals_and_the_enacting_clause_are_left_out() {
        assert_eq!(
            bases(&[
                "Thực hiện Quyết định số 411/QĐ-TTg ngày 31/3/2022 của Thủ tướng Chính phủ phê duyệt Chiến lược; theo đề nghị \
                     của Sở A tại Tờ trình số 23/TTr-SA ngày 1/2/2023, UBND tỉnh ban hành Kế hoạch theo Quyết định số 9/QĐ-TTg."
            ]),
            ["411/QĐ-TTg 2022-03-31"]
        );
    }

    #[test]
    fn an_official_letter_named_with_its_guidance_is_a_basis() {
        assert_eq!(
            bases(&[
                "Thực hiện Thông tri số 02-TT/TU ngày 03 tháng 10 năm 2025 của Thành ủy về lãnh đạo phong trào và hướng dẫn của \
                     Bộ Nội vụ tại Công văn số 8935/BNV-TN&BĐG ngày 03 tháng 10 năm 2025 về việc hướng dẫn;"
            ]),
            ["02-TT/TU 2025-10-03", "8935/BNV-TN&BĐG 2025-10-03"]
        );
    }

    #[test]
    fn laws_with_a_number_dates_behind_the_issuer_and_amendments() {
        assert_eq!(
            bases(&[
                "Căn cứ Luật Điện lực số 61/2024/QH15 ngày 30/11/2024;",
                "Thực hiện Kế hoạch số 199/KH-BGDĐT của Bộ Giáo dục và Đào tạo ngày 05 tháng 02 năm 2026 về việc nghiên cứu;",
                "Căn cứ Luật B số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15 ngày 25 tháng 6 năm 2025;",
            ]),
            ["61/2024/QH15 2024-11-30", "199/KH-BGDĐT 2026-02-05", "64/2025/QH15 -", "87/2025/QH15 2025-06-25"]
        );
    }

    #[test]
    fn a_law_that_amends_is_cited_by_its_own_number() {
        assert_eq!(
            bases(&[
                "Căn cứ Luật A số 28/2001/QH10 ngày 29/6/2001 và Luật sửa đổi, bổ sung một số điều của Luật A số 32/2009/QH12;"
            ]),
            ["28/2001/QH10 2001-06-29", "32/2009/QH12 -"]
        );
    }

    #[test]
    fn a_mention_without_symbol_is_completed_by_another() {
        assert_eq!(
            bases(&[
                "Căn cứ Nghị quyết số 35-NQ/TU ngày 29/12/2025 về công nghiệp và Đề án số 08 ban hành kèm theo; Kế hoạch số 42-KH/ĐU \
                     ngày 11/02/2026 thực hiện Đề án 08-ĐA/TU của Tỉnh ủy ngày 29/12/2025 về công nghiệp."
            ]),
            ["35-NQ/TU 2025-12-29", "08-ĐA/TU 2025-12-29", "42-KH/ĐU 2026-02-11"]
        );
    }

    #[test]
    fn the_well_formed_spelling_wins() {
        assert_eq!(
            bases(&["triển khai Nghị quyết số số 05-NQ-TU ngày 20/9/2021 về chuyển đổi số", "Nghị quyết số 05-NQ/TU"]),
            ["05-NQ/TU 2021-09-20"]
        );
    }
}
