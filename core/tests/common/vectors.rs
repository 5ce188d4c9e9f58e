//! The shared vectors: their files, their cases, and how each operation runs them.

mod apns;
mod app_store;
mod binary;
mod channels;
mod credentials;
mod lists;
mod policy;
mod receipts;
mod session;
mod subscription;
mod windows;

use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use waxwing::error::Error;

/// The format these runners read.
const FORMAT: u32 = 1;

/// What an operation made of a case, in the words of its expectation.
type Outcome = Result<Value, Error>;

/// One file, read strictly.
pub(crate) struct File {
    pub(crate) name: String,
    cases: Vec<(String, Runner)>,
}

/// Runs one case; a difference comes back as text.
type Runner = Box<dyn Fn() -> Result<(), String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[allow(dead_code, reason = "for people")]
    about: String,
    format: u32,
    op: String,
    /// DER roots by name, in standard base64.
    #[serde(default)]
    roots: BTreeMap<String, String>,
    /// When the tokens of the file are verified.
    #[serde(default)]
    now_ms: i64,
    /// Signed objects by name.
    #[serde(default)]
    events: BTreeMap<String, subscription::Signed>,
    /// The key file that every key of a ring is made of.
    #[serde(default)]
    p8: String,
    #[serde(default)]
    cases: Vec<Value>,
    #[serde(default)]
    codes: Vec<Value>,
    #[serde(default)]
    types: Vec<Value>,
    #[serde(default)]
    push_types: Vec<Value>,
    #[serde(default)]
    options: Vec<Value>,
}

/// Every file of `tests/vectors`, by name.
pub(crate) fn load() -> Vec<File> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json"))
        .collect();
    names.sort();
    names
        .iter()
        .map(|name| {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            File::read(name, &text).unwrap_or_else(|error| panic!("{name}: {error}"))
        })
        .collect()
}

impl File {
    /// Reads a file; whatever is unknown in it is an error.
    pub(crate) fn read(name: &str, text: &str) -> Result<Self, String> {
        let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if document.format != FORMAT {
            return Err(format!("unknown format {}", document.format));
        }
        let lists = [
            &document.cases,
            &document.codes,
            &document.types,
            &document.push_types,
            &document.options,
        ];
        if lists.iter().filter(|list| !list.is_empty()).count() != 1 {
            return Err("not exactly one list of cases".into());
        }
        let roots = document.roots;
        let cases = match document.op.as_str() {
            "anchor" => cases(document.cases, app_store::anchor)?,
            "backoff" => cases(document.cases, channels::backoff)?,
            "binary_apns" => cases(document.cases, binary::binary_apns)?,
            "broadcast" => cases(document.cases, channels::broadcast)?,
            "certificate_request" => cases(document.cases, credentials::certificate_request)?,
            "certificate_scope" => cases(document.cases, channels::certificate_scope)?,
            "channel" => cases(document.cases, channels::channel)?,
            "channel_uri" => cases(document.cases, windows::channel_uri)?,
            "checks" => cases(document.cases, move |case| policy::checks(case, &roots))?,
            "contents" => cases(document.cases, credentials::contents)?,
            "device_token" => cases(document.cases, apns::device_token)?,
            "error_codes" => lists::error_codes(document.codes)?,
            "goaway" => cases(document.cases, channels::goaway)?,
            "identity" => cases(document.cases, credentials::identity)?,
            "keyring" => {
                let p8 = document.p8;
                cases(document.cases, move |case| channels::keyring(case, &p8))?
            }
            "lint" => cases(document.cases, apns::lint)?,
            "notification" => cases(document.cases, apns::notification)?,
            "ocsp_requests" => {
                cases(document.cases, move |case| policy::ocsp_requests(case, &roots))?
            }
            "options" => lists::options(document.options)?,
            "p12_write" => cases(document.cases, credentials::p12_write)?,
            "payload_types" => lists::payload_types(document.types)?,
            "push_types" => lists::push_types(document.push_types)?,
            "provider_key" => cases(document.cases, apns::provider_key)?,
            "provider_token" => cases(document.cases, apns::provider_token)?,
            "notification_meaning" => {
                let now_ms = document.now_ms;
                cases(document.cases, move |case| {
                    subscription::notification_meaning(case, &roots, now_ms)
                })?
            }
            "receipt" => cases(document.cases, move |case| receipts::receipt(case, &roots))?,
            "receipt_id" => cases(document.cases, receipts::receipt_id)?,
            "reply" => cases(document.cases, apns::reply)?,
            "session" => cases(document.cases, session::session)?,
            "signing_key" => cases(document.cases, credentials::signing_key)?,
            "sniff" => cases(document.cases, credentials::sniff_file)?,
            "subscription" => {
                let events = subscription::events(&document.events, &roots, document.now_ms);
                cases(document.cases, move |case| subscription::subscription(case, &events))?
            }
            "unverified" => cases(document.cases, policy::unverified)?,
            "verify_ocsp" => cases(document.cases, move |case| policy::verify_ocsp(case, &roots))?,
            "verify_policy" => {
                cases(document.cases, move |case| policy::verify_policy(case, &roots))?
            }
            "verify" => cases(document.cases, move |case| app_store::verify(case, &roots))?,
            "mpns_reply" => cases(document.cases, windows::mpns_reply)?,
            "mpns_request" => cases(document.cases, windows::mpns_request)?,
            "wns_reply" => cases(document.cases, windows::wns_reply)?,
            "wns_request" => cases(document.cases, windows::wns_request)?,
            "wns_token" => cases(document.cases, windows::wns_token)?,
            other => return Err(format!("unknown operation {other}")),
        };
        if cases.is_empty() {
            return Err("no cases".into());
        }
        let mut names = HashSet::new();
        if let Some((twice, _)) = cases.iter().find(|(name, _)| !names.insert(name)) {
            return Err(format!("{twice} stands twice"));
        }
        Ok(Self { name: name.into(), cases })
    }

    /// The names of the cases.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.cases.iter().map(|(name, _)| name.as_str())
    }

    pub(crate) fn len(&self) -> usize {
        self.cases.len()
    }

    /// Runs every case.
    pub(crate) fn run(&self) -> Vec<(&str, Result<(), String>)> {
        self.cases.iter().map(|(name, run)| (name.as_str(), run())).collect()
    }
}

/// Name and expectation, which every case has.
#[derive(Deserialize)]
struct Frame {
    name: String,
    expect: Value,
}

/// Reads all cases before the first one runs.
fn cases<T: DeserializeOwned + 'static>(
    values: Vec<Value>,
    run: impl Fn(&T) -> Outcome + Clone + 'static,
) -> Result<Vec<(String, Runner)>, String> {
    let read = |value: Value| {
        let frame = Frame::deserialize(&value).map_err(|error| error.to_string())?;
        let Value::Object(mut inputs) = value else { return Err("a case is an object".into()) };
        inputs.remove("name");
        inputs.remove("expect");
        // For runners under which it would take minutes.
        inputs.remove("slow");
        let Frame { name, expect } = frame;
        let case: T = serde_json::from_value(Value::Object(inputs))
            .map_err(|error| format!("{name}: {error}"))?;
        let run = run.clone();
        let runner: Runner = Box::new(move || compare(run(&case), &expect));
        Ok((name, runner))
    };
    values.into_iter().map(read).collect()
}

/// What came out must be what is expected, with nothing more and nothing less; of an error, the
/// subject counts where the case names it, and so does whether it may pass.
fn compare(found: Outcome, expect: &Value) -> Result<(), String> {
    let found = match found {
        Ok(value) => value,
        Err(error) => {
            let mut found = json!({"error": error.code().name()});
            if expect.get("subject").is_some() {
                found["subject"] = json!(error.subject());
            }
            if expect.get("retryable").is_some() {
                found["retryable"] = json!(error.is_retryable());
            }
            found
        }
    };
    if found == *expect { Ok(()) } else { Err(format!("expected {expect}, found {found}")) }
}

/// A text that may be given whole or in parts, or as bytes.
fn bytes(text: Option<&String>, parts: Option<&Vec<Part>>, base64: Option<&String>) -> Vec<u8> {
    match (text, parts, base64) {
        (Some(text), None, None) => text.clone().into_bytes(),
        (None, Some(parts), None) => {
            parts.iter().map(|part| part.text.repeat(part.repeat)).collect::<String>().into_bytes()
        }
        (None, None, Some(base64)) => unbase64(base64),
        _ => panic!("an input is given once, as text, in parts or as bytes"),
    }
}

/// A text that may be given whole or in parts.
fn text(text: Option<&String>, parts: Option<&Vec<Part>>) -> String {
    String::from_utf8(bytes(text, parts, None)).unwrap()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    text: String,
    repeat: usize,
}

fn base64(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

fn unbase64(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

/// An object without the entries that are null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => object.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        other => other,
    }
}

/// A line for people and for the script that adds the suites up; the print macros would not do,
/// since the test harness swallows their output when a test passes.
pub(crate) fn say(line: &str) {
    let _ = std::io::stderr().write_all(format!("\n{line}\n").as_bytes());
}
