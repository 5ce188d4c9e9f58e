//! Runs the example `push` as people and scripts do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use waxwing::json::{self, Limits, Object, Value};

/// The P-256 key of RFC 6979 A.2.5, in the shape that Apple issues.
const P8: &str = "-----BEGIN PRIVATE KEY-----
MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFX
Z7HWk05Qw9s26JsSe4piKxIPZyGgCgYIKoZIzj0DAQehRANCAARg/tS6JVqdMclh
63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXej
wpTURiKZ
-----END PRIVATE KEY-----
";

const DEVICE: &str = "00FC13ADFF785122B4AD28809A3420982341241421348097878E577C991DE8F0";

/// The example, built first unless `cargo xtask test` says that it is: `cargo test --test example_push` alone would
/// not do it, and with other features than those here everything is compiled once more.
fn example() -> &'static Path {
    static EXAMPLE: LazyLock<PathBuf> = LazyLock::new(|| {
        // TARGET/PROFILE/deps/this-test
        let test = std::env::current_exe().unwrap();
        let profile = test.ancestors().nth(2).unwrap();
        let example =
            profile.join("examples").join(format!("push{}", std::env::consts::EXE_SUFFIX));
        if std::env::var_os("WAXWING_EXAMPLES").is_some_and(|state| state == "built") {
            return example;
        }
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "waxwing", "--example", "push"]);
        build.arg("--manifest-path").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        build.arg("--target-dir").arg(profile.parent().unwrap());
        if profile.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success());
        example
    });
    &EXAMPLE
}

/// A file of this test's own, removed when it goes.
struct File(PathBuf);

impl File {
    fn new(name: &str, content: &str) -> Self {
        let path = std::env::temp_dir().join(format!("waxwing-push-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn push(key: &File, more: &[&str]) -> Output {
    Command::new(example())
        .args(["--key", key.path(), "--key-id", "ABC123DEFG", "--team-id", "DEF123GHIJ"])
        .args(["--environment", "sandbox", "--topic", "com.example.app", "--token", DEVICE])
        .args(more)
        .output()
        .unwrap()
}

fn object(text: &[u8]) -> Object {
    json::parse_object(text, &Limits::bytes(1 << 20), "output").unwrap()
}

fn header<'o>(request: &'o Object, name: &str) -> Option<&'o str> {
    let headers = request.get("headers").and_then(Value::as_array).unwrap();
    headers.iter().find_map(|pair| {
        let pair = pair.as_array().unwrap();
        (pair[0].as_str() == Some(name)).then(|| pair[1].as_str().unwrap())
    })
}

#[test]
fn prints_the_whole_request_as_one_line_of_json() {
    let key = File::new("whole.p8", P8);
    let output = push(
        &key,
        &[
            "--now",
            "1437179036",
            "--title",
            "Ready",
            "--body",
            "Your \"order\"",
            "--priority",
            "10",
            "--expiration",
            "0",
            "--collapse-id",
            "order 42",
        ],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1);
    let request = object(text.as_bytes());
    let authorization = header(&request, "authorization").unwrap();
    // The window of 50 minutes that holds the time given began at 1437177000.
    let claims = authorization.split('.').nth(1).unwrap();
    let claims = waxwing::jose::base64url::decode(claims.as_bytes(), "claims").unwrap();
    assert_eq!(claims, br#"{"iss":"DEF123GHIJ","iat":1437177000}"#);
    let expected = format!(
        concat!(
            r#"{{"method":"POST","#,
            r#""url":"https://api.sandbox.push.apple.com/3/device/{device}","#,
            r#""headers":[["authorization","{authorization}"],["apns-topic","com.example.app"],"#,
            r#"["apns-push-type","alert"],["apns-priority","10"],["apns-expiration","0"],"#,
            r#"["apns-collapse-id","order 42"],["content-type","application/json"]],"#,
            r#""body":"{{\"aps\":{{\"alert\":{{\"title\":\"Ready\",\"body\":\"Your \\\"order\\\"\"}}}}}}"}}"#,
            "\n"
        ),
        device = DEVICE.to_lowercase(),
        authorization = authorization
    );
    assert_eq!(text, expected);
}

#[test]
fn sends_a_payload_of_ones_own_byte_for_byte_for_any_push_type() {
    let key = File::new("own.p8", P8);
    let aps = |keys: &str| format!("{{ \"aps\": {{{keys}}}, \"x\": \"\u{e9}\" }}\n");
    let any = aps(r#""content-available": 1"#);
    let changed = aps(r#""content-changed": true"#);
    let update = aps(r#""timestamp": 1, "event": "update", "content-state": {}"#);
    let folder = "{ \"container-identifier\": \"root\", \"domain\": \"\u{e9}\" }\n".to_owned();
    let magic = "{ \"mdm\": \"magic\" }\n".to_owned();
    for (push_type, topic, body) in [
        ("alert", "com.example.app", &any),
        ("background", "com.example.app", &any),
        ("complication", "com.example.app.complication", &any),
        ("controls", "com.example.app.push-type.controls", &changed),
        ("fileprovider", "com.example.app.pushkit.fileprovider", &folder),
        ("liveactivity", "com.example.app.push-type.liveactivity", &update),
        ("location", "com.example.app.location-query", &any),
        ("mdm", "com.example.app", &magic),
        ("pushtotalk", "com.example.app.voip-ptt", &any),
        ("voip", "com.example.app.voip", &any),
        ("widgets", "com.example.app.push-type.widgets", &changed),
    ] {
        let payload = File::new(&format!("own-{push_type}.json"), body);
        let output =
            push(&key, &["--now", "1", "--push-type", push_type, "--payload", payload.path()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let request = object(&output.stdout);
        assert_eq!(request.get("body").and_then(Value::as_str), Some(body.as_str()));
        assert_eq!(header(&request, "apns-push-type"), Some(push_type));
        assert_eq!(header(&request, "apns-topic"), Some(topic));
    }
}

#[test]
fn a_background_push_needs_nothing_more() {
    let key = File::new("background.p8", P8);
    let request = object(&push(&key, &["--now", "1", "--push-type", "background"]).stdout);
    assert_eq!(header(&request, "apns-priority"), Some("5"));
    let body = request.get("body").and_then(Value::as_str);
    assert_eq!(body, Some(r#"{"aps":{"content-available":1}}"#));
}

#[test]
fn a_refusal_is_json_on_standard_error() {
    let key = File::new("refusal.p8", P8);
    let large = File::new("large.json", &format!(r#"{{"x":"{}"}}"#, "a".repeat(4096)));
    for (more, code) in [
        (&["--now", "1"][..], "invalid_notification"),
        (&["--now", "-1", "--body", "b"], "invalid_time"),
        (&["--now", "1", "--body", "b", "--priority", "7"], "invalid_header_value"),
        (&["--now", "1", "--body", "b", "--push-type", "silent"], "invalid_header_value"),
        (&["--now", "1", "--body", "b", "--push-type", "background"], "invalid_notification"),
        (&["--now", "1", "--push-type", "background", "--priority", "10"], "invalid_notification"),
        (&["--now", "1", "--body", "b", "--collapse-id", "a\nb"], "invalid_header_value"),
        (&["--now", "1", "--body", "b", "--expiration", "1437179036000"], "invalid_time"),
        (&["--now", "1", "--payload", large.path()], "payload_too_large"),
        (&["--now", "1", "--payload", "no such file"], "invalid_input"),
        (&["--now", "1", "--payload", key.path()], "invalid_json"),
    ] {
        let output = push(&key, more);
        assert_eq!(output.status.code(), Some(1), "{more:?}");
        assert!(output.stdout.is_empty());
        let error = object(&output.stderr);
        assert_eq!(error.get("ok").and_then(Value::as_bool), Some(false));
        assert_eq!(error.get("code").and_then(Value::as_str), Some(code), "{error}");
        assert!(error.get("message").and_then(Value::as_str).is_some());
        assert!(!format!("{error}").contains("MIGT"));
    }
    let damaged = File::new("damaged.p8", &P8.replace("MIGT", "MIGU"));
    let output = push(&damaged, &["--now", "1", "--body", "b"]);
    let error = object(&output.stderr);
    assert_eq!(error.get("code").and_then(Value::as_str), Some("invalid_key"));
}

#[test]
fn arguments_that_make_no_sense_are_exit_status_2() {
    let key = File::new("usage.p8", P8);
    for more in [
        &[][..],
        &["--now"],
        &["--now", "soon"],
        &["--now", "1", "--now", "2"],
        &["--now", "1", "--loud", "yes"],
        &["--now", "1", "--priority", "high"],
        &["--now", "1", "--body", "b", "--payload", "p"],
    ] {
        let output = push(&key, more);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(output.stdout.is_empty());
        assert!(String::from_utf8_lossy(&output.stderr).contains("usage: push"), "{more:?}");
    }
}
