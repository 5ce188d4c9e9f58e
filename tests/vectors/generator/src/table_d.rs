//! Table D: the token's signature.

use serde_json::json;

use crate::chain::{Authority, Chain, earlier_signed};
use crate::file::Case;
use crate::key::{Curve, Key, plus_one};
use crate::payload::{transaction, with};
use crate::time::ms;
use crate::token::{base64url, decode, resigned, sign, split, token, x5c};
use crate::verify::{Accepted, verify};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = flipped();
    cases.extend(lengths());
    cases.extend(numbers());
    cases.extend(twins());
    cases.extend(other_tokens());
    cases
}

fn good() -> String {
    token(&Chain::mock(), &transaction().to_string())
}

fn good_signature() -> crate::key::Signature {
    let token = good();
    let raw = decode(split(&token)[2]);
    crate::key::Signature { r: raw[..32].to_vec(), s: raw[32..].to_vec() }
}

/// D1, at a few places; the tests of the library walk every byte.
fn flipped() -> Vec<Case> {
    // A member that is ignored, so that the header still says the same.
    let header = format!(r#"{{"alg":"ES256","kid":"key-0","x5c":{}}}"#, x5c(&Chain::mock().x5c()));
    let payload = transaction().to_string();
    let token = sign(&header, &payload, &Chain::mock().key);
    let [header_part, payload_part, signature_part] = split(&token);
    let refused = |name: &str, token: String| verify(name, token).refused("bad_signature");
    let other_header = base64url(header.replace("key-0", "key-1"));
    let mut cases = vec![
        refused(
            "d1_one_bit_of_header_flipped",
            format!("{other_header}.{payload_part}.{signature_part}"),
        ),
        refused(
            "d1_white_space_added_to_header",
            format!("{}.{payload_part}.{signature_part}", base64url(format!("{header} "))),
        ),
        refused(
            "d1_white_space_added_to_payload",
            format!("{header_part}.{}.{signature_part}", base64url(format!("{payload} "))),
        ),
    ];
    for (name, from, to) in [
        ("product_id", "\"pro\"", "\"prp\""),
        ("transaction_id", "\"21\"", "\"20\""),
        ("milliseconds_of_signed_date", "789}", "788}"),
    ] {
        let changed = payload.replacen(from, to, 1);
        assert_ne!(changed, payload, "{from} occurs");
        cases.push(refused(
            &format!("d1_one_bit_of_payload_flipped_in_{name}"),
            format!("{header_part}.{}.{signature_part}", base64url(changed)),
        ));
    }
    for at in [0_usize, 31, 32, 63] {
        for bit in [0x01, 0x80_u8] {
            let mut signature = decode(signature_part);
            signature[at] ^= bit;
            cases.push(refused(
                &format!("d1_bit_{bit:02x}_of_signature_byte_{at}_flipped"),
                resigned(&token, &signature),
            ));
        }
    }
    cases
}

/// D2. An empty signature is no signature at all: a3_empty_signature.
fn lengths() -> Vec<Case> {
    let signature = good_signature();
    let raw = signature.raw();
    [
        ("1_byte", vec![raw[0]]),
        ("32_bytes", raw[..32].to_vec()),
        ("63_bytes", raw[..63].to_vec()),
        ("63_bytes_without_the_first", raw[1..].to_vec()),
        ("65_bytes", [&raw[..], &[0]].concat()),
        ("65_bytes_with_a_zero_first", [&[0], &raw[..]].concat()),
        ("96_bytes", [&raw[..], &raw[..32]].concat()),
        ("128_bytes", raw.repeat(2)),
        ("16_kibibytes", raw.repeat(256)),
        ("16_kibibytes_of_zeros", vec![0; 16 * 1024]),
        ("der_form", signature.der()),
        ("hexadecimal_form", hex(&raw).into_bytes()),
    ]
    .into_iter()
    .map(|(name, bytes)| {
        verify(format!("d2_signature_of_{name}"), resigned(&good(), &bytes))
            .refused("bad_signature")
    })
    .collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// C15 for the token: numbers that no signature has.
fn numbers() -> Vec<Case> {
    let good = good_signature();
    let order = Curve::P256.order();
    let zero = vec![0; 32];
    let mut one = zero.clone();
    one[31] = 1;
    let mut cases = Vec::new();
    for (name, number) in [
        ("zero", zero.clone()),
        ("the_order", order.clone()),
        ("the_order_plus_one", plus_one(&order)),
        ("all_ones", vec![0xff; 32]),
    ] {
        for (half, raw) in [
            ("r", [&number[..], &good.s].concat()),
            ("s", [&good.r[..], &number].concat()),
            ("r_and_s", [&number[..], &number].concat()),
        ] {
            let token = resigned(&self::good(), &raw);
            cases.push(verify(format!("c15_token_{half}_{name}"), token).refused("bad_signature"));
        }
    }
    let ones = [&one[..], &one].concat();
    cases.push(
        verify("c15_token_r_and_s_one", resigned(&self::good(), &ones)).refused("bad_signature"),
    );
    cases
}

/// D3: both signatures of a pair are valid in JOSE.
fn twins() -> Vec<Case> {
    let signature = good_signature();
    let twin = signature.twin(Curve::P256);
    let (high, low) =
        if signature.s[0] & 0x80 == 0 { (twin, signature) } else { (signature, twin) };
    [("high", high), ("low", low)]
        .into_iter()
        .map(|(name, signature)| {
            verify(format!("d3_{name}_s"), resigned(&good(), &signature.raw()))
                .accepted(Accepted::transaction(transaction()))
        })
        .collect()
}

/// D4: parts of two tokens that both verify.
fn other_tokens() -> Vec<Case> {
    let chain = Chain::mock();
    let first = good();
    let other_payload = with(transaction(), &[("/productId", json!("max"))]);
    let same_leaf = token(&chain, &other_payload.to_string());
    let earlier = Authority::mock_earlier().build();
    let earlier_payload = with(transaction(), &[("/signedDate", json!(earlier_signed()))]);
    let other_leaf = token(&earlier, &earlier_payload.to_string());
    let [header, payload, signature] = split(&first);
    let [_, same_payload, same_signature] = split(&same_leaf);
    let [other_header, other_payload_part, other_signature] = split(&other_leaf);
    let refused =
        |name: &str, parts: [&str; 3]| verify(name, parts.join(".")).refused("bad_signature");
    // At this time both leaves are valid, so that nothing but the signature is at fault.
    let both_valid = ms("2025-10-01T00:00:00");
    let refused_while_both_valid = |name: &str, parts: [&str; 3]| {
        verify(name, parts.join(".")).check_time(both_valid).refused("bad_signature")
    };
    vec![
        verify("d4_the_other_token_itself", &*other_leaf).accepted(
            Accepted::transaction(earlier_payload)
                .leaf_valid_until(ms(crate::chain::EARLIER_LEAF_VALIDITY.1)),
        ),
        refused("d4_payload_of_another_token", [header, same_payload, signature]),
        refused("d4_signature_of_another_token", [header, payload, same_signature]),
        refused_while_both_valid("d4_header_of_another_leaf", [other_header, payload, signature]),
        refused_while_both_valid(
            "d4_header_swapped_for_an_earlier_payload",
            [header, other_payload_part, other_signature],
        ),
        verify(
            "d4_signed_by_a_stranger",
            sign(crate::token::header(&chain), transaction().to_string(), &Key::p256("attacker")),
        )
        .refused("bad_signature"),
        verify(
            "d4_signed_by_the_intermediate",
            sign(
                crate::token::header(&chain),
                transaction().to_string(),
                &Key::p256("mock intermediate"),
            ),
        )
        .refused("bad_signature"),
        verify("d4_signature_over_the_payload_alone", {
            let over = chain.key.sign(crate::key::Hash::Sha256, payload.as_bytes());
            resigned(&first, &over.raw())
        })
        .refused("bad_signature"),
        verify("d4_signature_with_sha_384", {
            let over =
                chain.key.sign(crate::key::Hash::Sha384, format!("{header}.{payload}").as_bytes());
            resigned(&first, &over.raw())
        })
        .refused("bad_signature"),
    ]
}
