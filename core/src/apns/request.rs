//! Requests: everything but the device is fixed once.

use alloc::string::String;
use core::fmt;
use std::sync::OnceLock;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use http::uri::{Parts, PathAndQuery, Scheme, Uri};
use http::{Method, Request, Version};

use super::device_token::DeviceToken;
use super::endpoint::Endpoint;
use super::header::Headers;
use super::token::ProviderToken;

/// The path of a device push, before the token (Apple: Sending notification requests to APNs).
pub(super) const PATH: &str = "/3/device/";

/// A notification made ready for one endpoint; each device costs one path more.
///
/// ```
/// use waxwing::apns::{DeviceToken, Environment, Notification};
///
/// let push = Notification::background("com.example.app").build()?.prepare(Environment::Sandbox);
/// let device = DeviceToken::from_hex("00fc13adff785122")?;
///
/// // As `http` types, without a token, for a connection with a client certificate:
/// let request = push.request(&device, None);
/// assert_eq!(
///     request.uri(),
///     "https://api.sandbox.push.apple.com/3/device/00fc13adff785122"
/// );
///
/// // As plain data, for clients that have types of their own:
/// assert_eq!(push.method(), "POST");
/// assert_eq!(push.url(&device), request.uri().to_string());
/// assert!(push.headers().any(|header| header == ("apns-priority", "5")));
/// assert_eq!(&push.body()[..], br#"{"aps":{"content-available":1}}"#);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone)]
pub struct Prepared {
    endpoint: Endpoint,
    headers: Headers,
    /// Made when the first request of the `http` crate is; other languages never need them.
    maps: OnceLock<Maps>,
    body: Bytes,
}

/// The headers as the `http` crate has them.
#[derive(Clone)]
struct Maps {
    /// With a place for `authorization` in front, so that the order is kept when it is filled.
    with_token: HeaderMap,
    without_token: HeaderMap,
}

impl Maps {
    fn new(headers: &Headers) -> Self {
        let without_token: HeaderMap = headers.values().collect();
        let place = (AUTHORIZATION, HeaderValue::from_static(""));
        let with_token = core::iter::once(place).chain(headers.values()).collect();
        Self { with_token, without_token }
    }
}

impl Prepared {
    pub(super) fn new(endpoint: Endpoint, headers: &Headers, body: Bytes) -> Self {
        Self { endpoint, headers: headers.clone(), maps: OnceLock::new(), body }
    }

    /// The request for one device, for any client that takes the types of the `http` crate.
    ///
    /// `token` is the provider token, or `None` on a connection with a client certificate, where
    /// APNs ignores it. The value of its header is shared, and marked as sensitive so that
    /// clients neither index nor log it.
    pub fn request<'t>(
        &self,
        device: &DeviceToken,
        token: impl Into<Option<&'t ProviderToken>>,
    ) -> Request<Bytes> {
        let maps = self.maps.get_or_init(|| Maps::new(&self.headers));
        let headers = match token.into() {
            Some(token) => {
                let mut headers = maps.with_token.clone();
                headers.insert(AUTHORIZATION, token.header_value().clone());
                headers
            }
            None => maps.without_token.clone(),
        };
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri(device);
        // APNs speaks nothing else; a client that fell back to HTTP/1.1 should say so.
        *request.version_mut() = Version::HTTP_2;
        *request.headers_mut() = headers;
        request
    }

    fn uri(&self, device: &DeviceToken) -> Uri {
        let mut parts = Parts::default();
        parts.scheme = Some(Scheme::HTTPS);
        parts.authority = Some(self.endpoint.as_authority().clone());
        parts.path_and_query = PathAndQuery::from_maybe_shared(Bytes::from(self.path(device))).ok();
        // Neither can fail: the path is letters and digits, and all three parts are there.
        Uri::from_parts(parts).unwrap_or_default()
    }

    /// The method, which is always `POST`.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        "POST"
    }

    /// Host and port; the port is left out when it is 443.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.endpoint.authority()
    }

    /// The request for one device as plain data: one allocation, for its path. Everything else is
    /// borrowed.
    ///
    /// ```
    /// use waxwing::apns::{DeviceToken, Environment, Notification};
    ///
    /// let push = Notification::alert("com.example.app", "Hello").build()?.prepare(Environment::Sandbox);
    /// for token in ["00fc13ad", "ff785122"] {
    ///     let device = DeviceToken::from_hex(token)?;
    ///     let request = push.for_device(&device);
    ///     assert_eq!(request.authority(), "api.sandbox.push.apple.com");
    ///     assert_eq!(request.path(), format!("/3/device/{token}"));
    ///     assert_eq!(request.body(), push.body());
    /// }
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    #[must_use]
    pub fn for_device(&self, device: &DeviceToken) -> DeviceRequest<'_> {
        DeviceRequest { prepared: self, path: self.path(device) }
    }

    /// Writes the path for one device over what `path` holds: a text that is used again and again
    /// costs no allocation.
    pub fn path_into(&self, device: &DeviceToken, path: &mut String) {
        path.clear();
        path.push_str(PATH);
        path.push_str(device.as_hex());
    }

    /// The path for one device.
    #[must_use]
    pub fn path(&self, device: &DeviceToken) -> String {
        [PATH, device.as_hex()].concat()
    }

    /// The whole URL for one device.
    #[must_use]
    pub fn url(&self, device: &DeviceToken) -> String {
        ["https://", self.authority(), PATH, device.as_hex()].concat()
    }

    /// Names and values of the headers in the order they are sent, apart from `authorization`,
    /// which comes first where a token is used
    /// ([`ProviderToken::authorization`]). Header names are in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers.iter()
    }

    /// The body, the same for every device.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Debug for Prepared {
    /// Where it goes and how large it is, not what it says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("endpoint", &self.endpoint)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The request for one device: what [`Prepared::for_device`] makes.
#[derive(Clone)]
pub struct DeviceRequest<'p> {
    prepared: &'p Prepared,
    path: String,
}

impl<'p> DeviceRequest<'p> {
    /// The method, which is always `POST`.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.prepared.method()
    }

    /// Host and port; the port is left out when it is 443.
    #[must_use]
    pub fn authority(&self) -> &'p str {
        self.prepared.authority()
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path, to keep.
    #[must_use]
    pub fn into_path(self) -> String {
        self.path
    }

    /// Names and values of the headers, as [`Prepared::headers`] has them.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &'p str)> + use<'p> {
        self.prepared.headers.iter()
    }

    /// The body, the same for every device.
    #[must_use]
    pub const fn body(&self) -> &'p Bytes {
        &self.prepared.body
    }
}

impl fmt::Debug for DeviceRequest<'_> {
    /// Where it goes and how large it is; neither the device nor what it says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceRequest").field("prepared", self.prepared).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apns::{Environment, Notification};
    use alloc::format;

    #[test]
    fn all_ways_to_a_request_say_the_same() {
        let push = Notification::alert("com.example.app", "a").build().unwrap();
        let push = push.prepare(Environment::Production);
        let mut path = String::with_capacity(600);
        let place = path.as_ptr();
        for token in ["00fc13ad", "ff", &"a".repeat(512)] {
            let device = DeviceToken::from_hex(token).unwrap();
            let request = push.for_device(&device);
            push.path_into(&device, &mut path);
            assert_eq!((request.path(), place), (path.as_str(), path.as_ptr()));
            assert_eq!(path.len(), request.path.capacity());
            assert_eq!(push.request(&device, None).uri().path(), path);
            assert!(request.headers().eq(push.headers()));
            assert_eq!(format!("https://{}{path}", request.authority()), push.url(&device));
            assert!(!format!("{request:?}").contains(token));
            assert_eq!(request.into_path(), path);
        }
    }
}
