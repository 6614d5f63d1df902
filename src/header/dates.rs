//! Dates of headers: printed in words or digits, whole or with the day left open.
//!
//! `ngày 22 tháng 6 năm 2022` → 2022-06-22; `ngày … tháng 4 năm 2026` → 2026-04; `Ngày 24/5` → XXXX-05-24.

use crate::date::Date;

/// A date and the bytes it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// As precise as printed.
    pub date: Date,
    /// Bytes of the text it takes.
    pub end: usize,
    /// Day or month were left blank.
    pub blank: bool,
}

/// Why no date was read where one was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// The text does not begin a date.
    None,
    /// It begins one that no calendar has (`tháng 54`), up to this byte.
    Impossible(usize),
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn word(&mut self, word: &str) -> bool {
        self.blanks();
        let found = self.text[self.at..].starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn blanks(&mut self) {
        while self.text[self.at..].starts_with(' ') {
            self.at += 1;
        }
    }

    /// Blanks and the dots or rules that stand for a number to be written in by hand.
    fn gap(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '.', '…', '_', '-', '|']).len();
    }

    /// A number of at most `most` digits; blanks between digits are not bridged.
    fn number(&mut self, most: usize) -> Option<u16> {
        let digits = self.text.as_bytes()[self.at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > most {
            return None;
        }
        let number = self.text[self.at..self.at + digits].parse().ok()?;
        self.at += digits;
        Some(number)
    }
}

/// The date that begins the folded `text`: `ngày …` in words or digits, or digits alone.
///
/// # Errors
/// Says whether there is none, or one that no calendar has.
pub fn date_at(text: &str) -> Result<Dated, NoDate> {
    let mut c = Cursor { text, at: 0 };
    let introduced = c.word("ngày");
    let before = c.at;
    c.blanks();
    let mut day = c.number(2);
    if day.is_none() && introduced {
        c.at = before;
        c.gap();
        day = c.number(2);
    }
    let after_day = c.at;
    // In words.
    c.gap();
    if (introduced || day.is_none()) && c.word("tháng") {
        c.blanks();
        let mut month = c.number(2);
        if month.is_none() {
            c.gap();
            month = c.number(2);
        }
        c.gap();
        if c.text[c.at..].starts_with(',') {
            c.at += 1;
        }
        let after_month = c.at;
        if !c.word("năm") {
            return match (day, month) {
                (Some(d), Some(m)) => yearless(m, d, after_month, text),
                _ => Err(NoDate::None),
            };
        }
        c.gap();
        let Some(year) = c.number(4).filter(|y| (1945..=2100).contains(y)) else {
            return Err(NoDate::None);
        };
        let date = match (day, month) {
            (Some(d), Some(m)) => Date::day(year, m as u8, d as u8),
            (None, Some(m)) => (1..=12).contains(&m).then(|| Date::month(year, m as u8)),
            (_, None) => Some(Date::year(year)),
        };
        let blank = day.is_none() || month.is_none();
        return date.map(|date| Dated { date, end: c.at, blank }).ok_or(NoDate::Impossible(c.at));
    }
    // In digits: 22/6/2022, 22-06-2022, 22.6.2022, with blanks around the signs; 24/5 when introduced.
    c.at = after_day;
    let Some(day) = day else {
        // `ngày /4/2026`: the day left open.
        if introduced {
            c.at = before;
            c.gap();
            if c.word("/") {
                c.gap();
                if let Some(month) = c.number(2)
                    && (1..=12).contains(&month)
                    && c.word("/")
                {
                    c.blanks();
                    if let Some(year) = c.number(4).filter(|y| (1945..=2100).contains(y)) {
                        return Ok(Dated { date: Date::month(year, month as u8), end: c.at, blank: true });
                    }
                }
            }
        }
        return Err(NoDate::None);
    };
    c.blanks();
    let Some(sign) = c.text[c.at..].chars().next().filter(|s| matches!(s, '/' | '-' | '.')) else {
        return Err(NoDate::None);
    };
    c.at += 1;
    c.blanks();
    let Some(month) = c.number(2) else { return Err(NoDate::None) };
    let after_month = c.at;
    c.blanks();
    if c.text[c.at..].starts_with(sign) {
        c.at += 1;
        c.blanks();
        if let Some(year) = c.number(4).filter(|y| *y >= 1000) {
            let date = Date::day(year, month as u8, day as u8).filter(|_| (1945..=2100).contains(&year));
            return date.map(|date| Dated { date, end: c.at, blank: false }).ok_or(NoDate::Impossible(c.at));
        }
    }
    if introduced && sign == '/' { yearless(month, day, after_month, text) } else { Err(NoDate::None) }
}

fn yearless(month: u16, day: u16, end: usize, _text: &str) -> Result<Dated, NoDate> {
    let date = u8::try_from(month).ok().zip(u8::try_from(day).ok()).and_then(|(m, d)| Date::yearless(m, d));
    date.map(|date| Dated { date, end, blank: false }).ok_or(NoDate::Impossible(end))
}

/// A date that is a field's whole value: `29/12/2023`, `29-12-2023`, `ngày 29 tháng 12 năm 2023`.
pub fn whole(text: &str) -> Option<Date> {
    let folded = super::page::folded_in_place(text.trim());
    let dated = date_at(&folded).ok()?;
    let rest = folded[dated.end..].trim_matches([' ', '.', '|']);
    (rest.is_empty() && dated.date.year.is_some()).then_some(dated.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_dates() {
        for (text, date) in [
            ("ngày 22 tháng 6 năm 2022", "2022-06-22"),
            ("ngày22 tháng 06 năm 2022 của", "2022-06-22"),
            ("ngày 18 tháng 4năm 2026", "2026-04-18"),
            ("ngày 22/6/2022,", "2022-06-22"),
            ("22 / 6 /2022", "2022-06-22"),
            ("22-06-2022", "2022-06-22"),
            ("ngày tháng 4 năm 2026", "2026-04"),
            ("ngày … tháng 4 năm 2026", "2026-04"),
            ("ngày .... tháng .... năm 2026", "2026"),
            ("ngày /4/2026", "2026-04"),
            ("ngày 24/5, ubnd", "XXXX-05-24"),
            ("ngày 24 tháng 5, ubnd", "XXXX-05-24"),
        ] {
            assert_eq!(date_at(text).map(|d| d.date.to_string()), Ok(date.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in ["ngày ký", "24/24", "2,5 tháng", "12/kh-ubnd", "ngày càng", "1.2.3", "ngày tháng năm"] {
            assert_eq!(date_at(text), Err(NoDate::None), "{text}");
        }
        assert!(matches!(date_at("ngày 15 tháng 54 năm 2026"), Err(NoDate::Impossible(_))));
        assert!(matches!(date_at("31/02/2025"), Err(NoDate::Impossible(_))));
    }
}
