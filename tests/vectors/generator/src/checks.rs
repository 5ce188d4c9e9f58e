//! Signature checks as plain data, for hosts that run them, and what outcomes lead to.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::chain::{Authority, Chain, earlier_signed};
use crate::der;
use crate::file::{Case, VectorFile};
use crate::key::{Curve, Hash, Key};
use crate::payload::{notification, renewal_info, transaction, with};
use crate::token::{base64, base64url, decode, resigned, split, token};
use crate::verify::{Verify, shared_roots, verify};

pub(crate) fn file() -> VectorFile {
    VectorFile::new(
        "checks.json",
        "checks",
        "The signature checks of a verification, chains first and from the root down, then the \
         token's and those of the objects in it: what a host needs to run them with its own \
         cryptography. Then what becomes of the verification under some outcomes; nothing but the \
         outcomes is believed.",
        cases(),
    )
    .share("roots", shared_roots())
    .refuses_little()
}

/// One check: the signer's key, over these bytes.
fn check(key: &Key, hash: Hash, data: &[u8]) -> Value {
    let digest: String = Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = key.sign(hash, data).raw();
    json!({
        "curve": match key.curve() {
            Curve::P256 => "P-256",
            Curve::P384 => "P-384",
        },
        "hash": match hash {
            Hash::Sha256 => "SHA-256",
            Hash::Sha384 => "SHA-384",
        },
        "spki_b64": base64(key.spki()),
        "signature_b64": base64(signature),
        "data_sha256": digest,
    })
}

/// The two checks of a chain: intermediate, leaf.
fn of_chain(authority: &Authority) -> [Value; 2] {
    [
        check(&authority.root_key, authority.intermediate.hash, &authority.intermediate.tbs()),
        check(&authority.intermediate_key, authority.leaf.hash, &authority.leaf.tbs()),
    ]
}

fn of_token(key: &Key, token: &str) -> Value {
    let (input, _) = token.rsplit_once('.').expect("a token");
    check(key, Hash::Sha256, input.as_bytes())
}

fn done(case: Verify, checks: &[Value], outcomes: &[bool], finish: &Value) -> Case {
    case.set("outcomes", outcomes.to_vec()).expect(json!({"checks": checks, "finish": finish}))
}

fn ok(kind: &str) -> Value {
    json!({"kind": kind})
}

fn error(code: &str) -> Value {
    json!({"error": code})
}

fn cases() -> Vec<Case> {
    let mock = Authority::mock();
    let good = Authority::new();
    let earlier = Authority::mock_earlier();
    let text = transaction().to_string();

    let mut cases = Vec::new();
    // Every check counts, and what comes first is reported.
    for (name, authority, root) in [("mock", &mock, "mock"), ("apples_shape", &good, "test")] {
        let token = token(&authority.build(), &text);
        let mut checks = of_chain(authority).to_vec();
        checks.push(of_token(&authority.leaf_key, &token));
        for (what, outcomes, finish) in [
            ("all_good", [true, true, true], ok("transaction")),
            ("intermediate_not_signed", [false, true, true], error("bad_cert_signature")),
            ("leaf_not_signed", [true, false, true], error("bad_cert_signature")),
            ("token_not_signed", [true, true, false], error("bad_signature")),
            ("nothing_signed", [false, false, false], error("bad_cert_signature")),
        ] {
            let case = verify(format!("{name}_{what}"), token.clone()).roots(&[root]);
            cases.push(done(case, &checks, &outcomes, &finish));
        }
        for count in [0_usize, 2, 4] {
            let case = verify(format!("{name}_{count}_outcomes_for_3_checks"), token.clone())
                .roots(&[root]);
            cases.push(done(case, &checks, &vec![true; count], &error("invalid_input")));
        }
    }
    cases.extend(nested(&mock, &earlier));

    // Curve and hash go their own ways.
    let mut mixed = Authority::with_keys(Key::p384("root"), Key::p256("mixed"), Key::p256("leaf"));
    mixed.leaf.use_sha256();
    let mixed_token = token(&mixed.build(), &text);
    let mut checks = of_chain(&mixed).to_vec();
    checks.push(of_token(&mixed.leaf_key, &mixed_token));
    cases.push(done(
        verify("curve_and_hash_go_their_own_ways", mixed_token).roots(&["test"]),
        &checks,
        &[true; 3],
        &ok("transaction"),
    ));

    // Only the outcomes are believed, so a host that lies is believed too.
    let mock_token = token(&mock.build(), &text);
    let other = Key::p256("attacker").sign(Hash::Sha256, b"anything");
    let forged = resigned(&mock_token, &other.raw());
    let mut checks = of_chain(&mock).to_vec();
    let mut of_forged = of_token(&mock.leaf_key, &mock_token);
    of_forged["signature_b64"] = json!(base64(other.raw()));
    checks.push(of_forged);
    cases.push(done(
        verify("forged_token_found_out_by_the_host", forged.clone()),
        &checks,
        &[true, true, false],
        &error("bad_signature"),
    ));
    cases.push(done(
        verify("forged_token_that_the_host_calls_good", forged),
        &checks,
        &[true; 3],
        &ok("transaction"),
    ));

    // A signature that cannot be one is no check, and a refusal in its turn.
    let short = resigned(&mock_token, &[1; 63]);
    cases.push(done(
        verify("a_signature_of_63_bytes_is_no_check", short.clone()),
        &of_chain(&mock),
        &[true; 2],
        &error("bad_signature"),
    ));
    cases.push(done(
        verify("a_signature_of_63_bytes_after_the_chain", short),
        &of_chain(&mock),
        &[true, false],
        &error("bad_cert_signature"),
    ));
    // The payload counts in the end only.
    let foreign = with(transaction(), &[("/bundleId", json!("com.example.other"))]);
    let foreign = token(&mock.build(), &foreign.to_string());
    let mut checks = of_chain(&mock).to_vec();
    checks.push(of_token(&mock.leaf_key, &foreign));
    cases.push(done(
        verify("another_app_is_refused_at_the_end", foreign),
        &checks,
        &[true; 3],
        &error("wrong_bundle_id"),
    ));
    // What needs no check is refused at the beginning.
    let [head, payload, signature] = split(&mock_token);
    let header = String::from_utf8(decode(head)).expect("text").replace("ES256", "ES384");
    let other_algorithm = format!("{}.{payload}.{signature}", base64url(header));
    cases.push(verify("another_algorithm", other_algorithm).refused("unsupported_algorithm"));
    cases.push(verify("no_token", "a.b").refused("malformed"));
    cases.push(verify("unknown_root", mock_token).roots(&[]).refused("bad_anchor"));
    let mut out_of_range = good;
    out_of_range.leaf_key = Key::p256("leaf");
    let chain = out_of_range.build();
    let zero = der::sequence(&[&der::integer(&[0]), &der::integer(&[1])]);
    let broken = Chain { leaf: out_of_range.leaf.with_signature(&der::bits(&zero)), ..chain };
    cases.push(
        verify("a_certificate_signature_out_of_range", token(&broken, &text))
            .roots(&["test"])
            .refused("bad_cert_signature"),
    );
    cases
}

/// Notifications with objects in them: each chain once, the envelope before what is in it.
fn nested(mock: &Authority, earlier: &Authority) -> Vec<Case> {
    let chain = mock.build();
    let transaction_of = |authority: &Authority, signed_at: i64| {
        let payload = with(transaction(), &[("/signedDate", json!(signed_at))]);
        token(&authority.build(), &payload.to_string())
    };
    let around = |transaction: &str, renewal: Option<&str>| {
        let mut changes = vec![("/data/signedTransactionInfo", json!(transaction))];
        if let Some(renewal) = renewal {
            changes.push(("/data/signedRenewalInfo", json!(renewal)));
        }
        token(&chain, &with(notification(), &changes).to_string())
    };
    let own = transaction_of(mock, crate::chain::signed());
    let renewal = token(&chain, &renewal_info().to_string());
    let whole = around(&own, Some(&renewal));
    let mut checks = of_chain(mock).to_vec();
    checks.extend([&whole, &own, &renewal].map(|token| of_token(&mock.leaf_key, token)));
    let mut cases = Vec::new();
    for (name, wrong, finish) in [
        ("nested_all_good", None, ok("notification")),
        ("nested_envelope_not_signed", Some(2), error("bad_signature")),
        ("nested_transaction_not_signed", Some(3), error("bad_signature")),
        ("nested_renewal_info_not_signed", Some(4), error("bad_signature")),
    ] {
        let outcomes: Vec<bool> = (0..5).map(|index| Some(index) != wrong).collect();
        let case = verify(name, whole.clone()).kind("notification");
        cases.push(done(case, &checks, &outcomes, &finish));
    }

    let before = transaction_of(earlier, earlier_signed());
    let mixed = around(&before, None);
    let mut checks = of_chain(mock).to_vec();
    checks.extend(of_chain(earlier));
    checks.push(of_token(&mock.leaf_key, &mixed));
    checks.push(of_token(&earlier.leaf_key, &before));
    let case = |name: &str| verify(name, mixed.clone()).kind("notification");
    cases.push(done(case("nested_of_another_leaf"), &checks, &[true; 6], &ok("notification")));
    let outcomes = [true, true, true, false, true, true];
    cases.push(done(
        case("nested_of_another_leaf_that_is_not_signed"),
        &checks,
        &outcomes,
        &error("bad_cert_signature"),
    ));
    cases
}
