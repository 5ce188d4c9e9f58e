//! Whether what a sender says is what happened.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::Outcome;

/// What the simulator saw.
struct Report {
    /// How often each device was sent what was accepted.
    devices: HashMap<String, u64>,
    dead: BTreeSet<String>,
    bad: BTreeSet<String>,
    faults: u64,
}

/// What the sender says.
struct Summary {
    delivered: u64,
    removed: BTreeSet<String>,
    /// Each device that may have been sent it twice.
    ambiguous: BTreeSet<String>,
    gave_up: BTreeSet<String>,
    bad: BTreeSet<String>,
    connections: u64,
    attempts: u64,
}

/// An object of JSON, and what it is for errors.
struct Facts<'a>(&'static str, &'a Value);

impl Facts<'_> {
    fn wrong<T>(&self, name: &str) -> Outcome<T> {
        Err(format!("the {} has no usable {name:?}", self.0))
    }

    fn number(&self, name: &str) -> Outcome<u64> {
        self.1[name].as_u64().map_or_else(|| self.wrong(name), Ok)
    }

    fn counts(&self, name: &str) -> Outcome<HashMap<String, u64>> {
        let Some(object) = self.1[name].as_object() else { return self.wrong(name) };
        let count = |(key, value): (&String, &Value)| Some((key.clone(), value.as_u64()?));
        object.iter().map(count).collect::<Option<_>>().map_or_else(|| self.wrong(name), Ok)
    }

    fn devices(&self, name: &str) -> Outcome<BTreeSet<String>> {
        let Some(list) = self.1[name].as_array() else { return self.wrong(name) };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        list.iter().map(text).collect::<Option<_>>().map_or_else(|| self.wrong(name), Ok)
    }
}

impl Report {
    fn read(text: &str) -> Outcome<Self> {
        let value: Value = serde_json::from_str(text).map_err(|why| format!("report: {why}"))?;
        let facts = Facts("report", &value);
        Ok(Self {
            devices: facts.counts("devices")?,
            dead: facts.devices("dead")?,
            bad: facts.devices("bad")?,
            faults: facts.counts("faults")?.values().sum(),
        })
    }
}

impl Summary {
    fn read(text: &str) -> Outcome<Self> {
        let value: Value = serde_json::from_str(text).map_err(|why| format!("summary: {why}"))?;
        let facts = Facts("summary", &value);
        Ok(Self {
            delivered: facts.number("delivered")?,
            removed: facts.devices("removed")?,
            ambiguous: facts.devices("ambiguous")?,
            gave_up: facts.devices("gave_up")?,
            bad: facts.devices("bad")?,
            connections: facts.number("connections")?,
            attempts: facts.number("attempts")?,
        })
    }
}

/// A line for people, or every difference: no device may be lost, silently doubled or wrongly removed.
pub(super) fn compare(list: &str, report: &str, summary: &str) -> Outcome<String> {
    let (report, summary) = (Report::read(report)?, Summary::read(summary)?);
    let devices: Vec<&str> = list.lines().filter_map(|line| line.split('\t').next()).collect();
    let accepted = |device: &str| report.devices.get(device).copied().unwrap_or(0);
    let alive: Vec<&str> = devices
        .iter()
        .copied()
        .filter(|device| !report.dead.contains(*device) && !report.bad.contains(*device))
        .collect();

    let mut wrong = Vec::new();
    let mut name = |what: &str, found: Vec<&str>| {
        if let Some(first) = found.first() {
            wrong.push(format!("{} {what}, {first} among them", found.len()));
        }
    };
    name("are lost", alive.iter().copied().filter(|device| accepted(device) == 0).collect());
    name(
        "got it twice without a word",
        alive
            .iter()
            .copied()
            .filter(|device| accepted(device) > 1 && !summary.ambiguous.contains(*device))
            .collect(),
    );
    name("are removed and live", texts(summary.removed.difference(&report.dead)));
    name("are dead and not removed", texts(report.dead.difference(&summary.removed)));
    name("are called bad and are not", texts(summary.bad.difference(&report.bad)));
    name("are bad and not called so", texts(report.bad.difference(&summary.bad)));
    name("were given up", texts(summary.gave_up.iter()));
    if usize::try_from(summary.delivered) != Ok(alive.len()) {
        wrong.push(format!("{} delivered of {}", summary.delivered, alive.len()));
    }
    let faults = report.faults;
    if faults == 0 || report.dead.is_empty() || report.bad.is_empty() {
        wrong.push("the simulator failed in no way, so that nothing is shown".to_owned());
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    let doubled = alive.iter().filter(|device| accepted(device) > 1).count();
    Ok(format!(
        "{} delivered, none lost; {} removed, all dead; {doubled} got it twice, all announced; \
         {faults} faults, {} connections, {} attempts",
        summary.delivered,
        summary.removed.len(),
        summary.connections,
        summary.attempts,
    ))
}

fn texts<'a>(devices: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    devices.map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const LIST: &str = "aa\t1\nbb\t1\ncc\t1\ndd\t1\n";

    fn judged(change: impl FnOnce(&mut Value, &mut Value)) -> Outcome<String> {
        let mut report = json!({"devices": {"aa": 1, "bb": 2}, "dead": ["cc"], "bad": ["dd"],
            "faults": {"cut": 1}, "seed": 7});
        let mut summary = json!({"delivered": 2, "removed": ["cc"], "ambiguous": ["bb"],
            "gave_up": [], "bad": ["dd"], "connections": 2, "attempts": 5});
        change(&mut report, &mut summary);
        compare(LIST, &report.to_string(), &summary.to_string())
    }

    #[test]
    fn a_run_without_fault_passes() {
        let line = judged(|_, _| ()).unwrap();
        assert!(line.starts_with("2 delivered, none lost; 1 removed"), "{line}");
    }

    #[test]
    fn each_broken_promise_is_named() {
        type Change = fn(&mut Value, &mut Value);
        let cases: [(Change, &str); 9] = [
            (|report, _| report["devices"] = json!({"bb": 1}), "1 are lost, aa"),
            (|_, summary| summary["ambiguous"] = json!([]), "1 got it twice without a word, bb"),
            (|_, summary| summary["removed"] = json!(["cc", "aa"]), "1 are removed and live, aa"),
            (|_, summary| summary["removed"] = json!([]), "1 are dead and not removed, cc"),
            (|_, summary| summary["bad"] = json!(["dd", "aa"]), "1 are called bad and are not"),
            (|_, summary| summary["bad"] = json!([]), "1 are bad and not called so"),
            (|_, summary| summary["gave_up"] = json!(["aa"]), "1 were given up"),
            (|_, summary| summary["delivered"] = json!(1), "1 delivered of 2"),
            (|report, _| report["faults"] = json!({}), "nothing is shown"),
        ];
        for (change, expected) in cases {
            let why = judged(change).unwrap_err();
            assert!(why.contains(expected), "{why}");
        }
    }
}
