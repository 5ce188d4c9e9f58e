//! JSON values: the core's and Python's.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};
use waxwing::error::ErrorCode;
use waxwing::json::{Number, Object, Value};

use crate::convert::text;
use crate::error::{refuse, wrong_type};

/// How deep the caller's values are followed, also one that holds itself: as far as the core's
/// parser could. The core refuses less than that, and says where.
const MAX_DEPTH: usize = 128;

/// A document as `dict`.
pub(crate) fn to_dict<'py>(py: Python<'py>, object: &Object) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (key, value) in object.iter() {
        dict.set_item(key, to_python(py, value)?)?;
    }
    Ok(dict)
}

fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(value) => PyBool::new(py, *value).to_owned().into_any(),
        Value::Number(Number::Int(value)) => value.into_pyobject(py)?.into_any(),
        Value::Number(Number::Uint(value)) => value.into_pyobject(py)?.into_any(),
        Value::Number(Number::Float(value)) => PyFloat::new(py, *value).into_any(),
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(to_python(py, item)?)?;
            }
            list.into_any()
        }
        Value::Object(object) => to_dict(py, object)?.into_any(),
    })
}

/// A mapping of the caller's with texts as keys.
pub(crate) fn from_mapping(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<Object> {
    match value.cast::<PyMapping>() {
        Ok(mapping) => object(mapping, subject, MAX_DEPTH),
        Err(_) => Err(wrong_type(subject, "a mapping", value)),
    }
}

/// A value of the caller's.
pub(crate) fn from_python(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<Value> {
    convert(value, subject, MAX_DEPTH)
}

/// `depth_left` bounds the recursion, also for a list that holds itself.
fn convert(value: &Bound<'_, PyAny>, subject: &str, depth_left: usize) -> PyResult<Value> {
    let py = value.py();
    let outside = |expected, found| refuse(py, ErrorCode::InvalidPayload, subject, expected, found);
    if value.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(Value::Bool(flag.is_true()));
    }
    if value.is_instance_of::<PyString>() {
        return Ok(Value::String(text(value, subject)?.into_owned()));
    }
    if value.is_instance_of::<PyInt>() {
        return value
            .extract()
            .map(Number::Int)
            .or_else(|_| value.extract().map(Number::Uint))
            .map(Value::Number)
            .map_err(|_| outside("an integer of 64 bits", "one of more bits"));
    }
    if let Ok(float) = value.cast::<PyFloat>() {
        let float = float.value();
        return if float.is_finite() {
            Ok(Value::Number(Number::Float(float)))
        } else {
            Err(outside("a finite number", "infinity or not a number"))
        };
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let depth_left = deeper(py, subject, depth_left)?;
        let items = value.try_iter()?.map(|item| convert(&item?, subject, depth_left));
        return Ok(Value::Array(items.collect::<PyResult<Vec<Value>>>()?));
    }
    match value.cast::<PyMapping>() {
        Ok(mapping) => Ok(Value::Object(object(mapping, subject, depth_left)?)),
        Err(_) => Err(wrong_type(
            subject,
            "made of dict, list, tuple, str, int, float, bool and None",
            value,
        )),
    }
}

fn object(value: &Bound<'_, PyMapping>, subject: &str, depth_left: usize) -> PyResult<Object> {
    let depth_left = deeper(value.py(), subject, depth_left)?;
    let mut object = Object::new();
    for pair in value.items()?.iter() {
        let (key, value) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        object.insert(text(&key, "a key")?, convert(&value, subject, depth_left)?);
    }
    Ok(object)
}

fn deeper(py: Python<'_>, subject: &str, depth_left: usize) -> PyResult<usize> {
    depth_left.checked_sub(1).ok_or_else(|| {
        refuse(py, ErrorCode::TooDeep, subject, "at most 128 levels", "another level")
    })
}
