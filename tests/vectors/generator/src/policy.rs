//! What a verifier can be told to accept beside the usual: sets, an oldest date, and the
//! certificate of Xcode.

use std::slice::from_ref;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::cert::{self, Cert};
use crate::chain::{
    Authority, Chain, LEAF_VALIDITY, earlier_signed, leaf_valid_from, leaf_valid_until, now, signed,
};
use crate::file::{Case, VectorFile};
use crate::key::{Hash, Key};
use crate::payload::{
    APP_APPLE_ID, BUNDLE_ID, app_transaction, notification, renewal_info, transaction, with,
    written,
};
use crate::time::{DAY, SECOND, ms};
use crate::token::{header, header_with, resigned, sign, token, x5c};
use crate::verify::{Accepted, Verify, shared_roots, verify};

const OTHER: &str = "com.example.other";

pub(crate) fn files() -> [VectorFile; 2] {
    let policy = [sets(), dates()].into_iter().flatten().collect();
    let policy = VectorFile::new(
        "verify-policy.json",
        "verify_policy",
        "What a verifier can be told to accept: several roots, apps and environments, and which of \
         them it was; and no object from before a date.",
        policy,
    )
    .share("roots", shared_roots());
    let xcode = [xcode_accepted(), xcode_refused(), xcode_alone()].into_iter().flatten().collect();
    let xcode = VectorFile::new(
        "verify-xcode.json",
        "verify_policy",
        "Data of StoreKit testing in Xcode: signed with a self-made certificate that has been \
         pinned, which alone stands in x5c. No marker, no chain; dates may have fractions.",
        xcode,
    )
    .share("roots", shared_roots());
    [policy, xcode]
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn under(accepted: Accepted, chain: &Chain, app_apple_id: Option<i64>, expired: bool) -> Accepted {
    let accepted = match app_apple_id {
        Some(id) => accepted.and("app_apple_id", json!(id)),
        None => accepted,
    };
    accepted.and("leaf_expired_since", json!(expired)).and(
        "sha256",
        json!({
            "leaf": hex(&chain.leaf),
            "intermediate": hex(&chain.intermediate),
            "root": hex(&chain.root),
        }),
    )
}

/// Several of everything, and which one it was.
fn sets() -> Vec<Case> {
    const ALL: [&str; 3] = ["decoy", "mock", "test"];
    let both = ["Sandbox", "Production"];
    let apps = ["com.example.first", BUNDLE_ID, OTHER];
    let wide = |name: &str, token: String| {
        verify(name, token)
            .roots(&ALL)
            .environments(&both)
            .bundle_ids(&apps)
            .app_apple_ids(&[7, APP_APPLE_ID])
    };
    let (mock, good) = (Chain::mock(), Chain::good());
    let plain = transaction();
    let of_other = with(transaction(), &[("/bundleId", json!(OTHER))]);
    let live = with(transaction(), &[("/environment", json!("Production"))]);
    let live_app = with(
        app_transaction(),
        &[("/receiptType", json!("Production")), ("/appAppleId", json!(7))],
    );
    let live_note = with(
        notification(),
        &[("/data/environment", json!("Production")), ("/data/appAppleId", json!(APP_APPLE_ID))],
    );
    let transactions = [
        ("sets_first_root", &mock, &plain),
        ("sets_another_root", &good, &plain),
        ("sets_another_app", &mock, &of_other),
        ("sets_another_environment", &mock, &live),
    ];
    let mut cases: Vec<Case> = transactions
        .into_iter()
        .map(|(name, chain, payload)| {
            wide(name, token(chain, &payload.to_string())).accepted(under(
                Accepted::transaction(payload.clone()),
                chain,
                None,
                false,
            ))
        })
        .collect();
    cases.push(
        wide("sets_another_app_id", token(&mock, &live_app.to_string()))
            .kind("appTransaction")
            .accepted(under(
                Accepted::app_transaction(live_app.clone())
                    .signed_at(live_app["receiptCreationDate"].clone())
                    .environment("Production"),
                &mock,
                Some(7),
                false,
            )),
    );
    cases.push(
        wide("sets_notification", token(&mock, &live_note.to_string()))
            .kind("notification")
            .accepted(under(
                Accepted::notification(live_note.clone()),
                &mock,
                live_note["data"]["appAppleId"].as_i64(),
                false,
            )),
    );
    let earlier = Authority::mock_earlier().build();
    let stored = with(transaction(), &[("/signedDate", json!(earlier_signed()))]);
    cases.push(
        wide("sets_valid_when_signed_leaf_expired_since", token(&earlier, &stored.to_string()))
            .accepted(under(
                Accepted::transaction(stored)
                    .leaf_valid_until(ms(crate::chain::EARLIER_LEAF_VALIDITY.1)),
                &earlier,
                None,
                true,
            )),
    );
    let text = plain.to_string();
    cases.extend([
        wide("sets_no_such_root", token(&mock, &text))
            .roots(&["test", "decoy"])
            .refused("bad_cert_signature"),
        wide("sets_no_such_app", token(&mock, &text))
            .bundle_ids(&["com.example.first", OTHER])
            .refused("wrong_bundle_id"),
        wide("sets_no_such_app_id", token(&mock, &live_app.to_string()))
            .kind("appTransaction")
            .app_apple_ids(&[8, APP_APPLE_ID])
            .refused("wrong_app_id"),
        wide("sets_no_such_environment", token(&mock, &live.to_string()))
            .environments(&["Sandbox"])
            .refused("wrong_environment"),
        wide(
            "sets_unknown_environment",
            token(&mock, &with(transaction(), &[("/environment", json!("Beta"))]).to_string()),
        )
        .refused("wrong_environment"),
        verify("sets_without_environments", token(&mock, &text))
            .environments(&[])
            .refused("invalid_input"),
        verify("sets_local_testing", token(&mock, &text))
            .environments(&["LocalTesting"])
            .refused_about("invalid_input", "environment"),
        verify("sets_xcode_without_its_certificate", token(&mock, &text))
            .environments(&["Xcode"])
            .refused_about("invalid_input", "environment"),
    ]);
    cases
}

/// The oldest date: inclusive, by the object's own date, in either way of judging certificates.
fn dates() -> Vec<Case> {
    let chain = Chain::mock();
    let text = transaction().to_string();
    let case = |name: &str, oldest: i64| {
        verify(name, token(&chain, &text)).set("oldest_signing_time_ms", oldest)
    };
    let fine = || under(Accepted::transaction(transaction()), &chain, None, false);
    let note = |signed_at: i64, inner: Value| {
        let inner = token(&chain, &inner.to_string());
        let outer = with(
            notification(),
            &[("/signedDate", json!(signed_at)), ("/data/signedTransactionInfo", json!(inner))],
        );
        token(&chain, &outer.to_string())
    };
    let old_inner = with(transaction(), &[("/signedDate", json!(signed() - DAY))]);
    let app = token(&chain, &app_transaction().to_string());
    vec![
        case("oldest_exactly_then", signed()).accepted(fine()),
        case("oldest_long_before", 0).accepted(fine()),
        case("oldest_a_millisecond_later", signed() + 1)
            .refused_about("signed_too_early", "signedDate"),
        case("oldest_in_the_future", now() + DAY).refused("signed_too_early"),
        case("oldest_at_check_time", signed() + 1).check_time(now()).refused("signed_too_early"),
        verify("oldest_of_an_app_transaction", app)
            .kind("appTransaction")
            .set("oldest_signing_time_ms", signed() + 1)
            .refused("signed_too_early"),
        // The nested object has its own date.
        verify("oldest_of_a_nested_object", note(signed(), old_inner))
            .kind("notification")
            .set("oldest_signing_time_ms", signed())
            .refused_about("signed_too_early", "data.signedTransactionInfo: signedDate"),
        case("order_signature_before_the_oldest_date", signed() + 1)
            .bundle_ids(&[OTHER])
            .refused("wrong_bundle_id"),
    ]
}

const XCODE_NAME: &str = "StoreKit Testing in Xcode";

/// A certificate as Xcode makes it: self-signed, an authority by its constraints, ecdsa with
/// SHA-256, no marker.
fn xcode_cert(key: &Key) -> Cert {
    let name = cert::name(XCODE_NAME);
    let mut made = Cert::new("01", &name, &name, LEAF_VALIDITY, key);
    made.use_sha256();
    made.put(cert::authority(Some(0)));
    made.put(cert::key_usage(cert::DIGITAL_SIGNATURE));
    made
}

fn xcode_key() -> Key {
    Key::p256("xcode")
}

fn xcode_der() -> Vec<u8> {
    xcode_cert(&xcode_key()).signed_by(&xcode_key())
}

/// Xcode writes its own key id and a type.
fn xcode_header(certificates: &[Vec<u8>]) -> String {
    let x5c = x5c(certificates);
    format!(r#"{{"kid":"Apple_Xcode_Key","typ":"JWT","alg":"ES256","x5c":{x5c}}}"#)
}

fn in_xcode(payload: Value) -> Value {
    let key = if payload.get("receiptType").is_some() { "/receiptType" } else { "/environment" };
    with(payload, &[(key, json!("Xcode"))])
}

fn xcode_token(payload: &str) -> String {
    sign(xcode_header(&[xcode_der()]), payload, &xcode_key())
}

fn xcode(name: impl Into<String>, token: String) -> Verify {
    pinned(name, token, &[xcode_der()])
}

fn pinned(name: impl Into<String>, token: String, certificates: &[Vec<u8>]) -> Verify {
    let certificates: Vec<String> = certificates.iter().map(crate::token::base64).collect();
    verify(name, token)
        .without_roots()
        .environments(&["Xcode"])
        .set("xcode_certificates_b64", certificates)
}

fn of_xcode(accepted: Accepted, app_apple_id: Option<i64>) -> Accepted {
    let der = xcode_der();
    let chain = Chain {
        leaf: der.clone(),
        intermediate: der.clone(),
        root: der,
        third: Vec::new(),
        key: xcode_key(),
    };
    under(accepted, &chain, app_apple_id, false)
}

fn xcode_accepted() -> Vec<Case> {
    let bought = in_xcode(transaction());
    let app = in_xcode(app_transaction());
    let renewal = in_xcode(renewal_info());
    let fraction = written(&bought, "signedDate", &format!("{}.4853", signed()));
    let app_fraction = written(&app, "receiptCreationDate", &format!("{}.999", signed()));
    let other = xcode_cert(&Key::p256("another xcode")).signed_by(&Key::p256("another xcode"));
    let as_app =
        || Accepted::app_transaction(app.clone()).signed_at(json!(signed())).environment("Xcode");
    let plain_header = header_with(&x5c(&[xcode_der()]));
    vec![
        xcode("transaction", xcode_token(&bought.to_string()))
            .accepted(of_xcode(Accepted::transaction(bought.clone()), None)),
        xcode("any_transaction", xcode_token(&bought.to_string()))
            .kind("any")
            .accepted(of_xcode(Accepted::transaction(bought.clone()), None)),
        xcode("renewal_info", xcode_token(&renewal.to_string()))
            .kind("renewalInfo")
            .accepted(of_xcode(Accepted::renewal_info(renewal), None)),
        xcode("app_transaction", xcode_token(&app.to_string()))
            .kind("appTransaction")
            .accepted(of_xcode(as_app(), Some(APP_APPLE_ID))),
        xcode("signed_at_a_fraction", xcode_token(&fraction))
            .accepted(of_xcode(Accepted::transaction(bought.clone()), None)),
        xcode("created_at_a_fraction", xcode_token(&app_fraction))
            .kind("appTransaction")
            .accepted(of_xcode(as_app(), Some(APP_APPLE_ID))),
        xcode("without_key_id_and_type", sign(plain_header, bought.to_string(), &xcode_key()))
            .accepted(of_xcode(Accepted::transaction(bought.clone()), None)),
        pinned("one_of_two_certificates", xcode_token(&bought.to_string()), &[other, xcode_der()])
            .accepted(of_xcode(Accepted::transaction(bought), None)),
    ]
}

fn xcode_refused() -> Vec<Case> {
    let bought = in_xcode(transaction());
    let text = bought.to_string();
    let signed_by =
        |certificates: &[Vec<u8>], key: &Key| sign(xcode_header(certificates), &text, key);
    let attacker = Key::p256("attacker");
    let self_made = xcode_cert(&attacker).signed_by(&attacker);
    let der = xcode_der();
    let dated =
        |date: i64| xcode_token(&with(bought.clone(), &[("/signedDate", json!(date))]).to_string());
    let environment = |name: &str| {
        xcode_token(&with(transaction(), &[("/environment", json!(name))]).to_string())
    };
    let apples = Chain::mock();
    let header_says = |members: &str| {
        let header = xcode_header(from_ref(&der));
        let open = header.strip_suffix('}').expect("an object");
        sign(format!("{open},{members}}}"), &text, &xcode_key())
    };
    let not_es256 = xcode_header(from_ref(&der)).replace("ES256", "ES384");
    vec![
        xcode("another_certificate", signed_by(from_ref(&self_made), &attacker))
            .refused("unknown_anchor"),
        xcode("pinned_certificate_another_key", signed_by(from_ref(&der), &attacker))
            .refused("bad_signature"),
        xcode("the_same_key_in_another_certificate", {
            let mut cert = xcode_cert(&xcode_key());
            cert.serial = crate::der::unsigned(&[2]);
            signed_by(&[cert.signed_by(&xcode_key())], &xcode_key())
        })
        .refused("unknown_anchor"),
        xcode("two_certificates", signed_by(&[der.clone(), der.clone()], &xcode_key()))
            .refused_about("chain_length", "x5c"),
        xcode(
            "three_certificates",
            signed_by(&[der.clone(), der.clone(), der.clone()], &xcode_key()),
        )
        .refused("chain_length"),
        xcode("no_certificate", signed_by(&[], &xcode_key())).refused("missing_chain"),
        xcode("no_x5c", sign(r#"{"alg":"ES256"}"#, &text, &xcode_key())).refused("missing_chain"),
        xcode("certificate_in_base64url", {
            let entry = crate::token::base64url(&der);
            sign(header_with(&crate::token::x5c_texts(&[entry])), &text, &xcode_key())
        })
        .refused("invalid_base64"),
        xcode("another_algorithm", sign(not_es256, &text, &xcode_key()))
            .refused("unsupported_algorithm"),
        xcode("critical_header", header_says(r#""crit":["typ"]"#)).refused("critical_header"),
        xcode("own_key", header_says(r#""jwk":{}"#)).refused("forbidden_header"),
        xcode("forged_signature", {
            let other = xcode_key().sign(Hash::Sha256, b"anything").raw();
            resigned(&xcode_token(&text), &other)
        })
        .refused("bad_signature"),
        xcode("signature_of_63_bytes", resigned(&xcode_token(&text), &[1; 63]))
            .refused("bad_signature"),
        xcode("signed_before_the_certificate", dated(leaf_valid_from() - SECOND))
            .refused_about("not_yet_valid", "Xcode certificate"),
        xcode("signed_after_the_certificate", dated(leaf_valid_until() + SECOND))
            .at(leaf_valid_until() + DAY)
            .refused_about("expired", "Xcode certificate"),
        xcode("at_check_time_after_the_certificate", xcode_token(&text))
            .check_time(leaf_valid_until() + SECOND)
            .refused("expired"),
        xcode("signed_in_the_future", dated(now() + 2 * DAY))
            .refused_about("not_yet_valid", "signedDate"),
        xcode(
            "no_signing_date",
            xcode_token(&with(bought.clone(), &[("/signedDate", Value::Null)]).to_string()),
        )
        .refused("claim_type"),
        xcode(
            "signed_at_a_text",
            xcode_token(&with(bought.clone(), &[("/signedDate", json!("2026"))]).to_string()),
        )
        .refused("claim_type"),
        xcode("sandbox_by_xcode", environment("Sandbox")).refused("wrong_environment"),
        xcode("production_by_xcode", environment("Production")).refused("wrong_environment"),
        xcode("local_testing_by_xcode", environment("LocalTesting")).refused("wrong_environment"),
        xcode("another_app", xcode_token(&text)).bundle_ids(&[OTHER]).refused("wrong_bundle_id"),
        xcode("another_kind", xcode_token(&text)).kind("appTransaction").refused("wrong_kind"),
        xcode("before_the_oldest_date", xcode_token(&text))
            .set("oldest_signing_time_ms", signed() + 1)
            .refused("signed_too_early"),
        xcode("signed_by_apple", token(&apples, &text)).refused("chain_length"),
        // An ordinary verifier: neither with the certificate as a root nor with a whole chain.
        verify("ordinary_verifier", xcode_token(&text)).refused("chain_length"),
        verify("ordinary_verifier_three_times_the_certificate", {
            signed_by(&[der.clone(), der.clone(), der], &xcode_key())
        })
        .refused("unknown_anchor"),
        verify("ordinary_verifier_says_xcode", sign(header(&apples), &text, &apples.key))
            .refused("wrong_environment"),
    ]
}

/// Nothing else goes with a certificate of Xcode.
fn xcode_alone() -> Vec<Case> {
    let text = in_xcode(transaction()).to_string();
    let token = || xcode_token(&text);
    let p384 = {
        let key = Key::p384("xcode");
        xcode_cert(&key).signed_by(&key)
    };
    vec![
        xcode("policy_with_sandbox", token())
            .environments(&["Xcode", "Sandbox"])
            .refused_about("invalid_input", "environment"),
        xcode("policy_with_production", token())
            .environments(&["Production", "Xcode"])
            .refused_about("invalid_input", "environment"),
        xcode("policy_for_sandbox", token())
            .environments(&["Sandbox"])
            .refused_about("invalid_input", "environment"),
        xcode("policy_with_local_testing", token())
            .environments(&["Xcode", "LocalTesting"])
            .refused_about("invalid_input", "environment"),
        verify("policy_with_a_root", token())
            .environments(&["Xcode"])
            .set("xcode_certificates_b64", vec![crate::token::base64(xcode_der())])
            .refused_about("invalid_input", "root certificate"),
        xcode("policy_with_soft_revocation", token())
            .set("revocation", "soft")
            .refused_about("invalid_input", "revocation"),
        xcode("policy_with_required_revocation", token())
            .set("revocation", "required")
            .refused_about("invalid_input", "revocation"),
        pinned("policy_certificate_on_p384", token(), &[p384])
            .refused_about("bad_anchor", "Xcode certificate"),
        pinned("policy_certificate_cut_short", token(), &[xcode_der()[..100].to_vec()])
            .refused_about("bad_anchor", "Xcode certificate"),
        pinned("policy_certificate_empty", token(), &[Vec::new()])
            .refused_about("bad_anchor", "Xcode certificate"),
    ]
}
