//! Requests: where to, to whom, and what.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString, PyTuple, PyType};
use waxwing::apns::{self, Environment, Port};
use waxwing::error::ErrorCode;

use super::key::ProviderToken;
use crate::convert::{bytes, int, text};
use crate::error::OrRaise;

/// The name of one app on one device.
#[pyclass(frozen, eq, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct DeviceToken(apns::DeviceToken);

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
        let environment =
            Environment::from_name(&text(environment, "environment")?).or_raise(py)?;
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
    /// All headers but `authorization`, which comes first.
    headers: Vec<Py<PyTuple>>,
    body: Py<PyBytes>,
}

impl Prepared {
    pub(crate) fn new(py: Python<'_>, prepared: apns::Prepared) -> PyResult<Self> {
        let headers = prepared
            .headers()
            .map(|header| header.into_pyobject(py).map(Bound::unbind))
            .collect::<PyResult<Vec<_>>>()?;
        Ok(Self {
            method: PyString::intern(py, prepared.method()).unbind(),
            body: PyBytes::new(py, prepared.body()).unbind(),
            headers,
            prepared,
        })
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
        let first = token.map(|token| token.get().header.bind(py));
        let rest = self.headers.iter().map(|header| header.bind(py));
        let headers = PyList::empty(py);
        for header in first.into_iter().chain(rest) {
            headers.append(header)?;
        }
        Ok(Request {
            method: self.method.clone_ref(py),
            url: PyString::new(py, &self.prepared.url(&device.get().0)).unbind(),
            headers: headers.unbind(),
            content: self.body.clone_ref(py),
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
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.headers.iter().map(|header| header.bind(py)))
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

/// Everything that an HTTP/2 client needs.
#[pyclass(frozen, get_all, module = "waxwing.apns")]
pub(crate) struct Request {
    method: Py<PyString>,
    url: Py<PyString>,
    headers: Py<PyList>,
    content: Py<PyBytes>,
}

#[pymethods]
impl Request {
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
