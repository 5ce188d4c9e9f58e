//! Which kind of object a payload is.

use core::fmt;

use crate::error::{Error, ErrorCode, Result};
use crate::json::Object;

/// The kinds of object that the App Store signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// An App Store Server Notification V2.
    Notification,
    /// A transaction.
    Transaction,
    /// Renewal info.
    RenewalInfo,
    /// An app transaction.
    AppTransaction,
    /// A request of the Retention Messaging API.
    RealtimeRequest,
}

impl Kind {
    /// The name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notification => "notification",
            Self::Transaction => "transaction",
            Self::RenewalInfo => "renewalInfo",
            Self::AppTransaction => "appTransaction",
            Self::RealtimeRequest => "realtimeRequest",
        }
    }

    /// The kind with this name.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `kind` for another text.
    pub fn from_name(name: &str) -> Result<Self> {
        [
            Self::Notification,
            Self::Transaction,
            Self::RenewalInfo,
            Self::AppTransaction,
            Self::RealtimeRequest,
        ]
        .into_iter()
        .find(|kind| kind.name() == name)
        .ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidInput,
                "kind",
                "notification, transaction, renewalInfo, appTransaction or realtimeRequest",
                "another text",
            )
        })
    }

    /// Tells the kind by the fields that only it has. Renewal info, which may have none of its
    /// own, comes last: it alone names neither an app nor a transaction.
    pub(super) fn of(payload: &Object) -> Option<Self> {
        const TELLING: [(&str, Kind); 14] = [
            ("notificationType", Kind::Notification),
            ("data", Kind::Notification),
            ("summary", Kind::Notification),
            ("externalPurchaseToken", Kind::Notification),
            ("appData", Kind::Notification),
            ("receiptType", Kind::AppTransaction),
            ("userLocale", Kind::RealtimeRequest),
            ("requestIdentifier", Kind::RealtimeRequest),
            ("transactionId", Kind::Transaction),
            ("bundleId", Kind::Transaction),
            ("autoRenewStatus", Kind::RenewalInfo),
            ("autoRenewProductId", Kind::RenewalInfo),
            ("originalTransactionId", Kind::RenewalInfo),
            ("environment", Kind::RenewalInfo),
        ];
        TELLING.into_iter().find(|(key, _)| payload.get(key).is_some()).map(|(_, kind)| kind)
    }

    /// The kind of a payload, refused when another one was asked for.
    pub(super) fn expect(payload: &Object, expected: Option<Self>) -> Result<Self> {
        match (Self::of(payload), expected) {
            (Some(found), None) => Ok(found),
            (Some(found), Some(expected)) if found == expected => Ok(found),
            (found, expected) => Err(Error::new(
                ErrorCode::WrongKind,
                "payload",
                expected.map_or("an object of a known kind", Self::name),
                found.map_or("an object of no known kind", Self::name),
            )),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
