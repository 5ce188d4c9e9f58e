//! What a purchase grants: verified events in any order, reduced to one state.

mod notification;

pub use notification::{
    NotificationCarrier, NotificationMeaning, NotificationSource, NotificationTopic,
};
