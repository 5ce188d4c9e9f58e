//! The verifier, and what it hands out.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::app_store::{
    CertificateInfo, Chain, Environment, Kind, Notification, NotificationMeaning, SignedObject,
    Validity, Verified,
};
use waxwing::json::Value;
use waxwing::time::Timestamp;

use crate::error::{Result, invalid};
use crate::options::{self, Options};
use crate::writer::Writer;

/// Behind the class `Verifier`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct VerifierHandle(waxwing::app_store::Verifier);

#[wasm_bindgen]
impl VerifierHandle {
    /// From the JSON text of its options. `roots` are DER certificates of these lengths, one after
    /// the other; without lengths, Apple's root it is.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, roots: &[u8], root_lengths: Option<Vec<u32>>) -> Result<Self> {
        let object = options::parse(options)?;
        let options = Options::new(&object, "").only(&[
            "bundleIds",
            "environments",
            "appAppleIds",
            "roots",
            "validity",
            "futureSkewMs",
            "oldestSigningTime",
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
        Ok(Self(builder.build()?))
    }

    /// Verifies an object of `kind`, or of any kind when it is empty. `now` is in milliseconds.
    pub fn verify(&self, token: &[u8], kind: &str, now: i64) -> Result<String> {
        let now = Timestamp::from_millis(now);
        let object = match Kind::from_name(kind) {
            Some(kind) => self.0.of_kind(token, kind, now)?,
            None => self.0.any(token, now)?,
        };
        Ok(match object {
            SignedObject::Notification(object) => notification(&object),
            SignedObject::Transaction(object) => verified(&object).finish(),
            SignedObject::RenewalInfo(object) => verified(&object).finish(),
            SignedObject::AppTransaction(object) => verified(&object).finish(),
            SignedObject::RealtimeRequest(object) => verified(&object).finish(),
            other => Err(invalid("token", "an object of a known kind", other.kind().name()))?,
        })
    }
}

/// `bytes` cut into pieces of these lengths, which the upper half has counted.
fn split<'b>(bytes: &'b [u8], lengths: &[u32]) -> Vec<&'b [u8]> {
    let mut rest = bytes;
    lengths
        .iter()
        .map(|length| {
            let at = usize::try_from(*length).unwrap_or(usize::MAX).min(rest.len());
            let (piece, others) = rest.split_at_checked(at).unwrap_or((rest, &[]));
            rest = others;
            piece
        })
        .collect()
}

/// A notification with everything nested in it.
fn notification(notification: &Notification) -> String {
    let mut writer = verified(&notification.envelope);
    nested(&mut writer, "transaction", notification.transaction.as_ref());
    nested(&mut writer, "renewalInfo", notification.renewal_info.as_ref());
    nested(&mut writer, "appTransaction", notification.app_transaction.as_ref());
    let (signed, key) = notification.ordering_key();
    let pair = vec![
        signed.map_or(Value::Null, |time| time.as_millis().into()),
        key.as_deref().map_or(Value::Null, Value::from),
    ];
    writer.some_text("deduplicationKey", key.as_deref()).raw("orderingKey", Value::Array(pair));
    if let Some(row) = notification.meaning() {
        let mut inner = Writer::new();
        meaning(&mut inner, row);
        writer.json("meaning", &inner.finish());
    }
    writer.finish()
}

/// What the table says of a notification's type.
pub(crate) fn meaning(writer: &mut Writer, row: &NotificationMeaning) {
    writer
        .text("carrier", row.carrier.name())
        .text("topic", row.topic.name())
        .text("meaning", row.meaning)
        .text("source", row.source.name());
}

fn nested<T>(writer: &mut Writer, key: &str, object: Option<&Verified<T>>) {
    if let Some(object) = object {
        writer.json(key, &verified(object).finish());
    }
}

fn verified<T>(object: &Verified<T>) -> Writer {
    let mut writer = Writer::new();
    writer
        .text("kind", object.kind().name())
        .raw("payload", object.object())
        .text("json", object.json())
        .time("signedAt", object.signed_at())
        .time("leafValidUntil", object.leaf_valid_until())
        .time("checkedAt", object.checked_at())
        .flag("leafExpiredSince", object.leaf_expired_since())
        .text("environment", object.verified_environment().as_str());
    if let Some(bundle_id) = object.verified_bundle_id() {
        writer.text("bundleId", bundle_id);
    }
    if let Some(app_apple_id) = object.verified_app_apple_id() {
        writer.number("appAppleId", app_apple_id);
    }
    writer.json("chain", &chain(object.chain()));
    writer
}

fn chain(chain: &Chain) -> String {
    let mut writer = Writer::new();
    writer
        .json("leaf", &certificate(&chain.leaf))
        .json("intermediate", &certificate(&chain.intermediate))
        .json("root", &certificate(&chain.root));
    writer.finish()
}

fn certificate(certificate: &CertificateInfo) -> String {
    let mut writer = Writer::new();
    writer
        .text("commonName", &certificate.common_name)
        .text("serial", &certificate.serial)
        .time("notBefore", certificate.not_before)
        .time("notAfter", certificate.not_after)
        .text("sha256", &certificate.sha256);
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn pieces_follow_each_other() {
        assert_eq!(split(b"abbccc", &[1, 2, 3]), [&b"a"[..], b"bb", b"ccc"]);
        assert_eq!(split(b"", &[]), Vec::<&[u8]>::new());
        assert_eq!(split(b"ab", &[0, 9, 1]), [&b""[..], b"ab", b""]);
    }
}
