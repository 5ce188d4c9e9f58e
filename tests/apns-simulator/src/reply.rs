//! The answer to a request, in Apple's form, or in the form of whatever stands before Apple.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::json;

use crate::identifier::{Ids, is_uuid};
use crate::key::Environment;
use crate::refusal::Refusal;
use crate::request::Request;

/// The header of a device push that names it.
pub(crate) const APNS_ID: &str = "apns-id";

/// The header of a broadcast and of a request for channels that names it.
pub(crate) const REQUEST_ID: &str = "apns-request-id";

/// What goes back to the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
    /// The `apns-id` or `apns-request-id`, if Apple answers.
    pub(crate) id: String,
    pub(crate) refusal: Option<Refusal>,
}

impl Reply {
    /// The answer to a device push.
    ///
    /// The `apns-id` is the client's if it sent a good one, else a new one.
    /// The `apns-unique-id` names a push in the delivery log of the sandbox, so only an accepted push there has one.
    pub(crate) fn to_push(
        request: &Request,
        ids: &Ids,
        environment: Environment,
        outcome: Result<(), Refusal>,
    ) -> Self {
        let id = id_of(request, APNS_ID, ids);
        match outcome {
            Ok(()) if environment == Environment::Sandbox => {
                Self::of(200, APNS_ID, id).header("apns-unique-id", &ids.lower_case())
            }
            Ok(()) => Self::of(200, APNS_ID, id),
            Err(refusal) => Self::refused(APNS_ID, id, refusal),
        }
    }

    /// An answer of this status, with its id and nothing else.
    pub(crate) fn of(status: u16, id_header: &'static str, id: String) -> Self {
        Self { status, id: id.clone(), ..Self::default() }.header(id_header, &id)
    }

    /// The refusal of a request.
    pub(crate) fn refused(id_header: &'static str, id: String, refusal: Refusal) -> Self {
        let body = match refusal.timestamp_ms {
            Some(timestamp) => json!({"reason": refusal.reason.text(), "timestamp": timestamp}),
            None => json!({"reason": refusal.reason.text()}),
        };
        let reply = Self::of(refusal.reason.status(), id_header, id).json(body.to_string());
        Self { refusal: Some(refusal), ..reply }
    }

    /// What a machine before APNs answers: a page for people, and nothing of Apple's.
    pub(crate) fn page(status: u16) -> Self {
        let name = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
        let name = name.unwrap_or("Error");
        let body = format!(
            "<html>\r\n<head><title>{status} {name}</title></head>\r\n<body>\r\n\
             <center><h1>{status} {name}</h1></center>\r\n</body>\r\n</html>\r\n"
        );
        Self { status, body, ..Self::default() }.header("content-type", "text/html")
    }

    /// An answer of the simulator itself, to a header that only it reads.
    pub(crate) fn not_understood(wrong: &str) -> Self {
        Self { status: 501, body: format!("{wrong}\n"), ..Self::default() }
            .header("content-type", "text/plain")
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    pub(crate) fn json(mut self, body: String) -> Self {
        self.body = body;
        self.header("content-type", "application/json")
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The head of the response; the body goes after it.
    pub(crate) fn head(&self) -> Response<()> {
        let mut response = Response::new(());
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in &self.headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
        response
    }

    pub(crate) fn into_body(self) -> Bytes {
        Bytes::from(self.body)
    }

    /// How the report names it.
    pub(crate) fn title(&self) -> String {
        match &self.refusal {
            Some(refusal) => refusal.reason.text().to_owned(),
            None => self.status.to_string(),
        }
    }
}

/// The id that the client gave in this header, if it is one, or else a new one.
pub(crate) fn id_of(request: &Request, header: &str, ids: &Ids) -> String {
    match request.header_text(header) {
        Some(id) if is_uuid(id) => id.to_owned(),
        _ => ids.upper_case(),
    }
}
