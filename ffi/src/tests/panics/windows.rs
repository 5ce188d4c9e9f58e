//! What is there for pushing to Windows.

use super::{Export, Fallback, Nothing};
use crate::windows::channel_uri::*;

exports! {
    WINDOWS:
    waxwing_channel_uri_parse(_, _, _);
    waxwing_channel_uri_free(_);
    waxwing_channel_uri_kind(_);
    waxwing_channel_uri_text(_);
    waxwing_channel_uri_host(_);
    waxwing_channel_kind_name(_);
}
