//! Certificates that the script beside the files does not issue.

use serde_json::{Value, json};

use super::{APP, BOTH, Identity, identity, topics};
use crate::apns::key_file::{p8, p256_der, rfc6979};
use crate::cert::{self, Cert};
use crate::credentials::{FROM, TEAM_ID, UNTIL};
use crate::der;
use crate::file::Case;
use crate::key::Key;
use crate::rsa::{Hash, RsaKey};

/// A subject of Apple's order: UID, common name, unit.
fn subject(user_id: &str, common_name: &str) -> Vec<u8> {
    let part = |oid: &str, text: &str| {
        let value = der::element(der::UTF8_STRING, text.as_bytes());
        der::set(&[&der::sequence(&[&der::oid(oid), &value])])
    };
    der::sequence(&[
        &part("0.9.2342.19200300.100.1.1", user_id),
        &part("2.5.4.3", common_name),
        &part("2.5.4.11", TEAM_ID),
    ])
}

const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
const SANDBOX: &str = "1.2.840.113635.100.6.3.1";
const PRODUCTION: &str = "1.2.840.113635.100.6.3.2";
const VOIP_TOPICS: &str = "1.2.840.113635.100.6.3.4";
const TOPICS: &str = "1.2.840.113635.100.6.3.6";

/// A certificate for the key of RFC 6979 by an authority of ours, for production.
fn certificate(user_id: &str, common_name: &str) -> Cert {
    let mut cert = Cert::new(
        "2001",
        &cert::name("Ours"),
        &subject(user_id, common_name),
        (FROM, UNTIL),
        &rfc6979(),
    );
    cert.put(cert::marker(PRODUCTION));
    cert
}

fn usage(oids: &[&str]) -> cert::Extension {
    let list: Vec<u8> = oids.iter().flat_map(|oid| der::oid(oid)).collect();
    cert::extension(EXTENDED_KEY_USAGE, true, &der::sequence(&[&list]))
}

fn listed(oid: &'static str, entries: &[(&str, &[&str])]) -> cert::Extension {
    let text = |text: &str| der::element(der::UTF8_STRING, text.as_bytes());
    let list: Vec<u8> = entries
        .iter()
        .flat_map(|(topic, kinds)| {
            let kinds: Vec<u8> = kinds.iter().flat_map(|kind| text(kind)).collect();
            [text(topic), der::sequence(&[&kinds])].concat()
        })
        .collect();
    cert::extension(oid, false, &der::sequence(&[&list]))
}

/// Certificates that the script's authority does not issue, for the key of RFC 6979.
pub(super) fn cases() -> Vec<Case> {
    const CLIENTS: &str = "1.3.6.1.5.5.7.3.2";
    const SERVERS: &str = "1.3.6.1.5.5.7.3.1";
    const ANY: &str = "2.5.29.37.0";
    let key = p8(&rfc6979());
    let of = |name: &str, der: Vec<u8>, push: Value| {
        identity(name, "contents")
            .file(der.clone(), None)
            .file(key.clone(), None)
            .lint("incomplete_chain", "no certificate of Ours")
            .change(|it| {
                it.chain = vec![der];
                it.kind = "P-256";
                it.key = p256_der(&rfc6979(), true, true);
                it.push = push;
            })
    };
    let signed = |cert: &Cert| cert.signed_by(&Key::p384("push authority"));
    let push = |topic: &str, listed: Value, environments: &[&str], family: &str, types: &[&str]| {
        json!({
            "default_topic": topic,
            "needs_topic_header": listed.as_array().is_some_and(|topics| topics.len() > 1),
            "topics": listed,
            "environments": environments,
            "family": family,
            "push_types": types,
            "team_id": TEAM_ID,
        })
    };
    let alerts = &["alert", "background"][..];
    let production = &["production"][..];
    let common_name = "Apple Push Services: com.example.app";
    let app = || certificate(APP, common_name);
    let plain =
        |environments: &[&str]| push(APP, topics(&[(APP, &[])]), environments, "universal", alerts);
    let with = |extension: cert::Extension| {
        let mut cert = app();
        cert.put(extension);
        cert
    };
    let family = |name: &str, common_name: &str, family: &str| {
        of(
            name,
            signed(&certificate(APP, common_name)),
            push(APP, topics(&[(APP, &[])]), production, family, alerts),
        )
    };
    let old = {
        let mut cert = app();
        cert.inner_algorithm = cert::algorithm_with_null(Hash::Sha1.with_rsa());
        cert.outer_algorithm = cert.inner_algorithm.clone();
        crate::rsa::issue(&cert, Hash::Sha1, &RsaKey::new("intermediate"))
    };
    let nowhere = {
        let mut cert = app();
        cert.remove(PRODUCTION);
        cert.put(cert::marker(cert::UNKNOWN));
        cert
    };
    let version_1 = {
        let mut cert = app();
        cert.version = Vec::new();
        cert.other_extensions = Some(Vec::new());
        cert
    };
    let activities = "com.example.app.push-type.liveactivity";
    let location = "com.example.app.location-query";
    let mut cases: Vec<Identity> = vec![
        of("no_extended_key_usage", signed(&app()), plain(production)),
        of("usage_for_any_purpose", signed(&with(usage(&[ANY]))), plain(production)),
        of("usage_for_servers_and_clients", signed(&with(usage(&[SERVERS, CLIENTS]))), {
            plain(production)
        }),
        of("usage_for_servers", signed(&with(usage(&[SERVERS]))), plain(production)).change(|it| {
            it.lints.insert(0, ("not_for_clients", "another extended key usage".into()))
        }),
        of("signed_over_sha1", old, plain(production))
            .change(|it| it.lints.insert(0, ("old_signature", "SHA-1 or MD5".into()))),
        of("no_environment", signed(&nowhere), plain(&[]))
            .change(|it| it.lints.insert(0, ("not_for_push", "neither".into()))),
        of("version_1", signed(&version_1), plain(&[]))
            .change(|it| it.lints.insert(0, ("not_for_push", "neither".into()))),
        of(
            "topics_without_the_default_one",
            signed(&with(listed(TOPICS, &[(activities, &["liveactivity"])]))),
            push(
                APP,
                topics(&[(APP, &[]), (activities, &["liveactivity"])]),
                production,
                "universal",
                &["alert", "background", "liveactivity"],
            ),
        ),
        of(
            "location_is_for_tokens_alone",
            signed(&with(listed(TOPICS, &[(APP, &["app"]), (location, &["location"])]))),
            push(
                APP,
                topics(&[(APP, &["app"]), (location, &["location"])]),
                production,
                "universal",
                alerts,
            ),
        ),
        of(
            "topic_with_several_kinds",
            signed(&with(listed(TOPICS, &[(APP, &["app", "watch"]), (APP, &["app", "tv"])]))),
            push(APP, topics(&[(APP, &["app", "watch", "tv"])]), production, "universal", alerts),
        ),
        of("topics_empty", signed(&with(listed(TOPICS, &[]))), plain(production)),
        of(
            "voip_topics_damaged",
            signed(&with(cert::extension(VOIP_TOPICS, false, b"com.example.app.voip"))),
            plain(production),
        ),
        of(
            "environment_with_a_value",
            signed(&with(cert::extension(SANDBOX, false, &der::octets(b"x")))),
            plain(BOTH),
        ),
        of("topic_with_a_space", signed(&with(listed(TOPICS, &[("com example", &["app"])]))), {
            json!({"error": "malformed_cert"})
        })
        .change(|it| {
            it.lints.insert(0, ("not_for_push", "a topic with a space at offset 3".into()))
        }),
        of("user_id_with_a_space", signed(&certificate("com example", common_name)), {
            json!({"error": "not_a_push_certificate"})
        })
        .change(|it| {
            it.lints.insert(0, ("not_for_push", "a UID that cannot be a topic".into()));
        }),
    ];
    cases.extend([
        family("family_sandbox", "Apple Sandbox Push Services: com.example.app", "sandbox"),
        family("family_watchkit", "WatchKit Services: com.example.app.watchkitapp", "watchkit"),
        family("family_website", "Website Push ID: web.com.example", "website"),
        family("family_other", "com.example.app", "other"),
    ]);
    cases.iter().map(Identity::gives).collect()
}
