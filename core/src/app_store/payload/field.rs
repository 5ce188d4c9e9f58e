//! How payload types are declared: once, as a table that also decodes them.
//!
//! Each line of a `payload!` block names a field, its kind and its JSON key. The macro makes
//! the struct, its decoder and a description that the language layers are checked against.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::error::{Error, ErrorCode, Result};
use crate::json::{self, Number, Object, Value};
use crate::time::Timestamp;

/// A payload type, described for whoever writes or checks types in another language.
#[derive(Clone, Copy, Debug)]
pub struct PayloadType {
    /// The name, the same in every language.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static [&'static str],
    /// Its fields, in Apple's order.
    pub fields: &'static [Field],
}

/// One field of a payload type.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name in Rust and Python.
    pub name: &'static str,
    /// The key in JSON and JavaScript.
    pub key: &'static str,
    /// What it is.
    pub doc: &'static [&'static str],
    /// What it holds.
    pub kind: FieldKind,
}

/// What a payload field holds.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum FieldKind {
    /// A string.
    Text,
    /// Strings.
    TextList,
    /// A 64-bit integer.
    Int,
    /// A truth value.
    Bool,
    /// Milliseconds since 1970.
    Millis,
    /// A string out of a list that Apple extends.
    Enum(&'static EnumType<&'static str>),
    /// An integer out of a list that Apple extends.
    IntEnum(&'static EnumType<i64>),
    /// An object.
    Object(&'static PayloadType),
    /// Objects.
    ObjectList(&'static PayloadType),
}

/// An open enumeration.
#[derive(Clone, Copy, Debug)]
pub struct EnumType<T: 'static> {
    /// The name, the same in every language.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static [&'static str],
    /// The values that this version knows.
    pub values: &'static [EnumValue<T>],
}

/// A value of an open enumeration.
#[derive(Clone, Copy, Debug)]
pub struct EnumValue<T> {
    /// The name in Rust.
    pub name: &'static str,
    /// The value as Apple writes it.
    pub value: T,
    /// What it means.
    pub doc: &'static [&'static str],
}

/// A payload type that can be decoded from JSON.
pub trait Payload: Sized {
    /// The type described, with names and texts for other languages.
    const TYPE: PayloadType;

    /// Decodes an object; fields that are absent stay `None`, unknown ones are left out.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::ClaimType`] with the path of the first field of another type.
    fn from_object(object: &Object) -> Result<Self>;

    /// Writes known dates as whole milliseconds, in place, so that every language sees the same
    /// numbers.
    fn normalize(object: &mut Object);
}

/// A Rust type that a field can have.
pub(super) trait FieldValue: Sized {
    const KIND: FieldKind;
    fn from_value(value: &Value) -> Result<Self>;
    fn normalize(_value: &mut Value) {}
}

pub(super) fn wrong_type(expected: &'static str, value: &Value) -> Error {
    Error::new(ErrorCode::ClaimType, "", expected, value.kind())
}

/// Reads one optional field, adding its key to the path of an error.
pub(super) fn read<T: FieldValue>(object: &Object, key: &'static str) -> Result<Option<T>> {
    match object.get(key) {
        None => Ok(None),
        Some(value) => T::from_value(value).map(Some).map_err(|error| inside(key, &error)),
    }
}

fn inside(key: &str, error: &Error) -> Error {
    let path = match error.subject() {
        "" => String::from(key),
        rest if rest.starts_with('[') => format!("{key}{rest}"),
        rest => format!("{key}.{rest}"),
    };
    Error::new(error.code(), path, error.expected().to_string(), error.found().to_string())
}

impl FieldValue for String {
    const KIND: FieldKind = FieldKind::Text;
    fn from_value(value: &Value) -> Result<Self> {
        value.as_str().map(Self::from).ok_or_else(|| wrong_type("a string", value))
    }
}

impl FieldValue for Vec<String> {
    const KIND: FieldKind = FieldKind::TextList;
    fn from_value(value: &Value) -> Result<Self> {
        list(value)
    }
}

impl FieldValue for i64 {
    const KIND: FieldKind = FieldKind::Int;
    fn from_value(value: &Value) -> Result<Self> {
        value.as_i64().ok_or_else(|| wrong_type("an integer of 64 bits", value))
    }
}

impl FieldValue for bool {
    const KIND: FieldKind = FieldKind::Bool;
    fn from_value(value: &Value) -> Result<Self> {
        value.as_bool().ok_or_else(|| wrong_type("a boolean", value))
    }
}

impl FieldValue for Timestamp {
    const KIND: FieldKind = FieldKind::Millis;
    fn from_value(value: &Value) -> Result<Self> {
        millis(value)
            .map(Self::from_millis)
            .ok_or_else(|| wrong_type("milliseconds since 1970", value))
    }
    fn normalize(value: &mut Value) {
        if let (Value::Number(Number::Float(_)), Some(whole)) = (&*value, millis(value)) {
            *value = Value::from(whole);
        }
    }
}

impl<T: Payload> FieldValue for T {
    const KIND: FieldKind = FieldKind::Object(&T::TYPE);
    fn from_value(value: &Value) -> Result<Self> {
        T::from_object(value.as_object().ok_or_else(|| wrong_type("an object", value))?)
    }
    fn normalize(value: &mut Value) {
        if let Value::Object(object) = value {
            <T as Payload>::normalize(object);
        }
    }
}

impl<T: Payload> FieldValue for Vec<T> {
    const KIND: FieldKind = FieldKind::ObjectList(&T::TYPE);
    fn from_value(value: &Value) -> Result<Self> {
        list(value)
    }
    fn normalize(value: &mut Value) {
        if let Value::Array(items) = value {
            items.iter_mut().for_each(<T as FieldValue>::normalize);
        }
    }
}

fn list<T: FieldValue>(value: &Value) -> Result<Vec<T>> {
    let items = value.as_array().ok_or_else(|| wrong_type("an array", value))?;
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            T::from_value(item).map_err(|error| inside(&format!("[{index}]"), &error))
        })
        .collect()
}

/// Milliseconds: an integer, or a fraction cut off toward zero as Xcode's data needs it.
pub(in crate::app_store) fn millis(value: &Value) -> Option<i64> {
    match value {
        Value::Number(Number::Int(millis)) => Some(*millis),
        Value::Number(Number::Float(millis)) => json::whole_part(*millis),
        _ => None,
    }
}

/// Normalizes one field where it stands.
pub(super) fn normalize<T: FieldValue>(object: &mut Object, key: &'static str) {
    if let Some(value) = object.get_mut(key) {
        T::normalize(value);
    }
}

/// Declares a payload type.
macro_rules! payload {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $($(#[doc = $field_doc:literal])* $field:ident: $type:ty = $key:literal,)+
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[doc = $field_doc])*
                #[doc = concat!("\n\nJSON: `", $key, "`.")]
                pub $field: Option<$type>,
            )+
        }

        impl $crate::app_store::payload::Payload for $name {
            const TYPE: $crate::app_store::payload::PayloadType =
                $crate::app_store::payload::PayloadType {
                    name: stringify!($name),
                    doc: &[$($doc),*],
                    fields: &[
                        $($crate::app_store::payload::Field {
                            name: stringify!($field),
                            key: $key,
                            doc: &[$($field_doc),*],
                            kind: <$type as $crate::app_store::payload::field::FieldValue>::KIND,
                        },)+
                    ],
                };

            fn from_object(object: &$crate::json::Object) -> $crate::error::Result<Self> {
                Ok(Self {
                    $($field: $crate::app_store::payload::field::read(object, $key)?,)+
                })
            }

            fn normalize(object: &mut $crate::json::Object) {
                $($crate::app_store::payload::field::normalize::<$type>(object, $key);)+
            }
        }
    };
}

/// Declares an open enumeration of strings: a value that Apple adds later is kept as it came.
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $($(#[doc = $variant_doc:literal])* $variant:ident = $text:literal,)+
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $variant_doc])* #[doc = concat!("(`", $text, "`)")] $variant,)+
            /// A value that this version does not know.
            Other(String),
        }

        impl $name {
            /// The values that this version knows, described.
            pub const TYPE: $crate::app_store::payload::EnumType<&'static str> =
                $crate::app_store::payload::EnumType {
                    name: stringify!($name),
                    doc: &[$($doc),*],
                    values: &[
                        $($crate::app_store::payload::EnumValue {
                            name: stringify!($variant),
                            value: $text,
                            doc: &[$($variant_doc),*],
                        },)+
                    ],
                };

            /// The value as Apple writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    other => Self::Other(String::from(other)),
                }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::app_store::payload::field::FieldValue for $name {
            const KIND: $crate::app_store::payload::FieldKind =
                $crate::app_store::payload::FieldKind::Enum(&Self::TYPE);

            fn from_value(value: &$crate::json::Value) -> $crate::error::Result<Self> {
                value.as_str().map(Self::from).ok_or_else(|| {
                    $crate::app_store::payload::field::wrong_type("a string", value)
                })
            }
        }
    };
}

/// Declares an open enumeration of integers.
macro_rules! open_int_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $($(#[doc = $variant_doc:literal])* $variant:ident = $number:literal,)+
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $variant_doc])*
                #[doc = concat!("(`", stringify!($number), "`)")]
                $variant,
            )+
            /// A value that this version does not know.
            Other(i64),
        }

        impl $name {
            /// The values that this version knows, described.
            pub const TYPE: $crate::app_store::payload::EnumType<i64> =
                $crate::app_store::payload::EnumType {
                    name: stringify!($name),
                    doc: &[$($doc),*],
                    values: &[
                        $($crate::app_store::payload::EnumValue {
                            name: stringify!($variant),
                            value: $number,
                            doc: &[$($variant_doc),*],
                        },)+
                    ],
                };

            /// The number as Apple writes it.
            #[must_use]
            pub const fn number(self) -> i64 {
                match self {
                    $(Self::$variant => $number,)+
                    Self::Other(number) => number,
                }
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)+
                    other => Self::Other(other),
                }
            }
        }

        impl $crate::app_store::payload::field::FieldValue for $name {
            const KIND: $crate::app_store::payload::FieldKind =
                $crate::app_store::payload::FieldKind::IntEnum(&Self::TYPE);

            fn from_value(value: &$crate::json::Value) -> $crate::error::Result<Self> {
                value.as_i64().map(Self::from).ok_or_else(|| {
                    $crate::app_store::payload::field::wrong_type("an integer", value)
                })
            }
        }
    };
}

pub(super) use {open_enum, open_int_enum, payload};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_cut_off_toward_zero() {
        for (number, expected) in [
            (1_697_679_936_049.729_7, Some(1_697_679_936_049)),
            (-62_135_769_600_000.5, Some(-62_135_769_600_000)),
            (-0.5, Some(0)),
            (1e300, None),
        ] {
            assert_eq!(millis(&Value::Number(Number::Float(number))), expected, "{number}");
        }
    }
}
