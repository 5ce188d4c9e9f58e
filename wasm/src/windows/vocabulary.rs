//! The words about push to Windows, for types and tests of the upper half.

use wasm_bindgen::prelude::wasm_bindgen;
#[cfg(feature = "windows")]
use waxwing::windows::wns::{CachePolicy, Kind, NotificationBuilder};
use waxwing::windows::{Action, Cause, ChannelKind, Scope};

use crate::writer::{Writer, array, list};

/// Every value that channels and verdicts can have, as JSON text.
#[wasm_bindgen(js_name = channelVocabulary)]
#[must_use]
pub fn channel_vocabulary() -> String {
    let mut writer = Writer::new();
    writer
        .raw("actions", list(Action::ALL.iter().map(|action| action.name())))
        .raw("causes", list(Cause::ALL.iter().map(|cause| cause.name())))
        .raw("channelKinds", list(ChannelKind::ALL.iter().map(|kind| kind.name())))
        .raw("scopes", list(Scope::ALL.iter().map(|scope| scope.name())));
    writer.finish()
}

/// The values about WNS, as JSON text.
#[cfg(feature = "windows")]
#[wasm_bindgen(js_name = wnsVocabulary)]
#[must_use]
pub fn wns_vocabulary() -> String {
    let mut writer = Writer::new();
    writer
        .raw("cachePolicies", list(CachePolicy::ALL.iter().map(|policy| policy.name())))
        .raw("notificationKinds", list(Kind::ALL.iter().map(|kind| kind.name())))
        .json("notificationOptions", &options(NotificationBuilder::OPTIONS));
    writer.finish()
}

/// Names of options with the kinds of their values.
pub(crate) fn options(table: &[(&str, &str)]) -> String {
    array(table.iter().map(|(name, kind)| {
        let mut writer = Writer::new();
        writer.text("name", name).text("kind", kind);
        writer.finish()
    }))
}
