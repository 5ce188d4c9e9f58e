//! Notifications: options in, checked headers and payload out.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyString, PyTuple, PyType};
use waxwing::apns::{
    self, Alert, Environment, Expiration, InterruptionLevel, NotificationBuilder, Priority,
    PushType, Sound,
};
use waxwing::error::ErrorCode;

use super::request::{Endpoint, Prepared};
use crate::convert::{date, flag, int, is_int, number, text, text_or_bytes};
use crate::error::{OrRaise, wrong_type};
use crate::json;

/// The options that become headers.
const HEADERS: &[&str] = &["priority", "expiration", "collapse_id", "apns_id"];
/// The options that become parts of an alert.
const TEXTS: &[&str] = &["title", "subtitle", "body"];
/// The options that become other parts of the payload.
const PARTS: &[&str] = &[
    "badge",
    "sound",
    "thread_id",
    "category",
    "content_available",
    "mutable_content",
    "target_content_id",
    "interruption_level",
    "relevance_score",
    "filter_criteria",
    "custom",
];

/// A notification whose headers and payload have passed every rule.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Notification {
    note: apns::Notification,
    collapse_id: Option<String>,
    apns_id: Option<String>,
}

#[pymethods]
impl Notification {
    /// With the options of the caller, whatever they are.
    #[new]
    #[pyo3(
        signature = (push_type, topic, /, **options),
        text_signature = "(push_type, topic, /, *, payload=None, alert=None, badge=None, \
            sound=None, thread_id=None, category=None, content_available=False, \
            mutable_content=False, target_content_id=None, interruption_level=None, \
            relevance_score=None, filter_criteria=None, custom=None, priority=None, \
            expiration=None, collapse_id=None, apns_id=None)"
    )]
    fn new(
        push_type: &Bound<'_, PyAny>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let payload = match options {
            Some(options) => options.get_item("payload")?.filter(|payload| !payload.is_none()),
            None => None,
        };
        let draft = Draft::new(push_type, topic, payload.as_ref())?;
        draft.with("Notification", &[&["payload", "alert"], PARTS, HEADERS], options)
    }

    /// One that shows an alert.
    #[classmethod]
    #[pyo3(
        signature = (topic, alert=None, /, **options),
        text_signature = "(topic, alert=None, /, *, title=None, subtitle=None, body=None, \
            badge=None, sound=None, thread_id=None, category=None, content_available=False, \
            mutable_content=False, target_content_id=None, interruption_level=None, \
            relevance_score=None, filter_criteria=None, custom=None, priority=None, \
            expiration=None, collapse_id=None, apns_id=None)"
    )]
    fn alert(
        _cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        alert: Option<&Bound<'_, PyAny>>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let mut draft = Draft::of(PushType::Alert, topic, None)?;
        draft.alert = alert.map(read_alert).transpose()?;
        draft.with("Notification.alert", &[TEXTS, PARTS, HEADERS], options)
    }

    /// One that wakes the app without showing anything.
    #[classmethod]
    #[pyo3(
        signature = (topic, /, **options),
        text_signature = "(topic, /, *, custom=None, priority=None, expiration=None, \
            collapse_id=None, apns_id=None)"
    )]
    fn background(
        _cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let draft = Draft::of(PushType::Background, topic, None)?;
        draft.with("Notification.background", &[&["custom"], HEADERS], options)
    }

    /// One with a payload of the caller's own.
    #[classmethod]
    #[pyo3(
        signature = (push_type, topic, payload, /, **options),
        text_signature = "(push_type, topic, payload, /, *, priority=None, expiration=None, \
            collapse_id=None, apns_id=None)"
    )]
    fn with_payload(
        _cls: &Bound<'_, PyType>,
        push_type: &Bound<'_, PyAny>,
        topic: &Bound<'_, PyAny>,
        payload: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let draft = Draft::new(push_type, topic, Some(payload))?;
        draft.with("Notification.with_payload", &[HEADERS], options)
    }

    /// Fixes headers and body for an environment or another endpoint.
    #[pyo3(signature = (endpoint, /))]
    fn prepare(&self, endpoint: &Bound<'_, PyAny>) -> PyResult<Prepared> {
        let py = endpoint.py();
        if let Ok(endpoint) = endpoint.cast::<Endpoint>() {
            return Prepared::new(py, self.note.prepare(endpoint.get().0.clone()));
        }
        if !endpoint.is_instance_of::<PyString>() {
            return Err(wrong_type("endpoint", "str or Endpoint", endpoint));
        }
        let environment = Environment::from_name(&text(endpoint, "environment")?).or_raise(py)?;
        Prepared::new(py, self.note.prepare(environment))
    }

    /// What kind of push it is.
    #[getter]
    fn push_type(&self) -> &'static str {
        self.note.push_type().name()
    }

    /// Its topic, with the suffix of its push type.
    #[getter]
    fn topic(&self) -> &str {
        self.note.topic().as_str()
    }

    /// Its priority, if the header is sent.
    #[getter]
    fn priority(&self) -> Option<u32> {
        self.note.priority().map(|priority| priority.number().into())
    }

    /// Its expiration in seconds, if the header is sent.
    #[getter]
    fn expiration(&self) -> Option<i64> {
        self.note.expiration().map(Expiration::as_secs)
    }

    /// Its payload, exactly as it is sent.
    #[getter]
    fn payload(&self) -> &str {
        self.note.payload()
    }

    /// For `copy` and `pickle`: the same bytes again, through the same checks.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("payload", self.payload())?;
        options.set_item("priority", self.priority())?;
        options.set_item("expiration", self.expiration())?;
        options.set_item("collapse_id", &self.collapse_id)?;
        options.set_item("apns_id", &self.apns_id)?;
        Ok(((self.push_type(), self.topic()).into_pyobject(py)?, options))
    }

    /// Push type, topic and size, not what it says.
    fn __repr__(&self) -> String {
        format!(
            "<Notification {} to {}, {} bytes>",
            self.push_type(),
            self.topic(),
            self.payload().len()
        )
    }
}

/// A notification in the making.
struct Draft {
    builder: NotificationBuilder,
    alert: Option<Alert>,
    collapse_id: Option<String>,
    apns_id: Option<String>,
}

impl Draft {
    fn new(
        push_type: &Bound<'_, PyAny>,
        topic: &Bound<'_, PyAny>,
        payload: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let name = text(push_type, "push_type")?;
        Self::of(PushType::from_name(&name).or_raise(topic.py())?, topic, payload)
    }

    fn of(
        push_type: PushType,
        topic: &Bound<'_, PyAny>,
        payload: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let topic = text(topic, "topic")?;
        let builder = match payload {
            None => apns::Notification::builder(push_type, topic),
            Some(payload) => {
                apns::Notification::with_payload(push_type, topic, read_payload(payload)?)
            }
        };
        Ok(Self { builder, alert: None, collapse_id: None, apns_id: None })
    }

    /// Takes the options in and has everything checked. `None` leaves an option unset.
    fn with(
        mut self,
        function: &str,
        allowed: &[&[&str]],
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Notification> {
        for (name, value) in options.into_iter().flatten() {
            let name = name.extract::<String>()?;
            if !allowed.iter().any(|names| names.contains(&name.as_str())) {
                let message = format!("{function}() got an unexpected keyword argument '{name}'");
                return Err(PyTypeError::new_err(message));
            }
            if !value.is_none() {
                self = self.set(&name, &value)?;
            }
        }
        let Self { mut builder, alert, collapse_id, apns_id } = self;
        if let Some(alert) = alert {
            builder = builder.alert(alert);
        }
        if let Some(id) = &collapse_id {
            builder = builder.collapse_id(id);
        }
        if let Some(id) = &apns_id {
            builder = builder.apns_id(id);
        }
        let note = Python::attach(|py| builder.build().or_raise(py))?;
        Ok(Notification { note, collapse_id, apns_id })
    }

    fn set(mut self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = value.py();
        match name {
            "alert" => self.alert = Some(read_alert(value)?),
            "title" => self.alert = Some(self.alert.unwrap_or_default().title(text(value, name)?)),
            "subtitle" => {
                self.alert = Some(self.alert.unwrap_or_default().subtitle(text(value, name)?));
            }
            "body" => self.alert = Some(self.alert.unwrap_or_default().body(text(value, name)?)),
            "collapse_id" => self.collapse_id = Some(text(value, name)?.into_owned()),
            "apns_id" => self.apns_id = Some(text(value, name)?.into_owned()),
            _ => {
                let builder = self.builder;
                self.builder = match name {
                    "badge" => builder.badge(int(value, ErrorCode::InvalidPayload, name)?),
                    "sound" => builder.sound(read_sound(value)?),
                    "thread_id" => builder.thread_id(text(value, name)?),
                    "category" => builder.category(text(value, name)?),
                    "content_available" => builder.content_available(flag(value, name)?),
                    "mutable_content" => builder.mutable_content(flag(value, name)?),
                    "target_content_id" => builder.target_content_id(text(value, name)?),
                    "interruption_level" => {
                        let level = InterruptionLevel::from_name(&text(value, name)?);
                        builder.interruption_level(level.or_raise(py)?)
                    }
                    "relevance_score" => builder.relevance_score(number(value, name)?),
                    "filter_criteria" => builder.filter_criteria(text(value, name)?),
                    "custom" => {
                        let keys = json::from_mapping(value, name)?;
                        keys.iter().fold(builder, |b, (key, value)| b.custom(key, value.clone()))
                    }
                    "priority" => {
                        let number = int(value, ErrorCode::InvalidHeaderValue, name)?;
                        builder.priority(Priority::from_number(number).or_raise(py)?)
                    }
                    "expiration" => builder.expiration(read_expiration(value)?),
                    // The payload has been taken already.
                    _ => builder,
                };
            }
        }
        Ok(self)
    }
}

/// A text or bytes of JSON, taken as they are, or a mapping.
fn read_payload(value: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if value.is_instance_of::<PyString>() || value.is_instance_of::<PyBytes>() {
        return Ok(text_or_bytes(value, ErrorCode::InvalidUtf8, "payload")?.into_owned());
    }
    Ok(json::from_mapping(value, "payload")?.to_string().into_bytes())
}

/// Seconds since 1970, or a date.
fn read_expiration(value: &Bound<'_, PyAny>) -> PyResult<Expiration> {
    let subject = "apns-expiration";
    if is_int(value) {
        let seconds = int(value, ErrorCode::InvalidTime, subject)?;
        return Expiration::from_secs(seconds).or_raise(value.py());
    }
    date(value, subject)?.map(Expiration::At).ok_or_else(|| {
        wrong_type("expiration", "int (seconds since 1970) or an aware datetime", value)
    })
}

/// A `str`, or an `Alert`.
fn read_alert(value: &Bound<'_, PyAny>) -> PyResult<Alert> {
    if value.is_instance_of::<PyString>() {
        return Ok(Alert::text(text(value, "alert")?));
    }
    if !value.is_instance(class(value.py(), &ALERT, "Alert")?)? {
        return Err(wrong_type("alert", "str or Alert", value));
    }
    let mut alert = Alert::default();
    macro_rules! set {
        ($($name:ident $read:ident;)+) => {
            $(
                let part = value.getattr(stringify!($name))?;
                if !part.is_none() {
                    alert = alert.$name($read(&part, stringify!($name))?);
                }
            )+
        };
    }
    set! {
        title text;
        subtitle text;
        body text;
        launch_image text;
        title_loc_key text;
        title_loc_args texts;
        subtitle_loc_key text;
        subtitle_loc_args texts;
        loc_key text;
        loc_args texts;
    }
    Ok(alert)
}

/// A `str`, or a `Sound`.
fn read_sound(value: &Bound<'_, PyAny>) -> PyResult<Sound> {
    if value.is_instance_of::<PyString>() {
        return Ok(Sound::named(text(value, "sound")?));
    }
    if !value.is_instance(class(value.py(), &SOUND, "Sound")?)? {
        return Err(wrong_type("sound", "str or Sound", value));
    }
    let part = |name: &str| Ok::<_, PyErr>(Some(value.getattr(name)?).filter(|it| !it.is_none()));
    let name = part("name")?.map(|it| text(&it, "name").map(String::from)).transpose()?;
    let volume = part("volume")?.map(|it| number(&it, "volume")).transpose()?;
    Ok(Sound::from_parts(flag(&value.getattr("critical")?, "critical")?, name, volume))
}

/// Several `str`.
fn texts(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<Vec<String>> {
    if value.is_instance_of::<PyString>() {
        return Err(wrong_type(subject, "a sequence of str", value));
    }
    value.try_iter()?.map(|item| text(&item?, subject).map(String::from)).collect()
}

static ALERT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static SOUND: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// A class of `waxwing/apns.py`.
fn class<'py>(
    py: Python<'py>,
    place: &'static PyOnceLock<Py<PyAny>>,
    name: &str,
) -> PyResult<&'py Bound<'py, PyAny>> {
    let import = || Ok::<_, PyErr>(py.import("waxwing.apns")?.getattr(name)?.unbind());
    Ok(place.get_or_try_init(py, import)?.bind(py))
}
