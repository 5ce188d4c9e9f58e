//! The eleven values of `apns-push-type` and what each asks of the topic and the body.

/// One of the eleven push types of Apple's table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum PushType {
    Alert,
    Background,
    Complication,
    Controls,
    FileProvider,
    LiveActivity,
    Location,
    Mdm,
    PushToTalk,
    Voip,
    Widgets,
}

impl PushType {
    const ALL: [Self; 11] = [
        Self::Alert,
        Self::Background,
        Self::Complication,
        Self::Controls,
        Self::FileProvider,
        Self::LiveActivity,
        Self::Location,
        Self::Mdm,
        Self::PushToTalk,
        Self::Voip,
        Self::Widgets,
    ];

    /// The header value. Lower case only: that is what clients should send.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Background => "background",
            Self::Complication => "complication",
            Self::Controls => "controls",
            Self::FileProvider => "fileprovider",
            Self::LiveActivity => "liveactivity",
            Self::Location => "location",
            Self::Mdm => "mdm",
            Self::PushToTalk => "pushtotalk",
            Self::Voip => "voip",
            Self::Widgets => "widgets",
        }
    }

    pub(crate) fn from_text(text: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|push_type| push_type.text().as_bytes() == text)
    }

    /// What the topic has after the bundle id; empty where the topic is the bundle id itself.
    pub(crate) const fn topic_suffix(self) -> &'static str {
        match self {
            Self::Alert | Self::Background | Self::Mdm => "",
            Self::Complication => ".complication",
            Self::Controls => ".push-type.controls",
            Self::FileProvider => ".pushkit.fileprovider",
            Self::LiveActivity => ".push-type.liveactivity",
            Self::Location => ".location-query",
            Self::PushToTalk => ".voip-ptt",
            Self::Voip => ".voip",
            Self::Widgets => ".push-type.widgets",
        }
    }

    /// The type whose suffix the topic ends with, and the bundle id before it.
    pub(crate) fn of_topic(topic: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().filter(|push_type| !push_type.topic_suffix().is_empty()).find_map(
            |push_type| {
                topic.strip_suffix(push_type.topic_suffix()).map(|bundle_id| (push_type, bundle_id))
            },
        )
    }
}
