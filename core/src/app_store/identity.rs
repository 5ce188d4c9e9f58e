//! Whom an object belongs to: app, App Store id and environment.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::bundle_ids::BundleIds;
use super::kind::Kind;
use super::payload::{Environment, millis};
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, Value};
use crate::time::Timestamp;

/// What a verifier expects of every object.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) bundle_ids: BundleIds,
    /// Empty: any.
    pub(super) app_apple_ids: Vec<i64>,
    /// Never empty; Sandbox and Production only.
    pub(super) environments: Vec<Environment>,
}

/// Whom an object says it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Identity {
    pub(super) bundle_id: Option<String>,
    pub(super) app_apple_id: Option<i64>,
    pub(super) environment: Environment,
}

/// Where an object says it.
struct Claims<'a> {
    /// The path of the carrier, with its dot.
    prefix: &'static str,
    object: &'a Object,
    bundle_id: bool,
    app_apple_id: bool,
}

impl Expected {
    /// Checks bundle id, then App Store id, then environment, as Apple's own verifiers do.
    pub(super) fn check(&self, payload: &Object, kind: Kind) -> Result<Identity> {
        let claims = Claims::of(payload, kind)?;
        let bundle_id = match claims.bundle_id {
            true => Some(self.bundle_id(&claims)?),
            false => None,
        };
        let environment = claims.environment(kind)?;
        let app_apple_id = match claims.app_apple_id {
            true => self.app_apple_id(&claims, environment.as_ref())?,
            false => None,
        };
        match environment {
            Some(environment) if self.environments.contains(&environment) => {
                Ok(Identity { bundle_id, app_apple_id, environment })
            }
            found => Err(Error::new(
                ErrorCode::WrongEnvironment,
                claims.path("environment"),
                list(self.environments.iter().map(Environment::as_str)),
                found.map_or_else(|| String::from("none at all"), |found| shown(found.as_str())),
            )),
        }
    }

    fn bundle_id(&self, claims: &Claims<'_>) -> Result<String> {
        let found = claims.text("bundleId")?;
        self.bundle_ids.check(found, || claims.path("bundleId")).map(String::from)
    }

    /// Sandbox objects carry no reliable App Store id, so it counts in production only: also
    /// for an object that claims another environment than any that is expected.
    fn app_apple_id(
        &self,
        claims: &Claims<'_>,
        environment: Option<&Environment>,
    ) -> Result<Option<i64>> {
        let found = match claims.object.get("appAppleId") {
            None => None,
            Some(value) => Some(
                value
                    .as_i64()
                    .ok_or_else(|| claims.type_error("appAppleId", "an integer", value))?,
            ),
        };
        let production = match environment {
            Some(environment) if self.environments.contains(environment) => {
                *environment == Environment::Production
            }
            _ => self.environments.contains(&Environment::Production),
        };
        let known = found.is_some_and(|found| self.app_apple_ids.contains(&found));
        if !production || self.app_apple_ids.is_empty() || known {
            return Ok(found);
        }
        Err(Error::new(
            ErrorCode::WrongAppId,
            claims.path("appAppleId"),
            list(self.app_apple_ids.iter().map(|id| format!("{id}"))),
            found.map_or_else(|| String::from("none at all"), |found| format!("{found}")),
        ))
    }
}

impl<'a> Claims<'a> {
    fn of(payload: &'a Object, kind: Kind) -> Result<Self> {
        let claims = |prefix, object, bundle_id, app_apple_id| Self {
            prefix,
            object,
            bundle_id,
            app_apple_id,
        };
        match kind {
            Kind::Transaction => Ok(claims("", payload, true, false)),
            Kind::RenewalInfo => Ok(claims("", payload, false, false)),
            Kind::AppTransaction => Ok(claims("", payload, true, true)),
            Kind::RealtimeRequest => Ok(claims("", payload, false, true)),
            Kind::Notification => {
                for (key, prefix) in [
                    ("data", "data."),
                    ("summary", "summary."),
                    ("externalPurchaseToken", "externalPurchaseToken."),
                    ("appData", "appData."),
                ] {
                    if let Some(value) = payload.get(key) {
                        let carrier = value.as_object().ok_or_else(|| {
                            Error::new(ErrorCode::ClaimType, key, "an object", value.kind())
                        })?;
                        return Ok(claims(prefix, carrier, true, true));
                    }
                }
                Err(Error::new(
                    ErrorCode::MissingBundleId,
                    "payload",
                    "data, summary, externalPurchaseToken or appData",
                    "none of them",
                ))
            }
        }
    }

    fn environment(&self, kind: Kind) -> Result<Option<Environment>> {
        if self.prefix == "externalPurchaseToken." {
            // This carrier has no environment field (Apple: externalPurchaseId).
            return Ok(self.text("externalPurchaseId")?.map(|id| {
                if id.starts_with("SANDBOX") {
                    Environment::Sandbox
                } else {
                    Environment::Production
                }
            }));
        }
        let key = if kind == Kind::AppTransaction { "receiptType" } else { "environment" };
        Ok(self.text(key)?.map(Environment::from))
    }

    fn text(&self, key: &str) -> Result<Option<&'a str>> {
        match self.object.get(key) {
            None => Ok(None),
            Some(value) => {
                value.as_str().map(Some).ok_or_else(|| self.type_error(key, "a string", value))
            }
        }
    }

    fn type_error(&self, key: &str, expected: &'static str, value: &Value) -> Error {
        Error::new(ErrorCode::ClaimType, self.path(key), expected, value.kind())
    }

    fn path(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }
}

/// The time an object says it was signed at, if it says so.
///
/// App transactions call it `receiptCreationDate`. Xcode writes fractions, which Apple never does;
/// they are cut off where `fractions` allows them.
pub(super) fn signing_date(payload: &Object, fractions: bool) -> Result<Option<Timestamp>> {
    /// September 1973 in milliseconds, the year 5138 in seconds: what lies below was given in
    /// the wrong unit.
    const SMALLEST: i64 = 100_000_000_000;
    /// 2^53, the last integer that every JSON reader keeps exact (RFC 8259 section 6).
    const LARGEST: i64 = 1 << 53;
    let (key, value) = match (payload.get("signedDate"), payload.get("receiptCreationDate")) {
        (Some(value), _) => ("signedDate", value),
        (None, Some(value)) => ("receiptCreationDate", value),
        (None, None) => return Ok(None),
    };
    let whole = if fractions { millis(value) } else { value.as_i64() };
    match whole {
        Some(millis) if (SMALLEST..=LARGEST).contains(&millis) => {
            Ok(Some(Timestamp::from_millis(millis)))
        }
        found => Err(Error::new(
            ErrorCode::ClaimType,
            key,
            "an integer of milliseconds since 1970",
            found.map_or_else(|| String::from(value.kind()), |millis| format!("{millis}")),
        )),
    }
}

/// A claim in an error text: quoted, control characters escaped, cut to a sensible length.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 100;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{:?} and more", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}

pub(super) fn list<T: AsRef<str>>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<T> = items.collect();
    let texts: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    texts.join(" or ")
}
