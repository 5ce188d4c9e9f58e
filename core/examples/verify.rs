//! Verifies files of signed App Store data and prints one JSON object a line.
//!
//! ```text
//! verify [--root FILE.der]... --environment Sandbox|Production... [--bundle-id ID]...
//!        [--app-apple-id N]... [--at signed|MILLISECONDS] FILE...
//! ```
//!
//! Without `--root` the pinned root is Apple Root CA - G3. Without `--bundle-id` objects of
//! every app are accepted, without `--app-apple-id` every App Store id. `--at signed`, the
//! default, judges certificates at each object's own signing time; a number judges them at that
//! time, in milliseconds since 1970. Exit status: 0 if all files verified, 1 if any was refused,
//! 2 for a wrong command line.

use std::io::Write;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use waxwing::app_store::{Environment, SignedObject, Validity, Verifier};
use waxwing::error::{Error, ErrorCode};
use waxwing::json::{Object, Value};
use waxwing::time::Timestamp;

const USAGE: &str = "usage: verify [--root FILE.der]... --environment Sandbox|Production... \
                     [--bundle-id ID]... [--app-apple-id N]... [--at signed|MILLISECONDS] FILE...";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let job = match Job::from_arguments(arguments) {
        Ok(job) => job,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let mut refused = false;
    for file in &job.files {
        let line = match job.verify(file) {
            Ok(object) => accepted(file, &object),
            Err(error) => {
                refused = true;
                refusal(file, &error)
            }
        };
        // A reader that went away, such as `head`, ends the work.
        if writeln!(std::io::stdout(), "{line}").is_err() {
            break;
        }
    }
    ExitCode::from(u8::from(refused))
}

struct Job {
    verifier: Verifier,
    now: Timestamp,
    files: Vec<String>,
}

impl Job {
    fn from_arguments(arguments: Vec<String>) -> Result<Self, String> {
        let mut builder = Verifier::builder();
        let (mut any_bundle_id, mut any_app_apple_id) = (true, true);
        let mut now = system_time();
        let mut files = Vec::new();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            if !argument.starts_with("--") {
                files.push(argument);
                continue;
            }
            let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
            builder = match argument.as_str() {
                "--root" => builder
                    .root(std::fs::read(&value).map_err(|error| format!("{value}: {error}"))?),
                "--environment" => builder.environment(Environment::from(value.as_str())),
                "--bundle-id" => {
                    any_bundle_id = false;
                    builder.bundle_id(value)
                }
                "--app-apple-id" => {
                    any_app_apple_id = false;
                    builder.app_apple_id(number(&argument, &value)?)
                }
                "--at" if value == "signed" => builder.validity(Validity::SigningTime),
                "--at" => {
                    now = Timestamp::from_millis(number(&argument, &value)?);
                    builder.validity(Validity::CheckTime)
                }
                _ => return Err(format!("unknown option {argument}")),
            };
        }
        if any_bundle_id {
            builder = builder.dangerous_any_bundle_id();
        }
        if any_app_apple_id {
            builder = builder.dangerous_any_app_apple_id();
        }
        if files.is_empty() {
            return Err(String::from("no file given"));
        }
        let verifier = builder.build().map_err(|error| error.to_string())?;
        Ok(Self { verifier, now, files })
    }

    fn verify(&self, file: &str) -> Result<SignedObject, Error> {
        let token = std::fs::read(file).map_err(|error| {
            Error::new(ErrorCode::InvalidInput, "file", "a readable file", error.to_string())
        })?;
        self.verifier.any(token.trim_ascii(), self.now)
    }
}

fn number(option: &str, text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("{option} needs a number, not {text:?}"))
}

fn system_time() -> Timestamp {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
}

fn accepted(file: &str, object: &SignedObject) -> Object {
    let mut line = Object::new();
    line.insert("file", file);
    line.insert("ok", true);
    line.insert("kind", object.kind().name());
    line.insert("payload", object.object().clone());
    if let SignedObject::Notification(notification) = object {
        let nested: [(&str, Option<Value>); 3] = [
            ("transaction", notification.transaction.as_ref().map(|t| t.object().clone().into())),
            ("renewalInfo", notification.renewal_info.as_ref().map(|r| r.object().clone().into())),
            (
                "appTransaction",
                notification.app_transaction.as_ref().map(|a| a.object().clone().into()),
            ),
        ];
        for (key, payload) in nested {
            if let Some(payload) = payload {
                line.insert(key, payload);
            }
        }
    }
    line.insert("signedAt", object.signed_at().as_millis());
    line.insert("leafValidUntil", object.leaf_valid_until().as_millis());
    line
}

fn refusal(file: &str, error: &Error) -> Object {
    let mut line = Object::new();
    line.insert("file", file);
    line.insert("ok", false);
    line.insert("code", error.code().name());
    line.insert("message", error.to_string());
    line
}
