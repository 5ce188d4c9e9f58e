//! Requests, laid out for HTTP/2 clients.

use std::sync::Arc;

use waxwing_core::apns::DeviceToken;
use zeroize::Zeroize;

use crate::bytes::{WaxwingBytes, WaxwingHeader, WaxwingStr};
use crate::fence;
use crate::prepared::Fixed;
use crate::provider_token::Authorization;

/// A request for one device: method, URL, headers and body, for any HTTP/2 client.
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

/// A header as `name: value` and NUL, with its parts as views of it.
pub(crate) struct HeaderLine {
    text: Box<[u8]>,
    name_len: usize,
}

const SEPARATOR: &[u8] = b": ";

impl HeaderLine {
    pub(crate) fn new(name: &str, value: &str) -> Self {
        let text = [name.as_bytes(), SEPARATOR, value.as_bytes(), b"\0"].concat();
        Self { text: text.into_boxed_slice(), name_len: name.len() }
    }

    /// Without the NUL, which stands behind it.
    fn line(&self) -> &[u8] {
        self.text.split_last().map_or(&[], |(_, line)| line)
    }

    fn parts(&self) -> (&[u8], &[u8]) {
        let (name, rest) = self.line().split_at_checked(self.name_len).unwrap_or_default();
        (name, rest.strip_prefix(SEPARATOR).unwrap_or_default())
    }

    pub(crate) fn value(&self) -> &[u8] {
        self.parts().1
    }

    pub(crate) fn header(&self) -> WaxwingHeader {
        let (name, value) = self.parts();
        WaxwingHeader { name: view(name), value: view(value) }
    }
}

impl Zeroize for HeaderLine {
    fn zeroize(&mut self) {
        self.text.zeroize();
    }
}

fn view(text: &[u8]) -> WaxwingStr {
    let WaxwingBytes { data, len } = WaxwingBytes::of(text);
    WaxwingStr { data: data.cast(), len }
}

const SCHEME: &str = "https";

impl WaxwingRequest {
    pub(crate) fn new(
        fixed: Arc<Fixed>,
        device: &DeviceToken,
        authorization: Option<Arc<Authorization>>,
    ) -> Self {
        let mut url = fixed.prepared.url(device);
        url.push('\0');
        let first = authorization.iter().map(|authorization| authorization.line());
        let headers = first.chain(&fixed.lines).map(HeaderLine::header).collect();
        Self { fixed, authorization, url, headers }
    }

    fn url(&self) -> &str {
        self.url.strip_suffix('\0').unwrap_or(&self.url)
    }

    /// The part of the URL behind scheme and authority.
    fn path(&self) -> &str {
        let before = SCHEME.len() + "://".len() + self.fixed.prepared.authority().len();
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

/// The method: `POST`. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_method(request: *const WaxwingRequest) -> WaxwingStr {
    let body = |it: &WaxwingRequest| WaxwingStr::of(it.fixed.prepared.method());
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

/// The scheme: `https`. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_scheme(request: *const WaxwingRequest) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, |_| WaxwingStr::of(SCHEME)) }
}

/// Host and port of the URL; the port is left out when it is 443. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_authority(request: *const WaxwingRequest) -> WaxwingStr {
    let body = |it: &WaxwingRequest| WaxwingStr::of(it.fixed.prepared.authority());
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
    let body =
        |it: &WaxwingRequest| it.line(index).map_or(WaxwingStr::NONE, |line| view(line.line()));
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, body) }
}

/// The body, the same for every device. Lives until the request is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_request_body(request: *const WaxwingRequest) -> WaxwingBytes {
    let body = |it: &WaxwingRequest| WaxwingBytes::of(it.fixed.prepared.body());
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingBytes::NONE, body) }
}
