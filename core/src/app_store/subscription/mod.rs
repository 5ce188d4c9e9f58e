//! What a purchase grants: verified events in any order, reduced to one state.

mod entitlement;
mod event;
mod facts;
mod notification;
mod payloads;
mod period;
mod state;
mod storage;
#[cfg(test)]
mod tests;

pub use entitlement::{Entitlement, EntitlementReason, EntitlementState};
pub use event::SubscriptionEvent;
pub use notification::{
    NotificationCarrier, NotificationMeaning, NotificationSource, NotificationTopic,
};
pub use payloads::SubscriptionPayloads;
pub use period::{
    SubscriptionNotice, SubscriptionOffer, SubscriptionPeriod, SubscriptionRenewal,
    SubscriptionRevocation,
};
pub use state::{Applied, SubscriptionState};
