//! What becomes of a verified object, or of a refusal, in a row of a table.

use waxwing::app_store::{Kind, SignedObject};
use waxwing::error::{Error, Result};
use waxwing::json::{Object, Value};

use super::columns::{Cell, Column, Type};

/// Where a column's values come from.
#[derive(Clone, Copy, Debug)]
enum From {
    Ok,
    ErrorCode,
    ErrorText,
    Kind,
    Json,
    TransactionJson,
    RenewalInfoJson,
    SignedAt,
    LeafValidUntil,
    LeafExpiredSince,
    Environment,
    BundleId,
    AppAppleId,
    /// A field of the notification, by its JSON pointer.
    Envelope(&'static str),
    /// A field of the transaction, the renewal info or the app transaction, in this order: of the
    /// object itself, or of what is nested in a notification.
    Purchase(&'static str),
}

/// The columns: name, type, source. Names are those of the Python classes' fields.
const COLUMNS: [(&str, Type, From); 45] = [
    ("ok", Type::Bool, From::Ok),
    ("error_code", Type::Text, From::ErrorCode),
    ("error", Type::Text, From::ErrorText),
    ("kind", Type::Text, From::Kind),
    ("signed_at", Type::Time, From::SignedAt),
    ("leaf_valid_until", Type::Time, From::LeafValidUntil),
    ("leaf_expired_since", Type::Bool, From::LeafExpiredSince),
    ("environment", Type::Text, From::Environment),
    ("bundle_id", Type::Text, From::BundleId),
    ("app_apple_id", Type::Int, From::AppAppleId),
    ("notification_type", Type::Text, From::Envelope("/notificationType")),
    ("subtype", Type::Text, From::Envelope("/subtype")),
    ("notification_uuid", Type::Text, From::Envelope("/notificationUUID")),
    ("status", Type::Int, From::Envelope("/data/status")),
    ("transaction_id", Type::Text, From::Purchase("transactionId")),
    ("original_transaction_id", Type::Text, From::Purchase("originalTransactionId")),
    ("web_order_line_item_id", Type::Text, From::Purchase("webOrderLineItemId")),
    ("app_transaction_id", Type::Text, From::Purchase("appTransactionId")),
    ("app_account_token", Type::Text, From::Purchase("appAccountToken")),
    ("product_id", Type::Text, From::Purchase("productId")),
    ("product_type", Type::Text, From::Purchase("type")),
    ("subscription_group_identifier", Type::Text, From::Purchase("subscriptionGroupIdentifier")),
    ("in_app_ownership_type", Type::Text, From::Purchase("inAppOwnershipType")),
    ("transaction_reason", Type::Text, From::Purchase("transactionReason")),
    ("quantity", Type::Int, From::Purchase("quantity")),
    ("purchase_date", Type::Time, From::Purchase("purchaseDate")),
    ("original_purchase_date", Type::Time, From::Purchase("originalPurchaseDate")),
    ("expires_date", Type::Time, From::Purchase("expiresDate")),
    ("revocation_date", Type::Time, From::Purchase("revocationDate")),
    ("revocation_reason", Type::Int, From::Purchase("revocationReason")),
    ("revocation_type", Type::Text, From::Purchase("revocationType")),
    ("price", Type::Int, From::Purchase("price")),
    ("currency", Type::Text, From::Purchase("currency")),
    ("storefront", Type::Text, From::Purchase("storefront")),
    ("offer_type", Type::Int, From::Purchase("offerType")),
    ("offer_identifier", Type::Text, From::Purchase("offerIdentifier")),
    ("offer_discount_type", Type::Text, From::Purchase("offerDiscountType")),
    ("auto_renew_status", Type::Int, From::Purchase("autoRenewStatus")),
    ("auto_renew_product_id", Type::Text, From::Purchase("autoRenewProductId")),
    ("expiration_intent", Type::Int, From::Purchase("expirationIntent")),
    ("is_in_billing_retry_period", Type::Bool, From::Purchase("isInBillingRetryPeriod")),
    ("grace_period_expires_date", Type::Time, From::Purchase("gracePeriodExpiresDate")),
    ("json", Type::Text, From::Json),
    ("transaction_json", Type::Text, From::TransactionJson),
    ("renewal_info_json", Type::Text, From::RenewalInfoJson),
];

/// Name and type of each column.
pub(super) fn fields() -> impl ExactSizeIterator<Item = (&'static str, Type)> {
    COLUMNS.iter().map(|(name, type_, _)| (*name, *type_))
}

/// Empty columns.
pub(super) fn columns() -> Vec<Column> {
    fields().map(|(_, type_)| Column::new(type_)).collect()
}

/// Puts a row at the end of each column: nulls where there was nothing to verify.
pub(super) fn push(columns: &mut [Column], outcome: Option<&Result<SignedObject>>) -> Result<()> {
    match outcome {
        None => columns.iter_mut().try_for_each(|column| column.push(Cell::Null)),
        Some(Err(error)) => {
            let text = error.to_string();
            put(columns, |from| refused(error, &text, from))
        }
        Some(Ok(object)) => {
            let purchase = Purchase::of(object);
            put(columns, |from| verified(object, &purchase, from))
        }
    }
}

fn put<'a>(columns: &mut [Column], cell: impl Fn(From) -> Cell<'a>) -> Result<()> {
    let mut columns = columns.iter_mut().zip(COLUMNS);
    columns.try_for_each(|(column, (.., from))| column.push(cell(from)))
}

fn refused<'a>(error: &Error, text: &'a str, from: From) -> Cell<'a> {
    match from {
        From::Ok => Cell::Bool(false),
        From::ErrorCode => Cell::Text(error.code().name()),
        From::ErrorText => Cell::Text(text),
        _ => Cell::Null,
    }
}

/// Where the fields of a purchase are.
struct Purchase<'a> {
    transaction: Option<(&'a str, &'a Object)>,
    renewal_info: Option<(&'a str, &'a Object)>,
    app_transaction: Option<&'a Object>,
}

impl<'a> Purchase<'a> {
    fn of(object: &'a SignedObject) -> Self {
        let own = (object.json(), object.object());
        let (mut transaction, mut renewal_info, mut app_transaction) = (None, None, None);
        match object {
            SignedObject::Notification(it) => {
                transaction = it.transaction.as_ref().map(|it| (it.json(), it.object()));
                renewal_info = it.renewal_info.as_ref().map(|it| (it.json(), it.object()));
                app_transaction = it.app_transaction.as_ref().map(|it| it.object());
            }
            SignedObject::Transaction(_) => transaction = Some(own),
            SignedObject::RenewalInfo(_) => renewal_info = Some(own),
            SignedObject::AppTransaction(_) => app_transaction = Some(own.1),
            _ => {}
        }
        Self { transaction, renewal_info, app_transaction }
    }

    fn field(&self, key: &str) -> Option<&'a Value> {
        [self.transaction.map(|it| it.1), self.renewal_info.map(|it| it.1), self.app_transaction]
            .into_iter()
            .flatten()
            .find_map(|object| object.get(key))
    }
}

fn verified<'a>(object: &'a SignedObject, purchase: &Purchase<'a>, from: From) -> Cell<'a> {
    let notification = object.kind() == Kind::Notification;
    match from {
        From::Ok => Cell::Bool(true),
        From::ErrorCode | From::ErrorText => Cell::Null,
        From::Kind => Cell::Text(object.kind().name()),
        From::Json => Cell::Text(object.json()),
        From::TransactionJson => {
            purchase.transaction.filter(|_| notification).map(|(json, _)| json).into()
        }
        From::RenewalInfoJson => {
            purchase.renewal_info.filter(|_| notification).map(|(json, _)| json).into()
        }
        From::SignedAt => Cell::Int(object.signed_at().as_millis()),
        From::LeafValidUntil => Cell::Int(object.leaf_valid_until().as_millis()),
        From::LeafExpiredSince => Cell::Bool(object.leaf_expired_since()),
        From::Environment => Cell::Text(object.verified_environment().as_str()),
        From::BundleId => object.verified_bundle_id().into(),
        From::AppAppleId => object.verified_app_apple_id().into(),
        From::Envelope(pointer) => {
            let mut keys = pointer.split('/').skip(1);
            let first = keys.next().filter(|_| notification);
            let first = first.and_then(|key| object.object().get(key));
            cell(
                first.and_then(|first| {
                    keys.try_fold(first, |value, key| value.as_object()?.get(key))
                }),
            )
        }
        From::Purchase(key) => cell(purchase.field(key)),
    }
}

/// A value as it stands in JSON; the core has found it to be of the type that its field has.
fn cell(value: Option<&Value>) -> Cell<'_> {
    match value {
        Some(Value::String(text)) => Cell::Text(text),
        Some(Value::Bool(flag)) => Cell::Bool(*flag),
        Some(value) => value.as_i64().into(),
        None => Cell::Null,
    }
}
