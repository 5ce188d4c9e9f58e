//! What is there for the binary protocol of APNs.

use super::{Export, Fallback, Nothing};
use crate::binary::*;

exports! {
    LEGACY:
    waxwing_binary_bytes_free(_);
    waxwing_binary_bytes_view(_);
    waxwing_binary_notification_write(_, _, _);
    waxwing_binary_frame_name(_);
    waxwing_binary_decoder_new();
    waxwing_binary_decoder_free(_);
    waxwing_binary_decoder_feed(_, _, _, _);
    waxwing_binary_decoder_needed(_);
    waxwing_binary_decoder_finish(_, _);
    waxwing_binary_received_free(_);
    waxwing_binary_received_item(_, _, _);
    waxwing_binary_received_other_item(_, _, _, _);
    waxwing_binary_received_builder(_, _, _, _);
    waxwing_binary_error_read(_, _, _);
    waxwing_binary_error_write(_, _, _, _);
    waxwing_feedback_decoder_new();
    waxwing_feedback_decoder_free(_);
    waxwing_feedback_decoder_feed(_, _, _, _);
    waxwing_feedback_decoder_needed(_);
    waxwing_feedback_decoder_finish(_, _);
    waxwing_feedback_entries_free(_);
    waxwing_feedback_entries_item(_, _, _);
    waxwing_feedback_entries_drops(_, _, _);
    waxwing_feedback_entry_write(_, _, _);
}
