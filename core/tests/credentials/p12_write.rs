//! PKCS#12 files that are written here, as others read them.

use std::process::Command;

use waxwing::credentials::{Contents, Identity, LintCode, P12Profile, Purpose};
use waxwing::error::ErrorCode;

use super::{PASSWORD, UNICODE, code, file, now};

const ENTROPY: [u8; 32] = *b"thirty-two bytes that are random";

const SOURCES: [(&str, &str); 4] = [
    ("openssl3-chain.p12", PASSWORD),
    ("openssl3-ec.p12", PASSWORD),
    ("openssl3-ec384.p12", PASSWORD),
    ("keychain.p12", PASSWORD),
];

fn profiles() -> impl Iterator<Item = P12Profile> {
    P12Profile::ALL.iter().copied()
}

#[test]
fn what_is_written_is_read_again() {
    for (name, password) in SOURCES {
        let identity = Identity::from_p12(&file(name), password).unwrap();
        for profile in profiles() {
            for new in [PASSWORD, "", UNICODE, "\u{1d11e}"] {
                // A hundred thousand iterations take long where nothing is optimized.
                let is_modern = profile == P12Profile::Modern;
                if is_modern && (new != UNICODE || name == "keychain.p12") {
                    continue;
                }
                let bytes = identity.to_p12(new, &ENTROPY, profile).unwrap();
                let again = Identity::from_p12(&bytes, new).unwrap();
                assert_eq!(again.key_der(), identity.key_der(), "{name}");
                assert!(again.chain_der().eq(identity.chain_der()), "{name}");
                assert_eq!(again.friendly_name(), identity.friendly_name(), "{name}");
                assert_eq!(again.key().friendly_name(), identity.friendly_name(), "{name}");
                let lints = again.lints(&Purpose::default(), now());
                assert!(lints.iter().all(|lint| lint.code == LintCode::IncompleteChain), "{name}");
                let wrong = Contents::read(&bytes, Some("Secret"));
                assert_eq!(code(wrong), Some(ErrorCode::WrongPassword), "{name}");
            }
        }
    }
}

#[test]
fn openssl_opens_what_is_written() {
    if Command::new("openssl").arg("version").output().is_err() {
        super::shared::say("skip: credentials, openssl is not installed");
        return;
    }
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    for (name, password) in SOURCES {
        let identity = Identity::from_p12(&file(name), password).unwrap();
        for profile in profiles() {
            for new in [PASSWORD, ""] {
                if profile == P12Profile::Modern && (new.is_empty() || name == "keychain.p12") {
                    continue;
                }
                let path = folder.join(format!("{}-{}-{name}", profile.name(), new.len()));
                std::fs::write(&path, identity.to_p12(new, &ENTROPY, profile).unwrap()).unwrap();
                let run = |arguments: &[&str]| {
                    let output = Command::new("openssl")
                        .args(["pkcs12", "-in"])
                        .arg(&path)
                        .args(["-passin", &format!("pass:{new}")])
                        .args(arguments)
                        .output()
                        .unwrap();
                    let text = String::from_utf8_lossy(&output.stderr).into_owned();
                    assert!(output.status.success(), "{name} {profile:?}: {text}");
                    (output.stdout, text)
                };
                let (pem, _) = run(&["-nodes"]);
                let theirs = Identity::from_pem(&pem, None).unwrap();
                assert_eq!(theirs.key_der(), identity.key_der(), "{name}");
                assert!(theirs.chain_der().eq(identity.chain_der()), "{name}");
                let (_, info) = run(&["-info", "-noout"]);
                let (mac, scheme) = match profile {
                    P12Profile::Keychain => {
                        ("MAC: sha1, Iteration 2048", "pbeWithSHA1And3-KeyTripleDES-CBC")
                    }
                    _ => ("MAC: sha256, Iteration 100000", "PBES2, PBKDF2, AES-256-CBC"),
                };
                assert!(info.contains(mac), "{info}");
                assert_eq!(info.matches(scheme).count(), 2, "{info}");
                let listing = String::from_utf8_lossy(&pem).into_owned();
                // The key and its certificate name each other.
                let ids: Vec<&str> =
                    listing.lines().filter(|line| line.contains("localKeyID")).collect();
                assert!(matches!(ids.as_slice(), [one, two] if one == two), "{listing}");
            }
        }
    }
}

#[test]
fn the_same_randomness_gives_the_same_bytes_and_other_randomness_others() {
    let identity = Identity::from_p12(&file("openssl3-ec.p12"), PASSWORD).unwrap();
    let write = |entropy: &[u8]| identity.to_p12(PASSWORD, entropy, P12Profile::Keychain);
    assert_eq!(write(&ENTROPY).unwrap(), write(&ENTROPY).unwrap());
    let mut other = ENTROPY;
    other[31] ^= 1;
    assert_ne!(write(&ENTROPY).unwrap(), write(&other).unwrap());
    for bad in [&ENTROPY[..31], &[], &[0; 32], &[7; 32], &[1; 33]] {
        let error = write(bad).unwrap_err();
        assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidInput, "entropy"));
    }
    assert_eq!(code(P12Profile::from_name("Modern")), Some(ErrorCode::InvalidInput));
}
