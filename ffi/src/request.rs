//! Requests, laid out for HTTP/2 clients.

use std::sync::Arc;

use crate::bytes::{WaxwingBytes, WaxwingHeader, WaxwingStr};
use crate::fence;
use crate::fixed::{Fixed, HeaderLine, SEPARATOR_OF_SCHEME};
use crate::provider_token::Authorization;

/// A request: method, URL, headers and body, for any client: of HTTP/2 for APNs, of HTTP/1.1 for
/// services of Windows.
///
/// Everything lies ready for use and lives until `waxwing_request_free`; nothing need be copied.
/// libcurl takes URL, header lines and body as they are, nghttp2 the arrays of views. A request
/// keeps what it needs: key, token and all else may be freed before it. It never changes, so that
/// all threads may use it at once.
pub struct WaxwingRequest {
    fixed: Arc<Fixed>,
    authorization: Option<Arc<Authorization>>,
    /// With a NUL behind it.
    url: String,
    /// Views into `fixed` and `authorization`.
    headers: Vec<WaxwingHeader>,
}

// SAFETY: the views in `headers` lead into what the two `Arc`s keep alive, which nothing changes.
unsafe impl Send for WaxwingRequest {}
// SAFETY: as above.
unsafe impl Sync for WaxwingRequest {}

impl WaxwingRequest {
    pub(crate) fn new(
        fixed: Arc<Fixed>,
        mut url: String,
        authorization: Option<Arc<Authorization>>,
    ) -> Self {
        url.push('\0');
        let first = authorization.iter().map(|authorization| authorization.line());
        let headers = first.chain(&fixed.lines).map(HeaderLine::header).collect();
        Self { fixed, authorization, url, headers }
    }

    /// A request to another service than APNs.
    pub(crate) fn whole<'a>(
        method: &str,
        url: &str,
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
        body: &[u8],
    ) -> Self {
        Self::new(Arc::new(Fixed::whole(method, url, headers, body)), url.to_owned(), None)
    }

    fn url(&self) -> &str {
        self.url.strip_suffix('\0').unwrap_or(&self.url)
    }

    /// The part of the URL behind scheme and authority.
    fn path(&self) -> &str {
        let before =
            self.fixed.scheme().len() + SEPARATOR_OF_SCHEME.len() + self.fixed.authority().len();
        self.url().get(before..).unwrap_or_default()
    }

    fn line(&self, index: usize) -> Option<&HeaderLine> {
        let first = self.authorization.iter().map(|authorization| authorization.line());
        first.chain(&self.fixed.lines).nth(index)
    }
}

/// Frees a request. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_free(request: *mut WaxwingRequest) {
    // SAFETY: by contract.
    unsafe { fence::free(request) }
}

/// The method, such as `POST`. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_method(request: *const WaxwingRequest) -> WaxwingStr {
    let body = |it: &WaxwingRequest| WaxwingStr::of(it.fixed.method());
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, body) }
}

/// The whole URL. A NUL follows it, so that libcurl can take its `data`. Lives until the request is
/// freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_url(request: *const WaxwingRequest) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, |it| WaxwingStr::of(it.url())) }
}

/// The scheme: `https`; for MPNS without a certificate `http`. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_scheme(request: *const WaxwingRequest) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, |it| WaxwingStr::of(it.fixed.scheme())) }
}

/// Host and port of the URL; the port is left out when it is 443. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_authority(request: *const WaxwingRequest) -> WaxwingStr {
    let body = |it: &WaxwingRequest| WaxwingStr::of(it.fixed.authority());
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, body) }
}

/// The path of the URL. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_path(request: *const WaxwingRequest) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, |it| WaxwingStr::of(it.path())) }
}

/// The headers in the order they are sent, `authorization` first: an array of
/// `waxwing_request_header_count` values. Mark `authorization` as sensitive where your client can
/// (nghttp2: `NGHTTP2_NV_FLAG_NO_INDEX`), and keep it out of logs. Lives until the request is
/// freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_headers(
    request: *const WaxwingRequest,
) -> *const WaxwingHeader {
    // SAFETY: by contract.
    unsafe { fence::read(request, std::ptr::null(), |it| it.headers.as_ptr()) }
}

/// How many headers there are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_header_count(request: *const WaxwingRequest) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(request, 0, |it| it.headers.len()) }
}

/// A header as one line, `name: value`; `{NULL, 0}` where there is no header of this index. A NUL
/// follows it, so that libcurl can take its `data`. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_header_line(
    request: *const WaxwingRequest,
    index: usize,
) -> WaxwingStr {
    let body = |it: &WaxwingRequest| it.line(index).map_or(WaxwingStr::NONE, HeaderLine::view);
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, body) }
}

/// The body; for a push the same for every device. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_body(request: *const WaxwingRequest) -> WaxwingBytes {
    let body = |it: &WaxwingRequest| WaxwingBytes::of(it.fixed.body());
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingBytes::NONE, body) }
}
