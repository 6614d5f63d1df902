//! The program as a user runs it, and what it says.
//!
//! `chitieu(folder, &["extract", "plan.txt"])` → exit code 0, a record on standard output.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in `folder`.
pub fn chitieu(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chitieu")).args(arguments).current_dir(folder).output().unwrap()
}

/// What it wrote to standard output.
pub fn out(o: &Output) -> String {
    String::from_utf8(o.stdout.clone()).unwrap()
}

/// What it wrote to standard error.
pub fn err(o: &Output) -> String {
    String::from_utf8(o.stderr.clone()).unwrap()
}

/// Its exit code.
pub fn code(o: &Output) -> i32 {
    o.status.code().unwrap()
}
