//! PKCS#12 files (RFC 7292), as every tool writes them.
//!
//! Everything is read as BER: NSS writes indefinite lengths and strings in pieces, outside and
//! inside. The MAC is checked over the contents as received, joined and not encoded again.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use der::asn1::ObjectIdentifier;
use zeroize::Zeroizing;

use super::fault::{Kind, P12};
use super::limits::{Limits, Work};
use super::password::Spellings;
use super::scheme::{Mac, Scheme, algorithm_parts, number, object_identifier, sequence};
use crate::ber::{Element, Fault, Reader, Tag};
use crate::error::{Error, ErrorCode, Result};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub(super) const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const ENVELOPED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.3");
pub(super) const ENCRYPTED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.6");
const KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.1");
pub(super) const SHROUDED_KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.2");
pub(super) const CERTIFICATE_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.3");
const SAFE_CONTENTS_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.6");
pub(super) const X509_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.22.1");
pub(super) const FRIENDLY_NAME: ObjectIdentifier = oid("1.2.840.113549.1.9.20");

/// Ten times as many as anybody's export has.
const MAX_BAGS: usize = 1000;
/// Bags inside bags: nobody writes even one level.
const MAX_BAG_DEPTH: usize = 4;

/// What is inside a file, opened.
pub(super) struct Opened {
    pub(super) keys: Vec<Bag>,
    pub(super) certificates: Vec<Bag>,
    /// Whether there is a MAC. A file without one opens, but nothing says that it is whole.
    pub(super) has_mac: bool,
    pub(super) protection: Protection,
}

/// How a file was protected, in words.
#[derive(Default)]
pub(super) struct Protection {
    pub(super) schemes: Vec<String>,
    pub(super) weak: bool,
    /// Whether any of the contents needed the password.
    pub(super) password_used: bool,
}

impl Protection {
    pub(super) fn add(&mut self, scheme: &Scheme) {
        self.weak |= scheme.is_weak();
        self.password_used = true;
        self.say(scheme.describe());
    }

    fn say(&mut self, text: String) {
        if !self.schemes.contains(&text) {
            self.schemes.push(text);
        }
    }
}

/// A key as PKCS#8, or a certificate.
pub(super) struct Bag {
    pub(super) der: Zeroizing<Vec<u8>>,
    pub(super) friendly_name: Option<String>,
}

fn fault(fault: Fault) -> Error {
    P12.fault(fault)
}

/// PFX ::= SEQUENCE { version, authSafe ContentInfo, macData OPTIONAL }
pub(super) fn open(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Opened> {
    limits.check_size(bytes, P12.subject)?;
    let mut work = limits.work();
    let mut file = Reader::new(bytes);
    let mut pfx = file.expect(Tag::SEQUENCE).map_err(fault)?.inside();
    file.finish().map_err(fault)?;
    if number(pfx.expect(Tag::INTEGER).map_err(fault)?) != Some(3) {
        return Err(P12.error("another version"));
    }
    let (kind, content) = content_info(pfx.expect(Tag::SEQUENCE).map_err(fault)?)?;
    match kind {
        DATA => {}
        SIGNED_DATA => return Err(public_key_mode("a signature")),
        other => return Err(P12.error(alloc::format!("contents of type {other}"))),
    }
    let safe = content.octets().map_err(fault)?;
    let mac = pfx.next().map_err(fault)?;
    pfx.finish().map_err(fault)?;

    let mut spellings = Spellings::of(password.unwrap_or_default());
    let mut protection = Protection::default();
    if let Some(data) = mac {
        let mac = Mac::read(data, P12, &work)?;
        protection.say(mac.describe());
        // What the contents ask for is known before the MAC is worked out.
        check_iterations(&safe, &work)?;
        if !mac.check(&mut spellings, &safe, &mut work)? {
            return Err(wrong_password(password, "a MAC that does not match"));
        }
        protection.password_used = true;
    }

    let opened =
        Opened { keys: Vec::new(), certificates: Vec::new(), has_mac: mac.is_some(), protection };
    let mut opening = Opening { opened, spellings, password, work, bags: 0 };
    for info in contents(&safe)? {
        opening.content(info?)?;
    }
    Ok(opening.opened)
}

pub(super) fn wrong_password(password: Option<&str>, found: &'static str) -> Error {
    if password.is_none() {
        return Error::new(
            ErrorCode::PasswordRequired,
            "password",
            "the password of the file",
            "none",
        );
    }
    let found = alloc::format!("{found}: another password, or a damaged file");
    Error::new(ErrorCode::WrongPassword, "password", "the password of the file", found)
}

fn public_key_mode(found: &'static str) -> Error {
    let expected = "a file protected with a password";
    Error::new(ErrorCode::UnsupportedEncryption, P12.subject, expected, found)
}

/// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT }
fn content_info(info: Element<'_>) -> Result<(ObjectIdentifier, Element<'_>)> {
    let mut info = sequence(info, P12)?;
    let kind = object_identifier(info.expect(Tag::OBJECT_IDENTIFIER).map_err(fault)?, P12)?;
    let content = explicit(info.expect(Tag::context(0)).map_err(fault)?)?;
    info.finish().map_err(fault)?;
    Ok((kind, content))
}

/// The one element inside `[0] EXPLICIT`.
fn explicit(wrapper: Element<'_>) -> Result<Element<'_>> {
    let mut inside = wrapper.inside();
    let content = inside.required().map_err(fault)?;
    inside.finish().map_err(fault)?;
    Ok(content)
}

/// AuthenticatedSafe ::= SEQUENCE OF ContentInfo
fn contents(safe: &[u8]) -> Result<impl Iterator<Item = Result<Element<'_>>>> {
    let mut reader = Reader::new(safe);
    let mut list = reader.expect(Tag::SEQUENCE).map_err(fault)?.inside();
    reader.finish().map_err(fault)?;
    // A reader stays where it is at a fault: what follows one is nothing.
    let mut faulty = false;
    Ok(core::iter::from_fn(move || {
        let info = if faulty { None } else { list.next().map_err(fault).transpose() };
        faulty = matches!(info, Some(Err(_)));
        info
    }))
}

/// EncryptedData ::= SEQUENCE { version, EncryptedContentInfo }
fn encrypted<'a>(content: Element<'a>, work: &Work) -> Result<(Scheme, Cow<'a, [u8]>)> {
    let mut data = sequence(content, P12)?;
    let _version = data.expect(Tag::INTEGER).map_err(fault)?;
    let mut info = data.expect(Tag::SEQUENCE).map_err(fault)?.inside();
    let _kind = info.expect(Tag::OBJECT_IDENTIFIER).map_err(fault)?;
    let scheme = Scheme::read(info.required().map_err(fault)?, P12, work)?;
    // [0] IMPLICIT OCTET STRING, in one piece or in several.
    let bytes = info.required().map_err(fault)?;
    if bytes.tag.0 != 0x80 && bytes.tag != Tag::context(0) {
        return Err(P12.error("encrypted contents of another type"));
    }
    Ok((scheme, bytes.string().map_err(fault)?))
}

/// Looks at the work that encrypted contents ask for, so that it is refused before any is done.
/// Other faults wait for their turn: the MAC comes first.
fn check_iterations(safe: &[u8], work: &Work) -> Result<()> {
    let Ok(infos) = contents(safe) else { return Ok(()) };
    for info in infos {
        let Ok((ENCRYPTED_DATA, content)) = info.and_then(content_info) else { continue };
        match encrypted(content, work) {
            Err(error) if error.code() == ErrorCode::TooManyIterations => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

struct Opening<'p> {
    opened: Opened,
    spellings: Spellings,
    password: Option<&'p str>,
    work: Work,
    bags: usize,
}

impl Opening<'_> {
    fn content(&mut self, info: Element<'_>) -> Result<()> {
        let (kind, content) = content_info(info)?;
        match kind {
            DATA => self.safe_contents(&content.octets().map_err(fault)?),
            ENCRYPTED_DATA => {
                let (scheme, bytes) = encrypted(content, &self.work)?;
                let text = self.decrypt(&scheme, &bytes)?;
                self.safe_contents(&text)
            }
            ENVELOPED_DATA => Err(public_key_mode("contents encrypted for a certificate")),
            other => Err(P12.error(alloc::format!("contents of type {other}"))),
        }
    }

    fn decrypt(&mut self, scheme: &Scheme, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        self.opened.protection.add(scheme);
        let text = scheme.decrypt(&self.spellings, bytes, &mut self.work, is_one_sequence)?;
        text.ok_or_else(|| wrong_password(self.password, "contents that do not decrypt"))
    }

    /// SafeContents ::= SEQUENCE OF SafeBag
    fn safe_contents(&mut self, der: &[u8]) -> Result<()> {
        let mut reader = Reader::new(der);
        let list = reader.expect(Tag::SEQUENCE).map_err(fault)?.inside();
        reader.finish().map_err(fault)?;
        let mut open = Vec::new();
        let mut list = list;
        loop {
            let Some(bag) = list.next().map_err(fault)? else {
                match open.pop() {
                    Some(outer) => list = outer,
                    None => return Ok(()),
                }
                continue;
            };
            self.bags += 1;
            if self.bags > MAX_BAGS {
                return Err(Error::new(
                    ErrorCode::TooLarge,
                    P12.subject,
                    alloc::format!("at most {MAX_BAGS} keys and certificates"),
                    "more",
                ));
            }
            if let Some(inner) = self.bag(bag)? {
                if open.len() == MAX_BAG_DEPTH {
                    return Err(fault(crate::ber::TOO_DEEP));
                }
                open.push(list);
                list = inner;
            }
        }
    }

    /// SafeBag ::= SEQUENCE { bagId, bagValue [0] EXPLICIT, bagAttributes SET OF OPTIONAL }
    fn bag<'b>(&mut self, bag: Element<'b>) -> Result<Option<Reader<'b>>> {
        let mut reader = sequence(bag, P12)?;
        let kind = object_identifier(reader.expect(Tag::OBJECT_IDENTIFIER).map_err(fault)?, P12)?;
        let value = explicit(reader.expect(Tag::context(0)).map_err(fault)?)?;
        let friendly_name = match reader.optional(Tag::SET).map_err(fault)? {
            Some(attributes) => friendly_name(attributes)?,
            None => None,
        };
        reader.finish().map_err(fault)?;
        match kind {
            KEY_BAG => {
                let der = Zeroizing::new(value.raw.to_vec());
                self.opened.keys.push(Bag { der, friendly_name });
            }
            SHROUDED_KEY_BAG => {
                let (scheme, bytes) = encrypted_key(value, P12, &self.work)?;
                let der = self.decrypt(&scheme, &bytes)?;
                self.opened.keys.push(Bag { der, friendly_name });
            }
            CERTIFICATE_BAG => {
                let mut certificate = sequence(value, P12)?;
                let (kind, value) = {
                    let kind = certificate.expect(Tag::OBJECT_IDENTIFIER).map_err(fault)?;
                    let value = explicit(certificate.expect(Tag::context(0)).map_err(fault)?)?;
                    (object_identifier(kind, P12)?, value)
                };
                // The other kind, SDSI, never came to be.
                if kind == X509_CERTIFICATE {
                    let der = Zeroizing::new(value.octets().map_err(fault)?.into_owned());
                    self.opened.certificates.push(Bag { der, friendly_name });
                }
            }
            SAFE_CONTENTS_BAG => return Ok(Some(sequence(value, P12)?)),
            // Revocation lists and secrets of other applications.
            _ => {}
        }
        Ok(None)
    }
}

/// EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData OCTET STRING }
pub(super) fn encrypted_key<'a>(
    info: Element<'a>,
    kind: Kind,
    work: &Work,
) -> Result<(Scheme, Cow<'a, [u8]>)> {
    let fault = |fault| kind.fault(fault);
    let mut reader = sequence(info, kind)?;
    let scheme = Scheme::read(reader.required().map_err(fault)?, kind, work)?;
    let bytes = reader.required().and_then(|bytes| bytes.octets()).map_err(fault)?;
    reader.finish().map_err(fault)?;
    Ok((scheme, bytes))
}

/// Decrypted contents and keys are each one SEQUENCE: with the padding that makes a wrong
/// password all but impossible to miss.
pub(super) fn is_one_sequence(text: &[u8]) -> bool {
    let mut reader = Reader::new(text);
    reader.expect(Tag::SEQUENCE).is_ok() && reader.is_finished()
}

/// The friendlyName among a bag's attributes: a BMPString.
fn friendly_name(attributes: Element<'_>) -> Result<Option<String>> {
    let mut list = attributes.inside();
    while let Some(attribute) = list.next().map_err(fault)? {
        let (kind, mut values) = algorithm_parts(attribute, P12)?;
        if kind != FRIENDLY_NAME {
            continue;
        }
        let values = values.expect(Tag::SET).map_err(fault)?;
        if let Some(name) = values.inside().next().map_err(fault)? {
            let (units, _) = name.content.as_chunks::<2>();
            let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
            return Ok(Some(
                char::decode_utf16(units)
                    .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect(),
            ));
        }
    }
    Ok(None)
}
