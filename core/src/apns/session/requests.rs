//! The requests that a session knows: those under way, and those that are to be sent again.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;

use crate::time::Timestamp;

/// How many ended attempts are kept in the order of sending before they are looked for.
const ENDED_AT_MOST: usize = 1024;

/// A request under way.
#[derive(Clone, Debug)]
pub(super) struct Flight {
    pub(super) connection: u32,
    pub(super) stream: Option<u32>,
    pub(super) sent_at: Timestamp,
    pub(super) token_issued_at: Option<Timestamp>,
}

/// What is remembered of a request from one attempt to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    /// How often it has been sent.
    pub(super) attempt: u32,
    /// How often APNs refused it for a time.
    pub(super) refused: u32,
    /// How often it has ended without a reply, and may have been processed.
    pub(super) lost: u32,
    /// Whether APNs has called its token invalid.
    pub(super) doubted: bool,
    /// Whether it has been sent again to a device that had registered again.
    pub(super) kept: bool,
    /// Whether it has been sent again for its topic's sake.
    pub(super) moved: bool,
    pub(super) expires_at: Option<Timestamp>,
    flight: Option<Flight>,
}

impl Request {
    /// Whether APNs would only throw it away.
    pub(super) fn has_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|expires_at| expires_at <= now)
    }
}

/// All requests by the caller's numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Requests {
    all: BTreeMap<u64, Request>,
    /// When each attempt was sent, the oldest first; what has ended since is skipped.
    sent: VecDeque<(i64, u64, u32)>,
    in_flight: usize,
}

impl Requests {
    pub(super) const fn in_flight(&self) -> usize {
        self.in_flight
    }

    pub(super) fn is_in_flight(&self, number: u64) -> bool {
        self.flight(number).is_some()
    }

    /// The attempt under way.
    pub(super) fn flight(&self, number: u64) -> Option<&Flight> {
        self.all.get(&number)?.flight.as_ref()
    }

    /// Takes note of an attempt.
    pub(super) fn send(
        &mut self,
        number: u64,
        flight: Flight,
        expires_at: Option<Timestamp>,
        elapsed: i64,
    ) {
        let request = self.all.entry(number).or_default();
        request.attempt = request.attempt.saturating_add(1);
        request.expires_at = expires_at;
        request.flight = Some(flight);
        self.in_flight = self.in_flight.saturating_add(1);
        self.sent.push_back((elapsed, number, request.attempt));
        self.forget_ended();
        // One attempt without an end at the front keeps all that have ended behind it.
        if self.sent.len() > 2 * self.in_flight + ENDED_AT_MOST {
            let all = &self.all;
            self.sent.retain(|(_, number, attempt)| is_under_way(all, *number, *attempt));
        }
    }

    /// An attempt has ended. The request itself is kept only if it is put back.
    pub(super) fn land(&mut self, number: u64) -> Option<(Request, Flight)> {
        if !self.is_in_flight(number) {
            return None;
        }
        let mut request = self.all.remove(&number)?;
        let flight = request.flight.take()?;
        self.in_flight = self.in_flight.saturating_sub(1);
        Some((request, flight))
    }

    /// The request is to be sent again.
    pub(super) fn keep(&mut self, number: u64, request: Request) {
        self.all.insert(number, request);
    }

    /// The request will not be sent again.
    pub(super) fn forget(&mut self, number: u64) {
        if !self.is_in_flight(number) {
            self.all.remove(&number);
        }
    }

    /// The numbers of those under way on a connection for which `holds` is true, in order.
    pub(super) fn on(&self, connection: u32, holds: impl Fn(&Flight) -> bool) -> Vec<u64> {
        let flights = self.all.iter().filter_map(|(number, request)| {
            request.flight.as_ref().map(|flight| (*number, flight))
        });
        let chosen = flights.filter(|(_, flight)| flight.connection == connection && holds(flight));
        chosen.map(|(number, _)| number).collect()
    }

    /// When the oldest attempt under way was sent.
    pub(super) fn oldest_ms(&mut self) -> Option<i64> {
        self.forget_ended();
        self.sent.front().map(|(sent_ms, _, _)| *sent_ms)
    }

    /// The next request that was sent at or before a time and has not ended.
    pub(super) fn next_sent_by(&mut self, elapsed: i64) -> Option<u64> {
        self.forget_ended();
        let (sent_ms, number, _) = *self.sent.front()?;
        (sent_ms <= elapsed).then_some(number)
    }

    fn forget_ended(&mut self) {
        while let Some((_, number, attempt)) = self.sent.front() {
            if is_under_way(&self.all, *number, *attempt) {
                return;
            }
            self.sent.pop_front();
        }
    }
}

fn is_under_way(all: &BTreeMap<u64, Request>, number: u64, attempt: u32) -> bool {
    all.get(&number).is_some_and(|it| it.flight.is_some() && it.attempt == attempt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_ended_is_forgotten_behind_one_that_never_does() {
        let mut requests = Requests::default();
        let flight = || Flight {
            connection: 1,
            stream: None,
            sent_at: Timestamp::EPOCH,
            token_issued_at: None,
        };
        requests.send(0, flight(), None, 0);
        for number in 1..10_000 {
            requests.send(number, flight(), None, 1);
            assert!(requests.land(number).is_some());
        }
        assert!(requests.sent.len() <= ENDED_AT_MOST + 4);
        assert_eq!((requests.oldest_ms(), requests.next_sent_by(0)), (Some(0), Some(0)));
    }
}
