//! Pushes one alert to thousands of devices through hyper, and lets the session decide about the
//! connection: when to send, what to send again, when to connect anew.
//!
//! ```text
//! fleet_hyper DEVICES SUMMARY
//! ```
//!
//! `DEVICES` has a line for each device: its token in hexadecimal digits, a tab, and when the app
//! registered it, in milliseconds since 1970. `SUMMARY` is written at the end, as JSON. Key, topic
//! and host are in the variables `APNS_KEY` (a `.p8` file), `APNS_KEY_ID`, `APNS_TEAM_ID`,
//! `APNS_TOPIC`, and if it is not Apple's sandbox `APNS_URL` and `APNS_CERTIFICATE` (a PEM file to
//! trust there).
//!
//! hyper keeps SETTINGS and the numbers of streams to itself. The session does without.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, VecDeque};
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::Request;
use http::uri::Authority;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2::{Builder, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::json;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use waxwing::apns::{
    Action, Backoff, DeviceToken, Endpoint, Environment, Fate, GoAway, Next, Notification, Outcome,
    Prepared, ProviderKey, Reply, Session, SessionPolicy,
};
use waxwing::time::Timestamp;

type Failure = Box<dyn Error + Send + Sync>;

const TIME_TO_CONNECT: Duration = Duration::from_secs(10);
/// With nothing to wait for: how long until everything is looked at again.
const IDLE: Duration = Duration::from_millis(500);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(line) => {
            println!("fleet_hyper: {line}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("fleet_hyper: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<String, Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(devices), Some(summary)) = (arguments.next(), arguments.next()) else {
        return Err("fleet_hyper DEVICES SUMMARY".into());
    };
    let mut fleet = Fleet::new(Server::from_environment()?, &std::fs::read_to_string(devices)?)?;
    fleet.send_to_all().await?;
    std::fs::write(summary, fleet.summary().to_string())?;
    Ok(format!(
        "{} delivered, {} removed, {} ambiguous, {} given up, {} attempts on {} connections",
        fleet.delivered,
        fleet.removed.len(),
        fleet.ambiguous.len(),
        fleet.gave_up.len(),
        fleet.attempts,
        fleet.connections,
    ))
}

/// A device, and when the app registered it.
struct Device {
    token: DeviceToken,
    registered_at: Timestamp,
}

/// What happens on a connection.
enum Event {
    /// A request has ended: its number, its attempt, and how.
    Ended(usize, u32, Box<Result<Reply, Lost>>),
    Closed(u32),
}

/// What hyper tells about a request without a reply.
#[derive(Default)]
struct Lost {
    /// The code of RST_STREAM.
    reset: Option<u32>,
    /// The connection and the code of GOAWAY.
    goaway: Option<(u32, u32)>,
}

/// The code that says that a request was not processed (RFC 9113 section 7).
const REFUSED_STREAM: u32 = 7;

struct Fleet {
    server: Server,
    session: Session,
    push: Prepared,
    devices: Vec<Device>,
    /// What can be sent now, by its place among the devices, which is also its number.
    ready: VecDeque<usize>,
    /// What is to be sent again, and when.
    later: BinaryHeap<Reverse<(Timestamp, usize)>>,
    under_way: HashMap<usize, (u32, AbortHandle)>,
    open: HashMap<u32, SendRequest<Full<Bytes>>>,
    events: UnboundedReceiver<Event>,
    sender: UnboundedSender<Event>,
    attempts: u32,
    connections: u32,
    ended: usize,
    delivered: usize,
    removed: BTreeSet<usize>,
    ambiguous: BTreeSet<usize>,
    gave_up: BTreeSet<usize>,
    bad: BTreeSet<usize>,
}

impl Fleet {
    fn new(server: Server, list: &str) -> Result<Self, Failure> {
        let devices: Vec<Device> = list.lines().map(Device::read).collect::<Result<_, _>>()?;
        // Fixed once for all devices; each one costs a path.
        let push = Notification::alert(server.topic.as_str(), "Your order is here")
            .build()?
            .prepare(server.endpoint.clone());
        // Every device is to get it, even at the risk of two: whoever prefers one at most says 0.
        let policy = SessionPolicy::default()
            .reply_timeout(Duration::from_secs(5))
            .max_streams(100)
            .backoff(Backoff { first: Duration::from_millis(100), ..Backoff::default() })
            .ambiguous_resends(10);
        let session = Session::with_key(server.key.clone(), policy)?;
        let (sender, events) = unbounded_channel();
        Ok(Self {
            server,
            session,
            push,
            ready: (0..devices.len()).collect(),
            devices,
            later: BinaryHeap::new(),
            under_way: HashMap::new(),
            open: HashMap::new(),
            events,
            sender,
            attempts: 0,
            connections: 0,
            ended: 0,
            delivered: 0,
            removed: BTreeSet::new(),
            ambiguous: BTreeSet::new(),
            gave_up: BTreeSet::new(),
            bad: BTreeSet::new(),
        })
    }

    async fn send_to_all(&mut self) -> Result<(), Failure> {
        while self.ended < self.devices.len() {
            self.bring_back(now()?);
            let wake_at = self.send_what_may_be_sent().await?;
            while let Some(number) = self.session.drained() {
                self.open.remove(&number);
            }
            let passed = now()?;
            let wait = wake_at.map_or(IDLE, |at| {
                let millis = at.as_millis().saturating_sub(passed.as_millis());
                Duration::from_millis(u64::try_from(millis).unwrap_or(0)).min(IDLE)
            });
            if let Ok(Some(event)) = timeout(wait, self.events.recv()).await {
                self.take_in(event)?;
                // Whatever else is there already.
                while let Ok(event) = self.events.try_recv() {
                    self.take_in(event)?;
                }
            }
            for outcome in self.session.overdue(now()?) {
                self.settle(outcome)?;
            }
        }
        Ok(())
    }

    /// What has waited long enough is ready again.
    fn bring_back(&mut self, now: Timestamp) {
        while let Some(Reverse((at, place))) = self.later.peek().copied() {
            if at > now {
                break;
            }
            self.later.pop();
            self.ready.push_back(place);
        }
    }

    /// Asks the session as long as it lets something through. The time when to ask again.
    async fn send_what_may_be_sent(&mut self) -> Result<Option<Timestamp>, Failure> {
        while !self.ready.is_empty() {
            match self.session.next(now()?) {
                Next::Send { room, token } => {
                    let Some(number) = self.session.connection_number() else { continue };
                    for _ in 0..room {
                        let Some(place) = self.ready.pop_front() else { break };
                        let Some(device) = self.devices.get(place) else { continue };
                        let request = self.push.request(&device.token, token.as_ref());
                        self.send(place, number, request.map(Full::new))?;
                    }
                }
                Next::Connect { .. } => self.connect().await?,
                Next::Stop { because } => return Err(format!("stopped: {because}").into()),
                Next::WaitUntil { at, .. } => return Ok(Some(at)),
                _ => break,
            }
        }
        let again = self.later.peek().map(|Reverse((at, _))| *at);
        let wake_at = self.session.wake_at();
        Ok([again, wake_at].into_iter().flatten().min())
    }

    fn send(
        &mut self,
        place: usize,
        connection: u32,
        request: Request<Full<Bytes>>,
    ) -> Result<(), Failure> {
        let Some(mut open) = self.open.get(&connection).cloned() else {
            return Err("the session sends on a connection that is not there".into());
        };
        self.session.sent(u64::try_from(place)?, None, None, now()?)?;
        self.attempts += 1;
        let (sender, attempt) = (self.sender.clone(), self.attempts);
        let task = tokio::spawn(async move {
            let reply = receive(connection, &mut open, request).await;
            // Nobody listens any more only when everything has ended.
            let _ = sender.send(Event::Ended(place, attempt, Box::new(reply)));
        });
        self.under_way.insert(place, (attempt, task.abort_handle()));
        Ok(())
    }

    async fn connect(&mut self) -> Result<(), Failure> {
        let opened = timeout(TIME_TO_CONNECT, self.server.connect()).await;
        let Ok(Ok((open, connection))) = opened else {
            self.session.connect_failed(now()?);
            return Ok(());
        };
        let number = self.session.connected(now()?);
        self.connections += 1;
        self.open.insert(number, open);
        let sender = self.sender.clone();
        tokio::spawn(async move {
            // Its requests tell how it ended.
            let _ = connection.await;
            let _ = sender.send(Event::Closed(number));
        });
        Ok(())
    }

    fn take_in(&mut self, event: Event) -> Result<(), Failure> {
        let now = now()?;
        match event {
            Event::Ended(place, attempt, reply) => {
                // An earlier attempt that the session has given up already.
                if self.under_way.get(&place).is_none_or(|(current, _)| *current != attempt) {
                    return Ok(());
                }
                let request = u64::try_from(place)?;
                let registered_at = self.devices.get(place).map(|device| device.registered_at);
                let outcome = match *reply {
                    Ok(reply) => self.session.reply(request, &reply, registered_at, now),
                    Err(lost) => {
                        if let Some((connection, code)) = lost.goaway {
                            // h2 has found out itself which streams it leaves out.
                            let goaway = GoAway::new(code, u32::MAX >> 1, b"");
                            self.session.goaway(connection, &goaway, now);
                        }
                        self.session.reset(request, lost.reset, now)
                    }
                };
                outcome.map_or(Ok(()), |outcome| self.settle(outcome))
            }
            Event::Closed(number) => {
                self.open.remove(&number);
                let lost = self.session.closed(number, now);
                lost.into_iter().try_for_each(|outcome| self.settle(outcome))
            }
        }
    }

    /// A request has ended: send it again, or note how it went.
    fn settle(&mut self, outcome: Outcome) -> Result<(), Failure> {
        let place = usize::try_from(outcome.request)?;
        if let Some((_, task)) = self.under_way.remove(&place) {
            // Resets the stream if it is still there.
            task.abort();
        }
        if outcome.fate == Fate::Ambiguous {
            self.ambiguous.insert(place);
        }
        if let Some(wait) = outcome.retry_after() {
            let wait = i64::try_from(wait.as_millis())?;
            self.later.push(Reverse((now()?.saturating_add_millis(wait), place)));
            return Ok(());
        }
        self.ended += 1;
        match outcome.verdict.action {
            Action::Delivered => self.delivered += 1,
            Action::DropDevice => {
                self.removed.insert(place);
            }
            Action::RepairPairing => {
                self.bad.insert(place);
            }
            _ => {
                self.gave_up.insert(place);
            }
        }
        Ok(())
    }

    fn summary(&self) -> serde_json::Value {
        let tokens = |places: &BTreeSet<usize>| -> Vec<&str> {
            let devices = places.iter().filter_map(|place| self.devices.get(*place));
            devices.map(|device| device.token.as_hex()).collect()
        };
        json!({
            "delivered": self.delivered,
            "removed": tokens(&self.removed),
            "ambiguous": tokens(&self.ambiguous),
            "gave_up": tokens(&self.gave_up),
            "bad": tokens(&self.bad),
            "connections": self.connections,
            "attempts": self.attempts,
        })
    }
}

impl Device {
    fn read(line: &str) -> Result<Self, Failure> {
        let (hex, millis) = line.split_once('\t').ok_or("a line has a token, a tab and a time")?;
        let registered_at = Timestamp::from_millis(millis.trim().parse()?);
        Ok(Self { token: DeviceToken::from_hex(hex)?, registered_at })
    }
}

impl Lost {
    /// The cause is the `h2` crate's, somewhere below hyper's own error. `unsent` when hyper gave
    /// the request back.
    fn new(connection: u32, why: &hyper::Error, unsent: bool) -> Self {
        let mut lost = Self::default();
        let mut cause: Option<&(dyn Error + 'static)> = Some(why);
        while let Some(error) = cause {
            if let Some(error) = error.downcast_ref::<h2::Error>().filter(|it| it.is_remote()) {
                let code = error.reason().map(u32::from);
                if error.is_reset() {
                    lost.reset = code;
                } else if error.is_go_away() {
                    // h2 ends only those streams so that the frame leaves out.
                    lost.goaway = code.map(|code| (connection, code));
                    lost.reset = Some(REFUSED_STREAM);
                }
            }
            cause = error.source();
        }
        if unsent {
            lost.reset = Some(REFUSED_STREAM);
        }
        lost
    }
}

async fn receive(
    connection: u32,
    open: &mut SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
) -> Result<Reply, Lost> {
    let response = open.try_send_request(request).await.map_err(|mut failed| {
        let unsent = failed.take_message().is_some();
        Lost::new(connection, failed.error(), unsent)
    })?;
    let (head, body) = response.into_parts();
    let body = body.collect().await.map_err(|why| Lost::new(connection, &why, false))?;
    Ok(Reply::parse(head.status.as_u16(), &head.headers, &body.to_bytes()))
}

/// Where to push to, with what.
struct Server {
    endpoint: Endpoint,
    tls: TlsConnector,
    key: Arc<ProviderKey>,
    topic: String,
}

impl Server {
    fn from_environment() -> Result<Self, Failure> {
        let needed = |name: &str| std::env::var(name).map_err(|_| format!("{name} is not set"));
        let endpoint = match std::env::var("APNS_URL") {
            Ok(url) => Endpoint::from_authority(url.trim_start_matches("https://"))?,
            Err(_) => Environment::Sandbox.into(),
        };
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Ok(file) = std::env::var("APNS_CERTIFICATE") {
            for certificate in CertificateDer::pem_file_iter(file)? {
                roots.add(certificate?)?;
            }
        }
        let mut tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        // APNs speaks HTTP/2 alone and wants it said in the TLS handshake.
        tls.alpn_protocols = vec![b"h2".to_vec()];
        let key = std::fs::read(needed("APNS_KEY")?)?;
        let key = ProviderKey::from_p8(key, &needed("APNS_KEY_ID")?, &needed("APNS_TEAM_ID")?)?;
        Ok(Self {
            endpoint,
            tls: TlsConnector::from(Arc::new(tls)),
            key: Arc::new(key),
            topic: needed("APNS_TOPIC")?,
        })
    }

    /// Looks the name up anew, as a server that closes one connection may have left its address.
    async fn connect(
        &self,
    ) -> Result<(SendRequest<Full<Bytes>>, impl Future<Output = hyper::Result<()>> + use<>), Failure>
    {
        let authority: Authority = self.endpoint.authority().parse()?;
        let host = authority.host().trim_matches(['[', ']']);
        let stream = TcpStream::connect((host, authority.port_u16().unwrap_or(443))).await?;
        stream.set_nodelay(true)?;
        let name = ServerName::try_from(host.to_owned())?;
        let stream = self.tls.connect(name, stream).await?;
        Ok(Builder::new(TokioExecutor::new()).handshake(TokioIo::new(stream)).await?)
    }
}

/// waxwing reads no clock: this is the only place that does.
fn now() -> Result<Timestamp, Failure> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(Timestamp::from_millis(i64::try_from(since_1970.as_millis())?))
}
