//! JSON for programs. Names are snake_case and only ever added; times are RFC 3339.

use waxwing::error::Error;
use waxwing::json::{Object, Value};
use waxwing::time::Timestamp;

/// `object! { "name" => value, … }` in this order.
macro_rules! object {
    ($($name:literal => $value:expr),* $(,)?) => {{
        #[allow(unused_mut, reason = "may be empty")]
        let mut object = waxwing::json::Object::new();
        $(object.insert($name, $value);)*
        object
    }};
}
pub(crate) use object;

/// `null` for nothing.
pub(crate) fn option<T: Into<Value>>(value: Option<T>) -> Value {
    value.map_or(Value::Null, Into::into)
}

pub(crate) fn list<T: Into<Value>>(values: impl IntoIterator<Item = T>) -> Value {
    Value::Array(values.into_iter().map(Into::into).collect())
}

pub(crate) fn time(time: Timestamp) -> String {
    time.to_string()
}

pub(crate) fn error(error: &Error) -> Object {
    let code = error.code();
    object! {
        "code" => code.name(),
        "number" => u32::from(code.number()),
        "subject" => error.subject(),
        "rule" => code.rule(),
        "expected" => error.expected(),
        "found" => error.found(),
    }
}
