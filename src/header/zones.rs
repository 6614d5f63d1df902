//! What part of the page each block is, so that targets are sought in the plan's own text and nowhere else.
//!
//! Letterhead, `KẾ HOẠCH`, `Căn cứ …` | `I. MỤC TIÊU …` | `Nơi nhận`, signature | `PHỤ LỤC`, its table | the portal's foot →
//! Letterhead, Title, Recital | Body | Recipients, Signature | AnnexHead, Body | Outside.

use super::page::{Page, is_capitals};
use super::{Form, Zone};
use crate::document::Role;
use crate::lexicon::doc_types;
use crate::lexicon::header_words::{Class, begins};

/// Where the parts of the document begin and end, in lines.
#[derive(Debug, Default)]
pub struct Outline {
    /// Letterhead.
    pub head: std::ops::Range<usize>,
    /// Type and title.
    pub title: std::ops::Range<usize>,
    /// Recitals.
    pub recitals: Vec<usize>,
    /// First line of the text.
    pub body: usize,
    /// Lines of the metadata box.
    pub metadata: Vec<usize>,
    /// Lines of the signature block.
    pub signature: Vec<usize>,
    /// Lines of `Nơi nhận`.
    pub recipients: Vec<usize>,
    /// One past the signature block and recipients, when there are any.
    pub signed: Option<usize>,
}

/// Lines after the signature in which the foot of a page is looked for without annexes in between.
const FOOT: usize = 120;

/// Gives every block its zone.
pub fn assign(page: &Page, outline: &Outline, form: Form) -> Vec<Zone> {
    let mut zones = vec![Zone::Body; page.len()];
    // Above the document.
    zones[..outline.body.min(page.len())].fill(Zone::Outside);
    for i in outline.head.clone() {
        zones[i] = Zone::Letterhead;
    }
    for i in outline.title.clone() {
        zones[i] = Zone::Title;
    }
    for &i in &outline.recitals {
        zones[i] = Zone::Recital;
    }
    for &i in &outline.metadata {
        zones[i] = Zone::Metadata;
    }
    for &i in &outline.signature {
        zones[i] = Zone::Signature;
    }
    for &i in &outline.recipients {
        zones[i] = Zone::Recipients;
    }
    if form == Form::FullText {
        if let Some(end) = outline.signed {
            annexes(page, &mut zones, end);
        }
        foot(page, &mut zones, outline.signed.unwrap_or(page.len().saturating_sub(FOOT)).max(outline.body));
    } else {
        foot(page, &mut zones, outline.body + 1);
    }
    for (i, zone) in zones.iter_mut().enumerate() {
        match page.block(i).role {
            Role::Furniture => *zone = Zone::Outside,
            Role::Metadata => *zone = Zone::Metadata,
            _ => {}
        }
    }
    zones
}

/// Heads of annexes behind the signature: `PHỤ LỤC`, its title, `(Kèm theo …)`; or the type and title of an attached plan.
fn annexes(page: &Page, zones: &mut [Zone], from: usize) {
    let mut i = from;
    while i < page.len() {
        let text = page.text(i);
        let first = text.bytes().next().unwrap_or(0);
        // Annex words begin with few letters; digits, dashes and cells of tables leave here.
        let own = page.is_own(i) && first.is_ascii_uppercase() | (first == b'(') | (first >= 0xC3) && text.len() < 300;
        if !own || page.block(i).cell.is_some() && !in_head_table(page, i) || zones[i] != Zone::Body {
            i += 1;
            continue;
        }
        let capitals = is_capitals(text);
        // `PHỤ LỤC`, `Phụ lục`, `(Kèm theo`: other lines in small letters head nothing.
        if !capitals && !matches!(first, b'P' | b'(') {
            i += 1;
            continue;
        }
        let folded = page.folded(i);
        let starts = folded.starts_with("phụ lục") && text.len() < 200
            || capitals && (begins(Class::Annex, &folded).is_some() || doc_types::at_start(&folded).is_some());
        let caption = folded.starts_with("(kèm theo") || folded.starts_with("(ban hành kèm theo");
        if caption {
            zones[i] = Zone::AnnexHead;
        } else if starts {
            zones[i] = Zone::AnnexHead;
            // Its title in capitals and its caption belong to the head.
            let mut k = i + 1;
            let mut bracket = 0i32;
            while k < page.len().min(i + 7) && page.block(k).cell.is_none() {
                let (next, next_folded) = (page.text(k), page.folded(k));
                let head = is_capitals(next) && !is_numbered(next)
                    || next_folded.starts_with("(kèm theo")
                    || next_folded.starts_with("(ban hành")
                    || next.is_empty();
                // A caption broken over lines ends with its bracket.
                if !head && bracket <= 0 {
                    break;
                }
                bracket += next.matches('(').count() as i32 - next.matches(')').count() as i32;
                zones[k] = Zone::AnnexHead;
                k += 1;
            }
            i = k;
            continue;
        }
        i += 1;
    }
}

/// A table of one row laid out for an annex's head.
fn in_head_table(page: &Page, i: usize) -> bool {
    let Some(address) = page.block(i).cell else { return true };
    page.document.tables().get(address.table as usize).is_some_and(|t| t.rows == 1 && t.columns <= 2)
}

/// `I. MỤC TIÊU`, `1. `: a heading of the text.
fn is_numbered(text: &str) -> bool {
    let head = text.split(' ').next().unwrap_or("");
    head.ends_with(['.', ')', '-']) && head.len() <= 6
}

/// The foot of the page: from its first line on, all is outside.
fn foot(page: &Page, zones: &mut [Zone], from: usize) {
    // What goes on with headings of its own is the document: `Nguồn lực thực hiện`, `QUAN ĐIỂM, MỤC TIÊU` between them.
    let ends = (from..page.len()).rfind(|i| page.is_own(*i) && heads_chapter(page.text(*i)));
    for i in ends.map_or(from, |last| last + 1)..page.len() {
        if !page.is_own(i) || page.block(i).cell.is_some() {
            continue;
        }
        let text = page.text(i);
        if text.len() > 260 {
            continue;
        }
        let folded = page.folded(i);
        let furniture = begins(Class::Furniture, &folded).is_some_and(|n| {
            let rest = folded[n..].trim_start();
            // `Liên hệ` may open a sentence of the plan: alone, before a colon, or before few words.
            rest.is_empty()
                || rest.starts_with(':')
                || text.len() < 70
                || folded.starts_with("vì chưa")
                || folded.starts_with("nếu chưa")
        });
        if furniture || is_byline(text, &folded) && !signs(page, i) {
            for zone in &mut zones[i..] {
                *zone = Zone::Outside;
            }
            return;
        }
    }
}

/// `II. MỤC TIÊU`, `Phần thứ hai`, `Chương II`, `Điều 3.`: a heading that no page around a document has.
fn heads_chapter(text: &str) -> bool {
    let numeral = |word: &str| !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let mut words = text.split(' ').filter(|w| !w.is_empty());
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    match first {
        "Phần" | "PHẦN" => matches!(second, "thứ" | "THỨ") || numeral(second.trim_end_matches(['.', ':'])),
        "Chương" | "CHƯƠNG" => numeral(second.trim_end_matches(['.', ':'])),
        "Điều" => second.ends_with(['.', ':']) && second.starts_with(|c: char| c.is_ascii_digit()),
        _ => first.strip_suffix(['.', '/']).is_some_and(numeral) && second.starts_with(char::is_uppercase),
    }
}

/// Whether the name in this line is a further signer's: a post in capitals or `(Đã ký)` stands above it.
fn signs(page: &Page, i: usize) -> bool {
    let above = (0..i).rev().map(|k| page.text(k)).find(|t| !t.is_empty());
    above.is_some_and(|above| is_capitals(above) || above.starts_with('('))
}

/// A journalist's name alone on a line, with or without `(tổng hợp)`.
fn is_byline(text: &str, folded: &str) -> bool {
    let name = text.split('(').next().unwrap_or("").trim();
    let signed = folded.ends_with("(tổng hợp)") || folded.ends_with("(th)") || folded.ends_with("(t/h)");
    let alone = name.len() < 40 && (signed || text.len() == name.len());
    alone
        && !name.contains(',')
        && !is_capitals(name)
        && super::person::is_known_name(&name.split(' ').collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use crate::header::tests::page_of;
    use crate::header::{Zone, read};

    fn zones(lines: &[&str]) -> Vec<Zone> {
        read(&page_of(lines)).zones
    }

    #[test]
    fn a_plan_with_an_annex_and_a_portals_foot() {
        use Zone::*;
        assert_eq!(
            zones(&[
                "Trang chủ",
                "ỦY BAN NHÂN DÂN",
                "TỈNH BẮC NINH",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Số: 12/KH-UBND",
                "Bắc Ninh, ngày 05 tháng 4 năm 2024",
                "KẾ HOẠCH",
                "Trồng rừng năm 2024",
                "Căn cứ Quyết định số 1/QĐ-TTg ngày 1/1/2024 của Thủ tướng Chính phủ;",
                "UBND tỉnh ban hành Kế hoạch trồng rừng như sau:",
                "I. MỤC TIÊU",
                "Trồng mới 300 ha.",
                "Nơi nhận:",
                "- Như trên;",
                "- Lưu: VT.",
                "TM. ỦY BAN NHÂN DÂN",
                "CHỦ TỊCH",
                "Lê Văn Hải",
                "PHỤ LỤC",
                "CHỈ TIÊU TRỒNG RỪNG",
                "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/4/2024)",
                "Xã Tân Lập: 30 ha",
                "Văn bản liên quan",
                "Kế hoạch số 9/KH-UBND",
            ]),
            [
                Outside, Letterhead, Letterhead, Letterhead, Letterhead, Letterhead, Title, Title, Recital, Recital,
                Body, Body, Recipients, Recipients, Recipients, Signature, Signature, Signature, AnnexHead, AnnexHead,
                AnnexHead, Body, Outside, Outside
            ]
        );
    }

    #[test]
    fn a_chapter_behind_furniture_is_the_documents() {
        use Zone::*;
        let lines = [
            "ỦY BAN NHÂN DÂN",
            "TỈNH BẮC NINH",
            "Số: 12/QĐ-UBND",
            "Bắc Ninh, ngày 05 tháng 4 năm 2024",
            "QUYẾT ĐỊNH",
            "Ban hành Kế hoạch trồng rừng",
            "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng rừng.",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "Lê Văn Hải",
            "KẾ HOẠCH",
            "QUAN ĐIỂM, MỤC TIÊU",
            "Trồng mới 300 ha.",
            "Nguồn lực thực hiện",
            "II. Nhiệm vụ",
            "Trồng mới 400 ha.",
            "Quan Văn Hải (tổng hợp)",
        ];
        assert_eq!(zones(&lines)[11..], [AnnexHead, Body, Body, Body, Body, Outside]);
    }

    #[test]
    fn a_second_signer_is_no_byline() {
        use Zone::*;
        let lines = [
            "ỦY BAN NHÂN DÂN",
            "TỈNH BẮC NINH",
            "Số: 12/KH-UBND",
            "Bắc Ninh, ngày 05 tháng 4 năm 2024",
            "KẾ HOẠCH",
            "Trồng rừng năm 2024",
            "I. MỤC TIÊU",
            "Trồng mới 300 ha.",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "Lê Văn Hải",
            "HỘI NÔNG DÂN TỈNH",
            "CHỦ TỊCH",
            "(Đã ký)",
            "Quan Thị Mai",
            "PHỤ LỤC",
            "Xã Tân Lập: 30 ha",
        ];
        assert_eq!(zones(&lines)[15..], [AnnexHead, Body]);
    }

    #[test]
    fn a_news_page_ends_at_its_byline() {
        use Zone::*;
        assert_eq!(
            zones(&[
                "Đến năm 2030, kinh tế số đạt 25%",
                "Ngày 24/5, UBND tỉnh Bắc Ninh ban hành Kế hoạch số 7/KH-UBND về phát triển kinh tế số đến năm 2030.",
                "Theo đó, tỷ trọng đạt 25%.",
                "Kim Oanh (tổng hợp)",
                "Điện thoại: 0222 333 444",
            ]),
            [Body, Body, Body, Outside, Outside]
        );
    }
}
