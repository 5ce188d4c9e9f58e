//! A DER writer that can also write what DER forbids.
//!
//! Everything is bytes in, bytes out: a malformed element is an ordinary element with other
//! bytes, put where a good one would stand.

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const UTF8_STRING: u8 = 0x0c;
pub(crate) const PRINTABLE_STRING: u8 = 0x13;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

pub(crate) const NULL: [u8; 2] = [0x05, 0x00];

/// One element with the shortest definite length.
pub(crate) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    with_length(tag, &length(content.len()), content)
}

/// One element with length octets of the caller's choice.
pub(crate) fn with_length(tag: u8, length: &[u8], content: &[u8]) -> Vec<u8> {
    [&[tag], length, content].concat()
}

/// The shortest definite length (X.690 section 10.1).
pub(crate) fn length(n: usize) -> Vec<u8> {
    match u8::try_from(n) {
        Ok(short @ 0..=0x7f) => vec![short],
        _ => {
            let bytes: Vec<u8> =
                n.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            let count = u8::try_from(bytes.len()).expect("eight bytes at most");
            [&[0x80 | count], &bytes[..]].concat()
        }
    }
}

/// The length written with `count` octets, more than it needs.
pub(crate) fn long_length(n: usize, count: usize) -> Vec<u8> {
    let bytes = n.to_be_bytes();
    let mut octets = vec![0; count.saturating_sub(bytes.len())];
    octets.extend(&bytes[bytes.len().saturating_sub(count)..]);
    [&[0x80 | u8::try_from(count).expect("a short count")], &octets[..]].concat()
}

/// The header of an element split off its content.
pub(crate) fn content(element: &[u8]) -> &[u8] {
    match element[1] {
        short @ 0..=0x7f => &element[2..2 + usize::from(short)],
        long => &element[2 + usize::from(long & 0x7f)..],
    }
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(SEQUENCE, &parts.concat())
}

pub(crate) fn set(parts: &[&[u8]]) -> Vec<u8> {
    element(SET, &parts.concat())
}

/// `[n] EXPLICIT`
pub(crate) fn explicit(n: u8, inner: &[u8]) -> Vec<u8> {
    element(0xa0 | n, inner)
}

/// An INTEGER from exactly these content octets.
pub(crate) fn integer(content: &[u8]) -> Vec<u8> {
    element(INTEGER, content)
}

/// A non-negative INTEGER from big-endian bytes of any length.
pub(crate) fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let mut content: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    if content.first().is_none_or(|first| first & 0x80 != 0) {
        content.insert(0, 0);
    }
    integer(&content)
}

pub(crate) fn boolean(octet: u8) -> Vec<u8> {
    element(BOOLEAN, &[octet])
}

pub(crate) fn octets(content: &[u8]) -> Vec<u8> {
    element(OCTET_STRING, content)
}

/// A BIT STRING of whole octets.
pub(crate) fn bits(content: &[u8]) -> Vec<u8> {
    bits_unused(0, content)
}

pub(crate) fn bits_unused(unused: u8, content: &[u8]) -> Vec<u8> {
    element(BIT_STRING, &[&[unused], content].concat())
}

pub(crate) fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().expect("an arc")).collect();
    let mut content = Vec::new();
    for arc in std::iter::once(arcs[0] * 40 + arcs[1]).chain(arcs[2..].iter().copied()) {
        let mut septets = vec![arc & 0x7f];
        let mut rest = arc >> 7;
        while rest > 0 {
            septets.push(0x80 | (rest & 0x7f));
            rest >>= 7;
        }
        content.extend(septets.iter().rev().map(|s| u8::try_from(*s).expect("an octet")));
    }
    element(0x06, &content)
}

/// `depth` SEQUENCEs inside each other, with definite lengths.
pub(crate) fn nested(depth: usize) -> Vec<u8> {
    // From the inside out, written backwards: quadratic copying would take long.
    let mut reversed: Vec<u8> = Vec::new();
    for _ in 0..depth {
        let length = length(reversed.len());
        reversed.extend(length.iter().rev());
        reversed.push(SEQUENCE);
    }
    reversed.reverse();
    reversed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_x690_shows() {
        assert_eq!(
            oid("1.2.840.113635.100.6.2.1"),
            b"\x06\x0a\x2a\x86\x48\x86\xf7\x63\x64\x06\x02\x01"
        );
        assert_eq!(oid("2.5.29.19"), b"\x06\x03\x55\x1d\x13");
        assert_eq!(length(127), [127]);
        assert_eq!(length(128), [0x81, 128]);
        assert_eq!(length(65_536), [0x83, 1, 0, 0]);
        assert_eq!(long_length(5, 2), [0x82, 0, 5]);
        assert_eq!(long_length(5, 9), [0x89, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
        assert_eq!(unsigned(&[0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(unsigned(&[0, 0]), [2, 1, 0]);
        assert_eq!(nested(3), [0x30, 4, 0x30, 2, 0x30, 0]);
        assert_eq!(content(&element(SEQUENCE, &[7; 200])), [7; 200]);
    }
}
