//! The program `waxwing`, run as people and programs run it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests, outside of test functions"
)]

mod common;
mod convert;
mod inspect;
#[cfg(unix)]
mod openssl_page;
mod push;
mod readme;
mod verify;
