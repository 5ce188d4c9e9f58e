//! Pushes one alert to several devices with a client certificate: a `.p12` file becomes rustls's
//! client authentication, in memory alone, and hyper speaks HTTP/2 over it.
//!
//! ```text
//! push_certificate --p12 FILE.p12 --password TEXT --token HEX... [--topic T]
//!                  [--title S] [--body S] [--environment sandbox|production]
//!                  [--authority HOST[:PORT]] [--ca FILE.pem]
//! ```
//!
//! First it says what is wrong with the certificate, and ends there if nothing can be pushed with
//! it: an expired one is refused in the TLS handshake, where nobody says why. It pushes for the
//! certificate's own topic unless another is named, to Apple's host for the environment, which is
//! the sandbox unless set, or to another host, such as a simulator. Trusted are the machine's own
//! roots and those of `--ca`.
//!
//! Exit status: 0 if all were accepted, 1 if any was not, 2 if nothing could be sent.

use std::collections::VecDeque;
use std::error::Error;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::Request;
use http::uri::Authority;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use waxwing::apns::{
    Alert, DeviceToken, Endpoint, Environment, Next, Notification, Outcome, Reply, Session,
    SessionPolicy, Topic,
};
use waxwing::credentials::{Identity, Purpose};
use waxwing::time::Timestamp;

type Failure = Box<dyn Error + Send + Sync>;

/// APNs answers within a fraction of a second. What has no answer by now will have none.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(std::env::args().skip(1), now, &mut std::io::stdout()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("push_certificate: {why}");
            ExitCode::from(2)
        }
    }
}

/// waxwing reads no clock: this is the only place that does.
fn now() -> Timestamp {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
}

/// Pushes as the arguments say and writes a line for each device. Whether all were accepted.
pub(crate) async fn run(
    arguments: impl Iterator<Item = String>,
    now: impl Fn() -> Timestamp,
    out: &mut impl Write,
) -> Result<bool, Failure> {
    let Options { identity, roots, environment, endpoint, topic, devices, alert } =
        Options::read(arguments)?;

    // What is wrong with the certificate, before it becomes silence.
    let push = identity.push_certificate()?;
    let topic = match topic {
        Some(topic) => Topic::new(&topic)?,
        None => push.default_topic().clone(),
    };
    let purpose = Purpose::default().environment(environment).topic(topic.clone());
    let mut useless = false;
    for lint in identity.lints(&purpose, now()) {
        writeln!(out, "{}: {}. {}", lint.code, lint.found, lint.code.advice())?;
        useless |= lint.code.is_fatal();
    }
    if useless {
        return Err("nothing can be pushed with this certificate".into());
    }

    // Everything that can be wrong with the notification shows here, also whether this
    // certificate may push it at all.
    let note = Notification::alert(topic.as_str(), alert).build()?;
    push.scope()?.check(&note, environment)?;
    let prepared = note.prepare(endpoint.clone());

    // The session says when to connect and to send, and what to send again. With a certificate
    // there is no token to wait for: APNs takes many requests at once from the beginning. Here
    // one follows the other; `fleet_hyper` has them side by side.
    let tls = client_tls(&identity, roots)?;
    let mut session = Session::with_certificate(SessionPolicy::default())?;
    let mut connection = None;
    let mut left: VecDeque<(u64, &DeviceToken)> = (0..).zip(&devices).collect();
    let mut all_accepted = true;
    while let Some(&(number, device)) = left.front() {
        match (session.next(now()), &mut connection) {
            (Next::Connect { .. }, _) => {
                connection = Some(timeout(PATIENCE, connect(&endpoint, &tls)).await??);
                session.connected(now());
            }
            (Next::Send { .. }, Some(connection)) => {
                session.sent(number, None, None, now())?;
                let request = prepared.request(device, None).map(Full::new);
                let reply = timeout(PATIENCE, send(connection, request)).await?;
                // With TLS 1.3 it is only here that a certificate is refused by the handshake.
                let reply = reply.map_err(|why| format!("no answer: {why}"))?;
                // With the time when the app last registered the device token, which a server has
                // in its database, a verdict can tell a dead token from one that came back to life.
                let outcome = session.reply(number, &reply, None, now());
                let outcome = outcome.ok_or("a reply to nothing")?;
                let name = device.as_hex().get(..8).unwrap_or(device.as_hex());
                writeln!(out, "{name}  {}", line(&reply, &outcome))?;
                left.pop_front();
                if outcome.resend() {
                    left.push_back((number, device));
                } else {
                    all_accepted &= reply.is_success();
                }
            }
            (Next::WaitUntil { at, .. }, _) => {
                let wait = at.as_millis().saturating_sub(now().as_millis());
                sleep(Duration::from_millis(u64::try_from(wait).unwrap_or(0))).await;
            }
            (Next::Stop { because }, _) => {
                return Err(format!("{} not sent, because: {because}", left.len()).into());
            }
            (next, _) => return Err(format!("the session says {next:?}").into()),
        }
    }
    Ok(all_accepted)
}

/// What APNs said, and what to do about it.
fn line(reply: &Reply, outcome: &Outcome) -> String {
    let verdict = &outcome.verdict;
    let reason = reply.reason_text().unwrap_or("without a reason");
    format!(
        "{} {} -> {}, scope {}: {}",
        reply.status(),
        if reply.is_success() { "accepted" } else { reason },
        verdict.action,
        verdict.scope,
        verdict.advice,
    )
}

/// What rustls shows of the identity, and whom it trusts. The key is wiped with `identity`, the
/// copy of it is rustls's own.
fn client_tls(identity: &Identity, roots: RootCertStore) -> Result<TlsConnector, Failure> {
    let chain = identity.chain_der().map(|der| CertificateDer::from(der.to_vec())).collect();
    let key = PrivatePkcs8KeyDer::from(identity.key_der().to_vec());
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_client_auth_cert(chain, key.into())?;
    // APNs speaks HTTP/2 alone and wants it said in the TLS handshake.
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}

async fn connect(
    endpoint: &Endpoint,
    tls: &TlsConnector,
) -> Result<SendRequest<Full<Bytes>>, Failure> {
    let authority: Authority = endpoint.authority().parse()?;
    let host = authority.host().trim_matches(['[', ']']);
    let stream = TcpStream::connect((host, authority.port_u16().unwrap_or(443))).await?;
    stream.set_nodelay(true)?;
    let stream = tls.connect(ServerName::try_from(host.to_owned())?, stream).await?;
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

async fn send(
    connection: &mut SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
) -> Result<Reply, Failure> {
    let (head, body) = connection.send_request(request).await.map_err(cause)?.into_parts();
    let body = body.collect().await?.to_bytes();
    Ok(Reply::parse(head.status.as_u16(), &head.headers, &body))
}

/// hyper keeps what TLS said behind its own words.
fn cause(error: hyper::Error) -> Failure {
    let why = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    why.into()
}

/// The command line, each value in the type that cannot hold a wrong one.
struct Options {
    identity: Identity,
    roots: RootCertStore,
    environment: Environment,
    endpoint: Endpoint,
    topic: Option<String>,
    devices: Vec<DeviceToken>,
    alert: Alert,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut environment = Environment::Sandbox;
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let (mut p12, mut password, mut endpoint, mut topic) = (None, String::new(), None, None);
        let (mut title, mut body) =
            (String::from("waxwing"), String::from("A push by certificate"));
        let mut devices = Vec::new();
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--authority" => endpoint = Some(Endpoint::from_authority(&value)?),
                "--body" => body = value,
                "--ca" => {
                    for certificate in CertificateDer::pem_file_iter(value)? {
                        roots.add(certificate?)?;
                    }
                }
                "--environment" => environment = Environment::from_name(&value)?,
                "--p12" => p12 = Some(std::fs::read(value)?),
                "--password" => password = value,
                "--title" => title = value,
                "--token" => devices.push(DeviceToken::from_hex(&value)?),
                "--topic" => topic = Some(value),
                _ => return Err(format!("there is no option {name}").into()),
            }
        }
        let (Some(p12), false) = (p12, devices.is_empty()) else {
            return Err("--p12 and --token are needed".into());
        };
        Ok(Self {
            identity: Identity::from_p12(&p12, &password)?,
            roots,
            environment,
            endpoint: endpoint.unwrap_or_else(|| environment.into()),
            topic,
            devices,
            alert: Alert::new(title, body),
        })
    }
}
