//! Capitals that TCVN3 has no place for: it holds those with a tone in small letters only, and typefaces draw them.
//!
//! `PHã CHñ TÞCH` → `PHó CHủ TịCH` by the table → `PHÓ CHỦ TỊCH`; `Lß V¨n Hµ` → `Lò Văn Hà`.

use crate::text::syllable::is_syllable_of;

/// Raises the letters that stand small only because there was no other place for them.
pub fn complete(line: &mut [char]) {
    let words = || line.split(|c| !c.is_alphabetic());
    // Abbreviations (`Số: 12/KH-UBND`) are no words in capitals.
    let shouts = |word: &[char]| capitals(word) > 1 && is_syllable_of(word.iter().copied());
    let shouted = !line.iter().any(|c| is_small(*c)) && words().any(shouts);
    for word in line.split_mut(|c| !c.is_alphabetic()) {
        // One capital before such letters is a name: `Lò`, `Hà`.
        if shouted || capitals(word) > 1 && !word.iter().any(|c| is_small(*c)) {
            for letter in word {
                *letter = letter.to_uppercase().next().unwrap_or(*letter);
            }
        }
    }
}

fn capitals(word: &[char]) -> usize {
    word.iter().filter(|c| c.is_uppercase()).count()
}

/// A small letter that could have been written as a capital.
fn is_small(c: char) -> bool {
    c.is_lowercase() && (c.is_ascii() || "ăâđêôơư".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(line: &str) -> String {
        let mut letters: Vec<char> = line.chars().collect();
        complete(&mut letters);
        letters.into_iter().collect()
    }

    #[test]
    fn words_in_capitals_are_completed_and_names_are_left() {
        assert_eq!(completed("KT. CHủ TịCH"), "KT. CHỦ TỊCH");
        assert_eq!(completed("ủY BAN NHÂN DÂN Xã Lũ"), "ỦY BAN NHÂN DÂN XÃ LŨ");
        assert_eq!(completed("của HộI ĐồNG tỉnh Hà Nam, ở xã Lũ"), "của HỘI ĐỒNG tỉnh Hà Nam, ở xã Lũ");
        assert_eq!(completed("Lò Văn Hà"), "Lò Văn Hà");
        assert_eq!(completed("Số: 12/KH-UBND"), "Số: 12/KH-UBND");
    }
}
