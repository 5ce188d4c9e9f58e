//! Table C, rows 20 and 21: DER, and texts that are not one certificate.

use crate::cert::{self, Cert};
use crate::chain::{Authority, Chain};
use crate::der;
use crate::file::Case;
use crate::payload::transaction;
use crate::table_c::{Change, INTERMEDIATE, LEAF, mock_changed, mock_under, mock_with_bytes, some};
use crate::token::{base64, header_with, sign, x5c_texts};
use crate::verify::{Accepted, verify};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = whole();
    cases.extend(parts());
    cases.extend(booleans());
    cases.extend(not_one_certificate());
    cases
}

/// What a case makes of a whole certificate.
type Form<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;

/// The certificate under other length octets, and what is no certificate at all.
fn whole() -> Vec<Case> {
    let mut cases = Vec::new();
    for (who, subject) in [("leaf", LEAF), ("intermediate", INTERMEDIATE)] {
        let forms: [(&str, Form<'_>); 22] = [
            ("indefinite_length", &|der| {
                [&[der::SEQUENCE, 0x80], der::content(der), &[0, 0]].concat()
            }),
            ("indefinite_length_without_end", &|der| {
                [&[der::SEQUENCE, 0x80], der::content(der)].concat()
            }),
            ("length_of_three_octets", &|der| {
                let content = der::content(der);
                der::with_length(der::SEQUENCE, &der::long_length(content.len(), 3), content)
            }),
            ("length_of_eight_octets", &|der| {
                let content = der::content(der);
                der::with_length(der::SEQUENCE, &der::long_length(content.len(), 8), content)
            }),
            ("length_of_126_octets", &|der| {
                let content = der::content(der);
                der::with_length(der::SEQUENCE, &der::long_length(content.len(), 126), content)
            }),
            ("length_octet_ff", &|der| der::with_length(der::SEQUENCE, &[0xff], der::content(der))),
            ("length_one_past_the_end", &|der| {
                let content = der::content(der);
                der::with_length(der::SEQUENCE, &der::length(content.len() + 1), content)
            }),
            ("length_of_2_to_the_32_less_one", &|der| {
                der::with_length(der::SEQUENCE, &[0x84, 0xff, 0xff, 0xff, 0xff], der::content(der))
            }),
            ("length_of_2_to_the_32", &|der| {
                der::with_length(der::SEQUENCE, &[0x85, 1, 0, 0, 0, 0], der::content(der))
            }),
            ("length_of_2_to_the_64_less_one", &|der| {
                let length = [&[0x88][..], &[0xff; 8]].concat();
                der::with_length(der::SEQUENCE, &length, der::content(der))
            }),
            ("length_of_2_to_the_64_and_its_own", &|der| {
                // Whoever keeps the lowest eight octets alone reads the right length.
                let content = der::content(der);
                let mut length = der::long_length(content.len(), 9);
                length[1] = 1;
                der::with_length(der::SEQUENCE, &length, content)
            }),
            ("one_byte_after_it", &|der| [der, &[0]].concat()),
            ("one_byte_missing", &|der| der[..der.len() - 1].to_vec()),
            ("half_of_it", &|der| der[..der.len() / 2].to_vec()),
            ("first_byte_alone", &|der| der[..1].to_vec()),
            ("no_byte", &|_| Vec::new()),
            ("high_tag_form", &|der| {
                // SEQUENCE as a tag number of its own octet.
                [&[0x3f, 0x10], &der[1..]].concat()
            }),
            ("a_set", &|der| [&[der::SET], &der[1..]].concat()),
            ("primitive_sequence", &|der| [&[0x10], &der[1..]].concat()),
            ("inside_a_sequence", &|der| der::sequence(&[der])),
            ("sequences_nested_1000_deep", &|_| der::nested(1000)),
            ("indefinite_sequences_nested_6000_deep", &|_| [der::SEQUENCE, 0x80].repeat(6000)),
        ];
        for (name, form) in forms.into_iter().take(some(who, 7)) {
            cases.push(
                mock_with_bytes(format!("c20_{who}_{name}"), |_, chain| {
                    let place =
                        if who == "leaf" { &mut chain.leaf } else { &mut chain.intermediate };
                    *place = form(place);
                })
                .refused_about("malformed_cert", subject),
            );
        }
    }
    // Too long for an entry before anybody could recurse into it.
    cases.push(
        mock_with_bytes("c20_leaf_indefinite_sequences_nested_10_000_deep", |_, chain| {
            chain.leaf = [der::SEQUENCE, 0x80].repeat(10_000);
        })
        .refused("too_large"),
    );
    cases
}

/// Faults inside the signed part; each certificate is signed as it stands.
fn parts() -> Vec<Case> {
    let long = |element: &[u8]| {
        let content = der::content(element);
        let count = if content.len() < 0x80 { 1 } else { 2 };
        der::with_length(element[0], &der::long_length(content.len(), count), content)
    };
    let changes: Vec<(&str, Change)> = vec![
        ("serial_with_a_leading_zero", Box::new(|c| c.serial = der::integer(&[0, 0x47]))),
        ("serial_empty", Box::new(|c| c.serial = der::integer(&[]))),
        ("serial_as_an_octet_string", Box::new(|c| c.serial = der::octets(&[0x47]))),
        ("serial_with_a_long_length", Box::new(move |c| c.serial = long(&c.serial))),
        ("name_with_a_long_length", Box::new(move |c| c.subject = long(&c.subject))),
        ("name_as_a_set", Box::new(|c| c.subject[0] = der::SET)),
        ("name_nested_500_deep", Box::new(|c| c.subject = der::nested(500))),
        ("name_with_an_empty_part", Box::new(|c| c.subject = der::sequence(&[&der::set(&[])]))),
        ("validity_missing", Box::new(|c| c.not_before.clear())),
        ("key_missing", Box::new(|c| c.spki.clear())),
        ("key_as_a_set", Box::new(|c| c.spki[0] = der::SET)),
        (
            "bytes_after_the_extensions",
            Box::new(|c| {
                let list: Vec<u8> = extensions_of(c);
                c.other_extensions = Some([&list[..], &der::NULL].concat());
            }),
        ),
        (
            "extensions_with_a_long_length",
            Box::new(|c| {
                let list = extensions_of(c);
                let content = der::content(&list);
                let length = der::long_length(content.len(), 3);
                c.other_extensions = Some(der::with_length(0xa3, &length, content));
            }),
        ),
        (
            "extensions_under_another_tag",
            Box::new(|c| {
                let mut list = extensions_of(c);
                list[0] = 0xa4;
                c.other_extensions = Some(list);
            }),
        ),
        (
            "extension_with_bytes_after_its_value",
            Box::new(|c| {
                let entry = der::sequence(&[
                    &der::oid(cert::UNKNOWN),
                    &der::octets(&der::NULL),
                    &der::NULL,
                ]);
                c.other_extensions = Some(der::explicit(3, &der::sequence(&[&entry])));
            }),
        ),
        (
            "extension_identifier_empty",
            Box::new(|c| {
                let entry = der::sequence(&[&[0x06, 0x00], &der::octets(&der::NULL)]);
                c.other_extensions = Some(der::explicit(3, &der::sequence(&[&entry])));
            }),
        ),
        (
            "extension_identifier_with_padding",
            Box::new(|c| {
                let entry =
                    der::sequence(&[&[0x06, 0x03, 0x55, 0x80, 0x01], &der::octets(&der::NULL)]);
                c.other_extensions = Some(der::explicit(3, &der::sequence(&[&entry])));
            }),
        ),
        (
            "extension_identifier_that_does_not_end",
            Box::new(|c| {
                let entry =
                    der::sequence(&[&[0x06, 0x03, 0x55, 0x1d, 0x93], &der::octets(&der::NULL)]);
                c.other_extensions = Some(der::explicit(3, &der::sequence(&[&entry])));
            }),
        ),
        (
            "basic_constraints_with_bytes_after_it",
            Box::new(|c| {
                let value = [&der::sequence(&[])[..], &[0]].concat();
                c.put(cert::extension(cert::BASIC_CONSTRAINTS, true, &value));
            }),
        ),
        (
            "basic_constraints_not_a_sequence",
            Box::new(|c| c.put(cert::extension(cert::BASIC_CONSTRAINTS, true, &der::NULL))),
        ),
        (
            "basic_constraints_empty",
            Box::new(|c| c.put(cert::extension(cert::BASIC_CONSTRAINTS, true, &[]))),
        ),
        (
            "key_usage_not_a_bit_string",
            Box::new(|c| c.put(cert::extension(cert::KEY_USAGE, true, &der::octets(&[0x80])))),
        ),
        (
            "key_usage_without_unused_bits_octet",
            Box::new(|c| {
                let value = der::element(der::BIT_STRING, &[]);
                c.put(cert::extension(cert::KEY_USAGE, true, &value));
            }),
        ),
        (
            "key_usage_with_eight_unused_bits",
            Box::new(|c| {
                c.put(cert::extension(cert::KEY_USAGE, true, &der::bits_unused(8, &[0x80])));
            }),
        ),
    ];
    let mut cases: Vec<Case> = changes
        .into_iter()
        .map(|(name, change)| {
            mock_changed(format!("c20_leaf_{name}"), |a| change(&mut a.leaf))
                .refused_about("malformed_cert", LEAF)
        })
        .collect();
    let authority = Authority::mock();
    let tbs = authority.leaf.tbs();
    let with_tbs = |name: &str, tbs: Vec<u8>| {
        mock_with_bytes(name, |a, chain| chain.leaf = a.leaf.signed_as(&tbs, &a.intermediate_key))
            .refused_about("malformed_cert", LEAF)
    };
    let content = der::content(&tbs);
    cases.push(with_tbs(
        "c20_leaf_signed_part_with_a_long_length",
        der::with_length(der::SEQUENCE, &der::long_length(content.len(), 3), content),
    ));
    cases.push(with_tbs(
        "c20_leaf_signed_part_of_indefinite_length",
        [&[der::SEQUENCE, 0x80], content, &[0, 0]].concat(),
    ));
    cases.push(with_tbs("c20_leaf_signed_part_empty", der::sequence(&[])));
    cases
}

fn extensions_of(cert: &Cert) -> Vec<u8> {
    let mut without = cert.clone();
    without.other_extensions = Some(Vec::new());
    let with = cert.tbs();
    let (with, without) = (der::content(&with).to_vec(), der::content(&without.tbs()).to_vec());
    with[without.len()..].to_vec()
}

/// BOOLEAN in DER is 00 or FF, and a default is left out.
fn booleans() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, boolean) in [
        ("true_as_01", der::boolean(0x01)),
        ("true_as_80", der::boolean(0x80)),
        ("of_two_bytes", der::element(der::BOOLEAN, &[0xff, 0xff])),
        ("of_no_byte", der::element(der::BOOLEAN, &[])),
        ("false_written_out", der::boolean(0x00)),
    ] {
        cases.push(
            mock_changed(format!("c20_critical_{name}"), |a| {
                a.leaf.put(cert::raw_extension(cert::UNKNOWN, &boolean, &der::NULL));
            })
            .refused_about("malformed_cert", LEAF),
        );
        cases.push(
            mock_changed(format!("c20_authority_{name}"), |a| {
                let value = der::sequence(&[&boolean]);
                a.intermediate.put(cert::extension(cert::BASIC_CONSTRAINTS, true, &value));
            })
            .refused_about("malformed_cert", INTERMEDIATE),
        );
    }
    cases
}

/// C21.
fn not_one_certificate() -> Vec<Case> {
    let chain = Chain::mock();
    let body = base64(&chain.leaf);
    let lines: Vec<&str> =
        (0..body.len()).step_by(64).map(|at| &body[at..body.len().min(at + 64)]).collect();
    let pem =
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"));
    let rest = [base64(&chain.intermediate), base64(&chain.third)];
    let as_text = |name: &str, text: &str| {
        let entries = [text, &rest[0], &rest[1]];
        verify(name, sign(header_with(&x5c_texts(&entries)), transaction().to_string(), &chain.key))
    };
    vec![
        as_text("c21_pem_in_base64", &base64(&pem)).refused_about("malformed_cert", LEAF),
        as_text("c21_pem_as_it_is", &pem).refused("invalid_base64"),
        as_text("c21_base64_in_base64", &base64(&body)).refused_about("malformed_cert", LEAF),
        as_text("c21_two_certificates", &base64([&chain.leaf[..], &chain.intermediate].concat()))
            .refused_about("malformed_cert", LEAF),
        as_text("c21_the_same_certificate_twice", &base64(chain.leaf.repeat(2)))
            .refused_about("malformed_cert", LEAF),
        as_text("c21_two_base64_texts", &format!("{body},{}", rest[0])).refused("invalid_base64"),
        mock_under("c21_public_key_alone", &Chain { leaf: chain.key.spki(), ..chain.clone() })
            .refused_about("malformed_cert", LEAF),
        mock_under("c21_random_text", &Chain { leaf: b"certificate".to_vec(), ..chain.clone() })
            .refused_about("malformed_cert", LEAF),
        // A long serial number is unusual, but twenty bytes are allowed (RFC 5280 section 4.1.2.2).
        mock_changed("c20_serial_of_20_bytes", |a| a.leaf.serial = der::integer(&[0x7f; 20]))
            .accepted(Accepted::transaction(transaction())),
    ]
}
