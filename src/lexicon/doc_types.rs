//! Types of documents: the name a document bears above its title, the abbreviation in its number.
//!
//! `KẾ HOẠCH` → Kế hoạch, `KH`; the number `12/QĐ-UBND` says Quyết định.

use crate::lexicon::phrases::Fast;
use crate::lexicon::tsv::Table;
use crate::text::folded;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A type of document.
#[derive(Debug, PartialEq, Eq)]
pub struct DocType {
    /// `Kế hoạch`.
    pub name: &'static str,
    /// `KH`; `None` for types that have none (Công văn).
    pub code: Option<&'static str>,
}

/// Letters without their marks: `kế hoạch` and `ké hoạch` are both `ke hoach`.
pub fn bare(folded: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    folded
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// The type of a whole folded line in which recognition may have misread marks.
pub fn misread(folded_line: &str) -> Option<&'static DocType> {
    static BARE: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
        TYPES.names.iter().filter(|(name, _)| name.contains(' ')).map(|(name, i)| (bare(name), *i)).collect()
    });
    if folded_line.len() > 40 {
        return None;
    }
    BARE.get(&bare(folded_line.trim_matches([' ', ':', '.', '-']))).map(|i| &TYPES.types[*i])
}

struct Types {
    types: Vec<DocType>,
    names: HashMap<String, usize, Fast>,
    codes: HashMap<String, usize, Fast>,
}

static TYPES: LazyLock<Types> = LazyLock::new(|| {
    let table = Table::parse("doc_types.tsv", include_str!("doc_types.tsv"));
    let mut all = Types { types: Vec::new(), names: HashMap::default(), codes: HashMap::default() };
    for row in &table.rows {
        let index = all.types.len();
        let code = Some(row.get(0)).filter(|c| !c.is_empty());
        all.names.entry(folded(row.get(1))).or_insert(index);
        if let Some(code) = code.filter(|_| row.get(2) == "1") {
            all.codes.entry(folded(code)).or_insert(index);
        }
        all.types.push(DocType { name: row.get(1), code });
    }
    all
});

/// The type of this name, whatever its case.
pub fn named(name: &str) -> Option<&'static DocType> {
    TYPES.names.get(&folded(name)).map(|i| &TYPES.types[*i])
}

/// The type with this abbreviation; `TTR` and `TTr` are one.
pub fn abbreviated(code: &str) -> Option<&'static DocType> {
    TYPES.codes.get(&folded(code)).map(|i| &TYPES.types[*i])
}

/// The type whose name begins `folded_text` as whole words, the longest first, and the bytes it takes.
pub fn at_start(folded_text: &str) -> Option<(&'static DocType, usize)> {
    let mut ends: Vec<usize> =
        folded_text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).take(5).collect();
    if ends.len() < 5 {
        ends.push(folded_text.len());
    }
    ends.iter().rev().find_map(|end| TYPES.names.get(&folded_text[..*end]).map(|i| (&TYPES.types[*i], *end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes() {
        assert_eq!(named("KẾ HOẠCH").and_then(|t| t.code), Some("KH"));
        assert_eq!(abbreviated("TTR").map(|t| t.name), Some("Tờ trình"));
        assert_eq!(abbreviated("L").map(|t| t.name), Some("Luật"));
        assert_eq!(named("Công văn").map(|t| t.code), Some(None));
    }

    #[test]
    fn misread_marks() {
        assert_eq!(misread("ké hoạch").map(|t| t.name), Some("Kế hoạch"));
        assert_eq!(misread("quyêt định:").map(|t| t.name), Some("Quyết định"));
        assert_eq!(misread("mục tiêu"), None);
    }

    #[test]
    fn the_longest_name_at_the_start() {
        let (t, end) = at_start("chương trình hành động số 10-ctr/tu").unwrap();
        assert_eq!((t.name, end), ("Chương trình hành động", "chương trình hành động".len()));
        assert_eq!(at_start("kế hoạch").map(|(t, _)| t.name), Some("Kế hoạch"));
        assert!(at_start("mục đích, yêu cầu").is_none());
    }
}
