//! The verifier: whose objects are accepted, and when.

use alloc::borrow::Cow;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::builder::VerifierBuilder;
use super::chain_cache::ChainCache;
use super::identity::Expected;
use super::kind::Kind;
use super::payload::{AppTransaction, RealtimeRequest, RenewalInfo, Transaction};
use super::pending::Pending;
use super::revocation::{OcspRequest, RevocationPolicy};
use super::verified::{Notification, SignedObject, Verified};
use super::xcode::XcodeCertificate;
use crate::crypto::SignatureCheck;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;
use crate::x509::Anchor;

/// At which time certificates must be valid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Validity {
    /// When the object was signed, by its own signing date, as Apple's libraries do offline.
    /// Stored objects stay verifiable after their leaf expired.
    #[default]
    SigningTime,
    /// At the time of check. Objects older than the leaf's lifetime are refused.
    CheckTime,
}

impl Validity {
    /// Every value.
    pub const ALL: &'static [Self] = &[Self::SigningTime, Self::CheckTime];

    /// The snake_case name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SigningTime => "signing_time",
            Self::CheckTime => "check_time",
        }
    }

    /// The value with this name.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for another text.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|validity| validity.name() == name).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidInput,
                "validity",
                "signing_time or check_time",
                "another text",
            )
        })
    }
}

/// How far a signing date may lie in the future of the time of check: a minute for clocks that
/// differ, as much as Apple's Node library permits.
pub const DEFAULT_FUTURE_SKEW_MILLIS: i64 = 60_000;

/// The skew that was asked for, or the default.
pub(super) fn future_skew(millis: Option<i64>) -> Result<i64> {
    match millis {
        Some(..0) => Err(Error::new(
            ErrorCode::InvalidInput,
            "future skew",
            "milliseconds from 0 on",
            "a negative number",
        )),
        other => Ok(other.unwrap_or(DEFAULT_FUTURE_SKEW_MILLIS)),
    }
}

/// Verifies what the App Store signed: chain to a pinned root, marker extensions, dates,
/// signature, and that the object is meant for this app.
///
/// A verifier holds policy, and remembers chains of certificates that it has checked. It can be
/// shared between threads, and cloning shares it. It reads no clock: `now` is always given.
///
/// ```
/// use waxwing::app_store::{Environment, Verifier};
/// use waxwing::error::ErrorCode;
/// use waxwing::time::Timestamp;
///
/// let verifier = Verifier::builder()
///     .bundle_id("com.example.app")
///     .environment(Environment::Sandbox)
///     .build()?;
/// let now = Timestamp::from_millis(1_763_760_000_000);
/// let error = verifier.notification(b"not.a.token", now).unwrap_err();
/// assert_eq!(error.code(), ErrorCode::InvalidBase64);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone)]
pub struct Verifier(Arc<Policy>);

/// What can be given to [`Verifier::verify`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyOptions<'a> {
    /// The kind that must come out; `None` for any.
    pub kind: Option<Kind>,
    /// Bodies of OCSP answers, in any order, as many as
    /// [`MAX_ANSWERS`](crate::x509::ocsp::MAX_ANSWERS).
    pub ocsp_answers: Vec<&'a [u8]>,
}

pub(super) struct Policy {
    pub(super) trust: Trust,
    pub(super) expected: Expected,
    pub(super) validity: Validity,
    pub(super) future_skew_millis: i64,
    pub(super) oldest_signing_time: Option<Timestamp>,
    pub(super) revocation: RevocationPolicy,
    pub(super) cache: ChainCache,
}

/// Whose signatures count.
#[derive(Debug)]
pub(super) enum Trust {
    /// What was issued under these roots.
    Roots(Vec<Anchor>),
    /// What was signed with one of these very certificates.
    Xcode(Vec<Arc<XcodeCertificate>>),
}

impl Trust {
    pub(super) const fn is_xcode(&self) -> bool {
        matches!(self, Self::Xcode(_))
    }
}

impl Verifier {
    pub(super) fn new(policy: Policy) -> Self {
        Self(Arc::new(policy))
    }

    /// Starts a verifier that trusts Apple Root CA - G3.
    #[must_use]
    pub fn builder() -> VerifierBuilder {
        VerifierBuilder::default()
    }

    /// Verifies a notification and every object nested in it.
    ///
    /// `signed_payload` is the string in the field `signedPayload` of the body that Apple posts.
    ///
    /// # Errors
    ///
    /// Any code of the categories malformed, untrusted and limit. An error of a nested object
    /// names its path first, as in `data.signedTransactionInfo: leaf certificate`.
    pub fn notification(
        &self,
        signed_payload: impl AsRef<[u8]>,
        now: Timestamp,
    ) -> Result<Notification> {
        match self.run(signed_payload.as_ref(), Some(Kind::Notification), now)? {
            SignedObject::Notification(object) => Ok(*object),
            other => Err(wrong_kind(Kind::Notification, &other)),
        }
    }

    /// Verifies a transaction (`signedTransactionInfo`).
    ///
    /// # Errors
    ///
    /// Any code of the categories malformed, untrusted and limit.
    pub fn transaction(
        &self,
        signed: impl AsRef<[u8]>,
        now: Timestamp,
    ) -> Result<Verified<Transaction>> {
        match self.run(signed.as_ref(), Some(Kind::Transaction), now)? {
            SignedObject::Transaction(object) => Ok(object),
            other => Err(wrong_kind(Kind::Transaction, &other)),
        }
    }

    /// Verifies renewal info (`signedRenewalInfo`). It names no app, so only the environment is
    /// compared.
    ///
    /// # Errors
    ///
    /// Any code of the categories malformed, untrusted and limit.
    pub fn renewal_info(
        &self,
        signed: impl AsRef<[u8]>,
        now: Timestamp,
    ) -> Result<Verified<RenewalInfo>> {
        match self.run(signed.as_ref(), Some(Kind::RenewalInfo), now)? {
            SignedObject::RenewalInfo(object) => Ok(object),
            other => Err(wrong_kind(Kind::RenewalInfo, &other)),
        }
    }

    /// Verifies an app transaction (`signedAppTransactionInfo`, or a device's AppTransaction).
    ///
    /// # Errors
    ///
    /// Any code of the categories malformed, untrusted and limit.
    pub fn app_transaction(
        &self,
        signed: impl AsRef<[u8]>,
        now: Timestamp,
    ) -> Result<Verified<AppTransaction>> {
        match self.run(signed.as_ref(), Some(Kind::AppTransaction), now)? {
            SignedObject::AppTransaction(object) => Ok(object),
            other => Err(wrong_kind(Kind::AppTransaction, &other)),
        }
    }

    /// Verifies a request of the Retention Messaging API (`signedPayload`). It names no bundle
    /// id, so App Store id and environment are compared.
    ///
    /// # Errors
    ///
    /// Any code of the categories malformed, untrusted and limit.
    pub fn realtime_request(
        &self,
        signed_payload: impl AsRef<[u8]>,
        now: Timestamp,
    ) -> Result<Verified<RealtimeRequest>> {
        match self.run(signed_payload.as_ref(), Some(Kind::RealtimeRequest), now)? {
            SignedObject::RealtimeRequest(object) => Ok(object),
            other => Err(wrong_kind(Kind::RealtimeRequest, &other)),
        }
    }

    /// Verifies an object of any kind and tells which it is.
    ///
    /// # Errors
    ///
    /// Any code of the categories malformed, untrusted and limit.
    pub fn any(&self, signed: impl AsRef<[u8]>, now: Timestamp) -> Result<SignedObject> {
        self.run(signed.as_ref(), None, now)
    }

    /// Verifies an object of a kind that is known only when the program runs; the other functions
    /// give its type away.
    ///
    /// # Errors
    ///
    /// Any code of the categories malformed, untrusted and limit.
    pub fn of_kind(
        &self,
        signed: impl AsRef<[u8]>,
        kind: Kind,
        now: Timestamp,
    ) -> Result<SignedObject> {
        self.run(signed.as_ref(), Some(kind), now)
    }

    /// Verifies an object with everything that can be given along: the kind that must come out,
    /// and answers of OCSP responders, fetched or stapled, in any order.
    ///
    /// ```
    /// use waxwing::app_store::{Kind, SignedObject, Verifier, VerifyOptions};
    /// use waxwing::time::Timestamp;
    ///
    /// # fn verify(verifier: &Verifier, token: &[u8], now: Timestamp,
    /// #     post: fn(&str, &str, &[u8]) -> Option<Vec<u8>>) -> waxwing::error::Result<SignedObject> {
    /// let mut answers = Vec::new();
    /// for request in verifier.ocsp_requests(token, now)? {
    ///     answers.extend(post(&request.url, "application/ocsp-request", &request.body));
    /// }
    /// let options = VerifyOptions {
    ///     kind: Some(Kind::Notification),
    ///     ocsp_answers: answers.iter().map(Vec::as_slice).collect(),
    /// };
    /// verifier.verify(token, &options, now)
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As with [`Pending::finish_with_ocsp`].
    pub fn verify(
        &self,
        signed: impl AsRef<[u8]>,
        options: &VerifyOptions<'_>,
        now: Timestamp,
    ) -> Result<SignedObject> {
        let pending = self.begin(signed.as_ref(), options.kind)?;
        let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
        pending.finish_with_ocsp(&outcomes, &options.ocsp_answers, now)
    }

    /// What to ask OCSP responders about the certificates of an object: see
    /// [`Pending::ocsp_requests`]. The answers are given to [`verify`](Self::verify).
    ///
    /// # Errors
    ///
    /// As with [`Pending::ocsp_requests`].
    pub fn ocsp_requests(
        &self,
        signed: impl AsRef<[u8]>,
        now: Timestamp,
    ) -> Result<Vec<OcspRequest>> {
        let pending = self.begin(signed.as_ref(), None)?;
        let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
        pending.ocsp_requests(&outcomes, now)
    }

    /// The first of three steps: everything that needs no cryptography. Between this and
    /// [`Pending::finish`], run [`Pending::checks`] with any backend, in any place.
    ///
    /// `kind` is the kind that must come out, or `None` for any.
    ///
    /// ```
    /// # use waxwing::app_store::{Environment, Verifier, SignedObject};
    /// # use waxwing::crypto::SignatureCheck;
    /// # use waxwing::time::Timestamp;
    /// # fn verify(verifier: &Verifier, token: &[u8], now: Timestamp)
    /// #     -> waxwing::error::Result<SignedObject> {
    /// let pending = verifier.begin(token, None)?;
    /// let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
    /// let object = pending.finish(&outcomes, now)?;
    /// # Ok(object)
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The codes for size, form, header and the shape of the chain.
    pub fn begin<'t>(&self, signed: &'t [u8], kind: Option<Kind>) -> Result<Pending<'t>> {
        Pending::begin(Arc::clone(&self.0), Cow::Borrowed(signed), kind)
    }

    /// The same as [`begin`](Self::begin) for an object that the verification keeps, so that it
    /// depends on nothing else: for handles of other languages, and for threads.
    ///
    /// # Errors
    ///
    /// As with [`begin`](Self::begin).
    pub fn begin_owned(&self, signed: Vec<u8>, kind: Option<Kind>) -> Result<Pending<'static>> {
        Pending::begin(Arc::clone(&self.0), Cow::Owned(signed), kind)
    }

    fn run(&self, signed: &[u8], kind: Option<Kind>, now: Timestamp) -> Result<SignedObject> {
        let pending = self.begin(signed, kind)?;
        let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
        pending.finish(&outcomes, now)
    }
}

fn wrong_kind(expected: Kind, found: &SignedObject) -> Error {
    Error::new(ErrorCode::WrongKind, "payload", expected.name(), found.kind().name())
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("trust", &self.0.trust)
            .field("expected", &self.0.expected)
            .field("validity", &self.0.validity)
            .field("future_skew_millis", &self.0.future_skew_millis)
            .field("oldest_signing_time", &self.0.oldest_signing_time)
            .field("revocation", &self.0.revocation)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validity_is_found_by_its_name() {
        for validity in Validity::ALL {
            assert_eq!(Validity::from_name(validity.name()), Ok(*validity));
        }
        let error = Validity::from_name("now").unwrap_err();
        assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidInput, "validity"));
    }
}
