//! What APNs accepts and what still rarely is what was meant.

use alloc::string::String;
use core::fmt;

macro_rules! lints {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $advice:literal, $source:literal;)+) => {
        /// What a [`Lint`] is about.
        ///
        /// ```
        /// use waxwing::apns::LintCode;
        ///
        /// assert_eq!(LintCode::VoipPriority.name(), "voip_priority");
        /// assert!(LintCode::ALL.iter().all(|code| code.advice().ends_with('.')));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum LintCode {
            $(
                $(#[$doc])*
                #[doc = ""]
                #[doc = concat!($advice, " Source: ", $source, ".")]
                $variant,
            )+
        }

        impl LintCode {
            /// Every code, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name, the same in every language.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What to do, as a sentence.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$variant => $advice),+ }
            }

            /// Who says so.
            #[must_use]
            pub const fn source(self) -> &'static str {
                match self { $(Self::$variant => $source),+ }
            }
        }
    };
}

lints! {
    /// A background push without its priority.
    BackgroundPriority, "background_priority",
        "Send priority 5: without the header APNs assumes 10, which it refuses for background pushes.",
        "Apple: Sending notification requests to APNs";
    /// A file provider told of a single container.
    FileProviderContainer, "file_provider_container",
        "Name the working set: extensions that replicate look at nothing else.",
        "Apple: header NSFileProviderManager.h of the SDK";
    /// A key inside `aps` or `alert` that Apple does not document.
    KeyIgnoredInAps, "key_ignored_in_aps",
        "Put keys of your own beside aps: inside it they are ignored.",
        "Apple: Generating a remote notification";
    /// A key that exists, but not for this push type, or not without another.
    KeyWithoutEffect, "key_without_effect",
        "Leave this key out: it does nothing in a push of this kind.",
        "Apple: Generating a remote notification";
    /// A push that the budget of a Live Activity pays for.
    LiveActivityBudget, "live_activity_budget",
        "Send priority 5 where the user need not see it at once: priority 10, which APNs also assumes without the header, counts against a budget per hour.",
        "Apple: Starting and updating Live Activities with ActivityKit push notifications";
    /// Arguments for a text of the app that is not named.
    LocArgsWithoutKey, "loc_args_without_key",
        "Name the text of the app that these arguments belong to: without its key they are ignored.",
        "Apple: Generating a remote notification";
    /// A body that does not say what it is.
    MissingContentType, "missing_content_type",
        "Send content-type application/json: losses without a trace were blamed on its absence.",
        "practice";
    /// A Live Activity that ends without a last state.
    MissingFinalState, "missing_final_state",
        "Send the final content-state: the ended activity shows the last one it got.",
        "Apple: Starting and updating Live Activities with ActivityKit push notifications";
    /// A push whose kind has to be guessed.
    MissingPushType, "missing_push_type",
        "Send apns-push-type: watchOS requires it, and elsewhere a push without it may be delayed or dropped.",
        "Apple: Sending notification requests to APNs";
    /// A push without a topic.
    MissingTopic, "missing_topic",
        "Send apns-topic: only a certificate with a single topic supplies it.",
        "Apple: Sending notification requests to APNs";
    /// A website's push without arguments.
    MissingUrlArgs, "missing_url_args",
        "Send url-args, as an empty list if the URL format has no placeholders.",
        "practice";
    /// An alert push without alert, badge or sound.
    NothingToShow, "nothing_to_show",
        "Add an alert, a badge or a sound, or send push type background.",
        "Apple: Sending notification requests to APNs";
    /// A key that systems no longer look at.
    ObsoleteActionLocKey, "obsolete_action_loc_key",
        "Register actions with a category instead: this label is of systems before iOS 8.",
        "practice";
    /// A key that systems no longer look at.
    ObsoleteSummaryArg, "obsolete_summary_arg",
        "Use relevance-score instead: systems ignore this key since iOS 15.",
        "practice";
    /// A header that a push to a device does not have.
    OtherHeader, "other_header",
        "Leave this header out: a push to a device does not have it.",
        "Apple: Sending notification requests to APNs";
    /// A push type with capitals.
    PushTypeCase, "push_type_case",
        "Write the push type in lower case.",
        "Apple: Sending notification requests to APNs";
    /// A Push to Talk notification that is kept.
    PushToTalkExpiration, "push_to_talk_expiration",
        "Send expiration 0: a late one tells of somebody who has stopped speaking.",
        "Apple: Creating a Push to Talk app";
    /// A Push to Talk notification that may wait.
    PushToTalkPriority, "push_to_talk_priority",
        "Send priority 10: somebody speaks now.",
        "Apple: Creating a Push to Talk app";
    /// A text that the device replaces.
    ReplacedByLocKey, "replaced_by_loc_key",
        "Leave the text or the key out: the device shows the app's own text in its place.",
        "Apple: Generating a remote notification";
    /// A Live Activity that is stale before it is shown.
    StaleBeforeTimestamp, "stale_before_timestamp",
        "Let stale-date lie after timestamp: as it is, the content is stale at once.",
        "Apple: Starting and updating Live Activities with ActivityKit push notifications";
    /// A topic with the ending of another push type.
    TopicOfAnotherType, "topic_of_another_type",
        "Send the topic without this ending, or the push type that it belongs to: tokens work with one topic.",
        "Apple: Sending notification requests to APNs";
    /// A call that is announced when it is over.
    VoipExpiration, "voip_expiration",
        "Send expiration 0 or a few seconds ahead: without the header APNs may keep the call for days.",
        "Apple: Sending notification requests to APNs";
    /// A call that may wait.
    VoipPriority, "voip_priority",
        "Send priority 10: a call does not wait for the device's power.",
        "Apple: Sending notification requests to APNs";
    /// An expiration for widgets.
    WidgetsExpiration, "widgets_expiration",
        "Leave apns-expiration out: widgets were reported not to reload with it.",
        "practice";
    /// A priority for widgets.
    WidgetsPriority, "widgets_priority",
        "Leave apns-priority out: the system reloads widgets by its own budget.",
        "Apple: Updating widgets with WidgetKit push notifications";
}

impl fmt::Display for LintCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something that APNs accepts and that rarely is what was meant.
///
/// ```
/// use waxwing::apns::{LintCode, Notification};
///
/// let note = Notification::voip("com.example.app").build()?;
/// let [lint] = note.lints() else { panic!("one lint") };
/// assert_eq!((lint.code, lint.subject.as_str()), (LintCode::VoipExpiration, "apns-expiration"));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lint {
    /// What it is about.
    pub code: LintCode,
    /// The header, or the key of the payload by its path, such as `payload.aps.sound`.
    pub subject: String,
}

impl Lint {
    pub(super) fn new(code: LintCode, subject: impl Into<String>) -> Self {
        Self { code, subject: subject.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_texts_are_sentences() {
        for pair in LintCode::ALL.windows(2) {
            assert!(pair[0].name() < pair[1].name() || pair[0].name().starts_with("push_type"));
        }
        for code in LintCode::ALL {
            assert!(code.name().bytes().all(|b| b == b'_' || b.is_ascii_lowercase()), "{code}");
            assert!(code.advice().ends_with('.') && !code.source().is_empty(), "{code}");
        }
    }
}
