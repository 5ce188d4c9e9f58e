//! A walk through everything that can happen.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec;

use super::*;

/// A source of numbers for the walk (Steele, Lea and Flood: SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn signed(&mut self, bound: u64) -> i64 {
        let magnitude = i64::try_from(self.roll(bound)).unwrap();
        if self.roll(2) == 0 { magnitude } else { -magnitude }
    }
}

/// What the walk knows of a connection, apart from the session.
#[derive(Default)]
struct Seen {
    proven: bool,
    limit: Option<u32>,
    in_flight: u32,
    token: Option<(String, i64)>,
}

#[test]
fn no_sequence_of_events_breaks_the_promises() {
    const REPLIES: [(u16, &str); 16] = [
        (200, ""),
        (200, ""),
        (200, ""),
        (400, "BadDeviceToken"),
        (400, "TopicDisallowed"),
        (400, "IdleTimeout"),
        (403, "ExpiredProviderToken"),
        (403, "InvalidProviderToken"),
        (403, "UnrelatedKeyIdInToken"),
        (410, "Unregistered"),
        (429, "TooManyProviderTokenUpdates"),
        (429, "TooManyRequests"),
        (500, "InternalServerError"),
        (503, "ServiceUnavailable"),
        (503, "Shutdown"),
        (502, "not one of Apple's"),
    ];
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let mut script = Script::new(SessionPolicy::default().jitter_seed(seed));
        let mut elapsed = 0_i64;
        let mut seen: BTreeMap<u32, Seen> = BTreeMap::new();
        // Request: the connection it is under way on, and how often it was lost.
        let mut flights: BTreeMap<u64, u32> = BTreeMap::new();
        let mut lost: BTreeMap<u64, u32> = BTreeMap::new();
        let mut fresh = 0_u64;
        let mut again: Vec<u64> = vec![];
        for _ in 0..400 {
            let step = match dice.roll(20) {
                0 => dice.signed(3_600_000),
                1 => i64::try_from(dice.roll(1_800_000)).unwrap(),
                _ => i64::try_from(dice.roll(3000)).unwrap(),
            };
            script.now += step;
            elapsed += step.max(0);
            let mut outcomes = vec![];
            match dice.roll(12) {
                0..=5 => match script.next() {
                    Next::Connect { .. } => {
                        if dice.roll(5) == 0 {
                            script.session.connect_failed(script.time());
                        } else {
                            let number = script.session.connected(script.time());
                            seen.insert(number, Seen::default());
                        }
                    }
                    Next::Send { room, token } => {
                        let number = script.session.connection_number().unwrap();
                        let connection = seen.get_mut(&number).unwrap();
                        let limit = connection.limit.unwrap_or(u32::MAX);
                        let limit = if connection.proven { limit } else { limit.min(1) };
                        assert!(connection.in_flight + room <= limit, "seed {seed}: {room}");
                        let token = String::from(token.unwrap().as_str());
                        match &connection.token {
                            Some((used, since)) if *used != token => {
                                assert!(elapsed - since >= 20 * MINUTE, "seed {seed}");
                                connection.token = Some((token, elapsed));
                            }
                            None => connection.token = Some((token, elapsed)),
                            Some(_) => {}
                        }
                        for _ in 0..room.min(1 + u32::try_from(dice.roll(8)).unwrap()) {
                            let request = again.pop().unwrap_or_else(|| {
                                fresh += 1;
                                fresh
                            });
                            let stream = u32::try_from(2 * flights.len() + 1).unwrap();
                            let stream = (dice.roll(3) > 0).then_some(stream);
                            script.session.sent(request, stream, None, script.time()).unwrap();
                            connection.in_flight += 1;
                            assert_eq!(flights.insert(request, number), None);
                        }
                    }
                    Next::Stop { because } => {
                        assert_eq!(because, Because::Credential, "seed {seed}");
                        script.session.resume(script.time());
                    }
                    _ => {}
                },
                6..=8 => {
                    let place = usize::try_from(dice.roll(1 + count(flights.len()))).unwrap();
                    if let Some((request, connection)) = flights.iter().nth(place) {
                        let (request, connection) = (*request, *connection);
                        let (status, reason) = REPLIES[usize::try_from(dice.roll(16)).unwrap()];
                        outcomes.push(script.answer(request, status, reason));
                        seen.get_mut(&connection).unwrap().proven |= status == 200;
                    }
                }
                9 => {
                    if let Some(request) = flights.keys().next().copied() {
                        let code = [None, Some(2), Some(7), Some(8)];
                        let code = code[usize::try_from(dice.roll(4)).unwrap()];
                        outcomes.extend(script.session.reset(request, code, script.time()));
                    }
                }
                10 => outcomes.extend(script.session.overdue(script.time())),
                _ => {
                    let number = u32::try_from(dice.roll(1 + count(seen.len()))).unwrap();
                    let time = script.time();
                    match dice.roll(4) {
                        0 => outcomes.extend(script.session.closed(number, time)),
                        1 => {
                            let last = u32::try_from(dice.roll(20)).unwrap();
                            let goaway = GoAway::new(0, last, br#"{"reason":"Shutdown"}"#);
                            outcomes.extend(script.session.goaway(number, &goaway, time));
                        }
                        _ => {
                            let limit = [Some(1), Some(100), Some(1000), None];
                            let limit = limit[usize::try_from(dice.roll(4)).unwrap()];
                            script.session.settings(number, limit, time);
                            if let Some(it) = seen.get_mut(&number) {
                                it.limit = limit;
                            }
                        }
                    }
                }
            }
            for outcome in outcomes {
                let number = flights.remove(&outcome.request).expect("it was under way");
                seen.get_mut(&number).unwrap().in_flight -= 1;
                if outcome.fate == Fate::Ambiguous {
                    let times = lost.entry(outcome.request).or_default();
                    *times += 1;
                    assert_eq!(outcome.resend(), *times == 1, "seed {seed}");
                    assert_eq!(outcome.may_duplicate(), outcome.resend());
                }
                if outcome.resend() {
                    again.push(outcome.request);
                }
            }
            assert_eq!(script.session.in_flight(), flights.len(), "seed {seed}");
        }
        assert_progress(&mut script, seed);
    }
}

/// Left alone, the session asks for a connection or sends within a few of its own times.
fn assert_progress(script: &mut Script, seed: u64) {
    for _ in 0..200 {
        match script.next() {
            Next::Send { .. } | Next::Connect { .. } => return,
            Next::Stop { because } => {
                assert_eq!(because, Because::Credential, "seed {seed}");
                script.session.resume(script.time());
            }
            Next::WaitUntil { at, .. } => {
                assert!(at > script.time(), "seed {seed}");
                assert!(at <= script.time().saturating_add_millis(60 * MINUTE), "seed {seed}");
                script.now = at.as_millis() - START;
            }
            Next::AwaitReply { .. } => {
                let at = script.session.wake_at().expect("what it waits for has an end");
                script.now = script.now.max(at.as_millis() - START);
                script.session.overdue(script.time());
            }
        }
    }
    panic!("seed {seed}: no progress");
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap()
}
