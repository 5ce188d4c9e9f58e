//! The apps whose objects and receipts are accepted.

use alloc::string::String;
use alloc::vec::Vec;

use super::identity::{list, shown};
use crate::error::{Error, ErrorCode, Result};

/// Bundle ids that are expected; none of them: any.
#[derive(Clone, Debug)]
pub(super) struct BundleIds(Vec<String>);

impl BundleIds {
    /// What a builder has collected: ids, or the wish for any.
    pub(super) fn new(ids: Vec<String>, any: bool) -> Result<Self> {
        let (expected, found) = match (ids.is_empty(), any) {
            (true, false) => ("at least one bundle id", "none"),
            (false, true) => ("either bundle ids or any", "both"),
            _ if ids.iter().any(String::is_empty) => ("a bundle id", "an empty text"),
            _ => return Ok(Self(ids)),
        };
        Err(Error::new(ErrorCode::InvalidInput, "bundle id", expected, found))
    }

    /// The id that was found at `path`, if it is expected.
    pub(super) fn check<'f>(
        &self,
        found: Option<&'f str>,
        path: impl FnOnce() -> String,
    ) -> Result<&'f str> {
        match found {
            None => {
                Err(Error::new(ErrorCode::MissingBundleId, path(), "a bundle id", "none at all"))
            }
            Some(found) if self.0.is_empty() || self.0.iter().any(|known| known == found) => {
                Ok(found)
            }
            Some(found) => Err(Error::new(
                ErrorCode::WrongBundleId,
                path(),
                list(self.0.iter().map(String::as_str)),
                shown(found),
            )),
        }
    }
}
