//! `apns-simulator issue`: a throw-away authority answers one certificate signing request, as Apple's portal would.

use std::path::Path;

use apns_simulator::{Environment, Grant, ThrowAwayAuthority};
use serde_json::json;

use crate::cli::{environment, number, once};
use crate::files;

/// The text of `issue --help`.
pub(crate) const HELP: &str = "\
Issues a push certificate for a certificate signing request, by an authority that is made for it and then forgotten.
Usage: apns-simulator issue --csr FILE --topic TOPIC --cer-out FILE --ca-out FILE [FLAG VALUE]...

  --csr FILE                  the request, PEM or DER; its subject counts for nothing
  --topic TOPIC[=KIND]        the first is the default topic; the others have words such as voip; repeatable
  --cer-out FILE              where to write the certificate, as DER
  --ca-out FILE               where to write the authority's certificate, in PEM, for --client-ca
  --environment ENV           sandbox or production only (default: both)
  --team-id ID                its team (default DEF123GHIJ)
  --common-name TEXT          its common name (default: as Apple's for these environments)
  --from SECONDS              valid from this time since 1970 (default: a day ago)
  --until SECONDS             valid until this time since 1970 (default: 395 days after --from)
";

const VALID_SECONDS: u64 = 395 * 24 * 60 * 60;

#[derive(Debug, Default)]
struct Options {
    csr: Option<String>,
    topics: Vec<String>,
    cer_out: Option<String>,
    ca_out: Option<String>,
    environment: Option<Environment>,
    team_id: Option<String>,
    common_name: Option<String>,
    from: Option<u64>,
    until: Option<u64>,
}

/// What the arguments after `issue` ask for.
#[derive(Debug)]
pub(crate) struct Order {
    csr: String,
    cer_out: String,
    ca_out: String,
    default_topic: String,
    grant: Grant,
}

/// Reads the arguments after `issue`; nothing if help is wanted.
pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Option<Order>, String> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        let (name, attached) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        let mut value = || {
            let value = attached.clone().or_else(|| arguments.next());
            value.filter(|it| !it.is_empty()).ok_or_else(|| format!("{name} needs a value"))
        };
        match name {
            "--help" => return Ok(None),
            "--csr" => once(name, &mut options.csr, value()?)?,
            "--topic" => options.topics.push(value()?),
            "--cer-out" => once(name, &mut options.cer_out, value()?)?,
            "--ca-out" => once(name, &mut options.ca_out, value()?)?,
            "--environment" => options.environment = Some(environment(name, &value()?)?),
            "--team-id" => once(name, &mut options.team_id, value()?)?,
            "--common-name" => once(name, &mut options.common_name, value()?)?,
            "--from" => options.from = Some(number(name, &value()?)?),
            "--until" => options.until = Some(number(name, &value()?)?),
            _ => return Err(format!("issue has no flag {name}")),
        }
    }
    options.order().map(Some)
}

impl Options {
    fn order(self) -> Result<Order, String> {
        let (Some(csr), Some(cer_out), Some(ca_out), Some((default_topic, others))) =
            (self.csr, self.cer_out, self.ca_out, self.topics.split_first())
        else {
            return Err("issue needs --csr, --topic, --cer-out and --ca-out".to_owned());
        };
        let mut grant = Grant::new(default_topic);
        for topic in others {
            let (topic, kind) = topic.split_once('=').unwrap_or((topic, "app"));
            grant = grant.topic(topic, kind);
        }
        if let Some(environment) = self.environment {
            grant = grant.environment(environment);
        }
        if let Some(team_id) = &self.team_id {
            grant = grant.team_id(team_id);
        }
        if let Some(common_name) = &self.common_name {
            grant = grant.common_name(common_name);
        }
        let valid = match (self.from, self.until) {
            (None, None) => None,
            (Some(from), None) => Some((from, from.saturating_add(VALID_SECONDS))),
            (None, Some(until)) => Some((until.saturating_sub(VALID_SECONDS), until)),
            (Some(from), Some(until)) => Some((from, until)),
        };
        if let Some((from, until)) = valid {
            if from > until {
                return Err("--from is after --until".to_owned());
            }
            grant = grant.valid(from, until);
        }
        let default_topic = default_topic.clone();
        Ok(Order { csr, cer_out, ca_out, default_topic, grant })
    }
}

/// Issues the certificate, and says so in a line of JSON.
pub(crate) fn run(order: &Order) -> Result<String, String> {
    let Order { csr, cer_out, ca_out, default_topic, grant } = order;
    let request = files::read(csr)?;
    let authority = ThrowAwayAuthority::new().map_err(|wrong| wrong.to_string())?;
    let cer = authority.issue(grant, &request).map_err(|wrong| format!("{csr}: {wrong}"))?;
    files::write(Path::new(cer_out), &cer)?;
    files::write(Path::new(ca_out), authority.pem().as_bytes())?;
    Ok(format!("{}\n", json!({"ca": ca_out, "certificate": cer_out, "topic": default_topic})))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(line: &str) -> Result<Option<Order>, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn every_flag_of_the_help_is_understood() {
        let needed = [("--csr", "a"), ("--topic", "b"), ("--cer-out", "c"), ("--ca-out", "d")];
        let needed = |but: &str| -> String {
            let others = needed.iter().filter(|(name, _)| *name != but);
            others.map(|(name, value)| format!("{name} {value} ")).collect()
        };
        let flags: Vec<&str> =
            HELP.lines().filter_map(|line| line.strip_prefix("  --")?.split(' ').next()).collect();
        assert_eq!(flags.len(), 9);
        for flag in flags {
            let value = if flag == "environment" { "production" } else { "5" };
            let line = format!("{}--{flag} {value}", needed(&format!("--{flag}")));
            assert!(order(&line).expect(&line).is_some());
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (line, part) in [
            ("", "needs --csr, --topic, --cer-out and --ca-out"),
            ("--csr a --csr b", "--csr is given twice"),
            ("--topics a", "no flag --topics"),
            ("--topic", "--topic needs a value"),
            ("--environment both", "sandbox or production"),
            ("--csr a --topic b --cer-out c --ca-out d --from 2 --until 1", "after --until"),
        ] {
            let wrong = order(line).expect_err(line);
            assert!(wrong.contains(part), "{line}: {wrong}");
        }
    }
}
