//! `channel.json`: managing broadcast channels, and what APNs answers.

use serde_json::{Value, json};

use super::key_file::rfc6979;
use super::provider_key::{KEY_ID, TEAM_ID};
use super::provider_token::token;
use crate::file::{Case, VectorFile};

const BUNDLE_ID: &str = "com.example.app";
/// The form that Apple's samples have.
pub(super) const CHANNEL: &str = "dHN0LXNyY2gtY2hubA==";
const REQUEST_ID: &str = "5b1a8b3e-2f2c-4d55-8f6b-0b8f3a9d2c11";

const PRODUCTION: &str = "https://api-manage-broadcast.push.apple.com:2196";
const SANDBOX: &str = "https://api-manage-broadcast.sandbox.push.apple.com:2195";

const JSON: (&str, &str) = ("content-type", "application/json");

pub(super) fn file() -> VectorFile {
    let mut cases = requests();
    cases.extend(bundle_ids());
    cases.extend(refused_inputs());
    cases.extend(created());
    cases.extend(read());
    cases.extend(listed());
    VectorFile::new(
        "channel.json",
        "channel",
        "Creating, reading, deleting and listing broadcast channels. With bundle_id: the request \
         as method, URL, headers in the order they are sent, and body; environment chooses \
         Apple's host and port unless authority names another. With status: what a reply to \
         the call says. A create is answered with 201 and the id in a header, a delete with 204, \
         both without a body. A read gives policy and push type, by name where they are known \
         and as received; a list gives ids. Refused: values that could change the path or other \
         headers, bundle ids with the suffix of a topic, bodies of another shape.",
        cases,
    )
}

fn call(name: impl Into<String>, call: &str, bundle_id: &str, environment: &str) -> Case {
    Case::new(name).set("call", call).set("bundle_id", bundle_id).set("environment", environment)
}

fn create(name: impl Into<String>, policy: &str) -> Case {
    call(name, "create", BUNDLE_ID, "production").set("storage_policy", policy)
}

fn list(name: impl Into<String>) -> Case {
    call(name, "list", BUNDLE_ID, "production")
}

fn about(name: impl Into<String>, what: &str, channel: &str) -> Case {
    call(name, what, BUNDLE_ID, "production").set("channel_id", channel)
}

fn sent(case: Case, method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Case {
    let headers: Vec<Value> = headers.iter().map(|(name, value)| json!([name, value])).collect();
    case.expect(json!({"method": method, "url": url, "headers": headers, "body": body}))
}

fn url(operation: &str) -> String {
    format!("{PRODUCTION}/1/apps/{BUNDLE_ID}/{operation}")
}

fn requests() -> Vec<Case> {
    let body =
        |number: u8| format!(r#"{{"message-storage-policy":{number},"push-type":"LiveActivity"}}"#);
    let (channels, all) = (url("channels"), url("all-channels"));
    let id = ("apns-channel-id", CHANNEL);
    let request_id = ("apns-request-id", REQUEST_ID);
    let in_sandbox = |operation: &str| format!("{SANDBOX}/1/apps/{BUNDLE_ID}/{operation}");
    let jwt = token(&rfc6979(), KEY_ID, TEAM_ID, 1_437_177_000);
    let bearer = format!("bearer {jwt}");
    let with_token = |case: Case| case.set("authorization", jwt.clone());
    let authorization = ("authorization", bearer.as_str());
    let longest = "A".repeat(252);
    vec![
        sent(
            create("trap_02_create_spells_the_push_type_as_apple_does_there", "no_storage"),
            "POST",
            &channels,
            &[JSON],
            &body(0),
        ),
        sent(
            create("create_storing_the_most_recent", "most_recent"),
            "POST",
            &channels,
            &[JSON],
            &body(1),
        ),
        sent(
            create("create_with_request_id", "most_recent").set("request_id", REQUEST_ID),
            "POST",
            &channels,
            &[request_id, JSON],
            &body(1),
        ),
        sent(
            with_token(create("create_with_a_provider_token", "most_recent"))
                .set("request_id", REQUEST_ID.to_uppercase()),
            "POST",
            &channels,
            &[authorization, request_id, JSON],
            &body(1),
        ),
        sent(
            call("trap_03_port_2195_in_sandbox", "create", BUNDLE_ID, "sandbox")
                .set("storage_policy", "no_storage"),
            "POST",
            &in_sandbox("channels"),
            &[JSON],
            &body(0),
        ),
        sent(list("trap_03_port_2196_in_production"), "GET", &all, &[], ""),
        sent(about("read", "read", CHANNEL), "GET", &channels, &[id], ""),
        sent(
            about("read_with_request_id", "read", CHANNEL).set("request_id", REQUEST_ID),
            "GET",
            &channels,
            &[id, request_id],
            "",
        ),
        sent(
            with_token(about("read_with_a_provider_token", "read", CHANNEL)),
            "GET",
            &channels,
            &[authorization, id],
            "",
        ),
        sent(
            call("read_in_sandbox", "read", BUNDLE_ID, "sandbox").set("channel_id", CHANNEL),
            "GET",
            &in_sandbox("channels"),
            &[id],
            "",
        ),
        sent(
            about("read_of_an_id_with_every_sign", "read", "+/+/AA=="),
            "GET",
            &channels,
            &[("apns-channel-id", "+/+/AA==")],
            "",
        ),
        sent(
            about("read_of_the_longest_id", "read", &longest),
            "GET",
            &channels,
            &[("apns-channel-id", &longest)],
            "",
        ),
        sent(about("delete", "delete", CHANNEL), "DELETE", &channels, &[id], ""),
        sent(
            about("delete_with_request_id", "delete", CHANNEL).set("request_id", REQUEST_ID),
            "DELETE",
            &channels,
            &[id, request_id],
            "",
        ),
        sent(list("trap_17_list_has_a_path_of_its_own"), "GET", &all, &[], ""),
        sent(
            with_token(list("list_with_everything")).set("request_id", REQUEST_ID),
            "GET",
            &all,
            &[authorization, request_id],
            "",
        ),
        sent(
            list("list_at_another_host").set("authority", "localhost:8443"),
            "GET",
            &format!("https://localhost:8443/1/apps/{BUNDLE_ID}/all-channels"),
            &[],
            "",
        ),
    ]
}

fn bundle_ids() -> Vec<Case> {
    let mut cases: Vec<Case> = ["A-1.b_c", "com.example.App", &"a".repeat(255)]
        .into_iter()
        .zip(["every_sign", "capitals", "the_longest"])
        .map(|(id, name)| {
            let case = call(format!("bundle_id_of_{name}"), "list", id, "production");
            sent(case, "GET", &format!("{PRODUCTION}/1/apps/{id}/all-channels"), &[], "")
        })
        .collect();
    for (name, suffix) in [
        ("of_live_activities", ".push-type.liveactivity"),
        ("of_widgets", ".push-type.widgets"),
        ("of_controls", ".push-type.controls"),
        ("of_calls", ".voip"),
        ("of_complications", ".complication"),
    ] {
        let id = format!("{BUNDLE_ID}{suffix}");
        let name = format!("trap_16_suffix_{name}");
        cases.push(
            call(name, "list", &id, "production").refused_about("invalid_input", "bundle id"),
        );
    }
    for (name, id) in [
        ("of_nothing", String::new()),
        ("of_a_dot", ".".into()),
        ("of_two_dots", "..".into()),
        ("with_two_dots_inside", "com..example".into()),
        ("with_a_dot_in_front", ".com".into()),
        ("with_a_dot_behind", "com.".into()),
        ("with_a_path", "com.example.app/../other".into()),
        ("with_a_query", "com.example.app?a=b".into()),
        ("with_a_fragment", "com.example.app#a".into()),
        ("with_percent", "com%2eexample".into()),
        ("with_a_space", "com.example app".into()),
        ("with_line_ends", "com.example.app\r\nx: y".into()),
        ("with_nul", "com.example\0".into()),
        ("outside_ascii", "com.ex\u{e4}mple".into()),
        ("too_long", "a".repeat(256)),
    ] {
        let name = format!("bundle_id_{name}");
        cases.push(
            call(name, "list", &id, "production").refused_about("invalid_input", "bundle id"),
        );
    }
    cases
}

fn refused_inputs() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, id) in [
        ("of_nothing", String::new()),
        ("without_padding", "dHN0LXNyY2gtY2hubA".into()),
        ("with_half_the_padding", "dHN0LXNyY2gtY2hubA=".into()),
        ("of_padding_alone", "====".into()),
        ("with_bits_left_over", "dHN0LXNyY2gtY2hubB==".into()),
        ("of_two_ids", "AA==AA==".into()),
        ("in_base64url", "-_-_".into()),
        ("with_a_space", "dHN0 LXNyY2gtY2hubA==".into()),
        ("with_a_line_end_behind", format!("{CHANNEL}\r\n")),
        ("with_a_header_behind", format!("{CHANNEL}\r\nauthorization: bearer a")),
        ("with_nul", "AA==\0".into()),
        ("outside_ascii", "\u{e4}AA=".into()),
        ("too_long", "A".repeat(256)),
    ] {
        let name = format!("channel_id_{name}");
        cases.push(
            about(name, "read", &id).refused_about("invalid_header_value", "apns-channel-id"),
        );
    }
    cases.push(
        about("trap_17_read_without_a_channel_id", "read", "")
            .refused_about("invalid_header_value", "apns-channel-id"),
    );
    cases.push(
        about("delete_without_a_channel_id", "delete", "")
            .refused_about("invalid_header_value", "apns-channel-id"),
    );
    for (name, id) in [
        ("of_nothing", ""),
        ("of_a_word", "request-1"),
        ("without_groups", "5b1a8b3e2f2c4d558f6b0b8f3a9d2c11"),
        ("with_line_ends", "5b1a8b3e-2f2c-4d55-8f6b-0b8f3a9d2c11\r\n"),
    ] {
        cases.push(
            list(format!("request_id_{name}"))
                .set("request_id", id)
                .refused_about("invalid_header_value", "apns-request-id"),
        );
    }
    for (name, policy) in [("unknown", "forever"), ("by_number", "1"), ("of_nothing", "")] {
        cases.push(
            create(format!("storage_policy_{name}"), policy)
                .refused_about("invalid_input", "storage policy"),
        );
    }
    cases.push(
        call("environment_unknown", "list", BUNDLE_ID, "staging")
            .refused_about("invalid_input", "environment"),
    );
    for (name, authority) in [("with_a_path", "localhost/a"), ("with_port_0", "localhost:0")] {
        cases.push(
            list(format!("authority_{name}"))
                .set("authority", authority)
                .refused_about("invalid_input", "authority"),
        );
    }
    cases
}

fn reply(
    name: impl Into<String>,
    call: &str,
    status: u16,
    headers: &[(&str, &str)],
    body: &str,
) -> Case {
    let headers: Vec<Value> = headers.iter().map(|(name, value)| json!([name, value])).collect();
    Case::new(name)
        .set("call", call)
        .set("status", status)
        .set("headers", headers)
        .set_text("body", body)
}

fn created() -> Vec<Case> {
    let id = ("apns-channel-id", CHANNEL);
    let upper = REQUEST_ID.to_uppercase();
    let request_id = ("apns-request-id", upper.as_str());
    vec![
        reply("trap_18_create_answered_with_201", "create", 201, &[id, request_id], "").expect(
            json!({
                "is_success": true,
                "apns_request_id": upper,
                "apns_channel_id": CHANNEL,
            }),
        ),
        reply("create_answered_in_other_case", "create", 201, &[("APNs-Channel-Id", CHANNEL)], "")
            .expect(json!({"is_success": true, "apns_channel_id": CHANNEL})),
        reply("create_answered_without_an_id", "create", 201, &[request_id], "")
            .expect(json!({"is_success": true, "apns_request_id": upper})),
        reply("trap_18_delete_answered_with_204", "delete", 204, &[request_id], "")
            .expect(json!({"is_success": true, "apns_request_id": upper})),
        reply("trap_11_request_id_in_upper_case", "delete", 204, &[request_id], "")
            .expect(json!({"is_success": true, "apns_request_id": upper})),
        reply("create_refused", "create", 400, &[request_id], {
            r#"{"reason":"CannotCreateChannelConfig"}"#
        })
        .expect(json!({"is_success": false, "apns_request_id": upper})),
        reply("delete_refused", "delete", 400, &[], r#"{"reason":"ChannelNotRegistered"}"#)
            .expect(json!({"is_success": false})),
    ]
}

fn read() -> Vec<Case> {
    let read = |name: &str, status: u16, body: &str| reply(name, "read", status, &[JSON], body);
    let gives = |case: Case, number: i64, policy: Option<&str>, text: &str, known: Option<&str>| {
        let mut expect = json!({
            "is_success": true,
            "storage_policy_number": number,
            "push_type_text": text,
        });
        if let Some(policy) = policy {
            expect["storage_policy"] = policy.into();
        }
        if let Some(known) = known {
            expect["push_type"] = known.into();
        }
        case.expect(expect)
    };
    let live = Some("liveactivity");
    let body = |policy: &str, push_type: &str| {
        format!(r#"{{"message-storage-policy":{policy},"push-type":{push_type}}}"#)
    };
    let mut cases = vec![
        gives(
            read("read_of_no_storage", 200, &body("0", r#""LiveActivity""#)),
            0,
            Some("no_storage"),
            "LiveActivity",
            live,
        ),
        gives(
            read("read_of_the_most_recent", 200, &body("1", r#""LiveActivity""#)),
            1,
            Some("most_recent"),
            "LiveActivity",
            live,
        ),
        gives(
            read("trap_02_read_in_any_case", 200, &body("1", r#""Liveactivity""#)),
            1,
            Some("most_recent"),
            "Liveactivity",
            live,
        ),
        gives(
            read("read_of_an_unknown_policy", 200, &body("7", r#""LiveActivity""#)),
            7,
            None,
            "LiveActivity",
            live,
        ),
        gives(
            read("read_of_an_unknown_push_type", 200, &body("1", r#""MoonPhase""#)),
            1,
            Some("most_recent"),
            "MoonPhase",
            None,
        ),
        gives(
            read("read_with_more", 200, {
                r#" {"more":[1],"push-type":"LiveActivity","message-storage-policy":0} "#
            }),
            0,
            Some("no_storage"),
            "LiveActivity",
            live,
        ),
    ];
    for (name, body, code, subject) in [
        ("trap_12_read_of_nothing", "", "invalid_json", "reply"),
        ("trap_12_read_of_html", "<html>", "invalid_json", "reply"),
        ("read_of_an_array", "[]", "invalid_json", "reply"),
        ("read_cut_off", r#"{"message-storage-policy":1,"push"#, "invalid_json", "reply"),
        ("read_of_a_key_twice", r#"{"push-type":"a","push-type":"a"}"#, "duplicate_key", "reply"),
        ("read_without_policy", r#"{"push-type":"LiveActivity"}"#, "claim_type", {
            "message-storage-policy"
        }),
        ("read_without_push_type", r#"{"message-storage-policy":1}"#, "claim_type", "push-type"),
        ("read_of_an_empty_object", "{}", "claim_type", "message-storage-policy"),
        (
            "read_of_a_policy_as_text",
            r#"{"message-storage-policy":"1","push-type":"LiveActivity"}"#,
            "claim_type",
            "message-storage-policy",
        ),
        (
            "read_of_a_policy_with_a_fraction",
            r#"{"message-storage-policy":0.5,"push-type":"LiveActivity"}"#,
            "claim_type",
            "message-storage-policy",
        ),
        (
            "read_of_a_push_type_that_is_null",
            r#"{"message-storage-policy":1,"push-type":null}"#,
            "claim_type",
            "push-type",
        ),
    ] {
        cases.push(read(name, 200, body).refused_about(code, subject));
    }
    for (name, status, body) in [
        ("read_refused", 400, r#"{"reason":"ChannelNotRegistered"}"#.to_owned()),
        ("read_refused_with_the_body_of_a_success", 503, body("1", r#""LiveActivity""#)),
    ] {
        cases.push(read(name, status, &body).refused_about("invalid_input", "reply"));
    }
    cases
}

fn listed() -> Vec<Case> {
    let list = |name: &str, status: u16, body: &str| reply(name, "list", status, &[JSON], body);
    let ids = |ids: Vec<&str>| json!({"is_success": true, "channel_ids": ids});
    let ten = vec!["AAAA"; 10];
    let joined = json!({"channels": [format!("{CHANNEL}{CHANNEL}")]}).to_string();
    let mut cases = vec![
        list("list_of_none", 200, r#"{"channels":[]}"#).expect(ids(vec![])),
        list("list_of_one", 200, &json!({"channels": [CHANNEL]}).to_string())
            .expect(ids(vec![CHANNEL])),
        list("list_of_ten", 200, &json!({"channels": ten}).to_string()).expect(ids(ten.clone())),
        list("list_with_more", 200, r#"{"next":null,"channels":["AA=="]}"#)
            .expect(ids(vec!["AA=="])),
    ];
    // Ten thousand ids take about half a megabyte, far more than the body of a refusal.
    let long = format!(r#"{{"channels":["AA=="],"x":"{}"}}"#, "a".repeat(500_000));
    cases.push(list("list_of_half_a_megabyte", 200, &long).expect(ids(vec!["AA=="])));
    cases.push(list("list_of_ids_joined", 200, &joined).refused_about("claim_type", "channels[0]"));
    let longer = format!(r#"{{"channels":["AA=="],"x":"{}"}}"#, "a".repeat(1 << 20));
    cases.push(
        list("list_of_more_than_a_megabyte", 200, &longer).refused_about("too_large", "reply"),
    );
    for (name, body, code, subject) in [
        ("trap_12_list_of_nothing", "", "invalid_json", "reply"),
        ("list_of_an_array_alone", r#"["AA=="]"#, "invalid_json", "reply"),
        ("list_of_an_empty_object", "{}", "claim_type", "channels"),
        ("list_of_an_object", r#"{"channels":{}}"#, "claim_type", "channels"),
        ("list_of_null", r#"{"channels":null}"#, "claim_type", "channels"),
        ("list_of_numbers", r#"{"channels":["AA==",1]}"#, "claim_type", "channels[1]"),
        ("list_of_words", r#"{"channels":["channel 1"]}"#, "claim_type", "channels[0]"),
        ("list_of_empty_texts", r#"{"channels":[""]}"#, "claim_type", "channels[0]"),
    ] {
        cases.push(list(name, 200, body).refused_about(code, subject));
    }
    for (name, status) in [("list_refused", 403), ("list_from_a_proxy", 502)] {
        cases
            .push(list(name, status, r#"{"channels":[]}"#).refused_about("invalid_input", "reply"));
    }
    cases
}
