//! How far a run is: a bar on a terminal, a line now and then elsewhere, nothing when quiet.
//!
//! `[=====>    ] 1200/20000, 310/s, 1m left` — or `chitieu: 1000 of 20000 documents`.

use super::messages;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// Documents between two plain lines.
const EVERY: usize = 1000;

/// The progress of one run. Messages go through it, so that they do not break the bar.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
    total: usize,
    done: usize,
}

impl Progress {
    /// Of a run over `total` documents.
    pub fn new(total: usize, quiet: bool) -> Progress {
        let bar = (!quiet && total > 1 && std::io::stderr().is_terminal()).then(|| {
            let template = "[{wide_bar:.cyan}] {pos}/{len}, {per_sec}, {eta} left";
            let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(total as u64).with_style(style)
        });
        Progress { plain: !quiet && bar.is_none(), bar, total, done: 0 }
    }

    /// One more document is done.
    pub fn step(&mut self) {
        self.done += 1;
        match &self.bar {
            Some(bar) => bar.inc(1),
            None if self.plain && self.done.is_multiple_of(EVERY) => {
                self.tell(&format!("{} of {} documents", self.done, self.total), None);
            }
            None => {}
        }
    }

    /// A message beside the bar.
    pub fn tell(&self, message: &str, hint: Option<&str>) {
        match &self.bar {
            Some(bar) => bar.suspend(|| messages::tell(message, hint)),
            None => messages::tell(message, hint),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
