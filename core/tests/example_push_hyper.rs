//! The example `push_hyper` against the APNs simulator: real TLS, real HTTP/2.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use apns_simulator::{Builder, Reason, Running, Simulator, ThrowAwayKey};

// Part of this program, so that it is tested as it stands and cannot be an older build.
#[path = "../examples/push_hyper.rs"]
#[allow(dead_code)]
mod push_hyper;

const GOOD: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const GONE: &str = "11fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const OTHER: &str = "22fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const BUSY: &str = "33fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

/// Key and certificate as files, which are gone when dropped.
struct Files(PathBuf);

impl Files {
    fn write(key: &str, certificate: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("waxwing-push-hyper-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("key.p8"), key).unwrap();
        std::fs::write(folder.join("ca.pem"), certificate).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A simulator, and the arguments to reach it.
async fn simulator(set_up: impl FnOnce(Builder) -> Builder) -> (Running, Files, Vec<String>) {
    let key = ThrowAwayKey::new("ABC123DEFG", "DEF123GHIJ").unwrap();
    let known = key.known().topic("com.example.app");
    let apns = set_up(Simulator::builder().key(known)).start().await.unwrap();
    let files = Files::write(key.pem(), &apns.certificate_pem);
    let arguments = [
        ("--authority", format!("localhost:{}", apns.port)),
        ("--ca", files.path("ca.pem")),
        ("--key", files.path("key.p8")),
        ("--key-id", "ABC123DEFG".to_owned()),
        ("--team-id", "DEF123GHIJ".to_owned()),
        ("--topic", "com.example.app".to_owned()),
    ];
    let arguments =
        arguments.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect();
    (apns, files, arguments)
}

/// Runs the example. Whether all were accepted and what it wrote, or why it could not push.
async fn run(arguments: &[String], more: &[&str]) -> Result<(bool, String), String> {
    let arguments: Vec<String> =
        arguments.iter().cloned().chain(more.iter().map(|&text| text.to_owned())).collect();
    let mut out = Vec::new();
    let all_accepted =
        push_hyper::run(arguments.into_iter(), &mut out).await.map_err(|why| why.to_string())?;
    Ok((all_accepted, String::from_utf8(out).unwrap()))
}

#[tokio::test]
async fn tells_for_each_device_what_to_do() {
    let (apns, _files, arguments) = simulator(|apns| {
        apns.unregistered_at(GONE, 1_454_948_015_990)
            .bad_token(OTHER)
            .refuse(BUSY, Reason::TooManyRequests)
    })
    .await;
    let devices = ["--token", GONE, "--token", GOOD, "--token", OTHER, "--token", BUSY];
    let text = ["--title", "Ready", "--body", "Your order is here"];
    let (all_accepted, out) = run(&arguments, &[&devices[..], &text].concat()).await.unwrap();

    assert!(!all_accepted);
    let lines: Vec<&str> = out.lines().collect();
    for (line, start) in lines.iter().zip([
        "11fc13ad  410 Unregistered -> drop_device, scope device: ",
        "00fc13ad  200 accepted -> delivered, scope request: ",
        "22fc13ad  400 BadDeviceToken -> repair_pairing, scope device: ",
        "33fc13ad  429 TooManyRequests -> retry, scope device, wait 1 s: ",
    ]) {
        assert!(line.starts_with(start), "expected {start:?}, found {line:?}");
    }
    assert_eq!(lines.len(), 4);

    let requests = apns.requests();
    assert_eq!((requests.len(), apns.connections()), (4, 1));
    assert!(requests.iter().all(|request| {
        request.body == br#"{"aps":{"alert":{"title":"Ready","body":"Your order is here"}}}"#
            && request.header("authorization") == requests[0].header("authorization")
    }));
    apns.stop().await;
}

#[tokio::test]
async fn is_content_when_all_are_accepted() {
    let (apns, _files, arguments) = simulator(|apns| apns).await;
    let (all_accepted, out) =
        run(&arguments, &["--token", GOOD, "--token", GONE, "--token", BUSY]).await.unwrap();
    assert!(all_accepted, "{out}");
    assert_eq!((out.lines().count(), apns.connections()), (3, 1));
}

#[tokio::test]
async fn a_topic_of_another_app_stops_the_credential() {
    let (_apns, _files, arguments) = simulator(|apns| apns).await;
    let (all_accepted, out) =
        run(&arguments, &["--topic", "com.example.other", "--token", GOOD]).await.unwrap();
    assert!(!all_accepted);
    assert!(out.contains("400 TopicDisallowed -> stop_credential, scope topic"), "{out}");
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_gets_nothing() {
    let (apns, _files, mut arguments) = simulator(|apns| apns).await;
    let ca = arguments.iter().position(|argument| argument == "--ca").unwrap();
    arguments.drain(ca..ca + 2);
    let why = run(&arguments, &["--token", GOOD]).await.unwrap_err();
    assert!(why.contains("certificate"), "{why}");
    assert!(apns.requests().is_empty());
}

#[tokio::test]
async fn says_what_is_wrong_before_anything_is_sent() {
    let (apns, files, arguments) = simulator(|apns| apns).await;
    let certificate = files.path("ca.pem");
    for (more, part) in [
        (&[][..], "--token are needed"),
        (&["--token"], "--token needs a value"),
        (&["--token", "00f"], "device token"),
        (&["--tokens", GOOD], "there is no option --tokens"),
        (&["--token", GOOD, "--authority", "localhost/path"], "authority"),
        (&["--token", GOOD, "--environment", "staging"], "environment"),
        (&["--token", GOOD, "--key-id", "short"], "key id"),
        (&["--token", GOOD, "--key", &certificate], "private key"),
        (&["--token", GOOD, "--topic", "no topic"], "topic"),
    ] {
        let why = run(&arguments, more).await.unwrap_err();
        assert!(why.contains(part), "{more:?}: {why}");
    }
    assert!(apns.requests().is_empty());
}
