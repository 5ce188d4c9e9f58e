//! Keys, certificates and requests, file by file and all together.

use waxwing::apns::KeyId;
use waxwing::credentials::{
    Certificate, Contents, Identity, KeyKind, Purpose, key_id_from_file_name,
};
use waxwing::crypto::Curve;
use waxwing::error::Error;
use waxwing::json::{Object, Value};

use super::Looking;
use crate::failure::Failure;
use crate::json::{list, object, option};
use crate::{Context, show};

/// What was found so far.
#[derive(Default)]
pub(super) struct Material {
    all: Contents,
    /// Key ids that names of files have told.
    key_ids: usize,
}

impl Material {
    /// Says what one file holds, and keeps it.
    pub(super) fn file(
        &mut self,
        context: &mut Context,
        name: &str,
        contents: Contents,
        object: &mut Object,
    ) -> Result<(), Failure> {
        let key_id = key_id_from_file_name(name).filter(|_| is_token_key(&contents));
        self.key_ids += usize::from(key_id.is_some());
        let now = context.now;
        let protection = contents.protection();
        object.insert("protection", list(protection.iter().map(String::as_str)));
        object.insert("keys", list(contents.keys().iter().map(|key| {
            object! { "kind" => key.kind().to_string(), "friendly_name" => option(key.friendly_name()) }
        })));
        object.insert("key_id", option(key_id.as_ref().map(KeyId::as_str)));
        let certificates = contents.certificates().iter();
        object
            .insert("certificates", list(certificates.map(|one| show::certificate_json(one, now))));
        let kinds = contents.requests().iter().map(|one| one.key().kind().to_string());
        object.insert("requests", list(kinds.map(|kind| object! { "key" => kind })));
        let kinds = contents.public_keys().iter().map(|one| one.kind().to_string());
        object.insert("public_keys", list(kinds));

        if !context.json {
            let out = &mut context.out;
            out.facts("protection", protection)?;
            out.facts("private key", contents.keys().iter().map(|key| key.kind().to_string()))?;
            if let Some(key_id) = &key_id {
                let use_ = "from the name of the file: a key of Apple's, for tokens";
                out.fact("key id", format!("{key_id}, {use_}"))?;
            }
            out.facts("certificate", contents.certificates().iter().map(show::summary))?;
            let requests = contents.requests().iter();
            out.facts("request", requests.map(|one| format!("for the key {}", one.key().kind())))?;
            let keys = contents.public_keys().iter();
            out.facts("public key", keys.map(|one| one.kind().to_string()))?;
        }
        self.all.add(contents);
        Ok(())
    }

    /// Says what all files together are: identities, and certificates without a key.
    pub(super) fn together(
        self,
        looking: &mut Looking<'_>,
        purpose: &Purpose,
    ) -> Result<Object, Failure> {
        let now = looking.context.now;
        let certificates = self.all.certificates().to_vec();
        let (keys, key_ids) = (self.all.keys().len(), self.key_ids);
        let requests: Vec<_> = self.all.requests().iter().map(|one| one.key().clone()).collect();
        let publics: Vec<_> = self.all.keys().iter().map(|one| one.public_key().clone()).collect();
        let mut identities = Vec::new();
        let mut used: Vec<String> = Vec::new();
        // Why no identity comes of what looks as if it should be one.
        let mismatch = mismatch(&self.all, key_ids);
        for identity in self.all.into_identities() {
            let lints = identity.lints(purpose, now);
            looking.in_order &= !show::is_fatal(&lints);
            identities.push(show::identity_json(&identity, &lints, now));
            used.extend(identity.chain().map(Certificate::sha256));
            people_identity(looking, &identity, &lints)?;
        }
        let mut loose = Vec::new();
        for certificate in certificates.iter().filter(|one| !used.contains(&one.sha256())) {
            loose.push(certificate.sha256());
            looking.title(&show::name(certificate), what(certificate))?;
            // Of an authority, only the dates could be judged, and they are shown.
            let lints = match certificate.is_authority() {
                true => None,
                false => Some(certificate.lints(purpose, now)),
            };
            looking.in_order &= !lints.as_deref().is_some_and(show::is_fatal);
            if looking.context.json {
                continue;
            }
            let out = &mut looking.context.out;
            show::certificate(out, certificate, now)?;
            if requests.iter().any(|key| key == certificate.key()) {
                out.good("it is for the key of the request")?;
            }
            if let Some(lints) = lints {
                show::lints(out, &lints)?;
            }
        }
        let mut object = object! {
            "identities" => list(identities),
            "keys" => i64::try_from(keys).unwrap_or_default(),
            "without_key" => list(loose),
        };
        let fits = requests.iter().all(|key| publics.contains(key));
        if !requests.is_empty() && !publics.is_empty() {
            object.insert("requests_fit_keys", fits);
            looking.in_order &= fits;
            looking.title("request", "beside a private key")?;
            if !looking.context.json {
                let out = &mut looking.context.out;
                match fits {
                    true => out.good("it is for this private key")?,
                    false => out.bad("it is for another private key")?,
                }
            }
        }
        if let Some(error) = mismatch {
            looking.title("together", "no identity")?;
            let mut told = Object::new();
            looking.refuse(&error, "Bring the key that the request was made with.", &mut told)?;
            object.insert("error", told.get("error").cloned().unwrap_or(Value::Null));
        }
        Ok(object)
    }
}

fn people_identity(
    looking: &mut Looking<'_>,
    identity: &Identity,
    lints: &[waxwing::credentials::Lint],
) -> Result<(), Failure> {
    looking.title(&show::name(identity.certificate()), "a private key with its certificate")?;
    if looking.context.json {
        return Ok(());
    }
    let now = looking.context.now;
    let out = &mut looking.context.out;
    out.maybe("friendly name", identity.friendly_name())?;
    show::certificate(out, identity.certificate(), now)?;
    out.facts("chain", identity.chain().skip(1).map(show::name))?;
    show::lints(out, lints)
}

fn what(certificate: &Certificate) -> &'static str {
    match certificate.is_authority() {
        true => "a certificate of an authority",
        false => "a certificate without its private key",
    }
}

/// Apple's keys for tokens stand alone and are on P-256.
fn is_token_key(contents: &Contents) -> bool {
    matches!(contents.keys(), [key] if *key.kind() == KeyKind::Ec(Curve::P256))
        && contents.certificates().is_empty()
}

/// With one key and certificates of which none is for it: why no identity comes of them.
fn mismatch(all: &Contents, key_ids: usize) -> Option<Error> {
    let has_leaf = all.certificates().iter().any(|one| !one.is_authority());
    match all.keys() {
        [_] if has_leaf && key_ids == 0 => all.check_identity().err(),
        _ => None,
    }
}
