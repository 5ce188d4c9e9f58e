//! Notifications: options in, checked headers and payload out.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};
use waxwing::apns::{self, Environment, Expiration, NotificationBuilder, PushType};
use waxwing::json::{Object, Value};

use super::lint::{Cut, Lint};
use super::options;
use super::request::{Endpoint, Prepared};
use crate::convert::text;
use crate::error::{OrRaise, wrong_type};
use crate::json;

/// A notification whose headers and payload have passed every rule.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Notification(pub(super) apns::Notification);

#[pymethods]
impl Notification {
    /// With the options of the caller, whatever they are.
    #[new]
    #[pyo3(signature = (push_type, topic, /, **options))]
    fn new(
        push_type: &Bound<'_, PyAny>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let py = topic.py();
        let push_type = PushType::from_name(&text(push_type, "push_type")?).or_raise(py)?;
        let topic = text(topic, "topic")?;
        let builder = apns::Notification::builder(push_type, topic);
        Self::build(py, builder, "Notification", options)
    }

    /// From a document of options, as it may come from JSON.
    #[classmethod]
    #[pyo3(signature = (options, /))]
    fn from_options(cls: &Bound<'_, PyType>, options: &Bound<'_, PyAny>) -> PyResult<Self> {
        let options = json::from_mapping(options, "options")?;
        let built = apns::Notification::from_options(&options).and_then(NotificationBuilder::build);
        built.or_raise(cls.py()).map(Self)
    }

    /// One that shows an alert.
    #[classmethod]
    #[pyo3(
        signature = (topic, alert=None, /, *, title=None, subtitle=None, body=None, **options)
    )]
    fn alert(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        alert: Option<&Bound<'_, PyAny>>,
        title: Option<&Bound<'_, PyAny>>,
        subtitle: Option<&Bound<'_, PyAny>>,
        body: Option<&Bound<'_, PyAny>>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let py = cls.py();
        let topic = text(topic, "topic")?;
        let mut builder = apns::Notification::builder(PushType::Alert, topic);
        let mut whole = alert.map_or(Ok(Value::Null), |alert| options::read("alert", alert))?;
        for (name, part) in [("title", title), ("subtitle", subtitle), ("body", body)] {
            let Some(part) = part else { continue };
            let mut object = match whole {
                Value::Object(object) => object,
                Value::String(text) => {
                    let mut object = Object::new();
                    object.insert("body", text);
                    object
                }
                _ => Object::new(),
            };
            object.insert(name, options::read(&format!("alert.{name}"), part)?);
            whole = Value::Object(object);
        }
        builder = builder.set("alert", &whole).or_raise(py)?;
        if let Some(options) = options
            && !matches!(whole, Value::Null)
            && options.contains("alert")?
        {
            let message = "Notification.alert() got two values for argument 'alert'";
            return Err(PyTypeError::new_err(message));
        }
        Self::build(py, builder, "Notification.alert", options)
    }

    /// One that wakes the app without showing anything.
    #[classmethod]
    #[pyo3(signature = (topic, /, **options))]
    fn background(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder = apns::Notification::background(text(topic, "topic")?);
        Self::build(cls.py(), builder, "Notification.background", options)
    }

    /// The announcement of a call.
    #[classmethod]
    #[pyo3(signature = (topic, /, **options))]
    fn voip(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder = apns::Notification::voip(text(topic, "topic")?);
        Self::build(cls.py(), builder, "Notification.voip", options)
    }

    /// An update of a complication.
    #[classmethod]
    #[pyo3(signature = (topic, /, **options))]
    fn complication(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder = apns::Notification::complication(text(topic, "topic")?);
        Self::build(cls.py(), builder, "Notification.complication", options)
    }

    /// News of a Push to Talk channel.
    #[classmethod]
    #[pyo3(signature = (topic, /, **options))]
    fn push_to_talk(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder = apns::Notification::push_to_talk(text(topic, "topic")?);
        Self::build(cls.py(), builder, "Notification.push_to_talk", options)
    }

    /// A question for the device's location.
    #[classmethod]
    #[pyo3(signature = (topic, /, **options))]
    fn location(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder = apns::Notification::location(text(topic, "topic")?);
        Self::build(cls.py(), builder, "Notification.location", options)
    }

    /// A push that reloads widgets.
    #[classmethod]
    #[pyo3(signature = (topic, /, **options))]
    fn widgets(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder = apns::Notification::widgets(text(topic, "topic")?);
        Self::build(cls.py(), builder, "Notification.widgets", options)
    }

    /// A push that updates a control.
    #[classmethod]
    #[pyo3(signature = (topic, /, **options))]
    fn controls(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder = apns::Notification::controls(text(topic, "topic")?);
        Self::build(cls.py(), builder, "Notification.controls", options)
    }

    /// News for a File Provider extension.
    #[classmethod]
    #[pyo3(signature = (topic, container, domain, /, **options))]
    fn file_provider(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        container: &Bound<'_, PyAny>,
        domain: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder = apns::Notification::file_provider(
            text(topic, "topic")?,
            text(container, "container")?,
            text(domain, "domain")?,
        );
        Self::build(cls.py(), builder, "Notification.file_provider", options)
    }

    /// A push that tells a managed device to contact its server.
    #[classmethod]
    #[pyo3(signature = (topic, push_magic, /, **options))]
    fn mdm(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        push_magic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder =
            apns::Notification::mdm(text(topic, "topic")?, text(push_magic, "push_magic")?);
        Self::build(cls.py(), builder, "Notification.mdm", options)
    }

    /// A push that starts, updates or ends a Live Activity.
    #[classmethod]
    #[pyo3(signature = (topic, event, timestamp, content_state, /, **options))]
    fn live_activity(
        cls: &Bound<'_, PyType>,
        topic: &Bound<'_, PyAny>,
        event: &Bound<'_, PyAny>,
        timestamp: &Bound<'_, PyAny>,
        content_state: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let topic = text(topic, "topic")?;
        let mut builder = apns::Notification::builder(PushType::LiveActivity, topic);
        let parts = [("event", event), ("timestamp", timestamp), ("content_state", content_state)];
        for (name, value) in parts {
            builder = options::set(builder, name, value)?;
        }
        Self::build(cls.py(), builder, "Notification.live_activity", options)
    }

    /// A push that makes Wallet fetch a pass anew.
    #[classmethod]
    #[pyo3(signature = (pass_type_id, /, **options))]
    fn wallet(
        cls: &Bound<'_, PyType>,
        pass_type_id: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let builder = apns::Notification::wallet(text(pass_type_id, "pass_type_id")?);
        Self::build(cls.py(), builder, "Notification.wallet", options)
    }

    /// A notification of a website in Safari.
    #[classmethod]
    #[pyo3(
        signature = (website_push_id, title, body, url_args=None, /, **options),
        text_signature = "(website_push_id, title, body, url_args=(), /, **options)"
    )]
    fn website(
        cls: &Bound<'_, PyType>,
        website_push_id: &Bound<'_, PyAny>,
        title: &Bound<'_, PyAny>,
        body: &Bound<'_, PyAny>,
        url_args: Option<&Bound<'_, PyAny>>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let mut builder = apns::Notification::website::<String>(
            text(website_push_id, "website_push_id")?,
            text(title, "title")?,
            text(body, "body")?,
            [],
        );
        if let Some(url_args) = url_args {
            builder = options::set(builder, "url_args", url_args)?;
        }
        Self::build(cls.py(), builder, "Notification.website", options)
    }

    /// One with a payload of the caller's own.
    #[classmethod]
    #[pyo3(signature = (push_type, topic, payload, /, **options))]
    fn with_payload(
        cls: &Bound<'_, PyType>,
        push_type: &Bound<'_, PyAny>,
        topic: &Bound<'_, PyAny>,
        payload: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let py = cls.py();
        let push_type = PushType::from_name(&text(push_type, "push_type")?).or_raise(py)?;
        let topic = text(topic, "topic")?;
        if payload.is_none() {
            return Err(wrong_type("payload", "str, bytes or a mapping", payload));
        }
        let builder = apns::Notification::builder(push_type, topic);
        let builder = options::set(builder, "payload", payload)?;
        Self::build(py, builder, "Notification.with_payload", options)
    }

    /// Fixes headers and body for an environment or another endpoint.
    #[pyo3(signature = (endpoint, /))]
    fn prepare(&self, endpoint: &Bound<'_, PyAny>) -> PyResult<Prepared> {
        Prepared::new(endpoint.py(), self.0.prepare(read_endpoint(endpoint)?))
    }

    /// What kind of push it is.
    #[getter]
    fn push_type(&self) -> &'static str {
        self.0.push_type().name()
    }

    /// Its topic, with the suffix of its push type.
    #[getter]
    fn topic(&self) -> &str {
        self.0.topic().as_str()
    }

    /// Its priority, if the header is sent.
    #[getter]
    fn priority(&self) -> Option<u32> {
        self.0.priority().map(|priority| priority.number().into())
    }

    /// Its expiration in seconds, if the header is sent.
    #[getter]
    fn expiration(&self) -> Option<i64> {
        self.0.expiration().map(Expiration::as_secs)
    }

    /// Its payload, exactly as it is sent.
    #[getter]
    fn payload(&self) -> &str {
        self.0.payload()
    }

    /// What was cut off to make it fit.
    #[getter]
    fn cut(&self) -> Option<Cut> {
        self.0.cut().map(Cut::new)
    }

    /// What APNs accepts and rarely is meant.
    #[getter]
    fn lints<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        Lint::several(py, self.0.lints())
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
        let prepared = self.0.prepare(Environment::Production);
        for (name, value) in prepared.headers() {
            match name {
                "apns-collapse-id" => options.set_item("collapse_id", value)?,
                "apns-id" => options.set_item("apns_id", value)?,
                _ => {}
            }
        }
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

impl Notification {
    /// Takes the options in and has everything checked.
    fn build(
        py: Python<'_>,
        builder: NotificationBuilder,
        function: &str,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        with_options(builder, function, options)?.build().or_raise(py).map(Self)
    }
}

/// The builder with the keywords of a call.
pub(super) fn with_options(
    mut builder: NotificationBuilder,
    function: &str,
    options: Option<&Bound<'_, PyDict>>,
) -> PyResult<NotificationBuilder> {
    for (name, value) in options.into_iter().flatten() {
        let name = text(&name, "a keyword")?;
        if !options::is_known(&name) {
            let message = format!("{function}() got an unexpected keyword argument '{name}'");
            return Err(PyTypeError::new_err(message));
        }
        builder = options::set(builder, &name, &value)?;
    }
    Ok(builder)
}

/// The name of an environment, or an `Endpoint`.
pub(super) fn read_endpoint(endpoint: &Bound<'_, PyAny>) -> PyResult<apns::Endpoint> {
    if let Ok(endpoint) = endpoint.cast::<Endpoint>() {
        return Ok(endpoint.get().0.clone());
    }
    if !endpoint.is_instance_of::<PyString>() {
        return Err(wrong_type("endpoint", "str or Endpoint", endpoint));
    }
    read_environment(endpoint).map(Into::into)
}

/// The name of an environment.
pub(crate) fn read_environment(name: &Bound<'_, PyAny>) -> PyResult<Environment> {
    Environment::from_name(&text(name, "environment")?).or_raise(name.py())
}
