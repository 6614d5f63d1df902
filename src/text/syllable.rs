//! Whether a word can be a Vietnamese syllable: onset, rime and tone go together in a few thousand ways only.
//!
//! `nghiêng`, `Uỷ`, `quyết` → yes; `nh©n`, `Uû`, `cờc` → no: the letters were decoded from the wrong table.
//!
//! The parts are those of the language's spelling rules: 27 onsets, some 160 rimes, and the rule that a syllable closed
//! by p, t, c or ch bears the acute or the dot below. Where the mark is written (`hóa`, `hoá`) makes no difference.

use unicode_normalization::char::{compose, decompose_canonical};

/// Consonants a syllable can begin with; `gi` and `qu` are onsets too.
const ONSETS: [&str; 27] = [
    "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r",
    "s", "t", "th", "tr", "v", "x",
];

/// Rimes without their tone, in byte order. The last line of the source rows (`ak` … `uk`) holds those of place names in
/// the Central Highlands.
const RIMES: &str = "a ai am an ang anh ao ap at ac ach au ay ăm ăn ăng ăp ăt ăc âm ân âng âp ât âc âu ây \
    e em en eng eo ep et ec ê êm ên êng ênh êp êt êch êu i ia im in inh ip it ich iu iêm iên iêng iêp iêt iêc iêu \
    o oi om on ong op ot oc oong ooc ô ôi ôm ôn ông ôp ôt ôc ơ ơi ơm ơn ơp ơt \
    oa oai oam oan oang oanh oao oap oat oac oach oay oăm oăn oăng oăt oăc oe oem oen oeo oet \
    u ua ui um un ung up ut uc uân uâng uât uây uê uên uênh uêch uêu uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt \
    uôi uôm uôn uông uôt uôc ư ưa ưi ưm ưng ưt ưc ưu ươi ươm ươn ương ươp ươt ươc ươu \
    y yêm yên yêng yêt yêu \
    ak ăk âk ok ôk uk";

fn is_rime(rime: &str) -> bool {
    static SORTED: std::sync::LazyLock<Vec<&str>> = std::sync::LazyLock::new(|| {
        let mut rimes: Vec<&str> = RIMES.split_ascii_whitespace().collect();
        rimes.sort_unstable();
        rimes
    });
    SORTED.binary_search(&rime).is_ok()
}

/// Letters of the longest syllable, `nghiêng`.
const LONGEST: usize = 7;

/// Whether `word` can be one Vietnamese syllable, in any case and either style of tone marks.
pub fn is_syllable(word: &str) -> bool {
    is_syllable_of(word.chars())
}

/// As [`is_syllable`], letter by letter. Combining marks count as marks of the letter before them.
pub fn is_syllable_of(word: impl Iterator<Item = char>) -> bool {
    let mut bare = [0u8; LONGEST * 2 + 2];
    let (mut len, mut letters) = (0, 0);
    let mut tone = None;
    for c in word.flat_map(char::to_lowercase) {
        // Marks written behind their letter: the tone, or the shape of a fully decomposed letter.
        if is_tone(c) {
            if tone.replace(c).is_some() {
                return false;
            }
            continue;
        }
        let (letter, own) = without_tone(c);
        if own.is_some() && std::mem::replace(&mut tone, own).is_some() {
            return false;
        }
        let letter = match ('\u{300}'..'\u{370}').contains(&letter) {
            false => letter,
            true => {
                let last = std::str::from_utf8(&bare[..len]).ok().and_then(|t| t.chars().next_back());
                let Some(shaped) = last.and_then(|l| compose(l, letter)) else { return false };
                len -= last.map_or(0, char::len_utf8);
                letters -= 1;
                shaped
            }
        };
        letters += 1;
        if letters > LONGEST || letter.len_utf8() > 2 {
            return false;
        }
        len += letter.encode_utf8(&mut bare[len..]).len();
    }
    std::str::from_utf8(&bare[..len]).is_ok_and(|bare| splits(bare, tone))
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// `ế` → `ê` and the acute; `ê` → itself.
fn without_tone(c: char) -> (char, Option<char>) {
    let (mut parts, mut n) = (['\0'; 3], 0);
    if c.is_ascii() {
        return (c, None);
    }
    decompose_canonical(c, |part| {
        if let Some(slot) = parts.get_mut(n) {
            *slot = part;
        }
        n += 1;
    });
    if !(2..=3).contains(&n) {
        return (c, None);
    }
    let (mut letter, mut tone) = (parts[0], None);
    for &mark in &parts[1..n] {
        if is_tone(mark) {
            tone = Some(mark);
        } else if let Some(shaped) = compose(letter, mark) {
            letter = shaped;
        }
    }
    (letter, tone)
}

/// Whether some onset before some rime makes the word, and the tone suits the coda.
fn splits(bare: &str, tone: Option<char>) -> bool {
    if !sounds(bare, tone) {
        return false;
    }
    is_rime(bare)
        || bare == "gi"
        || ONSETS.iter().any(|onset| bare.strip_prefix(onset).is_some_and(|rime| is_rime(rime) && suits(onset, rime)))
}

/// Syllables closed by a stop know two tones; without a mark they are foreign or of another encoding.
fn sounds(bare: &str, tone: Option<char>) -> bool {
    let stopped = bare.ends_with(['p', 't', 'c']) || bare.ends_with("ch");
    !stopped || matches!(tone, Some('\u{301}' | '\u{323}'))
}

/// `c`/`k`, `g`/`gh` and `ng`/`ngh` share their sounds and divide the vowels among them.
fn suits(onset: &str, rime: &str) -> bool {
    let front = rime.starts_with(['e', 'ê', 'i', 'y']);
    match onset {
        "gh" | "ngh" => front && !rime.starts_with('y'),
        "c" | "ng" => !front,
        "g" => !front || rime.starts_with('i'),
        "qu" => !rime.starts_with(['u', 'ư']),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_every_shape_are_known() {
        for word in [
            "nghiêng",
            "Uỷ",
            "ủy",
            "quyết",
            "giếng",
            "gì",
            "già",
            "KẾ",
            "hoạch",
            "đường",
            "ươm",
            "yêu",
            "thuở",
            "khuya",
            "xoong",
            "quý",
            "Đắk",
            "ti\u{309}nh",
            "ngo\u{302}\u{301}t",
            "hoá",
            "hóa",
            "kỹ",
            "sĩ",
            "ô",
            "quốc",
            "lượng",
        ] {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn words_of_other_tables_are_not() {
        for word in [
            "nh©n",
            "Uû",
            "NHAÂN",
            "hoaïch",
            "cờc",
            "ngiên",
            "cế",
            "kh",
            "nghia\u{301}\u{301}",
            "straßen",
            "nhiệmm",
            "phátt",
            "cat",
            "é́",
            "nghiêngg",
            "",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
