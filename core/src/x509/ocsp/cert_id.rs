//! How OCSP names a certificate: hashes of its issuer's name and key, and its serial number.

use alloc::vec::Vec;

use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Reader, SliceReader, Tag, Tagged};
use sha1::Digest;

use super::request::{element, sequence_of};
use crate::crypto::Hash;
use crate::x509::read::{Context, Parse, identifier, sequence};
use crate::x509::{Certificate, oid};

/// The hash that names an issuer. It identifies and does not vouch, so SHA-1 is as good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CertIdHash {
    /// What every responder knows (RFC 5019 section 2.1.1).
    #[default]
    Sha1,
    /// What Apple's own Python and Node libraries ask with.
    Sha256,
    /// For answers that use it.
    Sha384,
}

impl CertIdHash {
    pub(super) fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => sha1::Sha1::digest(bytes).to_vec(),
            Self::Sha256 => Hash::Sha256.digest(bytes),
            Self::Sha384 => Hash::Sha384.digest(bytes),
        }
    }

    const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => oid::SHA1,
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
        }
    }

    fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        [Self::Sha1, Self::Sha256, Self::Sha384].into_iter().find(|hash| hash.oid() == oid)
    }
}

/// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }
/// (RFC 6960 section 4.1.1)
#[derive(Clone)]
pub(super) struct CertId {
    /// `None` for an algorithm that is not known: such a name matches nothing.
    hash: Option<CertIdHash>,
    name_hash: Vec<u8>,
    key_hash: Vec<u8>,
    /// The contents of the INTEGER, as received.
    serial: Vec<u8>,
}

impl CertId {
    pub(super) fn new(hash: CertIdHash, certificate: &Certificate, issuer: &Certificate) -> Self {
        Self {
            hash: Some(hash),
            name_hash: hash.digest(issuer.subject()),
            key_hash: hash.digest(&issuer.key().to_uncompressed()),
            serial: serial(certificate),
        }
    }

    pub(super) fn read(der: &[u8]) -> Parse<Self> {
        const WHAT: &str = "a certificate's name";
        let mut reader = sequence(der, WHAT)?;
        let mut algorithm = sequence(reader.tlv_bytes().context(WHAT)?, WHAT)?;
        let mut hash = CertIdHash::from_oid(identifier(&mut algorithm, WHAT)?);
        // RFC 5754 section 2: parameters are absent, or NULL as older writers have it.
        if !algorithm.is_finished() && algorithm.tlv_bytes().context(WHAT)? != [0x05, 0x00] {
            hash = None;
        }
        algorithm.finish().context(WHAT)?;
        let name_hash = octets(&mut reader, WHAT)?;
        let key_hash = octets(&mut reader, WHAT)?;
        let serial: AnyRef<'_> = reader.decode().context("a serial number")?;
        reader.finish().context(WHAT)?;
        if serial.tag() != Tag::Integer || serial.value().is_empty() {
            return Err("a serial number that is not an INTEGER".into());
        }
        Ok(Self { hash, name_hash, key_hash, serial: serial.value().to_vec() })
    }

    /// CertID as the request has it.
    pub(super) fn to_der(&self) -> Vec<u8> {
        let oid = self.hash.unwrap_or_default().oid();
        let algorithm = sequence_of(&[&element(0x06, oid.as_bytes()), &[0x05, 0x00]]);
        sequence_of(&[
            &algorithm,
            &element(0x04, &self.name_hash),
            &element(0x04, &self.key_hash),
            &element(0x02, &self.serial),
        ])
    }

    /// Whether this names `certificate` of `issuer`, byte for byte, under its own hash: a
    /// responder may answer with another than the one it was asked with.
    pub(super) fn names(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        let Some(hash) = self.hash else {
            return false;
        };
        self.serial == serial(certificate)
            && self.name_hash == hash.digest(issuer.subject())
            && self.key_hash == hash.digest(&issuer.key().to_uncompressed())
    }
}

/// The serial number as the contents of a DER INTEGER.
fn serial(certificate: &Certificate) -> Vec<u8> {
    let bytes = certificate.serial();
    let mut contents = Vec::with_capacity(bytes.len() + 1);
    if bytes.first().is_none_or(|first| first & 0x80 != 0) {
        contents.push(0);
    }
    contents.extend_from_slice(bytes);
    contents
}

pub(super) fn octets(reader: &mut SliceReader<'_>, part: &'static str) -> Parse<Vec<u8>> {
    let octets: &OctetStringRef = reader.decode().context(part)?;
    Ok(octets.as_bytes().to_vec())
}
