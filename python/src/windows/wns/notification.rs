//! Notifications: options in, checked headers and body out.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple, PyType};
use waxwing::json::{Object, Value};
use waxwing::windows::wns::{self as core, NotificationBuilder};

use super::super::channel::Channel;
use super::super::options::{self, keywords};
use super::super::plain;
use super::token::AccessToken;
use crate::apns::Request;
use crate::convert::text;
use crate::error::{OrRaise, wrong_type};
use crate::json;

/// What the class methods say by themselves, so that no keyword does.
const SAID: [&str; 7] = ["type", "toast", "toast.texts", "badge", "xml", "raw", "raw_b64"];

/// A notification whose headers and body have passed every rule.
#[pyclass(frozen, module = "waxwing.windows.wns")]
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

    /// One with a single content beside the keywords of the call.
    fn with(
        py: Python<'_>,
        function: &str,
        kind: &str,
        content: (&str, Value),
        given: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let mut options = Object::new();
        options.insert("type", kind);
        options.insert(content.0, content.1);
        keywords(NotificationBuilder::OPTIONS, function, &SAID, &mut options, None, given)?;
        Self::build(py, options)
    }

    fn with_xml(
        function: &str,
        kind: &str,
        xml: &Bound<'_, PyAny>,
        given: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let text = Value::String(text(xml, "xml")?.into_owned());
        Self::with(xml.py(), function, kind, ("xml", text), given)
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
    #[pyo3(signature = (*texts, **options))]
    fn toast(
        cls: &Bound<'_, PyType>,
        texts: &Bound<'_, PyTuple>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        const FUNCTION: &str = "Notification.toast";
        let table = NotificationBuilder::OPTIONS;
        let (mut outer, mut toast) = (Object::new(), Object::new());
        toast.insert("texts", options::read(table, "toast.texts", texts)?);
        keywords(table, FUNCTION, &SAID, &mut outer, Some(("toast.", &mut toast)), options)?;
        outer.insert("type", "toast");
        outer.insert("toast", Value::Object(toast));
        Self::build(cls.py(), outer)
    }

    /// A toast of XML.
    #[classmethod]
    #[pyo3(signature = (xml, /, **options))]
    fn toast_xml(
        _cls: &Bound<'_, PyType>,
        xml: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        Self::with_xml("Notification.toast_xml", "toast", xml, options)
    }

    /// A tile of XML.
    #[classmethod]
    #[pyo3(signature = (xml, /, **options))]
    fn tile_xml(
        _cls: &Bound<'_, PyType>,
        xml: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        Self::with_xml("Notification.tile_xml", "tile", xml, options)
    }

    /// A badge of XML.
    #[classmethod]
    #[pyo3(signature = (xml, /, **options))]
    fn badge_xml(
        _cls: &Bound<'_, PyType>,
        xml: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        Self::with_xml("Notification.badge_xml", "badge", xml, options)
    }

    /// A number or a sign.
    #[classmethod]
    #[pyo3(signature = (badge, /, **options))]
    fn badge(
        cls: &Bound<'_, PyType>,
        badge: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        if badge.is_none() {
            return Err(wrong_type("badge", "int or str", badge));
        }
        let value = options::read(NotificationBuilder::OPTIONS, "badge", badge)?;
        Self::with(cls.py(), "Notification.badge", "badge", ("badge", value), options)
    }

    /// Bytes or a text for the app.
    #[classmethod]
    #[pyo3(signature = (content, /, **options))]
    fn raw(
        cls: &Bound<'_, PyType>,
        content: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        Self::with(cls.py(), "Notification.raw", "raw", options::raw(content)?, options)
    }

    /// What it is.
    #[getter]
    fn kind(&self) -> &'static str {
        self.note.kind().name()
    }

    /// The headers without `authorization`.
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
    #[pyo3(signature = (channel, token, /))]
    fn request(
        &self,
        py: Python<'_>,
        channel: PyRef<'_, Channel>,
        token: PyRef<'_, AccessToken>,
    ) -> PyResult<Request> {
        let request = self.note.request(&channel.0, &token.0).or_raise(py)?;
        plain!(py, channel, request)
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

/// Takes toasts back, by tag and group.
#[pyclass(frozen, module = "waxwing.windows.wns")]
pub(crate) struct ToastRemoval(core::ToastRemoval);

#[pymethods]
impl ToastRemoval {
    #[new]
    #[pyo3(signature = (**options), text_signature = "(*, tag=None, group=None, all=False)")]
    fn new(py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut given = Object::new();
        keywords(core::ToastRemoval::OPTIONS, "ToastRemoval", &[], &mut given, None, options)?;
        core::ToastRemoval::from_options(&given).or_raise(py).map(Self)
    }

    /// From a document of options, as it may come from JSON.
    #[classmethod]
    #[pyo3(signature = (options, /))]
    fn from_options(cls: &Bound<'_, PyType>, options: &Bound<'_, PyAny>) -> PyResult<Self> {
        let options = json::from_mapping(options, "options")?;
        core::ToastRemoval::from_options(&options).or_raise(cls.py()).map(Self)
    }

    /// The request over one channel.
    #[pyo3(signature = (channel, token, /))]
    fn request(
        &self,
        py: Python<'_>,
        channel: PyRef<'_, Channel>,
        token: PyRef<'_, AccessToken>,
    ) -> PyResult<Request> {
        let request = self.0.request(&channel.0, &token.0).or_raise(py)?;
        plain!(py, channel, request)
    }

    fn __repr__(&self) -> String {
        format!("<ToastRemoval {:?}>", self.0)
    }
}
