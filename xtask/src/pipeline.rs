//! `cargo xtask pipeline`: the way of older guides to a first push, from a key to an answer of 200, by the program
//! `waxwing` alone.
//!
//! Apple's part is played by the APNs simulator: it issues the certificate, as the portal would, from an authority that
//! is made for this run, and it takes the push over mutual TLS. curl sends it.

use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::repository::Repository;
use crate::simulator::Simulator;
use crate::test::Report;
use crate::{Outcome, file, no_arguments, programs, simulator, system};

/// Where all files of a run are, under the ignored folder.
const FOLDER: &str = "pipeline";

const DEVICE: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

/// What `cargo xtask pipeline` ends with.
const WELL: &str = "PIPELINE: from a new key to three accepted pushes, all as it should be";

/// A command of the way.
struct Station {
    /// What it is for, as a heading.
    about: &'static str,
    command: String,
    /// The status it ends with.
    status: i32,
    /// What it has to say.
    says: &'static [&'static str],
}

/// `cargo xtask pipeline`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    no_arguments(arguments)?;
    walk(repository, |text| println!("{text}"))?;
    println!("\n{WELL}");
    Ok(())
}

/// The part of the tests: the same way, a case for each station.
pub(crate) fn test(repository: &Repository, report: &mut Report) -> Outcome {
    let mut told = String::new();
    let outcome = walk(repository, |text| {
        let _ = writeln!(told, "{text}");
    });
    let outcome = outcome.map_err(|why| format!("{told}\n{why}"));
    report.case("pipeline", "from a new key to an accepted push", outcome);
    Ok(())
}

/// Goes the whole way, and tells what it does.
fn walk(repository: &Repository, mut tell: impl FnMut(&str)) -> Outcome {
    system::provide(repository, &[&system::CURL])?;
    let bin = bin(repository)?;
    let folder = repository.own(FOLDER);
    file::empty_folder(&folder)?;
    let mut way = Way { repository, folder: &folder, bin: &bin, number: 0, tell: &mut tell };
    for station in to_identity() {
        way.go(&station)?;
    }

    let authority = folder.join("ca.pem").into_os_string();
    let apns =
        Simulator::start_with(repository, "pipeline-apns", &["--client-ca".into(), authority])?;
    let fact = |name: &str| {
        let found = apns.variables().iter().find(|(known, _)| *known == name);
        found
            .map(|(_, value)| value.clone())
            .ok_or_else(|| format!("the simulator tells no {name}"))
    };
    let url = fact("APNS_URL")?;
    let host = url.strip_prefix("https://").unwrap_or(&url).to_owned();
    file::copy(Path::new(&fact("APNS_CERTIFICATE")?), &folder.join("apns.pem"))?;
    let key = format!("AuthKey_{}.p8", fact("APNS_KEY_ID")?);
    file::copy(Path::new(&fact("APNS_KEY")?), &folder.join(&key))?;
    for station in to_answer(&host, &key, &fact("APNS_TEAM_ID")?) {
        way.go(&station)?;
    }
    apns.finish()
}

/// The programs, in a folder for the search path.
fn bin(repository: &Repository) -> Outcome<PathBuf> {
    let waxwing = programs::build(repository, "waxwing")?;
    simulator::build(repository)?;
    let folder = waxwing.parent().ok_or("a program without a folder")?;
    Ok(folder.to_owned())
}

/// From nothing to a certificate with its key, in the forms that programs want.
fn to_identity() -> Vec<Station> {
    let station = |about, command: &str, says| Station {
        about,
        command: command.to_owned(),
        status: 0,
        says,
    };
    vec![
        station(
            "a key and a certificate request, where Keychain Access or openssl req was",
            "waxwing csr --new-key push.key --cn Push --email push@example.com --country DE \
             --out push.csr",
            &["push.csr: a request for the RSA 2048 key"],
        ),
        station(
            "the portal's part: a throw-away authority issues the certificate",
            "apns-simulator issue --csr push.csr --topic com.example.app \
             --topic com.example.app.voip=voip --cer-out aps.cer --ca-out ca.pem",
            &["aps.cer"],
        ),
        station(
            "request, key and certificate belong together",
            "waxwing inspect push.csr push.key aps.cer ca.pem",
            &["a private key with its certificate", "ok: it is for this private key"],
        ),
        station(
            "key and certificate in one .p12 file, as Keychain Access exports them",
            "echo 'a password' > password.txt\n\
             waxwing convert push.key aps.cer ca.pem --to p12 --profile keychain \
             --new-password-file password.txt --out push.p12",
            &["push.p12: ", "under the new password"],
        ),
        station(
            "and out of it in one PEM text, as ck.pem of older guides",
            "waxwing convert push.p12 --password-file password.txt --to pem --out ck.pem",
            &["ck.pem: "],
        ),
        station(
            "what it may push, and until when",
            "waxwing inspect ck.pem --environment sandbox --topic com.example.app",
            &["com.example.app.voip (voip)", "days left", "ok: nothing is wrong with it"],
        ),
    ]
}

/// From the identity to an answer of APNs.
fn to_answer(host: &str, key: &str, team_id: &str) -> Vec<Station> {
    let push = format!(
        "waxwing push --curl --environment sandbox --device-token {DEVICE} --authority {host} \
         --cacert apns.pem --title Ready --body 'Your order is here'"
    );
    vec![
        Station {
            about: "what the certificate may not push is refused before anything is sent",
            command: format!("{push} --cert ck.pem --topic com.example.other"),
            status: 1,
            says: &["no_matching_key"],
        },
        Station {
            about: "the push, checked and written as a command for curl",
            command: format!("{push} --cert ck.pem > push.sh\ncat push.sh"),
            status: 0,
            says: &["--cert ck.pem"],
        },
        Station {
            about: "sent over HTTP/2 and mutual TLS",
            command: "sh push.sh".to_owned(),
            status: 0,
            says: &["HTTP/2 200", "apns-id"],
        },
        Station {
            about: "without the certificate, the same push is refused by the server",
            command: "grep -v -- --cert push.sh | sh".to_owned(),
            status: 0,
            says: &["HTTP/2 403", "MissingProviderToken"],
        },
        Station {
            about: "from the .p12 file, whose password curl is given on standard input",
            command: format!(
                "{push} --cert push.p12 --password-file password.txt > push-p12.sh\n\
                 cat push-p12.sh\n\
                 sh push-p12.sh"
            ),
            status: 0,
            says: &["--cert-type P12", "HTTP/2 200", "apns-id"],
        },
        Station {
            about: "and with a .p8 key, as it is done today: the token is made when curl runs",
            command: format!(
                "{push} --key {key} --team-id {team_id} --topic com.example.app > push-by-token.sh\n\
                 cat push-by-token.sh"
            ),
            status: 0,
            says: &["$(waxwing token --key"],
        },
        Station {
            about: "sent",
            command: "sh push-by-token.sh".to_owned(),
            status: 0,
            says: &["HTTP/2 200", "apns-id"],
        },
    ]
}

/// What all stations have in common.
struct Way<'w> {
    repository: &'w Repository,
    folder: &'w Path,
    bin: &'w Path,
    number: u32,
    tell: &'w mut dyn FnMut(&str),
}

impl Way<'_> {
    fn go(&mut self, station: &Station) -> Outcome {
        self.number += 1;
        let Station { about, command, status, says } = station;
        (self.tell)(&format!("\n{}. {about}", self.number));
        for line in command.lines() {
            (self.tell)(&format!("$ {line}"));
        }
        let path = env::var("PATH").unwrap_or_default();
        // Status and output of the command, and not of the shell around it.
        let wrapped = format!("{{ {command}\n}} 2>&1; printf '\\nstatus %s\\n' $?");
        let finished = self
            .repository
            .step(format!("pipeline {}", self.number), "sh")
            .args(["-u", "-c", &wrapped])
            .env("PATH", format!("{}:{path}", self.bin.display()))
            .env("NO_COLOR", "1")
            .folder(self.folder)
            .limit(60)
            .quiet()?;
        let output = finished.output.replace('\r', "");
        let (output, ended) = output.rsplit_once("\nstatus ").unwrap_or((&output, ""));
        for line in output.trim_end().lines() {
            (self.tell)(format!("  {line}").trim_end());
        }
        if ended.trim_end() != status.to_string() {
            return Err(format!("{command}\nhas to end with status {status}\n{output}"));
        }
        match says.iter().find(|part| !output.contains(**part)) {
            None => Ok(()),
            Some(missing) => Err(format!("{command}\nhas to say {missing:?}\n{output}")),
        }
    }
}
