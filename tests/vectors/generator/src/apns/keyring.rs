//! `keyring.json`: which of several keys fits a topic and an environment.

use serde_json::{Value, json};

use super::key_file::RFC6979_LINE;
use super::provider_key::TEAM_ID;
use crate::file::{Case, VectorFile};

const TOPIC: &str = "com.example.app";

pub(super) fn file() -> VectorFile {
    let mut cases = chosen();
    cases.extend(unmatched());
    cases.extend(limits());
    cases.extend(refused());
    VectorFile::new(
        "keyring.json",
        "keyring",
        "Adds keys with their scopes in order, then chooses one for a topic and an environment. \
         All keys are of the one p8 and have key_id and team_id; topics are bundle ids (all \
         topics without them), environment is one of the two (both without it). A key that lists \
         the topic comes before one for all topics, one environment before both, the first \
         added before later ones. Refused are more keys than Apple issues to a team: 400 topics \
         for a key, in each environment 200 keys for listed topics and 2 for all.",
        cases,
    )
    .share("p8", RFC6979_LINE.into())
}

fn key(number: usize, topics: Option<&[&str]>, environment: Option<&str>) -> Value {
    of_team(TEAM_ID, number, topics, environment)
}

fn of_team(
    team_id: &str,
    number: usize,
    topics: Option<&[&str]>,
    environment: Option<&str>,
) -> Value {
    let mut key = json!({"key_id": format!("KEY{number:07}"), "team_id": team_id});
    if let Some(topics) = topics {
        key["topics"] = topics.into();
    }
    if let Some(environment) = environment {
        key["environment"] = environment.into();
    }
    key
}

fn case(name: &str, keys: Vec<Value>, topic: &str, environment: &str) -> Case {
    Case::new(name).set("keys", keys).set("topic", topic).set("environment", environment)
}

const PRODUCTION: Option<&str> = Some("production");
const SANDBOX: Option<&str> = Some("sandbox");
const APP: Option<&[&str]> = Some(&[TOPIC]);

fn chosen() -> Vec<Case> {
    let gives = |name: &str, keys: Vec<Value>, topic: &str, environment: &str, number: usize| {
        case(name, keys, topic, environment).expect(json!({"key_id": format!("KEY{number:07}")}))
    };
    let app_and_call: Option<&[&str]> = Some(&["com.example.other", TOPIC]);
    let sub: Option<&[&str]> = Some(&["com.example.app.voip"]);
    vec![
        gives("old_key", vec![key(1, None, None)], TOPIC, "production", 1),
        gives("old_key_in_sandbox", vec![key(1, None, None)], TOPIC, "sandbox", 1),
        gives("team_key", vec![key(1, None, PRODUCTION)], TOPIC, "production", 1),
        gives("topic_key", vec![key(1, APP, SANDBOX)], TOPIC, "sandbox", 1),
        gives(
            "topic_key_of_several_topics",
            vec![key(1, app_and_call, SANDBOX)],
            "com.example.other",
            "sandbox",
            1,
        ),
        gives(
            "topic_key_for_a_topic_with_suffix",
            vec![key(1, APP, SANDBOX)],
            "com.example.app.push-type.liveactivity",
            "sandbox",
            1,
        ),
        gives(
            "topic_key_before_team_key",
            vec![key(1, None, PRODUCTION), key(2, APP, PRODUCTION)],
            TOPIC,
            "production",
            2,
        ),
        gives(
            "team_key_for_another_topic",
            vec![key(1, None, PRODUCTION), key(2, APP, PRODUCTION)],
            "com.example.other",
            "production",
            1,
        ),
        gives(
            "team_key_before_old_key",
            vec![key(1, None, None), key(2, None, PRODUCTION)],
            TOPIC,
            "production",
            2,
        ),
        gives(
            "old_key_in_the_other_environment",
            vec![key(1, None, None), key(2, None, PRODUCTION)],
            TOPIC,
            "sandbox",
            1,
        ),
        gives(
            "the_key_of_the_environment",
            vec![key(1, APP, PRODUCTION), key(2, APP, SANDBOX)],
            TOPIC,
            "sandbox",
            2,
        ),
        gives(
            "the_first_of_equals",
            vec![key(2, APP, SANDBOX), key(1, APP, SANDBOX)],
            TOPIC,
            "sandbox",
            2,
        ),
        gives(
            "the_longer_bundle_id",
            vec![key(1, APP, SANDBOX), key(2, sub, SANDBOX)],
            "com.example.app.voip",
            "sandbox",
            2,
        ),
        gives(
            "topic_keys_of_two_teams",
            vec![
                key(1, APP, SANDBOX),
                of_team("TEAM000002", 1, Some(&["com.example.other"]), SANDBOX),
                of_team("TEAM000002", 2, Some(&["com.example.third"]), SANDBOX),
            ],
            "com.example.third",
            "sandbox",
            2,
        ),
        gives(
            "two_team_keys_in_each_environment",
            vec![
                key(1, None, PRODUCTION),
                key(2, None, PRODUCTION),
                key(3, None, SANDBOX),
                key(4, None, SANDBOX),
                key(5, None, None),
            ],
            TOPIC,
            "sandbox",
            3,
        ),
    ]
}

fn unmatched() -> Vec<Case> {
    let none = |name: &str, keys: Vec<Value>, topic: &str, environment: &str| {
        case(name, keys, topic, environment).refused_about("no_matching_key", "key")
    };
    vec![
        none("no_keys", vec![], TOPIC, "production"),
        none("team_key_of_the_other_environment", vec![key(1, None, PRODUCTION)], TOPIC, "sandbox"),
        none("topic_key_of_the_other_environment", vec![key(1, APP, SANDBOX)], TOPIC, "production"),
        none("topic_key_of_another_topic", vec![key(1, APP, SANDBOX)], "com.other", "sandbox"),
        none(
            "topic_that_begins_like_another",
            vec![key(1, APP, SANDBOX)],
            "com.example.apps",
            "sandbox",
        ),
        none(
            "topic_with_a_suffix_that_is_none",
            vec![key(1, APP, SANDBOX)],
            "com.example.app.other",
            "sandbox",
        ),
        none("topic_in_capitals", vec![key(1, APP, SANDBOX)], "com.example.App", "sandbox"),
        none("topic_above_the_bundle_id", vec![key(1, APP, SANDBOX)], "com.example", "sandbox"),
    ]
}

fn limits() -> Vec<Case> {
    let names: Vec<String> = (0..=400).map(|number| format!("a.b{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let keys = |count: usize, topics, environment| -> Vec<Value> {
        (0..count).map(|number| key(number, topics, environment)).collect()
    };
    vec![
        case("topics_400", vec![key(1, Some(&names[..400]), SANDBOX)], "a.b399", "sandbox")
            .expect(json!({"key_id": "KEY0000001"})),
        case("topics_401", vec![key(1, Some(&names), SANDBOX)], "a.b399", "sandbox")
            .refused_about("too_large", "topics"),
        case("topic_keys_200", keys(200, APP, SANDBOX), TOPIC, "sandbox")
            .expect(json!({"key_id": "KEY0000000"})),
        case("topic_keys_201", keys(201, APP, SANDBOX), TOPIC, "sandbox")
            .refused_about("too_large", "topic keys"),
        case("team_keys_3", keys(3, None, PRODUCTION), TOPIC, "production")
            .refused_about("too_large", "team keys"),
        case("team_keys_3_in_sandbox", keys(3, None, SANDBOX), TOPIC, "production")
            .refused_about("too_large", "team keys"),
    ]
}

fn refused() -> Vec<Case> {
    let one = |name: &str, key: Value| case(name, vec![key], TOPIC, "production");
    let other_team = |environment| of_team("TEAM000002", 2, None, environment);
    vec![
        case(
            "the_same_key_twice",
            vec![key(1, APP, SANDBOX), key(1, APP, PRODUCTION)],
            TOPIC,
            "sandbox",
        )
        .refused_about("invalid_input", "key id"),
        one("topics_without_environment", key(1, APP, None))
            .refused_about("invalid_input", "environment"),
        one("topics_that_are_none", key(1, Some(&[]), PRODUCTION))
            .refused_about("invalid_input", "topics"),
        one("topic_that_is_empty", key(1, Some(&[""]), PRODUCTION))
            .refused_about("invalid_input", "bundle id"),
        one("topic_with_a_star", key(1, Some(&["com.example.*"]), PRODUCTION))
            .refused_about("invalid_input", "bundle id"),
        case(
            "team_keys_of_two_teams",
            vec![key(1, None, PRODUCTION), other_team(PRODUCTION)],
            TOPIC,
            "production",
        )
        .refused_about("invalid_input", "team id"),
        case("old_keys_of_two_teams", vec![key(1, None, None), other_team(None)], TOPIC, {
            "production"
        })
        .refused_about("invalid_input", "team id"),
        case(
            "old_key_and_team_key_of_two_teams",
            vec![key(1, None, SANDBOX), other_team(None)],
            TOPIC,
            "production",
        )
        .refused_about("invalid_input", "team id"),
        one("environment_unknown", key(1, None, Some("staging")))
            .refused_about("invalid_input", "environment"),
        case("chosen_for_another_environment", vec![key(1, None, None)], TOPIC, "staging")
            .refused_about("invalid_input", "environment"),
        case("chosen_for_no_topic", vec![key(1, None, None)], "", "production")
            .refused_about("invalid_header_value", "apns-topic"),
        case("chosen_for_a_topic_with_a_space", vec![key(1, None, None)], "com example", {
            "production"
        })
        .refused_about("invalid_header_value", "apns-topic"),
    ]
}
