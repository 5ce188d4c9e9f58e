//! `waxwing token` and `waxwing push`.

use std::fs;

use crate::common::{
    Folder, NOW, fixtures, waxwing, waxwing_args, waxwing_args_stdin, waxwing_stdin,
};
use serde_json::{Value, json};

/// The first case of the shared vectors whose token is made at a time, not at an `iat`.
fn vector() -> (Value, Value) {
    let path = fixtures().join("../vectors/provider-token.json");
    let document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let cases = document["cases"].as_array().unwrap().clone();
    let case = cases.into_iter().find(|case| {
        let default = case.get("window_s").is_none_or(|window| *window == 3000)
            && case.get("phase_s").is_none_or(|phase| *phase == 0);
        case.get("now_ms").is_some() && case["expect"].get("error").is_none() && default
    });
    (document, case.unwrap())
}

#[test]
fn the_token_is_the_one_of_the_shared_vectors() {
    let folder = Folder::new();
    let (document, case) = vector();
    let text = |name: &str| {
        case.get(name).or_else(|| document.get(name)).unwrap().as_str().unwrap().to_owned()
    };
    let key = folder.file(&format!("AuthKey_{}.p8", text("key_id")), text("p8"));
    let now = case["now_ms"].as_i64().unwrap() / 1000;
    let line = format!("--key {key} --team-id {} --now @{now}", text("team_id"));
    let said = waxwing(&format!("token {line}"));
    let expected = case["expect"]["token"].as_str();
    assert_eq!(Some(said.out.trim_end()), expected, "{said:?}");
    assert_eq!(waxwing(&format!("token {line} --json")).json()["token"], said.out.trim_end());

    let plain = folder.file("key.p8", text("p8"));
    let said = waxwing(&format!("token --key {plain} --team-id {}", text("team_id")));
    assert_eq!(said.status, 2);
    assert!(said.err.contains("--key-id"));
    let said = waxwing("token --key key-pkcs8.pem --key-id ABC123DEFG --team-id DEF123GHIJ");
    assert_eq!(said.status, 1);
    assert!(said.err.contains("invalid_key_algorithm") && said.err.contains("RSA"), "{said:?}");
}

const BASE: &str = "--environment sandbox --device-token 00fc13ad";

fn token_push(folder: &Folder, more: &str) -> crate::common::Said {
    let key = folder.path("AuthKey_ABC123DEFG.p8");
    fs::copy(fixtures().join("key-ec.p8"), &key).unwrap();
    let line = format!("push {BASE} --key {key} --team-id DEF123GHIJ --now {NOW} {more}");
    waxwing(&line)
}

#[test]
fn a_request_is_data_and_its_token_stays_out_unless_asked_for() {
    let folder = Folder::new();
    let more = "--topic com.example.app --title Ready --badge 0 --set priority=5 \
                --set thread-id=orders --set custom={\"id\":7} --json";
    let request = token_push(&folder, more).json();
    assert_eq!(request["method"], "POST");
    assert_eq!(request["url"], "https://api.sandbox.push.apple.com/3/device/00fc13ad");
    assert_eq!(request["headers"]["apns-topic"], "com.example.app");
    assert_eq!(request["headers"]["apns-priority"], "5");
    assert_eq!(
        request["body"],
        r#"{"aps":{"alert":{"title":"Ready"},"badge":0,"thread-id":"orders"},"id":7}"#
    );
    assert_eq!(request["authentication"]["key_id"], "ABC123DEFG");
    assert_eq!(request["headers"].get("authorization"), None);
    for form in ["", "--json", "--curl"] {
        let said = token_push(&folder, &format!("--topic com.example.app --alert Hi {form}"));
        assert!(!said.out.contains("eyJ"), "{said:?}");
        let said =
            token_push(&folder, &format!("--topic com.example.app --alert Hi {form} --show-token"));
        assert!(said.out.contains("bearer eyJ"), "{said:?}");
    }
}

#[test]
fn curl_has_the_token_made_when_it_runs() {
    let folder = Folder::new();
    let key = folder.path("AuthKey_ABC123DEFG.p8");
    fs::copy(fixtures().join("key-ec.p8"), &key).unwrap();
    let line = format!(
        "push {BASE} --key {key} --team-id DEF123GHIJ --topic com.example.app --curl --title"
    );
    let mut arguments: Vec<&str> = line.split(' ').collect();
    arguments.push("It's ready");
    let said = waxwing_args(&arguments);
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    assert!(said.out.contains(&format!("$(waxwing token --key {key} --team-id DEF123GHIJ)")));
    assert!(said.out.contains(r#"--data-raw '{"aps":{"alert":{"title":"It'\''s ready"}}}'"#));
    assert!(said.out.ends_with("https://api.sandbox.push.apple.com/3/device/00fc13ad\n"));
}

#[test]
fn a_certificate_is_held_to_what_it_may_push() {
    let base = format!("push {BASE} --now {NOW} --password secret --json --alert Hi");
    let request = waxwing(&format!("{base} --cert openssl3-chain.p12")).json();
    assert_eq!(request["headers"]["apns-topic"], "com.example.app");
    assert_eq!(
        request["authentication"],
        json!({
            "kind": "certificate", "files": ["openssl3-chain.p12"], "topic": "com.example.app",
        })
    );
    let base = format!("push {BASE} --now {NOW} --alert Hi");
    for (more, status, part) in [
        (
            "--cert universal.cer --cert-key key-pkcs8.pem --topic com.example.none",
            1,
            "no_matching_key",
        ),
        ("--cert production.cer --cert-key key-pkcs8.pem", 1, "no_matching_key"),
        ("--cert expired.cer --cert-key key-pkcs8.pem", 1, "error: expired"),
        ("--cert other.cer --cert-key key-pkcs8.pem", 1, "key_mismatch"),
        ("--cert universal.cer", 1, "missing_private_key"),
        ("--cert sandbox.cer --cert-key key-pkcs8.pem", 0, "incomplete_chain"),
        ("", 2, "--key"),
    ] {
        let said = waxwing(&format!("{base} {more}"));
        assert_eq!(said.status, status, "{more}: {said:?}");
        assert!(said.err.contains(part), "{more}: {said:?}");
        assert_eq!(said.out.is_empty(), status != 0, "{more}: {said:?}");
    }
    let folder = Folder::new();
    let password = folder.file("password", "secret\n");
    let line = format!(
        "push {BASE} --now {NOW} --alert Hi --cert openssl3-chain.p12 --password-file {password} --curl"
    );
    let said = waxwing(&line);
    assert!(said.out.contains("--cert-type P12") && said.out.contains(&password), "{said:?}");
    assert!(!said.out.contains("secret"));
}

#[test]
fn a_payload_goes_out_as_it_stands_in_the_file() {
    let folder = Folder::new();
    let key = folder.path("AuthKey_ABC123DEFG.p8");
    fs::copy(fixtures().join("key-ec.p8"), &key).unwrap();
    let line = format!(
        "push {BASE} --key {key} --team-id DEF123GHIJ --topic com.example.app --json --payload -"
    );
    let said = waxwing_stdin(&line, b"{\"aps\": {\"alert\": \"Hi\"}}\n");
    assert_eq!(said.json()["body"], r#"{"aps": {"alert": "Hi"}}"#);
    let said = waxwing_stdin(&line, b"{\"aps\": {\"alert\": 7}}\n");
    assert_eq!((said.status, said.error_code().as_str()), (1, "invalid_payload"));
}

#[test]
fn mistakes_in_options_are_named() {
    let folder = Folder::new();
    for (more, status, part) in [
        ("--topic com.example.app --set priority=high", 2, "integer"),
        ("--topic com.example.app --set colour=red", 2, "thread_id"),
        ("--topic com.example.app --set priority=7", 1, "invalid_header_value"),
        ("--topic com.example.app --alert a --title b", 2, "--title"),
        ("--topic com.example.app --push-type alarm", 1, "apns-push-type"),
        ("--alert a", 2, "--topic"),
    ] {
        let said = token_push(&folder, more);
        assert_eq!(said.status, status, "{more}: {said:?}");
        assert!(said.err.contains(part), "{more}: {said:?}");
    }
}

/// A text that may be given in parts, each repeated.
fn whole_text(case: &Value, name: &str) -> Option<String> {
    let parts = case.get(format!("{name}_parts"))?.as_array()?;
    let repeated = parts.iter().map(|part| {
        let times = part["repeat"].as_u64().unwrap_or(1);
        part["text"].as_str().unwrap().repeat(usize::try_from(times).unwrap())
    });
    Some(repeated.collect())
}

#[test]
fn every_notification_of_the_shared_vectors_comes_out() {
    let path = fixtures().join("../vectors/notification.json");
    let document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let folder = Folder::new();
    let key = folder.path("AuthKey_ABC123DEFG.p8");
    fs::copy(fixtures().join("key-ec.p8"), &key).unwrap();
    for case in document["cases"].as_array().unwrap() {
        let mut options = case["notification"].clone();
        if let Some(text) = whole_text(&options, "payload") {
            let options = options.as_object_mut().unwrap();
            options.remove("payload_parts");
            options.insert("payload".to_owned(), text.into());
        }
        let port = case.get("port").and_then(Value::as_u64);
        if port.is_some_and(|port| ![443, 2197].contains(&port)) {
            continue;
        }
        let environment = case.get("environment").and_then(Value::as_str).unwrap_or("sandbox");
        let host = match environment {
            "production" => "api.push.apple.com",
            "sandbox" => "api.sandbox.push.apple.com",
            // What other values there can be is the command's own grammar.
            _ => continue,
        };
        let authority = port.map(|port| format!(" --authority {host}:{port}")).unwrap_or_default();
        let device = case.get("device_token").and_then(Value::as_str).unwrap_or("00ff");
        let device = format!("--device-token={device}");
        let line = format!(
            "push --json --environment {environment}{authority} --key {key} \
             --team-id DEF123GHIJ --options -"
        );
        let mut arguments: Vec<&str> = line.split(' ').collect();
        arguments.push(&device);
        let said = waxwing_args_stdin(&arguments, options.to_string().as_bytes());
        let (name, expect) = (&case["name"], &case["expect"]);
        if let Some(code) = expect.get("error") {
            // The command makes its token itself.
            if case.get("authorization").is_some() {
                continue;
            }
            assert_eq!(said.status, 1, "{name}: {said:?}");
            assert_eq!(said.error_code(), code.as_str().unwrap(), "{name}");
            continue;
        }
        assert_eq!(said.status, 0, "{name}: {said:?}");
        let found = said.json();
        assert_eq!(found["url"], expect["url"], "{name}");
        assert_eq!(found["body"], expect["body"], "{name}");
        let headers: serde_json::Map<String, Value> = expect["headers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].clone()))
            .filter(|(name, _)| name != "authorization")
            .collect();
        assert_eq!(found["headers"], Value::Object(headers), "{name}");
    }
}
