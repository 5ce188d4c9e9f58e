//! Where requests go.

use alloc::format;
use alloc::string::String;
use core::fmt;

use http::uri::Authority;

use super::header::stranger;
use crate::error::{Error, ErrorCode, Result};

/// Apple's two worlds: a device token, and a key with a scope, belong to exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Environment {
    /// Apps from the App Store, TestFlight and enterprise distribution.
    Production,
    /// Apps that Xcode installed; Apple also says "development".
    Sandbox,
}

impl Environment {
    /// Both of them.
    pub const ALL: &'static [Self] = &[Self::Production, Self::Sandbox];

    /// The lower-case name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
        }
    }

    /// From its [`name`](Self::name).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`].
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|environment| environment.name() == name).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidInput,
                "environment",
                "production or sandbox",
                "another text",
            )
        })
    }

    /// The host (Apple: Sending notification requests to APNs).
    #[must_use]
    pub const fn host(self) -> &'static str {
        match self {
            Self::Production => "api.push.apple.com",
            Self::Sandbox => "api.sandbox.push.apple.com",
        }
    }

    /// The host for the management of broadcast channels (Apple: Sending channel management
    /// requests to APNs).
    #[must_use]
    pub const fn channel_management_host(self) -> &'static str {
        match self {
            Self::Production => "api-manage-broadcast.push.apple.com",
            Self::Sandbox => "api-manage-broadcast.sandbox.push.apple.com",
        }
    }

    /// The port for the management of broadcast channels. The two differ, and equal those of
    /// Apple's old binary interface, which are shut down.
    #[must_use]
    pub const fn channel_management_port(self) -> u16 {
        match self {
            Self::Production => 2196,
            Self::Sandbox => 2195,
        }
    }
}

/// The port at Apple's hosts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Port {
    /// 2197, which exists so that a firewall can pass APNs and block other HTTPS.
    Alternative,
    /// 443.
    #[default]
    Https,
}

impl Port {
    /// The number.
    #[must_use]
    pub const fn number(self) -> u16 {
        match self {
            Self::Alternative => 2197,
            Self::Https => 443,
        }
    }

    /// From its number.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for a port that APNs does not serve.
    pub fn from_number(number: u16) -> Result<Self> {
        match number {
            443 => Ok(Self::Https),
            2197 => Ok(Self::Alternative),
            _ => {
                Err(Error::new(ErrorCode::InvalidInput, "port", "443 or 2197", format!("{number}")))
            }
        }
    }
}

/// Host and port that requests name in their URL.
///
/// ```
/// use waxwing::apns::{Endpoint, Environment, Port};
///
/// assert_eq!(Endpoint::from(Environment::Sandbox).authority(), "api.sandbox.push.apple.com");
/// let behind_firewall = Endpoint::new(Environment::Production, Port::Alternative);
/// assert_eq!(behind_firewall.authority(), "api.push.apple.com:2197");
/// assert_eq!(Endpoint::from_authority("localhost:8443")?.authority(), "localhost:8443");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Endpoint(Authority);

impl Endpoint {
    /// A host of Apple's.
    #[must_use]
    pub fn new(environment: Environment, port: Port) -> Self {
        Self(Authority::from_static(match (environment, port) {
            (Environment::Production, Port::Https) => "api.push.apple.com",
            (Environment::Production, Port::Alternative) => "api.push.apple.com:2197",
            (Environment::Sandbox, Port::Https) => "api.sandbox.push.apple.com",
            (Environment::Sandbox, Port::Alternative) => "api.sandbox.push.apple.com:2197",
        }))
    }

    /// Apple's host and port for the management of broadcast channels; they take no pushes.
    ///
    /// ```
    /// use waxwing::apns::{Endpoint, Environment};
    ///
    /// let endpoint = Endpoint::channel_management(Environment::Production);
    /// assert_eq!(endpoint.authority(), "api-manage-broadcast.push.apple.com:2196");
    /// ```
    #[must_use]
    pub fn channel_management(environment: Environment) -> Self {
        Self(Authority::from_static(match environment {
            Environment::Production => "api-manage-broadcast.push.apple.com:2196",
            Environment::Sandbox => "api-manage-broadcast.sandbox.push.apple.com:2195",
        }))
    }

    /// Any other host, such as a simulator: a name or address, and a port unless it is 443.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] unless it is `host` or `host:port`.
    pub fn from_authority(text: &str) -> Result<Self> {
        // The longest host name (RFC 1035 section 2.3.4) and a port.
        const MAX_BYTES: usize = 253 + ":65535".len();
        let refuse =
            |found| Error::new(ErrorCode::InvalidInput, "authority", "host or host:port", found);
        if text.len() > MAX_BYTES {
            return Err(refuse(format!("{} bytes", text.len())));
        }
        if let Some(found) = stranger(text, |c| c.is_ascii_alphanumeric() || "-.:[]_".contains(c)) {
            return Err(refuse(found));
        }
        let text = text.strip_suffix(":443").unwrap_or(text);
        let other = || refuse(String::from("another form"));
        let authority = Authority::try_from(text).map_err(|_| other())?;
        // What follows the host must be a port that is one.
        let port = text.get(authority.host().len()..).unwrap_or_default();
        if authority.host().is_empty() || !(port.is_empty() || authority.port_u16() > Some(0)) {
            return Err(other());
        }
        Ok(Self(authority))
    }

    /// Host and port; the port is left out when it is 443.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.0.as_str()
    }

    pub(super) const fn as_authority(&self) -> &Authority {
        &self.0
    }
}

impl From<Environment> for Endpoint {
    /// Apple's host, at port 443.
    fn from(environment: Environment) -> Self {
        Self::new(environment, Port::Https)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({})", self.authority())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_ports_fit_together() {
        for environment in Environment::ALL {
            assert_eq!(Environment::from_name(environment.name()), Ok(*environment));
            assert_eq!(Endpoint::from(*environment).authority(), environment.host());
            assert_eq!(
                Endpoint::new(*environment, Port::Alternative).authority(),
                format!("{}:{}", environment.host(), Port::Alternative.number())
            );
            assert_eq!(
                Endpoint::channel_management(*environment).authority(),
                format!(
                    "{}:{}",
                    environment.channel_management_host(),
                    environment.channel_management_port()
                )
            );
        }
        assert_eq!(Port::from_number(2197), Ok(Port::Alternative));
        assert!(Port::from_number(0).is_err());
        assert!(Environment::from_name("Sandbox").is_err());
    }

    #[test]
    fn another_host_is_host_and_port_only() {
        for good in ["localhost", "localhost:8443", "127.0.0.1:1", "[::1]:8443", "a.b"] {
            assert_eq!(Endpoint::from_authority(good).unwrap().authority(), good);
        }
        assert_eq!(Endpoint::from_authority("a.b:443").unwrap().authority(), "a.b");
        for bad in [
            "",
            ":80",
            "a:",
            "a:0",
            "a:65536",
            "a:b",
            "user@a",
            "a/b",
            "a b",
            "a\r\nb",
            "::1",
            "[::1",
            "a?b",
            "a#b",
            "\u{e9}",
            &"a".repeat(300),
        ] {
            let error = Endpoint::from_authority(bad).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidInput, "{bad:?}");
        }
    }
}
