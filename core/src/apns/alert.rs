//! What the user reads.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

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
    title: Option<String>,
    subtitle: Option<String>,
    body: Option<String>,
    launch_image: Option<String>,
    title_loc_key: Option<String>,
    title_loc_args: Option<Vec<String>>,
    subtitle_loc_key: Option<String>,
    subtitle_loc_args: Option<Vec<String>>,
    loc_key: Option<String>,
    loc_args: Option<Vec<String>>,
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

    fn parts(&mut self) -> &mut Parts {
        self.plain = false;
        &mut self.parts
    }

    pub(super) fn to_json(&self) -> Value {
        match &self.parts.body {
            Some(body) if self.plain => Value::from(body.as_str()),
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
    (@value $value:ident, texts) => {
        $value.iter().map(|text| Value::from(text.as_str())).collect::<Vec<Value>>()
    };
}

parts! {
    /// The title.
    title, "title", text;
    /// The line below the title.
    subtitle, "subtitle", text;
    /// The text itself.
    body, "body", text;
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
                r#""loc-key":"c","loc-args":["d","e"]}"#
            )
        );
    }

    #[test]
    fn a_text_becomes_the_body_when_a_part_joins_it() {
        assert_eq!(Alert::from("b").to_json().to_string(), r#""b""#);
        assert_eq!(Alert::from("b").title("t"), Alert::new("t", "b"));
    }
}
