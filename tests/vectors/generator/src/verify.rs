//! Cases of the operation `verify`: a token, a verifier, a time.

use serde_json::{Value, json};

use crate::chain::{Chain, leaf_valid_until, now};
use crate::file::Case;
use crate::payload::BUNDLE_ID;
use crate::token::base64;

/// A case before its expectation. The defaults accept what [`crate::payload`] makes.
pub(crate) struct Verify {
    name: String,
    kind: &'static str,
    token: String,
    roots: Vec<&'static str>,
    roots_b64: Vec<String>,
    no_roots: bool,
    environments: Vec<&'static str>,
    bundle_ids: Vec<&'static str>,
    app_apple_ids: Vec<i64>,
    validity: &'static str,
    now_ms: i64,
    /// What only some operations know, after the rest.
    more: Vec<(&'static str, Value)>,
}

/// What a verified object says.
pub(crate) struct Accepted {
    kind: &'static str,
    payload: Value,
    nested: Vec<(&'static str, Value)>,
    environment: Option<String>,
    signed_at: Option<Value>,
    leaf_valid_until: i64,
}

/// A transaction of the test app, in Sandbox, at its signing time, under the mock root.
pub(crate) fn verify(name: impl Into<String>, token: impl Into<String>) -> Verify {
    Verify {
        name: name.into(),
        kind: "transaction",
        token: token.into(),
        roots: vec!["mock"],
        roots_b64: Vec::new(),
        no_roots: false,
        environments: vec!["Sandbox"],
        bundle_ids: vec![BUNDLE_ID],
        app_apple_ids: Vec::new(),
        validity: "signing_time",
        now_ms: now(),
        more: Vec::new(),
    }
}

impl Verify {
    pub(crate) fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// Roots by the names under which the file shares them.
    pub(crate) fn roots(mut self, names: &[&'static str]) -> Self {
        self.roots = names.to_vec();
        self
    }

    /// A root of this case alone, in the place of the shared ones.
    pub(crate) fn root(mut self, der: &[u8]) -> Self {
        self.roots.clear();
        self.roots_b64.push(base64(der));
        self
    }

    pub(crate) fn environments(mut self, environments: &[&'static str]) -> Self {
        self.environments = environments.to_vec();
        self
    }

    pub(crate) fn bundle_ids(mut self, ids: &[&'static str]) -> Self {
        self.bundle_ids = ids.to_vec();
        self
    }

    pub(crate) fn app_apple_ids(mut self, ids: &[i64]) -> Self {
        self.app_apple_ids = ids.to_vec();
        self
    }

    /// Judges the certificates at the given time instead of the signing time.
    pub(crate) fn check_time(mut self, now_ms: i64) -> Self {
        self.validity = "check_time";
        self.at(now_ms)
    }

    /// An input that only some operations know.
    pub(crate) fn set(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.more.push((key, value.into()));
        self
    }

    /// Without any root, for what is pinned otherwise.
    pub(crate) fn without_roots(mut self) -> Self {
        self.no_roots = true;
        self
    }

    pub(crate) fn at(mut self, now_ms: i64) -> Self {
        self.now_ms = now_ms;
        self
    }

    pub(crate) fn refused(self, code: &str) -> Case {
        self.case().refused(code)
    }

    pub(crate) fn refused_about(self, code: &str, subject: &str) -> Case {
        self.case().refused_about(code, subject)
    }

    pub(crate) fn accepted(self, accepted: Accepted) -> Case {
        let value = accepted.value(self.now_ms);
        self.case().expect(value)
    }

    pub(crate) fn expect(self, value: Value) -> Case {
        self.case().expect(value)
    }

    fn case(self) -> Case {
        let case = Case::new(self.name).set("kind", self.kind).set_text("token", &self.token);
        let case = if self.no_roots {
            case
        } else if self.roots_b64.is_empty() {
            case.set("roots", self.roots)
        } else {
            case.set("roots_b64", self.roots_b64)
        };
        let case = case
            .set("environments", self.environments)
            .set("bundle_ids", self.bundle_ids)
            .set("app_apple_ids", self.app_apple_ids)
            .set("validity", self.validity)
            .set("now_ms", self.now_ms);
        self.more.into_iter().fold(case, |case, (key, value)| case.set(key, value))
    }
}

impl Accepted {
    /// A transaction that says `payload`.
    pub(crate) fn transaction(payload: Value) -> Self {
        Self::new("transaction", payload)
    }

    pub(crate) fn renewal_info(payload: Value) -> Self {
        Self::new("renewalInfo", payload)
    }

    pub(crate) fn notification(payload: Value) -> Self {
        Self::new("notification", payload)
    }

    pub(crate) fn app_transaction(payload: Value) -> Self {
        Self::new("appTransaction", payload)
    }

    pub(crate) fn realtime_request(payload: Value) -> Self {
        Self::new("realtimeRequest", payload)
    }

    fn new(kind: &'static str, payload: Value) -> Self {
        let leaf_valid_until = leaf_valid_until();
        let (environment, signed_at) = (None, None);
        Self { kind, payload, nested: Vec::new(), environment, signed_at, leaf_valid_until }
    }

    /// The verified content of a nested object: `transaction`, `renewal_info` or
    /// `app_transaction`.
    pub(crate) fn and(mut self, key: &'static str, payload: Value) -> Self {
        self.nested.push((key, payload));
        self
    }

    /// The environment where the payload does not name it.
    pub(crate) fn environment(mut self, environment: impl Into<String>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// The signing date where the payload has it under another name.
    pub(crate) fn signed_at(mut self, signed_at: Value) -> Self {
        self.signed_at = Some(signed_at);
        self
    }

    pub(crate) fn leaf_valid_until(mut self, ms: i64) -> Self {
        self.leaf_valid_until = ms;
        self
    }

    fn value(self, checked_at: i64) -> Value {
        // A notification says whose it is in whatever carries its content.
        let carrier = ["data", "summary", "externalPurchaseToken", "appData"]
            .iter()
            .find_map(|key| self.payload.get(key))
            .unwrap_or(&self.payload);
        let signed_at = self.signed_at.unwrap_or_else(|| self.payload["signedDate"].clone());
        let mut value = json!({
            "kind": self.kind,
            "signed_at_ms": signed_at,
            "leaf_valid_until_ms": self.leaf_valid_until,
            "checked_at_ms": checked_at,
            "environment": match self.environment {
                Some(environment) => json!(environment),
                None => carrier["environment"].clone(),
            },
        });
        if let Some(bundle_id) = carrier.get("bundleId") {
            value["bundle_id"] = bundle_id.clone();
        }
        value["payload"] = self.payload;
        for (key, payload) in self.nested {
            value[key] = payload;
        }
        value
    }
}

/// The roots that the cases of a file refer to by name.
pub(crate) fn shared_roots() -> Value {
    json!({
        "test": base64(Chain::good().root),
        "mock": base64(Chain::mock().root),
        "decoy": base64(crate::chain::decoy_root()),
    })
}
