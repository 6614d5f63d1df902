//! The grammar of targets: from the words of one paragraph or cell to what they say, and nothing of what stands around.
//!
//! `Tỷ lệ A năm 2025 đạt 15-20%, năm 2030 đạt 25-30%` → two readings, 15..20 in 2025 and 25..30 in 2030.

pub mod lex;
pub mod measure;
pub mod number;
pub mod time;
