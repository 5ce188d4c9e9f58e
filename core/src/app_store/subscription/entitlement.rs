//! Whether a purchase grants access at a time, and why.

use alloc::string::String;

use super::period::{SubscriptionPeriod, SubscriptionRenewal};
use super::state::SubscriptionState;
use crate::app_store::payload::{
    AutoRenewStatus, ExpirationIntent, InAppOwnershipType, NotificationType, ProductType,
    RevocationType, Subtype, TransactionReason,
};
use crate::app_store::verifier::DEFAULT_FUTURE_SKEW_MILLIS;
use crate::time::Timestamp;

macro_rules! names {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $($(#[doc = $variant_doc:literal])* $variant:ident = $text:literal,)+ }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $variant_doc])* $variant,)+
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that every language shows.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

names! {
    /// Whether a purchase grants access.
    pub enum EntitlementState {
        /// Access: paid for.
        Active = "active",
        /// No access: Apple still tries to bill.
        BillingRetry = "billingRetry",
        /// No access: over.
        Expired = "expired",
        /// Access: billing failed and the grace period runs.
        GracePeriod = "gracePeriod",
        /// No access yet: the first period begins later.
        NotStarted = "notStarted",
        /// No access: refunded, or family sharing ended.
        Revoked = "revoked",
        /// No transaction is known.
        Unknown = "unknown",
        /// Moved to a higher product whose transaction is not known yet: look it up.
        Upgraded = "upgraded",
    }
}

names! {
    /// Why a purchase grants access or does not.
    pub enum EntitlementReason {
        /// Active: bought.
        Purchased = "purchased",
        /// Active: renewed.
        Renewed = "renewed",
        /// Active: a refund was taken back (Apple: REFUND_REVERSED).
        RefundReversed = "refundReversed",
        /// Active: shared by a member of the family.
        FamilyShared = "familyShared",
        /// Billing failed: in grace period, retry or expired (Apple: expirationIntent 2).
        BillingError = "billingError",
        /// Expired: the customer cancelled (Apple: expirationIntent 1).
        CustomerCancelled = "customerCancelled",
        /// Expired: no consent to a price increase (Apple: expirationIntent 3).
        PriceIncreaseNotConsented = "priceIncreaseNotConsented",
        /// Expired: the product was not for sale (Apple: expirationIntent 4).
        ProductNotAvailable = "productNotAvailable",
        /// Expired for another reason (Apple: expirationIntent 5, or one not known here).
        OtherReason = "otherReason",
        /// Expired: renewal was switched off; Apple gave no reason yet.
        RenewalOff = "renewalOff",
        /// Expired by what is known, but it was to renew: ask the App Store Server API.
        RenewalNotSeen = "renewalNotSeen",
        /// Expired: a non-renewing subscription ran out.
        PeriodEnded = "periodEnded",
        /// Expired, and nothing tells why.
        NotTold = "notTold",
        /// Revoked: refunded, without a word how much.
        Refunded = "refunded",
        /// Revoked: refunded in full (Apple: REFUND_FULL).
        RefundedFull = "refundedFull",
        /// Revoked: refunded in part (Apple: REFUND_PRORATED).
        RefundedProrated = "refundedProrated",
        /// Revoked: family sharing ended (Apple: FAMILY_REVOKE).
        FamilyRevoked = "familyRevoked",
        /// Upgraded (Apple: isUpgraded).
        Upgraded = "upgraded",
        /// The first period lies in the future.
        BeginsLater = "beginsLater",
        /// Unknown: no transaction was applied.
        NothingKnown = "nothingKnown",
    }
}

impl EntitlementState {
    /// Whether to let the customer in: active or in the grace period.
    #[must_use]
    pub const fn grants_access(self) -> bool {
        matches!(self, Self::Active | Self::GracePeriod)
    }
}

/// Whether a purchase grants access at a time, and why.
///
/// ```
/// use waxwing::app_store::{EntitlementReason, Environment, SubscriptionState};
/// use waxwing::time::Timestamp;
///
/// let state = SubscriptionState::new("com.example.app", Environment::Sandbox, "1000");
/// let entitlement = state.entitlement_at(Timestamp::from_millis(1_763_760_000_000));
/// assert!(!entitlement.grants_access());
/// assert_eq!(entitlement.state.name(), "unknown");
/// assert_eq!(entitlement.reason, EntitlementReason::NothingKnown);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entitlement {
    /// Whether.
    pub state: EntitlementState,
    /// Why.
    pub reason: EntitlementReason,
    /// The product that is granted, or was last; after an upgrade the new one, if it is known.
    pub product_id: Option<String>,
    /// The transaction that decides.
    pub transaction_id: Option<String>,
    /// Since when it is so, as far as it is known.
    pub since: Option<Timestamp>,
    /// Until when it stays so if no further event comes: end of access, or its beginning.
    /// `None`: for good.
    pub until: Option<Timestamp>,
}

impl Entitlement {
    /// Whether to let the customer in.
    #[must_use]
    pub const fn grants_access(&self) -> bool {
        self.state.grants_access()
    }
}

impl SubscriptionState {
    /// Whether the purchase grants access at a time, and why.
    ///
    /// The rules, first match wins:
    ///
    /// 1. The latest bought period that has begun, has not expired and is neither revoked nor
    ///    upgraded grants access. A purchase may begin up to a minute in the future
    ///    ([`DEFAULT_FUTURE_SKEW_MILLIS`]), for clocks that differ.
    /// 2. Otherwise the latest period tells why not: revoked, upgraded, or expired.
    /// 3. An expired one grants access until the end of the grace period, if renewal info that
    ///    knows the period names one (Apple: gracePeriodExpiresDate).
    /// 4. After that, billing is retried (Apple: isInBillingRetryPeriod), or it is over, for the
    ///    reason of the renewal info or of the notification of the expiry.
    ///
    /// A refund counts from its revocation date on, whether full or prorated. What has no expiry
    /// date, such as a non-consumable, is active until it is revoked; for a non-renewing
    /// subscription without one the app has to count for itself.
    #[must_use]
    pub fn entitlement_at(&self, now: Timestamp) -> Entitlement {
        let periods = self.periods();
        let latest = now.saturating_add_millis(DEFAULT_FUTURE_SKEW_MILLIS);
        let begun = |by: Timestamp| {
            periods.iter().rev().filter(move |period| period.purchased_at.is_none_or(|at| at <= by))
        };
        let grants = |period: &&SubscriptionPeriod| period.end().is_none_or(|end| now < end);
        if let Some(period) = begun(now).find(grants).or_else(|| begun(latest).find(grants)) {
            return period.active();
        }
        if let Some(period) = begun(now).next().or_else(|| begun(latest).next()) {
            // Renewal info and notices tell of the last period of all.
            let is_last = periods.last() == Some(period);
            let renewal = self.renewal().filter(|_| is_last);
            return period.over(now, renewal.as_ref(), || {
                self.fresh_expiry()
                    .filter(|_| is_last)
                    .filter(|notice| {
                        notice.notification_type.as_deref()
                            == Some(NotificationType::Expired.as_str())
                    })
                    .map(|notice| {
                        expiry_reason(notice.subtype.as_deref().map(Subtype::from).as_ref())
                    })
            });
        }
        match periods.first() {
            Some(period) => Entitlement {
                until: period.purchased_at,
                ..period.verdict(EntitlementState::NotStarted, EntitlementReason::BeginsLater)
            },
            None => Entitlement {
                state: EntitlementState::Unknown,
                reason: EntitlementReason::NothingKnown,
                product_id: None,
                transaction_id: None,
                since: None,
                until: None,
            },
        }
    }
}

impl SubscriptionPeriod {
    fn verdict(&self, state: EntitlementState, reason: EntitlementReason) -> Entitlement {
        Entitlement {
            state,
            reason,
            product_id: self.product_id.clone(),
            transaction_id: Some(self.transaction_id.clone()),
            since: None,
            until: None,
        }
    }

    /// When it stops granting access; `None`: never.
    fn end(&self) -> Option<Timestamp> {
        let revoked = self.revocation.as_ref().map(|revocation| revocation.at);
        // An upgrade whose transaction is missing ended at some time before it was signed.
        let upgraded = self.is_upgraded.then(|| {
            self.upgraded_at.or(self.purchased_at).unwrap_or(Timestamp::from_millis(i64::MIN))
        });
        [self.expires_at, revoked, upgraded].into_iter().flatten().min()
    }

    fn active(&self) -> Entitlement {
        let reason = if self.refund_reversed {
            EntitlementReason::RefundReversed
        } else if self.in_app_ownership_type == Some(InAppOwnershipType::FamilyShared) {
            EntitlementReason::FamilyShared
        } else if self.transaction_reason == Some(TransactionReason::Renewal) {
            EntitlementReason::Renewed
        } else {
            EntitlementReason::Purchased
        };
        Entitlement {
            since: self.purchased_at,
            until: self.end(),
            ..self.verdict(EntitlementState::Active, reason)
        }
    }

    /// Why it grants nothing any more.
    fn over(
        &self,
        now: Timestamp,
        renewal: Option<&SubscriptionRenewal>,
        notified: impl FnOnce() -> Option<EntitlementReason>,
    ) -> Entitlement {
        if let Some(revocation) = self.revocation.as_ref().filter(|revocation| revocation.at <= now)
        {
            let reason = match revocation.revocation_type {
                Some(RevocationType::RefundFull) => EntitlementReason::RefundedFull,
                Some(RevocationType::RefundProrated) => EntitlementReason::RefundedProrated,
                Some(RevocationType::FamilyRevoke) => EntitlementReason::FamilyRevoked,
                _ => EntitlementReason::Refunded,
            };
            return Entitlement {
                since: Some(revocation.at),
                ..self.verdict(EntitlementState::Revoked, reason)
            };
        }
        if self.is_upgraded {
            return Entitlement {
                product_id: self.upgraded_to.clone().or_else(|| self.product_id.clone()),
                since: self.upgraded_at,
                ..self.verdict(EntitlementState::Upgraded, EntitlementReason::Upgraded)
            };
        }
        let grace_end = renewal
            .and_then(|renewal| renewal.grace_period_expires_at)
            .filter(|end| Some(*end) > self.expires_at);
        if let Some(end) = grace_end.filter(|end| now < *end) {
            return Entitlement {
                since: self.expires_at,
                until: Some(end),
                ..self.verdict(EntitlementState::GracePeriod, EntitlementReason::BillingError)
            };
        }
        let (state, reason) = match renewal {
            Some(renewal) if renewal.is_in_billing_retry => {
                (EntitlementState::BillingRetry, EntitlementReason::BillingError)
            }
            _ => (EntitlementState::Expired, self.expired_because(renewal, notified)),
        };
        Entitlement { since: grace_end.or(self.expires_at), ..self.verdict(state, reason) }
    }

    fn expired_because(
        &self,
        renewal: Option<&SubscriptionRenewal>,
        notified: impl FnOnce() -> Option<EntitlementReason>,
    ) -> EntitlementReason {
        let intent = renewal.and_then(|renewal| renewal.expiration_intent);
        if let Some(intent) = intent {
            return match intent {
                ExpirationIntent::CustomerCancelled => EntitlementReason::CustomerCancelled,
                ExpirationIntent::BillingError => EntitlementReason::BillingError,
                ExpirationIntent::PriceIncreaseNotConsented => {
                    EntitlementReason::PriceIncreaseNotConsented
                }
                ExpirationIntent::ProductNotAvailable => EntitlementReason::ProductNotAvailable,
                _ => EntitlementReason::OtherReason,
            };
        }
        if let Some(reason) = notified() {
            return reason;
        }
        match renewal.and_then(|renewal| renewal.auto_renew_status) {
            Some(AutoRenewStatus::Off) => EntitlementReason::RenewalOff,
            Some(AutoRenewStatus::On) => EntitlementReason::RenewalNotSeen,
            _ if self.product_type == Some(ProductType::NonRenewingSubscription) => {
                EntitlementReason::PeriodEnded
            }
            _ => EntitlementReason::NotTold,
        }
    }
}

/// The reason that the subtype of an `EXPIRED` names.
fn expiry_reason(subtype: Option<&Subtype>) -> EntitlementReason {
    match subtype {
        Some(Subtype::Voluntary) => EntitlementReason::CustomerCancelled,
        Some(Subtype::BillingRetry) => EntitlementReason::BillingError,
        Some(Subtype::PriceIncrease) => EntitlementReason::PriceIncreaseNotConsented,
        Some(Subtype::ProductNotForSale) => EntitlementReason::ProductNotAvailable,
        _ => EntitlementReason::OtherReason,
    }
}
