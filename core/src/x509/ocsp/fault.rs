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

    /// The broken rule in words, with its source.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::BadSignature => {
                "a response must be signed by its responder, with ECDSA and SHA-256 or SHA-384 (RFC 6960 section 3.2)"
            }
            Self::Malformed => "a response must be strict DER (RFC 6960 section 4.2.1)",
            Self::NoMatch => {
                "a response must be about the certificate in question (RFC 6960 section 3.2)"
            }
            Self::Nonce => {
                "a response must repeat the nonce that was sent, or none (RFC 6960 section 4.4.1)"
            }
            Self::NotYetValid => {
                "no time of a response may lie in the future of the time of check (RFC 6960 section 3.2)"
            }
            Self::TooLarge => "a response must keep to the documented size limits",
            Self::Unauthorized => {
                "a response must be signed by the certificate's issuer, or by a valid responder whose certificate that issuer signed for OCSP (RFC 6960 section 4.2.2.2)"
            }
            Self::UnhandledCritical => {
                "a critical extension must be understood (RFC 6960 section 4.4)"
            }
        }
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
