//! `p12-write.json`: identities written as PKCS#12.

use serde_json::{Value, json};

use super::{Input, PASSWORD, UNICODE, issued, pkcs8_of, read, sha256};
use crate::file::{Case, VectorFile};
use crate::token::{base64, hmac_sha256};

pub(super) fn file() -> VectorFile {
    let mut cases = written();
    cases.extend(refusals());
    VectorFile::new(
        "p12-write.json",
        "p12_write",
        "An identity written as a .p12 file from 32 bytes of the caller's randomness, and read \
         again: the same key, chain and name come out, in words the protection of the profile, \
         and holds counts the salts in the bytes. They are the first bytes of HMAC with SHA-256 \
         of the randomness over a purpose.",
        cases,
    )
    .refuses_little()
}

const ENTROPY: [u8; 32] = *b"thirty-two bytes that are random";

fn case(
    name: &str,
    files: &[(Input, Option<&str>)],
    password: &str,
    entropy: &[u8],
    profile: &str,
) -> Case {
    let files: Vec<Value> = files
        .iter()
        .map(|(input, password)| {
            let (key, value) = input.key_value();
            let mut file = json!({key: value});
            if let Some(password) = password {
                file["password"] = json!(password);
            }
            file
        })
        .collect();
    Case::new(name)
        .set("files", files)
        .set("password", password)
        .set("entropy_b64", base64(entropy))
        .set("profile", profile)
}

const PURPOSES: [&str; 5] =
    ["certificates salt", "key salt", "mac salt", "certificates iv", "key iv"];

/// The salts and initialization vectors of a profile.
fn random(entropy: &[u8], profile: &str) -> Vec<Vec<u8>> {
    let (count, length) = if profile == "modern" { (5, 16) } else { (3, 8) };
    PURPOSES[..count]
        .iter()
        .map(|purpose| hmac_sha256(entropy, purpose.as_bytes())[..length].to_vec())
        .collect()
}

fn protection(profile: &str) -> Value {
    match profile {
        "modern" => json!([
            "HMAC with SHA-256, 100000 iterations",
            "PBES2 with AES-256, PBKDF2 with SHA-256, 100000 iterations",
        ]),
        _ => json!([
            "HMAC with SHA-1, 2048 iterations",
            "PBES1 with 3DES and SHA-1, 2048 iterations",
        ]),
    }
}

struct Source {
    name: &'static str,
    files: Vec<(Input, Option<&'static str>)>,
    certificate: &'static str,
    has_authority: bool,
    friendly_name: Option<&'static str>,
}

fn sources() -> Vec<Source> {
    let source = |name, file: &'static str, certificate| Source {
        name,
        files: vec![(file.into(), Some(PASSWORD))],
        certificate,
        has_authority: false,
        friendly_name: None,
    };
    vec![
        Source {
            has_authority: true,
            friendly_name: Some("Apple Push Services: com.example.app"),
            ..source("rsa_with_chain", "openssl3-chain.p12", "universal")
        },
        source("p256", "openssl3-ec.p12", "ec"),
        source("p384", "openssl3-ec384.p12", "ec384"),
        Source {
            friendly_name: Some("Push key"),
            ..source("of_keychain", "keychain.p12", "universal")
        },
        Source {
            files: vec![("other.cer".into(), None), ("key-other.pem".into(), None)],
            ..source("of_two_files", "other-certificate.p12", "other")
        },
    ]
}

fn written() -> Vec<Case> {
    let mut cases = Vec::new();
    for source in sources() {
        for (profile, passwords) in [
            (
                "keychain",
                &[("", PASSWORD), ("_empty_password", ""), ("_unicode_password", UNICODE)][..],
            ),
            ("modern", &[("", UNICODE)][..]),
        ] {
            for (suffix, password) in passwords {
                // Each password once is enough.
                if !suffix.is_empty() && source.name != "p256" {
                    continue;
                }
                let salts: Vec<String> = random(&ENTROPY, profile).iter().map(base64).collect();
                let mut chain = vec![sha256(issued(source.certificate).der)];
                if source.has_authority {
                    chain.push(sha256(read("ca.cer")));
                }
                let mut expect = json!({
                    "chain": chain,
                    "kind": issued(source.certificate).kind,
                    "key_sha256": sha256(pkcs8_of(source.certificate)),
                    "protection": protection(profile),
                    "holds": salts.len(),
                });
                if let Some(name) = source.friendly_name {
                    expect["friendly_name"] = name.into();
                }
                let name = format!("{profile}_{}{suffix}", source.name);
                let mut case = case(&name, &source.files, password, &ENTROPY, profile);
                if profile == "modern" {
                    case = case.set("slow", true);
                }
                cases.push(case.set("look_for_b64", salts).expect(expect));
            }
        }
    }
    cases
}

fn refusals() -> Vec<Case> {
    let files = [(Input::from("openssl3-ec.p12"), Some(PASSWORD))];
    let refused = |name: &str, entropy: &[u8], profile: &str, subject: &str| {
        case(name, &files, PASSWORD, entropy, profile)
            .set("look_for_b64", json!([]))
            .refused_about("invalid_input", subject)
    };
    vec![
        refused("no_randomness", &[], "modern", "entropy"),
        refused("randomness_of_31_bytes", &ENTROPY[..31], "modern", "entropy"),
        refused("randomness_of_33_bytes", &[&ENTROPY[..], &[1]].concat(), "keychain", "entropy"),
        refused("randomness_of_zeros", &[0; 32], "keychain", "entropy"),
        refused("randomness_of_one_byte_repeated", &[0xa5; 32], "modern", "entropy"),
        refused("profile_unknown", &ENTROPY, "legacy", "profile"),
        refused("profile_in_upper_case", &ENTROPY, "Modern", "profile"),
    ]
}
