//! TLS with client certificates: asked for, not insisted on, and judged by the simulator's own clock.

use std::sync::Arc;
use std::time::Duration;

use tokio_rustls::rustls::client::danger::HandshakeSignatureValid;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, UnixTime};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use tokio_rustls::rustls::{
    DigitallySignedStruct, DistinguishedName, Error, RootCertStore, SignatureScheme,
};

use crate::clock::ServiceClock;
use crate::error::SetUpError;

/// Reads certificates of authorities: PEM with any number of them, or one as DER.
pub(crate) fn authorities(file: &[u8]) -> Result<Vec<CertificateDer<'static>>, SetUpError> {
    let pem: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(file).collect();
    let pem = pem.map_err(|wrong| SetUpError::new(format!("no PEM certificates: {wrong}")))?;
    if !pem.is_empty() {
        return Ok(pem);
    }
    match file.first() {
        Some(&crate::der::SEQUENCE) => Ok(vec![CertificateDer::from(file.to_vec())]),
        _ => Err(SetUpError::new("there is no certificate in it")),
    }
}

/// Whoever shows a certificate must show one that the authorities have issued for clients, and that is valid now.
#[derive(Debug)]
pub(crate) struct ByItsOwnClock {
    verifier: Arc<dyn ClientCertVerifier>,
    clock: Arc<ServiceClock>,
}

impl ByItsOwnClock {
    pub(crate) fn new(
        authorities: Vec<CertificateDer<'static>>,
        clock: Arc<ServiceClock>,
    ) -> Result<Self, SetUpError> {
        let wrong = |why: String| {
            SetUpError::new(format!("no client could be known by these authorities: {why}"))
        };
        let mut roots = RootCertStore::empty();
        for authority in authorities {
            roots.add(authority).map_err(|why| wrong(why.to_string()))?;
        }
        let provider = Arc::new(ring::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
            .allow_unauthenticated()
            // Some clients keep a certificate back when its issuer is not named. Here they are to be told.
            .clear_root_hint_subjects()
            .build()
            .map_err(|why| wrong(why.to_string()))?;
        Ok(Self { verifier, clock })
    }
}

impl ClientCertVerifier for ByItsOwnClock {
    fn client_auth_mandatory(&self) -> bool {
        self.verifier.client_auth_mandatory()
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.verifier.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _machines: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let seconds = u64::try_from(self.clock.now_ms().div_euclid(1000)).unwrap_or_default();
        let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        self.verifier.verify_client_cert(end_entity, intermediates, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}
