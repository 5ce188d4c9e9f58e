//! What verification hands out, as JSON text.

use waxwing::app_store::{Notification, NotificationMeaning, SignedObject, Unverified, Verified};
use waxwing::json::Value;
use waxwing::x509::ocsp::{RevocationReason, Status};

use crate::chain::chain;
use crate::error::invalid;
use crate::writer::Writer;

/// A verified object of any kind.
pub(crate) fn verified(object: &SignedObject) -> waxwing::error::Result<String> {
    Ok(match object {
        SignedObject::Notification(object) => notification(object),
        SignedObject::Transaction(object) => part(object).finish(),
        SignedObject::RenewalInfo(object) => part(object).finish(),
        SignedObject::AppTransaction(object) => part(object).finish(),
        SignedObject::RealtimeRequest(object) => part(object).finish(),
        other => return Err(invalid("token", "an object of a known kind", other.kind().name())),
    })
}

/// An object that nobody vouches for.
pub(crate) fn unverified(object: &Unverified) -> String {
    let mut writer = Writer::new();
    writer
        .flag("verified", false)
        .text("kind", object.kind().name())
        .raw("payload", object.object())
        .text("json", object.json());
    writer.finish()
}

/// A notification with everything nested in it.
fn notification(notification: &Notification) -> String {
    let mut writer = part(&notification.envelope);
    nested(&mut writer, "transaction", notification.transaction.as_ref());
    nested(&mut writer, "renewalInfo", notification.renewal_info.as_ref());
    nested(&mut writer, "appTransaction", notification.app_transaction.as_ref());
    let (signed, key) = notification.ordering_key();
    let pair = vec![
        signed.map_or(Value::Null, |time| time.as_millis().into()),
        key.as_deref().map_or(Value::Null, Value::from),
    ];
    writer.some_text("deduplicationKey", key.as_deref()).raw("orderingKey", Value::Array(pair));
    if let Some(row) = notification.meaning() {
        let mut inner = Writer::new();
        meaning(&mut inner, row);
        writer.json("meaning", &inner.finish());
    }
    writer.finish()
}

/// What the table says of a notification's type.
pub(crate) fn meaning(writer: &mut Writer, row: &NotificationMeaning) {
    writer
        .text("carrier", row.carrier.name())
        .text("topic", row.topic.name())
        .text("meaning", row.meaning)
        .text("source", row.source.name());
}

fn nested<T>(writer: &mut Writer, key: &str, object: Option<&Verified<T>>) {
    if let Some(object) = object {
        writer.json(key, &part(object).finish());
    }
}

fn part<T>(object: &Verified<T>) -> Writer {
    let mut writer = Writer::new();
    writer
        .text("kind", object.kind().name())
        .raw("payload", object.object())
        .text("json", object.json())
        .time("signedAt", object.signed_at())
        .time("leafValidUntil", object.leaf_valid_until())
        .time("checkedAt", object.checked_at())
        .flag("leafExpiredSince", object.leaf_expired_since())
        .text("environment", object.verified_environment().as_str());
    if let Some(bundle_id) = object.verified_bundle_id() {
        writer.text("bundleId", bundle_id);
    }
    if let Some(app_apple_id) = object.verified_app_apple_id() {
        writer.number("appAppleId", app_apple_id);
    }
    writer.json("chain", &chain(object.chain()));
    if let Some(found) = object.revocation() {
        let mut revocation = Writer::new();
        revocation
            .json("leaf", &status(&found.leaf))
            .json("intermediate", &status(&found.intermediate))
            .some_time("cacheUntil", found.cache_until());
        writer.json("revocation", &revocation.finish());
    }
    writer
}

fn status(status: &Status) -> String {
    let mut writer = Writer::new();
    writer
        .text("status", status.name())
        .some_time("since", status.since())
        .some_text("reason", status.reason().map(RevocationReason::name).as_deref())
        .some_time("cacheUntil", status.cache_until());
    writer.finish()
}
