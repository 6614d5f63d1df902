//! Many documents on all cores, results in the order of the inputs, memory bounded by a window.
//!
//! Inputs `a b c` on two threads: `b` may be ready first, the sink still gets `a`, `b`, `c`.

use super::messages::Stop;
use rayon::ThreadPoolBuilder;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Once, mpsc};

/// Results that may wait for an earlier one, per thread.
const WINDOW: usize = 16;
/// Readers of nested formats recurse within their limits; the system's default stack is too small for the deepest.
const STACK: usize = 16 << 20;

/// Does `work` for every item on `threads` threads (0: one a core) and hands the results to `sink` in order.
/// When the sink stops, no further item is begun.
///
/// # Errors
/// What the sink stopped with, or that the threads cannot be started.
pub fn run<I: Sync, T: Send>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> T + Sync,
    mut sink: impl FnMut(&I, T) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
    let pool = pool.map_err(|e| Stop::say(format!("cannot start threads: {e}")))?;
    let window = pool.current_num_threads() * WINDOW;
    let work = &work;
    pool.in_place_scope(|scope| {
        let (ready, results) = mpsc::channel();
        let mut waiting = BTreeMap::new();
        let (mut begun, mut due) = (0, 0);
        while due < items.len() {
            while begun < items.len().min(due + window) {
                let (ready, n) = (ready.clone(), begun);
                // A closed channel means that the sink has stopped.
                scope.spawn(move |_| drop(ready.send((n, work(&items[n])))));
                begun += 1;
            }
            let Ok((n, result)) = results.recv() else { return Ok(()) };
            waiting.insert(n, result);
            while let Some(result) = waiting.remove(&due) {
                sink(&items[due], result)?;
                due += 1;
            }
        }
        Ok(())
    })
}

thread_local! {
    /// A panic of this thread will be caught and told in the tool's own words.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `f`; a panic of it becomes its message.
pub fn guarded<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    let done = catch_unwind(AssertUnwindSafe(f));
    GUARDED.set(false);
    done.map_err(|cause| {
        let text = cause.downcast_ref::<&str>().map(|s| (*s).to_owned());
        text.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".into())
    })
}

/// Keeps the default report of [`guarded`] panics off stderr: whoever catches them reports the failure.
pub fn silence_guarded_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                report(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        let items: Vec<u64> = (0..500).collect();
        for threads in [1, 3] {
            let mut got = Vec::new();
            let work = |n: &u64| {
                if n.is_multiple_of(7) {
                    std::thread::yield_now();
                }
                n * 2
            };
            run(&items, threads, work, |_, r| {
                got.push(r);
                Ok(())
            })
            .unwrap();
            assert_eq!(got, items.iter().map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_broken_sink_ends_the_run() {
        let items: Vec<u32> = (0..10_000).collect();
        let mut got = 0;
        let done = run(
            &items,
            2,
            |n| *n,
            |_, _| {
                got += 1;
                if got == 3 { Err(Stop::say("enough")) } else { Ok(()) }
            },
        );
        assert!(done.is_err());
        assert_eq!(got, 3);
    }

    #[test]
    fn a_panic_is_a_message() {
        assert_eq!(guarded(|| 1), Ok(1));
        assert_eq!(guarded(|| -> u8 { panic!("số {}", 7) }), Err("số 7".to_owned()));
    }
}
