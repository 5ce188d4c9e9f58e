//! How a token is judged once its signature checks have been run.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use super::chain::{SignedChain, no_chain};
use super::identity::{self, Identity};
use super::kind::Kind;
use super::payload::{Environment, Payload};
use super::pending::Token;
use super::revocation;
use super::verified::{Chain, Details, Notification, SignedObject, Verified};
use super::verifier::{Policy, Validity};
use crate::error::{Error, ErrorCode, Result};
use crate::jose;
use crate::time::Timestamp;

/// Everything a token is judged by.
pub(super) struct Judge<'a> {
    pub(super) policy: &'a Policy,
    pub(super) chains: &'a [Result<SignedChain>],
    /// For each chain; empty where nothing is asked about revocation.
    pub(super) revocations: &'a [Option<revocation::Judged>],
    pub(super) now: Timestamp,
}

impl Judge<'_> {
    /// The order of the checks is part of the contract: chain, token signature, payload, kind,
    /// identity, dates, fields.
    pub(super) fn token(
        &self,
        token: Token<'_>,
        good: Option<Option<bool>>,
    ) -> Result<SignedObject> {
        let signing_date = self.signing_date(&token);
        let chain = self.chain(&token)?;
        let revocation = match self.revocations.get(token.chain) {
            Some(Some(judged)) => Some(judged.clone()?),
            _ => None,
        };
        signed(&token, good)?;
        let (json, object) = token.payload?;
        let kind = Kind::expect(&object, token.kind)?;
        let identity = self.policy.expected.check(&object, kind)?;
        let signed_at = self.signed_at(signing_date?)?;
        let details = Details {
            kind,
            json,
            object,
            signed_at,
            checked_at: self.now,
            identity,
            chain,
            revocation,
        };
        decode(details)
    }

    fn signing_date(&self, token: &Token<'_>) -> Result<Option<Timestamp>> {
        match &token.payload {
            Ok((_, object)) => identity::signing_date(object, self.policy.trust.is_xcode()),
            Err(_) => Ok(None),
        }
    }

    /// Judges everything about a token's chain but revocation.
    pub(super) fn chain(&self, token: &Token<'_>) -> Result<Arc<Chain>> {
        let signing_date = self.signing_date(token).ok().flatten();
        let chain = match self.chains.get(token.chain) {
            Some(Ok(chain)) => chain,
            Some(Err(error)) => return Err(error.clone()),
            None => return Err(no_chain()),
        };
        // A date in the future is refused in its turn; it must not choose the certificates'
        // fate before that.
        let latest = self.now.saturating_add_millis(self.policy.future_skew_millis);
        let at = match self.policy.validity {
            Validity::SigningTime => signing_date.map_or(self.now, |date| date.min(latest)),
            Validity::CheckTime => self.now,
        };
        let summary = Arc::clone(chain.judge(at)?);
        if let SignedChain::Known(known) = chain {
            self.policy.cache.remember(Arc::clone(known));
        }
        Ok(summary)
    }

    fn signed_at(&self, signing_date: Option<Timestamp>) -> Result<Timestamp> {
        let Some(signed_at) = signing_date else {
            return Err(Error::new(
                ErrorCode::ClaimType,
                "signedDate",
                "an integer of milliseconds since 1970",
                "none at all",
            ));
        };
        let latest = self.now.saturating_add_millis(self.policy.future_skew_millis);
        if self.policy.validity == Validity::SigningTime && signed_at > latest {
            return Err(Error::new(
                ErrorCode::NotYetValid,
                "signedDate",
                format!("a time until {latest}"),
                format!("{signed_at}"),
            ));
        }
        if let Some(oldest) = self.policy.oldest_signing_time
            && signed_at < oldest
        {
            return Err(Error::new(
                ErrorCode::SignedTooEarly,
                "signedDate",
                format!("a time from {oldest} on"),
                format!("{signed_at}"),
            ));
        }
        Ok(signed_at)
    }
}

/// Whether the token itself is signed by its leaf.
pub(super) fn signed(token: &Token<'_>, good: Option<Option<bool>>) -> Result<()> {
    match &token.signature {
        Err(error) => Err(error.clone()),
        Ok(_) if good == Some(Some(true)) => Ok(()),
        Ok(_) => Err(jose::not_this_key()),
    }
}

fn decode(details: Details) -> Result<SignedObject> {
    fn typed<T: Payload>(mut details: Details) -> Result<Verified<T>> {
        let payload = T::from_object(&details.object)?;
        T::normalize(&mut details.object);
        Ok(Verified::new(payload, details))
    }
    Ok(match details.kind {
        Kind::Notification => SignedObject::Notification(Box::new(Notification {
            envelope: typed(details)?,
            transaction: None,
            renewal_info: None,
            app_transaction: None,
        })),
        Kind::Transaction => SignedObject::Transaction(typed(details)?),
        Kind::RenewalInfo => SignedObject::RenewalInfo(typed(details)?),
        Kind::AppTransaction => SignedObject::AppTransaction(typed(details)?),
        Kind::RealtimeRequest => SignedObject::RealtimeRequest(typed(details)?),
    })
}

impl Notification {
    /// Takes a nested object in, if it belongs here.
    pub(super) fn take(&mut self, path: &'static str, inner: SignedObject) -> Result<()> {
        let of_envelope = Identity {
            bundle_id: self.envelope.verified_bundle_id().map(String::from),
            app_apple_id: self.envelope.verified_app_apple_id(),
            environment: self.envelope.verified_environment().clone(),
        };
        agree(
            path,
            "environment",
            Some(of_envelope.environment.as_str()),
            Some(inner.verified_environment().as_str()),
        )?;
        if let Some(bundle_id) = inner.verified_bundle_id() {
            agree(path, "bundleId", of_envelope.bundle_id.as_deref(), Some(bundle_id))?;
        }
        // Where an environment's ids are reliable, and both say one.
        if of_envelope.environment == Environment::Production
            && let (Some(outside), Some(inside)) =
                (of_envelope.app_apple_id, inner.verified_app_apple_id())
        {
            let (outside, inside) = (format!("{outside}"), format!("{inside}"));
            agree(path, "appAppleId", Some(&outside), Some(&inside))?;
        }
        match inner {
            SignedObject::Transaction(object) => self.transaction = Some(object),
            SignedObject::RenewalInfo(object) => self.renewal_info = Some(object),
            SignedObject::AppTransaction(object) => self.app_transaction = Some(object),
            _ => {}
        }
        if let (Some(transaction), Some(renewal_info)) = (&self.transaction, &self.renewal_info) {
            agree(
                path,
                "originalTransactionId",
                transaction.original_transaction_id.as_deref(),
                renewal_info.original_transaction_id.as_deref(),
            )?;
        }
        Ok(())
    }
}

fn agree(path: &str, what: &str, envelope: Option<&str>, nested: Option<&str>) -> Result<()> {
    if envelope == nested {
        return Ok(());
    }
    let shown = |text: Option<&str>| text.map_or_else(|| String::from("none"), identity::shown);
    Err(Error::new(
        ErrorCode::NestedMismatch,
        format!("{path}: {what}"),
        shown(envelope),
        shown(nested),
    ))
}
