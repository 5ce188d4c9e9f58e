//! Access tokens: how they are asked for, and what comes back.

use pyo3::prelude::*;
use pyo3::types::PyType;
use waxwing::windows::wns as core;

use super::super::verdict::Verdict;
use crate::apns::{Request, header_pairs, http_status};
use crate::convert::{bytes, now as read_now, text, time};
use crate::error::OrRaise;

/// A request for the access token of one app.
#[pyclass(frozen, module = "waxwing.windows.wns")]
pub(crate) struct TokenRequest(core::TokenRequest);

#[pymethods]
impl TokenRequest {
    /// For an app with a package SID.
    #[classmethod]
    #[pyo3(signature = (package_sid, secret, /))]
    fn legacy(
        cls: &Bound<'_, PyType>,
        package_sid: &Bound<'_, PyAny>,
        secret: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let (sid, secret) = (text(package_sid, "package sid")?, text(secret, "client secret")?);
        core::TokenRequest::legacy(&sid, &secret).or_raise(cls.py()).map(Self)
    }

    /// For an app of Windows Phone 8.1 that asks for the older scope.
    #[classmethod]
    #[pyo3(signature = (package_sid, secret, /))]
    fn phone(
        cls: &Bound<'_, PyType>,
        package_sid: &Bound<'_, PyAny>,
        secret: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let (sid, secret) = (text(package_sid, "package sid")?, text(secret, "client secret")?);
        core::TokenRequest::phone(&sid, &secret).or_raise(cls.py()).map(Self)
    }

    /// For an app with a registration in Entra ID.
    #[classmethod]
    #[pyo3(signature = (tenant, client_id, secret, /))]
    fn entra(
        cls: &Bound<'_, PyType>,
        tenant: &Bound<'_, PyAny>,
        client_id: &Bound<'_, PyAny>,
        secret: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let (tenant, client_id) = (text(tenant, "tenant")?, text(client_id, "client id")?);
        let secret = text(secret, "client secret")?;
        core::TokenRequest::entra(&tenant, &client_id, &secret).or_raise(cls.py()).map(Self)
    }

    /// The URL.
    #[getter]
    fn url(&self) -> &str {
        self.0.url()
    }

    /// Everything that an HTTP client needs.
    fn request(&self, py: Python<'_>) -> PyResult<Request> {
        Request::new(py, self.0.method(), self.0.url(), self.0.headers(), &self.0.body())
    }

    /// Where it goes.
    fn __repr__(&self) -> String {
        format!("<TokenRequest to {}>", self.0.url())
    }
}

/// What lets a server send to one app.
#[pyclass(frozen, module = "waxwing.windows.wns")]
pub(crate) struct AccessToken(pub(super) core::AccessToken);

#[pymethods]
impl AccessToken {
    /// A token that was kept.
    #[new]
    #[pyo3(signature = (token, /, *, expires_at))]
    fn new(token: &Bound<'_, PyAny>, expires_at: &Bound<'_, PyAny>) -> PyResult<Self> {
        let (text, expires_at) = (text(token, "token")?, time(expires_at, "expires_at")?);
        core::AccessToken::new(&text, expires_at).or_raise(token.py()).map(Self)
    }

    /// The token itself.
    #[getter]
    fn token(&self) -> &str {
        self.0.as_str()
    }

    /// The value of the header `authorization`.
    #[getter]
    fn authorization(&self) -> &str {
        self.0.authorization()
    }

    /// When it expires.
    #[getter]
    fn expires_at(&self) -> i64 {
        self.0.expires_at().as_millis()
    }

    /// When to fetch another.
    #[getter]
    fn refresh_at(&self) -> i64 {
        self.0.refresh_at().as_millis()
    }

    /// Whether it need not be replaced yet.
    #[pyo3(signature = (now=None, /))]
    fn is_fresh(&self, py: Python<'_>, now: Option<&Bound<'_, PyAny>>) -> PyResult<bool> {
        Ok(self.0.is_fresh(read_now(py, now)?))
    }

    fn __repr__(&self) -> String {
        format!("<AccessToken until {}>", self.0.expires_at())
    }
}

/// The reply to a request for an access token.
#[pyclass(frozen, module = "waxwing.windows.wns")]
pub(crate) struct TokenReply(core::TokenReply);

#[pymethods]
impl TokenReply {
    /// From status, headers and body of a response.
    #[classmethod]
    #[pyo3(signature = (status, headers, body, /, *, now=None))]
    fn parse(
        cls: &Bound<'_, PyType>,
        status: &Bound<'_, PyAny>,
        headers: &Bound<'_, PyAny>,
        body: &Bound<'_, PyAny>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (status, headers) = (http_status(status)?, header_pairs(headers)?);
        let now = read_now(cls.py(), now)?;
        Ok(Self(core::TokenReply::from_parts(status, headers, bytes(body, "body")?, now)))
    }

    /// The status.
    #[getter]
    fn status(&self) -> u16 {
        self.0.status()
    }

    /// The token, if it was granted.
    #[getter]
    fn token(&self) -> Option<AccessToken> {
        self.0.token().cloned().map(AccessToken)
    }

    /// Why not, as OAuth names it.
    #[getter]
    fn error(&self) -> Option<&str> {
        self.0.error()
    }

    /// Why not, in the server's words.
    #[getter]
    fn error_description(&self) -> Option<&str> {
        self.0.error_description()
    }

    /// How many seconds the server asks to wait.
    #[getter]
    fn retry_after_s(&self) -> Option<u32> {
        self.0.retry_after_s()
    }

    /// What to do, unless there is a token.
    fn verdict(&self) -> Option<Verdict> {
        self.0.verdict().map(Verdict)
    }

    fn __repr__(&self) -> String {
        match self.error() {
            Some(error) => format!("<TokenReply {} {error:?}>", self.status()),
            None => format!("<TokenReply {}>", self.status()),
        }
    }
}
