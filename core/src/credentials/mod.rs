//! Key and certificate files: what they are, what they hold, what they may do.
//!
//! ```no_run
//! use waxwing::apns::Environment;
//! use waxwing::credentials::{Identity, Purpose};
//! use waxwing::time::Timestamp;
//! # let (p12, now) = (Vec::new(), Timestamp::EPOCH);
//!
//! let identity = Identity::from_p12(&p12, "secret")?;
//! for lint in identity.lints(&Purpose::default().environment(Environment::Production), now) {
//!     eprintln!("{}: {}. {}", lint.code, lint.found, lint.code.advice());
//! }
//! let (chain, key) = (identity.chain_pem(), identity.key_pem()); // for a TLS stack
//! # Ok::<(), waxwing::error::Error>(())
//! ```
//!
//! | type | what it does |
//! | --- | --- |
//! | [`sniff`] | says what a file is by its bytes, and what to do with it |
//! | [`Contents`] | opens a file of any kind: keys, certificates, requests |
//! | [`Identity`] | a key with its certificate and chain, as PEM, DER or `.p12`; its lints |
//! | [`PushCertificate`] | topics, environments, team and push types of a certificate |
//! | [`PrivateKey`], [`Certificate`], [`SubjectKey`] | one of each, RSA or elliptic curve |
//! | [`CertificateRequest`], [`UnsignedRequest`] | requests, signed here or by the host |
//!
//! A missing password is the same as an empty one for `.p12` files. Secrets are wiped when
//! dropped and never shown. What a file may cost is bounded by [`Limits`]. Nothing here draws
//! random numbers, so keys are not made: the command line, `openssl genpkey` or an HSM does that.

mod certificate;
mod cipher;
mod contents;
mod derive;
mod fault;
mod identity;
mod limits;
mod lint;
mod p12;
mod p12_write;
mod p8;
mod password;
mod pem;
mod private_key;
mod public_key;
mod push_certificate;
mod request;
mod scheme;
mod sniff;
mod write;

pub use certificate::Certificate;
pub use contents::Contents;
pub use identity::Identity;
pub use limits::Limits;
pub use lint::{Lint, LintCode, Purpose};
pub use p8::{key_id_from_file_name, signing_key};
pub use p12_write::P12Profile;
pub use private_key::PrivateKey;
pub use public_key::{KeyKind, SubjectKey};
pub use push_certificate::{CertificateFamily, CertificateTopic, PushCertificate};
pub use request::{CertificateRequest, RequestSubject, UnsignedRequest};
pub use sniff::{Format, Sniffed, sniff};
