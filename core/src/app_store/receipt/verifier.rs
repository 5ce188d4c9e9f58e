//! The receipt verifier.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::attributes;
use super::builder::ReceiptVerifierBuilder;
use super::chain::{ReceiptChain, Trust};
use super::content::{SignedData, attribute_error};
use super::input;
use super::signer::{Signer, unsupported};
use super::verified::VerifiedReceipt;
use crate::app_store::bundle_ids::BundleIds;
use crate::app_store::identity::{list, shown};
use crate::app_store::{AppReceipt, Environment, Payload, ReceiptType};
use crate::crypto::RsaHash;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

/// Verifies app receipts: the signature, its chain to Apple Root CA, the marker extensions, that
/// all certificates were valid when the receipt was made, and that it is this app's.
///
/// It holds policy only and can be shared between threads; cloning shares it. It reads no clock.
///
/// ```
/// use waxwing::app_store::{Environment, receipt::ReceiptVerifier};
/// use waxwing::error::ErrorCode;
/// use waxwing::time::Timestamp;
///
/// let verifier = ReceiptVerifier::builder()
///     .bundle_id("com.example.app")
///     .environment(Environment::Production)
///     .build()?;
/// let now = Timestamp::from_millis(1_763_760_000_000);
/// let error = verifier.verify("MIIB", now).unwrap_err();
/// assert_eq!(error.code(), ErrorCode::ReceiptMalformed);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone)]
pub struct ReceiptVerifier(Arc<Policy>);

#[derive(Debug)]
pub(super) struct Policy {
    pub(super) trust: Trust,
    /// Empty: any.
    pub(super) bundle_ids: BundleIds,
    pub(super) environments: Vec<Environment>,
    pub(super) sha256_only: bool,
    pub(super) future_skew_millis: i64,
}

impl ReceiptVerifier {
    /// Starts a verifier that trusts Apple Root CA.
    #[must_use]
    pub fn builder() -> ReceiptVerifierBuilder {
        ReceiptVerifierBuilder::default()
    }

    pub(super) fn new(policy: Policy) -> Self {
        Self(Arc::new(policy))
    }

    /// Verifies a receipt: the base64 text that apps send, or the file itself.
    ///
    /// The order of the checks: form, signer, certificates, names and root, certificate
    /// signatures from the root down, constraints, markers, the receipt's signature, attributes,
    /// dates, bundle id, environment. The first failure is the one reported.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::TooLarge`], [`ErrorCode::ReceiptMalformed`] and the other codes of receipts,
    /// and those of certificates and identity that signed objects have too: from
    /// [`ErrorCode::UnknownAnchor`] to [`ErrorCode::IntermediateMarker`],
    /// [`ErrorCode::MissingBundleId`], [`ErrorCode::WrongBundleId`] and
    /// [`ErrorCode::WrongEnvironment`].
    pub fn verify(&self, receipt: impl AsRef<[u8]>, now: Timestamp) -> Result<VerifiedReceipt> {
        let policy = &*self.0;
        let bytes = input::app_receipt(receipt.as_ref())?;
        let signed = SignedData::read(&bytes)?;
        let signer = Signer::read(&signed)?;
        if policy.sha256_only && signer.hash == RsaHash::Sha1 {
            return Err(unsupported("a signature with SHA-256", "one with SHA-1".into()));
        }
        let chain = ReceiptChain::find(&signer, &policy.trust, policy.sha256_only)?;
        signer.verify(chain.leaf.key(), &signed.content)?;

        // Nothing of the contents was looked at before its signature was found good.
        let (object, device) = attributes::read(&signed.content)?;
        let receipt = AppReceipt::from_object(&object)?;
        let Some(created_at) = receipt.receipt_creation_date else {
            let subject = "attribute 12 (receiptCreationDate)";
            return Err(attribute_error(subject, "a date", "none at all"));
        };
        let latest = now.saturating_add_millis(policy.future_skew_millis);
        if created_at > latest {
            return Err(Error::new(
                ErrorCode::NotYetValid,
                "receiptCreationDate",
                format!("a date until {latest}"),
                format!("{created_at}"),
            ));
        }
        chain.valid_at(created_at)?;
        policy.bundle_ids.check(receipt.bundle_id.as_deref(), || "bundleId".into())?;
        let environment = policy.check_environment(&receipt)?;
        Ok(VerifiedReceipt {
            receipt,
            object,
            environment,
            created_at,
            checked_at: now,
            hash: signer.hash,
            device,
            chain: chain.info(),
        })
    }
}

impl Policy {
    fn check_environment(&self, receipt: &AppReceipt) -> Result<Environment> {
        let found = match &receipt.receipt_type {
            Some(ReceiptType::Production | ReceiptType::ProductionVpp) => {
                Some(Environment::Production)
            }
            Some(ReceiptType::ProductionSandbox | ReceiptType::ProductionVppSandbox) => {
                Some(Environment::Sandbox)
            }
            Some(ReceiptType::Xcode) => Some(Environment::Xcode),
            Some(ReceiptType::Other(_)) | None => None,
        };
        match found {
            Some(environment) if self.environments.contains(&environment) => Ok(environment),
            _ => Err(Error::new(
                ErrorCode::WrongEnvironment,
                "receiptType",
                list(self.environments.iter().map(Environment::as_str)),
                receipt
                    .receipt_type
                    .as_ref()
                    .map_or_else(|| String::from("none at all"), |found| shown(found.as_str())),
            )),
        }
    }
}

impl fmt::Debug for ReceiptVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReceiptVerifier").field(&self.0).finish()
    }
}
