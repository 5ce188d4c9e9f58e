//! The verifier of app receipts.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::app_store::Environment;
use waxwing::app_store::receipt::{ReceiptVerifier, VerifiedReceipt};
use waxwing::time::Timestamp;

use crate::chain::chain;
use crate::error::Result;
use crate::options::{self, Options};
use crate::pieces::split;
use crate::writer::Writer;

/// Behind the class `ReceiptVerifier`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ReceiptVerifierHandle(ReceiptVerifier);

#[wasm_bindgen]
impl ReceiptVerifierHandle {
    /// From the JSON text of its options. `pinned` are DER certificates of roots, fingerprints of
    /// roots and DER certificates of Xcode, one after the other, each with its lengths.
    #[wasm_bindgen(constructor)]
    pub fn new(
        options: &str,
        pinned: &[u8],
        roots: &[u32],
        fingerprints: &[u32],
        xcode: &[u32],
    ) -> Result<Self> {
        let object = options::parse(options)?;
        let options = Options::new(&object, "").only(&[
            "bundleIds",
            "environments",
            "sha256Only",
            "futureSkewMs",
            "dangerousAnyBundleId",
        ])?;
        let mut builder = ReceiptVerifier::builder();
        for bundle_id in options.texts("bundleIds")? {
            builder = builder.bundle_id(bundle_id);
        }
        for environment in options.texts("environments")? {
            builder = builder.environment(Environment::from(environment));
        }
        if options.flag("dangerousAnyBundleId")? {
            builder = builder.dangerous_any_bundle_id();
        }
        if options.flag("sha256Only")? {
            builder = builder.sha256_only();
        }
        if let Some(skew) = options.integer("futureSkewMs")? {
            builder = builder.future_skew_millis(skew);
        }
        let lengths: Vec<u32> = [roots, fingerprints, xcode].concat();
        let mut pieces = split(pinned, &lengths).into_iter();
        for root in pieces.by_ref().take(roots.len()) {
            builder = builder.root(root);
        }
        for fingerprint in pieces.by_ref().take(fingerprints.len()) {
            builder = builder.root_sha256(fingerprint);
        }
        for certificate in pieces {
            builder = builder.xcode_certificate(certificate);
        }
        Ok(Self(builder.build()?))
    }

    /// Verifies a receipt, and that it was made for a device if one is given.
    pub fn verify(&self, receipt: &[u8], device: Option<Vec<u8>>, now: i64) -> Result<String> {
        let verified = self.0.verify(receipt, Timestamp::from_millis(now))?;
        if let Some(device) = device {
            verified.verify_device_hash(&device)?;
        }
        Ok(describe(&verified))
    }
}

fn describe(verified: &VerifiedReceipt) -> String {
    let mut writer = Writer::new();
    writer
        .raw("receipt", verified.object())
        .text("environment", verified.verified_environment().as_str())
        .time("createdAt", verified.created_at())
        .time("leafValidUntil", verified.leaf_valid_until())
        .time("checkedAt", verified.checked_at())
        .flag("leafExpiredSince", verified.leaf_expired_since())
        .text("digest", verified.digest())
        .json("chain", &chain(verified.chain()));
    writer.finish()
}
