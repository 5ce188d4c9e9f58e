//! Distinguished names. They are compared as received bytes (RFC 5280 section 7.1 allows it).

use alloc::string::String;

use der::asn1::{AnyRef, ObjectIdentifier, PrintableStringRef, Utf8StringRef};
use der::{Decode, Reader, SliceReader, Tag, Tagged};

use super::oid;
use super::read::{Context, Parse, identifier, sequence};

/// Walks a name without judging its texts.
pub(crate) fn check(name: &[u8]) -> Parse<()> {
    walk(name, |_, _| ())
}

/// An empty name: `30 00`.
pub(super) fn is_empty(name: &[u8]) -> bool {
    name.len() <= 2
}

/// The last common name, if it is UTF-8 or printable text.
pub(super) fn common_name(name: &[u8]) -> Option<String> {
    let mut found = None;
    walk(name, |oid, value| {
        if oid == oid::COMMON_NAME {
            found = match value.tag() {
                Tag::Utf8String => {
                    value.decode_as::<Utf8StringRef<'_>>().ok().map(|t| t.as_str().into())
                }
                Tag::PrintableString => {
                    value.decode_as::<PrintableStringRef<'_>>().ok().map(|t| t.as_str().into())
                }
                _ => None,
            };
        }
    })
    .ok()?;
    found
}

/// Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }
pub(crate) fn walk<'a>(
    name: &'a [u8],
    mut visit: impl FnMut(ObjectIdentifier, AnyRef<'a>),
) -> Parse<()> {
    let mut names = sequence(name, "a name")?;
    while !names.is_finished() {
        let set = AnyRef::from_der(names.tlv_bytes().context("a name")?).context("a name")?;
        if set.tag() != Tag::Set || set.value().is_empty() {
            return Err("a name whose parts are not sets".into());
        }
        let mut attributes = SliceReader::new(set.value()).context("a name")?;
        while !attributes.is_finished() {
            let mut pair = sequence(attributes.tlv_bytes().context("a name")?, "a name")?;
            let kind = identifier(&mut pair, "a name")?;
            let value: AnyRef<'a> = pair.decode().context("a name")?;
            pair.finish().context("a name")?;
            visit(kind, value);
        }
    }
    Ok(())
}
