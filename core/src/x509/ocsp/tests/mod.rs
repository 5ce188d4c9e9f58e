//! Tests on answers that they make themselves, on foreign ones, and against OpenSSL.

mod answers;
mod make;
mod openssl;
mod pyca;
mod requests;
// The tests of another module read suites too.
#[allow(clippy::duplicate_mod)]
#[path = "../../../../tests/common/shared.rs"]
mod shared;
mod table_f;
