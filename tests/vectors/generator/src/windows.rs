//! Push to Windows: channels, and what goes over them.

mod channel_uri;

use crate::file::VectorFile;

pub(crate) fn files() -> Vec<VectorFile> {
    vec![channel_uri::file()]
}
