//! Which key or certificate may push what.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use waxwing::apns::{self, Topic};

use super::key::ProviderKey;
use super::notification::{Notification, read_environment};
use crate::convert::text;
use crate::error::{OrRaise, wrong_type};

/// What a key may be used for.
#[pyclass(frozen, eq, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct KeyScope {
    scope: apns::KeyScope,
    topics: Option<Vec<String>>,
    environment: Option<&'static str>,
}

#[pymethods]
impl KeyScope {
    #[new]
    #[pyo3(signature = (*, topics=None, environment=None))]
    fn new(
        py: Python<'_>,
        topics: Option<&Bound<'_, PyAny>>,
        environment: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let topics = topics.map(|topics| several(topics, "topics")).transpose()?;
        let environment = environment.map(read_environment).transpose()?;
        let mut scope = match &topics {
            Some(topics) => apns::KeyScope::topics(topics).or_raise(py)?,
            None => apns::KeyScope::everything(),
        };
        if let Some(environment) = environment {
            scope = scope.environment(environment);
        }
        let topics = topics.map(|mut topics| {
            topics.sort();
            topics.dedup();
            topics
        });
        Ok(Self { scope, topics, environment: environment.map(|it| it.name()) })
    }

    /// The bundle ids; none for all topics of the team.
    #[getter]
    fn topics<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        self.topics.as_ref().map(|topics| PyTuple::new(py, topics)).transpose()
    }

    /// The environment; none for both.
    #[getter]
    fn environment(&self) -> Option<&'static str> {
        self.environment
    }

    /// For `copy` and `pickle`.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("topics", self.topics(py)?)?;
        options.set_item("environment", self.environment)?;
        Ok((PyTuple::empty(py), options))
    }

    fn __repr__(&self) -> String {
        let topics = self.topics.as_ref().map(|it| format!("topics={it:?}"));
        let environment = self.environment.map(|it| format!("environment={it:?}"));
        let given: Vec<String> = [topics, environment].into_iter().flatten().collect();
        format!("KeyScope({})", given.join(", "))
    }
}

/// Several keys, and the choice of the one that fits.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct KeyRing {
    ring: apns::KeyRing,
    keys: usize,
}

#[pymethods]
impl KeyRing {
    #[new]
    #[pyo3(signature = ())]
    const fn new() -> Self {
        Self { ring: apns::KeyRing::new(), keys: 0 }
    }

    /// A ring with one key more.
    #[pyo3(signature = (key, scope, /))]
    fn add(&self, key: &Bound<'_, ProviderKey>, scope: &Bound<'_, KeyScope>) -> PyResult<Self> {
        let ring = self.ring.clone().add(key.get().0.clone(), scope.get().scope.clone());
        Ok(Self { ring: ring.or_raise(key.py())?, keys: self.keys + 1 })
    }

    /// The key for a topic in an environment.
    #[pyo3(signature = (topic, environment, /))]
    fn choose(
        &self,
        topic: &Bound<'_, PyAny>,
        environment: &Bound<'_, PyAny>,
    ) -> PyResult<ProviderKey> {
        let py = topic.py();
        let topic = Topic::new(&text(topic, "topic")?).or_raise(py)?;
        let key = self.ring.choose(&topic, read_environment(environment)?).or_raise(py)?;
        Ok(ProviderKey(key.clone()))
    }

    /// How many keys there are.
    fn __len__(&self) -> usize {
        self.keys
    }

    fn __repr__(&self) -> String {
        format!("<KeyRing of {} keys>", self.keys)
    }
}

/// What a client certificate may push.
#[pyclass(frozen, eq, module = "waxwing.apns")]
pub(crate) struct CertificateScope {
    scope: apns::CertificateScope,
    topics: Vec<String>,
    environments: Vec<&'static str>,
}

impl PartialEq for CertificateScope {
    fn eq(&self, other: &Self) -> bool {
        self.scope == other.scope
    }
}

impl CertificateScope {
    /// What a certificate says of itself.
    pub(crate) const fn new_of_core(
        scope: apns::CertificateScope,
        topics: Vec<String>,
        environments: Vec<&'static str>,
    ) -> Self {
        Self { scope, topics, environments }
    }
}

#[pymethods]
impl CertificateScope {
    #[new]
    #[pyo3(
        signature = (default_topic, /, *, topics=None, environments=None),
        text_signature = "(default_topic, /, *, topics=(), environments=())"
    )]
    fn new(
        default_topic: &Bound<'_, PyAny>,
        topics: Option<&Bound<'_, PyAny>>,
        environments: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let py = default_topic.py();
        let topic = |name: &str| Topic::new(name).or_raise(py);
        let mut scope = apns::CertificateScope::new(topic(&text(default_topic, "default_topic")?)?);
        let topics = topics.map_or(Ok(Vec::new()), |it| several(it, "topics"))?;
        for name in &topics {
            scope = scope.topic(topic(name)?);
        }
        let mut names = Vec::new();
        if let Some(environments) = environments {
            let given = match environments.cast::<PyString>() {
                Ok(one) => vec![one.clone().into_any()],
                Err(_) => environments
                    .try_iter()
                    .map_err(|_| {
                        wrong_type("environments", "str or several of them", environments)
                    })?
                    .collect::<PyResult<Vec<_>>>()?,
            };
            for environment in given {
                let environment = read_environment(&environment)?;
                scope = scope.environment(environment);
                names.push(environment.name());
            }
        }
        Ok(Self { scope, topics, environments: names })
    }

    /// The topic that APNs assumes.
    #[getter]
    fn default_topic(&self) -> &str {
        self.scope.default_topic().as_str()
    }

    /// Raises unless the certificate may send this notification in this environment.
    #[pyo3(signature = (notification, environment, /))]
    fn check(
        &self,
        notification: &Bound<'_, Notification>,
        environment: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        let environment = read_environment(environment)?;
        self.scope.check(&notification.get().0, environment).or_raise(notification.py())
    }

    /// For `copy` and `pickle`.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("topics", &self.topics)?;
        options.set_item("environments", &self.environments)?;
        Ok(((self.default_topic(),).into_pyobject(py)?, options))
    }

    fn __repr__(&self) -> String {
        format!(
            "CertificateScope({:?}, topics={:?}, environments={:?})",
            self.default_topic(),
            self.topics,
            self.environments
        )
    }
}

/// One text or several.
fn several(value: &Bound<'_, PyAny>, subject: &str) -> PyResult<Vec<String>> {
    if value.is_instance_of::<PyString>() {
        return Ok(vec![text(value, subject)?.into_owned()]);
    }
    let wrong = |_| wrong_type(subject, "str or several of them", value);
    let items = value.try_iter().map_err(wrong)?;
    items.map(|item| text(&item?, subject).map(String::from)).collect()
}
