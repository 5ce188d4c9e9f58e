//! The policy of a verifier, collected and checked.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::bundle_ids::BundleIds;
use super::chain_cache::{ChainCache, DEFAULT_CACHED_CHAINS};
use super::identity::Expected;
use super::payload::Environment;
use super::revocation::{DEFAULT_OCSP_HOST, RevocationPolicy};
use super::verifier::{Policy, Trust, Validity, Verifier, future_skew};
use super::xcode::XcodeCertificate;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;
use crate::x509::Anchor;
use crate::x509::ocsp::{self, Memory, Rules};

/// Collects the policy of a [`Verifier`].
#[derive(Clone, Debug, Default)]
pub struct VerifierBuilder {
    roots: Option<Vec<Vec<u8>>>,
    xcode_certificates: Vec<Vec<u8>>,
    bundle_ids: Vec<String>,
    any_bundle_id: bool,
    app_apple_ids: Vec<i64>,
    any_app_apple_id: bool,
    environments: Vec<Environment>,
    validity: Validity,
    future_skew_millis: Option<i64>,
    oldest_signing_time: Option<Timestamp>,
    revocation: ocsp::Policy,
    ocsp_hosts: Vec<String>,
    ocsp_max_age_millis: Option<u32>,
    cached_chains: Option<usize>,
    without_key_tables: bool,
}

impl VerifierBuilder {
    /// Accepts objects of this app. Call it again for each further app.
    #[must_use]
    pub fn bundle_id(mut self, bundle_id: impl Into<String>) -> Self {
        self.bundle_ids.push(bundle_id.into());
        self
    }

    /// Accepts objects of every app. Dangerous: whoever can get Apple to sign an object for an
    /// app of their own can have it accepted.
    #[must_use]
    pub const fn dangerous_any_bundle_id(mut self) -> Self {
        self.any_bundle_id = true;
        self
    }

    /// Accepts objects of the app with this App Store id (Apple: appAppleId). Compared in
    /// production only, since sandbox objects may lack it.
    #[must_use]
    pub fn app_apple_id(mut self, app_apple_id: i64) -> Self {
        self.app_apple_ids.push(app_apple_id);
        self
    }

    /// Accepts production objects without looking at the App Store id.
    #[must_use]
    pub const fn dangerous_any_app_apple_id(mut self) -> Self {
        self.any_app_apple_id = true;
        self
    }

    /// Accepts objects of this environment: sandbox or production. Call it again for the other.
    /// For Xcode, see [`xcode_certificate`](Self::xcode_certificate).
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environments.push(environment);
        self
    }

    /// Trusts this root, a DER certificate, instead of Apple Root CA - G3. Call it again for
    /// each further root; add [`APPLE_ROOT_CA_G3_DER`](crate::x509::APPLE_ROOT_CA_G3_DER) to
    /// keep Apple's.
    #[must_use]
    pub fn root(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.roots.get_or_insert_with(Vec::new).push(der.into());
        self
    }

    /// Trusts exactly these roots, DER certificates. None at all is refused.
    #[must_use]
    pub fn roots<R: Into<Vec<u8>>>(mut self, ders: impl IntoIterator<Item = R>) -> Self {
        self.roots = Some(ders.into_iter().map(Into::into).collect());
        self
    }

    /// Accepts data of StoreKit testing in Xcode, signed with exactly this certificate: the DER
    /// file that Xcode writes by "Editor", "Save Public Certificate". Call it again for each
    /// further one.
    ///
    /// Apple signs no such data, so this goes with [`Environment::Xcode`] as the only
    /// environment, and without [`root`](Self::root) and [`revocation`](Self::revocation). There is no
    /// chain: leaf, intermediate and root of the result all describe this certificate.
    ///
    /// ```
    /// use waxwing::app_store::{Environment, Verifier};
    ///
    /// # fn build(exported: Vec<u8>) -> waxwing::error::Result<()> {
    /// let verifier = Verifier::builder()
    ///     .bundle_id("com.example.app")
    ///     .environment(Environment::Xcode)
    ///     .xcode_certificate(exported)
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn xcode_certificate(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.xcode_certificates.push(der.into());
        self
    }

    /// At which time certificates must be valid; [`Validity::SigningTime`] unless set.
    #[must_use]
    pub const fn validity(mut self, validity: Validity) -> Self {
        self.validity = validity;
        self
    }

    /// How far a signing date may lie in the future, in milliseconds;
    /// [`DEFAULT_FUTURE_SKEW_MILLIS`](super::DEFAULT_FUTURE_SKEW_MILLIS) unless set.
    #[must_use]
    pub const fn future_skew_millis(mut self, millis: i64) -> Self {
        self.future_skew_millis = Some(millis);
        self
    }

    /// Refuses objects that were signed before this time, by their own signing date; without it,
    /// none is too old. An object signed exactly then is accepted.
    #[must_use]
    pub const fn oldest_signing_time(mut self, oldest: Timestamp) -> Self {
        self.oldest_signing_time = Some(oldest);
        self
    }

    /// What to do about revoked certificates; [`Policy::Off`](ocsp::Policy::Off) unless set.
    ///
    /// Nothing is fetched: what to ask is said by [`Pending::ocsp_requests`](super::Pending::ocsp_requests) or
    /// [`Verifier::ocsp_requests`], and the answers are given to [`Pending::finish_with_ocsp`](super::Pending::finish_with_ocsp) or
    /// [`Verifier::verify`]. All other functions have no answers, so that with
    /// [`Policy::Required`](ocsp::Policy::Required) they refuse everything. Responders forget certificates that have expired,
    /// so this is for what Apple has just sent and not for stored objects.
    #[must_use]
    pub const fn revocation(mut self, policy: ocsp::Policy) -> Self {
        self.revocation = policy;
        self
    }

    /// Asks responders at this host instead of [`DEFAULT_OCSP_HOST`]. Call it again for each
    /// further host; add [`DEFAULT_OCSP_HOST`] to keep Apple's.
    #[must_use]
    pub fn ocsp_host(mut self, host: impl Into<String>) -> Self {
        self.ocsp_hosts.push(host.into());
        self
    }

    /// For how many milliseconds an OCSP answer counts that does not say so itself. Unless set,
    /// such an answer is stale.
    #[must_use]
    pub const fn ocsp_max_age_millis(mut self, millis: u32) -> Self {
        self.ocsp_max_age_millis = Some(millis);
        self
    }

    /// How many chains of certificates the verifier remembers as checked;
    /// [`DEFAULT_CACHED_CHAINS`] unless set, `0` for none.
    ///
    /// A remembered chain saves two signature checks at each call, and two remembered OCSP answers
    /// save theirs. Its dates, constraints and
    /// markers are judged again every time, so this changes cost and no verdict.
    #[must_use]
    pub const fn cached_chains(mut self, chains: usize) -> Self {
        self.cached_chains = Some(chains);
        self
    }

    /// Does without tables of multiples of leaf keys, which cost about 100 kB for each
    /// remembered chain in use and make its signatures about four times as fast to check.
    #[must_use]
    pub const fn without_key_tables(mut self) -> Self {
        self.without_key_tables = true;
        self
    }

    /// Makes the verifier.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] when no environment, no bundle id, or for production no App
    /// Store id was set, for an environment in which Apple does not sign, an empty bundle id or
    /// a negative skew. [`ErrorCode::BadAnchor`] for a root that cannot be one, and for none.
    pub fn build(self) -> Result<Verifier> {
        let missing = |subject: &'static str, expected: &'static str| {
            Error::new(ErrorCode::InvalidInput, subject, expected, "none")
        };
        self.check_environments()?;
        let bundle_ids = BundleIds::new(self.bundle_ids.clone(), self.any_bundle_id)?;
        let production = self.environments.contains(&Environment::Production);
        if production && self.app_apple_ids.is_empty() && !self.any_app_apple_id {
            return Err(missing("app apple id", "the App Store id that production objects carry"));
        }
        let future_skew_millis = future_skew(self.future_skew_millis)?;
        let trust = self.trust()?;
        let revocation = self.revocation_policy()?;
        let app_apple_ids = if self.any_app_apple_id { Vec::new() } else { self.app_apple_ids };
        Ok(Verifier::new(Policy {
            trust,
            expected: Expected { bundle_ids, app_apple_ids, environments: self.environments },
            validity: self.validity,
            future_skew_millis,
            oldest_signing_time: self.oldest_signing_time,
            revocation,
            cache: ChainCache::new(
                self.cached_chains.unwrap_or(DEFAULT_CACHED_CHAINS),
                !self.without_key_tables,
            ),
        }))
    }

    fn check_environments(&self) -> Result<()> {
        let expected = if self.environments.is_empty() {
            "at least one environment"
        } else if self.xcode_certificates.is_empty() {
            "Sandbox or Production, where Apple signs, or Xcode with its certificate"
        } else {
            "only Xcode beside a certificate of Xcode"
        };
        let allowed = |environment: &&Environment| match environment {
            Environment::Sandbox | Environment::Production => self.xcode_certificates.is_empty(),
            Environment::Xcode => !self.xcode_certificates.is_empty(),
            _ => false,
        };
        let found = match self.environments.iter().find(|environment| !allowed(environment)) {
            Some(other) => String::from(other.as_str()),
            None if self.environments.is_empty() => String::from("none"),
            None => return Ok(()),
        };
        Err(Error::new(ErrorCode::InvalidInput, "environment", expected, found))
    }

    fn revocation_policy(&self) -> Result<RevocationPolicy> {
        if self.revocation != ocsp::Policy::Off && !self.xcode_certificates.is_empty() {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "revocation",
                "off beside a certificate of Xcode, which nobody can revoke",
                self.revocation.name(),
            ));
        }
        if self.ocsp_hosts.iter().any(String::is_empty) {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "OCSP host",
                "the name of a host",
                "an empty text",
            ));
        }
        let mut hosts = self.ocsp_hosts.clone();
        if hosts.is_empty() {
            hosts.push(DEFAULT_OCSP_HOST.into());
        }
        let mut rules = Rules::default();
        if let Some(millis) = self.ocsp_max_age_millis {
            rules = rules.max_age_millis(millis);
        }
        // A leaf and an intermediate for each chain.
        let answers = self.cached_chains.unwrap_or(DEFAULT_CACHED_CHAINS).saturating_mul(2);
        let memory = Memory::new(answers);
        Ok(RevocationPolicy { policy: self.revocation, hosts, rules, memory })
    }

    fn trust(&self) -> Result<Trust> {
        let roots = match &self.roots {
            Some(_) if !self.xcode_certificates.is_empty() => {
                return Err(Error::new(
                    ErrorCode::InvalidInput,
                    "root certificate",
                    "none beside a certificate of Xcode",
                    "roots",
                ));
            }
            Some(roots) if roots.is_empty() => {
                return Err(Error::new(
                    ErrorCode::BadAnchor,
                    "root certificate",
                    "at least one root",
                    "none",
                ));
            }
            Some(roots) => roots.iter().map(|der| Anchor::from_der(der)).collect::<Result<_>>()?,
            None if self.xcode_certificates.is_empty() => Vec::from([Anchor::apple_root_ca_g3()?]),
            None => {
                let pin = |der: &Vec<u8>| XcodeCertificate::from_der(der.clone()).map(Arc::new);
                let pinned = self.xcode_certificates.iter().map(pin).collect::<Result<_>>()?;
                return Ok(Trust::Xcode(pinned));
            }
        };
        Ok(Trust::Roots(roots))
    }
}
