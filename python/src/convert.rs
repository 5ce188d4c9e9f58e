//! Arguments: texts, bytes and times.

use std::borrow::Cow;
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyDateTime, PyFloat, PyInt, PyString};
use waxwing::error::ErrorCode;
use waxwing::time::Timestamp;

use crate::error::{refuse, wrong_type};

/// What a `str` says, if it says anything: lone surrogates stand for no character.
fn utf8<'a>(
    value: &'a Bound<'_, PyString>,
    code: ErrorCode,
    subject: &str,
) -> PyResult<Cow<'a, str>> {
    value.to_cow().map_err(|_| refuse(value.py(), code, subject, "text", "a lone surrogate"))
}

/// A `str` of the caller's.
pub(crate) fn text<'a>(value: &'a Bound<'_, PyAny>, subject: &str) -> PyResult<Cow<'a, str>> {
    let value = value.cast::<PyString>().map_err(|_| wrong_type(subject, "str", value))?;
    utf8(value, ErrorCode::InvalidInput, subject)
}

/// A `str` or `bytes`: a text from outside, as it came.
pub(crate) fn text_or_bytes<'a>(
    value: &'a Bound<'_, PyAny>,
    code: ErrorCode,
    subject: &str,
) -> PyResult<Cow<'a, [u8]>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(Cow::Borrowed(bytes.as_bytes()));
    }
    let text = value.cast::<PyString>().map_err(|_| wrong_type(subject, "str or bytes", value))?;
    Ok(match utf8(text, code, subject)? {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    })
}

/// A `bytes`.
pub(crate) fn bytes<'a>(value: &'a Bound<'_, PyAny>, subject: &str) -> PyResult<&'a [u8]> {
    match value.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.as_bytes()),
        Err(_) => Err(wrong_type(subject, "bytes", value)),
    }
}

/// An `int` that is no `bool`.
pub(crate) fn is_int(value: &Bound<'_, PyAny>) -> bool {
    value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>()
}

/// An `int` of 64 bits.
pub(crate) fn int(value: &Bound<'_, PyAny>, code: ErrorCode, subject: &str) -> PyResult<i64> {
    if !is_int(value) {
        return Err(wrong_type(subject, "int", value));
    }
    value
        .extract()
        .map_err(|_| refuse(value.py(), code, subject, "an integer of 64 bits", "one of more bits"))
}

/// An `int` that is not negative and has no more bits than `T`.
pub(crate) fn unsigned<T: TryFrom<u64>>(
    value: &Bound<'_, PyAny>,
    subject: &str,
    expected: &'static str,
) -> PyResult<T> {
    if !is_int(value) {
        return Err(wrong_type(subject, "int", value));
    }
    let number: Option<u64> = value.extract().ok();
    number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
        refuse(value.py(), ErrorCode::InvalidInput, subject, expected, "another number")
    })
}

/// A number of HTTP/2: of a stream, a connection, an error.
pub(crate) fn u32_(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<u32> {
    unsigned(value, subject, "an integer from 0 to 4294967295")
}

/// A number of the caller's own.
pub(crate) fn u64_(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<u64> {
    unsigned(value, subject, "an integer from 0 to 18446744073709551615")
}

/// A duration in milliseconds.
pub(crate) fn millis(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<Duration> {
    u64_(value, subject).map(Duration::from_millis)
}

/// A `float`, or an `int` in its place.
pub(crate) fn number(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<f64> {
    if !value.is_instance_of::<PyFloat>() && !is_int(value) {
        return Err(wrong_type(subject, "float", value));
    }
    value.extract().map_err(|_| {
        refuse(value.py(), ErrorCode::InvalidPayload, subject, "a number", "one beyond all")
    })
}

/// A `bool`.
pub(crate) fn flag(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<bool> {
    value.extract().map_err(|_| wrong_type(subject, "bool", value))
}

/// A point in time: an `int` of milliseconds since 1970, or a `datetime` that knows its zone.
pub(crate) fn time(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<Timestamp> {
    if is_int(value) {
        return int(value, ErrorCode::InvalidTime, subject).map(Timestamp::from_millis);
    }
    match date(value, subject)? {
        Some(time) => Ok(time),
        None => {
            Err(wrong_type(subject, "int (milliseconds since 1970) or an aware datetime", value))
        }
    }
}

/// A `datetime` that knows its zone, rounded down to milliseconds; none for other types.
pub(crate) fn date(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<Option<Timestamp>> {
    const MILLIS_PER_DAY: i64 = 86_400_000;
    if !value.is_instance_of::<PyDateTime>() {
        return Ok(None);
    }
    let py = value.py();
    if value.call_method0("utcoffset")?.is_none() {
        return Err(refuse(
            py,
            ErrorCode::InvalidTime,
            subject,
            "a datetime with a time zone",
            "one without",
        ));
    }
    let since = value.sub(epoch(py)?)?;
    let part = |name: &str| since.getattr(name)?.extract::<i64>();
    let millis =
        part("days")? * MILLIS_PER_DAY + part("seconds")? * 1000 + part("microseconds")? / 1000;
    Ok(Some(Timestamp::from_millis(millis)))
}

fn epoch(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static EPOCH: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let epoch = EPOCH.get_or_try_init(py, || {
        let module = py.import("datetime")?;
        let zone = module.getattr("timezone")?.getattr("utc")?;
        let zero = module.getattr("datetime")?.call_method1("fromtimestamp", (0, zone))?;
        Ok::<_, PyErr>(zero.unbind())
    })?;
    Ok(epoch.bind(py))
}

/// The time given, or the clock's: the clock is read at each call, so that what sets it in tests
/// is heard.
pub(crate) fn now(py: Python<'_>, value: Option<&Bound<'_, PyAny>>) -> PyResult<Timestamp> {
    const NANOS_PER_MILLI: i64 = 1_000_000;
    static TIME: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    match value {
        Some(value) => time(value, "now"),
        None => {
            let module = TIME.get_or_try_init(py, || py.import("time").map(Bound::unbind))?;
            let nanos: i64 = module.bind(py).call_method0("time_ns")?.extract()?;
            Ok(Timestamp::from_millis(nanos.div_euclid(NANOS_PER_MILLI)))
        }
    }
}
