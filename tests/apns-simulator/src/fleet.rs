//! The devices of a file, and what became of each since it registered.

use std::collections::{BTreeMap, HashSet};

use crate::device_token;
use crate::error::SetUpError;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::seed::Seed;

/// A registration happened at most this long before the earliest time that a 410 tells.
const HOUR_MS: u64 = 60 * 60 * 1000;

/// Devices with the time of their registration, and how many of 1000 have had something happen to them.
///
/// Which ones, the seed decides.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    devices: BTreeMap<String, i64>,
    dead_permille: u32,
    reregistered_permille: u32,
    bad_permille: u32,
}

impl Fleet {
    /// Reads lines of a device token in hexadecimal, a tab, and the time of its registration in milliseconds since 1970.
    ///
    /// # Errors
    ///
    /// If a line is not like that.
    pub fn read(text: &str) -> Result<Self, SetUpError> {
        let mut devices = BTreeMap::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let number = index.saturating_add(1);
            let wrong = |what: &str| SetUpError::new(format!("line {number} {what}"));
            let (token, registered) =
                line.split_once('\t').ok_or_else(|| wrong("is not TOKEN, tab, milliseconds"))?;
            device_token::check(token)
                .map_err(|what| wrong(&format!("has a device token that {what}")))?;
            let registered =
                registered.trim().parse().map_err(|_| wrong("has no time in milliseconds"))?;
            devices.insert(token.to_ascii_lowercase(), registered);
        }
        Ok(Self { devices, ..Self::default() })
    }

    /// How many of 1000 have deleted the app: 410 with a time after their registration.
    #[must_use]
    pub fn dead_permille(mut self, permille: u32) -> Self {
        self.dead_permille = permille;
        self
    }

    /// How many of 1000 had deleted the app before they registered: one 410 with a time not after the registration, then
    /// accepted.
    #[must_use]
    pub fn reregistered_permille(mut self, permille: u32) -> Self {
        self.reregistered_permille = permille;
        self
    }

    /// How many of 1000 belong to the other environment: 400 `BadDeviceToken`.
    #[must_use]
    pub fn bad_permille(mut self, permille: u32) -> Self {
        self.bad_permille = permille;
        self
    }

    pub(crate) fn check(&self) -> Result<(), SetUpError> {
        let sum = self
            .dead_permille
            .saturating_add(self.reregistered_permille)
            .saturating_add(self.bad_permille);
        if sum > 1000 {
            return Err(SetUpError::new(format!("{sum} of 1000 devices cannot be anything")));
        }
        Ok(())
    }

    fn fate(&self, seed: Seed, token: &str) -> Fate {
        let Some(&registered_at) = self.devices.get(token) else { return Fate::Fine };
        let place = seed.permille("fate", token, 0);
        let time = seed.draw("time", token, 0);
        // Half of the times are as close to the registration as they can be.
        let away = if time.is_multiple_of(2) { 0 } else { (time >> 1) % HOUR_MS };
        let away = i64::try_from(away).unwrap_or_default();
        let dead_below = self.dead_permille;
        let back_below = dead_below.saturating_add(self.reregistered_permille);
        let bad_below = back_below.saturating_add(self.bad_permille);
        match place {
            _ if place < dead_below => {
                Fate::Dead { since: registered_at.saturating_add(1).saturating_add(away) }
            }
            _ if place < back_below => {
                Fate::Reregistered { since: registered_at.saturating_sub(away) }
            }
            _ if place < bad_below => Fate::Bad,
            _ => Fate::Fine,
        }
    }
}

/// What became of a device.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Fate {
    Fine,
    Dead { since: i64 },
    Reregistered { since: i64 },
    Bad,
}

/// The fleet while the simulator runs.
#[derive(Debug)]
pub(crate) struct Fates {
    fleet: Fleet,
    seed: Seed,
    /// The devices that have registered again and have had their one 410.
    told: HashSet<String>,
}

impl Fates {
    pub(crate) fn new(fleet: Fleet, seed: Seed) -> Self {
        Self { fleet, seed, told: HashSet::new() }
    }

    /// Why a push to this device token (in lower case) is refused, if it is.
    pub(crate) fn refusal(&mut self, token: &str) -> Option<Refusal> {
        let gone = |since| {
            let odd = self.seed.draw("reason", token, 0) % 2 == 1;
            let reason = if odd { Reason::ExpiredToken } else { Reason::Unregistered };
            let detail = "the device of the fleet has no such app any more".to_owned();
            Refusal { reason, timestamp_ms: Some(since), detail }
        };
        match self.fleet.fate(self.seed, token) {
            Fate::Fine => None,
            Fate::Dead { since } => Some(gone(since)),
            Fate::Reregistered { since } => {
                let refusal = gone(since);
                self.told.insert(token.to_owned()).then_some(refusal)
            }
            Fate::Bad => Some(Refusal::new(
                Reason::BadDeviceToken,
                "the device of the fleet is one of the other environment",
            )),
        }
    }

    pub(crate) fn dead(&self) -> Vec<String> {
        self.with(|fate| matches!(fate, Fate::Dead { .. }))
    }

    pub(crate) fn reregistered(&self) -> Vec<String> {
        self.with(|fate| matches!(fate, Fate::Reregistered { .. }))
    }

    pub(crate) fn bad(&self) -> Vec<String> {
        self.with(|fate| fate == Fate::Bad)
    }

    fn with(&self, is: impl Fn(Fate) -> bool) -> Vec<String> {
        let tokens = self.fleet.devices.keys();
        tokens.filter(|token| is(self.fleet.fate(self.seed, token))).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_its_file_or_names_the_line() {
        let fleet = Fleet::read("00FF\t1700000000000\n\naa\t5\n").unwrap();
        assert_eq!(fleet.devices.get("00ff"), Some(&1_700_000_000_000));
        assert_eq!(fleet.devices.len(), 2);
        for (text, part) in [
            ("00ff\t1\n00ff", "line 2 is not TOKEN, tab"),
            ("xyz\t1", "line 1 has a device token that is not hexadecimal"),
            ("00ff\tsoon", "line 1 has no time"),
        ] {
            assert!(Fleet::read(text).unwrap_err().to_string().contains(part), "{text}");
        }
    }

    #[test]
    fn the_times_are_on_the_right_side_of_the_registration() {
        let lines: String = (0..4000).map(|number| format!("{number:08x}\t1000000000\n")).collect();
        let fleet = Fleet::read(&lines).unwrap();
        let fleet = fleet.dead_permille(100).reregistered_permille(100).bad_permille(100);
        let mut fates = Fates::new(fleet, Seed(1));
        let (mut dead_at, mut back_at) = (Vec::new(), Vec::new());
        for token in fates.dead() {
            dead_at.push(fates.refusal(&token).unwrap().timestamp_ms.unwrap());
            assert!(fates.refusal(&token).is_some());
        }
        for token in fates.reregistered() {
            back_at.push(fates.refusal(&token).unwrap().timestamp_ms.unwrap());
            assert_eq!(fates.refusal(&token), None, "once only");
        }
        assert_eq!(dead_at.iter().min(), Some(&1_000_000_001));
        assert_eq!(back_at.iter().max(), Some(&1_000_000_000));
        for group in [fates.dead(), fates.reregistered(), fates.bad()] {
            assert!((300..500).contains(&group.len()), "{}", group.len());
        }
    }
}
