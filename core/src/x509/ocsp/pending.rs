//! A verification between its first and its last step.

use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use super::fault::{Fault, FaultKind};
use super::request::Request;
use super::responder::{has_no_check, not_delegated};
use super::response::{Basic, Entry, Response, Says};
use super::rules::Rules;
use super::status::{ResponseStatus, RevocationReason, Status};
use crate::crypto::{Hash, Signature, SignatureCheck};
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;
use crate::x509::Certificate;

/// An answer whose signatures wait to be checked.
///
/// ```
/// # use waxwing::crypto::SignatureCheck;
/// # use waxwing::time::Timestamp;
/// # use waxwing::x509::ocsp::{Request, Response, Rules, Status};
/// # fn verify(response: &Response, request: &Request, now: Timestamp)
/// #     -> waxwing::error::Result<Status> {
/// let pending = response.begin(request);
/// let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
/// let status = pending.finish(&outcomes, &Rules::default(), now)?;
/// # Ok(status)
/// # }
/// ```
#[derive(Clone)]
pub struct Pending<'a> {
    request: &'a Request,
    /// What to check, or what is settled already.
    plan: core::result::Result<Plan<'a>, Status>,
}

#[derive(Clone)]
struct Plan<'a> {
    basic: &'a Basic,
    hash: Hash,
    /// The response's signature for the issuer's curve, if the responder id names the issuer.
    direct: Option<Signature>,
    delegate: Option<Delegate<'a>>,
}

/// A responder that the issuer may have named.
#[derive(Clone)]
struct Delegate<'a> {
    certificate: &'a Certificate,
    /// The certificate's signature, for the issuer's curve.
    of_certificate: Signature,
    /// The response's signature, for the responder's curve.
    of_response: Signature,
}

impl<'a> Pending<'a> {
    pub(super) fn begin(response: &'a Response, request: &'a Request) -> Self {
        let plan = match response.basic() {
            Some(basic) if response.status() == ResponseStatus::Successful => {
                plan(basic, request).map_err(Status::Invalid)
            }
            _ => Err(Status::Refused(response.status())),
        };
        Self { request, plan }
    }

    /// The signatures to check: three at most, none where the status is settled already.
    #[must_use]
    pub fn checks(&self) -> Vec<SignatureCheck<'_>> {
        let Ok(plan) = &self.plan else {
            return Vec::new();
        };
        let mut checks = Vec::with_capacity(self.check_count());
        let issuer = self.request.issuer();
        if let Some(signature) = &plan.direct {
            checks.push(SignatureCheck::new(
                issuer.key().clone(),
                plan.hash,
                signature.clone(),
                &plan.basic.tbs,
            ));
        }
        if let Some(delegate) = &plan.delegate {
            checks.push(SignatureCheck::new(
                issuer.key().clone(),
                delegate.certificate.signature_hash(),
                delegate.of_certificate.clone(),
                delegate.certificate.tbs(),
            ));
            checks.push(SignatureCheck::new(
                delegate.certificate.key().clone(),
                plan.hash,
                delegate.of_response.clone(),
                &plan.basic.tbs,
            ));
        }
        checks
    }

    /// How many [`checks`](Self::checks) there are.
    #[must_use]
    pub fn check_count(&self) -> usize {
        match &self.plan {
            Ok(plan) => {
                usize::from(plan.direct.is_some()) + 2 * usize::from(plan.delegate.is_some())
            }
            Err(_) => 0,
        }
    }

    /// Judges the answer at `now`, given the outcome of each check in the same order.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for another number of outcomes. Everything that is wrong with
    /// the answer is a [`Status`].
    pub fn finish(&self, outcomes: &[bool], rules: &Rules, now: Timestamp) -> Result<Status> {
        if outcomes.len() != self.check_count() {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "outcomes",
                format!("{} outcomes of checks", self.check_count()),
                format!("{}", outcomes.len()),
            ));
        }
        Ok(self.judge(outcomes, rules, now))
    }

    /// The order is part of the contract: signatures, responder, critical extensions, nonce,
    /// producedAt, entries.
    pub(super) fn judge(&self, outcomes: &[bool], rules: &Rules, now: Timestamp) -> Status {
        match &self.plan {
            Ok(plan) => plan.judge(self.request, outcomes, rules, now).unwrap_or_else(Into::into),
            Err(settled) => settled.clone(),
        }
    }
}

impl fmt::Debug for Pending<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").field("check_count", &self.check_count()).finish_non_exhaustive()
    }
}

type Judged<T> = core::result::Result<T, Fault>;

/// Who may have signed: the issuer itself, the first fitting certificate of the answer, or both
/// where they share a name.
fn plan<'a>(basic: &'a Basic, request: &Request) -> Judged<Plan<'a>> {
    let issuer = request.issuer();
    let hash = match &basic.signature_hash {
        Ok(hash) => *hash,
        Err(found) => return Err(Fault::new(FaultKind::BadSignature, found.clone())),
    };
    let Some(signature) = basic.signature.as_deref() else {
        return Err(bad_signature("a signature that is not whole bytes"));
    };
    let by = |key: &Certificate| Signature::from_der(key.key().curve(), signature);

    let named = basic.responder.names(issuer);
    let direct = if named { by(issuer) } else { None };
    let mut refusal = None;
    let mut delegate = None;
    let mut readable = true;
    for certificate in &basic.certificates {
        // The issuer's own certificate adds nothing to the issuer.
        if !basic.responder.names(certificate) || certificate.tbs() == issuer.tbs() {
            continue;
        }
        if let Some(found) = not_delegated(certificate, issuer) {
            refusal = refusal.or(Some(found));
            continue;
        }
        let of_certificate =
            certificate.signature().and_then(|der| Signature::from_der(issuer.key().curve(), der));
        match (of_certificate, by(certificate)) {
            (None, _) => refusal = refusal.or(Some(NOT_ISSUED)),
            (_, None) => readable = false,
            (Some(of_certificate), Some(of_response)) => {
                delegate = Some(Delegate { certificate, of_certificate, of_response });
                break;
            }
        }
    }
    if direct.is_some() || delegate.is_some() {
        return Ok(Plan { basic, hash, direct, delegate });
    }
    Err(match refusal {
        _ if named || !readable => bad_signature("a signature out of range for its curve"),
        Some(found) => unauthorized(found),
        None => unauthorized("a responder id of nobody at hand"),
    })
}

const NOT_ISSUED: &str = "a responder certificate that the issuer has not signed";

fn unauthorized(found: &'static str) -> Fault {
    Fault::new(FaultKind::Unauthorized, found)
}

fn bad_signature(found: &'static str) -> Fault {
    Fault::new(FaultKind::BadSignature, found)
}

impl Plan<'_> {
    fn judge(
        &self,
        request: &Request,
        outcomes: &[bool],
        rules: &Rules,
        now: Timestamp,
    ) -> Judged<Status> {
        let responder = self.responder(outcomes)?;
        if let Some(certificate) = responder {
            if now < certificate.not_before() || now > certificate.not_after() {
                return Err(unauthorized("a responder certificate outside its validity"));
            }
            if rules.require_no_check && !has_no_check(certificate) {
                return Err(unauthorized("a responder certificate without ocsp-nocheck"));
            }
        }
        if let Some(kind) = self.basic.unhandled {
            return Err(Fault::new(FaultKind::UnhandledCritical, format!("extension {kind}")));
        }
        if let (Some(sent), Some(found)) = (request.nonce(), self.basic.nonce.as_deref())
            && sent != found
        {
            return Err(Fault::new(FaultKind::Nonce, "another nonce"));
        }
        let latest = now.saturating_add_millis(i64::from(rules.skew_millis));
        if self.basic.produced_at > latest {
            return Err(ahead("producedAt", self.basic.produced_at));
        }
        let until = responder.map_or(Timestamp::from_millis(i64::MAX), Certificate::not_after);
        let (mut worst, mut fault) = (None, None);
        for entry in &self.basic.entries {
            if !entry.cert_id.names(request.certificate(), request.issuer()) {
                continue;
            }
            // An answer that contradicts itself is taken at its worst.
            match entry.judge(rules, now, until) {
                Ok(status) if worst.as_ref().is_none_or(|worst| rank(&status) > rank(worst)) => {
                    worst = Some(status);
                }
                Ok(_) => {}
                Err(found) => fault = fault.or(Some(found)),
            }
        }
        match (worst, fault) {
            (Some(revoked @ Status::Revoked { .. }), _) => Ok(revoked),
            (_, Some(fault)) => Err(fault),
            (Some(status), None) => Ok(status),
            (None, None) => Err(Fault::new(
                FaultKind::NoMatch,
                format!("{} entries about others", self.basic.entries.len()),
            )),
        }
    }

    /// Who signed: `None` for the issuer itself.
    fn responder(&self, outcomes: &[bool]) -> Judged<Option<&Certificate>> {
        let mut outcomes = outcomes.iter().copied();
        let mut next = || outcomes.next().unwrap_or(false);
        if self.direct.is_some() && next() {
            return Ok(None);
        }
        let Some(delegate) = &self.delegate else {
            return Err(bad_signature("a signature of another key"));
        };
        match (next(), next()) {
            (true, true) => Ok(Some(delegate.certificate)),
            (true, false) => Err(bad_signature("a signature of another key")),
            (false, false) if self.direct.is_some() => {
                Err(bad_signature("a signature of another key"))
            }
            (false, _) => Err(unauthorized(NOT_ISSUED)),
        }
    }
}

fn ahead(what: &'static str, time: Timestamp) -> Fault {
    Fault::new(FaultKind::NotYetValid, format!("{what} {time}"))
}

const fn rank(status: &Status) -> u8 {
    match status {
        Status::Revoked { .. } => 3,
        Status::Unknown { .. } => 2,
        Status::Stale { .. } => 1,
        _ => 0,
    }
}

impl Entry {
    fn judge(&self, rules: &Rules, now: Timestamp, until: Timestamp) -> Judged<Status> {
        if let Some(kind) = self.unhandled {
            return Err(Fault::new(FaultKind::UnhandledCritical, format!("extension {kind}")));
        }
        let skew = i64::from(rules.skew_millis);
        if self.this_update > now.saturating_add_millis(skew) {
            return Err(ahead("thisUpdate", self.this_update));
        }
        let end = self.next_update.or_else(|| {
            let age = rules.max_age_millis?;
            Some(self.this_update.saturating_add_millis(i64::from(age)))
        });
        let fresh = end
            .filter(|end| *end >= self.this_update && now <= end.saturating_add_millis(skew))
            .map(|end| end.min(until));
        Ok(match (self.says, fresh) {
            // On hold is the one revocation that can be undone.
            (Says::Revoked { reason: Some(RevocationReason::CertificateHold), .. }, None) => {
                Status::Stale { since: end }
            }
            (Says::Revoked { since, reason }, cache_until) => {
                Status::Revoked { since, reason, cache_until }
            }
            (Says::Good, Some(cache_until)) => Status::Good { cache_until },
            (Says::Unknown, Some(cache_until)) => Status::Unknown { cache_until },
            (Says::Good | Says::Unknown, None) => Status::Stale { since: end },
        })
    }
}
