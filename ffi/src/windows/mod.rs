//! Push to Windows.

pub mod channel_uri;
