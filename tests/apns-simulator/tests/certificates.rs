//! Client certificates: what they may push, and what becomes of those that may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use apns_simulator::{
    Builder, Environment, Grant, ManualClock, Running, Simulator, ThrowAwayAuthority,
};
use common::{Client, NOW, Push, TOPIC, good_token, send, simulator};

/// From a bit before all tests until an hour after.
fn grant() -> Grant {
    let now = u64::try_from(NOW).unwrap();
    Grant::new(TOPIC).valid(now - 10, now + 3600)
}

fn authority() -> ThrowAwayAuthority {
    ThrowAwayAuthority::new().unwrap()
}

fn with(builder: Builder, authority: &ThrowAwayAuthority) -> Builder {
    builder.client_authority(authority.pem().as_bytes()).unwrap()
}

async fn started(authority: &ThrowAwayAuthority) -> Running {
    with(simulator(), authority).start().await.unwrap()
}

fn without_token() -> Push {
    Push::good().without("authorization")
}

#[tokio::test]
async fn a_certificate_stands_for_a_token() {
    let authority = authority();
    let apns = with(Simulator::builder().clock(ManualClock::at_seconds(NOW)), &authority)
        .start()
        .await
        .unwrap();
    let identity = authority.issue_with_key(&grant()).unwrap();
    let mut client = Client::showing(&apns, &identity).await;
    assert_eq!(client.send(without_token()).await.status, 200);

    let foreign = without_token().set("apns-topic", "com.example.other");
    let answer = client.send(foreign).await;
    assert_eq!((answer.status, answer.reason().as_str()), (400, "TopicDisallowed"));
    let absurd = Push::good().set("authorization", "bearer nonsense");
    assert_eq!(client.send(absurd).await.status, 200, "APNs does not look at the header then");

    let records = apns.requests();
    assert!(records.iter().all(|record| record.certificate.as_deref() == Some(TOPIC)));
    assert!(records[1].detail.as_ref().unwrap().contains("does not name com.example.other"));
}

#[tokio::test]
async fn whoever_shows_none_needs_a_token() {
    let authority = authority();
    let apns = started(&authority).await;
    assert_eq!(send(&apns, without_token()).await.reason(), "MissingProviderToken");
    assert_eq!(send(&apns, Push::good()).await.status, 200);
    assert_eq!(apns.requests()[0].certificate, None);
}

#[tokio::test]
async fn a_certificate_is_not_asked_for_unless_its_authority_is_known() {
    let apns = simulator().start().await.unwrap();
    let identity = authority().issue_with_key(&grant()).unwrap();
    let mut client = Client::showing(&apns, &identity).await;
    assert_eq!(client.send(without_token()).await.reason(), "MissingProviderToken");
}

#[tokio::test]
async fn the_only_topic_goes_without_saying() {
    let authority = authority();
    let apns = started(&authority).await;
    let silent = || without_token().without("apns-topic");

    let identity = authority.issue_with_key(&grant()).unwrap();
    let mut client = Client::showing(&apns, &identity).await;
    assert_eq!(client.send(silent()).await.status, 200);
    let voip = silent().set("apns-push-type", "voip");
    assert_eq!(client.send(voip).await.reason(), "InvalidPushType", "the topic lacks the suffix");

    let several = grant().topic("com.example.app.voip", "voip");
    let identity = authority.issue_with_key(&several).unwrap();
    let mut client = Client::showing(&apns, &identity).await;
    let answer = client.send(silent()).await;
    assert_eq!((answer.status, answer.reason().as_str()), (400, "MissingTopic"));
    assert_eq!(client.send(without_token()).await.status, 200);
    let voip = without_token().kind("voip", "com.example.app.voip");
    assert_eq!(client.send(voip).await.status, 200);
    let complication = without_token().kind("complication", "com.example.app.complication");
    assert_eq!(client.send(complication).await.reason(), "TopicDisallowed");
}

#[tokio::test]
async fn location_pushes_need_a_token() {
    let authority = authority();
    let apns = started(&authority).await;
    let identity =
        authority.issue_with_key(&grant().topic("com.example.app.location-query", "x")).unwrap();
    let mut client = Client::showing(&apns, &identity).await;
    let location = without_token().kind("location", "com.example.app.location-query");
    assert_eq!(client.send(location.clone()).await.reason(), "TopicDisallowed");
    assert_eq!(send(&apns, location.token(&good_token())).await.status, 200);
}

#[tokio::test]
async fn the_other_environment_refuses_everything() {
    let authority = authority();
    for (grant, environment, reason) in [
        (grant().environment(Environment::Sandbox), Environment::Sandbox, ""),
        (grant().environment(Environment::Production), Environment::Production, ""),
        (grant(), Environment::Production, ""),
        (
            grant().environment(Environment::Sandbox),
            Environment::Production,
            "BadCertificateEnvironment",
        ),
        (
            grant().environment(Environment::Production),
            Environment::Sandbox,
            "BadCertificateEnvironment",
        ),
        (grant().nowhere(), Environment::Sandbox, "BadCertificate"),
    ] {
        let apns = with(simulator(), &authority).environment(environment).start().await.unwrap();
        let identity = authority.issue_with_key(&grant).unwrap();
        let mut client = Client::showing(&apns, &identity).await;
        let answer = client.send(Push::good()).await;
        assert_eq!(answer.reason(), reason, "{grant:?} in {environment:?}");
        assert_eq!(answer.status, if reason.is_empty() { 200 } else { 403 });
    }
}

#[tokio::test]
async fn tls_ends_with_strangers_and_with_certificates_out_of_date() {
    let authority = authority();
    let apns = started(&authority).await;
    let now = u64::try_from(NOW).unwrap();
    for (grant, issuer) in [
        (grant(), &self::authority()),
        (Grant::new(TOPIC).valid(now - 3600, now - 10), &authority),
        (Grant::new(TOPIC).valid(now + 10, now + 3600), &authority),
    ] {
        let identity = issuer.issue_with_key(&grant).unwrap();
        // In TLS 1.3 the client learns of it only after its own part is done.
        let mut client = Client::showing(&apns, &identity).await;
        client.try_send(without_token()).await.expect_err("a closed connection");
    }
    assert!(apns.requests().is_empty());
}

#[tokio::test]
async fn a_certificate_that_ends_while_it_is_in_use_is_bad() {
    let authority = authority();
    let clock = ManualClock::at_seconds(NOW);
    let apns = with(simulator(), &authority).clock(clock.clone()).start().await.unwrap();
    let identity = authority.issue_with_key(&grant()).unwrap();
    let mut client = Client::showing(&apns, &identity).await;
    clock.advance_seconds(3600);
    assert_eq!(client.send(without_token()).await.status, 200, "the last second");
    clock.advance_seconds(1);
    let answer = client.send(without_token()).await;
    assert_eq!((answer.status, answer.reason().as_str()), (403, "BadCertificate"));
}

#[tokio::test]
async fn streams_need_no_first_success() {
    let authority = authority();
    let apns = with(simulator(), &authority).streams(3).start().await.unwrap();
    let identity = authority.issue_with_key(&grant()).unwrap();
    let mut client = Client::showing(&apns, &identity).await;
    let bad = without_token().set("apns-priority", "7");
    assert_eq!(client.send(bad).await.reason(), "BadPriority", "and the client knows the limit");
    let slow = || without_token().add("x-simulate", "delay=200");
    let (mut a, mut b, mut c) = (client.sender(), client.sender(), client.sender());
    let (a, b, c) = tokio::join!(a.send(slow()), b.send(slow()), c.send(slow()));
    assert_eq!([a.status, b.status, c.status], [200; 3]);
}

#[tokio::test]
async fn broadcasts_and_channels_are_for_the_apps_of_the_certificate() {
    let authority = authority();
    let apns = with(simulator(), &authority)
        .manage_port(0)
        .channel(TOPIC, "dGVzdA==", 0)
        .start()
        .await
        .unwrap();
    let identity = authority.issue_with_key(&grant()).unwrap();
    let broadcast = |bundle_id: &str| {
        without_token()
            .without("apns-topic")
            .path(format!("/4/broadcasts/apps/{bundle_id}"))
            .set("apns-push-type", "liveactivity")
            .set("apns-channel-id", "dGVzdA==")
            .set("apns-expiration", "0")
            .set("apns-priority", "5")
    };
    let mut client = Client::showing(&apns, &identity).await;
    assert_eq!(client.send(broadcast(TOPIC)).await.status, 200);
    assert_eq!(client.send(broadcast("com.example.other")).await.reason(), "TopicMismatch");

    let list = |bundle_id: &str| {
        let mut push = without_token().method(http::Method::GET).body("");
        push.headers.clear();
        push.path(format!("/1/apps/{bundle_id}/all-channels"))
    };
    let port = apns.manage_port.unwrap();
    let mut client =
        Client::showing_to(port, &apns.certificate_pem, &identity.0, &identity.1).await;
    assert_eq!(client.send(list(TOPIC)).await.json()["channels"][0], "dGVzdA==");
    assert_eq!(client.send(list("com.example.other")).await.reason(), "TopicMismatch");

    let sandbox = grant().environment(Environment::Production);
    let identity = authority.issue_with_key(&sandbox).unwrap();
    let mut client =
        Client::showing_to(port, &apns.certificate_pem, &identity.0, &identity.1).await;
    assert_eq!(client.send(list(TOPIC)).await.reason(), "BadCertificateEnvironment");
    let mut client = Client::showing(&apns, &identity).await;
    assert_eq!(client.send(broadcast(TOPIC)).await.reason(), "BadCertificateEnvironment");
}

/// Certificates that this program did not make itself: by OpenSSL, with RSA keys, beside the tests of waxwing.
#[tokio::test]
async fn certificates_of_others_are_read_as_well() {
    const CA: &[u8] = include_bytes!("../../credentials/ca.cer");
    const KEY: &str = include_str!("../../credentials/key-pkcs8.pem");
    const UNIVERSAL: &[u8] = include_bytes!("../../credentials/universal.cer");
    const VOIP: &[u8] = include_bytes!("../../credentials/voip.cer");
    const DAMAGED: &[u8] = include_bytes!("../../credentials/damaged-topics.cer");
    const SERVER: &[u8] = include_bytes!("../../credentials/server.cer");
    /// 2026-01-01.
    const THEN: i64 = 1_767_225_600;
    let apns = simulator()
        .clock(ManualClock::at_seconds(THEN))
        .client_authority(CA)
        .unwrap()
        .start()
        .await
        .unwrap();
    for (cer, push, reason) in [
        (UNIVERSAL, without_token(), ""),
        (UNIVERSAL, without_token().kind("complication", "com.example.app.complication"), ""),
        (UNIVERSAL, without_token().without("apns-topic"), "MissingTopic"),
        (VOIP, without_token().without("apns-topic").set("apns-push-type", "voip"), ""),
        (VOIP, without_token(), "TopicDisallowed"),
        (DAMAGED, without_token(), "BadCertificate"),
    ] {
        let mut client = Client::showing(&apns, &(cer.to_vec(), KEY.to_owned())).await;
        assert_eq!(client.send(push.clone()).await.reason(), reason, "{push:?}");
    }
    let mut client = Client::showing(&apns, &(SERVER.to_vec(), KEY.to_owned())).await;
    client.try_send(without_token()).await.expect_err("not for clients");
}

#[tokio::test]
async fn requests_are_answered_with_certificates_for_their_keys() {
    const RSA: (&[u8], &str) = (
        include_bytes!("../../credentials/request-rsa.csr"),
        include_str!("../../credentials/key-pkcs8.pem"),
    );
    const EC: (&[u8], &str) = (
        include_bytes!("../../credentials/request-ec.csr"),
        include_str!("../../credentials/key-ec.p8"),
    );
    let authority = authority();
    let apns = started(&authority).await;
    for (request, key) in [RSA, EC] {
        let cer = authority.issue(&grant(), request).unwrap();
        let mut client = Client::showing(&apns, &(cer, key.to_owned())).await;
        assert_eq!(client.send(without_token()).await.status, 200);
    }
    let der = include_bytes!("../../credentials/request-rsa.der");
    authority.issue(&grant(), der).expect("DER as well");
    let mut forged = der.to_vec();
    *forged.last_mut().unwrap() ^= 1;
    for (request, part) in [
        (&forged[..], "does not verify"),
        (&b"hello"[..], "cannot be read"),
        (include_bytes!("../../credentials/universal.cer"), "cannot be read"),
    ] {
        let wrong = authority.issue(&grant(), request).unwrap_err().to_string();
        assert!(wrong.contains(part), "{wrong}");
    }
}

#[test]
fn what_is_no_certificate_is_no_authority() {
    for file in [&b""[..], b"hello", include_bytes!("../../credentials/key-pkcs8.pem")] {
        let wrong = Simulator::builder().client_authority(file).unwrap_err().to_string();
        assert!(wrong.contains("certificate"), "{wrong}");
    }
}
