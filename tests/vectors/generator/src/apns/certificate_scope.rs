//! `certificate-scope.json`: what a client certificate may push.

use serde_json::{Value, json};

use crate::file::{Case, VectorFile};

const TOPIC: &str = "com.example.app";
const BOTH: &[&str] = &["sandbox", "production"];
/// What stands in a universal certificate.
const UNIVERSAL: &[&str] =
    &["com.example.app", "com.example.app.voip", "com.example.app.complication"];
const MANAGEMENT: &str = "com.apple.mgmt.External.0a1b2c3d-0000-4000-8000-000000000001";

pub(super) fn file() -> VectorFile {
    let mut cases = of_certificates();
    cases.extend(environments());
    cases.extend(topics());
    cases.extend(push_types());
    cases.extend(malformed());
    VectorFile::new(
        "certificate-scope.json",
        "certificate_scope",
        "Whether a client certificate with this default topic (the UID of its subject), these \
         further topics (its extension 1.2.840.113635.100.6.3.6) and environments (.1 and .2) may \
         send a notification in an environment. The topic counts as it is sent, with the suffix \
         of its push type. Pushes of type location take a provider token whatever the \
         certificate says; of the other types that Apple puts into no certificate, those whose \
         topic is missing are refused for their push type, as no other certificate would help. \
         A success expects permitted.",
        cases,
    )
}

fn case(
    name: &str,
    topics: &[&str],
    environments: &[&str],
    notification: Value,
    environment: &str,
) -> Case {
    Case::new(name)
        .set("default_topic", TOPIC)
        .set("topics", topics)
        .set("environments", environments)
        .set("notification", notification)
        .set("environment", environment)
}

/// A certificate for both environments.
fn sends(name: &str, topics: &[&str], notification: Value) -> Case {
    case(name, topics, BOTH, notification, "production")
}

/// A certificate of another kind, for both environments.
fn of(name: &str, default_topic: &str, topics: &[&str], notification: Value) -> Case {
    Case::new(name)
        .set("default_topic", default_topic)
        .set("topics", topics)
        .set("environments", BOTH)
        .set("notification", notification)
        .set("environment", "production")
}

fn alert(topic: &str) -> Value {
    json!({"push_type": "alert", "topic": topic, "alert": "Hello"})
}

fn raw(push_type: &str) -> Value {
    json!({"push_type": push_type, "topic": TOPIC, "payload": "{\"aps\":{}}"})
}

fn background(topic: &str) -> Value {
    json!({"push_type": "background", "topic": topic})
}

fn live_activity() -> Value {
    json!({
        "push_type": "liveactivity",
        "topic": TOPIC,
        "event": "update",
        "timestamp": 1_763_760_000,
        "content_state": {},
    })
}

fn permitted(case: Case) -> Case {
    case.expect(json!({"permitted": true}))
}

trait Refused {
    fn refused_for(self, subject: &str) -> Case;
}

impl Refused for Case {
    fn refused_for(self, subject: &str) -> Case {
        self.refused_about("no_matching_key", subject)
    }
}

fn permitted_types() -> [(&'static str, Value); 4] {
    [
        ("alert", alert(TOPIC)),
        ("background", background(TOPIC)),
        ("voip", raw("voip")),
        ("complication", raw("complication")),
    ]
}

fn environments() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, for_these) in [("sandbox", &["sandbox"][..]), ("production", &["production"])] {
        for environment in BOTH {
            let name = format!("{name}_certificate_in_{environment}");
            let case = case(&name, &[], for_these, alert(TOPIC), environment);
            cases.push(if for_these.contains(environment) {
                permitted(case)
            } else {
                case.refused_for("environment")
            });
        }
    }
    let nowhere = |name, environment| {
        case(name, UNIVERSAL, &[], alert(TOPIC), environment).refused_for("environment")
    };
    cases.push(nowhere("certificate_for_no_environment_in_sandbox", "sandbox"));
    cases.push(nowhere("certificate_for_no_environment_in_production", "production"));
    // The connection would end before any push: said first, whatever else is wrong.
    for (name, notification) in [
        ("environment_before_topic", alert("com.example.other")),
        ("environment_before_push_type", raw("location")),
    ] {
        let case = case(name, &[], &["sandbox"], notification, "production");
        cases.push(case.refused_for("environment"));
    }
    cases
}

fn of_certificates() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, notification) in permitted_types() {
        let name = format!("universal_{name}");
        cases.push(permitted(sends(&name, UNIVERSAL, notification)));
    }
    cases.push(permitted(sends("default_topic_alone", &[], alert(TOPIC))));
    cases.push(permitted(sends("default_topic_is_not_listed", &["com.example.app.voip"], {
        alert(TOPIC)
    })));
    cases.push(permitted(sends("another_app_that_is_listed", &["com.example.other"], {
        alert("com.example.other")
    })));
    cases.push(permitted(of("voip_certificate", "com.example.app.voip", &[], raw("voip"))));
    cases.push(permitted(of("wallet_certificate", "pass.com.example.card", &[], {
        json!({"push_type": "alert", "topic": "pass.com.example.card", "payload": "{}"})
    })));
    cases.push(permitted(of("management_certificate", MANAGEMENT, &[], {
        json!({"push_type": "mdm", "topic": MANAGEMENT, "payload": "{\"mdm\":\"magic\"}"})
    })));
    // Not in what Apple issues; one that says so is believed.
    cases.push(permitted(sends(
        "live_activity_that_is_listed",
        &["com.example.app.push-type.liveactivity"],
        live_activity(),
    )));
    cases
}

fn topics() -> Vec<Case> {
    let refused =
        |name, topics, notification| sends(name, topics, notification).refused_for("apns-topic");
    vec![
        refused("topic_of_another_app", UNIVERSAL, alert("com.example.other")),
        refused("topic_that_begins_like_one", UNIVERSAL, alert("com.example.app.more")),
        refused("topic_above_the_bundle_id", UNIVERSAL, alert("com.example")),
        refused("topic_in_capitals", UNIVERSAL, alert("com.example.App")),
        refused("background_of_another_app", UNIVERSAL, background("com.example.other")),
        refused("voip_without_its_topic", &[], raw("voip")),
        refused("complication_without_its_topic", &["com.example.app.voip"], raw("complication")),
        of("alert_by_a_voip_certificate", "com.example.app.voip", &[], alert(TOPIC))
            .refused_for("apns-topic"),
        of("alert_by_a_wallet_certificate", "pass.com.example.card", &[], alert(TOPIC))
            .refused_for("apns-topic"),
        sends("management_by_the_certificate_of_an_app", UNIVERSAL, {
            json!({"push_type": "mdm", "topic": MANAGEMENT, "payload": "{\"mdm\":\"magic\"}"})
        })
        .refused_for("apns-topic"),
    ]
}

fn push_types() -> Vec<Case> {
    let refused = |name: &str, topics: &[&str], notification| {
        sends(name, topics, notification).refused_for("apns-push-type")
    };
    let listed = &["com.example.app.location-query"];
    let content_changed = |push_type| json!({"push_type": push_type, "topic": TOPIC, "payload": "{\"aps\":{\"content-changed\":true}}"});
    let file_provider = json!({
        "push_type": "fileprovider",
        "topic": TOPIC,
        "payload": "{\"container-identifier\":\"NSFileProviderWorkingSetContainerItemIdentifier\",\"domain\":\"a\"}",
    });
    vec![
        refused("location", UNIVERSAL, raw("location")),
        refused("location_that_is_listed", listed, raw("location")),
        refused("live_activity", UNIVERSAL, live_activity()),
        refused("push_to_talk", UNIVERSAL, raw("pushtotalk")),
        refused("widgets", UNIVERSAL, content_changed("widgets")),
        refused("controls", UNIVERSAL, content_changed("controls")),
        refused("file_provider", UNIVERSAL, file_provider),
    ]
}

fn malformed() -> Vec<Case> {
    let topic = |name, default_topic, topics: &[&str]| {
        of(name, default_topic, topics, alert(TOPIC))
            .refused_about("invalid_header_value", "apns-topic")
    };
    let environment = |name, environments: &[&str], environment| {
        case(name, &[], environments, alert(TOPIC), environment)
            .refused_about("invalid_input", "environment")
    };
    vec![
        topic("empty_default_topic", "", &[]),
        topic("default_topic_with_a_space", "com example", &[]),
        topic("empty_topic", TOPIC, &[""]),
        topic("topic_with_a_line_end", TOPIC, &["com.example\r\n"]),
        environment("certificate_of_an_unknown_environment", &["staging"], "production"),
        environment("sent_in_an_unknown_environment", BOTH, "staging"),
    ]
}
