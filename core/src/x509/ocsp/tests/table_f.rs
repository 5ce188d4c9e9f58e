//! One test for each row of the table of bad answers.

use alloc::string::String;
use alloc::vec::Vec;
use alloc::{format, vec};

use super::make::*;
use crate::crypto::Hash;
use crate::error::ErrorCode;
use crate::x509::ocsp::{
    CertIdHash, FaultKind, MAX_CERTIFICATES, MAX_ENTRIES, MAX_RESPONSE_BYTES, Request, Response,
    ResponseStatus, RevocationReason, Rules, Status,
};

fn status(answer: &Answer) -> Status {
    request().verify(&answer.to_der(), NOW)
}

/// The name of the status, or of the fault.
fn outcome(bytes: &[u8]) -> String {
    named(&request().verify(bytes, NOW))
}

fn named(status: &Status) -> String {
    match status {
        Status::Invalid(fault) => fault.kind().name().into(),
        other => other.name().into(),
    }
}

#[track_caller]
fn refused(answer: &Answer, kind: FaultKind) {
    assert_eq!(outcome(&answer.to_der()), kind.name());
}

#[test]
fn f0_good_answers_are_good() {
    for answer in [
        Answer::direct(GOOD),
        Answer::direct(GOOD).with(|answer| answer.hash = Hash::Sha256),
        Answer::direct(GOOD).with(|answer| answer.responder = by_key(&Key::p384("ca"))),
        // The issuer's own certificate may come along.
        Answer::direct(GOOD).with(|answer| answer.certificates = vec![issuer().to_der()]),
        Answer::delegated(GOOD, &responder()),
        Answer::delegated(GOOD, &responder()).with(|a| a.responder = by_key(&responder().key)),
        // Others may come along, too, and before it.
        Answer::delegated(GOOD, &responder())
            .with(|answer| answer.certificates.insert(0, root().to_der())),
        // A responder may answer under another hash than it was asked with.
        Answer::direct(GOOD)
            .with(|a| a.entries = vec![EntryDraft::hashed(CertIdHash::Sha256, SHA256, GOOD)]),
        // Among answers about others.
        Answer::direct(GOOD).with(|answer| {
            let mut other = EntryDraft::says(&revoked("20260101000000Z", None));
            other.serial = vec![9];
            answer.entries.insert(0, other);
        }),
    ] {
        let until = crate::time::Timestamp::from_civil([2026, 1, 16], [11, 0, 0]).unwrap();
        assert_eq!(status(&answer), Status::Good { cache_until: until });
    }
}

#[test]
fn f1_errors_of_the_responder_are_data() {
    for (number, status, retryable) in [
        (1, ResponseStatus::MalformedRequest, false),
        (2, ResponseStatus::InternalError, true),
        (3, ResponseStatus::TryLater, true),
        (4, ResponseStatus::Other(4), false),
        (5, ResponseStatus::SigRequired, false),
        (6, ResponseStatus::Unauthorized, false),
        (7, ResponseStatus::Other(7), false),
    ] {
        let found = request().verify(&sequence(&[&[0x0a, 1, number]]), NOW);
        assert_eq!(found, Status::Refused(status), "{number}");
        assert_eq!(status.number(), number);
        assert_eq!(found.is_retryable(), retryable, "{number}");
        assert_eq!(found.cache_until(), None);
    }
}

#[test]
fn f2_what_is_no_response_is_malformed() {
    let good = Answer::direct(GOOD);
    let mut trailing = good.to_der();
    trailing.push(0);
    let long_length = {
        let der = good.to_der();
        [&[0x30, 0x83, 0][..], &der[2..]].concat()
    };
    for (what, bytes) in [
        ("nothing", Vec::new()),
        ("success without an answer", sequence(&[&[0x0a, 1, 0]])),
        ("an error with an answer", {
            let mut bytes = good.to_der();
            let at = bytes.windows(3).position(|w| w == [0x0a, 1, 0]).unwrap();
            bytes[at + 2] = 6;
            bytes
        }),
        ("another type", wrapped(&[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 9], &good.basic())),
        ("version 2", good.clone().with(|a| a.version = vec![0xa0, 3, 2, 1, 1]).to_der()),
        (
            "version 1 written out",
            good.clone().with(|a| a.version = vec![0xa0, 3, 2, 1, 0]).to_der(),
        ),
        ("trailing bytes", trailing),
        ("trailing bytes inside", wrapped(BASIC, &[good.basic(), vec![0]].concat())),
        ("a length with a leading zero", long_length),
        ("a status of two bytes", sequence(&[&[0x0a, 2, 0, 3]])),
        ("a negative status", sequence(&[&[0x0a, 1, 0xff]])),
        ("a status as INTEGER", sequence(&[&[2, 1, 3]])),
        ("no responder id", good.clone().with(|a| a.responder = Vec::new()).to_der()),
        ("good with contents", good.clone().with_entry(|e| e.says = vec![0x80, 1, 0]).to_der()),
        ("a fourth status", good.clone().with_entry(|e| e.says = vec![0x83, 0]).to_der()),
        ("an extension twice", {
            let nonce = extension(NONCE, false, &[4, 1, 1]);
            good.clone().with(|a| a.extensions = vec![nonce.clone(), nonce]).to_der()
        }),
        ("a certificate itself", leaf().to_der()),
    ] {
        assert_eq!(outcome(&bytes), "ocsp_malformed", "{what}");
    }
    let whole = good.to_der();
    for length in 0..whole.len() {
        assert_eq!(outcome(&whole[..length]), "ocsp_malformed", "cut after {length} bytes");
    }
}

#[test]
fn f3_a_self_made_responder_is_unauthorized() {
    let own = Key::p256("attacker");
    let self_made =
        Draft { issuer_key: own.clone(), key: own.clone(), subject: "Test CA", ..responder() };
    refused(&Answer::delegated(GOOD, &self_made), FaultKind::Unauthorized);
    let by_key_hash = Answer::delegated(GOOD, &self_made).with(|a| a.responder = by_key(&own));
    refused(&by_key_hash, FaultKind::Unauthorized);
    let named_otherwise = Draft { subject: "Test Responder", ..self_made };
    refused(&Answer::delegated(GOOD, &named_otherwise), FaultKind::Unauthorized);
}

#[test]
fn f4_a_responder_without_the_purpose_is_unauthorized() {
    for extensions in [
        vec![],
        vec![purposes(false, &[ANY_PURPOSE])],
        vec![purposes(true, &[SERVER_AUTH])],
        vec![purposes(false, &[OCSP_SIGNING]), authority()],
        vec![purposes(false, &[OCSP_SIGNING]), key_usage(0x20)],
        vec![purposes(false, &[OCSP_SIGNING]), extension(&[0x2a, 3], true, &[5, 0])],
        vec![extension(&[0x55, 0x1d, 0x25], false, &[5, 0])],
    ] {
        let wrong = Draft { extensions, ..responder() };
        refused(&Answer::delegated(GOOD, &wrong), FaultKind::Unauthorized);
    }
    // The certificate in question cannot vouch for itself.
    refused(&Answer::delegated(GOOD, &leaf()), FaultKind::Unauthorized);
    // What is enough: the purpose alone, critical or not, among others or not.
    for extensions in
        [vec![purposes(true, &[SERVER_AUTH, OCSP_SIGNING])], vec![purposes(false, &[OCSP_SIGNING])]]
    {
        let enough = Draft { extensions, ..responder() };
        assert!(status(&Answer::delegated(GOOD, &enough)).is_good());
    }
}

#[test]
fn f5_a_responder_outside_its_validity_is_unauthorized() {
    for (dates, good) in [
        (["250101000000Z", "260115115959Z"], false),
        (["250101000000Z", "260115120000Z"], true),
        (["260115120000Z", "350101000000Z"], true),
        (["260115120001Z", "350101000000Z"], false),
    ] {
        let answer = Answer::delegated(GOOD, &Draft { dates, ..responder() });
        if good {
            assert!(status(&answer).is_good(), "{dates:?}");
        } else {
            refused(&answer, FaultKind::Unauthorized);
        }
    }
    // An answer is not kept longer than its responder may give any.
    let ends_soon = Draft { dates: ["250101000000Z", "260115130000Z"], ..responder() };
    let until = status(&Answer::delegated(GOOD, &ends_soon)).cache_until().unwrap();
    assert_eq!(format!("{until}"), "2026-01-15T13:00:00Z");
}

#[test]
fn f6_a_responder_of_another_issuer_is_unauthorized() {
    let of_root = Draft { issuer: "Test Root", issuer_key: Key::p384("root"), ..responder() };
    refused(&Answer::delegated(GOOD, &of_root), FaultKind::Unauthorized);
    let below = Draft { subject: "Sub CA", key: Key::p384("sub"), ..issuer() };
    let below = Draft { issuer: "Test CA", issuer_key: Key::p384("ca"), ..below };
    let of_sub = Draft { issuer: "Sub CA", issuer_key: Key::p384("sub"), ..responder() };
    let longer = Answer::delegated(GOOD, &of_sub).with(|a| a.certificates.push(below.to_der()));
    refused(&longer, FaultKind::Unauthorized);
    // The same with the issuer's name on it.
    let renamed = Draft { issuer: "Test CA", ..of_sub };
    refused(&Answer::delegated(GOOD, &renamed), FaultKind::Unauthorized);
    // The issuer's issuer answers itself.
    let root_itself = Answer::direct(GOOD)
        .with(|a| (a.responder, a.signer) = (by_name("Test Root"), Key::p384("root")));
    refused(&root_itself, FaultKind::Unauthorized);
}

#[test]
fn f7_a_bad_signature_is_refused() {
    // Another key, with and without the issuer's name on a certificate.
    refused(
        &Answer::direct(GOOD).with(|answer| answer.signer = Key::p384("attacker")),
        FaultKind::BadSignature,
    );
    refused(
        &Answer::delegated(GOOD, &responder()).with(|a| a.signer = Key::p256("attacker")),
        FaultKind::BadSignature,
    );
    // A key of the other curve.
    refused(
        &Answer::direct(GOOD).with(|answer| answer.signer = Key::p256("attacker")),
        FaultKind::BadSignature,
    );
    let rsa = |last: u8| vec![0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, last];
    for (what, kind) in [
        ("the other hash", algorithm(ECDSA_SHA256)),
        ("parameters", sequence(&[&oid(ECDSA_SHA384), &[5, 0]])),
        ("ECDSA with SHA-1", algorithm(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1])),
        ("ECDSA with SHA-512", algorithm(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4])),
        ("RSA with MD2", sequence(&[&oid(&rsa(2)), &[5, 0]])),
        ("RSA with SHA-1", sequence(&[&oid(&rsa(5)), &[5, 0]])),
        ("RSA with SHA-256", sequence(&[&oid(&rsa(11)), &[5, 0]])),
        ("unknown", algorithm(&[0x2a, 3, 4])),
    ] {
        let answer = Answer::direct(GOOD).with(|answer| answer.algorithm = Some(kind));
        assert_eq!(outcome(&answer.to_der()), "ocsp_bad_signature", "{what}");
    }
    // Damage anywhere: never accepted.
    for answer in [Answer::direct(GOOD), Answer::delegated(GOOD, &responder())] {
        let der = answer.to_der();
        assert!(request().verify(&der, NOW).is_good());
        // Every seventh byte here; all of them would take a minute.
        for at in (0..der.len()).step_by(7).chain(der.len() - 8..der.len()) {
            let mut altered = der.clone();
            altered[at] ^= 1;
            assert!(!request().verify(&altered, NOW).is_good(), "byte {at}");
        }
    }
}

#[test]
fn f8_a_responder_id_of_another_key_is_unauthorized() {
    let right = CertIdHash::Sha1.digest(&Key::p384("ca").public().to_uncompressed());
    let mut longer = right.clone();
    longer.push(0);
    for id in [
        by_name("Test Root"),
        by_name("test ca"),
        by_key(&Key::p384("root")),
        element(0xa2, &element(4, &right[..19])),
        element(0xa2, &element(4, &longer)),
        element(0xa2, &element(4, &[])),
        element(0xa2, &element(4, &CertIdHash::Sha256.digest(&right))),
    ] {
        let answer = Answer::direct(GOOD).with(|answer| answer.responder = id.clone());
        refused(&answer, FaultKind::Unauthorized);
        let answer = Answer::delegated(GOOD, &responder()).with(|answer| answer.responder = id);
        // Where the issuer is named, its key must have signed.
        refused(&answer, FaultKind::Unauthorized);
    }
}

#[test]
fn f9_an_answer_about_another_certificate_does_not_count() {
    type Change = fn(&mut EntryDraft);
    let changes: [(&str, Change); 11] = [
        ("another name", |e| e.name_hash = CertIdHash::Sha1.digest(&name("Test Root"))),
        ("a name cut short", |e| e.name_hash.truncate(19)),
        ("another key", |e| e.key_hash = CertIdHash::Sha1.digest(b"key")),
        ("no key", |e| e.key_hash.clear()),
        ("another serial", |e| e.serial = vec![5]),
        ("a prefix of the serial", |e| e.serial.truncate(3)),
        ("a longer serial", |e| e.serial.push(0)),
        ("a negative serial", |e| e.serial = e.serial[1..].to_vec()),
        ("a leading zero", |e| e.serial.insert(0, 0)),
        ("another hash", |e| e.algorithm = algorithm(SHA256)),
        ("an unknown hash", |e| e.algorithm = algorithm(&[0x2a, 3, 4])),
    ];
    for (what, change) in changes {
        let answer = Answer::direct(GOOD).with_entry(change);
        assert_eq!(outcome(&answer.to_der()), "ocsp_no_match", "{what}");
    }
    let nothing = Answer::direct(GOOD).with(|answer| answer.entries.clear());
    refused(&nothing, FaultKind::NoMatch);
    // NULL or nothing beside the hash is the same.
    let null = sequence(&[&oid(SHA1), &[5, 0]]);
    assert!(status(&Answer::direct(GOOD).with_entry(|e| e.algorithm = null)).is_good());
}

#[test]
fn f10_revoked_and_unknown_are_told_apart() {
    let gone = revoked("20260101000000Z", Some(1));
    let Status::Revoked { since, reason, cache_until } = status(&Answer::direct(&gone)) else {
        panic!("not revoked")
    };
    assert_eq!(format!("{since}"), "2026-01-01T00:00:00Z");
    assert_eq!(reason, Some(RevocationReason::KeyCompromise));
    assert_eq!(format!("{}", cache_until.unwrap()), "2026-01-16T11:00:00Z");
    let unsaid = status(&Answer::direct(&revoked("20260101000000Z", None)));
    assert!(matches!(unsaid, Status::Revoked { reason: None, .. }));
    let odd = status(&Answer::direct(&revoked("20260101000000Z", Some(7))));
    assert!(matches!(odd, Status::Revoked { reason: Some(RevocationReason::Other(7)), .. }));
    assert_eq!(status(&Answer::direct(UNKNOWN)).name(), "unknown");

    let both = |first: &[u8], second: &[u8]| {
        let answer = Answer::direct(first).with(|a| a.entries.push(EntryDraft::says(second)));
        outcome(&answer.to_der())
    };
    assert_eq!(both(GOOD, &gone), "revoked");
    assert_eq!(both(&gone, GOOD), "revoked");
    assert_eq!(both(UNKNOWN, &gone), "revoked");
    assert_eq!(both(GOOD, UNKNOWN), "unknown");
    assert_eq!(both(UNKNOWN, GOOD), "unknown");
    // Nor can another entry's fault hide it.
    let mut faulty = EntryDraft::says(GOOD);
    faulty.this_update = "20270101000000Z".into();
    let hidden = Answer::direct(&gone).with(|answer| answer.entries.insert(0, faulty));
    assert_eq!(outcome(&hidden.to_der()), "revoked");
}

#[test]
fn f11_times_are_held_to_now() {
    let times = |this: &str, next: Option<&str>| {
        Answer::direct(GOOD).with_entry(|entry| {
            entry.this_update = this.into();
            entry.next_update = next.map(Into::into);
        })
    };
    for (this, next, expected) in [
        // A minute of skew either way, and not a second more.
        ("20260115120100Z", Some("20260116000000Z"), "good"),
        ("20260115120101Z", Some("20260116000000Z"), "ocsp_not_yet_valid"),
        ("20260115000000Z", Some("20260115115900Z"), "good"),
        ("20260115000000Z", Some("20260115115859Z"), "stale"),
        ("20200115000000Z", Some("20200116000000Z"), "stale"),
        ("20260115110000Z", Some("20260115105959Z"), "stale"),
        ("20260115120030Z", Some("20260115120029Z"), "stale"),
        ("20260115110000Z", None, "stale"),
    ] {
        assert_eq!(outcome(&times(this, next).to_der()), expected, "{this} {next:?}");
    }
    let since = request().verify(&times("20200115000000Z", Some("20200116000000Z")).to_der(), NOW);
    let since = match since {
        Status::Stale { since: Some(since) } => since,
        other => panic!("{other:?}"),
    };
    assert_eq!(format!("{since}"), "2020-01-16T00:00:00Z");

    // Without nextUpdate, only for as long as the caller says.
    let open = Response::parse(&times("20260115110000Z", None).to_der()).unwrap();
    let judged = |rules: Rules| open.verify(&request(), &rules.skew_millis(0), NOW);
    assert_eq!(judged(Rules::default()), Status::Stale { since: None });
    assert_eq!(
        judged(Rules::default().max_age_millis(3_600_000)),
        Status::Good { cache_until: NOW }
    );
    assert_eq!(judged(Rules::default().max_age_millis(3_599_999)).name(), "stale");

    for (produced_at, expected) in
        [("20260115120100Z", "good"), ("20260115120101Z", "ocsp_not_yet_valid")]
    {
        let answer = Answer::direct(GOOD).with(|answer| answer.produced_at = produced_at.into());
        assert_eq!(outcome(&answer.to_der()), expected, "{produced_at}");
    }
}

#[test]
fn f11_a_revocation_outlives_its_answer_unless_on_hold() {
    for (reason, next, expected) in [
        (None, Some("20200116000000Z"), "revoked"),
        (Some(1), None, "revoked"),
        (Some(6), Some("20200116000000Z"), "stale"),
        (Some(6), Some("20260116000000Z"), "revoked"),
    ] {
        let answer = Answer::direct(&revoked("20190101000000Z", reason)).with_entry(|entry| {
            entry.this_update = "20200115000000Z".into();
            entry.next_update = next.map(Into::into);
        });
        let found = status(&answer);
        assert_eq!(found.name(), expected, "{reason:?} {next:?}");
        let fresh = next == Some("20260116000000Z");
        assert_eq!(found.cache_until().is_some(), fresh);
    }
}

#[test]
fn f12_times_of_another_form_are_malformed() {
    for text in [
        "20260115110000.5Z",
        "20260115110000.Z",
        "20260115110000+0000",
        "20260115110000",
        "202601151100Z",
        "2026011511Z",
        "20261315110000Z",
        "20260230110000Z",
        "20260115240000Z",
        "20260115110060Z",
        "2026011511000\u{b2}Z",
        "",
    ] {
        for answer in [
            Answer::direct(GOOD).with(|answer| answer.produced_at = text.into()),
            Answer::direct(GOOD).with_entry(|entry| entry.this_update = text.into()),
            Answer::direct(GOOD).with_entry(|entry| entry.next_update = Some(text.into())),
            Answer::direct(&revoked(text, None)),
        ] {
            refused(&answer, FaultKind::Malformed);
        }
    }
    let utc = Answer::direct(&element(0xa1, &element(0x17, b"260101000000Z")));
    refused(&utc, FaultKind::Malformed);
}

#[test]
fn f13_a_nonce_is_repeated_or_left_out() {
    let sent: Vec<u8> = (0..32).collect();
    let request = request().with_nonce(&sent).unwrap();
    let with = |value: &[u8]| {
        let nonce = extension(NONCE, false, value);
        let answer = Answer::direct(GOOD).with(|answer| answer.extensions = vec![nonce]);
        named(&request.verify(&answer.to_der(), NOW))
    };
    assert_eq!(with(&element(4, &sent)), "good");
    assert_eq!(with(&element(4, &[0; 32])), "ocsp_nonce");
    assert_eq!(with(&element(4, &sent[..31])), "ocsp_nonce");
    assert_eq!(with(&element(4, &[])), "ocsp_nonce");
    assert_eq!(with(&element(4, &[&sent[..], &[0]].concat())), "ocsp_nonce");
    assert_eq!(with(&sent), "ocsp_nonce");
    // Left out: as good as the answer's times are.
    let absent = Answer::direct(GOOD);
    assert_eq!(named(&request.verify(&absent.to_der(), NOW)), "good");
    let old = absent.with_entry(|entry| entry.next_update = Some("20260115110000Z".into()));
    assert_eq!(named(&request.verify(&old.to_der(), NOW)), "stale");
    // One that was not asked for says nothing.
    let nonce = extension(NONCE, true, &element(4, &[1]));
    let unasked = Answer::direct(GOOD).with(|answer| answer.extensions = vec![nonce]);
    assert!(status(&unasked).is_good());
    for length in [0, 33] {
        let error = self::request().with_nonce(&vec![1; length]).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidInput, "{length} bytes");
    }
}

fn request() -> Request {
    super::make::request()
}

#[test]
fn f14_an_unknown_critical_extension_is_refused() {
    let unknown = |critical| extension(&[0x2a, 3, 4], critical, &[5, 0]);
    refused(
        &Answer::direct(GOOD).with(|answer| answer.extensions = vec![unknown(true)]),
        FaultKind::UnhandledCritical,
    );
    refused(
        &Answer::direct(GOOD).with_entry(|entry| entry.extensions = vec![unknown(true)]),
        FaultKind::UnhandledCritical,
    );
    let harmless = Answer::direct(GOOD)
        .with(|answer| answer.extensions = vec![unknown(false)])
        .with_entry(|entry| entry.extensions = vec![unknown(false)]);
    assert!(status(&harmless).is_good());
}

#[test]
fn f15_limits_are_kept() {
    let other = EntryDraft { serial: vec![9], ..EntryDraft::says(GOOD) };
    let certificate = root().to_der();
    let entries = |count: usize| {
        Answer::direct(GOOD)
            .with(|a| a.entries.extend(core::iter::repeat_n(other.clone(), count - 1)))
    };
    assert!(status(&entries(MAX_ENTRIES)).is_good());
    refused(&entries(MAX_ENTRIES + 1), FaultKind::TooLarge);
    refused(&entries(10_000), FaultKind::TooLarge);

    let certificates = |count: usize| {
        Answer::direct(GOOD).with(|a| a.certificates = vec![certificate.clone(); count])
    };
    assert!(status(&certificates(MAX_CERTIFICATES)).is_good());
    refused(&certificates(MAX_CERTIFICATES + 1), FaultKind::TooLarge);
    refused(&certificates(1000), FaultKind::TooLarge);

    assert_eq!(outcome(&vec![0x30; MAX_RESPONSE_BYTES]), "ocsp_malformed");
    assert_eq!(outcome(&vec![0x30; MAX_RESPONSE_BYTES + 1]), "ocsp_too_large");
    assert_eq!(outcome(&vec![0; 1024 * 1024]), "ocsp_too_large");
}

#[test]
fn f16_only_plain_http_urls_are_asked() {
    let asked = |urls: &[&[u8]]| {
        let leaf = Draft { extensions: vec![locations(urls)], ..leaf() };
        Request::new(&leaf.read(), &issuer().read())
    };
    let long = [b"http://ocsp.example.com/", &[b'a'; 1024][..]].concat();
    for url in [
        &b"https://ocsp.example.com/"[..],
        b"ldap://ocsp.example.com/",
        b"file:///etc/passwd",
        b"//ocsp.example.com/",
        b"http://",
        b"http:///path",
        b"http://:80/",
        b"http://user@ocsp.example.com/",
        b"http://user:word@ocsp.example.com/",
        b"http://ocsp.example.com\\@evil.example/",
        b"http://ocsp.example.com/\r\nHost: evil.example",
        b"http://ocsp.example.com/ a",
        b"http://ocsp.example.com:/",
        b"http://ocsp.example.com:99999/",
        b"http://ocsp.example.com:80:80/",
        b"http://ocsp%2eexample.com/",
        b"http://\xc3\xa4.example/",
        b"",
        &long,
    ] {
        let outcome = asked(&[url]).map(|request| request.url().map(String::from));
        let text = String::from_utf8_lossy(url).into_owned();
        if text.contains('\\') {
            // Not at the host behind it, whoever reads it.
            let request = asked(&[url]);
            assert!(request.is_err() || request.unwrap().at_host("evil.example").is_err());
            continue;
        }
        let error = outcome.map(|_| ()).expect_err(&text);
        assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidInput, "OCSP URL"));
    }
    for none in [vec![], vec![locations(&[])]] {
        let leaf = Draft { extensions: none, ..leaf() }.read();
        let error = Request::new(&leaf, &issuer().read()).unwrap_err();
        assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidInput, "OCSP URL"));
        // A stapled answer needs no URL.
        let stapled = Request::stapled(&leaf, &issuer().read()).unwrap();
        assert_eq!(stapled.url(), None);
        assert!(stapled.verify(&Answer::direct(GOOD).to_der(), NOW).is_good());
    }
    // The first one that will do.
    let second = asked(&[b"https://ocsp.example.com/", b"HTTP://Ocsp.Example.com:80/x"]).unwrap();
    assert_eq!(second.url(), Some("HTTP://Ocsp.Example.com:80/x"));
    let second = second.at_host("ocsp.example.COM").unwrap();
    let error = second.at_host("ocsp.apple.com").unwrap_err();
    assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidInput, "OCSP URL"));
}
