//! Provider tokens: the JWT that a request shows to APNs, and when it changes.

use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::header::HeaderValue;
use zeroize::Zeroizing;

use super::header;
use super::identifier::{KeyId, TeamId};
use crate::crypto::SigningKey;
use crate::error::{Error, ErrorCode, Result};
use crate::jose::{self, CompactJws};
use crate::json::{self, Limits, Object, Value};
use crate::time::Timestamp;

/// How long APNs accepts a token after its `iat`, in seconds
/// (Apple: Establishing a token-based connection to APNs).
const LIFETIME_S: i64 = 3600;

/// The longest token that is looked at: ten times one of Apple's form, and well within the 8000
/// bytes of headers that its servers accept.
const MAX_BYTES: usize = 2048;

/// When the provider token changes: at the edges of windows of equal length.
///
/// ```
/// use waxwing::apns::TokenPolicy;
///
/// let policy = TokenPolicy::new(2400, 0)?;
/// assert_eq!(policy.window_s(), 2400);
/// assert_eq!(TokenPolicy::default().window_s(), 3000);
/// assert!(TokenPolicy::new(600, 0).is_err()); // Apple: not more than one token in 20 minutes
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenPolicy {
    window_s: i64,
    phase_s: i64,
}

impl TokenPolicy {
    /// The shortest window: Apple refuses a second token within 20 minutes on a connection.
    pub const MIN_WINDOW_S: i64 = 1200;
    /// The longest window: Apple refuses tokens older than 60 minutes; one minute stays for
    /// clocks that differ and requests under way.
    pub const MAX_WINDOW_S: i64 = 3540;
    /// The usual window: 50 minutes, with ten to spare on both of Apple's sides.
    pub const DEFAULT_WINDOW_S: i64 = 3000;

    /// Windows of `window_s` seconds, one of which begins `phase_s` seconds after 1970 began.
    ///
    /// Different phases keep several credentials from changing their tokens at one instant. All
    /// machines that share a key must have the same policy.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidTokenPolicy`] when the window is not between
    /// [`MIN_WINDOW_S`](Self::MIN_WINDOW_S) and [`MAX_WINDOW_S`](Self::MAX_WINDOW_S), or the
    /// phase not between 0 and the window.
    pub fn new(window_s: i64, phase_s: i64) -> Result<Self> {
        let (min, max) = (Self::MIN_WINDOW_S, Self::MAX_WINDOW_S);
        if !(min..=max).contains(&window_s) {
            return Err(Error::new(
                ErrorCode::InvalidTokenPolicy,
                "window",
                format!("{min} to {max} seconds"),
                format!("{window_s}"),
            ));
        }
        if !(0..window_s).contains(&phase_s) {
            return Err(Error::new(
                ErrorCode::InvalidTokenPolicy,
                "phase",
                format!("0 to {} seconds", window_s - 1),
                format!("{phase_s}"),
            ));
        }
        Ok(Self { window_s, phase_s })
    }

    /// The length of a window, in seconds.
    #[must_use]
    pub const fn window_s(&self) -> i64 {
        self.window_s
    }

    /// How long after the beginning of 1970 a window begins, in seconds.
    #[must_use]
    pub const fn phase_s(&self) -> i64 {
        self.phase_s
    }

    /// The beginning of the window that `now` lies in: the `iat` of its token.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidTime`] when `now` or that beginning lies before 1970, or so far ahead
    /// that the unit must be wrong.
    pub fn window_starts_at(&self, now: Timestamp) -> Result<Timestamp> {
        let now = header::seconds("now", now.as_secs())?.as_secs();
        let into_window = (now - self.phase_s).rem_euclid(self.window_s);
        header::seconds("iat", now - into_window)
    }
}

impl Default for TokenPolicy {
    /// Windows of 50 minutes from the beginning of 1970.
    fn default() -> Self {
        Self { window_s: Self::DEFAULT_WINDOW_S, phase_s: 0 }
    }
}

/// A provider token: what the header `authorization` of each request carries.
///
/// Whoever has it can push in the team's name for an hour: it stays out of `Debug` and is wiped
/// from memory when the last request that shares it is dropped. Cloning shares it.
#[derive(Clone)]
pub struct ProviderToken {
    /// `bearer <jwt>`, marked as sensitive.
    authorization: HeaderValue,
    key_id: KeyId,
    team_id: TeamId,
    issued_at: Timestamp,
    window_ends_at: Timestamp,
}

const SCHEME: &str = "bearer ";

impl ProviderToken {
    pub(super) fn sign(
        key: &SigningKey,
        key_id: &KeyId,
        team_id: &TeamId,
        issued_at: Timestamp,
        policy: &TokenPolicy,
    ) -> Result<Self> {
        // Both ids are letters and digits: nothing here needs escaping. `typ` is left out, as
        // Apple's own checker has refused it.
        let header = format!(r#"{{"alg":"ES256","kid":"{key_id}"}}"#);
        let claims = format!(r#"{{"iss":"{team_id}","iat":{}}}"#, issued_at.as_secs());
        let token = Zeroizing::new(jose::sign_compact(&header, &claims, key));
        Self::new(&token, key_id.clone(), team_id.clone(), issued_at, policy)
    }

    /// A token that was made elsewhere, held to the form that APNs documents.
    ///
    /// Its signature is not verified: that takes the public key, and APNs does it.
    ///
    /// ```
    /// use waxwing::apns::ProviderToken;
    ///
    /// let token = ProviderToken::from_jwt(concat!(
    ///     "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ.",
    ///     "eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNDM3MTc5MDM2fQ.",
    ///     "b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA",
    /// ))?;
    /// assert_eq!(token.issued_at().as_secs(), 1_437_179_036);
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorCode::TooLarge`], [`ErrorCode::Malformed`], [`ErrorCode::InvalidBase64`] or a code
    /// for JSON when it is no JWT; [`ErrorCode::UnsupportedAlgorithm`] unless its `alg` is
    /// ES256; [`ErrorCode::BadSignature`] unless its signature has 64 bytes (RFC 7518 section
    /// 3.4); [`ErrorCode::ClaimType`] when `kid`, `iss` or `iat` is missing or not of its type;
    /// [`ErrorCode::InvalidInput`] and [`ErrorCode::InvalidTime`] for their values.
    pub fn from_jwt(text: &str) -> Result<Self> {
        if text.len() > MAX_BYTES {
            return Err(Error::new(
                ErrorCode::TooLarge,
                "provider token",
                format!("at most {MAX_BYTES} bytes"),
                format!("{} bytes", text.len()),
            ));
        }
        let jws = CompactJws::parse(text.as_bytes())?;
        jose::Header::parse(jws.header())?;
        let limits = Limits::bytes(MAX_BYTES);
        let header = json::parse_object(jws.header(), &limits, "token header")?;
        let claims = json::parse_object(jws.payload(), &limits, "token payload")?;
        let key_id = KeyId::new(field(&header, "kid", Value::as_str, "a string")?)?;
        let team_id = TeamId::new(field(&claims, "iss", Value::as_str, "a string")?)?;
        let issued_at = field(&claims, "iat", Value::as_i64, "an integer")?;
        let issued_at = header::seconds("iat", issued_at)?;
        if jws.signature().len() != 64 {
            return Err(Error::new(
                ErrorCode::BadSignature,
                "provider token",
                "64 bytes",
                format!("{} bytes", jws.signature().len()),
            ));
        }
        Self::new(text, key_id, team_id, issued_at, &TokenPolicy::default())
    }

    fn new(
        jwt: &str,
        key_id: KeyId,
        team_id: TeamId,
        issued_at: Timestamp,
        policy: &TokenPolicy,
    ) -> Result<Self> {
        let mut line = Vec::with_capacity(SCHEME.len() + jwt.len());
        line.extend_from_slice(SCHEME.as_bytes());
        line.extend_from_slice(jwt.as_bytes());
        // One buffer that every request shares, wiped when the last of them is gone.
        let line = Bytes::from_owner(Zeroizing::new(line));
        let mut authorization = HeaderValue::from_maybe_shared(line)
            .map_err(|_| header::refuse("authorization", "visible ASCII", "other characters"))?;
        authorization.set_sensitive(true);
        let window_ends_at = issued_at.saturating_add_millis(policy.window_s * 1000);
        Ok(Self { authorization, key_id, team_id, issued_at, window_ends_at })
    }

    /// The value of the header `authorization`: `bearer` and the token.
    #[must_use]
    pub fn authorization(&self) -> &str {
        self.authorization.to_str().unwrap_or_default()
    }

    /// The same as a header value, which is shared and marked as sensitive.
    #[must_use]
    pub const fn header_value(&self) -> &HeaderValue {
        &self.authorization
    }

    /// The token alone, a compact JWS.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.authorization().strip_prefix(SCHEME).unwrap_or_default()
    }

    /// The id of the key that signed it.
    #[must_use]
    pub const fn key_id(&self) -> &KeyId {
        &self.key_id
    }

    /// The id of the team in whose name it speaks.
    #[must_use]
    pub const fn team_id(&self) -> &TeamId {
        &self.team_id
    }

    /// Its `iat`.
    #[must_use]
    pub const fn issued_at(&self) -> Timestamp {
        self.issued_at
    }

    /// When the next token is due: the end of the window it was made for. For a token with an
    /// `iat` of the caller's choice, 50 minutes after that.
    #[must_use]
    pub const fn window_ends_at(&self) -> Timestamp {
        self.window_ends_at
    }

    /// Until when APNs accepts it: 60 minutes after its `iat`
    /// (Apple: Establishing a token-based connection to APNs).
    #[must_use]
    pub const fn expires_at(&self) -> Timestamp {
        self.issued_at.saturating_add_millis(LIFETIME_S * 1000)
    }
}

fn field<'o, T>(
    object: &'o Object,
    name: &'static str,
    read: impl Fn(&'o Value) -> Option<T>,
    expected: &'static str,
) -> Result<T> {
    let value = object.get(name);
    value.and_then(read).ok_or_else(|| {
        let found = value.map_or("none at all", Value::kind);
        Error::new(ErrorCode::ClaimType, name, expected, found)
    })
}

impl fmt::Debug for ProviderToken {
    /// Key, team and time, never the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key_id, team_id, issued_at, .. } = self;
        write!(
            f,
            "ProviderToken {{ key_id: {key_id}, team_id: {team_id}, issued_at: {issued_at} }}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apns::ProviderKey;
    use alloc::string::{String, ToString};

    /// The P-256 key of RFC 6979 A.2.5, in the shape that Apple issues.
    const P8: &str = "MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyGgCgYIKoZIzj0DAQehRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ";

    const TOKEN: &str = "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ.\
        eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNDM3MTc5MDM2fQ.\
        b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA";

    fn key() -> ProviderKey {
        ProviderKey::from_p8(P8, "ABC123DEFG", "DEF123GHIJ").unwrap()
    }

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_secs(secs).unwrap()
    }

    #[test]
    fn the_token_is_known_byte_for_byte() {
        let token = key().token_issued_at(1_437_179_036).unwrap();
        assert_eq!(token.as_str(), TOKEN);
        assert_eq!(token.as_str().len(), 184);
        assert_eq!(token.authorization(), format!("bearer {TOKEN}"));
        assert_eq!(token.issued_at(), at(1_437_179_036));
        assert_eq!(token.window_ends_at(), at(1_437_182_036));
        assert_eq!(token.expires_at(), at(1_437_182_636));
    }

    #[test]
    fn a_window_has_one_token() {
        let key = key();
        let first = key.token_at(at(1_437_177_000)).unwrap();
        assert_eq!(first.issued_at(), at(1_437_177_000));
        for millis in [1_437_177_000_001, 1_437_179_036_000, 1_437_179_999_999] {
            let token = key.token_at(Timestamp::from_millis(millis)).unwrap();
            assert_eq!(token.as_str(), first.as_str());
        }
        let next = key.token_at(first.window_ends_at()).unwrap();
        assert_eq!(next.issued_at(), first.window_ends_at());
        assert_ne!(next.as_str(), first.as_str());
    }

    #[test]
    fn a_phase_moves_the_windows() {
        let policy = TokenPolicy::new(1200, 700).unwrap();
        for (now, start) in [(700, 700), (1899, 700), (1900, 1900), (1_437_179_036, 1_437_178_300)]
        {
            assert_eq!(policy.window_starts_at(at(now)).unwrap(), at(start));
        }
        // The window that holds 1970-01-01T00:00:00Z begins before it.
        let error = policy.window_starts_at(at(699)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidTime);
    }

    #[test]
    fn times_that_cannot_be_are_refused() {
        let key = key();
        for millis in [-1, i64::MIN, i64::MAX] {
            let error = key.token_at(Timestamp::from_millis(millis)).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidTime);
        }
        for secs in [-1, i64::MIN, i64::MAX, 1_437_179_036_000] {
            assert_eq!(key.token_issued_at(secs).unwrap_err().code(), ErrorCode::InvalidTime);
        }
    }

    #[test]
    fn a_policy_keeps_to_apples_limits() {
        for (window, phase) in [(1200, 0), (3540, 3539), (3000, 2999)] {
            assert!(TokenPolicy::new(window, phase).is_ok());
        }
        for (window, phase) in
            [(1199, 0), (3541, 0), (0, 0), (-1, 0), (3000, 3000), (3000, -1), (i64::MAX, 0)]
        {
            let error = TokenPolicy::new(window, phase).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidTokenPolicy);
        }
    }

    #[test]
    fn a_token_made_elsewhere_is_the_same_token() {
        let token = ProviderToken::from_jwt(TOKEN).unwrap();
        assert_eq!(token.as_str(), TOKEN);
        assert_eq!(token.key_id().as_str(), "ABC123DEFG");
        assert_eq!(token.team_id().as_str(), "DEF123GHIJ");
        assert_eq!(token.issued_at(), at(1_437_179_036));
    }

    #[test]
    fn a_token_made_elsewhere_must_have_apples_form() {
        let sign = |header: &str, claims: &str| {
            let key = SigningKey::from_scalar(&[7; 32]).unwrap();
            jose::sign_compact(header, claims, &key)
        };
        const HEADER: &str = r#"{"alg":"ES256","kid":"ABC123DEFG"}"#;
        const CLAIMS: &str = r#"{"iss":"DEF123GHIJ","iat":1437179036}"#;
        assert!(ProviderToken::from_jwt(&sign(HEADER, CLAIMS)).is_ok());
        for (token, code) in [
            (String::new(), ErrorCode::Malformed),
            (format!("bearer {TOKEN}"), ErrorCode::InvalidBase64),
            (format!("{TOKEN}\r\n"), ErrorCode::InvalidBase64),
            ("a.".repeat(2000), ErrorCode::TooLarge),
            (format!("{TOKEN}AAAA"), ErrorCode::BadSignature),
            (
                sign(r#"{"alg":"HS256","kid":"ABC123DEFG"}"#, CLAIMS),
                ErrorCode::UnsupportedAlgorithm,
            ),
            (sign(r#"{"alg":"ES256"}"#, CLAIMS), ErrorCode::ClaimType),
            (sign(r#"{"alg":"ES256","kid":"A"}"#, CLAIMS), ErrorCode::InvalidInput),
            // The form of Apple's own sample: a text, and of milliseconds.
            (sign(HEADER, r#"{"iss":"DEF123GHIJ","iat":"1459143580652"}"#), ErrorCode::ClaimType),
            (sign(HEADER, r#"{"iss":"DEF123GHIJ","iat":1459143580652}"#), ErrorCode::InvalidTime),
            (sign(HEADER, r#"{"iat":1437179036}"#), ErrorCode::ClaimType),
            (sign(HEADER, "7"), ErrorCode::InvalidJson),
        ] {
            assert_eq!(ProviderToken::from_jwt(&token).unwrap_err().code(), code, "{token}");
        }
    }

    #[test]
    fn keys_and_tokens_stay_out_of_debug_output() {
        let key = key();
        let token = key.token_issued_at(1_437_179_036).unwrap();
        assert_eq!(
            format!("{token:?}"),
            "ProviderToken { key_id: ABC123DEFG, team_id: DEF123GHIJ, \
             issued_at: 2015-07-18T00:23:56Z }"
        );
        assert_eq!(format!("{:?}", token.header_value()), "Sensitive");
        let shown = format!("{key:?} {token:?} {:?}", key.token_issued_at(-1).unwrap_err());
        assert!(!shown.contains("eyJ") && !shown.to_string().contains("MIGT"), "{shown}");
    }
}
