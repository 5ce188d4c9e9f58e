//! Options by their names, as all languages give them.

use alloc::format;
use alloc::string::String;

use super::builder::{Content, Delay, NotificationBuilder, OsLevel};
use super::notification::{Kind, Notification};
use super::tile::{Field, Template, Tile, TileField, TileValue};
use super::toast::{Sound, Toast};
use crate::error::{Error, ErrorCode, Result};
use crate::given::{self, Given};
use crate::json::{Object, Value};
use crate::windows::choice::by_name;
use crate::windows::document::{Document, Kinds};

impl NotificationBuilder {
    /// Every option of [`Notification::from_options`] with the kind of its value, in `snake_case`.
    /// What stands before a dot is the option whose object it belongs to.
    ///
    /// Kinds: `text`, `integer`, `flag` (true or false), `object`, `image` (a text, or an object
    /// with `src` and `is_relative`).
    pub const OPTIONS: &'static [(&'static str, &'static str)] = &[
        ("type", "text"),
        ("toast", "object"),
        ("toast.text1", "text"),
        ("toast.text2", "text"),
        ("toast.param", "text"),
        ("toast.sound", "text"),
        ("toast.silent", "flag"),
        ("tile", "object"),
        ("tile.template", "text"),
        ("tile.id", "text"),
        ("tile.back_background_image", "image"),
        ("tile.back_content", "text"),
        ("tile.back_title", "text"),
        ("tile.background_color", "text"),
        ("tile.background_image", "image"),
        ("tile.count", "integer"),
        ("tile.cycle_image1", "image"),
        ("tile.cycle_image2", "image"),
        ("tile.cycle_image3", "image"),
        ("tile.cycle_image4", "image"),
        ("tile.cycle_image5", "image"),
        ("tile.cycle_image6", "image"),
        ("tile.cycle_image7", "image"),
        ("tile.cycle_image8", "image"),
        ("tile.cycle_image9", "image"),
        ("tile.icon_image", "image"),
        ("tile.small_background_image", "image"),
        ("tile.small_icon_image", "image"),
        ("tile.title", "text"),
        ("tile.wide_back_background_image", "image"),
        ("tile.wide_back_content", "text"),
        ("tile.wide_background_image", "image"),
        ("tile.wide_content1", "text"),
        ("tile.wide_content2", "text"),
        ("tile.wide_content3", "text"),
        ("raw", "text"),
        ("raw_b64", "text"),
        ("content_type", "text"),
        ("within_s", "integer"),
        ("os_level", "text"),
        ("message_id", "text"),
        ("callback_uri", "text"),
    ];
}

const TABLE: &[(&str, &str)] = NotificationBuilder::OPTIONS;

/// Which options hold contents.
const CONTENTS: [&str; 4] = ["toast", "tile", "raw", "raw_b64"];

const KINDS: Kinds<Kind> = Kinds {
    all: Kind::ALL,
    name_of: Kind::name,
    contents_of: |kind| match kind {
        Kind::Toast => "toast for a toast",
        Kind::Tile => "tile for a tile",
        Kind::Raw => "raw or raw_b64 for raw bytes",
    },
};

impl Notification {
    /// Begins a notification from a document of options: `type`, which is `toast`, `tile` or `raw`;
    /// its contents in `toast`, `tile`, `raw` or `raw_b64` (bytes in standard base64); and any of
    /// the others of [`NotificationBuilder::OPTIONS`], in `snake_case` or `camelCase`.
    ///
    /// `null` counts as absent, but for a field of a tile: absent it stays as it is, with `null` it
    /// becomes empty.
    ///
    /// ```
    /// use waxwing::json::{Limits, parse_object};
    /// use waxwing::windows::mpns::Notification;
    ///
    /// let text = br#"{"type": "tile", "tile": {"count": 3, "title": null}, "withinS": 450}"#;
    /// let options = parse_object(text, &Limits::bytes(1000), "options")?;
    /// let note = Notification::from_options(&options)?.build()?;
    /// assert!(note.text().unwrap().contains(r#"<wp:Count>3</wp:Count><wp:Title Action="Clear"/>"#));
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// * [`ErrorCode::InvalidInput`] about the name as it was given, dotted when nested, for an
    ///   unknown name, for a value of another kind, for both spellings of a name, and without
    ///   `type`;
    /// * [`ErrorCode::InvalidNotification`] about `type` unless there are contents of its kind,
    ///   once;
    /// * [`ErrorCode::InvalidBase64`] about `raw_b64`.
    pub fn from_options(options: &Object) -> Result<NotificationBuilder> {
        let document = Document::read(options, TABLE, &CONTENTS, &KINDS)?;
        let given = document.contents;
        let content = match (document.kind, document.name) {
            (Kind::Toast, "toast") => Content::Toast(toast(given)?),
            (Kind::Tile, "tile") => Content::Tile(tile(given)?),
            (Kind::Raw, "raw" | "raw_b64") => Content::Raw(document.raw()?),
            _ => return Err(document.other_contents()),
        };
        let mut builder = NotificationBuilder::new(content);
        if let Some(secs) = document.integer("within_s")? {
            builder.delay = Delay::from_secs(secs)?;
        }
        builder.os_level = document.choice("os_level", OsLevel::ALL, OsLevel::name)?;
        builder.message_id = document.text("message_id")?;
        builder.callback_uri = document.text("callback_uri")?;
        builder.content_type = document.text("content_type")?;
        Ok(builder)
    }
}

fn toast(given: Given<'_>) -> Result<Toast> {
    let object = given.object()?.ok_or_else(|| given.wrong("an object"))?;
    let mut toast = Toast::default();
    let (mut path, mut silent) = (None, false);
    for (option, part) in given::options(object, Some(given.name), TABLE, "toast.")? {
        match option {
            "text1" => toast.text1 = part.text()?,
            "text2" => toast.text2 = part.text()?,
            "param" => toast.param = part.text()?,
            "sound" => path = part.text()?,
            _ => silent = part.flag()?,
        }
    }
    toast.sound = match (path, silent) {
        (Some(_), true) => {
            return Err(Error::new(
                ErrorCode::InvalidNotification,
                "toast.sound",
                "a sound or silence",
                "both",
            ));
        }
        (Some(path), false) => Some(Sound::Path(path)),
        (None, true) => Some(Sound::Silent),
        (None, false) => None,
    };
    Ok(toast)
}

fn tile(given: Given<'_>) -> Result<Tile> {
    let object = given.object()?.ok_or_else(|| given.wrong("an object"))?;
    let mut tile = Tile::new(Template::Basic);
    for (option, part) in given::options(object, Some(given.name), TABLE, "tile.")? {
        match option {
            "template" => {
                if let Some(name) = part.text()? {
                    tile.template = by_name("tile.template", Template::ALL, Template::name, &name)?;
                }
            }
            "id" => tile.id = part.text()?,
            name => {
                let field = by_name("tile", TileField::ALL, TileField::name, name)?;
                tile = tile.field(field, value(field, part)?);
            }
        }
    }
    Ok(tile)
}

fn value(field: TileField, given: Given<'_>) -> Result<Field<TileValue>> {
    if matches!(given.value, Value::Null) {
        return Ok(Field::Clear);
    }
    let value = if field == TileField::Count {
        given.integer()?.map(TileValue::Number)
    } else if field.is_image() {
        Some(image(given)?)
    } else {
        given.text()?.map(TileValue::Text)
    };
    Ok(value.map_or(Field::Clear, Field::Set))
}

fn image(given: Given<'_>) -> Result<TileValue> {
    const PARTS: &[(&str, &str)] = &[("src", "text"), ("is_relative", "flag")];
    let object = match given.value {
        Value::String(src) => return Ok(TileValue::Text(src.clone())),
        Value::Object(object) => object,
        _ => return Err(given.wrong("a string or an object")),
    };
    let subject = given.subject();
    let (mut src, mut local): (Option<String>, bool) = (None, false);
    for (option, part) in given::options(object, Some(&subject), PARTS, "")? {
        match option {
            "src" => src = part.text()?,
            _ => local = part.flag()?,
        }
    }
    let src = src.ok_or_else(|| {
        Error::new(ErrorCode::InvalidInput, format!("{subject}.src"), "a string", "none")
    })?;
    Ok(if local { TileValue::Local(src) } else { TileValue::Text(src) })
}
