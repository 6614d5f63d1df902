//! The signature block: by what authority, in what post, who.
//!
//! `TM. ỦY BAN NHÂN DÂN` / `KT. CHỦ TỊCH` / `PHÓ CHỦ TỊCH` / `(Đã ký)` / `Lê Thị Hòa` → `KT. CHỦ TỊCH`, `Phó Chủ tịch`, `Lê Thị Hòa`.
//!
//! Of several blocks the first counts: a decision is signed before the plan it carries. A stamp's text is no name.

mod block;
mod lines;
mod position;

use super::page::{Page, Word, folded_in_place, is_capitals, words};
use crate::lexicon::people::post_at;
use crate::span::Span;
use block::authority_at;
use lines::{is_recipients_head, read};

/// What was found at the foot of the document.
#[derive(Debug, Default)]
pub struct Signature {
    /// The last authority line above the name, as printed.
    pub authority: Option<(String, usize, Span)>,
    /// The last post above the name, in sentence case.
    pub position: Option<(String, usize, Span)>,
    /// The name.
    pub signer: Option<(String, usize, Span)>,
    /// Lines of `Nơi nhận`.
    pub recipients: Vec<usize>,
    /// Lines of the block itself.
    pub lines: Vec<usize>,
    /// One past the last line of either.
    pub end: usize,
}

/// Beginnings of blocks that are tried: a bound for pages made of posts alone.
const TRIES: usize = 200;

/// The first signature block at or after line `from`.
pub fn find(page: &Page, from: usize) -> Option<Signature> {
    let mut i = from;
    let mut tries = 0;
    while i < page.len() && tries < TRIES {
        if page.is_own(i) {
            match sign_of_block(page, i) {
                Sign::None => {}
                Sign::End => return None,
                Sign::Certain => {
                    tries += 1;
                    let found = read(page, i);
                    if found.signer.is_some()
                        || found.authority.is_some()
                        || found.position.is_some()
                        || found.recipients.len() > 1
                    {
                        return Some(found);
                    }
                }
                Sign::Post => {
                    tries += 1;
                    let found = read(page, i);
                    if found.signer.is_some() && !is_approval(page, i) {
                        return Some(found);
                    }
                }
            }
        }
        i += 1;
    }
    None
}

enum Sign {
    None,
    /// `Nơi nhận`, `TM.`, `KT.`: a block begins.
    Certain,
    /// A post alone on its line: a block if a name follows.
    Post,
    /// The annexes begin.
    End,
}

fn sign_of_block(page: &Page, i: usize) -> Sign {
    let text = page.text(i);
    // Most lines of most documents leave here: they begin with another letter, or go on in small letters.
    let mut letters = text.chars();
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else { return Sign::None };
    if page.document.origin.ocr && text.len() < 4000 && is_recipients_head(page, &page.folded(i)) {
        return Sign::Certain;
    }
    if !matches!(first, 'N' | 'T' | 'K' | 'Q' | 'C' | 'P' | 'B' | 'G' | 'H' | 'V' | 'L' | 'Đ' | '(') {
        return Sign::None;
    }
    if first == 'N' {
        let starts = text.starts_with("Nơi nhận") || text.starts_with("NƠI NHẬN") || text.starts_with("Nơi Nhận");
        return if starts && text.len() < 4000 { Sign::Certain } else { Sign::None };
    }
    if first == '(' {
        let folded = page.folded(i);
        let caption = folded.starts_with("(kèm theo") || folded.starts_with("(ban hành kèm theo");
        return if caption { Sign::End } else { Sign::None };
    }
    if second.is_lowercase() && first != 'T' && first != 'K' {
        return Sign::None;
    }
    let all: Vec<Word> = words(text).take(14).collect();
    if authority_at(&all, 0).is_some() {
        return Sign::Certain;
    }
    if text.len() > 160 || !second.is_uppercase() {
        return Sign::None;
    }
    let folded: Vec<String> = all.iter().map(|w| folded_in_place(w.text)).collect();
    let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
    match post_at(&folded) {
        Some(n) if is_capitals(&text[..all[n - 1].end()]) && in_small_table(page, i) => Sign::Post,
        _ => Sign::None,
    }
}

/// A block stands outside tables or in one laid out for it, not in a grid of figures.
fn in_small_table(page: &Page, i: usize) -> bool {
    let Some(address) = page.block(i).cell else { return true };
    page.document.tables().get(address.table as usize).is_none_or(|t| t.columns <= 4 && t.rows <= 8)
}

/// `PHÊ DUYỆT` above a post: someone approves the plan, another signs it.
fn is_approval(page: &Page, i: usize) -> bool {
    (i.saturating_sub(2)..=i).any(|k| {
        let folded = page.folded(k);
        ["phê duyệt", "duyệt", "xác nhận", "ý kiến"].iter().any(|w| folded.starts_with(w)) && is_capitals(page.text(k))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    fn block(lines: &[&str]) -> (Option<String>, Option<String>, Option<String>) {
        let document = page_of(lines);
        let page = Page::new(&document);
        let found = find(&page, 0).unwrap_or_default();
        let value = |f: Option<(String, usize, Span)>| f.map(|f| f.0);
        (value(found.authority), value(found.position), value(found.signer))
    }

    /// As [`block`], of a page that recognition read.
    fn recognised(lines: &[&str]) -> (Option<String>, Option<String>, Option<String>) {
        let mut document = page_of(lines);
        document.origin.ocr = true;
        let page = Page::new(&document);
        let found = find(&page, 0).unwrap_or_default();
        let value = |f: Option<(String, usize, Span)>| f.map(|f| f.0);
        (value(found.authority), value(found.position), value(found.signer))
    }

    #[test]
    fn a_block_that_recognition_damaged() {
        assert_eq!(
            recognised(&["Nơi nhận:", "- Như trên;", "KT.CHU TỊCH", "„..PHÓ CHỦ TỊCH", "Z ĐÁ", "1Lê Thị Hòa"]),
            (some("KT.CHỦ TỊCH"), some("Phó Chủ tịch"), some("Lê Thị Hòa"))
        );
        assert_eq!(
            recognised(&["ơi nhận: - CHỦ TỊCH", "- Lưu: VT.", "Xš 5", "Lê Thị Hòa"]),
            (None, some("Chủ tịch"), some("Lê Thị Hòa"))
        );
        // The post lost under the seal: a name behind the list's last line, but none within the list.
        let list = ["Nơi nhận:", "- Bí thư", "Phan Văn Thắng", "- Lưu: VT.", "Lê Thị Hòa"];
        assert_eq!(recognised(&list), (None, None, some("Lê Thị Hòa")));
        assert_eq!(block(&list), (None, None, None));
        assert_eq!(recognised(&["TM. CHÍNH PHỦ", "THỦ TƯƠNG"]).1, some("Thủ tướng"));
    }

    fn some(words: &str) -> Option<String> {
        (!words.is_empty()).then(|| words.to_owned())
    }

    #[test]
    fn stacked_blocks() {
        for (lines, authority, position, signer) in [
            (
                &["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lê Thị Hòa"][..],
                "KT. CHỦ TỊCH",
                "Phó Chủ tịch",
                "Lê Thị Hòa",
            ),
            (&["TM. ỦY BAN NHÂN", "DÂN", "CHỦ TỊCH", "Lê Văn Hải"], "TM. ỦY BAN NHÂN DÂN", "Chủ tịch", "Lê Văn Hải"),
            (&["TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Hải"], "KT. CHỦ TỊCH", "Phó Chủ tịch", "Lê Hải"),
            (
                &["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Trần Quốc Bảo"],
                "KT. CHÁNH VĂN PHÒNG",
                "Phó Chánh Văn phòng",
                "Trần Quốc Bảo",
            ),
            (&["CHỦ TỊCH QUỐC HỘI", "(đã ký)", "Trần Quốc Bảo"], "", "Chủ tịch Quốc hội", "Trần Quốc Bảo"),
            (
                &["KT.HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "TS. NGUYỄN VĂN BẢO"],
                "KT.HIỆU TRƯỞNG",
                "Phó Hiệu trưởng",
                "Nguyễn Văn Bảo",
            ),
            (
                &["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Đại tá Nguyễn Văn Bảo"],
                "T/M BAN THƯỜNG VỤ",
                "Phó bí thư",
                "Nguyễn Văn Bảo",
            ),
            (&["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Phạm Minh"], "KT. BỘ TRƯỞNG", "Thứ trưởng", "Phạm Minh"),
            (
                &["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "(Đã ký)", "GIÁM ĐỐC SỞ Y TẾ", "Phạm Văn Minh"],
                "KT. TRƯỞNG BAN",
                "Phó Trưởng ban Thường trực",
                "Phạm Văn Minh",
            ),
            (
                &["TM. ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN", "Hoàng Văn An", "PHÓ GIÁM ĐỐC"],
                "TM. ĐOÀN KIỂM TRA",
                "Trưởng đoàn",
                "Hoàng Văn An",
            ),
        ] {
            let (a, p, s) = block(lines);
            assert_eq!((a, s), (some(authority), some(signer)), "{lines:?}");
            assert_eq!(p.map(|p| p.to_lowercase()), some(position).map(|p| p.to_lowercase()), "{lines:?}");
        }
    }

    #[test]
    fn beside_the_recipients_on_the_same_lines() {
        let (authority, position, signer) =
            block(&["Nơi nhận: KT. CHỦ TỊCH", "- Như trên; PHÓ CHỦ TỊCH", "- Lưu: VT, KT.", "Phan Văn Thắng"]);
        assert_eq!((authority, position, signer), (some("KT. CHỦ TỊCH"), some("Phó Chủ tịch"), some("Phan Văn Thắng")));
        let (_, _, signer) =
            block(&["Nơi nhận: TL. CHỦ TỊCH", "- Như trên; CHÁNH VĂN PHÒNG", "- Lưu: VT, KTTH. Phan Văn Thắng"]);
        assert_eq!(signer, some("Phan Văn Thắng"));
        let (_, _, signer) = block(&[
            "Nơi nhận: KT. CHỦ TỊCH",
            "- Như trên; PHÓ CHỦ TỊCH",
            "- Các sở, ban, ngành; Phan Văn Thắng",
            "- Lưu: VT, KTTH.",
        ]);
        assert_eq!(signer, some("Phan Văn Thắng"));
    }

    #[test]
    fn a_stamp_is_not_the_signer() {
        let (_, position, signer) = block(&["GIÁM ĐỐC", "Người ký: Sở Tài", "chính", "Cơ quan: Tỉnh", "Hòa Bình"]);
        assert_eq!((position, signer), (None, None));
        let (_, _, signer) = block(&[
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Ký bởi: Ủy ban nhân dân tỉnh",
            "Ngày ký: 13-07-2020",
            "Phan Văn Thắng",
        ]);
        assert_eq!(signer, some("Phan Văn Thắng"));
    }

    #[test]
    fn the_first_of_two_blocks_counts_and_approval_does_not() {
        let (_, _, signer) =
            block(&["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Một", "KẾ HOẠCH", "Trồng rừng", "CHỦ TỊCH", "Lê Văn Hai"]);
        assert_eq!(signer, some("Lê Văn Một"));
        let (_, _, signer) = block(&["PHÊ DUYỆT", "GIÁM ĐỐC", "Lê Hoàng Anh"]);
        assert_eq!(signer, None);
    }

    #[test]
    fn people_in_the_text_do_not_sign() {
        assert_eq!(block(&["Giao đồng chí Lê Văn Một chủ trì.", "Kim Anh (tổng hợp)"]), (None, None, None));
    }
}
