//! Push notifications: from a key and an intent to a request, and from a reply to what to do.
//!
//! ```
//! use waxwing::apns::{
//!     Action, Alert, DeviceToken, Environment, Expiration, Notification, Priority, ProviderKey,
//!     Reply,
//! };
//! use waxwing::time::Timestamp;
//! # const P8: &str = "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";
//!
//! // Once: the key, from the file AuthKey_ABC123DEFG.p8.
//! let key = ProviderKey::from_p8(P8, "ABC123DEFG", "DEF123GHIJ")?;
//!
//! // Once for each notification: every rule about headers and payload is checked here.
//! let note = Notification::alert("com.example.app", Alert::new("Ready", "Your order is here"))
//!     .priority(Priority::Immediate)
//!     .expiration(Expiration::Once)
//!     .build()?;
//! let push = note.prepare(Environment::Production);
//!
//! // For each device: a request for any HTTP/2 client.
//! let now = Timestamp::from_secs(1_437_179_036)?;
//! let device = DeviceToken::from_hex("00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0")?;
//! let request = push.request(&device, &key.token_at(now)?);
//! assert_eq!(request.uri().host(), Some("api.push.apple.com"));
//!
//! // What came back, and what to do about it.
//! let reply = Reply::parse(410, &http::HeaderMap::new(), br#"{"reason":"Unregistered","timestamp":1454948015990}"#);
//! let registered_at = Timestamp::from_secs(1_454_000_000)?;
//! assert_eq!(reply.verdict(registered_at).action, Action::DropDevice);
//! # Ok::<(), waxwing::error::Error>(())
//! ```
//!
//! Rules come from Apple's pages "Sending notification requests to APNs", "Generating a remote
//! notification", "Establishing a token-based connection to APNs" and "Handling notification
//! responses from APNs"; what only practice has shown says so.

mod activity;
mod alert;
mod backoff;
#[cfg(feature = "legacy-apns")]
pub mod binary;
mod broadcast;
mod builder;
mod bundle_id;
mod call;
mod certificate;
mod channel;
mod channels;
mod check;
mod device_token;
mod endpoint;
mod fit;
mod goaway;
mod header;
mod identifier;
mod key;
mod keyring;
mod lint;
mod lint_request;
mod lint_rules;
mod notification;
mod options;
mod payload;
mod priority;
mod push_type;
mod reason;
mod reply;
mod request;
mod rules;
mod session;
mod shape;
mod sound;
mod stability;
mod token;
mod topic;
mod verdict;

pub use activity::ActivityEvent;
pub use alert::Alert;
pub use backoff::Backoff;
pub use broadcast::Broadcast;
pub use builder::NotificationBuilder;
pub use call::Call;
pub use certificate::CertificateScope;
pub use channel::{Channel, ChannelId, StoragePolicy};
pub use channels::Channels;
pub use device_token::DeviceToken;
pub use endpoint::{Endpoint, Environment, Port};
pub use fit::Cut;
pub use goaway::GoAway;
pub use identifier::{KeyId, TeamId};
pub use key::ProviderKey;
pub use keyring::{KeyRing, KeyScope};
pub use lint::{Lint, LintCode};
pub use lint_request::lint_request;
pub use notification::Notification;
pub use payload::InterruptionLevel;
pub use priority::{Expiration, Priority};
pub use push_type::PushType;
pub use reason::{Reason, Source};
pub use reply::Reply;
pub use request::{DeviceRequest, Prepared};
pub use rules::{HeaderRule, PushAuth, PushTypeRules};
pub use session::{Because, Fate, Next, Outcome, Session, SessionPolicy};
pub use sound::Sound;
pub use stability::{HeaderStability, header_stability};
pub use token::{ProviderToken, TokenPolicy};
pub use topic::Topic;
pub use verdict::{Verdict, VerdictContext};

pub use crate::action::{Action, Scope};
