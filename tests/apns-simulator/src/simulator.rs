//! Setting the simulator up, and holding it while it runs.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::server::danger::ClientCertVerifier;

use crate::certificate::Identity;
use crate::channel::{Channels, MAX_CHANNELS};
use crate::clock::{Clock, ServiceClock, SystemClock};
use crate::device_push::Rules;
use crate::device_token;
use crate::error::SetUpError;
use crate::fault::FaultRates;
use crate::fleet::{Fates, Fleet};
use crate::identifier::Ids;
use crate::key::{Environment, KnownKey};
use crate::mutual_tls::{self, ByItsOwnClock};
use crate::reason::Reason;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::report::{Report, Tally};
use crate::seed::Seed;
use crate::server;
use crate::service::{Api, Observer, Service};
use crate::streams::Limits;
use crate::token::KeyRing;

/// Later limits of streams as seen on the wire.
const FULL_STREAMS: u32 = 1000;
/// The records that are kept unless asked otherwise.
const KEPT_RECORDS: usize = 10_000;

/// A local APNs. Start it with [`Simulator::builder`].
#[derive(Debug)]
pub enum Simulator {}

impl Simulator {
    /// A simulator of the sandbox on a free port, by the machine's clock, that knows no key yet.
    #[must_use]
    pub fn builder() -> Builder {
        Builder {
            port: 0,
            manage_port: None,
            environment: Environment::Sandbox,
            clock: Box::new(SystemClock),
            keys: Vec::new(),
            client_authorities: Vec::new(),
            devices: Vec::new(),
            later_bundle_ids: HashMap::new(),
            without_broadcasts: HashSet::new(),
            channels: Channels::new(MAX_CHANNELS),
            seed: None,
            limits: Limits { full: FULL_STREAMS, drop_permille: 0, violation_ends: false },
            fault_rates: FaultRates::default(),
            fleet: Fleet::default(),
            keep: KEPT_RECORDS,
            observer: None,
        }
    }
}

/// The set-up of a simulator.
pub struct Builder {
    port: u16,
    manage_port: Option<u16>,
    environment: Environment,
    clock: Box<dyn Clock>,
    keys: Vec<KnownKey>,
    client_authorities: Vec<CertificateDer<'static>>,
    devices: Vec<Device>,
    later_bundle_ids: HashMap<String, i64>,
    without_broadcasts: HashSet<String>,
    channels: Channels,
    seed: Option<Seed>,
    limits: Limits,
    fault_rates: FaultRates,
    fleet: Fleet,
    keep: usize,
    observer: Option<Observer>,
}

/// A device token that is answered in a certain way.
struct Device {
    token: String,
    reason: Reason,
    timestamp_ms: Option<i64>,
}

impl Builder {
    /// The port on loopback; 0, the default, finds a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Serves the management of channels too, on this port of loopback; 0 finds a free one.
    #[must_use]
    pub fn manage_port(mut self, port: u16) -> Self {
        self.manage_port = Some(port);
        self
    }

    /// A channel that is there from the start: 0 stores nothing, 1 the latest message. Repeatable.
    #[must_use]
    pub fn channel(mut self, bundle_id: &str, channel_id: &str, policy: u8) -> Self {
        self.channels.add(bundle_id, channel_id, policy);
        self
    }

    /// How many channels an app may have; 10 000 by default.
    #[must_use]
    pub fn max_channels(mut self, channels: usize) -> Self {
        self.channels.limit(channels);
        self
    }

    /// An app whose broadcast capability is off: 400 `FeatureNotEnabled`.
    #[must_use]
    pub fn without_broadcasts(mut self, bundle_id: &str) -> Self {
        self.without_broadcasts.insert(bundle_id.to_owned());
        self
    }

    /// Which APNs it stands for; the sandbox by default.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Where it takes the time from.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// A key that may push. Repeatable; at least one is needed, or a [`client_authority`](Self::client_authority).
    #[must_use]
    pub fn key(mut self, key: KnownKey) -> Self {
        self.keys.push(key);
        self
    }

    /// Accepts client certificates that these authorities have issued: a file of PEM, or of one certificate as DER.
    /// Repeatable. Whoever shows none still needs a provider token.
    ///
    /// # Errors
    ///
    /// If there is no certificate in the file.
    pub fn client_authority(mut self, file: &[u8]) -> Result<Self, SetUpError> {
        self.client_authorities.extend(mutual_tls::authorities(file)?);
        Ok(self)
    }

    /// An app that its team registers at this time in milliseconds since 1970. Pushes to it are refused before, and also
    /// later on connections whose first push was accepted before.
    #[must_use]
    pub fn registered_later(mut self, bundle_id: &str, at_ms: i64) -> Self {
        self.later_bundle_ids.insert(bundle_id.to_owned(), at_ms);
        self
    }

    /// A device token (hexadecimal, either case) that is refused with this reason, however good the push. A 410 carries the
    /// time of the start. Repeatable; the last word on a token counts.
    #[must_use]
    pub fn refuse(self, token: &str, reason: Reason) -> Self {
        self.device(token, reason, None)
    }

    /// Like [`refuse`](Self::refuse), with the `timestamp` of the answer in milliseconds since 1970.
    #[must_use]
    pub fn refuse_at(self, token: &str, reason: Reason, timestamp_ms: i64) -> Self {
        self.device(token, reason, Some(timestamp_ms))
    }

    /// A device token that is no longer active for its topic: 410 `Unregistered`.
    #[must_use]
    pub fn unregistered(self, token: &str) -> Self {
        self.refuse(token, Reason::Unregistered)
    }

    /// The same, found inactive at this time in milliseconds since 1970.
    #[must_use]
    pub fn unregistered_at(self, token: &str, timestamp_ms: i64) -> Self {
        self.refuse_at(token, Reason::Unregistered, timestamp_ms)
    }

    /// A device token that has expired: 410 `ExpiredToken`.
    #[must_use]
    pub fn expired(self, token: &str) -> Self {
        self.refuse(token, Reason::ExpiredToken)
    }

    /// The same, found expired at this time in milliseconds since 1970.
    #[must_use]
    pub fn expired_at(self, token: &str, timestamp_ms: i64) -> Self {
        self.refuse_at(token, Reason::ExpiredToken, timestamp_ms)
    }

    /// A device token of the other environment: 400 `BadDeviceToken`.
    #[must_use]
    pub fn bad_token(self, token: &str) -> Self {
        self.refuse(token, Reason::BadDeviceToken)
    }

    /// A device token of another topic: 400 `DeviceTokenNotForTopic`.
    #[must_use]
    pub fn not_for_topic(self, token: &str) -> Self {
        self.refuse(token, Reason::DeviceTokenNotForTopic)
    }

    /// What all chance follows from. With the same seed, a request to the same device gets the same treatment.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(Seed(seed));
        self
    }

    /// How many streams a connection may have at once after its first accepted push; 1000 by default. Before, it is one.
    #[must_use]
    pub fn streams(mut self, streams: u32) -> Self {
        self.limits.full = streams;
        self
    }

    /// How many of 1000 rejected pushes (status 4xx, but not 410) make the limit of streams drop to 1 until the next
    /// accepted push; none by default. Streams under way above the limit are refused.
    #[must_use]
    pub fn drop_streams_permille(mut self, permille: u32) -> Self {
        self.limits.drop_permille = permille;
        self
    }

    /// Lets a stream above the limit that the client knows end the connection by GOAWAY. Otherwise it is refused.
    #[must_use]
    pub fn end_on_too_many_streams(mut self) -> Self {
        self.limits.violation_ends = true;
        self
    }

    /// How often requests go wrong in which way; never by default.
    #[must_use]
    pub fn faults(mut self, rates: FaultRates) -> Self {
        self.fault_rates = rates;
        self
    }

    /// The devices, of which the seed chooses some that have deleted the app, registered again, or are in the wrong place.
    #[must_use]
    pub fn fleet(mut self, fleet: Fleet) -> Self {
        self.fleet = fleet;
        self
    }

    /// How many of the latest requests are kept for [`Running::requests`]; 10 000 by default.
    #[must_use]
    pub fn keep(mut self, records: usize) -> Self {
        self.keep = records;
        self
    }

    /// Called with each request after it was judged and before it is answered.
    #[must_use]
    pub fn on_request(mut self, observer: impl Fn(&Record) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Makes the certificate, opens the port and serves on the current tokio runtime.
    ///
    /// # Errors
    ///
    /// If there is no key, two keys have one id, a device token is not one, or the port is taken.
    pub async fn start(self) -> Result<Running, SetUpError> {
        self.fleet.check()?;
        let seed = self.seed.unwrap_or_else(Seed::any);
        let rules = Rules {
            environment: self.environment,
            keys: KeyRing::new(checked_keys(self.keys, !self.client_authorities.is_empty())?),
            devices: checked_devices(self.devices, self.clock.now_ms())?,
            later_bundle_ids: self.later_bundle_ids,
            without_broadcasts: self.without_broadcasts,
            fates: Mutex::new(Fates::new(self.fleet, seed)),
        };
        let clock = Arc::new(ServiceClock::new(self.clock));
        let clients: Option<Arc<dyn ClientCertVerifier>> = match self.client_authorities {
            none if none.is_empty() => None,
            known => Some(Arc::new(ByItsOwnClock::new(known, Arc::clone(&clock))?)),
        };
        let identity = Identity::make(clients)?;
        let (sockets, port) = server::bind(self.port).await?;
        let mut listeners: Vec<_> = sockets.into_iter().map(|socket| (socket, Api::Push)).collect();
        let mut manage_port = None;
        if let Some(port) = self.manage_port {
            let (sockets, port) = server::bind(port).await?;
            listeners.extend(sockets.into_iter().map(|socket| (socket, Api::Manage)));
            manage_port = Some(port);
        }
        let service = Arc::new(Service {
            rules,
            limits: self.limits,
            seed,
            ids: Ids::new(seed),
            fault_rates: self.fault_rates,
            clock,
            keep: self.keep,
            observer: self.observer,
            records: Mutex::new(VecDeque::new()),
            connections: AtomicU64::new(0),
            rejections: AtomicU64::new(0),
            tally: Mutex::new(Tally::default()),
            channels: Mutex::new(self.channels),
        });
        let (stop, stopped) = watch::channel(false);
        let tls = TlsAcceptor::from(identity.tls);
        let task = tokio::spawn(server::serve(listeners, tls, Arc::clone(&service), stopped));
        let certificate_pem = identity.trusted_pem;
        Ok(Running { port, manage_port, certificate_pem, service, stop, task })
    }

    fn device(mut self, token: &str, reason: Reason, timestamp_ms: Option<i64>) -> Self {
        self.devices.push(Device { token: token.to_ascii_lowercase(), reason, timestamp_ms });
        self
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("port", &self.port)
            .field("environment", &self.environment)
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}

fn checked_keys(keys: Vec<KnownKey>, has_certificates: bool) -> Result<Vec<KnownKey>, SetUpError> {
    if keys.is_empty() && !has_certificates {
        return Err(SetUpError::new("without a key nobody may push"));
    }
    let mut key_ids: Vec<&str> = keys.iter().map(|key| key.key_id.as_str()).collect();
    key_ids.sort_unstable();
    if let Some([twice, _]) = key_ids.windows(2).find(|pair| pair.first() == pair.last()) {
        return Err(SetUpError::new(format!("two keys have the id {twice}")));
    }
    Ok(keys)
}

fn checked_devices(
    devices: Vec<Device>,
    now_ms: i64,
) -> Result<HashMap<String, Refusal>, SetUpError> {
    devices
        .into_iter()
        .map(|Device { token, reason, timestamp_ms }| {
            device_token::check(&token)
                .map_err(|wrong| SetUpError::new(format!("the device token {token:?} {wrong}")))?;
            let timestamp_ms = (reason.status() == 410).then(|| timestamp_ms.unwrap_or(now_ms));
            let detail = "the set-up says so".to_owned();
            Ok((token, Refusal { reason, timestamp_ms, detail }))
        })
        .collect()
}

/// A simulator at work. It stops when dropped; [`stop`](Self::stop) is gentler.
pub struct Running {
    /// The port on loopback.
    pub port: u16,
    /// The port of the management of channels, if it is served.
    pub manage_port: Option<u16>,
    /// The root certificate that clients must trust, in PEM. It is valid for `localhost`, `127.0.0.1` and `::1`.
    pub certificate_pem: String,
    service: Arc<Service>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    /// `https://localhost:PORT`
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// Where channels are managed, if they are.
    #[must_use]
    pub fn manage_url(&self) -> Option<String> {
        self.manage_port.map(|port| format!("https://localhost:{port}"))
    }

    /// The latest requests, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Record> {
        server::lock(&self.service.records).iter().cloned().collect()
    }

    /// How many connections came so far.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.service.connections.load(Ordering::Relaxed)
    }

    /// The sums of the run so far.
    #[must_use]
    pub fn report(&self) -> Report {
        self.service.report()
    }

    /// Sends GOAWAY on every connection, lets requests under way end for up to two seconds, and closes the port. Gives the
    /// sums of the run.
    pub async fn stop(mut self) -> Report {
        let _ = self.stop.send(true);
        let _ = (&mut self.task).await;
        self.report()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running").field("port", &self.port).finish_non_exhaustive()
    }
}
