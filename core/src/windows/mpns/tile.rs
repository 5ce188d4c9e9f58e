//! What an app's tile shows.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::builder::OsLevel;
use crate::action::named;
use crate::error::{Error, ErrorCode, Result};
use crate::windows::xml::Writer;

named! {
    /// The shape of a tile.
    Template {
        /// Front and back, of Windows Phone 7.
        Basic = "basic",
        /// Up to nine pictures, one after the other.
        Cycle = "cycle",
        /// Front and back in three sizes.
        Flip = "flip",
        /// An icon and a number.
        Iconic = "iconic",
    }
}

named! {
    /// A field of a tile.
    TileField {
        /// The picture on the back.
        BackBackgroundImage = "back_background_image",
        /// The text on the back.
        BackContent = "back_content",
        /// The title on the back.
        BackTitle = "back_title",
        /// The colour behind the icon: `#AARRGGBB`.
        BackgroundColor = "background_color",
        /// The picture on the front.
        BackgroundImage = "background_image",
        /// The number: 1 to 99, 0 hides it.
        Count = "count",
        /// A picture.
        CycleImage1 = "cycle_image1",
        /// A picture.
        CycleImage2 = "cycle_image2",
        /// A picture.
        CycleImage3 = "cycle_image3",
        /// A picture.
        CycleImage4 = "cycle_image4",
        /// A picture.
        CycleImage5 = "cycle_image5",
        /// A picture.
        CycleImage6 = "cycle_image6",
        /// A picture.
        CycleImage7 = "cycle_image7",
        /// A picture.
        CycleImage8 = "cycle_image8",
        /// A picture.
        CycleImage9 = "cycle_image9",
        /// The icon.
        IconImage = "icon_image",
        /// The picture of the small size.
        SmallBackgroundImage = "small_background_image",
        /// The icon of the small size.
        SmallIconImage = "small_icon_image",
        /// The title.
        Title = "title",
        /// The picture on the back of the wide size.
        WideBackBackgroundImage = "wide_back_background_image",
        /// The text on the back of the wide size.
        WideBackContent = "wide_back_content",
        /// The picture of the wide size.
        WideBackgroundImage = "wide_background_image",
        /// The first line of the wide size.
        WideContent1 = "wide_content1",
        /// The second line of the wide size.
        WideContent2 = "wide_content2",
        /// The third line of the wide size.
        WideContent3 = "wide_content3",
    }
}

use TileField::{
    BackBackgroundImage, BackContent, BackTitle, BackgroundColor, BackgroundImage, Count,
    CycleImage1, CycleImage2, CycleImage3, CycleImage4, CycleImage5, CycleImage6, CycleImage7,
    CycleImage8, CycleImage9, IconImage, SmallBackgroundImage, SmallIconImage, Title,
    WideBackBackgroundImage, WideBackContent, WideBackgroundImage, WideContent1, WideContent2,
    WideContent3,
};

impl Template {
    /// What it is on the wire, where it has a name there.
    const fn wire(self) -> Option<&'static str> {
        match self {
            Self::Basic => None,
            Self::Cycle => Some("CycleTile"),
            Self::Flip => Some("FlipTile"),
            Self::Iconic => Some("IconicTile"),
        }
    }

    /// The fields that it has, in the order in which they are sent.
    #[must_use]
    pub const fn fields(self) -> &'static [TileField] {
        match self {
            Self::Basic => {
                &[BackgroundImage, Count, Title, BackBackgroundImage, BackTitle, BackContent]
            }
            Self::Cycle => &[
                SmallBackgroundImage,
                CycleImage1,
                CycleImage2,
                CycleImage3,
                CycleImage4,
                CycleImage5,
                CycleImage6,
                CycleImage7,
                CycleImage8,
                CycleImage9,
                Count,
                Title,
            ],
            Self::Flip => &[
                SmallBackgroundImage,
                WideBackgroundImage,
                WideBackBackgroundImage,
                WideBackContent,
                BackgroundImage,
                Count,
                Title,
                BackBackgroundImage,
                BackTitle,
                BackContent,
            ],
            Self::Iconic => &[
                SmallIconImage,
                IconImage,
                WideContent1,
                WideContent2,
                WideContent3,
                Count,
                Title,
                BackgroundColor,
            ],
        }
    }
}

impl TileField {
    const fn wire(self) -> &'static str {
        match self {
            BackBackgroundImage => "wp:BackBackgroundImage",
            BackContent => "wp:BackContent",
            BackTitle => "wp:BackTitle",
            BackgroundColor => "wp:BackgroundColor",
            BackgroundImage => "wp:BackgroundImage",
            Count => "wp:Count",
            CycleImage1 => "wp:CycleImage1",
            CycleImage2 => "wp:CycleImage2",
            CycleImage3 => "wp:CycleImage3",
            CycleImage4 => "wp:CycleImage4",
            CycleImage5 => "wp:CycleImage5",
            CycleImage6 => "wp:CycleImage6",
            CycleImage7 => "wp:CycleImage7",
            CycleImage8 => "wp:CycleImage8",
            CycleImage9 => "wp:CycleImage9",
            IconImage => "wp:IconImage",
            SmallBackgroundImage => "wp:SmallBackgroundImage",
            SmallIconImage => "wp:SmallIconImage",
            Title => "wp:Title",
            WideBackBackgroundImage => "wp:WideBackBackgroundImage",
            WideBackContent => "wp:WideBackContent",
            WideBackgroundImage => "wp:WideBackgroundImage",
            WideContent1 => "wp:WideContent1",
            WideContent2 => "wp:WideContent2",
            WideContent3 => "wp:WideContent3",
        }
    }

    pub(super) const fn is_image(self) -> bool {
        !matches!(
            self,
            BackContent
                | BackTitle
                | BackgroundColor
                | Count
                | Title
                | WideBackContent
                | WideContent1
                | WideContent2
                | WideContent3
        )
    }
}

/// What to do with a field of a tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It becomes empty.
    Clear,
    /// It becomes this.
    Set(T),
}

/// The value of a field of a tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TileValue {
    /// A text; of a picture its URI or path.
    Text(String),
    /// A number.
    Number(i64),
    /// A picture of the app's own, by its path, marked with `IsRelative`.
    Local(String),
}

impl From<&str> for TileValue {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for TileValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for TileValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// What an app's tile shows. Fields that are not named stay as they are.
///
/// ```
/// use waxwing::windows::mpns::{Notification, Template, Tile, TileField};
///
/// let tile = Tile::new(Template::Flip)
///     .set(TileField::Title, "Orders")
///     .set(TileField::Count, 3)
///     .clear(TileField::BackTitle);
/// let note = Notification::tile(tile).build()?;
/// assert_eq!(
///     note.text(),
///     Some("<?xml version=\"1.0\" encoding=\"utf-8\"?>\
///           <wp:Notification xmlns:wp=\"WPNotification\" Version=\"2.0\">\
///           <wp:Tile Template=\"FlipTile\"><wp:Count>3</wp:Count><wp:Title>Orders</wp:Title>\
///           <wp:BackTitle Action=\"Clear\"/></wp:Tile></wp:Notification>")
/// );
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Tile {
    pub(super) template: Template,
    pub(super) id: Option<String>,
    pub(super) fields: Vec<(TileField, Field<TileValue>)>,
}

impl Tile {
    /// Of this shape, with everything as it is.
    pub const fn new(template: Template) -> Self {
        Self { template, id: None, fields: Vec::new() }
    }

    /// The secondary tile with this navigation URI, in the place of the app's own.
    pub fn id(mut self, uri: impl Into<String>) -> Self {
        self.id = Some(uri.into());
        self
    }

    /// Sets a field.
    pub fn set(self, field: TileField, value: impl Into<TileValue>) -> Self {
        self.field(field, Field::Set(value.into()))
    }

    /// Empties a field.
    pub fn clear(self, field: TileField) -> Self {
        self.field(field, Field::Clear)
    }

    /// What to do with a field; of several calls for one, the last counts.
    pub fn field(mut self, field: TileField, value: Field<TileValue>) -> Self {
        self.fields.retain(|(other, _)| *other != field);
        self.fields.push((field, value));
        self
    }

    /// The version that the notification has, for newer templates.
    pub(super) const fn version(&self) -> Option<&'static str> {
        match self.template.wire() {
            Some(_) => Some("2.0"),
            None => None,
        }
    }

    pub(super) fn write(&self, os_level: Option<OsLevel>, xml: &mut Writer) -> Result<()> {
        let fields = self.template.fields();
        let refuse = |subject: String, expected: String, found: &'static str| {
            Err(Error::new(ErrorCode::InvalidNotification, subject, expected, found))
        };
        if let Some((field, _)) = self.fields.iter().find(|(field, _)| !fields.contains(field)) {
            let expected = format!("a field of the template {}", self.template);
            return refuse(format!("tile.{field}"), expected, "a field of another one");
        }
        if self.fields.iter().all(|(_, value)| *value == Field::Keep) {
            return refuse(String::from("tile"), String::from("a field to set or clear"), "none");
        }
        if self.template.wire().is_some() && os_level.is_some_and(|level| level < OsLevel::Wp80) {
            let expected = String::from("the template basic before Windows Phone 8");
            return refuse(String::from("tile.template"), expected, "another template");
        }
        if self.id.as_deref().is_some_and(str::is_empty) {
            let expected = String::from("the navigation URI of a tile");
            return refuse(String::from("tile.id"), expected, "an empty text");
        }
        xml.open("wp:Tile", &[("Id", self.id.as_deref()), ("Template", self.template.wire())]);
        for field in fields {
            let Some((_, value)) = self.fields.iter().find(|(other, _)| other == field) else {
                continue;
            };
            match value {
                Field::Keep => {}
                Field::Clear => xml.empty(field.wire(), &[("Action", Some("Clear"))]),
                Field::Set(value) => write_value(*field, value, xml)?,
            }
        }
        xml.close("wp:Tile");
        Ok(())
    }
}

fn write_value(field: TileField, value: &TileValue, xml: &mut Writer) -> Result<()> {
    let refuse = |expected, found| {
        Err(Error::new(ErrorCode::InvalidNotification, format!("tile.{field}"), expected, found))
    };
    match (field, value) {
        (Count, TileValue::Number(number @ 0..=99)) => {
            xml.text(field.wire(), &[], &number.to_string());
        }
        (Count, _) => return refuse("a number from 0 to 99", "another value"),
        (BackgroundColor, TileValue::Text(colour)) if is_colour(colour) => {
            xml.text(field.wire(), &[], colour);
        }
        (BackgroundColor, _) => return refuse("a colour as #AARRGGBB", "another value"),
        (_, TileValue::Local(path)) if field.is_image() => {
            xml.text(field.wire(), &[("IsRelative", Some("true"))], path);
        }
        (_, TileValue::Text(text)) => xml.text(field.wire(), &[], text),
        _ => return refuse("a text", "another kind of value"),
    }
    Ok(())
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}
