//! Units taken apart, so that values in different magnitudes of one unit can stand in one column.
//!
//! `1,2 nghìn tỷ đồng` → 1200 `tỷ đồng`; `7 doanh nghiệp/vạn dân` → 0.7 `doanh nghiệp/1.000 dân`.

use crate::text::folded;
use crate::value::Decimal;

/// A unit as power of ten, thing counted, and what it is counted per.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Power of ten of the whole.
    exponent: i32,
    /// The thing, folded: `đồng`, `người`, `%`.
    base: String,
    /// The denominators, folded, in the order printed: `người`, `năm`.
    per: Vec<String>,
}

/// Magnitude words and the power of ten they stand for.
const SCALES: [(&str, i32); 8] =
    [("trăm", 2), ("nghìn", 3), ("ngàn", 3), ("vạn", 4), ("triệu", 6), ("tỷ", 9), ("tỉ", 9), ("chục", 1)];

/// Spellings of one thing, folded, and the power of ten between it and the form kept.
const THINGS: [(&str, &str, i32); 26] = [
    ("bậc", "hạng", 0),
    ("thứ hạng", "hạng", 0),
    ("vnđ", "đồng", 0),
    ("vnd", "đồng", 0),
    ("đô la mỹ", "usd", 0),
    ("đô la", "usd", 0),
    ("đôla", "usd", 0),
    ("m²", "m2", 0),
    ("ha", "m2", 4),
    ("hecta", "m2", 4),
    ("km²", "m2", 6),
    ("km2", "m2", 6),
    ("km", "m", 3),
    ("kg", "kg", 0),
    ("tạ", "kg", 2),
    ("tấn", "kg", 3),
    ("kw", "w", 3),
    ("mw", "w", 6),
    ("gw", "w", 9),
    ("bác sỹ", "bác sĩ", 0),
    ("dược sỹ", "dược sĩ", 0),
    ("giường", "giường bệnh", 0),
    ("htx", "hợp tác xã", 0),
    ("người dân", "dân", 0),
    ("dnnvv", "doanh nghiệp nhỏ và vừa", 0),
    ("‰", "phần nghìn", 0),
];

impl Unit {
    /// Takes a printed unit apart. Total: what is no known magnitude is part of the thing.
    pub fn parse(text: &str) -> Unit {
        let text = folded(text);
        let mut parts = text.split('/');
        let (mut exponent, base) = part(parts.next().unwrap_or_default());
        let per = parts.map(|p| {
            let (down, thing) = part(p);
            exponent -= down;
            thing
        });
        let per = per.collect();
        Unit { exponent, base, per }
    }

    /// Whether values of the two differ by a power of ten only.
    pub fn converts_to(&self, other: &Unit) -> bool {
        self.base == other.base && self.per == other.per
    }

    /// Whether values of this unit answer an indicator measured in `other`: the same thing in any magnitude, or a counted
    /// noun said more fully (`đô thị thông minh` for `đô thị`).
    pub fn answers(&self, other: &Unit) -> bool {
        let fuller = self.base.strip_prefix(other.base.as_str()).is_some_and(|rest| rest.starts_with([' ', ',']));
        self.per == other.per && (self.base == other.base || (fuller && !other.base.is_empty() && other.base != "%"))
    }

    /// The value in `other`, exactly; `None` when the units are of different things or the number does not fit.
    pub fn convert(&self, value: Decimal, other: &Unit) -> Option<Decimal> {
        self.converts_to(other).then(|| shift(value, self.exponent - other.exponent)).flatten()
    }

    /// The spelling that values of this thing are compared in when no codebook entry names one: money in tỷ đồng and
    /// triệu USD (per head in triệu đồng and USD), rates per 1.000 people, everything else uncounted by thousands.
    pub fn canonical(&self) -> Option<&'static str> {
        let per: Vec<&str> = self.per.iter().map(String::as_str).collect();
        Some(match (self.base.as_str(), per.as_slice()) {
            ("đồng", []) => "tỷ đồng",
            ("đồng", ["năm"]) => "tỷ đồng/năm",
            ("đồng", ["người"]) => "triệu đồng/người",
            ("đồng", ["người", "năm"]) => "triệu đồng/người/năm",
            ("đồng", ["người", "tháng"]) => "triệu đồng/người/tháng",
            ("usd", []) => "triệu USD",
            ("usd", ["người"]) => "USD/người",
            ("usd", ["người", "năm"]) => "USD/người/năm",
            ("người", []) => "người",
            ("lượt", []) => "lượt",
            ("lượt khách", []) => "lượt khách",
            ("kg", []) => "tấn",
            ("m2", []) => "ha",
            ("w", []) => "MW",
            ("bác sĩ", ["dân"]) => "bác sĩ/1.000 dân",
            ("giường bệnh", ["dân"]) => "giường bệnh/1.000 dân",
            ("dược sĩ", ["dân"]) => "dược sĩ/1.000 dân",
            ("doanh nghiệp", ["dân"]) => "doanh nghiệp/1.000 dân",
            _ => return None,
        })
    }
}

/// Magnitude and thing of one side of a slash.
fn part(text: &str) -> (i32, String) {
    let mut exponent = 0;
    let mut rest = text.trim();
    // `1.000 dân`, `10 000 dân`, `1 vạn dân`: the digits of a round number are a magnitude.
    let digits = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ' '))).unwrap_or(rest.len());
    let number: String = rest[..digits].chars().filter(char::is_ascii_digit).collect();
    if number.starts_with('1') && number[1..].bytes().all(|b| b == b'0') {
        exponent += number.len() as i32 - 1;
        rest = rest[digits..].trim_start();
    }
    while let Some((word, power)) = SCALES.iter().find(|(word, _)| starts_with_word(rest, word)) {
        exponent += power;
        rest = rest[word.len()..].trim_start();
    }
    match THINGS.iter().find(|(spelling, _, _)| *spelling == rest) {
        Some((_, thing, power)) => (exponent + power, (*thing).to_owned()),
        None => (exponent, rest.to_owned()),
    }
}

/// `tỷ đồng` starts with the word `tỷ`, `tỷ` alone does not (then it is the thing).
fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ') && !rest.trim().is_empty())
}

/// The value times a power of ten.
fn shift(value: Decimal, exponent: i32) -> Option<Decimal> {
    let scale = i32::from(value.scale()) - exponent;
    match u8::try_from(scale) {
        Ok(scale) if scale <= 18 => Some(Decimal::new(value.digits(), scale)),
        Ok(_) => None,
        Err(_) => Decimal::from(value.digits()).times(10_i64.checked_pow(scale.unsigned_abs())?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_folded() {
        assert!(THINGS.iter().all(|(spelling, thing, _)| folded(spelling) == *spelling && folded(thing) == *thing));
    }

    fn convert(digits: i64, scale: u8, from: &str, to: &str) -> Option<String> {
        Unit::parse(from).convert(Decimal::new(digits, scale), &Unit::parse(to)).map(|d| d.to_string())
    }

    #[test]
    fn magnitudes_convert_exactly() {
        assert_eq!(convert(12, 1, "nghìn tỷ đồng", "tỷ đồng").unwrap(), "1200");
        assert_eq!(convert(7, 0, "doanh nghiệp/vạn dân", "doanh nghiệp/1.000 dân").unwrap(), "0.7");
        assert_eq!(convert(35, 0, "giường bệnh/10.000 dân", "giường/vạn dân").unwrap(), "35");
        assert_eq!(convert(450, 0, "triệu đồng", "tỷ đồng").unwrap(), "0.45");
        assert_eq!(convert(15, 1, "triệu lượt", "lượt").unwrap(), "1500000");
        assert_eq!(convert(25, 1, "km2", "ha").unwrap(), "250");
        assert_eq!(convert(850, 0, "nghìn USD", "triệu USD").unwrap(), "0.85");
    }

    #[test]
    fn different_things_do_not_convert() {
        assert_eq!(convert(5, 0, "%", "%/năm"), None);
        assert_eq!(convert(5, 0, "tỷ đồng", "tỷ USD"), None);
        assert_eq!(convert(5, 0, "bác sĩ/vạn dân", "giường/vạn dân"), None);
        assert_eq!(convert(i64::MAX, 0, "nghìn tỷ đồng", "đồng"), None, "does not fit");
    }

    #[test]
    fn a_fuller_noun_answers() {
        let answers = |a: &str, b: &str| Unit::parse(a).answers(&Unit::parse(b));
        assert!(answers("đô thị thông minh", "đô thị"));
        assert!(!answers("đô thị", "đô thị thông minh"));
        assert!(!answers("% GRDP", "%"));
        assert!(answers("bác sỹ/10.000 dân", "bác sĩ/vạn dân"));
    }
}
