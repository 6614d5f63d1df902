//! Vietnamese text put in one form: the edits a reader's words go through on their way into a document, and the
//! folded form that words are looked up by.
//!
//! `đƣợc` (a font's look-alike) → `được`; `Uỷ ban` is looked up as `ủy ban`, and stays `Uỷ ban` in the document.
//!
//! The document text is already in this form when anything behind the readers sees it, so one set of offsets
//! serves all stages: the way back to the file is kept by the document's run map, filled edit by edit.

pub mod edits;
pub mod fold;
pub mod legible;
mod packed;
pub mod syllable;

pub use edits::{Edit, edit, is_plain};
pub use fold::{fold, folded, is_capital, is_letter};
pub use packed::{letters, pack, pack_ascii};
