//! What stands on an app's tile or button.

use alloc::format;
use alloc::string::{String, ToString};

use crate::action::named;
use crate::error::{Error, ErrorCode, Result};
use crate::windows::choice::by_name;
use crate::windows::xml::Writer;

named! {
    /// A sign that Windows has for badges.
    Glyph {
        /// Two arrows in a circle.
        Activity = "activity",
        /// An asterisk.
        Alert = "alert",
        /// A clock.
        Alarm = "alarm",
        /// A mark for attention.
        Attention = "attention",
        /// Available.
        Available = "available",
        /// Away.
        Away = "away",
        /// Busy.
        Busy = "busy",
        /// An error.
        Error = "error",
        /// A letter.
        NewMessage = "newMessage",
        /// Nothing: the badge goes.
        None = "none",
        /// Paused.
        Paused = "paused",
        /// Playing.
        Playing = "playing",
        /// Unavailable.
        Unavailable = "unavailable",
    }
}

/// What stands on an app's tile or button: a number or a sign.
///
/// ```
/// use waxwing::windows::wns::{Badge, Glyph, Notification};
///
/// let note = Notification::badge(Badge::number(7)?).build()?;
/// assert_eq!(&note.body()[..], br#"<badge value="7"/>"#);
/// assert_eq!(Badge::from_name("newMessage")?, Badge::Glyph(Glyph::NewMessage));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Microsoft, "Badge notifications for Windows apps".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Badge {
    /// A number from 1 to 99; 0 takes the badge away.
    Number(u8),
    /// A sign.
    Glyph(Glyph),
}

impl Badge {
    /// A number.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `badge` unless it is from 0 to 99.
    pub fn number(number: i64) -> Result<Self> {
        match u8::try_from(number) {
            Ok(number @ 0..=99) => Ok(Self::Number(number)),
            _ => Err(Error::new(
                ErrorCode::InvalidInput,
                "badge",
                "a number from 0 to 99",
                format!("{number}"),
            )),
        }
    }

    /// A sign by its name, such as `newMessage`.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `badge`.
    pub fn from_name(name: &str) -> Result<Self> {
        by_name("badge", Glyph::ALL, Glyph::name, name).map(Self::Glyph)
    }

    pub(super) fn xml(self) -> Result<String> {
        let value = match self {
            Self::Number(number) => {
                Self::number(number.into())?;
                number.to_string()
            }
            Self::Glyph(glyph) => String::from(glyph.name()),
        };
        let mut xml = Writer::new();
        xml.empty("badge", &[("value", Some(&value))]);
        Ok(xml.finish())
    }
}

impl From<Glyph> for Badge {
    fn from(glyph: Glyph) -> Self {
        Self::Glyph(glyph)
    }
}
