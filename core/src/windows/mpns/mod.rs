//! MPNS, the push service of Windows Phone 7 and 8: the archive of a closed service.
//!
//! Microsoft stopped it on 20 February 2018; nothing answers any more. This is here for those who
//! read or replay what was sent, and for the old channels that databases still have. Apps of
//! Windows since 8, and of Windows Phone since 8.1, are reached by [`wns`](super::wns).
//!
//! ```
//! use waxwing::windows::mpns::{Delay, Notification, Reply, Toast};
//! use waxwing::windows::{Action, Channel};
//!
//! let channel = Channel::parse("http://sn1.notify.live.net/throttledthirdparty/01.00/AAFRQHgii")?;
//! let note = Notification::toast(Toast::new("Ready", "Your order is here").param("/Order.xaml?id=42"))
//!     .delay(Delay::Within450Seconds)
//!     .build()?;
//! let request = note.request(&channel)?;
//! assert_eq!(request.headers()["x-notificationclass"], "12");
//!
//! let headers = [("X-NotificationStatus", "Received"), ("X-SubscriptionStatus", "Expired")];
//! assert_eq!(Reply::from_parts(200, headers, b"").verdict().action, Action::DropChannel);
//! # Ok::<(), waxwing::error::Error>(())
//! ```
//!
//! Rules come from Microsoft's pages "Sending push notifications for Windows Phone" and "Push
//! notification service response codes for Windows Phone"; limits of size are those that senders
//! found.

mod builder;
mod notification;
mod options;
mod reply;
mod service_name;
mod tile;
mod toast;

pub use builder::{Delay, NotificationBuilder, OsLevel};
pub use notification::{Kind, Notification};
pub use reply::{DeviceStatus, NotificationStatus, Reply, SubscriptionStatus};
pub use service_name::ServiceName;
pub use tile::{Field, Template, Tile, TileField, TileValue};
pub use toast::{Sound, Toast};
