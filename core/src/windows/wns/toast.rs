//! What the user reads.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::action::named;
use crate::error::{Error, ErrorCode, Result};
use crate::windows::xml::Writer;

/// How many texts the template shows.
const MAX_TEXTS: usize = 3;
/// How many buttons a toast has.
const MAX_BUTTONS: usize = 5;

named! {
    /// What starts when the user taps.
    Activation {
        /// A background task of the app.
        Background = "background",
        /// The app; what Windows assumes.
        Foreground = "foreground",
        /// Whatever opens the URI that stands in the arguments.
        Protocol = "protocol",
    }
}

named! {
    /// How long a toast stays on the screen.
    Duration {
        /// Some 25 seconds.
        Long = "long",
        /// Some 7 seconds; what Windows assumes.
        Short = "short",
    }
}

named! {
    /// What a toast is about, where Windows treats it in its own way.
    Scenario {
        /// An alarm: it stays, and its sound repeats. Needs a button.
        Alarm = "alarm",
        /// A call: it stays in the whole width, and its sound repeats.
        IncomingCall = "incomingCall",
        /// A reminder: it stays. Needs a button.
        Reminder = "reminder",
        /// Urgent: it breaks through what keeps quiet.
        Urgent = "urgent",
    }
}

named! {
    /// Where an image stands.
    Placement {
        /// In the place of the app's logo.
        AppLogoOverride = "appLogoOverride",
        /// Above everything, in the whole width.
        Hero = "hero",
    }
}

named! {
    /// How an image is cut.
    Crop {
        /// To a circle.
        Circle = "circle",
    }
}

/// An image in a toast.
///
/// ```
/// use waxwing::windows::wns::{Crop, Image, Placement};
///
/// let face = Image::new("https://example.com/ada.png")
///     .alt("Ada")
///     .placement(Placement::AppLogoOverride)
///     .crop(Crop::Circle);
/// # let _ = face;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Image {
    pub(super) src: String,
    pub(super) alt: Option<String>,
    pub(super) placement: Option<Placement>,
    pub(super) crop: Option<Crop>,
}

impl Image {
    /// The image at this URI: `https`, or `ms-appx` and `ms-appdata` for the app's own.
    pub fn new(src: impl Into<String>) -> Self {
        Self { src: src.into(), alt: None, placement: None, crop: None }
    }

    /// What it shows, for those who cannot see it.
    pub fn alt(mut self, text: impl Into<String>) -> Self {
        self.alt = Some(text.into());
        self
    }

    /// Where it stands; below the texts, unless set.
    pub const fn placement(mut self, placement: Placement) -> Self {
        self.placement = Some(placement);
        self
    }

    /// How it is cut.
    pub const fn crop(mut self, crop: Crop) -> Self {
        self.crop = Some(crop);
        self
    }
}

/// What the user hears.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Audio {
    pub(super) src: Option<String>,
    pub(super) repeat: bool,
    pub(super) silent: bool,
}

impl Audio {
    /// The sound of this URI: `ms-winsoundevent:Notification.Mail`, or `ms-appx` for the app's
    /// own.
    pub fn new(src: impl Into<String>) -> Self {
        Self { src: Some(src.into()), repeat: false, silent: false }
    }

    /// No sound.
    pub const fn silent() -> Self {
        Self { src: None, repeat: false, silent: true }
    }

    /// Again and again while the toast is shown, which takes [`Duration::Long`].
    pub const fn repeat(mut self, on: bool) -> Self {
        self.repeat = on;
        self
    }
}

/// A button under a toast.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Button {
    pub(super) content: String,
    pub(super) arguments: String,
    pub(super) activation: Option<Activation>,
    pub(super) image: Option<String>,
}

impl Button {
    /// With this text, and what the app gets when it is pressed.
    pub fn new(content: impl Into<String>, arguments: impl Into<String>) -> Self {
        Self { content: content.into(), arguments: arguments.into(), activation: None, image: None }
    }

    /// What it starts.
    pub const fn activation(mut self, activation: Activation) -> Self {
        self.activation = Some(activation);
        self
    }

    /// An icon on it, by its URI.
    pub fn image(mut self, src: impl Into<String>) -> Self {
        self.image = Some(src.into());
        self
    }
}

/// What the user reads, in the template `ToastGeneric`.
///
/// Texts are escaped, and lose the characters that XML forbids.
///
/// ```
/// use waxwing::windows::wns::{Button, Notification, Toast};
///
/// let toast = Toast::new(["Ready", "Tea & cake"])
///     .launch("order=42")
///     .button(Button::new("Show", "show=42"));
/// let note = Notification::toast(toast).build()?;
/// assert_eq!(
///     note.text(),
///     Some("<toast launch=\"order=42\"><visual><binding template=\"ToastGeneric\">\
///           <text>Ready</text><text>Tea &amp; cake</text></binding></visual>\
///           <actions><action content=\"Show\" arguments=\"show=42\"/></actions></toast>")
/// );
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Microsoft, "Toast content".
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Toast {
    pub(super) texts: Vec<String>,
    pub(super) launch: Option<String>,
    pub(super) activation: Option<Activation>,
    pub(super) duration: Option<Duration>,
    pub(super) scenario: Option<Scenario>,
    pub(super) images: Vec<Image>,
    pub(super) audio: Option<Audio>,
    pub(super) buttons: Vec<Button>,
}

impl Toast {
    /// With one to three texts; the first one is the title.
    pub fn new<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self {
            texts: texts.into_iter().map(Into::into).collect(),
            launch: None,
            activation: None,
            duration: None,
            scenario: None,
            images: Vec::new(),
            audio: None,
            buttons: Vec::new(),
        }
    }

    /// What the app gets when the user taps.
    pub fn launch(mut self, arguments: impl Into<String>) -> Self {
        self.launch = Some(arguments.into());
        self
    }

    /// What a tap starts.
    pub const fn activation(mut self, activation: Activation) -> Self {
        self.activation = Some(activation);
        self
    }

    /// How long it stays on the screen.
    pub const fn duration(mut self, duration: Duration) -> Self {
        self.duration = Some(duration);
        self
    }

    /// What it is about.
    pub const fn scenario(mut self, scenario: Scenario) -> Self {
        self.scenario = Some(scenario);
        self
    }

    /// An image more.
    pub fn image(mut self, image: Image) -> Self {
        self.images.push(image);
        self
    }

    /// What the user hears.
    pub fn audio(mut self, audio: Audio) -> Self {
        self.audio = Some(audio);
        self
    }

    /// A button more, of at most five.
    pub fn button(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }

    pub(super) fn xml(&self) -> Result<String> {
        self.check()?;
        let mut xml = Writer::new();
        xml.open(
            "toast",
            &[
                ("launch", self.launch.as_deref()),
                ("activationType", self.activation.map(Activation::name)),
                ("duration", self.duration.map(Duration::name)),
                ("scenario", self.scenario.map(Scenario::name)),
            ],
        );
        xml.open("visual", &[]);
        xml.open("binding", &[("template", Some("ToastGeneric"))]);
        for text in &self.texts {
            xml.text("text", &[], text);
        }
        for image in &self.images {
            xml.empty(
                "image",
                &[
                    ("placement", image.placement.map(Placement::name)),
                    ("hint-crop", image.crop.map(Crop::name)),
                    ("src", Some(&image.src)),
                    ("alt", image.alt.as_deref()),
                ],
            );
        }
        xml.close("binding");
        xml.close("visual");
        if !self.buttons.is_empty() {
            xml.open("actions", &[]);
            for button in &self.buttons {
                xml.empty(
                    "action",
                    &[
                        ("content", Some(&button.content)),
                        ("arguments", Some(&button.arguments)),
                        ("activationType", button.activation.map(Activation::name)),
                        ("imageUri", button.image.as_deref()),
                    ],
                );
            }
            xml.close("actions");
        }
        if let Some(audio) = &self.audio {
            xml.empty(
                "audio",
                &[
                    ("src", audio.src.as_deref()),
                    ("loop", audio.repeat.then_some("true")),
                    ("silent", audio.silent.then_some("true")),
                ],
            );
        }
        xml.close("toast");
        Ok(xml.finish())
    }

    fn check(&self) -> Result<()> {
        let refuse = |subject, expected, found| {
            Err(Error::new(ErrorCode::InvalidNotification, subject, expected, found))
        };
        if self.texts.is_empty() || self.texts.len() > MAX_TEXTS {
            let found = format!("{}", self.texts.len());
            return refuse("toast.texts", "one to three texts", found);
        }
        if self.buttons.len() > MAX_BUTTONS {
            return refuse("toast.buttons", "at most five", format!("{}", self.buttons.len()));
        }
        if self.images.iter().any(|image| image.src.is_empty()) {
            return refuse("toast.images", "a URI for each", String::from("an empty text"));
        }
        let Some(audio) = &self.audio else { return Ok(()) };
        if audio.silent && (audio.repeat || audio.src.is_some()) {
            return refuse("toast.audio", "a sound or silence", String::from("both"));
        }
        if !audio.silent && audio.src.as_deref().is_none_or(str::is_empty) {
            return refuse("toast.audio", "the URI of a sound", String::from("none"));
        }
        if audio.repeat && self.duration != Some(Duration::Long) {
            let found = String::from("another duration");
            return refuse("toast.audio", "the duration long beside a sound that repeats", found);
        }
        Ok(())
    }
}
