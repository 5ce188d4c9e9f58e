//! Table C, rows 14 to 18: signatures and keys of certificates.

use sha2::{Digest, Sha256};

use crate::cert::{self, Cert};
use crate::chain::{Authority, Chain};
use crate::der;
use crate::file::Case;
use crate::key::{Curve, Key, Signature, ec_spki, hex, plus_one};
use crate::table_c::{
    INTERMEDIATE, LEAF, changed, mock_changed, mock_with_bytes, some, under, with_bytes,
};
use crate::verify::{Accepted, Verify};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = encodings();
    cases.extend(numbers());
    cases.extend(points());
    cases.extend(parameters());
    cases.extend(kinds());
    cases
}

/// Writes a signature as the element that stands in a certificate.
type Encode<'a> = &'a dyn Fn(&Signature) -> Vec<u8>;

/// A good chain with any element as the signature of one certificate. The leaf is the mock
/// authority's, signed on P-256; the intermediate the other's, signed on P-384.
fn with_signature(name: &str, who: &str, make: Encode<'_>) -> Verify {
    let change = |authority: &Authority, chain: &mut Chain| {
        let (cert, issuer) = certificate(authority, who);
        let signature = issuer.sign(cert.hash, &cert.tbs());
        let certificate = cert.with_signature(&make(&signature));
        *(if who == "leaf" { &mut chain.leaf } else { &mut chain.intermediate }) = certificate;
    };
    let name = name.replace("WHO", who);
    if who == "leaf" { mock_with_bytes(name, change) } else { with_bytes(name, change) }
}

/// The curve of the signature on the leaf and on the intermediate of these cases.
fn signed_on(who: &str) -> Curve {
    if who == "leaf" { Curve::P256 } else { Curve::P384 }
}

fn certificate<'a>(authority: &'a Authority, who: &str) -> (&'a Cert, &'a Key) {
    if who == "leaf" {
        (&authority.leaf, &authority.intermediate_key)
    } else {
        (&authority.intermediate, &authority.root_key)
    }
}

const BOTH: [(&str, &str); 2] = [("leaf", LEAF), ("intermediate", INTERMEDIATE)];

/// C14: each of these holds the right numbers.
fn encodings() -> Vec<Case> {
    let value = |r: &[u8], s: &[u8]| der::bits(&der::sequence(&[r, s]));
    let zero_first = |number: &[u8]| der::integer(&[&[0, 0][..], number].concat());
    let long = |tag: u8, content: &[u8]| {
        der::with_length(tag, &der::long_length(content.len(), 2), content)
    };
    let mut cases = Vec::new();
    for (who, subject) in BOTH {
        let encodings: [(&str, Encode<'_>); 12] = [
            ("c14_leading_zero_in_r_of_WHO", &|s| value(&zero_first(&s.r), &der::unsigned(&s.s))),
            ("c14_leading_zero_in_s_of_WHO", &|s| value(&der::unsigned(&s.r), &zero_first(&s.s))),
            ("c14_long_length_of_r_in_WHO", &|s| {
                value(&long(der::INTEGER, der::content(&der::unsigned(&s.r))), &der::unsigned(&s.s))
            }),
            ("c14_long_length_of_the_sequence_in_WHO", &|s| {
                der::bits(&long(der::SEQUENCE, der::content(&s.der())))
            }),
            ("c14_indefinite_length_in_WHO", &|s| {
                let content = [der::content(&s.der()), &[0, 0]].concat();
                der::bits(&der::with_length(der::SEQUENCE, &[0x80], &content))
            }),
            ("c14_bytes_after_the_sequence_in_WHO", &|s| der::bits(&[&s.der()[..], &[0]].concat())),
            ("c14_bytes_after_s_in_WHO", &|s| {
                value(&der::unsigned(&s.r), &[&der::unsigned(&s.s)[..], &der::NULL].concat())
            }),
            ("c14_unused_bits_in_WHO", &|s| der::bits_unused(1, &s.der())),
            ("c14_raw_form_in_WHO", &|s| der::bits(&s.raw())),
            ("c14_empty_in_WHO", &|_| der::bits(&[])),
            ("c14_sequence_of_nothing_in_WHO", &|_| der::bits(&der::sequence(&[]))),
            ("c14_as_a_set_in_WHO", &|s| {
                der::bits(&der::element(der::SET, der::content(&s.der())))
            }),
        ];
        for (name, make) in encodings.into_iter().take(some(who, 6)) {
            cases
                .push(with_signature(name, who, make).refused_about("bad_cert_signature", subject));
        }
        // A number with its highest bit set and no zero before it is negative.
        cases.push(
            with_signature("c14_negative_r_in_WHO", who, &|s| {
                let mut r = s.r.clone();
                r[0] |= 0x80;
                value(&der::integer(&r), &der::unsigned(&s.s))
            })
            .refused_about("bad_cert_signature", subject),
        );
        cases.push(
            with_signature("c14_one_bit_of_s_flipped_in_WHO", who, &|s| {
                let mut s = s.clone();
                let last = s.s.len() - 1;
                s.s[last] ^= 1;
                der::bits(&s.der())
            })
            .refused_about("bad_cert_signature", subject),
        );
        cases.push(
            with_signature("c14_twin_with_the_other_s_in_WHO", who, &|s| {
                der::bits(&s.twin(signed_on(who)).der())
            })
            .accepted(Accepted::transaction(crate::payload::transaction())),
        );
    }
    cases
}

/// C15 for certificates.
fn numbers() -> Vec<Case> {
    let mut cases = Vec::new();
    for (who, subject) in BOTH {
        let order = signed_on(who).order();
        let length = order.len();
        for (name, number) in [
            ("zero", vec![0; length]),
            ("the_order", order.clone()),
            ("the_order_plus_one", plus_one(&order)),
            ("all_ones", vec![0xff; length]),
            ("longer_than_the_field", [&[1], &order[..]].concat()),
        ]
        .into_iter()
        .take(some(who, 4))
        {
            let with = |half: &str, make: &dyn Fn(&Signature) -> Signature| {
                with_signature(&format!("c15_WHO_{half}_{name}"), who, &|s| {
                    der::bits(&make(s).der())
                })
                .refused_about("bad_cert_signature", subject)
            };
            cases.push(with("r", &|s| Signature { r: number.clone(), s: s.s.clone() }));
            cases.push(with("s", &|s| Signature { r: s.r.clone(), s: number.clone() }));
        }
        cases.push(
            with_signature("c15_WHO_r_and_s_zero", who, &|_| {
                der::bits(&Signature { r: vec![0], s: vec![0] }.der())
            })
            .refused_about("bad_cert_signature", subject),
        );
    }
    cases
}

/// A good chain with another public key in the leaf or the intermediate. The certificates
/// below it cannot verify, but the key is read before that.
fn with_key(name: &str, who: &str, spki: Vec<u8>) -> Verify {
    let name = name.replace("WHO", who);
    if who == "leaf" {
        mock_changed(name, |a| a.leaf.spki = spki)
    } else {
        changed(name, |a| a.intermediate.spki = spki)
    }
}

/// A point whose x is so small that x plus the prime still fits the field's bytes.
fn point_with_small_x() -> (Vec<u8>, Vec<u8>) {
    (0..=255_u8)
        .find_map(|last| {
            let mut compressed = vec![0; 33];
            compressed[0] = 2;
            compressed[32] = last;
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&compressed).ok()?;
            let point = key.to_sec1_point(false).as_bytes().to_vec();
            Some((point[1..33].to_vec(), point[33..].to_vec()))
        })
        .expect("half of all numbers are some point's x")
}

fn add(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut carry = 0_u16;
    let mut sum: Vec<u8> = a
        .iter()
        .zip(b)
        .rev()
        .map(|(a, b)| {
            let value = u16::from(*a) + u16::from(*b) + carry;
            carry = value >> 8;
            value.to_be_bytes()[1]
        })
        .collect();
    assert_eq!(carry, 0, "the sum fits");
    sum.reverse();
    sum
}

/// C16.
fn points() -> Vec<Case> {
    let mut cases = Vec::new();
    for (who, subject) in BOTH {
        let authority = if who == "leaf" { Authority::mock() } else { Authority::new() };
        let key = if who == "leaf" { &authority.leaf_key } else { &authority.intermediate_key };
        let curve = key.curve();
        let point = key.point();
        let (x, y) = point[1..].split_at(curve.bytes());
        let join = |first: u8, parts: &[&[u8]]| [&[first], &parts.concat()[..]].concat();
        let mut off = point.clone();
        let last = off.len() - 1;
        off[last] ^= 1;
        let odd = y[y.len() - 1] & 1;
        let points: Vec<(&str, Vec<u8>)> = vec![
            ("off_the_curve", off),
            ("at_infinity", vec![0]),
            ("x_equal_to_the_prime", join(4, &[&curve.prime(), y])),
            ("all_ones", join(4, &[&vec![0xff; 2 * curve.bytes()]])),
            ("compressed", join(2 + odd, &[x])),
            ("hybrid", join(6 + odd, &[x, y])),
            ("one_byte_short", point[..point.len() - 1].to_vec()),
            ("one_byte_long", [&point[..], &[0]].concat()),
            ("at_infinity_at_full_length", vec![0; point.len()]),
            ("origin", join(4, &[&vec![0; 2 * curve.bytes()]])),
            ("y_equal_to_the_prime", join(4, &[x, &curve.prime()])),
            ("hybrid_of_the_wrong_sign", join(7 - odd, &[x, y])),
            ("unknown_form", join(5, &[x, y])),
            ("half", join(4, &[x])),
            ("empty", Vec::new()),
        ];
        for (name, point) in points.into_iter().take(some(who, 8)) {
            cases.push(
                with_key(&format!("c16_key_of_WHO_{name}"), who, ec_spki(curve, &point))
                    .refused_about("unsupported_key", subject),
            );
        }
    }
    let (x, y) = point_with_small_x();
    let above = [&[4][..], &add(&x, &Curve::P256.prime()), &y].concat();
    cases.push(
        with_key("c16_key_of_WHO_x_above_the_prime", "leaf", ec_spki(Curve::P256, &above))
            .refused_about("unsupported_key", LEAF),
    );
    cases
}

/// The explicit parameters of P-256 (SEC 1 appendix C.2), with a generator of choice.
fn explicit_parameters(generator: impl AsRef<[u8]>) -> Vec<u8> {
    let field =
        der::sequence(&[&der::oid("1.2.840.10045.1.1"), &der::unsigned(&Curve::P256.prime())]);
    let a = hex("ffffffff00000001000000000000000000000000fffffffffffffffffffffffc");
    let b = hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    der::sequence(&[
        &der::integer(&[1]),
        &field,
        &der::sequence(&[&der::octets(&a), &der::octets(&b)]),
        &der::octets(generator.as_ref()),
        &der::unsigned(&Curve::P256.order()),
        &der::integer(&[1]),
    ])
}

/// The generator of P-256 (SEC 2), uncompressed.
fn generator() -> Vec<u8> {
    hex(concat!(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
    ))
}

/// A key on P-256 whose curve is spelled out, with the usual generator or with the key itself.
pub(crate) fn explicit_spki(point: &[u8], itself: bool) -> Vec<u8> {
    let parameters = explicit_parameters(if itself { point.to_vec() } else { generator() });
    let algorithm = der::sequence(&[&der::oid("1.2.840.10045.2.1"), &parameters]);
    der::sequence(&[&algorithm, &der::bits(point)])
}

/// C17, and other parameters that name no curve.
fn parameters() -> Vec<Case> {
    let mut cases = Vec::new();
    for (who, subject) in BOTH {
        let authority = if who == "leaf" { Authority::mock() } else { Authority::new() };
        let key = if who == "leaf" { &authority.leaf_key } else { &authority.intermediate_key };
        let point = if who == "leaf" { key.point() } else { Key::p256("anything").point() };
        for (name, parameters) in [
            ("explicit_parameters_of_p256", explicit_parameters(generator())),
            // The point itself as generator: the private number is one, and everybody can sign.
            ("explicit_parameters_with_itself_as_generator", explicit_parameters(&point)),
            ("null_parameters", der::NULL.to_vec()),
            ("no_parameters", Vec::new()),
        ] {
            let algorithm = der::sequence(&[&der::oid("1.2.840.10045.2.1"), &parameters]);
            let spki = der::sequence(&[&algorithm, &der::bits(&point)]);
            cases.push(
                with_key(&format!("c17_{name}_in_WHO"), who, spki)
                    .refused_about("unsupported_key", subject),
            );
        }
    }
    cases
}

/// C18: keys of other kinds.
fn kinds() -> Vec<Case> {
    let stream = |length: usize| -> Vec<u8> {
        (0_u32..).flat_map(|n| Sha256::digest(n.to_be_bytes())).take(length).collect()
    };
    let mut modulus = stream(256);
    modulus[0] |= 0x80;
    modulus[255] |= 1;
    let rsa = der::sequence(&[
        &cert::algorithm_with_null("1.2.840.113549.1.1.1"),
        &der::bits(&der::sequence(&[&der::unsigned(&modulus), &der::integer(&[1, 0, 1])])),
    ]);
    let ec = |curve: &str, point: &[u8]| {
        let algorithm = der::sequence(&[&der::oid("1.2.840.10045.2.1"), &der::oid(curve)]);
        der::sequence(&[&algorithm, &der::bits(point)])
    };
    let p521 = ec("1.3.132.0.35", &[&[4, 0], &stream(65)[..], &[0], &stream(65)].concat());
    // Its generator (SEC 2 section 2.4.1), so that the point is a good one.
    let secp256k1 = ec(
        "1.3.132.0.10",
        &hex(concat!(
            "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
            "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
        )),
    );
    let p224 = ec("1.3.132.0.33", &[&[4], &stream(56)[..]].concat());
    let ed25519 = der::sequence(&[&cert::algorithm("1.3.101.112"), &der::bits(&stream(32))]);
    let ecdh = {
        // id-ecDH restricts the key to agreement (RFC 5480 section 2.1.2).
        let algorithm = der::sequence(&[&der::oid("1.3.132.1.12"), &der::oid(Curve::P256.oid())]);
        der::sequence(&[&algorithm, &der::bits(&Key::p256("anything").point())])
    };
    let mut cases = Vec::new();
    for (who, subject) in BOTH {
        for (name, spki) in [
            ("rsa", &rsa),
            ("p521", &p521),
            ("ed25519", &ed25519),
            ("secp256k1", &secp256k1),
            ("p224", &p224),
            ("ecdh", &ecdh),
        ]
        .into_iter()
        .take(some(who, 3))
        {
            cases.push(
                with_key(&format!("c18_{name}_key_in_WHO"), who, spki.clone())
                    .refused_about("unsupported_key", subject),
            );
        }
        cases.push(
            with_key(
                "c18_p384_point_named_p256_in_WHO",
                who,
                ec_spki(Curve::P256, &Key::p384("anything").point()),
            )
            .refused_about("unsupported_key", subject),
        );
    }
    let p384_leaf = Authority::with_keys(
        Key::p384("root"),
        Key::p384("intermediate"),
        Key::p384("leaf on P-384"),
    )
    .build();
    cases.push(under("c18_leaf_on_p384", &p384_leaf).refused_about("unsupported_key", LEAF));
    // Both issuers may be on either curve.
    for (name, root_key, intermediate_key) in [
        ("p256_root", Key::p256("root on P-256"), Key::p384("intermediate")),
        ("p256_intermediate", Key::p384("root"), Key::p256("intermediate on P-256")),
    ] {
        let chain = Authority::with_keys(root_key, intermediate_key, Key::p256("leaf")).build();
        cases.push(
            under(format!("c18_{name}"), &chain)
                .root(&chain.root)
                .accepted(Accepted::transaction(crate::payload::transaction())),
        );
    }
    cases
}
