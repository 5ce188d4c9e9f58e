//! Provider keys and tokens, device tokens, notifications and replies.

mod device_token;
mod key_file;
mod notification;
mod provider_key;
mod provider_token;
mod reply;

use crate::file::VectorFile;

pub(crate) fn files() -> Vec<VectorFile> {
    vec![
        provider_key::file(),
        provider_token::file(),
        device_token::file(),
        notification::file(),
        reply::file(),
    ]
}
