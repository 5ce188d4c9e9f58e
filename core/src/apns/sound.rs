//! What the user hears.

use alloc::string::String;

use super::payload::number;
use crate::json::{Object, Value};

/// The sound of a notification: the key `sound` of `aps`
/// (Apple: Generating a remote notification).
///
/// ```
/// use waxwing::apns::{Notification, Sound};
///
/// let note = Notification::alert("com.example.app", "Hello").sound("chime.aiff").build()?;
/// assert_eq!(note.payload(), r#"{"aps":{"alert":"Hello","sound":"chime.aiff"}}"#);
///
/// // Breaks through silence and focus; the app needs an entitlement of Apple's for it.
/// let siren = Sound::critical("siren.aiff").volume(0.0);
/// let note = Notification::alert("com.example.app", "Fire").sound(siren).build()?;
/// assert_eq!(
///     note.payload(),
///     r#"{"aps":{"alert":"Fire","sound":{"critical":1,"name":"siren.aiff","volume":0}}}"#
/// );
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sound(Form);

#[derive(Clone, Debug, PartialEq)]
enum Form {
    Name(String),
    Parts { critical: bool, name: Option<String>, volume: Option<f64> },
}

impl Sound {
    /// A file in the app, or `default`.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self(Form::Name(name.into()))
    }

    /// The sound of a critical alert, at full volume unless set otherwise.
    #[must_use]
    pub fn critical(name: impl Into<String>) -> Self {
        Self::from_parts(true, Some(name.into()), None)
    }

    /// The object form with the parts given; `critical` is written only when true.
    #[must_use]
    pub const fn from_parts(critical: bool, name: Option<String>, volume: Option<f64>) -> Self {
        Self(Form::Parts { critical, name, volume })
    }

    /// How loud, from 0 (silent) to 1 (full). A name alone becomes the object form.
    ///
    /// Another value is refused when the notification is built.
    #[must_use]
    pub fn volume(self, volume: f64) -> Self {
        let (critical, name) = match self.0 {
            Form::Name(name) => (false, Some(name)),
            Form::Parts { critical, name, .. } => (critical, name),
        };
        Self::from_parts(critical, name, Some(volume))
    }

    pub(super) fn to_json(&self) -> Value {
        match &self.0 {
            Form::Name(name) => Value::from(name.as_str()),
            Form::Parts { critical, name, volume } => {
                let mut object = Object::new();
                if *critical {
                    object.insert("critical", 1_i64);
                }
                if let Some(name) = name {
                    object.insert("name", name.as_str());
                }
                if let Some(volume) = volume {
                    object.insert("volume", number(*volume));
                }
                Value::Object(object)
            }
        }
    }
}

impl Default for Sound {
    /// The system's sound.
    fn default() -> Self {
        Self::named("default")
    }
}

impl From<&str> for Sound {
    /// [`Sound::named`].
    fn from(name: &str) -> Self {
        Self::named(name)
    }
}

impl From<String> for Sound {
    /// [`Sound::named`].
    fn from(name: String) -> Self {
        Self::named(name)
    }
}
