//! The words of statements: comparators, verbs, units, times, numerals, names.
//!
//! `tối thiểu` → [`Sense::Compare`] at least, before its number; `tỷ đồng` → [`Sense::Unit`] of money.

use super::phrases::{Phrases, Syllables};
use super::tsv::Table;
use crate::error::Error;
use crate::value::{Change, Decimal, Operator};
use std::sync::{Arc, LazyLock};

/// What a phrase means wherever it stands. A phrase can have several senses; the grammar chooses by the neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sense {
    /// Binds a number: the operator, and whether it stands before it.
    Compare(Operator, Side),
    /// A verb of the statement.
    Verb(Verb),
    /// A unit of measure: index into [`Words::units`].
    Unit(u16),
    /// A magnitude word: index into [`Words::scales`].
    Scale(u16),
    /// A word of dates and periods.
    Time(TimeWord),
    /// A number in words.
    Numeral(Decimal),
    /// Next to a number it makes it a name: index into [`Words::guards`], and whether the word stands before it.
    Guard(u16, Side),
    /// Opens a new subject.
    Head,
    /// Narrows the noun of an earlier list item.
    Zone,
    /// Says that something has been reached already.
    Past,
    /// A multiple in words: `gấp đôi`.
    Multiple(Decimal),
    /// A word of places in an order.
    Rank(RankWord),
    /// The number behind it measures a place or a means.
    Preposition,
    /// What follows is said of each: `mỗi xã`.
    Each,
    /// All of a place: `toàn tỉnh`.
    Whole,
    /// A word of its own that holds a word of another table.
    Compound,
}

/// The words of places in an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RankWord {
    /// trong nhóm, top: among the first N.
    Group,
    /// xếp thứ, vị trí thứ: that place.
    Place,
    /// đứng đầu, dẫn đầu: behind the number and its noun.
    Leading,
    /// nhóm: a further group, where a word of leading follows.
    Among,
}

/// On which side of the number a word stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// `tối thiểu 90%`
    Before,
    /// `90% trở lên`
    After,
}

/// The verbs of statements, by what they do to the quantity. The table `verbs.tsv` says it word by word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Verb {
    /// đạt, là, bằng: links subject and number.
    Reach,
    /// chiếm, phủ: the same, and stays in the indicator when a base follows the number.
    Share,
    /// lên, xuống còn: the far end of a motion.
    To,
    /// từ: the near end of a motion, or of a range.
    From,
    /// phấn đấu, bảo đảm: modal, no part of the statement.
    Goal,
    /// nâng, đưa: a level follows, with its subject between.
    Raise,
    /// tăng
    Up,
    /// giảm
    Down,
    /// tốc độ tăng: a growth rate as a name.
    Growth,
    /// tốc độ giảm
    Decline,
    /// bình quân
    Mean,
    /// hàng năm
    Yearly,
    /// bình quân hàng năm
    MeanYearly,
    /// hàng quý
    Quarterly,
    /// hàng tháng
    Monthly,
    /// mỗi ngày
    Daily,
    /// duy trì
    Keep,
    /// xây dựng, hình thành: stays in the indicator before a count.
    Act,
    /// có before a number
    Has,
    /// được, sử dụng: opens the predicate of a noun.
    Predicate,
    /// góp phần, nhằm: opens an effect, which is no part of the indicator.
    Effect,
    /// so với: a base of comparison without a date follows.
    Against,
    /// trong đó
    Breakdown,
    /// đồng thời
    Also,
    /// gồm
    List,
    /// nếu, trường hợp: what follows is a condition.
    If,
    /// có thể: what stands before is a condition.
    May,
    /// thì: what stands before is a condition, and here follows what then holds.
    Then,
    /// và, hoặc
    And,
    /// không để: the comparator behind is turned round.
    Not,
    /// không còn: what follows shall not be, so that a number in it is a threshold.
    Lack,
    /// lần lượt: the numbers behind are dealt out to as many names or years.
    Respective,
}

impl Verb {
    /// The change it states: tăng, tốc độ tăng; giảm, tốc độ giảm.
    pub fn change(self) -> Option<Change> {
        match self {
            Verb::Up | Verb::Growth => Some(Change::Increase),
            Verb::Down | Verb::Decline => Some(Change::Decrease),
            _ => None,
        }
    }
}

/// The words around years and dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeWord {
    /// năm 2025
    Year,
    /// năm học 2024-2025
    School,
    /// giai đoạn 2021-2025
    Span,
    /// đến, vào, hết
    By,
    /// trong
    In,
    /// từ, kể từ
    Since,
    /// trước: what is bounded ends with the year before
    Before,
    /// sau: what is bounded begins with the year behind
    After,
    /// trở đi
    Onward,
    /// so với: a base of comparison, no period
    Reference,
    /// quý
    Quarter,
    /// tháng
    Month,
    /// ngày
    Day,
    /// cả năm
    Whole,
}

/// A unit of measure or counted noun.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// As records write it.
    pub written: Box<str>,
    /// Its class.
    pub class: UnitClass,
}

/// Classes of units, as far as the grammar treats them differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnitClass {
    /// %, ‰
    Percent,
    /// điểm %
    Points,
    /// đồng, USD
    Money,
    /// ha, tấn, MW
    Physical,
    /// lần
    Times,
    /// hạng
    Rank,
    /// điểm, sao
    Score,
    /// năm, tháng, ngày, giờ, tuổi
    Duration,
    /// người and what is counted as people
    Person,
    /// any other counted noun
    Count,
}

/// A magnitude word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scale {
    /// As records write it.
    pub written: Box<str>,
    /// Power of ten.
    pub power: u8,
}

/// The tables of statement words, ready for look-up.
#[derive(Debug, Default)]
pub struct Words {
    /// Syllables of all phrases.
    pub syllables: Syllables,
    /// Phrases and their senses.
    pub phrases: Phrases<Sense>,
    /// Units, in table order.
    pub units: Vec<Unit>,
    /// Magnitude words, in table order.
    pub scales: Vec<Scale>,
    /// Names of guards.
    pub guards: Vec<&'static str>,
}

/// The tables compiled into the program, by file name.
const TABLES: [(&str, &str); 16] = [
    ("comparators.tsv", include_str!("comparators.tsv")),
    ("compounds.tsv", include_str!("compounds.tsv")),
    ("distributives.tsv", include_str!("distributives.tsv")),
    ("guards.tsv", include_str!("guards.tsv")),
    ("heads.tsv", include_str!("heads.tsv")),
    ("multiples.tsv", include_str!("multiples.tsv")),
    ("numerals.tsv", include_str!("numerals.tsv")),
    ("past.tsv", include_str!("past.tsv")),
    ("prepositions.tsv", include_str!("prepositions.tsv")),
    ("ranks.tsv", include_str!("ranks.tsv")),
    ("scales.tsv", include_str!("scales.tsv")),
    ("times.tsv", include_str!("times.tsv")),
    ("units.tsv", include_str!("units.tsv")),
    ("verbs.tsv", include_str!("verbs.tsv")),
    ("wholes.tsv", include_str!("wholes.tsv")),
    ("zones.tsv", include_str!("zones.tsv")),
];

/// The names guards can have. A table may use no other, so that each is documented here once.
pub const GUARDS: [&str; 11] = [
    "budget",
    "clock",
    "committee",
    "counter",
    "document-number",
    "level",
    "norm",
    "phone",
    "reference",
    "slogan",
    "technology",
];

static BUILT_IN: LazyLock<Arc<Words>> =
    LazyLock::new(|| Arc::new(Words::new(&[]).expect("the built-in tables are checked by a test")));

impl Words {
    /// The built-in tables, read once a process.
    pub fn built_in() -> Arc<Words> {
        Arc::clone(&BUILT_IN)
    }

    /// The built-in tables with tables of the same names laid on top.
    ///
    /// # Errors
    /// [`Error::Table`] when a row cannot be understood.
    pub fn new(extra: &[(String, String)]) -> Result<Words, Error> {
        let mut words = Words::default();
        for (name, text) in TABLES {
            words.add(name, text)?;
        }
        for (name, text) in extra {
            if TABLES.iter().any(|(n, _)| n == name) {
                words.add(name, text)?;
            }
        }
        Ok(words)
    }

    /// A sense in words, with the table its row stands in: `unit tỷ đồng (units.tsv)`.
    pub fn describe(&self, sense: Sense) -> String {
        match sense {
            Sense::Compare(operator, Side::Before) => format!("{operator}, before its number (comparators.tsv)"),
            Sense::Compare(operator, Side::After) => format!("{operator}, behind its number (comparators.tsv)"),
            Sense::Verb(verb) => format!("{} (verbs.tsv)", format!("{verb:?}").to_lowercase()),
            Sense::Unit(n) => format!("unit {} (units.tsv)", self.units[n as usize].written),
            Sense::Scale(n) => format!("magnitude {} (scales.tsv)", self.scales[n as usize].written),
            Sense::Time(word) => format!("{} (times.tsv)", format!("{word:?}").to_lowercase()),
            Sense::Numeral(n) => format!("number {n} (numerals.tsv)"),
            Sense::Multiple(n) => format!("multiple {n} (multiples.tsv)"),
            Sense::Guard(n, _) => format!("guard {} (guards.tsv)", self.guards[n as usize]),
            Sense::Rank(word) => format!("{} (ranks.tsv)", format!("{word:?}").to_lowercase()),
            Sense::Head => "names a quantity (heads.tsv)".to_owned(),
            Sense::Zone => "narrows a noun (zones.tsv)".to_owned(),
            Sense::Past => "reached already (past.tsv)".to_owned(),
            Sense::Preposition => "preposition (prepositions.tsv)".to_owned(),
            Sense::Each => "said of each (distributives.tsv)".to_owned(),
            Sense::Whole => "all of a place (wholes.tsv)".to_owned(),
            Sense::Compound => "a word of its own (compounds.tsv)".to_owned(),
        }
    }

    fn add(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let table = Table::parse(name, text);
        let phrase = table.column("phrase")?;
        for row in &table.rows {
            let wrong = |field: &str, value: &str| table.error(row.line, format!("unknown {field} `{value}`"));
            let sense = match name {
                "comparators.tsv" => {
                    let (sign, side) = (row.get(1), row.get(2));
                    Sense::Compare(
                        Operator::from_sign(sign).ok_or_else(|| wrong("operator", sign))?,
                        parse_side(side).ok_or_else(|| wrong("side", side))?,
                    )
                }
                "guards.tsv" => {
                    let (guard, side) = (row.get(1), row.get(2));
                    let known = GUARDS.iter().position(|g| *g == guard).ok_or_else(|| wrong("guard", guard))?;
                    if self.guards.is_empty() {
                        self.guards = GUARDS.to_vec();
                    }
                    Sense::Guard(known as u16, parse_side(side).ok_or_else(|| wrong("side", side))?)
                }
                "heads.tsv" => Sense::Head,
                "compounds.tsv" => Sense::Compound,
                "distributives.tsv" => Sense::Each,
                "wholes.tsv" => Sense::Whole,
                "zones.tsv" => Sense::Zone,
                "past.tsv" => Sense::Past,
                "prepositions.tsv" => Sense::Preposition,
                "ranks.tsv" => Sense::Rank(match row.get(1) {
                    "group" => RankWord::Group,
                    "place" => RankWord::Place,
                    "leading" => RankWord::Leading,
                    "among" => RankWord::Among,
                    other => return Err(wrong("sense", other)),
                }),
                "multiples.tsv" => {
                    Sense::Multiple(parse_decimal(row.get(1)).ok_or_else(|| wrong("number", row.get(1)))?)
                }
                "numerals.tsv" => Sense::Numeral(parse_decimal(row.get(1)).ok_or_else(|| wrong("number", row.get(1)))?),
                "scales.tsv" => {
                    let power = row.get(2).parse().map_err(|_| wrong("power", row.get(2)))?;
                    self.scales.push(Scale { written: row.get(1).into(), power });
                    Sense::Scale((self.scales.len() - 1) as u16)
                }
                "times.tsv" => Sense::Time(parse_time(row.get(1)).ok_or_else(|| wrong("sense", row.get(1)))?),
                "units.tsv" => {
                    let class = parse_class(row.get(2)).ok_or_else(|| wrong("class", row.get(2)))?;
                    self.units.push(Unit { written: row.get(1).into(), class });
                    Sense::Unit((self.units.len() - 1) as u16)
                }
                _ => Sense::Verb(parse_verb(row.get(1)).ok_or_else(|| wrong("sense", row.get(1)))?),
            };
            self.phrases.insert(&mut self.syllables, row.get(phrase), sense);
        }
        Ok(())
    }
}

fn parse_side(side: &str) -> Option<Side> {
    Some(match side {
        "before" => Side::Before,
        "after" => Side::After,
        _ => return None,
    })
}

fn parse_decimal(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    Some(Decimal::new(format!("{whole}{fraction}").parse().ok()?, fraction.len() as u8))
}

fn parse_time(sense: &str) -> Option<TimeWord> {
    Some(match sense {
        "year" => TimeWord::Year,
        "school" => TimeWord::School,
        "span" => TimeWord::Span,
        "by" => TimeWord::By,
        "in" => TimeWord::In,
        "since" => TimeWord::Since,
        "before" => TimeWord::Before,
        "after" => TimeWord::After,
        "onward" => TimeWord::Onward,
        "reference" => TimeWord::Reference,
        "quarter" => TimeWord::Quarter,
        "month" => TimeWord::Month,
        "day" => TimeWord::Day,
        "whole" => TimeWord::Whole,
        _ => return None,
    })
}

fn parse_class(class: &str) -> Option<UnitClass> {
    Some(match class {
        "percent" => UnitClass::Percent,
        "points" => UnitClass::Points,
        "money" => UnitClass::Money,
        "physical" => UnitClass::Physical,
        "times" => UnitClass::Times,
        "rank" => UnitClass::Rank,
        "score" => UnitClass::Score,
        "duration" => UnitClass::Duration,
        "person" => UnitClass::Person,
        "count" => UnitClass::Count,
        _ => return None,
    })
}

fn parse_verb(sense: &str) -> Option<Verb> {
    Some(match sense {
        "reach" => Verb::Reach,
        "share" => Verb::Share,
        "to" => Verb::To,
        "from" => Verb::From,
        "goal" => Verb::Goal,
        "raise" => Verb::Raise,
        "up" => Verb::Up,
        "down" => Verb::Down,
        "growth" => Verb::Growth,
        "decline" => Verb::Decline,
        "mean" => Verb::Mean,
        "yearly" => Verb::Yearly,
        "mean+yearly" => Verb::MeanYearly,
        "quarterly" => Verb::Quarterly,
        "monthly" => Verb::Monthly,
        "daily" => Verb::Daily,
        "keep" => Verb::Keep,
        "act" => Verb::Act,
        "has" => Verb::Has,
        "predicate" => Verb::Predicate,
        "effect" => Verb::Effect,
        "breakdown" => Verb::Breakdown,
        "also" => Verb::Also,
        "list" => Verb::List,
        "if" => Verb::If,
        "may" => Verb::May,
        "then" => Verb::Then,
        "and" => Verb::And,
        "not" => Verb::Not,
        "lack" => Verb::Lack,
        "respective" => Verb::Respective,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_tables_are_understood() {
        let words = Words::new(&[]).unwrap();
        let ids = |t: &str| super::super::phrases::split(t).map(|p| words.syllables.of(&p)).collect::<Vec<_>>();
        let (taken, senses) = words.phrases.longest(ids("Tối thiểu 90%")).unwrap();
        assert_eq!((taken, senses), (2, &[Sense::Compare(Operator::AtLeast, Side::Before)][..]));
    }

    #[test]
    fn a_row_that_cannot_be_understood_is_named() {
        let extra = [("verbs.tsv".to_owned(), "phrase\tsense\nvươn tới\tleap\n".to_owned())];
        let error = Words::new(&extra).unwrap_err().to_string();
        assert_eq!(error, "verbs.tsv, line 2: unknown sense `leap`");
    }
}
