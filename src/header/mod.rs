//! The plan's own header.

use crate::document::Document;
use crate::error::Issue;
use crate::record::Instrument;
use crate::span::Span;
use crate::target::Evidence;

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

/// Reads the header.
pub fn read(document: &Document) -> Found {
    Found { zones: vec![Zone::Body; document.blocks().len()], ..Found::default() }
}
