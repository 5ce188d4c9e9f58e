//! Files of any kind, opened.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::KeyId;
use waxwing::credentials::{self, Contents, Limits, SubjectKey};
use zeroize::Zeroizing;

use super::certificate::describe as certificate;
use super::identity::IdentityHandle;
use super::private_key::{PrivateKeyHandle, describe as private_key, public_key};
use super::request::describe as request;
use super::secret::Password;
use crate::error::{Result, invalid};
use crate::options::{self, Options};
use crate::writer::{Writer, array, list};

/// Behind the class `Contents`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ContentsHandle(Option<Contents>);

#[wasm_bindgen]
impl ContentsHandle {
    /// Opens a file, within the limits in the JSON text of the options.
    #[wasm_bindgen(constructor)]
    pub fn new(file: Vec<u8>, password: Option<Vec<u8>>, limits: &str) -> Result<Self> {
        Ok(Self(Some(read(file, password, limits)?)))
    }

    /// Nothing yet.
    #[must_use]
    pub fn empty() -> Self {
        Self(Some(Contents::default()))
    }

    /// Takes over what another one holds.
    pub fn add(&mut self, other: &mut Self) -> Result<()> {
        let other = other.0.take().ok_or_else(taken)?;
        self.0.as_mut().ok_or_else(taken)?.add(other);
        Ok(())
    }

    /// What is in there, as JSON text.
    pub fn describe(&self) -> Result<String> {
        let contents = self.0.as_ref().ok_or_else(taken)?;
        let mut writer = Writer::new();
        writer
            .raw("formats", list(contents.formats().iter().map(|format| format.name())))
            .raw("protection", list(contents.protection().iter().map(String::as_str)))
            .json("keys", &array(contents.keys().iter().map(private_key)))
            .json("certificates", &array(contents.certificates().iter().map(certificate)))
            .json("requests", &array(contents.requests().iter().map(request)))
            .json("publicKeys", &array(contents.public_keys().iter().map(alone)));
        Ok(writer.finish())
    }

    /// The one identity, which takes everything over.
    pub fn identity(&mut self) -> Result<IdentityHandle> {
        Ok(IdentityHandle::new(self.0.take().ok_or_else(taken)?.into_identity()?))
    }

    /// Every identity; they take everything over.
    pub fn identities(&mut self) -> Result<Vec<IdentityHandle>> {
        let contents = self.0.take().ok_or_else(taken)?;
        Ok(contents.into_identities().into_iter().map(IdentityHandle::new).collect())
    }

    /// Every private key; they take everything over.
    #[wasm_bindgen(js_name = privateKeys)]
    pub fn private_keys(&mut self) -> Result<Vec<PrivateKeyHandle>> {
        let contents = self.0.take().ok_or_else(taken)?;
        Ok(contents.into_private_keys().into_iter().map(PrivateKeyHandle::new).collect())
    }

    /// The one private key, which takes everything over.
    #[wasm_bindgen(js_name = privateKey)]
    pub fn private_key(&mut self) -> Result<PrivateKeyHandle> {
        Ok(PrivateKeyHandle::new(self.0.take().ok_or_else(taken)?.into_private_key()?))
    }
}

fn taken() -> waxwing::error::Error {
    invalid("contents", "contents that are in use", "what was taken over")
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
