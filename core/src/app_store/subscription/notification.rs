//! Notifications: telling repeats apart, putting them in order, and what each type means.

use alloc::string::String;

use crate::app_store::payload::{NotificationPayload, NotificationType, Subtype};
use crate::time::Timestamp;

impl NotificationPayload {
    /// The key by which a repeated delivery is known: the notification's UUID in lower case.
    ///
    /// Apple sends the same UUID on every retry. A second request for consumption data about the
    /// same refund is a new notification and has a UUID of its own. `None` without a UUID, which
    /// no notification of version 2 lacks. (Apple: notificationUUID)
    ///
    /// ```
    /// use waxwing::app_store::{NotificationPayload, Payload};
    /// use waxwing::json::Object;
    ///
    /// let mut object = Object::new();
    /// object.insert("notificationUUID", "002E14D5-51F5-4503-B5A8-C3A1AF68EB20");
    /// let notification = NotificationPayload::from_object(&object)?;
    /// let key = notification.deduplication_key();
    /// assert_eq!(key.as_deref(), Some("002e14d5-51f5-4503-b5a8-c3a1af68eb20"));
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    #[must_use]
    pub fn deduplication_key(&self) -> Option<String> {
        self.notification_uuid.as_deref().filter(|id| !id.is_empty()).map(str::to_ascii_lowercase)
    }

    /// What to sort notifications by: when Apple signed, and for a tie the UUID, so that the
    /// order is the same on every machine.
    ///
    /// Delivery keeps no order (Apple: signedDate). Two machines that sort the same
    /// notifications by this get the same list.
    ///
    /// ```
    /// # use waxwing::app_store::NotificationPayload;
    /// fn sort(notifications: &mut [NotificationPayload]) {
    ///     notifications.sort_by_key(NotificationPayload::ordering_key);
    /// }
    /// ```
    #[must_use]
    pub fn ordering_key(&self) -> (Option<Timestamp>, Option<String>) {
        (self.signed_date, self.deduplication_key())
    }

    /// The row of [`NotificationMeaning::ALL`] for this type and subtype.
    ///
    /// Where a type has a row without a subtype, a subtype that is not listed leads there.
    #[must_use]
    pub fn meaning(&self) -> Option<&'static NotificationMeaning> {
        NotificationMeaning::of(self.notification_type.as_ref()?, self.subtype.as_ref())
    }
}

/// Where a notification carries what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotificationCarrier {
    /// `data`
    Data,
    /// `summary`
    Summary,
    /// `externalPurchaseToken`
    ExternalPurchaseToken,
    /// `appData`
    AppData,
}

impl NotificationCarrier {
    /// The field's name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Summary => "summary",
            Self::ExternalPurchaseToken => "externalPurchaseToken",
            Self::AppData => "appData",
        }
    }
}

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotificationTopic {
    /// The guardian's consent to the app.
    Consent,
    /// An external purchase.
    ExternalPurchase,
    /// Whether access goes on: bought, renewed, failed, expired, extended.
    Period,
    /// What will happen at the next renewal: plan, switch, price.
    Renewal,
    /// A refund, or family sharing that ended.
    Revocation,
    /// Nothing that concerns a customer.
    System,
}

impl NotificationTopic {
    /// The name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::ExternalPurchase => "externalPurchase",
            Self::Period => "period",
            Self::Renewal => "renewal",
            Self::Revocation => "revocation",
            Self::System => "system",
        }
    }
}

/// Where a row of the table comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotificationSource {
    /// Apple: notificationType, subtype, and Apple's server libraries.
    Apple,
    /// Apple: App Store Server Notifications changelog; not in the server libraries yet.
    Changelog,
}

impl NotificationSource {
    /// The name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Apple => "apple",
            Self::Changelog => "changelog",
        }
    }
}

/// One line of the table of notification types and subtypes.
///
/// ```
/// use waxwing::app_store::{NotificationMeaning, NotificationTopic, NotificationType, Subtype};
///
/// let row = NotificationMeaning::of(&NotificationType::Expired, Some(&Subtype::Voluntary));
/// assert_eq!(row.map(|row| row.topic), Some(NotificationTopic::Period));
/// assert_eq!(NotificationMeaning::of(&"NEW_IN_2030".into(), None), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotificationMeaning {
    /// The type, as Apple writes it.
    pub notification_type: &'static str,
    /// The subtype, as Apple writes it.
    pub subtype: Option<&'static str>,
    /// Where it carries what it is about.
    pub carrier: NotificationCarrier,
    /// What it is about.
    pub topic: NotificationTopic,
    /// When Apple sends it.
    pub meaning: &'static str,
    /// Who says so.
    pub source: NotificationSource,
}

impl NotificationMeaning {
    /// The row of a type and a subtype.
    ///
    /// Where a type has a row without a subtype, a subtype that is not listed leads there.
    #[must_use]
    pub fn of(
        notification_type: &NotificationType,
        subtype: Option<&Subtype>,
    ) -> Option<&'static Self> {
        let row = |subtype: Option<&str>| {
            Self::ALL.iter().find(|row| {
                row.notification_type == notification_type.as_str() && row.subtype == subtype
            })
        };
        row(subtype.map(Subtype::as_str)).or_else(|| row(None))
    }
}

macro_rules! rows {
    ($($type:literal $subtype:expr, $carrier:ident, $topic:ident, $source:ident, $meaning:literal;)+) => {
        &[$(NotificationMeaning {
            notification_type: $type,
            subtype: $subtype,
            carrier: NotificationCarrier::$carrier,
            topic: NotificationTopic::$topic,
            meaning: $meaning,
            source: NotificationSource::$source,
        },)+]
    };
}

impl NotificationMeaning {
    /// Every documented pair of type and subtype.
    #[rustfmt::skip]
    pub const ALL: &'static [Self] = rows! {
        "SUBSCRIBED" Some("INITIAL_BUY"), Data, Period, Apple, "a customer subscribed to a product of the group for the first time";
        "SUBSCRIBED" Some("RESUBSCRIBE"), Data, Period, Apple, "a customer subscribed again";
        "DID_RENEW" None, Data, Period, Apple, "a subscription renewed";
        "DID_RENEW" Some("BILLING_RECOVERY"), Data, Period, Apple, "a subscription renewed after billing had failed";
        "DID_CHANGE_RENEWAL_PREF" Some("UPGRADE"), Data, Period, Apple, "the customer moved to a higher product, at once";
        "DID_CHANGE_RENEWAL_PREF" Some("DOWNGRADE"), Data, Renewal, Apple, "the customer moved to a lower product, from the next renewal";
        "DID_CHANGE_RENEWAL_PREF" None, Data, Renewal, Apple, "the customer took a change of product back";
        "DID_CHANGE_RENEWAL_STATUS" Some("AUTO_RENEW_ENABLED"), Data, Renewal, Apple, "renewal was switched on";
        "DID_CHANGE_RENEWAL_STATUS" Some("AUTO_RENEW_DISABLED"), Data, Renewal, Apple, "renewal was switched off";
        "DID_FAIL_TO_RENEW" None, Data, Period, Apple, "billing failed; without a grace period access ends";
        "DID_FAIL_TO_RENEW" Some("GRACE_PERIOD"), Data, Period, Apple, "billing failed; access goes on for the grace period";
        "GRACE_PERIOD_EXPIRED" None, Data, Period, Apple, "the grace period ended without payment; billing is retried";
        "EXPIRED" Some("VOLUNTARY"), Data, Period, Apple, "expired because the customer switched renewal off";
        "EXPIRED" Some("BILLING_RETRY"), Data, Period, Apple, "expired because billing failed to the end";
        "EXPIRED" Some("PRICE_INCREASE"), Data, Period, Apple, "expired because the customer did not agree to a price increase";
        "EXPIRED" Some("PRODUCT_NOT_FOR_SALE"), Data, Period, Apple, "expired because the product was not for sale";
        "EXPIRED" None, Data, Period, Apple, "expired for another reason";
        "OFFER_REDEEMED" Some("UPGRADE"), Data, Period, Apple, "an offer moved the subscription to a higher product, at once";
        "OFFER_REDEEMED" Some("DOWNGRADE"), Data, Renewal, Apple, "an offer moves the subscription to a lower product, from the next renewal";
        "OFFER_REDEEMED" None, Data, Period, Apple, "an offer was redeemed for an active subscription";
        "PRICE_INCREASE" Some("PENDING"), Data, Renewal, Apple, "the customer was asked for consent to a price increase";
        "PRICE_INCREASE" Some("ACCEPTED"), Data, Renewal, Apple, "the customer agreed to a price increase, or need not";
        "PRICE_CHANGE" None, Data, Renewal, Apple, "an Advanced Commerce price changed";
        "METADATA_UPDATE" None, Data, Renewal, Apple, "Advanced Commerce metadata changed";
        "MIGRATION" None, Data, Renewal, Apple, "a subscription moved to Advanced Commerce";
        "MIGRATE" None, Data, Renewal, Changelog, "a subscription moved to Advanced Commerce, by the name of the changelog";
        "ONE_TIME_CHARGE" None, Data, Period, Apple, "a consumable, non-consumable or non-renewing subscription was bought";
        "CONSUMPTION_REQUEST" None, Data, Revocation, Apple, "the customer asked for a refund; Apple asks for consumption data";
        "REFUND" None, Data, Revocation, Apple, "Apple refunded a transaction";
        "REFUND_DECLINED" None, Data, Revocation, Apple, "Apple declined a refund";
        "REFUND_REVERSED" None, Data, Revocation, Apple, "Apple took a refund back; access that was withdrawn for it returns";
        "REVOKE" None, Data, Revocation, Apple, "family sharing of a purchase ended";
        "RENEWAL_EXTENDED" None, Data, Period, Apple, "the renewal date of one subscription was extended";
        "RENEWAL_EXTENSION" Some("SUMMARY"), Summary, System, Apple, "an extension of all renewal dates finished";
        "RENEWAL_EXTENSION" Some("FAILURE"), Data, System, Apple, "an extension of all renewal dates failed for one subscription";
        "EXTERNAL_PURCHASE_TOKEN" Some("UNREPORTED"), ExternalPurchaseToken, ExternalPurchase, Apple, "a token awaits its report";
        "EXTERNAL_PURCHASE_TOKEN" Some("CREATED"), ExternalPurchaseToken, ExternalPurchase, Changelog, "a token was made";
        "EXTERNAL_PURCHASE_TOKEN" Some("ACTIVE_TOKEN_REMINDER"), ExternalPurchaseToken, ExternalPurchase, Changelog, "a reminder of an active token";
        "RESCIND_CONSENT" None, AppData, Consent, Apple, "a guardian withdrew consent";
        "TEST" None, Data, System, Apple, "asked for through the App Store Server API";
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notification(uuid: &str, signed: i64) -> NotificationPayload {
        NotificationPayload {
            notification_uuid: Some(uuid.into()),
            signed_date: Some(Timestamp::from_millis(signed)),
            ..NotificationPayload::default()
        }
    }

    #[test]
    fn a_uuid_in_another_case_is_the_same_notification() {
        assert_eq!(
            notification("002E14D5", 1).deduplication_key(),
            notification("002e14d5", 2).deduplication_key(),
        );
        assert_eq!(notification("", 1).deduplication_key(), None);
        assert_eq!(NotificationPayload::default().deduplication_key(), None);
    }

    #[test]
    fn the_order_is_that_of_signing_and_then_of_uuids() {
        let mut all = [notification("b", 2), notification("A", 2), notification("c", 1)];
        all.sort_by_key(NotificationPayload::ordering_key);
        let order: Vec<_> = all.iter().filter_map(|n| n.notification_uuid.as_deref()).collect();
        assert_eq!(order, ["c", "A", "b"]);
    }

    #[test]
    fn the_table_knows_every_type_and_subtype_once() {
        for known in NotificationType::TYPE.values {
            assert!(
                NotificationMeaning::ALL.iter().any(|row| row.notification_type == known.value),
                "{}",
                known.value
            );
        }
        for known in Subtype::TYPE.values {
            assert!(
                NotificationMeaning::ALL.iter().any(|row| row.subtype == Some(known.value)),
                "{}",
                known.value
            );
        }
        for (index, row) in NotificationMeaning::ALL.iter().enumerate() {
            let kind = NotificationType::from(row.notification_type);
            let subtype = row.subtype.map(Subtype::from);
            assert!(!matches!(kind, NotificationType::Other(_)), "{row:?}");
            assert!(!matches!(subtype, Some(Subtype::Other(_))), "{row:?}");
            let found = NotificationMeaning::of(&kind, subtype.as_ref());
            assert_eq!(found, NotificationMeaning::ALL.get(index), "listed twice");
        }
    }

    #[test]
    fn a_subtype_that_is_not_listed_leads_to_the_row_without_one() {
        let row = NotificationMeaning::of(&NotificationType::PriceChange, Some(&Subtype::Pending));
        assert_eq!(row.map(|row| row.subtype), Some(None));
        let none = NotificationMeaning::of(&NotificationType::Subscribed, Some(&Subtype::Pending));
        assert_eq!(none, None);
    }
}
