//! Options: Python's values as the kinds that the core's table asks for.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyMapping, PyString};
use waxwing::apns::NotificationBuilder;
use waxwing::error::ErrorCode;
use waxwing::json::{Number, Object, Value};

use crate::convert::{bytes, date, flag, int, is_int, number, text};
use crate::error::{OrRaise, refuse, wrong_type};
use crate::json;

/// Whether the core knows an option of this name, in `snake_case`.
pub(super) fn is_known(name: &str) -> bool {
    kind(name).is_some()
}

/// Sets an option. `None` unsets it.
pub(super) fn set(
    builder: NotificationBuilder,
    name: &str,
    value: &Bound<'_, PyAny>,
) -> PyResult<NotificationBuilder> {
    builder.set(name, &read(name, value)?).or_raise(value.py())
}

/// The kind of an option, by its dotted path.
fn kind(path: &str) -> Option<&'static str> {
    NotificationBuilder::OPTIONS.iter().find(|(name, _)| *name == path).map(|(_, kind)| *kind)
}

/// A value for the option with this dotted path. One that is not in the table is the core's to
/// refuse.
pub(super) fn read(path: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if value.is_none() {
        return Ok(Value::Null);
    }
    Ok(match kind(path) {
        Some("text") => Value::String(text(value, path)?.into_owned()),
        Some("texts") => Value::Array(texts(value, path)?),
        Some("integer") => Value::Number(Number::Int(int(value, ErrorCode::InvalidInput, path)?)),
        Some("number") => Value::Number(Number::Float(number(value, path)?)),
        Some("flag") => Value::Bool(flag(value, path)?),
        Some("seconds") => Value::Number(Number::Int(seconds(value, path)?)),
        Some("object") => Value::Object(json::from_mapping(value, path)?),
        Some("text_or_object") => text_or_object(path, value)?,
        _ => json::from_python(value, path)?,
    })
}

/// Several `str`.
fn texts(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<Vec<Value>> {
    let wrong = || wrong_type(subject, "several str", value);
    if value.is_instance_of::<PyString>() {
        return Err(wrong());
    }
    let items = value.try_iter().map_err(|_| wrong())?;
    items.map(|item| Ok(Value::String(text(&item?, subject)?.into_owned()))).collect()
}

/// Seconds since 1970, or a date.
fn seconds(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<i64> {
    if is_int(value) {
        return int(value, ErrorCode::InvalidTime, subject);
    }
    match date(value, subject)? {
        Some(time) => Ok(time.as_secs()),
        None => Err(wrong_type(subject, "int (seconds since 1970) or an aware datetime", value)),
    }
}

/// A `str`, the dataclass for it, or a mapping with the same keys.
fn text_or_object(path: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if value.is_instance_of::<PyString>() {
        return Ok(Value::String(text(value, path)?.into_owned()));
    }
    if let Some((name, class)) = dataclass(value.py(), path)? {
        let mut object = Object::new();
        if value.is_instance(class)? {
            for part in parts(path) {
                let inner = value.getattr(part)?;
                if !inner.is_none() {
                    object.insert(part, read(&format!("{path}.{part}"), &inner)?);
                }
            }
            return Ok(Value::Object(object));
        }
        let Ok(mapping) = value.cast::<PyMapping>() else {
            return Err(wrong_type(path, &format!("str, {name} or a mapping"), value));
        };
        for pair in mapping.items()?.iter() {
            let (key, inner) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
            let key = text(&key, "a key")?.into_owned();
            let inner = read(&format!("{path}.{key}"), &inner)?;
            object.insert(key, inner);
        }
        return Ok(Value::Object(object));
    }
    if value.is_instance_of::<PyBytes>() {
        let bytes = bytes(value, path)?;
        let text = core::str::from_utf8(bytes).map_err(|_| {
            refuse(value.py(), ErrorCode::InvalidUtf8, path, "UTF-8", "other bytes")
        })?;
        return Ok(Value::String(text.to_owned()));
    }
    if value.cast::<PyMapping>().is_err() {
        return Err(wrong_type(path, "str, bytes or a mapping", value));
    }
    json::from_mapping(value, path).map(Value::Object)
}

/// The options inside another one.
fn parts(path: &str) -> impl Iterator<Item = &'static str> {
    NotificationBuilder::OPTIONS
        .iter()
        .filter_map(move |(name, _)| name.strip_prefix(path)?.strip_prefix('.'))
        .filter(|part| !part.contains('.'))
}

/// The class of `waxwing/_options.py` for an option.
fn dataclass<'py>(
    py: Python<'py>,
    path: &str,
) -> PyResult<Option<(&'static str, &'py Bound<'py, PyAny>)>> {
    static ALERT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static LOCALIZED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static SOUND: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let (name, place) = match path {
        "alert" => ("Alert", &ALERT),
        "alert.body" | "alert.title" => ("Localized", &LOCALIZED),
        "sound" => ("Sound", &SOUND),
        _ => return Ok(None),
    };
    let import = || Ok::<_, PyErr>(py.import("waxwing._options")?.getattr(name)?.unbind());
    Ok(Some((name, place.get_or_try_init(py, import)?.bind(py))))
}
