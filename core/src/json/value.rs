//! A JSON document in memory.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// Any JSON value. Objects keep the order of their keys.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Self>),
    /// An object.
    Object(Object),
}

/// A JSON number. Integers that fit 64 bits stay exact.
#[derive(Clone, Copy, PartialEq)]
pub enum Number {
    /// An integer.
    Int(i64),
    /// An integer above [`i64::MAX`].
    Uint(u64),
    /// Anything else, always finite.
    Float(f64),
}

/// A JSON object: keys in the order they came, none twice.
#[derive(Clone, Default, PartialEq)]
pub struct Object(Vec<(String, Value)>);

impl Number {
    /// From a fraction, unless it is infinite or not a number, which JSON cannot hold.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self::Float(value))
    }
}

/// The whole part of a float, where every integer is a float of its own: up to 2^53. The
/// formatter and parser of floats, which know it too, weigh 20 kB where size counts.
pub(crate) fn whole_part(value: f64) -> Option<i64> {
    const EXACT_FLOAT: f64 = 9_007_199_254_740_992.0; // 2^53
    #[expect(clippy::as_conversions, reason = "a whole number within 2^53 is exact")]
    (value.abs() <= EXACT_FLOAT).then_some(value.trunc() as i64)
}

impl Value {
    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, if this is a number without fraction or exponent that fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(Number::Int(value)) => Some(*value),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The elements, if this is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The object, if this is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// What kind of value this is, for error texts.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(Number::Float(_)) => "a fractional number",
            Self::Number(_) => "an integer",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The value at a JSON pointer (RFC 6901): `""` is the whole, `/data/bundleId` a field.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut value = self;
        for token in pointer.strip_prefix('/')?.split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            value = match value {
                Self::Object(object) => object.get(&token)?,
                Self::Array(items) => {
                    // RFC 6901 section 4: digits without a leading zero, nothing else.
                    let plain = token == "0" || !token.starts_with(['0', '+']);
                    items.get(token.parse::<usize>().ok().filter(|_| plain)?)?
                }
                _ => return None,
            };
        }
        Some(value)
    }
}

impl Object {
    /// An object without keys.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The value of a key, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Sets a key: in its place if it is there already, else at the end.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        let (key, value) = (key.into(), value.into());
        match self.0.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// Keys and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// From pairs whose keys are known to differ.
    pub(super) fn from_distinct(pairs: Vec<(String, Value)>) -> Self {
        Self(pairs)
    }
}

macro_rules! from {
    ($($type:ty => $value:ident $make:expr;)+) => {
        $(impl From<$type> for Value {
            fn from($value: $type) -> Self {
                $make
            }
        })+
    };
}

from! {
    bool => value Self::Bool(value);
    i32 => value Self::Number(Number::Int(i64::from(value)));
    i64 => value Self::Number(Number::Int(value));
    u32 => value Self::Number(Number::Int(i64::from(value)));
    Number => value Self::Number(value);
    String => value Self::String(value);
    &str => value Self::String(String::from(value));
    Vec<Value> => value Self::Array(value);
    Object => value Self::Object(value);
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(Number::Int(value)) => serializer.serialize_i64(*value),
            Self::Number(Number::Uint(value)) => serializer.serialize_u64(*value),
            Self::Number(Number::Float(value)) => serializer.serialize_f64(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl fmt::Display for Value {
    /// Compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Display for Object {
    /// Compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Value::Number(*self), f)
    }
}
