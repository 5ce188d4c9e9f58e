//! Signed tokens: objects of the App Store, provider tokens, others.

use waxwing::apns::ProviderToken;
use waxwing::app_store::{self, Environment, SignedObject, Verifier, decode_unverified};
use waxwing::credentials::{Certificate, Contents};
use waxwing::error::{Error, Result};
use waxwing::jose::{CompactJws, MAX_TOKEN_BYTES};
use waxwing::json::{Limits, Object, Value, parse_object};

use super::Looking;
use crate::failure::Failure;
use crate::json::{list, time};
use crate::output::plain;
use crate::{posted, show};

const UNVERIFIED: &str = "NOT VERIFIED: anybody could have written this";

/// Says what a signed token is. It is verified if that needs nothing but a root.
pub(super) fn look(
    looking: &mut Looking<'_>,
    bytes: &[u8],
    object: &mut Object,
) -> std::result::Result<Option<Error>, Failure> {
    let bytes = bytes.trim_ascii();
    let (header, payload) = match parts(bytes) {
        Ok(parts) => parts,
        Err(error) => return Ok(Some(error)),
    };
    let chain = chain(&header);
    object.insert("header", header.clone());
    object.insert(
        "chain",
        list(chain.iter().map(|one| show::certificate_json(one, looking.context.now))),
    );
    let provider =
        std::str::from_utf8(bytes).ok().and_then(|text| ProviderToken::from_jwt(text).ok());
    if let Some(token) = provider {
        provider_token(looking, &token, object)?;
        return Ok(None);
    }
    let verified = verify(bytes, looking);
    let kind = match &verified {
        Ok(signed) => Some(signed.kind()),
        Err(_) => decode_unverified(bytes, None).ok().map(|signed| signed.kind()),
    };
    object.insert("kind", kind.map_or("token", app_store::Kind::name));
    object.insert("verified", verified.is_ok());
    looking.context.fact(
        "kind",
        match kind {
            Some(kind) => format!("{kind}, of the App Store"),
            None => "a token of no kind that is known here".to_owned(),
        },
    )?;
    if let Some(kind) = kind.filter(|_| verified.is_err()) {
        let hint = format!("as {kind} it would have to be signed by the App Store");
        looking.context.fact("", hint)?;
    }
    for (name, value) in header.iter().filter(|(name, _)| *name != "x5c") {
        looking.context.fact(name, plain(value))?;
    }
    if !looking.context.json {
        looking.context.out.facts("chain", chain.iter().map(show::summary))?;
    }
    let failed = match verified {
        Ok(signed) => {
            object.insert("signed_at", time(signed.signed_at()));
            object.insert("environment", signed.verified_environment().as_str());
            object.insert("payload", signed.object().clone());
            for (name, found) in posted::nested(&signed) {
                object.insert(name, found.cloned().map_or(Value::Null, Value::Object));
            }
            if !looking.context.json {
                let out = &mut looking.context.out;
                out.fact("signed", time(signed.signed_at()))?;
                out.good(&format!(
                    "signed by {}; which app it is for was not judged: waxwing verify does that",
                    signed.chain().root.common_name
                ))?;
                out.document(signed.object())?;
                for (name, found) in posted::nested(&signed) {
                    if let Some(found) = found {
                        out.fact(name, "signed for itself, and verified")?;
                        out.document(found)?;
                    }
                }
            }
            None
        }
        Err(error) => {
            object.insert("payload", payload.clone());
            if !looking.context.json {
                let out = &mut looking.context.out;
                out.warn(UNVERIFIED)?;
                out.document(&payload)?;
            }
            // Of a token that is no object of the App Store, nothing is wrong.
            kind.map(|_| error)
        }
    };
    Ok(failed)
}

fn provider_token(
    looking: &mut Looking<'_>,
    token: &ProviderToken,
    object: &mut Object,
) -> std::result::Result<(), Failure> {
    let now = looking.context.now;
    let has_expired = now > token.expires_at();
    object.insert("kind", "providerToken");
    object.insert("verified", false);
    object.insert("key_id", token.key_id().as_str());
    object.insert("team_id", token.team_id().as_str());
    object.insert("issued_at", time(token.issued_at()));
    object.insert("expires_at", time(token.expires_at()));
    object.insert("expired", has_expired);
    looking.in_order &= !has_expired;
    if looking.context.json {
        return Ok(());
    }
    let out = &mut looking.context.out;
    out.fact("kind", "a provider token for APNs: a secret while it lasts")?;
    out.fact("key id", token.key_id().as_str())?;
    out.fact("team", token.team_id().as_str())?;
    out.fact("issued", time(token.issued_at()))?;
    out.fact("expires", time(token.expires_at()))?;
    out.warn("NOT VERIFIED: only APNs, which has the public key, can tell whether it is genuine")?;
    match has_expired {
        true => out.bad("it has expired: make a new one with waxwing token"),
        false => Ok(()),
    }
}

fn parts(bytes: &[u8]) -> Result<(Object, Object)> {
    let jws = CompactJws::parse(bytes)?;
    let limits = Limits::bytes(MAX_TOKEN_BYTES);
    let header = parse_object(jws.header(), &limits, "token header")?;
    Ok((header, parse_object(jws.payload(), &limits, "token payload")?))
}

/// The certificates that the header brings along, as far as they can be read.
fn chain(header: &Object) -> Vec<Certificate> {
    let entries = header.get("x5c").and_then(Value::as_array).unwrap_or_default();
    let read = |entry: &Value| Contents::read(entry.as_str()?.as_bytes(), None).ok();
    let contents = entries.iter().filter_map(read);
    contents.flat_map(|one| one.certificates().to_vec()).collect()
}

/// Whether Apple, or whom the roots stand for, signed it, for whichever app.
fn verify(bytes: &[u8], looking: &Looking<'_>) -> Result<SignedObject> {
    let mut builder = Verifier::builder()
        .dangerous_any_bundle_id()
        .dangerous_any_app_apple_id()
        .environment(Environment::Production)
        .environment(Environment::Sandbox);
    for root in &looking.roots {
        builder = builder.root(root.clone());
    }
    builder.build()?.any(bytes, looking.context.now)
}
