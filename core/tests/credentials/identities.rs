//! Keys and certificates put together.

use waxwing::apns::{Environment, Topic};
use waxwing::credentials::{Certificate, Contents, Identity, LintCode, Purpose};
use waxwing::time::Timestamp;

use super::{PASSWORD, file, now};

fn lints(identity: &Identity, purpose: &Purpose, now: Timestamp) -> Vec<LintCode> {
    identity.lints(purpose, now).into_iter().map(|lint| lint.code).collect()
}

#[test]
fn blocks_may_stand_in_any_order() {
    let blocks = [file("ca.pem"), file("universal.pem"), file("key-pkcs8.pem")];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let text: Vec<u8> = order.iter().flat_map(|index| blocks[*index].clone()).collect();
        let identity = Identity::from_pem(&text, None).unwrap();
        let chain: Vec<&[u8]> = identity.chain_der().collect();
        assert_eq!(chain, [file("universal.cer"), file("ca.cer")]);
    }
}

#[test]
fn the_files_of_the_old_recipes_open() {
    let identity = Identity::from_pem(&file("ck.pem"), None).unwrap();
    assert_eq!(identity.chain().count(), 2);
    let encrypted = Identity::from_pem(&file("ck-encrypted.pem"), Some(PASSWORD)).unwrap();
    assert_eq!(encrypted.key_der(), identity.key_der());
    let parts = Identity::from_parts(
        &file("universal.cer"),
        &file("keychain-key-only.p12"),
        Some(PASSWORD),
    )
    .unwrap();
    assert_eq!(parts.key_der(), identity.key_der());
    let p12 = Identity::from_p12(&file("openssl3-chain.p12"), PASSWORD).unwrap();
    assert_eq!(p12.friendly_name(), Some("Apple Push Services: com.example.app"));
    let keychain = Identity::from_p12(&file("keychain.p12"), PASSWORD).unwrap();
    assert_eq!(keychain.friendly_name(), Some("Push key"));
}

#[test]
fn what_is_written_for_a_tls_stack_can_be_read() {
    for name in ["openssl3-chain.p12", "openssl3-ec.p12", "openssl3-ec384.p12", "ber-outer.p12"] {
        let identity = Identity::from_p12(&file(name), PASSWORD).unwrap();
        let again = Identity::from_pem(identity.combined_pem().as_bytes(), None).unwrap();
        assert_eq!(again.key_der(), identity.key_der());
        assert!(again.chain_der().eq(identity.chain_der()));
        let text = [identity.chain_pem().as_str(), identity.key_pem().as_str()].concat();
        assert_eq!(*identity.combined_pem(), text);
        assert_eq!(text.matches("-----BEGIN CERTIFICATE-----").count(), identity.chain().count());
    }
}

#[test]
fn keys_of_every_kind_find_their_certificates() {
    for (certificate, key) in [
        ("universal.cer", "key-pkcs1.der"),
        ("ec.cer", "key-sec1.pem"),
        ("ec.cer", "key-ec-compressed.pem"),
        ("ec384.cer", "key-ec384.p8"),
    ] {
        let identity = Identity::from_parts(&file(certificate), &file(key), None).unwrap();
        assert_eq!(identity.certificate().der(), file(certificate));
    }
}

#[test]
fn of_several_certificates_the_one_that_is_valid_longest_is_taken() {
    let mut contents = Contents::read(&file("expired.cer"), None).unwrap();
    for name in ["universal.cer", "key-pkcs8.pem", "server.cer", "other.cer"] {
        contents.add(Contents::read(&file(name), None).unwrap());
    }
    let identity = contents.into_identity().unwrap();
    assert!(
        identity.certificate().der() == file("universal.cer")
            || identity.certificate().der() == file("server.cer")
    );
    assert_eq!(identity.others().len(), 3);
    let found = lints(&identity, &Purpose::default(), now());
    assert!(found.contains(&LintCode::SeveralCertificates));
    assert!(found.contains(&LintCode::UnrelatedCertificates));
}

#[test]
fn several_identities_are_taken_one_by_one() {
    let mut contents = Contents::read(&file("openssl3.p12"), Some(PASSWORD)).unwrap();
    contents.add(Contents::read(&file("other-certificate.p12"), Some(PASSWORD)).unwrap());
    contents.add(Contents::read(&file("key-ec.p8"), None).unwrap());
    let identities = contents.into_identities();
    let names: Vec<Option<String>> =
        identities.iter().map(|identity| identity.certificate().user_id()).collect();
    assert_eq!(names, [Some("com.example.app".into()), Some("com.example.other".into())]);
}

#[test]
fn what_stops_pushes_is_told_first() {
    let key = file("key-pkcs8.pem");
    let chain = |name: &str| {
        let mut contents = Contents::read(&file(name), None).unwrap();
        contents.add(Contents::read(&key, None).unwrap());
        contents.add(Contents::read(&file("ca.pem"), None).unwrap());
        contents.into_identity().unwrap()
    };
    let purpose = Purpose::default()
        .environment(Environment::Production)
        .topic(Topic::new("com.example.app").unwrap());
    let at = |text: i64| Timestamp::from_secs(text).unwrap();
    // The certificates are valid from 2025-06-01 to 2026-07-01.
    let (first, last) = (1_748_736_000, 1_782_864_000);
    for (name, purpose, now, expected) in [
        ("universal.cer", &purpose, now(), &[][..]),
        ("universal.cer", &purpose, at(first), &[]),
        ("universal.cer", &purpose, at(first - 1), &[LintCode::NotYetValid]),
        ("universal.cer", &purpose, at(last - 30 * 86_400), &[]),
        ("universal.cer", &purpose, at(last - 30 * 86_400 + 1), &[LintCode::ExpiresSoon]),
        ("universal.cer", &purpose, at(last), &[LintCode::ExpiresSoon]),
        ("universal.cer", &purpose, at(last + 1), &[LintCode::Expired]),
        ("expired.cer", &purpose, now(), &[LintCode::Expired]),
        ("sandbox.cer", &purpose, now(), &[LintCode::WrongEnvironment]),
        ("sandbox.cer", &Purpose::default().environment(Environment::Sandbox), now(), &[]),
        ("production.cer", &purpose, now(), &[]),
        ("voip.cer", &purpose, now(), &[LintCode::TopicAbsent]),
        ("pass.cer", &Purpose::default(), now(), &[]),
        ("server.cer", &purpose, now(), &[LintCode::NotForClients, LintCode::NotForPush]),
        ("damaged-topics.cer", &purpose, now(), &[LintCode::NotForPush]),
    ] {
        assert_eq!(lints(&chain(name), purpose, now), expected, "{name} {now}");
    }
    let certificate = Certificate::from_der(&file("expired.cer")).unwrap();
    let lint = &certificate.lints(&purpose, now())[0];
    assert_eq!(lint.found, "valid until 2024-07-01T00:00:00Z");
    assert!(lint.code.is_fatal());
    assert_eq!(certificate.days_left(now()), -510);
}

#[test]
fn a_password_that_nothing_needs_is_told() {
    let identity = Identity::from_pem(&file("ck.pem"), Some("secret")).unwrap();
    assert_eq!(lints(&identity, &Purpose::default(), now()), [LintCode::UnusedPassword]);
    let mut collected = Contents::default();
    collected.add(Contents::read(&file("ck.pem"), Some("secret")).unwrap());
    let identity = collected.into_identity().unwrap();
    assert_eq!(lints(&identity, &Purpose::default(), now()), [LintCode::UnusedPassword]);
    let unencrypted = Identity::from_p12(&file("unencrypted.p12"), PASSWORD).unwrap();
    assert_eq!(lints(&unencrypted, &Purpose::default(), now()), [LintCode::IncompleteChain]);
}
