//! Numbers of documents (số, ký hiệu) as printed, also where blanks, dashes or the label were damaged.
//!
//! `Số: 12/ KH–UBND` → `12/KH-UBND`; `Số:      /KH-SCT` → no number yet, the symbol says Kế hoạch.

use crate::lexicon::doc_types;

/// A number and its symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// As printed, blanks removed, dashes made one; `None` when only the symbol is printed.
    pub value: Option<String>,
    /// What stands behind number and year: `KH-UBND`, `NQ/TU`, `QH15`.
    pub symbol: String,
    /// Bytes of the text it takes.
    pub end: usize,
}

impl Numbered {
    /// The type its symbol names: the first group of it that is an abbreviation of one.
    pub fn doc_type(&self) -> Option<&'static doc_types::DocType> {
        let first = self.symbol.split(['-', '/']).next()?;
        doc_types::abbreviated(first)
    }

    /// Whether the symbol is that of an official letter: body first, then the unit that drafted it (`UBND-KGVX`).
    pub fn is_letter(&self) -> bool {
        let mut groups = self.symbol.split(['-', '/']);
        let (Some(first), Some(_)) = (groups.next(), groups.next()) else { return false };
        if first.eq_ignore_ascii_case("CV") {
            return true;
        }
        doc_types::abbreviated(first).is_none() && crate::lexicon::issuers::abbreviated(first).is_some()
    }
}

/// The number that begins `text`: digits, a stroke or dash, perhaps a year, the symbol.
pub fn number_at(text: &str) -> Option<Numbered> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 6 {
        return None;
    }
    let mut at = digits;
    // `66.18/2026/NQ-CP`, `30a/2008/NQ-CP`
    if text[at..].starts_with('.') {
        let more = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&more) && text[at + 1 + more..].starts_with('/') {
            at += 1 + more;
        }
    } else if text[at..].bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && text[at + 1..].starts_with(['/', '-'])
    {
        at += 1;
    }
    rest(text, &text[..at], at)
}

/// A symbol whose number was left open: `/KH-UBND`, `……/KH-UBND`, `-KH/TU`.
pub fn blank_number_at(text: &str) -> Option<Numbered> {
    let at = text.len() - text.trim_start_matches([' ', '.', '…', '_']).len();
    let found = rest(text, "", at)?;
    Some(Numbered { value: None, ..found })
}

fn skip_blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches(' ').len()
}

fn rest(text: &str, number: &str, at: usize) -> Option<Numbered> {
    let at = skip_blanks(text, at);
    let separator = text[at..].chars().next().filter(|c| matches!(c, '/' | '-' | '–'))?;
    let mut at = skip_blanks(text, at + separator.len_utf8());
    let mut year = None;
    if separator == '/' {
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let after = skip_blanks(text, at + digits);
        if digits == 4 && text[after..].starts_with('/') {
            year = Some(&text[at..at + digits]);
            at = skip_blanks(text, after + 1);
        }
    }
    let (symbol, end) = symbol_at(text, at)?;
    let separator = if separator == '/' { '/' } else { '-' };
    let year = year.map(|y| format!("{y}/")).unwrap_or_default();
    Some(Numbered { value: Some(format!("{number}{separator}{year}{symbol}")), symbol, end })
}

/// The symbol at byte `at`: groups of letters and digits joined by dashes and strokes.
fn symbol_at(text: &str, start: usize) -> Option<(String, usize)> {
    let first = text[start..].chars().next()?;
    if !first.is_uppercase() {
        return None;
    }
    let mut symbol = String::new();
    let (mut at, mut end) = (start, start);
    let mut group = start;
    loop {
        let word = text[at..].char_indices().find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '&' | '.')));
        let stop = word.map_or(text.len(), |(n, _)| at + n);
        let piece = text[at..stop].trim_end_matches(['.', '&']);
        if piece.is_empty() {
            break;
        }
        symbol.push_str(piece);
        end = at + piece.len();
        if end < stop {
            break;
        }
        // What joins the next group: a dash or stroke, blanks allowed on one side, on both in the first joint.
        let blank_before = text[stop..].starts_with(' ');
        let sign_at = skip_blanks(text, stop);
        let Some(sign) = text[sign_at..].chars().next() else { break };
        let next = match sign {
            '-' | '–' | '/' | '_' => {
                let after = sign_at + sign.len_utf8();
                let next = skip_blanks(text, after);
                let blank_after = next > after;
                let capital = text[next..].chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
                let joined = symbol.contains(['-', '/']);
                if !capital
                    || (blank_before && blank_after && joined)
                    || ((blank_before || blank_after) && !is_group(&text[next..]))
                {
                    break;
                }
                symbol.push(if matches!(sign, '–' | '_') { '-' } else { sign });
                group = next;
                next
            }
            // `Q Đ-UBND`: one abbreviation torn apart.
            c if blank_before && c.is_uppercase() && group == start => {
                let torn = text[sign_at..].find(['-', '–', '/']).map(|n| &text[sign_at..sign_at + n]);
                match torn {
                    Some(tail) if tail.len() <= 6 && doc_types::abbreviated(&format!("{symbol}{tail}")).is_some() => {
                        sign_at
                    }
                    _ => break,
                }
            }
            _ => break,
        };
        at = next;
    }
    let capitals = symbol.chars().filter(|c| c.is_uppercase()).count();
    let small = symbol.chars().filter(|c| c.is_lowercase()).count();
    (capitals >= 2 && capitals >= small && symbol.chars().count() <= 40).then_some((symbol, end))
}

/// Whether the next word could be a group of a symbol: few letters, mostly capitals.
fn is_group(text: &str) -> bool {
    let word = text.split([' ', ',', ';', ')', '-', '–', '/']).next().unwrap_or("");
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    capitals >= 1 && small <= 1 && word.chars().count() <= 12
}

/// The key by which two spellings of one number are the same: letters and digits only, in capitals.
pub fn key(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Whether a number is spelt as the rules have it: stroke then dash for the State, dash then stroke for the Party.
pub fn is_well_formed(number: &str) -> bool {
    let first = number.find(['/', '-']);
    let Some(first) = first else { return false };
    let (head, tail) = number.split_at(first);
    let head_ok = head.bytes().next().is_some_and(|b| b.is_ascii_digit());
    if tail.starts_with('-') {
        let mut strokes = tail.match_indices('/');
        let party = strokes.next().is_some_and(|(at, _)| !tail[1..at].contains('-')) && strokes.next().is_none();
        return head_ok && party;
    }
    let symbol = tail[1..].rsplit('/').next().unwrap_or("");
    head_ok
        && !number.contains("TTG")
        && (symbol.contains('-') || symbol.starts_with("QH") || symbol.starts_with("UBTVQH"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_numbers() {
        for (text, value) in [
            ("12/KH-UBND ngày", "12/KH-UBND"),
            ("12/ KH-UBND", "12/KH-UBND"),
            ("12 / KH - UBND", "12/KH-UBND"),
            ("12/KH–UBND", "12/KH-UBND"),
            ("12/Q Đ-UBND", "12/QĐ-UBND"),
            ("51/2025/QĐ-TTg", "51/2025/QĐ-TTg"),
            ("66.18/2026/NQ-CP", "66.18/2026/NQ-CP"),
            ("30a/2008/NQ-CP", "30a/2008/NQ-CP"),
            ("36-HD/VPTW", "36-HD/VPTW"),
            ("10- CTr/TU ngày", "10-CTr/TU"),
            ("05-NQ-TU", "05-NQ-TU"),
            ("466/QĐ- BTTTT ngày", "466/QĐ-BTTTT"),
            ("8935/BNV-CTTN&BĐG ngày", "8935/BNV-CTTN&BĐG"),
            ("63/2025/QH15;", "63/2025/QH15"),
            ("01/KH-TiHKĐ", "01/KH-TiHKĐ"),
            ("16/KH-MTTQ-BTT", "16/KH-MTTQ-BTT"),
            ("12/KH-UBND - Kế hoạch", "12/KH-UBND"),
            ("12/KH-UBND.", "12/KH-UBND"),
        ] {
            assert_eq!(number_at(text).and_then(|n| n.value).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["24/24 giờ", "22/6/2022", "5-10 doanh nghiệp", "100/100 xã", "3/4 Số hộ", "2026-2030", "01 Gb/s"]
        {
            assert_eq!(number_at(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_left_open_still_shows_its_symbol() {
        let open = blank_number_at("   /KH-SCT").unwrap();
        assert_eq!((open.value.clone(), open.symbol.as_str()), (None, "KH-SCT"));
        assert_eq!(open.doc_type().map(|t| t.name), Some("Kế hoạch"));
        assert!(blank_number_at("……/BC-UBND").is_some());
        assert_eq!(blank_number_at("lượng"), None);
    }

    #[test]
    fn letters_and_spellings() {
        assert!(number_at("507/UBND-KGVX").unwrap().is_letter());
        assert!(!number_at("507/KH-UBND").unwrap().is_letter());
        assert_eq!(key("05-NQ/TU"), key("05-NQ-TU"));
        assert!(is_well_formed("05-NQ/TU") && !is_well_formed("05-NQ-TU"));
        assert!(is_well_formed("411/QĐ-TTg") && !is_well_formed("411/QĐ-TTG"));
        assert!(is_well_formed("61/2024/QH15"));
    }
}
