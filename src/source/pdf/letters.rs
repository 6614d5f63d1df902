//! Text layers in the encodings of before Unicode, put right typeface by typeface.
//!
//! `KÕ ho¹ch` in `.VnTime`, or in a face that does not say so but reads as TCVN3 throughout → `Kế hoạch`.

use super::page::Sheet;
use crate::source::encoding::{self, charset::Charset};
use std::collections::BTreeMap;

/// Characters of a typeface that are judged; more say nothing new.
const SAMPLE: usize = 20_000;

/// Puts the words of old typefaces right; gives the name of the encoding when one was found.
pub fn repair(mut sheets: Vec<&mut Sheet>) -> Option<&'static str> {
    let silent = by_letters(&sheets);
    let mut found = None;
    for sheet in &mut sheets {
        let fonts = std::mem::take(&mut sheet.fonts);
        for word in &mut sheet.words {
            let Some(face) = fonts.get(usize::from(word.font)) else { continue };
            if let Some(charset) = Charset::of_typeface(face) {
                if let Some(text) = encoding::repair_run(&word.text, face) {
                    word.text = text;
                    found = found.or(Some(charset.name()));
                }
            } else if let Some(charset) = silent.get(face) {
                word.text = encoding::repair::read(*charset, &word.text);
                found = found.or(Some(charset.name()));
            }
        }
        sheet.fonts = fonts;
    }
    found
}

/// The typefaces whose words turn into Vietnamese under one of the old tables and are none as they stand.
fn by_letters(sheets: &[&mut Sheet]) -> BTreeMap<String, Charset> {
    let mut samples: BTreeMap<&str, String> = BTreeMap::new();
    for sheet in sheets {
        for word in &sheet.words {
            let Some(face) = sheet.fonts.get(usize::from(word.font)) else { continue };
            let sample = samples.entry(face).or_default();
            if sample.len() < SAMPLE {
                sample.push_str(&word.text);
                sample.push(' ');
            }
        }
    }
    let judged = samples.into_iter().filter_map(|(face, sample)| {
        let repaired = encoding::repair(&sample)?;
        (repaired.sound == 0).then(|| (face.to_owned(), repaired.charset))
    });
    judged.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pdf::page::Word;

    fn sheet(face: &str, words: &[&str]) -> Sheet {
        let words = words.iter().map(|w| Word { text: (*w).to_owned(), ..Word::default() }).collect();
        Sheet { words, fonts: vec![face.to_owned()], ..Sheet::default() }
    }

    #[test]
    fn a_face_says_its_encoding_or_its_letters_do() {
        let said = ["KÕ", "ho¹ch", "n¨m", "2009"];
        let unsaid =
            ["Uû", "ban", "nh©n", "d©n", "huyÖn", "giao", "chØ", "tiªu", "kÕ", "ho¹ch", "®Çu", "t−", "ph¸t", "triÓn"];
        let sound = ["Kế", "hoạch", "đầu", "tư", "công", "năm", "2009"];
        let (mut a, mut b, mut c) = (sheet(".VnTime", &said), sheet("F1", &unsaid), sheet("F2", &sound));
        assert_eq!(repair(vec![&mut a, &mut b, &mut c]), Some("tcvn3"));
        assert_eq!(a.words[1].text, "hoạch");
        assert_eq!(b.words[4].text, "huyện");
        assert_eq!(c.words[0].text, "Kế");
    }
}
