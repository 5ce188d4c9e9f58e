//! Everything that one or several files hold.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use super::certificate::Certificate;
use super::cipher::Cipher;
use super::derive;
use super::fault::{KEY, check_whole};
use super::identity::{self, Identity};
use super::limits::{Limits, Work};
use super::p12::{self, Protection, encrypted_key, is_one_sequence, wrong_password};
use super::password::Spellings;
use super::pem::{self, Block};
use super::private_key::PrivateKey;
use super::public_key::SubjectKey;
use super::request::CertificateRequest;
use super::sniff::{self, Format};
use crate::ber::{Reader, Tag};
use crate::error::{Error, ErrorCode, Result};

/// What is in one or several credential files, opened: keys, certificates, requests.
///
/// ```no_run
/// use waxwing::credentials::Contents;
/// # let (cer, key) = (Vec::new(), Vec::new());
///
/// let mut contents = Contents::read(&cer, None)?;
/// contents.add(Contents::read(&key, Some("secret"))?);
/// let identity = contents.into_identity()?;
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Keys are wiped from memory when dropped, and never shown by `Debug`. Clones share them.
#[derive(Clone, Default)]
pub struct Contents {
    keys: Vec<PrivateKey>,
    certificates: Vec<Certificate>,
    requests: Vec<CertificateRequest>,
    public_keys: Vec<SubjectKey>,
    formats: Vec<Format>,
    protection: Vec<String>,
    pub(super) facts: Facts,
}

/// What the reports about the files are made of.
#[derive(Clone, Copy, Default)]
pub(super) struct Facts {
    /// A PKCS#12 file had no MAC.
    pub(super) unauthenticated: bool,
    /// RC2, DES or MD5 protected something.
    pub(super) weak_encryption: bool,
    /// A password was given, and nothing needed it.
    pub(super) unused_password: bool,
}

impl Contents {
    /// Opens a file of any kind, within the usual [`Limits`].
    ///
    /// `.p8`, `.p12`, `.cer`, `.csr` and PEM with any number of blocks in any order; keys in
    /// PKCS#8, PKCS#1 and SEC 1, encrypted or not; DER, PEM or base64 of them; line ends of any
    /// kind, typed out as `\n`, or replaced by spaces.
    ///
    /// The password is used where something is encrypted. For a `.p12` file, none is the same as
    /// an empty one.
    ///
    /// # Errors
    ///
    /// What the file is instead: [`ErrorCode::JavaKeystore`], [`ErrorCode::ProvisioningProfile`],
    /// [`ErrorCode::HtmlPage`], [`ErrorCode::UnknownFile`]. What is wrong with it:
    /// [`ErrorCode::TruncatedFile`], [`ErrorCode::MalformedP12`], [`ErrorCode::MalformedPem`],
    /// [`ErrorCode::MalformedPrivateKey`], [`ErrorCode::MalformedCert`],
    /// [`ErrorCode::MalformedRequest`], [`ErrorCode::UnsupportedPrivateKey`] and others of
    /// [`PrivateKey::from_der`]. How it is protected: [`ErrorCode::PasswordRequired`],
    /// [`ErrorCode::WrongPassword`], [`ErrorCode::UnsupportedEncryption`]. Limits:
    /// [`ErrorCode::TooLarge`], [`ErrorCode::TooManyIterations`], [`ErrorCode::NestedTooDeep`].
    pub fn read(bytes: &[u8], password: Option<&str>) -> Result<Self> {
        Self::read_within(bytes, password, &Limits::default())
    }

    /// Opens a file of any kind within these limits.
    ///
    /// # Errors
    ///
    /// Those of [`read`](Self::read).
    pub fn read_within(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Self> {
        limits.check_size(bytes, "file")?;
        let mut reading = Reading {
            contents: Self::default(),
            protection: Protection::default(),
            password,
            limits,
            work: limits.work(),
        };
        match sniff::unwrap_base64(bytes) {
            Some((inner, _)) => reading.file(&inner)?,
            None => reading.file(bytes)?,
        }
        let Reading { mut contents, protection, .. } = reading;
        contents.facts.weak_encryption = protection.weak;
        contents.facts.unused_password =
            password.is_some_and(|password| !password.is_empty()) && !protection.password_used;
        contents.protection = protection.schemes;
        Ok(contents)
    }

    /// Adds what another file holds.
    pub fn add(&mut self, other: Self) {
        let is_first = self.formats.is_empty();
        for key in other.keys {
            self.add_key(key);
        }
        for certificate in other.certificates {
            self.add_certificate(certificate);
        }
        self.requests.extend(other.requests);
        self.public_keys.extend(other.public_keys);
        self.formats.extend(other.formats);
        self.protection.extend(other.protection);
        let (ours, theirs) = (self.facts, other.facts);
        self.facts = Facts {
            unauthenticated: ours.unauthenticated || theirs.unauthenticated,
            weak_encryption: ours.weak_encryption || theirs.weak_encryption,
            // One password for several files need not be for all of them.
            unused_password: (is_first || ours.unused_password) && theirs.unused_password,
        };
    }

    /// The private keys, each once.
    #[must_use]
    pub fn keys(&self) -> &[PrivateKey] {
        &self.keys
    }

    /// The certificates in the order of the file, each once.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// The certificate requests.
    #[must_use]
    pub fn requests(&self) -> &[CertificateRequest] {
        &self.requests
    }

    /// The public keys that stand alone.
    #[must_use]
    pub fn public_keys(&self) -> &[SubjectKey] {
        &self.public_keys
    }

    /// What each file was, in order.
    #[must_use]
    pub fn formats(&self) -> &[Format] {
        &self.formats
    }

    /// How the files were protected, in words: `PBES2 with AES-256, PBKDF2 with SHA-256, 2048
    /// iterations`.
    #[must_use]
    pub fn protection(&self) -> &[String] {
        &self.protection
    }

    /// Whether one identity comes of this: what [`into_identity`](Self::into_identity) would say,
    /// without taking the contents.
    ///
    /// # Errors
    ///
    /// Those of [`Identity::from_contents`].
    pub fn check_identity(&self) -> Result<()> {
        self.require_one_key()?;
        self.keys.iter().try_for_each(|key| identity::check(key, &self.certificates))
    }

    /// The one identity in here: see [`Identity::from_contents`].
    ///
    /// # Errors
    ///
    /// Those of [`Identity::from_contents`].
    pub fn into_identity(self) -> Result<Identity> {
        Identity::from_contents(self)
    }

    /// Every private key that has its certificate, as an identity; the other certificates stand
    /// in the chains that they belong to.
    #[must_use]
    pub fn into_identities(self) -> Vec<Identity> {
        Identity::all_from_contents(self)
    }

    /// The one private key.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MissingPrivateKey`] and [`ErrorCode::SeveralKeys`].
    pub fn into_private_key(mut self) -> Result<PrivateKey> {
        self.require_one_key()?;
        self.keys.pop().ok_or_else(|| self.no_key())
    }

    pub(super) fn require_one_key(&self) -> Result<()> {
        match self.keys.as_slice() {
            [] => Err(self.no_key()),
            [_] => Ok(()),
            several => {
                let kinds: Vec<String> = several.iter().map(|key| key.kind().to_string()).collect();
                Err(Error::new(
                    ErrorCode::SeveralKeys,
                    "private key",
                    "one key",
                    format!("{}: {}", several.len(), kinds.join(", ")),
                ))
            }
        }
    }

    fn no_key(&self) -> Error {
        let found = match (self.certificates.as_slice(), self.requests.len()) {
            ([], 0) if !self.public_keys.is_empty() => String::from("a public key"),
            ([], 0) => String::from("none"),
            ([], _) => String::from("a certificate request"),
            ([one], _) => format!("the certificate of {}", one.label()),
            (several, _) => format!("{} certificates", several.len()),
        };
        Error::new(ErrorCode::MissingPrivateKey, "private key", "a private key", found)
    }

    pub(super) fn into_parts(self) -> (Vec<PrivateKey>, Vec<Certificate>, Facts) {
        (self.keys, self.certificates, self.facts)
    }

    fn add_key(&mut self, key: PrivateKey) {
        if self.keys.iter().all(|known| known.public_key() != key.public_key()) {
            self.keys.push(key);
        }
    }

    fn add_certificate(&mut self, certificate: Certificate) {
        if self.certificates.iter().all(|known| known.der() != certificate.der()) {
            self.certificates.push(certificate);
        }
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents")
            .field("formats", &self.formats)
            .field("keys", &self.keys)
            .field("certificates", &self.certificates)
            .field("requests", &self.requests)
            .finish_non_exhaustive()
    }
}

struct Reading<'a> {
    contents: Contents,
    protection: Protection,
    password: Option<&'a str>,
    limits: &'a Limits,
    work: Work,
}

impl Reading<'_> {
    fn file(&mut self, bytes: &[u8]) -> Result<()> {
        let found = sniff::sniff(bytes);
        self.contents.formats.push(found.format);
        match found.format {
            Format::Pem => match pem::normalize(bytes) {
                Some(text) => self.pem(&text),
                None => Err(sniff::refusal(&found)),
            },
            Format::Pkcs12 => self.p12(bytes),
            Format::Certificate => self.certificate(bytes),
            Format::PrivateKey => self.key(bytes),
            Format::EncryptedPrivateKey => self.encrypted_key(bytes),
            Format::CertificateRequest => self.request(bytes),
            Format::PublicKey => self.public_key(bytes),
            _ => Err(sniff::refusal(&found)),
        }
    }

    fn p12(&mut self, bytes: &[u8]) -> Result<()> {
        let opened = p12::open(bytes, self.password, self.limits)?;
        self.contents.facts.unauthenticated |= !opened.has_mac;
        for bag in opened.keys {
            let key = PrivateKey::from_der(&bag.der)?.with_friendly_name(bag.friendly_name);
            self.contents.add_key(key);
        }
        for bag in opened.certificates {
            let certificate =
                Certificate::from_der(&bag.der)?.with_friendly_name(bag.friendly_name);
            self.contents.add_certificate(certificate);
        }
        self.protection = opened.protection;
        Ok(())
    }

    fn certificate(&mut self, der: &[u8]) -> Result<()> {
        self.contents.add_certificate(Certificate::from_der(der)?);
        Ok(())
    }

    fn key(&mut self, der: &[u8]) -> Result<()> {
        self.contents.add_key(PrivateKey::from_der(der)?);
        Ok(())
    }

    fn request(&mut self, der: &[u8]) -> Result<()> {
        self.contents.requests.push(CertificateRequest::from_der(der)?);
        Ok(())
    }

    fn public_key(&mut self, der: &[u8]) -> Result<()> {
        check_whole(der, "public key")?;
        self.contents.public_keys.push(SubjectKey::from_spki_der(der)?);
        Ok(())
    }

    fn pem(&mut self, text: &str) -> Result<()> {
        let mut other = None;
        let mut any = false;
        for block in pem::blocks(text)? {
            match self.block(&block) {
                Ok(true) => any = true,
                Ok(false) => other = Some(block.label),
                Err(error) => return Err(error),
            }
        }
        match other {
            Some(label) if !any => Err(Error::new(
                ErrorCode::UnknownFile,
                "PEM text",
                "a key, a certificate or a request",
                format!("a block labelled {label}"),
            )),
            _ => Ok(()),
        }
    }

    /// Reads a block, or says that it is of no use here.
    fn block(&mut self, block: &Block) -> Result<bool> {
        let der = &block.der;
        match block.label.as_str() {
            "CERTIFICATE" | "X509 CERTIFICATE" => self.certificate(der)?,
            // OpenSSL puts what it trusts a certificate for behind it.
            "TRUSTED CERTIFICATE" => {
                let whole = Reader::new(der).required().map_or(der.as_slice(), |whole| whole.raw);
                self.certificate(whole)?;
            }
            "PRIVATE KEY" | "EC PRIVATE KEY" | "RSA PRIVATE KEY" => match &block.dek_info {
                Some(dek_info) => {
                    let der = self.legacy_key(dek_info, der)?;
                    self.key(&der)?;
                }
                None => self.key(der)?,
            },
            "ENCRYPTED PRIVATE KEY" => self.encrypted_key(der)?,
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => self.request(der)?,
            "PUBLIC KEY" => self.public_key(der)?,
            "DSA PRIVATE KEY" | "OPENSSH PRIVATE KEY" => {
                return Err(Error::new(
                    ErrorCode::UnsupportedPrivateKey,
                    KEY.subject,
                    "an RSA or elliptic curve key",
                    format!("a block labelled {}", block.label),
                ));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// EncryptedPrivateKeyInfo (RFC 5958 section 3)
    fn encrypted_key(&mut self, der: &[u8]) -> Result<()> {
        let fault = |fault| KEY.fault(fault);
        let mut reader = Reader::new(der);
        let info = reader.expect(Tag::SEQUENCE).map_err(fault)?;
        reader.finish().map_err(fault)?;
        let (scheme, bytes) = encrypted_key(info, KEY, &self.work)?;
        let password = self.password.ok_or_else(|| wrong_password(None, ""))?;
        self.protection.add(&scheme);
        let spellings = Spellings::of(password);
        let text = scheme.decrypt(&spellings, &bytes, &mut self.work, is_one_sequence)?;
        let text =
            text.ok_or_else(|| wrong_password(self.password, "a key that does not decrypt"))?;
        self.key(&text)
    }

    /// A key that OpenSSL encrypted before there was PKCS#8: `DEK-Info: AES-256-CBC,8A3F…`.
    fn legacy_key(&mut self, dek_info: &str, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let (name, iv) = dek_info.split_once(',').unwrap_or((dek_info, ""));
        let cipher = match name.trim() {
            "AES-128-CBC" => Cipher::Aes128,
            "AES-192-CBC" => Cipher::Aes192,
            "AES-256-CBC" => Cipher::Aes256,
            "DES-EDE3-CBC" => Cipher::TripleDes,
            "DES-CBC" => Cipher::Des,
            _ => {
                return Err(Error::new(
                    ErrorCode::UnsupportedEncryption,
                    KEY.subject,
                    "AES, 3DES or DES in the old form of OpenSSL",
                    "another cipher in DEK-Info",
                ));
            }
        };
        let iv = from_hex(iv.trim())
            .filter(|iv| iv.len() == cipher.block_bytes())
            .ok_or_else(|| KEY.error("an initialization vector of another length"))?;
        let password = self.password.ok_or_else(|| wrong_password(None, ""))?;
        self.protection
            .schemes
            .push(format!("{} with MD5, as OpenSSL 0.9 wrote it", cipher.name()));
        self.protection.weak = true;
        self.protection.password_used = true;
        let salt = iv.get(..8).unwrap_or_default();
        let key = derive::openssl_legacy(password.as_bytes(), salt, cipher.key_bytes());
        cipher
            .decrypt(&key, &iv, bytes)
            .filter(|text| is_one_sequence(text))
            .ok_or_else(|| wrong_password(self.password, "a key that does not decrypt"))
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}
