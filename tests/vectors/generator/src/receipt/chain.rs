//! Certificates, roots, dates, and policies that cannot be.

use super::make::{Authority, Receipt, app, ia5, use_hash, xcode};
use super::{fingerprint, verify, verify_xcode};
use crate::cert::{self, Cert};
use crate::der;
use crate::file::Case;
use crate::key::Key;
use crate::rsa::{self, Hash, RsaKey};
use crate::time::{ms, time};
use crate::token::base64;

const LEAF: &str = "leaf certificate";
const INTERMEDIATE: &str = "intermediate certificate";
const ROOT: &str = "root certificate";

/// One certificate of an authority.
type Part = fn(&mut Authority) -> &mut Cert;

/// A receipt under an authority that was changed; the root is trusted as it then is.
fn changed(name: &str, change: impl FnOnce(&mut Authority)) -> super::Verify {
    let mut authority = Authority::new();
    change(&mut authority);
    let root = fingerprint(&authority.build()[2]);
    verify(name, &Receipt::new(&app("ProductionSandbox"), &authority).der())
        .policy(|it| it.root_sha256 = vec![root])
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = certificates();
    cases.extend(keys_and_algorithms());
    cases.extend(roots());
    cases.extend(policies());
    cases
}

fn certificates() -> Vec<Case> {
    let unknown = || cert::extension(cert::UNKNOWN, true, &der::NULL);
    let mut cases = vec![
        changed("leaf_without_marker", |it| it.leaf.remove(cert::LEAF_MARKER))
            .refused_about("leaf_marker", LEAF),
        changed("leaf_with_a_sibling_of_the_marker", |it| {
            it.leaf.remove(cert::LEAF_MARKER);
            it.leaf.put(cert::marker("1.2.840.113635.100.6.11.2"));
        })
        .refused("leaf_marker"),
        changed("intermediate_without_marker", |it| {
            it.intermediate.remove(cert::INTERMEDIATE_MARKER);
        })
        .refused_about("intermediate_marker", INTERMEDIATE),
        changed("intermediate_with_a_sibling_of_the_marker", |it| {
            it.intermediate.remove(cert::INTERMEDIATE_MARKER);
            it.intermediate.put(cert::marker("1.2.840.113635.100.6.2.2"));
        })
        .refused("intermediate_marker"),
        changed("intermediate_no_authority", |it| it.intermediate.put(cert::no_authority()))
            .refused_about("not_a_ca", INTERMEDIATE),
        changed("intermediate_without_constraints", |it| {
            it.intermediate.remove(cert::BASIC_CONSTRAINTS);
        })
        .refused_about("not_a_ca", INTERMEDIATE),
        changed("root_no_authority", |it| it.root.put(cert::no_authority()))
            .refused_about("not_a_ca", ROOT),
        changed("root_permits_no_authority", |it| it.root.put(cert::authority(Some(0))))
            .refused_about("path_length", ROOT),
        changed("intermediate_may_not_sign", |it| {
            it.intermediate.put(cert::key_usage(cert::CRL_SIGN));
        })
        .refused_about("key_usage", INTERMEDIATE),
        changed("root_may_not_sign", |it| it.root.put(cert::key_usage(cert::CRL_SIGN)))
            .refused_about("key_usage", ROOT),
        changed("leaf_may_not_sign", |it| it.leaf.put(cert::key_usage(cert::KEY_ENCIPHERMENT)))
            .refused_about("key_usage", LEAF),
        changed("leaf_may_sign_certificates", |it| {
            it.leaf.put(cert::key_usage(cert::DIGITAL_SIGNATURE | cert::KEY_CERT_SIGN));
        })
        .refused_about("key_usage", LEAF),
        changed("leaf_is_an_authority", |it| it.leaf.put(cert::authority(None)))
            .refused_about("leaf_is_ca", LEAF),
        changed("leaf_with_unknown_critical", |it| it.leaf.put(unknown()))
            .refused_about("unhandled_critical", LEAF),
        changed("intermediate_with_unknown_critical", |it| it.intermediate.put(unknown()))
            .refused_about("unhandled_critical", INTERMEDIATE),
        changed("root_with_unknown_critical", |it| it.root.put(unknown()))
            .refused_about("unhandled_critical", ROOT),
        changed("leaf_with_an_extension_twice", |it| {
            it.leaf.put(cert::repeated(&cert::no_authority(), 2));
        })
        .refused("duplicate_extension"),
        changed("leaf_of_version_1_with_extensions", |it| it.leaf.version.clear())
            .refused("malformed_cert"),
        changed("leaf_with_time_without_seconds", |it| {
            it.leaf.not_after = crate::time::utc("2701010000Z");
        })
        .refused("malformed_cert"),
        changed("leaf_of_another_issuer", |it| it.leaf.issuer = cert::name("Somebody"))
            .refused_about("issuer_mismatch", LEAF),
        changed("intermediate_of_another_issuer", |it| {
            it.intermediate.issuer = cert::name("Somebody");
        })
        .refused_about("unknown_anchor", INTERMEDIATE),
        changed("leaf_signed_by_a_stranger", |it| it.leaf_issuer = RsaKey::new("stranger"))
            .refused_about("bad_cert_signature", LEAF),
        changed("leaf_under_the_root_itself", |it| {
            it.leaf.issuer.clone_from(&it.root.subject);
            it.leaf_issuer = it.intermediate_issuer.clone();
        })
        .refused_about("intermediate_marker", INTERMEDIATE),
    ];
    let dates: [(&str, &str, Part); 3] = [
        ("leaf", LEAF, |it| &mut it.leaf),
        ("intermediate", INTERMEDIATE, |it| &mut it.intermediate),
        ("root", ROOT, |it| &mut it.root),
    ];
    for (name, what, cert) in dates {
        cases.push(
            changed(&format!("{name}_expired_when_it_was_made"), |it| {
                cert(it).not_after = time("2026-06-01T11:59:59");
            })
            .refused_about("expired", what),
        );
        cases.push(
            changed(&format!("{name}_not_yet_valid_when_it_was_made"), |it| {
                cert(it).not_before = time("2026-06-01T12:00:01");
            })
            .refused_about("not_yet_valid", what),
        );
    }
    let good = Receipt::new(&app("ProductionSandbox"), &Authority::new());
    let with = |name: &str, change: &dyn Fn(&mut Receipt)| {
        let mut receipt = good.clone();
        change(&mut receipt);
        verify(name, &receipt.der())
    };
    cases.extend([
        with("without_intermediate", &|it| {
            it.certificates.remove(1);
        })
        .refused_about("issuer_mismatch", LEAF),
        with("bytes_after_the_leaf", &|it| {
            let leaf = der::content(&it.certificates[0]).to_vec();
            it.certificates[0] = der::element(der::SEQUENCE, &[&leaf[..], &[5, 0]].concat());
        })
        .refused("malformed_cert"),
        with("certificate_that_is_none", &|it| it.certificates[1] = der::sequence(&[]))
            .refused("malformed_cert"),
        with("certificate_too_large", &|it| {
            it.certificates[1] = der::element(der::SEQUENCE, &[0; 17_000]);
        })
        .refused("too_large"),
        with("leaf_used_as_intermediate", &|it| {
            // Somebody who holds a genuine leaf issues another one with it.
            let mut authority = Authority::new();
            authority.leaf.issuer.clone_from(&authority.leaf.subject);
            authority.leaf.serial = der::integer(&[9]);
            authority.leaf.spki = RsaKey::new("stranger").spki();
            let own = rsa::issue(&authority.leaf, Hash::Sha256, &RsaKey::new("leaf"));
            it.certificates.push(own);
            it.identifier = der::sequence(&[&authority.leaf.issuer, &authority.leaf.serial]);
            it.key = RsaKey::new("stranger");
        })
        .refused_about("unknown_anchor", INTERMEDIATE),
    ]);
    cases
}

fn keys_and_algorithms() -> Vec<Case> {
    let odd = |bytes: usize| {
        let mut modulus = vec![0xc5; bytes];
        modulus[bytes - 1] |= 1;
        modulus
    };
    let leaf = RsaKey::new("leaf").modulus;
    let mut even = leaf.clone();
    even[255] &= 0xfe;
    let mut cases = Vec::new();
    for (name, spki) in [
        ("key_of_1024_bits", rsa::spki(&odd(128), &[1, 0, 1])),
        ("key_of_2040_bits", rsa::spki(&odd(255), &[1, 0, 1])),
        ("key_of_4104_bits", rsa::spki(&odd(513), &[1, 0, 1])),
        ("key_with_exponent_3", rsa::spki(&leaf, &[3])),
        ("key_with_exponent_1", rsa::spki(&leaf, &[1])),
        ("key_with_even_exponent", rsa::spki(&leaf, &[1, 0, 2])),
        ("key_with_exponent_of_five_bytes", rsa::spki(&leaf, &[1, 0, 0, 0, 1])),
        ("key_with_even_modulus", rsa::spki(&even, &[1, 0, 1])),
        ("key_on_a_curve", Key::p256("leaf").spki()),
    ] {
        cases.push(changed(name, |it| it.leaf.spki = spki).refused("receipt_key"));
    }
    cases.extend([
        changed("leaf_signed_with_ecdsa", |it| {
            it.leaf.inner_algorithm = cert::algorithm("1.2.840.10045.4.3.2");
            it.leaf.outer_algorithm.clone_from(&it.leaf.inner_algorithm);
        })
        .refused("receipt_algorithm"),
        changed("leaf_signed_with_md5", |it| {
            it.leaf.inner_algorithm = cert::algorithm_with_null("1.2.840.113549.1.1.4");
            it.leaf.outer_algorithm.clone_from(&it.leaf.inner_algorithm);
        })
        .refused("receipt_algorithm"),
        changed("leaf_with_two_algorithms", |it| {
            it.leaf.outer_algorithm = cert::algorithm_with_null(rsa::RSA_SHA1);
        })
        .refused("algorithm_mismatch"),
        changed("leaf_with_algorithm_without_null", |it| {
            it.leaf.inner_algorithm = cert::algorithm(rsa::RSA_SHA256);
            it.leaf.outer_algorithm.clone_from(&it.leaf.inner_algorithm);
        })
        .refused("malformed_cert"),
        changed("leaf_that_claims_another_digest", |it| use_hash(&mut it.leaf, Hash::Sha1))
            .refused_about("bad_cert_signature", LEAF),
    ]);
    // The receipt itself with SHA-256, so that only the certificate is at fault.
    for (name, index, what) in [
        ("leaf_with_sha1_where_refused", 0, LEAF),
        ("intermediate_with_sha1_where_refused", 1, INTERMEDIATE),
    ] {
        let mut authority = Authority::new();
        authority.hashes[index] = Hash::Sha1;
        use_hash([&mut authority.leaf, &mut authority.intermediate][index], Hash::Sha1);
        let mut receipt = Receipt::new(&app("ProductionSandbox"), &authority);
        receipt.hash = Hash::Sha256;
        receipt.digest_algorithm = cert::algorithm_with_null(rsa::SHA256);
        cases.push(
            verify(name, &receipt.der())
                .policy(|it| it.sha256_only = true)
                .refused_about("receipt_algorithm", what),
        );
    }
    cases
}

fn roots() -> Vec<Case> {
    let good = Receipt::new(&app("ProductionSandbox"), &Authority::new());
    let der = good.der();
    let mut without_root = good.clone();
    without_root.certificates.truncate(2);
    let mut with_decoy = good.clone();
    with_decoy.certificates[2] = super::decoy();
    let xcode_der = Receipt::xcode(&app("Xcode")).der();
    let mut other_xcode = super::make::xcode_cert();
    other_xcode.serial = der::integer(&[2]);
    let other_xcode = rsa::issue(&other_xcode, Hash::Sha256, &RsaKey::new("xcode"));
    vec![
        verify("apples_root_unless_another_is_given", &der)
            .policy(|it| it.root_sha256.clear())
            .refused_about("unknown_anchor", INTERMEDIATE),
        verify("root_of_another_fingerprint", &der)
            .policy(|it| it.root_sha256 = vec![fingerprint(b"other")])
            .refused_about("unknown_anchor", INTERMEDIATE),
        verify("root_left_out", &without_root.der()).refused_about("unknown_anchor", INTERMEDIATE),
        verify("root_of_the_same_name_in_the_receipt", &with_decoy.der())
            .refused_about("unknown_anchor", INTERMEDIATE),
        verify("root_of_the_same_name_given", &der)
            .policy(|it| {
                it.root_sha256.clear();
                it.roots.push("decoy");
            })
            .refused_about("bad_cert_signature", INTERMEDIATE),
        verify("xcode_certificate_on_an_ordinary_verifier", &xcode_der)
            .refused_about("issuer_mismatch", LEAF),
        verify_xcode("another_xcode_certificate", &xcode_der)
            .policy(|it| {
                it.xcode.clear();
                it.xcode_b64.push(base64(&other_xcode));
            })
            .refused_about("unknown_anchor", LEAF),
        verify_xcode("app_store_receipt_on_an_xcode_verifier", &der)
            .refused_about("unknown_anchor", LEAF),
        verify_xcode("xcode_certificate_expired_when_it_was_made", &{
            let late = app("Xcode").set(12, ia5("2040-03-27T17:52:36Z"));
            Receipt::xcode(&late).der()
        })
        .policy(|it| it.now_ms = ms("2041-01-01T00:00:00"))
        .refused_about("expired", LEAF),
    ]
}

/// Verifiers that cannot be built; the receipt is never seen.
fn policies() -> Vec<Case> {
    let good = Authority::new().build();
    let case = |name: &str, change: &dyn Fn(&mut super::Verify)| {
        let mut verify = super::verify_text(name, "");
        change(&mut verify);
        verify
    };
    let root = |name: &str, der: &[u8]| {
        let root = base64(der);
        case(name, &move |it| it.roots_b64 = vec![root.clone()])
            .refused_about("receipt_anchor", ROOT)
    };
    let changed = |change: &dyn Fn(&mut Cert)| {
        let mut authority = Authority::new();
        change(&mut authority.root);
        authority.build().remove(2)
    };
    let xcode_policy = |it: &mut super::Verify| {
        it.root_sha256.clear();
        it.xcode = vec!["xcode"];
        it.environments = vec!["Xcode"];
    };
    vec![
        case("policy_without_environment", &|it| it.environments.clear()).refused("invalid_input"),
        case("policy_local_testing", &|it| it.environments = vec!["LocalTesting"])
            .refused("invalid_input"),
        case("policy_unknown_environment", &|it| it.environments = vec!["sandbox"])
            .refused("invalid_input"),
        case("policy_empty_bundle_id", &|it| it.bundle_ids = vec![""]).refused("invalid_input"),
        case("policy_xcode_without_certificate", &|it| it.environments = vec!["Xcode"])
            .refused("invalid_input"),
        case("policy_xcode_certificate_without_xcode", &|it| it.xcode = vec!["xcode"])
            .refused("invalid_input"),
        case("policy_xcode_beside_sandbox", &|it| {
            xcode_policy(it);
            it.environments.push("Sandbox");
        })
        .refused("invalid_input"),
        case("policy_xcode_beside_a_root", &|it| {
            xcode_policy(it);
            it.roots.push("test");
        })
        .refused("invalid_input"),
        case("policy_xcode_beside_a_fingerprint", &|it| {
            xcode_policy(it);
            it.root_sha256 = vec![fingerprint(b"other")];
        })
        .refused("invalid_input"),
        case("policy_xcode_certificate_garbage", &|it| {
            xcode_policy(it);
            it.xcode_b64 = vec![base64(b"garbage")];
        })
        .refused_about("receipt_anchor", "Xcode certificate"),
        case("policy_xcode_certificate_with_bytes_after_it", &|it| {
            xcode_policy(it);
            it.xcode_b64 = vec![base64([&xcode()[..], &[0]].concat())];
        })
        .refused("receipt_anchor"),
        case("policy_fingerprint_of_31_bytes", &|it| it.root_sha256 = vec!["ab".repeat(31)])
            .refused_about("receipt_anchor", ROOT),
        root("policy_root_garbage", b"garbage"),
        root("policy_root_leaf", &good[0]),
        root("policy_root_on_a_curve", &changed(&|it| it.spki = Key::p384("root").spki())),
        root("policy_root_no_authority", &changed(&|it| it.put(cert::no_authority()))),
        root("policy_root_without_room_below", &good[1]),
        root("policy_root_of_apples_other_kind", &crate::chain::Chain::good().root),
    ]
}
