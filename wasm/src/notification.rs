//! Notifications, and what is prepared of them.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{
    Alert, DeviceToken, Endpoint, Environment, Expiration, InterruptionLevel, NotificationBuilder,
    Port, Priority, PushType, Sound,
};
use waxwing::json::{Object, Value};

use crate::error::{Result, invalid};
use crate::options::{self, Options};
use crate::writer::Writer;

/// Behind the class `Notification`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct NotificationHandle(waxwing::apns::Notification);

#[wasm_bindgen]
impl NotificationHandle {
    /// From the JSON text of its options, and the caller's own payload if there is one.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, payload: Option<Vec<u8>>) -> Result<Self> {
        Ok(Self(builder(&options::parse(options)?, payload)?.build()?))
    }

    /// What it has become, as JSON text.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut writer = Writer::new();
        writer
            .text("pushType", self.0.push_type().name())
            .text("topic", self.0.topic().as_str())
            .text("payload", self.0.payload());
        if let Some(priority) = self.0.priority() {
            writer.number("priority", priority.number());
        }
        if let Some(expiration) = self.0.expiration() {
            writer.number("expiration", expiration.as_secs());
        }
        writer.finish()
    }

    /// Ready for the endpoint in the JSON text of the options.
    pub fn prepare(&self, options: &str) -> Result<PreparedHandle> {
        Ok(PreparedHandle(self.0.prepare(endpoint(&options::parse(options)?)?)))
    }
}

fn builder(
    object: &Object,
    payload: Option<Vec<u8>>,
) -> waxwing::error::Result<NotificationBuilder> {
    let options = Options::new(object, "").only(&[
        "alert",
        "apnsId",
        "badge",
        "category",
        "collapseId",
        "contentAvailable",
        "custom",
        "expiration",
        "filterCriteria",
        "interruptionLevel",
        "mutableContent",
        "priority",
        "pushType",
        "relevanceScore",
        "sound",
        "targetContentId",
        "threadId",
        "topic",
    ])?;
    let push_type = PushType::from_name(options.required("pushType")?)?;
    let topic = options.required("topic")?;
    let mut builder = match payload {
        Some(payload) => waxwing::apns::Notification::with_payload(push_type, topic, payload),
        None => waxwing::apns::Notification::builder(push_type, topic),
    };
    if let Some(value) = options.any("alert") {
        builder = builder.alert(alert(value)?);
    }
    if let Some(id) = options.text("apnsId")? {
        builder = builder.apns_id(id);
    }
    if let Some(number) = options.integer("badge")? {
        builder = builder.badge(number);
    }
    if let Some(id) = options.text("category")? {
        builder = builder.category(id);
    }
    if let Some(id) = options.text("collapseId")? {
        builder = builder.collapse_id(id);
    }
    builder = builder.content_available(options.flag("contentAvailable")?);
    if let Some(custom) = options.object("custom")? {
        for (key, value) in custom.iter() {
            builder = builder.custom(key, value.clone());
        }
    }
    if let Some(secs) = options.integer("expiration")? {
        builder = builder.expiration(Expiration::from_secs(secs)?);
    }
    if let Some(criteria) = options.text("filterCriteria")? {
        builder = builder.filter_criteria(criteria);
    }
    if let Some(name) = options.text("interruptionLevel")? {
        builder = builder.interruption_level(InterruptionLevel::from_name(name)?);
    }
    builder = builder.mutable_content(options.flag("mutableContent")?);
    if let Some(number) = options.integer("priority")? {
        builder = builder.priority(Priority::from_number(number)?);
    }
    if let Some(score) = options.number("relevanceScore")? {
        builder = builder.relevance_score(score);
    }
    if let Some(value) = options.any("sound") {
        builder = builder.sound(sound(value)?);
    }
    if let Some(id) = options.text("targetContentId")? {
        builder = builder.target_content_id(id);
    }
    if let Some(id) = options.text("threadId")? {
        builder = builder.thread_id(id);
    }
    Ok(builder)
}

fn alert(value: &Value) -> waxwing::error::Result<Alert> {
    if let Some(body) = value.as_str() {
        return Ok(Alert::text(body));
    }
    let object =
        value.as_object().ok_or_else(|| invalid("alert", "a string or an object", value.kind()))?;
    let options = Options::new(object, "alert.").only(&[
        "title",
        "subtitle",
        "body",
        "launchImage",
        "titleLocKey",
        "titleLocArgs",
        "subtitleLocKey",
        "subtitleLocArgs",
        "locKey",
        "locArgs",
    ])?;
    let mut alert = Alert::default();
    type SetText = fn(Alert, &str) -> Alert;
    let texts: [(&str, SetText); 7] = [
        ("title", |alert, text| alert.title(text)),
        ("subtitle", |alert, text| alert.subtitle(text)),
        ("body", |alert, text| alert.body(text)),
        ("launchImage", |alert, text| alert.launch_image(text)),
        ("titleLocKey", |alert, text| alert.title_loc_key(text)),
        ("subtitleLocKey", |alert, text| alert.subtitle_loc_key(text)),
        ("locKey", |alert, text| alert.loc_key(text)),
    ];
    for (key, set) in texts {
        if let Some(text) = options.text(key)? {
            alert = set(alert, text);
        }
    }
    type SetTexts = fn(Alert, Vec<&str>) -> Alert;
    let lists: [(&str, SetTexts); 3] = [
        ("titleLocArgs", |alert, texts| alert.title_loc_args(texts)),
        ("subtitleLocArgs", |alert, texts| alert.subtitle_loc_args(texts)),
        ("locArgs", |alert, texts| alert.loc_args(texts)),
    ];
    for (key, set) in lists {
        if options.any(key).is_some() {
            alert = set(alert, options.texts(key)?);
        }
    }
    Ok(alert)
}

fn sound(value: &Value) -> waxwing::error::Result<Sound> {
    if let Some(name) = value.as_str() {
        return Ok(Sound::named(name));
    }
    let object =
        value.as_object().ok_or_else(|| invalid("sound", "a string or an object", value.kind()))?;
    let options = Options::new(object, "sound.").only(&["critical", "name", "volume"])?;
    let name = options.text("name")?.map(str::to_owned);
    Ok(Sound::from_parts(options.flag("critical")?, name, options.number("volume")?))
}

fn endpoint(object: &Object) -> waxwing::error::Result<Endpoint> {
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
            .raw("headers", headers);
        writer.finish()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        self.0.body().to_vec()
    }

    /// The URL for a device token in hexadecimal digits.
    pub fn url(&self, hex: &str) -> Result<String> {
        Ok(self.0.url(&DeviceToken::from_hex(hex)?))
    }
}
