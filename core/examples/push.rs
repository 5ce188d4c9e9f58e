//! Prints the request that would push a notification, without sending it.
//!
//! ```text
//! push --key FILE.p8 --key-id ID --team-id ID --environment sandbox|production --topic T
//!      --token HEX --now SECONDS [--push-type T] [--priority N] [--expiration N]
//!      [--collapse-id S] [--title S] [--body S | --payload FILE]
//! ```
//!
//! One JSON object on standard output: `{"method":…,"url":…,"headers":[[name,value],…],"body":"…"}`.
//! A refusal is one JSON object on standard error, `{"ok":false,"code":…,"message":…}`, with exit
//! status 1; arguments that make no sense are exit status 2.

use std::collections::BTreeMap;
use std::process::ExitCode;

use waxwing::apns::{
    Alert, DeviceToken, Environment, Expiration, Notification, NotificationBuilder, Priority,
    ProviderKey, PushType,
};
use waxwing::error::{Error, ErrorCode};
use waxwing::json::{Object, Value};
use waxwing::time::Timestamp;

const USAGE: &str = "usage: push --key FILE.p8 --key-id ID --team-id ID --environment sandbox|production \
--topic T --token HEX --now SECONDS [--push-type T] [--priority N] [--expiration N] [--collapse-id S] \
[--title S] [--body S | --payload FILE]";

const NAMES: [&str; 14] = [
    "--key",
    "--key-id",
    "--team-id",
    "--environment",
    "--topic",
    "--token",
    "--now",
    "--push-type",
    "--priority",
    "--expiration",
    "--collapse-id",
    "--title",
    "--body",
    "--payload",
];

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(request) => {
            println!("{request}");
            ExitCode::SUCCESS
        }
        Err(Failure::Usage(what)) => {
            eprintln!("push: {what}\n{USAGE}");
            ExitCode::from(2)
        }
        Err(Failure::Refused(error)) => {
            let mut object = Object::new();
            object.insert("ok", false);
            object.insert("code", error.code().name());
            object.insert("message", error.to_string());
            eprintln!("{object}");
            ExitCode::FAILURE
        }
    }
}

enum Failure {
    /// The command line makes no sense.
    Usage(String),
    /// It does, but waxwing refuses what it says.
    Refused(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

fn run(arguments: impl Iterator<Item = String>) -> Result<Object, Failure> {
    let options = Options::parse(arguments)?;
    let key = ProviderKey::from_p8(
        options.file("--key")?,
        options.required("--key-id")?,
        options.required("--team-id")?,
    )?;
    let environment = Environment::from_name(options.required("--environment")?)?;
    let device = DeviceToken::from_hex(options.required("--token")?)?;
    let now = Timestamp::from_secs(options.required_integer("--now")?)?;

    let token = key.token_at(now)?;
    let push = notification(&options)?.build()?.prepare(environment);

    let header = |(name, value)| Value::from(vec![Value::from(name), Value::from(value)]);
    let headers = std::iter::once(("authorization", token.authorization()))
        .chain(push.headers())
        .map(header)
        .collect::<Vec<Value>>();
    let mut request = Object::new();
    request.insert("method", push.method());
    request.insert("url", push.url(&device));
    request.insert("headers", headers);
    request.insert("body", String::from_utf8_lossy(push.body()).into_owned());
    Ok(request)
}

fn notification(options: &Options) -> Result<NotificationBuilder, Failure> {
    let topic = options.required("--topic")?;
    let push_type = match options.get("--push-type") {
        Some(name) => PushType::from_name(name)?,
        None => PushType::Alert,
    };
    let (title, body) = (options.get("--title"), options.get("--body"));
    let mut note = if options.get("--payload").is_some() {
        if title.is_some() || body.is_some() {
            return Err(Failure::Usage("--payload replaces --title and --body".into()));
        }
        Notification::with_payload(push_type, topic, options.file("--payload")?)
    } else {
        Notification::builder(push_type, topic)
    };
    match (title, body) {
        (None, None) => {}
        (None, Some(body)) => note = note.alert(body),
        (Some(title), None) => note = note.alert(Alert::default().title(title)),
        (Some(title), Some(body)) => note = note.alert(Alert::new(title, body)),
    }
    if let Some(number) = options.integer("--priority")? {
        note = note.priority(Priority::from_number(number)?);
    }
    if let Some(secs) = options.integer("--expiration")? {
        note = note.expiration(Expiration::from_secs(secs)?);
    }
    if let Some(id) = options.get("--collapse-id") {
        note = note.collapse_id(id);
    }
    Ok(note)
}

/// The command line: each name once, each with a value.
struct Options(BTreeMap<&'static str, String>);

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut options = BTreeMap::new();
        while let Some(argument) = arguments.next() {
            let Some(name) = NAMES.into_iter().find(|name| *name == argument) else {
                return Err(Failure::Usage(format!("{argument:?} is no option")));
            };
            let Some(value) = arguments.next() else {
                return Err(Failure::Usage(format!("{name} needs a value")));
            };
            if options.insert(name, value).is_some() {
                return Err(Failure::Usage(format!("{name} is given twice")));
            }
        }
        Ok(Self(options))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn required(&self, name: &str) -> Result<&str, Failure> {
        self.get(name).ok_or_else(|| Failure::Usage(format!("{name} is missing")))
    }

    fn integer(&self, name: &str) -> Result<Option<i64>, Failure> {
        self.get(name)
            .map(|text| {
                text.parse().map_err(|_| Failure::Usage(format!("{name} needs an integer")))
            })
            .transpose()
    }

    fn required_integer(&self, name: &str) -> Result<i64, Failure> {
        self.required(name)?;
        Ok(self.integer(name)?.unwrap_or_default())
    }

    fn file(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let path = self.required(name)?;
        std::fs::read(path).map_err(|error| {
            Failure::Refused(Error::new(
                ErrorCode::InvalidInput,
                name.trim_start_matches('-').to_owned(),
                "a file that can be read",
                format!("{path}: {error}"),
            ))
        })
    }
}
