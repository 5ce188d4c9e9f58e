//! The answer to a request, in Apple's form.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde_json::json;

use crate::identifier::{is_uuid, new_apns_id, new_unique_id};
use crate::key::Environment;
use crate::refusal::Refusal;
use crate::request::Request;

/// What goes back to the client.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) apns_id: String,
    unique_id: Option<String>,
    pub(crate) refusal: Option<Refusal>,
}

impl Reply {
    /// The `apns-id` is the client's if it sent a good one, else a new one.
    /// The `apns-unique-id` names a push in the delivery log of the sandbox, so only an accepted push there has one.
    pub(crate) fn new(
        request: &Request,
        environment: Environment,
        outcome: Result<(), Refusal>,
    ) -> Self {
        let apns_id = match request.header_text("apns-id") {
            Some(id) if is_uuid(id) => id.to_owned(),
            _ => new_apns_id(),
        };
        let in_log = outcome.is_ok() && environment == Environment::Sandbox;
        Self { apns_id, unique_id: in_log.then(new_unique_id), refusal: outcome.err() }
    }

    pub(crate) fn status(&self) -> u16 {
        self.refusal.as_ref().map_or(200, |refusal| refusal.reason.status())
    }

    pub(crate) fn response(&self) -> Response<Full<Bytes>> {
        let body = self.refusal.as_ref().map(body).unwrap_or_default();
        let mut response = Response::new(Full::new(Bytes::from(body)));
        *response.status_mut() =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        };
        set(HeaderName::from_static("apns-id"), &self.apns_id);
        if let Some(unique_id) = &self.unique_id {
            set(HeaderName::from_static("apns-unique-id"), unique_id);
        }
        if self.refusal.is_some() {
            set(CONTENT_TYPE, "application/json");
        }
        response
    }
}

fn body(refusal: &Refusal) -> String {
    match refusal.timestamp_ms {
        Some(timestamp) => json!({"reason": refusal.reason.text(), "timestamp": timestamp}),
        None => json!({"reason": refusal.reason.text()}),
    }
    .to_string()
}
