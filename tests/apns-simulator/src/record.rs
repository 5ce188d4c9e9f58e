//! What the simulator remembers of each request, for assertions and for the log.

use serde_json::json;

use crate::fault::Fault;
use crate::reason::Reason;
use crate::reply::Reply;
use crate::request::Request;

/// A request and how it was answered.
#[derive(Clone, Debug)]
pub struct Record {
    /// On which connection since the start it came; the first is 1.
    pub connection: u64,
    /// When it was judged, by the simulator's clock: milliseconds since 1970.
    pub received_at_ms: i64,
    /// `:method`.
    pub method: String,
    /// `:path` with the query.
    pub path: String,
    /// The headers in no certain order, names in lower case; bytes that are not UTF-8 are replaced.
    /// They hold the whole provider token.
    pub headers: Vec<(String, String)>,
    /// The body, up to 64 KiB of it.
    pub body: Vec<u8>,
    /// How many bytes the body had. A body of more than 1 MiB is not read to its end.
    pub body_bytes: usize,
    /// The status that was sent, or was to be sent before a fault kept it back; 0 if there was none.
    pub status: u16,
    /// The reason that was sent; none if the push was accepted.
    pub reason: Option<Reason>,
    /// The `apns-id` or `apns-request-id` that was sent.
    pub apns_id: String,
    /// What was expected and what was found; none if the push was accepted. APNs itself never tells.
    pub detail: Option<String>,
    /// What was made to go wrong.
    pub fault: Option<Fault>,
    /// The default topic of the client certificate that the connection began with, if there was one for pushes.
    pub certificate: Option<String>,
}

impl Record {
    pub(crate) fn new(
        connection: u64,
        now_ms: i64,
        request: Request,
        reply: &Reply,
        fault: Option<Fault>,
    ) -> Self {
        let headers = request
            .headers
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        Self {
            connection,
            received_at_ms: now_ms,
            method: request.method.as_str().to_owned(),
            path: request.path,
            headers,
            body: request.body.kept,
            body_bytes: request.body.length,
            status: reply.status,
            reason: reply.refusal.as_ref().map(|refusal| refusal.reason),
            apns_id: reply.id.clone(),
            detail: reply.refusal.as_ref().map(|refusal| refusal.detail.clone()),
            fault,
            certificate: None,
        }
    }

    /// The first header of this name (in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// One line of JSON for a log. It has no provider token and no body.
    #[must_use]
    pub fn log_line(&self) -> String {
        json!({
            "apns_id": self.apns_id,
            "at_ms": self.received_at_ms,
            "body_bytes": self.body_bytes,
            "certificate": self.certificate,
            "connection": self.connection,
            "detail": self.detail,
            "fault": self.fault.map(Fault::text),
            "method": self.method,
            "path": self.path,
            "priority": self.header("apns-priority"),
            "push_type": self.header("apns-push-type"),
            "reason": self.reason.map(Reason::text),
            "status": self.status,
            "topic": self.header("apns-topic"),
        })
        .to_string()
    }
}
