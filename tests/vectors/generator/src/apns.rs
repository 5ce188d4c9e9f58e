//! Provider keys and tokens, device tokens, notifications, channels and replies.

mod binary;
mod broadcast;
mod certificate_scope;
mod channel;
mod device_token;
mod goaway;
pub(crate) mod key_file;
mod keyring;
mod lint;
mod notification;
mod provider_key;
mod provider_token;
mod push_types;
mod reply;
mod session;

use crate::file::VectorFile;

pub(crate) fn files() -> Vec<VectorFile> {
    vec![
        provider_key::file(),
        provider_token::file(),
        device_token::file(),
        notification::file(),
        lint::file(),
        push_types::types_file(),
        push_types::options_file(),
        reply::file(),
        binary::file(),
        broadcast::file(),
        channel::file(),
        keyring::file(),
        certificate_scope::file(),
        goaway::file(),
        goaway::backoff_file(),
        session::file(),
    ]
}
