//! Pushes one alert to several devices: hyper's HTTP/2 client over TLS, one connection for all.
//!
//! ```text
//! push_hyper --key FILE.p8 --key-id ID --team-id ID --topic T --token HEX...
//!            [--title S] [--body S] [--environment sandbox|production]
//!            [--authority HOST[:PORT]] [--ca FILE.pem]
//! ```
//!
//! It goes to Apple's host for the environment, which is the sandbox unless set, or to another
//! host, such as a simulator. Trusted are the machine's own roots and those of `--ca`. A line for
//! each device says what APNs answered and what waxwing makes of it.
//!
//! Exit status: 0 if all were accepted, 1 if any was not, 2 if nothing could be sent.

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::Response;
use http::uri::Authority;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use waxwing::apns::{
    Alert, DeviceToken, Endpoint, Environment, Notification, ProviderKey, Reply, Verdict,
    VerdictContext,
};
use waxwing::time::Timestamp;

type Failure = Box<dyn Error + Send + Sync>;

/// APNs answers within a fraction of a second. What has no answer by now will have none.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(std::env::args().skip(1), &mut std::io::stdout()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("push_hyper: {why}");
            ExitCode::from(2)
        }
    }
}

/// Pushes as the arguments say and writes a line for each device. Whether all were accepted.
pub(crate) async fn run(
    arguments: impl Iterator<Item = String>,
    out: &mut impl Write,
) -> Result<bool, Failure> {
    let Options { endpoint, roots, key, topic, devices, alert } = Options::read(arguments)?;

    // Everything that can be wrong with the notification shows here, before anything is sent.
    let push = Notification::alert(topic, alert).build()?.prepare(endpoint.clone());
    let now = now()?;
    // The same for every request, and for every other process that holds the key.
    let token = key.token_at(now)?;

    let mut connection = timeout(PATIENCE, connect(&endpoint, roots)).await??;
    // All are under way at once: hyper holds back what is more than APNs takes at a time.
    let mut replies = Vec::new();
    for device in &devices {
        let request = push.request(device, &token).map(Full::new);
        replies.push((device, tokio::spawn(receive(connection.send_request(request)))));
    }

    // With the time when the app last registered the device token, which a server has in its
    // database, a verdict can also tell a dead token from one that came back to life.
    let context = VerdictContext::new().sent_at(now).token_issued_at(token.issued_at());
    let mut all_accepted = true;
    for (device, reply) in replies {
        let name = device.as_hex().get(..8).unwrap_or(device.as_hex());
        match reply.await? {
            Ok(reply) => {
                all_accepted &= reply.is_success();
                writeln!(out, "{name}  {}", line(&reply, &reply.verdict(context)))?;
            }
            // It may have been delivered all the same.
            Err(why) => {
                all_accepted = false;
                writeln!(out, "{name}  no answer: {why}")?;
            }
        }
    }
    Ok(all_accepted)
}

/// What APNs said, and what to do about it.
fn line(reply: &Reply, verdict: &Verdict) -> String {
    let reason = reply.reason_text().unwrap_or("without a reason");
    let wait = verdict.retry_after_s().map(|wait| format!(", wait {wait} s"));
    format!(
        "{} {} -> {}, scope {}{}{}: {}",
        reply.status(),
        if reply.is_success() { "accepted" } else { reason },
        verdict.action,
        verdict.scope,
        wait.unwrap_or_default(),
        if verdict.new_connection { ", new connection" } else { "" },
        verdict.advice,
    )
}

/// Waits for a response and takes it in.
async fn receive(
    response: impl Future<Output = hyper::Result<Response<Incoming>>>,
) -> Result<Reply, Failure> {
    timeout(PATIENCE, async {
        let (head, body) = response.await?.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Reply::parse(head.status.as_u16(), &head.headers, &body))
    })
    .await?
}

/// Opens the one connection. A server keeps it for hours: Apple takes many short ones for an
/// attack.
async fn connect(
    endpoint: &Endpoint,
    roots: RootCertStore,
) -> Result<SendRequest<Full<Bytes>>, Failure> {
    let authority: Authority = endpoint.authority().parse()?;
    let host = authority.host().trim_matches(['[', ']']);
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    // APNs speaks HTTP/2 alone and wants it said in the TLS handshake.
    config.alpn_protocols = vec![b"h2".to_vec()];

    let stream = TcpStream::connect((host, authority.port_u16().unwrap_or(443))).await?;
    stream.set_nodelay(true)?;
    let name = ServerName::try_from(host.to_owned())?;
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
    // Its own end needs no look: requests that it takes along fail by themselves.
    tokio::spawn(connection);
    Ok(sender)
}

/// waxwing reads no clock: this is the only place that does.
fn now() -> Result<Timestamp, Failure> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(Timestamp::from_millis(i64::try_from(since_1970.as_millis())?))
}

/// The command line, each value in the type that cannot hold a wrong one.
struct Options {
    endpoint: Endpoint,
    roots: RootCertStore,
    key: ProviderKey,
    topic: String,
    devices: Vec<DeviceToken>,
    alert: Alert,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut endpoint = Endpoint::from(Environment::Sandbox);
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let (mut key, mut key_id, mut team_id, mut topic) = (None, None, None, None);
        let (mut title, mut body) = (String::from("waxwing"), String::from("A push by hyper"));
        let mut devices = Vec::new();
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--authority" => endpoint = Endpoint::from_authority(&value)?,
                "--body" => body = value,
                "--ca" => {
                    for certificate in CertificateDer::pem_file_iter(value)? {
                        roots.add(certificate?)?;
                    }
                }
                "--environment" => endpoint = Environment::from_name(&value)?.into(),
                "--key" => key = Some(std::fs::read(value)?),
                "--key-id" => key_id = Some(value),
                "--team-id" => team_id = Some(value),
                "--title" => title = value,
                "--token" => devices.push(DeviceToken::from_hex(&value)?),
                "--topic" => topic = Some(value),
                _ => return Err(format!("there is no option {name}").into()),
            }
        }
        let (Some(key), Some(key_id), Some(team_id), Some(topic), false) =
            (key, key_id, team_id, topic, devices.is_empty())
        else {
            return Err("--key, --key-id, --team-id, --topic and --token are needed".into());
        };
        Ok(Self {
            endpoint,
            roots,
            key: ProviderKey::from_p8(key, &key_id, &team_id)?,
            topic,
            devices,
            alert: Alert::new(title, body),
        })
    }
}
