//! Push to Windows: channels, and what goes over them.

mod channel_uri;
mod mpns_reply;
mod mpns_request;
mod wns_reply;
mod wns_request;
mod wns_token;

use crate::file::VectorFile;

pub(crate) fn files() -> Vec<VectorFile> {
    vec![
        channel_uri::file(),
        wns_token::file(),
        wns_request::file(),
        wns_reply::file(),
        mpns_request::file(),
        mpns_reply::file(),
    ]
}
