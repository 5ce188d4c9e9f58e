//! The certificate that Xcode signs StoreKit test data with.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::verified::{CertificateInfo, Chain};
use crate::crypto::Curve;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;
use crate::x509::Certificate;

const WHAT: &str = "Xcode certificate";

/// A pinned certificate of StoreKit testing in Xcode: self-made, and all that there is to trust.
pub(super) struct XcodeCertificate {
    der: Vec<u8>,
    certificate: Certificate,
    /// Leaf, intermediate and root are one.
    summary: Arc<Chain>,
}

impl fmt::Debug for XcodeCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("XcodeCertificate").field(&self.summary.leaf.sha256).finish()
    }
}

impl XcodeCertificate {
    /// Reads a certificate to pin.
    pub(super) fn from_der(der: Vec<u8>) -> Result<Self> {
        let certificate = Certificate::from_der(&der, WHAT).map_err(|error| {
            let (expected, found) = (error.expected(), error.found());
            Error::new(ErrorCode::BadAnchor, WHAT, String::from(expected), String::from(found))
        })?;
        let curve = certificate.key().curve();
        if curve != Curve::P256 {
            return Err(Error::new(
                ErrorCode::BadAnchor,
                WHAT,
                format!("a key on {}", Curve::P256.name()),
                curve.name(),
            ));
        }
        let info = CertificateInfo::new(&certificate, &der);
        let summary =
            Arc::new(Chain { leaf: info.clone(), intermediate: info.clone(), root: info });
        Ok(Self { der, certificate, summary })
    }

    /// The pinned certificate that is, byte for byte, the one of a token.
    pub(super) fn find(pinned: &[Arc<Self>], der: &[u8]) -> Result<Arc<Self>> {
        pinned.iter().find(|known| known.der == der).cloned().ok_or_else(|| {
            Error::new(
                ErrorCode::UnknownAnchor,
                WHAT,
                format!("one of {} pinned certificates", pinned.len()),
                "another certificate",
            )
        })
    }

    pub(super) const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Whether it is valid at a time; there is nothing else to judge.
    pub(super) fn judge(&self, at: Timestamp) -> Result<&Arc<Chain>> {
        self.certificate.valid_at(at)?;
        Ok(&self.summary)
    }
}
