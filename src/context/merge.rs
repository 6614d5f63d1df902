//! One target per fact: a headline, lead or annex that repeats a target adds its words to the evidence of the fuller one.
//!
//! `tỷ lệ hộ nghèo còn 3%` in the lead and `Tỷ lệ hộ nghèo đa chiều năm 2025 còn 3%` in the body → one target, two pieces of evidence.

use crate::lexicon::phrases::Fast;
use crate::lexicon::tsv::Table;
use crate::lexicon::{List, list};
use crate::target::{Basis, Step, Target};
use crate::text::{folded, is_letter, letters, pack};
use crate::value::{Change, Decimal, Kind, Operator};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Where a target was read: targets of one place are never merged unless their names are equal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Index of the innermost heading or table it stands under.
    pub place: u32,
    /// It stands in the headline or lead of a news page.
    pub lead: bool,
}

/// A target that is kept.
struct Mention {
    target: Target,
    origin: Origin,
    /// The words of its name, once another target may repeat it.
    words: Option<Vec<Word>>,
    /// The one of the same numbers before it.
    before: Option<usize>,
}

/// Only targets of the same numbers can repeat each other.
type Numbers = (Option<Decimal>, Option<Decimal>, Option<Change>);

/// So many targets of the same numbers are looked back at.
const LATEST: usize = 32;

/// Merges repetitions; the order of first mentions stays.
pub fn merge(targets: Vec<(Target, Origin)>) -> Vec<Target> {
    let mut kept: Vec<Mention> = Vec::with_capacity(targets.len());
    // The last target of each numbers, from which the chain leads back to those before it.
    let mut latest: HashMap<Numbers, Option<usize>, Fast> = HashMap::default();
    let mut vocabulary = Vocabulary::default();
    for (target, origin) in targets {
        let (low, high) = (target.value.low, target.value.high);
        let numbers = (low.or(high), high.or(low), target.change);
        let last = latest.entry(numbers).or_default();
        let mut words = None;
        let mut repeated = |known: &mut Mention| {
            fits(&known.target, &target) && {
                let old_words = known.words.get_or_insert_with(|| vocabulary.words(&known.target.indicator));
                let words = words.get_or_insert_with(|| vocabulary.words(&target.indicator));
                repeats((&known.target, known.origin, old_words), (&target, origin, words))
            }
        };
        let mut looked_at = 0;
        let mut same = *last;
        while let Some(index) = same.filter(|_| looked_at < LATEST)
            && !repeated(&mut kept[index])
        {
            crate::work::steps(1);
            looked_at += 1;
            same = kept[index].before;
        }
        match same.filter(|_| looked_at < LATEST) {
            Some(index) => join(&mut kept[index], target, origin, words),
            None => {
                let before = last.replace(kept.len());
                kept.push(Mention { target, origin, words, before });
            }
        }
    }
    kept.into_iter().map(|m| m.target).collect()
}

/// Whether two targets of the same numbers may be one, whatever their names say.
fn fits(old: &Target, new: &Target) -> bool {
    if old.kind != new.kind || old.kind == Kind::Baseline || old.unit != new.unit {
        return false;
    }
    if old.value.operator != new.value.operator
        && old.value.operator != Operator::Equal
        && new.value.operator != Operator::Equal
    {
        return false;
    }
    let (p, q) = (&old.period, &new.period);
    let same_end = p.end == q.end && p.start == q.start;
    same_end
        || p.basis.is_none()
        || q.basis.is_none()
        || p.end == q.end && (p.start.is_none() || q.start.is_none()) && p.end.is_some()
}

/// Whether the names of two targets that fit, and their places, make them one.
fn repeats(
    (old, from, old_words): (&Target, Origin, &[Word]),
    (new, origin, words): (&Target, Origin, &[Word]),
) -> bool {
    if old_words == words {
        return old.value.operator == new.value.operator || from.place != origin.place;
    }
    if from.place == origin.place && !from.lead && !origin.lead {
        return false;
    }
    let (short, long) = if old_words.len() <= words.len() { (old_words, words) } else { (words, old_words) };
    let lead = from.lead || origin.lead;
    // Too short a name, or one that not even all its words make a part of the other.
    if short.len() < 2 || !lead && short.len() * 3 < long.len() {
        return false;
    }
    let common = common(short, long);
    let contained = common == short.len() && short.len() * 3 >= long.len();
    let close = lead && common * 20 >= (short.len() + long.len()) * 7;
    contained || close
}

fn common(short: &[Word], long: &[Word]) -> usize {
    let mut rest = long.to_vec();
    short
        .iter()
        .filter(|w| {
            rest.iter().position(|r| r == *w).is_some_and(|at| {
                rest.swap_remove(at);
                true
            })
        })
        .count()
}

/// Joins a repetition: the fuller name, the stated period, the known agency; all mentions as evidence.
fn join(known: &mut Mention, new: Target, from: Origin, words: Option<Vec<Word>>) {
    let Mention { target: old, words: old_words, origin, .. } = known;
    // A headline names the end of a span that the body gives whole.
    if origin.lead && old.period.start.is_none() && old.period.end == new.period.end {
        old.period = new.period;
    }
    // The plan's title is the weakest word on time.
    if old.period.basis.is_none() || old.period.basis == Some(Basis::Title) && new.period.basis.is_some() {
        old.period = new.period;
    }
    // A headline words things its own way: the body's name counts unless it is much shorter.
    let count = |words: &Option<Vec<Word>>| words.as_ref().map_or(0, Vec::len);
    let body = origin.lead && !from.lead && count(&words) * 4 >= count(old_words) * 3;
    if body || count(&words) > count(old_words) {
        old.indicator = new.indicator;
        *old_words = words;
    }
    if old.value.operator == Operator::Equal && new.value.operator != Operator::Equal {
        old.value = new.value;
    }
    old.agency = old.agency.take().or(new.agency);
    if !old.trail.is_empty() {
        let mention = new.trail.into_iter().find(|s| s.what == "sentence");
        old.trail.extend(mention.map(|s| Step { what: "repeated", ..s }));
    }
    for evidence in new.evidence {
        if !old.evidence.contains(&evidence) {
            old.evidence.push(evidence);
        }
    }
}

/// A word in one number: its key, or for what has none a number that is no key.
type Word = u64;

/// A syllable of Vietnamese and the blank behind it take some five bytes.
const BYTES_A_WORD: usize = 5;

/// Words that tell no indicator from another, in order.
static FILLER: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let mut words: Vec<Word> = list(List::Filler).iter().map(|word| pack(word).unwrap_or(0)).collect();
    words.sort_unstable();
    words
});

/// The words that an abbreviation stands for.
static ACRONYMS: LazyLock<HashMap<&'static str, Vec<Word>>> = LazyLock::new(|| {
    let table = Table::parse("acronyms.tsv", include_str!("../lexicon/acronyms.tsv"));
    let words = |long: &str| long.split([' ', ',', '-']).filter_map(pack).filter(|w| *w != 0).collect();
    table.rows.iter().map(|row| (row.get(0), words(row.get(1)))).collect()
});

/// The words of one document that have no key.
#[derive(Default)]
struct Vocabulary {
    others: HashMap<String, Word>,
}

impl Vocabulary {
    /// The words of an indicator that tell it from others.
    fn words(&mut self, indicator: &str) -> Vec<Word> {
        let mut words = Vec::with_capacity(indicator.len() / BYTES_A_WORD + 1);
        let mut rest = indicator;
        while !rest.is_empty() {
            // Nearly all words are letters of Vietnamese alone, and have their key at once.
            let (end, key) = letters(rest, 0);
            let goes_on = rest.as_bytes().get(end).is_some_and(|b| b.is_ascii_digit() || !b.is_ascii());
            let (end, key) = match end {
                _ if goes_on => {
                    let end = rest.find(|c: char| !is_letter(c) && !c.is_numeric()).unwrap_or(rest.len());
                    (end, pack(&rest[..end]))
                }
                end => (end, key),
            };
            if end == 0 {
                rest = rest.trim_start_matches(|c: char| !is_letter(c) && !c.is_numeric());
                continue;
            }
            // `BHYT` and `bảo hiểm y tế` are the same words.
            let capitals = rest.as_bytes()[..end].iter().take(2).filter(|b| b.is_ascii_uppercase()).count() == 2;
            if let Some(long) = capitals.then(|| ACRONYMS.get(&rest[..end])).flatten() {
                words.extend(long);
                rest = &rest[end..];
                continue;
            }
            let word = key.unwrap_or_else(|| self.other(&rest[..end]));
            if FILLER.binary_search(&word).is_err() {
                words.push(word);
            }
            rest = &rest[end..];
        }
        words
    }

    fn other(&mut self, word: &str) -> Word {
        // No key ends in a control character.
        let next = (self.others.len() as Word + 1) << 8 | 1;
        *self.others.entry(folded(word)).or_insert(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_filler() {
        let mut vocabulary = Vocabulary::default();
        let mut words = |text| vocabulary.words(text);
        assert_eq!(words("Tỷ lệ hộ nghèo của tỉnh"), words("tỷ lệ hộ nghèo … tỉnh"));
        assert_eq!(words("Website 10 m³"), words("WEBSITE; 10 m³"));
        assert_eq!(words("người tham gia BHYT"), words("người tham gia bảo hiểm y tế"));
        assert_ne!(words("logistics"), words("internet"));
        assert_ne!(words("thương mại điện tử internationale"), words("thương mại điện tử internationales"));
        let (a, b) = (words("tỷ lệ hộ nghèo"), words("Tỷ lệ hộ nghèo đa chiều"));
        assert_eq!(common(&a, &b), a.len());
    }
}
