//! What is inside a receipt: the SignedData, and in its contents the attributes.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;

use super::input::malformed;
use crate::ber::{Element, Fault, Reader, Tag};
use crate::error::{Error, ErrorCode, Result};

/// 1.2.840.113549.1.7.1 (RFC 5652 section 4)
pub(super) const ID_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
/// 1.2.840.113549.1.7.2 (RFC 5652 section 5.1)
const ID_SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/// A fault in the receipt's outer layers.
pub(super) fn fault(fault: Fault) -> Error {
    malformed(fault)
}

/// SignedData (RFC 5652 section 5.1), as far as its contents.
#[derive(Debug)]
pub(super) struct SignedData<'a> {
    /// The SET OF attributes, joined if it came in pieces.
    pub(super) content: Cow<'a, [u8]>,
    /// Certificates, revocation lists and signers.
    #[cfg_attr(not(feature = "receipts"), allow(dead_code, reason = "for verification"))]
    pub(super) rest: Reader<'a>,
}

impl<'a> SignedData<'a> {
    /// From ContentInfo (RFC 5652 section 3).
    pub(super) fn read(receipt: &'a [u8]) -> Result<Self> {
        let mut outer = Reader::new(receipt);
        let info = outer.expect(Tag::SEQUENCE).map_err(fault)?;
        outer.finish().map_err(fault)?;

        let mut reader = info.inside();
        let kind = reader.expect(Tag::OBJECT_IDENTIFIER).map_err(fault)?;
        if kind.content != ID_SIGNED_DATA {
            return Err(malformed("a ContentInfo of another type than SignedData"));
        }
        let wrapper = reader.expect(Tag::context(0)).map_err(fault)?;
        reader.finish().map_err(fault)?;
        let mut reader = wrapper.inside();
        let signed = reader.expect(Tag::SEQUENCE).map_err(fault)?;
        reader.finish().map_err(fault)?;

        let mut rest = signed.inside();
        rest.expect(Tag::INTEGER).map_err(fault)?;
        rest.expect(Tag::SET).map_err(fault)?;
        let inner = rest.expect(Tag::SEQUENCE).map_err(fault)?;
        let mut reader = inner.inside();
        let kind = reader.expect(Tag::OBJECT_IDENTIFIER).map_err(fault)?;
        if kind.content != ID_DATA {
            return Err(malformed("contents of another type than data"));
        }
        let wrapper = reader.expect(Tag::context(0)).map_err(fault)?;
        reader.finish().map_err(fault)?;
        let mut reader = wrapper.inside();
        let content = reader.required().and_then(|it| it.octets()).map_err(fault)?;
        reader.finish().map_err(fault)?;
        Ok(Self { content, rest })
    }
}

/// One attribute: SEQUENCE { type INTEGER, version INTEGER, value OCTET STRING }
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    pub(super) kind: i64,
    #[cfg_attr(not(feature = "receipts"), allow(dead_code, reason = "for verification"))]
    pub(super) version: i64,
    pub(super) value: Cow<'a, [u8]>,
}

/// The attributes of a receipt or of one purchase in it.
#[derive(Debug)]
pub(super) struct Attributes<'a>(Reader<'a>);

impl<'a> Attributes<'a> {
    /// From a SET OF attributes.
    pub(super) fn read(set: &'a [u8]) -> Result<Self> {
        let mut reader = Reader::new(set);
        let set = reader.expect(Tag::SET).map_err(in_attributes)?;
        reader.finish().map_err(in_attributes)?;
        Ok(Self(set.inside()))
    }

    /// The next one.
    pub(super) fn next(&mut self) -> Result<Option<Attribute<'a>>> {
        let mut read = || {
            let Some(element) = self.0.next()? else { return Ok(None) };
            if element.tag != Tag::SEQUENCE {
                return Err("an element that is no attribute");
            }
            let mut reader = element.inside();
            let kind = integer(&reader.required()?).ok_or(NO_INTEGER)?;
            let version = integer(&reader.required()?).ok_or(NO_INTEGER)?;
            let value = reader.required()?.octets()?;
            reader.finish()?;
            Ok(Some(Attribute { kind, version, value }))
        };
        read().map_err(in_attributes)
    }
}

const NO_INTEGER: Fault = "a type or version that is no INTEGER of 64 bits";

fn in_attributes(found: Fault) -> Error {
    Error::new(
        ErrorCode::ReceiptAttribute,
        "receipt attributes",
        "a SET OF type, version and value",
        found,
    )
}

/// The value of an attribute, which is an element itself.
pub(super) fn value<'a>(value: &'a [u8], subject: &str) -> Result<Element<'a>> {
    let mut reader = Reader::new(value);
    reader
        .required()
        .and_then(|element| reader.finish().map(|()| element))
        .map_err(|found| attribute_error(subject, "one element", found))
}

pub(super) fn attribute_error(
    subject: &str,
    expected: &'static str,
    found: impl Into<Cow<'static, str>>,
) -> Error {
    Error::new(ErrorCode::ReceiptAttribute, String::from(subject), expected, found)
}

/// An INTEGER that fits 64 bits.
pub(super) fn integer(element: &Element<'_>) -> Option<i64> {
    if element.tag != Tag::INTEGER {
        return None;
    }
    let (first, rest) = element.content.split_first()?;
    let first = i64::from(i8::from_be_bytes([*first]));
    rest.iter().try_fold(first, |value, byte| value.checked_mul(256)?.checked_add(i64::from(*byte)))
}

/// A string of ASCII or UTF-8.
pub(super) fn text<'a>(element: &Element<'a>, subject: &str) -> Result<&'a str> {
    /// UTF8String, PrintableString, IA5String: different generations of receipts use different
    /// ones for the same attribute.
    const STRINGS: [Tag; 3] = [Tag(0x0c), Tag(0x13), Tag(0x16)];
    if !STRINGS.contains(&element.tag) {
        let found = format!("an element with tag {:#04x}", element.tag.0);
        return Err(attribute_error(subject, "a string", found));
    }
    core::str::from_utf8(element.content)
        .map_err(|_| attribute_error(subject, "a string", "bytes that are not UTF-8"))
}
