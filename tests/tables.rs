//! Every table of `fixtures/tables` means what stands below it: written by hand.
//!
//! A file holds tables. `@` lines say what stands around the table, `|` lines are its rows, `>` lines its targets in text
//! order, `!` lines its issues; `? n` allows `n` unread numbers, else there is none. Cells: `**bold**`, `[2x1]` for two rows
//! by one column, ` / ` for a line break. `@exact` gives the grid as HTML and DOCX do, else printed order is all there is.

use chitieu::date::Date;
use chitieu::document::{At, Builder, Document, Origin, Role, Style};
use chitieu::lexicon::Words;
use chitieu::table::{self, Around};
use chitieu::target::{As, Basis, Period, Target};
use std::path::Path;

#[derive(Default)]
struct Case {
    at: String,
    exact: bool,
    around: Around,
    tables: Vec<Vec<String>>,
    wanted: Vec<String>,
    issues: Vec<String>,
    unread: usize,
}

fn cases(file: &Path) -> Vec<Case> {
    let name = file.file_name().unwrap().to_str().unwrap();
    let mut cases: Vec<Case> = Vec::new();
    let mut open = false;
    for (n, line) in std::fs::read_to_string(file).unwrap().lines().enumerate() {
        let begins = line.starts_with(['|', '@']);
        if begins && !open {
            cases.push(Case { at: format!("{name}:{}", n + 1), tables: vec![Vec::new()], ..Case::default() });
            open = true;
        }
        let Some(case) = cases.last_mut() else { continue };
        if line.starts_with('|') {
            case.tables.last_mut().unwrap().push(line.to_owned());
        } else if line == "---" {
            case.tables.push(Vec::new());
        } else if let Some(words) = line.strip_prefix('@') {
            let (key, value) = words.split_once(' ').unwrap_or((words, ""));
            match key {
                "exact" => case.exact = true,
                "year" => case.around.year = value.parse().ok(),
                "begins" => case.around.begins = value.parse().ok(),
                "unit" => case.around.unit = Some(value.to_owned()),
                "caption" => case.around.caption = Some(value.to_owned()),
                "period" => {
                    let (start, end) = value.split_once("..").unwrap();
                    let year = |y: &str| y.parse().ok().map(Date::year);
                    case.around.period = Period { start: year(start), end: year(end), basis: Some(Basis::Heading) };
                }
                other => panic!("{}: unknown @{other}", case.at),
            }
        } else if let Some(target) = line.strip_prefix("> ") {
            case.wanted.push(target.to_owned());
            open = false;
        } else if let Some(issue) = line.strip_prefix("! ") {
            case.issues.push(issue.to_owned());
            open = false;
        } else if let Some(unread) = line.strip_prefix("? ") {
            case.unread = unread.parse().unwrap();
            open = false;
        } else if line.is_empty() {
            open = false;
        }
    }
    cases
}

fn document(case: &Case) -> Document {
    let mut b = Builder::new(Origin::default());
    for rows in &case.tables {
        b.begin_table(case.exact);
        for row in rows {
            b.begin_row();
            let cells = row.trim().trim_start_matches('|').strip_suffix('|').unwrap_or_else(|| panic!("{row}"));
            for cell in cells.split('|') {
                let mut cell = cell.trim();
                let (mut rowspan, mut colspan) = (1, 1);
                if let Some((spans, rest)) = cell.strip_prefix('[').and_then(|c| c.split_once(']'))
                    && let Some((rows, columns)) = spans.split_once('x')
                {
                    (rowspan, colspan) = (rows.parse().unwrap(), columns.parse().unwrap());
                    cell = rest.trim();
                }
                b.begin_cell(rowspan, colspan, false);
                let bold = cell.starts_with("**") && cell.ends_with("**");
                for line in cell.trim_matches('*').split(" / ") {
                    b.styled(line, At::Nowhere, Style { bold, ..Style::default() });
                    b.end_block(Style::default(), Role::Body);
                }
            }
        }
        b.end_table();
    }
    b.finish()
}

fn show(t: &Target) -> String {
    let value = match (t.value.low, t.value.high) {
        (Some(low), Some(high)) if low != high => format!("{low} {high}"),
        (Some(n), _) | (None, Some(n)) => n.to_string(),
        (None, None) => "?".to_owned(),
    };
    let date = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
    let period = match (t.period.start, t.period.end) {
        (None, None) => "-".to_owned(),
        (None, end) => date(end),
        (start, end) => format!("{}..{}", date(start), date(end)),
    };
    let mut line = format!("{} {} {value} {}", t.kind.name(), t.value.operator, t.unit.as_deref().unwrap_or("-"));
    if let Some(change) = t.change {
        line += &format!(" {}", change.name());
    }
    line += &format!(" | {period} | {}", t.indicator);
    if let Some(agency) = &t.agency {
        line += &format!(" | {agency}");
    }
    line
}

#[test]
fn every_table_means_what_stands_below_it() {
    let words = Words::built_in();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tables");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    let mut read = 0;
    for case in files.iter().flat_map(|f| cases(f)) {
        let document = document(&case);
        let (mut targets, mut issues, mut unread) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..case.tables.len() {
            let reading = table::read(&document, index, &words, &case.around);
            targets.extend(reading.targets.iter().map(show));
            issues.extend(reading.issues.iter().map(|i| i.code.to_owned()));
            let open = reading.fates.iter().filter(|f| f.as_what == As::Unread);
            unread.extend(open.map(|f| f.span.of(document.text()).to_owned()));
            let ascending = reading.fates.windows(2).all(|f| f[0].span.end <= f[1].span.start);
            assert!(ascending, "{}: a number has two fates", case.at);
            for target in &reading.targets {
                let shown = target.evidence.iter().map(|e| e.span.of(document.text())).collect::<Vec<_>>();
                assert!(shown.iter().all(|s| !s.is_empty()), "{}: empty evidence", case.at);
            }
        }
        read += 1;
        if targets != case.wanted || issues != case.issues || unread.len() != case.unread {
            let mut report = case.at.to_string();
            for line in &case.wanted {
                if !targets.contains(line) {
                    report += &format!("\n  want {line}");
                }
            }
            for line in &targets {
                if !case.wanted.contains(line) {
                    report += &format!("\n  got  {line}");
                }
            }
            if issues != case.issues {
                report += &format!("\n  issues {issues:?}, wanted {:?}", case.issues);
            }
            if unread.len() != case.unread {
                report += &format!("\n  unread {unread:?}, wanted {}", case.unread);
            }
            wrong.push(report);
        }
    }
    assert!(read > 20, "only {read} tables were found");
    assert!(wrong.is_empty(), "{} of {read} tables\n{}", wrong.len(), wrong.join("\n"));
}
