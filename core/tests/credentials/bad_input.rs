//! What people mistake for a credential: each gets its own answer.

use waxwing::credentials::{Contents, Format, Identity, sniff};
use waxwing::error::ErrorCode;

use super::{PASSWORD, code, file};

#[test]
fn each_file_is_told_by_its_bytes() {
    let p8 = String::from_utf8(file("key-ec.p8")).unwrap();
    let base64 = {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD.encode(file("openssl3.p12"))
    };
    let html = b"\n<!DOCTYPE html>\n<html><head><title>Error</title></head></html>";
    let plist = b"<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"x\"><plist></plist>";
    for (bytes, format) in [
        (file("universal.cer"), Format::Certificate),
        (file("key-pkcs8.der"), Format::PrivateKey),
        (file("key-pkcs1.der"), Format::PrivateKey),
        (file("key-pbes2.der"), Format::EncryptedPrivateKey),
        (file("public.der"), Format::PublicKey),
        (file("request-rsa.der"), Format::CertificateRequest),
        (file("openssl3.p12"), Format::Pkcs12),
        (file("nss.p12"), Format::Pkcs12),
        (file("ber-outer.p12"), Format::Pkcs12),
        (base64.into_bytes(), Format::Pkcs12),
        (file("ck.pem"), Format::Pem),
        (p8.clone().into_bytes(), Format::Pem),
        (p8.replace('\n', " ").into_bytes(), Format::Pem),
        (file("keystore.jks"), Format::JavaKeystore),
        (file("keystore.jceks"), Format::JavaKeystore),
        (file("profile.mobileprovision"), Format::ProvisioningProfile),
        (file("certificates.p7b"), Format::Pkcs7),
        (html.to_vec(), Format::Html),
        (plist.to_vec(), Format::PropertyList),
        (b"bplist00\xd1".to_vec(), Format::PropertyList),
        (b"{\"type\": \"service_account\"}".to_vec(), Format::Json),
        (b"eyJhbGciOiJFUzI1NiJ9.e30.c2ln".to_vec(), Format::Jws),
        (b"PK\x03\x04rest".to_vec(), Format::Archive),
        (b"\x1f\x8b\x08".to_vec(), Format::Archive),
        (b"kych\x00\x01".to_vec(), Format::Keychain),
        (b"{\\rtf1\\ansi -----BEGIN PRIVATE KEY-----".to_vec(), Format::RichText),
        (b"ssh-ed25519 AAAA x@y".to_vec(), Format::SshKey),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n".to_vec(), Format::SshKey),
        (b"PuTTY-User-Key-File-3: x".to_vec(), Format::SshKey),
        (b"hello".to_vec(), Format::Text),
        (b"  \n".to_vec(), Format::Empty),
        (Vec::new(), Format::Empty),
        (vec![0xff, 0xd8, 0xff, 0xe0], Format::Unknown),
        (vec![0x30, 0x03, 0x01, 0x01, 0xff], Format::Unknown),
    ] {
        let found = sniff(&bytes);
        assert_eq!(found.format, format, "{:?}", String::from_utf8_lossy(&bytes));
        assert!(found.advice().ends_with('.'));
        assert!(!found.is_truncated || format == Format::SshKey, "{format}");
    }
    for (index, format) in Format::ALL.iter().enumerate() {
        assert!(Format::ALL.iter().skip(index + 1).all(|other| other.name() != format.name()));
        assert!(format.advice().ends_with('.'));
    }
}

#[test]
fn labels_and_truncation_are_told() {
    let bundle = sniff(&file("ck.pem"));
    assert_eq!(bundle.labels, ["CERTIFICATE", "CERTIFICATE", "PRIVATE KEY"]);
    assert!(!bundle.is_truncated);
    for name in ["openssl3.p12", "universal.cer", "key-pkcs8.der", "ck.pem", "request-rsa.der"] {
        let bytes = file(name);
        let whole = sniff(&bytes);
        let cut = sniff(&bytes[..bytes.len() - 40]);
        assert_eq!((cut.format, cut.is_truncated), (whole.format, true), "{name}");
        assert!(cut.advice().contains("its end is missing"));
    }
    let encrypted = sniff(&file("key-pbes2-3des.pem"));
    assert_eq!(encrypted.advice(), "Open it with its password.");
}

#[test]
fn each_mistake_has_its_own_answer() {
    let universal = String::from_utf8(file("universal.pem")).unwrap();
    let two_keys = [file("key-pkcs8.pem"), file("key-other.pem"), file("universal.pem")].concat();
    let one_key_twice =
        [file("key-pkcs8.pem"), file("key-pkcs1.pem"), file("universal.pem")].concat();
    let mismatch = [file("key-other.pem"), file("universal.pem")].concat();
    let text = |text: &str| text.as_bytes().to_vec();
    for (what, bytes, expected) in [
        ("JKS", file("keystore.jks"), Some(ErrorCode::JavaKeystore)),
        ("JCEKS", file("keystore.jceks"), Some(ErrorCode::JavaKeystore)),
        ("profile", file("profile.mobileprovision"), Some(ErrorCode::ProvisioningProfile)),
        ("page", text("<html><body>Sign in</body></html>"), Some(ErrorCode::HtmlPage)),
        ("p7b", file("certificates.p7b"), Some(ErrorCode::UnknownFile)),
        ("nothing", Vec::new(), Some(ErrorCode::UnknownFile)),
        ("words", text("my key"), Some(ErrorCode::UnknownFile)),
        (
            "parameters",
            text("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----"),
            Some(ErrorCode::UnknownFile),
        ),
        ("two keys", two_keys, Some(ErrorCode::SeveralKeys)),
        ("one key twice", one_key_twice, None),
        ("another key", mismatch, Some(ErrorCode::KeyMismatch)),
        ("another key, p12", file("other-certificate.p12"), None),
        ("key alone", file("openssl3-key-only.p12"), Some(ErrorCode::MissingCertificate)),
        ("keychain key alone", file("keychain-key-only.p12"), Some(ErrorCode::MissingCertificate)),
        ("p8", file("key-ec.p8"), Some(ErrorCode::MissingCertificate)),
        ("certificate alone", file("universal.cer"), Some(ErrorCode::MissingPrivateKey)),
        ("p12 without key", file("openssl3-cert-only.p12"), Some(ErrorCode::MissingPrivateKey)),
        ("request", file("request-rsa.csr"), Some(ErrorCode::MissingPrivateKey)),
        ("half a certificate", text(&universal[..400]), Some(ErrorCode::TruncatedFile)),
        ("half a p12", file("openssl3.p12")[..1000].to_vec(), Some(ErrorCode::TruncatedFile)),
    ] {
        let result = Contents::read(&bytes, Some(PASSWORD)).and_then(Contents::into_identity);
        if let Err(error) = &result {
            assert!(!error.found().is_empty() && !error.expected().is_empty(), "{what}");
        }
        assert_eq!(code(result), expected, "{what}");
    }
    let wrong_kind = Identity::from_p12(&file("ck.pem"), PASSWORD);
    assert_eq!(code(wrong_kind), Some(ErrorCode::OtherMaterial));
    let error = Identity::from_parts(&file("other.cer"), &file("key-pkcs8.pem"), None).unwrap_err();
    assert_eq!(error.code(), ErrorCode::KeyMismatch);
    assert!(error.found().contains("Apple Push Services: com.example.other (RSA 2048)"));
}

#[test]
fn no_prefix_of_any_file_panics_or_passes_for_the_whole() {
    let folder = format!("{}/../tests/credentials", env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name == "make.sh" || name == "README.md" {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        // Every byte of small files, and a part of the large ones.
        let step = bytes.len().div_ceil(1200);
        for end in (0..bytes.len()).step_by(step) {
            let _ = sniff(&bytes[..end]);
            // The last line end is all that a whole PEM file can lose.
            if end + 1 < bytes.len() {
                let cut = Contents::read(&bytes[..end], None);
                let whole = cut.as_ref().map(|cut| cut.keys().len() + cut.certificates().len());
                let is_bundle =
                    ["ck.pem", "ck-encrypted.pem", "key-sec1-parameters.pem", "weak-key.pem"]
                        .contains(&name.as_str());
                assert!(whole.is_err() || is_bundle, "{name} {end}");
            }
        }
    }
}
