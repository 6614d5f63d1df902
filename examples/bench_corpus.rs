//! Writes the documents that benches read: as text files, web pages, or both.
//!
//! `cargo run --release --example bench_corpus -- target/bench-corpus 300` → `html/00000.html` … and `text/00000.txt` ….

// Benches take the whole set at once, this writes it one by one.
#[allow(dead_code)]
#[path = "../benches/documents/mod.rs"]
mod documents;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/bench-corpus".into()));
    let count = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(300);
    let (html, text) = (folder.join("html"), folder.join("text"));
    std::fs::create_dir_all(&html)?;
    std::fs::create_dir_all(&text)?;
    let seeds = documents::seeds(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    for n in 0..count {
        let made = documents::document(&seeds, n);
        std::fs::write(html.join(format!("{}.html", made.name)), made.html)?;
        std::fs::write(text.join(format!("{}.txt", made.name)), made.text)?;
    }
    Ok(())
}
