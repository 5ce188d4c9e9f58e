//! A panic on demand, for tests of the fence. Absent from ordinary builds.

/// The hook.
#[cfg(any(test, feature = "_test-panic"))]
pub mod hook {
    use std::cell::Cell;

    thread_local! {
        static ARMED: Cell<bool> = const { Cell::new(false) };
    }

    /// Makes the next exported function that this thread calls panic inside its fence.
    #[unsafe(no_mangle)]
    pub extern "C" fn waxwing_test_panic_next() {
        ARMED.set(true);
    }

    pub(crate) fn strike() {
        if ARMED.take() {
            std::panic::resume_unwind(Box::new("asked for by a test"));
        }
    }

    #[cfg(test)]
    pub(crate) fn is_armed() -> bool {
        ARMED.get()
    }
}

#[cfg(any(test, feature = "_test-panic"))]
pub use hook::*;

#[cfg(not(any(test, feature = "_test-panic")))]
pub(crate) const fn strike() {}
