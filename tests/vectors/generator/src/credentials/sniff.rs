//! `sniff.json`: what a file is, by its bytes.

use serde_json::{Value, json};

use super::{Input, read, read_text};
use crate::file::{Case, VectorFile};
use crate::token::base64;

pub(super) fn file() -> VectorFile {
    let mut cases = credentials();
    cases.extend(carried());
    cases.extend(others());
    cases.extend(cut());
    VectorFile::new(
        "sniff.json",
        "sniff",
        "What a file is, whatever its name says: its format, the labels of its PEM blocks, \
         whether all of it is base64 once more, and whether its end is missing. Files of \
         credentials, the same as people carry them, what is mistaken for one, and files that \
         are cut off.",
        cases,
    )
    .never_refuses()
}

struct Expected {
    format: &'static str,
    labels: &'static [&'static str],
    is_base64: bool,
    is_truncated: bool,
}

fn is(format: &'static str) -> Expected {
    Expected { format, labels: &[], is_base64: false, is_truncated: false }
}

fn pem(labels: &'static [&'static str]) -> Expected {
    Expected { labels, ..is("pem") }
}

impl Expected {
    fn base64(self) -> Self {
        Self { is_base64: true, ..self }
    }

    fn truncated(self) -> Self {
        Self { is_truncated: true, ..self }
    }

    fn json(&self) -> Value {
        json!({
            "format": self.format,
            "labels": self.labels,
            "is_base64": self.is_base64,
            "is_truncated": self.is_truncated,
        })
    }
}

fn case(name: &str, input: impl Into<Input>, expected: &Expected) -> Case {
    input.into().of(Case::new(name)).expect(expected.json())
}

fn text(name: &str, text: &str, expected: &Expected) -> Case {
    case(name, Input::text(text), expected)
}

/// Each kind of file that can be opened, as its tool wrote it.
fn credentials() -> Vec<Case> {
    vec![
        case("certificate", "universal.cer", &is("certificate")),
        case("certificate_of_an_authority", "ca.cer", &is("certificate")),
        case("private_key_pkcs8", "key-pkcs8.der", &is("private_key")),
        case("private_key_pkcs1", "key-pkcs1.der", &is("private_key")),
        case("encrypted_private_key", "key-pbes2.der", &is("encrypted_private_key")),
        case("public_key", "public.der", &is("public_key")),
        case("certificate_request", "request-rsa.der", &is("certificate_request")),
        case("pkcs12_of_openssl", "openssl3.p12", &is("pkcs12")),
        case("pkcs12_of_keychain", "keychain.p12", &is("pkcs12")),
        case("pkcs12_of_java", "java.p12", &is("pkcs12")),
        case("pkcs12_of_nss_in_ber", "nss.p12", &is("pkcs12")),
        case("pkcs12_in_ber_outside", "ber-outer.p12", &is("pkcs12")),
        case("pem_certificate", "universal.pem", &pem(&["CERTIFICATE"])),
        case("pem_p8", "key-ec.p8", &pem(&["PRIVATE KEY"])),
        case("pem_pkcs1", "key-pkcs1.pem", &pem(&["RSA PRIVATE KEY"])),
        case(
            "pem_sec1_with_parameters",
            "key-sec1-parameters.pem",
            &pem(&["EC PARAMETERS", "EC PRIVATE KEY"]),
        ),
        case("pem_encrypted", "key-pbes2-3des.pem", &pem(&["ENCRYPTED PRIVATE KEY"])),
        case("pem_encrypted_as_before", "key-proc-type-des3.pem", &pem(&["RSA PRIVATE KEY"])),
        case("pem_public_key", "public.pem", &pem(&["PUBLIC KEY"])),
        case("pem_request", "request-ec.csr", &pem(&["CERTIFICATE REQUEST"])),
        case("pem_bundle", "ck.pem", &pem(&["CERTIFICATE", "CERTIFICATE", "PRIVATE KEY"])),
    ]
}

/// The same files as editors, environment variables and forms leave them.
fn carried() -> Vec<Case> {
    let p8 = read_text("key-ec.p8");
    let key = pem(&["PRIVATE KEY"]);
    let utf16 = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| {
        let units = p8.encode_utf16().flat_map(unit);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    let body: String = p8.lines().filter(|line| !line.contains('-')).collect();
    let p12 = base64(read("openssl3.p12"));
    let lines: Vec<&str> =
        p12.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("ASCII")).collect();
    vec![
        text("p8_with_crlf", &p8.replace('\n', "\r\n"), &key),
        text("p8_with_line_feeds_typed_out", &p8.replace('\n', "\\n"), &key),
        text("p8_in_quotes", &format!("\"{}\"", p8.replace('\n', "\\n")), &key),
        text("p8_on_one_line", &p8.replace('\n', " "), &key),
        text("p8_without_line_ends", &p8.replace('\n', ""), &key),
        text("p8_with_byte_order_mark", &format!("\u{feff}{p8}"), &key),
        case("p8_in_utf16_little", utf16([0xff, 0xfe], u16::to_le_bytes), &key),
        case("p8_in_utf16_big", utf16([0xfe, 0xff], u16::to_be_bytes), &key),
        text("p8_without_its_lines_of_dashes", &body, &is("private_key").base64()),
        text("pkcs12_in_base64", &p12, &is("pkcs12").base64()),
        text("pkcs12_in_base64_lines", &lines.join("\r\n"), &is("pkcs12").base64()),
        text("certificate_in_base64", &base64(read("universal.cer")), &is("certificate").base64()),
        text("pem_in_base64", &base64(&p8), &Expected { labels: key.labels, ..is("pem").base64() }),
    ]
}

/// What people bring in place of a credential.
fn others() -> Vec<Case> {
    let html = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>";
    let plist = "<?xml version=\"1.0\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"\">\n<plist></plist>";
    let rtf = "{\\rtf1\\ansi -----BEGIN PRIVATE KEY-----\\";
    let ssh = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";
    let bytes = |bytes: &[u8]| bytes.to_vec();
    vec![
        case("java_keystore", "keystore.jks", &is("java_keystore")),
        case("java_keystore_jceks", "keystore.jceks", &is("java_keystore")),
        case("provisioning_profile", "profile.mobileprovision", &is("provisioning_profile")),
        case("pkcs7_certificates", "certificates.p7b", &is("pkcs7")),
        text("html_page", html, &is("html")),
        text(
            "html_page_in_lower_case_after_empty_lines",
            "\n\n<html><body>401</body></html>",
            &is("html"),
        ),
        text("xml_of_another_kind", "<?xml version=\"1.0\"?><Error/>", &is("text")),
        text("property_list", plist, &is("property_list")),
        case("property_list_binary", bytes(b"bplist00\xd1"), &is("property_list")),
        text("json_object", "{\"type\": \"service_account\"}", &is("json")),
        text("json_array", " [1]", &is("json")),
        text("jws", "eyJhbGciOiJFUzI1NiJ9.e30.c2ln", &is("jws")),
        case("zip", bytes(b"PK\x03\x04rest"), &is("archive")),
        case("gzip", bytes(b"\x1f\x8b\x08\0"), &is("archive")),
        case("xar", bytes(b"xar!\0\x1c"), &is("archive")),
        case("keychain", bytes(b"kych\0\x01\0\0"), &is("keychain")),
        text("rich_text_around_a_key", rtf, &is("rich_text")),
        text("ssh_public_key", "ssh-ed25519 AAAAC3 push@example.com", &is("ssh_key")),
        text(
            "ssh_private_key",
            ssh,
            &Expected { labels: &["OPENSSH PRIVATE KEY"], ..is("ssh_key") },
        ),
        text("ssh_key_of_putty", "PuTTY-User-Key-File-3: ssh-ed25519", &is("ssh_key")),
        text("words", "my push key", &is("text")),
        text("a_key_id", "ABC123DEFG", &is("text")),
        text("empty", "", &is("empty")),
        text("white_space", " \r\n\t\n", &is("empty")),
        case("a_picture", bytes(&[0xff, 0xd8, 0xff, 0xe0, 0, 0x10]), &is("unknown")),
        case("der_of_something_else", bytes(&[0x30, 3, 1, 1, 0xff]), &is("unknown")),
        case("der_of_something_empty", bytes(&[0x30, 0]), &is("unknown")),
    ]
}

/// Files whose end is missing: their beginnings still say what they are.
fn cut() -> Vec<Case> {
    let cut = |name: &str, file: &str, expected: Expected| {
        let length = read(file).len() - 40;
        case(name, Input::cut(file, length), &expected.truncated())
    };
    vec![
        cut("cut_pkcs12", "openssl3.p12", is("pkcs12")),
        cut("cut_pkcs12_in_ber", "ber-outer.p12", is("pkcs12")),
        cut("cut_certificate", "universal.cer", is("certificate")),
        cut("cut_private_key", "key-pkcs8.der", is("private_key")),
        cut("cut_request", "request-rsa.der", is("certificate_request")),
        cut("cut_p8", "key-ec.p8", pem(&["PRIVATE KEY"])),
        case(
            "cut_bundle",
            Input::cut("ck.pem", read("ck.pem").len() / 2),
            &pem(&["CERTIFICATE", "CERTIFICATE"]).truncated(),
        ),
        case("cut_to_two_bytes", Input::cut("openssl3.p12", 2), &is("unknown")),
    ]
}
