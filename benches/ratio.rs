//! What everything costs next to what cannot be left out: the ratios that the project holds itself to.
//!
//! 300 pages of 9 MB: `scraper` alone 80 ms, from bytes to JSON 150 ms → ratio 1.9.
//!
//! Rounds alternate between the two sides, so a busy machine slows both, and where the system tells only time on a processor counts; the best round of each counts. With a number as
//! argument that many rounds are run; `html`, `text` or `scraper` runs one side once, for a profiler.

// The file names are for the example that writes the set.
#[allow(dead_code)]
mod documents;

use chitieu::{Options, pipeline, write};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn whole(bytes: &[u8], options: &Options) -> usize {
    pipeline::extract(bytes, options).map_or(0, |record| write::json::line(&record).len())
}

fn timed(pages: &[Vec<u8>], mut work: impl FnMut(&[u8]) -> usize) -> Duration {
    let (start, clock) = (busy(), Instant::now());
    for page in pages {
        black_box(work(black_box(page)));
    }
    match (start, busy()) {
        (Some(start), Some(end)) => end - start,
        _ => clock.elapsed(),
    }
}

/// Time this thread has been on a processor, where the system tells (Linux): other work on the machine does not count.
fn busy() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let (html, text): (Vec<_>, Vec<_>) =
        documents::documents(300).into_iter().map(|m| (m.html.into_bytes(), m.text.into_bytes())).unzip();
    let options = Options::default();
    let scraper = |page: &[u8]| scraper::Html::parse_document(&String::from_utf8_lossy(page)).tree.nodes().count();
    let read = |page: &[u8]| whole(page, &options);
    let bytes = |pages: &[Vec<u8>]| pages.iter().map(Vec::len).sum::<usize>() as f64 / 1e6;
    match arguments.first().map(String::as_str) {
        Some("html") => drop(black_box(timed(&html, read))),
        Some("text") => drop(black_box(timed(&text, read))),
        Some("scraper") => drop(black_box(timed(&html, scraper))),
        rounds => {
            let rounds = rounds.and_then(|r| r.parse().ok()).unwrap_or(7);
            let mut best = [Duration::MAX; 3];
            for _ in 0..rounds {
                best[0] = best[0].min(timed(&html, scraper));
                best[1] = best[1].min(timed(&html, read));
                best[2] = best[2].min(timed(&text, read));
            }
            let speed = |n: usize, of: &[Vec<u8>]| bytes(of) / best[n].as_secs_f64();
            println!("{} documents, {:.1} MB of HTML, {:.1} MB of text", html.len(), bytes(&html), bytes(&text));
            println!("scraper alone       {:7.1} MB/s", speed(0, &html));
            println!("HTML end to end     {:7.1} MB/s", speed(1, &html));
            println!("  ratio of times    {:7.2}", best[1].as_secs_f64() / best[0].as_secs_f64());
            println!("text end to end     {:7.1} MB/s", speed(2, &text));
        }
    }
}
