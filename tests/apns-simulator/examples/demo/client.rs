//! An ordinary HTTP/2 client: hyper over rustls. It takes waxwing's requests as they are.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use apns_simulator::Running;
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use waxwing::apns::Reply;

use super::Failure;

/// The server is on this machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// One connection.
pub(crate) struct Client(SendRequest<Full<Bytes>>);

impl Client {
    /// Connects to the simulator and trusts its certificate, no other.
    pub(crate) async fn connect(apns: &Running) -> Result<Self, Failure> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(apns.certificate_pem.as_bytes())?)?;
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec()];
        timeout(PATIENCE, async {
            let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, apns.port)).await?;
            let name = ServerName::try_from("localhost")?;
            let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
            let (sender, connection) =
                handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
            tokio::spawn(connection);
            Ok(Self(sender))
        })
        .await?
    }

    /// Sends a request and hands the reply to waxwing.
    pub(crate) async fn send(&mut self, request: Request<Bytes>) -> Result<Reply, Failure> {
        timeout(PATIENCE, async {
            let (head, body) = self.0.send_request(request.map(Full::new)).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok(Reply::parse(head.status.as_u16(), &head.headers, &body))
        })
        .await?
    }
}
