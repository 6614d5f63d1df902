//! One number and the words that belong to it: what leads to it and what follows it.
//!
//! `Tỷ lệ A đạt 80%, tỷ lệ B đạt 90%` → two items: lead `Tỷ lệ A`, link reach, 80 %; lead `tỷ lệ B`, link reach, 90 %.

use super::clause::{Part, PartKind};
use super::measure::Measure;
use super::time::Time;
use crate::lexicon::words::{RankWord, Verb};
use crate::span::Span;
use crate::value::{Change, Operator};

/// A number with its lead and tail, cut out of a sentence.
#[derive(Clone, Debug)]
pub struct Item<'p> {
    /// The number.
    pub measure: &'p Measure,
    /// What leads to it.
    pub lead: Lead,
    /// The parts of the sentence that are its own: lead, number and tail.
    pub parts: std::ops::Range<usize>,
    /// The parts behind it that are its own.
    pub tail: &'p [Part],
    /// All its words.
    pub span: Span,
    /// It is the last of its sentence.
    pub last: bool,
    /// It opens its sentence.
    pub first: bool,
    /// It stands behind `trong đó`.
    pub breakdown: bool,
    /// A place in an order is meant.
    pub rank: Option<RankWord>,
    /// The tail ends in a comma or conjunction, not at the end of the sentence.
    pub listed: bool,
}

/// What leads to a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    /// Words that name what is measured, functional words left out; consecutive pieces join with a blank.
    pub subject: Vec<Span>,
    /// A label before a colon: `Chỉ tiêu 1:`, `Tại địa bàn đô thị:`.
    pub label: Option<Span>,
    /// What the label says becomes of its quantity: `Giảm mức tiêu hao điện:`.
    pub label_change: Option<Change>,
    /// The subject is a label before a colon.
    pub colon: bool,
    /// A verb of its own stands behind the colon: `Số hóa hồ sơ: đạt 100%`.
    pub linked_behind_colon: bool,
    /// Nothing but a time stands before the colon: `năm 2024: 66 xã`.
    pub timed_colon: bool,
    /// The label narrows what follows (`Tại địa bàn đô thị:`).
    pub scope: bool,
    /// The verb right before the number, functional words passed over.
    pub link: Option<Verb>,
    /// Its words.
    pub link_span: Span,
    /// tăng or giảm stands before it.
    pub change: Option<Change>,
    /// The change word stands right before the number: an amount, not a level.
    pub amount: bool,
    /// A change word opens it and no verb stands before the number: `Giảm số vụ tai nạn | 6%`.
    pub direct: bool,
    /// A growth rate as a name: `tốc độ tăng`.
    pub growth: bool,
    /// bình quân
    pub mean: bool,
    /// hàng năm, mỗi năm
    pub yearly: bool,
    /// mỗi quý
    pub quarterly: bool,
    /// mỗi tháng
    pub monthly: bool,
    /// nâng, đưa: a level follows.
    pub raise: bool,
    /// duy trì
    pub keep: bool,
    /// The verb of an action at the head: its words.
    pub act: Option<Span>,
    /// A comparator apart from its number.
    pub operator: Option<Operator>,
    /// The last time before the number.
    pub time: Option<Time>,
    /// The lead opens with a word that names a new subject.
    pub head: bool,
    /// `đã`, `đến nay`: a result.
    pub past: bool,
    /// A modal word (`phấn đấu`).
    pub goal: bool,
    /// A list verb (`gồm`) right before the number.
    pub list: bool,
    /// `nếu`, `trường hợp`: a condition.
    pub condition: bool,
    /// `không để … dưới X`: the comparator is turned round.
    pub negated: bool,
    /// The verb before the number is one of support (`hỗ trợ 50% chi phí`).
    pub support: bool,
    /// It says what something is: `X là Y có …`.
    pub defines: bool,
    /// The subject opens with `có`: words about what was named before.
    pub has: bool,
    /// It stands under `mỗi`: said of each.
    pub each: bool,
    /// It is said of all of a place: `Toàn tỉnh có …`.
    pub whole: bool,
    /// The clause before it, which has no number and names no quantity: `nhân rộng mô hình, dự kiến | giảm 2,4 triệu kWh`.
    pub clause: Option<Span>,
    /// A modal word opens a clause of its own right before the number: `Nhân rộng phong trào, phấn đấu | trên 80% khu dân cư`.
    pub anew: bool,
    /// It says what something has: `dự án có quy mô | trên 5 ha`.
    pub owns: bool,
    /// The subject says what is done to something, or what it has: `hộ được dùng nước sạch`.
    pub suffers: bool,
    /// The first phrase of the subject.
    pub first: Option<Span>,
    /// The subject opens with a word that narrows a noun (`nông thôn`, `ở cấp xã`).
    pub zone: bool,
    /// The verb before the number is suffered: `Đường tỉnh được nhựa hóa | 100%`.
    pub passive: bool,
    /// The subject ends with a preposition: the number measures a place or a means.
    pub preposition: bool,
    /// The number of a document stands in it.
    pub cites: bool,
    /// The quantity of the clause before the one that the verb opens: `Chỉ số PCI thuộc nhóm khá, tăng | 3 bậc`.
    pub earlier: Option<Span>,
    /// A comma parts the subject from the verb: `Tuyên truyền về giao thông, mỗi năm giảm | 5%`.
    pub parted: bool,
    /// Words of a guard open a part of the lead: `điện thoại`, `kinh phí`.
    pub guard: Option<&'static str>,
    /// Brackets before the number, as spans.
    pub brackets: Vec<Span>,
}

/// Whether a part carries no words of the indicator: times, comparators, modal and frequency words.
pub fn functional(part: &Part) -> bool {
    match part.kind {
        PartKind::Time(_) | PartKind::Compare(_) | PartKind::Past | PartKind::Rank(_) | PartKind::Note => true,
        PartKind::Verb(v) => matches!(
            v,
            Verb::Goal
                | Verb::Mean
                | Verb::Yearly
                | Verb::MeanYearly
                | Verb::Quarterly
                | Verb::Monthly
                | Verb::Daily
                | Verb::Also
                | Verb::Breakdown
                | Verb::If
                | Verb::Then
                | Verb::Not
                | Verb::Respective
        ),
        _ => false,
    }
}

/// A verb that can stand between subject and number.
pub fn links(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Reach
            | Verb::Share
            | Verb::To
            | Verb::Up
            | Verb::Down
            | Verb::Growth
            | Verb::Decline
            | Verb::Keep
            | Verb::Has
            | Verb::Act
            | Verb::Raise
            | Verb::List
    )
}

/// Whether a part names something.
pub fn names(part: &Part) -> bool {
    match part.kind {
        PartKind::Words => !part.ordinal,
        PartKind::Measure(_) | PartKind::Onward(_) => true,
        PartKind::Verb(_) => !functional(part),
        _ => false,
    }
}
