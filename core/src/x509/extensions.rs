//! The extensions a chain is judged by.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Reader, Tag, Tagged};

use super::oid;
use super::read::{Context, Parse, identifier, sequence};
use crate::error::{Error, ErrorCode};

/// Five times as many as any certificate of Apple's has.
const MAX_EXTENSIONS: usize = 64;

/// What a certificate's extensions say, as far as anything is decided by them.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Extensions {
    pub(super) basic_constraints: Option<BasicConstraints>,
    pub(super) key_usage: Option<KeyUsage>,
    pub(super) leaf_marker: bool,
    pub(super) intermediate_marker: bool,
    /// The first one that is critical and not understood, or must not be there at all.
    pub(super) unhandled: Option<ObjectIdentifier>,
}

/// RFC 5280 section 4.2.1.9
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct BasicConstraints {
    pub(super) ca: bool,
    pub(super) path_length: Option<u32>,
}

/// RFC 5280 section 4.2.1.3
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyUsage {
    pub(super) digital_signature: bool,
    pub(super) key_cert_sign: bool,
}

impl Extensions {
    pub(super) fn read(der: &[u8]) -> Parse<Self> {
        let mut extensions = Self::default();
        each(der, |kind, critical, value| extensions.take(kind, critical, value))?;
        Ok(extensions)
    }

    fn take(&mut self, kind: ObjectIdentifier, critical: bool, value: &[u8]) -> Parse<()> {
        let mut understood = false;
        match kind {
            oid::BASIC_CONSTRAINTS => {
                self.basic_constraints = Some(BasicConstraints::read(value)?);
                understood = true;
            }
            oid::KEY_USAGE => {
                self.key_usage = Some(KeyUsage::read(value)?);
                understood = true;
            }
            // Presence alone counts, as in Apple's own verifiers.
            oid::LEAF_MARKER => self.leaf_marker = true,
            oid::INTERMEDIATE_MARKER => self.intermediate_marker = true,
            _ => {}
        }
        // Name constraints would have to be applied even where they are not critical; no chain
        // of Apple's has them, so they are refused instead of half understood.
        let refused = (critical && !understood) || kind == oid::NAME_CONSTRAINTS;
        if refused && self.unhandled.is_none() {
            self.unhandled = Some(kind);
        }
        Ok(())
    }

    /// The object identifier that makes the certificate unusable, as text.
    pub(super) fn unhandled_text(&self) -> Option<String> {
        self.unhandled.map(|kind| kind.to_string())
    }
}

/// Shows every extension: its kind, whether it is critical, and its value.
///
/// Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension (RFC 5280 section 4.1)
pub(crate) fn each<'a>(
    der: &'a [u8],
    mut visit: impl FnMut(ObjectIdentifier, bool, &'a [u8]) -> Parse<()>,
) -> Parse<()> {
    let mut reader = sequence(der, "the extensions")?;
    if reader.is_finished() {
        return Err("an empty list of extensions".into());
    }
    let mut seen: Vec<ObjectIdentifier> = Vec::new();
    while !reader.is_finished() {
        if seen.len() == MAX_EXTENSIONS {
            return Err("more than 64 extensions".into());
        }
        let mut entry = sequence(reader.tlv_bytes().context("an extension")?, "an extension")?;
        let kind = identifier(&mut entry, "an extension")?;
        let mut critical = false;
        if Tag::peek(&entry).context("an extension")? == Tag::Boolean {
            critical = entry.decode().context("an extension")?;
            if !critical {
                return Err("an extension with FALSE written out, which DER forbids".into());
            }
        }
        let value: &'a OctetStringRef = entry.decode().context("an extension")?;
        entry.finish().context("an extension")?;

        if seen.contains(&kind) {
            return Err(Error::new(
                ErrorCode::DuplicateExtension,
                "",
                "every extension once",
                format!("extension {kind} twice"),
            )
            .into());
        }
        seen.push(kind);
        visit(kind, critical, value.as_bytes())?;
    }
    Ok(())
}

impl BasicConstraints {
    /// SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }
    fn read(value: &[u8]) -> Parse<Self> {
        let mut reader = sequence(value, "the basic constraints")?;
        let mut ca = false;
        if !reader.is_finished()
            && Tag::peek(&reader).context("the basic constraints")? == Tag::Boolean
        {
            ca = reader.decode().context("the basic constraints")?;
            if !ca {
                return Err("basic constraints with FALSE written out, which DER forbids".into());
            }
        }
        let mut path_length = None;
        if !reader.is_finished() {
            let length: i64 = reader.decode().context("the path length")?;
            let length = u32::try_from(length)
                .ok()
                .filter(|length| i32::try_from(*length).is_ok())
                .ok_or("a path length that is negative or above 2^31")?;
            path_length = Some(length);
        }
        reader.finish().context("the basic constraints")?;
        if path_length.is_some() && !ca {
            return Err("a path length in a certificate that is no authority".into());
        }
        Ok(Self { ca, path_length })
    }
}

impl KeyUsage {
    /// KeyUsage ::= BIT STRING { digitalSignature (0), …, keyCertSign (5), … }
    fn read(value: &[u8]) -> Parse<Self> {
        let any = AnyRef::from_der(value).context("the key usage")?;
        if any.tag() != Tag::BitString {
            return Err("a key usage that is not a BIT STRING".into());
        }
        let bits: BitStringRef<'_> = any.decode_as().context("the key usage")?;
        let first = bits.raw_bytes().first().copied().unwrap_or(0);
        Ok(Self { digital_signature: first & 0x80 != 0, key_cert_sign: first & 0x04 != 0 })
    }
}
