//! `signing-key.json`: Apple's `.p8` keys, as they arrive.

use serde_json::{Value, json};

use super::{Input, PASSWORD, children, issued, pem, read, unpem};
use crate::apns::key_file::{p8, rfc6979};
use crate::der;
use crate::file::{Case, VectorFile};
use crate::token::base64;

pub(super) fn file() -> VectorFile {
    let mut cases = carried();
    cases.extend(names());
    cases.extend(refusals());
    VectorFile::new(
        "signing-key.json",
        "signing_key",
        "A provider key out of a file in any surroundings: with line feeds typed out, on one \
         line, with a byte order mark, in UTF-16, encrypted, as DER or base64, in a .p12. Where \
         no key id is given, it is the one in the name that Apple gives the file. Expects the \
         public key as an uncompressed point, and the key id.",
        cases,
    )
    .refuses_little()
}

const FILE_NAME: &str = "AuthKey_ABC123DEFG.p8";

fn case(name: &str, input: impl Into<Input>, password: Option<&str>, file_name: &str) -> Case {
    let case = input.into().of(Case::new(name));
    let case = match password {
        Some(password) => case.set("password", password),
        None => case,
    };
    case.set("file_name", file_name)
}

fn gives(point: &[u8], key_id: Option<&str>) -> Value {
    json!({"public_key_b64": base64(point), "key_id": key_id})
}

/// The point of a certificate's key: behind the count of unused bits.
fn point(certificate: &str) -> Vec<u8> {
    let spki = issued(certificate).spki();
    der::content(&children(&spki)[1])[1..].to_vec()
}

fn carried() -> Vec<Case> {
    let text = p8(&rfc6979());
    let rfc = rfc6979().point();
    let ec = point("ec");
    let key_id = Some("ABC123DEFG");
    let der = unpem(&text);
    let utf16 = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
    };
    let body: String = text.lines().filter(|line| !line.contains('-')).collect();
    let texts = [
        ("as_issued", text.clone()),
        ("with_crlf", text.replace('\n', "\r\n")),
        ("with_cr_alone", text.replace('\n', "\r")),
        ("with_line_feeds_typed_out", text.replace('\n', "\\n")),
        ("with_crlf_typed_out", text.replace('\n', "\\r\\n")),
        ("with_line_feeds_typed_out_twice", text.replace('\n', "\\\\n")),
        ("in_quotes", format!("\"{}\"", text.replace('\n', "\\n"))),
        ("in_single_quotes", format!("'{}'", text.replace('\n', "\\n"))),
        ("on_one_line", text.replace('\n', " ")),
        ("on_one_line_without_spaces", text.replace('\n', "")),
        ("with_tabs_in_front", text.replace('\n', "\n\t\t")),
        ("with_spaces_at_line_ends", text.replace('\n', "  \n")),
        ("without_the_last_line_end", text.trim_end().into()),
        ("with_byte_order_mark", format!("\u{feff}{text}")),
        ("with_words_around_it", format!("The key:\n\n{text}\nKeep it safe.\n")),
        ("without_its_lines_of_dashes", body),
        ("in_base64_once_more", base64(&text)),
        ("der_in_base64", base64(&der)),
    ];
    let mut cases: Vec<Case> = texts
        .into_iter()
        .map(|(name, text)| case(name, text, None, FILE_NAME).expect(gives(&rfc, key_id)))
        .collect();
    let file = |name: &str, file: &'static str, password: Option<&str>| {
        case(name, file, password, FILE_NAME).expect(gives(&ec, key_id))
    };
    cases.extend([
        case("in_utf16_little", utf16([0xff, 0xfe], u16::to_le_bytes), None, FILE_NAME)
            .expect(gives(&rfc, key_id)),
        case("in_utf16_big", utf16([0xfe, 0xff], u16::to_be_bytes), None, FILE_NAME)
            .expect(gives(&rfc, key_id)),
        case("der", der, None, FILE_NAME).expect(gives(&rfc, key_id)),
        file("of_openssl", "key-ec.p8", None),
        file("of_openssl_sec1", "key-sec1.pem", None),
        file("of_openssl_sec1_with_parameters", "key-sec1-parameters.pem", None),
        file("with_a_compressed_point", "key-ec-compressed.pem", None),
        file("encrypted", "key-ec-encrypted.p8", Some(PASSWORD)),
        file("in_a_p12", "openssl3-ec.p12", Some(PASSWORD)),
    ]);
    cases
}

/// Key ids stand in the names of files alone.
fn names() -> Vec<Case> {
    let text = p8(&rfc6979());
    let point = rfc6979().point();
    let key_id = Some("ABC123DEFG");
    [
        ("name_of_a_subscription_key", "SubscriptionKey_ABC123DEFG.p8", key_id),
        ("name_of_an_api_key", "ApiKey_ABC123DEFG.p8", key_id),
        ("name_in_a_folder", "/srv/keys/AuthKey_ABC123DEFG.p8", key_id),
        ("name_in_a_folder_of_windows", "C:\\keys\\AuthKey_ABC123DEFG.p8", key_id),
        ("name_of_a_second_download", "AuthKey_ABC123DEFG (1).p8", key_id),
        ("name_with_another_ending", "AuthKey_ABC123DEFG.p8.txt", key_id),
        ("name_in_a_folder_with_a_key", "/AuthKey_XXXXXXXXXX/AuthKey_ABC123DEFG.p8", key_id),
        ("name_of_somebody_else", "push.p8", None),
        ("name_with_a_short_id", "AuthKey_ABC123DEF.p8", None),
        ("name_with_a_long_id", "AuthKey_ABC123DEFGH.p8", None),
        ("name_in_lower_case", "authkey_abc123defg.p8", None),
        ("name_of_nothing", "", None),
    ]
    .into_iter()
    .map(|(name, file_name, key_id)| {
        case(name, text.clone(), None, file_name).expect(gives(&point, key_id))
    })
    .collect()
}

fn refusals() -> Vec<Case> {
    let text = p8(&rfc6979());
    let key = "private key";
    let cut = &text[..text.len() / 2];
    let refused = |name: &str, input: Input, password: Option<&str>, code: &str, subject: &str| {
        case(name, input, password, FILE_NAME).refused_about(code, subject)
    };
    let file = |name: &str, file: &'static str, code: &str, subject: &str| {
        refused(name, file.into(), None, code, subject)
    };
    vec![
        file("rsa", "key-pkcs8.pem", "invalid_key_algorithm", key),
        file("p384", "key-ec384.p8", "invalid_key_curve", key),
        file("ed25519", "key-ed25519.pem", "unsupported_private_key", key),
        file("public_key", "public.pem", "missing_private_key", key),
        file("certificate", "universal.cer", "missing_private_key", key),
        file("request", "request-ec.csr", "missing_private_key", key),
        file("encrypted_without_password", "key-ec-encrypted.p8", "password_required", "password"),
        refused(
            "encrypted_with_another_password",
            "key-ec-encrypted.p8".into(),
            Some("Secret"),
            "wrong_password",
            "password",
        ),
        refused(
            "two_keys",
            [read("key-ec.p8"), read("key-ec384.p8")].concat().into(),
            None,
            "several_keys",
            key,
        ),
        refused("cut_off", Input::text(cut), None, "truncated_file", "PEM block"),
        refused("html_page", Input::text("<html></html>"), None, "html_page", "file"),
        file("java_keystore", "keystore.jks", "java_keystore", "file"),
        refused("empty", Input::text(""), None, "unknown_file", "file"),
        refused("key_id_alone", Input::text("ABC123DEFG"), None, "unknown_file", "file"),
        refused(
            "public_part_of_another_key",
            {
                let other = crate::key::Key::p256("provider key");
                let inner = crate::apns::key_file::sec1(
                    &crate::apns::key_file::number(&rfc6979()),
                    None,
                    Some(&other.point()),
                );
                let der = crate::apns::key_file::pkcs8("1.2.840.10045.3.1.7", &inner);
                Input::text(pem("PRIVATE KEY", &der))
            },
            None,
            "invalid_key_public_mismatch",
            key,
        ),
        refused(
            "number_zero",
            {
                let inner = crate::apns::key_file::sec1(&[0; 32], None, None);
                let der = crate::apns::key_file::pkcs8("1.2.840.10045.3.1.7", &inner);
                Input::text(pem("PRIVATE KEY", &der))
            },
            None,
            "invalid_key_scalar",
            key,
        ),
        refused(
            "text_for_base64",
            Input::text(text.replacen("MI", "**", 1)),
            None,
            "malformed_pem",
            "PEM block",
        ),
    ]
}
