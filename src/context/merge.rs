//! One target per fact: a headline, lead or annex that repeats a target adds its words to the evidence of the fuller one.
//!
//! `tỷ lệ hộ nghèo còn 3%` in the lead and `Tỷ lệ hộ nghèo đa chiều năm 2025 còn 3%` in the body → one target, two pieces of evidence.

use crate::target::{Basis, Step, Target};
use crate::text::folded;
use crate::value::{Kind, Operator};
use std::collections::HashMap;

/// Where a target was read: targets of one place are never merged unless their names are equal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Index of the innermost heading or table it stands under.
    pub place: u32,
    /// It stands in the headline or lead of a news page.
    pub lead: bool,
}

/// Merges repetitions; the order of first mentions stays.
pub fn merge(targets: Vec<(Target, Origin)>) -> Vec<Target> {
    let mut kept: Vec<(Target, Origin, Vec<String>)> = Vec::with_capacity(targets.len());
    // Only targets of the same numbers can repeat each other: one bucket for each.
    let mut buckets: HashMap<String, Vec<usize>> = HashMap::new();
    for (target, origin) in targets {
        let words = words(&target.indicator);
        let key = format!(
            "{:?}|{:?}|{:?}",
            target.value.low.or(target.value.high),
            target.value.high.or(target.value.low),
            target.change
        );
        let bucket = buckets.entry(key).or_default();
        let same = bucket
            .iter()
            .copied()
            .rev()
            .take(32)
            .inspect(|_| crate::work::steps(1))
            .find(|i| repeats(&kept[*i], &target, origin, &words));
        match same {
            Some(index) => join(&mut kept[index], target, words),
            None => {
                bucket.push(kept.len());
                kept.push((target, origin, words));
            }
        }
    }
    kept.into_iter().map(|(t, ..)| t).collect()
}

fn repeats(known: &(Target, Origin, Vec<String>), new: &Target, origin: Origin, words: &[String]) -> bool {
    let (old, from, old_words) = known;
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
    let fits = same_end
        || p.basis.is_none()
        || q.basis.is_none()
        || p.end == q.end && (p.start.is_none() || q.start.is_none()) && p.end.is_some();
    if !fits {
        return false;
    }
    if old_words == words {
        return old.value.operator == new.value.operator || from.place != origin.place;
    }
    if from.place == origin.place && !from.lead && !origin.lead {
        return false;
    }
    let (short, long) =
        if old_words.len() <= words.len() { (old_words.as_slice(), words) } else { (words, old_words.as_slice()) };
    if short.len() < 2 {
        return false;
    }
    let common = common(short, long);
    let contained = common == short.len() && short.len() * 3 >= long.len();
    let close = (from.lead || origin.lead) && common * 20 >= (short.len() + long.len()) * 7;
    contained || close
}

fn common(short: &[String], long: &[String]) -> usize {
    let mut rest: Vec<&String> = long.iter().collect();
    short
        .iter()
        .filter(|w| {
            rest.iter().position(|r| r == w).is_some_and(|at| {
                rest.swap_remove(at);
                true
            })
        })
        .count()
}

/// Joins a repetition: the fuller name, the stated period, the known agency; all mentions as evidence.
fn join(known: &mut (Target, Origin, Vec<String>), new: Target, words: Vec<String>) {
    let (old, _, old_words) = known;
    // The plan's title is the weakest word on time.
    if old.period.basis.is_none() || old.period.basis == Some(Basis::Title) && new.period.basis.is_some() {
        old.period = new.period;
    }
    if words.len() > old_words.len() {
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

/// The words of an indicator that tell it from others.
fn words(indicator: &str) -> Vec<String> {
    const FILLER: [&str; 24] = [
        "chiếm", "trong", "trên", "so", "với", "của", "đạt", "được", "các", "những", "về", "mức", "là", "có", "bằng",
        "ở", "tại", "cho", "và", "theo", "số", "phải", "gắn", "nền",
    ];
    folded(indicator)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !FILLER.contains(w))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_filler() {
        assert_eq!(words("Tỷ lệ hộ nghèo của tỉnh"), words("tỷ lệ hộ nghèo … tỉnh"));
        let (a, b) = (words("tỷ lệ hộ nghèo"), words("Tỷ lệ hộ nghèo đa chiều"));
        assert_eq!(common(&a, &b), a.len());
    }
}
