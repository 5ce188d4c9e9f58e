//! Channel URIs: where a notification goes, and which service stands there.

use alloc::format;
use alloc::string::String;
use core::fmt;

use http::Uri;

use crate::action::named;
use crate::error::{Error, ErrorCode, Result};
use crate::header::stranger;

/// The longest URI of MPNS (Microsoft: Sending push notifications for Windows Phone).
const MAX_MPNS_BYTES: usize = 1024;

/// The longest URI that is read. WNS documents none for its own; they have some 300 characters.
const MAX_BYTES: usize = 2048;

const WNS_HOST: &str = "notify.windows.com";
const MPNS_HOST: &str = "notify.live.net";

/// What MPNS puts in front of the path of a channel that anyone may send to.
const UNAUTHENTICATED: &str = "throttledthirdparty";
/// The same for senders that show a certificate.
const AUTHENTICATED: &str = "unthrottledthirdparty";
/// What WNS puts in front of the path of an endpoint of Web Push.
const WEB_PUSH: &str = "w";

named! {
    /// Which service a channel belongs to.
    ChannelKind {
        /// MPNS, for senders without a certificate. The service ended in 2018.
        Mpns = "mpns",
        /// MPNS, for senders with a client certificate. The service ended in 2018.
        MpnsAuthenticated = "mpns_authenticated",
        /// WNS, the push service of Windows.
        Wns = "wns",
        /// Web Push (RFC 8030) at a host of WNS: what Edge gives to websites. Nothing here sends
        /// to it.
        WebPush = "web_push",
    }
}

/// The URI of a channel: one app on one device, as the app got it from Windows.
///
/// It is checked and never changed: opaque, with its case and escapes. Whoever posts to any URI
/// that comes in gives content and access token away, to whom the URI names.
///
/// ```
/// use waxwing::error::ErrorCode;
/// use waxwing::windows::{Channel, ChannelKind};
///
/// let channel = Channel::parse("https://db5.notify.windows.com/?token=AwYAAAB%2fkQ%3d%3d")?;
/// assert_eq!((channel.kind(), channel.host()), (ChannelKind::Wns, "db5.notify.windows.com"));
///
/// let forged = Channel::parse("https://notify.windows.com@example.com/?token=AwYAAAB");
/// assert_eq!(forged.unwrap_err().code(), ErrorCode::InvalidChannelUri);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Microsoft, "Windows Push Notification Services (WNS) overview"; for MPNS, "Sending push
/// notifications for Windows Phone".
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Channel {
    kind: ChannelKind,
    uri: Uri,
    text: String,
    host_at: (usize, usize),
}

impl Channel {
    /// Reads a channel URI.
    ///
    /// The service follows from the URI alone, whatever an app calls its platform: a Windows
    /// Phone 8.1 may have a channel of WNS.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidChannelUri`] unless it is `https` at `notify.windows.com` or a host
    /// below it, or `http` and `throttledthirdparty` or `https` and `unthrottledthirdparty` below
    /// `notify.live.net`; for user info, a port, a fragment, a path with dots for folders, and
    /// more than 2048 characters, of MPNS 1024.
    pub fn parse(uri: &str) -> Result<Self> {
        if uri.len() > MAX_BYTES {
            return Err(refuse(
                format!("at most {MAX_BYTES} characters"),
                format!("{} bytes", uri.len()),
            ));
        }
        // Besides what is no URI: a backslash, which browsers take for a slash.
        let foreign = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
        if let Some(found) = stranger(uri, foreign) {
            return Err(refuse("characters that URIs have", found));
        }
        let (secure, rest) = if let Some(rest) = uri.strip_prefix("https://") {
            (true, rest)
        } else if let Some(rest) = uri.strip_prefix("http://") {
            (false, rest)
        } else {
            return Err(refuse("a URI that begins with https://", "another beginning"));
        };
        if rest.contains('#') {
            return Err(refuse("no fragment", "a fragment"));
        }
        let authority_ends = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, target) = rest.split_at(authority_ends);
        if host.contains('@') {
            return Err(refuse("no user info", "user info before the host"));
        }
        if host.contains(':') {
            return Err(refuse("no port", "a port, or an address in the place of a host"));
        }
        let path = target.split('?').next().unwrap_or_default();
        if !path.starts_with('/') {
            return Err(refuse("a path", "none"));
        }
        if path.split('/').any(is_dots) {
            return Err(refuse("a path without folders of dots", "such a folder"));
        }
        let folder = path.split('/').nth(1).unwrap_or_default();
        let kind = kind(secure, host, folder)?;
        if matches!(kind, ChannelKind::Mpns | ChannelKind::MpnsAuthenticated)
            && uri.len() > MAX_MPNS_BYTES
        {
            return Err(refuse(
                format!("at most {MAX_MPNS_BYTES} characters"),
                format!("{} bytes", uri.len()),
            ));
        }
        let host_begins = uri.len() - rest.len();
        let parsed = Uri::try_from(uri).map_err(|_| refuse("a URI", "another form"))?;
        Ok(Self {
            kind,
            uri: parsed,
            text: String::from(uri),
            host_at: (host_begins, host_begins + host.len()),
        })
    }

    /// Which service it belongs to.
    #[must_use]
    pub const fn kind(&self) -> ChannelKind {
        self.kind
    }

    /// The URI, as it was given.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.text
    }

    /// The host, as it was given.
    #[must_use]
    pub fn host(&self) -> &str {
        let (begin, end) = self.host_at;
        self.text.get(begin..end).unwrap_or_default()
    }

    pub(super) const fn as_uri(&self) -> &Uri {
        &self.uri
    }
}

impl fmt::Debug for Channel {
    /// Kind and host: who has the rest of the URI of MPNS can send to the device.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel")
            .field("kind", &self.kind)
            .field("host", &self.host())
            .finish_non_exhaustive()
    }
}

fn refuse(
    expected: impl Into<alloc::borrow::Cow<'static, str>>,
    found: impl Into<alloc::borrow::Cow<'static, str>>,
) -> Error {
    Error::new(ErrorCode::InvalidChannelUri, "channel uri", expected, found)
}

/// Which service, by what a URI begins with.
fn kind(secure: bool, host: &str, folder: &str) -> Result<ChannelKind> {
    if is_at(host, WNS_HOST) {
        return match (secure, folder) {
            (true, WEB_PUSH) => Ok(ChannelKind::WebPush),
            (true, _) => Ok(ChannelKind::Wns),
            (false, _) => Err(refuse("https for WNS", "http")),
        };
    }
    if is_at(host, MPNS_HOST) && host.len() > MPNS_HOST.len() {
        return match (secure, folder) {
            (false, UNAUTHENTICATED) => Ok(ChannelKind::Mpns),
            (true, AUTHENTICATED) => Ok(ChannelKind::MpnsAuthenticated),
            _ => Err(refuse(
                "for MPNS, http and throttledthirdparty or https and unthrottledthirdparty",
                "another pair of scheme and path",
            )),
        };
    }
    Err(refuse("a host of WNS or MPNS", "another host"))
}

/// Whether `host` is `service` or a host below it, and every label has letters, digits and hyphens.
fn is_at(host: &str, service: &str) -> bool {
    let Some(at) = host.len().checked_sub(service.len()) else { return false };
    let (Some(below), Some(end)) = (host.get(..at), host.get(at..)) else { return false };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    end.eq_ignore_ascii_case(service)
        && (below.is_empty()
            || below.strip_suffix('.').is_some_and(|below| below.split('.').all(label)))
}

/// Whether a folder is `.` or `..`, in one of their spellings: clients would take it away, and the
/// one before it.
fn is_dots(folder: &str) -> bool {
    let plain = folder.replace("%2e", ".").replace("%2E", ".");
    plain == "." || plain == ".."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uri_stays_as_it_is() {
        for uri in [
            "https://db5.notify.windows.com/?token=AwYAAAB%2fkQ%3d%3d&x=%zz",
            "https://NOTIFY.windows.com/a//b/?",
            "http://sn1.notify.live.net/throttledthirdparty/01.00/AAQ:~!$'()*,;=@[]",
        ] {
            let channel = Channel::parse(uri).unwrap();
            assert_eq!(channel.uri(), uri);
            assert_eq!(format!("{}", channel.as_uri()), uri);
        }
    }

    #[test]
    fn debug_output_keeps_the_secret_part() {
        let channel =
            Channel::parse("http://sn1.notify.live.net/throttledthirdparty/01.00/SECRET").unwrap();
        assert!(!format!("{channel:?}").contains("SECRET"));
    }
}
