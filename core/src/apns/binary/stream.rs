//! Bytes as they come in, cut into what stands in them.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::error::{Error, ErrorCode, Result};

/// What the first bytes are.
pub(super) enum Step<T> {
    /// As many bytes in all are needed to go on.
    Need(usize),
    /// One item, and how many bytes it took.
    Item(T, usize),
}

pub(super) fn malformed(expected: &'static str, found: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::MalformedFrame, "frame", expected, found)
}

/// What is left of the bytes so far: never more than one item.
#[derive(Clone, Debug, Default)]
pub(super) struct Stream {
    rest: Vec<u8>,
    fault: Option<Error>,
}

impl Stream {
    /// Every item that is whole by now. A fault comes after the items in front of it: in the
    /// next call.
    pub(super) fn feed<T>(
        &mut self,
        bytes: &[u8],
        step: impl Fn(&[u8]) -> Result<Step<T>>,
    ) -> Result<Vec<T>> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        self.rest.extend_from_slice(bytes);
        let mut items = Vec::new();
        let mut from = 0;
        while let Some(rest) = self.rest.get(from..).filter(|rest| !rest.is_empty()) {
            match step(rest) {
                Ok(Step::Need(_)) => break,
                Ok(Step::Item(item, length)) => {
                    items.push(item);
                    from += length;
                }
                Err(fault) => {
                    self.fault = Some(fault.clone());
                    self.rest = Vec::new();
                    return if items.is_empty() { Err(fault) } else { Ok(items) };
                }
            }
        }
        // What stays is short, and so is what is kept for it.
        self.rest = self.rest.split_off(from.min(self.rest.len()));
        Ok(items)
    }

    /// How many bytes more the next item needs, at least.
    pub(super) fn needed<T>(&self, step: impl Fn(&[u8]) -> Result<Step<T>>) -> usize {
        match step(&self.rest) {
            Ok(Step::Need(length)) => length.saturating_sub(self.rest.len()),
            _ => 0,
        }
    }

    pub(super) fn finish(&self) -> Result<()> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        if self.rest.is_empty() {
            return Ok(());
        }
        let found = alloc::format!("an end after {} bytes of one", self.rest.len());
        Err(malformed("whole frames", found))
    }
}

/// Reads from the front.
pub(super) struct Bytes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The next bytes, or how many there would have to be in all.
    pub(super) fn take(&mut self, length: usize) -> core::result::Result<&'a [u8], usize> {
        let end = self.at.saturating_add(length);
        let taken = self.bytes.get(self.at..end).ok_or(end)?;
        self.at = end;
        Ok(taken)
    }

    fn number(&mut self, length: usize) -> core::result::Result<u32, usize> {
        Ok(self.take(length)?.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    pub(super) fn u8(&mut self) -> core::result::Result<u8, usize> {
        Ok(self.take(1)?.iter().fold(0, |_, byte| *byte))
    }

    /// A length of two bytes.
    pub(super) fn length(&mut self) -> core::result::Result<usize, usize> {
        Ok(self.take(2)?.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }

    pub(super) fn u32(&mut self) -> core::result::Result<u32, usize> {
        self.number(4)
    }
}

/// The bytes of hexadecimal digits that were checked before.
pub(super) fn unhex(digits: &str) -> Vec<u8> {
    let digit =
        |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok()).unwrap_or(0);
    let (pairs, _) = digits.as_bytes().as_chunks::<2>();
    pairs.iter().map(|[high, low]| digit(*high) << 4 | digit(*low)).collect()
}
