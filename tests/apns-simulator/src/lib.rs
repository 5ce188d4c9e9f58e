//! A local APNs over real TLS and HTTP/2, for tests and demos.
//!
//! It verifies the provider token, checks every header, the path and the body of a push, and answers with Apple's statuses,
//! headers and reasons. It listens on loopback only and delivers nothing.
//!
//! ```
//! use apns_simulator::{ManualClock, Simulator, ThrowAwayKey};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let key = ThrowAwayKey::new("ABC123DEFG", "DEF123GHIJ")?;      // key.pem() goes to the client
//! let apns = Simulator::builder()
//!     .key(key.known().topic("com.example.app"))
//!     .clock(ManualClock::at_seconds(1_437_179_036))
//!     .unregistered_at("00ff", 1_437_000_000_000)
//!     .start()
//!     .await?;
//! println!("push to {}, trusting {}", apns.url(), apns.certificate_pem);
//! assert!(apns.requests().is_empty());
//! apns.stop().await;
//! # Ok::<(), apns_simulator::SetUpError>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is checked, in which order, is one list: [`DEVICE_PUSH_CHECKS`]. Nothing of it is shared with the code under test.
#![forbid(unsafe_code)]

mod authority;
mod broadcast;
mod certificate;
mod channel;
mod client_certificate;
mod clock;
mod connection;
mod der;
mod device_push;
mod device_token;
mod error;
mod fault;
mod fleet;
mod frame;
mod identifier;
mod key;
mod mutual_tls;
mod payload;
mod provider;
mod push_type;
mod reason;
mod record;
mod refusal;
mod reply;
mod report;
mod request;
mod seed;
mod server;
mod service;
mod session;
mod simulator;
mod streams;
mod token;
mod wire;

pub use authority::{Grant, ThrowAwayAuthority};
pub use clock::{Clock, ManualClock, ShiftedClock, SystemClock};
pub use device_push::{Check, DEVICE_PUSH_CHECKS};
pub use error::SetUpError;
pub use fault::{Fault, FaultRates};
pub use fleet::Fleet;
pub use key::{Environment, KnownKey, ThrowAwayKey};
pub use reason::Reason;
pub use record::Record;
pub use report::Report;
pub use simulator::{Builder, Running, Simulator};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
