//! Everything between a server and Apple's push and billing services except the socket; Windows push
//! beside it.
//!
//! waxwing turns intent into requests, and Apple's bytes into typed facts and next actions. It
//! is *sans-IO*: pure functions that open nothing, read no clock, draw no randomness and store
//! nothing. You bring the HTTP client, the time and the storage.
//!
//! ```
//! use waxwing::apns::{Alert, DeviceToken, Environment, Notification, ProviderKey, Reply};
//! use waxwing::time::Timestamp;
//! # const P8: &str = "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";
//! # const TOKEN: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
//!
//! let key = ProviderKey::from_p8(P8, "ABC123DEFG", "DEF123GHIJ")?;
//! let note = Notification::alert("com.example.app", Alert::new("Ready", "Your order is here"))
//!     .build()?;
//! let push = note.prepare(Environment::Production);
//!
//! let now = Timestamp::from_secs(1_763_760_000)?;
//! let request = push.request(&DeviceToken::from_hex(TOKEN)?, &key.token_at(now)?);
//! // … send `request` with hyper, reqwest or any client of the `http` crate …
//! let reply = Reply::parse(200, &http::HeaderMap::new(), b"");
//! assert_eq!(reply.verdict(None).action.name(), "delivered");
//! # Ok::<(), waxwing::error::Error>(())
//! ```
//!
//! # What is here
//!
//! | module | what it does |
//! | --- | --- |
//! | [`apns`] | provider keys and tokens, notifications, requests, replies and what to do about them |
//! | [`app_store`] | verifies notifications, transactions and renewal info that the App Store signed, and tells what a purchase grants |
//! | `credentials` | with the feature of that name: key and certificate files, what they hold and what they may push |
//! | [`windows`] | channels, WNS with its access tokens, and with the feature `legacy-mpns` the MPNS of old Windows Phones |
//! | [`x509`] | certificates, pinned roots, the chain rule |
//! | [`jose`] | strict base64url, compact JWS, ES256 |
//! | [`crypto`] | the one seam to cryptography, where a host can put its own |
//! | [`json`] | JSON from strangers: bounded, no duplicate keys |
//! | [`time`] | milliseconds that cannot be mistaken for seconds |
//! | [`error`](mod@error) | one error type, one numbered list of codes |
//!
//! # What is not
//!
//! No sockets, no TLS, no retries that sleep, no storage, no queues.
//!
//! # Errors and panics
//!
//! A refusal says which rule was broken, what was expected and what was found, and never shows
//! keys, tokens or payloads. A server's refusal is data, a [`Reply`](apns::Reply), not an error.
//! No input makes this crate panic; a panic would be a defect.
//!
//! # Security
//!
//! Signatures are deterministic (RFC 6979). The cryptography is that of the RustCrypto crates,
//! which state themselves that they have had no independent audit. What is promised and what is
//! left to the caller stands in the repository's `SECURITY.md`.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

mod action;
pub mod apns;
pub mod app_store;
mod ber;
#[cfg(feature = "credentials")]
pub mod credentials;
pub mod crypto;
pub mod error;
mod given;
mod header;
mod hex;
mod http_date;
pub mod jose;
pub mod json;
mod rfc3339;
pub mod time;
pub mod windows;
pub mod x509;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
