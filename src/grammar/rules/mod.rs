//! The rules, in the order they are tried: the first that reads an item wins, and its name goes with the target.

pub mod change_by;
pub mod elided;
pub mod from_to;
pub mod indicator_first;
pub mod rank;
pub mod value_first;
pub mod verb_count;

use super::draft::{Draft, Name};
use super::item::Item;

/// A way of combining the parts of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Kebab-case name, in records and `explain`.
    pub name: &'static str,
    /// A sentence it reads.
    pub example: &'static str,
    /// What it reads, what it refuses and why, known limits.
    pub doc: &'static str,
    /// Reads an item, or leaves no trace.
    pub read: fn(&Item<'_>, &Around<'_>) -> Option<Vec<Draft>>,
}

/// What the sentence said before the item.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The text that spans are of.
    pub text: &'a str,
    /// The item before, in the same sentence or the one before it, and what was made of it.
    pub before: Option<&'a Known>,
    /// The items of the sentence before this one.
    pub earlier: &'a [Known],
}

/// An item that was read.
#[derive(Clone, Debug)]
pub struct Known {
    /// Words that led to the number.
    pub subject: Name,
    /// Words behind it.
    pub tail: Name,
    /// The rule that read it.
    pub rule: &'static str,
    /// Its verb.
    pub link: Option<crate::lexicon::words::Verb>,
    /// Its full name.
    pub name: Name,
    /// It was read in the sentence at hand.
    pub same_sentence: bool,
    /// It was read in the item before a semicolon of the same list.
    pub same_list: bool,
    /// The unit it was read with.
    pub unit: Option<String>,
    /// The label before the colon that leads the list it stands in.
    pub label: Option<crate::span::Span>,
    /// The first phrase of its subject.
    pub first: Option<crate::span::Span>,
    /// What its name took from the items before it.
    pub root: Vec<crate::span::Span>,
    /// Class of its unit.
    pub class: Option<crate::lexicon::words::UnitClass>,
    /// The change it states.
    pub change: Option<crate::value::Change>,
}

impl Known {
    /// Its subject with what that took from the items before it.
    pub fn named(&self) -> Name {
        let mut name = Name::of(&self.root);
        let own = name.pieces.len();
        name.pieces.extend_from_slice(&self.subject.pieces);
        if own > 0 && own < name.pieces.len() {
            name.pieces[own].1 = true;
        }
        name
    }

    /// An item that no rule read: its words, for those that go on with them.
    pub fn unread(item: &Item<'_>) -> Known {
        let subject = Name::of(&item.lead.subject);
        Known {
            name: subject.clone(),
            subject,
            tail: Name::default(),
            rule: "unread",
            link: item.lead.link,
            same_sentence: true,
            same_list: true,
            unit: None,
            label: None,
            first: item.lead.first,
            root: Vec::new(),
            class: item.measure.unit.as_ref().map(|u| u.class),
            change: None,
        }
    }
}

/// All rules, in order. `explain --rules` prints them.
pub const ALL: [Rule; 7] = [
    from_to::RULE,
    rank::RULE,
    elided::RULE,
    change_by::RULE,
    indicator_first::RULE,
    verb_count::RULE,
    value_first::RULE,
];
