//! Asking for an access token.

use alloc::format;
use alloc::string::String;
use core::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Uri, Version};
use zeroize::Zeroizing;

use crate::error::{Error, ErrorCode, Result};
use crate::header::stranger;

const LEGACY_URL: &str = "https://login.live.com/accesstoken.srf";
const LEGACY_SCOPE: &str = "notify.windows.com";
/// What apps of Windows Phone 8.1 had.
const PHONE_SCOPE: &str = "s.notify.live.net";
const ENTRA_HOST: &str = "https://login.microsoftonline.com/";
const ENTRA_SCOPE: &str = "https://wns.windows.com/.default";

/// More than any of them has.
const MAX_BYTES: usize = 1024;

/// A request for the access token of one app.
///
/// The two systems are not interchangeable; how the app was made decides. Apps that Partner Center
/// knows by a package SID use [`legacy`](Self::legacy), those of the Windows App SDK
/// [`entra`](Self::entra).
///
/// ```
/// use waxwing::windows::wns::TokenRequest;
///
/// let ask = TokenRequest::legacy("ms-app://s-1-15-2-2972962901-2322836549", "a/secret+of=mine")?;
/// assert_eq!(ask.url(), "https://login.live.com/accesstoken.srf");
/// assert_eq!(
///     &ask.body()[..],
///     b"grant_type=client_credentials&client_id=ms-app%3A%2F%2Fs-1-15-2-2972962901-2322836549\
///       &client_secret=a%2Fsecret%2Bof%3Dmine&scope=notify.windows.com"
/// );
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Microsoft, "How to authenticate with the Windows Push Notification Service (WNS)" and
/// "Push notifications in the Windows App SDK".
#[derive(Clone)]
pub struct TokenRequest {
    url: String,
    uri: Uri,
    client_id: String,
    secret: Zeroizing<String>,
    scope: &'static str,
}

impl TokenRequest {
    /// For an app with a package SID, `ms-app://s-1-15-2-…`, and the secret that the store shows
    /// beside it.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `package sid` or `client secret`.
    pub fn legacy(package_sid: &str, secret: &str) -> Result<Self> {
        check_package_sid(package_sid)?;
        Self::new(String::from(LEGACY_URL), package_sid, secret, LEGACY_SCOPE)
    }

    /// The same for an app of Windows Phone 8.1 that asks for the older scope.
    ///
    /// # Errors
    ///
    /// Those of [`legacy`](Self::legacy).
    pub fn phone(package_sid: &str, secret: &str) -> Result<Self> {
        check_package_sid(package_sid)?;
        Self::new(String::from(LEGACY_URL), package_sid, secret, PHONE_SCOPE)
    }

    /// For an app with a registration in Entra ID: the tenant's id or domain, the application
    /// (client) id, and a secret of the registration.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `tenant`, `client id` or `client secret`.
    pub fn entra(tenant: &str, client_id: &str, secret: &str) -> Result<Self> {
        let named = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        check("tenant", "the id or a domain of a tenant", tenant, named)?;
        if tenant.starts_with('.') {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "tenant",
                "the id or a domain of a tenant",
                "a dot at its beginning",
            ));
        }
        const GUID: &str = "a GUID: 32 hexadecimal digits in the groups 8-4-4-4-12";
        let digits = |c: char| c.is_ascii_hexdigit() || c == '-';
        check("client id", GUID, client_id, digits)?;
        if !client_id.split('-').map(str::len).eq([8, 4, 4, 4, 12]) {
            let found = format!("{} characters in other groups", client_id.len());
            return Err(Error::new(ErrorCode::InvalidInput, "client id", GUID, found));
        }
        let url = [ENTRA_HOST, tenant, "/oauth2/v2.0/token"].concat();
        Self::new(url, client_id, secret, ENTRA_SCOPE)
    }

    fn new(url: String, client_id: &str, secret: &str, scope: &'static str) -> Result<Self> {
        let shown = |c: char| !c.is_control();
        check("client secret", "the secret, as one line", secret, shown)?;
        if secret.trim() != secret {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "client secret",
                "the secret alone",
                "a space at an end",
            ));
        }
        let uri = Uri::try_from(url.as_str()).map_err(|_| {
            Error::new(ErrorCode::InvalidInput, "tenant", "a part of a path", "another form")
        })?;
        let secret = Zeroizing::new(String::from(secret));
        Ok(Self { url, uri, client_id: String::from(client_id), secret, scope })
    }

    /// The method, which is always `POST`.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        "POST"
    }

    /// The URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Names and values of the headers.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        core::iter::once(("content-type", FORM))
    }

    /// The body, a form. It holds the secret.
    #[must_use]
    pub fn body(&self) -> Bytes {
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", &self.client_id),
            ("client_secret", &self.secret),
            ("scope", self.scope),
        ];
        let mut form = String::new();
        for (name, value) in fields {
            if !form.is_empty() {
                form.push('&');
            }
            form.push_str(name);
            form.push('=');
            encode(value, &mut form);
        }
        Bytes::from(form)
    }

    /// The request, for any client that takes the types of the `http` crate.
    #[must_use]
    pub fn request(&self) -> Request<Bytes> {
        let mut request = Request::new(self.body());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        *request.version_mut() = Version::HTTP_11;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
        request
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

impl fmt::Debug for TokenRequest {
    /// Where it goes, and for whom.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("url", &self.url)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

fn check(
    subject: &'static str,
    expected: &'static str,
    text: &str,
    allowed: impl Fn(char) -> bool,
) -> Result<()> {
    let refuse = |found| Err(Error::new(ErrorCode::InvalidInput, subject, expected, found));
    if text.is_empty() {
        return refuse(String::from("an empty text"));
    }
    if text.len() > MAX_BYTES {
        return refuse(format!("{} bytes", text.len()));
    }
    match stranger(text, allowed) {
        Some(found) => refuse(found),
        None => Ok(()),
    }
}

fn check_package_sid(sid: &str) -> Result<()> {
    const SUBJECT: &str = "package sid";
    const EXPECTED: &str = "ms-app:// and a SID that begins with s-1-15-2-";
    check(SUBJECT, EXPECTED, sid, |c| c.is_ascii_graphic())?;
    let refuse = |found| Err(Error::new(ErrorCode::InvalidInput, SUBJECT, EXPECTED, found));
    let lower = sid.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("ms-app://") else {
        return refuse("another beginning");
    };
    let Some(numbers) = rest.strip_prefix("s-1-15-2-") else {
        return refuse("another SID");
    };
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if numbers.split('-').all(number) { Ok(()) } else { refuse("other numbers in the SID") }
}

/// Percent-encodes a value of a form.
fn encode(value: &str, form: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).map_or('0', |byte| char::from(*byte));
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            form.push(char::from(byte));
        } else {
            form.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
        }
    }
}
