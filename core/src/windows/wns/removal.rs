//! Toasts taken back.

use alloc::string::String;
use core::fmt;

use bytes::Bytes;
use http::{HeaderValue, Method, Request};

use super::builder::label;
use super::notification::of_wns;
use super::token_reply::AccessToken;
use crate::error::{Error, ErrorCode, Result};
use crate::given;
use crate::header::{Headers, refuse};
use crate::json::Object;
use crate::windows::channel::Channel;
use crate::windows::request;

const MATCH: &str = "x-wns-match";

/// Takes toasts out of the notification center of a phone, by tag and group.
///
/// ```
/// use waxwing::time::Timestamp;
/// use waxwing::windows::Channel;
/// use waxwing::windows::wns::{AccessToken, ToastRemoval};
///
/// let token = AccessToken::new("EgAcAQMAAAAE", Timestamp::from_secs(1_763_846_400)?)?;
/// let channel = Channel::parse("https://db5.notify.windows.com/?token=AwYAAAB8TgU")?;
/// let request = ToastRemoval::group("orders")?.request(&channel, &token)?;
/// assert_eq!(request.method(), "DELETE");
/// assert_eq!(request.headers()["x-wns-match"], "type:wns/toast;group=orders");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Microsoft, "Push notification service request and response headers".
#[derive(Clone)]
pub struct ToastRemoval {
    headers: Headers,
}

impl ToastRemoval {
    /// The names of [`from_options`](Self::from_options) with the kind of each value.
    pub const OPTIONS: &'static [(&'static str, &'static str)] =
        &[("tag", "text"), ("group", "text"), ("all", "flag")];

    /// All toasts of the app.
    #[must_use]
    pub fn all() -> Self {
        Self::matching(HeaderValue::from_static("type:wns/toast;all"))
    }

    /// The toast with this tag and without a group.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidHeaderValue`] about `x-wns-match`.
    pub fn tag(tag: &str) -> Result<Self> {
        Self::parts(&["tag=", &label(MATCH, String::from(tag))?])
    }

    /// All toasts of this group.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidHeaderValue`] about `x-wns-match`.
    pub fn group(group: &str) -> Result<Self> {
        Self::parts(&["group=", &label(MATCH, String::from(group))?])
    }

    /// The toast with this tag in this group.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidHeaderValue`] about `x-wns-match`.
    pub fn tag_in_group(tag: &str, group: &str) -> Result<Self> {
        let (tag, group) = (label(MATCH, String::from(tag))?, label(MATCH, String::from(group))?);
        Self::parts(&["group=", &group, ";tag=", &tag])
    }

    /// From a document of options: `tag`, `group` or both, or `all` with true.
    ///
    /// # Errors
    ///
    /// Those of the others; [`ErrorCode::InvalidInput`] for unknown names, for values of another
    /// kind, when nothing is given, and when `all` stands beside the others.
    pub fn from_options(options: &Object) -> Result<Self> {
        let (mut tag, mut group, mut all) = (None, None, false);
        for (option, given) in given::options(options, None, Self::OPTIONS, "")? {
            match option {
                "tag" => tag = given.text()?,
                "group" => group = given.text()?,
                _ => all = given.flag()?,
            }
        }
        match (tag, group, all) {
            (None, None, true) => Ok(Self::all()),
            (Some(tag), None, false) => Self::tag(&tag),
            (None, Some(group), false) => Self::group(&group),
            (Some(tag), Some(group), false) => Self::tag_in_group(&tag, &group),
            (None, None, false) => Err(Error::new(
                ErrorCode::InvalidInput,
                "options",
                "tag, group or both, or all",
                "none of them",
            )),
            _ => Err(Error::new(
                ErrorCode::InvalidInput,
                "options",
                "tag and group, or all",
                "all beside another",
            )),
        }
    }

    fn parts(parts: &[&str]) -> Result<Self> {
        let value = ["type:wns/toast;", &parts.concat()].concat();
        let value = HeaderValue::try_from(value)
            .map_err(|_| refuse(MATCH, "letters and digits", "other characters"))?;
        Ok(Self::matching(value))
    }

    fn matching(value: HeaderValue) -> Self {
        let mut headers = Headers::new();
        headers.push_value(MATCH, value);
        Self { headers }
    }

    /// The request over one channel, without a body.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::WrongChannel`] about `channel uri` unless it is one of WNS.
    pub fn request(&self, channel: &Channel, token: &AccessToken) -> Result<Request<Bytes>> {
        of_wns(channel)?;
        let authorization = Some(token.header_value());
        Ok(request::request(Method::DELETE, channel, authorization, &self.headers, Bytes::new()))
    }
}

impl fmt::Debug for ToastRemoval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.headers.iter()).finish()
    }
}
