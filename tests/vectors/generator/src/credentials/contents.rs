//! `contents.json`: what is in a file, once it is open.

mod p12;

use serde_json::{Value, json};

use self::p12::MODERN;
use super::{Input, PASSWORD, UNICODE, issued, key_json, pem, pkcs8_of, read, read_text, sha256};
use crate::der;
use crate::file::{Case, VectorFile};
use crate::token::base64;

pub(super) fn file() -> VectorFile {
    let mut cases = p12::files();
    cases.extend(passwords());
    cases.extend(keys());
    cases.extend(others());
    cases.extend(limits());
    cases.extend(damage());
    cases.extend(mistakes());
    VectorFile::new(
        "contents.json",
        "contents",
        "What a file holds, opened with a password: its format, in words what protects it, keys, \
         certificates, requests and public keys. PKCS#12 of every tool and variant, keys in every \
         form and encryption; wrong passwords, limits, damage, and what is no credential. A case \
         with slow takes 50000 to 600000 iterations for each derivation.",
        cases,
    )
    .refuses_little()
}

fn case(name: &str, input: impl Into<Input>, password: Option<&str>) -> Case {
    let case = input.into().of(Case::new(name));
    match password {
        Some(password) => case.set("password", password),
        None => case,
    }
}

/// What every success says; `changes` puts lists in.
fn holds(formats: &[&str], protection: &[&str], changes: Value) -> Value {
    let mut json = json!({
        "formats": formats,
        "protection": protection,
        "keys": [],
        "certificates": [],
        "requests": [],
        "public_keys": [],
    });
    let Value::Object(changes) = changes else { panic!("an object") };
    for (key, value) in changes {
        json[key] = value;
    }
    json
}

/// A wrong password, none, an empty one.
fn passwords() -> Vec<Case> {
    let mut cases = Vec::new();
    for p12 in p12::table() {
        if p12.is_slow() {
            continue;
        }
        let wrong = p12.case("wrong_password_", Some("Secret"));
        cases.push(wrong.refused_about("wrong_password", "password"));
        let without = p12.case("no_password_", None);
        cases.push(if p12.password.is_empty() {
            without.expect(p12.expected())
        } else {
            without.refused_about("password_required", "password")
        });
    }
    let empty = |name: &str, file: &'static str| {
        case(name, file, Some("")).refused_about("wrong_password", "password")
    };
    cases.extend([
        empty("empty_password_for_p12", "openssl3.p12"),
        empty("empty_password_for_keychain_p12", "keychain.p12"),
        empty("empty_password_for_p12_without_mac", "no-mac.p12"),
        empty("empty_password_for_key", "key-pbes2-3des.pem"),
    ]);
    cases
}

/// Keys alone, in every form.
fn keys() -> Vec<Case> {
    let of = |certificate: &str| key_json(&pkcs8_of(certificate), certificate, None);
    let one = |format: &str, protection: &[&str], key: Value| {
        holds(&[format], protection, json!({"keys": [key]}))
    };
    // SEC 1 gets the PKCS#8 around it that openssl would write.
    let sec1 = |text: &str| {
        let start = text.find("-----BEGIN EC PRIVATE").expect("the key");
        let inner = super::unpem(&text[start..]);
        let algorithm =
            der::sequence(&[&der::oid("1.2.840.10045.2.1"), &der::oid("1.2.840.10045.3.1.7")]);
        der::sequence(&[&der::integer(&[0]), &algorithm, &der::octets(&inner)])
    };
    let plain = |name: &str, file: &'static str, format: &str, certificate: &str| {
        case(name, file, None).expect(one(format, &[], of(certificate)))
    };
    let mut cases = vec![
        plain("key_pkcs8_pem", "key-pkcs8.pem", "pem", "universal"),
        plain("key_pkcs8_der", "key-pkcs8.der", "private_key", "universal"),
        plain("key_pkcs1_pem", "key-pkcs1.pem", "pem", "universal"),
        plain("key_pkcs1_der", "key-pkcs1.der", "private_key", "universal"),
        plain("key_p8", "key-ec.p8", "pem", "ec"),
        plain("key_p384", "key-ec384.p8", "pem", "ec384"),
    ];
    for (name, file) in
        [("key_sec1", "key-sec1.pem"), ("key_sec1_with_parameters", "key-sec1-parameters.pem")]
    {
        let key = key_json(&sec1(&read_text(file)), "ec", None);
        cases.push(case(name, file, None).expect(one("pem", &[], key)));
    }
    let compressed = super::unpem(&read_text("key-ec-compressed.pem"));
    let key = key_json(&compressed, "ec", None);
    cases.push(case("key_with_compressed_point", "key-ec-compressed.pem", None).expect(one(
        "pem",
        &[],
        key,
    )));
    let p8 = read_text("key-ec.p8");
    for (name, text) in [
        ("key_p8_on_one_line", p8.replace('\n', " ")),
        ("key_p8_with_line_feeds_typed_out", p8.replace('\n', "\\n")),
        ("key_p8_with_byte_order_mark", format!("\u{feff}{p8}")),
    ] {
        cases.push(case(name, text, None).expect(one("pem", &[], of("ec"))));
    }
    let password_unused = case("key_with_a_password_that_nothing_needs", "key-ec.p8", Some("x"));
    cases.push(password_unused.expect(one("pem", &[], of("ec"))));

    let pbes2 = |cipher: &str, hash: &str| {
        format!("PBES2 with {cipher}, PBKDF2 with {hash}, 2048 iterations")
    };
    let pbes1 =
        |cipher: &str, hash: &str| format!("PBES1 with {cipher} and {hash}, 2048 iterations");
    let old = |cipher: &str| format!("{cipher} with MD5, as OpenSSL 0.9 wrote it");
    for (file, password, scheme) in [
        ("key-pbes2-aes256-sha256.pem", PASSWORD, pbes2("AES-256", "SHA-256")),
        ("key-pbes2-aes128-sha1.pem", PASSWORD, pbes2("AES-128", "SHA-1")),
        ("key-pbes2-aes256-sha512.pem", PASSWORD, pbes2("AES-256", "SHA-512")),
        ("key-pbes2-3des.pem", PASSWORD, pbes2("3DES", "SHA-1")),
        ("key-pbes2-unicode.pem", UNICODE, pbes2("AES-256", "SHA-256")),
        ("key-pbes2.der", PASSWORD, pbes2("AES-256", "SHA-256")),
        ("key-pbes1-sha1-3des.pem", PASSWORD, pbes1("3DES", "SHA-1")),
        ("key-pbes1-sha1-2des.pem", PASSWORD, pbes1("2-key 3DES", "SHA-1")),
        ("key-pbes1-sha1-rc2-40.pem", PASSWORD, pbes1("RC2-40", "SHA-1")),
        ("key-pbes1-sha1-des.pem", PASSWORD, pbes1("DES", "SHA-1")),
        ("key-pbes1-md5-des.pem", PASSWORD, pbes1("DES", "MD5")),
        ("key-proc-type-aes128.pem", PASSWORD, old("AES-128")),
        ("key-proc-type-aes192.pem", PASSWORD, old("AES-192")),
        ("key-proc-type-aes256.pem", PASSWORD, old("AES-256")),
        ("key-proc-type-des3.pem", PASSWORD, old("3DES")),
        ("key-proc-type-des.pem", PASSWORD, old("DES")),
    ] {
        let (name, end) = file.split_once('.').expect("an extension");
        let name = name.replace('-', "_");
        let format = if end == "der" { "encrypted_private_key" } else { "pem" };
        cases.push(case(&name, file, Some(password)).expect(one(
            format,
            &[&scheme],
            of("universal"),
        )));
        cases.push(
            case(&format!("{name}_wrong_password"), file, Some("Secret"))
                .refused_about("wrong_password", "password"),
        );
        cases.push(
            case(&format!("{name}_no_password"), file, None)
                .refused_about("password_required", "password"),
        );
    }
    cases
}

/// Certificates, requests, public keys, and several things in one file.
fn others() -> Vec<Case> {
    let mut cases = Vec::new();
    for name in [
        "universal",
        "sandbox",
        "production",
        "voip",
        "pass",
        "mdm",
        "expired",
        "server",
        "damaged-topics",
        "other",
        "ec",
        "ec384",
        "ca",
    ] {
        let file: &'static str = Box::leak(format!("{name}.cer").into_boxed_str());
        let certificate = issued(name).json(None);
        cases.push(
            case(&format!("certificate_{}", name.replace('-', "_")), file, None).expect(holds(
                &["certificate"],
                &[],
                json!({"certificates": [certificate]}),
            )),
        );
    }
    let [universal, ca] = ["universal", "ca"].map(|name| issued(name).json(None));
    let key = key_json(&pkcs8_of("universal"), "universal", None);
    let request = |certificate: &str, der: &[u8]| {
        let certificate = issued(certificate);
        json!({
            "sha256": sha256(der),
            "kind": certificate.kind,
            "public_key_sha256": sha256(certificate.spki()),
        })
    };
    let public = json!({
        "kind": "RSA 2048",
        "public_key_sha256": sha256(read("public.der")),
    });
    let base64_p12 = base64(read("openssl3.p12"));
    let opened = holds(&["pkcs12"], MODERN, {
        json!({"keys": [key.clone()], "certificates": [universal.clone()]})
    });
    cases.extend([
        case("certificate_pem", "universal.pem", None).expect(holds(
            &["pem"],
            &[],
            json!({"certificates": [universal.clone()]}),
        )),
        case("certificate_twice", [read("universal.pem"), read("universal.pem")].concat(), None)
            .expect(holds(&["pem"], &[], json!({"certificates": [universal.clone()]}))),
        case("request_rsa", "request-rsa.csr", None).expect(holds(&["pem"], &[], {
            json!({"requests": [request("universal", &read("request-rsa.der"))]})
        })),
        case("request_rsa_der", "request-rsa.der", None).expect(holds(
            &["certificate_request"],
            &[],
            json!({"requests": [request("universal", &read("request-rsa.der"))]}),
        )),
        case("request_ec", "request-ec.csr", None).expect(holds(&["pem"], &[], {
            let der = super::unpem(&read_text("request-ec.csr"));
            json!({"requests": [request("ec", &der)]})
        })),
        case("public_key_pem", "public.pem", None).expect(holds(
            &["pem"],
            &[],
            json!({"public_keys": [public.clone()]}),
        )),
        case("public_key_der", "public.der", None).expect(holds(
            &["public_key"],
            &[],
            json!({"public_keys": [public]}),
        )),
        case("p12_in_base64", base64_p12, Some(PASSWORD)).expect(opened),
        case("bundle_with_bag_attributes", "ck.pem", None).expect(holds(&["pem"], &[], {
            json!({"keys": [key.clone()], "certificates": [universal.clone(), ca.clone()]})
        })),
        case("bundle_with_an_encrypted_key", "ck-encrypted.pem", Some(PASSWORD)).expect(holds(
            &["pem"],
            &["PBES2 with AES-256, PBKDF2 with SHA-256, 2048 iterations"],
            json!({"keys": [key.clone()], "certificates": [universal, ca]}),
        )),
        case("two_forms_of_one_key", [read("key-pkcs8.pem"), read("key-pkcs1.pem")].concat(), None)
            .expect(holds(&["pem"], &[], json!({"keys": [key.clone()]}))),
        case("two_keys", [read("key-pkcs8.pem"), read("key-other.pem")].concat(), None).expect(
            holds(&["pem"], &[], {
                json!({"keys": [key, key_json(&pkcs8_of("other"), "other", None)]})
            }),
        ),
    ]);
    cases
}

/// Work and size.
fn limits() -> Vec<Case> {
    let modern = || p12::one("openssl3", MODERN).expected();
    let of = |name: &str, file: &'static str| case(name, file, Some(PASSWORD));
    // What stands in place of 65536, as a number of three bytes.
    let bombs = |file: &str| {
        const COUNT: [u8; 5] = [2, 3, 1, 0, 0];
        let bytes = read(file);
        let places: Vec<usize> =
            (0..=bytes.len() - 5).filter(|at| bytes[*at..*at + 5] == COUNT).collect();
        places.into_iter().map(move |at| {
            let mut bomb = bytes.clone();
            bomb[at + 2..at + 5].copy_from_slice(&[0x7f, 0xff, 0xff]);
            bomb
        })
    };
    let bomb = |name: &str, bytes: Vec<u8>| {
        case(name, bytes, Some(PASSWORD)).refused_about("too_many_iterations", "key derivation")
    };
    let mut all = bombs("iterations-65536.p12");
    let (certificates, mac) = (all.next().expect("a count"), all.next_back().expect("a count"));
    let legacy = bombs("legacy-iterations-65536.p12").next_back().expect("a count");
    // PBKDF2 with a number of iterations that fits nowhere.
    let huge = {
        let count = der::integer(&[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        let kdf = der::sequence(&[
            &der::oid("1.2.840.113549.1.5.12"),
            &der::sequence(&[&der::octets(&[1; 8]), &count]),
        ]);
        encrypted(&pbes2(&kdf))
    };
    vec![
        of("as_many_iterations_as_allowed", "openssl3.p12")
            .set("max_iterations", 2048)
            .expect(modern()),
        of("one_iteration_more_than_allowed", "openssl3.p12")
            .set("max_iterations", 2047)
            .refused_about("too_many_iterations", "key derivation"),
        of("iterations_of_nss_where_less_is_allowed", "nss.p12")
            .set("max_iterations", 599_999)
            .refused_about("too_many_iterations", "key derivation"),
        bomb("iteration_bomb_in_the_certificates", certificates),
        bomb("iteration_bomb_in_the_mac", mac),
        bomb("iteration_bomb_in_the_mac_of_before", legacy),
        bomb("iteration_bomb_in_a_key", huge),
        of("as_large_as_allowed", "openssl3.p12")
            .set("max_bytes", read("openssl3.p12").len())
            .expect(modern()),
        of("one_byte_larger_than_allowed", "openssl3.p12")
            .set("max_bytes", read("openssl3.p12").len() - 1)
            .refused_about("too_large", "file"),
        case(
            "nested_without_end",
            [&[0x30, 0x80, 2, 1, 3][..], &[0x30, 0x80].repeat(100)].concat(),
            Some(PASSWORD),
        )
        .refused("nested_too_deep"),
    ]
}

/// EncryptedPrivateKeyInfo (RFC 5958 section 3), of a key that nobody will see.
fn encrypted(algorithm: &[u8]) -> Vec<u8> {
    der::sequence(&[algorithm, &der::octets(&[7; 32])])
}

/// PBES2 with AES-256 (RFC 8018 appendix A.4).
fn pbes2(kdf: &[u8]) -> Vec<u8> {
    let aes = der::sequence(&[&der::oid("2.16.840.1.101.3.4.1.42"), &der::octets(&[2; 16])]);
    der::sequence(&[&der::oid("1.2.840.113549.1.5.13"), &der::sequence(&[kdf, &aes])])
}

/// Files that are what they should be, but cut off, changed, or protected in another way.
fn damage() -> Vec<Case> {
    let cut = |name: &str, file: &str, password: Option<&str>, subject: &str| {
        case(name, Input::cut(file, read(file).len() - 40), password)
            .refused_about("truncated_file", subject)
    };
    let changed = |file: &str, at: usize, to: u8| {
        let mut bytes = read(file);
        assert_ne!(bytes[at], to, "a change");
        bytes[at] = to;
        bytes
    };
    let longer = |file: &str| [&read(file)[..], &[0]].concat();
    let p8 = read_text("key-ec.p8");
    let rc4 = der::sequence(&[
        &der::oid("1.2.840.113549.1.12.1.1"),
        &der::sequence(&[&der::octets(&[1; 8]), &der::integer(&[1])]),
    ]);
    let no_iterations = der::sequence(&[
        &der::oid("1.2.840.113549.1.5.12"),
        &der::sequence(&[&der::octets(&[1; 8]), &der::integer(&[0])]),
    ]);
    // PFX of version 3 whose contents are signed by a certificate instead of a password.
    let signed = der::sequence(&[
        &der::integer(&[3]),
        &der::sequence(&[
            &der::oid("1.2.840.113549.1.7.2"),
            &der::explicit(0, &der::sequence(&[])),
        ]),
    ]);
    let middle = read("openssl3.p12").len() / 2;
    let der_key = read("key-pkcs8.der");
    let plain = |name: &str, bytes: Vec<u8>| case(name, bytes, None);
    vec![
        cut("cut_pkcs12", "openssl3.p12", Some(PASSWORD), "PKCS#12 file"),
        cut("cut_pkcs12_of_keychain", "keychain.p12", Some(PASSWORD), "PKCS#12 file"),
        cut("cut_pkcs12_in_ber", "nss.p12", Some(PASSWORD), "PKCS#12 file"),
        cut("cut_certificate", "universal.cer", None, "certificate"),
        cut("cut_key", "key-pkcs8.der", None, "private key"),
        cut("cut_encrypted_key", "key-pbes2.der", Some(PASSWORD), "private key"),
        cut("cut_request", "request-rsa.der", None, "certificate request"),
        cut("cut_public_key", "public.der", None, "public key"),
        cut("cut_p8", "key-ec.p8", None, "PEM block"),
        cut("cut_bundle", "ck.pem", None, "PEM block"),
        case("cut_base64_of_a_block", p8.replacen("\n-----END", "X\n-----END", 1), None)
            .refused_about("malformed_pem", "PEM block"),
        case("block_with_another_end", p8.replace("END PRIVATE", "END EC PRIVATE"), None)
            .refused_about("malformed_pem", "PEM block"),
        case("block_that_is_empty", Input::text(pem("PRIVATE KEY", &[])), None)
            .refused_about("malformed_pem", "PEM block"),
        case(
            "block_without_an_end_before_another",
            {
                let (first, _) = p8.split_once("-----END").expect("an end");
                format!("{first}{p8}")
            },
            None,
        )
        .refused_about("truncated_file", "PEM block"),
        case("key_labelled_as_certificate", Input::text(pem("CERTIFICATE", &der_key)), None)
            .refused_about("malformed_cert", "certificate"),
        case(
            "certificate_labelled_as_key",
            Input::text(pem("PRIVATE KEY", &read("universal.cer"))),
            None,
        )
        .refused_about("malformed_private_key", "private key"),
        plain("certificate_with_a_byte_after_it", longer("universal.cer"))
            .refused_about("malformed_cert", "certificate"),
        plain("certificate_with_damaged_dates", {
            let bytes = read("universal.cer");
            let at = bytes.windows(13).position(|w| w == b"250601000000Z").expect("a date");
            changed("universal.cer", at + 2, b'9')
        })
        .refused_about("malformed_cert", "certificate"),
        case("pkcs12_changed_in_the_middle", changed("openssl3.p12", middle, 0), Some(PASSWORD))
            .refused_about("wrong_password", "password"),
        case("pkcs12_of_version_4", changed("openssl3.p12", 6, 4), Some(PASSWORD))
            .refused("unknown_file"),
        case("pkcs12_signed_with_a_certificate", signed, Some(PASSWORD))
            .refused_about("unsupported_encryption", "PKCS#12 file"),
        case("key_encrypted_with_scrypt", "key-scrypt.pem", Some(PASSWORD))
            .refused_about("unsupported_encryption", "private key"),
        case("key_encrypted_with_rc4", encrypted(&rc4), Some(PASSWORD))
            .refused_about("unsupported_encryption", "private key"),
        case("key_encrypted_with_no_iterations", encrypted(&pbes2(&no_iterations)), Some(PASSWORD))
            .refused_about("malformed_private_key", "private key"),
        case("key_ed25519", "key-ed25519.pem", None)
            .refused_about("unsupported_private_key", "private key"),
        case("key_dsa", Input::text(pem("DSA PRIVATE KEY", &der::sequence(&[]))), None)
            .refused_about("unsupported_private_key", "private key"),
        plain("key_of_version_2", {
            assert_eq!(der_key[4..7], [2, 1, 0]);
            changed("key-pkcs8.der", 6, 2)
        })
        .refused("unknown_file"),
    ]
}

/// What is no credential has its own answer.
fn mistakes() -> Vec<Case> {
    let html = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>";
    let parameters = pem("EC PARAMETERS", &der::oid("1.2.840.10045.3.1.7"));
    let ssh = pem("OPENSSH PRIVATE KEY", b"openssh-key-v1\0");
    let refused = |name: &str, input: Input, code: &str| {
        case(name, input, Some(PASSWORD)).refused_about(code, "file")
    };
    let text = |name: &str, text: &str, code: &str| refused(name, Input::text(text), code);
    vec![
        refused("java_keystore", "keystore.jks".into(), "java_keystore"),
        refused("java_keystore_jceks", "keystore.jceks".into(), "java_keystore"),
        refused("provisioning_profile", "profile.mobileprovision".into(), "provisioning_profile"),
        refused("pkcs7_certificates", "certificates.p7b".into(), "unknown_file"),
        text("html_page_saved_as_p8", html, "html_page"),
        text("json", "{\"type\": \"service_account\"}", "unknown_file"),
        text("property_list", "<?xml version=\"1.0\"?><plist></plist>", "unknown_file"),
        text("jws", "eyJhbGciOiJFUzI1NiJ9.e30.c2ln", "unknown_file"),
        text("rich_text", "{\\rtf1\\ansi -----BEGIN PRIVATE KEY-----\\", "unknown_file"),
        text("ssh_private_key", &ssh, "unknown_file"),
        text("ssh_public_key", "ssh-ed25519 AAAAC3 push@example.com", "unknown_file"),
        text("words", "my push key", "unknown_file"),
        text("empty", "", "unknown_file"),
        refused("zip", b"PK\x03\x04rest".to_vec().into(), "unknown_file"),
        refused("bytes", vec![0xff, 0xd8, 0xff, 0xe0].into(), "unknown_file"),
        case("parameters_alone", Input::text(parameters), None)
            .refused_about("unknown_file", "PEM text"),
    ]
}
