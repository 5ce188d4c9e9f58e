//! Receipts: transaction ids without verification, and verification.

mod accepted;
mod attributes;
mod chain;
mod id;
mod make;
mod signed;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::file::{Case, VectorFile};
use crate::rsa::Hash;
use crate::time::ms;
use crate::token::base64;
use make::{Attributes, Authority, Receipt};

pub(crate) fn files() -> Vec<VectorFile> {
    let cases = [accepted::cases(), signed::cases(), chain::cases(), attributes::cases()];
    let named = |der: Vec<u8>| Value::from(base64(der));
    let shared = json!({
        "test": named(Authority::new().build().remove(2)),
        "decoy": named(decoy()),
        "xcode": named(make::xcode()),
    });
    vec![
        id::file(),
        VectorFile::new(
            "receipt.json",
            "receipt",
            "App receipts, verified: PKCS#7 SignedData by throw-away RSA authorities, shaped like \
             Apple's of today (SHA-256) and of before 2023 (SHA-1), and like Xcode's. What only \
             concerns attributes is signed by the one certificate of Xcode's kind, since that \
             makes short receipts.",
            cases.into_iter().flatten().collect(),
        )
        .share("roots", shared),
    ]
}

/// A root with the name of the good one and another key.
fn decoy() -> Vec<u8> {
    let mut decoy = Authority::new();
    decoy.intermediate_issuer = crate::rsa::RsaKey::new("stranger");
    decoy.root.spki = decoy.intermediate_issuer.spki();
    decoy.build().remove(2)
}

/// 2026-06-02T00:00:00Z
const NOW: &str = "2026-06-02T00:00:00";
const CREATED: &str = "2026-06-01T12:00:00";

/// A verification: the input, and a policy that a case changes where it is about that.
struct Verify {
    name: String,
    input: Input,
    roots: Vec<&'static str>,
    roots_b64: Vec<String>,
    root_sha256: Vec<String>,
    xcode: Vec<&'static str>,
    xcode_b64: Vec<String>,
    environments: Vec<&'static str>,
    bundle_ids: Vec<&'static str>,
    sha256_only: bool,
    now_ms: i64,
    device: Option<Vec<u8>>,
}

enum Input {
    Text(String),
    Bytes(Vec<u8>),
}

/// A receipt of the App Store's kind, as base64.
fn verify(name: &str, der: &[u8]) -> Verify {
    verify_text(name, base64(der))
}

fn verify_text(name: &str, text: impl Into<String>) -> Verify {
    Verify {
        name: name.into(),
        input: Input::Text(text.into()),
        roots: Vec::new(),
        roots_b64: Vec::new(),
        root_sha256: vec![fingerprint(&Authority::new().build()[2])],
        xcode: Vec::new(),
        xcode_b64: Vec::new(),
        environments: vec!["Sandbox"],
        bundle_ids: vec!["com.example.app"],
        sha256_only: false,
        now_ms: ms(NOW),
        device: None,
    }
}

/// A receipt of Xcode's kind.
fn verify_xcode(name: &str, der: &[u8]) -> Verify {
    let mut verify = verify(name, der);
    verify.root_sha256.clear();
    verify.xcode.push("xcode");
    verify.environments = vec!["Xcode"];
    verify
}

/// A receipt of Xcode's kind with these attributes.
fn attributes(name: &str, attributes: &Attributes) -> Verify {
    verify_xcode(name, &Receipt::xcode(attributes).der())
}

fn fingerprint(der: &[u8]) -> String {
    hex(&Sha256::digest(der))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Verify {
    fn policy(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn case(self) -> Case {
        let mut case = Case::new(self.name);
        case = match self.input {
            Input::Text(text) => case.set_text("receipt", &text),
            Input::Bytes(bytes) => case.set("receipt_b64", base64(bytes)),
        };
        let lists = [
            ("roots", json!(self.roots)),
            ("roots_b64", json!(self.roots_b64)),
            ("root_sha256", json!(self.root_sha256)),
            ("xcode", json!(self.xcode)),
            ("xcode_b64", json!(self.xcode_b64)),
        ];
        for (key, list) in lists {
            if list != json!([]) {
                case = case.set(key, list);
            }
        }
        case = case.set("environments", json!(self.environments));
        case = case.set("bundle_ids", json!(self.bundle_ids));
        if self.sha256_only {
            case = case.set("sha256_only", true);
        }
        if let Some(device) = self.device {
            case = case.set("device_hex", hex(&device));
        }
        case.set("now_ms", self.now_ms)
    }

    fn refused(self, code: &str) -> Case {
        self.case().refused(code)
    }

    fn refused_about(self, code: &str, subject: &str) -> Case {
        self.case().refused_about(code, subject)
    }

    /// Accepted, made at the usual time under the usual leaf.
    fn accepted(self, receipt: Value) -> Case {
        self.accepted_as(Hash::Sha256, CREATED, "2027-01-01T00:00:00", receipt)
    }

    /// Accepted under Xcode's certificate.
    fn accepted_of_xcode(self, receipt: Value) -> Case {
        self.accepted_as(Hash::Sha256, CREATED, "2040-03-27T17:52:35", receipt)
    }

    fn accepted_as(self, hash: Hash, created: &str, valid_until: &str, receipt: Value) -> Case {
        let digest = match hash {
            Hash::Sha1 => "SHA-1",
            Hash::Sha256 => "SHA-256",
        };
        let expect = json!({
            "environment": self.environments[0],
            "created_at_ms": ms(created),
            "leaf_valid_until_ms": ms(valid_until),
            "checked_at_ms": self.now_ms,
            "digest": digest,
            "receipt": receipt,
        });
        self.case().expect(expect)
    }
}

/// What [`make::app`] says, as JSON.
fn app_json(kind: &str) -> Value {
    let bundle = make::utf8("com.example.app");
    let hash = Hash::Sha1.digest(&[&make::GUID[..], &[7; 16], &bundle].concat());
    json!({
        "receiptType": kind,
        "bundleId": "com.example.app",
        "applicationVersion": "7",
        "opaqueValue": base64([7; 16]),
        "sha1Hash": base64(hash),
        "receiptCreationDate": ms(CREATED),
        "originalApplicationVersion": "1.0",
        "inApp": [],
    })
}

/// The same with some keys changed; null takes one out.
fn app_json_with(kind: &str, changes: Value) -> Value {
    let mut json = app_json(kind);
    let Value::Object(changes) = changes else { panic!("an object") };
    for (key, value) in changes {
        if value.is_null() {
            json.as_object_mut().expect("an object").remove(&key);
        } else {
            json[key] = value;
        }
    }
    json
}
