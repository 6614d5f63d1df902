//! Short lists of words that readers look for by their letters, wherever a phrase as whole syllables would say too little.
//!
//! `list(List::Grade)` → `loại`, `hạng` …, behind which `IV` marks a grade.

use crate::lexicon::tsv::Table;
use std::sync::LazyLock;

/// A list of the table; the comment above its rows gives an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The name of a law or standard begins, whose year is its own.
    Law,
    /// A document that says a threshold for all, and its symbol.
    Regulation,
    /// The word before the mark of a grade.
    Grade,
    /// Words that tell no indicator from another.
    Filler,
    /// A paragraph that opens with it may count in words.
    NumberWord,
    /// Makes a number word in a paragraph one that counts.
    NumberCue,
    /// The label of a line above a table that gives its unit.
    UnitLine,
    /// Stands before the unit in a cell or bracket of a table.
    UnitLead,
    /// The citing of a recital ends at it, wherever it stands.
    Proposal,
    /// The verb of an issuer that begins to enact behind its recitals.
    IssuerActs,
    /// Says, before a colon, what the issuer does with the text that follows.
    Enacts,
    /// A title that begins so names a document that is changed, not carried out.
    TouchesOther,
    /// A line of a title that ends so goes on below.
    TitleOpen,
    /// What may stand behind the name of the area in a title.
    TitleBehindArea,
    /// Who decides, in capitals above the recitals of a decision.
    Enacting,
    /// Ends the title of a document in the sentence of a report.
    ReportedTitleEnd,
    /// Stands between an issuer and its verb in a report.
    ReportAdverb,
    /// Stands between `có hiệu lực` and the day, in this order.
    EffectiveFiller,
    /// The day of effect is that of passing.
    OnPassing,
    /// The day of effect is that of issue.
    OnIssue,
    /// The motto of a letterhead, whole and as narrow columns or recognition break it; whole first.
    Motto,
    /// Capitals of an organ's line that recognition is known to misread.
    OrganWord,
    /// An organ's name that is nothing but this goes on in the next line.
    OrganOpen,
    /// An organ's line that ends so goes on in the next line.
    OrganGoesOn,
    /// An organ of another body, named together with it.
    Dependent,
    /// A body whose name is not complete without the area it serves.
    TakesArea,
    /// A body of the Party.
    PartyBody,
    /// A body that is no authority.
    OtherBody,
    /// A body of the State's centre, unless an area is named.
    CentralBody,
    /// An item that begins so heads the goals below it.
    GoalsHead,
    /// Words behind a share in a cell that only say of what it is.
    ShareOf,
    /// Words that only point to what was named before.
    PointsBack,
    /// Ends a lead-in and says nothing: `giảm theo mức sau:`.
    AsFollows,
    /// A line that opens with it says only how the list below it goes.
    ListOnly,
    /// What stands behind a comma for the rest of what was counted: `xây 300 nhà, số còn lại làm trong năm sau`.
    Remainder,
    /// Alone before an amount it says what is spent: `Tổng mức đầu tư: 85 tỷ đồng`.
    Outlay,
    /// In a bracket it says what is left out or taken in: `(trừ 03 trạm)`.
    Excludes,
    /// Makes several of them: `hai tỷ lệ`.
    Plural,
    /// Says that they were named before: `tỷ lệ này`.
    Demonstrative,
    /// Areas among which one has its place: `xếp hạng 12 tỉnh`.
    RankedAmong,
    /// What is done again and again: `2 buổi/tháng`.
    RoutineUnit,
    /// A type of documents that lay down rules for all.
    NormType,
    /// The title of one begins so.
    NormTitle,
    /// A word of titles that says that what is laid down is aimed at.
    Aim,
    /// A type of documents that tell what has been reached.
    ReportType,
    /// The kind of a school, behind which its own name begins.
    SchoolKind,
    /// The kinds of areas, provinces first.
    AreaKind,
    /// Stands before the name of an area in the place of a date line.
    AreaLead,
    /// Kinds of areas in the caption of an annex.
    AnnexArea,
    /// The word before a number in Roman figures.
    RomanBefore,
    /// A rank, degree or honour before a person's name, without stops.
    Degree,
    /// As [`List::Degree`], in two words.
    DegreeOfTwo,
    /// An authority as it is printed before a post or body.
    Authority,
    /// An authority glued to what it calls for, in small letters.
    AuthorityGlued,
    /// A body behind `TM.`, by its first word.
    BodyWord,
    /// A post behind `KT.`, by its first word.
    PostWord,
    /// Measures that alone do not say of what: `sản lượng`, `tổng diện tích`.
    BareMeasure,
}

/// The lists by the names that the table gives them, in the order of [`List`].
const NAMES: [(&str, List); 57] = [
    ("law", List::Law),
    ("regulation", List::Regulation),
    ("grade", List::Grade),
    ("filler", List::Filler),
    ("number-word", List::NumberWord),
    ("number-cue", List::NumberCue),
    ("unit-line", List::UnitLine),
    ("unit-lead", List::UnitLead),
    ("proposal", List::Proposal),
    ("issuer-acts", List::IssuerActs),
    ("enacts", List::Enacts),
    ("touches-other", List::TouchesOther),
    ("title-open", List::TitleOpen),
    ("title-behind-area", List::TitleBehindArea),
    ("enacting", List::Enacting),
    ("reported-title-end", List::ReportedTitleEnd),
    ("report-adverb", List::ReportAdverb),
    ("effective-filler", List::EffectiveFiller),
    ("on-passing", List::OnPassing),
    ("on-issue", List::OnIssue),
    ("motto", List::Motto),
    ("organ-word", List::OrganWord),
    ("organ-open", List::OrganOpen),
    ("organ-goes-on", List::OrganGoesOn),
    ("dependent", List::Dependent),
    ("takes-area", List::TakesArea),
    ("party-body", List::PartyBody),
    ("other-body", List::OtherBody),
    ("central-body", List::CentralBody),
    ("goals-head", List::GoalsHead),
    ("share-of", List::ShareOf),
    ("points-back", List::PointsBack),
    ("as-follows", List::AsFollows),
    ("list-only", List::ListOnly),
    ("remainder", List::Remainder),
    ("outlay", List::Outlay),
    ("excludes", List::Excludes),
    ("plural", List::Plural),
    ("demonstrative", List::Demonstrative),
    ("ranked-among", List::RankedAmong),
    ("routine-unit", List::RoutineUnit),
    ("norm-type", List::NormType),
    ("norm-title", List::NormTitle),
    ("aim", List::Aim),
    ("report-type", List::ReportType),
    ("school-kind", List::SchoolKind),
    ("area-kind", List::AreaKind),
    ("area-lead", List::AreaLead),
    ("annex-area", List::AnnexArea),
    ("roman-before", List::RomanBefore),
    ("degree", List::Degree),
    ("degree-of-two", List::DegreeOfTwo),
    ("authority", List::Authority),
    ("authority-glued", List::AuthorityGlued),
    ("body-word", List::BodyWord),
    ("post-word", List::PostWord),
    ("bare-measure", List::BareMeasure),
];

static LISTS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let mut lists = vec![Vec::new(); NAMES.len()];
    for row in &Table::parse("lists.tsv", include_str!("lists.tsv")).rows {
        if let Some((_, list)) = NAMES.iter().find(|(name, _)| *name == row.get(0)) {
            lists[*list as usize].push(row.get(1).replace('_', " "));
        }
    }
    lists
});

/// The words of a list, in the order of the table.
pub fn list(list: List) -> &'static [String] {
    &LISTS[list as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_words_and_each_row_a_list() {
        for (n, (name, list)) in NAMES.iter().enumerate() {
            assert_eq!(n, *list as usize, "{name}");
            assert!(!LISTS[n].is_empty(), "{name}");
        }
        let rows = Table::parse("lists.tsv", include_str!("lists.tsv")).rows.len();
        assert_eq!(rows, LISTS.iter().map(Vec::len).sum::<usize>());
        assert!(list(List::TitleOpen).contains(&" về".to_owned()));
    }
}
