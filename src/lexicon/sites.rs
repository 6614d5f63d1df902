//! What the parts of web pages are called: class names, heads of boxes, labels of fields.
//!
//! `class="box-tin-lien-quan"` → furniture; a line `Văn bản liên quan` → heads furniture; `Số hiệu:` → a metadata label.
//!
//! A site that is not listed works by the rows for `*`; a row for one host adds what is particular to it.

use super::tsv::Table;
use crate::lexicon::phrases::Fast;
use crate::text::{folded, letters};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a part of a page is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Part {
    /// The document or article itself.
    Content,
    /// The headline or lead of an article.
    Title,
    /// A box of labels and values about the document.
    Metadata,
    /// What surrounds it.
    Furniture,
    /// A tooltip or button inside a sentence that is no part of it.
    Aside,
}

/// How a line marks a part.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Mark {
    /// It heads a box: it and what follows in its box are the part.
    Head,
    /// It alone is the part.
    Line,
    /// It names a field of the part.
    Label,
    /// It stands in every document of the kind.
    Sign,
}

/// The marks of all sites.
#[derive(Debug)]
pub struct Sites {
    /// By first word of a class name: the other words, whether no others may stand beside them, site, part.
    classes: HashMap<&'static str, Vec<ClassMark>, Fast>,
    /// Folded text, mark, part; sorted by text.
    lines: Vec<(String, Mark, Part)>,
    /// The keys of the first words of those: most lines begin with none of them.
    openings: HashSet<u64, Fast>,
}

#[derive(Debug)]
struct ClassMark {
    words: Vec<&'static str>,
    alone: bool,
    site: &'static str,
    part: Part,
}

/// The compiled-in table.
pub static SITES: LazyLock<Sites> = LazyLock::new(|| Sites::parse(include_str!("sites.tsv")));

impl Sites {
    fn parse(text: &'static str) -> Sites {
        let mut sites = Sites { classes: HashMap::default(), lines: Vec::new(), openings: HashSet::default() };
        for row in Table::parse("sites.tsv", text).rows {
            let (site, mark, words, part) = (row.get(0), row.get(1), row.get(2), row.get(3));
            let part = match part {
                "content" => Part::Content,
                "title" => Part::Title,
                "metadata" => Part::Metadata,
                "aside" => Part::Aside,
                _ => Part::Furniture,
            };
            let mark = match mark {
                "head" => Mark::Head,
                "line" => Mark::Line,
                "label" => Mark::Label,
                "sign" => Mark::Sign,
                _ => {
                    let alone = words.starts_with('=');
                    let words: Vec<&str> = words.trim_start_matches('=').split(' ').collect();
                    sites.classes.entry(words[0]).or_default().push(ClassMark { words, alone, site, part });
                    continue;
                }
            };
            sites.lines.push((folded(words), mark, part));
        }
        sites.lines.sort();
        sites.openings.extend(sites.lines.iter().filter_map(|(text, ..)| letters(text, 0).1));
        sites
    }

    /// The part that one class name or id means on `host` (empty when unknown). Furniture loses against the others:
    /// `noi-dung-menu` is rare, `article-content-share` is not asked for its content.
    pub fn class(&self, name: &str, host: &str) -> Option<Part> {
        let mut lower = String::with_capacity(name.len());
        let mut ends = Vec::new();
        words(name, &mut lower, &mut ends);
        let word = |i: usize| &lower[if i == 0 { 0 } else { ends[i - 1] }..ends[i]];
        let mut found = None;
        for first in 0..ends.len() {
            for mark in self.classes.get(word(first)).into_iter().flatten() {
                let fits = (mark.site == "*" || on_site(host, mark.site))
                    && first + mark.words.len() <= ends.len()
                    && (1..mark.words.len()).all(|i| mark.words[i] == word(first + i))
                    && (!mark.alone || mark.words.len() == ends.len());
                if fits && found.is_none_or(|part| part == Part::Content) {
                    found = Some(mark.part);
                }
            }
        }
        found
    }

    /// Whether a line that begins so, folded or not, may make a mark: told by its first word.
    pub fn may_mark(&self, line: &str) -> bool {
        letters(line, 0).1.is_none_or(|key| self.openings.contains(&key))
    }

    /// The mark that a line makes, and its number: equal marks have equal numbers. `line` is folded (`text::fold`) and may be cut behind its 80th byte or so.
    pub fn line(&self, line: &str) -> Option<(Mark, Part, usize)> {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        // The marks that `line` begins with sort before it; the longest is the last of them.
        let mut end = self.lines.partition_point(|(text, ..)| text.as_str() <= line);
        let first = line.chars().next()?;
        while let Some((text, mark, part)) = end.checked_sub(1).map(|i| &self.lines[i]) {
            if !text.starts_with(first) {
                return None;
            }
            if let Some(rest) = line.strip_prefix(text.as_str()) {
                let rest = rest.trim_start();
                let fits = match mark {
                    Mark::Label => rest.is_empty() || rest.starts_with(':'),
                    _ => !rest.starts_with(char::is_alphanumeric) || line[text.len()..].starts_with(' '),
                };
                if fits {
                    return Some((*mark, *part, end - 1));
                }
            }
            end -= 1;
        }
        None
    }
}

/// `www.vbpl.vn` and `vbpl.vn` are on `vbpl.vn`.
fn on_site(host: &str, site: &str) -> bool {
    host.strip_suffix(site).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
}

/// Cuts a class name into lower-case words: at signs, at digits, and where a capital follows a small letter.
fn words(name: &str, lower: &mut String, ends: &mut Vec<usize>) {
    let mut last = ' ';
    for c in name.chars() {
        let cut = (last.is_lowercase() && c.is_uppercase()) || (last.is_alphabetic() != c.is_alphabetic());
        if (cut || !c.is_alphanumeric()) && lower.len() > ends.last().copied().unwrap_or(0) {
            ends.push(lower.len());
        }
        if c.is_alphanumeric() {
            lower.extend(c.to_lowercase());
        }
        last = c;
    }
    if lower.len() > ends.last().copied().unwrap_or(0) {
        ends.push(lower.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_of_any_spelling() {
        for (name, part) in [
            ("box-tin-lien-quan", Some(Part::Furniture)),
            ("BoxTinLienQuan", Some(Part::Furniture)),
            ("NavigationMenu_menuList__Pz8", Some(Part::Furniture)),
            ("header", Some(Part::Furniture)),
            ("table-header", None),
            ("MsoNormal", None),
            ("noi_dung", Some(Part::Content)),
            ("noi-dung-menu", Some(Part::Furniture)),
            ("divContentDoc", None),
        ] {
            assert_eq!(SITES.class(name, ""), part, "{name}");
        }
        assert_eq!(SITES.class("divContentDoc", "m.thuvienphapluat.vn"), Some(Part::Content));
    }

    #[test]
    fn lines_and_labels() {
        for (line, mark) in [
            ("văn bản liên quan", Some((Mark::Head, Part::Furniture))),
            ("văn bản liên quan khác", Some((Mark::Head, Part::Furniture))),
            ("số hiệu: 12/kh-ubnd", Some((Mark::Label, Part::Metadata))),
            ("ngày có hiệu lực", Some((Mark::Label, Part::Metadata))),
            ("ngành nông nghiệp đạt 5%", None),
            ("hiệu lực thi hành", None),
            ("tải về", Some((Mark::Line, Part::Furniture))),
            ("giảm tỷ lệ hộ nghèo", None),
        ] {
            assert_eq!(SITES.line(line).map(|(mark, part, _)| (mark, part)), mark, "{line}");
        }
    }

    #[test]
    fn rows_are_known_words_and_unique() {
        let text = include_str!("sites.tsv");
        let mut seen = std::collections::HashSet::new();
        for row in Table::parse("sites.tsv", text).rows {
            assert!(matches!(row.get(1), "class" | "head" | "line" | "label" | "sign"), "line {}", row.line);
            assert!(
                matches!(row.get(3), "content" | "title" | "metadata" | "aside" | "furniture"),
                "line {}",
                row.line
            );
            assert!(
                seen.insert((row.get(0).to_owned(), row.get(1).to_owned(), folded(row.get(2)))),
                "line {}",
                row.line
            );
        }
    }
}
