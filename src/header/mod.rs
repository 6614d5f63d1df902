//! The plan's own header: what the document says of itself, by the printed block or a database's box, or what a news page
//! says of the plan it reports.
//!
//! `Số: 12/KH-UBND` … `Bắc Ninh, ngày 05 tháng 4 năm 2024` / `KẾ HOẠCH` / `Trồng rừng năm 2024` → number, date, place,
//! type, title, each with the spans that show it.
//!
//! One file a field or family; here they are put together. A value that is not sure is left out: a missing field costs its
//! reader a look at the page, a wrong one costs them the data set.

mod annex;
mod basis;
mod dates;
mod digital;
mod effective;
mod full_text;
mod issued_by;
mod issuer;
mod letterhead;
mod mend;
mod metadata;
mod number;
mod page;
mod person;
mod province;
mod recitals;
mod report;
mod sentence;
mod signature;
mod title;
mod zones;

use crate::document::Document;
use crate::error::Issue;
use crate::record::Instrument;
use crate::span::Span;
use crate::target::Evidence;
use page::Page;

/// What was found, field by field, each with the spans that show it.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Số, ký hiệu.
    pub number: Option<Field>,
    /// Tên loại văn bản.
    pub doc_type: Option<Field>,
    /// Its abbreviation.
    pub type_code: Option<Field>,
    /// Trích yếu.
    pub title: Option<Field>,
    /// Issuing body in full.
    pub issuer: Option<Field>,
    /// Level.
    pub issuer_level: Option<Field>,
    /// Province code at issue.
    pub province_code: Option<Field>,
    /// Province code today.
    pub province_now: Option<Field>,
    /// Địa danh.
    pub place: Option<Field>,
    /// EDTF.
    pub issued_on: Option<Field>,
    /// EDTF.
    pub effective_on: Option<Field>,
    /// Who signed.
    pub signer: Option<Field>,
    /// Post.
    pub signer_position: Option<Field>,
    /// TM., KT. …
    pub signing_authority: Option<Field>,
    /// The instruments carried out.
    pub legal_basis: Vec<(Instrument, Span)>,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Normalised value.
    pub value: String,
    /// The words that show it.
    pub evidence: Vec<Evidence>,
}

/// What kind of page the document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// The plan itself.
    #[default]
    FullText,
    /// A news page about a plan.
    Report,
}

/// The header and what it lets the later stages know.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The fields.
    pub header: Header,
    /// Full text or report.
    pub form: Form,
    /// Per block of the document: its part in the page.
    pub zones: Vec<Zone>,
    /// What was noticed.
    pub issues: Vec<Issue>,
}

/// The part a block plays, as the header reader saw it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// Before the letterhead or after the end: the page around the document.
    Outside,
    /// Letterhead, number line, date line.
    Letterhead,
    /// A database's metadata box.
    Metadata,
    /// Type and title.
    Title,
    /// "Căn cứ …", "Thực hiện …".
    Recital,
    /// The plan's own text, annexes included.
    #[default]
    Body,
    /// Signature block.
    Signature,
    /// "Nơi nhận".
    Recipients,
    /// Heading of an annex: its name, title and "Kèm theo" caption.
    AnnexHead,
}

/// Reads the header, tells full text from report, and gives every block its zone. Total: what is not found stays `None`.
pub fn read(document: &Document) -> Found {
    let page = Page::new(document);
    let head = letterhead::find(&page);
    let metadata = metadata::read(&page, head.as_ref().map_or(page.len(), |h| h.start));
    match head {
        Some(head) => full_text::read(&page, &head, &metadata),
        None => match report::find(&page).filter(|_| metadata.number.is_none()) {
            Some(lead) => full_text::read_report(&page, &lead),
            None => full_text::read_bare(&page, &metadata),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{At, Builder, Document, Origin, Role, Style};

    /// A document of one block a line.
    pub fn page_of(lines: &[&str]) -> Document {
        let mut builder = Builder::new(Origin::default());
        for line in lines {
            builder.text(line, At::Nowhere);
            builder.end_block(Style::default(), Role::Body);
        }
        builder.finish()
    }

    #[test]
    fn nothing_gives_nothing() {
        let found = read(&page_of(&[]));
        assert!(found.header.number.is_none() && found.zones.is_empty());
        let found = read(&page_of(&["Một đoạn văn không phải văn bản hành chính."]));
        assert_eq!((found.header.number, found.zones), (None, vec![Zone::Body]));
    }
}
