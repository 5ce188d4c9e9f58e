//! Operations about push to Windows.

use serde::Deserialize;
use serde_json::json;

use waxwing::windows::Channel;

use super::{Outcome, Part, text};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChannelCase {
    uri: Option<String>,
    uri_parts: Option<Vec<Part>>,
}

pub(super) fn channel_uri(case: &ChannelCase) -> Outcome {
    let channel = Channel::parse(&text(case.uri.as_ref(), case.uri_parts.as_ref()))?;
    Ok(json!({"kind": channel.kind().name(), "host": channel.host(), "uri": channel.uri()}))
}
