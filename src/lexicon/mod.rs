//! Words as data: the tables in this folder, compiled in, read once, looked up by syllables.
//!
//! `tối thiểu` → comparator `>=`; `tỷ đồng` → unit of money.
//!
//! A phrase that means the same wherever it stands is a row of a table here; a phrase that must look at its
//! neighbours is a rule of `grammar`. Rows hold no control flow, rules hold no Vietnamese.

pub mod columns;
pub mod doc_types;
pub mod header_words;
pub mod issuers;
pub mod kinds;
pub mod lists;
pub mod people;
pub mod phrases;
pub mod places;
pub mod sites;
pub mod tsv;
pub mod words;

pub use lists::{List, list};
pub use words::Words;
