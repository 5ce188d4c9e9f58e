//! Private keys, and the public part of any key.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use waxwing::credentials::{PrivateKey, SubjectKey};

use super::contents::read;
use super::secret::{self, HostBytes};
use crate::error::Result;
use crate::writer::Writer;

/// Behind the class `PrivateKey`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct PrivateKeyHandle(pub(crate) PrivateKey);

impl PrivateKeyHandle {
    pub(crate) const fn new(key: PrivateKey) -> Self {
        Self(key)
    }
}

#[wasm_bindgen]
impl PrivateKeyHandle {
    /// The one private key of a file, within the limits in the JSON text of the options.
    #[wasm_bindgen(js_name = read)]
    pub fn read(file: Vec<u8>, password: Option<Vec<u8>>, limits: &str) -> Result<Self> {
        Ok(Self(read(file, password, limits)?.into_private_key()?))
    }

    /// Its kind, its public key and its name, as JSON text.
    #[must_use]
    pub fn describe(&self) -> String {
        describe(&self.0)
    }

    /// The key as PKCS#8 PEM.
    #[must_use]
    pub fn pem(&self) -> JsValue {
        secret::text(&self.0.to_pem())
    }

    /// The key as PKCS#8 DER.
    #[must_use]
    pub fn der(&self) -> HostBytes {
        secret::bytes(self.0.pkcs8_der())
    }

    /// The key as PKCS#8 PEM, if it can sign ES256.
    #[wasm_bindgen(js_name = signingPem)]
    pub fn signing_pem(&self) -> Result<JsValue> {
        self.0.to_signing_key()?;
        Ok(self.pem())
    }
}

/// A private key from outside, as JSON text.
pub(crate) fn describe(key: &PrivateKey) -> String {
    let mut writer = Writer::new();
    public_key(&mut writer, key.public_key());
    writer.some_text("friendlyName", key.friendly_name());
    writer.finish()
}

/// What kind of key it is, and the public key in DER.
pub(crate) fn public_key(writer: &mut Writer, key: &SubjectKey) {
    writer.text("kind", &key.kind().to_string()).bytes("publicKey", key.spki_der());
}
