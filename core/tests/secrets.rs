//! Keys, tokens, device tokens and payloads stay out of everything that ends in a log: errors and
//! debug output.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use waxwing::apns::{
    DeviceToken, Environment, Notification, ProviderKey, ProviderToken, PushType, Reply,
    TokenPolicy,
};
use waxwing::crypto::{Signature, SigningKey};
use waxwing::error::Error;
use waxwing::jose::{CompactJws, verify_es256};
use waxwing::time::Timestamp;
use waxwing::windows::Channel;
use waxwing::windows::wns::{self, AccessToken, TokenReply, TokenRequest};

/// What is long enough to be a piece of a secret and not a word.
const PIECE: usize = 8;

fn vectors(file: &str) -> Vec<Value> {
    let path = format!("{}/../tests/vectors/{file}", env!("CARGO_MANIFEST_DIR"));
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    file["cases"].as_array().unwrap().clone()
}

/// Whether `shown` has a piece of `secret` in it, in either case.
fn leaks(shown: &str, secret: &str) -> bool {
    let (shown, secret) = (shown.to_lowercase(), secret.to_lowercase());
    let letters: Vec<char> = secret.chars().collect();
    letters.windows(PIECE).any(|piece| shown.contains(&String::from_iter(piece)))
}

fn shown(error: &Error) -> String {
    format!(
        "{error} {error:?} {error:#?} {} {} {}",
        error.subject(),
        error.expected(),
        error.found()
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The body of a key file, and its bytes in the two ways in which bytes are usually printed.
fn pieces_of_key(p8: &str) -> Vec<String> {
    let body: String =
        p8.lines().filter(|line| !line.contains("-----") && !line.contains(':')).collect();
    let mut pieces: Vec<String> = p8
        .lines()
        .filter(|line| !line.contains("-----") && line.len() >= 48)
        .map(String::from)
        .collect();
    if let Ok(der) = STANDARD.decode(&body) {
        pieces.push(hex(&der));
        let numbers: Vec<String> = der.iter().map(u8::to_string).collect();
        pieces.extend(numbers.windows(PIECE).map(|numbers| numbers.join(", ")));
    }
    pieces
}

#[test]
fn no_refusal_of_a_key_repeats_it() {
    let mut refused = 0;
    for case in vectors("provider-key.json") {
        let Some(p8) = case["p8"].as_str() else { continue };
        let (key_id, team_id) =
            (case["key_id"].as_str().unwrap(), case["team_id"].as_str().unwrap());
        let shown = match ProviderKey::from_p8(p8, key_id, team_id) {
            Ok(key) => format!("{key:?} {key:#?}"),
            Err(error) => {
                refused += 1;
                shown(&error)
            }
        };
        for piece in pieces_of_key(p8) {
            assert!(!leaks(&shown, &piece), "{}: {shown}", case["name"]);
        }
    }
    assert!(refused > 100, "{refused} refusals");
}

#[test]
fn a_key_and_its_tokens_show_their_public_side_only() {
    let secret = [0xc9; 32];
    let signing = SigningKey::from_scalar(&secret).unwrap();
    let signature = Signature::from_raw(waxwing::crypto::Curve::P256, &signing.sign(b"m")).unwrap();
    assert_eq!(format!("{signing:?}"), "SigningKey(P-256)");
    assert_eq!(format!("{:?}", signing.public_key().unwrap()), "PublicKey(P-256)");
    assert_eq!(format!("{signature:?}"), "Signature");
    let error = SigningKey::from_scalar(&secret[..31]).unwrap_err();
    assert!(!leaks(&shown(&error), &hex(&secret)));

    for case in vectors("provider-token.json") {
        let Some(token) = case["expect"]["token"].as_str() else { continue };
        let token = ProviderToken::from_jwt(token).unwrap();
        for part in token.as_str().split('.') {
            assert!(!leaks(&format!("{token:?} {token:#?} {:?}", token.header_value()), part));
        }
    }
    // The claims of a time that is refused are not shown either.
    let key = ProviderKey::from_p8(
        vectors("provider-token.json")[0]["p8"].as_str().unwrap(),
        "ABC123DEFG",
        "DEF123GHIJ",
    )
    .unwrap();
    let policy = TokenPolicy::default();
    let error = key.token_with(Timestamp::from_millis(-1), &policy).unwrap_err();
    assert!(!shown(&error).contains("eyJ"));
}

#[test]
fn no_refusal_of_a_token_repeats_it() {
    let key = SigningKey::from_scalar(&[7; 32]).unwrap().public_key().unwrap();
    let mut refused = 0;
    for case in vectors("notification.json") {
        let Some(token) = case["authorization"].as_str() else { continue };
        for error in [
            ProviderToken::from_jwt(token).err(),
            verify_es256(token.as_bytes(), &key).err(),
            CompactJws::parse(token.as_bytes()).err(),
        ]
        .into_iter()
        .flatten()
        {
            refused += 1;
            for part in token.split('.').filter(|part| part.len() > PIECE) {
                assert!(!leaks(&shown(&error), part), "{}: {}", case["name"], shown(&error));
            }
        }
    }
    assert!(refused > 40, "{refused} refusals");
}

#[test]
fn no_refusal_of_a_device_token_repeats_it() {
    for case in vectors("device-token.json") {
        let Some(hex) = case["hex"].as_str() else { continue };
        let shown = match DeviceToken::from_hex(hex) {
            Ok(token) => format!("{token:?} {token:#?}"),
            Err(error) => shown(&error),
        };
        assert!(!leaks(&shown, hex), "{}: {shown}", case["name"]);
    }
}

const CANARY: &str = "canary-4f1d";

/// A payload's texts and own keys may be anybody's private matter; Apple's keys may be named.
#[test]
fn no_refusal_of_a_payload_repeats_what_it_says() {
    let mut payloads: Vec<String> = [
        r#"{"aps":{"alert":{"title":7,"body":"C"}}}"#,
        r#"{"aps":{"alert":"C","badge":"C"}}"#,
        r#"{"aps":{"alert":["C"]}}"#,
        r#"{"aps":{"sound":{"name":["C"]}}}"#,
        r#"{"aps":{"interruption-level":"C"}}"#,
        r#"{"aps":"C"}"#,
        r#"{"C":1,"C":2}"#,
        r#"{"aps":{"alert":"C"}"#,
        r#"{"aps":{"alert":"C" "C"}}"#,
        r#"{"aps":{"alert":"\ud83dC"}}"#,
        r#""C""#,
        r#"C"#,
    ]
    .map(|payload| payload.replace('C', CANARY))
    .into();
    payloads.push(format!("{{\"aps\":{{\"alert\":\"{}\"}}}}", CANARY.repeat(1000)));
    for payload in payloads {
        let error =
            Notification::with_payload(PushType::Alert, "com.example.app", payload.as_str())
                .build()
                .expect_err(&payload);
        assert!(!shown(&error).contains(CANARY), "{payload}: {}", shown(&error));
    }
}

#[test]
fn a_notification_and_its_request_do_not_show_what_they_say() {
    let device = DeviceToken::from_hex(&"5e".repeat(32)).unwrap();
    let jwt = vectors("provider-token.json")[0]["expect"]["token"].as_str().unwrap().to_owned();
    let token = ProviderToken::from_jwt(&jwt).unwrap();
    let note = Notification::alert("com.example.app", CANARY).custom("k", CANARY);
    assert!(!format!("{note:?} {note:#?}").contains(CANARY));
    let note = note.build().unwrap();
    assert!(!format!("{note:?} {note:#?}").contains(CANARY));
    let push = note.prepare(Environment::Production);
    assert!(!format!("{push:?} {push:#?}").contains(CANARY));
    // The request is a foreign type, which shows its body; the token is marked as sensitive.
    let request = push.request(&device, &token);
    for part in jwt.split('.') {
        assert!(!leaks(&format!("{request:?}"), part));
    }
    let reply = Reply::from_parts(400, [("apns-id", "A")], CANARY.as_bytes());
    assert!(!format!("{reply:?}").contains(CANARY));
}

/// A secret in every place that takes one, refused or not.
#[test]
fn no_secret_for_windows_is_shown() {
    const SID: &str = "ms-app://s-1-15-2-7";
    const ID: &str = "01234567-89ab-cdef-0123-456789abcdef";
    let now = Timestamp::from_secs(1_763_760_000).unwrap();
    for end in ["", "\n", " ", "\u{e9}"] {
        let secret = format!("{CANARY}{end}");
        let shown = [
            TokenRequest::legacy(SID, &secret).map(|it| format!("{it:?} {it:#?}")),
            TokenRequest::phone(SID, &secret).map(|it| format!("{it:?} {it:#?}")),
            TokenRequest::entra("contoso.com", ID, &secret).map(|it| format!("{it:?} {it:#?}")),
            AccessToken::new(&secret, now).map(|it| format!("{it:?} {it:#?}")),
        ]
        .map(|made| made.unwrap_or_else(|error| shown(&error)));
        assert!(!shown.concat().contains(CANARY), "{shown:?}");
    }

    let body = format!(r#"{{"access_token":"{CANARY}"}}"#);
    let reply = TokenReply::from_parts(200, [("date", "")], body.as_bytes(), now);
    assert!(!format!("{reply:?} {reply:#?}").contains(CANARY));
    let token = reply.into_token().unwrap();
    let uri = format!("https://db5.notify.windows.com/?token={CANARY}");
    let channel = Channel::parse(&uri).unwrap();
    assert!(!format!("{channel:?} {channel:#?}").contains(CANARY));
    let note = wns::Notification::raw(CANARY).build().unwrap();
    assert!(!format!("{note:?} {note:#?}").contains(CANARY));
    // The request is a foreign type, which shows URI and body; the token is marked as sensitive.
    let request = note.request(&channel, &token).unwrap();
    assert!(!format!("{:?}", request.headers()).contains(CANARY));

    for uri in [format!("https://example.com/{CANARY}"), format!("https://{CANARY}@a#{CANARY}")] {
        assert!(!shown(&Channel::parse(&uri).unwrap_err()).contains(CANARY));
    }
    for xml in [format!("<{CANARY}/>"), format!("<toast>&{CANARY};"), CANARY.to_owned()] {
        let error = wns::Notification::toast_xml(xml).build().unwrap_err();
        assert!(!shown(&error).contains(CANARY));
    }
}
