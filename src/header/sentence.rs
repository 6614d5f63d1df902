//! Sentence case for what is printed in capitals, with the capitals that the document itself gives the same words.
//!
//! `DU LỊCH SÔNG THƯƠNG TỈNH BẮC NINH`, and `… du lịch Sông Thương …` in the text → `Du lịch Sông Thương tỉnh Bắc Ninh`.

use super::number;
use super::page::{Page, floor, folded_in_place, is_capitals};
use crate::lexicon::phrases::Fast;
use crate::lexicon::places;
use crate::lexicon::{List, list};
use crate::text::is_letter;
use std::collections::HashMap;
use std::ops::Range;

/// Capitals put in small letters, but for what the document itself writes with capitals in the same surroundings, the
/// names of provinces, Roman numbers and symbols. `start`: the first letter is a capital.
pub fn sentence_case(page: &Page, text: &str, start: bool) -> String {
    let pieces: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let folded: Vec<String> = pieces.iter().map(|w| folded_in_place(core(w))).collect();
    let forms = forms_elsewhere(page, &folded);
    let mut out: Vec<String> = Vec::with_capacity(pieces.len());
    for (n, piece) in pieces.iter().enumerate() {
        let word = core(piece);
        let new = if let Some(form) = &forms[n] {
            form.clone()
        } else if let Some(symbol) = symbol(word) {
            symbol
        } else if is_roman(word, n.checked_sub(1).map(|p| folded[p].as_str())) {
            word.to_owned()
        } else if super::issuer::is_short(&folded[n])
            || !has_vowel(&folded[n]) && word.chars().filter(|c| c.is_alphabetic()).count() > 1
        {
            // No syllable is without a vowel: an abbreviation.
            word.to_owned()
        } else {
            word.to_lowercase()
        };
        out.push(piece.replacen(word, &new, 1));
    }
    capitalise_provinces(&folded, &mut out);
    for n in 1..out.len() {
        if folded[n - 1] == "việt" && folded[n] == "nam" && out[n - 1] == "việt" {
            (out[n - 1], out[n]) = ("Việt".to_owned(), out[n].replacen("nam", "Nam", 1));
        }
    }
    let mut line = out.join(" ");
    if start && let Some((at, c)) = line.char_indices().find(|(_, c)| c.is_alphanumeric()) {
        line.replace_range(at..at + c.len_utf8(), &c.to_uppercase().to_string());
    }
    line
}

/// [`sentence_case`] of what stands behind other words, its leading blank kept.
pub fn sentence_case_behind(page: &Page, text: &str) -> String {
    let words = sentence_case(page, text, false);
    if words.is_empty() { words } else { format!(" {words}") }
}

/// A word without the signs around it.
fn core(word: &str) -> &str {
    // Most words have no signs around them.
    let sound = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || is_letter(c));
    if sound(word.chars().next()) && sound(word.chars().next_back()) {
        return word;
    }
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    if inner.is_empty() { word } else { inner }
}

/// Where in `raw` its part `word` begins.
fn within(raw: &str, word: &str) -> usize {
    word.as_ptr() as usize - raw.as_ptr() as usize
}

/// A document number inside capitals: `411/QĐ-TTG` → `411/QĐ-TTg`.
fn symbol(word: &str) -> Option<String> {
    let numbered = number::number_at(word)?;
    Some(numbered.value?.replace("TTG", "TTg"))
}

/// Whether a folded word has a vowel.
fn has_vowel(folded: &str) -> bool {
    folded.chars().any(|c| !c.is_ascii() && c != 'đ' || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

fn is_roman(word: &str, before: Option<&str>) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
        && before.is_some_and(|b| list(List::RomanBefore).iter().any(|w| w == b))
}

/// Bytes of the opening read for the spelling of words.
const SAMPLE: usize = 32 * 1024;

/// Per word: how the document writes it next to the same neighbour, away from the beginning of sentences and from capitals.
fn forms_elsewhere(page: &Page, folded: &[String]) -> Vec<Option<String>> {
    let mut places: HashMap<&str, Vec<usize>, Fast> = HashMap::default();
    for (n, word) in folded.iter().enumerate() {
        places.entry(word).or_default().push(n);
    }
    let mut votes: Vec<Vec<(&str, u32)>> = vec![Vec::new(); folded.len()];
    let (text, opening) = page.opening();
    let sample = floor(text, SAMPLE);
    let (text, opening) = (&text[..sample], &opening[..sample]);
    let bytes = text.as_bytes();
    let end_of = |at: usize| memchr::memchr2(b' ', b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
    let start_of = |at: usize| memchr::memrchr2(b' ', b'\n', &bytes[..at]).map_or(0, |n| n + 1);
    for (wanted, positions) in &places {
        for hit in memchr::memmem::find_iter(opening.as_bytes(), wanted.as_bytes()) {
            let (start, end) = (start_of(hit), end_of(hit));
            let raw = &text[start..end];
            let word = core(raw);
            if word.len() != wanted.len() || start + within(raw, word) != hit {
                continue;
            }
            // What stands beside it, as printed and folded: the folded text has every byte where the text has it.
            let beside = |at: Range<usize>| {
                let raw = &text[at.clone()];
                let from = at.start + within(raw, core(raw));
                (raw, &opening[from..from + core(raw).len()])
            };
            let before = (start > 0 && bytes[start - 1] == b' ').then(|| beside(start_of(start - 1)..start - 1));
            let after = (bytes.get(end) == Some(&b' ')).then(|| beside(end + 1..end_of(end + 1)));
            let left = |p: usize| p > 0 && before.map_or("", |(_, word)| word) == folded[p - 1];
            let right = |p: usize| after.is_some_and(|(_, word)| folded.get(p + 1).is_some_and(|g| word == g));
            let abbreviation = is_capitals(word) && word.chars().filter(|c| c.is_alphabetic()).count() > 1;
            // Most places say nothing of these words.
            if !abbreviation && !positions.iter().any(|p| left(*p) || right(*p)) {
                continue;
            }
            let opens = before
                .is_none_or(|(raw, _)| raw.ends_with(['.', ';', ':', '?', '!']) || core(raw) == "-" || raw == "+");
            // Capitals beside capitals are a heading; alone among small letters they are an abbreviation.
            let loud = |w: &str| is_capitals(w) && core(w).chars().count() > 1;
            let shouted = loud(word) && [before, after].into_iter().flatten().any(|(raw, _)| loud(raw));
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            // A capital at the head of a sentence says nothing, unless the next word of the same name has one too.
            let named = after.is_some_and(|(w, _)| core(w).chars().next().is_some_and(char::is_uppercase) && !loud(w));
            let begins_sentence = opens && capital && !is_capitals(word) && !named;
            if shouted || begins_sentence {
                continue;
            }
            for p in positions {
                let weight = 4 * u32::from(left(*p)) + 4 * u32::from(right(*p)) + u32::from(abbreviation);
                if weight == 0 {
                    continue;
                }
                match votes[*p].iter_mut().find(|(form, _)| *form == word) {
                    Some((_, n)) => *n += weight,
                    None => votes[*p].push((word, weight)),
                }
            }
        }
    }
    votes
        .into_iter()
        .map(|v| {
            let best = v.iter().map(|(_, n)| *n).max()?;
            v.into_iter().find(|(_, n)| *n == best).map(|(form, _)| form.to_owned())
        })
        .collect()
}

/// `tỉnh bắc ninh` → `tỉnh Bắc Ninh`, wherever a province stands behind its kind.
fn capitalise_provinces(folded: &[String], out: &mut [String]) {
    for n in 0..folded.len() {
        let from = match (folded[n].as_str(), folded.get(n + 1).map(String::as_str)) {
            ("tỉnh", _) => n + 1,
            ("thành", Some("phố")) => n + 2,
            _ => continue,
        };
        let tail = folded.get(from..(from + 5).min(folded.len())).unwrap_or_default();
        let longest = (1..=tail.len()).rev().find(|k| places::province(&tail[..*k].join(" ")).is_some());
        let Some(length) = longest else { continue };
        for word in &mut out[from..from + length] {
            if let Some((at, c)) = word.char_indices().find(|(_, c)| c.is_alphabetic()) {
                word.replace_range(at..at + c.len_utf8(), &c.to_uppercase().to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    #[test]
    fn names_symbols_and_roman_numbers_keep_their_capitals() {
        let document = page_of(&["Trên sông Thương, UBND tỉnh thả cá."]);
        let page = Page::new(&document);
        assert_eq!(
            sentence_case(&page, "THẢ CÁ TRÊN SÔNG THƯƠNG CỦA UBND TỈNH HÀ NAM KHÓA XV THEO 12/QĐ-TTG", true),
            "Thả cá trên sông Thương của UBND tỉnh Hà Nam khóa XV theo 12/QĐ-TTg"
        );
    }
}
