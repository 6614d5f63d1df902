//! Every list of `fixtures/lists` means what stands below it: written by hand, before the code.
//!
//! `- Mỗi năm hỗ trợ:` / `+ 250 hộ về nhà ở` → `> = 250 | hộ/năm | - | - | hỗ trợ … hộ về nhà ở`. A line `? 12` is a number
//! that stays unread.

use chitieu::pipeline::{self, Options};
use chitieu::record::Target;
use std::path::Path;

/// `operator value | unit | change | period | indicator`.
fn show(t: &Target) -> String {
    let number = t.low.or(t.high).map_or("?".to_owned(), |n| n.0.to_string());
    let period = t.period.end.as_deref().or(t.period.start.as_deref()).unwrap_or("-");
    let unit = t.unit.as_deref().unwrap_or("-");
    let change = t.change.as_deref().unwrap_or("-");
    format!("{} {number} | {unit} | {change} | {period} | {}", t.operator, t.indicator)
}

#[test]
fn lists_mean_what_stands_below_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lists");
    let mut wrong = String::new();
    let mut cases = 0;
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        for case in std::fs::read_to_string(&file).unwrap().split("\n## ").skip(1) {
            let (name, lines) = case.split_once('\n').expect("a case has lines");
            let (wanted, list): (Vec<&str>, Vec<&str>) = lines.lines().partition(|l| l.starts_with(['>', '?']));
            let text = format!("KẾ HOẠCH\n\nII. MỤC TIÊU\n\n{}\n", list.join("\n"));
            let record = pipeline::extract(text.as_bytes(), &Options::default()).expect("a text is read");
            let targets = record.targets.iter().map(|t| format!("> {}", show(t)));
            let unread = record.unread.iter().map(|span| format!("? {}", span.exact));
            let found: Vec<String> = targets.chain(unread).collect();
            if found != wanted {
                wrong += &format!("{name}\n  want {wanted:#?}\n  got  {found:#?}\n");
            }
            cases += 1;
        }
    }
    assert!(cases >= 9, "the cases are found");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_near_end_of_a_motion_in_years_to_come_is_planned_as_well() {
    let plan = |year: u16| {
        format!(
            "ỦY BAN NHÂN DÂN\nTỈNH LONG AN\n\nSố: 12/KH-UBND\n\nLong An, ngày 05 tháng 01 năm {year}\n\nKẾ HOẠCH\n\
             Phân loại rác tại nguồn\n\nI. MỤC TIÊU\n\nTỷ lệ rác được phân loại tăng từ 40% năm 2025 lên 60% năm 2030.\n"
        )
    };
    for (year, near) in [(2022, "target"), (2025, "baseline")] {
        let record = pipeline::extract(plan(year).as_bytes(), &Options::default()).expect("a text is read");
        let kinds: Vec<_> = record.targets.iter().map(|t| &*t.kind).collect();
        assert_eq!(kinds, [near, "target"], "a plan of {year}");
    }
}
