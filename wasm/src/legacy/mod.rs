//! What services no longer take: for archives and migrations.

mod binary;
mod mpns;
mod vocabulary;

pub use binary::{
    BinaryDecoderHandle, FeedbackDecoderHandle, binary_frame, error_packet, feedback_drops,
    feedback_entry, read_error_packet,
};
pub use mpns::{
    MpnsNotificationHandle, read_mpns_reply, service_name, service_name_is,
    service_name_is_renewed_by,
};
pub use vocabulary::legacy_vocabulary;
