//! Verifies files of signed App Store data, with every signature checked by OpenSSL.
//!
//! ```text
//! cargo run --package verify-openssl -- [--root FILE.der]... FILE...
//! ```
//!
//! waxwing reads and judges; what it wants to know of each signature is plain data, and any
//! cryptography can answer: a library that is already there, a hardware module, another process.
//! Without `--root` the pinned root is Apple Root CA - G3. Objects of the sandbox are accepted, of
//! every app. Exit status: 0 if all files verified, 1 if any was refused, 2 for a wrong command line.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign;
use waxwing::app_store::{Environment, SignedObject, Verifier};
use waxwing::crypto::{Hash, SignatureCheck};
use waxwing::error::Error;
use waxwing::time::Timestamp;

/// The three steps: what needs no cryptography, the signatures, the verdict.
fn verify(verifier: &Verifier, token: &[u8], now: Timestamp) -> Result<SignedObject, Error> {
    let pending = verifier.begin(token, None)?;
    let outcomes: Vec<bool> = pending.checks().iter().map(good).collect();
    pending.finish(&outcomes, now)
}

/// A check that OpenSSL cannot even begin has failed.
fn good(check: &SignatureCheck<'_>) -> bool {
    by_openssl(check).unwrap_or(false)
}

fn by_openssl(check: &SignatureCheck<'_>) -> Result<bool, ErrorStack> {
    let key = PKey::public_key_from_der(&check.spki_der())?;
    let digest = match check.hash() {
        Hash::Sha256 => MessageDigest::sha256(),
        Hash::Sha384 => MessageDigest::sha384(),
    };
    // OpenSSL takes r and s in DER.
    let raw = check.raw_signature();
    let (r, s) = raw.split_at(raw.len() / 2);
    let signature =
        EcdsaSig::from_private_components(BigNum::from_slice(r)?, BigNum::from_slice(s)?)?;
    sign::Verifier::new(digest, &key)?.verify_oneshot(&signature.to_der()?, check.data())
}

fn main() -> ExitCode {
    let (mut builder, mut files) = (Verifier::builder(), Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument != "--root" {
            files.push(argument);
            continue;
        }
        let Some(Ok(root)) = arguments.next().map(std::fs::read) else {
            eprintln!("--root needs a file that can be read");
            return ExitCode::from(2);
        };
        builder = builder.root(root);
    }
    let verifier = match builder.dangerous_any_bundle_id().environment(Environment::Sandbox).build()
    {
        Ok(verifier) if !files.is_empty() => verifier,
        Ok(_) => {
            eprintln!("usage: verify-openssl [--root FILE.der]... FILE...");
            return ExitCode::from(2);
        }
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let mut status = ExitCode::SUCCESS;
    for file in &files {
        let outcome = match std::fs::read(file) {
            Ok(token) => verify(&verifier, token.trim_ascii(), system_time())
                .map_err(|error| format!("{}: {error}", error.code())),
            Err(error) => Err(error.to_string()),
        };
        match outcome {
            Ok(object) => println!("{file}: {} {}", object.kind(), object.json()),
            Err(why) => {
                println!("{file}: {why}");
                status = ExitCode::from(1);
            }
        }
    }
    status
}

fn system_time() -> Timestamp {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::Value;

    fn shown(outcome: Result<SignedObject, Error>) -> String {
        match outcome {
            Ok(object) => format!("{} {}", object.kind(), object.json()),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn openssl_and_the_built_in_backend_end_alike() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/vectors");
        let mut ends = std::collections::BTreeSet::new();
        for name in ["verify-chain.json", "verify-claims.json", "verify-compact.json"] {
            let text = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
            let file: Value = serde_json::from_str(&text).unwrap();
            let roots = file["roots"].as_object().unwrap().values();
            let verifier = Verifier::builder()
                .roots(roots.map(|root| STANDARD.decode(root.as_str().unwrap()).unwrap()))
                .dangerous_any_bundle_id()
                .environment(Environment::Sandbox)
                .build()
                .unwrap();
            for case in file["cases"].as_array().unwrap() {
                let Some(token) = case["token"].as_str() else { continue };
                let now = Timestamp::from_millis(case["now_ms"].as_i64().unwrap());
                let ours = shown(verify(&verifier, token.as_bytes(), now));
                assert_eq!(ours, shown(verifier.any(token, now)), "{}", case["name"]);
                ends.insert(ours.split(' ').next().unwrap().to_owned());
            }
        }
        assert!(ends.contains("transaction"), "{ends:?}");
    }

    #[test]
    fn every_damaged_signature_is_refused() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/vectors");
        let text = std::fs::read_to_string(format!("{folder}/verify-claims.json")).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let cases = file["cases"].as_array().unwrap();
        let case = cases.iter().find(|case| case["name"] == "e4_any_expected").unwrap();
        let root = &file["roots"][case["roots"][0].as_str().unwrap()];
        let verifier = Verifier::builder()
            .root(STANDARD.decode(root.as_str().unwrap()).unwrap())
            .dangerous_any_bundle_id()
            .environment(Environment::Sandbox)
            .build()
            .unwrap();
        let token = case["token"].as_str().unwrap();
        let pending = verifier.begin(token.as_bytes(), None).unwrap();
        assert!(pending.checks().iter().all(good));
        for check in pending.checks() {
            let data = [check.data(), b"."].concat();
            let other = SignatureCheck::new(
                check.key().clone(),
                check.hash(),
                check.signature().clone(),
                &data,
            );
            assert!(!good(&other));
        }
    }
}
