//! Provinces: their codes before and after 01/7/2025, the ways they are spelt, the cities they are governed from.
//!
//! `Vinh` on a date line → Nghệ An, `gso63:40`, today `gso34:40`.

use crate::lexicon::phrases::Fast;
use crate::lexicon::tsv::Table;
use crate::lexicon::{List, list};
use crate::text::folded;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A unit of the list of 63 and what became of it.
#[derive(Debug)]
pub struct Province {
    /// Code of the list in force to 2025-06-30.
    pub code: &'static str,
    /// Official name without `tỉnh` or `thành phố`.
    pub name: &'static str,
    /// `tỉnh` or `thành phố`.
    pub kind: &'static str,
    /// Code, in the list in force from 2025-07-01, of the unit that holds it.
    pub now: &'static str,
    /// Name of that unit.
    pub now_name: &'static str,
}

impl Province {
    /// The name as it stands behind a body: `tỉnh Nghệ An`, `Thành phố Hồ Chí Minh` (a person's name keeps the capital).
    pub fn full_name(&self) -> String {
        match self.name {
            "Hồ Chí Minh" => "Thành phố Hồ Chí Minh".to_owned(),
            name => format!("{} {name}", self.kind),
        }
    }

    /// Whether the name is one of the 34 as well.
    pub fn survives(&self) -> bool {
        self.name == self.now_name
    }
}

struct Places {
    provinces: Vec<Province>,
    /// Folded name or spelling → index.
    names: HashMap<String, usize, Fast>,
    /// Folded seat → index.
    seats: HashMap<String, usize, Fast>,
    /// Most words in a name.
    widest: usize,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let table = Table::parse("places.tsv", include_str!("places.tsv"));
    let mut places = Places { provinces: Vec::new(), names: HashMap::default(), seats: HashMap::default(), widest: 1 };
    for (index, row) in table.rows.iter().enumerate() {
        let name = row.get(1);
        for spelling in std::iter::once(name).chain(row.list(5)) {
            let key = key(spelling);
            places.widest = places.widest.max(key.split(' ').count());
            places.names.insert(key, index);
        }
        for seat in row.list(6) {
            places.seats.insert(key(seat), index);
        }
        places.provinces.push(Province {
            code: row.get(0),
            name,
            kind: row.get(2),
            now: row.get(3),
            now_name: row.get(4),
        });
    }
    places
});

/// The form names are compared in: folded, dashes without blanks, no stop at the end.
fn key(name: &str) -> String {
    let folded = folded(name).replace(['–', '—'], "-");
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ").replace(" - ", "-").replace("- ", "-").replace(" -", "-").trim_end_matches(['.', ',']).to_owned()
}

/// The province of this name, in any known spelling.
pub fn province(name: &str) -> Option<&'static Province> {
    PLACES.names.get(&key(name)).map(|i| &PLACES.provinces[*i])
}

/// The name of a province by its code with the list in front: `gso63:40`, `gso34:40`.
pub fn name_of_code(code: &str) -> Option<&'static str> {
    let mut provinces = PLACES.provinces.iter();
    match code.split_once(':')? {
        ("gso63", code) => provinces.find(|p| p.code == code).map(|p| p.name),
        ("gso34", code) => provinces.find(|p| p.now == code).map(|p| p.now_name),
        _ => None,
    }
}

/// The 34 units of today by code.
pub fn today() -> std::collections::BTreeMap<&'static str, &'static str> {
    PLACES.provinces.iter().map(|p| (p.now, p.now_name)).collect()
}

/// The province whose name is this but for marks that recognition misread, when only one is.
pub fn misread(name: &str) -> Option<&'static Province> {
    static BARE: LazyLock<HashMap<String, Option<usize>>> = LazyLock::new(|| {
        let mut bare: HashMap<String, Option<usize>> = HashMap::new();
        for (index, province) in PLACES.provinces.iter().enumerate() {
            bare.entry(super::doc_types::bare(&key(province.name))).and_modify(|i| *i = None).or_insert(Some(index));
        }
        bare
    });
    BARE.get(&super::doc_types::bare(&key(name))).copied().flatten().map(|i| &PLACES.provinces[i])
}

/// The province governed from this city.
pub fn province_of_seat(city: &str) -> Option<&'static Province> {
    PLACES.seats.get(&key(city)).map(|i| &PLACES.provinces[*i])
}

/// The province whose name begins `text`, the longest name first, and how many bytes of `text` it takes.
pub fn province_at(text: &str) -> Option<(&'static Province, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut last_blank = true;
    for (at, c) in text.char_indices() {
        let blank = !c.is_alphanumeric() && c != '.';
        if blank && !last_blank {
            ends.push(at);
            if ends.len() > PLACES.widest + 2 {
                break;
            }
        }
        last_blank = blank;
    }
    ends.push(text.len());
    ends.iter().rev().find_map(|end| Some((province(text[..*end].trim_end_matches('.'))?, *end)))
}

/// What stands behind the kind of an area that opens folded words: `huyện si ma cai` → `si ma cai`.
pub fn behind_kind(folded: &str) -> Option<&str> {
    list(List::AreaKind).iter().find_map(|kind| folded.strip_prefix(kind.as_str())?.strip_prefix(' '))
}

/// Whether words open with the name of an area: `Huyện Trạm Tấu: 40 ha`.
pub fn names_area(words: &str) -> bool {
    let folded = folded(words);
    let name = behind_kind(&folded).and_then(|rest| words.get(words.len().checked_sub(rest.len())?..));
    name.is_some_and(|name| name.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_spellings_and_seats() {
        assert_eq!(province("ĐĂK LĂK").map(|p| p.code), Some("66"));
        assert_eq!(province("Khánh Hoà").map(|p| p.code), Some("56"));
        assert_eq!(province("Bà Rịa-Vũng Tàu").map(|p| p.now), Some("79"));
        assert_eq!(province_of_seat("Vinh").map(|p| p.name), Some("Nghệ An"));
        assert_eq!(province_of_seat("Phan Rang – Tháp Chàm").map(|p| p.name), Some("Ninh Thuận"));
        assert_eq!(province("Vinh").map(|p| p.name), None);
    }

    #[test]
    fn a_name_at_the_start_of_a_text_is_the_longest() {
        assert_eq!(province_at("Hà Nam năm 2020").map(|(p, n)| (p.name, n)), Some(("Hà Nam", "Hà Nam".len())));
        assert_eq!(province_at("Bà Rịa - Vũng Tàu.").map(|(p, _)| p.code), Some("77"));
        assert!(province_at("ta đã làm").is_none());
    }

    #[test]
    fn the_table_holds_63_units_that_become_34() {
        assert_eq!(PLACES.provinces.len(), 63);
        let now: std::collections::BTreeSet<_> = PLACES.provinces.iter().map(|p| p.now).collect();
        assert_eq!(now.len(), 34);
    }
}
