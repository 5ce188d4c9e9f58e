//! A verification under way: begun, waiting for its signature checks, then finished.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::chain::{PendingChain, SignedChain};
use super::judge::{self, Judge};
use super::kind::Kind;
use super::revocation::OcspRequest;
use super::verified::SignedObject;
use super::verifier::Policy;
use crate::crypto::{Hash, Signature, SignatureCheck};
use crate::error::{Error, ErrorCode, Result};
use crate::jose::{self, Header};
use crate::json::{self, Limits, Object};
use crate::time::Timestamp;
use crate::x509::ocsp::{self, Answers};

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

const NO_ANSWERS: &[&[u8]] = &[];

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

/// One token: read, but not believed.
pub(super) struct Token<'t> {
    text: Cow<'t, [u8]>,
    signed_length: usize,
    pub(super) chain: usize,
    /// An unusable signature is reported in its turn, after the chain.
    pub(super) signature: Result<Signature>,
    /// So is an unusable payload, after the signature.
    pub(super) payload: Result<(String, Object)>,
    pub(super) kind: Option<Kind>,
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
        self.finish_with_ocsp(outcomes, NO_ANSWERS, now)
    }

    /// What to ask OCSP responders, given the outcomes of [`checks`](Self::checks): a request for
    /// each certificate below the roots, and none where [revocation](super::VerifierBuilder::revocation)
    /// is off.
    ///
    /// Nobody is asked about objects that are refused anyway: chains, dates, markers and
    /// signatures are judged first. A certificate that names no responder at an
    /// [allowed host](super::VerifierBuilder::ocsp_host) is left out; where the policy requires an answer
    /// about it and none was stapled, `finish` says [`OcspUrl`](ErrorCode::OcspUrl).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for another number of outcomes than checks, the codes for the
    /// chain, and [`ErrorCode::BadSignature`].
    pub fn ocsp_requests(&self, outcomes: &[bool], now: Timestamp) -> Result<Vec<OcspRequest>> {
        if self.policy.revocation.policy == ocsp::Policy::Off {
            return Ok(Vec::new());
        }
        let mut outcomes = self.assign(outcomes)?;
        let chains: Vec<Result<SignedChain>> = self
            .chains
            .iter()
            .zip(outcomes.chains)
            .map(|(chain, outcomes)| chain.signed_copy(outcomes))
            .collect();
        let judge = Judge { policy: &self.policy, chains: &chains, revocations: &[], now };
        let mut signed = |token: &Token<'_>| {
            judge.chain(token)?;
            judge::signed(token, outcomes.tokens.next())
        };
        signed(&self.outer)?;
        for (path, token) in &self.nested {
            let token = token.as_ref().map_err(Clone::clone);
            token.and_then(&mut signed).map_err(|error| error.within(path))?;
        }
        let mut requests: Vec<OcspRequest> = Vec::new();
        for request in chains.iter().flatten().flat_map(|it| self.policy.revocation.requests(it)) {
            if !requests.contains(&request) {
                requests.push(request);
            }
        }
        Ok(requests)
    }

    /// The same as [`finish`](Self::finish) with answers of OCSP responders: those to
    /// [`ocsp_requests`](Self::ocsp_requests), or such as came with the object, in any order.
    /// Their signatures are checked by the built-in backend.
    ///
    /// Answers belong to the certificates that they name, and an answer that proves nothing
    /// counts as none. They are not looked at where [revocation](super::VerifierBuilder::revocation) is
    /// off.
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish), and the codes that begin with `Ocsp`, after those of the chain
    /// and before those of the signature. [`ErrorCode::TooLarge`] for more answers than
    /// [`MAX_ANSWERS`](ocsp::MAX_ANSWERS).
    pub fn finish_with_ocsp(
        self,
        outcomes: &[bool],
        answers: &[impl AsRef<[u8]>],
        now: Timestamp,
    ) -> Result<SignedObject> {
        let mut outcomes = self.assign(outcomes)?;
        let Self { policy, chains, outer, nested } = self;
        // The signatures of a chain are judged once; an error waits for the token that meets it.
        let chains: Vec<Result<SignedChain>> = chains
            .into_iter()
            .zip(outcomes.chains)
            .map(|(chain, outcomes)| chain.signed(outcomes))
            .collect();
        let revocations = match policy.revocation.policy {
            ocsp::Policy::Off => Vec::new(),
            _ => policy.revocation.judge(&chains, &Answers::read(answers)?, now),
        };
        let judge = Judge { policy: &policy, chains: &chains, revocations: &revocations, now };

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
        let parts = jose::Parts::split(&text)?;
        let header = parts.header;
        let (jws, chain) = match policy.cache.find_by_header(header) {
            // This very header was read before: it passed every rule, and led to that chain.
            Some(known) => (parts.decode_after_header()?, PendingChain::share(chains, known)),
            None => {
                let jws = parts.decode()?;
                let read = Header::parse(jws.header())?;
                (jws, PendingChain::find_or_begin(policy, chains, header, &read)?)
            }
        };
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

pub(super) fn read_payload(bytes: Vec<u8>) -> Result<(String, Object)> {
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
