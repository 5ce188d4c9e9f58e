//! C interface of waxwing. What its users read is the header, `include/waxwing.h`.
//!
//! Functions here convert: C's arguments into the core's types, its results into handles and views.
//! They decide nothing about tokens, pushes or certificates.
//!
//! # The contract of every exported function
//!
//! * A pointer to a handle is NULL, or was handed out by this library for this type and has not
//!   been freed. NULL and misaligned pointers are noticed.
//! * Any other pointer is NULL, or can be read (`*const`) or written (`*mut`) for the call, where
//!   a count stands beside it for that many values. What is written to need not be initialized.
//! * A view is `{NULL, 0}`, or its `data` can be read for `len` bytes during the call.
//! * A handle that changes (a builder, a session and what is said to be like one) is used by one
//!   thread at a time. All others may be shared.
//!
//! Every body runs inside [`fence`]: a panic becomes a status.
//!
//! The order of modules, and of items within them, is the order of the header.

/// The `# Safety` section of every exported function.
///
/// By way of a macro, since the header, which is made of the same comments, says the same in its introduction, in C's words.
macro_rules! contract {
    () => {
        "# Safety\n\nPointers and views keep to the contract of the crate."
    };
}

// Plain values and errors.

pub mod bytes;

pub mod status;

pub mod error;

mod fence;

pub mod test_panic;

pub mod version;

// Both jobs name an environment.

pub mod environment;

// Verify.

pub mod root;

pub mod verifier_builder;

pub mod verifier;

pub mod pending;

pub mod ocsp;

mod document;

pub mod signed_object;

pub mod signed_object_field;

pub mod certificate;
mod collected;

pub mod unverified;

pub mod receipt;

pub mod meaning;

pub mod subscription_state;

pub mod entitlement;

// Push.

pub mod provider_key;

pub mod provider_token;

pub mod device_token;

pub mod push_type;

pub mod rules;

pub mod notification_builder;

pub mod alert;

pub mod option;

pub mod beginning;

pub mod lint;

pub mod notification;

mod fixed;

pub mod prepared;

pub mod request;

pub mod reply;

pub mod verdict;

pub mod call;

pub mod broadcast;

pub mod keyring;

pub mod goaway;

pub mod backoff;

// A session.

pub mod session_policy;

pub mod next;

pub mod outcome;

pub mod session;

// Key and certificate files.

pub mod credentials;

// Push to Windows.

pub mod windows;

// The protocol that APNs had before HTTP/2.

pub mod binary;

#[cfg(test)]
mod tests;
