//! Pinned roots.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::{Certificate, name};
use crate::crypto::Hash;
use crate::error::{Error, ErrorCode, Result};

/// Apple Root CA - G3, the root of everything the App Store signs, as Apple publishes it.
///
/// Valid from 2014-04-30 to 2039-04-30; SHA-256
/// `63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179`.
pub const APPLE_ROOT_CA_G3_DER: &[u8] = include_bytes!("apple_root_ca_g3.der");

/// A root that the caller trusts.
///
/// Trust flows only from here: the root that a token brings along is never looked at.
#[derive(Clone)]
pub struct Anchor(Arc<Inner>);

struct Inner {
    certificate: Certificate,
    fingerprint: Vec<u8>,
}

impl Anchor {
    /// A root from its DER certificate.
    ///
    /// ```
    /// use waxwing::x509::{APPLE_ROOT_CA_G3_DER, Anchor};
    ///
    /// let root = Anchor::from_der(APPLE_ROOT_CA_G3_DER)?;
    /// assert_eq!(root.common_name().as_deref(), Some("Apple Root CA - G3"));
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorCode::BadAnchor`] for anything that could not be the root of a chain: damaged
    /// DER, an unsupported key, basic constraints or a key usage that forbid issuing, an unknown
    /// critical extension.
    pub fn from_der(der: &[u8]) -> Result<Self> {
        const WHAT: &str = "root certificate";
        let bad = |expected: String, found: String| {
            Error::new(ErrorCode::BadAnchor, WHAT, expected, found)
        };
        let certificate = Certificate::from_der(der, WHAT)
            .map_err(|error| bad(error.expected().into(), error.found().into()))?;
        // RFC 5280 section 4.1.2.4; an empty name would match every other one.
        if name::is_empty(certificate.issuer()) || name::is_empty(certificate.subject()) {
            return Err(bad("a named issuer and subject".into(), "an empty name".into()));
        }
        let extensions = certificate.extensions();
        // RFC 5280 section 4.2.1.9: absent from version 3 is as good as CA:FALSE. Older versions
        // cannot have it; there the caller's choice must do.
        let authority = match extensions.basic_constraints {
            Some(constraints) => constraints.ca,
            None => !certificate.is_version_3(),
        };
        if !authority {
            return Err(bad(
                "basic constraints with CA:TRUE".into(),
                match extensions.basic_constraints {
                    Some(_) => "CA:FALSE".into(),
                    None => "no basic constraints".into(),
                },
            ));
        }
        if extensions.key_usage.is_some_and(|usage| !usage.key_cert_sign) {
            return Err(bad(
                "a key usage with keyCertSign".into(),
                "a key usage without it".into(),
            ));
        }
        if let Some(kind) = extensions.unhandled_text() {
            return Err(bad(
                "no unknown critical extension and no name constraints".into(),
                format!("extension {kind}"),
            ));
        }
        let fingerprint = Hash::Sha256.digest(der);
        Ok(Self(Arc::new(Inner { certificate, fingerprint })))
    }

    /// Apple Root CA - G3.
    ///
    /// # Errors
    ///
    /// None in practice: a test reads the embedded certificate.
    pub fn apple_root_ca_g3() -> Result<Self> {
        Self::from_der(APPLE_ROOT_CA_G3_DER)
    }

    /// The root's common name, if it has one.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        self.certificate().common_name()
    }

    /// The SHA-256 of the DER certificate.
    #[must_use]
    pub fn fingerprint(&self) -> &[u8] {
        &self.0.fingerprint
    }

    /// The certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.0.certificate
    }
}

impl fmt::Debug for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Anchor({:?})", self.common_name().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_root_is_the_published_one() {
        let root = Anchor::apple_root_ca_g3().unwrap();
        let hex: String = root.fingerprint().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "63343abfb89a6a03ebb57e9b3f5fa7be7c4f5c756f3017b3a8c488c3653e9179");
        assert_eq!(format!("{:?}", root), "Anchor(\"Apple Root CA - G3\")");
        let certificate = root.certificate();
        assert_eq!(format!("{}", certificate.not_before()), "2014-04-30T18:19:06Z");
        assert_eq!(format!("{}", certificate.not_after()), "2039-04-30T18:19:06Z");
    }

    #[test]
    fn the_embedded_root_signs_itself() {
        let root = Anchor::apple_root_ca_g3().unwrap();
        let certificate = root.certificate();
        let signature = crate::crypto::Signature::from_der(
            certificate.key().curve(),
            certificate.signature().unwrap(),
        );
        assert!(certificate.key().verify(
            certificate.signature_hash(),
            certificate.tbs(),
            &signature.unwrap()
        ));
    }
}
