//! A verification under way: begun, waiting for its signature checks, then finished.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::chain_cache::KnownChain;
use super::identity::{self, Identity};
use super::kind::Kind;
use super::payload::Payload;
use super::verified::{Chain, Details, Notification, SignedObject, Verified};
use super::verifier::{Policy, Validity};
use crate::crypto::{Hash, Signature, SignatureCheck, Table};
use crate::error::{Error, ErrorCode, Result};
use crate::jose::{self, CompactJws, Header};
use crate::json::{self, Limits, Object};
use crate::time::Timestamp;
use crate::x509::{Certificate, Path, PathRules};

/// Where notifications carry signed objects, and of which kind.
const NESTED: [(&str, &str, &str, Kind); 3] = [
    ("data", "signedTransactionInfo", "data.signedTransactionInfo", Kind::Transaction),
    ("data", "signedRenewalInfo", "data.signedRenewalInfo", Kind::RenewalInfo),
    (
        "appData",
        "signedAppTransactionInfo",
        "appData.signedAppTransactionInfo",
        Kind::AppTransaction,
    ),
];

/// A verification between its first and its last step.
///
/// Nothing of the payload can be seen before [`finish`](Self::finish).
pub struct Pending<'t> {
    policy: Arc<Policy>,
    /// Each chain once, however many tokens share it.
    chains: Vec<PendingChain>,
    outer: Token<'t>,
    nested: Vec<(&'static str, Result<Token<'static>>)>,
}

enum PendingChain {
    /// Its signatures have been checked before.
    Known(Arc<KnownChain>),
    /// Its signatures are to be checked.
    New { leaf_der: Vec<u8>, intermediate_der: Vec<u8>, path: Path },
}

/// One token: read, but not believed.
struct Token<'t> {
    text: Cow<'t, [u8]>,
    signed_length: usize,
    chain: usize,
    /// An unusable signature is reported in its turn, after the chain.
    signature: Result<Signature>,
    /// So is an unusable payload, after the signature.
    payload: Result<(String, Object)>,
    kind: Option<Kind>,
}

impl<'t> Pending<'t> {
    pub(super) fn begin(
        policy: Arc<Policy>,
        text: Cow<'t, [u8]>,
        kind: Option<Kind>,
    ) -> Result<Self> {
        let mut chains = Vec::new();
        let outer = Token::begin(&policy, text, kind, &mut chains)?;
        let mut nested = Vec::new();
        for (path, text, kind) in outer.nested() {
            nested.push((path, Token::begin(&policy, Cow::Owned(text), Some(kind), &mut chains)));
        }
        Ok(Self { policy, chains, outer, nested })
    }

    /// The signature checks to run, chains first, then one for each token.
    #[must_use]
    pub fn checks(&self) -> Vec<SignatureCheck<'_>> {
        let mut checks: Vec<SignatureCheck<'_>> =
            self.chains.iter().flat_map(PendingChain::checks).collect();
        checks.extend(self.tokens().filter_map(|token| token.check(&self.policy, &self.chains)));
        checks
    }

    fn tokens(&self) -> impl Iterator<Item = &Token<'_>> {
        core::iter::once(&self.outer)
            .chain(self.nested.iter().filter_map(|(_, token)| token.as_ref().ok()))
    }

    /// Judges the outcomes of [`checks`](Self::checks), given in the same order, and hands out
    /// the payload when everything holds.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for another number of outcomes than checks; the codes of the
    /// category untrusted; then those for the payload.
    pub fn finish(self, outcomes: &[bool], now: Timestamp) -> Result<SignedObject> {
        let mut outcomes = self.assign(outcomes)?;
        let Self { policy, chains, outer, nested } = self;
        // The signatures of a chain are judged once; an error waits for the token that meets it.
        let chains: Vec<Result<Arc<KnownChain>>> = chains
            .into_iter()
            .zip(outcomes.chains)
            .map(|(chain, outcomes)| chain.signed(outcomes))
            .collect();
        let judge = Judge { policy: &policy, chains: &chains, now };

        let mut object = judge.token(outer, outcomes.tokens.next())?;
        for (path, token) in nested {
            let inner = token
                .and_then(|token| judge.token(token, outcomes.tokens.next()))
                .map_err(|error| error.within(path))?;
            if let SignedObject::Notification(envelope) = &mut object {
                envelope.take(path, inner)?;
            }
        }
        Ok(object)
    }

    /// Splits the outcomes among chains and tokens.
    fn assign<'o>(&self, outcomes: &'o [bool]) -> Result<Outcomes<'o>> {
        let mut rest = outcomes;
        let mut count = 0;
        let mut chains = Vec::with_capacity(self.chains.len());
        for chain in &self.chains {
            let wanted = chain.check_count();
            count += wanted;
            if let Some((these, others)) = rest.split_at_checked(wanted) {
                chains.push(these);
                rest = others;
            }
        }
        let tokens: Vec<Option<bool>> = self
            .tokens()
            .map(|token| match (&token.signature, rest.split_first()) {
                (Ok(_), Some((outcome, others))) => {
                    rest = others;
                    Some(*outcome)
                }
                _ => None,
            })
            .collect();
        count += self.tokens().filter(|token| token.signature.is_ok()).count();
        if count == outcomes.len() {
            Ok(Outcomes { chains, tokens: tokens.into_iter() })
        } else {
            Err(Error::new(
                ErrorCode::InvalidInput,
                "outcomes",
                format!("{count} outcomes of checks"),
                format!("{}", outcomes.len()),
            ))
        }
    }
}

impl core::fmt::Debug for Pending<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Pending").field("checks", &self.checks().len()).finish_non_exhaustive()
    }
}

struct Outcomes<'o> {
    chains: Vec<&'o [bool]>,
    /// For each token, unless it has no check to run.
    tokens: alloc::vec::IntoIter<Option<bool>>,
}

impl<'t> Token<'t> {
    fn begin(
        policy: &Policy,
        text: Cow<'t, [u8]>,
        kind: Option<Kind>,
        chains: &mut Vec<PendingChain>,
    ) -> Result<Self> {
        let jws = CompactJws::parse(&text)?;
        let (leaf, intermediate) = Header::parse(jws.header())?.certificates()?;
        let chain = PendingChain::find_or_begin(policy, chains, leaf, intermediate)?;
        let signature = jose::signature(&jws);
        let signed_length = jws.signing_input().len();
        let payload = read_payload(jws.into_payload());
        Ok(Self { text, signed_length, chain, signature, payload, kind })
    }

    fn check<'s>(&'s self, policy: &Policy, chains: &[PendingChain]) -> Option<SignatureCheck<'s>> {
        let signature = self.signature.as_ref().ok()?.clone();
        let chain = chains.get(self.chain)?;
        let key = chain.leaf()?.key().clone();
        let signed = self.text.get(..self.signed_length)?;
        let table = if policy.cache.tables() { chain.table() } else { None };
        Some(SignatureCheck::new(key, Hash::Sha256, signature, signed).with_table(table))
    }

    /// The tokens inside a payload that is, or would have to be, a notification.
    fn nested(&self) -> Vec<(&'static str, Vec<u8>, Kind)> {
        let Ok((_, payload)) = &self.payload else { return Vec::new() };
        if Kind::expect(payload, self.kind) != Ok(Kind::Notification) {
            return Vec::new();
        }
        NESTED
            .into_iter()
            .filter_map(|(carrier, key, path, kind)| {
                let text = payload.get(carrier)?.as_object()?.get(key)?.as_str()?;
                Some((path, Vec::from(text.as_bytes()), kind))
            })
            .collect()
    }
}

fn read_payload(bytes: Vec<u8>) -> Result<(String, Object)> {
    let object =
        json::parse_object(&bytes, &Limits::bytes(jose::MAX_TOKEN_BYTES), "token payload")?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Error::new(
            ErrorCode::InvalidUtf8,
            "token payload",
            "UTF-8",
            format!("another byte at offset {}", error.utf8_error().valid_up_to()),
        )
    })?;
    Ok((text, object))
}

impl PendingChain {
    /// The index of the chain of these two certificates, begun unless another token did it.
    fn find_or_begin(
        policy: &Policy,
        chains: &mut Vec<Self>,
        leaf_der: Vec<u8>,
        intermediate_der: Vec<u8>,
    ) -> Result<usize> {
        if let Some(index) = chains.iter().position(|c| c.is(&leaf_der, &intermediate_der)) {
            return Ok(index);
        }
        chains.push(match policy.cache.find(&leaf_der, &intermediate_der) {
            Some(known) => Self::Known(known),
            None => {
                let leaf = Certificate::from_der(&leaf_der, "leaf certificate")?;
                let intermediate =
                    Certificate::from_der(&intermediate_der, "intermediate certificate")?;
                let certificates = Vec::from([leaf, intermediate]);
                let path = Path::begin(certificates, &policy.anchors, PathRules::AppStore)?;
                Self::New { leaf_der, intermediate_der, path }
            }
        });
        Ok(chains.len() - 1)
    }

    fn is(&self, leaf: &[u8], intermediate: &[u8]) -> bool {
        match self {
            Self::Known(known) => known.is(leaf, intermediate),
            Self::New { leaf_der, intermediate_der, .. } => {
                leaf_der == leaf && intermediate_der == intermediate
            }
        }
    }

    fn leaf(&self) -> Option<&Certificate> {
        match self {
            Self::Known(known) => known.leaf(),
            Self::New { path, .. } => path.leaf(),
        }
    }

    fn table(&self) -> Option<Table> {
        match self {
            Self::Known(known) => known.table(),
            Self::New { .. } => None,
        }
    }

    fn checks(&self) -> Vec<SignatureCheck<'_>> {
        match self {
            Self::Known(_) => Vec::new(),
            Self::New { path, .. } => path.checks(),
        }
    }

    fn check_count(&self) -> usize {
        match self {
            Self::Known(_) => 0,
            Self::New { path, .. } => path.check_count(),
        }
    }

    /// The chain as one whose signatures are good, or why they are not.
    fn signed(self, outcomes: &[bool]) -> Result<Arc<KnownChain>> {
        match self {
            Self::Known(known) => Ok(known),
            Self::New { leaf_der, intermediate_der, path } => {
                let anchor = path.signed_by(outcomes)?.clone();
                KnownChain::new(leaf_der, intermediate_der, path, anchor)
                    .map(Arc::new)
                    .ok_or_else(no_chain)
            }
        }
    }
}

fn no_chain() -> Error {
    Error::new(ErrorCode::MissingChain, "x5c", "a chain", "none")
}

/// Everything a token is judged by.
struct Judge<'a> {
    policy: &'a Policy,
    chains: &'a [Result<Arc<KnownChain>>],
    now: Timestamp,
}

impl Judge<'_> {
    /// The order of the checks is part of the contract: chain, token signature, payload, kind,
    /// identity, dates, fields.
    fn token(&self, token: Token<'_>, good: Option<Option<bool>>) -> Result<SignedObject> {
        let signing_date = match &token.payload {
            Ok((_, object)) => identity::signing_date(object),
            Err(_) => Ok(None),
        };
        let chain = self.chain(&token, signing_date.as_ref().ok().copied().flatten())?;
        token.signature?;
        if good != Some(Some(true)) {
            return Err(jose::not_this_key());
        }
        let (json, object) = token.payload?;
        let kind = Kind::expect(&object, token.kind)?;
        let identity = self.policy.expected.check(&object, kind)?;
        let signed_at = self.signed_at(signing_date?)?;
        let details =
            Details { kind, json, object, signed_at, checked_at: self.now, identity, chain };
        decode(details)
    }

    fn chain(&self, token: &Token<'_>, signing_date: Option<Timestamp>) -> Result<Arc<Chain>> {
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
        self.policy.cache.remember(Arc::clone(chain));
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
    fn take(&mut self, path: &'static str, inner: SignedObject) -> Result<()> {
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
