//! A certificate builder in which every part can be replaced by other bytes.

use crate::der;
use crate::key::{Hash, Key};
use crate::time::time;

pub(crate) const BASIC_CONSTRAINTS: &str = "2.5.29.19";
pub(crate) const KEY_USAGE: &str = "2.5.29.15";
pub(crate) const SUBJECT_KEY_IDENTIFIER: &str = "2.5.29.14";
pub(crate) const AUTHORITY_KEY_IDENTIFIER: &str = "2.5.29.35";
pub(crate) const NAME_CONSTRAINTS: &str = "2.5.29.30";
pub(crate) const POLICY_CONSTRAINTS: &str = "2.5.29.36";
pub(crate) const LEAF_MARKER: &str = "1.2.840.113635.100.6.11.1";
pub(crate) const INTERMEDIATE_MARKER: &str = "1.2.840.113635.100.6.2.1";
/// An arc that nobody assigned: under Apple's, so that it looks at home.
pub(crate) const UNKNOWN: &str = "1.2.840.113635.100.6.99.1";

pub(crate) const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
pub(crate) const ECDSA_SHA384: &str = "1.2.840.10045.4.3.3";

/// The bits of a key usage, the first one leftmost (RFC 5280 section 4.2.1.3).
pub(crate) const DIGITAL_SIGNATURE: u8 = 0x80;
pub(crate) const KEY_ENCIPHERMENT: u8 = 0x20;
pub(crate) const KEY_CERT_SIGN: u8 = 0x04;
pub(crate) const CRL_SIGN: u8 = 0x02;

/// A certificate before its signature. Every field is the DER of its element.
#[derive(Clone)]
pub(crate) struct Cert {
    pub(crate) version: Vec<u8>,
    pub(crate) serial: Vec<u8>,
    pub(crate) inner_algorithm: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) not_before: Vec<u8>,
    pub(crate) not_after: Vec<u8>,
    pub(crate) subject: Vec<u8>,
    pub(crate) spki: Vec<u8>,
    pub(crate) extensions: Vec<Extension>,
    /// Stands in the place of the extensions when there.
    pub(crate) other_extensions: Option<Vec<u8>>,
    pub(crate) outer_algorithm: Vec<u8>,
    /// What the issuer signs with; the identifiers above only claim it.
    pub(crate) hash: Hash,
}

#[derive(Clone)]
pub(crate) struct Extension {
    oid: &'static str,
    der: Vec<u8>,
}

impl Cert {
    /// A version 3 certificate without extensions, ecdsa-with-SHA384.
    pub(crate) fn new(
        serial: &str,
        issuer: &[u8],
        subject: &[u8],
        validity: (&str, &str),
        key: &Key,
    ) -> Self {
        let algorithm = algorithm(ECDSA_SHA384);
        Self {
            version: version(2),
            serial: der::unsigned(&crate::key::hex(serial)),
            inner_algorithm: algorithm.clone(),
            issuer: issuer.to_vec(),
            not_before: time(validity.0),
            not_after: time(validity.1),
            subject: subject.to_vec(),
            spki: key.spki(),
            extensions: Vec::new(),
            other_extensions: None,
            outer_algorithm: algorithm,
            hash: Hash::Sha384,
        }
    }

    /// Adds an extension, or puts it in the place of the one with its identifier.
    pub(crate) fn put(&mut self, extension: Extension) {
        match self.extensions.iter_mut().find(|old| old.oid == extension.oid) {
            Some(old) => *old = extension,
            None => self.extensions.push(extension),
        }
    }

    /// Takes an extension out, which must be there.
    pub(crate) fn remove(&mut self, oid: &str) {
        let before = self.extensions.len();
        self.extensions.retain(|extension| extension.oid != oid);
        assert_eq!(self.extensions.len() + 1, before, "{oid} was there once");
    }

    /// Sets both algorithm identifiers and the hash.
    pub(crate) fn use_sha256(&mut self) {
        self.inner_algorithm = algorithm(ECDSA_SHA256);
        self.outer_algorithm = algorithm(ECDSA_SHA256);
        self.hash = Hash::Sha256;
    }

    pub(crate) fn tbs(&self) -> Vec<u8> {
        let extensions = self.other_extensions.clone().unwrap_or_else(|| {
            let list: Vec<u8> = self.extensions.iter().flat_map(|e| e.der.clone()).collect();
            if list.is_empty() { list } else { der::explicit(3, &der::sequence(&[&list])) }
        });
        der::sequence(&[
            &self.version,
            &self.serial,
            &self.inner_algorithm,
            &self.issuer,
            &der::sequence(&[&self.not_before, &self.not_after]),
            &self.subject,
            &self.spki,
            &extensions,
        ])
    }

    /// The certificate, signed by its issuer.
    pub(crate) fn signed_by(&self, issuer: &Key) -> Vec<u8> {
        self.signed_as(&self.tbs(), issuer)
    }

    /// The same around another to-be-signed part.
    pub(crate) fn signed_as(&self, tbs: &[u8], issuer: &Key) -> Vec<u8> {
        let signature = der::bits(&issuer.sign(self.hash, tbs).der());
        der::sequence(&[tbs, &self.outer_algorithm, &signature])
    }

    /// The certificate with any element as its signature.
    pub(crate) fn with_signature(&self, bit_string: &[u8]) -> Vec<u8> {
        der::sequence(&[&self.tbs(), &self.outer_algorithm, bit_string])
    }
}

/// `[0] EXPLICIT Version`
pub(crate) fn version(number: u8) -> Vec<u8> {
    der::explicit(0, &der::integer(&[number]))
}

/// An algorithm identifier without parameters.
pub(crate) fn algorithm(oid: &str) -> Vec<u8> {
    der::sequence(&[&der::oid(oid)])
}

/// An algorithm identifier with NULL parameters, as RSA has them.
pub(crate) fn algorithm_with_null(oid: &str) -> Vec<u8> {
    der::sequence(&[&der::oid(oid), &der::NULL])
}

/// A name of a common name alone.
pub(crate) fn name(common_name: &str) -> Vec<u8> {
    name_as(der::UTF8_STRING, common_name)
}

/// The same name as another string type.
pub(crate) fn printable_name(common_name: &str) -> Vec<u8> {
    name_as(der::PRINTABLE_STRING, common_name)
}

fn name_as(tag: u8, common_name: &str) -> Vec<u8> {
    let text = der::element(tag, common_name.as_bytes());
    der::sequence(&[&der::set(&[&der::sequence(&[&der::oid("2.5.4.3"), &text])])])
}

/// Any extension; `value` is what the octet string holds.
pub(crate) fn extension(oid: &'static str, critical: bool, value: &[u8]) -> Extension {
    let critical = if critical { der::boolean(0xff) } else { Vec::new() };
    raw_extension(oid, &critical, value)
}

/// An extension with any element in the place of its criticality.
pub(crate) fn raw_extension(oid: &'static str, critical: &[u8], value: &[u8]) -> Extension {
    let der = der::sequence(&[&der::oid(oid), critical, &der::octets(value)]);
    Extension { oid, der }
}

impl Extension {
    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }
}

/// `count` times the same extension, as one entry.
pub(crate) fn repeated(extension: &Extension, count: usize) -> Extension {
    Extension { oid: extension.oid, der: extension.der.repeat(count) }
}

pub(crate) fn authority(path_length: Option<u8>) -> Extension {
    let path_length = path_length.map(|n| der::integer(&[n])).unwrap_or_default();
    extension(BASIC_CONSTRAINTS, true, &der::sequence(&[&der::boolean(0xff), &path_length]))
}

pub(crate) fn no_authority() -> Extension {
    extension(BASIC_CONSTRAINTS, true, &der::sequence(&[]))
}

pub(crate) fn key_usage(bits: u8) -> Extension {
    let unused = u8::try_from(bits.trailing_zeros()).expect("below nine");
    extension(KEY_USAGE, true, &der::bits_unused(unused, &[bits]))
}

pub(crate) fn subject_key(key: &Key) -> Extension {
    extension(SUBJECT_KEY_IDENTIFIER, false, &der::octets(&key.identifier()))
}

pub(crate) fn authority_key(key: &Key) -> Extension {
    let identifier = der::element(0x80, &key.identifier());
    extension(AUTHORITY_KEY_IDENTIFIER, false, &der::sequence(&[&identifier]))
}

/// A marker as Apple writes it: not critical, NULL.
pub(crate) fn marker(oid: &'static str) -> Extension {
    extension(oid, false, &der::NULL)
}
