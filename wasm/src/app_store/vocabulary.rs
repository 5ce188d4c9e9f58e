//! The words about the App Store, for types and tests of the upper half.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::app_store::{Applied, EntitlementReason, EntitlementState, NotificationMeaning};

use super::object::meaning;
use crate::writer::{Writer, array, list};

/// Every known value of each closed list, as JSON text.
#[wasm_bindgen(js_name = appStoreVocabulary)]
#[must_use]
pub fn app_store_vocabulary() -> String {
    let mut writer = Writer::new();
    writer
        .raw("applied", list(Applied::ALL.iter().map(|applied| applied.name())))
        .raw("entitlementReasons", list(EntitlementReason::ALL.iter().map(|why| why.name())))
        .raw("entitlementStates", list(EntitlementState::ALL.iter().map(|state| state.name())));
    writer.finish()
}

/// The table of notification types and subtypes, as JSON text.
#[wasm_bindgen(js_name = notificationMeanings)]
#[must_use]
pub fn notification_meanings() -> String {
    array(NotificationMeaning::ALL.iter().map(|row| {
        let mut writer = Writer::new();
        writer.text("notificationType", row.notification_type);
        if let Some(subtype) = row.subtype {
            writer.text("subtype", subtype);
        }
        meaning(&mut writer, row);
        writer.finish()
    }))
}
