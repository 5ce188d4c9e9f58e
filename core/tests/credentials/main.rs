//! Credential files as tools write them, through the public API. `tests/credentials/make.sh`
//! made the files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "../common/shared.rs"]
mod shared;

mod bad_input;
mod identities;
mod keys;
mod p12;
mod p12_write;
mod push;
mod pyca;
mod requests;

use waxwing::error::{Error, ErrorCode};
use waxwing::time::Timestamp;

const PASSWORD: &str = "secret";
const UNICODE: &str = "пароль密码";

/// Within the validity of every certificate here but the expired one.
fn now() -> Timestamp {
    // 2025-11-22T05:00:00Z
    Timestamp::from_secs(1_763_787_600).unwrap()
}

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/../tests/credentials/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn code<T>(result: Result<T, Error>) -> Option<ErrorCode> {
    result.err().map(|error| error.code())
}
