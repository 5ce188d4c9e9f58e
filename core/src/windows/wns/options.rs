//! Options by their names: the one table behind keywords in Python, objects in JavaScript and
//! documents in C.

use alloc::string::String;

use super::badge::Badge;
use super::builder::{CachePolicy, Content, NotificationBuilder};
use super::notification::{Kind, Notification};
use super::toast::{Activation, Audio, Button, Crop, Duration, Image, Placement, Scenario, Toast};
use crate::error::{Error, ErrorCode, Result};
use crate::given::{self, Given};
use crate::json::{Object, Value};
use crate::windows::choice::by_name;
use crate::windows::document::{Document, Kinds};

impl NotificationBuilder {
    /// Every option of [`Notification::from_options`] with the kind of its value, in `snake_case`.
    /// What stands before a dot is the option whose object, or list of objects, it belongs to.
    ///
    /// Kinds: `text`, `texts` (a list), `integer`, `flag` (true or false), `objects` (a list),
    /// `text_or_object`, `integer_or_text`.
    pub const OPTIONS: &'static [(&'static str, &'static str)] = &[
        ("type", "text"),
        ("toast", "text_or_object"),
        ("toast.texts", "texts"),
        ("toast.launch", "text"),
        ("toast.activation_type", "text"),
        ("toast.duration", "text"),
        ("toast.scenario", "text"),
        ("toast.images", "objects"),
        ("toast.images.src", "text"),
        ("toast.images.alt", "text"),
        ("toast.images.placement", "text"),
        ("toast.images.crop", "text"),
        ("toast.audio", "text_or_object"),
        ("toast.audio.src", "text"),
        ("toast.audio.loop", "flag"),
        ("toast.audio.silent", "flag"),
        ("toast.buttons", "objects"),
        ("toast.buttons.content", "text"),
        ("toast.buttons.arguments", "text"),
        ("toast.buttons.activation_type", "text"),
        ("toast.buttons.image", "text"),
        ("badge", "integer_or_text"),
        ("xml", "text"),
        ("raw", "text"),
        ("raw_b64", "text"),
        ("ttl_s", "integer"),
        ("cache_policy", "text"),
        ("tag", "text"),
        ("group", "text"),
        ("suppress_popup", "flag"),
        ("request_for_status", "flag"),
        ("ms_cv", "text"),
    ];
}

const TABLE: &[(&str, &str)] = NotificationBuilder::OPTIONS;

/// Which options hold contents.
const CONTENTS: [&str; 5] = ["toast", "badge", "xml", "raw", "raw_b64"];

const KINDS: Kinds<Kind> = Kinds {
    all: Kind::ALL,
    name_of: Kind::name,
    contents_of: |kind| match kind {
        Kind::Toast => "toast or xml for a toast",
        Kind::Tile => "xml for a tile",
        Kind::Badge => "badge or xml for a badge",
        Kind::Raw => "raw or raw_b64 for raw bytes",
    },
};

impl Notification {
    /// Begins a notification from a document of options: `type`, which is `toast`, `tile`, `badge`
    /// or `raw`; its contents in `toast`, `badge`, `xml`, `raw` or `raw_b64` (bytes in standard
    /// base64); and any of the others of [`NotificationBuilder::OPTIONS`], in `snake_case` or
    /// `camelCase`. `null` counts as absent.
    ///
    /// ```
    /// use waxwing::json::{Limits, parse_object};
    /// use waxwing::windows::wns::Notification;
    ///
    /// let text = br#"{"type": "toast", "toast": {"texts": ["Hello"]}, "ttlS": 600}"#;
    /// let options = parse_object(text, &Limits::bytes(1000), "options")?;
    /// let note = Notification::from_options(&options)?.build()?;
    /// assert!(note.headers().any(|header| header == ("x-wns-ttl", "600")));
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
            (Kind::Badge, "badge") => Content::Badge(badge(given)?),
            (kind @ (Kind::Toast | Kind::Tile | Kind::Badge), "xml") => {
                Content::Xml(kind, given.text()?.unwrap_or_default())
            }
            (Kind::Raw, "raw" | "raw_b64") => Content::Raw(document.raw()?),
            _ => return Err(document.other_contents()),
        };
        let mut builder = NotificationBuilder::new(content);
        builder.ttl_s = document.integer("ttl_s")?;
        builder.cache_policy =
            document.choice("cache_policy", CachePolicy::ALL, CachePolicy::name)?;
        builder.tag = document.text("tag")?;
        builder.group = document.text("group")?;
        builder.suppress_popup = document.flag("suppress_popup")?;
        builder.request_for_status = document.flag("request_for_status")?;
        builder.ms_cv = document.text("ms_cv")?;
        Ok(builder)
    }
}

fn badge(given: Given<'_>) -> Result<Badge> {
    match given.value {
        Value::String(name) => Badge::from_name(name),
        Value::Number(_) => match given.integer()? {
            Some(number) => Badge::number(number),
            None => Err(given.wrong("an integer or a string")),
        },
        _ => Err(given.wrong("an integer or a string")),
    }
}

fn toast(given: Given<'_>) -> Result<Toast> {
    let object = match given.value {
        Value::String(text) => return Ok(Toast::new([text.as_str()])),
        Value::Object(object) => object,
        _ => return Err(given.wrong("a string or an object")),
    };
    let mut toast = Toast::new::<String>([]);
    for (option, part) in given::options(object, Some(given.name), TABLE, "toast.")? {
        match option {
            "texts" => toast.texts = part.texts()?.unwrap_or_default(),
            "launch" => toast.launch = part.text()?,
            "activation_type" => toast.activation = activation("toast.activation_type", part)?,
            "duration" => {
                toast.duration = part
                    .text()?
                    .map(|name| by_name("toast.duration", Duration::ALL, Duration::name, &name))
                    .transpose()?;
            }
            "scenario" => {
                toast.scenario = part
                    .text()?
                    .map(|name| by_name("toast.scenario", Scenario::ALL, Scenario::name, &name))
                    .transpose()?;
            }
            "images" => {
                for object in part.objects()? {
                    toast.images.push(image(object)?);
                }
            }
            "audio" => toast.audio = audio(part)?,
            "buttons" => {
                for object in part.objects()? {
                    toast.buttons.push(button(object)?);
                }
            }
            _ => return Err(part.unknown()),
        }
    }
    Ok(toast)
}

fn activation(subject: &'static str, given: Given<'_>) -> Result<Option<Activation>> {
    given.text()?.map(|name| by_name(subject, Activation::ALL, Activation::name, &name)).transpose()
}

fn required(subject: &'static str, text: Option<String>) -> Result<String> {
    text.ok_or_else(|| Error::new(ErrorCode::InvalidInput, subject, "a string", "none"))
}

fn image(object: &Object) -> Result<Image> {
    let mut image = Image::new("");
    let mut src = None;
    for (option, part) in given::options(object, Some("toast.images"), TABLE, "toast.images.")? {
        match option {
            "src" => src = part.text()?,
            "alt" => image.alt = part.text()?,
            "placement" => {
                let subject = "toast.images.placement";
                image.placement = part
                    .text()?
                    .map(|name| by_name(subject, Placement::ALL, Placement::name, &name))
                    .transpose()?;
            }
            _ => {
                image.crop = part
                    .text()?
                    .map(|name| by_name("toast.images.crop", Crop::ALL, Crop::name, &name))
                    .transpose()?;
            }
        }
    }
    image.src = required("toast.images.src", src)?;
    Ok(image)
}

fn audio(given: Given<'_>) -> Result<Option<Audio>> {
    let object = match given.value {
        Value::Null => return Ok(None),
        Value::String(src) => return Ok(Some(Audio::new(src.as_str()))),
        Value::Object(object) => object,
        _ => return Err(given.wrong("a string or an object")),
    };
    let mut audio = Audio { src: None, repeat: false, silent: false };
    for (option, part) in given::options(object, Some("toast.audio"), TABLE, "toast.audio.")? {
        match option {
            "src" => audio.src = part.text()?,
            "loop" => audio.repeat = part.flag()?,
            _ => audio.silent = part.flag()?,
        }
    }
    Ok(Some(audio))
}

fn button(object: &Object) -> Result<Button> {
    let mut button = Button::new("", "");
    let (mut content, mut arguments) = (None, None);
    for (option, part) in given::options(object, Some("toast.buttons"), TABLE, "toast.buttons.")? {
        match option {
            "content" => content = part.text()?,
            "arguments" => arguments = part.text()?,
            "activation_type" => {
                button.activation = activation("toast.buttons.activation_type", part)?;
            }
            _ => button.image = part.text()?,
        }
    }
    button.content = required("toast.buttons.content", content)?;
    button.arguments = required("toast.buttons.arguments", arguments)?;
    Ok(button)
}
