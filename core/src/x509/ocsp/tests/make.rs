//! Certificates and answers made with throw-away keys, and whatever is wrong with them.

use alloc::string::String;
use alloc::vec::Vec;
use alloc::{format, vec};

use std::sync::OnceLock;

use p256::ecdsa::signature::hazmat::PrehashSigner;

use crate::crypto::{Curve, Hash, PublicKey};
use crate::time::Timestamp;
use crate::x509::Certificate;
use crate::x509::ocsp::{CertIdHash, Request};

pub(super) const OCSP_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 9];
pub(super) const ANY_PURPOSE: &[u8] = &[0x55, 0x1d, 0x25, 0];
pub(super) const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
pub(super) const SHA1: &[u8] = &[0x2b, 0x0e, 3, 2, 0x1a];
pub(super) const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
pub(super) const ECDSA_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
pub(super) const ECDSA_SHA384: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3];
pub(super) const BASIC: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1];
pub(super) const NONCE: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 2];
const NO_CHECK: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 5];
const AIA: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
const ACCESS_OCSP: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1];
pub(super) const GOOD: &[u8] = &[0x80, 0];
pub(super) const UNKNOWN: &[u8] = &[0x82, 0];

/// 2026-01-15T12:00:00Z
pub(super) const NOW: Timestamp = Timestamp::from_millis(1_768_478_400_000);

pub(super) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = vec![tag];
    let bytes: Vec<u8> =
        content.len().to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    match content.len() {
        short @ 0..=0x7f => der.push(u8::try_from(short).unwrap()),
        _ => {
            der.push(0x80 | u8::try_from(bytes.len()).unwrap());
            der.extend(bytes);
        }
    }
    der.extend_from_slice(content);
    der
}

pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(0x30, &parts.concat())
}

pub(super) fn oid(bytes: &[u8]) -> Vec<u8> {
    element(6, bytes)
}

pub(super) fn algorithm(bytes: &[u8]) -> Vec<u8> {
    sequence(&[&oid(bytes)])
}

pub(super) fn time(text: &str) -> Vec<u8> {
    element(0x18, text.as_bytes())
}

pub(super) fn name(common_name: &str) -> Vec<u8> {
    let pair = sequence(&[&oid(&[0x55, 4, 3]), &element(0x0c, common_name.as_bytes())]);
    sequence(&[&element(0x31, &pair)])
}

pub(super) fn extension(kind: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let critical: &[u8] = if critical { &[1, 1, 0xff] } else { &[] };
    sequence(&[&oid(kind), critical, &element(4, value)])
}

pub(super) fn purposes(critical: bool, purposes: &[&[u8]]) -> Vec<u8> {
    let list: Vec<u8> = purposes.iter().flat_map(|purpose| oid(purpose)).collect();
    extension(&[0x55, 0x1d, 0x25], critical, &element(0x30, &list))
}

pub(super) fn locations(urls: &[&[u8]]) -> Vec<u8> {
    let list: Vec<u8> =
        urls.iter().flat_map(|url| sequence(&[&oid(ACCESS_OCSP), &element(0x86, url)])).collect();
    extension(AIA, false, &element(0x30, &list))
}

pub(super) fn no_check() -> Vec<u8> {
    extension(NO_CHECK, false, &[5, 0])
}

pub(super) fn key_usage(bits: u8) -> Vec<u8> {
    extension(&[0x55, 0x1d, 0x0f], true, &[3, 2, 0, bits])
}

pub(super) fn authority() -> Vec<u8> {
    extension(&[0x55, 0x1d, 0x13], true, &sequence(&[&[1, 1, 0xff]]))
}

#[derive(Clone)]
pub(super) enum Key {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

impl Key {
    pub(super) fn p256(label: &str) -> Self {
        let scalar = Hash::Sha256.digest(format!("waxwing test key: {label}").as_bytes());
        Self::P256(p256::ecdsa::SigningKey::from_slice(&scalar).unwrap())
    }

    pub(super) fn p384(label: &str) -> Self {
        let scalar = Hash::Sha384.digest(format!("waxwing test key: {label}").as_bytes());
        Self::P384(p384::ecdsa::SigningKey::from_slice(&scalar).unwrap())
    }

    pub(super) fn public(&self) -> PublicKey {
        match self {
            Self::P256(key) => PublicKey::from_uncompressed(
                Curve::P256,
                key.verifying_key().to_sec1_point(false).as_bytes(),
            ),
            Self::P384(key) => PublicKey::from_uncompressed(
                Curve::P384,
                key.verifying_key().to_sec1_point(false).as_bytes(),
            ),
        }
        .unwrap()
    }

    pub(super) fn sign(&self, hash: Hash, message: &[u8]) -> Vec<u8> {
        let digest = hash.digest(message);
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(&digest).unwrap();
                signature.to_der().as_bytes().to_vec()
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign_prehash(&digest).unwrap();
                signature.to_der().as_bytes().to_vec()
            }
        }
    }

    /// The private key as OpenSSL reads it (RFC 5915).
    pub(super) fn to_sec1(&self) -> Vec<u8> {
        let (scalar, curve): (Vec<u8>, &[u8]) = match self {
            Self::P256(key) => (key.to_bytes().to_vec(), &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]),
            Self::P384(key) => (key.to_bytes().to_vec(), &[0x2b, 0x81, 4, 0, 0x22]),
        };
        sequence(&[&[2, 1, 1], &element(4, &scalar), &element(0xa0, &oid(curve))])
    }
}

fn signed(tbs: &[u8], key: &Key, hash: Hash) -> (Vec<u8>, Vec<u8>) {
    let kind = if hash == Hash::Sha256 { ECDSA_SHA256 } else { ECDSA_SHA384 };
    (algorithm(kind), element(3, &[&[0], &key.sign(hash, tbs)[..]].concat()))
}

/// A certificate to be made.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) issuer: &'static str,
    pub(super) issuer_key: Key,
    pub(super) subject: &'static str,
    pub(super) key: Key,
    pub(super) serial: Vec<u8>,
    pub(super) dates: [&'static str; 2],
    pub(super) extensions: Vec<Vec<u8>>,
}

impl Draft {
    pub(super) fn to_der(&self) -> Vec<u8> {
        let algorithm = algorithm(ECDSA_SHA384);
        let dates: Vec<u8> =
            self.dates.iter().flat_map(|date| element(0x17, date.as_bytes())).collect();
        let mut parts = vec![
            vec![0xa0, 3, 2, 1, 2],
            element(2, &self.serial),
            algorithm.clone(),
            name(self.issuer),
            element(0x30, &dates),
            name(self.subject),
            self.key.public().to_spki_der(),
        ];
        if !self.extensions.is_empty() {
            parts.push(element(0xa3, &element(0x30, &self.extensions.concat())));
        }
        let tbs = element(0x30, &parts.concat());
        let (algorithm, signature) = signed(&tbs, &self.issuer_key, Hash::Sha384);
        sequence(&[&tbs, &algorithm, &signature])
    }

    pub(super) fn read(&self) -> Certificate {
        Certificate::from_der(&self.to_der(), "test certificate").unwrap()
    }
}

const DATES: [&str; 2] = ["250101000000Z", "350101000000Z"];
pub(super) const URL: &[u8] = b"http://ocsp.example.com/ca";

pub(super) fn root() -> Draft {
    Draft {
        issuer: "Test Root",
        issuer_key: Key::p384("root"),
        subject: "Test Root",
        key: Key::p384("root"),
        serial: vec![1],
        dates: DATES,
        extensions: vec![authority(), key_usage(0x06)],
    }
}

pub(super) fn issuer() -> Draft {
    Draft { subject: "Test CA", key: Key::p384("ca"), serial: vec![2], ..root() }
}

pub(super) fn leaf() -> Draft {
    Draft {
        issuer: "Test CA",
        issuer_key: Key::p384("ca"),
        subject: "Test Leaf",
        key: Key::p256("leaf"),
        serial: vec![0x00, 0x98, 0xd9, 0xe5],
        dates: DATES,
        extensions: vec![key_usage(0x80), locations(&[URL])],
    }
}

pub(super) fn responder() -> Draft {
    Draft {
        subject: "Test Responder",
        key: Key::p256("responder"),
        serial: vec![7],
        extensions: vec![key_usage(0x80), purposes(false, &[OCSP_SIGNING]), no_check()],
        ..leaf()
    }
}

/// Made once: signing takes its time in tests.
pub(super) fn request() -> Request {
    static MADE: OnceLock<Request> = OnceLock::new();
    MADE.get_or_init(|| Request::new(&leaf().read(), &issuer().read()).unwrap()).clone()
}

pub(super) fn by_name(common_name: &str) -> Vec<u8> {
    element(0xa1, &name(common_name))
}

pub(super) fn by_key(key: &Key) -> Vec<u8> {
    let hash = CertIdHash::Sha1.digest(&key.public().to_uncompressed());
    element(0xa2, &element(4, &hash))
}

/// One certificate's status, to be made.
#[derive(Clone)]
pub(super) struct EntryDraft {
    pub(super) algorithm: Vec<u8>,
    pub(super) name_hash: Vec<u8>,
    pub(super) key_hash: Vec<u8>,
    pub(super) serial: Vec<u8>,
    pub(super) says: Vec<u8>,
    pub(super) this_update: String,
    pub(super) next_update: Option<String>,
    pub(super) extensions: Vec<Vec<u8>>,
}

impl EntryDraft {
    pub(super) fn says(says: &[u8]) -> Self {
        Self::hashed(CertIdHash::Sha1, SHA1, says)
    }

    pub(super) fn hashed(hash: CertIdHash, kind: &[u8], says: &[u8]) -> Self {
        Self {
            algorithm: algorithm(kind),
            name_hash: hash.digest(&name("Test CA")),
            key_hash: hash.digest(&Key::p384("ca").public().to_uncompressed()),
            serial: leaf().serial,
            says: says.to_vec(),
            this_update: "20260115110000Z".into(),
            next_update: Some("20260116110000Z".into()),
            extensions: Vec::new(),
        }
    }

    fn to_der(&self) -> Vec<u8> {
        let next = self.next_update.as_ref().map(|text| element(0xa0, &time(text)));
        let extensions = (!self.extensions.is_empty())
            .then(|| element(0xa1, &element(0x30, &self.extensions.concat())));
        sequence(&[
            &sequence(&[
                &self.algorithm,
                &element(4, &self.name_hash),
                &element(4, &self.key_hash),
                &element(2, &self.serial),
            ]),
            &self.says,
            &time(&self.this_update),
            &next.unwrap_or_default(),
            &extensions.unwrap_or_default(),
        ])
    }
}

pub(super) fn revoked(since: &str, reason: Option<u8>) -> Vec<u8> {
    let reason = reason.map(|number| element(0xa0, &[0x0a, 1, number]));
    element(0xa1, &[time(since), reason.unwrap_or_default()].concat())
}

/// An answer to be made.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) version: Vec<u8>,
    pub(super) responder: Vec<u8>,
    pub(super) produced_at: String,
    pub(super) entries: Vec<EntryDraft>,
    pub(super) extensions: Vec<Vec<u8>>,
    pub(super) signer: Key,
    pub(super) hash: Hash,
    /// Instead of the one that was signed with.
    pub(super) algorithm: Option<Vec<u8>>,
    pub(super) certificates: Vec<Vec<u8>>,
}

impl Answer {
    /// Signed by the issuer itself.
    pub(super) fn direct(says: &[u8]) -> Self {
        Self {
            version: Vec::new(),
            responder: by_name("Test CA"),
            produced_at: "20260115110000Z".into(),
            entries: vec![EntryDraft::says(says)],
            extensions: Vec::new(),
            signer: Key::p384("ca"),
            hash: Hash::Sha384,
            algorithm: None,
            certificates: Vec::new(),
        }
    }

    /// Signed by a responder that brings its certificate.
    pub(super) fn delegated(says: &[u8], responder: &Draft) -> Self {
        Self {
            responder: by_name(responder.subject),
            signer: responder.key.clone(),
            hash: Hash::Sha256,
            certificates: vec![responder.to_der()],
            ..Self::direct(says)
        }
    }

    pub(super) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub(super) fn with_entry(self, change: impl FnOnce(&mut EntryDraft)) -> Self {
        self.with(|answer| change(&mut answer.entries[0]))
    }

    /// BasicOCSPResponse
    pub(super) fn basic(&self) -> Vec<u8> {
        let entries: Vec<u8> = self.entries.iter().flat_map(EntryDraft::to_der).collect();
        let extensions = (!self.extensions.is_empty())
            .then(|| element(0xa1, &element(0x30, &self.extensions.concat())));
        let tbs = sequence(&[
            &self.version,
            &self.responder,
            &time(&self.produced_at),
            &element(0x30, &entries),
            &extensions.unwrap_or_default(),
        ]);
        let (algorithm, signature) = signed(&tbs, &self.signer, self.hash);
        let certificates = (!self.certificates.is_empty())
            .then(|| element(0xa0, &element(0x30, &self.certificates.concat())));
        sequence(&[
            &tbs,
            self.algorithm.as_ref().unwrap_or(&algorithm),
            &signature,
            &certificates.unwrap_or_default(),
        ])
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        wrapped(BASIC, &self.basic())
    }
}

/// OCSPResponse around an answer of a type.
pub(super) fn wrapped(kind: &[u8], answer: &[u8]) -> Vec<u8> {
    let bytes = sequence(&[&oid(kind), &element(4, answer)]);
    sequence(&[&[0x0a, 1, 0], &element(0xa0, &bytes)])
}
