//! Options: Python's values as the kinds that the core's tables ask for.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMapping, PyString};
use waxwing::error::ErrorCode;
use waxwing::json::{Number, Object, Value};

use crate::convert::{bytes, flag, int, is_int, text};
use crate::error::wrong_type;
use crate::json;

/// Every option with the kind of its value, as the core lists them.
pub(super) type Table = &'static [(&'static str, &'static str)];

/// The kind of an option, by its dotted path.
pub(super) fn kind(table: Table, path: &str) -> Option<&'static str> {
    table.iter().find(|(name, _)| *name == path).map(|(_, kind)| *kind)
}

/// The keywords of a call: those of `part` (such as `toast.`) into the object of that part, the
/// others beside it. What neither knows is no keyword, and what the call says already is none.
pub(super) fn keywords(
    table: Table,
    function: &str,
    said: &[&str],
    outer: &mut Object,
    part: Option<(&str, &mut Object)>,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<()> {
    let (prefix, mut inner) = match part {
        Some((prefix, object)) => (prefix, Some(object)),
        None => ("", None),
    };
    for (name, value) in options.into_iter().flatten() {
        let name = text(&name, "a keyword")?;
        let path = format!("{prefix}{name}");
        let known = |path: &str| {
            !name.contains('.') && kind(table, path).is_some() && !said.contains(&path)
        };
        if let Some(inner) = inner.as_deref_mut()
            && known(&path)
        {
            inner.insert(&*name, read(table, &path, &value)?);
        } else if known(&name) {
            outer.insert(&*name, read(table, &name, &value)?);
        } else {
            let message = format!("{function}() got an unexpected keyword argument '{name}'");
            return Err(PyTypeError::new_err(message));
        }
    }
    Ok(())
}

/// A value for the option with this dotted path. One that is not in the table is the core's to
/// refuse.
pub(super) fn read(table: Table, path: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if value.is_none() {
        return Ok(Value::Null);
    }
    Ok(match kind(table, path) {
        Some("text") => Value::String(text(value, path)?.into_owned()),
        Some("texts") => Value::Array(several(value, path, "several str", |item| {
            Ok(Value::String(text(item, path)?.into_owned()))
        })?),
        Some("integer") => Value::Number(Number::Int(int(value, ErrorCode::InvalidInput, path)?)),
        Some("flag") => Value::Bool(flag(value, path)?),
        Some("objects") => Value::Array(several(value, path, "several mappings", |item| {
            object(table, path, item, "a mapping")
        })?),
        Some("object") => object(table, path, value, "a mapping")?,
        Some("image" | "text_or_object") if value.is_instance_of::<PyString>() => {
            Value::String(text(value, path)?.into_owned())
        }
        Some("image" | "text_or_object") => object(table, path, value, "str or a mapping")?,
        Some("integer_or_text") if is_int(value) => {
            Value::Number(Number::Int(int(value, ErrorCode::InvalidInput, path)?))
        }
        Some("integer_or_text") if !value.is_instance_of::<PyString>() => {
            return Err(wrong_type(path, "int or str", value));
        }
        _ => json::from_python(value, path)?,
    })
}

/// Contents of one's own: a text, or bytes by way of base64.
pub(super) fn raw(content: &Bound<'_, PyAny>) -> PyResult<(&'static str, Value)> {
    if content.is_instance_of::<PyString>() {
        return Ok(("raw", Value::String(text(content, "content")?.into_owned())));
    }
    if !content.is_instance_of::<PyBytes>() {
        return Err(wrong_type("content", "str or bytes", content));
    }
    let encoded = content.py().import("base64")?.call_method1("b64encode", (content,))?;
    let encoded = bytes(&encoded, "content")?;
    Ok(("raw_b64", Value::String(String::from_utf8_lossy(encoded).into_owned())))
}

fn several(
    value: &Bound<'_, PyAny>,
    subject: &str,
    expected: &str,
    item: impl Fn(&Bound<'_, PyAny>) -> PyResult<Value>,
) -> PyResult<Vec<Value>> {
    let wrong = || wrong_type(subject, expected, value);
    if value.is_instance_of::<PyString>() || value.cast::<PyMapping>().is_ok() {
        return Err(wrong());
    }
    value.try_iter().map_err(|_| wrong())?.map(|it| item(&it?)).collect()
}

fn object(table: Table, path: &str, value: &Bound<'_, PyAny>, expected: &str) -> PyResult<Value> {
    let Ok(mapping) = value.cast::<PyMapping>() else {
        return Err(wrong_type(path, expected, value));
    };
    let mut object = Object::new();
    for pair in mapping.items()?.iter() {
        let (key, inner) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        let key = text(&key, "a key")?.into_owned();
        let inner = read(table, &format!("{path}.{key}"), &inner)?;
        object.insert(key, inner);
    }
    Ok(Value::Object(object))
}
