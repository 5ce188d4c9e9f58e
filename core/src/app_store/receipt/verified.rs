//! What the verification of a receipt hands out.

use core::ops::Deref;

use sha1::{Digest, Sha1};

use super::attributes::DeviceHash;
use super::input::WHAT;
use crate::app_store::{AppReceipt, Chain, Environment};
use crate::crypto::RsaHash;
use crate::error::{Error, ErrorCode, Result};
use crate::json::Object;
use crate::time::Timestamp;

/// A receipt that Apple signed for the expected app and environment.
///
/// It reads like the receipt itself, an [`AppReceipt`], and also tells under which
/// circumstances it verified.
#[derive(Clone, Debug)]
pub struct VerifiedReceipt {
    pub(super) receipt: AppReceipt,
    pub(super) object: Object,
    pub(super) environment: Environment,
    pub(super) created_at: Timestamp,
    pub(super) checked_at: Timestamp,
    pub(super) hash: RsaHash,
    pub(super) device: DeviceHash,
    pub(super) chain: Chain,
}

impl VerifiedReceipt {
    /// The receipt.
    #[must_use]
    pub const fn receipt(&self) -> &AppReceipt {
        &self.receipt
    }

    /// The receipt as JSON: names as in [`AppReceipt`], dates as milliseconds, octets as base64.
    #[must_use]
    pub const fn object(&self) -> &Object {
        &self.object
    }

    /// When Apple made the receipt; its certificates were valid then.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// The time that was given as now.
    #[must_use]
    pub const fn checked_at(&self) -> Timestamp {
        self.checked_at
    }

    /// Which of the expected environments it belongs to.
    #[must_use]
    pub const fn verified_environment(&self) -> &Environment {
        &self.environment
    }

    /// Until when the certificate that signed it is valid.
    #[must_use]
    pub const fn leaf_valid_until(&self) -> Timestamp {
        self.chain.leaf.not_after
    }

    /// Whether the signing certificate has expired since, which is normal for stored receipts.
    #[must_use]
    pub fn leaf_expired_since(&self) -> bool {
        self.checked_at > self.leaf_valid_until()
    }

    /// The digest that it is signed over: `SHA-256`, or `SHA-1` in older receipts.
    #[must_use]
    pub const fn digest(&self) -> &'static str {
        self.hash.name()
    }

    /// The certificates that vouch for it. Xcode's one certificate stands for all three.
    #[must_use]
    pub const fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Checks that the receipt was made for this device: SHA-1 over the identifier, the opaque
    /// value and the bundle id (Apple: Validating receipts on the device).
    ///
    /// `guid` is the identifier's bytes: 16 of `identifierForVendor`, on a Mac the 6 of the
    /// network address. A server learns it from the app alone, so this protects from nobody who
    /// can make the app say what he likes.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for an empty identifier, [`ErrorCode::ReceiptAttribute`]
    /// when the receipt has no hash, [`ErrorCode::ReceiptDeviceHash`] for another device.
    pub fn verify_device_hash(&self, guid: &[u8]) -> Result<()> {
        if guid.is_empty() {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "device identifier",
                "the bytes of an identifier",
                "none",
            ));
        }
        let DeviceHash { opaque: Some(opaque), bundle_id: Some(bundle_id), hash: Some(hash) } =
            &self.device
        else {
            return Err(Error::new(
                ErrorCode::ReceiptAttribute,
                WHAT,
                "attributes 2, 4 and 5",
                "not all of them",
            ));
        };
        let digest =
            Sha1::new().chain_update(guid).chain_update(opaque).chain_update(bundle_id).finalize();
        if digest.as_slice() == hash.as_slice() {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::ReceiptDeviceHash,
            WHAT,
            "the hash of this device",
            "the hash of another one",
        ))
    }
}

impl Deref for VerifiedReceipt {
    type Target = AppReceipt;

    fn deref(&self) -> &AppReceipt {
        &self.receipt
    }
}
