//! Table F: what an answer may not be.

use crate::cert::{self, Cert};
use crate::chain::{INTERMEDIATE_NAME, ROOT_NAME};
use crate::der;
use crate::file::Case;
use crate::key::{Hash, Key};
use crate::ocsp::{
    ANY_PURPOSE, Answer, Entry, GOOD, OCSP_SIGNING, SERVER_AUTH, SHA256, UNKNOWN, authority,
    by_hash, by_key, by_name, leaf_of, purposes, responder, responder_key, responder_with_key,
    revoked, sha1, status, wrapped,
};
use crate::table_f::{
    LEAF, both_good, fault, good, good_intermediate, leaf, ocsp, refused, revocation, until,
};
use crate::time::{HOUR, ms, time};

/// F1, F2: what is no answer.
pub(crate) fn responses() -> Vec<Case> {
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
pub(crate) fn responders() -> Vec<Case> {
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
pub(crate) fn contents() -> Vec<Case> {
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
pub(crate) fn times() -> Vec<Case> {
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
pub(crate) fn limits() -> Vec<Case> {
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
