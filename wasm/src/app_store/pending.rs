//! A verification whose signatures the host checks.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::app_store::{OcspRequest, Pending};
use waxwing::time::Timestamp;

use super::object;
use crate::error::{Result, invalid};
use crate::pieces::split;
use crate::writer::{Writer, array};

/// Behind the class `PendingVerification`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct PendingHandle(Option<Pending<'static>>);

impl PendingHandle {
    pub(crate) const fn new(pending: Pending<'static>) -> Self {
        Self(Some(pending))
    }
}

#[wasm_bindgen]
impl PendingHandle {
    /// The signature checks as JSON text, with the lengths of what they are about.
    #[must_use]
    pub fn checks(&self) -> String {
        let checks = self.0.iter().flat_map(Pending::checks);
        array(checks.map(|check| {
            let length = |bytes: &[u8]| i64::try_from(bytes.len()).unwrap_or(i64::MAX);
            let mut writer = Writer::new();
            writer
                .text("curve", check.curve().name())
                .text("hash", check.hash().name())
                .number("spki", length(&check.spki_der()))
                .number("signature", length(&check.raw_signature()))
                .number("data", length(check.data()));
            writer.finish()
        }))
    }

    /// Key, signature and data of each check, one after the other.
    #[wasm_bindgen(js_name = checkBytes)]
    #[must_use]
    pub fn check_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for check in self.0.iter().flat_map(Pending::checks) {
            bytes.extend(check.spki_der());
            bytes.extend(check.raw_signature());
            bytes.extend(check.data());
        }
        bytes
    }

    /// What to ask OCSP responders, as JSON text. An outcome is 1 for a good signature.
    #[wasm_bindgen(js_name = ocspRequests)]
    pub fn ocsp_requests(&self, outcomes: &[u8], now: i64) -> Result<String> {
        let pending = self.0.as_ref().ok_or_else(finished)?;
        let requests = pending.ocsp_requests(&good(outcomes), Timestamp::from_millis(now))?;
        Ok(describe(&requests))
    }

    /// Judges the outcomes, once, and gives what [`verify`](super::VerifierHandle::verify) gives.
    pub fn finish(
        &mut self,
        outcomes: &[u8],
        answers: &[u8],
        answer_lengths: &[u32],
        now: i64,
    ) -> Result<String> {
        let pending = self.0.take().ok_or_else(finished)?;
        let answers = split(answers, answer_lengths);
        let now = Timestamp::from_millis(now);
        Ok(object::verified(&pending.finish_with_ocsp(&good(outcomes), &answers, now)?)?)
    }
}

fn finished() -> waxwing::error::Error {
    invalid("pending verification", "one that is not finished", "one that is")
}

fn good(outcomes: &[u8]) -> Vec<bool> {
    outcomes.iter().map(|outcome| *outcome == 1).collect()
}

/// Requests as JSON text.
pub(crate) fn describe(requests: &[OcspRequest]) -> String {
    array(requests.iter().map(|request| {
        let mut writer = Writer::new();
        writer
            .text("url", &request.url)
            .text("contentType", OcspRequest::CONTENT_TYPE)
            .bytes("body", &request.body)
            .text("certificate", request.certificate.name());
        writer.finish()
    }))
}
