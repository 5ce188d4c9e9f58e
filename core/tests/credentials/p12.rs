//! PKCS#12 files of every tool and variant.

use waxwing::credentials::{Contents, Identity, Limits, LintCode, PrivateKey, Purpose};
use waxwing::error::ErrorCode;

use super::{PASSWORD, UNICODE, code, file, now};

/// The file, its password, how many keys and certificates are in it, and how its parts are
/// protected.
type Row = (&'static str, &'static str, usize, usize, &'static [&'static str]);

/// Each row of the matrix of tools and variants, and files of the same kinds.
#[rustfmt::skip]
const FILES: [Row; 34] = [
    ("openssl3", PASSWORD, 1, 1, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("openssl3-sha512-mac", PASSWORD, 1, 1, &["HMAC with SHA-512, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("openssl3-key-only", PASSWORD, 1, 0, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("openssl3-cert-only", PASSWORD, 0, 1, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("openssl3-chain", PASSWORD, 1, 2, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("sandbox", PASSWORD, 1, 1, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("openssl3-ec", PASSWORD, 1, 1, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("openssl3-ec384", PASSWORD, 1, 1, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("other-certificate", PASSWORD, 1, 1, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("iterations-65536", PASSWORD, 1, 1, &["HMAC with SHA-256, 65536", "PBES2 with AES-256, PBKDF2 with SHA-256, 65536"]),
    ("aes128-sha1-mac", PASSWORD, 1, 1, &["HMAC with SHA-1, 2048", "PBES2 with AES-128, PBKDF2 with SHA-256, 2048"]),
    ("legacy", PASSWORD, 1, 1, &["HMAC with SHA-1, 2048", "PBES1 with RC2-40 and SHA-1, 2048", "PBES1 with 3DES and SHA-1, 2048"]),
    ("legacy-3des", PASSWORD, 1, 1, &["HMAC with SHA-1, 2048", "PBES1 with 3DES and SHA-1, 2048"]),
    ("legacy-iterations-65536", PASSWORD, 1, 1, &["HMAC with SHA-1, 65536", "PBES1 with 3DES and SHA-1, 65536"]),
    ("windows-3des", PASSWORD, 1, 1, &["HMAC with SHA-1, 2000", "PBES1 with 3DES and SHA-1, 2000"]),
    ("legacy-rc2-40-key", PASSWORD, 1, 1, &["HMAC with SHA-1, 2048", "PBES1 with RC2-40 and SHA-1, 2048"]),
    ("legacy-rc2-128-certs", PASSWORD, 1, 1, &["HMAC with SHA-1, 2048", "PBES1 with RC2-128 and SHA-1, 2048", "PBES1 with 3DES and SHA-1, 2048"]),
    ("unencrypted-certs", PASSWORD, 1, 1, &["HMAC with SHA-1, 2048", "PBES1 with 3DES and SHA-1, 2048"]),
    ("unencrypted", PASSWORD, 1, 1, &["HMAC with SHA-256, 2048"]),
    ("keychain", PASSWORD, 1, 1, &["HMAC with SHA-1, 1", "PBES1 with RC2-40 and SHA-1, 2048", "PBES1 with 3DES and SHA-1, 2048"]),
    ("keychain-key-only", PASSWORD, 1, 0, &["HMAC with SHA-1, 1", "PBES1 with 3DES and SHA-1, 2048"]),
    ("no-mac", PASSWORD, 1, 1, &["PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("pbes2-3des", PASSWORD, 1, 1, &["HMAC with SHA-256, 2048", "PBES2 with 3DES, PBKDF2 with SHA-256, 2048"]),
    ("pbmac1", PASSWORD, 1, 1, &["PBMAC1 with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("ber-outer", PASSWORD, 1, 1, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("java", PASSWORD, 1, 1, &["HMAC with SHA-256, 10000", "PBES2 with AES-256, PBKDF2 with SHA-256, 10000"]),
    ("java-legacy", PASSWORD, 1, 1, &["HMAC with SHA-1, 100000", "PBES1 with 3DES and SHA-1, 50000", "PBES1 with RC2-40 and SHA-1, 50000"]),
    ("empty-password", "", 1, 1, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("empty-password-legacy", "", 1, 1, &["HMAC with SHA-1, 2048", "PBES1 with RC2-40 and SHA-1, 2048", "PBES1 with 3DES and SHA-1, 2048"]),
    ("unicode-password", UNICODE, 1, 1, &["HMAC with SHA-256, 2048", "PBES2 with AES-256, PBKDF2 with SHA-256, 2048"]),
    ("unicode-password-legacy", UNICODE, 1, 1, &["HMAC with SHA-1, 2048", "PBES1 with RC2-40 and SHA-1, 2048", "PBES1 with 3DES and SHA-1, 2048"]),
    ("nss", PASSWORD, 1, 1, &["HMAC with SHA-256, 600000", "PBES2 with AES-256, PBKDF2 with SHA-256, 600000", "PBES2 with AES-128, PBKDF2 with SHA-256, 600000"]),
    ("nss-unicode-password", UNICODE, 1, 1, &["HMAC with SHA-256, 600000", "PBES2 with AES-256, PBKDF2 with SHA-256, 600000", "PBES2 with AES-128, PBKDF2 with SHA-256, 600000"]),
    ("nss-legacy", PASSWORD, 1, 1, &["HMAC with SHA-256, 600000", "PBES1 with 3DES and SHA-1, 600000", "PBES1 with RC2-40 and SHA-1, 600000"]),
];

fn p12(name: &str) -> Vec<u8> {
    file(&format!("{name}.p12"))
}

#[test]
fn every_variant_opens() {
    for (name, password, keys, certificates, protection) in FILES {
        let contents = Contents::read(&p12(name), Some(password)).expect(name);
        let found = (contents.keys().len(), contents.certificates().len());
        assert_eq!(found, (keys, certificates), "{name}");
        let protection: Vec<String> =
            protection.iter().map(|scheme| format!("{scheme} iterations")).collect();
        assert_eq!(contents.protection(), protection, "{name}");
        // What comes out is what went in.
        let (own, other) = ("key-pkcs8.pem", "key-other.pem");
        let elliptic = name.contains("ec");
        if keys == 1 && !elliptic {
            let source = if name == "other-certificate" { other } else { own };
            let source = PrivateKey::from_pem(&file(source), None).unwrap();
            assert_eq!(contents.keys()[0].pkcs8_der(), source.pkcs8_der(), "{name}");
        }
        if certificates > 0 && !elliptic && name != "other-certificate" {
            let source = if name == "sandbox" { "sandbox.cer" } else { "universal.cer" };
            assert_eq!(contents.certificates()[0].der(), file(source), "{name}");
        }
        if found == (1, 1) {
            let identity = contents.into_identity().expect(name);
            assert_eq!(identity.chain().count(), 1, "{name}");
        }
    }
    // No file lies about unread.
    let folder = format!("{}/../tests/credentials", env!("CARGO_MANIFEST_DIR"));
    let present = std::fs::read_dir(folder)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|end| end == "p12"));
    assert_eq!(present.count(), FILES.len());
}

#[test]
fn a_wrong_password_is_told_from_none() {
    for (name, password, ..) in FILES {
        if name.contains("iterations") || name.starts_with("nss") {
            continue;
        }
        let wrong = Contents::read(&p12(name), Some("Secret"));
        assert_eq!(code(wrong), Some(ErrorCode::WrongPassword), "{name}");
        let expected = (!password.is_empty()).then_some(ErrorCode::PasswordRequired);
        assert_eq!(code(Contents::read(&p12(name), None)), expected, "{name}");
        let expected = (!password.is_empty()).then_some(ErrorCode::WrongPassword);
        assert_eq!(code(Contents::read(&p12(name), Some(""))), expected, "{name}");
    }
}

#[test]
fn a_missing_mac_opens_and_is_told() {
    let lints = |name: &str| {
        let identity = Identity::from_p12(&p12(name), PASSWORD).unwrap();
        let lints = identity.lints(&Purpose::default(), now());
        lints.into_iter().map(|lint| lint.code).collect::<Vec<_>>()
    };
    assert_eq!(lints("no-mac"), [LintCode::IncompleteChain, LintCode::Unauthenticated]);
    assert_eq!(lints("openssl3"), [LintCode::IncompleteChain]);
    assert_eq!(lints("openssl3-chain"), []);
    assert_eq!(lints("keychain"), [LintCode::IncompleteChain, LintCode::WeakEncryption]);
}

#[test]
fn any_byte_that_is_changed_under_the_mac_is_noticed() {
    // The Keychain's MAC of one iteration makes this quick.
    let bytes = p12("keychain");
    let whole = Contents::read(&bytes, Some(PASSWORD)).unwrap();
    let limits = Limits { max_iterations: 2048, ..Limits::default() };
    let mut without_effect = Vec::new();
    for index in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[index] ^= 0x04;
        if let Ok(opened) = Contents::read_within(&changed, Some(PASSWORD), &limits) {
            assert_eq!(opened.keys()[0].pkcs8_der(), whole.keys()[0].pkcs8_der(), "{index}");
            without_effect.push(bytes[index..index + 2].to_vec());
        }
    }
    // No MAC is over its own algorithm, whose parameters are NULL and mean nothing: the two bytes
    // of that, each shown with the byte behind it.
    assert_eq!(without_effect, [[0x05, 0x00], [0x00, 0x04]]);
}

#[test]
fn the_first_bytes_alone_are_refused() {
    for name in ["openssl3", "legacy", "keychain", "ber-outer", "nss", "pbmac1", "no-mac"] {
        let bytes = p12(name);
        for end in 0..bytes.len() {
            let found = code(Contents::read(&bytes[..end], Some(PASSWORD)));
            // Before the first elements are there, it could be anything.
            let expected: &[ErrorCode] = if end < 32 {
                &[ErrorCode::TruncatedFile, ErrorCode::UnknownFile]
            } else {
                &[ErrorCode::TruncatedFile]
            };
            assert!(expected.contains(&found.unwrap()), "{name} {end} {found:?}");
        }
    }
}

/// What stands in place of 65536 as a number of three bytes.
fn bombs(name: &str, iterations: [u8; 3]) -> Vec<Vec<u8>> {
    const COUNT: [u8; 5] = [2, 3, 1, 0, 0];
    let bytes = p12(name);
    let places: Vec<usize> =
        (0..=bytes.len() - 5).filter(|start| bytes[*start..*start + 5] == COUNT).collect();
    let bomb = |place: &usize| {
        let mut changed = bytes.clone();
        changed[place + 2..place + 5].copy_from_slice(&iterations);
        changed
    };
    places.iter().map(bomb).collect()
}

#[test]
fn an_iteration_bomb_is_refused_at_once() {
    for name in ["iterations-65536", "legacy-iterations-65536"] {
        // Once in the certificates' parameters, once in the MAC's; the key's are encrypted or
        // follow the certificates.
        let bombs = bombs(name, [0x7f, 0xff, 0xff]);
        assert!(bombs.len() >= 2, "{name}");
        for bomb in bombs {
            let start = std::time::Instant::now();
            let error = Contents::read(&bomb, Some(PASSWORD)).unwrap_err();
            if error.code() != ErrorCode::TooManyIterations {
                // A key among plain contents: the MAC is over it, and comes first.
                assert_eq!(error.code(), ErrorCode::WrongPassword, "{name}");
                continue;
            }
            assert_eq!(error.found(), "8388607");
            assert!(start.elapsed().as_millis() < 100, "{name}");
        }
    }
    let low = Limits { max_iterations: 2047, ..Limits::default() };
    let refused = Contents::read_within(&p12("openssl3"), Some(PASSWORD), &low);
    assert_eq!(code(refused), Some(ErrorCode::TooManyIterations));
    let enough = Limits { max_iterations: 2048, ..Limits::default() };
    assert!(Contents::read_within(&p12("openssl3"), Some(PASSWORD), &enough).is_ok());
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let limits = Limits { max_bytes: 2946, ..Limits::default() };
    let bytes = p12("openssl3");
    assert_eq!(bytes.len(), 2947);
    let refused = Contents::read_within(&bytes, Some(PASSWORD), &limits);
    assert_eq!(code(refused), Some(ErrorCode::TooLarge));
}

#[test]
fn elements_nested_without_end_are_refused() {
    let mut bytes = vec![0x30, 0x80, 0x02, 0x01, 0x03];
    bytes.extend([0x30, 0x80].repeat(10_000));
    let refused = Contents::read(&bytes, Some(PASSWORD));
    assert_eq!(code(refused), Some(ErrorCode::NestedTooDeep));
}
