//! What is fuzzed: functions that take any bytes, panic when a promise breaks, and serve
//! cargo-fuzz (`core/fuzz`) as well as `tests/fuzz.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
// Each program uses its own part of this module.
#![allow(dead_code)]

#[path = "fuzz_windows.rs"]
pub(crate) mod windows;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use waxwing::apns::binary;
use waxwing::app_store::{
    Environment, SubscriptionState, Verifier, VerifierBuilder, VerifyOptions, decode_unverified,
};
use waxwing::credentials::{self, Contents, Identity, PrivateKey};
use waxwing::crypto::{SignatureCheck, SigningKey};
use waxwing::error::{Category, Error};
use waxwing::json::{self, Limits};
use waxwing::time::Timestamp;
use waxwing::x509::ocsp;
use waxwing::x509::{Anchor, Certificate, Path, PathRules};

/// A function that takes any bytes.
pub(crate) type Target = fn(&[u8]);

/// All of them, by name.
pub(crate) const TARGETS: [(&str, Target); 16] = [
    ("ber", ber),
    ("binary", binary),
    ("cert", cert),
    ("chain", chain),
    ("channel", windows::channel),
    ("json", json),
    ("key_import", key_import),
    ("ocsp", ocsp),
    ("p12", p12),
    ("pem", pem),
    ("sniff", sniff),
    ("stored", stored),
    ("token", token),
    ("windows_options", windows::options),
    ("windows_reply", windows::reply),
    ("xml", windows::xml),
];

/// Credential files of `tests/credentials`, by what they show.
#[derive(Default)]
struct Files {
    all: Vec<Vec<u8>>,
    p12: Vec<Vec<u8>>,
    pem: Vec<Vec<u8>>,
    /// Contents without MAC and encryption, so that damage reaches every layer.
    ber: Vec<Vec<u8>>,
}

/// What the shared vectors give to begin with.
struct World {
    verifier: Verifier,
    asking: Verifier,
    anchor: Anchor,
    now: Timestamp,
    tokens: Vec<Vec<u8>>,
    certificates: Vec<Vec<u8>>,
    chains: Vec<Vec<u8>>,
    answers: Vec<Vec<u8>>,
    texts: Vec<Vec<u8>>,
    keys: Vec<Vec<u8>>,
    stored: Vec<Vec<u8>>,
    /// Frames, error packets and feedback of the binary protocol.
    frames: Vec<Vec<u8>>,
    files: Files,
    /// Header and payload of every token of the vectors that is accepted as it is: what else is
    /// accepted must be one of these with another form of its signature.
    signed: HashSet<Vec<u8>>,
    /// A token that verifies.
    good: String,
}

/// A file of the shared vectors.
fn vectors(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/");
    let folder = if std::path::Path::new(folder).exists() {
        folder.to_owned()
    } else {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/").to_owned()
    };
    serde_json::from_slice(&std::fs::read(format!("{folder}{name}")).unwrap()).unwrap()
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let file = vectors;
        let compact = file("verify-compact.json");
        let mock = STANDARD.decode(compact["roots"]["mock"].as_str().unwrap()).unwrap();
        let builder = || -> VerifierBuilder {
            Verifier::builder()
                .root(mock.clone())
                .environment(Environment::Sandbox)
                .dangerous_any_bundle_id()
        };
        let mut world = World {
            verifier: builder().build().unwrap(),
            asking: builder().revocation(ocsp::Policy::Required).build().unwrap(),
            anchor: Anchor::from_der(&mock).unwrap(),
            now: Timestamp::from_millis(1_780_272_000_000),
            tokens: Vec::new(),
            certificates: vec![mock],
            chains: Vec::new(),
            answers: Vec::new(),
            texts: Vec::new(),
            keys: Vec::new(),
            stored: Vec::new(),
            frames: Vec::new(),
            files: files(),
            signed: HashSet::new(),
            good: String::new(),
        };
        for name in ["verify-claims.json", "verify-kinds.json", "verify-compact.json"] {
            let file = if name == "verify-compact.json" { compact.clone() } else { file(name) };
            for case in file["cases"].as_array().unwrap() {
                world.add_token(case);
            }
        }
        for case in file("verify-ocsp.json")["cases"].as_array().unwrap() {
            let answers = case["answers_b64"].as_array().into_iter().flatten();
            world
                .answers
                .extend(answers.map(|answer| STANDARD.decode(answer.as_str().unwrap()).unwrap()));
        }
        for case in file("anchor.json")["cases"].as_array().unwrap() {
            world.certificates.push(STANDARD.decode(case["der_b64"].as_str().unwrap()).unwrap());
        }
        for case in file("provider-key.json")["cases"].as_array().unwrap() {
            world.keys.extend(case["p8"].as_str().map(|text| text.as_bytes().to_vec()));
        }
        for case in file("binary-apns.json")["cases"].as_array().unwrap() {
            let chunks = case["chunks_hex"].as_array().into_iter().flatten();
            let texts = chunks.chain([&case["hex"], &case["expect"]["hex"]]);
            world.frames.extend(texts.filter_map(|text| Some(unhex(text.as_str()?))));
        }
        for case in file("subscription.json")["cases"].as_array().unwrap() {
            world.stored.extend(case["stored"].as_str().map(|text| text.as_bytes().to_vec()));
        }
        world
    })
}

fn unhex(text: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len() / 2).map(|at| byte(2 * at)).collect()
}

fn files() -> Files {
    let folder = ["/../tests/credentials", "/../../tests/credentials"]
        .map(|folder| PathBuf::from(format!("{}{folder}", env!("CARGO_MANIFEST_DIR"))))
        .into_iter()
        .find(|folder| folder.exists())
        .unwrap();
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut files = Files::default();
    for name in names {
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        let is = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
        // What takes long is refused by the limits below, and shows nothing then.
        let is_slow = ["nss", "java", "iterations"].iter().any(|word| name.contains(word));
        if is(&[".p12"]) && !is_slow {
            files.p12.push(bytes.clone());
        }
        if is(&[".pem", ".p8", ".csr"]) {
            files.pem.push(bytes.clone());
        }
        if name == "unencrypted.p12" {
            files.ber = without_mac(&bytes);
        }
        if is(&[".p12", ".pem", ".p8", ".csr", ".cer", ".der", ".p7b", ".jks", ".mobileprovision"])
        {
            files.all.push(bytes);
        }
    }
    files
}

/// A PKCS#12 file without its MAC: in DER, in BER outside, in BER with strings in pieces.
fn without_mac(p12: &[u8]) -> Vec<Vec<u8>> {
    let element = |tag: u8, content: &[u8]| {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x82], &length[..], content].concat()
    };
    let endless = |tag: u8, content: &[u8]| [&[tag, 0x80], content, &[0, 0]].concat();
    let long = |bytes: &[u8]| usize::from(u16::from_be_bytes([bytes[2], bytes[3]]));
    // SEQUENCE { INTEGER 3, SEQUENCE { OBJECT IDENTIFIER, [0] { OCTET STRING } } … }
    let (version, rest) = p12[4..].split_at(3);
    let info = &rest[..4 + long(rest)];
    let (kind, wrapped) = info[4..].split_at(11);
    let octets = &wrapped[8..];
    let pieces: Vec<u8> = octets.chunks(300).flat_map(|part| element(4, part)).collect();
    let in_pieces = endless(0xa0, &endless(0x24, &pieces));
    vec![
        element(0x30, &[version, info].concat()),
        endless(0x30, &[version, info].concat()),
        endless(0x30, &[version, &endless(0x30, &[kind, &in_pieces].concat())].concat()),
    ]
}

impl World {
    fn add_token(&mut self, case: &Value) {
        let Some(token) = case["token"].as_str() else { return };
        self.tokens.push(token.as_bytes().to_vec());
        let parts: Vec<Option<Vec<u8>>> =
            token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).ok()).collect();
        let [Some(header), Some(payload), Some(_)] = &parts[..] else { return };
        self.texts.push(payload.clone());
        self.texts.push(header.clone());
        if self.verifier.any(token, self.now).is_ok() {
            self.signed.insert(token.rsplit_once('.').unwrap().0.as_bytes().to_vec());
        }
        if case["expect"].get("error").is_some() {
            return;
        }
        let header: Value = serde_json::from_slice(header).unwrap();
        let x5c: Vec<Vec<u8>> = [0, 1]
            .iter()
            .map(|place| STANDARD.decode(header["x5c"][place].as_str().unwrap()).unwrap())
            .collect();
        if !self.certificates.contains(&x5c[0]) {
            let length = u16::try_from(x5c[0].len()).unwrap().to_be_bytes();
            self.chains.push([&length[..], &x5c[0], &x5c[1]].concat());
            self.certificates.extend(x5c);
        }
        if case["name"] == "d3_low_s" {
            self.good = token.to_owned();
        }
    }
}

/// What a target begins with.
pub(crate) fn corpus(name: &str) -> &'static [Vec<u8>] {
    let world = world();
    match name {
        "ber" => &world.files.ber,
        "binary" => &world.frames,
        "cert" => &world.certificates,
        "chain" => &world.chains,
        "json" => &world.texts,
        "key_import" => &world.keys,
        "ocsp" => &world.answers,
        "p12" => &world.files.p12,
        "pem" => &world.files.pem,
        "sniff" => &world.files.all,
        "stored" => &world.stored,
        "token" => &world.tokens,
        other => match windows::corpus(other) {
            Some(corpus) => corpus,
            None => panic!("no target is called {other}"),
        },
    }
}

/// A refusal blames what was given, never this library.
fn blames_the_input(error: &Error) {
    assert_ne!(error.category(), Category::Internal, "{error}");
}

/// Nothing is accepted but what the test key signed.
pub(crate) fn token(data: &[u8]) {
    let world = world();
    match world.verifier.any(data, world.now) {
        Ok(_) => {
            let end = data.iter().rposition(|byte| *byte == b'.').unwrap();
            assert!(world.signed.contains(&data[..end]), "accepted: {}", data.escape_ascii());
        }
        Err(error) => blames_the_input(&error),
    }
    if let Err(error) = decode_unverified(data, None) {
        blames_the_input(&error);
    }
}

/// What can be read keeps what was read; what can be pinned can be read.
pub(crate) fn cert(data: &[u8]) {
    let read = Certificate::from_der(data, "certificate");
    if let Ok(certificate) = &read {
        for part in [certificate.tbs(), certificate.issuer(), certificate.subject()] {
            assert!(data.windows(part.len()).any(|window| window == part), "made up");
        }
    }
    match Anchor::from_der(data) {
        Ok(_) => assert!(read.is_ok(), "pinned, but not a certificate"),
        Err(error) => blames_the_input(&error),
    }
}

/// A leaf's length in two bytes, the leaf, an intermediate: only what was signed is accepted.
pub(crate) fn chain(data: &[u8]) {
    let world = world();
    let Some((length, rest)) = data.split_first_chunk::<2>() else { return };
    let length = usize::from(u16::from_be_bytes(*length)).min(rest.len());
    let (leaf, intermediate) = rest.split_at(length);
    let judged = || -> Result<[Vec<u8>; 2], Error> {
        let leaf = Certificate::from_der(leaf, "leaf certificate")?;
        let intermediate = Certificate::from_der(intermediate, "intermediate certificate")?;
        let signed = [leaf.tbs().to_vec(), intermediate.tbs().to_vec()];
        let path = Path::begin(
            vec![leaf, intermediate],
            std::slice::from_ref(&world.anchor),
            PathRules::DangerousAnyLeaf,
        )?;
        let outcomes: Vec<bool> = path.checks().iter().map(SignatureCheck::run).collect();
        path.finish(&outcomes, world.now)?;
        Ok(signed)
    };
    match judged() {
        Ok(signed) => {
            for part in signed {
                let known = world
                    .certificates
                    .iter()
                    .any(|der| der.windows(part.len()).any(|window| window == part));
                assert!(known, "accepted: {}", data.escape_ascii());
            }
        }
        Err(error) => blames_the_input(&error),
    }
}

/// One answer never speaks for both certificates, so it never is enough.
pub(crate) fn ocsp(data: &[u8]) {
    let world = world();
    let _ = ocsp::Response::parse(data);
    let options = VerifyOptions { ocsp_answers: vec![data], ..VerifyOptions::default() };
    match world.asking.verify(&world.good, &options, world.now) {
        Ok(_) => panic!("enough: {}", data.escape_ascii()),
        Err(error) => blames_the_input(&error),
    }
}

/// What is read is written and read again alike, and another reader reads it too.
pub(crate) fn json(data: &[u8]) {
    let limits = Limits::bytes(1 << 16);
    match json::parse(data, &limits, "text") {
        Ok(value) => {
            let text = value.to_string();
            assert_eq!(json::parse(text.as_bytes(), &limits, "text").unwrap(), value, "{text}");
            let other: Result<Value, _> = serde_json::from_slice(data);
            assert!(other.is_ok(), "read: {}", data.escape_ascii());
        }
        Err(error) => blames_the_input(&error),
    }
}

/// A key that can be read has a public half.
pub(crate) fn key_import(data: &[u8]) {
    match SigningKey::from_p8(data) {
        Ok(key) => assert!(key.public_key().is_ok()),
        Err(error) => blames_the_input(&error),
    }
}

/// A state that can be read is written and read again alike.
pub(crate) fn stored(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match SubscriptionState::from_json(text) {
        Ok(state) => {
            let _ = state.entitlement_at(world().now);
            let again = SubscriptionState::from_json(&state.to_json()).unwrap();
            assert_eq!(again, state);
            assert_eq!(again.to_json(), state.to_json());
        }
        Err(error) => blames_the_input(&error),
    }
}

/// Opens a file, as much as is done for little: what comes out can be written and read again.
fn open(data: &[u8]) -> Option<Identity> {
    let limits = credentials::Limits { max_bytes: 1 << 16, max_iterations: 2048 };
    let contents = match Contents::read_within(data, Some("secret"), &limits) {
        Ok(contents) => contents,
        Err(error) => {
            blames_the_input(&error);
            assert!(!error.found().is_empty(), "{error}");
            return None;
        }
    };
    for key in contents.keys() {
        let again = PrivateKey::from_der(key.pkcs8_der()).unwrap();
        assert_eq!(again.public_key(), key.public_key());
    }
    for certificate in contents.certificates() {
        let read = credentials::Certificate::from_der(certificate.der()).unwrap();
        assert_eq!(read.sha256(), certificate.sha256());
        let _ = certificate.lints(&credentials::Purpose::default(), world().now);
    }
    let identity = contents.into_identity().ok()?;
    let again = Identity::from_pem(identity.combined_pem().as_bytes(), None).unwrap();
    assert_eq!(again.key_der(), identity.key_der());
    assert!(again.chain_der().eq(identity.chain_der()));
    Some(identity)
}

/// Whatever the outer and inner layers are, nothing is lost between reading and writing.
pub(crate) fn ber(data: &[u8]) {
    let _ = open(data);
}

/// A file with whatever protection.
pub(crate) fn p12(data: &[u8]) {
    let _ = open(data);
}

/// What is read out of a text is written as a text that reads alike.
pub(crate) fn pem(data: &[u8]) {
    let _ = open(data);
}

/// What a file is told to be has an advice; a text in base64 is what is inside.
pub(crate) fn sniff(data: &[u8]) {
    let found = credentials::sniff(data);
    assert!(found.advice().ends_with('.'));
    let carried = credentials::sniff(STANDARD.encode(data).as_bytes());
    if carried.is_base64 && !found.is_base64 {
        assert_eq!(carried.format, found.format);
    }
    let _ = credentials::signing_key(&data[..data.len().min(2000)], None);
}

/// A stream gives the same in one piece and in many, and what it gives is written again alike.
pub(crate) fn binary(data: &[u8]) {
    let pieces = |size: usize| {
        let mut decoder = binary::Decoder::new();
        let mut found = Vec::new();
        for piece in data.chunks(size.max(1)) {
            match decoder.feed(piece) {
                Ok(received) => found.extend(received),
                Err(error) => {
                    blames_the_input(&error);
                    break;
                }
            }
        }
        (found, decoder.finish().is_ok())
    };
    let whole = pieces(data.len());
    assert_eq!(whole, pieces(1));
    assert_eq!(whole, pieces(7));
    for received in whole.0 {
        if let Ok(bytes) = received.notification.to_bytes(received.frame) {
            let again = binary::Decoder::new().feed(&bytes).unwrap();
            assert_eq!(again[0].notification, received.notification);
        }
    }
    let mut feedback = binary::FeedbackDecoder::new();
    if let Ok(entries) = feedback.feed(data) {
        let bytes: Vec<u8> = entries.iter().flat_map(|entry| entry.to_bytes().unwrap()).collect();
        assert!(data.starts_with(&bytes));
    }
    if let Ok(packet) = binary::ErrorPacket::from_bytes(data) {
        assert_eq!(packet.to_bytes(), data);
    }
}
