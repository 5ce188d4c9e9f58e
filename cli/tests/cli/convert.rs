//! `waxwing convert` and `waxwing csr`: files for TLS stacks and for Apple's portal.

use std::fs;

use crate::common::{Folder, fixtures, waxwing, waxwing_args};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(fixtures().join(name)).unwrap()
}

#[test]
fn each_form_comes_out_of_a_p12_file() {
    let folder = Folder::new();
    for target in ["pem", "chain", "key", "der-chain", "der-key"] {
        let out = folder.path(target);
        let line =
            format!("convert --password secret openssl3-chain.p12 --to {target} --out {out}");
        let said = waxwing(&line);
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{said:?}");
        #[cfg(unix)]
        {
            let is_secret = ["pem", "key", "der-key"].contains(&target);
            assert_eq!(crate::common::mode(&out) & 0o077 == 0, is_secret, "{target}");
            assert!(!is_secret || crate::common::mode(&out) == 0o600);
        }
    }
    let read = |name: &str| fs::read(folder.path(name)).unwrap();
    let chain = String::from_utf8(read("chain")).unwrap();
    assert_eq!(chain.matches("BEGIN CERTIFICATE").count(), 2);
    assert!(chain.as_bytes().starts_with(&fixture("universal.pem")));
    assert_eq!(read("der-chain"), fixture("universal.cer"));
    assert_eq!(read("der-chain.2"), fixture("ca.cer"));
    assert_eq!(read("der-key"), fixture("key-pkcs8.der"));
    assert_eq!(read("key"), fixture("key-pkcs8.pem"));
    assert_eq!(read("pem"), [chain.into_bytes(), read("key")].concat());
}

#[test]
fn a_key_and_its_certificate_may_be_in_several_files() {
    let folder = Folder::new();
    let out = folder.path("ck.pem");
    let said = waxwing(&format!("convert key-pkcs1.der universal.cer --to pem --out {out}"));
    assert_eq!(said.status, 0, "{said:?}");
    let text = fs::read_to_string(&out).unwrap();
    assert!(text.starts_with("-----BEGIN CERTIFICATE-----\n"));
    assert!(text.ends_with("-----END PRIVATE KEY-----\n"));

    let said = waxwing(&format!("convert key-pkcs1.der other.cer --to pem --out {out}.2"));
    assert_eq!(said.status, 1);
    assert!(said.err.contains("key_mismatch"), "{said:?}");
    assert!(!fs::exists(format!("{out}.2")).unwrap());
}

#[test]
fn certificates_go_to_standard_output_and_secrets_only_when_named() {
    let said = waxwing("convert universal.cer --to chain");
    assert_eq!(said.out.as_bytes(), fixture("universal.pem"));
    let said = waxwing("convert key-sec1.pem --to key");
    assert_eq!((said.status, said.out.as_str()), (2, ""));
    assert!(said.err.contains("--out -"), "{said:?}");
    let said = waxwing("convert key-sec1.pem --to key --out -");
    assert!(said.out.starts_with("-----BEGIN PRIVATE KEY-----\n"), "{said:?}");
}

#[test]
fn a_p12_file_comes_out_under_a_new_password() {
    let folder = Folder::new();
    let password = folder.file("password", "another\n");
    for profile in ["modern", "keychain"] {
        let p12 = folder.path(&format!("{profile}.p12"));
        let line = format!("convert universal.cer key-pkcs8.pem ca.cer --to p12 --out {p12}");
        let line = format!("{line} --profile {profile} --new-password-file {password}");
        let said = waxwing(&line);
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{said:?}");
        #[cfg(unix)]
        assert_eq!(crate::common::mode(&p12), 0o600);
        let back = waxwing(&format!("convert {p12} --password another --to pem --out -"));
        let parts = waxwing("convert universal.cer key-pkcs8.pem ca.cer --to pem --out -");
        assert_eq!(back.out, parts.out, "{back:?}");
        // The salts are new each time.
        let again = waxwing(&line.replace(&p12, &format!("{p12}.2")));
        assert_eq!(again.status, 0);
        assert_ne!(fs::read(&p12).unwrap(), fs::read(format!("{p12}.2")).unwrap());
    }
    let base = "convert universal.cer key-pkcs8.pem --out x.p12 --to";
    for (line, part) in [
        (format!("{base} p12"), "--new-password-file"),
        (format!("{base} pem --new-password x"), "not encrypted"),
        (format!("{base} p12 --new-password x --profile old"), "modern or keychain"),
    ] {
        let said = waxwing(&line);
        assert_eq!(said.status, 2, "{said:?}");
        assert!(said.err.contains(part), "{said:?}");
    }
}

#[test]
fn files_are_replaced_by_force_alone() {
    let folder = Folder::new();
    let out = folder.file("key.pem", "precious");
    let said = waxwing(&format!("convert key-sec1.pem --to key --out {out}"));
    assert_eq!(said.status, 2);
    assert_eq!(fs::read_to_string(&out).unwrap(), "precious");
    let said = waxwing(&format!("convert key-sec1.pem --to key --out {out} --force --json"));
    assert_eq!(said.status, 0, "{said:?}");
    assert_eq!(said.json()["written"][0]["secret"], true);
    #[cfg(unix)]
    assert_eq!(crate::common::mode(&out), 0o600);
    assert_eq!(fs::read_dir(folder.root()).unwrap().count(), 1);
}

#[test]
fn a_request_with_a_new_key_and_with_one_that_is_there() {
    let folder = Folder::new();
    for (kind, shown) in [("rsa-2048", "RSA 2048"), ("p-256", "P-256")] {
        let (key, csr) = (folder.path(&format!("{kind}.key")), folder.path(&format!("{kind}.csr")));
        let line = ["csr", "--new-key", &key, "--key-type", kind, "--cn", "Push of the app"];
        let more = ["--email", "push@example.com", "--country", "DE", "--out", &csr];
        let said = waxwing_args(&[&line[..], &more[..]].concat());
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{said:?}");
        assert!(said.out.contains(shown));
        #[cfg(unix)]
        assert_eq!(crate::common::mode(&key), 0o600);
        let together = waxwing(&format!("inspect --json {key} {csr}"));
        assert_eq!(together.json()["requests_fit_keys"], true, "{together:?}");

        // The same key once more gives the same request: nothing about it is random.
        let again = ["csr", "--key", &key, "--cn", "Push of the app"];
        let more = ["--email", "push@example.com", "--country", "DE"];
        let again = waxwing_args(&[&again[..], &more[..]].concat());
        assert_eq!(again.out, fs::read_to_string(&csr).unwrap());

        // A key that is lost cannot be had again.
        let before = fs::read(&key).unwrap();
        let said = waxwing(&format!("csr --new-key {key} --cn Push --force"));
        assert_eq!(said.status, 2);
        assert_eq!(fs::read(&key).unwrap(), before);
    }
    let said = waxwing("csr --key key-ec384.p8 --cn Push --json");
    assert_eq!(said.json()["key"], "P-384");
    let said = waxwing("csr --key key-pbes2-3des.pem --password secret --cn Push");
    assert!(said.out.starts_with("-----BEGIN CERTIFICATE REQUEST-----\n"), "{said:?}");
}

#[test]
fn a_subject_that_cannot_be_is_refused_before_a_key_is_made() {
    let folder = Folder::new();
    let key = folder.path("key.pem");
    let said = waxwing(&format!("csr --new-key {key} --cn Push --country Germany"));
    assert_eq!(said.status, 1);
    assert!(said.err.contains("two capital letters"), "{said:?}");
    assert!(!fs::exists(&key).unwrap());
    let csr = folder.file("push.csr", "of another key");
    assert_eq!(waxwing(&format!("csr --new-key {key} --cn Push --out {csr}")).status, 2);
    assert!(!fs::exists(&key).unwrap());
    assert_eq!(waxwing("csr --cn Push").status, 2);
}

#[test]
fn no_command_shows_a_secret_that_nobody_asked_for() {
    let folder = Folder::new();
    let key = folder.path("AuthKey_ABC123DEFG.p8");
    fs::copy(fixtures().join("key-ec.p8"), &key).unwrap();
    // Lines of base64 in the middle of each key, and the password.
    let line_of = |name: &str| {
        let text = String::from_utf8(fixture(name)).unwrap();
        text.lines().nth(2).unwrap().to_owned()
    };
    let secrets =
        ["PRIVATE KEY".into(), "OpenSesame".into(), line_of("key-ec.p8"), line_of("key-pkcs8.pem")];
    let out = |name: &str| folder.path(name);
    let push = format!(
        "push --environment sandbox --device-token 00ff --alert Hi --now {}",
        crate::common::NOW
    );
    for line in [
        format!("inspect {key} key-pkcs8.pem ck.pem --password OpenSesame"),
        "inspect keychain.p12 key-pbes2-3des.pem --password OpenSesame".to_owned(),
        format!("convert key-pkcs8.pem universal.cer --to pem --out {}", out("ck.pem")),
        format!(
            "convert key-pkcs8.pem universal.cer --to p12 --new-password OpenSesame --out {}",
            out("a.p12")
        ),
        "convert key-pkcs8.pem --to key".to_owned(),
        "convert keychain.p12 --to key --out - --password OpenSesame".to_owned(),
        "csr --key key-pkcs8.pem --cn Push".to_owned(),
        format!("{push} --cert key-pkcs8.pem --cert-key universal.cer --password OpenSesame"),
        format!("{push} --topic com.example.app --key {key} --team-id DEF123GHIJ"),
        format!("verify --environment sandbox --bundle-id a.b {key}"),
    ] {
        for form in ["", " --json"] {
            let said = waxwing(&format!("{line}{form}"));
            let text = format!("{}{}", said.out, said.err);
            assert!(!text.is_empty(), "{line}");
            for secret in &secrets {
                assert!(!text.contains(secret.as_str()), "{line}: {secret}");
            }
        }
    }
}
