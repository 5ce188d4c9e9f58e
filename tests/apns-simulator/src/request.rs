//! A request as it came off the wire, before anything is judged.

use http::header::COOKIE;
use http::{HeaderMap, Method};

/// One request, read to its end.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: Method,
    /// `:path` with the query, if there is one.
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// The body: its true length, and as much of it as is kept.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) kept: Vec<u8>,
    pub(crate) length: usize,
}

impl Body {
    /// Far more than any payload may have; the rest is counted, not kept.
    const KEPT_BYTES: usize = 64 * 1024;

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(bytes.len());
        let room = Self::KEPT_BYTES.saturating_sub(self.kept.len());
        self.kept.extend(bytes.iter().take(room));
    }
}

impl Request {
    /// The bytes of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.get(name).map(http::HeaderValue::as_bytes)
    }

    /// A header as text, or as nothing if it is not visible ASCII.
    pub(crate) fn header_text(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The name of a header that came more than once. `cookie` may come in pieces (RFC 9113 section 8.2.3).
    pub(crate) fn repeated_header(&self) -> Option<&str> {
        self.headers
            .keys()
            .filter(|name| **name != COOKIE)
            .find(|name| self.headers.get_all(*name).iter().nth(1).is_some())
            .map(http::HeaderName::as_str)
    }
}
