//! What verification hands out.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use core::ops::Deref;

use super::identity::Identity;
use super::kind::Kind;
use super::payload::{
    AppTransaction, Environment, NotificationPayload, RealtimeRequest, RenewalInfo, Transaction,
};
use super::revocation::Revocation;
use crate::crypto::Hash;
use crate::json::Object;
use crate::time::Timestamp;
use crate::x509::{Anchor, Certificate};

/// A payload that Apple signed for the expected app and environment.
///
/// It reads like the payload itself and also tells under which circumstances it verified.
#[derive(Clone, Debug)]
pub struct Verified<T> {
    /// Boxed: payloads are long and differ in length.
    payload: Box<T>,
    details: Details,
}

/// The circumstances of a verification.
#[derive(Clone, Debug)]
pub(super) struct Details {
    pub(super) kind: Kind,
    pub(super) json: String,
    pub(super) object: Object,
    pub(super) signed_at: Timestamp,
    pub(super) checked_at: Timestamp,
    pub(super) identity: Identity,
    pub(super) chain: Arc<Chain>,
    pub(super) revocation: Option<Arc<Revocation>>,
}

impl<T> Verified<T> {
    pub(super) fn new(payload: T, details: Details) -> Self {
        Self { payload: Box::new(payload), details }
    }

    /// The payload.
    #[must_use]
    pub const fn payload(&self) -> &T {
        &self.payload
    }

    /// The payload, taken out.
    #[must_use]
    pub fn into_payload(self) -> T {
        *self.payload
    }

    /// The kind of object.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.details.kind
    }

    /// The payload's JSON, byte for byte as it was signed.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.details.json
    }

    /// The payload as JSON with every field, known or not; known dates as whole milliseconds.
    #[must_use]
    pub const fn object(&self) -> &Object {
        &self.details.object
    }

    /// When Apple signed it.
    #[must_use]
    pub const fn signed_at(&self) -> Timestamp {
        self.details.signed_at
    }

    /// Until when the certificate that signed it is valid.
    #[must_use]
    pub fn leaf_valid_until(&self) -> Timestamp {
        self.details.chain.leaf.not_after
    }

    /// The time that was given as now.
    #[must_use]
    pub const fn checked_at(&self) -> Timestamp {
        self.details.checked_at
    }

    /// Whether the signing certificate has expired since. That is normal for stored objects:
    /// Apple's signing certificates last about two years.
    #[must_use]
    pub fn leaf_expired_since(&self) -> bool {
        self.checked_at() > self.leaf_valid_until()
    }

    /// Which of the expected environments it belongs to.
    #[must_use]
    pub const fn verified_environment(&self) -> &Environment {
        &self.details.identity.environment
    }

    /// Which of the expected bundle ids it belongs to, if this kind names one.
    #[must_use]
    pub fn verified_bundle_id(&self) -> Option<&str> {
        self.details.identity.bundle_id.as_deref()
    }

    /// The App Store id it names, if it names one. Compared in production only.
    #[must_use]
    pub const fn verified_app_apple_id(&self) -> Option<i64> {
        self.details.identity.app_apple_id
    }

    /// The certificates that vouch for it.
    #[must_use]
    pub fn chain(&self) -> &Chain {
        &self.details.chain
    }

    /// What OCSP answers said about these certificates; `None` where nothing was asked about
    /// [revocation](super::VerifierBuilder::revocation).
    #[must_use]
    pub fn revocation(&self) -> Option<&Revocation> {
        self.details.revocation.as_deref()
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.payload
    }
}

/// A verified notification with everything nested in it, each part verified for itself and
/// found to belong to the envelope.
///
/// It reads like its envelope, a [`NotificationPayload`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Notification {
    /// The envelope.
    pub envelope: Verified<NotificationPayload>,
    /// The transaction out of `data.signedTransactionInfo`.
    pub transaction: Option<Verified<Transaction>>,
    /// The renewal info out of `data.signedRenewalInfo`.
    pub renewal_info: Option<Verified<RenewalInfo>>,
    /// The app transaction out of `appData.signedAppTransactionInfo`.
    pub app_transaction: Option<Verified<AppTransaction>>,
}

impl Deref for Notification {
    type Target = Verified<NotificationPayload>;

    fn deref(&self) -> &Self::Target {
        &self.envelope
    }
}

/// A verified object of any kind.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SignedObject {
    /// A notification with everything nested in it.
    Notification(Box<Notification>),
    /// A transaction.
    Transaction(Verified<Transaction>),
    /// Renewal info.
    RenewalInfo(Verified<RenewalInfo>),
    /// An app transaction.
    AppTransaction(Verified<AppTransaction>),
    /// A request of the Retention Messaging API.
    RealtimeRequest(Verified<RealtimeRequest>),
}

impl SignedObject {
    fn details(&self) -> &Details {
        match self {
            Self::Notification(object) => &object.envelope.details,
            Self::Transaction(object) => &object.details,
            Self::RenewalInfo(object) => &object.details,
            Self::AppTransaction(object) => &object.details,
            Self::RealtimeRequest(object) => &object.details,
        }
    }

    /// The kind of object.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.details().kind
    }

    /// See [`Verified::json`].
    #[must_use]
    pub fn json(&self) -> &str {
        &self.details().json
    }

    /// See [`Verified::object`].
    #[must_use]
    pub fn object(&self) -> &Object {
        &self.details().object
    }

    /// See [`Verified::signed_at`].
    #[must_use]
    pub fn signed_at(&self) -> Timestamp {
        self.details().signed_at
    }

    /// See [`Verified::leaf_valid_until`].
    #[must_use]
    pub fn leaf_valid_until(&self) -> Timestamp {
        self.details().chain.leaf.not_after
    }

    /// See [`Verified::checked_at`].
    #[must_use]
    pub fn checked_at(&self) -> Timestamp {
        self.details().checked_at
    }

    /// See [`Verified::leaf_expired_since`].
    #[must_use]
    pub fn leaf_expired_since(&self) -> bool {
        self.checked_at() > self.leaf_valid_until()
    }

    /// See [`Verified::verified_environment`].
    #[must_use]
    pub fn verified_environment(&self) -> &Environment {
        &self.details().identity.environment
    }

    /// See [`Verified::verified_bundle_id`].
    #[must_use]
    pub fn verified_bundle_id(&self) -> Option<&str> {
        self.details().identity.bundle_id.as_deref()
    }

    /// See [`Verified::verified_app_apple_id`].
    #[must_use]
    pub fn verified_app_apple_id(&self) -> Option<i64> {
        self.details().identity.app_apple_id
    }

    /// See [`Verified::chain`].
    #[must_use]
    pub fn chain(&self) -> &Chain {
        &self.details().chain
    }

    /// See [`Verified::revocation`].
    #[must_use]
    pub fn revocation(&self) -> Option<&Revocation> {
        self.details().revocation.as_deref()
    }
}

/// The three certificates that vouch for an object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chain {
    /// The certificate whose key signed the object.
    pub leaf: CertificateInfo,
    /// Its issuer.
    pub intermediate: CertificateInfo,
    /// The pinned root.
    pub root: CertificateInfo,
}

impl Chain {
    pub(super) fn new(leaf: CertificateInfo, intermediate: CertificateInfo, root: &Anchor) -> Self {
        let root = CertificateInfo::with_digest(root.certificate(), root.fingerprint());
        Self { leaf, intermediate, root }
    }
}

/// What is worth telling about a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateInfo {
    /// The subject's common name; empty if it has none.
    pub common_name: String,
    /// The serial number in lower-case hexadecimal.
    pub serial: String,
    /// The first moment of validity.
    pub not_before: Timestamp,
    /// The last moment of validity.
    pub not_after: Timestamp,
    /// The SHA-256 of the DER certificate, in lower-case hexadecimal. Of the root, it tells which
    /// of several pinned ones it was.
    pub sha256: String,
}

impl CertificateInfo {
    pub(super) fn new(certificate: &Certificate, der: &[u8]) -> Self {
        Self::with_digest(certificate, &Hash::Sha256.digest(der))
    }

    fn with_digest(certificate: &Certificate, sha256: &[u8]) -> Self {
        Self {
            common_name: certificate.common_name().unwrap_or_default(),
            serial: crate::hex::encode(certificate.serial()),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            sha256: crate::hex::encode(sha256),
        }
    }
}
