//! `waxwing verify`, and what `waxwing inspect` says of signed objects and receipts.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use serde_json::Value;

use crate::common::{Folder, command, fixtures, waxwing, waxwing_stdin};

fn vectors(name: &str) -> Value {
    let path = fixtures().join("../vectors").join(name);
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn texts(case: &Value, name: &str) -> Vec<String> {
    let items = case[name].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect()
}

/// A root of a file of vectors, as a file that may be given; base64 of DER is one.
fn root(folder: &Folder, document: &Value, name: &str) -> String {
    folder.file(&format!("{name}.cer"), document["roots"][name].as_str().unwrap())
}

/// The command line of a case's policy, or none if it asks for what no command line can.
fn policy(folder: &Folder, document: &Value, case: &Value) -> Option<String> {
    let now = case["now_ms"].as_i64()?;
    if now % 1000 != 0 || case.get("roots_b64").is_some() || texts(case, "roots").is_empty() {
        return None;
    }
    let mut line = format!("verify --json --now @{}", now / 1000);
    for name in texts(case, "roots") {
        line.push_str(&format!(" --root {}", root(folder, document, &name)));
    }
    for environment in texts(case, "environments") {
        line.push_str(&format!(" --environment {}", environment.to_lowercase()));
    }
    for (option, name) in [("bundle-id", "bundle_ids"), ("app-apple-id", "app_apple_ids")] {
        let values = texts(case, name);
        if values.is_empty() {
            line.push_str(&format!(" --dangerous-any-{option}"));
        }
        for value in values {
            line.push_str(&format!(" --{option} {value}"));
        }
    }
    if let Some(validity) = case["validity"].as_str() {
        line.push_str(&format!(" --validity {validity}"));
    }
    match case["kind"].as_str()? {
        "any" => {}
        kind => line.push_str(&format!(" --kind {kind}")),
    }
    Some(line)
}

#[test]
fn every_verdict_of_the_shared_vectors_comes_out() {
    let folder = Folder::new();
    let mut checked = 0;
    for file in ["verify-claims.json", "verify-kinds.json", "verify-chain.json"] {
        let document = vectors(file);
        let mut groups: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for case in document["cases"].as_array().unwrap() {
            let is_line = case["token"].as_str().is_some_and(|token| {
                !token.is_empty() && token.trim() == token && !token.contains('\n')
            });
            if let Some(line) = policy(&folder, &document, case).filter(|_| is_line) {
                groups.entry(line).or_default().push(case.clone());
            }
        }
        for (line, cases) in groups {
            let input: String =
                cases.iter().map(|case| format!("{}\n", case["token"].as_str().unwrap())).collect();
            let said = waxwing_stdin(&line, input.as_bytes());
            let refused = cases.iter().filter(|case| case["expect"].get("error").is_some()).count();
            assert_eq!(said.status, i32::from(refused > 0), "{file}: {line}: {}", said.err);
            assert_eq!(said.out.lines().count(), cases.len(), "{file}: {line}");
            for (text, case) in said.out.lines().zip(&cases) {
                let found: Value = serde_json::from_str(text).unwrap();
                let expect = &case["expect"];
                let name = &case["name"];
                match expect.get("error") {
                    Some(code) => assert_eq!(&found["error"]["code"], code, "{file}: {name}"),
                    None => {
                        assert_eq!(found["verified"], true, "{file}: {name}: {found}");
                        for field in ["kind", "environment", "payload", "transaction"] {
                            let expected = expect.get(field).unwrap_or(&Value::Null);
                            let found = found.get(field).unwrap_or(&Value::Null);
                            assert_eq!(found, expected, "{file}: {name}: {field}");
                        }
                    }
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "{checked} cases");
}

/// A genuine object of the vectors' authority, and the options under which it verifies.
fn genuine(folder: &Folder) -> (String, String) {
    let document = vectors("verify-claims.json");
    let cases = document["cases"].as_array().unwrap();
    let case = cases.iter().find(|case| case["name"] == "test").unwrap();
    let line = policy(folder, &document, case).unwrap();
    (case["token"].as_str().unwrap().to_owned(), line)
}

#[test]
fn objects_come_as_arguments_files_and_lines() {
    let folder = Folder::new();
    let (token, line) = genuine(&folder);
    let said = waxwing(&format!("{line} {token}"));
    assert_eq!((said.status, said.json()["file"].clone()), (0, Value::Null), "{said:?}");

    let body = format!("{{\"signedPayload\": \"{token}\"}}");
    let file = folder.file("objects", format!("{token}\r\n\n{body}\nnot.a.token\n{token}"));
    let said = waxwing(&format!("{line} {file}"));
    assert_eq!(said.status, 1);
    let lines: Vec<Value> =
        said.out.lines().map(|one| serde_json::from_str(one).unwrap()).collect();
    let places: Vec<_> = lines.iter().map(|one| (&one["line"], &one["verified"])).collect();
    let expected = serde_json::json!([[1, true], [3, true], [4, false], [5, true]]);
    assert_eq!(serde_json::json!(places), expected);

    let people = line.replace(" --json", "");
    let said = waxwing(&format!("{people} {file}"));
    assert!(said.out.ends_with("3 verified, 1 refused\n"), "{said:?}");
    assert!(said.out.contains(&format!("error: {file}:4: invalid_base64")), "{said:?}");
    assert!(said.out.contains("ok: ") && said.out.contains("notification TEST"), "{said:?}");
    assert_eq!(said.err, "", "a progress bar without a terminal");

    let long = folder.file("long", format!("{}\n{token}\n", "e".repeat(2_000_000)));
    let said = waxwing(&format!("{line} {long}"));
    let lines: Vec<Value> =
        said.out.lines().map(|one| serde_json::from_str(one).unwrap()).collect();
    assert_eq!(lines[0]["error"]["code"], "too_large");
    assert_eq!(lines[1]["verified"], true);
    assert_eq!(waxwing(&format!("{line} -")).status, 2);
}

#[test]
fn a_policy_that_lacks_something_is_a_matter_of_the_command() {
    for (line, part) in [
        ("verify --environment sandbox -", "bundle id"),
        ("verify --environment production --bundle-id a.b -", "app apple id"),
        ("verify --environment xcode --bundle-id a.b -", "environment"),
        ("verify --bundle-id a.b -", "--environment"),
        ("verify --environment sandbox --bundle-id a.b --kind receipt -", "renewalInfo"),
        ("verify --environment sandbox --bundle-id a.b --validity ever -", "check_time"),
        ("verify --environment sandbox --bundle-id a.b --root key-ec.p8 -", "no certificate"),
    ] {
        let said = waxwing(line);
        assert_eq!(said.status, 2, "{line}: {said:?}");
        assert!(said.err.contains(part), "{line}: {said:?}");
    }
}

#[test]
fn data_of_xcode_needs_its_certificate() {
    let folder = Folder::new();
    let document = vectors("verify-xcode.json");
    let cases = document["cases"].as_array().unwrap();
    let case = cases.iter().find(|case| case["name"] == "transaction").unwrap();
    let certificate = texts(case, "xcode_certificates_b64").remove(0);
    let certificate = folder.file("xcode.cer", certificate);
    let now = case["now_ms"].as_i64().unwrap() / 1000;
    let line = format!(
        "verify --environment xcode --bundle-id com.example.app --xcode-certificate {certificate} \
         --now @{now} --json {}",
        case["token"].as_str().unwrap()
    );
    let said = waxwing(&line);
    assert_eq!(said.status, 0, "{said:?}");
    assert_eq!(said.json()["environment"], "Xcode");
}

#[test]
fn whoever_stops_reading_ends_the_program_without_a_panic() {
    let folder = Folder::new();
    let (token, line) = genuine(&folder);
    let file = folder.file("objects", format!("{token}\n").repeat(3000));
    let line = format!("{line} {file}");
    let mut child =
        command(line.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(first.contains("\"verified\":true"));
    assert_eq!(output.status.code(), Some(141));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn inspect_says_what_is_verified_and_what_is_not() {
    let folder = Folder::new();
    let (token, line) = genuine(&folder);
    let now = line.split_whitespace().find(|word| word.starts_with('@')).unwrap();
    let file = folder.file("notification.jws", format!("{token}\n"));
    let root = folder.path("test.cer");

    let said = waxwing(&format!("inspect --now {now} --root {root} {file}"));
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.out.contains("ok: signed by Test Root CA; which app it is for was not judged"));
    let body = folder.file("body.json", format!("{{\"signedPayload\": \"{token}\"}}"));
    let said = waxwing(&format!("inspect --json --now {now} --root {root} {body}"));
    assert_eq!(said.json()["files"][0]["verified"], true, "{said:?}");
    let said = waxwing(&format!("inspect --now {now} {file}"));
    assert_eq!(said.status, 1);
    assert!(said.out.contains("NOT VERIFIED") && said.out.contains("unknown_anchor"), "{said:?}");
    assert!(!said.out.contains("ok:"));
    let found = waxwing(&format!("inspect --json --now {now} {file}")).json();
    let found = &found["files"][0];
    assert_eq!((&found["verified"], &found["kind"]), (&false.into(), &"notification".into()));
    assert_eq!(found["chain"].as_array().unwrap().len(), 3);
    assert_eq!(found["payload"]["notificationType"], "TEST");

    let document = vectors("receipt.json");
    let cases = document["cases"].as_array().unwrap();
    let case = cases.iter().find(|case| case["name"] == "sandbox").unwrap();
    let receipt = folder.file("receipt", case["receipt"].as_str().unwrap());
    let root = folder.file("receipts.cer", document["roots"]["test"].as_str().unwrap());
    let now = case["now_ms"].as_i64().unwrap() / 1000;
    let found = waxwing(&format!("inspect --json --now @{now} --root {root} {receipt}")).json();
    assert_eq!(found["files"][0]["receipt"], case["expect"]["receipt"], "{found}");
    let said = waxwing(&format!("inspect --now @{now} {receipt}"));
    assert_eq!(said.status, 1);
    assert!(said.out.contains("NOT VERIFIED"), "{said:?}");
}

#[test]
fn text_out_of_a_token_cannot_drive_the_terminal() {
    // {"alg":"none"}.{"a":"<ESC>[2J"}: of no kind that is known, so nothing is wrong with it.
    let token = "eyJhbGciOiJub25lIn0.eyJhIjoiXHUwMDFiWzJKXHUwMDliIn0.AAAA";
    let said = waxwing_stdin("inspect -", token.as_bytes());
    assert!(!said.out.contains(['\u{1b}', '\u{9b}']), "{said:?}");
    assert!(said.out.contains("NOT VERIFIED"), "{said:?}");
    let _ = std::io::stdout().flush();
}
