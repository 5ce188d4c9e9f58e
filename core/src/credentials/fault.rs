//! Making errors, and what BER faults mean for a file.

use alloc::borrow::Cow;

use crate::ber;
use crate::error::{Error, ErrorCode};

/// What a reader of one kind of file says of damage.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) code: ErrorCode,
    pub(super) subject: &'static str,
    pub(super) expected: &'static str,
}

pub(super) const P12: Kind =
    Kind { code: ErrorCode::MalformedP12, subject: "PKCS#12 file", expected: "PKCS#12 version 3" };

pub(super) const KEY: Kind = Kind {
    code: ErrorCode::MalformedPrivateKey,
    subject: "private key",
    expected: "PKCS#8, PKCS#1 or SEC 1",
};

pub(super) const REQUEST: Kind =
    Kind { code: ErrorCode::MalformedRequest, subject: "certificate request", expected: "PKCS#10" };

impl Kind {
    pub(super) fn error(self, found: impl Into<Cow<'static, str>>) -> Error {
        Error::new(self.code, self.subject, self.expected, found)
    }

    /// The error for a fault: too deep and cut off have answers of their own.
    pub(super) fn fault(self, fault: ber::Fault) -> Error {
        match fault {
            ber::TOO_DEEP => Error::new(
                ErrorCode::NestedTooDeep,
                self.subject,
                alloc::format!("at most {} levels", ber::MAX_DEPTH),
                "more",
            ),
            ber::CUT_OFF => Error::new(
                ErrorCode::TruncatedFile,
                self.subject,
                "as many bytes as its lengths say",
                "an end before that",
            ),
            fault => self.error(fault),
        }
    }
}

/// One element whose length is there in full: what is cut off gets that as its answer, whatever
/// a strict reader says of it.
pub(super) fn check_whole(der: &[u8], subject: &'static str) -> crate::error::Result<()> {
    match ber::Reader::new(der).required() {
        Err(ber::CUT_OFF) => Err(Error::new(
            ErrorCode::TruncatedFile,
            subject,
            "as many bytes as its lengths say",
            "an end before that",
        )),
        _ => Ok(()),
    }
}
