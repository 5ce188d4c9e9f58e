//! Checks that the host runs, stricter rules, and what follows from statuses.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::make::*;
use crate::crypto::SignatureCheck;
use crate::error::ErrorCode;
use crate::x509::ocsp::{
    Answers, Decision, FaultKind, Memory, Policy, Response, ResponseStatus, RevocationReason,
    Rules, Status,
};

#[test]
fn a_host_can_run_the_checks() {
    let request = request();
    for (answer, count) in [(Answer::direct(GOOD), 1), (Answer::delegated(GOOD, &responder()), 2)] {
        let response = Response::parse(&answer.to_der()).unwrap();
        let pending = response.begin(&request);
        assert_eq!((pending.checks().len(), pending.check_count()), (count, count));
        let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
        assert!(outcomes.iter().all(|good| *good));
        let finish = |outcomes: &[bool]| pending.finish(outcomes, &Rules::default(), NOW);
        assert!(finish(&outcomes).unwrap().is_good());
        for at in 0..count {
            let mut outcomes = outcomes.clone();
            outcomes[at] = false;
            assert_eq!(finish(&outcomes).unwrap().name(), "invalid", "check {at} of {count}");
        }
        for outcomes in [&outcomes[1..], &[true; 3][..]] {
            assert_eq!(finish(outcomes).unwrap_err().code(), ErrorCode::InvalidInput);
        }
    }
    // The issuer and a responder of its name: either will do.
    let namesake = Draft { subject: "Test CA", ..responder() };
    let response = Response::parse(&Answer::delegated(GOOD, &namesake).to_der()).unwrap();
    let pending = response.begin(&request);
    // The signature is in range for both curves or for one, as it happens.
    let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
    assert!(pending.finish(&outcomes, &Rules::default(), NOW).unwrap().is_good());
    assert!(pending.check_count() <= 3);
}

#[test]
fn nothing_waits_where_the_responder_refused() {
    let request = request();
    let response = Response::parse(&[0x30, 3, 0x0a, 1, 6]).unwrap();
    let pending = response.begin(&request);
    assert!(pending.checks().is_empty());
    let status = pending.finish(&[], &Rules::default(), NOW).unwrap();
    assert_eq!(status, Status::Refused(ResponseStatus::Unauthorized));
}

#[test]
fn ocsp_nocheck_can_be_required() {
    let extensions = alloc::vec![purposes(false, &[OCSP_SIGNING])];
    let without = Draft { extensions, ..responder() };
    let strict = Rules::default().require_no_check();
    for (draft, rules, expected) in [
        (&without, Rules::default(), "good"),
        (&without, strict, "invalid"),
        (&responder(), strict, "good"),
    ] {
        let response = Response::parse(&Answer::delegated(GOOD, draft).to_der()).unwrap();
        assert_eq!(response.verify(&request(), &rules, NOW).name(), expected);
    }
    // The issuer itself needs none.
    let response = Response::parse(&Answer::direct(GOOD).to_der()).unwrap();
    assert!(response.verify(&request(), &strict, NOW).is_good());
}

#[test]
fn a_policy_takes_the_worst_status() {
    let good = || Status::Good { cache_until: NOW };
    let fault = Response::parse(&[]).unwrap_err();
    assert_eq!(fault.kind(), FaultKind::Malformed);
    let revoked = Status::Revoked { since: NOW, reason: None, cache_until: None };
    use Decision::{Accept, Refuse, TryAgain};
    for (status, soft, required) in [
        (good(), Accept, Accept),
        (revoked, Refuse, Refuse),
        (Status::Unknown { cache_until: NOW }, Refuse, Refuse),
        (Status::Stale { since: None }, Accept, TryAgain),
        (Status::Refused(ResponseStatus::TryLater), Accept, TryAgain),
        (Status::Invalid(fault), Accept, TryAgain),
        (Status::Unreachable, Accept, TryAgain),
    ] {
        for statuses in [[good(), status.clone()], [status.clone(), good()]] {
            assert_eq!(Policy::Off.judge(&statuses), Accept, "{status:?}");
            assert_eq!(Policy::Soft.judge(&statuses), soft, "{status:?}");
            assert_eq!(Policy::Required.judge(&statuses), required, "{status:?}");
        }
    }
    assert_eq!(each(|policy| policy.judge(&[])), [Accept, Accept, Refuse]);
    assert_eq!(each(Policy::name), ["off", "soft", "required"]);
    assert_eq!([Accept, Refuse, TryAgain].map(Decision::name), ["accept", "refuse", "try_again"]);
}

#[test]
fn numbers_lead_to_values_and_back() {
    for number in 0..=u8::MAX {
        assert_eq!(ResponseStatus::from_number(number).number(), number);
        assert_eq!(RevocationReason::from_number(number).number(), number);
    }
}

#[test]
fn a_fault_says_rule_and_finding() {
    let fault = Response::parse(&[0; 3]).unwrap_err();
    let text = fault.to_string();
    assert!(text.starts_with("OCSP response: an OCSP answer must be strict DER"), "{text}");
    assert!(text.ends_with("; found damage in the response"), "{text}");
    assert!(format!("{fault:?}").starts_with("ocsp_malformed: "));
    for (index, kind) in FaultKind::ALL.iter().enumerate() {
        assert!(kind.name().starts_with("ocsp_") && !kind.rule().is_empty());
        assert!(FaultKind::ALL[..index].iter().all(|other| other.name() < kind.name()));
    }
}

fn each<T>(f: fn(Policy) -> T) -> Vec<T> {
    Policy::ALL.iter().copied().map(f).collect()
}

#[test]
fn proofs_are_remembered_up_to_a_number_and_rubbish_is_not() {
    let judged = |memory: &Memory, answer: &Answer| {
        let answers = Answers::read(&[answer.to_der()]).unwrap();
        let statuses = answers.statuses_with(&[request()], &Rules::default(), NOW, memory);
        statuses[0].clone()
    };
    let memory = Memory::new(2);
    let forged = Answer::direct(GOOD).with(|answer| answer.signer = Key::p384("attacker"));
    assert_eq!(judged(&memory, &forged).name(), "invalid");
    assert_eq!(memory.len(), 0);
    for answer in [
        Answer::direct(GOOD),
        Answer::direct(GOOD),
        Answer::direct(UNKNOWN),
        Answer::delegated(GOOD, &responder()),
        Answer::direct(GOOD),
    ] {
        let first = judged(&memory, &answer);
        assert_eq!(judged(&memory, &answer), first);
        assert_eq!(judged(&Memory::new(0), &answer), first);
        assert!(memory.len() <= 2);
    }
    assert_eq!(memory.len(), 2);
}
