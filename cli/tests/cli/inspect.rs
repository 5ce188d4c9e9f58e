//! `waxwing inspect` on the files that the tools of the trade write.

use std::fs;

use serde_json::Value;

use crate::common::{Folder, NOW, fixtures, waxwing, waxwing_args, waxwing_stdin};

fn inspect(line: &str) -> crate::common::Said {
    waxwing(&format!("inspect --json --now {NOW} {line}"))
}

#[test]
fn a_p12_file_is_an_identity_with_all_that_it_may_do() {
    let said = inspect("--password secret openssl3-chain.p12");
    assert_eq!(said.status, 0, "{said:?}");
    let found = said.json();
    let identity = &found["identities"][0];
    let push = &identity["certificate"]["push"];
    assert_eq!(found["files"][0]["format"], "pkcs12");
    assert_eq!(identity["key"], "RSA 2048");
    assert_eq!(identity["chain"].as_array().unwrap().len(), 2);
    assert_eq!(identity["certificate"]["days_left"], 181);
    assert_eq!(push["default_topic"], "com.example.app");
    assert_eq!(push["topics"][2]["topic"], "com.example.app.voip");
    assert_eq!(push["environments"], serde_json::json!(["sandbox", "production"]));
    assert_eq!(push["team_id"], "DEF123GHIJ");
    assert_eq!(push["needs_topic_header"], true);
    assert!(push["push_types"].as_array().unwrap().contains(&"voip".into()));
}

#[test]
fn people_read_the_same() {
    let said = waxwing(&format!("inspect --now {NOW} --password secret openssl3-chain.p12"));
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    for part in [
        "openssl3-chain.p12: a PKCS#12 file",
        "Apple Push Services: com.example.app: a private key with its certificate",
        "181 days left",
        "com.example.app.voip (voip)",
        "sandbox, production",
        "DEF123GHIJ",
        "ok: nothing is wrong with it",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    assert!(!said.out.contains('\u{1b}'), "colours without a terminal");
    assert!(!said.out.contains("PRIVATE KEY"));
}

#[test]
fn what_stops_pushes_is_an_error_and_shows_in_the_status() {
    for (line, code) in [
        ("--password secret openssl3.p12 --now 2026-07-01T00:00:01Z", "expired"),
        ("sandbox.cer --environment production", "wrong_environment"),
        ("production.cer --environment sandbox", "wrong_environment"),
        ("sandbox.cer --topic com.example.other", "topic_absent"),
        ("server.cer", "not_for_push"),
    ] {
        let line = match line.contains("--now") {
            true => format!("inspect {line}"),
            false => format!("inspect --now {NOW} {line}"),
        };
        let said = waxwing(&line);
        assert_eq!(said.status, 1, "{line}: {said:?}");
        assert!(said.out.contains(&format!("error: {code}: ")), "{line}: {}", said.out);
    }
    let said = waxwing("inspect --now 2026-06-15T00:00:00Z --password secret openssl3.p12");
    assert_eq!(said.status, 0);
    assert!(said.out.contains("warning: expires_soon: 16 days left"), "{}", said.out);
}

#[test]
fn several_files_are_looked_at_together() {
    let said = inspect("universal.cer key-pkcs8.pem ca.cer request-rsa.csr");
    assert_eq!(said.status, 0, "{said:?}");
    let found = said.json();
    assert_eq!(found["identities"][0]["chain"].as_array().unwrap().len(), 2);
    assert_eq!(found["requests_fit_keys"], true);
    assert_eq!(found["without_key"], serde_json::json!([]));

    let said = inspect("other.cer key-pkcs8.pem");
    assert_eq!(said.status, 1);
    assert_eq!(said.json()["error"]["code"], "key_mismatch");
    // A key for tokens needs no certificate.
    let folder = Folder::new();
    let key = folder.path("AuthKey_ABC123DEFG.p8");
    fs::copy(fixtures().join("key-ec.p8"), &key).unwrap();
    let said = inspect(&format!("universal.cer {key}"));
    assert_eq!(said.status, 0, "{said:?}");
    assert_eq!(said.json()["files"][1]["key_id"], "ABC123DEFG");
}

#[test]
fn what_is_no_credential_is_named_with_advice() {
    let folder = Folder::new();
    let page = folder.file("AuthKey_ABC123DEFG.p8", "<!DOCTYPE html><html>Sign in</html>");
    let empty = folder.file("empty.p12", "");
    for (file, format, code) in [
        ("keystore.jks", "java_keystore", "java_keystore"),
        ("profile.mobileprovision", "provisioning_profile", "provisioning_profile"),
        (page.as_str(), "html", "html_page"),
        (empty.as_str(), "empty", "unknown_file"),
        ("make.sh", "text", "unknown_file"),
        ("certificates.p7b", "pkcs7", "unknown_file"),
        ("keychain.p12", "pkcs12", "password_required"),
    ] {
        let said = inspect(file);
        assert_eq!(said.status, 1, "{file}: {said:?}");
        let found = &said.json()["files"][0];
        assert_eq!(found["format"], format, "{file}");
        assert_eq!(found["error"]["code"], code, "{file}");
        assert!(found["advice"].as_str().unwrap().ends_with('.'), "{file}");
    }
    let said = waxwing("inspect keystore.jks");
    assert!(said.out.contains("keytool -importkeystore"), "{}", said.out);
}

#[test]
fn a_wrong_password_is_refused_and_never_shown() {
    for line in ["inspect", "inspect --json"] {
        let said = waxwing(&format!("{line} --password NotTheSecret keychain.p12"));
        assert_eq!(said.status, 1);
        assert!(said.out.contains("wrong_password"), "{said:?}");
        assert!(!format!("{said:?}").contains("NotTheSecret"));
    }
}

#[test]
fn passwords_come_from_files_and_standard_input() {
    let folder = Folder::new();
    for text in ["secret", "secret\n", "secret\r\n"] {
        let file = folder.file("password", text);
        let said = inspect(&format!("--password-file {file} keychain.p12"));
        assert_eq!(said.status, 0, "{said:?}");
    }
    let line = format!("inspect --now {NOW} --password-file - keychain.p12");
    assert_eq!(waxwing_stdin(&line, b"secret\n").status, 0);
    let p12 = fs::read(fixtures().join("keychain.p12")).unwrap();
    let line = format!("inspect --now {NOW} --password secret -");
    assert_eq!(waxwing_stdin(&line, &p12).status, 0);
    let said = waxwing("inspect --password-file - -");
    assert_eq!(said.status, 2);
    assert!(said.err.contains("can be read once"), "{said:?}");
}

#[test]
fn a_file_that_is_not_there_is_a_matter_of_the_command() {
    let said = waxwing("inspect nothing.p12");
    assert_eq!(said.status, 2);
    assert!(said.err.starts_with("error: nothing.p12: "), "{said:?}");
    let said = waxwing("inspect --json nothing.p12");
    assert_eq!((said.status, said.error_code().as_str()), (2, "file"));
    assert_eq!(waxwing("inspect").status, 2);
    assert_eq!(waxwing("inspect --now yesterday ca.cer").status, 2);
}

#[test]
fn every_identity_of_the_shared_vectors_is_told() {
    let path = fixtures().join("../vectors/identity.json");
    let document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let mut checked = 0;
    for case in document["cases"].as_array().unwrap() {
        let files = case["files"].as_array().unwrap();
        let names: Vec<&str> = files.iter().filter_map(|file| file["file"].as_str()).collect();
        let mut passwords = files.iter().filter_map(|file| file.get("password")?.as_str());
        let password = passwords.next();
        let expect = &case["expect"];
        let is_slow = case["slow"] == true || case["now_ms"].as_i64().is_none();
        let others = passwords.any(|other| Some(other) != password);
        if names.len() != files.len() || others || is_slow || expect.get("error").is_some() {
            continue;
        }
        let now = format!("@{}", case["now_ms"].as_i64().unwrap() / 1000);
        let mut arguments = vec!["inspect", "--json", "--now", &now];
        arguments.extend(password.into_iter().flat_map(|text| ["--password", text]));
        for option in ["environment", "topic"] {
            if let Some(value) = case["purpose"][option].as_str() {
                arguments
                    .extend([if option == "topic" { "--topic" } else { "--environment" }, value]);
            }
        }
        arguments.extend(names);
        let said = waxwing_args(&arguments);
        let (name, found) = (&case["name"], said.json());
        let identity = &found["identities"][0];
        assert_eq!(identity["chain"], expect["chain"], "{name}: {said:?}");
        assert_eq!(identity["key"], expect["kind"], "{name}");
        assert_eq!(identity["certificate"]["days_left"], expect["days_left"], "{name}");
        let lints = |list: &Value| -> Vec<(Value, Value)> {
            let list = list.as_array().unwrap().iter();
            list.map(|lint| (lint["code"].clone(), lint["found"].clone())).collect()
        };
        assert_eq!(lints(&identity["lints"]), lints(&expect["lints"]), "{name}");
        if expect["push_certificate"].get("error").is_none() {
            let push = expect["push_certificate"].as_object().unwrap();
            for (field, value) in push.iter().filter(|(field, _)| *field != "scope") {
                assert_eq!(&identity["certificate"]["push"][field], value, "{name}: {field}");
            }
        }
        checked += 1;
    }
    assert!(checked > 20, "{checked} cases");
}
