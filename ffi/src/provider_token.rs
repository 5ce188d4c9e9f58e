//! Provider tokens.

use std::sync::Arc;

use waxwing_core::apns::ProviderToken;
use zeroize::Zeroizing;

use crate::bytes::WaxwingStr;
use crate::error::WaxwingError;
use crate::fence;
use crate::fixed::HeaderLine;
use crate::status::WaxwingStatus;

/// What the header `authorization` of each request carries. Whoever has it can push in the team's
/// name for an hour: it is wiped from memory when the last request with it is freed.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_provider_token_free`.
pub struct WaxwingProviderToken {
    token: ProviderToken,
    /// Shared with the requests made with it.
    pub(crate) line: Arc<Authorization>,
}

/// The header as a line, wiped when dropped.
pub(crate) struct Authorization(Zeroizing<HeaderLine>);

impl Authorization {
    pub(crate) fn line(&self) -> &HeaderLine {
        &self.0
    }

    fn is_of(&self, token: &ProviderToken) -> bool {
        self.0.value() == token.authorization().as_bytes()
    }
}

impl From<ProviderToken> for WaxwingProviderToken {
    fn from(token: ProviderToken) -> Self {
        let line = HeaderLine::new("authorization", token.authorization());
        Self { token, line: Arc::new(Authorization(Zeroizing::new(line))) }
    }
}

impl WaxwingProviderToken {
    /// The token with this header, if it is its own.
    pub(crate) fn sharing(token: ProviderToken, line: Option<Arc<Authorization>>) -> Self {
        let own = |line: &Arc<Authorization>| line.is_of(&token);
        match line.filter(own) {
            Some(line) => Self { token, line },
            None => token.into(),
        }
    }
}

/// Takes a token that was made elsewhere, a compact JWS, such as by a service that alone has the
/// key. Its form is checked, its signature is not.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_from_jwt(
    jwt: WaxwingStr,
    out_token: *mut *mut WaxwingProviderToken,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let jwt = unsafe { jwt.text("provider token") }?;
        ProviderToken::from_jwt(jwt).map(WaxwingProviderToken::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_token, "out_token", out_error, make) }
}

/// Frees a token. NULL is fine. Requests made with it stay as they are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_free(token: *mut WaxwingProviderToken) {
    // SAFETY: by contract.
    unsafe { fence::free(token) }
}

/// The value of the header `authorization`: `bearer` and the token. Lives until the token is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_authorization(
    token: *const WaxwingProviderToken,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(token, WaxwingStr::NONE, |it| it.line.line().header().value) }
}

/// The token alone, a compact JWS. Lives until the token is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_jwt(
    token: *const WaxwingProviderToken,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(token, WaxwingStr::NONE, |it| WaxwingStr::of(it.token.as_str())) }
}

/// The header as one line, `authorization: bearer …`. A NUL follows it, so that libcurl can take its
/// `data`. Lives until the token is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_header_line(
    token: *const WaxwingProviderToken,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(token, WaxwingStr::NONE, |it| it.line.line().view()) }
}

/// The id of the key that signed it. Lives until the token is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_key_id(
    token: *const WaxwingProviderToken,
) -> WaxwingStr {
    let body = |it: &WaxwingProviderToken| WaxwingStr::of(it.token.key_id().as_str());
    // SAFETY: by contract.
    unsafe { fence::read(token, WaxwingStr::NONE, body) }
}

/// The id of the team it speaks for. Lives until the token is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_team_id(
    token: *const WaxwingProviderToken,
) -> WaxwingStr {
    let body = |it: &WaxwingProviderToken| WaxwingStr::of(it.token.team_id().as_str());
    // SAFETY: by contract.
    unsafe { fence::read(token, WaxwingStr::NONE, body) }
}

/// Its `iat`, in milliseconds since 1970; always whole seconds.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_issued_at_ms(
    token: *const WaxwingProviderToken,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(token, 0, |it| it.token.issued_at().as_millis()) }
}

/// When the next token is due, in milliseconds since 1970: the end of the window it was made for.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_window_ends_at_ms(
    token: *const WaxwingProviderToken,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(token, 0, |it| it.token.window_ends_at().as_millis()) }
}

/// Until when APNs accepts it, in milliseconds since 1970: 60 minutes after its `iat`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_token_expires_at_ms(
    token: *const WaxwingProviderToken,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(token, 0, |it| it.token.expires_at().as_millis()) }
}
