//! Keys and provider tokens.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple, PyType};
use waxwing::apns;
use waxwing::error::ErrorCode;

use crate::convert::{int, now as read_now, text, text_or_bytes};
use crate::credentials::read_key;
use crate::error::{OrRaise, detached};

/// A signing key with the ids that Apple gave it.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct ProviderKey(pub(crate) Arc<apns::ProviderKey>);

#[pymethods]
impl ProviderKey {
    /// From the text of a file AuthKey_….p8.
    #[classmethod]
    #[pyo3(signature = (p8, /, *, key_id, team_id, password=None))]
    fn from_p8(
        cls: &Bound<'_, PyType>,
        p8: &Bound<'_, PyAny>,
        key_id: &Bound<'_, PyAny>,
        team_id: &Bound<'_, PyAny>,
        password: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        if password.is_some() {
            return read_key(p8, "p8", password)?.provider_key(cls.py(), key_id, team_id);
        }
        let p8 = text_or_bytes(p8, ErrorCode::InvalidKey, "p8")?;
        let (key_id, team_id) = (text(key_id, "key id")?, text(team_id, "team id")?);
        let key = detached(cls.py(), || apns::ProviderKey::from_p8(&p8, &key_id, &team_id))?;
        Ok(Self(Arc::new(key)))
    }

    /// The key's id.
    #[getter]
    fn key_id(&self) -> &str {
        self.0.key_id().as_str()
    }

    /// The team's id.
    #[getter]
    fn team_id(&self) -> &str {
        self.0.team_id().as_str()
    }

    /// The public key, an uncompressed point of 65 bytes.
    #[getter]
    fn public_key<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.public_key().to_uncompressed())
    }

    /// The provider token of a time.
    #[pyo3(signature = (now=None, /, *, policy=None))]
    fn token_at(
        &self,
        py: Python<'_>,
        now: Option<&Bound<'_, PyAny>>,
        policy: Option<PyRef<'_, TokenPolicy>>,
    ) -> PyResult<ProviderToken> {
        let now = read_now(py, now)?;
        let policy = policy.map_or_else(apns::TokenPolicy::default, |policy| policy.0);
        ProviderToken::new(py, detached(py, || self.0.token_with(now, &policy))?)
    }

    /// The provider token with exactly this `iat`, in seconds.
    #[pyo3(signature = (seconds, /))]
    fn token_issued_at(
        &self,
        py: Python<'_>,
        seconds: &Bound<'_, PyAny>,
    ) -> PyResult<ProviderToken> {
        let seconds = int(seconds, ErrorCode::InvalidTime, "iat")?;
        ProviderToken::new(py, detached(py, || self.0.token_issued_at(seconds))?)
    }

    fn __repr__(&self) -> String {
        format!("ProviderKey(key_id='{}', team_id='{}')", self.key_id(), self.team_id())
    }
}

/// What each request shows to APNs.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct ProviderToken {
    pub(crate) token: apns::ProviderToken,
    /// The header, made once for all requests.
    pub(crate) header: Py<PyTuple>,
}

impl ProviderToken {
    pub(super) fn new(py: Python<'_>, token: apns::ProviderToken) -> PyResult<Self> {
        let header = ("authorization", token.authorization()).into_pyobject(py)?.unbind();
        Ok(Self { token, header })
    }
}

#[pymethods]
impl ProviderToken {
    /// A token that was made elsewhere.
    #[classmethod]
    #[pyo3(signature = (jwt, /))]
    fn from_jwt(cls: &Bound<'_, PyType>, jwt: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = cls.py();
        Self::new(py, apns::ProviderToken::from_jwt(&text(jwt, "jwt")?).or_raise(py)?)
    }

    /// The token, a JWT.
    #[getter]
    fn jwt(&self) -> &str {
        self.token.as_str()
    }

    /// The value of the header `authorization`.
    #[getter]
    fn authorization<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.header.bind(py).get_item(1)
    }

    /// The id of the key that signed it.
    #[getter]
    fn key_id(&self) -> &str {
        self.token.key_id().as_str()
    }

    /// The id of the team in whose name it speaks.
    #[getter]
    fn team_id(&self) -> &str {
        self.token.team_id().as_str()
    }

    /// Its `iat`.
    #[getter]
    fn issued_at(&self) -> i64 {
        self.token.issued_at().as_millis()
    }

    /// When the next token is due.
    #[getter]
    fn window_ends_at(&self) -> i64 {
        self.token.window_ends_at().as_millis()
    }

    /// Until when APNs accepts it.
    #[getter]
    fn expires_at(&self) -> i64 {
        self.token.expires_at().as_millis()
    }

    fn __repr__(&self) -> String {
        format!(
            "ProviderToken(key_id='{}', team_id='{}', issued_at={})",
            self.key_id(),
            self.team_id(),
            self.issued_at()
        )
    }
}

/// When the provider token changes.
#[pyclass(frozen, eq, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct TokenPolicy(apns::TokenPolicy);

#[pymethods]
impl TokenPolicy {
    #[new]
    #[pyo3(
        signature = (*, window_s=None, phase_s=None),
        text_signature = "(*, window_s=3000, phase_s=0)"
    )]
    fn new(
        py: Python<'_>,
        window_s: Option<&Bound<'_, PyAny>>,
        phase_s: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let usual = apns::TokenPolicy::default();
        let seconds = |value: Option<&Bound<'_, PyAny>>, usual, subject| match value {
            Some(value) => int(value, ErrorCode::InvalidTokenPolicy, subject),
            None => Ok(usual),
        };
        let window_s = seconds(window_s, usual.window_s(), "window")?;
        let phase_s = seconds(phase_s, usual.phase_s(), "phase")?;
        apns::TokenPolicy::new(window_s, phase_s).or_raise(py).map(Self)
    }

    /// The length of a window.
    #[getter]
    fn window_s(&self) -> i64 {
        self.0.window_s()
    }

    /// How long after the beginning of 1970 a window begins.
    #[getter]
    fn phase_s(&self) -> i64 {
        self.0.phase_s()
    }

    /// For `copy` and `pickle`.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("window_s", self.window_s())?;
        options.set_item("phase_s", self.phase_s())?;
        Ok((PyTuple::empty(py), options))
    }

    fn __repr__(&self) -> String {
        format!("TokenPolicy(window_s={}, phase_s={})", self.window_s(), self.phase_s())
    }
}
