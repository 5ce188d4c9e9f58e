//! Channel URIs: where a notification goes, and which service stands there.

use waxwing_core::windows::{Channel, ChannelKind};

use crate::bytes::WaxwingStr;
use crate::error::WaxwingError;
use crate::fence;
use crate::status::{WaxwingStatus, same_names};
use crate::verdict::nth;

/// Which service a channel of Windows belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingChannelKind {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// MPNS, for senders without a certificate. The service ended in 2018.
    Mpns = 1,
    /// MPNS, for senders with a client certificate. The service ended in 2018.
    MpnsAuthenticated = 2,
    /// WNS, the push service of Windows.
    Wns = 3,
    /// Web Push (RFC 8030) at a host of WNS: what Edge gives to websites. Nothing here sends to it.
    WebPush = 4,
}

impl From<ChannelKind> for WaxwingChannelKind {
    fn from(kind: ChannelKind) -> Self {
        same_names! {
            kind, ChannelKind => Self, else Unknown: Mpns MpnsAuthenticated Wns WebPush
        }
    }
}

/// In the order of the numbers.
pub(crate) const CHANNEL_KINDS: [ChannelKind; 4] =
    [ChannelKind::Mpns, ChannelKind::MpnsAuthenticated, ChannelKind::Wns, ChannelKind::WebPush];

/// The URI of a channel: one app on one device, as the app got it from Windows. Whoever posts to any
/// URI that comes in gives content and access token away, to whom the URI names.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_channel_uri_free`.
pub struct WaxwingChannelUri(pub(super) Channel);

/// Reads a channel URI. The service follows from it alone. Free it with `waxwing_channel_uri_free`.
///
/// `WAXWING_STATUS_INVALID_CHANNEL_URI` for every other host, user info, a port, a fragment, and more
/// than 2048 characters, of MPNS 1024.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_uri_parse(
    uri: WaxwingStr,
    out_uri: *mut *mut WaxwingChannelUri,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let uri = unsafe { uri.text("channel uri") }?;
        Channel::parse(uri).map(WaxwingChannelUri)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_uri, "out_uri", out_error, make) }
}

/// Frees it. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_uri_free(uri: *mut WaxwingChannelUri) {
    // SAFETY: by contract.
    unsafe { fence::free(uri) }
}

/// Which service it belongs to.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_uri_kind(
    uri: *const WaxwingChannelUri,
) -> WaxwingChannelKind {
    // SAFETY: by contract.
    unsafe { fence::read(uri, WaxwingChannelKind::Unknown, |it| it.0.kind().into()) }
}

/// The URI, as it was given.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_uri_text(uri: *const WaxwingChannelUri) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(uri, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.uri())) }
}

/// The host, as it was given.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_channel_uri_host(uri: *const WaxwingChannelUri) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(uri, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.host())) }
}

/// The name of a `waxwing_channel_kind`, as all languages show it, such as `wns`; `{NULL, 0}` for a
/// number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_channel_kind_name(kind: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        WaxwingStr::of_option(nth(&CHANNEL_KINDS, kind).map(ChannelKind::name))
    })
}
