//! `provider-key.json`: reading the file that Apple issues.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::key_file::{
    EC_PUBLIC_KEY, ED25519, KEY_USAGE, PBES2, PRIME256V1, RFC6979_LINE, RSA, SECP256K1, SECP384R1,
    SECP521R1, algorithm, from_number, number, on_curve, p8, p256_der, pem, pkcs8,
    private_key_info, rfc6979, sec1, sec1_of_version,
};
use crate::der;
use crate::file::{Case, VectorFile};
use crate::key::{Curve, Key, plus_one, subtract};

pub(super) const KEY_ID: &str = "ABC123DEFG";
pub(super) const TEAM_ID: &str = "DEF123GHIJ";

/// The longest text that is read at all.
const MAX_BYTES: usize = 4096;

pub(super) fn file() -> VectorFile {
    let mut cases = shapes();
    cases.extend(texts());
    cases.extend(other_keys());
    cases.extend(curves());
    cases.extend(numbers());
    cases.extend(public_parts());
    cases.extend(structure());
    cases.extend(identifiers());
    VectorFile::new(
        "provider-key.json",
        "provider_key",
        "Reads a provider key (.p8) with its key id and team id and gives its public key as an \
         uncompressed point. Good: the shapes of PKCS#8 that Apple and OpenSSL write, with the \
         line ends that editors make of them. Refused, each for its own cause: other kinds of \
         key and file, encrypted keys, other curves, numbers out of range, parts that do not \
         belong together, damaged text. RFC 5958, RFC 5915, RFC 7468, SEC 1.",
        cases,
    )
}

fn case(name: &str, p8: &str) -> Case {
    Case::new(name).set_text("p8", p8).set("key_id", KEY_ID).set("team_id", TEAM_ID)
}

fn bytes_case(name: &str, p8: &[u8]) -> Case {
    Case::new(name).set("p8_b64", STANDARD.encode(p8)).set("key_id", KEY_ID).set("team_id", TEAM_ID)
}

fn gives(case: Case, key: &Key) -> Case {
    case.expect(json!({"public_key_b64": STANDARD.encode(key.point())}))
}

/// A PEM block with the right label around any bytes.
fn block(der: &[u8]) -> String {
    pem("PRIVATE KEY", der)
}

fn another() -> Key {
    Key::p256("provider key")
}

/// Every combination of the two optional fields inside, and what else may be there.
fn shapes() -> Vec<Case> {
    let key = rfc6979();
    let sized = |curve, point, size| {
        let der = p256_der(&key, curve, point);
        assert_eq!(der.len(), size, "the size of this shape");
        block(&der)
    };
    // 248 zero bits in front: the number keeps its 32 bytes.
    let small = from_number(&[vec![0; 31], vec![2]].concat());
    let one = [vec![0; 31], vec![1]].concat();
    let largest = from_number(&subtract(&Curve::P256.order(), &one));
    let ec = on_curve(PRIME256V1);
    let inner = sec1(&number(&key), None, None);
    // digitalSignature, in the attribute that Windows exports.
    let usage = der::set(&[&der::bits_unused(7, &[0x80])]);
    let attributes = der::explicit(0, &der::sequence(&[&der::oid(KEY_USAGE), &usage]));
    // [1] IMPLICIT BIT STRING
    let outer = |point: &[u8]| der::element(0x81, &[&[0], point].concat());
    let public = outer(&key.point());
    let both = private_key_info(1, &ec, &inner, &[&attributes[..], &public].concat());
    let version = |n| block(&pkcs8(PRIME256V1, &sec1_of_version(n, &number(&key), None, None)));
    vec![
        gives(case("apple_shape", &sized(true, true, 150)), &key),
        gives(case("point_without_curve_inside", &sized(false, true, 138)), &key),
        gives(case("curve_without_point_inside", &sized(true, false, 79)), &key),
        gives(case("neither_curve_nor_point_inside", &sized(false, false, 67)), &key),
        gives(case("another_key", &p8(&another())), &another()),
        gives(case("number_with_leading_zero_bytes", &p8(&small)), &small),
        gives(case("number_one_below_the_order", &p8(&largest)), &largest),
        gives(
            case(
                "sec1_label_with_curve",
                &pem("EC PRIVATE KEY", &sec1(&number(&key), Some(PRIME256V1), Some(&key.point()))),
            ),
            &key,
        ),
        gives(case("attributes", &block(&private_key_info(0, &ec, &inner, &attributes))), &key),
        gives(
            case("version_2_with_public_key", &block(&private_key_info(1, &ec, &inner, &public))),
            &key,
        ),
        gives(case("version_2_with_attributes_and_public_key", &block(&both)), &key),
        case(
            "version_2_with_another_public_key",
            &block(&private_key_info(1, &ec, &inner, &outer(&another().point()))),
        )
        .refused("invalid_key_public_mismatch"),
        case("version_2_without_public_key", &block(&private_key_info(1, &ec, &inner, &[])))
            .refused("invalid_key"),
        case("version_1_with_public_key", &block(&private_key_info(0, &ec, &inner, &public)))
            .refused("invalid_key"),
        case("version_3", &block(&private_key_info(2, &ec, &inner, &[]))).refused("invalid_key"),
        case("sec1_version_0", &version(0)).refused("invalid_key"),
        case("sec1_version_2", &version(2)).refused("invalid_key"),
        case(
            "sec1_label_without_curve",
            &pem("EC PRIVATE KEY", &sec1(&number(&key), None, Some(&key.point()))),
        )
        .refused("invalid_key"),
        case("sec1_label_around_pkcs8", &pem("EC PRIVATE KEY", &p256_der(&key, true, true)))
            .refused("invalid_key"),
    ]
}

/// The same key in other line ends, and texts that are no PEM block.
fn texts() -> Vec<Case> {
    let key = rfc6979();
    let plain = p8(&key);
    let body: String = plain.lines().filter(|line| !line.starts_with('-')).collect();
    assert_eq!(body, RFC6979_LINE);
    let lines = |text: &str| plain.replace('\n', text);
    let good = [
        ("body_on_one_line", plain.replace(&body_lines(&plain), &body)),
        ("crlf", lines("\r\n")),
        ("without_final_newline", plain.trim_end().to_owned()),
        ("white_space_around", format!("\r\n \t{plain}\n\n  \t\r\n")),
        ("bare_body_on_one_line", body.clone()),
        ("bare_body_in_lines", body_lines(&plain)),
        ("bare_body_with_crlf", format!("{}\r\n", body_lines(&plain).replace('\n', "\r\n"))),
        ("as_long_as_may_be", format!("{plain}{}", " ".repeat(MAX_BYTES - plain.len()))),
    ];
    let bad = [
        ("empty", String::new()),
        ("white_space_only", " \r\n\t".to_owned()),
        ("some_other_text", "the key is in the other file".to_owned()),
        ("byte_order_mark", format!("\u{feff}{plain}")),
        ("text_before_the_block", format!("Key ABC123DEFG\n{plain}")),
        ("text_after_the_block", format!("{plain}issued in 2026\n")),
        ("begin_line_missing", plain.replace("-----BEGIN PRIVATE KEY-----\n", "")),
        ("end_line_missing", plain.replace("-----END PRIVATE KEY-----\n", "")),
        ("begin_line_cut", plain.replace("KEY-----\nMIG", "KEY\nMIG")),
        ("end_line_of_another_label", plain.replace("END PRIVATE", "END PUBLIC")),
        ("no_body", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n".to_owned()),
        ("backslash_n_for_line_ends", lines("\\n")),
        ("url_safe_alphabet", plain.replace(['+', '/'], "-")),
        ("body_cut_by_one_character", body[..body.len() - 1].to_owned()),
        ("body_with_padding_too_much", format!("{body}====")),
        ("body_cut_by_one_byte", format!("{}=", &body[..body.len() - 1])),
        ("zero_character_in_the_body", plain.replace("MIGT", "MIG\0T")),
    ];
    let mut cases: Vec<Case> =
        good.into_iter().map(|(name, text)| gives(case(name, &text), &key)).collect();
    cases.extend(bad.into_iter().map(|(name, text)| case(name, &text).refused("invalid_key")));
    cases.extend([
        case("one_byte_too_long", &format!("{plain}{}", " ".repeat(MAX_BYTES + 1 - plain.len())))
            .refused("too_large"),
        case("a_megabyte", &"A".repeat(1 << 20)).refused("too_large"),
        case("two_keys", &format!("{plain}{}", p8(&another()))).refused("invalid_key_count"),
        case("the_same_key_twice", &format!("{plain}{plain}")).refused("invalid_key_count"),
        case("key_and_certificate", &format!("{plain}{}", pem("CERTIFICATE", &der::sequence(&[]))))
            .refused("invalid_key_count"),
        bytes_case("der_instead_of_pem", &p256_der(&key, true, true)).refused("invalid_key"),
        bytes_case("latin_1", b"cl\xe9 priv\xe9e").refused("invalid_key"),
        bytes_case("utf_16", &plain.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
            .refused("invalid_key"),
    ]);
    cases
}

fn body_lines(pem: &str) -> String {
    let lines: Vec<&str> = pem.lines().filter(|line| !line.starts_with('-')).collect();
    lines.join("\n")
}

/// Keys that cannot sign ES256, and files that are no private key.
fn other_keys() -> Vec<Case> {
    let key = rfc6979();
    let spki = key.spki();
    // The textbook key: p = 61, q = 53, e = 17.
    let rsa: Vec<Vec<u8>> = [0_u16, 3233, 17, 2753, 61, 53, 53, 49, 38]
        .iter()
        .map(|number| der::unsigned(&number.to_be_bytes()))
        .collect();
    let rsa = der::sequence(&[&rsa.concat()]);
    let rsa_algorithm = algorithm(RSA, &der::NULL);
    let ed25519 = private_key_info(0, &algorithm(ED25519, &[]), &der::octets(&[7; 32]), &[]);
    // The cipher is of no interest: nothing here can open it.
    let cipher = algorithm(PBES2, &der::sequence(&[]));
    let encrypted = der::sequence(&[&cipher, &der::octets(&[0x5a; 160])]);
    let old_encrypted = pem("EC PRIVATE KEY", &p256_der(&key, true, true)).replace(
        "KEY-----\nMIG",
        "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,5A5A5A5A5A5A5A5A\n\nMIG",
    );
    let certificate =
        der::sequence(&[&der::sequence(&[&der::integer(&[1])]), &rsa_algorithm, &der::bits(&[])]);
    vec![
        case("rsa", &block(&private_key_info(0, &rsa_algorithm, &rsa, &[])))
            .refused("invalid_key_algorithm"),
        case("rsa_with_its_own_label", &pem("RSA PRIVATE KEY", &rsa))
            .refused("invalid_key_algorithm"),
        case("ed25519", &block(&ed25519)).refused("invalid_key_algorithm"),
        case("public_key", &pem("PUBLIC KEY", &spki)).refused("invalid_key_kind"),
        case("public_key_labelled_as_private", &block(&spki)).refused("invalid_key_kind"),
        case("public_key_as_bare_body", &STANDARD.encode(&spki)).refused("invalid_key_kind"),
        case("certificate", &pem("CERTIFICATE", &certificate)).refused("invalid_key_kind"),
        case("certificate_labelled_as_key", &block(&certificate)).refused("invalid_key_kind"),
        case("certificate_request", &pem("CERTIFICATE REQUEST", &certificate))
            .refused("invalid_key_kind"),
        case("encrypted", &pem("ENCRYPTED PRIVATE KEY", &encrypted))
            .refused("invalid_key_encrypted"),
        case("encrypted_labelled_as_plain", &block(&encrypted)).refused("invalid_key_encrypted"),
        case("encrypted_as_bare_body", &STANDARD.encode(&encrypted))
            .refused("invalid_key_encrypted"),
        case("encrypted_in_the_old_form", &old_encrypted).refused("invalid_key_encrypted"),
    ]
}

/// Curves other than P-256, outside, inside, or written out.
fn curves() -> Vec<Case> {
    let key = rfc6979();
    let (secret, point) = (number(&key), key.point());
    let p384 = Key::p384("provider key");
    let p384_inner = sec1(&number(&p384), Some(SECP384R1), Some(&p384.point()));
    let on = |curve: &str, bytes: usize| block(&pkcs8(curve, &sec1(&vec![7; bytes], None, None)));
    // ECParameters in the form that X9.62 allows and RFC 5480 does not.
    let written_out = der::sequence(&[&der::integer(&[1])]);
    let inside = |curve: &[u8]| {
        block(&pkcs8(PRIME256V1, &sec1_of_version(1, &secret, Some(curve), Some(&point))))
    };
    let outside =
        |curve: &str| block(&pkcs8(curve, &sec1(&secret, Some(PRIME256V1), Some(&point))));
    let parameters = |parameters: &[u8]| {
        let inner = sec1(&secret, None, None);
        block(&private_key_info(0, &algorithm(EC_PUBLIC_KEY, parameters), &inner, &[]))
    };
    vec![
        case("p384", &block(&pkcs8(SECP384R1, &p384_inner))).refused("invalid_key_curve"),
        case("p384_with_sec1_label", &pem("EC PRIVATE KEY", &p384_inner))
            .refused("invalid_key_curve"),
        case("p521", &on(SECP521R1, 66)).refused("invalid_key_curve"),
        case("secp256k1", &on(SECP256K1, 32)).refused("invalid_key_curve"),
        case("curve_written_out", &parameters(&written_out)).refused("invalid_key_curve"),
        case("curve_written_out_inside", &inside(&written_out)).refused("invalid_key_curve"),
        case("p384_inside_p256_outside", &inside(&der::oid(SECP384R1)))
            .refused("invalid_key_curve_mismatch"),
        case("p256_inside_p384_outside", &outside(SECP384R1)).refused("invalid_key_curve_mismatch"),
        case("secp256k1_inside_p256_outside", &inside(&der::oid(SECP256K1)))
            .refused("invalid_key_curve_mismatch"),
        case("no_curve_at_all", &parameters(&[])).refused("invalid_key"),
        case("null_for_the_curve", &parameters(&der::NULL)).refused("invalid_key"),
    ]
}

/// Private numbers that are none.
fn numbers() -> Vec<Case> {
    let order = Curve::P256.order();
    let good = number(&rfc6979());
    [
        ("number_zero", vec![0; 32]),
        ("number_equal_to_the_order", order.clone()),
        ("number_above_the_order", plus_one(&order)),
        ("number_of_all_ones", vec![0xff; 32]),
        ("number_empty", Vec::new()),
        ("number_of_31_bytes", good[1..].to_vec()),
        ("number_of_33_bytes", [&[0], &good[..]].concat()),
        ("number_of_64_bytes", [&good[..], &good].concat()),
    ]
    .into_iter()
    .map(|(name, number)| {
        let der = pkcs8(PRIME256V1, &sec1(&number, Some(PRIME256V1), None));
        case(name, &block(&der)).refused("invalid_key_scalar")
    })
    .collect()
}

/// Public parts that do not belong to the number.
fn public_parts() -> Vec<Case> {
    let key = rfc6979();
    let point = key.point();
    let mut off_curve = point.clone();
    off_curve[64] ^= 1;
    // The same x: minus the point.
    let y = subtract(&Curve::P256.prime(), &point[33..]);
    let negated = [&point[..33], &y].concat();
    [
        ("public_part_of_another_key", another().point()),
        ("public_part_off_the_curve", off_curve),
        ("public_part_negated", negated),
        ("public_part_cut", point[..64].to_vec()),
        ("public_part_with_a_byte_after_it", [&point[..], &[0]].concat()),
        ("public_part_at_infinity", vec![0]),
        ("public_part_empty", Vec::new()),
    ]
    .into_iter()
    .map(|(name, point)| {
        let inner = sec1(&number(&key), Some(PRIME256V1), Some(&point));
        case(name, &block(&pkcs8(PRIME256V1, &inner))).refused("invalid_key_public_mismatch")
    })
    .collect()
}

/// DER that is damaged or not strict.
fn structure() -> Vec<Case> {
    let key = rfc6979();
    let der = p256_der(&key, true, true);
    let content = der::content(&der);
    let inner = sec1(&number(&key), None, None);
    let with_length = |length: &[u8]| der::with_length(der::SEQUENCE, length, content);
    let odd_point = der::explicit(1, &der::bits_unused(4, &key.point()));
    [
        ("der_cut_in_the_middle", der[..75].to_vec()),
        ("der_of_one_byte", vec![der::SEQUENCE]),
        ("der_with_a_byte_after_it", [&der[..], &[0]].concat()),
        ("der_twice", [&der[..], &der].concat()),
        ("der_of_indefinite_length", [&with_length(&[0x80])[..], &[0, 0]].concat()),
        ("der_with_a_length_in_too_many_bytes", with_length(&der::long_length(content.len(), 2))),
        ("der_with_a_length_past_the_end", with_length(&der::length(content.len() + 1))),
        ("der_with_a_length_of_four_gigabytes", with_length(&[0x84, 0xff, 0xff, 0xff, 0xff])),
        ("der_of_a_set", der::element(der::SET, content)),
        ("der_of_null", der::NULL.to_vec()),
        ("der_of_nested_sequences", der::nested(500)),
        ("der_with_a_byte_after_the_inner_key", {
            pkcs8(PRIME256V1, &[&inner[..], &[0]].concat())
        }),
        ("der_with_an_unknown_last_field", {
            let last = der::explicit(7, &der::NULL);
            private_key_info(0, &on_curve(PRIME256V1), &inner, &last)
        }),
        ("der_with_unused_bits_in_the_public_part", {
            let number = der::octets(&number(&key));
            pkcs8(PRIME256V1, &der::sequence(&[&der::integer(&[1]), &number, &odd_point]))
        }),
    ]
    .into_iter()
    .map(|(name, der)| case(name, &block(&der)).refused("invalid_key"))
    .collect()
}

/// Ids that Apple does not issue, some of which could leave the JSON text they stand in.
fn identifiers() -> Vec<Case> {
    let p8 = p8(&rfc6979());
    let with = |name: String, key_id: &str, team_id: &str| {
        Case::new(name).set("p8", p8.clone()).set("key_id", key_id).set("team_id", team_id)
    };
    let bad = [
        ("empty", String::new()),
        ("short", "ABC123DEF".into()),
        ("long", "ABC123DEFGH".into()),
        ("very_long", "A".repeat(300)),
        ("with_carriage_return", "ABC123DEF\r".into()),
        ("with_line_feed", "ABC123DEF\n".into()),
        ("with_zero_character", "ABC123DEF\0".into()),
        ("with_quote", "ABC123DEF\"".into()),
        ("with_backslash", "ABC123DEF\\".into()),
        ("with_space", "ABC123DEF ".into()),
        ("with_accent", "ABC123DEF\u{c9}".into()),
        ("with_full_width_letter", "ABC123DEF\u{ff27}".into()),
        ("in_lower_case", "abc123defg".into()),
        ("with_file_name", "AuthKey_ABC123DEFG.p8".into()),
    ];
    let mut cases = vec![gives(
        with("ids_of_digits_and_of_letters".into(), "0123456789", "ABCDEFGHIJ"),
        &rfc6979(),
    )];
    for (name, id) in &bad {
        cases.push(
            with(format!("key_id_{name}"), id, TEAM_ID).refused_about("invalid_input", "key id"),
        );
        cases.push(
            with(format!("team_id_{name}"), KEY_ID, id).refused_about("invalid_input", "team id"),
        );
    }
    cases
}
