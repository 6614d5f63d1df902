//! The grammar of targets: from the words of one paragraph or cell to what they say, and nothing of what stands around.
//!
//! `Tỷ lệ A năm 2025 đạt 15-20%, năm 2030 đạt 25-30%` → two readings, 15..20 in 2025 and 25..30 in 2030.
//!
//! Text is cut into atoms ([`lex`]), atoms become parts ([`clause`]), parts become items, one a number ([`item`]), and the
//! first rule that takes an item makes a reading of it ([`rules`]). No document, block or file is seen here.

pub mod bracket;
pub mod clause;
pub mod code;
pub mod completion;
pub mod course;
pub mod cut;
pub mod draft;
pub mod guard;
pub mod item;
pub mod joint;
pub mod known;
pub mod label_unit;
pub mod lead;
pub mod lex;
pub mod measure;
pub mod number;
pub mod outside;
pub mod periods;
pub mod refusal;
pub mod respective;
pub mod rules;
pub mod sentence;
pub mod sharing;
pub mod time;
pub mod unit;

use crate::lexicon::Words;
use crate::lexicon::words::Sense;
use crate::span::Span;
use crate::target::{As, Fate};
use crate::value::{Change, Kind, Value};
use draft::Name;
use time::Time;

/// What a sentence itself says; year, section and the rest that stands around it are not its business.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The words that name what is measured.
    pub name: Name,
    /// target or baseline.
    pub kind: Kind,
    /// Operator and ends.
    pub value: Value,
    /// Unit of measure.
    pub unit: Option<String>,
    /// Only for an amount of change.
    pub change: Option<Change>,
    /// The time stated in the clause, or last stated before it in the paragraph.
    pub time: Option<Time>,
    /// Its own sentence names its time, not the paragraph before it.
    pub dated: bool,
    /// No time of the surroundings holds for it (a baseline without its own year).
    pub timeless: bool,
    /// The number.
    pub number: Span,
    /// All words it was read from.
    pub span: Span,
    /// The rule that read it.
    pub rule: &'static str,
    /// What kind of statement it is by its words.
    pub nature: Nature,
    /// An action verb leads it.
    pub act: bool,
    /// A modal word leads it.
    pub goal: bool,
    /// It stands behind `trong đó`.
    pub breakdown: bool,
}

/// What kind of statement a reading is by its words alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
    /// A level, share or rate.
    Level,
    /// A count of things: an aim among objectives, an activity among tasks.
    Count,
    /// Something reached already.
    Result,
}

/// The readings of a text and the fate of each of its numbers.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// In text order.
    pub readings: Vec<Reading>,
    /// One per number, in text order.
    pub fates: Vec<Fate>,
}

/// Reads one paragraph, list item or cell sentence.
pub fn read(text: &str, words: &Words) -> Readings {
    Reader::new(words).read(text)
}

/// Reads one text after the other, each in the room of the one before.
#[derive(Debug)]
pub struct Reader<'w> {
    words: &'w Words,
    atoms: lex::Room<'w>,
    parts: Vec<clause::Part>,
}

impl<'w> Reader<'w> {
    /// With these words.
    pub fn new(words: &'w Words) -> Reader<'w> {
        Reader { words, atoms: lex::Room::default(), parts: Vec::new() }
    }

    /// As [`read`].
    pub fn read(&mut self, text: &str) -> Readings {
        let atoms = self.atoms.lex(text, self.words);
        // `1. Mục tiêu tổng quát`: many a paragraph is asked about for its list mark alone.
        if !atoms.iter().any(lex::Atom::counts) {
            return Readings::default();
        }
        let clause::Parts { mut parts, mut fates } =
            clause::parts_in(std::mem::take(&mut self.parts), text, atoms, self.words);
        let mut sentences = sentence::Sentences::new(text, self.words);
        sentences.read(&parts);
        let (mut readings, refused) = sentences.finish();
        parts.clear();
        self.parts = parts;
        // `15-20%*`: what nothing names is no statement; its number is left `unread`.
        readings.retain(|r| r.name.pieces.iter().any(|(span, _)| span.of(text).contains(char::is_alphanumeric)));
        readings.sort_by_key(|r| r.number);
        fates.extend(refused);
        fates.extend(readings.iter().map(|r| Fate { span: r.number, as_what: As::Target }));
        fates.sort_by_key(|f| (f.span, f.as_what != As::Target));
        fates.dedup_by_key(|f| f.span);
        account(atoms, &mut fates);
        Readings { readings, fates }
    }
}

/// Gives every number without a fate the fate `unread`.
fn account(atoms: &[lex::Atom<'_>], fates: &mut Vec<Fate>) {
    let mut next = 0;
    let mut missing = Vec::new();
    for atom in atoms {
        if atom.number().is_none() {
            continue;
        }
        while next < fates.len() && fates[next].span.end <= atom.span.start {
            next += 1;
        }
        let held = fates[next.saturating_sub(1)..].iter().take(3).any(|f| f.span.overlaps(atom.span));
        if !held {
            missing.push(Fate { span: atom.span, as_what: As::Unread });
        }
    }
    if !missing.is_empty() {
        fates.extend(missing);
        fates.sort_by_key(|f| f.span);
    }
}

/// Whether a label names a quantity: it opens with a word such as `tỷ lệ` or `diện tích`.
pub fn heads(label: &str) -> bool {
    let words = Words::built_in();
    lex::opening(label, &words).contains(&Sense::Head)
}
