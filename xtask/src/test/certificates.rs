//! The example in C that pushes with a client certificate, over mutual TLS with the local APNs.
//!
//! The certificates are those of `tests/credentials`, at a time when they are valid.

use std::ffi::OsString;
use std::path::Path;

use super::Report;
use crate::Outcome;
use crate::command::Step;
use crate::repository::Repository;
use crate::simulator::Simulator;

/// The example, without the ending of its file.
pub(super) const EXAMPLE: &str = "push_certificate";

const SUITE: &str = "c examples";
/// 2026-01-01; and 2027-01-01, when all have ended.
const THEN_S: u64 = 1_767_225_600;
const AFTER_S: u64 = 1_798_761_600;

/// A run of the example, and what it has to come to.
struct Case {
    name: &'static str,
    /// The environment and the clock of the server.
    server: (&'static str, u64),
    p12: &'static str,
    more: &'static [&'static str],
    status_is_0: bool,
    says: &'static [&'static str],
}

const SANDBOX: (&str, u64) = ("sandbox", THEN_S);

const CASES: &[Case] = &[
    Case {
        name: "push by certificate: accepted over mutual TLS",
        server: SANDBOX,
        p12: "openssl3.p12",
        more: &["--token", "00ff"],
        status_is_0: true,
        says: &["incomplete_chain: ", "00ff…: 200 accepted -> delivered (request)"],
    },
    Case {
        name: "push by certificate: one device of two is gone",
        server: SANDBOX,
        p12: "keychain.p12",
        more: &["--token", "aa01", "--token", "00ff"],
        status_is_0: false,
        says: &["aa01…: 410 Unregistered -> drop_device (device)", "00ff…: 200 accepted"],
    },
    Case {
        name: "push by certificate: the server of the other environment stops it",
        server: ("production", THEN_S),
        p12: "sandbox.p12",
        more: &["--token", "00ff", "--token", "aa01"],
        status_is_0: false,
        says: &[
            "403 BadCertificateEnvironment -> stop_credential (credential)",
            "1 not sent, because: credential",
        ],
    },
    Case {
        name: "push by certificate: a topic that is not the certificate's is not sent",
        server: SANDBOX,
        p12: "openssl3.p12",
        more: &["--token", "00ff", "--topic", "com.example.other"],
        status_is_0: false,
        says: &["topic_absent: for com.example.app", "nothing can be pushed"],
    },
    Case {
        name: "push by certificate: the handshake refuses what has expired there",
        server: ("sandbox", AFTER_S),
        p12: "openssl3.p12",
        more: &["--token", "00ff"],
        status_is_0: false,
        says: &["no answer: "],
    },
];

/// Runs `program`, which `step` makes a step of, against a simulator for each case.
pub(super) fn run<'a>(
    repository: &'a Repository,
    report: &mut Report,
    step: impl Fn(String) -> Step<'a>,
) {
    for case in CASES {
        report.case(SUITE, case.name, one(repository, case, step(case.name.to_owned())));
    }
}

fn one(repository: &Repository, case: &Case, step: Step<'_>) -> Outcome {
    let folder = repository.path("tests/credentials");
    let (environment, now_s) = case.server;
    let now_s = now_s.to_string();
    let authority = folder.join("ca.pem").into_os_string();
    let server: [OsString; 8] = [
        "--client-ca".into(),
        authority,
        "--environment".into(),
        environment.into(),
        "--now".into(),
        now_s.into(),
        "--unregistered".into(),
        "aa01@1454948015990".into(),
    ];
    let simulator = Simulator::start_with(repository, "apns-simulator-certificates", &server)?;
    let fact = |name: &str| {
        let found = simulator.variables().iter().find(|(known, _)| *known == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    let finished = step
        .arg("--authority")
        .arg(fact("APNS_URL"))
        .arg("--ca")
        .arg(fact("APNS_CERTIFICATE"))
        .arg("--p12")
        .arg(folder.join(Path::new(case.p12)))
        .args(["--password", "secret", "--now", &format!("{THEN_S}000")])
        .args(case.more)
        .limit(60)
        .quiet()?;
    simulator.finish()?;
    if finished.success != case.status_is_0 {
        return Err(format!("it ended with the wrong status\n{}", finished.report));
    }
    match case.says.iter().find(|text| !finished.output.contains(**text)) {
        Some(missing) => Err(format!("it has to print {missing:?}\n{}", finished.output)),
        None => Ok(()),
    }
}
