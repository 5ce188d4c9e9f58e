//! What can be wrong with how the simulator was set up.

use std::fmt;

/// Why the simulator does not start: one sentence for a person.
///
/// Only for mistakes in the set-up. What is wrong with a request is in the answer to it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SetUpError {
    message: String,
}

impl SetUpError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for SetUpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SetUpError {}
