//! How much work a file may cost.

use alloc::format;

use crate::error::{Error, ErrorCode, Result};

/// How large a file may be and how much work it may ask for.
///
/// The number of iterations stands in the file, so whoever wrote the file chooses it. NSS and
/// Firefox write 600 000, which takes about a second; the usual limit lets that through.
///
/// ```
/// use waxwing::credentials::Limits;
///
/// let small = Limits { max_iterations: 10_000, ..Limits::default() };
/// assert_eq!(small.max_bytes, 1024 * 1024);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes; usually 1 MiB.
    pub max_bytes: usize,
    /// The most iterations of one key derivation; usually 1 000 000. All derivations of a file
    /// together may take ten times as many.
    pub max_iterations: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 1024 * 1024, max_iterations: 1_000_000 }
    }
}

/// Key, certificates and MAC are three derivations of up to three blocks; a password that can be
/// written in two ways doubles some of them.
const DERIVATIONS: u64 = 10;

/// What is left of a file's work.
pub(super) struct Work {
    max_iterations: u64,
    left: u64,
}

impl Limits {
    pub(super) fn work(&self) -> Work {
        let max_iterations = u64::from(self.max_iterations);
        Work { max_iterations, left: max_iterations.saturating_mul(DERIVATIONS) }
    }

    pub(super) fn check_size(&self, bytes: &[u8], subject: &'static str) -> Result<()> {
        if bytes.len() <= self.max_bytes {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::TooLarge,
            subject,
            format!("at most {} bytes", self.max_bytes),
            format!("{} bytes", bytes.len()),
        ))
    }
}

impl Work {
    /// One derivation of so many iterations is allowed; nothing is spent yet.
    pub(super) fn check(&self, iterations: u64) -> Result<()> {
        if iterations <= self.max_iterations {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::TooManyIterations,
            "key derivation",
            format!("at most {} iterations", self.max_iterations),
            format!("{iterations}"),
        ))
    }

    /// Pays for `blocks` blocks of so many iterations each.
    pub(super) fn spend(&mut self, iterations: u64, blocks: u64) -> Result<()> {
        self.check(iterations)?;
        let cost = iterations.saturating_mul(blocks);
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            None => {
                return Err(Error::new(
                    ErrorCode::TooManyIterations,
                    "key derivations",
                    format!("at most {} iterations together", self.max_iterations * DERIVATIONS),
                    "more",
                ));
            }
        }
        Ok(())
    }
}
