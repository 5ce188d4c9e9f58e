//! Access tokens, and replies to those who ask for one.

use alloc::string::String;
use core::fmt;

use http::HeaderMap;
use http::header::HeaderValue;

use crate::action::{Action, Scope};
use crate::error::Result;
use crate::header::{self, delay, stranger, visible};
use crate::json::{self, Limits, Number, Object, Value};
use crate::time::Timestamp;
use crate::windows::verdict::{Cause, Rule, Verdict};

/// How much of a reply is read: tokens have some 2 kB.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// The longest token that can stand in a header everywhere.
const MAX_TOKEN_BYTES: usize = 16 * 1024;

/// How long a token is taken to count when its reply does not say, which both systems do.
const LIFETIME_UNSAID_S: i64 = 3600;

/// The longest lifetime that is believed: a week. Both systems give a day at most.
const MAX_LIFETIME_S: i64 = 7 * 24 * 3600;

/// How long before its end a token should be replaced.
const EARLY_MILLIS: i64 = 5 * 60 * 1000;

/// What a refused request for a token waits for, unless the server says so.
const WAIT_S: u32 = 60;

/// What lets a server send to one app, for a day or so.
///
/// Its text appears in no debug output, and its header is marked as sensitive.
///
/// ```
/// use waxwing::time::Timestamp;
/// use waxwing::windows::wns::AccessToken;
///
/// let expires_at = Timestamp::from_secs(1_763_846_400)?;
/// let token = AccessToken::new("EgAcAQMAAAAE", expires_at)?;
/// assert_eq!(token.refresh_at(), Timestamp::from_secs(1_763_846_100)?);
/// assert!(!token.is_fresh(expires_at));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// `Bearer` and the token.
    authorization: HeaderValue,
    expires_at: Timestamp,
    refresh_at: Timestamp,
}

impl AccessToken {
    /// A token that was kept, with the time when it expires. It is replaced five minutes early.
    ///
    /// # Errors
    ///
    /// [`InvalidHeaderValue`](crate::error::ErrorCode::InvalidHeaderValue) about `authorization` unless the token is visible ASCII
    /// without spaces, of at most 16 KiB.
    pub fn new(token: &str, expires_at: Timestamp) -> Result<Self> {
        const EXPECTED: &str = "a token of visible ASCII without spaces";
        let refuse = |found: String| header::refuse("authorization", EXPECTED, found);
        if token.is_empty() {
            return Err(refuse(String::from("an empty text")));
        }
        if token.len() > MAX_TOKEN_BYTES {
            return Err(refuse(alloc::format!("{} bytes", token.len())));
        }
        if let Some(found) = stranger(token, |c| c.is_ascii_graphic()) {
            return Err(refuse(found));
        }
        let value = ["Bearer ", token].concat();
        let mut authorization =
            HeaderValue::try_from(value).map_err(|_| refuse(String::from("other characters")))?;
        authorization.set_sensitive(true);
        let refresh_at = expires_at.saturating_add_millis(-EARLY_MILLIS);
        Ok(Self { authorization, expires_at, refresh_at })
    }

    /// When it expires, as far as its reply said.
    #[must_use]
    pub const fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// When to fetch another: five minutes before it expires; at half of its life if it lives for
    /// less than ten.
    #[must_use]
    pub const fn refresh_at(&self) -> Timestamp {
        self.refresh_at
    }

    /// Whether it need not be replaced yet.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now < self.refresh_at
    }

    /// The token itself, a secret.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.authorization().strip_prefix("Bearer ").unwrap_or_default()
    }

    /// The value of the header `authorization`, a secret.
    #[must_use]
    pub fn authorization(&self) -> &str {
        self.authorization.to_str().unwrap_or_default()
    }

    pub(super) const fn header_value(&self) -> &HeaderValue {
        &self.authorization
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// The reply to a [`TokenRequest`](super::TokenRequest): a token, or a verdict. A refusal is data,
/// and every body is accepted.
///
/// ```
/// use waxwing::time::Timestamp;
/// use waxwing::windows::{Action, Cause, wns::TokenReply};
///
/// let now = Timestamp::from_secs(1_763_760_000)?;
/// let headers = [("content-type", "application/json")];
/// let body = br#"{"error":"invalid_client","error_description":"The secret has expired."}"#;
/// let reply = TokenReply::from_parts(401, headers, body, now);
/// assert!(reply.token().is_none());
/// assert_eq!(reply.error(), Some("invalid_client"));
/// let verdict = reply.verdict().unwrap();
/// assert_eq!(verdict.action, Action::StopCredential);
/// assert_eq!(verdict.cause, Some(Cause::CredentialRefused));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Fields: RFC 6749 sections 5.1 and 5.2.
#[derive(Clone)]
pub struct TokenReply {
    status: u16,
    token: Option<AccessToken>,
    error: Option<String>,
    error_description: Option<String>,
    retry_after_s: Option<u32>,
}

impl TokenReply {
    /// From status, headers and body in the types of the `http` crate, and the time when they
    /// came.
    #[must_use]
    pub fn parse(status: u16, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Self {
        let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        Self::from_parts(status, headers, body, now)
    }

    /// From status, headers and body in any types, and the time when they came, from which the
    /// token's life is counted.
    #[must_use]
    pub fn from_parts<N: AsRef<str>, V: AsRef<[u8]>>(
        status: u16,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &[u8],
        now: Timestamp,
    ) -> Self {
        let [retry_after, date] = header::find(["retry-after", "date"], headers, visible);
        let object = json::parse_object(body, &Limits::bytes(MAX_BODY_BYTES), "reply").ok();
        let text = |name: &str| object.as_ref().and_then(|object| object.get(name)?.as_str());
        let granted = matches!(status, 200..=299);
        let token = object.as_ref().filter(|_| granted).and_then(|object| token(object, now));
        let code = |text: &&str| {
            (1..=64).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        };
        Self {
            status,
            token,
            error: text("error").filter(code).map(String::from),
            error_description: text("error_description")
                .and_then(|text| header::readable(text.as_bytes())),
            retry_after_s: retry_after.and_then(|value| delay(&value, date.as_deref())),
        }
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The token, if it was granted.
    #[must_use]
    pub const fn token(&self) -> Option<&AccessToken> {
        self.token.as_ref()
    }

    /// The token, to keep.
    #[must_use]
    pub fn into_token(self) -> Option<AccessToken> {
        self.token
    }

    /// Why not, as OAuth names it, such as `invalid_client`.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// Why not, in the server's words: at most 1024 bytes, on one line.
    #[must_use]
    pub fn error_description(&self) -> Option<&str> {
        self.error_description.as_deref()
    }

    /// How many seconds the server asks to wait.
    #[must_use]
    pub const fn retry_after_s(&self) -> Option<u32> {
        self.retry_after_s
    }

    /// What to do, unless there is a token.
    ///
    /// A name or secret that is refused means [`Action::StopCredential`]; a server that is busy or
    /// has failed, [`Action::Retry`]; anything else, [`Action::Repair`].
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        if self.token.is_some() {
            return None;
        }
        let by_error = self.error.as_deref().and_then(by_error);
        Some(by_error.unwrap_or_else(|| by_status(self.status)).verdict(self.retry_after_s))
    }
}

impl fmt::Debug for TokenReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenReply")
            .field("status", &self.status)
            .field("token", &self.token)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// The token in a reply. One system writes its numbers as texts.
fn token(object: &Object, now: Timestamp) -> Option<AccessToken> {
    let kind = object.get("token_type").and_then(Value::as_str);
    if kind.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return None;
    }
    let text = object.get("access_token")?.as_str()?;
    let lifetime_s = object
        .get("expires_in")
        .and_then(whole)
        .or_else(|| Some(object.get("expires_on").and_then(whole)?.saturating_sub(now.as_secs())))
        .unwrap_or(LIFETIME_UNSAID_S)
        .clamp(0, MAX_LIFETIME_S);
    let lifetime = lifetime_s.saturating_mul(1000);
    let mut token = AccessToken::new(text, now.saturating_add_millis(lifetime)).ok()?;
    let fresh = lifetime.saturating_sub(EARLY_MILLIS).max(lifetime / 2);
    token.refresh_at = now.saturating_add_millis(fresh);
    Some(token)
}

/// A whole number, or the text of one.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(Number::Int(number)) => Some(*number),
        Value::Number(Number::Float(number)) => json::whole_part(*number),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// RFC 6749 section 5.2; the last ones are of its section 4.1.2.1 and of RFC 8628.
fn by_error(error: &str) -> Option<Rule> {
    Some(match error {
        "invalid_client" | "unauthorized_client" | "access_denied" => STOP,
        "invalid_request"
        | "invalid_grant"
        | "invalid_scope"
        | "invalid_resource"
        | "unsupported_grant_type" => REPAIR,
        "slow_down" => THROTTLED,
        "server_error" | "temporarily_unavailable" => LATER,
        _ => return None,
    })
}

const STOP: Rule = Rule::new(
    Action::StopCredential,
    Scope::Credential,
    Some(Cause::CredentialRefused),
    "The app's id or secret was refused: look whether the secret has expired, and tell a human.",
);

const REPAIR: Rule = Rule::new(
    Action::Repair,
    Scope::Credential,
    Some(Cause::BadRequest),
    "The request for a token was refused: look whether tenant, id and system belong to this app.",
);

const THROTTLED: Rule = Rule::retry(
    Scope::Credential,
    Some(Cause::SenderThrottled),
    WAIT_S,
    "Too many requests for tokens: keep the token for as long as it is fresh, for all processes.",
);

const LATER: Rule = Rule::retry(
    Scope::Credential,
    Some(Cause::ServerError),
    WAIT_S,
    "The server failed: ask again later, and double the wait each time.",
);

const fn by_status(status: u16) -> Rule {
    match status {
        401 | 403 => STOP,
        408 | 500..=599 => LATER,
        429 => THROTTLED,
        400..=499 => REPAIR,
        _ => Rule::new(
            Action::Repair,
            Scope::Connection,
            None,
            "There is no token in this reply: look at what stands between.",
        ),
    }
}
