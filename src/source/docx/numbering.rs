//! The numbers Word prints before paragraphs but does not store: counted as Word counts them.
//!
//! Second paragraph of a list whose level 0 reads `%1.` → `2.`; level 1 reading `%1.%2)` below it → `2.1)`; bullets → `-`.

use super::xml::{Node, Xml};
use crate::error::Error;
use std::collections::{BTreeMap, BTreeSet};

/// Levels a list has.
const LEVELS: usize = 9;

#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    text: String,
    /// Begins anew after a paragraph of a level above this one-based level; 0 never does.
    restart: Option<usize>,
    /// All numbers in it are printed as decimals.
    legal: bool,
    /// Paragraphs of this style are of this level.
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: BTreeMap<usize, Level>,
    /// The numbering style it stands for, or the one that defines it.
    style_link: Option<String>,
    num_style_link: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    base: i64,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
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
    /// Reads `word/numbering.xml`.
    ///
    /// # Errors
    /// Where the part is not well-formed.
    pub fn read(text: &str) -> Result<Numbering, Error> {
        let mut xml = Xml::new(text, "word/numbering.xml");
        let mut numbering = Numbering::default();
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            let id = |name| element.attribute(name).and_then(|v| v.parse().ok());
            match element.name() {
                "abstractNum" => {
                    let definition = read_abstract(&mut xml)?;
                    numbering.abstracts.insert(id("abstractNumId").unwrap_or(-1), definition);
                }
                "num" => {
                    let list = read_list(&mut xml)?;
                    numbering.lists.insert(id("numId").unwrap_or(-1), list);
                }
                _ => {}
            }
        }
        numbering.follow_links();
        Ok(numbering)
    }

    /// A list may be defined by name of a numbering style that another one defines.
    fn follow_links(&mut self) {
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
pub(crate) fn letters(number: u32) -> String {
    let Some(zero_based) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + (zero_based % 26) as u8);
    std::iter::repeat_n(letter, (zero_based / 26 + 1).min(30) as usize).collect()
}

/// Roman numerals up to 3,999, decimals beyond.
pub(crate) fn roman(number: u32) -> String {
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

fn read_abstract(xml: &mut Xml<'_>) -> Result<Abstract, Error> {
    let depth = xml.depth();
    let mut definition = Abstract::default();
    while xml.depth() >= depth {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        match element.name() {
            "lvl" => {
                let at = element.attribute("ilvl").and_then(|v| v.parse().ok()).unwrap_or(0);
                definition.levels.insert(at, read_level(xml)?);
            }
            "styleLink" => definition.style_link = element.value(),
            "numStyleLink" => definition.num_style_link = element.value(),
            _ => {}
        }
    }
    Ok(definition)
}

fn read_list(xml: &mut Xml<'_>) -> Result<List, Error> {
    let depth = xml.depth();
    let mut list = List { base: -1, ..List::default() };
    let mut overridden = 0;
    while xml.depth() >= depth {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        let number = element.value().and_then(|v| v.parse::<i64>().ok());
        match element.name() {
            "abstractNumId" => list.base = number.unwrap_or(-1),
            "lvlOverride" => overridden = element.attribute("ilvl").and_then(|v| v.parse().ok()).unwrap_or(0),
            "startOverride" => {
                list.starts.insert(overridden, number.and_then(|n| n.try_into().ok()).unwrap_or(1));
            }
            "lvl" => {
                list.levels.insert(overridden, read_level(xml)?);
            }
            _ => {}
        }
    }
    Ok(list)
}

fn read_level(xml: &mut Xml<'_>) -> Result<Level, Error> {
    let depth = xml.depth();
    let mut level = Level::default();
    while xml.depth() >= depth {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        match element.name() {
            "start" => level.start = element.value().and_then(|v| v.parse().ok()),
            // A format of a newer Word stands before its fallback: the last one told is the one all know.
            "numFmt" => level.format = element.value().unwrap_or_default(),
            "lvlText" => level.text = element.value().unwrap_or_default(),
            "lvlRestart" => level.restart = element.value().and_then(|v| v.parse().ok()),
            "isLgl" => level.legal = element.is_on(),
            "pStyle" => level.style = element.value(),
            "rPr" | "pPr" => xml.skip(xml.depth())?,
            _ => {}
        }
    }
    Ok(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering() -> Numbering {
        let level = |at, format, text, more| {
            format!(
                r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>"#
            )
        };
        Numbering::read(&format!(
            r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">{}{}{}{}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
            </w:numbering>"#,
            level(0, "upperRoman", "%1.", r#"<w:pStyle w:val="Muc"/>"#),
            level(1, "decimal", "%1.%2.", "<w:isLgl/>"),
            level(2, "lowerLetter", "%3)", ""),
            level(3, "bullet", "\u{f0b7}", "")
        ))
        .unwrap()
    }

    #[test]
    fn numbers_are_counted_as_printed() {
        let mut n = numbering();
        let mut next = |list, level| n.count(list, Some(level), None).unwrap().text;
        assert_eq!([next(1, 0), next(1, 1), next(1, 1), next(1, 2)], ["I.", "1.1.", "1.2.", "a)"]);
        assert_eq!([next(1, 0), next(1, 1), next(1, 2), next(1, 3)], ["II.", "2.1.", "a)", "-"]);
        assert_eq!([next(2, 0), next(1, 0)], ["V.", "VI."], "an override starts anew, once; the count is shared");
    }

    #[test]
    fn a_style_knows_its_level_and_an_unknown_list_prints_nothing() {
        let mut n = numbering();
        assert_eq!(n.count(1, None, Some("Muc")).unwrap().text, "I.");
        assert_eq!(n.count(9, Some(0), None), None);
        assert_eq!(n.count(1, Some(8), None), None, "a level without definition");
    }

    #[test]
    fn letters_and_romans() {
        assert_eq!([letters(1), letters(26), letters(28)], ["a", "z", "bb"]);
        assert_eq!([roman(4), roman(14), roman(1999), roman(0)], ["IV", "XIV", "MCMXCIX", "0"]);
    }
}
