//! `wns-request.json`: what is sent to WNS.

mod toast;

use serde_json::{Value, json};

use crate::file::{Case, VectorFile};

const CHANNEL: &str = "https://db5.notify.windows.com/?token=AwYAAAB8TgU%2fkQ%3d%3d";
const TOKEN: &str = "EgAcAQMAAAAE";
const MPNS: &str = "http://sn1.notify.live.net/throttledthirdparty/01.00/AAFRQHgiiMWNTYrRDXAHQtz";

pub(super) fn file() -> VectorFile {
    let mut cases = toast::accepted();
    cases.extend(toast::refused());
    cases.extend(xml());
    cases.extend(badges());
    cases.extend(raw());
    cases.extend(headers());
    cases.extend(documents());
    cases.extend(channels());
    cases.extend(removals());
    VectorFile::new(
        "wns-request.json",
        "wns_request",
        "Requests to WNS: a document of options, a channel and an access token make method, URL, \
         headers in their order and body. A body that is no text stands in body_b64. A case with \
         remove takes toasts back. Names of options are in snake_case or camelCase.",
        cases,
    )
}

fn of(name: &str, options: Value) -> Case {
    Case::new(name).set("notification", options).set("channel", CHANNEL).set("token", TOKEN)
}

fn sent(case: Case, kind: &str, headers: &[(&str, &str)], body: (&str, Value)) -> Case {
    let content_type = if kind == "raw" { "application/octet-stream" } else { "text/xml" };
    let mut all = vec![
        json!(["authorization", format!("Bearer {TOKEN}")]),
        json!(["content-type", content_type]),
        json!(["x-wns-type", format!("wns/{kind}")]),
    ];
    all.extend(headers.iter().map(|(name, value)| json!([name, value])));
    let mut expect = json!({"method": "POST", "url": CHANNEL, "headers": all});
    expect[body.0] = body.1;
    case.expect(expect)
}

fn text(body: impl Into<String>) -> (&'static str, Value) {
    ("body", body.into().into())
}

/// A toast with this binding inside, and nothing else.
fn bound(inside: &str) -> String {
    format!(
        r#"<toast><visual><binding template="ToastGeneric">{inside}</binding></visual></toast>"#
    )
}

/// XML that the caller brings goes out as it is.
fn xml() -> Vec<Case> {
    let of_xml = |name: &str, kind: &str, xml: &str| {
        let case = Case::new(name).set("notification", json!({"type": kind}));
        case.set_text("xml", xml).set("channel", CHANNEL).set("token", TOKEN)
    };
    let good =
        |name: &str, kind: &str, xml: &str| sent(of_xml(name, kind, xml), kind, &[], text(xml));
    let bad = |name: &str, kind: &str, xml: &str| {
        of_xml(name, kind, xml).refused_about("invalid_xml", kind)
    };
    let large = |name: &str, kind: &str, xml: &str| {
        of_xml(name, kind, xml).refused_about("notification_too_large", "body")
    };
    let filled = |bytes: usize| format!("<tile>{}</tile>", "a".repeat(bytes - 13));
    let bomb = "<!DOCTYPE tile [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\
                <tile>&b;</tile>";
    let nested = format!("{}{}", "<tile>".repeat(384), "</tile>".repeat(384));
    vec![
        good(
            "tile",
            "tile",
            "<tile><visual><binding template=\"TileMedium\"><text>a</text></binding></visual></tile>",
        ),
        good(
            "tile_stays_as_it_is",
            "tile",
            "\n<tile a='1'  b = \"2\" >\r\n<!-- c --><![CDATA[<]]>&amp;&#x41;</tile >\n",
        ),
        good("tile_declared", "tile", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><tile/>"),
        good(
            "tile_declared_in_lower_case",
            "tile",
            "<?xml version='1.0' encoding='utf-8'?><tile/>",
        ),
        good("tile_declared_without_encoding", "tile", "<?xml version=\"1.0\"?><tile/>"),
        good("tile_with_a_namespace_inside", "tile", "<tile xmlns:a=\"urn:a\"><a:b/></tile>"),
        good("tile_beyond_ascii", "tile", "<tile>\u{1f426}</tile>"),
        good("tile_nested_deeply", "tile", &nested),
        good("toast_of_xml", "toast", "<toast/>"),
        good("badge_of_xml", "badge", "<badge value=\"7\" version=\"1\"/>"),
        {
            let five_thousand = filled(5000);
            let expected = text(five_thousand.as_str());
            let case = of_xml("tile_of_5000_bytes", "tile", &five_thousand);
            sent(case, "tile", &[], expected)
        },
        large("tile_of_5001_bytes", "tile", &filled(5001)),
        large(
            "tile_of_5001_bytes_in_4000_characters",
            "tile",
            &format!("<tile>{}</tile>", "\u{e9}".repeat(2494)),
        ),
        large("tile_much_too_large", "tile", &filled(300_000)),
        bad("tile_empty", "tile", ""),
        bad("tile_of_a_text", "tile", "Hello"),
        bad("tile_that_is_a_toast", "tile", "<toast/>"),
        bad("tile_in_upper_case", "tile", "<Tile/>"),
        bad("tile_of_a_namespace", "tile", "<tile xmlns=\"urn:a\"/>"),
        bad("tile_with_an_empty_prefix", "tile", "<:tile xmlns:a=\"urn:a\"/>"),
        bad("tile_with_a_prefix", "tile", "<a:tile xmlns:a=\"urn:a\"/>"),
        bad("tile_with_a_prefix_without_namespace", "tile", "<tile><a:b/></tile>"),
        bad("tile_unclosed", "tile", "<tile>"),
        bad("tile_closed_by_another", "tile", "<tile><a></tile></a>"),
        bad("tile_twice", "tile", "<tile/><tile/>"),
        bad("tile_with_a_bare_ampersand", "tile", "<tile>Tom & Ada</tile>"),
        bad("tile_with_an_unknown_entity", "tile", "<tile>&nbsp;</tile>"),
        bad("tile_with_a_document_type", "tile", "<!DOCTYPE tile><tile/>"),
        bad("tile_with_entities", "tile", bomb),
        bad(
            "tile_with_an_entity_of_a_file",
            "tile",
            "<!DOCTYPE tile [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><tile>&a;</tile>",
        ),
        bad("tile_with_a_control_character", "tile", "<tile>\u{1}</tile>"),
        bad("tile_with_a_control_character_in_escapes", "tile", "<tile>&#1;</tile>"),
        bad("tile_with_an_attribute_twice", "tile", "<tile a=\"1\" a=\"2\"/>"),
        bad("tile_with_an_attribute_without_quotes", "tile", "<tile a=1/>"),
        bad("tile_with_text_behind", "tile", "<tile/>a"),
        bad(
            "tile_declared_as_utf_16",
            "tile",
            "<?xml version=\"1.0\" encoding=\"utf-16\"?><tile/>",
        ),
        bad("tile_declared_late", "tile", " <?xml version=\"1.0\"?><tile/>"),
        bad("toast_that_is_a_tile", "toast", "<tile/>"),
        bad(
            "toast_of_mpns",
            "toast",
            "<wp:Notification xmlns:wp=\"WPNotification\"><wp:Toast/></wp:Notification>",
        ),
        bad("badge_that_is_a_toast", "badge", "<toast/>"),
    ]
}

fn badges() -> Vec<Case> {
    let good = |name: &str, badge: Value, value: &str| {
        sent(
            of(name, json!({"type": "badge", "badge": badge})),
            "badge",
            &[],
            text(format!("<badge value=\"{value}\"/>")),
        )
    };
    let bad = |name: &str, badge: Value| {
        of(name, json!({"type": "badge", "badge": badge})).refused_about("invalid_input", "badge")
    };
    let mut cases = vec![
        good("badge_of_0", json!(0), "0"),
        good("badge_of_7", json!(7), "7"),
        good("badge_of_99", json!(99), "99"),
        good("badge_of_a_whole_float", json!(7.0), "7"),
        bad("badge_of_100", json!(100)),
        bad("badge_below_0", json!(-1)),
        bad("badge_of_a_fraction", json!(1.5)),
        bad("badge_of_a_number_as_text", json!("7")),
        bad("badge_of_another_sign", json!("heart")),
        bad("badge_of_a_sign_in_lower_case", json!("newmessage")),
        bad("badge_of_a_flag", json!(true)),
        bad("badge_of_a_list", json!([])),
    ];
    for sign in [
        "none",
        "activity",
        "alert",
        "alarm",
        "available",
        "away",
        "busy",
        "newMessage",
        "paused",
        "playing",
        "unavailable",
        "error",
        "attention",
    ] {
        cases.push(good(&format!("badge_{}", sign.to_lowercase()), json!(sign), sign));
    }
    cases
}

fn raw() -> Vec<Case> {
    let with = |name: &str, raw: &str| {
        let case = Case::new(name).set("notification", json!({"type": "raw"}));
        case.set_text("raw", raw).set("channel", CHANNEL).set("token", TOKEN)
    };
    let large = "a".repeat(5000);
    vec![
        sent(
            of("raw_of_a_text", json!({"type": "raw", "raw": "{\"a\":1}"})),
            "raw",
            &[],
            text("{\"a\":1}"),
        ),
        sent(of("raw_empty", json!({"type": "raw", "raw": ""})), "raw", &[], text("")),
        sent(
            of("raw_is_not_escaped", json!({"type": "raw", "raw": "<&\u{0}"})),
            "raw",
            &[],
            text("<&\u{0}"),
        ),
        sent(
            of("raw_of_bytes", json!({"type": "raw", "raw_b64": "AAH//g=="})),
            "raw",
            &[],
            ("body_b64", json!("AAH//g==")),
        ),
        sent(
            of("raw_in_camel_case", json!({"type": "raw", "rawB64": "YQ=="})),
            "raw",
            &[],
            text("a"),
        ),
        sent(with("raw_of_5000_bytes", &large), "raw", &[], text(large.as_str())),
        with("raw_of_5001_bytes", &format!("{large}a"))
            .refused_about("notification_too_large", "body"),
        with("raw_of_5001_bytes_in_2501_characters", &format!("{}a", "\u{e9}".repeat(2500)))
            .refused_about("notification_too_large", "body"),
        of("raw_of_other_base64", json!({"type": "raw", "raw_b64": "AAH__g"}))
            .refused_about("invalid_base64", "raw_b64"),
        of("raw_of_base64_without_padding", json!({"type": "raw", "raw_b64": "YQ"}))
            .refused_about("invalid_base64", "raw_b64"),
        of("raw_of_a_number", json!({"type": "raw", "raw": 7}))
            .refused_about("invalid_input", "raw"),
    ]
}

fn headers() -> Vec<Case> {
    const HELLO: &str = "<text>Hello</text>";
    let contents = |kind: &str| match kind {
        "toast" => ("toast", json!("Hello"), text(bound(HELLO))),
        "tile" => ("xml", json!("<tile/>"), text("<tile/>")),
        "badge" => ("badge", json!(1), text("<badge value=\"1\"/>")),
        _ => ("raw", json!("a"), text("a")),
    };
    let options = |kind: &str, option: &str, value: Value| {
        let (name, contents, _) = contents(kind);
        json!({"type": kind, name: contents, option: value})
    };
    let good = |name: &str, kind: &str, option: &str, value: Value, header: &str, shown: &str| {
        let body = contents(kind).2;
        sent(of(name, options(kind, option, value)), kind, &[(header, shown)], body)
    };
    let none = |name: &str, kind: &str, option: &str, value: Value| {
        let body = contents(kind).2;
        sent(of(name, options(kind, option, value)), kind, &[], body)
    };
    let unfit = |name: &str, kind: &str, option: &str, value: Value, header: &str| {
        of(name, options(kind, option, value)).refused_about("invalid_notification", header)
    };
    let malformed = |name: &str, kind: &str, option: &str, value: Value, header: &str| {
        of(name, options(kind, option, value)).refused_about("invalid_header_value", header)
    };
    let wrong = |name: &str, option: &str, value: Value| {
        of(name, options("toast", option, value)).refused_about("invalid_input", option)
    };
    const TAG: &str = "x-wns-tag";
    const GROUP: &str = "x-wns-group";
    const TTL: &str = "x-wns-ttl";
    const POLICY: &str = "x-wns-cache-policy";
    const POPUP: &str = "x-wns-suppresspopup";
    const STATUS: &str = "x-wns-requestforstatus";
    const CV: &str = "ms-cv";
    let sixteen = "abcdefghij012345";
    let long = "a".repeat(128);
    vec![
        sent(
            of(
                "all_headers_of_a_toast",
                json!({
                    "type": "toast",
                    "toast": "Hello",
                    "ttl_s": 3600,
                    "tag": "order42",
                    "group": "orders",
                    "suppress_popup": true,
                    "request_for_status": true,
                    "ms_cv": "cV9nQm+/aaaaaaaaaaaaaa.0",
                }),
            ),
            "toast",
            &[
                (TTL, "3600"),
                (TAG, "order42"),
                (GROUP, "orders"),
                (POPUP, "true"),
                (STATUS, "true"),
                (CV, "cV9nQm+/aaaaaaaaaaaaaa.0"),
            ],
            text(bound(HELLO)),
        ),
        sent(
            of(
                "all_headers_of_a_tile_in_camel_case",
                json!({
                    "type": "tile",
                    "xml": "<tile/>",
                    "cachePolicy": "no-cache",
                    "ttlS": 1,
                    "tag": "a",
                    "requestForStatus": true,
                    "msCv": "a.1",
                }),
            ),
            "tile",
            &[(POLICY, "no-cache"), (TTL, "1"), (TAG, "a"), (STATUS, "true"), (CV, "a.1")],
            text("<tile/>"),
        ),
        good("cache_of_a_badge", "badge", "cache_policy", json!("cache"), POLICY, "cache"),
        good("cache_of_raw_bytes", "raw", "cache_policy", json!("cache"), POLICY, "cache"),
        good("no_cache_of_raw_bytes", "raw", "cache_policy", json!("no-cache"), POLICY, "no-cache"),
        good("ttl_of_a_year", "raw", "ttl_s", json!(31_536_000), TTL, "31536000"),
        good("ttl_of_a_whole_float", "raw", "ttl_s", json!(60.0), TTL, "60"),
        good("tag_of_16", "toast", "tag", json!(sixteen), TAG, sixteen),
        good("group_of_16", "toast", "group", json!(sixteen), GROUP, sixteen),
        good("vector_of_128", "badge", "ms_cv", json!(long), CV, &long),
        none("popup_not_suppressed", "toast", "suppress_popup", json!(false)),
        none("popup_not_suppressed_on_a_tile", "tile", "suppress_popup", json!(false)),
        none("status_not_asked_for", "raw", "request_for_status", json!(false)),
        none("tag_of_null", "badge", "tag", json!(null)),
        none("ttl_of_null", "badge", "ttl_s", json!(null)),
        none("cache_of_null", "toast", "cache_policy", json!(null)),
        unfit("cache_of_a_toast", "toast", "cache_policy", json!("cache"), POLICY),
        unfit("tag_of_a_badge", "badge", "tag", json!("a"), TAG),
        unfit("tag_of_raw_bytes", "raw", "tag", json!("a"), TAG),
        unfit("group_of_a_tile", "tile", "group", json!("a"), GROUP),
        unfit("group_of_a_badge", "badge", "group", json!("a"), GROUP),
        unfit("group_of_raw_bytes", "raw", "group", json!("a"), GROUP),
        unfit("popup_suppressed_of_a_tile", "tile", "suppress_popup", json!(true), POPUP),
        unfit("popup_suppressed_of_a_badge", "badge", "suppress_popup", json!(true), POPUP),
        unfit("popup_suppressed_of_raw_bytes", "raw", "suppress_popup", json!(true), POPUP),
        malformed("tag_empty", "toast", "tag", json!(""), TAG),
        malformed("tag_of_17", "toast", "tag", json!("a".repeat(17)), TAG),
        malformed("tag_with_a_hyphen", "toast", "tag", json!("order-42"), TAG),
        malformed("tag_beyond_ascii", "toast", "tag", json!("\u{e9}"), TAG),
        malformed("tag_with_a_header_behind", "tile", "tag", json!("a\r\nb: c"), TAG),
        malformed("group_empty", "toast", "group", json!(""), GROUP),
        malformed("group_of_17", "toast", "group", json!("a".repeat(17)), GROUP),
        malformed("group_with_a_space", "toast", "group", json!("a b"), GROUP),
        malformed("ttl_of_0", "raw", "ttl_s", json!(0), TTL),
        malformed("ttl_below_0", "raw", "ttl_s", json!(-1), TTL),
        malformed("ttl_too_long", "raw", "ttl_s", json!(4_294_967_296_i64), TTL),
        malformed("vector_empty", "raw", "ms_cv", json!(""), CV),
        malformed("vector_of_129", "raw", "ms_cv", json!("a".repeat(129)), CV),
        malformed("vector_with_a_line_end", "raw", "ms_cv", json!("a\nb"), CV),
        wrong("ttl_of_a_fraction", "ttl_s", json!(1.5)),
        wrong("ttl_of_a_text", "ttl_s", json!("60")),
        wrong("cache_of_a_flag", "cache_policy", json!(true)),
        wrong("cache_of_another_word", "cache_policy", json!("nocache")),
        wrong("popup_of_a_number", "suppress_popup", json!(1)),
        wrong("status_of_a_text", "request_for_status", json!("true")),
        wrong("tag_of_a_number", "tag", json!(42)),
    ]
}

fn documents() -> Vec<Case> {
    let wrong = |name: &str, options: Value, subject: &str| {
        of(name, options).refused_about("invalid_input", subject)
    };
    let unfit = |name: &str, options: Value| {
        of(name, options).refused_about("invalid_notification", "type")
    };
    vec![
        sent(
            of(
                "contents_of_null_count_as_absent",
                json!({"type": "raw", "raw": "a", "toast": null, "xml": null, "badge": null, "raw_b64": null}),
            ),
            "raw",
            &[],
            text("a"),
        ),
        wrong("document_empty", json!({}), "type"),
        wrong("type_of_null", json!({"type": null, "raw": "a"}), "type"),
        wrong("type_unknown", json!({"type": "alert", "raw": "a"}), "type"),
        wrong("type_of_a_number", json!({"type": 1, "raw": "a"}), "type"),
        wrong("type_as_on_the_wire", json!({"type": "wns/raw", "raw": "a"}), "type"),
        wrong("option_unknown", json!({"type": "raw", "raw": "a", "priority": 10}), "priority"),
        wrong("option_in_other_case", json!({"type": "raw", "raw": "a", "TTL_s": 10}), "TTL_s"),
        wrong(
            "option_in_both_spellings",
            json!({"type": "raw", "raw": "a", "ttl_s": 10, "ttlS": 10}),
            "ttlS",
        ),
        wrong(
            "option_that_disturbs",
            json!({"type": "raw", "raw": "a", "a\r\nb": 10}),
            "an unknown option",
        ),
        unfit("toast_without_contents", json!({"type": "toast"})),
        unfit("tile_without_contents", json!({"type": "tile"})),
        unfit("badge_without_contents", json!({"type": "badge", "badge": null})),
        unfit("raw_without_contents", json!({"type": "raw"})),
        unfit("toast_of_two_contents", json!({"type": "toast", "toast": "a", "xml": "<toast/>"})),
        unfit("raw_of_two_contents", json!({"type": "raw", "raw": "a", "raw_b64": "YQ=="})),
        unfit("tile_of_a_toast", json!({"type": "tile", "toast": "a"})),
        unfit("toast_of_a_badge", json!({"type": "toast", "badge": 1})),
        unfit("raw_of_xml", json!({"type": "raw", "xml": "<a/>"})),
        unfit("badge_of_raw_bytes", json!({"type": "badge", "raw": "1"})),
    ]
}

fn channels() -> Vec<Case> {
    let to = |name: &str, channel: &str, token: &str| {
        Case::new(name)
            .set("notification", json!({"type": "raw", "raw": "a"}))
            .set("channel", channel)
            .set_text("token", token)
    };
    let other = |name: &str, channel: &str| {
        to(name, channel, TOKEN).refused_about("wrong_channel", "channel uri")
    };
    let token = |name: &str, token: &str| {
        to(name, CHANNEL, token).refused_about("invalid_header_value", "authorization")
    };
    vec![
        other("to_web_push", "https://db5.notify.windows.com/w/?token=BQYAAAB"),
        other("to_mpns", MPNS),
        other(
            "to_mpns_with_certificate",
            "https://sn1.notify.live.net/unthrottledthirdparty/01.00/AAFRQHgiiMWNTYrRDXAHQtz",
        ),
        to("to_another_host", "https://notify.windows.com.example.com/?token=A", TOKEN)
            .refused_about("invalid_channel_uri", "channel uri"),
        token("token_empty", ""),
        token("token_with_a_space", "a b"),
        token("token_with_its_scheme", "Bearer EgAcAQMAAAAE"),
        token("token_with_a_line_end", "a\r\nHost: example.com"),
        token("token_beyond_ascii", "\u{e9}"),
        token("token_too_long", &"a".repeat(16_385)),
    ]
}

fn removals() -> Vec<Case> {
    let to = |name: &str, options: Value, channel: &str| {
        Case::new(name).set("remove", options).set("channel", channel).set("token", TOKEN)
    };
    let good = |name: &str, options: Value, matched: &str| {
        to(name, options, CHANNEL).expect(json!({
            "method": "DELETE",
            "url": CHANNEL,
            "headers": [
                ["authorization", format!("Bearer {TOKEN}")],
                ["x-wns-match", format!("type:wns/toast;{matched}")],
            ],
            "body": "",
        }))
    };
    let wrong = |name: &str, options: Value, subject: &str| {
        to(name, options, CHANNEL).refused_about("invalid_input", subject)
    };
    let malformed = |name: &str, options: Value| {
        to(name, options, CHANNEL).refused_about("invalid_header_value", "x-wns-match")
    };
    vec![
        good("remove_all", json!({"all": true}), "all"),
        good("remove_a_tag", json!({"tag": "order42"}), "tag=order42"),
        good("remove_a_group", json!({"group": "orders"}), "group=orders"),
        good(
            "remove_a_tag_in_a_group",
            json!({"tag": "order42", "group": "orders"}),
            "group=orders;tag=order42",
        ),
        good("remove_with_null", json!({"tag": "a", "group": null, "all": false}), "tag=a"),
        wrong("remove_nothing", json!({}), "options"),
        wrong("remove_not_all", json!({"all": false}), "options"),
        wrong("remove_nulls", json!({"all": null, "tag": null, "group": null}), "options"),
        wrong("remove_all_and_a_tag", json!({"all": true, "tag": "a"}), "options"),
        wrong("remove_of_another_option", json!({"id": "a"}), "id"),
        wrong("remove_a_tag_of_a_number", json!({"tag": 7}), "tag"),
        malformed("remove_an_empty_tag", json!({"tag": ""})),
        malformed("remove_a_tag_that_says_more", json!({"tag": "a;all"})),
        malformed("remove_a_group_too_long", json!({"group": "a".repeat(17)})),
        malformed("remove_a_tag_in_a_group_with_a_space", json!({"tag": "a", "group": "b c"})),
        to("remove_at_web_push", json!({"all": true}), "https://db5.notify.windows.com/w/?token=B")
            .refused_about("wrong_channel", "channel uri"),
        to("remove_at_mpns", json!({"all": true}), MPNS)
            .refused_about("wrong_channel", "channel uri"),
    ]
}
