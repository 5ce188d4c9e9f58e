//! The attributes of a receipt, by their numbers, as JSON with names.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::content::{Attribute, Attributes, attribute_error, integer, text, value};
use crate::error::Result;
use crate::json::{Object, Value};
use crate::rfc3339;

/// What an attribute holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A string.
    Text,
    /// An INTEGER.
    Int,
    /// An INTEGER, 0 or 1.
    Flag,
    /// A string with a date, or an empty one.
    Date,
    /// Octets that are no DER.
    Octets,
    /// A SET of attributes: a purchase.
    InApp,
}

/// The number of an attribute, its name and what it holds.
type Table = &'static [(i64, &'static str, Kind)];

/// Attributes of the app (Apple: Validating receipts on the device, and what receipts hold
/// beyond it). Attribute 8 is a date of unclear meaning and stays as it is.
const APP: Table = &[
    (0, "receiptType", Kind::Text),
    (1, "appItemId", Kind::Int),
    (2, "bundleId", Kind::Text),
    (3, "applicationVersion", Kind::Text),
    (4, "opaqueValue", Kind::Octets),
    (5, "sha1Hash", Kind::Octets),
    (12, "receiptCreationDate", Kind::Date),
    (15, "downloadId", Kind::Int),
    (16, "versionExternalIdentifier", Kind::Int),
    (17, IN_APP_KEY, Kind::InApp),
    (18, "originalPurchaseDate", Kind::Date),
    (19, "originalApplicationVersion", Kind::Text),
    (21, "expirationDate", Kind::Date),
];

/// Attributes of a purchase.
const IN_APP: Table = &[
    (1701, "quantity", Kind::Int),
    (1702, "productId", Kind::Text),
    (1703, "transactionId", Kind::Text),
    (1704, "purchaseDate", Kind::Date),
    (1705, "originalTransactionId", Kind::Text),
    (1706, "originalPurchaseDate", Kind::Date),
    (1707, "productType", Kind::Int),
    (1708, "expiresDate", Kind::Date),
    (1711, "webOrderLineItemId", Kind::Int),
    (1712, "cancellationDate", Kind::Date),
    (1713, "isTrialPeriod", Kind::Flag),
    (1719, "isInIntroOfferPeriod", Kind::Flag),
];

const IN_APP_KEY: &str = "inApp";
const OTHER_KEY: &str = "otherAttributes";

/// What the device's hash is made of, as it stands in the receipt.
#[derive(Clone, Debug, Default)]
pub(super) struct DeviceHash {
    /// Attribute 4.
    pub(super) opaque: Option<Vec<u8>>,
    /// The value of attribute 2, which is an element, whole.
    pub(super) bundle_id: Option<Vec<u8>>,
    /// Attribute 5.
    pub(super) hash: Option<Vec<u8>>,
}

/// Every attribute of a receipt, and what the device's hash is made of.
pub(super) fn read(content: &[u8]) -> Result<(Object, DeviceHash)> {
    let mut hash = DeviceHash::default();
    let mut purchases = Vec::new();
    let mut object = read_table(content, APP, "", |attribute| {
        let value = || Some(attribute.value.to_vec());
        match attribute.kind {
            2 => hash.bundle_id = value(),
            4 => hash.opaque = value(),
            5 => hash.hash = value(),
            17 => {
                let place = format!("in-app purchase {}, ", purchases.len());
                let purchase = read_table(&attribute.value, IN_APP, &place, |_| Ok(()))?;
                purchases.push(Value::Object(purchase));
            }
            _ => {}
        }
        Ok(())
    })?;
    object.insert(IN_APP_KEY, purchases);
    Ok((object, hash))
}

/// Reads one SET of attributes; `visit` sees each as it came. `place` says in errors where the
/// set stands.
fn read_table(
    set: &[u8],
    table: Table,
    place: &str,
    mut visit: impl FnMut(&Attribute<'_>) -> Result<()>,
) -> Result<Object> {
    let mut object = Object::new();
    let mut other = Vec::new();
    let mut attributes = Attributes::read(set)?;
    while let Some(attribute) = attributes.next()? {
        visit(&attribute)?;
        let known = table.iter().find(|(number, ..)| *number == attribute.kind);
        let Some((_, key, kind)) = known else {
            other.push(Value::Object(raw(&attribute)));
            continue;
        };
        if *kind == Kind::InApp {
            continue;
        }
        let subject = format!("{place}attribute {} ({key})", attribute.kind);
        if object.get(key).is_some() {
            return Err(attribute_error(&subject, "every attribute once", "the same one again"));
        }
        if let Some(value) = read_value(&attribute.value, *kind, &subject)? {
            object.insert(*key, value);
        }
    }
    if !other.is_empty() {
        object.insert(OTHER_KEY, other);
    }
    Ok(object)
}

/// An attribute that no table knows.
fn raw(attribute: &Attribute<'_>) -> Object {
    let mut object = Object::new();
    object.insert("attributeType", attribute.kind);
    object.insert("attributeVersion", attribute.version);
    object.insert("value", STANDARD.encode(&attribute.value));
    object
}

/// A value as JSON; none for a date that is empty.
fn read_value(bytes: &[u8], kind: Kind, subject: &str) -> Result<Option<Value>> {
    if kind == Kind::Octets {
        return Ok(Some(STANDARD.encode(bytes).into()));
    }
    let element = value(bytes, subject)?;
    let number = |expected| {
        integer(&element).ok_or_else(|| attribute_error(subject, expected, "another element"))
    };
    Ok(Some(match kind {
        Kind::Int => number("an INTEGER of 64 bits")?.into(),
        Kind::Flag => match number("an INTEGER, 0 or 1")? {
            0 => false.into(),
            1 => true.into(),
            other => {
                let found = format!("{other}");
                return Err(attribute_error(subject, "an INTEGER, 0 or 1", found));
            }
        },
        Kind::Date => match text(&element, subject)? {
            "" => return Ok(None),
            text => rfc3339::read(text)
                .ok_or_else(|| attribute_error(subject, "a date (RFC 3339)", "another text"))?
                .as_millis()
                .into(),
        },
        Kind::Text | Kind::Octets | Kind::InApp => String::from(text(&element, subject)?).into(),
    }))
}
