//! OCSP answers in which every part can be replaced by other bytes, and the requests they answer
//! (RFC 6960).

use sha2::{Digest, Sha256};

use crate::cert::{self, Cert, Extension};
use crate::chain::{Authority, INTERMEDIATE_NAME, LEAF_VALIDITY, ROOT_NAME};
use crate::der;
use crate::key::{Hash, Key};
use crate::time::generalized;

pub(crate) const SHA1: &str = "1.3.14.3.2.26";
pub(crate) const SHA256: &str = "2.16.840.1.101.3.4.2.1";
pub(crate) const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";
pub(crate) const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
pub(crate) const ANY_PURPOSE: &str = "2.5.29.37.0";
pub(crate) const NONCE: &str = "1.3.6.1.5.5.7.48.1.2";
const BASIC: &str = "1.3.6.1.5.5.7.48.1.1";
const NO_CHECK: &str = "1.3.6.1.5.5.7.48.1.5";
const ACCESS_OCSP: &str = "1.3.6.1.5.5.7.48.1";
const AUTHORITY_INFORMATION_ACCESS: &str = "1.3.6.1.5.5.7.1.1";
const EXTENDED_KEY_USAGE: &str = "2.5.29.37";

pub(crate) const LEAF_URL: &str = "http://ocsp.apple.com/ocsp03-test-leaf";
pub(crate) const INTERMEDIATE_URL: &str = "http://ocsp.apple.com/ocsp03-test-ca";

/// An hour before the usual time of check, and 23 hours after it.
pub(crate) const THIS_UPDATE: &str = "20260531230000Z";
pub(crate) const NEXT_UPDATE: &str = "20260601230000Z";

/// CertStatus
pub(crate) const GOOD: &[u8] = &[0x80, 0];
pub(crate) const UNKNOWN: &[u8] = &[0x82, 0];

pub(crate) fn revoked(since: &str, reason: Option<u8>) -> Vec<u8> {
    let reason = reason.map(|number| der::explicit(0, &der::element(0x0a, &[number])));
    der::explicit(1, &[generalized(since), reason.unwrap_or_default()].concat())
}

/// The mock authority with certificates that name a responder.
pub(crate) fn authority() -> Authority {
    named(Authority::mock(), LEAF_URL)
}

/// Its leaf of the generation before.
pub(crate) fn earlier_authority() -> Authority {
    named(Authority::mock_earlier(), LEAF_URL)
}

pub(crate) fn named(mut authority: Authority, leaf_url: &str) -> Authority {
    authority.leaf.put(locations(&[leaf_url.as_bytes()]));
    authority.intermediate.put(locations(&[INTERMEDIATE_URL.as_bytes()]));
    authority
}

/// Where responders are (RFC 5280 section 4.2.2.1).
pub(crate) fn locations(urls: &[&[u8]]) -> Extension {
    let list: Vec<u8> = urls
        .iter()
        .flat_map(|url| der::sequence(&[&der::oid(ACCESS_OCSP), &der::element(0x86, url)]))
        .collect();
    cert::extension(AUTHORITY_INFORMATION_ACCESS, false, &der::sequence(&[&list]))
}

pub(crate) fn purposes(purposes: &[&str]) -> Extension {
    let list: Vec<u8> = purposes.iter().flat_map(|purpose| der::oid(purpose)).collect();
    cert::extension(EXTENDED_KEY_USAGE, false, &der::sequence(&[&list]))
}

/// A certificate that may be asked about, with its issuer.
#[derive(Clone)]
pub(crate) struct Subject {
    pub(crate) issuer_name: Vec<u8>,
    pub(crate) issuer_key: Key,
    /// The contents of the INTEGER.
    pub(crate) serial: Vec<u8>,
}

/// The leaf of an authority.
pub(crate) fn leaf_of(authority: &Authority) -> Subject {
    Subject {
        issuer_name: authority.leaf.issuer.clone(),
        issuer_key: authority.intermediate_key.clone(),
        serial: der::content(&authority.leaf.serial).to_vec(),
    }
}

/// The intermediate of an authority.
pub(crate) fn intermediate_of(authority: &Authority) -> Subject {
    Subject {
        issuer_name: authority.intermediate.issuer.clone(),
        issuer_key: authority.root_key.clone(),
        serial: der::content(&authority.intermediate.serial).to_vec(),
    }
}

/// OCSPRequest with one entry and nothing else (RFC 6960 section 4.1.1).
pub(crate) fn request(subject: &Subject) -> Vec<u8> {
    let mut cert_id = Entry::new(subject, GOOD);
    cert_id.algorithm = cert::algorithm_with_null(SHA1);
    let list = der::sequence(&[&der::sequence(&[&cert_id.cert_id()])]);
    der::sequence(&[&der::sequence(&[&list])])
}

/// The certificate of a responder that an authority's intermediate has named.
pub(crate) fn responder() -> Cert {
    responder_with_key(&responder_key())
}

pub(crate) fn responder_with_key(key: &Key) -> Cert {
    let issuer = cert::name(INTERMEDIATE_NAME);
    let mut made = Cert::new("77", &issuer, &cert::name(RESPONDER_NAME), LEAF_VALIDITY, key);
    made.put(cert::key_usage(cert::DIGITAL_SIGNATURE));
    made.put(purposes(&[OCSP_SIGNING]));
    made.put(cert::extension(NO_CHECK, false, &der::NULL));
    made
}

pub(crate) const RESPONDER_NAME: &str = "Test OCSP Responder";

pub(crate) fn responder_key() -> Key {
    Key::p256("ocsp responder")
}

/// ResponderID
pub(crate) fn by_name(common_name: &str) -> Vec<u8> {
    der::explicit(1, &cert::name(common_name))
}

pub(crate) fn by_key(key: &Key) -> Vec<u8> {
    by_hash(&sha1(&key.point()))
}

pub(crate) fn by_hash(hash: &[u8]) -> Vec<u8> {
    der::explicit(2, &der::octets(hash))
}

pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    sha1::Sha1::digest(bytes).to_vec()
}

/// SingleResponse before it is written.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) algorithm: Vec<u8>,
    pub(crate) name_hash: Vec<u8>,
    pub(crate) key_hash: Vec<u8>,
    pub(crate) serial: Vec<u8>,
    pub(crate) says: Vec<u8>,
    pub(crate) this_update: String,
    pub(crate) next_update: Option<String>,
    pub(crate) extensions: Vec<Extension>,
}

impl Entry {
    pub(crate) fn new(subject: &Subject, says: &[u8]) -> Self {
        Self {
            algorithm: cert::algorithm(SHA1),
            name_hash: sha1(&subject.issuer_name),
            key_hash: sha1(&subject.issuer_key.point()),
            serial: subject.serial.clone(),
            says: says.to_vec(),
            this_update: THIS_UPDATE.into(),
            next_update: Some(NEXT_UPDATE.into()),
            extensions: Vec::new(),
        }
    }

    /// Names the issuer by SHA-256.
    pub(crate) fn sha256(subject: &Subject, says: &[u8]) -> Self {
        let mut entry = Self::new(subject, says);
        entry.algorithm = cert::algorithm(SHA256);
        entry.name_hash = Sha256::digest(&subject.issuer_name).to_vec();
        entry.key_hash = Sha256::digest(subject.issuer_key.point()).to_vec();
        entry
    }

    fn cert_id(&self) -> Vec<u8> {
        der::sequence(&[
            &self.algorithm,
            &der::octets(&self.name_hash),
            &der::octets(&self.key_hash),
            &der::integer(&self.serial),
        ])
    }

    fn der(&self) -> Vec<u8> {
        let next = self.next_update.as_ref().map(|text| der::explicit(0, &generalized(text)));
        der::sequence(&[
            &self.cert_id(),
            &self.says,
            &generalized(&self.this_update),
            &next.unwrap_or_default(),
            &extensions(&self.extensions),
        ])
    }
}

/// `[1] EXPLICIT Extensions`, if there are any.
fn extensions(list: &[Extension]) -> Vec<u8> {
    if list.is_empty() {
        return Vec::new();
    }
    let list: Vec<u8> = list.iter().flat_map(|extension| extension.der().to_vec()).collect();
    der::explicit(1, &der::sequence(&[&list]))
}

/// BasicOCSPResponse before it is written.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) version: Vec<u8>,
    pub(crate) responder: Vec<u8>,
    pub(crate) produced_at: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) extensions: Vec<Extension>,
    pub(crate) signer: Key,
    pub(crate) hash: Hash,
    /// Stands in the place of the identifier of what was signed with, when there.
    pub(crate) algorithm: Option<Vec<u8>>,
    pub(crate) certificates: Vec<Vec<u8>>,
}

impl Answer {
    /// About a leaf, by the intermediate itself.
    pub(crate) fn about_leaf(says: &[u8]) -> Self {
        Self::direct(&leaf_of(&authority()), INTERMEDIATE_NAME, says)
    }

    /// About an intermediate, by the root itself.
    pub(crate) fn about_intermediate(says: &[u8]) -> Self {
        Self::direct(&intermediate_of(&authority()), ROOT_NAME, says)
    }

    pub(crate) fn direct(subject: &Subject, issuer: &str, says: &[u8]) -> Self {
        Self {
            version: Vec::new(),
            responder: by_name(issuer),
            produced_at: THIS_UPDATE.into(),
            entries: vec![Entry::new(subject, says)],
            extensions: Vec::new(),
            signer: subject.issuer_key.clone(),
            hash: Hash::Sha256,
            algorithm: None,
            certificates: Vec::new(),
        }
    }

    /// About a leaf, by a responder that brings its certificate, signed by the intermediate.
    pub(crate) fn delegated(says: &[u8], responder: &Cert) -> Self {
        let issuer = authority().intermediate_key;
        Self::by(says, responder_key(), responder.signed_by(&issuer))
            .with(|answer| answer.responder = der::explicit(1, &responder.subject))
    }

    /// About a leaf, signed by anybody who brings any certificate.
    pub(crate) fn by(says: &[u8], signer: Key, certificate: Vec<u8>) -> Self {
        Self::about_leaf(says).with(|answer| {
            answer.responder = by_name(RESPONDER_NAME);
            answer.signer = signer;
            answer.certificates = vec![certificate];
        })
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub(crate) fn with_entry(self, change: impl FnOnce(&mut Entry)) -> Self {
        self.with(|answer| change(&mut answer.entries[0]))
    }

    /// BasicOCSPResponse
    pub(crate) fn basic(&self) -> Vec<u8> {
        let entries: Vec<u8> = self.entries.iter().flat_map(Entry::der).collect();
        let tbs = der::sequence(&[
            &self.version,
            &self.responder,
            &generalized(&self.produced_at),
            &der::sequence(&[&entries]),
            &extensions(&self.extensions),
        ]);
        let signed_with = match self.hash {
            Hash::Sha256 => cert::ECDSA_SHA256,
            Hash::Sha384 => cert::ECDSA_SHA384,
        };
        let algorithm = self.algorithm.clone().unwrap_or_else(|| cert::algorithm(signed_with));
        let certificates = if self.certificates.is_empty() {
            Vec::new()
        } else {
            der::explicit(0, &der::sequence(&[&self.certificates.concat()]))
        };
        let signature = der::bits(&self.signer.sign(self.hash, &tbs).der());
        der::sequence(&[&tbs, &algorithm, &signature, &certificates])
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        wrapped(BASIC, &self.basic())
    }
}

/// OCSPResponse around an answer of a type.
pub(crate) fn wrapped(kind: &str, answer: &[u8]) -> Vec<u8> {
    let bytes = der::sequence(&[&der::oid(kind), &der::octets(answer)]);
    der::sequence(&[&der::element(0x0a, &[0]), &der::explicit(0, &bytes)])
}

/// OCSPResponse that is an error, or success without an answer.
pub(crate) fn status(number: u8) -> Vec<u8> {
    der::sequence(&[&der::element(0x0a, &[number])])
}
