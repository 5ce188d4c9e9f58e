//! Objects that Apple itself signed, out of the sandbox: good at their signing time, expired
//! today.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/shared.rs"]
mod shared;

use shared::Suite;
use waxwing::app_store::{Environment, Kind, Validity, Verifier, VerifierBuilder};
use waxwing::crypto::SignatureCheck;
use waxwing::error::ErrorCode;
use waxwing::time::Timestamp;

/// 2026-11-21T00:00:00Z
const TODAY: Timestamp = Timestamp::from_millis(1_795_219_200_000);

/// File, kind, bundle id, signing time, last second of the leaf.
const OBJECTS: [(&str, Kind, Option<&str>, i64, &str); 6] = [
    (
        "notification-TEST-1662122492884-8dce374e.jws",
        Kind::Notification,
        Some("com.Abilities"),
        1_662_122_492_884,
        "2023-09-24T02:50:33Z",
    ),
    (
        "renewalInfo-Sandbox-1667561039251-e18d1659.jws",
        Kind::RenewalInfo,
        None,
        1_667_561_039_251,
        "2023-09-24T02:50:33Z",
    ),
    (
        "renewalInfo-Sandbox-1684822778492-8a548061.jws",
        Kind::RenewalInfo,
        None,
        1_684_822_778_492,
        "2023-09-24T02:50:33Z",
    ),
    (
        "transaction-Sandbox-1667559685499-0cd9c84b.jws",
        Kind::Transaction,
        Some("Com.VoiceRecording.Telephone"),
        1_667_559_685_499,
        "2023-09-24T02:50:33Z",
    ),
    (
        "transaction-Sandbox-1667561039251-3db16e5a.jws",
        Kind::Transaction,
        Some("Com.VoiceRecording.Telephone"),
        1_667_561_039_251,
        "2023-09-24T02:50:33Z",
    ),
    (
        "transaction-Sandbox-1739161772561-67237f4b.jws",
        Kind::Transaction,
        Some("com.goodheartapp"),
        1_739_161_772_561,
        "2025-10-11T19:51:52Z",
    ),
];

fn verifier(bundle_id: Option<&str>) -> VerifierBuilder {
    let builder = Verifier::builder().environment(Environment::Sandbox);
    match bundle_id {
        Some(bundle_id) => builder.bundle_id(bundle_id),
        None => builder.bundle_id("com.example.unused"),
    }
}

#[test]
fn genuine_objects_verify_at_their_signing_time() {
    let Some(mut suite) = Suite::begin("real-jws-signed", "real-jws", OBJECTS.len()) else {
        return;
    };
    for (file, kind, bundle_id, signed_at, leaf_end) in OBJECTS {
        let token = suite.read(file);
        let verifier = verifier(bundle_id).build().unwrap();
        let object = verifier.any(token.trim_ascii(), TODAY).unwrap();
        let found = format!(
            "{} {:?} {} {} {} {}",
            object.kind(),
            object.verified_bundle_id(),
            object.signed_at().as_millis(),
            object.leaf_valid_until(),
            object.verified_environment(),
            object.chain().root.common_name,
        );
        let expected =
            format!("{kind} {bundle_id:?} {signed_at} {leaf_end} Sandbox Apple Root CA - G3");
        suite.case(file, found, expected);
    }
    suite.end();
}

#[test]
fn genuine_objects_are_refused_for_today() {
    let Some(mut suite) = Suite::begin("real-jws-today", "real-jws", OBJECTS.len()) else { return };
    for (file, _, bundle_id, _, leaf_end) in OBJECTS {
        let token = suite.read(file);
        let verifier = verifier(bundle_id).validity(Validity::CheckTime).build().unwrap();
        let error = verifier.any(token.trim_ascii(), TODAY).unwrap_err();
        let found =
            format!("{} {} {} {}", error.code(), error.subject(), error.expected(), error.found());
        let expected = format!(
            "expired leaf certificate a time of check until {leaf_end} 2026-11-21T00:00:00Z"
        );
        suite.case(file, found, expected);
    }
    suite.end();
}

#[test]
fn genuine_objects_verify_in_three_steps() {
    let Some(mut suite) = Suite::begin("real-jws-steps", "real-jws", OBJECTS.len()) else { return };
    for (file, kind, bundle_id, _, _) in OBJECTS {
        let token = suite.read(file);
        let verifier = verifier(bundle_id).build().unwrap();
        let pending = verifier.begin(token.trim_ascii(), Some(kind)).unwrap();
        let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
        assert_eq!(outcomes, [true; 3]);
        // Each check alone decides.
        for wrong in 0..3 {
            let mut outcomes = outcomes.clone();
            outcomes[wrong] = false;
            let pending = verifier.begin(token.trim_ascii(), Some(kind)).unwrap();
            let code = pending.finish(&outcomes, TODAY).unwrap_err().code();
            let expected =
                if wrong == 2 { ErrorCode::BadSignature } else { ErrorCode::BadCertSignature };
            assert_eq!(code, expected, "{file}: check {wrong}");
        }
        let object = pending.finish(&outcomes, TODAY).unwrap();
        suite.case(file, object.kind().name(), kind.name());
    }
    suite.end();
}

#[test]
fn another_number_of_outcomes_is_refused() {
    let Some(suite) = Suite::begin("real-jws-outcomes", "real-jws", 4) else { return };
    let mut suite = suite;
    let token = suite.read(OBJECTS[0].0);
    let verifier = verifier(OBJECTS[0].2).build().unwrap();
    for outcomes in [&[][..], &[true], &[true; 2], &[true; 4]] {
        let pending = verifier.begin(token.trim_ascii(), None).unwrap();
        let code = pending.finish(outcomes, TODAY).unwrap_err().code();
        suite.case(outcomes.len(), code.name(), "invalid_input");
    }
    suite.end();
}
