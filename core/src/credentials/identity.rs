//! A private key with its certificates: what a TLS stack shows as a client.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use super::certificate::Certificate;
use super::contents::{Contents, Facts};
use super::private_key::PrivateKey;
use super::push_certificate::PushCertificate;
use crate::error::{Error, ErrorCode, Result};

/// A private key, the certificate that is for it, and the certificates above that.
///
/// ```no_run
/// use waxwing::credentials::Identity;
/// # let p12 = Vec::new();
///
/// let identity = Identity::from_p12(&p12, "secret")?;
/// let scope = identity.push_certificate()?.scope()?;
/// let (chain, key) = (identity.chain_pem(), identity.key_pem());
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Nothing is trusted by this: it is the server that decides about a client's certificate.
#[derive(Clone)]
pub struct Identity {
    key: PrivateKey,
    certificate: Certificate,
    issuers: Vec<Certificate>,
    others: Vec<Certificate>,
    pub(super) facts: Facts,
}

impl Identity {
    /// From a `.p12` file; an empty text is the empty password.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OtherMaterial`] for another kind of file, those of [`Contents::read`], and
    /// those of [`from_contents`](Self::from_contents).
    pub fn from_p12(bytes: &[u8], password: &str) -> Result<Self> {
        let contents = Contents::read(bytes, Some(password))?;
        if contents.formats() != [super::Format::Pkcs12] {
            let found = contents.formats().first().map_or("nothing", |f| f.description());
            return Err(Error::new(ErrorCode::OtherMaterial, "file", "a .p12 file", found));
        }
        Self::from_contents(contents)
    }

    /// From a PEM text with key and certificates in any order, such as `ck.pem`.
    ///
    /// # Errors
    ///
    /// Those of [`Contents::read`] and of [`from_contents`](Self::from_contents).
    pub fn from_pem(text: &[u8], password: Option<&str>) -> Result<Self> {
        Self::from_contents(Contents::read(text, password)?)
    }

    /// From a certificate and a private key in a file each, in any of their forms.
    ///
    /// # Errors
    ///
    /// Those of [`Contents::read`] and of [`from_contents`](Self::from_contents).
    pub fn from_parts(certificate: &[u8], key: &[u8], password: Option<&str>) -> Result<Self> {
        let mut contents = Contents::read(certificate, password)?;
        contents.add(Contents::read(key, password)?);
        Self::from_contents(contents)
    }

    /// From everything that was read: the certificate is the one whose public key belongs to the
    /// private key, and of several such the one that is valid longest; the others become its
    /// chain, ordered from it upwards, as far as they belong there.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MissingPrivateKey`], [`ErrorCode::SeveralKeys`],
    /// [`ErrorCode::MissingCertificate`] and [`ErrorCode::KeyMismatch`].
    pub fn from_contents(contents: Contents) -> Result<Self> {
        contents.check_identity()?;
        let (mut keys, certificates, facts) = contents.into_parts();
        let Some(key) = keys.pop() else {
            return Err(missing_certificate("no key"));
        };
        assemble(key, &certificates, facts).map_err(|key| mismatch(&key, &certificates))
    }

    pub(super) fn all_from_contents(contents: Contents) -> Vec<Self> {
        let (keys, certificates, facts) = contents.into_parts();
        keys.into_iter().filter_map(|key| assemble(key, &certificates, facts).ok()).collect()
    }

    /// The private key.
    #[must_use]
    pub const fn key(&self) -> &PrivateKey {
        &self.key
    }

    /// The certificate of the key.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificate of the key, then the one that issued it, and so on, as far as they were
    /// in the files.
    pub fn chain(&self) -> impl Iterator<Item = &Certificate> {
        core::iter::once(&self.certificate).chain(&self.issuers)
    }

    /// The certificates that were in the files and do not belong to the chain.
    #[must_use]
    pub fn others(&self) -> &[Certificate] {
        &self.others
    }

    /// The name that the file gives the key or its certificate, for people.
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.certificate().friendly_name().or_else(|| self.key.friendly_name())
    }

    /// What the certificate may push.
    ///
    /// # Errors
    ///
    /// Those of [`PushCertificate::new`].
    pub fn push_certificate(&self) -> Result<PushCertificate> {
        PushCertificate::new(self.certificate())
    }

    /// The chain as PEM, the certificate of the key first.
    #[must_use]
    pub fn chain_pem(&self) -> String {
        self.chain().map(Certificate::to_pem).collect()
    }

    /// The key as unencrypted PKCS#8 PEM: a secret, wiped when dropped.
    #[must_use]
    pub fn key_pem(&self) -> Zeroizing<String> {
        self.key.to_pem()
    }

    /// Chain and key in one PEM text, as `ck.pem` of older guides: a secret, wiped when dropped.
    #[must_use]
    pub fn combined_pem(&self) -> Zeroizing<String> {
        let (chain, key) = (self.chain_pem(), self.key_pem());
        let mut text = Zeroizing::new(String::with_capacity(chain.len() + key.len()));
        text.push_str(&chain);
        text.push_str(&key);
        text
    }

    /// The chain as DER, the certificate of the key first.
    pub fn chain_der(&self) -> impl Iterator<Item = &[u8]> {
        self.chain().map(Certificate::der)
    }

    /// The key as unencrypted PKCS#8 DER: a secret.
    #[must_use]
    pub fn key_der(&self) -> &[u8] {
        self.key.pkcs8_der()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("key", &self.key)
            .field("certificate", &self.certificate)
            .field("issuers", &self.issuers)
            .finish_non_exhaustive()
    }
}

/// What [`Contents::check_identity`] says, once there is exactly one key.
pub(super) fn check(key: &PrivateKey, certificates: &[Certificate]) -> Result<()> {
    if certificates.is_empty() {
        return Err(missing_certificate(&format!("the {} key alone", key.kind())));
    }
    match certificates.iter().any(|one| one.key() == key.public_key()) {
        true => Ok(()),
        false => Err(mismatch(key, certificates)),
    }
}

fn mismatch(key: &PrivateKey, certificates: &[Certificate]) -> Error {
    let found: Vec<String> =
        certificates.iter().map(|one| format!("{} ({})", one.label(), one.key().kind())).collect();
    Error::new(
        ErrorCode::KeyMismatch,
        "certificate",
        format!("a certificate for the {} key", key.kind()),
        format!("certificates for other keys: {}", found.join(", ")),
    )
}

fn missing_certificate(found: &str) -> Error {
    let found = String::from(found);
    Error::new(ErrorCode::MissingCertificate, "certificate", "the certificate of the key", found)
}

/// The identity of a key, or the key back if no certificate is for it.
fn assemble(
    key: PrivateKey,
    certificates: &[Certificate],
    facts: Facts,
) -> core::result::Result<Identity, PrivateKey> {
    let matching = certificates.iter().filter(|one| one.key() == key.public_key());
    // A renewed certificate is often for the same key as the one before.
    let Some(leaf) = matching.max_by_key(|one| one.not_after()) else { return Err(key) };
    let certificate = leaf.clone();
    let mut issuers: Vec<Certificate> = Vec::new();
    let mut rest: Vec<&Certificate> =
        certificates.iter().filter(|one| one.der() != leaf.der()).collect();
    loop {
        let last = issuers.last().unwrap_or(&certificate);
        if last.is_self_issued() {
            break;
        }
        // Nothing is believed by a name: the server checks signatures.
        match rest.iter().position(|one| one.subject() == last.issuer()) {
            Some(index) => issuers.push(rest.remove(index).clone()),
            None => break,
        }
    }
    let others = rest.into_iter().cloned().collect();
    Ok(Identity { key, certificate, issuers, others, facts })
}
