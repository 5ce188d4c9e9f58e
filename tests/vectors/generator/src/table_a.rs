//! Table A: the compact form and its base64.

use serde_json::json;

use crate::cert::{self, Cert};
use crate::chain::{Authority, Chain};
use crate::der;
use crate::file::Case;
use crate::payload::{transaction, with};
use crate::token::{base64, base64url, header_with, sign, sign_texts, split, token, x5c_texts};
use crate::verify::{Accepted, verify};

/// The longest token: 256 KiB.
const MAX_TOKEN: usize = 262_144;

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = segments();
    cases.extend(foreign_characters());
    cases.extend(left_over_bits());
    cases.extend(certificates());
    cases
}

fn good() -> String {
    token(&Chain::mock(), &transaction().to_string())
}

/// A1, A2, A3, A6.
fn segments() -> Vec<Case> {
    let good = good();
    let [header, payload, signature] = split(&good);
    let malformed = |name: &str, token: String| verify(name, token).refused("malformed");
    let too_large = |name: &str, token: String| verify(name, token).refused("too_large");
    vec![
        malformed("a1_empty_string", String::new()),
        malformed("a1_one_segment", header.into()),
        malformed("a1_two_segments", format!("{header}.{payload}")),
        malformed("a1_four_segments", format!("{good}.{signature}")),
        malformed("a1_four_segments_last_empty", format!("{good}.")),
        malformed("a1_five_segments", format!("{header}.AAAA.AAAA.{payload}.{signature}")),
        malformed("a1_one_dot", ".".into()),
        malformed("a1_dots_up_to_the_size_limit", ".".repeat(MAX_TOKEN)),
        malformed("a1_no_dot_at_the_size_limit", "A".repeat(MAX_TOKEN)),
        verify("a2_at_the_size_limit", of_length(MAX_TOKEN))
            .accepted(Accepted::transaction(transaction())),
        too_large("a2_one_byte_over_the_size_limit", of_length(MAX_TOKEN + 1)),
        too_large("a2_dots_over_the_size_limit", ".".repeat(MAX_TOKEN + 1)),
        too_large("a2_four_megabytes", format!("{header}.{}.{signature}", "A".repeat(4 << 20))),
        malformed("a3_empty_header", format!(".{payload}.{signature}")),
        malformed("a3_empty_payload", format!("{header}..{signature}")),
        malformed("a3_empty_signature", format!("{header}.{payload}.")),
        malformed("a3_two_dots_alone", "..".into()),
        malformed(
            "a6_flattened_json",
            json!({"payload": payload, "protected": header, "signature": signature}).to_string(),
        ),
        malformed(
            "a6_general_json",
            json!({"payload": payload, "signatures": [{"protected": header, "signature": signature}]})
                .to_string(),
        ),
        verify(
            "a6_flattened_json_around_two_dots",
            json!({"payload": payload, "protected": header, "signature": format!("a.{signature}.b")})
                .to_string(),
        )
        .refused("invalid_base64"),
    ]
}

/// A token that verifies, brought to a length by white space in header and payload.
fn of_length(length: usize) -> String {
    let chain = Chain::mock();
    let header = crate::token::header(&chain);
    let payload = transaction().to_string();
    let encoded = |bytes: usize| (bytes * 4).div_ceil(3);
    (0..3)
        .find_map(|spaces| {
            let header = format!("{header}{}", " ".repeat(spaces));
            let room = length - encoded(header.len()) - encoded(64) - 2;
            let bytes = room * 3 / 4;
            (encoded(bytes) == room).then(|| {
                let payload = format!("{payload}{}", " ".repeat(bytes - payload.len()));
                let token = sign(&header, payload, &chain.key);
                assert_eq!(token.len(), length);
                token
            })
        })
        .expect("one of three headers leaves a possible length")
}

/// A token whose three parts all hold `-` and `_`, so that each can be written with `+` and
/// `/`, and have a length that could be padded.
fn with_both_characters() -> String {
    let chain = Chain::mock();
    // At each of the three alignments of base64 one of these gives each character.
    let both = "???>>> ???>>>  ???>>>";
    let x5c = crate::token::x5c(&chain.x5c());
    let suits =
        |part: &str| part.contains('-') && part.contains('_') && !part.len().is_multiple_of(4);
    (0..900)
        .map(|n| {
            let header =
                format!(r#"{{"alg":"ES256","z":"{both}","x5c":{x5c}}}{}"#, " ".repeat(n % 3));
            let payload = with(transaction(), &[("/z", json!(both)), ("/n", json!(n))]);
            sign(header, format!("{payload}{}", " ".repeat(n / 3 % 3)), &chain.key)
        })
        .find(|token| split(token).into_iter().all(suits))
        .expect("one of 900 tokens has both characters in each part")
}

/// A4.
fn foreign_characters() -> Vec<Case> {
    let chain = Chain::mock();
    let token = with_both_characters();
    let parts = split(&token);
    let mut cases = Vec::new();
    for (index, segment) in ["header", "payload", "signature"].into_iter().enumerate() {
        // Header and payload are signed as they stand, so that a reader that forgives the
        // character would accept the token.
        let replaced = |part: String| {
            let mut parts = parts.map(str::to_owned);
            parts[index] = part;
            let [header, payload, signature] = parts;
            if index == 2 {
                format!("{header}.{payload}.{signature}")
            } else {
                sign_texts(&header, &payload, &chain.key)
            }
        };
        let part = parts[index];
        let (head, tail) = part.split_at(8);
        for (what, part) in [
            ("padding", format!("{part}{}", "=".repeat((4 - part.len() % 4) % 4))),
            ("plus_for_minus", part.replacen('-', "+", 1)),
            ("slash_for_underscore", part.replacen('_', "/", 1)),
            ("a_space", format!("{head} {tail}")),
            ("a_line_feed", format!("{head}\n{tail}")),
            ("a_carriage_return_and_line_feed", format!("{head}\r\n{tail}")),
            ("nul", format!("{head}\0{tail}")),
            ("a_letter_beyond_ascii", format!("{head}é{tail}")),
            ("percent_encoding", format!("{head}%2D{tail}")),
        ] {
            cases.push(
                verify(format!("a4_{what}_in_{segment}"), replaced(part)).refused("invalid_base64"),
            );
        }
    }
    let good = good();
    cases.push(
        verify("a4_line_feed_after_the_token", format!("{good}\n")).refused("invalid_base64"),
    );
    cases.push(verify("a4_space_before_the_token", format!(" {good}")).refused("invalid_base64"));
    cases.push(
        verify("a4_quotes_around_the_token", format!("\"{good}\"")).refused("invalid_base64"),
    );
    cases
}

/// Sets the lowest bit of the last character, which encodes nothing.
fn with_left_over_bit(part: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    assert_ne!(part.len() % 4, 0, "a part with bits left over");
    let last = part.as_bytes()[part.len() - 1];
    let value = ALPHABET.iter().position(|c| *c == last).expect("base64url");
    format!("{}{}", &part[..part.len() - 1], char::from(ALPHABET[value | 1]))
}

/// A5.
fn left_over_bits() -> Vec<Case> {
    let chain = Chain::mock();
    let header = crate::token::header(&chain);
    let payload = transaction().to_string();
    // White space at the end brings a text to the length at which bits are left over.
    let padded = |text: &str, remainder: usize| {
        (0..3)
            .map(|n| format!("{text}{}", " ".repeat(n)))
            .find(|text| text.len() % 3 == remainder)
            .expect("one of three lengths")
    };
    let mut cases = Vec::new();
    for (remainder, bits) in [(1, "four"), (2, "two")] {
        let header_part = base64url(padded(&header, remainder));
        let payload_part = base64url(padded(&payload, remainder));
        cases.push(
            verify(
                format!("a5_one_of_{bits}_left_over_bits_set_in_header"),
                sign_texts(&with_left_over_bit(&header_part), &payload_part, &chain.key),
            )
            .refused("invalid_base64"),
        );
        cases.push(
            verify(
                format!("a5_one_of_{bits}_left_over_bits_set_in_payload"),
                sign_texts(&header_part, &with_left_over_bit(&payload_part), &chain.key),
            )
            .refused("invalid_base64"),
        );
    }
    let good = good();
    let [header, payload, signature] = split(&good);
    cases.push(
        verify(
            "a5_one_of_four_left_over_bits_set_in_signature",
            format!("{header}.{payload}.{}", with_left_over_bit(signature)),
        )
        .refused("invalid_base64"),
    );
    // One character more than whole groups of four encodes less than a byte.
    let longer = |part: &str| format!("{part}{}", "A".repeat((5 - part.len() % 4) % 4));
    for (segment, token) in [
        ("header", sign_texts(&longer(header), payload, &chain.key)),
        ("payload", sign_texts(header, &longer(payload), &chain.key)),
        ("signature", format!("{header}.{payload}.{}", longer(signature))),
        ("every_part_of_one_character", "e.e.e".into()),
    ] {
        cases.push(
            verify(format!("a5_length_one_above_four_in_{segment}"), token)
                .refused("invalid_base64"),
        );
    }
    cases
}

/// A chain whose certificates need padding and hold both characters that base64url replaces.
fn chain_with_padding() -> Chain {
    let key_of = |authority: &Authority, position: usize| match position {
        0 => authority.intermediate_key.clone(),
        _ => authority.root_key.clone(),
    };
    let authority = Authority::mock();
    let mut chain = authority.build();
    let suits = |der: &[u8]| {
        let text = base64(der);
        text.ends_with('=') && text.contains('+') && text.contains('/')
    };
    let search = |cert: &Cert, position: usize| {
        (1..=200_u8)
            .flat_map(|n| {
                let mut cert = cert.clone();
                cert.serial = der::integer(&vec![0x11; usize::from(n % 16) + 1][..]);
                cert.put(cert::extension(cert::UNKNOWN, false, &[n]));
                [cert.signed_by(&key_of(&authority, position))]
            })
            .find(|der| suits(der))
            .expect("one of 200 certificates suits")
    };
    chain.leaf = search(&authority.leaf, 0);
    chain.intermediate = search(&authority.intermediate, 1);
    chain.third = search(&authority.root, 2);
    chain
}

/// A7.
fn certificates() -> Vec<Case> {
    let chain = chain_with_padding();
    let texts = chain.x5c().map(base64);
    let payload = transaction().to_string();
    let mut cases = Vec::new();
    for (index, entry) in ["leaf", "intermediate", "third"].into_iter().enumerate() {
        let text = texts[index].as_str();
        let (head, tail) = text.split_at(64);
        let unpadded = text.trim_end_matches('=');
        for (what, changed) in [
            ("in_base64url", base64url(chain.x5c()[index])),
            ("without_padding", unpadded.into()),
            ("with_a_space", format!("{head} {tail}")),
            ("with_a_line_break", format!("{head}\n{tail}")),
            (
                "with_left_over_bits",
                with_left_over_bit(&unpadded.replace('+', "-").replace('/', "_"))
                    .replace('-', "+")
                    .replace('_', "/")
                    + &text[unpadded.len()..],
            ),
            ("in_base64url_with_padding", text.replace('+', "-").replace('/', "_")),
            ("with_too_much_padding", format!("{text}=")),
            ("with_a_line_break_at_its_end", format!("{text}\n")),
        ]
        .into_iter()
        .take(if index == 0 { usize::MAX } else { 5 })
        {
            // The last ones for the leaf alone: the three entries are read alike.
            let mut entries = texts.clone();
            entries[index] = changed;
            let token = sign(header_with(&x5c_texts(&entries)), &payload, &chain.key);
            cases.push(verify(format!("a7_{entry}_{what}"), token).refused("invalid_base64"));
        }
    }
    cases
}
