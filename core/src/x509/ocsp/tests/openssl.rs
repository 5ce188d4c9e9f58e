//! Against OpenSSL, where it is installed: it answers what is asked here, and judges what is
//! answered here.

use std::path::PathBuf;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::make::*;
use super::shared::say;
use crate::x509::ocsp::{CertIdHash, Request, Response, Rules, Status};

/// A folder of its own, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("waxwing-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, file: &str, bytes: &[u8]) {
        std::fs::write(self.0.join(file), bytes).unwrap();
    }

    fn write_pem(&self, file: &str, label: &str, der: &[u8]) {
        let body: Vec<String> = STANDARD
            .encode(der)
            .as_bytes()
            .chunks(64)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect();
        let text = format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", body.join("\n"));
        self.write(file, text.as_bytes());
    }

    /// Everything it says, or `None` where there is no OpenSSL.
    fn openssl(&self, arguments: &str) -> Option<String> {
        let arguments = format!("ocsp {arguments}");
        let output = Command::new("openssl")
            .args(arguments.split(' '))
            .current_dir(&self.0)
            .output()
            .ok()?;
        let text = [output.stdout, output.stderr].concat();
        Some(String::from_utf8_lossy(&text).into_owned())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    for (file, draft) in [("root", root()), ("ca", issuer()), ("leaf", leaf())] {
        folder.write_pem(&format!("{file}.pem"), "CERTIFICATE", &draft.to_der());
        folder.write_pem(&format!("{file}.key"), "EC PRIVATE KEY", &draft.key.to_sec1());
    }
    folder.write_pem("responder.pem", "CERTIFICATE", &responder().to_der());
    folder.write_pem("responder.key", "EC PRIVATE KEY", &responder().key.to_sec1());
    folder
}

#[test]
fn openssl_answers_what_is_asked() {
    let folder = folder("asks");
    let row = "350101000000Z\t";
    let good = format!("V\t{row}\t98D9E5\tunknown\t/CN=Test Leaf\n");
    let revoked = format!("R\t{row}260101000000Z,keyCompromise\t98D9E5\tunknown\t/CN=Test Leaf\n");
    let mut asked_about = 0;
    for (database, expected) in [(good.as_str(), "good"), (&revoked, "revoked"), ("", "unknown")] {
        for hash in [CertIdHash::Sha1, CertIdHash::Sha256, CertIdHash::Sha384] {
            for nonce in [None, Some([7; 32])] {
                for by in ["responder", "ca"] {
                    let mut asked = request().with_hash(hash);
                    if let Some(nonce) = nonce {
                        asked = asked.with_nonce(&nonce).unwrap();
                    }
                    let found = ask(&folder, &asked, database, by);
                    let Some(found) = found else { return missing("answers", 36) };
                    assert_eq!(found.name(), expected, "{hash:?} {nonce:?} {by}: {found:?}");
                    asked_about += 1;
                }
            }
        }
    }
    ran("answers", asked_about, 36);
}

/// Nothing to compare with on this machine.
fn missing(name: &str, cases: u32) {
    say(&format!("\nskip: ocsp-openssl/{name}: openssl is not installed"));
    say(&format!("waxwing-tests: ocsp-openssl/{name} passed=0 failed=0 skipped={cases}"));
}

fn ran(name: &str, passed: u32, cases: u32) {
    assert_eq!(passed, cases, "{name}");
    say(&format!("\nwaxwing-tests: ocsp-openssl/{name} passed={passed} failed=0 skipped=0"));
}

fn ask(folder: &Folder, request: &Request, database: &str, by: &str) -> Option<Status> {
    folder.write("index.txt", database.as_bytes());
    folder.write("request.der", &request.body());
    let said = folder.openssl(&format!(
        "-index index.txt -CA ca.pem -rsigner {by}.pem -rkey {by}.key -rmd sha256 -ndays 7 \
         -reqin request.der -respout response.der"
    ))?;
    let bytes = std::fs::read(folder.0.join("response.der")).expect(&said);
    let response = Response::parse(&bytes).unwrap();
    let answered_at = response.basic().unwrap().produced_at;
    Some(response.verify(request, &Rules::default(), answered_at))
}

#[test]
fn openssl_judges_what_is_answered() {
    let folder = folder("judges");
    let of_root = Draft { issuer: "Test Root", issuer_key: Key::p384("root"), ..responder() };
    let own = Key::p256("attacker");
    let self_made = Draft { issuer_key: own.clone(), key: own, ..responder() };
    let without = Draft { extensions: vec![key_usage(0x80)], ..responder() };
    let any = Draft { extensions: vec![purposes(false, &[ANY_PURPOSE])], ..responder() };
    let expired = Draft { dates: ["250101000000Z", "260101000000Z"], ..responder() };
    let gone = revoked("20260101000000Z", Some(1));
    let mut other = Answer::direct(GOOD);
    other.entries[0].serial = vec![5];
    let mut judged = 0;
    for (what, answer, expected) in [
        ("direct", Answer::direct(GOOD), "good"),
        (
            "direct, by key",
            Answer::direct(GOOD).with(|a| a.responder = by_key(&Key::p384("ca"))),
            "good",
        ),
        ("delegated", Answer::delegated(GOOD, &responder()), "good"),
        ("revoked", Answer::direct(&gone), "revoked"),
        ("unknown", Answer::delegated(UNKNOWN, &responder()), "unknown"),
        ("another key", Answer::direct(GOOD).with(|a| a.signer = Key::p384("x")), "invalid"),
        ("the issuer's issuer's responder", Answer::delegated(GOOD, &of_root), "invalid"),
        ("a self-made responder", Answer::delegated(GOOD, &self_made), "invalid"),
        ("a responder without purpose", Answer::delegated(GOOD, &without), "invalid"),
        ("a responder of any purpose", Answer::delegated(GOOD, &any), "invalid"),
        ("an expired responder", Answer::delegated(GOOD, &expired), "invalid"),
        ("another serial", other, "invalid"),
    ] {
        let der = answer.to_der();
        assert_eq!(request().verify(&der, NOW).name(), expected, "{what}");
        folder.write("response.der", &der);
        // Its own clock would judge the times of the answer, so those are left out.
        let Some(said) = folder.openssl(
            "-respin response.der -issuer ca.pem -cert leaf.pem -CAfile root.pem \
             -verify_other ca.pem -attime 1768478400 -validity_period 2000000000 -no_nonce",
        ) else {
            return missing("judges", 12);
        };
        let verified = said.contains("Response verify OK");
        let found = ["good", "revoked", "unknown"]
            .into_iter()
            .find(|status| verified && said.contains(&format!("leaf.pem: {status}")));
        assert_eq!(found.unwrap_or("invalid"), expected, "{what}: {said}");
        judged += 1;
    }
    ran("judges", judged, 12);
}
