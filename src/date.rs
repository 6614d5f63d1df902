//! Dates as EDTF (ISO 8601-2) writes them, as precise as the text is and no more.
//!
//! `ngày 24/5` → `XXXX-05-24`; `quý II/2024` → `2024-06`; `năm 2025` → `2025`.

use std::fmt;

/// A moment by year, month or day; the year may be unsaid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Date {
    /// Calendar year, `None` when the text leaves it out.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
}

impl Date {
    /// A whole year.
    pub fn year(year: u16) -> Date {
        Date { year: Some(year), month: None, day: None }
    }

    /// A month of a year.
    pub fn month(year: u16, month: u8) -> Date {
        Date { year: Some(year), month: Some(month), day: None }
    }

    /// A day; `None` unless the calendar has it.
    pub fn day(year: u16, month: u8, day: u8) -> Option<Date> {
        let valid = (1..=12).contains(&month) && day >= 1 && day <= days(year, month);
        valid.then_some(Date { year: Some(year), month: Some(month), day: Some(day) })
    }

    /// A day and month without a year; `None` unless some year has it.
    pub fn yearless(month: u8, day: u8) -> Option<Date> {
        Date::day(2024, month, day).map(|d| Date { year: None, ..d })
    }

    /// The same day, month or year with the year that was left unsaid: `quý II` of 2026. February 29 may be none.
    pub fn of_year(self, year: u16) -> Option<Date> {
        match self {
            Date { year: Some(_), .. } => Some(self),
            Date { month: Some(month), day: Some(day), .. } => Date::day(year, month, day),
            _ => Some(Date { year: Some(year), ..self }),
        }
    }

    /// As EDTF. Every target has one or two, so they are written without the machinery of `format!`.
    pub fn edtf(self) -> String {
        let mut out = *b"XXXX-MM-DD";
        let two = |n: u16| [b'0' + (n / 10 % 10) as u8, b'0' + (n % 10) as u8];
        if let Some(year) = self.year {
            out[..2].copy_from_slice(&two(year / 100));
            out[2..4].copy_from_slice(&two(year));
        }
        let mut length = 4;
        for part in [self.month, self.day].into_iter().map_while(|part| part) {
            out[length + 1..length + 3].copy_from_slice(&two(u16::from(part)));
            length += 3;
        }
        std::str::from_utf8(&out[..length]).unwrap_or_default().to_owned()
    }
}

fn days(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.edtf())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_forms() {
        assert_eq!(Date::year(2025).to_string(), "2025");
        assert_eq!(Date::month(2026, 4).to_string(), "2026-04");
        assert_eq!(Date::day(2023, 12, 29).unwrap().to_string(), "2023-12-29");
        assert_eq!(Date::yearless(5, 24).unwrap().to_string(), "XXXX-05-24");
        assert_eq!(Date::day(2023, 2, 29), None);
        assert!(Date::day(2024, 2, 29).is_some());
        assert_eq!(Date::day(2024, 13, 1), None);
    }
}
