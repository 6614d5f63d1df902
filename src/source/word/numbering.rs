//! The numbers Word prints before paragraphs but does not store: counted as Word counts them.
//!
//! Second paragraph of a list whose level 0 reads `%1.` → `2.`; level 1 reading `%1.%2)` below it → `2.1)`; bullets → `-`.

use std::collections::{BTreeMap, BTreeSet};

/// Levels a list has.
const LEVELS: usize = 9;

/// How the numbers of one level look.
#[derive(Clone, Debug, Default)]
pub struct Level {
    /// First number, 1 when not stated.
    pub start: Option<u32>,
    /// As OOXML names it: `decimal`, `upperRoman`, `bullet`.
    pub format: String,
    /// What is printed, `%1` standing for the number of the first level: `%1.%2.`, or the bullet.
    pub text: String,
    /// Begins anew after a paragraph of a level above this one-based level; 0 never does.
    pub restart: Option<usize>,
    /// All numbers in it are printed as decimals.
    pub legal: bool,
    /// Paragraphs of this style are of this level.
    pub style: Option<String>,
}

/// The definition of a list.
#[derive(Clone, Debug, Default)]
pub struct Abstract {
    /// Its levels, zero-based.
    pub levels: BTreeMap<usize, Level>,
    /// The numbering style it defines.
    pub style_link: Option<String>,
    /// The numbering style it stands for.
    pub num_style_link: Option<String>,
}

/// A list paragraphs can be in.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Key of its definition.
    pub base: i64,
    /// Levels it starts anew, and from which number.
    pub starts: BTreeMap<usize, u32>,
    /// Levels it defines differently.
    pub levels: BTreeMap<usize, Level>,
}

/// The lists of a document and how far they have counted.
#[derive(Debug, Default)]
pub struct Numbering {
    abstracts: BTreeMap<i64, Abstract>,
    lists: BTreeMap<i64, List>,
    /// Lists built on one definition count on together.
    counts: BTreeMap<i64, [Option<u32>; LEVELS]>,
    started: BTreeSet<(i64, usize)>,
}

/// What is printed before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub struct Printed {
    /// The number or bullet.
    pub text: String,
    /// It is a bullet.
    pub bullet: bool,
    /// One-based depth of its level.
    pub depth: u8,
}

impl Numbering {
    /// Adds a definition.
    pub fn define(&mut self, key: i64, definition: Abstract) {
        self.abstracts.insert(key, definition);
    }

    /// Adds a list.
    pub fn add(&mut self, key: i64, list: List) {
        self.lists.insert(key, list);
    }

    /// A list may be defined by name of a numbering style that another one defines.
    pub fn follow_links(&mut self) {
        let by_style: BTreeMap<String, i64> =
            self.abstracts.iter().filter_map(|(id, a)| Some((a.style_link.clone()?, *id))).collect();
        for list in self.lists.values_mut() {
            let link = self.abstracts.get(&list.base).and_then(|a| a.num_style_link.as_ref());
            if let Some(id) = link.and_then(|name| by_style.get(name)) {
                list.base = *id;
            }
        }
    }

    /// Counts one paragraph of `list` and says what is printed before it. Without a level, the one tied to `style`.
    pub fn count(&mut self, list: i64, level: Option<usize>, style: Option<&str>) -> Option<Printed> {
        let numbered = self.lists.get(&list)?;
        let definition = self.abstracts.get(&numbered.base)?;
        let of = |level: usize| numbered.levels.get(&level).or_else(|| definition.levels.get(&level));
        let tied = || (0..LEVELS).find(|l| style.is_some() && of(*l).is_some_and(|l| l.style.as_deref() == style));
        let level = level.or_else(tied).unwrap_or(0).min(LEVELS - 1);
        let start = |l: usize| {
            let stated = numbered.starts.get(&l).copied();
            stated.or_else(|| of(l).and_then(|l| l.start)).unwrap_or(1)
        };
        let counts = self.counts.entry(numbered.base).or_default();
        if self.started.insert((list, level)) && numbered.starts.contains_key(&level) {
            counts[level] = None;
        }
        counts[level] = Some(counts[level].map_or(start(level), |n| n.saturating_add(1)));
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            if of(deeper).and_then(|l| l.restart).is_none_or(|r| level < r) {
                *count = None;
            }
        }
        let shown = of(level)?;
        let depth = level as u8 + 1;
        if shown.format == "bullet" {
            return bullet(&shown.text).map(|text| Printed { text: text.to_owned(), bullet: true, depth });
        }
        let mut text = String::new();
        let mut pattern = shown.text.chars().peekable();
        while let Some(c) = pattern.next() {
            match (c, pattern.peek().and_then(|d| d.to_digit(10))) {
                ('%', Some(n @ 1..=9)) => {
                    pattern.next();
                    let at = n as usize - 1;
                    let number = counts[at].unwrap_or_else(|| start(at));
                    let format = of(at).map_or("decimal", |l| l.format.as_str());
                    text.push_str(&format_number(number, if shown.legal { "decimal" } else { format }));
                }
                _ => text.push(c),
            }
        }
        (!text.trim().is_empty()).then_some(Printed { text, bullet: false, depth })
    }
}

/// Which sign stands for a bullet: the plus and star of second and third levels are kept, all else is a dash.
fn bullet(text: &str) -> Option<&'static str> {
    match text.trim() {
        "" => None,
        "+" | "\u{f02b}" => Some("+"),
        "*" | "\u{f02a}" => Some("*"),
        _ => Some("-"),
    }
}

fn format_number(number: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerLetter" => letters(number),
        "decimalZero" => format!("{number:02}"),
        "numberInDash" => format!("- {number} -"),
        _ => number.to_string(),
    }
}

/// `a` to `z`, then `aa`, `bb`: Word repeats the letter.
fn letters(number: u32) -> String {
    let Some(zero_based) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + (zero_based % 26) as u8);
    std::iter::repeat_n(letter, (zero_based / 26 + 1).min(30) as usize).collect()
}

/// Roman numerals up to 3,999, decimals beyond.
fn roman(number: u32) -> String {
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in signs {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_romans() {
        assert_eq!([letters(1), letters(26), letters(28)], ["a", "z", "bb"]);
        assert_eq!([roman(4), roman(14), roman(1999), roman(0)], ["IV", "XIV", "MCMXCIX", "0"]);
    }
}
