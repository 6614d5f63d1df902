//! Typefaces that draw other letters than their characters name: those made before Unicode reached Vietnam.
//!
//! `Uû ban nh©n d©n` in `.VnTime` → `Uỷ ban nhân dân`; the same in Times New Roman stays as it is.

use crate::source::encoding::{repair, repair_run};
use std::borrow::Cow;

/// What the characters of a run mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typeface {
    /// What Unicode says.
    #[default]
    Unicode,
    /// TCVN3: `.VnTime` and its kin.
    Abc,
    /// TCVN3, small letters drawn as capitals: `.VnTimeH`.
    AbcCapitals,
    /// VNI: `VNI-Times`.
    Vni,
}

impl Typeface {
    /// The kind of typeface its name tells.
    pub fn named(name: &str) -> Typeface {
        let name = name.trim();
        let starts = |mark: &str| name.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
        if starts(".vn") {
            if name.ends_with('H') { Typeface::AbcCapitals } else { Typeface::Abc }
        } else if starts("vni-") {
            Typeface::Vni
        } else {
            Typeface::Unicode
        }
    }

    /// The letters that are seen where `text` is set in it. Where the name of the typeface tells nothing the words
    /// themselves may: a theme or a style lost on the way names another.
    pub fn read(self, text: &str) -> Cow<'_, str> {
        let read = match self {
            Typeface::Unicode => repair(text).map(|r| r.text),
            Typeface::Abc => repair_run(text, ".VnTime"),
            Typeface::AbcCapitals => repair_run(text, ".VnTimeH"),
            Typeface::Vni => repair_run(text, "VNI-Times"),
        };
        read.map_or(Cow::Borrowed(text), Cow::Owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_as_their_typeface_draws_them() {
        let read = |name, text| Typeface::named(name).read(text).into_owned();
        assert_eq!(read(".VnTime", "§é che phñ rõng ®¹t 41%"), "Độ che phủ rừng đạt 41%");
        assert_eq!(read(".VnTimeH", "kÕ ho¹ch"), "KẾ HOẠCH");
        assert_eq!(read("VNI-Times", "xaõ An Laïc"), "xã An Lạc");
        assert_eq!(read(".VnTime", "hộ nghèo còn 2%"), "hộ nghèo còn 2%", "Unicode pasted over it");
        assert_eq!(read("Times New Roman", "Café 25 m² ± 1"), "Café 25 m² ± 1");
    }
}
