//! Table B: the header.

use serde_json::json;

use crate::chain::{Authority, Chain};
use crate::file::Case;
use crate::key::Key;
use crate::payload::transaction;
use crate::token::{
    base64, base64url, header_with, hmac_sha256, resigned, sign, sign_texts, x5c, x5c_texts,
};
use crate::verify::{Accepted, verify};

/// The longest certificate in a header, in characters of base64.
const MAX_CERTIFICATE: usize = 16 * 1024;
/// The deepest nesting of JSON.
const MAX_DEPTH: usize = 32;

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = algorithms();
    cases.extend(shared_secrets());
    cases.extend(critical());
    cases.extend(own_keys());
    cases.extend(duplicates());
    cases.extend(not_json());
    cases.extend(depth());
    cases.extend(chain_shape());
    cases.extend(order());
    cases
}

/// The `x5c` of the good chain.
fn good_x5c() -> String {
    x5c(&Chain::mock().x5c())
}

/// The good payload under another header, signed by the leaf: only the header is at fault.
fn under(header: impl AsRef<[u8]>) -> String {
    sign(header, transaction().to_string(), &Chain::mock().key)
}

/// The good header with these members before its `x5c`, `alg` included.
fn members(members: &str) -> String {
    under(format!(r#"{{{members},"x5c":{}}}"#, good_x5c()))
}

/// B1, B3.
fn algorithms() -> Vec<Case> {
    let alg = |name: &str, value: &str| {
        verify(name, members(&format!(r#""alg":{value}"#))).refused("unsupported_algorithm")
    };
    let mut cases = vec![
        alg("b1_alg_none", r#""none""#),
        alg("b1_alg_none_capitalized", r#""None""#),
        alg("b1_alg_none_mixed", r#""nOnE""#),
        alg("b1_alg_empty", r#""""#),
        alg("b1_alg_number", "256"),
        alg("b1_alg_null", "null"),
        alg("b1_alg_true", "true"),
        alg("b1_alg_list", r#"["ES256"]"#),
        alg("b1_alg_object", r#"{"ES256":1}"#),
        verify("b1_alg_missing", under(format!(r#"{{"x5c":{}}}"#, good_x5c())))
            .refused("unsupported_algorithm"),
        verify("b1_alg_under_another_case", members(r#""Alg":"ES256""#))
            .refused("unsupported_algorithm"),
        verify("b1_alg_with_nul_in_its_name", members(r#""alg\u0000":"ES256""#))
            .refused("unsupported_algorithm"),
        verify("b1_empty_header", under("{}")).refused("unsupported_algorithm"),
    ];
    // Unsecured, as RFC 7515 appendix A.5 writes it: the empty signature is refused first.
    let unsecured = members(r#""alg":"none""#);
    let (input, _) = unsecured.rsplit_once('.').expect("a token");
    cases.push(verify("b1_alg_none_without_signature", format!("{input}.")).refused("malformed"));

    for (name, value) in [
        ("es384", "ES384"),
        ("es512", "ES512"),
        ("es256k", "ES256K"),
        ("rs256", "RS256"),
        ("ps256", "PS256"),
        ("eddsa", "EdDSA"),
        ("lower_case", "es256"),
        ("trailing_space", "ES256 "),
        ("leading_space", " ES256"),
        ("trailing_nul", "ES256\\u0000"),
        ("fullwidth_letter", "\u{ff25}S256"),
    ] {
        cases.push(alg(&format!("b3_alg_{name}"), &format!("\"{value}\"")));
    }
    cases.push(
        verify("b3_alg_es256_written_with_escapes", members(r#""alg":"\u0045S256""#))
            .accepted(Accepted::transaction(transaction())),
    );
    cases
}

/// B2: a shared secret that everybody can read.
fn shared_secrets() -> Vec<Case> {
    let chain = Chain::mock();
    let spki = chain.key.spki();
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n{}\n-----END PUBLIC KEY-----\n",
        &base64(&spki)[..64],
        &base64(&spki)[64..]
    );
    [
        ("raw_point", chain.key.point()),
        ("spki_der", spki.clone()),
        ("spki_pem", pem.into_bytes()),
        ("certificate_der", chain.leaf),
        ("nothing", Vec::new()),
    ]
    .into_iter()
    .map(|(name, secret)| {
        let token = members(r#""alg":"HS256""#);
        let (input, _) = token.rsplit_once('.').expect("a token");
        let token = resigned(&token, &hmac_sha256(&secret, input.as_bytes()));
        verify(format!("b2_hs256_keyed_with_{name}"), token).refused("unsupported_algorithm")
    })
    .collect()
}

/// B4, B5.
fn critical() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        ("unknown_name", r#""crit":["exp-2"],"exp-2":1"#),
        ("absent_target", r#""crit":["exp-2"]"#),
        ("empty_list", r#""crit":[]"#),
        ("alg", r#""crit":["alg"]"#),
        ("x5c", r#""crit":["x5c"]"#),
        ("itself", r#""crit":["crit"]"#),
        ("repeated_name", r#""crit":["a","a"],"a":1"#),
        ("string", r#""crit":"alg""#),
        ("number", r#""crit":1"#),
        ("null", r#""crit":null"#),
        ("false", r#""crit":false"#),
        ("object", r#""crit":{}"#),
        ("list_of_numbers", r#""crit":[1]"#),
        ("written_with_escapes", r#""\u0063rit":["exp-2"],"exp-2":1"#),
    ]
    .into_iter()
    .map(|(name, more)| {
        let token = members(&format!(r#""alg":"ES256",{more}"#));
        verify(format!("b4_crit_{name}"), token).refused("critical_header")
    })
    .collect();

    for (name, more) in [
        ("false_with_crit", r#""crit":["b64"],"b64":false"#),
        ("false_without_crit", r#""b64":false"#),
        ("true", r#""b64":true"#),
        ("string", r#""b64":"false""#),
        ("null", r#""b64":null"#),
    ] {
        let token = members(&format!(r#""alg":"ES256",{more}"#));
        cases.push(verify(format!("b5_b64_{name}"), token).refused("critical_header"));
    }
    // RFC 7797: the payload as it is, or not there at all.
    let chain = Chain::mock();
    let header =
        base64url(format!(r#"{{"alg":"ES256","b64":false,"crit":["b64"],"x5c":{}}}"#, good_x5c()));
    let payload = transaction().to_string().replace('.', "-");
    cases.push(
        verify("b5_unencoded_payload", sign_texts(&header, &payload, &chain.key))
            .refused("invalid_base64"),
    );
    let signed = sign_texts(&header, &base64url(&payload), &chain.key);
    let [_, _, signature] = crate::token::split(&signed);
    cases
        .push(verify("b5_detached_payload", format!("{header}..{signature}")).refused("malformed"));
    cases
}

/// B6: keys that the token brings along.
fn own_keys() -> Vec<Case> {
    let attacker = Key::p256("attacker");
    let point = attacker.point();
    let jwk = json!({
        "kty": "EC",
        "crv": "P-256",
        "x": base64url(&point[1..33]),
        "y": base64url(&point[33..]),
    });
    let payload = transaction().to_string();
    let by_attacker =
        sign(format!(r#"{{"alg":"ES256","jwk":{jwk},"x5c":{}}}"#, good_x5c()), &payload, &attacker);
    let by_attacker_alone = sign(format!(r#"{{"alg":"ES256","jwk":{jwk}}}"#), &payload, &attacker);
    let mut cases = vec![
        verify("b6_jwk_that_verifies", by_attacker).refused("forbidden_header"),
        verify("b6_jwk_that_verifies_without_x5c", by_attacker_alone).refused("forbidden_header"),
    ];
    for (name, more) in [
        ("jwk_beside_a_good_signature", format!(r#""jwk":{jwk}"#)),
        ("jwk_null", r#""jwk":null"#.into()),
        ("jwk_of_a_shared_secret", r#""jwk":{"kty":"oct","k":"AAAA"}"#.into()),
        ("jku", r#""jku":"https://example.com/keys.json""#.into()),
        ("jku_empty", r#""jku":"""#.into()),
        ("x5u", r#""x5u":"https://example.com/chain.pem""#.into()),
        ("x5u_number", r#""x5u":1"#.into()),
    ] {
        let token = members(&format!(r#""alg":"ES256",{more}"#));
        cases.push(verify(format!("b6_{name}"), token).refused("forbidden_header"));
    }
    let ignored = r#""alg":"ES256","kid":"Apple_Xcode_Key","typ":"JWT","cty":7,"x5t":"AAAA","unknown":{"crit":["x"],"jwk":1}"#;
    cases.push(
        verify("b6_other_members_are_ignored", members(ignored))
            .accepted(Accepted::transaction(transaction())),
    );
    cases
}

/// B7.
fn duplicates() -> Vec<Case> {
    let x5c = good_x5c();
    [
        ("alg", members(r#""alg":"ES256","alg":"ES256""#)),
        ("alg_none_first", members(r#""alg":"none","alg":"ES256""#)),
        ("alg_none_last", members(r#""alg":"ES256","alg":"none""#)),
        ("alg_hidden_by_an_escape", members(r#""alg":"ES256","\u0061lg":"ES256""#)),
        ("alg_hidden_by_an_escape_first", members(r#""\u0061l\u0067":"ES256","alg":"ES256""#)),
        ("x5c", under(format!(r#"{{"alg":"ES256","x5c":{x5c},"x5c":[]}}"#))),
        (
            "x5c_hidden_by_an_escape",
            under(format!(r#"{{"alg":"ES256","x5\u0063":[],"x5c":{x5c}}}"#)),
        ),
        ("unknown_member", members(r#""alg":"ES256","a":1,"a":1"#)),
        ("inside_a_member", members(r#""alg":"ES256","a":[{"b":1,"b":1}]"#)),
    ]
    .into_iter()
    .map(|(name, token)| verify(format!("b7_duplicate_{name}"), token).refused("duplicate_key"))
    .collect()
}

/// B8.
fn not_json() -> Vec<Case> {
    let good = header_with(&good_x5c());
    let with_bytes = |bytes: &[u8]| {
        [br#"{"alg":"ES256","z":""#, bytes, br#"","x5c":"#, good_x5c().as_bytes(), b"}"].concat()
    };
    let invalid_json: Vec<(&str, Vec<u8>)> = vec![
        ("array", format!("[{good}]").into()),
        ("string", r#""ES256""#.into()),
        ("number", "1".into()),
        ("null", "null".into()),
        ("true", "true".into()),
        ("white_space", "  ".into()),
        ("byte_order_mark", format!("\u{feff}{good}").into()),
        ("garbage_after_the_object", format!("{good}x").into()),
        ("second_object_after_the_object", format!("{good}{good}").into()),
        ("nul_after_the_object", format!("{good}\0").into()),
        ("cut_off", good[..good.len() - 1].into()),
        ("nul_in_a_string", with_bytes(b"a\0b")),
        ("line_feed_in_a_string", with_bytes(b"a\nb")),
        ("lone_high_surrogate", with_bytes(br"\ud800")),
        ("lone_low_surrogate", with_bytes(br"\udc00")),
        ("swapped_surrogates", with_bytes(br"\udc00\ud800")),
        ("unknown_escape", with_bytes(br"\a")),
        ("trailing_comma", good.replace(r#""ES256","#, r#""ES256",,"#).into()),
        ("comment", good.replace(r#""ES256","#, r#""ES256",/**/"#).into()),
        ("single_quotes", good.replace('"', "'").into()),
        ("unquoted_name", good.replace(r#""alg""#, "alg").into()),
        ("utf_16", good.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ];
    let invalid_utf8: Vec<(&str, Vec<u8>)> = vec![
        ("byte_ff", with_bytes(b"\xff")),
        ("overlong_slash", with_bytes(b"\xc0\xaf")),
        ("surrogate_in_three_bytes", with_bytes(b"\xed\xa0\x80")),
        ("above_the_last_code_point", with_bytes(b"\xf4\x90\x80\x80")),
        ("cut_off_character", with_bytes(b"\xe2\x82")),
        ("latin_1", with_bytes(b"caf\xe9")),
    ];
    [("invalid_json", invalid_json), ("invalid_utf8", invalid_utf8)]
        .into_iter()
        .flat_map(|(code, list)| list.into_iter().map(move |(name, header)| (code, name, header)))
        .map(|(code, name, header)| {
            verify(format!("b8_header_{name}"), under(header)).refused(code)
        })
        .collect()
}

/// B9, both parts of the token.
fn depth() -> Vec<Case> {
    let arrays = |n: usize| "[".repeat(n) + &"]".repeat(n);
    let objects = |n: usize| r#"{"a":"#.repeat(n) + "0" + &"}".repeat(n);
    let in_header = |value: String| members(&format!(r#""alg":"ES256","z":{value}"#));
    let chain = Chain::mock();
    let in_payload = |value: String| {
        let payload = crate::payload::and(&transaction(), &format!(r#""z":{value}"#));
        crate::token::token(&chain, &payload)
    };
    // The object around the value is the first level.
    let deepest = crate::payload::with(
        transaction(),
        &[("/z", serde_json::from_str(&arrays(MAX_DEPTH - 1)).expect("JSON"))],
    );
    vec![
        verify("b9_header_at_the_depth_limit", in_header(arrays(MAX_DEPTH - 1)))
            .accepted(Accepted::transaction(transaction())),
        verify("b9_payload_at_the_depth_limit", in_payload(arrays(MAX_DEPTH - 1)))
            .accepted(Accepted::transaction(deepest)),
        verify("b9_header_arrays_one_too_deep", in_header(arrays(MAX_DEPTH))).refused("too_deep"),
        verify("b9_header_objects_one_too_deep", in_header(objects(MAX_DEPTH))).refused("too_deep"),
        verify("b9_payload_arrays_one_too_deep", in_payload(arrays(MAX_DEPTH))).refused("too_deep"),
        verify("b9_payload_objects_one_too_deep", in_payload(objects(MAX_DEPTH)))
            .refused("too_deep"),
        verify("b9_header_100_000_brackets", under("[".repeat(100_000))).refused("too_deep"),
        verify("b9_header_30_000_objects", under(r#"{"a":"#.repeat(30_000))).refused("too_deep"),
        verify(
            "b9_payload_100_000_brackets",
            sign(header_with(&good_x5c()), "[".repeat(100_000), &chain.key),
        )
        .refused("too_deep"),
        verify(
            "b9_payload_30_000_objects",
            sign(header_with(&good_x5c()), r#"{"a":"#.repeat(30_000), &chain.key),
        )
        .refused("too_deep"),
    ]
}

/// B10, B11.
fn chain_shape() -> Vec<Case> {
    let chain = Chain::mock();
    let [leaf, intermediate, root] = [&chain.leaf[..], &chain.intermediate, &chain.root];
    let with_x5c = |x5c: &str| under(header_with(x5c));
    let mut cases =
        vec![verify("b10_x5c_missing", under(r#"{"alg":"ES256"}"#)).refused("missing_chain")];
    for (name, value) in [
        ("null", "null".to_owned()),
        ("string", format!("\"{}\"", base64(leaf))),
        ("number", "3".into()),
        ("object", r#"{"0":"","1":"","2":""}"#.into()),
        ("empty", "[]".into()),
        ("list_of_numbers", "[1,2,3]".into()),
        ("list_of_nulls", "[null,null,null]".into()),
        ("list_of_lists", format!("[{0},{0},{0}]", x5c(&[leaf]))),
        (
            "third_entry_a_number",
            x5c_texts(&[base64(leaf), base64(intermediate)]).replace(']', ",3]"),
        ),
        (
            "third_entry_null",
            x5c_texts(&[base64(leaf), base64(intermediate)]).replace(']', ",null]"),
        ),
    ] {
        cases.push(verify(format!("b10_x5c_{name}"), with_x5c(&value)).refused("missing_chain"));
    }
    for (name, entries) in [
        ("one_entry", vec![leaf]),
        ("two_entries", vec![leaf, intermediate]),
        ("four_entries", vec![leaf, intermediate, root, root]),
        ("four_entries_first_twice", vec![leaf, leaf, intermediate, root]),
    ] {
        cases.push(
            verify(format!("b11_x5c_of_{name}"), with_x5c(&x5c(&entries))).refused("chain_length"),
        );
    }
    cases.push(
        verify("b11_x5c_of_10_000_entries", with_x5c(&x5c_texts(&vec![""; 10_000])))
            .refused("chain_length"),
    );
    cases.push(
        verify("b11_x5c_of_100_000_entries", with_x5c(&x5c_texts(&vec![""; 100_000])))
            .refused("too_large"),
    );
    // As the third entry, which nobody parses, a text up to the limit is good.
    let third =
        |length: usize| x5c_texts(&[base64(leaf), base64(intermediate), "A".repeat(length)]);
    cases.push(
        verify("b11_entry_at_the_size_limit", with_x5c(&third(MAX_CERTIFICATE)))
            .accepted(Accepted::transaction(transaction())),
    );
    cases.push(
        verify("b11_third_entry_over_the_size_limit", with_x5c(&third(MAX_CERTIFICATE + 4)))
            .refused("too_large"),
    );
    for (name, entries) in [
        ("leaf", ["A".repeat(MAX_CERTIFICATE + 4), base64(intermediate), base64(root)]),
        ("intermediate", [base64(leaf), "A".repeat(MAX_CERTIFICATE + 4), base64(root)]),
    ] {
        cases.push(
            verify(format!("b11_{name}_over_the_size_limit"), with_x5c(&x5c_texts(&entries)))
                .refused("too_large"),
        );
    }
    let megabyte = x5c_texts(&["A".repeat(1 << 20), base64(intermediate), base64(root)]);
    cases.push(verify("b11_entry_of_one_megabyte", with_x5c(&megabyte)).refused("too_large"));
    cases
}

/// Two faults at once: the one that is checked first is reported.
fn order() -> Vec<Case> {
    let x5c = good_x5c();
    let attacker = Key::p256("attacker");
    let strangers = Authority::with_keys(
        Key::p256("stranger root"),
        Key::p256("stranger intermediate"),
        Key::p256("stranger leaf"),
    )
    .build();
    [
        ("segments_before_base64", "=.=".to_owned(), "malformed"),
        ("base64_before_header", sign_texts(&base64url("[]"), "=", &attacker), "invalid_base64"),
        ("header_before_algorithm", under(r#"{"alg":"none","a":1,"a":1}"#), "duplicate_key"),
        (
            "algorithm_before_crit",
            under(format!(r#"{{"crit":["x"],"alg":"none","x5c":{x5c}}}"#)),
            "unsupported_algorithm",
        ),
        (
            "crit_before_forbidden",
            under(format!(r#"{{"jwk":{{}},"alg":"ES256","crit":["x"],"x5c":{x5c}}}"#)),
            "critical_header",
        ),
        (
            "forbidden_before_chain",
            under(r#"{"alg":"ES256","x5u":"https://example.com/"}"#),
            "forbidden_header",
        ),
        (
            "chain_shape_before_certificates",
            under(header_with(r#"["AAAA","AAAA"]"#)),
            "chain_length",
        ),
        (
            "header_before_payload",
            sign(r#"{"alg":"none"}"#, "not JSON", &attacker),
            "unsupported_algorithm",
        ),
        (
            "chain_before_token_signature",
            sign(crate::token::header(&strangers), transaction().to_string(), &attacker),
            "bad_cert_signature",
        ),
    ]
    .into_iter()
    .map(|(name, token, code)| verify(format!("order_{name}"), token).refused(code))
    .collect()
}
