//! Key and certificate files.
//!
//! What is secret comes in by value, to be wiped here, and goes out as a copy of the host's own: text and bytes that
//! the glue would copy and give back are not wiped by it.

mod certificate;
mod contents;
mod identity;
mod private_key;
mod request;
mod secret;
mod vocabulary;

pub use certificate::{
    certificate_days_left, certificate_lints, certificate_scope, push_certificate, read_certificate,
};
pub use contents::{ContentsHandle, key_id_from_file_name, sniff_file};
pub use identity::IdentityHandle;
pub use private_key::PrivateKeyHandle;
pub use request::{assemble_request, read_request, sign_request, unsigned_request};
pub use secret::HostBytes;
pub use vocabulary::credentials_vocabulary;
