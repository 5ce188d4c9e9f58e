//! What a state says about each transaction and about the next renewal.

use alloc::string::String;
use alloc::vec::Vec;

use super::facts::{NoticeFacts, RenewalFacts};
use super::state::{Entry, Key, SubscriptionState};
use crate::app_store::payload::{
    AutoRenewStatus, ExpirationIntent, InAppOwnershipType, NotificationType, OfferDiscountType,
    OfferType, PriceIncreaseStatus, ProductType, RevocationReason, RevocationType, Status, Subtype,
    TransactionReason,
};
use crate::time::Timestamp;

/// One transaction of a purchase: for a subscription, one paid period.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubscriptionPeriod {
    /// The transaction.
    pub transaction_id: String,
    /// The product.
    pub product_id: Option<String>,
    /// What kind of product it is.
    pub product_type: Option<ProductType>,
    /// Bought or shared.
    pub in_app_ownership_type: Option<InAppOwnershipType>,
    /// Bought or renewed.
    pub transaction_reason: Option<TransactionReason>,
    /// When it began.
    pub purchased_at: Option<Timestamp>,
    /// When it ends; `None` for what does not expire, or whose end is the app's matter.
    pub expires_at: Option<Timestamp>,
    /// When Apple signed the last word on it.
    pub signed_at: Timestamp,
    /// The refund or other revocation, if one is in force.
    pub revocation: Option<SubscriptionRevocation>,
    /// Whether a refund was taken back: it was seen, or told of, and is no longer in force.
    pub refund_reversed: bool,
    /// Where a refund stands by the last notification about it: `CONSUMPTION_REQUEST`, `REFUND`,
    /// `REFUND_DECLINED` or `REFUND_REVERSED`.
    pub refund_notice: Option<NotificationType>,
    /// Whether the customer moved on to a higher product before the end (Apple: isUpgraded).
    pub is_upgraded: bool,
    /// When an upgrade ended it; `None` if there was none, or its transaction is not known yet.
    pub upgraded_at: Option<Timestamp>,
    /// The product of the upgrade, as far as it is known.
    pub upgraded_to: Option<String>,
    /// The offer that it was bought with.
    pub offer: Option<SubscriptionOffer>,
    /// The price in thousandths of the currency unit.
    pub price: Option<i64>,
    /// The currency, ISO 4217.
    pub currency: Option<String>,
}

/// A refund, or the end of family sharing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubscriptionRevocation {
    /// From when on.
    pub at: Timestamp,
    /// Refund, in full or in part, or family sharing. Objects signed before December 2025 say
    /// nothing of it.
    pub revocation_type: Option<RevocationType>,
    /// How much was refunded, in thousandths of a percent: 50000 is half.
    pub percentage: Option<i64>,
    /// Why.
    pub reason: Option<RevocationReason>,
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubscriptionOffer {
    /// The kind.
    pub offer_type: OfferType,
    /// Which one; introductory offers have no identifier.
    pub identifier: Option<String>,
    /// How it is paid.
    pub discount_type: Option<OfferDiscountType>,
    /// How long it lasts, as an ISO 8601 duration.
    pub period: Option<String>,
}

/// What will happen at the next renewal, or why there will be none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubscriptionRenewal {
    /// When Apple signed it.
    pub signed_at: Timestamp,
    /// Whether renewal is switched on.
    pub auto_renew_status: Option<AutoRenewStatus>,
    /// The product now.
    pub product_id: Option<String>,
    /// The product that will renew.
    pub auto_renew_product_id: Option<String>,
    /// When it renews. Absent once expired.
    pub renews_at: Option<Timestamp>,
    /// The price at renewal in thousandths of the currency unit, if Apple tells it.
    pub price: Option<i64>,
    /// The currency, ISO 4217.
    pub currency: Option<String>,
    /// What the customer said to a price increase; `None` if there is none.
    pub price_increase_status: Option<PriceIncreaseStatus>,
    /// The offer that the renewal takes.
    pub offer: Option<SubscriptionOffer>,
    /// Whether Apple is still trying to bill.
    pub is_in_billing_retry: bool,
    /// When the grace period ends or ended.
    pub grace_period_expires_at: Option<Timestamp>,
    /// Why it expired.
    pub expiration_intent: Option<ExpirationIntent>,
}

impl SubscriptionRenewal {
    /// Whether it will renew, if that is known.
    #[must_use]
    pub fn will_renew(&self) -> Option<bool> {
        match self.auto_renew_status? {
            AutoRenewStatus::On => Some(true),
            AutoRenewStatus::Off => Some(false),
            AutoRenewStatus::Other(_) => None,
        }
    }

    /// The product it will change to, if the renewal is of another one.
    #[must_use]
    pub fn changes_to(&self) -> Option<&str> {
        self.auto_renew_product_id
            .as_deref()
            .filter(|_| self.will_renew() != Some(false))
            .filter(|next| self.product_id.as_deref().is_some_and(|now| now != *next))
    }
}

/// The last notification about a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubscriptionNotice {
    /// When Apple signed it.
    pub signed_at: Timestamp,
    /// What it was about.
    pub notification_type: Option<NotificationType>,
    /// The finer meaning.
    pub subtype: Option<Subtype>,
    /// The state of the subscription when Apple signed, in Apple's own words.
    pub status: Option<Status>,
    /// Its UUID in lower case.
    pub notification_uuid: Option<String>,
}

/// A transaction's entry under its key.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) key: &'a Key,
    pub(super) entry: &'a Entry,
}

impl SubscriptionState {
    /// The transactions that are known, oldest first: at most
    /// [`MAX_TRANSACTIONS`](Self::MAX_TRANSACTIONS).
    #[must_use]
    pub fn periods(&self) -> Vec<SubscriptionPeriod> {
        let known = self.known();
        let mut periods: Vec<SubscriptionPeriod> = known.iter().map(Known::period).collect();
        // The period after an upgraded one is what it was upgraded to.
        let next = known.iter().skip(1).map(|next| {
            (next.key.purchase_date.map(Timestamp::from_millis), next.entry.last.product_id.clone())
        });
        for (period, (at, product_id)) in periods.iter_mut().zip(next) {
            if period.is_upgraded {
                period.upgraded_at = at;
                period.upgraded_to = product_id;
            }
        }
        if let (Some(last), Some(renewal)) = (periods.last_mut(), self.fresh_renewal()) {
            let other = [&renewal.product_id, &renewal.auto_renew_product_id]
                .into_iter()
                .flatten()
                .find(|product| Some(*product) != last.product_id.as_ref());
            if last.is_upgraded {
                last.upgraded_to = other.cloned();
            }
        }
        periods
    }

    /// What will happen at the next renewal, or why there will be none.
    ///
    /// `None` without renewal info, and while the last one is older than the last transaction: it
    /// tells of another period then.
    #[must_use]
    pub fn renewal(&self) -> Option<SubscriptionRenewal> {
        self.fresh_renewal().map(SubscriptionRenewal::of)
    }

    /// The last notification that was applied, by signing date.
    #[must_use]
    pub fn last_notice(&self) -> Option<SubscriptionNotice> {
        self.notice.as_ref().map(|notice| SubscriptionNotice {
            signed_at: Timestamp::from_millis(notice.signed_date),
            notification_type: notice.notification_type.as_deref().map(NotificationType::from),
            subtype: notice.subtype.as_deref().map(Subtype::from),
            status: notice.status.map(Status::from),
            notification_uuid: notice.notification_uuid.clone(),
        })
    }

    /// The entries, oldest first, each transaction once.
    ///
    /// Apple does not change the purchase date of a transaction. If it did, the entry signed
    /// last would count.
    pub(super) fn known(&self) -> Vec<Known<'_>> {
        self.entries
            .iter()
            .filter(|(key, entry)| {
                !self.entries.iter().any(|(other_key, other)| {
                    other_key.transaction_id == key.transaction_id
                        && (&other.last, other_key) > (&entry.last, *key)
                })
            })
            .map(|(key, entry)| Known { key, entry })
            .collect()
    }

    /// The renewal info, unless it is too old to know the last transaction.
    pub(super) fn fresh_renewal(&self) -> Option<&RenewalFacts> {
        self.renewal.as_ref().filter(|renewal| self.knows_last(renewal.signed_date))
    }

    /// The notification of an expiry, unless it is too old to know the last transaction.
    pub(super) fn fresh_expiry(&self) -> Option<&NoticeFacts> {
        self.expiry.as_ref().filter(|notice| self.knows_last(notice.signed_date))
    }

    /// Whether what was signed then can tell of the last transaction.
    ///
    /// It can once that was bought, and also once that was signed: a renewal may be signed
    /// before the period that it pays for begins.
    fn knows_last(&self, signed_date: i64) -> bool {
        /// The parts of one notification are signed one after the other.
        const SIGNED_TOGETHER_MILLIS: i64 = 5_000;
        self.known().last().is_none_or(|Known { key, entry }| {
            let from =
                key.purchase_date.map_or(entry.first_signed, |at| at.min(entry.first_signed));
            signed_date.saturating_add(SIGNED_TOGETHER_MILLIS) >= from
        })
    }
}

impl Known<'_> {
    fn period(&self) -> SubscriptionPeriod {
        let last = &self.entry.last;
        let refund_notice = self
            .entry
            .refund
            .as_ref()
            .and_then(|notice| notice.notification_type.as_deref())
            .map(NotificationType::from);
        let refunded_before = self.entry.revocation.as_ref().is_some_and(|revocation| {
            revocation.revocation_type.as_deref() != Some(RevocationType::FamilyRevoke.as_str())
        });
        SubscriptionPeriod {
            transaction_id: self.key.transaction_id.clone(),
            product_id: last.product_id.clone(),
            product_type: last.product_type.as_deref().map(ProductType::from),
            in_app_ownership_type: last
                .in_app_ownership_type
                .as_deref()
                .map(InAppOwnershipType::from),
            transaction_reason: last.transaction_reason.as_deref().map(TransactionReason::from),
            purchased_at: self.key.purchase_date.map(Timestamp::from_millis),
            expires_at: last.expires_date.map(Timestamp::from_millis),
            signed_at: Timestamp::from_millis(last.signed_date),
            revocation: last.revocation_date.map(|at| SubscriptionRevocation {
                at: Timestamp::from_millis(at),
                revocation_type: last.revocation_type.as_deref().map(RevocationType::from),
                percentage: last.revocation_percentage,
                reason: last.revocation_reason.map(RevocationReason::from),
            }),
            refund_reversed: last.revocation_date.is_none()
                && (refunded_before || refund_notice == Some(NotificationType::RefundReversed)),
            refund_notice,
            is_upgraded: last.is_upgraded == Some(true),
            upgraded_at: None,
            upgraded_to: None,
            offer: last.offer_type.map(|offer_type| SubscriptionOffer {
                offer_type: OfferType::from(offer_type),
                identifier: last.offer_identifier.clone(),
                discount_type: last.offer_discount_type.as_deref().map(OfferDiscountType::from),
                period: last.offer_period.clone(),
            }),
            price: last.price,
            currency: last.currency.clone(),
        }
    }
}

impl SubscriptionRenewal {
    fn of(facts: &RenewalFacts) -> Self {
        Self {
            signed_at: Timestamp::from_millis(facts.signed_date),
            auto_renew_status: facts.auto_renew_status.map(AutoRenewStatus::from),
            product_id: facts.product_id.clone(),
            auto_renew_product_id: facts.auto_renew_product_id.clone(),
            renews_at: facts.renewal_date.map(Timestamp::from_millis),
            price: facts.renewal_price,
            currency: facts.currency.clone(),
            price_increase_status: facts.price_increase_status.map(PriceIncreaseStatus::from),
            offer: facts.offer_type.map(|offer_type| SubscriptionOffer {
                offer_type: OfferType::from(offer_type),
                identifier: facts.offer_identifier.clone(),
                discount_type: facts.offer_discount_type.as_deref().map(OfferDiscountType::from),
                period: facts.offer_period.clone(),
            }),
            is_in_billing_retry: facts.is_in_billing_retry_period == Some(true),
            grace_period_expires_at: facts.grace_period_expires_date.map(Timestamp::from_millis),
            expiration_intent: facts.expiration_intent.map(ExpirationIntent::from),
        }
    }
}
