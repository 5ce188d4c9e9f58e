//! What a purchase grants: its state, and the events that join it.

use std::sync::OnceLock;

use waxwing_core::app_store::{
    Applied, NotificationPayload, Payload, RenewalInfo, SignedObject, SubscriptionEvent,
    SubscriptionNotice, SubscriptionPeriod, SubscriptionRenewal, SubscriptionState, Transaction,
};
use waxwing_core::error::{Error, ErrorCode, Result};
use waxwing_core::json::{self, Limits};

use crate::bytes::WaxwingStr;
use crate::environment::{self, WaxwingEnvironment};
use crate::error::WaxwingError;
use crate::fence;
use crate::signed_object::WaxwingSignedObject;
use crate::status::{WaxwingStatus, same_names};
use crate::verdict::nth;

/// What applying an event did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingApplied {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// It told something new: store the state.
    Changed = 1,
    /// It was known, or older than what is known.
    Unchanged = 2,
    /// It is a notification about no purchase, such as a test.
    Unrelated = 3,
}

impl From<Applied> for WaxwingApplied {
    fn from(applied: Applied) -> Self {
        same_names! { applied, Applied => Self, else Unknown: Changed Unchanged Unrelated }
    }
}

/// The name of a `waxwing_applied`, as all languages show it, such as `changed`; `{NULL, 0}` for a
/// number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_applied_name(applied: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        WaxwingStr::of_option(nth(Applied::ALL, applied).map(Applied::name))
    })
}

/// What Apple's signed objects say together about one purchase and its renewals.
///
/// Give it every verified notification, transaction and renewal info of one original transaction,
/// in any order and as often as they come; ask it for the entitlement at a time. The same set of
/// events gives the same state on every machine, however it arrived. Between events it is JSON in
/// your database.
///
/// While it is changed, it belongs to one thread; otherwise any number of threads may read it. Its
/// views live until it changes or `waxwing_subscription_state_free`.
pub struct WaxwingSubscriptionState {
    pub(crate) state: SubscriptionState,
    shown: Shown,
}

/// What views lead into, made when first asked for.
#[derive(Default)]
struct Shown {
    periods: OnceLock<Vec<SubscriptionPeriod>>,
    renewal: OnceLock<Option<SubscriptionRenewal>>,
    notice: OnceLock<Option<SubscriptionNotice>>,
    json: OnceLock<String>,
}

impl From<SubscriptionState> for WaxwingSubscriptionState {
    fn from(state: SubscriptionState) -> Self {
        Self { state, shown: Shown::default() }
    }
}

impl WaxwingSubscriptionState {
    pub(crate) fn periods(&self) -> &[SubscriptionPeriod] {
        self.shown.periods.get_or_init(|| self.state.periods())
    }

    pub(crate) fn renewal(&self) -> Option<&SubscriptionRenewal> {
        self.shown.renewal.get_or_init(|| self.state.renewal()).as_ref()
    }

    pub(crate) fn notice(&self) -> Option<&SubscriptionNotice> {
        self.shown.notice.get_or_init(|| self.state.last_notice()).as_ref()
    }

    fn json(&self) -> &str {
        self.shown.json.get_or_init(|| self.state.to_json())
    }
}

/// Changes a state, and forgets what it showed before.
///
/// # Safety
///
/// All pointers keep to the contract of the crate, and nobody else uses the state meanwhile.
unsafe fn change(
    subscription: *mut WaxwingSubscriptionState,
    out_applied: *mut WaxwingApplied,
    out_error: *mut *mut WaxwingError,
    body: impl FnOnce(&mut SubscriptionState) -> Result<Applied>,
) -> WaxwingStatus {
    let whole = |it: &mut WaxwingSubscriptionState| {
        fence::aligned(out_applied.cast_const(), "out_applied")?;
        let applied = body(&mut it.state)?;
        if applied == Applied::Changed {
            it.shown = Shown::default();
        }
        if !out_applied.is_null() {
            // SAFETY: neither NULL nor misaligned; writable as the caller promises.
            unsafe { out_applied.write(applied.into()) };
        }
        Ok(())
    };
    // SAFETY: as the caller promises.
    unsafe { fence::change(subscription, "subscription", out_error, whole) }
}

/// What an object tells about a purchase.
fn event(object: &WaxwingSignedObject) -> Result<SubscriptionEvent<'_>> {
    let SignedObject::Notification(notification) = &object.object else {
        return SubscriptionEvent::try_from(&object.object);
    };
    let transaction = match object.transaction().map(|it| &it.object) {
        Some(SignedObject::Transaction(transaction)) => Some(transaction.payload()),
        _ => None,
    };
    let renewal_info = match object.renewal_info().map(|it| &it.object) {
        Some(SignedObject::RenewalInfo(renewal_info)) => Some(renewal_info.payload()),
        _ => None,
    };
    Ok(SubscriptionEvent::notification(notification.payload(), transaction, renewal_info))
}

/// A payload that is given as JSON, unless it is left out.
///
/// # Safety
///
/// The view keeps to the contract of the crate.
unsafe fn payload<T: Payload>(json: WaxwingStr, what: &'static str) -> Result<Option<T>> {
    if json.is_none() {
        return Ok(None);
    }
    // SAFETY: as the caller promises.
    let text = unsafe { json.read(what) }?;
    // The caller's own text may be as long as it is.
    let object = json::parse_object(text, &Limits::bytes(text.len()), what)?;
    T::from_object(&object).map(Some)
}

/// The original transaction that an object is about, for a notification that of what is nested in
/// it: whose state to load before applying it. `{NULL, 0}` for what is about no purchase. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_id_of(
    object: *const WaxwingSignedObject,
) -> WaxwingStr {
    let body = |it: &WaxwingSignedObject| {
        let event = event(it).ok();
        WaxwingStr::of_option(event.and_then(|event| event.original_transaction_id()))
    };
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingStr::NONE, body) }
}

/// The empty state of a purchase: the app, a `waxwing_environment`, and the id of the first
/// transaction. Use all three as the key under which you store it: the sandbox can hand out an id
/// that production has too. Free it with `waxwing_subscription_state_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_new(
    bundle_id: WaxwingStr,
    environment: u32,
    original_transaction_id: WaxwingStr,
    out_subscription: *mut *mut WaxwingSubscriptionState,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let bundle_id = unsafe { bundle_id.text("bundle id") }?;
        let environment = environment::of_app_store(environment)?;
        // SAFETY: by contract.
        let id = unsafe { original_transaction_id.text("original transaction id") }?;
        Ok(SubscriptionState::new(bundle_id, environment, id).into())
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_subscription, "out_subscription", out_error, make) }
}

/// Reads what `waxwing_subscription_state_json` gave. This verifies nothing: keep stored states where only
/// your server can write. Free it with `waxwing_subscription_state_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for another format or a field of the wrong type;
/// `WAXWING_STATUS_INVALID_JSON` and its siblings for what is no JSON object.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_from_json(
    json: WaxwingStr,
    out_subscription: *mut *mut WaxwingSubscriptionState,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let json = unsafe { json.text("stored subscription") }?;
        SubscriptionState::from_json(json).map(WaxwingSubscriptionState::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_subscription, "out_subscription", out_error, make) }
}

/// Frees a state. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_free(
    subscription: *mut WaxwingSubscriptionState,
) {
    // SAFETY: by contract.
    unsafe { fence::free(subscription) }
}

/// Takes a verified notification, transaction or renewal info in, whole or, on an error, not at
/// all. `out_applied` may be NULL.
///
/// `WAXWING_STATUS_WRONG_BUNDLE_ID`, `_MISSING_BUNDLE_ID` or `_WRONG_ENVIRONMENT`: it belongs
/// elsewhere; `WAXWING_STATUS_INVALID_INPUT`: to another purchase, see `waxwing_subscription_state_id_of`;
/// `WAXWING_STATUS_WRONG_KIND`: it is of a kind that tells nothing about purchases.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_apply(
    subscription: *mut WaxwingSubscriptionState,
    object: *const WaxwingSignedObject,
    out_applied: *mut WaxwingApplied,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let apply = |state: &mut SubscriptionState| {
        // SAFETY: by contract.
        let object = unsafe { fence::reference(object, "object") }?;
        state.apply(event(object)?)
    };
    // SAFETY: by contract.
    unsafe { change(subscription, out_applied, out_error, apply) }
}

/// Takes payloads in that were verified elsewhere, or never, such as those of tests: nothing here
/// can tell. Each is the JSON of a payload; `{NULL, 0}` leaves it out. With a notification, the
/// other two are what was nested in it; without, one of them is given. `out_applied` may be NULL.
///
/// Statuses are those of `waxwing_subscription_state_apply`, and those of JSON and of a payload's fields.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_apply_payloads(
    subscription: *mut WaxwingSubscriptionState,
    notification: WaxwingStr,
    transaction: WaxwingStr,
    renewal_info: WaxwingStr,
    out_applied: *mut WaxwingApplied,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let apply =
        |state: &mut SubscriptionState| {
            // SAFETY: by contract.
            let envelope: Option<NotificationPayload> =
                unsafe { payload(notification, "notification") }?;
            // SAFETY: by contract.
            let transaction: Option<Transaction> = unsafe { payload(transaction, "transaction") }?;
            // SAFETY: by contract.
            let info: Option<RenewalInfo> = unsafe { payload(renewal_info, "renewal info") }?;
            match (&envelope, &transaction, &info) {
                (Some(envelope), transaction, info) => state.apply(
                    SubscriptionEvent::notification(envelope, transaction.as_ref(), info.as_ref()),
                ),
                (None, Some(transaction), None) => state.apply(transaction),
                (None, None, Some(info)) => state.apply(info),
                (None, None, None) => Err(one_event("none")),
                (None, Some(_), Some(_)) => Err(one_event("two without a notification")),
            }
        };
    // SAFETY: by contract.
    unsafe { change(subscription, out_applied, out_error, apply) }
}

fn one_event(found: &'static str) -> Error {
    Error::new(
        ErrorCode::InvalidInput,
        "payloads",
        "a notification with what is nested in it, a transaction or renewal info",
        found,
    )
}

/// Takes in everything that another state of the same purchase knows, as if all its events had been
/// applied here. `out_applied` may be NULL. Statuses are those of `waxwing_subscription_state_apply`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_merge(
    subscription: *mut WaxwingSubscriptionState,
    other: *const WaxwingSubscriptionState,
    out_applied: *mut WaxwingApplied,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let merge = |state: &mut SubscriptionState| {
        // A state knows what it knows; and there must not be two references to what changes.
        if std::ptr::eq(subscription, other) {
            return Ok(Applied::Unchanged);
        }
        // SAFETY: by contract, and not the one that changes.
        let other = unsafe { fence::reference(other, "other") }?;
        state.merge(&other.state)
    };
    // SAFETY: by contract.
    unsafe { change(subscription, out_applied, out_error, merge) }
}

/// The state as compact JSON, to be stored: equal states give equal text. Lives until the state
/// changes or is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_json(
    subscription: *const WaxwingSubscriptionState,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(subscription, WaxwingStr::NONE, |it| WaxwingStr::of(it.json())) }
}

/// The app. Lives until the state is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_bundle_id(
    subscription: *const WaxwingSubscriptionState,
) -> WaxwingStr {
    let body = |it: &WaxwingSubscriptionState| WaxwingStr::of(it.state.bundle_id());
    // SAFETY: by contract.
    unsafe { fence::read(subscription, WaxwingStr::NONE, body) }
}

/// The environment.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_environment(
    subscription: *const WaxwingSubscriptionState,
) -> WaxwingEnvironment {
    let body = |it: &WaxwingSubscriptionState| it.state.environment().into();
    // SAFETY: by contract.
    unsafe { fence::read(subscription, WaxwingEnvironment::Unknown, body) }
}

/// The id of the first transaction. Lives until the state is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_subscription_state_original_transaction_id(
    subscription: *const WaxwingSubscriptionState,
) -> WaxwingStr {
    let body = |it: &WaxwingSubscriptionState| WaxwingStr::of(it.state.original_transaction_id());
    // SAFETY: by contract.
    unsafe { fence::read(subscription, WaxwingStr::NONE, body) }
}
