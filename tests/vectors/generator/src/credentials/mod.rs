//! Key and certificate files: what they are, what they hold, what they may do.
//!
//! The cases name files of `tests/credentials`. What comes out of one is what its script put in,
//! so the expectations are made of the plain files beside it: the certificate as openssl issued
//! it, the key as openssl made it.

mod contents;
mod identity;
mod p12_write;
mod request;
mod signing_key;
mod sniff;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::apns::key_file::pem;
use crate::der;
use crate::file::{Case, VectorFile};
use crate::time::ms;
use crate::token::base64;

pub(crate) fn files() -> Vec<VectorFile> {
    vec![
        sniff::file(),
        contents::file(),
        identity::file(),
        p12_write::file(),
        request::file(),
        signing_key::file(),
    ]
}

const PASSWORD: &str = "secret";
const UNICODE: &str = "пароль密码";

/// A file of `tests/credentials`.
fn read(name: &str) -> Vec<u8> {
    let path = format!("{}/../../credentials/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read_text(name: &str) -> String {
    String::from_utf8(read(name)).expect("a text")
}

fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the bytes of an input come from.
#[derive(Clone)]
enum Input {
    File(&'static str),
    Text(String),
    Bytes(Vec<u8>),
}

impl Input {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The first bytes of a file.
    fn cut(name: &str, length: usize) -> Self {
        Self::Bytes(read(name)[..length].to_vec())
    }

    fn key_value(&self) -> (&'static str, Value) {
        match self {
            Self::File(name) => {
                let _there = read(name);
                ("file", json!(name))
            }
            Self::Text(text) => ("x", json!(text)),
            Self::Bytes(bytes) => ("x_b64", json!(base64(bytes))),
        }
    }

    fn of(&self, case: Case) -> Case {
        let (key, value) = self.key_value();
        case.set(key, value)
    }
}

impl From<&'static str> for Input {
    fn from(name: &'static str) -> Self {
        Self::File(name)
    }
}

impl From<String> for Input {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Input {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

/// The elements inside an element, each whole.
fn children(element: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = der::content(element);
    let mut found = Vec::new();
    while let [_, first, ..] = rest {
        let length = match first {
            short @ 0..=0x7f => 2 + usize::from(*short),
            long => {
                let octets = &rest[2..2 + usize::from(long & 0x7f)];
                2 + octets.len() + octets.iter().fold(0, |n, octet| n << 8 | usize::from(*octet))
            }
        };
        let (one, after) = rest.split_at(length);
        found.push(one.to_vec());
        rest = after;
    }
    found
}

/// A certificate that the script issued, and what the script says of it.
struct Issued {
    der: Vec<u8>,
    common_name: String,
    user_id: Option<&'static str>,
    team: bool,
    kind: &'static str,
    has_issuer: bool,
    is_for_clients: bool,
}

const AUTHORITY: &str = "Example Worldwide Developer Relations CA";
const TEAM_ID: &str = "DEF123GHIJ";
/// When the certificates begin and end, all but the expired one and the authority's.
const FROM: &str = "2025-06-01T00:00:00";
const UNTIL: &str = "2026-07-01T00:00:00";
const MANAGEMENT: &str = "com.apple.mgmt.External.0a1b2c3d-0000-4000-8000-000000000001";

fn issued(name: &str) -> Issued {
    let apple = |kind: &str, id: &str| format!("{kind}: {id}");
    let app = "com.example.app";
    let (common_name, user_id) = match name {
        "universal" | "expired" | "ec" | "ec384" | "damaged-topics" => {
            (apple("Apple Push Services", app), Some(app))
        }
        "sandbox" => (apple("Apple Development IOS Push Services", app), Some(app)),
        "production" => (apple("Apple Production IOS Push Services", app), Some(app)),
        "voip" => (apple("VoIP Services", app), Some("com.example.app.voip")),
        "pass" => (apple("Pass Type ID", "pass.com.example.card"), Some("pass.com.example.card")),
        "mdm" => (String::from("APSP:0a1b2c3d-0000-4000-8000-000000000001"), Some(MANAGEMENT)),
        "other" => (apple("Apple Push Services", "com.example.other"), Some("com.example.other")),
        "server" => (String::from("example.com"), None),
        "ca" => (String::from(AUTHORITY), None),
        other => panic!("{other} is not issued by the script"),
    };
    Issued {
        der: read(&format!("{name}.cer")),
        common_name,
        user_id,
        team: !matches!(name, "mdm" | "server" | "ca"),
        kind: match name {
            "ec" => "P-256",
            "ec384" => "P-384",
            _ => "RSA 2048",
        },
        has_issuer: name != "ca",
        is_for_clients: name != "server",
    }
}

impl Issued {
    /// The parts of the signed part: version, serial number, algorithm, issuer, validity,
    /// subject, public key, extensions.
    fn parts(&self) -> Vec<Vec<u8>> {
        children(&children(&self.der)[0])
    }

    fn spki(&self) -> Vec<u8> {
        self.parts()[6].clone()
    }

    fn validity(&self) -> [i64; 2] {
        let times = children(&self.parts()[4]);
        [0, 1].map(|index| {
            let text = std::str::from_utf8(der::content(&times[index])).expect("ASCII");
            let digits = if text.len() == 13 { format!("20{text}") } else { text.into() };
            let part = |from: usize, to: usize| &digits[from..to];
            let (year, month, day) = (part(0, 4), part(4, 6), part(6, 8));
            let (hour, minute, second) = (part(8, 10), part(10, 12), part(12, 14));
            ms(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}"))
        })
    }

    fn json(&self, friendly_name: Option<&str>) -> Value {
        let [not_before, not_after] = self.validity();
        let mut json = json!({
            "sha256": sha256(&self.der),
            "sha1": hex(&sha1::Sha1::digest(&self.der)),
            "common_name": self.common_name,
            "issuer_common_name": AUTHORITY,
            "not_before_ms": not_before,
            "not_after_ms": not_after,
            "kind": self.kind,
            "public_key_sha256": sha256(self.spki()),
            "is_self_issued": !self.has_issuer,
            "is_for_clients": self.is_for_clients,
            "has_old_signature": false,
        });
        let texts = [
            ("user_id", self.user_id),
            ("organizational_unit", self.team.then_some(TEAM_ID)),
            ("friendly_name", friendly_name),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                json[key] = text.into();
            }
        }
        if !self.has_issuer {
            json["organizational_unit"] = "Example Worldwide Developer Relations".into();
        }
        json
    }
}

/// A key of the script: its PKCS#8, and the certificate that is for it.
fn key_json(pkcs8: &[u8], certificate: &str, friendly_name: Option<&str>) -> Value {
    let certificate = issued(certificate);
    let mut json = json!({
        "kind": certificate.kind,
        "pkcs8_sha256": sha256(pkcs8),
        "public_key_sha256": sha256(certificate.spki()),
    });
    if let Some(name) = friendly_name {
        json["friendly_name"] = name.into();
    }
    json
}

/// The DER of the first block of a PEM file.
fn unpem(text: &str) -> Vec<u8> {
    let body: String = text
        .lines()
        .skip_while(|line| !line.starts_with("-----BEGIN"))
        .skip(1)
        .take_while(|line| !line.starts_with("-----END"))
        .collect();
    crate::token::decode_standard(&body)
}

/// The PKCS#8 of the script's keys by the certificate that is for them.
fn pkcs8_of(certificate: &str) -> Vec<u8> {
    match certificate {
        "other" => unpem(&read_text("key-other.pem")),
        "ec" => unpem(&read_text("key-ec.p8")),
        "ec384" => unpem(&read_text("key-ec384.p8")),
        _ => read("key-pkcs8.der"),
    }
}
