//! The example `push_certificate` against the APNs simulator: real mutual TLS, real HTTP/2.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use apns_simulator::{Builder, Environment, ManualClock, Reason, Running, Simulator};
use waxwing::time::Timestamp;

// Part of this program, so that it is tested as it stands and cannot be an older build.
#[path = "../examples/push_certificate.rs"]
#[allow(dead_code)]
mod push_certificate;

const GOOD: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const GONE: &str = "11fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const BUSY: &str = "33fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

/// 2026-01-01, when the certificates of tests/credentials were valid.
const THEN_S: i64 = 1_767_225_600;
/// 2026-06-15, before their end.
const SOON_S: i64 = 1_781_481_600;
const AFTER_S: i64 = 1_798_761_600;

fn credential(name: &str) -> String {
    format!("{}/../tests/credentials/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A file that is gone when dropped.
struct File(PathBuf);

impl File {
    fn write(text: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("waxwing-push-certificate-{}-{number}.pem", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A simulator that knows the authority of the certificates, at a time when they are valid.
async fn simulator(set_up: impl FnOnce(Builder) -> Builder) -> Running {
    let authority = std::fs::read(credential("ca.pem")).unwrap();
    let builder = Simulator::builder().client_authority(&authority).unwrap();
    set_up(builder.clock(ManualClock::at_seconds(THEN_S))).start().await.unwrap()
}

/// What the example prints, with whether all was accepted, or why nothing could be sent.
type Said = (String, Result<bool, String>);

async fn run_at(now_s: i64, apns: &Running, p12: &str, more: &[&str]) -> Said {
    let ca = File::write(&apns.certificate_pem);
    let arguments = [
        ("--authority", format!("localhost:{}", apns.port)),
        ("--ca", ca.0.to_str().unwrap().to_owned()),
        ("--p12", credential(p12)),
        ("--password", "secret".to_owned()),
    ];
    let arguments = arguments.into_iter().flat_map(|(name, value)| [name.to_owned(), value]);
    let arguments: Vec<String> = arguments.chain(more.iter().copied().map(str::to_owned)).collect();
    let started = Instant::now();
    let now = || {
        let passed = i64::try_from(started.elapsed().as_millis()).unwrap();
        Timestamp::from_millis(now_s * 1000 + passed)
    };
    let mut out = Vec::new();
    let outcome = push_certificate::run(arguments.into_iter(), now, &mut out).await;
    (String::from_utf8(out).unwrap(), outcome.map_err(|why| why.to_string()))
}

async fn run(apns: &Running, p12: &str, more: &[&str]) -> Said {
    run_at(THEN_S, apns, p12, more).await
}

#[tokio::test]
async fn pushes_over_mutual_tls_without_any_token() {
    let apns = simulator(|apns| {
        apns.unregistered_at(GONE, 1_454_948_015_990).refuse(BUSY, Reason::InternalServerError)
    })
    .await;
    for p12 in ["openssl3.p12", "keychain.p12", "openssl3-ec.p12"] {
        let (out, outcome) = run(&apns, p12, &["--token", GOOD]).await;
        assert_eq!(outcome, Ok(true), "{p12}: {out}");
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines[0].contains("incomplete_chain: no certificate of Example"), "{out}");
        let last = lines.last().unwrap();
        assert!(last.starts_with("00fc13ad  200 accepted -> delivered, scope request: "), "{out}");
    }
    let (out, outcome) =
        run(&apns, "openssl3.p12", &["--token", GONE, "--token", GOOD, "--title", "Ready"]).await;
    assert_eq!(outcome, Ok(false));
    assert!(out.contains("11fc13ad  410 Unregistered -> drop_device, scope device: "), "{out}");

    let requests = apns.requests();
    assert_eq!((requests.len(), apns.connections()), (5, 4));
    for request in &requests {
        assert_eq!(request.certificate.as_deref(), Some("com.example.app"));
        assert_eq!(request.header("authorization"), None);
        assert_eq!(request.header("apns-topic"), Some("com.example.app"));
    }
    apns.stop().await;
}

#[tokio::test]
async fn what_the_certificate_may_not_push_is_not_sent() {
    let apns = simulator(|apns| apns).await;
    for (p12, more, lint) in [
        (
            "openssl3.p12",
            &["--topic", "com.example.other"][..],
            "topic_absent: for com.example.app",
        ),
        ("sandbox.p12", &["--environment", "production"], "wrong_environment: for sandbox"),
    ] {
        let (out, outcome) = run(&apns, p12, &[more, &["--token", GOOD]].concat()).await;
        assert!(out.contains(lint), "{out}");
        assert_eq!(outcome.unwrap_err(), "nothing can be pushed with this certificate");
    }
    for (p12, part) in [
        ("openssl3-key-only.p12", "certificate"),
        ("openssl3-cert-only.p12", "private key"),
        ("unicode-password.p12", "password"),
        ("ck.pem", "a .p12 file"),
    ] {
        let why = run(&apns, p12, &["--token", GOOD]).await.1.unwrap_err();
        assert!(why.contains(part), "{p12}: {why}");
    }
    assert_eq!(apns.connections(), 0);
}

#[tokio::test]
async fn expiry_is_told_before_it_becomes_silence() {
    let apns = simulator(|apns| apns).await;
    let (out, outcome) = run_at(SOON_S, &apns, "openssl3.p12", &["--token", GOOD]).await;
    assert!(out.starts_with("expires_soon: 15 days left. Renew the certificate now"), "{out}");
    assert_eq!(outcome, Ok(true));
    let (out, outcome) = run_at(AFTER_S, &apns, "openssl3.p12", &["--token", GOOD]).await;
    assert!(out.starts_with("expired: valid until 2026-07-01"), "{out}");
    assert!(outcome.is_err());
    assert_eq!(apns.connections(), 1);
}

#[tokio::test]
async fn the_server_of_the_other_environment_stops_the_session() {
    // What an --authority of the wrong environment comes to.
    let apns = simulator(|apns| apns.environment(Environment::Production)).await;
    let (out, outcome) =
        run(&apns, "sandbox.p12", &["--token", GOOD, "--token", GONE, "--token", BUSY]).await;
    let refused = "403 BadCertificateEnvironment -> stop_credential, scope credential: ";
    assert!(out.contains(refused), "{out}");
    assert_eq!(outcome.unwrap_err(), "2 not sent, because: credential");
    assert_eq!(apns.requests().len(), 1);
}

#[tokio::test]
async fn a_server_that_names_another_topic_is_believed() {
    // As of a certificate that has lost its topic since it was issued.
    let apns = simulator(|apns| apns.refuse(GOOD, Reason::TopicDisallowed)).await;
    let (out, outcome) = run(&apns, "openssl3.p12", &["--token", GOOD]).await;
    assert!(out.contains("400 TopicDisallowed -> stop_credential, scope topic: "), "{out}");
    assert_eq!(outcome, Ok(false));
    assert_eq!((apns.requests().len(), apns.connections()), (1, 1), "no other connection helps");
}

#[tokio::test]
async fn a_handshake_that_refuses_the_certificate_is_told() {
    // The server's clock is ahead of the client's: here the certificate has ended.
    let apns = simulator(|apns| apns.clock(ManualClock::at_seconds(AFTER_S))).await;
    let (_, outcome) = run(&apns, "openssl3.p12", &["--token", GOOD]).await;
    let why = outcome.unwrap_err();
    assert!(why.starts_with("no answer: ") && why.contains("CertificateExpired"), "{why}");

    // A server that asks for no certificate misses a token.
    let key = apns_simulator::ThrowAwayKey::new("ABC123DEFG", "DEF123GHIJ").unwrap();
    let apns = Simulator::builder().key(key.known()).start().await.unwrap();
    let (out, outcome) = run(&apns, "openssl3.p12", &["--token", GOOD, "--token", GONE]).await;
    assert!(out.contains("brought no client certificate: set it up, then resume."), "{out}");
    assert_eq!(outcome.unwrap_err(), "1 not sent, because: credential");
}

#[tokio::test]
async fn arguments_that_are_wrong_are_named() {
    let apns = simulator(|apns| apns).await;
    for (more, part) in [
        (&[][..], "--p12 and --token are needed"),
        (&["--token"], "--token needs a value"),
        (&["--token", "00f"], "device token"),
        (&["--tokens", GOOD], "there is no option --tokens"),
        (&["--token", GOOD, "--password", "other"], "password"),
        (&["--token", GOOD, "--topic", "no topic"], "topic"),
    ] {
        let why = run(&apns, "openssl3.p12", more).await.1.unwrap_err();
        assert!(why.contains(part), "{more:?}: {why}");
    }
    assert_eq!(apns.connections(), 0);
}
