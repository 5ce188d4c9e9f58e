//! waxwing.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

pub mod apns;
pub mod app_store;
pub mod crypto;
pub mod error;
mod hex;
pub mod jose;
pub mod json;
pub mod time;
pub mod x509;
