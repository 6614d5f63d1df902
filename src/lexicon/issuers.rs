//! Issuing bodies: abbreviations of symbols and letterheads, and the names they stand for.
//!
//! `STTTT` → Sở Thông tin và Truyền thông, province; `SỞ CÔNG THƯƠNG` is written `Sở Công Thương`.

use crate::lexicon::tsv::Table;
use crate::text::folded;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A body known by name.
#[derive(Debug)]
pub struct Issuer {
    /// `Sở Tài chính`.
    pub name: &'static str,
    /// `central`, `province` …, or several joined by `|`.
    pub level: &'static str,
}

struct Issuers {
    issuers: Vec<Issuer>,
    by_abbreviation: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

static ISSUERS: LazyLock<Issuers> = LazyLock::new(|| {
    let table = Table::parse("issuers.tsv", include_str!("issuers.tsv"));
    let mut all = Issuers { issuers: Vec::new(), by_abbreviation: HashMap::new(), by_name: HashMap::new() };
    for row in &table.rows {
        let index = all.issuers.len();
        if !row.get(0).is_empty() {
            all.by_abbreviation.entry(folded(row.get(0))).or_insert(index);
        }
        all.by_name.entry(folded(row.get(1))).or_insert(index);
        all.issuers.push(Issuer { name: row.get(1), level: row.get(2) });
    }
    all
});

/// The body with this abbreviation.
pub fn abbreviated(abbreviation: &str) -> Option<&'static Issuer> {
    ISSUERS.by_abbreviation.get(&folded(abbreviation)).map(|i| &ISSUERS.issuers[*i])
}

/// The body whose name begins `folded_text` as whole words, the longest first, and the bytes it takes.
pub fn at_start(folded_text: &str) -> Option<(&'static Issuer, usize)> {
    let ends = folded_text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).take(12);
    let ends: Vec<usize> = ends.chain(std::iter::once(folded_text.len())).collect();
    ends.iter().rev().find_map(|end| ISSUERS.by_name.get(&folded_text[..*end]).map(|i| (&ISSUERS.issuers[*i], *end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_and_names() {
        assert_eq!(abbreviated("TTG").map(|i| i.name), Some("Thủ tướng Chính phủ"));
        let (issuer, end) = at_start("sở công thương tỉnh x").unwrap();
        assert_eq!((issuer.name, end), ("Sở Công Thương", "sở công thương".len()));
    }
}
