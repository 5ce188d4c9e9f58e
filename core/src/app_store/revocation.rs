//! Whether the certificates of a chain have been revoked, and what follows.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::chain::SignedChain;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;
use crate::x509::Certificate;
use crate::x509::ocsp::{Answers, CONTENT_TYPE, Decision, Memory, Policy, Request, Rules, Status};

/// The responder of the certificates under Apple Root CA - G3.
pub const DEFAULT_OCSP_HOST: &str = "ocsp.apple.com";

/// How a verifier asks about revocation.
pub(super) struct RevocationPolicy {
    pub(super) policy: Policy,
    /// Never empty.
    pub(super) hosts: Vec<String>,
    pub(super) rules: Rules,
    pub(super) memory: Memory,
}

impl fmt::Debug for RevocationPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RevocationPolicy")
            .field("policy", &self.policy)
            .field("hosts", &self.hosts)
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}

/// A certificate below the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChainCertificate {
    /// The one whose key signed the object.
    Leaf,
    /// Its issuer.
    Intermediate,
}

impl ChainCertificate {
    /// The name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leaf => "leaf",
            Self::Intermediate => "intermediate",
        }
    }
}

/// A question to an OCSP responder: send `body` to `url` by `POST`, and give the body of the
/// reply, if its HTTP status is 200, to
/// [`finish_with_ocsp`](super::Pending::finish_with_ocsp).
///
/// The same certificate always gives the same request, so a reply can be kept under URL and body
/// until [`Revocation::cache_until`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OcspRequest {
    /// Where to send it: plain http, at a host that the verifier allows.
    pub url: String,
    /// The bytes to send.
    pub body: Vec<u8>,
    /// Which certificate it asks about.
    pub certificate: ChainCertificate,
}

impl OcspRequest {
    /// The value of the header `content-type`.
    pub const CONTENT_TYPE: &'static str = CONTENT_TYPE;
}

/// What is known about the certificates below the root.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Revocation {
    /// The certificate whose key signed the object.
    pub leaf: Status,
    /// Its issuer.
    pub intermediate: Status,
}

impl Revocation {
    /// Until when the answers may be kept and used again: the earliest of both certificates.
    /// `None` where there is no answer that is worth keeping.
    #[must_use]
    pub fn cache_until(&self) -> Option<Timestamp> {
        [&self.leaf, &self.intermediate].into_iter().filter_map(|it| it.cache_until()).min()
    }
}

/// For each chain what is known about it, or why it is refused.
pub(super) type Judged = Result<Arc<Revocation>>;

impl RevocationPolicy {
    /// What to ask about a chain that has been verified. A certificate whose responder may not
    /// be asked is left out; see [`refusal`](Self::refusal).
    pub(super) fn requests(&self, chain: &SignedChain) -> Vec<OcspRequest> {
        let ask = |certificate, [subject, issuer]: [&Certificate; 2]| {
            let request = self.request(subject, issuer).ok()?;
            Some(OcspRequest { url: request.url()?.into(), body: request.body(), certificate })
        };
        let Some([leaf, intermediate]) = chain.issued() else { return Vec::new() };
        let (leaf, intermediate) =
            (ask(ChainCertificate::Leaf, leaf), ask(ChainCertificate::Intermediate, intermediate));
        leaf.into_iter().chain(intermediate).collect()
    }

    fn request(&self, certificate: &Certificate, issuer: &Certificate) -> Result<Request> {
        let request = Request::new(certificate, issuer)?;
        let mut refusal = None;
        for host in &self.hosts {
            match request.clone().at_host(host) {
                Ok(request) => return Ok(request),
                Err(error) => refusal = Some(error),
            }
        }
        refusal.map_or(Ok(request), Err)
    }

    /// Judges chains whose signatures are good, all with the same answers; the others stay what
    /// they are.
    pub(super) fn judge(
        &self,
        chains: &[Result<SignedChain>],
        answers: &Answers,
        now: Timestamp,
    ) -> Vec<Option<Judged>> {
        let issued: Vec<Option<[[&Certificate; 2]; 2]>> =
            chains.iter().map(|chain| chain.as_ref().ok()?.issued()).collect();
        let requests: Vec<Request> = issued
            .iter()
            .flatten()
            .flatten()
            .filter_map(|[certificate, issuer]| Request::stapled(certificate, issuer).ok())
            .collect();
        let mut statuses =
            answers.statuses_with(&requests, &self.rules, now, &self.memory).into_iter();
        issued
            .into_iter()
            .map(|issued| {
                let issued = issued?;
                // There is a request for each certificate, since names in a chain agree.
                let mut next = || statuses.next().unwrap_or(Status::Unreachable);
                let revocation = Revocation { leaf: next(), intermediate: next() };
                Some(self.decide(&revocation, issued).map(|()| Arc::new(revocation)))
            })
            .collect()
    }

    /// From the root down, as everything about a chain is judged.
    fn decide(&self, revocation: &Revocation, issued: [[&Certificate; 2]; 2]) -> Result<()> {
        let statuses = [revocation.intermediate.clone(), revocation.leaf.clone()];
        let decision = self.policy.judge(&statuses);
        let decides = |status: &Status| match decision {
            Decision::Accept => false,
            Decision::Refuse => matches!(status, Status::Revoked { .. } | Status::Unknown { .. }),
            Decision::TryAgain => !status.is_good(),
        };
        let [leaf, intermediate] = issued;
        for (status, certificate) in statuses.iter().zip([intermediate, leaf]) {
            if decides(status) {
                return Err(self.refusal(status, certificate));
            }
        }
        Ok(())
    }

    fn refusal(&self, status: &Status, [certificate, issuer]: [&Certificate; 2]) -> Error {
        let retryable = status.is_retryable();
        let (code, expected, found): (_, &'static str, Cow<'static, str>) = match status {
            Status::Revoked { since, reason, .. } => {
                let reason =
                    reason.map_or_else(|| Cow::Borrowed("no reason given"), |reason| reason.name());
                let found = format!("one revoked since {since}: {reason}");
                (ErrorCode::OcspRevoked, "a certificate that is not revoked", found.into())
            }
            Status::Unknown { .. } => (
                ErrorCode::OcspUnknown,
                "a certificate that its responder knows",
                "an unknown one".into(),
            ),
            Status::Stale { since } => (
                ErrorCode::OcspStale,
                "an answer that still counts",
                match since {
                    Some(since) => format!("one that counted until {since}").into(),
                    None => "one that does not say how long it counts".into(),
                },
            ),
            Status::Refused(status) => {
                (ErrorCode::OcspStatus, "an answer", format!("the error {}", status.name()).into())
            }
            Status::Invalid(fault) => (
                fault.kind().code(),
                "an OCSP answer that proves something",
                String::from(fault.found()).into(),
            ),
            Status::Good { .. } | Status::Unreachable => match self.request(certificate, issuer) {
                Err(error) => {
                    let (expected, found) = (error.expected(), error.found());
                    return Error::new(
                        ErrorCode::OcspUrl,
                        certificate.what(),
                        String::from(expected),
                        String::from(found),
                    );
                }
                Ok(_) => (ErrorCode::OcspUnreachable, "an OCSP answer", "none".into()),
            },
        };
        Error::new(code, certificate.what(), expected, found).retryable(retryable)
    }
}
