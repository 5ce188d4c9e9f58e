//! WNS, the push service of Windows.
//!
//! ```
//! use waxwing::time::Timestamp;
//! use waxwing::windows::wns::{Notification, Reply, Toast, TokenReply, TokenRequest};
//! use waxwing::windows::{Action, Channel};
//!
//! // Once a day or so: an access token for the app.
//! let ask = TokenRequest::entra(
//!     "1c2d3e4f-0000-1111-2222-333344445555",
//!     "01234567-89ab-cdef-0123-456789abcdef",
//!     "the secret of the app registration",
//! )?;
//! let request = ask.request(); // … send it …
//! assert_eq!(request.uri().host(), Some("login.microsoftonline.com"));
//! let now = Timestamp::from_secs(1_763_760_000)?;
//! let body = br#"{"token_type":"Bearer","expires_in":"86399","access_token":"eyJ0eXAi"}"#;
//! let reply = TokenReply::from_parts(200, [("content-type", "application/json")], body, now);
//! let token = reply.token().unwrap();
//! assert!(token.is_fresh(now));
//!
//! // For each device:
//! let channel = Channel::parse("https://db5.notify.windows.com/?token=AwYAAAB8TgU")?;
//! let note = Notification::toast(Toast::new(["Ready", "Your order is here"])).ttl_s(3600).build()?;
//! let request = note.request(&channel, token)?; // … send it …
//! assert_eq!(request.headers()["x-wns-type"], "wns/toast");
//!
//! let reply = Reply::from_parts(410, [("x-wns-msg-id", "1F2E3D")], b"");
//! assert_eq!(reply.verdict().action, Action::DropChannel);
//! # Ok::<(), waxwing::error::Error>(())
//! ```
//!
//! Clients send HTTP/1.1 here, without `Expect: 100-continue`, and with the length of the body,
//! which they know: WNS takes no chunked bodies.

mod badge;
mod builder;
mod notification;
mod options;
mod removal;
mod reply;
mod toast;
mod token_reply;
mod token_request;

pub use badge::{Badge, Glyph};
pub use builder::{CachePolicy, NotificationBuilder};
pub use notification::{Kind, Notification};
pub use removal::ToastRemoval;
pub use reply::{DeviceStatus, NotificationStatus, Reply};
pub use toast::{Activation, Audio, Button, Crop, Duration, Image, Placement, Scenario, Toast};
pub use token_reply::{AccessToken, TokenReply};
pub use token_request::TokenRequest;
