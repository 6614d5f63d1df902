//! Which kinds of senses a phrase has, as a set: what it cannot be is known without reading its senses.
//!
//! `tỷ đồng` → {unit}; `từ` → {verb, time}: no comparator, so no one need look for one.

use super::words::Sense;

/// A set of kinds of [`Sense`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Kinds(u16);

impl Kinds {
    /// [`Sense::Compare`]
    pub const COMPARE: Kinds = Kinds(1);
    /// [`Sense::Verb`]
    pub const VERB: Kinds = Kinds(1 << 1);
    /// [`Sense::Unit`]
    pub const UNIT: Kinds = Kinds(1 << 2);
    /// [`Sense::Scale`]
    pub const SCALE: Kinds = Kinds(1 << 3);
    /// [`Sense::Time`]
    pub const TIME: Kinds = Kinds(1 << 4);
    /// [`Sense::Numeral`]
    pub const NUMERAL: Kinds = Kinds(1 << 5);
    /// [`Sense::Guard`]
    pub const GUARD: Kinds = Kinds(1 << 6);
    /// [`Sense::Head`]
    pub const HEAD: Kinds = Kinds(1 << 7);
    /// [`Sense::Zone`]
    pub const ZONE: Kinds = Kinds(1 << 8);
    /// [`Sense::Past`]
    pub const PAST: Kinds = Kinds(1 << 9);
    /// [`Sense::Multiple`]
    pub const MULTIPLE: Kinds = Kinds(1 << 10);
    /// [`Sense::Rank`]
    pub const RANK: Kinds = Kinds(1 << 11);
    /// [`Sense::Preposition`]
    pub const PREPOSITION: Kinds = Kinds(1 << 12);
    /// [`Sense::Each`]
    pub const EACH: Kinds = Kinds(1 << 13);
    /// [`Sense::Whole`]
    pub const WHOLE: Kinds = Kinds(1 << 14);
    /// [`Sense::Compound`]
    pub const COMPOUND: Kinds = Kinds(1 << 15);

    /// The kinds of senses.
    pub fn of(senses: &[Sense]) -> Kinds {
        senses.iter().fold(Kinds::default(), |kinds, sense| kinds.or(sense.kind()))
    }

    /// All of both sets.
    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether the sets share a kind.
    pub const fn meet(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }
}

impl Sense {
    /// The kind of sense it is, alone in its set.
    pub const fn kind(self) -> Kinds {
        match self {
            Sense::Compare(..) => Kinds::COMPARE,
            Sense::Verb(_) => Kinds::VERB,
            Sense::Unit(_) => Kinds::UNIT,
            Sense::Scale(_) => Kinds::SCALE,
            Sense::Time(_) => Kinds::TIME,
            Sense::Numeral(_) => Kinds::NUMERAL,
            Sense::Guard(..) => Kinds::GUARD,
            Sense::Head => Kinds::HEAD,
            Sense::Zone => Kinds::ZONE,
            Sense::Past => Kinds::PAST,
            Sense::Multiple(_) => Kinds::MULTIPLE,
            Sense::Rank(_) => Kinds::RANK,
            Sense::Preposition => Kinds::PREPOSITION,
            Sense::Each => Kinds::EACH,
            Sense::Whole => Kinds::WHOLE,
            Sense::Compound => Kinds::COMPOUND,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words::{TimeWord, Verb};

    #[test]
    fn a_set_tells_the_kinds_of_senses() {
        let kinds = Kinds::of(&[Sense::Verb(Verb::From), Sense::Time(TimeWord::Since)]);
        assert_eq!(kinds, Kinds::VERB.or(Kinds::TIME));
        assert!(kinds.meet(Kinds::TIME.or(Kinds::UNIT)) && !kinds.meet(Kinds::COMPARE));
        assert!(!Kinds::of(&[]).meet(kinds));
    }
}
