//! Provider keys, provider tokens and device tokens.

use std::sync::Arc;

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{DeviceToken, ProviderToken};
use waxwing::time::Timestamp;

use super::session::token_policy;
use crate::error::Result;
use crate::options::{self, Options};
use crate::writer::Writer;

/// Behind the class `ProviderKey`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ProviderKeyHandle(pub(crate) Arc<waxwing::apns::ProviderKey>);

#[wasm_bindgen]
impl ProviderKeyHandle {
    /// From the bytes of a `.p8` file.
    #[wasm_bindgen(constructor)]
    pub fn new(p8: &[u8], key_id: &str, team_id: &str) -> Result<Self> {
        Ok(Self(Arc::new(waxwing::apns::ProviderKey::from_p8(p8, key_id, team_id)?)))
    }

    /// The public key as 65 bytes.
    #[wasm_bindgen(js_name = publicKey)]
    #[must_use]
    pub fn public_key(&self) -> Vec<u8> {
        self.0.public_key().to_uncompressed()
    }

    /// The token of the time `now` in milliseconds, under the policy in the JSON text `policy`.
    #[wasm_bindgen(js_name = tokenAt)]
    pub fn token_at(&self, now: i64, policy: &str) -> Result<String> {
        let object = options::parse(policy)?;
        let options = Options::new(&object, "").only(&["windowSeconds", "phaseSeconds"])?;
        let policy = token_policy(&options)?;
        Ok(token(&self.0.token_with(Timestamp::from_millis(now), &policy)?))
    }

    /// The token with this `iat` in seconds.
    #[wasm_bindgen(js_name = tokenIssuedAt)]
    pub fn token_issued_at(&self, secs: i64) -> Result<String> {
        Ok(token(&self.0.token_issued_at(secs)?))
    }
}

/// A token that was made elsewhere.
#[wasm_bindgen(js_name = readProviderToken)]
pub fn read_provider_token(jwt: &str) -> Result<String> {
    Ok(token(&ProviderToken::from_jwt(jwt)?))
}

/// A token as JSON text.
pub(crate) fn token(token: &ProviderToken) -> String {
    let mut writer = Writer::new();
    writer
        .text("authorization", token.authorization())
        .text("jwt", token.as_str())
        .text("keyId", token.key_id().as_str())
        .text("teamId", token.team_id().as_str())
        .time("issuedAt", token.issued_at())
        .time("windowEndsAt", token.window_ends_at())
        .time("expiresAt", token.expires_at());
    writer.finish()
}

/// A device token in lower case, from hexadecimal digits.
#[wasm_bindgen(js_name = deviceTokenFromHex)]
pub fn device_token_from_hex(hex: &str) -> Result<String> {
    Ok(DeviceToken::from_hex(hex)?.as_hex().to_owned())
}

/// A device token in lower case, from its bytes.
#[wasm_bindgen(js_name = deviceTokenFromBytes)]
pub fn device_token_from_bytes(bytes: &[u8]) -> Result<String> {
    Ok(DeviceToken::from_bytes(bytes)?.as_hex().to_owned())
}
