//! Reading: limits first, then serde_json's parser under a visitor that refuses duplicates.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::value::{Number, Object, Value};
use crate::error::{Error, ErrorCode, Result};

/// What a document may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest text, in bytes.
    pub max_bytes: usize,
    /// The deepest nesting of arrays and objects.
    pub max_depth: usize,
}

impl Limits {
    /// Below serde_json's own recursion limit of 128, and four times what any document of
    /// Apple's needs.
    pub const MAX_DEPTH: usize = 32;

    /// These many bytes and the default depth.
    #[must_use]
    pub const fn bytes(max_bytes: usize) -> Self {
        Self { max_bytes, max_depth: Self::MAX_DEPTH }
    }
}

/// Reads one JSON value that fills the whole text.
///
/// `subject` names the text in errors.
///
/// # Errors
///
/// [`ErrorCode::TooLarge`], [`ErrorCode::InvalidUtf8`], [`ErrorCode::InvalidJson`],
/// [`ErrorCode::DuplicateKey`] or [`ErrorCode::TooDeep`].
pub fn parse(text: &[u8], limits: &Limits, subject: &'static str) -> Result<Value> {
    if text.len() > limits.max_bytes {
        return Err(Error::new(
            ErrorCode::TooLarge,
            subject,
            format!("at most {} bytes", limits.max_bytes),
            format!("{} bytes", text.len()),
        ));
    }
    let text = core::str::from_utf8(text).map_err(|error| {
        Error::new(
            ErrorCode::InvalidUtf8,
            subject,
            "UTF-8",
            format!("another byte at offset {}", error.valid_up_to()),
        )
    })?;

    let refusal = Cell::new(None);
    let seed = Seed { depth_left: limits.max_depth, refusal: &refusal };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parsed =
        seed.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    parsed.map_err(|error| match refusal.take() {
        Some(Refusal::DuplicateKey) => Error::new(
            ErrorCode::DuplicateKey,
            subject,
            "every key once",
            format!("a repeated key in the object that ends at {}", position(&error)),
        ),
        Some(Refusal::TooDeep) => Error::new(
            ErrorCode::TooDeep,
            subject,
            format!("at most {} levels", limits.max_depth),
            format!("another level at {}", position(&error)),
        ),
        None => Error::new(ErrorCode::InvalidJson, subject, "JSON", error.to_string()),
    })
}

/// Reads one JSON object that fills the whole text.
///
/// # Errors
///
/// Those of [`parse`]; [`ErrorCode::InvalidJson`] also when it is another kind of value.
pub fn parse_object(text: &[u8], limits: &Limits, subject: &'static str) -> Result<Object> {
    match parse(text, limits, subject)? {
        Value::Object(object) => Ok(object),
        other => Err(Error::new(ErrorCode::InvalidJson, subject, "an object", other.kind())),
    }
}

fn position(error: &serde_json::Error) -> String {
    format!("line {} column {}", error.line(), error.column())
}

enum Refusal {
    DuplicateKey,
    TooDeep,
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    depth_left: usize,
    refusal: &'a Cell<Option<Refusal>>,
}

impl Seed<'_> {
    fn deeper<E: serde::de::Error>(self) -> core::result::Result<Self, E> {
        match self.depth_left.checked_sub(1) {
            Some(depth_left) => Ok(Self { depth_left, ..self }),
            None => Err(self.refuse(Refusal::TooDeep)),
        }
    }

    fn refuse<E: serde::de::Error>(self, refusal: Refusal) -> E {
        self.refusal.set(Some(refusal));
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> core::result::Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> core::result::Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> core::result::Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> core::result::Result<Value, E> {
        Ok(Value::Number(Number::Int(value)))
    }

    fn visit_u64<E>(self, value: u64) -> core::result::Result<Value, E> {
        Ok(Value::Number(i64::try_from(value).map_or(Number::Uint(value), Number::Int)))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> core::result::Result<Value, E> {
        if value.is_finite() {
            Ok(Value::Number(Number::Float(value)))
        } else {
            Err(E::custom("number out of range"))
        }
    }

    fn visit_str<E>(self, text: &str) -> core::result::Result<Value, E> {
        Ok(Value::String(String::from(text)))
    }

    fn visit_string<E>(self, text: String) -> core::result::Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> core::result::Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> core::result::Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut pairs: Vec<(String, Value)> = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            pairs.push((key, map.next_value_seed(inner)?));
        }
        if has_duplicates(&pairs) {
            return Err(self.refuse(Refusal::DuplicateKey));
        }
        Ok(Value::Object(Object::from_distinct(pairs)))
    }
}

/// Whether a key stands twice, in n log n, so that a hostile object costs no more than its size.
fn has_duplicates(pairs: &[(String, Value)]) -> bool {
    let mut keys: Vec<&str> = pairs.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> core::result::Result<Value, ErrorCode> {
        parse(text, &Limits::bytes(1 << 20), "document").map_err(|error| error.code())
    }

    #[test]
    fn keeps_keys_in_order_and_integers_exact() {
        let text = r#"{"b":9007199254740993,"a":[18446744073709551615,-1,0.5,true,null,"\u00e9"]}"#;
        let value = read(text.as_bytes()).unwrap();
        assert_eq!(
            value.to_string(),
            r#"{"b":9007199254740993,"a":[18446744073709551615,-1,0.5,true,null,"é"]}"#
        );
    }

    #[test]
    fn refuses_what_it_must() {
        for (text, code) in [
            (&b""[..], ErrorCode::InvalidJson),
            (b"{} {}", ErrorCode::InvalidJson),
            (b"\xef\xbb\xbf{}", ErrorCode::InvalidJson),
            (b"{\"a\":1e999}", ErrorCode::InvalidJson),
            (b"\"\\ud800\"", ErrorCode::InvalidJson),
            (b"\"\xff\"", ErrorCode::InvalidUtf8),
            (b"{\"a\":1,\"a\":1}", ErrorCode::DuplicateKey),
            (b"{\"a\":1,\"\\u0061\":1}", ErrorCode::DuplicateKey),
            (b"[{\"a\":{\"b\":0,\"b\":0}}]", ErrorCode::DuplicateKey),
        ] {
            assert_eq!(read(text), Err(code), "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn depth_is_counted_not_suffered() {
        let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(read(nested(Limits::MAX_DEPTH).as_bytes()).is_ok());
        assert_eq!(read(nested(Limits::MAX_DEPTH + 1).as_bytes()), Err(ErrorCode::TooDeep));
        assert_eq!(read("[".repeat(100_000).as_bytes()), Err(ErrorCode::TooDeep));
        assert_eq!(read("{\"a\":".repeat(100_000).as_bytes()), Err(ErrorCode::TooDeep));
    }

    #[test]
    fn many_keys_cost_no_more_than_their_number() {
        let keys: Vec<String> = (0..50_000).map(|n| format!("\"k{n}\":0")).collect();
        assert!(read(format!("{{{}}}", keys.join(",")).as_bytes()).is_ok());
    }

    #[test]
    fn a_pointer_finds_fields_and_elements() {
        let value = read(br#"{"a":[{"b/c":{"~":7}}],"":1}"#).unwrap();
        assert_eq!(value.pointer("/a/0/b~1c/~0").and_then(Value::as_i64), Some(7));
        assert_eq!(value.pointer("/").and_then(Value::as_i64), Some(1));
        for absent in ["a", "/a/00", "/a/1", "/a/+0", "/a/0/x", "/a/-"] {
            assert!(value.pointer(absent).is_none(), "{absent}");
        }
    }

    #[test]
    fn errors_never_quote_the_document() {
        let error = parse(b"{\"secret\": tru}", &Limits::bytes(100), "payload").unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
