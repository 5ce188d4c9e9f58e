//! Which credential is for what.

use std::sync::Arc;

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{CertificateScope, Environment, KeyRing, KeyScope, ProviderKey, Topic};

use super::notification::NotificationHandle;
use super::provider::ProviderKeyHandle;
use crate::error::{Result, Thrown};
use crate::options::{self, Options};

/// Behind the class `KeyRing`.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct KeyRingHandle {
    ring: KeyRing,
    /// Its keys in the order they were added.
    keys: Vec<Arc<ProviderKey>>,
}

#[wasm_bindgen]
impl KeyRingHandle {
    /// Without keys.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key for the scope in the JSON text of the options.
    pub fn add(&mut self, key: &ProviderKeyHandle, scope: &str) -> Result<()> {
        let object = options::parse(scope)?;
        let options = Options::new(&object, "scope.").only(&["topics", "environment"])?;
        let mut scope = match options.any("topics") {
            Some(_) => KeyScope::topics(options.texts("topics")?)?,
            None => KeyScope::everything(),
        };
        if let Some(environment) = options.text("environment")? {
            scope = scope.environment(Environment::from_name(environment)?);
        }
        // A refused key leaves the ring as it was.
        self.ring = self.ring.clone().add(Arc::clone(&key.0), scope)?;
        self.keys.push(Arc::clone(&key.0));
        Ok(())
    }

    /// The place of the key for a topic, counted from 0 in the order they were added.
    pub fn choose(&self, topic: &str, environment: &str) -> Result<usize> {
        let environment = Environment::from_name(environment)?;
        let chosen = self.ring.choose(&Topic::new(topic)?, environment)?;
        let place = self.keys.iter().position(|key| Arc::ptr_eq(key, chosen));
        Ok(place.unwrap_or(usize::MAX))
    }
}

/// Refuses a notification that a certificate with the scope in the JSON text of the options is
/// not for; without one, the scope alone is checked.
#[wasm_bindgen(js_name = checkCertificateScope)]
pub fn check_certificate_scope(scope: &str) -> Result<()> {
    certificate_scope(scope).map(|_| ())
}

#[wasm_bindgen]
impl NotificationHandle {
    /// Refuses a notification that a certificate with this scope is not for.
    #[wasm_bindgen(js_name = checkCertificate)]
    pub fn check_certificate(&self, scope: &str, environment: &str) -> Result<()> {
        let environment = Environment::from_name(environment)?;
        Ok(certificate_scope(scope)?.check(&self.0, environment)?)
    }
}

fn certificate_scope(scope: &str) -> core::result::Result<CertificateScope, Thrown> {
    let object = options::parse(scope)?;
    let options = Options::new(&object, "").only(&["defaultTopic", "topics", "environments"])?;
    let mut scope = CertificateScope::new(Topic::new(options.required("defaultTopic")?)?);
    for topic in options.texts("topics")? {
        scope = scope.topic(Topic::new(topic)?);
    }
    for environment in options.texts("environments")? {
        scope = scope.environment(Environment::from_name(environment)?);
    }
    Ok(scope)
}
