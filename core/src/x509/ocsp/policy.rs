//! What follows from statuses.

use super::status::Status;
use crate::error::{Error, ErrorCode, Result};

/// What to do about certificates whose status is not known for sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Accepts whatever the statuses are; nothing needs to be asked.
    #[default]
    Off,
    /// Refuses revoked and unknown certificates, and accepts where no answer could be had. This
    /// helps against accidents, not against somebody who can suppress answers.
    Soft,
    /// Accepts only certificates that are known to be good.
    Required,
}

/// What a [`Policy`] decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Nothing speaks against the certificates, as far as the policy asks.
    Accept,
    /// A certificate is revoked or unknown, or nothing was asked although the policy requires it.
    Refuse,
    /// Neither: the policy requires an answer and none that counts came. Ask again later.
    TryAgain,
}

impl Policy {
    /// Every policy.
    pub const ALL: &'static [Self] = &[Self::Off, Self::Soft, Self::Required];

    /// The snake_case name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Soft => "soft",
            Self::Required => "required",
        }
    }

    /// The policy with this name.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `revocation` for another text.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|policy| policy.name() == name).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidInput,
                "revocation",
                "off, soft or required",
                "another text",
            )
        })
    }

    /// Decides, given one status for each certificate below the root.
    ///
    /// The worst status counts. `unknown` is worse than no answer: an authorized responder says
    /// that its issuer does not know this certificate.
    ///
    /// ```
    /// use waxwing::x509::ocsp::{Decision, Policy, Status};
    ///
    /// let statuses = [Status::Unreachable];
    /// assert_eq!(Policy::Off.judge(&statuses), Decision::Accept);
    /// assert_eq!(Policy::Soft.judge(&statuses), Decision::Accept);
    /// assert_eq!(Policy::Required.judge(&statuses), Decision::TryAgain);
    /// assert_eq!(Policy::Required.judge(&[]), Decision::Refuse);
    /// ```
    #[must_use]
    pub fn judge(self, statuses: &[Status]) -> Decision {
        if self == Self::Off {
            return Decision::Accept;
        }
        let refused =
            |status: &Status| matches!(status, Status::Revoked { .. } | Status::Unknown { .. });
        if statuses.iter().any(refused) {
            return Decision::Refuse;
        }
        match self {
            Self::Required if statuses.is_empty() => Decision::Refuse,
            Self::Required if !statuses.iter().all(Status::is_good) => Decision::TryAgain,
            _ => Decision::Accept,
        }
    }
}

impl Decision {
    /// The snake_case name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refuse => "refuse",
            Self::TryAgain => "try_again",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_found_by_its_name() {
        for policy in Policy::ALL {
            assert_eq!(Policy::from_name(policy.name()), Ok(*policy));
        }
        let error = Policy::from_name("hard").unwrap_err();
        assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidInput, "revocation"));
    }
}
