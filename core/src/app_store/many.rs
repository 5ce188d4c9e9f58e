//! Many objects at once, on several threads.

use alloc::vec::Vec;
use core::iter;
use core::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::{Kind, SignedObject, Verifier};
use crate::error::Result;
use crate::time::Timestamp;

/// The most objects that a thread takes at a time: enough that taking them costs nothing beside
/// verifying them, and few enough that all threads end together.
const MAX_SHARE: usize = 64;

/// Shares for each thread, so that a thread whose objects are quick can take more of them.
const SHARES_OF_A_THREAD: usize = 4;

impl Verifier {
    /// Verifies many objects on up to `threads` threads, the caller's among them, and gives each
    /// one's outcome in the order of `tokens`: the same as one call for each would give.
    ///
    /// The threads share what the verifier remembers, and all have ended when this returns. Where
    /// the system refuses to start one, the others do its work.
    ///
    /// ```
    /// use std::num::NonZeroUsize;
    /// use waxwing::app_store::{Environment, Verifier};
    /// use waxwing::time::Timestamp;
    ///
    /// let verifier = Verifier::builder()
    ///     .bundle_id("com.example.app")
    ///     .environment(Environment::Sandbox)
    ///     .build()?;
    /// let now = Timestamp::from_millis(1_763_760_000_000);
    /// let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    /// let outcomes = verifier.verify_many(&["not.a.token", ""], None, now, threads);
    /// assert_eq!(outcomes.len(), 2);
    /// assert!(outcomes.iter().all(Result::is_err));
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    #[must_use]
    pub fn verify_many(
        &self,
        tokens: &[impl AsRef<[u8]> + Sync],
        kind: Option<Kind>,
        now: Timestamp,
        threads: NonZeroUsize,
    ) -> Vec<Result<SignedObject>> {
        let one = |token: &[u8]| match kind {
            Some(kind) => self.of_kind(token, kind, now),
            None => self.any(token, now),
        };
        let share =
            (tokens.len() / threads.get().saturating_mul(SHARES_OF_A_THREAD)).clamp(1, MAX_SHARE);
        let helpers = threads.get().min(tokens.len().div_ceil(share)).saturating_sub(1);

        let mut outcomes: Vec<Option<Result<SignedObject>>> =
            iter::repeat_with(|| None).take(tokens.len()).collect();
        let shares = Mutex::new(tokens.chunks(share).zip(outcomes.chunks_mut(share)));
        let work = || {
            loop {
                let taken = shares.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some((tokens, outcomes)) = taken else { break };
                for (token, outcome) in tokens.iter().zip(outcomes) {
                    *outcome = Some(one(token.as_ref()));
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..helpers {
                if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            work();
        });
        // Nothing is left undone; but if it were, it would be done here.
        let done = outcomes.into_iter().zip(tokens);
        done.map(|(outcome, token)| outcome.unwrap_or_else(|| one(token.as_ref()))).collect()
    }
}
