//! The certificates of a token, before and after their signatures have been judged.

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::chain_cache::KnownChain;
use super::verified::Chain;
use super::verifier::{Policy, Trust};
use super::xcode::XcodeCertificate;
use crate::crypto::{SignatureCheck, Table};
use crate::error::{Error, ErrorCode, Result};
use crate::jose::Header;
use crate::time::Timestamp;
use crate::x509::{Certificate, Path, PathRules};

/// A chain whose signatures may have to be checked.
pub(super) enum PendingChain {
    /// Its signatures have been checked before.
    Known(Arc<KnownChain>),
    /// Its signatures are to be checked.
    New { leaf_der: Vec<u8>, intermediate_der: Vec<u8>, path: Path },
    /// No chain: the very certificate that is pinned.
    Xcode(Arc<XcodeCertificate>),
}

impl PendingChain {
    /// The index of a chain that is known, among those of the other tokens.
    pub(super) fn share(chains: &mut Vec<Self>, known: Arc<KnownChain>) -> usize {
        let same = |chain: &Self| match chain {
            Self::Known(other) => Arc::ptr_eq(other, &known),
            Self::New { .. } | Self::Xcode(_) => false,
        };
        chains.iter().position(same).unwrap_or_else(|| {
            chains.push(Self::Known(known));
            chains.len() - 1
        })
    }

    /// The index of the chain that a header brings, begun unless another token did it. `text` is
    /// the header as received.
    pub(super) fn find_or_begin(
        policy: &Policy,
        chains: &mut Vec<Self>,
        text: &[u8],
        header: &Header,
    ) -> Result<usize> {
        let chain = match &policy.trust {
            Trust::Roots(anchors) => {
                let (leaf_der, intermediate_der) = header.certificates()?;
                let same = |chain: &Self| chain.is(&leaf_der, &intermediate_der);
                if let Some(index) = chains.iter().position(same) {
                    return Ok(index);
                }
                match policy.cache.find(text, &leaf_der, &intermediate_der) {
                    Some(known) => Self::Known(known),
                    None => {
                        let leaf = Certificate::from_der(&leaf_der, "leaf certificate")?;
                        let intermediate =
                            Certificate::from_der(&intermediate_der, "intermediate certificate")?;
                        let certificates = Vec::from([leaf, intermediate]);
                        let path = Path::begin(certificates, anchors, PathRules::AppStore)?;
                        Self::New { leaf_der, intermediate_der, path }
                    }
                }
            }
            Trust::Xcode(pinned) => {
                Self::Xcode(XcodeCertificate::find(pinned, &header.only_certificate()?)?)
            }
        };
        chains.push(chain);
        Ok(chains.len() - 1)
    }

    fn is(&self, leaf: &[u8], intermediate: &[u8]) -> bool {
        match self {
            Self::Known(known) => known.is(leaf, intermediate),
            Self::New { leaf_der, intermediate_der, .. } => {
                leaf_der == leaf && intermediate_der == intermediate
            }
            Self::Xcode(_) => false,
        }
    }

    pub(super) fn leaf(&self) -> Option<&Certificate> {
        match self {
            Self::Known(known) => known.leaf(),
            Self::New { path, .. } => path.leaf(),
            Self::Xcode(pinned) => Some(pinned.certificate()),
        }
    }

    pub(super) fn table(&self) -> Option<Table> {
        match self {
            Self::Known(known) => known.table(),
            Self::New { .. } | Self::Xcode(_) => None,
        }
    }

    pub(super) fn checks(&self) -> Vec<SignatureCheck<'_>> {
        match self {
            Self::New { path, .. } => path.checks(),
            Self::Known(_) | Self::Xcode(_) => Vec::new(),
        }
    }

    pub(super) fn check_count(&self) -> usize {
        match self {
            Self::New { path, .. } => path.check_count(),
            Self::Known(_) | Self::Xcode(_) => 0,
        }
    }

    /// The same as [`signed`](Self::signed), of a copy.
    pub(super) fn signed_copy(&self, outcomes: &[bool]) -> Result<SignedChain> {
        let copy = match self {
            Self::Known(known) => Self::Known(Arc::clone(known)),
            Self::New { leaf_der, intermediate_der, path } => Self::New {
                leaf_der: leaf_der.clone(),
                intermediate_der: intermediate_der.clone(),
                path: path.clone(),
            },
            Self::Xcode(pinned) => Self::Xcode(Arc::clone(pinned)),
        };
        copy.signed(outcomes)
    }

    /// The chain as one whose signatures are good, or why they are not.
    pub(super) fn signed(self, outcomes: &[bool]) -> Result<SignedChain> {
        match self {
            Self::Known(known) => Ok(SignedChain::Known(known)),
            Self::New { leaf_der, intermediate_der, path } => {
                let anchor = path.signed_by(outcomes)?.clone();
                KnownChain::new(leaf_der, intermediate_der, path, anchor)
                    .map(|chain| SignedChain::Known(Arc::new(chain)))
                    .ok_or_else(no_chain)
            }
            Self::Xcode(pinned) => Ok(SignedChain::Xcode(pinned)),
        }
    }
}

/// A chain whose signatures are good.
pub(super) enum SignedChain {
    Known(Arc<KnownChain>),
    Xcode(Arc<XcodeCertificate>),
}

impl SignedChain {
    /// Everything but the signatures, at a time.
    pub(super) fn judge(&self, at: Timestamp) -> Result<&Arc<Chain>> {
        match self {
            Self::Known(known) => known.judge(at),
            Self::Xcode(pinned) => pinned.judge(at),
        }
    }

    /// Leaf and intermediate, each with its issuer.
    pub(super) fn issued(&self) -> Option<[[&Certificate; 2]; 2]> {
        match self {
            Self::Known(known) => known.issued(),
            Self::Xcode(_) => None,
        }
    }
}

pub(super) fn no_chain() -> Error {
    Error::new(ErrorCode::MissingChain, "x5c", "a chain", "none")
}
