//! Access tokens of WNS: asking for one, and the reply.

use waxwing_core::error::{Error, ErrorCode, Result};
use waxwing_core::time::Timestamp;
use waxwing_core::windows::wns::{AccessToken, TokenReply, TokenRequest};

use crate::bytes::{WaxwingBytes, WaxwingHeader, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::reply::parts;
use crate::request::WaxwingRequest;
use crate::status::WaxwingStatus;
use crate::verdict::WaxwingVerdict;

/// What lets a server send to one app through WNS, for a day or so. A secret.
///
/// It never changes, so that all threads may use it at once. Its views live until it is freed; of
/// one that is borrowed, until its reply is freed.
pub struct WaxwingWnsToken(pub(super) AccessToken);

/// The reply to whoever asks for an access token: a token, or a verdict.
///
/// It never changes, so that all threads may read it at once. Its views, and its token, live until
/// `waxwing_wns_token_reply_free`.
pub struct WaxwingWnsTokenReply {
    reply: TokenReply,
    token: Option<WaxwingWnsToken>,
}

/// A request for a token.
///
/// # Safety
///
/// The views keep to the contract of the crate.
unsafe fn legacy(
    package_sid: WaxwingStr,
    secret: WaxwingStr,
    begin: impl FnOnce(&str, &str) -> Result<TokenRequest>,
) -> Result<WaxwingRequest> {
    // SAFETY: as the caller promises.
    let package_sid = unsafe { package_sid.text("package sid") }?;
    // SAFETY: as the caller promises.
    let secret = unsafe { secret.text("secret") }?;
    let asked = begin(package_sid, secret)?;
    Ok(whole!(asked.request(), asked.url()))
}

/// The request for an access token of an app of the Microsoft Store, by the package SID and the
/// secret of its dashboard. Its body holds the secret: keep it out of logs. Free it with
/// `waxwing_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a SID or a secret that cannot be.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_request_legacy(
    package_sid: WaxwingStr,
    secret: WaxwingStr,
    out_request: *mut *mut WaxwingRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    let make = || unsafe { legacy(package_sid, secret, TokenRequest::legacy) };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}

/// The same where the app is one of Windows Phone 8.1.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_request_phone(
    package_sid: WaxwingStr,
    secret: WaxwingStr,
    out_request: *mut *mut WaxwingRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    let make = || unsafe { legacy(package_sid, secret, TokenRequest::phone) };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}

/// The request for an access token of an app of the Windows App SDK, by tenant, client id and secret
/// of its registration in Microsoft Entra ID. Its body holds the secret: keep it out of logs. Free
/// it with `waxwing_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for ids or a secret that cannot be.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_request_entra(
    tenant: WaxwingStr,
    client_id: WaxwingStr,
    secret: WaxwingStr,
    out_request: *mut *mut WaxwingRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let tenant = unsafe { tenant.text("tenant") }?;
        // SAFETY: by contract.
        let client_id = unsafe { client_id.text("client id") }?;
        // SAFETY: by contract.
        let secret = unsafe { secret.text("secret") }?;
        let asked = TokenRequest::entra(tenant, client_id, secret)?;
        Ok(whole!(asked.request(), asked.url()))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}

/// A token that was kept, with the time when it expires. Free it with `waxwing_wns_token_free`.
///
/// `WAXWING_STATUS_INVALID_HEADER_VALUE` for what is no token.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_new(
    token: WaxwingStr,
    expires_at_ms: i64,
    out_token: *mut *mut WaxwingWnsToken,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let token = unsafe { token.text("authorization") }?;
        AccessToken::new(token, Timestamp::from_millis(expires_at_ms)).map(WaxwingWnsToken)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_token, "out_token", out_error, make) }
}

/// Frees a token that was not borrowed. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_free(token: *mut WaxwingWnsToken) {
    // SAFETY: by contract.
    unsafe { fence::free(token) }
}

/// The token itself, a secret: to store beside the time when it expires.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_text(token: *const WaxwingWnsToken) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(token, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.as_str())) }
}

/// When it expires, in milliseconds since 1970, as far as its reply said.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_expires_at_ms(token: *const WaxwingWnsToken) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(token, 0, |it| it.0.expires_at().as_millis()) }
}

/// When to fetch another, in milliseconds since 1970: five minutes before it expires; at half of its
/// life if it lives for less than ten.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_refresh_at_ms(token: *const WaxwingWnsToken) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(token, 0, |it| it.0.refresh_at().as_millis()) }
}

/// Reads the reply to a request for a token. `now_ms` is when it came, from which the token's life
/// is counted. Only arguments can be wrong: NULL, or a status above 65535. Free it with
/// `waxwing_wns_token_reply_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_reply_parse(
    status: u32,
    headers: *const WaxwingHeader,
    header_count: usize,
    body: WaxwingBytes,
    now_ms: i64,
    out_reply: *mut *mut WaxwingWnsTokenReply,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let (status, headers, body) = unsafe { parts(status, headers, header_count, body) }?;
        let now = Timestamp::from_millis(now_ms);
        let reply = TokenReply::from_parts(status, headers, body, now);
        let token = reply.token().cloned().map(WaxwingWnsToken);
        Ok(WaxwingWnsTokenReply { reply, token })
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_reply, "out_reply", out_error, make) }
}

/// Frees a reply, and its token. NULL is fine. Its verdicts stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_reply_free(reply: *mut WaxwingWnsTokenReply) {
    // SAFETY: by contract.
    unsafe { fence::free(reply) }
}

/// The token, borrowed of the reply, so keep this for as long; NULL if none was granted.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_reply_token(
    reply: *const WaxwingWnsTokenReply,
) -> *const WaxwingWnsToken {
    let body =
        |it: &WaxwingWnsTokenReply| it.token.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: by contract.
    unsafe { fence::read(reply, std::ptr::null(), body) }
}

/// Why there is none, as OAuth names it, such as `invalid_client`; `{NULL, 0}` if the reply does not
/// say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_reply_oauth_error(
    reply: *const WaxwingWnsTokenReply,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.reply.error())) }
}

/// Why there is none, in the server's words, on one line; `{NULL, 0}` if the reply does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_reply_error_description(
    reply: *const WaxwingWnsTokenReply,
) -> WaxwingStr {
    let body = |it: &WaxwingWnsTokenReply| WaxwingStr::of_option(it.reply.error_description());
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// What to do about a reply without a token. Free the verdict with `waxwing_verdict_free`.
///
/// `WAXWING_STATUS_INVALID_STATE` where a token was granted.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_token_reply_verdict(
    reply: *const WaxwingWnsTokenReply,
    out_verdict: *mut *mut WaxwingVerdict,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let reply = unsafe { fence::reference(reply, "reply") }?;
        reply.reply.verdict().map(WaxwingVerdict::from).ok_or_else(|| {
            Error::new(ErrorCode::InvalidState, "reply", "one without a token", "a token")
        })
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_verdict, "out_verdict", out_error, make) }
}
