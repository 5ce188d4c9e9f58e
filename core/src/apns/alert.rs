//! What the user reads.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::payload::texts;
use crate::json::{Object, Value};

/// The text of a notification: the key `alert` of `aps`
/// (Apple: Generating a remote notification).
///
/// ```
/// use waxwing::apns::{Alert, Notification};
///
/// let alert = Alert::new("Ready", "Your order is here").subtitle("Shop 7");
/// let note = Notification::alert("com.example.app", alert).build()?;
/// assert_eq!(
///     note.payload(),
///     r#"{"aps":{"alert":{"title":"Ready","subtitle":"Shop 7","body":"Your order is here"}}}"#
/// );
///
/// let note = Notification::alert("com.example.app", "Your order is here").build()?;
/// assert_eq!(note.payload(), r#"{"aps":{"alert":"Your order is here"}}"#);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Keys are written in the order of Apple's table. A text that has a `loc_key` variant is
/// replaced by it on the device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alert {
    /// Written as a string, which Apple treats as the body, and not as an object.
    plain: bool,
    parts: Box<Parts>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Parts {
    title: Option<Text>,
    subtitle: Option<String>,
    body: Option<Text>,
    launch_image: Option<String>,
    title_loc_key: Option<String>,
    title_loc_args: Option<Vec<String>>,
    subtitle_loc_key: Option<String>,
    subtitle_loc_args: Option<Vec<String>>,
    loc_key: Option<String>,
    loc_args: Option<Vec<String>>,
    sound: Option<String>,
    action_loc_key: Option<String>,
    action: Option<String>,
    summary_arg: Option<String>,
    summary_arg_count: Option<i64>,
}

/// A text, or what a Live Activity has in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Text {
    Plain(String),
    Localized { key: String, args: Option<Vec<String>> },
}

impl Text {
    fn to_json(&self) -> Value {
        match self {
            Self::Plain(text) => Value::from(text.as_str()),
            Self::Localized { key, args } => {
                let mut object = Object::new();
                object.insert("loc-key", key.as_str());
                if let Some(args) = args {
                    object.insert("loc-args", texts(args));
                }
                Value::Object(object)
            }
        }
    }
}

impl Alert {
    /// With a title and a body.
    #[must_use]
    pub fn new(title: impl Into<String>, body: impl Into<String>) -> Self {
        Self::default().title(title).body(body)
    }

    /// A body alone, written as a plain string.
    #[must_use]
    pub fn text(body: impl Into<String>) -> Self {
        Self { plain: true, ..Self::default().body(body) }
    }

    /// For Live Activities: a title from the app's own texts, in place of
    /// [`title`](Self::title).
    ///
    /// ```
    /// use waxwing::apns::Alert;
    ///
    /// let alert = Alert::default()
    ///     .title_localized("GOAL_TITLE", ["Wrens"])
    ///     .body_localized("GOAL_BODY", ["2", "1"])
    ///     .sound("cheer.aiff");
    /// # assert_ne!(alert, Alert::default());
    /// ```
    #[must_use]
    pub fn title_localized<T: Into<String>>(
        self,
        key: impl Into<String>,
        args: impl IntoIterator<Item = T>,
    ) -> Self {
        self.localized_title(key.into(), Some(args.into_iter().map(Into::into).collect()))
    }

    /// For Live Activities: a text from the app's own texts, in place of [`body`](Self::body).
    #[must_use]
    pub fn body_localized<T: Into<String>>(
        self,
        key: impl Into<String>,
        args: impl IntoIterator<Item = T>,
    ) -> Self {
        self.localized_body(key.into(), Some(args.into_iter().map(Into::into).collect()))
    }

    pub(super) fn localized_title(mut self, key: String, args: Option<Vec<String>>) -> Self {
        self.parts().title = Some(Text::Localized { key, args });
        self
    }

    pub(super) fn localized_body(mut self, key: String, args: Option<Vec<String>>) -> Self {
        self.parts().body = Some(Text::Localized { key, args });
        self
    }

    /// The key `summary-arg-count`: how many things this stands for in a summary. Systems since
    /// iOS 15 ignore it.
    #[must_use]
    pub fn summary_arg_count(mut self, count: i64) -> Self {
        self.parts().summary_arg_count = Some(count);
        self
    }

    fn parts(&mut self) -> &mut Parts {
        self.plain = false;
        &mut self.parts
    }

    pub(super) fn to_json(&self) -> Value {
        match &self.parts.body {
            Some(body) if self.plain => body.to_json(),
            _ => Value::Object(self.parts.to_json()),
        }
    }
}

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident, $key:literal, $kind:ident;)+) => {
        impl Alert {
            $(parts!(@setter $(#[$doc])* $name, $key, $kind);)+
        }

        impl Parts {
            fn to_json(&self) -> Object {
                let mut object = Object::new();
                $(if let Some(value) = &self.$name {
                    object.insert($key, parts!(@value value, $kind));
                })+
                object
            }
        }
    };
    (@setter $(#[$doc:meta])* $name:ident, $key:literal, text) => {
        $(#[$doc])*
        #[doc = concat!("The key `", $key, "`.")]
        #[must_use]
        pub fn $name(mut self, value: impl Into<String>) -> Self {
            self.parts().$name = Some(value.into());
            self
        }
    };
    (@setter $(#[$doc:meta])* $name:ident, $key:literal, plain) => {
        $(#[$doc])*
        #[doc = concat!("The key `", $key, "`.")]
        #[must_use]
        pub fn $name(mut self, value: impl Into<String>) -> Self {
            self.parts().$name = Some(Text::Plain(value.into()));
            self
        }
    };
    (@setter $(#[$doc:meta])* $name:ident, $key:literal, number) => {};
    (@setter $(#[$doc:meta])* $name:ident, $key:literal, texts) => {
        $(#[$doc])*
        #[doc = concat!("The key `", $key, "`.")]
        #[must_use]
        pub fn $name<T: Into<String>>(mut self, values: impl IntoIterator<Item = T>) -> Self {
            self.parts().$name = Some(values.into_iter().map(Into::into).collect());
            self
        }
    };
    (@value $value:ident, text) => { $value.as_str() };
    (@value $value:ident, plain) => { $value.to_json() };
    (@value $value:ident, number) => { *$value };
    (@value $value:ident, texts) => { texts($value) };
}

parts! {
    /// The title.
    title, "title", plain;
    /// The line below the title.
    subtitle, "subtitle", text;
    /// The text itself.
    body, "body", plain;
    /// The file shown while the app starts.
    launch_image, "launch-image", text;
    /// The key of a localized title in the app.
    title_loc_key, "title-loc-key", text;
    /// What fills the placeholders of the localized title.
    title_loc_args, "title-loc-args", texts;
    /// The key of a localized subtitle in the app.
    subtitle_loc_key, "subtitle-loc-key", text;
    /// What fills the placeholders of the localized subtitle.
    subtitle_loc_args, "subtitle-loc-args", texts;
    /// The key of a localized body in the app.
    loc_key, "loc-key", text;
    /// What fills the placeholders of the localized body.
    loc_args, "loc-args", texts;
    /// For Live Activities: what the user hears, the name of a file in the app or `default`.
    /// Elsewhere the sound stands beside the alert.
    sound, "sound", text;
    /// The key of a localized label for the action button of old systems.
    action_loc_key, "action-loc-key", text;
    /// For websites: the label of the action button.
    action, "action", text;
    /// What a summary names, on systems before iOS 15.
    summary_arg, "summary-arg", text;
    summary_arg_count, "summary-arg-count", number;
}

impl From<&str> for Alert {
    /// [`Alert::text`].
    fn from(body: &str) -> Self {
        Self::text(body)
    }
}

impl From<String> for Alert {
    /// [`Alert::text`].
    fn from(body: String) -> Self {
        Self::text(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn every_part_is_written_in_order() {
        let alert = Alert::default()
            .summary_arg_count(0)
            .summary_arg("S")
            .action("V")
            .action_loc_key("L")
            .sound("s")
            .loc_args(["d", "e"])
            .loc_key("c")
            .subtitle_loc_args(["b"])
            .subtitle_loc_key("B")
            .title_loc_args(Vec::<String>::new())
            .title_loc_key("A")
            .launch_image("i.png")
            .body("3")
            .subtitle("2")
            .title("1");
        assert_eq!(
            alert.to_json().to_string(),
            concat!(
                r#"{"title":"1","subtitle":"2","body":"3","launch-image":"i.png","#,
                r#""title-loc-key":"A","title-loc-args":[],"#,
                r#""subtitle-loc-key":"B","subtitle-loc-args":["b"],"#,
                r#""loc-key":"c","loc-args":["d","e"],"sound":"s","action-loc-key":"L","#,
                r#""action":"V","summary-arg":"S","summary-arg-count":0}"#
            )
        );
    }

    #[test]
    fn a_text_becomes_the_body_when_a_part_joins_it() {
        assert_eq!(Alert::from("b").to_json().to_string(), r#""b""#);
        assert_eq!(Alert::from("b").title("t"), Alert::new("t", "b"));
    }
}
