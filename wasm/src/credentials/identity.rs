//! A key with its certificates.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use waxwing::credentials::{Identity, P12Profile};
use waxwing::time::Timestamp;
use zeroize::Zeroizing;

use super::certificate::{describe as certificate, lints, read_purpose};
use super::private_key::describe as private_key;
use super::secret::{self, HostBytes, Password};
use crate::error::Result;
use crate::writer::{Writer, array};

/// Behind the class `Identity`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct IdentityHandle(Identity);

impl IdentityHandle {
    pub(crate) const fn new(identity: Identity) -> Self {
        Self(identity)
    }
}

#[wasm_bindgen]
impl IdentityHandle {
    /// From a `.p12` file; no password is the empty one.
    #[wasm_bindgen(js_name = fromP12)]
    pub fn from_p12(file: Vec<u8>, password: Option<Vec<u8>>) -> Result<Self> {
        let (file, password) = (Zeroizing::new(file), Password::new(password));
        Ok(Self(Identity::from_p12(&file, password.get()?.unwrap_or_default())?))
    }

    /// From a PEM text.
    #[wasm_bindgen(js_name = fromPem)]
    pub fn from_pem(text: Vec<u8>, password: Option<Vec<u8>>) -> Result<Self> {
        let (text, password) = (Zeroizing::new(text), Password::new(password));
        Ok(Self(Identity::from_pem(&text, password.get()?)?))
    }

    /// From a certificate and a key.
    #[wasm_bindgen(js_name = fromParts)]
    pub fn from_parts(certificate: &[u8], key: Vec<u8>, password: Option<Vec<u8>>) -> Result<Self> {
        let (key, password) = (Zeroizing::new(key), Password::new(password));
        Ok(Self(Identity::from_parts(certificate, &key, password.get()?)?))
    }

    /// What it consists of, without what is secret, as JSON text.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut writer = Writer::new();
        writer
            .some_text("friendlyName", self.0.friendly_name())
            .json("key", &private_key(self.0.key()))
            .json("chain", &array(self.0.chain().map(certificate)))
            .json("others", &array(self.0.others().iter().map(certificate)));
        writer.finish()
    }

    /// The chain as PEM.
    #[wasm_bindgen(js_name = chainPem)]
    #[must_use]
    pub fn chain_pem(&self) -> String {
        self.0.chain_pem()
    }

    /// The key as PKCS#8 PEM.
    #[wasm_bindgen(js_name = keyPem)]
    #[must_use]
    pub fn key_pem(&self) -> JsValue {
        secret::text(&self.0.key_pem())
    }

    /// Chain and key in one PEM text.
    #[wasm_bindgen(js_name = combinedPem)]
    #[must_use]
    pub fn combined_pem(&self) -> JsValue {
        secret::text(&self.0.combined_pem())
    }

    /// The key as PKCS#8 DER.
    #[wasm_bindgen(js_name = keyDer)]
    #[must_use]
    pub fn key_der(&self) -> HostBytes {
        secret::bytes(self.0.key_der())
    }

    /// The `.p12` file of a profile, from random bytes.
    #[wasm_bindgen(js_name = toP12)]
    pub fn to_p12(&self, password: Vec<u8>, entropy: &[u8], profile: &str) -> Result<Vec<u8>> {
        let password = Password::new(Some(password));
        let profile = P12Profile::from_name(profile)?;
        Ok(self.0.to_p12(password.get()?.unwrap_or_default(), entropy, profile)?)
    }

    /// What is wrong with it for the purpose in the JSON text of the options.
    pub fn lints(&self, purpose: &str, now: i64) -> Result<String> {
        Ok(lints(&self.0.lints(&read_purpose(purpose)?, Timestamp::from_millis(now))))
    }
}
