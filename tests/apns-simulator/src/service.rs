//! Where a request meets its answer, whatever way the answer takes.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::json;

use crate::broadcast;
use crate::channel::{self, Channels};
use crate::clock::ServiceClock;
use crate::connection::Connection;
use crate::device_push::{self, Rules};
use crate::fault::{Fault, FaultRates, GoAwayStyle, Simulate};
use crate::identifier::Ids;
use crate::reason::Reason;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::reply::{APNS_ID, REQUEST_ID, Reply, id_of};
use crate::report::{Report, Tally};
use crate::request::Request;
use crate::seed::Seed;
use crate::server::lock;
use crate::session::Line;
use crate::streams::{Excess, FIRST_LIMIT, Limits, Streams};

/// `NO_ERROR`, `INTERNAL_ERROR` and `REFUSED_STREAM` of RFC 9113 section 7.
const NO_ERROR: u32 = 0;
const INTERNAL_ERROR: u32 = 2;
const REFUSED_STREAM: u32 = 7;
/// The highest id that a stream can have.
const LAST_STREAM: u32 = 0x7fff_ffff;

/// What APNs says to a client that has too many streams, as seen on the wire.
const TOO_MANY_STREAMS: &str = "Maximum active streams violated for this endpoint.";

/// What to do with each recorded request as it comes.
pub(crate) type Observer = Box<dyn Fn(&Record) + Send + Sync>;

/// The services of APNs, each with a port and paths of its own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Api {
    /// Pushes to devices and broadcasts.
    Push,
    /// The management of channels.
    Manage,
}

/// What all connections share.
pub(crate) struct Service {
    pub(crate) rules: Rules,
    pub(crate) limits: Limits,
    pub(crate) seed: Seed,
    pub(crate) ids: Ids,
    pub(crate) fault_rates: FaultRates,
    pub(crate) clock: Arc<ServiceClock>,
    pub(crate) keep: usize,
    pub(crate) observer: Option<Observer>,
    pub(crate) records: Mutex<VecDeque<Record>>,
    pub(crate) connections: AtomicU64,
    pub(crate) rejections: AtomicU64,
    pub(crate) tally: Mutex<Tally>,
    pub(crate) channels: Mutex<Channels>,
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").finish_non_exhaustive()
    }
}

/// How an answer goes back, if it does.
#[derive(Debug)]
pub(crate) enum Delivery {
    Reply(Reply),
    Reset(u32),
    Never,
}

impl Service {
    /// What is to be simulated for this request: what it asks for, or else what chance has for it.
    pub(crate) fn simulated(&self, api: Api, request: &Request) -> Result<Simulate, String> {
        match request.header("x-simulate") {
            Some(asked) => Simulate::read(&String::from_utf8_lossy(asked)),
            None if api != Api::Push || self.fault_rates.is_empty() => Ok(Simulate::default()),
            None => {
                let target = request.path.to_ascii_lowercase();
                let attempt = lock(&self.tally).attempt(&target);
                Ok(self.fault_rates.draw(self.seed, &target, attempt).unwrap_or_default())
            }
        }
    }

    /// The one place where a request meets its answer.
    pub(crate) fn answer(
        &self,
        api: Api,
        request: Request,
        stream: u32,
        line: &Line,
        simulate: Result<Simulate, String>,
    ) -> Delivery {
        let mut connection = lock(&line.state);
        if connection.is_over_for(stream) {
            return Delivery::Never;
        }
        if let Some(excess) = line.wire.streams(|streams| streams.excess(stream)) {
            return self.too_many(excess, &mut connection, line);
        }
        let simulate = match simulate {
            Ok(simulate) => simulate,
            Err(wrong) => return Delivery::Reply(Reply::not_understood(&wrong)),
        };
        let now_ms = self.clock.advance_seconds(simulate.advance_s);
        if let Some(limit) = simulate.streams {
            line.wire.limit(limit, |streams| streams.change(limit));
        }
        if let Some(fault) = simulate.fault {
            lock(&self.tally).fault(fault);
        }
        let (reply, lost) =
            match self.unprocessed(&request, stream, &mut connection, line, &simulate) {
                Some(Delivery::Reply(reply)) => (reply, None),
                Some(lost) => (Reply::default(), Some(lost)),
                None => {
                    let reply = self.processed(api, &request, &mut connection, line, now_ms);
                    (reply, lost(&simulate, line))
                }
            };
        if reply.status > 0 {
            connection.judge(stream);
        }
        let (number, certificate) = (connection.number, connection.certificate_name());
        drop(connection);
        if lost.is_none() {
            lock(&self.tally).answer(reply.title());
        }
        let mut record = Record::new(number, now_ms, request, &reply, simulate.fault);
        record.certificate = certificate;
        self.record(record);
        lost.unwrap_or(Delivery::Reply(reply))
    }

    /// A stream beyond the limit is refused, or ends the connection.
    fn too_many(&self, excess: Excess, connection: &mut Connection, line: &Line) -> Delivery {
        lock(&self.tally).excess();
        if excess == Excess::Dropped || !self.limits.violation_ends {
            return Delivery::Reset(REFUSED_STREAM);
        }
        let last = connection.go_away(0);
        line.wire.go_away(last, REFUSED_STREAM, TOO_MANY_STREAMS.as_bytes());
        line.end_after(last);
        Delivery::Never
    }

    /// What happens to a request instead of being processed, if anything.
    fn unprocessed(
        &self,
        request: &Request,
        stream: u32,
        connection: &mut Connection,
        line: &Line,
        simulate: &Simulate,
    ) -> Option<Delivery> {
        let refused = |reason: Reason| {
            let refusal = Refusal {
                reason,
                timestamp_ms: simulate.timestamp_ms.filter(|_| reason.status() == 410),
                detail: "simulated".to_owned(),
            };
            let is_push = request.path.starts_with(device_push::PATH);
            let header = if is_push { APNS_ID } else { REQUEST_ID };
            Reply::refused(header, id_of(request, header, &self.ids), refusal)
        };
        let Some(fault) = simulate.fault else {
            return simulate.reason.map(|reason| Delivery::Reply(waits(refused(reason), simulate)));
        };
        let reply = match fault {
            Fault::Cut | Fault::Reset | Fault::Silent => return None,
            Fault::GoAway => {
                let last = go_away(0, connection, line, simulate);
                return (stream > last).then_some(Delivery::Never);
            }
            Fault::Refused => return Some(Delivery::Reset(REFUSED_STREAM)),
            Fault::ResetEarly => {
                return Some(Delivery::Reset(simulate.code.unwrap_or(INTERNAL_ERROR)));
            }
            Fault::SilentEarly => return Some(Delivery::Never),
            Fault::Empty => Reply::empty(simulate.status.unwrap_or(500)),
            Fault::Html => Reply::page(simulate.status.unwrap_or(502)),
            Fault::Idle | Fault::Shutdown => {
                go_away(stream, connection, line, simulate);
                let idle = fault == Fault::Idle;
                refused(if idle { Reason::IdleTimeout } else { Reason::Shutdown })
            }
            Fault::Throttle => refused(Reason::TooManyRequests),
            Fault::Unavailable => refused(Reason::ServiceUnavailable),
        };
        Some(Delivery::Reply(waits(reply, simulate)))
    }

    /// Judges a request, and lets the limit of streams follow.
    fn processed(
        &self,
        api: Api,
        request: &Request,
        connection: &mut Connection,
        line: &Line,
        now_ms: i64,
    ) -> Reply {
        let reply = self.route(api, request, connection, now_ms);
        match &reply.refusal {
            None => {
                let full = self.limits.full;
                line.wire.limit(full, |streams| streams.raise(full));
            }
            // Apple counts 410 for nothing.
            Some(refusal)
                if (400..500).contains(&reply.status) && refusal.timestamp_ms.is_none() =>
            {
                let number = self.rejections.fetch_add(1, Ordering::Relaxed);
                if self.seed.permille("drop", "", number) < self.limits.drop_permille {
                    line.wire.limit(FIRST_LIMIT, Streams::drop_to_one);
                }
            }
            Some(_) => {}
        }
        reply
    }

    /// Each API of APNs has its own paths and its own checks.
    fn route(
        &self,
        api: Api,
        request: &Request,
        connection: &mut Connection,
        now_ms: i64,
    ) -> Reply {
        let (rules, ids) = (&self.rules, &self.ids);
        if api == Api::Manage {
            let mut channels = lock(&self.channels);
            return channel::manage(request, rules, &mut channels, ids, connection, now_ms);
        }
        if request.path.starts_with(broadcast::PATH) {
            let channels = lock(&self.channels);
            let outcome = broadcast::examine(request, rules, &channels, connection, now_ms);
            let id = id_of(request, REQUEST_ID, ids);
            return match outcome {
                Ok(()) => {
                    lock(&self.tally).broadcast();
                    Reply::of(200, REQUEST_ID, id)
                }
                Err(refusal) => Reply::refused(REQUEST_ID, id, refusal),
            };
        }
        let outcome = match request.path.strip_prefix(device_push::PATH) {
            Some(device) => device_push::examine(request, rules, connection, now_ms)
                .inspect(|()| lock(&self.tally).accepted(device)),
            None => Err(Refusal::new(Reason::BadPath, format!("nothing is at {}", request.path))),
        };
        Reply::to_push(request, ids, rules.environment, outcome)
    }

    /// The sums of the run so far.
    pub(crate) fn report(&self) -> Report {
        let fates = lock(&self.rules.fates);
        Report {
            dead: fates.dead(),
            reregistered: fates.reregistered(),
            bad: fates.bad(),
            connections: self.connections.load(Ordering::Relaxed),
            tokens: self.rules.keys.tokens(),
            seed: self.seed.0,
            ..lock(&self.tally).report()
        }
    }

    fn record(&self, record: Record) {
        if let Some(observer) = &self.observer {
            observer(&record);
        }
        if self.keep == 0 {
            return;
        }
        let mut records = lock(&self.records);
        while records.len() >= self.keep {
            records.pop_front();
        }
        records.push_back(record);
    }
}

/// Sends GOAWAY, and gives the last stream that it names.
fn go_away(wanted: u32, connection: &mut Connection, line: &Line, simulate: &Simulate) -> u32 {
    let last = connection.go_away(simulate.last_stream.unwrap_or(wanted));
    let style = simulate.style;
    let reason = simulate.reason.unwrap_or(Reason::Shutdown);
    let (usual_code, debug_data) = match style {
        GoAwayStyle::Empty => (NO_ERROR, String::new()),
        GoAwayStyle::Text => (REFUSED_STREAM, TOO_MANY_STREAMS.to_owned()),
        _ => (NO_ERROR, json!({"reason": reason.text()}).to_string()),
    };
    let code = simulate.code.unwrap_or(usual_code);
    if style == GoAwayStyle::Twice {
        line.wire.go_away(LAST_STREAM, code, debug_data.as_bytes());
    }
    line.wire.go_away(last, code, debug_data.as_bytes());
    if style != GoAwayStyle::Open {
        line.end_after(last);
    }
    last
}

/// How the answer to a processed request gets lost, if it does.
fn lost(simulate: &Simulate, line: &Line) -> Option<Delivery> {
    match simulate.fault {
        Some(Fault::Cut) => {
            line.wire.cut();
            Some(Delivery::Never)
        }
        Some(Fault::Reset) => Some(Delivery::Reset(simulate.code.unwrap_or(INTERNAL_ERROR))),
        Some(Fault::Silent) => Some(Delivery::Never),
        _ => None,
    }
}

fn waits(reply: Reply, simulate: &Simulate) -> Reply {
    match simulate.retry_after_s {
        Some(seconds) => reply.header("retry-after", &seconds.to_string()),
        None => reply,
    }
}
