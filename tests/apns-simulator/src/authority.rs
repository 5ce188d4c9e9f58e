//! A certificate authority for tests and demos: it plays Apple's part of issuing push certificates.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CustomExtension, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
    PKCS_ECDSA_P384_SHA384, PKCS_RSA_SHA256, PublicKeyData, SignatureAlgorithm, date_time_ymd,
};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateSigningRequestDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;

use crate::der::{self, Elements};
use crate::error::SetUpError;
use crate::key::Environment;

const DAY_SECONDS: u64 = 24 * 60 * 60;
/// Apple issues push certificates for about 13 months.
const VALID_DAYS: u64 = 395;

/// 0.9.2342.19200300.100.1.1 and 1.2.840.113635.100.6.3, in numbers.
const UID: [u64; 7] = [0, 9, 2342, 19_200_300, 100, 1, 1];
const PUSH_EXTENSIONS: [u64; 7] = [1, 2, 840, 113_635, 100, 6, 3];
const SANDBOX: u64 = 1;
const PRODUCTION: u64 = 2;
const TOPICS: u64 = 6;
const NULL: [u8; 2] = [5, 0];

/// The algorithms that public keys of requests may have: their identifiers in a public key (RFC 5480, RFC 3279), and how the
/// key is written into a certificate.
const KEYS: [(&[u8], &SignatureAlgorithm); 3] = [
    (
        b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07",
        &PKCS_ECDSA_P256_SHA256,
    ),
    (b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22", &PKCS_ECDSA_P384_SHA384),
    (b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00", &PKCS_RSA_SHA256),
];

/// What a client certificate is to say.
///
/// ```
/// use apns_simulator::{Environment, Grant};
///
/// let sandbox_only = Grant::new("com.example.app")
///     .topic("com.example.app.voip", "voip")
///     .environment(Environment::Sandbox);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Grant {
    default_topic: String,
    topics: Vec<(String, String)>,
    environments: Vec<Environment>,
    nowhere: bool,
    team_id: String,
    common_name: Option<String>,
    valid: Option<(u64, u64)>,
}

impl Grant {
    /// A certificate for this topic alone, in both environments, from yesterday on for 13 months.
    pub fn new(default_topic: &str) -> Self {
        Self {
            default_topic: default_topic.to_owned(),
            topics: Vec::new(),
            environments: Vec::new(),
            nowhere: false,
            team_id: "DEF123GHIJ".to_owned(),
            common_name: None,
            valid: None,
        }
    }

    /// With one topic more, and the word for what it is: `voip`, `complication`. Repeatable.
    pub fn topic(mut self, topic: &str, kind: &str) -> Self {
        self.topics.push((topic.to_owned(), kind.to_owned()));
        self
    }

    /// For this environment only, or for those of several calls.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environments.push(environment);
        self
    }

    /// For no environment at all, which is not a push certificate.
    pub fn nowhere(mut self) -> Self {
        self.nowhere = true;
        self
    }

    /// Of this team; otherwise of `DEF123GHIJ`.
    pub fn team_id(mut self, team_id: &str) -> Self {
        team_id.clone_into(&mut self.team_id);
        self
    }

    /// Under this common name; otherwise the one that Apple's certificates of this kind have.
    pub fn common_name(mut self, common_name: &str) -> Self {
        self.common_name = Some(common_name.to_owned());
        self
    }

    /// Valid from and until these times in seconds since 1970, both included.
    pub fn valid(mut self, from: u64, until: u64) -> Self {
        self.valid = Some((from, until));
        self
    }

    fn is_for(&self, environment: Environment) -> bool {
        !self.nowhere && (self.environments.is_empty() || self.environments.contains(&environment))
    }

    fn name(&self) -> String {
        let is_for = |environment| self.is_for(environment);
        let family = match (is_for(Environment::Sandbox), is_for(Environment::Production)) {
            (true, false) => "Apple Development IOS Push Services",
            (false, true) => "Apple Production IOS Push Services",
            _ => "Apple Push Services",
        };
        let usual = || format!("{family}: {}", self.default_topic);
        self.common_name.clone().unwrap_or_else(usual)
    }

    fn params(&self) -> Result<CertificateParams, rcgen::Error> {
        let mut params = CertificateParams::new(Vec::new())?;
        let mut subject = DistinguishedName::new();
        subject.push(DnType::CustomDnType(UID.to_vec()), self.default_topic.as_str());
        subject.push(DnType::CommonName, self.name());
        subject.push(DnType::OrganizationalUnitName, self.team_id.as_str());
        subject.push(DnType::OrganizationName, "Example Inc.");
        subject.push(DnType::CountryName, "US");
        params.distinguished_name = subject;
        let yesterday =
            UNIX_EPOCH.elapsed().map_or(0, |now| now.as_secs()).saturating_sub(DAY_SECONDS);
        let (from, until) = self
            .valid
            .unwrap_or_else(|| (yesterday, yesterday.saturating_add(VALID_DAYS * DAY_SECONDS)));
        params.not_before = at(from).into();
        params.not_after = at(until).into();
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        params.use_authority_key_identifier_extension = true;
        params.custom_extensions = self.extensions();
        Ok(params)
    }

    fn extensions(&self) -> Vec<CustomExtension> {
        let extension = |tail: u64, content: Vec<u8>| {
            let id: Vec<u64> = PUSH_EXTENSIONS.into_iter().chain([tail]).collect();
            CustomExtension::from_oid_content(&id, content)
        };
        let mut extensions = Vec::new();
        for (environment, tail) in
            [(Environment::Sandbox, SANDBOX), (Environment::Production, PRODUCTION)]
        {
            if self.is_for(environment) {
                extensions.push(extension(tail, NULL.to_vec()));
            }
        }
        if !self.topics.is_empty() {
            let text = |text: &str| der::write(der::UTF8_STRING, text.as_bytes());
            let mut list = Vec::new();
            let default_topic = (self.default_topic.clone(), "app".to_owned());
            for (topic, kind) in std::iter::once(&default_topic).chain(&self.topics) {
                list.extend(text(topic));
                list.extend(der::write(der::SEQUENCE, &text(kind)));
            }
            extensions.push(extension(TOPICS, der::write(der::SEQUENCE, &list)));
        }
        extensions
    }
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).unwrap_or(UNIX_EPOCH)
}

/// A certificate authority that is made at start and gone at the end. Never use it for anything real.
///
/// ```
/// use apns_simulator::{Grant, Simulator, ThrowAwayAuthority};
///
/// let authority = ThrowAwayAuthority::new()?;
/// let (cer, key_pem) = authority.issue_with_key(&Grant::new("com.example.app"))?;   // for the client
/// let apns = Simulator::builder().client_authority(authority.pem().as_bytes())?;
/// # Ok::<(), apns_simulator::SetUpError>(())
/// ```
pub struct ThrowAwayAuthority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl ThrowAwayAuthority {
    /// Makes a new key and a root certificate for it.
    ///
    /// # Errors
    ///
    /// If the machine gives no randomness.
    pub fn new() -> Result<Self, SetUpError> {
        let key = KeyPair::generate().map_err(wrong)?;
        let mut params = CertificateParams::new(Vec::new()).map_err(wrong)?;
        params.distinguished_name = DistinguishedName::new();
        params
            .distinguished_name
            .push(DnType::CommonName, "APNs simulator, throw-away authority for clients");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(2099, 1, 1);
        let certificate = params.self_signed(&key).map_err(wrong)?;
        Ok(Self { certificate, issuer: Issuer::new(params, key) })
    }

    /// Its certificate, for the simulator to know its clients by.
    #[must_use]
    pub fn pem(&self) -> String {
        self.certificate.pem()
    }

    /// The same as DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        self.certificate.der()
    }

    /// Issues a certificate, as a `.cer` file, for the key of a certificate signing request (PEM or DER). As with Apple's
    /// portal, the subject of the request counts for nothing.
    ///
    /// # Errors
    ///
    /// If the request cannot be read, its signature does not verify, or its key is neither RSA nor on P-256 or P-384.
    pub fn issue(&self, grant: &Grant, request: &[u8]) -> Result<Vec<u8>, SetUpError> {
        let key = RequestKey::read(request)
            .map_err(|why| SetUpError::new(format!("the certificate signing request {why}")))?;
        self.sign(grant, &key)
    }

    /// Makes a P-256 key and issues a certificate for it: the `.cer` file and the key as PEM.
    ///
    /// # Errors
    ///
    /// If the machine gives no randomness.
    pub fn issue_with_key(&self, grant: &Grant) -> Result<(Vec<u8>, String), SetUpError> {
        let key = KeyPair::generate().map_err(wrong)?;
        Ok((self.sign(grant, &key)?, key.serialize_pem()))
    }

    fn sign(&self, grant: &Grant, key: &impl PublicKeyData) -> Result<Vec<u8>, SetUpError> {
        let certificate =
            grant.params().and_then(|it| it.signed_by(key, &self.issuer)).map_err(wrong)?;
        Ok(certificate.der().to_vec())
    }
}

impl fmt::Debug for ThrowAwayAuthority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ThrowAwayAuthority").finish_non_exhaustive()
    }
}

fn wrong(error: rcgen::Error) -> SetUpError {
    SetUpError::new(format!("no certificate could be made: {error}"))
}

/// The public key of a request whose signature verifies.
struct RequestKey {
    bits: Vec<u8>,
    algorithm: &'static SignatureAlgorithm,
}

impl PublicKeyData for RequestKey {
    fn der_bytes(&self) -> &[u8] {
        &self.bits
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.algorithm
    }
}

impl RequestKey {
    /// Reads PKCS#10 (RFC 2986 section 4).
    fn read(file: &[u8]) -> Result<Self, &'static str> {
        let pem = CertificateSigningRequestDer::from_pem_slice(file).map(|it| it.to_vec());
        let der = pem.as_deref().unwrap_or(file);
        let parts = Parts::read(der).ok_or("cannot be read")?;
        let known = ring::default_provider().signature_verification_algorithms;
        let is_signed = known.all.iter().any(|by| {
            *by.public_key_alg_id() == *parts.key_algorithm
                && *by.signature_alg_id() == *parts.signed_by
                && by.verify_signature(parts.key, parts.signed, parts.signature).is_ok()
        });
        let algorithm = KEYS.iter().find(|(id, _)| *id == parts.key_algorithm);
        let (_, algorithm) =
            algorithm.ok_or("has a key that is neither RSA nor on P-256 or P-384")?;
        if !is_signed {
            return Err("has a signature that does not verify");
        }
        Ok(Self { bits: parts.key.to_vec(), algorithm })
    }
}

/// The parts of a request that count here.
struct Parts<'a> {
    signed: &'a [u8],
    key_algorithm: &'a [u8],
    key: &'a [u8],
    signed_by: &'a [u8],
    signature: &'a [u8],
}

impl<'a> Parts<'a> {
    fn read(der: &'a [u8]) -> Option<Self> {
        let mut request = Elements::new(der).enter(der::SEQUENCE)?;
        let signed = request.next().filter(|it| it.tag == der::SEQUENCE)?;
        let mut info = Elements::new(signed.content);
        // Version and subject.
        info.next()?;
        info.next()?;
        let mut public = info.enter(der::SEQUENCE)?;
        Some(Self {
            signed: signed.whole,
            key_algorithm: public.expect(der::SEQUENCE)?,
            key: bits(&mut public)?,
            signed_by: request.expect(der::SEQUENCE)?,
            signature: bits(&mut request)?,
        })
    }
}

/// A bit string of whole bytes.
fn bits<'a>(elements: &mut Elements<'a>) -> Option<&'a [u8]> {
    elements.expect(der::BIT_STRING)?.strip_prefix(&[0])
}
