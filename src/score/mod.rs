//! How good records are: hand-made gold against what came, field by field and target by target.
//!
//! Gold `hộ nghèo < 3 % (2025)`, came `tỷ lệ hộ nghèo < 3 % (2030)` → found, but not exact: the period differs.
//!
//! A target is *found* when numbers and unit are equal and the indicator words agree (F1 at least 0.5), *exact* when kind,
//! operator, change and period are equal besides. Each gold target is matched once; a second prediction of it is an error.
//! Gold marked optional is neutral. Where gold ends before its document does, what comes later is not judged.

pub mod words;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// The header fields that are scored, in the order they are printed.
pub const FIELDS: [&str; 11] = [
    "number",
    "type",
    "title",
    "issuer",
    "province_code",
    "place",
    "issued_on",
    "effective_on",
    "signer",
    "signer_position",
    "signing_authority",
];

/// What gold says about one document, or what came for it.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Header fields that are given; `None` for one that is known to be absent.
    pub header: BTreeMap<String, Option<String>>,
    /// Gold only: header fields that are not judged.
    pub unscored: Vec<String>,
    /// The targets, `None` when gold judges the header alone.
    pub targets: Option<Vec<Row>>,
    /// Gold only: the annotation ends before the document does.
    pub partial: bool,
}

/// One target as far as the score looks at it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What is measured.
    pub indicator: String,
    /// `target`, `baseline`, `activity` or `status`.
    pub kind: String,
    /// Sign of the operator.
    pub operator: String,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Unit of measure.
    pub unit: Option<String>,
    /// `increase` or `decrease`.
    pub change: Option<String>,
    /// EDTF.
    pub start: Option<String>,
    /// EDTF.
    pub end: Option<String>,
    /// Gold only: neither found nor missed counts.
    pub optional: bool,
    /// Prediction only: the smallest code point of its evidence.
    pub at: u64,
    /// The rule that read it; empty for gold.
    pub rule: String,
    /// The sentence: the gold's quote, or the evidence with what stands around it.
    pub sentence: String,
}

/// Right, predicted and wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many are right.
    pub right: usize,
    /// How many came.
    pub came: usize,
    /// How many gold has.
    pub gold: usize,
}

impl Tally {
    /// Right of those that came; 1 when none came.
    pub fn precision(self) -> f64 {
        if self.came == 0 { 1.0 } else { self.right as f64 / self.came as f64 }
    }

    /// Right of those wanted; 1 when none was.
    pub fn recall(self) -> f64 {
        if self.gold == 0 { 1.0 } else { self.right as f64 / self.gold as f64 }
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.came += other.came;
        self.gold += other.gold;
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// A header field: what gold has, what came.
    Header {
        /// Name of the field.
        field: &'static str,
        /// Gold's value.
        want: Option<String>,
        /// The value that came.
        came: Option<String>,
    },
    /// Found, but with another kind, operator, change or period.
    Differs {
        /// Gold's target.
        want: Box<Row>,
        /// What came.
        came: Box<Row>,
    },
    /// A gold target that nothing was found for.
    Missed(Box<Row>),
    /// A target that gold does not have.
    False(Box<Row>),
}

/// The judgement on one document.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// File stem of the gold.
    pub id: String,
    /// Per field of [`FIELDS`].
    pub fields: [Tally; FIELDS.len()],
    /// Found and exact, `None` when gold judges the header alone.
    pub targets: Option<(Tally, Tally)>,
    /// What is wrong: header first, then differing, missed and false targets, each in order.
    pub faults: Vec<Fault>,
}

/// Judges one document.
pub fn judge(id: &str, gold: &Sheet, came: &Sheet) -> Judgement {
    let mut judgement = Judgement { id: id.to_owned(), ..Judgement::default() };
    for (tally, field) in judgement.fields.iter_mut().zip(FIELDS) {
        let Some(want) = gold.header.get(field).filter(|_| !gold.unscored.iter().any(|u| u == field)) else { continue };
        let got = came.header.get(field).cloned().flatten();
        let right = matches!((want, &got), (Some(w), Some(g)) if words::same_field(field, w, g));
        tally.add(Tally { right: right.into(), came: got.is_some().into(), gold: want.is_some().into() });
        if !right && (want.is_some() || got.is_some()) {
            judgement.faults.push(Fault::Header { field, want: want.clone(), came: got });
        }
    }
    if let Some(gold_rows) = &gold.targets {
        let all = came.targets.as_deref().unwrap_or_default();
        let rows: Vec<&Row> = all.iter().filter(|t| t.kind == "target" || t.kind == "baseline").collect();
        judgement.targets = Some(judge_targets(gold_rows, &rows, gold.partial, &mut judgement.faults));
    }
    judgement
}

fn judge_targets(gold: &[Row], came: &[&Row], partial: bool, faults: &mut Vec<Fault>) -> (Tally, Tally) {
    let pairs = pair(gold, came);
    let paired: BTreeSet<usize> = pairs.iter().map(|(_, j)| *j).collect();
    let mut neutral: BTreeSet<usize> = pairs.iter().filter(|(i, _)| gold[*i].optional).map(|(_, j)| *j).collect();
    if partial && let Some(last) = paired.iter().map(|j| came[*j].at).max() {
        neutral.extend((0..came.len()).filter(|j| !paired.contains(j) && came[*j].at > last));
    }
    let hard: Vec<_> = pairs.iter().filter(|(i, _)| !gold[*i].optional).collect();
    let right = hard.iter().filter(|(i, j)| exact(&gold[*i], came[*j])).count();
    for (i, j) in hard.iter().filter(|(i, j)| !exact(&gold[*i], came[*j])) {
        faults.push(Fault::Differs { want: Box::new(gold[*i].clone()), came: Box::new(came[*j].clone()) });
    }
    let found: BTreeSet<usize> = pairs.iter().map(|(i, _)| *i).collect();
    let missed = gold.iter().enumerate().filter(|(i, g)| !found.contains(i) && !g.optional);
    faults.extend(missed.map(|(_, g)| Fault::Missed(Box::new(g.clone()))));
    let wrong = came.iter().enumerate().filter(|(j, _)| !paired.contains(j) && !neutral.contains(j));
    faults.extend(wrong.map(|(_, p)| Fault::False(Box::new((*p).clone()))));
    let tally =
        |right| Tally { right, came: came.len() - neutral.len(), gold: gold.iter().filter(|g| !g.optional).count() };
    (tally(hard.len()), tally(right))
}

/// Pairs of gold and prediction, the best first: exact, then same period, then the more similar words, then print order.
fn pair(gold: &[Row], came: &[&Row]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in came.iter().enumerate() {
            let unit = |r: &Row| r.unit.clone().unwrap_or_default();
            if numbers(g) == numbers(p) && words::same_unit(&unit(g), &unit(p)) {
                let similarity = words::similarity(&g.indicator, &p.indicator);
                if similarity >= 0.5 {
                    pairs.push((exact(g, p), period(g) == period(p), similarity, i, j));
                }
            }
        }
    }
    pairs.sort_by(|a, b| {
        let words = b.2.partial_cmp(&a.2).unwrap_or(Ordering::Equal);
        b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(words).then(a.3.cmp(&b.3)).then(a.4.cmp(&b.4))
    });
    let (mut gold_taken, mut came_taken) = (BTreeSet::new(), BTreeSet::new());
    let mut out = Vec::new();
    for (_, _, _, i, j) in pairs {
        if !gold_taken.contains(&i) && !came_taken.contains(&j) {
            gold_taken.insert(i);
            came_taken.insert(j);
            out.push((i, j));
        }
    }
    out
}

fn exact(g: &Row, p: &Row) -> bool {
    g.kind == p.kind && g.operator == p.operator && g.change == p.change && period(g) == period(p)
}

fn period(r: &Row) -> (&Option<String>, &Option<String>) {
    (&r.start, &r.end)
}

/// The different numbers of a row, in nano-units, so that they compare exactly.
fn numbers(r: &Row) -> BTreeSet<i64> {
    [r.low, r.high].into_iter().flatten().map(|n| (n * 1e9).round() as i64).collect()
}

/// The figures over all documents.
#[derive(Clone, Debug, Default)]
pub struct Total {
    /// Per field of [`FIELDS`].
    pub fields: [Tally; FIELDS.len()],
    /// All fields together.
    pub header: Tally,
    /// Targets found.
    pub found: Tally,
    /// Targets exact.
    pub exact: Tally,
    /// Documents whose targets are judged.
    pub documents: usize,
    /// Mean of those documents' exact F1: one document with 300 cells must not carry the rest.
    pub mean: f64,
}

/// Adds up judgements.
pub fn total(judgements: &[Judgement]) -> Total {
    let mut total = Total::default();
    for judgement in judgements {
        for (sum, tally) in total.fields.iter_mut().zip(judgement.fields) {
            sum.add(tally);
            total.header.add(tally);
        }
        if let Some((found, exact)) = judgement.targets {
            total.found.add(found);
            total.exact.add(exact);
            total.documents += 1;
            total.mean += exact.f1();
        }
    }
    total.mean /= total.documents.max(1) as f64;
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(indicator: &str, low: f64, end: &str) -> Row {
        Row {
            indicator: indicator.into(),
            kind: "target".into(),
            operator: "=".into(),
            low: Some(low),
            high: Some(low),
            unit: Some("%".into()),
            end: Some(end.into()),
            ..Row::default()
        }
    }

    fn sheet(rows: Vec<Row>) -> Sheet {
        Sheet { targets: Some(rows), ..Sheet::default() }
    }

    #[test]
    fn a_target_of_another_year_is_found_but_not_exact() {
        let gold = sheet(vec![row("tỷ lệ che phủ rừng", 42.0, "2025"), row("tỷ lệ hộ nghèo", 3.0, "2025")]);
        let came = sheet(vec![row("tỷ lệ che phủ rừng", 42.0, "2030"), row("tỷ lệ hộ nghèo", 3.0, "2025")]);
        let (found, exact) = judge("a", &gold, &came).targets.unwrap();
        assert_eq!((found.right, exact.right, exact.came, exact.gold), (2, 1, 2, 2));
    }

    #[test]
    fn a_second_prediction_is_an_error() {
        let gold = sheet(vec![row("tỷ lệ che phủ rừng", 42.0, "2025")]);
        let came = sheet(vec![row("tỷ lệ che phủ rừng", 42.0, "2025"); 2]);
        let judgement = judge("a", &gold, &came);
        assert_eq!(judgement.targets.unwrap().1, Tally { right: 1, came: 2, gold: 1 });
        assert!(matches!(judgement.faults[..], [Fault::False(_)]));
    }

    #[test]
    fn optional_gold_is_neutral_both_ways() {
        let gold = sheet(vec![Row { optional: true, ..row("tỷ lệ che phủ rừng", 42.0, "2025") }]);
        for came in [vec![], vec![row("tỷ lệ che phủ rừng", 42.0, "2025")]] {
            let (_, exact) = judge("a", &gold, &sheet(came)).targets.unwrap();
            assert_eq!(exact, Tally::default());
        }
    }

    #[test]
    fn a_wrong_field_costs_both_a_missing_one_recall() {
        let header = |n: Option<&str>| BTreeMap::from([("number".to_owned(), n.map(str::to_owned))]);
        let gold = Sheet { header: header(Some("12/KH-UBND")), ..Sheet::default() };
        for (came, tally) in [
            (Some("12/ kh-ubnd"), Tally { right: 1, came: 1, gold: 1 }),
            (Some("13/KH-UBND"), Tally { right: 0, came: 1, gold: 1 }),
            (None, Tally { right: 0, came: 0, gold: 1 }),
        ] {
            assert_eq!(judge("a", &gold, &Sheet { header: header(came), ..Sheet::default() }).fields[0], tally);
        }
    }
}
