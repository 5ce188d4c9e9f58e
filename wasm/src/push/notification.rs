//! Notifications, broadcasts, and what is prepared of them.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{
    ChannelId, Cut, DeviceToken, Endpoint, Environment, Expiration, Lint, NotificationBuilder,
    Port, Priority, lint_request as lint_headers_and_body,
};
use waxwing::json::{Object, Value};

use super::call;
use crate::error::{Result, invalid};
use crate::options::{self, Options};
use crate::writer::{Writer, array};

/// Behind the class `Notification`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct NotificationHandle(pub(crate) waxwing::apns::Notification);

#[wasm_bindgen]
impl NotificationHandle {
    /// From the JSON text of its options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Self> {
        Ok(Self(builder(options)?.build()?))
    }

    /// What it has become, as JSON text.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut writer = Writer::new();
        writer.text("pushType", self.0.push_type().name()).text("topic", self.0.topic().as_str());
        facts(
            &mut writer,
            self.0.payload(),
            self.0.priority(),
            self.0.expiration(),
            self.0.cut(),
            self.0.lints(),
        );
        writer.finish()
    }

    /// Ready for the endpoint in the JSON text of the options.
    pub fn prepare(&self, options: &str) -> Result<PreparedHandle> {
        Ok(PreparedHandle(self.0.prepare(endpoint(&options::parse(options)?)?)))
    }
}

/// Behind the class `Broadcast`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct BroadcastHandle(waxwing::apns::Broadcast);

#[wasm_bindgen]
impl BroadcastHandle {
    /// From the id of its channel and the JSON text of its options.
    #[wasm_bindgen(constructor)]
    pub fn new(channel_id: &str, options: &str) -> Result<Self> {
        let channel = ChannelId::new(channel_id)?;
        Ok(Self(builder(options)?.broadcast(&channel)?))
    }

    /// What it has become, as JSON text.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut writer = Writer::new();
        let (priority, expiration) = (self.0.priority(), self.0.expiration());
        facts(
            &mut writer,
            self.0.payload(),
            Some(priority),
            Some(expiration),
            self.0.cut(),
            self.0.lints(),
        );
        writer.finish()
    }

    /// The call for the endpoint in the JSON text of the options, as JSON text.
    pub fn prepare(&self, options: &str) -> Result<String> {
        Ok(call::describe(&self.0.prepare(endpoint(&options::parse(options)?)?)))
    }
}

fn builder(options: &str) -> waxwing::error::Result<NotificationBuilder> {
    waxwing::apns::Notification::from_options(&options::parse(options)?)
}

fn facts(
    writer: &mut Writer,
    payload: &str,
    priority: Option<Priority>,
    expiration: Option<Expiration>,
    cut: Option<&Cut>,
    lints: &[Lint],
) {
    writer.text("payload", payload);
    if let Some(priority) = priority {
        writer.number("priority", priority.number());
    }
    if let Some(expiration) = expiration {
        writer.number("expiration", expiration.as_secs());
    }
    if let Some(cut) = cut {
        let mut own = Writer::new();
        own.text("pointer", &cut.pointer)
            .raw("originalBytes", cut.original_bytes)
            .raw("keptBytes", cut.kept_bytes)
            .raw("removedBytes", cut.removed_bytes);
        writer.json("cut", &own.finish());
    }
    writer.json("lints", &list_of_lints(lints));
}

fn list_of_lints(lints: &[Lint]) -> String {
    array(lints.iter().map(|lint| {
        let mut writer = Writer::new();
        writer
            .text("code", lint.code.name())
            .text("subject", &lint.subject)
            .text("advice", lint.code.advice())
            .text("source", lint.code.source());
        writer.finish()
    }))
}

/// What is to be said of a request that somebody else built. `headers` is the JSON text of names
/// and values in turn.
#[wasm_bindgen(js_name = lintRequest)]
pub fn lint_request(headers: &str, body: &[u8]) -> Result<String> {
    let headers = options::parse_texts(headers)?;
    let (pairs, _) = headers.as_chunks();
    let pairs = pairs.iter().map(|[name, value]| (name.as_str(), value.as_str()));
    Ok(list_of_lints(&lint_headers_and_body(pairs, body)?))
}

pub(crate) fn endpoint(object: &Object) -> waxwing::error::Result<Endpoint> {
    let options = Options::new(object, "").only(&["authority", "environment", "port"])?;
    let (environment, port) = (options.text("environment")?, options.integer("port")?);
    match (options.text("authority")?, environment) {
        (Some(authority), None) if port.is_none() => Endpoint::from_authority(authority),
        (None, Some(environment)) => {
            let port = match port.map(u16::try_from) {
                None => Port::default(),
                Some(Ok(port)) => Port::from_number(port)?,
                Some(Err(_)) => Port::from_number(0)?,
            };
            Ok(Endpoint::new(Environment::from_name(environment)?, port))
        }
        (None, None) => Err(invalid("environment", "production or sandbox", "none at all")),
        (Some(_), _) => {
            Err(invalid("authority", "either an environment and its port, or an authority", "both"))
        }
    }
}

/// Behind the class `Prepared`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct PreparedHandle(waxwing::apns::Prepared);

#[wasm_bindgen]
impl PreparedHandle {
    /// What is the same for every device, apart from the body, as JSON text.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut headers = Object::new();
        for (name, value) in self.0.headers() {
            headers.insert(name, value);
        }
        let mut writer = Writer::new();
        writer
            .text("method", self.0.method())
            .text("authority", self.0.authority())
            .raw("headers", Value::Object(headers));
        writer.finish()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        self.0.body().to_vec()
    }

    /// The path for a device token in hexadecimal digits.
    pub fn path(&self, hex: &str) -> Result<String> {
        Ok(self.0.path(&DeviceToken::from_hex(hex)?))
    }
}
