//! What push certificates may do.

use waxwing::apns::{Environment, Notification, PushType};
use waxwing::credentials::{Certificate, CertificateFamily, PushCertificate};
use waxwing::error::ErrorCode;
use waxwing::windows::mpns::ServiceName;

use super::{code, file};

fn push(name: &str) -> PushCertificate {
    PushCertificate::new(&Certificate::from_der(&file(name)).unwrap()).unwrap()
}

#[test]
fn the_service_name_of_mpns_is_the_common_name() {
    let of =
        |name: &str| ServiceName::from_certificate(&Certificate::from_der(&file(name)).unwrap());
    let server = of("server.cer").unwrap();
    assert_eq!(server.as_str(), "example.com");
    assert!(server.is("example.com") && !server.is("Example.com"));
    assert!(server.is_renewed_by(&of("server.cer").unwrap()));
    assert!(!server.is_renewed_by(&of("universal.cer").unwrap()));
}

#[test]
fn extensions_say_topics_and_environments() {
    use Environment::{Production, Sandbox};
    use PushType::{Alert, Background, Complication, Mdm, Voip};
    let app = &[
        ("com.example.app", &["app"][..]),
        ("com.example.app.complication", &["complication"]),
        ("com.example.app.voip", &["voip"]),
    ][..];
    let single = &[("com.example.app", &[][..])][..];
    let management = "com.apple.mgmt.External.0a1b2c3d-0000-4000-8000-000000000001";
    for (name, family, environments, topics, push_types) in [
        (
            "universal.cer",
            CertificateFamily::Universal,
            &[Sandbox, Production][..],
            app,
            &[Alert, Background, Complication, Voip][..],
        ),
        (
            "ec.cer",
            CertificateFamily::Universal,
            &[Sandbox, Production],
            app,
            &[Alert, Background, Complication, Voip],
        ),
        ("sandbox.cer", CertificateFamily::Sandbox, &[Sandbox], single, &[Alert, Background]),
        (
            "production.cer",
            CertificateFamily::Production,
            &[Production],
            single,
            &[Alert, Background],
        ),
        (
            "voip.cer",
            CertificateFamily::Voip,
            &[Sandbox, Production],
            &[("com.example.app.voip", &["voip"])],
            &[Voip],
        ),
        (
            "pass.cer",
            CertificateFamily::Wallet,
            &[Production],
            &[("pass.com.example.card", &[])],
            &[Alert, Background],
        ),
        ("mdm.cer", CertificateFamily::Mdm, &[Production], &[(management, &[])], &[Mdm]),
    ] {
        let found = push(name);
        assert_eq!(found.family(), family, "{name}");
        assert_eq!(found.environments(), environments, "{name}");
        let listed: Vec<(&str, Vec<&str>)> = found
            .topics()
            .iter()
            .map(|one| (one.topic.as_str(), one.kinds.iter().map(String::as_str).collect()))
            .collect();
        let topics: Vec<(&str, Vec<&str>)> =
            topics.iter().map(|(topic, kinds)| (*topic, kinds.to_vec())).collect();
        assert_eq!(listed, topics, "{name}");
        assert_eq!(found.push_types(), push_types, "{name}");
        assert_eq!(found.needs_topic_header(), topics.len() > 1);
        let team = (family != CertificateFamily::Mdm).then_some("DEF123GHIJ");
        assert_eq!(found.team_id(), team, "{name}");
    }
}

#[test]
fn a_certificate_gives_its_scope() {
    let scope = push("universal.cer").scope().unwrap();
    let note = |topic: &str| Notification::alert(topic, "Ready").build().unwrap();
    assert!(scope.check(&note("com.example.app"), Environment::Production).is_ok());
    assert!(
        scope
            .check(&Notification::voip("com.example.app").build().unwrap(), Environment::Sandbox)
            .is_ok()
    );
    assert!(scope.check(&note("com.example.other"), Environment::Production).is_err());
    let sandbox = push("sandbox.cer").scope().unwrap();
    let refused = sandbox.check(&note("com.example.app"), Environment::Production).unwrap_err();
    assert_eq!(refused.subject(), "environment");
}

#[test]
fn what_is_not_for_push_is_refused() {
    let read = |name: &str| PushCertificate::new(&Certificate::from_der(&file(name)).unwrap());
    assert_eq!(code(read("server.cer")), Some(ErrorCode::NotAPushCertificate));
    assert_eq!(code(read("ca.cer")), Some(ErrorCode::NotAPushCertificate));
    assert_eq!(code(read("damaged-topics.cer")), Some(ErrorCode::MalformedCert));
}

#[test]
fn a_certificate_says_who_it_is() {
    let certificate = Certificate::from_der(&file("universal.cer")).unwrap();
    assert_eq!(certificate.common_name().unwrap(), "Apple Push Services: com.example.app");
    assert_eq!(certificate.user_id().unwrap(), "com.example.app");
    assert_eq!(certificate.organizational_unit().unwrap(), "DEF123GHIJ");
    assert_eq!(
        certificate.issuer_common_name().unwrap(),
        "Example Worldwide Developer Relations CA"
    );
    assert_eq!((certificate.sha256().len(), certificate.sha1().len()), (64, 40));
    assert!(certificate.is_for_clients() && !certificate.has_old_signature());
    assert!(!certificate.is_self_issued());
    assert!(!certificate.is_authority());
    let root = Certificate::from_der(&file("ca.cer")).unwrap();
    assert!(root.is_self_issued() && root.is_authority());
    assert_eq!(certificate.to_pem().as_bytes(), file("universal.pem"));
    let bytes = file("universal.cer");
    for end in 0..bytes.len() {
        let cut = Certificate::from_der(&bytes[..end]);
        let expected = if end == 0 { ErrorCode::MalformedCert } else { ErrorCode::TruncatedFile };
        assert_eq!(code(cut), Some(expected), "{end}");
    }
}
