//! What several tests need: the files of `fixtures`, the program run in a folder, documents drawn as outlines.
//!
//! `common::bytes("html", "tables.html")` → the bytes of `fixtures/sources/html/tables.html`.

// Each test takes what it needs.
#![allow(dead_code)]

pub mod outline;
#[cfg(feature = "cli")]
pub mod program;

use std::path::PathBuf;

/// The files of one format.
pub fn fixtures(folder: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "fixtures/sources", folder].iter().collect()
}

/// The bytes of one of them.
pub fn bytes(folder: &str, name: &str) -> Vec<u8> {
    std::fs::read(fixtures(folder).join(name)).unwrap()
}
