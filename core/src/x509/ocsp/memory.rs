//! Answers whose signatures have been checked before.
//!
//! A hit saves the signature checks of an answer and nothing else: its responder, times and
//! entries are judged again at every call. So this changes what a call costs and never how it
//! ends.

use alloc::vec::Vec;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::pending::Pending;
use super::request::Request;
use crate::crypto::{Hash, SignatureCheck};

/// The outcomes of the checks of the most recently used answers.
pub(crate) struct Memory {
    capacity: usize,
    /// The most recent first.
    known: Mutex<Vec<(Key, Vec<bool>)>>,
}

/// The answer as received, the certificate and its issuer: all that the checks depend on.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key([Vec<u8>; 3]);

impl Key {
    pub(super) fn new(answer: &[u8], request: &Request) -> Self {
        let parts = [answer, request.certificate().tbs(), request.issuer().tbs()];
        Self(parts.map(|part| Hash::Sha256.digest(part)))
    }
}

impl Memory {
    /// For as many answers; none for `0`.
    pub(crate) const fn new(capacity: usize) -> Self {
        Self { capacity, known: Mutex::new(Vec::new()) }
    }

    fn known(&self) -> MutexGuard<'_, Vec<(Key, Vec<bool>)>> {
        // Whatever a panicking thread left behind is a list of true outcomes all the same.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The outcomes of an answer's checks, run only if they are not known.
    pub(super) fn outcomes(&self, key: &Key, pending: &Pending<'_>) -> Vec<bool> {
        {
            let mut known = self.known();
            if let Some(index) = known.iter().position(|(other, _)| other == key) {
                if let Some(recent) = known.get_mut(..=index) {
                    recent.rotate_right(1);
                }
                if let Some((_, outcomes)) = known.first() {
                    return outcomes.clone();
                }
            }
        }
        pending.checks().iter().map(SignatureCheck::run).collect()
    }

    /// Remembers outcomes in the place of those that were used longest ago.
    pub(super) fn remember(&self, key: Key, outcomes: Vec<bool>) {
        let mut known = self.known();
        if self.capacity == 0 || known.iter().any(|(other, _)| *other == key) {
            return;
        }
        known.truncate(self.capacity - 1);
        known.insert(0, (key, outcomes));
    }

    /// How many answers are remembered.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.known().len()
    }
}
