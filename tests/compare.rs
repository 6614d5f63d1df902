//! What is done with records once they are there: comparing provinces, asking the codebook, checking a corpus.
//!
//! Lào Cai promises 15 % where the nation has 20 % → `lower`.
#![cfg(feature = "cli")]

mod common;

use common::program::{chitieu, code, err, out};
use std::fs;

/// Two provinces, one of them merged since; three promises for DE-01.
fn dataset() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let documents = "document,issuer_level,province_code,province_now\r\n\
        lc,province,gso63:10,gso34:15\r\nbd,province,gso63:52,gso34:52\r\n";
    let targets = "number,province_code,document,target,province_now,indicator,indicator_id,kind,operator,low,high,unit,year\r\n\
        1/KH-UBND,gso63:10,lc,0,gso34:15,Tỷ trọng kinh tế số,DE-01,target,=,15,15,%,2025\r\n\
        1/KH-UBND,gso63:10,lc,1,gso34:15,Tỷ trọng kinh tế số,DE-01,target,>=,30,,%,2030\r\n\
        2/KH-UBND,gso63:52,bd,0,gso34:52,Tỷ trọng kinh tế số,DE-01,target,range,18,22,%,2025\r\n\
        2/KH-UBND,gso63:52,bd,1,gso34:52,Tỷ trọng kinh tế số,DE-01,baseline,=,9,9,%,2022\r\n";
    fs::write(folder.path().join("documents.csv"), documents).unwrap();
    fs::write(folder.path().join("targets.csv"), targets).unwrap();
    folder
}

#[test]
fn provinces_are_compared_with_the_nation_year_by_year() {
    let f = dataset();
    let o = chitieu(f.path(), &["compare", "DE-01", "--dataset", ".", "--format", "csv"]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    let lines: Vec<Vec<String>> = out(&o).lines().map(|l| l.split(',').take(6).map(str::to_owned).collect()).collect();
    let find = |province: &str, year: &str| {
        let of = |l: &&Vec<String>| l[0].starts_with(province) && l[2] == year;
        lines.iter().find(of).unwrap_or_else(|| panic!("{province} {year} in {lines:?}"))
    };
    let text = out(&o);
    assert_eq!(find("Lào Cai", "2025")[3], "15 %");
    assert!(text.lines().any(|l| l.starts_with("Lào Cai") && l.contains(",2025,") && l.contains(",lower,")), "{text}");
    assert!(text.lines().any(|l| l.starts_with("Lào Cai") && l.contains(",2030,") && l.contains(",same,")), "{text}");
    assert!(text.lines().any(|l| l.contains("18..22 %") && l.contains(",around,")), "{text}");
    assert!(text.lines().any(|l| l.contains(",2030,") && l.contains(",missing,")), "{text}");
    assert!(find("Gia Lai", "2025")[1].starts_with("Bình Định (gso63:52)"), "as issued and as of today: {lines:?}");
    assert!(!text.contains("2022"), "a baseline is no promise");
    let all = chitieu(f.path(), &["compare", "DE-01", "--dataset", ".", "--all"]);
    assert!(out(&all).matches("missing").count() > 30);
    let page = out(&chitieu(f.path(), &["compare", "DE-01", "--dataset", ".", "--format", "html"]));
    assert!(page.contains("<tr class=\"lower\"><td>Lào Cai"), "{page}");
}

#[test]
fn an_unknown_indicator_or_dataset_is_said() {
    let f = dataset();
    for (arguments, said) in [
        (["compare", "XX-99", "--dataset", "."], "no entry holds XX-99\nhint: chitieu codebook list"),
        (["compare", "kinh tế số", "--dataset", "."], "kinh tế số is said of "),
        (["compare", "DE-01", "--dataset", "nowhere"], "nowhere: no dataset here\nhint: make one"),
    ] {
        let o = chitieu(f.path(), &arguments);
        assert_eq!(code(&o), 2);
        assert!(err(&o).starts_with(&format!("chitieu: {said}")), "{}", err(&o));
    }
}

#[test]
fn the_codebook_lists_searches_and_takes_rows_on_top() {
    let f = tempfile::tempdir().unwrap();
    let list = out(&chitieu(f.path(), &["codebook", "list"]));
    assert!(list.lines().count() > 150 && list.contains("SE-12   %                        Tỷ lệ hộ nghèo"), "{list}");
    let found = out(&chitieu(f.path(), &["codebook", "search", "che phủ rừng"]));
    assert!(found.starts_with("SE-17 Tỷ lệ che phủ rừng\n") && found.contains("    national    "), "{found}");
    fs::create_dir(f.path().join("words")).unwrap();
    let row = "id\tdomain\tname\tunit\tdirection\tpopulation\tphrases\tunless\tinstrument\n\
               X-01\town\tSố mô hình sinh kế\tmô hình\thigher\t\tmô hình sinh kế\t\t\n";
    fs::write(f.path().join("words/indicators.tsv"), row).unwrap();
    let found = out(&chitieu(f.path(), &["codebook", "--lexicon", "words", "search", "sinh kế"]));
    assert!(found.starts_with("X-01 Số mô hình sinh kế\n"), "{found}");
    let o = chitieu(f.path(), &["codebook", "unlinked", "words"]);
    assert_eq!((code(&o), err(&o)), (2, "chitieu: words: no records here\n".to_owned()));
}

#[test]
fn a_corpus_is_checked_and_updated() {
    let f = tempfile::tempdir().unwrap();
    let folder = f.path().join("corpus/hue-12");
    fs::create_dir_all(&folder).unwrap();
    let plan =
        "Số: 12/KH-UBND\n\nHuế, ngày 5 tháng 3 năm 2025\n\nKẾ HOẠCH\n\nTrồng rừng năm 2025\n\nCác sở thực hiện.\n";
    fs::write(folder.join("source.txt"), plan).unwrap();
    let o = chitieu(f.path(), &["check", "corpus"]);
    assert_eq!(code(&o), 1);
    assert_eq!(out(&o), "corpus/hue-12/source.txt\n  no committed record\n");
    assert_eq!(code(&chitieu(f.path(), &["check", "corpus", "--update"])), 0);
    let o = chitieu(f.path(), &["check", "./corpus"]);
    assert_eq!((code(&o), out(&o)), (0, String::new()), "{}", err(&o));
    fs::write(folder.join("source.txt"), plan.replace("12/KH", "13/KH")).unwrap();
    let o = chitieu(f.path(), &["check", "corpus"]);
    assert_eq!(code(&o), 1);
    assert!(out(&o).contains("\n  changed number: 12/KH-UBND → 13/KH-UBND\n"), "{}", out(&o));
    let o = chitieu(f.path(), &["check", "corpus", "--format", "github"]);
    let line = "::error file=corpus/hue-12/source.txt,title=hue-12::changed number: 12/KH-UBND → 13/KH-UBND\n";
    assert!(out(&o).contains(line), "{}", out(&o));
    assert_eq!(code(&chitieu(f.path(), &["check", "nowhere"])), 2);
}

#[test]
fn the_rules_are_listed_with_their_examples() {
    let f = tempfile::tempdir().unwrap();
    let rules = out(&chitieu(f.path(), &["explain", "--rules"]));
    for rule in chitieu::grammar::rules::ALL {
        assert!(
            rules.contains(&format!("{}\n    ", rule.name)) && rules.contains(&format!("    > {}\n", rule.example))
        );
    }
}

#[test]
fn a_review_page_stands_beside_the_record() {
    let f = tempfile::tempdir().unwrap();
    fs::write(f.path().join("plan.txt"), "KẾ HOẠCH\n\nMục tiêu đến năm 2025\n- Tỷ lệ hộ nghèo dưới 3%.\n").unwrap();
    let o = chitieu(f.path(), &["extract", "plan.txt", "-o", "out", "--review"]);
    assert_eq!(code(&o), 0, "{}", err(&o));
    assert!(f.path().join("out/plan.json").is_file());
    assert!(fs::read_to_string(f.path().join("out/plan.html")).unwrap().contains("Tỷ lệ hộ nghèo"));
}
