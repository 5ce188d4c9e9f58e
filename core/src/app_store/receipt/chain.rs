//! The certificates that vouch for a receipt: leaf, intermediate and pinned root, or one
//! exported by Xcode.

use alloc::string::String;
use alloc::vec::Vec;

use super::signer::{Signer, no_signer};
use crate::app_store::{CertificateInfo, Chain};
use crate::crypto::RsaHash;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;
use crate::x509::RsaCertificate;

const LEAF: &str = "leaf certificate";
const INTERMEDIATE: &str = "intermediate certificate";
pub(super) const ROOT: &str = "root certificate";
pub(super) const XCODE: &str = "Xcode certificate";

/// What receipts are trusted by.
#[derive(Clone, Debug)]
pub(super) enum Trust {
    /// Roots, as certificates and as SHA-256 of one that the receipt brings along.
    Roots { certificates: Vec<RsaCertificate>, fingerprints: Vec<[u8; 32]> },
    /// Certificates that Xcode signs with itself.
    Xcode(Vec<RsaCertificate>),
}

/// A chain whose signatures, constraints and markers are good.
#[derive(Debug)]
pub(super) struct ReceiptChain {
    pub(super) leaf: RsaCertificate,
    /// Intermediate and root; none for Xcode.
    issuers: Option<(RsaCertificate, RsaCertificate)>,
}

impl ReceiptChain {
    /// Finds the signer's chain among the certificates of the receipt, and judges all of it but
    /// the dates.
    pub(super) fn find(signer: &Signer<'_>, trust: &Trust, sha256_only: bool) -> Result<Self> {
        let mut certificates = signer
            .certificates
            .iter()
            .map(|der| RsaCertificate::from_der(der, "receipt certificate"))
            .collect::<Result<Vec<RsaCertificate>>>()?;
        let is_leaf = |certificate: &RsaCertificate| {
            certificate.issuer() == signer.issuer && certificate.serial() == signer.serial
        };
        let Some(at) = certificates.iter().position(is_leaf) else {
            return Err(no_signer("a signer without its certificate"));
        };
        let leaf = certificates.swap_remove(at);
        match trust {
            Trust::Xcode(pinned) => Self::xcode(leaf, pinned),
            Trust::Roots { certificates: roots, fingerprints } => {
                let pinned =
                    |it: &&RsaCertificate| fingerprints.iter().any(|pinned| it.sha256 == pinned);
                let roots: Vec<&RsaCertificate> =
                    roots.iter().chain(certificates.iter().filter(pinned)).collect();
                Self::under(&roots, leaf, &certificates, sha256_only)
            }
        }
    }

    /// Xcode's certificate is its own issuer, an authority and for code signing: what counts is
    /// that it is the very one that was given.
    fn xcode(leaf: RsaCertificate, pinned: &[RsaCertificate]) -> Result<Self> {
        if pinned.iter().any(|it| it.sha256 == leaf.sha256) {
            return Ok(Self { leaf, issuers: None });
        }
        Err(Error::new(
            ErrorCode::UnknownAnchor,
            LEAF,
            "one of the Xcode certificates that were given",
            "another certificate",
        ))
    }

    /// The order of the checks: names and root, signatures from the root down, constraints,
    /// markers.
    fn under(
        roots: &[&RsaCertificate],
        leaf: RsaCertificate,
        others: &[RsaCertificate],
        sha256_only: bool,
    ) -> Result<Self> {
        let issuers: Vec<&RsaCertificate> = others.iter().filter(|it| leaf.names(it)).collect();
        let Some(first) = issuers.first() else {
            return Err(Error::new(
                ErrorCode::IssuerMismatch,
                LEAF,
                "its issuer's certificate in the receipt",
                leaf.issuer_text(),
            ));
        };
        // Authorities may share a name; the signature tells which one it was. A signature that
        // is nobody's is the first one's.
        let intermediate = issuers.iter().find(|it| leaf.is_signed_by(it));
        let judged = *intermediate.unwrap_or(first);
        let named: Vec<&RsaCertificate> =
            roots.iter().copied().filter(|root| judged.names(root)).collect();
        if named.is_empty() {
            return Err(Error::new(
                ErrorCode::UnknownAnchor,
                INTERMEDIATE,
                "a pinned root as issuer, given or in the receipt",
                judged.issuer_text(),
            ));
        }
        let Some(root) = named.into_iter().find(|root| judged.is_signed_by(root)) else {
            return Err(not_signed(INTERMEDIATE, "a signature by the pinned root"));
        };
        if intermediate.is_none() {
            return Err(not_signed(LEAF, "a signature by its issuer"));
        }
        for (certificate, what) in [(judged, INTERMEDIATE), (&leaf, LEAF)] {
            if sha256_only && certificate.signature_hash() == RsaHash::Sha1 {
                return Err(Error::new(
                    ErrorCode::ReceiptAlgorithm,
                    what,
                    "a signature with SHA-256",
                    "one with SHA-1",
                ));
            }
        }
        may_be_root(root)?;
        judged.may_issue(0, INTERMEDIATE)?;
        leaf.may_sign(LEAF)?;
        if !judged.has_intermediate_marker() {
            return Err(Error::new(
                ErrorCode::IntermediateMarker,
                INTERMEDIATE,
                "extension 1.2.840.113635.100.6.2.1",
                "no such extension",
            ));
        }
        if !leaf.has_leaf_marker() {
            return Err(Error::new(
                ErrorCode::LeafMarker,
                LEAF,
                "extension 1.2.840.113635.100.6.11.1",
                "no such extension",
            ));
        }
        let issuers = Some((judged.clone(), root.clone()));
        Ok(Self { leaf, issuers })
    }

    /// Whether every certificate was valid then.
    pub(super) fn valid_at(&self, at: Timestamp) -> Result<()> {
        if let Some((intermediate, root)) = &self.issuers {
            root.valid_at(at, ROOT)?;
            intermediate.valid_at(at, INTERMEDIATE)?;
        }
        self.leaf.valid_at(at, LEAF)
    }

    /// What is worth telling. Xcode's one certificate stands for all three.
    pub(super) fn info(&self) -> Chain {
        let (intermediate, root) = match &self.issuers {
            Some((intermediate, root)) => (intermediate, root),
            None => (&self.leaf, &self.leaf),
        };
        Chain { leaf: info(&self.leaf), intermediate: info(intermediate), root: info(root) }
    }
}

/// Whether a pinned certificate can be the root of a chain.
pub(super) fn may_be_root(root: &RsaCertificate) -> Result<()> {
    // An authority below the root, and then the leaf.
    root.may_issue(1, ROOT)
}

fn not_signed(what: &'static str, expected: &'static str) -> Error {
    Error::new(ErrorCode::BadCertSignature, what, expected, "another signature")
}

fn info(certificate: &RsaCertificate) -> CertificateInfo {
    CertificateInfo {
        common_name: certificate.common_name().unwrap_or_default(),
        serial: crate::hex::encode(certificate.serial()),
        sha256: crate::hex::encode(&certificate.sha256),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
    }
}

/// A certificate that the caller gives, or why it cannot be used, as a refusal of the argument.
pub(super) fn given(
    der: &[u8],
    what: &'static str,
    check: impl FnOnce(&RsaCertificate) -> Result<()>,
) -> Result<RsaCertificate> {
    let certificate = RsaCertificate::from_der(der, what);
    certificate.and_then(|it| check(&it).map(|()| it)).map_err(|error| {
        let (expected, found) = (String::from(error.expected()), String::from(error.found()));
        Error::new(ErrorCode::ReceiptAnchor, what, expected, found)
    })
}
