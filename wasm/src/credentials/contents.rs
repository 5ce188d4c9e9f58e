//! Files of any kind, opened.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::KeyId;
use waxwing::credentials::{self, Contents, Limits, SubjectKey};
use zeroize::Zeroizing;

use super::certificate::describe as certificate;
use super::identity::IdentityHandle;
use super::private_key::{PrivateKeyHandle, public_key};
use super::request::describe as request;
use super::secret::Password;
use crate::error::{Result, invalid};
use crate::options::{self, Options};
use crate::writer::{Writer, array, list};

/// Behind the class `Contents`.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct ContentsHandle(Contents);

#[wasm_bindgen]
impl ContentsHandle {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a file, within the limits in the JSON text of the options.
    pub fn read(file: Vec<u8>, password: Option<Vec<u8>>, limits: &str) -> Result<Self> {
        Ok(Self(read(file, password, limits)?))
    }

    /// Adds what another one holds.
    pub fn add(&mut self, other: &Self) {
        self.0.add(other.0.clone());
    }

    /// What is in there, as JSON text.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut writer = Writer::new();
        writer
            .raw("formats", list(self.0.formats().iter().map(|format| format.name())))
            .raw("protection", list(self.0.protection().iter().map(String::as_str)))
            .json("certificates", &array(self.0.certificates().iter().map(certificate)))
            .json("requests", &array(self.0.requests().iter().map(request)))
            .json("publicKeys", &array(self.0.public_keys().iter().map(alone)));
        writer.finish()
    }

    /// The private keys.
    #[must_use]
    pub fn keys(&self) -> Vec<PrivateKeyHandle> {
        self.0.keys().iter().cloned().map(PrivateKeyHandle::new).collect()
    }

    /// The one private key.
    #[wasm_bindgen(js_name = privateKey)]
    pub fn private_key(&self) -> Result<PrivateKeyHandle> {
        Ok(PrivateKeyHandle::new(self.0.clone().into_private_key()?))
    }

    /// The one identity.
    pub fn identity(&self) -> Result<IdentityHandle> {
        Ok(IdentityHandle::new(self.0.clone().into_identity()?))
    }

    /// Every identity.
    #[must_use]
    pub fn identities(&self) -> Vec<IdentityHandle> {
        self.0.clone().into_identities().into_iter().map(IdentityHandle::new).collect()
    }
}

/// Opens a file, which is wiped: it may be a key.
pub(crate) fn read(file: Vec<u8>, password: Option<Vec<u8>>, limits: &str) -> Result<Contents> {
    let (file, password) = (Zeroizing::new(file), Password::new(password));
    Ok(Contents::read_within(&file, password.get()?, &limits_of(limits)?)?)
}

fn limits_of(text: &str) -> waxwing::error::Result<Limits> {
    let object = options::parse(text)?;
    let options = Options::new(&object, "").only(&["maxBytes", "maxIterations"])?;
    let mut limits = Limits::default();
    if let Some(most) = natural(&options, "maxBytes")? {
        limits.max_bytes = usize::try_from(most).unwrap_or(usize::MAX);
    }
    if let Some(most) = natural(&options, "maxIterations")? {
        limits.max_iterations = u32::try_from(most).unwrap_or(u32::MAX);
    }
    Ok(limits)
}

fn natural(options: &Options<'_>, name: &str) -> waxwing::error::Result<Option<u64>> {
    let number = options.integer(name)?.map(u64::try_from).transpose();
    number.map_err(|_| invalid(name, "a number from 0 on", "a negative one"))
}

/// A public key without anything around it.
fn alone(key: &SubjectKey) -> String {
    let mut writer = Writer::new();
    public_key(&mut writer, key);
    writer.finish()
}

/// What a file is, as JSON text.
#[wasm_bindgen(js_name = sniffFile)]
#[must_use]
pub fn sniff_file(file: Vec<u8>) -> String {
    let found = credentials::sniff(&Zeroizing::new(file));
    let mut writer = Writer::new();
    writer
        .text("format", found.format.name())
        .text("description", found.format.description())
        .raw("labels", list(found.labels.iter().map(String::as_str)))
        .flag("isBase64", found.is_base64)
        .flag("isTruncated", found.is_truncated)
        .text("advice", found.advice());
    writer.finish()
}

/// The key id in the name of a `.p8` file, if there is one.
#[wasm_bindgen(js_name = keyIdFromFileName)]
#[must_use]
pub fn key_id_from_file_name(name: &str) -> Option<String> {
    let id: Option<KeyId> = credentials::key_id_from_file_name(name);
    id.map(|id| id.to_string())
}
