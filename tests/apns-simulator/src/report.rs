//! What a run came to: counts for those who check a whole fleet of pushes.

use std::collections::{BTreeMap, HashMap};

use serde_json::json;

use crate::fault::Fault;

/// The sums of a run.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// Notifications that were processed, also those whose answer was then lost.
    pub accepted: u64,
    /// The same by device token, in lower case.
    pub devices: BTreeMap<String, u64>,
    /// The devices of the fleet that have deleted the app.
    pub dead: Vec<String>,
    /// The devices of the fleet that had deleted the app before they registered.
    pub reregistered: Vec<String>,
    /// The devices of the fleet that belong to the other environment.
    pub bad: Vec<String>,
    /// How often each fault happened. `excess` counts streams refused because they were too many.
    pub faults: BTreeMap<&'static str, u64>,
    /// How often each answer was sent: `200`, or a reason, or another status.
    pub answers: BTreeMap<String, u64>,
    /// Broadcasts that were processed.
    pub broadcasts: u64,
    /// Connections since the start.
    pub connections: u64,
    /// Different provider tokens that verified.
    pub tokens: u64,
    /// What the run was decided by; with the same number it can be had again.
    pub seed: u64,
}

impl Report {
    /// The report as one object of JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let value = json!({
            "accepted": self.accepted,
            "answers": self.answers,
            "bad": self.bad,
            "broadcasts": self.broadcasts,
            "connections": self.connections,
            "dead": self.dead,
            "devices": self.devices,
            "faults": self.faults,
            "reregistered": self.reregistered,
            "seed": self.seed,
            "tokens": self.tokens,
        });
        format!("{value:#}\n")
    }
}

/// The sums while they are made.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    devices: HashMap<String, u64>,
    faults: HashMap<&'static str, u64>,
    answers: HashMap<String, u64>,
    broadcasts: u64,
    attempts: HashMap<String, u64>,
}

impl Tally {
    /// Counts an attempt to reach a target; the first is 1.
    pub(crate) fn attempt(&mut self, target: &str) -> u64 {
        count(&mut self.attempts, target.to_owned())
    }

    pub(crate) fn accepted(&mut self, device: &str) {
        count(&mut self.devices, device.to_ascii_lowercase());
    }

    pub(crate) fn broadcast(&mut self) {
        self.broadcasts = self.broadcasts.saturating_add(1);
    }

    pub(crate) fn fault(&mut self, fault: Fault) {
        count(&mut self.faults, fault.text());
    }

    pub(crate) fn excess(&mut self) {
        count(&mut self.faults, "excess");
    }

    pub(crate) fn answer(&mut self, answer: String) {
        count(&mut self.answers, answer);
    }

    pub(crate) fn report(&self) -> Report {
        Report {
            accepted: self.devices.values().fold(0, |sum, count| sum.saturating_add(*count)),
            devices: self.devices.iter().map(|(token, count)| (token.clone(), *count)).collect(),
            faults: self.faults.iter().map(|(fault, count)| (*fault, *count)).collect(),
            answers: self.answers.iter().map(|(text, count)| (text.clone(), *count)).collect(),
            broadcasts: self.broadcasts,
            ..Report::default()
        }
    }
}

fn count<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, u64>, what: K) -> u64 {
    let count = counts.entry(what).or_default();
    *count = count.saturating_add(1);
    *count
}
