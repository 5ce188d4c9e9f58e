//! What Apple's servers post, and what is signed inside of what they sign.

use waxwing::app_store::SignedObject;
use waxwing::json::{Limits, Object, parse_object};

/// Twice as long as the longest object that the library reads.
const MAX_BYTES: usize = 512 * 1024;

/// The signed object in the body of a notification, `{"signedPayload":"…"}`, if this is one.
pub(crate) fn signed_payload(body: &[u8]) -> Option<String> {
    let body = body.trim_ascii();
    if body.first() != Some(&b'{') {
        return None;
    }
    let object = parse_object(body, &Limits::bytes(MAX_BYTES), "body").ok()?;
    Some(object.get("signedPayload")?.as_str()?.to_owned())
}

/// The objects in a notification, each verified for itself, with the names that JSON has for them.
pub(crate) fn nested(signed: &SignedObject) -> Vec<(&'static str, Option<&Object>)> {
    let SignedObject::Notification(notification) = signed else { return Vec::new() };
    vec![
        ("transaction", notification.transaction.as_ref().map(|one| one.object())),
        ("renewal_info", notification.renewal_info.as_ref().map(|one| one.object())),
        ("app_transaction", notification.app_transaction.as_ref().map(|one| one.object())),
    ]
}
