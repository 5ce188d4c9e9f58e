//! Table F: answers about revocation, given along with an object.

use serde_json::{Value, json};

use crate::cert::{self};
use crate::chain::{Authority, EARLIER_LEAF_VALIDITY, INTERMEDIATE_NAME, earlier_signed};
use crate::der;
use crate::file::{Case, VectorFile};
use crate::key::{Hash, Key};
use crate::ocsp::{
    Answer, Entry, GOOD, NONCE, SHA1, UNKNOWN, authority, by_key, earlier_authority,
    intermediate_of, leaf_of, responder, responder_key, responder_with_key, revoked, status,
};
use crate::payload::{and, notification, transaction, with};
use crate::table_f_answers::{contents, limits, responders, responses, times};
use crate::time::{ms, time};
use crate::token::{base64, token};
use crate::verify::{Verify, shared_roots, verify};

pub(crate) const LEAF: &str = "leaf certificate";
pub(crate) const INTERMEDIATE: &str = "intermediate certificate";

pub(crate) fn file() -> VectorFile {
    let mut cases = accepted();
    cases.extend(policies());
    cases.extend(responses());
    cases.extend(responders());
    cases.extend(contents());
    cases.extend(times());
    cases.extend(limits());
    cases.extend(stapled());
    VectorFile::new(
        "verify-ocsp.json",
        "verify_ocsp",
        "OCSP answers given along with a good object (table F of the security guide; the first two \
         or three letters of a name are its row). Where nothing else is said, the policy requires \
         answers, the one about the intermediate is good, and the case is about the leaf's.",
        cases,
    )
    .share("roots", shared_roots())
}

pub(crate) fn until() -> i64 {
    ms("2026-06-01T23:00:00")
}

/// A transaction with these answers, where answers are required.
pub(crate) fn ocsp(name: impl Into<String>, answers: &[Vec<u8>]) -> Verify {
    let answers: Vec<String> = answers.iter().map(base64).collect();
    verify(name, token(&authority().build(), &transaction().to_string()))
        .set("revocation", "required")
        .set("answers_b64", answers)
}

pub(crate) fn good_intermediate() -> Vec<u8> {
    Answer::about_intermediate(GOOD).der()
}

/// With this answer about the leaf and a good one about the intermediate.
pub(crate) fn leaf(name: impl Into<String>, answer: &[u8]) -> Verify {
    ocsp(name, &[answer.to_vec(), good_intermediate()])
}

pub(crate) fn good(until: i64) -> Value {
    json!({"status": "good", "cache_until_ms": until})
}

pub(crate) fn stands(status: &str) -> Value {
    json!({"status": status})
}

pub(crate) fn revocation(leaf: Value, intermediate: Value, until: Option<i64>) -> Value {
    let mut revocation = json!({"leaf": leaf, "intermediate": intermediate});
    if let Some(until) = until {
        revocation["cache_until_ms"] = json!(until);
    }
    json!({"kind": "transaction", "revocation": revocation})
}

pub(crate) fn both_good() -> Value {
    revocation(good(until()), good(until()), Some(until()))
}

pub(crate) fn refused(case: Verify, code: &str, subject: &str, retryable: bool) -> Case {
    case.expect(json!({"error": code, "subject": subject, "retryable": retryable}))
}

/// Refused for the leaf's answer; every such answer may be asked for anew.
pub(crate) fn fault(name: impl Into<String>, answer: &[u8], code: &str) -> Case {
    refused(leaf(name, answer), code, LEAF, true)
}

fn accepted() -> Vec<Case> {
    let direct = || Answer::about_leaf(GOOD);
    let delegated = || Answer::delegated(GOOD, &responder());
    let authority = authority();
    let intermediate_key = &authority.intermediate_key;
    let chain = authority.build();
    let rows = [
        ("good_by_the_issuer_by_name", direct()),
        ("good_by_the_issuer_by_key", direct().with(|a| a.responder = by_key(intermediate_key))),
        ("good_with_sha384", direct().with(|a| a.hash = Hash::Sha384)),
        (
            "good_with_the_issuers_own_certificate",
            direct().with(|a| a.certificates = vec![chain.intermediate.clone()]),
        ),
        ("good_by_a_responder_by_name", delegated()),
        (
            "good_by_a_responder_by_key",
            delegated().with(|a| a.responder = by_key(&responder_key())),
        ),
        ("good_by_a_responder_on_p384", {
            let key = Key::p384("ocsp responder");
            let made = responder_with_key(&key).signed_by(intermediate_key);
            Answer::by(GOOD, key, made).with(|a| a.hash = Hash::Sha384)
        }),
        (
            "good_by_a_responder_among_others",
            delegated().with(|a| {
                a.certificates.insert(0, chain.root.clone());
                a.certificates.push(chain.leaf.clone());
            }),
        ),
        (
            "good_by_sha256_of_the_issuer",
            direct().with(|a| a.entries = vec![Entry::sha256(&leaf_of(&authority), GOOD)]),
        ),
        (
            "good_with_null_beside_the_hash",
            direct().with_entry(|e| e.algorithm = cert::algorithm_with_null(SHA1)),
        ),
        (
            "good_among_answers_about_others",
            direct().with(|a| {
                let mut other = a.entries[0].clone();
                other.serial = vec![9];
                other.says = revoked("20260101000000Z", None);
                a.entries.insert(0, other);
            }),
        ),
        (
            "f13_good_with_a_nonce_that_nobody_asked_for",
            direct().with(|a| {
                a.extensions = vec![cert::extension(NONCE, false, &der::octets(&[7; 16]))];
            }),
        ),
        (
            "f14_good_with_unknown_extensions_that_are_not_critical",
            direct()
                .with(|a| a.extensions = vec![cert::extension(cert::UNKNOWN, false, &der::NULL)])
                .with_entry(|e| {
                    e.extensions = vec![cert::extension(cert::UNKNOWN, false, &der::NULL)];
                }),
        ),
    ];
    let mut cases: Vec<Case> = rows
        .into_iter()
        .map(|(name, answer)| leaf(name, &answer.der()).expect(both_good()))
        .collect();
    // The answer counts no longer than its responder.
    let ends = ms("2026-06-01T05:00:00");
    let mut short = responder();
    short.not_after = time("2026-06-01T05:00:00");
    cases.push(
        leaf("good_until_its_responder_ends", &Answer::delegated(GOOD, &short).der())
            .expect(revocation(good(ends), good(until()), Some(ends))),
    );
    cases
}

fn policies() -> Vec<Case> {
    let gone = revoked("20260115103000Z", Some(1));
    let gone = Answer::about_leaf(&gone).der();
    let unknown = Answer::about_leaf(UNKNOWN).der();
    let token_of = |authority: &Authority| token(&authority.build(), &transaction().to_string());
    let asked = |name: &str, policy: &str, answers: &[Vec<u8>]| {
        let answers: Vec<String> = answers.iter().map(base64).collect();
        verify(name, token_of(&authority())).set("revocation", policy).set("answers_b64", answers)
    };
    let off = json!({"kind": "transaction"});
    let none = || revocation(stands("unreachable"), stands("unreachable"), None);
    let mut cases = vec![
        asked("off_without_answers", "off", &[]).expect(off.clone()),
        asked("off_whatever_the_answers", "off", &[gone.clone(), b"rubbish".to_vec()]).expect(off),
        asked("soft_without_answers", "soft", &[]).expect(none()),
        asked("soft_with_one_answer", "soft", &[Answer::about_leaf(GOOD).der()])
            .expect(revocation(good(until()), stands("unreachable"), Some(until()))),
        asked("soft_with_rubbish", "soft", &[b"rubbish".to_vec()]).expect(revocation(
            stands("invalid"),
            stands("invalid"),
            None,
        )),
        asked("soft_while_the_responder_is_busy", "soft", &[status(3)]).expect(revocation(
            stands("refused"),
            stands("refused"),
            None,
        )),
        asked(
            "soft_with_a_stale_answer",
            "soft",
            &[Answer::about_leaf(GOOD)
                .with_entry(|e| e.next_update = Some("20260531233000Z".into()))
                .der()],
        )
        .expect(revocation(
            json!({"status": "stale", "since_ms": ms("2026-05-31T23:30:00")}),
            stands("unreachable"),
            None,
        )),
        refused(
            asked("soft_revoked", "soft", std::slice::from_ref(&gone)),
            "ocsp_revoked",
            LEAF,
            false,
        ),
        refused(asked("soft_unknown", "soft", &[unknown]), "ocsp_unknown", LEAF, false),
        refused(
            asked("required_without_answers", "required", &[]),
            "ocsp_unreachable",
            INTERMEDIATE,
            true,
        ),
        refused(
            asked(
                "required_without_one_about_the_intermediate",
                "required",
                &[Answer::about_leaf(GOOD).der()],
            ),
            "ocsp_unreachable",
            INTERMEDIATE,
            true,
        ),
        refused(
            asked("required_without_one_about_the_leaf", "required", &[good_intermediate()]),
            "ocsp_unreachable",
            LEAF,
            true,
        ),
        // A refusal for good comes before one that may pass.
        refused(
            asked("required_revoked_leaf_and_nothing_else", "required", &[gone]),
            "ocsp_revoked",
            LEAF,
            false,
        ),
        refused(
            ocsp(
                "required_revoked_intermediate",
                &[
                    Answer::about_leaf(GOOD).der(),
                    Answer::about_intermediate(&revoked("20260115103000Z", None)).der(),
                ],
            ),
            "ocsp_revoked",
            INTERMEDIATE,
            false,
        ),
    ];
    // F16: without a responder that may be asked, only a stapled answer helps.
    let elsewhere = |name: &str, answers: &[Vec<u8>]| {
        ocsp(name, answers).set("ocsp_hosts", vec!["ocsp.example.com"])
    };
    let stapled = [Answer::about_leaf(GOOD).der(), good_intermediate()];
    cases.extend([
        refused(elsewhere("f16_at_another_host", &[]), "ocsp_url", INTERMEDIATE, false),
        elsewhere("f16_at_another_host_but_stapled", &stapled).expect(both_good()),
        refused(
            verify("f16_no_responder_named", token_of(&Authority::mock()))
                .set("revocation", "required")
                .set("answers_b64", Vec::<String>::new()),
            "ocsp_url",
            INTERMEDIATE,
            false,
        ),
    ]);
    // The order of checks: chain, dates, markers, revocation, token signature, payload.
    let mut no_marker = authority();
    no_marker.leaf.remove(cert::LEAF_MARKER);
    let forged = {
        let good = token_of(&authority());
        let other = Key::p256("attacker").sign(Hash::Sha256, b"anything").raw();
        crate::token::resigned(&good, &other)
    };
    let required = |name: &str, token: String| {
        verify(name, token).set("revocation", "required").set("answers_b64", Vec::<String>::new())
    };
    cases.extend([
        refused(required("order_marker_first", token_of(&no_marker)), "leaf_marker", LEAF, false),
        refused(
            required("order_revocation_before_the_token_signature", forged),
            "ocsp_unreachable",
            INTERMEDIATE,
            true,
        ),
        refused(
            ocsp("order_revocation_before_identity", &[]).bundle_ids(&["com.example.other"]),
            "ocsp_unreachable",
            INTERMEDIATE,
            true,
        ),
    ]);
    cases
}

/// Answers in any order, beside others.
fn stapled() -> Vec<Case> {
    let mine = || Answer::about_leaf(GOOD).der();
    let gone = || Answer::about_leaf(&revoked("20260115103000Z", None)).der();
    let unknown = || Answer::about_leaf(UNKNOWN).der();
    let stale = || {
        Answer::about_leaf(GOOD)
            .with_entry(|e| e.next_update = Some("20260531233000Z".into()))
            .der()
    };
    let rubbish = || b"rubbish".to_vec();
    let self_made = {
        let attacker = Key::p256("attacker");
        let cert = responder_with_key(&attacker);
        let says = revoked("20260115103000Z", None);
        Answer::by(&says, attacker.clone(), cert.signed_by(&attacker)).der()
    };
    let self_made_good = {
        let attacker = Key::p256("attacker");
        let cert = responder_with_key(&attacker);
        Answer::by(GOOD, attacker.clone(), cert.signed_by(&attacker)).der()
    };
    let about_both = {
        let delegated = Answer::about_leaf(GOOD);
        delegated.with(|a| a.entries.push(Entry::new(&intermediate_of(&authority()), GOOD))).der()
    };
    let later = Answer::about_leaf(GOOD)
        .with_entry(|e| e.next_update = Some("20260602230000Z".into()))
        .der();
    let mut cases = vec![
        ocsp("stapled_in_order", &[mine(), good_intermediate()]).expect(both_good()),
        ocsp("stapled_in_reverse", &[good_intermediate(), mine()]).expect(both_good()),
        ocsp("stapled_twice", &[mine(), good_intermediate(), mine(), good_intermediate()])
            .expect(both_good()),
        ocsp(
            "stapled_beside_rubbish",
            &[rubbish(), mine(), Vec::new(), status(3), good_intermediate()],
        )
        .expect(both_good()),
        ocsp("stapled_beside_a_self_made_revocation", &[self_made, mine(), good_intermediate()])
            .expect(both_good()),
        ocsp("stapled_beside_a_stale_one", &[stale(), mine(), good_intermediate()])
            .expect(both_good()),
        ocsp("stapled_two_good_ones_the_longer_counts", &[mine(), later, good_intermediate()])
            .expect(revocation(good(ms("2026-06-02T23:00:00")), good(until()), Some(until()))),
        refused(
            ocsp("stapled_one_answer_cannot_speak_for_two_issuers", &[about_both]),
            "ocsp_unauthorized",
            INTERMEDIATE,
            true,
        ),
    ];
    for (name, answers, code) in [
        ("good_and_revoked", vec![mine(), gone()], "ocsp_revoked"),
        ("revoked_and_good", vec![gone(), mine()], "ocsp_revoked"),
        ("unknown_and_revoked", vec![unknown(), gone()], "ocsp_revoked"),
        ("good_and_unknown", vec![mine(), unknown()], "ocsp_unknown"),
        ("unknown_and_good", vec![unknown(), mine()], "ocsp_unknown"),
        ("rubbish_and_revoked", vec![rubbish(), gone()], "ocsp_revoked"),
    ] {
        let answers = [answers, vec![good_intermediate()]].concat();
        cases.push(refused(ocsp(format!("stapled_{name}"), &answers), code, LEAF, false));
    }
    for (name, answers, code) in [
        ("stale_and_rubbish", vec![rubbish(), stale()], "ocsp_stale"),
        ("self_made_and_busy", vec![status(3), self_made_good.clone()], "ocsp_unauthorized"),
        ("rubbish_and_busy", vec![rubbish(), status(3)], "ocsp_status"),
        ("rubbish_alone", vec![rubbish()], "ocsp_malformed"),
        ("self_made_alone", vec![self_made_good], "ocsp_unauthorized"),
    ] {
        let answers = [answers, vec![good_intermediate()]].concat();
        cases.push(refused(ocsp(format!("stapled_{name}"), &answers), code, LEAF, true));
    }
    cases.extend(nested());
    cases
}

/// A notification whose transaction was signed by the leaf before: both chains count.
fn nested() -> Vec<Case> {
    let earlier = earlier_authority();
    let inner = with(transaction(), &[("/signedDate", json!(earlier_signed()))]);
    let inner = token(&earlier.build(), &inner.to_string());
    let outer = with(notification(), &[("/data/signedTransactionInfo", json!(inner))]);
    let outer = token(&authority().build(), &and(&outer, "\"extra\":1"));
    let of_earlier =
        |says: &[u8]| Answer::direct(&leaf_of(&earlier), INTERMEDIATE_NAME, says).der();
    let case = |name: &str, answers: &[Vec<u8>]| {
        let answers: Vec<String> = answers.iter().map(base64).collect();
        verify(name, outer.clone())
            .kind("notification")
            .set("revocation", "required")
            .set("answers_b64", answers)
    };
    // RFC 6960 lets a responder answer about a certificate that has expired since.
    assert!(EARLIER_LEAF_VALIDITY.1 < "2026");
    let mine = || Answer::about_leaf(GOOD).der();
    let mut all = both_good();
    all["kind"] = json!("notification");
    let nested = "data.signedTransactionInfo: leaf certificate";
    vec![
        case("nested_answers_about_both_leaves", &[of_earlier(GOOD), good_intermediate(), mine()])
            .expect(all),
        refused(
            case("nested_without_an_answer_about_its_leaf", &[mine(), good_intermediate()]),
            "ocsp_unreachable",
            nested,
            true,
        ),
        refused(
            case(
                "nested_leaf_revoked",
                &[of_earlier(&revoked("20260115103000Z", Some(5))), good_intermediate(), mine()],
            ),
            "ocsp_revoked",
            nested,
            false,
        ),
    ]
}
