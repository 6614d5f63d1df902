//! The values a statement carries: exact decimals, comparators, change, kind.
//!
//! `từ 15,50% trở lên` → operator `>=`, decimal 15.50 (digits 1550, scale 2), printed in JSON as 15.5.

use std::cmp::Ordering;
use std::fmt;

/// An exact decimal: `digits / 10^scale`. No binary fraction before a writer needs one.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    digits: i64,
    scale: u8,
}

impl Decimal {
    /// `digits / 10^scale`.
    pub fn new(digits: i64, scale: u8) -> Decimal {
        let (mut digits, mut scale) = (digits, scale);
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        Decimal { digits, scale }
    }

    /// The digits without the decimal point, trailing zeros of the fraction dropped.
    pub fn digits(self) -> i64 {
        self.digits
    }

    /// How many of the digits stand behind the decimal point.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// The value as an integer, when it is one.
    pub fn integer(self) -> Option<i64> {
        (self.scale == 0).then_some(self.digits)
    }

    /// The nearest binary fraction; for writers only.
    pub fn to_f64(self) -> f64 {
        // Parsing the printed form rounds once and correctly; dividing would round twice.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The product, `None` when it does not fit.
    pub fn times(self, factor: i64) -> Option<Decimal> {
        Some(Decimal::new(self.digits.checked_mul(factor)?, self.scale))
    }
}

impl From<i64> for Decimal {
    fn from(n: i64) -> Decimal {
        Decimal { digits: n, scale: 0 }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.digits == other.digits && self.scale == other.scale
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        let scale = self.scale.max(other.scale);
        let lift = |d: &Decimal| i128::from(d.digits) * 10i128.pow(u32::from(scale - d.scale));
        lift(self).cmp(&lift(other))
    }
}

impl std::hash::Hash for Decimal {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.digits, self.scale).hash(state);
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.digits);
        }
        let unit = 10u64.pow(u32::from(self.scale));
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs();
        write!(f, "{sign}{}.{:0width$}", digits / unit, digits % unit, width = self.scale as usize)
    }
}

/// How the value binds the quantity. `Display` gives the sign that records carry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Operator {
    /// `=`: đạt, là, chiếm, bằng, or a bare number.
    Equal,
    /// `>=`: tối thiểu, ít nhất, từ X trở lên, không dưới, ≥.
    AtLeast,
    /// `>`: trên, hơn, vượt.
    Above,
    /// `<=`: tối đa, không quá, ≤.
    AtMost,
    /// `<`: dưới.
    Below,
    /// `~`: khoảng, ước, xấp xỉ, gần.
    About,
    /// `range`: two ends.
    Range,
}

impl Operator {
    /// Every operator, in the order of the contract.
    pub const ALL: [Operator; 7] = [
        Operator::Equal,
        Operator::AtLeast,
        Operator::Above,
        Operator::AtMost,
        Operator::Below,
        Operator::About,
        Operator::Range,
    ];

    /// The sign in records: `=`, `>=`, `>`, `<=`, `<`, `~`, `range`.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Equal => "=",
            Operator::AtLeast => ">=",
            Operator::Above => ">",
            Operator::AtMost => "<=",
            Operator::Below => "<",
            Operator::About => "~",
            Operator::Range => "range",
        }
    }

    /// The operator of a sign, `None` for any other string.
    pub fn from_sign(sign: &str) -> Option<Operator> {
        Operator::ALL.into_iter().find(|o| o.sign() == sign)
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sign())
    }
}

/// The direction of an amount of change (`giảm 30%`), which is not a level (`giảm còn 30%`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Change {
    /// tăng
    Increase,
    /// giảm
    Decrease,
}

impl Change {
    /// `increase` or `decrease`.
    pub fn name(self) -> &'static str {
        match self {
            Change::Increase => "increase",
            Change::Decrease => "decrease",
        }
    }
}

/// What a statement is for the plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Kind {
    /// A quantity to be reached, kept, exceeded or stayed under.
    Target,
    /// The level a target starts from.
    Baseline,
    /// The count of a task: "tổ chức 02 lớp tập huấn".
    Activity,
    /// The present state in a situation section.
    Status,
}

impl Kind {
    /// `target`, `baseline`, `activity` or `status`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Target => "target",
            Kind::Baseline => "baseline",
            Kind::Activity => "activity",
            Kind::Status => "status",
        }
    }
}

/// A value with its operator: exactly the `operator`, `low` and `high` of a record.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Value {
    /// How the numbers bind the quantity.
    pub operator: Operator,
    /// Lower end; `None` for `<=` and `<`.
    pub low: Option<Decimal>,
    /// Upper end; `None` for `>=` and `>`.
    pub high: Option<Decimal>,
}

impl Value {
    /// One number under `operator`: the ends are set as the contract says.
    pub fn one(operator: Operator, number: Decimal) -> Value {
        let (low, high) = match operator {
            Operator::AtLeast | Operator::Above => (Some(number), None),
            Operator::AtMost | Operator::Below => (None, Some(number)),
            _ => (Some(number), Some(number)),
        };
        Value { operator, low, high }
    }

    /// Two ends. Two ends keep a range whatever word precedes them.
    pub fn range(low: Decimal, high: Decimal) -> Value {
        Value { operator: Operator::Range, low: Some(low), high: Some(high) }
    }

    /// The single number, `None` for a range.
    pub fn number(self) -> Option<Decimal> {
        match self.operator {
            Operator::Range => None,
            _ => self.low.or(self.high),
        }
    }

    /// Whether it is 0 exactly.
    pub fn is_nought(self) -> bool {
        self.operator == Operator::Equal && self.low == Some(Decimal::from(0))
    }

    /// The same number under another operator; a range stays a range.
    pub fn under(self, operator: Operator) -> Value {
        match self.number() {
            Some(number) => Value::one(operator, number),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_print_as_read_and_compare_by_value() {
        assert_eq!(Decimal::new(1436, 2).to_string(), "14.36");
        assert_eq!(Decimal::new(-5, 2).to_string(), "-0.05");
        assert_eq!(Decimal::new(1500, 2), Decimal::from(15));
        assert!(Decimal::new(115, 1) < Decimal::from(12));
        assert_eq!(Decimal::new(1436, 2).to_f64(), 14.36);
    }

    #[test]
    fn ends_follow_the_operator() {
        let n = Decimal::from(30);
        assert_eq!(Value::one(Operator::Below, n).low, None);
        assert_eq!(Value::one(Operator::Above, n).high, None);
        assert_eq!(Value::range(n, Decimal::from(40)).under(Operator::AtLeast).operator, Operator::Range);
    }
}
