//! Revocation of the certificates of genuine objects: what would be asked, and what follows where
//! no answer counts. What answers do is in the shared vectors.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/shared.rs"]
mod shared;

use shared::Suite;
use waxwing::app_store::{
    ChainCertificate, Environment, Kind, OcspRequest, Verifier, VerifierBuilder, VerifyOptions,
};
use waxwing::crypto::SignatureCheck;
use waxwing::error::Error;
use waxwing::time::Timestamp;
use waxwing::x509::ocsp::{MAX_ANSWERS, Policy, Status};

const FILE: &str = "notification-TEST-1662122492884-8dce374e.jws";

/// 2022-09-02, when it was signed.
const NOW: Timestamp = Timestamp::from_millis(1_662_122_492_884);

/// An answer that a responder gives when it is busy.
const TRY_LATER: &[u8] = &[0x30, 0x03, 0x0a, 0x01, 0x03];

fn builder(policy: Policy) -> VerifierBuilder {
    Verifier::builder()
        .environment(Environment::Sandbox)
        .bundle_id("com.Abilities")
        .revocation(policy)
}

fn told(error: &Error) -> String {
    format!("{} {} {}", error.code(), error.subject(), error.is_retryable())
}

#[test]
fn genuine_certificates_name_apples_responder() {
    let Some(mut suite) = Suite::begin("ocsp-requests", "real-jws", 6) else { return };
    let token = suite.read(FILE);
    let token = token.trim_ascii();
    for policy in [Policy::Soft, Policy::Required] {
        let verifier = builder(policy).build().unwrap();
        // Known chains are asked about as new ones are.
        for _ in 0..2 {
            let requests = verifier.ocsp_requests(token, NOW).unwrap();
            let [leaf, intermediate] = requests.as_slice() else { panic!("{requests:?}") };
            assert_eq!(leaf.certificate, ChainCertificate::Leaf);
            assert_eq!(intermediate.certificate, ChainCertificate::Intermediate);
            assert_eq!(intermediate.url, "http://ocsp.apple.com/ocsp03-applerootcag3");
            assert!(leaf.url.starts_with("http://ocsp.apple.com/ocsp03-wwdrg6"), "{}", leaf.url);
            suite.case(policy.name(), leaf.body == intermediate.body, false);
        }
    }
    let off = builder(Policy::Off).build().unwrap().ocsp_requests(token, NOW).unwrap();
    suite.case("off", off.len(), 0);
    let elsewhere = builder(Policy::Required).ocsp_host("ocsp.example.com").build().unwrap();
    suite.case("elsewhere", elsewhere.ocsp_requests(token, NOW).unwrap().len(), 0);
    assert_eq!(OcspRequest::CONTENT_TYPE, "application/ocsp-request");
    suite.end();
}

#[test]
fn nobody_is_asked_about_what_is_refused_anyway() {
    let Some(mut suite) = Suite::begin("ocsp-not-asked", "real-jws", 5) else { return };
    let token = suite.read(FILE);
    let token = token.trim_ascii();
    let verifier = builder(Policy::Required).cached_chains(0).build().unwrap();
    for (wrong, expected) in
        [(0, "bad_cert_signature"), (1, "bad_cert_signature"), (2, "bad_signature")]
    {
        let pending = verifier.begin(token, None).unwrap();
        let mut outcomes = [true; 3];
        outcomes[wrong] = false;
        let error = pending.ocsp_requests(&outcomes, NOW).unwrap_err();
        suite.case(wrong, error.code().name(), expected);
    }
    let pending = verifier.begin(token, None).unwrap();
    let error = pending.ocsp_requests(&[true; 2], NOW).unwrap_err();
    suite.case("outcomes", error.code().name(), "invalid_input");
    let long_ago = Timestamp::from_millis(1_000_000_000_000);
    let error = verifier.ocsp_requests(token, long_ago).unwrap_err();
    suite.case("dates", error.code().name(), "not_yet_valid");
    suite.end();
}

#[test]
fn without_an_answer_that_counts_the_policy_decides() {
    let Some(mut suite) = Suite::begin("ocsp-no-answer", "real-jws", 7) else { return };
    let token = suite.read(FILE);
    let token = token.trim_ascii();
    let rubbish: &[u8] = b"rubbish";
    let verify = |builder: VerifierBuilder, answers: &[&[u8]]| {
        let kind = Some(Kind::Notification);
        let options = VerifyOptions { kind, ocsp_answers: answers.to_vec() };
        builder.build().unwrap().verify(token, &options, NOW)
    };
    let required = || builder(Policy::Required);
    for (what, builder, answers, expected) in [
        ("none", required(), &[][..], "ocsp_unreachable intermediate certificate true"),
        ("busy", required(), &[TRY_LATER], "ocsp_status intermediate certificate true"),
        ("rubbish", required(), &[rubbish], "ocsp_malformed intermediate certificate true"),
        ("both", required(), &[rubbish, TRY_LATER], "ocsp_status intermediate certificate true"),
        (
            "nobody to ask",
            required().ocsp_host("ocsp.example.com"),
            &[],
            "ocsp_url intermediate certificate false",
        ),
        ("too many", required(), &[rubbish; MAX_ANSWERS + 1], "too_large OCSP answers false"),
    ] {
        suite.case(what, told(&verify(builder, answers).unwrap_err()), String::from(expected));
    }
    assert!(verify(builder(Policy::Off), &[rubbish]).unwrap().revocation().is_none());
    let soft = verify(builder(Policy::Soft), &[TRY_LATER]).unwrap();
    let revocation = soft.revocation().unwrap();
    assert!(matches!(revocation.leaf, Status::Refused(_)));
    assert_eq!(revocation.cache_until(), None);
    suite.case("soft", revocation.intermediate.name(), "refused");
    suite.end();
}

#[test]
fn the_other_functions_have_no_answers() {
    let Some(mut suite) = Suite::begin("ocsp-other-functions", "real-jws", 3) else { return };
    let token = suite.read(FILE);
    let token = token.trim_ascii();
    let verifier = builder(Policy::Required).build().unwrap();
    suite.case("any", verifier.any(token, NOW).unwrap_err().code().name(), "ocsp_unreachable");
    let error = verifier.notification(token, NOW).unwrap_err();
    suite.case("notification", error.code().name(), "ocsp_unreachable");
    let pending = verifier.begin(token, None).unwrap();
    let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
    let error = pending.finish(&outcomes, NOW).unwrap_err();
    suite.case("finish", error.code().name(), "ocsp_unreachable");
    suite.end();
}
