//! Notifications: options in, checked headers and body out.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple, PyType};
use waxwing::json::{Object, Value};
use waxwing::windows::mpns::{self as core, NotificationBuilder};

use super::super::channel::Channel;
use super::super::options::{self, keywords};
use super::super::plain;
use crate::apns::Request;
use crate::error::OrRaise;
use crate::json;

const TABLE: options::Table = NotificationBuilder::OPTIONS;

/// What the class methods say by themselves, so that no keyword does.
const SAID: [&str; 8] =
    ["type", "toast", "toast.text1", "toast.text2", "tile", "tile.template", "raw", "raw_b64"];

/// A notification whose headers and body have passed every rule.
#[pyclass(frozen, module = "waxwing.windows.mpns")]
pub(crate) struct Notification {
    note: core::Notification,
    /// What it was made of, for `copy` and `pickle`.
    options: Object,
}

impl Notification {
    fn build(py: Python<'_>, options: Object) -> PyResult<Self> {
        let built = core::Notification::from_options(&options).and_then(NotificationBuilder::build);
        Ok(Self { note: built.or_raise(py)?, options })
    }
}

#[pymethods]
impl Notification {
    /// From a document of options, as it may come from JSON.
    #[classmethod]
    #[pyo3(signature = (options, /))]
    fn from_options(cls: &Bound<'_, PyType>, options: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::build(cls.py(), json::from_mapping(options, "options")?)
    }

    /// What the user reads at once.
    #[classmethod]
    #[pyo3(signature = (text1=None, text2=None, /, **options))]
    fn toast(
        cls: &Bound<'_, PyType>,
        text1: Option<&Bound<'_, PyAny>>,
        text2: Option<&Bound<'_, PyAny>>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let (mut outer, mut toast) = (Object::new(), Object::new());
        for (name, text) in [("text1", text1), ("text2", text2)] {
            if let Some(text) = text {
                toast.insert(name, options::read(TABLE, &format!("toast.{name}"), text)?);
            }
        }
        let part = Some(("toast.", &mut toast));
        keywords(TABLE, "Notification.toast", &SAID, &mut outer, part, options)?;
        outer.insert("type", "toast");
        outer.insert("toast", Value::Object(toast));
        Self::build(cls.py(), outer)
    }

    /// A change of a tile.
    #[classmethod]
    #[pyo3(
        signature = (template=None, /, **options),
        text_signature = "(template='basic', /, **options)"
    )]
    fn tile(
        cls: &Bound<'_, PyType>,
        template: Option<&Bound<'_, PyAny>>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let (mut outer, mut tile) = (Object::new(), Object::new());
        if let Some(template) = template {
            tile.insert("template", options::read(TABLE, "tile.template", template)?);
        }
        let part = Some(("tile.", &mut tile));
        keywords(TABLE, "Notification.tile", &SAID, &mut outer, part, options)?;
        outer.insert("type", "tile");
        outer.insert("tile", Value::Object(tile));
        Self::build(cls.py(), outer)
    }

    /// Bytes or a text for the app.
    #[classmethod]
    #[pyo3(signature = (content, /, **options))]
    fn raw(
        cls: &Bound<'_, PyType>,
        content: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let mut outer = Object::new();
        outer.insert("type", "raw");
        let (name, value) = options::raw(content)?;
        outer.insert(name, value);
        keywords(TABLE, "Notification.raw", &SAID, &mut outer, None, options)?;
        Self::build(cls.py(), outer)
    }

    /// What it is.
    #[getter]
    fn kind(&self) -> &'static str {
        self.note.kind().name()
    }

    /// The headers.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.note.headers().collect::<Vec<_>>())
    }

    /// The body.
    #[getter]
    fn content<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.note.body())
    }

    /// The request over one channel.
    #[pyo3(signature = (channel, /))]
    fn request(&self, py: Python<'_>, channel: PyRef<'_, Channel>) -> PyResult<Request> {
        plain!(py, channel, self.note.request(&channel.0).or_raise(py)?)
    }

    /// For `copy` and `pickle`.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let make = slf.get_type().getattr("from_options")?;
        let options = json::to_dict(slf.py(), &slf.get().options)?;
        (make, (options,)).into_pyobject(slf.py())
    }

    /// What it is and how large, not what it says.
    fn __repr__(&self) -> String {
        format!("<Notification {}, {} bytes>", self.kind(), self.note.body().len())
    }
}
