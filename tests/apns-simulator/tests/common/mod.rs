//! A provider for the tests: signs tokens, speaks HTTP/2 over TLS, and can do everything wrong.
#![allow(dead_code, missing_docs, unreachable_pub)]

pub mod raw;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use apns_simulator::{Builder, Environment, KnownKey, ManualClock, Running, Simulator};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::WantsClientCert;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ConfigBuilder, RootCertStore};

/// The time of all tests unless they move the clock.
pub const NOW: i64 = 1_437_179_036;
pub const KEY_ID: &str = "ABC123DEFG";
pub const TEAM_ID: &str = "DEF123GHIJ";
pub const TOPIC: &str = "com.example.app";
pub const DEVICE: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
pub const MESSAGE_ID: &str = "eabeae54-14a8-11e5-b60b-1697f925ec7b";

/// A key of the tests: any number makes one.
pub struct Signer(SigningKey);

impl From<SigningKey> for Signer {
    fn from(key: SigningKey) -> Self {
        Self(key)
    }
}

impl Signer {
    pub fn new(number: u8) -> Self {
        Self(SigningKey::from_slice(&[number; 32]).unwrap())
    }

    /// What the simulator is told of it.
    pub fn known(&self, key_id: &str, team_id: &str) -> KnownKey {
        let point = VerifyingKey::from(&self.0).to_sec1_point(false);
        KnownKey::from_public_point(point.as_bytes(), key_id, team_id).unwrap()
    }

    pub fn token(&self, key_id: &str, team_id: &str, issued_at: i64) -> String {
        self.sign(
            &json!({"alg": "ES256", "kid": key_id}),
            &json!({"iss": team_id, "iat": issued_at}),
        )
    }

    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        self.sign_text(&header.to_string(), &claims.to_string())
    }

    pub fn sign_text(&self, header: &str, claims: &str) -> String {
        let input =
            format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let signature = self.signature(&input).to_bytes();
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    pub fn signature(&self, input: &str) -> Signature {
        self.0.sign(input.as_bytes())
    }
}

/// The key that the simulator of [`simulator`] knows.
pub fn signer() -> Signer {
    Signer::new(1)
}

pub fn good_token() -> String {
    signer().token(KEY_ID, TEAM_ID, NOW)
}

/// A sandbox whose clock stands at [`NOW`] and which knows one team key.
pub fn simulator() -> Builder {
    Simulator::builder()
        .environment(Environment::Sandbox)
        .clock(ManualClock::at_seconds(NOW))
        .key(signer().known(KEY_ID, TEAM_ID))
}

/// A push, good until changed.
#[derive(Clone, Debug)]
pub struct Push {
    pub method: Method,
    pub path: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
}

impl Push {
    /// Everything APNs asks for, and no header more.
    pub fn good() -> Self {
        Self {
            method: Method::POST,
            path: format!("/3/device/{DEVICE}"),
            headers: Vec::new(),
            body: br#"{"aps":{"alert":"Hello"}}"#.to_vec(),
        }
        .set("apns-topic", TOPIC)
        .set("apns-push-type", "alert")
        .token(&good_token())
    }

    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    pub fn device(self, token: &str) -> Self {
        self.path(format!("/3/device/{token}"))
    }

    pub fn set(self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.without(name).add(name, value)
    }

    pub fn add(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub fn token(self, token: &str) -> Self {
        self.set("authorization", format!("bearer {token}"))
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// A JSON object of exactly this many bytes.
    pub fn body_of(self, bytes: usize) -> Self {
        self.body(format!("{{\"a\":\"{}\"}}", "x".repeat(bytes - 8)))
    }

    pub fn kind(self, push_type: &str, topic: &str) -> Self {
        self.set("apns-push-type", push_type).set("apns-topic", topic)
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn reason(&self) -> String {
        if self.body.is_empty() {
            return String::new();
        }
        self.json()["reason"].as_str().unwrap().to_owned()
    }

    pub fn apns_id(&self) -> &str {
        self.header("apns-id").unwrap()
    }
}

/// A connection to the simulator.
pub struct Client {
    port: u16,
    sender: SendRequest<Full<Bytes>>,
}

impl Client {
    pub async fn connect(running: &Running) -> Self {
        Self::open(running.port, &running.certificate_pem).await
    }

    pub async fn open(port: u16, certificate_pem: &str) -> Self {
        let address = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let stream = tls(address, port, certificate_pem, &[b"h2"], "localhost").await.unwrap();
        Self::over(port, stream).await
    }

    /// A connection that shows a client certificate, `.cer` and key as PEM.
    pub async fn showing(running: &Running, (cer, key_pem): &(Vec<u8>, String)) -> Self {
        Self::showing_to(running.port, &running.certificate_pem, cer, key_pem).await
    }

    pub async fn showing_to(port: u16, trusted_pem: &str, cer: &[u8], key_pem: &str) -> Self {
        let config = trusting(roots(trusted_pem))
            .with_client_auth_cert(
                vec![CertificateDer::from(cer.to_vec())],
                PrivateKeyDer::from_pem_slice(key_pem.as_bytes()).unwrap(),
            )
            .unwrap();
        let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
        let stream = tls_by(config, address, &[b"h2"], "localhost").await.unwrap();
        Self::over(port, stream).await
    }

    async fn over(port: u16, stream: TlsStream<TcpStream>) -> Self {
        let (sender, connection) =
            handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self { port, sender }
    }

    pub async fn send(&mut self, push: Push) -> Answer {
        self.try_send(push).await.unwrap()
    }

    pub async fn try_send(&mut self, push: Push) -> Result<Answer, hyper::Error> {
        let mut request = Request::new(Full::new(Bytes::from(push.body)));
        *request.method_mut() = push.method;
        *request.uri_mut() =
            format!("https://localhost:{}{}", self.port, push.path).parse().unwrap();
        for (name, value) in push.headers {
            request.headers_mut().append(
                HeaderName::from_bytes(name.as_bytes()).unwrap(),
                HeaderValue::from_bytes(&value).unwrap(),
            );
        }
        let response = self.sender.send_request(request).await?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    }

    pub fn sender(&self) -> Self {
        Self { port: self.port, sender: self.sender.clone() }
    }
}

/// One push on a connection of its own.
pub async fn send(running: &Running, push: Push) -> Answer {
    Client::connect(running).await.send(push).await
}

/// A TLS connection that trusts the simulator's certificate and nothing else.
pub async fn tls(
    address: IpAddr,
    port: u16,
    certificate_pem: &str,
    protocols: &[&[u8]],
    name: &str,
) -> std::io::Result<TlsStream<TcpStream>> {
    tls_trusting(roots(certificate_pem), SocketAddr::new(address, port), protocols, name).await
}

fn roots(pem: &str) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
    roots
}

fn trusting(roots: RootCertStore) -> ConfigBuilder<ClientConfig, WantsClientCert> {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
}

pub async fn tls_trusting(
    roots: RootCertStore,
    address: SocketAddr,
    protocols: &[&[u8]],
    name: &str,
) -> std::io::Result<TlsStream<TcpStream>> {
    tls_by(trusting(roots).with_no_client_auth(), address, protocols, name).await
}

async fn tls_by(
    mut config: ClientConfig,
    address: SocketAddr,
    protocols: &[&[u8]],
    name: &str,
) -> std::io::Result<TlsStream<TcpStream>> {
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from(name.to_owned()).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}
