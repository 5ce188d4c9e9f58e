//! Requests: where to, to whom, and what.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator, PyList, PyString, PyTuple, PyType};
use waxwing::apns::{self, Port};
use waxwing::error::ErrorCode;

use super::key::ProviderToken;
use super::notification::read_environment;
use crate::convert::{bytes, int, text};
use crate::error::{OrRaise, wrong_type};

/// The name of one app on one device.
#[pyclass(frozen, eq, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct DeviceToken(pub(super) apns::DeviceToken);

#[pymethods]
impl DeviceToken {
    /// From hexadecimal digits.
    #[classmethod]
    #[pyo3(signature = (hex, /))]
    fn from_hex(cls: &Bound<'_, PyType>, hex: &Bound<'_, PyAny>) -> PyResult<Self> {
        let hex = text(hex, "device token")?;
        apns::DeviceToken::from_hex(&hex).or_raise(cls.py()).map(Self)
    }

    /// From the bytes that the app received.
    #[classmethod]
    #[pyo3(signature = (value, /))]
    fn from_bytes(cls: &Bound<'_, PyType>, value: &Bound<'_, PyAny>) -> PyResult<Self> {
        apns::DeviceToken::from_bytes(bytes(value, "device token")?).or_raise(cls.py()).map(Self)
    }

    /// The token as lower-case hexadecimal digits.
    #[getter]
    fn hex(&self) -> &str {
        self.0.as_hex()
    }

    /// For `copy` and `pickle`.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let make = slf.get_type().getattr("from_hex")?;
        (make, (slf.get().hex(),)).into_pyobject(slf.py())
    }

    /// The length alone.
    fn __repr__(&self) -> String {
        format!("<DeviceToken of {} bytes>", self.hex().len() / 2)
    }
}

/// Where requests go.
#[pyclass(frozen, eq, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Endpoint(pub(crate) apns::Endpoint);

#[pymethods]
impl Endpoint {
    #[new]
    #[pyo3(
        signature = (environment, /, *, port=None),
        text_signature = "(environment, /, *, port=443)"
    )]
    fn new(environment: &Bound<'_, PyAny>, port: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let py = environment.py();
        let environment = read_environment(environment)?;
        let port = match port {
            None => Port::default(),
            Some(port) => {
                let number = int(port, ErrorCode::InvalidInput, "port")?;
                // What does not fit is no port of Apple's either.
                Port::from_number(u16::try_from(number).unwrap_or_default()).or_raise(py)?
            }
        };
        Ok(Self(apns::Endpoint::new(environment, port)))
    }

    /// Another host than Apple's.
    #[classmethod]
    #[pyo3(signature = (authority, /))]
    fn from_authority(cls: &Bound<'_, PyType>, authority: &Bound<'_, PyAny>) -> PyResult<Self> {
        let authority = text(authority, "authority")?;
        apns::Endpoint::from_authority(&authority).or_raise(cls.py()).map(Self)
    }

    /// Apple's host and port for managing broadcast channels.
    #[classmethod]
    #[pyo3(signature = (environment, /))]
    fn channel_management(
        _cls: &Bound<'_, PyType>,
        environment: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        read_environment(environment).map(|it| Self(apns::Endpoint::channel_management(it)))
    }

    /// Host and port.
    #[getter]
    fn authority(&self) -> &str {
        self.0.authority()
    }

    /// For `copy` and `pickle`.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let make = slf.get_type().getattr("from_authority")?;
        (make, (slf.get().authority(),)).into_pyobject(slf.py())
    }

    fn __repr__(&self) -> String {
        format!("<Endpoint {}>", self.authority())
    }
}

/// A notification made ready for one endpoint.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Prepared {
    prepared: apns::Prepared,
    method: Py<PyString>,
    headers: Headers,
    body: Py<PyBytes>,
}

impl Prepared {
    pub(crate) fn new(py: Python<'_>, prepared: apns::Prepared) -> PyResult<Self> {
        Ok(Self {
            method: PyString::intern(py, prepared.method()).unbind(),
            body: PyBytes::new(py, prepared.body()).unbind(),
            headers: Headers::new(py, prepared.headers())?,
            prepared,
        })
    }

    fn request_with(
        &self,
        py: Python<'_>,
        device: &Bound<'_, DeviceToken>,
        headers: Py<PyTuple>,
    ) -> Request {
        Request {
            method: self.method.clone_ref(py),
            url: PyString::new(py, &self.prepared.url(&device.get().0)).unbind(),
            headers,
            content: self.body.clone_ref(py),
        }
    }
}

#[pymethods]
impl Prepared {
    /// The request for one device. Without a token, for a connection with a client certificate.
    #[pyo3(signature = (device, token=None, /))]
    fn request(
        &self,
        py: Python<'_>,
        device: &Bound<'_, DeviceToken>,
        token: Option<&Bound<'_, ProviderToken>>,
    ) -> PyResult<Request> {
        Ok(self.request_with(py, device, self.headers.with(py, token)?))
    }

    /// The requests for many devices.
    #[pyo3(signature = (devices, token=None, /))]
    fn requests(
        slf: &Bound<'_, Self>,
        devices: &Bound<'_, PyAny>,
        token: Option<&Bound<'_, ProviderToken>>,
    ) -> PyResult<Requests> {
        let devices = devices
            .try_iter()
            .map_err(|_| wrong_type("devices", "several DeviceToken", devices))?;
        Ok(Requests {
            prepared: slf.clone().unbind(),
            headers: slf.get().headers.with(slf.py(), token)?,
            devices: devices.unbind(),
        })
    }

    /// The method.
    #[getter]
    fn method(&self, py: Python<'_>) -> Py<PyString> {
        self.method.clone_ref(py)
    }

    /// Host and port.
    #[getter]
    fn authority(&self) -> &str {
        self.prepared.authority()
    }

    /// The path for a device.
    #[pyo3(signature = (device, /))]
    fn path(&self, device: &Bound<'_, DeviceToken>) -> String {
        self.prepared.path(&device.get().0)
    }

    /// The URL for a device.
    #[pyo3(signature = (device, /))]
    fn url(&self, device: &Bound<'_, DeviceToken>) -> String {
        self.prepared.url(&device.get().0)
    }

    /// The headers without `authorization`.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> Bound<'py, PyList> {
        self.headers.list(py)
    }

    /// The body.
    #[getter]
    fn content(&self, py: Python<'_>) -> Py<PyBytes> {
        self.body.clone_ref(py)
    }

    fn __repr__(&self) -> String {
        format!(
            "<Prepared for {}, {} bytes>",
            self.prepared.authority(),
            self.prepared.body().len()
        )
    }
}

/// The headers of requests, as pairs.
pub(super) struct Headers {
    /// All but `authorization`, which comes first.
    bare: Py<PyTuple>,
}

impl Headers {
    pub(super) fn new<'n, 'h>(
        py: Python<'_>,
        headers: impl Iterator<Item = (&'n str, &'h str)>,
    ) -> PyResult<Self> {
        let pairs = headers.map(|pair| pair.into_pyobject(py)).collect::<PyResult<Vec<_>>>()?;
        Ok(Self { bare: PyTuple::new(py, pairs)?.unbind() })
    }

    /// With a provider token, if there is one.
    pub(super) fn with(
        &self,
        py: Python<'_>,
        token: Option<&Bound<'_, ProviderToken>>,
    ) -> PyResult<Py<PyTuple>> {
        let Some(token) = token else { return Ok(self.bare.clone_ref(py)) };
        let bare = self.bare.bind(py);
        let first = token.get().header.bind(py).clone().into_any();
        let all: Vec<Bound<'_, PyAny>> = core::iter::once(first).chain(bare.iter()).collect();
        Ok(PyTuple::new(py, all)?.unbind())
    }

    pub(super) fn list<'py>(&self, py: Python<'py>) -> Bound<'py, PyList> {
        self.bare.bind(py).to_list()
    }
}

/// The requests for many devices, one at a time: all share headers and body.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Requests {
    prepared: Py<Prepared>,
    headers: Py<PyTuple>,
    devices: Py<PyIterator>,
}

#[pymethods]
impl Requests {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Request>> {
        let Some(device) = self.devices.bind(py).clone().next() else { return Ok(None) };
        let device = device?;
        let device = device
            .cast::<DeviceToken>()
            .map_err(|_| wrong_type("device", "DeviceToken", &device))?;
        let headers = self.headers.clone_ref(py);
        Ok(Some(self.prepared.get().request_with(py, device, headers)))
    }
}

/// Everything that an HTTP/2 client needs.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Request {
    #[pyo3(get)]
    pub(super) method: Py<PyString>,
    #[pyo3(get)]
    pub(super) url: Py<PyString>,
    /// Shared, so that Python is given copies.
    pub(super) headers: Py<PyTuple>,
    #[pyo3(get)]
    pub(super) content: Py<PyBytes>,
}

impl Request {
    pub(crate) fn new<'n, 'h>(
        py: Python<'_>,
        method: &str,
        url: &str,
        headers: impl Iterator<Item = (&'n str, &'h str)>,
        body: &[u8],
    ) -> PyResult<Self> {
        Ok(Self {
            method: PyString::intern(py, method).unbind(),
            url: PyString::new(py, url).unbind(),
            headers: Headers::new(py, headers)?.bare,
            content: PyBytes::new(py, body).unbind(),
        })
    }
}

#[pymethods]
impl Request {
    /// The headers.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> Bound<'py, PyList> {
        self.headers.bind(py).to_list()
    }

    /// Without the token of either side: both must stay out of logs.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "<Request {}, {} headers, {} bytes>",
            self.method.bind(py),
            self.headers.bind(py).len(),
            self.content.bind(py).as_bytes().len()
        ))
    }
}
