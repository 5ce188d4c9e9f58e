//! Receipts in which every part can be replaced by other bytes.

use crate::cert::{self, Cert};
use crate::der;
use crate::key::Key;
use crate::rsa::{self, Hash, RsaKey};
use crate::time::time;

pub(crate) const ID_DATA: &str = "1.2.840.113549.1.7.1";
pub(crate) const ID_SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
pub(crate) const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
pub(crate) const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
const IA5_STRING: u8 = 0x16;

/// The identifier of the device that receipts here are made for.
pub(crate) const GUID: [u8; 16] = *b"0123456789abcdef";

/// Attributes in their order: number and value.
#[derive(Clone)]
pub(crate) struct Attributes(Vec<(u64, Vec<u8>)>);

impl Attributes {
    /// Sets an attribute, in its place if it is there.
    pub(crate) fn set(mut self, kind: u64, value: Vec<u8>) -> Self {
        match self.0.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, old)) => *old = value,
            None => self.0.push((kind, value)),
        }
        self
    }

    /// Adds one, though it may be there.
    pub(crate) fn add(mut self, kind: u64, value: Vec<u8>) -> Self {
        self.0.push((kind, value));
        self
    }

    pub(crate) fn without(mut self, kind: u64) -> Self {
        self.0.retain(|(known, _)| *known != kind);
        self
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        let list: Vec<Vec<u8>> =
            self.0.iter().map(|(kind, value)| attribute(*kind, value)).collect();
        der::element(der::SET, &list.concat())
    }
}

/// SEQUENCE { type, version 1, value }
pub(crate) fn attribute(kind: u64, value: &[u8]) -> Vec<u8> {
    der::sequence(&[&int(kind), &int(1), &der::octets(value)])
}

pub(crate) fn int(value: u64) -> Vec<u8> {
    der::unsigned(&value.to_be_bytes())
}

pub(crate) fn utf8(text: &str) -> Vec<u8> {
    der::element(der::UTF8_STRING, text.as_bytes())
}

pub(crate) fn ia5(text: &str) -> Vec<u8> {
    der::element(IA5_STRING, text.as_bytes())
}

/// What every receipt here says unless a case changes it.
pub(crate) fn app(kind: &str) -> Attributes {
    let bundle = utf8("com.example.app");
    let opaque = [7_u8; 16];
    let hash = Hash::Sha1.digest(&[&GUID[..], &opaque, &bundle].concat());
    Attributes(vec![
        (0, utf8(kind)),
        (2, bundle),
        (3, utf8("7")),
        (4, opaque.to_vec()),
        (5, hash),
        (12, ia5("2026-06-01T12:00:00Z")),
        (19, utf8("1.0")),
    ])
}

pub(crate) fn purchase() -> Attributes {
    Attributes(vec![
        (1701, int(1)),
        (1702, utf8("com.example.app.pro")),
        (1703, utf8("2000000000000002")),
        (1704, ia5("2026-05-01T10:00:00Z")),
        (1705, utf8("2000000000000001")),
    ])
}

/// Leaf, intermediate and root, before they are signed.
#[derive(Clone)]
pub(crate) struct Authority {
    pub(crate) leaf: Cert,
    pub(crate) intermediate: Cert,
    pub(crate) root: Cert,
    /// What each is signed with: leaf, intermediate, root.
    pub(crate) hashes: [Hash; 3],
    pub(crate) leaf_issuer: RsaKey,
    pub(crate) intermediate_issuer: RsaKey,
}

const LEAF_NAME: &str = "Test Receipt Signing";
const INTERMEDIATE_NAME: &str = "Test Receipt Authority";
const ROOT_NAME: &str = "Test Receipt Root";

fn certificate(
    serial: &str,
    issuer: &str,
    subject: &str,
    validity: (&str, &str),
    key: &RsaKey,
) -> Cert {
    // The key is replaced below: the builder's own are on curves.
    let mut cert =
        Cert::new(serial, &cert::name(issuer), &cert::name(subject), validity, &Key::p256("leaf"));
    cert.spki = key.spki();
    use_hash(&mut cert, Hash::Sha256);
    cert
}

/// Sets both algorithm identifiers.
pub(crate) fn use_hash(cert: &mut Cert, hash: Hash) {
    cert.inner_algorithm = cert::algorithm_with_null(hash.with_rsa());
    cert.outer_algorithm.clone_from(&cert.inner_algorithm);
}

impl Authority {
    /// Shaped like Apple's of today: RSA, SHA-256, both markers.
    pub(crate) fn new() -> Self {
        let [root_key, intermediate_key, leaf_key] =
            ["root", "intermediate", "leaf"].map(RsaKey::new);
        let mut root = certificate(
            "02",
            ROOT_NAME,
            ROOT_NAME,
            ("2006-04-25T21:40:36", "2035-02-09T21:40:36"),
            &root_key,
        );
        root.put(cert::authority(None));
        root.put(cert::key_usage(cert::KEY_CERT_SIGN | cert::CRL_SIGN));
        let mut intermediate = certificate(
            "3b",
            ROOT_NAME,
            INTERMEDIATE_NAME,
            ("2020-12-16T19:38:56", "2030-12-10T00:00:00"),
            &intermediate_key,
        );
        intermediate.put(cert::authority(Some(0)));
        intermediate.put(cert::key_usage(cert::KEY_CERT_SIGN | cert::CRL_SIGN));
        intermediate.put(cert::marker(cert::INTERMEDIATE_MARKER));
        let mut leaf = certificate(
            "7e0a",
            INTERMEDIATE_NAME,
            LEAF_NAME,
            ("2025-01-01T00:00:00", "2027-01-01T00:00:00"),
            &leaf_key,
        );
        leaf.put(cert::no_authority());
        leaf.put(cert::key_usage(cert::DIGITAL_SIGNATURE));
        leaf.put(cert::marker(cert::LEAF_MARKER));
        Self {
            leaf,
            intermediate,
            root,
            hashes: [Hash::Sha256; 3],
            leaf_issuer: intermediate_key,
            intermediate_issuer: root_key,
        }
    }

    /// Shaped like Apple's of the time before 2023.
    pub(crate) fn old() -> Self {
        let mut old = Self::new();
        for cert in [&mut old.leaf, &mut old.intermediate, &mut old.root] {
            use_hash(cert, Hash::Sha1);
        }
        old.intermediate.not_before = time("2013-02-07T21:48:47");
        old.intermediate.not_after = time("2023-02-07T21:48:47");
        old.leaf.not_before = time("2015-11-13T02:15:09");
        old.leaf.not_after = time("2023-02-07T21:48:47");
        old.hashes = [Hash::Sha1; 3];
        old
    }

    /// Under a root of 4096 bits.
    pub(crate) fn long() -> Self {
        let mut long = Self::new();
        long.intermediate_issuer = RsaKey::new("root4096");
        long.root.spki = long.intermediate_issuer.spki();
        long
    }

    /// Leaf, intermediate, root, signed.
    pub(crate) fn build(&self) -> Vec<Vec<u8>> {
        vec![
            rsa::issue(&self.leaf, self.hashes[0], &self.leaf_issuer),
            rsa::issue(&self.intermediate, self.hashes[1], &self.intermediate_issuer),
            rsa::issue(&self.root, self.hashes[2], &self.intermediate_issuer),
        ]
    }
}

/// The certificate that Xcode makes: its own issuer, an authority, for code signing, critical.
pub(crate) fn xcode_cert() -> Cert {
    let validity = ("2020-04-01T17:52:35", "2040-03-27T17:52:35");
    let mut cert = certificate("01", "StoreKit", "StoreKit", validity, &RsaKey::new("xcode"));
    cert.put(cert::authority(None));
    cert.put(cert::key_usage(cert::DIGITAL_SIGNATURE | cert::KEY_CERT_SIGN));
    let code_signing = der::sequence(&[&der::oid("1.3.6.1.5.5.7.3.3")]);
    cert.put(cert::extension("2.5.29.37", true, &code_signing));
    cert
}

pub(crate) fn xcode() -> Vec<u8> {
    rsa::issue(&xcode_cert(), Hash::Sha256, &RsaKey::new("xcode"))
}

/// A SignedData before it is put together. Every field is the DER of its element, or lists them.
#[derive(Clone)]
pub(crate) struct Receipt {
    pub(crate) kind: Vec<u8>,
    pub(crate) content_kind: Vec<u8>,
    /// What is signed and, unless `wrapped` is there, stands inside.
    pub(crate) content: Vec<u8>,
    /// The whole `[0]` of the contents.
    pub(crate) wrapped: Option<Vec<u8>>,
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) hash: Hash,
    pub(crate) key: RsaKey,
    /// IssuerAndSerialNumber.
    pub(crate) identifier: Vec<u8>,
    pub(crate) digest_algorithm: Vec<u8>,
    /// The attributes in the SET OF that is signed.
    pub(crate) signed_attributes: Option<Vec<Vec<u8>>>,
    pub(crate) signature_algorithm: Vec<u8>,
    pub(crate) signature: Option<Vec<u8>>,
    pub(crate) after_signature: Vec<u8>,
}

impl Receipt {
    /// By the leaf of this authority.
    pub(crate) fn new(attributes: &Attributes, authority: &Authority) -> Self {
        let hash = authority.hashes[0];
        Self::with(attributes, &authority.leaf, authority.build(), hash, "leaf")
    }

    /// By Xcode's certificate.
    pub(crate) fn xcode(attributes: &Attributes) -> Self {
        Self::with(attributes, &xcode_cert(), vec![xcode()], Hash::Sha256, "xcode")
    }

    fn with(
        attributes: &Attributes,
        leaf: &Cert,
        certificates: Vec<Vec<u8>>,
        hash: Hash,
        key: &str,
    ) -> Self {
        Self {
            kind: der::oid(ID_SIGNED_DATA),
            content_kind: der::oid(ID_DATA),
            content: attributes.der(),
            wrapped: None,
            certificates,
            hash,
            key: RsaKey::new(key),
            identifier: der::sequence(&[&leaf.issuer, &leaf.serial]),
            digest_algorithm: cert::algorithm_with_null(hash.oid()),
            signed_attributes: None,
            signature_algorithm: cert::algorithm_with_null(rsa::RSA),
            signature: None,
            after_signature: Vec::new(),
        }
    }

    /// The attributes that must be signed where any are.
    pub(crate) fn sign_attributes(&mut self) {
        self.signed_attributes = Some(vec![
            signed_attribute(CONTENT_TYPE, &[&der::oid(ID_DATA)]),
            signed_attribute(MESSAGE_DIGEST, &[&der::octets(&self.hash.digest(&self.content))]),
        ]);
    }

    pub(crate) fn signer(&self) -> Vec<u8> {
        let signed = self.signed_attributes.as_ref().map(|list| list.concat());
        let message = match &signed {
            Some(list) => der::element(der::SET, list),
            None => self.content.clone(),
        };
        let signature =
            self.signature.clone().unwrap_or_else(|| self.key.sign(self.hash, &message));
        let signed = signed.map(|list| der::element(0xa0, &list)).unwrap_or_default();
        der::sequence(&[
            &int(1),
            &self.identifier,
            &self.digest_algorithm,
            &signed,
            &self.signature_algorithm,
            &der::octets(&signature),
            &self.after_signature,
        ])
    }

    fn wrapped(&self) -> Vec<u8> {
        self.wrapped.clone().unwrap_or_else(|| der::explicit(0, &der::octets(&self.content)))
    }

    /// In DER.
    pub(crate) fn der(&self) -> Vec<u8> {
        self.der_signed_by(&[self.signer()])
    }

    pub(crate) fn der_signed_by(&self, signers: &[Vec<u8>]) -> Vec<u8> {
        let signed = der::sequence(&[
            &int(1),
            &der::set(&[&self.digest_algorithm]),
            &der::sequence(&[&self.content_kind, &self.wrapped()]),
            &der::element(0xa0, &self.certificates.concat()),
            &der::element(der::SET, &signers.concat()),
        ]);
        der::sequence(&[&self.kind, &der::explicit(0, &signed)])
    }

    /// In BER as Xcode writes it: indefinite lengths outside, the contents a string in a string.
    pub(crate) fn ber(&self, pieces: &[&[u8]]) -> Vec<u8> {
        let pieces: Vec<Vec<u8>> = pieces.iter().map(|piece| der::octets(piece)).collect();
        let content = indefinite(0xa0, &[&indefinite(0x24, &[&pieces.concat()])]);
        let signed = indefinite(
            der::SEQUENCE,
            &[
                &int(1),
                &der::set(&[&self.digest_algorithm]),
                &indefinite(der::SEQUENCE, &[&self.content_kind, &content]),
                &der::element(0xa0, &self.certificates.concat()),
                &der::set(&[&self.signer()]),
            ],
        );
        indefinite(der::SEQUENCE, &[&self.kind, &indefinite(0xa0, &[&signed])])
    }
}

/// Attribute ::= SEQUENCE { attrType, attrValues SET OF ANY }
pub(crate) fn signed_attribute(kind: &str, values: &[&[u8]]) -> Vec<u8> {
    der::sequence(&[&der::oid(kind), &der::set(values)])
}

/// An element of indefinite length.
pub(crate) fn indefinite(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    [&[tag, 0x80], &parts.concat()[..], &[0, 0]].concat()
}
