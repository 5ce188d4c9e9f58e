//! Table F: answers about revocation, given along with an object.

use serde_json::{Value, json};

use crate::cert::{self, Cert};
use crate::chain::{
    Authority, EARLIER_LEAF_VALIDITY, INTERMEDIATE_NAME, ROOT_NAME, earlier_signed,
};
use crate::der;
use crate::file::{Case, VectorFile};
use crate::key::{Hash, Key};
use crate::ocsp::{
    ANY_PURPOSE, Answer, Entry, GOOD, NONCE, OCSP_SIGNING, SERVER_AUTH, SHA1, SHA256, UNKNOWN,
    authority, by_hash, by_key, by_name, earlier_authority, intermediate_of, leaf_of, purposes,
    responder, responder_key, responder_with_key, revoked, sha1, status, wrapped,
};
use crate::payload::{and, notification, transaction, with};
use crate::time::{HOUR, ms, time};
use crate::token::{base64, token};
use crate::verify::{Verify, shared_roots, verify};

const LEAF: &str = "leaf certificate";
const INTERMEDIATE: &str = "intermediate certificate";

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

fn until() -> i64 {
    ms("2026-06-01T23:00:00")
}

/// A transaction with these answers, where answers are required.
pub(crate) fn ocsp(name: impl Into<String>, answers: &[Vec<u8>]) -> Verify {
    let answers: Vec<String> = answers.iter().map(base64).collect();
    verify(name, token(&authority().build(), &transaction().to_string()))
        .set("revocation", "required")
        .set("answers_b64", answers)
}

fn good_intermediate() -> Vec<u8> {
    Answer::about_intermediate(GOOD).der()
}

/// With this answer about the leaf and a good one about the intermediate.
fn leaf(name: impl Into<String>, answer: &[u8]) -> Verify {
    ocsp(name, &[answer.to_vec(), good_intermediate()])
}

fn good(until: i64) -> Value {
    json!({"status": "good", "cache_until_ms": until})
}

fn stands(status: &str) -> Value {
    json!({"status": status})
}

fn revocation(leaf: Value, intermediate: Value, until: Option<i64>) -> Value {
    let mut revocation = json!({"leaf": leaf, "intermediate": intermediate});
    if let Some(until) = until {
        revocation["cache_until_ms"] = json!(until);
    }
    json!({"kind": "transaction", "revocation": revocation})
}

fn both_good() -> Value {
    revocation(good(until()), good(until()), Some(until()))
}

fn refused(case: Verify, code: &str, subject: &str, retryable: bool) -> Case {
    case.expect(json!({"error": code, "subject": subject, "retryable": retryable}))
}

/// Refused for the leaf's answer; every such answer may be asked for anew.
fn fault(name: impl Into<String>, answer: &[u8], code: &str) -> Case {
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

/// F1, F2: what is no answer.
fn responses() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        (1, "malformed_request"),
        (2, "internal_error"),
        (3, "try_later"),
        (4, "status_4"),
        (5, "sig_required"),
        (6, "unauthorized"),
        (7, "status_7"),
    ]
    .into_iter()
    .map(|(number, what)| {
        let retryable = matches!(number, 2 | 3);
        refused(leaf(format!("f1_{what}"), &status(number)), "ocsp_status", LEAF, retryable)
    })
    .collect();
    let good = Answer::about_leaf(GOOD);
    let mut trailing = good.der();
    trailing.push(0);
    let version = |number| good.clone().with(|a| a.version = cert::version(number)).der();
    let says = |says: &[u8]| good.clone().with_entry(|e| e.says = says.to_vec()).der();
    let error_with_answer = {
        let bytes =
            der::sequence(&[&der::oid("1.3.6.1.5.5.7.48.1.1"), &der::octets(&good.basic())]);
        der::sequence(&[&der::element(0x0a, &[6]), &der::explicit(0, &bytes)])
    };
    for (what, answer) in [
        ("empty", Vec::new()),
        ("text", b"<html>503</html>".to_vec()),
        ("success_without_an_answer", status(0)),
        ("an_error_with_an_answer", error_with_answer),
        ("another_type_of_answer", wrapped("1.3.6.1.5.5.7.48.1.9", &good.basic())),
        ("version_2", version(1)),
        ("version_1_written_out", version(0)),
        ("trailing_byte", trailing),
        (
            "trailing_byte_inside",
            wrapped("1.3.6.1.5.5.7.48.1.1", &[good.basic(), vec![0]].concat()),
        ),
        ("cut_short", good.der()[..200].to_vec()),
        ("status_as_integer", der::sequence(&[&der::integer(&[3])])),
        ("no_responder_id", good.clone().with(|a| a.responder = Vec::new()).der()),
        ("good_with_contents", says(&[0x80, 1, 0])),
        ("a_fourth_status", says(&[0x83, 0])),
        ("a_certificate", authority().build().leaf),
    ] {
        cases.push(fault(format!("f2_{what}"), &answer, "ocsp_malformed"));
    }
    cases
}

/// F3 to F8: who may answer.
fn responders() -> Vec<Case> {
    let unauthorized =
        |name: &str, answer: &Answer| fault(name, &answer.der(), "ocsp_unauthorized");
    let authority = authority();
    let attacker = Key::p256("attacker");
    let made = |change: &dyn Fn(&mut Cert)| {
        let mut cert = responder();
        change(&mut cert);
        Answer::delegated(GOOD, &cert)
    };
    let self_made = {
        let mut cert = responder_with_key(&attacker);
        cert.subject = cert::name(INTERMEDIATE_NAME);
        Answer::by(GOOD, attacker.clone(), cert.signed_by(&attacker))
            .with(|a| a.responder = by_name(INTERMEDIATE_NAME))
    };
    let own_name = {
        let cert = responder_with_key(&attacker);
        Answer::by(GOOD, attacker.clone(), cert.signed_by(&attacker))
    };
    let server = made(&|cert| cert.put(purposes(&[SERVER_AUTH])));
    let leaf_itself = Answer::by(GOOD, authority.leaf_key.clone(), authority.build().leaf)
        .with(|a| a.responder = by_key(&authority.leaf_key));
    let of_root = {
        let mut cert = responder();
        cert.issuer = cert::name(ROOT_NAME);
        Answer::by(GOOD, responder_key(), cert.signed_by(&authority.root_key))
    };
    let sub_key = Key::p256("sub authority");
    let of_sub = {
        let mut sub = authority.intermediate.clone();
        sub.issuer = cert::name(INTERMEDIATE_NAME);
        sub.subject = cert::name("Sub CA");
        sub.spki = sub_key.spki();
        let mut cert = responder();
        cert.issuer = cert::name("Sub CA");
        let sub = sub.signed_by(&authority.intermediate_key);
        Answer::by(GOOD, responder_key(), cert.signed_by(&sub_key))
            .with(|a| a.certificates.push(sub))
    };
    let renamed = Answer::by(GOOD, responder_key(), responder().signed_by(&sub_key));
    let root_itself = Answer::about_leaf(GOOD)
        .with(|a| (a.responder, a.signer) = (by_name(ROOT_NAME), authority.root_key.clone()));
    let mut cases = vec![
        unauthorized("f3_self_made_with_the_issuers_name", &self_made),
        unauthorized(
            "f3_self_made_by_key",
            &self_made.clone().with(|a| a.responder = by_key(&attacker)),
        ),
        unauthorized("f3_self_made_with_its_own_name", &own_name),
        unauthorized("f4_without_a_purpose", &made(&|cert| cert.remove("2.5.29.37"))),
        unauthorized("f4_any_purpose", &made(&|cert| cert.put(purposes(&[ANY_PURPOSE])))),
        unauthorized("f4_another_purpose", &server),
        unauthorized("f4_the_leaf_itself", &leaf_itself),
        unauthorized("f4_an_authority", &made(&|cert| cert.put(cert::authority(None)))),
        unauthorized(
            "f4_key_usage_without_digital_signature",
            &made(&|cert| cert.put(cert::key_usage(cert::KEY_ENCIPHERMENT))),
        ),
        unauthorized(
            "f4_unknown_critical_extension",
            &made(&|cert| cert.put(cert::extension(cert::UNKNOWN, true, &der::NULL))),
        ),
        unauthorized("f5_expired", &made(&|cert| cert.not_after = time("2026-05-31T23:59:59"))),
        unauthorized(
            "f5_not_yet_valid",
            &made(&|cert| cert.not_before = time("2026-06-01T00:00:01")),
        ),
        unauthorized("f6_issued_by_the_issuers_issuer", &of_root),
        unauthorized("f6_issued_by_an_authority_below", &of_sub),
        unauthorized("f6_the_same_with_the_issuers_name", &renamed),
        unauthorized("f6_the_issuers_issuer_itself", &root_itself),
    ];
    cases.push(
        leaf(
            "f4_the_purpose_among_others",
            &made(&|cert| {
                cert.put(purposes(&[SERVER_AUTH, OCSP_SIGNING]));
            })
            .der(),
        )
        .expect(both_good()),
    );
    cases.push(
        leaf(
            "f5_in_its_last_second",
            &made(&|cert| cert.not_after = time("2026-06-01T00:00:00")).der(),
        )
        .expect(revocation(
            good(ms("2026-06-01T00:00:00")),
            good(until()),
            Some(ms("2026-06-01T00:00:00")),
        )),
    );

    let bad = |name: &str, answer: Answer| fault(name, &answer.der(), "ocsp_bad_signature");
    let direct = || Answer::about_leaf(GOOD);
    let algorithm = |name: &str, algorithm: Vec<u8>| {
        bad(name, direct().with(|a| a.algorithm = Some(algorithm)))
    };
    cases.extend([
        bad("f7_another_key", direct().with(|a| a.signer = attacker.clone())),
        bad(
            "f7_another_key_than_the_responders",
            Answer::delegated(GOOD, &responder()).with(|a| a.signer = attacker.clone()),
        ),
        bad(
            "f7_a_key_of_another_curve",
            direct().with(|a| {
                (a.signer, a.hash) = (Key::p384("attacker"), Hash::Sha384);
            }),
        ),
        algorithm("f7_the_other_hash", cert::algorithm(cert::ECDSA_SHA384)),
        algorithm("f7_parameters", cert::algorithm_with_null(cert::ECDSA_SHA256)),
        algorithm("f7_ecdsa_with_sha1", cert::algorithm("1.2.840.10045.4.1")),
        algorithm("f7_rsa_with_md2", cert::algorithm_with_null("1.2.840.113549.1.1.2")),
        algorithm("f7_rsa_with_sha1", cert::algorithm_with_null("1.2.840.113549.1.1.5")),
        algorithm("f7_rsa_with_sha256", cert::algorithm_with_null("1.2.840.113549.1.1.11")),
        algorithm("f7_unknown_algorithm", cert::algorithm(cert::UNKNOWN)),
    ]);
    let hash = sha1(&authority.intermediate_key.point());
    let id = |name: &str, id: Vec<u8>| unauthorized(name, &direct().with(|a| a.responder = id));
    cases.extend([
        id("f8_another_name", by_name(ROOT_NAME)),
        id("f8_the_name_in_another_case", by_name(&INTERMEDIATE_NAME.to_lowercase())),
        id("f8_another_key", by_key(&attacker)),
        id("f8_a_key_hash_of_19_bytes", by_hash(&hash[..19])),
        id("f8_a_key_hash_of_21_bytes", by_hash(&[&hash[..], &[0]].concat())),
        id("f8_an_empty_key_hash", by_hash(&[])),
        unauthorized(
            "f8_a_responder_that_is_not_named",
            &Answer::delegated(GOOD, &responder()).with(|a| a.responder = by_name("Somebody")),
        ),
    ]);
    cases
}

/// F9, F10, F13, F14: what the answer says.
fn contents() -> Vec<Case> {
    let no_match = |name: &str, change: &dyn Fn(&mut Entry)| {
        let answer = Answer::about_leaf(GOOD).with_entry(|entry| change(entry));
        fault(format!("f9_{name}"), &answer.der(), "ocsp_no_match")
    };
    let mut cases = vec![
        no_match("another_issuer_name", &|e| e.name_hash = sha1(&cert::name(ROOT_NAME))),
        no_match("another_issuer_key", &|e| e.key_hash = sha1(b"key")),
        no_match("an_empty_key_hash", &|e| e.key_hash.clear()),
        no_match("another_serial", &|e| e.serial = vec![5]),
        no_match("a_prefix_of_the_serial", &|e| e.serial.truncate(3)),
        no_match("a_longer_serial", &|e| e.serial.push(0)),
        no_match("a_negative_serial", &|e| e.serial[0] |= 0x80),
        no_match("a_serial_with_a_leading_zero", &|e| e.serial.insert(0, 0)),
        no_match("another_hash", &|e| e.algorithm = cert::algorithm(SHA256)),
        no_match("an_unknown_hash", &|e| e.algorithm = cert::algorithm(cert::UNKNOWN)),
        fault(
            "f9_no_entry_at_all",
            &Answer::about_leaf(GOOD).with(|a| a.entries.clear()).der(),
            "ocsp_no_match",
        ),
    ];

    let gone = |reason| revoked("20260115103000Z", reason);
    let two = |first: &[u8], second: &[u8]| {
        Answer::about_leaf(first)
            .with(|a| a.entries.push(Entry::new(&leaf_of(&authority()), second)))
            .der()
    };
    for (name, answer, code) in [
        ("revoked", Answer::about_leaf(&gone(None)).der(), "ocsp_revoked"),
        ("revoked_with_a_reason", Answer::about_leaf(&gone(Some(1))).der(), "ocsp_revoked"),
        (
            "revoked_with_an_unknown_reason",
            Answer::about_leaf(&gone(Some(7))).der(),
            "ocsp_revoked",
        ),
        ("on_hold", Answer::about_leaf(&gone(Some(6))).der(), "ocsp_revoked"),
        (
            "revoked_by_a_responder",
            Answer::delegated(&gone(None), &responder()).der(),
            "ocsp_revoked",
        ),
        ("unknown", Answer::about_leaf(UNKNOWN).der(), "ocsp_unknown"),
        ("good_then_revoked", two(GOOD, &gone(None)), "ocsp_revoked"),
        ("revoked_then_good", two(&gone(None), GOOD), "ocsp_revoked"),
        ("unknown_then_revoked", two(UNKNOWN, &gone(None)), "ocsp_revoked"),
        ("good_then_unknown", two(GOOD, UNKNOWN), "ocsp_unknown"),
        ("unknown_then_good", two(UNKNOWN, GOOD), "ocsp_unknown"),
    ] {
        cases.push(refused(leaf(format!("f10_{name}"), &answer), code, LEAF, false));
    }
    // A revocation for good cannot be undone, however old the answer; a hold can.
    let old = |reason| {
        Answer::about_leaf(&gone(reason))
            .with_entry(|e| {
                e.this_update = "20260201000000Z".into();
                e.next_update = Some("20260202000000Z".into());
            })
            .der()
    };
    cases.push(refused(
        leaf("f10_revoked_in_an_old_answer", &old(None)),
        "ocsp_revoked",
        LEAF,
        false,
    ));
    cases.push(fault("f10_on_hold_in_an_old_answer", &old(Some(6)), "ocsp_stale"));

    let critical = || vec![cert::extension(cert::UNKNOWN, true, &der::NULL)];
    cases.push(fault(
        "f14_of_the_answer",
        &Answer::about_leaf(GOOD).with(|a| a.extensions = critical()).der(),
        "ocsp_unhandled_critical",
    ));
    cases.push(fault(
        "f14_of_the_entry",
        &Answer::about_leaf(GOOD).with_entry(|e| e.extensions = critical()).der(),
        "ocsp_unhandled_critical",
    ));
    cases
}

/// F11, F12: times. Clocks may differ by a minute.
fn times() -> Vec<Case> {
    let at = |this: &str, next: Option<&str>| {
        Answer::about_leaf(GOOD)
            .with_entry(|e| (e.this_update, e.next_update) = (this.into(), next.map(Into::into)))
            .der()
    };
    let produced =
        |text: &str| Answer::about_leaf(GOOD).with(|a| a.produced_at = text.into()).der();
    let fresh = |text: &str| revocation(good(ms(text)), good(until()), Some(ms(text)));
    let usual = Some("20260601230000Z");
    let mut cases = vec![
        leaf("f11_this_update_a_minute_ahead", &at("20260601000100Z", usual)).expect(both_good()),
        fault("f11_this_update_ahead", &at("20260601000101Z", usual), "ocsp_not_yet_valid"),
        leaf("f11_produced_a_minute_ahead", &produced("20260601000100Z")).expect(both_good()),
        fault("f11_produced_ahead", &produced("20260601000101Z"), "ocsp_not_yet_valid"),
        leaf("f11_next_update_a_minute_past", &at("20260531000000Z", Some("20260531235900Z")))
            .expect(fresh("2026-05-31T23:59:00")),
        fault(
            "f11_next_update_past",
            &at("20260531000000Z", Some("20260531235859Z")),
            "ocsp_stale",
        ),
        fault(
            "f11_replayed_from_years_ago",
            &at("20200101000000Z", Some("20200102000000Z")),
            "ocsp_stale",
        ),
        fault(
            "f11_next_update_before_this_update",
            &at("20260601000030Z", Some("20260601000029Z")),
            "ocsp_stale",
        ),
        fault("f11_no_next_update", &at("20260531233000Z", None), "ocsp_stale"),
    ];
    let aged = |name: &str, millis: i64| {
        leaf(name, &at("20260531233000Z", None)).set("ocsp_max_age_ms", millis)
    };
    cases.push(
        aged("f11_no_next_update_within_the_maximal_age", HOUR)
            .expect(fresh("2026-06-01T00:30:00")),
    );
    cases.push(refused(
        aged("f11_no_next_update_beyond_the_maximal_age", HOUR / 4),
        "ocsp_stale",
        LEAF,
        true,
    ));
    for (what, text) in [
        ("fraction", "20260531230000.5Z"),
        ("empty_fraction", "20260531230000.Z"),
        ("offset", "20260531230000+0000"),
        ("local", "20260531230000"),
        ("without_seconds", "202605312300Z"),
        ("month_13", "20261331230000Z"),
        ("february_30", "20260230230000Z"),
        ("hour_24", "20260531240000Z"),
        ("second_60", "20260531230060Z"),
    ] {
        cases.push(fault(format!("f12_this_update_{what}"), &at(text, usual), "ocsp_malformed"));
    }
    cases.push(fault(
        "f12_produced_with_a_fraction",
        &produced("20260531230000.5Z"),
        "ocsp_malformed",
    ));
    cases.push(fault(
        "f12_next_update_with_a_fraction",
        &at("20260531230000Z", Some("20260601230000.5Z")),
        "ocsp_malformed",
    ));
    cases.push(fault(
        "f12_revoked_at_a_fraction",
        &Answer::about_leaf(&revoked("20260115103000.5Z", None)).der(),
        "ocsp_malformed",
    ));
    cases
}

/// F15.
fn limits() -> Vec<Case> {
    let mut other = Entry::new(&leaf_of(&authority()), GOOD);
    other.serial = vec![9];
    let entries = |count: usize| {
        Answer::about_leaf(GOOD)
            .with(|a| a.entries.extend(std::iter::repeat_n(other.clone(), count - 1)))
            .der()
    };
    let certificate = authority().build().root;
    let certificates = |count: usize| {
        Answer::about_leaf(GOOD).with(|a| a.certificates = vec![certificate.clone(); count]).der()
    };
    let rubbish = || vec![b"rubbish".to_vec(); 14];
    let mut sixteen = rubbish();
    sixteen.extend([Answer::about_leaf(GOOD).der(), good_intermediate()]);
    let mut seventeen = sixteen.clone();
    seventeen.push(b"rubbish".to_vec());
    vec![
        leaf("f15_128_entries", &entries(128)).expect(both_good()),
        fault("f15_129_entries", &entries(129), "too_large"),
        leaf("f15_8_certificates", &certificates(8)).expect(both_good()),
        fault("f15_9_certificates", &certificates(9), "too_large"),
        ocsp("f15_16_answers", &sixteen).expect(both_good()),
        refused(ocsp("f15_17_answers", &seventeen), "too_large", "OCSP answers", false),
    ]
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
