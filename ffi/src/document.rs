//! A payload by JSON pointers, and as text.

use std::sync::OnceLock;

use waxwing_core::json::{Number, Object, Value};

/// What is made of a payload when it is first asked for.
#[derive(Default)]
pub(crate) struct Document {
    root: OnceLock<Value>,
    text: OnceLock<String>,
}

impl Document {
    /// The value at a JSON pointer.
    pub(crate) fn at(&self, object: &Object, pointer: &str) -> Option<&Value> {
        self.root.get_or_init(|| Value::Object(object.clone())).pointer(pointer)
    }

    pub(crate) fn text(&self, object: &Object) -> &str {
        self.text.get_or_init(|| object.to_string())
    }
}

pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(Number::Float(number)) => Some(*number),
        // Through its text, which reads as the nearest number there is.
        Value::Number(_) => value.to_string().parse().ok(),
        _ => None,
    }
}

/// How many elements or keys there are.
pub(crate) fn count(value: &Value) -> Option<usize> {
    match value {
        Value::Array(items) => Some(items.len()),
        Value::Object(object) => Some(object.len()),
        _ => None,
    }
}
