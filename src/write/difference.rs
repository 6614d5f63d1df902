//! What changed between two records of one document: the words of `check`.
//!
//! `lost   tỷ lệ hộ nghèo < 3 % (2025)`, `changed … → …`, `moved … from 1203 to 1240`.

use crate::record::{Header, Quote, Record, Target};
use crate::write::dataset::copies::say;
use std::collections::BTreeSet;
use std::fmt;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// A field of the source or header.
    Field {
        /// Its name.
        name: String,
        /// The committed value.
        old: String,
        /// The value now.
        new: String,
    },
    /// A target that was not there.
    Gained(String),
    /// A target that is no longer there.
    Lost(String),
    /// The target of the same words says something else.
    Changed {
        /// What it said.
        old: String,
        /// What it says.
        new: String,
    },
    /// The same target, shown by other words or at another place.
    Moved(String),
    /// A number that is now unread.
    Unread(String),
    /// A number that is no longer unread.
    Read(String),
    /// The same diagnostics in other words, or others.
    Diagnostics,
    /// Only the order or a detail that no other line names.
    Detail,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::Field { name, old, new } => write!(f, "changed {name}: {old} → {new}"),
            Difference::Gained(what) => write!(f, "gained  {what}"),
            Difference::Lost(what) => write!(f, "lost    {what}"),
            Difference::Changed { old, new } => write!(f, "changed {old} → {new}"),
            Difference::Moved(what) => write!(f, "moved   {what}"),
            Difference::Unread(what) => write!(f, "gained  unread number {what}"),
            Difference::Read(what) => write!(f, "lost    unread number {what}"),
            Difference::Diagnostics => f.write_str("changed diagnostics"),
            Difference::Detail => f.write_str("changed in order or detail only"),
        }
    }
}

/// Every difference; none when the two say the same. The path of the source is not compared: it depends on where the tool was
/// started.
pub fn differences(old: &Record, new: &Record) -> Vec<Difference> {
    let mut out = fields(old, new);
    targets(&old.targets, &new.targets, &mut out);
    let key = |q: &Quote| (q.start, q.exact.clone());
    let (before, after): (BTreeSet<_>, BTreeSet<_>) =
        (old.unread.iter().map(key).collect(), new.unread.iter().map(key).collect());
    out.extend(after.difference(&before).map(|(at, exact)| Difference::Unread(format!("{exact} at {at}"))));
    out.extend(before.difference(&after).map(|(at, exact)| Difference::Read(format!("{exact} at {at}"))));
    if old.diagnostics != new.diagnostics {
        out.push(Difference::Diagnostics);
    }
    let mut same = new.clone();
    same.source.path.clone_from(&old.source.path);
    if out.is_empty() && same != *old {
        out.push(Difference::Detail);
    }
    out
}

fn fields(old: &Record, new: &Record) -> Vec<Difference> {
    let list = |r: &Record| {
        let (s, h) = (&r.source, &r.header);
        let mut fields = vec![
            ("schema_version", Some(r.schema_version.clone())),
            ("sha256", Some(s.sha256.clone())),
            ("media_type", Some(s.media_type.clone())),
            ("encoding", Some(s.encoding.clone())),
            ("form", Some(s.form.clone())),
            ("ocr", Some(s.ocr.to_string())),
        ];
        fields.extend(header(h));
        fields
    };
    let shown = |v: Option<String>| v.unwrap_or_else(|| "null".to_owned());
    let pairs = list(old).into_iter().zip(list(new)).filter(|(a, b)| a != b);
    pairs
        .map(|((name, old), (_, new))| Difference::Field { name: name.into(), old: shown(old), new: shown(new) })
        .collect()
}

fn header(h: &Header) -> Vec<(&'static str, Option<String>)> {
    let basis: Vec<String> = h
        .legal_basis
        .iter()
        .map(|i| i.issued_on.as_ref().map_or_else(|| i.number.clone(), |d| format!("{} of {d}", i.number)))
        .collect();
    let basis = Some(basis.join(", ")).filter(|b| !b.is_empty());
    let texts = h.texts().into_iter().map(|(name, value)| (name, value.map(str::to_owned)));
    texts.chain([("legal_basis", basis)]).collect()
}

/// Pairs equal targets, then moved ones, then those of one label or one place; the rest is gained or lost.
fn targets(old: &[Target], new: &[Target], out: &mut Vec<Difference>) {
    let mut left: Vec<&Target> = old.iter().collect();
    let mut right: Vec<&Target> = Vec::new();
    for target in new {
        match left.iter().position(|t| *t == target) {
            Some(n) => drop(left.remove(n)),
            None => right.push(target),
        }
    }
    let whole = |t: &Target| (say(t), t.indicator_id.clone(), t.section.clone(), t.agency.clone(), t.rule.clone());
    let place = |t: &Target| t.evidence.first().map(|q| q.exact.clone());
    let mut pair = |alike: &dyn Fn(&Target, &Target) -> bool, tell: &dyn Fn(&Target, &Target) -> Difference| {
        right.retain(|new| match left.iter().position(|old| alike(old, new)) {
            Some(n) => {
                out.push(tell(left.remove(n), new));
                false
            }
            None => true,
        });
    };
    pair(&|a, b| whole(a) == whole(b), &|a, b| {
        let at = |t: &Target| t.evidence.first().map_or_else(|| "nowhere".to_owned(), |q| q.start.to_string());
        Difference::Moved(format!("{} from {} to {}", say(b), at(a), at(b)))
    });
    let tell = |a: &Target, b: &Target| match say(a) == say(b) {
        true => Difference::Changed { old: format!("{} [{}]", say(a), detail(a)), new: format!("[{}]", detail(b)) },
        false => Difference::Changed { old: say(a), new: say(b) },
    };
    pair(&|a, b| say(a) == say(b), &tell);
    pair(&|a, b| place(a) == place(b) && place(a).is_some(), &tell);
    pair(&|a, b| a.indicator == b.indicator, &tell);
    out.extend(right.iter().map(|t| Difference::Gained(say(t))));
    out.extend(left.iter().map(|t| Difference::Lost(say(t))));
}

fn detail(t: &Target) -> String {
    let id = t.indicator_id.as_deref().unwrap_or("no id");
    format!("{id}, {}, {}, {}", t.section.join(" / "), t.agency.as_deref().unwrap_or("no agency"), t.rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(indicator: &str, low: i64, start: u32) -> Target {
        let json = serde_json::json!({
            "indicator": indicator, "indicator_id": null, "kind": "target", "operator": "=", "low": low, "high": low,
            "unit": "%", "change": null, "period": {"start": null, "end": "2025", "basis": "stated"}, "section": [],
            "agency": null, "rule": "r", "evidence": [{"exact": format!("{low}%"), "prefix": "", "suffix": "",
            "start": start, "end": start + 3, "source": null}]
        });
        serde_json::from_value(json).unwrap()
    }

    fn told(old: &[Target], new: &[Target]) -> Vec<String> {
        let mut out = Vec::new();
        targets(old, new, &mut out);
        out.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn gained_lost_changed_moved() {
        let old = [target("che phủ rừng", 42, 10), target("hộ nghèo", 3, 30), target("xã đạt chuẩn", 80, 50)];
        let new = [target("che phủ rừng", 42, 12), target("hộ nghèo", 4, 30), target("bảo hiểm y tế", 95, 70)];
        assert_eq!(
            told(&old, &new),
            [
                "moved   che phủ rừng = 42 % (2025) from 10 to 12",
                "changed hộ nghèo = 3 % (2025) → hộ nghèo = 4 % (2025)",
                "gained  bảo hiểm y tế = 95 % (2025)",
                "lost    xã đạt chuẩn = 80 % (2025)",
            ]
        );
        assert!(told(&old, &old).is_empty());
    }
}
