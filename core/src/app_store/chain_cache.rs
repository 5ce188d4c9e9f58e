//! Chains whose signatures have been checked before.
//!
//! A hit saves the two signature checks of a chain and, after some uses, three quarters of the
//! third, nothing else: constraints, dates and markers
//! are judged again at every call. So the cache changes what a verification costs and never how
//! it ends. It belongs to one verifier, and with it to one set of pinned roots.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::verified::{CertificateInfo, Chain};
use crate::crypto::{TABLES_PAY, Table};
use crate::error::Result;
use crate::time::Timestamp;
use crate::x509::{Anchor, Certificate, Path};

/// Apple signs with one or two leaves at a time; the rest is room for stored objects, whose
/// leaves change every two years.
pub const DEFAULT_CACHED_CHAINS: usize = 32;

/// A chain whose signatures are good.
pub(super) struct KnownChain {
    leaf_der: Vec<u8>,
    intermediate_der: Vec<u8>,
    path: Path,
    anchor: Anchor,
    summary: Arc<Chain>,
    uses: AtomicU32,
    table: OnceLock<Option<Table>>,
}

/// After how many uses multiples of a leaf's key are worth making: that takes the time of about
/// five plain verifications.
const TABLE_AFTER_USES: u32 = 8;

impl KnownChain {
    /// Remembers a path that has been found to be signed by `anchor`. It is the caller who
    /// promises that.
    pub(super) fn new(
        leaf_der: Vec<u8>,
        intermediate_der: Vec<u8>,
        path: Path,
        anchor: Anchor,
    ) -> Option<Self> {
        let summary = match path.certificates() {
            [leaf, intermediate] => Arc::new(Chain::new(
                CertificateInfo::new(leaf, &leaf_der),
                CertificateInfo::new(intermediate, &intermediate_der),
                &anchor,
            )),
            _ => return None,
        };
        let (uses, table) = (AtomicU32::new(0), OnceLock::new());
        Some(Self { leaf_der, intermediate_der, path, anchor, summary, uses, table })
    }

    /// Everything about the chain but its signatures, at a time.
    pub(super) fn judge(&self, at: Timestamp) -> Result<&Arc<Chain>> {
        self.path.judge(&self.anchor, at)?;
        Ok(&self.summary)
    }

    /// Leaf and intermediate, each with its issuer.
    pub(super) fn issued(&self) -> Option<[[&Certificate; 2]; 2]> {
        match self.path.certificates() {
            [leaf, intermediate] => {
                Some([[leaf, intermediate], [intermediate, self.anchor.certificate()]])
            }
            _ => None,
        }
    }

    pub(super) fn leaf(&self) -> Option<&Certificate> {
        self.path.leaf()
    }

    /// Multiples of the leaf's key, once it has been used often enough. They change what a check
    /// costs and never how it ends.
    pub(super) fn table(&self) -> Option<Table> {
        if let Some(table) = self.table.get() {
            return table.clone();
        }
        // Wrapping is harmless: the table has been made long before.
        if self.uses.fetch_add(1, Ordering::Relaxed) < TABLE_AFTER_USES {
            return None;
        }
        self.table.get_or_init(|| self.leaf().and_then(|leaf| leaf.key().table())).clone()
    }

    pub(super) fn is(&self, leaf_der: &[u8], intermediate_der: &[u8]) -> bool {
        self.leaf_der == leaf_der && self.intermediate_der == intermediate_der
    }
}

/// The longest header that is remembered with its chain: four times Apple's. Others are read anew
/// each time.
const MAX_HEADER_BYTES: usize = 16 * 1024;

/// A chain that is remembered.
struct Entry {
    chain: Arc<KnownChain>,
    /// The header that brought it last, as received, or empty. Apple writes the same one for every
    /// object of a leaf, and what is equal need not be read again.
    header: Vec<u8>,
}

/// The most recently used chains of a verifier.
pub(super) struct ChainCache {
    capacity: usize,
    tables: bool,
    /// The most recent first. Short enough that a search costs less than hashing would.
    chains: Mutex<Vec<Entry>>,
}

impl ChainCache {
    pub(super) const fn new(capacity: usize, tables: bool) -> Self {
        Self { capacity, tables, chains: Mutex::new(Vec::new()) }
    }

    fn chains(&self) -> MutexGuard<'_, Vec<Entry>> {
        // Whatever a panicking thread left behind is a list of good chains all the same.
        self.chains.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The chain that exactly this header, as received, has brought before. Whatever can be said
    /// of a header and its certificates without a policy or a time was said then, so that the same
    /// text would lead to the same chain again.
    pub(super) fn find_by_header(&self, header: &[u8]) -> Option<Arc<KnownChain>> {
        let mut chains = self.chains();
        let recent = bring_forward(&mut chains, |entry| entry.header == header)?;
        Some(Arc::clone(&recent.chain))
    }

    /// The chain of exactly these received bytes, if it is known; `header`, which brought them, is
    /// remembered with it.
    pub(super) fn find(
        &self,
        header: &[u8],
        leaf_der: &[u8],
        intermediate_der: &[u8],
    ) -> Option<Arc<KnownChain>> {
        let mut chains = self.chains();
        let recent =
            bring_forward(&mut chains, |entry| entry.chain.is(leaf_der, intermediate_der))?;
        if header.len() <= MAX_HEADER_BYTES {
            recent.header = header.to_vec();
        }
        Some(Arc::clone(&recent.chain))
    }

    /// Whether multiples of keys may be made.
    pub(super) const fn tables(&self) -> bool {
        self.tables && TABLES_PAY
    }

    /// Remembers a chain in place of the one that was used longest ago.
    pub(super) fn remember(&self, chain: Arc<KnownChain>) {
        if self.capacity == 0 {
            return;
        }
        let mut chains = self.chains();
        if chains.iter().any(|known| known.chain.is(&chain.leaf_der, &chain.intermediate_der)) {
            return;
        }
        chains.truncate(self.capacity - 1);
        chains.insert(0, Entry { chain, header: Vec::new() });
    }
}

/// Puts the first entry that is `wanted` in front of all others.
fn bring_forward(chains: &mut [Entry], wanted: impl Fn(&Entry) -> bool) -> Option<&mut Entry> {
    let index = chains.iter().position(wanted)?;
    chains.get_mut(..=index)?.rotate_right(1);
    chains.first_mut()
}
