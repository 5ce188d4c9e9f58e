//! The verifier.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::app_store::{Environment, Kind, Validity, VerifyOptions, decode_unverified};
use waxwing::time::Timestamp;
use waxwing::x509::ocsp::Policy;

use super::object;
use super::pending::{self, PendingHandle};
use crate::error::{Result, invalid};
use crate::options::{self, Options};
use crate::pieces::split;

/// Behind the class `Verifier`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct VerifierHandle(waxwing::app_store::Verifier);

#[wasm_bindgen]
impl VerifierHandle {
    /// From the JSON text of its options. `roots` are DER certificates of these lengths, one after
    /// the other; without lengths, Apple's root it is. So are `xcode`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        options: &str,
        roots: &[u8],
        root_lengths: Option<Vec<u32>>,
        xcode: &[u8],
        xcode_lengths: &[u32],
    ) -> Result<Self> {
        let object = options::parse(options)?;
        let options = Options::new(&object, "").only(&[
            "bundleIds",
            "environments",
            "appAppleIds",
            "validity",
            "futureSkewMs",
            "oldestSigningTime",
            "revocation",
            "ocspHosts",
            "ocspMaxAgeMs",
            "cachedChains",
            "withoutKeyTables",
            "dangerousAnyBundleId",
            "dangerousAnyAppAppleId",
        ])?;
        let mut builder = waxwing::app_store::Verifier::builder();
        for bundle_id in options.texts("bundleIds")? {
            builder = builder.bundle_id(bundle_id);
        }
        for environment in options.texts("environments")? {
            builder = builder.environment(Environment::from(environment));
        }
        for app_apple_id in options.integers("appAppleIds")? {
            builder = builder.app_apple_id(app_apple_id);
        }
        if options.flag("dangerousAnyBundleId")? {
            builder = builder.dangerous_any_bundle_id();
        }
        if options.flag("dangerousAnyAppAppleId")? {
            builder = builder.dangerous_any_app_apple_id();
        }
        if let Some(validity) = options.text("validity")? {
            builder = builder.validity(Validity::from_name(validity)?);
        }
        if let Some(skew) = options.integer("futureSkewMs")? {
            builder = builder.future_skew_millis(skew);
        }
        if let Some(oldest) = options.time("oldestSigningTime")? {
            builder = builder.oldest_signing_time(oldest);
        }
        if let Some(name) = options.text("revocation")? {
            builder = builder.revocation(Policy::from_name(name)?);
        }
        for host in options.texts("ocspHosts")? {
            builder = builder.ocsp_host(host);
        }
        if let Some(age) = options.integer("ocspMaxAgeMs")? {
            builder = builder.ocsp_max_age_millis(u32::try_from(age).map_err(|_| {
                invalid("ocspMaxAgeMs", "a number of 0 to 4294967295", format!("{age}"))
            })?);
        }
        if let Some(chains) = options.integer("cachedChains")? {
            let chains = usize::try_from(chains)
                .map_err(|_| invalid("cachedChains", "a number from 0 on", format!("{chains}")))?;
            builder = builder.cached_chains(chains);
        }
        if options.flag("withoutKeyTables")? {
            builder = builder.without_key_tables();
        }
        if let Some(lengths) = root_lengths {
            builder = builder.roots(split(roots, &lengths));
        }
        for certificate in split(xcode, xcode_lengths) {
            builder = builder.xcode_certificate(certificate);
        }
        Ok(Self(builder.build()?))
    }

    /// Verifies an object of `kind`, or of any kind when it is empty. `now` is in milliseconds,
    /// `answers` are OCSP answers of these lengths.
    pub fn verify(
        &self,
        token: &[u8],
        kind: &str,
        answers: &[u8],
        answer_lengths: &[u32],
        now: i64,
    ) -> Result<String> {
        let options =
            VerifyOptions { kind: named(kind)?, ocsp_answers: split(answers, answer_lengths) };
        Ok(object::verified(&self.0.verify(token, &options, Timestamp::from_millis(now))?)?)
    }

    /// What to ask OCSP responders about an object, as JSON text.
    #[wasm_bindgen(js_name = ocspRequests)]
    pub fn ocsp_requests(&self, token: &[u8], now: i64) -> Result<String> {
        Ok(pending::describe(&self.0.ocsp_requests(token, Timestamp::from_millis(now))?))
    }

    /// Begins to verify an object of `kind`, or of any kind when it is empty.
    pub fn begin(&self, token: Vec<u8>, kind: &str) -> Result<PendingHandle> {
        Ok(PendingHandle::new(self.0.begin_owned(token, named(kind)?)?))
    }
}

/// Reads an object of `kind`, or of any kind when it is empty, and verifies nothing.
#[wasm_bindgen(js_name = decodeUnverified)]
pub fn decode_unverified_object(token: &[u8], kind: &str) -> Result<String> {
    Ok(object::unverified(&decode_unverified(token, named(kind)?)?))
}

/// A kind by its name; none for an empty one.
fn named(kind: &str) -> Result<Option<Kind>> {
    if kind.is_empty() { Ok(None) } else { Ok(Some(Kind::from_name(kind)?)) }
}
