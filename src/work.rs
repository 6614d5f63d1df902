//! A count of steps, so that a test can hold that twice the text is twice the work: seconds tell of the machine.
//!
//! A paragraph of 500 clauses `tỷ lệ hộ nghèo giảm còn 3%;` takes some 60,000 steps, one of 1,000 clauses twice as many.
//!
//! Loops whose length the input decides report what they pass. Counting is compiled in with debug assertions only: a
//! release build does nothing here.

#[cfg(debug_assertions)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Reports a loop over `count` things.
#[inline]
pub fn steps(count: usize) {
    #[cfg(debug_assertions)]
    STEPS.with(|s| s.set(s.get() + count as u64));
    #[cfg(not(debug_assertions))]
    let _ = count;
}

/// The steps of this thread while `f` runs; `None` in builds that do not count.
pub fn during<T>(f: impl FnOnce() -> T) -> (T, Option<u64>) {
    #[cfg(debug_assertions)]
    {
        let before = STEPS.get();
        let done = f();
        (done, Some(STEPS.get() - before))
    }
    #[cfg(not(debug_assertions))]
    (f(), None)
}
