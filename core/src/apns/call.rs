//! Requests that go to no single device: broadcasts, and the management of their channels.

use alloc::string::String;
use core::fmt;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use http::uri::{Parts, PathAndQuery, Scheme, Uri};
use http::{Method, Request, Version};

use super::endpoint::Endpoint;
use super::header::{self, Headers, REQUEST_ID};
use super::token::ProviderToken;
use crate::error::Result;

/// A request without a device: [`Broadcast`](super::Broadcast)s and [`Channels`](super::Channels)
/// make them.
///
/// ```
/// use waxwing::apns::{Channels, Environment, StoragePolicy};
///
/// let channels = Channels::new("com.example.app", Environment::Production)?;
/// let call = channels
///     .create(StoragePolicy::MostRecent)
///     .request_id("5b1a8b3e-2f2c-4d55-8f6b-0b8f3a9d2c11")?;
///
/// // As `http` types; the token is left out on a connection with a client certificate:
/// assert_eq!(call.request(None).uri().port_u16(), Some(2196));
///
/// // As plain data, for clients that have types of their own:
/// assert_eq!((call.method(), call.path()), ("POST", "/1/apps/com.example.app/channels"));
/// assert!(call.headers().any(|(name, _)| name == "apns-request-id"));
/// assert_eq!(&call.body()[..], br#"{"message-storage-policy":1,"push-type":"LiveActivity"}"#);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone)]
pub struct Call {
    method: Method,
    endpoint: Endpoint,
    /// Of letters, digits, slashes and what bundle ids have.
    path: String,
    headers: Headers,
    body: Bytes,
}

impl Call {
    pub(super) const fn new(
        method: Method,
        endpoint: Endpoint,
        path: String,
        headers: Headers,
        body: Bytes,
    ) -> Self {
        Self { method, endpoint, path, headers, body }
    }

    /// With this UUID, which APNs repeats in its reply. Without it, APNs makes one.
    ///
    /// # Errors
    ///
    /// [`InvalidHeaderValue`](crate::error::ErrorCode::InvalidHeaderValue) about
    /// `apns-request-id`.
    pub fn request_id(mut self, uuid: &str) -> Result<Self> {
        self.headers.set(REQUEST_ID, header::uuid(REQUEST_ID, uuid)?)?;
        Ok(self)
    }

    /// The method: `POST`, `GET` or `DELETE`.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The whole URL.
    #[must_use]
    pub fn url(&self) -> String {
        ["https://", self.authority(), &self.path].concat()
    }

    /// Host and port; the port is left out when it is 443.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.endpoint.authority()
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Names and values of the headers in the order they are sent, apart from `authorization`,
    /// which comes first where a token is used ([`ProviderToken::authorization`]). Header names
    /// are in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers.iter()
    }

    /// The body; empty for `GET` and `DELETE`.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The request, for any client that takes the types of the `http` crate.
    ///
    /// `token` is the provider token, or `None` on a connection with a client certificate. Its
    /// header is marked as sensitive, so that clients neither index nor log it.
    pub fn request<'t>(&self, token: impl Into<Option<&'t ProviderToken>>) -> Request<Bytes> {
        let authorization =
            token.into().map(|token| (AUTHORIZATION, HeaderValue::clone(token.header_value())));
        let headers: HeaderMap = authorization.into_iter().chain(self.headers.values()).collect();
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri();
        // APNs speaks nothing else; a client that fell back to HTTP/1.1 should say so.
        *request.version_mut() = Version::HTTP_2;
        *request.headers_mut() = headers;
        request
    }

    fn uri(&self) -> Uri {
        let mut parts = Parts::default();
        parts.scheme = Some(Scheme::HTTPS);
        parts.authority = Some(self.endpoint.as_authority().clone());
        parts.path_and_query = PathAndQuery::try_from(self.path.as_str()).ok();
        // Neither can fail: the path has been checked, and all three parts are there.
        Uri::from_parts(parts).unwrap_or_default()
    }
}

impl fmt::Debug for Call {
    /// Where it goes and how large it is, not what it says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method)
            .field("endpoint", &self.endpoint)
            .field("path", &self.path)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
