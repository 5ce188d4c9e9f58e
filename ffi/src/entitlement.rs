//! What the state of a purchase says: access at a time, periods, the next renewal.

use waxwing_core::app_store::{
    AutoRenewStatus, Entitlement, EntitlementReason, EntitlementState, ExpirationIntent,
    InAppOwnershipType, NotificationType, OfferDiscountType, OfferType, PriceIncreaseStatus,
    ProductType, RevocationReason, RevocationType, Status, SubscriptionNotice, SubscriptionOffer,
    SubscriptionPeriod, SubscriptionRenewal, Subtype, TransactionReason,
};
use waxwing_core::time::Timestamp;

use crate::bytes::WaxwingStr;
use crate::fence;
use crate::status::same_names;
use crate::subscription_state::WaxwingSubscriptionState;
use crate::verdict::{WAXWING_TIME_UNKNOWN, nth};

/// A number that is not known: of a price, or of a value that Apple writes as a number.
pub const WAXWING_NUMBER_UNKNOWN: i64 = i64::MIN;

/// Whether a purchase grants access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingEntitlementState {
    /// No transaction is known. Or a state that this version does not know.
    Unknown = 0,
    /// Access: paid for.
    Active = 1,
    /// No access: Apple still tries to bill.
    BillingRetry = 2,
    /// No access: over.
    Expired = 3,
    /// Access: billing failed and the grace period runs.
    GracePeriod = 4,
    /// No access yet: the first period begins later.
    NotStarted = 5,
    /// No access: refunded, or family sharing ended.
    Revoked = 6,
    /// Moved to a higher product whose transaction is not known yet: look it up.
    Upgraded = 7,
}

/// Why a purchase grants access or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingEntitlementReason {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// Active: bought.
    Purchased = 1,
    /// Active: renewed.
    Renewed = 2,
    /// Active: a refund was taken back (Apple: REFUND_REVERSED).
    RefundReversed = 3,
    /// Active: shared by a member of the family.
    FamilyShared = 4,
    /// Billing failed: in grace period, retry or expired (Apple: expirationIntent 2).
    BillingError = 5,
    /// Expired: the customer cancelled (Apple: expirationIntent 1).
    CustomerCancelled = 6,
    /// Expired: no consent to a price increase (Apple: expirationIntent 3).
    PriceIncreaseNotConsented = 7,
    /// Expired: the product was not for sale (Apple: expirationIntent 4).
    ProductNotAvailable = 8,
    /// Expired for another reason (Apple: expirationIntent 5, or one not known here).
    OtherReason = 9,
    /// Expired: renewal was switched off; Apple gave no reason yet.
    RenewalOff = 10,
    /// Expired by what is known, but it was to renew: ask the App Store Server API.
    RenewalNotSeen = 11,
    /// Expired: a non-renewing subscription ran out.
    PeriodEnded = 12,
    /// Expired, and nothing tells why.
    NotTold = 13,
    /// Revoked: refunded, without a word how much.
    Refunded = 14,
    /// Revoked: refunded in full (Apple: REFUND_FULL).
    RefundedFull = 15,
    /// Revoked: refunded in part (Apple: REFUND_PRORATED).
    RefundedProrated = 16,
    /// Revoked: family sharing ended (Apple: FAMILY_REVOKE).
    FamilyRevoked = 17,
    /// Upgraded (Apple: isUpgraded).
    Upgraded = 18,
    /// The first period lies in the future.
    BeginsLater = 19,
    /// Unknown: no transaction was applied.
    NothingKnown = 20,
}

/// In the order of the numbers; unknown is 0.
pub(crate) const STATES: [EntitlementState; 7] = [
    EntitlementState::Active,
    EntitlementState::BillingRetry,
    EntitlementState::Expired,
    EntitlementState::GracePeriod,
    EntitlementState::NotStarted,
    EntitlementState::Revoked,
    EntitlementState::Upgraded,
];

impl From<EntitlementState> for WaxwingEntitlementState {
    fn from(state: EntitlementState) -> Self {
        same_names! {
            state, EntitlementState => Self, else Unknown:
            Active BillingRetry Expired GracePeriod NotStarted Revoked Upgraded
        }
    }
}

impl From<EntitlementReason> for WaxwingEntitlementReason {
    fn from(reason: EntitlementReason) -> Self {
        same_names! {
            reason, EntitlementReason => Self, else Unknown:
            Purchased Renewed RefundReversed FamilyShared BillingError CustomerCancelled
            PriceIncreaseNotConsented ProductNotAvailable OtherReason RenewalOff RenewalNotSeen
            PeriodEnded NotTold Refunded RefundedFull RefundedProrated FamilyRevoked Upgraded
            BeginsLater NothingKnown
        }
    }
}

/// The name of a `waxwing_entitlement_state`, as all languages show it, such as `gracePeriod`;
/// `{NULL, 0}` for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_entitlement_state_name(state: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        let found = if state == 0 { Some(EntitlementState::Unknown) } else { nth(&STATES, state) };
        WaxwingStr::of_option(found.map(EntitlementState::name))
    })
}

/// The name of a `waxwing_entitlement_reason`, as all languages show it, such as
/// `customerCancelled`; `{NULL, 0}` for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_entitlement_reason_name(reason: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        WaxwingStr::of_option(nth(EntitlementReason::ALL, reason).map(EntitlementReason::name))
    })
}

/// Whether a purchase grants access at a time, and why.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingEntitlement {
    /// Whether.
    pub state: WaxwingEntitlementState,
    /// Why.
    pub reason: WaxwingEntitlementReason,
    /// Whether to let the customer in: active or in the grace period.
    pub grants_access: bool,
    /// Since when it is so, as far as it is known, or `WAXWING_TIME_UNKNOWN`.
    pub since_ms: i64,
    /// Until when it stays so if no further event comes: end of access, or its beginning.
    /// `WAXWING_TIME_UNKNOWN`: for good.
    pub until_ms: i64,
    /// The product that is granted, or was last; after an upgrade the new one, if it is known.
    pub product_id: WaxwingStr,
    /// The transaction that decides.
    pub transaction_id: WaxwingStr,
}

/// An offer. Its texts are `{NULL, 0}` where there are none.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingSubscriptionOffer {
    /// The kind as Apple's number; `WAXWING_NUMBER_UNKNOWN` when there is no offer.
    pub offer_type: i64,
    /// Which one; introductory offers have no identifier.
    pub identifier: WaxwingStr,
    /// How it is paid, such as `FREE_TRIAL`.
    pub discount_type: WaxwingStr,
    /// How long it lasts, as an ISO 8601 duration.
    pub period: WaxwingStr,
}

/// One transaction of a purchase: for a subscription, one paid period. What is not known is
/// `{NULL, 0}`, `WAXWING_TIME_UNKNOWN` or `WAXWING_NUMBER_UNKNOWN`; words and numbers are Apple's.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingSubscriptionPeriod {
    /// The transaction.
    pub transaction_id: WaxwingStr,
    /// The product.
    pub product_id: WaxwingStr,
    /// What kind of product it is, such as `Auto-Renewable Subscription`.
    pub product_type: WaxwingStr,
    /// `PURCHASED`, or `FAMILY_SHARED`.
    pub in_app_ownership_type: WaxwingStr,
    /// `PURCHASE`, or `RENEWAL`.
    pub transaction_reason: WaxwingStr,
    /// When it began.
    pub purchased_at_ms: i64,
    /// When it ends; unknown for what does not expire, or whose end is the app's matter.
    pub expires_at_ms: i64,
    /// When Apple signed the last word on it.
    pub signed_at_ms: i64,
    /// From when on it is revoked; unknown unless a refund or other revocation is in force.
    pub revoked_at_ms: i64,
    /// `REFUND_FULL`, `REFUND_PRORATED` or `FAMILY_REVOKE`; objects signed before December 2025
    /// say nothing of it.
    pub revocation_type: WaxwingStr,
    /// How much was refunded, in thousandths of a percent: 50000 is half.
    pub revocation_percentage: i64,
    /// Why.
    pub revocation_reason: i64,
    /// Whether a refund was taken back.
    pub refund_reversed: bool,
    /// Whether the customer moved on to a higher product before the end (Apple: isUpgraded).
    pub is_upgraded: bool,
    /// Where a refund stands by the last notification about it, such as `REFUND_DECLINED`.
    pub refund_notice: WaxwingStr,
    /// When an upgrade ended it.
    pub upgraded_at_ms: i64,
    /// The product of the upgrade.
    pub upgraded_to: WaxwingStr,
    /// The offer that it was bought with.
    pub offer: WaxwingSubscriptionOffer,
    /// The price in thousandths of the currency unit.
    pub price: i64,
    /// The currency, ISO 4217.
    pub currency: WaxwingStr,
}

/// What will happen at the next renewal, or why there will be none. What is not known is
/// `{NULL, 0}`, `WAXWING_TIME_UNKNOWN` or `WAXWING_NUMBER_UNKNOWN`; words and numbers are Apple's.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingSubscriptionRenewal {
    /// When Apple signed it.
    pub signed_at_ms: i64,
    /// Whether it will renew: 1, 0, or -1 where that is not known.
    pub will_renew: i32,
    /// Whether Apple is still trying to bill.
    pub is_in_billing_retry: bool,
    /// Whether renewal is switched on: 1, or 0.
    pub auto_renew_status: i64,
    /// The product now.
    pub product_id: WaxwingStr,
    /// The product that will renew.
    pub auto_renew_product_id: WaxwingStr,
    /// The product it will change to, if the renewal is of another one.
    pub changes_to: WaxwingStr,
    /// When it renews; unknown once expired.
    pub renews_at_ms: i64,
    /// The price at renewal in thousandths of the currency unit, if Apple tells it.
    pub price: i64,
    /// The currency, ISO 4217.
    pub currency: WaxwingStr,
    /// What the customer said to a price increase: 0 for no answer, 1 for consent.
    pub price_increase_status: i64,
    /// The offer that the renewal takes.
    pub offer: WaxwingSubscriptionOffer,
    /// When the grace period ends or ended.
    pub grace_period_expires_at_ms: i64,
    /// Why it expired.
    pub expiration_intent: i64,
}

/// The last notification about a purchase.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingSubscriptionNotice {
    /// When Apple signed it.
    pub signed_at_ms: i64,
    /// What it was about, such as `DID_RENEW`.
    pub notification_type: WaxwingStr,
    /// The finer meaning; `{NULL, 0}` if it had none.
    pub subtype: WaxwingStr,
    /// The state of the subscription when Apple signed, as Apple's number, or
    /// `WAXWING_NUMBER_UNKNOWN`.
    pub status: i64,
    /// Its UUID in lower case.
    pub notification_uuid: WaxwingStr,
}

pub(crate) fn time(time: Option<Timestamp>) -> i64 {
    time.map_or(WAXWING_TIME_UNKNOWN, Timestamp::as_millis)
}

fn number(number: Option<i64>) -> i64 {
    number.unwrap_or(WAXWING_NUMBER_UNKNOWN)
}

fn text(text: Option<&String>) -> WaxwingStr {
    WaxwingStr::of_option(text.map(String::as_str))
}

impl WaxwingEntitlement {
    /// Views of it lead into the periods, of which one decides: it lives as long as they do.
    fn of(entitlement: &Entitlement, periods: &[SubscriptionPeriod]) -> Self {
        let id = entitlement.transaction_id.as_ref();
        let period = periods.iter().find(|period| Some(&period.transaction_id) == id);
        let product = period.and_then(|period| {
            let names = [period.product_id.as_ref(), period.upgraded_to.as_ref()];
            names.into_iter().flatten().find(|name| Some(*name) == entitlement.product_id.as_ref())
        });
        Self {
            state: entitlement.state.into(),
            reason: entitlement.reason.into(),
            grants_access: entitlement.grants_access(),
            since_ms: time(entitlement.since),
            until_ms: time(entitlement.until),
            product_id: text(product),
            transaction_id: text(period.map(|period| &period.transaction_id)),
        }
    }
}

impl From<Option<&SubscriptionOffer>> for WaxwingSubscriptionOffer {
    fn from(offer: Option<&SubscriptionOffer>) -> Self {
        Self {
            offer_type: number(offer.map(|it| it.offer_type).map(OfferType::number)),
            identifier: text(offer.and_then(|it| it.identifier.as_ref())),
            discount_type: WaxwingStr::of_option(
                offer.and_then(|it| it.discount_type.as_ref()).map(OfferDiscountType::as_str),
            ),
            period: text(offer.and_then(|it| it.period.as_ref())),
        }
    }
}

impl From<&SubscriptionPeriod> for WaxwingSubscriptionPeriod {
    fn from(it: &SubscriptionPeriod) -> Self {
        let revocation = it.revocation.as_ref();
        let type_of_revocation = revocation.and_then(|it| it.revocation_type.as_ref());
        let reason = revocation.and_then(|it| it.reason);
        Self {
            transaction_id: WaxwingStr::of(&it.transaction_id),
            product_id: text(it.product_id.as_ref()),
            product_type: WaxwingStr::of_option(it.product_type.as_ref().map(ProductType::as_str)),
            in_app_ownership_type: WaxwingStr::of_option(
                it.in_app_ownership_type.as_ref().map(InAppOwnershipType::as_str),
            ),
            transaction_reason: WaxwingStr::of_option(
                it.transaction_reason.as_ref().map(TransactionReason::as_str),
            ),
            purchased_at_ms: time(it.purchased_at),
            expires_at_ms: time(it.expires_at),
            signed_at_ms: it.signed_at.as_millis(),
            revoked_at_ms: time(revocation.map(|it| it.at)),
            revocation_type: WaxwingStr::of_option(type_of_revocation.map(RevocationType::as_str)),
            revocation_percentage: number(revocation.and_then(|it| it.percentage)),
            revocation_reason: number(reason.map(RevocationReason::number)),
            refund_reversed: it.refund_reversed,
            is_upgraded: it.is_upgraded,
            refund_notice: WaxwingStr::of_option(
                it.refund_notice.as_ref().map(NotificationType::as_str),
            ),
            upgraded_at_ms: time(it.upgraded_at),
            upgraded_to: text(it.upgraded_to.as_ref()),
            offer: it.offer.as_ref().into(),
            price: number(it.price),
            currency: text(it.currency.as_ref()),
        }
    }
}

impl From<&SubscriptionRenewal> for WaxwingSubscriptionRenewal {
    fn from(it: &SubscriptionRenewal) -> Self {
        Self {
            signed_at_ms: it.signed_at.as_millis(),
            will_renew: it.will_renew().map_or(-1, i32::from),
            is_in_billing_retry: it.is_in_billing_retry,
            auto_renew_status: number(it.auto_renew_status.map(AutoRenewStatus::number)),
            product_id: text(it.product_id.as_ref()),
            auto_renew_product_id: text(it.auto_renew_product_id.as_ref()),
            changes_to: WaxwingStr::of_option(it.changes_to()),
            renews_at_ms: time(it.renews_at),
            price: number(it.price),
            currency: text(it.currency.as_ref()),
            price_increase_status: number(
                it.price_increase_status.map(PriceIncreaseStatus::number),
            ),
            offer: it.offer.as_ref().into(),
            grace_period_expires_at_ms: time(it.grace_period_expires_at),
            expiration_intent: number(it.expiration_intent.map(ExpirationIntent::number)),
        }
    }
}

impl From<&SubscriptionNotice> for WaxwingSubscriptionNotice {
    fn from(it: &SubscriptionNotice) -> Self {
        Self {
            signed_at_ms: it.signed_at.as_millis(),
            notification_type: WaxwingStr::of_option(
                it.notification_type.as_ref().map(NotificationType::as_str),
            ),
            subtype: WaxwingStr::of_option(it.subtype.as_ref().map(Subtype::as_str)),
            status: number(it.status.map(Status::number)),
            notification_uuid: text(it.notification_uuid.as_ref()),
        }
    }
}

/// Whether the purchase grants access at a time, and why. False, and nothing written, for NULL. Its
/// views live until the state changes or is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_entitlement_at(
    subscription: *const WaxwingSubscriptionState,
    now_ms: i64,
    out_entitlement: *mut WaxwingEntitlement,
) -> bool {
    let find = |it: &WaxwingSubscriptionState| {
        let entitlement = it.state.entitlement_at(Timestamp::from_millis(now_ms));
        Some(WaxwingEntitlement::of(&entitlement, it.periods()))
    };
    // SAFETY: by contract.
    unsafe { fence::find(subscription, out_entitlement, find) }
}

/// How many transactions are known: at most the newest 32.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_period_count(
    subscription: *const WaxwingSubscriptionState,
) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(subscription, 0, |it| it.periods().len()) }
}

/// A transaction that is known, counted from 0, the oldest first. False, and nothing written, behind
/// the last. Its views live until the state changes or is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_period_item(
    subscription: *const WaxwingSubscriptionState,
    index: usize,
    out_period: *mut WaxwingSubscriptionPeriod,
) -> bool {
    let find = |it: &WaxwingSubscriptionState| {
        it.periods().get(index).map(WaxwingSubscriptionPeriod::from)
    };
    // SAFETY: by contract.
    unsafe { fence::find(subscription, out_period, find) }
}

/// What will happen at the next renewal, or why there will be none. False, and nothing written,
/// without renewal info, and while the last one is older than the last transaction: it tells of
/// another period then. Its views live until the state changes or is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_renewal(
    subscription: *const WaxwingSubscriptionState,
    out_renewal: *mut WaxwingSubscriptionRenewal,
) -> bool {
    let find = |it: &WaxwingSubscriptionState| it.renewal().map(WaxwingSubscriptionRenewal::from);
    // SAFETY: by contract.
    unsafe { fence::find(subscription, out_renewal, find) }
}

/// The last notification that was applied, by signing date. False, and nothing written, if there was
/// none. Its views live until the state changes or is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_last_notice(
    subscription: *const WaxwingSubscriptionState,
    out_notice: *mut WaxwingSubscriptionNotice,
) -> bool {
    let find = |it: &WaxwingSubscriptionState| it.notice().map(WaxwingSubscriptionNotice::from);
    // SAFETY: by contract.
    unsafe { fence::find(subscription, out_notice, find) }
}
