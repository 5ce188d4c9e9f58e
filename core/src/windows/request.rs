//! Requests over channels.

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderValue};
use http::{HeaderMap, Method, Request, Version};

use super::channel::Channel;
use crate::header::Headers;

/// A request to a channel, with the access token first where there is one.
pub(super) fn request(
    method: Method,
    channel: &Channel,
    authorization: Option<&HeaderValue>,
    headers: &Headers,
    body: Bytes,
) -> Request<Bytes> {
    let authorization = authorization.map(|value| (AUTHORIZATION, value.clone()));
    let headers: HeaderMap = authorization.into_iter().chain(headers.values()).collect();
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = channel.as_uri().clone();
    // Neither service speaks HTTP/2, nor chunked bodies.
    *request.version_mut() = Version::HTTP_11;
    *request.headers_mut() = headers;
    request
}
