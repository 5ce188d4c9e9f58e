//! Table C: certificates and the chain. Everything here hangs under the authority shaped like
//! Apple's: P-384 above a P-256 leaf, ecdsa-with-SHA384.

use serde_json::{Value, json};

use crate::cert::{self, Cert, Extension};
use crate::chain::{Authority, Chain};
use crate::der;
use crate::file::Case;
use crate::key::{Hash, Key};
use crate::payload::{transaction, with};
use crate::time::time;
use crate::token::{header_with, sign, token, x5c_texts};
use crate::verify::{Accepted, Verify, verify};

pub(crate) const LEAF: &str = "leaf certificate";
pub(crate) const INTERMEDIATE: &str = "intermediate certificate";
pub(crate) const ROOT: &str = "root certificate";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = vec![
        under("c0_chain_shaped_like_apples", &Chain::good())
            .accepted(Accepted::transaction(transaction())),
    ];
    cases.extend(strangers());
    cases.extend(markers());
    cases.extend(authorities());
    cases.extend(extensions());
    cases.extend(crate::table_c_dates::cases());
    cases.extend(algorithms());
    cases.extend(crate::table_c_crypto::cases());
    cases.extend(crate::table_c_names::cases());
    cases.extend(crate::table_c_der::cases());
    cases.extend(third_entry());
    cases
}

/// What a case does to a certificate before it is signed.
pub(crate) type Change = Box<dyn Fn(&mut Cert)>;
type ChangeRef<'a> = &'a dyn Fn(&mut Cert);

/// The smallest transaction, signed by the chain's leaf, under the root "test".
pub(crate) fn under(name: impl Into<String>, chain: &Chain) -> Verify {
    verify(name, token(chain, &transaction().to_string())).roots(&["test"])
}

/// The same after one change to the authority.
pub(crate) fn changed(name: impl Into<String>, change: impl FnOnce(&mut Authority)) -> Verify {
    under(name, &Chain::changed(change))
}

/// The same with other bytes as the leaf or the intermediate.
pub(crate) fn with_bytes(
    name: impl Into<String>,
    change: impl FnOnce(&Authority, &mut Chain),
) -> Verify {
    let authority = Authority::new();
    let mut chain = authority.build();
    change(&authority, &mut chain);
    under(name, &chain)
}

/// The three above around the mock authority, whose tokens are shorter: for faults that have
/// nothing to do with curves, key usages and key identifiers.
pub(crate) fn mock_under(name: impl Into<String>, chain: &Chain) -> Verify {
    verify(name, token(chain, &transaction().to_string()))
}

pub(crate) fn mock_changed(name: impl Into<String>, change: impl FnOnce(&mut Authority)) -> Verify {
    let mut authority = Authority::mock();
    change(&mut authority);
    mock_under(name, &authority.build())
}

pub(crate) fn mock_with_bytes(
    name: impl Into<String>,
    change: impl FnOnce(&Authority, &mut Chain),
) -> Verify {
    let authority = Authority::mock();
    let mut chain = authority.build();
    change(&authority, &mut chain);
    mock_under(name, &chain)
}

/// How many of a list of faults are tried: on the leaf all of them, on the intermediate, which
/// the same code reads, the first `few`.
pub(crate) fn some(who: &str, few: usize) -> usize {
    if who == "leaf" { usize::MAX } else { few }
}

fn accepted(case: Verify) -> Case {
    case.accepted(Accepted::transaction(transaction()))
}

/// C1, C2, C3: chains that somebody else made.
fn strangers() -> Vec<Case> {
    let strange_keys = || {
        Authority::with_keys(
            Key::p384("stranger root"),
            Key::p384("stranger intermediate"),
            Key::p256("stranger leaf"),
        )
    };
    let mut own_names = strange_keys();
    own_names.root.subject = cert::name("Stranger Root CA");
    own_names.root.issuer = own_names.root.subject.clone();
    own_names.intermediate.issuer = own_names.root.subject.clone();
    own_names.intermediate.subject = cert::name("Stranger WWDR CA");
    own_names.leaf.issuer = own_names.intermediate.subject.clone();
    let own_names = own_names.build();

    let copied = strange_keys().build();
    let genuine = Chain::good();
    let with_genuine_root = Chain { third: genuine.root.clone(), ..copied.clone() };
    let with_genuine_issuers =
        Chain { intermediate: genuine.intermediate.clone(), third: genuine.root, ..copied.clone() };

    // An authority that the pinned key never signed, under the pinned name, and the reverse.
    let other_key = Chain::changed(|a| a.root_key = Key::p384("stranger root"));
    let other_name = Chain::changed(|a| a.intermediate.issuer = cert::name("Test Root CA 2"));
    // Names compare as bytes: neither case nor string type is forgiven.
    let other_case = Chain::changed(|a| a.intermediate.issuer = cert::name("TEST ROOT CA"));
    let other_type =
        Chain::changed(|a| a.intermediate.issuer = cert::printable_name("Test Root CA"));

    vec![
        under("c1_complete_chain_of_a_stranger", &own_names)
            .refused_about("unknown_anchor", INTERMEDIATE),
        under("c2_names_copied_own_root_third", &copied)
            .refused_about("bad_cert_signature", INTERMEDIATE),
        under("c2_names_copied_genuine_root_third", &with_genuine_root)
            .refused_about("bad_cert_signature", INTERMEDIATE),
        under("c2_names_copied_genuine_intermediate", &with_genuine_issuers)
            .refused_about("bad_cert_signature", LEAF),
        under("c3_intermediate_by_another_key_of_the_same_name", &other_key)
            .refused_about("bad_cert_signature", INTERMEDIATE),
        under("c3_pinned_root_of_the_same_name_and_another_key", &Chain::good())
            .roots(&["decoy"])
            .refused_about("bad_cert_signature", INTERMEDIATE),
        accepted(under("c3_decoy_and_root_both_pinned", &Chain::good()).roots(&["decoy", "test"])),
        accepted(under("c3_root_and_decoy_both_pinned", &Chain::good()).roots(&["test", "decoy"])),
        under("c3_intermediate_by_the_pinned_key_under_another_name", &other_name)
            .refused_about("unknown_anchor", INTERMEDIATE),
        under("c3_issuer_in_another_case", &other_case)
            .refused_about("unknown_anchor", INTERMEDIATE),
        under("c3_issuer_as_another_string_type", &other_type)
            .refused_about("unknown_anchor", INTERMEDIATE),
        under("c1_root_of_another_authority_pinned", &Chain::good())
            .roots(&["mock"])
            .refused_about("bad_cert_signature", INTERMEDIATE),
        under("c22_no_root_pinned", &Chain::good()).roots(&[]).refused("bad_anchor"),
    ]
}

/// C4, C5.
fn markers() -> Vec<Case> {
    let without = |oid: &'static str| move |cert: &mut Cert| cert.remove(oid);
    let instead = |oid: &'static str, other: &'static str| {
        move |cert: &mut Cert| {
            cert.remove(oid);
            cert.put(cert::marker(other));
        }
    };
    let leaf: Vec<(&str, Change)> = vec![
        ("without_marker", Box::new(without(cert::LEAF_MARKER))),
        ("with_sibling_6_11_2", Box::new(instead(cert::LEAF_MARKER, "1.2.840.113635.100.6.11.2"))),
        ("with_parent_6_11", Box::new(instead(cert::LEAF_MARKER, "1.2.840.113635.100.6.11"))),
        (
            "with_child_6_11_1_1",
            Box::new(instead(cert::LEAF_MARKER, "1.2.840.113635.100.6.11.1.1")),
        ),
        (
            "with_the_intermediates_marker",
            Box::new(instead(cert::LEAF_MARKER, cert::INTERMEDIATE_MARKER)),
        ),
        ("without_any_extension", Box::new(|cert: &mut Cert| cert.extensions.clear())),
        (
            "with_the_marker_inside_another_extension",
            Box::new(|cert: &mut Cert| {
                cert.remove(cert::LEAF_MARKER);
                cert.put(cert::extension(cert::UNKNOWN, false, &der::oid(cert::LEAF_MARKER)));
            }),
        ),
    ];
    let intermediate: Vec<(&str, Change)> = vec![
        ("without_marker", Box::new(without(cert::INTERMEDIATE_MARKER))),
        (
            "with_sibling_6_2_2",
            Box::new(instead(cert::INTERMEDIATE_MARKER, "1.2.840.113635.100.6.2.2")),
        ),
        ("with_the_leafs_marker", Box::new(instead(cert::INTERMEDIATE_MARKER, cert::LEAF_MARKER))),
    ];
    let mut cases = Vec::new();
    for (name, change) in leaf {
        cases.push(
            mock_changed(format!("c4_leaf_{name}"), |a| change(&mut a.leaf))
                .refused_about("leaf_marker", LEAF),
        );
    }
    for (name, change) in intermediate {
        cases.push(
            mock_changed(format!("c5_intermediate_{name}"), |a| change(&mut a.intermediate))
                .refused_about("intermediate_marker", INTERMEDIATE),
        );
    }
    cases
}

/// C6, C7, C8: who may issue, and who may sign.
fn authorities() -> Vec<Case> {
    let constraints = |critical: bool, parts: &[&[u8]]| {
        cert::extension(cert::BASIC_CONSTRAINTS, critical, &der::sequence(parts))
    };
    let yes = der::boolean(0xff);
    let intermediate =
        |name: &str, extension: Extension| changed(name, move |a| a.intermediate.put(extension));
    let leaf = |name: &str, extension: Extension| changed(name, move |a| a.leaf.put(extension));

    // A certificate of the leaf's shape, issued by the root itself, with a leaf below it: the
    // key of a genuine leaf used as an authority.
    let leaf_below_leaf = |with_marker: bool| {
        Chain::changed(|a| {
            a.intermediate.extensions.clear();
            a.intermediate.put(cert::no_authority());
            a.intermediate.put(cert::key_usage(cert::DIGITAL_SIGNATURE));
            a.intermediate.put(cert::marker(cert::LEAF_MARKER));
            if with_marker {
                a.intermediate.put(cert::marker(cert::INTERMEDIATE_MARKER));
            }
        })
    };
    // The same with a genuine leaf: below it, one level too low for the pinned root.
    let below_genuine_leaf = {
        let genuine = Authority::new();
        let mut forged = Authority::new();
        forged.leaf_key = Key::p256("forged leaf");
        forged.leaf.spki = forged.leaf_key.spki();
        forged.leaf.issuer = genuine.leaf.subject.clone();
        let chain = genuine.build();
        Chain {
            leaf: forged.leaf.signed_by(&genuine.leaf_key),
            intermediate: chain.leaf,
            third: chain.intermediate,
            root: chain.root,
            key: forged.leaf_key,
        }
    };

    vec![
        under("c6_leaf_used_as_intermediate", &leaf_below_leaf(false))
            .refused_about("not_a_ca", INTERMEDIATE),
        under("c6_leaf_used_as_intermediate_with_its_marker", &leaf_below_leaf(true))
            .refused_about("not_a_ca", INTERMEDIATE),
        under("c6_genuine_leaf_in_second_place", &below_genuine_leaf)
            .refused_about("unknown_anchor", INTERMEDIATE),
        changed("c6_intermediate_without_basic_constraints", |a| {
            a.intermediate.remove(cert::BASIC_CONSTRAINTS);
        })
        .refused_about("not_a_ca", INTERMEDIATE),
        intermediate("c6_intermediate_with_empty_basic_constraints", constraints(true, &[]))
            .refused_about("not_a_ca", INTERMEDIATE),
        changed("c6_intermediate_without_any_extension", |a| a.intermediate.extensions.clear())
            .refused_about("not_a_ca", INTERMEDIATE),
        accepted(intermediate(
            "c6_intermediate_with_basic_constraints_not_critical",
            constraints(false, &[&yes]),
        )),
        accepted(changed("c6_leaf_without_basic_constraints", |a| {
            a.leaf.remove(cert::BASIC_CONSTRAINTS);
        })),
        {
            let mut authority = Authority::new();
            authority.root.put(cert::authority(Some(0)));
            let chain = authority.build();
            under("c7_root_permits_no_authority_below_it", &chain)
                .root(&chain.root)
                .refused("path_length")
        },
        {
            let mut authority = Authority::new();
            authority.root.put(cert::authority(Some(1)));
            let chain = authority.build();
            accepted(under("c7_root_permits_one_authority_below_it", &chain).root(&chain.root))
        },
        accepted(intermediate(
            "c7_path_length_of_2_to_the_31_less_one",
            constraints(true, &[&yes, &der::integer(&[0x7f, 0xff, 0xff, 0xff])]),
        )),
        intermediate(
            "c7_path_length_of_2_to_the_31",
            constraints(true, &[&yes, &der::integer(&[0, 0x80, 0, 0, 0])]),
        )
        .refused_about("malformed_cert", INTERMEDIATE),
        intermediate(
            "c7_path_length_of_2_to_the_64",
            constraints(true, &[&yes, &der::integer(&[1, 0, 0, 0, 0, 0, 0, 0, 0])]),
        )
        .refused_about("malformed_cert", INTERMEDIATE),
        intermediate("c7_path_length_negative", constraints(true, &[&yes, &der::integer(&[0xff])]))
            .refused_about("malformed_cert", INTERMEDIATE),
        intermediate(
            "c7_path_length_with_a_leading_zero",
            constraints(true, &[&yes, &der::integer(&[0, 0])]),
        )
        .refused_about("malformed_cert", INTERMEDIATE),
        intermediate(
            "c7_intermediate_no_authority_with_a_path_length",
            constraints(true, &[&der::integer(&[0])]),
        )
        .refused_about("malformed_cert", INTERMEDIATE),
        leaf("c7_leaf_no_authority_with_a_path_length", constraints(true, &[&der::integer(&[0])]))
            .refused_about("malformed_cert", LEAF),
        intermediate("c8_intermediate_may_not_sign_certificates", cert::key_usage(cert::CRL_SIGN))
            .refused_about("key_usage", INTERMEDIATE),
        intermediate(
            "c8_intermediate_may_only_sign_data",
            cert::key_usage(cert::DIGITAL_SIGNATURE),
        )
        .refused_about("key_usage", INTERMEDIATE),
        accepted(intermediate(
            "c8_intermediate_may_only_sign_certificates",
            cert::key_usage(cert::KEY_CERT_SIGN),
        )),
        accepted(changed("c8_no_key_usage_anywhere", |a| {
            a.intermediate.remove(cert::KEY_USAGE);
            a.leaf.remove(cert::KEY_USAGE);
        })),
        leaf("c8_leaf_may_not_sign_data", cert::key_usage(cert::KEY_ENCIPHERMENT))
            .refused_about("key_usage", LEAF),
        leaf(
            "c8_leaf_with_an_empty_key_usage",
            cert::extension(cert::KEY_USAGE, true, &der::bits(&[])),
        )
        .refused_about("key_usage", LEAF),
        leaf(
            "c8_leaf_may_sign_certificates_too",
            cert::key_usage(cert::DIGITAL_SIGNATURE | cert::KEY_CERT_SIGN),
        )
        .refused_about("key_usage", LEAF),
        leaf("c8_leaf_is_an_authority", cert::authority(None)).refused_about("leaf_is_ca", LEAF),
        leaf("c8_leaf_is_an_authority_not_critical", constraints(false, &[&yes]))
            .refused_about("leaf_is_ca", LEAF),
        changed("c8_leaf_is_an_authority_with_its_key_usage", |a| {
            a.leaf.put(cert::authority(Some(0)));
            a.leaf.put(cert::key_usage(cert::DIGITAL_SIGNATURE | cert::KEY_CERT_SIGN));
        })
        .refused_about("leaf_is_ca", LEAF),
    ]
}

/// C9, C10.
fn extensions() -> Vec<Case> {
    // Permitted subtree: every DNS name below example.com.
    let subtree = der::sequence(&[&der::element(0x82, b"example.com")]);
    let name_constraints = der::sequence(&[&der::element(0xa0, &subtree)]);
    let policy_constraints = der::sequence(&[&der::element(0x80, &[0])]);
    let mut cases = Vec::new();
    for (who, subject) in [("leaf", LEAF), ("intermediate", INTERMEDIATE)] {
        let changed = |name: &str, change: ChangeRef<'_>| {
            mock_changed(name.replace("WHO", who), |a| {
                change(if who == "leaf" { &mut a.leaf } else { &mut a.intermediate });
            })
        };
        let marker = if who == "leaf" { cert::LEAF_MARKER } else { cert::INTERMEDIATE_MARKER };
        let unhandled: [(&str, Extension); 5] = [
            ("c9_unknown_critical_in_WHO", cert::extension(cert::UNKNOWN, true, &der::NULL)),
            ("c9_marker_critical_in_WHO", cert::extension(marker, true, &der::NULL)),
            (
                "c9_name_constraints_critical_in_WHO",
                cert::extension(cert::NAME_CONSTRAINTS, true, &name_constraints),
            ),
            (
                "c9_name_constraints_not_critical_in_WHO",
                cert::extension(cert::NAME_CONSTRAINTS, false, &name_constraints),
            ),
            (
                "c9_policy_constraints_critical_in_WHO",
                cert::extension(cert::POLICY_CONSTRAINTS, true, &policy_constraints),
            ),
        ];
        for (name, extension) in unhandled {
            cases.push(
                changed(name, &|cert| cert.put(extension.clone()))
                    .refused_about("unhandled_critical", subject),
            );
        }
        let unknown = cert::extension(cert::UNKNOWN, false, &der::NULL);
        cases.push(accepted(changed("c9_unknown_not_critical_in_WHO", &|cert| {
            cert.put(unknown.clone());
        })));
        for (name, extension) in [
            ("c10_marker_twice_in_WHO", cert::repeated(&cert::marker(marker), 2)),
            ("c10_unknown_twice_in_WHO", cert::repeated(&unknown, 2)),
            (
                "c10_basic_constraints_twice_in_WHO",
                cert::repeated(
                    &if who == "leaf" { cert::no_authority() } else { cert::authority(None) },
                    2,
                ),
            ),
        ] {
            cases.push(
                changed(name, &|cert| cert.put(extension.clone()))
                    .refused_about("duplicate_extension", subject),
            );
        }
        let malformed: [(&str, ChangeRef<'_>); 8] = [
            ("c10_extensions_in_version_1_of_WHO", &|cert| cert.version.clear()),
            ("c10_version_field_0_in_WHO", &|cert| cert.version = cert::version(0)),
            ("c10_version_field_1_in_WHO", &|cert| cert.version = cert::version(1)),
            ("c10_version_field_3_in_WHO", &|cert| cert.version = cert::version(3)),
            ("c10_version_field_negative_in_WHO", &|cert| cert.version = cert::version(0xff)),
            ("c10_empty_list_of_extensions_in_WHO", &|cert| {
                cert.other_extensions = Some(der::explicit(3, &der::sequence(&[])));
            }),
            ("c10_empty_field_of_extensions_in_WHO", &|cert| {
                cert.other_extensions = Some(der::explicit(3, &[]));
            }),
            ("c10_extension_without_value_in_WHO", &|cert| {
                let entry = der::sequence(&[&der::oid(cert::UNKNOWN)]);
                cert.other_extensions = Some(der::explicit(3, &der::sequence(&[&entry])));
            }),
        ];
        for (name, change) in malformed.into_iter().take(some(who, 3)) {
            cases.push(changed(name, change).refused_about("malformed_cert", subject));
        }
    }
    // Content that nobody reads may be anything.
    cases.push(accepted(mock_changed("c9_unknown_not_critical_nested_500_deep", |a| {
        a.leaf.put(cert::extension(cert::UNKNOWN, false, &der::nested(500)));
    })));
    cases
}

/// C13, and the algorithms of C18.
fn algorithms() -> Vec<Case> {
    const RSA_SHA256: &str = "1.2.840.113549.1.1.11";
    const RSA_PSS: &str = "1.2.840.113549.1.1.10";
    const ECDSA_SHA1: &str = "1.2.840.10045.4.1";
    const ECDSA_SHA512: &str = "1.2.840.10045.4.3.4";
    const ED25519: &str = "1.3.101.112";
    let mut cases = Vec::new();
    for (who, subject) in [("leaf", LEAF), ("intermediate", INTERMEDIATE)] {
        let changed = |name: &str, change: ChangeRef<'_>| {
            mock_changed(name.replace("WHO", who), |a| {
                change(if who == "leaf" { &mut a.leaf } else { &mut a.intermediate });
            })
        };
        let with_null = || cert::algorithm_with_null(cert::ECDSA_SHA384);
        let mismatches: [(&str, ChangeRef<'_>); 6] = [
            ("c13_inner_sha256_outer_sha384_in_WHO", &|cert| {
                cert.inner_algorithm = cert::algorithm(cert::ECDSA_SHA256);
            }),
            ("c13_inner_sha384_outer_sha256_in_WHO", &|cert| {
                cert.outer_algorithm = cert::algorithm(cert::ECDSA_SHA256);
            }),
            ("c13_inner_rsa_outer_ecdsa_in_WHO", &|cert| {
                cert.inner_algorithm = cert::algorithm_with_null(RSA_SHA256);
            }),
            ("c13_null_parameters_in_both_in_WHO", &|cert| {
                cert.inner_algorithm = with_null();
                cert.outer_algorithm = with_null();
            }),
            ("c13_null_parameters_in_inner_in_WHO", &|cert| cert.inner_algorithm = with_null()),
            ("c13_null_parameters_in_outer_in_WHO", &|cert| cert.outer_algorithm = with_null()),
        ];
        for (name, change) in mismatches.into_iter().take(some(who, 4)) {
            cases.push(changed(name, change).refused_about("algorithm_mismatch", subject));
        }
        for (name, algorithm) in [
            ("rsa_with_sha256", cert::algorithm_with_null(RSA_SHA256)),
            ("rsa_pss", cert::algorithm(RSA_PSS)),
            ("ecdsa_with_sha1", cert::algorithm(ECDSA_SHA1)),
            ("ecdsa_with_sha512", cert::algorithm(ECDSA_SHA512)),
            ("ed25519", cert::algorithm(ED25519)),
        ]
        .into_iter()
        .take(some(who, 2))
        {
            let case = changed(&format!("c18_WHO_signed_with_{name}"), &|cert| {
                cert.inner_algorithm = algorithm.clone();
                cert.outer_algorithm = algorithm.clone();
            });
            cases.push(case.refused_about("unsupported_algorithm", subject));
        }
        // Curve and hash vary independently.
        cases.push(accepted(changed("c13_sha256_in_WHO", &Cert::use_sha256)));
        // The identifiers agree with each other, but not with what was done.
        cases.push(
            changed("c13_sha256_claimed_sha384_used_in_WHO", &|cert| {
                cert.use_sha256();
                cert.hash = Hash::Sha384;
            })
            .refused_about("bad_cert_signature", subject),
        );
    }
    cases
}

/// C23: the third entry carries no weight.
fn third_entry() -> Vec<Case> {
    let chain = Chain::good();
    let expired = Chain::changed(|a| {
        a.root.not_before = time("2001-01-01T00:00:00");
        a.root.not_after = time("2002-01-01T00:00:00");
    })
    .root;
    // Apple's own mock tokens have this: version 1, no extensions, the root's key.
    let version_1 = Chain::changed(|a| {
        a.root.version.clear();
        a.root.extensions.clear();
    })
    .root;
    let foreign = Chain::mock().root;
    let mut cases: Vec<Case> = [
        ("garbage", b"not a certificate".to_vec()),
        ("an_expired_root_of_the_same_key", expired),
        ("a_version_1_root_of_the_same_key", version_1),
        ("a_foreign_root", foreign),
        ("the_leaf", chain.leaf.clone()),
        ("the_intermediate", chain.intermediate.clone()),
        ("der_nested_500_deep", der::nested(500)),
    ]
    .into_iter()
    .map(|(name, third)| {
        let chain = Chain { third, ..chain.clone() };
        accepted(under(format!("c23_third_entry_is_{name}"), &chain))
    })
    .collect();
    // No weight also means: it cannot stand in for a root that is not pinned.
    cases.push(
        under("c23_third_entry_is_the_root_but_not_pinned", &chain)
            .roots(&["mock"])
            .refused_about("bad_cert_signature", INTERMEDIATE),
    );
    let texts = x5c_texts(&[
        crate::token::base64(&chain.leaf),
        crate::token::base64(&chain.intermediate),
        "not base64".into(),
    ]);
    cases.push(
        verify(
            "c23_third_entry_is_not_base64",
            sign(header_with(&texts), transaction().to_string(), &chain.key),
        )
        .roots(&["test"])
        .refused("invalid_base64"),
    );
    cases
}

/// A transaction signed at another time.
pub(crate) fn signed_at(ms: i64) -> Value {
    with(transaction(), &[("/signedDate", json!(ms))])
}
