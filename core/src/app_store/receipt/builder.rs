//! Collects the policy of a receipt verifier.

use alloc::string::String;
use alloc::vec::Vec;

use super::chain::{ROOT, Trust, XCODE, given, may_be_root};
use super::verifier::{Policy, ReceiptVerifier};
use crate::app_store::Environment;
use crate::app_store::bundle_ids::BundleIds;
use crate::app_store::verifier::future_skew;
use crate::error::{Error, ErrorCode, Result};

/// The SHA-256 of Apple Root CA, the root of all receipts that Apple signed. Receipts bring the
/// certificate itself along.
///
/// `b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024`, valid from 2006-04-25 to
/// 2035-02-09.
pub const APPLE_ROOT_CA_SHA256: [u8; 32] = [
    0xb0, 0xb1, 0x73, 0x0e, 0xcb, 0xc7, 0xff, 0x45, 0x05, 0x14, 0x2c, 0x49, 0xf1, 0x29, 0x5e, 0x6e,
    0xda, 0x6b, 0xca, 0xed, 0x7e, 0x2c, 0x68, 0xc5, 0xbe, 0x91, 0xb5, 0xa1, 0x10, 0x01, 0xf0, 0x24,
];

/// Collects the policy of a [`ReceiptVerifier`].
#[derive(Clone, Debug, Default)]
pub struct ReceiptVerifierBuilder {
    bundle_ids: Vec<String>,
    any_bundle_id: bool,
    environments: Vec<Environment>,
    roots: Vec<Vec<u8>>,
    fingerprints: Vec<Vec<u8>>,
    xcode: Vec<Vec<u8>>,
    sha256_only: bool,
    future_skew_millis: Option<i64>,
}

impl ReceiptVerifierBuilder {
    /// Accepts receipts of this app. Call it again for each further app.
    #[must_use]
    pub fn bundle_id(mut self, bundle_id: impl Into<String>) -> Self {
        self.bundle_ids.push(bundle_id.into());
        self
    }

    /// Accepts receipts of every app. Dangerous: a receipt of anybody's app will do.
    #[must_use]
    pub const fn dangerous_any_bundle_id(mut self) -> Self {
        self.any_bundle_id = true;
        self
    }

    /// Accepts receipts of this environment: production (also of the volume purchase program)
    /// or sandbox. Call it again for the other. Xcode stands alone, with
    /// [`xcode_certificate`](Self::xcode_certificate).
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environments.push(environment);
        self
    }

    /// Trusts this root, the DER certificate of an RSA authority, instead of Apple Root CA. Call
    /// it again for each further root.
    #[must_use]
    pub fn root(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.roots.push(der.into());
        self
    }

    /// Trusts the root with this SHA-256, which receipts then have to bring along, instead of
    /// Apple Root CA. Add [`APPLE_ROOT_CA_SHA256`] to keep that.
    #[must_use]
    pub fn root_sha256(mut self, fingerprint: impl Into<Vec<u8>>) -> Self {
        self.fingerprints.push(fingerprint.into());
        self
    }

    /// Trusts receipts that Xcode signed with this certificate, in DER, as Xcode exports it
    /// (Editor, Save Public Certificate). Goes with [`Environment::Xcode`] alone.
    #[must_use]
    pub fn xcode_certificate(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.xcode.push(der.into());
        self
    }

    /// Refuses SHA-1, with which Apple signed receipts of older generations.
    #[must_use]
    pub const fn sha256_only(mut self) -> Self {
        self.sha256_only = true;
        self
    }

    /// How far the creation date may lie in the future, in milliseconds;
    /// [`DEFAULT_FUTURE_SKEW_MILLIS`](crate::app_store::DEFAULT_FUTURE_SKEW_MILLIS) unless set.
    #[must_use]
    pub const fn future_skew_millis(mut self, millis: i64) -> Self {
        self.future_skew_millis = Some(millis);
        self
    }

    /// Makes the verifier.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] when no environment or no bundle id was set, for an
    /// environment without receipts, an empty bundle id, a negative skew, and for Xcode beside
    /// anything of Apple's. [`ErrorCode::ReceiptAnchor`] for a certificate or fingerprint that
    /// receipts cannot be verified against.
    pub fn build(self) -> Result<ReceiptVerifier> {
        let refuse = |subject: &'static str, expected: &'static str, found: &'static str| {
            Err(Error::new(ErrorCode::InvalidInput, subject, expected, found))
        };
        if self.environments.is_empty() {
            return refuse("environment", "at least one environment", "none");
        }
        if self.environments.iter().any(|it| !has_receipts(it)) {
            let expected = "Sandbox, Production or Xcode, which have receipts";
            return refuse("environment", expected, "another environment");
        }
        let xcode = self.environments.contains(&Environment::Xcode);
        if xcode && self.environments.iter().any(|it| *it != Environment::Xcode) {
            return refuse("environment", "either Xcode or Apple's environments", "both");
        }
        match (xcode, self.xcode.is_empty()) {
            (true, true) => return refuse(XCODE, "the certificate that Xcode exports", "none"),
            (false, false) => return refuse("environment", "Xcode for its certificate", "another"),
            _ => {}
        }
        if xcode && !(self.roots.is_empty() && self.fingerprints.is_empty()) {
            return refuse(ROOT, "no root beside an Xcode certificate", "a root");
        }
        let bundle_ids = BundleIds::new(self.bundle_ids.clone(), self.any_bundle_id)?;
        let future_skew_millis = future_skew(self.future_skew_millis)?;
        Ok(ReceiptVerifier::new(Policy {
            trust: self.trust()?,
            bundle_ids,
            environments: self.environments,
            sha256_only: self.sha256_only,
            future_skew_millis,
        }))
    }

    fn trust(&self) -> Result<Trust> {
        if !self.xcode.is_empty() {
            let pinned = self.xcode.iter().map(|der| given(der, XCODE, |_| Ok(())));
            return pinned.collect::<Result<Vec<_>>>().map(Trust::Xcode);
        }
        if self.roots.is_empty() && self.fingerprints.is_empty() {
            let fingerprints = Vec::from([APPLE_ROOT_CA_SHA256]);
            return Ok(Trust::Roots { certificates: Vec::new(), fingerprints });
        }
        let certificates =
            self.roots.iter().map(|der| given(der, ROOT, may_be_root)).collect::<Result<_>>()?;
        let fingerprint = |bytes: &Vec<u8>| {
            bytes.as_slice().try_into().map_err(|_| {
                let found = alloc::format!("{} bytes", bytes.len());
                Error::new(ErrorCode::ReceiptAnchor, ROOT, "a SHA-256 of 32 bytes", found)
            })
        };
        let fingerprints = self.fingerprints.iter().map(fingerprint).collect::<Result<_>>()?;
        Ok(Trust::Roots { certificates, fingerprints })
    }
}

const fn has_receipts(environment: &Environment) -> bool {
    matches!(environment, Environment::Sandbox | Environment::Production | Environment::Xcode)
}
