//! Broadcasts, and the channels they go to.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple, PyType};
use waxwing::apns::{self, Environment, Expiration, Notification, PushType, StoragePolicy};

use super::key::ProviderToken;
use super::lint::{Cut, Lint};
use super::notification::{read_endpoint, read_environment, with_options};
use super::request::{Endpoint, Headers, Request};
use crate::convert::text;
use crate::error::{OrRaise, wrong_type};
use crate::json;

/// The id of a broadcast channel.
#[pyclass(frozen, eq, ord, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ChannelId(pub(super) apns::ChannelId);

#[pymethods]
impl ChannelId {
    #[new]
    #[pyo3(signature = (value, /))]
    fn new(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let id = apns::ChannelId::new(&text(value, "channel id")?);
        id.or_raise(value.py()).map(Self)
    }

    /// For `copy` and `pickle`.
    fn __getnewargs__(&self) -> (&str,) {
        (self.0.as_str(),)
    }

    /// The text.
    fn __str__(&self) -> &str {
        self.0.as_str()
    }

    fn __repr__(&self) -> String {
        format!("ChannelId('{}')", self.0.as_str())
    }
}

/// A `ChannelId`, or its text.
fn read_channel(value: &Bound<'_, PyAny>) -> PyResult<apns::ChannelId> {
    match value.cast::<ChannelId>() {
        Ok(id) => Ok(id.get().0.clone()),
        Err(_) => ChannelId::new(value).map(|id| id.0),
    }
}

/// What APNs says of a channel.
#[pyclass(frozen, eq, module = "waxwing.apns")]
#[derive(PartialEq)]
pub(crate) struct Channel(pub(super) apns::Channel);

#[pymethods]
impl Channel {
    /// What it stores, if this version knows the number.
    #[getter]
    fn storage_policy(&self) -> Option<&'static str> {
        self.0.storage_policy().map(StoragePolicy::name)
    }

    /// The number as received.
    #[getter]
    fn storage_policy_number(&self) -> i64 {
        self.0.storage_policy_number()
    }

    /// What is published there, if this version knows the push type.
    #[getter]
    fn push_type(&self) -> Option<&'static str> {
        self.0.push_type().map(PushType::name)
    }

    /// The push type as received.
    #[getter]
    fn push_type_text(&self) -> &str {
        self.0.push_type_text()
    }

    fn __repr__(&self) -> String {
        match self.storage_policy() {
            Some(policy) => format!("<Channel {policy}>"),
            None => format!("<Channel with storage policy {}>", self.storage_policy_number()),
        }
    }
}

/// A push to a broadcast channel.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Broadcast(apns::Broadcast);

#[pymethods]
impl Broadcast {
    #[new]
    #[pyo3(signature = (channel, topic, /, **options))]
    fn new(
        channel: &Bound<'_, PyAny>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let channel = read_channel(channel)?;
        let builder = Notification::builder(PushType::LiveActivity, text(topic, "topic")?);
        let builder = with_options(builder, "Broadcast", options)?;
        builder.broadcast(&channel).or_raise(topic.py()).map(Self)
    }

    /// From a document of options, as it may come from JSON.
    #[classmethod]
    #[pyo3(signature = (channel, options, /))]
    fn from_options(
        cls: &Bound<'_, PyType>,
        channel: &Bound<'_, PyAny>,
        options: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let channel = read_channel(channel)?;
        let options = json::from_mapping(options, "options")?;
        let built = Notification::from_options(&options).and_then(|it| it.broadcast(&channel));
        built.or_raise(cls.py()).map(Self)
    }

    /// The request to an environment or another endpoint.
    #[pyo3(signature = (endpoint, /))]
    fn prepare(&self, endpoint: &Bound<'_, PyAny>) -> PyResult<Call> {
        Call::new(endpoint.py(), self.0.prepare(read_endpoint(endpoint)?))
    }

    /// Its priority.
    #[getter]
    fn priority(&self) -> u32 {
        self.0.priority().number().into()
    }

    /// Its expiration in seconds.
    #[getter]
    fn expiration(&self) -> i64 {
        Expiration::as_secs(self.0.expiration())
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
        let call = self.0.prepare(Environment::Production);
        let header =
            |wanted: &str| call.headers().find(|(name, _)| *name == wanted).map(|(_, value)| value);
        let options = PyDict::new(py);
        options.set_item("payload", self.payload())?;
        options.set_item("priority", self.priority())?;
        options.set_item("expiration", self.expiration())?;
        options.set_item("request_id", header("apns-request-id"))?;
        let topic = call.path().rsplit('/').next().unwrap_or_default();
        Ok(((header("apns-channel-id"), topic).into_pyobject(py)?, options))
    }

    /// Size, not what it says.
    fn __repr__(&self) -> String {
        format!("<Broadcast, {} bytes>", self.payload().len())
    }
}

/// A request without a device.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Call {
    call: apns::Call,
    method: Py<PyString>,
    url: Py<PyString>,
    headers: Headers,
    content: Py<PyBytes>,
}

impl Call {
    fn new(py: Python<'_>, call: apns::Call) -> PyResult<Self> {
        Ok(Self {
            method: PyString::intern(py, call.method()).unbind(),
            url: PyString::new(py, &call.url()).unbind(),
            headers: Headers::new(py, call.headers())?,
            content: PyBytes::new(py, call.body()).unbind(),
            call,
        })
    }
}

#[pymethods]
impl Call {
    /// The request. Without a token, for a connection with a client certificate.
    #[pyo3(signature = (token=None, /))]
    fn request(
        &self,
        py: Python<'_>,
        token: Option<&Bound<'_, ProviderToken>>,
    ) -> PyResult<Request> {
        Ok(Request {
            method: self.method.clone_ref(py),
            url: self.url.clone_ref(py),
            headers: self.headers.with(py, token)?,
            content: self.content.clone_ref(py),
        })
    }

    /// With this UUID.
    #[pyo3(signature = (uuid, /))]
    fn request_id(&self, uuid: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = uuid.py();
        Self::new(py, self.call.clone().request_id(&text(uuid, "uuid")?).or_raise(py)?)
    }

    /// The method.
    #[getter]
    fn method(&self, py: Python<'_>) -> Py<PyString> {
        self.method.clone_ref(py)
    }

    /// The URL.
    #[getter]
    fn url(&self, py: Python<'_>) -> Py<PyString> {
        self.url.clone_ref(py)
    }

    /// Host and port.
    #[getter]
    fn authority(&self) -> &str {
        self.call.authority()
    }

    /// The path.
    #[getter]
    fn path(&self) -> &str {
        self.call.path()
    }

    /// The headers without `authorization`.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> Bound<'py, PyList> {
        self.headers.list(py)
    }

    /// The body.
    #[getter]
    fn content(&self, py: Python<'_>) -> Py<PyBytes> {
        self.content.clone_ref(py)
    }

    fn __repr__(&self) -> String {
        format!("<Call {} {}>", self.call.method(), self.call.url())
    }
}

/// The requests that manage an app's broadcast channels.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Channels(apns::Channels);

#[pymethods]
impl Channels {
    #[new]
    #[pyo3(signature = (bundle_id, endpoint, /))]
    fn new(bundle_id: &Bound<'_, PyAny>, endpoint: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = bundle_id.py();
        let bundle_id = text(bundle_id, "bundle id")?;
        if let Ok(endpoint) = endpoint.cast::<Endpoint>() {
            // Whichever environment it is, the endpoint takes its place.
            let channels = apns::Channels::new(&bundle_id, Environment::Production).or_raise(py)?;
            return Ok(Self(channels.endpoint(endpoint.get().0.clone())));
        }
        if !endpoint.is_instance_of::<PyString>() {
            return Err(wrong_type("endpoint", "str or Endpoint", endpoint));
        }
        let environment = read_environment(endpoint)?;
        apns::Channels::new(&bundle_id, environment).or_raise(py).map(Self)
    }

    /// The bundle id.
    #[getter]
    fn bundle_id(&self) -> &str {
        self.0.bundle_id()
    }

    /// Host and port.
    #[getter]
    fn authority(&self) -> String {
        self.0.list().authority().to_owned()
    }

    /// Creates a channel.
    #[pyo3(signature = (storage_policy, /))]
    fn create(&self, storage_policy: &Bound<'_, PyAny>) -> PyResult<Call> {
        let py = storage_policy.py();
        let name = text(storage_policy, "storage policy")?;
        Call::new(py, self.0.create(StoragePolicy::from_name(&name).or_raise(py)?))
    }

    /// Reads what a channel stores.
    #[pyo3(signature = (channel, /))]
    fn read(&self, channel: &Bound<'_, PyAny>) -> PyResult<Call> {
        Call::new(channel.py(), self.0.read(&read_channel(channel)?))
    }

    /// Deletes a channel.
    #[pyo3(signature = (channel, /))]
    fn delete(&self, channel: &Bound<'_, PyAny>) -> PyResult<Call> {
        Call::new(channel.py(), self.0.delete(&read_channel(channel)?))
    }

    /// Lists the ids of all channels.
    fn list(&self, py: Python<'_>) -> PyResult<Call> {
        Call::new(py, self.0.list())
    }

    /// For `copy` and `pickle`.
    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let endpoint = apns::Endpoint::from_authority(&self.authority()).or_raise(py)?;
        (self.bundle_id(), Endpoint(endpoint)).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        format!("<Channels of {} at {}>", self.bundle_id(), self.authority())
    }
}
