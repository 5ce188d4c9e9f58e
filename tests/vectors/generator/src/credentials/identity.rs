//! `identity.json`: keys and certificates put together, and what they may do.

mod made_here;

use serde_json::{Map, Value, json};

use super::{
    AUTHORITY, FROM, Input, MANAGEMENT, PASSWORD, TEAM_ID, UNTIL, issued, pem, pkcs8_of, read,
    read_text, sha256, unpem,
};
use crate::der;
use crate::file::{Case, VectorFile};
use crate::time::{DAY, SECOND, ms};

pub(super) fn file() -> VectorFile {
    let mut cases = p12_files();
    cases.extend(pem_files());
    cases.extend(parts());
    cases.extend(chains());
    cases.extend(certificates());
    cases.extend(dates());
    cases.extend(purposes());
    cases.extend(made_here::cases());
    cases.extend(refusals());
    VectorFile::new(
        "identity.json",
        "identity",
        "A private key with its certificates, out of one or several files: the chain from the \
         key's certificate upwards, what is written for a TLS stack, what the certificate may \
         push, and what is wrong with it for a purpose at a time, the worst first.",
        cases,
    )
    .refuses_little()
}

/// Within the validity of all certificates but the expired one.
const NOW: &str = "2025-11-22T05:00:00";

/// A case while it is put together.
struct Identity {
    name: String,
    call: &'static str,
    files: Vec<(Input, Option<&'static str>)>,
    environment: Option<&'static str>,
    topic: Option<&'static str>,
    now: i64,
    slow: bool,
    chain: Vec<Vec<u8>>,
    others: Vec<Vec<u8>>,
    kind: &'static str,
    key: Vec<u8>,
    friendly_name: Option<&'static str>,
    not_after: i64,
    push: Value,
    lints: Vec<(&'static str, String)>,
}

/// The universal certificate and its key, whatever file they stand in.
fn identity(name: &str, call: &'static str) -> Identity {
    Identity {
        name: name.into(),
        call,
        files: Vec::new(),
        environment: None,
        topic: None,
        now: ms(NOW),
        slow: false,
        chain: vec![read("universal.cer")],
        others: Vec::new(),
        kind: "RSA 2048",
        key: read("key-pkcs8.der"),
        friendly_name: None,
        not_after: ms(UNTIL),
        push: push("universal"),
        lints: Vec::new(),
    }
}

impl Identity {
    fn file(mut self, input: impl Into<Input>, password: Option<&'static str>) -> Self {
        self.files.push((input.into(), password));
        self
    }

    /// With another certificate, and the key that it is for.
    fn of(mut self, certificate: &'static str) -> Self {
        let issued = issued(certificate);
        self.not_after = issued.validity()[1];
        self.kind = issued.kind;
        self.key = pkcs8_of(certificate);
        self.push = push(certificate);
        self.chain = vec![issued.der];
        self
    }

    /// With the authority above it.
    fn with_authority(mut self) -> Self {
        self.chain.push(read("ca.cer"));
        self
    }

    fn named(mut self, name: &'static str) -> Self {
        self.friendly_name = Some(name);
        self
    }

    fn purpose(mut self, environment: Option<&'static str>, topic: Option<&'static str>) -> Self {
        self.environment = environment;
        self.topic = topic;
        self
    }

    fn at(mut self, now: i64) -> Self {
        self.now = now;
        self
    }

    fn lint(mut self, code: &'static str, found: impl Into<String>) -> Self {
        self.lints.push((code, found.into()));
        self
    }

    /// Nothing of the authority is in the file.
    fn incomplete(self) -> Self {
        self.lint("incomplete_chain", format!("no certificate of {AUTHORITY}"))
    }

    fn change(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn case(&self) -> Case {
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|(input, password)| {
                let (key, value) = input.key_value();
                let mut file = Map::new();
                file.insert(key.into(), value);
                if let Some(password) = password {
                    file.insert("password".into(), json!(password));
                }
                Value::Object(file)
            })
            .collect();
        let mut purpose = Map::new();
        for (key, value) in [("environment", self.environment), ("topic", self.topic)] {
            if let Some(value) = value {
                purpose.insert(key.into(), json!(value));
            }
        }
        let mut case = Case::new(self.name.clone()).set("call", self.call).set("files", files);
        if !purpose.is_empty() {
            case = case.set("purpose", Value::Object(purpose));
        }
        if self.slow {
            case = case.set("slow", true);
        }
        case.set("now_ms", self.now)
    }

    fn gives(&self) -> Case {
        let sha256s = |ders: &[Vec<u8>]| -> Vec<String> { ders.iter().map(sha256).collect() };
        let chain: String = self.chain.iter().map(|der| pem("CERTIFICATE", der)).collect();
        let key = pem("PRIVATE KEY", &self.key);
        let lints: Vec<Value> =
            self.lints.iter().map(|(code, found)| json!({"code": code, "found": found})).collect();
        let mut expect = json!({
            "chain": sha256s(&self.chain),
            "others": sha256s(&self.others),
            "kind": self.kind,
            "key_sha256": sha256(&self.key),
            "chain_pem_sha256": sha256(&chain),
            "key_pem_sha256": sha256(&key),
            "combined_pem_sha256": sha256(format!("{chain}{key}")),
            "days_left": (self.not_after - self.now).div_euclid(DAY),
            "push_certificate": self.push,
            "lints": lints,
        });
        if let Some(name) = self.friendly_name {
            expect["friendly_name"] = name.into();
        }
        self.case().expect(expect)
    }

    fn refused(&self, code: &str, subject: &str) -> Case {
        self.case().refused_about(code, subject)
    }
}

const APP: &str = "com.example.app";
const BOTH: &[&str] = &["sandbox", "production"];

fn topics(topics: &[(&str, &[&str])]) -> Value {
    topics.iter().map(|(topic, kinds)| json!({"topic": topic, "kinds": kinds})).collect()
}

/// What the script's configuration lets each certificate push.
fn push(certificate: &str) -> Value {
    let universal = topics(&[
        (APP, &["app"]),
        ("com.example.app.complication", &["complication"]),
        ("com.example.app.voip", &["voip"]),
    ]);
    let all = json!(["alert", "background", "complication", "voip"]);
    let simple = json!(["alert", "background"]);
    let (default_topic, topics, environments, family, push_types) = match certificate {
        "universal" | "expired" | "ec" | "ec384" => (APP, universal, BOTH, "universal", all),
        "other" => {
            let own = topics(&[
                (APP, &["app"]),
                ("com.example.app.complication", &["complication"]),
                ("com.example.app.voip", &["voip"]),
                ("com.example.other", &[]),
            ]);
            ("com.example.other", own, BOTH, "universal", all)
        }
        "sandbox" => (APP, topics(&[(APP, &[])]), &["sandbox"][..], "sandbox", simple),
        "production" => (APP, topics(&[(APP, &[])]), &["production"][..], "production", simple),
        "voip" => {
            let topic = "com.example.app.voip";
            (topic, topics(&[(topic, &["voip"])]), BOTH, "voip", json!(["voip"]))
        }
        "pass" => {
            let topic = "pass.com.example.card";
            (topic, topics(&[(topic, &[])]), &["production"][..], "wallet", simple)
        }
        "mdm" => {
            (MANAGEMENT, topics(&[(MANAGEMENT, &[])]), &["production"][..], "mdm", json!(["mdm"]))
        }
        "server" => return json!({"error": "not_a_push_certificate"}),
        "damaged-topics" => return json!({"error": "malformed_cert"}),
        other => panic!("{other} is no certificate for push"),
    };
    let several = topics.as_array().is_some_and(|topics| topics.len() > 1);
    let mut json = json!({
        "default_topic": default_topic,
        "topics": topics,
        "environments": environments,
        "family": family,
        "push_types": push_types,
        "needs_topic_header": several,
    });
    if certificate != "mdm" {
        json["team_id"] = TEAM_ID.into();
    }
    json
}

fn p12_files() -> Vec<Case> {
    let p12 = |name: &str, file: &'static str| identity(name, "p12").file(file, Some(PASSWORD));
    let weak = |identity: Identity| identity.lint("weak_encryption", "RC2, DES or MD5");
    [
        p12("p12_of_openssl", "openssl3.p12").incomplete(),
        p12("p12_with_chain", "openssl3-chain.p12")
            .with_authority()
            .named("Apple Push Services: com.example.app"),
        weak(p12("p12_of_keychain", "keychain.p12").named("Push key").incomplete()),
        weak(p12("p12_of_openssl_before", "legacy.p12").incomplete()),
        p12("p12_of_windows", "windows-3des.p12").incomplete(),
        p12("p12_of_java", "java.p12").named("1").incomplete(),
        p12("p12_of_nss", "nss.p12").named("push").incomplete().change(|it| it.slow = true),
        p12("p12_in_ber_outside", "ber-outer.p12").incomplete(),
        p12("p12_with_pbmac1", "pbmac1.p12").incomplete(),
        p12("p12_without_mac", "no-mac.p12").incomplete().lint("missing_mac", "no MAC"),
        p12("p12_without_encryption", "unencrypted.p12").incomplete(),
        p12("p12_on_p256", "openssl3-ec.p12").of("ec").incomplete(),
        p12("p12_on_p384", "openssl3-ec384.p12").of("ec384").incomplete(),
        p12("p12_of_another_app", "other-certificate.p12").of("other").incomplete(),
        identity("p12_with_empty_password", "p12")
            .file("empty-password.p12", Some(""))
            .incomplete(),
    ]
    .iter()
    .map(Identity::gives)
    .collect()
}

fn pem_files() -> Vec<Case> {
    let nothing = "nothing that is encrypted";
    let spki = |certificate: &str| {
        let der = unpem(&read_text(certificate));
        (der, read_text(certificate))
    };
    let (weak_certificate, weak_text) = spki("weak-key.pem");
    let start = weak_text.find("-----BEGIN PRIVATE").expect("a key");
    let weak_key = unpem(&weak_text[start..]);
    let one_line = read_text("ck.pem").replace('\n', "\\n");
    let pem_file = |name: &str| identity(name, "pem");
    [
        pem_file("bundle_with_bag_attributes").file("ck.pem", None).with_authority(),
        pem_file("bundle_with_an_encrypted_key")
            .file("ck-encrypted.pem", Some(PASSWORD))
            .with_authority(),
        pem_file("bundle_with_a_password_that_nothing_needs")
            .file("ck.pem", Some(PASSWORD))
            .with_authority()
            .lint("unused_password", nothing),
        pem_file("bundle_with_an_empty_password").file("ck.pem", Some("")).with_authority(),
        pem_file("bundle_with_line_feeds_typed_out").file(one_line, None).with_authority(),
        pem_file("bundle_with_a_short_key")
            .file("weak-key.pem", None)
            .lint("weak_key", "1024 bits")
            .change(|it| {
                it.chain = vec![weak_certificate];
                it.key = weak_key;
                it.kind = "RSA 1024";
            }),
    ]
    .iter()
    .map(Identity::gives)
    .collect()
}

fn parts() -> Vec<Case> {
    let parts = |name: &str, certificate: &'static str, key: &'static str| {
        let password = if key.contains("pbes") || key.ends_with("p12") || key.contains("encrypted")
        {
            Some(PASSWORD)
        } else {
            None
        };
        identity(name, "parts").file(certificate, password).file(key, password).incomplete()
    };
    let sec1 = unpem(&read_text("key-sec1.pem"));
    let wrapped = der::sequence(&[
        &der::integer(&[0]),
        &der::sequence(&[&der::oid("1.2.840.10045.2.1"), &der::oid("1.2.840.10045.3.1.7")]),
        &der::octets(&sec1),
    ]);
    let compressed = unpem(&read_text("key-ec-compressed.pem"));
    [
        parts("cer_and_pkcs8", "universal.cer", "key-pkcs8.pem"),
        parts("cer_and_pkcs1_der", "universal.cer", "key-pkcs1.der"),
        parts("pem_and_pkcs8_der", "universal.pem", "key-pkcs8.der"),
        parts("cer_and_key_of_keychain", "universal.cer", "keychain-key-only.p12")
            .named("Push key"),
        parts("cer_and_encrypted_key", "universal.cer", "key-pbes2-aes256-sha256.pem"),
        parts("cer_and_key_encrypted_in_a_weak_way", "universal.cer", "key-pbes1-md5-des.pem")
            .lint("weak_encryption", "RC2, DES or MD5"),
        parts("cer_on_p256_and_p8", "ec.cer", "key-ec.p8").of("ec"),
        parts("cer_on_p256_and_encrypted_p8", "ec.cer", "key-ec-encrypted.p8").of("ec"),
        parts("cer_on_p256_and_sec1", "ec.cer", "key-sec1.pem")
            .of("ec")
            .change(|it| it.key = wrapped),
        parts("cer_on_p256_and_compressed_key", "ec.cer", "key-ec-compressed.pem")
            .of("ec")
            .change(|it| it.key = compressed),
        parts("cer_on_p384_and_p8", "ec384.cer", "key-ec384.p8").of("ec384"),
    ]
    .iter()
    .map(Identity::gives)
    .collect()
}

fn chains() -> Vec<Case> {
    let all = |name: &str, files: &[&'static str]| {
        files.iter().fold(identity(name, "contents"), |identity, file| identity.file(*file, None))
    };
    let unrelated =
        |identity: Identity, count: &str| identity.lint("unrelated_certificates", count);
    let several = |identity: Identity, count: usize| {
        identity.lint("several_certificates", format!("{count} for the key"))
    };
    [
        all("authority_last", &["universal.cer", "key-pkcs8.pem", "ca.pem"]).with_authority(),
        all("authority_first", &["ca.cer", "key-pkcs8.pem", "universal.pem"]).with_authority(),
        all("key_first", &["key-pkcs8.pem", "ca.pem", "universal.cer"]).with_authority(),
        all("one_certificate_twice", &["universal.cer", "universal.pem", "key-pkcs8.pem"])
            .incomplete(),
        all("one_key_twice", &["key-pkcs1.pem", "universal.cer", "key-pkcs8.der"]).incomplete(),
        unrelated(
            all(
                "certificate_of_another_key_beside_it",
                &["other.cer", "universal.cer", "ca.cer", "key-pkcs8.pem"],
            )
            .with_authority()
            .change(|it| it.others = vec![read("other.cer")]),
            "1",
        ),
        several(
            all(
                "expired_certificate_of_the_same_key",
                &["expired.cer", "universal.cer", "ca.cer", "key-pkcs8.pem"],
            )
            .with_authority()
            .change(|it| it.others = vec![read("expired.cer")]),
            2,
        ),
        unrelated(
            several(
                all(
                    "expired_and_unrelated_certificates",
                    &[
                        "other.cer",
                        "expired.cer",
                        "ec.cer",
                        "universal.cer",
                        "ca.cer",
                        "key-pkcs8.pem",
                    ],
                )
                .with_authority()
                .change(|it| it.others = ["other.cer", "expired.cer", "ec.cer"].map(read).to_vec()),
                2,
            ),
            "2",
        ),
        identity("passwords_of_their_own", "contents")
            .file("openssl3-cert-only.p12", Some(PASSWORD))
            .file("key-pkcs8.pem", None)
            .file("ca.cer", None)
            .with_authority(),
        identity("one_password_that_one_file_needs", "contents")
            .file("universal.cer", Some(PASSWORD))
            .file("key-pbes2.der", Some(PASSWORD))
            .incomplete(),
    ]
    .iter()
    .map(Identity::gives)
    .collect()
}

/// The file of a certificate, its key and the authority.
fn whole(name: &str, certificate: &'static str) -> Identity {
    let file: &'static str = Box::leak(format!("{certificate}.cer").into_boxed_str());
    let key = match certificate {
        "other" => "key-other.pem",
        "ec" => "key-ec.p8",
        "ec384" => "key-ec384.p8",
        _ => "key-pkcs8.pem",
    };
    identity(name, "contents")
        .file(file, None)
        .file(key, None)
        .file("ca.pem", None)
        .of(certificate)
        .with_authority()
}

fn certificates() -> Vec<Case> {
    let no_uid = "no UID in that of example.com";
    [
        whole("of_universal", "universal"),
        whole("of_sandbox", "sandbox"),
        whole("of_production", "production"),
        whole("of_voip", "voip"),
        whole("of_pass", "pass"),
        whole("of_mdm", "mdm"),
        whole("of_other", "other"),
        whole("of_ec", "ec"),
        whole("of_ec384", "ec384"),
        whole("of_expired", "expired").lint("expired", "valid until 2024-07-01T00:00:00Z"),
        whole("of_server", "server")
            .lint("not_for_clients", "another extended key usage")
            .lint("not_for_push", no_uid),
        whole("of_damaged_topics", "damaged-topics")
            .lint("not_for_push", "kinds of topics without a topic"),
    ]
    .iter()
    .map(Identity::gives)
    .collect()
}

fn dates() -> Vec<Case> {
    let at = |name: &str, now: i64| whole(name, "universal").at(now);
    let soon = |days: i64| format!("{days} days left");
    let (first, last) = (ms(FROM), ms(UNTIL));
    [
        at("a_second_before_it_begins", first - SECOND)
            .lint("not_yet_valid", "valid from 2025-06-01T00:00:00Z"),
        at("when_it_begins", first),
        at("thirty_days_before_it_ends", last - 30 * DAY),
        at("a_second_less_than_thirty_days_before_it_ends", last - 30 * DAY + SECOND)
            .lint("expires_soon", soon(29)),
        at("a_day_before_it_ends", last - DAY).lint("expires_soon", soon(1)),
        at("when_it_ends", last).lint("expires_soon", soon(0)),
        at("a_second_after_it_ended", last + SECOND)
            .lint("expired", "valid until 2026-07-01T00:00:00Z"),
        at("in_1970", 0).lint("not_yet_valid", "valid from 2025-06-01T00:00:00Z"),
    ]
    .iter()
    .map(Identity::gives)
    .collect()
}

fn purposes() -> Vec<Case> {
    let of = |name: &str, certificate, environment, topic| {
        whole(name, certificate).purpose(environment, topic)
    };
    let (sandbox, production) = (Some("sandbox"), Some("production"));
    [
        of("universal_in_sandbox", "universal", sandbox, None),
        of("universal_in_production", "universal", production, Some(APP)),
        of("universal_for_voip", "universal", production, Some("com.example.app.voip")),
        of("universal_for_another_app", "universal", production, Some("com.example.other")).lint(
            "topic_absent",
            "for com.example.app, com.example.app.complication, com.example.app.voip",
        ),
        of(
            "universal_for_live_activities",
            "universal",
            production,
            Some("com.example.app.push-type.liveactivity"),
        )
        .lint(
            "topic_absent",
            "for com.example.app, com.example.app.complication, com.example.app.voip",
        ),
        of("sandbox_in_sandbox", "sandbox", sandbox, Some(APP)),
        of("sandbox_in_production", "sandbox", production, Some(APP))
            .lint("wrong_environment", "for sandbox"),
        of("production_in_sandbox", "production", sandbox, Some(APP))
            .lint("wrong_environment", "for production"),
        of("voip_for_alerts", "voip", production, Some(APP))
            .lint("topic_absent", "for com.example.app.voip"),
        of("sandbox_in_production_for_another_app", "sandbox", production, Some("com.example.b"))
            .lint("wrong_environment", "for sandbox")
            .lint("topic_absent", "for com.example.app"),
        of("expired_in_production", "expired", production, Some(APP))
            .lint("expired", "valid until 2024-07-01T00:00:00Z"),
        of("other_for_its_topic", "other", production, Some("com.example.other")),
    ]
    .iter()
    .map(Identity::gives)
    .collect()
}

fn refusals() -> Vec<Case> {
    let one = |name: &str, call: &'static str, input: Input, password: Option<&'static str>| {
        identity(name, call).file(input, password)
    };
    let parts = |name: &str, certificate: Input, key: Input| {
        identity(name, "parts").file(certificate, None).file(key, None)
    };
    let secret = Some(PASSWORD);
    let missing_key = |identity: Identity| identity.refused("missing_private_key", "private key");
    let missing = |identity: Identity| identity.refused("missing_certificate", "certificate");
    let mismatch = |identity: Identity| identity.refused("key_mismatch", "certificate");
    let file = |identity: Identity, code: &str| identity.refused(code, "file");
    let bytes = |files: &[&str]| -> Input {
        files.iter().flat_map(|name| read(name)).collect::<Vec<u8>>().into()
    };
    let html = Input::text("<!DOCTYPE html><html></html>");
    vec![
        file(one("pem_in_place_of_p12", "p12", "ck.pem".into(), secret), "other_material"),
        file(one("cer_in_place_of_p12", "p12", "universal.cer".into(), secret), "other_material"),
        missing(one("p12_with_the_key_alone", "p12", "openssl3-key-only.p12".into(), secret)),
        missing(one(
            "p12_of_keychain_with_the_key_alone",
            "p12",
            "keychain-key-only.p12".into(),
            secret,
        )),
        missing_key(one(
            "p12_with_the_certificate_alone",
            "p12",
            "openssl3-cert-only.p12".into(),
            secret,
        )),
        one("p12_with_a_wrong_password", "p12", "openssl3.p12".into(), Some("Secret"))
            .refused("wrong_password", "password"),
        one("p12_with_a_password_in_place_of_none", "p12", "empty-password.p12".into(), secret)
            .refused("wrong_password", "password"),
        one("p12_cut_off", "p12", Input::cut("openssl3.p12", 1000), secret)
            .refused("truncated_file", "PKCS#12 file"),
        file(one("jks_in_place_of_p12", "p12", "keystore.jks".into(), secret), "java_keystore"),
        file(
            one("profile_in_place_of_p12", "p12", "profile.mobileprovision".into(), secret),
            "provisioning_profile",
        ),
        file(one("page_in_place_of_pem", "pem", html, None), "html_page"),
        file(one("nothing_in_place_of_pem", "pem", Input::text(""), None), "unknown_file"),
        missing(one("p8_alone", "pem", "key-ec.p8".into(), None)),
        missing_key(one("certificate_alone", "pem", "universal.pem".into(), None)),
        missing_key(one("request_alone", "pem", "request-rsa.csr".into(), None)),
        missing_key(one("public_key_alone", "pem", "public.pem".into(), None)),
        one("encrypted_bundle_without_password", "pem", "ck-encrypted.pem".into(), None)
            .refused("password_required", "password"),
        one("two_keys", "pem", bytes(&["key-pkcs8.pem", "key-other.pem", "universal.pem"]), None)
            .refused("several_keys", "private key"),
        one("bundle_cut_off", "pem", Input::cut("ck.pem", 3000), None)
            .refused("truncated_file", "PEM block"),
        mismatch(one(
            "certificate_of_another_key",
            "pem",
            bytes(&["key-other.pem", "universal.pem"]),
            None,
        )),
        mismatch(parts(
            "parts_that_do_not_belong_together",
            "other.cer".into(),
            "key-pkcs8.pem".into(),
        )),
        mismatch(parts("key_on_another_curve", "ec.cer".into(), "key-ec384.p8".into())),
        mismatch(parts("key_of_another_kind", "universal.cer".into(), "key-ec.p8".into())),
        missing_key(parts("two_certificates", "universal.cer".into(), "other.cer".into())),
        parts("key_encrypted_without_password", "universal.cer".into(), "key-pbes2.der".into())
            .refused("password_required", "password"),
        parts("certificate_cut_off", Input::cut("universal.cer", 500), "key-pkcs8.pem".into())
            .refused("truncated_file", "certificate"),
        missing_key(identity("no_files", "contents")),
        file(
            identity("one_file_of_three_is_none", "contents")
                .file("universal.cer", None)
                .file(Input::text("<html></html>"), None)
                .file("key-pkcs8.pem", None),
            "html_page",
        ),
    ]
}
