//! Several answers about several certificates, in any order.

use alloc::format;
use alloc::vec::Vec;

use super::fault::Fault;
use super::memory::{Key, Memory};
use super::request::Request;
use super::response::Response;
use super::rules::Rules;
use super::status::Status;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

/// The most answers that are looked at together: two for each certificate of four chains.
pub const MAX_ANSWERS: usize = 16;

/// What came back, or was stapled: each answer belongs to the certificates that it names, however
/// the answers are ordered.
///
/// ```
/// use waxwing::time::Timestamp;
/// use waxwing::x509::ocsp::{Answers, Request, Rules};
///
/// # fn judge(leaf: Request, intermediate: Request, bodies: &[Vec<u8>], now: Timestamp)
/// #     -> waxwing::error::Result<()> {
/// let statuses = Answers::read(bodies)?.statuses(&[leaf, intermediate], &Rules::default(), now);
/// assert_eq!(statuses.len(), 2);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Answers(Vec<Given>);

/// One answer, as received and as read.
#[derive(Clone, Debug)]
struct Given {
    bytes: Vec<u8>,
    read: core::result::Result<Response, Fault>,
}

impl Answers {
    /// Reads the bodies of answers. One that cannot be read is kept as that.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::TooLarge`] for more than [`MAX_ANSWERS`].
    pub fn read(answers: &[impl AsRef<[u8]>]) -> Result<Self> {
        if answers.len() > MAX_ANSWERS {
            return Err(Error::new(
                ErrorCode::TooLarge,
                "OCSP answers",
                format!("at most {MAX_ANSWERS} answers"),
                format!("{}", answers.len()),
            ));
        }
        let read = |answer: &[u8]| Given { bytes: answer.to_vec(), read: Response::parse(answer) };
        Ok(Self(answers.iter().map(|answer| read(answer.as_ref())).collect()))
    }

    /// What the answers say about the certificate of each request, with the built-in
    /// cryptography.
    ///
    /// Of several answers about a certificate, the worst that proves something counts: revoked,
    /// then unknown, then good. What proves nothing changes nothing about that. Where nothing is
    /// proved, the status says why: a genuine answer that is too old, then another one about this
    /// certificate, then an error of the responder or anything else that is about none of these
    /// certificates. [`Status::Unreachable`] is left where there is no such answer at all.
    #[must_use]
    pub fn statuses(&self, requests: &[Request], rules: &Rules, now: Timestamp) -> Vec<Status> {
        self.statuses_with(requests, rules, now, &Memory::new(0))
    }

    /// The same, with a memory of answers whose signatures have been checked.
    pub(crate) fn statuses_with(
        &self,
        requests: &[Request],
        rules: &Rules,
        now: Timestamp,
        memory: &Memory,
    ) -> Vec<Status> {
        let status = |request| self.status(request, requests, rules, now, memory);
        requests.iter().map(status).collect()
    }

    fn status(
        &self,
        request: &Request,
        all: &[Request],
        rules: &Rules,
        now: Timestamp,
        memory: &Memory,
    ) -> Status {
        let mut found = Found::default();
        for Given { bytes, read } in &self.0 {
            let Ok(response) = read else { continue };
            if !response.is_about(request) {
                continue;
            }
            let key = Key::new(bytes, request);
            let pending = response.begin(request);
            let outcomes = memory.outcomes(&key, &pending);
            let status = pending.judge(&outcomes, rules, now);
            // Only what proves something, so that rubbish cannot drive it out.
            if rank(&status, true) >= PROOF {
                memory.remember(key, outcomes);
            }
            found.take(status, true);
        }
        if !found.proves() {
            for Given { read, .. } in &self.0 {
                match read {
                    Ok(response) if all.iter().any(|request| response.is_about(request)) => {}
                    Ok(response) => found.take(response.verify(request, rules, now), false),
                    Err(fault) => found.take(Status::Invalid(fault.clone()), false),
                }
            }
        }
        found.0.map_or(Status::Unreachable, |(_, status)| status)
    }
}

/// The status that counts so far, with its rank.
#[derive(Default)]
struct Found(Option<(u8, Status)>);

/// From this rank on, a status is a proof.
const PROOF: u8 = 5;

const fn rank(status: &Status, about_it: bool) -> u8 {
    match status {
        Status::Revoked { .. } => PROOF + 2,
        Status::Unknown { .. } => PROOF + 1,
        Status::Good { .. } => PROOF,
        Status::Stale { .. } => 4,
        Status::Invalid(_) if about_it => 3,
        Status::Refused(_) => 2,
        Status::Invalid(_) | Status::Unreachable => 1,
    }
}

impl Found {
    fn take(&mut self, status: Status, about_it: bool) {
        let rank = rank(&status, about_it);
        let better = match &self.0 {
            None => true,
            Some((known, _)) if rank != *known => rank > *known,
            // Of two that say the same, the one that counts for longer.
            Some((_, known)) => status.cache_until() > known.cache_until(),
        };
        if better {
            self.0 = Some((rank, status));
        }
    }

    fn proves(&self) -> bool {
        self.0.as_ref().is_some_and(|(rank, _)| *rank >= PROOF)
    }
}
