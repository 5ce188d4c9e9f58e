//! Small helpers over the DER reader.

use alloc::borrow::Cow;
use alloc::format;

use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Reader, SliceReader, Tag, Tagged};

use crate::error::{Error, ErrorCode};

/// Why a certificate could not be read, before it is known which one it is.
pub(crate) enum Cause {
    Malformed(Cow<'static, str>),
    Known(Error),
}

pub(crate) type Parse<T> = Result<T, Cause>;

impl Cause {
    pub(crate) fn into_error(self, what: &'static str) -> Error {
        match self {
            Self::Malformed(found) => {
                Error::new(ErrorCode::MalformedCert, what, "a strict DER certificate", found)
            }
            Self::Known(error) => Error::new(
                error.code(),
                what,
                Cow::Owned(error.expected().into()),
                Cow::Owned(error.found().into()),
            ),
        }
    }
}

impl From<&'static str> for Cause {
    fn from(found: &'static str) -> Self {
        Self::Malformed(Cow::Borrowed(found))
    }
}

impl From<Error> for Cause {
    fn from(error: Error) -> Self {
        Self::Known(error)
    }
}

/// Says which part of a certificate a DER error is about. Certificates are public.
pub(crate) trait Context<T> {
    fn context(self, part: &'static str) -> Parse<T>;
}

impl<T> Context<T> for Result<T, der::Error> {
    fn context(self, part: &'static str) -> Parse<T> {
        self.map_err(|_| damaged(part))
    }
}

#[cold]
fn damaged(part: &'static str) -> Cause {
    Cause::Malformed(Cow::Owned(format!("damage in {part}")))
}

/// A reader over the contents of `der`, which must be exactly one SEQUENCE.
pub(crate) fn sequence<'a>(der: &'a [u8], part: &'static str) -> Parse<SliceReader<'a>> {
    let any: AnyRef<'a> = AnyRef::from_der(der).context(part)?;
    if any.tag() != Tag::Sequence {
        return Err(damaged(part));
    }
    SliceReader::new(any.value()).context(part)
}

/// The object identifier that comes next. The DER reader takes arcs that begin with padding,
/// which X.690 section 8.19.2 forbids, so that is checked here.
pub(crate) fn identifier(
    reader: &mut SliceReader<'_>,
    part: &'static str,
) -> Parse<ObjectIdentifier> {
    let any: AnyRef<'_> = reader.decode().context(part)?;
    let oid = any.decode_as().context(part)?;
    let mut arc_begins = true;
    for byte in any.value() {
        if arc_begins && *byte == 0x80 {
            return Err("an object identifier with padding".into());
        }
        arc_begins = byte & 0x80 == 0;
    }
    Ok(oid)
}
