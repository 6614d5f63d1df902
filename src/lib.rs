//! `chitieu` (chỉ tiêu: "target") turns Vietnamese government plan documents into a dataset of numeric targets.
//!
//! ```
//! let text = "KẾ HOẠCH\n\nMục tiêu đến năm 2025\n- Tỷ lệ hộ nghèo giảm còn dưới 3%.\n";
//! let record = chitieu::extract(text.as_bytes(), &chitieu::Options::default())?;
//! assert_eq!(record.schema_version, "1");
//! # Ok::<(), chitieu::Error>(())
//! ```
//!
//! The page to read first is [`pipeline`]; then [`document`] and [`record`], the two ends.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod codebook;
pub mod context;
pub mod date;
pub mod document;
pub mod error;
pub mod grammar;
pub mod header;
pub mod lexicon;
pub mod offsets;
pub mod pipeline;
pub mod record;
pub mod score;
pub mod source;
pub mod span;
pub mod table;
pub mod target;
pub mod text;
pub mod value;
pub mod work;
pub mod write;

#[cfg(feature = "cli")]
pub mod cli;

pub use error::Error;
pub use pipeline::{Options, extract};
pub use record::Record;

/// The README's example is tried with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
