//! Private keys in every form and encryption.

use waxwing::credentials::{Contents, KeyKind, PrivateKey, key_id_from_file_name, signing_key};
use waxwing::crypto::{Curve, SigningKey};
use waxwing::error::ErrorCode;

use super::{PASSWORD, UNICODE, code, file};

fn read(name: &str, password: Option<&str>) -> PrivateKey {
    let contents = Contents::read(&file(name), password);
    contents.and_then(Contents::into_private_key).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_form_is_the_same_key() {
    let rsa = read("key-pkcs8.pem", None);
    assert_eq!(*rsa.kind(), KeyKind::Rsa { bits: 2048 });
    for name in ["key-pkcs8.der", "key-pkcs1.pem", "key-pkcs1.der"] {
        assert_eq!(read(name, None).pkcs8_der(), rsa.pkcs8_der(), "{name}");
    }
    let ec = read("key-ec.p8", None);
    assert_eq!(*ec.kind(), KeyKind::Ec(Curve::P256));
    for name in ["key-sec1.pem", "key-sec1-parameters.pem", "key-ec-compressed.pem"] {
        assert_eq!(read(name, None).public_key(), ec.public_key(), "{name}");
    }
    assert_eq!(*read("key-ec384.p8", None).kind(), KeyKind::Ec(Curve::P384));
    let again = PrivateKey::from_pem(rsa.to_pem().as_bytes(), None).unwrap();
    assert_eq!(again.pkcs8_der(), rsa.pkcs8_der());
    let text = String::from_utf8(file("key-pkcs8.pem")).unwrap();
    assert_eq!(*rsa.to_pem(), text);
}

#[test]
fn every_encryption_opens() {
    let rsa = read("key-pkcs8.pem", None);
    for (name, password, scheme) in [
        (
            "pbes2-aes256-sha256.pem",
            PASSWORD,
            "PBES2 with AES-256, PBKDF2 with SHA-256, 2048 iterations",
        ),
        (
            "pbes2-aes128-sha1.pem",
            PASSWORD,
            "PBES2 with AES-128, PBKDF2 with SHA-1, 2048 iterations",
        ),
        (
            "pbes2-aes256-sha512.pem",
            PASSWORD,
            "PBES2 with AES-256, PBKDF2 with SHA-512, 2048 iterations",
        ),
        ("pbes2-3des.pem", PASSWORD, "PBES2 with 3DES, PBKDF2 with SHA-1, 2048 iterations"),
        ("pbes2-unicode.pem", UNICODE, "PBES2 with AES-256, PBKDF2 with SHA-256, 2048 iterations"),
        ("pbes2.der", PASSWORD, "PBES2 with AES-256, PBKDF2 with SHA-256, 2048 iterations"),
        ("pbes1-sha1-3des.pem", PASSWORD, "PBES1 with 3DES and SHA-1, 2048 iterations"),
        ("pbes1-sha1-2des.pem", PASSWORD, "PBES1 with 2-key 3DES and SHA-1, 2048 iterations"),
        ("pbes1-sha1-rc2-40.pem", PASSWORD, "PBES1 with RC2-40 and SHA-1, 2048 iterations"),
        ("pbes1-md5-des.pem", PASSWORD, "PBES1 with DES and MD5, 2048 iterations"),
        ("pbes1-sha1-des.pem", PASSWORD, "PBES1 with DES and SHA-1, 2048 iterations"),
        ("proc-type-aes128.pem", PASSWORD, "AES-128 with MD5, as OpenSSL 0.9 wrote it"),
        ("proc-type-aes192.pem", PASSWORD, "AES-192 with MD5, as OpenSSL 0.9 wrote it"),
        ("proc-type-aes256.pem", PASSWORD, "AES-256 with MD5, as OpenSSL 0.9 wrote it"),
        ("proc-type-des3.pem", PASSWORD, "3DES with MD5, as OpenSSL 0.9 wrote it"),
        ("proc-type-des.pem", PASSWORD, "DES with MD5, as OpenSSL 0.9 wrote it"),
    ] {
        let bytes = file(&format!("key-{name}"));
        let contents = Contents::read(&bytes, Some(password)).expect(name);
        assert_eq!(contents.protection(), [scheme], "{name}");
        assert_eq!(contents.keys()[0].pkcs8_der(), rsa.pkcs8_der(), "{name}");
        let wrong = Contents::read(&bytes, Some("wrong"));
        assert_eq!(code(wrong), Some(ErrorCode::WrongPassword), "{name}");
        let none = Contents::read(&bytes, None);
        assert_eq!(code(none), Some(ErrorCode::PasswordRequired), "{name}");
        for end in 0..bytes.len() - 1 {
            assert!(Contents::read(&bytes[..end], None).is_err(), "{name} {end}");
        }
    }
    let scrypt = Contents::read(&file("key-scrypt.pem"), Some(PASSWORD)).unwrap_err();
    assert_eq!(scrypt.code(), ErrorCode::UnsupportedEncryption);
    assert_eq!(scrypt.found(), "scrypt");
}

#[test]
fn a_p8_is_taken_however_it_was_carried() {
    let text = String::from_utf8(file("key-ec.p8")).unwrap();
    let message = b"the same key signs the same";
    let expected = SigningKey::from_p8(text.as_bytes()).unwrap().sign(message);
    let mut wide = vec![0xff, 0xfe];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let body: String = text.lines().filter(|line| !line.contains('-')).collect();
    for carried in [
        text.clone().into_bytes(),
        text.replace('\n', "\\n").into_bytes(),
        text.replace('\n', " ").into_bytes(),
        text.replace('\n', "").into_bytes(),
        text.replace('\n', "\r\n").into_bytes(),
        format!("'{}'", text.replace('\n', "\\n")).into_bytes(),
        format!("\u{feff}{text}").into_bytes(),
        wide,
        body.into_bytes(),
    ] {
        let key = signing_key(&carried, None);
        let key = key.unwrap_or_else(|error| panic!("{carried:?}: {error}"));
        assert_eq!(key.sign(message), expected);
    }
}

#[test]
fn a_key_that_cannot_sign_tokens_is_named() {
    for (name, expected, found) in [
        ("key-pkcs8.pem", ErrorCode::InvalidKeyAlgorithm, "RSA 2048 key"),
        ("key-ec384.p8", ErrorCode::InvalidKeyCurve, "P-384"),
        ("key-ed25519.pem", ErrorCode::UnsupportedPrivateKey, "Ed25519"),
        ("public.pem", ErrorCode::MissingPrivateKey, "a public key"),
        ("public.der", ErrorCode::MissingPrivateKey, "a public key"),
        ("request-ec.csr", ErrorCode::MissingPrivateKey, "a certificate request"),
    ] {
        let error = signing_key(&file(name), None).unwrap_err();
        assert_eq!((error.code(), error.found()), (expected, found), "{name}");
    }
}

#[test]
fn key_ids_stand_in_file_names() {
    for (name, id) in [
        ("AuthKey_ABC123DEFG.p8", Some("ABC123DEFG")),
        ("/home/a/AuthKey_ABC123DEFG (1).p8", Some("ABC123DEFG")),
        ("C:\\keys\\SubscriptionKey_ABC123DEFG.p8", Some("ABC123DEFG")),
        ("ApiKey_ABC123DEFG.p8", Some("ABC123DEFG")),
        ("AuthKey_abc123defg.p8", None),
        ("AuthKey_ABC123DEFGH.p8", None),
        ("AuthKey_.p8", None),
        ("AuthKey_ÄBC123DEFG.p8", None),
        ("", None),
    ] {
        let found = key_id_from_file_name(name).map(|id| id.to_string());
        assert_eq!(found.as_deref(), id, "{name}");
    }
}

#[test]
fn no_secret_is_shown() {
    let identity =
        waxwing::credentials::Identity::from_p12(&file("openssl3-ec.p12"), PASSWORD).unwrap();
    let shown = format!("{identity:?} {identity:#?} {:?}", identity.key());
    assert!(shown.contains("PrivateKey(P-256)"));
    let hex: String = identity.key_der().iter().map(|byte| format!("{byte:02x}")).collect();
    let numbers: Vec<String> = identity.key_der().iter().map(u8::to_string).collect();
    for secret in [hex[60..100].to_owned(), numbers[30..40].join(", ")] {
        assert!(!shown.contains(&secret));
    }
    let contents = Contents::read(&file("openssl3-ec.p12"), Some(PASSWORD)).unwrap();
    assert!(format!("{contents:?}").contains("PrivateKey(P-256)"));
    let wrong = Contents::read(&file("openssl3-ec.p12"), Some("hunter2-hunter2")).unwrap_err();
    assert!(!format!("{wrong:?} {wrong}").contains("hunter2"));
}
