//! Writing PKCS#12 (RFC 7292): an identity for Keychain Access, Windows, Java or a colleague.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use der::asn1::ObjectIdentifier;
use sha2::Digest as _;

use super::cipher::Cipher;
use super::derive::Digest;
use super::identity::Identity;
use super::p12::{
    CERTIFICATE_BAG, DATA, ENCRYPTED_DATA, FRIENDLY_NAME, SHROUDED_KEY_BAG, X509_CERTIFICATE,
};
use super::password::Spellings;
use super::scheme::{AES_256_CBC, P12_3DES, PBES2, PBKDF2, identifiers};
use super::write::{self, element, octet_string, oid, sequence, set, unsigned};
use crate::error::{Error, ErrorCode, Result};

/// PKCS#9: which certificate a key belongs to.
const LOCAL_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.21");

/// How a `.p12` file is protected when it is written.
///
/// ```
/// use waxwing::credentials::P12Profile;
///
/// assert_eq!(P12Profile::from_name("keychain")?, P12Profile::Keychain);
/// assert_eq!(P12Profile::default().name(), "modern");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum P12Profile {
    /// AES-256 and SHA-256, 100 000 iterations: what OpenSSL 3, Java and Windows of today read.
    #[default]
    Modern,
    /// 3DES and SHA-1, 2048 iterations: what every macOS reads, and OpenSSL before version 3.
    Keychain,
}

impl P12Profile {
    /// Every profile.
    pub const ALL: &'static [Self] = &[Self::Modern, Self::Keychain];

    /// The stable name, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Keychain => "keychain",
        }
    }

    /// The profile with this name.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`].
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|profile| profile.name() == name).ok_or_else(|| {
            Error::new(ErrorCode::InvalidInput, "profile", "modern or keychain", "another name")
        })
    }

    const fn iterations(self) -> u32 {
        match self {
            Self::Modern => 100_000,
            Self::Keychain => 2048,
        }
    }

    /// What the MAC is made with.
    const fn digest(self) -> Digest {
        match self {
            Self::Modern => Digest::Sha256,
            Self::Keychain => Digest::Sha1,
        }
    }

    const fn salt_bytes(self) -> usize {
        match self {
            Self::Modern => 16,
            Self::Keychain => 8,
        }
    }
}

/// How many random bytes a file takes.
const ENTROPY_BYTES: usize = 32;

impl Identity {
    /// How many random bytes [`to_p12`](Self::to_p12) takes.
    pub const P12_ENTROPY_BYTES: usize = ENTROPY_BYTES;

    /// Writes the key, its certificate and the chain as a `.p12` file.
    ///
    /// `entropy` is 32 random bytes, new for each file: nothing here draws any. Salts and
    /// initialization vectors are made of them. The same arguments give the same bytes.
    ///
    /// ```no_run
    /// use waxwing::credentials::{Identity, P12Profile};
    /// # let (pem, random) = (Vec::new(), [7; 32]);
    ///
    /// let identity = Identity::from_pem(&pem, None)?;
    /// let p12 = identity.to_p12("secret", &random, P12Profile::Keychain)?;
    /// assert_eq!(Identity::from_p12(&p12, "secret")?.key_der(), identity.key_der());
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for another number of bytes than 32, and for bytes that are
    /// all the same, which are not random.
    pub fn to_p12(&self, password: &str, entropy: &[u8], profile: P12Profile) -> Result<Vec<u8>> {
        if entropy.len() != ENTROPY_BYTES {
            return Err(invalid(format!("{} bytes", entropy.len())));
        }
        if entropy.iter().all(|byte| Some(byte) == entropy.first()) {
            return Err(invalid(String::from("one byte repeated")));
        }
        let writer = Writer { password: Spellings::of(password), entropy, profile };
        writer.file(self).ok_or_else(|| invalid(String::from("bytes that do not encrypt")))
    }
}

fn invalid(found: String) -> Error {
    let expected = format!("{ENTROPY_BYTES} random bytes");
    Error::new(ErrorCode::InvalidInput, "entropy", expected, found)
}

struct Writer<'a> {
    password: Spellings,
    entropy: &'a [u8],
    profile: P12Profile,
}

impl Writer<'_> {
    /// PFX ::= SEQUENCE { version 3, authSafe, macData }; nothing only where a cipher refuses a
    /// key of its own length.
    fn file(&self, identity: &Identity) -> Option<Vec<u8>> {
        let local_key_id = sha1::Sha1::digest(identity.certificate().der());
        let own = attributes(identity.friendly_name(), Some(&local_key_id));
        let certificates: Vec<Vec<u8>> = identity
            .chain()
            .enumerate()
            .map(|(index, certificate)| {
                let attributes = match index {
                    0 => own.clone(),
                    _ => attributes(certificate.friendly_name(), None),
                };
                let value = sequence(&[oid(X509_CERTIFICATE), {
                    element(0xa0, &octet_string(certificate.der()))
                }]);
                bag(CERTIFICATE_BAG, &value, &attributes)
            })
            .collect();
        let (scheme, encrypted) = self.encrypt("certificates", &sequence(&certificates))?;
        let certificates =
            sequence(&[unsigned(&[0]), sequence(&[oid(DATA), scheme, element(0x80, &encrypted)])]);
        let (scheme, encrypted) = self.encrypt("key", identity.key_der())?;
        let key = sequence(&[scheme, octet_string(&encrypted)]);
        let key = sequence(&[bag(SHROUDED_KEY_BAG, &key, &own)]);
        let safe = sequence(&[
            content_info(ENCRYPTED_DATA, &certificates),
            content_info(DATA, &octet_string(&key)),
        ]);
        let mac = self.mac(&safe)?;
        Some(sequence(&[unsigned(&[3]), content_info(DATA, &octet_string(&safe)), mac]))
    }

    /// The first bytes of HMAC with SHA-256 over what they are for: independent of each other,
    /// and as random as the entropy.
    fn random(&self, purpose: &str, length: usize) -> Option<Vec<u8>> {
        let mac = Digest::Sha256.hmac(self.entropy, purpose.as_bytes())?;
        Some(mac.get(..length)?.to_vec())
    }

    /// The algorithm, and what it makes of a text.
    fn encrypt(&self, purpose: &str, text: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        let iterations = self.profile.iterations();
        let count = unsigned(&iterations.to_be_bytes());
        let salt = self.random(&format!("{purpose} salt"), self.profile.salt_bytes())?;
        match self.profile {
            P12Profile::Modern => {
                let cipher = Cipher::Aes256;
                let (_, hmac_sha256) = identifiers(Digest::Sha256)?;
                let iv = self.random(&format!("{purpose} iv"), cipher.block_bytes())?;
                let password = self.password.plain.first()?;
                let key = Digest::Sha256.pbkdf2(password, &salt, iterations, cipher.key_bytes());
                let derivation = sequence(&[
                    octet_string(&salt),
                    count,
                    sequence(&[oid(hmac_sha256), write::null()]),
                ]);
                let scheme = sequence(&[
                    oid(PBES2),
                    sequence(&[
                        sequence(&[oid(PBKDF2), derivation]),
                        sequence(&[oid(AES_256_CBC), octet_string(&iv)]),
                    ]),
                ]);
                Some((scheme, cipher.encrypt(&key, &iv, text)?))
            }
            P12Profile::Keychain => {
                let (cipher, digest) = (Cipher::TripleDes, Digest::Sha1);
                let password = self.password.wide.first()?;
                let key = digest.pkcs12(1, password, &salt, iterations, cipher.key_bytes());
                let iv = digest.pkcs12(2, password, &salt, iterations, cipher.block_bytes());
                let scheme = sequence(&[oid(P12_3DES), sequence(&[octet_string(&salt), count])]);
                Some((scheme, cipher.encrypt(&key, &iv, text)?))
            }
        }
    }

    /// MacData ::= SEQUENCE { DigestInfo, macSalt, iterations }
    fn mac(&self, safe: &[u8]) -> Option<Vec<u8>> {
        let digest = self.profile.digest();
        let iterations = self.profile.iterations();
        let salt = self.random("mac salt", self.profile.salt_bytes())?;
        let password = self.password.wide.first()?;
        let key = digest.pkcs12(3, password, &salt, iterations, digest.bytes());
        let mac = digest.hmac(&key, safe)?;
        let (name, _) = identifiers(digest)?;
        let algorithm = sequence(&[oid(name), write::null()]);
        Some(sequence(&[
            sequence(&[algorithm, octet_string(&mac)]),
            octet_string(&salt),
            unsigned(&iterations.to_be_bytes()),
        ]))
    }
}

/// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT }
fn content_info(kind: ObjectIdentifier, content: &[u8]) -> Vec<u8> {
    sequence(&[oid(kind), element(0xa0, content)])
}

/// SafeBag ::= SEQUENCE { bagId, bagValue [0] EXPLICIT, bagAttributes SET OF OPTIONAL }
fn bag(kind: ObjectIdentifier, value: &[u8], attributes: &[u8]) -> Vec<u8> {
    sequence(&[oid(kind), element(0xa0, value), attributes.to_vec()])
}

/// The name for people and the link between a key and its certificate, in the order of DER.
fn attributes(friendly_name: Option<&str>, local_key_id: Option<&[u8]>) -> Vec<u8> {
    let name = friendly_name.map(|name| {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        sequence(&[oid(FRIENDLY_NAME), set(&element(0x1e, &units))])
    });
    let id = local_key_id.map(|id| sequence(&[oid(LOCAL_KEY_ID), set(&octet_string(id))]));
    let mut all: Vec<Vec<u8>> = [name, id].into_iter().flatten().collect();
    if all.is_empty() {
        return Vec::new();
    }
    // X.690 section 11.6.
    all.sort();
    set(&all.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_stand_in_the_order_of_their_bytes() {
        let both = attributes(Some("a"), Some(&[7; 20]));
        // The shorter one, the name, is the smaller.
        assert_eq!(both.get(..4), Some(&[0x31, 0x38, 0x30, 0x11][..]));
        assert!(attributes(None, None).is_empty());
    }
}
