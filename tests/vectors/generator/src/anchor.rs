//! Row C22: what can be pinned as a root, and what is refused when it is configured.

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::cert::{self, Cert};
use crate::chain::{Authority, Chain, decoy_root};
use crate::der;
use crate::file::{Case, VectorFile};
use crate::key::{Curve, Key, ec_spki};
use crate::table_c_crypto::explicit_spki;
use crate::time::{generalized, time, utc};
use crate::token::base64;

pub(crate) fn file() -> VectorFile {
    VectorFile::new(
        "anchor.json",
        "anchor",
        "Roots that a caller pins: DER certificates of the throw-away authority, good and \
         altered. A good one gives its SHA-256; any other is refused when it is configured, \
         before a token is seen (row C22 of the security guide). Its own signature and its dates \
         are not looked at then: it is trusted because it is pinned, and dates are judged with \
         the rest of a chain.",
        cases(),
    )
}

fn accepted(name: &str, der: &[u8]) -> Case {
    let digest: String = Sha256::digest(der).iter().map(|byte| format!("{byte:02x}")).collect();
    Case::new(name).set("der_b64", base64(der)).expect(json!({"sha256": digest}))
}

fn refused(name: &str, der: &[u8]) -> Case {
    Case::new(name).set("der_b64", base64(der)).refused("bad_anchor")
}

/// The root after one change, signed by itself.
fn changed(change: impl FnOnce(&mut Cert)) -> Vec<u8> {
    let mut authority = Authority::new();
    change(&mut authority.root);
    authority.build().root
}

fn cases() -> Vec<Case> {
    let good = Chain::good();
    let constraints =
        |parts: &[&[u8]]| cert::extension(cert::BASIC_CONSTRAINTS, true, &der::sequence(parts));
    let mut cases = vec![
        accepted("root_shaped_like_apples", &good.root),
        accepted("root_on_p256_signed_with_sha384", &Chain::mock().root),
        accepted("root_with_sha256", &changed(Cert::use_sha256)),
        accepted("root_of_the_same_name", &decoy_root()),
        accepted("root_without_key_usage", &changed(|c| c.remove(cert::KEY_USAGE))),
        accepted(
            "root_expired_long_ago",
            &changed(|c| {
                c.not_before = time("1990-01-01T00:00:00");
                c.not_after = time("2000-01-01T00:00:00");
            }),
        ),
        accepted("root_until_2060", &changed(|c| c.not_after = time("2060-01-01T00:00:00"))),
        accepted(
            "root_with_unknown_extension",
            &changed(|c| {
                c.put(cert::extension(cert::UNKNOWN, false, &der::NULL));
            }),
        ),
        accepted("intermediate_pinned_as_root", &good.intermediate),
    ];
    let point = Key::p384("root").point();
    let mut off = point.clone();
    off[96] ^= 1;
    let rsa = der::sequence(&[
        &cert::algorithm_with_null("1.2.840.113549.1.1.1"),
        &der::bits(&der::sequence(&[&der::unsigned(&[0xc5; 256]), &der::integer(&[1, 0, 1])])),
    ]);
    let ed25519 = der::sequence(&[&cert::algorithm("1.3.101.112"), &der::bits(&[7; 32])]);
    let p521 = der::sequence(&[
        &der::sequence(&[&der::oid("1.2.840.10045.2.1"), &der::oid("1.3.132.0.35")]),
        &der::bits(&[&[4, 0], &[7; 65][..], &[0], &[7; 65]].concat()),
    ]);
    let mut compressed = point[..49].to_vec();
    compressed[0] = 2;
    let mut hybrid = point.clone();
    hybrid[0] = 6 + (point[96] & 1);
    let mock_point = Key::p256("mock root").point();
    let no_use = cert::extension(cert::KEY_USAGE, true, &der::bits(&[]));
    let pem =
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", base64(&good.root));
    let content = der::content(&good.root);
    let altered: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", Vec::new()),
        ("one_byte", vec![der::SEQUENCE]),
        ("garbage", b"not a certificate".to_vec()),
        ("pem_text", pem.into_bytes()),
        ("base64_text", base64(&good.root).into_bytes()),
        ("cut_off", good.root[..good.root.len() - 1].to_vec()),
        ("bytes_after_it", [&good.root[..], &[0]].concat()),
        ("two_roots", good.root.repeat(2)),
        (
            "long_length",
            der::with_length(der::SEQUENCE, &der::long_length(content.len(), 3), content),
        ),
        ("nested_1000_deep", der::nested(1000)),
        ("public_key_alone", Key::p384("root").spki()),
        ("leaf", good.leaf.clone()),
        ("no_authority", changed(|c| c.put(cert::no_authority()))),
        ("without_basic_constraints", changed(|c| c.remove(cert::BASIC_CONSTRAINTS))),
        ("without_any_extension", changed(|c| c.extensions.clear())),
        (
            "no_authority_with_path_length",
            changed(|c| {
                c.put(constraints(&[&der::integer(&[0])]));
            }),
        ),
        (
            "negative_path_length",
            changed(|c| {
                c.put(constraints(&[&der::boolean(0xff), &der::integer(&[0xff])]));
            }),
        ),
        ("authority_as_01", changed(|c| c.put(constraints(&[&der::boolean(1)])))),
        ("may_not_sign_certificates", changed(|c| c.put(cert::key_usage(cert::CRL_SIGN)))),
        (
            "unknown_critical_extension",
            changed(|c| {
                c.put(cert::extension(cert::UNKNOWN, true, &der::NULL));
            }),
        ),
        (
            "name_constraints",
            changed(|c| {
                let subtree = der::sequence(&[&der::element(0x82, b"example.com")]);
                let value = der::sequence(&[&der::element(0xa0, &subtree)]);
                c.put(cert::extension(cert::NAME_CONSTRAINTS, false, &value));
            }),
        ),
        (
            "extension_twice",
            changed(|c| {
                c.put(cert::repeated(&cert::key_usage(cert::KEY_CERT_SIGN), 2));
            }),
        ),
        ("version_1_with_extensions", changed(|c| c.version.clear())),
        ("version_4", changed(|c| c.version = cert::version(3))),
        ("rsa_key", changed(|c| c.spki = rsa)),
        ("ed25519_key", changed(|c| c.spki = ed25519)),
        ("p521_key", changed(|c| c.spki = p521)),
        ("p256_by_explicit_parameters", changed(|c| c.spki = explicit_spki(&mock_point, false))),
        ("p256_with_itself_as_generator", changed(|c| c.spki = explicit_spki(&mock_point, true))),
        ("hybrid_point", changed(|c| c.spki = ec_spki(Curve::P384, &hybrid))),
        ("key_usage_empty", changed(|c| c.put(no_use))),
        ("compressed_point", changed(|c| c.spki = ec_spki(Curve::P384, &compressed))),
        ("point_off_the_curve", changed(|c| c.spki = ec_spki(Curve::P384, &off))),
        ("point_at_infinity", changed(|c| c.spki = ec_spki(Curve::P384, &[0]))),
        (
            "rsa_signature",
            changed(|c| {
                let rsa = cert::algorithm_with_null("1.2.840.113549.1.1.11");
                c.inner_algorithm.clone_from(&rsa);
                c.outer_algorithm = rsa;
            }),
        ),
        ("algorithms_differ", changed(|c| c.inner_algorithm = cert::algorithm(cert::ECDSA_SHA256))),
        (
            "algorithm_with_null",
            changed(|c| {
                c.inner_algorithm = cert::algorithm_with_null(cert::ECDSA_SHA384);
                c.outer_algorithm = cert::algorithm_with_null(cert::ECDSA_SHA384);
            }),
        ),
        ("time_without_seconds", changed(|c| c.not_after = utc("3904301819Z"))),
        ("generalized_time_below_2050", changed(|c| c.not_after = generalized("20390430181906Z"))),
    ];
    cases.extend(altered.iter().map(|(name, der)| refused(name, der)));
    cases
}
