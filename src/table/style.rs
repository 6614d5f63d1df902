//! Which separators a column of numbers uses: decided once a column, not number by number.
//!
//! A column `1,250.5`, `980.2`, `1,100` is English: its `1,100` is 1100, not 1.1.

use crate::value::{Decimal, Value};

/// How numbers of a column are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Style {
    /// `1.250,5`: what every number is read as first.
    #[default]
    Vietnamese,
    /// `1,250.5`
    English,
}

/// What the numbers of some cells say about their style.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Signs {
    /// `1,250.5` or `1,250,000`: no Vietnamese number looks so.
    groups: bool,
    /// `92.60`: a point that is no group mark.
    point: bool,
    /// `92,6`: a comma that is no group mark.
    comma: bool,
}

impl Signs {
    /// Looks at all numbers of `text`.
    pub fn look(&mut self, text: &str) {
        for number in numbers(text) {
            let groups: Vec<(u8, usize)> = groups(number);
            let [.., (last, length)] = groups[..] else { continue };
            let commas = groups.iter().filter(|g| g.0 == b',').count();
            match (last, commas) {
                (b'.', 1..) => self.groups = true,
                (b',', 2..) if groups.iter().all(|g| *g == (b',', 3)) => self.groups = true,
                (b'.', 0) if groups.len() == 1 && length != 3 => self.point = true,
                (b',', _) if length != 3 || groups.len() > commas => self.comma = true,
                _ => {}
            }
        }
    }

    /// The style they speak for.
    pub fn style(self) -> Option<Style> {
        match (self.groups || self.point, self.comma) {
            (true, false) => Some(Style::English),
            (false, true) => Some(Style::Vietnamese),
            _ => None,
        }
    }

    /// Both together.
    pub fn with(self, other: Signs) -> Signs {
        Signs {
            groups: self.groups || other.groups,
            point: self.point || other.point,
            comma: self.comma || other.comma,
        }
    }
}

/// The value as the style has it; `printed` are the words of its number or numbers.
pub fn restyle(value: Value, printed: &str, style: Style) -> Value {
    if style == Style::Vietnamese || !printed.contains(',') {
        return value;
    }
    let mut read = numbers(printed).filter_map(english);
    match (read.next(), read.next()) {
        (Some(low), Some(high)) if value.number().is_none() => Value::range(low, high),
        (Some(number), None) if value.number().is_some() => Value::one(value.operator, number),
        _ => value,
    }
}

/// Digits with the points and commas between them.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .map(|n| n.trim_matches(['.', ',']))
        .filter(|n| !n.is_empty())
}

/// The mark before each group behind the first, and the group's length.
fn groups(number: &str) -> Vec<(u8, usize)> {
    let bytes = number.as_bytes();
    let marks: Vec<usize> = (0..bytes.len()).filter(|i| !bytes[*i].is_ascii_digit()).collect();
    marks
        .iter()
        .enumerate()
        .map(|(n, at)| (bytes[*at], marks.get(n + 1).copied().unwrap_or(bytes.len()) - at - 1))
        .collect()
}

fn english(number: &str) -> Option<Decimal> {
    let plain = number.replace(',', "");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if fraction.contains('.') || whole.len() + fraction.len() > 18 {
        return None;
    }
    Some(Decimal::new(format!("{whole}{fraction}").parse().ok()?, fraction.len() as u8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Operator;

    fn style(cells: &[&str]) -> Option<Style> {
        let mut signs = Signs::default();
        cells.iter().for_each(|c| signs.look(c));
        signs.style()
    }

    #[test]
    fn a_column_says_its_style() {
        assert_eq!(style(&["1,250.5", "980.2"]), Some(Style::English));
        assert_eq!(style(&["92.60%", "8.45%"]), Some(Style::English));
        assert_eq!(style(&["92,60%", "1.200"]), Some(Style::Vietnamese));
        assert_eq!(style(&["1.200", "35"]), None);
        assert_eq!(style(&["12,5", "13.5"]), None);
    }

    #[test]
    fn commas_are_group_marks_in_an_english_column() {
        let read = Value::one(Operator::Equal, Decimal::new(1250, 3));
        assert_eq!(restyle(read, "1,250", Style::English).number(), Some(Decimal::from(1250)));
        assert_eq!(restyle(read, "1,250", Style::Vietnamese), read);
    }
}
