//! How often the headers of a push change: what HPACK should remember.

/// How long the value of a header lasts on one connection.
///
/// HTTP/2 libraries that let you choose should index what is [`Fixed`](Self::Fixed), replace what
/// is [`Hourly`](Self::Hourly) when it changes, and send what is [`Unique`](Self::Unique) as a
/// literal without indexing, so that it does not push the others out of a small table
/// (RFC 7541 section 6.2; Apple: Sending notification requests to APNs).
///
/// ```
/// use waxwing::apns::{HeaderStability, header_stability};
///
/// assert_eq!(header_stability("apns-topic"), HeaderStability::Fixed);
/// assert_eq!(header_stability("authorization"), HeaderStability::Hourly);
/// assert_eq!(header_stability(":path").name(), "unique");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum HeaderStability {
    /// The same, or one of a few values, in all requests of a kind.
    Fixed,
    /// The provider token: replaced every 20 to 60 minutes.
    Hourly,
    /// Another one in almost every request.
    Unique,
}

impl HeaderStability {
    /// Every value, the most stable first.
    pub const ALL: &'static [Self] = &[Self::Fixed, Self::Hourly, Self::Unique];

    /// The stable name, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Hourly => "hourly",
            Self::Unique => "unique",
        }
    }
}

/// How often the value of a header changes, by its name in lower case, for all requests of this
/// module. Unknown ones count as [`HeaderStability::Unique`]: not indexing them harms nothing.
#[must_use]
pub fn header_stability(name: &str) -> HeaderStability {
    match name {
        ":authority" | ":method" | ":scheme" | "apns-channel-id" | "apns-priority"
        | "apns-push-type" | "apns-topic" | "content-type" | "host" => HeaderStability::Fixed,
        "authorization" => HeaderStability::Hourly,
        _ => HeaderStability::Unique,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apns::{Environment, Expiration, Notification, Priority};
    use alloc::vec::Vec;

    #[test]
    fn headers_of_a_push_have_their_stability() {
        let push = Notification::alert("com.example.app", "a")
            .priority(Priority::Immediate)
            .expiration(Expiration::Once)
            .collapse_id("a")
            .apns_id("eabeae54-14a8-11e5-b60b-1697f925ec7b")
            .build()
            .unwrap()
            .prepare(Environment::Sandbox);
        let fixed: Vec<&str> = push
            .headers()
            .map(|(name, _)| name)
            .filter(|name| header_stability(name) == HeaderStability::Fixed)
            .collect();
        assert_eq!(fixed, ["apns-topic", "apns-push-type", "apns-priority", "content-type"]);
        for name in [":path", "apns-id", "apns-expiration", "apns-collapse-id", "", "x"] {
            assert_eq!(header_stability(name), HeaderStability::Unique, "{name}");
        }
    }
}
