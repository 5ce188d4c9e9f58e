//! Values by their names.

use alloc::vec::Vec;

use crate::error::{Error, ErrorCode, Result};

/// The value of this name.
pub(super) fn by_name<T: Copy>(
    subject: &'static str,
    all: &[T],
    name_of: fn(T) -> &'static str,
    name: &str,
) -> Result<T> {
    all.iter().copied().find(|value| name_of(*value) == name).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|value| name_of(*value)).collect();
        Error::new(ErrorCode::InvalidInput, subject, names.join(", "), "another name")
    })
}
