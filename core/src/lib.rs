//! waxwing.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

pub mod apns;
pub mod crypto;
pub mod error;
pub mod jose;
pub mod json;
pub mod time;
pub mod x509;
