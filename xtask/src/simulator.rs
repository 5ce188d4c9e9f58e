//! The local APNs, for tests and examples of other languages.
//!
//! Tests start it themselves: its program is named by the variable `WAXWING_APNS_SIMULATOR`. Examples that push are
//! started with these variables, as they would be for APNs itself:
//!
//! | variable | |
//! | --- | --- |
//! | `APNS_URL` | where to push to instead of Apple's, such as `https://localhost:2197` |
//! | `APNS_CERTIFICATE` | file of the certificate to trust there, PEM |
//! | `APNS_KEY`, `APNS_KEY_ID`, `APNS_TEAM_ID` | file of the `.p8` key, and whose it is |
//! | `APNS_TOPIC`, `APNS_DEVICE_TOKEN` | what to push for, and to whom |

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::command::Running;
use crate::repository::Repository;
use crate::{Outcome, programs};

/// The variable that names the program.
pub(crate) const PROGRAM: &str = "WAXWING_APNS_SIMULATOR";

const TOPIC: &str = "com.example.app";
const DEVICE_TOKEN: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

/// Builds the program and gives its path.
pub(crate) fn build(repository: &Repository) -> Outcome<PathBuf> {
    programs::build(repository, "apns-simulator")
}

/// How long the simulator may take to end and to write its report.
const TIME_TO_END: Duration = Duration::from_secs(20);

/// A running simulator. It ends with this value.
pub(crate) struct Simulator {
    child: Running,
    variables: Vec<(&'static str, String)>,
}

impl Simulator {
    /// Builds and starts it on a free port of loopback.
    pub(crate) fn start(repository: &Repository) -> Outcome<Self> {
        Self::start_with(repository, "apns-simulator", &[])
    }

    /// The same with a folder of its own for key and certificate, and with these further arguments.
    pub(crate) fn start_with(
        repository: &Repository,
        folder: &str,
        more: &[OsString],
    ) -> Outcome<Self> {
        let program = build(repository)?;
        let folder = repository.own(folder);
        crate::file::empty_folder(&folder)?;
        let child = Command::new(program)
            .args(["--port", "0", "--until-stdin-closes"])
            .arg("--certificate-out")
            .arg(folder.join("certificate.pem"))
            .arg("--key-out")
            .arg(folder.join("key.p8"))
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|why| format!("cannot start the APNs simulator: {why}"))?;
        let mut child = Running(child);
        let mut line = String::new();
        if let Some(stdout) = child.0.stdout.as_mut() {
            BufReader::new(stdout)
                .read_line(&mut line)
                .map_err(|why| format!("the APNs simulator says nothing: {why}"))?;
        }
        let variables =
            variables(&line).ok_or_else(|| format!("the APNs simulator said {line:?}"))?;
        Ok(Self { child, variables })
    }

    /// Lets it end by itself, so that it writes what it has to say at the end.
    pub(crate) fn finish(mut self) -> Outcome {
        drop(self.child.0.stdin.take());
        match self.child.wait(TIME_TO_END)? {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(format!("the APNs simulator ended with {status}")),
            None => Err("the APNs simulator did not end".to_owned()),
        }
    }

    /// What an example reads.
    pub(crate) fn variables(&self) -> &[(&'static str, String)] {
        &self.variables
    }

    /// The file of the key that it accepts.
    pub(crate) fn key(&self) -> &str {
        let key = self.variables.iter().find(|(name, _)| *name == "APNS_KEY");
        key.map_or("", |(_, file)| file)
    }
}

/// The variables, from the line that the simulator prints when it is ready.
fn variables(line: &str) -> Option<Vec<(&'static str, String)>> {
    let facts: Value = serde_json::from_str(line).ok()?;
    let fact = |name: &str| Some(facts.get(name)?.as_str()?.to_owned());
    Some(vec![
        ("APNS_URL", fact("listening")?),
        ("APNS_CERTIFICATE", fact("certificate")?),
        ("APNS_KEY", fact("key")?),
        ("APNS_KEY_ID", fact("key_id")?),
        ("APNS_TEAM_ID", fact("team_id")?),
        ("APNS_TOPIC", TOPIC.to_owned()),
        ("APNS_DEVICE_TOKEN", DEVICE_TOKEN.to_owned()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_first_line() {
        let line = r#"{"listening":"https://localhost:1","certificate":"c.pem","key":"k.p8","key_id":"ABC123DEFG","team_id":"DEF123GHIJ","environment":"sandbox"}"#;
        let variables = variables(line).unwrap();
        assert_eq!(variables.first(), Some(&("APNS_URL", "https://localhost:1".to_owned())));
        assert_eq!(variables.len(), 7);
    }

    #[test]
    fn another_line_is_none() {
        assert!(variables("error").is_none());
        assert!(variables("{}").is_none());
    }
}
