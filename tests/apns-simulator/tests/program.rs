//! The program as a user meets it: flags, files, the first line, and its end; and the README that tells of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use apns_simulator::{DEVICE_PUSH_CHECKS, Reason};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{Answer, Client, KEY_ID, NOW, Push, Signer, TEAM_ID};
use p256::ecdsa::SigningKey;
use p256::pkcs8::{DecodePrivateKey as _, EncodePublicKey as _};
use serde_json::Value;

const README: &str = include_str!("../README.md");

/// The RFC 6979 key as a `.p8` file in Apple's shape.
const P8: &str = "-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyGgCgYIKoZIzj0DAQehRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ\n-----END PRIVATE KEY-----\n";

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_apns-simulator"))
}

fn output(arguments: &[&str]) -> Output {
    program().args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder of one test, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, content: &str) -> String {
        fs::write(self.0.join(name), content).unwrap();
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The program at work. It ends with its standard input, so with this value at the latest.
struct Started {
    child: Child,
    facts: Value,
}

impl Started {
    fn new(arguments: &[&str]) -> Self {
        let mut child = program()
            .args(["--port", "0", "--until-stdin-closes"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        if line.is_empty() {
            let mut wrong = String::new();
            child.stderr.as_mut().unwrap().read_to_string(&mut wrong).unwrap();
            panic!("it did not start: {wrong}");
        }
        Self { facts: serde_json::from_str(&line).unwrap(), child }
    }

    fn fact(&self, name: &str) -> &str {
        self.facts[name].as_str().unwrap()
    }

    fn port(&self) -> u16 {
        self.fact("listening").strip_prefix("https://localhost:").unwrap().parse().unwrap()
    }

    fn send(&self, push: Push) -> Answer {
        let certificate = fs::read_to_string(self.fact("certificate")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { Client::open(self.port(), &certificate).await.send(push).await })
    }

    /// Closes standard input and waits; gives the exit status and standard error.
    fn end(mut self) -> (Option<i32>, String) {
        drop(self.child.stdin.take());
        self.wait()
    }

    fn wait(&mut self) -> (Option<i32>, String) {
        let mut log = String::new();
        self.child.stderr.as_mut().unwrap().read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().code(), log)
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn signer_of(file: &str) -> Signer {
    let pem = fs::read_to_string(file).unwrap();
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    Signer::from(SigningKey::from_pkcs8_der(&STANDARD.decode(body).unwrap()).unwrap())
}

fn unix_now() -> i64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs().try_into().unwrap()
}

#[test]
fn the_readme_lists_the_flags_of_the_help() {
    let answer = output(&["--help"]);
    assert!(answer.status.success());
    let help = text(&answer.stdout);
    let block = format!("```text\n{help}```\n");
    assert!(README.contains(&block), "the README must have this block:\n{block}");
}

#[test]
fn the_readme_lists_the_checks_in_their_order() {
    let mut table = String::from("|---|---|---|\n");
    for (index, check) in DEVICE_PUSH_CHECKS.iter().enumerate() {
        let reasons: Vec<String> =
            check.reasons.iter().map(|reason| format!("`{reason}`")).collect();
        let answer = if check.reasons.len() == Reason::ALL.len() {
            "its reason".to_owned()
        } else {
            reasons.join(", ")
        };
        table.push_str(&format!("| {} | {} | {answer} |\n", index + 1, check.rule));
    }
    table.push('\n');
    assert!(README.contains(&table), "the README must have this table:\n{table}");
}

#[test]
fn the_command_lines_of_the_readme_are_understood() {
    let lines: Vec<&str> = README
        .lines()
        .filter_map(|line| line.strip_prefix("cargo run ")?.split_once("-p apns-simulator -- "))
        .map(|(_, arguments)| arguments)
        .collect();
    assert_eq!(lines.len(), 5);
    for line in lines {
        let mut arguments: Vec<&str> = line.split_whitespace().collect();
        arguments.push("--help");
        assert!(output(&arguments).status.success(), "{line}");
    }
}

#[test]
fn the_curl_line_of_the_readme_gives_the_answer_below_it() {
    let curl = Command::new("curl").arg("--version").output();
    if !curl.is_ok_and(|curl| text(&curl.stdout).contains("HTTP2")) {
        println!("skip: the curl line of the README: no curl with HTTP/2 here");
        return;
    }
    let started = Started::new(&[]);
    let line = README.lines().find(|line| line.starts_with("curl ")).unwrap();
    let line = line
        .replace("apns.pem", started.fact("certificate"))
        .replace("https://localhost:2197", started.fact("listening"));
    let answer = Command::new("sh").args(["-c", &format!("{line} --silent --show-error")]).output();
    let body = text(&answer.unwrap().stdout);
    assert!(README.contains(&format!("```json\n{body}\n```")), "{body}");
}

#[test]
fn starts_with_nothing_and_leaves_nothing_behind() {
    let started = Started::new(&[]);
    assert_eq!(started.fact("key_id"), "ABC123DEFG");
    assert_eq!(started.fact("team_id"), "DEF123GHIJ");
    assert_eq!(started.fact("environment"), "sandbox");
    let key = started.fact("key").to_owned();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let token = signer_of(&key).token("ABC123DEFG", "DEF123GHIJ", unix_now());
    let answer = started.send(Push::good().token(&token));
    assert_eq!((answer.status, answer.reason()), (200, String::new()));
    assert_eq!(started.end(), (Some(0), String::new()));
    assert!(!Path::new(&key).parent().unwrap().exists());
}

#[test]
fn writes_the_certificate_and_the_key_where_it_is_told() {
    let folder = Folder::new("writes");
    let (certificate, key) = (folder.path("apns.pem"), folder.path("my-key.p8"));
    let arguments = ["--certificate-out", &certificate, "--key-out", &key, "--key-id", "K"];
    let started = Started::new(&arguments);
    assert_eq!(started.fact("certificate"), certificate);
    assert_eq!((started.fact("key"), started.fact("key_id")), (key.as_str(), "K"));
    let token = signer_of(&key).token("K", "DEF123GHIJ", unix_now());
    assert_eq!(started.send(Push::good().token(&token)).status, 200);
    assert_eq!(started.end().0, Some(0));

    let before = fs::read_to_string(&key).unwrap();
    let again = output(&["--port", "0", "--key-out", &key]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("exists and is not overwritten"));
    assert_eq!(fs::read_to_string(&key).unwrap(), before);
}

#[test]
fn serves_the_keys_times_and_device_tokens_of_its_flags() {
    let folder = Folder::new("serves");
    let p8 = folder.write("AuthKey_ABC123DEFG.p8", P8);
    let signer = signer_of(&p8);
    let other = SigningKey::from_slice(&[2; 32]).unwrap();
    let public = other.verifying_key().to_public_key_der().unwrap();
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        STANDARD.encode(public.as_bytes())
    );
    let public = folder.write("second.pem", &pem);
    let now = NOW.to_string();
    let mut arguments = vec!["--now", &now, "--environment=production", "--log"];
    arguments.extend(["--key", &p8, "--team-id", TEAM_ID]);
    arguments.extend(["--key", &public, "--key-id", "SECOND", "--team-id", "TEAM2"]);
    arguments.extend(["--topic", "com.example.other", "--key-environment", "production"]);
    arguments.extend(["--unregistered", "aa01@1437000000123", "--expired", "aa02"]);
    arguments.extend(["--bad-token", "aa03", "--not-for-topic", "AA04"]);
    arguments.extend(["--refuse", "aa05=ServiceUnavailable"]);
    let started = Started::new(&arguments);
    assert_eq!((started.fact("key"), started.fact("key_id")), (p8.as_str(), KEY_ID));

    let good = || Push::good().token(&signer.token(KEY_ID, TEAM_ID, NOW));
    let accepted = started.send(good());
    assert_eq!((accepted.status, accepted.header("apns-unique-id")), (200, None));
    let second = good().token(&Signer::from(other).token("SECOND", "TEAM2", NOW));
    assert_eq!(started.send(second.clone()).reason(), "TopicDisallowed");
    assert_eq!(started.send(second.set("apns-topic", "com.example.other")).status, 200);
    let gone = started.send(good().device("AA01"));
    assert_eq!(gone.json().to_string(), r#"{"reason":"Unregistered","timestamp":1437000000123}"#);
    for (device, status, reason) in [
        ("aa02", 410, "ExpiredToken"),
        ("aa03", 400, "BadDeviceToken"),
        ("aa04", 400, "DeviceTokenNotForTopic"),
        ("aa05", 503, "ServiceUnavailable"),
    ] {
        let answer = started.send(good().device(device));
        assert_eq!((answer.status, answer.reason().as_str()), (status, reason));
    }

    let (status, log) = started.end();
    assert_eq!(status, Some(0));
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 8);
    assert_eq!(lines[0]["status"], 200);
    assert_eq!(lines[1]["detail"], "key SECOND may not push to com.example.app");
    assert!(lines.iter().all(|line| line["at_ms"] == NOW * 1000));
}

/// Two devices of a fleet: one is accepted, of one nobody knows.
#[test]
fn reports_what_a_run_came_to_however_it_ends() {
    let folder = Folder::new("reports");
    let devices = folder.write("devices.tsv", "aa01\t1437000000000\nAA02\t1437000000000\n");
    let report = folder.path("report.json");
    let p8 = folder.write("AuthKey_ABC123DEFG.p8", P8);
    let token = signer_of(&p8).token(KEY_ID, TEAM_ID, NOW);
    let now = NOW.to_string();
    for (fate, counted) in [("--dead-permille", "dead"), ("--bad-permille", "bad")] {
        let arguments = ["--now", &now, "--key", &p8, "--team-id", TEAM_ID, "--seed", "7"];
        let more = ["--devices", &devices, fate, "1000", "--report", &report];
        let mut started = Started::new(&[arguments.as_slice(), &more].concat());
        let push = |device: &str| Push::good().token(&token).device(device);
        assert_eq!(started.send(push("00ff")).status, 200);
        assert_eq!(started.send(push("00FF").set("x-simulate", "empty")).status, 500);
        assert!([400, 410].contains(&started.send(push("aa02")).status));
        let end = if cfg!(unix) && fate == "--bad-permille" {
            let process = started.child.id().to_string();
            assert!(Command::new("kill").args(["-TERM", &process]).status().unwrap().success());
            started.wait()
        } else {
            started.end()
        };
        assert_eq!(end, (Some(0), String::new()));
        let report: Value = serde_json::from_str(&fs::read_to_string(&report).unwrap()).unwrap();
        assert_eq!(report[counted], serde_json::json!(["aa01", "aa02"]));
        assert_eq!(report["devices"], serde_json::json!({"00ff": 1}));
        assert_eq!(report["faults"], serde_json::json!({"empty": 1}));
        for (field, number) in
            [("accepted", 1), ("connections", 3), ("tokens", 1), ("seed", 7), ("broadcasts", 0)]
        {
            assert_eq!(report[field], number, "{field}");
        }
    }
}

#[test]
fn says_where_channels_are_managed() {
    let started = Started::new(&["--manage-listen", "0"]);
    assert!(started.fact("managing").starts_with("https://localhost:"));
    assert_ne!(started.fact("managing"), started.fact("listening"));
}

/// As Apple's portal and then Apple's server: a request becomes a certificate, and the certificate pushes.
#[test]
fn issues_client_certificates_and_knows_them_again() {
    let folder = Folder::new("issues");
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../credentials");
    let csr = ours.join("request-rsa.csr").to_str().unwrap().to_owned();
    let (cer, ca) = (folder.path("push.cer"), folder.path("ca.pem"));
    let arguments = ["--topic", "com.example.app", "--topic", "com.example.app.voip=voip"];
    let files = ["--csr", &csr, "--cer-out", &cer, "--ca-out", &ca];
    let more = ["--environment=production", "--team-id=A1B2C3D4E5"];
    let issued = output(&[&["issue"][..], &arguments, &files, &more].concat());
    assert!(issued.status.success(), "{}", text(&issued.stderr));
    let line: Value = serde_json::from_slice(&issued.stdout).unwrap();
    assert_eq!((line["certificate"].as_str(), line["ca"].as_str()), (Some(&*cer), Some(&*ca)));

    for (environment, reason) in [("production", ""), ("sandbox", "BadCertificateEnvironment")] {
        let started = Started::new(&["--client-ca", &ca, "--environment", environment, "--log"]);
        let trusted = fs::read_to_string(started.fact("certificate")).unwrap();
        let key = fs::read_to_string(ours.join("key-pkcs8.pem")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let answer = runtime.block_on(async {
            let cer = fs::read(&cer).unwrap();
            let mut client = Client::showing_to(started.port(), &trusted, &cer, &key).await;
            client.send(Push::good().without("authorization")).await
        });
        assert_eq!(answer.reason(), reason);
        let (_, log) = started.end();
        let line: Value = serde_json::from_str(&log).unwrap();
        assert_eq!(line["certificate"], "com.example.app");
    }
}

#[cfg(unix)]
#[test]
fn ends_well_on_sigterm_and_sigint() {
    for signal in ["-TERM", "-INT"] {
        let mut started = Started::new(&[]);
        let process = started.child.id().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
        assert_eq!(started.wait(), (Some(0), String::new()), "{signal}");
    }
}

#[test]
fn ends_by_itself_after_the_time_it_was_given() {
    let mut started = Started::new(&["--for", "0"]);
    assert_eq!(started.wait().0, Some(0));
}

#[test]
fn input_on_stdin_does_not_end_it() {
    let mut started = Started::new(&[]);
    started.child.stdin.as_mut().unwrap().write_all(b"hello\n").unwrap();
    assert_eq!(started.send(Push::good()).status, 403);
    assert_eq!(started.end().0, Some(0));
}

#[test]
fn mistakes_end_it_with_a_sentence() {
    let folder = Folder::new("mistakes");
    let not_a_key = folder.write("AuthKey_A.p8", "hello");
    let unnamed = folder.write("key.p8", P8);
    for (arguments, status, part) in [
        (vec!["--prot", "0"], 2, "there is no flag --prot (see --help)"),
        (vec!["--key", &not_a_key], 2, "needs a --team-id after it"),
        (vec!["--key", "/does/not/exist.p8", "--key-id=A", "--team-id=T"], 1, "cannot be read"),
        (vec!["--key", &not_a_key, "--team-id", "T"], 1, "AuthKey_A.p8: there is no PEM block"),
        (vec!["--key", &unnamed, "--team-id", "T"], 1, "needs a --key-id after it"),
        (vec!["--bad-token", "xyz", "--port=0"], 1, "the device token \"xyz\" is not hexadecimal"),
        (vec!["--client-ca", &unnamed, "--port=0"], 1, "key.p8: there is no certificate in it"),
        (vec!["issue", "--csr", &unnamed], 2, "issue needs --csr, --topic, --cer-out and --ca-out"),
        (
            vec!["issue", "--csr", &unnamed, "--topic=a", "--cer-out=b", "--ca-out=c"],
            1,
            "cannot be read",
        ),
        (vec!["--devices", &unnamed], 1, "key.p8: line 1 is not TOKEN, tab, milliseconds"),
        (vec!["--certificate-out", "/does/not/exist.pem", "--port=0"], 1, "cannot be written"),
    ] {
        let answer = output(&arguments);
        assert_eq!(answer.status.code(), Some(status), "{arguments:?}");
        assert_eq!(text(&answer.stdout), "");
        let wrong = text(&answer.stderr);
        assert!(wrong.starts_with("apns-simulator: ") && wrong.contains(part), "{wrong}");
        assert_eq!(wrong.lines().count(), 1);
    }
}
