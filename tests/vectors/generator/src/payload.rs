//! Payloads of the App Store's objects, as JSON in the order in which Apple writes them.

use serde_json::{Value, json};

use crate::chain::signed;

pub(crate) const BUNDLE_ID: &str = "com.example.app";
pub(crate) const APP_APPLE_ID: i64 = 1_234_567_890;

/// The smallest transaction that says what it is and whose it is.
pub(crate) fn transaction() -> Value {
    json!({
        "transactionId": "21",
        "originalTransactionId": "20",
        "bundleId": BUNDLE_ID,
        "productId": "pro",
        "environment": "Sandbox",
        "signedDate": signed(),
    })
}

/// The smallest renewal info.
pub(crate) fn renewal_info() -> Value {
    json!({
        "originalTransactionId": "20",
        "autoRenewProductId": "pro",
        "productId": "pro",
        "autoRenewStatus": 1,
        "signedDate": signed(),
        "environment": "Sandbox",
    })
}

/// A notification around `data`, with nothing nested.
pub(crate) fn notification() -> Value {
    json!({
        "notificationType": "TEST",
        "notificationUUID": "9ab5a3f0-3c1e-4b57-9f0b-6f0c2d1e8a01",
        "data": {
            "bundleId": BUNDLE_ID,
            "environment": "Sandbox",
        },
        "version": "2.0",
        "signedDate": signed(),
    })
}

/// The app transaction of a device.
pub(crate) fn app_transaction() -> Value {
    json!({
        "receiptType": "Sandbox",
        "appAppleId": APP_APPLE_ID,
        "bundleId": BUNDLE_ID,
        "applicationVersion": "1",
        "receiptCreationDate": signed(),
        "originalApplicationVersion": "1.0",
        "appTransactionId": "704289572311111111",
    })
}

/// `value` with other fields, by their JSON pointer; null takes a field out.
pub(crate) fn with(mut value: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, change) in changes {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        let parent = value
            .pointer_mut(parent)
            .and_then(Value::as_object_mut)
            .expect("the parent is an object");
        if change.is_null() {
            parent.shift_remove(key).expect("a field to take out");
        } else {
            parent.insert(key.into(), change.clone());
        }
    }
    value
}

/// The text of `value` with the value of one top-level field written differently: for numbers
/// and texts that a JSON library would tidy up.
pub(crate) fn written(value: &Value, key: &str, text: &str) -> String {
    let fields: Vec<String> = value
        .as_object()
        .expect("an object")
        .iter()
        .map(|(name, value)| {
            let value = if name == key { text.to_owned() } else { value.to_string() };
            format!("{}:{value}", json!(name))
        })
        .collect();
    format!("{{{}}}", fields.join(","))
}

/// The text of `value` with more members before its end.
pub(crate) fn and(value: &Value, members: &str) -> String {
    let text = value.to_string();
    let open = text.strip_suffix('}').expect("an object");
    format!("{open},{members}}}")
}
