//! Names of people as signature blocks and databases print them.
//!
//! `(Đã ký)`, `TS. NGUYỄN THỊ HÀ` → `Nguyễn Thị Hà`; `Sở Tài chính` is no name.

use super::page::{folded_in_place, is_capitals};
use crate::lexicon::header_words::{Class, begins, is};
use crate::lexicon::people::{is_family_name, post_at};
use crate::lexicon::places;
use crate::lexicon::{List, list};

/// Whether the folded word is a rank, degree or honour.
fn is_degree(word: &str) -> bool {
    list(List::Degree).iter().any(|degree| degree == word)
}

/// Whether the folded words are a rank or degree of two words.
fn is_degree_of_two(first: &str, second: &str) -> bool {
    let mut degrees = list(List::DegreeOfTwo).iter();
    degrees.any(|degree| degree.strip_prefix(first).and_then(|rest| rest.strip_prefix(' ')) == Some(second))
}

/// The name that the words of one line are, ranks and `(Đã ký)` cut off: the name, its first word and one past its last.
/// `known`: only with a family name of the table.
pub fn name_in(line: &[&str], known: bool) -> Option<(String, usize, usize)> {
    let mut from = 0;
    loop {
        let rest = &line[from.min(line.len())..];
        let bare = |n: usize| rest.get(n).map(|w| folded_in_place(w.trim_matches(|c: char| !c.is_alphabetic())));
        let first = bare(0)?;
        // `PGS.TS.`, `BS.CKII`: degrees joined by stops.
        let joined = rest[0].contains('.')
            && rest[0].split('.').filter(|p| !p.is_empty()).all(|p| is_degree(&folded_in_place(p)));
        if !rest[0].chars().any(char::is_alphanumeric)
            || joined
            || is_degree(&first) && rest[0].ends_with(['.', ',', ':'])
            || matches!(first.as_str(), "ông" | "bà")
        {
            from += 1;
        } else if bare(1).is_some_and(|second| is_degree_of_two(&first, &second)) {
            from += 2;
        } else {
            break;
        }
    }
    // `TS.Nguyễn Văn A`: the degree glued to the name.
    let mut owned: Vec<&str> = line[from..].to_vec();
    if let Some(first) = owned.first_mut()
        && let Some(at) = first.rfind('.')
        && at + 1 < first.len()
        && first[..at].split('.').all(|p| is_degree(&folded_in_place(p)))
    {
        *first = &first[at + 1..];
    }
    let mut to = owned.len();
    while to > 0 && !owned[to - 1].chars().any(char::is_alphabetic) {
        to -= 1;
    }
    if to >= 2 && folded_in_place(owned[to - 2]).ends_with("đã") && folded_in_place(owned[to - 1]).starts_with("ký")
    {
        to -= 2;
    }
    let words: Vec<&str> =
        owned[..to].iter().map(|w| w.trim_matches(['|', ',', '.', ';', '*', '_', '(', ')'])).collect();
    // Asked first: it sends away nearly every line that is no name.
    if known && !is_family_name(&folded_in_place(words.first()?)) {
        return None;
    }
    Some((shape(&words)?, from, from + to))
}

/// The words as a name: two to five, each with its capital, none of them a number, a body, a post or a place.
fn shape(words: &[&str]) -> Option<String> {
    if !(2..=6).contains(&words.len()) {
        return None;
    }
    let folded: Vec<String> = words.iter().map(|w| folded_in_place(w)).collect();
    let line = folded.join(" ");
    let family = is_family_name(&folded[0]);
    if words.len() > 5 && family
        || begins(Class::Organ, &line).is_some() && !family
        || begins(Class::Area, &line).is_some()
        || is(Class::Placeholder, &line)
        || post_at(&folded.iter().map(String::as_str).collect::<Vec<_>>()).is_some()
        || places::province(&line).is_some()
        || places::province_of_seat(&line).is_some()
        || !family && crate::lexicon::doc_types::at_start(&line).is_some()
    {
        return None;
    }
    // `Nguyễn Văn A` is a sample's name.
    if words.last().is_some_and(|w| w.chars().count() == 1) {
        return None;
    }
    let shouted = words.iter().all(|w| is_capitals(w));
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        let mut letters = word.chars();
        let first = letters.next()?;
        let letter = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
        if !first.is_uppercase() || !word.chars().all(letter) {
            return None;
        }
        if shouted {
            out.push(first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect());
        } else {
            let inner_capital = letters.clone().any(char::is_uppercase);
            if inner_capital && !word.contains(['-', '\'', '’']) {
                return None;
            }
            out.push((*word).to_owned());
        }
    }
    // A shouted line without a family name is a heading.
    (family || !shouted).then(|| out.join(" "))
}

/// Whether the words are a name with a family name of the table.
pub fn is_known_name(words: &[&str]) -> bool {
    name_in(words, true).is_some_and(|(_, from, to)| from == 0 && to == words.len())
}

/// A name in capitals at the head of the folded words of a line; `own_line`: nothing stands before it.
pub fn name_in_capitals(folded: &[&str], own_line: bool) -> Option<usize> {
    let first = folded.first()?;
    let length = folded.len();
    let middle =
        matches!(folded.get(1), Some(&("văn" | "thị" | "đức" | "hữu" | "minh" | "quốc" | "ngọc" | "thanh" | "xuân")));
    let enough = if own_line { (2..=5).contains(&length) } else { (3..=5).contains(&length) && middle };
    let common = is_family_name(first) && *first != "văn" && begins(Class::Organ, &folded.join(" ")).is_none();
    (enough && common && post_at(folded).is_none()).then_some(length)
}

/// A field's whole value as a name: a database's `Người ký` cell.
pub fn name_of_cell(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split(' ').filter(|w| !w.is_empty()).collect();
    name_in(&words, false).map(|(name, _, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_ranks() {
        for (line, name) in [
            ("Nguyễn Thị Hà", "Nguyễn Thị Hà"),
            ("NGUYỄN THỊ HÀ", "Nguyễn Thị Hà"),
            ("PGS.TS. Lê Hà", "Lê Hà"),
            ("TS.Lê Hà", "Lê Hà"),
            ("Đại tá Lê Hà", "Lê Hà"),
            ("(Đã ký) Lê Hà", "Lê Hà"),
            ("Lê Hà (đã ký)", "Lê Hà"),
            ("BS.CKII. Lê Hà", "Lê Hà"),
            ("Y Thông Êban", "Y Thông Êban"),
            ("H'Yim Kđoh", "H'Yim Kđoh"),
        ] {
            assert_eq!(name_of_cell(line).as_deref(), Some(name), "{line}");
        }
    }

    #[test]
    fn what_is_no_name() {
        for line in
            ["Sở Tài chính", "Đã biết", "Hòa Bình", "Chủ tịch", "Nguyễn Văn A", "PHỤ LỤC", "Lưu trữ", "12 Lê Lợi", "Lê"]
        {
            assert_eq!(name_of_cell(line), None, "{line}");
        }
    }
}
