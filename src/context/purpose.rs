//! What a document is for, as its type and title say: to plan, to report, to lay down rules.
//!
//! A `Nghị định` or `Nghị quyết quy định mức chi …` → rules, its numbers are norms; a `Báo cáo tình hình …` → a report, its
//! numbers are results.

use super::outline::{self, Section};
use crate::header::Header;
use crate::lexicon::{List, list};
use crate::text::folded;

/// What the numbers of a document are unless its headings say otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// What is to be reached.
    Plan,
    /// What has been reached.
    Report,
    /// What holds for all: amounts that are paid, thresholds, terms.
    Rules,
}

impl Purpose {
    /// Of a document with this header; one without type or title is taken for a plan.
    pub fn of(header: &Header) -> Purpose {
        let kind = header.doc_type.as_ref().map_or("", |t| t.value.as_str());
        let title = header.title.as_ref().map_or(String::new(), |t| folded(&t.value));
        let opens = |words: List| list(words).iter().any(|w| title.starts_with(w.as_str()));
        // `Ban hành Quy định bộ tiêu chí xã nông thôn mới`: criteria that are aims.
        let aims = list(List::Aim).iter().any(|w| title.contains(w.as_str()));
        if list(List::NormType).iter().any(|w| w == kind) || opens(List::NormTitle) && !aims {
            Purpose::Rules
        } else if list(List::ReportType).iter().any(|w| w == kind)
            && !matches!(outline::section_of(&title), Some(Section::Objective | Section::Task))
        {
            Purpose::Report
        } else {
            Purpose::Plan
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Record, pipeline};

    fn record(kind: &str, title: &str, body: &str) -> Record {
        let text = format!(
            "ỦY BAN NHÂN DÂN\nTỈNH BẮC NINH\nSố: 12/2026\nBắc Ninh, ngày 2 tháng 3 năm 2026\n\n{kind}\n{title}\n\n{body}\n"
        );
        pipeline::extract(text.as_bytes(), &Options::default()).expect("a text")
    }

    fn kinds(record: &Record) -> Vec<&str> {
        record.targets.iter().map(|t| &*t.kind).collect()
    }

    #[test]
    fn rules_state_no_targets_and_say_so() {
        let norms =
            record("NGHỊ QUYẾT", "Quy định mức chi tập huấn", "Điều 1. Mức chi cho giảng viên là 500.000 đồng/buổi.");
        assert!(norms.targets.is_empty() && norms.unread.is_empty(), "{:?}", kinds(&norms));
        assert!(norms.diagnostics.iter().any(|d| d.code == "states-norms"));
        let criteria = "Điều 1. Tỷ lệ hộ dùng nước sạch đạt từ 90% trở lên.";
        let aims = record("QUYẾT ĐỊNH", "Ban hành Quy định bộ tiêu chí xã nông thôn mới nâng cao", criteria);
        assert_eq!(kinds(&aims), ["target"]);
    }

    #[test]
    fn what_a_report_tells_has_been_reached_but_for_its_objectives() {
        let body = "I. NHIỆM VỤ TUYÊN TRUYỀN\n- Tỷ lệ hồ sơ đúng hạn đạt 98%.\nII. MỤC TIÊU NĂM 2027\n- Tỷ lệ hồ sơ đúng hạn đạt 99%.";
        let report = record("BÁO CÁO", "Tình hình cải cách hành chính năm 2026", body);
        assert_eq!(kinds(&report), ["status", "target"]);
    }
}
