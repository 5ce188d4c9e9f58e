//! The certificate of the simulator, made anew at each start.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::danger::ClientCertVerifier;

use crate::error::SetUpError;

/// What the server certificate is for.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Apple's own clients refuse certificates of more than 825 days; a simulator does not run for a month.
const VALID_DAYS: u32 = 30;

/// The TLS side of the simulator.
pub(crate) struct Identity {
    /// The root that clients must trust, in PEM.
    pub(crate) trusted_pem: String,
    pub(crate) tls: Arc<ServerConfig>,
}

impl Identity {
    /// Makes a root and a server certificate under it. The root's private key is dropped here, so that nothing else can
    /// ever be signed for those who trust it.
    pub(crate) fn make(clients: Option<Arc<dyn ClientCertVerifier>>) -> Result<Self, SetUpError> {
        let wrong =
            |error: rcgen::Error| SetUpError::new(format!("no certificate could be made: {error}"));
        let root_key = KeyPair::generate().map_err(wrong)?;
        let root = root_params().map_err(wrong)?;
        let root_certificate = root.self_signed(&root_key).map_err(wrong)?;
        let issuer = Issuer::new(root, root_key);
        let key = KeyPair::generate().map_err(wrong)?;
        let certificate =
            server_params().and_then(|params| params.signed_by(&key, &issuer)).map_err(wrong)?;

        let private_key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let mut tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| {
                match clients {
                    Some(verifier) => config.with_client_cert_verifier(verifier),
                    None => config.with_no_client_auth(),
                }
                .with_single_cert(vec![certificate.der().clone()], private_key)
            })
            .map_err(|error| SetUpError::new(format!("TLS could not be set up: {error}")))?;
        tls.alpn_protocols = vec![b"h2".to_vec()];
        Ok(Self { trusted_pem: root_certificate.pem(), tls: Arc::new(tls) })
    }
}

fn root_params() -> Result<CertificateParams, rcgen::Error> {
    let mut params = params("APNs simulator root, this run only", Vec::new())?;
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

fn server_params() -> Result<CertificateParams, rcgen::Error> {
    let mut params = params("APNs simulator", NAMES.map(str::to_owned).to_vec())?;
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

/// Valid from yesterday by the machine's clock: the clients judge by theirs, whatever the simulator is told the time is.
fn params(common_name: &str, names: Vec<String>) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    let now = SystemTime::now();
    params.not_before = (now - DAY).into();
    params.not_after = (now + DAY * VALID_DAYS).into();
    Ok(params)
}
