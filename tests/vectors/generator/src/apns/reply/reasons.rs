//! Every reason that APNs gives, one case each.

use serde_json::json;

use super::{Case, Says, Verdict, case, gives, verdict};
use super::{DROP, LATER, REPAIR, STOP, THROTTLED};

/// What belongs together that is not.
const PAIR: Verdict = verdict("repair_pairing", "device");
/// The credential may not do this for this topic.
const STOP_FOR_TOPIC: Verdict = verdict("stop_credential", "topic");
/// The credential may do nothing: no connection with it is of use.
const STOP_AND_CLOSE: Verdict = STOP.on_a_new_connection();
/// At once, on another connection.
const RECONNECT: Verdict = verdict("retry", "connection").after(0).on_a_new_connection();

/// Apple's tables for device push, broadcasts and channels; two that only the wire has shown,
/// MissingChannelQueueSize and BadEnvironmentKeyInToken.
const REASONS: [(u16, &str, Verdict); 43] = [
    (400, "BadCollapseId", REPAIR),
    (400, "BadDeviceToken", PAIR),
    (400, "BadExpirationDate", REPAIR),
    (400, "BadMessageId", REPAIR),
    (400, "BadPriority", REPAIR),
    (400, "BadTopic", verdict("repair", "topic")),
    (400, "DeviceTokenNotForTopic", PAIR),
    (400, "DuplicateHeaders", REPAIR),
    (400, "IdleTimeout", RECONNECT),
    (400, "InvalidPushType", REPAIR),
    (400, "MissingDeviceToken", REPAIR),
    (400, "MissingTopic", REPAIR),
    (400, "PayloadEmpty", REPAIR),
    (400, "TopicDisallowed", STOP_FOR_TOPIC),
    (400, "FeatureNotEnabled", STOP_FOR_TOPIC),
    (400, "MissingChannelId", REPAIR),
    (400, "BadChannelId", REPAIR),
    (400, "ChannelNotRegistered", verdict("drop_channel", "channel")),
    (400, "BadRequestParams", REPAIR),
    (400, "BadRequestPayload", REPAIR),
    (400, "MissingPushType", REPAIR),
    (400, "CannotCreateChannelConfig", verdict("repair", "topic")),
    (400, "MissingChannelQueueSize", REPAIR),
    (403, "BadCertificate", STOP_AND_CLOSE),
    (403, "BadCertificateEnvironment", STOP_AND_CLOSE),
    (403, "ExpiredProviderToken", {
        verdict("refresh_token", "credential").after(0).on_a_new_connection()
    }),
    (403, "Forbidden", STOP),
    (403, "InvalidProviderToken", STOP_AND_CLOSE),
    (403, "MissingProviderToken", verdict("repair", "credential")),
    (403, "UnrelatedKeyIdInToken", RECONNECT),
    (403, "BadEnvironmentKeyIdInToken", STOP_AND_CLOSE),
    (403, "BadEnvironmentKeyInToken", STOP_AND_CLOSE),
    (403, "TopicMismatch", STOP_FOR_TOPIC),
    (404, "BadPath", REPAIR),
    (405, "MethodNotAllowed", REPAIR),
    (410, "ExpiredToken", DROP),
    (410, "Unregistered", DROP),
    (413, "PayloadTooLarge", REPAIR),
    // Never with a new token, which is what it complains about.
    (429, "TooManyProviderTokenUpdates", RECONNECT),
    (429, "TooManyRequests", THROTTLED),
    (500, "InternalServerError", verdict("retry", "request").after(super::SERVER_ERROR)),
    (503, "ServiceUnavailable", LATER),
    (503, "Shutdown", RECONNECT),
];

/// Apple's Web Push endpoints: recognised, since the same code may read their replies.
const WEB_PUSH: [(u16, &str, Verdict); 8] = [
    (400, "BadTtl", REPAIR),
    (400, "BadUrgency", REPAIR),
    (400, "BadWebPushRequest", REPAIR),
    (400, "BadWebPushTopic", REPAIR),
    (400, "VapidPkHashMismatch", PAIR),
    (403, "BadAuthorizationHeader", verdict("repair", "credential")),
    (403, "BadJwtToken", STOP),
    (403, "BadVapidPublicKey", STOP),
];

pub(super) fn cases() -> Vec<Case> {
    let headers = [("apns-id", super::ID), ("content-type", "application/json")];
    REASONS
        .iter()
        .chain(&WEB_PUSH)
        .map(|(status, reason, verdict)| {
            let body = json!({"reason": reason}).to_string();
            let says = Says { id: Some(super::ID), reason: Some(reason), ..Says::default() };
            gives(case(snake(reason), *status, &headers, &body), &says, *verdict)
        })
        .collect()
}

/// `BadTopic` as `reason_bad_topic`.
fn snake(reason: &str) -> String {
    let mut name = "reason".to_owned();
    for letter in reason.chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}
