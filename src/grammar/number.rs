//! Numbers as Vietnamese papers print them: exact decimals from digits, dots, commas and blanks.
//!
//! `3.450,5` → 3450.5; `2.000` → 2000; `92.60` → 92.6; `700. 000` → 700000; `01` → 1.

use crate::value::Decimal;

/// A number of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Literal {
    /// Its value.
    pub value: Decimal,
    /// It is four digits without separators between 1900 and 2099: it may be a year.
    pub year: Option<u16>,
    /// How many digits it has.
    pub digits: u8,
    /// Digits only, no separator.
    pub plain: bool,
}

/// Whether four digits of this value can be a year of a plan.
pub fn is_year(value: i64) -> bool {
    (1900..2100).contains(&value)
}

/// Reads the number that begins at byte `start` of `text`: the literal and the byte behind it.
///
/// Dots before groups of three are group marks, other dots decimal points; one comma is a decimal comma, several
/// before groups of three are group marks (the English way, a third of the pages counted).
pub fn literal(text: &str, start: usize) -> (Literal, usize) {
    let bytes = text.as_bytes();
    let digits_end = |from: usize| from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut groups = Groups::default();
    let first_end = digits_end(start);
    let mut end = first_end;
    loop {
        // `45 .000`: the blank slipped in before the group mark.
        if bytes[end..].starts_with(b" .") && first_end - start <= 3 && digits_end(end + 2) - (end + 2) == 3 {
            groups.add(b'.', 3);
            end = digits_end(end + 2);
            continue;
        }
        let Some(&mark) = bytes.get(end) else { break };
        if mark != b'.' && mark != b',' {
            break;
        }
        let next = end + 1;
        let group_end = digits_end(next);
        if group_end > next {
            groups.add(mark, group_end - next);
            end = group_end;
            continue;
        }
        // `700. 000`: a blank slipped in behind the group mark. A sentence would go on with a capital, a list with one digit.
        let spaced = mark == b'.' && start > 0 && bytes.get(next) == Some(&b' ') && first_end - start <= 3;
        let spaced_end = if spaced { digits_end(next + 1) } else { next };
        let goes_on = bytes.get(spaced_end) == Some(&b'.') && bytes.get(spaced_end + 1).is_some_and(u8::is_ascii_digit);
        let ends = !matches!(bytes.get(spaced_end), Some(b'.' | b'/' | b')' | b'%'));
        if spaced && spaced_end - (next + 1) == 3 && (ends || goes_on) {
            groups.add(mark, 3);
            end = spaced_end;
            continue;
        }
        break;
    }
    if groups.count == 0 && first_end - start <= 3 && bytes[start] != b'0' {
        // `1 044`: blanks as group marks, one or more groups of exactly three.
        let mut at = first_end;
        while bytes.get(at) == Some(&b' ')
            && digits_end(at + 1) - (at + 1) == 3
            && bytes.get(digits_end(at + 1)) != Some(&b'%')
        {
            groups.add(b' ', 3);
            at = digits_end(at + 1);
        }
        if at > first_end {
            end = at;
        }
    }
    let plain = groups.count == 0;
    let (whole, fraction) = groups.split_fraction(&text[start..first_end]);
    let mut value: i64 = 0;
    let mut scale = 0u8;
    let mut digits = 0u32;
    // The first group, those of the whole number behind it, the fraction.
    let (mut group, mut inside) = (0, true);
    for byte in &bytes[start..end] {
        if !byte.is_ascii_digit() {
            group += usize::from(inside);
            inside = false;
            continue;
        }
        inside = true;
        if group <= whole + usize::from(fraction) && digits < 18 {
            value = value * 10 + i64::from(byte - b'0');
            digits += 1;
            scale += u8::from(group > whole);
        }
    }
    // A sequence such as `1.1.2` is no number beyond its first separator pair; it stays one literal, a name.
    let year = (plain && first_end - start == 4 && is_year(value)).then_some(value as u16);
    let literal = Literal { value: Decimal::new(value, scale), year, digits: digits.min(255) as u8, plain };
    (literal, end)
}

/// What is to be known of the groups of digits behind the first.
#[derive(Default)]
struct Groups {
    count: usize,
    /// The mark before the last; another than before some other.
    last: u8,
    mixed: bool,
    /// One has more or fewer digits than three.
    uneven: bool,
}

impl Groups {
    fn add(&mut self, mark: u8, digits: usize) {
        self.mixed |= self.count > 0 && mark != self.last;
        self.uneven |= digits != 3;
        self.last = mark;
        self.count += 1;
    }

    /// How many groups belong to the whole number that begins with `head`, and whether the one behind them is the fraction.
    fn split_fraction(&self, head: &str) -> (usize, bool) {
        let grouped = !self.uneven && head.len() <= 3 && head != "0";
        match (self.count, self.last) {
            (0, _) => (0, false),
            (n, _) if self.mixed => (n - 1, true),
            (n, b' ') => (n, false),
            // One comma is a decimal comma, whatever follows: `1,044 triệu tỷ`.
            (1, b',') => (0, true),
            (n, _) => {
                if grouped {
                    (n, false)
                } else {
                    (0, true)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_numbers_are_printed() {
        for (text, value, rest) in [
            ("3.450,5 tỷ", "3450.5", " tỷ"),
            ("2.000 người", "2000", " người"),
            ("14,36%", "14.36", "%"),
            ("92.60%", "92.6", "%"),
            ("1,234.5", "1234.5", ""),
            ("99,999,999", "99999999", ""),
            ("5 100% xã", "5", " 100% xã"),
            ("1 044 hộ", "1044", " hộ"),
            ("15. Năm", "15", ". Năm"),
            ("5. 100% xã", "5", ". 100% xã"),
            ("01", "1", ""),
            ("1,044 triệu", "1.044", " triệu"),
            ("0.125", "0.125", ""),
            ("25, 30", "25", ", 30"),
            ("999999999999999999999999", "999999999999999999", ""),
        ] {
            let (literal, end) = literal(text, 0);
            assert_eq!((literal.value.to_string().as_str(), &text[end..]), (value, rest), "{text}");
        }
        let (damaged, end) = literal("đạt 700. 000 lượt", 7);
        assert_eq!((damaged.value.integer(), end), (Some(700_000), 15));
        assert_eq!(literal("2025", 0).0.year, Some(2025));
        assert_eq!(literal("2.025", 0).0.year, None);
    }
}
