//! What the user reads.

use alloc::string::String;

use super::builder::OsLevel;
use crate::error::{Error, ErrorCode, Result};
use crate::windows::xml::Writer;

/// What the user hears, since the third update of Windows Phone 8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sound {
    /// The file of this path, of the app's package or its isolated storage.
    Path(String),
    /// Nothing.
    Silent,
}

/// What the user reads: a title in bold and a text behind it.
///
/// Texts are escaped, and lose the characters that XML forbids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Toast {
    pub(super) text1: Option<String>,
    pub(super) text2: Option<String>,
    pub(super) param: Option<String>,
    pub(super) sound: Option<Sound>,
}

impl Toast {
    /// With a title and a text.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { text1: Some(title.into()), text2: Some(text.into()), param: None, sound: None }
    }

    /// The page that a tap opens: it begins with a slash and may have a query. Since Windows Phone
    /// 7.1.
    pub fn param(mut self, page: impl Into<String>) -> Self {
        self.param = Some(page.into());
        self
    }

    /// What the user hears. Since the third update of Windows Phone 8.
    pub fn sound(mut self, sound: Sound) -> Self {
        self.sound = Some(sound);
        self
    }

    pub(super) fn write(&self, os_level: Option<OsLevel>, xml: &mut Writer) -> Result<()> {
        self.check(os_level)?;
        xml.open("wp:Toast", &[]);
        for (name, text) in
            [("wp:Text1", &self.text1), ("wp:Text2", &self.text2), ("wp:Param", &self.param)]
        {
            if let Some(text) = text {
                xml.text(name, &[], text);
            }
        }
        match &self.sound {
            Some(Sound::Path(path)) => xml.text("wp:Sound", &[], path),
            Some(Sound::Silent) => xml.empty("wp:Sound", &[("Silent", Some("true"))]),
            None => {}
        }
        xml.close("wp:Toast");
        Ok(())
    }

    fn check(&self, os_level: Option<OsLevel>) -> Result<()> {
        let refuse = |subject, expected, found| {
            Err(Error::new(ErrorCode::InvalidNotification, subject, expected, found))
        };
        if self.text1.is_none() && self.text2.is_none() {
            return refuse("toast", "a title or a text", "neither");
        }
        if self.param.as_deref().is_some_and(|page| !page.starts_with('/')) {
            return refuse("toast.param", "a page that begins with a slash", "another beginning");
        }
        if matches!(&self.sound, Some(Sound::Path(path)) if path.is_empty()) {
            return refuse("toast.sound", "the path of a sound", "an empty text");
        }
        let Some(level) = os_level else { return Ok(()) };
        if self.param.is_some() && level < OsLevel::Wp71 {
            return refuse("toast.param", "no page before Windows Phone 7.1", "a page");
        }
        if self.sound.is_some() && level < OsLevel::Wp80Update3 {
            return refuse("toast.sound", "no sound before Windows Phone 8, update 3", "a sound");
        }
        Ok(())
    }
}
