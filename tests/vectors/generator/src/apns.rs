//! Provider keys and tokens, device tokens, notifications and replies.

use crate::file::VectorFile;

pub(crate) fn files() -> Vec<VectorFile> {
    Vec::new()
}
