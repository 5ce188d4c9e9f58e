//! How strictly an answer's times are judged.

/// How far clocks may differ, in milliseconds: a minute, as in Apple's own libraries.
pub const DEFAULT_SKEW_MILLIS: u32 = 60_000;

/// How strictly an answer is judged.
///
/// ```
/// use waxwing::x509::ocsp::Rules;
///
/// // Answers without nextUpdate count for an hour; clocks may differ by ten seconds.
/// let rules = Rules::default().max_age_millis(3_600_000).skew_millis(10_000);
/// # let _ = rules;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    pub(super) skew_millis: u32,
    pub(super) max_age_millis: Option<u32>,
    pub(super) require_no_check: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { skew_millis: DEFAULT_SKEW_MILLIS, max_age_millis: None, require_no_check: false }
    }
}

impl Rules {
    /// How far thisUpdate and producedAt may lie in the future, and nextUpdate in the past, in
    /// milliseconds; [`DEFAULT_SKEW_MILLIS`] unless set.
    #[must_use]
    pub const fn skew_millis(mut self, millis: u32) -> Self {
        self.skew_millis = millis;
        self
    }

    /// How long after its thisUpdate an answer without nextUpdate counts, in milliseconds. Unless
    /// set, such an answer is stale: it could be replayed for ever.
    #[must_use]
    pub const fn max_age_millis(mut self, millis: u32) -> Self {
        self.max_age_millis = Some(millis);
        self
    }

    /// Refuses delegated responders whose certificate lacks id-pkix-ocsp-nocheck (RFC 6960
    /// section 4.2.2.2.1). Without it, one would have to ask whether the responder's own
    /// certificate has been revoked; nobody does, so unless this is set its issuer's signature
    /// and its dates are enough, as in Apple's own libraries.
    #[must_use]
    pub const fn require_no_check(mut self) -> Self {
        self.require_no_check = true;
        self
    }
}
