//! What an answer says about a certificate.

use alloc::borrow::Cow;
use alloc::format;

use super::fault::Fault;
use crate::time::Timestamp;

/// What is known about a certificate, each case apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// Not revoked (RFC 6960 section 2.2).
    Good {
        /// How long the answer counts.
        cache_until: Timestamp,
    },
    /// Revoked, for good or on hold.
    ///
    /// A revocation for good still counts after its answer expired: it cannot be undone.
    Revoked {
        /// Since when.
        since: Timestamp,
        /// Why, if the responder says so.
        reason: Option<RevocationReason>,
        /// How long the answer counts; `None` if it has expired already.
        cache_until: Option<Timestamp>,
    },
    /// The responder does not know the certificate.
    Unknown {
        /// How long the answer counts.
        cache_until: Timestamp,
    },
    /// Genuine, but too old to prove anything.
    Stale {
        /// Since when; `None` where the answer never says how long it counts.
        since: Option<Timestamp>,
    },
    /// The responder gave no answer but an error. Errors are not signed.
    Refused(ResponseStatus),
    /// The answer proves nothing, and why.
    Invalid(Fault),
    /// There was no answer. Only the host, which sends requests, can know that.
    Unreachable,
}

impl Status {
    /// The snake_case name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Good { .. } => "good",
            Self::Revoked { .. } => "revoked",
            Self::Unknown { .. } => "unknown",
            Self::Stale { .. } => "stale",
            Self::Refused(_) => "refused",
            Self::Invalid(_) => "invalid",
            Self::Unreachable => "unreachable",
        }
    }

    /// Since when it is revoked, or since when the answer is too old.
    #[must_use]
    pub const fn since(&self) -> Option<Timestamp> {
        match self {
            Self::Revoked { since, .. } => Some(*since),
            Self::Stale { since } => *since,
            _ => None,
        }
    }

    /// Why it is revoked, if the responder says so.
    #[must_use]
    pub const fn reason(&self) -> Option<RevocationReason> {
        match self {
            Self::Revoked { reason, .. } => *reason,
            _ => None,
        }
    }

    /// Whether the certificate is known not to be revoked.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        matches!(self, Self::Good { .. })
    }

    /// Until when the answer may be kept and verified again instead of asking anew: nextUpdate,
    /// or less where the responder's own certificate ends before. `None` for what is not worth
    /// keeping.
    #[must_use]
    pub const fn cache_until(&self) -> Option<Timestamp> {
        match self {
            Self::Good { cache_until } | Self::Unknown { cache_until } => Some(*cache_until),
            Self::Revoked { cache_until, .. } => *cache_until,
            _ => None,
        }
    }

    /// Whether asking again soon may help.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        match self {
            Self::Stale { .. } | Self::Invalid(_) | Self::Unreachable => true,
            Self::Refused(status) => status.is_retryable(),
            Self::Good { .. } | Self::Revoked { .. } | Self::Unknown { .. } => false,
        }
    }
}

impl From<Fault> for Status {
    fn from(fault: Fault) -> Self {
        Self::Invalid(fault)
    }
}

/// OCSPResponseStatus (RFC 6960 section 4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResponseStatus {
    /// 0: an answer follows.
    Successful,
    /// 1: the responder does not understand the request.
    MalformedRequest,
    /// 2: the responder is not well. Ask again.
    InternalError,
    /// 3: the responder is busy. Ask again.
    TryLater,
    /// 5: the responder wants signed requests.
    SigRequired,
    /// 6: the responder does not answer this client, or not about this issuer.
    Unauthorized,
    /// A number without a meaning, such as 4.
    Other(u8),
}

impl ResponseStatus {
    /// From its number.
    #[must_use]
    pub const fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Successful,
            1 => Self::MalformedRequest,
            2 => Self::InternalError,
            3 => Self::TryLater,
            5 => Self::SigRequired,
            6 => Self::Unauthorized,
            other => Self::Other(other),
        }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Successful => 0,
            Self::MalformedRequest => 1,
            Self::InternalError => 2,
            Self::TryLater => 3,
            Self::SigRequired => 5,
            Self::Unauthorized => 6,
            Self::Other(other) => other,
        }
    }

    /// The snake_case name; the number where there is none.
    #[must_use]
    pub fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Successful => "successful",
            Self::MalformedRequest => "malformed_request",
            Self::InternalError => "internal_error",
            Self::TryLater => "try_later",
            Self::SigRequired => "sig_required",
            Self::Unauthorized => "unauthorized",
            Self::Other(number) => return Cow::Owned(format!("{number}")),
        })
    }

    /// Whether the same request may succeed later.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::InternalError | Self::TryLater)
    }
}

/// CRLReason (RFC 5280 section 5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RevocationReason {
    /// 0.
    Unspecified,
    /// 1: the key is in other hands.
    KeyCompromise,
    /// 2: the issuer's key is in other hands.
    CaCompromise,
    /// 3: the subject's name has changed.
    AffiliationChanged,
    /// 4: another certificate takes its place.
    Superseded,
    /// 5: it is no longer needed.
    CessationOfOperation,
    /// 6: for the time being. The only one that can be undone.
    CertificateHold,
    /// 8: off hold; of no meaning in OCSP.
    RemoveFromCrl,
    /// 9: a privilege in it was withdrawn.
    PrivilegeWithdrawn,
    /// 10: the attribute authority's key is in other hands.
    AaCompromise,
    /// A number without a meaning.
    Other(u8),
}

impl RevocationReason {
    /// From its number.
    #[must_use]
    pub const fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::CaCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromCrl,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AaCompromise,
            other => Self::Other(other),
        }
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Unspecified => 0,
            Self::KeyCompromise => 1,
            Self::CaCompromise => 2,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
            Self::CertificateHold => 6,
            Self::RemoveFromCrl => 8,
            Self::PrivilegeWithdrawn => 9,
            Self::AaCompromise => 10,
            Self::Other(other) => other,
        }
    }

    /// The snake_case name that every language shows; the number where there is none.
    #[must_use]
    pub fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "key_compromise",
            Self::CaCompromise => "ca_compromise",
            Self::AffiliationChanged => "affiliation_changed",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessation_of_operation",
            Self::CertificateHold => "certificate_hold",
            Self::RemoveFromCrl => "remove_from_crl",
            Self::PrivilegeWithdrawn => "privilege_withdrawn",
            Self::AaCompromise => "aa_compromise",
            Self::Other(number) => return Cow::Owned(format!("{number}")),
        })
    }
}
