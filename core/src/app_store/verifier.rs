//! The verifier: whose objects are accepted, and when.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::chain_cache::{ChainCache, DEFAULT_CACHED_CHAINS};
use super::identity::Expected;
use super::kind::Kind;
use super::payload::{AppTransaction, Environment, RealtimeRequest, RenewalInfo, Transaction};
use super::pending::Pending;
use super::verified::{Notification, SignedObject, Verified};
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

pub(super) struct Policy {
    pub(super) anchors: Vec<Anchor>,
    pub(super) expected: Expected,
    pub(super) validity: Validity,
    pub(super) future_skew_millis: i64,
    pub(super) oldest_signing_time: Option<Timestamp>,
    pub(super) cache: ChainCache,
}

impl Verifier {
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
            .field("anchors", &self.0.anchors)
            .field("expected", &self.0.expected)
            .field("validity", &self.0.validity)
            .field("future_skew_millis", &self.0.future_skew_millis)
            .field("oldest_signing_time", &self.0.oldest_signing_time)
            .finish()
    }
}

/// Collects the policy of a [`Verifier`].
#[derive(Clone, Debug, Default)]
pub struct VerifierBuilder {
    roots: Option<Vec<Vec<u8>>>,
    bundle_ids: Vec<String>,
    any_bundle_id: bool,
    app_apple_ids: Vec<i64>,
    any_app_apple_id: bool,
    environments: Vec<Environment>,
    validity: Validity,
    future_skew_millis: Option<i64>,
    oldest_signing_time: Option<Timestamp>,
    cached_chains: Option<usize>,
    without_key_tables: bool,
}

impl VerifierBuilder {
    /// Accepts objects of this app. Call it again for each further app.
    #[must_use]
    pub fn bundle_id(mut self, bundle_id: impl Into<String>) -> Self {
        self.bundle_ids.push(bundle_id.into());
        self
    }

    /// Accepts objects of every app. Dangerous: whoever can get Apple to sign an object for an
    /// app of their own can have it accepted.
    #[must_use]
    pub const fn dangerous_any_bundle_id(mut self) -> Self {
        self.any_bundle_id = true;
        self
    }

    /// Accepts objects of the app with this App Store id (Apple: appAppleId). Compared in
    /// production only, since sandbox objects may lack it.
    #[must_use]
    pub fn app_apple_id(mut self, app_apple_id: i64) -> Self {
        self.app_apple_ids.push(app_apple_id);
        self
    }

    /// Accepts production objects without looking at the App Store id.
    #[must_use]
    pub const fn dangerous_any_app_apple_id(mut self) -> Self {
        self.any_app_apple_id = true;
        self
    }

    /// Accepts objects of this environment: sandbox or production. Call it again for the other.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environments.push(environment);
        self
    }

    /// Trusts this root, a DER certificate, instead of Apple Root CA - G3. Call it again for
    /// each further root; add [`APPLE_ROOT_CA_G3_DER`](crate::x509::APPLE_ROOT_CA_G3_DER) to
    /// keep Apple's.
    #[must_use]
    pub fn root(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.roots.get_or_insert_with(Vec::new).push(der.into());
        self
    }

    /// Trusts exactly these roots, DER certificates. None at all is refused.
    #[must_use]
    pub fn roots<R: Into<Vec<u8>>>(mut self, ders: impl IntoIterator<Item = R>) -> Self {
        self.roots = Some(ders.into_iter().map(Into::into).collect());
        self
    }

    /// At which time certificates must be valid; [`Validity::SigningTime`] unless set.
    #[must_use]
    pub const fn validity(mut self, validity: Validity) -> Self {
        self.validity = validity;
        self
    }

    /// How far a signing date may lie in the future, in milliseconds;
    /// [`DEFAULT_FUTURE_SKEW_MILLIS`] unless set.
    #[must_use]
    pub const fn future_skew_millis(mut self, millis: i64) -> Self {
        self.future_skew_millis = Some(millis);
        self
    }

    /// Refuses objects that were signed before this time, by their own signing date; without it,
    /// none is too old. An object signed exactly then is accepted.
    #[must_use]
    pub const fn oldest_signing_time(mut self, oldest: Timestamp) -> Self {
        self.oldest_signing_time = Some(oldest);
        self
    }

    /// How many chains of certificates the verifier remembers as checked;
    /// [`DEFAULT_CACHED_CHAINS`] unless set, `0` for none.
    ///
    /// A remembered chain saves two signature checks at each call. Its dates, constraints and
    /// markers are judged again every time, so this changes cost and no verdict.
    #[must_use]
    pub const fn cached_chains(mut self, chains: usize) -> Self {
        self.cached_chains = Some(chains);
        self
    }

    /// Does without tables of multiples of leaf keys, which cost about 100 kB for each
    /// remembered chain in use and make its signatures about four times as fast to check.
    #[must_use]
    pub const fn without_key_tables(mut self) -> Self {
        self.without_key_tables = true;
        self
    }

    /// Makes the verifier.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] when no environment, no bundle id, or for production no App
    /// Store id was set, for an environment in which Apple does not sign, an empty bundle id or
    /// a negative skew. [`ErrorCode::BadAnchor`] for a root that cannot be one, and for none.
    pub fn build(self) -> Result<Verifier> {
        let missing = |subject: &'static str, expected: &'static str| {
            Error::new(ErrorCode::InvalidInput, subject, expected, "none")
        };
        if self.environments.is_empty() {
            return Err(missing("environment", "at least one environment"));
        }
        for environment in &self.environments {
            if !matches!(environment, Environment::Sandbox | Environment::Production) {
                return Err(Error::new(
                    ErrorCode::InvalidInput,
                    "environment",
                    "Sandbox or Production, where Apple signs",
                    String::from(environment.as_str()),
                ));
            }
        }
        match (self.bundle_ids.is_empty(), self.any_bundle_id) {
            (true, false) => return Err(missing("bundle id", "at least one bundle id")),
            (false, true) => {
                return Err(Error::new(
                    ErrorCode::InvalidInput,
                    "bundle id",
                    "either bundle ids or any",
                    "both",
                ));
            }
            _ => {}
        }
        if self.bundle_ids.iter().any(String::is_empty) {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "bundle id",
                "a bundle id",
                "an empty text",
            ));
        }
        let production = self.environments.contains(&Environment::Production);
        if production && self.app_apple_ids.is_empty() && !self.any_app_apple_id {
            return Err(missing("app apple id", "the App Store id that production objects carry"));
        }
        let future_skew_millis = self.future_skew_millis.unwrap_or(DEFAULT_FUTURE_SKEW_MILLIS);
        if future_skew_millis < 0 {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "future skew",
                "milliseconds from 0 on",
                "a negative number",
            ));
        }
        let anchors = match &self.roots {
            None => Vec::from([Anchor::apple_root_ca_g3()?]),
            Some(roots) if roots.is_empty() => {
                return Err(Error::new(
                    ErrorCode::BadAnchor,
                    "root certificate",
                    "at least one root",
                    "none",
                ));
            }
            Some(roots) => {
                roots.iter().map(|der| Anchor::from_der(der)).collect::<Result<Vec<Anchor>>>()?
            }
        };
        let app_apple_ids = if self.any_app_apple_id { Vec::new() } else { self.app_apple_ids };
        Ok(Verifier(Arc::new(Policy {
            anchors,
            expected: Expected {
                bundle_ids: self.bundle_ids,
                app_apple_ids,
                environments: self.environments,
            },
            validity: self.validity,
            future_skew_millis,
            oldest_signing_time: self.oldest_signing_time,
            cache: ChainCache::new(
                self.cached_chains.unwrap_or(DEFAULT_CACHED_CHAINS),
                !self.without_key_tables,
            ),
        })))
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
