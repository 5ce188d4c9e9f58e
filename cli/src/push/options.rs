//! What is pushed: the options of a notification as arguments.

use std::path::PathBuf;

use clap::Args;
use waxwing::apns::{Notification, NotificationBuilder};
use waxwing::json::{Limits, Object, Value, parse, parse_object};

use crate::failure::Failure;
use crate::files;

/// What is read at all; what a payload may be, the library says when it is built.
const LIMITS: Limits = Limits { max_bytes: 16 * 1024 * 1024, max_depth: 100 };

/// What is pushed. `--set` knows every option that the library has.
#[derive(Args)]
pub(super) struct Options {
    /// The bundle id; with a certificate, its own unless set
    #[arg(long, value_name = "TOPIC", required_unless_present_any = ["cert", "options"])]
    topic: Option<String>,

    /// The push type: alert (unless set), background, voip, liveactivity and others
    #[arg(long, value_name = "NAME")]
    push_type: Option<String>,

    /// The text of an alert without title
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["title", "body"])]
    alert: Option<String>,

    /// The title of an alert
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// The text below the title
    #[arg(long, value_name = "TEXT")]
    body: Option<String>,

    /// The number at the app's icon; 0 takes it away
    #[arg(long, value_name = "NUMBER")]
    badge: Option<i64>,

    /// A sound of the app, or default
    #[arg(long, value_name = "NAME")]
    sound: Option<String>,

    /// Any option: priority=5, thread-id=orders, custom={"id":7}, alert.subtitle=Today
    #[arg(long, value_name = "OPTION=VALUE")]
    set: Vec<String>,

    /// The whole payload, as JSON, instead of the options above
    #[arg(long, value_name = "FILE", conflicts_with_all = ["alert", "title", "body", "badge", "sound"])]
    pub(super) payload: Option<PathBuf>,

    /// All options as a JSON document, {"push_type":"alert","topic":"…","alert":"…"}; the options
    /// above come on top
    #[arg(long, value_name = "FILE")]
    pub(super) options: Option<PathBuf>,
}

impl Options {
    /// The notification, with every rule checked.
    pub(super) fn notification(
        &self,
        default_topic: Option<&str>,
    ) -> Result<Notification, Failure> {
        let mut options = match &self.options {
            Some(file) => {
                let bytes = files::read(file)?;
                parse_object(&bytes, &LIMITS, "options")
                    .map_err(|error| Failure::refused(file, error))?
            }
            None => Object::new(),
        };
        let given = |names: [&str; 2]| names.iter().any(|name| options.get(name).is_some());
        let (has_type, has_topic) = (given(["push_type", "pushType"]), given(["topic", "topic"]));
        match &self.push_type {
            Some(name) => options.insert("push_type", name.as_str()),
            None if !has_type && self.options.is_none() => options.insert("push_type", "alert"),
            None => {}
        }
        match (&self.topic, default_topic) {
            (Some(topic), _) => options.insert("topic", topic.as_str()),
            (None, Some(topic)) if !has_topic => options.insert("topic", topic),
            (None, _) => {}
        }
        let texts = [("alert", &self.alert), ("alert.title", &self.title)];
        let more = [("alert.body", &self.body), ("sound", &self.sound)];
        for (name, value) in texts.into_iter().chain(more) {
            if let Some(value) = value {
                put(&mut options, name, Value::from(value.as_str()))?;
            }
        }
        if let Some(badge) = self.badge {
            options.insert("badge", badge);
        }
        for pair in &self.set {
            let (name, value) = pair
                .split_once('=')
                .ok_or_else(|| Failure::usage(format!("--set takes OPTION=VALUE, not {pair:?}")))?;
            let name = name.replace('-', "_");
            put(&mut options, &name, value_of(&name, value)?)?;
        }
        if let Some(file) = &self.payload {
            let bytes = files::read(file)?;
            // As it stands in the file, without the line end that editors put behind it.
            let text = std::str::from_utf8(bytes.trim_ascii())
                .map_err(|_| Failure::usage(format!("{} is not UTF-8", file.display())))?;
            options.insert("payload", text);
        }
        Ok(Notification::from_options(&options)?.build()?)
    }
}

/// A value of the kind that the option has.
fn value_of(name: &str, text: &str) -> Result<Value, Failure> {
    let known = NotificationBuilder::OPTIONS.iter().find(|(option, _)| *option == name);
    let kind = known.map(|(_, kind)| *kind).ok_or_else(|| {
        let names: Vec<&str> = NotificationBuilder::OPTIONS.iter().map(|(name, _)| *name).collect();
        Failure::usage(format!("--set knows no option {name:?}; there are: {}", names.join(", ")))
    })?;
    Ok(match kind {
        "text" => Value::from(text),
        "text_or_object" if !text.starts_with('{') => Value::from(text),
        "object" | "text_or_object" => {
            Value::Object(parse_object(text.as_bytes(), &LIMITS, "value")?)
        }
        _ => parse(text.as_bytes(), &LIMITS, "value").map_err(|_| {
            Failure::usage(format!("--set {name} takes a value of kind {kind}, as JSON"))
        })?,
    })
}

/// Sets an option; what stands before a dot is the object it belongs to.
fn put(options: &mut Object, name: &str, value: Value) -> Result<(), Failure> {
    let Some((outer, inner)) = name.split_once('.') else {
        options.insert(name, value);
        return Ok(());
    };
    if options.get(outer).is_none() {
        options.insert(outer, Object::new());
    }
    match options.get_mut(outer) {
        Some(Value::Object(object)) => put(object, inner, value),
        _ => Err(Failure::usage(format!("{outer} is a text already, so there is no {name}"))),
    }
}
