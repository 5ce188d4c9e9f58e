//! The state of one purchase and its renewals, and how events join it.

use alloc::collections::BTreeMap;
use alloc::string::String;

use super::event::SubscriptionEvent;
use super::facts::{NoticeFacts, RenewalFacts, RevocationFacts, TransactionFacts, join};
use crate::app_store::identity::shown;
use crate::app_store::payload::{Environment, NotificationType, RenewalInfo, Transaction};
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

/// What Apple's signed objects say together about one purchase and its renewals.
///
/// Feed it every verified notification, transaction and renewal info of one original
/// transaction, in any order and as often as they come; ask it for the entitlement at a time.
/// Apple repeats notifications, delivers them in no order and recommends to compare signing
/// dates (Apple: signedDate). This does: of each source, each transaction and the renewal info,
/// the object signed last counts. So the same set of events gives the same state on every
/// machine, however it arrived, and two states of the same purchase can be [merged](Self::merge).
///
/// The signed transaction and renewal info decide. A notification's type and status are kept as
/// news, and give the reason of an expiry where renewal info is missing.
///
/// All dates are milliseconds since 1970, all prices thousandths of the currency unit.
///
/// ```
/// use waxwing::app_store::{EntitlementState, Environment, SubscriptionState, Transaction};
/// use waxwing::time::Timestamp;
///
/// let mut transaction = Transaction::default(); // from `Verifier::transaction`
/// transaction.original_transaction_id = Some("2000000000000001".into());
/// transaction.transaction_id = Some("2000000000000001".into());
/// transaction.bundle_id = Some("com.example.app".into());
/// transaction.environment = Some(Environment::Production);
/// transaction.product_id = Some("pro.monthly".into());
/// transaction.signed_date = Some(Timestamp::from_millis(1_763_760_000_500));
/// transaction.purchase_date = Some(Timestamp::from_millis(1_763_760_000_000));
/// transaction.expires_date = Some(Timestamp::from_millis(1_766_352_000_000));
///
/// let mut state = SubscriptionState::new(
///     "com.example.app",
///     Environment::Production,
///     "2000000000000001",
/// );
/// state.apply(&transaction)?;
///
/// let entitlement = state.entitlement_at(Timestamp::from_millis(1_764_000_000_000));
/// match entitlement.state {
///     EntitlementState::Active | EntitlementState::GracePeriod => { /* let them in */ }
///     EntitlementState::BillingRetry => { /* ask for another card */ }
///     _ => { /* closed: `entitlement.reason` says why */ }
/// }
/// assert_eq!(entitlement.until, transaction.expires_date);
///
/// let stored = state.to_json(); // between events: in your database
/// assert_eq!(SubscriptionState::from_json(&stored)?, state);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionState {
    pub(super) bundle_id: String,
    pub(super) environment: Environment,
    pub(super) original_transaction_id: String,
    /// The newest transactions, at most [`Self::MAX_TRANSACTIONS`].
    pub(super) entries: BTreeMap<Key, Entry>,
    pub(super) renewal: Option<RenewalFacts>,
    /// The last notification.
    pub(super) notice: Option<NoticeFacts>,
    /// The last notification of an expiry.
    pub(super) expiry: Option<NoticeFacts>,
}

/// What applying an event did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Applied {
    /// It told something new: store the state.
    Changed,
    /// It was known, or older than what is known.
    Unchanged,
    /// It is a notification about no purchase, such as a test.
    Unrelated,
}

impl Applied {
    /// Every value.
    pub const ALL: &'static [Self] = &[Self::Changed, Self::Unchanged, Self::Unrelated];

    /// The name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Unrelated => "unrelated",
        }
    }
}

/// By what a transaction is found, and how new it is: fields that Apple does not change.
///
/// It must not depend on who was signed last, or which transactions are dropped as the oldest
/// would depend on the order of events.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) purchase_date: Option<i64>,
    /// Ids are digits: a longer one is greater.
    id_length: usize,
    pub(super) transaction_id: String,
}

/// What is known of one transaction. Each part is joined for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The last word.
    pub(super) last: TransactionFacts,
    /// The earliest signing date seen.
    pub(super) first_signed: i64,
    /// The last word that had a revocation.
    pub(super) revocation: Option<RevocationFacts>,
    /// The last notification about a refund.
    pub(super) refund: Option<NoticeFacts>,
}

impl Key {
    pub(super) fn new(purchase_date: Option<i64>, transaction_id: &str) -> Self {
        Self {
            purchase_date,
            id_length: transaction_id.len(),
            transaction_id: transaction_id.into(),
        }
    }
}

impl Entry {
    pub(super) fn of(last: TransactionFacts) -> Self {
        let (first_signed, revocation) = (last.signed_date, last.revocation());
        Self { last, first_signed, revocation, refund: None }
    }

    fn join(&mut self, other: &Self) -> bool {
        let mut changed = join(&mut self.revocation, other.revocation.as_ref());
        changed |= join(&mut self.refund, other.refund.as_ref());
        if self.last < other.last {
            self.last = other.last.clone();
            changed = true;
        }
        if self.first_signed > other.first_signed {
            self.first_signed = other.first_signed;
            changed = true;
        }
        changed
    }
}

impl SubscriptionState {
    /// How many transactions are kept: the newest by purchase date. A weekly subscription fills
    /// this in seven months; what is older decides nothing any more.
    pub const MAX_TRANSACTIONS: usize = 32;

    /// The empty state of a purchase.
    ///
    /// Environments are separate worlds: the sandbox can hand out an id that production has too.
    /// Use all three arguments as the key under which you store the state.
    #[must_use]
    pub fn new(
        bundle_id: impl Into<String>,
        environment: Environment,
        original_transaction_id: impl Into<String>,
    ) -> Self {
        Self {
            bundle_id: bundle_id.into(),
            environment,
            original_transaction_id: original_transaction_id.into(),
            entries: BTreeMap::new(),
            renewal: None,
            notice: None,
            expiry: None,
        }
    }

    /// The app.
    #[must_use]
    pub fn bundle_id(&self) -> &str {
        &self.bundle_id
    }

    /// The server environment.
    #[must_use]
    pub const fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The identifier of the first purchase in the chain of renewals.
    #[must_use]
    pub fn original_transaction_id(&self) -> &str {
        &self.original_transaction_id
    }

    /// Takes an event in, whole or, on an error, not at all.
    ///
    /// Renewal info names no app; that given alone is held to environment and original
    /// transaction only.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::WrongBundleId`], [`ErrorCode::MissingBundleId`] or
    ///   [`ErrorCode::WrongEnvironment`]: it belongs elsewhere.
    /// - [`ErrorCode::InvalidInput`] about `originalTransactionId`: it belongs to another purchase.
    ///   Load that one's state by [`SubscriptionEvent::original_transaction_id`].
    /// - [`ErrorCode::ClaimType`]: `signedDate` or `transactionId` is missing, which verified
    ///   objects have.
    pub fn apply<'a>(&mut self, event: impl Into<SubscriptionEvent<'a>>) -> Result<Applied> {
        let event = event.into();
        let mut news = Self::new("", self.environment.clone(), "");
        let (transaction, renewal_info) = event.parts();
        let envelope = match event {
            SubscriptionEvent::Notification { envelope, .. } => Some(envelope),
            _ => None,
        };
        if let Some(data) = envelope.and_then(|envelope| envelope.data.as_ref()) {
            self.check_app("data.", data.bundle_id.as_deref(), data.environment.as_ref())?;
        }
        if transaction.is_none() && renewal_info.is_none() {
            return Ok(Applied::Unrelated);
        }
        if let Some(envelope) = envelope {
            let notice = NoticeFacts::of(envelope, signed("notification: ", envelope.signed_date)?);
            if envelope.notification_type == Some(NotificationType::Expired) {
                news.expiry = Some(notice.clone());
            }
            news.notice = Some(notice);
        }
        if let Some(transaction) = transaction {
            let (key, mut entry) = self.entry(transaction)?;
            entry.refund = news.notice.clone().filter(|_| {
                matches!(
                    envelope.and_then(|envelope| envelope.notification_type.as_ref()),
                    Some(
                        NotificationType::ConsumptionRequest
                            | NotificationType::Refund
                            | NotificationType::RefundDeclined
                            | NotificationType::RefundReversed
                    )
                )
            });
            news.entries.insert(key, entry);
        }
        if let Some(info) = renewal_info {
            news.renewal = Some(self.renewal_facts(info)?);
        }
        Ok(if self.join(&news) { Applied::Changed } else { Applied::Unchanged })
    }

    /// Takes in everything that another state of the same purchase knows, as if all its events
    /// had been applied here.
    ///
    /// ```
    /// use waxwing::app_store::{Applied, Environment, SubscriptionState};
    ///
    /// let mut here = SubscriptionState::new("com.example.app", Environment::Sandbox, "1000");
    /// let there = here.clone();
    /// assert_eq!(here.merge(&there)?, Applied::Unchanged);
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply), if the other state is of another purchase, app or environment.
    pub fn merge(&mut self, other: &Self) -> Result<Applied> {
        self.check_app("", Some(&other.bundle_id), Some(&other.environment))?;
        self.check_original("", Some(&other.original_transaction_id))?;
        Ok(if self.join(other) { Applied::Changed } else { Applied::Unchanged })
    }

    /// The join of the semilattice: commutative, associative and idempotent, because each part
    /// is the maximum (or minimum) of a total order, and because the newest of all are the
    /// newest of the newest.
    fn join(&mut self, other: &Self) -> bool {
        let mut changed = join(&mut self.renewal, other.renewal.as_ref());
        changed |= join(&mut self.notice, other.notice.as_ref());
        changed |= join(&mut self.expiry, other.expiry.as_ref());
        for (key, entry) in &other.entries {
            changed |= self.join_entry(key, entry);
        }
        changed
    }

    /// Keeps the newest entries only.
    pub(super) fn join_entry(&mut self, key: &Key, entry: &Entry) -> bool {
        if let Some(known) = self.entries.get_mut(key) {
            return known.join(entry);
        }
        if self.entries.len() >= Self::MAX_TRANSACTIONS {
            if self.entries.keys().next().is_some_and(|oldest| key < oldest) {
                return false;
            }
            self.entries.pop_first();
        }
        self.entries.insert(key.clone(), entry.clone());
        true
    }

    fn entry(&self, transaction: &Transaction) -> Result<(Key, Entry)> {
        const WHERE: &str = "transaction: ";
        let environment = transaction.environment.as_ref();
        self.check_app(WHERE, transaction.bundle_id.as_deref(), environment)?;
        if environment.is_none() {
            return Err(self.wrong_environment(WHERE, None));
        }
        self.check_original(WHERE, transaction.original_transaction_id.as_deref())?;
        let Some(id) = transaction.transaction_id.as_deref() else {
            return Err(missing(WHERE, "transactionId", "a string"));
        };
        let signed = signed(WHERE, transaction.signed_date)?;
        let key = Key::new(transaction.purchase_date.map(Timestamp::as_millis), id);
        Ok((key, Entry::of(TransactionFacts::of(transaction, signed))))
    }

    fn renewal_facts(&self, info: &RenewalInfo) -> Result<RenewalFacts> {
        const WHERE: &str = "renewal info: ";
        if info.environment.as_ref() != Some(&self.environment) {
            return Err(self.wrong_environment(WHERE, info.environment.as_ref()));
        }
        self.check_original(WHERE, info.original_transaction_id.as_deref())?;
        Ok(RenewalFacts::of(info, signed(WHERE, info.signed_date)?))
    }

    /// Bundle id before environment, as the verifier does it.
    fn check_app(
        &self,
        path: &str,
        bundle_id: Option<&str>,
        environment: Option<&Environment>,
    ) -> Result<()> {
        match bundle_id {
            Some(found) if found == self.bundle_id => {}
            Some(found) => {
                return Err(Error::new(
                    ErrorCode::WrongBundleId,
                    alloc::format!("{path}bundleId"),
                    shown(&self.bundle_id),
                    shown(found),
                ));
            }
            None => {
                return Err(Error::new(
                    ErrorCode::MissingBundleId,
                    alloc::format!("{path}bundleId"),
                    shown(&self.bundle_id),
                    "none at all",
                ));
            }
        }
        match environment {
            Some(found) if *found != self.environment => {
                Err(self.wrong_environment(path, Some(found)))
            }
            _ => Ok(()),
        }
    }

    fn wrong_environment(&self, path: &str, found: Option<&Environment>) -> Error {
        Error::new(
            ErrorCode::WrongEnvironment,
            alloc::format!("{path}environment"),
            shown(self.environment.as_str()),
            found.map_or_else(|| String::from("none at all"), |found| shown(found.as_str())),
        )
    }

    fn check_original(&self, path: &str, found: Option<&str>) -> Result<()> {
        match found {
            Some(found) if found == self.original_transaction_id => Ok(()),
            Some(found) => Err(Error::new(
                ErrorCode::InvalidInput,
                alloc::format!("{path}originalTransactionId"),
                shown(&self.original_transaction_id),
                shown(found),
            )),
            None => Err(missing(path, "originalTransactionId", "a string")),
        }
    }
}

fn signed(path: &str, date: Option<Timestamp>) -> Result<i64> {
    date.map(Timestamp::as_millis)
        .ok_or_else(|| missing(path, "signedDate", "an integer of milliseconds since 1970"))
}

fn missing(path: &str, key: &str, expected: &'static str) -> Error {
    Error::new(ErrorCode::ClaimType, alloc::format!("{path}{key}"), expected, "none at all")
}
