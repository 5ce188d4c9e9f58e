//! What is there for pushing to Windows.

use super::{Export, Fallback, Nothing};
use crate::windows::channel_uri::*;
use crate::windows::wns::*;
use crate::windows::wns_reply::*;
use crate::windows::wns_token::*;

exports! {
    WINDOWS:
    waxwing_channel_uri_parse(_, _, _);
    waxwing_channel_uri_free(_);
    waxwing_channel_uri_kind(_);
    waxwing_channel_uri_text(_);
    waxwing_channel_uri_host(_);
    waxwing_channel_kind_name(_);
    waxwing_wns_token_request_legacy(_, _, _, _);
    waxwing_wns_token_request_phone(_, _, _, _);
    waxwing_wns_token_request_entra(_, _, _, _, _);
    waxwing_wns_token_new(_, _, _, _);
    waxwing_wns_token_free(_);
    waxwing_wns_token_text(_);
    waxwing_wns_token_expires_at_ms(_);
    waxwing_wns_token_refresh_at_ms(_);
    waxwing_wns_token_reply_parse(_, _, _, _, _, _, _);
    waxwing_wns_token_reply_free(_);
    waxwing_wns_token_reply_token(_);
    waxwing_wns_token_reply_oauth_error(_);
    waxwing_wns_token_reply_error_description(_);
    waxwing_wns_token_reply_verdict(_, _, _);
    waxwing_wns_notification_from_options(_, _, _);
    waxwing_wns_notification_free(_);
    waxwing_wns_notification_kind(_);
    waxwing_wns_notification_body(_);
    waxwing_wns_notification_request(_, _, _, _, _);
    waxwing_wns_remove_toasts(_, _, _, _, _);
    waxwing_wns_reply_parse(_, _, _, _, _, _, _);
    waxwing_wns_reply_free(_);
    waxwing_wns_reply_status(_);
    waxwing_wns_reply_is_success(_);
    waxwing_wns_reply_notification_status(_);
    waxwing_wns_reply_device_status(_);
    waxwing_wns_reply_error_description(_);
    waxwing_wns_reply_msg_id(_);
    waxwing_wns_reply_debug_trace(_);
    waxwing_wns_reply_ms_cv(_);
    waxwing_wns_reply_www_authenticate(_);
    waxwing_wns_reply_retry_after_s(_, _);
    waxwing_wns_reply_verdict(_, _, _);
}
