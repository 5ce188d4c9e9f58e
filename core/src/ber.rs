//! BER (X.690) from strangers: indefinite lengths, strings in pieces, bounded depth.
//!
//! What is DER goes through the strict reader of the `der` crate. This one is for the outer
//! layers of CMS and PKCS#12 that real writers write in BER. It copies nothing, keeps no state
//! but a place, and never calls itself: nesting is counted, not followed.

use alloc::borrow::Cow;
use alloc::vec::Vec;

/// How deep elements may be nested: four times as deep as any receipt or key file.
pub(crate) const MAX_DEPTH: usize = 32;

/// Why bytes are not BER, in words.
pub(crate) type Fault = &'static str;

type Read<T> = Result<T, Fault>;

pub(crate) const CUT_OFF: Fault = "an element that is cut off";
const LONG_TAG: Fault = "a tag of more than one byte";
const LENGTH: Fault = "a length that does not fit";
pub(crate) const TOO_DEEP: Fault = "elements nested too deeply";
const STRAY_END: Fault = "an end of contents without a beginning";
const PRIMITIVE: Fault = "a primitive element of indefinite length";
const LEFT_OVER: Fault = "bytes after the last element";

/// A tag of one byte: class, whether constructed, and a number up to 30.
///
/// Receipts, CMS and PKCS#12 have no longer ones, so those are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag(pub(crate) u8);

impl Tag {
    pub(crate) const INTEGER: Self = Self(0x02);
    pub(crate) const OCTET_STRING: Self = Self(0x04);
    pub(crate) const OBJECT_IDENTIFIER: Self = Self(0x06);
    pub(crate) const SEQUENCE: Self = Self(0x30);
    pub(crate) const SET: Self = Self(0x31);

    /// `[number]`, constructed; `number` is at most 30.
    pub(crate) const fn context(number: u8) -> Self {
        Self(0xa0 | number)
    }

    /// Whether elements stand inside.
    pub(crate) const fn is_constructed(self) -> bool {
        self.0 & 0x20 != 0
    }

    /// The same tag, constructed or not.
    const fn without_form(self) -> u8 {
        self.0 & !0x20
    }
}

/// One element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    pub(crate) tag: Tag,
    /// The contents, without the end-of-contents octets of an indefinite length.
    pub(crate) content: &'a [u8],
    /// The whole element as received.
    pub(crate) raw: &'a [u8],
}

impl<'a> Element<'a> {
    /// The elements inside.
    pub(crate) const fn inside(&self) -> Reader<'a> {
        Reader { rest: self.content }
    }

    /// The bytes of an OCTET STRING, joined if it came in pieces, however they are nested.
    pub(crate) fn octets(&self) -> Read<Cow<'a, [u8]>> {
        if self.tag.without_form() != Tag::OCTET_STRING.0 {
            return Err("another type than OCTET STRING");
        }
        self.string()
    }

    /// The bytes of a string of any type whose pieces are OCTET STRINGs: an `[n] IMPLICIT OCTET
    /// STRING` too.
    pub(crate) fn string(&self) -> Read<Cow<'a, [u8]>> {
        if !self.tag.is_constructed() {
            return Ok(Cow::Borrowed(self.content));
        }
        let mut joined = Vec::new();
        let mut open = Vec::new();
        let mut reader = self.inside();
        loop {
            match reader.next()? {
                None => match open.pop() {
                    Some(outer) => reader = outer,
                    None => return Ok(Cow::Owned(joined)),
                },
                Some(piece) if piece.tag.without_form() != Tag::OCTET_STRING.0 => {
                    return Err("another type inside an OCTET STRING");
                }
                Some(piece) if piece.tag.is_constructed() => {
                    if open.len() == MAX_DEPTH {
                        return Err(TOO_DEEP);
                    }
                    open.push(reader);
                    reader = piece.inside();
                }
                Some(piece) => joined.extend_from_slice(piece.content),
            }
        }
    }
}

/// Elements one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether nothing follows.
    #[cfg(feature = "credentials")]
    pub(crate) const fn is_finished(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag that comes next, of an element that may be cut off.
    #[cfg(feature = "credentials")]
    pub(crate) fn peek_tag(&self) -> Option<Tag> {
        self.rest.first().copied().map(Tag)
    }

    /// The next element, unless nothing follows.
    pub(crate) fn next(&mut self) -> Read<Option<Element<'a>>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let whole = self.rest;
        let (tag, length, content) = header(whole)?;
        let (content, rest) = match length {
            Some(length) => content.split_at_checked(length).ok_or(CUT_OFF)?,
            None => indefinite(content)?,
        };
        let raw = whole.len() - rest.len();
        self.rest = rest;
        Ok(Some(Element { tag, content, raw: whole.get(..raw).unwrap_or_default() }))
    }

    /// The next element, which must be there.
    pub(crate) fn required(&mut self) -> Read<Element<'a>> {
        self.next()?.ok_or("fewer elements than are due")
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: Tag) -> Read<Element<'a>> {
        let element = self.required()?;
        if element.tag == tag { Ok(element) } else { Err("an element of another type") }
    }

    /// The next element if it has this tag; otherwise it stays where it is.
    #[cfg(any(feature = "credentials", feature = "receipts"))]
    pub(crate) fn optional(&mut self, tag: Tag) -> Read<Option<Element<'a>>> {
        if self.rest.first() == Some(&tag.0) { self.next() } else { Ok(None) }
    }

    /// Nothing may follow.
    pub(crate) const fn finish(self) -> Read<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(LEFT_OVER) }
    }
}

/// What there is of the contents of an element that is cut off.
#[cfg(feature = "credentials")]
pub(crate) fn contents_of(bytes: &[u8]) -> Option<&[u8]> {
    header(bytes).ok().map(|(_, _, contents)| contents)
}

/// Tag, length (none: indefinite), and what follows them.
fn header(bytes: &[u8]) -> Read<(Tag, Option<usize>, &[u8])> {
    let (tag, rest) = bytes.split_first().ok_or(CUT_OFF)?;
    if tag & 0x1f == 0x1f {
        return Err(LONG_TAG);
    }
    let tag = Tag(*tag);
    if tag.0 == 0 {
        return Err(STRAY_END);
    }
    let (first, rest) = rest.split_first().ok_or(CUT_OFF)?;
    match first {
        0x80 if tag.is_constructed() => Ok((tag, None, rest)),
        0x80 => Err(PRIMITIVE),
        short @ ..0x80 => Ok((tag, Some(usize::from(*short)), rest)),
        0xff => Err(LENGTH),
        long => {
            let (octets, rest) = rest.split_at_checked(usize::from(long & 0x7f)).ok_or(CUT_OFF)?;
            let mut length = 0_usize;
            // BER permits leading zeros.
            for octet in octets {
                length = length
                    .checked_mul(256)
                    .and_then(|length| length.checked_add(usize::from(*octet)))
                    .ok_or(LENGTH)?;
            }
            Ok((tag, Some(length), rest))
        }
    }
}

/// Splits contents of indefinite length off at the end-of-contents octets that belong to them.
fn indefinite(content: &[u8]) -> Read<(&[u8], &[u8])> {
    let mut open = 1_usize;
    let mut rest = content;
    loop {
        if let Some(after) = rest.strip_prefix(&[0, 0]) {
            open -= 1;
            if open == 0 {
                return Ok((content.get(..content.len() - rest.len()).unwrap_or_default(), after));
            }
            rest = after;
            continue;
        }
        if rest == [0] {
            return Err(CUT_OFF);
        }
        let (_, length, after) = header(rest)?;
        rest = match length {
            // Definite contents are not looked into: whoever reads them will.
            Some(length) => after.get(length..).ok_or(CUT_OFF)?,
            None if open == MAX_DEPTH => return Err(TOO_DEEP),
            None => {
                open += 1;
                after
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One element with the shortest definite length.
    fn element(tag: Tag, content: &[u8]) -> Vec<u8> {
        let mut out = alloc::vec![tag.0];
        match u8::try_from(content.len()) {
            Ok(short @ ..0x80) => out.push(short),
            _ => {
                let octets = content.len().to_be_bytes();
                let from = octets.iter().position(|octet| *octet != 0).unwrap_or_default();
                let octets = octets.get(from..).unwrap_or_default();
                out.push(0x80 | u8::try_from(octets.len()).unwrap_or_default());
                out.extend_from_slice(octets);
            }
        }
        out.extend_from_slice(content);
        out
    }

    fn read(bytes: &[u8]) -> Read<Element<'_>> {
        let mut reader = Reader::new(bytes);
        let element = reader.required()?;
        reader.finish()?;
        Ok(element)
    }

    #[test]
    fn an_indefinite_length_ends_where_it_should() {
        let bytes = [0x30, 0x80, 0x30, 0x80, 0x02, 0x01, 0x00, 0, 0, 0x04, 0x02, 0, 0, 0, 0];
        let element = read(&bytes).unwrap();
        assert_eq!(element.content, &bytes[2..13]);
        let mut inside = element.inside();
        assert_eq!(inside.required().unwrap().content, [0x02, 0x01, 0x00]);
        // End-of-contents octets inside a definite length are data.
        assert_eq!(inside.required().unwrap().octets().unwrap().as_ref(), [0, 0]);
        assert_eq!(inside.next(), Ok(None));
    }

    #[test]
    fn a_string_in_pieces_is_joined() {
        let bytes = [
            0x24, 0x80, 0x24, 0x06, 0x04, 0x01, b'a', 0x04, 0x01, b'b', 0x04, 0x00, 0x24, 0x80,
            0x04, 0x01, b'c', 0, 0, 0, 0,
        ];
        assert_eq!(read(&bytes).unwrap().octets().unwrap().as_ref(), b"abc");
        let other = [0x24, 0x80, 0x0c, 0x01, b'a', 0, 0];
        assert_eq!(read(&other).unwrap().octets(), Err("another type inside an OCTET STRING"));
        assert_eq!(read(&[0x0c, 0x00]).unwrap().octets(), Err("another type than OCTET STRING"));
        // [0] IMPLICIT OCTET STRING
        let implicit = [0xa0, 0x80, 0x04, 0x01, b'a', 0x04, 0x01, b'b', 0, 0];
        assert_eq!(read(&implicit).unwrap().string().unwrap().as_ref(), b"ab");
    }

    #[test]
    fn what_is_not_ber_is_refused() {
        for (bytes, fault) in [
            (&[0x30][..], CUT_OFF),
            (&[0x30, 0x01], CUT_OFF),
            (&[0x30, 0x82, 0x01], CUT_OFF),
            (&[0x30, 0x80], CUT_OFF),
            (&[0x30, 0x80, 0x00], CUT_OFF),
            (&[0x30, 0x80, 0x02, 0x7f], CUT_OFF),
            (&[0x1f, 0x81, 0x01, 0x00], LONG_TAG),
            (&[0x04, 0x80, 0, 0], PRIMITIVE),
            (&[0x00, 0x00], STRAY_END),
            (&[0x00, 0x01, 0x00], STRAY_END),
            (&[0x30, 0x80, 0x00, 0x01], STRAY_END),
            (&[0x30, 0xff], LENGTH),
            (&[0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0], LENGTH),
            (&[0x30, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], CUT_OFF),
            (&[0x30, 0x00, 0x00], LEFT_OVER),
        ] {
            assert_eq!(read(bytes), Err(fault), "{bytes:02x?}");
        }
        assert_eq!(read(&[0x04, 0x83, 0, 0, 1, 7]).unwrap().content, [7], "leading zeros");
    }

    #[test]
    fn nesting_is_counted_and_not_followed() {
        let deep = |depth: usize| {
            let mut bytes = [0x24, 0x80].repeat(depth);
            bytes.extend([0x04, 0x01, 7]);
            bytes.extend([0, 0].repeat(depth));
            bytes
        };
        assert_eq!(read(&deep(MAX_DEPTH)).unwrap().octets().unwrap().as_ref(), [7]);
        assert_eq!(read(&deep(MAX_DEPTH + 1)), Err(TOO_DEEP));
        assert_eq!(read(&deep(10_000)), Err(TOO_DEEP));
        // With definite lengths the reader does not look inside, and joining stops in time.
        let mut definite = alloc::vec![0x04, 0x01, 7];
        for _ in 0..10_000 {
            definite = element(Tag(0x24), &definite);
        }
        let whole = read(&definite).unwrap();
        assert_eq!(whole.octets(), Err(TOO_DEEP));
    }

    #[test]
    fn any_prefix_is_refused_without_a_panic() {
        let bytes = [
            0x30, 0x80, 0x30, 0x03, 0x02, 0x01, 0x00, 0x24, 0x80, 0x04, 0x81, 0x02, 1, 2, 0, 0, 0,
            0,
        ];
        assert!(read(&bytes).is_ok());
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end]).is_err(), "{end}");
        }
    }
}
