//! Why an answer proves nothing.

use alloc::borrow::Cow;
use core::fmt;

use crate::error::ErrorCode;
use crate::x509::read::Cause;

/// The rule that an answer broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// The response is not signed by its responder with a supported algorithm.
    BadSignature,
    /// The bytes are not a strict DER OCSP response.
    Malformed,
    /// The response says nothing about the certificate that was asked about.
    NoMatch,
    /// The response repeats another nonce than the one that was sent.
    Nonce,
    /// The response lies in the future of the time of check.
    NotYetValid,
    /// The response is larger than the limits.
    TooLarge,
    /// Whoever signed the response may not speak for the issuer.
    Unauthorized,
    /// A critical extension of the response is not understood.
    UnhandledCritical,
}

impl FaultKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::BadSignature,
        Self::Malformed,
        Self::NoMatch,
        Self::Nonce,
        Self::NotYetValid,
        Self::TooLarge,
        Self::Unauthorized,
        Self::UnhandledCritical,
    ];

    /// The stable snake_case name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BadSignature => "ocsp_bad_signature",
            Self::Malformed => "ocsp_malformed",
            Self::NoMatch => "ocsp_no_match",
            Self::Nonce => "ocsp_nonce",
            Self::NotYetValid => "ocsp_not_yet_valid",
            Self::TooLarge => "ocsp_too_large",
            Self::Unauthorized => "ocsp_unauthorized",
            Self::UnhandledCritical => "ocsp_unhandled_critical",
        }
    }

    /// The code of the error that follows where a policy refuses for this reason.
    #[must_use]
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::BadSignature => ErrorCode::OcspBadSignature,
            Self::Malformed => ErrorCode::OcspMalformed,
            Self::NoMatch => ErrorCode::OcspNoMatch,
            Self::Nonce => ErrorCode::OcspNonce,
            Self::NotYetValid => ErrorCode::OcspNotYetValid,
            Self::TooLarge => ErrorCode::TooLarge,
            Self::Unauthorized => ErrorCode::OcspUnauthorized,
            Self::UnhandledCritical => ErrorCode::OcspUnhandledCritical,
        }
    }

    /// The broken rule in words, with its source.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        self.code().rule()
    }
}

/// Why an answer proves nothing: the rule and what was found.
#[derive(Clone, PartialEq, Eq)]
pub struct Fault {
    kind: FaultKind,
    found: Cow<'static, str>,
}

impl Fault {
    pub(super) fn new(kind: FaultKind, found: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, found: found.into() }
    }

    /// Which rule was broken.
    #[must_use]
    pub const fn kind(&self) -> FaultKind {
        self.kind
    }

    /// What was found instead.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl From<Cause> for Fault {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Malformed(found) => Self { kind: FaultKind::Malformed, found },
            Cause::Known(error) => {
                let kind = match error.code() {
                    ErrorCode::TooLarge => FaultKind::TooLarge,
                    _ => FaultKind::Malformed,
                };
                Self { kind, found: Cow::Owned(error.found().into()) }
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OCSP response: {}; found {}", self.kind.rule(), self.found)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.kind.name())
    }
}

impl core::error::Error for Fault {}
